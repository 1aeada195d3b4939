// The public pages: schemes, windows, how many children live where, voices in every state, offers to help.
import { sql } from 'kysely';
import { endHelpline, saveHelpline, saveScheme, standScheme } from '../portal/commands.ts';
import { changeHelper, offerHelp, takeUpHelper } from '../portal/commands-helpers.ts';
import { answerVoice, closeVoice, makeIssue, markRead, sayVoice } from '../portal/commands-voices.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import type { Loaded } from './demo.ts';
import { mulberry32, whole } from './material.ts';
import { made } from './demo-timeline.ts';
import { helpers, schemes, voices, windows } from './words-portal.ja.ts';

const office = 'office-1';

export async function loadPortal(loaded: Loaded): Promise<void> {
  const clerk = made(loaded.person, office);
  const at = (day: string, time = '10:00') => instantOf(day, time);
  await loaded.as(clerk, at('2026-04-01'), async (tx) => {
    for (const [i, line] of windows.entries()) {
      await saveHelpline(tx, null, {
        ...line,
        url: null,
        urgent: false,
        position: 100 + i * 10,
        _version: 0,
      });
    }
    const old = await saveHelpline(tx, null, {
      name: windows[0].name,
      phone: '0166-00-7199',
      url: null,
      hours: '',
      description: '',
      audience: 'parent',
      urgent: false,
      position: 900,
      _version: 0,
    });
    await endHelpline(tx, old, true);
    for (const one of schemes) await tellScheme(tx, one, loaded.body.get('office') ?? null);
    await tellPopulation(tx);
  });
  for (const one of voices) await tellVoice(loaded, clerk, one);
  for (const [i, one] of helpers.entries()) await tellHelper(loaded, i, one);
}

async function tellScheme(
  tx: WriteTx,
  one: (typeof schemes)[number],
  organisation: number | null,
): Promise<void> {
  const id = await saveScheme(tx, null, {
    local_id: one.local_id,
    kind: 'person',
    title: one.title,
    subtitle: one.subtitle ?? '',
    audience: one.audience,
    age_from_months: one.ages[0],
    age_to_months: one.ages[1],
    areas: '',
    summary: one.summary,
    contents: one.contents,
    how_to_apply: one.how_to_apply,
    season: one.season ?? '',
    opens_on: one.opens_on ?? null,
    closes_on: one.closes_on ?? null,
    legal_basis: one.legal_basis ?? '',
    references: '',
    related: '',
    contact_organisation_id: organisation,
    contact_name: one.contact,
    contact_phone: one.phone,
    contact_email: null,
    contact_form_url: null,
    contact_postal_code: null,
    contact_address: '',
    apply_url: null,
    url: null,
    keywords: one.keywords,
    _version: 0,
  });
  if (one.published_on !== null) await standScheme(tx, id, { published_on: one.published_on });
  if (one.ended === true) await standScheme(tx, id, { ended: true });
}

/** People under 18 of every 町字 by single years, and the others in wide bands: more children at the edge of the city. */
async function tellPopulation(tx: WriteTx): Promise<void> {
  const random = mulberry32(18);
  const towns = await tx.db.selectFrom('town').select(['id']).orderBy('id').execute();
  const values = towns.flatMap(({ id }, i) => {
    const size = 0.4 + random() + (i % 7 === 0 ? 0.8 : 0);
    const young = Array.from({ length: 18 }, (_, age) => ({
      town_id: id,
      counted_on: '2026-10-01',
      age_from: age,
      age_to: age,
      people: Math.round(size * whole(random, 2, 5) * (1 + age / 30)),
    }));
    const others = [
      [18, 39, 70],
      [40, 64, 130],
      [65, 150, 120],
    ].map(([age_from, age_to, people]) => ({
      town_id: id,
      counted_on: '2026-10-01',
      age_from: age_from!,
      age_to: age_to!,
      people: Math.round(size * people! * (0.8 + random() * 0.4)),
    }));
    return [...young, ...others];
  });
  // As one parameter: the names of a hundred thousand would take longer than the rows.
  await sql`insert into population (town_id, counted_on, age_from, age_to, people)
    select town_id, counted_on, age_from, age_to, people
    from jsonb_populate_recordset(null::population, ${JSON.stringify(values)}::jsonb)`.execute(tx.db);
}

const areaOf = (loaded: Loaded, key: string | null): number | null =>
  key === null ? null : (loaded.area.get(key) ?? null);

async function tellVoice(loaded: Loaded, clerk: number, one: (typeof voices)[number]): Promise<void> {
  const id = await loaded.as(null, instantOf(...one.said), async (tx) => {
    await sayVoice(
      tx,
      {
        kind: one.kind,
        text: one.text,
        area_id: areaOf(loaded, one.area),
        child_age: one.age,
        website: '',
      },
      `DEMO-VOICE-${one.said.join('-')}`,
      one.lang ?? 'ja',
    );
    const { id: said } = await tx.db
      .selectFrom('voice')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return said;
  });
  let version = 1;
  const deal = (day: string, work: (tx: WriteTx) => Promise<unknown>) =>
    loaded.as(clerk, instantOf(day, '16:30'), async (tx) => {
      await work(tx);
      version += 1;
    });
  if (one.read !== undefined) await deal(one.read, (tx) => markRead(tx, id, version));
  const { issue, answer, closed } = one;
  if (issue !== undefined) {
    await deal(issue.on, (tx) =>
      makeIssue(tx, id, {
        title: issue.title,
        description: one.text,
        theme_code: issue.theme,
        weight: 2,
        _version: version,
      }),
    );
  }
  if (answer !== undefined) {
    await deal(answer.on, (tx) =>
      answerVoice(tx, id, {
        answer: answer.text,
        publish: answer.public_text !== null,
        public_text: answer.public_text ?? '',
        nobody_named: true,
        looked_after: false,
        _version: version,
      }),
    );
  }
  if (closed !== undefined)
    await deal(closed.on, (tx) => closeVoice(tx, id, { close_reason: closed.reason, _version: version }));
}

async function tellHelper(loaded: Loaded, nth: number, one: (typeof helpers)[number]): Promise<void> {
  const lead = loaded.persons.find(({ role }) => role === 'lead_community_coordinator');
  const id = await loaded.as(null, instantOf(...one.applied), async (tx) => {
    await offerHelp(
      tx,
      {
        step: one.step,
        name: one.name,
        name_kana: one.kana,
        phone: one.phone,
        email: one.email,
        area_id: areaOf(loaded, one.area),
        can_do: one.can,
        days: one.days,
        words: one.words,
        website: '',
      },
      `DEMO-HELPER-${nth}`,
    );
    const { id: sent } = await tx.db
      .selectFrom('helper_application')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return sent;
  });
  const keeper = made(loaded.person, lead?.key ?? office);
  if (one.taken !== undefined)
    await loaded.as(keeper, instantOf(one.taken, '11:00'), (tx) => takeUpHelper(tx, id, 1));
  if (one.met !== undefined || one.outcome !== undefined) {
    await loaded.as(keeper, instantOf(addDays(one.met ?? one.taken!, 1), '09:30'), (tx) =>
      changeHelper(tx, id, {
        met_on: one.met ?? null,
        outcome: one.outcome ?? null,
        note: one.note ?? '',
        _version: 2,
      }),
    );
  }
}
