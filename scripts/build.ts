import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../src/platform/root.ts';

/** Builds pages and program unless the last build came from the very same sources. */
export async function buildIfChanged(): Promise<void> {
  const hash = createHash('sha256');
  for (const path of globSync('{src/**/*,scripts/*.ts,vite.config.ts,package-lock.json}', {
    cwd: root,
    withFileTypes: true,
  })) {
    if (!path.isFile()) continue;
    const file = join(path.parentPath, path.name);
    hash.update(relative(root, file)).update(readFileSync(file));
  }
  const digest = hash.digest('hex');
  const stamp = join(root, 'dist', 'built');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  // Loaded only now: most starts find the build in place.
  const { build } = await import('vite');
  await build({ root });
  await build({ root, build: { ssr: true } });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, digest);
}

if (process.argv[1] === import.meta.filename) await buildIfChanged();
