// The forums, their sittings from the first draft of the agenda to the share-backs, and the work they gave out.
import { answerAction, cancelAction, noteAction } from '../improvement/meetings/commands-actions.ts';
import { addMember, createForum } from '../improvement/meetings/commands-forums.ts';
import {
  addIssueItem,
  addItem,
  createMeeting,
  editItem,
  invite,
  removeItem,
} from '../improvement/meetings/commands-meetings.ts';
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
} from '../improvement/meetings/commands-minutes.ts';
import { answerQuestion, confirmShareBack } from '../improvement/meetings/commands-share-backs.ts';
import { agendaOf, seatsOf, type Item } from '../improvement/meetings/queries-meetings.ts';
import type { Position } from '../improvement/meetings/rules.ts';
import { scoreSubject } from '../improvement/quality/commands.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { addDays, formatMonthDay } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter, nextBusinessDay } from '../platform/ja/holidays.ts';
import { businessDayBefore, headOn, inDistrict, lastDay, made, type Story } from './demo-timeline.ts';
import {
  pick,
  whole,
  type DemoAgendaItem,
  type BodyKey,
  type DemoMeeting,
  type ForumKey,
} from './material.ts';
import { regionalIssues } from './words-issues.ja.ts';
import {
  actionNotes,
  carried,
  moreActions,
  opinionLine,
  shareBackMessage,
  summaryLine,
} from './words-loop.ja.ts';
import { forums, meetingsOf2025 } from './words-meetings-first.ja.ts';
import { meetingsOf2026 } from './words-meetings-second.ja.ts';
import { bodies, noDecisionReasons, shareBackQuestions, shareBackReactions } from './words.ja.ts';

const meetings = [...meetingsOf2025, ...meetingsOf2026].toSorted((a, b) => (a.held_on < b.held_on ? -1 : 1));
const actions = meetings.flatMap((meeting) => meeting.actions);

/** Who sits in the forums by name; the first is the chair. */
const seats: Record<ForumKey, [person_key: string, position: Position][]> = {
  liaison: [
    ['council-university-1', 'chair'],
    ['council-centre-1', 'vice_chair'],
    ['council-university-2', 'member'],
    ['council-kindergartens-1', 'member'],
    ['council-kindergartens-2', 'member'],
    ['council-mutual-1', 'member'],
    ['council-mutual-2', 'member'],
    ['council-others-1', 'member'],
    ['council-centre-2', 'member'],
    ['office-1', 'secretariat'],
    ['office-2', 'secretariat'],
  ],
  east_district: [
    ['council-centre-2', 'chair'],
    ['coordinator-1', 'vice_chair'],
    ['council-mutual-2', 'member'],
    ['council-kindergartens-2', 'member'],
    ['council-others-1', 'member'],
    ['office-2', 'secretariat'],
  ],
  plazas: [
    ['council-centre-2', 'chair'],
    ['council-others-1', 'member'],
    ['coordinator-1', 'member'],
    ['office-2', 'secretariat'],
  ],
};

/** For whom it is: the whole city, an area, or those who run one kind of programme. */
const kinds = { liaison: 'network', east_district: 'area', plazas: 'programme' } as const;

/** Which of the 事務局 prepares a forum's sittings. */
const runs: Record<ForumKey, string> = { liaison: 'office-1', east_district: 'office-2', plazas: 'office-2' };

/** Questions that facilities asked with their confirmation: by meeting, which of the material's; the last is open. */
const questions: Record<string, number> = {
  'liaison-2025-3': 2,
  'liaison-2025-4': 0,
  'liaison-2026-1': 1,
  'liaison-2026-3': 3,
};

export function tellMeetings(story: Story): void {
  const facilitySeats = tellForums(story);
  for (const meeting of meetings) new Sitting(story, meeting, facilitySeats[meeting.forum_key]).tell();
  for (const note of actionNotes) {
    story.timeline.add(note.on, '17:00', note.person_key, (tx) =>
      noteAction(tx, made(story.action, note.action_key), note.text),
    );
  }
}

/** Founds the forums; answers the facilities that have a seat of their own in each. */
function tellForums({ loaded, timeline, forum }: Story): Record<ForumKey, string[]> {
  const staffed = (group: string) =>
    loaded.places.find(
      (place) =>
        place.group === group &&
        place.key !== 'kagura' &&
        loaded.persons.some((one) => one.role === 'facility_staff' && one.facility_key === place.key),
    )!.key;
  const east = (group: string) =>
    loaded.places.find(
      (place) =>
        place.group === group && inDistrict(place, '東部') && headOn(loaded, place.key, '2025-05-07'),
    )?.key;
  const own: Record<ForumKey, string[]> = {
    liaison: ['kagura', staffed('kodomoen'), staffed('small')],
    east_district: ['nursery', 'kodomoen', 'kindergarten', 'base', 'plaza'].flatMap(
      (group) => east(group) ?? [],
    ),
    plazas: ['base', 'plaza'].flatMap((group) =>
      loaded.places
        .filter((place) => place.group === group && headOn(loaded, place.key, '2025-05-07'))
        .slice(0, 3)
        .map((place) => place.key),
    ),
  };
  timeline.add('2025-05-07', '11:00', 'office-1', async (tx) => {
    for (const one of forums) {
      const id = await createForum(tx, {
        name: one.name,
        kind: kinds[one.key],
        purpose: one.purpose,
        meetings_per_year: one.key === 'liaison' ? 4 : 2,
        area_id: one.key === 'east_district' ? made(loaded.area, 'visit_district-東部') : null,
        organisation_id: made(loaded.body, 'office'),
        ended_on: null,
      });
      forum.set(one.key, id);
      const since = { starts_on: '2025-06-01', ends_on: null };
      for (const [person_key, position] of seats[one.key]) {
        const body_key = loaded.persons.find((person) => person.key === person_key)!.body_key!;
        await addMember(tx, id, {
          position,
          organisation_id: made(loaded.body, body_key),
          facility_id: null,
          person_id: made(loaded.person, person_key),
          ...since,
        });
      }
      for (const key of own[one.key]) {
        await addMember(tx, id, {
          position: 'member',
          organisation_id: null,
          facility_id: made(loaded.facility, key),
          // 神楽保育所 sits as a facility, so that all its staff read the minutes; the others by their head.
          person_id: key === 'kagura' ? null : made(loaded.person, `head-${key}`),
          ...since,
        });
      }
    }
  });
  return own;
}

class Sitting {
  private readonly story: Story;
  private readonly meeting: DemoMeeting;
  private readonly facilityKeys: string[];
  private readonly runner: string;
  /** numbers of the material's agenda items, in its order */
  private readonly items: number[] = [];

  constructor(story: Story, meeting: DemoMeeting, facilityKeys: string[]) {
    this.story = story;
    this.meeting = meeting;
    this.facilityKeys = facilityKeys;
    this.runner = runs[meeting.forum_key];
  }

  private get id(): number {
    return made(this.story.meeting, this.meeting.key);
  }

  /** Who acts for a body in this forum: the first of its people with a seat. */
  private speaker(body_key: BodyKey): string {
    const { persons } = this.story.loaded;
    const seated = seats[this.meeting.forum_key].find(
      ([key]) => persons.find((one) => one.key === key)!.body_key === body_key,
    );
    if (!seated) throw new Error(`${body_key} has no seat in ${this.meeting.forum_key}.`);
    return seated[0];
  }

  tell(): void {
    const { meeting, runner } = this;
    const { timeline } = this.story;
    const held = meeting.state === 'held';
    const prepared = businessDayBefore(addDays(meeting.held_on, -42));
    const created = held ? (prepared < '2025-05-08' ? '2025-05-08' : prepared) : '2026-11-16';
    timeline.add(created, '10:00', runner, (tx) => this.create(tx));
    const agenda =
      meeting.key === 'liaison-2025-1' ? '2025-06-11' : businessDayBefore(addDays(meeting.held_on, -14));
    timeline.add(held ? agenda : '2026-11-17', '14:00', runner, (tx) => this.prepare(tx));
    if (!held) return;
    timeline.add(agenda, '15:00', runner, async (tx) => void (await invite(tx, this.id)));
    timeline.add(meeting.held_on, meeting.ends_at, runner, (tx) => this.hold(tx));
    timeline.add(addDays(meeting.held_on, 7), '10:00', runner, (tx) => this.publish(tx));
    for (const action of meeting.actions.filter((one) => one.done_on !== null)) {
      timeline.add(action.done_on!, '16:30', this.speaker(action.body_key), (tx) =>
        answerAction(tx, made(this.story.action, action.key), {
          done_on: action.done_on!,
          outcome: action.outcome!,
        }),
      );
    }
    if (meeting.score) this.score(meeting.score);
  }

  private score(score: NonNullable<DemoMeeting['score']>): void {
    // Who wrote the minutes does not judge them.
    const judge = score.scorer_role === 'coordinator' ? 'coordinator-1' : 'office-2';
    this.story.timeline.add(score.scored_on, '13:00', judge, (tx) =>
      scoreSubject(tx, 'minutes', this.id, { levels: score.levels, remark: score.remark, _version: 0 }),
    );
  }

  private async create(tx: WriteTx): Promise<void> {
    const { meeting } = this;
    const { id } = await createMeeting(tx, {
      forum_id: made(this.story.forum, meeting.forum_key),
      title: meeting.title,
      held_on: meeting.held_on,
      starts_at: meeting.starts_at,
      ends_at: meeting.ends_at,
      place: meeting.place,
      online_url: null,
      online_entry: '',
      online_privacy: '',
      online_tested_on: null,
    });
    this.story.meeting.set(meeting.key, id);
  }

  /** The agenda: what has been done since leaves it again, then come this sitting's own items. */
  private async prepare(tx: WriteTx): Promise<void> {
    for (const item of await agendaOf(tx, this.id)) {
      if (item.carried_done_on !== null) await removeItem(tx, this.id, item.id);
    }
    const taken = new Set<string>();
    for (const item of this.meeting.agenda) {
      const facts = {
        title: item.title,
        purpose: item.purpose,
        minutes_planned: item.minutes,
        material: this.meeting.state === 'planned' ? item.explanation : '',
      };
      const key = item.regional_issue_key;
      if (key === null || taken.has(key)) {
        this.items.push(await addItem(tx, this.id, facts));
        continue;
      }
      taken.add(key);
      const issue_id = made(this.story.regional, key);
      const id = await addIssueItem(tx, this.id, { issue_id, ...facts });
      await editItem(tx, this.id, id, { ...facts, _version: 1 });
      this.items.push(id);
    }
  }

  private async hold(tx: WriteTx): Promise<void> {
    const { meeting } = this;
    await openMeeting(tx, this.id);
    await saveAttendance(tx, this.id, await this.attendance(tx));
    const items = await agendaOf(tx, this.id);
    for (const item of items.filter((one) => one.action_item_id !== null)) await this.lookBack(tx, item);
    for (const [index, item] of meeting.agenda.entries()) {
      const there = items.find((one) => one.id === this.items[index])!;
      await this.minute(tx, item, index, there);
    }
    for (const item of items.filter((one) => one.action_item_id !== null)) await this.takeOver(tx, item);
    const told = meeting.agenda.map((item) => summaryLine(item.title, item.summary!.split('。')[0]! + '。'));
    await closeMeeting(tx, this.id, {
      summary: told.join('\n'),
      ends_at: meeting.ends_at,
      acknowledged: false,
      reasons: new Map(),
    });
  }

  private async attendance(tx: WriteTx): Promise<Record<string, string>> {
    const { body, facility } = this.story.loaded;
    const absent = new Set(this.meeting.absent_bodies.map((key) => made(body, key)));
    const typed: Record<string, string> = {};
    for (const [index, seat] of (await seatsOf(tx, this.id)).entries()) {
      const away =
        seat.facility_id === null
          ? absent.has(seat.organisation_id)
          : // A small facility can send nobody when it is short of staff.
            seat.facility_id === facility.get(this.facilityKeys[2]!) && this.meeting.number % 2 === 0;
      typed[`status_${seat.id}`] = away ? 'absent' : index % 7 === 6 ? 'online' : 'attended';
    }
    return typed;
  }

  /** What was said on an item carried over from an earlier sitting. */
  private async lookBack(tx: WriteTx, item: Item): Promise<void> {
    const due = formatMonthDay(item.carried_due_on!);
    const successor = this.successorOf(item);
    const done = item.carried_done_on !== null;
    await saveNotes(tx, this.id, item.id, {
      explanation: done
        ? carried.done(item.carried_outcome ?? '')
        : item.carried_due_on! < this.meeting.held_on
          ? carried.late(due)
          : carried.open(due),
      opinions: '',
      conclusion: done
        ? carried.doneConclusion
        : successor
          ? carried.takenOver(successor.what, formatMonthDay(successor.due_on))
          : carried.openConclusion,
      _version: item.version,
    });
  }

  private successorOf(item: Item) {
    const before = actions.find((one) => this.story.action.get(one.key) === item.action_item_id);
    return this.meeting.actions.find((one) => one.key === before?.carried_to_key);
  }

  /** Where a new action item takes an old one over, the old one is called off, saying so. */
  private async takeOver(tx: WriteTx, item: Item): Promise<void> {
    const successor = this.successorOf(item);
    if (!successor || item.carried_done_on !== null) return;
    await cancelAction(tx, item.action_item_id, carried.reason(this.meeting.title, successor.what));
  }

  private async minute(tx: WriteTx, item: DemoAgendaItem, index: number, there: Item): Promise<void> {
    const { meeting } = this;
    const { body, facility, person } = this.story.loaded;
    const name = (key: string) => bodies.find((one) => one.key === key)!.name;
    await saveNotes(tx, this.id, there.id, {
      explanation: item.explanation,
      opinions: item.opinions.map((one) => opinionLine(name(one.body_key), one.text)).join('\n'),
      conclusion: item.summary!,
      _version: there.version,
    });
    const decisions = meeting.decisions.filter((one) => one.agenda_index === index);
    for (const decision of decisions) await addDecision(tx, this.id, there.id, decision.text);
    if (decisions.length === 0 && item.purpose === 'discuss') {
      await setNoDecision(tx, this.id, there.id, noDecisionReasons.discuss);
    }
    const regional = regionalIssues.find((one) => one.key === item.regional_issue_key);
    const settled = regional?.decided_on ?? regional?.discussed_on ?? regional?.shared_on;
    if (regional && settled === meeting.held_on) {
      for (const { body_key, part } of regional.roles) {
        await addRole(tx, this.id, there.id, { organisation_id: made(body, body_key), part });
      }
    }
    for (const action of meeting.actions.filter((one) => one.agenda_index === index)) {
      const owner = `o${made(body, action.body_key)}`;
      const id = await addAction(tx, this.id, there.id, { what: action.what, owner, due_on: action.due_on });
      this.story.action.set(action.key, id);
    }
    for (const { meeting_key, agenda_index, owner, what, due_on } of moreActions) {
      if (meeting_key !== meeting.key || agenda_index !== index) continue;
      const member =
        'facility_key' in owner
          ? `f${made(facility, owner.facility_key)}`
          : `m${await memberOf(tx, there.forum_id, made(person, owner.person_key))}`;
      await addAction(tx, this.id, there.id, { what, owner: member, due_on });
    }
  }

  private async publish(tx: WriteTx): Promise<void> {
    await publishMinutes(tx, this.id, {
      message: shareBackMessage.there,
      absent_message: shareBackMessage.absent,
      due_on: addDays(this.meeting.held_on, 21),
    });
    const rows = await tx.db
      .selectFrom('share_back')
      .where('meeting_id', '=', this.id)
      .select(['id', 'organisation_id', 'facility_id'])
      .orderBy('id')
      .execute();
    for (const row of rows) {
      if (row.facility_id === null) this.shareInBody(row.id, row.organisation_id);
      else this.shareInFacility(row.id, row.facility_id);
    }
  }

  /** The bodies tell their own people: as the material says, otherwise within two weeks. */
  private shareInBody(id: number, organisation_id: number): void {
    const { timeline, loaded, random } = this.story;
    const body_key = [...loaded.body].find(([, number]) => number === organisation_id)![0];
    const told = this.meeting.share_backs.find((one) => one.body_key === body_key);
    const day = told?.shared_on ?? businessDayOnOrAfter(addDays(this.meeting.held_on, whole(random, 9, 20)));
    // After the newest sitting only those who have told of it.
    if (day > lastDay || (told === undefined && this.meeting.key === 'liaison-2026-3')) return;
    timeline.add(day, '17:00', this.speaker(body_key), (tx) =>
      confirmShareBack(tx, id, {
        shared_on: day,
        way: told && /送/.test(told.note) ? 'circulation' : 'staff_meeting',
        staff_count: null,
        reaction: told?.note ?? null,
        question: null,
      }),
    );
  }

  private shareInFacility(id: number, facility_id: number): void {
    const { timeline, loaded, random } = this.story;
    const { key: meeting_key, held_on } = this.meeting;
    const key = [...loaded.facility].find(([, number]) => number === facility_id)![0];
    const turn = this.facilityKeys.indexOf(key);
    const newest = meeting_key === 'liaison-2026-3';
    const day = newest ? '2026-11-18' : businessDayOnOrAfter(addDays(held_on, whole(random, 9, 19)));
    // 神楽保育所 has the newest one before it; one small facility has been late since September.
    const waits = (newest && turn !== 1) || (meeting_key === 'liaison-2026-2' && turn === 2);
    const head = headOn(loaded, key, day);
    if (waits || head === undefined || day > lastDay) return;
    const asked = turn === 1 ? shareBackQuestions[questions[meeting_key] ?? -1] : undefined;
    timeline.add(day, '17:15', head, (tx) =>
      confirmShareBack(tx, id, {
        shared_on: day,
        way: pick(random, ['staff_meeting', 'circulation', 'briefing', 'posting']),
        staff_count: whole(random, 6, 24),
        reaction: shareBackReactions[(id + turn) % shareBackReactions.length]!,
        question: asked?.question ?? null,
      }),
    );
    if (asked && !newest) {
      timeline.add(nextBusinessDay(day), '09:30', 'office-2', (tx) => answerQuestion(tx, id, asked.answer));
    }
  }
}

async function memberOf(tx: WriteTx, forum_id: number, person_id: number): Promise<number> {
  const { id } = await tx.db
    .selectFrom('forum_member')
    .where('forum_id', '=', forum_id)
    .where('person_id', '=', person_id)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}
