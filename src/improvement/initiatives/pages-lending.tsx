import type { Offer } from '../../platform/search/offers.ts';
import { formatDateShort, today as dayIn } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Prose, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { loanItem } from './pages-initiative-parts.tsx';
import type { Lendable, LendableLine, LoanEvent, LoanLine } from './queries-lending.ts';
import { lendableKinds, type LendableKind } from './rules.ts';
import { loanBadge, words } from './words-lending.ja.ts';

type State = FormState & { conflict?: Conflict };

/** What may be had, by kind, and what was lent. */
export function LendingPage(props: {
  lines: readonly LendableLine[];
  kind: LendableKind | '';
  loans: readonly LoanLine[];
  total: number;
  paging: { page: number; size: number };
  mayOffer: boolean;
  zone: string;
  href: (changes: Record<string, string | number | null>) => string;
  initiative: string;
}) {
  const w = words.list;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayOffer ? (
              <LinkButton href="/lending/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            <UtilityLink href="/lending/export" icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href="/lending/export?format=csv" icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <Section title={w.offers} id="offers">
        <Tabs
          label={w.kind}
          items={[
            { label: w.all, href: props.href({ kind: null }), current: props.kind === '' },
            ...lendableKinds.map((kind) => ({
              label: words.kinds[kind],
              href: props.href({ kind }),
              current: props.kind === kind,
            })),
          ]}
        />
        <DataTable<LendableLine>
          caption={w.offersCaption}
          captionHidden
          stack
          rows={props.lines}
          empty={<EmptyState title={w.empty} icon="people" />}
          columns={[
            {
              key: 'name',
              label: w.columns.name,
              rowHeader: true,
              cell: (one) => <a href={`/lending/${one.id}${props.initiative}`}>{one.name}</a>,
            },
            { key: 'kind', label: w.columns.kind, nowrap: true, cell: (one) => words.kinds[one.kind] },
            { key: 'holder_name', label: w.columns.holder },
            { key: 'terms', label: w.columns.terms },
          ]}
        />
      </Section>
      <Section title={w.loans} id="loans">
        <DataTable<LoanLine>
          caption={w.loansCaption}
          captionHidden
          stack
          rows={props.loans}
          empty={<EmptyState title={w.noLoans} icon="note" />}
          columns={[
            {
              key: 'name',
              label: w.loanColumns.name,
              rowHeader: true,
              cell: (one) => <a href={`/lending/loans/${one.id}`}>{one.name}</a>,
            },
            { key: 'from_name', label: w.loanColumns.from },
            { key: 'to_name', label: w.loanColumns.to },
            {
              key: 'when',
              label: w.loanColumns.when,
              cell: (one) => words.when(one.starts_at, one.ends_at, props.zone),
            },
            {
              key: 'state',
              label: w.loanColumns.state,
              nowrap: true,
              cell: (one) => <StatusBadge kind={loanBadge[one.state]}>{words.states[one.state]}</StatusBadge>,
            },
          ]}
        />
        <PageNavigation
          total={props.total}
          page={props.paging.page}
          size={props.paging.size}
          href={(page) => props.href({ page })}
        />
      </Section>
    </Stack>
  );
}

export function LendablePage(props: {
  lendable: Lendable;
  loans: readonly LoanLine[];
  mayAsk: boolean;
  zone: string;
  initiative: string;
}) {
  const { lendable } = props;
  const w = words.page;
  const path = `/lending/${lendable.id}`;
  return (
    <Stack>
      <PageHeading
        kicker={`${words.list.title}　${words.kinds[lendable.kind]}`}
        title={lendable.name}
        lead={lendable.holder_name}
        actions={
          <ButtonRow>
            {props.mayAsk && lendable.withdrawn_on === null ? (
              <LinkButton href={`${path}/ask${props.initiative}`} kind="primary">
                {w.ask}
              </LinkButton>
            ) : null}
            {lendable.may_lend ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
      {lendable.withdrawn_on === null ? null : <NotificationBanner kind="info" title={w.withdrawn} />}
      <DescriptionList
        items={[
          { term: w.holder, description: lendable.holder_name },
          { term: w.detail, description: lendable.detail === '' ? '' : <Prose>{lendable.detail}</Prose> },
          { term: w.terms, description: lendable.terms },
          { term: w.offered, description: w.day(lendable.offered_on) },
        ]}
      />
      <Section title={w.loans} id="loans">
        {props.loans.length === 0 ? (
          <p>{words.list.noLoans}</p>
        ) : (
          <ResourceList
            level={3}
            label={w.loans}
            items={props.loans.map((one) => loanItem(one, props.zone))}
          />
        )}
      </Section>
      {lendable.may_lend ? (
        lendable.withdrawn_on === null ? (
          <ConfirmForm
            label={w.withdraw}
            question={w.withdrawQuestion}
            action={`${path}/withdraw`}
            kind="tertiary"
          />
        ) : (
          <Form action={`${path}/again`}>
            <Button kind="secondary">{w.again}</Button>
          </Form>
        )
      ) : null}
    </Stack>
  );
}

export function LendableForm(props: { state: State; lendable: Lendable | null; bodies: Offer }) {
  const { state, lendable } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  return (
    <Stack>
      <PageHeading title={lendable ? w.editTitle : w.newTitle} />
      <Form action={lendable ? `/lending/${lendable.id}/edit` : '/lending/new'} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        {lendable ? (
          <>
            <HiddenField name="body" value={lendable.holder} />
            <HiddenField name="kind" value={lendable.kind} />
          </>
        ) : (
          <>
            <FindOne {...field('body')} label={w.body} required width="l" offer={props.bodies} />
            <RadioGroup
              {...field('kind')}
              label={w.kind}
              required
              options={lendableKinds.map((value) => ({
                value,
                label: words.kinds[value],
                help: words.kindHelp[value],
              }))}
            />
          </>
        )}
        <TextField {...field('name')} label={w.name} help={w.nameHelp} required maxLength={80} />
        <TextArea
          {...field('detail')}
          label={w.detail}
          help={w.detailHelp}
          required={false}
          rows={3}
          maxChars={500}
        />
        <TextArea
          {...field('terms')}
          label={w.terms}
          help={w.termsHelp}
          required={false}
          rows={2}
          maxChars={300}
        />
        <ButtonRow>
          <Button size="lg">{lendable ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function AskForm(props: {
  state: FormState;
  lendable: Lendable;
  bodies: Offer;
  initiatives: readonly { id: number; title: string }[];
  taken: readonly LoanLine[];
  zone: string;
}) {
  const { lendable, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.ask;
  return (
    <Stack>
      <PageHeading title={w.title(lendable.name)} lead={w.lead(lendable.holder_name)} />
      {props.taken.length === 0 ? null : (
        <Section title={w.taken} id="taken">
          <ul>
            {props.taken.map((one) => (
              <li>{`${words.when(one.starts_at, one.ends_at, props.zone)}　${one.to_name}`}</li>
            ))}
          </ul>
        </Section>
      )}
      <Form action={`/lending/${lendable.id}/ask`} errors={state.errors}>
        <FindOne {...field('body')} label={w.body} required width="l" offer={props.bodies} />
        <Select
          {...field('initiative_id')}
          label={w.initiative_id}
          required={false}
          width="l"
          empty={w.noInitiative}
          options={props.initiatives.map((one) => ({ value: `${one.id}`, label: one.title }))}
        />
        <TextArea {...field('purpose')} label={w.purpose} required rows={2} maxChars={300} />
        <DateField {...field.date('from_on')} label={w.from_on} required />
        <TimeField {...field('from_at')} label={w.from_at} required />
        <DateField {...field.date('until_on')} label={w.until_on} required />
        <TimeField {...field('until_at')} label={w.until_at} required />
        {lendable.kind === 'person' ? (
          <NumberField {...field('hours')} label={w.hours} required width="s" />
        ) : (
          <HiddenField name="hours" value="" />
        )}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** One loan: what was asked, where it stands, and the step that is next for the reader. */
export function LoanPage(props: {
  loan: LoanLine;
  events: readonly LoanEvent[];
  zone: string;
  state: Readonly<Record<string, FormState>>;
}) {
  const { loan, zone } = props;
  const w = words.loan;
  const path = `/lending/loans/${loan.id}`;
  const step = (
    kind: 'lend' | 'decline' | 'return' | 'cancel',
    note: string,
    required: boolean,
    more: { danger?: boolean; kind?: 'primary' | 'secondary' | 'tertiary' } = {},
  ) => {
    const state = props.state[kind];
    return (
      <ConfirmForm
        label={w[kind]}
        question={w.question[kind]}
        action={`${path}/${kind}`}
        open={state !== undefined}
        {...more}
      >
        <TextArea
          {...fields(state?.values, state?.errors)('note')}
          id={`note-${kind}`}
          label={note}
          required={required}
          rows={2}
          maxChars={300}
        />
      </ConfirmForm>
    );
  };
  return (
    <Stack>
      <PageHeading
        kicker={words.list.title}
        title={w.title(loan.name)}
        badges={<StatusBadge kind={loanBadge[loan.state]}>{words.states[loan.state]}</StatusBadge>}
      />
      <DescriptionList
        items={[
          { term: w.from, description: loan.from_name },
          { term: w.to, description: loan.to_name },
          { term: w.when, description: words.when(loan.starts_at, loan.ends_at, zone) },
          loan.hours !== null && { term: w.hours, description: words.hours(loan.hours) },
          { term: w.purpose, description: loan.purpose },
          loan.initiative_id !== null && {
            term: w.initiative,
            description: <a href={`/initiatives/${loan.initiative_id}`}>{loan.initiative}</a>,
          },
        ]}
      />
      <Stack gap="sm">
        {loan.state === 'asked' && loan.may_lend ? (
          <>
            {step('lend', w.lendNote, false, { kind: 'primary' })}
            {step('decline', w.declineNote, true)}
          </>
        ) : null}
        {(loan.state === 'lent' || loan.state === 'late') && loan.may_change
          ? step('return', w.note, false, { kind: 'primary' })
          : null}
        {['asked', 'lent', 'late'].includes(loan.state) && loan.may_change
          ? step('cancel', w.cancelNote, true, { kind: 'tertiary', danger: true })
          : null}
      </Stack>
      <Section title={w.history} id="history">
        <Timeline
          label={w.history}
          entries={props.events.map((one) => ({
            datetime: one.written_at.toISOString(),
            when: formatDateShort(dayIn(one.written_at, zone)),
            ...(one.writer === null ? {} : { actor: one.writer }),
            text: words.events[one.kind],
            ...(one.note === '' ? {} : { detail: <Prose>{one.note}</Prose> }),
          }))}
        />
      </Section>
      <p>
        <a href={`/lending/${loan.lendable_id}`}>{loan.name}</a>
      </p>
    </Stack>
  );
}
