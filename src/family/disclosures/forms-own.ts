import { z } from 'zod';
import { id, integer, longText } from '../../platform/web/fields.ts';
import { copyChoices, withheldReasons, type CopyLine } from './rules-own.ts';

export const beginCopyForm = z.object({ member_id: id() });
export const returnCopyForm = z.object({ returned_note: longText(1000) });

const words = longText(4000);
/** Lines by their place in the copy: `choice_n`, `black_n` (a word a line), `reason_n`. */
export const copyForm = z
  .object({ _version: integer(0, 1_000_000_000) })
  .catchall(z.any())
  .transform((typed, context) => {
    const lines = new Map<number, Pick<CopyLine, 'choice' | 'black' | 'reason'>>();
    for (const [name, value] of Object.entries(typed)) {
      const n = /^choice_(\d{1,5})$/.exec(name)?.[1];
      if (n === undefined) continue;
      const black = words.safeParse(typed[`black_${n}`] ?? '');
      if (!black.success) {
        context.addIssue({ code: 'custom', path: [`black_${n}`], message: black.error.issues[0]!.message });
        continue;
      }
      lines.set(Number(n), {
        choice: copyChoices.find((one) => one === value) ?? 'withhold',
        black: black.data
          .split('\n')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
        reason: withheldReasons.find((one) => one === typed[`reason_${n}`]) ?? null,
      });
    }
    return { _version: typed._version, lines };
  });
export type CopyData = z.output<typeof copyForm>;
