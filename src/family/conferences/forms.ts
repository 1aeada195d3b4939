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
  optionalUrl,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable } from '../../platform/web/form.ts';
import { attendances, kinds, parts } from './rules.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1_000_000_000);

const sitting = {
  purpose: text(1000),
  held_on: date(),
  starts_at: optionalTime(),
  ends_at: optionalTime(),
  place: longText(200),
  online_url: optionalUrl(),
  chair_id: id(),
};
interface Sitting {
  starts_at: string | null;
  ends_at: string | null;
  place: string;
  online_url: string | null;
}
/** A time that runs forward, and where it is. */
function sittingFits(raw: Sitting, context: z.RefinementCtx): void {
  const { starts_at, ends_at, place, online_url } = readable(raw);
  if (starts_at && ends_at && ends_at <= starts_at)
    context.addIssue({ code: 'custom', path: ['ends_at'], message: words.form.endsBeforeStart });
  if (place === '' && online_url === null)
    context.addIssue({ code: 'custom', path: ['place'], message: words.form.placeOrLink });
}
export const conferenceForm = z
  .object({
    kind: choice(kinds),
    case_id: optionalId(),
    case_ids: ids(),
    team_id: optionalId(),
    ...sitting,
  })
  .superRefine(sittingFits, always)
  .superRefine((raw, context) => {
    const { kind, case_ids } = readable(raw);
    if (kind === 'internal' && case_ids?.length === 0)
      context.addIssue({ code: 'custom', path: ['case_ids'], message: words.form.atLeastOneCase });
  }, always);
export type ConferenceData = z.output<typeof conferenceForm>;
export const conferenceChangeForm = z
  .object({ ...sitting, next_on: optionalDate(), _version: version })
  .superRefine(sittingFits, always);
export type ConferenceChange = z.output<typeof conferenceChangeForm>;

/** The sources ticked, e.g. 'contact_note:12'. */
export const factsForm = z.object({
  sources: z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().regex(/^[a-z_]+:[1-9][0-9]{0,15}$/)),
  ),
});
export const freeFactForm = z.object({ title: text(100), body: text(5000) });

export const inviteForm = z.object({
  person_id: id(),
  reason: text(300),
  starts_on: date(),
  ends_on: date(),
});
export type InviteData = z.output<typeof inviteForm>;
export const attendeeForm = z.object({
  person_id: optionalId(),
  name: longText(50),
  organisation: longText(100),
  part: choice(parts),
});
export type AttendeeData = z.output<typeof attendeeForm>;

export const personForm = z.object({
  attendance: choice(attendances),
  view: longText(5000),
  _version: version,
});
/** Who is ticked was there; everybody else was not. */
export const attendanceForm = z.object({ there: ids() });
export const viewForm = z.object({ view: text(5000), _version: version });
export const secrecyForm = z.object({ agreed: ticked() });

export const itemForm = z.object({ title: text(150) });
export const itemNotesForm = z.object({ title: text(150), discussion: longText(), _version: version });
export const caseNotesForm = z.object({
  question: longText(1000),
  discussion: longText(),
  outcome: longText(2000),
  _version: version,
});
export const decisionForm = z.object({ body: text(1000) });
export const roleForm = z.object({
  what: text(300),
  person_id: id(),
  due_on: date(),
  case_id: optionalId(),
});
export type RoleData = z.output<typeof roleForm>;
export const minutesDraftForm = z.object({ minutes: longText(), _version: version });
export const minutesForm = z.object({ minutes: longText(), next_on: optionalDate(), _version: version });
export const closeForm = z.object({ no_decision_reason: optionalText(500) });
export const reasonForm = z.object({ reason: text(500) });
export const outcomeForm = z.object({ outcome: text(1000) });
