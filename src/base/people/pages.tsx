import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween, formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Conflict } from '../../platform/web/handlers.tsx';
import { ConflictNotice } from '../../platform/web/handlers.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Paging } from '../../platform/web/paging.ts';
import {
  isInForce,
  type Held,
  type Named,
  type PeopleFilter,
  type Person,
  type PersonLine,
} from './queries.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export function PeoplePage(props: {
  filter: PeopleFilter;
  lines: readonly PersonLine[];
  total: number;
  paging: Paging;
  href: (page: number) => string;
  exportHref: string;
  roles: readonly { code: string; name: string }[];
  organisations: Offer;
  /** the conditions stay open: an organisation is being looked for */
  looking: boolean;
  mayManage: boolean;
  views: Child;
}): Child {
  const w = words.people;
  const { filter } = props;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          props.mayManage ? (
            <ButtonRow>
              <LinkButton href="/people/new" icon="plus">
                {w.new}
              </LinkButton>
              <LinkButton href="/people/import" kind="secondary">
                {w.import}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      <FilterBar
        action="/people"
        clearHref="/people"
        open={props.looking || filter.words !== '' || filter.role !== '' || filter.state !== ''}
      >
        <TextField name="q" label={w.search} value={filter.words} />
        <Select
          name="role"
          label={w.role}
          value={filter.role}
          empty={w.any}
          options={props.roles.map((role) => ({ value: role.code, label: role.name }))}
        />
        <FindOne
          name="organisation"
          label={w.organisation}
          value={filter.organisation === null ? '' : `${filter.organisation}`}
          empty={w.any}
          offer={props.organisations}
        />
        <Select
          name="state"
          label={w.state}
          value={filter.state}
          empty={w.any}
          options={Object.entries(w.states).map(([value, label]) => ({ value, label }))}
        />
      </FilterBar>
      {props.views}
      <DataTable
        caption={w.title}
        captionHidden
        stack
        rows={props.lines}
        empty={<EmptyState title={w.none} text={w.noneHint} />}
        columns={[
          {
            key: 'name',
            label: w.name,
            rowHeader: true,
            cell: (line) => <a href={`/people/${line.id}`}>{line.name}</a>,
          },
          { key: 'kana', label: w.kana },
          {
            key: 'appointments',
            label: w.appointments,
            cell: (line) =>
              line.appointments.length === 0
                ? w.noAppointment
                : line.appointments.map((one) => (
                    <Chip>
                      {one.place}　{one.role}
                      {one.ends_on === null ? '' : `（${words.person.until(formatDate(one.ends_on))}）`}
                    </Chip>
                  )),
          },
          {
            key: 'account',
            label: w.account,
            cell: (line) =>
              line.has_account ? <StatusBadge kind="success">{words.person.accountActive}</StatusBadge> : '',
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
      {props.mayManage ? (
        <ButtonRow>
          <LinkButton href={props.exportHref} kind="tertiary" icon="download">
            {w.export}
          </LinkButton>
        </ButtonRow>
      ) : null}
    </Stack>
  );
}

export function PersonPage(props: {
  person: Person;
  held: readonly Held[];
  account: {
    account: { linked_at: Date; disabled_at: Date | null } | null;
    invited_until: Date | null;
  } | null;
  contact: boolean;
  mayManage: boolean;
  today: string;
  zone: string;
}): Child {
  const w = words.person;
  const { person, held, today } = props;
  const current = held.filter((one) => isInForce(one, today) || one.starts_on > today);
  const past = held.filter((one) => !current.includes(one));
  return (
    <Stack>
      <PageHeading
        title={`${person.family_name} ${person.given_name}`}
        kicker={`${person.family_kana} ${person.given_kana}`.trim()}
        badges={person.invented ? <StatusBadge>{w.invented}</StatusBadge> : undefined}
        actions={
          props.mayManage ? (
            <LinkButton href={`/people/${person.id}/edit`} kind="secondary">
              {words.change}
            </LinkButton>
          ) : undefined
        }
      />
      <Card
        title={w.appointments}
        actions={
          person.may_appoint ? (
            <LinkButton href={`/people/${person.id}/appointments/new`} kind="secondary" icon="plus">
              {w.addAppointment}
            </LinkButton>
          ) : undefined
        }
      >
        {current.length === 0 ? (
          <p>{w.noAppointments}</p>
        ) : (
          <ResourceList
            items={current.map((one) => ({
              title: `${one.place}　${one.role}`,
              meta: [
                one.team,
                one.title,
                w.from(formatDate(one.starts_on)),
                one.ends_on === null ? w.openEnd : w.until(formatDate(one.ends_on)),
              ]
                .filter(Boolean)
                .join('　'),
              due:
                one.ends_on !== null && daysBetween(today, one.ends_on) <= 60
                  ? w.endingSoon(daysBetween(today, one.ends_on))
                  : undefined,
              dueState: 'soon' as const,
              action: person.may_appoint ? <EndAppointment one={one} today={today} /> : undefined,
            }))}
          />
        )}
      </Card>
      <Card title={w.contact}>
        {props.contact ? (
          <DescriptionList
            items={[
              { term: w.email, description: person.email },
              { term: w.phone, description: person.phone },
              { term: w.note, description: person.note },
            ]}
          />
        ) : (
          <p>{w.contactHidden}</p>
        )}
      </Card>
      {props.account === null ? null : <Account {...props} account={props.account} />}
      {past.length === 0 ? null : (
        <Card title={w.history}>
          <Timeline
            entries={past.map((one) => ({
              when: `${formatDate(one.starts_on)}～${one.ends_on === null ? '' : formatDate(one.ends_on)}`,
              text: `${one.place}　${one.role}`,
              detail: person.may_appoint ? (
                <Form action={`/appointments/${one.id}/reopen`} label={w.reopen}>
                  <Button kind="tertiary" size="sm">
                    {w.reopen}
                  </Button>
                </Form>
              ) : undefined,
            }))}
          />
        </Card>
      )}
    </Stack>
  );
}

function EndAppointment({ one, today }: { one: Held; today: string }): Child {
  const w = words.person;
  if (one.ends_on !== null) {
    return (
      <Form action={`/appointments/${one.id}/reopen`} label={w.reopen}>
        <Button kind="tertiary" size="sm">
          {w.reopen}
        </Button>
      </Form>
    );
  }
  return (
    <ConfirmForm action={`/appointments/${one.id}/end`} label={w.end} question={w.endQuestion} size="sm">
      <DateField
        name="ends_on"
        id={`end-${one.id}`}
        label={words.appointment.ends_on}
        value={today}
        required
      />
    </ConfirmForm>
  );
}

function Account(props: {
  person: Person;
  account: { account: { linked_at: Date; disabled_at: Date | null } | null; invited_until: Date | null };
  zone: string;
}): Child {
  const w = words.person;
  const { account, invited_until } = props.account;
  const { person } = props;
  return (
    <Card title={w.accountTitle}>
      {account === null ? (
        <p>{w.accountNone}</p>
      ) : (
        <p>
          <StatusBadge kind={account.disabled_at === null ? 'success' : 'warning'}>
            {account.disabled_at === null ? w.accountActive : w.accountDisabled}
          </StatusBadge>
        </p>
      )}
      {invited_until === null ? null : <p>{w.invited(formatDateTime(invited_until, props.zone))}</p>}
      {account !== null && account.disabled_at === null ? (
        <ButtonRow>
          <ConfirmForm
            action={`/people/${person.id}/disable`}
            label={w.disable}
            question={w.disableQuestion}
            danger
          />
        </ButtonRow>
      ) : person.email === null ? (
        <NotificationBanner kind="info" title={w.needEmail} />
      ) : (
        <ButtonRow>
          <ConfirmForm
            action={`/people/${person.id}/invite`}
            label={invited_until === null ? w.invite : w.inviteAgain}
            question={w.inviteQuestion(person.email)}
          />
        </ButtonRow>
      )}
    </Card>
  );
}

export function PersonFormPage({
  state,
  action,
  isNew,
}: {
  state: State;
  action: string;
  isNew: boolean;
}): Child {
  const w = words.person;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={isNew ? w.newTitle : w.editTitle} />
      <Form action={action} errors={state.errors}>
        <ConflictNotice state={state} />
        {isNew || state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? 0)} />
        )}
        <TextField {...field('family_name')} label={w.family_name} required width="m" />
        <TextField {...field('given_name')} label={w.given_name} width="m" />
        <TextField {...field('family_kana')} label={w.family_kana} width="m" />
        <TextField {...field('given_kana')} label={w.given_kana} width="m" />
        <TextField {...field('email')} label={w.email} help={w.emailHelp} type="email" width="l" />
        <TextField {...field('phone')} label={w.phone} type="tel" width="m" />
        <TextArea {...field('note')} label={w.note} rows={2} />
        {state.errors.certain === undefined ? null : (
          <Checkbox {...field.checked('certain')} label={w.sameGo} />
        )}
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function AppointmentFormPage(props: {
  state: FormState;
  person: Person;
  roles: readonly { code: string; name: string; description: string }[];
  organisations: Offer;
  facilities: Offer;
  teams: readonly Named[];
}): Child {
  const w = words.appointment;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={w.title} kicker={`${props.person.family_name} ${props.person.given_name}`} />
      <Form action={`/people/${props.person.id}/appointments/new`} errors={props.state.errors}>
        <Select
          {...field('role_code')}
          label={w.role}
          required
          options={props.roles.map((role) => ({ value: role.code, label: role.name }))}
        />
        <FindOne {...field('organisation_id')} label={w.organisation} required offer={props.organisations} />
        <FindOne
          {...field('facility_id')}
          label={w.facility}
          help={w.facilityHelp}
          required={false}
          empty={w.none}
          offer={props.facilities}
        />
        <Select
          {...field('team_id')}
          label={w.team}
          required={false}
          empty={w.none}
          options={props.teams.map((one) => ({ value: `${one.id}`, label: one.name }))}
        />
        <TextField {...field('title')} label={w.titleField} required={false} width="m" />
        <DateField {...field.date('starts_on')} label={w.starts_on} required />
        <DateField {...field.date('ends_on')} label={w.ends_on} help={w.endsHelp} required={false} />
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
