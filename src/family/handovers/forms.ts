import { z } from 'zod';
import {
  choice,
  code,
  date,
  id,
  ids,
  integer,
  longText,
  optionalDate,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable } from '../../platform/web/form.ts';
import { transferReasons, transferRefusals } from './rules.ts';
import { transferWords as transfer } from './words-transfer.ja.ts';
import { words } from './words.ja.ts';

export const openForm = z.object({
  /** '<team>:<person>' */
  leaver: code().refine(
    (value) => /^[1-9][0-9]{0,15}:[1-9][0-9]{0,15}$/.test(value),
    words.open.notOfTheTeam,
  ),
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
  /** to the one after it in the package, as for forty written in a row */
  onward: choice(['next']).optional(),
  _version: integer(0, 1_000_000_000),
});
/** Some ticked, or all: said in the same round as what else is missing. */
const someTicked =
  (message: string) =>
  (raw: { items: number[]; all: boolean }, context: z.RefinementCtx): void => {
    const { items = [], all = false } = readable(raw);
    if (!all && items.length === 0) context.addIssue({ code: 'custom', path: ['items'], message });
  };
export const proposeForm = z
  .object({
    items: ids(),
    /** every one that can be asked for, whatever is ticked */
    all: ticked(),
    successor_id: id(),
    joint_visit_on: optionalDate(),
  })
  .superRefine(someTicked(words.propose.chooseSome), always);
export type ProposeData = z.output<typeof proposeForm>;
export const acceptForm = z.object({
  items: ids(),
  /** read on its own page: what is to be answered next follows */
  onward: choice(['next']).optional(),
});
export const declineForm = z.object({ reason: text(500) });
export const askTeamForm = z
  .object({ items: ids(), all: ticked(), to_team_id: id(), reason: choice(transferReasons) })
  .superRefine(someTicked(transfer.ask.chooseSome), always);
export type AskTeamData = z.output<typeof askTeamForm>;
export const takeForm = z
  .object({ items: ids(), all: ticked(), successor_id: id() })
  .superRefine(someTicked(transfer.take.chooseSome), always);
export type TakeData = z.output<typeof takeForm>;
export const refuseForm = z.object({ decline_reason: choice(transferRefusals) });
