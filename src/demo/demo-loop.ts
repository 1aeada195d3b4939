import type { Loaded } from './demo.ts';

/** A year and a half of the improvement loop, through the slices' own commands. */
export async function loadLoop(_loaded: Loaded): Promise<void> {}
