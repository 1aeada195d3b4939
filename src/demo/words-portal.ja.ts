// Invented material of the public pages: schemes of real kinds with invented amounts and conditions, windows with telephone
// numbers that do not exist (0166-00), voices and offers to help of nobody.

const invented = '（実演用の架空の制度です。金額・条件は実際と異なります）';

export interface DemoScheme {
  local_id: string;
  title: string;
  subtitle?: string;
  audience: string;
  ages: [number | null, number | null];
  summary: string;
  contents: string;
  how_to_apply: string;
  season?: string;
  opens_on?: string;
  closes_on?: string;
  legal_basis?: string;
  contact: string;
  phone: string;
  keywords: string;
  /** null: still a draft */
  published_on: string | null;
  ended?: boolean;
}

const scheme = (given: DemoScheme): DemoScheme => ({ ...given, contents: `${given.contents}\n${invented}` });

export const schemes: DemoScheme[] = [
  scheme({
    local_id: 'demo-001',
    title: '児童手当',
    audience: '18歳になった年度末までの子どもを育てている方',
    ages: [0, 219],
    summary: '子どもを育てている家庭に、年6回、手当を支給します。',
    contents: '支給の額は、子どもの年齢と人数で決まります。出生・転入の翌日から15日以内に申請してください。',
    how_to_apply: '窓口か電子申請で申し込みます。必要なもの：申請者の本人確認書類、口座の分かるもの。',
    season: '随時',
    legal_basis: '児童手当法',
    contact: '子育て給付係（架空）',
    phone: '0166-00-7101',
    keywords: '手当;お金;出生;転入',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-002',
    title: '子ども医療費の助成',
    audience: '中学校3年生までの子ども',
    ages: [0, 189],
    summary: '病院や薬局で払う保険診療の自己負担を助成します。',
    contents:
      '受給者証を医療機関の窓口で見せると、自己負担が軽くなります。道外で受診したときは、あとから払い戻します。',
    how_to_apply: '出生や転入の手続きのときに申し込みます。健康保険の資格が分かるものをお持ちください。',
    season: '随時',
    contact: '子ども医療係（架空）',
    phone: '0166-00-7102',
    keywords: '医療;病院;薬',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-003',
    title: '産後ケア',
    subtitle: '泊まり・日帰り・訪問',
    audience: '産後1年までのお母さんと赤ちゃん',
    ages: [0, 11],
    summary: '助産師などが、体の回復と授乳、赤ちゃんの世話を手伝います。',
    contents:
      '宿泊、日帰り、訪問の3つから選べます。合わせて7回まで使えます。上の子と一緒に使える所もあります。',
    how_to_apply: '電話で申し込み、保健師と使い方を決めます。妊娠8か月から申し込めます。',
    season: '随時',
    legal_basis: '母子保健法',
    contact: '母子保健係（架空）',
    phone: '0166-00-7103',
    keywords: '出産;授乳;休む;助産師',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-004',
    title: '妊婦のための支援給付と相談',
    audience: '妊娠中の方、出産した方',
    ages: [0, 3],
    summary: '妊娠の届出のときと出産のあとに面談し、給付金を支給します。',
    contents: '妊娠の届出、妊娠8か月、出産後の3回、保健師などと話します。給付は2回に分けて行います。',
    how_to_apply: '妊娠の届出のときに案内します。',
    season: '随時',
    contact: '母子保健係（架空）',
    phone: '0166-00-7103',
    keywords: '妊娠;出産;給付',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-005',
    title: '一時預かりの無料利用券',
    audience: '0歳の子どもを家庭で育てている方',
    ages: [0, 11],
    summary: 'はじめての一時預かりに使える、8時間分の券をお渡しします。',
    contents:
      '美容院、通院、休むためなど、理由は問いません。市内の登録施設で使えます。有効期限は1歳の誕生日の前日です。',
    how_to_apply: '赤ちゃん訪問のときにお渡しします。届いていない方は電話してください。',
    season: '随時',
    contact: '保育利用係（架空）',
    phone: '0166-00-7104',
    keywords: '預ける;リフレッシュ;無料',
    published_on: '2026-05-01',
  }),
  scheme({
    local_id: 'demo-006',
    title: 'ファミリーサポートの利用料の助成',
    audience: 'ファミリーサポートセンターの依頼会員',
    ages: [2, 155],
    summary: '預かりや送迎の利用料の半分を助成します。',
    contents: '1か月に20時間まで、利用料の半分を助成します。ひとり親の家庭は4分の3を助成します。',
    how_to_apply: '活動の報告書を付けて、翌月の10日までに申請します。',
    season: '随時',
    contact: 'ファミリーサポートセンター（架空）',
    phone: '0166-00-7105',
    keywords: '預ける;送迎;助成',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-007',
    title: '保育所等の利用申込み（令和9年4月入所）',
    audience: '令和9年4月から保育所などを使いたい方',
    ages: [0, 71],
    summary: '4月からの保育所・認定こども園・小規模保育の利用を申し込みます。',
    contents:
      '保護者の就労などで保育が必要な子どもが対象です。申込みのあと、必要の度合いにより利用を調整します。',
    how_to_apply:
      '窓口、郵送、電子申請のいずれかで申し込みます。就労証明書は勤め先に書いてもらってください。',
    opens_on: '2026-11-02',
    closes_on: '2026-12-18',
    legal_basis: '子ども・子育て支援法',
    contact: '保育利用係（架空）',
    phone: '0166-00-7104',
    keywords: '保育所;入園;申込み',
    published_on: '2026-10-01',
  }),
  scheme({
    local_id: 'demo-008',
    title: '就学援助',
    audience: '小学生・中学生のいる家庭で、学校の費用に困っている方',
    ages: [72, 189],
    summary: '学用品・給食・修学旅行などの費用の一部を援助します。',
    contents: '所得の目安は家族の人数で決まります。入学前に新入学の学用品費を受け取ることもできます。',
    how_to_apply: '通っている学校か窓口に申請書を出します。',
    opens_on: '2027-01-12',
    closes_on: '2027-02-26',
    contact: '学務係（架空）',
    phone: '0166-00-7106',
    keywords: '学校;入学;給食',
    published_on: '2026-11-01',
  }),
  scheme({
    local_id: 'demo-009',
    title: 'ひとり親家庭の家事・育児の手伝い',
    audience: 'ひとり親の家庭',
    ages: [0, 143],
    summary: '病気や仕事で手が足りないとき、家庭生活支援員が家に伺います。',
    contents: '食事の支度、掃除、子どもの世話、保育所の送り迎えを手伝います。所得により1時間0円〜300円です。',
    how_to_apply: '先に登録が必要です。電話で申し込んでください。急ぐときは当日でも相談できます。',
    season: '随時',
    contact: 'ひとり親支援係（架空）',
    phone: '0166-00-7107',
    keywords: 'ひとり親;家事;手伝い',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-010',
    title: 'ショートステイ（子どもの泊まりの預かり）',
    audience: '病気・出産・仕事・疲れなどで、家で育てるのが一時的に難しい方',
    ages: [0, 215],
    summary: '施設や里親の家で、7日まで子どもを預かります。',
    contents:
      '育児に疲れたときも使えます。利用料は年齢と所得で決まります。夜だけ預かるトワイライトステイもあります。',
    how_to_apply: 'まず電話で相談してください。夜間と休日は宿直の職員が受け付けます。',
    season: '随時',
    legal_basis: '児童福祉法',
    contact: '子ども総合相談（架空）',
    phone: '0166-00-7100',
    keywords: '預ける;泊まり;疲れ',
    published_on: '2026-04-01',
  }),
  scheme({
    local_id: 'demo-011',
    title: '冬のチャイルドシート・そりの貸し出し',
    audience: '市内で0〜3歳の子どもを育てている方',
    ages: [0, 47],
    summary: '雪の季節に使うチャイルドシートと子ども用のそりを貸し出します。',
    contents: '1世帯1台、3か月まで。数に限りがあります。',
    how_to_apply: '子育て支援センターの窓口で申し込みます。',
    opens_on: '2026-11-16',
    closes_on: '2027-01-29',
    contact: '地域子育て係（架空）',
    phone: '0166-00-7108',
    keywords: '冬;雪;車',
    published_on: '2026-11-10',
  }),
  scheme({
    local_id: 'demo-012',
    title: '多胎家庭の外出の付き添い',
    audience: 'ふたご・みつごを育てている方',
    ages: [0, 35],
    summary: '健診や買い物に、ヘルパーが付き添います。',
    contents: '1回3時間まで、月に2回。利用料はかかりません。',
    how_to_apply: '3日前までに電話で申し込みます。',
    season: '随時',
    contact: '地域子育て係（架空）',
    phone: '0166-00-7108',
    keywords: 'ふたご;付き添い',
    published_on: '2026-06-01',
  }),
  scheme({
    local_id: 'demo-013',
    title: '夏の家族農園の貸し出し',
    audience: '小学生までの子どものいる家庭',
    ages: [0, 155],
    summary: '5月から10月まで、小さな畑を貸し出します。',
    contents: '今年度の貸し出しは終わりました。',
    how_to_apply: '次の募集は来年の3月です。',
    opens_on: '2026-03-02',
    closes_on: '2026-03-27',
    contact: '地域子育て係（架空）',
    phone: '0166-00-7108',
    keywords: '畑;外遊び',
    published_on: '2026-02-20',
    ended: true,
  }),
  scheme({
    local_id: 'demo-014',
    title: '父親のための夜の講座（下書き）',
    audience: '0〜2歳の子どもの父親',
    ages: [0, 35],
    summary: '仕事のあとに集まり、遊びと寝かしつけを学びます。',
    contents: '内容を決めているところです。',
    how_to_apply: '決まりしだい載せます。',
    contact: '地域子育て係（架空）',
    phone: '0166-00-7108',
    keywords: '父親',
    published_on: null,
  }),
];

export const windows = [
  {
    name: '子ども総合相談（架空の番号）',
    phone: '0166-00-7100',
    hours: '平日8時45分〜17時15分、月・木は20時まで',
    description: '子育て・発達・不登校・いじめ・家庭のこと。どこに話せばよいか分からないときもここへ',
    audience: 'parent',
  },
  {
    name: '子ども専用ホットライン（架空の番号）',
    phone: '0120-00-7110',
    hours: '平日8時45分〜17時15分、月・木は20時まで',
    description: '18歳までの人が自分でかけられます。名前は言わなくてかまいません。電話代はかかりません',
    audience: 'child',
  },
  {
    name: '妊娠・出産の相談（架空の番号）',
    phone: '0166-00-7103',
    hours: '平日8時45分〜17時15分',
    description: '保健師・助産師が答えます。思いがけない妊娠、産後の心と体のことも',
    audience: 'expecting',
  },
  {
    name: '女性と家庭の相談（架空の番号）',
    phone: '0166-00-7111',
    hours: '平日9時〜17時',
    description: '夫や恋人からの暴力、離婚、お金のこと。秘密は守ります',
    audience: 'violence',
  },
  {
    name: '夜間急病（架空の番号）',
    phone: '0166-00-7119',
    hours: '毎日18時〜翌朝7時',
    description: '夜に子どもの具合が悪くなったとき、今夜診てもらえる病院を案内します',
    audience: 'health',
  },
  {
    name: '外国人の暮らしの相談（架空の番号）',
    phone: '0166-00-7120',
    hours: '火〜土 10時〜18時',
    description: '英語・中国語・韓国語・ベトナム語で話せます。保育所や学校のことも',
    audience: 'anyone',
  },
] as const;

export interface DemoVoice {
  said: [string, string];
  kind: 'wish' | 'worry' | 'thanks';
  text: string;
  area: string | null;
  age: 'expecting' | '0' | '1' | '2' | '3' | '4' | '5' | 'school' | null;
  lang?: 'ja' | 'en' | 'vi';
  read?: string;
  issue?: { on: string; title: string; theme: string };
  answer?: { on: string; text: string; public_text: string | null };
  closed?: { on: string; reason: string };
}

export const voices: DemoVoice[] = [
  {
    said: ['2026-11-02', '21:14'],
    kind: 'wish',
    text: '雨の日や雪の日に、2歳の子が走り回れる屋内の場所が近くにほしいです。冬は家の中だけになってしまいます。',
    area: 'visit_district-中央',
    age: '2',
    issue: { on: '2026-11-04', title: '冬に体を動かせる屋内の場所が足りない', theme: 'community' },
    answer: {
      on: '2026-11-11',
      text: '声をありがとうございます。地域の課題として取り上げ、12月から児童センターの体育室を、火曜と金曜の午前に未就園の親子へ開くことにしました。雪の日も開けています。',
      public_text: '雨や雪の日に、2歳の子が走り回れる屋内の場所が近くにほしい。',
    },
  },
  {
    said: ['2026-10-02', '13:40'],
    kind: 'worry',
    text: '広場に行ってみたいけれど、もうグループができていそうで、初めての人は入りにくいのではと思っています。',
    area: null,
    age: '0',
    read: '2026-10-05',
    answer: {
      on: '2026-10-07',
      text: '初めての方を迎える時間を、どの広場でも月に1度もうけています。カレンダーで「はじめての日」をご覧ください。入口で「初めてです」と言っていただければ、職員がご一緒します。',
      public_text: '広場に行ってみたいが、もうグループができていそうで、初めてだと入りにくい。',
    },
  },
  {
    said: ['2026-10-19', '22:51'],
    kind: 'thanks',
    text: '子育て支援センターで、下の子を見ていてもらっている間に上の子とゆっくり遊べました。帰り道、二人とも笑っていました。',
    area: 'visit_district-西部',
    age: '3',
    answer: {
      on: '2026-10-22',
      text: 'うれしいお話をありがとうございます。職員みんなで読みました。これからも気軽にお声がけください。',
      public_text:
        '子育て支援センターで下の子を見てもらい、上の子とゆっくり遊べた。帰り道、二人とも笑っていた。',
    },
  },
  {
    said: ['2026-11-06', '19:05'],
    kind: 'wish',
    text: '土曜日に父親だけでも行きやすい場所を増やしてほしい。平日は仕事で行けません。',
    area: 'visit_district-東部',
    age: '1',
    read: '2026-11-09',
    issue: { on: '2026-11-10', title: '父親が土曜に行ける居場所が少ない', theme: 'community' },
  },
  {
    said: ['2026-11-11', '10:22'],
    kind: 'worry',
    text: 'Information about nursery applications is only in Japanese. I did not know about the deadline until a friend told me.',
    area: null,
    age: '3',
    lang: 'en',
    read: '2026-11-12',
    answer: {
      on: '2026-11-17',
      text: 'ご不便をおかけしました。申込みの案内を、英語・中国語・韓国語・ベトナム語でも12月1日までに出します。窓口では通訳の機械も使えます。',
      public_text: null,
    },
  },
  {
    said: ['2026-11-13', '15:30'],
    kind: 'wish',
    text: 'バス停から広場までの道に雪が積もると、ベビーカーが押せません。除雪の順番を考えてもらえませんか。',
    area: 'visit_district-北部',
    age: '0',
    read: '2026-11-16',
  },
  {
    said: ['2026-11-16', '09:12'],
    kind: 'wish',
    text: '車の名前を当てるアプリを宣伝してください。',
    area: null,
    age: null,
    read: '2026-11-16',
    closed: { on: '2026-11-16', reason: '子育てや地域についての声ではないため、返事はいたしません。' },
  },
  {
    said: ['2026-11-18', '23:47'],
    kind: 'worry',
    text: '夜泣きが続いて、赤ちゃんに手をあげそうになりました。もう限界です。同じような人はいるのでしょうか。',
    area: null,
    age: '0',
  },
  {
    said: ['2026-11-19', '12:18'],
    kind: 'wish',
    text: '小学校に上がる前に、学校の中を子どもと一緒に見られる日がほしいです。',
    area: 'visit_district-中央',
    age: '5',
  },
  {
    said: ['2026-11-20', '08:03'],
    kind: 'worry',
    text: '発達のことを相談したいけれど、どこに行けばよいか分からず、半年たってしまいました。窓口が一目で分かるようにしてほしい。',
    area: null,
    age: '3',
  },
];

export interface DemoHelper {
  applied: [string, string];
  step: 'try' | 'help' | 'register';
  name: string;
  kana: string;
  phone: string | null;
  email: string | null;
  area: string | null;
  can: (
    | 'talk'
    | 'play'
    | 'read'
    | 'outdoor'
    | 'cook'
    | 'craft'
    | 'music'
    | 'reception'
    | 'language'
    | 'drive'
    | 'sitting'
  )[];
  days: string;
  words: string;
  taken?: string;
  met?: string;
  outcome?: 'registered' | 'course' | 'later' | 'withdrawn';
  note?: string;
}

/** Invented people; the numbers and addresses lead nowhere. */
export const helpers: DemoHelper[] = [
  {
    applied: ['2026-09-29', '10:15'],
    step: 'help',
    name: '架空　みどり',
    kana: 'かくう　みどり',
    phone: '0166-00-7201',
    email: null,
    area: 'visit_district-西部',
    can: ['read', 'reception'],
    days: '水曜の午前',
    words: '上の子が小学校に上がったので、通っていた広場のお手伝いがしたいです。',
    taken: '2026-09-30',
    met: '2026-10-07',
    outcome: 'registered',
    note: '水曜の絵本の時間から。',
  },
  {
    applied: ['2026-10-23', '14:02'],
    step: 'register',
    name: '見本　しんいち',
    kana: 'みほん　しんいち',
    phone: null,
    email: 'helper1@example.invalid',
    area: 'visit_district-東部',
    can: ['outdoor', 'drive'],
    days: '土曜',
    words: '預かりの会員になるには、どんな講座がありますか。',
    taken: '2026-10-26',
    met: '2026-11-04',
    outcome: 'course',
  },
  {
    applied: ['2026-11-12', '20:40'],
    step: 'try',
    name: '実演　はな',
    kana: 'じつえん　はな',
    phone: '0166-00-7203',
    email: null,
    area: 'visit_district-中央',
    can: ['talk', 'craft'],
    days: '平日の午前、月に2回くらい',
    words: '1歳の子を連れていってもよいですか。',
    taken: '2026-11-16',
  },
  {
    applied: ['2026-11-19', '21:31'],
    step: 'try',
    name: 'Demo Linh',
    kana: 'でも　りん',
    phone: null,
    email: 'helper2@example.invalid',
    area: null,
    can: ['language', 'cook'],
    days: '日曜',
    words: 'ベトナム語の通訳ができます。',
  },
  {
    applied: ['2026-11-20', '09:20'],
    step: 'help',
    name: '例示　さちえ',
    kana: 'れいじ　さちえ',
    phone: '0166-00-7205',
    email: null,
    area: 'visit_district-北部',
    can: ['cook', 'reception', 'music'],
    days: '火・木',
    words: '',
  },
];
