import type { Child, PropsWithChildren } from './jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from './buttons.tsx';
import { Chip } from './feedback.tsx';
import { Select } from './fields.tsx';
import { Form } from './forms.tsx';

/*
 * A board several people write at: columns of cards. Every verb is a plain form; with the island platform/ui/board what
 * others write appears by itself (GET `<path>/stamp` says whether anything is new), and cards are dragged or moved by keys.
 */

/** The part that is renewed while others write. `ordered`: cards have an order within their column. */
export function BoardFrame(
  props: PropsWithChildren<{ path: string; stamp: string; closed: boolean; ordered?: boolean }>,
) {
  return (
    <div
      id="board"
      data-board={props.path}
      data-stamp={props.stamp}
      data-closed={props.closed ? '' : undefined}
      data-ordered={props.ordered === true ? '' : undefined}
    >
      {props.children}
    </div>
  );
}

/** Above the board: how it works while the island runs, and where it says what happened. */
export function BoardStatus({ help, lost }: { help: string; lost: string }) {
  return (
    <>
      <p data-board-help hidden>
        {help}
      </p>
      <p data-board-status role="status" data-lost={lost}></p>
    </>
  );
}

/** One column; `value` is what a card's move form sends as heading_id. */
export function BoardColumn(
  props: PropsWithChildren<{ value: string; name: string; empty: string | null; tools?: Child }>,
) {
  const id = `heading-${props.value === '' ? '0' : props.value}`;
  return (
    <section class="board-column" data-heading={props.value} aria-labelledby={id}>
      <h3 id={id}>{props.name}</h3>
      {props.tools}
      {props.empty === null ? null : <p class="board-empty">{props.empty}</p>}
      <ul class="board-cards">{props.children}</ul>
    </section>
  );
}

/** One card: what it is, whose, its words, and folded below them how to move and mend it. */
export function BoardCard(props: {
  id: number;
  /** board-card-<kind> gives it its colour; the tag says it in a word */
  kind: string;
  tag: string;
  from: string;
  body: string;
  closed: boolean;
  foot?: Child;
  more: string;
  moreLabel: string;
  move: {
    action: string;
    label: string;
    value: string;
    empty: string | false;
    options: readonly { value: string; label: string }[];
    submit: string;
    steps?: { up: string; down: string };
  } | null;
  own: { edit: string; editHref: string; remove: string; removeAction: string } | null;
}) {
  const { id, move, own } = props;
  return (
    <li
      class={`board-card board-card-${props.kind}`}
      data-card={id}
      tabindex={props.closed || move === null ? undefined : 0}
      aria-label={`${props.tag}　${props.body}`}
    >
      <div class="board-card-head">
        <Chip>{props.tag}</Chip>
        <span class="board-from">{props.from}</span>
      </div>
      <p class="board-body">{props.body}</p>
      {props.closed ? (
        (props.foot ?? null)
      ) : (
        <div class="board-card-foot">
          {props.foot ?? null}
          {move === null && own === null ? null : (
            <details class="board-more">
              <summary aria-label={props.moreLabel}>{props.more}</summary>
              {move === null ? null : (
                <Form action={move.action} label={props.moreLabel}>
                  <div data-move>
                    <Select
                      name="heading_id"
                      id={`to-${id}`}
                      label={move.label}
                      required={false}
                      value={move.value}
                      empty={move.empty}
                      options={move.options}
                    />
                  </div>
                  <ButtonRow>
                    <Button size="sm" kind="secondary">
                      {move.submit}
                    </Button>
                    {move.steps === undefined ? null : (
                      <>
                        <Button size="sm" kind="tertiary" name="step" value="up">
                          {move.steps.up}
                        </Button>
                        <Button size="sm" kind="tertiary" name="step" value="down">
                          {move.steps.down}
                        </Button>
                      </>
                    )}
                  </ButtonRow>
                </Form>
              )}
              {own === null ? null : (
                <ButtonRow>
                  <LinkButton href={own.editHref} size="sm" kind="tertiary">
                    {own.edit}
                  </LinkButton>
                  <Form action={own.removeAction} label={own.remove}>
                    <Button size="sm" kind="tertiary">
                      {own.remove}
                    </Button>
                  </Form>
                </ButtonRow>
              )}
            </details>
          )}
        </div>
      )}
    </li>
  );
}
