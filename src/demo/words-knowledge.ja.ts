import type { PracticeData } from '../improvement/knowledge/forms.ts';
import type { HearingWay, Level, Measure, Verdict } from '../improvement/knowledge/rules.ts';

type Told = Pick<
  PracticeData,
  'title' | 'summary' | 'background' | 'structure' | 'method' | 'results' | 'issues' | 'theme_code' | 'ages'
>;

/** What was studied elsewhere (places are not named: they are invented), and what this city made of it. */
export const studied: (Told & {
  source_code: string;
  place: string;
  on: string;
  published_on: string | null;
  hearings: { on: string; way: HearingWay; met: string; body: string }[];
  /** by name of the criterion: coordinator, office, university */
  scores: { name: string; levels: [Level, Level, Level]; notes: [string, string, string] }[];
  conclusion: { verdict: Verdict; on: string; body: string } | null;
  figures: { measure: Measure; fiscal_year: number; value: number; told_by: string }[];
})[] = [
  {
    source_code: 'municipality',
    place: '中国地方のA市',
    on: '2026-08-20',
    theme_code: 'staffing',
    title: '新任の3年を、園をこえた先輩が見守る',
    summary:
      '1年めから3年めの保育者一人に、別の園の先輩が一人付きます。月に一度30分、園の外で話す時間を市が用意しています。',
    background: '採用しても3年以内に辞める人が続き、園の中だけでは話しにくいことがあると分かった。',
    structure: '市の保育課が組合せを決め、園長会が時間を保証する。先輩は経験7年以上で、年2回の集まりがある。',
    method:
      '月1回30分。話した中身は園に伝えない約束をする。困りごとが重いときだけ、本人に断って市の相談員につなぐ。',
    results:
      '始めて3年で、3年後に残っている人の割合が上がった。先輩の側も、自分の園のやり方を言葉にするようになった。',
    issues: '組合せを決める人の手間が大きい。小さな園は30分を空けるのがむずかしい。',
    ages: ['adults'],
    published_on: '2026-10-05',
    hearings: [
      {
        on: '2026-08-20',
        way: 'visit',
        met: '保育課の係長、公立園の園長',
        body: '初めは園の中で組んだが、評価されている気がするという声が出て、園をまたぐ形に変えた。\n時間の確保は、園長会の申合せにしたことが効いた。費用は年に数十万円で、ほとんどが集まりの会場と資料。',
      },
      {
        on: '2026-09-03',
        way: 'online',
        met: '先輩役の保育者',
        body: '話を聞くだけでよいと言われたので続けられている。答えを出そうとすると苦しくなる。',
      },
    ],
    scores: [
      { name: '人口の規模', levels: [2, 2, 3], notes: ['', '園の数はこちらが多い', ''] },
      {
        name: '人',
        levels: [1, 0, 3],
        notes: ['先輩役を出せる園が限られる', '代わりの職員がいない', '大学の卒業生にも頼める'],
      },
      { name: '予算', levels: [2, 2, 2], notes: ['', '集まりの費用なら見込める', ''] },
      {
        name: '距離と交通',
        levels: [2, 1, 2],
        notes: ['', '郊外の園は移動に40分かかる', 'オンラインでもよい'],
      },
      { name: '現場の納得', levels: [3, 2, 3], notes: ['新任から話し相手がほしいと聞いている', '', ''] },
    ],
    conclusion: {
      verdict: 'adapt',
      on: '2026-10-20',
      body: '市の中心部の10園ほどで、月1回を2か月に1回に減らして試す。先輩役は小グループのつながりから募る。人の見方が分かれているので、連携会議で先に話し合う。',
    },
    figures: [
      { measure: 'leave_rate', fiscal_year: 2025, value: 7.2, told_by: 'A市の聞き取り（公立・私立合計）' },
      { measure: 'stay_rate', fiscal_year: 2025, value: 78, told_by: 'A市の聞き取り' },
    ],
  },
  {
    source_code: 'school',
    place: '関東地方のB短期大学',
    on: '2026-09-15',
    theme_code: 'staffing',
    title: '実習のあとに「園の一日」をもう一度見に行く',
    summary:
      '実習を終えた学生が、選んだ園に半日だけもう一度行きます。就職先を名前ではなく日常で選ぶ学生が増えました。',
    background: '求人票だけで選び、入ってから思っていたのと違うという声が多かった。',
    structure: '大学の実習担当2人と、受け入れる20園ほど。',
    method: '学生が見たいことを一つ書いて申し込み、園は普段のまま見せる。終わりに10分だけ職員と話す。',
    results: '就職した園での1年めの離職が減ったと、大学は見ている。',
    issues: '受け入れる園の日程の調整に手がかかる。',
    ages: ['adults'],
    published_on: null,
    hearings: [
      {
        on: '2026-09-15',
        way: 'online',
        met: '実習担当の教員',
        body: '園に特別な準備を求めないことが続くこつ。断られた園には、理由を聞かずに次の年もう一度声をかける。',
      },
    ],
    scores: [
      { name: '人', levels: [2, 2, 2], notes: ['', '', '実習担当と相談できる'] },
      {
        name: '気候・季節',
        levels: [1, 1, 2],
        notes: ['冬は移動がむずかしい', '10月までに終える必要がある', ''],
      },
    ],
    conclusion: null,
    figures: [],
  },
];

/** Found in this city: told, asked, published. `at` are keys of the material or places by their order in the district. */
export const found: (Told & {
  on: string;
  zone: 'network' | 'public';
  state: 'published' | 'asking' | 'draft';
  show_name: boolean;
  trials: { on: string; changed: string; happened: string; again: 'yes' | 'changed' | 'no' }[];
})[] = [
  {
    title: '迎えの時間に、その日の一枚の写真を置く',
    summary:
      '玄関に、その日の遊びの写真を一枚だけ置きました。短い時間でも、保護者と子どもの話が始まるようになりました。',
    theme_code: 'guardian',
    ages: ['under3', 'over3'],
    background: '迎えの時間は慌ただしく、その日の様子を伝えきれていなかった。',
    structure: '当番の職員が午睡の間に一枚選ぶ。10分ほど。',
    method: '顔が大きく写らない、遊びの手元の写真を選び、ひと言だけ書く。次の日の朝には外す。',
    results: '写真を指さして子どもが話し、保護者から声をかけてくれることが増えた。',
    issues: '選ぶ職員によって、写る遊びが偏る。',
    on: '2026-09-10',
    zone: 'public',
    state: 'published',
    show_name: false,
    trials: [
      {
        on: '2026-10-12',
        changed: '写真のかわりに、その日の絵本の表紙を置いた。',
        happened: '同じ本を家で読んだという話が出た。写真より選ぶ手間が少ない。',
        again: 'changed',
      },
      {
        on: '2026-10-19',
        changed: 'そのまま、2歳児クラスだけで始めた。',
        happened: '3週間続いている。午睡の見守りが薄い日は休みにした。',
        again: 'yes',
      },
      {
        on: '2026-10-05',
        changed: '全クラスで毎日置こうとした。',
        happened: '職員の負担が大きく、2週間でやめた。クラスを決めて始めればよかった。',
        again: 'no',
      },
    ],
  },
  {
    title: '切り替えの合図を、歌と絵の札にそろえる',
    summary: '片付けの合図を職員みなで同じ歌と札にしたら、次の遊びに移るまでの待つ時間が短くなりました。',
    theme_code: 'development',
    ages: ['over3'],
    background: '声かけが人によって違い、気持ちの切り替えがむずかしい子が落ち着かなかった。',
    structure: '担任と補助の職員で、歌を一つ、札を三枚決めた。',
    method: '歌の前に札を見せ、終わりが分かるようにする。急な変更の日は、札をもう一枚足す。',
    results: '見通しが立ち、自分から片付けを始める子が増えた。',
    issues: '初めて入る職員に伝える紙がまだない。',
    on: '2026-10-28',
    zone: 'network',
    state: 'published',
    show_name: true,
    trials: [],
  },
  {
    title: '雪の日の園庭を、斜面から始める',
    summary:
      '雪が積もった日は、まず小さな斜面だけを使うことにしました。見守る目が集まり、けがの心配が減りました。',
    theme_code: 'practice',
    ages: ['over3'],
    background: '雪の日は園庭が広く、目が届きにくかった。',
    structure: '担任2人。',
    method: '斜面の上と下に一人ずつ立つ。慣れたら奥へ広げる。',
    results: '遊びが長く続くようになった。',
    issues: '雪の固さによって場所を変える必要がある。',
    on: '2026-11-16',
    zone: 'network',
    state: 'asking',
    show_name: false,
    trials: [],
  },
  {
    title: '連絡帳の「困った」を、先に「できた」から書く',
    summary: '',
    theme_code: 'guardian',
    ages: ['under3'],
    background: '',
    structure: '',
    method: '困ったことを伝える日は、できたことを先に一つ書く。',
    results: '',
    issues: '',
    on: '2026-11-18',
    zone: 'network',
    state: 'draft',
    show_name: false,
    trials: [],
  },
];

/** How things stand here, beside the criteria. */
export const here: Record<string, string> = {
  人口の規模: '人口 約31万人、0～5歳は減り続けている',
  施設の数と種類: '市内に180か所ほど。民間の園が多い',
  人: '保育サポートコーディネーター2人、園は慢性的に人手が足りない',
  予算: '国のモデル事業の補助がある',
  '気候・季節': '11月から4月は雪。朝夕の移動に時間がかかる',
  距離と交通: '郊外の園は中心部まで車で40分',
};

/** People counted, invented, by year and kind: facilities, staff, left, wanted, hired, came, stayed. */
export const workforce: Record<
  number,
  Record<string, readonly [number, number, number, number, number, number, number]>
> = {
  2023: {
    認可私立保育所: [52, 1012, 121, 168, 131, 140, 92],
    '認定こども園（幼保連携型）': [31, 743, 82, 120, 97, 98, 67],
    私立幼稚園: [14, 212, 22, 34, 27, 30, 21],
  },
  2024: {
    認可私立保育所: [55, 1040, 118, 171, 133, 146, 98],
    '認定こども園（幼保連携型）': [33, 781, 80, 118, 99, 104, 73],
    私立幼稚園: [14, 205, 24, 36, 25, 28, 18],
  },
  2025: {
    認可私立保育所: [58, 1066, 109, 160, 131, 150, 105],
    '認定こども園（幼保連携型）': [36, 829, 77, 112, 98, 110, 80],
    私立幼稚園: [13, 196, 19, 30, 24, 27, 19],
  },
};
export const workforceSource = '人材確保・定着の実態調査（つくった数字）';
export const consentNote = '園だよりにも載せる予定です。';
