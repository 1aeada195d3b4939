/** 連携チェック of both years: how each district's facilities answered, in an invented town. */
export interface DemoRound {
  name: string;
  begun_on: string;
  opens_on: string;
  closes_on: string;
  note: string;
  /** per district: usual level per step, how many facilities answer, and the step agreed on with its reason */
  districts: readonly {
    name: string;
    levels: readonly [number, number, number, number];
    answers: number;
    agreed?: { step: number; on: string; reason: string };
    notes?: readonly { kind: 'plan' | 'do' | 'check' | 'act'; body: string }[];
  }[];
}

export const rounds: DemoRound[] = [
  {
    name: '令和7年度 秋の連携チェック',
    begun_on: '2025-10-01',
    opens_on: '2025-10-06',
    closes_on: '2025-10-31',
    note: '初めての連携チェックです。今のままを、そのまま答えてください。',
    districts: [
      {
        name: '中央',
        levels: [3, 2, 1, 1],
        answers: 5,
        agreed: {
          step: 1,
          on: '2025-11-14',
          reason: '連絡会は定着した。親子の様子を伝え合う時間は、回によってあったりなかったりする。',
        },
        notes: [
          { kind: 'check', body: '連絡会に来る顔ぶれが決まってきた。来られない園に中身が届いていない。' },
          { kind: 'act', body: '会の記録を一枚にまとめ、欠席した園に担当が持って行く。' },
        ],
      },
      {
        name: '東部',
        levels: [2, 1, 1, 0],
        answers: 4,
        agreed: {
          step: 0,
          on: '2025-11-14',
          reason: '集まる場はできたが、職員に伝わっていない園が半分ある。',
        },
      },
      { name: '西部', levels: [2, 1, 1, 0], answers: 3 },
      { name: '北部', levels: [1, 0, 0, 0], answers: 3 },
    ],
  },
  {
    name: '令和8年度 秋の連携チェック',
    begun_on: '2026-10-26',
    opens_on: '2026-11-02',
    closes_on: '2026-11-30',
    note: '12月の連携会議で、区域ごとの結果を囲んで話し合います。',
    districts: [
      {
        name: '中央',
        levels: [3, 3, 2, 2],
        answers: 6,
        agreed: {
          step: 3,
          on: '2026-11-18',
          reason:
            '広場と園庭開放を行き来する親子が増え、スタッフどうしで日にちと人の名を伝えて紹介できている。',
        },
        notes: [
          { kind: 'do', body: '欠席した園への一枚の記録を、1年で7回届けた。' },
          { kind: 'check', body: '紹介した親子がその後どうしているかを、互いに知らせる決まりがまだない。' },
          { kind: 'plan', body: '紹介カードの「役に立ったか」を、次の連絡会で一緒に見る。' },
        ],
      },
      {
        name: '東部',
        levels: [3, 2, 2, 1],
        answers: 5,
        agreed: {
          step: 2,
          on: '2026-11-17',
          reason: '園内共有の確認がほぼ全園から届き、区域の数字を年2回見るようになった。',
        },
      },
      { name: '西部', levels: [2, 2, 1, 1], answers: 4 },
      { name: '北部', levels: [2, 1, 1, 0], answers: 3 },
    ],
  },
];

/** What an answer is seen by, by check point. */
export const evidence: Record<string, string[]> = {
  meet_regularly: ['年4回の連携会議と、区域の情報交換会', '学期に1回の地区の集まり'],
  meet_with_substance: ['前の会の宿題を持ち寄る形に変えた', '公開保育の後の語り合い'],
  meet_and_pass_on: ['職員会議で15分、会の内容を話している', '園内共有の確認に、話したことを書いて返した'],
  reach_the_absent: ['欠席した園に記録を届けてもらった'],
  reach_neighbours: [
    '主任児童委員さんが散歩に来てくれるようになった',
    '町内会の回覧に園庭開放を載せてもらった',
  ],
  share_the_picture: ['「最近の親子」を出し合う時間がある'],
  share_the_figures: ['地区ごとの人口と利用の表を見た'],
  mind_to_connect: ['外遊びが好きな子の親子に、園庭開放を紹介した'],
  know_the_others: ['子育てカレンダーで、よその予定が分かる'],
  same_aim: ['合同の外遊びの会のねらいを、皆で書いた'],
  agreed_parts: ['当日の係を、会で決めている'],
  look_back_together: ['終わった後に30分の振返りをした'],
};

export const remarks: string[] = [
  '顔が分かると電話が早い。',
  '非常勤の職員にも伝わるようにしたい。',
  '土曜の集まりは出られない。別の日があると助かる。',
];
