import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, FileField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { Fieldset } from '../../platform/ui/forms.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { recordFields, type RecordField } from '../visits/rules.ts';
import { recordWords } from '../visits/rules-words.ts';
import { words } from './words.ja.ts';
import { words as device } from './words-device.ja.ts';

const rowsOf: Record<RecordField, number> = {
  met: 2,
  hearing: 8,
  strengths: 5,
  challenges: 5,
  needs: 4,
  support: 5,
  next_step: 4,
};

/**
 * The app's one page. It holds nobody's data: what it shows comes from the device's own store, by script. Each part is hidden
 * until it is its turn.
 */
export function ShellPage({ themes }: { themes: readonly { code: string; name: string }[] }) {
  return (
    <div class="offline" data-offline>
      <Stack>
        <PageHeading title={words.title} lead={words.lead} />
        <noscript>
          <NotificationBanner kind="warning" title={words.noScript}>
            <a href="/visits">{words.toVisits}</a>
          </NotificationBanner>
        </noscript>
        <section class="offline-bar" aria-label={device.title} data-bar hidden>
          <p class="offline-count" role="status" data-unsent></p>
          <p class="offline-state" role="status" data-state></p>
          <p class="offline-ready" data-ready></p>
          <ButtonRow>
            <button class="button button-secondary button-md" type="button" data-send>
              {words.sendNow}
            </button>
            <a
              class="button button-secondary button-md"
              href="/sign-in?to=/visits/offline"
              data-sign-in
              hidden
            >
              {device.signIn}
            </a>
          </ButtonRow>
        </section>
        <p data-view="loading" tabindex={-1}>
          {words.loading}
        </p>
        <div data-view="unsupported" hidden>
          <NotificationBanner kind="warning" title={words.unsupported}>
            <a href="/visits">{words.toVisits}</a>
          </NotificationBanner>
        </div>
        <section data-view="gone" hidden tabindex={-1} aria-labelledby="gone-title">
          <h2 id="gone-title">{words.gone.title}</h2>
          <p>{words.gone.text}</p>
          <LinkButton href="/">{words.back}</LinkButton>
        </section>
        <Enrol />
        <Unlock />
        <Reopen />
        <section data-view="week" hidden tabindex={-1} aria-labelledby="week-title">
          <Stack>
            <h2 id="week-title">{words.week}</h2>
            <div data-week></div>
            <div data-begin hidden>
              <Disclosure summary={words.begin.title}>
                <form class="form" data-form-begin novalidate>
                  <p>{words.begin.help}</p>
                  <Select
                    name="place"
                    label={words.begin.place}
                    required
                    empty={words.begin.none}
                    options={[]}
                  />
                  <Problem />
                  <ButtonRow>
                    <Button>{words.begin.submit}</Button>
                  </ButtonRow>
                </form>
              </Disclosure>
            </div>
            <Disclosure summary={words.manage}>
              <ButtonRow>
                <button class="button button-secondary button-md" type="button" data-lock>
                  {words.lock}
                </button>
                <button class="button button-danger button-md" type="button" data-end>
                  {words.end}
                </button>
                <UtilityLink href="/visits/offline/devices" icon="next">
                  {words.devices}
                </UtilityLink>
              </ButtonRow>
            </Disclosure>
          </Stack>
        </section>
        <Visit themes={themes} />
        <p>
          <UtilityLink href="/visits" icon="previous">
            {words.back}
          </UtilityLink>
        </p>
      </Stack>
    </div>
  );
}

function Passphrase({ name, label, help }: { name: string; label: string; help?: string }) {
  return (
    <TextField
      name={name}
      label={label}
      help={help}
      type="password"
      required
      autocomplete={name === 'word' ? 'current-password' : 'new-password'}
    />
  );
}

/** What went wrong with a step, told at once. */
const Problem = () => <p class="error-text offline-problem" role="alert" data-problem></p>;

function Enrol() {
  const w = words.enrol;
  return (
    <section data-view="enrol" hidden tabindex={-1} aria-labelledby="enrol-title">
      <form class="form" data-form-enrol novalidate>
        <h2 id="enrol-title">{w.title}</h2>
        <p>{w.lead}</p>
        <ul>
          {w.rules.map((rule) => (
            <li>{rule}</li>
          ))}
        </ul>
        <TextField name="device_name" label={w.name} help={w.nameHelp} value={w.nameDefault} required />
        <Passphrase name="new_word" label={w.passphrase} help={w.passphraseHelp} />
        <Passphrase name="new_word_again" label={w.again} />
        <Problem />
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
        </ButtonRow>
      </form>
    </section>
  );
}

function Unlock() {
  const w = words.unlock;
  return (
    <section data-view="unlock" hidden tabindex={-1} aria-labelledby="unlock-title">
      <form class="form" data-form-unlock novalidate>
        <h2 id="unlock-title">{w.title}</h2>
        <Passphrase name="word" label={words.enrol.passphrase} />
        <Problem />
        <ButtonRow>
          <Button size="lg" icon="lock">
            {w.submit}
          </Button>
          <button class="button button-tertiary button-lg" type="button" data-forgot>
            {w.forgot}
          </button>
        </ButtonRow>
      </form>
    </section>
  );
}

function Reopen() {
  const w = words.reopen;
  return (
    <section data-view="reopen" hidden tabindex={-1} aria-labelledby="reopen-title">
      <form class="form" data-form-reopen novalidate>
        <h2 id="reopen-title">{w.title}</h2>
        <p data-shut></p>
        <p>{w.text}</p>
        <p>
          <a href="/sign-in?to=/visits/offline">{w.signIn}</a>
        </p>
        <TextField
          name="next_word"
          label={words.enrol.passphrase}
          help={words.enrol.passphraseHelp}
          type="password"
          required
          autocomplete="new-password"
        />
        <TextField
          name="next_word_again"
          label={words.enrol.again}
          type="password"
          required
          autocomplete="new-password"
        />
        <Problem />
        <ButtonRow>
          <Button size="lg">{w.submit}</Button>
        </ButtonRow>
      </form>
    </section>
  );
}

function Visit({ themes }: { themes: readonly { code: string; name: string }[] }) {
  return (
    <section data-view="visit" hidden tabindex={-1} aria-labelledby="visit-title">
      <Stack>
        <p>
          <a href="#" data-to-list>
            {words.list}
          </a>
        </p>
        <h2 id="visit-title" data-visit-title></h2>
        <div data-visit-facts></div>
        <div data-visit-conflicts></div>
        <Disclosure summary={words.about}>
          <div data-visit-about></div>
        </Disclosure>
        <form class="form" data-form-record novalidate>
          <p>{recordWords.lead}</p>
          <p class="offline-saved" role="status" data-saved></p>
          <DateField name="visited_on" label={recordWords.visited_on} required />
          {recordFields.map((name) => (
            <TextArea
              name={name}
              label={recordWords.questions[name]}
              help={recordWords.helps[name]}
              required={name === 'met' || name === 'hearing'}
              rows={rowsOf[name]}
            />
          ))}
          <div data-visit-promises></div>
          <Disclosure summary={words.issueRows}>
            <Stack>
              <p>{recordWords.issuesHelp}</p>
              {[1, 2].map((n) => (
                <Fieldset legend={recordWords.issueRow(n)}>
                  <TextField name={`issue_title_${n}`} label={recordWords.issueTitle} />
                  <Select
                    name={`issue_theme_${n}`}
                    label={recordWords.issueTheme}
                    options={themes.map((theme) => ({ value: theme.code, label: theme.name }))}
                  />
                  <TextArea name={`issue_description_${n}`} label={recordWords.issueDescription} rows={3} />
                </Fieldset>
              ))}
            </Stack>
          </Disclosure>
          <Disclosure summary={words.followRows}>
            <Stack>
              <p>{recordWords.followUpsHelp}</p>
              {[1, 2].map((n) => (
                <Fieldset legend={recordWords.followRow(n)}>
                  <TextField name={`follow_what_${n}`} label={recordWords.followWhat} />
                  <DateField name={`follow_due_${n}`} label={recordWords.followDue} />
                </Fieldset>
              ))}
            </Stack>
          </Disclosure>
          <Fieldset legend={words.pictures.title} help={words.pictures.help}>
            <TextField name="file_caption" label={words.pictures.caption} required={false} maxLength={200} />
            <FileField
              name="pictures"
              label={words.pictures.choose}
              types={recordWords.pictureTypes}
              maxMegabytes={20}
              accept=".jpg,.jpeg,.png,.webp,.heic,.pdf"
              multiple
            />
            <div data-voice hidden>
              <p class="field-label">{words.pictures.voice}</p>
              <p class="field-help">{words.pictures.voiceHelp}</p>
              <ButtonRow>
                <button class="button button-secondary button-md" type="button" data-record-voice>
                  {device.voice.start}
                </button>
              </ButtonRow>
            </div>
            <p role="status" data-file-note></p>
            <div data-files></div>
          </Fieldset>
          <Checkbox name="restricted" label={recordWords.restricted} help={recordWords.restrictedHelp} />
          <p>{words.submitHelp}</p>
          <Problem />
          <ButtonRow>
            <Button size="lg" icon="check">
              {words.submit}
            </Button>
          </ButtonRow>
        </form>
      </Stack>
    </section>
  );
}
