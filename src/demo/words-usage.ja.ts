/** Gathering services added to places that have none: what they are called and when they are open. */
export const gatherings = {
  nursery: {
    programme: 'nursery_support',
    name: '地域子育て支援（園庭開放・育児相談）',
    weekdays: ['火木', '火木', '月水金'],
  },
  kindergarten: {
    programme: 'kindergarten_plaza',
    name: '親子の広場（園庭・園舎開放）',
    weekdays: ['水', '火水木', '水'],
  },
} as const;

export const closedReasons = ['荒天', '感染症', '職員研修', '設備の点検・工事'];

export const dayEvents: { kind: 'course' | 'outreach' | 'near_miss'; titles: string[] }[] = [
  {
    kind: 'course',
    titles: [
      '離乳食のはじめかた',
      'ふれあい遊び',
      '絵本の会',
      '歯みがきの話',
      '赤ちゃんの救急',
      'お父さんと遊ぼう',
    ],
  },
  { kind: 'outreach', titles: ['公民館での出張ひろば', '公園での出張ひろば'] },
  {
    kind: 'near_miss',
    titles: ['入口の扉に指が近づいた', '遊具の角のカバーがはずれていた', '床がぬれていてすべりかけた'],
  },
];
