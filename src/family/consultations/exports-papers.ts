import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { familyIds, membersOf } from '../households/queries.ts';
import { triagesOf, type Consultation } from './queries.ts';
import { papers as w } from './words-papers.ja.ts';
import { words } from './words.ja.ts';

const line = (label: string, text: string): [string, string][] => (text === '' ? [] : [[label, text]]);
const paragraphs = (heading: string, text: string): Block[] =>
  text === ''
    ? []
    : [
        { kind: 'heading', level: 2, text: heading },
        { kind: 'paragraph', text },
      ];

/**
 * The intake form and the sheet of the eight questions on paper, as they go round the office. Who told is on neither: paper
 * lies about, and the name is for two people.
 */
export async function sendPaper(c: Ctx, tx: ReadTx, one: Consultation): Promise<Response> {
  const zone = tx.actor.municipality.time_zone;
  const moment = (at: Date) => formatDateTime(at, zone);
  tx.opened({
    action: 'consultation.print',
    subject_kind: 'consultation',
    subject_id: one.id,
    purpose: w.why,
    detail: { household_id: one.household_id },
  });
  const members = await membersOf(tx, one.household_id === null ? [] : await familyIds(tx, one.household_id));
  const [triage, ...before] = one.may_work ? await triagesOf(tx, one.id) : [];
  const number = words.number(one.fiscal_year, one.number);
  const abuse = [words.abuseKinds[one.abuse_kind ?? ''], words.abusers[one.abuser ?? '']];
  const age = one.child_age_months;
  const doc: Doc = {
    title: one.safety_due_at === null ? w.intake : w.notification,
    meta: [
      [w.number, number],
      [w.received, moment(one.received_at)],
      [w.taker, one.received_by_name],
      [w.way, words.ways[one.way] ?? ''],
      [w.route, one.route],
      [w.kind, `${one.group_name}　${one.kind}`],
      ...line(w.abuse, abuse.filter(Boolean).join('　')),
      [w.team, one.team],
      ...line(w.worker, one.worker ?? ''),
      ...line(
        w.child,
        age === null
          ? ''
          : age < 0
            ? words.fields.unborn
            : `${Math.floor(age / 12)}${words.fields.years}${age % 12}${words.fields.months}`,
      ),
      ...line(w.area, one.area ?? ''),
      [w.notifier, one.anonymous ? w.anonymous : w.notifierHidden],
    ],
    blocks: [
      { kind: 'heading', level: 2, text: w.family },
      members.length === 0
        ? { kind: 'paragraph', text: w.none }
        : {
            kind: 'table',
            header: [w.name, w.relation, w.born],
            rows: members.map((member) => [
              `${member.family_name} ${member.given_name}`.trim(),
              words.relation(member.relation),
              member.born_on === null ? '' : formatDate(member.born_on),
            ]),
            widths: [5, 3, 5],
          },
      ...paragraphs(w.said, one.words_said),
      ...paragraphs(w.done, one.done_text),
      ...paragraphs(
        w.next,
        [one.next_step, one.next_on === null ? '' : formatDate(one.next_on)].filter(Boolean).join('　'),
      ),
      ...(one.safety_due_at === null
        ? []
        : ([
            { kind: 'heading', level: 2, text: w.safety },
            {
              kind: 'table',
              header: [w.safetyDue, w.safetySeen, w.safetyHow],
              rows: [
                [
                  moment(one.safety_due_at),
                  one.safety_checked_at === null
                    ? ''
                    : `${moment(one.safety_checked_at)}\n${one.safety_checked_by_name ?? ''}`,
                  one.safety_how ?? '',
                ],
              ],
              widths: [4, 4, 8],
            },
          ] as const)),
      { kind: 'signatures', labels: w.circulate },
      { kind: 'page-break' },
      { kind: 'heading', level: 1, text: w.assessment },
      ...(triage === undefined
        ? [{ kind: 'paragraph', text: w.notJudged } as const]
        : ([
            {
              kind: 'table',
              header: [w.question, w.answer, w.note],
              rows: triage.answers.map(({ question, answer, note }) => [
                (words.questions as Record<string, string>)[question] ?? question,
                words.answers[answer] ?? answer,
                note,
              ]),
              widths: [9, 2, 5],
            },
            ...paragraphs(w.urgency, words.urgencies[triage.urgency] ?? triage.urgency),
            ...paragraphs(w.reason, triage.reason),
            ...paragraphs(w.judge, `${triage.judge}　${moment(triage.judged_at)}`),
            ...(before.length === 0 ? [] : [{ kind: 'paragraph', text: w.earlier(before.length) } as const]),
          ] as Block[])),
    ],
    stamp: { who: tx.session.name, when: formatDateTime(tx.now, zone), why: w.why },
  };
  return download(c, (await toPdf(doc)).bytes, `${doc.title}_${number}.pdf`, 'application/pdf');
}
