import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow } from '../../platform/ui/buttons.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { handoutState } from './pages-handouts.tsx';
import type { Handout } from './queries-handouts.ts';
import { trialAnswers } from './rules.ts';
import { words } from './words-handouts.ja.ts';

type State = FormState & { conflict?: Conflict };
const parts = ['cases', 'issues', 'ideas'] as const;

/** Writing a hand-out, kept as a draft or published to every facility. */
export function HandoutForm({ handout, state }: { handout: Handout; state: State }) {
  const field = fields(state.values, state.errors);
  const w = words.form;
  const out = handoutState(handout) === 'published';
  return (
    <Stack>
      <PageHeading kicker={handout.theme} title={w.pageTitle} />
      <Form action={`/study-handouts/${handout.id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextField {...field('title')} label={w.title} required maxLength={100} />
        <TextArea
          {...field('lead')}
          label={w.lead}
          help={w.leadHelp}
          required={false}
          rows={4}
          maxChars={1000}
        />
        {parts.map((part) => (
          <TextArea
            {...field(part)}
            label={w[part]}
            help={w.listHelp}
            required={false}
            rows={8}
            maxChars={5000}
          />
        ))}
        <ButtonRow>
          {out ? (
            <Button size="lg">{w.saveOut}</Button>
          ) : (
            <>
              <Button size="lg" kind="secondary">
                {w.save}
              </Button>
              <Button size="lg" name="publish" value="1">
                {w.publish}
              </Button>
            </>
          )}
        </ButtonRow>
        {out ? null : <p>{w.publishHelp}</p>}
      </Form>
    </Stack>
  );
}

/** A facility tells what it tried. */
export function TrialForm(props: {
  handout: Handout;
  facilities: readonly { id: number; name: string }[];
  state: FormState;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.trials;
  const one = props.facilities.length === 1 ? props.facilities[0]! : undefined;
  return (
    <Stack>
      <PageHeading kicker={props.handout.title} title={w.formTitle} lead={w.lead} />
      <Form action={`/study-handouts/${props.handout.id}/tried`} errors={props.state.errors}>
        {one ? (
          <>
            <HiddenField name="facility_id" value={one.id} />
            <p>
              <strong>{one.name}</strong>
            </p>
          </>
        ) : (
          <Select
            {...field('facility_id')}
            label={w.facility_id}
            required
            width="l"
            options={props.facilities.map(({ id, name }) => ({ value: `${id}`, label: name }))}
          />
        )}
        <RadioGroup
          {...field('tried')}
          label={w.tried}
          required
          options={trialAnswers.map((answer) => ({ value: answer, label: w.answers[answer] }))}
        />
        <TextArea
          {...field('story')}
          label={w.story}
          help={w.storyHelp}
          required={false}
          rows={4}
          maxChars={1000}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
