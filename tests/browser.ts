import type { Hono } from 'hono';
import { openAuth, type Auth } from '../src/platform/auth/auth.ts';
import type { House } from '../src/platform/house.ts';
import type { Settings } from '../src/platform/settings.ts';
import { createApp } from '../src/platform/web/app.tsx';
import type { Env } from '../src/platform/web/context.ts';
import { mount } from '../src/routes.ts';
import type { World } from './world.ts';

/** The program over a world's database under other settings: outside a demo, behind https, with single sign-on. */
export function programFor(
  world: World,
  settings: Partial<Settings> = {},
): { app: Hono<Env>; auth: Auth; house: House } {
  const house: House = { ...world.house, settings: { ...world.house.settings, ...settings } };
  const auth = openAuth(house);
  const app = createApp({
    house,
    identify: auth.identify,
    mount: (router) => {
      router.route('/', auth.routes);
      mount(router);
    },
    addressOf: (c) => c.req.header('x-test-address'),
  });
  return { app, auth, house };
}

export interface Shown {
  status: number;
  location: string | null;
  html: string;
  text: string;
  cookies: string[];
}

export interface Browser {
  get(path: string): Promise<Shown>;
  /** Sends a form of the page shown last, with the guard that page holds. */
  post(path: string, fields?: Record<string, string>): Promise<Shown>;
  /** A request of the page's script. */
  script(path: string, body?: object): Promise<Shown>;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
}

/** A browser without a screen: it keeps cookies and sends the forms of the page it shows. */
export function openBrowser(
  app: Hono<Env>,
  { address = '192.0.2.1', agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0' } = {},
): Browser {
  const jar = new Map<string, string>();
  let guard = '';
  const send = async (
    path: string,
    init: RequestInit & { headers?: Record<string, string> },
  ): Promise<Shown> => {
    const response = await app.request(path, {
      ...init,
      headers: {
        'user-agent': agent,
        'x-test-address': address,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...init.headers,
      },
    });
    const cookies = response.headers.getSetCookie();
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    const html = await response.text();
    guard = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? guard;
    const text = html
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
    return { status: response.status, location: response.headers.get('location'), html, text, cookies };
  };
  return {
    get: (path) => send(path, {}),
    post(path, fields = {}) {
      const body = new FormData();
      body.set('_csrf', guard);
      body.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return send(path, { method: 'POST', body });
    },
    script: (path, body) =>
      send(path, {
        method: body ? 'POST' : 'GET',
        headers: { origin: 'http://localhost:3000', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    cookie: (name) => jar.get(name),
    setCookie: (name, value) => void jar.set(name, value),
  };
}
