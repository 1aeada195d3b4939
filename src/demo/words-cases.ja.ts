// Families of the support cases and what their workers wrote: all invented.
import type { SampleMember } from '../family/cases/samples.ts';
import type { EntryData, NoteData } from '../family/cases/forms.ts';

export interface DemoNote {
  on: string;
  way: NoteData['way'];
  with_whom: string;
  body: string;
  missed?: true;
  next: string | null;
  next_way?: NonNullable<NoteData['next_contact_way']>;
}
/** How somebody first asked for help, some days before the case began. */
interface DemoCall {
  on: string;
  way: 'phone' | 'visit' | 'office' | 'meeting';
  route: string;
  kind: string;
  said: string;
  done: string;
  urgency: 'day' | 'week' | 'plan';
  reason: string;
  yes: string[];
  unknown?: string[];
  abuse?: [kind: string, abuser: string];
  /** when and how the child was seen */
  seen?: [on: string, how: string];
}
export interface DemoCase {
  district: '中央' | '東部' | '西部' | '北部';
  worker: string;
  family: [string, string];
  members: SampleMember[];
  address: string;
  protected?: true;
  category: 'protection' | 'support' | 'expectant' | 'general' | 'development';
  stage: 'assessing' | 'planning' | 'supporting' | 'watching';
  headline: string;
  opened: string;
  call?: DemoCall;
  events?: [
    on: string,
    kind:
      | 'pregnancy'
      | 'birth'
      | 'newborn_visit'
      | 'checkup'
      | 'nursery'
      | 'school'
      | 'service'
      | 'medical'
      | 'family',
    title: string,
    source: string,
  ][];
  notes: DemoNote[];
  /** concerns and strengths of the twelve items in their order; '-' not seen */
  assessments?: { on: string; concern: string; strength: string; basis: string; summary: string }[];
  plan?: {
    on: string;
    review: string;
    wish: string;
    worries: string;
    strengths: string;
    goals: string;
    family_part: string;
    items: [what: string, who: string, how_often: string][];
    answer?: 'agreed' | 'partly';
    reason?: string;
    /** what a second version, made and agreed on later, says otherwise */
    newer?: {
      on: string;
      wish: string;
      goals: string;
      items: [what: string, who: string, how_often: string][];
    };
  };
  council?: Omit<EntryData, 'registered_on' | 'next_review_on'> & {
    on: string;
    next: string;
    reviews?: { on: string; text: string; next: string }[];
  };
  /** what was written by hand on a form of the case */
  written?: { on: string; form: 'home_assessment' | 'progress_slip'; fields: Record<string, string> }[];
  /** papers to other public bodies, each on its own decision, and what came back */
  letters?: DemoLetter[];
  close?: { on: string; body: string; approved: boolean };
}
interface DemoLetter {
  on: string;
  form: 'centre_reply' | 'information_request';
  to: string;
  until: string;
  circumstances: string;
  necessity: string;
  harm: string;
  fields: Record<string, string>;
  answered?: { on: string; fields: Record<string, string> };
}

const child = (given_name: string, given_kana: string, born_on: string, place?: string): SampleMember => ({
  relation: 'child',
  given_name,
  given_kana,
  born_on,
  ...(place === undefined ? {} : { place, place_year: 2026 }),
});
const mother = (given_name: string, given_kana: string, born_on: string): SampleMember => ({
  relation: 'mother',
  given_name,
  given_kana,
  born_on,
});
const father = (given_name: string, given_kana: string, born_on: string): SampleMember => ({
  relation: 'father',
  given_name,
  given_kana,
  born_on,
});

export const demoCases: DemoCase[] = [
  {
    district: '中央',
    worker: 'nurse-1',
    family: ['雪村', 'ユキムラ'],
    members: [mother('莉子', 'リコ', '2004-02-11'), child('陽', 'ヨウ', '2026-04-18')],
    address: '旭川市（架空）七条通十丁目101',
    category: 'expectant',
    stage: 'supporting',
    headline: '若い妊娠から産後へ。頼れる人が少ない',
    opened: '2026-01-15',
    call: {
      on: '2026-01-13',
      way: 'visit',
      route: 'medical',
      kind: 'health',
      said: '「若い妊婦さんで、付き添う人がいません。退院後が心配です」と産科の助産師から',
      done: '本人の承諾を得て、健診の日に会うことにした。',
      urgency: 'week',
      reason: '体調は落ち着いている。産後に頼れる人がいない。',
      yes: ['home'],
    },
    written: [
      {
        on: '2026-11-12',
        form: 'progress_slip',
        fields: {
          changes: '夜に続けて眠れる日が増えた。日中は一人で抱えがちで、週末の過ごし方に困っている。',
          decided_policy: '保健師が月2回訪ね、週末のひろばへは最初だけ一緒に行く。',
        },
      },
      {
        on: '2026-11-12',
        form: 'home_assessment',
        fields: {
          safety: '差し迫った心配はない。眠れない日が続くときは、その日のうちに連絡をもらう約束。',
          home_possible: '支えがあれば、家庭で暮らし続けられる見込み。',
          conditions: '産後ケアと訪問を続ける。見守る人：祖母（週1回）、保健師（月2回）。',
        },
      },
    ],
    events: [
      ['2025-11-20', 'pregnancy', '妊娠の届出（17週、初めての受診が遅かった）', '母子健康手帳交付時の面談'],
      ['2026-04-18', 'birth', '出生（2,980g、38週）', '出生連絡票'],
      ['2026-05-08', 'newborn_visit', '新生児訪問。体重の増えは順調', '保健師訪問'],
      ['2026-08-25', 'checkup', '4か月児健診。首すわり良好、母の睡眠不足', '健診'],
      ['2026-09-10', 'service', '産後ケア（日帰り）を2回利用', '本人から'],
    ],
    notes: [
      {
        on: '2026-01-22',
        way: 'office',
        with_whom: '本人',
        body: '両親学級の案内をした。「産むのは決めているけれど、何をそろえればよいか分からない」とのこと。次回、準備の一覧を一緒につくる約束。',
        next: '2026-02-05',
        next_way: 'visit',
      },
      {
        on: '2026-02-05',
        way: 'visit',
        with_whom: '本人',
        body: '部屋は片づき、ベビー用品は友人から譲り受けていた。出産の日に付き添う人が決まっていない。',
        next: '2026-03-05',
        next_way: 'phone',
      },
      {
        on: '2026-05-08',
        way: 'visit',
        with_whom: '母、本児',
        body: '授乳は混合。夜に2時間おきに起きる。「抱くとかわいいと思えるのがうれしい」。産後ケアを勧め、一緒に申し込んだ。',
        next: '2026-05-22',
        next_way: 'phone',
      },
      {
        on: '2026-09-15',
        way: 'visit',
        with_whom: '母、本児',
        body: '産後ケアのあと眠れた日があった。ひろばに一度行ってみたいとのこと。次は一緒に行く約束。',
        next: '2026-10-20',
        next_way: 'visit',
      },
      {
        on: '2026-11-12',
        way: 'joint_visit',
        with_whom: '母、本児、ひろばの職員',
        body: 'つどいの広場に一緒に行った。30分ほどで表情がゆるみ、同じ月齢の親と話していた。',
        next: '2026-11-26',
        next_way: 'phone',
      },
    ],
    assessments: [
      {
        on: '2026-02-05',
        concern: '----1--22232',
        strength: '----1--11011',
        basis: '家庭訪問',
        summary:
          '出産の準備は進んでいるが、産後に手伝う人がいない。本人は相談の約束を守れており、支援につながる力がある。',
      },
      {
        on: '2026-05-20',
        concern: '010110122221',
        strength: '221112221012',
        basis: '新生児訪問',
        summary: '体の世話はよくできている。夜の負担が大きく、孤立が心配。産後ケアとひろばを入口にする。',
      },
      {
        on: '2026-11-12',
        concern: '000101111111',
        strength: '222222222122',
        basis: '家庭訪問、ひろば',
        summary: '眠れる日が増え、ひろばで話せる人ができた。家計の見通しを一緒に考える時期。',
      },
    ],
    plan: {
      on: '2026-06-03',
      review: '2026-12-05',
      wish: '「この子《こ》と、笑《わら》って暮《く》らしたい。夜《よる》に少《すこ》し眠《ねむ》れるようになりたい」',
      worries:
        '夜《よる》に一人《ひとり》で泣《な》き声《ごえ》を聞《き》いていると、どうしてよいか分《わ》からなくなる。',
      strengths:
        '赤《あか》ちゃんの様子《ようす》をよく見《み》ている。困《こま》ったときに電話《でんわ》をかけられる。',
      goals:
        '週《しゅう》に一度《いちど》は4時間《じかん》続《つづ》けて眠《ねむ》れる。月《つき》に二回《にかい》、ひろばに行《い》く。',
      family_part: '眠《ねむ》れない夜《よる》が続《つづ》いたら、朝《あさ》に電話《でんわ》をする。',
      items: [
        [
          '産後《さんご》ケア（日帰《ひがえ》り）を使《つか》う',
          '保健師《ほけんし》が手続《てつづ》きを手伝《てつだ》う',
          '月《つき》に2回《かい》',
        ],
        [
          '家庭訪問《かていほうもん》',
          '保健師《ほけんし》 大滝《おおたき》',
          '2週《しゅう》に一度《いちど》',
        ],
        [
          'つどいの広場《ひろば》に一緒《いっしょ》に行《い》く',
          '保健師《ほけんし》、ひろばの職員《しょくいん》',
          '初《はじ》めの1回《かい》',
        ],
      ],
      newer: {
        on: '2026-09-10',
        wish: '「この子《こ》と、笑《わら》って暮《く》らしたい。昼《ひる》にも、だれかと話《はな》したい」',
        goals:
          '週《しゅう》に三度《さんど》は4時間《じかん》続《つづ》けて眠《ねむ》れる。月《つき》に二回《にかい》、ひろばに行《い》く。',
        items: [
          [
            '産後《さんご》ケア（日帰《ひがえ》り）を使《つか》う',
            '保健師《ほけんし》が手続《てつづ》きを手伝《てつだ》う',
            '月《つき》に1回《かい》',
          ],
          [
            '家庭訪問《かていほうもん》',
            '保健師《ほけんし》 大滝《おおたき》',
            '2週《しゅう》に一度《いちど》',
          ],
          [
            'ひろばの職員《しょくいん》と顔合《かおあ》わせをする',
            '保健師《ほけんし》 大滝《おおたき》、ひろばの職員《しょくいん》',
            '9月《がつ》に1回《かい》',
          ],
        ],
      },
      answer: 'agreed',
    },
    council: {
      on: '2026-01-28',
      next: '2026-12-31',
      category: 'expectant',
      abuse_kinds: [],
      severity: 'none',
      main_agency: 'こども家庭センター',
      agencies: '産科医院、つどいの広場',
      centre_part: 'none',
      situation: '出産後、母子で暮らす。産後ケアとひろばを利用している。',
      policy: '訪問とひろばで、頼れる人を増やす。',
      reviews: [
        {
          on: '2026-05-27',
          text: '無事に出産。特定妊婦から、母子の見守りとして続ける。',
          next: '2026-09-30',
        },
        {
          on: '2026-09-16',
          text: '産後ケアにつながった。ひろばへの同行を次の会議までに行う。',
          next: '2026-12-31',
        },
      ],
    },
  },
  {
    district: '東部',
    worker: 'consultation-2',
    family: ['白樺', 'シラカバ'],
    members: [
      mother('美和', 'ミワ', '1990-08-02'),
      father('剛', 'ツヨシ', '1988-03-15'),
      child('蓮', 'レン', '2019-09-30', '架空東小学校1年'),
      child('結', 'ユイ', '2023-01-20', '架空ひがし保育園'),
    ],
    address: '旭川市（架空）東光二条三丁目12',
    category: 'support',
    stage: 'supporting',
    headline: '入学前からの落ち着かなさ。園から学校へ支援をつなぐ',
    opened: '2025-06-10',
    events: [
      ['2019-09-30', 'birth', '出生', '母子健康手帳'],
      ['2021-04-12', 'checkup', '1歳6か月児健診。ことばを経過観察', '健診'],
      ['2022-04-01', 'nursery', 'ひがし保育園に入園', '園から'],
      ['2022-10-18', 'checkup', '3歳児健診。集団での様子を園と確かめることに', '健診'],
      ['2025-08-20', 'medical', '発達の相談を受診', '母から'],
      ['2026-04-06', 'school', '小学校に入学（通級の利用を開始）', '学校から'],
    ],
    notes: [
      {
        on: '2025-06-24',
        way: 'visit',
        with_whom: '園長、担任',
        body: '座って話を聞くことが難しい。絵を見せて順番を伝えると動ける。家での様子を保護者に聞くことにした。',
        next: '2025-07-08',
        next_way: 'office',
      },
      {
        on: '2026-02-18',
        way: 'meeting',
        with_whom: '園、学校、保護者',
        body: '入学に向けた引き継ぎ。園での工夫（予定の絵カード、席の位置）を学校に伝えた。父も参加し、家でも同じカードを使うと話す。',
        next: '2026-04-20',
        next_way: 'phone',
      },
      {
        on: '2026-06-15',
        way: 'phone',
        with_whom: '母',
        body: '登校はできている。宿題の時間に親子で言い合いになる。放課後の過ごし方を相談したいとのこと。',
        next: '2026-07-10',
        next_way: 'office',
      },
      {
        on: '2026-10-02',
        way: 'office',
        with_whom: '母',
        body: '放課後の居場所を週2回使い始め、宿題をそこで終える日ができた。母が妹とゆっくり過ごせるようになった。',
        next: '2026-11-13',
        next_way: 'phone',
      },
    ],
    assessments: [
      {
        on: '2025-07-08',
        concern: '022211121010',
        strength: '112122212222',
        basis: '園での観察、面談',
        summary: '見通しが持てると落ち着く。母は工夫を続けており、父の協力もある。就学先への引き継ぎが要。',
      },
      {
        on: '2026-10-02',
        concern: '011111111010',
        strength: '122222222233',
        basis: '面談、学校への聞き取り',
        summary: '通級と放課後の居場所が支えになっている。家での言い合いが減った。',
      },
    ],
    plan: {
      on: '2025-09-05',
      review: '2026-03-31',
      wish: '「友《とも》だちとけんかしないで遊《あそ》びたい」（蓮《れん》さん）「怒《おこ》らずに夕方《ゆうがた》を過《す》ごしたい」（母《はは》）',
      worries:
        '入学《にゅうがく》してから座《すわ》っていられるか。宿題《しゅくだい》をめぐって言《い》い合《あ》いになる。',
      strengths:
        '絵《え》を見《み》ると予定《よてい》が分《わ》かる。父《ちち》が早《はや》く帰《かえ》れる日《ひ》がある。',
      goals: '学校《がっこう》に、園《えん》でうまくいった工夫《くふう》を伝《つた》える。',
      family_part: '家《いえ》でも予定《よてい》の絵《え》カードを使《つか》う。',
      items: [
        [
          '園《えん》での工夫《くふう》を学校《がっこう》に伝《つた》える会《かい》をもつ',
          '相談員《そうだんいん》 関口《せきぐち》、園《えん》、学校《がっこう》',
          '入学前《にゅうがくまえ》に1回《かい》',
        ],
        [
          '放課後《ほうかご》の居場所《いばしょ》を使《つか》う',
          '放課後《ほうかご》の居場所《いばしょ》',
          '週《しゅう》に2回《かい》',
        ],
      ],
      answer: 'agreed',
    },
  },
  {
    district: '中央',
    worker: 'consultation-1',
    family: ['氷川', 'ヒカワ'],
    members: [
      mother('千佳', 'チカ', '1993-12-01'),
      child('空', 'ソラ', '2021-07-07', '架空なかよし保育園'),
      child('海', 'ウミ', '2024-05-19', '架空なかよし保育園'),
    ],
    address: '旭川市（架空）四条通五丁目8',
    category: 'protection',
    stage: 'supporting',
    headline: '休みがちで、登園しても空腹の様子がある',
    opened: '2026-03-09',
    call: {
      on: '2026-03-05',
      way: 'phone',
      route: 'nursery',
      kind: 'abuse',
      said: '「今週は3日休みました。来た日は朝ごはんを食べていないようで、着替えもありません」',
      done: '園での様子を聞き、翌日に園で会うことにした。',
      urgency: 'day',
      reason: 'けがはないが、食事の心配が続いている。',
      yes: ['repeated', 'child_signs'],
      abuse: ['neglect', 'mother'],
      seen: ['2026-03-06', '園で子どもに会った。けがはない。給食をよく食べた。'],
    },
    letters: [
      {
        on: '2026-03-25',
        form: 'centre_reply',
        to: '架空児童相談所',
        until: '2026-09-30',
        circumstances: '登園は週2〜3日。登園した日は朝食をとっていないことが多い。母は体調がすぐれない。',
        necessity: '市と児童相談所のどちらが主になって支えるかを決めるため、見立てを聞きたい',
        harm: '渡すのは見立てに要る項目だけで、害は考えにくい',
        fields: { document_number: '架こ家第31号', document_date: '令和8年3月25日' },
        answered: {
          on: '2026-04-10',
          fields: {
            reply_number: '架児相第77号',
            reply_date: '令和8年4月8日',
            reply_from: '架空児童相談所　地域支援係',
            reply_what: '市が主となり、児童相談所は助言する',
            reply_reason: '差し迫った危険はなく、訪問を受け入れている。生活を支える手だてが市にある。',
            reply_parts: '市：訪問と園との連絡。児童相談所：3か月ごとに様子を聞き、求めがあれば同行する。',
          },
        },
      },
      {
        on: '2026-08-03',
        form: 'information_request',
        to: '架空市立病院　小児歯科',
        until: '2026-10-31',
        circumstances: '健診で歯の治療を勧められた。通い続けられるよう手伝いたい。',
        necessity: '治療の予定と、家庭で気をつけることを知り、通院に付き添うため',
        harm: '治療に要る項目だけにした。害は考えにくい',
        fields: {
          document_number: '架こ家第58号',
          document_date: '令和8年8月3日',
          asked_items: '治療の見通しと回数。受診の日に気をつけること。',
          wanted_by: '8月末ごろまで',
          answer_to: 'こども家庭センター　相談員',
        },
      },
    ],
    events: [
      ['2026-06-11', 'service', '子育て世帯訪問支援を開始', '市'],
      ['2026-07-15', 'checkup', '2歳の相談。歯の治療が必要', '健診'],
    ],
    notes: [
      {
        on: '2026-03-11',
        way: 'visit',
        with_whom: '母、子ども2人',
        body: '部屋に衣類が積まれている。冷蔵庫に食べ物は少しある。「朝、起きられない」。子どもたちは母のそばで落ち着いて遊んでいた。',
        next: '2026-03-18',
        next_way: 'visit',
      },
      {
        on: '2026-06-18',
        way: 'joint_visit',
        with_whom: '母、訪問支援員',
        body: '訪問支援員と一緒に夕食をつくった。母の表情が明るい。登園は週4日になった。',
        next: '2026-07-02',
        next_way: 'phone',
      },
      {
        on: '2026-09-10',
        way: 'phone',
        with_whom: '',
        body: '電話に出ない。園に確かめると今週は2日休み。',
        missed: true,
        next: '2026-09-14',
        next_way: 'visit',
      },
      {
        on: '2026-09-14',
        way: 'visit',
        with_whom: '',
        body: '応答なし。手紙を入れた。',
        missed: true,
        next: '2026-11-09',
        next_way: 'visit',
      },
    ],
    assessments: [
      {
        on: '2026-03-18',
        concern: '211232222222',
        strength: '111101210011',
        basis: '家庭訪問、園からの聞き取り',
        summary: '食事と衛生に心配がある。母の体調の悪さと孤立が背景。子どもは母を頼りにしている。',
      },
      {
        on: '2026-07-20',
        concern: '111121121222',
        strength: '121111221112',
        basis: '訪問、園',
        summary: '訪問支援で食事は整ってきた。母の受診はまだ。',
      },
    ],
    plan: {
      on: '2026-07-22',
      review: '2026-10-31',
      wish: '「朝《あさ》、子《こ》どもと笑《わら》って出《で》かけたい」',
      worries: '体《からだ》がだるく、朝《あさ》が起《お》きられない。',
      strengths: '訪問支援員《ほうもんしえんいん》と料理《りょうり》をするのが楽《たの》しい。',
      goals: '週《しゅう》に5日《いつか》、朝《あさ》ごはんを食《た》べて園《えん》に行《い》く。',
      family_part:
        '体《からだ》の具合《ぐあい》の悪《わる》い朝《あさ》は、園《えん》に電話《でんわ》をする。',
      items: [
        [
          '家事《かじ》と子育《こそだ》ての手伝《てつだ》い',
          '子育《こそだ》て世帯《せたい》訪問支援員《ほうもんしえんいん》',
          '週《しゅう》に2回《かい》',
        ],
        ['受診《じゅしん》に付《つ》き添《そ》う', '保健師《ほけんし》', '1回《かい》'],
      ],
    },
    council: {
      on: '2026-03-20',
      next: '2026-10-31',
      category: 'protection',
      abuse_kinds: ['neglect'],
      severity: 'middle',
      main_agency: 'こども家庭センター',
      agencies: '保育園、児童相談所、訪問支援の事業所',
      centre_part: 'advice',
      situation: '登園が減り、9月から連絡が取れない日がある。',
      policy: '園と毎週様子を確かめ、訪問を続ける。',
      reviews: [{ on: '2026-06-24', text: '訪問支援が始まり、登園が増えた。続ける。', next: '2026-10-31' }],
    },
  },
  {
    district: '西部',
    worker: 'consultation-3',
    family: ['楓', 'カエデ'],
    members: [
      mother('麻衣', 'マイ', '1987-05-05'),
      child('葵', 'アオイ', '2016-11-03', '架空西小学校4年'),
      child('湊', 'ミナト', '2020-02-28', '架空にし幼稚園'),
    ],
    address: '旭川市（架空）忠和四条二丁目5',
    protected: true,
    category: 'protection',
    stage: 'supporting',
    headline: '家を離れて暮らし始めた母子の生活を整える',
    opened: '2026-05-18',
    call: {
      on: '2026-05-15',
      way: 'meeting',
      route: 'police',
      kind: 'abuse',
      said: '子どもの前での暴力があり、母子が家を離れたとの知らせ',
      done: '女性相談と話し合い、移った先で会う日を決めた。',
      urgency: 'day',
      reason: '母子は離れた場所にいる。子どもが眠れていない。',
      yes: ['child_signs', 'home'],
      unknown: ['guardian_risk'],
      abuse: ['psychological', 'father'],
      seen: ['2026-05-16', '移った先で母子に会った。けがはない。'],
    },
    events: [
      ['2026-05-10', 'family', '母子で転居', '母から'],
      ['2026-06-01', 'school', '転校', '学校から'],
    ],
    notes: [
      {
        on: '2026-05-20',
        way: 'office',
        with_whom: '母',
        body: '住所を知られたくないとの訴え。学校・園への連絡のしかたを一緒に決めた。',
        next: '2026-05-27',
        next_way: 'office',
      },
      {
        on: '2026-10-28',
        way: 'visit',
        with_whom: '母、葵さん、湊さん',
        body: '葵さんは学校で友だちができた。夜にうなされる日は減ったとのこと。',
        next: '2026-11-25',
        next_way: 'office',
      },
    ],
    council: {
      on: '2026-05-29',
      next: '2027-01-31',
      category: 'protection',
      abuse_kinds: ['psychological'],
      severity: 'heavy',
      main_agency: '児童相談所',
      agencies: '学校、幼稚園、女性相談',
      centre_part: 'lead',
      situation: '転居後の生活は落ち着いてきた。',
      policy: '居場所を守り、子どもの心のケアを続ける。',
      reviews: [{ on: '2026-09-16', text: '転校先で落ち着く。心のケアの受診を続ける。', next: '2027-01-31' }],
    },
  },
  {
    district: '北部',
    worker: 'nurse-3',
    family: ['柊', 'ヒイラギ'],
    members: [
      {
        relation: 'expectant',
        given_name: '奈々',
        given_kana: 'ナナ',
        born_on: '1998-09-09',
        due_on: '2027-02-14',
      },
    ],
    address: '旭川市（架空）永山六条十丁目3',
    category: 'expectant',
    stage: 'planning',
    headline: '妊娠中の一人暮らし。産後の住まいが決まっていない',
    opened: '2026-09-24',
    call: {
      on: '2026-09-18',
      way: 'office',
      route: 'city',
      kind: 'health',
      said: '「一人で産むつもりです。今の部屋は年内で出ないといけません」と母子手帳の窓口で',
      done: '話を聞き、次の健診のあとに会う約束をした。',
      urgency: 'week',
      reason: '健診は受けている。産後の住まいが決まっていない。',
      yes: ['home'],
    },
    events: [['2026-09-18', 'pregnancy', '妊娠の届出（18週）', '面談']],
    notes: [
      {
        on: '2026-10-06',
        way: 'visit',
        with_whom: '本人',
        body: '仕事を辞め、貯金を取り崩している。産後は実家に戻るか迷っている。',
        next: '2026-11-04',
        next_way: 'visit',
      },
      {
        on: '2026-11-04',
        way: 'visit',
        with_whom: '本人',
        body: '母親と電話で話せた。出産育児一時金と住まいの相談に一緒に行く約束。',
        next: '2026-11-24',
        next_way: 'office',
      },
    ],
    assessments: [
      {
        on: '2026-11-04',
        concern: '-------21232',
        strength: '-------21111',
        basis: '家庭訪問',
        summary: '相談の約束は守れている。産後の住まいと収入が決まらないことが一番の心配。',
      },
    ],
    council: {
      on: '2026-10-14',
      next: '2026-11-30',
      category: 'expectant',
      abuse_kinds: [],
      severity: 'none',
      main_agency: 'こども家庭センター',
      agencies: '産科医院',
      centre_part: 'none',
      situation: '妊娠27週。健診は受けている。',
      policy: '出産までに住まいと手伝う人を決める。',
    },
  },
  {
    district: '東部',
    worker: 'nurse-1',
    family: ['朝霧', 'アサギリ'],
    members: [
      mother('由衣', 'ユイ', '1995-01-30'),
      father('拓', 'タク', '1994-07-21'),
      child('芽', 'メイ', '2026-08-02'),
    ],
    address: '旭川市（架空）豊岡三条六丁目2',
    category: 'general',
    stage: 'assessing',
    headline: '産後の気分の落ち込み',
    opened: '2026-10-05',
    call: {
      on: '2026-10-01',
      way: 'phone',
      route: 'health',
      kind: 'parenting',
      said: '「赤ちゃん訪問で、気分の落ち込みの点が高く出ました。続けて会ってほしい」',
      done: '本人に電話をして、訪問の日を決めた。',
      urgency: 'week',
      reason: '子どもの発育はよい。眠れない日が続いている。',
      yes: ['guardian_risk'],
    },
    events: [
      ['2026-08-02', 'birth', '出生（3,210g）', '出生連絡票'],
      ['2026-09-01', 'newborn_visit', '新生児訪問。質問票の点数が高い', '保健師訪問'],
    ],
    notes: [
      {
        on: '2026-10-12',
        way: 'visit',
        with_whom: '母、父',
        body: '涙が出る日が週に3日ほど。父が夜の一回を受け持つことになった。受診を勧めた。',
        next: '2026-11-19',
        next_way: 'visit',
      },
    ],
    council: {
      on: '2026-10-28',
      next: '2027-02-28',
      category: 'support',
      abuse_kinds: [],
      severity: 'none',
      main_agency: 'こども家庭センター',
      agencies: '産科医院',
      centre_part: 'none',
      situation: '父が夜の世話を受け持っている。',
      policy: '受診につなぎ、訪問を続ける。',
    },
  },
  {
    district: '中央',
    worker: 'consultation-1',
    family: ['星川', 'ホシカワ'],
    members: [
      mother('かえで', 'カエデ', '1985-10-10'),
      child('大地', 'ダイチ', '2013-06-06', '架空中央中学校1年'),
    ],
    address: '旭川市（架空）八条通二丁目4',
    category: 'support',
    stage: 'supporting',
    headline: '夏休み明けから登校が減った',
    opened: '2026-09-08',
    call: {
      on: '2026-09-03',
      way: 'phone',
      route: 'school',
      kind: 'school_absence',
      said: '「夏休み明けから登校が週に1日です。家庭と一緒に考えてほしい」',
      done: '学校での様子を聞き、保護者の了解を取ってもらうことにした。',
      urgency: 'plan',
      reason: '家での様子は落ち着いていると聞いた。',
      yes: [],
    },
    notes: [
      {
        on: '2026-09-15',
        way: 'office',
        with_whom: '母',
        body: '朝になると腹痛。無理に行かせず、学校と週一回の連絡を取ることにした。',
        next: '2026-10-06',
        next_way: 'phone',
      },
      {
        on: '2026-11-17',
        way: 'visit',
        with_whom: '大地さん',
        body: '教室の外の部屋に週2回行けている。釣りの話をたくさんしてくれた。',
        next: '2026-12-01',
        next_way: 'visit',
      },
    ],
  },
  {
    district: '中央',
    worker: 'consultation-1',
    family: ['水無月', 'ミナヅキ'],
    members: [mother('文', 'アヤ', '1991-04-04'), child('律', 'リツ', '2022-11-11', '架空まちなか保育園')],
    address: '旭川市（架空）宮下通七丁目1',
    category: 'development',
    stage: 'watching',
    headline: 'ことばの遅れ。療育の利用を見守る',
    opened: '2025-11-20',
    notes: [
      {
        on: '2026-07-30',
        way: 'phone',
        with_whom: '母',
        body: '療育で二語文が増えた。母の不安は減っている。',
        next: '2026-12-10',
        next_way: 'phone',
      },
    ],
  },
  {
    district: '東部',
    worker: 'consultation-2',
    family: ['鷺沼', 'サギヌマ'],
    members: [
      { relation: 'grandparent', given_name: '清', given_kana: 'キヨシ', born_on: '1956-02-02' },
      child('凪', 'ナギ', '2015-08-15', '架空東光小学校5年'),
    ],
    address: '旭川市（架空）東旭川北一条2',
    category: 'support',
    stage: 'supporting',
    headline: '祖父と二人暮らし。祖父の体調がすぐれない',
    opened: '2026-04-21',
    call: {
      on: '2026-04-16',
      way: 'visit',
      route: 'commissioner',
      kind: 'care',
      said: '「おじいさんの具合が悪く、孫の世話が大変そうです」と民生委員・児童委員から',
      done: '児童委員と一緒に訪ねる日を決めた。',
      urgency: 'week',
      reason: '食事は取れている。祖父の通院が増えている。',
      yes: ['home'],
    },
    notes: [
      {
        on: '2026-10-19',
        way: 'visit',
        with_whom: '祖父、凪さん',
        body: '凪さんが食事の支度をしている。学校では明るい。配食と家事の手伝いを案内した。',
        next: '2026-11-16',
        next_way: 'visit',
      },
    ],
  },
  {
    district: '西部',
    worker: 'consultation-3',
    family: ['若草', 'ワカクサ'],
    members: [
      mother('陽子', 'ヨウコ', '1989-03-03'),
      father('進', 'ススム', '1986-06-16'),
      child('葉', 'ヨウ', '2024-02-29'),
    ],
    address: '旭川市（架空）神居二条八丁目7',
    category: 'general',
    stage: 'supporting',
    headline: '双子の妊娠中の姉の育児の手が足りない',
    opened: '2026-08-17',
    notes: [
      {
        on: '2026-11-10',
        way: 'phone',
        with_whom: '父',
        body: '一時保育を週1回使えるようになった。母の入院に備え、短期の預かりの登録を勧めた。',
        next: '2026-11-30',
        next_way: 'office',
      },
    ],
  },
  {
    district: '西部',
    worker: 'nurse-2',
    family: ['小春', 'コハル'],
    members: [mother('美咲', 'ミサキ', '2000-12-24'), child('灯', 'アカリ', '2025-12-31')],
    address: '旭川市（架空）緑が丘一条1',
    category: 'support',
    stage: 'supporting',
    headline: '体重の増えがゆるやか。授乳の相談',
    opened: '2026-02-25',
    events: [
      ['2025-12-31', 'birth', '出生（2,410g）', '出生連絡票'],
      ['2026-05-12', 'checkup', '4か月児健診。体重は曲線の下', '健診'],
    ],
    notes: [
      {
        on: '2026-11-06',
        way: 'office',
        with_whom: '母、本児',
        body: '体重が曲線に戻った。離乳食をよく食べる。',
        next: '2026-12-18',
        next_way: 'office',
      },
    ],
    close: {
      on: '2026-11-19',
      body: '体重が曲線に戻り、離乳食も進む。ひろばと健診で見守れる。',
      approved: false,
    },
  },
  {
    district: '北部',
    worker: 'consultation-4',
    family: ['薄氷', 'ウスライ'],
    members: [
      father('直樹', 'ナオキ', '1984-11-11'),
      child('健', 'ケン', '2012-03-20', '架空北中学校3年'),
      child('咲', 'サキ', '2017-05-05', '架空北小学校3年'),
    ],
    address: '旭川市（架空）末広東三条2',
    category: 'support',
    stage: 'supporting',
    headline: '父子家庭。夜に子どもだけの日がある',
    opened: '2026-06-02',
    notes: [
      {
        on: '2026-08-05',
        way: 'office',
        with_whom: '父',
        body: '夜勤が月8回。トワイライトの利用を申し込んだ。',
        next: '2026-09-25',
        next_way: 'phone',
      },
    ],
  },
  {
    district: '北部',
    worker: 'consultation-4',
    family: ['霜月', 'シモツキ'],
    members: [mother('玲', 'レイ', '1992-02-22'), child('凛', 'リン', '2023-10-01')],
    address: '旭川市（架空）春光五条1',
    category: 'general',
    stage: 'watching',
    headline: '転入して間もない。日本語が少し難しい',
    opened: '2026-04-30',
    notes: [
      {
        on: '2026-11-02',
        way: 'visit',
        with_whom: '母',
        body: '通訳と訪問。ひろばの外国語の日に通っている。',
        next: '2027-01-12',
        next_way: 'visit',
      },
    ],
  },
  {
    district: '東部',
    worker: 'consultation-2',
    family: ['稲穂', 'イナホ'],
    members: [
      mother('真紀', 'マキ', '1990-07-07'),
      father('悟', 'サトル', '1990-01-01'),
      child('紬', 'ツムギ', '2021-03-03', '架空ひがし保育園'),
    ],
    address: '旭川市（架空）東光十条1',
    category: 'support',
    stage: 'supporting',
    headline: '叱り方が分からず、手が出そうになる',
    opened: '2026-07-06',
    notes: [
      {
        on: '2026-11-18',
        way: 'office',
        with_whom: '母、父',
        body: '親の講座の3回目。「離れて深呼吸ができた」。紬さんの好きな遊びを聞けた。',
        next: '2026-12-02',
        next_way: 'office',
      },
    ],
    plan: {
      on: '2026-10-14',
      review: '2027-01-31',
      wish: '「たたかずに、ちゃんと伝《つた》えられる親《おや》になりたい」',
      worries: '夕方《ゆうがた》に言《い》うことを聞《き》かないと、かっとなる。',
      strengths: '夫婦《ふうふ》で話《はな》し合《あ》える。講座《こうざ》に続《つづ》けて来《き》ている。',
      goals: '夕方《ゆうがた》の30分《ぷん》を、二人《ふたり》で手分《てわ》けする。',
      family_part: 'かっとなったら隣《となり》の部屋《へや》に行《い》く。',
      items: [
        [
          '親《おや》の講座《こうざ》',
          '親子関係《おやこかんけい》形成支援《けいせいしえん》の講師《こうし》',
          '全部《ぜんぶ》で6回《かい》',
        ],
        ['面談《めんだん》', '相談員《そうだんいん》 関口《せきぐち》', '月《つき》に2回《かい》'],
      ],
      answer: 'partly',
      reason: '講座は続けたいが、訪問は今は望まない。',
    },
  },
  {
    district: '中央',
    worker: 'nurse-1',
    family: ['夏目坂', 'ナツメザカ'],
    members: [mother('恵', 'メグミ', '1996-06-06'), child('蒼', 'アオ', '2026-06-20')],
    address: '旭川市（架空）三条通十五丁目6',
    category: 'general',
    stage: 'supporting',
    headline: '初めての子育て。実家が遠い',
    opened: '2026-07-21',
    notes: [
      {
        on: '2026-11-16',
        way: 'visit',
        with_whom: '母、本児',
        body: '寝返りができた。近くのひろばを紹介した。',
        next: '2026-12-14',
        next_way: 'phone',
      },
    ],
  },
  {
    district: '西部',
    worker: 'consultation-3',
    family: ['時雨', 'シグレ'],
    members: [mother('由美', 'ユミ', '1983-09-19'), child('翔', 'ショウ', '2010-10-10', '架空西高校1年')],
    address: '旭川市（架空）旭岡一丁目2',
    category: 'support',
    stage: 'watching',
    headline: '家計の急変と進路の心配',
    opened: '2025-10-14',
    notes: [
      {
        on: '2026-10-30',
        way: 'phone',
        with_whom: '母',
        body: '就学の支援金が決まった。翔さんは部活動を続けている。',
        next: '2026-12-22',
        next_way: 'phone',
      },
    ],
  },
  {
    district: '北部',
    worker: 'nurse-3',
    family: ['初音', 'ハツネ'],
    members: [mother('瞳', 'ヒトミ', '1994-08-08'), child('歩', 'アユム', '2025-05-01')],
    address: '旭川市（架空）末広一条5',
    category: 'development',
    stage: 'supporting',
    headline: '1歳6か月児健診のあとの経過を見る',
    opened: '2026-11-05',
    events: [['2026-11-04', 'checkup', '1歳6か月児健診。歩き始めがゆっくり', '健診']],
    notes: [
      {
        on: '2026-11-11',
        way: 'visit',
        with_whom: '母、本児',
        body: 'つかまり立ちは安定。親子教室に申し込んだ。',
        next: '2026-12-09',
        next_way: 'office',
      },
    ],
  },
  {
    district: '中央',
    worker: 'consultation-1',
    family: ['鈴懸', 'スズカケ'],
    members: [mother('操', 'ミサオ', '1988-01-08'), child('環', 'タマキ', '2018-12-01', '架空中央小学校1年')],
    address: '旭川市（架空）十条通九丁目',
    category: 'support',
    stage: 'supporting',
    headline: '入学後の生活リズム',
    opened: '2026-04-15',
    notes: [
      {
        on: '2026-10-08',
        way: 'office',
        with_whom: '母',
        body: '朝の支度の表がうまくいき、遅刻がなくなった。',
        next: '2026-11-05',
        next_way: 'phone',
      },
    ],
    close: {
      on: '2026-10-22',
      body: '遅刻がなくなり、学校の先生に直接相談できるようになった。',
      approved: true,
    },
  },
  {
    district: '東部',
    worker: 'consultation-2',
    family: ['月影', 'ツキカゲ'],
    members: [mother('律子', 'リツコ', '1979-12-12'), child('暁', 'アキラ', '2011-01-15', '架空東中学校3年')],
    address: '旭川市（架空）豊岡十条2',
    category: 'support',
    stage: 'supporting',
    headline: '進路の面談を機に親子の会話が戻った',
    opened: '2025-09-02',
    notes: [
      {
        on: '2026-03-10',
        way: 'phone',
        with_whom: '母',
        body: '通信制の高校を親子で見学した。',
        next: '2026-04-10',
        next_way: 'phone',
      },
    ],
    close: { on: '2026-04-14', body: '進路が決まり、学校の相談室が支えになる。', approved: true },
  },
  {
    district: '西部',
    worker: 'nurse-2',
    family: ['三日月', 'ミカヅキ'],
    members: [mother('桜', 'サクラ', '1999-04-01'), child('雫', 'シズク', '2024-09-09')],
    address: '旭川市（架空）神居四条1',
    category: 'general',
    stage: 'supporting',
    headline: '2人目の妊娠。つわりで外に出られない',
    opened: '2026-11-09',
    notes: [
      {
        on: '2026-11-13',
        way: 'phone',
        with_whom: '母',
        body: '横になっている時間が長い。ファミリー・サポートの登録を案内した。',
        next: '2026-11-20',
        next_way: 'phone',
      },
    ],
  },
];

/** The supervisor and the council's office of a district. */
export const supervisorOf = {
  中央: 'supervisor-1',
  東部: 'supervisor-1',
  西部: 'supervisor-2',
  北部: 'supervisor-2',
} as const;
export const callNext = '会って話を聞く。';
export const callDone = '支援ケースとして続けることにした。';
export const beginReason = '初回の面談の日を調整している';
export const councilOffice = 'council-office-1';
export const phone = '090-0000-00';
