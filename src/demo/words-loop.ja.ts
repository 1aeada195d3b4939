// What the demo's year and a half needs besides the material: names of rounds, notes, answers, open days. Invented.
import type { IndicatorCode } from '../insight/evaluation/rules.ts';
import type { DemoProgress, DemoVisitText, ThemeCode, Topic } from './material.ts';

/** What the sign-in page calls each door, by the person's key. */
export const doors: { key: string; label: string }[] = [
  { key: 'coordinator-1', label: '保育サポートコーディネーター' },
  { key: 'office-1', label: '連携会議 事務局' },
  { key: 'head-kagura', label: '施設長（神楽保育所）' },
  { key: 'staff-kagura-1', label: '施設職員（神楽保育所）' },
  { key: 'council-university-1', label: '会議構成員（旭川市立大学）' },
  { key: 'observer', label: '閲覧者（管理職・議会報告）' },
  { key: 'administrator', label: 'システム管理者' },
  { key: 'auditor', label: '監査担当' },
  { key: 'lead-community-coordinator', label: '統括コーディネーター' },
  { key: 'consultation-1', label: '相談員' },
  { key: 'supervisor-1', label: 'スーパーバイザー' },
  { key: 'nurse-1', label: '保健師' },
  { key: 'council-office-1', label: '要対協調整機関' },
  { key: 'link-1', label: 'つなぎ役（子育てコンシェルジュ）' },
  { key: 'partner-school-1', label: '関係機関の職員（学校）' },
  { key: 'legal-1', label: '個人情報保護担当' },
];

export const rounds: { fiscal_year: number; made_on: string; name: string; note: string }[] = [
  {
    fiscal_year: 2025,
    made_on: '2025-04-14',
    name: '令和7年度 巡回計画',
    note: '市内の全施設を年度内に一度は訪問する。評価や監査ではなく、共に考えるための訪問であることを案内に明記する。',
  },
  {
    fiscal_year: 2026,
    made_on: '2026-04-06',
    name: '令和8年度 巡回計画',
    note: '市内の全施設を年度内に一度は訪問し、再訪問で「その後」を聞き取る。公開保育、小グループにつながる施設は回数を増やす。',
  },
];

/** Why a facility is called on more often than once a year. */
export const oftener: string[] = [
  '施設長が交代したため、二度伺って様子を聞く。',
  '小グループに参加しており、試したことのその後を聞く。',
  '昨年度の課題が続いており、間を空けずに伺う。',
];

export const openDayHostReason = '公開保育の会場となるため、準備と振返りにも伺う。';

/** What the challenges of a record say where a later visit heard of nothing new. */
export const afterwards: Record<DemoProgress, (title: string) => string> = {
  continuing: (title) => `前回からの課題「${title}」は続いている。`,
  improving: (title) => `前回からの課題「${title}」は、少しずつ良くなっている。`,
  resolved: (title) => `前回からの課題「${title}」は、解決したと伺った。`,
};

/** Notes for the visiting team alone. */
export const memos: string[] = [
  '次に伺うときは、園長と主任に別々に話を聞く時間を取りたい。',
  '記録を届ける前に、言い回しを園長に確かめること。',
  '同じ地区の園で似た工夫があった。次の打合せで紹介できるか相談する。',
  '話の途中で電話が多く、落ち着いて話せなかった。次は午後の早い時間をお願いする。',
  '担任の方が涙ぐむ場面があった。急いで助言をせず、聞くことを続ける。',
  '法人の異動が近いとのこと。引継ぎの時期に一度電話をする。',
  'チームで振り返りたい場面があった。金曜の打合せで取り上げる。',
];

/** Memos of records that the team keeps to itself. */
export const restrictedMemos: string[] = [
  '職員間の関係について詳しい話があった。特定の人が分かるため、施設との共有はせず、チーム内で対応を相談する。',
  '保護者との行き違いの経過を伺った。家庭が分かる内容を含むため、記録は担当チームに限る。',
  '退職の意向を打ち明けられた。本人の了解があるまで、園長を含めて共有しない約束をした。',
];

/** How promises were kept, when the next call at the facility was not the occasion. */
export const keptByPhone: string[] = [
  '電話で様子を伺った。無理のない範囲で続けているとのこと。',
  '研修の会場でお会いし、その後を伺った。試した日の様子を楽しそうに話してくださった。',
  '資料をお届けし、職員の回覧に加えていただいた。',
  '電話で伺った。行事が続き、来月から始めるとのこと。',
  '近くの訪問の帰りに立ち寄り、短く様子を伺った。',
];
export const keptAtVisit: string[] = [
  '訪問の際に伺った。',
  '次の訪問で職員と一緒に確かめた。',
  '再訪問で様子を見せていただいた。',
];

/** Facts that coordinators record on issues of a single facility. */
export const issueNotes = {
  improving: '再訪問で、園の取組が進み、少しずつ良くなっていることを伺った。',
  resolved: '再訪問で、解決したことを職員の皆さんと確かめた。',
  closed: [
    '電話で様子を伺い、園の中で続けていけることを確かめたため、終結とする。',
    '紹介した園の例をもとに工夫が始まった。次の訪問では新しい話題を伺うこととし、終結とする。',
    '職員会議で話し合い、園としての進め方が決まったとのこと。見守りながら終結とする。',
  ],
};

/** What the facility is told when its issue is closed. */
export const closingAnswers: string[] = [
  '先日お電話で伺い、園の皆さんで続けていけることを確かめました。またお困りのことがあれば、いつでもお知らせください。',
  'ご紹介した園の例をもとに工夫を始められたと伺いました。よく似た悩みのある園にも、工夫をお伝えしてよいかを次の訪問で伺います。',
  '職員会議で進め方を決められたと伺いました。次に伺うときに、試してみた様子をお聞かせください。',
];

export const stuckHeading = (note: string): string => `【動いていない理由】${note}`;

export interface HandIssue {
  key: string;
  topic: Topic;
  /** where it can only come from one 担当地区 */
  district?: string;
  raised_on: string;
  raised_by: string;
  source: 'hand' | 'voice' | 'survey';
  title: string;
  description: string;
  /** How many facilities put it forward; their words, one each. */
  statements: string[];
  /** What the office did about it, where it is no single facility's matter. */
  acted?: { on: string; note: string };
}

/** Issues that came up otherwise than in a visit: by telephone, at a gathering, in the yearly questionnaire. */
export const handIssues: HandIssue[] = [
  {
    key: 'hand-hiring-1',
    topic: 'hiring',
    raised_on: '2025-05-13',
    raised_by: 'office-1',
    source: 'hand',
    title: '半年募集を続けても応募が一件もない',
    description:
      '園長の集まりで複数の施設から出た話。求人の媒体を増やしても応募がなく、年度の途中の欠員を埋められない。見学に来る学生も減っている。',
    statements: ['求人票を三度書き直したが、問合せがない。', '見学の申込みが昨年の半分になった。'],
  },
  {
    key: 'hand-hiring-2',
    topic: 'trainees',
    raised_on: '2025-05-20',
    raised_by: 'coordinator-2',
    source: 'hand',
    title: '実習の日誌への返事が時間外になる',
    description:
      '試行の訪問と電話で伺った。実習生を受け入れる時期は、日誌への返事を書く時間が勤務の中に取れず、担当の職員に負担が偏っている。',
    statements: ['毎晩30分、持ち帰って返事を書いている。', '学生の学びにはなるが、担当の若手が疲れている。'],
  },
  {
    key: 'hand-support-1',
    topic: 'support-assignment',
    raised_on: '2025-05-14',
    raised_by: 'coordinator-1',
    source: 'hand',
    title: '給食から午睡へ移る時間に手が足りない',
    description:
      '試行の訪問で伺った。場面が切り替わる時間帯に個別の関わりが重なり、担任だけでは見きれない。加配のない施設でも同じ悩みがある。',
    statements: [
      '給食の片付けと着替えが重なる20分がいちばん苦しい。',
      '補助の職員が帰った後の時間に手が要る。',
    ],
  },
  {
    key: 'hand-support-2',
    topic: 'individual-plan',
    raised_on: '2025-05-22',
    raised_by: 'coordinator-3',
    source: 'hand',
    title: '個別の計画を書き終えると、読み合う時間が残らない',
    description:
      '試行の訪問で伺った。計画は詳しく書いているが、職員どうしで読み合い、日々の関わりに生かすところまで時間が回らない。',
    statements: ['短くてよいので、みんなで語り合う時間がほしい。'],
  },
  {
    key: 'hand-records-1',
    topic: 'record-time',
    raised_on: '2025-05-12',
    raised_by: 'coordinator-3',
    source: 'hand',
    title: '同じ内容を三つの書類に書いている',
    description:
      '試行の訪問で伺った。日誌、個人の経過、連絡帳に似た内容を書いており、どれを残すべきか判断できずに減らせない。',
    statements: ['監査で求められるかもしれないと思うと、やめられない。'],
  },
  {
    key: 'hand-winter-1',
    topic: 'winter-outdoor',
    raised_on: '2025-06-24',
    raised_by: 'coordinator-2',
    source: 'hand',
    title: '雪の日に思い切り動ける場所がない',
    description:
      '夏のうちに冬の話を聞いてほしいと電話をいただいた。ホールのない施設では、吹雪の日に体を動かす場が廊下しかない。',
    statements: ['近くのホールを月に一度でも借りられるとありがたい。', '冬の間、散歩に出られない日が続く。'],
  },
  {
    key: 'hand-winter-2',
    topic: 'small-yard',
    raised_on: '2025-07-09',
    raised_by: 'coordinator-1',
    source: 'voice',
    title: '廊下での運動遊びに限りがある',
    description:
      '園庭の狭い施設の保護者から、冬の間も体を動かす機会をつくってほしいという声が園に寄せられた。廊下や保育室での遊びには、けがの心配もある。',
    statements: ['安全に動ける遊びの例を、ほかの園から教わりたい。'],
  },
  {
    key: 'hand-plaza-1',
    topic: 'yard-open',
    district: '東部',
    raised_on: '2025-07-30',
    raised_by: 'coordinator-1',
    source: 'hand',
    title: '園庭開放の日が近くの催しと重なる',
    description:
      '東部地区の施設から電話で伺った。同じ曜日に園庭開放と広場の催しが重なり、どちらも来る親子が少ない。互いの予定を知る方法がない。',
    statements: ['近くの広場の予定を、配られてから知ることが多い。', '同じ火曜日に三か所で開いていた。'],
  },
  {
    key: 'hand-plaza-2',
    topic: 'drop-in',
    district: '東部',
    raised_on: '2025-09-11',
    raised_by: 'coordinator-1',
    source: 'voice',
    title: '広場を知らないまま過ごしている親子がいる',
    description:
      '東部地区の保護者の声として寄せられた。園の見学には来るが、普段行ける広場を知らない親子がいる。園から紹介したいが、だれが迎えてくれるのかが分からない。',
    statements: ['迎えてくれる人の名前が分かると、紹介しやすい。'],
  },
  {
    key: 'hand-voice-1',
    topic: 'ict',
    raised_on: '2026-07-14',
    raised_by: 'office-2',
    source: 'survey',
    title: '会議の内容が職員に届くまでに時間がかかる',
    description:
      '職員向けの調査の自由記述から。連携会議で話し合われたことが園で共有されるまでに一か月近くかかり、もっと早く知りたいという声が複数あった。',
    statements: [],
    acted: {
      on: '2026-10-06',
      note: '議事録の公開を開催の1週間後に早め、園内共有の依頼に要点を添えることにした。',
    },
  },
  {
    key: 'hand-leader-1',
    topic: 'mid-leader',
    raised_on: '2026-03-05',
    raised_by: 'office-1',
    source: 'hand',
    title: '主任に仕事が集中している',
    description:
      '園長の集まりで出た話。主任が調整、実習、新任の相談、行事の段取りを一人で担い、休みを取りにくい。役割を分けたいが、任せ方が分からない。',
    statements: ['主任が休むと、その日に決まらないことが多い。', '副主任に任せる仕事を一つずつ増やしたい。'],
  },
  {
    key: 'hand-school-1',
    topic: 'school',
    raised_on: '2026-02-20',
    raised_by: 'coordinator-3',
    source: 'voice',
    title: '入学前の文字の練習を求められる',
    description:
      '年長児の保護者から、文字の練習を始めてほしいという声が続いている。小学校の先生と一緒に、遊びの中の育ちを伝えたいという園の願いがある。',
    statements: ['保護者に伝える言葉を、学校の先生と一緒に考えたい。'],
  },
  {
    key: 'hand-club-1',
    topic: 'school-age',
    raised_on: '2026-10-26',
    raised_by: 'coordinator-1',
    source: 'hand',
    title: '疲れた1年生が休める場所がない',
    description:
      '放課後児童クラブから電話をいただいた。学校から帰ってきて横になりたい子がいるが、部屋が一つしかなく、にぎやかな中で過ごしている。',
    statements: ['畳を二枚分でも仕切れたらと思う。'],
  },
  {
    key: 'hand-club-2',
    topic: 'school-age',
    raised_on: '2026-11-18',
    raised_by: 'office-2',
    source: 'hand',
    title: '夏休みの午前の支援員がいない',
    description:
      '放課後児童クラブの連絡会で出た話。夏休みは午前から開けるが、学生の都合がつかず、同じ人の長い勤務が続く。',
    statements: ['来年の夏に向けて、早めに人を探したい。'],
  },
];

/** Facilities that joined a published wording: by the head's key and the regional issue's key. */
export const echoes: { facility_key: string; regional_key: string; on: string; statement: string }[] = [
  {
    facility_key: 'kagura',
    regional_key: 'regional-records',
    on: '2026-01-16',
    statement: '所内でも、日誌と個人の記録の重なりが話題になっています。様式例を見せていただきたいです。',
  },
  {
    facility_key: 'kagura',
    regional_key: 'regional-guardians',
    on: '2026-07-10',
    statement: '要望を受けた職員が一人で抱えてしまうことがあります。ほかの施設の受け止め方を知りたいです。',
  },
  {
    facility_key: 'kagura',
    regional_key: 'regional-families',
    on: '2026-11-17',
    statement: '外国につながる家庭が二世帯あり、持ち物の伝え方に工夫が要ります。絵の札を試してみたいです。',
  },
];

/** Words of other heads who joined a published wording. */
export const echoStatements: string[] = [
  'うちでも同じ話が職員会議で出ています。',
  '小さな施設ですが、同じことで困っています。',
  '昨年から続いています。ほかの施設の工夫を知りたいです。',
  '',
];

/** 神楽保育所's own words for the issues it raised, by topic. */
export const kaguraWords: Partial<Record<Topic, string>> = {
  'mixed-age': '夕方の合同の時間は部屋が混み合い、遊び込めないまま終わってしまいます。',
  'child-led':
    '公開保育で何を見て、何を語り合っていただくかが決まりません。見学だけで終わらせたくないと思っています。',
};

/** The call at 神楽保育所 after its open day, which both of its demo accounts find new on their first page. */
export const kaguraAfter: { on: string; starts_at: string; met: string; text: DemoVisitText } = {
  on: '2026-11-10',
  starts_at: '10:00',
  met: '所長、主任保育士、3歳児と4歳児の担任',
  text: {
    key: 'kagura-after',
    topic: 'child-led',
    theme: 'practice',
    origin: 'written_follow_up',
    hearing:
      '公開保育から二か月の様子を伺った。見学した方の用紙を職員の皆さんで読み、「先生が座って待っていた」という言葉がいちばん多かったことに、自分たちも驚いたという。担任は「見られていると思うと緊張したが、子どもがいつもどおりだったので落ち着いた」と話す。その後、4歳児のクラスでは着替えの順番を子どもどうしで決めるようになり、急がせる言葉が減った。一方で、見学した園が自分の園で何を試したかは、まだ聞けていない。',
    strengths: [
      '用紙の言葉を職員全員で読み、次に変える場所を一つだけ選んでいる。',
      '環境を変えた日と理由の一覧が続けられ、新しい職員への引継ぎにも使われている。',
    ],
    issues: [
      {
        topic: 'child-led',
        theme: 'practice',
        title: '見学した人が試したことを、その後に聞く機会がない',
        description:
          '公開保育の学びが互いの園でどう続いたかを知る方法がなく、会場の園には見学の当日の声しか届いていない。',
        public_wording: '公開保育の後に、見学した人が試したことを持ち寄る機会をつくります。',
      },
    ],
    needs: '参加した園がその後に試したことを聞き、次の会場の園に渡せる形にしたい。',
    support:
      '用紙の言葉を一緒に読み返し、似たものを束ねると、待つこと、選べる数、物の置き方の三つになった。この三つを、参加した園に二か月後の様子を尋ねるときの問いにしてはどうかと話し合った。所長は「うまくいかなかった話も聞きたい」と加えた。',
    next_step: '4歳児の着替えの様子を12月まで書き留め、三つの問いと合わせて一枚にまとめる。',
    follow_up: { after_weeks: 4, what: '書き留めた一枚を一緒に読み、次の会場の園に渡す形を考える' },
    progress: 'resolved',
  },
};

export const answers = {
  childLed:
    '公開保育の問いは「子どもが自分で選ぶ場面」の一つに絞り、見たことと自園で試したいことを語り合う形で9月10日に行うことができました。参加した26名からは「評価の欄のない用紙がよかった」という声が届いています。職員の皆さんが変えてこられた環境の一覧は、次の会場の園にも紹介させてください。',
};

/**
 * The gist of an answer for everybody: without the address to those who had raised the issue, and without the city's
 * name, which is also that of an operator of facilities.
 */
export const withoutAddress = (answer: string): string =>
  answer.replace(/^[^。]*皆さまへ。/, '').replaceAll('旭川市立大学', '大学');

export const progressWords = {
  shared: '連携会議で共有し、次の会議で対応策を話し合います。',
  sharedEast: '連絡会で共有し、話し合いを始めています。',
};

/** Where an unanswered issue has got to by now, for everybody. */
export const laterProgress: { regional_key: string; on: string; text: string }[] = [
  {
    regional_key: 'regional-consult',
    on: '2026-10-02',
    text: '待つ間の工夫をまとめた資料をお届けしました。待機そのものについては、決める立場にある機関との協議を申し入れていますが、日程が決まっていません。',
  },
  {
    regional_key: 'regional-school',
    on: '2026-11-16',
    text: '一つの中学校区で、集まれる園と学校だけで一度行うことを決めました。日程を調整しています。',
  },
  {
    regional_key: 'regional-enrolment',
    on: '2026-11-16',
    text: '市全体の見通しを共有し、地区ごとに話し合う場を設ける方向で準備しています。',
  },
];

export const shareBackMessage = {
  there:
    '話し合ったことと、自園に関わる対応事項を、職員の皆さんにお伝えください。伝えた日と方法、出た声を返していただけると、次の議題に生かせます。',
  absent:
    'ご欠席でしたので、事務局から要点をご説明します。議事録をご覧いただき、職員の皆さんにお伝えください。ご質問もここからお送りいただけます。',
};

/** How an action item stood when the meeting came back to it. */
export const carried = {
  done: (outcome: string) => `担当から、終わったことを報告した。${outcome}`,
  doneConclusion: '完了を確認した。',
  open: (due: string) => `担当から、進み具合を報告した。期限は${due}である。`,
  late: (due: string) => `期限の${due}までに終わらなかったことと、その経過を担当から報告した。`,
  openConclusion: '引き続き取り組む。',
  takenOver: (what: string, due: string) => `「${what}」として、${due}までに改めて取り組む。`,
  reason: (meeting: string, what: string) => `${meeting}で、新しい対応事項「${what}」に引き継いだ。`,
};

export const opinionLine = (who: string, text: string): string => `${who}：${text}`;
export const summaryLine = (title: string, text: string): string => `・${title}：${text}`;

/** Action items given out besides those of the material, to one person or one facility. */
export const moreActions: {
  meeting_key: string;
  agenda_index: number;
  owner: { person_key: string } | { facility_key: string };
  what: string;
  due_on: string;
}[] = [
  {
    meeting_key: 'liaison-2026-3',
    agenda_index: 2,
    owner: { person_key: 'council-university-1' },
    what: '面談や便りに力を貸せる学生・教員の窓口を学内で確かめる',
    due_on: '2026-12-11',
  },
  {
    meeting_key: 'liaison-2026-3',
    agenda_index: 0,
    owner: { facility_key: 'kagura' },
    what: '園庭を地域の親子に開いた日の工夫を一枚にまとめ、保育センターに届ける',
    due_on: '2026-12-04',
  },
];

/** How work is going, by the action item's key in the material. */
export const actionNotes: { action_key: string; on: string; person_key: string; text: string }[] = [
  {
    action_key: 'a-2026-2-4',
    on: '2026-11-10',
    person_key: 'office-1',
    text: '先方の人事の都合で11月上旬の候補日が流れた。12月の候補日を三つ送り、返事を待っている。',
  },
  {
    action_key: 'a-2026-2-5',
    on: '2026-11-13',
    person_key: 'coordinator-1',
    text: '参加した8施設のうち5施設から話を聞いた。残る3施設には、次の訪問の際に伺う。',
  },
];

export interface DemoOpenDay {
  key: string;
  registered_on: string;
  held_on: string;
  /** The host: a fixed key, or the n-th of a group. */
  host: string;
  theme: ThemeCode;
  title: string;
  places: number;
  note: string;
  came: {
    group: 'nursery' | 'kodomoen' | 'kindergarten' | 'small' | 'base';
    people: number;
    reflection: string;
  }[];
}

export const openDays: DemoOpenDay[] = [
  {
    key: 'open-2025',
    registered_on: '2025-09-29',
    held_on: '2025-11-13',
    host: 'kodomoen',
    theme: 'practice',
    title: '問い「遊びの続きは、どこから生まれるか」',
    places: 20,
    note: '9時30分から11時30分まで。見学の後、別室で見たことを語り合います。評価の用紙はありません。',
    came: [
      {
        group: 'nursery',
        people: 4,
        reflection:
          '片付けずに残した積み木を翌朝の子どもが囲んでいた。自園でも棚の上に「続き」の場所をつくってみた。',
      },
      {
        group: 'kodomoen',
        people: 3,
        reflection: '声をかけずに待つ時間の長さに驚いた。職員会議で、待ってよかった場面を出し合っている。',
      },
      {
        group: 'kindergarten',
        people: 5,
        reflection: '材料の置き方が学びになった。まず一つの棚だけ、子どもの手の届く高さに変えた。',
      },
      { group: 'small', people: 2, reflection: '小さな部屋でも、続きを取っておく箱なら置けると話し合った。' },
      { group: 'base', people: 3, reflection: '' },
    ],
  },
  {
    key: 'open-2026',
    registered_on: '2026-07-13',
    held_on: '2026-09-10',
    host: 'kagura',
    theme: 'practice',
    title: '問い「子どもが自分で選ぶ場面」',
    places: 30,
    note: '普段の朝を見ていただきます。9時15分に受付、9時30分から見学、10時45分から語り合い、11時45分に終わります。用紙は「見たこと」と「自園で試したいこと」の二つだけです。',
    came: [
      {
        group: 'nursery',
        people: 5,
        reflection:
          '着替えの順番を子どもが決めていた。自園でも朝の支度の順番を任せてみると、急がせる言葉が減った。',
      },
      {
        group: 'nursery',
        people: 3,
        reflection: '選べる物が三つあれば足りると分かった。絵本の棚を三冊ずつ入れ替えている。',
      },
      {
        group: 'kodomoen',
        people: 4,
        reflection: '先生が座って待つ姿が心に残った。自園では、昼食の席を子どもが選ぶ日を週に一度つくった。',
      },
      {
        group: 'kodomoen',
        people: 3,
        reflection:
          '選ばない子がいたとき、隣で一緒に眺める関わりが印象に残った。担任どうしで話題にしている。',
      },
      {
        group: 'kindergarten',
        people: 4,
        reflection: '一斉の活動の前に、材料を選ぶ時間を5分置いた。始まりが静かになった。',
      },
      { group: 'kindergarten', people: 3, reflection: '' },
      {
        group: 'small',
        people: 2,
        reflection: '0歳児にも選ぶ場面があると気付いた。おやつの椅子を二つ並べて、座る方を待っている。',
      },
      {
        group: 'base',
        people: 2,
        reflection: 'ひろばのおもちゃの並べ方を変えた。親子が一緒に選ぶ時間が増えた。',
      },
    ],
  },
  {
    key: 'open-2027',
    registered_on: '2026-11-16',
    held_on: '2027-01-28',
    host: 'kindergarten',
    theme: 'practice',
    title: '問い「雪の日の遊びは、だれが始めるか」',
    places: 24,
    note: '私立の園での初めての開催です。外で過ごす時間がありますので、暖かい服装でお越しください。',
    came: [],
  },
];

/** Targets with their reasons, by indicator and fiscal year. */
export const targets: { code: IndicatorCode; fiscal_year: number; target: number; reason: string }[] = [
  {
    code: 'visit_rate',
    fiscal_year: 2025,
    target: 100,
    reason: '年度内に市内の全施設を一度は訪問する計画のため。',
  },
  {
    code: 'issue_count',
    fiscal_year: 2025,
    target: 180,
    reason: '初年度のため、訪問一回につき一件の把握を見込む。数を増やすことは目的としない。',
  },
  {
    code: 'open_day_people',
    fiscal_year: 2025,
    target: 20,
    reason: '年1回、一施設で受け入れられる人数をもとにした。',
  },
  {
    code: 'visit_record_quality',
    fiscal_year: 2025,
    target: 2,
    reason: '支援方針に活用できる「具体的に書かれている」段階（2点）を目標とする。',
  },
  {
    code: 'minutes_quality',
    fiscal_year: 2025,
    target: 2,
    reason: '欠席した人にも次に何をするかが分かる段階（2点）を目標とする。',
  },
  {
    code: 'visit_rate',
    fiscal_year: 2026,
    target: 100,
    reason: '令和7年度の実績を踏まえ、訪問できなかった施設から先に日程を組む。',
  },
  {
    code: 'issue_count',
    fiscal_year: 2026,
    target: 200,
    reason: '再訪問での「その後」を重ねて把握するため、前年度よりやや多く見込む。',
  },
  {
    code: 'open_day_people',
    fiscal_year: 2026,
    target: 40,
    reason: '年2回の開催とし、私立の園での開催を加える。',
  },
  {
    code: 'visit_record_quality',
    fiscal_year: 2026,
    target: 2.2,
    reason: '次の一歩の時期と担い手まで書くことを、チームの目標とした。',
  },
  {
    code: 'minutes_quality',
    fiscal_year: 2026,
    target: 2.2,
    reason: '前年度の採点で低かった「次回へのつながり」を高める。',
  },
];

/** Calls planned besides the material's, so that the coordinator's and the demo facility's first pages have one. */
export const extraNotes = {
  weekday: '午前の遊びの様子を見せていただき、その後に30分ほどお話を伺います。',
  saturday: '土曜日の少人数の保育を一緒に見てほしいとのご希望を受けて伺います。',
  kagura: '公開保育のその後について伺います。参加した職員の皆さんのお話も聞かせてください。',
};
