import { sql } from 'kysely';
import { openProposals, type Proposal } from '../base/people/queries-proposals.ts';
import {
  ownEntriesDue,
  returnedChanges,
  waitingChanges,
  type DueEntry,
  type WaitingChange,
} from '../base/directory/queries-changes.ts';
import { useToEnter, type MissingDay } from '../base/usage/queries.ts';
import { hostsToday, type HostLine } from '../base/applications/queries.ts';
import { stuckIssues, type IssueLine } from '../improvement/issues/queries.ts';
import { answersToRead, type OwnIssue } from '../improvement/issues/queries-published.ts';
import {
  meetingsAhead,
  meetingsWithoutMinutes,
  openActionsFor,
  overdueActions,
  questionsOpen,
  shareBacksDue,
  type WaitingAction,
  type WaitingShareBack,
} from '../improvement/meetings/queries.ts';
import { visitsBetween, type CalendarVisit } from '../improvement/visits/queries.ts';
import {
  currentEmergencies,
  followUpsDue,
  type CurrentEmergency,
  type FollowUp,
} from '../improvement/visits/queries-record.ts';
import { dueList, type DueFacility } from '../improvement/visits/queries-round.ts';
import { indicatorsBehind } from '../insight/evaluation/queries.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { addDays } from '../platform/ja/dates.ts';
import { helpersWaiting } from '../portal/queries-helpers.ts';
import { voicesWaiting } from '../portal/queries-voices.ts';
import { notices, type NoticeLine } from '../system/queries.ts';

export interface Ending {
  person_id: number;
  name: string;
  role: string;
  place: string;
  ends_on: string;
}

export interface Draft {
  visit_id: number;
  facility: string;
  saved_at: Date;
}

export interface Today {
  notices: NoticeLine[];
  visits: CalendarVisit[];
  missing: CalendarVisit[];
  drafts: Draft[];
  /** of events the person stands for: offers to tell by telephone, new applications, who comes tomorrow */
  applications_to_call: HostLine[];
  applications_new: HostLine[];
  applications_tomorrow: HostLine[];
  follow_ups: FollowUp[];
  due: DueFacility[];
  actions: WaitingAction[];
  overdue: WaitingAction[];
  share_backs: WaitingShareBack[];
  answers: OwnIssue[];
  use: MissingDay[];
  stuck: IssueLine[];
  questions: Awaited<ReturnType<typeof questionsOpen>>;
  minutes: Awaited<ReturnType<typeof meetingsWithoutMinutes>>;
  meetings: Awaited<ReturnType<typeof meetingsAhead>>;
  behind: Awaited<ReturnType<typeof indicatorsBehind>>;
  emergencies: CurrentEmergency[];
  ending: Ending[];
  confirmations: Proposal[];
  changes: WaitingChange[];
  returned: WaitingChange[];
  entries: DueEntry[];
  voices: Awaited<ReturnType<typeof voicesWaiting>>;
  helpers: Awaited<ReturnType<typeof helpersWaiting>>;
  dead: number;
}

/** What waits for this person, by the duties they hold; lists are short, each with its own page behind it. */
export async function waitingFor(tx: ReadTx): Promise<Today> {
  const me = tx.actor.person_id!;
  const records = tx.has('visit.record');
  const mine = records ? await visitsBetween(tx, addDays(tx.today, -60), addDays(tx.today, 7), me) : [];
  const actions = await openActionsFor(tx, 8);
  const hosts =
    tx.has('calendar.manage') || tx.session.facilities.length > 0 || tx.has('facility.answer')
      ? await hostsToday(tx)
      : { to_call: [], fresh: [], tomorrow: [] };
  const held = new Set(actions.map((action) => action.id));
  return {
    notices: await notices(tx, 5, true),
    visits: mine.filter((visit) => visit.planned_on >= tx.today),
    missing: mine.filter((visit) => visit.planned_on < tx.today && visit.visited_on === null),
    drafts: records ? await drafts(tx) : [],
    applications_to_call: hosts.to_call,
    applications_new: hosts.fresh,
    applications_tomorrow: hosts.tomorrow,
    follow_ups: records ? (await followUpsDue(tx, me, addDays(tx.today, 14))).slice(0, 8) : [],
    due: tx.has('visit.plan')
      ? (
          await dueList(tx, {
            area_id: null,
            coordinator_id: records ? me : null,
            kind: null,
            with_upcoming: false,
            system: null,
          })
        ).slice(0, 5)
      : [],
    actions,
    overdue:
      tx.has('meeting.manage') || tx.has('issue.manage')
        ? (await overdueActions(tx, 12)).filter((one) => !held.has(one.id)).slice(0, 8)
        : [],
    share_backs: await shareBacksDue(tx, 5),
    answers: (await answersToRead(tx)).slice(0, 5),
    use: (await useToEnter(tx)).slice(0, 5),
    stuck: tx.has('issue.manage') ? await stuckIssues(tx, { limit: 5 }) : [],
    questions: await questionsOpen(tx, 5),
    minutes: await meetingsWithoutMinutes(tx, 5),
    meetings: await meetingsAhead(tx, 3),
    behind: await indicatorsBehind(tx),
    emergencies: tx.session.teams.length > 0 ? await currentEmergencies(tx) : [],
    confirmations: tx.has('people.manage') ? await openProposals(tx, { mine: true }) : [],
    ending: tx.has('people.manage') ? await endingSoon(tx) : [],
    changes: await waitingChanges(tx, 5),
    returned: await returnedChanges(tx),
    entries: await ownEntriesDue(tx),
    voices: await voicesWaiting(tx, 5),
    helpers: await helpersWaiting(tx, 5),
    dead: tx.has('system.manage')
      ? (await tx.actor.house.jobs.deadLetters(tx.actor.municipality.code)).length
      : 0,
  };
}

async function drafts(tx: ReadTx): Promise<Draft[]> {
  return tx.db
    .selectFrom('visit_draft')
    .innerJoin('facility', 'facility.id', 'visit_draft.facility_id')
    .select(['visit_draft.visit_id', 'facility.name as facility', 'visit_draft.saved_at'])
    .where('visit_draft.person_id', '=', tx.actor.person_id!)
    .orderBy('visit_draft.saved_at', 'desc')
    .limit(5)
    .execute();
}

async function endingSoon(tx: ReadTx): Promise<Ending[]> {
  return tx.db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisation_id')
    .leftJoin('facility', 'facility.id', 'appointment.facility_id')
    .select([
      'person.id as person_id',
      sql<string>`person.family_name || ' ' || person.given_name`.as('name'),
      'role.name as role',
      sql<string>`coalesce(facility.name, organisation.name)`.as('place'),
      sql<string>`appointment.ends_on`.as('ends_on'),
    ])
    .where('appointment.ends_on', '>=', tx.today)
    .where('appointment.ends_on', '<=', addDays(tx.today, 60))
    .orderBy('appointment.ends_on')
    .limit(5)
    .execute();
}
