import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { BarChart } from '../../platform/ui/charts.tsx';
import { EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { DateField, NumberField, RadioGroup, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Section } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { ActionBadge } from './pages-actions.tsx';
import { Exports } from './pages-meetings.tsx';
import type { MeetingAction, MeetingDecision } from './queries-meetings.ts';
import type { ConfirmationRate, ShareBack, ShareBackFilter, shareBackList } from './queries-share-backs.ts';
import { shareBackState, ways, type ShareBackState } from './rules.ts';
import { say, shareBackStateWords, wayWords, words as common } from './words.ja.ts';
import { words } from './words-share-backs.ja.ts';

const stateKind: Record<ShareBackState, Kind> = { waiting: 'warning', late: 'error', confirmed: 'success' };

function ShareBackBadge({
  row,
  today,
}: {
  row: { due_on: string; confirmed_at: Date | null };
  today: string;
}): Child {
  const state = shareBackState(row, today);
  return <StatusBadge kind={stateKind[state]}>{shareBackStateWords[state]}</StatusBadge>;
}

type Line = Awaited<ReturnType<typeof shareBackList>>['rows'][number];

export function ShareBackList(props: {
  list: { rows: Line[]; total: number };
  filter: ShareBackFilter;
  rates: readonly ConfirmationRate[];
  forums: readonly { id: number; name: string }[];
  paging: Paging;
  href: (page: number) => string;
  removeHref: (name: string) => string;
  exportHref: (format: string) => string;
  savedViews: Child;
  today: string;
}): Child {
  const { list, filter, today } = props;
  const forum = props.forums.find((one) => one.id === filter.forum_id);
  const meeting = filter.meeting_id === null ? undefined : list.rows[0]?.meeting;
  const stateLabel = (state: NonNullable<ShareBackFilter['state']>) =>
    state === 'question' ? words.list.onlyQuestions : shareBackStateWords[state];
  const active = [
    ...(forum ? [{ label: forum.name, removeHref: props.removeHref('forum') }] : []),
    ...(filter.meeting_id === null
      ? []
      : [{ label: meeting ?? words.list.meeting, removeHref: props.removeHref('meeting') }]),
    ...(filter.state ? [{ label: stateLabel(filter.state), removeHref: props.removeHref('state') }] : []),
  ];
  return (
    <>
      <PageHeading title={words.list.title} lead={words.list.lead} />
      {props.rates.length === 0 ? null : (
        <Card title={words.list.rate}>
          <BarChart
            caption={words.list.rate}
            captionHidden
            note={words.list.rateNote}
            unit="%"
            max={100}
            items={props.rates.map((rate) => ({
              label: words.list.rateOf(rate.held_on, rate.forum),
              value: Math.round((rate.confirmed / rate.all) * 100),
              href: `/share-backs?meeting=${rate.meeting_id}`,
            }))}
          />
        </Card>
      )}
      <FilterBar
        action="/share-backs"
        active={active}
        clearHref="/share-backs"
        hidden={filter.meeting_id === null ? {} : { meeting: String(filter.meeting_id) }}
      >
        <Select
          name="forum"
          label={common.filter.forum}
          value={filter.forum_id === null ? null : String(filter.forum_id)}
          empty={common.all}
          options={props.forums.map((one) => ({ value: String(one.id), label: one.name }))}
          width="m"
        />
        <Select
          name="state"
          label={common.filter.state}
          value={filter.state}
          empty={common.all}
          options={(['waiting', 'late', 'confirmed', 'question'] as const).map((state) => ({
            value: state,
            label: stateLabel(state),
          }))}
          width="m"
        />
      </FilterBar>
      {props.savedViews}
      <Card flush>
        <DataTable
          caption={words.list.caption}
          captionHidden
          stack
          rows={list.rows}
          empty={
            <EmptyState
              title={active.length > 0 ? words.list.emptyFiltered : words.list.empty}
              text={active.length > 0 ? common.fewerConditions : words.list.emptyText}
              icon="check"
            />
          }
          columns={[
            {
              key: 'who',
              label: words.list.who,
              rowHeader: true,
              cell: (row) => <a href={`/share-backs/${row.id}`}>{row.who}</a>,
            },
            {
              key: 'meeting',
              label: words.list.meeting,
              cell: (row) => <a href={`/meetings/${row.meeting_id}`}>{row.meeting}</a>,
            },
            {
              key: 'state',
              label: words.list.state,
              cell: (row) => (
                <>
                  <ShareBackBadge row={row} today={today} />
                  {row.was_absent ? <StatusBadge kind="warning">{words.list.absent}</StatusBadge> : null}
                </>
              ),
            },
            { key: 'due_on', label: words.list.due, nowrap: true, cell: (row) => say.monthDay(row.due_on) },
            {
              key: 'shared_on',
              label: words.list.shared,
              cell: (row) =>
                row.shared_on === null
                  ? common.columns.notYet
                  : say.join([say.monthDay(row.shared_on), wayWords[row.way!]]),
            },
            {
              key: 'staff_count',
              label: words.list.staff,
              align: 'end',
              cell: (row) =>
                row.staff_count === null
                  ? common.columns.notYet
                  : say.count(row.staff_count, common.units.people),
            },
            {
              key: 'question',
              label: words.list.question,
              cell: (row) =>
                row.question === null
                  ? common.none
                  : row.answer === null
                    ? words.list.questionOpen
                    : words.list.questionAnswered,
            },
          ]}
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

export function OwnShareBacks(props: { rows: readonly Line[]; today: string; as_facility: boolean }): Child {
  const waiting = props.rows.filter((row) => row.confirmed_at === null);
  const done = props.rows.filter((row) => row.confirmed_at !== null);
  const items = (rows: readonly Line[]) =>
    rows.map((row) => ({
      title: row.meeting,
      href: `/share-backs/${row.id}`,
      meta: [row.who, say.day(row.held_on)].map((text) => <span>{text}</span>),
      badge: <ShareBackBadge row={row} today={props.today} />,
      ...(row.confirmed_at === null
        ? {
            due: say.monthDay(row.due_on),
            ...(row.due_on < props.today ? { dueState: 'late' as const } : {}),
          }
        : {}),
    }));
  return (
    <>
      <PageHeading
        title={props.as_facility ? words.mine.title : words.mine.titleOrganisation}
        lead={words.mine.lead}
      />
      <Section title={words.mine.waiting}>
        <Card flush>
          {waiting.length === 0 ? (
            <EmptyState title={words.mine.empty} text={words.mine.emptyText} icon="check" />
          ) : (
            <ResourceList items={items(waiting)} />
          )}
        </Card>
      </Section>
      {done.length === 0 ? null : (
        <Section title={words.mine.done}>
          <Card flush>
            <ResourceList items={items(done)} />
          </Card>
        </Section>
      )}
    </>
  );
}

/** Which of the page's forms was sent, so that only that one shows what was wrong. */
export type Sent = 'confirm' | 'ask' | 'answer';

/** What a meeting said, for those who tell it on; and their confirmation, question and answer. */
export function ShareBackPage(props: {
  row: ShareBack;
  decisions: readonly MeetingDecision[];
  actions: readonly MeetingAction[];
  sent: Sent | null;
  state: FormState;
  today: string;
}): Child {
  const { row, today, sent } = props;
  const own = (form: Sent): FormState => (sent === form ? props.state : { values: {}, errors: {} });
  const late = row.confirmed_at === null && row.due_on < today;
  return (
    <>
      <PageHeading
        kicker={words.page.kicker}
        title={words.page.title(row.meeting)}
        badges={<ShareBackBadge row={row} today={today} />}
        lead={row.who}
      />
      {row.was_absent ? <NotificationBanner kind="info" title={words.page.absent} /> : null}
      <Card title={words.page.message} tone="info">
        <Prose>
          <p class="pre-line">{row.message === '' ? words.page.noMessage : row.message}</p>
        </Prose>
        {row.minutes_published_at === null ? (
          <p>{words.page.withdrawn}</p>
        ) : (
          <ButtonRow>
            <LinkButton href={`/meetings/${row.meeting_id}/minutes`} icon="note">
              {words.page.minutes}
            </LinkButton>
          </ButtonRow>
        )}
      </Card>
      <Section title={words.page.decisions}>
        {props.decisions.length === 0 ? (
          <p>{words.page.noDecisions}</p>
        ) : (
          <Card flush>
            <ResourceList
              items={props.decisions.map((decision) => ({ title: decision.body, icon: 'check' as const }))}
            />
          </Card>
        )}
      </Section>
      <Section title={words.page.actions}>
        {props.actions.length === 0 ? (
          <p>{words.page.noActions}</p>
        ) : (
          <Card flush>
            <ResourceList
              items={props.actions.map((action) => ({
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
      {row.confirmed_at !== null ? (
        <Confirmed row={row} />
      ) : (
        <NextStep
          title={row.may_confirm ? words.page.confirmTitle : words.page.waitingTitle}
          text={row.may_confirm ? words.page.confirmText : words.page.waitingText(row.who)}
          due={say.day(row.due_on)}
          {...(late ? { dueState: 'late' as const } : {})}
        >
          {row.may_confirm ? <ConfirmShareForm row={row} state={own('confirm')} today={today} /> : null}
        </NextStep>
      )}
      <Question row={row} ask={own('ask')} answer={own('answer')} />
      <Card>
        <DescriptionList
          items={[
            {
              term: words.page.who,
              description:
                row.facility === null ? row.organisation : say.join([row.facility, row.organisation]),
            },
            {
              term: words.page.meeting,
              description: <a href={`/meetings/${row.meeting_id}`}>{row.meeting}</a>,
            },
            { term: words.page.due, description: say.day(row.due_on) },
          ]}
        />
      </Card>
    </>
  );
}

function Confirmed({ row }: { row: ShareBack }): Child {
  return (
    <Card title={words.page.confirmedTitle} tone="success">
      <p>{words.page.confirmedText(row.shared_on!, wayWords[row.way!], row.staff_count)}</p>
      <DescriptionList
        items={[
          { term: words.page.confirmedBy, description: row.confirmer },
          row.reaction === null ? null : { term: words.page.reaction, description: row.reaction },
        ]}
      />
    </Card>
  );
}

function ConfirmShareForm({ row, state, today }: { row: ShareBack; state: FormState; today: string }): Child {
  const field = fields({ shared_on: today, ...state.values }, state.errors);
  return (
    <Form action={`/share-backs/${row.id}`} errors={state.errors}>
      <DateField {...field.date('shared_on')} label={words.page.shared_on} required />
      <RadioGroup
        {...field('way')}
        label={words.page.way}
        required
        options={ways.map((way) => ({ value: way, label: wayWords[way] }))}
      />
      <NumberField
        {...field('staff_count')}
        label={words.page.staff_count}
        unit={words.page.people}
        required={false}
      />
      <TextArea
        {...field('reaction')}
        label={words.page.reaction}
        help={words.page.reactionHelp}
        rows={3}
        required={false}
      />
      {row.question === null ? (
        <TextArea {...field('question')} label={words.page.question} rows={2} required={false} />
      ) : null}
      <ButtonRow>
        <Button size="lg">{words.page.confirm}</Button>
      </ButtonRow>
    </Form>
  );
}

function Question({ row, ask, answer }: { row: ShareBack; ask: FormState; answer: FormState }): Child {
  if (row.question === null) {
    if (!row.may_confirm || row.confirmed_at === null) return null;
    const field = fields(ask.values, ask.errors);
    return (
      <Card title={words.page.askTitle}>
        <Form action={`/share-backs/${row.id}/question`} errors={ask.errors}>
          <TextArea {...field('question')} label={words.page.question} rows={3} />
          <ButtonRow>
            <Button kind="secondary">{words.page.ask}</Button>
          </ButtonRow>
        </Form>
      </Card>
    );
  }
  const field = fields(answer.values, answer.errors);
  return (
    <Card title={words.page.question}>
      <Prose>
        <p class="pre-line">{row.question}</p>
      </Prose>
      {row.answer !== null ? (
        <>
          <p>
            {words.page.answeredBy(
              row.answerer ?? '',
              row.answered_at === null ? '' : say.moment(row.answered_at),
            )}
          </p>
          <Prose>
            <p class="pre-line">{row.answer}</p>
          </Prose>
        </>
      ) : row.may_manage ? (
        <Form action={`/share-backs/${row.id}/answer`} errors={answer.errors} label={words.page.answerTitle}>
          <TextArea {...field('answer')} label={words.page.answer} rows={3} required />
          <ButtonRow>
            <Button kind="secondary">{words.page.answerSend}</Button>
          </ButtonRow>
        </Form>
      ) : (
        <p>{words.page.noAnswer}</p>
      )}
    </Card>
  );
}
