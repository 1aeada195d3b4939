import QRCode from 'qrcode';
import type { Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatMonthDay } from '../../platform/ja/dates.ts';
import { showCode } from '../../platform/web/open.ts';
import type { Introduction } from './queries-introductions.ts';
import { words } from './words-card.ja.ts';

/** Where a card's code leads. */
export const cardUrl = (base: string, code: string): string => `${base}/open/cards/${code}`;

/** The code as a picture for a page. */
export async function cardPicture(url: string): Promise<string> {
  const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** The card as a PDF: without who made it, since it is for the family. */
export async function cardPdf(card: Introduction, url: string): Promise<Uint8Array> {
  const w = words.card;
  const qr = await QRCode.toBuffer(url, { errorCorrectionLevel: 'M', margin: 2, width: 220 });
  const doc: Doc = {
    title: card.facility,
    subtitle: w.heading,
    // A card for a bag or a mother's handbook, not a sheet with a corner of words; on A4 it prints twice as large.
    paper: 'A5',
    meta: [
      [w.when, card.day_text],
      [w.what, card.what_happens],
      [w.whom, card.whom_to_ask],
      ...(card.how_to_get_there === '' ? [] : [[w.way, card.how_to_get_there] as const]),
      ...(card.phone === null ? [] : [[w.phone, card.phone] as const]),
    ],
    blocks: [
      {
        kind: 'figure',
        png: new Uint8Array(qr),
        alt: w.qr,
        caption: `${w.code} ${showCode(card.code)}`,
      },
      { kind: 'paragraph', text: `${w.qrText} ${w.goodUntil(formatMonthDay(card.expires_on))}` },
    ],
  };
  return (await toPdf(doc)).bytes;
}
