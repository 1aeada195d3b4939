/** The month's sheet that a city pins up, and the names calendars carry into other programs: Japanese for everybody. */
export const words = {
  title: '地域子育てカレンダー',
  trainingTitle: '研修カレンダー',
  ages: {
    '3': '0歳（6か月まで）',
    '9': '0歳（6か月から）',
    '18': '1歳',
    '30': '2歳',
    '42': '3歳',
    '54': '4歳',
    '66': '5歳',
    '100': '小学生',
  } as Readonly<Record<string, string>>,
  feeds: {
    all: 'すべての行事',
    training: '地域の研修',
    of: (name: string) => `${name}の行事`,
  },
  sheet: {
    title: (month: string) => `${month}の予定`,
    choose: '紙の大きさ',
    a4: 'A4 横',
    a3: 'A3 横',
    month: '月',
    pdf: 'PDFで保存する',
    browser: 'この画面は、ブラウザーの印刷（Ctrl＋P）でもそのまま刷れます。',
    foot: (address: string) => `最新の予定・中止のお知らせ：${address}`,
    more: (count: number) => `ほか${count}件`,
    /** Several places of one name and time are counted; one is named where there is room. */
    entry: (
      entry: { time: string; title: string; places: readonly string[]; cancelled: boolean; sittings: number },
      named: boolean,
    ): string =>
      `${entry.cancelled ? '×' : ''}${entry.time === '' ? '' : `${entry.time} `}${entry.title}` +
      (entry.sittings > 1
        ? `（${entry.sittings}か所）`
        : named && entry.places[0]
          ? `＠${entry.places[0]}`
          : ''),
    legend: '時刻は始まりです。×は中止です。くわしくは問合せ先か、上のアドレスで確かめてください。',
    all: 'すべての地域',
    weekdays: ['日', '月', '火', '水', '木', '金', '土'],
    file: (month: string) => `子育てカレンダー_${month}`,
    omitted: (count: number) =>
      `紙に入りきらない予定が${count}件あります。地域や種類でしぼると、すべて載せられます。`,
    monthBefore: '前の月',
    monthAfter: '次の月',
    print: 'A4・A3で印刷する',
  },
} as const;
