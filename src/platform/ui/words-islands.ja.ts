const number = new Intl.NumberFormat('ja-JP');

/** Words the browser shows by script; apart from the others so that a page loads only these. */
export const words = {
  sending: '送信しています…',
  filesChosen: (n: number, names: string) => `選んだファイル（${number.format(n)}）：${names}`,
  narrow: '名前の一部を入れると、下の一覧を絞れます。',
  narrowOf: (label: string) => `${label}の一覧を、名前の一部で絞る`,
  narrowed: (n: number) => `${number.format(n)}件に絞りました。`,
  narrowedNone: '当てはまるものがありません。別の言い方で試してください。',
  postalFilled: '郵便番号から住所を入れました。番地を続けて入力してください。',
  postalUnknown: '郵便番号に当たる住所が見つかりませんでした。住所を直接入力してください。',
  note: '入力の途中で、下書きを自動で保存します。',
  saving: '下書きを保存しています…',
  saved: (time: string) => `下書きを保存しました（${time}）`,
  failed:
    '下書きを保存できませんでした。入力はこの画面に残っています。通信を確かめてから、もう一度入力するか保存してください。',
  conflict: 'ほかの人がこの記録を更新しました。保存すると、両方の内容を見比べられます。',
  kept: '前に保存できなかった入力が、この端末に残っています。',
  restore: '残っている入力を戻す',
  discard: '使わない',
  waits: (n: number) => `この端末に、まだ送っていない記録が${number.format(n)}件あります。`,
  waitsOpen: '開いて送る',
  waitsSure: (n: number) =>
    `この端末に、まだ送っていない記録が${number.format(n)}件あります。サインアウトすると消えて、元に戻せません。「キャンセル」を押すと、先に送れます。それでもサインアウトしますか。`,
} as const;
