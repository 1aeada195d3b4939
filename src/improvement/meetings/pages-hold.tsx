import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TextArea, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Item, Meeting, Seat } from './queries-meetings.ts';
import { attended, isSettled, leftNothingToDo, meetingState, type Attended } from './rules.ts';
import { attendanceWords, purposeWords, say } from './words.ja.ts';
import { words as meetingWords } from './words-meetings.ja.ts';
import { words } from './words-minutes.ja.ts';

/** Attendance, the items with what is still missing, and the way to close. */
export function HoldPage(props: {
  meeting: Meeting;
  items: readonly Item[];
  seats: readonly Seat[];
  /** of the attendance or of the closing form, whichever was sent */
  attendance: FormState;
  closing: FormState;
}): Child {
  const { meeting, items } = props;
  const base = `/meetings/${meeting.id}/hold`;
  return (
    <>
      <PageHeading
        kicker={<a href={`/meetings/${meeting.id}`}>{meeting.title}</a>}
        title={words.hold.title}
        lead={words.hold.lead}
      />
      <Section
        title={words.hold.items}
        actions={
          items[0] ? (
            <LinkButton href={`${base}/${items[0].id}`} kind="primary">
              {words.hold.start}
            </LinkButton>
          ) : (
            <LinkButton href={`/meetings/${meeting.id}/agenda`} kind="primary">
              {meetingWords.agenda.build}
            </LinkButton>
          )
        }
      >
        <Card flush>
          <ResourceList
            items={items.map((item, at) => ({
              title: meetingWords.agenda.numbered(at + 1, item.title),
              href: `${base}/${item.id}`,
              meta: say.join([
                purposeWords[item.purpose],
                ...(item.action_item_id === null ? [] : [meetingWords.agenda.carried]),
              ]),
              badge:
                item.open === null ? (
                  <StatusBadge kind="success">{words.hold.itemDone}</StatusBadge>
                ) : (
                  <StatusBadge kind="warning">{words.hold.item[item.open]}</StatusBadge>
                ),
            }))}
          />
        </Card>
      </Section>
      <AttendanceForm meeting={meeting} seats={props.seats} state={props.attendance} />
      {meetingState(meeting) === 'opened' ? (
        <CloseForm meeting={meeting} items={items} state={props.closing} />
      ) : (
        <ButtonRow>
          <LinkButton href={`/meetings/${meeting.id}/minutes`} kind="primary" size="lg">
            {meetingWords.next.publish.action}
          </LinkButton>
        </ButtonRow>
      )}
    </>
  );
}

function AttendanceForm({
  meeting,
  seats,
  state,
}: {
  meeting: Meeting;
  seats: readonly Seat[];
  state: FormState;
}): Child {
  const typed = (name: string, stored: string | null) =>
    state.values[name] === undefined ? stored : String(state.values[name]);
  return (
    <Card title={words.hold.attendance} lead={words.hold.attendanceLead} id="attendance">
      {seats.length === 0 ? (
        <p>{meetingWords.attendance.none}</p>
      ) : (
        <Form action={`/meetings/${meeting.id}/hold/attendance`} errors={state.errors}>
          <Stack gap="sm">
            {seats.map((seat) => (
              <Columns kind="halves">
                <Select
                  name={`status_${seat.id}`}
                  label={say.holder(seat)}
                  value={typed(`status_${seat.id}`, expected(seat))}
                  empty={attendanceWords.unknown}
                  options={attended.map((status) => ({ value: status, label: attendanceWords[status] }))}
                  width="m"
                  size="sm"
                />
                <TextField
                  name={`proxy_${seat.id}`}
                  label={seat.person_id === null ? words.hold.cameLabel : words.hold.proxyLabel}
                  value={typed(`proxy_${seat.id}`, seat.proxy_name)}
                  error={state.errors[`proxy_${seat.id}`]}
                  width="m"
                  size="sm"
                />
              </Columns>
            ))}
          </Stack>
          <ButtonRow>
            <Button kind="secondary">{words.hold.saveAttendance}</Button>
          </ButtonRow>
        </Form>
      )}
    </Card>
  );
}

/** What stands in the list before anybody was counted: what the member said beforehand. */
function expected(seat: Seat): Attended | null {
  if (isSettled(seat.status)) return seat.status;
  if (seat.status === 'unknown') return null;
  return seat.proxy_name === null || seat.person_id === null ? 'attended' : 'proxy';
}

/** From here on the reasons are folded: early in a sitting every item is still open, and they bury the closing. */
const manyOpen = 3;

function CloseForm({
  meeting,
  items,
  state,
}: {
  meeting: Meeting;
  items: readonly Item[];
  state: FormState;
}): Child {
  const field = fields({ summary: meeting.summary, ends_at: meeting.ends_at, ...state.values }, state.errors);
  const open = items.filter((item) => item.open !== null);
  const nothing = leftNothingToDo(items.map((item) => ({ actions: item.actions.length })));
  const reasons = open.map((item) => (
    <Stack gap="xs">
      <TextField {...field(`reason_${item.id}`)} label={words.close.reason[item.open!](item.title)} />
      <p>
        <a href={`/meetings/${meeting.id}/hold/${item.id}`}>{words.close.write(item.title)}</a>
      </p>
    </Stack>
  ));
  return (
    <Card title={words.close.title} lead={words.close.lead} id="close" tone="key">
      <Form action={`/meetings/${meeting.id}/close`} errors={state.errors}>
        {open.length === 0 ? null : (
          <NotificationBanner kind="warning" title={words.close.openTitle(open.length)} level={3}>
            <p>{words.close.openLead}</p>
          </NotificationBanner>
        )}
        {open.length > manyOpen ? (
          <Disclosure
            summary={words.close.reasons(open.length)}
            open={open.some(
              (item) => `reason_${item.id}` in state.errors || Boolean(state.values[`reason_${item.id}`]),
            )}
          >
            {reasons}
          </Disclosure>
        ) : (
          reasons
        )}
        {nothing && items.length > 0 ? (
          <>
            <NotificationBanner kind="warning" title={words.close.nothing} level={3}>
              <p>{words.close.nothingText}</p>
            </NotificationBanner>
            <Checkbox {...field.checked('acknowledged')} label={words.close.acknowledged} />
          </>
        ) : null}
        <TextArea {...field('summary')} label={words.close.summary} help={words.close.summaryHelp} rows={4} />
        <TimeField {...field('ends_at')} label={words.close.ends_at} />
        <ButtonRow>
          <Button size="lg">{words.close.submit}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

export interface Choices {
  members: readonly { id: number; organisation: string; facility: string | null; person: string | null }[];
  organisations: readonly { id: number; name: string }[];
  facilities: readonly { id: number; name: string }[];
  themes: readonly { code: string; name: string }[];
}

/** Which of the page's forms was sent, so that only that one shows what was wrong. */
export type Sent = 'notes' | 'decision' | 'no_decision' | 'role' | 'action' | 'issue';

/** One item of the agenda: what was said, what was decided, who does what. */
export function HoldItemPage(props: {
  meeting: Meeting;
  items: readonly Item[];
  item: Item;
  choices: Choices;
  sent: Sent | null;
  state: FormState & { conflict?: Conflict };
}): Child {
  const { meeting, items, item, sent, state } = props;
  const at = items.findIndex((one) => one.id === item.id);
  const base = `/meetings/${meeting.id}/hold`;
  const before = items[at - 1];
  const after = items[at + 1];
  const own = (form: Sent): FormState & { conflict?: Conflict } =>
    sent === form ? state : { values: {}, errors: {} };
  const notes = own('notes');
  const field = fields(
    sent === 'notes'
      ? notes.values
      : { explanation: item.explanation, opinions: item.opinions, conclusion: item.conclusion },
    notes.errors,
  );
  return (
    <>
      <PageHeading
        kicker={<a href={base}>{meeting.title}</a>}
        title={item.title}
        lead={say.join([words.hold.itemOf(at + 1, items.length), purposeWords[item.purpose]])}
        badges={
          <>
            {item.action_item_id === null ? null : (
              <StatusBadge kind="info">{meetingWords.agenda.carried}</StatusBadge>
            )}
            {item.open === null ? null : (
              <StatusBadge kind="warning">{words.hold.item[item.open]}</StatusBadge>
            )}
          </>
        }
        actions={<Neighbours base={base} before={before} after={after} />}
      />
      <Columns kind="main-aside">
        <Stack>
          <Card id="notes">
            <Form
              action={`${base}/${item.id}`}
              autosave={`${base}/${item.id}/autosave`}
              errors={notes.errors}
            >
              <ConflictNotice state={notes} />
              {notes.conflict ? null : (
                <HiddenField
                  name="_version"
                  value={sent === 'notes' ? String(notes.values._version ?? 0) : item.version}
                />
              )}
              <TextArea
                {...field('explanation')}
                label={words.hold.explanation}
                help={words.hold.explanationHelp}
                rows={6}
              />
              <TextArea
                {...field('opinions')}
                label={words.hold.opinions}
                help={words.hold.opinionsHelp}
                rows={8}
              />
              <TextArea
                {...field('conclusion')}
                label={words.hold.conclusion}
                help={words.hold.conclusionHelp}
                rows={4}
              />
              <ButtonRow>
                <Button size="lg">{words.hold.save}</Button>
                {after ? (
                  <Button kind="secondary" size="lg" name="then" value={String(after.id)}>
                    {words.hold.saveAndNext}
                  </Button>
                ) : null}
              </ButtonRow>
            </Form>
          </Card>
          <Decisions item={item} base={base} state={own('decision')} reason={own('no_decision')} />
          <Roles item={item} base={base} choices={props.choices} state={own('role')} />
          <Actions item={item} base={base} choices={props.choices} state={own('action')} />
          <Raise item={item} base={base} choices={props.choices} state={own('issue')} />
        </Stack>
        <Stack>
          {item.material === '' ? null : (
            <Card title={words.hold.material}>
              <Prose>
                <p class="pre-line">{item.material}</p>
              </Prose>
            </Card>
          )}
          {item.issue === null ? null : (
            <Card title={words.hold.issue}>
              <p>
                <a href={`/issues/${item.issue_id}`}>{item.issue}</a>
              </p>
              <Prose quiet>
                <p class="pre-line">{item.issue_description}</p>
              </Prose>
            </Card>
          )}
          {item.carried === null ? null : (
            <Card title={words.hold.carried}>
              <p>
                <a href={`/actions/${item.action_item_id}`}>{item.carried}</a>
              </p>
              <p>
                {meetingWords.agenda.carriedFrom(
                  item.carried_owner ?? '',
                  say.monthDay(item.carried_due_on ?? ''),
                )}
              </p>
              {item.carried_outcome === null ? null : <p class="pre-line">{item.carried_outcome}</p>}
            </Card>
          )}
          {item.past.length === 0 ? null : (
            <Disclosure summary={words.hold.before}>
              <p>{words.hold.beforeLead}</p>
              {item.past.map((past) => (
                <>
                  <p>{words.hold.beforeBy(past.by, say.moment(new Date(past.at)))}</p>
                  <DescriptionList
                    layout="stack"
                    items={[
                      { term: words.hold.explanation, description: past.explanation },
                      { term: words.hold.opinions, description: past.opinions },
                      { term: words.hold.conclusion, description: past.conclusion },
                    ]}
                  />
                </>
              ))}
            </Disclosure>
          )}
          <Neighbours base={base} before={before} after={after} />
        </Stack>
      </Columns>
    </>
  );
}

function Neighbours(props: { base: string; before: Item | undefined; after: Item | undefined }): Child {
  const { base, before, after } = props;
  return (
    <ButtonRow>
      {before ? (
        <LinkButton href={`${base}/${before.id}`} size="sm" icon="previous">
          {words.hold.previous}
        </LinkButton>
      ) : null}
      {after ? (
        <LinkButton href={`${base}/${after.id}`} size="sm" icon="next">
          {words.hold.next}
        </LinkButton>
      ) : null}
      <LinkButton href={base} size="sm" kind="tertiary">
        {words.hold.overview}
      </LinkButton>
    </ButtonRow>
  );
}

function Decisions(props: { item: Item; base: string; state: FormState; reason: FormState }): Child {
  const { item, base } = props;
  const field = fields(props.state.values, props.state.errors);
  const reason = fields(props.reason.values, props.reason.errors);
  return (
    <Card title={words.hold.decisions} id="decisions">
      {item.decisions.map((decision) => (
        <Stack gap="xs">
          <p class="pre-line">
            <strong>{decision.body}</strong>
          </p>
          <ConfirmForm
            label={words.hold.removeDecision}
            question={words.hold.removeDecisionQuestion}
            action={`${base}/${item.id}/decisions/${decision.id}/remove`}
            kind="tertiary"
            size="sm"
            danger
          />
        </Stack>
      ))}
      {item.no_decision_reason === null ? null : (
        <Stack gap="xs">
          <p>{words.hold.noDecisionNow(item.no_decision_reason)}</p>
          <Form action={`${base}/${item.id}/no-decision/withdraw`} label={words.hold.withdrawNoDecision}>
            <Button kind="tertiary" size="sm">
              {words.hold.withdrawNoDecision}
            </Button>
          </Form>
        </Stack>
      )}
      <Form
        action={`${base}/${item.id}/decisions`}
        errors={props.state.errors}
        label={words.hold.addDecision}
      >
        <TextArea
          {...field('body')}
          label={words.hold.decisionBody}
          help={words.hold.decisionHelp}
          rows={3}
        />
        <ButtonRow>
          <Button kind="secondary">{words.hold.addDecision}</Button>
        </ButtonRow>
      </Form>
      {item.decisions.length > 0 || item.no_decision_reason !== null ? null : (
        <ConfirmForm
          label={words.hold.noDecision}
          question={words.hold.noDecisionQuestion}
          action={`${base}/${item.id}/no-decision`}
          confirmLabel={words.hold.noDecisionSave}
          kind="tertiary"
          open={Object.keys(props.reason.errors).length > 0}
        >
          <TextField {...reason('reason')} label={words.hold.no_decision_reason} required />
        </ConfirmForm>
      )}
    </Card>
  );
}

function Roles(props: { item: Item; base: string; choices: Choices; state: FormState }): Child {
  const { item, base } = props;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Card title={words.hold.roles} lead={words.hold.rolesLead} id="roles">
      {item.roles.map((role) => (
        <Stack gap="xs">
          <p>{say.colon(role.organisation, role.part)}</p>
          <ConfirmForm
            label={words.hold.removeRole}
            question={words.hold.removeRoleQuestion}
            action={`${base}/${item.id}/roles/${role.id}/remove`}
            kind="tertiary"
            size="sm"
            danger
          />
        </Stack>
      ))}
      <Form action={`${base}/${item.id}/roles`} errors={props.state.errors} label={words.hold.addRole}>
        <Select
          {...field('organisation_id')}
          label={words.hold.roleOrganisation}
          options={props.choices.organisations.map((one) => ({ value: String(one.id), label: one.name }))}
        />
        <TextField {...field('part')} label={words.hold.part} />
        <ButtonRow>
          <Button kind="secondary">{words.hold.addRole}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

function Actions(props: { item: Item; base: string; choices: Choices; state: FormState }): Child {
  const { item, base, choices } = props;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Card title={words.hold.actions} lead={words.hold.actionsLead} id="actions">
      {item.actions.map((action) => (
        <Stack gap="xs">
          <p>
            <a href={`/actions/${action.id}`}>{action.what}</a>
          </p>
          <p>{say.join([say.holder(action), say.day(action.due_on)])}</p>
          <ConfirmForm
            label={words.hold.removeAction}
            question={words.hold.removeActionQuestion}
            action={`${base}/${item.id}/actions/${action.id}/remove`}
            kind="tertiary"
            size="sm"
            danger
          />
        </Stack>
      ))}
      <Form action={`${base}/${item.id}/actions`} errors={props.state.errors} label={words.hold.addAction}>
        <TextArea {...field('what')} label={words.hold.what} rows={2} />
        <Select
          {...field('owner')}
          label={words.hold.owner}
          help={words.hold.ownerHelp}
          options={[
            ...choices.members.map((one) => ({
              value: `m${one.id}`,
              label: say.holder(one),
              group: words.hold.ownerMembers,
            })),
            ...choices.facilities.map((one) => ({
              value: `f${one.id}`,
              label: one.name,
              group: words.hold.ownerFacilities,
            })),
            ...choices.organisations.map((one) => ({
              value: `o${one.id}`,
              label: one.name,
              group: words.hold.ownerOrganisations,
            })),
          ]}
        />
        <DateField {...field.date('due_on')} label={words.hold.due_on} />
        <ButtonRow>
          <Button kind="secondary">{words.hold.addAction}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

function Raise(props: { item: Item; base: string; choices: Choices; state: FormState }): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Disclosure summary={words.hold.raise} open={Object.keys(props.state.errors).length > 0} id="raise">
      <Form
        action={`${props.base}/${props.item.id}/issues`}
        errors={props.state.errors}
        label={words.hold.raise}
      >
        <TextField {...field('title')} label={words.hold.raiseTitle} />
        <TextArea {...field('description')} label={words.hold.raiseDescription} rows={3} />
        <Select
          {...field('theme_code')}
          label={words.hold.raiseTheme}
          options={props.choices.themes.map((theme) => ({ value: theme.code, label: theme.name }))}
          width="l"
        />
        <Select
          {...field('weight')}
          label={words.hold.raiseWeight}
          options={[1, 2, 3].map((weight) => ({
            value: String(weight),
            label: meetingWords.agenda.weight[weight]!,
          }))}
          width="s"
        />
        <ButtonRow>
          <Button kind="secondary">{words.hold.raiseButton}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}
