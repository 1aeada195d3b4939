import type { PersonLine } from './queries.ts';
import { words } from './words.ja.ts';

/** People with their present appointments, one row per appointment. */
export function peopleTable(lines: readonly PersonLine[]): { header: string[]; rows: string[][] } {
  const w = words.people;
  return {
    header: [w.name, w.kana, words.appointment.organisation, w.role, words.appointment.ends_on],
    rows: lines.flatMap((line) =>
      line.appointments.length === 0
        ? [[line.name, line.kana, '', '', '']]
        : line.appointments.map((one) => [line.name, line.kana, one.place, one.role, one.ends_on ?? '']),
    ),
  };
}
