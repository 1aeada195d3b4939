import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { NumberField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { IssueOption } from '../issues/queries.ts';
import type { Item, Meeting, undoneNotOn } from './queries-meetings.ts';
import { purposes, type Purpose } from './rules.ts';
import { actionStateWords, purposeWords, say, words as common } from './words.ja.ts';
import { words } from './words-meetings.ja.ts';

const purposeOptions = purposes.map((purpose) => ({ value: purpose, label: purposeWords[purpose] }));

/** The purpose a planned issue most likely has here: its furthest planned stage not above a decision. */
function likelyPurpose(issue: IssueOption): Purpose {
  const wanted = { grasped: 'share', reopened: 'share', shared: 'discuss', discussed: 'decide' } as const;
  const next = issue.state in wanted ? wanted[issue.state as keyof typeof wanted] : 'review';
  return issue.planned.length === 0 || issue.planned.includes(next) ? next : issue.planned.at(-1)!;
}

export function AgendaPage(props: {
  meeting: Meeting;
  items: readonly Item[];
  issues: readonly IssueOption[];
  undone: Awaited<ReturnType<typeof undoneNotOn>>;
  /** the free item's form, shown again with what was typed */
  state: FormState;
}): Child {
  const { meeting, items } = props;
  const field = fields(props.state.values, props.state.errors);
  const base = `/meetings/${meeting.id}/agenda`;
  const total = items.reduce((sum, item) => sum + (item.minutes_planned ?? 0), 0);
  const length = minutesBetween(meeting.starts_at, meeting.ends_at);
  const on = new Set(items.filter((item) => item.action_item_id === null).map((item) => item.issue_id));
  const free = props.issues.filter((issue) => !on.has(issue.id));
  const planned = free.filter((issue) => issue.planned.length > 0);
  const stuck = free.filter((issue) => issue.planned.length === 0 && issue.stuck.length > 0);
  const others = free.filter((issue) => issue.planned.length === 0 && issue.stuck.length === 0);
  return (
    <>
      <PageHeading
        kicker={<a href={`/meetings/${meeting.id}`}>{meeting.title}</a>}
        title={words.agenda.pageTitle}
        lead={words.agenda.lead(meeting.forum)}
        actions={
          <ButtonRow>
            <UtilityLink href={`${base}.pdf`} icon="print">
              {words.agenda.pdf}
            </UtilityLink>
            <UtilityLink href={`${base}.docx`} icon="download">
              {words.agenda.docx}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <Columns kind="halves">
        <Stack>
          <Section
            id="current"
            title={words.agenda.current}
            lead={total > 0 ? words.agenda.total(total) : undefined}
          >
            {length !== null && total > length ? (
              <NotificationBanner kind="warning" title={words.agenda.totalOver(total, length)} level={3} />
            ) : null}
            {items.length === 0 ? <EmptyState title={words.agenda.empty} icon="note" /> : null}
            <Stack gap="sm">
              {items.map((item, at) => (
                <AgendaItem item={item} at={at} last={items.length - 1} base={base} />
              ))}
            </Stack>
          </Section>
          <Card title={words.agenda.freeTitle} id="free">
            <Form action={base} errors={props.state.errors}>
              <TextField {...field('title')} label={words.agenda.field.title} required />
              <Select
                {...field('purpose')}
                label={words.agenda.field.purpose}
                help={words.agenda.purposeHelp}
                options={purposeOptions}
                required
                width="s"
              />
              <NumberField
                {...field('minutes_planned')}
                label={words.agenda.field.minutes_planned}
                unit={words.agenda.field.minutes}
                min={1}
                max={600}
              />
              <TextArea
                {...field('material')}
                label={words.agenda.field.material}
                help={words.agenda.materialHelp}
                rows={4}
              />
              <ButtonRow>
                <Button kind="secondary">{words.agenda.add}</Button>
              </ButtonRow>
            </Form>
          </Card>
        </Stack>
        <Stack id="candidates">
          <Candidates title={words.agenda.planned} issues={planned} base={base} />
          {props.undone.length === 0 ? null : (
            <Section title={words.agenda.undone}>
              <Stack gap="sm">
                {props.undone.map((action) => (
                  <Card tone="quiet">
                    <p>
                      <a href={`/actions/${action.id}`}>{action.what}</a>
                    </p>
                    <p>{words.agenda.carriedFrom(action.owner, say.monthDay(action.due_on))}</p>
                    <Form action={`${base}/actions`} label={words.agenda.addActionOf(action.what)}>
                      <HiddenField name="action_item_id" value={action.id} />
                      <Button kind="secondary" size="sm">
                        {words.agenda.addIssue}
                        <Named>{action.what}</Named>
                      </Button>
                    </Form>
                  </Card>
                ))}
              </Stack>
            </Section>
          )}
          <Candidates title={words.agenda.stuck} issues={stuck} base={base} />
          <Candidates title={words.agenda.others} issues={others} base={base} />
          {free.length === 0 ? <p>{words.agenda.noCandidates}</p> : null}
        </Stack>
      </Columns>
    </>
  );
}

/** Minutes from one time of day to another; null where either is open. */
export function minutesBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return minutes(to) - minutes(from);
}

/** Which of many a button is about, for whoever hears it by itself. */
function Named({ children }: { children?: Child }): Child {
  return <span class="visually-hidden">（{children}）</span>;
}

function AgendaItem({ item, at, last, base }: { item: Item; at: number; last: number; base: string }): Child {
  const move = (direction: 'up' | 'down', label: string, name: string) => (
    <Form action={`${base}/${item.id}/move`} label={label}>
      <HiddenField name="direction" value={direction} />
      <Button kind="tertiary" size="sm" id={`${direction}-${item.id}`}>
        {name}
        <span class="visually-hidden">{label}</span>
      </Button>
    </Form>
  );
  // Whoever moves an item keeps the hand on it, also where it cannot go further.
  const end = (direction: 'up' | 'down') => <span id={`${direction}-${item.id}`}></span>;
  return (
    <Card id={`item-${item.id}`}>
      <Stack gap="xs">
        <p>
          <strong>{words.agenda.numbered(at + 1, item.title)}</strong>
        </p>
        <p>
          {say.join([
            purposeWords[item.purpose],
            ...(item.minutes_planned === null ? [] : [say.minutes(item.minutes_planned)]),
          ])}
          {item.action_item_id === null ? null : (
            <>
              {' '}
              <StatusBadge kind="info">{words.agenda.carried}</StatusBadge>
            </>
          )}
          {item.carried_done_on === null ? null : (
            <>
              {' '}
              <StatusBadge kind="success">{actionStateWords.done}</StatusBadge>
            </>
          )}
        </p>
        {item.issue === null || item.action_item_id !== null ? null : (
          <p>
            <a href={`/issues/${item.issue_id}`}>{words.agenda.issueLine(item.issue)}</a>
          </p>
        )}
        {item.carried_owner === null ? null : (
          <p>{words.agenda.carriedFrom(item.carried_owner, say.monthDay(item.carried_due_on ?? ''))}</p>
        )}
        {item.material === '' ? null : (
          <Prose quiet>
            <p class="pre-line">{item.material}</p>
          </Prose>
        )}
        <ButtonRow>
          {at === 0 ? end('up') : move('up', words.agenda.upOf(item.title), words.agenda.up)}
          {at === last ? end('down') : move('down', words.agenda.downOf(item.title), words.agenda.down)}
          <LinkButton href={`${base}/${item.id}`} kind="tertiary" size="sm" icon="edit">
            {words.agenda.edit}
            <Named>{item.title}</Named>
          </LinkButton>
          <ConfirmForm
            label={
              <>
                {words.agenda.remove}
                <Named>{item.title}</Named>
              </>
            }
            question={words.agenda.removeQuestion(item.title)}
            action={`${base}/${item.id}/remove`}
            confirmLabel={words.agenda.remove}
            kind="tertiary"
            size="sm"
            danger
          />
        </ButtonRow>
      </Stack>
    </Card>
  );
}

function Candidates({
  title,
  issues,
  base,
}: {
  title: string;
  issues: readonly IssueOption[];
  base: string;
}): Child {
  if (issues.length === 0) return null;
  const rest = issues.slice(candidatesShown);
  return (
    <Section title={title}>
      <Stack gap="sm">
        {issues.slice(0, candidatesShown).map((issue) => (
          <Candidate issue={issue} base={base} />
        ))}
        {rest.length === 0 ? null : (
          <Disclosure summary={words.agenda.moreIssues(rest.length)}>
            <Stack gap="sm">
              {rest.map((issue) => (
                <Candidate issue={issue} base={base} />
              ))}
            </Stack>
          </Disclosure>
        )}
      </Stack>
    </Section>
  );
}

/** So many of each kind stand open; a city's fifty would bury the agenda, and the keyboard stops three times at each. */
const candidatesShown = 5;

function Candidate({ issue, base }: { issue: IssueOption; base: string }): Child {
  return (
    <Card tone="quiet">
      <Stack gap="xs">
        <p>
          <a href={`/issues/${issue.id}`}>{issue.title}</a>
        </p>
        <p>
          {say.join([
            issue.theme_name,
            words.agenda.weightOf(words.agenda.weight[issue.weight] ?? ''),
            ...(issue.facility_count === 0 ? [] : [words.agenda.facilities(issue.facility_count)]),
          ])}
        </p>
        <Form action={`${base}/issues`} label={words.agenda.addIssueOf(issue.id, issue.title)}>
          <HiddenField name="issue_id" value={issue.id} />
          <Select
            name="purpose"
            id={`f-purpose-${issue.id}`}
            label={words.agenda.field.purpose}
            value={likelyPurpose(issue)}
            empty={false}
            options={purposeOptions}
            width="s"
            size="sm"
          />
          <Button kind="secondary" size="sm" icon="plus">
            {words.agenda.addIssue}
            <Named>{words.agenda.addIssueName(issue.id, issue.title)}</Named>
          </Button>
        </Form>
      </Stack>
    </Card>
  );
}

export function AgendaItemForm(props: {
  meeting: Meeting;
  item: { id: number };
  state: FormState & { conflict?: Conflict };
}): Child {
  const { meeting, item, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading
        kicker={<a href={`/meetings/${meeting.id}/agenda`}>{meeting.title}</a>}
        title={words.agenda.edit}
      />
      <Form action={`/meetings/${meeting.id}/agenda/${item.id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={String(state.values._version ?? 0)} />}
        <TextField {...field('title')} label={words.agenda.field.title} required />
        <Select
          {...field('purpose')}
          label={words.agenda.field.purpose}
          help={words.agenda.purposeHelp}
          options={purposeOptions}
          empty={false}
          required
          width="s"
        />
        <NumberField
          {...field('minutes_planned')}
          label={words.agenda.field.minutes_planned}
          unit={words.agenda.field.minutes}
          min={1}
          max={600}
        />
        <TextArea
          {...field('material')}
          label={words.agenda.field.material}
          help={words.agenda.materialHelp}
          rows={8}
        />
        <ButtonRow>
          <Button size="lg">{common.save}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
