import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { Offer } from '../../platform/search/offers.ts';
import type { Conditions } from './forms.ts';
import type { IssueLine } from './queries.ts';
import { states, type IssueState } from './rules.ts';
import { words as issueWords } from './words.ja.ts';
import { words } from './words-list.ja.ts';

const stateKind: Record<IssueState, Kind> = {
  grasped: 'neutral',
  reopened: 'neutral',
  shared: 'info',
  discussed: 'info',
  decided: 'info',
  acting: 'info',
  reviewed: 'success',
  closed: 'success',
  merged: 'neutral',
};

/** The state in a word, and that it is stuck. */
export function StateBadges({ issue }: { issue: Pick<IssueLine, 'state' | 'stuck'> }): Child {
  return (
    <>
      <StatusBadge kind={stateKind[issue.state]}>{issueWords.states[issue.state]}</StatusBadge>
      {issue.stuck.length === 0 ? null : <StatusBadge kind="warning">{issueWords.stuckMark}</StatusBadge>}
    </>
  );
}

/** Who holds an issue now: its owner, else the forum that is to take it up next. */
export const holderOf = (issue: Pick<IssueLine, 'owner_name' | 'next_forum'>): string =>
  issue.owner_name ?? issue.next_forum ?? issueWords.page.nobody;

export const reasonsOf = (issue: Pick<IssueLine, 'stuck'>): string =>
  issue.stuck.map((reason) => issueWords.stuck[reason]).join('、');

interface Choices {
  themes: readonly { code: string; name: string }[];
  areas: readonly { id: number; name: string; system_code: string; system_name: string }[];
  facilities: Offer;
  years: readonly number[];
}

/** The conditions in force, in words, each with the address of the list without it. */
function activeConditions(asked: Conditions, choices: Choices, without: (name: string) => string) {
  const area = asked.area?.startsWith('none-')
    ? words.filters.noArea(
        choices.areas.find((one) => `none-${one.system_code}` === asked.area)?.system_name ??
          words.filters.area,
      )
    : choices.areas.find((one) => String(one.id) === asked.area)?.name;
  const shown: [name: keyof Conditions, label: string | undefined][] = [
    ['q', asked.q ?? undefined],
    ['theme', choices.themes.find((theme) => theme.code === asked.theme)?.name],
    ['area', asked.area ? area : undefined],
    [
      'state',
      asked.state === 'open' ? words.filters.open : asked.state ? issueWords.states[asked.state] : undefined,
    ],
    ['weight', asked.weight ? issueWords.weight(Number(asked.weight)) : undefined],
    ['year', asked.year ? words.filters.yearOption(Number(asked.year)) : undefined],
    ['month', asked.month ? words.filters.month(asked.month) : undefined],
    [
      'facility',
      (choices.facilities.all ?? choices.facilities.chosen).find(({ value }) => value === asked.facility)
        ?.label,
    ],
    ['scope', asked.scope === 'standing' ? undefined : words.scopes[asked.scope]],
    ['stuck', asked.stuck ? words.filters.stuck : undefined],
    ['mine', asked.mine ? words.filters.mine : undefined],
  ];
  return shown.flatMap(([name, label]) =>
    label === undefined ? [] : [{ label, removeHref: without(name) }],
  );
}

function Filters({
  asked,
  looking,
  choices,
  without,
}: {
  asked: Conditions;
  looking: boolean;
  choices: Choices;
  without: (name: string) => string;
}) {
  const systems = [...new Map(choices.areas.map((area) => [area.system_code, area.system_name]))];
  return (
    <FilterBar
      action="/issues"
      active={activeConditions(asked, choices, without)}
      clearHref="/issues"
      hidden={{ sort: asked.sort, dir: asked.dir, ...(asked.month ? { month: asked.month } : {}) }}
      open={looking}
    >
      <TextField name="q" label={words.filters.q} value={asked.q} />
      <Select
        name="theme"
        label={words.filters.theme}
        value={asked.theme}
        empty={words.filters.any}
        options={choices.themes.map((theme) => ({ value: theme.code, label: theme.name }))}
      />
      <Select
        name="area"
        label={words.filters.area}
        value={asked.area}
        empty={words.filters.any}
        options={[
          ...choices.areas.map((area) => ({
            value: String(area.id),
            label: area.name,
            group: area.system_name,
          })),
          ...systems.map(([code, name]) => ({
            value: `none-${code}`,
            label: words.filters.noArea(name),
            group: name,
          })),
        ]}
      />
      <Select
        name="state"
        label={words.filters.state}
        value={asked.state}
        empty={words.filters.any}
        options={[
          { value: 'open', label: words.filters.open },
          ...states.map((state) => ({ value: state, label: issueWords.states[state] })),
        ]}
      />
      <Select
        name="weight"
        label={words.filters.weight}
        value={asked.weight}
        empty={words.filters.any}
        options={issueWords.weightOptions}
      />
      <Select
        name="year"
        label={words.filters.year}
        value={asked.year}
        empty={words.filters.any}
        options={choices.years.map((year) => ({
          value: String(year),
          label: words.filters.yearOption(year),
        }))}
      />
      <FindOne
        name="facility"
        label={words.filters.facility}
        value={asked.facility}
        empty={words.filters.any}
        offer={choices.facilities}
      />
      <Select
        name="scope"
        label={words.filters.scope}
        value={asked.scope}
        empty={false}
        options={(['standing', 'captured', 'regional'] as const).map((value) => ({
          value,
          label: words.scopes[value],
        }))}
      />
      <Checkbox name="stuck" label={words.filters.stuck} checked={asked.stuck !== null} />
      <Checkbox name="mine" label={words.filters.mine} checked={asked.mine !== null} />
    </FilterBar>
  );
}

export function IssueList(props: {
  asked: Conditions;
  /** the conditions stay open: a facility is being looked for */
  looking: boolean;
  choices: Choices;
  rows: readonly IssueLine[];
  total: number;
  page: number;
  size: number;
  stuck: readonly IssueLine[];
  stuckTotal: number;
  savedViews: Child;
  mayRaise: boolean;
  mayManage: boolean;
  href: (changes: Record<string, string | number | null>) => string;
  exportHref: (format: 'xlsx' | 'csv') => string;
}): Child {
  const { asked, rows, href } = props;
  const sortable = (key: Conditions['sort'], first: 'asc' | 'desc') => {
    const now = asked.sort === key;
    const next = now ? (asked.dir === 'asc' ? 'desc' : 'asc') : first;
    return {
      sortHref: href({ sort: key, dir: next }),
      ...(now ? { sorted: asked.dir === 'asc' ? ('ascending' as const) : ('descending' as const) } : {}),
    };
  };
  const columns: Column<IssueLine>[] = [
    {
      key: 'title',
      label: words.columns.title,
      rowHeader: true,
      cell: (issue) => (
        <Stack gap="xs">
          <a href={`/issues/${issue.id}`}>{issue.title}</a>
          <span>
            <Chip>{issue.theme_name}</Chip>
            {issue.regional ? <Chip icon="people">{issueWords.regional}</Chip> : null}
          </span>
        </Stack>
      ),
      ...sortable('title', 'asc'),
    },
    {
      key: 'state',
      label: words.columns.state,
      cell: (issue) => <StateBadges issue={issue} />,
      ...sortable('state', 'asc'),
    },
    {
      key: 'weight',
      label: words.columns.weight,
      nowrap: true,
      cell: (issue) => issueWords.weight(issue.weight),
      ...sortable('weight', 'desc'),
    },
    { key: 'areas', label: words.columns.areas, cell: (issue) => issue.areas.join('、') },
    {
      key: 'facility_count',
      label: words.columns.facility_count,
      align: 'end',
      nowrap: true,
      cell: (issue) => issueWords.facilityCount(issue.facility_count),
      ...sortable('facility_count', 'desc'),
    },
    { key: 'owner_name', label: words.columns.owner_name, nowrap: true, cell: holderOf },
    {
      key: 'raised_on',
      label: words.columns.raised_on,
      nowrap: true,
      cell: (issue) => words.dayShort(issue.raised_on),
      ...sortable('raised_on', 'desc'),
    },
    {
      key: 'moved_on',
      label: words.columns.moved_on,
      nowrap: true,
      cell: (issue) => words.dayShort(issue.moved_on),
      ...sortable('moved_on', 'asc'),
    },
  ];
  const filtered = activeConditions(asked, props.choices, () => '').length > 0;
  return (
    <>
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          <ButtonRow>
            {props.mayRaise ? (
              <LinkButton href="/issues/new" kind="primary" icon="plus">
                {words.new}
              </LinkButton>
            ) : null}
            <LinkButton href="/issues/map">{words.map}</LinkButton>
            <LinkButton href="/published-issues">{words.published}</LinkButton>
          </ButtonRow>
        }
      />
      {props.stuck.length === 0 || asked.stuck ? null : (
        <NotificationBanner
          kind="warning"
          title={words.stuckTitle(props.stuckTotal)}
          actions={<a href="/issues?stuck=1&sort=moved_on&dir=asc">{words.stuckMore}</a>}
        >
          <StuckLines issues={props.stuck} />
        </NotificationBanner>
      )}
      <Filters
        asked={asked}
        looking={props.looking}
        choices={props.choices}
        without={(name) => href({ [name]: null })}
      />
      {props.savedViews}
      <PageNavigation
        total={props.total}
        page={props.page}
        size={props.size}
        href={(page) => href({ page })}
      />
      <DataTable
        caption={words.caption}
        captionHidden
        stack
        columns={columns}
        rows={rows}
        {...(props.mayManage
          ? {
              selectable: {
                name: 'issue',
                value: (issue: IssueLine) => String(issue.id),
                label: (issue: IssueLine) => issue.title,
                form: 'merge',
              },
            }
          : {})}
        empty={
          filtered ? (
            <EmptyState
              icon="search"
              title={words.noMatch}
              text={words.noMatchText}
              action={<LinkButton href="/issues">{words.clear}</LinkButton>}
            />
          ) : (
            <EmptyState
              title={words.none}
              text={words.noneText}
              action={props.mayRaise ? <LinkButton href="/issues/new">{words.new}</LinkButton> : undefined}
            />
          )
        }
      />
      {rows.length === 0 ? null : (
        <ButtonRow align="between">
          {props.mayManage ? (
            <form id="merge" method="get" action="/issues/merge">
              <Button kind="secondary" icon="link">
                {words.merge}
              </Button>
              <p>{words.mergeHelp}</p>
            </form>
          ) : null}
          <span>
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {words.excel}
            </UtilityLink>{' '}
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {words.csv}
            </UtilityLink>
          </span>
        </ButtonRow>
      )}
    </>
  );
}

function StuckLines({ issues }: { issues: readonly IssueLine[] }): Child {
  return (
    <ResourceList
      items={issues.map((issue) => ({
        title: issue.title,
        href: `/issues/${issue.id}`,
        text: reasonsOf(issue),
        meta: words.stuckHolder(holderOf(issue)),
      }))}
    />
  );
}
