import { daysBetween, formatDate, formatDateTime, formatMonthDay } from '../platform/ja/dates.ts';
import { StatusBadge } from '../platform/ui/feedback.tsx';
import {
  Go,
  applicationItems,
  clockDue,
  consultationItem,
  due,
  initiativeItems,
  keptItems,
  openDayItems,
  referralItems,
  visitItem,
  type List,
  type Seen,
} from './pages-items.tsx';
import { breachesIn } from '../system/queries.ts';
import { words } from './words.ja.ts';

/** What this person is to do, list by list: the number at the top of the page is the number of these lines. */
export function listsThatWait({ waiting, today, zone, now, isAuditor: readsLog }: Seen): List[] {
  const { consultations, courses_managed, reflections } = waiting;
  const kept = keptItems(waiting);
  const begun = new Set(waiting.drafts.map((draft) => draft.visit_id));
  const visitsToday = waiting.visits.filter(
    (visit) => visit.planned_on === today && visit.visited_on === null,
  );
  // Asked for already, with the same button: a record that was begun is not a second thing to do.
  const listed = new Set([...waiting.missing, ...visitsToday].map((visit) => visit.id));
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
  const broken = waiting.chain === null ? 0 : breachesIn(waiting.chain.detail);
  return [
    {
      title: words.chain,
      tone: 'error' as const,
      items:
        broken === 0
          ? []
          : [
              {
                title: words.chainBroken(broken),
                href: readsLog ? '/audit' : '/system',
                meta: words.chainFound(formatDateTime(waiting.chain!.at, zone)),
                icon: 'warning' as const,
              },
            ],
    },
    {
      title: words.emergencies,
      most: Infinity,
      items: waiting.emergencies.map((one) => ({
        title: words.emergencyText(one.person),
        href: `/visits/${one.subject_id}`,
        icon: 'warning' as const,
      })),
    },
    {
      title: words.deviceTexts,
      most: 8,
      items: waiting.device_texts.map((one) => ({
        title: one.facility,
        href: `/visits/${one.visit_id}`,
        meta: `${formatMonthDay(one.planned_on)}　${words.deviceTextCount(one.count)}`,
        icon: 'warning' as const,
      })),
    },
    {
      title:
        waiting.council_overdue === 0
          ? words.council
          : `${words.council}　${words.councilOverdue(waiting.council_overdue)}`,
      most: 8,
      all: '/council',
      items: waiting.council.map((one) => ({
        title: words.numbered(one.fiscal_year, one.number),
        href: `/council/${one.id}`,
        ...due(one.next_review_on, today),
      })),
    },
    {
      title: words.casesLate,
      most: 8,
      all: '/cases',
      items: waiting.cases_late.map((one) => ({
        title: words.numbered(one.fiscal_year, one.number),
        href: `/cases/${one.id}`,
        ...due(one.next_contact_on, today),
      })),
    },
    {
      title: words.caseTasks,
      most: 8,
      items: waiting.case_tasks.map((one) => ({
        title: words.numbered(one.fiscal_year, one.number),
        href: `/cases/${one.case_id}#tasks`,
        ...due(one.due_on, today),
      })),
    },
    {
      title: words.caseClosings,
      most: 8,
      items: waiting.case_closings.map((one) => ({
        title: words.numbered(one.fiscal_year, one.number),
        href: `/cases/${one.case_id}`,
        meta: words.proposedAt(formatDateTime(one.proposed_at, zone)),
      })),
    },
    {
      title: words.casePlans,
      most: 8,
      items: waiting.case_plans.map((one) => ({
        title: words.numbered(one.fiscal_year, one.case_number),
        href: `/cases/${one.case_id}/plan`,
        ...due(one.review_on, today),
      })),
    },
    {
      title: words.casesQuiet,
      most: 8,
      all: '/cases?tab=quiet',
      items: waiting.cases_quiet.map((one) => ({
        title: words.numbered(one.fiscal_year, one.number),
        href: `/cases/${one.id}`,
        meta: words.lastContact(one.last_contact_on === null ? null : formatMonthDay(one.last_contact_on)),
        icon: 'warning' as const,
      })),
    },
    {
      title: words.familyEmergencies,
      most: Infinity,
      items: waiting.family_emergencies.map((one) => ({
        title: words.familyEmergency(one.person, one.household_id),
        href: `/households/${one.household_id}`,
        icon: 'warning' as const,
      })),
    },
    {
      title: words.clocks,
      all: '/consultations?view=clock',
      items: consultations.clocks.map((one) => ({
        ...consultationItem(one, zone),
        ...clockDue(one.safety_due_at, now),
      })),
    },
    {
      title: words.climbed,
      all: '/consultations?view=unassigned',
      items: consultations.climbed.map((one) => ({
        ...consultationItem(one, zone),
        due: words.waitsFor(Math.floor((now.getTime() - one.received_at.getTime()) / 3_600_000)),
        dueState: 'late' as const,
      })),
    },
    {
      title: words.consultationsNext,
      all: '/consultations?view=mine',
      items: consultations.next.map((one) => ({
        ...consultationItem(one, zone),
        text: one.next_step,
        ...due(one.next_on!, today),
      })),
    },
    {
      title: words.consultationDrafts,
      items: waiting.consultation_drafts.map((one) => ({
        title: words.consultationDraft(formatDateTime(one.saved_at, zone)),
        href: `/consultations/new?draft=${one.id}`,
        icon: 'edit' as const,
      })),
    },
    {
      title: words.handovers,
      all: '/handovers',
      items: waiting.handovers.map((one) => ({
        title: words.handoverText(one.count),
        href: `/handovers/${one.id}#accept`,
        ...(one.leaves_on === null ? {} : due(one.leaves_on, today)),
        icon: 'people' as const,
      })),
    },
    {
      title: words.transfers,
      items:
        waiting.transfers.length === 0
          ? []
          : [
              {
                title: words.transferText(waiting.transfers.length),
                href: '/handovers/transfers',
                icon: 'people' as const,
              },
            ],
    },
    {
      title: words.conferenceTasks,
      items: waiting.conference_tasks.map((one) => ({
        title: words.conferenceTaskText,
        href: `/conferences/tasks/${one.id}`,
        ...due(one.due_on, today),
        icon: 'lock' as const,
      })),
    },
    {
      title: words.minutesToApproveTitle,
      all: '/conferences',
      items: waiting.minutes_to_approve.map((one) => ({
        title: words.minutesToApprove(one.id),
        href: `/conferences/${one.id}`,
        meta: formatDate(one.held_on),
        icon: 'check' as const,
      })),
    },
    {
      title: words.checkIn,
      items: waiting.check_in_due
        ? [{ title: words.checkInText, href: '/caseload#check-in', icon: 'note' as const }]
        : [],
    },
    {
      title: words.confirmations,
      all: '/confirmations',
      items: waiting.confirmations.map((one) => ({
        title: one.person,
        text: one.role ?? one.email ?? '',
        href: '/confirmations',
      })),
    },
    {
      title: words.returnedChanges,
      items: waiting.returned.map((change) => ({
        title: change.facility,
        href: `/facilities/${change.facility_id}/changes/${change.id}`,
        meta: formatDateTime(change.proposed_at, zone),
        icon: 'warning' as const,
      })),
    },
    {
      title: words.entriesDue,
      items: waiting.entries.map((entry) => ({
        title: entry.name,
        href: `/facilities/${entry.id}`,
        meta:
          entry.confirmed_on === null
            ? words.neverConfirmed
            : words.confirmedOn(formatDate(entry.confirmed_on)),
        icon: 'check' as const,
        action: <Go href={`/facilities/${entry.id}`} label={words.confirmEntry} />,
      })),
    },
    {
      title: words.referralsToAnswer,
      all: '/referrals/received',
      items: referralItems(waiting.referrals_to_answer),
    },
    {
      title: words.capacityToAnswer,
      all: '/capacity',
      items: waiting.capacity_to_answer.map((one) => ({
        title: one.need,
        href: `/capacity/${one.id}`,
        icon: 'people' as const,
        ...due(one.expires_on, today),
      })),
    },
    {
      title: words.disclosuresToSign,
      items: waiting.disclosures_to_sign.map((one) => ({
        title: one.referral_id === null ? words.disclosureToSign : words.referralNumber(one.referral_id),
        href: `/disclosures/${one.id}`,
        meta: formatDateTime(one.decided_at, zone),
        icon: 'lock' as const,
      })),
    },
    {
      title: words.copiesToCheck,
      items: waiting.copies_to_check.map((one) => ({
        title: words.copyToCheck,
        href: `/disclosures/copies/${one.id}`,
        meta: formatDateTime(one.asked_at!, zone),
        icon: 'lock' as const,
      })),
    },
    {
      title: words.sharesWithoutBasis,
      items: waiting.shares_without_basis.map((one) => ({
        title: words.basisEnded(one.basis, formatDate(one.ended_on)),
        href: `/disclosures/${one.id}`,
        meta: one.recipient_name,
        icon: 'lock' as const,
      })),
    },
    {
      title: words.statements,
      all: '/statements',
      items: [
        ...waiting.statements_waiting.map((one) => ({
          title: one.title,
          href: `/statements/${one.id}`,
          meta: words.statementWaits(formatDateTime(one.sent_at, zone)),
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
          meta: words.statementAnswered(formatDateTime(one.answered_at, zone)),
          icon: 'check' as const,
        })),
      ],
    },
    {
      title: words.referralsToMove,
      all: '/referrals?group=mine',
      items: referralItems(waiting.referrals_to_move),
    },
    {
      title: words.referralsToTake,
      all: '/referrals?group=unowned',
      items: referralItems(waiting.referrals_to_take),
    },
    {
      title: words.applicationsToCall,
      items: applicationItems(waiting.applications_to_call, zone, words.toCall, {
        icon: 'warning',
      }),
    },
    {
      title: words.visitsToday,
      most: 8,
      all: '/visits/plan',
      items: visitsToday.map((visit) => ({
        ...visitItem(visit),
        action: (
          <Go href={`/visits/${visit.id}/record`} label={begun.has(visit.id) ? words.resume : words.record} />
        ),
      })),
    },
    {
      title: words.missingRecords,
      most: 8,
      all: '/visits?state=unrecorded&mine=1&year=all',
      items: waiting.missing.map((visit) => ({
        title: visit.facility,
        href: `/visits/${visit.id}`,
        meta: formatDate(visit.planned_on),
        due: words.missingSince(daysBetween(visit.planned_on, today)),
        dueState: 'late' as const,
        action: (
          <Go href={`/visits/${visit.id}/record`} label={begun.has(visit.id) ? words.resume : words.record} />
        ),
      })),
    },
    {
      title: words.changes,
      all: '/facilities/changes',
      items: waiting.changes.map((change) => ({
        title: change.facility,
        href: `/facilities/${change.facility_id}/changes/${change.id}`,
        meta: words.changedBy(change.proposer, formatDateTime(change.proposed_at, zone)),
        icon: 'edit' as const,
        action: (
          <Go href={`/facilities/${change.facility_id}/changes/${change.id}`} label={words.checkChange} />
        ),
      })),
    },
    {
      title: words.eventQuestions,
      items:
        waiting.event_questions === 0
          ? []
          : [
              {
                title: words.eventQuestionsText(waiting.event_questions),
                href: '/events/questions',
                icon: 'calendar' as const,
              },
            ],
    },
    {
      title: words.drafts,
      items: waiting.drafts
        .filter((draft) => !listed.has(draft.visit_id))
        .map((draft) => ({
          title: draft.facility,
          href: `/visits/${draft.visit_id}/record`,
          meta: words.draftSaved(formatDateTime(draft.saved_at, zone)),
          action: <Go href={`/visits/${draft.visit_id}/record`} label={words.resume} />,
        })),
    },
    {
      title: words.shareBacks,
      all: '/my-facility/share-backs',
      items: waiting.share_backs.map((one) => ({
        title: one.meeting,
        href: `/share-backs/${one.id}`,
        badge: one.was_absent ? <StatusBadge kind="info">{words.absent}</StatusBadge> : undefined,
        ...due(one.due_on, today),
        action: <Go href={`/share-backs/${one.id}`} label={words.shareBackAction} />,
      })),
    },
    {
      title: words.partnership,
      all: '/partnership',
      items: waiting.partnership_checks.map((one) => ({
        title: one.name,
        href: one.href,
        meta: one.facility,
        ...due(one.closes_on, today),
        action: <Go href={one.href} label={words.partnershipAction} />,
      })),
    },
    { title: words.initiatives, all: '/initiatives', items: initiativeItems(waiting, today) },
    {
      title: words.practiceConsents,
      all: '/practices',
      items: waiting.practice_consents.map((one) => {
        const href = `/practices/${one.practice_id}#consent`;
        return {
          title: one.title,
          href: `/practices/${one.practice_id}`,
          meta: one.facility,
          action: <Go href={href} label={words.practiceConsentsAction} />,
        };
      }),
    },
    { title: words.openDays, all: '/open-days', items: openDayItems(waiting, zone) },
    {
      title: words.studyTrials,
      all: '/study-handouts',
      items: waiting.study_trials.map((one) => {
        const href = `/study-handouts/${one.handout_id}/tried?facility=${one.facility_id}`;
        return {
          title: one.title,
          href: `/study-handouts/${one.handout_id}`,
          meta: one.facility,
          action: <Go href={href} label={words.studyTrialsAction} />,
        };
      }),
    },
    {
      title: words.coursesYes,
      all: '/courses',
      items: waiting.courses_yes.map((one) => ({
        title: one.title,
        href: `/courses/${one.course_id}#applications`,
        meta: words.coursesPeople(one.people),
        ...due(one.closes_on, today),
        action: <Go href={`/courses/${one.course_id}#applications`} label={words.coursesYesAction} />,
      })),
    },
    {
      title: words.reflections,
      all: '/my-courses',
      items: reflections.fresh.map((one) => session(one, 'reflection', words.reflectionsAction)),
    },
    {
      title: words.reflectionsLater,
      all: '/my-courses',
      items: reflections.later.map((one) => session(one, 'later', words.reflectionsLaterAction)),
    },
    {
      title: words.coursesChoose,
      all: '/courses',
      items: courses_managed.choose.map((one) => ({
        title: one.title,
        href: `/courses/${one.course_id}/applications`,
        meta: words.coursesPeople(one.people),
        action: <Go href={`/courses/${one.course_id}/applications`} label={words.coursesChooseAction} />,
      })),
    },
    {
      title: words.coursesAttendance,
      all: '/courses',
      items: courses_managed.attendance.map((one) =>
        session(one, 'attendance', words.coursesAttendanceAction),
      ),
    },
    { title: words.lectures, all: '/lectures', items: courses_managed.lectures.map(lecture) },
    { title: words.lecturesHeld, all: '/lectures', items: courses_managed.lectures_held.map(lecture) },
    {
      title: words.answers,
      all: '/my-facility/issues',
      items: waiting.answers.map((one) => ({
        title: one.publication_title ?? one.theme_name,
        href: '/my-facility/issues',
        meta: one.facility_name,
        action: <Go href="/my-facility/issues" label={words.read} />,
      })),
    },
    {
      title: words.use,
      all: '/use',
      items: waiting.use.map((one) => ({
        title: formatMonthDay(one.day),
        href: `/use/${one.service_id}/${one.day}`,
        meta: one.service,
        action: <Go href={`/use/${one.service_id}/${one.day}`} label={words.useAction} />,
      })),
    },
    {
      title: words.actions,
      most: 8,
      all: '/actions?scope=mine',
      items: waiting.actions.map((one) => ({
        title: one.what,
        href: `/actions/${one.id}`,
        meta: one.forum ?? undefined,
        ...due(one.due_on, today),
        action: <Go href={`/actions/${one.id}`} label={words.answer} />,
      })),
    },
    {
      title: words.questions,
      items: waiting.questions.map((one) => ({
        title: one.question ?? '',
        href: `/meetings/${one.meeting_id}`,
        meta: `${one.who}　${one.meeting}`,
      })),
    },
    {
      title: words.messages,
      all: '/messages',
      items: waiting.messages.map((one) => ({
        title: words.message[one.kind as 'adult'],
        href: `/messages/${one.id}`,
        meta: formatDateTime(one.last_at, zone),
        badge: one.urgent ? <StatusBadge kind="error">{words.danger}</StatusBadge> : undefined,
        action: <Go href={`/messages/${one.id}`} label={words.answer} />,
      })),
    },
    {
      title: words.voices,
      all: '/voices',
      items: waiting.voices.map((one) => ({
        title: words.voice[one.kind as 'wish'],
        href: `/voices/${one.id}`,
        meta: formatDateTime(one.said_at, zone),
        badge: one.urgent ? <StatusBadge kind="error">{words.urgent}</StatusBadge> : undefined,
        action: <Go href={`/voices/${one.id}`} label={words.answer} />,
      })),
    },
    {
      title: words.helpers,
      all: '/helpers',
      items: waiting.helpers.map((one) => ({
        title: words.helper[one.step as 'try'],
        href: `/helpers/${one.id}`,
        meta: formatDateTime(one.applied_at, zone),
        action: <Go href={`/helpers/${one.id}`} label={words.contact} />,
      })),
    },
    { title: words.kept, all: kept[0]?.href ?? '/retention', items: kept },
    {
      title: words.minutes,
      all: '/meetings',
      items: waiting.minutes.map((one) => ({
        title: one.title,
        href: `/meetings/${one.id}`,
        meta: `${one.forum}　${formatDate(one.held_on)}`,
      })),
    },
    {
      title: words.followUps,
      most: 8,
      items: waiting.follow_ups.map((one) => ({
        title: one.what,
        href: `/visits/facility/${one.facility_id}`,
        meta: one.facility,
        ...due(one.due_on, today),
      })),
    },
  ];
}
