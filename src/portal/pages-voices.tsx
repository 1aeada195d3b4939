import type { Child } from '../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { RadioGroup, Select, TextArea } from '../platform/ui/fields.tsx';
import { NotificationBanner } from '../platform/ui/feedback.tsx';
import { fields, Form, HiddenField } from '../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Section, Stack } from '../platform/ui/layout.tsx';
import { CodeBox, CodeForm, Trap } from '../platform/ui/receipt.tsx';
import { dayIn } from '../platform/ui/speech-dates.ts';
import { japanese, marksIn, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { today as dayAt } from '../platform/ja/dates.ts';
import type { FormState } from '../platform/web/form.ts';
import { DangerBlock } from './pages-help.tsx';
import type { OwnVoice, PublishedVoice } from './queries-voices.ts';
import type { Helpline, Where } from './queries.ts';
import { ageCodes, voiceKinds } from './rules.ts';
import { openWords } from './words-open.ts';

/** The forms' own errors in the reader's language, one sentence a field. */
export function translated(
  errors: Record<string, string>,
  reading: Reading,
  sentences: Readonly<Record<string, string>>,
): Record<string, string> {
  if (reading.lang === 'ja' && !reading.easy) return errors;
  return Object.fromEntries(
    Object.entries(errors).map(([name, text]) => [name, sentences[name] ?? sentences['other'] ?? text]),
  );
}

export function VoiceForm(props: {
  reading: Reading;
  state: FormState;
  where: Where;
  helplines: readonly Helpline[];
  /** the text speaks of danger and its writer has not been told yet */
  danger: boolean;
  /** what seems to name somebody, where its writer has not been told yet */
  names: readonly string[];
  told: { danger: boolean; names: boolean };
}): Child {
  const { reading, state } = props;
  const all = wordsIn(openWords, reading);
  const w = all.voices.form;
  const field = fields(state.values, translated(state.errors, reading, w.errors));
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.notUrgent} />
      {props.danger ? (
        <div role="alert" tabindex={-1} data-error-summary>
          <NotificationBanner kind="warning" title={w.dangerTitle} level={2}>
            <p>{w.dangerText}</p>
            <p>{w.dangerSend}</p>
          </NotificationBanner>
          <DangerBlock reading={reading} helplines={props.helplines} />
        </div>
      ) : null}
      {props.names.length > 0 ? (
        <NotificationBanner kind="warning" title={w.namesTitle} level={2} live>
          <p>{w.namesText(props.names.slice(0, 5).join(marksIn(reading).comma))}</p>
        </NotificationBanner>
      ) : null}
      <Form action="/open/voices/new" errors={translated(state.errors, reading, w.errors)}>
        {props.told.danger ? <HiddenField name="seen_danger" value="1" /> : null}
        {props.told.names ? <HiddenField name="seen_names" value="1" /> : null}
        <RadioGroup
          {...field('kind')}
          label={w.kind}
          required
          options={voiceKinds.map((kind) => ({ value: kind, label: all.voices.kinds[kind] }))}
        />
        <TextArea {...field('text')} label={w.text} help={w.textHelp} required rows={8} maxChars={2000} />
        <Select
          {...field('area_id')}
          label={w.area}
          empty={w.noAnswerNeeded}
          options={props.where.areas.map((one) => ({
            value: `${one.id}`,
            label: one.name,
            group: one.system,
          }))}
        />
        <Select
          {...field('child_age')}
          label={w.age}
          empty={w.noAnswerNeeded}
          options={ageCodes.map((code) => ({ value: code, label: all.ages[code] }))}
        />
        <Trap label={w.trap} />
        <section class="open-note">
          <h2>{w.what}</h2>
          <p>{w.whatText}</p>
        </section>
        <Button kind="primary" size="lg">
          {w.send}
        </Button>
      </Form>
    </Stack>
  );
}

export function VoicesPage(props: {
  reading: Reading;
  published: readonly PublishedVoice[];
  total: number;
  paging: { page: number; size: number };
  href: (page: number) => string;
  zone: string;
}): Child {
  const { reading } = props;
  const w = wordsIn(openWords, reading).voices;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <p class="open-actions">
        <LinkButton href="/open/voices/new" kind="primary" size="lg" icon="edit">
          {w.write}
        </LinkButton>
        <LinkButton href="/open/voices/receipt" kind="secondary" size="lg">
          {w.read}
        </LinkButton>
      </p>
      <Section title={w.publishedTitle} id="published">
        {props.published.length === 0 ? (
          <p>{w.none}</p>
        ) : (
          <>
            <ul class="open-voices">
              {props.published.map((one) => (
                <PublishedVoiceItem voice={one} reading={reading} zone={props.zone} />
              ))}
            </ul>
            <PageNavigation
              total={props.total}
              page={props.paging.page}
              size={props.paging.size}
              href={props.href}
            />
          </>
        )}
      </Section>
    </Stack>
  );
}

export function PublishedVoiceItem(props: { voice: PublishedVoice; reading: Reading; zone: string }): Child {
  const { voice, reading } = props;
  const w = wordsIn(openWords, reading).voices;
  const mark = japanese(reading);
  const marks = marksIn(reading);
  return (
    <li class="open-voice" id={`voice-${voice.voice_id}`}>
      <p class="open-voice-kind">
        {w.kinds[voice.kind as 'wish']}
        {voice.area === null ? null : <span lang={mark}>{`${marks.gap}${voice.area}`}</span>}
      </p>
      <blockquote class="open-voice-text" lang={mark}>
        <p class="pre-line">{voice.public_text}</p>
      </blockquote>
      <div class="open-voice-answer">
        <p class="open-voice-kind">
          {w.answer}
          {marks.aside(dayIn(reading, dayAt(voice.published_at, props.zone)))}
        </p>
        <p class="pre-line" lang={mark}>
          {voice.answer}
        </p>
        {voice.became_issue ? <p class="open-fit">{w.becameIssue}</p> : null}
      </div>
    </li>
  );
}

export function VoiceReceipt(props: {
  reading: Reading;
  /** as people write it down; only right after sending */
  code: string | null;
  voice: OwnVoice | null;
  error?: string;
  typed?: string;
  zone: string;
}): Child {
  const { reading, voice } = props;
  const w = wordsIn(openWords, reading).voices;
  const r = w.receipt;
  return (
    <Stack gap="lg">
      <PageHeading title={r.title} />
      {voice === null ? null : (
        <>
          {props.code === null ? null : <CodeBox label={r.code} code={props.code} keep={r.keep} />}
          <Section title={r.yours} id="yours">
            <blockquote class="open-voice-text">
              <p class="pre-line">{voice.text}</p>
            </blockquote>
          </Section>
          <Section title={r.answered} id="answer">
            {voice.answer !== null ? (
              <p class="pre-line" lang={japanese(reading)}>
                {voice.answer}
              </p>
            ) : voice.close_reason !== null ? (
              <>
                <p>{r.closed}</p>
                <p class="pre-line" lang={japanese(reading)}>
                  {voice.close_reason}
                </p>
              </>
            ) : voice.read_at === null ? (
              <p>{r.waiting}</p>
            ) : (
              <p>{r.wasRead}</p>
            )}
            {voice.became_issue ? <p>{r.issue}</p> : null}
          </Section>
        </>
      )}
      <CodeForm
        action="/open/voices/receipt"
        label={r.ask}
        help={r.askHelp}
        button={r.look}
        {...(props.error === undefined ? {} : { error: props.error })}
        {...(props.typed === undefined ? {} : { value: props.typed })}
      />
    </Stack>
  );
}
