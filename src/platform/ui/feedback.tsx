import type { Child, PropsWithChildren } from './jsx-runtime.ts';
import { Icon, type IconName } from './icons.tsx';
import { sharedWords } from './words-open.ts';
import { words } from './words.ja.ts';

export type Kind = 'neutral' | 'info' | 'success' | 'warning' | 'error';
export type FlashMessage = { kind: Exclude<Kind, 'neutral'>; text: string };

const kindIcon: Record<Exclude<Kind, 'neutral'>, IconName> = {
  info: 'info',
  success: 'success',
  warning: 'warning',
  error: 'error',
};

/** What just happened, once, at the top of the next page. */
export function Flash({ message }: { message: FlashMessage }) {
  return (
    <div
      class={`flash flash-${message.kind}`}
      role={message.kind === 'error' ? 'alert' : 'status'}
      data-flash
    >
      <Icon name={kindIcon[message.kind]} />
      <p>
        <span class="visually-hidden">{sharedWords().kind[message.kind]}</span>
        {message.text}
      </p>
    </div>
  );
}

/** A message that stays: title, text, and what can be done about it. */
export function NotificationBanner(
  props: PropsWithChildren<{
    kind: Exclude<Kind, 'neutral'>;
    title: Child;
    actions?: Child;
    level?: 2 | 3 | 4;
    live?: boolean;
  }>,
) {
  const Tag = `h${props.level ?? 2}` as const;
  return (
    <div
      class={`banner banner-${props.kind}`}
      role={props.live === true ? (props.kind === 'error' ? 'alert' : 'status') : undefined}
    >
      <Icon name={kindIcon[props.kind]} label={sharedWords().kind[props.kind]} />
      <div class="banner-words">
        <Tag class="banner-title">{props.title}</Tag>
        {props.children == null ? null : <div class="banner-text">{props.children}</div>}
        {props.actions == null ? null : <div class="banner-actions">{props.actions}</div>}
      </div>
    </div>
  );
}

/** For danger to life only: where to call, above everything else. */
export function EmergencyBanner(props: PropsWithChildren<{ title: Child; actions?: Child }>) {
  return (
    <section class="emergency" aria-labelledby="emergency-title">
      <h2 id="emergency-title">
        <Icon name="warning" />
        {props.title}
      </h2>
      <div class="emergency-text">{props.children}</div>
      {props.actions == null ? null : <div class="emergency-actions">{props.actions}</div>}
    </section>
  );
}

/** Why there is nothing here, and what to do first. */
export function EmptyState(props: {
  title: Child;
  text?: Child;
  action?: Child;
  icon?: IconName;
  level?: 2 | 3 | 4;
}) {
  const Tag = props.level === undefined ? 'p' : (`h${props.level}` as const);
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={props.icon ?? 'note'} size="lg" />
      </span>
      <Tag class="empty-title">{props.title}</Tag>
      {props.text == null ? null : <p class="empty-text">{props.text}</p>}
      {props.action == null ? null : <div class="empty-action">{props.action}</div>}
    </div>
  );
}

/** A word that sorts: theme, area, kind. With `href` it leads to the list of its like. */
export function Chip(props: PropsWithChildren<{ href?: string; icon?: IconName }>) {
  const inside = (
    <>
      {props.icon === undefined ? null : <Icon name={props.icon} size="sm" />}
      {props.children}
    </>
  );
  return props.href === undefined ? (
    <span class="chip">{inside}</span>
  ) : (
    <a class="chip chip-link" href={props.href}>
      {inside}
    </a>
  );
}

/** The state of a record in a word; kinds differ by icon and colour, and the word says it all. */
export function StatusBadge(props: PropsWithChildren<{ kind?: Kind }>) {
  const kind = props.kind ?? 'neutral';
  return (
    <span class={`badge badge-${kind}`}>
      {kind === 'neutral' ? (
        <span class="badge-dot" aria-hidden="true"></span>
      ) : (
        <Icon name={kindIcon[kind]} size="sm" />
      )}
      {props.children}
    </span>
  );
}

/** How far long work has come; without `value` it is under way for an unknown time. */
export function ProgressBar(props: { label: Child; value?: number; max?: number; text?: Child; id: string }) {
  const max = props.max ?? 100;
  return (
    <div class="progress">
      <label class="progress-label" for={props.id}>
        {props.label}
      </label>
      <progress id={props.id} max={max} value={props.value}></progress>
      {props.value === undefined && props.text == null ? null : (
        <p class="progress-text">{props.text ?? words.progress(props.value ?? 0, max)}</p>
      )}
    </div>
  );
}

/** A line that opens to more. */
export function Disclosure(props: PropsWithChildren<{ summary: Child; open?: boolean; id?: string }>) {
  return (
    <details class="disclosure" open={props.open} id={props.id}>
      <summary>
        <Icon name="next" size="sm" />
        <span>{props.summary}</span>
      </summary>
      <div class="disclosure-body">{props.children}</div>
    </details>
  );
}

/** A closed Disclosure whose content is long and comes with the page behind the link, where it stands open. */
export function DisclosureLink(props: { summary: Child; href: string; id?: string }) {
  return (
    <p class="disclosure disclosure-link" id={props.id}>
      <a href={props.href}>
        <Icon name="next" size="sm" />
        <span>{props.summary}</span>
      </a>
    </p>
  );
}

/** Several questions or parts, each opening on its own; `group` lets only one be open. */
export function Accordion(props: {
  items: readonly { title: Child; body: Child; open?: boolean; id?: string }[];
  level?: 2 | 3 | 4;
  group?: string;
}) {
  const Tag = `h${props.level ?? 3}` as const;
  return (
    <div class="accordion">
      {props.items.map((item) => (
        <details open={item.open} id={item.id} name={props.group}>
          <summary>
            <Tag>{item.title}</Tag>
            <Icon name="down" />
          </summary>
          <div class="accordion-body">{item.body}</div>
        </details>
      ))}
    </div>
  );
}
