import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { daysBetween } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { Exports } from './pages-meetings.tsx';
import type { Action, ActionFilter, ActionLine, carriedTo, notesOf, Scope } from './queries-actions.ts';
import { actionState, actionStates, type ActionState } from './rules.ts';
import { actionStateWords, say, words as common } from './words.ja.ts';
import { words } from './words-actions.ja.ts';

const stateKind: Record<ActionState, Kind> = {
  overdue: 'error',
  week: 'warning',
  later: 'info',
  done: 'success',
  cancelled: 'neutral',
};

export function ActionBadge(props: {
  action: { due_on: string; done_on: string | null; cancelled_at: Date | null };
  today: string;
}): Child {
  const state = actionState(props.action, props.today);
  return <StatusBadge kind={stateKind[state]}>{actionStateWords[state]}</StatusBadge>;
}

/** How far the date is, in words; nothing once it is over. */
const nearness = (
  action: { due_on: string; done_on: string | null; cancelled_at: Date | null },
  today: string,
) => {
  if (action.done_on !== null || action.cancelled_at !== null) return null;
  const days = daysBetween(today, action.due_on);
  return days < 0 ? say.overdue(-days) : days <= 7 ? say.dueIn(days) : null;
};

export function ActionList(props: {
  list: { rows: ActionLine[]; total: number };
  filter: ActionFilter;
  forums: readonly { id: number; name: string }[];
  organisations: Offer;
  /** the conditions stay open: an organisation is being looked for */
  looking: boolean;
  tabs: readonly Scope[];
  paging: Paging;
  tabHref: (scope: Scope) => string;
  href: (page: number) => string;
  removeHref: (name: string) => string;
  exportHref: (format: string) => string;
  savedViews: Child;
  today: string;
}): Child {
  const { list, filter, today } = props;
  const forum = props.forums.find((one) => one.id === filter.forum_id);
  const organisation = (props.organisations.all ?? props.organisations.chosen).find(
    ({ value }) => value === String(filter.organisation_id),
  );
  const active = [
    ...(filter.state === null
      ? []
      : [
          {
            label: filter.state === 'any' ? common.all : actionStateWords[filter.state],
            removeHref: props.removeHref('state'),
          },
        ]),
    ...(forum ? [{ label: forum.name, removeHref: props.removeHref('forum') }] : []),
    ...(organisation ? [{ label: organisation.label, removeHref: props.removeHref('organisation') }] : []),
    ...(filter.words ? [{ label: filter.words, removeHref: props.removeHref('q') }] : []),
  ];
  return (
    <>
      <PageHeading title={words.list.title} lead={words.list.lead} />
      <Tabs
        label={words.list.tabs}
        items={props.tabs.map((scope) => ({
          label: { mine: words.list.mine, organisation: words.list.organisation, all: words.list.everything }[
            scope
          ],
          href: props.tabHref(scope),
          current: scope === filter.scope,
        }))}
      />
      <FilterBar
        action="/actions"
        active={active}
        clearHref={`/actions?scope=${filter.scope}`}
        hidden={{ scope: filter.scope }}
        open={props.looking}
      >
        <TextField name="q" label={common.filter.text} value={filter.words} width="m" />
        <Select
          name="state"
          label={common.filter.state}
          value={filter.state}
          empty={words.list.open}
          options={[
            ...actionStates.map((state) => ({ value: state as string, label: actionStateWords[state] })),
            { value: 'any', label: common.all },
          ]}
          width="m"
        />
        <Select
          name="forum"
          label={common.filter.forum}
          value={filter.forum_id === null ? null : String(filter.forum_id)}
          empty={common.all}
          options={props.forums.map((one) => ({ value: String(one.id), label: one.name }))}
          width="m"
        />
        <FindOne
          name="organisation"
          label={common.filter.organisation}
          value={filter.organisation_id === null ? null : String(filter.organisation_id)}
          empty={common.all}
          offer={props.organisations}
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
              key: 'due_on',
              label: words.list.due,
              nowrap: true,
              cell: (row) => (
                <>
                  {say.day(row.due_on)}
                  <br />
                  {nearness(row, today)}
                </>
              ),
            },
            {
              key: 'what',
              label: words.list.what,
              rowHeader: true,
              cell: (row) => <a href={`/actions/${row.id}`}>{row.what}</a>,
            },
            { key: 'owner', label: words.list.owner, cell: (row) => say.holder(row) },
            {
              key: 'meeting',
              label: words.list.from,
              cell: (row) =>
                row.meeting === null ? (
                  (row.forum ?? common.none)
                ) : (
                  <a href={`/meetings/${row.meeting_id}`}>{row.meeting}</a>
                ),
            },
            {
              key: 'state',
              label: words.list.state,
              cell: (row) => (
                <>
                  <ActionBadge action={row} today={today} />
                  {row.carried_times > 0 ? <> {words.list.carriedTimes(row.carried_times)}</> : null}
                  {row.due_on !== row.first_due_on ? <> {words.list.moved}</> : null}
                </>
              ),
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

/** Which of the page's forms was sent, so that only that one shows what was wrong. */
export type Sent = 'answer' | 'note' | 'move' | 'cancel';

export function ActionPage(props: {
  action: Action;
  notes: Awaited<ReturnType<typeof notesOf>>;
  carried: Awaited<ReturnType<typeof carriedTo>>;
  sent: Sent | null;
  state: FormState;
  today: string;
}): Child {
  const { action, today, sent } = props;
  const open = action.done_on === null && action.cancelled_at === null;
  const own = (form: Sent): FormState => (sent === form ? props.state : { values: {}, errors: {} });
  const late = open && action.due_on < today;
  return (
    <>
      <PageHeading
        kicker={words.page.kicker}
        title={action.what}
        badges={<ActionBadge action={action} today={today} />}
        lead={nearness(action, today) ?? undefined}
      />
      {open ? (
        <NextStep
          title={action.may_answer ? words.page.answerTitle : words.page.waitingTitle}
          text={action.may_answer ? words.page.answerText : words.page.waitingText(say.holder(action))}
          holder={say.holder(action)}
          due={say.day(action.due_on)}
          {...(late ? { dueState: 'late' as const } : {})}
        >
          {action.may_answer ? <AnswerForm action={action} state={own('answer')} today={today} /> : null}
        </NextStep>
      ) : (
        <NextStep
          title={action.done_on === null ? words.page.cancelledTitle : words.page.doneTitle}
          text={action.done_on === null ? (action.cancel_reason ?? '') : (action.outcome ?? '')}
        />
      )}
      <Card title={words.page.facts}>
        <DescriptionList
          items={[
            {
              term: words.page.owner,
              description: say.join([
                action.organisation,
                ...[action.facility, action.person].filter((one) => one !== null),
              ]),
            },
            { term: words.page.due, description: say.day(action.due_on) },
            action.first_due_on === action.due_on
              ? null
              : { term: words.page.firstDue, description: say.day(action.first_due_on) },
            action.meeting === null
              ? null
              : {
                  term: words.page.from,
                  description: <a href={`/meetings/${action.meeting_id}`}>{action.meeting}</a>,
                },
            action.issue === null
              ? null
              : {
                  term: words.page.issue,
                  description: <a href={`/issues/${action.issue_id}`}>{action.issue}</a>,
                },
          ]}
        />
      </Card>
      {open && action.may_answer ? <Further action={action} own={own} /> : null}
      {action.done_on !== null && action.may_answer ? (
        <ConfirmForm
          label={words.page.reopen}
          question={words.page.reopenQuestion}
          action={`/actions/${action.id}/reopen`}
          confirmLabel={words.page.reopenConfirm}
        />
      ) : null}
      <Card title={words.page.history}>
        <Timeline entries={history(props)} />
      </Card>
    </>
  );
}

function AnswerForm({ action, state, today }: { action: Action; state: FormState; today: string }): Child {
  const field = fields({ done_on: today, ...state.values }, state.errors);
  return (
    <Form action={`/actions/${action.id}/answer`} errors={state.errors}>
      <DateField {...field.date('done_on')} label={words.page.done_on} required />
      <TextArea
        {...field('outcome')}
        label={words.page.outcome}
        help={words.page.outcomeHelp}
        required
        rows={4}
      />
      <ButtonRow>
        <Button size="lg">{words.page.answer}</Button>
      </ButtonRow>
    </Form>
  );
}

function Further({ action, own }: { action: Action; own: (form: Sent) => FormState }): Child {
  const note = own('note');
  const move = own('move');
  const cancel = own('cancel');
  const wrong = (state: FormState) => Object.keys(state.errors).length > 0;
  const noteField = fields(note.values, note.errors);
  const moveField = fields(move.values, move.errors);
  return (
    <Card>
      <Disclosure summary={words.page.note} open={wrong(note)}>
        <Form action={`/actions/${action.id}/note`} errors={note.errors}>
          <TextArea {...noteField('body')} label={words.page.noteBody} rows={3} />
          <ButtonRow>
            <Button kind="secondary">{words.page.noteSave}</Button>
          </ButtonRow>
        </Form>
      </Disclosure>
      <Disclosure summary={words.page.move} open={wrong(move)}>
        <Form action={`/actions/${action.id}/move`} errors={move.errors}>
          <DateField
            {...moveField.date('due_on')}
            label={words.page.due_on}
            help={words.page.moveHelp}
            required
          />
          <TextField {...moveField('move_reason')} label={words.page.moveReason} required />
          <ButtonRow>
            <Button kind="secondary">{words.page.moveSave}</Button>
          </ButtonRow>
        </Form>
      </Disclosure>
      {action.may_manage ? (
        <ConfirmForm
          label={words.page.cancel}
          question={words.page.cancelQuestion}
          action={`/actions/${action.id}/cancel`}
          confirmLabel={words.page.cancelConfirm}
          kind="tertiary"
          danger
          open={wrong(cancel)}
        >
          <TextField
            {...fields(cancel.values, cancel.errors)('reason')}
            label={words.page.cancelReason}
            required
          />
        </ConfirmForm>
      ) : null}
    </Card>
  );
}

function history(props: {
  action: Action;
  notes: Awaited<ReturnType<typeof notesOf>>;
  carried: Awaited<ReturnType<typeof carriedTo>>;
}): TimelineEntry[] {
  const { action } = props;
  const entries: { at: number; entry: TimelineEntry }[] = [];
  const add = (at: Date, entry: Omit<TimelineEntry, 'when'> & { when?: string }) =>
    entries.push({ at: at.getTime(), entry: { when: say.moment(at), ...entry } });
  add(action.created_at, { text: words.page.created, actor: action.creator ?? undefined });
  for (const meeting of props.carried) {
    add(meeting.created_at, {
      text: <a href={`/meetings/${meeting.id}`}>{words.page.carriedTo(meeting.title)}</a>,
    });
  }
  for (const note of props.notes) {
    add(note.written_at, {
      actor: note.person ?? undefined,
      text: note.moved_due_to === null ? note.body : words.page.movedTo(note.moved_due_to),
      detail: note.moved_due_to === null ? undefined : note.body,
      kind: note.moved_due_to === null ? 'done' : 'warning',
    });
  }
  if (action.cancelled_at)
    add(action.cancelled_at, { text: words.page.cancelledBecause(action.cancel_reason ?? '') });
  const lines = entries.toSorted((a, b) => b.at - a.at).map(({ entry }) => entry);
  if (action.done_on !== null) {
    lines.unshift({
      when: say.day(action.done_on),
      datetime: action.done_on,
      text: words.page.doneBy(action.outcome ?? ''),
      actor: action.doer ?? undefined,
    });
  }
  return lines;
}
