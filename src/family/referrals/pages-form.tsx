import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { RankedPlace } from './queries-places.ts';
import { ageBands, urgencies } from './rules.ts';
import { ageBandNames, channelNames, form as w, urgencyNames } from './words.ja.ts';

export interface Choices {
  facilities: Offer;
  organisations: Offer;
  areas: readonly { id: number; name: string; system_name: string }[];
  wishes: readonly { code: string; question: string }[];
}

/** Need, age band, area and days: all that anybody outside reads before a yes. */
export function AnonymousFields({ state, areas }: { state: FormState; areas: Choices['areas'] }): Child {
  const field = fields(state.values, state.errors);
  const named =
    Object.values(state.errors).length > 0 && (state.errors.need ?? state.errors.days) !== undefined;
  return (
    <>
      <TextArea {...field('need')} label={w.need} help={w.needHelp} rows={3} required />
      <Select
        {...field('age_band')}
        label={w.age}
        required
        options={ageBands.map((value) => ({ value, label: ageBandNames[value] }))}
      />
      <Select
        {...field('area_id')}
        label={w.area}
        empty={w.areaNone}
        options={areas.map((one) => ({ value: `${one.id}`, label: one.name, group: one.system_name }))}
      />
      <TextField {...field('days')} label={w.days} />
      {named || field.checked('nobody').checked ? (
        <Checkbox {...field.checked('nobody')} label={w.nobody} />
      ) : null}
    </>
  );
}

/** Looking for a place is a GET of the same page: what was written so far travels along, without a name in it. */
export function DraftPage(props: {
  action: string;
  title: string;
  begins: string;
  state: FormState;
  choices: Choices;
  places: readonly RankedPlace[] | null;
  wishes: readonly string[];
  from: Record<string, string>;
}): Child {
  const { state, choices } = props;
  const field = fields(state.values, state.errors);
  const chosen = field('facility_id').value;
  return (
    <Stack>
      <PageHeading title={props.title} kicker={props.begins} lead={w.lead} />
      <Form action={props.action} errors={state.errors}>
        <Card>
          <Fieldset legend={w.needTitle}>
            <AnonymousFields state={state} areas={choices.areas} />
            <RadioGroup
              {...field('urgency')}
              label={w.urgency}
              required
              options={urgencies.map((value) => ({ value, label: urgencyNames[value] }))}
            />
          </Fieldset>
        </Card>
        <Card title={w.placesTitle} lead={w.placesLead}>
          <CheckboxGroup
            name="wish"
            label={w.wishes}
            columns
            value={props.wishes}
            options={choices.wishes.map((one) => ({ value: one.code, label: one.question }))}
          />
          <ButtonRow>
            {/* The answer is far down a long page: one lands on it. */}
            <Button kind="secondary" name="search" value="1" formaction={`${props.action}#places`}>
              {w.search}
            </Button>
          </ButtonRow>
          {props.places === null ? null : (
            <Stack id="places">
              {props.places.length === 0 ? (
                <p>{w.noPlaces}</p>
              ) : (
                <RadioGroup
                  name="place_id"
                  label={w.placesTitle}
                  labelHidden
                  value={chosen}
                  options={props.places.map((one) => ({
                    value: `${one.id}`,
                    label: `${one.name}（${one.kind}）`,
                    help: [one.reason, ...one.misfits].join('　'),
                  }))}
                />
              )}
            </Stack>
          )}
        </Card>
        <Card>
          <Fieldset legend={w.receiverTitle}>
            <RadioGroup
              {...field('channel')}
              label={w.channel}
              required
              options={(['account', 'paper'] as const).map((value) => ({
                value,
                label: channelNames[value],
              }))}
            />
            <FindOne {...field('facility_id')} label={w.facility} offer={choices.facilities} />
            <FindOne {...field('organisation_id')} label={w.organisation} offer={choices.organisations} />
            <TextField {...field('recipient_name')} label={w.recipient} />
          </Fieldset>
        </Card>
        <Card>
          <Fieldset legend={w.warmTitle} help={w.warmLead}>
            <TextField {...field('told_who')} label={w.toldWho} help={w.toldWhoHelp} />
            <TextField {...field('told_day')} label={w.toldDay} />
            <TextArea {...field('told_what')} label={w.toldWhat} rows={3} />
            <DateField {...field.date('told_on')} label={w.toldOn} />
          </Fieldset>
        </Card>
        <HiddenField name="capacity_question_id" value={field('capacity_question_id').value} />
        <HiddenField name="_version" value={field('_version').value || '1'} />
        <ButtonRow>
          <Button kind="primary">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
