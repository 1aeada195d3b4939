import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { placeOf } from './pages.tsx';
import type { Application, Course, doorOf, Facts, Session } from './queries.ts';
import { attendedWhole, laterAnswers, makeUpWays } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

/** The list of who came, with the minutes of who was late; below, what was made good. */
export function AttendancePage(props: {
  course: Course;
  session: Session;
  whole: number;
  taken: readonly Application[];
  facts: Facts;
  state: FormState;
  makeUpState: FormState;
}) {
  const { course, session, taken, facts, state, whole } = props;
  const w = words.attendance;
  const here = new Map(
    facts.attendance.filter((one) => one.session_id === session.id).map((one) => [one.application_id, one]),
  );
  const madeUp = facts.makeUps.filter((one) => one.session_id === session.id);
  const typed = Object.keys(state.values).length > 0;
  const at = `/courses/${course.id}/sessions/${session.id}`;
  const short = taken.filter(
    (one) =>
      !attendedWhole(
        whole,
        here.get(one.id)?.minutes,
        madeUp.some(({ application_id }) => application_id === one.id),
        course.late_minutes,
      ),
  );
  const field = fields(props.makeUpState.values, props.makeUpState.errors);
  return (
    <Stack gap="lg">
      <PageHeading kicker={course.title} title={w.title(session.title)} lead={words.whenLong(session)} />
      {taken.length === 0 ? (
        <EmptyState title={w.nobody.title} text={w.nobody.text} icon="people" />
      ) : (
        <Form action={`${at}/attendance`} errors={state.errors}>
          <p>{w.lead(whole)}</p>
          {taken.map((one) => (
            <input type="hidden" name="rows" value={`${one.id}`} />
          ))}
          <DataTable<Application>
            caption={w.title(session.title)}
            captionHidden
            stack
            rows={taken}
            columns={[
              {
                key: 'name',
                label: w.name,
                rowHeader: true,
                cell: (one) => (
                  <>
                    {one.name}{' '}
                    {here.get(one.id)?.way === 'door' ? (
                      <StatusBadge kind="info">{w.door}</StatusBadge>
                    ) : null}
                  </>
                ),
              },
              { key: 'place', label: w.place, cell: placeOf },
              {
                key: 'here',
                label: w.here,
                cell: (one) => (
                  <span class="choice choice-bare">
                    <input
                      type="checkbox"
                      name={`here_${one.id}`}
                      value="1"
                      aria-label={w.hereLabel(one.name)}
                      checked={
                        typed ? Boolean(state.values[`here_${one.id}`]) : (here.get(one.id)?.minutes ?? 0) > 0
                      }
                    />
                  </span>
                ),
              },
              {
                key: 'minutes',
                label: w.minutes,
                cell: (one) => {
                  const minutes = here.get(one.id)?.minutes;
                  const name = `minutes_${one.id}`;
                  const error = state.errors[name];
                  const stored = minutes !== undefined && minutes > 0 && minutes < whole ? `${minutes}` : '';
                  return (
                    <TextField
                      name={name}
                      label={w.minutesLabel(one.name)}
                      labelHidden
                      inputmode="numeric"
                      width="xs"
                      value={typed ? String(state.values[name] ?? '') : stored}
                      {...(error === undefined ? {} : { error })}
                    />
                  );
                },
              },
            ]}
          />
          <ButtonRow>
            <Button size="lg">{w.save}</Button>
          </ButtonRow>
        </Form>
      )}
      {taken.length === 0 ? null : (
        <Section title={w.makeUps} lead={w.makeUpsLead} id="make-ups">
          {madeUp.length === 0 ? null : (
            <ul>
              {madeUp.map((one) => {
                const name = taken.find(({ id }) => id === one.application_id)?.name ?? '';
                return (
                  <li>
                    {w.madeUp(name, w.ways[one.way] ?? one.way, one.made_on)}
                    <Form action={`${at}/make-ups/${one.application_id}/undo`} label={w.undoLabel(name)}>
                      <Button size="sm" kind="tertiary">
                        {w.undo}
                      </Button>
                    </Form>
                  </li>
                );
              })}
            </ul>
          )}
          {short.length === 0 ? (
            <p>{w.none}</p>
          ) : (
            <Form action={`${at}/make-ups`} errors={props.makeUpState.errors}>
              <Select
                {...field('application_id')}
                label={w.application_id}
                required
                width="l"
                options={short.map((one) => ({
                  value: `${one.id}`,
                  label: w.needs(one.name, here.get(one.id)?.minutes ?? null),
                }))}
              />
              <RadioGroup
                {...field('way')}
                label={w.way}
                required
                options={makeUpWays.map((value) => ({ value, label: w.ways[value] ?? value }))}
              />
              <DateField {...field.date('made_on')} label={w.made_on} required />
              <TextField {...field('note')} label={w.note} required={false} maxLength={300} />
              <ButtonRow>
                <Button kind="secondary">{w.add}</Button>
              </ButtonRow>
            </Form>
          )}
        </Section>
      )}
    </Stack>
  );
}

/** Before the poster at the door: one button, or the receipt's code. */
export function DoorPage(props: {
  door: NonNullable<Awaited<ReturnType<typeof doorOf>>>;
  code: string;
  signedIn: boolean;
  state: FormState;
}) {
  const { door, signedIn } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.door;
  const action = `/open/courses/door/${props.code}`;
  return (
    <Stack>
      <PageHeading
        kicker={door.course}
        title={w.title}
        lead={`${door.title}${words.space}${words.whenLong(door)}`}
      />
      <p>{signedIn ? w.lead : w.openLead}</p>
      <Form action={action} errors={props.state.errors}>
        {signedIn ? null : (
          <TextField {...field('code')} label={w.code} help={w.codeHelp} required width="m" />
        )}
        <Button size="lg">{w.come}</Button>
      </Form>
      {signedIn ? null : (
        <p>
          <LinkButton href={`/sign-in?to=${encodeURIComponent(action)}`}>{w.signIn}</LinkButton>
        </p>
      )}
    </Stack>
  );
}

/** What one takes home from a sitting and means to try. */
export function ReflectionForm(props: { course: Course; session: Session; state: State; head: boolean }) {
  const { course, session, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.reflection;
  return (
    <Stack>
      <PageHeading
        kicker={course.title}
        title={w.title}
        lead={`${session.title}${words.space}${words.whenLong(session)}`}
      />
      <p>{w.lead}</p>
      <Form action={`/courses/${course.id}/sessions/${session.id}/reflection`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextArea {...field('takes')} label={w.takes} help={w.takesHelp} required rows={5} maxChars={2000} />
        <TextArea
          {...field('tries')}
          label={w.tries}
          help={w.triesHelp}
          required={false}
          rows={3}
          maxChars={2000}
        />
        {props.head ? <Checkbox {...field.checked('shared')} label={w.shared} /> : null}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Three months later: the own words again, and what became of them. */
export function LaterForm(props: {
  course: Course;
  session: Session;
  written_on: string;
  takes: string;
  tries: string;
  state: FormState;
}) {
  const { course, session } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.reflection;
  return (
    <Stack>
      <PageHeading kicker={course.title} title={w.laterTitle} lead={w.laterLead(props.written_on)} />
      <Card title={w.takes} level={2}>
        <Prose>{props.takes}</Prose>
        {props.tries === '' ? null : (
          <>
            <p>
              <strong>{w.tries}</strong>
            </p>
            <Prose>{props.tries}</Prose>
          </>
        )}
      </Card>
      <Form action={`/courses/${course.id}/sessions/${session.id}/later`} errors={props.state.errors}>
        <RadioGroup
          {...field('later')}
          label={w.later}
          required
          options={laterAnswers.map((value) => ({ value, label: w.laters[value] }))}
        />
        <TextArea {...field('later_note')} label={w.later_note} required={false} rows={3} maxChars={1000} />
        <ButtonRow>
          <Button size="lg">{w.saveLater}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
