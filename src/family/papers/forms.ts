import { z } from 'zod';
import { integer, longText } from '../../platform/web/fields.ts';
import { writableLabels } from './rules.ts';

/** What is typed on a form: a text for each label that can be; a form takes those it has. */
export const writtenForm = z.object({
  ...Object.fromEntries(writableLabels.map((label) => [label, longText(2000)])),
  _version: integer(0, 1e9),
});
