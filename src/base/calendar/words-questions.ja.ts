/** The clock in a typed line, with its end: 10:00～11:30, 10時から; after a blank, or straight after the day: （土）10:00. */
export const timeInLine =
  /(?:\s+|(?<=[)）日]))((?:午前|午後)?\d{1,2}(?::\d{2}|時(?:半|\d{1,2}分)?))(?:\s*[~〜\-–から]+\s*((?:午前|午後)?\d{1,2}(?::\d{2}|時(?:半|\d{1,2}分)?))?)?(?:まで)?\s*$/;

export const words = {
  title: '確かめること',
  lead: '取り込んだ表のうち、開催日を自動で読めなかった行事です。もとの文章を見て、日を入れるか、載せない理由を残してください。',
  columns: { title: '行事', raw: 'もとの書き方', reason: '読めなかったわけ', state: '状態' },
  waiting: '確かめていません',
  answered: (who: string | null) => `登録しました${who === null ? '' : `（${who}）`}`,
  dropped: '載せません',
  empty: '確かめることはありません',
  emptyText: '表を取り込んで、日付の読めない行事があると、ここに並びます。',
  import: '表から取り込む',
  one: {
    raw: 'もとの文章',
    reason: '読めなかったわけ',
    cells: '表の内容',
    answerTitle: '日にちを入れて登録する',
    sittings: '開く日と時刻',
    sittingsHelp:
      '1行に1回ずつ書きます。例：「8月15日（土）18:00～20:00」。続く期間は「8月1日（土）～8月16日（日）9:00～17:00」、「8月5日～16日※10日以外 9:00～22:00」のようにも書けます。',
    save: 'この日で登録する',
    saved: '登録しました。',
    dropTitle: 'カレンダーに載せない',
    dropHelp: '例：随時の出前講座で、日が決まっていないため',
    reasonLabel: '載せない理由',
    drop: '載せないことにする',
    dropped: '載せないことにしました。',
    reopen: '載せないのをやめて、もう一度確かめる',
    reopened: '確かめることに戻しました。',
    event: '登録した行事を見る',
    next: (left: number) => (left === 0 ? '確かめることは、すべて終わりました。' : `あと${left}件です。`),
  },
  errors: {
    empty: '開く日を1行以上書いてください。',
    line: (line: number, reason: string) => `${line}行目：${reason}`,
    tooMany: '回数が多すぎます。400回まで、1日20回までにしてください。',
    answered: 'すでに確かめてあります。',
    there: '同じ行事がすでに登録されています。',
  },
} as const;
