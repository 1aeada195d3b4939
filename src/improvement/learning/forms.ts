import { z } from 'zod';
import { date, id, integer, longText, optionalInteger, text } from '../../platform/web/fields.ts';

const version = integer(0, 1e9);

const openDay = z.object({
  title: text(100),
  facility_id: id(),
  theme_code: text(60),
  held_on: date(),
  places: integer(1, 1000),
  note: longText(2000),
});
export const openDayForm = openDay;
export const openDayEditForm = openDay.extend({ _version: version });
export type OpenDayData = z.output<typeof openDay>;

export const cancelForm = z.object({ cancel_reason: text(200), _version: version });
export const restoreForm = z.object({ _version: version });

export const participationForm = z.object({
  facility_id: id(),
  people: integer(1, 500),
  reflection: longText(2000),
});
export type ParticipationData = z.output<typeof participationForm>;

/** `people` is left out where a facility's head writes the reflection only. */
export const participationEditForm = z.object({
  people: optionalInteger(1, 500),
  reflection: longText(2000),
  _version: version,
});
export type ParticipationEdit = z.output<typeof participationEditForm>;
export const removeForm = z.object({ _version: version });
