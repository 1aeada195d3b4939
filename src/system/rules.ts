import { words } from './words.ja.ts';
import { actions } from './words-actions.ja.ts';

/** An audit action's code in words; a code without words is shown as it is. */
export function actionWord(action: string): string {
  return actions[action] ?? action;
}

export function subjectWord(kind: string | null): string {
  return kind === null ? '' : (words.subjects[kind] ?? kind);
}

/** Who did it: a person's name, an automatic job, or somebody not signed in. */
export function whoWord(line: { who: string | null; actor: string }): string {
  if (line.who !== null) return line.who;
  if (line.actor.startsWith('job:')) return words.audit.job;
  return line.actor === 'public' ? words.audit.public : line.actor;
}
