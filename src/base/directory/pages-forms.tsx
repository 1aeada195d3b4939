import type { Offer } from '../../platform/search/offers.ts';
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
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { DraftNotice, type OpenedDraft } from '../../platform/ui/drafts.tsx';
import { Columns, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import {
  accommodations,
  amenities,
  form as f,
  functions,
  languages,
  professions,
  reservations,
} from './words-place.ja.ts';
import { kinds, weekdays, words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const w = words.form;
const dayChoices = weekdays.map((day) => ({ value: day, label: day }));
const yesNo = [
  { value: 'yes', label: words.yes },
  { value: 'no', label: words.no },
];

/** What is asked in each part of the form, by field. */
const groups = {
  basics: ['organisation_id', 'kind', 'name', 'name_kana', 'name_en', 'local_id'],
  place: ['postal_code', 'address', 'building', 'latitude', 'longitude', 'access_note', 'parking'],
  contact: ['phone', 'fax', 'email', 'url'],
  use: [
    'ages',
    'age_from_months',
    'age_to_months',
    'capacity',
    'capacity_as_of',
    'weekdays',
    'opens_at',
    'closes_at',
    'hours_note',
    'reservation',
    'reservation_note',
    'established_on',
  ],
  amenities: Object.keys(amenities),
  care: ['accommodations', 'accommodation_note', 'languages'],
  voice: ['atmosphere', 'offers', 'strengths_more', 'functions', 'visit_wishes', 'note'],
  staffing: ['staff_profession', 'staff_people'],
} as const satisfies Record<string, readonly string[]>;
type Group = keyof typeof groups;
const ofKeeper: readonly string[] = ['organisation_id', 'kind', 'local_id'];

/** How a part is shown: folded with how much is filled, open where something is to be mended or nothing is there yet. */
function groupOf(state: State, name: Group, keeper = true) {
  const asked = groups[name].filter((one) => keeper || !ofKeeper.includes(one));
  const said = (one: string) =>
    Object.entries(state.values).some(
      // A day is sent in three boxes, each named after it.
      ([key, value]) =>
        (key === one || key === `${one}_y`) && [value].flat().some((text) => text.trim() !== ''),
    );
  const wrong = asked.some((one) => one in state.errors);
  const filled = name === 'staffing' ? staffOf(state).length : asked.filter(said).length;
  return {
    id: `g-${name}`,
    open: wrong || (name === 'basics' && filled === 0),
    note: wrong ? f.toMend : name === 'staffing' ? f.staffFilled(filled) : f.filled(filled, asked.length),
  };
}

/** The form of a facility; `keeper` shows what only whoever keeps the directory may say. */
export function FacilityFormPage(props: {
  state: State;
  title: string;
  kicker?: string;
  action: string;
  backHref: string;
  submit: string;
  keeper: boolean;
  /** null where it stands as it is */
  organisations: Offer | null;
  wishes: readonly { code: string; name: string }[];
  /** who looks at it before it stands; null when it stands at once */
  checkers: string | null;
  draft: OpenedDraft | null;
  zone: string;
  hoursHref: string | null;
}) {
  const { state, keeper, draft } = props;
  const field = fields(state.values, state.errors);
  const optional = { required: false } as const;
  const group = (name: Group) => groupOf(state, name, keeper);
  return (
    <Stack gap="lg">
      <PageHeading title={props.title} kicker={props.kicker} lead={f.optional} />
      {props.checkers === null ? null : <NotificationBanner kind="info" title={f.checked(props.checkers)} />}
      <DraftNotice draft={draft} zone={props.zone} dropAction={`${props.action}/draft/drop`} />
      <Form action={props.action} autosave={`${props.action}/draft`} errors={state.errors}>
        <HiddenField name="_version" value={String(state.values['_version'] ?? '0')} />
        <ConflictNotice state={state} />
        <FoldedFieldset legend={w.basics} help={keeper ? undefined : w.fixed} {...group('basics')}>
          {keeper && props.organisations ? (
            <>
              <FindOne
                {...field('organisation_id')}
                label={w.organisation_id}
                help={w.organisationHelp}
                required
                offer={props.organisations}
                settled={state.conflict !== undefined}
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
            {...optional}
          />
          <TextField {...field('name_en')} label={f.name_en} help={f.nameEnHelp} {...optional} />
          {keeper ? <TextField {...field('local_id')} label={w.local_id} width="m" {...optional} /> : null}
        </FoldedFieldset>
        <FoldedFieldset legend={w.place} {...group('place')}>
          <TextField
            {...field('postal_code')}
            label={w.postal_code}
            width="s"
            inputmode="numeric"
            postal={{ address: 'address' }}
            {...optional}
          />
          <TextField {...field('address')} label={w.address} help={w.addressHelp} {...optional} />
          <TextField {...field('building')} label={w.building} {...optional} />
          <NumberField
            {...field('latitude')}
            label={w.latitude}
            help={w.coordinateHelp}
            decimal
            {...optional}
          />
          <NumberField {...field('longitude')} label={w.longitude} decimal {...optional} />
          <TextArea {...field('access_note')} label={w.access_note} rows={2} {...optional} />
          <TextArea {...field('parking')} label={w.parking} rows={2} {...optional} />
        </FoldedFieldset>
        <FoldedFieldset legend={w.contact} {...group('contact')}>
          <TextField {...field('phone')} label={w.phone} type="tel" width="m" {...optional} />
          <TextField {...field('fax')} label={w.fax} type="tel" width="m" {...optional} />
          <TextField {...field('email')} label={w.email} type="email" {...optional} />
          <TextField {...field('url')} label={w.url} type="url" {...optional} />
        </FoldedFieldset>
        <FoldedFieldset legend={w.use} {...group('use')}>
          <TextField {...field('ages')} label={w.ages} help={w.agesHelp} width="l" {...optional} />
          <NumberField
            {...field('age_from_months')}
            label={f.age_from_months}
            help={f.monthsHelp}
            unit={f.months}
            {...optional}
          />
          <NumberField {...field('age_to_months')} label={f.age_to_months} unit={f.months} {...optional} />
          <NumberField {...field('capacity')} label={w.capacity} unit={w.people} {...optional} />
          <DateField {...field.date('capacity_as_of')} label={f.capacity_as_of} {...optional} />
          {props.hoursHref === null ? null : (
            <p>
              {w.hoursElsewhere}
              <a href={props.hoursHref}>{w.hoursLink}</a>
            </p>
          )}
          <Hours field={field} />
          <TextArea {...field('hours_note')} label={w.hours_note} rows={2} {...optional} />
          <RadioGroup
            {...field('reservation')}
            label={f.reservation}
            options={Object.entries(reservations).map(([value, label]) => ({ value, label }))}
            {...optional}
          />
          <TextArea {...field('reservation_note')} label={f.reservation_note} rows={2} {...optional} />
          <DateField {...field.date('established_on')} label={w.established_on} {...optional} />
        </FoldedFieldset>
        <FoldedFieldset legend={f.amenities} help={f.amenitiesHelp} {...group('amenities')}>
          <Columns kind="thirds">
            {Object.entries(amenities).map(([name, label]) => (
              <Select {...field(name)} label={label} empty={f.unsaid} options={yesNo} {...optional} />
            ))}
          </Columns>
        </FoldedFieldset>
        <FoldedFieldset legend={f.accommodations} {...group('care')}>
          <CheckboxGroup
            {...field.many('accommodations')}
            label={f.accommodations}
            labelHidden
            help={f.accommodationsHelp}
            columns
            options={Object.entries(accommodations).map(([value, label]) => ({ value, label }))}
          />
          <TextArea {...field('accommodation_note')} label={f.accommodation_note} rows={2} {...optional} />
          <CheckboxGroup
            {...field.many('languages')}
            label={f.languages}
            inline
            options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          />
        </FoldedFieldset>
        <FoldedFieldset legend={w.voice} {...group('voice')}>
          <TextArea
            {...field('atmosphere')}
            label={f.atmosphere}
            help={f.atmosphereHelp}
            rows={3}
            maxChars={1000}
            {...optional}
          />
          <CheckboxGroup
            {...field.many('offers')}
            label={f.offers}
            help={f.offersHelp}
            columns
            options={props.wishes.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <TextArea {...field('strengths_more')} label={w.strengths_more} rows={3} {...optional} />
          <CheckboxGroup
            {...field.many('functions')}
            label={f.functions}
            columns
            options={Object.entries(functions).map(([value, label]) => ({ value, label }))}
          />
          <TextArea
            {...field('visit_wishes')}
            label={w.visit_wishes}
            help={w.wishesHelp}
            rows={4}
            maxChars={2000}
            {...optional}
          />
          <TextArea {...field('note')} label={w.note} rows={3} maxChars={2000} {...optional} />
        </FoldedFieldset>
        <StaffRows state={state} />
        <ButtonRow>
          <Button size="lg">{props.checkers === null ? props.submit : f.propose}</Button>
          <LinkButton href={props.backHref} kind="tertiary">
            {w.cancel}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Profession and number of those on the staff, as stored or as typed. */
const staffOf = (state: State) => {
  const stored = list(state.values['staffing']).map((line) => line.split(/:(?=\d+$)/));
  const typed = list(state.values['staff_profession']).map((profession, at) => [
    profession,
    list(state.values['staff_people'])[at] ?? '',
  ]);
  return (stored.length > 0 ? stored : typed).filter((row) => row.some((one) => one !== ''));
};

/** Profession and number side by side, with three empty lines to go on in. */
function StaffRows({ state }: { state: State }) {
  const filledRows = staffOf(state);
  const error = state.errors['staff_profession'];
  return (
    <FoldedFieldset legend={f.staffing} help={f.staffingHelp} {...groupOf(state, 'staffing')}>
      {[...filledRows, ['', ''], ['', ''], ['', '']].map(([profession, people], at) => (
        <Columns>
          <ComboSelect
            name="staff_profession"
            id={at === 0 ? undefined : `f-staff_profession-${at}`}
            label={`${f.staff_profession}（${f.staffRow(at + 1)}）`}
            value={profession}
            error={at === 0 ? error : undefined}
            options={[...professions]}
          />
          <NumberField
            name="staff_people"
            id={at === 0 ? undefined : `f-staff_people-${at}`}
            label={`${f.staff_people}（${f.staffRow(at + 1)}）`}
            value={people}
            unit={w.people}
          />
        </Columns>
      ))}
    </FoldedFieldset>
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
        <NumberField
          {...field('age_from_months')}
          label={s.age_from_months}
          help={s.monthsHelp}
          unit={f.months}
          required={false}
        />
        <NumberField {...field('age_to_months')} label={s.age_to_months} unit={f.months} required={false} />
        <NumberField {...field('capacity')} label={s.capacity} unit={w.people} required={false} />
        <NumberField {...field('places_free')} label={s.places_free} unit={w.people} required={false} />
        <DateField {...field.date('capacity_as_of')} label={s.capacity_as_of} required={false} />
        <NumberField {...field('fee_amount')} label={s.fee_amount} unit={s.yen} required={false} />
        <TextArea {...field('fee_note')} label={s.fee_note} rows={2} required={false} />
        <RadioGroup
          {...field('reservation')}
          label={s.reservation}
          options={Object.entries(reservations).map(([value, label]) => ({ value, label }))}
          required={false}
        />
        <TextField {...field('url')} label={s.url} type="url" required={false} />
        <Hours field={field} />
        <RadioGroup
          {...field('permanent')}
          label={s.permanent}
          help={s.permanentHelp}
          inline
          required={false}
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
