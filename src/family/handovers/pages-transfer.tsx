import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { Checkbox, CheckboxGroup, RadioGroup, Select } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Transfer } from './queries-transfer.ts';
import { transferReasons, transferRefusals, type TransferState } from './rules.ts';
import {
  refusalWords,
  transferReasonWords,
  transferStateWords,
  transferWords as words,
} from './words-transfer.ja.ts';

const kinds: Record<TransferState, Kind> = {
  asked: 'info',
  accepted: 'success',
  declined: 'error',
  withdrawn: 'neutral',
  lapsed: 'neutral',
};

/** Of a package: what other teams were asked. A case that has moved is no longer this team's: it stands here without its number. */
export function TransfersOfPackage(props: {
  rows: readonly Transfer[];
  reference: (one: Transfer) => { label: string; href: string } | null;
  may_withdraw: (one: Transfer) => boolean;
}): Child {
  if (props.rows.length === 0) return null;
  return (
    <Card title={words.page.title} id="transfers" flush>
      <DataTable
        caption={words.page.caption}
        captionHidden
        stack
        columns={[
          {
            key: 'case',
            label: words.page.case,
            rowHeader: true,
            cell: (row) => {
              const to = props.reference(row);
              return to === null ? (
                words.page.gone(words.need(row.category), words.age(row.age_band))
              ) : (
                <a href={to.href}>{to.label}</a>
              );
            },
          },
          { key: 'to_team', label: words.fields.to, nowrap: true },
          { key: 'reason', label: words.fields.reason, cell: (row) => transferReasonWords[row.reason] },
          {
            key: 'asked_at',
            label: words.fields.asked_at,
            nowrap: true,
            cell: (row) => words.moment(row.asked_at),
          },
          {
            key: 'state',
            label: words.fields.state,
            cell: (row) => (
              <>
                <StatusBadge kind={kinds[row.state]}>{transferStateWords[row.state]}</StatusBadge>
                {row.decline_reason === null ? '' : ` ${refusalWords[row.decline_reason]}`}
              </>
            ),
          },
          {
            key: 'act',
            label: words.fields.act,
            nowrap: true,
            cell: (row) =>
              props.may_withdraw(row) ? (
                <ConfirmForm
                  label={words.page.withdraw}
                  question={words.page.withdrawQuestion}
                  action={`/handovers/transfers/${row.id}/withdraw`}
                  confirmLabel={words.page.withdraw}
                />
              ) : (
                ''
              ),
          },
        ]}
        rows={props.rows}
      />
    </Card>
  );
}

export function AskTeamForm(props: {
  action: string;
  items: readonly { id: number; label: string; help: string | undefined }[];
  teams: readonly { id: number; name: string }[];
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <>
      <PageHeading title={words.ask.title} lead={words.ask.lead} />
      {props.items.length === 0 ? (
        <EmptyState title={words.ask.none} text={words.ask.noneText} icon="people" />
      ) : (
        <Form action={props.action} errors={props.state.errors}>
          {props.items.length < 2 ? null : (
            <Checkbox {...field.checked('all')} label={words.all(props.items.length)} help={words.allHelp} />
          )}
          <CheckboxGroup
            {...field.many('items')}
            label={words.ask.items}
            required
            columns
            options={props.items.map((one) => ({ value: String(one.id), label: one.label, help: one.help }))}
          />
          <Select
            {...field('to_team_id')}
            label={words.ask.to_team_id}
            required
            options={props.teams.map((one) => ({ value: String(one.id), label: one.name }))}
          />
          <RadioGroup
            {...field('reason')}
            label={words.ask.reason}
            help={words.ask.reasonHelp}
            required
            options={transferReasons.map((one) => ({ value: one, label: transferReasonWords[one] }))}
          />
          <ButtonRow>
            <Button size="lg">{words.ask.submit}</Button>
          </ButtonRow>
        </Form>
      )}
    </>
  );
}

export interface TeamAsked {
  team_id: number;
  team: string;
  rows: readonly Transfer[];
  people: readonly { id: number; name: string; role: string; cases: number }[];
}

const Successor = (props: { team: TeamAsked; state: FormState; id?: string }): Child => (
  <Select
    {...fields(props.state.values, props.state.errors)('successor_id')}
    {...(props.id === undefined ? {} : { id: props.id })}
    label={words.take.successor_id}
    help={words.take.help}
    required
    options={props.team.people.map((one) => ({
      value: String(one.id),
      label: words.take.load(one.name, one.role, one.cases),
    }))}
  />
);

export function TransferList(props: { teams: readonly TeamAsked[]; state: FormState }): Child {
  const ticked = fields(props.state.values).many('items').value;
  const several = props.teams.length > 1;
  return (
    <Stack>
      <PageHeading title={words.list.title} lead={words.list.lead} />
      {props.teams.length === 0 ? (
        <EmptyState title={words.list.none} text={words.list.noneText} icon="people" />
      ) : null}
      {props.teams.map((team) => (
        <Card title={several ? team.team : words.take.title}>
          <Form action="/handovers/transfers/take" label={team.team} errors={props.state.errors}>
            {several || team.rows.length < 2 ? null : (
              <Checkbox
                {...fields(props.state.values).checked('all')}
                label={words.all(team.rows.length)}
                help={words.allHelp}
              />
            )}
            <DataTable
              caption={words.list.caption}
              captionHidden
              stack
              columns={[
                {
                  key: 'id',
                  label: words.fields.request,
                  rowHeader: true,
                  cell: (row) => (
                    <Checkbox
                      name="items"
                      id={`f-take-${row.id}`}
                      value={String(row.id)}
                      checked={ticked.includes(String(row.id))}
                      label={words.list.number(row.id)}
                    />
                  ),
                },
                {
                  key: 'need',
                  label: words.fields.need,
                  nowrap: true,
                  cell: (row) => words.need(row.category),
                },
                { key: 'age', label: words.fields.age, nowrap: true, cell: (row) => words.age(row.age_band) },
                { key: 'area', label: words.fields.area, cell: (row) => words.area(row.area) },
                {
                  key: 'stage',
                  label: words.fields.stage,
                  nowrap: true,
                  cell: (row) => words.stage(row.stage),
                },
                { key: 'points', label: words.fields.points, nowrap: true },
                { key: 'reason', label: words.fields.reason, cell: (row) => transferReasonWords[row.reason] },
                { key: 'from_team', label: words.fields.from },
                {
                  key: 'more',
                  label: words.fields.asked_at,
                  cell: (row) => (
                    <>
                      {words.moment(row.asked_at)}
                      <br />
                      <a href={`/handovers/transfers/${row.id}`}>{words.list.more}</a>
                    </>
                  ),
                },
              ]}
              rows={team.rows}
            />
            <Successor
              team={team}
              state={props.state}
              {...(several ? { id: `f-successor-${team.team_id}` } : {})}
            />
            <ButtonRow>
              <Button size="lg">{words.take.submit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ))}
    </Stack>
  );
}

export function TransferPage(props: {
  one: Transfer;
  team: TeamAsked | null;
  sent: 'refuse' | null;
  state: FormState;
}): Child {
  const { one } = props;
  return (
    <Stack>
      <PageHeading
        kicker={<a href="/handovers/transfers">{words.list.title}</a>}
        title={words.list.number(one.id)}
        lead={words.list.lead}
        badges={<StatusBadge kind={kinds[one.state]}>{transferStateWords[one.state]}</StatusBadge>}
      />
      <Card title={words.page.case}>
        <DescriptionList
          layout="grid"
          items={[
            { term: words.fields.need, description: words.need(one.category) },
            { term: words.fields.age, description: words.age(one.age_band) },
            { term: words.fields.area, description: words.area(one.area) },
            { term: words.fields.stage, description: words.stage(one.stage) },
            { term: words.fields.points, description: words.points(one.points) },
            { term: words.fields.reason, description: transferReasonWords[one.reason] },
            { term: words.fields.from, description: one.from_team },
            { term: words.fields.asker, description: one.asker },
            { term: words.fields.asked_at, description: words.moment(one.asked_at) },
          ]}
        />
      </Card>
      {props.team === null ? null : (
        <Card title={words.take.title} tone="key">
          <Form action="/handovers/transfers/take" errors={{}}>
            <HiddenField name="items" value={one.id} />
            <Successor team={props.team} state={{ values: {}, errors: {} }} />
            <ButtonRow>
              <Button size="lg">{words.take.submitOne}</Button>
            </ButtonRow>
          </Form>
          <ConfirmForm
            label={words.refuse.label}
            question={words.refuse.question}
            action={`/handovers/transfers/${one.id}/decline`}
            confirmLabel={words.refuse.submit}
            open={props.sent === 'refuse'}
          >
            <RadioGroup
              {...fields(props.state.values, props.state.errors)('decline_reason')}
              label={words.refuse.reason}
              required
              options={transferRefusals.map((each) => ({ value: each, label: refusalWords[each] }))}
            />
          </ConfirmForm>
        </Card>
      )}
    </Stack>
  );
}
