import { escape, raw, type Child } from './jsx-runtime.ts';
import {
  CharacterCount,
  ErrorText,
  FieldGroup,
  FormControl,
  fieldId,
  wiring,
  type FieldProps,
} from './forms.tsx';
import { nameField } from './form-keys.ts';
import { sharedWords } from './words-open.ts';
import { words } from './words.ja.ts';

export type FieldWidth = 'full' | 'l' | 'm' | 's' | 'xs';
type Box = FieldProps & {
  width?: FieldWidth;
  size?: 'lg' | 'md' | 'sm';
  readOnly?: boolean;
  /** Said under the field; it stays reachable and cannot be changed. */
  disabledReason?: string;
};

const boxClass = (props: Pick<Box, 'width' | 'size'>): string =>
  `input input-${props.size ?? 'md'} width-${props.width ?? 'full'}`;

/** A disabled box is a read-only one with a reason: its value is still sent, readable and reachable. */
const locked = (props: Pick<Box, 'readOnly' | 'disabledReason'>) => ({
  readonly: props.readOnly === true || props.disabledReason !== undefined ? true : undefined,
  'aria-disabled': props.disabledReason === undefined ? undefined : ('true' as const),
});

const withReason = <P extends Box>(props: P): P =>
  props.disabledReason === undefined
    ? props
    : { ...props, help: [props.help ?? '', ' ', props.disabledReason] satisfies Child };

/** One line of text. `postal` marks a 〒 field whose address fields are filled: names by part. */
export function TextField(
  given: Box & {
    value?: string | null;
    type?: 'text' | 'email' | 'tel' | 'url' | 'password';
    inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'kana';
    autocomplete?: string;
    maxLength?: number;
    postal?: { prefecture?: string; city?: string; town?: string; address?: string };
    suffix?: Child;
  },
) {
  const props = withReason(given);
  const wired = wiring(props);
  const input = (
    <input
      {...wired}
      {...locked(props)}
      class={boxClass(props)}
      type={props.type ?? 'text'}
      name={props.name}
      value={props.value ?? ''}
      inputmode={props.inputmode === 'kana' ? 'text' : props.inputmode}
      autocomplete={props.autocomplete ?? 'off'}
      maxlength={props.maxLength}
      data-postal={props.postal === undefined ? undefined : JSON.stringify(props.postal)}
    />
  );
  return (
    <FormControl {...props}>
      {props.suffix == null ? (
        input
      ) : (
        <div class="input-with-suffix">
          {input}
          <span class="input-suffix">{props.suffix}</span>
        </div>
      )}
    </FormControl>
  );
}

/** Several lines of text. `maxChars` shows a count and cuts nothing: the server answers with a sentence. */
export function TextArea(given: Box & { value?: string | null; rows?: number; maxChars?: number }) {
  const props = withReason(given);
  const id = props.id ?? fieldId(props.name);
  const value = props.value ?? '';
  return (
    <FormControl {...props}>
      <textarea
        {...wiring(props, props.maxChars === undefined ? undefined : `${id}-count`)}
        {...locked(props)}
        class={`${boxClass(props)} textarea`}
        name={props.name}
        rows={props.rows ?? 5}
      >
        {/* A parser drops one newline right after the tag; without this a text that begins with one loses it. */}
        {value.startsWith('\n') ? `\n${value}` : value}
      </textarea>
      {props.maxChars === undefined ? null : <CharacterCount id={id} max={props.maxChars} />}
    </FormControl>
  );
}

/** A number, with its unit after the box. Typed as text: 全角 is welcome and no wheel changes it. */
export function NumberField(
  given: Box & {
    value?: string | number | null;
    unit?: Child;
    min?: number;
    max?: number;
    decimal?: boolean;
  },
) {
  const limits = [
    given.min === undefined ? undefined : words.number.from(given.min),
    given.max === undefined ? undefined : words.number.to(given.max),
  ].filter((part) => part !== undefined);
  const { value, unit, decimal, ...rest } = given;
  return (
    <TextField
      {...rest}
      value={value == null ? '' : `${value}`}
      inputmode={decimal === true ? 'decimal' : 'numeric'}
      width={given.width ?? 's'}
      suffix={unit}
      help={given.help ?? (limits.length === 0 ? undefined : limits.join(' '))}
    />
  );
}

/** One of many, as the browser's own list. Groups by `group`; `empty` is the first, unchosen line. */
export function Select(
  props: FieldProps & {
    value?: string | null;
    options: readonly { value: string; label: string; group?: string }[];
    empty?: string | false;
    width?: FieldWidth;
    size?: 'lg' | 'md' | 'sm';
  },
) {
  const groups = Map.groupBy(props.options, (option) => option.group);
  // Written out as text: some lists offer hundreds, on every page.
  const lines = (options: readonly { value: string; label: string }[]) => {
    let html = '';
    for (const { value, label } of options)
      html += `<option value="${escape(value)}"${value === props.value ? ' selected=""' : ''}>${escape(label)}</option>`;
    return raw(html);
  };
  return (
    <FormControl {...props}>
      <span class={`select width-${props.width ?? 'full'}`}>
        <select {...wiring(props)} class={`input input-${props.size ?? 'md'}`} name={props.name}>
          {props.empty === false ? null : (
            <option value="">{props.empty ?? sharedWords().form.choose}</option>
          )}
          {[...groups].map(([group, options]) =>
            group === undefined ? lines(options) : <optgroup label={group}>{lines(options)}</optgroup>,
          )}
        </select>
      </span>
    </FormControl>
  );
}

/** Free text with suggestions: what is offered may be taken or not. */
export function ComboSelect(
  given: Box & { value?: string | null; options: readonly (string | { value: string; label: string })[] },
) {
  const props = withReason(given);
  const wired = wiring(props);
  return (
    <FormControl {...props}>
      <input
        {...wired}
        {...locked(props)}
        class={boxClass(props)}
        type="text"
        name={props.name}
        value={props.value ?? ''}
        list={`${wired.id}-list`}
        autocomplete="off"
      />
      <datalist id={`${wired.id}-list`}>
        {props.options.map((option) =>
          typeof option === 'string' ? (
            <option value={option} />
          ) : (
            <option value={option.value}>{option.label}</option>
          ),
        )}
      </datalist>
    </FormControl>
  );
}

export type Choice = { value: string; label: Child; help?: Child; disabledReason?: string };

/** One radio button or box with its words: for the groups below, and for choices that are looked for. */
export function ChoiceLine(props: {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
  invalid?: 'true';
  hidden?: boolean;
}) {
  const { choice } = props;
  const note = choice.disabledReason ?? choice.help;
  return (
    <div class="choice" hidden={props.hidden === true ? true : undefined}>
      <input
        type={props.type}
        id={props.id}
        name={props.name}
        value={choice.value}
        checked={props.checked ? true : undefined}
        aria-invalid={props.invalid}
        aria-describedby={note == null ? undefined : `${props.id}-note`}
        disabled={choice.disabledReason === undefined ? undefined : true}
      />
      <label for={props.id}>{choice.label}</label>
      {note == null ? null : (
        <p class="choice-note" id={`${props.id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}

/** One of a few, all in sight. `inline` sets short answers side by side. */
export function RadioGroup(
  props: FieldProps & { value?: string | null; options: readonly Choice[]; inline?: boolean },
) {
  const wired = wiring(props);
  return (
    <FieldGroup {...props}>
      <div class={props.inline === true ? 'choices choices-inline' : 'choices'}>
        {props.options.map((choice, i) => (
          <ChoiceLine
            type="radio"
            id={i === 0 ? wired.id : `${wired.id}-${i}`}
            name={props.name}
            choice={choice}
            checked={choice.value === props.value}
            invalid={wired['aria-invalid'] as 'true' | undefined}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/**
 * Any of a few; sent as several values of one name. `besides`: what stands in that question is not offered here as well, and
 * comes back when another is chosen there; without script it stays away until the form is drawn anew.
 */
export function CheckboxGroup(
  props: FieldProps & {
    value?: readonly string[];
    options: readonly Choice[];
    inline?: boolean;
    columns?: boolean;
    besides?: { field: string; value: string };
  },
) {
  const wired = wiring(props);
  const away = props.besides?.value ?? '';
  const first = props.options.findIndex((choice) => choice.value !== away);
  const layout = props.inline === true ? ' choices-inline' : props.columns === true ? ' choices-columns' : '';
  return (
    <FieldGroup {...props}>
      <div class={`choices${layout}`} data-besides={props.besides?.field}>
        {props.options.map((choice, i) => (
          <ChoiceLine
            type="checkbox"
            id={i === first ? wired.id : `${wired.id}-${i}`}
            name={props.name}
            choice={choice}
            hidden={choice.value === away}
            checked={choice.value !== away && (props.value?.includes(choice.value) ?? false)}
            invalid={wired['aria-invalid'] as 'true' | undefined}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** One yes-or-no; sent as `value` ("1" unless said) when ticked, not at all otherwise. */
export function Checkbox(props: FieldProps & { checked?: boolean; value?: string }) {
  nameField(props.name, props.label);
  const wired = wiring(props);
  return (
    <div class={props.error === undefined ? 'field' : 'field field-with-error'}>
      <div class="choice choice-single">
        <input
          {...wired}
          type="checkbox"
          name={props.name}
          value={props.value ?? '1'}
          checked={props.checked === true ? true : undefined}
        />
        <label for={wired.id}>
          {props.label}
          {props.required === true ? <span class="mark-required">{sharedWords().form.required}</span> : null}
        </label>
        {props.help == null ? null : (
          <p class="choice-note" id={`${wired.id}-help`}>
            {props.help}
          </p>
        )}
      </div>
      <ErrorText id={wired.id} error={props.error} />
    </div>
  );
}

/** A file or several; `accept` as in HTML, `types` in words, size in megabytes. */
export function FileField(
  props: FieldProps & { accept?: string; types?: string; maxMegabytes?: number; multiple?: boolean },
) {
  const limits = [
    props.types === undefined ? undefined : words.file.types(props.types),
    props.maxMegabytes === undefined ? undefined : words.file.size(props.maxMegabytes),
    props.multiple === true ? words.file.many : undefined,
  ].filter((part) => part !== undefined);
  const help: Child =
    limits.length === 0
      ? props.help
      : [
          props.help ?? '',
          props.help == null ? '' : ' ',
          `${limits.join(words.file.join)}${words.file.join}`,
        ];
  const wired = wiring({ ...props, help });
  return (
    <FormControl {...props} help={help}>
      <div class="file">
        <input
          {...wired}
          type="file"
          name={props.name}
          accept={props.accept}
          multiple={props.multiple === true ? true : undefined}
        />
        <p class="file-names" data-file-names={wired.id} role="status"></p>
      </div>
    </FormControl>
  );
}

/** Parts as they were typed, or one ISO date/time. */
export type DateParts = { y: string; m: string; d: string };

const isoDate = (value: string | DateParts | null | undefined): DateParts => {
  if (value == null || typeof value !== 'string') return value ?? { y: '', m: '', d: '' };
  const [, y = '', m = '', d = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? [];
  return { y, m: m.replace(/^0/, ''), d: d.replace(/^0/, '') };
};

/**
 * 年・月・日 in three boxes, sent as `${name}_y`, `${name}_m`, `${name}_d`; the year may be 2026 or R8.
 * `value` is an ISO date or the parts as typed.
 */
export function DateField(props: FieldProps & { value?: string | DateParts | null; birthday?: boolean }) {
  const w = sharedWords().date;
  const wired = wiring(props);
  const parts = isoDate(props.value);
  const box = (part: 'y' | 'm' | 'd', label: string) => (
    <span class="date-part">
      <input
        id={part === 'y' ? wired.id : `${wired.id}-${part}`}
        class={`input input-md date-${part}`}
        type="text"
        name={`${props.name}_${part}`}
        value={parts[part]}
        inputmode={part === 'y' ? 'text' : 'numeric'}
        autocomplete={
          props.birthday !== true
            ? 'off'
            : part === 'y'
              ? 'bday-year'
              : part === 'm'
                ? 'bday-month'
                : 'bday-day'
        }
        aria-invalid={wired['aria-invalid']}
        aria-required={wired['aria-required']}
      />
      <label for={part === 'y' ? wired.id : `${wired.id}-${part}`}>{label}</label>
    </span>
  );
  return (
    <FieldGroup {...props} help={props.help ?? w.support}>
      <div class="date">
        {box('y', w.year)}
        {box('m', w.month)}
        {box('d', w.day)}
      </div>
    </FieldGroup>
  );
}

/** A time of day, HH:MM, in the browser's own box where it has one. */
export function TimeField(given: Box & { value?: string | null }) {
  const props = withReason(given);
  return (
    <FormControl {...props}>
      <input
        {...wiring(props)}
        {...locked(props)}
        class={`input input-${props.size ?? 'md'} width-s`}
        type="time"
        name={props.name}
        value={props.value ?? ''}
        step="60"
      />
    </FormControl>
  );
}
