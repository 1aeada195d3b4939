import type { SessionLine } from './queries.ts';
import { ageText } from './words.ja.ts';

export const words = {
  cancelled: (title: string) => `【中止】${title}`,
  online: 'オンライン',
  place: (line: Pick<SessionLine, 'place' | 'address'>) =>
    line.address === '' || line.address === line.place ? line.place : `${line.place}（${line.address}）`,
  description: (line: SessionLine, url: string) =>
    [
      line.cancelled_at === null ? '' : `中止になりました。理由：${line.cancel_reason ?? ''}`,
      line.summary,
      line.note,
      line.audience === '' && line.age_from_months === null && line.age_to_months === null
        ? ''
        : `対象：${[line.audience, ageText(line.age_from_months, line.age_to_months)].filter(Boolean).join('　')}`,
      line.online === 'none'
        ? ''
        : line.online === 'only'
          ? 'オンラインで開きます'
          : '会場でもオンラインでも参加できます',
      ['form', 'lottery', 'contact'].includes(line.application) ? '申込みが必要です' : '',
      line.facility ?? line.organisation ?? '',
      url,
    ]
      .filter((part) => part !== '')
      .join('\n'),
  untitled: '（名前のない予定）',
  noUid: (title: string) => `「${title.slice(0, 60)}」には番号（UID）がないため、読み込めません。`,
  unread: (title: string) => `「${title.slice(0, 60)}」の日時が読めません。`,
  tooMany: (most: number) => `予定が多すぎます。はじめの${most}件だけを読み込みました。`,
} as const;
