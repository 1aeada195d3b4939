/** Invented families of the referrals' demo; nobody of this name lives anywhere. */
export const families = [
  {
    family: '架空野',
    child: ['ひなた', '2024-06-12'],
    mother: '彩',
    kana: ['カクウノ', 'ヒナタ', 'アヤ'],
    headline: '双子の育児で眠れていない',
  },
  {
    family: '見本沢',
    child: ['はる', '2022-09-03'],
    mother: '美咲',
    kana: ['ミホンザワ', 'ハル', 'ミサキ'],
    headline: '転入して頼れる人がいない',
  },
  {
    family: '例田',
    child: ['そら', '2025-02-20'],
    mother: '由香',
    kana: ['レイタ', 'ソラ', 'ユカ'],
    headline: '産後の体調がすぐれない',
  },
  {
    family: '仮名川',
    child: ['みお', '2020-11-08'],
    mother: '奈々',
    kana: ['カリナガワ', 'ミオ', 'ナナ'],
    headline: '就学前の言葉の育ちが気になる',
  },
] as const;

export const care = '卵のアレルギーがある（医師の指示書あり）';
export const wishes = '同じくらいの子のいる人と、気楽に話したい。';
export const circumstances =
  '日中は母と子の二人で過ごすことが多い。はじめの日は入口で声をかけ、お茶の席に誘ってほしい。';
export const consent = {
  purpose: 'ひろばの利用を始め、続けるため',
  said_by: '母',
  withdrawn_how: '電話で「一度やめたい」と話があった',
  clinic: '架空こどもクリニック',
};
export const decision = {
  necessity: 'はじめの日に迎え入れ、体のことに気をつけてもらうために要る',
  harm: '渡す相手は主任だけ。ほかの利用者に伝わらないよう頼んだ。害は考えにくい',
  second: '項目は必要なものに限られている',
};
export const told = {
  who: '主任の先生だけに話が届きます',
  day: '来週の火曜日の10時',
  what: '赤ちゃんと座れる場所で、お茶を飲みながら話せます。帰りたくなったらいつでも帰れます',
};

export const needs = [
  '週1回、親子で過ごせる場所。話を聞いてくれる人がいること',
  '親が休む間、子どもを2時間ほど見てもらえる所',
  '同じ年ごろの子と遊べる場所。初めは付き添いがほしい',
  '言葉の育ちを一緒に見てくれる人のいる所',
  '園の見学と、入園までのつなぎの場',
  '父親も一緒に行ける土曜日の場所',
] as const;
export const days = ['火曜・木曜の午前', '平日の午後', '土曜日の午前', '平日ならいつでも'] as const;

export const said = {
  accept: '火曜日の10時にお待ちしています。担任が玄関で迎えます',
  decline: '一時預かりの枠が年度末まで埋まっています。近くの拠点は水曜に空きがあります',
  start: 'はじめの日、お母さんと二人で1時間過ごしました',
  hold: '子どもの水ぼうそうのため、来月まで休みます',
  outcome: '4回来ています。お母さんに話し相手ができ、表情が明るくなりました',
  review: '家庭訪問で様子を確かめた。ひろばを続けたいと話している',
  elsewhere: '近くの拠点の水曜の枠につなぎ直す',
  recall: '祖母が来て手伝うことになり、今は要らないと話があった',
};
export const capacityNotes = [
  '火曜の午前なら2組まで',
  '来月から空きが出る見込み',
  '一度見学に来てほしい',
  '',
] as const;
