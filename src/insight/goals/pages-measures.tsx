import type { Offer } from '../../platform/search/offers.ts';
import { formatDate, formatFiscalYear } from '../../platform/ja/dates.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { YearTabs } from './pages.tsx';
import type { Finding, Measure, MeasureEvent } from './queries.ts';
import { eventKinds, stateOf, times, type MeasureState } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const kindOf: Record<MeasureState, Kind> = {
  not_started: 'neutral',
  going: 'info',
  done: 'success',
  stopped: 'warning',
  dropped: 'neutral',
};
const w = words.measures;

function StateBadge({ measure }: { measure: Measure }) {
  const state = stateOf(measure);
  const { last_on } = measure;
  return (
    <StatusBadge kind={kindOf[state]}>
      {state === 'not_started' || state === 'dropped' || last_on === null
        ? words.states[state]
        : w.last(words.states[state], last_on)}
    </StatusBadge>
  );
}

/** The roadmap of a year as the seed's table: what, when, who, how far. */
export function MeasuresPage(props: {
  fiscal_year: number;
  years: readonly number[];
  measures: readonly Measure[];
  mayManage: boolean;
}) {
  const { fiscal_year, measures } = props;
  const sections = [...new Set(measures.map((one) => one.section))];
  const files = `/measures/file?year=${fiscal_year}&format=`;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayManage ? (
              <LinkButton href={`/measures/new?year=${fiscal_year}`} kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            {measures.length === 0 ? null : (
              <>
                <UtilityLink href={`${files}pdf`} icon="print" download>
                  {w.print}
                </UtilityLink>
                <UtilityLink href={`${files}xlsx`} icon="download" download>
                  {w.export}
                </UtilityLink>
                <UtilityLink href={`${files}csv`} icon="download" download>
                  {w.exportCsv}
                </UtilityLink>
              </>
            )}
          </ButtonRow>
        }
      />
      <YearTabs path="/measures" years={props.years} fiscal_year={fiscal_year} />
      {measures.length === 0 ? <EmptyState {...w.empty} icon="calendar" /> : null}
      {sections.map((section, at) => (
        <Section title={section} id={`section-${at}`}>
          <DataTable<Measure>
            caption={w.caption(fiscal_year)}
            captionHidden
            stack
            rows={measures.filter((one) => one.section === section)}
            columns={[
              {
                key: 'title',
                label: w.columns.title,
                rowHeader: true,
                cell: (one) => <a href={`/measures/${one.id}`}>{one.title}</a>,
              },
              ...times.map((time) => ({
                key: time,
                label: words.times[time],
                align: 'center' as const,
                cell: (one: Measure) => (one[time] ? w.mark : ''),
              })),
              { key: 'owner', label: w.columns.owner },
              {
                key: 'state',
                label: w.columns.state,
                nowrap: true,
                cell: (one) => <StateBadge measure={one} />,
              },
            ]}
          />
        </Section>
      ))}
    </Stack>
  );
}

/** One measure: what it is, where it came from, how it goes. */
export function MeasurePage(props: {
  measure: Measure;
  finding: Finding | undefined;
  events: readonly MeasureEvent[];
  mayManage: boolean;
  mayWrite: boolean;
  event?: State;
  drop?: State;
}) {
  const { measure, finding } = props;
  const path = `/measures/${measure.id}`;
  const state = props.event ?? emptyForm;
  const field = fields(state.values, state.errors);
  const dropped = props.drop ?? emptyForm;
  const dropField = fields(dropped.values, dropped.errors);
  return (
    <Stack>
      <PageHeading
        kicker={`${formatFiscalYear(measure.fiscal_year)}　${measure.section}`}
        title={measure.title}
        badges={<StateBadge measure={measure} />}
        actions={
          props.mayManage && measure.dropped_at === null ? (
            <LinkButton href={`${path}/edit`} icon="edit">
              {w.edit}
            </LinkButton>
          ) : null
        }
      />
      {measure.note === '' ? null : <Prose>{measure.note}</Prose>}
      <DescriptionList
        items={[
          { term: w.owner, description: measure.owner },
          {
            term: w.times,
            description: times
              .filter((time) => measure[time])
              .map((time) => words.times[time])
              .join('、'),
          },
          ...(finding
            ? [
                {
                  term: w.from,
                  description: (
                    <a href={`/goals/${finding.goal_code}?year=${finding.fiscal_year}#findings`}>
                      {finding.body}
                    </a>
                  ),
                },
              ]
            : []),
          ...(measure.drop_reason === null ? [] : [{ term: w.dropReason, description: measure.drop_reason }]),
        ]}
      />
      <Section title={w.history} id="history">
        {props.events.length === 0 ? <p>{w.noHistory}</p> : null}
        <Timeline
          label={w.history}
          entries={props.events.map((one) => ({
            when: formatDate(one.happened_on),
            datetime: one.happened_on,
            text: words.events[one.kind],
            detail: <Prose>{one.evidence}</Prose>,
            ...(one.writer === null ? {} : { actor: one.writer }),
            ...(one.kind === 'stopped' ? { kind: 'warning' as const } : {}),
          }))}
        />
        {props.mayWrite && measure.dropped_at === null ? (
          <Disclosure summary={w.addEvent} id="event-new" open={props.event !== undefined}>
            <Form action={`${path}/events`} errors={state.errors}>
              <RadioGroup
                {...field('kind')}
                label={w.kind}
                required
                inline
                options={eventKinds.map((kind) => ({ value: kind, label: words.events[kind] }))}
              />
              <DateField {...field.date('happened_on')} label={w.happened_on} required />
              <TextArea {...field('evidence')} label={w.evidence} required rows={3} maxChars={500} />
              <ButtonRow>
                <Button>{w.addEvent}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
      </Section>
      {!props.mayManage ? null : measure.dropped_at === null ? (
        <Disclosure summary={w.drop} id="drop" open={props.drop !== undefined}>
          <Form action={`${path}/drop`} errors={dropped.errors}>
            <TextField {...dropField('drop_reason')} label={w.dropReason} required maxLength={300} />
            <ButtonRow>
              <Button kind="danger">{w.dropConfirm}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : (
        <ConfirmForm label={w.restore} question={w.restoreQuestion} action={`${path}/restore`} />
      )}
    </Stack>
  );
}

/** Adding a measure, or changing one; from a finding it starts with its words. */
export function MeasureForm(props: {
  state: State;
  measure: Measure | null;
  years: readonly number[];
  organisations: Offer;
}) {
  const { state, measure } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={measure ? w.editTitle : w.newTitle} />
      <Form action={measure ? `/measures/${measure.id}/edit` : '/measures/new'} errors={state.errors}>
        <ConflictNotice state={state} />
        {measure === null || state.conflict ? null : (
          <HiddenField name="_version" value={field('_version').value} />
        )}
        <HiddenField name="finding_id" value={field('finding_id').value} />
        {measure ? (
          <HiddenField name="fiscal_year" value={measure.fiscal_year} />
        ) : (
          <Select
            {...field('fiscal_year')}
            label={w.fiscal_year}
            required
            empty={false}
            options={props.years.map((year) => ({ value: `${year}`, label: formatFiscalYear(year) }))}
          />
        )}
        <TextField {...field('section')} label={w.section} help={w.sectionHelp} required maxLength={60} />
        <TextField {...field('title')} label={w.name} required maxLength={120} />
        <TextArea
          {...field('note')}
          label={w.note}
          help={w.noteHelp}
          required={false}
          rows={4}
          maxChars={2000}
        />
        <CheckboxGroup
          {...field.many('times')}
          label={w.times}
          required
          options={times.map((time) => ({ value: time, label: words.times[time] }))}
        />
        <FindOne
          {...field('owner_organisation_id')}
          label={w.owner}
          required
          width="l"
          offer={props.organisations}
        />
        <ButtonRow>
          <Button size="lg">{measure ? words.save : w.add}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
