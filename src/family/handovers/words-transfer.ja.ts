import { formatDateTime } from '../../platform/ja/dates.ts';
import type { AgeBand } from '../referrals/rules.ts';
import type { TransferAction, TransferReason, TransferRefusal, TransferState } from './rules.ts';

export const transferReasonWords: Record<TransferReason, string> = {
  moved: '家庭が引っ越した',
  area: '担当地区が変わる',
  skill: '専門の支援が要る',
  load: '引き受けられる人がいない',
  other: 'そのほか',
};
export const refusalWords: Record<TransferRefusal, string> = {
  full: 'いまは引き受けられる人がいない',
  not_area: '担当する地区ではない',
  skill: '必要な専門の人がいない',
  talk_first: '先に話し合いたい',
  other: 'そのほか',
};
export const transferStateWords: Record<TransferState, string> = {
  asked: '返事待ち',
  accepted: '移りました',
  declined: '断られました',
  withdrawn: '取り下げました',
  lapsed: '終わりました',
};
const needWords: Record<string, string> = {
  protection: '要保護児童',
  support: '要支援児童',
  expectant: '特定妊婦',
  general: '一般の支援',
  development: '発達の支援',
};
const stageWords: Record<string, string> = {
  assessing: '状況を知る',
  planning: '計画をつくる',
  supporting: '支援する',
  watching: '見守る',
  closing: '終わりに向ける',
};
const ageWords: Record<AgeBand, string> = {
  expectant: '妊婦・出産前',
  '0': '0歳',
  '1-2': '1〜2歳',
  '3-5': '3〜5歳',
  '6-11': '小学生',
  '12-14': '中学生',
  '15-17': '15〜17歳',
  family: '年齢はわからない',
};

export const transferWords = {
  moment: (moment: Date, zone = 'Asia/Tokyo') => formatDateTime(moment, zone),
  need: (category: string) => needWords[category] ?? category,
  stage: (stage: string) => stageWords[stage] ?? stage,
  age: (band: AgeBand) => ageWords[band],
  points: (points: number) => `${points}`,
  area: (area: string | null) => area ?? '不明・非公開',
  all: (count: number) => `すべて（${count}件）`,
  allHelp: '印を付けると、下の印にかかわらず全部になります。',
  fields: {
    need: '支援の種類',
    age: '下の子の年齢',
    area: '地区',
    stage: '段階',
    points: '重さ',
    request: '依頼',
    from: '頼んだチーム',
    asker: '頼んだ人',
    reason: '理由',
    asked_at: '頼んだ日',
    to: '頼んだ先',
    state: '状態',
    act: '取り下げ',
  },
  errors: {
    answered: 'この依頼は、もう返事か取り下げが済んでいます。一覧を開き直してください。',
    notYours: {
      accept: '引き受けられるのは、頼まれたチームのスーパーバイザーです。',
      decline: '断れるのは、頼まれたチームのスーパーバイザーです。',
      withdraw: '取り下げられるのは、頼んだ人と頼んだチームのスーパーバイザーです。',
    } satisfies Record<TransferAction, string>,
  },
  ask: {
    title: 'ほかのチームに頼む',
    lead: '頼まれたチームには、支援の種類、年齢、地区、段階、重さだけが伝わります。名前や記録は、引き受けられるまで見えません。返事があるまで、担当はいまのままです。',
    items: '頼むケース',
    to_team_id: '頼むチーム',
    reason: '理由',
    reasonHelp:
      '引き受けるかどうかは、この理由と上の要点だけで決められます。くわしいことは引継ぎの内容に書いてください。',
    submit: '選んだケースを頼む',
    done: (count: number) => `${count}件を頼みました。そのチームのスーパーバイザーに知らせました。`,
    chooseSome: '頼むケースに、1つ以上印を付けてください。',
    onlyCases:
      'ほかのチームに頼めるのは、開いているケースだけです。終わったケース、相談、課題の印を外してください。',
    notATeam: '返事のできるスーパーバイザーがいる、別のチームから選んでください。',
    none: '頼めるケースはありません。',
    noneText: '後任に頼んでいるものは、断られたあとに頼めます。',
  },
  page: {
    title: 'ほかのチームへの依頼',
    caption: 'ほかのチームに頼んだケース',
    case: 'ケース',
    gone: (need: string, age: string) => `${need}・${age}`,
    withdraw: '取り下げる',
    withdrawQuestion: 'この依頼を取り下げます。担当はいまのままです。',
    withdrawn: '依頼を取り下げました。',
  },
  list: {
    title: 'ほかのチームからの依頼',
    lead: '引き受けるかどうかを、要点だけで決めます。名前や記録は、引き受けるとすぐに見えます。',
    caption: 'ほかのチームから頼まれたケース',
    none: '返事を待っている依頼はありません。',
    noneText: 'ほかのチームからケースを頼まれると、ここに出ます。',
    count: (count: number) => `${count}件の返事を待っています`,
    number: (id: number) => `依頼 ${id}`,
    more: 'くわしく・断る',
  },
  take: {
    title: '引き受ける',
    successor_id: '引き継ぐ人',
    help: '引き受けると、ケースはまずあなたの担当になります。選んだ人が1件ずつ確かめて引き継ぎます。',
    submit: '選んだものを引き受ける',
    submitOne: '引き受ける',
    load: (name: string, role: string, cases: number) => `${name}　${role}　担当 ${cases}件`,
    done: (count: number) =>
      count === 0
        ? '引き受けられるものはありませんでした。終わったか、すでにほかへ移ったケースです。'
        : `${count}件を引き受け、引き継ぐ人に知らせました。`,
    chooseSome: '引き受けるものに、1つ以上印を付けてください。',
    ofTheTeam: '頼まれたチームで支援を担当している、あなた以外の人を選んでください。',
    why: (reason: string) => `引継ぎでほかのチームへ：${reason}`,
  },
  refuse: {
    label: '断る',
    question: '頼んだ人に、選んだ理由だけが伝わります。担当は頼んだチームのままです。',
    reason: '断る理由',
    submit: '断る',
    done: '断りました。頼んだ人に知らせました。',
  },
  proof: (team: string) => `${team}に頼んでいます`,
  tell: {
    asked: (count: number) => `ほかのチームから、ケース${count}件の引継ぎを頼まれました`,
    proposed: (count: number) => `ほかのチームから来たケースの引継ぎを${count}件頼まれました`,
    accepted: (count: number) => `頼んだチームが、ケース${count}件を引き受けました`,
    declined: '頼んだチームが、ケース1件を断りました',
  },
};
