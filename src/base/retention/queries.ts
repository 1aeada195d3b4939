import { sql } from 'kysely';
import { personNameIfAny } from '../people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Keeper } from './rules.ts';

/** The term in force on a day, as columns beside retention_rule. */
const termOn = (day: string) =>
  sql<{
    id: number;
    months: number;
    until_age: number | null;
    basis: string;
    valid_from: string;
    decided_by: number | null;
  }>`(select distinct on (rule_code) * from retention_term where valid_from <= ${day} order by rule_code, valid_from desc)`;

/** Every kind of record with its term of today, how much of it has reached its end, and how much is stopped. */
export async function register(tx: ReadTx) {
  return tx.db
    .selectFrom('retention_rule')
    .innerJoin(termOn(tx.today).as('term'), (on) => on.on(sql<boolean>`term.rule_code = retention_rule.code`))
    .select([
      'retention_rule.code',
      'retention_rule.zone',
      'retention_rule.way',
      'retention_rule.name',
      'retention_rule.detail',
      'retention_rule.counted_from',
      'retention_rule.least_months',
      'retention_rule.most_months',
      'retention_rule.by_age',
      'term.id as term_id',
      'term.months',
      'term.until_age',
      'term.basis',
      'term.valid_from',
      // nobody of the city has decided it yet: what the program came with
      sql<boolean>`term.decided_by is null`.as('suggested'),
      sql<number>`(select count(*)::int from retention_due where retention_due.kind = retention_rule.code)`.as(
        'due',
      ),
      sql<number>`(select count(*)::int from retention_hold where retention_hold.kind = retention_rule.code and lifted_at is null)`.as(
        'held',
      ),
    ])
    .orderBy('retention_rule.position')
    .execute();
}
export type RegisterLine = Awaited<ReturnType<typeof register>>[number];

/** One kind; undefined for a code there is not. */
export const ruleByCode = async (tx: ReadTx, code: string): Promise<RegisterLine | undefined> =>
  (await register(tx)).find((line) => line.code === code);

/** The terms a kind has had and will have, newest first. */
export async function termsOf(tx: ReadTx, code: string) {
  return tx.db
    .selectFrom('retention_term')
    .leftJoin('person', 'person.id', 'retention_term.decided_by')
    .where('rule_code', '=', code)
    .select([
      'retention_term.id',
      'months',
      'until_age',
      'basis',
      'valid_from',
      'decided_at',
      personNameIfAny('person').as('decider'),
    ])
    .orderBy('valid_from', 'desc')
    .execute();
}

/** The records of a kind that have reached their end, the longest first; with the hold or the proposal they stand in. */
export async function dueRows(tx: ReadTx, kind: string, team_id: number | null, atMost: number) {
  let query = tx.db
    .selectFrom('retention_due')
    .leftJoin('team', 'team.id', 'retention_due.team_id')
    .leftJoin('retention_hold', (on) =>
      on
        .onRef('retention_hold.kind', '=', 'retention_due.kind')
        .onRef('retention_hold.subject_id', '=', 'retention_due.subject_id')
        .on('retention_hold.lifted_at', 'is', null),
    )
    .leftJoin('disposal_item', (on) =>
      on
        .onRef('disposal_item.kind', '=', 'retention_due.kind')
        .onRef('disposal_item.subject_id', '=', 'retention_due.subject_id')
        .on('disposal_item.outcome', 'is', null),
    )
    .where('retention_due.kind', '=', kind)
    .select([
      'retention_due.subject_id',
      'retention_due.team_id',
      'retention_due.label',
      'retention_due.ended_on',
      'retention_due.due_on',
      'team.name as team',
      'retention_hold.id as hold_id',
      'retention_hold.reason as hold_reason',
      'disposal_item.disposal_id',
    ])
    .orderBy('retention_due.due_on')
    .orderBy('retention_due.subject_id')
    .limit(atMost);
  if (team_id !== null) query = query.where('retention_due.team_id', '=', team_id);
  return query.execute();
}
export type DueLine = Awaited<ReturnType<typeof dueRows>>[number];

/** How many of a kind have reached their end, team by team. */
export async function dueTeams(tx: ReadTx, kind: string) {
  return tx.db
    .selectFrom('retention_due')
    .innerJoin('team', 'team.id', 'retention_due.team_id')
    .where('retention_due.kind', '=', kind)
    .groupBy(['team.id', 'team.name'])
    .select(['team.id', 'team.name', sql<number>`count(*)::int`.as('due')])
    .orderBy('team.name')
    .execute();
}

export async function dueRow(tx: ReadTx, kind: string, subject_id: number | null) {
  return tx.db
    .selectFrom('retention_due')
    .where('kind', '=', kind)
    .where('subject_id', '=', subject_id)
    .selectAll()
    .executeTakeFirst();
}

/** What is stopped now, newest first; whoever placed a hold does not lift it. */
export async function holds(tx: ReadTx) {
  return tx.db
    .selectFrom('retention_hold')
    .innerJoin('retention_rule', 'retention_rule.code', 'retention_hold.kind')
    .leftJoin('person', 'person.id', 'retention_hold.placed_by')
    .leftJoin('team', 'team.id', 'retention_hold.team_id')
    .where('lifted_at', 'is', null)
    .select([
      'retention_hold.id',
      'retention_hold.kind',
      'retention_hold.label',
      'retention_hold.reason',
      'retention_hold.placed_by',
      'retention_hold.placed_at',
      'retention_rule.name',
      'team.name as team',
      personNameIfAny('person').as('placer'),
    ])
    .orderBy('placed_at', 'desc')
    .execute();
}

const disposalLines = (tx: ReadTx) =>
  tx.db
    .selectFrom('disposal')
    .innerJoin('retention_rule', 'retention_rule.code', 'disposal.kind')
    .leftJoin('team', 'team.id', 'disposal.team_id')
    .leftJoin('person as proposer', 'proposer.id', 'disposal.proposed_by')
    .leftJoin('person as decider', 'decider.id', 'disposal.decided_by')
    .select([
      'disposal.id',
      'disposal.kind',
      'disposal.zone',
      'disposal.team_id',
      'disposal.note',
      'disposal.proposed_by',
      'disposal.proposed_at',
      'disposal.decided_at',
      'disposal.approved',
      'disposal.decision_note',
      'disposal.done_at',
      'retention_rule.name',
      'team.name as team',
      personNameIfAny('proposer').as('proposer'),
      personNameIfAny('decider').as('decider'),
      sql<boolean>`may_approve_disposal(disposal.proposed_by, disposal.team_id)`.as('may_approve'),
      sql<number>`(select count(*)::int from disposal_item where disposal_id = disposal.id)`.as('items'),
      sql<number>`(select count(*)::int from disposal_item where disposal_id = disposal.id and outcome = 'gone')`.as(
        'gone',
      ),
    ]);

/** Proposals, newest first: those that wait and those that were decided. */
export const disposals = async (tx: ReadTx, waiting: boolean, atMost: number) =>
  disposalLines(tx)
    .where('disposal.decided_at', waiting ? 'is' : 'is not', null)
    .orderBy('disposal.id', 'desc')
    .limit(atMost)
    .execute();
export type DisposalLine = Awaited<ReturnType<typeof disposals>>[number];

export const disposalById = async (tx: ReadTx, id: number | null): Promise<DisposalLine | undefined> =>
  disposalLines(tx).where('disposal.id', '=', id).executeTakeFirst();

export async function itemsOf(tx: ReadTx, disposal_id: number) {
  return tx.db
    .selectFrom('disposal_item')
    .innerJoin('retention_term', 'retention_term.id', 'disposal_item.term_id')
    .leftJoin('retention_hold', (on) =>
      on
        .onRef('retention_hold.kind', '=', 'disposal_item.kind')
        .onRef('retention_hold.subject_id', '=', 'disposal_item.subject_id')
        .on('retention_hold.lifted_at', 'is', null),
    )
    .where('disposal_id', '=', disposal_id)
    .select([
      'disposal_item.subject_id',
      'disposal_item.label',
      'disposal_item.ended_on',
      'disposal_item.due_on',
      'disposal_item.outcome',
      'disposal_item.outcome_at',
      'retention_term.months',
      'retention_term.until_age',
      'retention_term.basis',
      'retention_hold.reason as hold_reason',
    ])
    .orderBy('disposal_item.due_on')
    .orderBy('disposal_item.subject_id')
    .execute();
}
export type ItemLine = Awaited<ReturnType<typeof itemsOf>>[number];

/** What waits for whoever keeps or approves: for 今日. */
export async function retentionWaiting(tx: ReadTx): Promise<{ due: number; proposals: number }> {
  const { rows } = await sql<{ due: number; proposals: number }>`
    select (select count(*)::int from retention_due where not exists (select from disposal_item
        where disposal_item.kind = retention_due.kind and disposal_item.subject_id = retention_due.subject_id and outcome is null)
        and not exists (select from retention_hold where retention_hold.kind = retention_due.kind
          and retention_hold.subject_id = retention_due.subject_id and lifted_at is null)) as due,
      (select count(*)::int from disposal where decided_at is null and may_approve_disposal(proposed_by, team_id)) as proposals`.execute(
    tx.db,
  );
  return rows[0]!;
}

/** What of a kind has reached its end under its term of the day; only the nightly job may ask. */
export async function endedRows(tx: ReadTx, keeper: Keeper) {
  const rule = await ruleByCode(tx, keeper.kind);
  if (rule === undefined) return [];
  const rows = await keeper.due(tx, rule.months, rule.until_age);
  return rows.map((row) => ({ ...row, kind: rule.code, zone: rule.zone, term_id: rule.term_id }));
}
