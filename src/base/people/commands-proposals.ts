import { sql } from 'kysely';
import { accountOfPerson } from '../../platform/auth/accounts.ts';
import { inviteByMail } from '../../platform/auth/invitations.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { appoint, mustBePlaces } from './commands.ts';
import type { AppointmentForm } from './forms.ts';
import { othersWhoConfirm, proposalById } from './queries-proposals.ts';
import { words } from './words.ja.ts';

const w = words.proposal;

type Answer = 'done' | 'proposed';

/** Whether this role is given only by two people together. */
async function needsTwo(tx: WriteTx, role_code: string): Promise<boolean> {
  const { rows } = await sql<{ two: boolean }>`select needs_four_eyes(${role_code}) as two`.execute(tx.db);
  return rows[0]!.two;
}

/** Gives an appointment, or proposes it where another person has to confirm; 409 where there is no other. */
export async function appointOrPropose(
  tx: WriteTx,
  person_id: number,
  form: AppointmentForm,
): Promise<Answer> {
  if (!(await needsTwo(tx, form.role_code))) {
    await appoint(tx, person_id, form);
    return 'done';
  }
  if (person_id === tx.actor.person_id) throw new Refusal(403, words.appointment.self);
  await mustBePlaces(tx, form);
  await propose(tx, { kind: 'appointment', person_id, ...form });
  return 'proposed';
}

/**
 * Invites a person, or proposes it: an account that is there, and one whose roles reach far or will when somebody confirms,
 * change hands only between two people.
 */
export async function inviteOrPropose(tx: WriteTx, person: { id: number; email: string }): Promise<Answer> {
  const given = await tx.db
    .selectFrom('appointment')
    .where('person_id', '=', person.id)
    .where((either) => either.or([either('ends_on', 'is', null), either('ends_on', '>=', tx.today)]))
    .where(sql<boolean>`needs_four_eyes(role_code)`)
    .select('id')
    .executeTakeFirst();
  const waits = await tx.db
    .selectFrom('proposal')
    .where('person_id', '=', person.id)
    .where('kind', '=', 'appointment')
    .where('decided_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!given && !waits && (await accountOfPerson(tx, person.id)) === undefined) {
    await inviteByMail(tx, { person_id: person.id, email: person.email });
    return 'done';
  }
  await propose(tx, { kind: 'invitation', person_id: person.id, email: person.email });
  return 'proposed';
}

async function propose(
  tx: WriteTx,
  what: { person_id: number } & (
    ({ kind: 'appointment' } & AppointmentForm) | { kind: 'invitation'; email: string }
  ),
): Promise<void> {
  const proposed_by = tx.actor.person_id;
  if (proposed_by === null) throw new Refusal(403);
  if ((await othersWhoConfirm(tx, what.person_id)).length === 0) throw new Refusal(409, w.nobodyElse);
  const row = await tx.db
    .insertInto('proposal')
    .values({ ...what, proposed_by, proposed_at: tx.now })
    .onConflict((there) => there.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Refusal(409, w.already);
  tx.record({
    action: `${what.kind}.propose`,
    subject_kind: 'proposal',
    subject_id: row.id,
    about_person_id: what.person_id,
  });
}

/** Brings about what another person proposed. 403 for who proposed it or whom it is about, 409 once decided. */
export async function confirmProposal(tx: WriteTx, id: number | null): Promise<number> {
  const proposal = found(await proposalById(tx, id));
  if (!proposal.may_decide) throw new Refusal(403, w.notAlone);
  await decide(tx, proposal.id, true);
  const { person_id } = proposal;
  if (proposal.kind === 'invitation') await inviteByMail(tx, { person_id, email: proposal.email! });
  else {
    await appoint(
      tx,
      person_id,
      {
        role_code: proposal.role_code!,
        organisation_id: proposal.organisation_id!,
        facility_id: proposal.facility_id,
        team_id: proposal.team_id,
        title: proposal.title,
        starts_on: proposal.starts_on!,
        ends_on: proposal.ends_on,
      },
      { proposal_id: proposal.id, proposed_by: proposal.proposed_by },
    );
  }
  tx.record({
    action: 'proposal.confirm',
    subject_kind: 'proposal',
    subject_id: proposal.id,
    about_person_id: person_id,
    detail: { proposed_by: proposal.proposed_by },
  });
  return person_id;
}

/** Turns a proposal down, or takes one's own back. */
export async function dropProposal(tx: WriteTx, id: number | null): Promise<number> {
  const proposal = found(await proposalById(tx, id));
  await decide(tx, proposal.id, false);
  tx.record({
    action: 'proposal.drop',
    subject_kind: 'proposal',
    subject_id: proposal.id,
    about_person_id: proposal.person_id,
  });
  return proposal.person_id;
}

async function decide(tx: WriteTx, id: number, accepted: boolean): Promise<void> {
  const decided = await tx.db
    .updateTable('proposal')
    .set({ decided_by: tx.actor.person_id, decided_at: tx.now, accepted })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (decided.numUpdatedRows === 0n) throw new Refusal(409, w.decided);
}
