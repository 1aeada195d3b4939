import { useContext, type PropsWithChildren } from '../../platform/ui/jsx-runtime.ts';
import { formatTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { japanese, ReadingContext } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import type { SessionLine } from './queries.ts';
import { ageIn, daysOfIn, kindIn, timeIn, type Timed } from './rules-said.ts';
import { calendarWords } from './words-open.ts';

/** What is called off or left out is asked for its reason, in one line, before it is done. */
export function ReasonForm(
  props: PropsWithChildren<{
    action: string;
    state: FormState;
    name: string;
    label: string;
    help: string;
    confirm: string;
    /** called off for everybody, or only put aside */
    kind: 'danger' | 'secondary';
    back?: { href: string; label: string };
  }>,
) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Form action={props.action} errors={props.state.errors}>
      {props.children}
      <TextField {...field(props.name)} label={props.label} help={props.help} required maxLength={200} />
      <ButtonRow>
        <Button kind={props.kind}>{props.confirm}</Button>
        {props.back === undefined ? null : (
          <LinkButton href={props.back.href} kind="tertiary">
            {props.back.label}
          </LinkButton>
        )}
      </ButtonRow>
    </Form>
  );
}

/** A sitting's days and hours; on a narrow screen the line ends between them, not within the hours. */
export function When({ session }: { session: Timed }) {
  const reading = useContext(ReadingContext);
  return (
    <>
      {`${daysOfIn(reading, session)} `}
      <span class="cal-hours">{timeIn(reading, session)}</span>
    </>
  );
}

const stateClass = (line: SessionLine, now: Date): string =>
  (line.cancelled_at === null ? '' : ' cal-event-cancelled') +
  (line.zone === 'network' ? ' cal-event-network' : '') +
  (line.published_at === null || line.published_at > now ? ' cal-event-draft' : '');

/** A sitting in a month's sheet: when it begins and what it is. */
export function GridLine({ line, href, now }: { line: SessionLine; href: string; now: Date }) {
  const reading = useContext(ReadingContext);
  const w = calendarWords();
  const place = line.online === 'only' ? '' : line.place;
  return (
    <a class={`cal-event${stateClass(line, now)}`} href={href}>
      <span class="cal-event-time">
        {line.all_day || line.on !== line.ends_on ? timeIn(reading, line) : formatTime(line.time_from)}
        {line.cancelled_at === null ? null : ` ${w.cancelled}`}
      </span>
      <span class="cal-event-title" lang={japanese(reading)}>
        {line.title}
      </span>
      {line.online === 'only' ? <span class="cal-event-place">{w.online}</span> : null}
      {place === '' ? null : (
        <span class="cal-event-place" lang={japanese(reading)}>
          {place}
        </span>
      )}
    </a>
  );
}

/** A sitting in a list of days: when, what, where, for whom. */
export function DayLine({ line, href }: { line: SessionLine; href: string }) {
  const reading = useContext(ReadingContext);
  const w = calendarWords();
  const age = ageIn(reading, line.age_from_months, line.age_to_months);
  const place = line.online === 'only' ? '' : line.place;
  return (
    <div class={line.cancelled_at === null ? 'cal-line' : 'cal-line cal-line-cancelled'}>
      <p class="cal-line-time">{timeIn(reading, line)}</p>
      <div>
        <p class="cal-line-title">
          <a href={href} lang={japanese(reading)}>
            {line.title}
          </a>
          {line.cancelled_at === null ? null : <StatusBadge kind="warning">{w.cancelled}</StatusBadge>}
          {line.moved && line.cancelled_at === null ? <StatusBadge kind="info">{w.moved}</StatusBadge> : null}
          {line.zone === 'network' ? <Chip icon="people">{w.networkOnly}</Chip> : null}
        </p>
        {line.summary === '' ? null : <p lang={japanese(reading)}>{line.summary}</p>}
        <p class="cal-line-more">
          {place === '' ? null : <span lang={japanese(reading)}>{`${place}　`}</span>}
          {[
            line.online === 'only' ? w.online : '',
            kindIn(reading, { code: line.event_kind_code, name: line.kind }),
            age,
            line.fee_amount === 0 ? w.free : '',
            ['form', 'lottery', 'contact'].includes(line.application) ? w.needsApplication : '',
          ]
            .filter((part) => part !== '')
            .join('　')}
          {line.note === '' ? null : <span lang={japanese(reading)}>{`　${line.note}`}</span>}
        </p>
      </div>
    </div>
  );
}
