import { BoardCard, BoardColumn, BoardFrame } from '../../platform/ui/board.tsx';
import { Button, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { TextField } from '../../platform/ui/fields.tsx';
import { Form } from '../../platform/ui/forms.tsx';
import { Prose, Section } from '../../platform/ui/layout.tsx';
import type { Card, Heading, Session } from './queries-board.ts';
import { votesEach } from './rules.ts';
import { words } from './words-board.ja.ts';

export interface Board {
  session: Session;
  headings: readonly Heading[];
  cards: readonly Card[];
  stamp: string;
  mayManage: boolean;
  me: number | null;
  byVotes: boolean;
}

/** The part that is renewed while others write: columns of cards and the summary. */
export function BoardColumns(props: Board) {
  const { session, headings, cards } = props;
  const w = words.board;
  const given = cards.filter((card) => card.mine).length;
  const columns: { heading: Heading | null; cards: Card[] }[] = [
    { heading: null, cards: cards.filter((card) => card.heading_id === null) },
    ...headings.map((heading) => ({
      heading,
      cards: cards.filter((card) => card.heading_id === heading.id),
    })),
  ];
  return (
    <BoardFrame
      path={`/study-sessions/${session.id}`}
      stamp={props.stamp}
      closed={session.closed_at !== null}
      ordered
    >
      <p>
        {w.counts(
          cards.length,
          cards.reduce((sum, card) => sum + card.votes, 0),
        )}
        {session.closed_at === null ? `　${w.votesLeft(Math.max(0, votesEach - given))}` : null}
      </p>
      <div class="board">
        {columns.map(({ heading, cards: own }) => (
          <Column
            {...props}
            heading={heading}
            own={props.byVotes ? own.toSorted((a, b) => b.votes - a.votes) : own}
          />
        ))}
      </div>
      <Section
        title={words.summary.title}
        lead={words.summary.lead}
        id="summary"
        actions={
          props.mayManage ? (
            <LinkButton href={`/study-sessions/${session.id}/summary`} size="sm" icon="edit">
              {words.summary.edit}
            </LinkButton>
          ) : null
        }
      >
        {session.summary === '' ? <p>{words.summary.none}</p> : <Prose>{session.summary}</Prose>}
      </Section>
    </BoardFrame>
  );
}

function Column(props: Board & { heading: Heading | null; own: readonly Card[] }) {
  const { session, heading, own } = props;
  const w = words.board;
  const closed = session.closed_at !== null;
  const path = `/study-sessions/${session.id}`;
  const name = heading?.name ?? w.unsorted;
  return (
    <BoardColumn
      value={heading === null ? '' : `${heading.id}`}
      name={name}
      empty={own.length === 0 ? w.emptyColumn : null}
      tools={
        heading === null || closed ? null : (
          <details class="board-more">
            <summary aria-label={w.renameLabel(name)}>{w.rename}</summary>
            <Form action={`${path}/headings/${heading.id}`} label={w.renameLabel(name)}>
              <TextField
                name="name"
                id={`name-${heading.id}`}
                label={w.heading}
                value={heading.name}
                required
                maxLength={40}
              />
              <Button size="sm" kind="secondary">
                {w.renameSave}
              </Button>
            </Form>
            <ConfirmForm
              label={w.removeHeading}
              question={w.removeHeadingQuestion}
              action={`${path}/headings/${heading.id}/remove`}
              confirmLabel={w.removeHeading}
              size="sm"
              kind="tertiary"
            />
          </details>
        )
      }
    >
      {own.map((card) => (
        <CardItem {...props} card={card} closed={closed} path={path} />
      ))}
    </BoardColumn>
  );
}

function CardItem({
  card,
  closed,
  path,
  headings,
  mayManage,
  me,
}: Board & { card: Card; closed: boolean; path: string }) {
  const w = words.board;
  const own = card.written_by === me || mayManage;
  const at = `${path}/cards/${card.id}`;
  return (
    <BoardCard
      id={card.id}
      kind={card.kind}
      tag={w.kinds[card.kind]}
      from={w.from(card.facility)}
      body={card.body}
      closed={closed}
      foot={
        closed ? (
          <p class="board-from">{w.vote(card.votes, false)}</p>
        ) : (
          <Form action={`${at}/vote`} label={w.voteLabel(card.body, card.votes, card.mine)}>
            <button
              class={card.mine ? 'board-vote board-vote-mine' : 'board-vote'}
              type="submit"
              aria-pressed={card.mine ? 'true' : 'false'}
              aria-label={w.voteLabel(card.body, card.votes, card.mine)}
              id={`vote-${card.id}`}
            >
              {w.vote(card.votes, card.mine)}
            </button>
          </Form>
        )
      }
      more={w.more}
      moreLabel={w.moreLabel(card.body)}
      move={{
        action: `${at}/move`,
        label: w.to,
        value: card.heading_id === null ? '' : `${card.heading_id}`,
        empty: w.unsorted,
        options: headings.map(({ id, name }) => ({ value: `${id}`, label: name })),
        submit: w.move,
        steps: { up: w.up, down: w.down },
      }}
      own={
        own ? { edit: w.edit, editHref: `${at}/edit`, remove: w.remove, removeAction: `${at}/remove` } : null
      }
    />
  );
}
