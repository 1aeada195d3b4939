import { formatDate } from '../../platform/ja/dates.ts';
import type { Offer } from '../../platform/search/offers.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  ComboSelect,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Fieldset, Form, HiddenField, WarningSummary } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import type { Coordinator, PersonName, PlanFacility, Visit } from './queries.ts';
import { cancelReasons, purposes } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

/** First step of a single visit: which facility. */
export function ChooseFacilityPage(props: {
  offer: Offer;
  facilities: readonly { id: number; name: string; kind: string }[];
  /** what was typed, and those whose name or kana holds it */
  name: string;
  found: readonly { id: number; name: string; kind: string }[];
}) {
  const named = planWords.form;
  const { offer } = props;
  return (
    <Stack>
      <PageHeading title={named.title} />
      <form class="form" action="/visits/new" method="get">
        {offer.all === null ? (
          <FindOne
            name="facility"
            label={named.chooseFacility}
            required
            value={offer.chosen[0]?.value ?? ''}
            offer={offer}
          />
        ) : (
          // Typed, not looked up in a list of hundreds: Japanese cannot be typed into a list.
          <ComboSelect
            name="name"
            label={named.chooseFacility}
            help={named.chooseFacilityHelp}
            required
            value={props.name}
            options={props.facilities.map((facility) => ({ value: facility.name, label: facility.kind }))}
          />
        )}
        <ButtonRow>
          <Button>{named.nextButton}</Button>
        </ButtonRow>
      </form>
      {props.name === '' || offer.all === null ? null : (
        <Section title={named.foundTitle(props.found.length)} id="found">
          {props.found.length === 0 ? (
            <p>{named.foundNone}</p>
          ) : (
            <ResourceList
              label={named.foundTitle(props.found.length)}
              items={props.found.slice(0, 30).map((facility) => ({
                title: facility.name,
                href: `/visits/new?facility=${facility.id}`,
                meta: facility.kind,
              }))}
            />
          )}
        </Section>
      )}
    </Stack>
  );
}

/** Year and month of the plan, so that only the day is left to type. */
const inMonth = (month: string) => ({ y: month.slice(0, 4), m: String(Number(month.slice(5))), d: '' });

const purposeOptions = purposes.map((purpose) => ({ value: purpose, label: words.purposes[purpose] }));

/** Days, times and notes for the facilities chosen, sent together. */
export function PlanForm(props: {
  facilities: readonly PlanFacility[];
  reasons: ReadonlyMap<number, string>;
  coordinators: readonly Coordinator[];
  lead_id: number | null;
  month: string | null;
  state: FormState;
}) {
  const named = planWords.form;
  const { state } = props;
  // The box is asked for only when all is in order and something is unusual: then no field is wrong.
  const asked = state.errors.confirmed !== undefined;
  const field = fields(state.values, asked ? {} : state.errors);
  const lead = String(state.values.lead_id ?? props.lead_id ?? '');
  return (
    <Stack>
      <PageHeading title={named.title} lead={named.lead} />
      <Form action="/visits/new" errors={asked ? undefined : state.errors}>
        {asked ? (
          <WarningSummary
            title={named.warned}
            lead={named.warnedLead}
            items={props.facilities.flatMap(({ id, name }) => {
              const text = state.errors[`planned_on_${id}`];
              return text === undefined
                ? []
                : [{ name: `planned_on_${id}`, text: named.warnedAt(name, text) }];
            })}
          />
        ) : null}
        <HiddenField name="month" value={props.month ?? ''} />
        {props.facilities.map((facility) => (
          <HiddenField name="facility_ids" value={facility.id} />
        ))}
        <Select
          {...field('lead_id')}
          label={named.lead_id}
          required
          value={lead}
          options={props.coordinators.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        <Companions {...field.many('companion_ids')} lead={lead} people={props.coordinators} />
        {props.facilities.map((facility) => {
          const name = (stem: string) => `${stem}_${facility.id}`;
          return (
            <Fieldset legend={facility.name} help={props.reasons.get(facility.id)}>
              <DateField
                {...field.date(name('planned_on'))}
                {...(state === emptyForm && props.month ? { value: inMonth(props.month) } : {})}
                label={named.planned_on}
                required
                help={facility.visit_wishes ? named.wishes(facility.visit_wishes) : named.noWishes}
              />
              <Columns>
                <TimeField {...field(name('planned_from'))} label={named.planned_from} required={false} />
                <TimeField {...field(name('planned_to'))} label={named.planned_to} required={false} />
              </Columns>
              <Select
                {...field(name('purpose'))}
                label={named.purpose}
                empty={false}
                value={String(state.values[name('purpose')] ?? 'round')}
                options={purposeOptions}
              />
              <TextArea
                {...field(name('note_to_facility'))}
                label={named.note_to_facility}
                help={named.noteHelp}
                required={false}
                rows={2}
                maxChars={1000}
              />
            </Fieldset>
          );
        })}
        {asked ? (
          <Card tone="warning">
            <Checkbox {...field.checked('confirmed')} label={named.confirmed} />
          </Card>
        ) : null}
        <ButtonRow>
          <Button icon="calendar">{named.submit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Who goes along; whoever leads goes anyway. */
function Companions(props: {
  name: string;
  value: readonly string[];
  error: string | readonly string[] | undefined;
  lead: string;
  people: readonly PersonName[];
}) {
  const { lead, people, ...field } = props;
  const options = people.map((person) => ({ value: String(person.id), label: person.name }));
  if (options.every(({ value }) => value === lead)) return null;
  return (
    <CheckboxGroup
      {...field}
      label={planWords.form.companion_ids}
      required={false}
      inline
      options={options}
      besides={{ field: 'lead_id', value: lead }}
    />
  );
}

/** Times, people and the note of a plan; the day is moved elsewhere, with a reason. */
export function EditForm(props: {
  visit: Visit;
  coordinators: readonly PersonName[];
  state: FormState & { conflict?: Conflict };
}) {
  const named = planWords.form;
  const { visit, state } = props;
  const field = fields(state.values, state.errors);
  const people = props.coordinators.some((person) => person.id === visit.lead_id)
    ? props.coordinators
    : [{ id: visit.lead_id, name: visit.lead }, ...props.coordinators];
  return (
    <Stack>
      <PageHeading kicker={visit.facility} title={named.editTitle} lead={formatDate(visit.planned_on)} />
      <NotificationBanner kind="info" title={named.editLead} />
      <Form action={`/visits/${visit.id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? visit.version)} />
        )}
        <Select
          {...field('lead_id')}
          label={named.lead_id}
          required
          empty={false}
          options={people.map((person) => ({ value: String(person.id), label: person.name }))}
        />
        <Companions
          {...field.many('companion_ids')}
          lead={String(state.values.lead_id ?? visit.lead_id)}
          people={people}
        />
        <Columns>
          <TimeField {...field('planned_from')} label={named.planned_from} required={false} />
          <TimeField {...field('planned_to')} label={named.planned_to} required={false} />
        </Columns>
        <Select {...field('purpose')} label={named.purpose} empty={false} options={purposeOptions} />
        <TextArea
          {...field('note_to_facility')}
          label={named.note_to_facility}
          help={named.noteHelp}
          required={false}
          rows={3}
          maxChars={1000}
        />
        <ButtonRow>
          <Button>{named.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Cancels a visit with its reason; with a new day it is moved. */
export function CancelForm({ visit, state }: { visit: Visit; state: FormState | null }) {
  const { values, errors } = state ?? emptyForm;
  const asked = errors.confirmed !== undefined;
  const field = fields(values, asked ? {} : errors);
  return (
    <Disclosure summary={words.visit.cancel.label} open={state !== null} id="cancel">
      <Form action={`/visits/${visit.id}/cancel`} errors={state && !asked ? errors : undefined}>
        {asked ? (
          <WarningSummary
            title={planWords.form.warned}
            lead={planWords.form.warnedLead}
            items={[{ name: 'planned_on', text: errors.planned_on ?? '' }]}
          />
        ) : null}
        <p>{words.visit.cancel.question}</p>
        <RadioGroup
          {...field('cancel_reason')}
          label={words.visit.cancel.reason}
          required
          options={cancelReasons.map((reason) => ({ value: reason, label: words.cancelReasons[reason] }))}
        />
        <TextArea
          {...field('cancel_note')}
          label={words.visit.cancel.note}
          required={false}
          rows={2}
          maxChars={500}
        />
        <DateField {...field.date('planned_on')} label={words.visit.cancel.replan} required={false} />
        <TimeField {...field('planned_from')} label={words.visit.cancel.from} required={false} />
        <TimeField {...field('planned_to')} label={words.visit.cancel.to} required={false} />
        {asked ? <Checkbox {...field.checked('confirmed')} label={words.visit.cancel.confirmed} /> : null}
        <ButtonRow>
          <Button kind="danger">{words.visit.cancel.submit}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}
