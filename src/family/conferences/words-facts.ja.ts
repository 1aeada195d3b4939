import { formatAge } from '../../platform/ja/age.ts';
import { formatBirthDate, formatDate, formatDateTime } from '../../platform/ja/dates.ts';

export const dateText = formatDate;

export const relationName: Record<string, string> = {
  child: '子ども',
  mother: '母',
  father: '父',
  expectant: '妊婦',
  grandparent: '祖父母',
  sibling: 'きょうだい',
  partner: '同居人・パートナー',
  foster_parent: '里親',
  relative: '親族',
  other: 'その他',
};

const wayName: Record<string, string> = {
  phone: '電話',
  visit: '訪問',
  office: '来所',
  meeting: '会議',
  letter: '手紙',
  mail: 'メール',
  joint_visit: '同行・合同訪問',
  other: 'その他',
};

export const factWords = {
  headline: '見立ての要点と経過の日付',
  caseBody: (headline: string, opened: string, last: string | null, next: string | null) =>
    [
      headline,
      `支援の開始：${formatDate(opened)}`,
      ...(last === null ? [] : [`最後の接触：${formatDate(last)}`]),
      ...(next === null ? [] : [`次の接触の予定：${formatDate(next)}`]),
    ].join('\n'),
  care: '配慮すること・ことば',
  languages: (codes: readonly string[]) => `使うことば：${codes.join('、')}`,
  member: (relation: string, about: boolean) =>
    about ? `家族：${relation}（支援の対象）` : `家族：${relation}`,
  memberBody: (member: {
    family_name: string;
    given_name: string;
    known_as: string;
    born_on: string | null;
    due_on: string | null;
    lives_apart: boolean;
  }) =>
    [
      `${member.family_name} ${member.given_name}`.trim() +
        (member.known_as === '' ? '' : `（通称 ${member.known_as}）`),
      ...(member.born_on === null ? [] : [`生年月日：${formatBirthDate(member.born_on)}`]),
      ...(member.due_on === null ? [] : [`出産予定日：${formatDate(member.due_on)}`]),
      ...(member.lives_apart ? ['別居'] : []),
    ].join('　'),
  note: (note: { contacted_at: Date; way: string; with_whom: string; reached: boolean }, zone: string) =>
    `${formatDateTime(note.contacted_at, zone)}　${wayName[note.way] ?? note.way}${note.with_whom === '' ? '' : `（${note.with_whom}）`}${note.reached ? '' : '　会えず'}`,
  task: (due: string) => `残っている約束・課題（${due}まで）`,
  consultation: (at: Date, kind: string, zone: string) => `相談　${formatDateTime(at, zone)}　${kind}`,
  age: formatAge,
};
