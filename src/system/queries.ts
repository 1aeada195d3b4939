import { sql } from 'kysely';
import { auditNumbers, auditSubjects } from '../family/cases/queries.ts';
import type { AuditEvent } from '../platform/audit/events.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { Paging } from '../platform/web/paging.ts';
import type { AuditFilter } from './forms.ts';
import {
  alikeSubjects,
  leavingActions,
  leftTheHouse,
  paperNumber,
  peopleIn,
  type AuditDetail,
} from './rules.ts';

export interface AuditLine {
  seq: number;
  at: Date;
  person_id: number | null;
  who: string | null;
  actor: string;
  action: string;
  subject_kind: string | null;
  subject_id: number | null;
  /** what the record is called on paper, where it is called so */
  number: { fiscal_year: number; number: number } | null;
  about: string | null;
  purpose: string | null;
  source: string | null;
  /** ids, codes and counts */
  detail: AuditDetail;
  /** people named by their id in the detail */
  named: ReadonlyMap<number, string>;
}

/** Audit events newest first; asks one more than the page to know whether there is another. */
export async function auditLines(tx: ReadTx, filter: AuditFilter, paging: Paging): Promise<AuditLine[]> {
  const zone = tx.actor.municipality.time_zone;
  let query = tx.db
    .selectFrom('audit_event')
    .leftJoin('person as doer', 'doer.id', 'audit_event.person_id')
    .leftJoin('person as subject', 'subject.id', 'audit_event.about_person_id')
    .select([
      'audit_event.seq',
      'audit_event.at',
      'audit_event.person_id',
      sql<string | null>`doer.family_name || ' ' || doer.given_name`.as('who'),
      'audit_event.actor',
      'audit_event.action',
      'audit_event.subject_kind',
      'audit_event.subject_id',
      sql<string | null>`subject.family_name || ' ' || subject.given_name`.as('about'),
      'audit_event.purpose',
      'audit_event.source',
      'audit_event.detail',
    ])
    .orderBy('audit_event.seq', 'desc')
    .limit(paging.size + 1)
    .offset(paging.offset);
  if (filter.who !== '')
    query = query.where(
      'audit_event.person_id',
      'in',
      tx.db.selectFrom('person').select('id').where(called(filter.who)),
    );
  if (filter.about !== '')
    query = query.where(
      'audit_event.about_person_id',
      'in',
      tx.db.selectFrom('person').select('id').where(called(filter.about)),
    );
  if (filter.subject_kind !== '')
    query = query.where('audit_event.subject_kind', 'in', alikeSubjects(filter.subject_kind));
  if (filter.number !== '') {
    const asked = paperNumber(filter.number, tx.fiscal_year);
    const found = asked === null ? [] : await auditSubjects(tx, asked);
    query = query.where(
      sql<boolean>`(audit_event.subject_kind, audit_event.subject_id) in (select * from unnest(
        ${found.map(({ kind }) => kind)}::text[], ${found.map(({ id }) => id)}::bigint[]))`,
    );
  }
  if (filter.subject_id !== null) query = query.where('audit_event.subject_id', '=', filter.subject_id);
  if (filter.action === leftTheHouse) query = query.where('audit_event.action', 'in', leavingActions);
  else if (filter.action !== '') query = query.where('audit_event.action', '=', filter.action);
  if (filter.from !== null)
    query = query.where('audit_event.at', '>=', instantOf(filter.from, '00:00', zone));
  if (filter.to !== null)
    query = query.where('audit_event.at', '<', instantOf(addDays(filter.to, 1), '00:00', zone));
  const lines = await query.execute();
  const numbers = await auditNumbers(
    tx,
    lines.flatMap(({ subject_kind, subject_id }) =>
      subject_kind === null || subject_id === null ? [] : [{ kind: subject_kind, id: subject_id }],
    ),
  );
  const people = lines.flatMap(({ action, detail }) =>
    action === 'audit.search' ? peopleIn(detail as AuditDetail) : [],
  );
  const named = new Map(
    people.length === 0
      ? []
      : (
          await tx.db
            .selectFrom('person')
            .select(['id', sql<string>`family_name || ' ' || given_name`.as('name')])
            .where('id', 'in', people)
            .execute()
        ).map(({ id, name }) => [id, name]),
  );
  return lines.map((line) => ({
    ...line,
    detail: line.detail as AuditDetail,
    named,
    number: numbers.get(`${line.subject_kind} ${line.subject_id}`) ?? null,
  }));
}

const called = (text: string) =>
  sql<boolean>`id in (select id from person where position(${text.replace(/[\s\u3000]/g, '')} in family_name || given_name || family_kana || given_kana) > 0)`;

/** People of whom a search in the log is remembered; a part of a name that fits more of them says how many. */
const mostNamed = 20;

/**
 * What was asked of the log, as the log may keep it: ids, codes and days. A name, which is free text, stands there as the
 * people it fits; null where nothing was asked.
 */
export async function askedOfLog(
  tx: ReadTx,
  filter: AuditFilter,
  page: number,
): Promise<NonNullable<AuditEvent['detail']> | null> {
  const fits = async (key: 'who' | 'about') => {
    if (filter[key] === '') return {};
    const found = await tx.db
      .selectFrom('person')
      .select(['id', sql<number>`count(*) over ()`.as('count')])
      .where(called(filter[key]))
      .orderBy('id')
      .limit(mostNamed)
      .execute();
    return { [key]: found.map(({ id }) => id), [`${key}_found`]: found[0]?.count ?? 0 };
  };
  const { number, subject_kind, subject_id, action, from, to } = filter;
  const asked = {
    ...(await fits('who')),
    ...(await fits('about')),
    ...(number === '' ? {} : { number }),
    ...(subject_kind === '' ? {} : { subject_kind }),
    ...(subject_id === null ? {} : { subject_id }),
    ...(action === '' ? {} : { action }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(page === 1 ? {} : { page }),
  };
  return Object.keys(asked).length === 0 ? null : asked;
}

export { breachesIn } from './rules.ts';

export interface ChainVerdict {
  at: Date;
  detail: AuditDetail;
}

/** What the last check of the chain came to; null before the first, and for whoever need not know. */
export async function chainVerdict(tx: ReadTx): Promise<ChainVerdict | null> {
  const { rows } = await sql<ChainVerdict>`select at, detail from audit_verdict()`.execute(tx.db);
  return rows[0] ?? null;
}

/** A check that was asked for longer ago has been lost: it may be asked for again. */
const patience = 6 * 3_600_000;

/** When a check was asked for that has not answered yet; null when none is under way. */
export async function chainAsked(tx: ReadTx): Promise<Date | null> {
  const last = await tx.db
    .selectFrom('audit_event')
    .select(['at', 'action'])
    .where('action', 'in', ['audit.verify', 'audit.ask_verify'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const waits = last?.action === 'audit.ask_verify' && tx.now.getTime() - last.at.getTime() < patience;
  return waits ? last.at : null;
}

/** How many events the chain has, from its end: no counting. */
export async function auditCount(tx: ReadTx): Promise<number> {
  const last = await tx.db
    .selectFrom('audit_event')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.seq ?? 0;
}

export interface NoticeLine {
  id: number;
  title: string;
  url: string;
  created_at: Date;
  read_at: Date | null;
}

/** The actor's own notices, newest first. */
export async function notices(tx: ReadTx, atMost: number, unreadOnly = false): Promise<NoticeLine[]> {
  let query = tx.db
    .selectFrom('notice')
    .select(['id', 'title', 'url', 'created_at', 'read_at'])
    .where('person_id', '=', tx.actor.person_id!)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost);
  if (unreadOnly) query = query.where('read_at', 'is', null);
  return query.execute();
}
