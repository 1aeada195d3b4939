/** Invented families of long ago; the words of the desk. */
const note = '平成20年代のはじめに終わったケースです。番号から記録を開いて、残す事情がないか見てください。';
const hold = '終結のあとの支援について、当時の担当から照会を受けています。';
export const oldFamilies = [
  {
    district: '中央',
    year: 1999,
    born_on: '1996-07-02',
    child: ['架空', '昔一', 'カクウ', 'セキイチ'],
    headline: '子どもの発達について、健診のあとの見守り',
    note,
    hold,
  },
  {
    district: '中央',
    year: 2001,
    born_on: '1998-02-11',
    child: ['架空', '昔二', 'カクウ', 'セキジ'],
    headline: '転入したばかりで、頼れる人が近くにいない',
    note,
    hold,
  },
  {
    district: '中央',
    year: 2003,
    born_on: '2000-09-23',
    child: ['架空', '昔三', 'カクウ', 'セキゾウ'],
    headline: '双子の世話で眠れていない',
    note,
    hold,
  },
  {
    district: '東部',
    year: 2002,
    born_on: '1999-04-30',
    child: ['架空', '昔四', 'カクウ', 'セキシ'],
    headline: '登園をしぶる日が続いた',
    note,
    hold,
  },
] as const;

export const requests = [
  {
    kind: 'disclosure',
    received_on: '2026-10-26',
    family_name: '架空',
    given_name: '請求子',
    phone: '0166-00-0001',
    email: null,
    asked_by: 'self',
    identified_by: 'card',
    wish: '子育てひろばの行事の申込みと、相談の記録を見たい',
    district: '中央',
    decided_on: '2026-11-09',
    decision_text: '行事の申込みは期間を過ぎて消えており、相談の記録もありませんでした。',
  },
  {
    kind: 'correction',
    received_on: '2026-11-12',
    family_name: '架空',
    given_name: '訂正夫',
    phone: null,
    email: 'teiseio@example.invalid',
    asked_by: 'self',
    identified_by: 'sent_document',
    wish: '担い手の申込みの電話番号が前のままなので直してほしい',
    district: null,
    decided_on: null,
    decision_text: '',
  },
] as const;

/** What a mother of a demo family asks for; her name is the family's. */
export const copyAsked = {
  kind: 'disclosure',
  received_on: '2026-11-17',
  phone: null,
  email: null,
  asked_by: 'self',
  identified_by: 'card',
  wish: 'わたしと家族について、こども家庭センターに残っている記録を見たい。だれに話が伝わったのかも知りたい。',
} as const;
