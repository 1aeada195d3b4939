import QRCode from 'qrcode';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { showCode, openSeal } from '../../platform/web/open.ts';
import { placeOf } from './pages.tsx';
import type { CompletionRow } from './pages-records.tsx';
import type { Application, Course, Facts, Session } from './queries.ts';
import type { Certificate, Group } from './queries-records.ts';
import { hours, words } from './words.ja.ts';

const asFile = async (c: Ctx, doc: Doc, name: string): Promise<Response> =>
  download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');

export interface Sheet {
  number: string;
  name: string;
  name_kana?: string;
  birth_on: string | null;
  course: string;
  category: string;
  minutes: number;
  issued_on: string;
  valid_until: string | null;
  issuer: string;
  code_sealed: string;
  reprinted_on: string | null;
}

/** The certificate on paper: number, name, what was completed, and how another town can see that it is good. */
export async function printCertificate(c: Ctx, tx: ReadTx, sheet: Sheet): Promise<Response> {
  const w = words.certificate;
  const { house } = tx.actor;
  const address = `${house.settings.BASE_URL}/open/courses/verify`;
  const code = openSeal(house, sheet.code_sealed);
  const svg = await QRCode.toString(address, {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 2,
    width: 90,
  });
  return asFile(
    c,
    {
      title: w.title,
      deed: true,
      meta: [[w.number, sheet.number]],
      blocks: [
        ...(sheet.name_kana ? ([{ kind: 'paragraph', text: sheet.name_kana }] as const) : []),
        { kind: 'heading', level: 1, text: w.holder(sheet.name) },
        ...(sheet.birth_on === null ? [] : ([{ kind: 'paragraph', text: w.birth(sheet.birth_on) }] as const)),
        { kind: 'paragraph', text: w.text(sheet.course, sheet.category, sheet.minutes) },
        { kind: 'paragraph', text: w.issued(sheet.issued_on) },
        { kind: 'heading', level: 2, text: sheet.issuer },
        { kind: 'paragraph', text: w.valid(sheet.valid_until) },
        ...(sheet.reprinted_on === null
          ? []
          : ([{ kind: 'paragraph', text: w.reprinted(sheet.reprinted_on) }] as const)),
        { kind: 'paragraph', text: w.verify(address, code === null ? '' : showCode(code)) },
        { kind: 'figure', svg, alt: w.qr },
      ],
    },
    w.file(sheet.number),
  );
}

/** One's own record on paper. */
export function printHistory(c: Ctx, tx: ReadTx, certificates: readonly Certificate[]): Promise<Response> {
  const w = words.mine;
  const f = w.historyColumns;
  return asFile(
    c,
    {
      title: w.historyTitle,
      subtitle: tx.session.name,
      meta: [],
      blocks: [
        {
          kind: 'table',
          header: [f.course, f.category, f.hours, f.number, f.issued_on, f.valid_until],
          rows: certificates
            .filter((one) => one.withdrawn_at === null)
            .map((one) => [
              one.course,
              one.category,
              hours(one.minutes),
              one.number,
              formatDate(one.issued_on),
              w.until(one.valid_until),
            ]),
          widths: [5, 4, 2, 3, 3, 3],
        },
      ],
      stamp: {
        who: tx.session.name,
        when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
        why: w.why,
      },
    },
    w.historyTitle,
  );
}

/** What hangs at the door of a sitting. */
export async function printPoster(
  c: Ctx,
  tx: ReadTx,
  course: Course,
  session: Session,
  code: string,
): Promise<Response> {
  const w = words.attendance;
  const svg = await QRCode.toString(`${tx.actor.house.settings.BASE_URL}/open/courses/door/${code}`, {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 4,
    width: 420,
  });
  return asFile(
    c,
    {
      title: w.posterTitle,
      subtitle: course.title,
      meta: [[session.title, words.whenLong(session)]],
      blocks: [
        { kind: 'paragraph', text: w.posterText },
        { kind: 'figure', svg, alt: w.posterAlt },
        { kind: 'paragraph', text: w.posterHelp },
      ],
    },
    `${w.posterTitle}_${session.held_on}`,
  );
}

/** Who sits where, for the wall. */
export function printGroups(c: Ctx, course: Course, groups: readonly Group[]): Promise<Response> {
  const w = words.groups;
  return asFile(
    c,
    {
      title: w.title,
      subtitle: course.title,
      meta: [],
      blocks: groups.flatMap((group) => [
        { kind: 'heading', level: 2, text: w.name(group.number) } as const,
        {
          kind: 'list',
          items: group.members.map((one) => w.member(one.name, one.place, one.years)),
        } as const,
      ]),
    },
    w.title,
  );
}

/** Everybody who applied, as Excel or CSV. */
export function exportApplications(
  c: Ctx,
  tx: ReadTx,
  applications: readonly Application[],
): Promise<Response> {
  const f = words.exports.columns;
  return sendTable(c, tx, {
    title: words.exports.applications,
    subject_kind: 'course_application',
    purpose: words.exports.why,
    header: [
      f.number,
      f.name,
      f.kana,
      f.place,
      f.job,
      f.years,
      f.wishes,
      f.email,
      f.phone,
      f.applied_at,
      f.state,
    ],
    types: ['number', 'text', 'text', 'text', 'text', 'number', 'text', 'text', 'text', 'date', 'text'],
    rows: applications.map((one) => [
      one.number,
      one.name,
      one.name_kana,
      placeOf(one),
      one.job,
      one.years,
      one.wishes,
      one.email,
      one.phone,
      dayIn(one.applied_at, tx.actor.municipality.time_zone),
      words.applicationStates[one.state],
    ]),
  });
}

/** The list of who completed, with what others lack. */
export function exportCompletion(
  c: Ctx,
  tx: ReadTx,
  course: Course,
  rows: readonly CompletionRow[],
  certificates: Facts['certificates'],
): Promise<Response> {
  const f = words.exports.columns;
  return sendTable(c, tx, {
    title: words.exports.completion,
    subject_kind: 'course_certificate',
    purpose: words.exports.why,
    header: [
      f.name,
      f.kana,
      ...(course.asks_birth ? [f.birth_on] : []),
      f.place,
      f.minutes,
      f.complete,
      f.missing,
      f.certificate,
      f.issued_on,
      f.valid_until,
    ],
    types: [
      'text',
      'text',
      ...(course.asks_birth ? (['date'] as const) : []),
      'text',
      'number',
      'text',
      'text',
      'text',
      'date',
      'date',
    ],
    rows: rows.map(({ application, completion }) => {
      const own = certificates.find(
        (one) => one.application_id === application.id && one.withdrawn_at === null,
      );
      return [
        application.name,
        application.name_kana,
        ...(course.asks_birth ? [application.birth_on] : []),
        placeOf(application),
        completion.minutes,
        completion.complete ? words.exports.yes : words.exports.no,
        completion.missing.map(words.missing).join(words.comma),
        own?.number ?? null,
        own?.issued_on ?? null,
        own?.valid_until ?? null,
      ];
    }),
  });
}

/** Who has which training and until when. */
export function exportRecords(c: Ctx, tx: ReadTx, rows: readonly Certificate[]): Promise<Response> {
  const f = words.recordList.columns;
  return sendTable(c, tx, {
    title: words.recordList.file,
    subject_kind: 'course_certificate',
    purpose: words.recordList.purpose,
    header: [
      f.name,
      f.facility,
      f.course,
      f.category,
      words.exports.columns.minutes,
      f.number,
      f.issued_on,
      f.valid_until,
    ],
    types: ['text', 'text', 'text', 'text', 'number', 'text', 'date', 'date'],
    rows: rows.map((one) => [
      one.name,
      placeOf(one),
      one.course,
      one.category,
      one.minutes,
      one.number,
      one.issued_on,
      one.valid_until,
    ]),
  });
}
