import type { State as PlaceState } from '../../base/applications/rules.ts';
import { formatMonthDay } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Step, TextPart } from './rules.ts';

export const words = {
  somebody: 'ほかの人',
  calendar: {
    summary: (theme: string) => `テーマ：${theme}。普段の保育を見合い、語り合います`,
    audience: '保育・教育に携わる職員',
    application: '申込みは、施設長が公開保育のページから行います。',
  },
  facts: {
    hours: '時間',
    questions: '見る人への問い',
    seen: '見てよいこと',
    pictures: '写真・動画',
    guardians: '保護者への説明',
    told: (day: string, how: string) => (how === '' ? `${day}に伝えました` : `${day}に伝えました。${how}`),
    template: '進め方',
    calendar: '地域の予定表で見る',
    handout: '当日の配布物（PDF）',
    edit: '内容を直す',
  },
  offer: {
    publish: '公開する',
    publishQuestion: '公開すると、つながる施設のみなさんに見え、申込みの受付が始まります。',
    published: '公開しました。申込みを受け付けています。',
    returnTitle: '書き足してもらう',
    returnLead: '申し出を施設長に戻します。何を書き足してほしいかを、具体的に書いてください。',
    returnNote: '書き足してほしいこと',
    returnNoteHelp: '施設長だけに届きます。例：見学してよい部屋を教えてください',
    returnSend: '戻す',
    returned: '申し出を戻し、施設長に知らせました。',
    send: '申し出る',
    sendQuestion: '見てよいこと、写真の扱いに施設長として同意し、コーディネーターに申し出ます。',
    sent: '申し出を送りました。コーディネーターが確かめます。',
    takeBack: '申し出を取り下げて直す',
    takeBackQuestion: '申し出を下書きに戻します。直してから、もう一度申し出られます。',
    takenBack: '下書きに戻しました。',
  },
  questions: {
    title: '見る人への問い',
    editTitle: '問いを直す',
    lead: '見てほしいこと、意見がほしいことを、問いの文にします。観察シートと付箋は、問いごとに分かれます。',
    add: '問いを書く',
    edit: '問いを直す',
    none: '問いはまだ書かれていません。',
    nth: (n: number) => `問い${n}`,
    save: '保存する',
    saved: '問いを保存しました。',
  },
  texts: {
    plan: {
      title: '当日の流れ',
      lead: '1行に一つ、時刻から書きます。例：9:30 見学（各保育室）',
      none: '当日の流れはまだ書かれていません。',
      edit: '流れを書く',
    },
    discussion: {
      title: '話し合いの記録',
      lead: '話し合いで出たことを、問いに沿って書きます。だれが言ったかは書きません。子どもの名前も書かないでください。',
      none: '話し合いの記録はまだありません。',
      edit: '記録を書く',
    },
    reflection: {
      title: '開いた園の振返り',
      lead: '付箋と話し合いから受け取ったこと、職員で話したこと、これから変えることを書きます。つながる施設のみなさんに見えます。',
      none: '開いた園の振返りは、まだ書かれていません。',
      edit: '振返りを書く',
    },
  } satisfies Record<TextPart, { title: string; lead: string; none: string; edit: string }>,
  text: { save: '保存する', saved: '保存しました。', time: '時刻', what: 'すること' },
  steps: {
    title: '手順',
    names: {
      prepare: '準備',
      day: '公開保育',
      look_back: '振返り',
      eceq_visit: 'STEP1 事前訪問',
      eceq_training: 'STEP2 事前研修',
      eceq_question: 'STEP3 問いづくり',
      eceq_after: 'STEP5 事後研修',
    } satisfies Record<Step, string>,
    eceqDay: 'STEP4 公開保育',
    about: {
      prepare: '問い、流れ、見てよいことを決め、職員と保護者に伝えます。',
      day: '見学し、問いごとに付箋を出し、話し合います。',
      look_back: '付箋と記録をもとに園で振り返り、次の一歩を決めます。',
      eceq_visit: 'コーディネーターが園を訪ね、理念、今の姿、深めたいことを施設長から聞きます。',
      eceq_training:
        '保育者が「田の字法」で、良い点、改善できる点、その背景、こうなったらよいことを出し合います。',
      eceq_question:
        'LGPA（今の子どもの姿、育ってほしい姿、計画と環境、問いかけ）の順に考え、参加者への問いをつくります。',
      eceq_after: '付箋と話し合いで受け取ったことを園で振り返り、これからの取組を決めます。',
    } satisfies Record<Step, string>,
    eceqDayAbout:
      '午前に保育を公開し、問いへの付箋を受け取ります。午後は分科会で話し合い、全体会で分かち合います。',
    planned_on: '予定の日',
    led_by: '担当',
    led_byHelp: '職名や役割で書きます。例：ECEQコーディネーター、主任',
    note: 'メモ',
    done_on: '終えた日',
    done: (day: string) => `${day}に終えました`,
    planned: (day: string) => `${day}の予定`,
    open: '日は決まっていません',
    edit: '直す',
    editLabel: (name: string) => `${name}を直す`,
    save: '保存する',
    saved: '手順を保存しました。',
    dayNote: '公開保育の日は、内容を直すと変わります。',
  },
  signup: {
    title: '申込み',
    ownTitle: 'あなたの施設の申込み',
    lead: '施設長が、園の職員をまとめて申し込みます。',
    counts: (taken: number, places: number, waiting: number) =>
      `${formatCount(places, '人')}のうち${formatCount(taken, '人')}が決まっています。${waiting > 0 ? `${formatCount(waiting, '施設')}が空きを待っています。` : ''}`,
    left: (left: number) => `あと${formatCount(left, '人')}申し込めます`,
    full: '満員です。空きを待つ列に並べます',
    formTitle: '申し込む',
    facility_id: 'どの施設から来ますか',
    people: '何人で来ますか',
    who: '来る人の職名と名前',
    whoHelp: '開く園とコーディネーターだけが見ます。開催日の1年後に消えます。',
    wish: '見たいこと、聞きたいこと',
    promise: '約束',
    promises: [
      '子どもと家庭について知ったことを、外で話しません。',
      '写真・動画は、決められた範囲だけにします。',
      '付箋や記録に、子どもの名前や、だれのことか分かることを書きません。',
    ],
    agreed: '施設長として参加を認め、約束を来る人に伝えます',
    agreedStaff: '施設長の了解を得ています。約束も伝えました',
    unit: '人',
    send: '申し込む',
    done: {
      confirmed: '申込みが決まりました。',
      waiting: '満員のため、空きを待つ列に入りました。空きが出るとお知らせします。',
    },
    closed: {
      none: 'この公開保育は、ここでは申込みを受け付けていません。',
      not_yet: '申込みの受付は、まだ始まっていません。',
      closed: '申込みの受付は終わりました。',
      over: '申込みの受付は終わりました。',
      cancelled: 'この公開保育は中止になりました。',
    },
    caption: '申し込んだ施設',
    columns: {
      facility: '施設',
      people: '人数',
      who: '来る人',
      wish: '見たいこと',
      state: '状態',
      change: '変える',
    },
    states: {
      in_lottery: '抽選待ち',
      waiting: '空き待ち',
      offered: '空きの返事待ち',
      confirmed: '決定',
      attended: '来た',
      absent: '来なかった',
      lapsed: '期限切れ',
      cancelled: '取消し',
    } satisfies Record<PlaceState, string>,
    until: (moment: string) => `${moment}まで`,
    stand: (n: number) => `${n}番目`,
    accept: '参加する',
    acceptQuestion: (people: number) => `${formatCount(people, '人')}で参加することに決めます。`,
    accepted: '参加が決まりました。',
    cancel: '取り消す',
    cancelQuestion: (facility: string) => `${facility}の申込みを取り消します。次に待つ施設に声がかかります。`,
    cancelled: '申込みを取り消しました。',
    cancelLabel: '申込みを取り消す',
    door: '当日の受付を開く',
    noPhone: '電話の登録なし',
    empty: { title: '申込みはまだありません', text: '申込みがあると、ここに並びます。' },
  },
  print: {
    file: '公開保育の配布物',
    why: '公開保育の当日の配布',
    when: '日時',
    where: '場所',
    theme: 'テーマ',
    plan: '当日の流れ',
    questions: '問い',
    seen: '見てよいこと',
    pictures: '写真・動画',
    promises: '約束',
    sheet: '観察シート',
    sheetLead: '子どもの名前は書かないでください。書いた紙は持ち帰るか、園に預けてください。',
    rows: ['見えた姿', '良さ', '疑問', '提案'],
    what: '',
    write: '書くところ',
    nobody: '決まっていません',
  },
  list: {
    title: '公開保育の申込み',
    file: '公開保育の申込み',
    export: '申込みをExcelで出力する',
  },
  mails: {
    eve: (day: {
      title: string;
      when: string;
      host: string;
      phone: string | null;
      hosts: boolean;
      guests: number;
    }) => ({
      subject: `あすは公開保育「${day.title}」です`,
      text: day.hosts
        ? `あす ${day.when}、公開保育「${day.title}」に${day.guests}施設が来ます。\n来る人と配布物、問いのふせんの用意を確かめてください。`
        : `あす ${day.when}、${day.host}で公開保育「${day.title}」があります。\n約束と持ち物、見る問いを確かめてください。来られなくなったときは、早めに開催園へ知らせてください${day.phone === null ? '' : `（電話 ${day.phone}）`}。`,
    }),
  },
  notices: {
    offered: (facility: string, title: string) => `${facility}から、公開保育「${title}」の申し出がありました`,
    returned: (title: string) => `公開保育「${title}」の申し出が戻りました。書き足してください`,
    published: (title: string) => `公開保育「${title}」を公開しました。申込みを受け付けています`,
    places: (state: PlaceState, title: string, until: string): string | null =>
      state === 'offered'
        ? `公開保育「${title}」に空きが出ました。${until}までに答えてください`
        : state === 'lapsed'
          ? `公開保育「${title}」の空きへの返事の期限が過ぎました。もう一度申し込めます`
          : state === 'confirmed'
            ? `公開保育「${title}」への参加が決まりました`
            : null,
    come: (title: string, day: string) =>
      `公開保育「${title}」は${formatMonthDay(day)}です。約束と持ち物を確かめてください`,
    hostCome: (title: string, day: string) =>
      `公開保育「${title}」は${formatMonthDay(day)}です。来る施設と配布物を確かめてください`,
    write: (title: string) => `公開保育「${title}」の振返りと、持ち帰る実践を書けます`,
    hostWrite: (title: string) => `公開保育「${title}」の話し合いの記録と振返りを書けます`,
    became: (title: string) => `公開保育「${title}」から持ち帰った実践は、どうなりましたか`,
  },
  errors: {
    ownFacility: 'あなたの施設を選んでください。',
    chooseFacility: '来る施設を選んでください。',
    hostVisits: '開く園の職員は、申込みなしで参加できます。来る施設を選んでください。',
    signedTwice:
      'この施設は、すでに申し込んでいます。人数を変えるときは、いったん取り消してから申し込んでください。',
    tooMany: (places: number) =>
      `受け入れられるのは${formatCount(places, '人')}までです。人数を減らしてください。`,
    line: {
      full: '満員です。',
      closed: '申込みの受付は終わりました。',
      over: '公開保育は終わりました。',
      not_yet: '申込みの受付は、まだ始まっていません。',
      cancelled: 'この公開保育は中止になりました。',
    },
    answer: {
      unknown: '申込みが見つかりません。画面を開きなおしてください。',
      late: '返事の期限を過ぎました。もう一度申し込むと、列の最後に入ります。',
      done: 'この申込みは、すでに決まっているか、取り消されています。',
    },
    noSignups: 'この公開保育は、申込みを受け付けていません。',
    nobodySigned: '記録していない申込みはありません。',
    offerAhead: '先の日を選んでください。',
    question: '問いを一つは書いてください。',
    questionAnswered:
      'この問いには、もう答えが書かれているかもしれません。言葉を直すことはできますが、なくすことはできません。',
    seen: 'どこで、何を見てよいかを書いてください。',
    offered: 'すでに申し出ています。',
    notOffered: 'この公開保育は、確認を待っていません。画面を開きなおしてください。',
    published: 'すでに公開しています。',
    cancelled: '中止した公開保育は公開できません。先に中止を取り消してください。',
    notYet: '公開保育の日になってから書いてください。',
    doneAhead: '終えた日は、今日までの日にしてください。',
  },
} as const;
