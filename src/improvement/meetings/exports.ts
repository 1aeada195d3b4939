import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { actionList, type ActionFilter } from './queries-actions.ts';
import type { Item, meetingAfter, Meeting, MeetingFilter, Seat } from './queries-meetings.ts';
import { meetingList } from './queries-meetings.ts';
import { shareBackList, type ShareBackFilter } from './queries-share-backs.ts';
import { actionState, meetingState, shareBackState, wasThere } from './rules.ts';
import {
  actionStateWords,
  meetingStateWords,
  positionWords,
  purposeWords,
  say,
  shareBackStateWords,
  wayWords,
} from './words.ja.ts';
import { words as actionWords } from './words-actions.ja.ts';
import { titleOf, words as meetingWords } from './words-meetings.ja.ts';
import { words } from './words-minutes.ja.ts';
import { words as shareBackWords } from './words-share-backs.ja.ts';

export type FileKind = 'docx' | 'pdf';

/** What the minutes are made of, on paper and on screen. */
export interface Minutes {
  meeting: Meeting;
  items: readonly Item[];
  seats: readonly Seat[];
  after: Awaited<ReturnType<typeof meetingAfter>>;
}

/** One line of a list of attendance: position, who, and how they came. A body that sits is not called a person. */
export function seatLine(seat: Seat): string {
  const { how, seatOf, attendeeLine } = words.minutes;
  const position =
    seat.person_id === null && seat.position === 'member'
      ? seatOf[seat.facility_id === null ? 'organisation' : 'facility']
      : seat.position === null
        ? null
        : positionWords[seat.position];
  // Who came for a body is written in the place of a proxy's name; without it the minutes say that they do not know.
  const came =
    seat.person_id === null && wasThere(seat.status) ? (seat.proxy_name ?? seatOf.nobodyNamed) : null;
  const way =
    seat.status === 'online'
      ? how.online
      : seat.status === 'proxy' && seat.person_id !== null
        ? how.proxy(seat.proxy_name)
        : how.attended;
  return attendeeLine(position, say.holder(seat), came, way);
}

const stampOf = (tx: ReadTx, why: string) => ({
  who: tx.session.name,
  when: say.moment(tx.now, tx.actor.municipality.time_zone),
  why,
});

/** Minutes in the usual municipal order: day, place, who came, then each item with what came of it, and the next sitting. */
export function minutesDoc(tx: ReadTx, { meeting, items, seats, after }: Minutes): Doc {
  const label = words.minutes;
  const there = seats.filter((seat) => wasThere(seat.status)).map(seatLine);
  const absent = seats.filter((seat) => seat.status === 'absent').map(seatLine);
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: label.attendees },
    { kind: 'list', items: there.length > 0 ? there : [label.noAbsentees] },
    { kind: 'heading', level: 2, text: label.absentees },
    { kind: 'list', items: absent.length > 0 ? absent : [label.noAbsentees] },
    { kind: 'heading', level: 2, text: label.agenda },
    { kind: 'list', ordered: true, items: items.map(titleOf) },
    ...items.flatMap((item, at) => itemBlocks(item, at)),
  ];
  if (meeting.summary !== '') {
    blocks.push(
      { kind: 'heading', level: 2, text: label.overall },
      { kind: 'paragraph', text: meeting.summary },
    );
  }
  const decisions = items.flatMap((item) => item.decisions.map((decision) => decision.body));
  blocks.push(
    { kind: 'heading', level: 2, text: label.decisions },
    {
      kind: 'list',
      ordered: decisions.length > 0,
      items: decisions.length > 0 ? decisions : [label.noActions],
    },
  );
  const roles = items.flatMap((item) => item.roles);
  if (roles.length > 0) {
    blocks.push(
      { kind: 'heading', level: 2, text: label.roles },
      {
        kind: 'table',
        header: label.roleHeader,
        rows: roles.map((role) => [role.organisation, role.part]),
        widths: [2, 3],
      },
    );
  }
  const actions = items.flatMap((item) => item.actions).filter((action) => action.cancelled_at === null);
  blocks.push({ kind: 'heading', level: 2, text: label.actions });
  blocks.push(
    actions.length === 0
      ? { kind: 'paragraph', text: label.noActions }
      : {
          kind: 'table',
          header: label.actionHeader,
          rows: actions.map((action) => [action.what, say.holder(action), say.day(action.due_on)]),
          widths: [4, 3, 3],
        },
  );
  blocks.push(
    { kind: 'heading', level: 2, text: label.next },
    { kind: 'paragraph', text: after ? nextLine(after) : label.nextNone },
  );
  return {
    title: label.title,
    subtitle: meeting.title,
    meta: [
      [label.forum, meeting.forum],
      [label.when, say.when(meeting.held_on, meeting.starts_at, meeting.ends_at)],
      [
        label.place,
        say.join([
          ...(meeting.place === '' ? [] : [meeting.place]),
          ...(meeting.online_url === null ? [] : [label.online]),
        ]),
      ],
    ],
    blocks,
    stamp: stampOf(tx, words.minutes.why),
  };
}

export const nextLine = (after: NonNullable<Minutes['after']>): string =>
  [say.when(after.held_on, after.starts_at, after.ends_at), after.place]
    .filter((part) => part !== '')
    .join('　');

function itemBlocks(item: Item, at: number): Block[] {
  const blocks: Block[] = [
    {
      kind: 'heading',
      level: 2,
      text: words.minutes.itemWithPurpose(at + 1, titleOf(item), purposeWords[item.purpose]),
    },
  ];
  for (const name of ['explanation', 'opinions', 'conclusion'] as const) {
    if (item[name] === '') continue;
    blocks.push(
      { kind: 'heading', level: 3, text: words.minutes[name] },
      { kind: 'paragraph', text: item[name] },
    );
  }
  if (item.decisions.length > 0) {
    blocks.push(
      { kind: 'heading', level: 3, text: words.minutes.decisions },
      { kind: 'list', items: item.decisions.map((decision) => decision.body) },
    );
  } else if (item.no_decision_reason !== null) {
    blocks.push({
      kind: 'paragraph',
      text: words.minutes[item.passed_over ? 'passedOver' : 'noDecision'](item.no_decision_reason),
    });
  }
  if (blocks.length === 1) blocks.push({ kind: 'paragraph', text: words.minutes.notWritten });
  return blocks;
}

/** The agenda as it is handed out. */
export function agendaDoc(tx: ReadTx, meeting: Meeting, items: readonly Item[]): Doc {
  return {
    title: meetingWords.agenda.printTitle(meeting.title),
    meta: [
      [words.minutes.forum, meeting.forum],
      [words.minutes.when, say.when(meeting.held_on, meeting.starts_at, meeting.ends_at)],
      [words.minutes.place, meeting.place],
    ],
    blocks: items.flatMap((item, at): Block[] => [
      { kind: 'heading', level: 2, text: meetingWords.agenda.numbered(at + 1, titleOf(item)) },
      {
        kind: 'paragraph',
        text: say.join([
          purposeWords[item.purpose],
          ...(item.minutes_planned === null ? [] : [say.minutes(item.minutes_planned)]),
          ...(item.carried_owner === null
            ? []
            : [meetingWords.agenda.carriedFrom(item.carried_owner, say.day(item.carried_due_on ?? ''))]),
        ]),
      },
      ...(item.material === '' ? [] : [{ kind: 'paragraph' as const, text: item.material }]),
    ]),
    stamp: stampOf(tx, meetingWords.agenda.printWhy),
  };
}

/** A document as the answer, as Word or PDF; taking it out is recorded. */
export async function sendDoc(
  c: Ctx,
  tx: ReadTx,
  given: { doc: Doc; name: string; kind: FileKind; action: string; meeting_id: number },
): Promise<Response> {
  tx.opened({
    action: given.action,
    subject_kind: 'meeting',
    subject_id: given.meeting_id,
    detail: { format: given.kind },
  });
  return given.kind === 'docx'
    ? download(
        c,
        await toDocx(given.doc),
        `${given.name}.docx`,
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      )
    : download(c, (await toPdf(given.doc)).bytes, `${given.name}.pdf`, 'application/pdf');
}

const everything = { size: 20_000, offset: 0 };

/** The list of sittings as it is seen, all pages. */
export async function exportMeetings(c: Ctx, tx: ReadTx, filter: MeetingFilter): Promise<Response> {
  const { rows } = await meetingList(tx, filter, { ...everything, page: 1 });
  const head = meetingWords.list;
  return sendTable(c, tx, {
    title: head.exportTitle,
    subject_kind: 'meeting',
    header: [head.held_on, head.name, head.forum, head.state, head.decisions, head.actions, head.actionsDone],
    types: ['date', 'text', 'text', 'text', 'number', 'number', 'number'],
    rows: rows.map((row) => [
      row.held_on,
      row.title,
      row.forum,
      meetingStateWords[meetingState(row)],
      row.decisions,
      row.actions,
      row.actions_done,
    ]),
  });
}

/** The list of action items as it is seen, all pages. */
export async function exportActions(c: Ctx, tx: ReadTx, filter: ActionFilter): Promise<Response> {
  const { rows } = await actionList(tx, filter, everything);
  return sendTable(c, tx, {
    title: actionWords.list.exportTitle,
    subject_kind: 'action',
    header: actionWords.list.exportHeader,
    types: ['date', 'date', ...Array<undefined>(7), 'date', undefined],
    rows: rows.map((row) => [
      row.due_on,
      row.first_due_on,
      row.what,
      row.organisation,
      row.facility,
      row.person,
      row.forum,
      row.meeting,
      actionStateWords[actionState(row, tx.today)],
      row.done_on,
      row.outcome,
    ]),
  });
}

/** The list of share-backs as it is seen, all pages. */
export async function exportShareBacks(c: Ctx, tx: ReadTx, filter: ShareBackFilter): Promise<Response> {
  const { rows } = await shareBackList(tx, filter, everything);
  return sendTable(c, tx, {
    title: shareBackWords.list.exportTitle,
    subject_kind: 'share_back',
    header: shareBackWords.list.exportHeader,
    types: [
      undefined,
      'date',
      undefined,
      undefined,
      undefined,
      'date',
      undefined,
      'date',
      undefined,
      'number',
    ],
    rows: rows.map((row) => [
      row.meeting,
      row.held_on,
      row.organisation,
      row.facility,
      row.was_absent ? shareBackWords.list.absent : shareBackWords.list.there,
      row.due_on,
      shareBackStateWords[shareBackState(row, tx.today)],
      row.shared_on,
      row.way === null ? null : wayWords[row.way],
      row.staff_count,
      row.reaction,
      row.question,
      row.answer,
    ]),
  });
}
