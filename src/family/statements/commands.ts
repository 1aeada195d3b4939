import { areaById } from '../../base/areas/queries.ts';
import { raiseFamilyIssue } from '../../improvement/issues/commands.ts';
import { themes } from '../../improvement/issues/queries.ts';
import { kinds } from '../consultations/queries.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { Typed } from '../../platform/web/form.ts';
import type { ApproveData, StatementData } from './forms.ts';
import {
  areaNamed,
  casesToChoose,
  consultationIdsAmong,
  hasApprover,
  knownOf,
  outcomes,
  sharedBy,
  statementById,
  type Statement,
} from './queries.ts';
import {
  findingsOf,
  inFives,
  keyOf,
  may,
  mustBeMended,
  type Finding,
  type StatementAction,
} from './rules.ts';
import { words } from './words.ja.ts';

function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

/** The statement, where this person may do this to it now: 404 out of reach, 403 not theirs to do, 409 too late. */
async function statementFor(tx: WriteTx, id: number | null, action: StatementAction): Promise<Statement> {
  const one = found(await statementById(tx, id));
  const actor = { author: one.author_id === me(tx), approves: one.may_approve };
  if (may(actor, one.state, action)) return one;
  const decides = action === 'approve' || action === 'return';
  throw new Refusal((decides ? actor.approves : actor.author) ? 409 : 403, words.errors.notNow);
}

/** What the check finds in a statement now. */
export async function check(tx: WriteTx | Parameters<typeof knownOf>[0], one: Statement): Promise<Finding[]> {
  return findingsOf(one, await sharedBy(tx, one), await knownOf(tx, one.id));
}

async function mustBeKnown(tx: WriteTx, data: StatementData): Promise<void> {
  if (!(await themes(tx)).some((one) => one.code === data.theme_code))
    invalid({ theme_code: words.errors.theme });
  if (data.area_id !== null && !(await areaById(tx, data.area_id))) invalid({ area_id: words.errors.area });
  if (data.kind_code !== null && !(await kinds(tx)).some((one) => one.code === data.kind_code))
    invalid({ kind_code: words.errors.kind });
}

/** Writes a statement, or writes it anew while it is the author's; counts the families behind it. Gives its number. */
export async function saveStatement(tx: WriteTx, id: number | null, data: StatementData): Promise<number> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(403);
  const before = id === null ? null : await statementFor(tx, id, 'edit');
  await mustBeKnown(tx, data);
  const cases = (await casesToChoose(tx, data.case_ids, 1000)).filter((one) =>
    data.case_ids.includes(one.id),
  );
  if (cases.length < new Set(data.case_ids).size) invalid({ case_ids: words.errors.sourceGone });
  const team_id = before?.team_id ?? cases[0]?.team_id ?? tx.session.case_teams[0]!;
  if (cases.some((one) => one.team_id !== team_id)) invalid({ case_ids: words.errors.sourceGone });
  const consultation_ids = data.consultations ? await consultationIdsAmong(tx, team_id, data) : [];
  if (cases.length + consultation_ids.length === 0) invalid({ case_ids: words.errors.needSource });
  const { title, theme_code, keeps_happening, would_help, area_id, age_band, kind_code } = data;
  const values = {
    title,
    theme_code,
    keeps_happening,
    would_help,
    area_id,
    age_band,
    kind_code,
    updated_at: tx.now,
  };
  let statement_id: number;
  if (before === null) {
    const made = await tx.db
      .insertInto('statement')
      .values({ ...values, team_id, author_id: me(tx), families: 0, created_at: tx.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    statement_id = made.id;
  } else {
    const changed = await tx.db
      .updateTable('statement')
      .set((row) => ({ ...values, version: row('version', '+', 1) }))
      .where('id', '=', before.id)
      .where('version', '=', data._version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      conflict({
        fields: (['title', 'keeps_happening', 'would_help'] as const)
          .filter((name) => data[name] !== before[name])
          .map((name) => ({ name, label: words.fieldNames[name]!, mine: data[name], theirs: before[name] })),
        who: before.author,
        when: formatDateTime(before.updated_at, tx.actor.municipality.time_zone),
        version: before.version,
      });
    statement_id = before.id;
    await tx.db.deleteFrom('statement_source').where('statement_id', '=', statement_id).execute();
  }
  const source = { statement_id, statement_team_id: team_id, team_id };
  await tx.db
    .insertInto('statement_source')
    .values([
      ...cases.map((one) => ({ ...source, case_id: one.id })),
      ...consultation_ids.map((consultation_id) => ({ ...source, consultation_id })),
    ])
    .execute();
  const { families } = await sharedBy(tx, { id: statement_id, team_id, area_id, age_band, kind_code });
  await tx.db.updateTable('statement').set({ families }).where('id', '=', statement_id).execute();
  await discardDraft(tx, data.draft_id);
  // How many, and never which: the log is read outside the case zone.
  tx.record({
    action: before === null ? 'statement.write' : 'statement.edit',
    subject_kind: 'statement',
    subject_id: statement_id,
    detail: { sources: cases.length + consultation_ids.length },
  });
  return statement_id;
}

/** Puts it before the second person. What no reason lets through is mended first. */
export async function sendStatement(tx: WriteTx, id: number | null): Promise<void> {
  const one = await statementFor(tx, id, 'send');
  const findings = await check(tx, one);
  if (findings.some(({ kind }) => mustBeMended.includes(kind)))
    throw new Refusal(409, words.page.sendBlocked);
  if (!(await hasApprover(tx, one.team_id, one.author_id))) throw new Refusal(409, words.page.nobody);
  await step(tx, one, { sent_at: tx.now });
  tx.record({
    action: 'statement.send',
    subject_kind: 'statement',
    subject_id: one.id,
    detail: { findings: findings.length },
  });
}

/** Takes it back before it was approved. */
export async function withdrawStatement(tx: WriteTx, id: number | null): Promise<void> {
  const one = await statementFor(tx, id, 'withdraw');
  await step(tx, one, { withdrawn_at: tx.now });
  tx.record({ action: 'statement.withdraw', subject_kind: 'statement', subject_id: one.id });
}

/** The second person gives it back with words. */
export async function returnStatement(tx: WriteTx, id: number | null, reason: string): Promise<void> {
  const one = await statementFor(tx, id, 'return');
  await tx.db
    .insertInto('statement_return')
    .values({
      statement_id: one.id,
      team_id: one.team_id,
      reason,
      returned_by: me(tx),
      returned_at: tx.now,
    })
    .execute();
  await step(tx, one, { sent_at: null });
  tx.record({ action: 'statement.return', subject_kind: 'statement', subject_id: one.id });
}

async function step(
  tx: WriteTx,
  one: Statement,
  values: { sent_at?: Date | null; withdrawn_at?: Date; approved_at?: Date; approved_by?: number },
): Promise<void> {
  const changed = await tx.db
    .updateTable('statement')
    .set((row) => ({ ...values, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', one.id)
    .where('version', '=', one.version)
    .where('approved_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.notNow);
}

/** What the issue says of a statement. */
export function issueText(
  one: Pick<Statement, 'keeps_happening' | 'would_help' | 'age_band' | 'kind' | 'area' | 'families'>,
): string {
  const about = [
    one.area ?? words.wholeCity,
    ...(one.age_band === null ? [] : [words.ages[one.age_band]]),
    ...(one.kind === null ? [] : [one.kind]),
  ];
  return [
    `${words.issue.keeps}\n${one.keeps_happening}`,
    ...(one.would_help === '' ? [] : [`${words.issue.would}\n${one.would_help}`]),
    words.issue.about(about),
    words.issue.from(inFives(one.families)),
  ].join('\n\n');
}

/**
 * The second person approves: every finding left has a reason, an issue is raised in words that lead to nobody, and the case
 * zone alone keeps which. Gives the issue's number.
 */
export async function approveStatement(tx: WriteTx, id: number | null, data: ApproveData): Promise<number> {
  const one = await statementFor(tx, id, 'approve');
  if (data._version !== one.version) throw new Refusal(409, words.errors.changed);
  const findings = await check(tx, one);
  const never = findings.filter(({ kind }) => mustBeMended.includes(kind));
  const errors: Record<string, string> = {};
  if (never.length > 0)
    errors.return_reason = words.errors.mustMend(
      [...new Set(never.map(({ kind }) => words.findingNames[kind]))].join('、'),
    );
  for (const finding of findings)
    if (!mustBeMended.includes(finding.kind) && [...(data.reasons[keyOf(finding)] ?? '')].length < 5)
      errors[`reason_${keyOf(finding)}`] = words.errors.reason;
  if (Object.keys(errors).length > 0) invalid(errors);
  await step(tx, one, { approved_at: tx.now, approved_by: me(tx) });
  const issue_id = await raiseFamilyIssue(tx, {
    title: one.title,
    description: issueText(one),
    theme_code: one.theme_code,
    area: await areaNamed(tx, one.area_id),
    owner_id: data.owner_id,
  });
  await tx.db
    .insertInto('statement_issue')
    .values({ statement_id: one.id, team_id: one.team_id, issue_id })
    .execute();
  if (findings.length > 0)
    await tx.db
      .insertInto('statement_reason')
      .values(
        findings.map((finding) => ({
          statement_id: one.id,
          team_id: one.team_id,
          field: finding.field,
          kind: finding.kind,
          body: finding.text,
          reason: data.reasons[keyOf(finding)]!,
          given_by: me(tx),
          given_at: tx.now,
        })),
      )
      .execute();
  tx.record({
    action: 'statement.approve',
    subject_kind: 'statement',
    subject_id: one.id,
    detail: { let_through: findings.map(({ kind }) => kind) },
  });
  return issue_id;
}

/** The team has read what was answered. */
export async function readAnswer(tx: WriteTx, id: number | null): Promise<void> {
  const one = await statementFor(tx, id, 'read_answer');
  const [outcome] = await outcomes(tx, one.id);
  if (!outcome?.answered_at) throw new Refusal(409, words.page.answerNone);
  await tx.db
    .updateTable('statement_issue')
    .set({ answer_read_at: tx.now, answer_read_by: me(tx) })
    .where('statement_id', '=', one.id)
    .execute();
  tx.record({ action: 'statement.read_answer', subject_kind: 'statement', subject_id: one.id });
}

// ---- drafts ----------------------------------------------------------------------------------

/** A draft beyond this is not something a person typed. */
const draftLimit = 100_000;

/** Keeps what is typed, for its author alone; answers the draft's number. */
export async function saveDraft(tx: WriteTx, typed: Typed): Promise<number> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(403);
  const fields = JSON.stringify(
    Object.fromEntries(
      Object.entries(typed).filter(
        ([name]) => (name === '_version' || !name.startsWith('_')) && name !== 'draft_id',
      ),
    ),
  );
  if (fields.length > draftLimit) throw new Refusal(409);
  const kept = await tx.db
    .updateTable('statement_draft')
    .set({ fields, saved_at: tx.now })
    .where('id', '=', Number(typed.draft_id) || 0)
    .where('person_id', '=', me(tx))
    .returning('id')
    .executeTakeFirst();
  if (kept) return kept.id;
  const made = await tx.db
    .insertInto('statement_draft')
    .values({ person_id: me(tx), fields, saved_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function discardDraft(tx: WriteTx, id: number | null): Promise<void> {
  if (id === null) return;
  await tx.db.deleteFrom('statement_draft').where('id', '=', id).where('person_id', '=', me(tx)).execute();
}
