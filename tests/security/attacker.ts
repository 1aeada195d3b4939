import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/platform/root.ts';
import type { World } from '../world.ts';

/** Every address the program answers, each once, with the names of its parameters; patterns for everything left out. */
export function routesOf(world: World, method: 'GET' | 'POST'): string[] {
  const paths = world.app.routes
    .filter((route) => route.method === method && !route.path.includes('*'))
    .map(({ path }) => path);
  return [...new Set(paths)];
}

/** A route's address with each parameter replaced: those that take numbers only by `number`, the others by `text`. */
export function addressed(
  path: string,
  number: (name: string) => string,
  text: (name: string) => string,
): string {
  return path.replace(/:([a-z_]+)(\{(?:[^{}]|\{[^}]*\})*\})?/g, (_, name: string, pattern?: string) => {
    if (pattern === '{[0-9]+}') return number(name);
    if (pattern === '{[0-9]+\\.ics}') return `${number(name)}.ics`;
    // The day of the fixture's sheets, and days that are none or that no calendar goes beyond.
    if (pattern?.startsWith('{[0-9]{4}-')) {
      const day = { '0': '0000-00-00', '1': '2026-02-30', '2': '9999-12-31' }[number(name)] ?? '2026-06-01';
      return pattern.endsWith('-[0-9]{2}-[0-9]{2}}') ? day : day.slice(0, 7);
    }
    const fixed = /^\{([a-z]+)\\\.\(\?:docx\|pdf\)\}$/.exec(pattern ?? '');
    return fixed ? `${fixed[1]}.docx` : text(name);
  });
}

/** Names of query parameters that pages read, found in the sources: a new one is attacked without anybody adding it. */
export function queryNames(): string[] {
  const names = new Set<string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) walk(path);
      else if (/\.tsx?$/.test(entry) && !entry.includes('.test.')) {
        const source = readFileSync(path, 'utf8');
        for (const match of source.matchAll(
          /\b(?:query|queries|asked|queryId|queryChoice)\((?:c, )?'([a-z_]+)'/g,
        ))
          names.add(match[1]!);
      }
    }
  };
  walk(join(root, 'src'));
  return [...names].toSorted();
}

/** The same sequence for the same seed (mulberry32). */
export function dice(seed: number): <T>(of: readonly T[]) => T {
  let state = seed;
  return (of) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return of[((t ^ (t >>> 14)) >>> 0) % of.length]!;
  };
}

/** Markup in every shape a page might let through. */
export const markup = [
  '<x-evil>',
  '"><x-evil>',
  "'><x-evil>",
  '</textarea><x-evil>',
  '</title><x-evil>',
  '" on-evil="1',
  "' on-evil='1",
  '--><x-evil>',
  ']]><x-evil>',
  '＜x-evil＞<x-evil>',
  'javascript:on-evil=1',
];

/** The piece of a page where some of it came out alive: as an element, an attribute or a script's address. */
export function cameAlive(html: string): string | null {
  const address = /\s(?:href|src|action|formaction)="\s*javascript:/i.exec(html);
  // Inside the quotes of an attribute it is only text.
  const bare = html.replace(/="[^"]*"/g, '=""');
  return (address ?? /<x-evil|<[a-z][^<>]*\son-evil\b/i.exec(bare))?.[0] ?? null;
}

/** What breaks programs: the edges of numbers, dates, text and encodings. */
export const evil: readonly string[] = [
  ...markup,
  '',
  ' ',
  '0',
  '-1',
  '1',
  '2',
  '3',
  '2147483648',
  '9007199254740993',
  '9999999999999999',
  '99999999999999999999',
  '1e308',
  'NaN',
  '0x10',
  '１２',
  '2026-02-30',
  '0000-00-00',
  '99999/12/31',
  '令和99年13月32日',
  '-271821-04-20',
  '0001-01',
  '9999-12',
  '9999-12-31',
  '24:00',
  '99:99',
  'all',
  'none',
  'none-',
  'csv',
  'on',
  'theirs',
  "'; drop table person; --",
  "' or 1=1 --",
  '%',
  '_',
  '\\',
  '%%%%%%%%%%%%%%%%',
  '$1',
  '{{7*7}}${7*7}',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '\u202e\u200b\ufeff',
  '\ud83d',
  '👨‍👩‍👧‍👦𠮷葛󠄀',
  '\r\nSet-Cookie: a=b',
  'あ'.repeat(1000),
  "=cmd|' /C calc'!A0",
  '{"a":{"b":[]}}',
  '[]',
];

export interface FoundForm {
  action: string;
  fields: { name: string; kind: string; value: string; options: string[] }[];
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const attributes = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(/\s([a-zA-Z-]+)(?:="([^"]*)")?/g)].map((match) => [
      match[1]!,
      unescaped(match[2] ?? ''),
    ]),
  );

/** The forms of a page that change something, with what they would send as they stand. */
export function formsIn(html: string, page: string): FoundForm[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, open, body]): FoundForm[] => {
    const form = attributes(open!);
    if (form.get('method')?.toLowerCase() !== 'post') return [];
    const fields: FoundForm['fields'] = [];
    for (const [, tag] of body!.matchAll(/<((?:input|button)[^>]*)>/g)) {
      const field = attributes(tag!);
      const name = field.get('name');
      if (name === undefined || name === '_csrf' || name === '_once') continue;
      fields.push({ name, kind: field.get('type') ?? 'text', value: field.get('value') ?? '', options: [] });
    }
    for (const [, tag, text] of body!.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
      fields.push({
        name: attributes(tag!).get('name') ?? '',
        kind: 'textarea',
        value: unescaped(text!),
        options: [],
      });
    }
    for (const [, tag, inside] of body!.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
      const options = [...inside!.matchAll(/<option([^>]*)>/g)].map((match) => attributes(match[1]!));
      const chosen = options.find((option) => option.has('selected')) ?? options[0];
      fields.push({
        name: attributes(tag!).get('name') ?? '',
        kind: 'select',
        value: chosen?.get('value') ?? '',
        options: options.map((option) => option.get('value') ?? ''),
      });
    }
    return [{ action: form.get('action') ?? page, fields }];
  });
}
