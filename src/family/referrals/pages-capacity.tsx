import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatMonthDay } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, TextField } from '../../platform/ui/fields.tsx';
import { FindMany } from '../../platform/ui/finding.tsx';
import { fields, Fieldset, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { AnonymousFields, type Choices } from './pages-form.tsx';
import { band } from './pages.tsx';
import type { CapacityAnswerLine, CapacityLine } from './queries.ts';
import { capacityAnswers } from './rules.ts';
import { capacity as w, capacityAnswerNames, form as fw, list as lw } from './words.ja.ts';

const kinds: Record<string, Kind> = { yes: 'success', no: 'neutral', waiting: 'warning', assessment: 'info' };

export function AnswerBadge({ one }: { one: CapacityAnswerLine }): Child {
  if (one.answer === null) return <StatusBadge>{w.notYet}</StatusBadge>;
  return <StatusBadge kind={kinds[one.answer] ?? 'neutral'}>{capacityAnswerNames[one.answer]}</StatusBadge>;
}

export function CapacityListPage(props: {
  lines: readonly CapacityLine[];
  today: string;
  mayAsk: boolean;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={props.mayAsk ? <LinkButton href="/capacity/new">{w.ask}</LinkButton> : undefined}
      />
      {props.lines.length === 0 ? (
        <EmptyState title={props.mayAsk ? w.none : w.noneReceived} />
      ) : (
        <Card flush>
          <ResourceList
            label={w.title}
            items={props.lines.map((one) => {
              const over = one.expires_on < props.today;
              return {
                title: one.need,
                href: `/capacity/${one.id}`,
                meta: `${one.team}　${lw.meta(band(one.age_band), one.area)}`,
                text: one.answers
                  .map(
                    (answer) =>
                      `${answer.facility}：${answer.answer === null ? w.notYet : capacityAnswerNames[answer.answer]}`,
                  )
                  .join('、'),
                due: over ? w.over : w.until(formatMonthDay(one.expires_on)),
              };
            })}
          />
        </Card>
      )}
    </Stack>
  );
}

export function CapacityPage(props: {
  line: CapacityLine;
  state: FormState;
  today: string;
  failed: number | null;
}): Child {
  const { line } = props;
  const open = line.expires_on >= props.today;
  return (
    <Stack>
      <PageHeading
        title={line.need}
        kicker={line.team}
        badges={<StatusBadge>{open ? w.until(formatDate(line.expires_on)) : w.over}</StatusBadge>}
      />
      <Card>
        <DescriptionList
          items={[
            { term: fw.age, description: band(line.age_band) },
            { term: fw.area, description: line.area },
            { term: fw.days, description: line.days },
          ]}
        />
      </Card>
      {open
        ? line.answers
            .filter((one) => one.may_answer)
            .map((one) => {
              const state = props.failed === one.facility_id ? props.state : { values: {}, errors: {} };
              const field = fields(
                { answer: one.answer, as_of: one.as_of ?? props.today, note: one.note, ...state.values },
                state.errors,
              );
              return (
                <Card title={w.answerAs(one.facility)}>
                  <Form action={`/capacity/${line.id}/answers/${one.facility_id}`} errors={state.errors}>
                    <RadioGroup
                      {...field('answer')}
                      label={w.answer}
                      required
                      options={capacityAnswers.map((value) => ({ value, label: capacityAnswerNames[value] }))}
                    />
                    <DateField {...field.date('as_of')} label={w.asOfLabel} required />
                    <TextField {...field('note')} label={w.note} />
                    <ButtonRow>
                      <Button kind="primary">{w.answer}</Button>
                    </ButtonRow>
                  </Form>
                </Card>
              );
            })
        : null}
      <Card title={w.answers} flush>
        <DataTable
          caption={w.answers}
          captionHidden
          stack
          rows={line.answers}
          columns={[
            { key: 'facility', label: w.columns.place, rowHeader: true },
            { key: 'answer', label: w.columns.answer, cell: (row) => <AnswerBadge one={row} /> },
            {
              key: 'as_of',
              label: w.columns.asOf,
              cell: (row) => (row.as_of === null ? '' : w.asOf(formatDate(row.as_of))),
            },
            { key: 'note', label: w.columns.note },
          ]}
        />
      </Card>
      {line.mine ? <p>{w.refer}</p> : null}
    </Stack>
  );
}

export function CapacityFormPage(props: { state: FormState; choices: Choices }): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={w.askTitle} lead={w.lead} />
      <Card>
        <Form action="/capacity/new" errors={props.state.errors}>
          <AnonymousFields state={props.state} areas={props.choices.areas} />
          <Fieldset legend={w.places} help={w.placesHelp}>
            <FindMany
              {...field.many('facility_ids')}
              label={w.places}
              labelHidden
              lists={{ count: 4, label: (nth) => `${w.places} ${nth}` }}
              offer={props.choices.facilities}
            />
          </Fieldset>
          <DateField {...field.date('expires_on')} label={w.expires} required />
          <ButtonRow>
            <Button kind="primary">{w.ask}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}
