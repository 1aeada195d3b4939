import QRCode from 'qrcode';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { showCode } from '../../platform/web/open.ts';
import { band, watchGroups } from './pages.tsx';
import { phoneOfTeam } from '../households/queries.ts';
import type { Referral, ReferralLine } from './queries.ts';
import { delayNames, form as fw, letter as w, list as lw, page, watchWords as ww } from './words.ja.ts';

const file = async (c: Ctx, doc: Doc, name: string): Promise<Response> =>
  download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');

/** The letter to a receiver without an account: the need without a name, and the code to answer by. */
export async function letterPdf(c: Ctx, tx: ReadTx, referral: Referral, code: string): Promise<Response> {
  const zone = tx.actor.municipality.time_zone;
  const address = `${tx.actor.house.settings.BASE_URL}/open/referral`;
  const f = page.facts;
  const due = formatDate(dayIn(referral.due_at!, zone));
  const phone = await phoneOfTeam(tx, referral.team_id);
  const svg = await QRCode.toString(address, {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 2,
    width: 120,
  });
  return file(
    c,
    {
      title: w.title,
      subtitle: w.to(referral.to),
      meta: [
        [lw.number(referral.id), formatDate(dayIn(referral.sent_at!, zone))],
        [f.from, `${referral.sender}　${referral.team}`],
        [w.code, showCode(code)],
      ],
      blocks: [
        { kind: 'paragraph', text: w.lead },
        {
          kind: 'table',
          header: [f.need, referral.need],
          rows: [
            [f.age, band(referral.age_band)],
            [f.area, referral.area ?? fw.areaNone],
            [f.days, referral.days],
            [f.due, w.due(due)],
          ],
          widths: [1, 3],
        },
        { kind: 'paragraph', text: w.how(address) },
        { kind: 'figure', svg, alt: w.qrAlt, caption: address },
        { kind: 'paragraph', text: w.phone(referral.team, phone) },
        { kind: 'heading', level: 2, text: w.reply },
        { kind: 'checklist', items: w.checks.map((text) => ({ text, checked: false })) },
      ],
      stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: w.title },
    },
    w.file(referral.id),
  );
}

/** Every open one between organisations, for a meeting about delays; nobody's name in it. */
export async function watchPdf(c: Ctx, tx: ReadTx, lines: readonly ReferralLine[]): Promise<Response> {
  const k = ww.columns;
  const zone = tx.actor.municipality.time_zone;
  return file(
    c,
    {
      title: ww.title,
      meta: [[k.state, formatDate(tx.today)]],
      blocks: watchGroups(lines, tx.now).flatMap(({ organisation, rows }) => [
        { kind: 'heading', level: 2, text: organisation } as const,
        {
          kind: 'table',
          header: [k.number, k.need, k.age, k.area, k.state, k.days, k.delay],
          rows: rows.map((row) => [
            `${row.id}`,
            row.need,
            row.age,
            row.area,
            row.stateName,
            ww.daysOf(row.days),
            row.delay === null ? '' : delayNames[row.delay]!,
          ]),
          widths: [1, 5, 2, 2, 3, 1, 3],
        } as const,
      ]),
      paper: 'A4-landscape',
      stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: ww.why },
    },
    `${ww.title}_${tx.today}`,
  );
}
