import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { addDays, formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import { sequenceOf, timesIn, uidOf } from '../calendar/rules-ical.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { showCode } from '../../platform/web/open.ts';
import { factsOf, leadOf } from './pages-receipt.tsx';
import { whereIn } from './rules-said.ts';
import type { Application, OwnApplication, Sitting } from './queries.ts';
import { byKana, stateOf } from './rules.ts';
import { plainReading } from '../../platform/ui/speech.ts';
import { agesOf, host as w, partyOf, receipt, stateWords, whenOf } from './words.ja.ts';

const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;

export const purposes = Object.keys(w.whys) as (keyof typeof w.whys)[];

/** A sitting's applications as Excel or CSV; said who took it, when and what for, and recorded. */
export function exportApplications(
  c: Ctx,
  tx: ReadTx,
  applications: readonly Application[],
  why: keyof typeof w.whys,
): Promise<Response> {
  const f = w.columns;
  const zone = zoneOf(tx);
  return sendTable(c, tx, {
    title: w.exportTitle,
    subject_kind: 'event_application',
    purpose: w.whys[why],
    header: [
      f.number,
      f.state,
      f.name,
      f.kana,
      f.phone,
      f.email,
      f.adults,
      f.children,
      f.ages,
      f.places,
      f.note,
      f.applied_at,
      f.way,
    ],
    types: [
      'number',
      'text',
      'text',
      'text',
      'text',
      'text',
      'number',
      'number',
      'text',
      'number',
      'text',
      'text',
      'text',
    ],
    rows: applications.map((one) => [
      one.number,
      stateWords[stateOf(one, tx.now)],
      one.name ?? w.gone,
      one.name_kana,
      one.phone,
      one.email,
      one.adults,
      one.children,
      agesOf(one.child_ages_months),
      one.places,
      one.note,
      formatDateTime(one.applied_at, zone),
      w.ways[one.way],
    ]),
  });
}

const asFile = async (c: Ctx, doc: Doc, name: string): Promise<Response> =>
  download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');

/** The list on paper for the door: boxes to tick, those who wait below. */
export function printList(
  c: Ctx,
  tx: ReadTx,
  sitting: Sitting,
  applications: readonly Application[],
): Promise<Response> {
  const f = w.columns;
  const zone = zoneOf(tx);
  const row = (one: Application) => [
    `${one.number}`,
    one.name_kana ? `${one.name ?? w.gone}\n${one.name_kana}` : (one.name ?? w.gone),
    one.child_ages_months.length === 0 ? partyOf(one) : `${partyOf(one)}\n${agesOf(one.child_ages_months)}`,
    one.phone ?? '',
    one.note ?? '',
    one.attended_at === null ? '☐' : '☑',
  ];
  const header = [f.number, f.name, f.party, f.phone, f.note, f.sign];
  const widths = [3, 8, 9, 7, 8, 3];
  const coming = applications
    .filter((one) => ['confirmed', 'attended', 'absent'].includes(stateOf(one, tx.now)))
    .toSorted(byKana);
  const others = applications.filter((one) => ['waiting', 'offered'].includes(stateOf(one, tx.now)));
  return asFile(
    c,
    {
      title: w.printTitle(sitting.title),
      meta: [
        [f.when, whenOf(sitting, zone)],
        [f.confirmed, `${coming.length}`],
      ],
      blocks: [
        coming.length === 0
          ? { kind: 'paragraph', text: w.noNames }
          : { kind: 'table', header, rows: coming.map(row), widths },
        ...(others.length === 0
          ? []
          : ([
              { kind: 'heading', level: 2, text: w.figures.waiting },
              { kind: 'table', header, rows: others.map(row), widths },
            ] as const)),
      ],
      stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: w.printWhy },
    },
    `${w.exportTitle}_${tx.today}`,
  );
}

/** The receipt on paper. */
export function printReceipt(
  c: Ctx,
  tx: ReadTx,
  own: OwnApplication,
  code: string,
  qrSvg: string | null,
): Promise<Response> {
  const zone = zoneOf(tx);
  return asFile(
    c,
    {
      title: receipt.title,
      meta: [[receipt.code, showCode(code)]],
      blocks: [
        { kind: 'paragraph', text: leadOf(own, tx.now, zone, plainReading) },
        {
          kind: 'table',
          header: [receipt.event, own.title],
          rows: factsOf(own, zone, plainReading)
            .slice(1)
            .map(({ term, description }) => [term, description]),
          widths: [1, 3],
        },
        ...(qrSvg === null
          ? []
          : ([{ kind: 'figure', svg: qrSvg, alt: receipt.qrAlt, caption: receipt.qrText }] as const)),
        { kind: 'paragraph', text: receipt.codeHelp },
        {
          kind: 'paragraph',
          text: own.delete_after === null ? receipt.gone : receipt.deleted(formatDate(own.delete_after)),
        },
      ],
    },
    receipt.title,
  );
}

/**
 * The sitting for the applicant's own calendar, under the number it has in the feeds, so that who subscribed to one sees
 * it once; no name of anybody.
 */
export function calendarOf(c: Ctx, tx: ReadTx, own: OwnApplication): Response {
  const on = dayIn(own.starts_at, zoneOf(tx));
  const ends_on = addDays(dayIn(own.ends_at, zoneOf(tx)), own.all_day ? -1 : 0);
  const calendar = ical({
    prodId: { company: 'tsunagi', product: 'applications' },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: uidOf(own),
    ...timesIn({ ...own, on, ends_on }),
    stamp: own.event_changed_at,
    sequence: sequenceOf({ version: own.event_version, sequence: own.sequence }),
    summary: own.title,
    location: whereIn(plainReading, own).text,
    status: own.sitting_cancelled_at === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    ...(own.join_url ? { url: own.join_url } : {}),
  });
  return download(
    c,
    new TextEncoder().encode(calendar.toString()),
    'calendar.ics',
    'text/calendar; charset=utf-8',
  );
}
