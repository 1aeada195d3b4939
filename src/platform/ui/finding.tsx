import { useContext, type Child } from './jsx-runtime.ts';
import { Button } from './buttons.tsx';
import { Accordion } from './feedback.tsx';
import { CheckboxGroup, ChoiceLine, Select, type FieldWidth } from './fields.tsx';
import { FormAddress, lookedForName, lookName, wordName } from './form-keys.ts';
import { ErrorText, FieldGroup, FormControl, fieldId, HiddenField, type FieldProps } from './forms.tsx';
import type { Offer, Offered } from '../search/offers.ts';
import { sharedWords } from './words-open.ts';
import { words } from './words.ja.ts';

type Finding = FieldProps & {
  offer: Offer;
  /** Where both texts of a conflict are on the page, going on to look for another would decide between them. */
  settled?: boolean;
};

/** One of many: a list narrowed by typing, or where there are thousands a word to look for it by. It needs no script. */
export function FindOne(
  props: Finding & { value?: string | null; empty?: string | false; width?: FieldWidth },
): Child {
  const { offer, value, empty, width, ...rest } = props;
  if (offer.all !== null)
    return (
      <Select
        {...rest}
        value={value}
        {...(empty === undefined ? {} : { empty })}
        {...(width === undefined ? {} : { width })}
        options={offer.all}
      />
    );
  // What may be left out is left out by a line of its own.
  const none =
    rest.required === true || empty === false ? [] : [{ value: '', label: empty ?? sharedWords().find.none }];
  return <Found {...rest} offer={offer} type="radio" chosen={[value ?? '']} none={none} />;
}

/**
 * Several of many: boxes by group, those with a tick opened, or with `lists` as many lists as are usually needed, each named and
 * narrowed by typing; where there are thousands looked for as with FindOne.
 */
export function FindMany(
  props: Finding & {
    value: readonly string[];
    lists?: { count: number; label: (nth: number) => string; empty?: string };
  },
): Child {
  const { offer, value, lists, ...rest } = props;
  if (offer.all === null) return <Found {...rest} offer={offer} type="checkbox" chosen={value} none={[]} />;
  const id = fieldId(rest.name);
  if (lists)
    return (
      <>
        {Array.from({ length: lists.count }, (_, at) => (
          <Select
            name={rest.name}
            id={at === 0 ? id : `${id}-${at}`}
            label={lists.label(at + 1)}
            {...(at === 0 && rest.error !== undefined ? { error: rest.error } : {})}
            {...(lists.empty === undefined ? {} : { empty: lists.empty })}
            {...(rest.required === false ? { required: false } : {})}
            value={value[at] ?? ''}
            options={offer.all ?? []}
          />
        ))}
        {value.slice(lists.count).map((one) => (
          <HiddenField name={rest.name} value={one} />
        ))}
      </>
    );
  return (
    <>
      <ErrorText id={id} error={rest.error} />
      <Accordion
        level={2}
        items={[...Map.groupBy(offer.all, ({ group }) => group ?? '')].map(([group, options], at) => {
          const ticked = options.filter((one) => value.includes(one.value)).length;
          return {
            title: words.find.group(group, ticked),
            open: ticked > 0,
            body: (
              <CheckboxGroup
                name={rest.name}
                id={at === 0 ? id : `${id}-of-${at}`}
                label={group}
                labelHidden
                columns
                value={value}
                options={options.map((one) => ({ value: one.value, label: one.label }))}
              />
            ),
          };
        })}
      />
    </>
  );
}

function Found(
  props: Finding & {
    type: 'radio' | 'checkbox';
    chosen: readonly string[];
    none: readonly Offered[];
  },
): Child {
  const { offer, type, chosen, none, settled, ...field } = props;
  const { found, asked, near } = offer;
  const w = sharedWords().find;
  const address = useContext(FormAddress);
  const id = fieldId(field.name);
  const lines = (part: string, title: string | null, options: readonly Offered[]): Child =>
    options.length === 0 ? null : (
      <>
        {title === null ? null : (
          <p class="finding-title" id={`${id}-${part}`}>
            {title}
          </p>
        )}
        <div
          class="choices choices-columns"
          role={title === null ? undefined : 'group'}
          aria-labelledby={title === null ? undefined : `${id}-${part}`}
        >
          {options.map((one, at) => (
            <ChoiceLine
              type={type}
              id={`${id}-${part}-${at}`}
              name={field.name}
              choice={{ value: one.value, label: one.label, ...(one.note ? { help: one.note } : {}) }}
              checked={chosen.includes(one.value)}
            />
          ))}
        </div>
      </>
    );
  return (
    <FieldGroup {...field} id={`${id}-group`}>
      <div class="finding" data-finding={field.name}>
        <div data-finding-part="chosen">
          {none.length === 0 ? null : lines('none', null, none)}
          {lines('chosen', w.chosen, offer.chosen)}
          {near === null ? null : lines('near', near.title, near.options)}
        </div>
        {settled === true ? null : (
          <>
            {/* The question's own id: where something is wrong with the answer, one begins by looking for another. */}
            <FormControl
              name={wordName(field.name)}
              id={id}
              label={w.label}
              help={offer.help === '' ? w.help : offer.help}
            >
              <div class="search-box-row">
                <input
                  id={id}
                  class="input input-md"
                  type="search"
                  name={wordName(field.name)}
                  value={asked}
                  maxlength={100}
                  autocomplete="off"
                  aria-describedby={`${id}-help`}
                  data-finding-word
                />
                <Button
                  kind="secondary"
                  icon="search"
                  name={lookName}
                  value={field.name}
                  {...(address === '' ? {} : { formaction: `${address}#${id}` })}
                >
                  {w.button}
                </Button>
              </div>
            </FormControl>
            <p role="status" data-finding-part="said">
              {asked === ''
                ? ''
                : found === null
                  ? w.short
                  : found.length === 0
                    ? w.nothing(asked)
                    : offer.more
                      ? w.more(found.length)
                      : w.found(found.length)}
            </p>
            <div data-finding-part="found">
              <HiddenField name={lookedForName(field.name)} value={found === null ? '' : asked} />
              {found === null ? null : lines('found', w.foundTitle, found)}
            </div>
          </>
        )}
      </div>
    </FieldGroup>
  );
}
