import type { Child } from '../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { CheckboxGroup, RadioGroup, Select, TextArea, TextField } from '../platform/ui/fields.tsx';
import { fields, Form } from '../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { CodeBox, CodeForm, Trap } from '../platform/ui/receipt.tsx';
import { dayIn } from '../platform/ui/speech-dates.ts';
import { marksIn, wordsIn, type Reading } from '../platform/ui/speech.ts';
import type { FormState } from '../platform/web/form.ts';
import { translated } from './pages-voices.tsx';
import type { OwnHelper } from './queries-helpers.ts';
import type { Where } from './queries.ts';
import { abilities, helperMonths, helperSteps } from './rules.ts';
import { openWords } from './words-open.ts';

export function HelpersPage({ reading }: { reading: Reading }): Child {
  const w = wordsIn(openWords, reading).helpers;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <ol class="open-steps">
        {helperSteps.map((step, i) => (
          <li>
            <p class="open-step-number">{w.step(`${i + 1}`)}</p>
            <h2>{w.steps[step].title}</h2>
            <p>{w.steps[step].text}</p>
            <LinkButton href={`/open/helpers/new?step=${step}`} kind={i === 0 ? 'primary' : 'secondary'}>
              {w.apply}
              <span class="visually-hidden">{`${marksIn(reading).colon}${w.steps[step].title}`}</span>
            </LinkButton>
          </li>
        ))}
      </ol>
      <Section title={w.storiesTitle} id="stories">
        <ul class="open-stories">
          {(['one', 'two', 'three', 'four'] as const).map((key) => (
            <li>{w.stories[key]}</li>
          ))}
        </ul>
      </Section>
      <p>
        <a href="/open/helpers/receipt">{w.lookUp}</a>
      </p>
    </Stack>
  );
}

export function HelperForm(props: { reading: Reading; state: FormState; where: Where }): Child {
  const { reading, state } = props;
  const all = wordsIn(openWords, reading).helpers;
  const w = all.form;
  const errors = translated(state.errors, reading, {
    ...w.errors,
    // Nothing to be reached by is said at the telephone.
    phone: state.values['phone'] || state.values['email'] ? w.errors.phone : w.errors.reach,
  });
  const field = fields(state.values, errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Form action="/open/helpers/new" errors={errors}>
        <RadioGroup
          {...field('step')}
          label={w.step}
          required
          options={helperSteps.map((step) => ({
            value: step,
            label: all.steps[step].title,
            help: all.steps[step].text,
          }))}
        />
        <TextField {...field('name')} label={w.name} autocomplete="name" required />
        <TextField {...field('name_kana')} label={w.kana} />
        <TextField
          {...field('phone')}
          label={w.phone}
          help={w.reachHelp}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          width="m"
        />
        <TextField
          {...field('email')}
          label={w.email}
          type="email"
          inputmode="email"
          autocomplete="email"
          width="l"
        />
        <Select
          {...field('area_id')}
          label={w.area}
          options={props.where.areas.map((one) => ({
            value: `${one.id}`,
            label: one.name,
            group: one.system,
          }))}
        />
        <CheckboxGroup
          {...field.many('can_do')}
          label={w.can}
          columns
          options={abilities.map((code) => ({ value: code, label: all.can[code] }))}
        />
        <TextField {...field('days')} label={w.days} />
        <TextArea {...field('words')} label={w.words} rows={4} maxChars={1000} />
        <Trap label={wordsIn(openWords, reading).voices.form.trap} />
        <section class="open-note">
          <h2>{w.keptTitle}</h2>
          <p>{w.kept(`${helperMonths}`)}</p>
        </section>
        <Button kind="primary" size="lg">
          {w.send}
        </Button>
      </Form>
    </Stack>
  );
}

export function HelperReceipt(props: {
  reading: Reading;
  code: string | null;
  helper: OwnHelper | null;
  error?: string;
  typed?: string;
}): Child {
  const { reading, helper } = props;
  const all = wordsIn(openWords, reading);
  const r = all.helpers.receipt;
  return (
    <Stack gap="lg">
      <PageHeading title={r.title} />
      {helper === null ? null : (
        <>
          {props.code === null ? null : (
            <CodeBox label={all.voices.receipt.code} code={props.code} keep={r.keep} />
          )}
          <Section title={all.helpers.steps[helper.step as 'try'].title} id="standing">
            <p>
              {helper.outcome !== null
                ? r.outcomes[helper.outcome as 'later']
                : helper.met_on !== null
                  ? r.met(dayIn(reading, helper.met_on))
                  : helper.taken_at !== null
                    ? r.taken
                    : r.waiting}
            </p>
            <p>{r.deleted(dayIn(reading, helper.delete_after))}</p>
            <p>{r.withdrawAsk}</p>
            <Form action="/open/helpers/withdraw">
              <Button kind="danger">{r.withdraw}</Button>
            </Form>
          </Section>
        </>
      )}
      <CodeForm
        action="/open/helpers/receipt"
        label={all.voices.receipt.ask}
        help={all.voices.receipt.askHelp}
        button={r.look}
        {...(props.error === undefined ? {} : { error: props.error })}
        {...(props.typed === undefined ? {} : { value: props.typed })}
      />
    </Stack>
  );
}
