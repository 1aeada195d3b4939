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
import { feedsFailing } from '../base/calendar/queries-feeds.ts';
import { openQuestions } from '../base/calendar/queries-questions.ts';
import { casesWaiting } from '../family/cases/queries.ts';
import { reviewsWaiting } from '../family/cases/queries-council.ts';
import { plansWaiting } from '../family/cases/queries-plan.ts';
import { stuckIssues } from '../improvement/issues/queries.ts';
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
import {
  initiativesWaiting,
  sessionsAhead as initiativeSessionsAhead,
} from '../improvement/initiatives/queries.ts';
import { targetsWaiting } from '../improvement/initiatives/queries-guidelines.ts';
import { loansWaiting } from '../improvement/initiatives/queries-lending.ts';
import { openDaysWithoutParticipation, reflectionsToWrite } from '../improvement/learning/queries.ts';
import { offersToCheck, openDaysWaiting } from '../improvement/learning/queries-after.ts';
import { checksToAnswer } from '../improvement/partnership/queries.ts';
import { callsToAnswer } from '../improvement/study-groups/queries.ts';
import { sessionsAhead } from '../improvement/study-groups/queries-board.ts';
import { trialsToAnswer } from '../improvement/study-groups/queries-handouts.ts';
import {
  courseSessionsAhead,
  coursesToSayYes,
  coursesWaiting,
  reflectionsToWrite as courseReflections,
} from '../improvement/courses/queries-records.ts';
import { consentsToGive } from '../improvement/knowledge/queries.ts';
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
import { copiesToCheck } from '../family/disclosures/queries-own.ts';
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
import { together, type ReadTx } from '../platform/db/transaction.ts';
import { addDays } from '../platform/ja/dates.ts';
import { helpersWaiting } from '../portal/queries-helpers.ts';
import { messagesWaiting } from '../family/messages/queries.ts';
import { voicesWaiting } from '../portal/queries-voices.ts';
import { chainVerdict, notices, type ChainVerdict, type NoticeLine } from '../system/queries.ts';

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
  /** rows of event tables whose days a person must read, and calendars of others that cannot be read */
  event_questions: number;
  feeds_failing: Awaited<ReturnType<typeof feedsFailing>>;
  follow_ups: FollowUp[];
  due: DueFacility[];
  actions: WaitingAction[];
  overdue: WaitingAction[];
  share_backs: WaitingShareBack[];
  partnership_checks: Awaited<ReturnType<typeof checksToAnswer>>;
  /** working together: parts to say yes to, looks back, handing over, sittings of the week; loans; silent targets */
  initiatives: Awaited<ReturnType<typeof initiativesWaiting>>;
  initiative_sessions: Awaited<ReturnType<typeof initiativeSessionsAhead>>;
  loans: Awaited<ReturnType<typeof loansWaiting>>;
  targets: Awaited<ReturnType<typeof targetsWaiting>>;
  /** open days: offers to look at, days nobody has counted, and what a facility is to answer or write */
  open_day_offers: Awaited<ReturnType<typeof offersToCheck>>;
  open_days_uncounted: Awaited<ReturnType<typeof openDaysWithoutParticipation>>;
  open_day_reflections: Awaited<ReturnType<typeof reflectionsToWrite>>;
  open_days: Awaited<ReturnType<typeof openDaysWaiting>>;
  /** study groups: calls one may still sign up to, sittings of the fortnight, hand-outs asked about */
  study_calls: Awaited<ReturnType<typeof callsToAnswer>>;
  study_sessions: Awaited<ReturnType<typeof sessionsAhead>>;
  study_trials: Awaited<ReturnType<typeof trialsToAnswer>>;
  /** training: a head's yes, sittings one goes to, what is to be written; for who manages, what is to be chosen and noted */
  courses_yes: Awaited<ReturnType<typeof coursesToSayYes>>;
  course_sessions: Awaited<ReturnType<typeof courseSessionsAhead>>;
  reflections: Awaited<ReturnType<typeof courseReflections>>;
  courses_managed: Awaited<ReturnType<typeof coursesWaiting>>;
  /** practices of the own facility that others may read only with its yes */
  practice_consents: Awaited<ReturnType<typeof consentsToGive>>;
  answers: OwnIssue[];
  use: MissingDay[];
  stuck: Awaited<ReturnType<typeof stuckIssues>>;
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
  referrals_to_take: Awaited<ReturnType<typeof referralsToday>>['to_take'];
  capacity_to_answer: Awaited<ReturnType<typeof referralsToday>>['capacity'];
  disclosures_to_sign: Awaited<ReturnType<typeof disclosuresToSign>>;
  copies_to_check: Awaited<ReturnType<typeof copiesToCheck>>;
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
  chain: ChainVerdict | null;
}

/** So many of each list are read: the page shows the first few and says how many more there are. */
export const counted = 50;

/** What waits for this person, by the duties they hold. */
export async function waitingFor(tx: ReadTx): Promise<Today> {
  const me = tx.actor.person_id!;
  const records = tx.has('visit.record');
  const hosting = tx.has('calendar.manage') || tx.session.facilities.length > 0 || tx.has('facility.answer');
  // Some fifty questions: they leave together (docs/decisions/0013).
  const {
    mine,
    all_overdue,
    hosts,
    passing,
    cases,
    council: reviews,
    statements,
    dead: letters,
    of_cases,
    ...waiting
  } = await together({
    mine: records ? visitsBetween(tx, addDays(tx.today, -60), addDays(tx.today, 7), me) : [],
    hosts: hosting ? hostsToday(tx, counted) : { to_call: [], fresh: [], tomorrow: [] },
    passing: referralsToday(tx, counted),
    cases: casesWaiting(tx, counted),
    council: reviewsWaiting(tx, counted),
    statements: statementsToday(tx, counted),
    of_cases: ofCases(tx),
    event_questions: openQuestions(tx),
    feeds_failing: feedsFailing(tx, counted),
    actions: openActionsFor(tx, counted),
    notices: notices(tx, counted, true),
    chain: tx.has('audit.read') || tx.has('system.manage') ? chainVerdict(tx) : null,
    drafts: records ? drafts(tx) : [],
    device_texts: records ? visitsToDecide(tx) : [],
    follow_ups: records ? followUpsDue(tx, me, addDays(tx.today, 14)) : [],
    due: tx.has('visit.plan')
      ? dueList(tx, {
          area_id: null,
          coordinator_id: records ? me : null,
          kind: null,
          with_upcoming: false,
          system: null,
        })
      : [],
    all_overdue: tx.has('meeting.manage') || tx.has('issue.manage') ? overdueActions(tx, counted) : [],
    share_backs: shareBacksDue(tx, counted),
    partnership_checks: checksToAnswer(tx, counted),
    initiatives: initiativesWaiting(tx, counted),
    initiative_sessions: initiativeSessionsAhead(tx, addDays(tx.today, 7), counted),
    loans: loansWaiting(tx, counted),
    targets: targetsWaiting(tx, counted),
    open_day_offers: offersToCheck(tx),
    open_days_uncounted: openDaysWithoutParticipation(tx),
    open_day_reflections: reflectionsToWrite(tx),
    open_days: openDaysWaiting(tx, counted),
    study_calls: callsToAnswer(tx),
    study_sessions: sessionsAhead(tx, addDays(tx.today, 14)),
    study_trials: trialsToAnswer(tx),
    courses_yes: coursesToSayYes(tx, counted),
    course_sessions: courseSessionsAhead(tx, addDays(tx.today, 14), counted),
    reflections: courseReflections(tx, counted),
    courses_managed: coursesWaiting(tx, counted),
    practice_consents: consentsToGive(tx),
    answers: answersToRead(tx),
    use: useToEnter(tx),
    stuck: tx.has('issue.manage') ? stuckIssues(tx, { limit: 5 }) : [],
    questions: questionsOpen(tx, counted),
    minutes: meetingsWithoutMinutes(tx, counted),
    meetings: meetingsAhead(tx, counted),
    behind: indicatorsBehind(tx),
    emergencies: tx.session.teams.length > 0 ? currentEmergencies(tx) : [],
    family_emergencies: tx.has('case.work') ? familyEmergencies(tx) : [],
    consultations: consultationsWaiting(tx, counted),
    consultation_drafts: tx.has('case.work') ? draftsOf(tx, counted) : [],
    confirmations: tx.has('people.manage') ? openProposals(tx, { mine: true }) : [],
    ending: tx.has('people.manage') ? endingSoon(tx) : [],
    changes: waitingChanges(tx, counted),
    returned: returnedChanges(tx, counted),
    entries: ownEntriesDue(tx, counted),
    messages: messagesWaiting(tx, counted),
    voices: voicesWaiting(tx, counted),
    helpers: helpersWaiting(tx, counted),
    retention: tx.has('retention.manage') || tx.has('retention.approve') ? retentionWaiting(tx) : null,
    requests: tx.has('rights.manage') || tx.has('case.supervise') ? requestsWaiting(tx) : null,
    disclosures_to_sign: disclosuresToSign(tx, counted),
    copies_to_check: copiesToCheck(tx, counted),
    shares_without_basis: sharesWithoutBasis(tx, counted),
    case_plans: plansWaiting(tx, counted),
    dead: tx.has('system.manage') ? tx.actor.house.jobs.deadLetters(tx.actor.municipality.code) : [],
  });
  const held = new Set(waiting.actions.map((action) => action.id));
  return {
    ...waiting,
    overdue: all_overdue.filter((one) => !held.has(one.id)),
    visits: mine.filter((visit) => visit.planned_on >= tx.today),
    missing: mine.filter((visit) => visit.planned_on < tx.today && visit.visited_on === null),
    applications_to_call: hosts.to_call,
    applications_new: hosts.fresh,
    applications_tomorrow: hosts.tomorrow,
    referrals_to_answer: passing.to_answer,
    referrals_to_move: passing.to_move,
    referrals_escalated: passing.escalated,
    referrals_to_take: passing.to_take,
    capacity_to_answer: passing.capacity,
    statements_waiting: statements.waiting,
    statements_returned: statements.returned,
    statements_answered: statements.answered,
    ...of_cases,
    cases_late: cases.late,
    cases_quiet: cases.quiet,
    case_tasks: cases.tasks,
    case_closings: cases.closings,
    council: reviews.rows,
    council_overdue: reviews.overdue,
    dead: letters.length,
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
  return together({
    conferences: works ? conferencesAhead(tx, addDays(tx.today, 14), counted) : [],
    invitations: zone ? invitations(tx) : [],
    conference_tasks: tasksFromConferences(tx, counted),
    minutes_to_approve: works ? minutesToApprove(tx, counted) : [],
    handovers: works ? proposedToMe(tx) : [],
    transfers: works ? transfersToAnswer(tx) : [],
    check_in_due: works ? checkInDue(tx) : false,
  });
}

async function drafts(tx: ReadTx): Promise<Draft[]> {
  return tx.db
    .selectFrom('visit_draft')
    .innerJoin('facility', 'facility.id', 'visit_draft.facility_id')
    .select(['visit_draft.visit_id', 'facility.name as facility', 'visit_draft.saved_at'])
    .where('visit_draft.person_id', '=', tx.actor.person_id!)
    .orderBy('visit_draft.saved_at', 'desc')
    .limit(counted)
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
    .limit(counted)
    .execute();
}
