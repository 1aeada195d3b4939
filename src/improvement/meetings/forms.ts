import { z } from 'zod';
import {
  choice,
  chosenInteger,
  code,
  date,
  daysOfLife,
  id,
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalInteger,
  optionalText,
  optionalTime,
  optionalUrl,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { forumKinds, positions, purposes, replies, ways } from './rules.ts';

const version = integer(0, 1_000_000_000);

export const forumForm = z.object({
  name: text(100),
  kind: choice(forumKinds),
  purpose: longText(2000),
  meetings_per_year: integer(1, 52),
  area_id: optionalId(),
  organisation_id: id(),
  ended_on: optionalDate(),
  _version: version,
});
export type ForumData = z.output<typeof forumForm>;

export const memberForm = z.object({
  position: choice(positions),
  organisation_id: optionalId(),
  facility_id: optionalId(),
  person_id: optionalId(),
  starts_on: date(daysOfLife),
  ends_on: optionalDate(daysOfLife),
});
export type MemberData = z.output<typeof memberForm>;

/** The seat stays where it is: another organisation is another member. */
export const memberChangeForm = memberForm.omit({ organisation_id: true, facility_id: true });
export type MemberChange = z.output<typeof memberChangeForm>;

const sitting = {
  title: optionalText(150),
  held_on: date(),
  starts_at: optionalTime(),
  ends_at: optionalTime(),
  place: longText(200),
  online_url: optionalUrl(),
  online_entry: longText(1000),
  online_privacy: longText(1000),
  online_tested_on: optionalDate(),
};
export const meetingForm = z.object({ forum_id: id(), ...sitting });
export type MeetingData = z.output<typeof meetingForm>;
export const meetingChangeForm = z.object({ ...sitting, _version: version });
export type MeetingChange = z.output<typeof meetingChangeForm>;

export const reasonForm = z.object({ reason: text(500) });

export const agendaItemForm = z.object({
  title: text(150),
  purpose: choice(purposes),
  minutes_planned: optionalInteger(1, 600),
  material: longText(5000),
});
export type AgendaItemData = z.output<typeof agendaItemForm>;
export const agendaItemChangeForm = agendaItemForm.extend({ _version: version });
export type AgendaItemChange = z.output<typeof agendaItemChangeForm>;
export const agendaIssueForm = z.object({ issue_id: id(), purpose: choice(purposes) });
export const agendaActionForm = z.object({ action_item_id: id() });
export const agendaMoveForm = z.object({ direction: choice(['up', 'down']) });

export const replyForm = z.object({ status: choice(replies), proxy_name: optionalText(50) });

/** One field per seat, named by its number; read by the command that knows the seats. */
export const typedForm = z.record(z.string(), z.unknown());

export const notesForm = z.object({
  explanation: longText(),
  opinions: longText(),
  conclusion: longText(),
  _version: version,
});
export type NotesData = z.output<typeof notesForm>;

export const decisionForm = z.object({ body: text(1000) });
export const roleForm = z.object({ organisation_id: id(), part: text(200) });
/** owner: m<member>, f<facility> or o<organisation>, each with its number. */
export const actionForm = z.object({
  what: text(500),
  owner: code(20).refine((value) => /^[mfo][1-9][0-9]{0,15}$/.test(value)),
  due_on: date(),
});
export const raiseForm = z.object({
  title: text(100),
  description: longText(2000),
  theme_code: code(40),
  weight: chosenInteger(1, 3),
});

export const closeForm = z.looseObject({
  summary: longText(5000),
  ends_at: optionalTime(),
  acknowledged: ticked(),
});

export const publishForm = z.object({
  message: text(1000),
  absent_message: longText(1000),
  due_on: date(),
});
export type PublishData = z.output<typeof publishForm>;

export const answerForm = z.object({ done_on: date(), outcome: text(2000) });
export const noteForm = z.object({ body: text(2000) });
export const moveForm = z.object({ due_on: date(), move_reason: text(500) });

export const confirmForm = z.object({
  shared_on: date(),
  way: choice(ways),
  staff_count: optionalInteger(0, 1000),
  reaction: optionalText(2000),
  question: optionalText(1000),
});
export type ConfirmData = z.output<typeof confirmForm>;
export const questionForm = z.object({ question: text(1000) });
export const replyQuestionForm = z.object({ answer: text(2000) });
