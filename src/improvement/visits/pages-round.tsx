import { formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatPercent } from '../../platform/ja/numbers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { CoverageBar, HeatMap } from '../../platform/ui/charts.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { NumberField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import { KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { CoverageGroup, GroupBy, Round, Target } from './queries-round.ts';
import type { AreaSystem, Coordinator } from './queries.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

const named = planWords.round;
const rate = (group: CoverageGroup) =>
  group.facilities === 0 ? '' : formatPercent(group.visited_facilities / group.facilities, 0);
const rest = (group: CoverageGroup) => Math.max(0, group.planned_visits - group.visits - group.upcoming);

function YearTabs({ years, current }: { years: readonly number[]; current: number }) {
  return (
    <Tabs
      label={named.tabs}
      items={years.map((year) => ({
        label: formatFiscalYear(year),
        href: `/rounds/${year}`,
        current: year === current,
      }))}
    />
  );
}

/** A year without a round: why it is empty and the form that makes one. */
export function NoRoundPage(props: {
  fiscal_year: number;
  years: readonly number[];
  may_plan: boolean;
  state: FormState;
}) {
  const year = formatFiscalYear(props.fiscal_year);
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={named.title(year)} lead={named.lead} />
      <YearTabs years={props.years} current={props.fiscal_year} />
      <EmptyState title={named.noneTitle(year)} text={named.noneText} icon="calendar" />
      {props.may_plan ? (
        <Card>
          <Form action={`/rounds/${props.fiscal_year}`} errors={props.state.errors}>
            <TextField
              {...field('name')}
              label={named.name}
              required
              value={String(props.state.values.name ?? named.nameDefault(year))}
            />
            <NumberField
              {...field('default_count')}
              label={named.default_count}
              required
              unit={named.times}
              min={1}
              max={24}
              value={String(props.state.values.default_count ?? 2)}
            />
            <TextArea {...field('note')} label={named.note} required={false} rows={3} maxChars={2000} />
            <ButtonRow>
              <Button>{named.create}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}

export interface RoundPageProps {
  round: Round;
  years: readonly number[];
  by: GroupBy;
  system: string | null;
  systems: readonly AreaSystem[];
  coverage: { total: CoverageGroup; groups: CoverageGroup[] };
  missing: readonly { id: number; name: string }[];
  targets: readonly Target[];
  total: number;
  page: number;
  size: number;
  coordinators: readonly Coordinator[];
  filter: { coordinator_id: number | null; state: 'visited' | 'not_visited' | null };
  may_plan: boolean;
  assignState: FormState;
  href: (changes: Record<string, string | number | null>) => string;
}

/** The year's round: figures, their picture by month, and the line of each facility. */
export function RoundPage(props: RoundPageProps) {
  const { round, coverage, href } = props;
  const { total } = coverage;
  const months = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3].map(named.month);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={round.name}
        title={named.title(formatFiscalYear(round.fiscal_year))}
        lead={named.lead}
        actions={
          props.may_plan ? (
            <LinkButton href="/visits/plan" kind="primary" icon="calendar">
              {planWords.plan.title}
            </LinkButton>
          ) : null
        }
      />
      <YearTabs years={props.years} current={round.fiscal_year} />
      {round.note === null ? null : <Prose>{round.note}</Prose>}
      <CoverageBar label={named.coverage} done={total.visited_facilities} all={total.facilities} />
      <Columns kind="quarters">
        <KeyFigure
          label={named.figures.facilities}
          value={total.visited_facilities}
          unit={named.facilitiesUnit}
          note={named.figures.of(total.facilities, named.facilitiesUnit)}
        />
        <KeyFigure
          label={named.figures.visits}
          value={total.visits}
          unit={named.times}
          note={named.figures.of(total.planned_visits, named.times)}
        />
        <KeyFigure label={named.figures.upcoming} value={total.upcoming} unit={named.times} />
        <KeyFigure label={named.figures.rest} value={rest(total)} unit={named.times} />
      </Columns>
      {props.missing.length === 0 ? null : (
        <NotificationBanner
          kind="warning"
          title={named.missingTitle(props.missing.length)}
          actions={
            props.may_plan ? (
              <Form action={`/rounds/${round.fiscal_year}/add-missing`}>
                <Button size="sm">{named.addMissing}</Button>
              </Form>
            ) : undefined
          }
        >
          {named.missingText(
            props.missing
              .slice(0, 10)
              .map((facility) => facility.name)
              .join('、'),
          )}
        </NotificationBanner>
      )}
      <Section title={named.groups} id="groups">
        <Tabs
          label={named.byTabs}
          items={(['area', 'kind', 'coordinator'] as const).map((by) => ({
            label: named.by[by],
            href: `${href({ by })}#groups`,
            current: by === props.by,
          }))}
        />
        {props.by === 'area' && props.systems.length > 1 ? (
          <Tabs
            label={named.system}
            items={props.systems.map((system) => ({
              label: system.name,
              href: `${href({ system: system.code })}#groups`,
              current: system.code === props.system,
            }))}
          />
        ) : null}
        <DataTable<CoverageGroup>
          caption={named.groups}
          captionHidden
          rows={coverage.groups}
          columns={[
            { key: 'label', label: named.groupColumns.label, rowHeader: true },
            { key: 'facilities', label: named.groupColumns.facilities, align: 'end' },
            { key: 'visited_facilities', label: named.groupColumns.visited, align: 'end' },
            {
              key: 'rate',
              label: named.groupColumns.rate,
              cell: (group) => (
                <CoverageBar
                  label={`${group.label} ${rate(group)}`}
                  labelHidden
                  done={group.visited_facilities}
                  all={group.facilities}
                />
              ),
            },
            { key: 'planned_visits', label: named.groupColumns.planned, align: 'end' },
            { key: 'visits', label: named.groupColumns.visits, align: 'end' },
            { key: 'upcoming', label: named.groupColumns.upcoming, align: 'end' },
            { key: 'rest', label: named.groupColumns.rest, align: 'end', cell: (group) => rest(group) },
          ]}
        />
        <HeatMap
          caption={named.heat}
          rows={coverage.groups.map((group) => group.label)}
          columns={months}
          values={coverage.groups.map((group) => group.months)}
          unit={named.times}
          rowTitle={named.by[props.by]}
        />
      </Section>
      <Targets {...props} />
    </Stack>
  );
}

function Targets(props: RoundPageProps) {
  const { round, href, may_plan, filter } = props;
  const columns = named.targetColumns;
  const field = fields(props.assignState.values, props.assignState.errors);
  const people = props.coordinators.map((person) => ({ value: String(person.id), label: person.name }));
  return (
    <Section title={named.targets} id="targets">
      <FilterBar
        action={`/rounds/${round.fiscal_year}`}
        hidden={{ by: props.by, ...(props.system === null ? {} : { system: props.system }) }}
        actions={
          <UtilityLink href={href({ format: 'xlsx' })} icon="download" download>
            {named.export}
          </UtilityLink>
        }
      >
        <Select
          name="coordinator"
          label={named.filter.coordinator}
          value={filter.coordinator_id === null ? '' : String(filter.coordinator_id)}
          empty={named.filter.all}
          options={people}
        />
        <Select
          name="state"
          label={named.filter.state}
          value={filter.state}
          empty={named.filter.all}
          options={[
            { value: 'not_visited', label: named.filter.notVisited },
            { value: 'visited', label: named.filter.visited },
          ]}
        />
      </FilterBar>
      <DataTable<Target>
        caption={named.targetsCaption}
        captionHidden
        stack
        rows={props.targets}
        selectable={
          may_plan
            ? {
                name: 'facility_ids',
                value: (target) => String(target.facility_id),
                label: (target) => target.facility,
                form: 'assign',
              }
            : undefined
        }
        columns={[
          {
            key: 'facility',
            label: columns.facility,
            rowHeader: true,
            cell: (target) => (
              <>
                <a href={`/visits/facility/${target.facility_id}`}>{target.facility}</a>
                {target.ended_on === null ? '' : `（${named.ended}）`}
              </>
            ),
          },
          { key: 'area', label: columns.area, cell: (target) => target.area ?? words.noArea },
          { key: 'kind', label: columns.kind },
          {
            key: 'coordinator',
            label: columns.coordinator,
            cell: (target) => target.coordinator ?? named.noCoordinator,
          },
          {
            key: 'planned_count',
            label: columns.planned,
            align: 'end',
            cell: (target) => named.count(target.planned_count),
          },
          {
            key: 'visited',
            label: columns.visited,
            align: 'end',
            cell: (target) => named.count(target.visited),
          },
          {
            key: 'upcoming',
            label: columns.upcoming,
            align: 'end',
            cell: (target) => named.count(target.upcoming),
          },
          {
            key: 'last_visited_on',
            label: columns.last,
            nowrap: true,
            cell: (target) =>
              target.last_visited_on === null ? named.notYet : formatDateShort(target.last_visited_on),
          },
          { key: 'reason', label: columns.reason, cell: (target) => target.reason ?? '' },
          ...(may_plan
            ? [
                {
                  key: 'change',
                  label: columns.change,
                  labelHidden: true,
                  cell: (target: Target) => (
                    <a
                      href={`/rounds/${round.fiscal_year}/facilities/${target.facility_id}`}
                      aria-label={named.changeTitle(target.facility)}
                    >
                      {named.change}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.page}
        size={props.size}
        href={(page) => `${href({ page })}#targets`}
      />
      {may_plan ? (
        <Card title={named.bulk} lead={named.bulkHelp} level={3} id="assign-card">
          <Form action={`/rounds/${round.fiscal_year}/assign`} id="assign" errors={props.assignState.errors}>
            <Select {...field('coordinator_id')} label={named.coordinator_id} required options={people} />
            <ButtonRow>
              <Button kind="secondary">{named.bulkSubmit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Section>
  );
}

/** One facility's line of the round. */
export function TargetForm(props: {
  fiscal_year: number;
  target: { facility_id: number; facility: string; version: number };
  coordinators: readonly Coordinator[];
  state: FormState & { conflict?: Conflict };
}) {
  const { target, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading kicker={formatFiscalYear(props.fiscal_year)} title={named.changeTitle(target.facility)} />
      <Form action={`/rounds/${props.fiscal_year}/facilities/${target.facility_id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? target.version)} />
        )}
        <NumberField
          {...field('planned_count')}
          label={named.planned_count}
          required
          unit={named.times}
          min={0}
          max={24}
        />
        <Select
          {...field('coordinator_id')}
          label={named.coordinator_id}
          empty={named.noCoordinator}
          options={props.coordinators.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        <TextArea {...field('reason')} label={named.reason} help={named.reasonHelp} rows={2} maxChars={300} />
        <ButtonRow>
          <Button>{named.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
