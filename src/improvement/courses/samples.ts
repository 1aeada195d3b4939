import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { openCourse, planSession, publishCourse } from './commands.ts';
import type { CourseData, SessionData } from './forms.ts';
import { courseById } from './queries.ts';

// One way of making courses, for tests and the demo alike. Words stand here, as coordinators write them.

export function sampleCourseData(
  more: Partial<CourseData> & { organisation_id: number; opens_on: string },
): CourseData {
  return {
    category_code: 'new_staff',
    title: '新任保育者の対話型研修',
    purpose: '日々の場面を持ち寄って話し合い、明日の保育に生かせることを見つけます。',
    audience: '保育の仕事が1〜3年目の人',
    zone: 'public',
    selection: 'order',
    capacity: 20,
    per_facility: null,
    closes_on: addDays(more.opens_on, 14),
    lottery_on: null,
    units: [
      { title: '子どもの姿を語る', minutes: 90, required: true },
      { title: '事例検討：戸惑った場面から', minutes: 120, required: true },
    ],
    required_minutes: 210,
    late_minutes: 15,
    asks_reflection: true,
    asks_birth: false,
    valid_months: null,
    issuer: '見本市長',
    fee_amount: 0,
    what_to_bring: '筆記用具',
    contact_name: '保育センター',
    contact_phone: null,
    _version: 0,
    ...more,
  };
}

export const sampleSessionData = (
  more: Partial<SessionData> & { held_on: string; title: string },
): SessionData => ({
  starts_at: '14:00',
  ends_at: '16:30',
  place: '保育センター 研修室',
  online: 'none',
  join_url: null,
  join_note: '',
  checks: [],
  speakers: '見本大学　見本 講',
  units: [],
  _version: 0,
  ...more,
});

export interface SampleCourse {
  id: number;
  sessions: number[];
}

/** A published course with a sitting for each unit, `days` after the day of the call; anything may be overridden. */
export async function openSampleCourse(
  tx: WriteTx,
  organisation_id: number,
  days: readonly number[],
  more: Partial<CourseData> = {},
  sitting: Partial<SessionData> = {},
): Promise<SampleCourse> {
  const data = sampleCourseData({
    organisation_id,
    opens_on: tx.today,
    closes_on: addDays(tx.today, days[0]! - 1),
    ...more,
  });
  const id = await openCourse(tx, data);
  const sessions: number[] = [];
  for (const [at, ahead] of days.entries())
    sessions.push(
      await planSession(
        tx,
        id,
        sampleSessionData({
          title: `第${at + 1}回`,
          held_on: addDays(tx.today, ahead),
          units:
            at === days.length - 1
              ? data.units.slice(at).map((_, n) => at + n + 1)
              : data.units[at]
                ? [at + 1]
                : [],
          ...sitting,
        }),
      ),
    );
  await publishCourse(tx, id, (await courseById(tx, id))!.version);
  return { id, sessions };
}
