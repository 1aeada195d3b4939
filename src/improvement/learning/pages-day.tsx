import type { Sitting } from '../../base/applications/queries.ts';
import { stateOf as stateOfApplication } from '../../base/applications/rules.ts';
import { formatDate, formatDateTime, formatTimeRange } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, Timeline, type TimelineEntry } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Offer } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { OpenDay } from './queries.ts';
import type { Question, Signup, StepLine, Texts } from './queries-day.ts';
import { planLines, questionCount, type Step, type TextPart } from './rules.ts';
import { words } from './words-day.ja.ts';
import { placeAndDay, words as main } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export const hoursOf = ({ starts_at, ends_at }: Pick<OpenDay, 'starts_at' | 'ends_at'>): string | null =>
  starts_at === null ? null : ends_at === null ? starts_at : formatTimeRange(starts_at, ends_at);

export const stepName = (step: Step, template: string): string =>
  step === 'day' && template === 'eceq' ? words.steps.eceqDay : words.steps.names[step];

/** The questions to those who look, numbered as on the sheet and the board. */
export function Questions(props: { openDay: OpenDay; questions: readonly Question[] }) {
  const w = words.questions;
  const { openDay, questions } = props;
  return (
    <Section
      title={w.title}
      id="questions"
      actions={
        openDay.may_host ? (
          <LinkButton href={`/open-days/${openDay.id}/questions`} size="sm" icon="edit">
            {questions.length === 0 ? w.add : w.edit}
          </LinkButton>
        ) : null
      }
    >
      {questions.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <DescriptionList
          items={questions.map((one) => ({ term: w.nth(one.position), description: one.body }))}
        />
      )}
    </Section>
  );
}

export function QuestionsPage(props: { openDay: OpenDay; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.questions;
  return (
    <Stack>
      <PageHeading kicker={props.openDay.title} title={w.editTitle} lead={w.lead} />
      <Form action={`/open-days/${props.openDay.id}/questions`} errors={props.state.errors}>
        {Array.from({ length: questionCount }, (_, at) => (
          <TextField
            {...field(`question_${at + 1}`)}
            label={w.nth(at + 1)}
            required={at === 0}
            maxLength={200}
          />
        ))}
        <p>{main.form.names}</p>
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A text of the day: plan, record of the discussion, the host's reflection. */
export function DayText(props: { openDay: OpenDay; texts: Texts; part: TextPart }) {
  const { openDay, part } = props;
  const w = words.texts[part];
  const body = props.texts.get(part)?.body ?? '';
  const lines = part === 'plan' ? planLines(body) : [];
  return (
    <Section
      title={w.title}
      id={part}
      actions={
        openDay.may_host ? (
          <LinkButton href={`/open-days/${openDay.id}/texts/${part}`} size="sm" icon="edit">
            {w.edit}
          </LinkButton>
        ) : null
      }
    >
      {body === '' ? (
        <p>{w.none}</p>
      ) : lines.length === 0 ? (
        <Prose>{body}</Prose>
      ) : (
        <DescriptionList
          items={lines.map((line) => ({ term: line.time, description: <Prose>{line.what}</Prose> }))}
        />
      )}
    </Section>
  );
}

export function DayTextPage(props: { openDay: OpenDay; part: TextPart; state: State }) {
  const { openDay, part, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.texts[part];
  return (
    <Stack>
      <PageHeading kicker={openDay.title} title={w.title} lead={w.lead} />
      <Form action={`/open-days/${openDay.id}/texts/${part}`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextArea {...field('body')} label={w.title} rows={part === 'plan' ? 8 : 12} maxChars={5000} />
        <ButtonRow>
          <Button size="lg">{words.text.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The steps with who leads them and what is done. */
export function Steps(props: { openDay: OpenDay; steps: readonly StepLine[] }) {
  const { openDay } = props;
  const w = words.steps;
  return (
    <Section title={w.title} id="steps">
      <Timeline
        label={w.title}
        entries={props.steps.map((line): TimelineEntry => {
          const name = stepName(line.step, openDay.template);
          const about =
            line.step === 'day' && openDay.template === 'eceq' ? w.eceqDayAbout : w.about[line.step];
          const on = line.done_on ?? line.planned_on;
          return {
            when:
              line.done_on !== null
                ? w.done(formatDate(line.done_on))
                : line.planned_on !== null
                  ? w.planned(formatDate(line.planned_on))
                  : w.open,
            ...(on === null ? {} : { datetime: on }),
            text: name,
            ...(line.led_by === '' ? {} : { actor: line.led_by }),
            kind: line.done_on === null ? 'plan' : 'done',
            detail: (
              <>
                <p>{about}</p>
                {line.note === '' ? null : <Prose>{line.note}</Prose>}
                {openDay.may_host ? (
                  <LinkButton
                    href={`/open-days/${openDay.id}/steps/${line.step}`}
                    size="sm"
                    kind="tertiary"
                    label={w.editLabel(name)}
                  >
                    {w.edit}
                  </LinkButton>
                ) : null}
              </>
            ),
          };
        })}
      />
    </Section>
  );
}

export function StepPage(props: { openDay: OpenDay; line: StepLine; state: State }) {
  const { openDay, line, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.steps;
  const isDay = line.step === 'day';
  return (
    <Stack>
      <PageHeading kicker={openDay.title} title={stepName(line.step, openDay.template)} />
      <Form action={`/open-days/${openDay.id}/steps/${line.step}`} errors={state.errors}>
        <ConflictNotice state={state} />
        <HiddenField name="step" value={line.step} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        {isDay ? (
          <p>{w.dayNote}</p>
        ) : (
          <DateField {...field.date('planned_on')} label={w.planned_on} required={false} />
        )}
        <TextField
          {...field('led_by')}
          label={w.led_by}
          help={w.led_byHelp}
          required={false}
          maxLength={100}
        />
        <TextArea {...field('note')} label={w.note} required={false} rows={3} maxChars={500} />
        {isDay ? null : <DateField {...field.date('done_on')} label={w.done_on} required={false} />}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Sends an offer back with a word. */
export function ReturnPage(props: { openDay: OpenDay; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.offer;
  return (
    <Stack>
      <PageHeading kicker={props.openDay.title} title={w.returnTitle} lead={w.returnLead} />
      <Form action={`/open-days/${props.openDay.id}/return`} errors={props.state.errors}>
        <TextArea
          {...field('return_note')}
          label={w.returnNote}
          help={w.returnNoteHelp}
          required
          rows={4}
          maxChars={300}
        />
        <ButtonRow>
          <Button size="lg">{w.returnSend}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

const placesLeft = (sitting: Sitting): number => Math.max(0, (sitting.room ?? 0) - sitting.taken);

/** Who signed up, as far as the actor reads it, and how many places are left for everybody. */
export function Signups(props: {
  openDay: OpenDay;
  sitting: Sitting;
  signups: readonly Signup[];
  now: Date;
  zone: string;
}) {
  const { openDay, sitting, signups, now } = props;
  const w = words.signup;
  const all = openDay.may_manage || openDay.may_host;
  const mine = signups.filter((one) => one.is_own);
  const base = `/open-days/${openDay.id}/sign-ups`;
  return (
    <Section
      title={all ? w.title : w.ownTitle}
      id="sign-ups"
      lead={w.counts(sitting.taken, sitting.room ?? 0, sitting.waiting)}
      actions={
        all && signups.length > 0 ? (
          <p class="board-tools">
            <UtilityLink href={`${base}/export`} icon="download" download>
              {words.list.export}
            </UtilityLink>
            {sitting.may_meet ? (
              <UtilityLink href={`/events/${sitting.event_id}/applications/${sitting.id}`} icon="people">
                {w.door}
              </UtilityLink>
            ) : null}
          </p>
        ) : null
      }
    >
      {!all && mine.length === 0 ? (
        <p>{w.lead}</p>
      ) : (
        <DataTable<Signup>
          caption={w.caption}
          captionHidden
          stack
          rows={all ? signups : mine}
          empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="people" />}
          columns={[
            { key: 'facility', label: w.columns.facility, rowHeader: true },
            {
              key: 'people',
              label: w.columns.people,
              align: 'end',
              nowrap: true,
              cell: (one) => main.people(one.people),
            },
            { key: 'who', label: w.columns.who },
            { key: 'wish', label: w.columns.wish, cell: (one) => <Prose>{one.wish}</Prose> },
            {
              key: 'state',
              label: w.columns.state,
              nowrap: true,
              cell: (one) => {
                const state = stateOfApplication(one, now);
                return (
                  <>
                    <StatusBadge kind={state === 'confirmed' || state === 'attended' ? 'success' : 'neutral'}>
                      {w.states[state]}
                    </StatusBadge>
                    {state === 'offered' && one.offer_expires_at !== null
                      ? ` ${w.until(formatDateTime(one.offer_expires_at, props.zone))}`
                      : null}
                  </>
                );
              },
            },
            {
              key: 'change',
              label: w.columns.change,
              labelHidden: true,
              cell: (one) => {
                const state = stateOfApplication(one, now);
                if (!one.is_own && !openDay.may_manage) return null;
                if (sitting.starts_at <= now) return null;
                return (
                  <>
                    {state === 'offered' ? (
                      <ConfirmForm
                        label={w.accept}
                        question={w.acceptQuestion(one.people)}
                        action={`${base}/${one.id}/accept`}
                        confirmLabel={w.accept}
                        size="sm"
                      />
                    ) : null}
                    {['confirmed', 'waiting', 'offered'].includes(state) ? (
                      <ConfirmForm
                        label={w.cancelLabel}
                        question={w.cancelQuestion(one.facility)}
                        action={`${base}/${one.id}/cancel`}
                        confirmLabel={w.cancel}
                        size="sm"
                        kind="tertiary"
                        danger
                      />
                    ) : null}
                  </>
                );
              },
            },
          ]}
        />
      )}
    </Section>
  );
}

/** A head signs the own facility's people up; those who prepare sign up whom they were telephoned by. */
export function SignUpPage(props: {
  openDay: OpenDay;
  sitting: Sitting;
  facilities: Offer;
  state: FormState;
}) {
  const { openDay, sitting, facilities, state } = props;
  const only = facilities.all?.length === 1 ? facilities.all[0] : undefined;
  const field = fields(state.values, state.errors);
  const w = words.signup;
  const left = placesLeft(sitting);
  return (
    <Stack>
      <PageHeading
        kicker={openDay.title}
        title={w.formTitle}
        lead={placeAndDay(openDay.held_on, openDay.facility)}
      />
      <p>{left > 0 ? w.left(left) : w.full}</p>
      <Form action={`/open-days/${openDay.id}/sign-up`} errors={state.errors}>
        {only ? (
          <>
            <HiddenField name="facility_id" value={only.value} />
            <p>{only.label}</p>
          </>
        ) : (
          <FindOne {...field('facility_id')} label={w.facility_id} required width="l" offer={facilities} />
        )}
        <NumberField {...field('people')} label={w.people} required min={1} max={20} unit={w.unit} />
        <TextArea {...field('who')} label={w.who} help={w.whoHelp} required={false} rows={2} maxChars={300} />
        <TextArea {...field('wish')} label={w.wish} required={false} rows={3} maxChars={500} />
        <Card title={w.promise} level={2}>
          <ul>
            {w.promises.map((one) => (
              <li>{one}</li>
            ))}
            <li>{main.form.pictureRules[openDay.pictures as keyof typeof main.form.pictureRules]}</li>
          </ul>
        </Card>
        <Checkbox
          {...field.checked('agreed')}
          label={openDay.may_manage ? w.agreedStaff : w.agreed}
          required
        />
        <ButtonRow>
          <Button size="lg">{w.send}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
