import { sql } from 'kysely';
import { Refusal, type ReadTx, type WriteTx } from '../db/transaction.ts';
import { invalid } from '../web/handlers.tsx';
import { accountOfPerson, emailIsTaken, signOutEverywhere } from './accounts.ts';
import { invitationMail, tellHolder } from './jobs.ts';
import { invitationLasts } from './rules.ts';
import { aboutPerson } from './sessions.ts';
import { hashOf, invitationToken, invitationUrl } from './tokens.ts';
import { words } from './words.ja.ts';

/**
 * Invites a person to an account under this e-mail address: earlier invitations of theirs end, a mail is planned, and
 * the link lasts a week. An address that is somebody else's account is refused beside the field `email`.
 */
export async function inviteByMail(
  tx: WriteTx,
  { person_id, email }: { person_id: number; email: string },
): Promise<{ token: string; url: string }> {
  await mustManageAccounts(tx);
  const { house, municipality } = tx.actor;
  const address = email.normalize('NFKC').trim().toLowerCase();
  if (await emailIsTaken(tx, address, person_id)) invalid({ email: words.invitation.taken });
  await withdrawInvitations(tx, person_id);
  const { id } = await tx.db
    .insertInto('invitation')
    .values({
      person_id,
      email: address,
      // Replaced below: the token is made of the row's number.
      token_hash: house.random(),
      // The first administrator of a new municipality is invited by the program, that is, by nobody else.
      invited_by: tx.actor.person_id ?? person_id,
      created_at: tx.now,
      expires_at: new Date(tx.now.getTime() + invitationLasts),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const token = invitationToken(house, municipality.code, { id, created_at: tx.now });
  await tx.db
    .updateTable('invitation')
    .set({ token_hash: hashOf(token) })
    .where('id', '=', id)
    .execute();
  // Whoever holds the account now hears of it under the address they sign in with, whatever the new one is.
  if (await accountOfPerson(tx, person_id)) await tellHolder(tx, person_id, 'invited');
  tx.record(aboutPerson(person_id, 'auth.invite', { invitation: id }));
  await tx.plan(invitationMail, { invitation_id: id });
  return { token, url: invitationUrl(house, token) };
}

export async function withdrawInvitations(tx: WriteTx, person_id: number): Promise<void> {
  await tx.db
    .updateTable('invitation')
    .set({ withdrawn_at: tx.now })
    .where('person_id', '=', person_id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** The invitation a person may still take up with this token, or undefined. Asked as that person. */
export function openInvitation(tx: ReadTx, token: string) {
  return tx.db
    .selectFrom('invitation')
    .select(['id', 'person_id', 'email'])
    .where('token_hash', '=', hashOf(token))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
}

/** Closes a person's way in at once: sessions end, invitations too. A new invitation opens it again. */
export async function disableAccount(tx: WriteTx, person_id: number): Promise<void> {
  await mustManageAccounts(tx);
  await withdrawInvitations(tx, person_id);
  await tx.db
    .updateTable('user_link')
    .set({ disabled_at: tx.now })
    .where('person_id', '=', person_id)
    .execute();
  const user = await accountOfPerson(tx, person_id);
  if (user) {
    await tx.db
      .updateTable('auth_user')
      .set({ disabled_at: tx.now, updated_at: tx.now })
      .where('id', '=', user.id)
      .execute();
    await signOutEverywhere(tx, user.id);
  }
  tx.record(aboutPerson(person_id, 'auth.disable'));
}

/** For somebody who lost telephone and backup codes: codes and passkeys are removed, sessions end, the password stays. */
export async function clearSecondFactor(tx: WriteTx, person_id: number): Promise<void> {
  await mustManageAccounts(tx);
  const user = await accountOfPerson(tx, person_id);
  if (!user) throw new Refusal(404);
  await tx.db.deleteFrom('auth_two_factor').where('user_id', '=', user.id).execute();
  await tx.db.deleteFrom('auth_passkey').where('user_id', '=', user.id).execute();
  await tx.db
    .updateTable('auth_user')
    .set({ two_factor_enabled: false, updated_at: tx.now })
    .where('id', '=', user.id)
    .execute();
  await signOutEverywhere(tx, user.id);
  tx.record(aboutPerson(person_id, 'auth.factors-clear'));
  await tellHolder(tx, person_id, 'factor-removed');
}

/** The shared tables have no row security: the municipality's own rule is asked before they are touched. */
async function mustManageAccounts(tx: WriteTx): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select may_manage_accounts() as may`.execute(tx.db);
  if (!rows[0]!.may) throw new Refusal(403);
}
