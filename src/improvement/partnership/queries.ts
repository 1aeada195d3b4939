import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { today as dayIn } from '../../platform/ja/dates.ts';
import { personName, personNameIfAny } from '../../base/people/queries.ts';
import { holderOf, type Holder, type NoteKind } from './rules.ts';

/** The check points in force on a day, in their order. */
export async function itemsOn(tx: ReadTx, day: string) {
  return tx.db
    .selectFrom('partnership_item')
    .where((eb) => eb.or([eb('starts_on', 'is', null), eb('starts_on', '<=', day)]))
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', day)]))
    .select(['code', 'step', 'position', 'body', 'hint'])
    .orderBy('step')
    .orderBy('position')
    .orderBy('code')
    .execute();
}
export type Item = Awaited<ReturnType<typeof itemsOn>>[number];

const rounds = (tx: ReadTx) =>
  tx.db
    .selectFrom('partnership_round')
    .innerJoin('area_system', 'area_system.code', 'partnership_round.area_system_code')
    .select([
      'partnership_round.id',
      'partnership_round.name',
      'partnership_round.area_system_code',
      'area_system.name as area_system',
      'partnership_round.opens_on',
      'partnership_round.closes_on',
      'partnership_round.fiscal_year',
      'partnership_round.note',
      'partnership_round.version',
      sql<boolean>`may_manage_partnership()`.as('may_manage'),
      sql<boolean>`may_note_partnership()`.as('may_note'),
    ]);

/** The newest fifty, newest first. */
export async function roundList(tx: ReadTx) {
  return rounds(tx)
    .orderBy('partnership_round.opens_on', 'desc')
    .orderBy('partnership_round.id', 'desc')
    .limit(50)
    .execute();
}
export async function roundById(tx: ReadTx, id: number | null) {
  return rounds(tx)
    .where('partnership_round.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Round = NonNullable<Awaited<ReturnType<typeof roundById>>>;

/** What was handed in, one row for each body and check point; of one area, or of the whole round. */
export async function answersOf(tx: ReadTx, round_id: number, area_id?: number) {
  let query = tx.db
    .selectFrom('partnership_check')
    .innerJoin('partnership_answer', 'partnership_answer.check_id', 'partnership_check.id')
    .innerJoin('organisation', 'organisation.id', 'partnership_check.organisation_id')
    .leftJoin('facility', 'facility.id', 'partnership_check.facility_id')
    .where('partnership_check.round_id', '=', round_id)
    .where('partnership_check.published', '=', true)
    .select([
      'partnership_check.area_id',
      'partnership_check.id as check_id',
      'partnership_answer.item_code',
      'partnership_answer.level',
      'partnership_answer.evidence',
      'partnership_answer.evidence_on',
      sql<string>`coalesce(facility.name, organisation.name)`.as('holder'),
    ])
    .orderBy('partnership_check.area_id')
    .orderBy(sql`coalesce(facility.name_kana, organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy('partnership_check.id');
  if (area_id !== undefined) query = query.where('partnership_check.area_id', '=', area_id);
  return query.execute();
}
export type GivenAnswer = Awaited<ReturnType<typeof answersOf>>[number];

/** Who answered for an area, with their remark; and whether the actor may change it. */
export async function checksOf(tx: ReadTx, round_id: number, area_id: number) {
  return tx.db
    .selectFrom('partnership_check')
    .innerJoin('organisation', 'organisation.id', 'partnership_check.organisation_id')
    .leftJoin('facility', 'facility.id', 'partnership_check.facility_id')
    .where('round_id', '=', round_id)
    .where('area_id', '=', area_id)
    .where('published', '=', true)
    .select([
      'partnership_check.id',
      'partnership_check.organisation_id',
      'partnership_check.facility_id',
      'partnership_check.remark',
      'partnership_check.answered_on',
      sql<string>`coalesce(facility.name, organisation.name)`.as('holder'),
    ])
    .orderBy(sql`coalesce(facility.name_kana, organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy('partnership_check.id')
    .execute();
}

/** Areas of a round's kind that are in force, in their order. */
export async function areasOf(tx: ReadTx, system: string) {
  return tx.db
    .selectFrom('area')
    .where('area_system_code', '=', system)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .select(['id', 'name'])
    .orderBy('code')
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** For whom the actor may answer: the own facilities with their areas of this kind, and the own bodies that have none. */
export async function mine(tx: ReadTx, system: string) {
  const facilities = tx.has('facility.answer') ? tx.session.facilities : [];
  const bodies = tx.has('meeting.read') ? tx.session.organisations : [];
  const { rows } = await sql<{
    organisation_id: number;
    facility_id: number | null;
    name: string;
    area_id: number | null;
  }>`
    select facility.organisation_id, facility.id as facility_id, facility.name, area.id as area_id
      from facility left join (area_town join area on area.id = area_town.area_id and area.area_system_code = ${system}
        and (area.ends_on is null or area.ends_on >= ${tx.today})) on area_town.town_id = facility.town_id
      where facility.id = any(${facilities}::bigint[]) and facility.organisation_id is not null
        and (facility.ended_on is null or facility.ended_on > ${tx.today})
    union all
    select organisation.id, null, organisation.name, null from organisation where organisation.id = any(${bodies}::bigint[])
    order by name, area_id`.execute(tx.db);
  return rows.map((row) => ({ ...row, holder: holderOf(row) }));
}
export type Mine = Awaited<ReturnType<typeof mine>>[number];

/** Where the actor's own answers of a round stand: begun, or handed in on a day. */
export async function ownChecks(tx: ReadTx, round_id: number) {
  const rows = await tx.db
    .selectFrom('partnership_check')
    .where('round_id', '=', round_id)
    .where(sql<boolean>`may_answer_partnership_check(organisation_id, facility_id)`)
    .select(['id', 'area_id', 'organisation_id', 'facility_id', 'published', 'answered_on', 'updated_at'])
    .execute();
  return rows.map((row) => ({ ...row, holder: holderOf(row) }));
}

/** A body's answers for an area in a round with all boxes; undefined before anything was saved. */
export async function checkOf(
  tx: ReadTx,
  round_id: number,
  area_id: number,
  holder: { organisation_id: number; facility_id: number | null },
) {
  const row = await tx.db
    .selectFrom('partnership_check')
    .innerJoin('person', 'person.id', 'partnership_check.updated_by')
    .where('round_id', '=', round_id)
    .where('area_id', '=', area_id)
    .where('organisation_id', '=', holder.organisation_id)
    .where(sql<boolean>`facility_id is not distinct from ${holder.facility_id}`)
    .select([
      'partnership_check.id',
      'remark',
      'published',
      'answered_on',
      'partnership_check.updated_at',
      'partnership_check.version',
      personName('person').as('editor'),
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const answers = await tx.db
    .selectFrom('partnership_answer')
    .where('check_id', '=', row.id)
    .select(['item_code', 'level', 'evidence', 'evidence_on'])
    .execute();
  return { ...row, answers };
}
export type Check = NonNullable<Awaited<ReturnType<typeof checkOf>>>;

/** What the same body said of the same area the time before, by check point. */
export async function before(
  tx: ReadTx,
  round: Pick<Round, 'id' | 'opens_on'>,
  area_id: number,
  holder: { organisation_id: number; facility_id: number | null },
): Promise<Map<string, number | null>> {
  const rows = await tx.db
    .selectFrom('partnership_answer')
    .where('check_id', '=', (eb) =>
      eb
        .selectFrom('partnership_check')
        .innerJoin('partnership_round', 'partnership_round.id', 'partnership_check.round_id')
        .where('area_id', '=', area_id)
        .where('organisation_id', '=', holder.organisation_id)
        .where(sql<boolean>`facility_id is not distinct from ${holder.facility_id}`)
        .where('published', '=', true)
        .where('partnership_round.opens_on', '<', round.opens_on)
        .orderBy('partnership_round.opens_on', 'desc')
        .orderBy('partnership_round.id', 'desc')
        .limit(1)
        .select('partnership_check.id'),
    )
    .select(['item_code', 'level'])
    .execute();
  return new Map(rows.map((row) => [row.item_code, row.level]));
}

/** PDCA notes of an area in a round, oldest first. */
export async function notesOf(tx: ReadTx, round_id: number, area_id: number) {
  const rows = await tx.db
    .selectFrom('partnership_note')
    .innerJoin('person', 'person.id', 'partnership_note.written_by')
    .where('round_id', '=', round_id)
    .where('area_id', '=', area_id)
    .select([
      'partnership_note.id',
      'kind',
      'body',
      'written_at',
      'written_by',
      personName('person').as('writer'),
    ])
    .orderBy('written_at')
    .orderBy('partnership_note.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as NoteKind,
    written_on: dayIn(row.written_at, tx.actor.municipality.time_zone),
    own: row.written_by === tx.actor.person_id,
  }));
}
export type Note = Awaited<ReturnType<typeof notesOf>>[number];

/** Every step an area agreed on, newest first, those taken back too. */
export async function stagesOf(tx: ReadTx, area_id: number) {
  return tx.db
    .selectFrom('partnership_stage')
    .leftJoin('person', 'person.id', 'partnership_stage.recorded_by')
    .where('area_id', '=', area_id)
    .select([
      'partnership_stage.id',
      'step',
      'agreed_on',
      'reason',
      'taken_back_at',
      personNameIfAny('person').as('recorder'),
    ])
    .orderBy('agreed_on', 'desc')
    .orderBy('partnership_stage.id', 'desc')
    .execute();
}
export type Stage = Awaited<ReturnType<typeof stagesOf>>[number];

/** The step each area of a kind stood on at the end of each fiscal year, and today: for comparing over the years. */
export async function stepsByYear(tx: ReadTx, system: string): Promise<Map<number, Map<number, number>>> {
  const { rows } = await sql<{ area_id: number; fiscal_year: number; step: number }>`
    select distinct on (area_id, fiscal_year) area_id, fiscal_year_of(agreed_on) as fiscal_year, step
    from partnership_stage join area on area.id = area_id and area.area_system_code = ${system}
    where taken_back_at is null
    order by area_id, fiscal_year, agreed_on desc, partnership_stage.id desc`.execute(tx.db);
  const found = new Map<number, Map<number, number>>();
  for (const { area_id, fiscal_year, step } of rows) {
    if (!found.has(area_id)) found.set(area_id, new Map());
    found.get(area_id)!.set(fiscal_year, step);
  }
  return found;
}

/** Rounds open today in which a facility that the actor answers for has not handed in: for the first page. */
export async function checksToAnswer(
  tx: ReadTx,
  atMost = 5,
): Promise<{ id: number; name: string; facility: string; closes_on: string; href: string }[]> {
  if (!tx.has('facility.answer')) return [];
  const { rows } = await sql<{
    id: number;
    name: string;
    closes_on: string;
    area_id: number;
    facility_id: number;
    facility: string;
  }>`
    select partnership_round.id, partnership_round.name, partnership_round.closes_on, area.id as area_id,
      facility.id as facility_id, facility.name as facility
    from partnership_round
    join facility on facility.id = any(${tx.session.facilities}::bigint[]) and facility.organisation_id is not null
      and (facility.ended_on is null or facility.ended_on > ${tx.today})
    join area_town on area_town.town_id = facility.town_id
    join area on area.id = area_town.area_id and area.area_system_code = partnership_round.area_system_code
      and (area.ends_on is null or area.ends_on >= ${tx.today})
    where opens_on <= ${tx.today} and closes_on >= ${tx.today} and not exists (
      select from partnership_check where partnership_check.round_id = partnership_round.id
        and partnership_check.area_id = area.id and partnership_check.facility_id = facility.id and published)
    order by closes_on, partnership_round.id, facility.name limit ${atMost}`.execute(tx.db);
  return rows.map(({ area_id, facility_id, ...row }) => ({
    ...row,
    href: `/partnership/${row.id}/areas/${area_id}/answer/f${facility_id}`,
  }));
}

/** A body or facility to answer for, by its key; undefined for one the actor does not answer for. */
export async function holderNamed(tx: ReadTx, system: string, holder: string): Promise<Mine | undefined> {
  return (await mine(tx, system)).find((one) => one.holder === (holder as Holder));
}
