import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween } from '../../platform/ja/dates.ts';
import { formatPercent } from '../../platform/ja/numbers.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, NumberField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  Tabs,
} from '../../platform/ui/layout.tsx';
import { DescriptionList, KeyFigure, NextStep } from '../../platform/ui/records.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import { StateBadge } from './pages-meetings.tsx';
import type { Forum, ForumFilter, forumList, forumMeetings, Member } from './queries-forums.ts';
import {
  absencesToVisit,
  forumKinds,
  forumWarnings,
  heldByNow,
  positions,
  termNotice,
  type ForumWarning,
} from './rules.ts';
import { forumKindWords, forumWarningWords, positionWords, say, words as common } from './words.ja.ts';
import { words } from './words-forums.ja.ts';

type State = FormState & { conflict?: Conflict };
type Line = Awaited<ReturnType<typeof forumList>>['rows'][number];

const sentence = (kind: ForumWarning, forum: Line, today: string) =>
  forumWarningWords[kind]({ ...forum, expected: heldByNow(forum.meetings_per_year, today) });

export function ForumList(props: {
  list: { rows: Line[]; total: number };
  filter: ForumFilter;
  paging: Paging;
  href: (page: number) => string;
  removeHref: (name: string) => string;
  may_manage: boolean;
  today: string;
}): Child {
  const { list, filter, today } = props;
  const filtered = filter.kind !== null || filter.ended;
  const columns: Column<Line>[] = [
    {
      key: 'name',
      label: words.list.name,
      rowHeader: true,
      cell: (row) => (
        <>
          <a href={`/forums/${row.id}`}>{row.name}</a>
          {row.ended_on !== null && row.ended_on < today ? (
            <StatusBadge>{words.list.endedOn}</StatusBadge>
          ) : null}
        </>
      ),
    },
    { key: 'kind', label: words.list.kind, cell: (row) => forumKindWords[row.kind] },
    { key: 'organisation', label: words.list.secretariat },
    {
      key: 'members',
      label: words.list.members,
      align: 'end',
      cell: (row) => say.count(row.members, common.units.items),
    },
    {
      key: 'held',
      label: words.list.year,
      nowrap: true,
      cell: (row) => words.list.yearValue(row.held, row.meetings_per_year),
    },
    {
      key: 'next_on',
      label: words.list.next,
      nowrap: true,
      cell: (row) => (row.next_on === null ? common.undecided : say.monthDay(row.next_on)),
    },
    {
      key: 'warnings',
      label: words.list.notice,
      cell: (row) => {
        const warnings = forumWarnings(row, today);
        return warnings.length === 0 ? words.list.fine : sentence(warnings[0]!, row, today);
      },
    },
  ];
  return (
    <>
      <PageHeading
        title={words.list.title}
        lead={words.list.lead}
        actions={
          props.may_manage ? (
            <LinkButton href="/forums/new" kind="primary" icon="plus">
              {words.list.add}
            </LinkButton>
          ) : undefined
        }
      />
      <FilterBar
        action="/forums"
        active={[
          ...(filter.kind
            ? [{ label: forumKindWords[filter.kind], removeHref: props.removeHref('kind') }]
            : []),
          ...(filter.ended ? [{ label: words.list.ended, removeHref: props.removeHref('ended') }] : []),
        ]}
        clearHref="/forums"
      >
        <Select
          name="kind"
          label={words.list.kind}
          value={filter.kind}
          empty={common.all}
          options={forumKinds.map((kind) => ({ value: kind, label: forumKindWords[kind] }))}
          width="m"
        />
        <Checkbox name="ended" label={words.list.ended} checked={filter.ended} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={words.list.caption}
          captionHidden
          stack
          columns={columns}
          rows={list.rows}
          empty={
            <EmptyState
              title={filtered ? words.list.emptyFiltered : words.list.empty}
              text={
                filtered
                  ? common.fewerConditions
                  : props.may_manage
                    ? words.list.emptyText
                    : words.list.emptyForMembers
              }
              icon="people"
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
    </>
  );
}

export function ForumForm(props: {
  state: State;
  action: string;
  editing: boolean;
  organisations: Offer;
  areas: readonly { id: number; name: string; system_name: string }[];
}): Child {
  const { state, editing } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading title={editing ? words.form.editTitle : words.form.newTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={String(state.values._version ?? 0)} />}
        <TextField {...field('name')} label={words.form.name} help={words.form.nameHelp} required />
        <Select
          {...field('kind')}
          label={words.form.kind}
          required
          options={forumKinds.map((kind) => ({ value: kind, label: forumKindWords[kind] }))}
          width="m"
        />
        <TextArea {...field('purpose')} label={words.form.purpose} help={words.form.purposeHelp} rows={4} />
        <NumberField
          {...field('meetings_per_year')}
          label={words.form.meetings_per_year}
          unit={words.form.times}
          min={1}
          max={52}
          required
        />
        <Select
          {...field('area_id')}
          label={words.form.area_id}
          help={words.form.areaHelp}
          options={props.areas.map((area) => ({
            value: String(area.id),
            label: area.name,
            group: area.system_name,
          }))}
          width="l"
        />
        <FindOne
          {...field('organisation_id')}
          label={words.form.organisation_id}
          required
          offer={props.organisations}
          width="l"
          settled={state.conflict !== undefined}
        />
        {editing ? (
          <DateField {...field.date('ended_on')} label={words.form.ended_on} help={words.form.endedHelp} />
        ) : null}
        <ButtonRow>
          <Button size="lg">{editing ? common.save : words.form.create}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function ForumPage(props: {
  forum: Forum;
  members: readonly Member[];
  meetings: Awaited<ReturnType<typeof forumMeetings>>;
  next: { id: number; title: string; held_on: string } | undefined;
  actions: { open: number; overdue: number };
  years: readonly number[];
  year: number;
  today: string;
}): Child {
  const { forum, today } = props;
  const warnings = forumWarnings(forum, today);
  const inForce = (member: Member) =>
    member.starts_on <= today && (member.ends_on === null || member.ends_on >= today);
  const present = props.members.filter((member) => member.ends_on === null || member.ends_on >= today);
  const past = props.members.filter((member) => !present.includes(member));
  const there = props.members.filter(inForce).reduce((sum, member) => sum + member.attended, 0);
  const sittings = props.members.filter(inForce).reduce((sum, member) => sum + member.sittings, 0);
  return (
    <>
      <PageHeading
        kicker={forumKindWords[forum.kind]}
        title={forum.name}
        badges={
          forum.ended_on !== null && forum.ended_on < today ? (
            <StatusBadge>{words.list.endedOn}</StatusBadge>
          ) : undefined
        }
        lead={forum.purpose === '' ? undefined : forum.purpose}
      />
      {props.next ? (
        <NextStep
          title={words.page.nextTitle(props.next.title)}
          text={say.day(props.next.held_on)}
          action={
            <LinkButton href={`/meetings/${props.next.id}`} kind="primary" size="lg">
              {words.page.nextOpen}
            </LinkButton>
          }
        />
      ) : forum.may_manage && present.length === 0 ? (
        <NextStep
          title={words.page.addMembersFirst}
          action={
            <LinkButton href={`/forums/${forum.id}/members/new`} kind="primary" size="lg">
              {words.page.addMember}
            </LinkButton>
          }
        />
      ) : forum.may_manage ? (
        <NextStep
          title={words.page.nextNone}
          action={
            <LinkButton href={`/meetings/new?forum=${forum.id}`} kind="primary" size="lg">
              {words.page.plan}
            </LinkButton>
          }
        />
      ) : null}
      {warnings.length === 0 ? null : (
        <NotificationBanner kind="warning" title={words.page.warnings}>
          <ul>
            {warnings.map((kind) => (
              <li>{sentence(kind, forum, today)}</li>
            ))}
          </ul>
        </NotificationBanner>
      )}
      <Columns kind="thirds">
        <KeyFigure
          label={words.page.held}
          value={forum.held}
          unit={words.page.times}
          target={words.page.target(forum.meetings_per_year)}
        />
        <KeyFigure
          label={words.page.attendance}
          value={sittings === 0 ? common.none : formatPercent(there / sittings, 0)}
        />
        <KeyFigure
          label={words.page.openActions}
          href={`/actions?scope=all&forum=${forum.id}`}
          value={props.actions.open}
          unit={common.units.items}
          note={props.actions.overdue > 0 ? words.page.openActionsOverdue(props.actions.overdue) : undefined}
        />
      </Columns>
      <Section
        title={words.page.year(say.fiscalYear(props.year))}
        actions={
          forum.may_manage && props.next ? (
            <LinkButton href={`/meetings/new?forum=${forum.id}`} icon="plus">
              {words.page.plan}
            </LinkButton>
          ) : undefined
        }
      >
        {props.years.length > 1 ? (
          <Tabs
            label={words.page.years}
            items={props.years.map((year) => ({
              label: say.fiscalYear(year),
              href: `/forums/${forum.id}?year=${year}`,
              current: year === props.year,
            }))}
          />
        ) : null}
        <Card flush>
          <DataTable
            caption={words.page.meetingsCaption}
            captionHidden
            stack
            rows={props.meetings}
            empty={<EmptyState title={words.page.noMeetings} icon="calendar" />}
            columns={[
              {
                key: 'held_on',
                label: common.columns.day,
                nowrap: true,
                cell: (row) => say.day(row.held_on),
              },
              {
                key: 'title',
                label: words.page.meetings,
                rowHeader: true,
                cell: (row) => <a href={`/meetings/${row.id}`}>{row.title}</a>,
              },
              {
                key: 'state',
                label: common.filter.state,
                nowrap: true,
                cell: (row) => <StateBadge meeting={row} />,
              },
              {
                key: 'there',
                label: words.member.attendance,
                align: 'end',
                nowrap: true,
                cell: (row) =>
                  row.closed_at === null ? common.columns.notYet : `${row.there} / ${row.seats}`,
              },
            ]}
          />
        </Card>
      </Section>
      <Section
        title={words.page.members}
        actions={
          forum.may_manage ? (
            <LinkButton href={`/forums/${forum.id}/members/new`} icon="plus">
              {words.page.addMember}
            </LinkButton>
          ) : undefined
        }
      >
        <Card flush>
          <Members members={present} forum={forum} today={today} />
        </Card>
        {past.length === 0 ? null : (
          <Disclosure summary={words.page.past}>
            <Members members={past} forum={forum} today={today} />
          </Disclosure>
        )}
      </Section>
      <Card
        title={words.page.facts}
        actions={
          forum.may_manage ? (
            <LinkButton href={`/forums/${forum.id}/edit`} icon="edit">
              {words.page.edit}
            </LinkButton>
          ) : undefined
        }
      >
        <DescriptionList
          items={[
            { term: words.page.kind, description: forumKindWords[forum.kind] },
            { term: words.page.secretariat, description: forum.organisation },
            forum.area === null ? null : { term: words.page.area, description: forum.area },
            { term: words.page.perYear, description: words.page.perYearValue(forum.meetings_per_year) },
          ]}
        />
      </Card>
    </>
  );
}

function Members(props: { members: readonly Member[]; forum: Forum; today: string }): Child {
  const { forum, today } = props;
  const columns: Column<Member>[] = [
    {
      key: 'position',
      label: words.member.position,
      nowrap: true,
      cell: (row) => positionWords[row.position],
    },
    {
      key: 'organisation',
      label: words.member.who,
      rowHeader: true,
      cell: (row) => (
        <Stack gap="xs">
          <span>{row.facility ?? row.organisation}</span>
          {row.absent_in_a_row >= absencesToVisit ? (
            <StatusBadge kind="warning">{words.member.absentInARow(row.absent_in_a_row)}</StatusBadge>
          ) : null}
        </Stack>
      ),
    },
    {
      key: 'person',
      label: words.member.person,
      cell: (row) => row.person ?? <StatusBadge kind="warning">{words.member.unnamed}</StatusBadge>,
    },
    {
      key: 'starts_on',
      label: words.member.term,
      cell: (row) => (
        <Stack gap="xs">
          <span>
            {row.ends_on === null
              ? words.member.termFrom(say.short(row.starts_on))
              : say.shortRange(row.starts_on, row.ends_on)}
          </span>
          {row.ends_on !== null && row.ends_on >= today && daysBetween(today, row.ends_on) <= termNotice ? (
            <StatusBadge kind="warning">{words.member.endingSoon}</StatusBadge>
          ) : null}
        </Stack>
      ),
    },
    {
      key: 'attended',
      label: words.member.attendance,
      nowrap: true,
      cell: (row) =>
        row.sittings === 0 ? common.columns.notYet : words.member.attendanceValue(row.attended, row.sittings),
    },
  ];
  if (forum.may_manage) {
    columns.push({
      key: 'edit',
      label: words.member.edit,
      labelHidden: true,
      cell: (row) => (
        <LinkButton
          href={`/forums/${forum.id}/members/${row.id}`}
          size="sm"
          kind="tertiary"
          label={words.member.editOf(say.holder(row))}
        >
          {words.member.edit}
        </LinkButton>
      ),
    });
  }
  return (
    <DataTable
      caption={words.page.membersCaption}
      captionHidden
      stack
      columns={columns}
      rows={props.members}
      empty={<EmptyState title={words.page.noMembers} icon="people" />}
    />
  );
}

export function MemberForm(props: {
  state: State;
  action: string;
  forum: Forum;
  /** the seat being changed; its organisation and facility stay */
  seat: { organisation: string; facility: string | null } | null;
  organisations: Offer;
  facilities: Offer;
  persons: Offer;
}): Child {
  const { state, seat } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading kicker={props.forum.name} title={seat ? words.member.editTitle : words.member.addTitle} />
      <Form action={props.action} errors={state.errors}>
        {seat ? (
          <Prose>
            <p>{seat.facility ?? seat.organisation}</p>
          </Prose>
        ) : (
          <>
            <FindOne
              {...field('facility_id')}
              label={words.member.facility_id}
              help={words.member.facilityHelp}
              offer={props.facilities}
            />
            <FindOne
              {...field('organisation_id')}
              label={words.member.organisation_id}
              help={words.member.organisationHelp}
              offer={props.organisations}
            />
          </>
        )}
        <FindOne
          {...field('person_id')}
          label={words.member.person_id}
          help={words.member.personHelp}
          offer={props.persons}
        />
        <Select
          {...field('position')}
          label={words.member.position}
          required
          empty={false}
          options={positions.map((position) => ({ value: position, label: positionWords[position] }))}
          width="m"
        />
        <DateField {...field.date('starts_on')} label={words.member.starts_on} required />
        <DateField {...field.date('ends_on')} label={words.member.ends_on} help={words.member.endsHelp} />
        <ButtonRow>
          <Button size="lg">{seat ? common.save : words.member.add}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
