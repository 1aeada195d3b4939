import { formatDate, formatDateTime, instantOf } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, NextStep, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Offer } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ParticipationForm } from './pages-forms.tsx';
import { stateOf as stateOfApplication } from '../../base/applications/rules.ts';
import type { Sitting } from '../../base/applications/queries.ts';
import { Practices } from './pages-after.tsx';
import { DayText, hoursOf, Questions, Signups, Steps } from './pages-day.tsx';
import type { OpenDay, Participation } from './queries.ts';
import type { Practice } from './queries-after.ts';
import type { Deed, Question, Signup, StepLine, Texts } from './queries-day.ts';
import { stateOf, type OpenDayFacts, type PictureRule, type Template } from './rules.ts';
import { words as after } from './words-after.ja.ts';
import { words as board } from './words-board.ja.ts';
import { words as day } from './words-day.ja.ts';
import { badgeOf, words } from './words.ja.ts';

export function StateBadge({ openDay, today }: { openDay: OpenDayFacts; today: string }) {
  const state = stateOf(openDay, today);
  return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
}

export interface OpenDayParts {
  openDay: OpenDay;
  participations: readonly Participation[];
  counts: boolean;
  /** facilities to choose from where participation may be recorded; null where it may not be */
  facilities: Offer | null;
  questions: readonly Question[];
  texts: Texts;
  steps: readonly StepLine[];
  deeds: readonly Deed[];
  sitting: Sitting | null;
  signups: readonly Signup[];
  practices: readonly Practice[];
  /** how many notes are on the board; null for those who may not read it */
  notes: number | null;
  /** sheets and notes may be written now */
  board_open: boolean;
  /** the actor's own facilities that may sign up, the host's left out */
  visitors: readonly number[];
  state: FormState;
  today: string;
  now: Date;
  zone: string;
}

/** One open day: what it is, what is next, who comes, what was noted and taken home, what happened so far. */
export function OpenDayPage(props: OpenDayParts) {
  const { openDay, participations, texts, today } = props;
  const w = words.page;
  const f = day.facts;
  const state = stateOf(openDay, today);
  const mine = participations.find((one) => one.is_own);
  const hours = hoursOf(openDay);
  const path = `/open-days/${openDay.id}`;
  const mayEdit = openDay.may_manage || (openDay.may_host && openDay.published_at === null);
  const held = state === 'held';
  const shown = openDay.published_at !== null;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={words.navigation}
        title={openDay.title}
        badges={<StateBadge openDay={openDay} today={today} />}
        actions={
          <ButtonRow>
            {mayEdit ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            <UtilityLink href={`${path}/handout.pdf`} icon="print" download>
              {f.handout}
            </UtilityLink>
          </ButtonRow>
        }
      />
      {state === 'cancelled' ? (
        <NotificationBanner kind="warning" title={w.cancelledTitle}>
          <p>{w.cancelled(openDay.cancel_reason ?? '')}</p>
        </NotificationBanner>
      ) : null}
      <Lacking {...props} />
      <Next {...props} mine={mine} />
      <DescriptionList
        items={[
          { term: w.when, description: formatDate(openDay.held_on) },
          hours === null ? null : { term: f.hours, description: hours },
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
          openDay.seen === '' ? null : { term: f.seen, description: <Prose>{openDay.seen}</Prose> },
          {
            term: f.pictures,
            description: (
              <>
                {words.form.pictureRules[openDay.pictures as PictureRule]}
                {openDay.pictures_note === '' ? null : <Prose>{openDay.pictures_note}</Prose>}
              </>
            ),
          },
          openDay.guardians_told_on === null && openDay.guardians_how === ''
            ? null
            : {
                term: f.guardians,
                description:
                  openDay.guardians_told_on === null
                    ? openDay.guardians_how
                    : f.told(formatDate(openDay.guardians_told_on), openDay.guardians_how),
              },
          { term: f.template, description: words.form.templates[openDay.template as Template] },
          { term: w.note, description: openDay.note === null ? null : <Prose>{openDay.note}</Prose> },
          openDay.event_id === null
            ? null
            : {
                term: day.signup.title,
                description: <a href={`/events/${openDay.event_id}`}>{f.calendar}</a>,
              },
        ]}
      />
      <Questions openDay={openDay} questions={props.questions} />
      <DayText openDay={openDay} texts={texts} part="plan" />
      <Steps openDay={openDay} steps={props.steps} />
      {props.sitting === null || (held && props.signups.length === 0) ? null : (
        <Signups
          openDay={openDay}
          sitting={props.sitting}
          signups={props.signups}
          now={props.now}
          zone={props.zone}
        />
      )}
      {state === 'cancelled' && !wasTyped(props.state) ? null : shown ? <Participations {...props} /> : null}
      {held ? (
        <>
          {props.notes === null ? null : (
            <Section title={board.board.title} id="board-of-notes">
              <p>{props.notes === 0 ? board.board.none : board.board.summary(props.notes)}</p>
              <ButtonRow>
                <LinkButton href={`${path}/board`} kind="secondary">
                  {board.board.open}
                </LinkButton>
                {props.board_open ? (
                  <LinkButton href={`${path}/sheet`} kind="tertiary">
                    {board.sheet.open}
                  </LinkButton>
                ) : null}
              </ButtonRow>
            </Section>
          )}
          <DayText openDay={openDay} texts={texts} part="discussion" />
          <DayText openDay={openDay} texts={texts} part="reflection" />
          <Practices openDay={openDay} practices={props.practices} to_choose={toChoose(props)} />
        </>
      ) : null}
      <Section title={w.history} id="history">
        <Timeline label={w.history} entries={history(props)} />
      </Section>
      {openDay.may_manage && shown ? (
        <Ending openDay={openDay} hasParticipation={participations.length > 0} />
      ) : null}
    </Stack>
  );
}

const toChoose = ({ participations, practices }: OpenDayParts): Participation[] =>
  participations.filter(
    (one) => one.is_own && !practices.some((practice) => practice.facility_id === one.facility_id),
  );

/** What stands against offering or publishing, each with its sentence. */
function Lacking({ state, openDay }: OpenDayParts) {
  const names = Object.keys(state.errors);
  if (openDay.published_at !== null || names.length === 0) return null;
  return (
    <NotificationBanner
      kind="error"
      title={words.next.lacking}
      live
      actions={
        <ButtonRow>
          <LinkButton href={`/open-days/${openDay.id}/edit`} size="sm">
            {words.page.edit}
          </LinkButton>
          <LinkButton href={`/open-days/${openDay.id}/questions`} size="sm">
            {day.questions.edit}
          </LinkButton>
        </ButtonRow>
      }
    >
      <ul>
        {names.map((name) => (
          <li>{state.errors[name]}</li>
        ))}
      </ul>
    </NotificationBanner>
  );
}

function Next(props: OpenDayParts & { mine: Participation | undefined }) {
  const { openDay, mine, signups, sitting, now, practices } = props;
  const w = words.next;
  const path = `/open-days/${openDay.id}`;
  const go = (href: string, label: string) => (
    <LinkButton href={href} kind="primary">
      {label}
    </LinkButton>
  );
  const state = stateOf(openDay, props.today);
  if (state === 'draft') {
    if (!openDay.may_host) return null;
    return (
      <NextStep
        title={openDay.return_note === null ? w.offer : w.returned(openDay.return_note)}
        text={w.offerText}
        action={
          <ConfirmForm
            label={day.offer.send}
            question={day.offer.sendQuestion}
            action={`${path}/offer`}
            confirmLabel={day.offer.send}
            kind="primary"
          />
        }
      />
    );
  }
  if (state === 'offered')
    return openDay.may_manage ? (
      <NextStep
        title={w.check}
        text={w.checkText}
        action={
          <ButtonRow>
            <ConfirmForm
              label={day.offer.publish}
              question={day.offer.publishQuestion}
              action={`${path}/publish`}
              confirmLabel={day.offer.publish}
              kind="primary"
            />
            <LinkButton href={`${path}/return`} kind="secondary">
              {day.offer.returnTitle}
            </LinkButton>
          </ButtonRow>
        }
      />
    ) : (
      <NextStep
        title={w.offered}
        text={w.offeredText}
        action={
          <ConfirmForm
            label={day.offer.takeBack}
            question={day.offer.takeBackQuestion}
            action={`${path}/take-back`}
            confirmLabel={day.offer.takeBack}
            kind="tertiary"
          />
        }
      />
    );
  const own = signups.filter((one) => one.is_own);
  if (state === 'planned') {
    const offered = own.find((one) => stateOfApplication(one, now) === 'offered');
    if (offered !== undefined && offered.offer_expires_at !== null)
      return (
        <NextStep
          title={w.answer(formatDateTime(offered.offer_expires_at, props.zone))}
          text={w.answerText}
          action={go('#sign-ups', w.becameAction)}
        />
      );
    const standing = own.some((one) =>
      ['confirmed', 'waiting', 'offered'].includes(stateOfApplication(one, now)),
    );
    const left = sitting === null ? 0 : Math.max(0, (sitting.room ?? 0) - sitting.taken);
    if (sitting?.phase === 'open' && openDay.may_manage)
      return (
        <NextStep
          title={w.wait(openDay.held_on)}
          text={w.comeStaffText(left)}
          action={
            <LinkButton href={`${path}/sign-up`} kind="secondary">
              {w.comeStaff}
            </LinkButton>
          }
        />
      );
    if (sitting?.phase === 'open' && props.visitors.length > 0 && !standing)
      return <NextStep title={w.come} text={w.comeText(left)} action={go(`${path}/sign-up`, w.comeAction)} />;
    return <NextStep title={w.wait(openDay.held_on)} text={w.waitText} />;
  }
  if (state !== 'held') return null;
  if (openDay.held_on === props.today && openDay.may_join && props.board_open)
    return <NextStep title={w.today} text={w.todayText} action={go(`${path}/sheet`, w.todayAction)} />;
  if (openDay.may_manage && props.participations.length === 0)
    return <NextStep title={w.record} text={w.recordText} action={go('#participations', w.recordAction)} />;
  if (mine !== undefined && mine.reflection === null)
    return <NextStep title={w.reflect} text={w.reflectText} action={go(editHref(mine), w.reflectAction)} />;
  const [choose] = toChoose(props);
  if (choose !== undefined)
    return (
      <NextStep
        title={w.take}
        text={w.takeText}
        action={go(`${path}/practices/${choose.facility_id}`, w.takeAction)}
      />
    );
  const asked = practices.find((one) => one.is_own && one.asked_on !== null && one.tried === null);
  if (asked !== undefined)
    return (
      <NextStep
        title={w.became}
        text={w.becameText}
        action={go(`${path}/practices/${asked.facility_id}/follow-up`, w.becameAction)}
      />
    );
  if (openDay.may_host && !openDay.may_manage && !props.texts.has('reflection'))
    return (
      <NextStep
        title={w.hostReflect}
        text={w.hostReflectText}
        action={go(`${path}/texts/reflection`, w.hostReflectAction)}
      />
    );
  return null;
}

/** What was typed is shown again even where the day has been called off meanwhile. */
const wasTyped = (state: FormState): boolean => Object.keys(state.errors).length > 0;

const editHref = (one: Participation): string =>
  `/open-days/${one.open_day_id}/participations/${one.facility_id}/edit`;

function Participations(props: OpenDayParts) {
  const { openDay, participations } = props;
  const w = words.participation;
  // A visiting facility sees its own row; without one there is nothing to say to those who may not read the others.
  if (!props.counts && participations.length === 0) return null;
  // Before the day there is nothing to count yet.
  if (stateOf(openDay, props.today) === 'planned' && !wasTyped(props.state)) return null;
  const people = participations.reduce((sum, one) => sum + one.people, 0);
  const held = stateOf(openDay, props.today) === 'held';
  const fromSignups = props.signups.filter(
    (one) =>
      ['confirmed', 'attended'].includes(stateOfApplication(one, props.now)) &&
      !participations.some((came) => came.facility_id === one.facility_id),
  ).length;
  return (
    <Section
      title={props.counts ? w.title : w.ownTitle}
      id="participations"
      lead={props.counts ? undefined : openDay.may_host ? w.sharedLead : w.ownLead}
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
            cell: (one) =>
              one.reflection === null ? (
                w.none
              ) : (
                <>
                  <Prose>{one.reflection}</Prose>
                  {one.shared_at !== null && one.is_own ? <Chip>{w.sharedBadge}</Chip> : null}
                </>
              ),
          },
          ...(participations.some((one) => one.may_change)
            ? [
                {
                  key: 'change',
                  label: w.edit,
                  labelHidden: true,
                  nowrap: true,
                  cell: (one: Participation) =>
                    one.may_change ? (
                      <LinkButton
                        href={editHref(one)}
                        size="sm"
                        label={openDay.may_manage ? w.editLabel(one.facility) : w.writeLabel(one.facility)}
                      >
                        {openDay.may_manage ? w.edit : w.write}
                      </LinkButton>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {openDay.may_manage && held && fromSignups > 0 ? (
        <ConfirmForm
          label={w.fromSignups}
          question={w.fromSignupsQuestion(fromSignups)}
          action={`/open-days/${openDay.id}/participations/from-sign-ups`}
          confirmLabel={w.fromSignups}
        />
      ) : null}
      {props.facilities ? (
        <ParticipationForm openDay={openDay} facilities={props.facilities} state={props.state} />
      ) : null}
    </Section>
  );
}

function history(props: OpenDayParts): TimelineEntry[] {
  const { openDay, participations, practices, today, zone } = props;
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
  const deeds = props.deeds.map((deed) => {
    const what = deed.what as keyof typeof w.deeds;
    // Why it was called off is said as long as it is.
    const note = what === 'cancelled' && openDay.cancelled_at === null ? '' : deed.note;
    return at(deed.done_at, w.deeds[what](note), what === 'cancelled' ? 'warning' : undefined, deed.who);
  });
  const facts = [
    at(openDay.created_at, w.registered),
    ...deeds,
    ...participations.map((one) => at(one.recorded_at, w.recorded(one.facility, one.people))),
    ...practices.map((one) => at(one.written_at, after.practice.chosen(one.facility))),
    ...practices.flatMap((one) =>
      one.answered_at === null || one.tried === null
        ? []
        : [at(one.answered_at, `${one.facility}　${after.followUp.state(one.tried, one.keeps)}`)],
    ),
  ];
  if (openDay.cancelled_at !== null) {
    if (!props.deeds.some((deed) => deed.what === 'cancelled'))
      facts.push(
        at(
          openDay.cancelled_at,
          w.cancelled(openDay.cancel_reason ?? ''),
          'warning',
          openDay.updated_by_name,
        ),
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
