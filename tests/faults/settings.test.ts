import { createServer } from 'node:net';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfChanged } from '../../scripts/build.ts';
import { readSettings, SettingsError } from '../../src/platform/settings.ts';
import { postmasterOf, run, temporaryFolder } from './house.ts';

describe('a wrong setting', () => {
  it.for([
    ['PORT', 'three thousand', 'PORT must be a whole number from 1 to 65535'],
    ['PORT', '70000', 'PORT must be a whole number from 1 to 65535'],
    ['PORT', '80.5', 'PORT must be a whole number from 1 to 65535'],
    ['DATABASE_URL', 'mysql://db/tsunagi', 'DATABASE_URL must begin with postgresql://'],
    ['DATABASE_OWNER_URL', 'tsunagi', 'DATABASE_OWNER_URL must begin with postgresql://'],
    [
      'DATABASE_URL',
      'postgresql://tsunagi_service:a/b#c@db/tsunagi',
      'DATABASE_URL cannot be read as an address',
    ],
    ['DATABASE_OWNER_URL', 'postgresql://a b@@:x/', 'DATABASE_OWNER_URL cannot be read as an address'],
    ['DEMO', 'perhaps', 'DEMO must be true or false'],
    ['BASE_URL', 'tsunagi', 'BASE_URL must be the address people type'],
    ['BASE_URL', 'ftp://tsunagi.example', 'BASE_URL must be the address people type'],
    ['BASE_URL', 'https://city.example.jp/tsunagi', 'BASE_URL must end with the name of the server'],
    ['MAIL_URL', 'smtp://', 'MAIL_URL names no mail server'],
    ['MAIL_FROM', 'tsunagi', 'MAIL_FROM must be a mail address'],
    ['MAIL_URL', 'mail.example', 'MAIL_URL must begin with smtp:// or smtps://'],
    ['TRUSTED_PROXY', '127.0.0.1, proxy', 'TRUSTED_PROXY must be IP addresses'],
    ['PROCESS', 'both', 'PROCESS must be all, web or worker'],
    ['PROCESS', 'worker', 'PROCESS=worker needs DATABASE_URL'],
    ['MUNICIPALITY', '1204', 'MUNICIPALITY must be the six-digit code'],
    ['SECRET', 'short', 'SECRET must have at least 32 characters'],
    ['SEAL_SECRET', 'short', 'SEAL_SECRET must have at least 32 characters'],
    ['OIDC_ISSUER', 'login', 'OIDC_ISSUER must be the address of the identity provider'],
    ['OIDC_ISSUER', 'https://login.example.jp', 'OIDC_ISSUER needs OIDC_CLIENT_ID'],
    [
      'TILE_URL_TEMPLATE',
      'https://tiles.example/{z}/{x}.png',
      'TILE_URL_TEMPLATE must be the address of map tiles',
    ],
    ['TILE_URL_TEMPLATE', 'https://tiles.example/{z}/{x}/{y}.png', 'TILE_URL_TEMPLATE needs TILE_CREDIT'],
    ['LOG', 'loud', 'LOG must be quiet or normal'],
  ] as const)('is told in a sentence: %s=%s', ([name, value, sentence]) => {
    const wrong = () => readSettings({ SECRET: 'x'.repeat(32), [name]: value });
    expect(wrong).toThrow(SettingsError);
    expect(wrong).toThrow(sentence);
  });

  it('is not alone told: all of them are', () => {
    expect(() => readSettings({ PORT: 'x', LOG: 'x', DEMO: 'x' })).toThrow(
      /PORT[^\n]*\n[^\n]*DEMO[^\n]*\n[^\n]*LOG/,
    );
  });

  it('does not arise from a variable that is set to nothing', () => {
    expect(readSettings({ PORT: '', DEMO: '', DATABASE_URL: '', SECRET: 'x'.repeat(32) })).toMatchObject({
      PORT: 3000,
      DEMO: true,
      BASE_URL: 'http://localhost:3000',
    });
  });

  it('is not a local socket, a password with signs, a slash after the address or a bare mail address', () => {
    const right = {
      SECRET: 'x'.repeat(32),
      DATABASE_URL: 'postgresql://tsunagi_service@/tsunagi?host=%2Frun%2Fpostgresql',
      DATABASE_OWNER_URL: 'postgresql://tsunagi_owner:a%40b%3A@db.example:5433/tsunagi?sslmode=verify-full',
      BASE_URL: 'https://tsunagi.city.example.jp/',
      MAIL_URL: 'smtps://tsunagi:p%40ss@mail.city.example.jp',
      MAIL_FROM: 'tsunagi@city.example.jp',
    };
    expect(readSettings(right)).toMatchObject({ ...right, BASE_URL: 'https://tsunagi.city.example.jp' });
  });

  it('would be invented people in a city’s own database: there the demo is off unless asked for', () => {
    const city = { DATABASE_URL: 'postgresql://db/tsunagi', SECRET: 'x'.repeat(32) };
    expect(readSettings(city).DEMO).toBe(false);
    expect(readSettings({ ...city, DEMO: 'true' }).DEMO).toBe(true);
  });
});

describe('the secret', () => {
  it('is made once, kept for its owner alone, and the same at the next start', () => {
    const folder = temporaryFolder();
    const first = readSettings({ DATA_DIR: join(folder, 'data') }).SECRET;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(folder, 'data', 'secret')).mode & 0o777).toBe(0o600);
    expect(readSettings({ DATA_DIR: join(folder, 'data') }).SECRET).toBe(first);
    expect(readFileSync(join(folder, 'data', 'secret'), 'utf8').trim()).toBe(first);
  });
  it('seals with itself until another is set for that, and may then be changed alone', () => {
    const [former, next] = ['f'.repeat(32), 'n'.repeat(32)];
    expect(readSettings({ SECRET: former }).SEAL_SECRET).toBe(former);
    expect(readSettings({ SECRET: next, SEAL_SECRET: former })).toMatchObject({
      SECRET: next,
      SEAL_SECRET: former,
    });
  });
});

describe('a start that cannot succeed ends with exit code 1 and a sentence', { timeout: 240_000 }, () => {
  beforeAll(() => buildIfChanged());

  it('when a setting is wrong', async () => {
    const folder = temporaryFolder();
    const program = run(['start'], { DATA_DIR: folder, PORT: 'three thousand' });
    expect(await program.ended).toBe(1);
    expect(program.said().trim()).toBe('PORT must be a whole number from 1 to 65535, for example PORT=3000.');
    expect(existsSync(join(folder, 'postgresql-data'))).toBe(false);
  });

  it('when the database cannot be reached', async () => {
    const program = run(['start'], {
      DATA_DIR: temporaryFolder(),
      DATABASE_URL: 'postgresql://tsunagi_service@127.0.0.1:1/tsunagi',
    });
    expect(await program.ended).toBe(1);
    expect(program.said()).toMatch(/^The database cannot be reached: [^\n]*127\.0\.0\.1:1\n$/);
  });

  it('when the port is taken, and the database it had started is stopped', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const folder = temporaryFolder();
    const program = run(['start'], { DATA_DIR: folder, PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.said()).toContain(`ポート ${port} はほかのプログラムが使っています。`);
    expect(program.said()).not.toContain('    at ');
    expect(postmasterOf(folder)).toBeNull();
    expect(existsSync(join(folder, 'tsunagi.pid'))).toBe(false);
  });
});
