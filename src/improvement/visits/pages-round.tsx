import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatPercent } from '../../platform/ja/numbers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { CoverageBar, HeatMap } from '../../platform/ui/charts.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { Targets } from './pages-round-targets.tsx';
import type { CoverageGroup, GroupBy, Round, Target, TargetFilter } from './queries-round.ts';
import type { AreaSystem, Coordinator } from './queries.ts';
import { words as planWords } from './words-plan.ja.ts';

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

/** What the round is called, and the thought behind it. */
export function RoundForm({ round, state }: { round: Round; state: FormState & { conflict?: Conflict } }) {
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading kicker={formatFiscalYear(round.fiscal_year)} title={named.renameTitle} />
      <Form action={`/rounds/${round.fiscal_year}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? round.version)} />
        )}
        <TextField {...field('name')} label={named.name} required />
        <TextArea {...field('note')} label={named.note} required={false} rows={4} maxChars={2000} />
        <ButtonRow>
          <Button>{named.save}</Button>
          <LinkButton href={`/rounds/${round.fiscal_year}`} kind="tertiary">
            {named.back}
          </LinkButton>
        </ButtonRow>
      </Form>
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
  filter: TargetFilter;
  may_plan: boolean;
  assignState: FormState;
  href: (changes: Record<string, string | number | null>) => string;
  /** of this page, with its question mark: what is changed on it comes back to the same lines */
  query: string;
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
            <>
              <LinkButton href="/visits/plan" kind="primary" icon="calendar">
                {planWords.plan.title}
              </LinkButton>
              <LinkButton href={`/rounds/${round.fiscal_year}/edit`} kind="secondary" icon="edit">
                {named.rename}
              </LinkButton>
            </>
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
          {named.missingText(props.missing.map((facility) => facility.name))}
        </NotificationBanner>
      )}
      <Section title={named.groups} id="groups">
        <Tabs
          label={named.byTabs}
          items={(['area', 'kind', 'coordinator'] as const).map((by) => ({
            label: named.by[by],
            href: `${href({ by, group: null })}#groups`,
            current: by === props.by,
          }))}
        />
        {props.by === 'area' && props.systems.length > 1 ? (
          <Tabs
            label={named.system}
            items={props.systems.map((system) => ({
              label: system.name,
              href: `${href({ system: system.code, group: null })}#groups`,
              current: system.code === props.system,
            }))}
          />
        ) : null}
        <DataTable<CoverageGroup>
          caption={named.groupsCaption(named.by[props.by])}
          captionHidden
          stack
          rows={coverage.groups}
          columns={[
            {
              key: 'label',
              label: named.groupColumns.label,
              rowHeader: true,
              cell: (group) => (
                <a
                  href={`${href({ group: group.key === '' ? 'none' : group.key, coordinator: null })}#targets`}
                  aria-label={named.groupLink(group.label)}
                >
                  {group.label}
                </a>
              ),
            },
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
