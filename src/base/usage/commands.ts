import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { Typed } from '../../platform/web/form.ts';
import { monthColumns, type MonthRow, type Sheet } from './forms.ts';
import { dayOf, monthOf, usedService, usualOf, type Day, type UsedService } from './queries.ts';
import { counts, peopleOf, unusual, type Counts } from './rules.ts';
import { words } from './words.ja.ts';

/** The service whose day is written down. 404 where one may not look, 403 where one may only look. */
async function serviceToEnter(tx: WriteTx, id: number | null): Promise<UsedService> {
  const service = found(await usedService(tx, id));
  if (!service.may_enter) throw new Refusal(403, words.sheet.readOnly);
  return service;
}

function mustHavePassed(tx: WriteTx, day: string): void {
  if (day > tx.today) throw new Refusal(409, words.errors.future);
}

const empty = Object.fromEntries(counts.map((name) => [name, 0])) as Counts;

/** Writes the day's row; undefined when somebody else has written it since. */
async function put(
  tx: WriteTx,
  service: UsedService,
  day: string,
  values: Partial<Counts> & {
    opened: boolean;
    closed_reason: string | null;
    staff?: number | null;
    weather?: Sheet['weather'];
    note?: string | null;
  },
  version: number,
): Promise<number | undefined> {
  const stamped = { ...values, entered_by: tx.actor.person_id!, entered_at: tx.now };
  const row =
    version === 0
      ? await tx.db
          .insertInto('daily_use')
          .values({ service_id: service.id, facility_id: service.facility_id, used_on: day, ...stamped })
          .onConflict((there) => there.columns(['service_id', 'used_on']).doNothing())
          .returning('id')
          .executeTakeFirst()
      : await tx.db
          .updateTable('daily_use')
          .set((old) => ({ ...stamped, version: old('version', '+', 1) }))
          .where('service_id', '=', service.id)
          .where('used_on', '=', day)
          .where('version', '=', version)
          .returning('id')
          .executeTakeFirst();
  if (!row) return undefined;
  tx.record({
    action: version === 0 ? 'use.enter' : 'use.change',
    subject_kind: 'daily_use',
    subject_id: row.id,
    detail: {
      service_id: service.id,
      used_on: day,
      opened: values.opened,
      ...('adults' in values ? { people: peopleOf({ ...empty, ...values }) } : {}),
    },
  });
  return row.id;
}

async function putRows(
  tx: WriteTx,
  service: UsedService,
  day: string,
  { consultations, events }: Pick<Sheet, 'consultations' | 'events'>,
): Promise<void> {
  const key = { service_id: service.id, facility_id: service.facility_id, used_on: day };
  for (const table of ['daily_use_consultation', 'daily_use_event'] as const) {
    await tx.db
      .deleteFrom(table)
      .where('service_id', '=', service.id)
      .where('facility_id', '=', service.facility_id)
      .where('used_on', '=', day)
      .execute();
  }
  if (consultations.length > 0)
    await tx.db
      .insertInto('daily_use_consultation')
      .values(consultations.map((one) => ({ ...one, ...key })))
      .execute();
  if (events.length > 0)
    await tx.db
      .insertInto('daily_use_event')
      .values(events.map((one) => ({ ...one, ...key })))
      .execute();
}

/**
 * Saves a day's sheet. Asks once when the number is far from what is usual there; shows both sheets when somebody else
 * has saved since. Answers with how many people came.
 */
export async function saveDay(
  tx: WriteTx,
  service_id: number | null,
  day: string,
  sheet: Sheet,
): Promise<number> {
  const service = await serviceToEnter(tx, service_id);
  mustHavePassed(tx, day);
  // More rows were asked for: the same page, with everything that was typed.
  if (sheet.more) invalid({});
  const people = peopleOf(sheet);
  if (sheet.confirmed !== people) {
    const usual = await usualOf(tx, service.id, day);
    const far = unusual(people, usual);
    if (far) {
      const mean = usual.mean.toFixed(1);
      invalid({
        confirmed:
          far.kind === 'many'
            ? words.sheet.unusual.many(far.times, people, mean)
            : words.sheet.unusual.few(people, mean),
      });
    }
  }
  const { staff, weather, note } = sheet;
  const counted = Object.fromEntries(counts.map((name) => [name, sheet[name]])) as Counts;
  const values = { ...counted, staff, weather, note, opened: true, closed_reason: null };
  if ((await put(tx, service, day, values, sheet._version)) === undefined)
    tellOfConflict(tx, found(await dayOf(tx, service.id, day)), sheet);
  if (!sheet.keep_rows) await putRows(tx, service, day, sheet);
  await dropDraft(tx, service.id, day);
  return people;
}

/** What a field of a sheet says, for showing two beside each other. */
function spoken(name: string, value: number | string | null): string {
  if (value === null) return '';
  if (name === 'weather') return words.weather[value as keyof typeof words.weather];
  return `${value}`;
}

function tellOfConflict(tx: WriteTx, stored: Day, sheet: Sheet): never {
  const names = [...counts, 'staff', 'weather', 'note'] as const;
  const label = {
    ...words.counts,
    staff: words.sheet.staff,
    weather: words.sheet.weather,
    note: words.sheet.note,
  };
  const fields = names
    .filter((name) => stored[name] !== sheet[name])
    .map((name) => ({
      name: name as string,
      label: label[name] as string,
      mine: spoken(name, sheet[name]),
      theirs: spoken(name, stored[name]),
    }));
  if (!stored.opened)
    fields.unshift({
      name: 'opened',
      label: words.conflict.opened,
      mine: words.conflict.open,
      theirs: words.conflict.closed(stored.closed_reason ?? ''),
    });
  const { summary } = words.conflict;
  if (
    stored.consultations.length + stored.events.length + sheet.consultations.length + sheet.events.length >
    0
  )
    fields.push({
      name: 'rows_kept',
      label: words.conflict.consultations,
      mine: summary(sheet.consultations.length, sheet.events.length),
      theirs: summary(stored.consultations.length, stored.events.length),
    });
  return conflict({
    fields,
    who: stored.entered_by_name,
    when: formatDateTime(stored.entered_at, tx.actor.municipality.time_zone),
    version: stored.version,
  });
}

/** The day did not take place. 409 where it would wipe out counts nobody agreed to lose, or when it has changed since. */
export async function closeDay(
  tx: WriteTx,
  service_id: number | null,
  day: string,
  { reason, clear, _version }: { reason: string; clear: boolean; _version: number },
): Promise<void> {
  const service = await serviceToEnter(tx, service_id);
  mustHavePassed(tx, day);
  const stored = await dayOf(tx, service.id, day);
  if ((stored?.version ?? 0) !== _version) throw new Refusal(409, words.errors.changed);
  if (stored?.opened === true && !clear) throw new Refusal(409, words.errors.hasCounts);
  const values = { ...empty, staff: null, weather: null, opened: false, closed_reason: reason };
  if ((await put(tx, service, day, values, _version)) === undefined)
    throw new Refusal(409, words.errors.changed);
  await putRows(tx, service, day, { consultations: [], events: [] });
  await dropDraft(tx, service.id, day);
}

/**
 * Saves the changed rows of a month's table, each with its own version: what somebody else has changed is not lost, it is
 * said at that row. Consultations and the like stay as the daily sheets have them. Answers with the number of days saved.
 */
export async function saveMonth(
  tx: WriteTx,
  service_id: number | null,
  month: string,
  rows: readonly MonthRow[],
): Promise<number> {
  const service = await serviceToEnter(tx, service_id);
  const stored = new Map((await monthOf(tx, service.id, month)).map((day) => [day.used_on, day]));
  const errors: Record<string, string> = {};
  let saved = 0;
  for (const row of rows) {
    const day = `${month}-${row.day}`;
    const before = stored.get(day);
    const at = `d${Number(row.day)}_`;
    const say = (name: string, text: string) =>
      (errors[at + name] = words.month.row(formatMonthDay(day), text));
    const counted = Object.fromEntries(monthColumns.map((name) => [name, row.counts[name] ?? 0])) as Pick<
      Counts,
      (typeof monthColumns)[number]
    >;
    const opened = row.closed_reason === '';
    const same =
      before !== undefined &&
      before.opened === opened &&
      (before.closed_reason ?? '') === row.closed_reason &&
      monthColumns.every((name) => before[name] === counted[name]);
    if (same) continue;
    if (day > tx.today) {
      say('families', words.errors.future);
      continue;
    }
    if ((before?.version ?? 0) !== row.version) {
      say('families', words.month.changed);
      continue;
    }
    // What the table does not show stays, unless the new number contradicts it.
    const adults = counted.adults;
    const families = counted.families;
    if (before && opened && (before.fathers > adults || before.expecting > adults)) {
      say('adults', words.errors.more_than_adults);
      continue;
    }
    if (before && opened && before.from_elsewhere > families) {
      say('families', words.errors.more_than_families);
      continue;
    }
    const values = opened
      ? { ...counted, opened, closed_reason: null }
      : { ...empty, opened, closed_reason: row.closed_reason };
    if ((await put(tx, service, day, values, row.version)) === undefined) {
      say('families', words.month.changed);
      continue;
    }
    if (!opened) await putRows(tx, service, day, { consultations: [], events: [] });
    saved += 1;
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  return saved;
}

/** Keeps what is being typed; the sheet itself stays as it is. */
export async function keepDraft(
  tx: WriteTx,
  service_id: number | null,
  day: string,
  typed: Typed,
): Promise<void> {
  const service = await serviceToEnter(tx, service_id);
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name]) => /^[a-z][a-z0-9_]{0,30}$/.test(name)),
  );
  const base_version = Number(typed._version ?? 0) || 0;
  const values = { fields: JSON.stringify(fields), base_version, saved_at: tx.now };
  await tx.db
    .insertInto('daily_use_draft')
    .values({
      service_id: service.id,
      facility_id: service.facility_id,
      used_on: day,
      person_id: tx.actor.person_id!,
      ...values,
    })
    .onConflict((there) => there.columns(['service_id', 'used_on', 'person_id']).doUpdateSet(values))
    .execute();
}

export async function dropDraft(tx: WriteTx, service_id: number, day: string): Promise<void> {
  await tx.db
    .deleteFrom('daily_use_draft')
    .where('service_id', '=', service_id)
    .where('used_on', '=', day)
    .where('person_id', '=', tx.actor.person_id!)
    .execute();
}
