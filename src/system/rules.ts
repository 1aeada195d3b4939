import { caseNumber, parseCaseNumber } from '../family/cases/queries.ts';
import { formatDate, yearNumber } from '../platform/ja/dates.ts';
import { words } from './words.ja.ts';
import { actions } from './words-actions.ja.ts';

/** The auditor's question what left the house, in the place of one action's code. */
export const leftTheHouse = 'left_the_house';
// Besides what was printed or written out as a file: what somebody outside was told, lent or shown.
const passedOn: readonly string[] = [
  'conference.facts',
  'conference.invite',
  'conference.minutes',
  'disclosure.decide',
  'introduction.hand_over',
  'offline.take_along',
  'referral.message',
  'referral.open_content',
  'referral.open_letter',
  'referral.send',
  'report.download',
  'visit.share',
];

/** The codes of every action with which something leaves: on paper, in a file, on a device, or by being passed on. */
export const leavingActions: readonly string[] = Object.keys(actions).filter(
  (code) => passedOn.includes(code) || /\.(?:[a-z_]+_)?(?:export|print|reprint)(?:_[a-z_]+)?$/.test(code),
);

/** An audit action's code in words; a code without words is shown as it is. */
export function actionWord(action: string): string {
  return actions[action] ?? action;
}

const subjects: Record<string, string> = words.subjects;
const namedAs = Map.groupBy(Object.keys(subjects), (kind) => subjects[kind]!);

/** Kinds of record to choose from, each word once: over the years one kind of record has had more than one code. */
export const subjectChoices: { value: string; label: string }[] = [...namedAs].map(([label, kinds]) => ({
  value: kinds[0]!,
  label,
}));

/** All the codes that people read as the same kind of record. */
export const alikeSubjects = (kind: string): string[] => namedAs.get(subjects[kind] ?? '') ?? [kind];

export function subjectWord(kind: string | null): string {
  return kind === null ? '' : (subjects[kind] ?? kind);
}

/**
 * A number as it stands on paper: a consultation's has its year in full and four digits (2026-0012), a case's is R8-12 or any
 * other way of writing it. Null where it is none.
 */
export function paperNumber(
  text: string,
  fiscal_year: number,
): { kind: 'case' | 'consultation'; year: number; number: number } | null {
  const call = /^(\d{4})-(\d{4,6})$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (call) return { kind: 'consultation', year: Number(call[1]), number: Number(call[2]) };
  const one = parseCaseNumber(text, fiscal_year);
  return one === null ? null : { kind: 'case', ...one };
}

/** A record of the log in words: with the number it has on paper, where it has one, else with the log's own. */
export function recordWord(line: {
  subject_kind: string | null;
  subject_id: number | null;
  number: { fiscal_year: number; number: number } | null;
}): string {
  const word = subjectWord(line.subject_kind);
  if (line.number === null) return `${word} ${line.subject_id ?? ''}`.trim();
  const { fiscal_year, number } = line.number;
  return `${word} ${line.subject_kind === 'case' ? caseNumber(fiscal_year, number) : yearNumber(fiscal_year, number)}`;
}

/** Who did it: a person's name, an automatic job, or somebody not signed in. */
export function whoWord(line: { who: string | null; actor: string }): string {
  if (line.who !== null) return line.who;
  if (line.actor.startsWith('job:')) return words.audit.job;
  return line.actor === 'public' ? words.audit.public : line.actor;
}

export type AuditDetail = Readonly<Record<string, unknown>>;

const listIn = (detail: AuditDetail, key: string): number[] =>
  Array.isArray(detail[key]) ? (detail[key] as number[]) : [];

/** Ids of the people a search in the log asked about. */
export const peopleIn = (detail: AuditDetail): number[] => [
  ...listIn(detail, 'who'),
  ...listIn(detail, 'about'),
];

/** What somebody asked of the log, in words: the fields of the search with what stood in them. */
function askedWord(detail: AuditDetail, named: ReadonlyMap<number, string>): string {
  const w = words.audit;
  const people = (key: 'who' | 'about'): string[] => {
    if (!(key in detail)) return [];
    const found = Number(detail[`${key}_found`]);
    const names = listIn(detail, key).map((id) => named.get(id) ?? String(id));
    return [w.asked(w[key], found === 0 ? w.nobody : w.people(names, found - names.length))];
  };
  const one = (key: string, label: string, say: (value: string) => string = (value) => value): string[] =>
    key in detail ? [w.asked(label, say(String(detail[key])))] : [];
  return [
    ...people('who'),
    ...people('about'),
    ...one('number', w.number),
    ...one('subject_kind', w.subject, subjectWord),
    ...one('subject_id', w.subjectId),
    ...one('action', w.action, (code) => (code === leftTheHouse ? w.left : actionWord(code))),
    ...one('from', w.from, formatDate),
    ...one('to', w.to, formatDate),
    ...('page' in detail ? [w.page(Number(detail.page))] : []),
  ].join('\u3000');
}

/** How many places a check of the chain found to be broken. */
export const breachesIn = (detail: AuditDetail): number => Number(detail.breaches ?? 0);

/** The broken places a check of the chain named, one sentence each, in order. */
export function breachWords(detail: AuditDetail): string[] {
  const w = words.audit.check;
  return [
    ...listIn(detail, 'gaps').map((seq) => ({ seq, text: w.gap(seq) })),
    ...listIn(detail, 'edited').map((seq) => ({ seq, text: w.edited(seq) })),
    ...listIn(detail, 'unlinked').map((seq) => ({ seq, text: w.unlinked(seq) })),
    ...('head' in detail ? [{ seq: Infinity, text: w.cut(Number(detail.last), Number(detail.head)) }] : []),
  ]
    .sort((a, b) => (a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0))
    .map(({ text }) => text);
}

/** Why it was done, what was asked, or what a check came to: the one thing a line says beside who and what. */
export function reasonWord(line: {
  action: string;
  purpose: string | null;
  detail: AuditDetail;
  named: ReadonlyMap<number, string>;
}): string {
  if (line.action === 'audit.search') return askedWord(line.detail, line.named);
  if (line.action === 'audit.verify')
    return words.audit.check.came(Number(line.detail.events), breachesIn(line.detail));
  return line.purpose ?? '';
}
