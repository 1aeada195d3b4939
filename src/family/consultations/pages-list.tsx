import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatMonthsOfAge } from '../../platform/ja/age.ts';
import { daysBetween, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select, TextField } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { views, type Asked } from './forms.ts';
import { options, teamOptions } from './pages-intake.tsx';
import type { Counts, Draft, Line, Named, TeamChoice } from './queries.ts';
import { clockOf, stateOf } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.list;

export const ageText = (months: number | null): string =>
  months === null ? words.age.unknown : months < 0 ? words.age.unborn : formatMonthsOfAge(months);

/** How a clock stands, in words and with a mark; late ones in red. */
export function Clock(props: { due_at: Date | null; checked_at: Date | null; now: Date }): Child {
  const { state, hours } = clockOf(props.due_at, props.checked_at, props.now);
  if (state === 'none') return null;
  if (state === 'done') return <StatusBadge kind="success">{words.clock.done}</StatusBadge>;
  return (
    <StatusBadge kind={state === 'late' ? 'error' : 'warning'}>
      {state === 'late' ? words.clock.late(hours) : words.clock.running(hours)}
    </StatusBadge>
  );
}

export function StateBadges(props: { line: Pick<Line, 'closed_at' | 'worker_id' | 'urgency'> }): Child {
  const state = stateOf(props.line);
  return (
    <>
      <StatusBadge kind={state === 'closed' ? 'neutral' : state === 'unassigned' ? 'warning' : 'info'}>
        {words.states[state]}
      </StatusBadge>
      {props.line.urgency === null || state === 'closed' ? null : (
        <StatusBadge kind={props.line.urgency === 'now' ? 'error' : 'neutral'}>
          {words.urgencyShort[props.line.urgency]}
        </StatusBadge>
      )}
    </>
  );
}

export function ConsultationList(props: {
  asked: Asked;
  counts: Counts;
  rows: Line[];
  total: number;
  page: number;
  size: number;
  drafts: Draft[];
  kinds: Named[];
  routes: Named[];
  teams: TeamChoice[];
  now: Date;
  today: string;
  zone: string;
  href: (changes: Record<string, string | number | null>) => string;
  links: { label: string; href: string }[];
}): Child {
  const { asked, href, today } = props;
  const kind = props.kinds.find((one) => one.code === asked.kind);
  const route = props.routes.find((one) => one.code === asked.route);
  const team = props.teams.find((one) => one.id === asked.team_id);
  return (
    <Stack>
      <PageHeading
        title={words.title}
        lead={w.lead}
        actions={
          <>
            <LinkButton href="/consultations/new" kind="primary">
              {w.new}
            </LinkButton>
            {props.links.map((link) => (
              <LinkButton href={link.href} kind="tertiary" size="sm">
                {link.label}
              </LinkButton>
            ))}
          </>
        }
      />
      {props.drafts.length === 0 ? null : (
        <ResourceList
          label={words.intake.draftTitle}
          items={props.drafts.map((draft) => ({
            title: words.today.draft(formatDateTime(draft.saved_at, props.zone)),
            href: `/consultations/new?draft=${draft.id}`,
            icon: 'edit' as const,
            meta: words.intake.draftTitle,
          }))}
        />
      )}
      <Tabs
        label={w.tabsLabel}
        items={views.map((view) => ({
          label: w.tabs[view],
          href: href({ view: view === 'open' ? null : view }),
          current: asked.view === view,
          ...(view === 'all' ? {} : { count: props.counts[view] }),
        }))}
      />
      <FilterBar
        action="/consultations"
        hidden={asked.view === 'open' ? {} : { view: asked.view }}
        active={[
          ...(team ? [{ label: team.name, removeHref: href({ team: null }) }] : []),
          ...(kind ? [{ label: kind.name, removeHref: href({ kind: null }) }] : []),
          ...(route ? [{ label: route.name, removeHref: href({ route: null }) }] : []),
          ...(asked.month ? [{ label: asked.month, removeHref: href({ month: null }) }] : []),
        ]}
        clearHref={href({ team: null, kind: null, route: null, month: null })}
      >
        {props.teams.length > 1 ? (
          <Select
            name="team"
            label={w.filter.team}
            value={asked.team_id === null ? '' : String(asked.team_id)}
            empty={w.filter.any}
            options={teamOptions(props.teams)}
          />
        ) : null}
        <Select
          name="kind"
          label={w.filter.kind}
          value={asked.kind ?? ''}
          empty={w.filter.any}
          options={options(props.kinds)}
        />
        <Select
          name="route"
          label={w.filter.route}
          value={asked.route ?? ''}
          empty={w.filter.any}
          options={options(props.routes)}
        />
        <TextField
          name="month"
          label={w.filter.month}
          help={w.filter.monthHelp}
          value={asked.month ?? ''}
          width="s"
        />
      </FilterBar>
      {props.total === 0 ? (
        <EmptyState
          title={w.empty}
          text={asked.view === 'all' ? w.emptyFirst : undefined}
          action={<LinkButton href="/consultations/new">{w.new}</LinkButton>}
        />
      ) : (
        <>
          <DataTable<Line>
            caption={`${words.title}　${w.tabs[asked.view]}`}
            captionHidden
            stack
            rows={props.rows}
            columns={[
              {
                key: 'number',
                label: w.columns.number,
                rowHeader: true,
                cell: (line) => (
                  <a href={`/consultations/${line.id}`}>{words.number(line.fiscal_year, line.number)}</a>
                ),
              },
              {
                key: 'kind',
                label: w.columns.what,
                cell: (line) =>
                  `${line.kind}（${line.route}）　${formatDateTime(line.received_at, props.zone)}`,
              },
              {
                key: 'who',
                label: w.columns.who,
                cell: (line) => [line.members, ageText(line.child_age_months)].filter(Boolean).join('　'),
              },
              {
                key: 'worker',
                label: w.columns.worker,
                cell: (line) => line.worker ?? <strong>{w.noWorker}</strong>,
              },
              {
                key: 'next',
                label: w.columns.next,
                cell: (line) => <NextCell line={line} today={today} />,
              },
              {
                key: 'state',
                label: w.columns.state,
                cell: (line) => (
                  <span class="badge-row">
                    <StateBadges line={line} />
                    {line.closed_at === null ? (
                      <Clock
                        due_at={line.safety_due_at}
                        checked_at={line.safety_checked_at}
                        now={props.now}
                      />
                    ) : null}
                  </span>
                ),
              },
            ]}
          />
          <PageNavigation
            total={props.total}
            page={props.page}
            size={props.size}
            href={(page) => href({ page })}
          />
        </>
      )}
    </Stack>
  );
}

function NextCell({ line, today }: { line: Line; today: string }): Child {
  if (line.closed_at !== null || line.next_on === null) return line.next_step;
  const late = line.next_on < today;
  return (
    <>
      {`${formatMonthDay(line.next_on)}　${line.next_step}`}
      {late ? <strong class="late-words">{`　${w.late(daysBetween(line.next_on, today))}`}</strong> : null}
    </>
  );
}
