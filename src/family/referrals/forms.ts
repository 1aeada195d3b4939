import { z } from 'zod';
import {
  choice,
  date,
  ids,
  integer,
  longText,
  optionalDate,
  optionalId,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable } from '../../platform/web/form.ts';
import {
  ageBands,
  capacityAnswers,
  declineNexts,
  declineReasons,
  holdReasons,
  recallReasons,
  reviews,
  urgencies,
} from './rules.ts';
import { capacity as cw, form as fw } from './words.ja.ts';

const areas = () => z.preprocess((value) => (value === undefined ? '' : value), optionalId());

/** What is said of the need before a family is named; `nobody` says that what looks like a name is none. */
const anonymous = {
  need: text(500),
  age_band: choice(ageBands),
  area_id: areas(),
  days: longText(200),
  nobody: ticked(),
};

export const capacityForm = z.object({
  ...anonymous,
  facility_ids: ids().refine((list) => list.length >= 1 && list.length <= 20, cw.needPlaces),
  expires_on: date(),
});
export type CapacityData = z.output<typeof capacityForm>;

export const capacityAnswerForm = z.object({
  answer: choice(capacityAnswers),
  as_of: date(),
  note: longText(300),
});
export type CapacityAnswerData = z.output<typeof capacityAnswerForm>;

export const draftForm = z
  .object({
    ...anonymous,
    urgency: choice(urgencies),
    channel: choice(['account', 'paper'] as const),
    facility_id: optionalId(),
    organisation_id: optionalId(),
    recipient_name: longText(200),
    told_who: longText(500),
    told_day: longText(200),
    told_what: longText(1000),
    told_on: optionalDate(),
    capacity_question_id: optionalId(),
    _version: z.preprocess((value) => (value === undefined || value === '' ? '1' : value), integer(1, 1e9)),
  })
  .superRefine((raw, context) => {
    const data = readable(raw);
    const named = [data.facility_id, data.organisation_id, data.recipient_name].filter(Boolean);
    if (named.length > 1)
      context.addIssue({ code: 'custom', path: ['facility_id'], message: fw.oneReceiver });
    if (data.channel === 'account' && data.recipient_name)
      context.addIssue({ code: 'custom', path: ['recipient_name'], message: fw.paperOnly });
  }, always);
export type DraftData = z.output<typeof draftForm>;

export const acceptForm = z.object({ body: longText(1000) });
export const declineForm = z.object({
  reason: choice(declineReasons),
  next: choice(declineNexts),
  body: longText(1000),
});
export const startForm = z.object({ body: longText(500) });
export const holdForm = z.object({ reason: choice(holdReasons), body: longText(500) });
export const outcomeForm = z.object({ body: text(2000) });
export const withdrawForm = z.object({ told_by: text(100), body: longText(1000) });
export const recallForm = z.object({ reason: choice(recallReasons), body: longText(500) });
export const reviewForm = z.object({ review: choice(reviews), body: text(1000) });
export const messageForm = z.object({ body: text(1000) });
