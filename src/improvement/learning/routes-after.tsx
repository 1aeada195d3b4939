import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith } from '../../platform/web/paging.ts';
import { answerFollowUp, choosePractice } from './commands-after.ts';
import { exportPractices } from './exports.ts';
import { followUpForm, practiceForm } from './forms.ts';
import { FollowUpPage, PracticeList, PracticePage } from './pages-after.tsx';
import { openDayById, openDayYears, participationOf } from './queries.ts';
import { practiceOf, practicesTaken } from './queries-after.ts';
import { words } from './words-after.ja.ts';
import { words as main } from './words.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };
const crumb = { label: main.navigation, href: '/open-days' };
const path = '/open-days/:id{[0-9]+}/practices/:facility{[0-9]+}';

const yearIn = (c: Ctx, tx: ReadTx): number => {
  const asked = c.req.query('year') ?? '';
  return /^\d{4}$/.test(asked) ? Number(asked) : tx.fiscal_year;
};
routes.get(
  '/open-days/practices',
  view(async (tx, c) => {
    const fiscal_year = yearIn(c, tx);
    const years = await openDayYears(tx);
    return {
      title: words.list.title,
      breadcrumbs: [crumb, { label: words.list.title }],
      body: (
        <PracticeList
          practices={await practicesTaken(tx, { fiscal_year })}
          fiscal_year={fiscal_year}
          years={years.includes(fiscal_year) ? years : [fiscal_year, ...years]}
          exportHref={(format) =>
            hrefWith(c, { format: format === 'csv' ? 'csv' : null }).replace(
              '/open-days/practices',
              '/open-days/practices/export',
            )
          }
        />
      ),
    };
  }),
);
routes.get(
  '/open-days/practices/export',
  view(async (tx, c) =>
    exportPractices(c, tx, await practicesTaken(tx, { fiscal_year: yearIn(c, tx), limit: 20_000 })),
  ),
);

/** The actor's own facility that came; 404 where it did not, 403 where somebody else speaks for it. */
async function came(tx: ReadTx, c: Ctx) {
  const row = found(await participationOf(tx, found(numberIn(c, 'id')), numberIn(c, 'facility')));
  if (!row.is_own) throw new Refusal(403);
  return { came: row, openDay: found(await openDayById(tx, row.open_day_id)) };
}

const showPractice = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const { came: row, openDay } = await came(tx, c);
  const title = words.practice.editTitle(row.facility);
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: openDay.title, href: `/open-days/${openDay.id}` }, { label: title }],
    body: (
      <PracticePage openDay={openDay} facility={{ id: row.facility_id, name: row.facility }} state={state} />
    ),
  };
};
const storedPractice = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const row = await practiceOf(tx, numberIn(c, 'id'), numberIn(c, 'facility'));
  if (row === undefined) return { _version: 0 };
  const { what, why, try_from, shared, version } = row;
  return { what, why, try_from, shared, _version: version };
};
routes.get(
  path,
  view(async (tx, c) => showPractice(tx, filled(await storedPractice(tx, c)), c)),
);
routes.post(
  path,
  action({
    form: practiceForm,
    again: showPractice,
    theirs: storedPractice,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await choosePractice(tx, id, found(numberIn(c, 'facility')), data);
      return done(`/open-days/${id}#practices`, words.practice.saved);
    },
  }),
);

const showFollowUp = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const { openDay } = await came(tx, c);
  const practice = found(await practiceOf(tx, openDay.id, numberIn(c, 'facility')));
  return {
    title: words.followUp.title,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: openDay.title, href: `/open-days/${openDay.id}` },
      { label: words.followUp.title },
    ],
    body: <FollowUpPage practice={practice} state={state} />,
  };
};
const storedFollowUp = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const row = found(await practiceOf(tx, numberIn(c, 'id'), numberIn(c, 'facility')));
  const { tried, happened, keeps, answer_version } = row;
  return { tried, happened, keeps, _version: answer_version ?? 0 };
};
routes.get(
  `${path}/follow-up`,
  view(async (tx, c) => {
    await came(tx, c);
    return showFollowUp(tx, filled(await storedFollowUp(tx, c)), c);
  }),
);
routes.post(
  `${path}/follow-up`,
  action({
    form: followUpForm,
    again: showFollowUp,
    theirs: storedFollowUp,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await answerFollowUp(tx, id, found(numberIn(c, 'facility')), data);
      return done(`/open-days/${id}#practices`, words.followUp.saved);
    },
  }),
);
