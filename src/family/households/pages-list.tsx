import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatBirthDate, formatDateShort, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Candidate, HouseholdLine, Pair } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.list;

export function HouseholdList(props: {
  rows: HouseholdLine[];
  total: number;
  page: number;
  size: number;
  zone: string;
  href: (page: number) => string;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          <>
            <LinkButton href="/households/search" kind="primary" icon="search">
              {w.search}
            </LinkButton>
            <LinkButton href="/households/duplicates" kind="tertiary" size="sm">
              {w.duplicates}
            </LinkButton>
          </>
        }
      />
      {props.total === 0 ? (
        <EmptyState
          title={w.empty}
          action={<LinkButton href="/consultations/new">{words.page.newConsultation}</LinkButton>}
        />
      ) : (
        <>
          <DataTable<HouseholdLine>
            caption={words.title}
            captionHidden
            stack
            rows={props.rows}
            columns={[
              {
                key: 'id',
                label: words.title,
                rowHeader: true,
                cell: (one) => <a href={`/households/${one.id}`}>{words.number(one.id)}</a>,
              },
              {
                key: 'members',
                label: w.members,
                cell: (one) => (
                  <>
                    {one.members.map((name) => name || words.unbornName).join('、')}
                    {one.protected ? <StatusBadge kind="warning">{w.protected}</StatusBadge> : null}
                  </>
                ),
              },
              { key: 'team', label: w.team },
              {
                key: 'open',
                label: w.open,
                cell: (one) =>
                  [
                    one.open_consultations > 0 ? w.consultations(one.open_consultations) : '',
                    one.open_cases > 0 ? w.cases(one.open_cases) : '',
                  ]
                    .filter((part) => part !== '')
                    .join('・') || w.nothingOpen,
              },
              {
                key: 'updated_at',
                label: w.updated,
                cell: (one) => formatDateTime(one.updated_at, props.zone),
              },
            ]}
          />
          <PageNavigation total={props.total} page={props.page} size={props.size} href={props.href} />
        </>
      )}
    </Stack>
  );
}

const s = words.search;

/** Looking for a family over all teams: sent by POST, so that no name stands in an address. */
export function SearchPage(props: { state: FormState; found: Candidate[] | null; enough: boolean }): Child {
  const field = fields(props.state.values, props.state.errors);
  const { found } = props;
  return (
    <Stack>
      <PageHeading title={s.title} lead={w.searchLead} />
      <Form action="/households/search" errors={props.state.errors}>
        <TextField {...field('kana')} label={s.kana} inputmode="kana" />
        <DateField {...field.date('born_on')} label={s.born_on} />
        <TextField {...field('address')} label={s.address} />
        <ButtonRow>
          <Button icon="search">{s.go}</Button>
        </ButtonRow>
      </Form>
      {found === null ? null : !props.enough ? (
        <NotificationBanner kind="info" title={s.notEnough} />
      ) : (
        <DataTable<Candidate>
          caption={s.found(found.length)}
          stack
          rows={found}
          empty={<p>{s.none}</p>}
          columns={[
            {
              key: 'name',
              label: s.columns.name,
              rowHeader: true,
              cell: (one) => (
                <>
                  {one.name === '' ? words.unbornName : one.name}
                  {one.kana_name === '' ? '' : `（${one.kana_name}）`}
                  {one.same_address ? <Chip>{s.sameAddress}</Chip> : null}
                </>
              ),
            },
            {
              key: 'born_on',
              label: s.columns.born,
              cell: (one) =>
                one.born_on === null
                  ? one.due_on === null
                    ? ''
                    : words.unborn(formatDateShort(one.due_on))
                  : formatBirthDate(one.born_on),
            },
            { key: 'team_name', label: s.columns.team },
            {
              key: 'household_id',
              label: s.columns.go,
              cell: (one) => (
                <a href={`/households/${one.household_id}${one.reachable ? '' : '/emergency'}`}>
                  {one.reachable
                    ? `${s.open}（${words.number(one.household_id)}）`
                    : `${s.ask}（${words.number(one.household_id)}）`}
                </a>
              ),
            },
          ]}
        />
      )}
    </Stack>
  );
}

const d = words.duplicates;

export function DuplicatesPage(props: {
  pairs: { rows: Pair[]; total: number };
  paging: { page: number; size: number };
  href: (page: number) => string;
}): Child {
  return (
    <Stack>
      <PageHeading title={d.title} lead={d.lead} />
      <DataTable<Pair>
        caption={d.title}
        captionHidden
        stack
        rows={props.pairs.rows}
        empty={<EmptyState title={d.none} />}
        columns={[
          {
            key: 'a_name',
            label: d.columns.a,
            rowHeader: true,
            cell: (one) => `${words.number(one.a_id)}　${one.a_name}`,
          },
          { key: 'b_name', label: d.columns.b, cell: (one) => `${words.number(one.b_id)}　${one.b_name}` },
          {
            key: 'why',
            label: d.columns.why,
            cell: (one) =>
              [one.same_kana ? d.kana : '', one.same_birth ? d.birth : '', one.same_address ? d.address : '']
                .filter((part) => part !== '')
                .join('・'),
          },
          {
            key: 'go',
            label: d.columns.go,
            cell: (one) => <a href={`/households/${one.a_id}/merge?other=${one.b_id}`}>{d.compare}</a>,
          },
        ]}
      />
      <PageNavigation
        total={props.pairs.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
    </Stack>
  );
}

const e = words.emergency;

/** Another team's household: whom to ask, and the way in when life depends on it. No word of the family. */
export function EmergencyPage(props: {
  household_id: number;
  team: string;
  phone: string | null;
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={e.title} kicker={words.number(props.household_id)} lead={e.text(props.team)} />
      {props.phone === null ? null : (
        <p>
          {e.call}
          <a href={`tel:${props.phone.replace(/[^\d+]/g, '')}`}>{props.phone}</a>
        </p>
      )}
      <NotificationBanner kind="warning" title={e.label}>
        <p>{e.lead}</p>
      </NotificationBanner>
      <Form action={`/households/${props.household_id}/emergency`} errors={props.state.errors}>
        <TextArea {...field('reason')} label={e.reason} required rows={3} />
        <ButtonRow>
          <Button kind="danger">{e.submit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
