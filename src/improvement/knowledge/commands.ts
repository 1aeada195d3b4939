import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { openDayById } from '../learning/queries.ts';
import { tellHeads } from '../study-groups/commands.ts';
import { handoutById } from '../study-groups/queries-handouts.ts';
import { recordOf } from '../visits/queries-record.ts';
import { wordsThatIdentifyFacilities } from '../issues/queries-choices.ts';
import type { PracticeData } from './forms.ts';
import {
  facilityNames,
  originOf,
  practiceById,
  practiceSources,
  type Origin,
  type Practice,
} from './queries.ts';
import { consentsOf, documentsOf, newestOf } from './queries-study.ts';
import { consentLacks, findingsOf, parts, shownFields, stateOf } from './rules.ts';
import { words } from './words.ja.ts';

export const me = (tx: WriteTx): number => {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
};
export function mustManage(tx: ReadTx): void {
  if (!tx.has('knowledge.manage')) throw new Refusal(403);
}

/** A source's inside or outside; errors beside the field for a kind, theme, area or facility that is not there. */
async function mustFit(tx: WriteTx, data: PracticeData): Promise<boolean> {
  const errors: Record<string, string> = {};
  const source = (await practiceSources(tx)).find(({ code }) => code === data.source_code);
  if (!source) errors.source_code = words.errors.choose;
  const there = async (table: 'theme' | 'area', column: 'code' | 'id', value: string | number) =>
    (await tx.db
      .selectFrom(table)
      .where(column as never, '=', value as never)
      .select(column as never)
      .executeTakeFirst()) !== undefined;
  if (!(await there('theme', 'code', data.theme_code))) errors.theme_code = words.errors.choose;
  if (data.area_id !== null && !(await there('area', 'id', data.area_id)))
    errors.area_id = words.errors.choose;
  const facilities = await facilityNames(tx, data.facility_ids);
  if (source?.inside === true && (facilities.length === 0 || facilities.length !== data.facility_ids.length))
    errors.facility_ids = words.errors.facilities;
  if (source?.inside === false && data.place === '') errors.place = words.errors.place;
  if (data.facility_ids.length > 20) errors.facility_ids = words.errors.tooManyFacilities;
  if (Object.keys(errors).length > 0) invalid(errors);
  return source!.inside;
}

/** Words may only be drawn from a record that is not restricted; 409 else, also for those who may read it. */
async function mustBeOpen(tx: ReadTx, source_code: string, source_id: number | null): Promise<void> {
  if (source_code !== 'visit' || source_id === null) return;
  const record = await recordOf(tx, source_id);
  if (!record || record.restricted) throw new Refusal(409, words.errors.restricted);
}

const columnsOf = ({
  facility_ids: _facilities,
  source_id: _source,
  _version,
  zone,
  ...data
}: PracticeData) => ({ ...data, zone });

/** Begins a practice: studied elsewhere, or found at facilities of this city. Gives its number. */
export async function drawUpPractice(tx: WriteTx, data: PracticeData): Promise<number> {
  mustManage(tx);
  const inside = await mustFit(tx, data);
  await mustBeOpen(tx, data.source_code, data.source_id);
  const { id } = await tx.db
    .insertInto('practice')
    .values({
      ...columnsOf(data),
      inside,
      created_by: me(tx),
      created_at: tx.now,
      updated_by: me(tx),
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (inside)
    await tx.db
      .insertInto('practice_origin')
      .values({ practice_id: id, source_id: data.source_id, facility_ids: sorted(data.facility_ids) })
      .execute();
  tx.record({
    action: 'practice.draw_up',
    subject_kind: 'practice',
    subject_id: id,
    detail: { source: data.source_code },
  });
  return id;
}
const sorted = (ids: readonly number[]): number[] => ids.toSorted((a, b) => a - b);

/** What a draft begins with, drawn from a record: a visit's strengths, an open day, a hand-out. 404 for what one may not see. */
export async function beginFrom(
  tx: ReadTx,
  source_code: string,
  source_id: number,
): Promise<Pick<PracticeData, 'title' | 'method' | 'results' | 'facility_ids' | 'theme_code'>> {
  mustManage(tx);
  await mustBeOpen(tx, source_code, source_id);
  if (source_code === 'visit') {
    const record = found(await recordOf(tx, source_id));
    const visit = found(
      await tx.db.selectFrom('visit').where('id', '=', source_id).select('facility_id').executeTakeFirst(),
    );
    return {
      title: '',
      method: cut(record.strengths),
      results: '',
      facility_ids: [visit.facility_id],
      theme_code: '',
    };
  }
  if (source_code === 'open_day') {
    const day = found(await openDayById(tx, source_id));
    const came = await tx.db
      .selectFrom('open_day_participation')
      .where('open_day_id', '=', source_id)
      .where('reflection', 'is not', null)
      .select(['facility_id', 'reflection'])
      .orderBy('facility_id')
      .limit(10)
      .execute();
    return {
      title: day.title,
      method: '',
      results: cut(came.map((one) => words.bullet(one.reflection ?? '')).join('\n')),
      facility_ids: [day.facility_id],
      theme_code: day.theme_code,
    };
  }
  if (source_code === 'study_group') {
    const handout = found(await handoutById(tx, source_id));
    return {
      title: handout.title,
      method: cut(handout.ideas),
      results: cut(handout.cases),
      facility_ids: handout.facility_ids,
      theme_code: handout.theme_code,
    };
  }
  throw new Refusal(404);
}
const cut = (text: string): string => [...text].slice(0, 800).join('');

/**
 * Saves what is told. Where words or places that would be shown change, every yes so far is to other words: a practice found in
 * this city leaves publication until they agree again. Answers whether that happened. A stale version shows both texts.
 */
export async function changePractice(tx: WriteTx, id: number | null, data: PracticeData): Promise<boolean> {
  mustManage(tx);
  const practice = found(await practiceById(tx, id));
  const inside = await mustFit(tx, { ...data, source_code: practice.source_code });
  const origin = await originOf(tx, practice.id);
  const facility_ids = sorted(data.facility_ids);
  const reworded =
    shownFields.some((field) => practice[field] !== data[field]) ||
    (inside && origin?.facility_ids.join() !== facility_ids.join());
  const out = practice.published_at !== null && practice.withdrawn_at === null;
  const leaves = out && inside && (reworded || practice.zone !== data.zone);
  // A practice from elsewhere asks nobody: its new words are looked at here instead.
  if (out && !inside) await mustBeFree(tx, data, [], [], false, true);
  const asked = inside && (leaves || practice.asked_ids.length > 0) ? facility_ids : [];
  const changed = await tx.db
    .updateTable('practice')
    .set((row) => ({
      ...columnsOf(data),
      source_code: practice.source_code,
      wording: reworded ? row('wording', '+', 1) : row.ref('wording'),
      asked_ids: asked,
      ...(leaves ? { withdrawn_at: tx.now, audience: 'work', named_ids: [] } : {}),
      ...(out && !leaves ? { audience: data.zone } : {}),
      version: row('version', '+', 1),
      updated_by: me(tx),
      updated_at: tx.now,
    }))
    .where('id', '=', practice.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: practice.updated_by_name ?? words.somebody,
      when: formatDateTime(practice.updated_at, tx.actor.municipality.time_zone),
      version: practice.version,
      fields: shownFields
        .filter((name) => practice[name] !== data[name])
        .map((name) => ({ name, label: words.form[name], mine: data[name], theirs: practice[name] })),
    });
  if (inside)
    await tx.db
      .updateTable('practice_origin')
      .set({ facility_ids })
      .where('practice_id', '=', practice.id)
      .execute();
  if (leaves) await unpublish(tx, 'practice', practice.id);
  else if (out) await toSearch(tx, found(await practiceById(tx, practice.id)));
  if (reworded && asked.length > 0)
    await tellHeads(tx, asked, { title: words.notices.asked(data.title), url: `/practices/${practice.id}` });
  tx.record({ action: 'practice.change', subject_kind: 'practice', subject_id: practice.id });
  return leaves;
}

/** Asks the facilities it was found at whether it may be shown; they read it from now on. Again, where it was reworded. */
export async function askForConsent(tx: WriteTx, id: number | null): Promise<void> {
  mustManage(tx);
  const practice = found(await practiceById(tx, id));
  const origin = found(await originOf(tx, practice.id));
  if (stateOf(practice) === 'published') throw new Refusal(409, words.errors.isOut);
  await tx.db
    .updateTable('practice')
    .set((row) => ({ asked_ids: origin.facility_ids, version: row('version', '+', 1), updated_by: me(tx) }))
    .where('id', '=', practice.id)
    .execute();
  await tx.db
    .updateTable('practice_origin')
    .set({ asked_at: tx.now })
    .where('practice_id', '=', practice.id)
    .execute();
  await tellHeads(tx, origin.facility_ids, {
    title: words.notices.asked(practice.title),
    url: `/practices/${practice.id}`,
  });
  tx.record({
    action: 'practice.ask',
    subject_kind: 'practice',
    subject_id: practice.id,
    detail: { facilities: origin.facility_ids.length },
  });
}

/** Stops where words lead to somebody: what must be mended always, what may stay only until somebody looked. */
async function mustBeFree(
  tx: WriteTx,
  text: Pick<PracticeData, (typeof shownFields)[number]>,
  facility_ids: readonly number[],
  named_ids: readonly number[],
  inside: boolean,
  looked: boolean,
): Promise<string[]> {
  const named = new Set((await facilityNames(tx, named_ids)).map(({ name }) => name));
  // The names that may be told are no finding, and not read as that of an unknown place.
  const free = Object.fromEntries(
    shownFields.map((field) => [
      field,
      [...named].reduce((rest, name) => rest.replaceAll(name, '　'), text[field]),
    ]),
  ) as Record<(typeof shownFields)[number], string>;
  const known = await wordsThatIdentifyFacilities(tx, facility_ids, inside ? Object.values(free) : []);
  const { mend, look } = findingsOf(
    free,
    {
      facilities: inside ? known.facilities.filter(({ name }) => !named.has(name)) : [],
      places: inside ? known.organisations : [],
      persons: known.persons.map((one) => ({ ...one, known_as: '' })),
      addresses: [],
      towns: [],
      contacts: [],
    },
    inside,
  );
  if (mend.length > 0) {
    const errors: Record<string, string> = {};
    for (const [field, of] of Map.groupBy(mend, (one) => one.field))
      errors[field] = words.errors.mend(of.map((one) => one.text));
    invalid(errors);
  }
  if (look.length > 0 && !looked) invalid({ looked: words.errors.look(look.map((one) => one.text)) });
  return look.map(({ kind }) => kind);
}

/**
 * Publishes a practice in its zone: with the yes of every facility it was found at, to these words and for that zone, and after
 * the check that nobody is known by them. Errors say what is missing and where.
 */
export async function publishPractice(
  tx: WriteTx,
  id: number | null,
  { looked, _version }: { looked: boolean; _version: number },
): Promise<void> {
  mustManage(tx);
  const practice = found(await practiceById(tx, id));
  if (stateOf(practice) === 'published') throw new Refusal(409, words.errors.isOut);
  if (practice.summary === '' || parts.every((part) => practice[part] === ''))
    invalid({ summary: words.errors.empty });
  const origin = await originOf(tx, practice.id);
  const named = practice.inside ? await mustHaveConsent(tx, practice, found(origin)) : [];
  await mustBeOpen(tx, practice.source_code, origin?.source_id ?? null);
  const kinds = await mustBeFree(tx, practice, origin?.facility_ids ?? [], named, practice.inside, looked);
  const changed = await tx.db
    .updateTable('practice')
    .set((row) => ({
      published_at: tx.now,
      withdrawn_at: null,
      audience: practice.zone,
      asked_ids: [],
      named_ids: named,
      version: row('version', '+', 1),
      updated_by: me(tx),
      updated_at: tx.now,
    }))
    .where('id', '=', practice.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.changedMeanwhile);
  await toSearch(tx, practice);
  tx.record({
    action: 'practice.publish',
    subject_kind: 'practice',
    subject_id: practice.id,
    detail: { zone: practice.zone, looked_at: [...new Set(kinds)].join(' ') },
  });
}

/** The facilities that may be named; errors name whose yes is missing, and why. */
async function mustHaveConsent(tx: WriteTx, practice: Practice, origin: Origin): Promise<number[]> {
  const newest = newestOf(await consentsOf(tx, practice.id));
  const pictures = (await documentsOf(tx, practice.id)).some(
    (one) => one.shown && one.media_type.startsWith('image/'),
  );
  const lacks = consentLacks(
    { wording: practice.wording, zone: practice.zone, pictures, asked: origin.asked_at !== null },
    origin.facility_ids,
    newest,
  );
  if (lacks.length > 0) {
    const names = new Map((await facilityNames(tx, origin.facility_ids)).map((one) => [one.id, one.name]));
    invalid({
      consent: lacks
        .map(({ facility_id, lack }) => words.lacks[lack](names.get(facility_id) ?? ''))
        .join('\n'),
    });
  }
  return newest
    .filter((one) => one.show_name && origin.facility_ids.includes(one.facility_id))
    .map((one) => one.facility_id);
}

async function toSearch(tx: WriteTx, practice: Practice): Promise<void> {
  await publish(tx, {
    kind: 'practice',
    subject_id: practice.id,
    title: practice.title,
    summary: practice.summary.slice(0, 120).toWellFormed(),
    url: `/practices/${practice.id}`,
    words: [practice.theme, practice.place, practice.summary, ...parts.map((part) => practice[part])].join(
      ' ',
    ),
    audience_duty: 'network',
  });
}

/** Takes a practice out of sight; it can be published again. */
export async function withdrawPractice(tx: WriteTx, id: number | null): Promise<void> {
  mustManage(tx);
  const practice = found(await practiceById(tx, id));
  if (stateOf(practice) !== 'published') throw new Refusal(409, words.errors.notOut);
  await tx.db
    .updateTable('practice')
    .set((row) => ({
      withdrawn_at: tx.now,
      audience: 'work',
      named_ids: [],
      version: row('version', '+', 1),
      updated_by: me(tx),
    }))
    .where('id', '=', practice.id)
    .execute();
  await unpublish(tx, 'practice', practice.id);
  tx.record({ action: 'practice.withdraw', subject_kind: 'practice', subject_id: practice.id });
}
