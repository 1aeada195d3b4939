import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Paging } from '../../platform/web/paging.ts';
import type { aroundOrganisation, Named, Organisation, organisations, peopleAt } from './queries.ts';
import { words } from './words.ja.ts';

const kindOptions = Object.entries(words.kinds).map(([value, label]) => ({ value, label }));

export function OrganisationsPage(props: {
  filter: { words: string; kind: string; ended: boolean };
  lines: Awaited<ReturnType<typeof organisations>>['lines'];
  total: number;
  paging: Paging;
  href: (page: number) => string;
  mayManage: boolean;
  views: Child;
}): Child {
  const w = words.organisations;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          props.mayManage ? (
            <LinkButton href="/organisations/new" icon="plus">
              {w.new}
            </LinkButton>
          ) : undefined
        }
      />
      <FilterBar
        action="/organisations"
        clearHref="/organisations"
        open={props.filter.words !== '' || props.filter.kind !== ''}
      >
        <TextField name="q" label={w.search} value={props.filter.words} />
        <Select
          name="kind"
          label={w.kind}
          value={props.filter.kind}
          empty={words.people.any}
          options={kindOptions}
        />
        <Checkbox name="ended" label={w.includeEnded} checked={props.filter.ended} />
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
            cell: (line) => <a href={`/organisations/${line.id}`}>{line.name}</a>,
          },
          { key: 'kind', label: w.kind, cell: (line) => words.kinds[line.kind] },
          { key: 'members', label: w.members, align: 'end', cell: (line) => `${line.members ?? 0}` },
          { key: 'facilities', label: w.facilities, align: 'end', cell: (line) => `${line.facilities ?? 0}` },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
    </Stack>
  );
}

export function OrganisationPage(props: {
  organisation: Organisation;
  parent: Named | null;
  around: Awaited<ReturnType<typeof aroundOrganisation>>;
  people: Awaited<ReturnType<typeof peopleAt>>;
  mayManage: boolean;
}): Child {
  const w = words.organisation;
  const { organisation, around } = props;
  return (
    <Stack>
      <PageHeading
        title={organisation.name}
        kicker={words.kinds[organisation.kind]}
        badges={
          organisation.ended_on === null ? undefined : (
            <StatusBadge kind="warning">{w.endedOn(formatDate(organisation.ended_on))}</StatusBadge>
          )
        }
        actions={
          props.mayManage ? (
            <LinkButton href={`/organisations/${organisation.id}/edit`} kind="secondary">
              {words.change}
            </LinkButton>
          ) : undefined
        }
      />
      <Card>
        <DescriptionList
          items={[
            props.parent === null
              ? null
              : {
                  term: w.parent,
                  description: <a href={`/organisations/${props.parent.id}`}>{props.parent.name}</a>,
                },
            {
              term: w.address,
              description: [organisation.postal_code && `〒${organisation.postal_code}`, organisation.address]
                .filter(Boolean)
                .join(' '),
            },
            { term: w.phone, description: organisation.phone },
            { term: w.email, description: organisation.email },
            organisation.corporate_number === null
              ? null
              : { term: w.corporate_number, description: organisation.corporate_number },
            organisation.note === null ? null : { term: w.note, description: organisation.note },
          ]}
        />
      </Card>
      <Card title={w.people}>
        {props.people.length === 0 ? (
          <p>{w.noPeople}</p>
        ) : (
          <ResourceList
            items={props.people.map((person) => ({
              title: person.name,
              href: `/people/${person.id}`,
              meta: [person.role, person.title].filter(Boolean).join('　'),
            }))}
          />
        )}
      </Card>
      <Card title={w.facilities}>
        {around.facilities.length === 0 ? (
          <p>{w.noFacilities}</p>
        ) : (
          <ResourceList
            items={around.facilities.map((one) => ({
              title: one.name,
              href: `/facilities/${one.id}`,
              meta: one.kind,
            }))}
          />
        )}
      </Card>
      {around.below.length === 0 ? null : (
        <Card title={w.below}>
          <ResourceList
            items={around.below.map((one) => ({ title: one.name, href: `/organisations/${one.id}` }))}
          />
        </Card>
      )}
      <Card title={w.teams}>
        {around.teams.length === 0 ? (
          <p>{w.noTeams}</p>
        ) : (
          <ResourceList
            items={around.teams.map((team) => ({ title: team.name, meta: words.teamKinds[team.kind] }))}
          />
        )}
        {props.mayManage ? (
          <Disclosure summary={w.addTeam}>
            <Form action={`/organisations/${organisation.id}/teams`}>
              <TextField name="name" label={w.teamName} required width="m" />
              <Select
                name="kind"
                label={w.teamKind}
                required
                options={Object.entries(words.teamKinds).map(([value, label]) => ({ value, label }))}
              />
              <ButtonRow>
                <Button kind="secondary">{w.addTeam}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
      </Card>
      {!props.mayManage ? null : organisation.ended_on === null ? (
        <ConfirmForm
          action={`/organisations/${organisation.id}/end`}
          label={w.end}
          question={w.endQuestion}
          danger
        />
      ) : (
        <Form action={`/organisations/${organisation.id}/restore`}>
          <Button kind="secondary">{w.restore}</Button>
        </Form>
      )}
    </Stack>
  );
}

export function OrganisationFormPage(props: {
  state: FormState & { conflict?: Conflict };
  action: string;
  isNew: boolean;
  parents: Offer;
}): Child {
  const w = words.organisation;
  const { state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={props.isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {props.isNew || state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? 0)} />
        )}
        <TextField {...field('name')} label={w.name} required />
        <TextField {...field('name_kana')} label={w.name_kana} required={false} />
        <Select {...field('kind')} label={w.kind} required options={kindOptions} />
        <FindOne
          {...field('parent_id')}
          label={w.parent}
          required={false}
          empty={words.appointment.none}
          offer={props.parents}
          settled={state.conflict !== undefined}
        />
        <TextField
          {...field('corporate_number')}
          label={w.corporate_number}
          required={false}
          inputmode="numeric"
          width="m"
        />
        <TextField
          {...field('postal_code')}
          label={w.postal_code}
          required={false}
          inputmode="numeric"
          width="s"
        />
        <TextField {...field('address')} label={w.address} required={false} />
        <TextField {...field('phone')} label={w.phone} required={false} type="tel" width="m" />
        <TextField {...field('email')} label={w.email} required={false} type="email" width="l" />
        <TextArea {...field('note')} label={w.note} required={false} rows={3} />
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
