import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, autosave, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { areaSystems, facilitiesIn } from '../../base/areas/queries.ts';
import {
  agreeStage,
  beginRound,
  changeRound,
  giveOutNext,
  removeNote,
  saveCheck,
  takeBackStage,
  writeNote,
} from './commands.ts';
import { exportRound } from './exports.ts';
import {
  checkForm,
  nextForm,
  noteForm,
  partly,
  removeNoteForm,
  roundEditForm,
  roundForm,
  stageForm,
  takeBackForm,
} from './forms.ts';
import { AreaPage, type AreaState } from './pages-area.tsx';
import { ComparePage } from './pages-compare.tsx';
import { CheckPage, PartnershipPage, RoundForm, type Waiting } from './pages.tsx';
import {
  answersOf,
  areasOf,
  before,
  checkOf,
  checksOf,
  holderNamed,
  itemsOn,
  mine,
  notesOf,
  ownChecks,
  roundById,
  roundList,
  stagesOf,
  stepsByYear,
  type Round,
} from './queries.ts';
import { holderOf } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'act', label: words.navigation, href: '/partnership', duties: ['network'] },
];

let besideArea: (tx: ReadTx, area_id: number) => Promise<Child> = async () => null;

/** Set once by the table of contents of routes: what later slices know of an area that a step may be seen by. */
export function setBesideArea(of: typeof besideArea): void {
  besideArea = of;
}

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/partnership' };

function mustManage(tx: ReadTx): void {
  if (!tx.has('partnership.manage')) throw new Refusal(403);
}

/** For whom the actor may answer in a round, and how far each is. Facilities stand before bodies that cover many areas. */
async function waitingIn(tx: ReadTx, round: Round): Promise<Waiting[]> {
  if (tx.today < round.opens_on || tx.today > round.closes_on) return [];
  const [own, given, areas] = await Promise.all([
    mine(tx, round.area_system_code),
    ownChecks(tx, round.id),
    areasOf(tx, round.area_system_code),
  ]);
  return own.flatMap((one) => {
    // A body answers for any area it works in: all are offered; a facility for its own.
    const here = one.facility_id === null ? areas : areas.filter((area) => area.id === one.area_id);
    return here.map((area): Waiting => {
      const check = given.find((row) => row.holder === one.holder && row.area_id === area.id);
      return {
        holder: one.holder,
        name: one.name,
        area: area.name,
        href: `/partnership/${round.id}/areas/${area.id}/answer/${one.holder}`,
        state: check === undefined ? 'new' : check.published ? 'handed_in' : 'begun',
        closes_on: round.closes_on,
      };
    });
  });
}

routes.get(
  '/partnership',
  view(async (tx) => {
    const rounds = await roundList(tx);
    const waiting: Waiting[] = [];
    for (const round of rounds) waiting.push(...(await waitingIn(tx, round)));
    return {
      title: words.list.title,
      body: (
        <PartnershipPage
          rounds={rounds}
          waiting={waiting}
          mayManage={tx.has('partnership.manage')}
          today={tx.today}
        />
      ),
    };
  }),
);

const showNew = async (tx: ReadTx, state: State): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.round.newTitle,
    width: 'form',
    breadcrumbs: [crumb, { label: words.round.newTitle }],
    body: <RoundForm state={state} round={null} systems={await areaSystems(tx)} />,
  };
};
routes.get(
  '/partnership/new',
  view((tx) => showNew(tx, emptyForm)),
);
routes.post(
  '/partnership/new',
  action({
    form: roundForm,
    again: showNew,
    run: async (tx, data) => done(`/partnership/${await beginRound(tx, data)}`, words.round.begun),
  }),
);

const roundPath = '/partnership/:id{[0-9]+}';
const roundIn = async (tx: ReadTx, c: Ctx): Promise<Round> => found(await roundById(tx, numberIn(c, 'id')));

routes.get(
  roundPath,
  view(async (tx, c) => {
    const round = await roundIn(tx, c);
    const [items, areas, answers, steps, waiting] = await Promise.all([
      itemsOn(tx, round.opens_on),
      areasOf(tx, round.area_system_code),
      answersOf(tx, round.id),
      stepsByYear(tx, round.area_system_code),
      waitingIn(tx, round),
    ]);
    return {
      title: round.name,
      breadcrumbs: [crumb, { label: round.name }],
      body: (
        <ComparePage
          round={round}
          items={items}
          areas={areas}
          answers={answers}
          steps={steps}
          today={tx.today}
          waiting={waiting}
        />
      ),
    };
  }),
);

routes.get(
  `${roundPath}/export`,
  view(async (tx, c) => exportRound(c, tx, await roundIn(tx, c))),
);

const storedRound = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { name, area_system_code, opens_on, closes_on, note, version } = await roundIn(tx, c);
  return { name, area_system_code, opens_on, closes_on, note, _version: version };
};
const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const round = await roundIn(tx, c);
  return {
    title: words.round.editTitle,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: round.name, href: `/partnership/${round.id}` },
      { label: words.round.editTitle },
    ],
    body: <RoundForm state={state} round={round} systems={[]} />,
  };
};
routes.get(
  `${roundPath}/edit`,
  view(async (tx, c) => showEdit(tx, filled(await storedRound(tx, c)), c)),
);
routes.post(
  `${roundPath}/edit`,
  action({
    form: roundEditForm,
    again: showEdit,
    theirs: storedRound,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeRound(tx, id, data);
      return done(`/partnership/${id}`, words.round.saved);
    },
  }),
);

// ---- one area -----------------------------------------------------------------------------------

const areaPath = `${roundPath}/areas/:area{[0-9]+}`;
async function areaIn(tx: ReadTx, c: Ctx): Promise<{ round: Round; area: { id: number; name: string } }> {
  const round = await roundIn(tx, c);
  const id = numberIn(c, 'area');
  const area = found((await areasOf(tx, round.area_system_code)).find((one) => one.id === id));
  return { round, area };
}

/** Who can be handed the next step: the area's facilities, and the bodies that answered for it. */
async function ownersIn(tx: ReadTx, area_id: number, checks: Awaited<ReturnType<typeof checksOf>>) {
  if (!tx.has('meeting.manage')) return [];
  return [
    ...checks
      .filter((one) => one.facility_id === null)
      .map((one) => ({ value: holderOf(one), label: one.holder })),
    ...(await facilitiesIn(tx, area_id)).map((one) => ({
      value: `f${one.id}`,
      label: one.name,
      group: one.kind,
    })),
  ];
}

async function showArea(tx: ReadTx, c: Ctx, state: AreaState): Promise<Screen> {
  const { round, area } = await areaIn(tx, c);
  const [items, answers, checks, notes, stages] = await Promise.all([
    itemsOn(tx, round.opens_on),
    answersOf(tx, round.id, area.id),
    checksOf(tx, round.id, area.id),
    notesOf(tx, round.id, area.id),
    stagesOf(tx, area.id),
  ]);
  return {
    title: words.area.title(area.name),
    breadcrumbs: [crumb, { label: round.name, href: `/partnership/${round.id}` }, { label: area.name }],
    body: (
      <AreaPage
        round={round}
        area={area}
        items={items}
        answers={answers}
        remarks={checks.filter((one) => one.remark !== '')}
        notes={notes}
        stages={stages}
        owners={await ownersIn(tx, area.id, checks)}
        mayGiveOut={tx.has('meeting.manage')}
        mayRaise={tx.has('issue.raise')}
        beside={await besideArea(tx, area.id)}
        state={state}
      />
    ),
  };
}
routes.get(
  areaPath,
  view((tx, c) => showArea(tx, c, {})),
);

const areaHref = (c: Ctx, anchor: string): string =>
  `/partnership/${numberIn(c, 'id')}/areas/${numberIn(c, 'area')}#${anchor}`;

routes.post(
  `${areaPath}/notes`,
  action({
    form: noteForm,
    again: (tx, state, c) => showArea(tx, c, { note: state }),
    run: async (tx, data, c) => {
      const { round, area } = await areaIn(tx, c);
      await writeNote(tx, round.id, area.id, data);
      return done(areaHref(c, 'notes'), words.area.noteSaved);
    },
  }),
);
routes.post(
  `${areaPath}/notes/remove`,
  action({
    form: removeNoteForm,
    run: async (tx, data, c) => {
      const { round, area } = await areaIn(tx, c);
      await removeNote(tx, round.id, area.id, data.note_id);
      return done(areaHref(c, 'notes'), words.area.noteRemoved);
    },
  }),
);
routes.post(
  `${areaPath}/stages`,
  action({
    form: stageForm,
    again: (tx, state, c) => showArea(tx, c, { stage: state }),
    run: async (tx, data, c) => {
      const { round, area } = await areaIn(tx, c);
      await agreeStage(tx, round.id, area.id, data);
      return done(areaHref(c, 'stages'), words.area.stageSaved);
    },
  }),
);
routes.post(
  `${areaPath}/stages/take-back`,
  action({
    form: takeBackForm,
    run: async (tx, data, c) => {
      const { area } = await areaIn(tx, c);
      await takeBackStage(tx, area.id, data.stage_id);
      return done(areaHref(c, 'stages'), words.area.stageTakenBack);
    },
  }),
);
routes.post(
  `${areaPath}/next`,
  action({
    form: nextForm,
    again: (tx, state, c) => showArea(tx, c, { next: state }),
    run: async (tx, data, c) => {
      const { round, area } = await areaIn(tx, c);
      await giveOutNext(tx, round.id, area.id, data);
      return done(areaHref(c, 'next'), words.area.given);
    },
  }),
);

// ---- answering ----------------------------------------------------------------------------------

const checkPath = `${areaPath}/answer/:holder{[fo][1-9][0-9]*}`;
async function checkIn(tx: ReadTx, c: Ctx) {
  const { round, area } = await areaIn(tx, c);
  const holder = found(await holderNamed(tx, round.area_system_code, c.req.param('holder') ?? ''));
  // A facility speaks for the area it stands in.
  if (holder.facility_id !== null && holder.area_id !== area.id) throw new Refusal(404);
  return { round, area, holder };
}

async function showCheck(tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> {
  const { round, area, holder } = await checkIn(tx, c);
  const [items, check, earlier] = await Promise.all([
    itemsOn(tx, round.opens_on),
    checkOf(tx, round.id, area.id, holder),
    before(tx, round, area.id, holder),
  ]);
  const stored = filled({
    remark: check?.remark,
    ...Object.fromEntries(
      (check?.answers ?? []).flatMap((one) => [
        [`level_${one.item_code}`, one.level ?? 'unknown'],
        [`evidence_${one.item_code}`, one.evidence],
        [`evidence_on_${one.item_code}`, one.evidence_on],
      ]),
    ),
  });
  return {
    title: words.check.title(area.name),
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [
      crumb,
      { label: round.name, href: `/partnership/${round.id}` },
      { label: area.name, href: `/partnership/${round.id}/areas/${area.id}` },
      { label: holder.name },
    ],
    body: (
      <CheckPage
        round={round}
        area={area}
        holder={holder}
        items={items}
        check={check}
        before={earlier}
        open={tx.today >= round.opens_on && tx.today <= round.closes_on}
        state={given ?? stored}
      />
    ),
  };
}
routes.get(
  checkPath,
  view((tx, c) => showCheck(tx, null, c)),
);

const theirs = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { round, area, holder } = await checkIn(tx, c);
  return { remark: (await checkOf(tx, round.id, area.id, holder))?.remark ?? '' };
};
routes.post(
  checkPath,
  action({
    form: checkForm,
    again: showCheck,
    theirs,
    run: async (tx, data, c) => {
      const { round, area, holder } = await checkIn(tx, c);
      await saveCheck(tx, round, area.id, holder, data, { hand_in: true });
      return done(`/partnership/${round.id}/areas/${area.id}`, words.check.handedIn);
    },
  }),
);
routes.post(
  `${checkPath}/save`,
  action({
    form: checkForm,
    again: showCheck,
    theirs,
    run: async (tx, data, c) => {
      const { round, area, holder } = await checkIn(tx, c);
      const stored = await checkOf(tx, round.id, area.id, holder);
      await saveCheck(tx, round, area.id, holder, data, { hand_in: false });
      return done(
        `/partnership/${round.id}/areas/${area.id}/answer/${holder.holder}`,
        stored?.published ? words.check.savedShown : words.check.saved,
      );
    },
  }),
);
routes.post(
  `${checkPath}/draft`,
  autosave(async (tx, typed, c) => {
    const { round, area, holder } = await checkIn(tx, c);
    const data = partly(typed);
    // What was handed in changes only by handing it in again: others read it.
    const stored = await checkOf(tx, round.id, area.id, holder);
    const fields: Record<string, number> = {};
    if (data !== null && !stored?.published)
      fields._version = await saveCheck(tx, round, area.id, holder, data, { hand_in: false, auto: true });
    return fields;
  }),
);
