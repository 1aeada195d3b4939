// Families, conferences, a handover and what workers say of their load. Every one of them is invented.

export interface DemoCase {
  key: string;
  district: string;
  worker: string;
  family: [string, string];
  child: [string, string, string];
  category: 'protection' | 'support' | 'expectant' | 'general' | 'development';
  stage: 'assessing' | 'planning' | 'supporting' | 'watching' | 'closing';
  headline: string;
  opened: string;
  next: string;
  note: string;
  severity?: 'middle' | 'high' | 'grave';
  travel?: 'middle_way' | 'far';
  court?: true;
  task?: [string, string];
}

export const demoCases: DemoCase[] = [
  {
    key: 'a',
    district: '中央',
    worker: 'consultation-1',
    family: ['架空田', 'カクウダ'],
    child: ['みのり', 'ミノリ', '2018-06-02'],
    category: 'support',
    stage: 'supporting',
    headline: '朝起きられず、登校が週に2日ほど。母は夜勤で朝は不在',
    opened: '2026-06-12',
    next: '2026-11-27',
    note: '母と面接。夜勤明けの朝がいちばんつらいと話される。祖母は隣の町にいて、月に一度来る。',
    severity: 'middle',
    task: ['朝の見守りについて祖母に電話する', '2026-11-28'],
  },
  {
    key: 'b',
    district: '中央',
    worker: 'consultation-1',
    family: ['見本', 'ミホン'],
    child: ['そら', 'ソラ', '2023-02-14'],
    category: 'protection',
    stage: 'supporting',
    headline: '泣き声の通告。父の大声が続く。母は一時保育の利用を希望',
    opened: '2026-08-03',
    next: '2026-11-24',
    note: '家庭訪問。子どもの体に傷はない。父は仕事が減ってから眠れないと話す。',
    severity: 'high',
    task: ['一時保育の見学に同行する', '2026-11-30'],
  },
  {
    key: 'c',
    district: '中央',
    worker: 'consultation-1',
    family: ['例示', 'レイジ'],
    child: ['はると', 'ハルト', '2021-11-20'],
    category: 'support',
    stage: 'planning',
    headline: 'ことばの遅れと、家での遊び方の相談',
    opened: '2026-09-25',
    next: '2026-12-02',
    note: '園での様子を聞く。友だちの名前は言えるようになった。',
  },
  {
    key: 'd',
    district: '中央',
    worker: 'consultation-1',
    family: ['仮名', 'カメイ'],
    child: ['ゆい', 'ユイ', '2015-09-09'],
    category: 'protection',
    stage: 'assessing',
    headline: '夜に一人で過ごす日がある。学校からの情報提供',
    opened: '2026-09-29',
    next: '2026-11-25',
    note: '学校で本人と話す。夕食は自分で温めていると言う。',
    severity: 'high',
    travel: 'middle_way',
  },
  {
    key: 'e',
    district: '中央',
    worker: 'consultation-1',
    family: ['想定', 'ソウテイ'],
    child: ['りん', 'リン', '2026-04-18'],
    category: 'support',
    stage: 'supporting',
    headline: '産後のうつ。授乳の夜間に眠れない日が続く',
    opened: '2026-05-20',
    next: '2026-11-30',
    note: '産後ケアを2回利用。「少し眠れた」と話す。',
    court: true,
  },
  {
    key: 'f',
    district: '中央',
    worker: 'nurse-1',
    family: ['試作', 'シサク'],
    child: ['', '', ''],
    category: 'expectant',
    stage: 'supporting',
    headline: '十代の妊婦。健診は2回。頼れる人が少ない',
    opened: '2026-09-28',
    next: '2026-12-03',
    note: '母子手帳の交付で面談。出産の病院は決まった。',
  },
  {
    key: 'g',
    district: '東部',
    worker: 'consultation-2',
    family: ['図解', 'ズカイ'],
    child: ['あおい', 'アオイ', '2019-03-30'],
    category: 'support',
    stage: 'supporting',
    headline: '父子家庭。迎えが遅れがちで、園から心配の声',
    opened: '2026-07-15',
    next: '2026-11-26',
    note: '父と電話。ファミリーサポートの説明を聞きたいとのこと。',
  },
  {
    key: 'h',
    district: '東部',
    worker: 'consultation-2',
    family: ['設例', 'セツレイ'],
    child: ['こうた', 'コウタ', '2017-12-01'],
    category: 'development',
    stage: 'watching',
    headline: '放課後の過ごし方。学童での困りごとは落ち着いた',
    opened: '2026-02-10',
    next: '2026-12-15',
    note: '学童に聞く。10月からは大きなけんかはない。',
  },
  {
    key: 'i',
    district: '西部',
    worker: 'consultation-3',
    family: ['架橋', 'カキョウ'],
    child: ['さくら', 'サクラ', '2020-05-12'],
    category: 'protection',
    stage: 'supporting',
    headline: '前の市から転入。要対協の登録を引き継いだ',
    opened: '2026-04-20',
    next: '2026-11-27',
    note: '家庭訪問。新しい園に慣れ、給食を食べるようになった。',
    severity: 'high',
    travel: 'far',
    task: ['前の市の担当者に近況を伝える', '2026-12-05'],
  },
  {
    key: 'j',
    district: '西部',
    worker: 'consultation-3',
    family: ['練習', 'レンシュウ'],
    child: ['たくみ', 'タクミ', '2013-08-08'],
    category: 'support',
    stage: 'supporting',
    headline: '不登校。昼夜逆転。教育支援センターの見学を考えている',
    opened: '2026-05-11',
    next: '2026-12-01',
    note: '本人と公園で会う。好きな電車の話を30分。',
    task: ['教育支援センターの見学の日を決める', '2026-11-29'],
  },
  {
    key: 'k',
    district: '西部',
    worker: 'consultation-3',
    family: ['参考', 'サンコウ'],
    child: ['めい', 'メイ', '2024-10-10'],
    category: 'general',
    stage: 'closing',
    headline: '離乳食と夜泣きの相談。広場につながった',
    opened: '2026-06-30',
    next: '2026-12-10',
    note: 'つどいの広場に週1回通えている。終結を相談する。',
  },
  {
    key: 'l',
    district: '西部',
    worker: 'nurse-2',
    family: ['雛形', 'ヒナガタ'],
    child: ['なぎ', 'ナギ', '2025-12-24'],
    category: 'support',
    stage: 'supporting',
    headline: '双子の育児。父の育休が年内に終わる',
    opened: '2026-03-09',
    next: '2026-11-28',
    note: '体重は順調。1月からの手伝いを一緒に探す。',
  },
  {
    key: 'm',
    district: '北部',
    worker: 'consultation-4',
    family: ['例文', 'レイブン'],
    child: ['けん', 'ケン', '2016-01-17'],
    category: 'protection',
    stage: 'planning',
    headline: '兄のけが。説明が変わるため病院から通告',
    opened: '2026-09-19',
    next: '2026-11-24',
    note: '病院の担当者と電話。次の受診は26日。',
    severity: 'high',
    travel: 'far',
  },
  {
    key: 'n',
    district: '北部',
    worker: 'nurse-3',
    family: ['下書', 'シタガキ'],
    child: ['ひなた', 'ヒナタ', '2026-01-31'],
    category: 'support',
    stage: 'supporting',
    headline: '母は来日2年。健診のことばがむずかしい',
    opened: '2026-04-02',
    next: '2026-12-04',
    note: 'やさしい日本語の案内を一緒に読む。',
  },
];

/** What the council's ledger says of the case the first conference was about. */
export const firstEntry = {
  main_agency: 'こども家庭センター',
  agencies: '小学校、病院',
  situation: '会議で役割を決め、学校と病院がそれぞれ様子を見ている。',
  policy: '学校と病院と一緒に、会議で決めた役割を続ける。',
};
export const firstConference = {
  purpose: '登校が週に2日になっている状況を共有し、朝の支え方と役割を決める',
  place: 'こども相談課 第2相談室',
  factTitle: '最近の面接から',
  school: '学校での様子と、登校した日の過ごし方を知り、朝の支え方を一緒に決めるため',
  hospital: '睡眠と体調についての医療の見方を聞き、無理のない目標を決めるため',
  views: {
    school:
      '登校した日は保健室で過ごし、3時間目から教室に入れる。担任より養護教諭に話しやすい様子。給食の日は来やすい。',
    hospital:
      '起立性調節障害の疑いで経過を見ている。朝の無理な登校は勧めない。10時以降の登校から始めるとよい。',
    worker:
      '母は夜勤を月8回から4回に減らせるか職場と相談中。祖母が週1回来られるようになれば、朝の声かけができる。',
  },
  discussion: [
    '6月から登校は週2日ほど。火曜と木曜が多い。母の夜勤明けの日は来られていない。',
    '学校、病院、相談課のいずれも、本人は「行きたい気持ちはある」と話していることを確かめた。',
    '10時登校を当面の目標にし、保健室を最初の場所にする。家庭の朝は祖母と電話で支える。',
  ],
  decisions: [
    '当面の目標を「週3日、10時までに保健室に登校する」とする',
    '1か月後に、本人と母の感想を聞いて目標を見直す',
  ],
  roles: {
    school: '養護教諭が10時の受け入れを整え、登校できた日を記録する',
    hospital: '次の診察で朝の体調を確かめ、主治医の意見を書面で伝える',
    worker: '祖母と母に会い、週1回の朝の声かけを決める',
  },
  outcome: '10月の登校は11日。保健室から教室に移る日が増えた。',
  minutes: '本人が好きな図書の時間（木曜3時間目）を、教室に入るきっかけにする。',
};

export const secondConference = {
  purpose: '1か月の様子を持ち寄り、目標と冬休み前後の支え方を見直す',
  place: '市立学校 会議室',
  school: '10時登校を始めてからの様子を聞き、目標を見直すため',
  view: '登校は週3日が続いている。12月は行事の練習が多く、負担にならないか心配している。',
};

export const internalConference = {
  purpose: '転入のケースと不登校のケースの方針を、チームで確かめる',
  place: '西部地区担当 打合せ机',
  cases: {
    i: [
      '登録を引き継いで半年。見守りの頻度はこのままでよいか',
      '園での食事、衣服、表情に心配はない。父の帰宅が遅い週に母の疲れが出る。',
      '月1回の訪問は続け、園とは隔週で連絡する。',
    ],
    j: [
      '本人の「見たい」をどう見学につなげるか',
      '電車の見える駅前の教室なら、という本人のことばがあった。',
      '12月の午前に、担当と2人で見学する。',
    ],
  } as Record<string, [string, string, string]>,
  decision: '2件とも今の方針を続け、1月の会議でもう一度見る',
  role: '駅前の教室に見学を申し込む',
};

export const demoHandover = {
  note: '4月に保健センターへ異動の予定です。年度内に合同訪問を終えます。',
  summary:
    '\n母には午後2時以降に電話すると話せる。父には先に手紙を出してから会うとよい。園の主任が本人のことをよく見てくれている。',
  decline: '同じ学校のケースを続けて担当しており、訪問の曜日が重なります。別の人にお願いできますか。',
};

export const demoCheckIns: Record<string, [number, number, string]> = {
  'consultation-1': [5, 3, '通告が続き、記録が夜になっています。週に半日、記録だけの時間がほしいです。'],
  'consultation-2': [3, 4, ''],
  'consultation-3': [3, 3, '引継ぎの準備を始めました。'],
  'consultation-4': [4, 2, '遠い訪問が重なると、電話に出られません。'],
  'nurse-1': [3, 4, '妊娠期からのつながりが実を結んでいると感じます。'],
  'nurse-2': [2, 4, ''],
  'nurse-3': [4, 3, '通訳の手配に時間がかかります。'],
};

export const demoComments: [string, string][] = [
  [
    'b',
    '父が眠れないと話したことは大事な手がかりです。次は父の話だけを聞く時間をつくりましょう。私も同行できます。',
  ],
  ['i', '半年よく支えました。訪問の回数より、園との連絡の質を見ていきましょう。'],
];
export const demoSkills: [string, 'course' | 'licence', string, string][] = [
  ['consultation-1', 'licence', '社会福祉士', '2019-04-01'],
  ['consultation-1', 'course', '要対協 調整担当者研修', '2025-08-22'],
  ['nurse-1', 'licence', '保健師', '2015-04-01'],
  ['consultation-3', 'course', 'こども家庭ソーシャルワーカー研修', '2026-02-14'],
];
