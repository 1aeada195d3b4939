// Names of public bodies, themes and short sayings of the demo municipality. The names of the bodies and the themes
// follow what the city published; everything said and done is invented.
import type { AgendaPurpose, CancelReasonCode, DemoBody, DemoTheme } from './material.ts';

export const notices = {
  invented: '実演用の架空の情報です。実在の施設・団体・人物とは関係ありません。',
  kagura: '名称は公表資料によります。所在地、人、活動の内容は実演用の架空のものです。',
  phone: '電話番号は実在しない番号（0166-00）です。',
  area: '区域の分け方は実演用で、実際の担当や通学区域とは異なります。',
  body: '名称は公表資料によります。活動の内容は実演用の架空のものです。',
};

export const municipality = { code: '012041', name: '旭川市', kana: 'アサヒカワシ', prefecture: '北海道' };

/** The districts of 地区担当制. */
export const districtTeams = ['中央', '東部', '西部', '北部'] as const;
export const districtTeam = (district: string): string => `${district}地区担当`;

export const bodies: DemoBody[] = [
  { key: 'city', name: '旭川市', kana: 'アサヒカワシ', kind: '市', note: notices.body },
  {
    key: 'office',
    name: '旭川市 保育の質の向上 連携会議事務局',
    kana: 'アサヒカワシホイクノシツノコウジョウレンケイカイギジムキョク',
    kind: '市の担当部署',
    note: notices.body,
  },
  {
    key: 'centre',
    name: '旭川市保育センター',
    kana: 'アサヒカワシホイクセンター',
    kind: '市の機関',
    note: notices.body,
  },
  {
    key: 'university',
    name: '旭川市立大学',
    kana: 'アサヒカワシリツダイガク',
    kind: '大学',
    note: notices.body,
  },
  {
    key: 'kindergartens',
    name: '旭川私立幼稚園協会',
    kana: 'アサヒカワシリツヨウチエンキョウカイ',
    kind: '団体',
    note: notices.body,
  },
  {
    key: 'mutual',
    name: '旭川民間保育所相互育成会',
    kana: 'アサヒカワミンカンホイクショソウゴイクセイカイ',
    kind: '団体',
    note: notices.body,
  },
  {
    key: 'others',
    name: 'その他保育事業者',
    kana: 'ソノタホイクジギョウシャ',
    kind: '事業者の代表',
    note: notices.body,
  },
  {
    key: 'consultation',
    name: '旭川市 子ども総合相談センター',
    kana: 'アサヒカワシコドモソウゴウソウダンセンター',
    kind: '市の機関',
    // invented, as every number of the demo
    phone: '0166-00-0100',
    note: notices.body,
  },
  {
    key: 'social_education',
    name: '旭川市教育委員会 社会教育課（地域学校協働活動統括本部）',
    kana: 'アサヒカワシキョウイクイインカイシャカイキョウイクカ',
    kind: '市の機関',
    note: notices.body,
  },
];

/** As the table `theme` has them; the city's own theme 保育士確保・定着と人材育成 is kept as two. */
export const themes: DemoTheme[] = [
  {
    code: 'development',
    name: '発達に配慮を要する子ども',
    description: '発達の気になる子どもへのかかわり、加配、専門機関との連携',
  },
  { code: 'staffing', name: '保育士の確保・定着', description: '採用、離職、休憩、働き方' },
  { code: 'growth', name: '人材育成', description: '新任・中堅の育ち、園内研修、リーダーの役割' },
  { code: 'guardian', name: '保護者とのかかわり', description: '要望への対応、伝え方、保護者同士のつながり' },
  { code: 'practice', name: '保育の内容・環境', description: '遊び、環境構成、行事の見直し、異年齢' },
  { code: 'safety', name: '安全・健康', description: '午睡、アレルギー、けが、感染症、散歩' },
  { code: 'records', name: '記録・業務の負担', description: '書類、ICT、会議のもち方' },
  { code: 'transition', name: '小学校との接続', description: '要録、交流、架け橋期' },
  { code: 'community', name: '地域とのつながり', description: '園庭開放、地域の親子、他の施設との連携' },
  { code: 'other', name: 'その他', description: '入園児の減少、放課後の居場所など' },
];

export const cancelNotes: Record<CancelReasonCode, string[]> = {
  infection: [
    '1歳児クラスで胃腸炎が広がっているとの連絡があり、見合わせた。落ち着いた頃に園から連絡をいただく。',
    'インフルエンザで複数のクラスが休んでいる。電話で様子だけ伺い、翌月に改める。',
  ],
  weather: [
    '未明からの大雪で道路が埋まり、移動を見合わせた。施設も除雪に追われているとのこと。',
    '路面の凍結がひどく、午後の訪問を取りやめた。次の週に改めて伺う。',
  ],
  facility: [
    '朝に職員2名の欠勤の連絡があり、保育を優先していただいた。候補の日を三つお伝えした。',
    '園長が保育に入るため、別の日に改めることにした。お気遣いのお言葉をいただいた。',
  ],
  event: ['お別れ遠足の日程が変わり、訪問の日と重なった。翌週に変更した。'],
  other: ['消防の点検と重なることが前日に分かり、日を改めた。'],
  coordinator: ['担当者の発熱により取りやめ、お詫びの上、別の担当者と日程を調整した。'],
};

export const surveyVoices: { audience: 'facility_head' | 'facility_staff' | 'guardian'; text: string }[] = [
  {
    audience: 'facility_head',
    text: '最初は何を言われるのかと身構えたが、話すうちに自分の園の良い所を思い出せた。',
  },
  {
    audience: 'facility_head',
    text: '二度目に来たとき、前の話を覚えていてくれたことがいちばんうれしかった。',
  },
  {
    audience: 'facility_head',
    text: '答えをもらうより、職員と一緒に考える時間をもらえたことに意味があった。',
  },
  {
    audience: 'facility_head',
    text: '寄せた課題がどうなったかの返事が届き、会議が自分たちの所につながっていると感じた。',
  },
  {
    audience: 'facility_head',
    text: '小さな施設には会議に出る余裕がない。要約を一枚届けてもらえると助かる。',
  },
  { audience: 'facility_head', text: '訪問の後の記録を職員で読み、強みの欄に書かれたことが励みになった。' },
  {
    audience: 'facility_staff',
    text: '困っていることを話しても責められなかった。次の日に一つ試してみようと思えた。',
  },
  { audience: 'facility_staff', text: '同じ悩みの園があると聞いて、自分だけではないと分かった。' },
  { audience: 'facility_staff', text: '若い職員の集いで、初めて園の外に同期ができた。' },
  {
    audience: 'facility_staff',
    text: '記録の様式が一枚になり、子どもの顔を思い出しながら書けるようになった。',
  },
  {
    audience: 'facility_staff',
    text: '公開保育で見た、先生が座って待つ姿が忘れられない。自分も座ってみた。',
  },
  { audience: 'facility_staff', text: '会議の内容が園で共有されるまでに時間がかかる。もっと早く知りたい。' },
  {
    audience: 'facility_staff',
    text: '訪問の日は人手が足りず、ゆっくり話せなかった。短い時間でもまた来てほしい。',
  },
  { audience: 'guardian', text: '連絡帳に子どもの言葉が書かれていて、家でも続きの話ができた。' },
  { audience: 'guardian', text: '広場で園の先生の名前を教えてもらい、安心して見学に行けた。' },
  { audience: 'guardian', text: '行事が小さくなって寂しい気持ちもあるが、普段の遊びがよく見えた。' },
];

/** What a person wrote on a facility's issue that has not moved for long. */
export const stuckNotes: string[] = [
  '補助制度の対象になるかの確認を事務局に依頼したまま、回答が届いていない。',
  '園長の交代により引継ぎが途切れ、次の一歩を誰が進めるかが決まっていない。',
  '近くの施設との日程の調整が二度延び、そのままになっている。',
  '欠員が続き、取り組む余裕がないとのこと。急がず、電話で様子を伺う。',
  '小学校側の窓口が定まらず、園からの申し出が宙に浮いている。',
];

/** Remarks of people who score visit records, by overall level. */
export const visitScoreRemarks: { good: string[]; fair: string[] } = {
  good: [
    '場面と職員の言葉が具体的で、次に何を支えればよいかが読み取れる。',
    '強みが次の一歩の根拠になっている。施設が自分で選んだことも明らかである。',
    '前回からの変化と、変わらない所の両方が書かれており、支援の方針に使える。',
    '施設の願いとコーディネーターの考えが書き分けられている。',
    '次の訪問で確かめることが明確で、担当が替わっても続けられる。',
  ],
  fair: [
    '聞き取りは具体的だが、次の一歩の期間が書かれていない。',
    '課題は読み取れる。強みがどう生かせるかまで書くと、さらに使いやすい。',
    'ニーズと支援内容がよく対応している。職員の声をもう一つ残したい。',
    '施設の工夫が書かれている点がよい。誰が行うのかを添えたい。',
  ],
};

/** Why an agenda item ended without a decision. */
export const noDecisionReasons: Record<AgendaPurpose, string> = {
  share: '今回は状況の共有までとし、次回以降に話し合うため。',
  discuss: '意見を出し合った段階であり、継続して扱うため。',
  decide: '判断の材料がそろわず、次回改めて決めるため。',
  review: '振返りの結果を確かめ、これまでの決定を続けるため。',
  report: '報告の議題のため。',
};

/** How a facility's staff took what the meeting said. */
export const shareBackReactions: string[] = [
  '職員会議で10分ほど紹介した。様式例を早く試したいという声が多かった。',
  '要点を回覧し、読んだ人が一言ずつ書き込んだ。実習の日誌の話に関心が集まった。',
  '朝の打合せで三日に分けて伝えた。休憩の話では自分たちの工夫を言い合う時間になった。',
  '主任から各クラスに伝えた。パート職員には紙で渡し、感想を聞いた。',
  '園内研修の初めに紹介した。うまくいかなかった例が役に立つという感想があった。',
  '若い職員から、集いに参加したいという声が上がった。',
  '掲示板に貼り、午睡の時間に話題にした。冬の遊びを一つ試すことになった。',
  '全員に伝えるまで二週間かかった。短時間勤務の職員への伝え方を工夫したい。',
  '保護者への便りの例を読み合い、次の便りに取り入れた。',
  '小さな施設なので全員で読んだ。会議に出られなくても内容が分かり助かる。',
  '待つ間の工夫の資料が役立った。協議が進んでいないことも率直に伝えた。',
  '子どもの数の見通しについて、不安と前向きな声の両方が出た。',
];

/** A question from a facility about what the meeting said, and the office's answer. */
export const shareBackQuestions: { question: string; answer: string }[] = [
  {
    question: '記録の様式例は、必ず使わなければならないのでしょうか。',
    answer:
      '例としてお示ししているものです。自園に合わせて変えていただいても、使わなくても差し支えありません。',
  },
  {
    question: '若い職員の集いには、採用1年目の短時間勤務の職員も参加できますか。',
    answer: '参加できます。勤務の時間に合わせて途中からの参加も可能です。',
  },
  {
    question: 'ホールを借りる際、申込みはどなたにすればよいですか。',
    answer: '借りたい園に直接お電話ください。日程の合う園が分からないときは、事務局が仲立ちします。',
  },
  {
    question: '小グループに申し込み損ねました。途中から加わることはできますか。',
    answer: '次の組み替えは1月です。それまでの内容は情報共有資料でお届けします。',
  },
];
