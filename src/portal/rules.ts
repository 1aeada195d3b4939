import { weeksAhead } from '../base/directory/rules-opening.ts';
import { addDays } from '../platform/ja/dates.ts';
import { ages } from './words.ja.ts';

/** A town's name without 条 and 丁目, as people say where they live: 東光一条一丁目 → 東光. */
export function townBase(name: string): string {
  const base = name.normalize('NFKC').replace(ages.townTail, '');
  return base === '' ? name : base;
}

export const ageCodes = ['expecting', '0', '1', '2', '3', '4', '5', 'school'] as const;
export type AgeCode = (typeof ageCodes)[number];

/** The middle of a year of age, in months; null where no place's ages say anything. */
export function monthsOf(age: AgeCode | null): number | null {
  if (age === null || age === 'expecting') return null;
  return age === 'school' ? 7 * 12 + 6 : Number(age) * 12 + 6;
}

export const asAge = (text: string | undefined): AgeCode | null =>
  ageCodes.find((code) => code === text) ?? null;

/** Where, as one select sends it: 'area-12', 'town-34' or nothing. */
export function whereOf(text: string | undefined): { area_id: number | null; town_id: number | null } {
  const found = /^(area|town)-([1-9][0-9]{0,15})$/.exec(text ?? '');
  const id = found ? Number(found[2]) : null;
  return { area_id: found?.[1] === 'area' ? id : null, town_id: found?.[1] === 'town' ? id : null };
}

export const whenCodes = ['today', 'tomorrow', 'weekday', 'saturday', 'sunday'] as const;
export type WhenCode = (typeof whenCodes)[number];
export const partCodes = ['am', 'pm'] as const;
export type PartCode = (typeof partCodes)[number];
/** Days a family may choose one by one, as many as opening hours are looked at ahead: from the day after tomorrow. */
export const daysToChoose = (today: string): string[] =>
  Array.from({ length: weeksAhead * 7 - 2 }, (_, at) => addDays(today, at + 2));

/** When a family would go: one of the list's days, or a day of the calendar, or any day; all of it or a part. */
export interface Time {
  code: WhenCode | null;
  day: string | null;
  part: PartCode | null;
}
/**
 * The time two selects ask for; null where neither says anything that is known. Addresses kept from when day and part were
 * one choice (saturday_am) still mean what they did.
 */
export function asWhen(text: string | undefined, partText: string | undefined, today: string): Time | null {
  const both = /^(.+)_([ap]m)$/.exec(text ?? '');
  const [when, half] = both ? [both[1], both[2]] : [text, partText];
  const code = whenCodes.find((one) => one === when) ?? null;
  const day = code === null ? (daysToChoose(today).find((one) => one === when) ?? null) : null;
  const part = partCodes.find((one) => one === half) ?? null;
  return code === null && day === null && part === null ? null : { code, day, part };
}

export const accommodationCodes = [
  'medical_care',
  'disability',
  'allergy',
  'foreign_language',
  'wheelchair',
  'multiple_birth',
] as const;
export const yesCodes = [
  'nursing_room',
  'diaper_changing',
  'eating_allowed',
  'stroller_use',
  'stroller_rental',
  'parking_available',
  'temporary_care',
  'sick_child_care',
  'garden_open',
] as const;

export const audiences = ['parent', 'child', 'expecting', 'violence', 'health', 'anyone'] as const;
export const voiceKinds = ['wish', 'worry', 'thanks'] as const;
export const helperSteps = ['try', 'help', 'register'] as const;
export const outcomes = ['registered', 'course', 'later', 'withdrawn'] as const;
export const abilities = [
  'talk',
  'play',
  'read',
  'outdoor',
  'cook',
  'craft',
  'music',
  'reception',
  'language',
  'drive',
  'sitting',
] as const;

/** Months after which an offer to help is deleted, whatever became of it. */
export const helperMonths = 6;
/** Years after which a voice is deleted; what was published of it goes with it. */
export const voiceYears = 3;
