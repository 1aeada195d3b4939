import { join } from 'node:path';
import { root } from '../src/platform/root.ts';
import { buildIfChanged } from './build.ts';

await buildIfChanged();
await import(join(root, 'dist', 'server', 'main.js'));
