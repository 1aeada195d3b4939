import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { DraftNotice, type OpenedDraft } from '../../platform/ui/drafts.tsx';
import { Disclosure } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import type { Offer } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { accommodations, applications, languages, publishings } from './forms.ts';
import type { EventKind } from './queries.ts';
import { nths, repeatKinds, weekdayCodes } from './rules-recurrence.ts';
import { onlineChecks } from './rules.ts';
import { ageFrom, ageTo, words as w } from './words-form.ja.ts';
import { weekdayNames } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
type Field = ReturnType<typeof fields>;

interface EventFormProps {
  state: State;
  draft: OpenedDraft | null;
  dropAction: string;
  zone: string;
  title: string;
  lead: string | null;
  action: string;
  back: string;
  kinds: readonly EventKind[];
  facilities: Offer;
  /** the bodies a keeper may choose where no facility is the host */
  organisations: Offer | null;
  /** it is shown already */
  shown: boolean;
  /** a rule that is none of the form's */
  otherRule: string | null;
  copied_from?: number;
}

const options = <T extends string>(codes: readonly T[], names: Readonly<Record<T, string>>) =>
  codes.map((value) => ({ value, label: names[value] }));

/** An event, one column from what it is to when it is shown. */
export function EventForm(props: EventFormProps) {
  const { state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={props.title} lead={props.lead} />
      <DraftNotice draft={props.draft} zone={props.zone} dropAction={props.dropAction} />
      <Form action={props.action} autosave={`${props.action}/draft`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict || field('_version').value === '' ? null : (
          <HiddenField name="_version" value={field('_version').value} />
        )}
        {props.copied_from === undefined ? null : (
          <HiddenField name="copied_from" value={props.copied_from} />
        )}
        <What {...props} field={field} />
        <When {...props} field={field} />
        <Place {...props} field={field} />
        <Who field={field} />
        <Money field={field} />
        <Applying field={field} />
        <ContactFields field={field} />
        <Publishing field={field} shown={props.shown} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
          <LinkButton href={props.back} kind="tertiary">
            {w.back}
          </LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

function What({ field, kinds }: EventFormProps & { field: Field }) {
  return (
    <Fieldset legend={w.sections.what}>
      <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
      <Select
        {...field('event_kind_code')}
        label={w.event_kind_code}
        required
        width="m"
        options={kinds.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField
        {...field('summary')}
        label={w.summary}
        help={w.summaryHelp}
        required={false}
        maxLength={120}
      />
      <TextArea {...field('description')} label={w.description} required={false} maxChars={4000} />
    </Fieldset>
  );
}

function When({ field, otherRule }: EventFormProps & { field: Field }) {
  const filledIn = ['except_on', 'also_on', 'more_times'].some(
    (name) => field(name).value !== '' || field(name).error !== undefined,
  );
  return (
    <Fieldset legend={w.sections.when} help={w.whenHelp}>
      <DateField {...field.date('starts_on')} label={w.starts_on} help={w.startsHelp} required />
      <TimeField {...field('starts_at')} label={w.starts_at} help={w.timeHelp} required={false} />
      <TimeField {...field('ends_at')} label={w.ends_at} required={false} />
      <RadioGroup
        {...field('repeat')}
        label={w.repeat}
        {...(otherRule === null ? {} : { help: w.repeatOther(otherRule) })}
        value={field('repeat').value || 'none'}
        options={options(repeatKinds, w.repeats)}
      />
      <div class="asked-of-weekly">
        <CheckboxGroup
          {...field.many('weekdays')}
          label={w.weekdays}
          inline
          options={options(weekdayCodes, weekdayNames)}
        />
      </div>
      <div class="asked-of-monthly-weekday">
        <CheckboxGroup {...field.many('nth')} label={w.nth} inline options={options(nths, w.nths)} />
      </div>
      <div class="asked-of-monthly-weekday">
        <Select
          {...field('nth_weekday')}
          label={w.nthWeekday}
          width="s"
          options={options(weekdayCodes, weekdayNames)}
        />
      </div>
      <div class="asked-of-monthly-day">
        <TextField {...field('month_days')} label={w.month_days} help={w.monthDaysHelp} width="s" />
      </div>
      <div class="asked-of-repeated">
        <DateField {...field.date('until')} label={w.until} help={w.untilHelp} required={false} />
      </div>
      <div class="asked-of-repeated">
        <RadioGroup
          {...field('holidays')}
          label={w.holidays}
          value={field('holidays').value || 'open'}
          inline
          options={options(['open', 'closed'], w.holidayChoices)}
        />
      </div>
      <Disclosure summary={w.repeatMore} open={filledIn}>
        <TextArea {...field('except_on')} label={w.except_on} help={w.exceptHelp} required={false} rows={2} />
        <TextArea {...field('also_on')} label={w.also_on} help={w.alsoHelp} required={false} rows={2} />
        <TextArea {...field('more_times')} label={w.more_times} help={w.moreHelp} required={false} rows={2} />
        <NumberField
          {...field('days')}
          label={w.days}
          help={w.daysHelp}
          required={false}
          min={1}
          max={200}
          unit={w.dayUnit}
        />
      </Disclosure>
    </Fieldset>
  );
}

function Place({ field, facilities, organisations, state }: EventFormProps & { field: Field }) {
  return (
    <Fieldset legend={w.sections.where}>
      <FindOne
        {...field('facility_id')}
        label={w.facility_id}
        required={organisations === null}
        width="l"
        {...(organisations === null ? {} : { empty: w.facilityNone })}
        offer={facilities}
        settled={state.conflict !== undefined}
      />
      {organisations === null ? null : (
        <FindOne
          {...field('organisation_id')}
          label={w.organisation_id}
          help={w.organisationHelp}
          required={false}
          width="l"
          offer={organisations}
          settled={state.conflict !== undefined}
        />
      )}
      <TextField
        {...field('place_name')}
        label={w.place_name}
        help={w.placeHelp}
        required={false}
        maxLength={100}
      />
      <TextField {...field('address')} label={w.address} required={false} maxLength={200} />
      <RadioGroup
        {...field('online')}
        label={w.online}
        value={field('online').value || 'none'}
        options={options(['none', 'also', 'only'], w.onlines)}
      />
      <Disclosure
        summary={w.sections.online}
        open={['also', 'only'].includes(field('online').value) || field('join_url').error !== undefined}
      >
        <p>{w.onlineHelp}</p>
        <TextField {...field('join_url')} label={w.join_url} type="url" required={false} />
        <TextArea
          {...field('join_note')}
          label={w.join_note}
          help={w.joinNoteHelp}
          required={false}
          rows={3}
        />
        <CheckboxGroup
          {...field.many('checks')}
          label={w.checks}
          help={w.checksHelp}
          options={onlineChecks.map((value) => ({ value, label: w.check[value] }))}
        />
      </Disclosure>
    </Fieldset>
  );
}

function Who({ field }: { field: Field }) {
  // An age from a table may lie between those offered; it stays.
  const ages = (list: readonly (readonly [number, string])[], now: string) => [
    ...list.map(([months, label]) => ({ value: `${months}`, label })),
    ...(now === '' || list.some(([months]) => `${months}` === now)
      ? []
      : [{ value: now, label: w.months(now) }]),
  ];
  return (
    <Fieldset legend={w.sections.who}>
      <RadioGroup
        {...field('zone')}
        label={w.zone}
        required
        value={field('zone').value || 'public'}
        options={options(['public', 'network'], w.zones)}
      />
      <Checkbox {...field.checked('for_children')} label={w.for_children} />
      <Select
        {...field('age_from_months')}
        label={w.age_from_months}
        required={false}
        width="m"
        empty={w.ageAny}
        options={ages(ageFrom, field('age_from_months').value)}
      />
      <Select
        {...field('age_to_months')}
        label={w.age_to_months}
        required={false}
        width="m"
        empty={w.ageAny}
        options={ages(ageTo, field('age_to_months').value)}
      />
      <TextField
        {...field('audience')}
        label={w.audience}
        help={w.audienceHelp}
        required={false}
        maxLength={100}
      />
      <CheckboxGroup
        {...field.many('languages')}
        label={w.languages}
        inline
        options={options(languages, w.languageNames)}
      />
      <CheckboxGroup
        {...field.many('accommodations')}
        label={w.accommodations}
        inline
        options={options(accommodations, w.accommodationNames)}
      />
    </Fieldset>
  );
}

function Money({ field }: { field: Field }) {
  return (
    <Fieldset legend={w.sections.money}>
      <NumberField
        {...field('fee_amount')}
        label={w.fee_amount}
        help={w.feeHelp}
        required={false}
        min={0}
        max={1000000}
        unit={w.yen}
      />
      <TextField {...field('fee_note')} label={w.fee_note} required={false} maxLength={200} />
      <TextField {...field('what_to_bring')} label={w.what_to_bring} required={false} maxLength={500} />
    </Fieldset>
  );
}

function Applying({ field }: { field: Field }) {
  const some = ['contact', 'form', 'lottery'].includes(field('application').value);
  const wrong = [
    'application_note',
    'application_closes_on',
    'application_opens_on',
    'lottery_on',
    'capacity',
  ].some((name) => field(name).error !== undefined);
  return (
    <Fieldset legend={w.sections.apply}>
      <RadioGroup
        {...field('application')}
        label={w.application}
        help={w.applicationHelp}
        value={field('application').value || 'none'}
        options={options(applications, w.applications)}
      />
      <NumberField {...field('capacity')} label={w.capacity} required={false} min={1} max={100000} />
      <RadioGroup
        {...field('capacity_unit')}
        label={w.capacity_unit}
        value={field('capacity_unit').value || 'family'}
        inline
        options={options(['family', 'person'], w.units)}
      />
      <Disclosure summary={w.application_note} open={some || wrong}>
        <TextArea
          {...field('application_note')}
          label={w.application_note}
          required={false}
          rows={3}
          maxChars={1000}
        />
        <DateField {...field.date('application_opens_on')} label={w.application_opens_on} required={false} />
        <TimeField {...field('application_opens_time')} label={w.atTime} required={false} />
        <DateField
          {...field.date('application_closes_on')}
          label={w.application_closes_on}
          required={false}
        />
        <TimeField {...field('application_closes_time')} label={w.atTime} required={false} />
        <DateField {...field.date('lottery_on')} label={w.lottery_on} required={false} />
        <TimeField {...field('lottery_time')} label={w.atTime} required={false} />
        <Checkbox {...field.checked('waiting_list')} label={w.waiting_list} />
        <NumberField
          {...field('offer_hours')}
          label={w.offer_hours}
          help={w.offerHelp}
          required={false}
          min={1}
          max={168}
          unit={w.hours}
        />
      </Disclosure>
    </Fieldset>
  );
}

function ContactFields({ field }: { field: Field }) {
  return (
    <Fieldset legend={w.sections.contact}>
      <TextField {...field('contact_name')} label={w.contact_name} required={false} maxLength={100} />
      <TextField {...field('contact_phone')} label={w.contact_phone} type="tel" required={false} width="m" />
      <TextField {...field('contact_email')} label={w.contact_email} type="email" required={false} />
      <TextField {...field('url')} label={w.url} type="url" required={false} />
    </Fieldset>
  );
}

function Publishing({ field, shown }: { field: Field; shown: boolean }) {
  return (
    <Fieldset legend={w.sections.publish}>
      <RadioGroup
        {...field('publish')}
        label={w.publish}
        required
        value={field('publish').value || 'draft'}
        options={options(publishings, shown ? w.publishShown : w.publishes)}
      />
      <div class="asked-of-later">
        <DateField {...field.date('publish_on')} label={w.publish_on} required={false} />
      </div>
      <div class="asked-of-later">
        <TimeField {...field('publish_time')} label={w.publish_time} required={false} />
      </div>
    </Fieldset>
  );
}
