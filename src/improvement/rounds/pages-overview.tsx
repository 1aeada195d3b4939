import { formatDateTime, formatFiscalYear, formatMonth, fiscalYearMonths } from '../../platform/ja/dates.ts';
import { formatPercent } from '../../platform/ja/numbers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, UtilityLink } from '../../platform/ui/buttons.tsx';
import { CoverageBar } from '../../platform/ui/charts.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { CheckboxGroup, Select } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { KeyFigure } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Round } from '../visits/queries-round.ts';
import { Links, proposalHref } from './pages-begin.tsx';
import { Fairness } from './pages-fairness.tsx';
import type { Acceptance, MissingLine, PlanCall, Proposal } from './queries.ts';
import type { Sums } from './rules-figures.ts';
import { words } from './words.ja.ts';

const w = words.overview;

export interface OverviewProps {
  fiscal_year: number;
  round: Round;
  proposal: Proposal;
  failed: boolean;
  calls: readonly PlanCall[];
  people: readonly { id: number; name: string; minutes: number }[];
  sums: ReadonlyMap<string, Sums>;
  missing: readonly MissingLine[];
  acceptances: readonly Acceptance[];
  covered: { done: number; all: number };
  today: string;
  zone: string;
  may_plan: boolean;
  state: FormState;
}

/** Months and people: how many calls, how far; each month opens its days. */
function Board({ props, months }: { props: OverviewProps; months: readonly string[] }) {
  return (
    <DataTable<{ month: string }>
      caption={w.boardCaption}
      captionHidden
      rows={months.map((month) => ({ month }))}
      columns={[
        {
          key: 'month',
          label: w.monthColumn,
          rowHeader: true,
          nowrap: true,
          cell: ({ month }) => (
            <a href={proposalHref(props.fiscal_year, `/months/${month}`)}>{formatMonth(month)}</a>
          ),
        },
        ...props.people.map((person) => ({
          key: String(person.id),
          label: person.name,
          align: 'end' as const,
          cell: ({ month }: { month: string }) => {
            const sum = props.sums.get(`${person.id} ${month}`);
            return sum ? w.cell(sum.calls, words.km(sum.km)) : '';
          },
        })),
        {
          key: 'total',
          label: w.total,
          align: 'end',
          cell: ({ month }) => {
            const all = props.people.flatMap((person) => props.sums.get(`${person.id} ${month}`) ?? []);
            return w.cell(
              all.reduce((sum, one) => sum + one.calls, 0),
              words.km(all.reduce((sum, one) => sum + one.km, 0)),
            );
          },
        },
      ]}
    />
  );
}

function MissingTable({ missing }: { missing: readonly MissingLine[] }) {
  return (
    <DataTable<MissingLine>
      caption={w.missingCaption}
      captionHidden
      stack
      rows={missing}
      empty={<p>{w.missingNone}</p>}
      columns={[
        {
          key: 'facility',
          label: w.missingColumns.facility,
          rowHeader: true,
          cell: (line) => <a href={`/visits/facility/${line.facility_id}`}>{line.facility}</a>,
        },
        { key: 'why', label: w.missingColumns.why, cell: (line) => words.whyNow(line.why_now) },
        { key: 'reason', label: w.missingColumns.reason, cell: (line) => words.missing[line.reason] },
        {
          key: 'times',
          label: w.missingColumns.times,
          cell: (line) => <a href={`/facilities/${line.facility_id}/call-times`}>{w.times}</a>,
        },
      ]}
    />
  );
}

function Work({ props, months }: { props: OverviewProps; months: readonly string[] }) {
  const { fiscal_year, state } = props;
  const field = fields(state.values, state.errors);
  const open = Map.groupBy(
    props.calls.filter(
      (call) => call.line_id !== null && call.visit_id === null && call.planned_on >= props.today,
    ),
    (call) => call.planned_on.slice(0, 7),
  );
  return (
    <Columns>
      <Section title={w.again} lead={w.againLead} id="again">
        <Form action={proposalHref(fiscal_year, '/solve')}>
          <CheckboxGroup
            name="months"
            id="again-months"
            label={w.months}
            help={w.monthsHelp}
            columns
            required={false}
            value={[]}
            options={months.map((month) => ({ value: month, label: formatMonth(month) }))}
          />
          <Select
            name="person_id"
            label={w.person}
            required={false}
            empty={w.everybody}
            options={props.people.map((person) => ({ value: String(person.id), label: person.name }))}
          />
          <ButtonRow>
            <Button kind="secondary">{w.solve}</Button>
          </ButtonRow>
        </Form>
      </Section>
      <Section title={w.accept} lead={w.acceptLead} id="accept">
        {open.size === 0 ? (
          <p>{words.errors.nothingThere}</p>
        ) : (
          <Form action={proposalHref(fiscal_year, '/accept')} errors={state.errors}>
            <CheckboxGroup
              {...field('months')}
              id="accept-months"
              label={w.acceptMonths}
              required
              columns
              value={[state.values.months ?? []].flat()}
              options={[...open].map(([month, list]) => ({
                value: month,
                label: w.acceptMonth(month, list.length),
              }))}
            />
            <ButtonRow>
              <Button>{w.acceptButton}</Button>
            </ButtonRow>
          </Form>
        )}
      </Section>
    </Columns>
  );
}

function Accepted({ props }: { props: OverviewProps }) {
  return (
    <Section title={w.acceptedTitle}>
      {props.acceptances.map((one) => {
        const when = formatDateTime(one.accepted_at, props.zone);
        const months = one.months.map(formatMonth).join('、');
        return one.undone_at !== null ? (
          <p>{w.undoneLine(one.accepted_by, when, months)}</p>
        ) : (
          <Card>
            <p>{w.acceptedLine(one.accepted_by, when, months, one.visits)}</p>
            {props.may_plan ? (
              <ConfirmForm
                label={w.undo}
                question={w.undoQuestion}
                action={proposalHref(props.fiscal_year, `/acceptances/${one.id}/undo`)}
                size="sm"
              />
            ) : null}
          </Card>
        );
      })}
    </Section>
  );
}

/** The worked-out round of a year: figures, months and people, what is missing, and what can be done with it. */
export function OverviewPage(props: OverviewProps) {
  const { fiscal_year, proposal } = props;
  const months = fiscalYearMonths(fiscal_year).filter(
    (month) => month >= proposal.from_on.slice(0, 7) && month <= proposal.to_on.slice(0, 7),
  );
  const all = [...props.people].flatMap((person) => props.sums.get(String(person.id)) ?? []);
  const sum = (of: (one: Sums) => number) => all.reduce((total, one) => total + of(one), 0);
  const [km, bound] = [sum((one) => one.km), proposal.figures?.bound_km ?? 0];
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={props.round.name}
        title={w.title(formatFiscalYear(fiscal_year))}
        lead={w.lead}
        actions={
          <UtilityLink href={proposalHref(fiscal_year, '?format=xlsx')} icon="download" download>
            {w.export}
          </UtilityLink>
        }
      />
      {props.failed ? (
        <NotificationBanner kind="error" title={w.failedTitle}>
          {w.failedText}
        </NotificationBanner>
      ) : proposal.change === null ? null : (
        <NotificationBanner kind="info" title={w.changeTitle}>
          {words.change(proposal.change)}
        </NotificationBanner>
      )}
      <Columns kind="quarters">
        <KeyFigure label={w.figures.calls} value={sum((one) => one.calls)} unit={w.figures.unit} />
        <KeyFigure
          label={w.figures.km}
          value={words.km(km)}
          note={words.hours(sum((one) => one.travel_minutes))}
        />
        <KeyFigure
          label={w.figures.bound}
          value={bound === 0 ? words.none : formatPercent(Math.max(0, km / bound - 1), 1)}
          note={bound === 0 ? undefined : w.figures.boundNote(words.km(bound))}
        />
        <KeyFigure
          label={w.figures.missing}
          value={props.missing.length}
          unit={w.figures.unit}
          href="#missing"
        />
      </Columns>
      <Section title={w.board} lead={w.boardLead} id="board">
        <Board props={props} months={months} />
      </Section>
      {props.may_plan ? <Work props={props} months={months} /> : null}
      {props.acceptances.length === 0 ? null : <Accepted props={props} />}
      <Section title={w.fairness} id="fairness">
        <Fairness people={props.people} sums={props.sums} />
      </Section>
      <Section title={w.coverage}>
        <CoverageBar label={w.coverage} done={props.covered.done} all={props.covered.all} />
        <Prose>{w.coverageText(props.covered.all, props.covered.done)}</Prose>
      </Section>
      <Section title={w.missing} id="missing">
        <MissingTable missing={props.missing} />
      </Section>
      <Links fiscal_year={fiscal_year} />
      {props.may_plan ? (
        <ConfirmForm
          label={w.discard}
          question={w.discardQuestion}
          action={proposalHref(fiscal_year, '/discard')}
          danger
          size="sm"
        />
      ) : null}
    </Stack>
  );
}
