// What a coordinator sees on arrival, strengths noticed on the way, and records too thin to plan from. Invented.
import type { DemoProgress, FacilityGroup, Season, Topic } from './material.ts';

const rooms: FacilityGroup[] = ['nursery', 'kodomoen', 'kindergarten', 'small', 'unlicensed'];
const classes: FacilityGroup[] = ['nursery', 'kodomoen', 'kindergarten'];
const care: FacilityGroup[] = ['nursery', 'kodomoen', 'small', 'unlicensed'];
const openDoors: FacilityGroup[] = ['base', 'plaza'];

export interface Scene {
  text: string;
  groups: FacilityGroup[];
  seasons?: Season[];
  /** Where a season is too wide. */
  months?: number[];
  /** First and last starting time of a visit that it fits. */
  hours?: [string, string];
}

/** First sentence of a composed record. */
export const openings: Scene[] = [
  {
    groups: rooms,
    seasons: ['winter'],
    hours: ['09:00', '10:30'],
    text: '玄関で長靴の雪を払う子どもたちの声に迎えられた。',
  },
  {
    groups: rooms,
    months: [12, 1, 2, 3],
    hours: ['09:00', '10:30'],
    text: '前夜からの雪で、{長}と{職}が交代で玄関前の雪をかいていた。',
  },
  {
    groups: classes,
    seasons: ['winter'],
    hours: ['09:00', '10:30'],
    text: '園庭の雪山から戻った子どもたちが、頬を赤くして手袋を並べていた。',
  },
  {
    groups: rooms,
    seasons: ['winter'],
    text: '感染症で休む子が多く、静かな保育室で少人数の遊びが続いていた。',
  },
  {
    groups: classes,
    months: [1],
    text: '節分を前に、鬼の面を思い思いの色で塗る子どもたちの間に座らせてもらった。',
  },
  {
    groups: rooms,
    seasons: ['winter'],
    hours: ['09:00', '10:30'],
    text: '氷点下の朝で戸外には出られず、廊下で体を動かす時間に伺った。',
  },
  {
    groups: rooms,
    months: [4],
    text: '新しい帽子の色に慣れ始めた子どもたちが、園庭の雪解けの水たまりをのぞき込んでいた。',
  },
  {
    groups: rooms,
    months: [5],
    hours: ['09:00', '10:30'],
    text: '連休明けで、朝の別れに時間のかかる子を{職}がゆっくり抱いていた。',
  },
  {
    groups: classes,
    months: [5],
    text: '畑の土を起こす日に伺い、みみずを見付けた子どもたちの話を聞かせてもらった。',
  },
  {
    groups: rooms,
    months: [5],
    text: '入園して一か月余り、泣き声の中にも笑い声が混じるようになったと{職}が迎えてくれた。',
  },
  {
    groups: rooms,
    months: [7, 8],
    hours: ['09:00', '10:30'],
    text: '水遊びの支度でにぎわう時間に伺い、着替えの様子から見せてもらった。',
  },
  {
    groups: rooms,
    months: [7, 8],
    hours: ['09:00', '10:30'],
    text: '30度を超える日で、朝の早い時間の戸外遊びに同行した。',
  },
  { groups: classes, months: [6, 7, 8], text: '色水を並べて店を開く子どもたちに、客として招かれた。' },
  {
    groups: rooms,
    months: [8],
    text: '夏祭りの余韻が残り、太鼓のまねをする子どもたちの横で話を伺った。',
  },
  {
    groups: rooms,
    months: [10],
    hours: ['09:00', '10:30'],
    text: '落ち葉を抱えて散歩から戻る列と一緒に玄関を入った。',
  },
  { groups: classes, months: [9], text: '芋掘りの後で、土の付いた靴が日なたに並んでいた。' },
  {
    groups: rooms,
    months: [10],
    hours: ['09:00', '10:30'],
    text: '初霜の朝、園庭の白い草を踏んで音を確かめる子どもたちに会った。',
  },
  {
    groups: classes,
    months: [6, 7],
    text: '運動会の後で、年長児の踊りを年下の子がまねている場面から見せてもらった。',
  },
  { groups: rooms, hours: ['09:00', '10:30'], text: '午前の遊びを見せてもらってから話を伺った。' },
  { groups: rooms, hours: ['13:00', '13:30'], text: '給食の後片付けが済んだ頃に、事務室で話を伺った。' },
  {
    groups: rooms,
    hours: ['14:30', '15:00'],
    text: '夕方の迎えが始まる前の、少し落ち着いた時間に話を伺った。',
  },
  { groups: care, hours: ['13:00', '14:00'], text: '午睡の部屋の隣で、声を落として話を伺った。' },
  {
    groups: care,
    hours: ['14:30', '15:00'],
    text: '午睡から起きた子どもたちが、おやつを囲む横で話を伺った。',
  },
  { groups: rooms, text: '好きな遊びに戻っていく子どもたちを眺めながら、話を伺った。' },
  { groups: rooms, text: '玄関に並んだ子どもたちの作品を一緒に見ながら、話が始まった。' },
  { groups: ['kindergarten'], hours: ['14:00', '15:00'], text: '降園の後の静かな保育室で話を伺った。' },
  {
    groups: ['kindergarten'],
    hours: ['14:00', '15:00'],
    text: '預かり保育の子どもたちの声を聞きながら、職員室で話を伺った。',
  },
  { groups: ['kindergarten'], hours: ['14:00', '15:00'], text: '明日の遊びの準備を手伝いながら話を伺った。' },
  { groups: ['club'], text: '子どもたちの作った決まりの紙を見せてもらいながら話を伺った。' },
  { groups: openDoors, text: '壁に貼られた親子の写真を一緒に見ながら話を伺った。' },
  { groups: rooms, text: '{長}と二人で保育室を一回りしてから、腰を下ろして話を伺った。' },
  { groups: rooms, text: '絵本の時間に伺い、子どもたちの後ろに座って一緒に聞いた。' },
  {
    groups: rooms,
    hours: ['09:00', '10:30'],
    text: '散歩の準備をする{職}の手が空くのを待ち、15分ずつ三人から話を聞いた。',
  },
  {
    groups: openDoors,
    seasons: ['winter'],
    hours: ['09:00', '10:30'],
    text: '雪で足元の悪い朝だったが、三組の親子がすでに来ていた。',
  },
  {
    groups: openDoors,
    seasons: ['spring', 'summer'],
    text: '窓を開けた部屋で、初めて来た親子が{職}と並んで座っていた。',
  },
  { groups: openDoors, months: [9, 10], text: '木の実を並べる遊びを囲んで、親子四組が話し込んでいた。' },
  {
    groups: openDoors,
    hours: ['14:30', '15:00'],
    text: '利用者が帰った後の片付けを手伝いながら話を伺った。',
  },
  {
    groups: openDoors,
    hours: ['09:00', '10:30'],
    text: '午前のにぎやかな時間を一緒に過ごし、昼の静かな時間に話を伺った。',
  },
  { groups: openDoors, text: '赤ちゃんの声と笑い声が重なる中、部屋の隅で話を伺った。' },
  {
    groups: ['club'],
    seasons: ['winter'],
    hours: ['14:30', '15:00'],
    text: '早い日暮れの中、学校から雪道を歩いて帰る子どもたちを{職}と一緒に迎えた。',
  },
  {
    groups: ['club'],
    seasons: ['spring', 'autumn'],
    hours: ['14:30', '15:00'],
    text: '「ただいま」の声が続く時間に伺い、宿題を広げる横に座らせてもらった。',
  },
  { groups: ['club'], months: [8], text: '夏休みの長い一日の、昼食後の静かな時間に伺った。' },
  { groups: ['club'], hours: ['13:00', '13:30'], text: '子どもたちが帰ってくる前の準備の時間に話を伺った。' },
];

/** A sentence about how people are, in the middle of a composed record. */
export const asides: Scene[] = [
  { groups: rooms, text: '話の途中にも、子どもが{職}を探しに来て、うれしそうに戻っていった。' },
  { groups: rooms, text: '「こうして聞いてもらうと、できていることもあると分かる」と{職}が話してくれた。' },
  { groups: rooms, text: '人手の足りない日だったが、{職}どうしの声のかけ方は穏やかだった。' },
  { groups: rooms, text: 'パート職員も話に加わってくれ、家庭での経験からの見方が参考になった。' },
  { groups: classes, text: '話し合いの最後に、{長}が職員への感謝を言葉にしていた。' },
  { groups: rooms, text: '悩みを話しながらも、子どもの名前が出るたびに表情がほころぶのが印象に残った。' },
  { groups: classes, text: '経験の長い{職}と若い{職}の見方の違いが、そのまま話し合いの種になった。' },
  { groups: rooms, text: '{長}は途中で電話に立ちながらも、最後まで話の場を守ってくれた。' },
  { groups: openDoors, text: '話している間にも利用者が{職}に手を振って帰っていった。' },
  { groups: openDoors, text: '{職}の間で、互いの得意なことを自然に認め合う言葉が交わされていた。' },
  { groups: ['club'], text: '話の途中で子どもが相談に来て、{職}が膝を折って聞いていた。' },
  { groups: ['club'], text: '{職}の一人が、学校での様子を気にかけて先生に電話をしていた。' },
];

/** Strengths for composed records. */
export const strengthPool: Scene[] = [
  { groups: rooms, text: '朝の受入れで、保護者の顔色にも目を配り一言添えている。' },
  { groups: rooms, text: '{職}が子どもの高さに腰を下ろして話している。' },
  { groups: rooms, text: '保育室の音が穏やかで、大人の声が遠くまで響かない。' },
  { groups: rooms, text: '子どもの作りかけの物が片付けられず、翌日に続いている。' },
  { groups: care, text: '調理の職員と保育の職員が、子どもの食べる様子をよく話している。' },
  { groups: rooms, text: '失敗した話を笑って話せる職員室の雰囲気がある。' },
  { groups: rooms, text: '泣いている子のそばに、ほかの子が自然に寄っていく。' },
  { groups: rooms, text: '廊下の写真に短い言葉が添えられ、保護者が足を止めて読んでいる。' },
  { groups: rooms, text: '手作りの玩具が多く、子どもの手の大きさに合わせて直されている。' },
  { groups: care, text: '早番と遅番の引継ぎが、子どもの良い表情の話から始まっている。' },
  { groups: rooms, text: '新しい職員の提案を、まず一週間やってみるという約束がある。' },
  { groups: rooms, text: '子どもが自分で選べる場面が、一日の中に三か所以上ある。' },
  { groups: rooms, text: '近所の方が散歩の子どもたちに声をかけ、名前を覚えてくれている。' },
  { groups: rooms, text: '待つ時間に歌や手遊びが自然に始まり、急かす声がない。' },
  { groups: care, text: '午睡明けの子どもに、一人ずつ目を合わせて声をかけている。' },
  { groups: rooms, text: '職員の得意なこと（木工、歌、草花）が保育に生かされている。' },
  { groups: rooms, text: '保護者の忙しさを思いやる言葉が、職員の間で交わされている。' },
  { groups: rooms, text: '片付けの場所が絵で示され、子どもが自分で元に戻している。' },
  { groups: rooms, text: '子どもの「やりたい」を、予定を変えてでも受け止める柔らかさがある。' },
  { groups: rooms, text: '小さなけがも隠さずに共有し、次の手を皆で考えている。' },
  { groups: rooms, seasons: ['winter'], text: '雪や氷を遊びに取り入れ、寒さを楽しむ工夫が豊かである。' },
  { groups: rooms, seasons: ['winter'], text: '濡れた手袋を子どもが自分で干せる低い棚がある。' },
  { groups: rooms, seasons: ['summer'], text: '暑さに応じて一日の流れを柔軟に変えている。' },
  {
    groups: rooms,
    months: [4, 5],
    text: '慣れない子のために、家庭の玩具を持ってきてよいことにしている。',
  },
  { groups: rooms, months: [9, 10], text: '拾ってきた木の実や葉が、遊びの素材として並べられている。' },
  {
    groups: ['nursery', 'kodomoen'],
    text: '年長児が小さい子の昼寝の支度を手伝い、頼られることを喜んでいる。',
  },
  { groups: classes, text: '学年を越えて職員が子どもの名前と好きな遊びを知っている。' },
  { groups: classes, text: '職員会議の初めに、子どもの面白かった言葉を一つずつ紹介している。' },
  { groups: classes, text: '研修で得たことを、翌週に一つ試す習慣がある。' },
  { groups: classes, text: '若い職員の保育を、先輩が具体的な場面で認めている。' },
  { groups: ['kindergarten'], text: '子どもの描いた絵に、教師の言葉ではなく子どもの言葉が添えられている。' },
  { groups: ['kindergarten'], text: '広い園庭の隅に、誰にも急かされない小さな遊び場がある。' },
  { groups: ['kindergarten'], text: '預かり保育の時間が、家庭のようにくつろいだ雰囲気である。' },
  { groups: ['small', 'unlicensed'], text: '少人数の良さを生かし、一人ひとりの食事の速さに合わせている。' },
  { groups: ['small', 'unlicensed'], text: '全職員がすべての子どもと保護者の顔と名前を知っている。' },
  { groups: ['small', 'unlicensed'], text: '毎日のように戸外へ出かけ、地域の四季を子どもと味わっている。' },
  { groups: ['small', 'unlicensed'], text: '連絡が早く、気付いたことがその日のうちに全員に届いている。' },
  { groups: openDoors, text: '初めての方の靴の置き方まで気にかけ、自然に迎え入れている。' },
  { groups: openDoors, text: '話を聞いた後に、ほかの親子と引き合わせるさりげなさがある。' },
  { groups: openDoors, text: '利用者の得意なことを見付け、出番をつくっている。' },
  { groups: openDoors, text: '父親や祖父母も居心地よく過ごせる工夫がある。' },
  { groups: openDoors, text: '近くの園の催しをよく知っており、親子に合わせて紹介している。' },
  { groups: openDoors, text: '赤ちゃん連れの方が横になれる場所を用意している。' },
  { groups: ['club'], text: '子どもの「ただいま」に、一人ずつ名前を呼んで応えている。' },
  { groups: ['club'], text: '子どもが自分たちで決まりを話し合い、変えることができる。' },
  { groups: ['club'], text: '学年を越えて遊びが伝わり、新しい遊びが次々と生まれている。' },
  { groups: ['club'], text: '保護者の帰りが遅い日も、子どもが安心して待てる雰囲気がある。' },
];

/** Ways to begin a follow-up. {月} month of the earlier visit, {話題} what it was about. */
export const followUpOpenings: string[] = [
  '前回（{月}月）話題になった{話題}について、その後の様子を伺った。',
  '{月}月の訪問では{話題}について一緒に考えた。その後の様子を聞かせていただいた。',
  '前回の次の一歩を一緒に読み返しながら、{話題}のその後を伺った。',
  '{話題}について、{月}月から続けてきたことを{職}が順に話してくれた。',
  '前回約束していた資料をお持ちし、{話題}のその後について話を伺った。',
  '{月}月に伺って以来の訪問となった。まず{話題}のその後から話が始まった。',
  '{長}が前回の記録を手元に置いて待っていてくださり、{話題}の話から始まった。',
  '前回の記録を互いに確かめた後、{話題}のその後を伺った。',
];

/** What a facility wishes for at a follow-up. */
export const laterNeeds: Record<DemoProgress, string[]> = {
  improving: [
    '今の形を無理なく続けるための工夫を知りたい。',
    'ほかの場面や職員にも広げていく進め方を、一緒に考えたい。',
    '年度が替わっても続けられるよう、引き継ぎ方を考えておきたい。',
    '続ける中で出てきた小さな困りごとを、また一緒に整理したい。',
    '同じことを試している所と、手応えを語り合う機会がほしい。',
  ],
  continuing: [
    '急がずに続けられるよう、次に試すことを一つに絞りたい。',
    '{園}の中だけでは動かせない部分を、地域で考えてほしい。',
    '職員の負担を増やさずに続けられる形を探したい。',
    '同じ状況の所がどう過ごしているかを知りたい。',
    '担当が替わっても話が途切れないようにしたい。',
  ],
  resolved: [
    '得られた手応えを、ほかの場面にも生かしたい。',
    '同じ悩みの所に役立つなら、経験を伝えたい。',
    '変えた形を、次の年度の計画に位置付けたい。',
  ],
};

/** What is promised for the next visit. {話題} what this one was about. */
export const followUpPromises: string[] = [
  '次の一歩を試した後の様子を伺い、変わったことを一緒に確かめる',
  '{話題}のその後を伺い、困ったことがあれば一緒に考え直す',
  '試してみた感想を{職}から直接伺う',
  '{話題}について、頼まれた資料をお持ちし、その後の様子を伺う',
  '続けられたこととやめたことを伺い、理由を一緒に振り返る',
  '子どもの様子の変化を一緒に見せていただく',
];

/** Who was met, by group. */
export const metByGroup: Record<FacilityGroup, string[]> = {
  nursery: [
    '園長、主任保育士、担任2名',
    '園長、担任3名',
    '園長、主任保育士、パート職員1名',
    '園長、副主任、栄養士、担任1名',
  ],
  kodomoen: [
    '園長、主幹保育教諭、担任2名',
    '園長、担任3名',
    '園長、副園長、担任2名',
    '園長、主幹保育教諭、看護師、担任1名',
  ],
  kindergarten: ['園長、主任教諭、教諭1名', '園長、担任2名', '園長、副園長、担任2名'],
  small: ['施設長、保育士2名', '施設長、保育士1名、調理員'],
  unlicensed: ['施設長、職員1名', '施設長、職員2名'],
  base: ['センター長、スタッフ2名', 'センター長、スタッフ1名'],
  plaza: ['代表、スタッフ2名', '代表、スタッフ1名'],
  club: ['主任支援員、支援員1名', '主任支援員、支援員2名'],
};

/** Records as they come in on a bad day: true, but nothing can be planned from them. */
export const thinVisits: {
  key: string;
  topic: Topic;
  groups: FacilityGroup[];
  hearing: string;
  strength: string;
  needs: string;
  support: string;
  next_step: string;
  remark: string;
}[] = [
  {
    key: 'thin-1',
    topic: 'hiring',
    groups: ['nursery', 'kodomoen'],
    hearing: '人が足りないとのこと。忙しそうだった。',
    strength: '雰囲気がよい。',
    needs: '人手',
    support: '話を聞いた。',
    next_step: '様子を見る。',
    remark: '何人がいつ足りないのか、園で試していることは何かが書かれておらず、支援の方針を立てられない。',
  },
  {
    key: 'thin-2',
    topic: 'individual-plan',
    groups: ['nursery', 'kindergarten'],
    hearing: '気になる子がいるとのことで話を伺った。先生方はよくやっておられた。',
    strength: '先生方が熱心。',
    needs: '関わり方を知りたい。',
    support: '一般的なことをお伝えした。',
    next_step: '引き続き見守る。',
    remark: 'どの場面で何に困っているのかが分からない。個人が特定されない範囲で場面を書いてほしい。',
  },
  {
    key: 'thin-3',
    topic: 'record-time',
    groups: ['kodomoen', 'nursery'],
    hearing: '書類が多くて大変だという話が出た。',
    strength: '特になし。',
    needs: '書類を減らしたい。',
    support: '共感した。',
    next_step: '検討する。',
    remark: '強みが書かれていない。誰が、いつまでに、何を検討するのかが分からない。',
  },
  {
    key: 'thin-4',
    topic: 'small-yard',
    groups: ['small', 'nursery'],
    hearing: '園庭を見せていただいた。狭い。',
    strength: '子どもが元気。',
    needs: '不明',
    support: '園庭の見学。',
    next_step: '次回また伺う。',
    remark: '見たことの感想に留まっている。園の受け止めや願いを聞き取ってほしい。',
  },
  {
    key: 'thin-5',
    topic: 'requests',
    groups: ['nursery', 'kodomoen', 'kindergarten'],
    hearing: '保護者対応で困っている様子。詳しくは聞けなかった。',
    strength: '園長が落ち着いている。',
    needs: '保護者対応',
    support: '時間がなく、あいさつのみ。',
    next_step: '改めて日程を調整する。',
    remark: '時間が取れなかった事情は分かる。次の訪問日を決めて書いておくとよい。',
  },
  {
    key: 'thin-6',
    topic: 'breaks',
    groups: ['nursery', 'small'],
    hearing: '休憩は取れているかとたずねたところ、あまり取れていないとの返事。',
    strength: '仲がよい。',
    needs: '休憩時間の確保',
    support: '休憩は大切だと伝えた。',
    next_step: '園で考えてもらう。',
    remark: '園が自分で選んだ一歩になっていない。取れない時間帯と、取れた日の工夫を聞きたい。',
  },
  {
    key: 'thin-7',
    topic: 'yard-open',
    groups: ['base', 'kindergarten'],
    hearing: '参加が少ないとのこと。チラシを見せていただいた。',
    strength: 'チラシがきれい。',
    needs: '参加者を増やしたい。',
    support: 'チラシをほかの所にも置くと伝えた。',
    next_step: 'チラシを置く。',
    remark: '来た親子がどう過ごしたかの聞き取りがない。誰が、どこに、いつ置くのかも書き添えたい。',
  },
  {
    key: 'thin-8',
    topic: 'ict',
    groups: ['kodomoen', 'nursery', 'kindergarten'],
    hearing: 'システムの入替えを検討中とのこと。',
    strength: '新しいことに前向き。',
    needs: '情報がほしい。',
    support: '資料を渡した。',
    next_step: '資料を読んでもらう。',
    remark: '何に困って入替えを考えているのかが読み取れない。渡した資料の名も残しておく。',
  },
  {
    key: 'thin-9',
    topic: 'young-leave',
    groups: ['nursery', 'kodomoen'],
    hearing: '若手が辞めそうとのこと。よくある話ではある。',
    strength: '主任がしっかりしている。',
    needs: '定着',
    support: '励ました。',
    next_step: 'しばらく様子を見る。',
    remark: '「よくある話」で終えず、その園で何が起きているのかを聞き取りたい。',
  },
  {
    key: 'thin-10',
    topic: 'winter-outdoor',
    groups: ['nursery', 'kodomoen', 'kindergarten'],
    hearing: '雪のため外遊びができず室内で過ごしていた。体調不良の子も多いようだった。',
    strength: '室内が広い。',
    needs: '特に聞いていない。',
    support: '見学のみ。',
    next_step: '春にまた伺う。',
    remark: '観察はあるが対話がない。職員の工夫や困りごとを一つでも聞き取ってほしい。',
  },
];
