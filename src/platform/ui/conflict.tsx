import type { Child } from './jsx-runtime.ts';
import { Icon } from './icons.tsx';
import { words } from './words.ja.ts';

export type ConflictField = {
  /** Form field; the choice is sent as `choose_${name}` = mine | theirs. */
  name: string;
  label: string;
  mine: string;
  theirs: string;
  /** what the other text is called, where it is not one person's for all fields */
  from?: string;
  /** mine is as it was when the form was opened: the other text is the choice to begin with */
  untouched?: boolean;
};

/**
 * Two people saved one record: both texts side by side and a choice for each field. Stands inside the form
 * that sends again, whose hidden or visible fields keep "mine"; `version` is the one now stored.
 */
export function ConflictPanel(props: {
  fields: readonly ConflictField[];
  who: string;
  when: string;
  version?: { name: string; value: string | number };
  lead?: Child;
  submitLabel?: Child;
  title?: Child;
  /** A third choice: both texts under each other (`choose_${name}` = both). */
  combinable?: boolean;
}) {
  return (
    <section class="conflict" role="alert" aria-labelledby="conflict-title" tabindex={-1} data-error-summary>
      <h2 id="conflict-title">
        <Icon name="people" />
        {props.title ?? words.conflict.title}
      </h2>
      <p>{props.lead ?? words.conflict.lead(props.who, props.when)}</p>
      {props.version === undefined ? null : (
        <input type="hidden" name={props.version.name} value={`${props.version.value}`} />
      )}
      {props.fields.map((field) => (
        <fieldset class="conflict-field">
          <legend>{words.conflict.field(field.label)}</legend>
          <div class="conflict-sides">
            <Side
              field={field}
              side="mine"
              title={field.untouched === true ? words.conflict.untouched : words.conflict.mine}
              text={field.mine}
              checked={field.untouched !== true}
            />
            <Side
              field={field}
              side="theirs"
              checked={field.untouched === true}
              title={field.from ?? words.conflict.theirs(props.who)}
              text={field.theirs}
            />
          </div>
          {props.combinable === true ? <Both name={field.name} /> : null}
        </fieldset>
      ))}
      <div class="button-row">
        <button class="button button-primary button-md" type="submit">
          {props.submitLabel ?? words.conflict.submit}
        </button>
      </div>
    </section>
  );
}

const sideId = (name: string, side: string): string => `conflict-${name.replace(/[^\w-]+/g, '-')}-${side}`;

function Both({ name }: { name: string }) {
  const id = sideId(name, 'both');
  return (
    <div class="choice">
      <input type="radio" id={id} name={`choose_${name}`} value="both" />
      <label for={id}>{words.conflict.both}</label>
    </div>
  );
}

function Side(props: {
  field: ConflictField;
  side: 'mine' | 'theirs';
  title: string;
  text: string;
  checked?: boolean;
}) {
  const id = sideId(props.field.name, props.side);
  return (
    <div class="conflict-side">
      <div class="choice">
        <input
          type="radio"
          id={id}
          name={`choose_${props.field.name}`}
          value={props.side}
          checked={props.checked === true ? true : undefined}
          aria-describedby={`${id}-text`}
        />
        <label for={id}>{props.title}</label>
      </div>
      <p class="conflict-text" id={`${id}-text`}>
        {props.text === '' ? words.conflict.empty : props.text}
      </p>
    </div>
  );
}
