// What was said at the demo's board and handed out: invented, in nobody's words.
export const board = {
  times: [
    { held_on: '2026-10-27', starts_at: '14:00', ends_at: '15:30' },
    { held_on: '2026-10-29', starts_at: '10:00', ends_at: '11:30' },
    { held_on: '2026-11-26', starts_at: '14:00', ends_at: '15:30' },
    { held_on: '2026-11-27', starts_at: '10:00', ends_at: '11:30' },
  ],
  place: '保育センター 研修室',
  note: '事例を1つ持ち寄ってください。資料はいりません。',
  headings: ['子どもへのかかわり', '職員どうし', '家庭と'],
  cards: [
    {
      by: 'facility',
      kind: 'case',
      heading: '子どもへのかかわり',
      body: '外遊びから戻るとき、絵カードを自分で選んでもらったら動き出せた',
    },
    {
      by: 'facility',
      kind: 'issue',
      heading: '子どもへのかかわり',
      body: '大勢が一度に動く場面で、待つ時間が長くなる',
    },
    {
      by: 'facility',
      kind: 'idea',
      heading: '子どもへのかかわり',
      body: '動く順を3つの組に分け、待つ子を少なくする',
    },
    {
      by: 'facility',
      kind: 'idea',
      heading: '子どもへのかかわり',
      body: '部屋のすみに、ひとりで落ち着ける場所を作る',
    },
    {
      by: 'facility',
      kind: 'issue',
      heading: '職員どうし',
      body: '声のかけ方が人によって違い、子どもが迷う',
    },
    { by: 'facility', kind: 'idea', heading: '職員どうし', body: '合図を3つに決め、紙に書いて部屋に貼る' },
    {
      by: 'coordinator',
      kind: 'idea',
      heading: '職員どうし',
      body: '夕方に10分、週2回だけ話す時間を先に決めておく',
    },
    {
      by: 'facility',
      kind: 'case',
      heading: '家庭と',
      body: 'うまくいった場面だけを、お迎えのときにひとこと伝えている',
    },
    { by: 'facility', kind: 'issue', heading: '家庭と', body: '心配なことを伝えるきっかけが難しい' },
    {
      by: 'coordinator',
      kind: 'idea',
      heading: '家庭と',
      body: '「家ではどうですか」と先に聞き、一緒に考える形にする',
    },
    {
      by: 'coordinator',
      kind: 'issue',
      heading: null,
      body: '専門の人に見てもらうまでの間、何をしておくとよいか',
    },
  ],
  summary:
    '待つ時間と合図のそろえ方に話が集まりました。どの施設も、道具より先に「職員で3つだけ決める」ことから始めると続いています。次は、家庭と一緒に考える言い方を持ち寄ります。',
} as const satisfies {
  times: { held_on: string; starts_at: string; ends_at: string }[];
  place: string;
  note: string;
  headings: string[];
  cards: {
    by: 'facility' | 'coordinator';
    kind: 'case' | 'issue' | 'idea';
    heading: string | null;
    body: string;
  }[];
  summary: string;
};

export const handout = {
  title: '待つ時間を短く、合図は3つに',
  lead: '切り替えの場面で困っている施設が集まり、続いている工夫を持ち寄りました。道具をそろえる前に、職員で合図を3つだけ決めることが共通の一歩でした。',
  cases:
    '・外遊びから戻るとき、絵カードを子どもが選ぶと動き出せた\n・うまくいった場面だけを、お迎えのときにひとこと伝えている',
  issues:
    '・大勢が一度に動くと、待つ時間が長くなる\n・声のかけ方が人によって違い、子どもが迷う\n・心配なことを家庭に伝えるきっかけが難しい',
  ideas:
    '・合図を3つに決め、紙に書いて部屋に貼る\n・動く順を3つの組に分け、待つ子を少なくする\n・部屋のすみに、ひとりで落ち着ける場所を作る\n・夕方に10分、週2回の話す時間を先に決めておく\n・「家ではどうですか」と先に聞き、一緒に考える形にする',
};

export const openCall = {
  theme_code: 'guardian',
  title: '保護者と一緒に考える言い方を持ち寄る',
  purpose: '伝えにくいことを、家庭と一緒に考える形にする言い方や場面の作り方を持ち寄ります。',
  topics: [
    '心配なことの伝え方',
    'お迎えの短い時間の使い方',
    '要望を受けたときの返し方',
    '保護者どうしのつながり',
    'お便りや掲示の工夫',
    '職員で伝え方をそろえる',
  ],
};
