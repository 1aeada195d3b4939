import { Hono } from 'hono';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { readTable } from '../../platform/files/tables.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import type { Env } from '../../platform/web/context.ts';
import type { FormState } from '../../platform/web/form.ts';
import { action, done, invalid, view, type Screen } from '../../platform/web/handlers.tsx';
import { facilityKinds } from '../../base/directory/queries.ts';
import { enterWorkforce, readWorkforce, removeWorkforce } from './commands-workforce.ts';
import { exportWorkforce, workforceTemplate } from './exports.ts';
import { uploadForm, workforceForm, workforceRemoveForm } from './forms.ts';
import { WorkforcePage } from './pages-workforce.tsx';
import { shownRows, workforce } from './queries-workforce.ts';
import { words as practiceWords } from './words.ja.ts';
import { words } from './words-workforce.ja.ts';

export const routes = new Hono<Env>();

function mustRead(tx: ReadTx): void {
  if (!tx.has('knowledge.manage') && !tx.has('evaluation.read')) throw new Refusal(404);
}
async function show(tx: ReadTx, states: { form?: FormState; upload?: FormState } = {}): Promise<Screen> {
  mustRead(tx);
  return {
    title: words.title,
    breadcrumbs: [{ label: practiceWords.navigation, href: '/practices' }, { label: words.title }],
    body: (
      <WorkforcePage
        rows={await workforce(tx)}
        kinds={await facilityKinds(tx)}
        mayManage={tx.has('knowledge.manage')}
        states={states}
      />
    ),
  };
}

routes.get(
  '/workforce',
  view((tx) => show(tx)),
);
routes.post(
  '/workforce',
  action({
    form: workforceForm,
    again: (tx, state) => show(tx, { form: state }),
    run: async (tx, data) => {
      await enterWorkforce(tx, [data]);
      return done('/workforce', words.saved);
    },
  }),
);
routes.post(
  '/workforce/remove',
  action({
    form: workforceRemoveForm,
    run: async (tx, data) => {
      await removeWorkforce(tx, data.fiscal_year, data.facility_kind);
      return done('/workforce', words.removed);
    },
  }),
);
routes.post(
  '/workforce/upload',
  action({
    form: uploadForm,
    again: (tx, state) => show(tx, { upload: state }),
    run: async (tx, { told_by }, _c, uploads) => {
      if (!tx.has('knowledge.manage')) throw new Refusal(403);
      const file = uploads['file']?.[0];
      if (file === undefined) return invalid({ file: words.upload.noFile });
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const table = await readTable(bytes, file.name, { maxBytes: 5_000_000, maxRows: 500 });
        const read = readWorkforce(table, told_by);
        if ('errors' in read) return invalid(read.errors);
        await enterWorkforce(tx, read.rows);
        return done('/workforce', words.upload.done(read.rows.length));
      } catch (error) {
        if (error instanceof FileRefusal) return invalid({ file: refusalSentence(error) });
        throw error;
      }
    },
  }),
);
routes.get(
  '/workforce/export',
  view(async (tx, c) => {
    mustRead(tx);
    return exportWorkforce(c, tx, shownRows(await workforce(tx)));
  }),
);
routes.get(
  '/workforce/template',
  view(async (tx, c) => {
    mustRead(tx);
    return workforceTemplate(c, tx, await facilityKinds(tx));
  }),
);
