import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { ProgressRing } from '../../platform/ui/charts.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, TextField } from '../../platform/ui/fields.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import {
  Card,
  Columns,
  PageHeading,
  Prose,
  Section,
  Stack,
  StepNavigation,
} from '../../platform/ui/layout.tsx';
import {
  DescriptionList,
  NextStep,
  ResourceList,
  Timeline,
  type TimelineEntry,
} from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';

import { ActionBadge } from './pages-actions.tsx';
import { StateBadge } from './pages-meetings.tsx';
import type { Item, Meeting, meetingAfter, Seat } from './queries-meetings.ts';
import type { ShareBack } from './queries-share-backs.ts';
import {
  leftNothingToDo,
  meetingState,
  replies,
  stepOf,
  steps,
  wasThere,
  type MeetingState,
} from './rules.ts';
import {
  attendanceWords,
  meetingStateWords,
  positionWords,
  purposeWords,
  say,
  stepWords,
  words as common,
} from './words.ja.ts';
import { words } from './words-meetings.ja.ts';
import { words as shareBackWords } from './words-share-backs.ja.ts';

export interface MeetingView {
  meeting: Meeting;
  items: readonly Item[];
  seats: readonly Seat[];
  after: Awaited<ReturnType<typeof meetingAfter>>;
  shareBacks: readonly ShareBack[];
  may_score: boolean;
  today: string;
  /** the form that was sent and is shown again: the calling off, or the reply for a seat of this number */
  sent: 'cancel' | number | null;
  form: FormState;
  /** the one share-back the actor's own people hold, if any */
  own: ShareBack | undefined;
}

/** One page that leads from before to after: where we are, what comes next, and what came of it. */
export function MeetingPage(props: MeetingView): Child {
  const { meeting, items, seats } = props;
  const state = meetingState(meeting);
  const done = state === 'published' || (meeting.may_manage && state === 'closed');
  return (
    <>
      <PageHeading
        kicker={<a href={`/forums/${meeting.forum_id}`}>{meeting.forum}</a>}
        title={meeting.title}
        badges={<StateBadge meeting={meeting} />}
        lead={say.when(meeting.held_on, meeting.starts_at, meeting.ends_at)}
      />
      {state === 'cancelled' ? (
        <NotificationBanner kind="info" title={meetingStateWords.cancelled}>
          <p>{words.page.cancelledBecause(meeting.cancel_reason ?? '')}</p>
        </NotificationBanner>
      ) : (
        <Steps meeting={meeting} state={state} />
      )}
      {state === 'cancelled' ? null : <Next {...props} state={state} />}
      {done &&
      items.length > 0 &&
      leftNothingToDo(items.map((item) => ({ actions: item.actions.length }))) ? (
        <NotificationBanner kind="warning" title={words.summary.nothingToDo}>
          <p>{words.summary.nothingToDoText}</p>
        </NotificationBanner>
      ) : null}
      <Replies {...props} state={state} />
      <Columns kind="main-aside">
        <Stack>
          {done ? <Outcome items={items} today={props.today} /> : null}
          {meeting.may_manage || items.length > 0 ? <AgendaSummary {...props} state={state} /> : null}
          {state === 'published' && meeting.may_manage ? <ShareBackSummary {...props} /> : null}
          <Card title={words.page.history}>
            <Timeline entries={history(props)} />
          </Card>
        </Stack>
        <Stack>
          <Card
            title={words.page.facts}
            actions={
              meeting.may_manage && state !== 'cancelled' && state !== 'published' ? (
                <LinkButton href={`/meetings/${meeting.id}/edit`} size="sm" icon="edit">
                  {words.page.edit}
                </LinkButton>
              ) : undefined
            }
          >
            <Facts meeting={meeting} />
          </Card>
          {seats.length > 0 || meeting.may_manage ? <Attendance seats={seats} state={state} /> : null}
          {meeting.invitation === '' ? null : (
            <Disclosure summary={words.page.invitation} open={!meeting.may_manage && state === 'invited'}>
              <Prose>
                <p class="pre-line">{meeting.invitation}</p>
              </Prose>
            </Disclosure>
          )}
          {meeting.may_manage && ['preparing', 'invited', 'opened'].includes(state) ? (
            <ConfirmForm
              label={words.page.cancel}
              question={words.page.cancelQuestion}
              action={`/meetings/${meeting.id}/cancel`}
              confirmLabel={words.page.cancelConfirm}
              danger
              open={props.sent === 'cancel'}
            >
              <TextField
                name="reason"
                label={words.page.cancelReason}
                error={props.sent === 'cancel' ? props.form.errors.reason : undefined}
                required
              />
            </ConfirmForm>
          ) : null}
        </Stack>
      </Columns>
    </>
  );
}

function Steps({ meeting, state }: { meeting: Meeting; state: MeetingState }): Child {
  const now = steps.indexOf(stepOf(state));
  // A step behind is a link only while its page is still there to work on, or to read.
  const hrefs = meeting.may_manage
    ? [
        state === 'opened' ? `/meetings/${meeting.id}/agenda` : undefined,
        state === 'closed' ? `/meetings/${meeting.id}/hold` : undefined,
        `/meetings/${meeting.id}/minutes`,
      ]
    : [];
  return (
    <StepNavigation
      steps={steps.map((step, at) => ({
        label: stepWords[step],
        state: at < now ? 'done' : at === now ? 'current' : 'todo',
        ...(at < now && hrefs[at] !== undefined ? { href: hrefs[at] } : {}),
      }))}
    />
  );
}

function Next(props: MeetingView & { state: MeetingState }): Child {
  const { meeting, items, shareBacks, state, today, after } = props;
  const go = (href: string, label: string) => (
    <LinkButton href={href} kind="primary" size="lg">
      {label}
    </LinkButton>
  );
  if (!meeting.may_manage) {
    if (state !== 'published') return null;
    return (
      <NextStep
        {...words.next.reading}
        action={go(
          props.own ? `/share-backs/${props.own.id}` : `/meetings/${meeting.id}/minutes`,
          props.own ? shareBackWords.mine.read : words.next.reading.action,
        )}
      />
    );
  }
  const start = (
    <Form action={`/meetings/${meeting.id}/open`} label={words.next.hold.action}>
      <Button size="lg">{words.next.hold.action}</Button>
    </Form>
  );
  if (state === 'preparing' && items.length === 0) {
    return (
      <NextStep
        {...words.next.agenda}
        action={go(`/meetings/${meeting.id}/agenda`, words.next.agenda.action)}
      />
    );
  }
  if ((state === 'preparing' || state === 'invited') && meeting.held_on <= today) {
    return <NextStep {...words.next.hold} action={start} />;
  }
  if (state === 'preparing') {
    return <NextStep {...words.next.invite} action={<Invite meeting={meeting} seats={props.seats} />} />;
  }
  if (state === 'invited') {
    const wait = words.next.wait(meeting.held_on);
    return <NextStep {...wait} action={go(`/meetings/${meeting.id}/agenda`, wait.action)} />;
  }
  if (state === 'opened') {
    return (
      <NextStep {...words.next.write} action={go(`/meetings/${meeting.id}/hold`, words.next.write.action)} />
    );
  }
  if (state === 'closed') {
    return (
      <NextStep
        {...words.next.publish}
        action={go(`/meetings/${meeting.id}/minutes`, words.next.publish.action)}
      />
    );
  }
  const left = shareBacks.filter((row) => row.confirmed_at === null);
  if (left.length > 0) {
    const share = words.next.share(left.length);
    const first = left.map((row) => row.due_on).toSorted()[0]!;
    return (
      <NextStep
        {...share}
        due={say.day(first)}
        {...(first < today ? { dueState: 'late' as const } : {})}
        action={go(`/share-backs?meeting=${meeting.id}`, share.action)}
      />
    );
  }
  return after ? (
    <NextStep {...words.next.seeNext} action={go(`/meetings/${after.id}`, words.next.seeNext.action)} />
  ) : (
    <NextStep
      {...words.next.done}
      action={go(`/meetings/new?forum=${meeting.forum_id}`, words.next.done.action)}
    />
  );
}

function Invite({ meeting, seats }: { meeting: Meeting; seats: readonly Seat[] }): Child {
  return (
    <ConfirmForm
      label={meeting.invited_at ? words.invite.again : words.invite.label}
      question={words.invite.question(seats.length)}
      action={`/meetings/${meeting.id}/invite`}
      confirmLabel={words.invite.confirm}
      kind={meeting.invited_at ? 'secondary' : 'primary'}
      size={meeting.invited_at ? 'md' : 'lg'}
    />
  );
}

/** For a member before the sitting: one short form for each seat that is theirs to answer for. */
function Replies({ meeting, seats, sent, form, state }: MeetingView & { state: MeetingState }): Child {
  if (meeting.may_manage || (state !== 'preparing' && state !== 'invited')) return null;
  const own = seats.filter((seat) => seat.may_reply);
  if (own.length === 0) return null;
  return (
    <NextStep {...words.next.member}>
      {own.map((seat) => (
        <Form
          action={`/meetings/${meeting.id}/reply/${seat.id}`}
          {...(sent === seat.id ? { errors: form.errors } : {})}
          label={words.reply.legend(say.holder(seat))}
        >
          <RadioGroup
            name="status"
            {...(sent === seat.id ? { error: form.errors.status } : { id: `f-status-${seat.id}` })}
            label={words.reply.legend(say.holder(seat))}
            value={seat.status}
            required
            inline
            options={replies.map((status) => ({ value: status, label: words.reply[status] }))}
          />
          <TextField
            name="proxy_name"
            id={`f-proxy-${seat.id}`}
            label={seat.person_id === null ? words.reply.came : words.reply.proxy_name}
            help={seat.person_id === null ? words.reply.cameHelp : words.reply.proxyHelp}
            value={seat.proxy_name}
            width="m"
          />
          <ButtonRow>
            <Button>{words.reply.send}</Button>
          </ButtonRow>
        </Form>
      ))}
    </NextStep>
  );
}

function Facts({ meeting }: { meeting: Meeting }): Child {
  const online = meeting.online_url !== null;
  const gaps = [
    ...(meeting.online_entry === '' ? [words.page.gapEntry] : []),
    ...(meeting.online_privacy === '' ? [words.page.gapPrivacy] : []),
    ...(meeting.online_tested_on === null ? [words.page.gapTest] : []),
  ];
  return (
    <>
      <DescriptionList
        layout="stack"
        items={[
          { term: words.page.forum, description: meeting.forum },
          { term: words.page.number, description: say.numberOfYear(meeting.fiscal_year, meeting.number) },
          {
            term: words.page.when,
            description: say.when(meeting.held_on, meeting.starts_at, meeting.ends_at),
          },
          { term: words.page.place, description: meeting.place },
          online
            ? {
                term: words.page.online,
                description: (
                  <UtilityLink href={meeting.online_url!} external>
                    {words.page.onlineLink}
                  </UtilityLink>
                ),
              }
            : null,
          online ? { term: words.page.entry, description: meeting.online_entry } : null,
          online ? { term: words.page.privacy, description: meeting.online_privacy } : null,
          online
            ? {
                term: words.page.tested,
                description:
                  meeting.online_tested_on === null
                    ? words.page.testedNot
                    : say.day(meeting.online_tested_on),
              }
            : null,
        ]}
      />
      {online && gaps.length > 0 && meeting.may_manage && meeting.opened_at === null ? (
        <NotificationBanner kind="warning" title={words.page.onlineGaps} level={3}>
          <p>{words.page.onlineGapsText(gaps)}</p>
        </NotificationBanner>
      ) : null}
    </>
  );
}

function Attendance({ seats, state }: { seats: readonly Seat[]; state: MeetingState }): Child {
  const there = seats.filter((seat) => wasThere(seat.status)).length;
  const count = (status: Seat['status']) => seats.filter((seat) => seat.status === status).length;
  const over = state === 'closed' || state === 'published';
  return (
    <Card
      title={words.attendance.title}
      lead={
        seats.length === 0
          ? words.attendance.none
          : over
            ? words.attendance.summary(there, seats.length)
            : words.attendance.expected(count('planned'), count('absent'), count('unknown'))
      }
    >
      <DataTable
        caption={words.attendance.caption}
        captionHidden
        dense
        rows={seats}
        empty={<p>{words.attendance.none}</p>}
        columns={[
          {
            key: 'who',
            label: words.attendance.who,
            rowHeader: true,
            cell: (seat) => (
              <>
                {say.holder(seat)}
                {seat.position === null || seat.position === 'member'
                  ? null
                  : words.attendance.as(positionWords[seat.position])}
              </>
            ),
          },
          {
            key: 'status',
            label: words.attendance.status,
            cell: (seat) => (
              <>
                {attendanceWords[seat.status]}
                {seat.proxy_name === null ? null : (
                  <> {words.attendance[seat.person_id === null ? 'came' : 'proxy'](seat.proxy_name)}</>
                )}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function AgendaSummary(props: MeetingView & { state: MeetingState }): Child {
  const { meeting, items, state } = props;
  const open = ['preparing', 'invited', 'opened'].includes(state);
  return (
    <Section
      title={words.agenda.title}
      actions={
        <ButtonRow>
          {meeting.may_manage && open ? (
            <LinkButton href={`/meetings/${meeting.id}/agenda`} size="sm" icon="edit">
              {words.agenda.build}
            </LinkButton>
          ) : null}
          {meeting.may_manage && state === 'invited' ? (
            <Invite meeting={meeting} seats={props.seats} />
          ) : null}
          <UtilityLink href={`/meetings/${meeting.id}/agenda.pdf`} icon="print">
            {words.agenda.pdf}
          </UtilityLink>
          <UtilityLink href={`/meetings/${meeting.id}/agenda.docx`} icon="download">
            {words.agenda.docx}
          </UtilityLink>
          {props.may_score && (state === 'closed' || state === 'published') ? (
            <UtilityLink href={`/quality/minutes/${meeting.id}`} icon="check">
              {words.page.quality}
            </UtilityLink>
          ) : null}
        </ButtonRow>
      }
    >
      <Card flush>
        <ResourceList
          label={words.agenda.title}
          items={items.map((item, at) => ({
            title: words.agenda.numbered(at + 1, item.title),
            ...(item.issue_id === null || item.issue === null ? {} : { href: `/issues/${item.issue_id}` }),
            meta: [
              purposeWords[item.purpose],
              ...(item.minutes_planned === null ? [] : [say.minutes(item.minutes_planned)]),
            ].map((text) => <span>{text}</span>),
            text: item.material === '' ? undefined : item.material,
            badge:
              item.action_item_id === null ? undefined : (
                <StatusBadge kind="info">{words.agenda.carried}</StatusBadge>
              ),
          }))}
        />
        {items.length === 0 ? <EmptyState title={words.agenda.emptyMember} icon="note" /> : null}
      </Card>
    </Section>
  );
}

/** What was decided, who takes which part, who does what by when: with the minutes, item by item. */
export function Outcome({ items, today }: { items: readonly Item[]; today: string }): Child {
  const decisions = items.flatMap((item) => item.decisions.map((decision) => ({ item, decision })));
  const roles = items.flatMap((item) => item.roles);
  const actions = items.flatMap((item) => item.actions);
  return (
    <>
      <Section title={words.summary.decisions}>
        {decisions.length === 0 ? (
          <p>{common.none}</p>
        ) : (
          <Card flush>
            <ResourceList
              items={decisions.map(({ item, decision }) => ({
                title: decision.body,
                meta: item.title,
                icon: 'check' as const,
              }))}
            />
          </Card>
        )}
        {items.some((item) => item.no_decision_reason !== null) ? (
          <Card tone="quiet">
            <DescriptionList
              layout="stack"
              items={items
                .filter((item) => item.no_decision_reason !== null)
                .map((item) => ({
                  term: item.title,
                  description: words.summary[item.passed_over ? 'passedOver' : 'noDecision'](
                    item.no_decision_reason ?? '',
                  ),
                }))}
            />
          </Card>
        ) : null}
      </Section>
      {roles.length === 0 ? null : (
        <Section title={words.summary.roles}>
          <Card>
            <DescriptionList
              items={roles.map((role) => ({ term: role.organisation, description: role.part }))}
            />
          </Card>
        </Section>
      )}
      <Section title={words.summary.actions}>
        {actions.length === 0 ? (
          <p>{common.none}</p>
        ) : (
          <Card flush>
            <ResourceList
              items={actions.map((action) => ({
                title: action.what,
                href: `/actions/${action.id}`,
                meta: say.holder(action),
                badge: <ActionBadge action={action} today={today} />,
                due: say.monthDay(action.due_on),
              }))}
            />
          </Card>
        )}
      </Section>
    </>
  );
}

function ShareBackSummary({ meeting, shareBacks, today }: MeetingView): Child {
  const left = shareBacks.filter((row) => row.confirmed_at === null);
  const questions = shareBacks.filter((row) => row.question !== null);
  const remindable = left.filter((row) => row.reminded_on === null || row.reminded_on < today);
  return (
    <Section title={shareBackWords.onMeeting.title} id="share-backs">
      <Columns kind="main-aside">
        <Card flush>
          {left.length === 0 ? (
            <EmptyState title={shareBackWords.onMeeting.everybody} icon="check" />
          ) : (
            <ResourceList
              label={shareBackWords.onMeeting.waiting}
              items={left.map((row) => ({
                title: row.who,
                href: `/share-backs/${row.id}`,
                badge: row.was_absent ? (
                  <StatusBadge kind="warning">{shareBackWords.list.absent}</StatusBadge>
                ) : undefined,
                meta:
                  row.reminded_on === null ? undefined : shareBackWords.onMeeting.remindedOn(row.reminded_on),
                due: say.monthDay(row.due_on),
                ...(row.due_on < today ? { dueState: 'late' as const } : {}),
              }))}
            />
          )}
        </Card>
        <Stack>
          <ProgressRing
            label={shareBackWords.onMeeting.rate}
            done={shareBacks.length - left.length}
            all={shareBacks.length}
            unit={shareBackWords.onMeeting.unit}
          />
          {left.length === 0 ? null : remindable.length === 0 ? (
            <Button kind="secondary" disabledReason={shareBackWords.onMeeting.remindedToday}>
              {shareBackWords.onMeeting.remind}
            </Button>
          ) : (
            <ConfirmForm
              label={shareBackWords.onMeeting.remind}
              question={shareBackWords.onMeeting.remindQuestion(remindable.length)}
              action={`/meetings/${meeting.id}/share-backs/remind`}
              confirmLabel={shareBackWords.onMeeting.remindConfirm}
              icon="bell"
            />
          )}
          <UtilityLink href={`/share-backs?meeting=${meeting.id}`} icon="next">
            {shareBackWords.onMeeting.all}
          </UtilityLink>
        </Stack>
      </Columns>
      {questions.length === 0 ? null : (
        <Card title={shareBackWords.onMeeting.questions} level={3} flush>
          <ResourceList
            items={questions.map((row) => ({
              title: row.question ?? '',
              href: `/share-backs/${row.id}`,
              meta: row.who,
              text: row.answer ?? undefined,
              badge:
                row.answer === null ? (
                  <StatusBadge kind="warning">{shareBackWords.list.questionOpen}</StatusBadge>
                ) : (
                  <StatusBadge kind="success">{shareBackWords.list.questionAnswered}</StatusBadge>
                ),
            }))}
          />
        </Card>
      )}
    </Section>
  );
}

function history({ meeting, shareBacks }: MeetingView): TimelineEntry[] {
  const facts: [Date | null, string][] = [
    [meeting.created_at, words.timeline.created],
    [meeting.invited_at, words.timeline.invited],
    [meeting.opened_at, words.timeline.opened],
    [meeting.closed_at, words.timeline.closed],
    [meeting.minutes_published_at, words.timeline.published(meeting.publisher ?? '')],
    [meeting.cancelled_at, words.timeline.cancelled],
  ];
  const entries: TimelineEntry[] = facts.flatMap(([at, text]) =>
    at === null ? [] : [{ when: say.moment(at), datetime: at.toISOString(), text }],
  );
  const confirmed = shareBacks.filter((row) => row.confirmed_at !== null);
  const last = confirmed.map((row) => row.confirmed_at!).toSorted((a, b) => b.getTime() - a.getTime())[0];
  if (last && meeting.may_manage) {
    entries.push({
      when: say.moment(last),
      datetime: last.toISOString(),
      text: words.timeline.confirmed(confirmed.length, shareBacks.length),
    });
  }
  return entries.toReversed();
}
