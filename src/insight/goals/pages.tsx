import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { IndicatorYear } from '../evaluation/queries.ts';
import { badgeOf, figureText } from '../evaluation/rules-figures.ts';
import type { Finding, Goal, Judgement, YearSurvey } from './queries.ts';
import { sourceHref, sourceKinds, strengths, tellings } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

const goalHref = (goal: Pick<Goal, 'code'>, year: number): string => `/goals/${goal.code}?year=${year}`;

export function YearTabs(props: { path: string; years: readonly number[]; fiscal_year: number }) {
  return (
    <Tabs
      label={words.year}
      items={props.years.map((year) => ({
        label: formatFiscalYear(year),
        href: `${props.path}?year=${year}`,
        current: year === props.fiscal_year,
      }))}
    />
  );
}

/** The five goals side by side: figures, how much speaks for them, and what was concluded. */
export function GoalsPage(props: { fiscal_year: number; years: readonly number[]; goals: readonly Goal[] }) {
  const w = words.tree;
  const { fiscal_year } = props;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            <LinkButton href={`/measures?year=${fiscal_year}`} icon="calendar">
              {w.toMeasures}
            </LinkButton>
            <LinkButton href={`/goals/report?year=${fiscal_year}`} icon="note">
              {w.toYear}
            </LinkButton>
          </ButtonRow>
        }
      />
      <YearTabs path="/goals" years={props.years} fiscal_year={fiscal_year} />
      {props.goals.map((goal, at) => (
        <Card
          title={<a href={goalHref(goal, fiscal_year)}>{`${at + 1}　${goal.name}`}</a>}
          lead={goal.question}
          id={goal.code}
        >
          <Columns kind="halves">
            <DescriptionList
              items={goal.indicators.map((one) => ({
                term: one.name,
                description: (
                  <>
                    {figureText(one, one.value)}{' '}
                    {one.target === null ? null : (
                      <StatusBadge kind={badgeOf[one.progress]}>{words.progress[one.progress]}</StatusBadge>
                    )}
                  </>
                ),
              }))}
            />
            <div>
              <p>{goal.findings === 0 ? w.noFindings : w.findings(goal.findings)}</p>
              {goal.judgement === null ? <p>{w.notJudged}</p> : <Prose>{goal.judgement}</Prose>}
            </div>
          </Columns>
        </Card>
      ))}
    </Stack>
  );
}

/** One goal in a year: its figures, what was written down with its record, and the conclusion. */
export function GoalPage(props: {
  goal: Goal;
  fiscal_year: number;
  years: readonly number[];
  findings: readonly Finding[];
  judgement: Judgement | undefined;
  surveys: readonly YearSurvey[];
  sources: readonly { kind: 'indicator' | 'rubric'; code: string; name: string }[];
  mayWrite: boolean;
  mayManage: boolean;
  finding?: State;
  judging?: State;
}) {
  const { goal, fiscal_year } = props;
  const w = words.goal;
  return (
    <Stack>
      <PageHeading kicker={words.tree.title} title={goal.name} lead={goal.question} />
      <YearTabs path={`/goals/${goal.code}`} years={props.years} fiscal_year={fiscal_year} />
      {goal.indicators.length === 0 ? null : (
        <Section title={w.figures} id="figures">
          <DataTable<IndicatorYear>
            caption={w.figures}
            captionHidden
            stack
            rows={goal.indicators}
            columns={[
              {
                key: 'name',
                label: w.figureColumns.name,
                rowHeader: true,
                cell: (one) => <a href={`/indicators/${one.code}?year=${fiscal_year}`}>{one.name}</a>,
              },
              {
                key: 'value',
                label: w.figureColumns.value,
                nowrap: true,
                cell: (one) => figureText(one, one.value),
              },
              {
                key: 'target',
                label: w.figureColumns.target,
                nowrap: true,
                cell: (one) => (one.target === null ? w.noTarget : figureText(one, one.target.target)),
              },
              {
                key: 'progress',
                label: w.figureColumns.progress,
                nowrap: true,
                cell: (one) => (
                  <StatusBadge kind={badgeOf[one.progress]}>{words.progress[one.progress]}</StatusBadge>
                ),
              },
            ]}
          />
        </Section>
      )}
      {props.surveys.length === 0 ? null : <Surveys {...props} />}
      <Section title={w.findings} lead={w.findingsLead} id="findings">
        {props.findings.length === 0 ? (
          <EmptyState title={words.tree.noFindings} text={w.none} icon="note" />
        ) : null}
        <ResourceList
          items={props.findings.map((one) => ({
            title: one.body,
            badge: <FindingBadges finding={one} />,
            text: <Source finding={one} />,
            meta: w.by(one.writer, one.written),
            action: (
              <>
                {props.mayManage && one.withdrawn_at === null ? (
                  <LinkButton size="sm" href={`/measures/new?finding=${one.id}&year=${fiscal_year + 1}`}>
                    {w.toMeasure}
                  </LinkButton>
                ) : null}
                {one.may_change && one.withdrawn_at === null ? (
                  <ConfirmForm
                    label={w.withdraw}
                    question={w.withdrawQuestion}
                    action={`/goals/${goal.code}/withdraw?year=${fiscal_year}`}
                    kind="tertiary"
                    size="sm"
                    danger
                    fields={{ finding_id: `${one.id}` }}
                  />
                ) : null}
              </>
            ),
          }))}
        />
        {props.mayWrite ? <FindingForm {...props} state={props.finding ?? emptyForm} /> : null}
      </Section>
      <Section title={w.judgement} id="judgement">
        {props.judgement ? (
          <>
            <Prose>{props.judgement.body}</Prose>
            <p class="resource-meta">{w.judgedBy(props.judgement.judge, props.judgement.judged)}</p>
          </>
        ) : (
          <p>{words.tree.notJudged}</p>
        )}
        {props.mayManage ? <JudgementForm {...props} /> : null}
      </Section>
    </Stack>
  );
}

/** What was asked in the year, beside what was counted: each survey with its figures for the whole city. */
function Surveys(props: {
  goal: Goal;
  fiscal_year: number;
  surveys: readonly YearSurvey[];
  mayWrite: boolean;
}) {
  const w = words.goal;
  return (
    <Section title={w.surveys} lead={w.surveysLead} id="surveys">
      <ResourceList
        items={props.surveys.map((one) => ({
          title: one.title,
          href: `/survey-summaries/${one.id}`,
          meta: words.doc.surveyOf(one.source, one.surveyed_on, one.answers),
          action: props.mayWrite ? (
            <LinkButton
              size="sm"
              href={`/goals/${props.goal.code}?year=${props.fiscal_year}&survey=${one.id}#finding-new`}
            >
              {w.surveyEvidence}
            </LinkButton>
          ) : null,
        }))}
      />
      {props.surveys
        .map((one) => ({ ...one, figures: one.figures.filter(({ area_id }) => area_id === null) }))
        .filter((one) => one.figures.length > 0)
        .map((one) => (
          <Disclosure
            summary={`${one.title}　${w.surveyFigures(one.figures.length)}`}
            id={`survey-${one.id}`}
          >
            <DataTable<YearSurvey['figures'][number]>
              caption={w.surveyFiguresOf(one.title)}
              captionHidden
              stack
              rows={one.figures}
              columns={[
                {
                  key: 'question',
                  label: w.surveyColumns.question,
                  rowHeader: true,
                  cell: (figure) => figure.question,
                },
                { key: 'answer', label: w.surveyColumns.answer, cell: (figure) => figure.answer },
                {
                  key: 'value',
                  label: w.surveyColumns.value,
                  nowrap: true,
                  cell: (figure) => (figure.value === null ? words.doc.few : `${figure.value}${figure.unit}`),
                },
              ]}
            />
            {one.figures.some(({ value }) => value === null) ? <p>{words.doc.fewNote}</p> : null}
            <p>{w.surveyAll}</p>
          </Disclosure>
        ))}
    </Section>
  );
}

function FindingBadges({ finding }: { finding: Finding }) {
  const kind = { well: 'success', mixed: 'info', badly: 'warning' } as const;
  return finding.withdrawn_at === null ? (
    <>
      <StatusBadge kind={kind[finding.tells]}>{words.tells[finding.tells]}</StatusBadge>{' '}
      <StatusBadge>{words.strengthShort[finding.strength]}</StatusBadge>
    </>
  ) : (
    <StatusBadge>{words.goal.withdrawn}</StatusBadge>
  );
}

function Source({ finding }: { finding: Finding }) {
  const href = sourceHref(finding);
  const said = words.goal.source(
    [words.sources[finding.source_kind], finding.source_name ?? '', finding.source_note]
      .filter((part) => part !== '')
      .join('　'),
  );
  return href === null ? <>{said}</> : <a href={href}>{said}</a>;
}

function FindingForm(props: {
  goal: Goal;
  fiscal_year: number;
  sources: readonly { kind: 'indicator' | 'rubric'; code: string; name: string }[];
  finding?: State;
  state: State;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.goal;
  return (
    <Disclosure summary={w.add} id="finding-new" open={props.finding !== undefined}>
      <Form action={`/goals/${props.goal.code}?year=${props.fiscal_year}`} errors={props.state.errors}>
        <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={4} maxChars={1000} />
        <RadioGroup
          {...field('tells')}
          label={w.tells}
          required
          inline
          options={tellings.map((one) => ({ value: one, label: words.tells[one] }))}
        />
        <RadioGroup
          {...field('strength')}
          label={w.strength}
          required
          options={strengths.map((one) => ({ value: one, label: words.strengths[one] }))}
        />
        <Select
          {...field('source_kind')}
          label={w.source_kind}
          required
          width="l"
          options={sourceKinds.map((one) => ({ value: one, label: words.sources[one] }))}
        />
        <Select
          {...field('source_code')}
          label={w.source_code}
          help={w.source_codeHelp}
          required={false}
          width="l"
          options={props.sources.map(({ kind, code, name }) => ({
            value: `${kind}:${code}`,
            label: name,
            group: words.sources[kind],
          }))}
        />
        <TextField {...field('source_id')} label={w.source_id} help={w.source_idHelp} required={false} />
        <TextField {...field('source_note')} label={w.source_note} required={false} maxLength={200} />
        <ButtonRow>
          <Button>{w.add}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}

function JudgementForm(props: {
  goal: Goal;
  fiscal_year: number;
  judgement: Judgement | undefined;
  judging?: State;
}) {
  const state: State = props.judging ?? {
    values: { judgement: props.judgement?.body ?? '', _version: `${props.judgement?.version ?? 0}` },
    errors: {},
  };
  const field = fields(state.values, state.errors);
  const w = words.goal;
  return (
    <Form action={`/goals/${props.goal.code}/judge?year=${props.fiscal_year}`} errors={state.errors}>
      <ConflictNotice state={state} />
      {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
      <TextArea
        {...field('judgement')}
        label={w.judgement}
        help={w.judgementHelp}
        required
        rows={6}
        maxChars={4000}
      />
      <ButtonRow>
        <Button>{words.save}</Button>
      </ButtonRow>
    </Form>
  );
}
