import { toCsv } from '../platform/exports/csv.ts';
import { toXlsx } from '../platform/exports/xlsx.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { formatDateTime, timeOf, today } from '../platform/ja/dates.ts';
import {
  eventRows,
  eventStamp,
  facilityStamp,
  facilityTable,
  hasEvents,
  hasPopulation,
  populationRows,
  populationStamp,
  type Stamp,
} from './queries-open-data.ts';
import { words } from './words.ja.ts';

const csv = 'text/csv; charset=utf-8';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One published file under its stable name. */
export interface Dataset {
  key: keyof typeof words.datasets;
  /** the address below /open-data/ */
  file(code: string): string;
  media_type: string;
  /** left out where its data is not kept here */
  there?(tx: ReadTx): Promise<boolean>;
  stamp(tx: ReadTx): Promise<Stamp>;
  make(tx: ReadTx): Promise<Uint8Array>;
}

/** UTF-8 with its mark, CRLF, every cell in quotes: as the municipal standard wants its files. */
const csvOf = (table: { header: readonly string[]; rows: string[][] }): Uint8Array =>
  toCsv(table.header, table.rows, { encoding: 'utf-8-bom' }).bytes;

/** イベント一覧: a row for each sitting, in the national list's names; the facility's number leads to the list of places. */
async function eventTable(tx: ReadTx): Promise<{ header: readonly string[]; rows: string[][] }> {
  const { code, name, prefecture, time_zone } = tx.actor.municipality;
  const day = (at: Date | null) => (at === null ? '' : today(at, time_zone));
  const time = (at: Date | null) => (at === null ? '' : timeOf(at, time_zone));
  const text = (value: string | number | null) => (value === null ? '' : `${value}`);
  const rows = (await eventRows(tx)).map((row) => [
    code,
    text(row.id),
    text(row.corporate_number),
    `${prefecture}${name}`,
    row.title,
    row.kind,
    day(row.starts_at),
    day(row.ends_at),
    row.all_day ? '' : time(row.starts_at),
    row.all_day ? '' : time(row.ends_at),
    row.summary,
    row.description,
    text(row.fee_amount),
    row.fee_note,
    text(row.host),
    row.audience,
    text(row.capacity),
    row.place,
    row.address,
    text(row.latitude),
    text(row.longitude),
    text(row.access_note),
    text(row.parking),
    day(row.application_closes_at),
    time(row.application_closes_at),
    row.application_note === '' ? (words.application[row.application] ?? '') : row.application_note,
    row.contact_name,
    text(row.contact_phone),
    text(row.url),
    words.child_information,
    text(row.facility_local_id),
  ]);
  return { header: words.event_headings, rows };
}

/**
 * People by town and age, a row for each: the national list (地域・年齢別人口) has columns of five years for men and women, and
 * what is kept here is single years of children without sex. Read back in as it is.
 */
async function populationTable(tx: ReadTx): Promise<{ header: readonly string[]; rows: string[][] }> {
  const { code, name, prefecture } = tx.actor.municipality;
  const rows = (await populationRows(tx)).map((row) => [
    code,
    `${prefecture}${name}`,
    row.code ?? '',
    row.town,
    row.counted_on,
    words.ages(row.age_from, row.age_to),
    `${row.people}`,
  ]);
  return { header: words.population_headings, rows };
}

export const datasets: readonly Dataset[] = [
  {
    key: 'preschool',
    file: (code) => `${code}_preschool.csv`,
    media_type: csv,
    stamp: facilityStamp,
    make: async (tx) => csvOf(await facilityTable(tx)),
  },
  {
    key: 'event',
    file: (code) => `${code}_event.csv`,
    media_type: csv,
    there: hasEvents,
    stamp: eventStamp,
    make: async (tx) => csvOf(await eventTable(tx)),
  },
  {
    key: 'population',
    file: (code) => `${code}_population_by_age.csv`,
    media_type: csv,
    there: hasPopulation,
    stamp: populationStamp,
    make: async (tx) => csvOf(await populationTable(tx)),
  },
  {
    key: 'facilities',
    file: () => 'facilities.xlsx',
    media_type: xlsx,
    stamp: facilityStamp,
    make: async (tx) => {
      const { header, rows } = await facilityTable(tx);
      const { modified } = await facilityStamp(tx);
      return toXlsx({
        title: words.sheet,
        sheets: [{ name: words.sheet, header, rows, types: header.map(() => 'text') }],
        stamp: {
          who: words.everybody,
          // The same data gives the same file, whenever it is fetched.
          when: formatDateTime(modified, tx.actor.municipality.time_zone),
          why: words.why,
        },
      });
    },
  },
];
