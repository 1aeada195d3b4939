import type { Stamp } from './doc.ts';

/** The geta mark: what Japanese print and registers put for a character they do not have. */
export const missingCharacter = '〓';

/** Ends a text too long for one Excel cell. */
export const cutOff = '…（長いため以下省略）';

export const sheetNameOf = (position: number) => `シート${position}`;

/** Its name, by which files of our own are known when they come back. */
export const stampSheetName = '出力情報';

/** The sheet at the end of every workbook that says where it came from. */
export function stampSheet(title: string, stamp: Stamp, sheets: readonly { name: string; rows: number }[]) {
  return {
    name: stampSheetName,
    header: ['項目', '内容'],
    rows: [
      ['表題', title],
      ['出力した人', stamp.who],
      ['出力した日時', stamp.when],
      ['出力の目的', stamp.why],
      ...sheets.map(({ name, rows }) => [`「${name}」の件数`, `${rows.toLocaleString('ja-JP')}件`]),
    ],
  };
}

export const stampLine = (stamp: Stamp) => `出力：${stamp.who}　${stamp.when}　目的：${stamp.why}`;

/** Room to write the date beside a signature. */
export const signatureDate = '年　　　月　　　日';
export const checkedMark = '☑';
export const uncheckedMark = '☐';
export const bulletMark = '・';

/** Said to the reader's software, in place of a picture it cannot show. */
export const figureTitle = '図';

/** The font's own name on Japanese Windows and Mac. */
export const spreadsheetFont = '游ゴシック';
