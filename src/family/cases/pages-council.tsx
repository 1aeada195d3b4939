import { formatBirthDate, formatDate, formatDateShort } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { optionsOf } from './pages-forms.tsx';
import type { Entry, ledgerCounts, LedgerFilter, Review } from './queries-council.ts';
import type { CaseRecord } from './queries.ts';
import {
  abuseKinds,
  centreParts,
  councilCategories,
  endReasons,
  reviewDecisions,
  severities,
} from './rules.ts';
import {
  childLines,
  abuseWords,
  centreWords,
  councilCategoryWords,
  decisionWords,
  endWords,
  severityWords,
  words,
} from './words-council.ja.ts';
import { caseNumber, dueWords, words as caseWords } from './words.ja.ts';

const l = words.list;
const e = words.entry;

/** Category and, where there are any, the kinds of abuse. */
export const kindWords = (entry: Pick<Entry, 'category' | 'abuse_kinds'>): string =>
  caseWords.page.joined(
    [
      councilCategoryWords[entry.category as keyof typeof councilCategoryWords],
      caseWords.page.semicolon(entry.abuse_kinds.map((kind) => abuseWords[kind as keyof typeof abuseWords])),
    ].filter((part) => part !== ''),
  );
export const severityOf = (entry: { severity: string }) =>
  severityWords[entry.severity as keyof typeof severityWords];

/** All entries by the day of their review; what is over stays on top and in red until it is looked at. */
export function LedgerPage(props: {
  entries: readonly Entry[];
  filter: LedgerFilter;
  counts: Awaited<ReturnType<typeof ledgerCounts>>;
  may_keep: boolean;
  today: string;
  href: (changes: Record<string, string | null>) => string;
}) {
  const { counts, filter, today } = props;
  return (
    <Stack>
      <PageHeading
        title={l.title}
        lead={l.lead}
        actions={
          props.may_keep && counts.open > 0 ? (
            <LinkButton href="/council/review" kind="primary">
              {l.review}
            </LinkButton>
          ) : undefined
        }
      />
      {counts.overdue === 0 ? null : (
        <NotificationBanner kind="error" title={l.overdueTitle(counts.overdue)}>
          <p>{l.overdueText}</p>
        </NotificationBanner>
      )}
      <Tabs
        label={l.caption}
        items={[
          { label: l.current, href: '/council', current: !filter.ended, count: counts.open },
          { label: l.ended, href: '/council?ended=1', current: filter.ended },
        ]}
      />
      <FilterBar
        action="/council"
        active={
          filter.month === null
            ? []
            : [{ label: words.review.until(filter.month), removeHref: props.href({ month: null }) }]
        }
        actions={
          <>
            <UtilityLink
              href={`/council/ledger.pdf${props.filter.ended ? '?ended=1' : ''}`}
              icon="download"
              download
            >
              {l.pdf}
            </UtilityLink>
            <UtilityLink
              href={`/council/export${props.filter.ended ? '?ended=1' : ''}`}
              icon="download"
              download
            >
              {l.xlsx}
            </UtilityLink>
          </>
        }
      >
        <Select
          name="month"
          label={l.month}
          empty={l.all}
          value={filter.month}
          options={counts.months.map((one) => ({ value: one.month, label: l.monthOption(one.month, one.n) }))}
        />
      </FilterBar>
      <DataTable<Entry>
        caption={l.caption}
        captionHidden
        stack
        rows={props.entries}
        empty={<EmptyState title={l.empty} icon="note" />}
        columns={[
          {
            key: 'number',
            label: l.columns.number,
            nowrap: true,
            cell: (one) => <a href={`/council/${one.id}`}>{caseNumber(one.fiscal_year, one.number)}</a>,
          },
          { key: 'children', label: l.columns.children, rowHeader: true },
          { key: 'category', label: l.columns.category, cell: kindWords },
          { key: 'severity', label: l.columns.severity, nowrap: true, cell: severityOf },
          { key: 'main_agency', label: l.columns.agency },
          { key: 'worker', label: l.columns.worker, nowrap: true },
          {
            key: 'last_review_on',
            label: l.columns.last,
            nowrap: true,
            cell: (one) => (one.last_review_on === null ? l.never : formatDateShort(one.last_review_on)),
          },
          filter.ended
            ? {
                key: 'ended_on',
                label: l.columns.end,
                nowrap: true,
                cell: (one: Entry) => (one.ended_on === null ? '' : formatDateShort(one.ended_on)),
              }
            : {
                key: 'next_review_on',
                label: l.columns.next,
                cell: (one: Entry) =>
                  one.next_review_on < today ? (
                    <StatusBadge kind="error">{l.overdue(formatDateShort(one.next_review_on))}</StatusBadge>
                  ) : (
                    formatDateShort(one.next_review_on)
                  ),
              },
        ]}
      />
    </Stack>
  );
}

type Field = ReturnType<typeof fields>;

function EntryFields({ field }: { field: Field }) {
  return (
    <>
      <RadioGroup
        {...field('category')}
        label={e.category}
        required
        inline
        options={optionsOf(councilCategories, councilCategoryWords)}
      />
      <CheckboxGroup
        {...field.many('abuse_kinds')}
        label={e.abuse_kinds}
        inline
        options={optionsOf(abuseKinds, abuseWords)}
      />
      <RadioGroup
        {...field('severity')}
        label={e.severity}
        required
        inline
        options={optionsOf(severities, severityWords)}
      />
      <TextField {...field('main_agency')} label={e.main_agency} required maxLength={80} width="l" />
      <TextField
        {...field('agencies')}
        label={e.agencies}
        help={e.agenciesHelp}
        required={false}
        maxLength={500}
      />
      <RadioGroup
        {...field('centre_part')}
        label={e.centre_part}
        required
        inline
        options={optionsOf(centreParts, centreWords)}
      />
      <TextArea {...field('situation')} label={e.situation} required={false} rows={3} maxChars={1000} />
      <TextArea {...field('policy')} label={e.policy} required rows={3} maxChars={1000} />
    </>
  );
}

export function RegisterPage(props: { state: FormState; one: CaseRecord }) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading
        kicker={caseWords.page.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={e.registerTitle}
      />
      <Form action={`/cases/${props.one.id}/council/new`} errors={props.state.errors}>
        <DateField {...field.date('registered_on')} label={e.registered_on} required />
        <EntryFields field={field} />
        <DateField {...field.date('next_review_on')} label={e.next_review_on} help={e.nextHelp} required />
        <ButtonRow>
          <Button size="lg">{e.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function EntryEditPage(props: { state: FormState; entry: Entry }) {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={e.editTitle} kicker={caseNumber(props.entry.fiscal_year, props.entry.number)} />
      <Form action={`/council/${props.entry.id}/edit`} errors={props.state.errors}>
        <HiddenField name="_version" value={field('_version').value} />
        <EntryFields field={field} />
        <ButtonRow>
          <Button>{e.editSave}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

function EntryFacts({ entry, today }: { entry: Entry; today: string }) {
  return (
    <DescriptionList
      items={[
        {
          term: l.columns.children,
          description: <span class="pre-line">{childLines(entry.child_lines, formatBirthDate)}</span>,
        },
        { term: e.guardians, description: entry.guardians },
        {
          term: e.received,
          description: entry.received_on === null ? '' : formatDate(entry.received_on),
        },
        {
          term: e.conferences,
          description:
            words.doc.conferences(entry.last_conference_on, entry.next_conference_on) || e.noConference,
        },
        { term: e.category, description: kindWords(entry) },
        { term: e.severity, description: severityOf(entry) },
        { term: e.registered_on, description: formatDate(entry.registered_on) },
        { term: e.route, description: entry.route },
        { term: e.main_agency, description: entry.main_agency },
        { term: e.agencies, description: entry.agencies },
        { term: e.centre_part, description: centreWords[entry.centre_part as keyof typeof centreWords] },
        { term: e.situation, description: <span class="pre-line">{entry.situation}</span> },
        { term: e.policy, description: <span class="pre-line">{entry.policy}</span> },
        {
          term: e.next_review_on,
          description: `${formatDate(entry.next_review_on)}（${dueWords(entry.next_review_on, today)}）`,
        },
      ]}
    />
  );
}

function ReviewForm(props: {
  state: FormState;
  entry: Entry;
  action: string;
  label: string;
  errors: boolean;
}) {
  const r = words.review;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Form action={props.action} errors={props.errors ? props.state.errors : undefined} label={r.title}>
      <HiddenField name="_version" value={props.entry.version} />
      <DateField {...field.date('reviewed_on')} label={r.reviewed_on} required />
      <RadioGroup
        {...field('decision')}
        label={r.decision}
        required
        options={optionsOf(reviewDecisions, decisionWords)}
      />
      <TextArea {...field('decision_text')} label={r.decision_text} required rows={3} maxChars={1000} />
      <RadioGroup
        {...field('severity')}
        label={r.severity}
        required
        inline
        options={optionsOf(severities, severityWords)}
      />
      <TextArea {...field('policy')} label={r.policy} required={false} rows={2} maxChars={1000} />
      <DateField {...field.date('next_review_on')} label={r.next_review_on} help={r.nextHelp} />
      <Select
        {...field('end_reason')}
        label={r.end_reason}
        width="l"
        options={optionsOf(endReasons, endWords)}
      />
      <ButtonRow>
        <Button>{props.label}</Button>
      </ButtonRow>
    </Form>
  );
}

function Reviews({ reviews }: { reviews: readonly Review[] }) {
  return (
    <Section title={e.reviews}>
      {reviews.length === 0 ? (
        <p>{e.noReviews}</p>
      ) : (
        <Timeline
          entries={reviews.map((one) => ({
            when: formatDate(one.reviewed_on),
            datetime: one.reviewed_on,
            actor: one.reviewed_by,
            text: caseWords.page.joined([
              decisionWords[one.decision as keyof typeof decisionWords],
              severityOf(one),
            ]),
            detail: <p class="pre-line">{one.decision_text}</p>,
          }))}
        />
      )}
    </Section>
  );
}

/** One entry of the ledger with its reviews. */
export function EntryPage(props: {
  entry: Entry;
  reviews: readonly Review[];
  today: string;
  state: FormState;
  reviewing: boolean;
}) {
  const { entry, today } = props;
  return (
    <Stack>
      <PageHeading
        kicker={entry.team}
        title={e.title(caseNumber(entry.fiscal_year, entry.number))}
        actions={
          <ButtonRow>
            <LinkButton href={`/cases/${entry.case_id}`}>{e.caseLink}</LinkButton>
            {entry.may_keep && entry.ended_on === null ? (
              <LinkButton href={`/council/${entry.id}/edit`}>{e.edit}</LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
      {entry.ended_on !== null ? (
        <NotificationBanner
          kind="info"
          title={e.endedTitle(entry.ended_on, endWords[entry.end_reason as keyof typeof endWords])}
        >
          <p class="pre-line">{entry.end_text}</p>
        </NotificationBanner>
      ) : entry.next_review_on < today ? (
        <NotificationBanner kind="error" title={e.overdueTitle}>
          <p>{dueWords(entry.next_review_on, today)}</p>
        </NotificationBanner>
      ) : null}
      <Columns kind="main-aside">
        <Stack>
          <Card>
            <EntryFacts entry={entry} today={today} />
          </Card>
          <Reviews reviews={props.reviews} />
        </Stack>
        {entry.may_keep && entry.ended_on === null ? (
          <Card title={words.review.title} tone="key" id="review">
            <ReviewForm
              state={props.state}
              entry={entry}
              action={`/council/${entry.id}/review`}
              label={words.review.saveOne}
              errors={props.reviewing}
            />
          </Card>
        ) : null}
      </Columns>
    </Stack>
  );
}

/** The review meeting: one entry after the other until none of the month is left. */
export function ReviewMeetingPage(props: {
  entry: Entry | undefined;
  reviews: readonly Review[];
  at: number;
  left: number;
  month: string;
  skip: string | null;
  today: string;
  state: FormState;
  reviewing: boolean;
}) {
  const r = words.review;
  const { entry } = props;
  if (!entry)
    return (
      <Stack>
        <PageHeading title={r.meeting} kicker={r.until(props.month)} />
        <EmptyState
          title={r.done}
          text={r.doneLead}
          icon="check"
          action={<LinkButton href="/council">{l.title}</LinkButton>}
        />
      </Stack>
    );
  return (
    <Stack>
      <PageHeading
        title={caseWords.page.joined([caseNumber(entry.fiscal_year, entry.number), entry.children])}
        kicker={caseWords.page.joined([r.meeting, r.until(props.month), r.position(props.at, props.left)])}
        lead={r.lead}
        badges={
          entry.next_review_on < props.today ? (
            <StatusBadge kind="error">{e.overdueTitle}</StatusBadge>
          ) : undefined
        }
        actions={props.skip === null ? undefined : <LinkButton href={props.skip}>{r.skip}</LinkButton>}
      />
      <Columns kind="main-aside">
        <Stack>
          <Card>
            <EntryFacts entry={entry} today={props.today} />
          </Card>
          <Reviews reviews={props.reviews} />
        </Stack>
        <Card title={r.title} tone="key" id="review">
          <ReviewForm
            state={props.state}
            entry={entry}
            action={`/council/review/${entry.id}?month=${props.month}`}
            label={r.save}
            errors={props.reviewing}
          />
        </Card>
      </Columns>
    </Stack>
  );
}
