import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TextArea, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Item, Meeting, Seat } from './queries-meetings.ts';
import { attended, isSettled, leftNothingToDo, meetingState, textsMark, type Attended } from './rules.ts';
import { attendanceWords, purposeWords, say } from './words.ja.ts';
import { words as meetingWords } from './words-meetings.ja.ts';
import { words } from './words-minutes.ja.ts';

/** Attendance, the items with what is still missing, and the way to close. */
export function HoldPage(props: {
  meeting: Meeting;
  items: readonly Item[];
  seats: readonly Seat[];
  state: FormState;
}): Child {
  const { meeting, items, state } = props;
  const attendance = <AttendanceFields meeting={meeting} seats={props.seats} state={state} />;
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
      {meetingState(meeting) === 'opened' ? (
        // One form: whoever closes has not to save who came first, and whoever saves that keeps what was typed below.
        <Form action={`/meetings/${meeting.id}/close`} errors={state.errors}>
          {attendance}
          <CloseFields meeting={meeting} items={items} state={state} />
        </Form>
      ) : (
        <>
          <Form action={`/meetings/${meeting.id}/hold/attendance`} errors={state.errors}>
            {attendance}
          </Form>
          <ButtonRow>
            <LinkButton href={`/meetings/${meeting.id}/minutes`} kind="primary" size="lg">
              {meetingWords.next.publish.action}
            </LinkButton>
          </ButtonRow>
        </>
      )}
    </>
  );
}

function AttendanceFields({
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
        <>
          <Stack gap="sm">
            {seats.some((seat) => expected(seat) === null) ? (
              <Checkbox
                {...fields(state.values).checked('rest')}
                label={words.hold.rest(attendanceWords.unknown)}
                help={words.hold.restHelp}
              />
            ) : null}
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
            <Button kind="secondary" formaction={`/meetings/${meeting.id}/hold/attendance`}>
              {words.hold.saveAttendance}
            </Button>
          </ButtonRow>
        </>
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

function CloseFields({
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
    </Card>
  );
}

export interface Choices {
  /** who may take a part */
  organisations: Offer;
  /** who may hold an action item: members, facilities, organisations */
  owners: Offer;
  themes: readonly { code: string; name: string }[];
}

/**
 * One item of the agenda: what was said, what was decided, who does what. It is one form, so that everything typed goes
 * along whichever button is pressed; what saves by itself is what was said.
 */
export function HoldItemPage(props: {
  meeting: Meeting;
  items: readonly Item[];
  item: Item;
  choices: Choices;
  /** null: nothing was sent */
  state: (FormState & { conflict?: Conflict }) | null;
}): Child {
  const { meeting, items, item, state } = props;
  const at = items.findIndex((one) => one.id === item.id);
  const base = `/meetings/${meeting.id}/hold`;
  const before = items[at - 1];
  const after = items[at + 1];
  const { explanation, opinions, conclusion } = item;
  const field = fields({ explanation, opinions, conclusion, ...state?.values }, state?.errors ?? {});
  const address = `${base}/${item.id}`;
  const part = { item, address, choices: props.choices, field, state };
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
          <Form action={address} autosave={`${address}/autosave`} errors={state?.errors ?? {}}>
            {state ? <ConflictNotice state={state} /> : null}
            {state?.conflict ? null : (
              <HiddenField name="_version" value={String(state?.values._version ?? item.version)} />
            )}
            <HiddenField name="shown" value={textsMark(item)} />
            <Card id="notes">
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
            </Card>
            <div data-by-button>
              <Stack>
                <Decisions {...part} />
                <Roles {...part} />
                <Actions {...part} />
                <Raise {...part} />
              </Stack>
            </div>
          </Form>
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

interface Part {
  item: Item;
  address: string;
  choices: Choices;
  field: ReturnType<typeof fields>;
  state: FormState | null;
}

/** Asks before something is taken away, within the one form of the page: what is typed goes along. */
function Remove(props: { label: string; question: string; address: string }): Child {
  return (
    <Disclosure summary={props.label}>
      <p>{props.question}</p>
      <ButtonRow>
        <Button kind="danger" size="sm" formaction={props.address}>
          {props.label}
        </Button>
      </ButtonRow>
    </Disclosure>
  );
}

const wrong = (state: FormState | null, ...names: string[]): boolean =>
  names.some((name) => state?.errors[name] !== undefined || Boolean(state?.values[name]));

function Decisions({ item, address, field, state }: Part): Child {
  return (
    <Card title={words.hold.decisions} id="decisions">
      {item.decisions.map((decision) => (
        <Stack gap="xs">
          <p class="pre-line">
            <strong>{decision.body}</strong>
          </p>
          <Remove
            label={words.hold.removeDecision}
            question={words.hold.removeDecisionQuestion}
            address={`${address}/decisions/${decision.id}/remove`}
          />
        </Stack>
      ))}
      {item.no_decision_reason === null ? null : (
        <Stack gap="xs">
          <p>{words.hold.noDecisionNow(item.no_decision_reason)}</p>
          <Button kind="tertiary" size="sm" formaction={`${address}/no-decision/withdraw`}>
            {words.hold.withdrawNoDecision}
          </Button>
        </Stack>
      )}
      <TextArea {...field('body')} label={words.hold.decisionBody} help={words.hold.decisionHelp} rows={3} />
      <ButtonRow>
        <Button kind="secondary" formaction={`${address}/decisions`}>
          {words.hold.addDecision}
        </Button>
      </ButtonRow>
      {item.decisions.length > 0 || item.no_decision_reason !== null ? null : (
        <Disclosure summary={words.hold.noDecision} open={wrong(state, 'reason')}>
          <p>{words.hold.noDecisionQuestion}</p>
          <TextField {...field('reason')} label={words.hold.no_decision_reason} />
          <ButtonRow>
            <Button kind="secondary" formaction={`${address}/no-decision`}>
              {words.hold.noDecisionSave}
            </Button>
          </ButtonRow>
        </Disclosure>
      )}
    </Card>
  );
}

function Roles({ item, address, choices, field }: Part): Child {
  return (
    <Card title={words.hold.roles} lead={words.hold.rolesLead} id="roles">
      {item.roles.map((role) => (
        <Stack gap="xs">
          <p>{say.colon(role.organisation, role.part)}</p>
          <Remove
            label={words.hold.removeRole}
            question={words.hold.removeRoleQuestion}
            address={`${address}/roles/${role.id}/remove`}
          />
        </Stack>
      ))}
      <FindOne
        {...field('organisation_id')}
        label={words.hold.roleOrganisation}
        offer={choices.organisations}
      />
      <TextField {...field('part')} label={words.hold.part} />
      <ButtonRow>
        <Button kind="secondary" formaction={`${address}/roles`}>
          {words.hold.addRole}
        </Button>
      </ButtonRow>
    </Card>
  );
}

function Actions({ item, address, choices, field }: Part): Child {
  return (
    <Card title={words.hold.actions} lead={words.hold.actionsLead} id="actions">
      {item.actions.map((action) => (
        <Stack gap="xs">
          <p>
            <a href={`/actions/${action.id}`}>{action.what}</a>
          </p>
          <p>{say.join([say.holder(action), say.day(action.due_on)])}</p>
          <Remove
            label={words.hold.removeAction}
            question={words.hold.removeActionQuestion}
            address={`${address}/actions/${action.id}/remove`}
          />
        </Stack>
      ))}
      <TextArea {...field('what')} label={words.hold.what} rows={2} />
      <FindOne
        {...field('owner')}
        label={words.hold.owner}
        help={words.hold.ownerHelp}
        offer={choices.owners}
      />
      <DateField {...field.date('due_on')} label={words.hold.due_on} />
      <ButtonRow>
        <Button kind="secondary" formaction={`${address}/actions`}>
          {words.hold.addAction}
        </Button>
      </ButtonRow>
    </Card>
  );
}

function Raise({ address, choices, field, state }: Part): Child {
  return (
    <Disclosure
      summary={words.hold.raise}
      open={wrong(state, 'title', 'description', 'theme_code')}
      id="raise"
    >
      <TextField {...field('title')} label={words.hold.raiseTitle} />
      <TextArea {...field('description')} label={words.hold.raiseDescription} rows={3} />
      <Select
        {...field('theme_code')}
        label={words.hold.raiseTheme}
        options={choices.themes.map((theme) => ({ value: theme.code, label: theme.name }))}
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
        <Button kind="secondary" formaction={`${address}/issues`}>
          {words.hold.raiseButton}
        </Button>
      </ButtonRow>
    </Disclosure>
  );
}
