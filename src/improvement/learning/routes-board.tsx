import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState, type Typed } from '../../platform/web/form.ts';
import { action, autosave, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addNote,
  boardIsOpen,
  changeNote,
  mayMend,
  moveNote,
  postSheet,
  removeNote,
  saveSheet,
} from './commands-board.ts';
import { exportBoard } from './exports.ts';
import { anyForm, noteEditForm, noteForm, noteMoveForm } from './forms.ts';
import { BoardPage, NoteEditPage, RemovedPage, SheetPage, type NoteBoard } from './pages-board.tsx';
import { openDayById, type OpenDay } from './queries.ts';
import { boardStamp, noteById, notesOf, sheetOf } from './queries-board.ts';
import { questionsOf, textsOf } from './queries-day.ts';
import { noteKinds } from './rules.ts';
import { words } from './words-board.ja.ts';
import { words as main } from './words.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };
const path = '/open-days/:id{[0-9]+}';

const crumbs = (openDay: OpenDay, label: string) => [
  { label: main.navigation, href: '/open-days' },
  { label: openDay.title, href: `/open-days/${openDay.id}` },
  { label },
];
/** The day, for those at its board; to others its board and sheet are not there. */
const joined = async (tx: ReadTx, c: Ctx): Promise<OpenDay> => {
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  if (!openDay.may_join || openDay.published_at === null) throw new Refusal(404);
  return openDay;
};

const showSheet = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  const openDay = await joined(tx, c);
  const sheet = await sheetOf(tx, openDay.id);
  const stored = filled(
    Object.fromEntries(
      [...sheet].flatMap(([position, row]) =>
        (['scene', ...noteKinds] as const).map((box) => [`${box}_${position}`, row[box]]),
      ),
    ),
  );
  return {
    title: words.sheet.title,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: crumbs(openDay, words.sheet.title),
    body: (
      <SheetPage
        openDay={openDay}
        questions={await questionsOf(tx, openDay.id)}
        sheet={sheet}
        open={boardIsOpen(openDay, tx.today)}
        state={state ?? stored}
      />
    ),
  };
};
routes.get(
  `${path}/sheet`,
  view((tx, c) => showSheet(tx, null, c)),
);
routes.post(
  `${path}/sheet`,
  action({
    form: anyForm,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await saveSheet(tx, id, data as Typed);
      return done(`/open-days/${id}/sheet`, words.sheet.saved);
    },
  }),
);
routes.post(
  `${path}/sheet/draft`,
  autosave(async (tx, typed, c) => {
    await saveSheet(tx, found(numberIn(c, 'id')), typed);
  }),
);
routes.post(
  `${path}/sheet/post`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      return done(`/open-days/${id}/board`, words.sheet.posted(await postSheet(tx, id)));
    },
  }),
);

async function boardOf(tx: ReadTx, c: Ctx): Promise<NoteBoard> {
  const openDay = await joined(tx, c);
  return {
    openDay,
    questions: await questionsOf(tx, openDay.id),
    notes: await notesOf(tx, openDay.id),
    stamp: await boardStamp(tx, openDay.id),
    open: boardIsOpen(openDay, tx.today),
    me: tx.actor.person_id,
  };
}
const showBoard = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const board = await boardOf(tx, c);
  return {
    title: words.board.title,
    breadcrumbs: crumbs(board.openDay, words.board.title),
    islands: ['platform/ui/board'],
    body: <BoardPage {...board} state={state} />,
  };
};
routes.get(
  `${path}/board`,
  view((tx, c) => showBoard(tx, emptyForm, c)),
);
// What the pages at the board ask every few seconds: whether anything is new.
routes.get(
  `${path}/board/stamp`,
  view(async (tx, c) => c.json({ stamp: await boardStamp(tx, (await joined(tx, c)).id) })),
);
routes.get(
  `${path}/board.pdf`,
  view(async (tx, c) => {
    const board = await boardOf(tx, c);
    const discussion = (await textsOf(tx, board.openDay.id)).get('discussion')?.body ?? '';
    return exportBoard(c, tx, { ...board, discussion });
  }),
);
const back = (c: Ctx) => `/open-days/${numberIn(c, 'id')}/board#the-board`;
routes.post(
  `${path}/board/notes`,
  action({
    form: noteForm,
    again: showBoard,
    run: async (tx, data, c) => {
      await addNote(tx, found(numberIn(c, 'id')), data);
      return done(back(c), words.board.added);
    },
  }),
);
const notePath = `${path}/board/notes/:note{[0-9]+}`;
routes.post(
  `${notePath}/move`,
  action({
    form: noteMoveForm,
    run: async (tx, { heading_id }, c) => {
      await moveNote(tx, found(numberIn(c, 'id')), found(numberIn(c, 'note')), heading_id);
      return done(back(c));
    },
  }),
);
routes.post(
  `${notePath}/remove`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const [id, note] = [found(numberIn(c, 'id')), found(numberIn(c, 'note'))];
      await removeNote(tx, id, note, true);
      return done(`/open-days/${id}/board/notes/${note}/removed`);
    },
  }),
);
routes.get(
  `${notePath}/removed`,
  view(async (tx, c) => {
    const openDay = await joined(tx, c);
    const note = found(await noteById(tx, openDay.id, numberIn(c, 'note')));
    if (note.removed_at === null || !mayMend(openDay, note, tx.actor.person_id)) throw new Refusal(404);
    return {
      title: words.board.removed,
      width: 'form',
      breadcrumbs: crumbs(openDay, words.board.title),
      body: <RemovedPage openDay={openDay} note_id={note.id} body={note.body} />,
    };
  }),
);
routes.post(
  `${notePath}/restore`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await removeNote(tx, found(numberIn(c, 'id')), found(numberIn(c, 'note')), false);
      return done(back(c), words.board.restored);
    },
  }),
);
const showNote = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const openDay = await joined(tx, c);
  const note = found(await noteById(tx, openDay.id, numberIn(c, 'note')));
  if (!mayMend(openDay, note, tx.actor.person_id)) throw new Refusal(403);
  return {
    title: words.board.editTitle,
    width: 'form',
    breadcrumbs: crumbs(openDay, words.board.editTitle),
    body: <NoteEditPage openDay={openDay} note_id={note.id} state={state} />,
  };
};
const storedNote = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { kind, body, version } = found(await noteById(tx, numberIn(c, 'id'), numberIn(c, 'note')));
  return { kind, body, _version: version };
};
routes.get(
  `${notePath}/edit`,
  view(async (tx, c) => showNote(tx, filled(await storedNote(tx, c)), c)),
);
routes.post(
  `${notePath}/edit`,
  action({
    form: noteEditForm,
    again: showNote,
    theirs: storedNote,
    run: async (tx, data, c) => {
      await changeNote(tx, found(numberIn(c, 'id')), found(numberIn(c, 'note')), data);
      return done(back(c), words.board.saved);
    },
  }),
);
