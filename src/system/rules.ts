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

/** Who did it: a person's name, an automatic job, or somebody not signed in. */
export function whoWord(line: { who: string | null; actor: string }): string {
  if (line.who !== null) return line.who;
  if (line.actor.startsWith('job:')) return words.audit.job;
  return line.actor === 'public' ? words.audit.public : line.actor;
}
