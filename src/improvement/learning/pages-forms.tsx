import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { DateField, NumberField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { OpenDay, Participation } from './queries.ts';
import { placeAndDay, words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
type FacilityOption = { id: number; name: string; kind: string };

const facilityOptions = (facilities: readonly FacilityOption[]) =>
  facilities.map(({ id, name, kind }) => ({ value: `${id}`, label: name, group: kind }));

/** Registering or changing an open day. */
export function OpenDayForm(props: {
  state: State;
  action: string;
  isNew: boolean;
  facilities: readonly FacilityOption[];
  themes: readonly { code: string; name: string }[];
}) {
  const { state, isNew } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  return (
    <Stack>
      <PageHeading title={isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {isNew || state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
        <Select
          {...field('facility_id')}
          label={w.facility_id}
          required
          width="l"
          options={facilityOptions(props.facilities)}
        />
        <Select
          {...field('theme_code')}
          label={w.theme_code}
          help={w.themeHelp}
          required
          width="l"
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <DateField {...field.date('held_on')} label={w.held_on} required />
        <NumberField
          {...field('places')}
          label={w.places}
          required
          min={1}
          max={1000}
          unit={words.form.unit}
        />
        <TextArea {...field('note')} label={w.note} help={w.noteHelp} required={false} maxChars={2000} />
        <ButtonRow>
          <Button size="lg">{isNew ? w.save : w.saveEdit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A facility's coming, written down on the open day's own page. */
export function ParticipationForm(props: {
  openDay: OpenDay;
  facilities: readonly FacilityOption[];
  state: FormState;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.participation;
  return (
    <Card title={w.addTitle} level={3}>
      <Form action={`/open-days/${props.openDay.id}/participations`} errors={props.state.errors}>
        <Select
          {...field('facility_id')}
          label={w.facility_id}
          required
          width="l"
          options={facilityOptions(props.facilities)}
        />
        <NumberField
          {...field('people')}
          label={w.howMany}
          required
          min={1}
          max={500}
          unit={words.form.unit}
        />
        <TextArea
          {...field('reflection')}
          label={w.reflectionLabel}
          help={w.reflectionHelp}
          required={false}
          rows={3}
          maxChars={2000}
        />
        <ButtonRow>
          <Button>{w.add}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

/** Changing a facility's participation; its head changes the reflection only. */
export function ParticipationEditPage(props: {
  openDay: OpenDay;
  participation: Participation;
  state: State;
}) {
  const { openDay, participation, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.participation;
  const path = `/open-days/${openDay.id}/participations/${participation.facility_id}`;
  return (
    <Stack>
      <PageHeading
        kicker={openDay.title}
        title={w.editTitle(participation.facility)}
        lead={placeAndDay(openDay.held_on, openDay.facility)}
      />
      <Form action={`${path}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        {openDay.may_manage ? (
          <NumberField
            {...field('people')}
            label={w.howMany}
            required
            min={1}
            max={500}
            unit={words.form.unit}
          />
        ) : null}
        <TextArea
          {...field('reflection')}
          label={w.reflectionLabel}
          help={w.reflectionHelp}
          required={false}
          maxChars={2000}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
      {openDay.may_manage ? (
        <ConfirmForm
          label={w.remove}
          question={w.removeQuestion(participation.facility)}
          action={`${path}/remove`}
          confirmLabel={w.removeConfirm}
          danger
          fields={{ _version: `${participation.version}` }}
        />
      ) : null}
    </Stack>
  );
}

/** Calling an open day off, with the reason everybody reads. */
export function CancelPage(props: { openDay: OpenDay; state: FormState }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.page;
  return (
    <Stack>
      <PageHeading
        kicker={props.openDay.title}
        title={w.cancel}
        lead={placeAndDay(props.openDay.held_on, props.openDay.facility)}
      />
      <p>{w.cancelQuestion}</p>
      <Form action={`/open-days/${props.openDay.id}/cancel`} errors={props.state.errors}>
        <HiddenField name="_version" value={props.openDay.version} />
        <TextField
          {...field('cancel_reason')}
          label={w.cancelReason}
          help={w.cancelReasonHelp}
          required
          maxLength={200}
        />
        <ButtonRow>
          <Button kind="danger">{w.cancelConfirm}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
