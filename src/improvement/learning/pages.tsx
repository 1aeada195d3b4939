import { formatDate, formatDateTime, instantOf } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ParticipationForm } from './pages-forms.tsx';
import type { OpenDay, Participation } from './queries.ts';
import { stateOf } from './rules.ts';
import { badgeOf, words } from './words.ja.ts';

export function StateBadge({
  openDay,
  today,
}: {
  openDay: { held_on: string; cancelled_at: Date | null };
  today: string;
}) {
  const state = stateOf(openDay, today);
  return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
}

/** One open day: what it is, what is next, who came, what happened so far. */
export function OpenDayPage(props: {
  openDay: OpenDay;
  participations: readonly Participation[];
  counts: boolean;
  /** facilities to choose from where participation may be recorded */
  facilities: readonly { id: number; name: string; kind: string }[];
  state: FormState;
  today: string;
  zone: string;
}) {
  const { openDay, participations, today } = props;
  const w = words.page;
  const state = stateOf(openDay, today);
  const mine = participations.find((one) => one.may_change && !openDay.may_manage);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={words.navigation}
        title={openDay.title}
        badges={<StateBadge openDay={openDay} today={today} />}
        actions={
          openDay.may_manage ? (
            <LinkButton href={`/open-days/${openDay.id}/edit`} icon="edit">
              {w.edit}
            </LinkButton>
          ) : null
        }
      />
      {state === 'cancelled' ? (
        <NotificationBanner kind="warning" title={w.cancelledTitle}>
          <p>{w.cancelled(openDay.cancel_reason ?? '')}</p>
        </NotificationBanner>
      ) : null}
      <Next openDay={openDay} participations={participations} mine={mine} today={today} />
      <DescriptionList
        items={[
          { term: w.when, description: formatDate(openDay.held_on) },
          {
            term: w.where,
            description: (
              <>
                <a href={`/facilities/${openDay.facility_id}`}>{openDay.facility}</a>
                {openDay.facility_address === '' ? '' : `　${openDay.facility_address}`}
              </>
            ),
          },
          { term: w.theme, description: openDay.theme },
          { term: w.places, description: words.places(openDay.places) },
          { term: w.note, description: openDay.note === null ? null : <Prose>{openDay.note}</Prose> },
        ]}
      />
      {state === 'cancelled' && !wasTyped(props.state) ? null : <Participations {...props} />}
      <Section title={w.history} id="history">
        <Timeline label={w.history} entries={history(openDay, participations, today, props.zone)} />
      </Section>
      {openDay.may_manage ? <Ending openDay={openDay} hasParticipation={participations.length > 0} /> : null}
    </Stack>
  );
}

function Next(props: {
  openDay: OpenDay;
  participations: readonly Participation[];
  mine: Participation | undefined;
  today: string;
}) {
  const { openDay, mine } = props;
  const w = words.next;
  const state = stateOf(openDay, props.today);
  if (state === 'planned') return <NextStep title={w.wait(openDay.held_on)} text={w.waitText} />;
  if (state === 'held' && openDay.may_manage && props.participations.length === 0) {
    return (
      <NextStep
        title={w.record}
        text={w.recordText}
        action={
          <LinkButton href="#participations" kind="primary">
            {w.recordAction}
          </LinkButton>
        }
      />
    );
  }
  if (state === 'held' && mine !== undefined && mine.reflection === null) {
    return (
      <NextStep
        title={w.reflect}
        text={w.reflectText}
        action={
          <LinkButton href={editHref(mine)} kind="primary">
            {w.reflectAction}
          </LinkButton>
        }
      />
    );
  }
  return null;
}

/** What was typed is shown again even where the day has been called off meanwhile. */
const wasTyped = (state: FormState): boolean => Object.keys(state.errors).length > 0;

const editHref = (one: Participation): string =>
  `/open-days/${one.open_day_id}/participations/${one.facility_id}/edit`;

function Participations(props: {
  openDay: OpenDay;
  participations: readonly Participation[];
  counts: boolean;
  facilities: readonly { id: number; name: string; kind: string }[];
  state: FormState;
  today: string;
}) {
  const { openDay, participations } = props;
  const w = words.participation;
  // A visiting facility sees its own row; without one there is nothing to say to those who may not read the others.
  if (!props.counts && participations.length === 0) return null;
  const people = participations.reduce((sum, one) => sum + one.people, 0);
  const held = stateOf(openDay, props.today) === 'held';
  return (
    <Section
      title={props.counts ? w.title : w.ownTitle}
      id="participations"
      lead={props.counts ? undefined : w.ownLead}
    >
      {props.counts && participations.length > 0 ? (
        <p>{w.sum(participations.length, people, openDay.places)}</p>
      ) : null}
      {props.counts && people > openDay.places ? <p>{w.over}</p> : null}
      <DataTable<Participation>
        caption={w.caption}
        captionHidden
        stack
        rows={participations}
        empty={
          <EmptyState
            title={w.empty.title}
            text={held ? w.empty.text : w.notYet(openDay.held_on)}
            icon="people"
          />
        }
        columns={[
          {
            key: 'facility',
            label: w.facility,
            rowHeader: true,
            cell: (one) => <a href={`/facilities/${one.facility_id}`}>{one.facility}</a>,
          },
          {
            key: 'people',
            label: w.people,
            align: 'end',
            nowrap: true,
            cell: (one) => words.people(one.people),
          },
          {
            key: 'reflection',
            label: w.reflection,
            cell: (one) => (one.reflection === null ? w.none : <Prose>{one.reflection}</Prose>),
          },
          ...(participations.some((one) => one.may_change)
            ? [
                {
                  key: 'change',
                  label: w.edit,
                  labelHidden: true,
                  cell: (one: Participation) =>
                    one.may_change ? (
                      <LinkButton href={editHref(one)} size="sm" label={w.editLabel(one.facility)}>
                        {openDay.may_manage ? w.edit : w.write}
                      </LinkButton>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {openDay.may_manage && (held || wasTyped(props.state)) ? (
        <ParticipationForm
          openDay={openDay}
          facilities={props.facilities.filter(
            ({ id }) => id !== openDay.facility_id && !participations.some((one) => one.facility_id === id),
          )}
          state={props.state}
        />
      ) : null}
    </Section>
  );
}

function history(
  openDay: OpenDay,
  participations: readonly Participation[],
  today: string,
  zone: string,
): TimelineEntry[] {
  const w = words.page.events;
  const at = (moment: Date, text: string, kind?: TimelineEntry['kind'], actor?: string | null) => ({
    moment,
    entry: {
      when: formatDateTime(moment, zone),
      datetime: moment.toISOString(),
      text,
      ...(kind ? { kind } : {}),
      ...(actor ? { actor } : {}),
    },
  });
  const facts = [
    at(openDay.created_at, w.registered),
    ...participations.map((one) => at(one.recorded_at, w.recorded(one.facility, one.people))),
  ];
  if (openDay.cancelled_at !== null) {
    facts.push(
      at(openDay.cancelled_at, w.cancelled(openDay.cancel_reason ?? ''), 'warning', openDay.updated_by_name),
    );
  } else {
    if (openDay.updated_at !== null)
      facts.push(at(openDay.updated_at, w.edited, 'done', openDay.updated_by_name));
    const held = openDay.held_on <= today;
    facts.push({
      moment: instantOf(openDay.held_on, '00:00', zone),
      entry: {
        when: formatDate(openDay.held_on),
        datetime: openDay.held_on,
        text: held ? w.held(openDay.facility) : w.willBeHeld(openDay.facility),
        kind: held ? 'done' : 'plan',
      },
    });
  }
  // Of what happened at one moment the later fact stands above the earlier one.
  return facts
    .toReversed()
    .toSorted((a, b) => b.moment.getTime() - a.moment.getTime())
    .map(({ entry }) => entry);
}

function Ending({ openDay, hasParticipation }: { openDay: OpenDay; hasParticipation: boolean }) {
  const w = words.page;
  const version = { _version: `${openDay.version}` };
  if (openDay.cancelled_at !== null) {
    return (
      <ConfirmForm
        label={w.restore}
        question={w.restoreQuestion}
        action={`/open-days/${openDay.id}/restore`}
        confirmLabel={w.restore}
        fields={version}
      />
    );
  }
  if (hasParticipation)
    return (
      <Button disabledReason={words.errors.hasParticipation} kind="secondary">
        {w.cancel}
      </Button>
    );
  return (
    <ButtonRow>
      <LinkButton href={`/open-days/${openDay.id}/cancel`} kind="tertiary">
        {w.cancel}
      </LinkButton>
    </ButtonRow>
  );
}
