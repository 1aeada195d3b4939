import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { readView } from '../../platform/ui/map.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { addSystem, drawAreas, eraseShape, saveArea } from './commands.ts';
import { areaForm, shapesForm, systemForm } from './forms.ts';
import { areaImport, areaImportJob } from './jobs.ts';
import { AreaFormPage, AreaPage, AreasPage, ShapesPage, SystemFormPage } from './pages.tsx';
import { areaById, areas, areaSystems, facilitiesIn, shapeOf, townsOf, unassignedTowns } from './queries.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation, href: '/areas', duties: ['network'] },
];

function mustManage(tx: ReadTx): void {
  if (!tx.has('areas.manage')) throw new Refusal(403);
}

routes.route('/', importRoutes(areaImport, areaImportJob));

routes.get(
  '/areas',
  view(async (tx) => ({
    title: words.title,
    body: (
      <AreasPage
        systems={await areaSystems(tx)}
        areas={await areas(tx)}
        unassigned={await unassignedTowns(tx)}
        mayManage={tx.has('areas.manage')}
      />
    ),
  })),
);

const newSystem = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mustManage(tx);
  return { title: words.system.title, width: 'form', body: <SystemFormPage state={state} /> };
};
routes.get(
  '/areas/systems/new',
  view((tx) => newSystem(tx, filled({ one_area_per_town: true }))),
);
routes.post(
  '/areas/systems/new',
  action({
    form: systemForm,
    again: newSystem,
    run: async (tx, data) => {
      mustManage(tx);
      await addSystem(tx, data);
      return done('/areas', words.system.saved);
    },
  }),
);

const shapesScreen = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.shapes.title,
    width: 'form',
    breadcrumbs: [{ label: words.title, href: '/areas' }, { label: words.shapes.title }],
    body: <ShapesPage systems={await areaSystems(tx)} state={state} />,
  };
};
routes.get(
  '/areas/shapes',
  view((tx) => shapesScreen(tx, emptyForm)),
);
routes.post(
  '/areas/shapes',
  action({
    form: shapesForm,
    again: shapesScreen,
    run: async (tx, data, _c, uploads) => {
      mustManage(tx);
      const system = found((await areaSystems(tx)).find((one) => one.code === data.system));
      const drawn = await drawAreas(tx, system.code, uploads['file']?.[0]);
      return done('/areas', words.shapes.done(drawn.areas, drawn.without, drawn.nobodys));
    },
  }),
);
routes.post(
  '/areas/:id{[0-9]+}/shape/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      mustManage(tx);
      const { id } = found(await areaById(tx, numberIn(c, 'id')));
      await eraseShape(tx, id);
      return done(`/areas/${id}`, words.map.removed);
    },
  }),
);

const newArea = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const system = found((await areaSystems(tx)).find((one) => one.code === c.req.query('system')));
  const title = words.area.newTitle(system.name);
  return {
    title,
    width: 'form',
    body: <AreaFormPage state={state} action={`/areas/new?system=${system.code}`} title={title} isNew />,
  };
};
routes.get(
  '/areas/new',
  view((tx, c) => newArea(tx, emptyForm, c)),
);
routes.post(
  '/areas/new',
  action({
    form: areaForm,
    again: newArea,
    run: async (tx, data, c) => {
      mustManage(tx);
      const system = found((await areaSystems(tx)).find((one) => one.code === c.req.query('system')));
      return done(`/areas/${await saveArea(tx, { system: system.code }, data)}`, words.area.saved);
    },
  }),
);

routes.get(
  '/areas/:id{[0-9]+}',
  view(async (tx, c) => {
    const area = found(await areaById(tx, numberIn(c, 'id')));
    return {
      title: area.name,
      breadcrumbs: [{ label: words.title, href: '/areas' }, { label: area.name }],
      body: (
        <AreaPage
          area={area}
          towns={await townsOf(tx, area.id)}
          facilities={await facilitiesIn(tx, area.id)}
          shape={await shapeOf(tx, area.id)}
          view={readView(c.req.query('map'))}
          mayManage={tx.has('areas.manage')}
        />
      ),
    };
  }),
);
const townText = async (tx: ReadTx, id: number) =>
  (await townsOf(tx, id)).map((town) => town.name).join('\n');
const editArea = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.area.editTitle,
    width: 'form',
    body: (
      <AreaFormPage
        state={state}
        action={`/areas/${numberIn(c, 'id')}/edit`}
        title={words.area.editTitle}
        isNew={false}
      />
    ),
  };
};
routes.get(
  '/areas/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const area = found(await areaById(tx, numberIn(c, 'id')));
    return editArea(
      tx,
      filled({
        name: area.name,
        code: area.code,
        towns: await townText(tx, area.id),
        _version: area.version,
      }),
      c,
    );
  }),
);
routes.post(
  '/areas/:id{[0-9]+}/edit',
  action({
    form: areaForm,
    again: editArea,
    theirs: async (tx, c) => {
      const area = await areaById(tx, numberIn(c, 'id'));
      return area ? { name: area.name, towns: await townText(tx, area.id) } : {};
    },
    run: async (tx, data, c) => {
      mustManage(tx);
      const id = numberIn(c, 'id')!;
      await saveArea(tx, { id }, data);
      return done(`/areas/${id}`, words.area.saved);
    },
  }),
);
