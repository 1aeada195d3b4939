import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { japanese, ReadingContext } from '../../platform/ui/speech.ts';
import { DataTable } from '../../platform/ui/tables.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { AreaOption } from '../../base/areas/queries.ts';
import { areaChoices } from './pages.tsx';
import type { FigureLine, LocalMeeting, Saying, Summary } from './queries-surveys.ts';
import { sayers } from './rules.ts';
import { spokenUnits, words } from './words-guidelines.ja.ts';
import { guidelineWords } from './words-open.ts';

type State = FormState & { conflict?: Conflict };

export function SummariesPage(props: { lines: readonly Summary[]; mayManage: boolean }) {
  const w = words.list;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayManage ? (
              <>
                <LinkButton href="/survey-summaries/new" kind="primary" icon="plus">
                  {w.add}
                </LinkButton>
                <LinkButton href="/survey-summaries/import" icon="upload">
                  {w.import}
                </LinkButton>
              </>
            ) : null}
            <LinkButton href="/guidelines">{w.guidelines}</LinkButton>
          </ButtonRow>
        }
      />
      <DataTable<Summary>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty.title}
            text={props.mayManage ? w.empty.first : w.empty.text}
            icon="note"
          />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (one) => <a href={`/survey-summaries/${one.id}`}>{one.title}</a>,
          },
          {
            key: 'surveyed_on',
            label: w.columns.surveyed_on,
            nowrap: true,
            cell: (one) => formatDateShort(one.surveyed_on),
          },
          {
            key: 'figures',
            label: w.columns.figures,
            nowrap: true,
            cell: (one) => w.figures(one.figures ?? 0),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (one) =>
              one.published ? (
                <StatusBadge kind="success">{w.out}</StatusBadge>
              ) : (
                <StatusBadge>{w.draft}</StatusBadge>
              ),
          },
        ]}
      />
    </Stack>
  );
}

export function SummaryForm(props: { state: State; summary: Summary | null }) {
  const { state, summary } = props;
  const field = fields(state.values, state.errors);
  const w = words.summary;
  return (
    <Stack>
      <PageHeading title={summary ? w.editTitle : w.newTitle} />
      <Form
        action={summary ? `/survey-summaries/${summary.id}/edit` : '/survey-summaries/new'}
        errors={state.errors}
      >
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
        <TextArea
          {...field('source')}
          label={w.source}
          help={w.sourceHelp}
          required
          rows={2}
          maxChars={200}
        />
        <DateField {...field.date('surveyed_on')} label={w.surveyed_on} required />
        <NumberField
          {...field('answers')}
          label={w.answers}
          help={w.answersHelp}
          required={false}
          width="s"
        />
        <TextArea
          {...field('lead')}
          label={w.lead}
          help={w.leadHelp}
          required={false}
          rows={6}
          maxChars={2000}
        />
        <ButtonRow>
          <Button size="lg">{summary ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

type Shown = Omit<FigureLine, 'value'> & { value: number | null };

/** A figure with its unit, in the reader's language where the unit is one that surveys count in. */
export function Quantity({ value, unit }: { value: number; unit: string }) {
  const reading = useContext(ReadingContext);
  const known = spokenUnits[unit];
  const said = known && guidelineWords().units[known];
  const between = reading.lang === 'ja' || reading.lang === 'zh' || said === '%' ? '' : ' ';
  return (
    <>
      {formatCount(value)}
      {between}
      {said ?? <span lang={japanese(reading)}>{unit}</span>}
    </>
  );
}

/** Each question a table: an answer a line, the whole city and the areas beside each other. */
export function CrossTables({ figures }: { figures: readonly Shown[] }) {
  const ja = japanese(useContext(ReadingContext));
  const w = guidelineWords();
  return (
    <>
      {[...Map.groupBy(figures, (one) => one.question)].map(([question, own], at) => {
        const places = [...Map.groupBy(own, (one) => one.area_id ?? 0).values()];
        const title = `cross-table-${at}`;
        return (
          <div class="table-frame table-scroll" role="group" aria-labelledby={title} tabindex={0}>
            <table class="table">
              <caption id={title} lang={ja}>
                {question}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{w.answer}</th>
                  {places.map(([first]) => (
                    <th scope="col" class="cell-end">
                      {first!.area === null ? w.whole : <span lang={ja}>{first!.area}</span>}
                      {first!.answers === null ? null : (
                        <>
                          <br />
                          {w.n(formatCount(first!.answers))}
                        </>
                      )}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {[...new Set(own.map((one) => one.answer))].map((answer) => (
                  <tr>
                    <th scope="row" lang={ja}>
                      {answer}
                    </th>
                    {places.map((here) => {
                      const figure = here.find((one) => one.answer === answer);
                      return (
                        <td class="cell-end">
                          {figure === undefined ? null : figure.value === null ? (
                            w.kept
                          ) : (
                            <Quantity value={figure.value} unit={figure.unit} />
                          )}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
    </>
  );
}

/** Figures one by one, each with the way to take it away: for those who enter them. */
function FigureTables({
  figures,
  remove,
}: {
  figures: readonly FigureLine[];
  remove: (one: FigureLine) => Child;
}) {
  const w = words.figures;
  const groups = [...Map.groupBy(figures, (one) => `${one.question}\n${one.area_id ?? 0}`).values()];
  return (
    <>
      {groups.map((rows) => (
        <DataTable<FigureLine>
          caption={[rows[0]?.question, rows[0]?.area ?? w.whole, w.n(rows[0]?.answers ?? null)]
            .join('　')
            .trim()}
          rows={rows}
          columns={[
            { key: 'answer', label: w.answer, rowHeader: true },
            { key: 'value', label: w.value, align: 'end', cell: (one) => w.valueOf(one.value, one.unit) },
            { key: 'remove', label: w.remove, labelHidden: true, cell: remove },
          ]}
        />
      ))}
    </>
  );
}

/** One summary as those who work with it see it: figures, meetings, sayings and what they became. */
export function SummaryPage(props: {
  summary: Summary;
  figures: readonly FigureLine[];
  meetings: readonly LocalMeeting[];
  sayings: readonly Saying[];
  areas: readonly AreaOption[];
  forums: readonly { id: number; name: string }[];
  themes: readonly { code: string; name: string }[];
  mayManage: boolean;
  mayHold: boolean;
  mayRaise: boolean;
  state: Readonly<Record<string, FormState>>;
}) {
  const { summary, mayManage, state } = props;
  const w = words.summary;
  const path = `/survey-summaries/${summary.id}`;
  return (
    <Stack>
      <PageHeading
        kicker={w.kicker}
        title={summary.title}
        badges={
          summary.published ? (
            <StatusBadge kind="success">{words.list.out}</StatusBadge>
          ) : (
            <StatusBadge>{words.list.draft}</StatusBadge>
          )
        }
        lead={w.by(summary.source, summary.surveyed_on, summary.answers)}
        actions={
          <ButtonRow>
            {mayManage ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            {summary.published ? (
              <LinkButton href={`/open/results/${summary.id}`}>{w.publicPage}</LinkButton>
            ) : null}
            <UtilityLink href={`${path}/export`} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={`${path}/export?format=csv`} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </ButtonRow>
        }
      />
      {summary.lead === '' ? null : <Prose>{summary.lead}</Prose>}
      {mayManage ? (
        summary.published ? (
          <ConfirmForm
            label={w.withdraw}
            question={w.withdrawQuestion}
            action={`${path}/withdraw`}
            kind="tertiary"
          />
        ) : (
          <ConfirmForm
            label={w.publish}
            question={w.publishQuestion}
            action={`${path}/publish`}
            kind="primary"
          />
        )
      ) : null}
      <Section title={words.figures.title} id="figures">
        {props.figures.length === 0 ? <p>{words.figures.none}</p> : null}
        {mayManage ? (
          <FigureTables
            figures={props.figures}
            remove={(one) => (
              <ConfirmForm
                label={words.figures.remove}
                question={words.figures.removeQuestion}
                action={`${path}/figures/remove`}
                kind="tertiary"
                size="sm"
                danger
                fields={{ figure_id: `${one.id}` }}
              />
            )}
          />
        ) : (
          <CrossTables figures={props.figures} />
        )}
        {mayManage ? <FigureForm path={path} areas={props.areas} state={state['figure']} /> : null}
      </Section>
      <Meetings {...props} path={path} />
      <Sayings {...props} path={path} />
    </Stack>
  );
}

function FigureForm(props: { path: string; areas: readonly AreaOption[]; state: FormState | undefined }) {
  const w = words.figures;
  const field = fields(props.state?.values, props.state?.errors);
  return (
    <Disclosure summary={w.add} id="figure-new" open={props.state !== undefined}>
      <Form action={`${props.path}/figures`} errors={props.state?.errors} label={w.add}>
        <Select
          {...field('area_id')}
          id="figure-area"
          label={w.area}
          required={false}
          width="l"
          empty={w.whole}
          options={areaChoices(props.areas)}
        />
        <TextField {...field('question')} label={w.question} required maxLength={200} />
        <TextField {...field('answer')} label={w.answer} required maxLength={200} />
        <TextField {...field('value')} label={w.value} required width="s" />
        <TextField {...field('unit')} label={w.unit} help={w.unitHelp} required width="s" maxLength={20} />
        <NumberField {...field('answers')} label={w.answers} required={false} width="s" />
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}

type Part = Parameters<typeof SummaryPage>[0] & { path: string };

function Meetings(props: Part) {
  const w = words.meetings;
  const given = props.state['meeting'];
  const field = fields(given?.values, given?.errors);
  return (
    <Section title={w.title} id="meetings" lead={w.lead}>
      {props.meetings.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ResourceList
          level={3}
          label={w.title}
          items={props.meetings.map((one) => ({
            title: one.title ?? one.event ?? w.titleOf(one.area),
            ...(one.title === null
              ? one.event === null
                ? {}
                : { href: `/events/${one.event_id}` }
              : { href: `/meetings/${one.meeting_id}` }),
            text: w.when(
              one.held_on ?? one.starts_on ?? props.summary.surveyed_on,
              one.place ?? one.place_name ?? '',
            ),
            icon: 'people' as const,
            badge:
              one.cancelled_at !== null || one.event_cancelled_at !== null ? (
                <StatusBadge>{w.cancelled}</StatusBadge>
              ) : one.minutes_published_at === null ? undefined : (
                <StatusBadge kind="success">{w.minutes}</StatusBadge>
              ),
            action:
              one.event_id === null ? undefined : <a href={`/events/${one.event_id}`}>{w.toCalendar}</a>,
          }))}
        />
      )}
      {props.mayManage && props.mayHold ? (
        <Disclosure summary={w.add} id="meeting-new" open={given !== undefined}>
          <Form action={`${props.path}/meetings`} errors={given?.errors} label={w.add}>
            <Select
              {...field('area_id')}
              id="meeting-area"
              label={w.area_id}
              required={false}
              width="l"
              empty={words.figures.whole}
              options={areaChoices(props.areas)}
            />
            <Select
              {...field('forum_id')}
              label={w.forum_id}
              help={w.forumHelp}
              required
              width="l"
              options={props.forums.map((one) => ({ value: `${one.id}`, label: one.name }))}
            />
            <DateField {...field.date('held_on')} label={w.held_on} required />
            <TimeField {...field('starts_at')} label={w.starts_at} required />
            <TimeField {...field('ends_at')} label={w.ends_at} required />
            <TextField {...field('place')} label={w.place} required maxLength={100} />
            <Checkbox {...field.checked('public')} label={w.public} />
            <ButtonRow>
              <Button>{w.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function Sayings(props: Part) {
  const w = words.sayings;
  const given = props.state['saying'];
  const field = fields(given?.values, given?.errors);
  return (
    <Section title={w.title} id="sayings" lead={w.lead}>
      {props.sayings.length === 0 ? <p>{w.none}</p> : null}
      {props.sayings.map((one) => {
        const raised =
          props.state['issue']?.values['saying_id'] === `${one.id}` ? props.state['issue'] : undefined;
        const issue = fields((raised ?? emptyForm).values, (raised ?? emptyForm).errors);
        return (
          <Card level={3} id={`saying-${one.id}`}>
            <Prose>{one.body}</Prose>
            <p class="resource-meta">{w.by(w.sayers[one.said_by], one.area)}</p>
            {one.issue_id === null ? null : (
              <p>
                <StatusBadge kind="info">{w.isIssue}</StatusBadge>{' '}
                {props.mayRaise ? <a href={`/issues/${one.issue_id}`}>{w.toIssue}</a> : null}
              </p>
            )}
            {one.target_id === null ? null : (
              <p>
                <StatusBadge kind="info">{w.isTarget}</StatusBadge>
              </p>
            )}
            {props.mayManage && props.mayRaise && one.issue_id === null ? (
              <Disclosure summary={w.toIssue} id={`raise-${one.id}`} open={raised !== undefined}>
                <Form
                  action={`${props.path}/sayings/issue`}
                  errors={raised?.errors}
                  label={`${w.toIssue}　${one.body}`}
                >
                  <HiddenField name="saying_id" value={one.id} />
                  <TextField
                    {...issue('title')}
                    id={`issue-title-${one.id}`}
                    label={w.issueTitle}
                    required
                    maxLength={100}
                  />
                  <Select
                    {...issue('theme_code')}
                    id={`issue-theme-${one.id}`}
                    label={w.theme_code}
                    required
                    width="l"
                    options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
                  />
                  <ButtonRow>
                    <Button>{w.raise}</Button>
                  </ButtonRow>
                </Form>
              </Disclosure>
            ) : null}
            {props.mayManage && one.issue_id === null && one.target_id === null ? (
              <ConfirmForm
                label={w.remove}
                question={w.removeQuestion}
                action={`${props.path}/sayings/remove`}
                kind="tertiary"
                size="sm"
                danger
                fields={{ saying_id: `${one.id}` }}
              />
            ) : null}
          </Card>
        );
      })}
      {props.mayManage ? (
        <Disclosure summary={w.add} id="saying-new" open={given !== undefined}>
          <Form action={`${props.path}/sayings`} errors={given?.errors} label={w.add}>
            <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={3} maxChars={500} />
            <RadioGroup
              {...field('said_by')}
              label={w.said_by}
              required
              inline
              options={sayers.map((value) => ({ value, label: w.sayers[value] }))}
            />
            <Select
              {...field('area_id')}
              id="saying-area"
              label={w.area_id}
              required={false}
              width="l"
              empty={words.figures.whole}
              options={areaChoices(props.areas)}
            />
            <Select
              {...field('meeting_id')}
              label={w.meeting_id}
              required={false}
              width="l"
              empty={w.noMeeting}
              options={props.meetings.flatMap((one) =>
                one.title === null ? [] : [{ value: `${one.meeting_id}`, label: one.title }],
              )}
            />
            <ButtonRow>
              <Button>{w.save}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}
