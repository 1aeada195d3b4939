import { useContext, type Child, type PropsWithChildren } from './jsx-runtime.ts';
import { FormKeys } from './form-keys.ts';
import { Icon, type IconName } from './icons.tsx';
import { sharedWords } from './words-open.ts';
import { words } from './words.ja.ts';

export type ButtonKind = 'primary' | 'secondary' | 'tertiary' | 'danger';
export type ButtonSize = 'lg' | 'md' | 'sm';
type Look = { kind?: ButtonKind; size?: ButtonSize; icon?: IconName };

const look = ({ kind = 'primary', size = 'md' }: Look): string => `button button-${kind} button-${size}`;

/**
 * A button, of type submit unless said otherwise. With `disabledReason` it stays reachable, does nothing,
 * and says why. `form` submits the form of that id; `formaction` sends it elsewhere.
 */
export function Button(
  props: PropsWithChildren<
    Look & {
      type?: 'submit' | 'button';
      name?: string;
      value?: string;
      form?: string;
      formaction?: string;
      disabledReason?: string;
      id?: string;
    }
  >,
) {
  const { disabledReason } = props;
  if (disabledReason !== undefined) {
    // The reason is part of the name, so it is heard without an id that must be unique on the page.
    return (
      <span class="button-with-reason">
        <button class={look(props)} type="button" aria-disabled="true" id={props.id}>
          {props.icon === undefined ? null : <Icon name={props.icon} />}
          {props.children}
          <span class="visually-hidden">{words.because(disabledReason)}</span>
        </button>
        <span class="button-reason" aria-hidden="true">
          {disabledReason}
        </span>
      </span>
    );
  }
  return (
    <button
      class={look(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      id={props.id}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton(
  props: PropsWithChildren<Look & { href: string; download?: boolean | string; id?: string; label?: string }>,
) {
  return (
    <a
      class={look({ ...props, kind: props.kind ?? 'secondary' })}
      href={props.href}
      download={props.download === true ? '' : props.download === false ? undefined : props.download}
      id={props.id}
      aria-label={props.label}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </a>
  );
}

/** Buttons side by side, the main one first; full width under one another on a phone. */
export function ButtonRow(props: PropsWithChildren<{ align?: 'start' | 'end' | 'between' }>) {
  return <div class={`button-row button-row-${props.align ?? 'start'}`}>{props.children}</div>;
}

/**
 * Asks once in words before a binding or destructive POST, without script: the first button opens the
 * question, the second sends and says what it does: `confirmLabel`, else the same as the first. `fields` are
 * further hidden values; children are fields such as a reason.
 */
export function ConfirmForm(
  props: PropsWithChildren<{
    label: Child;
    question: Child;
    action: string;
    confirmLabel?: Child;
    danger?: boolean;
    kind?: ButtonKind;
    size?: ButtonSize;
    icon?: IconName;
    fields?: Readonly<Record<string, string>>;
    open?: boolean;
  }>,
) {
  const kind = props.kind ?? 'secondary';
  const keys = useContext(FormKeys);
  return (
    <details class="confirm" open={props.open}>
      <summary
        class={`${look({ kind, size: props.size })}${props.danger === true ? ' button-danger-text' : ''}`}
      >
        <span class="when-closed">
          {props.icon === undefined ? null : <Icon name={props.icon} />}
          {props.label}
        </span>
        <span class="when-open">{sharedWords().confirm.cancel}</span>
      </summary>
      <form class="confirm-panel" action={props.action} method="post" novalidate data-form>
        <input type="hidden" name="_csrf" value={keys.csrf} />
        <input type="hidden" name="_once" value={keys.once()} />
        {Object.entries(props.fields ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p class="confirm-question">{props.question}</p>
        {props.children}
        <button
          class={look({ kind: props.danger === true ? 'danger' : 'primary', size: 'md' })}
          type="submit"
        >
          {props.confirmLabel ?? props.label}
        </button>
      </form>
    </details>
  );
}

/** A small helping link such as print, download or help; `external` opens in a new tab and says so. */
export function UtilityLink(
  props: PropsWithChildren<{ href: string; icon?: IconName; external?: boolean; download?: boolean }>,
) {
  return (
    <a
      class="utility-link"
      href={props.href}
      target={props.external === true ? '_blank' : undefined}
      rel={props.external === true ? 'noopener noreferrer' : undefined}
      download={props.download === true ? '' : undefined}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} size="sm" />}
      <span>{props.children}</span>
      {props.external === true ? <Icon name="external" size="sm" label={words.external} /> : null}
    </a>
  );
}
