import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import type { Assets } from '../ui/page.tsx';

type Manifest = Record<string, { file: string; css?: string[] }>;

const folder = join(root, 'dist', 'client');
let manifest: Manifest | null = null;

/** Address of a built asset by its source path; named by its content's hash, so it may be cached for ever. */
export function asset(source: string): string {
  const path = join(folder, '.vite', 'manifest.json');
  manifest ??= existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : {};
  return '/' + (manifest[source]?.file ?? `assets/unbuilt/${source}`);
}

/** Script of an island, by its path below src without ending, e.g. 'platform/ui/autosave'. */
export function island(name: string): string {
  return asset(`src/${name}.island.ts`);
}

/** Stylesheet, icon and the scripts of a page's islands. */
export function pageAssets(islands: readonly string[], zone: 'open' | 'network' = 'network'): Assets {
  return {
    style: asset('src/platform/ui/style.css'),
    fonts: asset(`src/platform/ui/style-fonts${zone === 'open' ? '-open' : ''}.css`),
    icon: asset('src/platform/ui/icon.svg'),
    scripts: islands.map(island),
  };
}

export const assetFolder = folder;
