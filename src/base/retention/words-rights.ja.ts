export const kindWords: Record<string, string> = {
  disclosure: '開示',
  correction: '訂正',
  suspension: '利用停止',
};
const articles: Record<string, string> = {
  disclosure: '個人情報保護法76条・83条',
  correction: '個人情報保護法90条・94条',
  suspension: '個人情報保護法98条・102条',
};
export const askerWords: Record<string, string> = {
  self: '本人',
  legal: '親権者などの法定代理人',
  agent: '本人が委任した代理人',
};
export const proofWords: Record<string, string> = {
  card: '運転免許証・マイナンバーカードなどを見た',
  other_document: 'ほかの書類を見た',
  sent_document: '郵送の写しと住民票で確かめた',
};
export const decisionWords: Record<string, string> = {
  full: '全部に応じる',
  partial: '一部に応じる',
  refused: '応じない',
  none_kept: '記録がない',
  withdrawn: '請求が取り下げられた',
};
export const partWords: Record<string, string> = {
  person: '人の登録',
  appointment: '役割',
  application: '行事の申込み',
  course: '研修の受講',
  helper: '担い手の申込み',
};
export const matchWords: Record<string, string> = { email: 'メール', phone: '電話番号', name: '名前だけ' };
export const factWords: Record<string, string> = {
  family_name: '姓',
  given_name: '名',
  family_kana: 'セイ',
  given_kana: 'メイ',
  email: 'メール',
  phone: '電話',
  note: '備考',
  role: '役割',
  organisation: '団体・機関',
  title: '肩書き',
  starts_on: '始まり',
  ends_on: '終わり',
  event: '行事',
  number: '受付番号',
  name: '名前',
  name_kana: 'フリガナ',
  speech: 'メールのことば',
  adults: '大人',
  children: '子ども',
  delete_after: '消える日',
  words: 'ひとこと',
  days: '都合のよい日',
  course: '研修',
  birth_on: '生年月日',
  job: '職種',
  years: '経験年数',
  outside_town: '市町村',
  outside_facility: '施設',
  wishes: '知りたいこと・配慮',
  minutes: '受けた時間（分）',
  reflections: '振返り',
  certificate: '修了証番号',
};
/** label：value, one under the other; empty ones left out */
export const factText = (facts: Record<string, unknown>): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(
      ([key, value]) =>
        `${factWords[key] ?? key}：${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join('\n');
export const numberOf = (year: number, number: number): string =>
  `${year}-${String(number).padStart(3, '0')}`;

export const words = {
  navigation: '本人からの請求',
  title: '本人からの請求',
  lead: '自分の記録を見たい（開示）、直してほしい（訂正）、使わないでほしい（利用停止）という請求と、その期限です。',
  add: '請求を受け付ける',
  caption: '本人からの請求',
  number: '番号',
  kind: '種類',
  who: '請求の対象の人',
  received_on: '受け付けた日',
  due_on: '決める期限',
  state: '様子',
  none: '請求はまだありません',
  noneText: '窓口や郵送で請求書を受け取ったら、ここで受け付けます。期限は受け付けた日から数えます。',
  left: (days: number) =>
    days < 0 ? `期限を${-days}日過ぎています` : days === 0 ? '今日が期限です' : `あと${days}日`,
  asked: '本人からの請求について、家庭の記録があるかを尋ねられています',
  form: {
    title: '請求を受け付ける',
    kind: 'どの請求ですか',
    received_on: '請求書を受け付けた日',
    family_name: '対象の人の姓',
    given_name: '対象の人の名',
    phone: '電話番号',
    email: 'メール',
    contactHelp: '記録を探すために使います。分からなければ空けてください。',
    asked_by: 'だれからの請求ですか',
    identified_by: '本人であることをどう確かめましたか',
    wish: '何を求めていますか',
    wishHelp: '開示なら記録の範囲、訂正なら直すところ、利用停止なら理由',
    submit: '受け付ける',
    done: (number: string) => `請求 ${number} を受け付けました。`,
    future: 'これからの日は入れられません。',
  },
  page: {
    title: (number: string, kind: string) => `請求 ${number}（${kind}）`,
    article: (kind: string) => articles[kind] ?? '',
    facts: '請求の内容',
    asked_by: '請求した人',
    identified_by: '本人の確認',
    wish: '求めていること',
    contact: '連絡先',
    clock: '期限',
    clockText: (allowed: number, waiting: number, extended: number) =>
      `受付から${allowed}日${waiting > 0 ? `、書類がそろうまでの${waiting}日は数えません` : ''}${extended > 0 ? `、${extended}日延ばしました` : ''}`,
    alreadyDecided: 'この請求は、もう決まっています。',
  },
  records: {
    title: '家庭の記録のほかに残っている記録',
    lead: '名前、電話番号、メールで探しました。「名前だけ」で一致したものは、同じ名前の別の人かもしれません。渡す前に確かめてください。',
    caption: '見つかった記録',
    part: '記録',
    at: '日付',
    content: '内容',
    matched: '一致したところ',
    none: '見つかりませんでした',
    noneText: '行事の申込み、担い手の申込み、人の登録を探しました。市民の声は名前を持たないので探せません。',
    export: '開示の写しをExcelで保存',
    sheet: (number: string) => `開示の写し_${number}`,
    why: '本人からの開示の請求',
  },
  team: {
    title: '家庭の記録',
    lead: '家庭の記録は、担当のチームだけが見られます。チームに有無を尋ねます。写しはチームが用意し、用意した人のほかの人が黒塗りを確かめてから、チームが本人に渡します。',
    ask: 'チームに尋ねる',
    team_id: '尋ねるチーム',
    submit: '尋ねる',
    choose: '一覧から選んでください。',
    done: 'チームのスーパーバイザーに尋ねました。',
    waiting: (team: string) => `${team}の返事を待っています`,
    answers: { records: '記録があります。チームが写しを用意します。', none: '記録はありません。' } as Record<
      string,
      string
    >,
    answered: (team: string, who: string, when: string) => `${team}　${who}さん（${when}）`,
    yours: 'この人の家庭の記録が、チームにありますか',
    yoursHelp:
      '世帯の一覧で探してください。あるときは、写しを出す前に、ほかの家族や通告した人のことが分かる部分を確かめます。',
    has: 'あります',
    hasNot: 'ありません',
    answer: '返事をする',
    answerDone: '返事をしました。',
    toHouseholds: '世帯をさがす',
  },
  clock: {
    title: '期限を延ばす',
    waiting_days: '書類がそろうまでの日数（数えない日）',
    extended_days: '延ばす日数（30日まで）',
    extend_reason: '延ばす理由（本人に書面で知らせます）',
    submit: '期限を決める',
    done: '期限を決めました。',
    needReason: '延ばす理由を書いてください。',
  },
  decide: {
    title: '決定を記録する',
    decision: '決定',
    decision_text: '理由・応じなかった部分',
    decided_on: '決めた日',
    submit: '決定を記録する',
    done: '決定を記録しました。',
    needText: '理由か、応じなかった部分を書いてください。本人への通知にも書く内容です。',
    wrongDay: '受け付けた日から今日までの日を入れてください。',
    teamFirst: '尋ねたチームの返事を待ってから決めてください。',
    first: '先に決定を記録してください。',
    carried_out_on: '写しを渡した日・直した日・使うのをやめた日',
    carriedHelp: '空けると今日になります。記録すると、開示の写しは出せなくなります。',
    carried: '済ませたことを記録する',
    carriedDone: '済ませたことを記録しました。',
    by: '決めた人',
  },
} as const;
