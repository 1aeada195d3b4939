import type { Child, PropsWithChildren } from '../../platform/ui/jsx-runtime.ts';
import { formatTime, timeOf, today as dayAt } from '../../platform/ja/dates.ts';
import { Button } from '../../platform/ui/buttons.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { FormKeys } from '../../platform/ui/form-keys.ts';
import { fields, HiddenField } from '../../platform/ui/forms.tsx';
import { shortDayIn } from '../../platform/ui/speech-dates.ts';
import { wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { useContext } from '../../platform/ui/jsx-runtime.ts';
import type { Errors, FormState } from '../../platform/web/form.ts';
import type { LendingKind } from './rules.ts';
import { openWords as sharedOpenWords } from '../../platform/ui/words-open.ts';
import { openWords } from './words-open.ts';

export const speak = (reading: Reading) => wordsIn(openWords, reading);

/** The national weather service: nothing on it tells what was read before. */
const weather = 'https://www.jma.go.jp/bosai/forecast/';

/** Leaves at once for a page that tells nothing; with script the file is closed first, and "back" does not return. */
export function Leave({ reading }: { reading: Reading }): Child {
  const w = speak(reading);
  const keys = useContext(FormKeys);
  return (
    <div class="open-leave no-print">
      <a class="button button-danger button-lg" href={weather} rel="noreferrer" data-leave>
        {w.leave}
      </a>
      <span class="open-leave-help">{w.leaveHelp}</span>
      <form action="/open/support-file/close" method="post" hidden data-leave-close>
        <input type="hidden" name="_csrf" value={keys.csrf} />
        <input type="hidden" name="_once" value={keys.once()} />
      </form>
    </div>
  );
}

const ofField: Record<string, keyof ReturnType<typeof speak>['errors']> = {
  name: 'name',
  title: 'title',
  body: 'body',
  born_on: 'day',
  dated_on: 'day',
  until: 'day',
  mail: 'mail',
  said_by: 'said_by',
  place: 'place',
};

/** Errors in the reader's language: forms say a code, or the field says enough. */
export function inWords(errors: Errors, reading: Reading): Errors {
  const w = speak(reading);
  const { first } = wordsIn(sharedOpenWords, reading).find;
  const sentences: Record<string, string> = {
    ...w.errors,
    wrong: w.open.wrong,
    sheet: w.start.sheetUnknown,
    current: w.settings.wrongCurrent,
    request: w.toCase.unknown,
    closed: w.open.endedKept,
    [first]: first,
  };
  return Object.fromEntries(
    Object.entries(errors).map(([name, said]) => [
      name,
      sentences[said] ?? sentences[ofField[name] ?? 'other']!,
    ]),
  );
}

/** Day and time as the reader writes them. */
export const momentOf = (reading: Reading, at: Date, zone: string): string =>
  `${shortDayIn(reading, dayAt(at, zone))} ${formatTime(timeOf(at, zone))}`;

/** Until when a lending may be opened: its last day, or the moment of what is over within the day. */
export const endOf = (reading: Reading, one: { kind: LendingKind; ends_at: Date }, zone: string): string =>
  one.kind === 'show'
    ? momentOf(reading, one.ends_at, zone)
    : shortDayIn(reading, dayAt(new Date(one.ends_at.getTime() - 1), zone));

/** A button that posts alone. */
export function Post(
  props: PropsWithChildren<{ action: string; kind?: 'primary' | 'secondary' | 'tertiary' }>,
): Child {
  const keys = useContext(FormKeys);
  return (
    <form action={props.action} method="post" data-form>
      <input type="hidden" name="_csrf" value={keys.csrf} />
      <input type="hidden" name="_once" value={keys.once()} />
      <Button kind={props.kind ?? 'secondary'} size="lg">
        {props.children}
      </Button>
    </form>
  );
}

/** Code and passphrase, to go on with what was typed in a file that closed meanwhile; the text travels along. */
export function ReopenFields(props: { reading: Reading; state: FormState }): Child {
  const w = speak(props.reading);
  const field = fields(
    { code: props.state.values['code'] ?? '' },
    inWords(props.state.errors, props.reading),
  );
  return (
    <>
      {Object.entries(props.state.values)
        .filter(
          ([name]) =>
            !name.startsWith('_') && !['code', 'password', 'password_again', 'current'].includes(name),
        )
        .flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one) => <HiddenField name={name} value={one} />),
        )}
      {props.state.values['_version'] === undefined ? null : (
        <HiddenField name="_version" value={String(props.state.values['_version'])} />
      )}
      <TextField {...field('code')} label={w.open.code} help={w.open.codeHelp} width="m" required />
      <TextField
        {...field('password')}
        type="password"
        label={w.open.password}
        help={w.open.passwordHelp}
        width="m"
      />
    </>
  );
}

/** The picture of an address for a camera; made by exports.ts. */
export function Picture(props: { picture: string; alt: string }): Child {
  return <img class="support-file-qr" src={props.picture} alt={props.alt} width="200" height="200" />;
}
