import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { BoardStatus } from '../../platform/ui/board.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { BoardColumns, type Board } from './pages-board.tsx';
import type { Heading, Session } from './queries-board.ts';
import { cardKinds } from './rules.ts';
import { words } from './words-board.ja.ts';

type State = FormState & { conflict?: Conflict };

/** One sitting: when and where, the board, the coordinator's summary. */
export function SessionPage(
  props: Board & {
    state: FormState;
    names: ReadonlyMap<number, string>;
    href: (order: string | null) => string;
  },
) {
  const { session, mayManage } = props;
  const w = words.page;
  const path = `/study-sessions/${session.id}`;
  const closed = session.closed_at !== null;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={session.theme}
        title={words.title(session.call, session.number)}
        lead={words.when(session.held_on, session.starts_at, session.ends_at)}
        actions={
          mayManage ? (
            <LinkButton href={`${path}/edit`} icon="edit">
              {w.edit}
            </LinkButton>
          ) : null
        }
      />
      <DescriptionList
        items={[
          session.place === '' ? null : { term: w.where, description: session.place },
          session.join_url === null
            ? null
            : {
                term: w.online,
                description: (
                  <a href={session.join_url} rel="noopener noreferrer" target="_blank">
                    {w.join}
                  </a>
                ),
              },
          {
            term: w.members,
            description: session.facility_ids.map((id) => props.names.get(id) ?? '').join('、'),
          },
          session.note === '' ? null : { term: w.note, description: <Prose>{session.note}</Prose> },
        ]}
      />
      {closed ? (
        <NotificationBanner kind="info" title={w.closed} />
      ) : (
        <AddCard session={session} headings={props.headings} state={props.state} />
      )}
      <Section title={words.board.title} lead={words.board.lead} id="the-board">
        <p class="board-tools">
          {props.byVotes ? (
            <UtilityLink href={props.href(null)} icon="sort">
              {words.board.byOrder}
            </UtilityLink>
          ) : (
            <UtilityLink href={props.href('votes')} icon="sort">
              {words.board.byVotes}
            </UtilityLink>
          )}
          <UtilityLink href={`${path}/board.pdf`} icon="print" download>
            {w.print}
          </UtilityLink>
          <UtilityLink href={path} icon="down">
            {words.board.reload}
          </UtilityLink>
        </p>
        <BoardStatus help={`${words.board.live} ${words.board.keys}`} lost={words.board.liveLost} />
        {closed ? null : (
          <details class="board-more">
            <summary>{words.board.addHeading}</summary>
            <Form action={`${path}/headings`} id="add-heading" label={words.board.addHeading}>
              <TextField
                name="name"
                id="new-heading"
                label={words.board.headingName}
                required
                maxLength={40}
                width="m"
                error={props.state.errors['name']}
              />
              <ButtonRow>
                <Button kind="secondary">{words.board.headingAdd}</Button>
              </ButtonRow>
            </Form>
          </details>
        )}
        <BoardColumns {...props} />
      </Section>
      {mayManage ? (
        <ButtonRow>
          {closed ? (
            <ConfirmForm
              label={w.reopen}
              question={w.reopenQuestion}
              action={`${path}/reopen`}
              confirmLabel={w.reopen}
            />
          ) : (
            <ConfirmForm
              label={w.close}
              question={w.closeQuestion}
              action={`${path}/close`}
              confirmLabel={w.close}
            />
          )}
          {props.cards.length === 0 && session.summary === '' ? (
            <ConfirmForm
              label={w.cancel}
              question={w.cancelQuestion}
              action={`${path}/cancel`}
              confirmLabel={w.cancel}
              danger
              kind="tertiary"
            />
          ) : null}
        </ButtonRow>
      ) : null}
    </Stack>
  );
}

function AddCard({
  session,
  headings,
  state,
}: {
  session: Session;
  headings: readonly Heading[];
  state: FormState;
}) {
  const field = fields(state.values, state.errors);
  const w = words.board;
  return (
    <Section title={w.add} id="add-card">
      <div data-board-add>
        <Form action={`/study-sessions/${session.id}/cards`} errors={state.errors} id="card-form">
          <RadioGroup
            {...field('kind')}
            value={field('kind').value || 'case'}
            label={w.kind}
            required
            inline
            options={cardKinds.map((kind) => ({ value: kind, label: w.kinds[kind] }))}
          />
          <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={2} maxChars={300} />
          {headings.length === 0 ? null : (
            <Select
              {...field('heading_id')}
              label={w.heading}
              required={false}
              width="m"
              empty={w.unsorted}
              options={headings.map(({ id, name }) => ({ value: `${id}`, label: name }))}
            />
          )}
          <ButtonRow>
            <Button>{w.put}</Button>
          </ButtonRow>
        </Form>
      </div>
    </Section>
  );
}

/** Mending a card's words. */
export function CardEditPage({
  session,
  card_id,
  state,
}: {
  session: Session;
  card_id: number;
  state: State;
}) {
  const field = fields(state.values, state.errors);
  const w = words.board;
  return (
    <Stack>
      <PageHeading kicker={words.title(session.call, session.number)} title={words.card.editTitle} />
      <Form action={`/study-sessions/${session.id}/cards/${card_id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <RadioGroup
          {...field('kind')}
          label={w.kind}
          required
          inline
          options={cardKinds.map((kind) => ({ value: kind, label: w.kinds[kind] }))}
        />
        <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={3} maxChars={300} />
        <ButtonRow>
          <Button size="lg">{words.card.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Writing the summary everybody at the board sees. */
export function SummaryPage({ session, state }: { session: Session; state: State }) {
  const field = fields(state.values, state.errors);
  const w = words.summary;
  return (
    <Stack>
      <PageHeading kicker={words.title(session.call, session.number)} title={w.title} lead={w.lead} />
      <Form action={`/study-sessions/${session.id}/summary`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <TextArea
          {...field('summary')}
          label={w.label}
          help={w.help}
          required={false}
          rows={10}
          maxChars={2000}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
