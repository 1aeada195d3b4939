import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import {
  CheckboxGroup,
  ComboSelect,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { Fieldset, fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { kinds, strengths, weekdays, words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const w = words.form;
const dayChoices = weekdays.map((day) => ({ value: day, label: day }));
const yesNo = [
  { value: 'yes', label: words.yes },
  { value: 'no', label: words.no },
];

/** The form of a facility; `keeper` shows what only whoever keeps the directory may say. */
export function FacilityFormPage(props: {
  state: State;
  title: string;
  kicker?: string;
  action: string;
  backHref: string;
  submit: string;
  keeper: boolean;
  organisations: readonly { id: number; name: string }[];
}) {
  const { state, keeper } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={props.title} kicker={props.kicker} />
      <Form action={props.action} errors={state.errors}>
        <HiddenField name="_version" value={String(state.values['_version'] ?? '0')} />
        <ConflictNotice state={state} />
        <Fieldset legend={w.basics} help={keeper ? undefined : w.fixed}>
          {keeper ? (
            <>
              <Select
                {...field('organisation_id')}
                label={w.organisation_id}
                help={w.organisationHelp}
                required
                options={props.organisations.map(({ id, name }) => ({ value: `${id}`, label: name }))}
              />
              <ComboSelect
                {...field('kind')}
                label={w.kind}
                help={w.kindHelp}
                required
                options={[...kinds]}
                width="l"
              />
            </>
          ) : null}
          <TextField {...field('name')} label={w.name} required />
          <TextField
            {...field('name_kana')}
            label={w.name_kana}
            help={w.kanaHelp}
            inputmode="kana"
            required={false}
          />
          {keeper ? <TextField {...field('local_id')} label={w.local_id} width="m" required={false} /> : null}
        </Fieldset>
        <Fieldset legend={w.place}>
          <TextField
            {...field('postal_code')}
            label={w.postal_code}
            width="s"
            inputmode="numeric"
            postal={{ address: 'address' }}
            required={false}
          />
          <TextField {...field('address')} label={w.address} help={w.addressHelp} required={false} />
          <TextField {...field('building')} label={w.building} required={false} />
          <NumberField
            {...field('latitude')}
            label={w.latitude}
            help={w.coordinateHelp}
            decimal
            required={false}
          />
          <NumberField {...field('longitude')} label={w.longitude} decimal required={false} />
          <TextArea {...field('access_note')} label={w.access_note} rows={2} required={false} />
          <TextArea {...field('parking')} label={w.parking} rows={2} required={false} />
        </Fieldset>
        <Fieldset legend={w.contact}>
          <TextField {...field('phone')} label={w.phone} type="tel" width="m" required={false} />
          <TextField {...field('fax')} label={w.fax} type="tel" width="m" required={false} />
          <TextField {...field('email')} label={w.email} type="email" required={false} />
          <TextField {...field('url')} label={w.url} type="url" required={false} />
        </Fieldset>
        <Fieldset legend={w.use}>
          <NumberField {...field('capacity')} label={w.capacity} unit={w.people} required={false} />
          <TextField {...field('ages')} label={w.ages} help={w.agesHelp} width="l" required={false} />
          <Hours field={field} />
          <TextArea {...field('hours_note')} label={w.hours_note} rows={2} required={false} />
          <RadioGroup
            {...field('temporary_care')}
            label={w.temporary_care}
            options={yesNo}
            inline
            required={false}
          />
          <DateField {...field.date('established_on')} label={w.established_on} required={false} />
        </Fieldset>
        <Fieldset legend={w.voice}>
          <CheckboxGroup
            {...field.many('strengths')}
            label={w.strengths}
            columns
            options={strengths.map((one) => ({ value: one, label: one }))}
          />
          <TextArea {...field('strengths_more')} label={w.strengths_more} rows={3} required={false} />
          <TextArea
            {...field('visit_wishes')}
            label={w.visit_wishes}
            help={w.wishesHelp}
            rows={4}
            maxChars={2000}
            required={false}
          />
          <TextArea {...field('note')} label={w.note} rows={3} maxChars={2000} required={false} />
        </Fieldset>
        <ButtonRow>
          <Button size="lg">{props.submit}</Button>
          <LinkButton href={props.backHref} kind="tertiary">
            {w.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

function Hours({ field }: { field: ReturnType<typeof fields> }) {
  return (
    <>
      <CheckboxGroup {...field.many('weekdays')} label={w.weekdays} inline options={dayChoices} />
      <TimeField {...field('opens_at')} label={w.opens_at} required={false} />
      <TimeField {...field('closes_at')} label={w.closes_at} required={false} />
    </>
  );
}

/** The form of one service at a facility. */
export function ServiceFormPage(props: {
  state: State;
  title: string;
  facility: { id: number; name: string };
  action: string;
  programmes: readonly { code: string; name: string; opening_rule: string }[];
}) {
  const { state } = props;
  const field = fields(state.values, state.errors);
  const s = words.service;
  return (
    <Stack gap="lg">
      <PageHeading title={props.title} kicker={props.facility.name} />
      <Form action={props.action} errors={state.errors}>
        <HiddenField name="_version" value={String(state.values['_version'] ?? '0')} />
        <ConflictNotice state={state} />
        <Select
          {...field('programme_code')}
          label={s.programme_code}
          required
          options={props.programmes.map(({ code, name, opening_rule }) => ({
            value: code,
            label: opening_rule === '' ? name : `${name}（${opening_rule}）`,
          }))}
        />
        <TextField {...field('name')} label={s.name} help={s.nameHelp} required />
        <TextArea {...field('description')} label={s.description} rows={4} maxChars={2000} required={false} />
        <Hours field={field} />
        <RadioGroup
          {...field('permanent')}
          label={s.permanent}
          inline
          options={[
            { value: 'yes', label: words.page.permanent },
            { value: 'no', label: words.page.temporary },
          ]}
        />
        <DateField {...field.date('starts_on')} label={s.starts_on} required={false} />
        <DateField {...field.date('ends_on')} label={s.ends_on} required={false} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
          <LinkButton href={`/facilities/${props.facility.id}`} kind="tertiary">
            {w.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
