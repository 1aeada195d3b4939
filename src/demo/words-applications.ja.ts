/** What applicants of the demo write; everybody is invented, and says so. */
export const invented = '（架空）';

export const notes = [
  '卵のアレルギーがあります。',
  'ベビーカーで行きます。',
  'きょうだい（5歳）も一緒です。',
  '初めて参加します。',
  '引っ越してきたばかりです。',
  '車いすを使っています。',
  'ふたごです。',
  '途中で授乳すると思います。',
] as const;

export const message =
  '駐車場は建物の北側をお使いください。玄関で手の消毒をお願いします。発熱や咳があるときは、無理をせずお休みください。';

/** Events that show what applying looks like: a full one with people waiting, a lottery ahead, one drawn, one today. */
export const events = {
  twins: {
    title: 'ふたご・みつごの親のつどい',
    summary: '多胎の子を育てる人どうしで、ゆっくり話します',
    description: '保育士が子どもを見ています。お茶を飲みながら話しましょう。この行事は架空です。',
    audience: 'ふたご・みつごを育てる家族',
    what_to_bring: '飲み物、着替え',
    application_note: '同じ月の回に申し込めるのは、1家族1回です。',
  },
  cooking: {
    title: 'はじめての親子クッキング',
    summary: '米粉のパンケーキを、親子で作って食べます',
    description: '火は使いません。エプロンと三角巾をお持ちください。この行事は架空です。',
    audience: '2歳以上の子とその家族',
    what_to_bring: 'エプロン、三角巾、手ふき',
    application_note: '食物アレルギーのある方は、申込みのときに教えてください。',
  },
  theatre: {
    title: '冬の人形劇',
    summary: '手づくりの人形劇を、親子で楽しみます',
    description: '地域の人形劇の会が来てくれます。この行事は架空です。',
    audience: '未就園の子とその家族',
    what_to_bring: '上ばき',
    application_note: '',
  },
  massage: {
    title: 'ベビーマッサージ',
    summary: '赤ちゃんにふれながら、ほっとする時間です',
    description: '助産師と一緒に行います。この行事は架空です。',
    audience: '2か月からはいはい前の赤ちゃんと保護者',
    what_to_bring: 'バスタオル、飲み物',
    application_note: '',
  },
} as const;
