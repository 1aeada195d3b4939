import type { PlaceKey } from '../ui/page.tsx';

/** The five places, in the order they stand. */
export const places: Record<PlaceKey, string> = {
  today: '今日',
  connect: 'つながる',
  improve: 'よくする',
  support: 'ささえる',
  see: 'みえる',
};

/**
 * What the places of many pages are divided into. よくする in the order of the work: go and hear, decide together, learn, act with
 * others. みえる: what the year comes to, figures of the town, and who keeps records and for how long.
 */
export const parts = {
  improve: {
    visit: '巡回',
    issue: '課題と会議',
    learn: '学び合い',
    act: '協働と質',
  },
  see: {
    goal: '目標と評価',
    figure: '地域の数字',
    keep: '記録の管理',
  },
};
