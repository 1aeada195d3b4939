import { Hono } from 'hono';
import { z } from 'zod';
import { found, Refusal, type ReadTx } from '../db/transaction.ts';
import { toXlsx } from '../exports/xlsx.ts';
import type { Job } from '../jobs/job.ts';
import { formatDateTime } from '../ja/dates.ts';
import type { Crumb } from '../ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../web/context.ts';
import { download, sendTable } from '../web/downloads.ts';
import { longText, nothingForm } from '../web/fields.ts';
import type { Errors, FormState } from '../web/form.ts';
import { action, done, invalid, view, type Screen } from '../web/handlers.tsx';
import { hrefWith, pagingOf } from '../web/paging.ts';
import { emptyForm } from '../web/form.ts';
import { BatchPage, ColumnsPage, UploadPage, type Tab } from './import-pages.tsx';
import {
  batchById,
  batchRows,
  cellsByRow,
  chooseColumns,
  discardBatch,
  mayChooseColumns,
  maxImportRows,
  missingFields,
  receiveFile,
  recentBatches,
  requestApply,
  resumeImport,
  sampleRows,
  stateOf,
  notedCount,
  verdictCounts,
  type ImportData,
  type Batch,
  type ImportKind,
  type Mapping,
} from './imports.ts';
import { FileRefusal } from './refusal.ts';
import { releaseSoon } from './release.ts';
import { words } from './words-imports.ja.ts';
import { refusalSentence } from './words.ja.ts';

/** A plan that has written nothing for this long is offered to be taken up again. */
const stalledAfter = 60_000;
/** seconds */
const refreshAfter = { checking: 1, applying: 3 };
const rowsPerPage = 50;
/** bytes of a file whose reading leaves much behind */
const aLot = 500_000;

const uploadForm = z.object({ sheet: longText(100) });
const columnsForm = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** All pages of one kind of import, below its `base`: choose, columns, check, write, progress, refused rows, template. */
export function importRoutes<Data extends object>(given: ImportKind<Data>, job: Job<ImportData>): Hono<Env> {
  const kind = given as unknown as ImportKind<object>;
  const { base } = kind;
  const routes = new Hono<Env>();
  const one = `${base}/:batch{[0-9]+}`;

  const mayUse = (tx: ReadTx, status: 403 | 404): void => {
    if (!tx.has(kind.duty)) throw new Refusal(status);
  };
  const batchOf = async (tx: ReadTx, c: Ctx, status: 403 | 404): Promise<Batch> => {
    mayUse(tx, status);
    return found(await batchById(tx, kind.kind, numberIn(c, 'batch')));
  };
  const crumbs = (last: string): Crumb[] => [
    kind.home,
    ...(last === '' ? [] : [{ label: words.upload.title(kind.title), href: base }]),
    { label: last === '' ? words.upload.title(kind.title) : last },
  ];

  const showUpload = async (tx: ReadTx, state: FormState): Promise<Screen> => {
    mayUse(tx, 404);
    return {
      title: words.upload.title(kind.title),
      breadcrumbs: crumbs(''),
      body: (
        <UploadPage
          kind={kind}
          state={state}
          recent={await recentBatches(tx, kind.kind)}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  };
  routes.get(
    base,
    view((tx) => showUpload(tx, emptyForm)),
  );
  routes.post(
    base,
    action({
      form: uploadForm,
      again: showUpload,
      run: async (tx, data, _c, uploads) => {
        mayUse(tx, 403);
        const file = uploads['file']?.[0];
        if (!file) invalid({ file: words.upload.noFile });
        try {
          const bytes = new Uint8Array(await file.arrayBuffer());
          const { batch_id, next } = await receiveFile(tx, kind, job, {
            name: file.name,
            bytes,
            sheet: data.sheet,
          });
          return done(next === 'check' ? `${base}/${batch_id}` : `${base}/${batch_id}/columns`);
        } catch (error) {
          if (error instanceof FileRefusal)
            invalid({ [error.code === 'no-such-sheet' ? 'sheet' : 'file']: refusalSentence(error) });
          throw error;
        } finally {
          if (file.size > aLot) releaseSoon();
        }
      },
    }),
  );

  routes.get(
    `${base}/template`,
    view(async (tx, c) => {
      mayUse(tx, 404);
      const title = words.templateFile(kind.title);
      const bytes = await toXlsx({
        title,
        sheets: [{ name: words.upload.templateTitle, header: kind.template, rows: [] }],
        stamp: {
          who: tx.session.name,
          when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
          why: words.templateWhy,
        },
      });
      return download(
        c,
        bytes,
        `${title}.xlsx`,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      );
    }),
  );

  const showColumns = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const batch = await batchOf(tx, c, 404);
    if (!mayChooseColumns(batch)) throw new Refusal(409, words.noLonger);
    const samples = await sampleRows(tx, batch.id, 3);
    return {
      title: words.columns.title,
      breadcrumbs: crumbs(words.columns.title),
      body: <ColumnsPage kind={kind} batch={batch} state={state} samples={samples} />,
    };
  };
  routes.get(
    `${one}/columns`,
    view((tx, c) => showColumns(tx, emptyForm, c)),
  );
  routes.post(
    `${one}/columns`,
    action({
      form: columnsForm,
      again: showColumns,
      run: async (tx, typed, c) => {
        const batch = await batchOf(tx, c, 403);
        const chosen = readColumns(kind, batch.mapping, typed);
        await chooseColumns(tx, kind, job, batch, chosen);
        return done(`${base}/${batch.id}`);
      },
    }),
  );

  routes.get(
    one,
    view(async (tx, c) => {
      const batch = await batchOf(tx, c, 404);
      const state = stateOf(batch);
      if (state === 'columns') return c.redirect(`${base}/${batch.id}/columns`, 303);
      const tab = tabOf(c.req.query('tab'));
      const paging = pagingOf(c, rowsPerPage);
      const [counts, noted, rows] = [
        await verdictCounts(tx, batch.id),
        await notedCount(tx, batch.id),
        await batchRows(tx, batch.id, tab, { limit: paging.size, offset: paging.offset }),
      ];
      let stalled = false;
      if (state === 'applying' || state === 'checking') {
        stalled = tx.now.getTime() - (batch.progressed_at ?? batch.created_at).getTime() > stalledAfter;
        // Without script: the browser asks again by itself. A check is over in seconds.
        c.header('Refresh', `${refreshAfter[state]}`);
      }
      const title = {
        checking: words.checking.title,
        checked: words.check.title,
        applying: words.progress.title,
        failed: batch.apply_requested_at ? words.progress.failed : words.checking.failed,
        applied: words.done.title,
        discarded: words.discarded.title,
      }[state];
      return {
        title,
        breadcrumbs: crumbs(batch.file_name),
        body: (
          <BatchPage
            kind={kind}
            batch={batch}
            counts={counts}
            noted={noted}
            tab={tab}
            rows={rows}
            paging={paging}
            href={(changes) => `${hrefWith(c, changes)}#rows`}
            stalled={stalled}
          />
        ),
      };
    }),
  );

  routes.get(
    `${one}/refused`,
    view(async (tx, c) => {
      const batch = await batchOf(tx, c, 404);
      const rows = await batchRows(tx, batch.id, 'refused', { limit: maxImportRows, offset: 0 });
      const cells = await cellsByRow(tx, batch.id);
      const cellsOf = ({ row_number }: { row_number: number }): readonly string[] =>
        cells.get(row_number) ?? [];
      const width = rows.reduce(
        (most, row) => Math.max(most, cellsOf(row).length),
        batch.mapping.header.length,
      );
      const header = Array.from({ length: width }, (_, at) => batch.mapping.header[at] ?? '');
      return sendTable(c, tx, {
        title: words.refusedFile(batch.file_name),
        subject_kind: 'import_batch',
        purpose: words.refusedWhy,
        header: [...header, words.reasonHeading, words.rowHeading],
        rows: rows.map((row) => [
          ...header.map((_, at) => cellsOf(row)[at] ?? ''),
          row.messages.join('\n'),
          row.row_number,
        ]),
      });
    }),
  );

  const button = (
    path: string,
    run: (tx: Parameters<typeof requestApply>[0], batch: Batch) => Promise<string>,
  ) =>
    routes.post(
      `${one}/${path}`,
      action({
        form: nothingForm,
        run: async (tx, _data, c) => {
          const batch = await batchOf(tx, c, 403);
          return done(`${base}/${batch.id}`, await run(tx, batch));
        },
      }),
    );
  button('apply', async (tx, batch) => {
    await requestApply(tx, kind, job, batch);
    return words.applyPlanned;
  });
  button('resume', async (tx, batch) => {
    await resumeImport(tx, job, batch);
    return batch.checked_at ? words.resumed : words.checking.resumed;
  });
  button('discard', async (tx, batch) => {
    await discardBatch(tx, batch);
    return words.discardedFlash;
  });
  return routes;
}

const tabs = ['noted', 'new', 'changed', 'same', 'refused'] as const satisfies readonly Tab[];

function tabOf(asked: string | undefined): Tab {
  return tabs.find((one) => one === asked) ?? null;
}

function readColumns(
  kind: ImportKind<object>,
  mapping: Mapping,
  typed: Record<string, string | string[]>,
): Pick<Mapping, 'columns' | 'constants'> {
  const columns: Record<string, number> = {};
  const constants: Record<string, string> = {};
  const errors: Errors = {};
  for (const index of mapping.header.keys()) {
    const field = kind.fields.find(({ name }) => name === typed[`column_${index}`]);
    if (!field) continue;
    if (columns[field.name] === undefined) columns[field.name] = index;
    else errors[`column_${index}`] = words.columns.twice(field.label);
  }
  for (const field of kind.fields) {
    const constant = typed[`constant_${field.name}`];
    if (
      field.constant &&
      columns[field.name] === undefined &&
      typeof constant === 'string' &&
      constant.trim() !== ''
    ) {
      constants[field.name] = constant.trim();
    }
  }
  for (const field of missingFields(kind, { columns, constants })) {
    if (field.constant) errors[`constant_${field.name}`] = words.columns.missing(field.label);
    else errors[''] = words.columns.missingColumn(field.label);
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  return { columns, constants };
}
