const figure = (n: number) => n.toLocaleString('ja-JP');

const listed = (headings: readonly string[]): string =>
  `${headings.slice(0, 20).join('、')}${headings.length > 20 ? ` ほか${figure(headings.length - 20)}列` : ''}`;

/** Sentences of taking in tables: choosing a file, naming its columns, checking, writing. */
export const words = {
  remembered: (when: string) =>
    `同じ見出しの表を${when}に読んだときの、列の対応で読みました。違うときは「列の対応を直す」で直せます。`,
  steps: ['ファイルを選ぶ', '列を確かめる', '内容を確かめる', '取り込む'],
  upload: {
    title: (what: string) => `${what}を取り込む`,
    file: '取り込むファイル',
    fileHelp:
      '見出しの行があるExcel（.xlsx）かCSVを選んでください。文字コードや列の順番は問いません。この時点では何も登録されません。',
    fileTypes: 'Excel（.xlsx）、CSV、TSV',
    sheet: 'シートの名前',
    sheetHelp: 'Excelで、最初のシートではない表を取り込むときだけ入力してください。',
    submit: '読み取って確かめる',
    noFile: 'ファイルを選んでください。',
    template: '空の様式をダウンロード（Excel）',
    templateTitle: '様式',
    recent: 'これまでの取り込み',
    recentEmpty: 'まだ取り込みはありません。',
  },
  columns: {
    title: '列を確かめる',
    lead: 'ファイルの列と、つなぎの欄の対応を選んでください。選んだ対応は、次に同じ見出しのファイルを取り込むときにも使います。',
    caption: '列の対応',
    heading: 'ファイルの見出し',
    samples: '最初の値',
    field: '入れる欄',
    keep: '決まった欄はない（追加情報として残す）',
    nameless: (column: number) => `（見出しのない${column}列目）`,
    constants: '列がない欄に、すべての行へ同じ値を入れる',
    submit: 'この対応で確かめる',
    missing: (label: string) => `「${label}」にあたる列を選ぶか、すべての行に入れる値を入力してください。`,
    missingColumn: (label: string) => `「${label}」にあたる列を選んでください。`,
    twice: (label: string) => `「${label}」が2つの列で選ばれています。1つだけにしてください。`,
    headings: (first: string) =>
      `「${first}」で始まる行を見出しとして読みました。この行も取り込みたいデータのときは、その上に見出しの行を足したファイルを選び直してください。`,
    wanted: (labels: string[]) => `次の欄にあたる列が決まっていません：${labels.join('、')}`,
  },
  check: {
    title: '内容を確かめる',
    lead: (rows: number) =>
      `${figure(rows)}行を読み取りました。まだ何も登録していません。内容を確かめてから取り込んでください。`,
    counts: { new: '新規', changed: '変更', same: '同じ', refused: '取り込めない' },
    countNotes: {
      new: '新しく登録します',
      changed: 'いまの登録を書き換えます',
      same: 'いまの登録と同じです',
      refused: '直してからもう一度取り込んでください',
    },
    unit: '件',
    tabs: '行の種類',
    all: 'すべて',
    noted: '直した・残した',
    notes: 'ファイルについて',
    row: '行',
    label: '名称',
    verdict: '扱い',
    what: '内容',
    change: (label: string, before: string, after: string) =>
      `${label}：${before === '' ? '（空らん）' : `「${before}」`}を${after === '' ? '（空らん）' : `「${after}」`}に変えます。`,
    changed: (label: string, before: string, after: string) =>
      `${label}：${before === '' ? '（空らん）' : `「${before}」`}を${after === '' ? '（空らん）' : `「${after}」`}に変えました。`,
    more: (n: number) => `ほか${figure(n)}項目`,
    nothing: '直したところはありません。',
    apply: '取り込む',
    applyQuestion: (add: number, change: number, refused: number) =>
      `新規${figure(add)}件を登録し、${figure(change)}件を変更します。${refused > 0 ? `取り込めない${figure(refused)}件は登録しません。` : ''}よろしいですか。`,
    applyNothing: '新規も変更もないので、取り込むものがありません。',
    discard: 'やめる',
    discardQuestion:
      '読み取った内容を消して、取り込みをやめます。登録されている内容は変わりません。よろしいですか。',
    discardLabel: '取り込みをやめる',
    columns: '列の対応を直す',
    refusedCsv: '取り込めない行をCSVでダウンロード',
    refusedXlsx: '取り込めない行をExcelでダウンロード',
    caption: '読み取った行',
    empty: 'この種類の行はありません。',
    rowNumber: (n: number) => `${figure(n)}行目`,
    next: '内容に間違いがなければ取り込みます',
  },
  checking: {
    title: '内容を確かめています',
    lead: 'このページは自動で新しくなり、終わると結果が出ます。閉じても続きます。あとで「これまでの取り込み」から開けます。まだ何も登録していません。',
    bar: '確かめの進みぐあい',
    failed: '内容を確かめられませんでした',
    failedText:
      '途中で止まりました。何も登録していません。「もう一度確かめる」を押しても同じときは、取り込みをやめて、ファイルを分けてから取り込んでください。',
    stalledText: 'サーバーの再起動などで止まっている場合は、はじめから確かめ直します。よろしいですか。',
    resume: 'もう一度確かめる',
    resumed: 'もう一度はじめから確かめます。',
  },
  progress: {
    title: '取り込んでいます',
    lead: 'このページは3秒ごとに新しくなります。閉じても取り込みは続き、終わるとお知らせが届きます。',
    bar: '取り込みの進みぐあい',
    text: (done: number, all: number) => `${figure(all)}件のうち${figure(done)}件`,
    reload: 'いまの進みぐあいを見る',
    stalled: 'しばらく進んでいません',
    stalledText:
      'サーバーの再起動などで止まっている場合は、続きから取り込めます。登録済みの行が二重になることはありません。',
    failed: '取り込みが途中で止まりました',
    failedText: 'ここまでに登録した分はそのまま残っています。「続きから取り込む」で残りを取り込めます。',
    resume: '続きから取り込む',
  },
  done: {
    title: '取り込みが終わりました',
    lead: (add: number, change: number) =>
      `新規${figure(add)}件を登録し、${figure(change)}件を変更しました。`,
    refused: (n: number) =>
      `取り込めなかった${figure(n)}件は、理由を確かめて直し、そのファイルをもう一度取り込んでください。`,
  },
  discarded: {
    title: '取り込みをやめました',
    lead: '読み取った内容は消しました。登録されている内容は変わっていません。',
  },
  states: {
    columns: '列の確認待ち',
    checking: '確かめ中',
    checked: '内容の確認待ち',
    applying: '取り込み中',
    failed: '途中で停止',
    applied: '取り込み済み',
    discarded: '取りやめ',
  },
  file: 'ファイル',
  when: '読み取った日時',
  state: '状態',
  rowCount: '行数',
  again: '別のファイルを取り込む',
  applyPlanned: '取り込みを始めました。',
  resumed: '続きから取り込みます。',
  discardedFlash: '取り込みをやめました。',
  extraColumns: (headings: string[]) =>
    `次の列は決まった欄がないため、追加情報としてそのまま残します：${listed(headings)}`,
  readColumns: (headings: string[]) => `次の列から数を読みました：${listed(headings)}`,
  unusedColumns: (headings: string[]) => `次の列は使いません：${listed(headings)}`,
  brokenCharacter: (label: string, text: string) =>
    `「${label}」に読み取れない文字があります（「${text}」）。このまま取り込むと「\uFFFD」と表示されます。元の表の文字を直してから取り込んでください。`,
  privateCharacter: (label: string, text: string) =>
    `「${label}」に外字があります（「${text}」）。ほかの端末では違う字や空白に見えます。元の表でふつうの字に直してから取り込んでください。`,
  formulaError: (label: string, text: string) =>
    `「${label}」は数式のエラー（${text}）なので、空らんとして読みました。元の表の数式を直してから取り込んでください。`,
  noLonger: 'この取り込みは、もう始まっているか終わっています。新しい状態を確かめてください。',
  otherRunning: (file: string) =>
    `いま別のファイル${file === '' ? '' : `「${file}」`}を取り込んでいます。終わってからもう一度「取り込む」を押してください。`,
  failed: '取り込みが途中で止まりました。',
  checkFailed: '内容を確かめる途中で止まりました。',
  collided:
    '確かめた後に登録された内容とぶつかるため、取り込みませんでした。いまの登録を確かめて、もう一度取り込んでください。',
  doneNotice: (file: string, add: number, change: number, refused: number) =>
    `「${file}」の取り込みが終わりました（新規${figure(add)}件、変更${figure(change)}件${refused > 0 ? `、取り込めない${figure(refused)}件` : ''}）`,
  refusedFile: (file: string) => `取り込めない行_${file.replace(/\.[A-Za-z0-9]+$/, '')}`,
  templateFile: (what: string) => `${what}_様式`,
  reasonHeading: '取り込めない理由',
  rowHeading: 'ファイルの行',
  refusedWhy: '取り込めなかった行を直すため',
  templateWhy: '取り込みの様式',
} as const;
