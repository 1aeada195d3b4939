import { found, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { addMember, createForum } from './commands-forums.ts';
import { addIssueItem, addItem, createMeeting, invite } from './commands-meetings.ts';
import {
  addAction,
  addDecision,
  addRole,
  closeMeeting,
  openMeeting,
  publishMinutes,
  saveAttendance,
  saveNotes,
  setNoDecision,
} from './commands-minutes.ts';
import type { ForumData, MeetingData, MemberData } from './forms.ts';
import { agendaOf, meetingById, seatsOf, type Seat } from './queries-meetings.ts';
import { shareBackDays, type Attended, type Purpose } from './rules.ts';

/**
 * Forums and their sittings through the commands, for tests and the demo. Each step takes the day of its transaction:
 * plan weeks before, hold on the day, publish a week later, each under the clock of its own day.
 */

export interface SampleForum extends Pick<ForumData, 'name' | 'kind' | 'organisation_id'> {
  purpose?: string;
  meetings_per_year?: number;
  area_id?: number | null;
  members: (Partial<MemberData> & { starts_on: string })[];
}

/** A forum with its members; returns its number. */
export async function sampleForum(tx: WriteTx, given: SampleForum): Promise<number> {
  const { members, ...forum } = given;
  const id = await createForum(tx, {
    purpose: '',
    meetings_per_year: 4,
    area_id: null,
    ended_on: null,
    ...forum,
  });
  for (const member of members) {
    await addMember(tx, id, {
      position: 'member',
      organisation_id: null,
      facility_id: null,
      person_id: null,
      ends_on: null,
      ...member,
    });
  }
  return id;
}

export interface SampleItem {
  /** an issue's item takes the issue's title */
  issue_id?: number;
  title?: string;
  purpose: Purpose;
  minutes_planned?: number;
  material?: string;
  explanation?: string;
  opinions?: string;
  conclusion?: string;
  decisions?: string[];
  no_decision?: string;
  roles?: { organisation_id: number; part: string }[];
  /** owner: f<facility> or o<organisation> */
  actions?: { what: string; owner: string; due_on: string }[];
}

export interface SampleSitting {
  forum_id: number;
  held_on: string;
  starts_at?: string;
  ends_at?: string;
  place?: string;
  title?: string;
  online?: Pick<MeetingData, 'online_url' | 'online_entry' | 'online_privacy' | 'online_tested_on'>;
  items: SampleItem[];
}

/** Plans a sitting with its agenda, and invites when asked to; returns its number. */
export async function planSitting(tx: WriteTx, given: SampleSitting, invited = true): Promise<number> {
  const { id } = await createMeeting(tx, {
    forum_id: given.forum_id,
    title: given.title ?? null,
    held_on: given.held_on,
    starts_at: given.starts_at ?? '14:00',
    ends_at: given.ends_at ?? '16:00',
    place: given.place ?? '保育センター　研修室',
    online_url: null,
    online_entry: '',
    online_privacy: '',
    online_tested_on: null,
    ...given.online,
  });
  for (const item of given.items) {
    const common = {
      purpose: item.purpose,
      minutes_planned: item.minutes_planned ?? null,
      material: item.material ?? '',
    };
    if (item.issue_id === undefined) await addItem(tx, id, { ...common, title: item.title ?? '' });
    else {
      await addIssueItem(tx, id, {
        issue_id: item.issue_id,
        purpose: item.purpose,
        material: common.material,
        ...(item.minutes_planned === undefined ? {} : { minutes_planned: item.minutes_planned }),
      });
    }
  }
  if (invited) await invite(tx, id);
  return id;
}

/** Holds a planned sitting on its day: who came, what was said, decided and given out; and closes it. */
export async function holdSitting(
  tx: WriteTx,
  id: number,
  given: Pick<SampleSitting, 'items'> & {
    came?: (seat: Seat) => { status: Attended; proxy_name?: string };
    /** what was reported on each action item carried over */
    report?: string;
    summary?: string;
  },
): Promise<void> {
  await openMeeting(tx, id);
  const attendance: Record<string, unknown> = {};
  for (const seat of await seatsOf(tx, id)) {
    const came = given.came?.(seat) ?? { status: 'attended' as const };
    attendance[`status_${seat.id}`] = came.status;
    attendance[`proxy_${seat.id}`] = came.proxy_name ?? '';
  }
  await saveAttendance(tx, id, attendance);
  const items = await agendaOf(tx, id);
  const own = items.filter((item) => item.action_item_id === null);
  for (const item of items) {
    const said = own.includes(item) ? given.items[own.indexOf(item)] : undefined;
    await saveNotes(tx, id, item.id, {
      explanation: said?.explanation ?? '',
      opinions: said?.opinions ?? '',
      conclusion: said
        ? (said.conclusion ?? '')
        : (given.report ?? '担当から進み具合の報告があり、引き続き取り組むことを確かめた。'),
      _version: item.version,
    });
    for (const decision of said?.decisions ?? []) await addDecision(tx, id, item.id, decision);
    if (said?.no_decision !== undefined) await setNoDecision(tx, id, item.id, said.no_decision);
    for (const role of said?.roles ?? []) await addRole(tx, id, item.id, role);
    for (const action of said?.actions ?? []) await addAction(tx, id, item.id, action);
  }
  const meeting = found(await meetingById(tx, id));
  await closeMeeting(tx, id, {
    summary: given.summary ?? '',
    ends_at: meeting.ends_at,
    acknowledged: true,
    reasons: new Map(),
  });
}

/** Publishes the minutes of a closed sitting; returns how many were asked to share. */
export async function publishSitting(
  tx: WriteTx,
  id: number,
  given: { message?: string; absent_message?: string } = {},
): Promise<number> {
  return publishMinutes(tx, id, {
    message: given.message ?? '会議で決まったことを、職員会議などでお伝えください。',
    absent_message: given.absent_message ?? '',
    due_on: addDays(tx.today, shareBackDays),
  });
}

/** The same transaction without mails: for what is told of the past. */
export function quietly(tx: WriteTx): WriteTx {
  return { ...tx, plan: async () => undefined };
}
