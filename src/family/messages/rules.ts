import { addDays, weekday } from '../../platform/ja/dates.ts';

export interface DeskHours {
  id: number;
  /** ISO: 1 = Monday … 7 = Sunday */
  weekday: number;
  opens: string;
  closes: string;
  starts_on: string;
  ends_on: string | null;
}

export interface Desk {
  open: boolean;
  /** when it closes today, or opens next: day (YYYY-MM-DD) and time; null where no hours are kept */
  until: string | null;
  next: { day: string; opens: string } | null;
}

const inForce = (one: DeskHours, day: string): boolean =>
  one.starts_on <= day && (one.ends_on === null || day <= one.ends_on);

/** The hours of one day, in order. isHoliday: closed whatever the weekday says. */
export function hoursOn(hours: readonly DeskHours[], day: string, isHoliday: (day: string) => boolean) {
  if (isHoliday(day)) return [];
  return hours
    .filter((one) => one.weekday === weekday(day) && inForce(one, day))
    .toSorted((a, b) => a.opens.localeCompare(b.opens));
}

/** Whether the desk answers at a moment (day and HH:MM in the city's time), and else when it does next within three weeks. */
export function deskAt(
  hours: readonly DeskHours[],
  day: string,
  time: string,
  isHoliday: (day: string) => boolean,
): Desk {
  const now = hoursOn(hours, day, isHoliday).find((one) => one.opens <= time && time < one.closes);
  if (now) return { open: true, until: now.closes, next: null };
  for (let ahead = 0; ahead <= 21; ahead++) {
    const on = addDays(day, ahead);
    const next = hoursOn(hours, on, isHoliday).find((one) => ahead > 0 || one.opens > time);
    if (next) return { open: false, until: null, next: { day: on, opens: next.opens } };
  }
  return { open: false, until: null, next: null };
}

/** Hours a message may wait before it stands in red: by the next working morning at the latest, at once when it speaks of danger. */
export const answerWithinHours = { urgent: 1, plain: 24 } as const;

/** The first stretch of the desk's hours with nobody on duty, null when there is none; all in HH:MM of one day. */
export function firstGap(
  hours: readonly { opens: string; closes: string }[],
  shifts: readonly { opens: string; closes: string }[],
): { opens: string; closes: string } | null {
  const sorted = shifts.toSorted((a, b) => a.opens.localeCompare(b.opens));
  for (const { opens, closes } of hours) {
    let until = opens;
    for (const one of sorted) if (one.opens <= until && one.closes > until) until = one.closes;
    if (until < closes) {
      const next = sorted.find((one) => one.opens > until && one.opens < closes);
      return { opens: until, closes: next?.opens ?? closes };
    }
  }
  return null;
}
