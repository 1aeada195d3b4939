// What the demo's places say of themselves as families look for them. All invented.
import type { FacilityGroup } from './material.ts';

/** Strengths of the material in the words of the list of wishes; the others stay the place's own. */
export const wishOfStrength: Record<string, string> = {
  少人数でアットホーム: 'homely',
  外遊びが盛ん: 'outdoor',
  多くの親子と知り合える: 'many_families',
  子育て以外の相談もできる: 'family_matters',
  異年齢の関わり: 'seeing_other_ages',
  広い園庭: 'wide_garden',
  父親が参加しやすい: 'fathers',
  一時預かりがある: 'leave_child',
};

/** Wishes that a group's places often meet besides. */
export const wishesOfGroup: Record<FacilityGroup | 'supporter' | 'salon', string[]> = {
  nursery: ['seeing_other_ages', 'learning_care', 'daily_life', 'outdoor'],
  kodomoen: ['wide_garden', 'learning_care', 'seeing_other_ages', 'kindergarten_life', 'daily_life'],
  kindergarten: ['kindergarten_life', 'wide_garden', 'outdoor'],
  small: ['homely', 'daily_life'],
  unlicensed: ['homely', 'leave_child'],
  base: ['many_families', 'private_room', 'specialist', 'courses', 'expecting', 'indoor_weather', 'fathers'],
  plaza: ['homely', 'near_home', 'same_person', 'talk_while_playing', 'leave_child', 'courses'],
  club: ['generations'],
  supporter: ['near_home', 'same_person', 'talk_while_playing', 'homely'],
  salon: ['neighbours', 'generations', 'near_home'],
};

export const atmospheres: Record<FacilityGroup | 'supporter' | 'salon', string[]> = {
  nursery: [
    '園庭の木の下で、園の子どもたちにまざって遊べます。困ったことは保育士に立ち話で聞いてください。',
    '給食のにおいがしてくるころ、みんなで手を洗って絵本を読みます。',
  ],
  kodomoen: [
    '0歳から5歳までの子どもが行き来していて、少し先の姿が見えます。',
    '広い廊下とホールがあり、雪の日も走れます。初めての方には職員が園の中を案内します。',
  ],
  kindergarten: [
    '朝の会の歌が聞こえるにぎやかな園です。入園前の親子は、園庭のすみの小さな家に集まります。',
    '砂場とそり山が人気です。先生が一緒に遊びます。',
  ],
  small: ['おうちのような一軒家です。一日に来る親子は2、3組なので、ゆっくり話せます。'],
  unlicensed: ['部屋はひとつだけ。だれかが泣いても、みんなで笑って待ちます。'],
  base: [
    '広い部屋に毎日20組ほどが来ます。初めての方には職員が声をかけ、同じ月齢の親子を紹介します。',
    '相談の部屋が別にあり、話している間は職員が子どもと遊びます。昼は持ってきたものを食べられます。',
  ],
  plaza: [
    '団地の一階の小さな部屋です。来た人みんなでお茶を飲み、子どもは畳の上で遊びます。',
    '毎日5、6組。名前で呼び合う、実家の茶の間のようなところです。',
  ],
  club: ['学校から帰った子どもたちが、宿題をしたり外で走ったりしています。'],
  supporter: [
    'いつも同じ支援者がいて、子どもを遊ばせながら話を聞きます。予約も名札もいりません。',
    '会館の和室に、毎週10組ほどが来ます。帰りに近くの公園へ行く人が多いです。',
  ],
  salon: [
    '町内のおばあちゃん、おじいちゃんが待っています。赤ちゃんを抱っこしてもらって、ほっと一息つけます。',
    '民生委員と保健推進員が開く月に一度の会です。昔あそびや餅つきの日もあります。',
  ],
};

export const own = {
  gardenOpen: '園庭開放',
  gardenNote: '雨や雪の日はホールで遊びます。',
  gardenText: '就学前の親子が、園の子どもと一緒に遊べます。申し込みはいりません。',
  nurserySupport: '地域の子育てひろば',
  nurserySupportText: '保育士が、遊び方や食事・睡眠の相談に応じます。月に一度、講座があります。',
  kindergartenPlaza: '親子の広場',
  kindergartenPlazaText: '入園前の親子が、園の遊びや行事を体験できます。',
  temporaryCare: '居場所の中での一時預かり',
  temporaryCareText: 'ひろばを使っている方の子どもを、1回3時間まで預かります。',
  temporaryCareFee: '1時間ごと。きょうだいは半額です。',
  sickCare: '病児・病後児保育',
  supporter: '支援者の子育て広場',
  supporterText: '地域の支援者が、子どもの遊びを見ながら話を聞きます。サークルづくりも手伝います。',
  salon: '子育てサロン',
  salonText: '地域の人が開く、親子と世代の交流の会です。',
  supporterPlace: (block: string) => `子育て支援者の広場（${block}会館）`,
  supporterKana: 'コソダテシエンシャノヒロバ',
  salonPlace: (name: string) => `子育てサロン ${name}`,
  salonKana: 'コソダテサロン',
  salonOrganisation: (block: string) => `${block}地区 子育てサロンの会（架空）`,
  kindSupporter: '公共施設',
  kindSalon: 'その他',
  ages: '0歳〜就学前の子どもと保護者',
  yearEnd: '年末年始',
  summer: 'お盆の休み',
  course: '職員研修のため午後は休み',
  reservationNote: '電話か窓口で、前日の15時まで。',
  accommodationNote: '初めての日に、気をつけることをうかがいます。看護師がいるのは火曜と木曜です。',
  photoCredit: '',
  changeAtmosphere:
    '神楽の公園のとなりにあり、朝は園の子どもと散歩に出ます。ひろばの日は、保育士がお茶をいれて待っています。',
  doubleNote: '実演用に、同じ場所を二重に登録してあります。',
  english: (kana: string) => kana,
} as const;

export const scenes: { code: 'garden' | 'room' | 'snow'; alt: string }[] = [
  { code: 'garden', alt: '（絵）赤い屋根の建物の前に、木が2本と砂場のある園庭。' },
  { code: 'room', alt: '（絵）明るい部屋。じゅうたんの上に、積み木と低い棚がある。' },
  { code: 'snow', alt: '（絵）雪の園庭に、子どもが登れる小さな雪の山がある。' },
];
