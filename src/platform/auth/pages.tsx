import type { Child } from '../ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../ui/buttons.tsx';
import { NotificationBanner } from '../ui/feedback.tsx';
import { TextField } from '../ui/fields.tsx';
import { fields, Form, HiddenField } from '../ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../ui/layout.tsx';
import { DescriptionList, ResourceList } from '../ui/records.tsx';
import type { FormState } from '../web/form.ts';
import { words } from './words.ja.ts';

/** A person of the one-click list. */
export interface DemoEntry {
  id: string;
  name: string;
  role: string;
}

interface SignInProps {
  state: FormState;
  to: string;
  problem: string | null;
  oidc: string | null;
  demo: readonly DemoEntry[];
}

export function SignInPage({ state, to, problem, oidc, demo }: SignInProps) {
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={words.signIn.title} lead={words.signIn.lead} />
      {problem === null ? null : <NotificationBanner kind="warning" title={problem} live />}
      {demo.length === 0 ? null : <DemoList entries={demo} to={to} />}
      <Form action="/sign-in" errors={state.errors}>
        <HiddenField name="to" value={to} />
        <TextField
          {...field('email')}
          label={words.signIn.email}
          type="email"
          inputmode="email"
          autocomplete="username webauthn"
        />
        <TextField
          name="password"
          error={state.errors['password']}
          label={words.signIn.password}
          type="password"
          autocomplete="current-password"
        />
        <ShowPasswords />
        <ButtonRow>
          <Button size="lg">{words.signIn.submit}</Button>
        </ButtonRow>
      </Form>
      <p>
        <a href="/forgot">{words.signIn.forgot}</a>
      </p>
      <PasskeyButton to={to} label={words.signIn.passkey} help={words.signIn.passkeyHelp} />
      {oidc === null ? null : (
        <Section title={words.signIn.otherWays}>
          <LinkButton href={`/sign-in/oidc?to=${encodeURIComponent(to)}`}>
            {words.signIn.oidc(oidc)}
          </LinkButton>
        </Section>
      )}
      <p>{words.signIn.noAccount}</p>
    </Stack>
  );
}

function DemoList({ entries, to }: { entries: readonly DemoEntry[]; to: string }) {
  return (
    <Card title={words.demo.title} lead={words.demo.lead} tone="key">
      <Form action="/sign-in/demo" label={words.demo.title}>
        <HiddenField name="to" value={to} />
        <ResourceList
          label={words.demo.list}
          items={entries.map((entry) => ({
            title: entry.role,
            action: (
              <Button kind="secondary" name="user" value={entry.id}>
                {words.demo.enter(entry.name)}
              </Button>
            ),
          }))}
        />
      </Form>
    </Card>
  );
}

/** Hidden until the script knows that the browser can: without script there are no passkeys. */
export function PasskeyButton({ to, label, help }: { to: string; label: string; help: string }) {
  return (
    <div data-passkey="sign-in" data-to={to} hidden>
      <Stack gap="xs">
        <ButtonRow>
          <Button type="button" kind="secondary" icon="lock">
            {label}
          </Button>
        </ButtonRow>
        <p>{help}</p>
        <p role="status"></p>
      </Stack>
    </div>
  );
}

export function FactorPage({
  state,
  to,
  code,
  passkey,
}: {
  state: FormState;
  to: string;
  code: boolean;
  passkey: boolean;
}) {
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={words.factor.title} lead={code ? words.factor.lead : words.factor.passkeyLead} />
      {code ? (
        <Form action="/sign-in/second-factor" errors={state.errors}>
          <HiddenField name="to" value={to} />
          <TextField
            {...field('code')}
            value=""
            label={words.factor.code}
            help={words.factor.codeHelp}
            autocomplete="one-time-code"
            width="m"
          />
          <ButtonRow>
            <Button size="lg">{words.factor.submit}</Button>
          </ButtonRow>
        </Form>
      ) : null}
      {passkey ? (
        <PasskeyButton to={to} label={words.factor.passkeyInstead} help={words.signIn.passkeyHelp} />
      ) : null}
      {passkey && !code ? (
        <noscript>
          <p>{words.factor.passkeyNeedsScript}</p>
        </noscript>
      ) : null}
      <p>{words.factor.lost}</p>
    </Stack>
  );
}

/** The two boxes for a new password, always empty: a password is never sent back. */
export function NewPasswordFields({
  state,
  label,
  again,
}: {
  state: FormState;
  label: string;
  again: string;
}) {
  return (
    <>
      <TextField
        name="password"
        error={state.errors['password']}
        label={label}
        help={words.password.help}
        type="password"
        autocomplete="new-password"
        required
      />
      <TextField
        name="password_again"
        error={state.errors['password_again']}
        label={again}
        type="password"
        autocomplete="new-password"
        required
      />
      <ShowPasswords />
    </>
  );
}

/** What is typed hidden can be looked at before it is sent: by script, so that without it there is no box. */
function ShowPasswords() {
  return (
    <div class="choice choice-single" data-show-passwords hidden>
      <input type="checkbox" id="show-passwords" autocomplete="off" />
      <label for="show-passwords">{words.password.show}</label>
    </div>
  );
}

interface InvitationProps {
  state: FormState;
  token: string;
  municipality: string;
  name: string;
  places: readonly string[];
  email: string;
  oidc: string | null;
}

export function InvitationPage({ state, token, municipality, name, places, email, oidc }: InvitationProps) {
  return (
    <Stack gap="lg">
      <PageHeading title={words.invitation.title} lead={words.invitation.lead(municipality)} />
      <DescriptionList
        items={[
          { term: words.invitation.name, description: name },
          { term: words.invitation.place, description: lines(places) },
          { term: words.invitation.email, description: email },
        ]}
      />
      <p>{words.invitation.notYou}</p>
      <Form action={`/invitations/${token}`} errors={state.errors}>
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <NewPasswordFields state={state} label={words.invitation.password} again={words.invitation.again} />
        <ButtonRow>
          <Button size="lg">{words.invitation.submit}</Button>
          {oidc === null ? null : (
            <Button kind="secondary" size="lg" formaction={`/invitations/${token}/oidc`}>
              {words.invitation.withOidc(oidc)}
            </Button>
          )}
        </ButtonRow>
      </Form>
    </Stack>
  );
}

const lines = (texts: readonly string[]): Child => texts.map((text) => <div>{text}</div>);

export function ForgotPage({ state }: { state: FormState }) {
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={words.forgot.title} lead={words.forgot.lead} />
      <Form action="/forgot" errors={state.errors}>
        <TextField
          {...field('email')}
          label={words.forgot.email}
          type="email"
          inputmode="email"
          autocomplete="username"
          required
        />
        <ButtonRow>
          <Button size="lg">{words.forgot.submit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function NewPasswordPage({ state, token, email }: { state: FormState; token: string; email: string }) {
  return (
    <Stack gap="lg">
      <PageHeading title={words.forgot.newTitle} lead={words.forgot.newLead(email)} />
      <Form action={`/forgot/${token}`} errors={state.errors}>
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <NewPasswordFields state={state} label={words.forgot.next} again={words.forgot.again} />
        <ButtonRow>
          <Button size="lg">{words.forgot.set}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A page that only says something and leads on. */
export function SentencePage({
  title,
  text,
  links,
}: {
  title: string;
  text: string;
  links: readonly [string, string][];
}) {
  return (
    <Stack>
      <PageHeading title={title} lead={text} />
      <ButtonRow>
        {links.map(([href, label]) => (
          <LinkButton href={href}>{label}</LinkButton>
        ))}
      </ButtonRow>
    </Stack>
  );
}
