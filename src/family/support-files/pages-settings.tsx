import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button } from '../../platform/ui/buttons.tsx';
import { Checkbox, DateField, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { CodeBox } from '../../platform/ui/receipt.tsx';
import type { Reading } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import { inWords, Leave, Post, speak } from './pages-parts.tsx';
import type { OpenFile } from './queries.ts';

const at = '/open/support-file/mine/settings';

export interface SettingsForms {
  profile: FormState;
  lock: FormState;
  remove: FormState;
}

/** Whose file it is, its code and passphrase, the spare code, and deleting it all. */
export function SettingsPage(props: {
  reading: Reading;
  file: OpenFile;
  forms: SettingsForms;
  /** just made: shown this once */
  spare: string | null;
  keep_months: number;
  notice_days: number;
}): Child {
  const { reading, file, forms } = props;
  const all = speak(reading);
  const w = all.settings;
  const bound = (state: FormState) => {
    const errors = inWords(state.errors, reading);
    return { errors, field: fields(state.values, errors) };
  };
  const [profile, lock, remove] = [bound(forms.profile), bound(forms.lock), bound(forms.remove)];
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={w.title} />
      <CodeBox label={all.mine.code} code={showCode(file.profile.code)} keep={all.mine.keep} />
      <Section title={w.spare} id="spare" lead={w.spareText}>
        {props.spare === null ? (
          <Post action={`${at}/spare`}>{all.mine.makeSpare}</Post>
        ) : (
          <CodeBox label={w.spareCode} code={showCode(props.spare)} keep={w.spareText} />
        )}
      </Section>
      <Section title={w.lock} id="lock">
        <Form action={`${at}/lock`} errors={lock.errors}>
          <TextField
            {...lock.field('current')}
            value=""
            type="password"
            autocomplete="current-password"
            label={w.current}
            help={w.currentHelp}
            width="m"
            required
          />
          <TextField
            {...lock.field('password')}
            value=""
            type="password"
            autocomplete="new-password"
            label={all.start.password}
            help={all.start.passwordHelp}
            width="m"
            required
          />
          <TextField
            {...lock.field('password_again')}
            value=""
            type="password"
            autocomplete="new-password"
            label={all.start.again}
            width="m"
            required
          />
          <Checkbox {...lock.field.checked('new_code')} label={w.newCode} />
          <Button kind="primary" size="lg">
            {w.change}
          </Button>
        </Form>
      </Section>
      <Section title={w.whose} id="whose">
        <Form action={`${at}/profile`} errors={profile.errors}>
          <TextField
            {...profile.field('name')}
            label={all.start.name}
            help={all.start.nameHelp}
            width="m"
            required
          />
          <DateField {...profile.field.date('born_on')} label={all.start.born} required={false} birthday />
          <TextField
            {...profile.field('mail')}
            type="email"
            inputmode="email"
            label={all.start.mail}
            help={
              file.mail ? w.mailThere : all.start.mailHelp(`${props.keep_months}`, `${props.notice_days}`)
            }
            required={false}
          />
          {file.mail ? <Checkbox {...profile.field.checked('forget_mail')} label={w.forgetMail} /> : null}
          <Button kind="primary" size="lg">
            {w.save}
          </Button>
        </Form>
      </Section>
      <Section title={w.remove} id="remove" lead={w.removeText}>
        <Form action={`${at}/remove`} errors={remove.errors}>
          {file.given.some((one) => one.withdrawn_at === null) ? (
            <Checkbox {...remove.field.checked('with_yeses')} label={w.withYeses} />
          ) : null}
          <Checkbox {...remove.field.checked('sure')} label={w.sure} required />
          <Button kind="danger" size="lg">
            {w.removeButton}
          </Button>
        </Form>
      </Section>
    </Stack>
  );
}
