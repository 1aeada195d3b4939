import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { ConflictNotice } from '../../platform/web/handlers.tsx';
import type { State } from './pages.tsx';
import type { Conference, LaidFact, openCases, Seat, TeamPerson } from './queries.ts';
import type { Fact } from './queries-facts.ts';
import { attendances, conferenceState, mayDo, shareState, type ConferenceActor } from './rules.ts';
import { attendanceWords, partWords, say, shareWords, words } from './words.ja.ts';

export function ConferenceForm(props: {
  state: State;
  action: string;
  kind: 'case' | 'internal';
  editing: boolean;
  head: { id: number; fiscal_year: number; number: number; headline: string } | null;
  cases: Awaited<ReturnType<typeof openCases>>;
  chairs: readonly TeamPerson[];
}): Child {
  const { state, head } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading
        title={
          props.editing
            ? words.form.edit
            : props.kind === 'case'
              ? words.form.newCase
              : words.form.newInternal
        }
        {...(head === null
          ? {}
          : {
              lead: words.form.ofCase(say.caseNumber(head.fiscal_year, head.number), head.headline),
            })}
      />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {props.editing ? (
          state.conflict ? null : (
            <HiddenField name="_version" value={String(state.values._version ?? 0)} />
          )
        ) : (
          <HiddenField name="kind" value={props.kind} />
        )}
        {head === null ? null : <HiddenField name="case_id" value={head.id} />}
        {!props.editing && props.kind === 'internal' ? (
          <CheckboxGroup
            {...field.many('case_ids')}
            label={words.form.case_ids}
            required
            options={props.cases.map((one) => ({
              value: String(one.id),
              label: say.join([say.caseNumber(one.fiscal_year, one.number), one.headline]),
              help: words.internal.worker(one.worker ?? ''),
            }))}
          />
        ) : null}
        <TextArea
          {...field('purpose')}
          label={words.form.purpose}
          help={words.form.purposeHelp}
          rows={3}
          required
        />
        <DateField {...field.date('held_on')} label={words.form.held_on} required />
        <TimeField {...field('starts_at')} label={words.form.starts_at} />
        <TimeField {...field('ends_at')} label={words.form.ends_at} />
        <TextField {...field('place')} label={words.form.place} help={words.form.placeHelp} />
        <TextField {...field('online_url')} label={words.form.online_url} type="url" inputmode="url" />
        <Select
          {...field('chair_id')}
          label={words.form.chair_id}
          help={words.form.chairHelp}
          required
          options={props.chairs.map((one) => ({
            value: String(one.id),
            label: `${one.name}　${one.role}`,
            group: one.team,
          }))}
        />
        {props.editing ? <DateField {...field.date('next_on')} label={words.form.next_on} /> : null}
        <ButtonRow>
          <Button size="lg">{props.editing ? words.save : words.form.create}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

/** What of the case is laid before the conference, one tick for each fact. */
export function FactsPage(props: {
  conference: Conference;
  offered: readonly Fact[];
  laid: readonly LaidFact[];
  sent: string | null;
  state: State;
}): Child {
  const { conference, laid } = props;
  const at = `/conferences/${conference.id}/facts`;
  const ticked = laid.flatMap((fact) => (fact.source === null ? [] : [fact.source]));
  const free = laid.filter((fact) => fact.source === null);
  const field = fields(props.sent === 'free' ? props.state.values : {}, props.state.errors);
  return (
    <Stack>
      <PageHeading title={words.laid.chooseTitle} lead={words.laid.chooseLead} />
      <Form action={at}>
        {props.offered.length === 0 ? (
          <p>{words.laid.none}</p>
        ) : (
          <CheckboxGroup
            name="sources"
            label={words.laid.field}
            value={ticked}
            options={props.offered.map((fact) => ({
              value: fact.source,
              label: fact.title,
              help: <span class="pre-line">{fact.body}</span>,
            }))}
          />
        )}
        <ButtonRow>
          <Button size="lg">{words.laid.save}</Button>
        </ButtonRow>
      </Form>
      <Card title={words.laid.freeTitle}>
        <Stack>
          {free.length === 0 ? null : (
            <ResourceList
              items={free.map((fact) => ({
                title: fact.title,
                text: <span class="pre-line">{fact.body}</span>,
                action: (
                  <ConfirmForm
                    label={words.laid.remove}
                    question={words.laid.removeQuestion}
                    action={`${at}/${fact.id}/remove`}
                    confirmLabel={words.laid.remove}
                    kind="tertiary"
                    size="sm"
                  />
                ),
              }))}
            />
          )}
          <Form action={`${at}/free`} errors={props.sent === 'free' ? props.state.errors : {}}>
            <TextField {...field('title')} label={words.laid.freeName} required />
            <TextArea {...field('body')} label={words.laid.freeBody} rows={4} required />
            <ButtonRow>
              <Button kind="secondary">{words.laid.add}</Button>
            </ButtonRow>
          </Form>
        </Stack>
      </Card>
    </Stack>
  );
}

export function PeoplePage(props: {
  conference: Conference;
  actor: ConferenceActor;
  seats: readonly Seat[];
  outsiders: Offer;
  team: readonly TeamPerson[];
  sent: string | null;
  state: State;
  defaults: Record<string, string>;
  now: Date;
  zone: string;
}): Child {
  const { conference, seats } = props;
  const at = `/conferences/${conference.id}/people`;
  // Both forms have a person: what is wrong is said at the one that was sent.
  const form = (name: string, begun: State['values']) =>
    props.sent === name ? fields(props.state.values, props.state.errors) : fields(begun, {});
  const invite = form('invite', props.defaults);
  const add = form('add', { part: 'member' });
  const may = mayDo(props.actor, conferenceState(conference), 'invite');
  return (
    <Stack>
      <PageHeading title={words.people.manageTitle} lead={say.title(conference.kind, conference.id)} />
      <Card title={words.people.title}>
        <ResourceList
          level={3}
          items={seats.map((one) => {
            const share =
              one.share_starts_at && one.share_ends_at
                ? shareState(
                    {
                      starts_at: one.share_starts_at,
                      ends_at: one.share_ends_at,
                      ended_at: one.share_ended_at,
                    },
                    props.now,
                  )
                : null;
            return {
              title: say.person(one.name, one.place),
              meta: partWords[one.part],
              ...(share === null
                ? {}
                : {
                    text: say.join([
                      words.invite.period(
                        say.moment(one.share_starts_at!, props.zone),
                        say.lastDay(one.share_ends_at!, props.zone),
                      ),
                      one.share_reason ?? '',
                    ]),
                    badge: (
                      <StatusBadge
                        kind={share === 'now' ? 'warning' : share === 'ahead' ? 'info' : 'neutral'}
                      >
                        {shareWords[share]}
                      </StatusBadge>
                    ),
                  }),
              action: (
                <ButtonRow>
                  {share === 'now' || share === 'ahead' ? (
                    <ConfirmForm
                      label={words.invite.end}
                      question={words.invite.endQuestion(one.name)}
                      action={`${at}/${one.id}/end`}
                      confirmLabel={words.invite.end}
                      danger
                      size="sm"
                    />
                  ) : null}
                  {may && one.part !== 'chair' ? (
                    <ConfirmForm
                      label={words.people.remove}
                      question={words.people.removeQuestion}
                      action={`${at}/${one.id}/remove`}
                      confirmLabel={words.people.remove}
                      kind="tertiary"
                      size="sm"
                    />
                  ) : null}
                </ButtonRow>
              ),
            };
          })}
        />
      </Card>
      {may && conference.kind === 'case' ? (
        <Card title={words.invite.title} lead={words.invite.lead} id="invite">
          <Form action={`${at}/invite`} errors={props.sent === 'invite' ? props.state.errors : {}}>
            <FindOne
              {...invite('person_id')}
              label={words.invite.person_id}
              required
              offer={props.outsiders}
            />
            <TextArea
              {...invite('reason')}
              label={words.invite.reason}
              help={words.invite.reasonHelp}
              rows={2}
              required
            />
            <DateField {...invite.date('starts_on')} label={words.invite.starts_on} required />
            <DateField
              {...invite.date('ends_on')}
              label={words.invite.ends_on}
              help={words.invite.endsHelp}
              required
            />
            <p>{words.invite.again}</p>
            <ButtonRow>
              <Button>{words.invite.submit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      {may ? (
        <Card title={words.people.addTitle} lead={words.people.addLead} id="add">
          <Form action={at} errors={props.sent === 'add' ? props.state.errors : {}}>
            <Select
              {...add('person_id')}
              id="f-add-person"
              label={words.people.ofTeam}
              options={props.team.map((one) => ({
                value: String(one.id),
                label: `${one.name}　${one.role}`,
                group: one.team,
              }))}
            />
            <TextField {...add('name')} label={words.people.name} />
            <TextField {...add('organisation')} label={words.people.organisation} />
            <RadioGroup
              {...add('part')}
              label={words.people.part}
              inline
              options={(['member', 'recorder'] as const).map((part) => ({
                value: part,
                label: partWords[part],
              }))}
            />
            <ButtonRow>
              <Button kind="secondary">{words.people.add}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}

export function SeatForm(props: { conference: Conference; seat: Seat; state: State }): Child {
  const { conference, seat, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading title={words.people.takeDown} lead={say.person(seat.name, seat.place)} />
      <Form action={`/conferences/${conference.id}/people/${seat.id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={String(state.values._version ?? 0)} />}
        <RadioGroup
          {...field('attendance')}
          label={words.people.attendance}
          required
          options={attendances.map((one) => ({ value: one, label: attendanceWords[one] }))}
        />
        <TextArea {...field('view')} label={words.people.view} help={words.people.viewHelp} rows={8} />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function ItemForm(props: {
  conference: Conference;
  item: { id: number; title: string };
  state: State;
}): Child {
  const { state } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading title={words.agenda.label} lead={say.title(props.conference.kind, props.conference.id)} />
      <Form action={`/conferences/${props.conference.id}/items/${props.item.id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={String(state.values._version ?? 0)} />}
        <TextField {...field('title')} label={words.agenda.title} required />
        <TextArea {...field('discussion')} label={words.agenda.discussion} rows={12} />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function CaseNotesForm(props: {
  conference: Conference;
  one: { case_id: number; fiscal_year: number; number: number; headline: string };
  state: State;
}): Child {
  const { state, one } = props;
  const field = fields(state.values, state.errors);
  return (
    <>
      <PageHeading
        title={say.caseNumber(one.fiscal_year, one.number)}
        lead={one.headline}
        kicker={say.title(props.conference.kind, props.conference.id)}
      />
      <Form action={`/conferences/${props.conference.id}/cases/${one.case_id}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={String(state.values._version ?? 0)} />}
        <TextArea {...field('question')} label={words.internal.question} rows={3} />
        <TextArea {...field('discussion')} label={words.internal.discussion} rows={8} />
        <TextArea {...field('outcome')} label={words.internal.outcome} rows={4} />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
