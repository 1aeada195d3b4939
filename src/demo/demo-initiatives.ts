// Working together in the demo: three initiatives, what is lent, the survey's results, and two guidelines of five years each.
import {
  answerPartner,
  askPartner,
  beginInitiative,
  endInitiative,
  startInitiative,
  tellOutcome,
} from '../improvement/initiatives/commands.ts';
import {
  adoptGuideline,
  beginGuideline,
  changeChapter,
  changeGuideline,
  nextGuideline,
  setTarget,
  tellFact,
} from '../improvement/initiatives/commands-guidelines.ts';
import { ask, lend, offer, returnLoan } from '../improvement/initiatives/commands-lending.ts';
import { planSession, recordHeld, reflect } from '../improvement/initiatives/commands-sessions.ts';
import {
  beginSummary,
  enterFigure,
  publishSummary,
  writeSaying,
} from '../improvement/initiatives/commands-surveys.ts';
import { partnersOf } from '../improvement/initiatives/queries.ts';
import { chaptersOf, guidelineById, targetsOf } from '../improvement/initiatives/queries-guidelines.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { headOn, inDistrict, made } from './demo-timeline.ts';
import { areaKey } from './material-places.ts';
import { calendar, fathers, guidelines, lending, survey, winter } from './words-initiatives.ja.ts';

const office = 'office-1';

export async function loadInitiatives(loaded: Loaded): Promise<void> {
  const as = <T>(key: string, day: string, time: string, work: (tx: WriteTx) => Promise<T>): Promise<T> =>
    loaded.as(made(loaded.person, key), instantOf(day, time), work);
  const kagura = loaded.places.find((one) => one.key === 'kagura')!;
  const district = ['中央', '東部', '西部', '北部'].find((name) => inDistrict(kagura, name)) ?? '中央';
  const area_id = made(loaded.area, areaKey('visit_district', district));
  // Neighbours of Kagura whose heads hold their post all the while, each of an operator of its own.
  const operators = new Set([loaded.operatorOf.get('kagura')]);
  const neighbours = loaded.places
    .filter((one) => {
      if (!inDistrict(one, district) || headOn(loaded, one.key, '2025-09-01') === undefined) return false;
      const operator = loaded.operatorOf.get(one.key);
      return operator !== undefined && !operators.has(operator) && operators.add(operator) !== undefined;
    })
    .slice(0, 3);
  const [first, second, third] = neighbours.map((one) => ({
    head: headOn(loaded, one.key, '2025-09-01')!,
    holder: `f${made(loaded.facility, one.key)}`,
  }));
  if (!first || !second || !third) throw new Error('too few neighbours');
  const own = `f${made(loaded.facility, 'kagura')}`;
  const none = { issue_id: null, forum_id: null };
  const yes = async (tx: WriteTx, id: number, brings: string): Promise<void> => {
    const partner = (await partnersOf(tx, id)).find((one) => one.may_answer && one.state === 'waiting')!;
    await answerPartner(tx, id, { partner_id: partner.id, yes: 'yes', brings, note: '' });
  };
  const planOf = ({
    title,
    shared_issue,
    seen_by,
    aim,
    families,
    image,
    keeping,
  }: Omit<typeof fathers, 'part'>) => ({
    title,
    shared_issue,
    seen_by,
    aim,
    families,
    image,
    keeping,
    area_id,
    ...none,
  });

  const guideline_id = await loadGuideline(loaded, as);

  // 園庭開放: from the liaison meeting of November 2025 to an end in October 2026.
  const gardens = await as(first.head, '2025-12-02', '16:00', async (tx) => {
    const id = await beginInitiative(tx, {
      ...planOf(calendar),
      lead: first.holder,
      starts_on: '2026-01-05',
      ends_on: '2026-09-30',
    });
    await askPartner(tx, id, { body: second.holder, part: calendar.part });
    return id;
  });
  await as(second.head, '2025-12-05', '16:30', (tx) => yes(tx, gardens, ''));
  await as(first.head, '2026-01-06', '16:00', (tx) =>
    startInitiative(tx, gardens, { started_on: '2026-01-05', next_look_back_on: '2026-06-30' }),
  );
  await as(first.head, '2026-10-30', '16:00', async (tx) => {
    const { body, unit, source } = calendar.outcome;
    await tellOutcome(tx, gardens, {
      body,
      unit,
      source,
      before_value: 1.8,
      value: 6.4,
      measured_on: '2026-10-20',
    });
    await endInitiative(tx, gardens, {
      ended_on: '2026-10-30',
      ending: 'passed_on',
      ending_note: calendar.ending_note,
    });
  });
  for (const [who, body] of [
    [first.head, first.holder],
    [second.head, second.holder],
  ] as const)
    await as(who, '2026-11-05', '17:00', (tx) =>
      reflect(tx, gardens, null, {
        body,
        for_families: 'yes',
        why: '',
        good: '',
        change: '',
        voices: '',
        _version: 0,
      }),
    );

  // 雪の日ひろば: running, one body's answer is still waited for, and two see it differently.
  const snow = await as('head-kagura', '2026-09-01', '16:00', async (tx) => {
    const id = await beginInitiative(tx, {
      ...planOf(winter),
      lead: own,
      starts_on: '2026-10-01',
      ends_on: '2027-03-31',
    });
    await askPartner(tx, id, { body: first.holder, part: winter.part });
    return id;
  });
  await as(first.head, '2026-09-04', '16:00', (tx) => yes(tx, snow, winter.brings));
  const sitting = await as('head-kagura', '2026-10-01', '16:00', async (tx) => {
    await startInitiative(tx, snow, { started_on: '2026-10-01', next_look_back_on: '2027-01-20' });
    return planSession(tx, snow, {
      kind: 'activity',
      ...winter.session,
      held_on: '2026-10-24',
      starts_at: '10:00',
      ends_at: '11:30',
      for_families: true,
      _version: 0,
    });
  });
  await as('head-kagura', '2026-10-26', '16:00', async (tx) => {
    await recordHeld(tx, snow, sitting, { families: 11, helpers: 6, record: winter.record, _version: 1 });
    await reflect(tx, snow, sitting, { body: own, for_families: 'yes', ...winter.lead_said, _version: 0 });
  });
  await as(first.head, '2026-10-28', '16:30', (tx) =>
    reflect(tx, snow, sitting, {
      body: first.holder,
      for_families: 'partly',
      ...winter.partner_said,
      _version: 0,
    }),
  );
  await as('head-kagura', '2026-11-10', '16:00', async (tx) => {
    await tellOutcome(tx, snow, {
      ...winter.outcome,
      before_value: 14,
      value: 25,
      measured_on: '2026-10-31',
    });
    await planSession(tx, snow, {
      kind: 'activity',
      ...winter.next,
      held_on: '2026-12-05',
      starts_at: '10:00',
      ends_at: '11:30',
      for_families: true,
      _version: 0,
    });
    await askPartner(tx, snow, { body: third.holder, part: winter.waiting });
  });

  // 父親の集まり: planned by a neighbour, and Kagura's head has not answered.
  await as(second.head, '2026-11-17', '16:00', async (tx) => {
    const id = await beginInitiative(tx, {
      ...planOf(fathers),
      lead: second.holder,
      starts_on: '2027-01-09',
      ends_on: null,
    });
    await askPartner(tx, id, { body: own, part: fathers.part });
  });

  const target = (await as(office, '2026-11-12', '09:00', (tx) => targetsOf(tx, guideline_id))).at(-1)!;
  await as(office, '2026-11-12', '09:30', (tx) =>
    tellFact(tx, guideline_id, {
      target_id: target.id,
      happened_on: '2026-11-10',
      value: target.base_value + 2,
      body: guidelines.facts.moved,
      evidence: `initiative:${snow}`,
    }),
  );
  await loadLending(as, { own, first, second, snow });
}

type As = <T>(key: string, day: string, time: string, work: (tx: WriteTx) => Promise<T>) => Promise<T>;
interface Neighbour {
  head: string;
  holder: string;
}

async function loadLending(
  as: As,
  given: { own: string; first: Neighbour; second: Neighbour; snow: number },
): Promise<void> {
  const { own, first, second, snow } = given;
  const room = await as('head-kagura', '2026-09-10', '16:00', (tx) =>
    offer(tx, { body: own, kind: 'room', ...lending.room, _version: 0 }),
  );
  const [person] = await as(first.head, '2026-09-10', '16:30', async (tx) => [
    await offer(tx, { body: first.holder, kind: 'person', ...lending.person, _version: 0 }),
    await offer(tx, { body: first.holder, kind: 'contact', ...lending.contact, _version: 0 }),
  ]);
  const sleds = await as(second.head, '2026-09-11', '16:00', (tx) =>
    offer(tx, { body: second.holder, kind: 'thing', ...lending.thing, _version: 0 }),
  );
  const times = (on: string, from_at: string, until_at: string) => ({
    from_on: on,
    from_at,
    until_on: on,
    until_at,
  });
  const lessons = await as('head-kagura', '2026-10-05', '16:00', (tx) =>
    ask(tx, person!, {
      body: own,
      initiative_id: snow,
      purpose: lending.purposes[1]!,
      ...times('2026-10-24', '10:00', '12:00'),
      hours: 2,
    }),
  );
  await as(first.head, '2026-10-06', '16:00', (tx) => lend(tx, lessons, ''));
  await as('head-kagura', '2026-10-26', '16:30', (tx) => returnLoan(tx, lessons, ''));
  const winterSleds = await as('head-kagura', '2026-11-11', '16:00', (tx) =>
    ask(tx, sleds, {
      body: own,
      initiative_id: snow,
      purpose: lending.purposes[2]!,
      from_on: '2026-12-04',
      from_at: '15:00',
      until_on: '2026-12-07',
      until_at: '15:00',
      hours: null,
    }),
  );
  await as(second.head, '2026-11-12', '16:00', (tx) => lend(tx, winterSleds, ''));
  await as(second.head, '2026-11-18', '16:00', (tx) =>
    ask(tx, room, {
      body: second.holder,
      initiative_id: null,
      purpose: lending.purposes[0]!,
      ...times('2027-01-09', '09:30', '12:00'),
      hours: null,
    }),
  );
}

/** The survey of 2025, the guideline it closed, and the one that came of it; the number of that. */
async function loadGuideline(loaded: Loaded, as: As): Promise<number> {
  const owner = `o${made(loaded.body, 'centre')}`;
  const old = await as(office, '2025-04-10', '10:00', async (tx) => {
    const { before, title, vision } = guidelines;
    const id = await beginGuideline(tx, {
      title,
      area_id: null,
      vision,
      starts_on: before.starts_on,
      ends_on: before.ends_on,
      summary_id: null,
      _version: 0,
    });
    await write(tx, id, [...guidelines.chapters, guidelines.direction, guidelines.review]);
    for (const one of guidelines.targets)
      await setTarget(tx, id, null, {
        title: one.title,
        indicator: one.indicator,
        unit: one.unit,
        base_value: one.before[0],
        base_on: '2020-07-01',
        target_value: one.before[1],
        owner,
        follows_id: null,
        saying_id: null,
      });
    await adoptGuideline(tx, id, before.adopted_on);
    return id;
  });
  const summary_id = await as(office, '2025-09-16', '10:00', async (tx) => {
    const id = await beginSummary(tx, {
      title: survey.title,
      source: survey.source,
      surveyed_on: '2025-07-31',
      answers: survey.answers,
      lead: survey.lead,
      _version: 0,
    });
    for (const [question, answers] of survey.figures) {
      for (const [answer, value] of answers)
        await enterFigure(tx, id, {
          area_id: null,
          question,
          answer,
          value,
          unit: '％',
          answers: survey.answers,
        });
      for (const [name, more] of Object.entries(survey.areas)) {
        const area_id = made(loaded.area, areaKey('visit_district', name));
        for (const [at, [answer, value]] of answers.entries())
          await enterFigure(tx, id, {
            area_id,
            question,
            answer,
            value: value + (at === 0 ? more : at === 1 ? -more : 0),
            unit: '％',
            answers: survey.area_answers,
          });
      }
    }
    return id;
  });
  await as(office, '2025-12-15', '10:00', async (tx) => {
    for (const one of survey.sayings)
      await writeSaying(tx, summary_id, { ...one, area_id: null, meeting_id: null });
    await publishSummary(tx, summary_id, true);
    const targets = await targetsOf(tx, old);
    for (const [at, one] of guidelines.targets.entries())
      await tellFact(tx, old, {
        target_id: targets[at]!.id,
        happened_on: '2025-09-01',
        value: one.measured,
        body: at === 0 ? guidelines.facts.measured : guidelines.facts.places,
        evidence: '',
      });
  });
  const now = await as(office, '2026-02-10', '10:00', async (tx) => {
    const id = await nextGuideline(tx, old, 'period');
    const draft = (await guidelineById(tx, id))!;
    await changeGuideline(tx, id, {
      title: draft.title,
      area_id: null,
      vision: draft.vision,
      starts_on: guidelines.now.starts_on,
      ends_on: guidelines.now.ends_on,
      summary_id,
      _version: draft.version,
    });
    for (const [at, one] of (await targetsOf(tx, id)).entries())
      await setTarget(tx, id, one.id, {
        title: one.title,
        indicator: one.indicator,
        unit: one.unit,
        base_value: one.base_value,
        base_on: one.base_on,
        target_value: guidelines.targets[at]!.goal,
        owner,
        follows_id: one.follows_id,
        saying_id: null,
      });
    return id;
  });
  await as(office, '2026-03-25', '16:00', (tx) => adoptGuideline(tx, now, guidelines.now.adopted_on));
  // What is to be different is a new edition: its draft lies before the liaison meeting.
  await as(office, '2026-11-16', '10:00', (tx) => nextGuideline(tx, now, 'edition'));
  return now;
}

async function write(tx: WriteTx, id: number, bodies: readonly string[]): Promise<void> {
  for (const [at, { id: chapter, title }] of (await chaptersOf(tx, id)).entries()) {
    const { version } = (await guidelineById(tx, id))!;
    await changeChapter(tx, id, chapter, { title, body: bodies[at] ?? '', _version: version });
  }
}
