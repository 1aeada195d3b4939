import type { z } from 'zod';
import { Hono } from 'hono';
import { organisationOffer, organisationSource, personOffer } from '../../base/people/queries-offers.ts';
import { peopleAt } from '../../base/people/queries.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { numbered, offerOf, together, type OfferSource } from '../../platform/search/offers.ts';
import { areaOptions } from '../../base/areas/queries.ts';
import { facilityOffer, facilitySource } from '../../base/directory/queries-offers.ts';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { check, emptyForm, filled, readTyped, type FormState, type Typed } from '../../platform/web/form.ts';
import {
  action,
  autosave,
  done,
  invalid,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { issueOptions, themes } from '../issues/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { answerAction, cancelAction, moveAction, noteAction, reopenAction } from './commands-actions.ts';
import { addMember, changeMember, createForum, editForum } from './commands-forums.ts';
import {
  addActionItem,
  addIssueItem,
  addItem,
  cancelMeeting,
  createMeeting,
  editItem,
  editMeeting,
  invite,
  moveItem,
  removeItem,
  replyAttendance,
} from './commands-meetings.ts';
import {
  addAction,
  addDecision,
  addRole,
  closeMeeting,
  keepClosing,
  openMeeting,
  publishMinutes,
  raiseFromItem,
  removeFromItem,
  saveAttendance,
  saveNotes,
  setNoDecision,
  withdrawMinutes,
} from './commands-minutes.ts';
import { answerQuestion, askQuestion, confirmShareBack, remindShareBacksOf } from './commands-share-backs.ts';
import {
  agendaDoc,
  exportActions,
  exportMeetings,
  exportShareBacks,
  minutesDoc,
  sendDoc,
  type FileKind,
} from './exports.ts';
import * as forms from './forms.ts';
import { ActionList, ActionPage, type Sent as ActionSent } from './pages-actions.tsx';
import { AgendaItemForm, AgendaPage } from './pages-agenda.tsx';
import { ForumForm, ForumList, ForumPage, MemberForm } from './pages-forums.tsx';
import { HoldItemPage, HoldPage } from './pages-hold.tsx';
import { MeetingPage } from './pages-meeting.tsx';
import { MeetingForm, MeetingList } from './pages-meetings.tsx';
import { MinutesPage } from './pages-minutes.tsx';
import {
  OwnShareBacks,
  ShareBackList,
  ShareBackPage,
  type Sent as ShareBackSent,
} from './pages-share-backs.tsx';
import {
  actionById,
  actionList,
  carriedTo,
  notesOf,
  scopes,
  type ActionFilter,
  type Scope,
} from './queries-actions.ts';
import {
  forumActions,
  forumById,
  forumList,
  forumMeetings,
  forumMembers,
  forumOptions,
  meetingYears,
  memberById,
} from './queries-forums.ts';
import {
  agendaOf,
  itemById,
  meetingAfter,
  meetingById,
  meetingList,
  seatsOf,
  undoneNotOn,
  type Meeting,
  type MeetingFilter,
} from './queries-meetings.ts';
import {
  confirmationRates,
  ownShareBacks,
  shareBackById,
  shareBackList,
  type ShareBackFilter,
} from './queries-share-backs.ts';
import { actionStates, forumKinds, meetingState, meetingStates, shareBackDays, textsMark } from './rules.ts';
import { say, words } from './words.ja.ts';
import { words as actionWords } from './words-actions.ja.ts';
import { words as forumWords } from './words-forums.ja.ts';
import { words as meetingWords } from './words-meetings.ja.ts';
import { words as minutesWords } from './words-minutes.ja.ts';
import { words as shareBackWords } from './words-share-backs.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  {
    place: 'improve',
    part: 'issue',
    label: words.navigation.meetings,
    href: '/meetings',
    duties: ['meeting.read', 'meeting.manage', 'facility.answer'],
  },
  {
    place: 'improve',
    part: 'issue',
    label: words.navigation.forums,
    href: '/forums',
    duties: ['meeting.read', 'meeting.manage'],
  },
  {
    place: 'improve',
    part: 'issue',
    label: words.navigation.actions,
    href: '/actions',
    duties: ['meeting.read', 'meeting.manage', 'facility.answer'],
  },
  {
    place: 'improve',
    part: 'issue',
    label: words.navigation.shareBacks,
    href: '/share-backs',
    duties: ['meeting.read', 'meeting.manage'],
  },
  {
    place: 'improve',
    part: 'issue',
    label: words.navigation.mine,
    href: '/my-facility/share-backs',
    duties: ['facility.read'],
  },
];

type State = FormState & { conflict?: Conflict };

const queryId = (c: Ctx, name: string): number | null => {
  const text = c.req.query(name) ?? '';
  return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
};
const queryChoice = <const T extends string>(c: Ctx, name: string, codes: readonly T[]): T | null =>
  codes.find((code) => code === c.req.query(name)) ?? null;
const isExport = (c: Ctx) => c.req.query('format') !== undefined;

const listHrefs = (c: Ctx) => ({
  href: (page: number) => hrefWith(c, { page }),
  removeHref: (name: string) => hrefWith(c, { [name]: null }),
  exportHref: (format: string) => hrefWith(c, { format }),
});

// ---- forums --------------------------------------------------------------------------------

const forumsCrumb: Crumb = { label: words.navigation.forums, href: '/forums' };

routes.get(
  '/forums',
  view(async (tx, c) => {
    const filter = { kind: queryChoice(c, 'kind', forumKinds), ended: c.req.query('ended') !== undefined };
    const paging = pagingOf(c, 50);
    return {
      title: forumWords.list.title,
      breadcrumbs: [{ label: forumWords.list.title }],
      body: (
        <ForumList
          list={await forumList(tx, filter, paging)}
          filter={filter}
          paging={paging}
          {...listHrefs(c)}
          may_manage={tx.has('meeting.manage')}
          today={tx.today}
        />
      ),
    };
  }),
);

async function forumForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const editing = numberIn(c, 'id') !== null;
  const forum = editing ? managed(found(await forumById(tx, numberIn(c, 'id')))) : null;
  if (!editing) managed({ may_manage: tx.has('meeting.manage') });
  const title = editing ? forumWords.form.editTitle : forumWords.form.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [
      forumsCrumb,
      ...(forum ? [{ label: forum.name, href: `/forums/${forum.id}` }] : []),
      { label: title },
    ],
    body: (
      <ForumForm
        state={state}
        action={forum ? `/forums/${forum.id}/edit` : '/forums/new'}
        editing={editing}
        organisations={await organisationOffer(tx, state.values, 'organisation_id')}
        areas={await areaOptions(tx)}
      />
    ),
  };
}

/** A page only for those who run meetings is not there for others. */
function managed<T extends { may_manage: boolean }>(row: T): T {
  return found(row.may_manage ? row : null);
}

routes.get(
  '/forums/new',
  view((tx, c) =>
    forumForm(tx, filled({ meetings_per_year: 4, organisation_id: tx.session.organisations[0] }), c),
  ),
);
routes.post(
  '/forums/new',
  action({
    form: forms.forumForm,
    again: forumForm,
    run: async (tx, { _version, ...data }) =>
      done(`/forums/${await createForum(tx, data)}`, forumWords.created),
  }),
);

routes.get(
  '/forums/:id{[0-9]+}',
  view(async (tx, c) => {
    const forum = found(await forumById(tx, numberIn(c, 'id')));
    const years = await meetingYears(tx, forum.id);
    const asked = Number(c.req.query('year'));
    const year = years.includes(asked) ? asked : tx.fiscal_year;
    return {
      title: forum.name,
      breadcrumbs: [forumsCrumb, { label: forum.name }],
      body: (
        <ForumPage
          forum={forum}
          members={await forumMembers(tx, forum.id)}
          meetings={await forumMeetings(tx, forum.id, year)}
          next={await meetingAfter(tx, { id: 0, forum_id: forum.id, held_on: tx.today })}
          actions={await forumActions(tx, forum.id)}
          years={years}
          year={year}
          today={tx.today}
        />
      ),
    };
  }),
);

routes.get(
  '/forums/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const forum = found(await forumById(tx, numberIn(c, 'id')));
    return forumForm(tx, filled({ ...forum, _version: forum.version }), c);
  }),
);
routes.post(
  '/forums/:id{[0-9]+}/edit',
  action({
    form: forms.forumForm,
    again: forumForm,
    theirs: async (tx, c) => found(await forumById(tx, numberIn(c, 'id'))),
    run: async (tx, data, c) => {
      await editForum(tx, numberIn(c, 'id'), data);
      return done(`/forums/${numberIn(c, 'id')}`, forumWords.saved);
    },
  }),
);

/** Who works where the seat is: the first to think of. */
async function staffOf(
  tx: ReadTx,
  { values }: State,
  seat: { facility_id: number | null; organisation_id: number } | null,
): Promise<{ title: string; ids: number[] } | undefined> {
  const number = (field: string) => numbered().ids([String(values[field] ?? '')])[0];
  const facility_id = seat === null ? number('facility_id') : seat.facility_id;
  const organisation_id = seat?.organisation_id ?? number('organisation_id');
  if (facility_id == null && organisation_id === undefined) return undefined;
  const staff = await peopleAt(tx, facility_id == null ? { organisation_id } : { facility_id });
  return { title: forumWords.member.staff, ids: [...new Set(staff.map((one) => one.id))].slice(0, 12) };
}

async function memberForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const forum = managed(found(await forumById(tx, numberIn(c, 'id'))));
  const member =
    c.req.param('member') === undefined ? null : found(await memberById(tx, forum.id, numberIn(c, 'member')));
  const title = member ? forumWords.member.editTitle : forumWords.member.addTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [forumsCrumb, { label: forum.name, href: `/forums/${forum.id}` }, { label: title }],
    body: (
      <MemberForm
        state={state}
        action={`/forums/${forum.id}/members/${member ? member.id : 'new'}`}
        forum={forum}
        seat={member}
        organisations={await organisationOffer(tx, state.values, 'organisation_id')}
        facilities={await facilityOffer(tx, state.values, 'facility_id')}
        persons={await personOffer(tx, state.values, 'person_id', { near: await staffOf(tx, state, member) })}
      />
    ),
  };
}

routes.get(
  '/forums/:id{[0-9]+}/members/new',
  view((tx, c) => memberForm(tx, filled({ position: 'member', starts_on: tx.today }), c)),
);
routes.post(
  '/forums/:id{[0-9]+}/members/new',
  action({
    form: forms.memberForm,
    again: memberForm,
    run: async (tx, data, c) => {
      await addMember(tx, numberIn(c, 'id'), data);
      return done(`/forums/${numberIn(c, 'id')}`, forumWords.member.added);
    },
  }),
);
routes.get(
  '/forums/:id{[0-9]+}/members/:member{[0-9]+}',
  view(async (tx, c) =>
    memberForm(tx, filled(found(await memberById(tx, numberIn(c, 'id') ?? 0, numberIn(c, 'member')))), c),
  ),
);
routes.post(
  '/forums/:id{[0-9]+}/members/:member{[0-9]+}',
  action({
    form: forms.memberChangeForm,
    again: memberForm,
    run: async (tx, data, c) => {
      await changeMember(tx, numberIn(c, 'id'), numberIn(c, 'member'), data);
      return done(`/forums/${numberIn(c, 'id')}`, forumWords.member.saved);
    },
  }),
);

// ---- meetings ------------------------------------------------------------------------------

const meetingsCrumb: Crumb = { label: words.navigation.meetings, href: '/meetings' };
const crumbs = (meeting: Meeting, ...rest: Crumb[]): Crumb[] => [
  meetingsCrumb,
  rest.length === 0 ? { label: meeting.title } : { label: meeting.title, href: `/meetings/${meeting.id}` },
  ...rest,
];

routes.get(
  '/meetings',
  view(async (tx, c) => {
    const year = Number(c.req.query('year'));
    const filter: MeetingFilter = {
      forum_id: queryId(c, 'forum'),
      fiscal_year: Number.isInteger(year) && year > 0 ? year : null,
      state: queryChoice(c, 'state', meetingStates),
      words: (c.req.query('q') ?? '').trim(),
    };
    if (isExport(c)) return exportMeetings(c, tx, filter);
    const paging = pagingOf(c);
    return {
      title: meetingWords.list.title,
      breadcrumbs: [{ label: meetingWords.list.title }],
      body: (
        <MeetingList
          list={await meetingList(tx, filter, paging)}
          filter={filter}
          forums={await forumOptions(tx)}
          years={await meetingYears(tx)}
          paging={paging}
          {...listHrefs(c)}
          savedViews={<SavedViews c={c} views={await savedViews(tx, '/meetings')} />}
          may_manage={tx.has('meeting.manage')}
          reads_all={tx.has('meeting.manage') || (tx.has('meeting.read') && tx.has('issue.manage'))}
        />
      ),
    };
  }),
);

async function newMeeting(tx: ReadTx, state: State): Promise<Screen> {
  managed({ may_manage: tx.has('meeting.manage') });
  return {
    title: meetingWords.form.newTitle,
    width: 'form',
    breadcrumbs: [meetingsCrumb, { label: meetingWords.form.newTitle }],
    body: <MeetingForm state={state} action="/meetings/new" forums={await forumOptions(tx)} />,
  };
}
routes.get(
  '/meetings/new',
  view((tx, c) => newMeeting(tx, filled({ forum_id: queryId(c, 'forum') }))),
);
routes.post(
  '/meetings/new',
  action({
    form: forms.meetingForm,
    again: newMeeting,
    run: async (tx, data) => {
      const { id, carried } = await createMeeting(tx, data);
      return done(`/meetings/${id}/agenda`, meetingWords.created(carried));
    },
  }),
);

const meetingPage =
  (sent: (c: Ctx) => 'cancel' | number | null) =>
  async (tx: ReadTx, form: FormState, c: Ctx): Promise<Screen> => {
    const meeting = found(await meetingById(tx, numberIn(c, 'id')));
    const every = { forum_id: null, meeting_id: meeting.id, state: null };
    const shareBacks = (await shareBackList(tx, every, { size: 500, offset: 0 })).rows;
    return {
      title: meeting.title,
      breadcrumbs: crumbs(meeting),
      body: (
        <MeetingPage
          meeting={meeting}
          items={await agendaOf(tx, meeting.id)}
          seats={await seatsOf(tx, meeting.id)}
          after={await meetingAfter(tx, meeting)}
          shareBacks={shareBacks}
          own={
            shareBacks.find((row) => row.may_confirm) ?? (tx.has('meeting.read') ? undefined : shareBacks[0])
          }
          may_score={tx.has('quality.score')}
          today={tx.today}
          sent={sent(c)}
          form={form}
        />
      ),
    };
  };
routes.get(
  '/meetings/:id{[0-9]+}',
  view((tx, c) => meetingPage(() => null)(tx, emptyForm, c)),
);

async function editMeetingForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const meeting = managed(found(await meetingById(tx, numberIn(c, 'id'))));
  return {
    title: meetingWords.form.editTitle,
    width: 'form',
    breadcrumbs: crumbs(meeting, { label: meetingWords.form.editTitle }),
    body: <MeetingForm state={state} action={`/meetings/${meeting.id}/edit`} forums={null} />,
  };
}
routes.get(
  '/meetings/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const meeting = found(await meetingById(tx, numberIn(c, 'id')));
    return editMeetingForm(tx, filled({ ...meeting, _version: meeting.version }), c);
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/edit',
  action({
    form: forms.meetingChangeForm,
    again: editMeetingForm,
    theirs: async (tx, c) => found(await meetingById(tx, numberIn(c, 'id'))),
    run: async (tx, data, c) => {
      await editMeeting(tx, numberIn(c, 'id'), data);
      return done(`/meetings/${numberIn(c, 'id')}`, meetingWords.saved);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/cancel',
  action({
    form: forms.reasonForm,
    again: meetingPage(() => 'cancel'),
    run: async (tx, { reason }, c) => {
      await cancelMeeting(tx, numberIn(c, 'id'), reason);
      return done(`/meetings/${numberIn(c, 'id')}`, meetingWords.page.cancelled);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/invite',
  action({
    form: nothingForm,
    run: async (tx, _, c) =>
      done(`/meetings/${numberIn(c, 'id')}`, meetingWords.invite.sent(await invite(tx, numberIn(c, 'id')))),
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/reply/:seat{[0-9]+}',
  action({
    form: forms.replyForm,
    again: meetingPage((c) => numberIn(c, 'seat')),
    run: async (tx, data, c) => {
      await replyAttendance(tx, numberIn(c, 'id'), numberIn(c, 'seat'), data);
      return done(`/meetings/${numberIn(c, 'id')}`, meetingWords.reply.sent);
    },
  }),
);

// ---- agenda --------------------------------------------------------------------------------

async function agendaPage(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const meeting = managed(found(await meetingById(tx, numberIn(c, 'id'))));
  return {
    title: meetingWords.agenda.pageTitle,
    breadcrumbs: crumbs(meeting, { label: meetingWords.agenda.title }),
    body: (
      <AgendaPage
        meeting={meeting}
        items={await agendaOf(tx, meeting.id)}
        issues={await issueOptions(tx, { forum_id: meeting.forum_id, limit: 60 })}
        undone={await undoneNotOn(tx, meeting)}
        state={state}
      />
    ),
  };
}
const agendaHref = (c: Ctx) => `/meetings/${numberIn(c, 'id')}/agenda`;

routes.get(
  '/meetings/:id{[0-9]+}/agenda',
  view((tx, c) => agendaPage(tx, filled({ purpose: 'discuss' }), c)),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda',
  action({
    form: forms.agendaItemForm,
    again: agendaPage,
    run: async (tx, data, c) => {
      const id = await addItem(tx, numberIn(c, 'id'), data);
      return done(`${agendaHref(c)}#item-${id}`, meetingWords.agenda.added);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda/issues',
  action({
    form: forms.agendaIssueForm,
    run: async (tx, data, c) => {
      await addIssueItem(tx, numberIn(c, 'id'), data);
      return done(`${agendaHref(c)}#candidates`, meetingWords.agenda.added);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda/actions',
  action({
    form: forms.agendaActionForm,
    run: async (tx, { action_item_id }, c) => {
      await addActionItem(tx, numberIn(c, 'id'), action_item_id);
      return done(`${agendaHref(c)}#candidates`, meetingWords.agenda.added);
    },
  }),
);

async function agendaItemForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const meeting = managed(found(await meetingById(tx, numberIn(c, 'id'))));
  const item = found(await itemById(tx, meeting.id, numberIn(c, 'item')));
  return {
    title: meetingWords.agenda.edit,
    width: 'form',
    breadcrumbs: crumbs(
      meeting,
      { label: meetingWords.agenda.title, href: agendaHref(c) },
      { label: meetingWords.agenda.edit },
    ),
    body: <AgendaItemForm meeting={meeting} item={item} state={state} />,
  };
}
const storedItem = async (tx: ReadTx, c: Ctx) =>
  found(await itemById(tx, found(await meetingById(tx, numberIn(c, 'id'))).id, numberIn(c, 'item')));

routes.get(
  '/meetings/:id{[0-9]+}/agenda/:item{[0-9]+}',
  view(async (tx, c) => {
    const item = await storedItem(tx, c);
    return agendaItemForm(tx, filled({ ...item, past: undefined, _version: item.version }), c);
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda/:item{[0-9]+}',
  action({
    form: forms.agendaItemChangeForm,
    again: agendaItemForm,
    theirs: storedItem,
    run: async (tx, data, c) => {
      await editItem(tx, numberIn(c, 'id'), numberIn(c, 'item'), data);
      return done(`${agendaHref(c)}#item-${numberIn(c, 'item')}`, meetingWords.agenda.saved);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda/:item{[0-9]+}/move',
  action({
    form: forms.agendaMoveForm,
    run: async (tx, { direction }, c) => {
      await moveItem(tx, numberIn(c, 'id'), numberIn(c, 'item'), direction);
      return done(`${agendaHref(c)}#${direction}-${numberIn(c, 'item')}`, meetingWords.agenda.moved);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/agenda/:item{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await removeItem(tx, numberIn(c, 'id'), numberIn(c, 'item'));
      return done(`${agendaHref(c)}#current`, meetingWords.agenda.removed);
    },
  }),
);
routes.get(
  '/meetings/:id{[0-9]+}/:file{agenda\\.(?:docx|pdf)}',
  view(async (tx, c) => {
    const meeting = found(await meetingById(tx, numberIn(c, 'id')));
    const items = await agendaOf(tx, meeting.id);
    return sendDoc(c, tx, {
      doc: agendaDoc(tx, meeting, items),
      name: minutesWords.minutes.agendaFileName(meeting.title),
      kind: kindOf(c),
      action: 'meeting.agenda_export',
      meeting_id: meeting.id,
    });
  }),
);
const kindOf = (c: Ctx): FileKind => (c.req.path.endsWith('.docx') ? 'docx' : 'pdf');

// ---- the sitting ---------------------------------------------------------------------------

/** A sitting that is being written down: nobody else's business, and not before it begins. */
async function heldMeeting(tx: ReadTx, c: Ctx): Promise<Meeting> {
  const meeting = managed(found(await meetingById(tx, numberIn(c, 'id'))));
  return found(['opened', 'closed'].includes(meetingState(meeting)) ? meeting : null);
}

/** Why items are left, by their number, as the closing form names them. */
const reasonsIn = (typed: Record<string, unknown>): Map<number, string> =>
  new Map(
    Object.entries(typed).flatMap(([name, value]): [number, string][] => {
      const item = /^reason_([1-9][0-9]*)$/.exec(name)?.[1];
      const reason = typeof value === 'string' ? value.trim().slice(0, 500) : '';
      return item === undefined || reason === '' ? [] : [[Number(item), reason]];
    }),
  );

const holdPage = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const meeting = await heldMeeting(tx, c);
  return {
    title: minutesWords.hold.title,
    breadcrumbs: crumbs(meeting, { label: minutesWords.hold.title }),
    body: (
      <HoldPage
        meeting={meeting}
        items={await agendaOf(tx, meeting.id)}
        seats={await seatsOf(tx, meeting.id)}
        state={state}
      />
    ),
  };
};

routes.post(
  '/meetings/:id{[0-9]+}/open',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await openMeeting(tx, numberIn(c, 'id'));
      return done(`/meetings/${numberIn(c, 'id')}/hold`);
    },
  }),
);
routes.get(
  '/meetings/:id{[0-9]+}/hold',
  view((tx, c) => holdPage(tx, emptyForm, c)),
);
routes.post(
  '/meetings/:id{[0-9]+}/hold/attendance',
  action({
    form: forms.typedForm,
    again: holdPage,
    run: async (tx, typed, c) => {
      await saveAttendance(tx, numberIn(c, 'id'), typed);
      const { summary } = typed;
      await keepClosing(tx, numberIn(c, 'id'), {
        summary: typeof summary === 'string' ? summary.trim().slice(0, 5000) : '',
        reasons: reasonsIn(typed),
      });
      return done(`/meetings/${numberIn(c, 'id')}/hold#attendance`, minutesWords.hold.attendanceSaved);
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/close',
  action({
    form: forms.closeForm,
    again: holdPage,
    run: async (tx, data, c) => {
      if (Object.keys(data).some((name) => name.startsWith('status_')))
        await saveAttendance(tx, numberIn(c, 'id'), data);
      await closeMeeting(tx, numberIn(c, 'id'), {
        summary: data.summary,
        ends_at: data.ends_at,
        acknowledged: data.acknowledged,
        reasons: reasonsIn(data),
      });
      return done(`/meetings/${numberIn(c, 'id')}/minutes`, minutesWords.close.closed);
    },
  }),
);

const { hold } = minutesWords;

/** Who may hold an action item: the forum's members, whom a page always shows, and every facility and organisation. */
function owners(tx: ReadTx, members: Awaited<ReturnType<typeof forumMembers>>): OfferSource {
  const seats = members.map((one) => ({
    value: `m${one.id}`,
    label: say.holder(one),
    group: hold.ownerMembers,
  }));
  const seated: OfferSource = {
    help: '',
    all: () => Promise.resolve(seats),
    named: (values) => Promise.resolve(seats.filter(({ value }) => values.includes(value))),
    // They are in sight already.
    find: () => Promise.resolve([]),
  };
  return together(
    [
      seated,
      facilitySource(tx, { prefix: 'f', group: hold.ownerFacilities }),
      organisationSource(tx, { prefix: 'o', group: hold.ownerOrganisations }),
    ],
    hold.ownerFind,
    { title: hold.ownerMembers, values: seats.map(({ value }) => value) },
  );
}

async function itemPage(tx: ReadTx, state: State | null, c: Ctx): Promise<Screen> {
  const meeting = await heldMeeting(tx, c);
  const items = await agendaOf(tx, meeting.id);
  const item = found(items.find((one) => one.id === numberIn(c, 'item')));
  const members = (await forumMembers(tx, meeting.forum_id)).filter(
    (member) =>
      member.starts_on <= meeting.held_on && (member.ends_on === null || member.ends_on >= meeting.held_on),
  );
  return {
    title: item.title,
    breadcrumbs: crumbs(
      meeting,
      { label: minutesWords.hold.title, href: `/meetings/${meeting.id}/hold` },
      { label: item.title },
    ),
    islands: ['platform/ui/autosave'],
    body: (
      <HoldItemPage
        meeting={meeting}
        items={items}
        item={item}
        choices={{
          organisations: await organisationOffer(tx, state?.values ?? {}, 'organisation_id'),
          owners: await offerOf(owners(tx, members), state?.values ?? {}, 'owner'),
          themes: await themes(tx),
        }}
        state={state}
      />
    ),
  };
}
const itemAddress = '/meetings/:id{[0-9]+}/hold/:item{[0-9]+}';
const itemHref = (c: Ctx) => `/meetings/${numberIn(c, 'id')}/hold/${numberIn(c, 'item')}`;

routes.get(
  itemAddress,
  view((tx, c) => itemPage(tx, null, c)),
);

/** What the page of an item can add, by the field without which there is nothing to add. */
const additions = {
  decision: 'body',
  no_decision: 'reason',
  role: 'part',
  action: 'what',
  issue: 'title',
} as const;
type Addition = keyof typeof additions;

/**
 * A button of an item's page. The page is one form: whichever button is pressed, what was said is saved if it was touched,
 * and whatever else stands filled in is added; then `run`, and back to `part`.
 */
const itemAction = (
  part: string,
  asked: Addition | null,
  flash: string,
  run?: (tx: WriteTx, c: Ctx) => Promise<void>,
) =>
  action({
    form: forms.typedForm,
    again: itemPage,
    theirs: storedItem,
    run: async (tx, typed, c) => {
      const ids = [numberIn(c, 'id'), numberIn(c, 'item')] as const;
      const errors: Record<string, string> = {};
      const read = <S extends z.ZodType>(schema: S): z.output<S> | null => {
        const checked = check(schema, typed as Typed);
        if (checked.ok) return checked.data;
        Object.assign(errors, checked.errors);
        return null;
      };
      const filled = (one: Addition): boolean => {
        const value = typed[additions[one]];
        return one === asked || (typeof value === 'string' && value.trim() !== '');
      };
      const saving = asked === null && !run;
      const notes = saving || typed['_version'] !== undefined ? read(forms.notesForm) : null;
      const decision = filled('decision') ? read(forms.decisionForm) : null;
      const role = filled('role') ? read(forms.roleForm) : null;
      const given = filled('action') ? read(forms.actionForm) : null;
      const issue = filled('issue') ? read(forms.raiseForm) : null;
      const reason = filled('no_decision') && !decision ? read(forms.reasonForm) : null;
      if (Object.keys(errors).length > 0) invalid(errors);
      const said = [flash];
      const add = async (one: Addition, sentence: string, work: Promise<unknown>): Promise<void> => {
        await work;
        if (one !== asked) said.push(sentence);
      };
      if (notes) {
        // Hono keeps the parsed form: what was typed is still whole there where a choice has replaced it.
        const whole = readTyped(await c.req.formData()).typed;
        const chosen = Object.keys(whole).some((name) => name.startsWith('choose_'));
        const mine = forms.notesForm.omit({ _version: true }).parse(whole);
        const touched = chosen || typed['shown'] !== textsMark(notes);
        if (touched || saving) await saveNotes(tx, ...ids, notes, chosen ? { mine } : {});
      }
      if (decision) await add('decision', hold.decisionAdded, addDecision(tx, ...ids, decision.body));
      if (reason) await add('no_decision', hold.noDecisionSaved, setNoDecision(tx, ...ids, reason.reason));
      if (role) await add('role', hold.roleAdded, addRole(tx, ...ids, role));
      if (given) await add('action', hold.actionAdded, addAction(tx, ...ids, given));
      if (issue) await add('issue', hold.raised, raiseFromItem(tx, ...ids, issue));
      await run?.(tx, c);
      const { then } = typed;
      return done(
        typeof then === 'string' && /^[1-9][0-9]{0,15}$/.test(then)
          ? `/meetings/${numberIn(c, 'id')}/hold/${then}`
          : `${itemHref(c)}#${part}`,
        said.join(''),
      );
    },
  });
routes.post(itemAddress, itemAction('notes', null, hold.saved));
routes.post(
  `${itemAddress}/autosave`,
  autosave(async (tx, typed, c) => {
    const checked = check(forms.notesForm, typed);
    // What cannot be kept is said by the real sending, which shows the page again; here it only must not pass for saved.
    if (!checked.ok) throw new Refusal(403, Object.values(checked.errors).join(' '));
    return {
      _version: await saveNotes(tx, numberIn(c, 'id'), numberIn(c, 'item'), checked.data, { auto: true }),
    };
  }),
);
routes.post(`${itemAddress}/decisions`, itemAction('decisions', 'decision', hold.decisionAdded));
routes.post(`${itemAddress}/no-decision`, itemAction('decisions', 'no_decision', hold.noDecisionSaved));
routes.post(
  `${itemAddress}/no-decision/withdraw`,
  itemAction('decisions', null, hold.noDecisionWithdrawn, (tx, c) =>
    setNoDecision(tx, numberIn(c, 'id'), numberIn(c, 'item'), null),
  ),
);
routes.post(`${itemAddress}/roles`, itemAction('roles', 'role', hold.roleAdded));
routes.post(`${itemAddress}/actions`, itemAction('actions', 'action', hold.actionAdded));
routes.post(`${itemAddress}/issues`, itemAction('raise', 'issue', hold.raised));
for (const [part, table, flash] of [
  ['decisions', 'decision', hold.decisionRemoved],
  ['roles', 'role_assignment', hold.roleRemoved],
  ['actions', 'action_item', hold.actionRemoved],
] as const) {
  routes.post(
    `${itemAddress}/${part}/:row{[0-9]+}/remove`,
    itemAction(part, null, flash, (tx, c) =>
      removeFromItem(tx, numberIn(c, 'id'), numberIn(c, 'item'), table, numberIn(c, 'row')),
    ),
  );
}

// ---- minutes -------------------------------------------------------------------------------

/** Minutes are everybody's who may see the meeting once published, and until then theirs who write them. */
async function readableMinutes(tx: ReadTx, c: Ctx) {
  const meeting = found(await meetingById(tx, numberIn(c, 'id')));
  const state = meetingState(meeting);
  found(state === 'published' || (state === 'closed' && meeting.may_manage) ? meeting : null);
  return {
    meeting,
    items: await agendaOf(tx, meeting.id),
    seats: await seatsOf(tx, meeting.id),
    after: await meetingAfter(tx, meeting),
  };
}

async function minutesPage(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const minutes = await readableMinutes(tx, c);
  return {
    title: minutesWords.minutes.title,
    breadcrumbs: crumbs(minutes.meeting, { label: minutesWords.minutes.title }),
    body: <MinutesPage {...minutes} state={state} may_score={tx.has('quality.score')} />,
  };
}
routes.get(
  '/meetings/:id{[0-9]+}/minutes',
  view((tx, c) => minutesPage(tx, filled({ due_on: addDays(tx.today, shareBackDays) }), c)),
);
routes.post(
  '/meetings/:id{[0-9]+}/minutes',
  action({
    form: forms.publishForm,
    again: minutesPage,
    run: async (tx, data, c) => {
      const count = await publishMinutes(tx, numberIn(c, 'id'), data);
      return done(`/meetings/${numberIn(c, 'id')}`, minutesWords.publish.published(count));
    },
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/minutes/withdraw',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await withdrawMinutes(tx, numberIn(c, 'id'));
      return done(`/meetings/${numberIn(c, 'id')}/hold`, minutesWords.publish.withdrawn);
    },
  }),
);
routes.get(
  '/meetings/:id{[0-9]+}/:file{minutes\\.(?:docx|pdf)}',
  view(async (tx, c) => {
    const minutes = await readableMinutes(tx, c);
    return sendDoc(c, tx, {
      doc: minutesDoc(tx, minutes),
      name: minutesWords.minutes.fileName(minutes.meeting.title),
      kind: kindOf(c),
      action: 'meeting.minutes_export',
      meeting_id: minutes.meeting.id,
    });
  }),
);
routes.post(
  '/meetings/:id{[0-9]+}/share-backs/remind',
  action({
    form: nothingForm,
    run: async (tx, _, c) =>
      done(
        `/meetings/${numberIn(c, 'id')}#share-backs`,
        shareBackWords.onMeeting.reminded(await remindShareBacksOf(tx, numberIn(c, 'id'))),
      ),
  }),
);

// ---- action items --------------------------------------------------------------------------

routes.get(
  '/actions',
  view(async (tx, c) => {
    const runs = tx.has('meeting.manage') || tx.has('issue.manage');
    const filter: ActionFilter = {
      scope: queryChoice(c, 'scope', scopes) ?? (runs ? 'all' : 'mine'),
      state: queryChoice(c, 'state', [...actionStates, 'any']),
      forum_id: queryId(c, 'forum'),
      organisation_id: queryId(c, 'organisation'),
      meeting_id: queryId(c, 'meeting'),
      words: (c.req.query('q') ?? '').trim(),
    };
    if (isExport(c)) return exportActions(c, tx, filter);
    const paging = pagingOf(c, 50);
    return {
      title: actionWords.list.title,
      breadcrumbs: [{ label: actionWords.list.title }],
      body: (
        <ActionList
          list={await actionList(tx, filter, paging)}
          filter={filter}
          forums={await forumOptions(tx)}
          organisations={await organisationOffer(tx, c.req.query(), 'organisation')}
          looking={c.req.query(lookName) !== undefined}
          tabs={scopes}
          paging={paging}
          {...listHrefs(c)}
          tabHref={(scope: Scope) => hrefWith(c, { scope })}
          savedViews={<SavedViews c={c} views={await savedViews(tx, '/actions')} />}
          today={tx.today}
        />
      ),
    };
  }),
);

const actionPage =
  (sent: ActionSent | null) =>
  async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const item = found(await actionById(tx, numberIn(c, 'id')));
    return {
      title: item.what,
      breadcrumbs: [{ label: words.navigation.actions, href: '/actions' }, { label: item.what }],
      body: (
        <ActionPage
          action={item}
          notes={await notesOf(tx, item.id)}
          carried={await carriedTo(tx, item.id)}
          sent={sent}
          state={state}
          today={tx.today}
        />
      ),
    };
  };
const actionHref = (c: Ctx) => `/actions/${numberIn(c, 'id')}`;

routes.get(
  '/actions/:id{[0-9]+}',
  view((tx, c) => actionPage(null)(tx, emptyForm, c)),
);
routes.post(
  '/actions/:id{[0-9]+}/answer',
  action({
    form: forms.answerForm,
    again: actionPage('answer'),
    run: async (tx, data, c) => {
      await answerAction(tx, numberIn(c, 'id'), data);
      return done(actionHref(c), actionWords.page.answered);
    },
  }),
);
routes.post(
  '/actions/:id{[0-9]+}/note',
  action({
    form: forms.noteForm,
    again: actionPage('note'),
    run: async (tx, { body }, c) => {
      await noteAction(tx, numberIn(c, 'id'), body);
      return done(actionHref(c), actionWords.page.noted);
    },
  }),
);
routes.post(
  '/actions/:id{[0-9]+}/move',
  action({
    form: forms.moveForm,
    again: actionPage('move'),
    run: async (tx, data, c) => {
      await moveAction(tx, numberIn(c, 'id'), data);
      return done(actionHref(c), actionWords.page.movedDone);
    },
  }),
);
routes.post(
  '/actions/:id{[0-9]+}/cancel',
  action({
    form: forms.reasonForm,
    again: actionPage('cancel'),
    run: async (tx, { reason }, c) => {
      await cancelAction(tx, numberIn(c, 'id'), reason);
      return done(actionHref(c), actionWords.page.cancelled);
    },
  }),
);
routes.post(
  '/actions/:id{[0-9]+}/reopen',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await reopenAction(tx, numberIn(c, 'id'));
      return done(actionHref(c), actionWords.page.reopened);
    },
  }),
);

// ---- share-backs ---------------------------------------------------------------------------

routes.get(
  '/share-backs',
  view(async (tx, c) => {
    const filter: ShareBackFilter = {
      forum_id: queryId(c, 'forum'),
      meeting_id: queryId(c, 'meeting'),
      state: queryChoice(c, 'state', ['waiting', 'late', 'confirmed', 'question']),
    };
    if (isExport(c)) return exportShareBacks(c, tx, filter);
    const paging = pagingOf(c, 50);
    return {
      title: shareBackWords.list.title,
      breadcrumbs: [{ label: shareBackWords.list.title }],
      body: (
        <ShareBackList
          list={await shareBackList(tx, filter, paging)}
          filter={filter}
          rates={
            tx.has('meeting.manage') || tx.has('issue.manage')
              ? await confirmationRates(tx, { forum_id: filter.forum_id })
              : []
          }
          forums={await forumOptions(tx)}
          paging={paging}
          {...listHrefs(c)}
          savedViews={<SavedViews c={c} views={await savedViews(tx, '/share-backs')} />}
          today={tx.today}
        />
      ),
    };
  }),
);

routes.get(
  '/my-facility/share-backs',
  view(async (tx) => {
    const as_facility = tx.session.facilities.length > 0;
    const title = as_facility ? shareBackWords.mine.title : shareBackWords.mine.titleOrganisation;
    return {
      title,
      breadcrumbs: [{ label: title }],
      body: <OwnShareBacks rows={await ownShareBacks(tx)} today={tx.today} as_facility={as_facility} />,
    };
  }),
);

const shareBackPage =
  (sent: ShareBackSent | null) =>
  async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const row = found(await shareBackById(tx, numberIn(c, 'id')));
    const items = await agendaOf(tx, row.meeting_id);
    const title = shareBackWords.page.title(row.meeting);
    return {
      title,
      breadcrumbs: [
        row.may_manage
          ? { label: shareBackWords.list.title, href: '/share-backs' }
          : { label: shareBackWords.page.kicker, href: '/my-facility/share-backs' },
        { label: title },
      ],
      body: (
        <ShareBackPage
          row={row}
          decisions={items.flatMap((item) => item.decisions)}
          actions={items
            .flatMap((item) => item.actions)
            .filter(
              (one) =>
                one.owner_organisation_id === row.organisation_id &&
                (one.owner_facility_id === null || one.owner_facility_id === row.facility_id),
            )}
          sent={sent}
          state={state}
          today={tx.today}
        />
      ),
    };
  };
const shareBackHref = (c: Ctx) => `/share-backs/${numberIn(c, 'id')}`;

routes.get(
  '/share-backs/:id{[0-9]+}',
  view((tx, c) => shareBackPage(null)(tx, emptyForm, c)),
);
routes.post(
  '/share-backs/:id{[0-9]+}',
  action({
    form: forms.confirmForm,
    again: shareBackPage('confirm'),
    run: async (tx, data, c) => {
      await confirmShareBack(tx, numberIn(c, 'id'), data);
      return done(shareBackHref(c), shareBackWords.page.confirmed);
    },
  }),
);
routes.post(
  '/share-backs/:id{[0-9]+}/question',
  action({
    form: forms.questionForm,
    again: shareBackPage('ask'),
    run: async (tx, { question }, c) => {
      await askQuestion(tx, numberIn(c, 'id'), question);
      return done(shareBackHref(c), shareBackWords.page.asked);
    },
  }),
);
routes.post(
  '/share-backs/:id{[0-9]+}/answer',
  action({
    form: forms.replyQuestionForm,
    again: shareBackPage('answer'),
    run: async (tx, { answer }, c) => {
      await answerQuestion(tx, numberIn(c, 'id'), answer);
      return done(shareBackHref(c), shareBackWords.page.answered);
    },
  }),
);
