import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { NextStep, Timeline } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { holderOf, reasonsOf, StateBadges } from './pages-list.tsx';
import { Facts, Plan, FamilyVoices, Voices, Originals, Work, history } from './pages-details.tsx';
import type { Publication } from './queries-published.ts';
import {
  type FamilyVoice,
  type Issue,
  type Voice,
  type eventsOf,
  type originalsOf,
  type planOf,
  type workOf,
} from './queries.ts';
import { mayRecord, nextFact, nextStage, recordable, stageFact, type Recordable } from './rules.ts';
import { words } from './words.ja.ts';

type Rows<F extends (...given: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<F>>;

export interface IssueView {
  issue: Issue;
  voices: readonly Voice[];
  families: readonly FamilyVoice[];
  plan: Rows<typeof planOf>;
  events: Rows<typeof eventsOf>;
  originals: Rows<typeof originalsOf>;
  work: Rows<typeof workOf>;
  wording: Publication | undefined;
  /** sees what single facilities said before it is shared */
  seesVoices: boolean;
  readsVisits: boolean;
  zone: string;
  today: string;
  /** what later slices do about it */
  beside: Child;
}

export function IssuePage({ view, state }: { view: IssueView; state: FormState }): Child {
  const { issue, wording } = view;
  const published = wording !== undefined && wording.withdrawn_at === null;
  return (
    <>
      <PageHeading
        kicker={words.number(issue.id)}
        title={issue.title}
        badges={
          <>
            <StateBadges issue={issue} />
            {issue.regional ? <Chip icon="people">{words.regional}</Chip> : null}
            {published ? <StatusBadge kind="info">{words.page.published}</StatusBadge> : null}
          </>
        }
        lead={words.stateHelp[issue.state]}
        actions={
          issue.may_manage && issue.state !== 'merged' ? (
            <ButtonRow>
              <LinkButton href={`/issues/${issue.id}/edit`} icon="edit">
                {words.page.edit}
              </LinkButton>
              <LinkButton href={`/issues/${issue.id}/answer`}>{words.page.answer}</LinkButton>
              <LinkButton href={`/issues/${issue.id}/publish`}>
                {published ? words.page.editPublication : words.page.publish}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {issue.stuck.length === 0 ? null : (
        <NotificationBanner kind="warning" title={words.page.stuckTitle}>
          <p>
            {reasonsOf(issue)}。{words.page.stuckSince(issue.moved_on)}
          </p>
        </NotificationBanner>
      )}
      {issue.state === 'merged' ? <MergedNotice view={view} /> : <Next view={view} state={state} />}
      <Plan view={view} />
      <Columns kind="main-aside">
        <Stack gap="lg">
          <Card title={words.fields.description}>
            <Prose>
              <p>{issue.description}</p>
            </Prose>
          </Card>
          <Work view={view} />
          {view.beside}
          <Voices view={view} />
          <FamilyVoices view={view} />
          <Originals view={view} />
        </Stack>
        <Stack gap="lg">
          <Facts view={view} />
        </Stack>
      </Columns>
      <Section title={words.page.history} id="history">
        <Timeline label={words.page.history} entries={history(view)} />
      </Section>
      {published && issue.may_manage ? (
        <ConfirmForm
          label={words.page.withdraw}
          question={words.page.withdrawQuestion}
          action={`/issues/${issue.id}/withdraw`}
          confirmLabel={words.page.withdraw}
        />
      ) : null}
    </>
  );
}

function MergedNotice({ view: { issue, zone } }: { view: IssueView }): Child {
  return (
    <NotificationBanner
      kind="info"
      title={words.page.mergedTitle}
      actions={
        <ButtonRow>
          <LinkButton kind="primary" href={`/issues/${issue.merged_into_id}`}>
            {words.page.openTarget(issue.merged_into_title ?? '')}
          </LinkButton>
          {issue.may_manage ? (
            <ConfirmForm
              label={words.page.original}
              question={words.page.originalQuestion}
              action={`/issues/${issue.merged_into_id}/unmerge`}
              fields={{ issue_id: String(issue.id) }}
            />
          ) : null}
        </ButtonRow>
      }
    >
      <p>
        {words.page.mergedText(
          issue.merged_at ? formatDateTime(issue.merged_at, zone) : '',
          issue.merged_by_name ?? '',
        )}
      </p>
    </NotificationBanner>
  );
}

/** One primary button by state: plan the forum where it is missing, otherwise record what comes next. */
function Next({ view, state }: { view: IssueView; state: FormState }): Child {
  const { issue, plan, today } = view;
  const fact = nextFact[issue.state];
  const stage = nextStage[issue.state];
  if (fact === null) return null;
  const holder = holderOf(issue);
  const review = issue.next_review_on;
  const due = {
    holder,
    ...(review === null
      ? {}
      : { due: formatDate(review), ...(review < today ? { dueState: 'late' as const } : {}) }),
  };
  const planned = stage === null ? undefined : plan.find((step) => step.stage === stage);
  const planFirst = stage !== null && stageFact[stage] === fact && planned === undefined;
  if (!issue.may_manage) {
    return (
      <NextStep
        title={words.page.next[fact]}
        {...due}
        text={planned && words.page.next.planned(planned.forum_name, words.stages[stage!])}
      />
    );
  }
  const failed = Object.keys(state.errors).length > 0;
  const failedHere = failed && !planFirst && state.values.kind === fact;
  const text = {
    shared: words.page.next.meetingText,
    discussed: words.page.next.meetingText,
    decided: words.page.next.meetingText,
    acted: words.page.next.actedText,
    reviewed: words.page.next.reviewedText,
    closed: words.page.next.closedText,
    reopened: words.page.next.reopenedText,
  }[fact];
  const record = <RecordForm issue={issue} kinds={[fact]} state={failedHere ? state : null} today={today} />;
  return (
    <NextStep
      title={
        planFirst
          ? words.page.next.noPlan(words.stages[stage])
          : planned && stageFact[planned.stage] === fact
            ? words.page.next.planned(planned.forum_name, words.stages[planned.stage])
            : words.page.next[fact]
      }
      text={planFirst ? words.page.next.noPlanText : text}
      {...due}
      action={
        planFirst ? (
          <LinkButton kind="primary" href={`/issues/${issue.id}/edit#plan`}>
            {words.page.next.plan}
          </LinkButton>
        ) : undefined
      }
    >
      {planFirst ? null : record}
      {issue.state === 'closed' ? null : (
        <Disclosure summary={words.page.next.other} open={failed && !failedHere}>
          <RecordForm
            issue={issue}
            kinds={recordable.filter((kind) => mayRecord(issue.state, kind) && (planFirst || kind !== fact))}
            state={failed && !failedHere ? state : null}
            today={today}
            scope="other"
          />
        </Disclosure>
      )}
    </NextStep>
  );
}

function RecordForm(props: {
  issue: Issue;
  kinds: readonly Recordable[];
  state: FormState | null;
  today: string;
  scope?: string;
}): Child {
  const { issue, kinds, state, scope } = props;
  const field = fields(state?.values ?? {}, state?.errors ?? {});
  const when = state === null ? { name: 'happened_on', value: props.today } : field.date('happened_on');
  return (
    <Form
      action={`/issues/${issue.id}/events`}
      errors={state?.errors}
      {...(scope === undefined ? {} : { scope })}
    >
      {kinds.length === 1 ? (
        <HiddenField name="kind" value={kinds[0]!} />
      ) : (
        <Select
          {...field('kind')}
          label={words.page.next.kind}
          required
          options={kinds.map((kind) => ({ value: kind, label: words.facts[kind] }))}
        />
      )}
      <DateField {...when} label={words.page.next.when} required />
      <TextArea {...field('note')} label={words.page.next.note} rows={2} />
      <ButtonRow>
        <Button kind={scope === undefined ? 'primary' : 'secondary'}>
          {kinds.length === 1 ? words.record[kinds[0]!] : words.form.save}
        </Button>
      </ButtonRow>
    </Form>
  );
}
