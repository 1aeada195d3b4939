import { policyFiles } from '../../src/platform/db/migrate.ts';
import { askedFunctions } from './matrix.ts';

/** One thing taken away from the policies, and how it is put back. */
export interface Damage {
  slice: string;
  what: string;
  /** names of the matrix's parts that can change by it */
  parts: Set<string>;
  break: string;
  mend: string;
}

interface Piece {
  from: number;
  to: number;
}

/** Statements of one file without their comments; a function's body in dollar quotes stays whole. */
function statements(text: string): string[] {
  const found =
    text.replace(/--[^\n]*/g, '').match(/(?:\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|[^;$']|\$(?!\$))+;/g) ?? [];
  return found.map((part) => part.trim()).filter((part) => part !== ';');
}

/** Where the text begun by the quote at `from` ends. */
function quoted(text: string, from: number): number {
  const to = text.indexOf("'", from + 1);
  if (to === -1) throw new Error(`unfinished text: ${text.slice(from)}`);
  return to;
}

/** Where the parenthesis opened at `from` is closed. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "'") i = quoted(text, i);
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  throw new Error(`unbalanced: ${text.slice(from)}`);
}

/** The last letter of the `end` of the choice begun at `from`; a text may hold the word, as 'calendar.manage' does. */
function choiceEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "'") i = quoted(text, i);
    else if (!/\w/.test(text[i - 1] ?? ' ')) {
      const word = /^(case|end)\b/.exec(text.slice(i, i + 5))?.[1];
      if (word === 'case') depth++;
      else if (word === 'end' && --depth === 0) return i + 2;
    }
  }
  throw new Error(`a choice without an end: ${text.slice(from)}`);
}

/** The operands between which `word` stands outside of all parentheses. */
function split(text: string, { from, to }: Piece, word: 'and' | 'or'): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  for (let i = from; i < to; i++) {
    if (text[i] === "'") i = quoted(text, i);
    else if (text[i] === '(') i = closing(text, i);
    else if (/^case\b/.test(text.slice(i, i + 5)) && !/\w/.test(text[i - 1] ?? ' ')) i = choiceEnd(text, i);
    else if (/\W/.test(text[i - 1]!) && new RegExp(`^${word}\\b`).test(text.slice(i, i + 4))) {
      pieces.push({ from: start, to: i });
      start = i + word.length;
    }
  }
  return [...pieces, { from: start, to }];
}

/** Each part of a condition with what is left when it is gone: nothing asked (true) or one way less (false). */
function terms(text: string, whole: Piece): (Piece & { left: 'true' | 'false' })[] {
  const said = text.slice(whole.from, whole.to);
  const from = whole.from + said.length - said.trimStart().length;
  const to = whole.from + said.trimEnd().length;
  if (text[from] === '(' && closing(text, from) === to - 1)
    return terms(text, { from: from + 1, to: to - 1 });
  for (const [word, left] of [
    ['or', 'false'],
    ['and', 'true'],
  ] as const) {
    const pieces = split(text, { from, to }, word);
    if (pieces.length > 1) {
      return pieces.flatMap((piece) => [{ ...piece, left }, ...terms(text, piece)]);
    }
  }
  // What a choice gives in each of its cases.
  if (/^case\b/.test(said.trim())) {
    return [...said.matchAll(/\b(?:then|else)\b(.*?)(?=\b(?:when|else|end)\b)/gs)].flatMap((found) => {
      const piece = {
        from: whole.from + found.index + found[0].length - found[1]!.length,
        to: whole.from + found.index + found[0].length,
      };
      return [
        { ...piece, left: 'true' as const },
        { ...piece, left: 'false' as const },
        ...terms(text, piece),
      ];
    });
  }
  return [];
}

/** The conditions of one statement: a policy's, a may_ function's, and what a function that runs as owner asks. */
function conditions(part: string): Piece[] {
  if (/^create policy/i.test(part)) {
    return [...part.matchAll(/\b(?:using|with check) \(/g)]
      .map(({ index, 0: { length } }) => index + length - 1)
      .map((open) => ({ from: open + 1, to: closing(part, open) }))
      .filter(({ from, to }) => part.slice(from, to) !== 'true');
  }
  if (/^create or replace function may_/i.test(part)) {
    const [, from] = /\$\$\s*select()/d.exec(part)!.indices!;
    return [{ from: from![0], to: part.lastIndexOf('$$') }];
  }
  if (/^create or replace function (session_of|invited_person|take_up_invitation)\(/i.test(part)) {
    return [...part.matchAll(/\b(?:where|exists \(select from \w+ where) /g)].map(
      ({ index, 0: { length } }) => {
        const from = index + length;
        let to = from;
        while (to < part.length && !/^(\)|\$\$|union\b|returning\b)/.test(part.slice(to))) {
          to = part[to] === '(' ? closing(part, to) + 1 : to + 1;
        }
        return { from, to };
      },
    );
  }
  if (/security definer/i.test(part)) {
    return [...part.matchAll(/\b(?:where|and) (?=\(?(?:session_has|may_\w+)\()/g)].map(
      ({ index, 0: { length } }) => {
        const from = index + length;
        let to = from;
        while (
          to < part.length &&
          !/^(\)|;|\$\$)/.test(part.slice(to)) &&
          (/\w/.test(part[to - 1]!) ||
            !/^(?:and|on|union|returning|group|order|limit)\b/.test(part.slice(to)))
        ) {
          to = part[to] === '(' ? closing(part, to) + 1 : to + 1;
        }
        return { from, to };
      },
    );
  }
  return [];
}

const byName = (part: string) => /^create or replace function (\w+)/i.exec(part)?.[1];

/** Each grant and each policy taken away, and each part of each condition. */
export function damages(): Damage[] {
  const files = policyFiles().map(({ name, text }) => ({ name, parts: statements(text) }));
  const all = files.flatMap(({ parts }) => parts);
  /** The matrix's parts in which a function is asked, by itself, by a policy or by another function. */
  const asking = (name: string): string[] => {
    if (name in askedFunctions || name === 'session_of') return [`${name}()`];
    return all
      .filter((part) => new RegExp(`\\b${name}\\(`).test(part) && byName(part) !== name)
      .flatMap((part) => {
        const policy = /^create policy \w+ on (\w+)/i.exec(part)?.[1];
        const within = byName(part);
        return policy !== undefined ? [policy] : within !== undefined ? asking(within) : [];
      });
  };
  return files.flatMap((file) =>
    file.parts.flatMap((part): Damage[] => {
      const short = part.replace(/\s+/g, ' ').slice(0, 110);
      const grant = /^grant ([^;]*?) on (function )?([^;]+?)\s+to (\w+);/i.exec(part);
      if (grant) {
        const [, , isFunction, on, role] = grant;
        const objects = isFunction
          ? [...on!.matchAll(/(\w+)\(/g)].map((found) => found[1]!)
          : on!.split(',').map((name) => name.trim());
        // Another statement may grant some of it again: that one stands.
        const others = all.filter(
          (other) =>
            other !== part &&
            /^grant /i.test(other) &&
            !/^grant execute/i.test(other) &&
            objects.some((name) => new RegExp(`\\b${name}\\b`).test(other)),
        );
        return [
          {
            slice: file.name,
            what: `${file.name}: without «${short}»`,
            parts: new Set(isFunction ? objects.flatMap(asking) : objects),
            break: [
              part.replace(/^grant/i, 'revoke').replace(new RegExp(`\\sto ${role};`), ` from ${role};`),
              ...others,
            ].join('\n'),
            mend: part,
          },
        ];
      }
      const policy = /^create policy (\w+) on (\w+)/i.exec(part);
      const name = byName(part);
      if (!policy && name === undefined) return [];
      const away = policy ? `drop policy if exists ${policy[1]} on ${policy[2]};` : '';
      const parts = new Set(policy ? [policy[2]!] : asking(name!));
      const found: Damage[] = [];
      if (policy)
        found.push({
          slice: file.name,
          what: `${file.name}: without «${short}»`,
          parts,
          break: away,
          mend: part,
        });
      for (const condition of conditions(part)) {
        for (const { from, to, left } of [{ ...condition, left: 'true' }, ...terms(part, condition)]) {
          const term = part.slice(from, to).trim().replace(/\s+/g, ' ');
          found.push({
            slice: file.name,
            what: `${file.name}: ${left} for «${term}» in «${short}»`,
            parts,
            break: `${away}${part.slice(0, from)} ${left} ${part.slice(to)}`,
            mend: away + part,
          });
        }
      }
      return found;
    }),
  );
}
