import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import {
  applicationStateOf,
  type ApplicationState,
  type Sitting,
  type Standing,
  type Unit,
} from './rules.ts';

/** What whoever holds a receipt's code reads. */
export interface ByCode extends Standing {
  id: number;
  course_id: number;
  title: string;
  name: string;
  outside_town: string | null;
  outside_facility: string | null;
  required_minutes: number;
  late_minutes: number;
  asks_reflection: boolean;
  asks_birth: boolean;
  birth_on: string | null;
  course_cancelled_at: string | null;
  course_cancel_reason: string | null;
  answer: string | null;
  entered: boolean;
  number: number | null;
  sessions: (Sitting & {
    place: string;
    online: string;
    cancel_reason: string | null;
    join_url: string | null;
    join_note: string | null;
    minutes: number | null;
    made_up: string | null;
    takes: string | null;
    tries: string | null;
  })[];
  units: Unit[];
  certificate: {
    id: number;
    number: string;
    name: string;
    birth_on: string | null;
    minutes: number;
    issued_on: string;
    valid_until: string | null;
    issuer: string;
    course: string;
    category: string;
    code_sealed: string;
    reprinted_on: string | null;
    reprinted_name: string | null;
  } | null;
}

/** The application of a code, by what is kept of it; undefined for a code that is none. */
export async function courseByCode(tx: ReadTx, code_hash: string): Promise<ByCode | undefined> {
  const { rows } = await sql<{
    found: Record<string, unknown> | null;
  }>`select course_by_code(${code_hash}) as found`.execute(tx.db);
  const found = rows[0]?.found;
  if (!found) return undefined;
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => [
      name,
      name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as unknown as ByCode;
}

export const stateByCode = (own: ByCode, now: Date): ApplicationState =>
  applicationStateOf({ last: own.answer as never, yes: true }, own.entered ? own : null, false, now);

export interface Checked {
  number: string;
  name: string;
  course: string;
  category: string;
  issuer: string;
  minutes: number;
  issued_on: string;
  valid_until: string | null;
  withdrawn: boolean;
  reprinted_on: string | null;
}
export async function checkCertificate(
  tx: ReadTx,
  number: string,
  code_hash: string,
): Promise<Checked | null> {
  const { rows } =
    await sql<Checked>`select * from course_certificate_check(${number}, ${code_hash})`.execute(tx.db);
  return rows[0] ?? null;
}
