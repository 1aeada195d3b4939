import { setTimeout as pause } from 'node:timers/promises';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import type { JobTools } from '../../platform/jobs/job.ts';
import { balanceJob, type BalanceData } from './jobs.ts';
import { proposalById, teamLoad } from './queries.ts';
import { balance, type Balance } from './rules-balance.ts';
import { basisOf, stalledAfter, stateOf } from './rules.ts';
import { words } from './words.ja.ts';

/** How often the job says how far it is, and hears that somebody gave up, in ms. */
const tellEvery = 500;

/** Asks for a proposal, of which a team has one under way at a time; nothing of the cases changes. Returns its number. */
export async function askForBalance(tx: WriteTx, team_id: number): Promise<number> {
  if (!tx.has('case.supervise') || !tx.session.case_teams.includes(team_id)) throw new Refusal(403);
  const me = tx.actor.person_id!;
  // One whose worker ended makes room.
  await tx.db
    .updateTable('caseload_proposal')
    .set({ cancelled_at: tx.now, cancelled_by: me })
    .where('team_id', '=', team_id)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('progressed_at', '<', new Date(tx.now.getTime() - stalledAfter))
    .execute();
  const asked = await tx.db
    .insertInto('caseload_proposal')
    .values({ team_id, made_by: me, made_at: tx.now, progressed_at: tx.now })
    .onConflict((row) => row.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!asked) throw new Refusal(409, words.proposal.alreadyRunning);
  await tx.plan(balanceJob, { proposal_id: asked.id, person_id: me });
  tx.record({
    action: 'caseload.propose',
    subject_kind: 'caseload',
    subject_id: asked.id,
    detail: { team_id },
  });
  return asked.id;
}

/** Gives a proposal up that is still being worked on. */
export async function giveUpBalance(tx: WriteTx, id: number | null): Promise<void> {
  const proposal = found(await proposalById(tx, id));
  const given = await tx.db
    .updateTable('caseload_proposal')
    .set({ cancelled_at: tx.now, cancelled_by: tx.actor.person_id! })
    .where('id', '=', proposal.id)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!given) throw new Refusal(409, words.proposal.alreadyOver);
  tx.record({ action: 'caseload.give_up', subject_kind: 'caseload', subject_id: proposal.id, detail: {} });
}

/**
 * The job: reads what the asker may read, looks for the best in a thread of its own, and keeps what it finds. It says every
 * half second how far it is and ends early when it was given up. Begun again by another worker, it starts anew.
 */
export async function workOutBalance(
  tools: Pick<JobTools, 'writing' | 'stopping'>,
  { proposal_id, person_id }: BalanceData,
): Promise<void> {
  const load = await tools.writing(async (tx) => {
    const proposal = await proposalById(tx, proposal_id);
    return proposal && stateOf(proposal, tx.now) === 'running' ? teamLoad(tx, proposal.team_id) : null;
  }, person_id);
  if (load === null) return;
  const begun = performance.now();
  const looking = new AbortController();
  const over = new AbortController();
  const seconds = () => Math.floor((performance.now() - begun) / 1000);
  const watching = watch();
  try {
    const result = await balance(
      load.workers.filter((worker) => worker.here),
      load.cases,
      { signal: looking.signal },
    );
    const took_ms = Math.round(performance.now() - begun);
    await tools.writing((tx) => keep(tx, proposal_id, result, took_ms, basisOf(load, [])), person_id);
  } catch (error) {
    if (error !== givenUp) throw error;
  } finally {
    over.abort();
    await watching;
  }

  async function watch(): Promise<void> {
    try {
      for (;;) {
        await pause(tellEvery, undefined, { signal: over.signal });
        if (tools.stopping()) throw new Error('stopping');
        const still = await tools.writing(
          (tx) =>
            tx.db
              .updateTable('caseload_proposal')
              .set({ progress: seconds(), progressed_at: tx.now })
              .where('id', '=', proposal_id)
              .where('done_at', 'is', null)
              .where('cancelled_at', 'is', null)
              .returning('id')
              .executeTakeFirst(),
          person_id,
        );
        if (!still) throw givenUp;
      }
    } catch (error) {
      // Ended as it should, or there is nothing to look for any more.
      if (!over.signal.aborted) looking.abort(error);
    }
  }
}
const givenUp = new Error('given up');

async function keep(tx: WriteTx, id: number, result: Balance, took_ms: number, basis: string): Promise<void> {
  const { moves, over_before, over_after, gap } = result;
  const kept = await tx.db
    .updateTable('caseload_proposal')
    .set({ done_at: tx.now, over_before, over_after, gap, took_ms, basis })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('team_id')
    .executeTakeFirst();
  if (!kept) return;
  const { team_id } = kept;
  if (moves.length > 0) {
    await tx.db
      .insertInto('caseload_move')
      .values(moves.map((move) => ({ proposal_id: id, team_id, ...move })))
      .execute();
  }
  tx.record({
    action: 'caseload.proposed',
    subject_kind: 'caseload',
    subject_id: id,
    detail: { team_id, moves: moves.length },
  });
}
