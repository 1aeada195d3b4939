// Code lists, rubrics and short sayings of the demo municipality. Invented, except the three themes that
// the city published: 発達に配慮を要する子どもへの対応, 保育士確保・定着と人材育成, 保護者対応.
import type { CodeWord, DemoBody, DemoRubric, DemoTheme, VisitPurposeCode } from './material.ts';

export const notices = {
  invented: '実演用の架空の情報です。実在の施設・団体・人物とは関係ありません。',
  phone: '電話番号は実在しない番号（0166-00）です。',
  area: '区域の分け方は実演用で、実際の担当や通学区域とは異なります。',
  body: '名称は公表資料によります。活動の内容は実演用の架空のものです。',
};

export const municipality = { code: '012041', name: '旭川市', kana: 'アサヒカワシ', prefecture: '北海道' };

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

export const themes: DemoTheme[] = [
  {
    code: 'development',
    name: '発達に配慮を要する子どもへの対応',
    description: '個別の配慮が必要な場面の体制、関わりの共有、専門機関とのつながり。',
  },
  {
    code: 'workforce',
    name: '保育士確保・定着と人材育成',
    description: '募集、若い職員の支え、主任・中堅の役割、実習生の受入れ。',
  },
  {
    code: 'guardians',
    name: '保護者対応',
    description: '要望の受け止め、連絡帳と伝え方、日本語が難しい家庭との伝え合い。',
  },
  {
    code: 'practice',
    name: '遊びと保育の内容',
    description: '異年齢の保育、0・1歳児の過ごし方、子どもから始まる遊びと環境。',
  },
  {
    code: 'environment',
    name: '戸外遊びと居場所の環境',
    description: '冬の外遊び、限られた園庭、放課後に落ち着いて過ごせる場所。',
  },
  {
    code: 'safety',
    name: '安全と健康',
    description: '午睡中の確認、食物アレルギー、ヒヤリとした出来事の共有。',
  },
  {
    code: 'worktime',
    name: '記録・休憩・働き方',
    description: '記録を書く時間、休憩の確保、端末や連絡の仕組みの使い方。',
  },
  {
    code: 'transition',
    name: '小学校との接続',
    description: '年長児の育ちの引継ぎ、学校の先生との顔合わせ、就学への不安。',
  },
  {
    code: 'community',
    name: '地域の子育て家庭とのつながり',
    description: '園庭開放、親子の居場所、担い手、施設どうしの紹介。',
  },
  {
    code: 'management',
    name: '行事と運営の見直し',
    description: '行事のねらいと準備、入園児の減少への備え。',
  },
];

export const visitPurposes: CodeWord<VisitPurposeCode>[] = [
  { code: 'first', name: '初回の訪問', description: '顔を合わせ、施設の取組と思いを伺う。' },
  { code: 'regular', name: '定期の訪問', description: '年度の巡回計画による訪問。' },
  { code: 'follow_up', name: 'その後の訪問', description: '前回の次の一歩のその後を伺う。' },
  { code: 'theme', name: 'テーマを決めた訪問', description: '施設と相談して決めたテーマについて話し合う。' },
  { code: 'requested', name: '施設からの依頼', description: '施設の求めに応じた訪問。' },
  { code: 'open_day', name: '公開保育に関する訪問', description: '公開保育の準備や振返り。' },
];

export const cancelReasons: CodeWord[] = [
  { code: 'infection', name: '感染症の流行', description: '施設内で感染症が広がり、外部の人の立入りを控える。' },
  { code: 'snow', name: '大雪・路面の状況', description: '大雪や凍結により移動を見合わせる。' },
  { code: 'shortage', name: '当日の職員不足', description: '欠勤が重なり、話す時間を取れない。' },
  { code: 'event', name: '施設の行事', description: '行事やその準備と重なる。' },
  { code: 'inspection', name: '監査・来客', description: 'ほかの来訪と重なる。' },
  { code: 'coordinator', name: 'コーディネーターの都合', description: '体調不良や緊急の用務による。' },
];

export const cancelNotes: Record<string, string[]> = {
  infection: [
    '1歳児クラスで胃腸炎が広がっているとの連絡があり、見合わせた。落ち着いた頃に園から連絡をいただく。',
    'インフルエンザで複数のクラスが休んでいる。電話で様子だけ伺い、翌月に改める。',
  ],
  snow: [
    '未明からの大雪で道路が埋まり、移動を見合わせた。施設も除雪に追われているとのこと。',
    '路面の凍結がひどく、午後の訪問を取りやめた。次の週に改めて伺う。',
  ],
  shortage: [
    '朝に職員2名の欠勤の連絡があり、保育を優先していただいた。候補の日を三つお伝えした。',
    '園長が保育に入るため、別の日に改めることにした。お気遣いのお言葉をいただいた。',
  ],
  event: ['お別れ遠足の日程が変わり、訪問の日と重なった。翌週に変更した。'],
  inspection: ['消防の点検と重なることが前日に分かり、日を改めた。'],
  coordinator: ['担当者の発熱により取りやめ、お詫びの上、別の担当者と日程を調整した。'],
};

export const surveyVoices: { audience: 'facility_head' | 'facility_staff' | 'guardian'; text: string }[] = [
  {
    audience: 'facility_head',
    text: '最初は何を言われるのかと身構えたが、話すうちに自分の園の良い所を思い出せた。',
  },
  { audience: 'facility_head', text: '二度目に来たとき、前の話を覚えていてくれたことがいちばんうれしかった。' },
  { audience: 'facility_head', text: '答えをもらうより、職員と一緒に考える時間をもらえたことに意味があった。' },
  { audience: 'facility_head', text: '寄せた課題がどうなったかの返事が届き、会議が自分たちの所につながっていると感じた。' },
  { audience: 'facility_head', text: '小さな施設には会議に出る余裕がない。要約を一枚届けてもらえると助かる。' },
  { audience: 'facility_head', text: '訪問の後の記録を職員で読み、強みの欄に書かれたことが励みになった。' },
  { audience: 'facility_staff', text: '困っていることを話しても責められなかった。次の日に一つ試してみようと思えた。' },
  { audience: 'facility_staff', text: '同じ悩みの園があると聞いて、自分だけではないと分かった。' },
  { audience: 'facility_staff', text: '若い職員の集いで、初めて園の外に同期ができた。' },
  { audience: 'facility_staff', text: '記録の様式が一枚になり、子どもの顔を思い出しながら書けるようになった。' },
  { audience: 'facility_staff', text: '公開保育で見た、先生が座って待つ姿が忘れられない。自分も座ってみた。' },
  { audience: 'facility_staff', text: '会議の内容が園で共有されるまでに時間がかかる。もっと早く知りたい。' },
  { audience: 'facility_staff', text: '訪問の日は人手が足りず、ゆっくり話せなかった。短い時間でもまた来てほしい。' },
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

export const rubrics: DemoRubric[] = [
  {
    code: 'visit_record',
    name: '訪問記録の質',
    question: '支援の方針に活用できる細かさで書かれているか',
    criteria: [
      {
        code: 'hearing',
        name: '聞き取りの具体性',
        levels: [
          '困っているという事実だけが書かれ、場面や人数、時間が分からない。',
          '場面は分かるが、職員の言葉や、すでに試したことが書かれていない。',
          '場面、時間、試したことが具体的に書かれ、職員の言葉が一つ以上ある。',
          '立場の異なる職員の声と背景が書かれ、読んだ人が状況を思い描ける。',
        ],
      },
      {
        code: 'strengths',
        name: '強みの見付け方',
        levels: [
          '強みがない、または「雰囲気がよい」などの一言に留まる。',
          '強みが書かれているが、どの場面で見たのかが分からない。',
          '見たり聞いたりした場面とともに、強みが一つ以上書かれている。',
          '強みが、課題への次の一歩の手がかりとして生かされている。',
        ],
      },
      {
        code: 'needs',
        name: '課題とニーズの整理',
        levels: [
          '課題とニーズの区別がなく、感想に留まる。',
          '課題は書かれているが、施設が何を望んでいるかが分からない。',
          '課題とニーズが分けて書かれ、施設の望みが施設の言葉で示されている。',
          '園で変えられることと、地域で考えることが分けて整理されている。',
        ],
      },
      {
        code: 'support',
        name: '対話と支え方',
        levels: [
          '助言や感想を伝えたことだけが書かれている。',
          '話し合ったことは分かるが、その経過が書かれていない。',
          '一緒に行ったことと、そこから出た気付きが書かれている。',
          '職員自身の気付きが生まれた経過が書かれ、ほかの施設でも参考にできる。',
        ],
      },
      {
        code: 'next',
        name: '次の一歩と見通し',
        levels: [
          '「様子を見る」など、何をするのかが分からない。',
          '何をするかは書かれているが、誰が、いつまでかが分からない。',
          '施設が選んだ一歩が、期間や担い手とともに書かれている。',
          '次の訪問で確かめることまで書かれ、担当が替わっても続けられる。',
        ],
      },
    ],
  },
  {
    code: 'minutes',
    name: '議事録の質',
    question: '話し合いの経過と決めたことが、次の取組に生かせるように書かれているか',
    criteria: [
      {
        code: 'background',
        name: '背景と根拠',
        levels: [
          '議題の名だけで、なぜ話し合ったのかが分からない。',
          '背景は書かれているが、根拠となる事実が示されていない。',
          '巡回や調査で得た事実をもとに、背景が書かれている。',
          '事実の数と現場の声の両方が示され、後から読んでも理由が分かる。',
        ],
      },
      {
        code: 'opinions',
        name: '意見の多様さ',
        levels: [
          '意見が書かれていない、または報告だけで終わっている。',
          '一つの立場の意見だけが書かれている。',
          '立場の異なる意見が、発言した団体とともに書かれている。',
          '異なる意見がどのように歩み寄ったかまで読み取れる。',
        ],
      },
      {
        code: 'decision',
        name: 'まとめと決定',
        levels: [
          '何が決まったのか、決まらなかったのかが分からない。',
          'まとめはあるが、決定と継続の区別がはっきりしない。',
          '決めたことと継続したことが分けて書かれている。',
          '決めた理由と、継続する場合の進め方まで書かれている。',
        ],
      },
      {
        code: 'action',
        name: '役割と期限',
        levels: [
          '誰が何をするのかが書かれていない。',
          '担う団体は分かるが、期限が書かれていない。',
          '担う団体、内容、期限がそろっている。',
          '前回の対応事項の結果と、遅れや持ち越しの理由も書かれている。',
        ],
      },
      {
        code: 'return',
        name: '現場への還元',
        levels: [
          '会議の内容を誰にどう伝えるかが書かれていない。',
          '出席した団体の中での共有に留まっている。',
          '欠席した団体や、課題を寄せた施設への伝え方が書かれている。',
          '課題を寄せた施設への返事の内容と時期まで書かれている。',
        ],
      },
    ],
  },
];
