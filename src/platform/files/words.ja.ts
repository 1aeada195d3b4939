import type { FileRefusal, FileRefusalCode } from './refusal.ts';

const MEGABYTE = 1_000_000;
const amount = (value: number | undefined) => (value ?? 0).toLocaleString('ja-JP');
const size = (bytes: number | undefined) => `${amount(Math.floor((bytes ?? 0) / MEGABYTE))}MB`;

const sentences: Record<FileRefusalCode, (detail: FileRefusal['detail']) => string> = {
  empty: () => 'ファイルに中身がありません。見出しの行とデータの行があるファイルを選んでください。',
  'no-rows': () => '見出しの行だけで、データの行がありません。データのあるファイルかシートを選んでください。',
  'too-large': ({ limit }) =>
    `ファイルが大きすぎます。${size(limit)}までのファイルを受け取れます。ファイルを分けるか、写真は小さくしてから選んでください。`,
  'too-many-rows': ({ limit }) => `行が多すぎます。${amount(limit)}行までに分けて、もう一度選んでください。`,
  'too-many-columns': ({ limit }) =>
    `列が多すぎます。${amount(limit)}列までを読み取れます。表の右側に、離れて入力されたセルがないか確かめてください。`,
  password: () =>
    'パスワードで保護されたファイルは読み取れません。Excelなどで開き、パスワードを外して保存し直してください。',
  'old-excel': () =>
    '古い形式のExcelファイルです。Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存し直してください。',
  pdf: () => 'PDFからは表を読み取れません。元のExcelかCSVのファイルを選んでください。',
  picture: () => '写真や画像からは表を読み取れません。元のExcelかCSVのファイルを選んでください。',
  word: () =>
    'Wordなどの文書からは表を読み取れません。表をExcelに貼り付け、Excelブック（.xlsx）として保存してから選んでください。',
  'web-page': () =>
    '中身がWebページの形式です。Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存し直してください。',
  archive: ({ names }) =>
    `圧縮ファイル（zip）の中から表を1つに決められませんでした${names?.length ? `（中身：${names.join('、')}）` : ''}。圧縮を解いて、表のファイルを1つ選んでください。`,
  bomb: () =>
    '開くと極端に大きくなるファイルのため、安全のために受け取れません。Excelで開き、必要なシートだけを新しいブックに写して保存してください。',
  damaged: () =>
    'ファイルが壊れているか、途中で切れています。元のファイルを開けることを確かめ、保存し直してから選んでください。',
  encoding: () =>
    '文字コードが分かりませんでした。Excelで開き、「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」か「Excelブック（.xlsx）」を選んで保存し直してください。',
  'broken-quotes': ({ row }) =>
    `${amount(row)}行目から始まる行の「"」（引用符）の対応がとれていません。その行の「"」を2つ重ねるか、消してから選んでください。`,
  'not-a-table': () => '表のファイルではないようです。CSVかExcelブック（.xlsx）のファイルを選んでください。',
  'no-such-sheet': ({ names }) =>
    `指定されたシートがありません。${names?.length ? `このファイルのシート：${names.join('、')}` : ''}`,
  'type-unknown': () =>
    '受け取れない種類のファイルです。写真（JPEG、PNG、WebP、HEIC、GIF）、PDF、Word、Excelのファイルを選んでください。',
  'type-not-allowed': ({ names }) =>
    `この欄では受け取れない種類のファイルです。${names?.length ? `${names.join('、')}のファイルを選んでください。` : ''}`,
  'type-mismatch': ({ names }) =>
    `ファイルの名前の終わり（拡張子）と中身の種類が違います。${names?.length ? `中身は${names.join('')}のようです。` : ''}元のアプリで保存し直してから選んでください。`,
  'active-content': () =>
    'ファイルの中に、開くと動くプログラムが含まれているため受け取れません。マクロなどを除いて保存し直すか、写真やPDFに書き出してから選んでください。',
};

/** The sentence for a refused file, ending with how to mend it. */
export function refusalSentence(refusal: FileRefusal): string {
  return sentences[refusal.code](refusal.detail);
}

export const mediaNames: Record<string, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/heic': 'HEIC',
  'image/gif': 'GIF',
  'application/pdf': 'PDF',
  'audio/webm': '録音（WebM）',
  'audio/ogg': '録音（Ogg）',
  'audio/mp4': '録音（M4A）',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
};

/** The name of an uploaded file whose own name has no usable character. */
export const namelessFile = 'ファイル';

const firstOf = (places: string[]) => `${places.slice(0, 10).join('、')}${places.length > 10 ? ' ほか' : ''}`;

export const notes = {
  insideZip: (name: string) => `圧縮ファイルの中の「${name}」を読み取りました。`,
  otherSheets: (chosen: string, others: string[]) =>
    `シート「${chosen}」を読み取りました。ほかのシート：${others.join('、')}`,
  headerBelow: (row: number) => `${amount(row)}行目を見出しとして読み取りました。`,
  headerJoined: (from: number, to: number) =>
    `${amount(from)}行目から${amount(to)}行目までをまとめて見出しとして読み取りました。`,
  blankHeadings: (columns: number[]) =>
    `見出しのない列があります（左から${columns.map(amount).join('、')}列目）。`,
  sameHeadings: (headings: string[]) => `同じ見出しの列が複数あります：${headings.join('、')}`,
  surplusCells: (count: number, row: number) =>
    `見出しより右にはみ出した値のある行が${amount(count)}行あります（最初は${amount(row)}行目）。値の中の「,」で列がずれていないか確かめてください。`,
  undecodable: (count: number) =>
    `読み取れない文字が${amount(count)}個あり、「\uFFFD」に置き換えました。文字コードか元のファイルを確かめてください。`,
  privateCharacters: (count: number) =>
    `外字が${amount(count)}個あります。ほかの端末では表示できないことがあるので、確かめてください。`,
  mergedFilled: (count: number) =>
    `縦に結合されたセルの値を、結合された行すべてに入れました（${amount(count)}か所）。`,
  formulas: (cells: string[]) =>
    `計算結果が保存されていない数式が${amount(cells.length)}個あり（${firstOf(cells)}）、空欄として読み取りました。Excelで開いて保存し直すと読み取れます。`,
  errors: (cells: string[]) =>
    `「#N/A」などのエラーになっているセルが${amount(cells.length)}個あります（${firstOf(cells)}）。`,
  cellOfRow: (row: number) => `${amount(row)}行目`,
  headerRepeated: (rows: number[]) =>
    `見出しと同じ行がもう一度あったので、読み飛ばしました（${firstOf(rows.map((row) => `${amount(row)}行目`))}）。`,
};

/** Name of a column without a heading, counted from 1. */
export const namelessColumn = (column: number) => `列${column}`;

/** Marks that a heading's field must be filled in, after NFKC. */
export const requiredMarks = /^[◎○●※*]+|[◎○●※*]+$|[(【[]必須[)】\]]/g;

/** What cities put between the parts of a heading, after NFKC. */
export const loosePunctuation = /[_()[\]【】「」・:/\\.,、‐‑–—―−-]+/g;
