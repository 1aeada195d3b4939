import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip } from '../../platform/ui/feedback.tsx';
import { Select, TextField } from '../../platform/ui/fields.tsx';
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
    <div
      id="board"
      data-board={`/study-sessions/${session.id}`}
      data-stamp={props.stamp}
      data-closed={session.closed_at === null ? undefined : ''}
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
    </div>
  );
}

function Column(props: Board & { heading: Heading | null; own: readonly Card[] }) {
  const { session, heading, own } = props;
  const w = words.board;
  const closed = session.closed_at !== null;
  const path = `/study-sessions/${session.id}`;
  const name = heading?.name ?? w.unsorted;
  const id = `heading-${heading?.id ?? 0}`;
  return (
    <section class="board-column" data-heading={heading?.id ?? ''} aria-labelledby={id}>
      <h3 id={id}>{name}</h3>
      {heading === null || closed ? null : (
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
      )}
      {own.length === 0 ? <p class="board-empty">{w.emptyColumn}</p> : null}
      <ul class="board-cards">
        {own.map((card) => (
          <CardItem {...props} card={card} closed={closed} path={path} />
        ))}
      </ul>
    </section>
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
    <li
      class={`board-card board-card-${card.kind}`}
      data-card={card.id}
      tabindex={closed ? undefined : 0}
      aria-label={`${w.kinds[card.kind]}　${card.body}`}
    >
      <div class="board-card-head">
        <Chip>{w.kinds[card.kind]}</Chip>
        <span class="board-from">{w.from(card.facility)}</span>
      </div>
      <p class="board-body">{card.body}</p>
      {closed ? (
        <p class="board-from">{w.vote(card.votes, false)}</p>
      ) : (
        <div class="board-card-foot">
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
          <details class="board-more">
            <summary aria-label={w.moreLabel(card.body)}>{w.more}</summary>
            <Form action={`${at}/move`} label={w.moreLabel(card.body)}>
              <div data-move>
                <Select
                  name="heading_id"
                  id={`to-${card.id}`}
                  label={w.to}
                  required={false}
                  value={card.heading_id === null ? '' : `${card.heading_id}`}
                  empty={w.unsorted}
                  options={headings.map(({ id, name }) => ({ value: `${id}`, label: name }))}
                />
              </div>
              <ButtonRow>
                <Button size="sm" kind="secondary">
                  {w.move}
                </Button>
                <Button size="sm" kind="tertiary" name="step" value="up">
                  {w.up}
                </Button>
                <Button size="sm" kind="tertiary" name="step" value="down">
                  {w.down}
                </Button>
              </ButtonRow>
            </Form>
            {own ? (
              <ButtonRow>
                <LinkButton href={`${at}/edit`} size="sm" kind="tertiary">
                  {w.edit}
                </LinkButton>
                <Form action={`${at}/remove`} label={w.remove}>
                  <Button size="sm" kind="tertiary">
                    {w.remove}
                  </Button>
                </Form>
              </ButtonRow>
            ) : null}
          </details>
        </div>
      )}
    </li>
  );
}
