import { letterVerbs } from '../family/referrals/commands.ts';
import { actions as path } from '../family/referrals/rules.ts';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../tests/world.ts';
import { recordable } from '../improvement/issues/rules.ts';
import { answers, lectureAnswers } from '../improvement/courses/rules.ts';
import { jobs } from '../jobs.ts';
import { root } from '../platform/root.ts';
import { actionWord, subjectWord } from './rules.ts';
import { words } from './words.ja.ts';

const sources = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.|^src\/demo|words[^/]*\.ja\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map((match) => match[1]!);

/** Verbs handed to a slice's own note(tx, of what, verb). */
const noted = (text: string): string[] => [
  ...all(/\bnote\([^,]+, [^,]+, '(\w+)'/g, text),
  ...all(/\bnote\([^,]+, [^,]+, [^,]*\? '(\w+)'/g, text),
  ...all(/\bnote\([^,]+, [^,]+, [^,]*\? '\w+' : '(\w+)'/g, text),
];

/** What is put together while the program runs; whoever adds such a place says here what can come of it. */
const composed: Record<string, (text: string) => string[]> = {
  '${what.kind}.propose': () => ['appointment.propose', 'invitation.propose'],
  'application.${answer}': () => ['application.accept', 'application.cancel'],
  'application.${what}': () => ['application.attend', 'application.absent', 'application.undo'],
  'course_application.${what}': () => answers.map((what) => `course_application.${what}`),
  'lecture_request.${what}': () => lectureAnswers.map((what) => `lecture_request.${what}`),
  'issue.${fact.kind}': () => recordable.map((kind) => `issue.${kind}`),
  'case.closing_${decision}': () => ['approved', 'returned', 'withdrawn'].map((one) => `case.closing_${one}`),
  'conference.${action}': (text) => noted(text).map((verb) => `conference.${verb}`),
  'disclosure.copy_${action}': (text) => noted(text).map((verb) => `disclosure.copy_${verb}`),
  'handover.${action}': (text) => noted(text).map((verb) => `handover.${verb}`),
  'loan.${kind}': () => ['lent', 'declined', 'returned', 'cancelled'].map((step) => `loan.${step}`),
  'meeting.${how}': (text) =>
    [
      ...all(/\brecord\((?:[^'`)]*\? )?'(\w+)'/g, text),
      ...all(/\brecord\([^'`)]*\? '\w+' : '(\w+)'/g, text),
      ...['decision', 'role_assignment', 'action_item'].map((table) => `${table}_remove`),
    ].map((how) => `meeting.${how}`),
  'practice.${verb}': (text) => noted(text).map((verb) => `practice.${verb}`),
  'referral.${action}': () => path.map((step) => `referral.${step}`),
  'support_file.${given.kind}': () => ['show', 'lend', 'offer'].map((kind) => `support_file.${kind}`),
  '${subject_kind}.export': () => ['study_session', 'study_handout'].map((kind) => `${kind}.export`),
  'referral.${verb}': () => letterVerbs.map((verb) => `referral.${verb}`),
  '${table.subject_kind}.export': () =>
    sources
      .filter(({ text }) => /\bsendTable\(/.test(text))
      .flatMap(({ text }) => all(/\bsubject_kind: '(\w+)'/g, text))
      .map((kind) => `${kind}.export`),
};

function actionsOf(text: string): string[] {
  const said = all(/\baction:\s*([^,}]*)/g, text);
  return [
    ...said.flatMap((one) => all(/'([a-z_]+(?:\.[a-z_-]+)+)'/g, one)),
    ...all(/\baction: `([^`/]*)`/g, text),
    ...all(/(?<!\bname: )'(auth\.[a-z_-]+)'/g, text),
  ];
}

describe('the audit page', () => {
  const found = sources.flatMap(({ text }) =>
    actionsOf(text).flatMap((action) => {
      if (!action.includes('${')) return [action];
      const parts = composed[action];
      return parts ? parts(text) : [action];
    }),
  );
  const actions = [...new Set(found)];

  it('has a Japanese sentence for everything the program writes down', () => {
    expect(actions.length).toBeGreaterThan(110);
    for (const known of [
      'visit.save',
      'meeting.no_decision',
      'meeting.decision_remove',
      'issue.closed',
      'person.export',
      'auth.sign-in-failed',
    ])
      expect(actions).toContain(known);
    expect(actions.filter((action) => !/[ぁ-ん]/.test(actionWord(action)))).toEqual([]);
  });

  it('has a word for every kind of record', () => {
    const kinds = new Set(sources.flatMap(({ text }) => all(/\bsubject_kind: '(\w+)'/g, text)));
    expect([...kinds].filter((kind) => subjectWord(kind) === kind)).toEqual([]);
  });

  it('shows those sentences and not the codes', async () => {
    const world = await makeWorld();
    try {
      await world.writing('coordinator', async (tx) =>
        tx.record({ action: 'visit.unshare', subject_kind: 'visit', subject_id: 1 }),
      );
      const page = await world.as('auditor').get('/audit');
      expect(page.text).toContain('巡回の記録の共有をやめた');
      expect(page.text).not.toContain('visit.unshare');
    } finally {
      await world.close();
    }
  });
});

describe('the page of jobs', () => {
  it('has a Japanese name for every job', () => {
    const names = words.jobs.names as Record<string, string>;
    expect((jobs as { name: string }[]).map((job) => job.name).filter((name) => !names[name])).toEqual([]);
  });
});
