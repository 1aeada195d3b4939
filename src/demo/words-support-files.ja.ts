/** Two invented families' files: what they keep, to whom they lend. Everything invented. */
type Line = [
  topic: 'growth' | 'likes' | 'helps' | 'health' | 'contacts' | 'plans' | 'days' | 'handover',
  stage: 'before_school' | 'primary',
  on: string | null,
  title: string,
  body: string,
];

/** Told in the demo's README, so that anybody may open them. */
export const supportFiles: {
  code: string;
  passphrase: string;
  name: string;
  born_on: string;
  begun: string;
  lines: Line[];
}[] = [
  {
    code: 'SKRAMHARU2',
    passphrase: 'ゆきだるまとそり',
    name: 'はるちゃん（架空）',
    born_on: '2020-08-14',
    begun: '2026-05-20',
    lines: [
      [
        'growth',
        'before_school',
        '2023-02-10',
        'ことばの始まり',
        '2歳半で「ママ」「でんしゃ」。3歳児健診のあと、ことばの教室に通い始めました。',
      ],
      [
        'likes',
        'before_school',
        '2026-09-01',
        '電車と時刻表',
        '路線図を見ると落ち着きます。数字を覚えるのが得意です。',
      ],
      [
        'helps',
        'before_school',
        '2026-09-01',
        '大きな音・予定の変更',
        '大きな音と急な変更が苦手です。イヤーマフを持っています。「次は○○、終わったら△△」と絵で示すと動けます。かんしゃくのときは静かな場所で5分待ってください。',
      ],
      [
        'health',
        'before_school',
        '2026-10-15',
        'たまごのアレルギー',
        '加熱したものは少量なら食べられます。生はさけてください。症状はじんましんとせき。薬はかばんの内ポケットにあります。',
      ],
      [
        'contacts',
        'before_school',
        null,
        '主治医と相談先',
        '架空こどもクリニック（月1回）、発達支援の先生は水曜に来ます。',
      ],
      [
        'plans',
        'before_school',
        '2026-04-20',
        '園での支援の計画',
        '朝の支度を絵カードで。集まりは後ろの席で、出入りしてよいことにしています。',
      ],
      [
        'days',
        'before_school',
        '2026-11-06',
        '発表会',
        '練習は別室から始め、本番は先生と手をつないで舞台に立てました。',
      ],
      [
        'handover',
        'before_school',
        '2026-11-10',
        '小学校に伝えたいこと',
        '席は入口の近く、音楽室の隣は避けてほしいです。給食のたまごのことは栄養の先生と直接話したいです。',
      ],
    ],
  },
  {
    code: 'SKRAMSQRA3',
    passphrase: 'ひまわりばたけ2026',
    name: 'そらくん（架空）',
    born_on: '2017-06-02',
    begun: '2026-06-11',
    lines: [
      ['likes', 'primary', '2026-06-11', '虫と図鑑', '図鑑はほとんど覚えています。人に教えるのが好きです。'],
      [
        'helps',
        'primary',
        '2026-10-02',
        '書くこと',
        '黒板を写すのに時間がかかります。プリントかタブレットの写真で助かります。',
      ],
      ['days', 'primary', '2026-10-30', '通級の教室', '週2時間。書く前に話すと、文がまとまります。'],
    ],
  },
];

export const lentTo = {
  to: 'あおば小学校の就学担当の先生',
  code: 'SKRAMKASH4',
  looked: { name: '架空 教子', place: 'あおば小学校（架空）' },
};
export const requested = {
  purpose: '就学の相談のために、学校での過ごし方と、助けになることを教えてください。',
  said_by: '母',
  to: '子ども総合相談センター',
};
