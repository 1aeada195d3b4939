import { questions } from './rules.ts';

/** The parts of the intake page in the order of a call; each is the id of its block on the page. */
export const parts = ['received', 'who', 'what', 'child', 'triage', 'done'] as const;
export type Part = (typeof parts)[number];

const namesOf: Record<Exclude<Part, 'child'>, readonly string[]> = {
  received: ['way', 'received_on', 'received_time'],
  who: ['route_code', 'anonymous', 'notifier_name', 'notifier_relation', 'notifier_contact', 'notifier_note'],
  what: ['kind_code', 'abuse_kind', 'abuser', 'words_said'],
  triage: [
    ...questions.flatMap((question) => [`q_${question}`, `n_${question}`]),
    'urgency',
    'urgency_reason',
  ],
  done: ['done_text', 'next_step', 'next_on', 'team_id', 'worker_id', 'response_code'],
};
const aboutChild = /^(m\d+_.+|age_years|age_months|unborn|address|area_id|household|phone|languages|care)$/;
/** A day is sent as its three boxes. */
const ofDay = /_[ymd]$/;

/** The part of the page a field stands in; null for what nobody types. */
export function partOf(name: string): Part | null {
  if (aboutChild.test(name)) return 'child';
  return (
    parts.find(
      (part) =>
        part !== 'child' && [name, name.replace(ofDay, '')].some((one) => namesOf[part].includes(one)),
    ) ?? null
  );
}

export interface PartState {
  /** what is still to be answered before it can be taken, with what was answered so far */
  must: number;
  filled: boolean;
}

/**
 * How far each part of the page is: the same on the server and, while one types, in the browser. It counts what `intakeForm`
 * and `takeConsultation` will ask for; a member's kinship alone is no answer, it stands there from the start.
 */
export function partStates(values: Readonly<Record<string, unknown>>): Record<Part, PartState> {
  const has = (name: string): boolean => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value.trim() !== '';
  };
  const some = (names: readonly string[]) => names.some(has);
  const day = (name: string) => [name, `${name}_y`, `${name}_m`, `${name}_d`];
  const states = Object.fromEntries(
    parts.map((part) => [
      part,
      {
        must: 0,
        filled: Object.keys(values).some(
          (name) => !name.endsWith('_relation') && partOf(name) === part && has(name),
        ),
      },
    ]),
  ) as Record<Part, PartState>;
  const must = (part: Part, missing: boolean) => {
    if (missing) states[part].must += 1;
  };

  must('received', !has('way'));
  must('who', !has('route_code'));
  must(
    'who',
    !has('anonymous') &&
      !has('notifier_name') &&
      some(['notifier_relation', 'notifier_contact', 'notifier_note']),
  );
  must('what', !has('kind_code'));
  must('what', !has('words_said'));

  const rows = [...new Set(Object.keys(values).flatMap((name) => /^m(\d+)_/.exec(name)?.[1] ?? []))].filter(
    (n) =>
      some(['family_name', 'given_name', 'family_kana', 'given_kana'].map((name) => `m${n}_${name}`)) ||
      some([...day(`m${n}_born_on`), ...day(`m${n}_due_on`)]),
  );
  const chosen = values['household'];
  const kept = chosen === 'new' || (typeof chosen === 'string' && /^[1-9]\d*$/.test(chosen));
  must('child', !kept && (rows.length > 0 || some(['address', 'phone', 'care'])));
  must('child', chosen === 'new' && rows.length === 0);
  if (kept)
    for (const n of rows)
      must('child', !some([`m${n}_family_name`, `m${n}_family_kana`, ...day(`m${n}_due_on`)]));

  if (states.triage.filled) {
    must('triage', !has('urgency'));
    must('triage', !has('urgency_reason'));
  }
  must('done', has('worker_id') && !has('response_code') && !some(day('next_on')));
  return states;
}
