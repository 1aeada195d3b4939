/** Words of forms that offer organisations to choose from. */
export const words = {
  help: '団体・機関の名前かよみの一部を2文字以上で書き、「さがす」を押します。',
  placeHelp: '施設の名前・よみ・住所・種別の一部を2文字以上で書き、「さがす」を押します。',
  place: (kind: string, operator: string) => `${kind}　${operator}`,
  own: 'ご自分の所属',
} as const;
