import type { Child } from '../platform/ui/jsx-runtime.ts';
import {
  daysBetween,
  formatDateTime,
  formatMonthDay,
  formatTimeRange,
  formatTime,
} from '../platform/ja/dates.ts';
import { LinkButton } from '../platform/ui/buttons.tsx';
import type { ResourceItem } from '../platform/ui/records.tsx';
import type { HostLine } from '../base/applications/queries.ts';
import { clockOf } from '../family/consultations/rules.ts';
import type { Today } from './queries.ts';
import { words } from './words.ja.ts';

/** A list of the first page; left out when nothing is in it. */
export interface List {
  title: string;
  /** all that was counted; the first few are shown */
  items: ResourceItem[];
  /** where all of them stand; without it the rest is folded away below the first few */
  all?: string;
  /** how many there are, where that is known whatever was read */
  total?: number | undefined;
  /** how many are shown at first */
  most?: number;
  /** what must not be passed over */
  tone?: 'error';
}

/** What the lists are made from. */
export interface Seen {
  waiting: Today;
  today: string;
  zone: string;
  now: Date;
  isAuditor: boolean;
}

/** What waits of open days, for those who prepare them, who opened and who came. */
export function openDayItems(waiting: Today, zone: string): ResourceItem[] {
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
export function keptItems({ retention, requests }: Today): ResourceItem[] {
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

/** By when, and whether that has passed or is near. */
export function due(day: string, today: string): Pick<ResourceItem, 'due' | 'dueState'> {
  if (day < today) return { due: words.late(formatMonthDay(day)), dueState: 'late' };
  return daysBetween(today, day) <= 7
    ? { due: words.until(formatMonthDay(day)), dueState: 'soon' }
    : { due: words.until(formatMonthDay(day)) };
}

/** The one thing to do about a line. */
export function Go({ href, label }: { href: string; label: string }): Child {
  return (
    <LinkButton href={href} kind="secondary" size="sm">
      {label}
    </LinkButton>
  );
}

/** An event's sessions with how many are meant. */
export const applicationItems = (
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
export const consultationItem = (
  one: Today['consultations']['next'][number],
  zone: string,
): Pick<ResourceItem, 'title' | 'href' | 'meta' | 'icon'> => ({
  title: words.consultation(one.fiscal_year, one.number, one.kind),
  href: `/consultations/${one.id}`,
  meta: `${formatDateTime(one.received_at, zone)}　${one.worker ?? words.noWorker}　${one.team}`,
  icon: 'note',
});

/** How the 48 hours stand. */
export function clockDue(due_at: Date | null, now: Date): Pick<ResourceItem, 'due' | 'dueState'> {
  const { state, hours } = clockOf(due_at, null, now);
  return state === 'late'
    ? { due: words.clockLate(hours), dueState: 'late' }
    : { due: words.clockRunning(hours), dueState: 'soon' };
}

/** What waits of working together: a yes, a look back, taking over, a loan, a silent target. */
export function initiativeItems({ initiatives, loans, targets }: Today, today: string): ResourceItem[] {
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
export const referralItems = (lines: Today['referrals_to_answer']): ResourceItem[] =>
  lines.map((one) => ({
    title: words.referralNumber(one.id),
    href: `/referrals/${one.id}`,
    meta: one.need,
    icon: 'people' as const,
  }));

/** A visit with its day and time. */
export const visitItem = (visit: Today['visits'][number]): ResourceItem => ({
  title: visit.facility,
  href: `/visits/${visit.id}`,
  meta: `${formatMonthDay(visit.planned_on)}${visit.planned_from === null ? '' : `　${visit.planned_to === null ? formatTime(visit.planned_from) : formatTimeRange(visit.planned_from, visit.planned_to)}`}`,
  icon: 'calendar',
});
