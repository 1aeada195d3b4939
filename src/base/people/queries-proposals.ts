import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

const proposals = (tx: ReadTx) =>
  tx.db
    .selectFrom('proposal')
    .innerJoin('person', 'person.id', 'proposal.person_id')
    .innerJoin('person as proposer', 'proposer.id', 'proposal.proposed_by')
    .leftJoin('role', 'role.code', 'proposal.role_code')
    .leftJoin('organisation', 'organisation.id', 'proposal.organisation_id')
    .leftJoin('facility', 'facility.id', 'proposal.facility_id')
    .leftJoin('team', 'team.id', 'proposal.team_id')
    .where('proposal.decided_at', 'is', null)
    .selectAll('proposal')
    .select([
      sql<string>`person.family_name || ' ' || person.given_name`.as('person'),
      sql<string>`proposer.family_name || ' ' || proposer.given_name`.as('proposer'),
      'role.name as role',
      'organisation.name as organisation',
      'facility.name as facility',
      'team.name as team',
      // Where the person's account is, or will be when an invitation that is out is taken up.
      sql<
        string | null
      >`(select email from invitation where invitation.person_id = proposal.person_id and withdrawn_at is null
        and (accepted_at is not null or expires_at > ${tx.now}) order by created_at desc limit 1)`.as(
        'account',
      ),
      sql<boolean>`may_appoint(proposal.person_id) and may_confirm_proposal(proposal.proposed_by)`.as(
        'may_decide',
      ),
    ]);

export type Proposal = Awaited<ReturnType<typeof openProposals>>[number];

/** What waits to be confirmed, the oldest first; those the actor may confirm alone with `mine`. */
export async function openProposals(tx: ReadTx, only: { mine?: boolean } = {}) {
  const rows = await proposals(tx).orderBy('proposal.proposed_at').orderBy('proposal.id').execute();
  return only.mine ? rows.filter((row) => row.may_decide) : rows;
}

/** One that waits; undefined when decided or not there for the actor. */
export async function proposalById(tx: ReadTx, id: number | null) {
  return proposals(tx)
    .where('proposal.id', '=', id ?? 0)
    .executeTakeFirst();
}

/** Who else may confirm something about this person today: others who manage people and whose account is not closed. */
export async function othersWhoConfirm(tx: ReadTx, person_id: number): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('appointment')
    .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
    .leftJoin('user_link', 'user_link.person_id', 'appointment.person_id')
    .where('role_duty.duty', '=', 'people.manage')
    .where('appointment.starts_on', '<=', tx.today)
    .where((either) => either.or([either('ends_on', 'is', null), either('ends_on', '>=', tx.today)]))
    .where('user_link.disabled_at', 'is', null)
    .where('appointment.person_id', 'not in', [person_id, tx.actor.person_id ?? 0])
    .select('appointment.person_id')
    .distinct()
    .execute();
  return rows.map((row) => row.person_id);
}

/** Codes of the roles that only two people together give. */
export async function fourEyesRoles(tx: ReadTx): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('role')
    .where(sql<boolean>`needs_four_eyes(code)`)
    .select('code')
    .execute();
  return new Set(rows.map((row) => row.code));
}
