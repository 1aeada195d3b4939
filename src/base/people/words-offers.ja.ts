/** Words of forms that offer organisations, places of work and persons to choose from. */
export const words = {
  help: '団体・機関の名前かよみの一部を2文字以上で書き、「さがす」を押します。',
  placeHelp: '施設の名前・よみ・住所・種別の一部を2文字以上で書き、「さがす」を押します。',
  personHelp:
    'お名前かよみの一部を2文字以上で書き、「さがす」を押します。施設や団体の名前からは、そこに勤める方が見つかります。',
  person: (name: string, place: string) => `${name}（${place}）`,
  place: (kind: string, operator: string) => `${kind}　${operator}`,
  own: 'ご自分の所属',
} as const;
