import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { addDays, formatMonth, formatMonthDay, formatTime, monthEnd } from '../../platform/ja/dates.ts';
import { holidayName } from '../../platform/ja/holidays.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { CalendarSteps } from '../../platform/ui/calendar-grid.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { proposalHref } from './pages-begin.tsx';
import type { PlanCall } from './queries.ts';
import { workOf, type Worker } from './rules-year.ts';
import { words } from './words.ja.ts';

const w = words.month;

export interface MonthProps {
  fiscal_year: number;
  month: string;
  from_on: string;
  to_on: string;
  calls: readonly PlanCall[];
  people: readonly (Worker & { name: string })[];
  /** what speaks against a line, in words */
  problems: ReadonlyMap<number, readonly string[]>;
  change: string | null;
  may_plan: boolean;
}

function CallCard({ call, props }: { call: PlanCall; props: MonthProps }) {
  const problems = call.line_id === null ? [] : (props.problems.get(call.line_id) ?? []);
  const proposed = call.line_id !== null && call.visit_id === null;
  const movable = proposed && props.may_plan;
  const marks = [
    proposed ? (call.moved ? w.moved : '') : call.visited_on === null ? w.planned : w.recorded,
    proposed && call.locked ? w.locked : '',
  ].filter((mark) => mark !== '');
  return (
    <div
      class={`round-call${proposed ? '' : ' round-call-visit'}${problems.length > 0 ? ' round-call-problem' : ''}`}
      draggable={movable ? 'true' : undefined}
      data-line={movable ? call.line_id! : undefined}
      data-version={movable ? call.version : undefined}
    >
      <p class="round-call-name">
        {movable ? (
          <span class="choice choice-bare">
            <input
              type="checkbox"
              name="line_ids"
              value={call.line_id!}
              aria-label={w.select(call.facility)}
            />
          </span>
        ) : null}
        <a href={proposed ? `/round-lines/${call.line_id}` : `/visits/${call.visit_id}`}>
          {call.starts_at === null ? '' : `${formatTime(call.starts_at)} `}
          {call.facility}
        </a>
      </p>
      {marks.length === 0 ? null : <p class="round-call-marks">{marks.join('・')}</p>}
      {call.why_now === null ? null : <p class="round-call-why">{words.whyNow(call.why_now)}</p>}
      {problems.map((problem) => (
        <p class="round-call-warning">{problem}</p>
      ))}
    </div>
  );
}

function Days({ props }: { props: MonthProps }) {
  const days: string[] = [];
  for (let on = `${props.month}-01`; on <= monthEnd(`${props.month}-01`); on = addDays(on, 1)) {
    const someone =
      on >= props.from_on && on <= props.to_on && props.people.some((person) => workOf(person, on) !== null);
    if (someone || props.calls.some((call) => call.planned_on === on)) days.push(on);
  }
  const others = [
    ...new Map(
      props.calls
        .filter((call) => !props.people.some((person) => person.id === call.person_id))
        .map((call) => [call.person_id, { id: call.person_id, name: call.person }]),
    ).values(),
  ];
  const at = Map.groupBy(props.calls, (call) => `${call.person_id} ${call.planned_on}`);
  const cell = (person: { id: number; name: string }, on: string): Child => {
    const calls = at.get(`${person.id} ${on}`) ?? [];
    const worker = props.people.find((one) => one.id === person.id);
    const away = worker !== undefined && workOf(worker, on) === null;
    return (
      <div class="round-cell" data-day={on} data-person={person.id}>
        {calls.length === 0 && away ? <p class="round-away">{w.absent}</p> : null}
        {calls.map((call) => (
          <CallCard call={call} props={props} />
        ))}
        {calls.length === 0 ? null : (
          <a
            class="round-sheet"
            href={`/round-days/${on}?person=${person.id}`}
            aria-label={w.sheetOf(person.name, formatMonthDay(on))}
          >
            {w.sheet}
          </a>
        )}
      </div>
    );
  };
  return (
    <DataTable<{ on: string }>
      caption={w.caption(props.month)}
      captionHidden
      dense
      rows={days.map((on) => ({ on }))}
      columns={[
        {
          key: 'on',
          label: w.day,
          rowHeader: true,
          nowrap: true,
          cell: ({ on }) => (
            <>
              {formatMonthDay(on)}
              {holidayName(on) === null ? '' : ` ${holidayName(on)}`}
            </>
          ),
        },
        ...[...props.people, ...others].map((person) => ({
          key: String(person.id),
          label: person.name,
          cell: ({ on }: { on: string }) => cell(person, on),
        })),
      ]}
    />
  );
}

/** A month's days and people. Calls are dragged where there is script, and moved by their own page everywhere. */
export function MonthPage(props: MonthProps) {
  const { fiscal_year, month } = props;
  const href = (to: string) => proposalHref(fiscal_year, `/months/${to}`);
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  const after = addDays(monthEnd(`${month}-01`), 1).slice(0, 7);
  const warned = [...props.problems.values()].filter((list) => list.length > 0).length;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title(month)}
        lead={w.lead}
        actions={
          <LinkButton href={proposalHref(fiscal_year)} icon="previous">
            {w.all}
          </LinkButton>
        }
      />
      <CalendarSteps
        label={formatMonth(month)}
        previous={before < props.from_on.slice(0, 7) ? null : { href: href(before), label: w.previous }}
        next={after > props.to_on.slice(0, 7) ? null : { href: href(after), label: w.next }}
        today={null}
      />
      {props.change === null ? null : (
        <NotificationBanner kind="info" title={words.overview.changeTitle}>
          {props.change}
        </NotificationBanner>
      )}
      {warned === 0 ? null : <NotificationBanner kind="warning" title={w.problems(warned)} />}
      {props.calls.length === 0 ? <EmptyState title={w.empty} text={w.emptyText} icon="calendar" /> : null}
      {props.may_plan ? (
        <>
          <Form action={proposalHref(fiscal_year, `/lock?month=${month}`)} id="round-lock">
            <Days props={props} />
            <p>{w.lockHelp}</p>
            <ButtonRow>
              <Button kind="secondary" name="locked" value="1">
                {w.lock}
              </Button>
              <Button kind="tertiary" name="locked" value="">
                {w.unlock}
              </Button>
            </ButtonRow>
          </Form>
          <div hidden>
            <Form action="/round-lines/0" id="round-move">
              <HiddenField name="planned_on" value="" />
              <HiddenField name="person_id" value="" />
              <HiddenField name="starts_at" value="" />
              <HiddenField name="_version" value="" />
              <HiddenField name="from" value="board" />
            </Form>
          </div>
        </>
      ) : (
        <Days props={props} />
      )}
    </Stack>
  );
}
