import type { Offer } from '../../platform/search/offers.ts';
import { onlineCheckLabels } from '../../base/calendar/rules-said.ts';
import { onlineChecks } from '../../base/calendar/rules.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
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
import { fields, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { MenuList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Unit } from './rules.ts';
import { selections } from './rules.ts';
import { templates } from './words-templates.ja.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
type Category = { code: string; name: string; scheme: string };

/** Where a course begins: a template of its category, an earlier course, or nothing. */
export function TemplatePage(props: {
  categories: readonly Category[];
  before: readonly { id: number; title: string; category: string }[];
}) {
  const w = words.form;
  const schemes = [...new Set(props.categories.map(({ scheme }) => scheme))];
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.templateTitle}
        lead={w.templateLead}
        actions={<LinkButton href="/courses/new?template=other">{w.blank}</LinkButton>}
      />
      {schemes.map((scheme) => {
        const items = props.categories.filter((one) => one.scheme === scheme && templates[one.code]);
        return items.length === 0 ? null : (
          <Section title={words.schemes[scheme]} id={`scheme-${scheme}`}>
            <MenuList
              label={words.schemes[scheme] ?? ''}
              items={items.map(({ code, name }) => {
                const { units } = templates[code]!;
                return {
                  label: name,
                  href: `/courses/new?template=${code}`,
                  text: w.templateOf(
                    units.length,
                    units.reduce((sum, unit) => sum + unit.minutes, 0),
                  ),
                };
              })}
            />
          </Section>
        );
      })}
      {props.before.length === 0 ? null : (
        <Section title={w.copy} id="copy">
          <MenuList
            label={w.copy}
            items={props.before.map(({ id, title, category }) => ({
              label: title,
              text: category,
              href: `/courses/new?copy=${id}`,
            }))}
          />
        </Section>
      )}
    </Stack>
  );
}

/** A course as a form: what it is, when one may apply, the curriculum; the rest folded. */
export function CourseForm(props: {
  state: State;
  action: string;
  isNew: boolean;
  categories: readonly Category[];
  organisations: Offer;
}) {
  const { state, isNew } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  const folded = ['late_minutes', 'valid_months', 'issuer', 'fee_amount', 'per_facility'].some(
    (name) => name in state.errors,
  );
  return (
    <Stack>
      <PageHeading title={isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <Select
          {...field('category_code')}
          label={w.category_code}
          required
          width="l"
          options={props.categories.map(({ code, name, scheme }) => ({
            value: code,
            label: name,
            group: words.schemes[scheme] ?? scheme,
          }))}
        />
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={80} />
        <TextArea
          {...field('purpose')}
          label={w.purpose}
          help={w.purposeHelp}
          required={false}
          rows={3}
          maxChars={2000}
        />
        <TextField
          {...field('audience')}
          label={w.audience}
          help={w.audienceHelp}
          required={false}
          maxLength={200}
        />
        <FindOne
          {...field('organisation_id')}
          label={w.organisation_id}
          required
          width="l"
          offer={props.organisations}
        />
        <RadioGroup
          {...field('zone')}
          label={w.zone}
          required
          options={(['public', 'network'] as const).map((value) => ({ value, label: w.zones[value] }))}
        />
        <TextArea {...field('units')} label={w.units} help={w.unitsHelp} required={false} rows={8} />
        <NumberField
          {...field('required_minutes')}
          label={w.required_minutes}
          help={w.requiredHelp}
          required
          min={0}
          unit={w.minute}
        />
        <NumberField
          {...field('capacity')}
          label={w.capacity}
          required
          min={1}
          max={1000}
          unit={words.unitOfPeople}
        />
        <DateField {...field.date('opens_on')} label={w.opens_on} required />
        <DateField {...field.date('closes_on')} label={w.closes_on} help={w.closesHelp} required />
        <RadioGroup
          {...field('selection')}
          label={w.selection}
          help={w.selectionHelp}
          required
          options={selections.map((value) => ({ value, label: words.selections[value] }))}
        />
        <DateField {...field.date('lottery_on')} label={w.lottery_on} help={w.lotteryHelp} required={false} />
        <FoldedFieldset legend={w.more} note={w.moreNote} open={folded} id="more">
          <NumberField
            {...field('per_facility')}
            label={w.per_facility}
            help={w.per_facilityHelp}
            required={false}
            min={1}
            unit={words.unitOfPeople}
          />
          <NumberField
            {...field('late_minutes')}
            label={w.late_minutes}
            help={w.lateHelp}
            required
            min={0}
            max={120}
            unit={w.minute}
          />
          <Checkbox {...field.checked('asks_reflection')} label={w.asks_reflection} />
          <Checkbox {...field.checked('asks_birth')} label={w.asks_birth} />
          <NumberField
            {...field('valid_months')}
            label={w.valid_months}
            help={w.validHelp}
            required={false}
            min={1}
            unit={w.month}
          />
          <TextField {...field('issuer')} label={w.issuer} help={w.issuerHelp} required maxLength={100} />
          <NumberField {...field('fee_amount')} label={w.fee_amount} required min={0} unit={w.yen} />
          <TextField {...field('what_to_bring')} label={w.what_to_bring} required={false} maxLength={300} />
          <TextField {...field('contact_name')} label={w.contact_name} required={false} maxLength={100} />
          <TextField {...field('contact_phone')} label={w.contact_phone} type="tel" required={false} />
        </FoldedFieldset>
        <ButtonRow>
          <Button size="lg">{isNew ? w.save : w.saveEdit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** One sitting: when, where or on line, who speaks, what is taught. */
export function SessionForm(props: {
  course: string;
  state: FormState;
  action: string;
  isNew: boolean;
  units: readonly Unit[];
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.session;
  return (
    <Stack>
      <PageHeading kicker={props.course} title={props.isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={props.state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={80} />
        <DateField {...field.date('held_on')} label={w.held_on} required />
        <TimeField {...field('starts_at')} label={w.starts_at} required />
        <TimeField {...field('ends_at')} label={w.ends_at} required />
        <TextField {...field('place')} label={w.place} required={false} maxLength={200} />
        <RadioGroup
          {...field('online')}
          label={w.online}
          required
          options={(['none', 'also', 'only'] as const).map((value) => ({
            value,
            label: words.onlines[value] ?? value,
          }))}
        />
        <Disclosure
          summary={w.join_url}
          open={['also', 'only'].includes(field('online').value) || field('join_url').error !== undefined}
        >
          <TextField
            {...field('join_url')}
            type="url"
            label={w.join_url}
            help={w.joinHelp}
            required={false}
          />
          <TextArea {...field('join_note')} label={w.join_note} required={false} rows={2} />
          <CheckboxGroup
            {...field.many('checks')}
            label={w.checks}
            required={false}
            options={onlineChecks.map((value) => ({ value, label: onlineCheckLabels[value] }))}
          />
        </Disclosure>
        <TextField {...field('speakers')} label={w.speakers} required={false} maxLength={300} />
        {props.units.length === 0 ? null : (
          <CheckboxGroup
            {...field.many('units')}
            label={w.units}
            help={w.unitsHelp}
            required={false}
            options={props.units.map((unit) => ({
              value: `${unit.number}`,
              label: w.unit(unit.title, unit.minutes, unit.required),
            }))}
          />
        )}
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
