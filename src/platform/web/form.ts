import { z } from 'zod';
import { Refusal } from '../db/transaction.ts';
import type { Ctx } from './context.ts';
import { words } from './words.ja.ts';

/** What was typed, by field name: one text, or several where the name comes several times. */
export type Typed = Record<string, string | string[]>;
export type Errors = Record<string, string>;

/** A form as a page shows it: what was typed so far and what is wrong with it. */
export interface FormState {
  values: Typed;
  errors: Errors;
}

export const emptyForm: FormState = { values: {}, errors: {} };

/** A form's first state from a record's fields. */
export function filled(fields: Record<string, unknown>): FormState {
  const values: Typed = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue;
    values[name] = Array.isArray(value) ? value.map(asText) : asText(value);
  }
  return { values, errors: {} };
}

function asText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : '';
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}

/** The form that was sent; 400 for a body that is none. */
export async function formOf(c: Ctx): Promise<{ typed: Typed; uploads: Record<string, File[]> }> {
  let data: FormData;
  try {
    data = await c.req.formData();
  } catch {
    throw new Refusal(400, words.notAForm);
  }
  return readTyped(data);
}

/** Three date boxes become one text that parseDate() understands; the boxes stay for showing the form again. */
export function readTyped(data: FormData): { typed: Typed; uploads: Record<string, File[]> } {
  // Without a prototype: a field may be called __proto__ or constructor.
  const typed = Object.create(null) as Typed;
  const uploads = Object.create(null) as Record<string, File[]>;
  for (const [name, value] of data.entries()) {
    if (typeof value !== 'string') {
      // Nothing chosen comes as a file without a name; a chosen one that is empty is told of by whoever reads it.
      if (value.size > 0 || value.name !== '') (uploads[name] ??= []).push(value);
      continue;
    }
    // PostgreSQL stores no NUL, in a text or in JSON.
    const text = value.replaceAll('\0', '');
    const before = typed[name];
    if (Array.isArray(before)) before.push(text);
    else typed[name] = before === undefined ? text : [before, text];
  }
  for (const name of Object.keys(typed)) {
    if (!name.endsWith('_y')) continue;
    const stem = name.slice(0, -2);
    const [y, m, d] = ['_y', '_m', '_d'].map((part) => String(typed[stem + part] ?? '').trim());
    typed[stem] = y === '' && m === '' && d === '' ? '' : `${y}/${m}/${d}`;
  }
  return { typed, uploads };
}

/** Checks the typed form against its schema; one sentence per field. */
export function check<S extends z.ZodType>(
  schema: S,
  typed: Typed,
): { ok: true; data: z.output<S> } | { ok: false; errors: Errors } {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { ok: true, data: parsed.data };
  const errors: Errors = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return { ok: false, errors };
}

/** What of a form can be read already, field by field: for rules that are told in the same round as what the form refuses. */
export function soFar<S extends z.ZodRawShape>(shape: S, typed: Typed): Partial<z.output<z.ZodObject<S>>> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, field]) => {
      const read = (field as z.ZodType).safeParse(typed[name]);
      return read.success ? [[name, read.data]] : [];
    }),
  ) as Partial<z.output<z.ZodObject<S>>>;
}

/** For a check over several fields: it is made also where one of them is wrong, so that all that is wrong is said at once. */
export const always = { when: () => true } as const;

/** A form within such a check: what could not be read is undefined, as if nobody could say yet what stands there. */
export const readable = <T extends object>(raw: T): Partial<T> =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== z.NEVER)) as Partial<T>;

/** A long form as somebody left it, with the version of the record it was written over. */
export interface KeptDraft {
  fields: Typed;
  base_version: number;
  saved_at: Date;
}

/** A draft beyond this is not something a person typed. */
const draftLimit = 200_000;

/** What of a form being typed is kept as a draft, and over which version. */
export function draftFrom(typed: Typed): { fields: string; base_version: number } {
  const fields = JSON.stringify(
    Object.fromEntries(
      Object.entries(typed).filter(([name]) => !name.startsWith('_') && !/^(choose|unchosen)_/.test(name)),
    ),
  );
  if (fields.length > draftLimit) throw new Refusal(409);
  // While both texts are on the screen the version sent is the other person's: such a draft must meet the question again.
  const undecided = Object.keys(typed).some((name) => name.startsWith('choose_'));
  const version = Number(typed['_version']) || 0;
  return { fields, base_version: undecided ? Math.max(0, version - 1) : version };
}

/** The form as it was left, over what is stored in `version`; `older`: somebody has changed the record since. */
export function resumed(
  draft: KeptDraft | undefined,
  stored: FormState,
  version: number,
): { state: FormState; draft: { saved_at: Date; older: boolean } | null } {
  if (!draft) return { state: stored, draft: null };
  return {
    state: { values: { ...draft.fields, _version: String(draft.base_version) }, errors: {} },
    draft: { saved_at: draft.saved_at, older: draft.base_version < version },
  };
}
