// Invented cards of the demo, and what its places offer by what they say of themselves.

/** Codes of wishes by a word in a place's own strengths. */
export const offersByStrength: readonly [RegExp, readonly string[]][] = [
  [/アットホーム|少人数/, ['homely', 'same_person']],
  [/外遊び|雪遊び/, ['outdoor']],
  [/園庭/, ['wide_garden', 'outdoor']],
  [/多くの親子/, ['many_families', 'courses']],
  [/子育て以外/, ['family_matters', 'private_room']],
  [/異年齢/, ['seeing_other_ages']],
  [/食育/, ['daily_life']],
  [/発達/, ['specialist']],
  [/絵本/, ['indoor_weather']],
];

/** And by the kind of place. */
export const offersByKind: readonly [RegExp, readonly string[]][] = [
  [/支援センター|つどい|ひろば|広場/, ['talk_while_playing', 'near_home', 'indoor_weather', 'expecting']],
  [/児童館|児童センター/, ['seeing_other_ages', 'indoor_weather', 'generations']],
  [/幼稚園|こども園/, ['kindergarten_life', 'wide_garden']],
  [/保育/, ['learning_care']],
  [/クラブ/, ['neighbours']],
];

export const cards: readonly { day: string; what: string; whom: string }[] = [
  {
    day: '毎週月曜日の10時から',
    what: 'お茶を飲みながら話す、おしゃべり会があります。とちゅうで帰っても大丈夫です。',
    whom: '初めてのかたは、入口でスタッフに「初めてです」と声をかけてください。',
  },
  {
    day: '毎週水曜日の10時から',
    what: '園庭で、園の子どもたちと一緒に体を動かして遊べます。着替えがあると安心です。',
    whom: '園庭の入口で、子育てひろばの担当に声をかけてください。',
  },
  {
    day: '第2土曜日の10時から',
    what: 'お父さんが多く集まる日です。工作と外遊びをします。',
    whom: '受付で「土曜の会に来ました」と伝えてください。',
  },
  {
    day: '火曜日と木曜日の13時から',
    what: '遊ばせながら、保健師に食事や睡眠の相談ができます。',
    whom: '部屋の入口にいる保健師に声をかけてください。',
  },
];
