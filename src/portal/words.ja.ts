/** Ages, towns and times as the rest of the house reads them. */
export const ages = {
  townTail: /[0-9一二三四五六七八九十]+(条通?|丁目|線|号).*$|[0-9一二三四五六七八九十]+$/u,
};

/** What parseWhen() understands, by the code a select sends. */
export const whenTexts = {
  today: '今日',
  tomorrow: '明日',
  weekday_am: '平日の午前',
  weekday_pm: '平日の午後',
  saturday_am: '土曜の午前',
  saturday: '土曜日',
  sunday: '日曜日・祝日',
} as const;

export const weekdayNames = ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'] as const;
export const closed = '休み';
