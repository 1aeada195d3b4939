import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../src/platform/root.ts';
import { brokenConventions } from './check-conventions.ts';
import { staleDocuments } from './check-docs.ts';
import { breaches } from './check-structure.ts';
import { withFreshDatabase } from './fresh-database.ts';
import { describeSchema, schemaPath } from './generate-schema.ts';
import { generateTypes, typesPath } from './generate-types.ts';

let failed = 0;

function report(name: string, problems: string[]): void {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${name}`);
  for (const problem of problems) console.log(`      ${problem}`);
  if (problems.length > 0) failed++;
}

/** With `--bring`: what the tests need afterwards comes over the network meanwhile. */
const brought = process.argv.includes('--bring')
  ? new Promise<void>((resolve) => {
      execFile(process.execPath, [join(root, 'scripts/bring.ts')], () => resolve());
    })
  : undefined;

// The compiler is written in Go: looking through its memory half as often saves an eighth of its time.
const env = { ...process.env, GOGC: '200' };

async function run(name: string, script: string, args: string[]): Promise<void> {
  const problems = await new Promise<string[]>((resolve) => {
    const options = { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    execFile(process.execPath, [join(root, 'node_modules', script), ...args], options, (error, out, said) =>
      resolve(error ? `${out}${said}`.trim().split('\n').slice(-60) : []),
    );
  });
  report(name, problems);
}

// Side by side: formatter and database each keep one core, the compiler takes what is left. It is asked for types and rules at once:
// reading the program twice takes half as long again.
const formatted = run('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
const compiled = run('lint and types', 'oxlint/bin/oxlint', [
  '--type-aware',
  '--type-check',
  '--deny-warnings',
  'src',
  'tests',
  'scripts',
  'bench',
  'vite.config.ts',
  'vitest.config.ts',
]);
report('structure', breaches());
report('documents', staleDocuments());
await withFreshDatabase(async (url, schema) => {
  report('migrates from zero', []);
  report('policies and catalogue', await brokenConventions(url, schema));
  const same = async (path: string, now: string) =>
    readFileSync(path, 'utf8') === now
      ? []
      : [
          `${path.slice(root.length + 1)} is not what the migrations make. Run: node scripts/bootstrap.mjs generate-schema`,
        ];
  report('schema.sql', await same(schemaPath, await describeSchema(url, schema)));
  report('generated types', await same(typesPath, await generateTypes(url, schema)));
});
await Promise.all([formatted, compiled, brought]);
process.exit(failed === 0 ? 0 : 1);
