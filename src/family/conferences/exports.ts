import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import type { Conference, DiscussedCase, LaidFact, Role, Seat } from './queries.ts';
import { attendanceWords, say, words } from './words.ja.ts';

export interface Minutes {
  conference: Conference;
  seats: readonly Seat[];
  laid: readonly LaidFact[];
  items: readonly { title: string; discussion: string }[];
  cases: readonly DiscussedCase[];
  decisions: readonly { body: string }[];
  roles: readonly Role[];
}

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text });
const sub = (text: string): Block => ({ kind: 'heading', level: 3, text });
const paragraph = (text: string): Block => ({
  kind: 'paragraph',
  text: text === '' ? words.minutes.notWritten : text,
});
const list = (items: readonly string[], ordered = false): Block =>
  items.length === 0 ? paragraph(words.none) : { kind: 'list', items, ordered };

/** 個別ケース検討会議会議録: who sat there, what lay before them, what each saw, what was decided, who does what. */
export function minutesDoc(tx: ReadTx, given: Minutes): Doc {
  const { conference, seats, roles, decisions } = given;
  const label = words.minutes;
  const zone = tx.actor.municipality.time_zone;
  const name = (one: Seat) => say.join([one.place, one.name]);
  const there = seats.filter((one) => one.attendance === 'attended' || one.attendance === 'online');
  const unsaid = seats.filter((one) => one.attendance === 'unknown' || one.attendance === 'planned');
  const views = seats.filter((one) => one.view !== '');
  const blocks: Block[] = [
    { kind: 'paragraph', text: label.secrecy },
    heading(label.attendees),
    list(
      there.map((one) => say.join([name(one), one.attendance === 'online' ? attendanceWords.online : ''])),
    ),
    heading(label.absent),
    list(seats.filter((one) => one.attendance === 'absent').map(name)),
    // Whose coming nobody wrote down is not left out: the paper would say nobody was there.
    ...(unsaid.length === 0 ? [] : [heading(label.unsaid), list(unsaid.map(name))]),
    heading(label.purpose),
    paragraph(conference.purpose),
  ];
  if (conference.kind === 'case') {
    blocks.push(heading(label.laid));
    for (const fact of given.laid) blocks.push(sub(fact.title), paragraph(fact.body));
    if (given.laid.length === 0) blocks.push(paragraph(words.none));
  } else {
    for (const one of given.cases) {
      blocks.push(heading(say.join([say.caseNumber(one.fiscal_year, one.number), one.headline])));
      for (const part of ['question', 'discussion', 'outcome'] as const)
        blocks.push(sub(words.internal[part]), paragraph(one[part]));
    }
  }
  if (views.length > 0) {
    blocks.push(heading(label.views));
    for (const one of views) blocks.push(sub(name(one)), paragraph(one.view));
  }
  if (given.items.length > 0) {
    blocks.push(heading(label.agenda));
    for (const [index, item] of given.items.entries())
      blocks.push(sub(`${index + 1}　${item.title}`), paragraph(item.discussion));
  }
  if (conference.minutes !== '') blocks.push(sub(label.overall), paragraph(conference.minutes));
  blocks.push(
    heading(label.decisions),
    decisions.length === 0 && conference.no_decision_reason !== null
      ? paragraph(label.noDecision(conference.no_decision_reason))
      : list(
          decisions.map((one) => one.body),
          true,
        ),
    heading(label.roles),
    roles.length === 0
      ? paragraph(words.none)
      : {
          kind: 'table',
          header: label.roleHeader,
          rows: roles.map((role) => [
            say.join([role.what, say.caseNumber(role.case_year, role.case_number)]),
            say.join([role.place, role.person ?? '']),
            say.day(role.due_on),
          ]),
          widths: [5, 3, 3],
        },
    heading(label.next),
    paragraph(conference.next_on === null ? label.nextNone : say.day(conference.next_on)),
    paragraph(
      conference.approved_at === null
        ? label.notApproved
        : label.approved(conference.approver ?? '', say.moment(conference.approved_at, zone)),
    ),
  );
  return {
    title: conference.kind === 'case' ? label.title : label.internalTitle,
    meta: [
      [label.number, String(conference.id)],
      ...(conference.case_year === null
        ? []
        : ([[label.case, say.caseNumber(conference.case_year, conference.case_number)]] as const)),
      [label.when, say.when(conference.held_on, conference.starts_at, conference.ends_at)],
      [label.place, say.join([conference.place, conference.online_url === null ? '' : words.page.online])],
      [label.chair, conference.chair ?? ''],
    ],
    blocks,
    stamp: { who: tx.session.name, when: say.moment(tx.now, zone), why: label.why },
  };
}

/** The minutes as Word or PDF; taking them out is recorded. */
export async function sendMinutes(c: Ctx, tx: ReadTx, given: Minutes): Promise<Response> {
  const format = c.req.query('format') === 'docx' ? 'docx' : 'pdf';
  const { id, case_id } = given.conference;
  tx.opened({
    action: 'conference.export',
    subject_kind: 'conference',
    subject_id: id,
    purpose: words.minutes.why,
    detail: { format, ...(case_id === null ? {} : { case_id }) },
  });
  const doc = minutesDoc(tx, given);
  const name = words.minutes.file(id);
  return format === 'docx'
    ? download(
        c,
        await toDocx(doc),
        `${name}.docx`,
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      )
    : download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');
}
