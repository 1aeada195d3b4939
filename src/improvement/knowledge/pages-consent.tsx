import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import { Disclosure, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, RadioGroup, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Section } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import type { Origin, Practice } from './queries.ts';
import { newestOf, type ConsentLine } from './queries-study.ts';
import { consentAnswers, zones } from './rules.ts';
import { words } from './words.ja.ts';

interface ConsentProps {
  practice: Practice;
  origin: Origin;
  places: readonly { id: number; name: string }[];
  consents: readonly ConsentLine[];
  own: readonly { id: number; name: string }[];
  mayManage: boolean;
  mayAnswer: boolean;
  zone: string;
  state: FormState | undefined;
}

/** What the facilities it was found at said; the facility's own answer; answers on paper entered. */
export function ConsentSection(props: ConsentProps) {
  const { practice, origin, places, mayManage } = props;
  const w = words.consent;
  const newest = newestOf(props.consents);
  const mine = props.own.filter(({ id }) => origin.facility_ids.includes(id));
  const out = practice.published_at !== null && practice.withdrawn_at === null;
  return (
    <Section title={mayManage ? w.title : w.yours} lead={mayManage ? w.lead : w.yoursLead} id="consent">
      {mayManage ? (
        <p>
          {origin.asked_at === null ? w.notAsked : w.askedOn(formatDateTime(origin.asked_at, props.zone))}
        </p>
      ) : null}
      <ResourceList
        items={places.map((place) => {
          const said = newest.find((one) => one.facility_id === place.id);
          return {
            title: place.name,
            text: said === undefined ? w.waiting : toldOf(said),
            ...(said === undefined
              ? {}
              : {
                  badge: (
                    <StatusBadge kind={said.answer === 'yes' ? 'success' : 'warning'}>
                      {w.said[said.answer]}
                    </StatusBadge>
                  ),
                }),
            meta:
              said !== undefined && said.answer === 'yes' && said.wording !== practice.wording ? w.older : '',
          };
        })}
      />
      {props.mayAnswer && mine.length > 0 && origin.asked_at !== null ? (
        <OwnAnswer {...props} mine={mine} />
      ) : null}
      {mayManage ? (
        <>
          {out ? null : (
            <ButtonRow>
              <ConfirmForm
                label={origin.asked_at === null ? w.ask : w.askAgain}
                question={places.map(({ name }) => name).join(words.between)}
                action={`/practices/${practice.id}/ask`}
                confirmLabel={w.ask}
                kind="secondary"
              />
            </ButtonRow>
          )}
          <PaperAnswer {...props} />
        </>
      ) : null}
    </Section>
  );
}

const toldOf = (said: ConsentLine): string =>
  [
    words.consent.line(words.consent.said[said.answer], said.given_on, words.ways[said.way]),
    ...(said.answer === 'yes'
      ? [
          said.show_name ? words.consent.named : words.consent.anonymous,
          said.show_pictures ? words.consent.pictures : words.consent.noPictures,
          words.zones[said.zone],
        ]
      : []),
    ...(said.note === '' ? [] : [said.note]),
  ].join('　');

function Boxes({ state, practice }: { state: FormState; practice: Practice }) {
  const field = fields(state.values, state.errors);
  const w = words.consent;
  return (
    <>
      <HiddenField name="wording" value={practice.wording} />
      <RadioGroup
        {...field('answer')}
        label={w.answer}
        required
        options={consentAnswers.map((one) => ({ value: one, label: w.answers[one] }))}
      />
      <Checkbox {...field.checked('show_name')} label={w.show_name} required={false} />
      <Checkbox {...field.checked('show_pictures')} label={w.show_pictures} required={false} />
      <RadioGroup
        {...field('zone')}
        value={field('zone').value || practice.zone}
        label={w.zone}
        required
        options={zones.map((one) => ({ value: one, label: words.zones[one] }))}
      />
    </>
  );
}

function OwnAnswer(props: ConsentProps & { mine: readonly { id: number; name: string }[] }) {
  const { practice, mine } = props;
  const state = props.state ?? emptyForm;
  const field = fields(state.values, state.errors);
  const w = words.consent;
  return (
    <Form action={`/practices/${practice.id}/consent#consent`} errors={state.errors}>
      <HiddenField name="way" value="here" />
      {mine.length === 1 ? (
        <HiddenField name="facility_id" value={mine[0]!.id} />
      ) : (
        <Select
          {...field('facility_id')}
          label={w.facility}
          required
          options={mine.map(({ id, name }) => ({ value: `${id}`, label: name }))}
        />
      )}
      <Boxes state={state} practice={practice} />
      <TextArea {...field('note')} label={w.note} required={false} rows={2} maxChars={500} />
      <ButtonRow>
        <Button size="lg">{w.give}</Button>
      </ButtonRow>
    </Form>
  );
}

function PaperAnswer(props: ConsentProps) {
  const { practice, places } = props;
  const state = props.state ?? emptyForm;
  const field = fields(state.values, state.errors);
  const w = words.consent;
  return (
    <Disclosure summary={w.record} open={Object.keys(state.errors).length > 0}>
      <Form action={`/practices/${practice.id}/consent#consent`} errors={state.errors}>
        <Select
          {...field('facility_id')}
          label={w.facility}
          required
          options={places.map(({ id, name }) => ({ value: `${id}`, label: name }))}
        />
        <RadioGroup
          {...field('way')}
          label={w.way}
          required
          inline
          options={(['paper', 'spoken'] as const).map((one) => ({ value: one, label: words.ways[one] }))}
        />
        <DateField {...field.date('given_on')} label={w.given_on} required />
        <Boxes state={state} practice={practice} />
        <TextArea {...field('note')} label={w.note} required={false} rows={2} maxChars={500} />
        <ButtonRow>
          <Button kind="secondary">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}
