import type { Offer, Offered } from '../../platform/search/offers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, ConfirmForm } from '../../platform/ui/buttons.tsx';
import {
  CheckboxGroup,
  DateField,
  NumberField,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import type { Call, CallTime, Entry } from './queries.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const weights = [
  'weight_like',
  'weight_strength',
  'weight_mixed',
  'weight_near',
  'weight_fresh',
  'weight_size',
] as const;

/** Opening or changing a call: theme, window, topics, times; how groups are made stays folded. */
export function CallForm(props: {
  state: State;
  action: string;
  isNew: boolean;
  themes: readonly { code: string; name: string }[];
}) {
  const { state, isNew } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  const rulesWrong = ['smallest', 'aimed', 'largest', 'most_km', ...weights].some(
    (name) => name in state.errors,
  );
  return (
    <Stack>
      <PageHeading title={isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <Select
          {...field('theme_code')}
          label={w.theme_code}
          required
          width="l"
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={100} />
        <TextArea
          {...field('purpose')}
          label={w.purpose}
          help={w.purposeHelp}
          required={false}
          rows={3}
          maxChars={2000}
        />
        <DateField {...field.date('opens_on')} label={w.opens_on} required />
        <DateField {...field.date('closes_on')} label={w.closes_on} required />
        <TextArea {...field('topics')} label={w.topics} help={w.topicsHelp} required rows={7} />
        <TextArea {...field('times')} label={w.times} help={w.timesHelp} required rows={6} />
        <FoldedFieldset legend={w.rules} note={w.rulesLead} open={rulesWrong} id="rules">
          <NumberField {...field('smallest')} label={w.smallest} required min={2} max={8} unit={w.unit} />
          <NumberField {...field('aimed')} label={w.aimed} required min={2} max={8} unit={w.unit} />
          <NumberField {...field('largest')} label={w.largest} required min={2} max={8} unit={w.unit} />
          <NumberField
            {...field('most_km')}
            label={w.most_km}
            help={w.most_kmHelp}
            required={false}
            min={1}
            max={500}
            unit={w.km}
          />
          <p>
            <strong>{w.weights}</strong>
          </p>
          <p>{w.weightsLead}</p>
          {weights.map((name) => (
            <NumberField {...field(name)} label={w[name]} required min={0} max={100} />
          ))}
        </FoldedFieldset>
        <ButtonRow>
          <Button size="lg">{isNew ? w.save : w.saveEdit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A facility's sign-up: boxes to tick first, words after them; made for a phone. */
export function EntryForm(props: {
  call: Call;
  times: readonly CallTime[];
  state: State;
  facilities: Offer;
  /** the one it is for, where there is nothing to ask */
  one: Offered | undefined;
  entry: Entry | undefined;
}) {
  const { call, state, facilities, one, entry } = props;
  const field = fields(state.values, state.errors);
  const w = words.entry;
  const topics = call.topics.map((topic, at) => ({ value: `${at + 1}`, label: topic }));
  return (
    <Stack>
      <PageHeading kicker={call.theme} title={w.title} lead={call.title} />
      {call.purpose === '' ? null : <Prose>{call.purpose}</Prose>}
      <Form action={`/study-groups/${call.id}/entry`} errors={state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        {one ? (
          <>
            <HiddenField name="facility_id" value={one.value} />
            <p>
              <strong>{one.label}</strong>
            </p>
          </>
        ) : (
          <FindOne {...field('facility_id')} label={w.facility_id} required width="l" offer={facilities} />
        )}
        <CheckboxGroup
          {...field.many('asks')}
          label={w.asks}
          help={w.asksHelp}
          required={false}
          options={topics}
        />
        <CheckboxGroup
          {...field.many('offers')}
          label={w.offers}
          help={w.offersHelp}
          required={false}
          options={topics}
        />
        <CheckboxGroup
          {...field.many('times')}
          label={w.times}
          help={w.timesHelp}
          required
          options={props.times.map((time) => ({ value: `${time.number + 1}`, label: words.time(time) }))}
        />
        <TextArea
          {...field('question')}
          label={w.question}
          help={w.questionHelp}
          required={false}
          rows={2}
          maxChars={500}
        />
        <TextArea {...field('strength')} label={w.strength} required={false} rows={2} maxChars={500} />
        <TextArea {...field('aim')} label={w.aim} required={false} rows={2} maxChars={500} />
        <ButtonRow>
          <Button size="lg">{entry?.signed_at == null ? w.save : w.saveEdit}</Button>
          {entry?.signed_at == null ? (
            <Button kind="secondary" name="draft" value="1">
              {w.draft}
            </Button>
          ) : null}
        </ButtonRow>
      </Form>
      {entry === undefined || entry.group_id !== null ? null : (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action={`/study-groups/${call.id}/entries/${entry.facility_id}/withdraw`}
          confirmLabel={w.withdraw}
          danger
          kind="tertiary"
        />
      )}
    </Stack>
  );
}
