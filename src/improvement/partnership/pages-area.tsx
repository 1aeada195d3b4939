import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort } from '../../platform/ja/dates.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { StackBar } from '../../platform/ui/charts.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { KeyFigure, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { GivenAnswer, Item, Note, Round, Stage } from './queries.ts';
import {
  lackingForNext,
  levels,
  noteKinds,
  standingOf,
  steps,
  stepSpokenFor,
  type Level,
  type Step,
} from './rules.ts';
import { words } from './words.ja.ts';

/** Which of the page's forms came back with a fault. */
export interface AreaState {
  note?: FormState;
  stage?: FormState;
  next?: FormState;
}

export interface AreaView {
  round: Round;
  area: { id: number; name: string };
  items: readonly Item[];
  answers: readonly GivenAnswer[];
  remarks: readonly { holder: string; remark: string }[];
  notes: readonly Note[];
  stages: readonly Stage[];
  owners: readonly { value: string; label: string; group?: string }[];
  mayGiveOut: boolean;
  mayRaise: boolean;
  /** what later slices know of the area */
  beside: Child;
  state: AreaState;
}

const w = words.area;
const pathOf = (props: AreaView): string => `/partnership/${props.round.id}/areas/${props.area.id}`;

/** One area: each check point with everybody's answer, what was talked over, the steps agreed on, and what is next. */
export function AreaPage(props: AreaView) {
  const { round, area, items, answers, stages } = props;
  const agreed = stages.find((one) => one.taken_back_at === null);
  const holders = new Set(answers.map((one) => one.check_id)).size;
  return (
    <Stack>
      <PageHeading
        kicker={round.name}
        title={w.title(area.name)}
        lead={w.lead(round.name)}
        actions={
          <ButtonRow>
            <LinkButton href={`/partnership/${round.id}`} icon="previous">
              {w.back}
            </LinkButton>
            {props.mayRaise ? (
              <LinkButton href="/issues/new" icon="flag">
                {w.raise}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
      <Columns kind="halves">
        <KeyFigure
          label={w.agreed}
          value={agreed ? words.step(agreed.step) : words.compare.notAgreed}
          note={agreed ? w.agreedNote(agreed.agreed_on) : ''}
        />
        <KeyFigure
          label={w.spoken}
          value={holders === 0 ? words.compare.noAnswers : words.step(stepSpokenFor(items, answers))}
          note={w.spokenNote}
        />
      </Columns>
      {holders === 0 ? null : <Lacking items={items} answers={answers} />}
      {holders === 0 ? (
        <EmptyState title={words.compare.noAnswers} text={w.nobody} icon="people" />
      ) : (
        steps.map((step) => <StepSection step={step} items={items} answers={answers} />)
      )}
      {props.remarks.length === 0 ? null : (
        <Section title={w.remarks} id="remarks">
          {props.remarks.map((one) => (
            <Prose>{w.said(one.holder, one.remark)}</Prose>
          ))}
        </Section>
      )}
      {props.beside}
      <Notes {...props} />
      <Stages {...props} />
      {props.mayGiveOut ? <Next {...props} /> : null}
    </Stack>
  );
}

/** Why the answers do not speak for the next step: whoever reads only shares would wonder. */
function Lacking(props: { items: readonly Item[]; answers: readonly GivenAnswer[] }) {
  const next = lackingForNext(props.items, props.answers);
  if (next === null || next.items.length === 0) return null;
  return (
    <Section title={w.lacking(next.step)} lead={w.lackingLead} id="lacking">
      <ResourceList
        items={next.items.map(({ code, why }) => ({
          title: props.items.find((item) => item.code === code)?.body ?? code,
          href: `#${code}`,
          meta: w.lackingWhy[why],
        }))}
      />
    </Section>
  );
}

function StepSection(props: { step: Step; items: readonly Item[]; answers: readonly GivenAnswer[] }) {
  const items = props.items.filter((item) => item.step === props.step);
  const of = (code: string) => props.answers.filter((one) => one.item_code === code);
  const parts = [...levels.map((level) => words.levels[level]), words.unknown];
  return (
    <Section title={words.stepTitle(props.step)} id={`step-${props.step}`}>
      <StackBar
        caption={w.chart(props.step)}
        id={`chart-${props.step}`}
        parts={parts}
        rows={items.map((item) => {
          const { counts, unknown } = standingOf(of(item.code));
          return { label: words.short[item.code] ?? item.code, values: [...counts, unknown] };
        })}
      />
      {items.map((item) => {
        const given = of(item.code);
        const { differs } = standingOf(given);
        return (
          <Stack gap="xs">
            <Disclosure
              id={item.code}
              open={differs}
              summary={
                <>
                  {item.body} {differs ? <StatusBadge kind="warning">{w.differs}</StatusBadge> : null}
                </>
              }
            >
              {differs ? <p>{w.differsHint}</p> : null}
              <DataTable<GivenAnswer>
                caption={w.who(given.length)}
                dense
                stack
                rows={given}
                columns={[
                  { key: 'holder', label: w.by, rowHeader: true },
                  {
                    key: 'level',
                    label: w.level,
                    nowrap: true,
                    cell: (one) => (one.level === null ? words.unknown : words.levels[one.level as Level]),
                  },
                  { key: 'evidence', label: w.evidence },
                  {
                    key: 'evidence_on',
                    label: w.day,
                    nowrap: true,
                    cell: (one) => (one.evidence_on === null ? '' : formatDateShort(one.evidence_on)),
                  },
                ]}
              />
            </Disclosure>
          </Stack>
        );
      })}
    </Section>
  );
}

function Notes(props: AreaView) {
  const state = props.state.note ?? emptyForm;
  const field = fields(state.values, state.errors);
  const path = pathOf(props);
  return (
    <Section title={w.notes} id="notes" lead={w.notesLead}>
      {noteKinds.map((kind) => {
        const here = props.notes.filter((one) => one.kind === kind);
        return (
          <Card title={w.kinds[kind]} level={3} id={`notes-${kind}`}>
            {here.length === 0 ? <p>{w.noNotes}</p> : null}
            {here.map((one) => (
              <Stack gap="xs">
                <Prose>{one.body}</Prose>
                <p class="resource-meta">{w.byOn(one.writer, one.written_on)}</p>
                {one.own ? (
                  <ConfirmForm
                    label={w.removeNote}
                    question={w.removeNoteQuestion}
                    action={`${path}/notes/remove`}
                    kind="tertiary"
                    size="sm"
                    danger
                    fields={{ note_id: `${one.id}` }}
                  />
                ) : null}
              </Stack>
            ))}
          </Card>
        );
      })}
      {props.round.may_note ? (
        <Disclosure summary={w.addNote} id="note-new" open={props.state.note !== undefined}>
          <Form action={`${path}/notes`} errors={state.errors}>
            <RadioGroup
              {...field('kind')}
              label={w.kind}
              required
              inline
              options={noteKinds.map((kind) => ({ value: kind, label: w.kinds[kind] }))}
            />
            <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={4} maxChars={2000} />
            <ButtonRow>
              <Button>{w.saveNote}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function Stages(props: AreaView) {
  const state = props.state.stage ?? emptyForm;
  const field = fields(state.values, state.errors);
  const path = pathOf(props);
  const manages = props.round.may_manage;
  return (
    <Section title={w.stages} id="stages">
      {props.stages.length === 0 ? <p>{w.noStages}</p> : null}
      <Timeline
        label={w.stages}
        entries={props.stages.map((one) => ({
          datetime: one.agreed_on,
          when: formatDateShort(one.agreed_on),
          ...(one.recorder === null ? {} : { actor: one.recorder }),
          ...(one.taken_back_at === null ? {} : { kind: 'plan' as const }),
          text: (
            <>
              {words.step(one.step)}{' '}
              {one.taken_back_at === null ? null : <StatusBadge>{w.takenBack}</StatusBadge>}
            </>
          ),
          detail: (
            <>
              <Prose>{one.reason}</Prose>
              {manages && one.taken_back_at === null ? (
                <ConfirmForm
                  label={w.takeBack}
                  question={w.takeBackQuestion}
                  action={`${path}/stages/take-back`}
                  kind="tertiary"
                  size="sm"
                  fields={{ stage_id: `${one.id}` }}
                />
              ) : null}
            </>
          ),
        }))}
      />
      {manages ? (
        <Disclosure summary={w.decide} id="stage-new" open={props.state.stage !== undefined}>
          <p>{w.decideLead}</p>
          <Form action={`${path}/stages`} errors={state.errors}>
            <Select
              {...field('step')}
              label={w.step}
              required
              width="l"
              options={[
                { value: '0', label: words.step(0) },
                ...steps.map((step) => ({ value: `${step}`, label: words.stepTitle(step) })),
              ]}
            />
            <DateField {...field.date('agreed_on')} label={w.agreed_on} required />
            <TextArea
              {...field('reason')}
              label={w.reason}
              help={w.reasonHelp}
              required
              rows={4}
              maxChars={1000}
            />
            <ButtonRow>
              <Button>{w.saveStage}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function Next(props: AreaView) {
  const state = props.state.next ?? emptyForm;
  const field = fields(state.values, state.errors);
  return (
    <Section title={w.next} id="next" lead={w.nextLead}>
      <Disclosure summary={w.nextOpen} id="next-new" open={props.state.next !== undefined}>
        <Form action={`${pathOf(props)}/next`} errors={state.errors}>
          <TextField {...field('what')} label={w.what} required maxLength={200} />
          <Select {...field('owner')} label={w.owner} required width="l" options={props.owners} />
          <DateField {...field.date('due_on')} label={w.due_on} required />
          <ButtonRow>
            <Button>{w.giveOut}</Button>
          </ButtonRow>
        </Form>
      </Disclosure>
    </Section>
  );
}
