import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { DateField, NumberField, TextField, TimeField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ReasonForm } from './pages-parts.tsx';
import type { EventRow, SessionLine } from './queries.ts';
import { words as form } from './words-form.ja.ts';
import { whenText, words } from './words.ja.ts';

const w = words.session;

/** One sitting: another time, another capacity, a word about it; or called off. */
export function SessionPage(props: {
  event: EventRow;
  session: SessionLine;
  taken: number;
  state: FormState;
  /** of the form for calling it off */
  cancelState: FormState;
}) {
  const { event, session, state } = props;
  const field = fields(state.values, state.errors);
  const path = `/events/${event.id}/sessions/${session.id}`;
  const unit = words.page.people[event.capacity_unit === 'person' ? 'person' : 'family'];
  return (
    <Stack gap="lg">
      <PageHeading kicker={event.title} title={w.title} lead={w.lead(whenText(session))} />
      {props.taken === 0 ? null : <NotificationBanner kind="warning" title={w.taken(props.taken)} />}
      {session.cancelled_at !== null ? (
        <>
          <NotificationBanner kind="warning" title={words.states.cancelled}>
            <p>{words.page.cancelled(session.cancel_reason ?? '')}</p>
          </NotificationBanner>
          <ConfirmForm
            label={w.restore}
            question={w.restoreQuestion}
            action={`${path}/restore`}
            confirmLabel={w.restore}
            fields={{ _sequence: `${session.sequence}` }}
          />
        </>
      ) : (
        <>
          <Form action={path} errors={state.errors}>
            <HiddenField name="_sequence" value={session.sequence} />
            <DateField {...field.date('on')} label={w.on} required />
            <TimeField {...field('starts_at')} label={w.starts_at} required={false} help={form.timeHelp} />
            <TimeField {...field('ends_at')} label={w.ends_at} required={false} />
            <NumberField
              {...field('capacity')}
              label={w.capacity}
              help={w.capacityHelp}
              required={false}
              min={1}
              max={100000}
              unit={unit}
            />
            <TextField {...field('note')} label={w.note} help={w.noteHelp} required={false} maxLength={200} />
            <ButtonRow>
              <Button size="lg">{w.save}</Button>
              <LinkButton href={`/events/${event.id}`} kind="tertiary">
                {form.back}
              </LinkButton>
            </ButtonRow>
          </Form>
          <Section title={w.cancelTitle} id="cancel">
            <ReasonForm
              action={`${path}/cancel`}
              state={props.cancelState}
              name="reason"
              label={words.page.reason}
              help={words.page.reasonHelp}
              confirm={words.page.cancelConfirm}
              kind="danger"
            >
              <HiddenField name="_sequence" value={session.sequence} />
            </ReasonForm>
          </Section>
        </>
      )}
    </Stack>
  );
}
