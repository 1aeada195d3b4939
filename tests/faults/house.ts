import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { createMunicipality } from '../../src/platform/db/migrate.ts';
import { root } from '../../src/platform/root.ts';
import { csrfFor } from '../../src/platform/web/handlers.tsx';
import { freePort } from '../ports.ts';
import { makeWorld, secret, type Who, type World } from '../world.ts';

// Real processes on data folders of their own. Everything made here is undone when the test is over, however it ends;
// what is waited for is asked again and again until it is so, never slept for.

/** Asks until the answer is neither undefined, null nor false; gives up loudly after `seconds`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  seconds = 60,
): Promise<T> {
  const patience = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > patience) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie nobody collects is dead enough.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A folder that is removed, with whatever database runs in it, when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-fault-'));
  chmodSync(folder, 0o755);
  onTestFinished(async () => {
    const pid = postmasterOf(folder);
    if (pid !== null) {
      process.kill(pid, 'SIGQUIT');
      await until('the database has gone', () => !isAlive(pid));
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The living database server of a data folder, or null. */
export function postmasterOf(folder: string): number | null {
  const path = join(folder, 'postgresql-data', 'postmaster.pid');
  if (!existsSync(path)) return null;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : null;
}

export interface Program {
  /** The bootstrap's process, as an administrator or systemd sees it. */
  child: ChildProcess;
  /** Everything it said so far. */
  said(): string;
  /** Waits for the end; resolves with the exit code (null after a signal). */
  ended: Promise<number | null>;
}

export type Environment = Record<string, string | undefined>;

/** Starts `node scripts/bootstrap.mjs <command …>` in a process group of its own, killed when the test is over. */
export function run(
  command: string[],
  environment: Environment,
  { cwd = root, as }: { cwd?: string; as?: { uid: number; gid: number } } = {},
): Program {
  // Nothing of the tester's own settings, nor of Vitest's (it sets BASE_URL), may reach the program.
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    LOG: 'quiet',
    DEMO: 'false',
    SECRET: secret,
    ...environment,
  };
  const child = spawn(process.execPath, [join(cwd, 'scripts', 'bootstrap.mjs'), ...command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let text = '';
  const listen = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && text !== '') console.log(`${command.join(' ')} said: ${text}`);
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // gone already
    }
    await ended;
  });
  return { child, said: () => text, ended };
}

/** The server's own process, below the bootstrap's. */
export async function serverPid(folder: string): Promise<number> {
  const path = join(folder, 'tsunagi.pid');
  return until('the server has written its number', () =>
    existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) || null : null,
  );
}

export async function get(url: string): Promise<{ status: number; text: string } | null> {
  try {
    // What was handed to a process in the moment it was killed is answered by nobody: a browser asks again, too.
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

/** Starts a server on the folder and waits until it is ready. */
export async function start(folder: string, environment: Environment = {}) {
  const port = await freePort();
  const program = run(['start'], { DATA_DIR: folder, PORT: String(port), ...environment });
  const base = `http://127.0.0.1:${port}`;
  await ready(program, base);
  return { ...program, base, port };
}

export async function ready(program: Program, base: string): Promise<void> {
  await until(
    'the server is ready',
    async () => {
      if (program.child.exitCode !== null) throw new Error(`It ended: ${program.said()}`);
      return (await get(`${base}/readyz`))?.status === 200;
    },
    120,
  );
}

/** The test municipality with its people, in the database that a running server has on this folder. */
export async function settle(folder: string): Promise<World> {
  const embedded = await startEmbedded({ folder });
  const ownerUrl = embedded.url('tsunagi_owner');
  await createMunicipality(ownerUrl, {
    code: '999997',
    name: '試験市',
    name_kana: 'シケンシ',
    prefecture: '試験県',
    demo: true,
  });
  return openWorld(ownerUrl, embedded.url('tsunagi_service'));
}

export async function openWorld(ownerUrl: string, serviceUrl: string): Promise<World> {
  const world = await makeWorld({ ownerUrl, serviceUrl });
  world.at(new Date().toISOString());
  onTestFinished(() => world.close());
  return world;
}

/** Sends a form to a server as that person's browser would; `null` for a cut connection. */
export async function send(
  world: World,
  base: string,
  who: Who,
  path: string,
  fields: Record<string, string | File>,
): Promise<{ status: number; location: string | null; text: string } | null> {
  const session = await world.session(who);
  const form = new FormData();
  form.set('_csrf', csrfFor(secret, session!.id));
  form.set('_once', crypto.randomUUID());
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  try {
    const response = await fetch(base + path, {
      method: 'POST',
      body: form,
      headers: { cookie: session!.cookie },
      redirect: 'manual',
    });
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: await response.text(),
    };
  } catch {
    return null;
  }
}
