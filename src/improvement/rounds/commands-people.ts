import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { me } from '../visits/commands.ts';
import { coordinators } from '../visits/queries.ts';
import type { absenceForm, CallTimeData, quietForm, SettingData, WorkerData } from './forms.ts';
import type { z } from 'zod';
import { settingOf } from './queries-facts.ts';
import { callTimeOf } from './queries-people.ts';
import { words } from './words.ja.ts';

function mustPlan(tx: WriteTx): void {
  if (!tx.has('visit.plan')) throw new Refusal(403);
}

/** Somebody else saved first: both are shown in words, field by field, before anything is written over. */
function stale<T extends object>(
  version: number,
  mine: NoInfer<T>,
  theirs: T,
  asked: { [K in keyof T]?: readonly [label: string, say: (value: T[K]) => string] },
): never {
  const names = Object.keys(asked) as (keyof T & string)[];
  conflict({
    fields: names
      .map((name) => {
        const [label, say] = asked[name]!;
        return { name, label, mine: say(mine[name]), theirs: say(theirs[name]) };
      })
      .filter((field) => field.mine !== field.theirs),
    who: words.someone,
    when: words.before,
    version,
  });
}
const inDays = (days: readonly number[]): string =>
  days.map((day) => words.weekdays[day - 1]).join('、') || words.none;
const inSkills = (all: readonly string[]): string =>
  all.map((one) => words.skill(one)).join('、') || words.none;
const inTime = (time: string | null): string => (time === null ? words.none : formatTime(time));
const inUnit = (unit: string) => (value: number | null) => (value === null ? words.none : `${value}${unit}`);
const asIs = (value: string | number): string => `${value}`;

async function staleWorker(
  tx: WriteTx,
  person_id: number,
  data: Omit<WorkerData, '_version'>,
): Promise<never> {
  const stored = await tx.db
    .selectFrom('round_worker')
    .where('person_id', '=', person_id)
    .select(['weekdays', 'starts_at', 'ends_at', 'most', 'skills', 'version'])
    .executeTakeFirstOrThrow();
  const w = words.people;
  return stale(stored.version, { ...stored, ...data }, stored, {
    weekdays: [w.weekdays, inDays],
    starts_at: [w.starts_at, inTime],
    ends_at: [w.ends_at, inTime],
    most: [w.mostField, inUnit(w.mostUnit)],
    skills: [w.skills, inSkills],
  });
}

async function staleSetting(tx: WriteTx, data: Omit<SettingData, '_version'>): Promise<never> {
  const stored = await settingOf(tx);
  const w = words.settings;
  return stale(stored.version, { ...stored, ...data }, stored, {
    place: [w.place, asIs],
    latitude: [w.latitude, asIs],
    longitude: [w.longitude, asIs],
    winding: [w.winding, asIs],
    speed: [w.speed, inUnit(w.speedUnit)],
    winter_speed: [w.winter_speed, inUnit(w.speedUnit)],
    winter_months: [w.winter_months, (all) => all.map(w.month).join('、') || words.none],
    minutes: [w.minutes, inUnit(w.minutesUnit)],
    grid: [w.grid, (n) => w.gridOf(n)],
    apart: [w.apart, inUnit(w.apartUnit)],
    quiet_weekdays: [w.quiet_weekdays, inDays],
  });
}

async function staleCallTime(
  tx: WriteTx,
  facility_id: number,
  data: Omit<CallTimeData, '_version'>,
): Promise<never> {
  const stored = found(await callTimeOf(tx, facility_id));
  const w = words.times;
  const half = (name: string, end: string) => `${name}・${end}`;
  return stale(stored.version, { ...stored, ...data }, stored, {
    weekdays: [w.weekdays, inDays],
    morning_from: [half(w.morning, w.from), inTime],
    morning_to: [half(w.morning, w.to), inTime],
    afternoon_from: [half(w.afternoon, w.from), inTime],
    afternoon_to: [half(w.afternoon, w.to), inTime],
    minutes: [w.minutes, inUnit(words.settings.minutesUnit)],
    skills: [w.skills, inSkills],
  });
}

/** A coordinator's week and skills; version 0 writes them down for the first time. */
export async function saveWorker(
  tx: WriteTx,
  person_id: number,
  { _version, ...data }: WorkerData,
): Promise<void> {
  mustPlan(tx);
  found((await coordinators(tx)).find((one) => one.id === person_id));
  const row = { ...data, skills: [...data.skills] };
  if (_version === 0) {
    const made = await tx.db
      .insertInto('round_worker')
      .values({ person_id, ...row })
      .onConflict((there) => there.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    if (!made) await staleWorker(tx, person_id, data);
  } else {
    const changed = await tx.db
      .updateTable('round_worker')
      .set((old) => ({ ...row, version: old('version', '+', 1) }))
      .where('person_id', '=', person_id)
      .where('version', '=', _version)
      .returning('version')
      .executeTakeFirst();
    if (!changed) await staleWorker(tx, person_id, data);
  }
  tx.record({ action: 'round.worker', subject_kind: 'person', subject_id: person_id });
}

export async function addAbsence(
  tx: WriteTx,
  person_id: number,
  data: z.output<typeof absenceForm>,
): Promise<void> {
  mustPlan(tx);
  found((await coordinators(tx)).find((one) => one.id === person_id));
  await tx.db
    .insertInto('round_absence')
    .values({ person_id, ...data })
    .execute();
  tx.record({ action: 'round.absence', subject_kind: 'person', subject_id: person_id });
}

export async function removeAbsence(tx: WriteTx, person_id: number, id: number): Promise<void> {
  mustPlan(tx);
  const gone = await tx.db
    .deleteFrom('round_absence')
    .where('id', '=', id)
    .where('person_id', '=', person_id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'round.absence_removed', subject_kind: 'person', subject_id: person_id });
}

export async function saveSetting(tx: WriteTx, { _version, ...data }: SettingData): Promise<void> {
  mustPlan(tx);
  if (_version === 0) {
    const made = await tx.db
      .insertInto('round_setting')
      .values({ one: true, ...data })
      .onConflict((there) => there.doNothing())
      .returning('one')
      .executeTakeFirst();
    if (!made) await staleSetting(tx, data);
  } else {
    const changed = await tx.db
      .updateTable('round_setting')
      .set((old) => ({ ...data, version: old('version', '+', 1) }))
      .where('version', '=', _version)
      .returning('version')
      .executeTakeFirst();
    if (!changed) await staleSetting(tx, data);
  }
  tx.record({ action: 'round.setting' });
}

export async function addQuiet(tx: WriteTx, data: z.output<typeof quietForm>): Promise<void> {
  mustPlan(tx);
  await tx.db.insertInto('round_quiet').values(data).execute();
  tx.record({ action: 'round.quiet' });
}

export async function removeQuiet(tx: WriteTx, id: number): Promise<void> {
  mustPlan(tx);
  const gone = await tx.db.deleteFrom('round_quiet').where('id', '=', id).executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'round.quiet_removed' });
}

/** When a facility can be called at: said by its head, or by who plans. */
export async function saveCallTime(
  tx: WriteTx,
  facility_id: number,
  { _version, ...data }: CallTimeData,
): Promise<void> {
  const stored = found(await callTimeOf(tx, facility_id));
  if (!stored.may_say) throw new Refusal(403);
  const row = {
    ...data,
    // a facility does not say who has to come
    skills: tx.has('visit.plan') ? [...data.skills] : stored.skills,
    updated_by: me(tx),
    updated_at: tx.now,
  };
  if (
    row.minutes !== null &&
    ![hours(row.morning_from, row.morning_to), hours(row.afternoon_from, row.afternoon_to)].some(
      (long) => long >= row.minutes!,
    )
  )
    invalid({ minutes: words.errors.tooShort });
  if (_version === 0) {
    const made = await tx.db
      .insertInto('facility_call_time')
      .values({ facility_id, ...row })
      .onConflict((there) => there.doNothing())
      .returning('facility_id')
      .executeTakeFirst();
    if (!made) await staleCallTime(tx, facility_id, { ...data, skills: row.skills as typeof data.skills });
  } else {
    const changed = await tx.db
      .updateTable('facility_call_time')
      .set((old) => ({ ...row, version: old('version', '+', 1) }))
      .where('facility_id', '=', facility_id)
      .where('version', '=', _version)
      .returning('version')
      .executeTakeFirst();
    if (!changed) await staleCallTime(tx, facility_id, { ...data, skills: row.skills as typeof data.skills });
  }
  tx.record({ action: 'round.call_time', subject_kind: 'facility', subject_id: facility_id });
}

const hours = (from: string | null, to: string | null): number =>
  from === null || to === null
    ? 0
    : Number(to.slice(0, 2)) * 60 +
      Number(to.slice(3)) -
      Number(from.slice(0, 2)) * 60 -
      Number(from.slice(3));
