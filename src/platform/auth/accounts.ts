import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { writing, type Actor, type ReadTx, type WriteTx } from '../db/transaction.ts';
import type { House } from '../house.ts';

export interface NewAccount {
  person_id: number;
  /** The person's name, for the authenticator's list. */
  name: string;
  /** Lower case. */
  email: string;
  /** Null: signs in by OpenID Connect or, in a demo, by one click. */
  password: string | null;
  demo?: { role: string; position: number };
}

/** The account of a person of the transaction's municipality, or undefined. */
export function accountOfPerson(tx: ReadTx, person_id: number) {
  return tx.db
    .selectFrom('auth_user')
    .select(['id', 'name', 'email', 'two_factor_enabled', 'disabled_at'])
    .where('municipality_code', '=', tx.actor.municipality.code)
    .where('person_id', '=', person_id)
    .executeTakeFirst();
}

/** Whether the address is already another person's account, in any municipality. */
export async function emailIsTaken(tx: ReadTx, email: string, person_id: number): Promise<boolean> {
  const found = await tx.db
    .selectFrom('auth_user')
    .select('id')
    .where('email', '=', email)
    .where((where) =>
      where.or([
        where('municipality_code', '!=', tx.actor.municipality.code),
        where('person_id', '!=', person_id),
      ]),
    )
    .executeTakeFirst();
  return found !== undefined;
}

/** An account made by those who manage accounts or by the program itself, linked to its person. Returns the user's id. */
export async function createAccount(tx: WriteTx, account: NewAccount): Promise<string> {
  const user_id = await accountIdOf(tx, account.person_id);
  await openAccount(tx, user_id, account);
  await tx.db
    .insertInto('user_link')
    .values({ person_id: account.person_id, user_id, linked_at: tx.now })
    .onConflict((found) => found.column('person_id').doUpdateSet({ user_id, disabled_at: null }))
    .execute();
  return user_id;
}

/** The number of a person's account, or the one it is to have. */
export async function accountIdOf(tx: WriteTx, person_id: number): Promise<string> {
  return (await accountOfPerson(tx, person_id))?.id ?? tx.actor.house.random();
}

/**
 * Gives a person of the transaction's municipality an account, or renews the one there is: then it is enabled again,
 * its password replaced when one is given, and signed out everywhere. The link to the person is the caller's to make.
 */
export async function openAccount(tx: WriteTx, user_id: string, account: NewAccount): Promise<void> {
  const before = await accountOfPerson(tx, account.person_id);
  const said = { name: account.name, email: account.email, email_verified: true };
  if (before) {
    await tx.db
      .updateTable('auth_user')
      .set({ ...said, disabled_at: null, updated_at: tx.now })
      .where('id', '=', user_id)
      .execute();
    await signOutEverywhere(tx, user_id);
  } else {
    await tx.db
      .insertInto('auth_user')
      .values({
        id: user_id,
        municipality_code: tx.actor.municipality.code,
        person_id: account.person_id,
        ...said,
        demo_role: account.demo?.role ?? null,
        demo_position: account.demo?.position ?? null,
      })
      .execute();
  }
  if (account.password !== null) await setPassword(tx, user_id, account.password);
}

export async function setPassword(tx: WriteTx, user_id: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await tx.db
    .insertInto('auth_account')
    .values({
      id: tx.actor.house.random(),
      user_id,
      provider_id: 'credential',
      account_id: user_id,
      password: hash,
    })
    .onConflict((found) =>
      found.columns(['provider_id', 'account_id']).doUpdateSet({ password: hash, updated_at: tx.now }),
    )
    .execute();
}

/** Whether this is the account's password; false for an account without one. */
export async function isPassword(tx: ReadTx, user_id: string, password: string): Promise<boolean> {
  const hash = await passwordHash(tx, user_id);
  return hash !== null && verifyPassword({ hash, password });
}

export async function passwordHash(tx: ReadTx, user_id: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('auth_account')
    .select('password')
    .where('user_id', '=', user_id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Ends the account's sessions, but `except`. */
export async function signOutEverywhere(tx: WriteTx, user_id: string, except?: string): Promise<void> {
  await tx.db
    .deleteFrom('auth_session')
    .where('user_id', '=', user_id)
    .$if(except !== undefined, (query) => query.where('id', '!=', except!))
    .execute();
}

export interface DemoAccount {
  person_id: number;
  name: string;
  email: string;
  /** The role's name as the sign-in page lists it. */
  role: string;
}

/**
 * Accounts of invented people, in the order the sign-in page lists them. They have no password: the only way in is the
 * one-click list, which exists in demo mode alone.
 */
export async function createDemoAccounts(
  house: House,
  code: string,
  list: readonly DemoAccount[],
): Promise<void> {
  const municipality = await house.municipality(code);
  if (!municipality.demo) throw new Error(`${municipality.name} is not a demo municipality.`);
  const actor: Actor = { house, municipality, person_id: null, kind: 'job', label: 'job:demo', source: null };
  await writing(actor, async (tx) => {
    for (const [index, { role, ...account }] of list.entries()) {
      await createAccount(tx, { ...account, password: null, demo: { role, position: index + 1 } });
    }
  });
}
