import {
  addDays,
  daysBetween,
  fiscalYearEnd,
  fiscalYearStart,
  formatDate,
  parseDate,
  parseFiscalYear,
  parseTime,
  type IsoDate,
} from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { parseAgeRange } from '../../platform/ja/age-range.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { around, parseSittings, type Period, type ReadSittings, type Sitting } from './rules-dates.ts';
import type { Slot } from './rules-recurrence.ts';
import {
  adultsOnly,
  families,
  free,
  importFields,
  kindWords,
  basicFee,
  onlyYen,
  plainCount,
  severalYen,
  noApplication,
  nothingSaid,
  peopleIn,
  words,
  yenIn,
  yes,
  type ImportFieldName,
} from './words-import.ja.ts';

/** When an event is held, from a list of sittings: one stretch, a daily rule with exceptions, or days by name. */
export interface Plan {
  starts_on: IsoDate;
  days: number;
  rrule: string | null;
  except_on: IsoDate[];
  also_on: IsoDate[];
  starts_at: string | null;
  ends_at: string | null;
  more_times: string[];
  /** sittings at other times than the plan's */
  otherwise: Sitting[];
}

const longestSpan = 200;
const sameSlots = (a: readonly Slot[], b: readonly Slot[]): boolean =>
  a.length === b.length &&
  a.every((one, at) => one.starts_at === b[at]!.starts_at && one.ends_at === b[at]!.ends_at);

/** The plan these sittings follow; every sitting is in it, as the plan says or otherwise. */
export function planOf(sittings: readonly Sitting[], span: Period | null): Plan {
  const byDay = Map.groupBy(sittings, (one) => one.on);
  const days = [...byDay.keys()].toSorted();
  const [first = '', ...others] = days;
  const none = { rrule: null, except_on: [], also_on: [], more_times: [], otherwise: [] };
  const only = sittings[0]!;
  if (span !== null && days.length <= longestSpan)
    return {
      ...none,
      starts_on: span.from,
      days: daysBetween(span.from, span.to) + 1,
      starts_at: only.starts_at,
      ends_at: only.ends_at,
    };
  // The pattern most days share, of those with the fewest sittings: what a day has besides stands on its own.
  const patterns = days.map((day) =>
    byDay.get(day)!.map(({ starts_at, ends_at }) => ({ starts_at, ends_at })),
  );
  const fewest = Math.min(...patterns.map((one) => one.length));
  const base = patterns
    .filter((one) => one.length === fewest)
    .map((one, _, all) => ({ one, like: all.filter((other) => sameSlots(one, other)).length }))
    .reduce((best, next) => (next.like > best.like ? next : best)).one;
  const last = days.at(-1)!;
  const missing: IsoDate[] = [];
  for (let day = first; day <= last && missing.length <= days.length; day = addDays(day, 1))
    if (!byDay.has(day)) missing.push(day);
  const daily = days.length > 5 && missing.length < days.length;
  const [main = { starts_at: null, ends_at: null }, ...more] = base;
  return {
    starts_on: first,
    days: 1,
    rrule: daily ? `FREQ=DAILY;UNTIL=${last.replaceAll('-', '')}` : null,
    except_on: daily ? missing : [],
    also_on: daily ? [] : others,
    ...main,
    more_times: more.map(({ starts_at, ends_at }) => `${starts_at}-${ends_at ?? ''}`),
    otherwise: sittings.filter((one) => {
      const slot = base[one.part - 1];
      return !slot || slot.starts_at !== one.starts_at || slot.ends_at !== one.ends_at;
    }),
  };
}

export interface ImportedColumns {
  title: string;
  summary: string;
  description: string;
  audience: string;
  for_children: boolean;
  age_from_months: number | null;
  age_to_months: number | null;
  place_name: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  fee_amount: number | null;
  fee_note: string;
  contact_name: string;
  contact_phone: string | null;
  url: string | null;
  application: 'none' | 'contact';
  application_note: string;
  capacity: number | null;
  capacity_unit: 'family' | 'person';
  event_kind_code: string;
  source_text: string;
  extras: Record<string, string>;
}

export interface CleanedRow {
  columns: ImportedColumns;
  closes_on: string | null;
  closes_at: string | null;
  organisation: string | null;
  facility_no: string | null;
  local_id: string | null;
  publisher: string | null;
  raw_dates: string;
  /** the sittings, or why a person must read them */
  read: ReadSittings;
  messages: string[];
  refusal: string | null;
}

/** One row of any event table as it is to be entered. `kinds`: names of kinds to their codes. */
export function cleanRow(
  fields: Readonly<Record<string, string>>,
  extras: Readonly<Record<string, string>>,
  about: { today: IsoDate; kinds: ReadonlyMap<string, string> },
): CleanedRow {
  const said = (name: ImportFieldName): string => {
    const text = (fields[name] ?? '').trim();
    return nothingSaid.test(text.normalize('NFKC')) ? '' : text;
  };
  const line = (name: ImportFieldName): string =>
    said(name)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  const messages: string[] = [];
  const kept: Record<string, string> = { ...extras };
  const title = line('title').slice(0, 200);
  const raw = rawDates(said);
  const year = periodOf(line('fiscal_year'), about.today, messages);
  const read = readDates(said, year);
  if (read.ok && read.remarks.length > 0) messages.push(words.remarks(read.remarks.join(' ')));
  if (read.ok && read.differs) messages.push(words.differs);
  const point = pointOf(said('latitude'), said('longitude'), messages);
  const fee = feeOf(said('fee'), said('fee_note'));
  const capacity = capacityOf(said('capacity'));
  const apply = said('application_note');
  const phone = parsePhone(line('contact_phone'));
  if (line('contact_phone') !== '' && !phone.ok)
    kept[importFields.contact_phone.label] = line('contact_phone');
  const written = line('url');
  // Cities put the name of the page before its address; two addresses are not chosen between.
  const addresses = written.match(/https?:\/\/[^\s、，（）「」]+/g) ?? [];
  const url = addresses.length === 1 ? addresses[0]! : null;
  if (url !== null && url !== written) messages.push(words.urlTaken(written, url));
  else if (url === null && written !== '') {
    messages.push(words.badUrl(written));
    kept[importFields.url.label] = written;
  }
  const audience = line('audience');
  const ages = parseAgeRange(audience);
  const description = [
    said('description'),
    read.ok && read.remarks.length > 0 ? words.section(words.sections.dates, read.remarks.join(' ')) : '',
    said('dates_note') === '' ? '' : words.section(words.sections.dates, said('dates_note')),
    capacity.note === '' ? '' : words.section(importFields.capacity.label, capacity.note),
  ]
    .filter((part) => part !== '')
    .join('\n');
  for (const name of ['starts_on', 'ends_on'] as const)
    if (!read.ok && said(name) !== '') kept[importFields[name].label] = said(name);
  return {
    columns: {
      title,
      summary: line('summary').slice(0, 120),
      description,
      audience: audience.slice(0, 100),
      for_children: said('child_flag') !== '' ? yes.test(said('child_flag')) : !adultsOnly.test(audience),
      age_from_months: ages.from_months,
      age_to_months: ages.to_months,
      place_name: line('place_name').slice(0, 100),
      address: [line('address'), line('building')]
        .filter((part) => part !== '')
        .join(' ')
        .slice(0, 200),
      ...point,
      ...fee,
      contact_name: line('contact_name').slice(0, 100),
      contact_phone: phone.ok ? formatPhone(phone.value) : null,
      url,
      application: apply === '' || noApplication.test(apply) ? 'none' : 'contact',
      application_note: apply.slice(0, 1000),
      capacity: capacity.count,
      capacity_unit: capacity.unit,
      event_kind_code: kindOf(line('kind'), title, about.kinds),
      source_text: raw,
      extras: kept,
    },
    closes_on: parsed(parseDate(line('application_closes_on'))),
    closes_at: parsed(parseTime(line('application_closes_at'))),
    organisation: (line('organisation') || line('contact_name')).slice(0, 200) || null,
    facility_no: line('facility_no') || null,
    local_id: line('local_id') || null,
    publisher: line('publisher_code') || null,
    raw_dates: raw,
    read,
    messages,
    refusal: title !== '' ? null : raw === '' ? words.emptyRow : words.noTitle,
  };
}

const parsed = <T>(read: { ok: true; value: T } | { ok: false }): T | null => (read.ok ? read.value : null);

function rawDates(said: (name: ImportFieldName) => string): string {
  const days =
    said('dates') || [said('starts_on'), said('ends_on')].filter((one) => one !== '').join(words.to);
  const times = [said('starts_at'), said('ends_at')].filter((one) => one !== '').join(words.to);
  return [days, times].filter((one) => one !== '').join(words.gap);
}

function periodOf(text: string, today: IsoDate, messages: string[]): Period {
  if (text === '') return around(today);
  const year = parseFiscalYear(text);
  if (!year.ok) {
    messages.push(words.badYear(text));
    return around(today);
  }
  return { from: fiscalYearStart(year.value), to: fiscalYearEnd(year.value) };
}

/** The standard's two columns of whole dates, or a city's free text. */
function readDates(said: (name: ImportFieldName) => string, period: Period): ReadSittings {
  const [starts, ends] = [said('starts_at'), said('ends_at')];
  if (said('dates') !== '') return parseSittings(said('dates'), starts, ends, period);
  const [first, last] = [said('starts_on'), said('ends_on')];
  const [from, to] = [
    parseDate(first, { spreadsheetSerial: true }),
    parseDate(last === '' ? first : last, { spreadsheetSerial: true }),
  ];
  const text =
    from.ok && to.ok
      ? from.value === to.value
        ? from.value
        : `${formatDate(from.value)}${words.to}${formatDate(to.value)}`
      : last === '' || last === first
        ? first
        : `${first}${words.to}${last}`;
  return parseSittings(text, starts, ends, period);
}

function pointOf(
  latitude: string,
  longitude: string,
  messages: string[],
): { latitude: number | null; longitude: number | null } {
  if (latitude === '' || longitude === '') return { latitude: null, longitude: null };
  const [a, b] = [Number(latitude.normalize('NFKC')), Number(longitude.normalize('NFKC'))];
  const isLatitude = (one: number): boolean => one >= 20 && one <= 46;
  const isLongitude = (one: number): boolean => one >= 122 && one <= 154.5;
  if (isLatitude(a) && isLongitude(b)) return { latitude: a, longitude: b };
  if (isLatitude(b) && isLongitude(a)) {
    messages.push(words.swapped);
    return { latitude: b, longitude: a };
  }
  messages.push(words.notInJapan);
  return { latitude: null, longitude: null };
}

function feeOf(basic: string, detail: string): { fee_amount: number | null; fee_note: string } {
  const plain = basic.normalize('NFKC').replace(/[,\s]/g, '');
  const amount = basicFee.test(plain) ? Number.parseInt(plain, 10) : null;
  const text = detail.replace(/\s*\n\s*/g, ' ').trim();
  if (amount !== null)
    return { fee_amount: amount, fee_note: free.test(text) && amount === 0 ? '' : text.slice(0, 200) };
  const folded = text.normalize('NFKC').replace(/\s/g, '');
  if (free.test(text)) return { fee_amount: 0, fee_note: folded.length <= 2 ? '' : text.slice(0, 200) };
  const yen = yenIn.exec(folded);
  if (yen && !severalYen.test(folded)) {
    const only = Number(yen[1]!.replaceAll(',', ''));
    if (only <= 1_000_000)
      return { fee_amount: only, fee_note: onlyYen.test(folded) ? '' : text.slice(0, 200) };
  }
  return {
    fee_amount: null,
    fee_note: [basic, text]
      .filter((one) => one !== '')
      .join(' ')
      .slice(0, 200),
  };
}

function capacityOf(text: string): { count: number | null; unit: 'family' | 'person'; note: string } {
  const folded = text.normalize('NFKC').replace(/\s/g, '');
  if (folded === '') return { count: null, unit: 'person', note: '' };
  const read = /^\d+$/.test(folded) ? [folded, folded, ''] : peopleIn.exec(folded);
  const count = read ? Number(read[1]) : 0;
  if (!read || count < 1 || count > 100_000) return { count: null, unit: 'person', note: text.trim() };
  const unit = families.test(read[2] ?? '') ? 'family' : 'person';
  return { count, unit, note: plainCount.test(folded) ? '' : text.trim() };
}

function kindOf(text: string, title: string, kinds: ReadonlyMap<string, string>): string {
  const named = kinds.get(foldForSearch(text));
  if (named) return named;
  for (const where of [text, title]) {
    const found = kindWords.find(([pattern]) => pattern.test(where));
    if (found) return found[1];
  }
  return 'other';
}

/**
 * How one event is known again: by its publisher's number, else by name and place. A number without a publisher counts
 * the lines of one month's table and is another event's the month after.
 */
export const keyOf = (row: CleanedRow): string =>
  row.local_id !== null && row.publisher !== null
    ? `id:${row.publisher}:${row.local_id}`
    : `name:${foldForSearch(row.columns.title)}|${foldForSearch(row.columns.place_name)}`;
