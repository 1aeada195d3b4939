// Runs on the system's Node (20 or newer) with built-ins only: installs what the lockfile says when it has changed,
// then runs the asked-for script with the Node the project brings along.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const stamp = join('node_modules', '.tsunagi-installed');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing what package-lock.json names (once; later starts need no network) …');
  const npm = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      stdio: 'inherit',
    },
  );
  if (npm.status !== 0) {
    console.error(
      'npm ci failed. Check the network and that Node.js 20 or newer with npm is installed, then try again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

const brought = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const node = existsSync(brought) ? brought : process.execPath;
if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `No Node.js 24 is brought along for ${process.platform}-${process.arch}: install Node.js 24 and try again.`,
  );
  process.exit(1);
}
const [command = 'start', ...rest] = process.argv.slice(2);
// Commands that need the whole program run from its build (pages are JSX, which Node does not read), once that is up to date.
// Looking after it is a process of its own: reading TypeScript would hold 10 MB of the server's for good.
const built = new Map([
  ['start', 'main'],
  ['migrate', 'migrate'],
  ['restore', 'restore'],
  ['first-administrator', 'first-administrator'],
]).get(command);
// A page's own garbage is small: with its default of 64 MB a half, the young generation holds 130 MB that nobody needs
// And the heap may grow by half before it is looked through, not double (docs/decisions/0008).
const flags = ['--max-semi-space-size=16', '--heap-growing-percent=50', '--v8-pool-size=1'];
const steps = built
  ? [[join('scripts', 'build.ts')], [join('dist', 'server', `${built}.js`), ...rest]]
  : [[join('scripts', `${command}.ts`), ...rest]];

let child;
// npm may be killed without telling us: the child watches this process and stops with it.
// Stopped by whoever started it is no failure; killed by somebody else is one.
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped = true;
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
// Where the system offers it: program and database, which inherits it, do not interrupt each other (docs/decisions/0025).
const batch =
  ['start', 'bench'].includes(command) && spawnSync('chrt', ['--batch', '0', 'true']).status === 0;
function next() {
  const step = [node, ...flags, ...steps.shift()];
  const [first, ...others] = batch ? ['chrt', '--batch', '0', ...step] : step;
  child = spawn(first, others, { stdio: 'inherit' });
  child.on('exit', (code) => {
    if (code === 0 && steps.length > 0 && !stopped) next();
    else process.exit(code ?? (stopped ? 0 : 1));
  });
}
next();
