import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { formatDateTime } from '../ja/dates.ts';
import type { WriteTx } from '../db/transaction.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { attemptRules, resetLasts, sessionRules } from './rules.ts';
import { aboutPerson } from './sessions.ts';
import { addressOf, hashOf, invitationToken, invitationUrl } from './tokens.ts';
import { words } from './words.ja.ts';

export const invitationMail = defineJob({
  name: 'auth.invitation-mail',
  data: z.object({ invitation_id: z.number() }),
  async run(tx, { invitation_id }, { mail }) {
    const { house, municipality } = tx.actor;
    const invitation = await tx.db
      .selectFrom('invitation')
      .select(['id', 'email', 'created_at', 'expires_at', 'accepted_at', 'withdrawn_at'])
      .where('id', '=', invitation_id)
      .executeTakeFirst();
    // Taken up, withdrawn or lapsed before the mail went: there is nothing to say any more.
    if (!invitation || invitation.accepted_at || invitation.withdrawn_at || invitation.expires_at <= tx.now)
      return;
    await mail({
      to: invitation.email,
      subject: words.mail.invitation.subject(municipality.name),
      text: words.mail.invitation.text(
        municipality.name,
        invitationUrl(house, invitationToken(house, municipality.code, invitation)),
        formatDateTime(invitation.expires_at, municipality.time_zone),
      ),
    });
  },
});

/** user_id is null for an address without an account: asking costs the same, and nothing is sent. */
export const resetMail = defineJob({
  name: 'auth.reset-mail',
  data: z.object({ user_id: z.string().nullable() }),
  async run(tx, { user_id }, { mail }) {
    if (user_id === null) return;
    const { house } = tx.actor;
    const user = await tx.db
      .selectFrom('auth_user')
      .innerJoin('auth_account', 'auth_account.user_id', 'auth_user.id')
      .select(['auth_user.id', 'email', 'person_id'])
      .where('auth_user.id', '=', user_id)
      .where('municipality_code', '=', tx.actor.municipality.code)
      .where('provider_id', '=', 'credential')
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!user) return;
    const token = randomBytes(32).toString('base64url');
    await tx.db
      .insertInto('auth_verification')
      .values({
        id: house.random(),
        identifier: `reset:${hashOf(token)}`,
        value: user.id,
        expires_at: new Date(tx.now.getTime() + resetLasts),
      })
      .execute();
    tx.record(aboutPerson(user.person_id, 'auth.reset-mail'));
    await mail({
      to: user.email,
      subject: words.mail.reset.subject,
      text: words.mail.reset.text(addressOf(house, `/forgot/${token}`), resetLasts / 60_000),
    });
  },
});

/** What a person is told about their own account, whoever did it. */
const toldOf = ['password', 'factor-added', 'factor-removed', 'backup-codes', 'locked', 'invited'] as const;
export type ToldOf = (typeof toldOf)[number];

/**
 * Tells the holder that something about the account changed, so that they notice when it was not them. person_id is
 * null for an address without an account: the work is the same, and nothing is sent.
 */
export const accountMail = defineJob({
  name: 'auth.account-mail',
  data: z.object({ person_id: z.number().nullable(), what: z.enum(toldOf), at: z.iso.datetime() }),
  async run(tx, { person_id, what, at }, { mail }) {
    if (person_id === null) return;
    const user = await tx.db
      .selectFrom('auth_user')
      .select('email')
      .where('municipality_code', '=', tx.actor.municipality.code)
      .where('person_id', '=', person_id)
      .executeTakeFirst();
    if (!user) return;
    await mail({
      to: user.email,
      subject: words.mail.account.subject,
      text: words.mail.account.text(
        words.mail.account.what[what],
        formatDateTime(new Date(at), tx.actor.municipality.time_zone),
        addressOf(tx.actor.house, '/account'),
      ),
    });
  },
});

export const tellHolder = (tx: WriteTx, person_id: number | null, what: ToldOf): Promise<void> =>
  tx.plan(accountMail, { person_id, what, at: tx.now.toISOString() });

/** What has ended is removed every night; none of it is evidence, the audit log is. */
export const tidy = defineJob({
  name: 'auth.tidy',
  data: z.object({}),
  schedule: '30 3 * * *',
  async run(tx) {
    const before = (age: number) => new Date(tx.now.getTime() - age);
    await tx.db.deleteFrom('auth_session').where('seen_at', '<', before(sessionRules.longest)).execute();
    await tx.db.deleteFrom('auth_verification').where('expires_at', '<', before(0)).execute();
    await tx.db.deleteFrom('auth_attempt').where('last_at', '<', before(attemptRules.forget)).execute();
  },
});

export const authJobs = [invitationMail, resetMail, accountMail, tidy] as unknown as Job<never>[];
