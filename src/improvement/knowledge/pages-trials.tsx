import { LinkButton, Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Practice, Trial } from './queries.ts';
import { againAnswers, type Again } from './rules.ts';
import { words } from './words.ja.ts';

/** Who tried it, what they changed, what happened, and whether they would again. */
export function Trials(props: {
  practice: Practice;
  trials: readonly Trial[];
  own: readonly { id: number }[];
  mayAnswer: boolean;
}) {
  const { practice, trials, own } = props;
  const w = words.trials;
  const mine = trials.some((trial) => own.some(({ id }) => id === trial.facility_id));
  return (
    <Section
      title={w.title}
      lead={w.lead}
      id="tried"
      actions={
        props.mayAnswer && own.length > 0 ? (
          <LinkButton href={`/practices/${practice.id}/tried`} size="sm">
            {mine ? w.change : w.write}
          </LinkButton>
        ) : null
      }
    >
      <p>{practice.tried === 0 ? w.none : w.sum(practice.tried, practice.again)}</p>
      {trials.map((trial) => (
        <Section
          level={3}
          title={trial.facility}
          actions={<StatusBadge>{words.again[trial.again as Again]}</StatusBadge>}
          lead={w.since(trial.tried_on)}
        >
          <DescriptionList
            items={[
              { term: w.changedLabel, description: trial.changed },
              { term: w.happenedLabel, description: trial.happened },
            ]}
          />
        </Section>
      ))}
    </Section>
  );
}

export function TrialForm(props: {
  practice: Practice;
  facilities: readonly { id: number; name: string }[];
  state: FormState;
}) {
  const { practice, facilities, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.trials;
  return (
    <Stack>
      <PageHeading kicker={practice.title} title={w.formTitle} lead={w.lead} />
      <Form action={`/practices/${practice.id}/tried`} errors={state.errors}>
        {facilities.length === 1 ? (
          <HiddenField name="facility_id" value={facilities[0]!.id} />
        ) : (
          <Select
            {...field('facility_id')}
            label={w.facility}
            required
            options={facilities.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
        )}
        <DateField {...field.date('tried_on')} label={w.tried_on} required />
        <TextArea {...field('changed')} label={w.changed} required rows={4} maxChars={600} />
        <TextArea {...field('happened')} label={w.happened} required rows={4} maxChars={600} />
        <RadioGroup
          {...field('again')}
          label={w.again}
          required
          inline
          options={againAnswers.map((one) => ({ value: one, label: words.again[one] }))}
        />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
