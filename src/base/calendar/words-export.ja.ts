import { standardHeadings } from './words-import.ja.ts';

/** The 32 columns of the national layout, and those cities add: kind, whether for families, the facility's number. */
export const exportHeadings = [...standardHeadings, 'カテゴリー', '子育て情報', '施設No.'] as const;

export const words = {
  list: [
    '番号',
    '行事名',
    '種類',
    '開くところ',
    '会場',
    '見られる人',
    '最初の日',
    '始まり',
    '次の回',
    '状態',
  ],
  why: '標準形式での公開・提供のため',
  applications: {
    none: '申込不要',
    contact: '要申込',
    form: '要申込（申込みフォーム・先着順）',
    lottery: '要申込（申込みフォーム・抽選）',
  } as Record<string, string>,
  yes: '有',
  no: '無',
} as const;
