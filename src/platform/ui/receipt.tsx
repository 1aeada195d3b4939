import type { Child } from './jsx-runtime.ts';
import { Button } from './buttons.tsx';
import { TextField } from './fields.tsx';
import { fields, Form } from './forms.tsx';

/** A box people do not see, named `website`; the label says to leave it, for those who hear it. */
export function Trap({ label }: { label: string }): Child {
  return (
    <div class="open-trap" aria-hidden="true">
      <label for="website">{label}</label>
      <input id="website" name="website" type="text" value="" tabindex={-1} autocomplete="off" />
    </div>
  );
}

/** The code to be written down, once; shown on the page the form leads to. */
export function CodeBox({ label, code, keep }: { label: string; code: string; keep: string }): Child {
  return (
    <section class="open-code" aria-label={label}>
      <p>{label}</p>
      <p class="open-code-letters">
        <strong translate="no">{code}</strong>
      </p>
      <p>{keep}</p>
    </section>
  );
}

/** Asks for a code; what was typed stands there again beside the error. */
export function CodeForm(props: {
  action: string;
  label: string;
  help: string;
  button: string;
  error?: string;
  value?: string;
}): Child {
  const errors = props.error === undefined ? {} : { code: props.error };
  const field = fields({ code: props.value ?? '' }, errors);
  return (
    <Form action={props.action} errors={errors}>
      <TextField {...field('code')} label={props.label} help={props.help} width="m" required />
      <Button kind="primary" size="lg">
        {props.button}
      </Button>
    </Form>
  );
}
