import QRCode from 'qrcode';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, formatBirthDate, formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { showCode } from '../../platform/web/open.ts';
import { settingOf, type OpenFile } from './queries.ts';
import { sheetDays, topics } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.paper;

/** An address with a code behind its #, which stays in the phone that reads it, as a picture for a page. */
export async function pictureOf(url: string): Promise<string> {
  const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** The whole file on paper; in Japanese, since whoever reads it there mostly is. */
export async function filePdf(c: Ctx, tx: ReadTx, file: OpenFile): Promise<Response> {
  const blocks = topics.flatMap((topic): Block[] => {
    const list = file.entries.filter((one) => one.topic === topic);
    if (list.length === 0) return [];
    const ordered = [
      ...list.filter((one) => one.replaced_by === null),
      ...list.filter((one) => one.replaced_by !== null),
    ];
    return [
      { kind: 'heading', level: 1, text: words.topics[topic] },
      ...ordered.flatMap((one): Block[] => [
        { kind: 'heading', level: 3, text: `${one.title}${one.replaced_by === null ? '' : w.older}` },
        {
          kind: 'paragraph',
          text: [words.stages[one.stage], one.dated_on === null ? null : formatDate(one.dated_on)]
            .filter((part) => part !== null)
            .join('　'),
        },
        { kind: 'paragraph', text: one.body },
      ]),
    ];
  });
  const doc: Doc = {
    title: w.of(file.profile.name),
    subtitle: w.by,
    meta: [
      ...(file.profile.born_on === null ? [] : [[w.born, formatBirthDate(file.profile.born_on)] as const]),
      [w.made, formatDate(tx.today)],
    ],
    blocks: blocks.length === 0 ? [{ kind: 'paragraph', text: w.none }] : blocks,
  };
  return download(c, (await toPdf(doc)).bytes, `${w.file}_${tx.today}.pdf`, 'application/pdf');
}

/** Everything as a table, to be kept or taken elsewhere. */
export async function fileXlsx(c: Ctx, tx: ReadTx, file: OpenFile): Promise<Response> {
  const bytes = await toXlsx({
    title: w.file,
    sheets: [
      {
        name: w.file,
        header: w.columns,
        rows: topics.flatMap((topic) =>
          file.entries
            .filter((one) => one.topic === topic)
            .map((one) => [
              words.topics[topic],
              words.stages[one.stage],
              one.dated_on,
              one.title,
              one.body,
              one.replaced_by === null ? w.now : w.before,
            ]),
        ),
      },
    ],
    stamp: { who: w.by, when: formatDateTime(tx.now, tx.actor.municipality.time_zone), why: w.why },
  });
  return download(
    c,
    bytes,
    `${w.file}_${tx.today}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}

/** The paper a worker hands over: a code nobody has used yet, and how to begin. No passphrase, no name. */
export async function sheetPdf(c: Ctx, tx: ReadTx, code: string): Promise<Response> {
  const s = words.sheet;
  const base = `${tx.actor.house.settings.BASE_URL}/open/support-file/start`;
  const { keep_months } = await settingOf(tx);
  const svg = await QRCode.toString(`${base}#${code}`, {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 2,
    width: 140,
  });
  const doc: Doc = {
    title: s.title,
    subtitle: s.subtitle(tx.actor.municipality.name),
    meta: [[s.until, formatDate(addDays(tx.today, sheetDays))]],
    blocks: [
      { kind: 'heading', level: 1, text: `${s.code}　${showCode(code)}` },
      { kind: 'paragraph', text: s.lead },
      { kind: 'list', items: s.steps, ordered: true },
      { kind: 'figure', svg, alt: s.qr, caption: base },
      { kind: 'paragraph', text: s.lost },
      { kind: 'paragraph', text: s.forgetting(keep_months) },
    ],
  };
  return download(c, (await toPdf(doc)).bytes, `${w.file}_${tx.today}.pdf`, 'application/pdf');
}
