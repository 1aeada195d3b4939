/** Ages, towns and times as the rest of the house reads them. */
export const ages = {
  townTail: /[0-9一二三四五六七八九十]+(条通?|丁目|線|号).*$|[0-9一二三四五六七八九十]+$/u,
};

/** What parseWhen() understands, by the codes two selects send: a day, and the part of it. */
export const whenTexts = {
  today: '今日',
  tomorrow: '明日',
  weekday: '平日',
  saturday: '土曜日',
  sunday: '日曜日・祝日',
} as const;
export const partTexts = { am: '午前', pm: '午後' } as const;
export const partOfDay = (day: string, part: string): string => `${day}の${part}`;
/** From a time of the clock (HH:MM) to the end of a day. */
export const fromTime = (day: string, clock: string): string => `${day}の${clock}から`;

export const weekdayNames = ['月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日'] as const;
export const closed = '休み';
