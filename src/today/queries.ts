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
import { retentionWaiting } from '../base/retention/queries.ts';
import { requestsWaiting } from '../base/retention/queries-rights.ts';
import { hostsToday, type HostLine } from '../base/applications/queries.ts';
import { casesWaiting } from '../family/cases/queries.ts';
import { reviewsWaiting } from '../family/cases/queries-council.ts';
import { plansWaiting } from '../family/cases/queries-plan.ts';
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
import { checksToAnswer } from '../improvement/partnership/queries.ts';
import { callsToAnswer } from '../improvement/study-groups/queries.ts';
import { sessionsAhead } from '../improvement/study-groups/queries-board.ts';
import { trialsToAnswer } from '../improvement/study-groups/queries-handouts.ts';
import { visitsToDecide } from '../improvement/offline/queries.ts';
import { visitsBetween, type CalendarVisit } from '../improvement/visits/queries.ts';
import {
  currentEmergencies,
  followUpsDue,
  type CurrentEmergency,
  type FollowUp,
} from '../improvement/visits/queries-record.ts';
import { dueList, type DueFacility } from '../improvement/visits/queries-round.ts';
import { consultationsWaiting, draftsOf } from '../family/consultations/queries.ts';
import { familyEmergencies, type FamilyEmergency } from '../family/households/queries.ts';
import { disclosuresToSign, sharesWithoutBasis } from '../family/disclosures/queries.ts';
import { referralsToday } from '../family/referrals/queries.ts';
import { checkInDue } from '../family/caseload/queries.ts';
import { statementsToday } from '../family/statements/queries.ts';
import {
  conferencesAhead,
  invitations,
  minutesToApprove,
  tasksFromConferences,
} from '../family/conferences/queries.ts';
import { transfersToAnswer } from '../family/handovers/queries-transfer.ts';
import { proposedToMe } from '../family/handovers/queries.ts';
import { indicatorsBehind } from '../insight/evaluation/queries.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { addDays } from '../platform/ja/dates.ts';
import { helpersWaiting } from '../portal/queries-helpers.ts';
import { messagesWaiting } from '../family/messages/queries.ts';
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
  device_texts: Awaited<ReturnType<typeof visitsToDecide>>;
  /** of events the person stands for: offers to tell by telephone, new applications, who comes tomorrow */
  applications_to_call: HostLine[];
  applications_new: HostLine[];
  applications_tomorrow: HostLine[];
  follow_ups: FollowUp[];
  due: DueFacility[];
  actions: WaitingAction[];
  overdue: WaitingAction[];
  share_backs: WaitingShareBack[];
  partnership_checks: Awaited<ReturnType<typeof checksToAnswer>>;
  /** study groups: calls one may still sign up to, sittings of the fortnight, hand-outs asked about */
  study_calls: Awaited<ReturnType<typeof callsToAnswer>>;
  study_sessions: Awaited<ReturnType<typeof sessionsAhead>>;
  study_trials: Awaited<ReturnType<typeof trialsToAnswer>>;
  answers: OwnIssue[];
  use: MissingDay[];
  stuck: IssueLine[];
  questions: Awaited<ReturnType<typeof questionsOpen>>;
  minutes: Awaited<ReturnType<typeof meetingsWithoutMinutes>>;
  meetings: Awaited<ReturnType<typeof meetingsAhead>>;
  behind: Awaited<ReturnType<typeof indicatorsBehind>>;
  emergencies: CurrentEmergency[];
  /** households of the person's teams, or opened by the person, that are open in an emergency */
  family_emergencies: FamilyEmergency[];
  consultations: Awaited<ReturnType<typeof consultationsWaiting>>;
  consultation_drafts: Awaited<ReturnType<typeof draftsOf>>;
  ending: Ending[];
  confirmations: Proposal[];
  changes: WaitingChange[];
  returned: WaitingChange[];
  entries: DueEntry[];
  messages: Awaited<ReturnType<typeof messagesWaiting>>;
  voices: Awaited<ReturnType<typeof voicesWaiting>>;
  helpers: Awaited<ReturnType<typeof helpersWaiting>>;
  retention: Awaited<ReturnType<typeof retentionWaiting>> | null;
  requests: Awaited<ReturnType<typeof requestsWaiting>> | null;
  referrals_to_answer: Awaited<ReturnType<typeof referralsToday>>['to_answer'];
  referrals_to_move: Awaited<ReturnType<typeof referralsToday>>['to_move'];
  referrals_escalated: Awaited<ReturnType<typeof referralsToday>>['escalated'];
  capacity_to_answer: Awaited<ReturnType<typeof referralsToday>>['capacity'];
  disclosures_to_sign: Awaited<ReturnType<typeof disclosuresToSign>>;
  shares_without_basis: Awaited<ReturnType<typeof sharesWithoutBasis>>;
  statements_waiting: Awaited<ReturnType<typeof statementsToday>>['waiting'];
  statements_returned: Awaited<ReturnType<typeof statementsToday>>['returned'];
  statements_answered: Awaited<ReturnType<typeof statementsToday>>['answered'];
  /** of the case zone, without a name: sittings, what one took on there, minutes to approve, cases one is asked to take */
  conferences: Awaited<ReturnType<typeof conferencesAhead>>;
  invitations: Awaited<ReturnType<typeof invitations>>;
  conference_tasks: Awaited<ReturnType<typeof tasksFromConferences>>;
  minutes_to_approve: Awaited<ReturnType<typeof minutesToApprove>>;
  handovers: Awaited<ReturnType<typeof proposedToMe>>;
  /** of other teams, for a supervisor; without a name */
  transfers: Awaited<ReturnType<typeof transfersToAnswer>>;
  check_in_due: boolean;
  /** of the case zone: numbers and days, no names */
  cases_late: Awaited<ReturnType<typeof casesWaiting>>['late'];
  cases_quiet: Awaited<ReturnType<typeof casesWaiting>>['quiet'];
  case_tasks: Awaited<ReturnType<typeof casesWaiting>>['tasks'];
  case_closings: Awaited<ReturnType<typeof casesWaiting>>['closings'];
  case_plans: Awaited<ReturnType<typeof plansWaiting>>;
  council: Awaited<ReturnType<typeof reviewsWaiting>>['rows'];
  council_overdue: number;
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
  const passing = await referralsToday(tx);
  const cases = await casesWaiting(tx);
  const council = await reviewsWaiting(tx);
  const statements = await statementsToday(tx);
  const held = new Set(actions.map((action) => action.id));
  return {
    notices: await notices(tx, 5, true),
    visits: mine.filter((visit) => visit.planned_on >= tx.today),
    missing: mine.filter((visit) => visit.planned_on < tx.today && visit.visited_on === null),
    drafts: records ? await drafts(tx) : [],
    device_texts: records ? await visitsToDecide(tx) : [],
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
    partnership_checks: await checksToAnswer(tx),
    study_calls: (await callsToAnswer(tx)).slice(0, 5),
    study_sessions: (await sessionsAhead(tx, addDays(tx.today, 14))).slice(0, 5),
    study_trials: (await trialsToAnswer(tx)).slice(0, 5),
    answers: (await answersToRead(tx)).slice(0, 5),
    use: (await useToEnter(tx)).slice(0, 5),
    stuck: tx.has('issue.manage') ? await stuckIssues(tx, { limit: 5 }) : [],
    questions: await questionsOpen(tx, 5),
    minutes: await meetingsWithoutMinutes(tx, 5),
    meetings: await meetingsAhead(tx, 3),
    behind: await indicatorsBehind(tx),
    emergencies: tx.session.teams.length > 0 ? await currentEmergencies(tx) : [],
    family_emergencies: tx.has('case.work') ? await familyEmergencies(tx) : [],
    consultations: await consultationsWaiting(tx, 5),
    consultation_drafts: tx.has('case.work') ? await draftsOf(tx, 3) : [],
    confirmations: tx.has('people.manage') ? await openProposals(tx, { mine: true }) : [],
    ending: tx.has('people.manage') ? await endingSoon(tx) : [],
    changes: await waitingChanges(tx, 5),
    returned: await returnedChanges(tx),
    entries: await ownEntriesDue(tx),
    messages: await messagesWaiting(tx, 5),
    voices: await voicesWaiting(tx, 5),
    helpers: await helpersWaiting(tx, 5),
    retention: tx.has('retention.manage') || tx.has('retention.approve') ? await retentionWaiting(tx) : null,
    requests: tx.has('rights.manage') || tx.has('case.supervise') ? await requestsWaiting(tx) : null,
    referrals_to_answer: passing.to_answer,
    referrals_to_move: passing.to_move,
    referrals_escalated: passing.escalated,
    capacity_to_answer: passing.capacity,
    disclosures_to_sign: await disclosuresToSign(tx),
    shares_without_basis: await sharesWithoutBasis(tx, 5),
    statements_waiting: statements.waiting,
    statements_returned: statements.returned,
    statements_answered: statements.answered,
    ...(await ofCases(tx)),
    cases_late: cases.late,
    cases_quiet: cases.quiet,
    case_tasks: cases.tasks,
    case_closings: cases.closings,
    case_plans: await plansWaiting(tx),
    council: council.rows,
    council_overdue: council.overdue,
    dead: tx.has('system.manage')
      ? (await tx.actor.house.jobs.deadLetters(tx.actor.municipality.code)).length
      : 0,
  };
}

/** Whoever is neither of the case zone nor invited into it is not asked for; what was taken on stays after the invitation. */
async function ofCases(
  tx: ReadTx,
): Promise<
  Pick<
    Today,
    | 'conferences'
    | 'invitations'
    | 'conference_tasks'
    | 'minutes_to_approve'
    | 'handovers'
    | 'transfers'
    | 'check_in_due'
  >
> {
  const zone = tx.session.case_zone;
  const works = zone && tx.has('case.work');
  return {
    conferences: works ? await conferencesAhead(tx, addDays(tx.today, 14), 5) : [],
    invitations: zone ? await invitations(tx) : [],
    conference_tasks: await tasksFromConferences(tx, 5),
    minutes_to_approve: works ? await minutesToApprove(tx, 5) : [],
    handovers: works ? await proposedToMe(tx) : [],
    transfers: works ? await transfersToAnswer(tx) : [],
    check_in_due: works ? await checkInDue(tx) : false,
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
