import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Change } from './rules-network.ts';

/** The sources in the order they are shown; a further one is a further line here and in policies.sql. */
export const sources: Record<string, string> = {
  meeting: '会議に出た',
  study_group: '小グループで集まった',
  open_day: '公開保育で会った',
  course: '研修で一緒に学んだ',
  initiative: '協働の取組を一緒にした',
  partnership: '連携チェックに同じ区域で答えた',
  visit: '巡回した・された',
};
/** A visit ties every facility to the centre: counted only where somebody asks for it. */
export const usualSources: readonly string[] = Object.keys(sources).filter((code) => code !== 'visit');

export const words = {
  title: 'つながりの地図',
  lead: 'だれとだれが、同じ場に居合わせたかを、会議・小グループ・公開保育・研修・協働の取組などの記録から数えました。園と団体だけを数え、個人は数えません。',
  weights:
    '線の太さは、2か所だけで会えば1回、人数の多い場ほど軽く数えます（10か所の会議なら、一組あたり5分の1回）。巡回は、どの園も保育センターと結ぶので、はじめは数えていません。',
  year: '年度',
  before: '比べる年度',
  noCompare: '比べない',
  sources: '数える場',
  usual: 'すべて（巡回のほか）',
  allSources: 'すべて（巡回も）',
  theme: 'テーマ',
  area: '区域',
  kind: '施設の種類',
  who: '園・団体を一つ選ぶ',
  everybody: '全体を見る',
  any: 'すべて',
  caption: (year: number) => `${formatFiscalYear(year)}のつながり`,
  captionOf: (name: string, year: number) => `${name}と、会った相手（${formatFiscalYear(year)}）`,
  compareCaption: (year: number, before: number) =>
    `${formatFiscalYear(year)}のつながり（${formatFiscalYear(before)}と比べて）`,
  described: (nodes: number, ties: number, drawn: number, alone: number) =>
    `${formatCount(nodes, 'か所')}について数え、${formatCount(ties, '組')}のつながりがありました。図には強いものから${formatCount(drawn, '組')}を描きました。つながりの記録がないところは${formatCount(alone, 'か所')}です。すべての組は、図の下の表にあります。`,
  numbers: '図の中の数字は、下の「園・団体」の表の番号です。印を押すと、そのところを中心にした図になります。',
  legend: {
    facility: '園・施設',
    body: '団体・機関',
    bridge: 'つなぎ役',
    kept: 'つながり（太いほど多い）',
    new: 'この年度にできた',
    gone: '途絶えた',
  },
  changes: { kept: '続いている', new: 'この年度から', gone: '途絶えた' } satisfies Record<Change, string>,
  changed: (kept: number, made: number, gone: number) =>
    `続いているつながり${formatCount(kept, '組')}、新しくできたつながり${formatCount(made, '組')}、途絶えたつながり${formatCount(gone, '組')}`,
  isolated: 'つながりの記録がないところ',
  isolatedLead:
    '選んだ場で、ほかの園や団体と会った記録がないところです。声をかける先の手がかりにしてください。',
  isolatedNone: '選んだ場では、どの園にも会った記録があります。',
  isolatedMore: (n: number, inTable: boolean) =>
    `ほか${formatCount(n, 'か所')}${inTable ? '（表の「会った相手」が0のところ）' : '。区域や種類で絞ると、表で確かめられます。'}`,
  bridges: 'つなぎ役になっているところ',
  bridgesLead:
    '抜けると、ほかのところが離れてしまう園や団体です。異動や多忙で途切れないように気にかけてください。',
  bridgesNone: '一か所だけに頼っているつながりはありません。',
  cutOff: (name: string, cut: readonly string[], more: number) =>
    `${name}がつないでいます。ここがないと、${cut.join('、')}${more > 0 ? `ほか${formatCount(more, 'か所')}` : ''}が、ほかとつながらなくなります。`,
  between: (name: string, share: number) =>
    `${name}がつないでいます。ほかの二か所を結ぶいちばん近い道の${share}％が、ここを通ります。`,
  small: '離れている小さなまとまり',
  smallLine: (names: readonly string[]) => names.join('、'),
  table: '園・団体',
  tableCut: (listed: number, left: number) =>
    `会った記録のある${formatCount(listed, 'か所')}です。記録のないほかの${formatCount(left, 'か所')}は、区域や種類で絞ると表に出ます。`,
  tableLead: '番号は図と同じです。',
  ties: 'すべてのつながり',
  tiesLead: '多い順です。',
  tiesCut: (shown: number, all: number) =>
    `${formatCount(all, '組')}のうち、多いほうから${formatCount(shown, '組')}です。全部はExcelで出力できます。`,
  columns: {
    number: '番号',
    name: '園・団体',
    kind: '種類',
    area: '区域',
    met: '会った相手',
    occasions: '会った回数',
    note: '',
    a: '一方',
    b: 'もう一方',
    times: '内訳',
    before: '前の年度の回数',
    change: '変わり方',
  },
  times: (name: string, n: number) => `${name} ${formatCount(n, '回')}`,
  body: '団体・機関',
  countOf: (n: number) => formatCount(n, 'か所'),
  timesOf: (n: number) => formatCount(n, '回'),
  tie: (a: string, b: string, n: number) => `${a}と${b}：${formatCount(n, '回')}`,
  node: (number: number, name: string, met: number) =>
    `${number} ${name}（会った相手 ${formatCount(met, 'か所')}）`,
  export: 'Excelで出力する',
  exportCsv: 'CSVで出力する',
  file: 'つながり',
  empty: {
    title: 'この条件では、会った記録がありません',
    text: '年度や数える場を変えてみてください。会議の出欠、小グループの集まり、公開保育の参加を入れると、ここに現れます。',
  },
  onlyOwn: 'あなたの園が居合わせた場だけを数えています。',
};
