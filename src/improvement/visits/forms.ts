import { z } from 'zod';
import {
  choice,
  date,
  id,
  ids,
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalText,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { cancelReasons, captionLimit, purposes, recordFields, type RecordField } from './rules.ts';
import { words as recordWords } from './words-record.ja.ts';
import { words } from './words.ja.ts';

const version = () => integer(0, 1_000_000_000);

/** Fields whose names carry a number: each is checked by the schema of its kind, errors keep the field's own name. */
type Row = Record<string, unknown>;

function rowOf<S extends z.ZodRawShape>(
  shape: S,
  typed: Row,
  suffix: string | number,
  context: z.RefinementCtx,
): z.output<z.ZodObject<S>> | null {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, typed[`${name}_${suffix}`]]));
  const read = z.object(shape).safeParse(given);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    context.addIssue({
      code: 'custom',
      path: [`${String(issue.path[0])}_${suffix}`],
      message: issue.message,
    });
  }
  return null;
}

/** Reads some named fields and reports all that is wrong, without hiding what is wrong elsewhere. */
function part<S extends z.ZodType>(schema: S, typed: unknown, context: z.RefinementCtx): z.output<S> | null {
  const read = schema.safeParse(typed);
  if (read.success) return read.data;
  for (const issue of read.error.issues)
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  return null;
}

const typedFields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

function timesMakeSense(
  row: { planned_from: string | null; planned_to: string | null },
  names: { from: string; to: string },
  context: z.RefinementCtx,
): boolean {
  if (row.planned_to === null) return true;
  if (row.planned_from === null) {
    context.addIssue({ code: 'custom', path: [names.from], message: words.errors.fromMissing });
    return false;
  }
  if (row.planned_to > row.planned_from) return true;
  context.addIssue({ code: 'custom', path: [names.to], message: words.errors.toAfterFrom });
  return false;
}

/** Several facilities planned at once: planned_on_<facility>, planned_from_<facility> … */
export const planForm = typedFields.transform((typed, context) => {
  const whole = part(
    z.object({ lead_id: id(), companion_ids: ids(), facility_ids: ids(), confirmed: ticked() }),
    typed,
    context,
  );
  if (whole === null) return z.NEVER;
  const rows = whole.facility_ids.map((facility_id) => {
    const row = rowOf(
      {
        planned_on: date(),
        planned_from: optionalTime(),
        planned_to: optionalTime(),
        purpose: choice(purposes),
        note_to_facility: optionalText(1000),
      },
      typed,
      facility_id,
      context,
    );
    if (row === null) return null;
    const names = { from: `planned_from_${facility_id}`, to: `planned_to_${facility_id}` };
    return timesMakeSense(row, names, context) ? { facility_id, ...row } : null;
  });
  const complete = rows.filter((row) => row !== null);
  if (rows.length === 0)
    context.addIssue({ code: 'custom', path: ['facility_ids'], message: words.errors.noFacility });
  if (complete.length < rows.length || rows.length === 0) return z.NEVER;
  return { ...whole, rows: complete };
});

/** What may be changed of a plan without giving a reason: everything but the day. */
export const editForm = z
  .object({
    lead_id: id(),
    companion_ids: ids(),
    purpose: choice(purposes),
    planned_from: optionalTime(),
    planned_to: optionalTime(),
    note_to_facility: optionalText(1000),
    _version: version(),
  })
  .superRefine(
    (row, context) => void timesMakeSense(row, { from: 'planned_from', to: 'planned_to' }, context),
  );
export type EditData = z.output<typeof editForm>;

/** Cancelling, with a new day when the visit is moved. */
export const cancelForm = z
  .object({
    cancel_reason: choice(cancelReasons),
    cancel_note: optionalText(500),
    planned_on: optionalDate(),
    planned_from: optionalTime(),
    planned_to: optionalTime(),
    confirmed: ticked(),
  })
  .superRefine(
    (row, context) => void timesMakeSense(row, { from: 'planned_from', to: 'planned_to' }, context),
  );
export type CancelData = z.output<typeof cancelForm>;

/** How many issues and follow-ups one sending of the form can hold. */
export const mostRows = 5;

const recordBase = z.object({
  visited_on: date(),
  ...(Object.fromEntries(recordFields.map((name) => [name, longText()])) as Record<
    RecordField,
    ReturnType<typeof longText>
  >),
  memo: longText(5000),
  caption: longText(captionLimit),
  restricted: ticked(),
  done_follow_ups: ids(),
  _version: version(),
});

const blank = (typed: Row, names: readonly string[]) =>
  names.every((name) => {
    const value = typed[name];
    return value === undefined || (typeof value === 'string' && value.trim() === '');
  });

/** The record with the issues and follow-ups captured in it. Rows without words are left out. */
export const recordForm = typedFields.transform((typed, context) => {
  const base = part(recordBase, typed, context);
  if (base && base.hearing === '') {
    context.addIssue({ code: 'custom', path: ['hearing'], message: recordWords.required.hearing });
  }
  if (base && base.met === '')
    context.addIssue({ code: 'custom', path: ['met'], message: recordWords.required.met });
  const numbers = Array.from({ length: mostRows }, (_, index) => index + 1);
  const issues = numbers
    .filter(
      (n) =>
        !blank(
          typed,
          ['title', 'theme', 'description', 'statement'].map((name) => `issue_${name}_${n}`),
        ),
    )
    .map((n) => {
      if (blank(typed, [`issue_title_${n}`])) {
        context.addIssue({ code: 'custom', path: [`issue_title_${n}`], message: recordWords.required.title });
      }
      if (blank(typed, [`issue_theme_${n}`])) {
        context.addIssue({ code: 'custom', path: [`issue_theme_${n}`], message: recordWords.required.theme });
      }
      if (blank(typed, [`issue_title_${n}`]) || blank(typed, [`issue_theme_${n}`])) return null;
      const row = rowOf(
        {
          issue_title: text(100),
          issue_theme: text(50),
          issue_weight: integer(1, 3),
          issue_description: longText(5000),
          issue_statement: longText(2000),
        },
        { ...typed, [`issue_weight_${n}`]: typed[`issue_weight_${n}`] ?? '2' },
        n,
        context,
      );
      return row && { row: n, ...row };
    });
  const follow_ups = numbers
    .filter((n) => !blank(typed, [`follow_what_${n}`, `follow_due_${n}`]))
    .map((n) => {
      if (blank(typed, [`follow_what_${n}`])) {
        context.addIssue({ code: 'custom', path: [`follow_what_${n}`], message: recordWords.required.what });
      }
      if (blank(typed, [`follow_due_${n}`])) {
        context.addIssue({ code: 'custom', path: [`follow_due_${n}`], message: recordWords.required.due });
      }
      if (blank(typed, [`follow_what_${n}`]) || blank(typed, [`follow_due_${n}`])) return null;
      const row = rowOf(
        { follow_what: text(300), follow_due: date(), follow_owner: optionalId() },
        typed,
        n,
        context,
      );
      return row && { row: n, ...row };
    });
  if (base === null || issues.includes(null) || follow_ups.includes(null)) return z.NEVER;
  const done = base.done_follow_ups.map((follow_up_id) => ({
    id: follow_up_id,
    done_note: String(typed[`done_note_${follow_up_id}`] ?? '')
      .trim()
      .slice(0, 500),
  }));
  /** texts of one's own that were given up for the other person's in a conflict */
  const unchosen: Partial<Record<RecordField, string>> = {};
  for (const name of recordFields) {
    const mine = typed[`unchosen_${name}`];
    if (typed[`choose_${name}`] === 'theirs' && typeof mine === 'string' && mine !== '')
      unchosen[name] = mine;
  }
  return {
    ...base,
    issues: issues.filter((row) => row !== null),
    follow_ups: follow_ups.filter((row) => row !== null),
    done,
    unchosen,
  };
});
export type RecordData = z.output<typeof recordForm>;

/** A draft is whatever was typed. */
export const draftForm = typedFields;

export const captionForm = z.object({ caption: longText(captionLimit) });
export const emergencyForm = z.object({ reason: text(500) });
export const followUpForm = z.object({ done_note: optionalText(500) });

/** Fiscal years a round may be made for. */
export const roundForm = z.object({
  name: text(100),
  default_count: integer(1, 24),
  note: optionalText(2000),
});

/** What a round is called and why it is as it is; who goes where and how often is said facility by facility. */
export const roundEditForm = z.object({ name: text(100), note: optionalText(2000), _version: version() });

export const targetForm = z.object({
  coordinator_id: optionalId(),
  planned_count: integer(0, 24),
  reason: optionalText(300),
  _version: version(),
});
export type TargetData = z.output<typeof targetForm>;

export const assignForm = z.object({ facility_ids: ids(), coordinator_id: id() });
