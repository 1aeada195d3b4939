import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { addDays, isIsoDate } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith } from '../../platform/web/paging.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { organisationOffer } from '../../base/people/queries-offers.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { cancelAgencyRound, enterAgencyRound } from './commands-agencies.ts';
import { agencyImport } from './commands-import.ts';
import { sendAgencies } from './exports.ts';
import { agencyForm } from './forms.ts';
import { agencyImportJob } from './jobs.ts';
import { AgenciesPage } from './pages-agencies.tsx';
import { agencyCalls, whoCalls, whoEnters } from './queries-agencies.ts';
import { weekOf } from './rules-year.ts';
import { words } from './words.ja.ts';

/** All agencies' calls at facilities: a week at a glance, entered by each for itself. */
export const agencyRoutes = new Hono<Env>();
agencyRoutes.route('/', importRoutes(agencyImport, agencyImportJob));

const mondayOf = (tx: ReadTx, c: Ctx): string => {
  const asked = c.req.query('week') ?? '';
  return weekOf(isIsoDate(asked) ? asked : tx.today);
};

async function show(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen | Response> {
  if (!tx.has('round.share')) throw new Refusal(404);
  const monday = mondayOf(tx, c);
  const asked = c.req.query('organisation') ?? '';
  const organisation_id = /^[1-9][0-9]{0,15}$/.test(asked) ? Number(asked) : null;
  if (c.req.query('format') !== undefined)
    return sendAgencies(c, tx, await agencyCalls(tx, monday, addDays(monday, 27), { organisation_id }));
  const enters = await organisationOffer(tx, state.values, 'organisation_id', { which: whoEnters });
  return {
    title: words.agencies.title,
    breadcrumbs: [{ label: words.agencies.title }],
    body: (
      <AgenciesPage
        monday={monday}
        today={tx.today}
        calls={await agencyCalls(tx, monday, addDays(monday, 6), { organisation_id })}
        callers={await organisationOffer(tx, c.req.query(), 'organisation', { which: whoCalls })}
        looking={c.req.query(lookName) !== undefined}
        agencies={enters.all?.length === 0 ? null : enters}
        facilities={await facilityOffer(tx, state.values, 'facility_id')}
        organisation_id={organisation_id}
        may_import={tx.has('visit.plan')}
        state={state}
        href={(changes) => hrefWith(c, changes)}
      />
    ),
  };
}

agencyRoutes.get(
  '/agency-rounds',
  view((tx, c) => show(tx, emptyForm, c)),
);
agencyRoutes.post(
  '/agency-rounds',
  action({
    form: agencyForm,
    again: async (tx, state, c) => (await show(tx, state, c)) as Screen,
    run: async (tx, data) => {
      await enterAgencyRound(tx, data);
      return done(`/agency-rounds?week=${weekOf(data.planned_on)}`, words.agencies.entered);
    },
  }),
);
agencyRoutes.post(
  '/agency-rounds/:id{[0-9]+}/cancel',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await cancelAgencyRound(tx, found(numberIn(c, 'id')));
      return done(`/agency-rounds?week=${mondayOf(tx, c)}`, words.agencies.cancelled);
    },
  }),
);
