import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import type { Ctx, Env } from '../../platform/web/context.ts';
import { sendTable } from '../../platform/web/downloads.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { organisationOffer } from '../people/queries-offers.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { endWish, saveProgramme, saveSetting, saveWish } from './commands-programmes.ts';
import { programmeForm, settingForm, wishForm } from './forms-programmes.ts';
import {
  ProgrammeFormPage,
  ProgrammePage,
  ProgrammesPage,
  SettingPage,
  WishesPage,
  WishFormPage,
} from './pages-programmes.tsx';
import { setting, wishList } from './queries-place.ts';
import { programmeByCode, programmeList, programmePlaces, programmeTable } from './queries-programmes.ts';
import { words as w } from './words-programmes.ja.ts';
import { words } from './words.ja.ts';

/** The programmes with their rules, the list of wishes, and what the city decides about its directory. */
export const programmeRoutes = new Hono<Env>();
const routes = programmeRoutes;

const programmesCrumb: Crumb = { label: w.title, href: '/programmes' };
const wishesCrumb: Crumb = { label: w.wish.title, href: '/wishes' };
const facilitiesCrumb: Crumb = { label: words.list.title, href: '/facilities' };
const code = ':code{[a-z][a-z0-9_]*}';

function keeper(tx: ReadTx): void {
  if (!tx.has('directory.manage')) throw new Refusal(404);
}

routes.get(
  '/programmes',
  view(async (tx) => ({
    title: w.title,
    body: (
      <ProgrammesPage
        lines={await programmeTable(tx)}
        others={(await programmeList(tx)).filter((one) => !one.gathering && one.ended_on === null)}
        fiscal_year={tx.fiscal_year}
        manage={tx.has('directory.manage')}
      />
    ),
  })),
);

routes.get(
  '/programmes/export',
  view(async (tx, c) => {
    const lines = await programmeTable(tx);
    const round = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
    return sendTable(c, tx, {
      title: w.exportTitle,
      subject_kind: 'programme',
      header: w.header,
      rows: lines.map((line) => {
        const of = (standing: boolean) => line.figures.find((one) => one.standing === standing);
        return [
          line.name,
          line.place_kind,
          line.contents.join('、'),
          line.opening_rule,
          line.started_in,
          line.standing,
          line.not_standing,
          line.unknown,
          round(line.use.standing),
          round(line.use.not_standing),
          line.breaches,
          of(true)?.places ?? null,
          of(true)?.people_per_day ?? null,
          of(false)?.places ?? null,
          of(false)?.people_per_day ?? null,
          line.figures.find((one) => one.started_in !== null)?.started_in ?? null,
          [...new Set(line.figures.map((one) => w.source(one.source, one.fiscal_year)))].join('、'),
        ];
      }),
      types: w.header.map((_, at) => (at >= 4 && at <= 15 ? 'number' : undefined)),
    });
  }),
);

const showProgrammeForm = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  keeper(tx);
  const asked = c.req.param('code');
  const programme = asked === undefined ? null : found(await programmeByCode(tx, asked));
  const stored = programme
    ? filled({ ...programme, contents: programme.contents.join('\n'), _version: programme.version })
    : filled({ position: 100, gathering: true, standing_from_days: 3 });
  const title = programme ? w.form.editTitle : w.form.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [
      programmesCrumb,
      ...(programme ? [{ label: programme.name, href: `/programmes/${programme.code}` }] : []),
      { label: title },
    ],
    body: (
      <ProgrammeFormPage
        state={state ?? stored}
        code={programme?.code ?? null}
        organisations={await organisationOffer(tx, (state ?? stored).values, 'owner_organisation_id')}
      />
    ),
  };
};
routes.get(
  '/programmes/new',
  view((tx, c) => showProgrammeForm(tx, null, c)),
);
routes.post(
  '/programmes/new',
  action({
    form: programmeForm,
    again: showProgrammeForm,
    run: async (tx, data) => done(`/programmes/${await saveProgramme(tx, null, data)}`, w.form.saved),
  }),
);
routes.get(
  `/programmes/${code}`,
  view(async (tx, c) => {
    const programme = found(await programmeByCode(tx, c.req.param('code') ?? ''));
    return {
      title: programme.name,
      breadcrumbs: [programmesCrumb, { label: programme.name }],
      body: (
        <ProgrammePage
          programme={programme}
          places={await programmePlaces(tx, { code: programme.code })}
          manage={tx.has('directory.manage')}
        />
      ),
    };
  }),
);
routes.get(
  `/programmes/${code}/edit`,
  view((tx, c) => showProgrammeForm(tx, null, c)),
);
routes.post(
  `/programmes/${code}/edit`,
  action({
    form: programmeForm,
    again: showProgrammeForm,
    run: async (tx, data, c) =>
      done(`/programmes/${await saveProgramme(tx, c.req.param('code') ?? '', data)}`, w.form.saved),
  }),
);

// ---- wishes --------------------------------------------------------------------------------

routes.get(
  '/wishes',
  view(async (tx) => {
    keeper(tx);
    return {
      title: w.wish.title,
      breadcrumbs: [programmesCrumb, { label: w.wish.title }],
      body: <WishesPage wishes={await wishList(tx, true)} />,
    };
  }),
);
const showWish = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  keeper(tx);
  const asked = c.req.param('code');
  const all = await wishList(tx, true);
  const wish = asked === undefined ? null : found(all.find((one) => one.code === asked));
  const last = Math.max(0, ...all.map((one) => one.position));
  const stored = wish
    ? filled({ ...wish, _version: wish.version })
    : filled({ position: last + 10, weight: 1 });
  const title = wish ? w.wish.editTitle : w.wish.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [programmesCrumb, wishesCrumb, { label: title }],
    body: <WishFormPage state={state ?? stored} code={wish?.code ?? null} />,
  };
};
for (const path of ['/wishes/new', `/wishes/${code}/edit`]) {
  routes.get(
    path,
    view((tx, c) => showWish(tx, null, c)),
  );
  routes.post(
    path,
    action({
      form: wishForm,
      again: showWish,
      run: async (tx, data, c) => {
        await saveWish(tx, c.req.param('code') ?? null, data);
        return done('/wishes', w.wish.saved);
      },
    }),
  );
}
for (const [path, said] of [
  ['end', w.wish.endedFlash],
  ['reopen', w.wish.reopenedFlash],
] as const) {
  routes.post(
    `/wishes/${code}/${path}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => {
        await endWish(tx, c.req.param('code') ?? '', path === 'end' ? tx.today : null);
        return done('/wishes', said);
      },
    }),
  );
}

// ---- what the city decides -----------------------------------------------------------------

const showSetting = async (tx: ReadTx, state: FormState | null): Promise<Screen> => {
  keeper(tx);
  const stored = await setting(tx);
  return {
    title: w.setting.title,
    width: 'form',
    breadcrumbs: [facilitiesCrumb, { label: w.setting.title }],
    body: <SettingPage state={state ?? filled({ ...stored, _version: stored.version })} />,
  };
};
routes.get(
  '/facilities/settings',
  view((tx) => showSetting(tx, null)),
);
routes.post(
  '/facilities/settings',
  action({
    form: settingForm,
    again: showSetting,
    run: async (tx, data) => {
      await saveSetting(tx, data);
      return done('/facilities/settings', w.setting.saved);
    },
  }),
);
