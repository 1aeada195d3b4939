// What the demo's open days were made of: questions, plans, notes, what was discussed and taken home. All invented.
import type { Keeps, NoteKind, PictureRule, Step, Template, Tried } from '../improvement/learning/rules.ts';

export interface DemoDay {
  starts_at: string;
  ends_at: string;
  template?: Template;
  seen: string;
  pictures: PictureRule;
  pictures_note: string;
  guardians_told_on: string;
  guardians_how: string;
  questions: string[];
  plan: string;
  /** by: the n-th facility that came, or null for the coordinator */
  notes?: { by: number | null; question: number; kind: NoteKind; body: string }[];
  discussion?: string;
  reflection?: string;
  /** reflections the n-th facility let the host read */
  shared_by?: number[];
  practices?: {
    by: number;
    what: string;
    why: string;
    /** days after the day */
    after: number;
    shared: boolean;
    follow_up?: { after: number; tried: Tried; happened: string; keeps: Keeps | null };
  }[];
  steps?: {
    on: string;
    step: Step;
    planned_on: string;
    led_by: string;
    note: string;
    done_on: string | null;
  }[];
  sign_ups?: {
    on: string;
    group: 'nursery' | 'kodomoen' | 'kindergarten' | 'small' | 'base';
    people: number;
    who: string;
    wish: string;
  }[];
}

export const days: Record<string, DemoDay> = {
  'open-2025': {
    starts_at: '09:30',
    ends_at: '11:30',
    seen: '4・5歳児の保育室と、廊下の「続きの棚」。午睡室と給食室には入らないでください。',
    pictures: 'rooms',
    pictures_note: '棚と材料だけを撮り、園内の研修のほかには使わない。',
    guardians_told_on: '2025-10-31',
    guardians_how: '園だよりで伝え、見学の日を避けたい家庭には申し出てもらった（申し出なし）。',
    questions: ['遊びの続きは、どこから生まれていますか', '大人は、どこで待っていましたか'],
    plan: '9:15 受付（玄関）\n9:30 見学（4・5歳児の保育室）\n10:45 休憩\n11:00 語り合い（遊戯室）\n11:30 終わり',
    notes: [
      { by: 0, question: 1, kind: 'good', body: '片付けずに残した積み木に、翌朝の子どもが集まっていた' },
      { by: 1, question: 1, kind: 'doubt', body: '場所が足りないとき、どの続きを残すかはだれが決めるのか' },
      {
        by: 2,
        question: 1,
        kind: 'proposal',
        body: '続きを写真で残し、朝に子どもと見る時間をつくってはどうか',
      },
      { by: 1, question: 2, kind: 'good', body: '声をかけずに、隣に座って見ていた' },
      { by: 3, question: 2, kind: 'doubt', body: '待つ間、ほかの子どもはだれが見ているのか' },
    ],
    discussion:
      '問い1：続きは「残してよい場所」があると生まれる、という見方が重なった。残すものを子どもと相談しているという話が出た。\n問い2：待つには、もう一人の大人が全体を見ている必要がある。二人で声をかけ合う合図を話題にした。',
    reflection:
      '続きを残すことは、子どもへの信頼だと言ってもらった。残すものを職員が決めていた場面があったので、子どもと相談する時間を帰りの会に置く。',
    shared_by: [0, 2],
    practices: [
      {
        by: 0,
        what: '棚の上に「続き」の場所をつくり、残すものを子どもと決める',
        why: '片付けの時間が、遊びを終わらせる時間になっていたから。',
        after: 7,
        shared: true,
        follow_up: {
          after: 96,
          tried: 'tried',
          happened: '残したいものを自分から言う子が増えた。棚が足りず、月に一度入れ替えている。',
          keeps: 'change',
        },
      },
      {
        by: 2,
        what: '材料の棚を一つだけ、子どもの手の届く高さにする',
        why: '取ってもらう場面が多いと気付いたから。',
        after: 8,
        shared: true,
        follow_up: {
          after: 97,
          tried: 'tried',
          happened: '制作の始まりが早くなった。はさみの置き方だけ話し合って決め直した。',
          keeps: 'keep',
        },
      },
      {
        by: 1,
        what: '待ってよかった場面を、週に一つ職員会議で出し合う',
        why: '待つことを、担任一人の工夫にしないため。',
        after: 9,
        shared: false,
        follow_up: {
          after: 99,
          tried: 'partly',
          happened: '忙しい月はできなかった。出し合った週は、声かけの話が増えた。',
          keeps: 'keep',
        },
      },
    ],
  },
  'open-2026': {
    starts_at: '09:15',
    ends_at: '11:45',
    seen: '2～5歳児の保育室と園庭。0・1歳児の部屋は、廊下から3人ずつ静かに見てください。',
    pictures: 'faceless',
    pictures_note: '手元と環境だけ。撮ったものは帰る前に一緒に確かめ、年度末に消す。',
    guardians_told_on: '2026-08-25',
    guardians_how: '掲示と連絡帳で伝え、写真に写ることを望まない家庭には担任が席と名札の色を分けた。',
    questions: [
      '子どもが自分で選ぶ場面は、どこにありましたか',
      '選ばない子どもに、大人はどう関わっていましたか',
    ],
    plan: '9:15 受付（玄関）\n9:30 見学（各保育室・園庭）\n10:45 語り合い（ホール）\n11:45 終わり',
    notes: [
      { by: 0, question: 1, kind: 'good', body: '着替えの順番を、子どもが自分で決めていた' },
      { by: 1, question: 1, kind: 'good', body: '絵本が三冊だけ表紙を見せて並んでいた' },
      { by: 4, question: 1, kind: 'doubt', body: '行事の前でも、選ぶ時間を取れているのか' },
      { by: null, question: 1, kind: 'proposal', body: '選んだあとに変えてよい、という合図を決めておく' },
      { by: 3, question: 2, kind: 'good', body: '選ばない子の隣で、先生も一緒に眺めていた' },
      { by: 6, question: 2, kind: 'doubt', body: '眺めている時間は、記録にどう残しているのか' },
      { by: 2, question: 2, kind: 'proposal', body: '眺めることも一つの選び方として、保護者に伝える' },
    ],
    discussion:
      '問い1：選べる物の数は三つほどで足りる、という意見が多かった。選び直せることが安心につながるという話になった。\n問い2：選ばないことを急がせない関わりが、どの部屋でもそろっていた。記録の書き方は宿題として残った。',
    reflection:
      '選ばない時間の価値を、来た方々の言葉で教えてもらった。記録に「眺めていた」を書く欄をつくり、保護者にも伝える。',
    shared_by: [0, 3],
    practices: [
      {
        by: 0,
        what: '朝の支度の順番を子どもに任せる',
        why: '急がせる言葉が多いと感じていたから。',
        after: 6,
        shared: true,
        follow_up: {
          after: 62,
          tried: 'tried',
          happened: '急がせる言葉が減った。待つ間の並び方を、子どもと決め直した。',
          keeps: 'keep',
        },
      },
      {
        by: 2,
        what: '昼食の席を子どもが選ぶ日を、週に一度つくる',
        why: '決まった席で食が進まない子がいたから。',
        after: 7,
        shared: true,
        follow_up: {
          after: 64,
          tried: 'partly',
          happened: '3歳児の部屋では混み合ったため、4・5歳児だけで続けている。',
          keeps: 'change',
        },
      },
      {
        by: 6,
        what: 'おやつの椅子を二つ並べ、座る方を待つ',
        why: '0歳児にも選ぶ場面があると気付いたから。',
        after: 12,
        shared: true,
      },
    ],
  },
  'open-2027': {
    starts_at: '09:30',
    ends_at: '14:30',
    template: 'eceq',
    seen: '3～5歳児の保育室と園庭。預かり保育の部屋は見学の対象にしません。',
    pictures: 'none',
    pictures_note: '',
    guardians_told_on: '2026-11-13',
    guardians_how: '園長名の手紙を配り、質問を受ける日を設けた。',
    questions: ['雪の日の遊びは、だれが始めていますか', '寒さと楽しさの間で、大人は何を支えていますか'],
    plan: '9:15 受付\n9:30 公開保育（園庭・保育室）\n11:00 付箋を書く\n12:00 昼食\n13:00 分科会\n14:00 全体会\n14:30 終わり',
    steps: [
      {
        on: '2026-11-17',
        step: 'eceq_visit',
        planned_on: '2026-11-12',
        led_by: 'ECEQコーディネーター',
        note: '園長から、冬の園庭をどう使うかを深めたいと聞いた。',
        done_on: '2026-11-12',
      },
      {
        on: '2026-11-19',
        step: 'eceq_training',
        planned_on: '2026-11-18',
        led_by: 'ECEQコーディネーター、全職員',
        note: '田の字法で24枚。良い点は「長靴を自分で選べる」、背景には着替えの場所の狭さが出た。',
        done_on: '2026-11-18',
      },
      {
        on: '2026-11-19',
        step: 'eceq_question',
        planned_on: '2026-12-16',
        led_by: 'ECEQコーディネーター、学年主任',
        note: '',
        done_on: null,
      },
      {
        on: '2026-11-19',
        step: 'eceq_after',
        planned_on: '2027-02-24',
        led_by: 'ECEQコーディネーター',
        note: '',
        done_on: null,
      },
    ],
    sign_ups: [
      {
        on: '2026-11-17',
        group: 'nursery',
        people: 3,
        who: '主任、5歳児担任2名',
        wish: '外へ出る前の支度を見たいです。',
      },
      { on: '2026-11-18', group: 'kodomoen', people: 2, who: '副園長、4歳児担任', wish: '' },
      {
        on: '2026-11-19',
        group: 'small',
        people: 1,
        who: '施設長',
        wish: '小さな園庭での工夫を聞きたいです。',
      },
    ],
  },
  'open-small': {
    starts_at: '09:30',
    ends_at: '11:00',
    seen: '0～2歳児の部屋。一度に入るのは3人までです。',
    pictures: 'none',
    pictures_note: '',
    guardians_told_on: '2026-11-06',
    guardians_how: '連絡帳で伝えた。',
    questions: ['一人ひとりの眠りと目覚めを、どのように支えていますか'],
    plan: '9:20 受付\n9:30 見学（3人ずつ交代）\n10:20 語り合い\n11:00 終わり',
    sign_ups: [
      {
        on: '2026-11-10',
        group: 'nursery',
        people: 3,
        who: '0歳児担任3名',
        wish: '午睡前の過ごし方を見たいです。',
      },
      { on: '2026-11-11', group: 'kodomoen', people: 2, who: '1歳児担任、看護師', wish: '' },
      {
        on: '2026-11-12',
        group: 'small',
        people: 2,
        who: '施設長、保育士',
        wish: '記録の取り方も聞きたいです。',
      },
      { on: '2026-11-13', group: 'base', people: 2, who: 'ひろばの職員2名', wish: '' },
    ],
  },
};

/** A day at a small place: six places, and more who want to come. */
export const smallDay = {
  key: 'open-small',
  registered_on: '2026-11-09',
  held_on: '2026-12-11',
  host: 'small',
  theme: 'practice' as const,
  title: '問い「眠りと目覚めを、どう支えるか」',
  places: 6,
  note: '部屋が小さいため、荷物は玄関に置いてください。上履きをお持ちください。',
};

/** What 神楽保育所 offers for February; it waits to be looked at. */
export const offer = {
  on: '2026-11-19',
  held_on: '2027-02-18',
  theme: 'practice' as const,
  title: '問い「片付けは、だれの時間か」',
  places: 15,
  question: '片付けの時間に、子どもは何を決めていますか',
  seen: '3～5歳児の保育室。片付けから昼食の前まで。',
  plan: '10:30 受付\n10:45 見学\n11:45 語り合い\n12:15 終わり',
};
