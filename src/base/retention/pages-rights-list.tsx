import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween, formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { RequestLine } from './queries-rights.ts';
import { askers, daysLeft, proofs, requestKinds } from './rules.ts';
import { askerWords, decisionWords, kindWords, numberOf, proofWords, words } from './words-rights.ja.ts';

export function Clock({ request, today }: { request: RequestLine; today: string }): Child {
  const left = daysLeft(request, daysBetween, today);
  if (left === null)
    return (
      <StatusBadge kind={request.carried_out_on === null ? 'info' : 'neutral'}>
        {decisionWords[request.decision ?? '']}
      </StatusBadge>
    );
  return (
    <StatusBadge kind={left < 0 ? 'error' : left <= 7 ? 'warning' : 'info'}>{words.left(left)}</StatusBadge>
  );
}

export function RequestList(props: {
  rows: readonly RequestLine[];
  may_keep: boolean;
  today: string;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          props.may_keep ? (
            <ButtonRow>
              <LinkButton href="/rights/new" kind="primary" icon="plus">
                {words.add}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      <Card flush>
        <DataTable
          caption={words.caption}
          captionHidden
          stack
          columns={[
            {
              key: 'number',
              label: words.number,
              rowHeader: true,
              cell: (row) => <a href={`/rights/${row.id}`}>{numberOf(row.fiscal_year, row.number)}</a>,
            },
            { key: 'kind', label: words.kind, nowrap: true, cell: (row) => kindWords[row.kind] },
            { key: 'who', label: words.who, cell: (row) => `${row.family_name} ${row.given_name}` },
            {
              key: 'received_on',
              label: words.received_on,
              nowrap: true,
              cell: (row) => formatDate(row.received_on),
            },
            { key: 'due_on', label: words.due_on, nowrap: true, cell: (row) => formatDate(row.due_on) },
            {
              key: 'state',
              label: words.state,
              cell: (row) => <Clock request={row} today={props.today} />,
            },
          ]}
          rows={props.rows}
          empty={<EmptyState title={words.none} text={words.noneText} icon="note" />}
        />
      </Card>
    </Stack>
  );
}

export function RequestForm({ state }: { state: FormState }): Child {
  const w = words.form;
  const field = fields(state.values, state.errors);
  const options = (codes: readonly string[], say: Record<string, string>) =>
    codes.map((value) => ({ value, label: say[value] ?? value }));
  return (
    <>
      <PageHeading title={w.title} />
      <Form action="/rights/new" errors={state.errors}>
        <RadioGroup {...field('kind')} label={w.kind} required options={options(requestKinds, kindWords)} />
        <DateField {...field.date('received_on')} label={w.received_on} required />
        <TextField {...field('family_name')} label={w.family_name} required width="m" />
        <TextField {...field('given_name')} label={w.given_name} required width="m" />
        <TextField {...field('phone')} label={w.phone} help={w.contactHelp} width="m" />
        <TextField {...field('email')} label={w.email} />
        <RadioGroup
          {...field('asked_by')}
          label={w.asked_by}
          required
          options={options(askers, askerWords)}
        />
        <RadioGroup
          {...field('identified_by')}
          label={w.identified_by}
          required
          options={options(proofs, proofWords)}
        />
        <TextArea {...field('wish')} label={w.wish} help={w.wishHelp} rows={4} required />
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
