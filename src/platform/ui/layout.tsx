import type { Child, PropsWithChildren } from './jsx-runtime.ts';
import { sharedWords } from './words-open.ts';
import { words, figure } from './words.ja.ts';
import { Icon, type IconName } from './icons.tsx';

/** The page's one h1 with what it is (`kicker`), its state (`badges`), a lead sentence and its actions. */
export function PageHeading(props: {
  title: Child;
  kicker?: Child;
  lead?: Child;
  badges?: Child;
  actions?: Child;
}) {
  return (
    <div class="page-heading">
      <div class="page-heading-words">
        {props.kicker === undefined ? null : <p class="page-heading-kicker">{props.kicker}</p>}
        <h1>{props.title}</h1>
        {props.badges == null ? null : <div class="page-heading-badges">{props.badges}</div>}
        {props.lead == null ? null : <div class="page-heading-lead">{props.lead}</div>}
      </div>
      {props.actions == null ? null : <div class="page-heading-actions">{props.actions}</div>}
    </div>
  );
}

/** A heading of level 2–5 with optional lead text and actions beside it. */
export function Heading(props: {
  level: 2 | 3 | 4 | 5;
  children?: Child;
  id?: string;
  lead?: Child;
  actions?: Child;
  icon?: IconName;
}) {
  const Tag = `h${props.level}` as const;
  return (
    <div class={`heading heading-${props.level}`}>
      <div class="heading-words">
        <Tag id={props.id}>
          {props.icon === undefined ? null : <Icon name={props.icon} />}
          {props.children}
        </Tag>
        {props.lead == null ? null : <p class="heading-lead">{props.lead}</p>}
      </div>
      {props.actions == null ? null : <div class="heading-actions">{props.actions}</div>}
    </div>
  );
}

type Titled = {
  title?: Child;
  level?: 2 | 3 | 4;
  lead?: Child;
  actions?: Child;
  icon?: IconName;
  id?: string;
};

function TitledHeading({ title, level = 2, lead, actions, icon, id }: Titled) {
  if (title == null) return null;
  return (
    <Heading
      level={level}
      lead={lead}
      actions={actions}
      icon={icon}
      id={id === undefined ? undefined : `${id}-title`}
    >
      {title}
    </Heading>
  );
}

/** A titled part of a page on the bare ground; give `id` to link to it. */
export function Section(props: PropsWithChildren<Titled>) {
  return (
    <section
      class="section"
      id={props.id}
      aria-labelledby={props.id === undefined || props.title == null ? undefined : `${props.id}-title`}
    >
      <TitledHeading {...props} />
      {props.children}
    </section>
  );
}

/** A white sheet; `tone` key/info/warning/error/quiet tints its edge, `flush` lets a table or list reach its borders. */
export function Card(
  props: PropsWithChildren<
    Titled & {
      tone?: 'key' | 'info' | 'success' | 'warning' | 'error' | 'quiet';
      flush?: boolean;
      footer?: Child;
    }
  >,
) {
  const classes = ['card'];
  if (props.tone !== undefined) classes.push(`card-${props.tone}`);
  if (props.flush === true) classes.push('card-flush');
  return (
    <section
      class={classes.join(' ')}
      id={props.id}
      aria-labelledby={props.id === undefined || props.title == null ? undefined : `${props.id}-title`}
    >
      <TitledHeading {...props} />
      <div class="card-body">{props.children}</div>
      {props.footer == null ? null : <div class="card-footer">{props.footer}</div>}
    </section>
  );
}

/** A responsive grid: equal columns on a wide page (`main-aside`: story left, facts right), one on a phone (`pair`: two short fields, beside each other there as well). */
export function Columns(
  props: PropsWithChildren<{
    kind?: 'halves' | 'pair' | 'thirds' | 'quarters' | 'main-aside' | 'aside-main';
  }>,
) {
  return <div class={`columns columns-${props.kind ?? 'halves'}`}>{props.children}</div>;
}

/** Children one under the other with an even gap. */
export function Stack(props: PropsWithChildren<{ gap?: 'xs' | 'sm' | 'md' | 'lg'; id?: string }>) {
  return (
    <div class={`stack stack-${props.gap ?? 'md'}`} id={props.id}>
      {props.children}
    </div>
  );
}

/** Running text typed by people: line breaks are kept. */
export function Prose(props: PropsWithChildren<{ quiet?: boolean }>) {
  return <div class={props.quiet === true ? 'prose prose-quiet' : 'prose'}>{props.children}</div>;
}

/** A quiet line between two parts. */
export function Divider() {
  return <hr class="divider" />;
}

/** Tabs that are links to pages of their own; `count` is said in words with its label, with `more` as at least so many. */
export function Tabs(props: {
  label: string;
  items: readonly { label: string; href: string; current?: boolean; count?: number; more?: boolean }[];
}) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.items.map((item) => (
          <li>
            <a href={item.href} aria-current={item.current === true ? 'page' : undefined}>
              {item.label}
              {item.count === undefined ? null : (
                <span class="tab-count">{figure(item.count) + (item.more ? '+' : '')}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Steps of a long form; steps with an href can be gone back to. */
export function StepNavigation(props: {
  steps: readonly { label: string; state: 'done' | 'current' | 'todo'; href?: string }[];
}) {
  const now = props.steps.findIndex((step) => step.state === 'current') + 1;
  return (
    <nav class="steps" aria-label={words.steps.label}>
      <p class="steps-position">
        {words.steps.position(now === 0 ? props.steps.length : now, props.steps.length)}
        {now === 0 ? null : <strong>{props.steps[now - 1]!.label}</strong>}
      </p>
      <ol>
        {props.steps.map((step, i) => {
          const inside = (
            <>
              <span class="step-number" aria-hidden="true">
                {step.state === 'done' ? <Icon name="check" size="sm" /> : i + 1}
              </span>
              <span class="step-label">
                {step.label}
                <span class="step-state">{words.steps[step.state]}</span>
              </span>
            </>
          );
          return (
            <li
              class={`step step-${step.state}`}
              aria-current={step.state === 'current' ? 'step' : undefined}
            >
              {step.href === undefined || step.state === 'current' ? (
                <span class="step-inside">{inside}</span>
              ) : (
                <a class="step-inside" href={step.href}>
                  {inside}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Pages of a list: the count, the range, previous and next, and the numbers around this page (1-based). */
export function PageNavigation(props: {
  total: number;
  page: number;
  size: number;
  href: (page: number) => string;
  label?: string;
}) {
  const { total, page, size, href } = props;
  const w = sharedWords().pages;
  const last = Math.max(1, Math.ceil(total / size));
  const near = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last);
  return (
    <nav class="page-navigation" aria-label={props.label ?? w.label}>
      <p class="page-navigation-count">
        <strong>{w.total(figure(total))}</strong>
        {total === 0 ? null : (
          <span>{w.range(figure((page - 1) * size + 1), figure(Math.min(total, page * size)))}</span>
        )}
      </p>
      {last === 1 ? null : (
        <ul>
          <li class="page-previous">
            {page > 1 ? (
              <a href={href(page - 1)} rel="prev">
                <Icon name="previous" size="sm" />
                {w.previous}
              </a>
            ) : null}
          </li>
          <li class="page-position">{w.current(figure(page), figure(last))}</li>
          {near.map((n, i) => (
            <li class={n - (near[i - 1] ?? n - 1) > 1 ? 'page-number page-gap' : 'page-number'}>
              <a href={href(n)} aria-label={w.page(figure(n))} aria-current={n === page ? 'page' : undefined}>
                {figure(n)}
              </a>
            </li>
          ))}
          <li class="page-next">
            {page < last ? (
              <a href={href(page + 1)} rel="next">
                {w.next}
                <Icon name="next" size="sm" />
              </a>
            ) : null}
          </li>
        </ul>
      )}
    </nav>
  );
}
