import type { PlaceKey } from '../ui/page.tsx';

/** The five places, in the order they stand. */
export const places: Record<PlaceKey, string> = {
  today: '今日',
  connect: 'つながる',
  improve: 'よくする',
  support: 'ささえる',
  see: 'みえる',
};
