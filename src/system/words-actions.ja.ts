/** What each audit action is called; one line per code. */
export const actions: Record<string, string> = {
  'audit.export': '操作の記録を出力した',
};
