import { formatDate, formatFiscalYear } from '../../platform/ja/dates.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form } from '../../platform/ui/forms.tsx';
import { Prose, Section } from '../../platform/ui/layout.tsx';
import { Timeline } from '../../platform/ui/records.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { Conclusion, Criterion, Hearing, PracticeFigure, ScoreLine } from './queries-study.ts';
import type { byYear } from './queries-workforce.ts';
import { hearingWays, levels, measures, standingOf, toTalkAbout, verdicts, type Level } from './rules.ts';
import { words } from './words.ja.ts';

export interface StudyProps {
  practice_id: number;
  inside: boolean;
  hearings: readonly Hearing[];
  criteria: readonly Criterion[];
  scores: readonly ScoreLine[];
  conclusions: readonly Conclusion[];
  figures: readonly PracticeFigure[];
  /** this city's own rates by year */
  ours: ReturnType<typeof byYear>;
  me: number | null;
  mayManage: boolean;
  mayScore: boolean;
  states: { hearing?: FormState; score?: FormState; conclusion?: FormState; figure?: FormState };
}

/** The work around a practice: what was heard, whether it fits here, the figures beside ours, what it comes to. */
export function StudySections(props: StudyProps) {
  return (
    <>
      {props.inside ? null : <Hearings {...props} />}
      <Fit {...props} />
      <Figures {...props} />
      <Conclusions {...props} />
    </>
  );
}

function Hearings(props: StudyProps) {
  const w = words.study;
  const path = `/practices/${props.practice_id}`;
  const state = props.states.hearing ?? emptyForm;
  const field = fields(state.values, state.errors);
  return (
    <Section title={w.hearings} lead={w.hearingsLead} id="hearings">
      {props.hearings.length === 0 ? (
        <p>{w.noHearing}</p>
      ) : (
        <Timeline
          label={w.hearings}
          entries={props.hearings.map((one) => ({
            when: formatDate(one.held_on),
            datetime: one.held_on,
            text: [words.hearingWays[one.way], one.met].filter((part) => part !== '').join('　'),
            actor: w.by(one.hearer),
            detail: (
              <>
                <Prose>{one.body}</Prose>
                {props.mayManage && one.heard_by === props.me ? (
                  <ConfirmForm
                    label={words.page.remove}
                    question={w.removeQuestion}
                    action={`${path}/hearings/remove#hearings`}
                    confirmLabel={words.page.remove}
                    danger
                    kind="tertiary"
                    size="sm"
                    fields={{ hearing_id: `${one.id}` }}
                  />
                ) : null}
              </>
            ),
          }))}
        />
      )}
      {props.mayManage ? (
        <Disclosure summary={w.addHearing} open={props.states.hearing !== undefined}>
          <Form action={`${path}/hearings#hearings`} errors={state.errors}>
            <DateField {...field.date('held_on')} label={w.held_on} required />
            <RadioGroup
              {...field('way')}
              id="hearing-way"
              label={w.way}
              required
              inline
              options={hearingWays.map((one) => ({ value: one, label: words.hearingWays[one] }))}
            />
            <TextField {...field('met')} label={w.met} required={false} maxLength={120} />
            <TextArea {...field('body')} id="hearing-body" label={w.body} required rows={6} maxChars={4000} />
            <ButtonRow>
              <Button kind="secondary">{words.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

interface FitRow {
  criterion: Criterion;
  scores: ScoreLine[];
}

function Fit(props: StudyProps) {
  const w = words.study;
  const rows = props.criteria.map((criterion): FitRow => ({
    criterion,
    scores: props.scores.filter((one) => one.criterion_id === criterion.id),
  }));
  const scorers = [...new Map(props.scores.map((one) => [one.scored_by, one.scorer ?? '']))];
  const standings = new Map(rows.map(({ criterion, scores }) => [criterion.id, standingOf(scores)]));
  const { differing, hard } = toTalkAbout(standings);
  const names = (ids: readonly number[]) =>
    ids.map((id) => props.criteria.find((one) => one.id === id)?.name ?? '');
  const columns: Column<FitRow>[] = [
    {
      key: 'criterion',
      label: w.criterion,
      rowHeader: true,
      cell: ({ criterion }) => (
        <>
          {criterion.name}
          {criterion.here === '' ? null : <p class="resource-meta">{w.here(criterion.here)}</p>}
        </>
      ),
    },
    ...scorers.map(([id, name]): Column<FitRow> => ({
      key: `p${id}`,
      label: name,
      cell: ({ scores }) => {
        const one = scores.find((score) => score.scored_by === id);
        if (one === undefined) return w.none;
        return one.note === ''
          ? words.levels[one.level as Level]
          : `${words.levels[one.level as Level]}：${one.note}`;
      },
    })),
    {
      key: 'differs',
      label: w.mean,
      nowrap: true,
      cell: ({ criterion }) => {
        const standing = standings.get(criterion.id)!;
        if (standing.mean === null) return w.none;
        return standing.differs ? (
          <StatusBadge kind="warning">{w.differs}</StatusBadge>
        ) : (
          words.levels[Math.round(standing.mean) as Level]
        );
      },
    },
  ];
  return (
    <Section title={w.fit} lead={w.fitLead} id="fit">
      {props.scores.length === 0 ? (
        <p>{w.noScores}</p>
      ) : (
        <>
          <p>{differing.length > 0 ? w.talk(names(differing)) : w.agreed}</p>
          {hard.length > 0 ? <p>{w.hard(names(hard))}</p> : null}
          <DataTable<FitRow> caption={w.fit} captionHidden stack rows={rows} columns={columns} />
        </>
      )}
      {props.mayScore ? <ScoreForm {...props} /> : null}
    </Section>
  );
}

function ScoreForm(props: StudyProps) {
  const w = words.study;
  const own = props.scores.filter((one) => one.scored_by === props.me);
  const state: FormState = props.states.score ?? {
    values: Object.fromEntries(
      own.flatMap((one) => [
        [`level_${one.criterion_id}`, `${one.level}`],
        [`note_${one.criterion_id}`, one.note],
      ]),
    ),
    errors: {},
  };
  const field = fields(state.values, state.errors);
  return (
    <Disclosure summary={own.length === 0 ? w.score : w.scoreAgain} open={props.states.score !== undefined}>
      <Form action={`/practices/${props.practice_id}/scores#fit`} errors={state.errors}>
        {props.criteria.map((one) => (
          <Fieldset
            legend={one.name}
            help={one.here === '' ? one.question : `${one.question}　${w.here(one.here)}`}
          >
            <RadioGroup
              {...field(`level_${one.id}`)}
              label={w.level}
              required={false}
              inline
              options={levels.map((level) => ({ value: `${level}`, label: words.levels[level] }))}
            />
            <TextField {...field(`note_${one.id}`)} label={w.note} required={false} maxLength={300} />
          </Fieldset>
        ))}
        <ButtonRow>
          <Button kind="secondary">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}

const percent = (value: number): string => `${Math.round(value * 10) / 10}%`;

function Figures(props: StudyProps) {
  const w = words.study;
  const path = `/practices/${props.practice_id}`;
  const state = props.states.figure ?? emptyForm;
  const field = fields(state.values, state.errors);
  /** Ours of the same year, else of the newest year that tells it. */
  const ourOf = (one: PracticeFigure) => {
    const same = props.ours.find((year) => year.fiscal_year === one.fiscal_year)?.rates[one.measure] ?? null;
    if (same !== null) return { value: same, year: one.fiscal_year };
    const last = props.ours.findLast((year) => year.rates[one.measure] !== null);
    return last ? { value: last.rates[one.measure]!, year: last.fiscal_year } : null;
  };
  if (props.figures.length === 0 && !props.mayManage) return null;
  return (
    <Section title={w.figures} lead={w.figuresLead} id="figures">
      <DataTable<PracticeFigure>
        caption={w.figures}
        captionHidden
        stack
        rows={props.figures}
        empty={<p>{w.noFigure}</p>}
        columns={[
          {
            key: 'measure',
            label: w.measure,
            rowHeader: true,
            cell: (one) => `${words.measures[one.measure]}　${formatFiscalYear(one.fiscal_year)}`,
          },
          { key: 'value', label: w.theirs, align: 'end', cell: (one) => percent(one.value) },
          {
            key: 'ours',
            label: w.ours,
            align: 'end',
            cell: (one) => {
              const our = ourOf(one);
              if (our === null) return w.noOurs;
              return `${percent(our.value)}${our.year === one.fiscal_year ? '' : w.otherYear(our.year)}`;
            },
          },
          {
            key: 'difference',
            label: w.difference,
            align: 'end',
            cell: (one) => {
              const our = ourOf(one);
              return our === null ? '' : w.points(Math.round((our.value - one.value) * 10) / 10);
            },
          },
          { key: 'told_by', label: w.told_by },
          ...(props.mayManage
            ? [
                {
                  key: 'remove',
                  label: w.figureRemove,
                  labelHidden: true,
                  cell: (one: PracticeFigure) => (
                    <ConfirmForm
                      label={w.figureRemove}
                      question={w.figureRemoveQuestion}
                      action={`${path}/figures/remove#figures`}
                      confirmLabel={w.figureRemove}
                      danger
                      kind="tertiary"
                      size="sm"
                      fields={{ measure: one.measure, fiscal_year: `${one.fiscal_year}` }}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {props.mayManage ? (
        <Disclosure summary={w.addFigure} open={props.states.figure !== undefined}>
          <Form action={`${path}/figures#figures`} errors={state.errors}>
            <Select
              {...field('measure')}
              label={w.measure}
              required
              width="m"
              options={measures.map((one) => ({ value: one, label: words.measures[one] }))}
            />
            <TextField
              {...field('fiscal_year')}
              label={w.fiscal_year}
              help={w.fiscal_yearHelp}
              required
              width="s"
            />
            <TextField
              {...field('value')}
              label={w.value}
              required
              width="s"
              suffix="%"
              inputmode="decimal"
            />
            <TextField {...field('told_by')} label={w.told_by} required maxLength={120} />
            <ButtonRow>
              <Button kind="secondary">{words.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function Conclusions(props: StudyProps) {
  const w = words.study;
  const [now, ...earlier] = props.conclusions;
  const state = props.states.conclusion ?? emptyForm;
  const field = fields(state.values, state.errors);
  return (
    <Section title={w.conclusion} id="conclusion">
      {now === undefined ? (
        <p>{w.noConclusion}</p>
      ) : (
        <>
          <p>
            <StatusBadge kind="info">{words.verdicts[now.verdict]}</StatusBadge>
          </p>
          <Prose>{now.body}</Prose>
          <p class="resource-meta">{w.concludedBy(now.concluded_on, now.writer)}</p>
        </>
      )}
      {earlier.length === 0 ? null : (
        <Timeline
          label={w.earlier}
          entries={earlier.map((one) => ({
            when: formatDate(one.concluded_on),
            datetime: one.concluded_on,
            text: words.verdicts[one.verdict],
            actor: one.writer ?? '',
            detail: one.body,
          }))}
        />
      )}
      {props.mayManage ? (
        <Disclosure summary={w.conclude} open={props.states.conclusion !== undefined}>
          <Form action={`/practices/${props.practice_id}/conclusions#conclusion`} errors={state.errors}>
            <RadioGroup
              {...field('verdict')}
              label={w.verdict}
              required
              options={verdicts.map((one) => ({ value: one, label: words.verdicts[one] }))}
            />
            <TextArea
              {...field('body')}
              id="conclusion-body"
              label={w.concludeBody}
              required
              rows={4}
              maxChars={2000}
            />
            <DateField {...field.date('concluded_on')} label={w.concluded_on} required />
            <ButtonRow>
              <Button kind="secondary">{words.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}
