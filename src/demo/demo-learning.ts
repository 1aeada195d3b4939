// Open days with those who came, and the year's targets.
import { setTarget } from '../insight/evaluation/commands.ts';
import {
  changeParticipation,
  recordParticipation,
  registerOpenDay,
} from '../improvement/learning/commands.ts';
import { answerFollowUp, choosePractice } from '../improvement/learning/commands-after.ts';
import { addNote } from '../improvement/learning/commands-board.ts';
import { setStep, writeText } from '../improvement/learning/commands-day.ts';
import { enterOpenDay } from '../improvement/learning/commands-offer.ts';
import { signUp } from '../improvement/learning/commands-signups.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { fiscalYearStart, addDays } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter } from '../platform/ja/holidays.ts';
import type { Loaded } from './demo.ts';
import { headOn, lastDay, made, type Story, type Timeline } from './demo-timeline.ts';
import { mulberry32, shuffled, type DemoFacility } from './material.ts';
import { openDays, targets, type DemoOpenDay } from './words-loop.ja.ts';
import { days, offer, smallDay } from './words-open-days.ja.ts';

/** Tells the open days: registered by the coordinators, those who came written down the day after, and what came of it. */
export function tellLearning({ loaded, timeline, random }: Story): void {
  // A dice of its own for what was added later, so that the rest of the story stays what it is.
  const own = mulberry32(62);
  for (const day of [...openDays, { ...smallDay, came: [] }]) {
    const order = shuffled(day.key === smallDay.key ? own : random, loaded.places);
    tellDay(loaded, timeline, order, day);
  }
  timeline.add(offer.on, '16:50', 'head-kagura', async (tx) => {
    await enterOpenDay(tx, {
      ...plain,
      title: offer.title,
      facility_id: made(loaded.facility, 'kagura'),
      theme_code: offer.theme,
      held_on: offer.held_on,
      places: offer.places,
      seen: offer.seen,
      pictures: 'rooms',
      question_1: offer.question,
      question_2: '',
      question_3: '',
      plan: offer.plan,
      save: null,
    });
  });
}

const plain = {
  starts_at: null,
  ends_at: null,
  template: 'simple' as const,
  pictures_note: '',
  guardians_told_on: null,
  guardians_how: '',
  note: '',
};

function tellDay(
  loaded: Loaded,
  timeline: Timeline,
  order: readonly DemoFacility[],
  openDay: DemoOpenDay,
): void {
  const { key, registered_on, host, came, held_on } = openDay;
  const more = days[key]!;
  const hostPlace = order.find((place) => place.key === host || place.group === host)!;
  const guests = new Set<string>();
  const guest = (group: string): DemoFacility => {
    const place = order.find((p) => p.group === group && p !== hostPlace && !guests.has(p.key))!;
    guests.add(place.key);
    return place;
  };
  const visiting = came.map((one) => ({ ...one, place: guest(one.group) }));
  const facilityOf = (place: DemoFacility) => made(loaded.facility, place.key);
  let id: number;
  timeline.add(registered_on, '11:00', 'coordinator-2', async (tx) => {
    id = await registerOpenDay(
      tx,
      {
        ...plain,
        title: openDay.title,
        facility_id: facilityOf(hostPlace),
        theme_code: openDay.theme,
        held_on,
        places: openDay.places,
        note: openDay.note,
        starts_at: more.starts_at,
        ends_at: more.ends_at,
        template: more.template ?? 'simple',
        seen: more.seen,
        pictures: more.pictures,
        pictures_note: more.pictures_note,
        guardians_told_on: more.guardians_told_on,
        guardians_how: more.guardians_how,
      },
      { questions: more.questions, plan: more.plan },
    );
  });
  for (const { on, ...step } of more.steps ?? [])
    timeline.add(on, '17:10', 'coordinator-2', (tx) => setStep(tx, id, { ...step, _version: 0 }));
  for (const { on, group, ...visit } of more.sign_ups ?? []) {
    const place = guest(group);
    const head = headOn(loaded, place.key, on);
    if (head !== undefined)
      timeline.add(on, '12:40', head, async (tx) => {
        await signUp(tx, id, { facility_id: facilityOf(place), ...visit });
      });
  }
  if (visiting.length === 0) return;
  timeline.add(addDays(held_on, 1), '16:00', 'coordinator-2', async (tx) => {
    for (const { place, people, reflection } of visiting)
      await recordParticipation(tx, id, { facility_id: facilityOf(place), people, reflection });
    for (const { by, question, kind, body } of more.notes ?? [])
      if (by === null) await addNote(tx, id, { heading_id: question, kind, body });
    if (more.discussion !== undefined)
      await writeText(tx, id, 'discussion', { body: more.discussion, _version: 0 });
  });
  const asHead = (place: DemoFacility, day: string, time: string, work: (tx: WriteTx) => Promise<void>) => {
    const head = headOn(loaded, place.key, day);
    if (head !== undefined && day <= lastDay) timeline.add(day, time, head, work);
  };
  for (const { by, question, kind, body } of more.notes ?? [])
    if (by !== null)
      asHead(visiting[by]!.place, addDays(held_on, 2), '13:10', (tx) =>
        addNote(tx, id, { heading_id: question, kind, body }),
      );
  for (const by of more.shared_by ?? [])
    asHead(visiting[by]!.place, addDays(held_on, 4), '17:20', (tx) =>
      changeParticipation(tx, id, facilityOf(visiting[by]!.place), {
        people: null,
        reflection: visiting[by]!.reflection,
        shared: true,
        _version: 1,
      }),
    );
  const { reflection } = more;
  if (reflection !== undefined)
    asHead(hostPlace, addDays(held_on, 8), '17:40', (tx) =>
      writeText(tx, id, 'reflection', { body: reflection, _version: 0 }),
    );
  for (const { by, after, follow_up, ...practice } of more.practices ?? []) {
    const { place } = visiting[by]!;
    const facility_id = facilityOf(place);
    asHead(place, addDays(held_on, after), '18:00', (tx) =>
      choosePractice(tx, id, facility_id, {
        ...practice,
        try_from: addDays(held_on, after + 4),
        _version: 0,
      }),
    );
    if (follow_up !== undefined)
      asHead(place, addDays(held_on, follow_up.after), '18:10', (tx) => {
        const { after: _after, ...answer } = follow_up;
        return answerFollowUp(tx, id, facility_id, { ...answer, _version: 0 });
      });
  }
}

/** The targets of both years, set in their first weeks. */
export function tellTargets({ timeline }: Story): void {
  for (const { code, fiscal_year, target, reason } of targets) {
    const day = businessDayOnOrAfter(addDays(fiscalYearStart(fiscal_year), 13));
    timeline.add(day, '14:00', 'office-1', (tx) =>
      setTarget(tx, code, { fiscal_year, target, reason, _version: 0 }),
    );
  }
}
