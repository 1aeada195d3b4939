import { AsyncLocalStorage } from 'node:async_hooks';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect } from 'kysely';
import type { House } from '../house.ts';
import { longestPassword, sessionRules, shortestPassword } from './rules.ts';
import { words } from './words.ja.ts';

/** How somebody is signing in just now; what the library does meanwhile is written down under it. */
export interface Ceremony {
  method: 'password' | 'passkey' | 'oidc' | 'demo';
  /** Whether this way proves two factors at once. The OpenID Connect provider's claims may make it true. */
  second_factor: boolean;
  source: string | null;
  /** The session that came of it, if any. */
  session?: { id: string; token: string; userId: string };
}

const ceremony = new AsyncLocalStorage<Ceremony>();

/** Runs library calls that may open a session; without it the library opens none. */
export const during = <T>(how: Ceremony, work: () => Promise<T>): Promise<T> => ceremony.run(how, work);

/** better-auth on our tables, without anything of it that we do not use. */
export function openLibrary(house: House) {
  const { settings, pool } = house;
  const base = new URL(settings.BASE_URL);
  const secure = base.protocol === 'https:';
  const verified = (yes: boolean | undefined) => {
    // The library takes a passkey without PIN or fingerprint too; ours must count as two factors.
    if (yes !== true) throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });
  };
  return betterAuth({
    appName: words.product,
    baseURL: base.origin,
    basePath: '/api/auth',
    secret: settings.SECRET,
    trustedOrigins: [base.origin],
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // Only the sentence: its arguments may hold addresses of people.
      log: (_level, message) => house.log(`auth: ${message}`),
    },
    database: {
      // The same pool as everything else: every table is named with its schema.
      db: new Kysely<object>({ dialect: new PostgresDialect({ pool }) }).withSchema('shared'),
      type: 'postgres',
    },
    advanced: {
      cookiePrefix: secure ? '__Host-tsunagi' : 'tsunagi',
      useSecureCookies: false, // it would put __Secure- before our __Host-
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    // Ours count in the database and speak Japanese: limits.ts.
    rateLimit: { enabled: false },
    onAPIError: { errorURL: '/sign-in?problem=oidc' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    user: {
      modelName: 'auth_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        method: { type: 'string', input: false, required: false },
        signedInAt: { type: 'date', input: false, required: false, fieldName: 'signed_in_at' },
        seenAt: { type: 'date', input: false, required: false, fieldName: 'seen_at' },
        secondFactorAt: { type: 'date', input: false, required: false, fieldName: 'second_factor_at' },
      },
      expiresIn: sessionRules.longest / 1000,
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'auth_account',
      fields: {
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      updateAccountOnSignIn: false,
      // The city's own provider is believed about addresses; an account must have been invited all the same.
      accountLinking: { enabled: true, trustedProviders: ['oidc'] },
    },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    databaseHooks: {
      user: { create: { before: async () => false } },
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null, scope: null },
          }),
        },
      },
      session: {
        create: {
          before: async (session) => {
            const how = ceremony.getStore();
            if (!how) return false;
            const { rowCount } = await pool.query(
              'select 1 from shared.auth_user where id = $1 and disabled_at is null',
              [session.userId],
            );
            if (rowCount === 0) return false;
            const now = house.clock();
            const kept = session as { method?: string; signedInAt?: Date; secondFactorAt?: Date | null };
            return {
              data: {
                ...session,
                ipAddress: how.source ?? '',
                // A session renewed by the library keeps its own beginning: twelve hours are twelve hours.
                method: kept.method ?? how.method,
                signedInAt: kept.signedInAt ?? now,
                seenAt: now,
                secondFactorAt: kept.secondFactorAt ?? (how.second_factor ? now : null),
              },
            };
          },
          after: async (session) => {
            const how = ceremony.getStore();
            if (how) how.session = { id: session.id, token: session.token, userId: session.userId };
          },
        },
      },
    },
    plugins: [
      {
        id: 'seal',
        // What the library seals in the database outlives the secret it signs cookies with.
        init: () => ({ context: { secretConfig: settings.SEAL_SECRET } }),
      },
      twoFactor({
        twoFactorTable: 'auth_two_factor',
        allowPasswordless: true, // people who come by OpenID Connect have no password to repeat
        accountLockout: { enabled: false }, // limits.ts
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      passkey({
        rpID: base.hostname,
        rpName: words.product,
        origin: base.origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        registration: {
          afterVerification: ({ verification }) => verified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => verified(verification.authenticationInfo.userVerified),
        },
        schema: {
          passkey: {
            modelName: 'auth_passkey',
            fields: {
              userId: 'user_id',
              publicKey: 'public_key',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      genericOAuth({
        config:
          settings.OIDC_ISSUER && settings.OIDC_CLIENT_ID
            ? [
                {
                  providerId: 'oidc',
                  discoveryUrl: `${settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  clientId: settings.OIDC_CLIENT_ID,
                  clientSecret: settings.OIDC_CLIENT_SECRET ?? '',
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                  disableSignUp: true,
                  mapProfileToUser: (profile) => {
                    const how = ceremony.getStore();
                    // RFC 8176: the provider says itself that it asked for more than one factor.
                    if (how && Array.isArray(profile.amr) && profile.amr.includes('mfa'))
                      how.second_factor = true;
                    return { name: String(profile.name ?? profile.email ?? profile.sub) };
                  },
                },
              ]
            : [],
      }),
    ],
  });
}

export type Library = ReturnType<typeof openLibrary>;
