/** The month's sheet as a PDF, and the names calendars carry into other programs: Japanese for everybody. */
export const words = {
  title: '地域子育てカレンダー',
  trainingTitle: '研修カレンダー',
  feeds: {
    all: 'すべての行事',
    training: '地域の研修',
    of: (name: string) => `${name}の行事`,
  },
  sheet: {
    foot: (address: string) => `最新の予定・中止のお知らせ：${address}`,
    more: (count: number) => `ほか${count}件`,
    places: (n: number) => `（${n}か所）`,
    legend: '時刻は始まりです。×は中止です。くわしくは問合せ先か、上のアドレスで確かめてください。',
    all: 'すべての地域',
    weekdays: ['日', '月', '火', '水', '木', '金', '土'],
    file: (month: string) => `子育てカレンダー_${month}`,
  },
} as const;
