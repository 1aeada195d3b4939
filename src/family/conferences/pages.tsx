import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import {
  Disclosure,
  EmptyState,
  NotificationBanner,
  StatusBadge,
  type Kind,
} from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, PageNavigation, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Paging } from '../../platform/web/paging.ts';
import type {
  Conference,
  ConferenceFilter,
  ConferenceLine,
  DiscussedCase,
  invitations,
  Invitation,
  LaidFact,
  minutesDraftOf,
  ownShare,
  Role,
  Seat,
} from './queries.ts';
import {
  conferenceState,
  kinds,
  mayDo,
  type ConferenceActor,
  type ConferenceFacts,
  type ConferenceState,
} from './rules.ts';
import { attendanceWords, kindWords, partWords, say, stateWords, words } from './words.ja.ts';

export type State = FormState & { conflict?: Conflict };

const stateKind: Record<ConferenceState, Kind> = {
  planned: 'info',
  opened: 'warning',
  closed: 'warning',
  approved: 'success',
  cancelled: 'neutral',
};

export function StateBadge({ conference }: { conference: ConferenceFacts }): Child {
  const state = conferenceState(conference);
  return <StatusBadge kind={stateKind[state]}>{stateWords[state]}</StatusBadge>;
}

/** Typed text with its line breaks. */
export const Said = ({ text }: { text: string }): Child => (
  <Prose>
    <p class="pre-line">{text}</p>
  </Prose>
);

export function ConferenceList(props: {
  list: { rows: ConferenceLine[]; total: number };
  invited: Awaited<ReturnType<typeof invitations>>;
  filter: ConferenceFilter;
  paging: Paging;
  zone: string;
  href: (page: number) => string;
  removeHref: (name: string) => string;
  may_call: boolean;
}): Child {
  const { filter } = props;
  const active = [
    ...(filter.state ? [{ label: words.list[filter.state], removeHref: props.removeHref('state') }] : []),
    ...(filter.kind ? [{ label: kindWords[filter.kind], removeHref: props.removeHref('kind') }] : []),
  ];
  return (
    <Stack>
      <PageHeading
        title={words.list.title}
        lead={words.list.lead}
        actions={
          props.may_call ? (
            <LinkButton href="/conferences/new?kind=internal" kind="primary" icon="plus">
              {words.list.add}
            </LinkButton>
          ) : undefined
        }
      />
      {props.invited.length === 0 ? null : (
        <Card title={words.list.invited} lead={words.list.invitedLead}>
          <ResourceList
            label={words.list.invited}
            items={props.invited.map((one) => ({
              title: say.title('case', one.id),
              href: `/conferences/${one.id}`,
              text: words.list.invitedBy(one.team),
              meta: say.when(one.held_on, one.starts_at, null),
              due: words.list.until(say.lastDay(one.until, props.zone)),
              icon: 'lock' as const,
            }))}
          />
        </Card>
      )}
      {props.may_call ? (
        <>
          <FilterBar action="/conferences" active={active} clearHref="/conferences">
            <Select
              name="state"
              label={words.list.filterState}
              value={filter.state}
              empty={words.all}
              options={(['open', 'done'] as const).map((state) => ({
                value: state,
                label: words.list[state],
              }))}
              width="m"
            />
            <Select
              name="kind"
              label={words.list.kind}
              value={filter.kind}
              empty={words.all}
              options={kinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
              width="m"
            />
          </FilterBar>
          <Card flush>
            <DataTable
              caption={words.list.caption}
              captionHidden
              stack
              columns={[
                {
                  key: 'held_on',
                  label: words.list.held_on,
                  nowrap: true,
                  cell: (row) => say.when(row.held_on, row.starts_at, row.ends_at),
                },
                {
                  key: 'name',
                  label: words.list.name,
                  rowHeader: true,
                  cell: (row) => <a href={`/conferences/${row.id}`}>{say.title(row.kind, row.id)}</a>,
                },
                {
                  key: 'case',
                  label: words.list.case,
                  nowrap: true,
                  cell: (row) => say.caseNumber(row.case_year, row.case_number),
                },
                { key: 'chair', label: words.list.chair, nowrap: true },
                {
                  key: 'roles',
                  label: words.list.roles,
                  align: 'end',
                  nowrap: true,
                  cell: (row) => words.list.cases(Number(row.roles)),
                },
                {
                  key: 'state',
                  label: words.list.state,
                  nowrap: true,
                  cell: (row) => <StateBadge conference={row} />,
                },
              ]}
              rows={props.list.rows}
              empty={<EmptyState title={words.list.empty} text={words.list.emptyText} icon="calendar" />}
            />
          </Card>
          <PageNavigation
            total={props.list.total}
            page={props.paging.page}
            size={props.paging.size}
            href={props.href}
          />
        </>
      ) : props.invited.length === 0 ? (
        <EmptyState title={words.list.empty} icon="calendar" />
      ) : null}
    </Stack>
  );
}

/** Before a guest sees anything: why, until when, and the duty of secrecy. */
export function SecrecyPage(props: { invited: Invitation; state: State; zone: string }): Child {
  const { invited: conference, zone } = props;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading
        title={say.title(conference.kind, conference.id)}
        lead={say.when(conference.held_on, conference.starts_at, conference.ends_at)}
      />
      <Why conference={conference} share={{ ...conference, ends_at: conference.until }} zone={zone} />
      <Card title={words.guest.secrecyTitle} icon="lock">
        <Form action={`/conferences/${conference.id}/secrecy`} errors={props.state.errors}>
          <Prose>
            <ul>
              {words.guest.secrecyText.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </Prose>
          <Checkbox {...field.checked('agreed')} label={words.guest.agree} required />
          <ButtonRow>
            <Button size="lg">{words.guest.continue}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}

function Why(props: {
  conference: Pick<Conference, 'team'>;
  share: Awaited<ReturnType<typeof ownShare>>;
  zone: string;
}): Child {
  const { share, conference } = props;
  if (!share) return null;
  return (
    <NotificationBanner kind="info" title={words.guest.title}>
      <p>{words.guest.text(conference.team, share.giver ?? '')}</p>
      <p>{words.guest.reason(share.reason)}</p>
      <p>
        <strong>{words.guest.until(say.lastDay(share.ends_at, props.zone))}</strong>
      </p>
      <p>{words.guest.only}</p>
    </NotificationBanner>
  );
}

export interface ConferenceView {
  conference: Conference;
  actor: ConferenceActor;
  share: Awaited<ReturnType<typeof ownShare>>;
  seats: readonly Seat[];
  laid: readonly LaidFact[];
  items: readonly { id: number; title: string; discussion: string; version: number }[];
  cases: readonly DiscussedCase[];
  decisions: readonly { id: number; body: string }[];
  roles: readonly Role[];
  me: number | null;
  zone: string;
  today: string;
  /** the form that was sent and is shown again */
  sent: string | null;
  form: State;
  /** the reader's own, of the minutes */
  draft?: Awaited<ReturnType<typeof minutesDraftOf>>;
}

export function ConferencePage(props: ConferenceView): Child {
  const { conference, actor } = props;
  const state = conferenceState(conference);
  const may = (action: Parameters<typeof mayDo>[2]) => mayDo(actor, state, action);
  const at = `/conferences/${conference.id}`;
  return (
    <Stack>
      <PageHeading
        title={say.title(conference.kind, conference.id)}
        badges={<StateBadge conference={conference} />}
        lead={say.when(conference.held_on, conference.starts_at, conference.ends_at)}
        actions={
          conference.may_run || state === 'approved' ? (
            <ButtonRow>
              <UtilityLink href={`${at}/minutes?format=pdf`} icon="print" download>
                {words.page.pdf}
              </UtilityLink>
              <UtilityLink href={`${at}/minutes?format=docx`} icon="download" download>
                {words.page.docx}
              </UtilityLink>
            </ButtonRow>
          ) : undefined
        }
      />
      {conference.may_run ? null : <Why {...props} />}
      {state === 'cancelled' ? (
        <NotificationBanner kind="info" title={stateWords.cancelled}>
          <p>{words.page.cancelled(conference.cancel_reason ?? '')}</p>
        </NotificationBanner>
      ) : null}
      {conference.may_run ? <Next {...props} state={state} /> : null}
      <Columns kind="main-aside">
        <Stack>
          {conference.kind === 'case' ? (
            <Card
              title={words.laid.title}
              lead={words.laid.lead}
              id="laid"
              actions={
                may('facts') ? (
                  <LinkButton href={`${at}/facts`} size="sm" icon="edit">
                    {words.laid.choose}
                  </LinkButton>
                ) : undefined
              }
            >
              {props.laid.length === 0 ? (
                <p>{words.laid.empty}</p>
              ) : (
                <DescriptionList
                  layout="stack"
                  items={props.laid.map((fact) => ({
                    term: fact.title,
                    description: <Said text={fact.body} />,
                  }))}
                />
              )}
            </Card>
          ) : (
            <Card title={words.internal.title} id="cases">
              <Stack>
                {props.cases.map((one) => (
                  <section>
                    <h3>
                      <a href={`/cases/${one.case_id}`}>{say.caseNumber(one.fiscal_year, one.number)}</a>
                      {`　${one.headline}`}
                    </h3>
                    <p>{words.internal.worker(one.worker ?? '')}</p>
                    <DescriptionList
                      layout="stack"
                      items={(['question', 'discussion', 'outcome'] as const).map((name) => ({
                        term: words.internal[name],
                        description: one[name] === '' ? '' : <Said text={one[name]} />,
                      }))}
                    />
                    {may('take_down') ? (
                      <LinkButton href={`${at}/cases/${one.case_id}`} size="sm" icon="edit">
                        {words.internal.write}
                      </LinkButton>
                    ) : null}
                  </section>
                ))}
              </Stack>
            </Card>
          )}
          <Views {...props} state={state} />
          {props.items.length === 0 && !may('agenda') ? null : (
            <Card title={words.agenda.label} id="agenda">
              <Stack>
                {props.items.length === 0 ? <p>{words.agenda.empty}</p> : null}
                {props.items.map((item, index) => (
                  <section>
                    <h3>{`${index + 1}　${item.title}`}</h3>
                    {item.discussion === '' ? (
                      <p>{words.agenda.notWritten}</p>
                    ) : (
                      <Said text={item.discussion} />
                    )}
                    <ButtonRow>
                      {may('write') ? (
                        <LinkButton href={`${at}/items/${item.id}`} size="sm" icon="edit">
                          {words.agenda.write}
                        </LinkButton>
                      ) : null}
                      {may('agenda') && item.discussion === '' ? (
                        <ConfirmForm
                          label={words.agenda.remove}
                          question={words.agenda.removeQuestion}
                          action={`${at}/items/${item.id}/remove`}
                          confirmLabel={words.agenda.remove}
                          kind="tertiary"
                          size="sm"
                        />
                      ) : null}
                    </ButtonRow>
                  </section>
                ))}
                {may('agenda') ? (
                  <Disclosure summary={words.agenda.add} open={props.sent === 'item'}>
                    <Form action={`${at}/items`} errors={props.sent === 'item' ? props.form.errors : {}}>
                      <TextField {...bound(props, 'item')('title')} label={words.agenda.title} required />
                      <ButtonRow>
                        <Button kind="secondary">{words.agenda.add}</Button>
                      </ButtonRow>
                    </Form>
                  </Disclosure>
                ) : null}
              </Stack>
            </Card>
          )}
          <Decisions {...props} state={state} />
          <Roles {...props} state={state} />
          {conference.may_run || conference.minutes !== '' ? (
            <Card title={words.minutes.overall} id="minutes">
              {may('write') ? (
                <>
                  {props.draft === undefined || props.sent === 'minutes' ? null : (
                    <NotificationBanner
                      kind={props.draft.base_version < conference.version ? 'warning' : 'info'}
                      title={words.minutes.draftFrom(say.moment(props.draft.saved_at, props.zone))}
                      actions={
                        <ConfirmForm
                          label={words.minutes.draftDrop}
                          question={words.minutes.draftDropQuestion}
                          action={`${at}/minutes/draft/drop`}
                          size="sm"
                          danger
                        />
                      }
                    />
                  )}
                  <Form
                    action={`${at}/minutes`}
                    autosave={`${at}/minutes/draft`}
                    errors={props.sent === 'minutes' ? props.form.errors : {}}
                    label={words.minutes.overall}
                  >
                    {props.sent === 'minutes' ? <ConflictNotice state={props.form} /> : null}
                    {props.sent === 'minutes' && props.form.conflict ? null : (
                      <HiddenField name="_version" value={props.draft?.base_version ?? conference.version} />
                    )}
                    <TextArea
                      {...bound(props, 'minutes', { minutes: props.draft?.minutes ?? conference.minutes })(
                        'minutes',
                      )}
                      label={words.minutes.overall}
                      labelHidden
                      rows={5}
                    />
                    <DateField
                      {...bound(props, 'minutes', { next_on: conference.next_on }).date('next_on')}
                      label={words.form.next_on}
                    />
                    <ButtonRow>
                      <Button kind="secondary">{words.save}</Button>
                    </ButtonRow>
                  </Form>
                </>
              ) : conference.minutes === '' ? (
                <p>{words.agenda.notWritten}</p>
              ) : (
                <Said text={conference.minutes} />
              )}
            </Card>
          ) : null}
          {may('close') ? (
            <Card title={words.close.title} lead={words.close.lead} tone="key" id="close">
              {unsaidOf(props.seats) === 0 ? null : (
                <p>
                  <a href="#people">{words.people.unsaid(unsaidOf(props.seats))}</a>
                </p>
              )}
              <Form action={`${at}/close`} errors={props.sent === 'close' ? props.form.errors : {}}>
                <TextArea
                  {...bound(props, 'close')('no_decision_reason')}
                  label={words.close.no_decision_reason}
                  rows={3}
                />
                <ButtonRow>
                  <Button size="lg">{words.page.close}</Button>
                </ButtonRow>
              </Form>
            </Card>
          ) : null}
        </Stack>
        <Stack>
          <Card
            title={words.page.facts}
            actions={
              may('edit') ? (
                <LinkButton href={`${at}/edit`} size="sm" icon="edit">
                  {words.page.edit}
                </LinkButton>
              ) : undefined
            }
          >
            <DescriptionList
              layout="stack"
              items={[
                { term: words.page.purpose, description: <Said text={conference.purpose} /> },
                {
                  term: words.page.when,
                  description: say.when(conference.held_on, conference.starts_at, conference.ends_at),
                },
                { term: words.page.place, description: conference.place },
                conference.online_url === null
                  ? null
                  : {
                      term: words.page.online,
                      description: (
                        <a href={conference.online_url} rel="noreferrer">
                          {conference.online_url}
                        </a>
                      ),
                    },
                { term: words.page.team, description: conference.team },
                { term: words.page.chair, description: conference.chair },
                conference.case_id === null || conference.case_year === null
                  ? null
                  : {
                      term: words.page.case,
                      description: (
                        <a href={`/cases/${conference.case_id}`}>
                          {say.caseNumber(conference.case_year, conference.case_number)}
                        </a>
                      ),
                    },
                conference.next_on === null
                  ? null
                  : { term: words.page.next_on, description: say.day(conference.next_on) },
                conference.closer === null
                  ? null
                  : { term: words.page.closedBy, description: conference.closer },
                conference.approver === null
                  ? null
                  : {
                      term: words.page.approvedBy,
                      description: say.join([
                        conference.approver,
                        say.moment(conference.approved_at!, props.zone),
                      ]),
                    },
              ]}
            />
          </Card>
          {may('reopen') ? (
            <Form action={`${at}/reopen`} label={words.page.reopen}>
              <Button kind="secondary">{words.page.reopen}</Button>
            </Form>
          ) : null}
          {may('cancel') ? (
            <ConfirmForm
              label={words.page.cancel}
              question={words.page.cancelQuestion}
              action={`${at}/cancel`}
              confirmLabel={words.page.cancel}
              danger
              open={props.sent === 'cancel'}
            >
              <TextField {...bound(props, 'cancel')('reason')} label={words.page.cancelReason} required />
            </ConfirmForm>
          ) : null}
        </Stack>
      </Columns>
    </Stack>
  );
}

/** A form's fields, with what was typed only where this form was sent. */
function bound(
  props: Pick<ConferenceView, 'sent' | 'form'>,
  name: string,
  stored: Record<string, unknown> = {},
) {
  return props.sent === name ? fields(props.form.values, props.form.errors) : fields(stored, {});
}

function Next(props: ConferenceView & { state: ConferenceState }): Child {
  const { conference, state, actor } = props;
  const at = `/conferences/${conference.id}`;
  if (state === 'planned' && conference.held_on <= props.today) {
    return (
      <NextStep
        title={words.page.open}
        text={words.page.openText}
        action={
          <Form action={`${at}/open`} label={words.page.open}>
            <Button size="lg">{words.page.open}</Button>
          </Form>
        }
      />
    );
  }
  if (state === 'planned') {
    return conference.kind === 'case' ? (
      <NextStep
        title={words.page.next.planned}
        text={words.page.next.plannedText}
        action={
          <ButtonRow>
            <LinkButton href={`${at}/facts`} kind="primary">
              {words.laid.choose}
            </LinkButton>
            <LinkButton href={`${at}/people`}>{words.people.manage}</LinkButton>
          </ButtonRow>
        }
      />
    ) : null;
  }
  if (state === 'opened')
    return <NextStep title={words.page.next.opened} text={words.page.next.openedText} />;
  if (state === 'closed') {
    return actor === 'chair' ? (
      <NextStep
        title={words.page.next.closed}
        text={words.page.approveText}
        action={
          <Form action={`${at}/approve`} label={words.page.approve}>
            <Button size="lg">{words.page.approve}</Button>
          </Form>
        }
      />
    ) : (
      <NextStep title={words.page.next.closed} text={words.page.waitsForChair(conference.chair ?? '')} />
    );
  }
  return null;
}

const unsaidOf = (seats: ConferenceView['seats']): number =>
  seats.filter((one) => one.attendance === 'unknown' || one.attendance === 'planned').length;

function Views(props: ConferenceView & { state: ConferenceState }): Child {
  const { conference, actor, state, seats } = props;
  const at = `/conferences/${conference.id}`;
  const own = seats.find((one) => one.person_id === props.me);
  const unsaid = unsaidOf(seats);
  const canSpeak = own !== undefined && mayDo(actor, state, 'speak');
  return (
    <Card
      title={words.people.title}
      id="people"
      actions={
        conference.may_run && state !== 'cancelled' ? (
          <LinkButton href={`${at}/people`} size="sm" icon="people">
            {words.people.manage}
          </LinkButton>
        ) : undefined
      }
    >
      <Stack>
        <ResourceList
          level={3}
          items={seats.map((one) => ({
            title: say.person(one.name, one.place),
            badge: (
              <StatusBadge
                kind={
                  one.attendance === 'attended' || one.attendance === 'online'
                    ? 'success'
                    : one.attendance === 'absent'
                      ? 'warning'
                      : 'neutral'
                }
              >
                {attendanceWords[one.attendance]}
              </StatusBadge>
            ),
            text: one.view === '' ? words.people.noView : <span class="pre-line">{one.view}</span>,
            meta: say.join([
              partWords[one.part],
              ...(one.view !== '' && one.view_by !== one.person_id
                ? [words.people.takenDownBy(one.writer ?? '')]
                : []),
            ]),
            ...(mayDo(actor, state, 'take_down') && actor !== 'guest'
              ? {
                  action: (
                    <LinkButton href={`${at}/people/${one.id}`} size="sm" icon="edit">
                      {words.people.takeDown}
                    </LinkButton>
                  ),
                }
              : {}),
          }))}
        />
        {mayDo(actor, state, 'write') && actor !== 'guest' ? (
          <Disclosure summary={words.people.attendanceAll} open={props.sent === 'attendance' || unsaid > 0}>
            <Form action={`${at}/attendance`} errors={props.sent === 'attendance' ? props.form.errors : {}}>
              <CheckboxGroup
                name="there"
                label={words.people.there}
                help={words.people.thereHelp}
                value={seats
                  .filter((one) => one.attendance === 'attended' || one.attendance === 'online')
                  .map((one) => String(one.id))}
                options={seats.map((one) => ({
                  value: String(one.id),
                  label: say.person(one.name, one.place),
                }))}
              />
              <ButtonRow>
                <Button kind="secondary">{words.people.attendanceSave}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
        {canSpeak ? (
          <Disclosure
            summary={words.people.ownView}
            open={props.sent === 'view' || (actor === 'guest' && own.view === '')}
          >
            <Form action={`${at}/view`} errors={props.sent === 'view' ? props.form.errors : {}}>
              {props.sent === 'view' ? <ConflictNotice state={props.form} /> : null}
              {props.sent === 'view' && props.form.conflict ? null : (
                <HiddenField name="_version" value={own.version} />
              )}
              <TextArea
                {...bound(props, 'view', { view: own.view })('view')}
                label={words.people.ownView}
                help={words.people.viewHelp}
                required
                rows={5}
              />
              <ButtonRow>
                <Button kind="secondary">{words.save}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
      </Stack>
    </Card>
  );
}

function Decisions(props: ConferenceView & { state: ConferenceState }): Child {
  const { conference, actor, state } = props;
  const at = `/conferences/${conference.id}`;
  const write = mayDo(actor, state, 'write') && actor !== 'guest';
  if (state === 'planned' && props.decisions.length === 0) return null;
  return (
    <Card title={words.decisions.title} id="decisions">
      <Stack>
        {props.decisions.length === 0 ? (
          <p>
            {conference.no_decision_reason === null
              ? words.decisions.empty
              : words.minutes.noDecision(conference.no_decision_reason)}
          </p>
        ) : (
          <ResourceList
            items={props.decisions.map((one) => ({
              title: one.body,
              icon: 'check' as const,
              ...(write
                ? {
                    action: (
                      <Form action={`${at}/decisions/${one.id}/remove`} label={words.decisions.remove}>
                        <Button kind="tertiary" size="sm">
                          {words.decisions.remove}
                        </Button>
                      </Form>
                    ),
                  }
                : {}),
            }))}
          />
        )}
        {write ? (
          <Form action={`${at}/decisions`} errors={props.sent === 'decision' ? props.form.errors : {}}>
            <TextArea {...bound(props, 'decision')('body')} label={words.decisions.body} rows={2} required />
            <ButtonRow>
              <Button kind="secondary">{words.decisions.add}</Button>
            </ButtonRow>
          </Form>
        ) : null}
      </Stack>
    </Card>
  );
}

function Roles(props: ConferenceView & { state: ConferenceState }): Child {
  const { conference, actor, state } = props;
  const at = `/conferences/${conference.id}`;
  const write = mayDo(actor, state, 'write') && actor !== 'guest';
  if (state === 'planned' && props.roles.length === 0) return null;
  const field = bound(props, 'role');
  return (
    <Card title={words.roles.title} id="roles">
      <Stack>
        {props.roles.length === 0 ? (
          <p>{words.roles.empty}</p>
        ) : (
          <DataTable
            caption={words.roles.title}
            captionHidden
            stack
            columns={[
              {
                key: 'what',
                label: words.roles.what,
                rowHeader: true,
                cell: (row) => say.join([row.what, say.caseNumber(row.case_year, row.case_number)]),
              },
              {
                key: 'person',
                label: words.roles.person_id,
                cell: (row) => say.person(row.person ?? '', row.place),
              },
              {
                key: 'due_on',
                label: words.roles.due_on,
                nowrap: true,
                cell: (row) => say.day(row.due_on),
              },
              {
                key: 'state',
                label: words.roles.state,
                cell: (row) =>
                  row.task_id === null
                    ? words.roles.notGiven
                    : row.done_at
                      ? say.join([words.roles.done, row.outcome ?? ''])
                      : conference.may_run || row.person_id === props.me
                        ? words.roles.waiting
                        : words.roles.unseen,
              },
              ...(write
                ? [
                    {
                      key: 'remove',
                      label: words.roles.remove,
                      labelHidden: true,
                      nowrap: true,
                      cell: (row: Role) =>
                        row.task_id === null ? (
                          <Form action={`${at}/roles/${row.id}/remove`} label={words.roles.remove}>
                            <Button kind="tertiary" size="sm">
                              {words.roles.remove}
                            </Button>
                          </Form>
                        ) : null,
                    },
                  ]
                : []),
            ]}
            rows={props.roles}
          />
        )}
        {write ? (
          <Disclosure summary={words.roles.add} open={props.sent === 'role' || props.roles.length === 0}>
            <Form action={`${at}/roles`} errors={props.sent === 'role' ? props.form.errors : {}}>
              <TextField {...field('what')} label={words.roles.what} help={words.roles.whatHelp} required />
              <Select
                {...field('person_id')}
                label={words.roles.person_id}
                required
                options={props.seats
                  .filter((one) => one.person_id !== null)
                  .map((one) => ({
                    value: String(one.person_id),
                    label: say.person(one.name, one.place),
                  }))}
              />
              {conference.kind === 'internal' ? (
                <Select
                  {...field('case_id')}
                  label={words.roles.case_id}
                  required
                  options={props.cases.map((one) => ({
                    value: String(one.case_id),
                    label: say.join([say.caseNumber(one.fiscal_year, one.number), one.headline]),
                  }))}
                />
              ) : null}
              <DateField {...field.date('due_on')} label={words.roles.due_on} required />
              <ButtonRow>
                <Button kind="secondary">{words.roles.add}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        ) : null}
      </Stack>
    </Card>
  );
}

/** What somebody took on in a conference; also for those who are not let into it any more. */
export function TaskPage(props: {
  task: {
    id: number;
    title: string;
    due_on: string;
    done_at: Date | null;
    outcome: string;
    giver: string | null;
    case_id: number;
    case_year: number | null;
    case_number: number | null;
    person_id: number;
  };
  mine: boolean;
  state: State;
  zone: string;
}): Child {
  const { task } = props;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={words.task.title} lead={words.task.lead} />
      <Card>
        <DescriptionList
          layout="stack"
          items={[
            { term: words.task.what, description: task.title },
            { term: words.task.due, description: say.day(task.due_on) },
            { term: words.task.giver, description: task.giver },
            task.case_year === null
              ? null
              : {
                  term: words.task.case,
                  description: (
                    <a href={`/cases/${task.case_id}`}>{say.caseNumber(task.case_year, task.case_number)}</a>
                  ),
                },
            task.done_at
              ? {
                  term: words.task.outcome,
                  description: say.join([
                    words.task.doneAt(say.moment(task.done_at, props.zone)),
                    task.outcome,
                  ]),
                }
              : null,
          ]}
        />
      </Card>
      {task.done_at || !props.mine ? null : (
        <Form action={`/conferences/tasks/${task.id}`} errors={props.state.errors}>
          <TextArea
            {...field('outcome')}
            label={words.task.outcome}
            help={words.task.outcomeHelp}
            rows={4}
            required
          />
          <ButtonRow>
            <Button size="lg">{words.task.submit}</Button>
          </ButtonRow>
        </Form>
      )}
    </Stack>
  );
}
