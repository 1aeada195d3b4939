import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Chip, Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { badgeOf } from './pages-list.tsx';
import { accommodationName, Contact, languageName, Where } from './pages-open-event.tsx';
import { ReasonForm } from './pages-parts.tsx';
import type { Deed, EventRow, SessionLine } from './queries.ts';
import { onlineChecks, type EventState } from './rules.ts';
import { words as form } from './words-form.ja.ts';
import { ageText, feeText, repeatText, whenText, words } from './words.ja.ts';

const w = words.page;
const firstSittings = 8;

interface EventPageProps {
  event: EventRow;
  state: EventState;
  coming: readonly SessionLine[];
  past: readonly SessionLine[];
  room: { join_url: string | null; join_note: string; checks: unknown } | undefined;
  deeds: readonly Deed[];
  /** where its applications are seen, when it takes any */
  applicationsHref: string | null;
  zone: string;
}

/** One event as a story: what it is, how it stands, what is next, what was done. */
export function EventPage(props: EventPageProps) {
  const { event, state, coming, zone } = props;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={event.kind}
        title={event.title}
        lead={event.summary === '' ? null : event.summary}
        badges={
          <>
            <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>
            {event.zone === 'network' ? <Chip icon="people">{words.listPage.networkOnly}</Chip> : null}
          </>
        }
        actions={
          <ButtonRow>
            {event.may_edit && event.source !== 'feed' ? (
              <LinkButton href={`/events/${event.id}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            {event.may_edit ? (
              <LinkButton href={`/events/new?from=${event.id}`} kind="tertiary">
                {w.copy}
              </LinkButton>
            ) : null}
          </ButtonRow>
        }
      />
      {event.source === 'feed' ? <NotificationBanner kind="info" title={w.feedSource} /> : null}
      <Next {...props} />
      <Facts {...props} />
      {event.description === '' ? null : (
        <Section title={w.description} id="description">
          <Prose>{event.description}</Prose>
        </Section>
      )}
      {event.may_prepare && event.online !== 'none' ? <Online {...props} /> : null}
      <Section title={w.sittings} id="sittings">
        <SittingTable event={event} lines={coming.slice(0, firstSittings)} />
        {coming.length <= firstSittings ? null : (
          <Disclosure summary={w.morePast(coming.length - firstSittings)}>
            <SittingTable event={event} lines={coming.slice(firstSittings)} />
          </Disclosure>
        )}
      </Section>
      {props.past.length === 0 ? null : (
        <Disclosure summary={w.sittingsPast}>
          <SittingTable event={event} lines={props.past} />
        </Disclosure>
      )}
      {event.may_prepare && props.deeds.length > 0 ? (
        <Section title={w.history} id="history">
          <Timeline
            label={w.history}
            entries={props.deeds.map((deed) => ({
              when: formatDateTime(deed.done_at, zone),
              datetime: deed.done_at.toISOString(),
              text: words.deed(deed, zone),
              ...(deed.who === null ? {} : { actor: deed.who }),
              ...(deed.what.endsWith('cancelled') ? { kind: 'warning' as const } : {}),
            }))}
          />
        </Section>
      ) : null}
      {event.may_edit ? <Endings event={event} state={state} /> : null}
    </Stack>
  );
}

function Next({ event, state, coming, applicationsHref, zone }: EventPageProps) {
  if (state === 'cancelled')
    return (
      <NotificationBanner kind="warning" title={w.cancelledTitle}>
        <p>{w.cancelled(event.cancel_reason ?? '')}</p>
      </NotificationBanner>
    );
  if (state === 'draft' || state === 'scheduled')
    return (
      <NextStep
        title={
          state === 'draft' ? w.publishTitle : w.scheduledTitle(formatDateTime(event.published_at!, zone))
        }
        text={state === 'draft' ? w.publishText : w.scheduledText}
        action={
          event.may_edit ? (
            <Form action={`/events/${event.id}/publish`}>
              <HiddenField name="_version" value={event.version} />
              <Button size="lg">{w.publish}</Button>
            </Form>
          ) : null
        }
      />
    );
  const next = coming.find((one) => one.cancelled_at === null);
  return (
    <NextStep
      title={next ? w.nextTitle(whenText(next)) : w.nextNone}
      {...(next ? {} : { text: w.nextNoneText })}
      action={
        applicationsHref !== null && event.may_prepare ? (
          <LinkButton href={applicationsHref} kind="primary">
            {w.applications}
          </LinkButton>
        ) : event.zone === 'public' ? (
          <LinkButton href={`/open/events/${event.id}`}>{w.publicPage}</LinkButton>
        ) : null
      }
    />
  );
}

function Facts({ event, zone }: EventPageProps) {
  const f = w.facts;
  const repeat = repeatText(event);
  const age = [event.audience, ageText(event.age_from_months, event.age_to_months)].filter(
    (one) => one !== '',
  );
  const applyParts = [
    form.applications[event.application as keyof typeof form.applications],
    event.application_note,
    event.application_opens_at === null
      ? ''
      : `${formatDateTime(event.application_opens_at, zone)}${words.to}`,
    event.application_closes_at === null
      ? ''
      : `${form.application_closes_on} ${formatDateTime(event.application_closes_at, zone)}`,
  ].filter((part) => part !== '');
  return (
    <DescriptionList
      items={[
        repeat === '' ? null : { term: f.repeat, description: repeat },
        event.except_on.length === 0 ? null : { term: f.except, description: words.dayList(event.except_on) },
        {
          term: f.where,
          description: (
            <Where
              event={event}
              facilityHref={event.facility_id === null ? null : `/facilities/${event.facility_id}`}
            />
          ),
        },
        { term: f.host, description: event.facility ?? event.organisation },
        { term: f.zone, description: w.zones[event.zone === 'network' ? 'network' : 'public'] },
        age.length === 0 ? null : { term: f.audience, description: age.join('　') },
        feeText(event) === '' ? null : { term: f.fee, description: feeText(event) },
        event.what_to_bring === ''
          ? null
          : { term: f.bring, description: <Prose>{event.what_to_bring}</Prose> },
        { term: f.apply, description: <Prose>{applyParts.join('\n')}</Prose> },
        event.capacity === null
          ? null
          : {
              term: f.capacity,
              description: `${event.capacity}${w.people[event.capacity_unit === 'person' ? 'person' : 'family']}`,
            },
        event.languages.every((one) => one === 'ja')
          ? null
          : { term: f.languages, description: words.list(event.languages.map(languageName)) },
        event.accommodations.length === 0
          ? null
          : { term: f.accommodations, description: words.list(event.accommodations.map(accommodationName)) },
        { term: f.contact, description: <Contact event={event} /> },
        event.url === null ? null : { term: f.url, description: <a href={event.url}>{event.url}</a> },
        event.source_text === null || event.source !== 'import'
          ? null
          : { term: f.source, description: <Prose quiet>{event.source_text}</Prose> },
      ]}
    />
  );
}

/** The link and what is settled before people meet on line: for the host's people. */
function Online({ event, room }: EventPageProps) {
  const checks = (room?.checks ?? {}) as Record<string, unknown>;
  const done = onlineChecks.filter((one) => checks[one] === true);
  const left = onlineChecks.filter((one) => checks[one] !== true);
  return (
    <Card
      title={w.onlineTitle}
      tone={left.length === 0 ? 'success' : 'warning'}
      lead={w.online[event.online as keyof typeof w.online]}
      id="online"
    >
      <p>
        {w.joinUrl}：{room?.join_url ? <a href={room.join_url}>{room.join_url}</a> : w.noJoinUrl}
      </p>
      {room?.join_note ? <Prose>{room.join_note}</Prose> : null}
      <p>
        <strong>{w.checksDone(done.length, onlineChecks.length)}</strong>
      </p>
      {left.length === 0 ? (
        <p>{w.checksAll}</p>
      ) : (
        <>
          <p>{w.checksLeft}</p>
          <ul>
            {left.map((one) => (
              <li>{form.check[one]}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function SittingTable({ event, lines }: { event: EventRow; lines: readonly SessionLine[] }) {
  const mayChange = event.may_edit && event.source !== 'feed';
  return (
    <DataTable<SessionLine>
      caption={w.sittingsCaption}
      captionHidden
      stack
      rows={lines}
      empty={<p>{w.noSittings}</p>}
      columns={[
        {
          key: 'when',
          label: w.columns.when,
          rowHeader: true,
          cell: (line) => (
            <>
              {whenText(line)}
              {line.note === '' ? null : (
                <>
                  <br />
                  {line.note}
                </>
              )}
            </>
          ),
        },
        {
          key: 'capacity',
          label: w.columns.capacity,
          nowrap: true,
          cell: (line) =>
            line.capacity === null
              ? ''
              : `${line.capacity}${w.people[event.capacity_unit === 'person' ? 'person' : 'family']}`,
        },
        {
          key: 'state',
          label: w.columns.state,
          cell: (line) =>
            line.cancelled_at !== null ? (
              <>
                <StatusBadge kind="warning">{words.states.cancelled}</StatusBadge> {line.cancel_reason}
              </>
            ) : line.moved ? (
              <StatusBadge kind="info">{w.moved(words.monthDay(line.recurrence_on))}</StatusBadge>
            ) : (
              ''
            ),
        },
        ...(mayChange
          ? [
              {
                key: 'change',
                label: w.columns.change,
                nowrap: true,
                cell: (line: SessionLine) => (
                  <a href={`/events/${event.id}/sessions/${line.id}`} aria-label={w.changeOf(whenText(line))}>
                    {w.change}
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Endings({ event, state }: { event: EventRow; state: EventState }) {
  if (event.source === 'feed') return null;
  return (
    <Columns kind="halves">
      <Stack>
        {state === 'cancelled' ? (
          <ConfirmForm
            label={w.restore}
            question={w.restoreQuestion}
            action={`/events/${event.id}/restore`}
            confirmLabel={w.restore}
            fields={{ _version: `${event.version}` }}
          />
        ) : event.published_at === null ? (
          <ConfirmForm
            label={w.removeDraft}
            question={w.removeQuestion}
            action={`/events/${event.id}/remove`}
            confirmLabel={w.removeDraft}
            danger
            fields={{ _version: `${event.version}` }}
          />
        ) : (
          <p>
            <UtilityLink href={`/events/${event.id}/cancel`} icon="close">
              {w.cancel}
            </UtilityLink>
          </p>
        )}
      </Stack>
    </Columns>
  );
}

/** Calling the whole event off. */
export function CancelEventPage({ event, state }: { event: EventRow; state: FormState }) {
  return (
    <Stack>
      <PageHeading kicker={event.title} title={w.cancel} lead={w.cancelLead} />
      <ReasonForm
        action={`/events/${event.id}/cancel`}
        state={state}
        name="reason"
        label={w.reason}
        help={w.reasonHelp}
        confirm={w.cancelConfirm}
        kind="danger"
        back={{ href: `/events/${event.id}`, label: form.back }}
      >
        <HiddenField name="_version" value={event.version} />
      </ReasonForm>
    </Stack>
  );
}
