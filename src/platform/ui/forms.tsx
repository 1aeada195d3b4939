import { Later, useContext, type Child, type PropsWithChildren } from './jsx-runtime.ts';
import { FieldLabels, FieldScope, FormAddress, FormKeys, nameField } from './form-keys.ts';
import { Icon } from './icons.tsx';
import { sharedWords } from './words-open.ts';
import { figure, words } from './words.ja.ts';

/** Sentences by field name, as validation returns them; the empty name is for the form as a whole. */
export type FieldErrors = Readonly<Record<string, string | readonly string[] | undefined>>;
/** What was typed, by field name: kept to show the form again with the text it had. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What every field takes. `required` true says ※必須, false says 任意, absent says nothing. */
export type FieldProps = {
  name: string;
  label: Child;
  error?: string | readonly string[];
  help?: Child;
  required?: boolean;
  /** Only where a page has two fields of one name. */
  id?: string;
  labelHidden?: boolean;
};

/** The id a field's control carries, within its form's scope; error summaries link to it. */
export function fieldId(name: string, scope = useContext(FieldScope)): string {
  return `f-${scope}${name.replace(/[^\w-]+/g, '-')}`;
}

/**
 * Binds a form's values and errors to its fields: `const field = fields(values, errors)`, then
 * `<TextField {...field('title')} label=… />`, `<CheckboxGroup {...field.many('areas')} …/>`, `<DateField {...field.date('held_on')} …/>`.
 */
export function fields(values: FieldValues = {}, errors: FieldErrors = {}) {
  const text = (value: unknown): string =>
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'bigint'
        ? `${value}`
        : '';
  const one = (name: string) => ({ name, value: text(values[name]), error: errors[name] });
  const many = (name: string) => {
    const value = values[name];
    return {
      name,
      value: Array.isArray(value) ? value.map(text) : value == null || value === '' ? [] : [text(value)],
      error: errors[name],
    };
  };
  const checked = (name: string) => {
    const value = values[name];
    return {
      name,
      checked: value === true || (typeof value === 'string' && value !== '' && value !== 'false'),
      error: errors[name],
    };
  };
  const date = (name: string) => {
    const typed = [`${name}_y`, `${name}_m`, `${name}_d`].some((part) => values[part] !== undefined);
    return {
      name,
      value: typed
        ? { y: text(values[`${name}_y`]), m: text(values[`${name}_m`]), d: text(values[`${name}_d`]) }
        : text(values[name]),
      error: errors[name],
    };
  };
  return Object.assign(one, { many, checked, date });
}

const sentences = (error: FieldProps['error']): readonly string[] =>
  error === undefined ? [] : typeof error === 'string' ? [error] : error;

/** Attributes that tie a control to its help and error texts. */
export function wiring(
  props: Pick<FieldProps, 'name' | 'id' | 'error' | 'help' | 'required'>,
  extraId?: string,
) {
  const id = props.id ?? fieldId(props.name);
  const described = [
    props.help == null ? undefined : `${id}-help`,
    extraId,
    sentences(props.error).length === 0 ? undefined : `${id}-error`,
  ].filter((part) => part !== undefined);
  return {
    id,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'aria-invalid': sentences(props.error).length === 0 ? undefined : 'true',
    'aria-required': props.required === true ? 'true' : undefined,
  };
}

function Mark({ required }: { required?: boolean }) {
  if (required === undefined) return null;
  return required ? (
    <span class="mark-required">{sharedWords().form.required}</span>
  ) : (
    <span class="mark-optional">{sharedWords().form.optional}</span>
  );
}

/** The sentence under a control that says what to mend. */
export function ErrorText({ id, error }: { id: string; error: FieldProps['error'] }) {
  const all = sentences(error);
  if (all.length === 0) return null;
  return (
    <p class="error-text" id={`${id}-error`}>
      <Icon name="error" size="sm" />
      <span>
        <span class="visually-hidden">{sharedWords().form.errorMark}</span>
        {all.join(' ')}
      </span>
    </p>
  );
}

/** Label, support text above, control, error text below: the frame around one control. */
export function FormControl(props: PropsWithChildren<FieldProps>) {
  nameField(props.name, props.label);
  const id = props.id ?? fieldId(props.name);
  return (
    <div class={sentences(props.error).length > 0 ? 'field field-with-error' : 'field'}>
      <label class={props.labelHidden === true ? 'visually-hidden' : 'field-label'} for={id}>
        {props.label}
        <Mark required={props.required} />
      </label>
      {props.help == null ? null : (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      {props.children}
      <ErrorText id={id} error={props.error} />
    </div>
  );
}

/** The same frame around several controls that answer one question. */
export function FieldGroup(props: PropsWithChildren<FieldProps & { extraId?: string }>) {
  nameField(props.name, props.label);
  const wired = wiring(props, props.extraId);
  return (
    <fieldset
      class={sentences(props.error).length > 0 ? 'field field-group field-with-error' : 'field field-group'}
      aria-describedby={wired['aria-describedby']}
    >
      <legend class={props.labelHidden === true ? 'visually-hidden' : 'field-label'}>
        {props.label}
        <Mark required={props.required} />
      </legend>
      {props.help == null ? null : (
        <p class="field-help" id={`${wired.id}-help`}>
          {props.help}
        </p>
      )}
      {props.children}
      <ErrorText id={wired.id} error={props.error} />
    </fieldset>
  );
}

/** A titled block of questions within a long form. */
export function Fieldset(props: PropsWithChildren<{ legend: Child; help?: Child; id?: string }>) {
  return (
    <fieldset class="fieldset" id={props.id}>
      <legend class="fieldset-legend">{props.legend}</legend>
      {props.help == null ? null : <p class="fieldset-help">{props.help}</p>}
      <div class="fieldset-body">{props.children}</div>
    </fieldset>
  );
}

/** A block of a very long form, folded: what it is about and how much of it is filled; what is typed in it is sent all the same. */
export function FoldedFieldset(
  props: PropsWithChildren<{ legend: string; note: Child; help?: Child; open: boolean; id: string }>,
) {
  return (
    <details class="fieldset-fold" open={props.open} id={props.id}>
      <summary>
        <Icon name="next" size="sm" />
        <span class="fieldset-fold-words">
          <span class="fieldset-fold-title">{props.legend}</span>
          <span class="fieldset-fold-note">{props.note}</span>
        </span>
      </summary>
      <fieldset class="fieldset">
        <legend class="visually-hidden">{props.legend}</legend>
        {props.help == null ? null : <p class="fieldset-help">{props.help}</p>}
        <div class="fieldset-body">{props.children}</div>
      </fieldset>
    </details>
  );
}

/** A value that travels with the form unseen. */
export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={`${value}`} />;
}

/** Fields whose text is never given back: a form with one of them cannot say that nothing typed is lost. */
export const secretFields: readonly string[] = ['password', 'password_again', 'current'];

/** All that is wrong, each a link to its field and named by it; read out at once and the first thing to reach. */
export function ErrorSummary({
  errors,
  labels,
  scope,
}: {
  errors: FieldErrors;
  labels?: ReadonlyMap<string, string>;
  scope?: string;
}) {
  const w = sharedWords().form;
  // In the order of the page, whatever the order of the checks; what has no field of its own comes first.
  const at = new Map([...(labels?.keys() ?? [])].map((name, place) => [name, place]));
  const inOrder = Object.entries(errors).toSorted(([a], [b]) => (at.get(a) ?? -1) - (at.get(b) ?? -1));
  const list = inOrder.flatMap(([name, error]) => {
    const label = labels?.get(name);
    return sentences(error).map((text) => ({
      name,
      text: label === undefined || text.includes(label) ? text : w.about(label, text),
    }));
  });
  if (list.length === 0) return null;
  return (
    // The focus comes here where no script runs, too: Tab then leads to the first thing to mend.
    <div class="error-summary" role="alert" tabindex={-1} autofocus data-error-summary>
      <h2>
        <Icon name="error" />
        {w.errorsTitle(list.length)}
      </h2>
      <p>{secretFields.some((name) => labels?.has(name)) ? w.errorsSecret : w.errorsLead}</p>
      <ul>
        {list.map(({ name, text }) => (
          <li>{name === '' ? text : <a href={`#${fieldId(name, scope)}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/**
 * What is allowed but unusual, before it is done: each a link to its field, read out at once and the first thing to reach, as
 * with errors; nothing is wrong and nothing is marked so. Below it in the form stands the box that says it was read.
 */
export function WarningSummary(props: {
  title: Child;
  lead: Child;
  items: readonly { name: string; text: string }[];
}) {
  return (
    <div class="error-summary warning-summary" role="alert" tabindex={-1} autofocus data-error-summary>
      <h2>
        <Icon name="warning" />
        {props.title}
      </h2>
      <p>{props.lead}</p>
      <ul>
        {props.items.map(({ name, text }) => (
          <li>
            <a href={`#${fieldId(name)}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * A POST form with its forgery guard and the key that makes a second sending harmless, both from FormKeys.
 * `autosave` is the address drafts are POSTed to by the autosave island; without script the form is plain.
 */
export function Form(
  props: PropsWithChildren<{
    action: string;
    multipart?: boolean;
    /** What Enter in a text box does, where the first button of the form must not be pressed by it. */
    enter?: { formaction: string; label: string };
    autosave?: string;
    errors?: FieldErrors;
    id?: string;
    label?: string;
    /** Tells its fields' ids from those of another form of the page that asks for the same. */
    scope?: string;
  }>,
) {
  const keys = useContext(FormKeys);
  const labels = new Map<string, string>();
  const { errors } = props;
  const scope = props.scope === undefined ? '' : `${props.scope}-`;
  return (
    <form
      class="form"
      action={props.action}
      method="post"
      enctype={props.multipart === true ? 'multipart/form-data' : undefined}
      id={props.id}
      aria-label={props.label}
      novalidate
      data-form
      data-autosave={props.autosave}
      data-autosave-who={props.autosave === undefined ? undefined : (keys.who ?? '')}
    >
      <input type="hidden" name="_csrf" value={keys.csrf} />
      <input type="hidden" name="_once" value={keys.once()} />
      {props.enter === undefined ? null : (
        <button
          class="visually-hidden"
          type="submit"
          formaction={props.enter.formaction}
          tabindex={-1}
          aria-hidden="true"
        >
          {props.enter.label}
        </button>
      )}
      {errors === undefined ? null : (
        // The fields come after it on the page: once they are rendered their names are known.
        <Later>{() => <ErrorSummary errors={errors} labels={labels} scope={scope} />}</Later>
      )}
      <FieldScope.Provider value={scope}>
        <FieldLabels.Provider value={labels}>
          <FormAddress.Provider value={props.action}>{props.children}</FormAddress.Provider>
        </FieldLabels.Provider>
      </FieldScope.Provider>
      {props.autosave === undefined ? null : (
        <div class="autosave" data-autosave-status>
          <p role="status"></p>
        </div>
      )}
    </form>
  );
}

/** A search in one box, sent by GET. */
export function SearchBox(props: {
  action: string;
  label: string;
  name?: string;
  value?: string;
  labelHidden?: boolean;
  help?: Child;
  id?: string;
  hidden?: Readonly<Record<string, string>>;
}) {
  const name = props.name ?? 'q';
  const id = props.id ?? fieldId(name);
  return (
    <search class="search-box">
      <form action={props.action} method="get">
        <label class={props.labelHidden === true ? 'visually-hidden' : 'field-label'} for={id}>
          {props.label}
        </label>
        {props.help == null ? null : (
          <p class="field-help" id={`${id}-help`}>
            {props.help}
          </p>
        )}
        {Object.entries(props.hidden ?? {}).map(([key, value]) => (
          <input type="hidden" name={key} value={value} />
        ))}
        <div class="search-box-row">
          <input
            class="input input-md"
            id={id}
            type="search"
            name={name}
            value={props.value ?? ''}
            autocomplete="off"
            aria-describedby={props.help == null ? undefined : `${id}-help`}
          />
          <button class="button button-primary button-md" type="submit">
            <Icon name="search" />
            {words.search.button}
          </button>
        </div>
      </form>
    </search>
  );
}

/**
 * Conditions of a list, sent by GET; folded away on a phone. `active` are the conditions in force, each
 * with the address of the list without it; `hidden` keeps the sort order.
 */
export function FilterBar(
  props: PropsWithChildren<{
    action: string;
    active?: readonly { label: string; removeHref: string }[];
    clearHref?: string;
    hidden?: Readonly<Record<string, string>>;
    open?: boolean;
    actions?: Child;
  }>,
) {
  const active = props.active ?? [];
  const w = sharedWords().filter;
  return (
    <search class="filter">
      <details class="filter-details" open={props.open}>
        <summary>
          <Icon name="filter" />
          {w.open(active.length)}
          <Icon name="down" size="sm" />
        </summary>
        <form class="filter-form" action={props.action} method="get">
          {Object.entries(props.hidden ?? {}).map(([key, value]) => (
            <input type="hidden" name={key} value={value} />
          ))}
          {props.children}
          <div class="filter-submit">
            <button class="button button-primary button-md" type="submit">
              {w.apply}
            </button>
          </div>
        </form>
      </details>
      {active.length === 0 && props.actions == null ? null : (
        <div class="filter-active">
          {active.length === 0 ? null : (
            <>
              <p class="filter-active-label">{w.active}</p>
              <ul>
                {active.map((condition) => (
                  <li>
                    <a class="filter-chip" href={condition.removeHref} aria-label={w.remove(condition.label)}>
                      {condition.label}
                      <Icon name="close" size="sm" />
                    </a>
                  </li>
                ))}
              </ul>
              {props.clearHref === undefined ? null : (
                <a class="utility-link" href={props.clearHref}>
                  {w.clear}
                </a>
              )}
            </>
          )}
          {props.actions == null ? null : <div class="filter-actions">{props.actions}</div>}
        </div>
      )}
    </search>
  );
}

/** How many characters may be typed; the form island says how many are there now, which without it would soon be wrong. */
export function CharacterCount({ id, max }: { id: string; max: number }) {
  const { chars, charsMax } = sharedWords().form;
  return (
    <p
      class="character-count"
      id={`${id}-count`}
      data-count-for={id}
      data-count-max={max}
      data-count-words={chars(figure(max), '#')}
    >
      {charsMax(figure(max))}
    </p>
  );
}
