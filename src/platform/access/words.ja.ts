/** Sentences around emergency access. */
export const words = {
  told: (who: string) => `${who}さんが、チームの限られた記録を緊急の理由で開きました`,
  reasonTooShort: '理由を10文字以上で書いてください。あとで確かめる人が読みます。',
} as const;
