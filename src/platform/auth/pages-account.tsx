import { Button, ButtonRow, ConfirmForm, LinkButton } from '../ui/buttons.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../ui/feedback.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../ui/layout.tsx';
import { DescriptionList } from '../ui/records.tsx';
import { DataTable } from '../ui/tables.tsx';
import { formatDateTime } from '../ja/dates.ts';
import type { FormState } from '../web/form.ts';
import { deviceOf } from './device.ts';
import { NewPasswordFields } from './pages.tsx';
import { words } from './words.ja.ts';

export interface SessionRow {
  id: string;
  method: 'password' | 'passkey' | 'oidc' | 'demo';
  signed_in_at: Date;
  seen_at: Date;
  user_agent: string | null;
}

export interface PasskeyRow {
  id: string;
  name: string | null;
  created_at: Date | null;
}

interface AccountProps {
  name: string;
  email: string;
  roles: readonly string[];
  hasPassword: boolean;
  totp: boolean;
  passkeys: number;
  sessions: readonly SessionRow[];
  current: string;
  zone: string;
}

export function AccountPage(props: AccountProps) {
  const { account } = words;
  return (
    <Stack gap="lg">
      <PageHeading title={account.title} />
      <DescriptionList
        items={[
          { term: account.name, description: props.name },
          { term: account.email, description: props.email },
          {
            term: account.roles,
            description:
              props.roles.length === 0 ? account.noRoles : props.roles.map((role) => <div>{role}</div>),
          },
          {
            term: account.password,
            description: props.hasPassword ? account.passwordSet : account.passwordNone,
          },
          { term: account.factor, description: props.totp ? account.factorOn : account.factorOff },
          { term: account.passkeys, description: account.passkeyCount(props.passkeys) },
        ]}
      />
      <ButtonRow>
        {props.hasPassword ? (
          <LinkButton href="/account/password">{account.changePassword}</LinkButton>
        ) : null}
        <LinkButton href="/account/second-factor">{account.changeFactor}</LinkButton>
      </ButtonRow>
      <Section title={account.sessions} lead={account.sessionsLead} id="sessions">
        <DataTable
          caption={account.sessions}
          captionHidden
          stack
          rows={props.sessions}
          columns={[
            { key: 'device', label: account.device, rowHeader: true, cell: (row) => device(row.user_agent) },
            { key: 'method', label: account.way, cell: (row) => account.ways[row.method] },
            {
              key: 'signed_in_at',
              label: account.signedInAt,
              cell: (row) => formatDateTime(row.signed_in_at, props.zone),
            },
            { key: 'seen_at', label: account.seenAt, cell: (row) => formatDateTime(row.seen_at, props.zone) },
            {
              key: 'id',
              label: account.action,
              cell: (row) =>
                row.id === props.current ? (
                  <StatusBadge kind="info">{account.thisDevice}</StatusBadge>
                ) : (
                  <Form action="/account/sessions/end">
                    <Button kind="secondary" size="sm" name="id" value={row.id}>
                      {account.signOutOne}
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
        <ConfirmForm
          label={account.signOutAll}
          question={account.signOutAllQuestion}
          action="/account/sessions/end-all"
          confirmLabel={account.signOutAll}
          danger
        />
      </Section>
    </Stack>
  );
}

function device(userAgent: string | null): string {
  const known = deviceOf(userAgent);
  return known ? words.account.deviceOf(known.system, known.browser) : words.account.unknownDevice;
}

function CurrentPassword({ error, label, help }: { error?: string; label: string; help?: string }) {
  return (
    <TextField
      name="current"
      error={error}
      label={label}
      help={help}
      type="password"
      autocomplete="current-password"
      required
    />
  );
}

export function PasswordPage({ state }: { state: FormState }) {
  return (
    <Stack gap="lg">
      <PageHeading title={words.changePassword.title} />
      <Form action="/account/password" errors={state.errors}>
        <CurrentPassword error={state.errors['current']} label={words.changePassword.current} />
        <NewPasswordFields
          state={state}
          label={words.changePassword.next}
          again={words.changePassword.again}
        />
        <ButtonRow>
          <Button size="lg">{words.changePassword.submit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

interface FactorProps {
  /** Which of the page's forms was sent with something wrong in it. */
  about: 'begin' | 'confirm' | 'codes' | 'remove' | null;
  state: FormState;
  needed: boolean;
  to: string;
  hasPassword: boolean;
  totp: { picture: string; secret: string } | 'on' | 'off';
  codesLeft: number;
  passkeys: readonly PasskeyRow[];
  zone: string;
}

export function SecondFactorPage(props: FactorProps) {
  const { setup } = words;
  return (
    <Stack gap="lg">
      <PageHeading title={setup.title} />
      {props.needed ? (
        <NotificationBanner kind="warning" title={setup.neededTitle}>
          {setup.needed}
        </NotificationBanner>
      ) : null}
      <Totp {...props} />
      <Passkeys {...props} />
    </Stack>
  );
}

function Totp({ about, state, hasPassword, totp, codesLeft }: FactorProps) {
  const { setup } = words;
  const errorsOf = (form: FactorProps['about']) => (about === form ? state.errors : {});
  const password = (form: FactorProps['about']) =>
    hasPassword ? (
      <CurrentPassword error={errorsOf(form)['current']} label={setup.current} help={setup.currentHelp} />
    ) : null;
  if (totp === 'off') {
    return (
      <Card title={setup.app} lead={setup.appLead}>
        <Form action="/account/second-factor/begin" errors={errorsOf('begin')}>
          {password('begin')}
          <ButtonRow>
            <Button>{setup.begin}</Button>
          </ButtonRow>
        </Form>
      </Card>
    );
  }
  if (totp === 'on') {
    return (
      <Card title={setup.app} lead={setup.appOn}>
        <Stack>
          <p>{setup.codesLeft(codesLeft)}</p>
          <ConfirmForm
            label={setup.newCodes}
            question={setup.newCodesHelp}
            action="/account/second-factor/codes"
            confirmLabel={setup.newCodes}
            open={about === 'codes'}
          >
            {hasPassword ? (
              <CurrentPasswordIn id="codes-current" error={errorsOf('codes')['current']} />
            ) : null}
          </ConfirmForm>
          <ConfirmForm
            label={setup.remove}
            question={setup.removeLead}
            action="/account/second-factor/remove"
            confirmLabel={setup.remove}
            open={about === 'remove'}
            danger
          >
            {hasPassword ? (
              <CurrentPasswordIn id="remove-current" error={errorsOf('remove')['current']} />
            ) : null}
          </ConfirmForm>
        </Stack>
      </Card>
    );
  }
  return (
    <Card title={setup.app}>
      <Stack>
        <p>{setup.scan}</p>
        <img src={totp.picture} alt={setup.qr} width="220" height="220" />
        <p>{setup.secret}</p>
        <p>
          <code>{totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <Form action="/account/second-factor/confirm" errors={errorsOf('confirm')}>
          <TextField
            name="code"
            error={errorsOf('confirm')['code']}
            label={setup.code}
            help={setup.type}
            inputmode="numeric"
            autocomplete="one-time-code"
            width="s"
            required
          />
          <ButtonRow>
            <Button>{setup.confirm}</Button>
          </ButtonRow>
        </Form>
        <Disclosure summary={setup.beginAgain} open={about === 'begin'}>
          <Form action="/account/second-factor/begin" errors={errorsOf('begin')}>
            {password('begin')}
            <ButtonRow>
              <Button kind="secondary">{setup.beginAgain}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      </Stack>
    </Card>
  );
}

/** The same question in two forms of one page. */
function CurrentPasswordIn({ id, error }: { id: string; error?: string }) {
  return (
    <TextField
      id={id}
      name="current"
      error={error}
      label={words.setup.current}
      help={words.setup.currentHelp}
      type="password"
      autocomplete="current-password"
      required
    />
  );
}

function Passkeys({ passkeys, zone, to }: FactorProps) {
  const { setup } = words;
  return (
    <Card title={setup.passkeys} lead={setup.passkeysLead}>
      <Stack>
        <DataTable
          caption={setup.passkeys}
          captionHidden
          stack
          rows={passkeys}
          empty={<p>{setup.passkeyNone}</p>}
          columns={[
            {
              key: 'name',
              label: setup.passkeyName,
              rowHeader: true,
              cell: (row) => row.name ?? setup.passkeyUnnamed,
            },
            {
              key: 'created_at',
              label: setup.passkeyAddedAt,
              cell: (row) => (row.created_at ? formatDateTime(row.created_at, zone) : ''),
            },
            {
              key: 'id',
              label: words.account.action,
              cell: (row) => (
                <ConfirmForm
                  label={setup.passkeyRemove}
                  question={setup.passkeyRemoveQuestion(row.name ?? setup.passkeyUnnamed)}
                  action="/account/passkeys/remove"
                  confirmLabel={setup.passkeyRemove}
                  fields={{ id: row.id }}
                  size="sm"
                  danger
                />
              ),
            },
          ]}
        />
        <noscript>
          <p>{setup.passkeyNeedsScript}</p>
        </noscript>
        <div data-passkey="add" data-to={to} hidden>
          <Stack gap="sm">
            <TextField
              name="passkey_name"
              label={setup.passkeyName}
              help={setup.passkeyNameHelp}
              required={false}
            />
            <ButtonRow>
              <Button type="button" kind="secondary" icon="lock">
                {setup.passkeyAdd}
              </Button>
            </ButtonRow>
            <p role="status"></p>
          </Stack>
        </div>
      </Stack>
    </Card>
  );
}

export function BackupCodesPage({ codes, to }: { codes: readonly string[]; to: string }) {
  const { setup } = words;
  return (
    <Stack gap="lg">
      <PageHeading title={setup.codesTitle} />
      <NotificationBanner kind="warning" title={setup.codesOnce} />
      <ul>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <ButtonRow>
        <LinkButton kind="primary" href={to}>
          {setup.codesKept}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}
