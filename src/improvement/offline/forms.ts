import { z } from 'zod';
import { choice, id, integer, longText, text } from '../../platform/web/fields.ts';
import { captionLimit } from '../visits/rules.ts';
import { fileBytes, mostOperations } from './rules.ts';

export const enrolForm = z.object({ name: text(60) });
export const deviceForm = z.object({ device: id() });
export const endForm = z.object({ why: choice(['lost', 'given_up', 'signed_out'] as const) });

const operation = z.object({
  id: z.uuid(),
  visit_id: z.union([z.int().min(1).max(Number.MAX_SAFE_INTEGER), z.uuid()]),
  field: z.string().min(1).max(60),
  value: z.string().max(1_000_000),
  base: z.string().max(1_000_000),
  said_at: z.string().max(60),
});

/** What a device sends: operations as JSON in one field. */
export const operationsForm = z.object({
  device: id(),
  operations: z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue({ code: 'custom', message: '' });
        return z.NEVER;
      }
    })
    .pipe(z.array(operation).min(1).max(mostOperations)),
});

/** A piece of a file; its bytes are the upload `piece`. */
export const pieceForm = z.object({
  device: id(),
  visit_id: z.union([id(), z.uuid()]),
  name: text(200),
  type: longText(100),
  size: integer(1, fileBytes),
  caption: longText(captionLimit),
  offset: integer(0, fileBytes),
});

/** Choices of texts side by side: choose_<id> = mine | theirs | both | seen, with the text that stood there as seen_<id>. */
export const decideForm = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .transform((typed) =>
    Object.entries(typed).flatMap(([name, value]) => {
      const found = /^choose_([0-9a-f-]{36})$/.exec(name);
      const chosen = z.enum(['mine', 'theirs', 'both', 'seen']).safeParse(value);
      if (!found || !chosen.success) return [];
      return [
        { id: found[1]!, choice: chosen.data, seen: [typed[`seen_${found[1]}`] ?? ''].flat().join('\n') },
      ];
    }),
  );
