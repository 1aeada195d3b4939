import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { monthStart } from '../../platform/ja/dates.ts';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { teamPeople } from '../conferences/queries.ts';
import { proposeMove } from '../handovers/commands.ts';
import type { CheckIn, FactsData, SkillData } from './forms.ts';
import { caseWeight, movesOf, ownTeams, proposalById, weightList } from './queries.ts';
import { words } from './words.ja.ts';

const me = (tx: WriteTx): number => {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
};
const leads = (tx: WriteTx, team_id: number) => {
  if (!tx.has('case.supervise') || !tx.session.case_teams.includes(team_id)) throw new Refusal(403);
};

/** This month's word of how it goes, for oneself and the supervisor; written again it replaces the month's. */
export async function checkIn(tx: WriteTx, data: CheckIn): Promise<void> {
  const team = (await ownTeams(tx))[0];
  if (!team || !tx.has('case.work')) throw new Refusal(403);
  await tx.db
    .insertInto('caseload_check_in')
    .values({
      person_id: me(tx),
      team_id: team.id,
      month: monthStart(tx.today),
      ...data,
      written_at: tx.now,
    })
    .onConflict((one) =>
      one.columns(['team_id', 'person_id', 'month']).doUpdateSet({ ...data, written_at: tx.now }),
    )
    .execute();
  tx.record({ action: 'caseload.check_in', subject_kind: 'person', subject_id: me(tx), detail: {} });
}

/** What the weight of a case needs and the case does not say. */
export async function setFacts(
  tx: WriteTx,
  case_id: number | null,
  { _version, ...data }: FactsData,
): Promise<void> {
  const one = found(await caseWeight(tx, case_id));
  const values = { ...data, set_by: me(tx), set_at: tx.now };
  const stored =
    _version === 0
      ? await tx.db
          .insertInto('caseload_fact')
          .values({ case_id: one.id, team_id: one.team_id, ...values })
          .onConflict((row) => row.doNothing())
          .returning('case_id')
          .executeTakeFirst()
      : await tx.db
          .updateTable('caseload_fact')
          .set((row) => ({ ...values, version: row('version', '+', 1) }))
          .where('case_id', '=', one.id)
          .where('version', '=', _version)
          .returning('case_id')
          .executeTakeFirst();
  if (!stored) {
    conflict({
      fields: (['severity', 'travel'] as const).map((name) => ({
        name,
        label: words.facts[name],
        mine: data[name],
        theirs: one[name],
      })),
      who: words.somebody,
      when: '',
      version: one.fact_version,
    });
  }
  tx.record({ action: 'caseload.facts', subject_kind: 'case', subject_id: one.id, detail: {} });
}

/** Weights by code; text that is no number, or outside 0–50, is told beside its field. */
export async function setWeights(tx: WriteTx, typed: Record<string, unknown>): Promise<void> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  const errors: Record<string, string> = {};
  const changed: string[] = [];
  for (const weight of await weightList(tx)) {
    const text = typed[weight.code];
    if (typeof text !== 'string') continue;
    const read = parseNumber(text);
    if (!read.ok || read.value < 0 || read.value > 50) {
      errors[weight.code] = words.weights.range;
      continue;
    }
    const points = Math.round(read.value * 10) / 10;
    if (points === weight.points) continue;
    await tx.db
      .updateTable('caseload_weight')
      .set((row) => ({ points, version: row('version', '+', 1), updated_by: me(tx), updated_at: tx.now }))
      .where('code', '=', weight.code)
      .execute();
    changed.push(weight.code);
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  tx.record({ action: 'caseload.weights', subject_kind: 'caseload', detail: { changed } });
}

/** How much somebody of a team may carry; person 0 is everybody without a limit of their own. */
export async function setLimit(
  tx: WriteTx,
  team_id: number,
  data: { person_id: number; points: number; note: string },
): Promise<void> {
  leads(tx, team_id);
  if (data.person_id !== 0) {
    const people = await teamPeople(tx, [team_id], tx.today);
    if (!people.some((one) => one.id === data.person_id)) invalid({ person_id: words.limits.ofTheTeam });
  }
  await tx.db
    .deleteFrom('caseload_limit')
    .where('team_id', '=', team_id)
    .where('person_id', '=', data.person_id)
    .execute();
  await tx.db
    .insertInto('caseload_limit')
    .values({ team_id, ...data, set_by: me(tx), set_at: tx.now })
    .execute();
  tx.record({
    action: 'caseload.limit',
    subject_kind: 'team',
    subject_id: team_id,
    detail: { person_id: data.person_id, points: data.points },
  });
}

/** Takes one move (the successor is asked, as in every handover) or puts it aside. */
export async function decideMove(
  tx: WriteTx,
  proposal_id: number | null,
  case_id: number | null,
  taken: boolean,
): Promise<void> {
  const proposal = found(await proposalById(tx, proposal_id));
  const move = found((await movesOf(tx, proposal.id)).find((one) => one.case_id === case_id));
  const decided = await tx.db
    .updateTable('caseload_move')
    .set({ decided_at: tx.now, decided_by: me(tx), taken })
    .where('proposal_id', '=', proposal.id)
    .where('case_id', '=', move.case_id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (decided.numUpdatedRows === 0n) throw new Refusal(409, words.proposal.alreadyDecided);
  if (taken) {
    const now = await caseWeight(tx, move.case_id);
    if (now?.worker_id !== move.from_id) throw new Refusal(409, words.proposal.changedSince);
    await proposeMove(tx, move);
  }
  tx.record({
    action: taken ? 'caseload.take_move' : 'caseload.leave_move',
    subject_kind: 'case',
    subject_id: move.case_id,
    detail: { proposal: proposal.id, to: move.to_id },
  });
}

/** What the supervisor says to a case; its worker is told. */
export async function comment(tx: WriteTx, case_id: number | null, body: string): Promise<void> {
  const one = found(await caseWeight(tx, case_id));
  leads(tx, one.team_id);
  await tx.db
    .insertInto('supervision_comment')
    .values({ case_id: one.id, team_id: one.team_id, body, written_by: me(tx), written_at: tx.now })
    .execute();
  if (one.worker_id !== me(tx)) {
    await tx.db
      .insertInto('notice')
      .values({
        person_id: one.worker_id,
        title: words.comment.notice(one.fiscal_year, one.number),
        url: `/supervision/cases/${one.id}`,
        created_at: tx.now,
      })
      .execute();
  }
  tx.record({ action: 'supervision.comment', subject_kind: 'case', subject_id: one.id, detail: {} });
}

/** Writes down what somebody has learnt: oneself, or who is supervised. */
export async function addSkill(tx: WriteTx, data: SkillData): Promise<void> {
  if (!tx.has('case.work')) throw new Refusal(403);
  const people = await teamPeople(tx, tx.session.case_teams, tx.today);
  const who = found(people.find((one) => one.id === data.person_id));
  if (who.id !== me(tx) && !tx.has('case.supervise')) throw new Refusal(403);
  if (data.valid_until !== null && data.valid_until < data.gained_on)
    invalid({ valid_until: words.skills.endsBeforeStart });
  await tx.db
    .insertInto('skill_record')
    .values({ ...data, team_id: who.team_id!, written_by: me(tx), written_at: tx.now })
    .execute();
  tx.record({ action: 'supervision.skill', subject_kind: 'person', subject_id: who.id, detail: {} });
}

export async function removeSkill(tx: WriteTx, id: number | null): Promise<void> {
  const gone = await tx.db
    .deleteFrom('skill_record')
    .where('id', '=', id ?? 0)
    .returning('person_id')
    .executeTakeFirst();
  if (!gone) throw new Refusal(404);
  tx.record({
    action: 'supervision.skill_remove',
    subject_kind: 'person',
    subject_id: gone.person_id,
    detail: {},
  });
}
