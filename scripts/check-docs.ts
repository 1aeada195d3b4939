import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../src/platform/root.ts';

/** Documents that people read: README, docs, and each slice's. */
const documents = ['*.md', 'docs/**/*.md', 'src/**/README.md', 'tests/**/*.md', 'deploy/**/*.md'];
/** docs/security.md shortens the paths of its proofs, as it says at its beginning. */
const shortened = ['', 'tests/security/', 'src/platform/', 'src/'];
const endings = /[a-z0-9*}]\.(md|ts|tsx|mjs|sql|css|json|service|timer)$/;

/** What the documents name and is not there, or is there and not named: one sentence each. */
export function staleDocuments(): string[] {
  const paths = globSync(documents, { cwd: root }).filter((path) => !path.includes('node_modules'));
  const found: string[] = [];
  const decisions = globSync('docs/decisions/*.md', { cwd: root }).map(
    (path) => /(\d{4})-/.exec(path)?.[1] ?? '',
  );
  for (const path of paths) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    for (const [at, line] of lines.entries()) {
      const where = `${path}:${at + 1}`;
      for (const [, target] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
        const file = target!.replace(/#.*$/, '');
        if (file === '' || /^[a-z]+:/.test(file)) continue;
        if (!existsSync(join(root, dirname(path), file))) found.push(`${where}: ${target} is not there.`);
      }
      for (const [, named] of line.matchAll(/`([^`\s]+)`/g))
        if (isOurs(named!) && !stands(named!, dirname(path)))
          found.push(`${where}: \`${named}\` is not there.`);
      for (const [, number] of line.matchAll(/\bdecisions? (\d+)\b|決定(\d+)/g))
        if (number !== undefined && !decisions.includes(number.padStart(4, '0')))
          found.push(`${where}: decision ${number} is not there.`);
    }
  }
  return [...found, ...settings()];
}

/** Whether a name between backticks means a file of this repository. */
const isOurs = (named: string): boolean =>
  /^[a-z0-9_.*{},/-]+$/i.test(named) &&
  !named.startsWith('/') &&
  !named.includes('..') &&
  endings.test(named);

function stands(named: string, beside: string): boolean {
  return (
    [...shortened, `${beside}/`].some((before) => globSync(before + named, { cwd: root }).length > 0) ||
    // A name alone may be any folder's: words.ja.ts, policies.sql.
    (!named.includes('/') &&
      globSync(`{src,db,tests,scripts,bench,docs,deploy}/**/${named}`, { cwd: root }).length > 0)
  );
}

/** The settings the program reads, and those docs/operations.md tells of. */
function settings(): string[] {
  const code = readFileSync(join(root, 'src/platform/settings.ts'), 'utf8');
  const read = new Set(Array.from(code.matchAll(/^ {2}([A-Z][A-Z_]+):/gm), ([, name]) => name!));
  const table = readFileSync(join(root, 'docs/operations.md'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1]!] : []));
  const told = new Set(
    table.flatMap((cell) => Array.from(cell.matchAll(/`([A-Z][A-Z_]+)`/g), ([, name]) => name!)),
  );
  return [
    ...[...read]
      .filter((name) => !told.has(name))
      .map((name) => `docs/operations.md says nothing of ${name}.`),
    ...[...told]
      .filter((name) => !read.has(name))
      .map((name) => `docs/operations.md tells of ${name}, which nothing reads.`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const found = staleDocuments();
  for (const line of found) console.error(line);
  process.exit(found.length === 0 ? 0 : 1);
}
