import { z } from 'zod';
import { integer, longText } from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';

/** Levels come as `level_<criterion>`; which criteria there must be is the rubric's matter. */
export const scoreForm = z
  .looseObject({ remark: longText(1000), _version: integer(0, 1_000_000_000) })
  .transform((typed, context) => {
    const levels: Record<string, number> = {};
    for (const [name, value] of Object.entries(typed)) {
      if (!name.startsWith('level_')) continue;
      if (typeof value === 'string' && /^[0-3]$/.test(value))
        levels[name.slice('level_'.length)] = Number(value);
      else context.addIssue({ code: 'custom', path: [name], message: words.chooseLevel });
    }
    return { levels, remark: typed.remark, _version: typed._version };
  });

export type ScoreData = z.output<typeof scoreForm>;
