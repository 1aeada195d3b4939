import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation } from '../../platform/ui/layout.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import type { MeetingFilter, meetingList } from './queries-meetings.ts';
import { meetingState, meetingStates, type MeetingFacts, type MeetingState } from './rules.ts';
import { meetingStateWords, say, words as common } from './words.ja.ts';
import { words } from './words-meetings.ja.ts';

type State = FormState & { conflict?: Conflict };

const stateKind: Record<MeetingState, Kind> = {
  preparing: 'neutral',
  invited: 'info',
  opened: 'info',
  closed: 'warning',
  published: 'success',
  cancelled: 'neutral',
};

export function StateBadge({ meeting }: { meeting: MeetingFacts }): Child {
  const state = meetingState(meeting);
  return <StatusBadge kind={stateKind[state]}>{meetingStateWords[state]}</StatusBadge>;
}

type Line = Awaited<ReturnType<typeof meetingList>>['rows'][number];

export function MeetingList(props: {
  list: { rows: Line[]; total: number };
  filter: MeetingFilter;
  forums: readonly { id: number; name: string }[];
  years: readonly number[];
  paging: Paging;
  href: (page: number) => string;
  removeHref: (name: string) => string;
  exportHref: (format: string) => string;
  savedViews: Child;
  may_manage: boolean;
  /** counts of share-backs are whole only for those who read all of them */
  reads_all: boolean;
}): Child {
  const { list, filter } = props;
  const forum = props.forums.find((one) => one.id === filter.forum_id);
  const active = [
    ...(forum ? [{ label: forum.name, removeHref: props.removeHref('forum') }] : []),
    ...(filter.fiscal_year
      ? [{ label: say.fiscalYear(filter.fiscal_year), removeHref: props.removeHref('year') }]
      : []),
    ...(filter.state
      ? [{ label: meetingStateWords[filter.state], removeHref: props.removeHref('state') }]
      : []),
    ...(filter.words ? [{ label: filter.words, removeHref: props.removeHref('q') }] : []),
  ];
  const columns: Column<Line>[] = [
    { key: 'held_on', label: words.list.held_on, nowrap: true, cell: (row) => say.day(row.held_on) },
    {
      key: 'title',
      label: words.list.name,
      rowHeader: true,
      cell: (row) => <a href={`/meetings/${row.id}`}>{row.title}</a>,
    },
    { key: 'forum', label: words.list.forum },
    { key: 'state', label: words.list.state, nowrap: true, cell: (row) => <StateBadge meeting={row} /> },
    {
      key: 'decisions',
      label: words.list.decisions,
      align: 'end',
      nowrap: true,
      cell: (row) => say.count(row.decisions, common.units.items),
    },
    {
      key: 'actions',
      label: words.list.actions,
      align: 'end',
      nowrap: true,
      cell: (row) => words.list.actionsValue(row.actions_done, row.actions),
    },
  ];
  if (props.reads_all) {
    columns.push({
      key: 'share_backs',
      label: words.list.shared,
      align: 'end',
      nowrap: true,
      cell: (row) => words.list.sharedValue(row.share_backs_confirmed, row.share_backs),
    });
  }
  return (
    <>
      <PageHeading
        title={words.list.title}
        lead={words.list.lead}
        actions={
          <ButtonRow>
            {props.may_manage ? (
              <LinkButton href="/meetings/new" kind="primary" icon="plus">
                {words.list.add}
              </LinkButton>
            ) : null}
            <LinkButton href="/forums" icon="people">
              {words.list.forums}
            </LinkButton>
          </ButtonRow>
        }
      />
      <FilterBar action="/meetings" active={active} clearHref="/meetings">
        <TextField name="q" label={common.filter.text} value={filter.words} width="m" />
        <Select
          name="forum"
          label={common.filter.forum}
          value={filter.forum_id === null ? null : String(filter.forum_id)}
          empty={common.all}
          options={props.forums.map((one) => ({ value: String(one.id), label: one.name }))}
          width="m"
        />
        <Select
          name="year"
          label={common.filter.year}
          value={filter.fiscal_year === null ? null : String(filter.fiscal_year)}
          empty={common.all}
          options={props.years.map((year) => ({ value: String(year), label: say.fiscalYear(year) }))}
          width="m"
        />
        <Select
          name="state"
          label={common.filter.state}
          value={filter.state}
          empty={common.all}
          options={meetingStates.map((state) => ({ value: state, label: meetingStateWords[state] }))}
          width="m"
        />
      </FilterBar>
      {props.savedViews}
      <Card flush>
        <DataTable
          caption={words.list.caption}
          captionHidden
          stack
          columns={columns}
          rows={list.rows}
          empty={
            <EmptyState
              title={active.length > 0 ? words.list.emptyFiltered : words.list.empty}
              text={
                active.length > 0
                  ? common.fewerConditions
                  : props.may_manage
                    ? words.list.emptyText
                    : words.list.emptyForMembers
              }
              icon="calendar"
            />
          }
        />
      </Card>
      <PageNavigation
        total={list.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
      <Exports href={props.exportHref} />
    </>
  );
}

/** The list as it is seen, as a file. */
export function Exports({ href }: { href: (format: string) => string }): Child {
  return (
    <ButtonRow>
      <UtilityLink href={href('xlsx')} icon="download">
        {common.exportXlsx}
      </UtilityLink>
      <UtilityLink href={href('csv')} icon="download">
        {common.exportCsv}
      </UtilityLink>
    </ButtonRow>
  );
}

export function MeetingForm(props: {
  state: State;
  action: string;
  /** null: the sitting's forum is fixed */
  forums: readonly { id: number; name: string }[] | null;
}): Child {
  const { state, forums } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading title={forums ? words.form.newTitle : words.form.editTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {forums || state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? 0)} />
        )}
        {forums ? (
          <Select
            {...field('forum_id')}
            label={words.form.forum_id}
            required
            options={forums.map((one) => ({ value: String(one.id), label: one.name }))}
          />
        ) : null}
        <TextField {...field('title')} label={words.form.title} help={words.form.titleHelp} />
        <DateField {...field.date('held_on')} label={words.form.held_on} required />
        <TimeField {...field('starts_at')} label={words.form.starts_at} />
        <TimeField {...field('ends_at')} label={words.form.ends_at} />
        <TextField {...field('place')} label={words.form.place} help={words.form.placeHelp} />
        <Fieldset legend={words.form.online} help={words.form.onlineHelp}>
          <TextField {...field('online_url')} label={words.form.online_url} type="url" inputmode="url" />
          <TextArea
            {...field('online_entry')}
            label={words.form.online_entry}
            help={words.form.onlineEntryHelp}
            rows={3}
          />
          <TextArea
            {...field('online_privacy')}
            label={words.form.online_privacy}
            help={words.form.onlinePrivacyHelp}
            rows={3}
          />
          <DateField
            {...field.date('online_tested_on')}
            label={words.form.online_tested_on}
            help={words.form.onlineTestedHelp}
          />
        </Fieldset>
        <ButtonRow>
          <Button size="lg">{forums ? words.form.create : common.save}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
