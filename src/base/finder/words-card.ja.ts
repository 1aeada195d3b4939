const line = (label: string, text: string | null): string[] =>
  text === null || text === '' ? [] : [`【${label}】${text}`];

export const words = {
  free: '親子で自由に過ごせます。遊びながら、スタッフやほかの親子と話せます。',
  happens: (title: string, summary: string, applies: boolean) =>
    `「${title}」があります。${summary}${applies ? '申込みが必要です。' : ''}`,
  ask: (contact: string) =>
    contact === ''
      ? '初めてのかたは、入口でスタッフに「初めてです」と声をかけてください。'
      : `初めてのかたは、${contact}さんに声をかけてください。`,
  parking: (text: string) => `駐車場：${text}`,
  dayTime: (day: string, time: string) => `${day}${time}から`,
  message: (card: {
    facility: string;
    day_text: string;
    what_happens: string;
    whom_to_ask: string;
    how_to_get_there: string;
    phone: string | null;
    url: string;
  }) =>
    [
      `${card.facility}を紹介します。`,
      '',
      ...line('いつ', card.day_text),
      ...line('どんなところ', card.what_happens),
      ...line('だれに声をかける', card.whom_to_ask),
      ...line('行き方', card.how_to_get_there),
      ...line('電話', card.phone),
      '',
      `このカードのページ（行ったあとの感想もここから）：${card.url}`,
    ].join('\n'),
  list: {
    title: '紹介カード',
    lead: '場所・日・声をかける人を書いて、家族に手渡すカードです。家族の名前や連絡先は書きません。',
    find: '場所をさがしてカードを作る',
    empty: 'まだカードがありません。',
    emptyHint: '「見立てて、つなぐ」で場所をさがし、そこからカードを作ると、ここに並びます。',
    caption: '作ったカード',
    facility: '紹介した場所',
    day: 'いつ',
    made: '作った日',
    by: '作った人',
    handed: '渡し方',
    notHanded: 'まだ',
    card: 'カードを見る',
    sums: '年度のまとめ',
    sumsHelp: '答えが5件に満たない場所は、だれの答えか分かってしまわないよう、答えの数を出しません。',
    sumsCaption: (year: string) => `${year}の紹介カードと答え`,
    cards: 'カード',
    answers: '答え',
    went: '行けた',
    helped: '役に立った',
    few: '5件未満',
    count: (n: number) => `${n}枚`,
    answersCount: (n: number) => `${n}件`,
    share: (part: number, all: number) => `${Math.round((100 * part) / all)}%（${part}件）`,
    mine: '自分が作ったもの',
    all: '見られるものすべて',
  },
  form: {
    title: '紹介カードを作る',
    lead: (name: string) => `「${name}」を紹介するカードです。文章は直せます。`,
    privacy:
      '家族の名前・電話番号・生年月日などは書かないでください。カードはだれが拾っても困らないものにします。',
    session: 'どの日を紹介しますか',
    sessionHelp: '選んで「文章に入れる」を押すと、下の文章が変わります。',
    anyDay: '開いている日ならいつでも',
    fill: '文章に入れる',
    noSessions: 'この先6週間の催しは登録されていません。開いている日の案内で作れます。',
    from_facility_id: 'どの場所から紹介しますか',
    fromNone: '場所を決めない',
    day_text: 'いつ',
    dayHelp: '例：11月30日（月）10:00から',
    what_happens: 'どんなことがあるか',
    whatHelp: '行ってみようと思える一言を。例：月曜日の10時から、おしゃべり会があります。',
    whom_to_ask: 'だれに声をかけるか',
    whomHelp: '場所の人の名前は、本人がよいと言ったときだけ書いてください。',
    how_to_get_there: '行き方',
    wishes: '聞いた希望（数だけ集めます）',
    create: 'カードを作る',
    cancel: 'やめる',
    familyWarning: (hits: readonly string[]) =>
      `家族の名前や連絡先のように見えるところがあります：${hits.join('、')}。消すか、家族のものでなければ下の欄に印をつけてください。`,
    nobody: '家族の名前や連絡先ではありません',
    sessionWrong: 'その催しは選べなくなりました。もう一度選んでください。',
  },
  card: {
    title: (name: string) => `${name}の紹介カード`,
    heading: '行ってみませんか',
    made: 'カードを作りました。印刷するか、自分のメールや端末から送ってください。',
    when: 'いつ',
    what: 'どんなところ',
    whom: 'だれに声をかける',
    way: '行き方',
    phone: '電話',
    code: 'カードの番号',
    qr: 'このカードのページを開く二次元コード',
    qrText: 'スマートフォンで読み取ると、地図と、行ったあとの感想のページが開きます。名前は聞きません。',
    goodUntil: (day: string) => `番号は${day}まで使えます。`,
    hand: 'カードを渡す',
    print: '印刷の画面は、ブラウザの「印刷」から開けます。下の大きさを選ぶと、その紙に合わせて並びます。',
    a6: 'はがき大（A6）で見る',
    a4: 'A4で見る',
    pdf: 'PDFを保存する',
    mail: '自分のメールソフトで送る',
    share: '端末の共有で送る',
    copyLabel: '送る文章',
    copyHelp: '宛先はつなぎに残りません。文章を選んで写すこともできます。',
    handed: '渡したことを記録する',
    handedHelp: 'だれに渡したかは記録しません。',
    how: { printed: '印刷して渡した', sent: '送った', shown: '画面を見せた' },
    recorded: '記録しました。',
    warm: '先に一声かけておくと、家族が行きやすくなります。',
    call: (name: string, phone: string) => `${name}に電話する（${phone}）`,
    again: '別の場所をさがす',
    place: '場所のページ',
    mailSubject: (name: string) => `${name}の紹介`,
  },
} as const;
