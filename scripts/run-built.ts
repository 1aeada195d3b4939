import { join } from 'node:path';
import { root } from '../src/platform/root.ts';
import { buildIfChanged } from './build.ts';

// Commands that need the whole program (pages are JSX, which Node does not read) run from the build, like the server.
const [command, ...words] = process.argv.slice(2);
await buildIfChanged();
const path = join(root, 'dist', 'server', `${command}.js`);
process.argv = [process.execPath, path, ...words];
await import(path);
