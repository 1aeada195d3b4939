// Rounds, visits with their records, promises, and what became of single facilities' issues.
import { recordIssueEvent } from '../improvement/issues/commands.ts';
import { answerFacilities, confirmRead } from '../improvement/issues/commands-answers.ts';
import { editIssue, type IssueEdit } from '../improvement/issues/commands-edit.ts';
import { editable, issueById } from '../improvement/issues/queries.ts';
import { scoreSubject } from '../improvement/quality/commands.ts';
import {
  closeFollowUp,
  recordable,
  saveDraft,
  shareRecord,
  submitRecord,
} from '../improvement/visits/commands-record.ts';
import { assignTargets, changeTarget, createRound } from '../improvement/visits/commands-round.ts';
import { cancelVisit, planVisits, type NewVisits } from '../improvement/visits/commands.ts';
import { found, type WriteTx } from '../platform/db/transaction.ts';
import {
  addDays,
  addMonths,
  instantOf,
  monthStart,
  timeOf,
  today as dayIn,
  weekday,
} from '../platform/ja/dates.ts';
import {
  businessDayOnOrAfter,
  holidayName,
  isBusinessDay,
  isYearEndClosure,
  nextBusinessDay,
} from '../platform/ja/holidays.ts';
import {
  businessDayBefore,
  deskDay,
  headOn,
  inDistrict,
  lastDay,
  made,
  type Story,
} from './demo-timeline.ts';
import { coordinatorOf, visits, visitScores } from './material-visits.ts';
import {
  demoToday,
  mulberry32,
  pick,
  shuffled,
  type DemoVisit,
  type ThemeCode,
  type Topic,
} from './material.ts';
import { regionalIssues } from './words-issues.ja.ts';
import {
  afterwards,
  closingAnswers,
  extraNotes,
  issueNotes,
  kaguraAfter,
  kaguraWords,
  keptAtVisit,
  keptByPhone,
  memos,
  oftener,
  openDayHostReason,
  restrictedMemos,
  rounds,
  stuckHeading,
} from './words-loop.ja.ts';
import { stuckNotes } from './words.ja.ts';

export interface FacilityIssue {
  /** filled in when it is raised */
  id: number | null;
  topic: Topic;
  theme: ThemeCode;
  title: string;
  raised_on: string;
  holder: string;
  facility_keys: string[];
  /** the regional issue it is merged into, and when; null where it stays its facility's own */
  regional_key: string | null;
  merged_on: string | null;
}

/** Days on which the office goes through what has come in and merges what belongs together. */
const mergeDays = [
  '2025-06-10',
  '2025-08-28',
  '2025-09-29',
  '2025-11-19',
  '2026-01-28',
  '2026-04-22',
  '2026-05-27',
  '2026-07-22',
  '2026-08-26',
  '2026-09-28',
  '2026-11-09',
];

/** Where and when an issue raised on a day becomes part of a regional one. */
export function mergeOf(
  topic: Topic,
  raised_on: string,
  in_east: boolean,
): Pick<FacilityIssue, 'regional_key' | 'merged_on'> {
  const regional = regionalIssues.find((one) => one.topics.includes(topic));
  if (!regional || (regional.forum_key === 'east_district' && !in_east)) {
    return { regional_key: null, merged_on: null };
  }
  const first = firstMerge(regional.key);
  // What has stopped moving is not merged into any more: that it waits is what the demo shows.
  const last = regional.key === 'regional-consult' ? '2026-09-28' : '2026-11-09';
  const merged_on = mergeDays.find((day) => day >= first && day <= last && addDays(raised_on, 9) <= day);
  return { regional_key: merged_on ? regional.key : null, merged_on: merged_on ?? null };
}

/** The last day of merging early enough before the sitting in which a regional issue was first shared. */
export function firstMerge(regional_key: string): string {
  const { shared_on } = regionalIssues.find((one) => one.key === regional_key)!;
  return mergeDays.findLast((day) => day <= addDays(shared_on!, -8))!;
}

/** Changes some fields of an issue and leaves the others as they are. */
export async function revise(tx: WriteTx, id: number, changes: Partial<IssueEdit>): Promise<void> {
  const issue = found(await issueById(tx, id));
  const stored = await editable(tx, issue);
  const number = (name: string) => (stored[name] ?? null) as number | null;
  const lists = { area_ids: issue.area_ids, facility_ids: stored.facility_ids as number[] };
  await editIssue(tx, {
    id,
    _version: issue.version,
    title: issue.title,
    description: issue.description,
    theme_code: issue.theme_code,
    weight: issue.weight,
    owner_id: issue.owner_id,
    next_review_on: issue.next_review_on,
    plan_share: number('plan_share'),
    plan_discuss: number('plan_discuss'),
    plan_decide: number('plan_decide'),
    plan_review: number('plan_review'),
    ...lists,
    was_area_ids: lists.area_ids,
    was_facility_ids: lists.facility_ids,
    statements: {},
    ...changes,
  });
}

/** Tells everything that coordinators did. */
export function tellVisits(story: Story): void {
  const list = withKaguraAfter(visits(mulberry32(8), story.loaded.places));
  const plot = new Plot(story, list);
  tellRounds(story, list);
  plot.plan();
  for (const visit of list) {
    if (visit.state === 'cancelled') plot.cancel(visit);
    else if (visit.state === 'recorded' && !plot.missing.has(visit.key)) plot.record(visit);
  }
  plot.draft();
  plot.follow();
  plot.score();
  tellExtraVisits(story, list);
}

/** The material's visits and one more at 神楽保育所, after the last it had. */
function withKaguraAfter(list: DemoVisit[]): DemoVisit[] {
  const before = list.findLast((visit) => visit.facility_key === 'kagura' && visit.state === 'recorded')!;
  const { on, ...words } = kaguraAfter;
  const after: DemoVisit = {
    ...before,
    ...words,
    key: 'visit-kagura-after',
    planned_on: on,
    visited_on: on,
    minutes: 90,
    purpose: 'follow_up',
    previous_key: before.key,
  };
  return [...list, after].toSorted((a, b) => (a.planned_on < b.planned_on ? -1 : 1));
}

function tellRounds({ loaded, timeline }: Story, list: DemoVisit[]): void {
  for (const { fiscal_year, made_on, name, note } of rounds) {
    timeline.add(made_on, '10:30', 'office-1', async (tx) => {
      await createRound(tx, { fiscal_year, name, default_count: 1, note });
      for (const [coordinator, places] of Map.groupBy(loaded.places, coordinatorOf)) {
        await assignTargets(tx, fiscal_year, {
          coordinator_id: made(loaded.person, coordinator),
          facility_ids: places.map((place) => made(loaded.facility, place.key)),
        });
      }
      const oftenVisited = loaded.places
        .filter((place) => list.filter((one) => called(one, place.key, fiscal_year)).length > 1)
        .slice(0, 12);
      const reasons = new Map(
        oftenVisited.map((place, index) => [place.key, oftener[index % oftener.length]!]),
      );
      if (fiscal_year === 2026) reasons.set('kagura', openDayHostReason);
      for (const [key, reason] of reasons) {
        const place = loaded.places.find((one) => one.key === key)!;
        await changeTarget(tx, fiscal_year, made(loaded.facility, key), {
          coordinator_id: made(loaded.person, coordinatorOf(place)),
          planned_count: 2,
          reason,
          _version: 2,
        });
      }
    });
  }
}

const called = (visit: DemoVisit, facility_key: string, fiscal_year: number): boolean =>
  visit.facility_key === facility_key && visit.fiscal_year === fiscal_year && visit.state !== 'cancelled';

/** The visits' own threads: which came after which, which are kept from the facility, which were never written up. */
class Plot {
  /** Two calls of the demo's coordinator whose records are still to be written. */
  readonly missing: Set<string>;
  private readonly restricted = new Map<string, string>();
  /** cancelled visit → the recorded one that took its place */
  private readonly movedTo = new Map<string, DemoVisit>();
  private readonly nextOf = new Map<string, DemoVisit>();
  /** promises by visit */
  private readonly promise = new Map<string, number>();
  private readonly issuesOf = new Map<string, FacilityIssue[]>();
  private readonly story: Story;
  private readonly list: DemoVisit[];

  constructor(story: Story, list: DemoVisit[]) {
    this.story = story;
    this.list = list;
    const recorded = list.filter((visit) => visit.state === 'recorded');
    this.missing = new Set(
      recorded
        .filter((visit) => visit.coordinator_key === 'coordinator-1')
        .slice(-2)
        .map((visit) => visit.key),
    );
    for (const visit of recorded) {
      if (visit.previous_key && !this.missing.has(visit.key)) this.nextOf.set(visit.previous_key, visit);
    }
    const taken = new Set<string>();
    for (const cancelled of list.filter((visit) => visit.state === 'cancelled')) {
      const later = recorded.find(
        (visit) =>
          visit.facility_key === cancelled.facility_key &&
          visit.planned_on > cancelled.planned_on &&
          visit.planned_on <= addDays(cancelled.planned_on, 75) &&
          !taken.has(visit.key),
      );
      if (!later) continue;
      taken.add(later.key);
      this.movedTo.set(cancelled.key, later);
    }
    for (const [index, topic] of (['mid-leader', 'requests', 'young-leave'] as const).entries()) {
      const visit = recorded.find(
        (one) => one.fiscal_year === 2026 && one.text?.topic === topic && !this.restricted.has(one.key),
      );
      if (visit) this.restricted.set(visit.key, restrictedMemos[index]!);
    }
  }

  /** A coordinator plans a month at the end of the one before; what lies ahead was planned by the last day. */
  plan(): void {
    const moved = new Set([...this.movedTo.values()].map((visit) => visit.key));
    const batches = Map.groupBy(
      this.list.filter((visit) => !moved.has(visit.key)),
      (visit) => `${visit.coordinator_key} ${planningDay(visit.planned_on)}`,
    );
    for (const [key, batch] of batches) {
      const [coordinator, day] = key.split(' ') as [string, string];
      this.story.timeline.add(day, '16:30', coordinator, async (tx) => {
        const ids = await planVisits(tx, {
          lead_id: made(this.story.loaded.person, coordinator),
          companion_ids: [],
          rows: batch.map((visit) => this.slot(visit)),
        });
        for (const [index, visit] of batch.entries()) this.story.visit.set(visit.key, ids[index]!);
      });
    }
  }

  private slot(visit: DemoVisit): NewVisits['rows'][number] {
    return {
      facility_id: made(this.story.loaded.facility, visit.facility_key),
      planned_on: visit.planned_on,
      planned_from: visit.starts_at,
      planned_to: endOf(visit),
      purpose: visit.purpose,
      note_to_facility: null,
    };
  }

  cancel(visit: DemoVisit): void {
    const { timeline, visit: ids } = this.story;
    const later = this.movedTo.get(visit.key);
    timeline.add(visit.planned_on, '08:50', visit.coordinator_key, async (tx) => {
      const moved = await cancelVisit(tx, made(ids, visit.key), {
        cancel_reason: visit.cancel_reason!,
        cancel_note: visit.cancel_note,
        planned_on: later?.planned_on ?? null,
        planned_from: later?.starts_at ?? null,
        planned_to: later ? endOf(later) : null,
      });
      if (later && moved !== null) ids.set(later.key, moved);
    });
  }

  /** Writes the record at the end of the week and shares most of them with the facility a week later. */
  record(visit: DemoVisit): void {
    const { timeline, random } = this.story;
    const kept = this.restricted.get(visit.key);
    const memo = kept ?? (random() < 0.09 ? pick(random, memos) : '');
    const weights = visit.text!.issues.map(() => pick(random, [1, 2, 2, 2, 2]));
    const issues = this.raise(visit);
    timeline.add(deskDay(visit.visited_on!), '16:00', visit.coordinator_key, (tx) =>
      this.submit(tx, visit, issues, { memo, weights, restricted: kept !== undefined }),
    );
    const shares = kept === undefined && (visit.facility_key === 'kagura' || random() > 0.1);
    if (!shares) return;
    const day = deskDay(addDays(visit.visited_on!, 7));
    if (day > lastDay) return;
    timeline.add(day, '15:30', visit.coordinator_key, (tx) =>
      shareRecord(tx, made(this.story.visit, visit.key), { quiet: day < '2026-11-01' }),
    );
  }

  private raise(visit: DemoVisit): FacilityIssue[] {
    const place = this.story.loaded.places.find((one) => one.key === visit.facility_key)!;
    const issues = visit.text!.issues.map((issue): FacilityIssue => ({
      id: null,
      topic: issue.topic,
      theme: issue.theme,
      title: issue.title,
      raised_on: visit.visited_on!,
      holder: visit.coordinator_key,
      facility_keys: [visit.facility_key],
      ...mergeOf(issue.topic, visit.visited_on!, inDistrict(place, '東部')),
    }));
    this.issuesOf.set(visit.key, issues);
    this.story.issues.push(...issues);
    return issues;
  }

  private async submit(
    tx: WriteTx,
    visit: DemoVisit,
    issues: FacilityIssue[],
    how: { memo: string; weights: number[]; restricted: boolean },
  ): Promise<void> {
    const { text } = visit;
    const id = made(this.story.visit, visit.key);
    const promised = visit.previous_key === null ? undefined : this.promise.get(visit.previous_key);
    if (visit.previous_key !== null) this.promise.delete(visit.previous_key);
    await submitRecord(tx, await recordable(tx, id), {
      visited_on: visit.visited_on!,
      ...this.texts(visit),
      memo: how.memo,
      caption: '',
      restricted: how.restricted,
      done_follow_ups: [],
      _version: 0,
      issues: text!.issues.map((issue, index) => ({
        row: index + 1,
        issue_title: issue.title,
        issue_theme: issue.theme,
        issue_weight: how.weights[index]!,
        issue_description: issue.description,
        issue_statement: '',
      })),
      follow_ups: text!.follow_up
        ? [
            {
              row: 1,
              follow_what: text!.follow_up.what,
              follow_due: dueOn(visit),
              follow_owner: tx.actor.person_id,
            },
          ]
        : [],
      done:
        promised === undefined ? [] : [{ id: promised, done_note: keptAtVisit[id % keptAtVisit.length]! }],
      unchosen: {},
    });
    if (issues.length > 0) {
      const rows = await tx.db
        .selectFrom('issue')
        .where('visit_id', '=', id)
        .select('id')
        .orderBy('id')
        .execute();
      for (const [index, issue] of issues.entries()) issue.id = rows[index]!.id;
    }
    const said = ownWords(visit);
    if (said !== undefined && issues.length > 0) {
      await revise(tx, issues[0]!.id!, {
        statements: { [made(this.story.loaded.facility, visit.facility_key)]: said },
      });
    }
    if (text!.follow_up) {
      const row = await tx.db
        .selectFrom('visit_follow_up')
        .where('visit_id', '=', id)
        .select('id')
        .executeTakeFirstOrThrow();
      this.promise.set(visit.key, row.id);
    }
  }

  private texts(visit: DemoVisit) {
    const text = visit.text!;
    const before = this.list.find((one) => one.key === visit.previous_key)?.text?.issues[0];
    const lines = [
      ...(text.progress && before ? [afterwards[text.progress](before.title)] : []),
      ...text.issues.map((issue) => issue.description),
    ];
    return {
      met: visit.met,
      hearing: text.hearing,
      strengths: text.strengths.join('\n'),
      challenges: lines.join('\n'),
      needs: text.needs,
      support: text.support,
      next_step: text.next_step,
    };
  }

  /** The later of the two missing records has been begun. */
  draft(): void {
    const visit = this.list.findLast((one) => this.missing.has(one.key))!;
    const { met, hearing, strengths } = this.texts(visit);
    this.story.timeline.add(visit.visited_on!, '17:20', visit.coordinator_key, async (tx) => {
      const planned = await recordable(tx, made(this.story.visit, visit.key));
      await saveDraft(tx, planned, { visited_on: visit.visited_on!, met, hearing, strengths, _version: '0' });
    });
  }

  /** What became of promises and of issues that stayed their facility's own. */
  follow(): void {
    const done = this.list.filter((visit) => visit.state === 'recorded' && !this.missing.has(visit.key));
    for (const [index, visit] of done.entries()) {
      if (visit.text!.follow_up) this.keepByPhone(visit, index);
    }
    const own = done.flatMap((visit) =>
      this.issuesOf
        .get(visit.key)!
        .filter((issue) => issue.merged_on === null)
        .map((issue) => ({ visit, issue })),
    );
    const stuck = own
      .filter(
        ({ visit, issue }) =>
          issue.raised_on >= '2026-04-20' &&
          issue.raised_on <= '2026-09-10' &&
          !this.nextOf.has(visit.key) &&
          visit.facility_key !== 'kagura',
      )
      .filter((_, index) => index % 3 === 0)
      .slice(0, stuckNotes.length);
    for (const [index, one] of own.entries()) {
      const note = stuckNotes[stuck.indexOf(one)];
      this.followIssue(one.visit, one.issue, index, note);
    }
  }

  /** Where no visit is the occasion soon enough, a promise is kept otherwise; a few of this autumn are late. */
  private keepByPhone(visit: DemoVisit, index: number): void {
    const due = dueOn(visit);
    const day = deskDay(due);
    const next = this.nextOf.get(visit.key);
    const planned = this.list.some((one) => one.state === 'planned' && one.previous_key === visit.key);
    const late = due >= '2026-10-05' && index % 3 === 0;
    if (day > lastDay || planned || late || (next && next.visited_on! <= addDays(due, 28))) return;
    this.story.timeline.add(day, '14:30', visit.coordinator_key, async (tx) => {
      const id = this.promise.get(visit.key);
      this.promise.delete(visit.key);
      if (id !== undefined) await closeFollowUp(tx, id, keptByPhone[index % keptByPhone.length]!);
    });
  }

  private followIssue(
    visit: DemoVisit,
    issue: FacilityIssue,
    index: number,
    stuck: string | undefined,
  ): void {
    const { timeline, forum } = this.story;
    const fact = (day: string, kind: 'acted' | 'closed', note: string) => {
      timeline.add(deskDay(day), '17:30', issue.holder, (tx) =>
        recordIssueEvent(tx, { issue_id: issue.id!, kind, happened_on: day, note }),
      );
    };
    if (stuck !== undefined) {
      timeline.add(deskDay(addDays(issue.raised_on, 40)), '16:00', issue.holder, async (tx) => {
        const { description } = found(await issueById(tx, issue.id!));
        await revise(tx, issue.id!, { description: `${description}\n\n${stuckHeading(stuck)}` });
      });
      return;
    }
    // 神楽保育所's question of July is answered by its open day (demo-issues.ts).
    if (visit.facility_key === 'kagura' && issue.topic === 'child-led') return;
    const later = this.nextOf.get(visit.key);
    // What is heard of it after months comes too late to have waited for.
    const next = later && later.visited_on! <= addDays(issue.raised_on, 120) ? later : undefined;
    const progress = next?.text?.progress;
    if (next && progress === 'resolved') return fact(next.visited_on!, 'closed', issueNotes.resolved);
    if (next && progress === 'improving') fact(next.visited_on!, 'acted', issueNotes.improving);
    const heard = next && progress ? next.visited_on! : issue.raised_on;
    const day = deskDay(addDays(heard, 45 + (index % 12)));
    if (day > lastDay) {
      // Still open: it goes to a sitting, to be shared or, where something was done, to be looked back on.
      const planning = deskDay(addDays(heard, 14));
      if (planning > lastDay) return;
      const liaison = () => made(forum, 'liaison');
      timeline.add(planning, '17:40', issue.holder, (tx) =>
        revise(
          tx,
          issue.id!,
          progress === 'improving' ? { plan_review: liaison() } : { plan_share: liaison() },
        ),
      );
      return;
    }
    timeline.add(day, '17:20', issue.holder, async (tx) => {
      const voices = issue.facility_keys.map((key) => ({
        issue_id: issue.id!,
        facility_id: made(this.story.loaded.facility, key),
        answer: closingAnswers[index % closingAnswers.length]!,
      }));
      await answerFacilities(tx, issue.id!, voices);
    });
    if (visit.facility_key === 'kagura' || index % 4 === 0) this.readLater(visit, issue, day);
    fact(day, 'closed', issueNotes.closed[index % issueNotes.closed.length]!);
  }

  private readLater({ facility_key }: DemoVisit, issue: FacilityIssue, answered_on: string): void {
    const { timeline, loaded } = this.story;
    const day = businessDayOnOrAfter(addDays(answered_on, 5));
    const head = headOn(loaded, facility_key, day);
    if (head === undefined || day > lastDay) return;
    timeline.add(day, '12:40', head, (tx) => confirmRead(tx, issue.id!, made(loaded.facility, facility_key)));
  }

  /** The office scores a fortnight's records at a time. */
  score(): void {
    const scores = visitScores(mulberry32(8), this.list).filter((one) => !this.missing.has(one.visit_key));
    for (const [day, batch] of Map.groupBy(scores, (one) => deskDay(addDays(one.score.scored_on, 6)))) {
      this.story.timeline.add(day > lastDay ? lastDay : day, '13:30', 'office-1', async (tx) => {
        for (const { visit_key, score } of batch) {
          await scoreSubject(tx, 'visit', made(this.story.visit, visit_key), {
            levels: score.levels,
            remark: score.remark,
            scored_on: score.scored_on,
            _version: 0,
          });
        }
      });
    }
  }
}

/** What somebody of the facility said, as the record quotes it; taken down with the issue in a part of the visits. */
function ownWords({ facility_key, text, key }: DemoVisit): string | undefined {
  if (facility_key === 'kagura' && text!.key !== kaguraAfter.text.key) return kaguraWords[text!.topic];
  if (text!.origin !== 'written' && Number(key.slice(-3)) % 3 !== 0) return undefined;
  return /「([^「」]{14,})」/.exec(text!.hearing)?.[1];
}

function planningDay(planned_on: string): string {
  const day = businessDayOnOrAfter(addDays(addMonths(monthStart(planned_on), -1), 24));
  const latest = planned_on > lastDay ? lastDay : businessDayBefore(addDays(planned_on, -2));
  return day < latest ? (day < '2025-05-08' ? '2025-05-08' : day) : latest;
}

function endOf(visit: DemoVisit): string {
  const start = instantOf(visit.planned_on, visit.starts_at);
  return timeOf(new Date(start.getTime() + visit.minutes * 60_000));
}

function dueOn(visit: DemoVisit): string {
  return addDays(visit.visited_on!, visit.text!.follow_up!.after_weeks * 7);
}

/**
 * Calls on the day the demo is really looked at and on the next two working days, as long as that is in fiscal year
 * 2026, so that the coordinator's first page is not empty; and one at the demo's own facility.
 */
function tellExtraVisits({ loaded, timeline, random }: Story, list: DemoVisit[]): void {
  const really = dayIn(loaded.house.clock());
  const start = really > demoToday && really <= '2027-03-31' ? really : demoToday;
  const saturday = weekday(start) === 6 && holidayName(start) === null && !isYearEndClosure(start);
  const days = [saturday || isBusinessDay(start) ? start : nextBusinessDay(start)];
  while (days.length < 3) days.push(nextBusinessDay(days.at(-1)!));
  const free = loaded.places.filter(
    (place) =>
      coordinatorOf(place) === 'coordinator-1' &&
      place.weekdays.includes(6) &&
      !list.some((visit) => visit.facility_key === place.key && visit.planned_on > '2026-06-30'),
  );
  const places = shuffled(random, free);
  const slot = (facility_key: string, planned_on: string, note: string) => ({
    facility_id: made(loaded.facility, facility_key),
    planned_on,
    planned_from: '10:00',
    planned_to: '11:00',
    note_to_facility: note,
  });
  timeline.add(lastDay, '16:40', 'coordinator-1', async (tx) => {
    await planVisits(tx, {
      lead_id: made(loaded.person, 'coordinator-1'),
      companion_ids: [made(loaded.person, 'coordinator-2')],
      rows: days.map((day, index) => ({
        ...slot(places[index]!.key, day, weekday(day) === 6 ? extraNotes.saturday : extraNotes.weekday),
        purpose: weekday(day) === 6 ? 'request' : 'round',
      })),
    });
  });
  timeline.add(lastDay, '16:40', 'coordinator-2', async (tx) => {
    await planVisits(tx, {
      lead_id: made(loaded.person, 'coordinator-2'),
      companion_ids: [],
      rows: [{ ...slot('kagura', '2026-12-09', extraNotes.kagura), purpose: 'follow_up' }],
    });
  });
}
