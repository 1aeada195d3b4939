import { existsSync, globSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { root } from '../src/platform/root.ts';
import { slices } from '../src/slices.ts';

const sliceFile =
  /^(README\.md|routes(-[a-z-]+)?\.tsx|pages(-[a-z-]+)?\.tsx|forms(-[a-z-]+)?\.ts|queries(-[a-z-]+)?\.ts|commands(-[a-z-]+)?\.ts|rules(-[a-z-]+)?\.ts|policies\.sql|words(-[a-z-]+)?(\.(ja|easy|en|zh|ko|vi|tl|pt))?\.ts|jobs\.ts|exports\.ts|samples(-[a-z-]+)?\.ts|[a-z-]+\.island\.ts|[a-z-]+\.test\.tsx?)$/;
const demoFile =
  /^(README\.md|demo(-[a-z-]+)?\.ts|material(-[a-z-]+)?\.ts|words(-[a-z-]+)?\.ja\.ts|[a-z-]+\.test\.ts)$/;
const platformFolders = [
  'access',
  'audit',
  'auth',
  'db',
  'exports',
  'files',
  'ja',
  'jobs',
  'search',
  'solve',
  'ui',
  'web',
];
const contents = ['main.ts', 'slices.ts', 'routes.ts', 'jobs.ts'];
const japanese = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

/** Every breach of the house's order (docs/architecture.md), one sentence each. */
export function breaches(): string[] {
  const found: string[] = [];
  const src = join(root, 'src');
  for (const name of readdirSync(src)) {
    if (statSync(join(src, name)).isFile() && !contents.includes(name))
      found.push(`src/${name}: only ${contents.join(', ')} stand at the top of src.`);
  }
  for (const name of readdirSync(join(src, 'platform'))) {
    if (statSync(join(src, 'platform', name)).isDirectory() && !platformFolders.includes(name)) {
      found.push(`src/platform/${name}: not a part of the platform; see docs/architecture.md.`);
    }
  }
  for (const slice of slices) {
    const folder = join(src, slice);
    if (!existsSync(folder)) {
      found.push(`src/${slice}: listed in slices.ts, but not there.`);
      continue;
    }
    for (const name of readdirSync(folder)) {
      if (!sliceFile.test(name)) found.push(`src/${slice}/${name}: not one of a slice's file names.`);
    }
    if (!existsSync(join(folder, 'README.md'))) found.push(`src/${slice}: README.md is missing.`);
  }
  for (const name of readdirSync(join(src, 'demo'))) {
    if (!demoFile.test(name)) found.push(`src/demo/${name}: not one of the demo's file names.`);
  }
  for (const path of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8');
    const own = ownerOf(path);
    if (own === null) continue;
    const code = withoutComments(text);
    if (mustNotSpeak(path)) {
      const line = code.split('\n').findIndex((one) => japanese.test(one));
      if (line >= 0) found.push(`${path}:${line + 1}: Japanese text belongs in words.ja.ts.`);
    }
    for (const match of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const target = relative(root, resolve(root, dirname(path), match[1]!));
      const problem = importProblem(path, own, target);
      if (problem) found.push(`${path}: ${problem}`);
    }
    for (const match of text.matchAll(/\bstyle=\{|dangerouslySetInnerHTML|\son[a-z]{3,}=["{]/g)) {
      if (path.endsWith('.tsx') && !path.includes('.test.'))
        found.push(`${path}: ${match[0].trim()} is refused by the content security policy.`);
    }
    // Bound like a text it would be empty when the form is shown again: a day is sent as its three boxes.
    for (const match of text.matchAll(/<DateField\s+\{\.\.\.(\w+)\('/g))
      found.push(
        `${path}: <DateField {...${match[1]}.date('…')}> keeps what was typed; without .date it is lost.`,
      );
  }
  found.push(...unreadable());
  return found;
}

/**
 * Commands are run by Node as they stand, which reads no .tsx: what they import, however far, must be without. Those that
 * vite.config.ts builds are run from there, `start` among them (src/main.ts).
 */
function unreadable(): string[] {
  const found: string[] = [];
  const commands = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/bootstrap\.mjs ([a-z-]+)/g);
  const config = readFileSync(join(root, 'vite.config.ts'), 'utf8');
  const from = new Map<string, string | null>(
    [...Array.from(commands, ([, name]) => `scripts/${name}.ts`), 'bench/bench.ts']
      .filter((path) => path !== 'scripts/start.ts' && !config.includes(`'${path}'`))
      .map((path) => [path, null]),
  );
  for (const [path] of from) {
    const code = withoutComments(readFileSync(join(root, path), 'utf8'));
    for (const match of code.matchAll(
      /^(?:import|export)\s+(?!type\b)[^;']*'(\.[^']+\.tsx?)'|\bimport\('(\.[^']+\.tsx?)'\)/gm,
    )) {
      const target = relative(root, resolve(root, dirname(path), (match[1] ?? match[2])!));
      if (from.has(target)) continue;
      if (!target.endsWith('.tsx')) from.set(target, path);
      else
        found.push(
          `${wayTo(path, from)} → ${target}: Node reads no .tsx, and this is run without being built.`,
        );
    }
  }
  return found;
}

function wayTo(path: string, from: ReadonlyMap<string, string | null>): string {
  const before = from.get(path);
  return before ? `${wayTo(before, from)} → ${path}` : path;
}

function ownerOf(path: string): string | null {
  const below = path.replace(/^src\//, '');
  if (below.startsWith('platform/')) return 'platform';
  if (below.startsWith('demo/')) return 'demo';
  return slices.find((slice) => below.startsWith(slice + '/')) ?? null;
}

function importProblem(path: string, own: string, target: string): string | null {
  if (path.includes('.test.') || !target.startsWith('src/')) return null;
  const other = ownerOf(target);
  if (own === other || own === 'demo') return null;
  if (/^src\/platform\/exports\/(pdf|docx)\.ts$/.test(target) && own !== 'platform')
    return `imports ${target}, which brings 30 MB with it: documents.ts reads it with the first document.`;
  if (other === 'platform') return null;
  if (own === 'platform')
    return target === 'src/slices.ts'
      ? null
      : `platform imports ${target}; nothing below may be known up here.`;
  if (other === null || other === 'demo') return `imports ${target}.`;
  const order = slices as readonly string[];
  if (order.indexOf(other) > order.indexOf(own))
    return `imports ${target}, a slice that comes after it in slices.ts.`;
  if (!/^(queries|commands|rules|samples)(-[a-z-]+)?\.ts$/.test(basename(target))) {
    return `imports ${target}; of another slice only queries, commands and rules may be used.`;
  }
  return null;
}

function mustNotSpeak(path: string): boolean {
  return !/words[a-z-]*(\.(ja|easy|zh|ko))?\.ts$|\.test\.tsx?$|samples\.ts$|^src\/platform\/ja\/|^src\/demo\/|^src\/main\.ts$|^src\/platform\/settings\.ts$/.test(
    path,
  );
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

if (process.argv[1] === import.meta.filename) {
  const found = breaches();
  for (const line of found) console.error(line);
  process.exit(found.length === 0 ? 0 : 1);
}
