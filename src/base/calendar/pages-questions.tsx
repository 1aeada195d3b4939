import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ReasonForm } from './pages-parts.tsx';
import type { Question } from './queries-questions.ts';
import { importFields } from './words-import.ja.ts';
import { words as w } from './words-questions.ja.ts';

interface Kept {
  cells: Record<string, string>;
  event: { columns: { title: string } };
}
export const keptOf = (question: Question): Kept => question.cells as unknown as Kept;

const labelOf = (name: string): string =>
  (importFields as Record<string, { label: string }>)[name]?.label ?? name;

/** Rows waiting for a person to read their days. */
export function QuestionList({ questions }: { questions: readonly Question[] }) {
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <DataTable<Question>
        caption={w.title}
        captionHidden
        stack
        rows={questions}
        empty={
          <EmptyState
            title={w.empty}
            text={w.emptyText}
            icon="check"
            action={<LinkButton href="/events/import">{w.import}</LinkButton>}
          />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (one) => <a href={`/events/questions/${one.id}`}>{keptOf(one).event.columns.title}</a>,
          },
          { key: 'raw', label: w.columns.raw, cell: (one) => <span class="pre-line">{one.raw_dates}</span> },
          { key: 'reason', label: w.columns.reason },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (one) =>
              one.answered_at === null ? (
                <StatusBadge kind="warning">{w.waiting}</StatusBadge>
              ) : one.dropped_reason !== null ? (
                <StatusBadge>{w.dropped}</StatusBadge>
              ) : (
                <StatusBadge kind="success">{w.answered(one.who)}</StatusBadge>
              ),
          },
        ]}
      />
    </Stack>
  );
}

/** One row: what the table says, and the two ways to settle it. */
export function QuestionPage(props: { question: Question; answer: FormState; drop: FormState }) {
  const { question } = props;
  const kept = keptOf(question);
  const answer = fields(props.answer.values, props.answer.errors);
  const path = `/events/questions/${question.id}`;
  return (
    <Stack gap="lg">
      <PageHeading kicker={w.title} title={kept.event.columns.title} />
      <Card title={w.one.raw} tone="key">
        <Prose>{question.raw_dates}</Prose>
        <p>
          {w.one.reason}：{question.reason}
        </p>
      </Card>
      {question.answered_at !== null ? (
        <NotificationBanner
          kind="info"
          title={question.dropped_reason === null ? w.answered(question.who) : w.dropped}
        >
          {question.dropped_reason === null ? null : <p>{question.dropped_reason}</p>}
          {question.event_id === null ? null : (
            <p>
              <a href={`/events/${question.event_id}`}>{w.one.event}</a>
            </p>
          )}
          {question.dropped_reason === null ? null : (
            <ConfirmForm label={w.one.reopen} question={w.one.reopen} action={`${path}/reopen`} />
          )}
        </NotificationBanner>
      ) : (
        <>
          <Section title={w.one.answerTitle} id="answer">
            <Form action={path} errors={props.answer.errors}>
              <TextArea
                {...answer('sittings')}
                label={w.one.sittings}
                help={w.one.sittingsHelp}
                required
                rows={5}
              />
              <ButtonRow>
                <Button size="lg">{w.one.save}</Button>
              </ButtonRow>
            </Form>
          </Section>
          <Section title={w.one.dropTitle} id="drop">
            <ReasonForm
              action={`${path}/drop`}
              state={props.drop}
              name="dropped_reason"
              label={w.one.reasonLabel}
              help={w.one.dropHelp}
              confirm={w.one.drop}
              kind="secondary"
            />
          </Section>
        </>
      )}
      <Section title={w.one.cells} id="cells">
        <DescriptionList
          items={inOrder(kept.cells).map(([name, value]) => ({
            term: labelOf(name),
            description: <Prose>{value}</Prose>,
          }))}
        />
      </Section>
    </Stack>
  );
}

/** As tables have them, the name and the days first; the database keeps a text's parts in no order. */
function inOrder(cells: Readonly<Record<string, string>>): [string, string][] {
  const order = Object.keys(importFields);
  const at = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(cells).toSorted(([a], [b]) => at(a) - at(b));
}
