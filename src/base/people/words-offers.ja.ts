/** Words of forms that offer organisations to choose from. */
export const words = {
  help: '団体・機関の名前かよみの一部を2文字以上で書き、「さがす」を押します。',
  own: 'ご自分の所属',
} as const;
