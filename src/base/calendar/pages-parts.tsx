import { formatTime } from '../../platform/ja/dates.ts';
import { Chip, StatusBadge } from '../../platform/ui/feedback.tsx';
import type { SessionLine } from './queries.ts';
import { words as open } from './words-open.ja.ts';
import { ageText, timeText } from './words.ja.ts';

const stateClass = (line: SessionLine, now: Date): string =>
  (line.cancelled_at === null ? '' : ' cal-event-cancelled') +
  (line.zone === 'network' ? ' cal-event-network' : '') +
  (line.published_at === null || line.published_at > now ? ' cal-event-draft' : '');

const placeOf = (line: SessionLine): string => (line.online === 'only' ? open.online : line.place);

/** A sitting in a month's sheet: when it begins and what it is. */
export function GridLine({ line, href, now }: { line: SessionLine; href: string; now: Date }) {
  return (
    <a class={`cal-event${stateClass(line, now)}`} href={href}>
      <span class="cal-event-time">
        {line.all_day || line.on !== line.ends_on ? timeText(line) : formatTime(line.time_from)}
        {line.cancelled_at === null ? null : ` ${open.cancelled}`}
      </span>
      <span class="cal-event-title">{line.title}</span>
      {placeOf(line) === '' ? null : <span class="cal-event-place">{placeOf(line)}</span>}
    </a>
  );
}

/** A sitting in a list of days: when, what, where, for whom. */
export function DayLine({ line, href }: { line: SessionLine; href: string }) {
  const age = ageText(line.age_from_months, line.age_to_months);
  return (
    <div class={line.cancelled_at === null ? 'cal-line' : 'cal-line cal-line-cancelled'}>
      <p class="cal-line-time">{timeText(line)}</p>
      <div>
        <p class="cal-line-title">
          <a href={href}>{line.title}</a>
          {line.cancelled_at === null ? null : <StatusBadge kind="warning">{open.cancelled}</StatusBadge>}
          {line.moved && line.cancelled_at === null ? (
            <StatusBadge kind="info">{open.moved}</StatusBadge>
          ) : null}
          {line.zone === 'network' ? <Chip icon="people">{open.networkOnly}</Chip> : null}
        </p>
        {line.summary === '' ? null : <p>{line.summary}</p>}
        <p class="cal-line-more">
          {[
            placeOf(line),
            line.kind,
            age,
            line.fee_amount === 0 ? open.free : '',
            ['form', 'lottery', 'contact'].includes(line.application) ? open.needsApplication : '',
            line.note,
          ]
            .filter((part) => part !== '')
            .join('　')}
        </p>
      </div>
    </div>
  );
}
