/** What each audit action is called; one line per code. */
export const actions: Record<string, string> = {
  'audit.export': '操作の記録を出力した',
  'open_day.register': '公開保育を登録した',
  'open_day.change': '公開保育の内容を直した',
  'open_day.cancel': '公開保育を中止にした',
  'open_day.restore': '公開保育の中止を取り消した',
  'open_day.record_participation': '公開保育への参加を記録した',
  'open_day.change_participation': '公開保育への参加の記録を直した',
  'open_day.remove_participation': '公開保育への参加の記録を取り消した',
  'open_day.reflect': '公開保育の振返りを書いた',
  'open_day.export': '公開保育の一覧を出力した',
  'indicator.set_target': '指標の目標を決めた',
  'indicator.export': '指標のもとになった記録を出力した',
  'indicator.summary': '指標のまとめを出力した',
};
