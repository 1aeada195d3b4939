import type { PlaceKey } from '../ui/page.tsx';

/** The five places, in the order they stand. */
export const places: Record<PlaceKey, string> = {
  today: '今日',
  connect: 'つながる',
  improve: 'よくする',
  support: 'ささえる',
  see: 'みえる',
};

/** What よくする is divided into, in the order of the work: go and hear, decide together, learn, act with others. */
export const parts = {
  visit: '巡回',
  issue: '課題と会議',
  learn: '学び合い',
  act: '協働と質',
};
