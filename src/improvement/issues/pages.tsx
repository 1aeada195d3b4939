import type { Child } from 'hono/jsx';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import {
  DescriptionList,
  NextStep,
  ResourceList,
  Timeline,
  type TimelineEntry,
} from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { holderOf, reasonsOf, StateBadges } from './pages-list.tsx';
import type { Publication } from './queries-published.ts';
import type { eventsOf, Issue, originalsOf, planOf, Voice, workOf } from './queries.ts';
import { mayRecord, nextFact, nextStage, recordable, stageFact, stages, type Recordable } from './rules.ts';
import { words } from './words.ja.ts';

type Rows<F extends (...given: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<F>>;

export interface IssueView {
  issue: Issue;
  voices: readonly Voice[];
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
      <Columns kind="main-aside">
        <Stack gap="lg">
          <Card title={words.fields.description}>
            <Prose>
              <p>{issue.description}</p>
            </Prose>
          </Card>
          <Voices view={view} />
          <Originals view={view} />
          <Work view={view} />
        </Stack>
        <Stack gap="lg">
          <Facts view={view} />
        </Stack>
      </Columns>
      <Plan view={view} />
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
            id="other"
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
  id?: string;
}): Child {
  const { issue, kinds, state, id } = props;
  const field = fields(state?.values ?? {}, state?.errors ?? {});
  const when = state === null ? { name: 'happened_on', value: props.today } : field.date('happened_on');
  const of = (name: string) => (id === undefined ? {} : { id: `f-${id}-${name}` });
  return (
    <Form action={`/issues/${issue.id}/events`} errors={state?.errors}>
      {kinds.length === 1 ? (
        <HiddenField name="kind" value={kinds[0]!} />
      ) : (
        <Select
          {...field('kind')}
          {...of('kind')}
          label={words.page.next.kind}
          required
          options={kinds.map((kind) => ({ value: kind, label: words.facts[kind] }))}
        />
      )}
      <DateField {...when} {...of('happened_on')} label={words.page.next.when} required />
      <TextArea {...field('note')} {...of('note')} label={words.page.next.note} rows={2} />
      <ButtonRow>
        <Button kind={id === undefined ? 'primary' : 'secondary'}>
          {kinds.length === 1 ? words.record[kinds[0]!] : words.form.save}
        </Button>
      </ButtonRow>
    </Form>
  );
}

function Facts({ view: { issue, readsVisits } }: { view: IssueView }): Child {
  return (
    <Card title={words.page.about} tone="quiet">
      <DescriptionList
        layout="stack"
        items={[
          {
            term: words.page.theme,
            description: <Chip href={`/issues?theme=${issue.theme_code}`}>{issue.theme_name}</Chip>,
          },
          { term: words.page.weight, description: words.weight(issue.weight) },
          { term: words.page.areas, description: issue.areas.join('、') },
          { term: words.page.holder, description: holderOf(issue) },
          { term: words.page.nextForum, description: issue.next_forum },
          {
            term: words.page.nextReview,
            description: issue.next_review_on && formatDate(issue.next_review_on),
          },
          {
            term: words.page.source,
            description:
              issue.visit_id !== null && readsVisits ? (
                <a href={`/visits/${issue.visit_id}`}>{words.page.visit}</a>
              ) : issue.meeting_id !== null ? (
                <a href={`/meetings/${issue.meeting_id}`}>{words.page.meeting}</a>
              ) : (
                words.sources[issue.source]
              ),
          },
          {
            term: words.page.raised,
            description: words.page.raisedBy(issue.raised_on, issue.raised_by_name),
          },
        ]}
      />
    </Card>
  );
}

/** The four-step line: which forum shares, discusses, decides and reviews it, and what is done. */
function Plan({ view: { issue, plan, events } }: { view: IssueView }): Child {
  const rows = stages.map((stage) => ({
    stage,
    forum: plan.find((step) => step.stage === stage)?.forum_name ?? null,
    done: events.find((event) => event.kind === stageFact[stage])?.happened_on ?? null,
    next: nextStage[issue.state] === stage,
  }));
  return (
    <Section title={words.page.plan} lead={words.page.planLead} id="plan">
      <DataTable
        caption={words.page.planTable}
        captionHidden
        stack
        rows={rows}
        columns={[
          {
            key: 'stage',
            label: words.page.planStage,
            rowHeader: true,
            cell: (row) => words.stages[row.stage],
          },
          { key: 'forum', label: words.page.planForum, cell: (row) => row.forum ?? words.page.planNone },
          {
            key: 'done',
            label: words.page.planDone,
            cell: (row) =>
              row.done !== null ? (
                <StatusBadge kind="success">{formatDate(row.done)}</StatusBadge>
              ) : (
                <StatusBadge kind={row.next ? 'warning' : 'neutral'}>{words.page.planNotYet}</StatusBadge>
              ),
          },
        ]}
      />
    </Section>
  );
}

/** What was said, what was answered, and whether it was read: shown on the issue, when answering and when merging. */
function Voices({ view }: { view: IssueView }): Child {
  const { voices, seesVoices, zone } = view;
  return (
    <Card title={words.page.voices} lead={words.page.voicesLead} id="voices">
      {voices.length === 0 ? (
        <p>{seesVoices ? words.page.voicesNone : words.page.voicesHidden}</p>
      ) : (
        <ResourceList
          level={3}
          items={voices.map((voice) => ({
            title: voice.facility_name,
            href: `/facilities/${voice.facility_id}`,
            text: voice.statement || words.page.noWords,
            meta: (
              <>
                {formatDate(voice.raised_on)}
                {voice.echoed ? `　${words.page.echoed}` : null}
                {voice.issue_id === view.issue.id ? null : `　${words.page.fromOriginal(voice.issue_title)}`}
                {voice.answer === null || voice.answered_at === null ? null : (
                  <Disclosure
                    summary={words.page.answered(
                      formatDateTime(voice.answered_at, zone),
                      voice.answered_by_name ?? '',
                    )}
                  >
                    <Prose>
                      <p>{voice.answer}</p>
                    </Prose>
                  </Disclosure>
                )}
              </>
            ),
            badge:
              voice.answer === null ? (
                <StatusBadge>{words.page.unanswered}</StatusBadge>
              ) : voice.read_at === null ? (
                <StatusBadge kind="info">{words.page.unread}</StatusBadge>
              ) : (
                <StatusBadge kind="success">
                  {words.page.read(formatDateTime(voice.read_at, zone), voice.read_by_name ?? '')}
                </StatusBadge>
              ),
          }))}
        />
      )}
    </Card>
  );
}

function Originals({ view: { issue, originals } }: { view: IssueView }): Child {
  if (originals.length === 0) return null;
  return (
    <Card title={words.page.originals} lead={words.page.originalsLead}>
      <ResourceList
        level={3}
        items={originals.map((original) => ({
          title: original.title,
          href: `/issues/${original.id}`,
          text: original.description,
          meta: `${original.theme_name}　${formatDate(original.raised_on)}`,
        }))}
      />
      {issue.may_manage ? (
        <ConfirmForm
          label={words.page.undo}
          question={words.page.undoQuestion}
          action={`/issues/${issue.id}/unmerge`}
          confirmLabel={words.page.undo}
        />
      ) : null}
    </Card>
  );
}

function Work({ view: { work } }: { view: IssueView }): Child {
  return (
    <Card title={words.page.work} flush={work.length > 0}>
      {work.length === 0 ? (
        <p>{words.page.workNone}</p>
      ) : (
        <DataTable
          caption={words.page.work}
          captionHidden
          stack
          rows={work}
          columns={[
            {
              key: 'kind',
              label: words.page.planStage,
              nowrap: true,
              cell: (row) => words.page.workKind[row.kind],
            },
            { key: 'text', label: words.page.workWhat, rowHeader: true },
            { key: 'owner', label: words.page.workWho, cell: (row) => row.owner ?? '' },
            { key: 'due_on', label: words.page.workDue, cell: (row) => row.due_on && formatDate(row.due_on) },
            {
              key: 'done_on',
              label: words.page.workDone,
              cell: (row) => row.done_on && formatDate(row.done_on),
            },
            {
              key: 'meeting',
              label: words.page.workMeeting,
              cell: (row) =>
                row.meeting_id === null ? (
                  ''
                ) : (
                  <a href={`/meetings/${row.meeting_id}`}>{row.meeting_title}</a>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function history({ issue, events, voices, today }: IssueView): TimelineEntry[] {
  const facts = events.map((event): TimelineEntry & { day: string } => ({
    day: event.happened_on,
    when: formatDate(event.happened_on),
    datetime: event.happened_on,
    text: words.page.event[event.kind],
    actor: event.person_name,
    detail:
      event.note === null && event.meeting_title === null ? null : (
        <Prose quiet>
          {event.meeting_title === null ? null : (
            <p>
              <a href={`/meetings/${event.meeting_id}`}>{event.meeting_title}</a>
            </p>
          )}
          {event.note === null ? null : <p>{event.note}</p>}
        </Prose>
      ),
  }));
  const echoes = voices
    .filter((voice) => voice.echoed)
    .map((voice): TimelineEntry & { day: string } => ({
      day: voice.raised_on,
      when: formatDate(voice.raised_on),
      datetime: voice.raised_on,
      text: words.page.echoEvent(voice.facility_name),
    }));
  const plan =
    issue.next_review_on === null
      ? []
      : [
          {
            day: issue.next_review_on,
            when: formatDate(issue.next_review_on),
            datetime: issue.next_review_on,
            text: words.page.reviewPlan,
            kind: issue.next_review_on < today ? ('warning' as const) : ('plan' as const),
          },
        ];
  // Stable: facts of one day stay in the order the query gave them.
  return [...plan, ...facts, ...echoes].toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}
