import { z } from 'zod';
import { code, integer, longText, optionalText, text, ticked } from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';

export const areaForm = z.object({
  name: text(60),
  code: optionalText(20),
  towns: longText(200_000).transform((value) => [
    ...new Set(
      value
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ]),
  create: ticked(),
  _version: integer(0, 1_000_000_000).default(0),
});
export type AreaForm = z.output<typeof areaForm>;

export const shapesForm = z.object({ system: code(30) });

export const systemForm = z.object({
  code: text(30).refine((value) => /^[a-z][a-z_]*$/.test(value), words.system.codeWrong),
  name: text(40),
  description: longText(300),
  one_area_per_town: ticked(),
});
export type SystemForm = z.output<typeof systemForm>;
