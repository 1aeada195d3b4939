import type { Child, PropsWithChildren } from './jsx-runtime.ts';
import { Icon, type IconName } from './icons.tsx';
import { sharedWords } from './words-open.ts';
import { words } from './words.ja.ts';

/** Facts of a record: term and description; absent values are shown as a dash with words for readers. */
export function DescriptionList(props: {
  items: readonly ({ term: Child; description: Child } | null | undefined | false)[];
  layout?: 'rows' | 'stack' | 'grid';
}) {
  return (
    <dl class={`facts facts-${props.layout ?? 'rows'}`}>
      {props.items.map((item) =>
        item === null || item === undefined || item === false ? null : (
          <div>
            <dt>{item.term}</dt>
            <dd>
              {item.description == null || item.description === '' ? (
                <span class="fact-missing">{sharedWords().form.missing}</span>
              ) : (
                item.description
              )}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

export type ResourceItem = {
  title: Child;
  href?: string;
  meta?: Child;
  text?: Child;
  badge?: Child;
  due?: Child;
  /** late: past its date, in words and colour; soon: near it. */
  dueState?: 'late' | 'soon';
  icon?: IconName;
  action?: Child;
};

/** A list of records: each line is one click from its page. */
export function ResourceList(props: { items: readonly ResourceItem[]; label?: string; level?: 2 | 3 | 4 }) {
  const Tag = props.level === undefined ? 'p' : (`h${props.level}` as const);
  return (
    <ul class="resources" aria-label={props.label}>
      {props.items.map((item) => (
        <li class={item.icon === undefined ? 'resource' : 'resource resource-with-icon'}>
          {item.icon === undefined ? null : (
            <span class="resource-icon">
              <Icon name={item.icon} />
            </span>
          )}
          <div class="resource-words">
            <Tag class="resource-title">
              {item.href === undefined ? item.title : <a href={item.href}>{item.title}</a>}
            </Tag>
            {item.text == null ? null : <p class="resource-text">{item.text}</p>}
            {item.meta == null ? null : <p class="resource-meta">{item.meta}</p>}
          </div>
          {item.badge == null && item.due == null && item.action == null ? null : (
            <div class="resource-side">
              {item.badge}
              {item.due == null ? null : (
                <p class={item.dueState === undefined ? 'resource-due' : `resource-due due-${item.dueState}`}>
                  {item.dueState === undefined ? null : (
                    <Icon name={item.dueState === 'late' ? 'warning' : 'clock'} size="sm" />
                  )}
                  {item.due}
                </p>
              )}
              {item.action}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Places to go from here, as large plain lines. */
export function MenuList(props: {
  items: readonly { label: Child; href: string; text?: Child; icon?: IconName; count?: Child }[];
  label?: string;
}) {
  return (
    <ul class="menu" aria-label={props.label}>
      {props.items.map((item) => (
        <li>
          <a href={item.href}>
            {item.icon === undefined ? null : <Icon name={item.icon} />}
            <span class="menu-words">
              <span class="menu-label">{item.label}</span>
              {item.text == null ? null : <span class="menu-text">{item.text}</span>}
            </span>
            {item.count == null ? null : <span class="menu-count">{item.count}</span>}
            <Icon name="next" size="sm" />
          </a>
        </li>
      ))}
    </ul>
  );
}

export type TimelineEntry = {
  when: Child;
  /** ISO date or instant for machines. */
  datetime?: string;
  text: Child;
  actor?: Child;
  detail?: Child;
  kind?: 'done' | 'plan' | 'warning';
  icon?: IconName;
};

/** A record's history in plain sentences; order is the caller's. */
export function Timeline(props: { entries: readonly TimelineEntry[]; label?: string }) {
  return (
    <ol class="timeline" aria-label={props.label}>
      {props.entries.map((entry) => (
        <li class={`timeline-entry timeline-${entry.kind ?? 'done'}`}>
          <span class="timeline-mark" aria-hidden="true">
            {entry.icon === undefined ? null : <Icon name={entry.icon} size="sm" />}
          </span>
          <div class="timeline-words">
            <p class="timeline-when">
              {entry.datetime === undefined ? (
                entry.when
              ) : (
                <time datetime={entry.datetime}>{entry.when}</time>
              )}
              {entry.actor == null ? null : <span class="timeline-actor">{entry.actor}</span>}
            </p>
            <p class="timeline-text">{entry.text}</p>
            {entry.detail == null ? null : <div class="timeline-detail">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What happens next: one primary button, who holds it, by when. Children may hold the form of that step. */
export function NextStep(
  props: PropsWithChildren<{
    title: Child;
    text?: Child;
    action?: Child;
    holder?: Child;
    due?: Child;
    dueState?: 'late' | 'soon';
    level?: 2 | 3;
  }>,
) {
  const Tag = `h${props.level ?? 2}` as const;
  return (
    <section class="next-step">
      <div class="next-step-words">
        <p class="next-step-kicker">{words.nextStep.title}</p>
        <Tag class="next-step-title">{props.title}</Tag>
        {props.text == null ? null : <p class="next-step-text">{props.text}</p>}
        {props.holder == null && props.due == null ? null : (
          <dl class="next-step-facts">
            {props.holder == null ? null : (
              <div>
                <dt>{words.nextStep.holder}</dt>
                <dd>{props.holder}</dd>
              </div>
            )}
            {props.due == null ? null : (
              <div class={props.dueState === undefined ? undefined : `due-${props.dueState}`}>
                <dt>{words.nextStep.due}</dt>
                <dd>
                  {props.dueState === undefined ? null : (
                    <Icon name={props.dueState === 'late' ? 'warning' : 'clock'} size="sm" />
                  )}
                  {props.due}
                </dd>
              </div>
            )}
          </dl>
        )}
        {props.children}
      </div>
      {props.action == null ? null : <div class="next-step-action">{props.action}</div>}
    </section>
  );
}

/** One figure in large: label, value with unit, its target and its trend in words. */
export function KeyFigure(props: {
  label: Child;
  value: Child;
  unit?: Child;
  target?: Child;
  trend?: { direction: 'up' | 'down' | 'flat'; text: Child };
  note?: Child;
  href?: string;
  chart?: Child;
}) {
  const arrow = { up: 'ascending', down: 'descending', flat: 'flat' } as const;
  return (
    <div class="key-figure">
      <p class="key-figure-label">
        {props.href === undefined ? props.label : <a href={props.href}>{props.label}</a>}
      </p>
      <div class="key-figure-row">
        <p class="key-figure-value">
          <strong>{props.value}</strong>
          {props.unit == null ? null : <span>{props.unit}</span>}
        </p>
        {props.chart}
      </div>
      {props.target == null ? null : (
        <p class="key-figure-target">
          {words.target} {props.target}
        </p>
      )}
      {props.trend === undefined ? null : (
        <p class="key-figure-trend">
          <Icon name={arrow[props.trend.direction]} size="sm" />
          {props.trend.text}
        </p>
      )}
      {props.note == null ? null : <p class="key-figure-note">{props.note}</p>}
    </div>
  );
}
