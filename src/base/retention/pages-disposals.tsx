import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, UtilityLink } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { DisposalBadge, recordHref, type State } from './pages.tsx';
import type { DisposalLine, ItemLine } from './queries.ts';
import { labelOf, outcomeWords, termText, words } from './words.ja.ts';

/** What is to go and what went: the second person decides here, and afterwards it is the certificate. */
export function DisposalPage(props: {
  disposal: DisposalLine;
  items: readonly ItemLine[];
  mine: boolean;
  /** whether the actor sees the records themselves */
  opens: boolean;
  zone: string;
  state: State;
}): Child {
  const { disposal, items } = props;
  const w = words.disposal;
  const at = `/retention/disposals/${disposal.id}`;
  const field = fields(props.state.values, props.state.errors);
  const waits = disposal.decided_at === null;
  const gone = disposal.done_at !== null;
  const link = (row: ItemLine) => props.opens && row.outcome !== 'gone' && labelOf(disposal.kind, row.label);
  return (
    <Stack>
      <PageHeading
        title={gone ? w.certificate(disposal.id) : w.title(disposal.id)}
        badges={<DisposalBadge one={disposal} />}
        actions={
          gone ? (
            <ButtonRow>
              <UtilityLink href={`${at}/certificate?format=pdf`} icon="download">
                {w.pdf}
              </UtilityLink>
              <UtilityLink href={`${at}/certificate`} icon="download">
                {w.excel}
              </UtilityLink>
            </ButtonRow>
          ) : undefined
        }
      />
      {waits ? (
        <NotificationBanner kind="info" title={disposal.may_approve ? w.decision : w.waits}>
          <p>{disposal.may_approve ? w.check : w.waitsNobody}</p>
        </NotificationBanner>
      ) : disposal.approved ? (
        <NotificationBanner
          kind={gone ? 'success' : 'info'}
          title={gone ? w.counts(disposal.gone, disposal.items) : w.working}
        >
          <p>{gone ? w.done : w.soon}</p>
        </NotificationBanner>
      ) : (
        <NotificationBanner kind="warning" title={w.returned}>
          <p class="pre-line">{disposal.decision_note}</p>
        </NotificationBanner>
      )}
      <Card>
        <DescriptionList
          items={[
            { term: w.kind, description: disposal.name },
            disposal.team === null ? null : { term: words.due.team, description: disposal.team },
            {
              term: w.term,
              description: [...new Set(items.map((one) => termText(one.months, one.until_age)))].join('、'),
            },
            { term: w.basis, description: [...new Set(items.map((one) => one.basis))].join('、') },
            {
              term: w.proposer,
              description: `${disposal.proposer ?? ''}（${formatDateTime(disposal.proposed_at, props.zone)}）`,
            },
            disposal.note === '' ? null : { term: w.note, description: disposal.note },
            disposal.decided_at === null
              ? null
              : {
                  term: disposal.approved ? w.decider : w.returnedBy,
                  description: `${disposal.decider ?? ''}（${formatDateTime(disposal.decided_at, props.zone)}）`,
                },
          ]}
        />
      </Card>
      <Card flush>
        <DataTable
          caption={w.caption}
          captionHidden
          stack
          columns={[
            {
              key: 'label',
              label: words.due.label,
              rowHeader: true,
              cell: (row) => {
                const label = link(row);
                return label === false ? (
                  labelOf(disposal.kind, row.label)
                ) : (
                  <a href={recordHref(disposal.kind, row.subject_id)}>{label}</a>
                );
              },
            },
            {
              key: 'ended_on',
              label: words.due.ended_on,
              nowrap: true,
              cell: (row) => formatDate(row.ended_on),
            },
            { key: 'due_on', label: words.due.due_on, nowrap: true, cell: (row) => formatDate(row.due_on) },
            {
              key: 'outcome',
              label: w.outcome,
              cell: (row) =>
                row.outcome !== null
                  ? `${outcomeWords[row.outcome] ?? row.outcome}（${formatDateTime(row.outcome_at!, props.zone)}）`
                  : row.hold_reason === null
                    ? ''
                    : words.due.stopped(row.hold_reason),
            },
          ]}
          rows={items}
        />
      </Card>
      {waits && disposal.may_approve ? (
        <Card title={w.decision} tone="key">
          <Form action={`${at}/decide`} errors={props.state.errors}>
            <RadioGroup
              {...field('decision')}
              label={w.decision}
              labelHidden
              required
              options={[
                { value: 'approve', label: w.approve },
                { value: 'return', label: w.return },
              ]}
            />
            <TextArea {...field('decision_note')} label={w.decisionNote} rows={2} />
            <ButtonRow>
              <Button size="lg">{w.submit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      {waits && props.mine ? (
        <ButtonRow>
          <ConfirmForm
            label={w.takeBack}
            question={w.takeBackQuestion}
            action={`${at}/withdraw`}
            confirmLabel={w.takeBack}
          />
        </ButtonRow>
      ) : null}
    </Stack>
  );
}
