import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime, today as dayOf } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { OwnIssue, ownFacilities, Publication } from './queries-published.ts';
import type { Issue, Theme } from './queries.ts';
import { progressOf } from './rules.ts';
import { words } from './words-published.ja.ts';
import { progressWords } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export function PublishPage({ issue, state }: { issue: Issue; state: State }): Child {
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading kicker={issue.title} title={words.wording.title} lead={words.wording.lead} />
      <Card title={words.wording.original} tone="quiet">
        <Prose>
          <p>{issue.title}</p>
          <p>{issue.description}</p>
        </Prose>
      </Card>
      <Form action={`/issues/${issue.id}/publish`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('title')} label={words.fields.title} help={words.wording.titleHelp} required />
        <TextArea
          {...field('summary')}
          label={words.fields.summary}
          help={words.wording.summaryHelp}
          required
          rows={6}
          maxChars={2000}
        />
        <TextArea
          {...field('progress')}
          label={words.fields.progress}
          help={words.wording.progressHelp}
          required={false}
          rows={3}
          maxChars={500}
        />
        <ButtonRow>
          <Button size="lg">{words.wording.publish}</Button>
          <LinkButton href={`/issues/${issue.id}`}>{words.page.manage}</LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}

export function PublishedList(props: {
  asked: { theme: string | null; q: string | null };
  themes: readonly Theme[];
  rows: readonly Publication[];
  total: number;
  page: number;
  size: number;
  hasFacility: boolean;
  mayAnswer: boolean;
  zone: string;
  href: (changes: Record<string, string | number | null>) => string;
}): Child {
  const { asked, href } = props;
  const theme = props.themes.find((one) => one.code === asked.theme);
  const active = [
    ...(asked.q ? [{ label: asked.q, removeHref: href({ q: null }) }] : []),
    ...(theme ? [{ label: theme.name, removeHref: href({ theme: null }) }] : []),
  ];
  return (
    <>
      <PageHeading
        title={words.list.title}
        lead={props.mayAnswer ? `${words.list.lead}${words.list.ask}` : words.list.lead}
        actions={
          props.hasFacility ? (
            <LinkButton href="/my-facility/issues">{words.list.mine}</LinkButton>
          ) : undefined
        }
      />
      <FilterBar action="/published-issues" active={active} clearHref="/published-issues">
        <TextField name="q" label={words.list.search} value={asked.q} />
        <Select
          name="theme"
          label={words.list.theme}
          value={asked.theme}
          empty={words.list.allThemes}
          options={props.themes.map((one) => ({ value: one.code, label: one.name }))}
        />
      </FilterBar>
      <PageNavigation
        total={props.total}
        page={props.page}
        size={props.size}
        href={(page) => href({ page })}
      />
      <DataTable
        caption={words.list.caption}
        captionHidden
        stack
        rows={props.rows}
        columns={[
          {
            key: 'title',
            label: words.list.columns.title,
            rowHeader: true,
            cell: (row) => <a href={`/published-issues/${row.issue_id}`}>{row.title}</a>,
          },
          { key: 'theme', label: words.list.columns.theme, cell: (row) => <Chip>{row.theme_name}</Chip> },
          {
            key: 'progress',
            label: words.list.columns.progress,
            cell: (row) => row.progress || words.list.noProgress,
          },
          {
            key: 'published_at',
            label: words.list.columns.published,
            nowrap: true,
            cell: (row) => formatDate(dayOf(row.published_at, props.zone)),
          },
        ]}
        empty={
          active.length > 0 ? (
            <EmptyState icon="search" title={words.list.noMatch} text={words.list.noMatchText} />
          ) : (
            <EmptyState title={words.list.none} text={words.list.noneText} />
          )
        }
      />
    </>
  );
}

export function PublishedPage(props: {
  publication: Publication;
  facilities: Awaited<ReturnType<typeof ownFacilities>>;
  state: FormState;
  mayRead: boolean;
  zone: string;
}): Child {
  const { publication, state } = props;
  const field = fields(state.values, state.errors);
  const answering = props.facilities.filter((facility) => facility.may_answer);
  const joined = answering.filter((facility) => facility.joined_on !== null);
  const open = answering.filter((facility) => facility.joined_on === null);
  return (
    <>
      <PageHeading
        title={publication.title}
        actions={
          props.mayRead ? (
            <LinkButton href={`/issues/${publication.issue_id}`}>{words.page.manage}</LinkButton>
          ) : undefined
        }
      />
      <Stack gap="lg">
        <Card>
          <Prose>
            <p>{publication.summary}</p>
          </Prose>
          <DescriptionList
            items={[
              {
                term: words.page.theme,
                description: (
                  <Chip href={`/published-issues?theme=${publication.theme_code}`}>
                    {publication.theme_name}
                  </Chip>
                ),
              },
              { term: words.page.progress, description: publication.progress || words.list.noProgress },
              {
                term: words.page.published,
                description: formatDate(dayOf(publication.published_at, props.zone)),
              },
            ]}
          />
        </Card>
        {answering.length === 0 ? null : (
          <Card title={words.page.same} lead={words.page.sameLead} tone="key">
            {joined.map((facility) => (
              <p>{words.page.joined(facility.name, facility.joined_on ?? '')}</p>
            ))}
            {open.length === 0 ? null : (
              <Form action={`/published-issues/${publication.issue_id}/same`} errors={state.errors}>
                {open.length === 1 ? (
                  <HiddenField name="facility_id" value={open[0]!.id} />
                ) : (
                  <Select
                    {...field('facility_id')}
                    label={words.page.facility}
                    required
                    options={open.map((facility) => ({ value: String(facility.id), label: facility.name }))}
                  />
                )}
                <TextArea
                  {...field('statement')}
                  label={words.page.statement}
                  help={words.page.statementHelp}
                  maxChars={2000}
                />
                <ButtonRow>
                  <Button size="lg">{words.page.send}</Button>
                </ButtonRow>
              </Form>
            )}
          </Card>
        )}
      </Stack>
    </>
  );
}

export function OwnIssuesPage({ rows, zone }: { rows: readonly OwnIssue[]; zone: string }): Child {
  const many = new Set(rows.map((row) => row.facility_id)).size > 1;
  const unread = rows.filter((row) => row.answer !== null && row.read_at === null && row.may_answer).length;
  return (
    <>
      <PageHeading
        title={words.own.title}
        lead={words.own.lead}
        actions={<LinkButton href="/published-issues">{words.own.toPublished}</LinkButton>}
      />
      {unread === 0 ? null : <NotificationBanner kind="info" title={words.own.unread(unread)} />}
      {rows.length === 0 ? (
        <EmptyState
          title={words.own.none}
          text={words.own.noneText}
          action={<LinkButton href="/published-issues">{words.own.toPublished}</LinkButton>}
        />
      ) : (
        <Stack gap="lg">
          {rows.map((row) => (
            <div id={`issue-${row.issue_id}-${row.facility_id}`}>
              <OwnCard row={row} zone={zone} many={many} />
            </div>
          ))}
        </Stack>
      )}
    </>
  );
}

function OwnCard({ row, zone, many }: { row: OwnIssue; zone: string; many: boolean }): Child {
  const progress = progressOf(row);
  return (
    <Card
      title={row.theme_name}
      lead={`${many ? `${row.facility_name}　` : ''}${row.echoed ? words.own.echoed(row.raised_on) : words.own.raised(row.raised_on)}`}
      actions={
        <StatusBadge kind={progress === 'closed' ? 'success' : 'info'}>{progressWords[progress]}</StatusBadge>
      }
      tone={row.answer !== null && row.read_at === null ? 'key' : undefined}
    >
      <DescriptionList
        layout="stack"
        items={[
          { term: words.own.said, description: row.statement || words.own.noWords },
          {
            term: words.own.answer,
            description:
              row.answer === null || row.answered_at === null ? (
                words.own.waiting
              ) : (
                <Prose>
                  <p>{row.answer}</p>
                  <p>
                    {words.own.answered(formatDateTime(row.answered_at, zone), row.answered_by_name ?? '')}
                  </p>
                </Prose>
              ),
          },
        ]}
      />
      {row.publication_title === null ? null : (
        <p>
          <a href={`/published-issues/${row.issue_id}`}>{words.own.published(row.publication_title)}</a>
        </p>
      )}
      <Confirmation row={row} zone={zone} />
    </Card>
  );
}

function Confirmation({ row, zone }: { row: OwnIssue; zone: string }): Child {
  if (row.answer === null) return null;
  if (row.read_at !== null) {
    return <p>{words.own.confirmed(formatDateTime(row.read_at, zone), row.read_by_name ?? '')}</p>;
  }
  if (!row.may_answer) return <p>{words.own.onlyHead}</p>;
  return (
    <Form action={`/my-facility/issues/${row.issue_id}/read`}>
      <HiddenField name="facility_id" value={row.facility_id} />
      <ButtonRow>
        <Button>{words.own.confirm}</Button>
      </ButtonRow>
    </Form>
  );
}
