import { formatDate, formatDateTime, formatMonthDay, formatTime } from '../platform/ja/dates.ts';
import { Go, applicationItems, due, referralItems, visitItem, type List, type Seen } from './pages-items.tsx';
import { words } from './words.ja.ts';

/** What is good to know and is not to be done now, list by list. */
export function listsToKnow({ waiting, today, zone }: Omit<Seen, 'now'>): List[] {
  return [
    {
      title: words.visitsWeek,
      most: 8,
      all: '/visits/plan',
      items: waiting.visits
        .filter((visit) => visit.planned_on > today || visit.visited_on !== null)
        .map(visitItem),
    },
    {
      title: words.conferences,
      all: '/conferences',
      items: [
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
      ],
    },
    {
      title: words.referralsEscalated,
      all: '/referrals?group=stalled',
      items: referralItems(waiting.referrals_escalated),
    },
    {
      title: words.applicationsTomorrow,
      all: '/applications',
      items: applicationItems(waiting.applications_tomorrow, zone, words.coming, {
        icon: 'calendar',
        door: true,
      }),
    },
    {
      title: words.applicationsNew,
      all: '/applications',
      items: applicationItems(waiting.applications_new, zone, words.fresh, { icon: 'people' }),
    },
    {
      title: words.feedsFailing,
      all: '/events/feeds',
      items: waiting.feeds_failing.map((one) => ({
        title: one.name,
        href: `/events/feeds/${one.id}`,
        meta: words.feedFailed(formatDateTime(one.failed_at, zone)),
        icon: 'warning' as const,
      })),
    },
    {
      title: words.initiativeSessions,
      all: '/initiatives',
      items: waiting.initiative_sessions.map((one) => ({
        title: one.title,
        href: `/initiatives/${one.initiative_id}/sessions/${one.id}`,
        meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${one.place}`,
        icon: 'calendar' as const,
      })),
    },
    {
      title: words.studySessions,
      all: '/study-groups',
      items: waiting.study_sessions.map((one) => ({
        title: one.title,
        href: `/study-sessions/${one.id}`,
        meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${words.studyGroup(one.number)}`,
        icon: 'calendar' as const,
      })),
    },
    {
      title: words.studyCalls,
      all: '/study-groups',
      items: waiting.study_calls.map((one) => ({
        title: one.title,
        href: `/study-groups/${one.id}`,
        ...due(one.closes_on, today),
        action: <Go href={`/study-groups/${one.id}`} label={words.studyCallsAction} />,
      })),
    },
    {
      title: words.courseSessions,
      all: '/my-courses',
      items: waiting.course_sessions.map((one) => ({
        title: `${one.course}\u3000${one.title}`,
        href: `/courses/${one.course_id}`,
        meta: `${formatMonthDay(one.held_on)}　${formatTime(one.starts_at)}　${one.place}`,
        icon: 'calendar' as const,
      })),
    },
    {
      title: words.overdue,
      most: 8,
      all: '/actions?state=overdue',
      items: waiting.overdue.map((one) => ({
        title: one.what,
        href: `/actions/${one.id}`,
        meta: words.holder(one.owner ?? one.owner_facility ?? one.owner_organisation),
        ...due(one.due_on, today),
      })),
    },
    {
      title: words.stuck,
      all: '/issues?stuck=1',
      total: waiting.stuck[0]?.of,
      items: waiting.stuck.map((one) => ({
        title: one.title,
        href: `/issues/${one.id}`,
        meta: [one.theme_name, one.owner_name === null ? null : words.holder(one.owner_name)]
          .filter(Boolean)
          .join('　'),
      })),
    },
  ];
}
