import type { Child } from '../platform/ui/jsx-runtime.ts';
import {
  daysBetween,
  formatDate,
  formatDateTime,
  formatMonthDay,
  formatTimeRange,
  formatTime,
} from '../platform/ja/dates.ts';
import { closureName, holidayName, isYearEndClosure } from '../platform/ja/holidays.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../platform/ui/feedback.tsx';
import { Form } from '../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Stack } from '../platform/ui/layout.tsx';
import { MenuList, ResourceList, type ResourceItem } from '../platform/ui/records.tsx';
import type { HostLine } from '../base/applications/queries.ts';
import { clockOf } from '../family/consultations/rules.ts';
import type { Today } from './queries.ts';
import { words } from './words.ja.ts';

/** Training: what waits for the head, for who goes there, and for who manages it. */
function Courses({ waiting, today }: { waiting: Today; today: string }): Child {
  const { courses_managed, reflections } = waiting;
  const session = (
    one: { course_id: number; id: number; course: string; title: string },
    what: string,
    label: string,
  ) => {
    const href = `/courses/${one.course_id}/sessions/${one.id}/${what}`;
    return { title: `${one.course}\u3000${one.title}`, href, action: <Go href={href} label={label} /> };
  };
  const lecture = (one: (typeof courses_managed.lectures)[number]) => ({
    title: one.title,
    href: `/lectures/${one.id}`,
    meta: one.asker,
    action: <Go href={`/lectures/${one.id}`} label={words.lecturesAction} />,
  });
  return (
    <>
      <Waiting
        title={words.coursesYes}
        all="/courses"
        items={waiting.courses_yes.map((one) => ({
          title: one.title,
          href: `/courses/${one.course_id}#applications`,
          meta: words.coursesPeople(one.people),
          ...due(one.closes_on, today),
          action: <Go href={`/courses/${one.course_id}#applications`} label={words.coursesYesAction} />,
        }))}
      />
      <Waiting
        title={words.courseSessions}
        all="/my-courses"
        items={waiting.course_sessions.map((one) => ({
          title: `${one.course}\u3000${one.title}`,
          href: `/courses/${one.course_id}`,
          meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${one.place}`,
          icon: 'calendar' as const,
        }))}
      />
      <Waiting
        title={words.reflections}
        all="/my-courses"
        items={reflections.fresh.map((one) => session(one, 'reflection', words.reflectionsAction))}
      />
      <Waiting
        title={words.reflectionsLater}
        all="/my-courses"
        items={reflections.later.map((one) => session(one, 'later', words.reflectionsLaterAction))}
      />
      <Waiting
        title={words.coursesChoose}
        all="/courses"
        items={courses_managed.choose.map((one) => ({
          title: one.title,
          href: `/courses/${one.course_id}/applications`,
          meta: words.coursesPeople(one.people),
          action: <Go href={`/courses/${one.course_id}/applications`} label={words.coursesChooseAction} />,
        }))}
      />
      <Waiting
        title={words.coursesAttendance}
        all="/courses"
        items={courses_managed.attendance.map((one) =>
          session(one, 'attendance', words.coursesAttendanceAction),
        )}
      />
      <Waiting title={words.lectures} all="/lectures" items={courses_managed.lectures.map(lecture)} />
      <Waiting
        title={words.lecturesHeld}
        all="/lectures"
        items={courses_managed.lectures_held.map(lecture)}
      />
    </>
  );
}

/** A list with its heading, left out when there is nothing in it. */
function Waiting(props: { title: string; items: ResourceItem[]; all?: string; tone?: 'attention' }): Child {
  if (props.items.length === 0) return null;
  return (
    <Card
      title={props.title}
      actions={
        props.all === undefined ? undefined : (
          <LinkButton href={props.all} kind="tertiary" size="sm">
            {words.all}
          </LinkButton>
        )
      }
    >
      <ResourceList items={props.items} label={props.title} />
    </Card>
  );
}

/** What waits of open days, for those who prepare them, who opened and who came. */
function openDayItems(waiting: Today, zone: string): ResourceItem[] {
  const w = words.openDayLines;
  const { open_days } = waiting;
  type Task = { id: number; title: string; facility: string; facility_id: number; held_on: string };
  const line = (one: Task, text: string, href: string, label: string): ResourceItem => ({
    title: one.title,
    href: `/open-days/${one.id}`,
    text,
    meta: `${formatMonthDay(one.held_on)}　${one.facility}`,
    action: <Go href={href} label={label} />,
  });
  const page = (one: Task, rest = '') => `/open-days/${one.id}${rest}`;
  return [
    ...open_days.places_offered.map((one) =>
      line(one, w.place(formatDateTime(one.offer_expires_at, zone)), page(one, '#sign-ups'), w.placeAction),
    ),
    ...waiting.open_day_offers.map((one) => line(one, w.check, page(one), w.checkAction)),
    ...open_days.returned.map((one) => line(one, w.returned, page(one), w.returnedAction)),
    ...waiting.open_days_uncounted.map((one) =>
      line(one, w.count, page(one, '#participations'), w.countAction),
    ),
    ...waiting.open_day_reflections.map((one) =>
      line(one, w.reflect, page(one, `/participations/${one.facility_id}/edit`), w.write),
    ),
    ...open_days.to_choose.map((one) =>
      line(one, w.take, page(one, `/practices/${one.facility_id}`), w.write),
    ),
    ...open_days.to_answer.map((one) =>
      line(one, w.became, page(one, `/practices/${one.facility_id}/follow-up`), w.placeAction),
    ),
    ...open_days.host_to_write.map((one) => line(one, w.host, page(one, '/texts/reflection'), w.write)),
  ];
}

/** What waits of retention and of people's requests: counts, no names. */
function keptItems({ retention, requests }: Today): ResourceItem[] {
  const w = words.keptLines;
  const line = (n: number, title: (n: number) => string, href: string) =>
    n === 0 ? [] : [{ title: title(n), href }];
  return [
    ...line(requests?.asked ?? 0, w.asked, '/rights'),
    ...line(requests?.soon ?? 0, w.soon, '/rights'),
    ...(requests?.soon === 0 && requests.asked === 0 ? line(requests.open, w.open, '/rights') : []),
    ...line(retention?.proposals ?? 0, w.proposals, '/retention'),
    ...line(retention?.due ?? 0, w.due, '/retention'),
  ];
}

function due(day: string, today: string): Pick<ResourceItem, 'due' | 'dueState'> {
  if (day < today) return { due: words.late(formatMonthDay(day)), dueState: 'late' };
  return daysBetween(today, day) <= 7
    ? { due: words.until(formatMonthDay(day)), dueState: 'soon' }
    : { due: words.until(formatMonthDay(day)) };
}

function Go({ href, label }: { href: string; label: string }): Child {
  return (
    <LinkButton href={href} kind="secondary" size="sm">
      {label}
    </LinkButton>
  );
}

const applicationItems = (
  lines: readonly HostLine[],
  zone: string,
  text: (count: number) => string,
  more: { icon: ResourceItem['icon']; door?: true },
): ResourceItem[] =>
  lines.map((one) => ({
    title: one.title,
    href: `/events/${one.event_id}/applications/${one.event_session_id}${more.door === true ? '/door' : ''}`,
    meta: `${formatDateTime(one.starts_at, zone)}　${text(one.count)}`,
    icon: more.icon,
  }));

/** A consultation by its number: no name stands on the first page. */
const consultationItem = (
  one: Today['consultations']['next'][number],
  zone: string,
): Pick<ResourceItem, 'title' | 'href' | 'meta' | 'icon'> => ({
  title: words.consultation(one.fiscal_year, one.number, one.kind),
  href: `/consultations/${one.id}`,
  meta: `${formatDateTime(one.received_at, zone)}　${one.worker ?? words.noWorker}　${one.team}`,
  icon: 'note',
});

function clockDue(due_at: Date | null, now: Date): Pick<ResourceItem, 'due' | 'dueState'> {
  const { state, hours } = clockOf(due_at, null, now);
  return state === 'late'
    ? { due: words.clockLate(hours), dueState: 'late' }
    : { due: words.clockRunning(hours), dueState: 'soon' };
}
/** What waits of working together: a yes, a look back, taking over, a loan, a silent target. */
function initiativeItems({ initiatives, loans, targets }: Today, today: string): ResourceItem[] {
  const w = words.initiativeLines;
  return [
    ...initiatives.asked.map((one) => ({
      title: one.title,
      href: `/initiatives/${one.initiative_id}`,
      meta: w.asked(one.name),
      action: <Go href={`/initiatives/${one.initiative_id}`} label={words.answer} />,
    })),
    ...initiatives.handovers.map((one) => ({
      title: one.title,
      href: `/initiatives/${one.id}#handover-reply`,
      meta: w.handover,
      action: <Go href={`/initiatives/${one.id}#handover-reply`} label={words.answer} />,
    })),
    ...initiatives.reflections.map((one) => ({
      title: one.title,
      href: `/initiatives/${one.initiative_id}/sessions/${one.session_id}`,
      meta: `${formatMonthDay(one.held_on)}　${one.name}`,
      action: (
        <Go
          href={`/initiatives/${one.initiative_id}/sessions/${one.session_id}/reflect?body=${one.holder}`}
          label={w.reflect}
        />
      ),
    })),
    ...initiatives.look_backs.map((one) => ({
      title: one.title,
      href: `/initiatives/${one.id}`,
      meta: w.lookBack,
      ...due(one.next_look_back_on ?? one.ends_on ?? today, today),
    })),
    ...initiatives.without_owner.map((one) => ({
      title: one.title,
      href: `/initiatives/${one.id}#owner`,
      meta: w.withoutOwner,
    })),
    ...loans.to_answer.map((one) => ({
      title: w.loan(one.name),
      href: `/lending/loans/${one.id}`,
      meta: one.to_name,
      action: <Go href={`/lending/loans/${one.id}`} label={words.answer} />,
    })),
    ...loans.to_return.map((one) => ({
      title: w.toReturn(one.name),
      href: `/lending/loans/${one.id}`,
      meta: one.from_name,
    })),
    ...targets.map((one) => ({
      title: one.title,
      href: `/guidelines/${one.guideline_id}#target-${one.id}`,
      meta: w.target,
    })),
  ];
}

/** By number and need: no family's name stands on the first page. */
const referralItems = (lines: Today['referrals_to_answer']): ResourceItem[] =>
  lines.map((one) => ({
    title: words.referralNumber(one.id),
    href: `/referrals/${one.id}`,
    meta: one.need,
    icon: 'people' as const,
  }));

export function TodayPage(props: {
  name: string;
  hour: number;
  today: string;
  zone: string;
  waiting: Today;
  now: Date;
  isFacility: boolean;
  /** visits facilities, and may take the week along */
  goesOut: boolean;
  entersUse: boolean;
  facilityId: number | null;
  isAuditor: boolean;
}): Child {
  const { waiting, today } = props;
  const { consultations } = waiting;
  const kept = keptItems(waiting);
  const openDays = openDayItems(waiting, props.zone);
  const count =
    waiting.visits.filter((visit) => visit.planned_on === today).length +
    waiting.missing.length +
    waiting.actions.length +
    waiting.device_texts.length +
    waiting.share_backs.length +
    waiting.partnership_checks.length +
    openDays.length +
    waiting.study_trials.length +
    initiativeItems(waiting, today).length +
    waiting.courses_yes.length +
    waiting.reflections.fresh.length +
    waiting.reflections.later.length +
    waiting.courses_managed.choose.length +
    waiting.courses_managed.attendance.length +
    waiting.courses_managed.lectures.length +
    waiting.courses_managed.lectures_held.length +
    waiting.practice_consents.length +
    waiting.answers.length +
    waiting.use.length +
    waiting.questions.length +
    waiting.minutes.length +
    waiting.changes.length +
    waiting.returned.length +
    waiting.entries.length +
    waiting.applications_to_call.length +
    waiting.messages.length +
    waiting.voices.length +
    waiting.helpers.length +
    kept.length +
    consultations.clocks.length +
    consultations.climbed.length +
    consultations.next.length +
    waiting.referrals_to_answer.length +
    waiting.referrals_to_move.length +
    waiting.referrals_to_take.length +
    waiting.capacity_to_answer.length +
    waiting.disclosures_to_sign.length +
    waiting.copies_to_check.length +
    waiting.statements_waiting.length +
    waiting.statements_returned.length +
    waiting.statements_answered.length +
    waiting.conference_tasks.length +
    waiting.minutes_to_approve.length +
    waiting.handovers.length +
    (waiting.transfers.length > 0 ? 1 : 0) +
    waiting.cases_late.length +
    waiting.case_tasks.length +
    waiting.case_closings.length +
    waiting.case_plans.length +
    waiting.council.length;
  // The day of the week stands in the date already.
  const closed = holidayName(today) !== null || isYearEndClosure(today) ? closureName(today) : null;
  const lists =
    Object.values(waiting).some((list) => Array.isArray(list) && list.length > 0) ||
    Object.values(consultations).some((list) => Array.isArray(list) && list.length > 0) ||
    waiting.dead > 0 ||
    kept.length > 0 ||
    waiting.check_in_due;
  return (
    <Stack>
      <PageHeading
        title={words.greeting(props.name, props.hour)}
        kicker={`${formatDate(today)}${closed === null ? '' : `　${closed}`}`}
        lead={words.waiting(count)}
      />
      <Columns kind="main-aside">
        <Stack>
          <Waiting
            title={words.emergencies}
            items={waiting.emergencies.map((one) => ({
              title: words.emergencyText(one.person),
              href: `/visits/${one.subject_id}`,
              icon: 'warning' as const,
            }))}
          />
          <Waiting
            title={words.deviceTexts}
            items={waiting.device_texts.map((one) => ({
              title: one.facility,
              href: `/visits/${one.visit_id}`,
              meta: `${formatMonthDay(one.planned_on)}　${words.deviceTextCount(one.count)}`,
              icon: 'warning' as const,
            }))}
          />
          <Waiting
            title={
              waiting.council_overdue === 0
                ? words.council
                : `${words.council}　${words.councilOverdue(waiting.council_overdue)}`
            }
            all="/council"
            items={waiting.council.map((one) => ({
              title: words.numbered(one.fiscal_year, one.number),
              href: `/council/${one.id}`,
              ...due(one.next_review_on, today),
            }))}
          />
          <Waiting
            title={words.casesLate}
            all="/cases"
            items={waiting.cases_late.map((one) => ({
              title: words.numbered(one.fiscal_year, one.number),
              href: `/cases/${one.id}`,
              ...due(one.next_contact_on, today),
            }))}
          />
          <Waiting
            title={words.caseTasks}
            items={waiting.case_tasks.map((one) => ({
              title: words.numbered(one.fiscal_year, one.number),
              href: `/cases/${one.case_id}#tasks`,
              ...due(one.due_on, today),
            }))}
          />
          <Waiting
            title={words.caseClosings}
            items={waiting.case_closings.map((one) => ({
              title: words.numbered(one.fiscal_year, one.number),
              href: `/cases/${one.case_id}`,
              meta: words.proposedAt(formatDateTime(one.proposed_at, props.zone)),
            }))}
          />
          <Waiting
            title={words.casePlans}
            items={waiting.case_plans.map((one) => ({
              title: words.numbered(one.fiscal_year, one.case_number),
              href: `/cases/${one.case_id}/plan`,
              ...due(one.review_on, today),
            }))}
          />
          <Waiting
            title={words.casesQuiet}
            all="/cases?tab=quiet"
            items={waiting.cases_quiet.map((one) => ({
              title: words.numbered(one.fiscal_year, one.number),
              href: `/cases/${one.id}`,
              meta: words.lastContact(
                one.last_contact_on === null ? null : formatMonthDay(one.last_contact_on),
              ),
              icon: 'warning' as const,
            }))}
          />
          <Waiting
            title={words.familyEmergencies}
            items={waiting.family_emergencies.map((one) => ({
              title: words.familyEmergency(one.person, one.household_id),
              href: `/households/${one.household_id}`,
              icon: 'warning' as const,
            }))}
          />
          <Waiting
            title={words.clocks}
            all="/consultations?view=clock"
            items={consultations.clocks.map((one) => ({
              ...consultationItem(one, props.zone),
              ...clockDue(one.safety_due_at, props.now),
            }))}
          />
          <Waiting
            title={words.climbed}
            all="/consultations?view=unassigned"
            items={consultations.climbed.map((one) => ({
              ...consultationItem(one, props.zone),
              due: words.waitsFor(Math.floor((props.now.getTime() - one.received_at.getTime()) / 3_600_000)),
              dueState: 'late' as const,
            }))}
          />
          <Waiting
            title={words.consultationsNext}
            all="/consultations?view=mine"
            items={consultations.next.map((one) => ({
              ...consultationItem(one, props.zone),
              text: one.next_step,
              ...due(one.next_on!, today),
            }))}
          />
          <Waiting
            title={words.consultationDrafts}
            items={waiting.consultation_drafts.map((one) => ({
              title: words.consultationDraft(formatDateTime(one.saved_at, props.zone)),
              href: `/consultations/new?draft=${one.id}`,
              icon: 'edit' as const,
            }))}
          />
          <Waiting
            title={words.handovers}
            all="/handovers"
            items={waiting.handovers.map((one) => ({
              title: words.handoverText(one.count),
              href: `/handovers/${one.id}#accept`,
              ...(one.leaves_on === null ? {} : due(one.leaves_on, today)),
              icon: 'people' as const,
            }))}
          />
          <Waiting
            title={words.transfers}
            items={
              waiting.transfers.length === 0
                ? []
                : [
                    {
                      title: words.transferText(waiting.transfers.length),
                      href: '/handovers/transfers',
                      icon: 'people' as const,
                    },
                  ]
            }
          />
          <Waiting
            title={words.conferenceTasks}
            items={waiting.conference_tasks.map((one) => ({
              title: words.conferenceTaskText,
              href: `/conferences/tasks/${one.id}`,
              ...due(one.due_on, today),
              icon: 'lock' as const,
            }))}
          />
          <Waiting
            title={words.conferences}
            all="/conferences"
            items={[
              ...waiting.minutes_to_approve.map((one) => ({
                title: words.minutesToApprove(one.id),
                href: `/conferences/${one.id}`,
                meta: formatDate(one.held_on),
                icon: 'check' as const,
              })),
              ...waiting.invitations
                .filter((one) => one.cancelled_at === null)
                .map((one) => ({
                  title: words.invitedTo(one.id, one.team),
                  href: `/conferences/${one.id}`,
                  meta: `${formatDate(one.held_on)}${one.starts_at === null ? '' : `　${formatTime(one.starts_at)}`}`,
                  icon: 'lock' as const,
                })),
              ...waiting.conferences
                .filter((one) => !waiting.invitations.some((invited) => invited.id === one.id))
                .map((one) => ({
                  title: words.conferenceText(one.kind === 'case', one.id),
                  href: `/conferences/${one.id}`,
                  meta: `${formatDate(one.held_on)}${one.starts_at === null ? '' : `　${formatTime(one.starts_at)}`}`,
                  icon: 'calendar' as const,
                })),
            ]}
          />
          <Waiting
            title={words.checkIn}
            items={
              waiting.check_in_due
                ? [{ title: words.checkInText, href: '/caseload#check-in', icon: 'note' as const }]
                : []
            }
          />
          <Waiting
            title={words.confirmations}
            all="/confirmations"
            items={waiting.confirmations.map((one) => ({
              title: one.person,
              text: one.role ?? one.email ?? '',
              href: '/confirmations',
            }))}
          />
          <Waiting
            title={words.returnedChanges}
            items={waiting.returned.map((change) => ({
              title: change.facility,
              href: `/facilities/${change.facility_id}/changes/${change.id}`,
              meta: formatDateTime(change.proposed_at, props.zone),
              icon: 'warning' as const,
            }))}
          />
          <Waiting
            title={words.entriesDue}
            items={waiting.entries.map((entry) => ({
              title: entry.name,
              href: `/facilities/${entry.id}`,
              meta:
                entry.confirmed_on === null
                  ? words.neverConfirmed
                  : words.confirmedOn(formatDate(entry.confirmed_on)),
              icon: 'check' as const,
              action: <Go href={`/facilities/${entry.id}`} label={words.confirmEntry} />,
            }))}
          />
          <Waiting
            title={words.referralsToAnswer}
            all="/referrals/received"
            items={referralItems(waiting.referrals_to_answer)}
          />
          <Waiting
            title={words.capacityToAnswer}
            all="/capacity"
            items={waiting.capacity_to_answer.map((one) => ({
              title: one.need,
              href: `/capacity/${one.id}`,
              icon: 'people' as const,
              ...due(one.expires_on, today),
            }))}
          />
          <Waiting
            title={words.disclosuresToSign}
            items={waiting.disclosures_to_sign.map((one) => ({
              title:
                one.referral_id === null ? words.disclosureToSign : words.referralNumber(one.referral_id),
              href: `/disclosures/${one.id}`,
              meta: formatDateTime(one.decided_at, props.zone),
              icon: 'lock' as const,
            }))}
          />
          <Waiting
            title={words.copiesToCheck}
            items={waiting.copies_to_check.map((one) => ({
              title: words.copyToCheck,
              href: `/disclosures/copies/${one.id}`,
              meta: formatDateTime(one.asked_at!, props.zone),
              icon: 'lock' as const,
            }))}
          />
          <Waiting
            title={words.sharesWithoutBasis}
            items={waiting.shares_without_basis.map((one) => ({
              title: words.basisEnded(one.basis, formatDate(one.ended_on)),
              href: `/disclosures/${one.id}`,
              meta: one.recipient_name,
              icon: 'lock' as const,
            }))}
          />
          <Waiting
            title={words.statements}
            all="/statements"
            items={[
              ...waiting.statements_waiting.map((one) => ({
                title: one.title,
                href: `/statements/${one.id}`,
                meta: words.statementWaits(formatDateTime(one.sent_at, props.zone)),
                icon: 'check' as const,
              })),
              ...waiting.statements_returned.map((one) => ({
                title: one.title,
                href: `/statements/${one.id}`,
                meta: words.statementReturned,
                icon: 'edit' as const,
              })),
              ...waiting.statements_answered.map((one) => ({
                title: one.title,
                href: `/statements/${one.id}#outcome`,
                meta: words.statementAnswered(formatDateTime(one.answered_at, props.zone)),
                icon: 'check' as const,
              })),
            ]}
          />
          <Waiting
            title={words.referralsToMove}
            all="/referrals?group=mine"
            items={referralItems(waiting.referrals_to_move)}
          />
          <Waiting
            title={words.referralsToTake}
            all="/referrals?group=unowned"
            items={referralItems(waiting.referrals_to_take)}
          />
          <Waiting
            title={words.referralsEscalated}
            all="/referrals?group=stalled"
            items={referralItems(waiting.referrals_escalated)}
          />
          <Waiting
            title={words.applicationsToCall}
            items={applicationItems(waiting.applications_to_call, props.zone, words.toCall, {
              icon: 'warning',
            })}
          />
          <Waiting
            title={words.applicationsTomorrow}
            all="/applications"
            items={applicationItems(waiting.applications_tomorrow, props.zone, words.coming, {
              icon: 'calendar',
              door: true,
            })}
          />
          <Waiting
            title={words.applicationsNew}
            all="/applications"
            items={applicationItems(waiting.applications_new, props.zone, words.fresh, { icon: 'people' })}
          />
          <Waiting
            title={words.visitsToday}
            all="/visits/plan"
            items={waiting.visits.map((visit) => ({
              title: visit.facility,
              href: `/visits/${visit.id}`,
              meta: `${formatMonthDay(visit.planned_on)}${visit.planned_from === null ? '' : `　${visit.planned_to === null ? formatTime(visit.planned_from) : formatTimeRange(visit.planned_from, visit.planned_to)}`}`,
              icon: 'calendar' as const,
              action:
                visit.planned_on === today && visit.visited_on === null ? (
                  <Go href={`/visits/${visit.id}/record`} label={words.record} />
                ) : undefined,
            }))}
          />
          <Waiting
            title={words.missingRecords}
            all="/visits"
            items={waiting.missing.map((visit) => ({
              title: visit.facility,
              href: `/visits/${visit.id}`,
              meta: formatDate(visit.planned_on),
              due: words.missingSince(daysBetween(visit.planned_on, today)),
              dueState: 'late' as const,
              action: <Go href={`/visits/${visit.id}/record`} label={words.record} />,
            }))}
          />
          <Waiting
            title={words.changes}
            all="/facilities/changes"
            items={waiting.changes.map((change) => ({
              title: change.facility,
              href: `/facilities/${change.facility_id}/changes/${change.id}`,
              meta: words.changedBy(change.proposer, formatDateTime(change.proposed_at, props.zone)),
              icon: 'edit' as const,
              action: (
                <Go
                  href={`/facilities/${change.facility_id}/changes/${change.id}`}
                  label={words.checkChange}
                />
              ),
            }))}
          />
          <Waiting
            title={words.drafts}
            items={waiting.drafts.map((draft) => ({
              title: draft.facility,
              href: `/visits/${draft.visit_id}/record`,
              meta: words.draftSaved(formatDateTime(draft.saved_at, props.zone)),
              action: <Go href={`/visits/${draft.visit_id}/record`} label={words.resume} />,
            }))}
          />
          <Waiting
            title={words.shareBacks}
            all="/my-facility/share-backs"
            items={waiting.share_backs.map((one) => ({
              title: one.meeting,
              href: `/share-backs/${one.id}`,
              badge: one.was_absent ? <StatusBadge kind="info">{words.absent}</StatusBadge> : undefined,
              ...due(one.due_on, today),
              action: <Go href={`/share-backs/${one.id}`} label={words.shareBackAction} />,
            }))}
          />
          <Waiting
            title={words.partnership}
            all="/partnership"
            items={waiting.partnership_checks.map((one) => ({
              title: one.name,
              href: one.href,
              meta: one.facility,
              ...due(one.closes_on, today),
              action: <Go href={one.href} label={words.partnershipAction} />,
            }))}
          />
          <Waiting title={words.initiatives} all="/initiatives" items={initiativeItems(waiting, today)} />
          <Waiting
            title={words.initiativeSessions}
            all="/initiatives"
            items={waiting.initiative_sessions.map((one) => ({
              title: one.title,
              href: `/initiatives/${one.initiative_id}/sessions/${one.id}`,
              meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${one.place}`,
              icon: 'calendar' as const,
            }))}
          />
          <Waiting
            title={words.practiceConsents}
            all="/practices"
            items={waiting.practice_consents.map((one) => {
              const href = `/practices/${one.practice_id}#consent`;
              return {
                title: one.title,
                href: `/practices/${one.practice_id}`,
                meta: one.facility,
                action: <Go href={href} label={words.practiceConsentsAction} />,
              };
            })}
          />
          <Waiting title={words.openDays} all="/open-days" items={openDays} />
          <Waiting
            title={words.studyTrials}
            all="/study-handouts"
            items={waiting.study_trials.map((one) => {
              const href = `/study-handouts/${one.handout_id}/tried?facility=${one.facility_id}`;
              return {
                title: one.title,
                href: `/study-handouts/${one.handout_id}`,
                meta: one.facility,
                action: <Go href={href} label={words.studyTrialsAction} />,
              };
            })}
          />
          <Waiting
            title={words.studySessions}
            all="/study-groups"
            items={waiting.study_sessions.map((one) => ({
              title: one.title,
              href: `/study-sessions/${one.id}`,
              meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${words.studyGroup(one.number)}`,
              icon: 'calendar' as const,
            }))}
          />
          <Waiting
            title={words.studyCalls}
            all="/study-groups"
            items={waiting.study_calls.map((one) => ({
              title: one.title,
              href: `/study-groups/${one.id}`,
              ...due(one.closes_on, today),
              action: <Go href={`/study-groups/${one.id}`} label={words.studyCallsAction} />,
            }))}
          />
          <Courses waiting={waiting} today={today} />
          <Waiting
            title={words.answers}
            all="/my-facility/issues"
            items={waiting.answers.map((one) => ({
              title: one.publication_title ?? one.theme_name,
              href: '/my-facility/issues',
              meta: one.facility_name,
              action: <Go href="/my-facility/issues" label={words.read} />,
            }))}
          />
          <Waiting
            title={words.use}
            all="/use"
            items={waiting.use.map((one) => ({
              title: formatMonthDay(one.day),
              href: `/use/${one.service_id}/${one.day}`,
              meta: one.service,
              action: <Go href={`/use/${one.service_id}/${one.day}`} label={words.useAction} />,
            }))}
          />
          <Waiting
            title={words.actions}
            all="/actions"
            items={waiting.actions.map((one) => ({
              title: one.what,
              href: `/actions/${one.id}`,
              meta: one.forum ?? undefined,
              ...due(one.due_on, today),
              action: <Go href={`/actions/${one.id}`} label={words.answer} />,
            }))}
          />
          <Waiting
            title={words.questions}
            items={waiting.questions.map((one) => ({
              title: one.question ?? '',
              href: `/meetings/${one.meeting_id}`,
              meta: `${one.who}　${one.meeting}`,
            }))}
          />
          <Waiting
            title={words.messages}
            all="/messages"
            items={waiting.messages.map((one) => ({
              title: words.message[one.kind as 'adult'],
              href: `/messages/${one.id}`,
              meta: formatDateTime(one.last_at, props.zone),
              badge: one.urgent ? <StatusBadge kind="error">{words.danger}</StatusBadge> : undefined,
              action: <Go href={`/messages/${one.id}`} label={words.answer} />,
            }))}
          />
          <Waiting
            title={words.voices}
            all="/voices"
            items={waiting.voices.map((one) => ({
              title: words.voice[one.kind as 'wish'],
              href: `/voices/${one.id}`,
              meta: formatDateTime(one.said_at, props.zone),
              badge: one.urgent ? <StatusBadge kind="error">{words.urgent}</StatusBadge> : undefined,
              action: <Go href={`/voices/${one.id}`} label={words.answer} />,
            }))}
          />
          <Waiting
            title={words.helpers}
            all="/helpers"
            items={waiting.helpers.map((one) => ({
              title: words.helper[one.step as 'try'],
              href: `/helpers/${one.id}`,
              meta: formatDateTime(one.applied_at, props.zone),
              action: <Go href={`/helpers/${one.id}`} label={words.contact} />,
            }))}
          />
          <Waiting title={words.kept} all={kept[0]?.href ?? '/retention'} items={kept} />
          <Waiting
            title={words.minutes}
            all="/meetings"
            items={waiting.minutes.map((one) => ({
              title: one.title,
              href: `/meetings/${one.id}`,
              meta: `${one.forum}　${formatDate(one.held_on)}`,
            }))}
          />
          <Waiting
            title={words.followUps}
            items={waiting.follow_ups.map((one) => ({
              title: one.what,
              href: `/visits/facility/${one.facility_id}`,
              meta: one.facility,
              ...due(one.due_on, today),
            }))}
          />
          <Waiting
            title={words.overdue}
            all="/actions"
            items={waiting.overdue.map((one) => ({
              title: one.what,
              href: `/actions/${one.id}`,
              meta: words.holder(one.owner ?? one.owner_facility ?? one.owner_organisation),
              ...due(one.due_on, today),
            }))}
          />
          <Waiting
            title={words.stuck}
            all="/issues?stuck=1"
            items={waiting.stuck.map((one) => ({
              title: one.title,
              href: `/issues/${one.id}`,
              meta: [one.theme_name, one.owner_name === null ? null : words.holder(one.owner_name)]
                .filter(Boolean)
                .join('　'),
            }))}
          />
          {lists ? null : <EmptyState title={words.nothing} text={words.nothingText} />}
        </Stack>
        <Stack>
          {waiting.notices.length === 0 ? null : (
            <Card
              title={words.notices}
              actions={
                <LinkButton href="/notices" kind="tertiary" size="sm">
                  {words.all}
                </LinkButton>
              }
            >
              <ResourceList
                label={words.notices}
                items={waiting.notices.map((notice, index) => ({
                  title: notice.title,
                  href: notice.url,
                  meta: formatDateTime(notice.created_at, props.zone),
                  action: (
                    <Form action={`/notices/${notice.id}/open`} label={`${index + 1} ${notice.title}`}>
                      <Button kind="tertiary" size="sm">
                        {words.confirm}
                      </Button>
                    </Form>
                  ),
                }))}
              />
            </Card>
          )}
          {props.goesOut ? (
            <Card title={words.outside}>
              <MenuList
                items={[
                  { label: words.outsideLinks.app, href: '/visits/offline' },
                  { label: words.outsideLinks.day, href: `/round-days/${today}` },
                  { label: words.outsideLinks.round, href: '/round-plan' },
                ]}
              />
            </Card>
          ) : null}
          {props.isFacility ? (
            <Card title={words.facility}>
              <MenuList
                items={[
                  { label: words.facilityLinks.visits, href: '/my-facility/visits' },
                  { label: words.facilityLinks.issues, href: '/my-facility/issues' },
                  { label: words.facilityLinks.shareBacks, href: '/my-facility/share-backs' },
                  ...(props.entersUse ? [{ label: words.facilityLinks.use, href: '/use' }] : []),
                  ...(props.facilityId === null
                    ? []
                    : [{ label: words.facilityLinks.directory, href: `/facilities/${props.facilityId}` }]),
                ]}
              />
            </Card>
          ) : null}
          <Waiting
            title={words.meetings}
            all="/meetings"
            items={waiting.meetings.map((one) => ({
              title: one.title,
              href: `/meetings/${one.id}`,
              meta: `${formatDate(one.held_on)}　${one.forum}`,
            }))}
          />
          <Waiting
            title={words.due}
            all="/visits/plan"
            items={waiting.due.map((one) => ({
              title: one.name,
              href: `/visits/facility/${one.id}`,
              meta: [one.kind, one.area].filter(Boolean).join('　'),
              action: <Go href={`/visits/new?facility=${one.id}`} label={words.duePlan} />,
            }))}
          />
          <Waiting
            title={words.behind}
            all="/indicators"
            items={waiting.behind.map((one) => ({ title: one.name, href: one.href }))}
          />
          <Waiting
            title={words.ending}
            all="/people?state=ending"
            items={waiting.ending.map((one) => ({
              title: one.name,
              href: `/people/${one.person_id}`,
              meta: `${one.place}　${one.role}`,
              ...due(one.ends_on, today),
            }))}
          />
          {waiting.dead === 0 ? null : (
            <Waiting
              title={words.dead}
              items={[{ title: words.deadText(waiting.dead), href: '/system', icon: 'warning' }]}
            />
          )}
          {props.isAuditor ? (
            <Waiting title={words.audit} items={[{ title: words.auditText, href: '/audit' }]} />
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}
