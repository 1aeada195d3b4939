import { timeOf, today } from '../../platform/ja/dates.ts';
import { momentIn } from '../../platform/ui/speech-dates.ts';
import { plainReading, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { onlineIn, type Timed } from '../calendar/rules-said.ts';
import type { Phase } from './queries.ts';
import { openWords } from './words-open.ts';

/** A sitting's moments as the calendar of the zone shows them. */
export function timedOf(sitting: { starts_at: Date; ends_at: Date; all_day: boolean }, zone: string): Timed {
  const on = today(sitting.starts_at, zone);
  return {
    ...sitting,
    on,
    ends_on: sitting.all_day ? on : today(sitting.ends_at, zone),
    time_from: timeOf(sitting.starts_at, zone),
    time_to: timeOf(sitting.ends_at, zone),
  };
}

/**
 * Where to go: what is held elsewhere has the address of there, never that of the facility that holds it; what is on line
 * has none. `host`: in the host's own words.
 */
export function whereIn(
  reading: Reading,
  one: {
    online: string;
    place_name: string;
    address: string;
    facility: string | null;
    facility_address: string | null;
    organisation: string | null;
  },
): { text: string; host: boolean } {
  if (one.online === 'only') return { text: onlineIn(reading), host: false };
  const elsewhere = one.place_name !== '';
  const place = elsewhere ? one.place_name : (one.facility ?? one.organisation);
  const address = one.address !== '' ? one.address : elsewhere ? '' : one.facility_address;
  return { text: [place, address].filter(Boolean).join('　'), host: true };
}

/** Why one cannot apply now; null while one can. */
export function phaseIn(
  reading: Reading,
  phase: Phase,
  opens_at: Date | null,
  zone: string,
): { title: string; text: string } | null {
  const w = wordsIn(openWords, reading).phase;
  switch (phase) {
    case 'open':
      return null;
    case 'not_yet':
      return {
        title: opens_at === null ? w.notYet : w.notYetAt(momentIn(reading, opens_at, zone)),
        text: w.notYetText,
      };
    case 'closed':
      return { title: w.closed, text: w.closedText };
    case 'over':
      return { title: w.over, text: w.elsewhere };
    case 'cancelled':
      return { title: w.cancelled, text: w.elsewhere };
    default:
      return { title: w.none, text: w.noneText };
  }
}

/**
 * What is wrong with a form, for its reader. Checks and commands say it in plain Japanese; the same sentence is found in
 * the reader's words, and what only Japanese says gives way to a sentence of its field. `room`: places of the sitting.
 */
export function errorsIn(
  reading: Reading,
  errors: Readonly<Record<string, string>>,
  room: number | null = null,
): Record<string, string> {
  if (reading.lang === 'ja' && !reading.easy) return { ...errors };
  const { fields, tooMany, ...plain } = wordsIn(openWords, plainReading).errors;
  const there = wordsIn(openWords, reading).errors;
  const most = room ?? 50;
  const say = (name: string, text: string): string => {
    if (text === tooMany(most)) return there.tooMany(most);
    const known = Object.entries(plain).find(([, sentence]) => sentence === text)?.[0];
    if (known !== undefined) return there[known as keyof typeof plain];
    const field = name.startsWith('age_') ? 'age' : name;
    if (field === 'age') return there.age;
    return field in fields ? there.fields[field as keyof typeof fields] : there.fields.other;
  };
  return Object.fromEntries(Object.entries(errors).map(([name, text]) => [name, say(name, text)]));
}
