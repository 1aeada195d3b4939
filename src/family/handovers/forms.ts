import { z } from 'zod';
import { choice, date, id, ids, integer, longText, optionalDate, text } from '../../platform/web/fields.ts';

export const openForm = z.object({
  /** '<team>:<person>' */
  leaver: z.string().regex(/^[1-9][0-9]{0,15}:[1-9][0-9]{0,15}$/),
  leaves_on: date(),
  reason: choice(['appointment', 'transfer', 'leave']),
  cover_id: id(),
  note: longText(1000),
});
export type OpenData = z.output<typeof openForm>;
export const summaryForm = z.object({
  summary: text(10_000),
  joint_visit_on: optionalDate(),
  joint_visit_done_on: optionalDate(),
  _version: integer(0, 1_000_000_000),
});
export const proposeForm = z.object({ items: ids(), successor_id: id(), joint_visit_on: optionalDate() });
export type ProposeData = z.output<typeof proposeForm>;
export const acceptForm = z.object({ items: ids() });
export const declineForm = z.object({ reason: text(500) });
export const nothingForm = z.object({});
