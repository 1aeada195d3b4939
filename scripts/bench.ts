import { buildIfChanged } from './build.ts';

await buildIfChanged();
await import('../bench/bench.ts');
