import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, formatMonthDay } from '../../platform/ja/dates.ts';
import { openIssuesOf } from '../issues/queries.ts';
import { purposeWord, timesOf } from '../visits/rules-words.ts';
import { recordFields } from '../visits/rules.ts';
import {
  pieceFacilities,
  textIn,
  type Fields,
  type KeptFacility,
  type KeptRecord,
  type KeptVisit,
  type Piece,
  type VisitName,
} from './rules.ts';

/** What is stored in place of a device's secret. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface Device {
  id: number;
  person_id: number;
  person: string;
  name: string;
  enrolled_at: Date;
  seen_at: Date;
  clock_error: number;
  ended_at: Date | null;
  ended_why: 'lost' | 'signed_out' | 'given_up' | null;
  ended_by_name: string | null;
  wiped_at: Date | null;
  mine: boolean;
}

function devices(tx: ReadTx) {
  return tx.db
    .selectFrom('offline_device as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .leftJoin('person as e', 'e.id', 'd.ended_by')
    .select([
      'd.id',
      'd.person_id',
      personName('p').as('person'),
      'd.name',
      'd.enrolled_at',
      'd.seen_at',
      'd.clock_error',
      'd.ended_at',
      sql<Device['ended_why']>`d.ended_why`.as('ended_why'),
      sql<string | null>`e.family_name || ' ' || e.given_name`.as('ended_by_name'),
      'd.wiped_at',
      sql<boolean>`coalesce(d.person_id = session_person(), false)`.as('mine'),
    ]);
}

/** The actor's devices; for the administrator everybody's. Those in use first, then newest. */
export async function devicesOf(tx: ReadTx, page: { limit: number; offset: number }): Promise<Device[]> {
  return devices(tx)
    .orderBy(sql`d.ended_at is not null`)
    .orderBy('d.seen_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countDevices(tx: ReadTx): Promise<number> {
  const row = await tx.db
    .selectFrom('offline_device')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function deviceById(tx: ReadTx, id: number | null): Promise<Device | undefined> {
  return id === null ? undefined : devices(tx).where('d.id', '=', id).executeTakeFirst();
}

/** 'gone': ended, or its account closed. null: nothing is known of it. For anybody who holds the device's secret. */
export async function deviceState(tx: ReadTx, token: string): Promise<'kept' | 'gone' | null> {
  const { rows } = await sql<{
    state: 'kept' | 'gone' | null;
  }>`select offline_device_state(${hashToken(token)}) as state`.execute(tx.db);
  return rows[0]!.state;
}

/** The server's half of the key of one's own device. */
export async function keyPart(tx: ReadTx, device_id: number): Promise<Buffer | undefined> {
  const row = await tx.db
    .selectFrom('offline_device_key')
    .where('device_id', '=', device_id)
    .where('person_id', '=', tx.actor.person_id)
    .select('part')
    .executeTakeFirst();
  return row?.part;
}

/** Whether the actor may make a visit nobody planned. */
async function mayBegin(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_plan_visit() as may`.execute(tx.db);
  return rows[0]!.may;
}

/** The number of a visit by what a device calls it; 0 where there is none. */
export async function visitNumber(tx: ReadTx, name: VisitName): Promise<number> {
  if (typeof name === 'number') return name;
  const row = await tx.db.selectFrom('visit').where('begun_as', '=', name).select('id').executeTakeFirst();
  return row?.id ?? 0;
}

/** Days behind and ahead of today whose visits are taken along; older ones as long as their record is not written. */
const behind = 7;
const ahead = 14;
export const unwritten = 28;

/**
 * The next facilities of the week with all that is taken along, by number, after `after`: visits of one's own teams, the last
 * three plain records, open issues and promises. Nothing of restricted records, of memos, of the case zone. Seven questions,
 * however many facilities.
 */
export async function pieceOf(tx: ReadTx, after: number): Promise<Piece> {
  if (tx.session.teams.length === 0) return { facilities: [], next: null };
  const [from, to, old] = [
    addDays(tx.today, -behind),
    addDays(tx.today, ahead),
    addDays(tx.today, -unwritten),
  ];
  const teams = tx.session.teams;
  const ofTheWeek = sql<boolean>`(v.cancelled_at is null and v.team_id = any(${teams}::bigint[])
    and v.planned_on <= ${to}::date
    and (v.planned_on >= ${from}::date or (v.visited_on is null and v.planned_on >= ${old}::date)))`;
  const facilities = await tx.db
    .selectFrom('facility as f')
    .where('f.id', 'in', (query) => query.selectFrom('visit as v').where(ofTheWeek).select('v.facility_id'))
    .where('f.id', '>', after)
    .orderBy('f.id')
    .limit(pieceFacilities + 1)
    .select(['f.id', 'f.name', 'f.kind', 'f.address', 'f.phone', 'f.visit_wishes'])
    .execute();
  const more = facilities.length > pieceFacilities;
  const page = facilities.slice(0, pieceFacilities);
  if (page.length === 0) return { facilities: [], next: null };
  const ids = page.map((one) => one.id);
  const inPage = (column: string) => sql<boolean>`${sql.ref(column)} = any(${ids}::bigint[])`;
  const [visits, records, issues, promises, conflicts] = await Promise.all([
    tx.db
      .selectFrom('visit as v')
      .innerJoin('person as p', 'p.id', 'v.lead_id')
      .leftJoin('visit_record as r', 'r.visit_id', 'v.id')
      .leftJoin('visit_draft as d', (join) =>
        join.onRef('d.visit_id', '=', 'v.id').on('d.person_id', '=', tx.actor.person_id),
      )
      .where(inPage('v.facility_id'))
      .where(ofTheWeek)
      .orderBy('v.planned_on')
      .orderBy('v.id')
      .select([
        'v.id',
        'v.begun_as',
        'v.facility_id',
        'v.planned_on',
        'v.planned_from',
        'v.planned_to',
        'v.visited_on',
        'v.purpose',
        'v.note_to_facility',
        personName('p').as('lead'),
        sql<boolean>`v.lead_id = ${tx.actor.person_id} or exists (select from visit_coordinator c
          where c.visit_id = v.id and c.person_id = ${tx.actor.person_id})`.as('mine'),
        sql<boolean | null>`r.restricted`.as('restricted'),
        'd.fields',
      ])
      .select(recordFields.map((name) => `r.${name}` as const))
      .execute(),
    sql<{ facility_id: number; visited_on: string; by: string; texts: Record<string, string> }>`
      select l.* from unnest(${ids}::bigint[]) as wanted(id)
      cross join lateral (
        select v.facility_id, v.visited_on, p.family_name || ' ' || p.given_name as by,
          jsonb_build_object('met', r.met, 'hearing', r.hearing, 'strengths', r.strengths, 'challenges', r.challenges,
            'needs', r.needs, 'support', r.support, 'next_step', r.next_step) as texts
        from visit v join visit_record r on r.visit_id = v.id join person p on p.id = v.lead_id
        where v.facility_id = wanted.id and v.visited_on is not null and not r.restricted
        order by v.planned_on desc, v.id desc limit 3) l`.execute(tx.db),
    openIssuesOf(tx, ids),
    tx.db
      .selectFrom('visit_follow_up as u')
      .innerJoin('person as p', 'p.id', 'u.owner_id')
      .where(inPage('u.facility_id'))
      .where('u.done_on', 'is', null)
      .where('u.restricted', '=', false)
      .orderBy('u.due_on')
      .orderBy('u.id')
      .select(['u.id', 'u.facility_id', 'u.what', 'u.due_on', personName('p').as('owner')])
      .select(sql<boolean>`may_close_visit_follow_up(u.team_id, u.owner_id)`.as('may_close'))
      .execute(),
    tx.db
      .selectFrom('offline_operation')
      .where(inPage('facility_id'))
      .where('person_id', '=', tx.actor.person_id)
      .where('outcome', '=', 'conflict')
      .where('decided_at', 'is', null)
      .orderBy('place')
      .select(['id', 'visit_id', 'field', 'mine', 'theirs'])
      .execute(),
  ]);
  const by = <T extends { facility_id: number }>(rows: readonly T[]) =>
    Map.groupBy(rows, (row) => row.facility_id);
  const [visitsBy, recordsBy, issuesBy, promisesBy] = [
    by(visits),
    by(records.rows),
    by(issues),
    by(promises),
  ];
  const may_begin = await mayBegin(tx);
  const kept = page.map((facility): KeptFacility => {
    const { id, name, kind, address, phone, visit_wishes } = facility;
    return {
      id,
      name,
      kind,
      address,
      phone,
      wishes: visit_wishes,
      may_begin,
      visits: (visitsBy.get(id) ?? []).map((visit): KeptVisit => {
        const hidden = visit.visited_on !== null && visit.restricted !== false;
        const stored: Fields = Object.fromEntries(recordFields.map((field) => [field, visit[field] ?? '']));
        const fields: Fields = visit.fields
          ? (visit.fields as Fields)
          : { ...stored, visited_on: visit.visited_on ?? '' };
        const own = conflicts.filter((one) => one.visit_id === visit.id);
        return {
          // The device's name for it stays: what is still to be sent is written under it.
          id: visit.begun_as ?? visit.id,
          number: visit.id,
          planned_on: visit.planned_on,
          planned_from: visit.planned_from,
          planned_to: visit.planned_to,
          when: `${formatMonthDay(visit.planned_on)} ${timesOf(visit.planned_from, visit.planned_to)}`.trim(),
          purpose: purposeWord(visit.purpose),
          lead: visit.lead,
          mine: visit.mine,
          note: visit.note_to_facility,
          state: hidden ? 'restricted' : visit.visited_on === null ? 'open' : 'recorded',
          // A draft that is to become a restricted record has left the device with its sending.
          texts: hidden || textIn(fields, 'restricted') !== '' ? {} : textsOf(fields),
          draft: visit.fields !== null,
          conflicts: hidden
            ? []
            : own.map((one) => ({
                id: one.id,
                field: one.field,
                mine: one.mine ?? '',
                theirs: one.theirs ?? '',
              })),
        };
      }),
      records: (recordsBy.get(id) ?? []).map(({ visited_on, by: who, texts }): KeptRecord => ({
        visited_on: formatMonthDay(visited_on),
        by: who,
        texts,
      })),
      issues: (issuesBy.get(id) ?? []).map((one) => ({
        title: one.title,
        theme: one.theme_name,
        state: one.state,
      })),
      promises: (promisesBy.get(id) ?? []).map((one) => ({
        id: one.id,
        what: one.what,
        due: formatMonthDay(one.due_on),
        owner: one.owner,
        may_close: one.may_close,
      })),
    };
  });
  return { facilities: kept, next: more ? ids.at(-1)! : null };
}

/** The fields a device shows, as texts. The memo is the team's and stays on the server. */
function textsOf(fields: Fields): Record<string, string> {
  const names = new Set<string>([...recordFields, 'visited_on', 'restricted']);
  for (const name of Object.keys(fields)) {
    if (/^(issue_(title|theme|weight|description|statement)|follow_what)_[1-5]$/.test(name)) names.add(name);
    if (/^follow_due_[1-5]_y$/.test(name)) names.add(name.slice(0, -2));
    if (/^done_note_[0-9]+$/.test(name)) names.add(name);
  }
  for (const id of [fields['done_follow_ups'] ?? []].flat()) names.add(`done_follow_up_${id}`);
  return Object.fromEntries(
    [...names].map((name) => [name, textIn(fields, name)]).filter(([, text]) => text !== ''),
  );
}

export interface OpenText {
  id: string;
  visit_id: number | null;
  facility: string | null;
  field: string;
  outcome: 'conflict' | 'refused' | 'waiting';
  mine: string;
  theirs: string;
  theirs_person_id: number | null;
  theirs_name: string | null;
  theirs_at: Date | null;
  problem: string | null;
  device: string;
  received_at: Date;
}

/** The actor's texts that came from a device and wait for a choice; of one visit, or all. A submission waits while its draft stands. */
export async function openTexts(tx: ReadTx, visit_id: number | null): Promise<OpenText[]> {
  return tx.db
    .selectFrom('offline_operation as o')
    .innerJoin('offline_device as d', 'd.id', 'o.device_id')
    .leftJoin('visit as v', 'v.id', 'o.visit_id')
    .leftJoin('facility as f', 'f.id', 'v.facility_id')
    .leftJoin('person as p', 'p.id', 'o.theirs_person_id')
    .where('o.person_id', '=', tx.actor.person_id)
    .where('o.decided_at', 'is', null)
    .where('o.outcome', 'in', ['conflict', 'refused', 'waiting'])
    .where((eb) =>
      eb.or([
        eb('o.outcome', '<>', 'waiting'),
        eb.exists(
          eb
            .selectFrom('visit_draft as w')
            .whereRef('w.visit_id', '=', 'o.visit_id')
            .whereRef('w.person_id', '=', 'o.person_id')
            .select('w.visit_id'),
        ),
      ]),
    )
    .$if(visit_id !== null, (query) => query.where('o.visit_id', '=', visit_id))
    .orderBy('o.place')
    .limit(200)
    .select([
      'o.id',
      'o.visit_id',
      'f.name as facility',
      'o.field',
      sql<OpenText['outcome']>`o.outcome`.as('outcome'),
      sql<string>`coalesce(o.mine, '')`.as('mine'),
      sql<string>`coalesce(o.theirs, '')`.as('theirs'),
      'o.theirs_person_id',
      sql<string | null>`p.family_name || ' ' || p.given_name`.as('theirs_name'),
      'o.theirs_at',
      'o.problem',
      'd.name as device',
      'o.received_at',
    ])
    .execute();
}

/** For the first page: visits whose texts from a device wait for the actor's choice. */
export async function visitsToDecide(
  tx: ReadTx,
): Promise<{ visit_id: number; facility: string; planned_on: string; count: number }[]> {
  if (tx.actor.person_id === null) return [];
  return tx.db
    .selectFrom('offline_operation as o')
    .innerJoin('visit as v', 'v.id', 'o.visit_id')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .where('o.person_id', '=', tx.actor.person_id)
    .where('o.decided_at', 'is', null)
    .where('o.outcome', 'in', ['conflict', 'refused'])
    .groupBy(['v.id', 'f.name', 'v.planned_on'])
    .orderBy('v.planned_on')
    .limit(20)
    .select([
      'v.id as visit_id',
      'f.name as facility',
      'v.planned_on',
      (eb) => eb.fn.countAll<number>().as('count'),
    ])
    .execute();
}
