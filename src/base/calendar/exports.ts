import { createHash } from 'node:crypto';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { weeksOf } from '../../platform/ui/calendar-grid.tsx';
import { toCsv } from '../../platform/exports/csv.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { holidayName } from '../../platform/ja/holidays.ts';
import {
  formatDate,
  formatDateTime,
  formatMonth,
  formatTime,
  instantOf,
  timeOf,
  today as dayIn,
} from '../../platform/ja/dates.ts';
import { entryText, linesOf, sheetDays, type SheetEntry, type SheetProps } from './rules-sheet.ts';
import { feedText } from './rules-ical.ts';
import type { SessionLine } from './queries.ts';
import { events, salons, standardEvents, type EventFilter, type StandardEvent } from './queries-events.ts';
import { stateOf } from './rules.ts';
import { exportHeadings, words as exported } from './words-export.ja.ts';
import { words as open } from './words-sheet.ja.ts';
import { nextText, repeatText, words } from './words.ja.ts';

/** An iCalendar of these sittings, with what lets calendars ask again cheaply; 304 when nothing has changed. */
export function sendFeed(
  c: Ctx,
  tx: ReadTx,
  lines: readonly SessionLine[],
  feed: { name: string; file: string; attachment?: boolean },
): Response {
  const { settings } = c.var.house;
  const text = feedText(lines, {
    name: feed.name,
    base: settings.BASE_URL,
    source: feed.attachment ? null : `${settings.BASE_URL}${c.req.path}${new URL(c.req.url).search}`,
    zone: tx.actor.municipality.time_zone,
  });
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  // A day brings new sittings and lets old ones go without anybody's doing, and what was written before is shown from
  // its hour: whoever asks by date alone gets it all at least once a day.
  const changed = lines
    .flatMap((line) => [line.updated_at, line.published_at ?? line.updated_at])
    .reduce(
      (last, at) => (at > last && at <= tx.now ? at : last),
      instantOf(tx.today, '00:00', tx.actor.municipality.time_zone),
    );
  const headers: Record<string, string> = {
    ETag: etag,
    // Public data, for whichever page of another site shows it.
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Last-Modified',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'public, max-age=900',
    ...(lines.length === 0 ? {} : { 'Last-Modified': changed.toUTCString() }),
  };
  const asked = c.req.header('if-none-match');
  const since = c.req.header('if-modified-since');
  const same =
    asked !== undefined
      ? asked.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*')
      : since !== undefined &&
        lines.length > 0 &&
        !Number.isNaN(Date.parse(since)) &&
        Math.floor(changed.getTime() / 1000) * 1000 <= Date.parse(since);
  if (same) return c.body(null, 304, headers);
  return c.body(text, 200, {
    ...headers,
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': `${feed.attachment ? 'attachment' : 'inline'}; filename="${feed.file}"`,
  });
}

const exportedAtMost = 20_000;

/** The list of events as it is seen. */
export async function exportEvents(c: Ctx, tx: ReadTx, filter: EventFilter): Promise<Response> {
  const rows = await events(tx, filter, { size: exportedAtMost, offset: 0 });
  const zone = tx.actor.municipality.time_zone;
  return sendTable(c, tx, {
    title: words.listPage.title,
    subject_kind: 'event',
    header: exported.list,
    types: ['number', 'text', 'text', 'text', 'text', 'text', 'date', 'text', 'text', 'text'],
    rows: rows.map((row) => [
      row.id,
      row.title,
      row.kind,
      row.facility ?? row.organisation,
      row.place_name,
      words.page.zones[row.zone === 'network' ? 'network' : 'public'],
      row.starts_on,
      row.starts_at,
      nextText(row, tx.now, zone) ?? '',
      words.states[stateOf(row, row.next_ends_at, tx.now)],
    ]),
  });
}

/** The register of salons and circles. */
export async function exportSalons(c: Ctx, tx: ReadTx): Promise<Response> {
  const s = words.salons;
  const zone = tx.actor.municipality.time_zone;
  const rows = await salons(tx);
  return sendTable(c, tx, {
    title: s.file,
    subject_kind: 'event',
    header: [s.columns.name, s.columns.what, s.columns.place, s.columns.phone, s.columns.next],
    rows: rows.map((row) => [
      row.name,
      s.what[row.what],
      row.place,
      row.phone,
      [
        ...row.next.map((one) => formatDateTime(one.starts_at, zone)),
        ...row.opens.map((one) => `${formatDate(one.day)}${formatTime(one.from)}`),
      ].join('\n'),
    ]),
  });
}

/** イベント一覧 in the national columns: strict CSV (UTF-8 with BOM, CRLF), or CP932. What is shown to everybody, no more. */
export async function exportStandard(c: Ctx, tx: ReadTx, filter: EventFilter): Promise<Response> {
  const rows = await standardEvents(tx, filter, exportedAtMost);
  const encoding = c.req.query('format') === 'standard-cp932' ? 'cp932' : 'utf-8-bom';
  tx.opened({
    action: 'event.export',
    subject_kind: 'event',
    purpose: exported.why,
    detail: { rows: rows.length, format: `standard ${encoding}` },
  });
  const { municipality } = tx.actor;
  const { bytes } = toCsv(
    exportHeadings,
    rows.map((row) => {
      const cells = standardRow(row, municipality);
      return exportHeadings.map((heading) => cells[heading] ?? '');
    }),
    { encoding },
  );
  return download(
    c,
    bytes,
    `${municipality.code}_event.csv`,
    `text/csv; charset=${encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`,
  );
}

function standardRow(
  row: StandardEvent,
  own: { code: string; prefecture: string; name: string; time_zone: string },
): Record<string, string> {
  const [
    code,
    no,
    prefecture,
    city,
    title,
    kana,
    english,
    from,
    to,
    starts,
    ends,
    when,
    text,
    fee,
    fees,
    contact,
  ] = exportHeadings;
  const [
    phone,
    extension,
    host,
    place,
    address,
    building,
    latitude,
    longitude,
    access,
    parking,
    capacity,
    closes,
  ] = exportHeadings.slice(16);
  const [closesAt, how, url, note, kind, families, facilityNo] = exportHeadings.slice(28);
  const extras = (row.extras ?? {}) as Record<string, unknown>;
  const kept = (heading: string | undefined): string => {
    const value = extras[heading ?? ''];
    return typeof value === 'string' ? value : '';
  };
  const elsewhere = row.place_name !== '';
  const except =
    row.except_on.length === 0 ? '' : `${words.page.facts.except}: ${words.dayList(row.except_on)}`;
  const written = row.source === 'import' ? (row.source_text ?? '') : '';
  const said: Record<string, string> = {};
  const put = (heading: string | undefined, value: string | number | null): void => {
    said[heading ?? ''] = value === null ? '' : String(value);
  };
  put(code, own.code);
  put(no, String(row.id).padStart(10, '0'));
  put(prefecture, own.prefecture);
  put(city, own.name);
  put(title, row.title);
  put(kana, kept(kana));
  put(english, kept(english));
  put(from, row.starts_on);
  put(to, row.ends_on ?? row.starts_on);
  put(starts, row.starts_at);
  put(ends, row.ends_at);
  put(
    when,
    written === ''
      ? [repeatText(row), except, words.list(row.more_times.map((one) => one.replace('-', words.to)))]
          .filter((part) => part !== '')
          .join(' ')
      : written.replace(/\n/g, ' '),
  );
  put(text, row.description === '' ? row.summary : row.description);
  put(fee, row.fee_amount);
  put(fees, row.fee_note);
  put(contact, row.contact_name === '' ? (row.facility ?? row.organisation) : row.contact_name);
  put(phone, row.contact_phone ?? row.facility_phone);
  put(extension, kept(extension));
  put(host, row.organisation ?? row.facility);
  put(place, elsewhere ? row.place_name : row.facility);
  put(address, row.address === '' && !elsewhere ? row.facility_address : row.address);
  put(building, elsewhere ? '' : row.facility_building);
  put(latitude, row.latitude);
  put(longitude, row.longitude);
  put(access, elsewhere ? kept(access) : row.facility_access);
  put(parking, elsewhere ? kept(parking) : row.facility_parking);
  put(capacity, row.capacity);
  put(closes, row.application_closes_at === null ? null : dayIn(row.application_closes_at, own.time_zone));
  put(closesAt, row.application_closes_at === null ? null : timeOf(row.application_closes_at, own.time_zone));
  put(
    how,
    [exported.applications[row.application] ?? '', row.application_note]
      .filter((part) => part !== '')
      .join(' '),
  );
  put(url, row.url);
  put(note, kept(note));
  put(kind, row.kind);
  put(families, row.for_children ? exported.yes : exported.no);
  put(facilityNo, row.facility_no);
  return said;
}

const sheets = {
  a4: {
    high: 152,
    subtitle: 7,
    wide: 106,
    plain: 9.5,
    texts: [13, 12, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5],
  },
  a3: {
    high: 220,
    subtitle: 10,
    wide: 155,
    plain: 14,
    texts: [20, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9.5, 9, 8.5],
  },
} as const;
const pointsOfMillimetre = 72 / 25.4;

/** A week with little in it is this part of an equal share high at least: there is room to write. */
const leastShare = 0.6;

/**
 * The largest letters with which the whole month finds room, weeks as high as what they hold; where none do, the smallest,
 * weeks of one height and the rest counted. `spare`: so many millimetres of the page are left alone.
 */
function largest(
  sheet: SheetProps,
  weeks: readonly (readonly string[])[],
  say: (entry: SheetEntry) => string,
  spare: number,
) {
  const { high, subtitle, wide, texts, plain } = sheets[sheet.paper];
  const below = high - spare - (sheet.about.length === 0 ? 0 : subtitle);
  // A row's padding and line are not part of its height; the heads of the columns grow with the letters, at one and a half.
  const roomAt = (text: number) =>
    below - (Math.max(0, text - plain) * 1.5) / pointsOfMillimetre - weeks.length * 2;
  // A line is 1.25 of its letters, the day's number one and a third of a line; padding takes five points.
  const highOf = (lines: number, text: number) => ((lines + 1.35) * text * 1.25 + 5) / pointsOfMillimetre;
  for (const text of texts) {
    const room = roomAt(text);
    const days = sheetDays(sheet, say, { lines: Infinity, wide: wide / text });
    if ([...days.values()].some(({ left }) => left > 0)) break;
    const needed = weeks.map((week) =>
      Math.max(
        (room / weeks.length) * leastShare,
        ...week.map((day) => {
          const lines = days.get(day)?.entries.map((entry) => linesOf(say(entry), wide / text)) ?? [];
          return highOf(
            lines.reduce((sum, n) => sum + n, 0),
            text,
          );
        }),
      ),
    );
    const left = room - needed.reduce((sum, one) => sum + one, 0);
    if (left >= 0) return { text, days, heights: needed.map((one) => one + left / weeks.length) };
  }
  const text = texts.at(-1)!;
  const height = roomAt(text) / weeks.length;
  const lines = Math.floor((height * pointsOfMillimetre - 5) / (text * 1.25) - 1.35);
  return {
    text,
    days: sheetDays(sheet, say, { lines, wide: wide / text }),
    heights: weeks.map(() => height),
  };
}

/** A month's sheet as a PDF to print: A4 or A3, across. */
export async function sheetPdf(sheet: SheetProps): Promise<Uint8Array> {
  const { month, paper } = sheet;
  const say = (entry: SheetEntry): string => entryText(entry, { paper, places: open.sheet.places });
  const weeks = weeksOf(month);
  // What a line holds is an estimate: where the last of them would fall on a second page, a little less is asked for.
  for (let spare = 0; ; spare += 4) {
    const { bytes, pages } = await toPdf(sheetDoc(sheet, weeks, largest(sheet, weeks, say, spare), say));
    if (pages === 1 || spare > 40) return bytes;
  }
}

function sheetDoc(
  sheet: SheetProps,
  weeks: readonly (readonly string[])[],
  { heights, text, days }: ReturnType<typeof largest>,
  say: (entry: SheetEntry) => string,
): Doc {
  const { month, paper } = sheet;
  return {
    title: `${sheet.municipality}　${sheet.training ? open.trainingTitle : open.title}　${formatMonth(month)}`,
    ...(sheet.about.length === 0 ? {} : { subtitle: sheet.about.map(({ text }) => text).join('　') }),
    meta: [],
    paper: paper === 'a3' ? 'A3-landscape' : 'A4-landscape',
    blocks: [
      {
        kind: 'table',
        header: open.sheet.weekdays,
        widths: open.sheet.weekdays.map(() => 1),
        sheet: {
          heights,
          text,
          tones: [weeks[0]!, ...weeks].map((week, row) =>
            week.map((day, at) =>
              at === 0 || (row > 0 && holidayName(day) !== null) ? 'red' : at === 6 ? 'blue' : null,
            ),
          ),
        },
        rows: weeks.map((week) =>
          week.map((day) => {
            if (day.slice(0, 7) !== month) return '';
            const { entries = [], left: rest = 0 } = days.get(day) ?? {};
            return [
              [String(Number(day.slice(8))), holidayName(day) ?? ''].filter((part) => part !== '').join(' '),
              ...entries.map(say),
              ...(rest > 0 ? [open.sheet.more(rest)] : []),
            ].join('\n');
          }),
        ),
      },
      { kind: 'paragraph', text: `${open.sheet.foot(sheet.address)}\n${open.sheet.legend}` },
    ],
  };
}
