/** What the passkey script says; kept apart so that the browser loads nothing else. */
export const words = {
  waiting: '端末の画面の案内にしたがってください。',
  refused: 'パスキーを確かめられませんでした。もう一度押すか、ほかの方法でサインインしてください。',
  notAdded: 'パスキーを登録できませんでした。登録済みの端末でないかを確かめて、もう一度押してください。',
  tooMany: '操作が続いたため、1分ほど待ってからもう一度押してください。',
} as const;
