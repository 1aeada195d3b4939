import { z } from 'zod';
import { defineImport, importJob, type Checked } from '../platform/files/imports.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { addMonths, formatDate, parseDate } from '../platform/ja/dates.ts';
import { townKey } from '../platform/ja/address.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { towns } from '../base/areas/queries.ts';
import { schemeImport } from './commands-schemes.ts';
import { holdersOf } from './queries-voices.ts';
import { readAge, readAges, type AgeCount } from './rules-population.ts';
import { voiceYears } from './rules.ts';
import { words } from './words-network.ja.ts';

async function tell(tx: WriteTx, duty: string, title: string, url: string): Promise<void> {
  const people = await holdersOf(tx, duty);
  if (people.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(people.map((person_id) => ({ person_id, title, url, created_at: tx.now })))
    .execute();
}

/** Whoever answers voices hears that one came; nothing of what it says. */
export const tellOfVoice = defineJob({
  name: 'portal.tell_of_voice',
  data: z.object({ urgent: z.boolean() }),
  async run(tx, { urgent }) {
    await tell(
      tx,
      'voice.answer',
      urgent ? words.voices.notice.urgent : words.voices.notice.plain,
      '/voices',
    );
  },
});

export const tellOfHelper = defineJob({
  name: 'portal.tell_of_helper',
  data: z.object({}),
  async run(tx) {
    await tell(tx, 'helper.manage', words.helpers.notice, '/helpers');
  },
});

/** Every night: offers to help whose period is over, and voices of years ago with what was published of them. */
export const forgetSent = defineJob({
  name: 'portal.forget',
  data: z.object({}),
  schedule: '40 3 * * *',
  async run(tx) {
    const helpers = await tx.db
      .deleteFrom('helper_application')
      .where('delete_after', '<', tx.today)
      .executeTakeFirst();
    const before = addMonths(tx.today, -12 * voiceYears);
    const voices = await tx.db
      .deleteFrom('voice')
      .where('said_at', '<', new Date(`${before}T00:00:00Z`))
      .executeTakeFirst();
    const [gone, said] = [Number(helpers.numDeletedRows), Number(voices.numDeletedRows)];
    if (gone > 0)
      tx.record({ action: 'helper.forget', subject_kind: 'helper_application', detail: { count: gone } });
    if (said > 0) tx.record({ action: 'voice.forget', subject_kind: 'voice', detail: { count: said } });
  },
});

const p = words.population.importing;

type Band = Pick<AgeCount, 'age_from' | 'age_to'>;

interface PopulationRow {
  town_id: number;
  counted_on: string;
  ages: AgeCount[];
}

/** Whether two bands share an age without being the same. */
const overlaps = (one: Band, other: Band): boolean =>
  one.age_from <= other.age_to &&
  other.age_from <= one.age_to &&
  (one.age_from !== other.age_from || one.age_to !== other.age_to);

/** People by age and 町字: one age a row, or the standard's columns of ages. */
export const populationImport = defineImport<PopulationRow>({
  kind: 'population',
  title: p.title,
  lead: p.lead,
  base: '/population/import',
  home: { label: words.population.title, href: '/population' },
  duty: 'portal.manage',
  fields: [
    { name: 'town', label: p.town, aliases: p.aliases.town, required: true },
    {
      name: 'counted_on',
      label: p.counted_on,
      aliases: p.aliases.counted_on,
      required: true,
      constant: { help: p.counted_on },
    },
    { name: 'age', label: p.age, aliases: p.aliases.age },
    { name: 'people', label: p.people, aliases: p.aliases.people },
  ],
  template: [p.town, p.counted_on, p.age, p.people],
  reads: (heading) => readAge(heading) !== null,
  async check(tx, rows) {
    const known = new Map((await towns(tx)).map((town) => [townKey(town.name), town.id]));
    const there = await tx.db.selectFrom('population').selectAll().execute();
    const now = new Map(
      there.map((one) => [`${one.town_id} ${one.counted_on} ${one.age_from} ${one.age_to}`, one.people]),
    );
    const seen = new Map<string, number>();
    // What is there already with other bands, 0–4 beside 0, 1, 2 …, would count the same people twice.
    const bands = Map.groupBy(there, (one) => `${one.town_id} ${one.counted_on}`);
    return {
      notes: [],
      rows: rows.map(({ row_number, fields, extras }): Checked<PopulationRow> => {
        const name = (fields.town ?? '').trim();
        const day = parseDate(fields.counted_on ?? '');
        const town_id = known.get(townKey(name));
        const ages = readAges(fields.age ?? '', fields.people ?? '', extras);
        const wrong: string[] = [];
        if (name === '') wrong.push(p.needTown);
        else if (town_id === undefined) wrong.push(p.unknownTown);
        if (!day.ok) wrong.push(p.needDate);
        if (ages.length === 0) wrong.push(p.needNumbers);
        if (wrong.length === 0) {
          for (const one of ages) {
            const key = `${town_id} ${day.ok ? day.value : ''} ${one.age_from}`;
            const twin = seen.get(key);
            if (twin !== undefined && twin !== row_number) {
              wrong.push(p.twice(twin));
              break;
            }
            seen.set(key, row_number);
          }
          const others = bands.get(`${town_id} ${day.ok ? day.value : ''}`) ?? [];
          if (ages.some((one) => others.some((other) => overlaps(one, other)))) wrong.push(p.otherBands);
        }
        const sum = ages.reduce((total, one) => total + one.people, 0);
        const label = p.row(name, day.ok ? formatDate(day.value) : '', ages.length === 0 ? null : sum);
        if (wrong.length > 0 || !day.ok || town_id === undefined)
          return {
            row_number,
            verdict: 'refused',
            label,
            target_id: null,
            data: null,
            changes: [],
            messages: wrong,
          };
        const before = ages.map((one) => now.get(`${town_id} ${day.value} ${one.age_from} ${one.age_to}`));
        const changed = ages.filter((one, i) => before[i] !== undefined && before[i] !== one.people);
        return {
          row_number,
          verdict: before.every((one) => one === undefined)
            ? 'new'
            : changed.length === 0 && !before.includes(undefined)
              ? 'same'
              : 'changed',
          label,
          target_id: null,
          data: { town_id, counted_on: day.value, ages },
          changes: changed.slice(0, 5).map((one) => ({
            label: words.population.importing.age + ` ${one.age_from}-${one.age_to}`,
            before: p.before(before[ages.indexOf(one)]!),
            after: p.before(one.people),
          })),
          messages: [],
        };
      }),
    };
  },
  async apply(tx, rows) {
    const values = rows.flatMap(({ data }) =>
      data.ages.map((one) => ({
        town_id: data.town_id,
        counted_on: data.counted_on,
        updated_at: tx.now,
        ...one,
      })),
    );
    for (let at = 0; at < values.length; at += 5000) {
      await tx.db
        .insertInto('population')
        .values(values.slice(at, at + 5000))
        .onConflict((there) =>
          there.columns(['town_id', 'counted_on', 'age_from']).doUpdateSet((eb) => ({
            age_to: eb.ref('excluded.age_to'),
            people: eb.ref('excluded.people'),
            updated_at: tx.now,
          })),
        )
        .execute();
    }
    return { targets: new Map(), refused: new Map() };
  },
});
export const populationImportJob = importJob(populationImport);
export const schemeImportJob = importJob(schemeImport);
