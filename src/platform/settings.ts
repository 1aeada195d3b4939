import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { root } from './root.ts';

const flag = (name: string, fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off', ''], `${name} must be true or false.`)
    .default('')
    .transform((text) => (text === '' ? fallback : ['true', '1', 'yes', 'on'].includes(text)));

/** What only begins like an address would end the start in a stack. The driver reads more than URL does: local sockets. */
const isDatabase = (text: string): boolean => {
  try {
    return Boolean(new pg.Client({ connectionString: text }));
  } catch (error) {
    return (error as { code?: string }).code !== 'ERR_INVALID_URL';
  }
};
const postgresql = /^postgres(ql)?:\/\//;
/** An address of a database; `begins` is said where it does not begin like one. */
const database = (name: string, begins: string) =>
  z
    .string()
    .regex(postgresql, begins)
    .refine(
      (text) => !postgresql.test(text) || isDatabase(text),
      `${name} cannot be read as an address: in names and passwords write @ as %40, : as %3A, / as %2F and % as %25.`,
    )
    .optional();

const schema = z.object({
  PORT: z.coerce
    .number('PORT must be a whole number from 1 to 65535, for example PORT=3000.')
    .int('PORT must be a whole number from 1 to 65535, for example PORT=3000.')
    .min(1, 'PORT must be a whole number from 1 to 65535, for example PORT=3000.')
    .max(65535, 'PORT must be a whole number from 1 to 65535, for example PORT=3000.')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .default(join(root, '.data'))
    .transform((path) => resolve(path)),
  DATABASE_URL: database(
    'DATABASE_URL',
    'DATABASE_URL must begin with postgresql://, for example postgresql://tsunagi_service@db.example/tsunagi.',
  ),
  DATABASE_CONNECTIONS: z.coerce
    .number('DATABASE_CONNECTIONS must be a whole number from 4 to 200.')
    .int('DATABASE_CONNECTIONS must be a whole number from 4 to 200.')
    .min(4, 'DATABASE_CONNECTIONS must be a whole number from 4 to 200.')
    .max(200, 'DATABASE_CONNECTIONS must be a whole number from 4 to 200.')
    // Two for each processor keep them busy, two more wait for disks: with more of them each question takes longer and fewer
    // are answered (docs/decisions/0022).
    .default(2 * availableParallelism() + 2),
  DATABASE_OWNER_URL: database(
    'DATABASE_OWNER_URL',
    'DATABASE_OWNER_URL must begin with postgresql:// and name the owner role.',
  ),
  DEMO: flag('DEMO', true),
  BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'BASE_URL must be the address people type, for example https://tsunagi.city.example.jp.',
    })
    .refine(
      (text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`,
      'BASE_URL must end with the name of the server (and its port): the program is not served from a folder of a site.',
    )
    // What is written after it begins with a slash.
    .transform((text) => text.replace(/\/$/, ''))
    .optional(),
  MAIL_URL: z
    .string()
    .regex(
      /^(smtps?:\/\/|file$)/,
      'MAIL_URL must begin with smtp:// or smtps://, or be "file" to keep mails in DATA_DIR/mail.',
    )
    .refine(
      (text) => !/^smtps?:/.test(text) || (URL.canParse(text) && new URL(text).hostname !== ''),
      'MAIL_URL names no mail server, for example smtps://user:password@mail.city.example.jp (in names and passwords @ is %40, : is %3A).',
    )
    .default('file'),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/,
      'MAIL_FROM must be a mail address, with a name before it if you like, for example つなぎ <tsunagi@city.example.jp>.',
    )
    .default('つなぎ <tsunagi@localhost>'),
  TRUSTED_PROXY: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (addresses) => addresses.every((address) => isIP(address) !== 0),
      'TRUSTED_PROXY must be IP addresses with commas between them, for example 127.0.0.1,10.0.0.5.',
    ),
  OPEN_DATA_A_MINUTE: z.coerce
    .number('OPEN_DATA_A_MINUTE must be a whole number; 0 for no limit.')
    .int('OPEN_DATA_A_MINUTE must be a whole number; 0 for no limit.')
    .min(0, 'OPEN_DATA_A_MINUTE must be a whole number; 0 for no limit.')
    .default(300),
  OPEN_DATA_LICENCE: z.string().default('CC BY 4.0'),
  OPEN_DATA_LICENCE_URL: z
    .url({
      protocol: /^https?$/,
      error:
        'OPEN_DATA_LICENCE_URL must be the address of the licence, for example https://creativecommons.org/licenses/by/4.0/.',
    })
    .default('https://creativecommons.org/licenses/by/4.0/'),
  WEB_PROCESSES: z.coerce
    .number('WEB_PROCESSES must be a whole number from 1 to 64.')
    .int('WEB_PROCESSES must be a whole number from 1 to 64.')
    .min(1, 'WEB_PROCESSES must be a whole number from 1 to 64.')
    .max(64, 'WEB_PROCESSES must be a whole number from 1 to 64.')
    // A page costs the program about what it costs the database: one process for two processors (docs/decisions/0025).
    .default(Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))),
  PROCESS: z.enum(['all', 'web', 'worker'], 'PROCESS must be all, web or worker.').default('all'),
  MUNICIPALITY: z
    .string()
    .regex(/^[0-9]{6}$/, 'MUNICIPALITY must be the six-digit code of the municipality, for example 012041.')
    .optional(),
  SECOND_FACTOR: z
    .enum(['case', 'all'], 'SECOND_FACTOR must be case (whoever reaches the case zone) or all.')
    .default('case'),
  SECRET: z.string().min(32, 'SECRET must have at least 32 characters.').optional(),
  SEAL_SECRET: z
    .string()
    .min(
      32,
      'SEAL_SECRET must have at least 32 characters; leave it out until SECRET is changed for the first time.',
    )
    .optional(),
  OIDC_ISSUER: z
    .url({
      protocol: /^https?$/,
      error:
        'OIDC_ISSUER must be the address of the identity provider, for example https://login.example.jp.',
    })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('職員認証基盤'),
  TILE_URL_TEMPLATE: z
    .string()
    .regex(
      /^https?:\/\/[^/{}\s]+\/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s'";,]+$/,
      'TILE_URL_TEMPLATE must be the address of map tiles with {z}, {x} and {y}, for example https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png.',
    )
    .optional(),
  TILE_CREDIT: z.string().optional(),
  // For tests, which serve the calendars they read themselves; outside it would open the house's own network to whoever keeps feeds.
  LOOPBACK_FEEDS: flag('LOOPBACK_FEEDS', false),
  LOG: z.enum(['quiet', 'normal'], 'LOG must be quiet or normal.').default('normal'),
});

export type Settings = Omit<z.infer<typeof schema>, 'BASE_URL' | 'SECRET' | 'SEAL_SECRET'> & {
  /** map tiles the city has set; null: maps draw themselves */
  tiles: { template: string; credit: string } | null;
  BASE_URL: string;
  /** signs what lasts hours: sign-ins, forms, what is counted; may be changed at any time */
  SECRET: string;
  /** opens what lies in the database: second factors, receipt codes, invitations (decision 19); stays */
  SEAL_SECRET: string;
};

/** A sentence for whoever starts the program; shown without a stack. */
export class PlainError extends Error {}

export class SettingsError extends PlainError {}

/** What whoever starts the program can mend, as a sentence; null for everything else, which is our own mistake. */
export function asPlain(error: unknown): PlainError | null {
  if (error instanceof PlainError) return error;
  const { code, message } = error as { code?: string; message?: string };
  // From the system and, five digits long, from PostgreSQL: not there, refused at the door, no such database.
  if (/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|28...|3D000|57P03)$/.test(code ?? ''))
    return new PlainError(`The database cannot be reached: ${message || code}`, { cause: error });
  if (/^(EACCES|EPERM|EROFS|ENOSPC|EEXIST|ENOTDIR)$/.test(code ?? ''))
    return new PlainError(`A file or folder cannot be written or read: ${message}`, { cause: error });
  return null;
}

/** Settings from the environment; throws SettingsError whose message is one sentence per wrong setting. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = schema.safeParse(
    Object.fromEntries(
      Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
    ),
  );
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => issue.message).join('\n'));
  }
  const settings = parsed.data;
  if (settings.PROCESS !== 'all' && !settings.DATABASE_URL)
    throw new SettingsError(
      `PROCESS=${settings.PROCESS} needs DATABASE_URL: the embedded database serves one process only.`,
    );
  if (settings.OIDC_ISSUER && !settings.OIDC_CLIENT_ID)
    throw new SettingsError('OIDC_ISSUER needs OIDC_CLIENT_ID as well, the name this program has there.');
  if (settings.TILE_URL_TEMPLATE && !settings.TILE_CREDIT)
    throw new SettingsError(
      'TILE_URL_TEMPLATE needs TILE_CREDIT as well, the words by which the tiles are credited.',
    );
  // A guessable or changing secret would sign everybody in or out: where none is set, one is made once and kept in a file.
  const secret = settings.SECRET ?? keptSecret(settings.DATA_DIR);
  return {
    ...settings,
    tiles:
      settings.TILE_URL_TEMPLATE && settings.TILE_CREDIT
        ? { template: settings.TILE_URL_TEMPLATE, credit: settings.TILE_CREDIT }
        : null,
    // A city's own database is never filled with invented people unless somebody says so.
    DEMO: settings.DATABASE_URL && !environment.DEMO ? false : settings.DEMO,
    BASE_URL: settings.BASE_URL ?? `http://localhost:${settings.PORT}`,
    SECRET: secret,
    SEAL_SECRET: settings.SEAL_SECRET ?? secret,
  };
}

function keptSecret(folder: string): string {
  const path = join(folder, 'secret');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(path)) {
    // Web and worker may start at the same moment: the file appears whole, and the first one's stays.
    const mine = `${path}.${process.pid}`;
    writeFileSync(mine, randomBytes(32).toString('hex') + '\n', { mode: 0o600 });
    try {
      linkSync(mine, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(mine);
    }
  }
  return readFileSync(path, 'utf8').trim();
}
