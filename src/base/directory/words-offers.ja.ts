/** Words of forms that offer facilities to choose from. */
export const words = {
  help: '施設の名前・よみ・住所・種別・地域の名前の一部を2文字以上で書き、「さがす」を押します。空白で区切ると、すべてに当てはまる施設を探します。',
  own: 'ご自分の施設',
  recent: '最近選ばれた施設',
  note: (kind: string, address: string) => [kind, address].filter((part) => part !== '').join('　'),
} as const;
