import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatAge, formatStage, primaryEntryFiscalYear } from '../../platform/ja/age.ts';
import { daysBetween, formatDate, formatDateShort, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, MenuList, NextStep, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { Said } from './pages-plan.tsx';
import { courseTitle, LifeCourse, type CoursePoint } from './pages-course.tsx';
import { NextFields, NoteFields, optionsOf } from './pages-forms.tsx';
import { closeWords, Warnings } from './pages-list.tsx';
import {
  type casesOfHousehold,
  type CaseRecord,
  type CaseShare,
  type CourseEntry,
  type householdOf,
  type LifeEvent,
  type Member,
  type Note,
  type Reader,
  type Step,
  type Task,
  type WorkerOption,
  type Works as CaseWorks,
} from './queries.ts';
import { eventKinds, may, stateOf, warningsOf, type CaseActor, type CaseAction } from './rules.ts';
import { answerWords, assessmentWords, planWords } from './words-plan.ja.ts';
import { councilCategoryWords, severityWords, words as councilWords } from './words-council.ja.ts';
import {
  caseNumber,
  categoryWords,
  closeReasonWords,
  dueWords,
  eventWords,
  nextWayWords,
  noteWayWords,
  relationWords,
  stageWords,
  stateWords,
  words,
} from './words.ja.ts';

const p = words.page;

/** So many contact notes stand on the page; the older ones behind a link. */
export const newestNotes = 20;

export interface CasePageProps {
  one: CaseRecord;
  actor: CaseActor;
  members: readonly Member[];
  household: Awaited<ReturnType<typeof householdOf>>;
  notes: readonly Note[];
  tasks: readonly Task[];
  /** there are older notes than these */
  more_notes: boolean;
  course: readonly CourseEntry[];
  works: CaseWorks;
  others: Awaited<ReturnType<typeof casesOfHousehold>>;
  steps: readonly Step[];
  workers: readonly WorkerOption[];
  today: string;
  fiscal_year: number;
  time_zone: string;
  /** what other slices tell of this case: referrals, conferences, what was shared */
  shares: readonly CaseShare[];
  together?: Child;
  states: {
    note?: FormState;
    task?: FormState;
    decide?: FormState;
    finish?: FormState & { task_id: number | null };
  };
}

/** Whether this page's reader may do something now: the guard of rules.ts. */
function allows(props: CasePageProps, action: CaseAction): boolean {
  return may(props.actor, stateOf(props.one), action, props.one.entry_id !== null);
}

/** Why somebody outside the owning team sees this at all, before anything of it is shown. */
function Why({ one, time_zone }: Pick<CasePageProps, 'one' | 'time_zone'>): Child {
  if (one.may_work) return null;
  if (one.opened_until !== null)
    return (
      <NotificationBanner
        kind="warning"
        title={p.openedTitle}
        actions={
          <Form action={`/cases/${one.id}/emergency/end`}>
            <Button kind="secondary" size="sm">
              {p.endOpening}
            </Button>
          </Form>
        }
      >
        <p>{p.openedText(one.opened_reason ?? '', formatDateTime(one.opened_until, time_zone))}</p>
      </NotificationBanner>
    );
  if (one.shared_until !== null)
    return (
      <NotificationBanner kind="info" title={p.sharedTitle}>
        <p>{p.sharedText(one.shared_reason ?? '', formatDateTime(one.shared_until, time_zone))}</p>
      </NotificationBanner>
    );
  return null;
}

/** The proposal to close, and what may be done with it. */
function Closing(props: CasePageProps): Child {
  const { one } = props;
  const c = words.closing;
  if (one.closed_on !== null)
    return (
      <NotificationBanner
        kind="info"
        title={p.closedTitle(one.closed_on, closeWords(one.close_reason))}
        actions={
          allows(props, 'reopen') ? (
            <LinkButton href={`/cases/${one.id}/reopen`} size="sm">
              {c.reopen}
            </LinkButton>
          ) : undefined
        }
      >
        <p class="pre-line">{one.close_text}</p>
        <p>{p.closedBy(one.closed_by ?? '', one.close_approved_by ?? '')}</p>
      </NotificationBanner>
    );
  if (one.closing_id === null) return null;
  const state = props.states.decide ?? emptyForm;
  const field = fields(state.values, state.errors);
  return (
    <NotificationBanner kind="warning" title={p.closingTitle(one.closing_proposed_name ?? '')}>
      <p>
        {one.closing_reason === null
          ? ''
          : closeReasonWords[one.closing_reason as keyof typeof closeReasonWords]}
      </p>
      <p class="pre-line">{one.closing_body}</p>
      {allows(props, 'approve_closing') ? (
        <ConfirmForm
          label={c.approve}
          question={c.approveQuestion}
          action={`/cases/${one.id}/closing/approve`}
          confirmLabel={c.approve}
        />
      ) : null}
      {allows(props, 'return_closing') ? (
        <Disclosure summary={c.returnTitle} open={props.states.decide !== undefined}>
          <Form action={`/cases/${one.id}/closing/return`} errors={props.states.decide?.errors}>
            <TextArea {...field('decision_text')} label={c.returnText} required rows={3} maxChars={1000} />
            <Button kind="secondary">{c.returnTitle}</Button>
          </Form>
        </Disclosure>
      ) : null}
      {allows(props, 'withdraw_closing') ? (
        <>
          {one.may_supervise ? <p>{c.own}</p> : null}
          <ConfirmForm
            label={c.withdraw}
            question={c.withdraw}
            action={`/cases/${one.id}/closing/withdraw`}
            confirmLabel={c.withdraw}
          />
        </>
      ) : null}
    </NotificationBanner>
  );
}

function Next(props: CasePageProps): Child {
  const { one, today } = props;
  if (one.closed_on !== null) return null;
  const way = one.next_contact_way as keyof typeof nextWayWords | null;
  return (
    <NextStep
      title={
        one.next_contact_on === null
          ? p.noNext
          : p.nextOn(one.next_contact_on, way === null ? null : nextWayWords[way])
      }
      text={
        one.last_contact_on === null
          ? p.neverContact
          : p.lastContact(one.last_contact_on, daysBetween(one.last_contact_on, today))
      }
      holder={one.worker}
      {...(one.next_contact_on === null
        ? { due: one.no_next_contact_reason }
        : {
            due: dueWords(one.next_contact_on, today),
            ...(one.next_contact_on < today
              ? { dueState: 'late' as const }
              : daysBetween(today, one.next_contact_on) <= 3
                ? { dueState: 'soon' as const }
                : {}),
          })}
      action={
        allows(props, 'note') ? (
          <ButtonRow>
            <LinkButton href="#note" kind="primary">
              {words.note.title}
            </LinkButton>
            <LinkButton href={`/cases/${one.id}/edit`}>{words.form.editTitle}</LinkButton>
          </ButtonRow>
        ) : undefined
      }
    />
  );
}

/** How old, or when due; and the class or grade of this year. */
function ageWords(member: Member, today: string, fiscal_year: number): string {
  if (member.born_on === null) return member.due_on === null ? '' : p.due(member.due_on);
  return p.joined(
    [
      formatAge(member.born_on, today),
      ['child', 'sibling'].includes(member.relation) ? formatStage(member.born_on, fiscal_year) : '',
    ].filter((part) => part !== ''),
  );
}

function People(props: CasePageProps): Child {
  const { household, one } = props;
  return (
    <Card
      title={p.who}
      actions={
        household === null ? undefined : (
          <LinkButton href={`/households/${one.household_id}`} kind="tertiary" size="sm">
            {p.household}
          </LinkButton>
        )
      }
    >
      {household === null ? <p>{p.noHousehold}</p> : null}
      {household?.protected === true ? (
        <NotificationBanner kind="error" level={3} title={household.keeper ? p.protectedKeeper : p.hidden} />
      ) : null}
      <ResourceList
        label={p.who}
        items={props.members.map((member) => ({
          title: p.joined([relationWords[member.relation] ?? '', member.name].filter((part) => part !== '')),
          meta: p.semicolon(
            [
              ageWords(member, props.today, props.fiscal_year),
              member.place ?? '',
              member.known_as === '' ? '' : p.knownAs(member.known_as),
              member.care,
              member.lives_apart ? p.apart : '',
              member.left_on === null ? '' : p.left,
            ].filter((part) => part !== ''),
          ),
          badge: member.about ? <StatusBadge kind="info">{p.about}</StatusBadge> : undefined,
        }))}
      />
      {household === null ? null : (
        <DescriptionList
          layout="stack"
          items={[
            household.address === null ? null : { term: p.address, description: household.address },
            household.phones.length === 0
              ? null
              : { term: p.phone, description: p.semicolon(household.phones) },
            household.care === '' ? null : { term: p.care, description: household.care },
          ]}
        />
      )}
    </Card>
  );
}

function Notes(props: CasePageProps): Child {
  const { one, states } = props;
  const state = states.note ?? {
    values: { contacted_on: props.today },
    errors: {},
  };
  const field = fields(state.values, state.errors);
  const works = allows(props, 'note');
  return (
    <>
      {works ? (
        <Card title={words.note.title} id="note" tone="key">
          <Form action={`/cases/${one.id}/notes`} errors={states.note?.errors} label={words.note.title}>
            <NoteFields field={field} />
            <NextFields field={field} />
            <ButtonRow>
              <Button>{words.note.add}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      <Section title={p.notes} id="notes">
        {props.notes.length === 0 ? (
          <p>{p.noNotes}</p>
        ) : (
          <Timeline
            label={p.notes}
            entries={props.notes.map((note) => ({
              when: formatDateTime(note.contacted_at, props.time_zone),
              datetime: note.contacted_at.toISOString(),
              actor: note.written_by,
              kind: note.reached ? ('done' as const) : ('warning' as const),
              text: p.joined(
                [
                  noteWayWords[note.way as keyof typeof noteWayWords],
                  note.with_whom,
                  note.reached ? '' : p.notReached,
                ].filter((part) => part !== ''),
              ),
              detail: (
                <>
                  {note.superseded ? (
                    <Disclosure summary={p.superseded}>
                      <p class="pre-line">{note.body}</p>
                    </Disclosure>
                  ) : (
                    <p class="pre-line">{note.body}</p>
                  )}
                  {note.supersedes_id === null ? null : <Chip>{p.correction}</Chip>}
                  {works && !note.superseded ? (
                    <p>
                      <a href={`/cases/${one.id}/notes/${note.id}/correct`}>{p.correct}</a>
                    </p>
                  ) : null}
                </>
              ),
            }))}
          />
        )}
        {props.more_notes ? (
          <p>
            {p.newestNotes(newestNotes)} <a href={`/cases/${one.id}?notes=all#notes`}>{p.allNotes}</a>
          </p>
        ) : null}
      </Section>
    </>
  );
}

function Tasks(props: CasePageProps): Child {
  const { one, states } = props;
  const t = words.task;
  const state = states.task ?? emptyForm;
  const field = fields(state.values, state.errors);
  const works = allows(props, 'task');
  const workers = props.workers.filter((worker) => worker.team_id === one.team_id);
  return (
    <Card title={p.tasks} id="tasks">
      {props.tasks.length === 0 ? <p>{p.noTasks}</p> : null}
      <ResourceList
        label={p.tasks}
        items={props.tasks.map((task) => ({
          title: task.title,
          text: task.outcome === '' ? undefined : task.outcome,
          meta: p.joined(
            [
              task.person,
              task.source_kind === 'plan'
                ? t.fromPlan
                : task.source_kind === 'conference'
                  ? t.fromConference
                  : '',
            ].filter((part) => part !== ''),
          ),
          due:
            task.done_at === null
              ? `${formatDateShort(task.due_on)}（${dueWords(task.due_on, props.today)}）`
              : t.doneOn(formatDateTime(task.done_at, props.time_zone)),
          ...(task.done_at === null && task.due_on < props.today ? { dueState: 'late' as const } : {}),
          action:
            works && task.done_at === null ? (
              <Disclosure summary={t.done} open={states.finish?.task_id === task.id}>
                <Form
                  action={`/cases/${one.id}/tasks/${task.id}/done`}
                  label={`${t.done} ${task.title}`}
                  {...(states.finish?.task_id === task.id ? { errors: states.finish.errors } : {})}
                >
                  <HiddenField name="_version" value={task.version} />
                  {states.finish?.task_id === task.id ? (
                    <TextField
                      {...fields(states.finish.values, states.finish.errors)('outcome')}
                      label={t.outcome}
                      required={false}
                    />
                  ) : (
                    <TextField name="outcome" id={`outcome-${task.id}`} label={t.outcome} required={false} />
                  )}
                  <Button size="sm">{t.done}</Button>
                </Form>
              </Disclosure>
            ) : undefined,
        }))}
      />
      {works ? (
        <Disclosure summary={t.add} open={states.task !== undefined}>
          <Form action={`/cases/${one.id}/tasks`} errors={states.task?.errors} label={t.add}>
            <TextField {...field('title')} label={t.title} required maxLength={120} />
            <Select
              {...field('person_id')}
              label={t.person_id}
              required
              options={workers.map((worker) => ({ value: `${worker.person_id}`, label: worker.name }))}
            />
            <DateField {...field.date('due_on')} label={t.due_on} required />
            <Button kind="secondary">{t.save}</Button>
          </Form>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function Course(props: CasePageProps): Child {
  const { one } = props;
  // The eldest of those it is about; before a birth, the day it is expected.
  const days = props.members
    .filter((member) => member.about)
    .flatMap((member) =>
      member.relation === 'expectant'
        ? member.due_on === null
          ? []
          : [member.due_on]
        : [member.born_on ?? member.due_on].filter((day) => day !== null),
    );
  const born_on = days.toSorted()[0] ?? null;
  const points: CoursePoint[] = props.course.map((entry) => ({ ...entry, title: courseTitle(entry) }));
  return (
    <Section title={p.course} id="course">
      <LifeCourse
        born_on={born_on}
        entry_fiscal_year={born_on === null ? null : primaryEntryFiscalYear(born_on)}
        points={points}
        today={props.today}
      />
      <p>
        <a href={`/cases/${one.id}/course`}>{p.courseList}</a>
      </p>
    </Section>
  );
}

/** What happened in the life of the family, newest first, and the form that adds to it. */
export function EventsPage(props: {
  one: CaseRecord;
  actor: CaseActor;
  events: readonly LifeEvent[];
  members: readonly Member[];
  state: FormState | null;
}) {
  const { one, events } = props;
  const e = words.event;
  const state = props.state ?? emptyForm;
  const field = fields(state.values, state.errors);
  const works = may(props.actor, stateOf(one), 'event', one.entry_id !== null);
  return (
    <Stack>
      <PageHeading
        kicker={p.kicker(caseNumber(one.fiscal_year, one.number), one.team)}
        title={p.courseTitle}
        lead={p.courseLead}
        actions={
          <LinkButton href={`/cases/${one.id}`} kind="tertiary">
            {caseNumber(one.fiscal_year, one.number)}
          </LinkButton>
        }
      />
      {events.length === 0 ? (
        <p>{p.courseNone}</p>
      ) : (
        <Timeline
          label={p.courseTitle}
          entries={events.toReversed().map((event) => ({
            when: formatDate(event.happened_on),
            datetime: event.happened_on,
            text: p.joined(
              [eventWords[event.kind as keyof typeof eventWords], event.member ?? ''].filter(
                (part) => part !== '',
              ),
            ),
            actor: event.source === '' ? event.recorded_by : event.source,
            detail: (
              <>
                <p>{event.title}</p>
                {works ? (
                  <ConfirmForm
                    label={e.withdraw}
                    question={event.title}
                    action={`/cases/${one.id}/events/${event.id}/withdraw`}
                    confirmLabel={e.withdraw}
                  />
                ) : null}
              </>
            ),
          }))}
        />
      )}
      {works ? (
        <Card title={e.add} tone="key">
          <Form action={`/cases/${one.id}/events`} errors={props.state?.errors} label={e.add}>
            <Select
              {...field('kind')}
              label={e.kind}
              required
              width="l"
              options={optionsOf(eventKinds, eventWords)}
            />
            <Select
              {...field('member_id')}
              label={e.member_id}
              empty={e.whole}
              width="l"
              options={props.members.map((member) => ({ value: `${member.id}`, label: member.name }))}
            />
            <DateField {...field.date('happened_on')} label={e.happened_on} required />
            <TextField {...field('event_title')} label={e.title} help={e.titleHelp} required maxLength={80} />
            <TextField
              {...field('source')}
              label={e.source}
              help={e.sourceHelp}
              required={false}
              maxLength={80}
            />
            <Button kind="secondary">{e.save}</Button>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}

function Works(props: CasePageProps): Child {
  const { one, works } = props;
  return (
    <>
      <Card
        title={p.plan}
        actions={
          works.plan_wish === null ? (
            allows(props, 'plan') ? (
              <LinkButton href={`/cases/${one.id}/plan/new`} size="sm">
                {p.makePlan}
              </LinkButton>
            ) : undefined
          ) : (
            <LinkButton href={`/cases/${one.id}/plan`} size="sm">
              {p.openPlan}
            </LinkButton>
          )
        }
      >
        {works.plan_wish === null ? (
          <p>{p.noPlan}</p>
        ) : (
          <DescriptionList
            layout="stack"
            items={[
              { term: planWords.wish, description: <Said text={works.plan_wish} /> },
              { term: planWords.goals, description: <Said text={works.plan_goals} /> },
              {
                term: planWords.answer,
                description: works.plan_answer === null ? planWords.noAnswer : answerWords[works.plan_answer],
              },
              {
                term: planWords.review_on,
                description: `${formatDate(works.plan_review_on)}（${dueWords(works.plan_review_on, props.today)}）`,
              },
            ]}
          />
        )}
      </Card>
      <Card
        title={p.assessments}
        actions={
          <ButtonRow>
            {allows(props, 'assess') ? (
              <LinkButton href={`/cases/${one.id}/assessments/new`} size="sm">
                {p.assess}
              </LinkButton>
            ) : null}
            {works.assessed_on !== null ? (
              <LinkButton href={`/cases/${one.id}/assessments`} kind="tertiary" size="sm">
                {p.compare}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      >
        {works.assessed_on !== null ? (
          <>
            <p>
              {formatDate(works.assessed_on)}　{assessmentWords.by(works.assessed_by, works.basis)}
            </p>
            <p class="pre-line">{works.summary}</p>
          </>
        ) : (
          <p>{p.noAssessment}</p>
        )}
      </Card>
      <Card
        title={p.council}
        actions={
          works.entry_id !== null ? (
            <LinkButton href={`/council/${works.entry_id}`} size="sm">
              {p.openEntry}
            </LinkButton>
          ) : allows(props, 'register') ? (
            <LinkButton href={`/cases/${one.id}/council/new`} size="sm">
              {p.register}
            </LinkButton>
          ) : undefined
        }
      >
        {works.entry_id !== null ? (
          <DescriptionList
            layout="stack"
            items={[
              {
                term: councilWords.entry.category,
                description: councilCategoryWords[works.entry_category as keyof typeof councilCategoryWords],
              },
              {
                term: councilWords.entry.severity,
                description: severityWords[works.severity as keyof typeof severityWords],
              },
              { term: councilWords.entry.main_agency, description: works.main_agency },
              {
                term: councilWords.entry.next_review_on,
                description: `${formatDate(works.next_review_on)}（${dueWords(works.next_review_on, props.today)}）`,
              },
            ]}
          />
        ) : (
          <p>{p.notListed}</p>
        )}
      </Card>
    </>
  );
}

/** The page a worker lives on. */
export function CasePage(props: CasePageProps) {
  const { one } = props;
  const state = stateOf(one);
  const number = caseNumber(one.fiscal_year, one.number);
  return (
    <Stack>
      <Why one={one} time_zone={props.time_zone} />
      <PageHeading
        kicker={p.kicker(number, one.team)}
        title={one.children === '' ? one.headline : one.children}
        lead={p.joined([one.headline, p.opened(one.opened_on)])}
        badges={
          <>
            <StatusBadge kind={state === 'closed' ? 'neutral' : state === 'closing' ? 'warning' : 'success'}>
              {stateWords[state]}
            </StatusBadge>{' '}
            <Chip>{categoryWords[one.category as keyof typeof categoryWords]}</Chip>{' '}
            <Chip>{stageWords[one.stage as keyof typeof stageWords]}</Chip>{' '}
            <Warnings all={warningsOf(one, props.today)} />
          </>
        }
      />
      <Closing {...props} />
      <Next {...props} />
      <Course {...props} />
      <Columns kind="main-aside">
        <Stack>
          <Notes {...props} />
        </Stack>
        <Stack>
          <People {...props} />
          <Tasks {...props} />
          <Works {...props} />
          <Card title={p.together} id="together">
            <p>{p.togetherText}</p>
            {props.together}
            <MenuList
              items={[
                ...(one.may_work && state !== 'closed'
                  ? [
                      { label: p.newReferral, href: `/referrals/new?case=${one.id}` },
                      { label: p.newConference, href: `/conferences/new?case=${one.id}` },
                    ]
                  : []),
                ...(props.household === null
                  ? []
                  : [{ label: p.disclosures, href: `/disclosures/household/${one.household_id}` }]),
              ]}
            />
          </Card>
          {props.shares.length === 0 ? null : (
            <Card title={words.shares.title} id="shares">
              <p>{words.shares.note}</p>
              {props.shares.map((share) => (
                <>
                  <p>
                    {share.name}　{share.reason}　
                    {words.shares.until(formatDateTime(share.ends_at, props.time_zone))}
                  </p>
                  <ConfirmForm
                    label={words.shares.end}
                    question={words.shares.question}
                    action={`/cases/${one.id}/shares/${share.id}/end`}
                    size="sm"
                    danger
                  />
                </>
              ))}
            </Card>
          )}
          {props.others.length <= 1 ? null : (
            <Card title={p.others}>
              <ResourceList
                items={props.others
                  .filter((other) => other.id !== one.id)
                  .map((other) => ({
                    title: caseNumber(other.fiscal_year, other.number),
                    href: `/cases/${other.id}`,
                    text: other.headline,
                    meta:
                      other.closed_on === null ? p.opened(other.opened_on) : formatDateShort(other.closed_on),
                  }))}
              />
            </Card>
          )}
          <Card title={p.forms}>
            <MenuList
              items={[
                { label: p.record, href: `/cases/${one.id}/record.pdf`, icon: 'download' },
                { label: p.progress, href: `/cases/${one.id}/progress.pdf`, icon: 'download' },
                ...(one.may_work ? [{ label: p.allForms, href: `/cases/${one.id}/forms` }] : []),
              ]}
            />
          </Card>
          {one.may_work ? (
            <Card title={p.steps}>
              {props.steps.length === 0 ? null : (
                <Timeline
                  entries={props.steps.map((step) => ({
                    when: formatDateTime(step.at, props.time_zone),
                    actor: step.who,
                    text: p.joined(
                      [
                        p.stepWords[step.kind],
                        step.kind === 'proposed' ? closeWords(step.detail) : step.detail,
                      ].filter((part) => part !== ''),
                    ),
                    detail: step.text === '' ? undefined : <p class="pre-line">{step.text}</p>,
                  }))}
                />
              )}
              <ButtonRow>
                {allows(props, 'move') ? (
                  <LinkButton href={`/cases/${one.id}/move`} size="sm">
                    {p.move}
                  </LinkButton>
                ) : null}
                {allows(props, 'propose_closing') ? (
                  <LinkButton href={`/cases/${one.id}/closing`} size="sm">
                    {words.closing.propose}
                  </LinkButton>
                ) : null}
              </ButtonRow>
              {state === 'open' && one.entry_id !== null ? <p>{words.closing.listed}</p> : null}
            </Card>
          ) : null}
          {one.may_work ? (
            <Card title={p.readers}>
              <p>
                <a href={`/cases/${one.id}/readers`}>{p.readers}</a>
              </p>
              <p>{p.readersNote}</p>
            </Card>
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}

/** Who has opened or changed the case. */
export function ReadersPage(props: {
  one: CaseRecord;
  readers: readonly (Reader & { said: string })[];
  time_zone: string;
}) {
  return (
    <Stack>
      <PageHeading
        kicker={p.kicker(caseNumber(props.one.fiscal_year, props.one.number), props.one.team)}
        title={p.readers}
        lead={p.readersNote}
      />
      {props.readers.length === 0 ? (
        <p>{p.readersNone}</p>
      ) : (
        <Timeline
          entries={props.readers.map((reader) => ({
            when: formatDateTime(reader.at, props.time_zone),
            actor: reader.name,
            text: reader.said,
            detail: reader.purpose === null ? undefined : <p>{reader.purpose}</p>,
          }))}
        />
      )}
    </Stack>
  );
}
