import { BoardCard, BoardColumn, BoardFrame, BoardStatus } from '../../platform/ui/board.tsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { mayMend } from './commands-board.ts';
import type { OpenDay } from './queries.ts';
import type { Note, Sheet } from './queries-board.ts';
import type { Question } from './queries-day.ts';
import { noteKinds } from './rules.ts';
import { words } from './words-board.ja.ts';
import { placeAndDay } from './words.ja.ts';

/** The observer's own sheet, question by question: large boxes for a phone held in one hand, saved while typing. */
export function SheetPage(props: {
  openDay: OpenDay;
  questions: readonly Question[];
  sheet: Sheet;
  open: boolean;
  state: FormState;
}) {
  const { openDay, questions, sheet } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.sheet;
  const path = `/open-days/${openDay.id}`;
  const written = [...sheet.values()].some((row) => noteKinds.some((kind) => row[kind] !== ''));
  return (
    <Stack>
      <PageHeading
        kicker={openDay.title}
        title={w.title}
        lead={placeAndDay(openDay.held_on, openDay.facility)}
      />
      {!props.open ? (
        <NotificationBanner kind="info" title={words.board.closed} />
      ) : questions.length === 0 ? (
        <EmptyState title={w.title} text={w.noQuestions} icon="note" />
      ) : (
        <>
          <p>{w.lead}</p>
          <NotificationBanner kind="warning" title={w.names} />
          <Form action={`${path}/sheet`} autosave={`${path}/sheet/draft`} errors={props.state.errors}>
            {questions.map(({ position, body }) => (
              <Fieldset
                legend={`${w.question(position)}　${body}`}
                help={sheet.get(position)?.posted_at == null ? undefined : words.sheet.postedAlready}
                id={`question-${position}`}
              >
                <TextArea
                  {...field(`scene_${position}`)}
                  label={w.scene}
                  help={w.sceneHelp}
                  required={false}
                  rows={3}
                />
                {noteKinds.map((kind) => (
                  <TextArea
                    {...field(`${kind}_${position}`)}
                    label={words.kinds[kind]}
                    required={false}
                    rows={2}
                  />
                ))}
              </Fieldset>
            ))}
            <ButtonRow>
              <Button size="lg">{w.save}</Button>
            </ButtonRow>
          </Form>
          {written ? (
            <ConfirmForm
              label={w.post}
              question={w.postQuestion}
              action={`${path}/sheet/post`}
              confirmLabel={w.post}
            />
          ) : null}
        </>
      )}
      <ButtonRow>
        <LinkButton href={`${path}/board`} kind="tertiary">
          {w.board}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}

export interface NoteBoard {
  openDay: OpenDay;
  questions: readonly Question[];
  notes: readonly Note[];
  stamp: string;
  open: boolean;
  me: number | null;
}

/** The board of notes, a column for each question. */
export function BoardPage(props: NoteBoard & { state: FormState }) {
  const { openDay, questions, notes, open, me } = props;
  const field = fields(props.state.values, props.state.errors);
  const w = words.board;
  const path = `/open-days/${openDay.id}/board`;
  const options = questions.map(({ position, body }) => ({
    value: `${position}`,
    label: w.questionName(position, body),
  }));
  const count = (kind: (typeof noteKinds)[number]) => notes.filter((note) => note.kind === kind).length;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={openDay.title}
        title={w.title}
        lead={w.lead}
        actions={
          open ? (
            <LinkButton href={`/open-days/${openDay.id}/sheet`} icon="note">
              {words.sheet.open}
            </LinkButton>
          ) : null
        }
      />
      {!open ? (
        <NotificationBanner kind="info" title={w.closed} />
      ) : questions.length === 0 ? null : (
        <Section title={w.add} id="add">
          <div data-board-add>
            <Form action={`${path}/notes`} errors={props.state.errors} id="card-form" label={w.add}>
              <Select
                {...field('heading_id')}
                value={field('heading_id').value || `${questions[0]!.position}`}
                label={w.question}
                empty={false}
                options={options}
              />
              <RadioGroup
                {...field('kind')}
                value={field('kind').value || 'good'}
                label={w.kind}
                inline
                options={noteKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
              />
              <TextArea
                {...field('body')}
                label={w.body}
                help={w.bodyHelp}
                required
                rows={2}
                maxChars={300}
              />
              <ButtonRow>
                <Button>{w.put}</Button>
              </ButtonRow>
            </Form>
          </div>
        </Section>
      )}
      <Section title={w.title} id="the-board">
        <p class="board-tools">
          <UtilityLink href={`${path}.pdf`} icon="print" download>
            {w.print}
          </UtilityLink>
          <UtilityLink href={path} icon="down">
            {w.reload}
          </UtilityLink>
        </p>
        {open ? <BoardStatus help={`${w.live} ${w.keys}`} lost={w.liveLost} /> : null}
        <BoardFrame path={path} stamp={props.stamp} closed={!open}>
          <p>{w.counts({ good: count('good'), doubt: count('doubt'), proposal: count('proposal') })}</p>
          {questions.length === 0 ? (
            <EmptyState title={w.none} text={words.sheet.noQuestions} icon="note" />
          ) : (
            <div class="board">
              {questions.map(({ position, body }) => {
                const own = notes.filter((note) => note.position === position);
                return (
                  <BoardColumn
                    value={`${position}`}
                    name={w.questionName(position, body)}
                    empty={own.length === 0 ? w.emptyColumn : null}
                  >
                    {own.map((note) => (
                      <BoardCard
                        id={note.id}
                        kind={note.kind}
                        tag={words.kinds[note.kind]}
                        from={w.from(note.facility)}
                        body={note.body}
                        closed={!open}
                        more={w.more}
                        moreLabel={w.moreLabel(note.body)}
                        move={
                          questions.length === 1
                            ? null
                            : {
                                action: `${path}/notes/${note.id}/move`,
                                label: w.to,
                                value: `${note.position}`,
                                empty: false,
                                options,
                                submit: w.move,
                              }
                        }
                        own={
                          mayMend(openDay, note, me)
                            ? {
                                edit: w.edit,
                                editHref: `${path}/notes/${note.id}/edit`,
                                remove: w.remove,
                                removeAction: `${path}/notes/${note.id}/remove`,
                              }
                            : null
                        }
                      />
                    ))}
                  </BoardColumn>
                );
              })}
            </div>
          )}
        </BoardFrame>
      </Section>
    </Stack>
  );
}

export function NoteEditPage(props: {
  openDay: OpenDay;
  note_id: number;
  state: FormState & { conflict?: Conflict };
}) {
  const { openDay, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.board;
  return (
    <Stack>
      <PageHeading kicker={openDay.title} title={w.editTitle} />
      <Form action={`/open-days/${openDay.id}/board/notes/${props.note_id}/edit`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
        <RadioGroup
          {...field('kind')}
          label={w.kind}
          inline
          options={noteKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        />
        <TextArea {...field('body')} label={w.body} help={w.bodyHelp} required rows={3} maxChars={300} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** A removed note can be put back at once, by whoever took it off. */
export function RemovedPage(props: { openDay: OpenDay; note_id: number; body: string }) {
  const w = words.board;
  const path = `/open-days/${props.openDay.id}/board`;
  return (
    <Stack>
      <PageHeading kicker={props.openDay.title} title={w.removed} />
      <p>{props.body}</p>
      <ButtonRow>
        <Form action={`${path}/notes/${props.note_id}/restore`} label={w.restore}>
          <Button kind="secondary">{w.restore}</Button>
        </Form>
        <LinkButton href={path} kind="tertiary">
          {words.sheet.board}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}
