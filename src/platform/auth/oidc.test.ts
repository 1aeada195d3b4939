import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, programFor, type Browser } from '../../../tests/browser.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { inviteByMail } from './invitations.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider that believes everybody: whoever `claims` says is signed in there. */
async function startProvider() {
  const provider = {
    issuer: '',
    claims: {} as Record<string, unknown>,
    challenge: '',
    asked: 0,
    server: null as never as Server,
  };
  provider.server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const say = (value: object, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (request.url === '/.well-known/openid-configuration') {
        return say({
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          userinfo_endpoint: `${provider.issuer}/userinfo`,
        });
      }
      const sent = new URLSearchParams(body);
      const verifier = createHash('sha256')
        .update(sent.get('code_verifier') ?? '')
        .digest('base64url');
      if (request.url !== '/token' || sent.get('code') !== 'good' || verifier !== provider.challenge) {
        return say({ error: 'invalid_grant' }, 400);
      }
      provider.asked++;
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: provider.issuer, aud: 'tsunagi', iat: now, exp: now + 300, ...provider.claims };
      return say({
        access_token: 'secret-access-token',
        refresh_token: 'secret-refresh-token',
        token_type: 'Bearer',
        id_token: `${part({ alg: 'RS256' })}.${part(claims)}.${part({})}`,
      });
    });
  });
  await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(provider.server.address() as AddressInfo).port}`;
  return provider;
}

describe('single sign-on by OpenID Connect', () => {
  let world: World;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let program: ReturnType<typeof programFor>;
  /** From the button to the provider and back; returns where the program leads then. */
  const come = async (browser: Browser, to = '/account', code = 'good') => {
    const away = new URL((await browser.get(`/sign-in/oidc?to=${to}`)).location!);
    provider.challenge = away.searchParams.get('code_challenge') ?? '';
    const back = new URL(away.searchParams.get('redirect_uri')!);
    const state = away.searchParams.get('state')!;
    return browser.get(`${back.pathname}?code=${code}&state=${encodeURIComponent(state)}`);
  };

  beforeAll(async () => {
    world = await makeWorld();
    provider = await startProvider();
    program = programFor(world, {
      DEMO: false,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'tsunagi',
      OIDC_CLIENT_SECRET: 'only-for-tests',
      OIDC_NAME: '試験市職員認証',
    });
    world.house.mail = async () => undefined;
    for (const who of ['coordinator', 'supervisor'] as const) {
      await program.auth.createAccount('999997', {
        person_id: world.person[who],
        name: '試 験子',
        email: `${who}@example.invalid`,
        password: null,
      });
    }
  });
  beforeEach(() => {
    provider.claims = { sub: 'c-1', email: 'Coordinator@example.invalid', name: '巡 一子' };
  });
  afterAll(async () => {
    await new Promise((resolve) => provider.server.close(resolve));
    await world.close();
  });

  it('refuses whoever has no account here, and makes none', async () => {
    provider.claims = { sub: 'x-1', email: 'stranger@example.invalid', name: '知 らぬ' };
    const browser = openBrowser(program.app);
    const { location } = await come(browser);
    expect(location).toContain('/sign-in?problem=oidc');
    expect((await browser.get(location!)).text).toContain('職員認証からサインインできませんでした');
    expect((await browser.get('/account')).status).toBe(303);
    expect(await world.owner('select 1 from auth_user where email like $1', ['stranger%'])).toEqual([]);
  });

  it('refuses a wrong code, an answer nobody asked for, and another browser’s answer', async () => {
    const browser = openBrowser(program.app);
    expect((await come(browser, '/account', 'bad')).location).toContain('problem=oidc');
    const stranger = openBrowser(program.app);
    const uninvited = await stranger.get('/api/auth/oauth2/callback/oidc?code=good&state=made-up');
    expect(uninvited.location).toContain('problem=oidc');
    const away = new URL((await browser.get('/sign-in/oidc')).location!);
    provider.challenge = away.searchParams.get('code_challenge') ?? '';
    const state = away.searchParams.get('state')!;
    const carried = await stranger.get(`/api/auth/oauth2/callback/oidc?code=good&state=${state}`);
    expect(carried.location).toContain('problem=oidc');
    expect((await stranger.get('/account')).status).toBe(303);
  });

  it('signs an invited person in by the address, and keeps no token of the provider', async () => {
    const browser = openBrowser(program.app);
    expect((await browser.get('/sign-in')).text).toContain('「試験市職員認証」でサインインする');
    expect((await come(browser)).location).toBe('/account');
    const page = await browser.get('/account');
    expect(page.text).toContain('巡 一子');
    expect(page.text).toContain('職員認証');
    const rows = await world.owner<{ provider_id: string; access_token: null }>(
      `select provider_id, access_token from auth_account where provider_id = 'oidc'`,
    );
    expect(rows).toEqual([{ provider_id: 'oidc', access_token: null }]);
    const again = openBrowser(program.app);
    provider.claims.email = 'changed@example.invalid'; // the subject is known now
    expect((await come(again)).location).toBe('/account');
  });

  it('counts as two factors only when the provider says that it asked for them', async () => {
    provider.claims = { sub: 's-1', email: 'supervisor@example.invalid', name: '助 言子' };
    const browser = openBrowser(program.app);
    await come(browser);
    expect((await browser.get('/account')).location).toContain('/sign-in/second-factor');
    provider.claims.amr = ['pwd', 'mfa'];
    const strong = openBrowser(program.app);
    await come(strong);
    expect((await strong.get('/account')).status).toBe(200);
  });

  it('lets an invited person begin without any password', async () => {
    const { url } = await world.writing('administrator', (tx) =>
      inviteByMail(tx, { person_id: world.person.observer, email: 'observer@example.invalid' }),
    );
    const browser = openBrowser(program.app);
    const { pathname } = new URL(url);
    expect((await browser.get(pathname)).text).toContain('パスワードを決めずに');
    expect((await browser.post(`${pathname}/oidc`)).location).toBe('/sign-in');
    provider.claims = { sub: 'o-1', email: 'observer@example.invalid', name: '閲 覧子' };
    expect((await come(browser)).location).toBe('/account');
    expect((await browser.get('/account')).text).toContain('設定していません');
  });
});
