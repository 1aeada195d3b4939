import { getCookie, setCookie } from 'hono/cookie';
import { languages, plainReading, type Language, type Reading } from '../ui/speech.ts';
import type { Ctx } from './context.ts';

const isSecure = (c: Ctx): boolean => c.var.house.settings.BASE_URL.startsWith('https:');
const cookieName = (c: Ctx): string => (isSecure(c) ? '__Host-tsunagi_reading' : 'tsunagi_reading');

const asLanguage = (text: string | undefined): Language | null =>
  languages.find((one) => one === text) ?? null;

/** What the links of the switch carry: ?lang=, ?easy=, ?ruby=. */
export const readingNames = ['lang', 'easy', 'ruby'] as const;

const children = new WeakSet<Ctx>();
/** This page is read by a child: with readings over the characters, unless the browser said otherwise. */
export const readByChild = (c: Ctx): void => void children.add(c);

/**
 * How this browser wants public pages: as the address says (?lang=en, ?easy=1, ?ruby=1), else as it was chosen last, else
 * plain Japanese. What the address says is remembered in a cookie that holds the three choices and nothing else.
 */
export function readingOf(c: Ctx): Reading {
  const [lang, easy, ruby] = (getCookie(c, cookieName(c)) ?? '').split('.');
  const before: Reading = {
    lang: asLanguage(lang) ?? plainReading.lang,
    easy: easy === '1',
    ruby: ruby === undefined || ruby === '' ? children.has(c) : ruby === '1',
  };
  const asked = {
    lang: asLanguage(c.req.query('lang')),
    easy: c.req.query('easy'),
    ruby: c.req.query('ruby'),
  };
  if (asked.lang === null && asked.easy === undefined && asked.ruby === undefined) return before;
  return {
    lang: asked.lang ?? before.lang,
    easy: asked.easy === undefined ? before.easy : asked.easy === '1',
    ruby: asked.ruby === undefined ? before.ruby : asked.ruby === '1',
  };
}

/** Remembers a choice made by a link of the switch; other pages set nothing. */
export function rememberReading(c: Ctx, reading: Reading): void {
  if (!readingNames.some((name) => c.req.query(name) !== undefined)) return;
  // Who only chose a language has said nothing of readings.
  const said = c.req.query('ruby') ?? (getCookie(c, cookieName(c)) ?? '').split('.')[2] ?? '';
  const value = [reading.lang, reading.easy ? '1' : '0', said === '' ? '' : reading.ruby ? '1' : '0'].join(
    '.',
  );
  setCookie(c, cookieName(c), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: 180 * 86_400,
  });
}

/** This page's address with another reading; what was searched for stays. */
export function readingHref(c: Ctx, changes: Partial<Record<(typeof readingNames)[number], string>>): string {
  const query = new URLSearchParams(c.req.method === 'GET' ? new URL(c.req.url).search : '');
  for (const name of readingNames) query.delete(name);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${c.req.path}?${query.toString()}`;
}
