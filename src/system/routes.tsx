import { Hono } from 'hono';
import { Refusal } from '../platform/db/transaction.ts';
import { render } from '../platform/ui/jsx-runtime.ts';
import { KitPage } from '../platform/ui/kit.tsx';
import { find, searchWords } from '../platform/search/search.ts';
import { numberIn, type Ctx, type Env } from '../platform/web/context.ts';
import { pageAssets } from '../platform/web/assets.ts';
import { sendTable } from '../platform/web/downloads.ts';
import { check, type Typed } from '../platform/web/form.ts';
import { action, done, openView, view } from '../platform/web/handlers.tsx';
import type { NavEntry } from '../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../platform/web/paging.ts';
import { nothingForm } from '../platform/web/fields.ts';
import { askForCheck, openNotice, readAllNotices, removeView, saveView } from './commands.ts';
import { auditTable } from './exports.ts';
import { auditExport, auditFilter, viewForm, type AuditFilter } from './forms.ts';
import { AuditPage, hitsShown, NoticesPage, SearchPage, SystemPage } from './pages.tsx';
import { askedOfLog, auditCount, auditLines, chainAsked, chainVerdict, notices } from './queries.ts';
import { leftTheHouse } from './rules.ts';
import { actions } from './words-actions.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'see', part: 'keep', label: words.audit.navigation, href: '/audit', duties: ['audit.read'] },
  { place: 'see', part: 'keep', label: words.jobs.navigation, href: '/system', duties: ['system.manage'] },
];

routes.get(
  '/search',
  view(async (tx, c) => {
    const text = (c.req.query('q') ?? '').slice(0, 200).trim();
    const short = text !== '' && searchWords(text).length === 0;
    const hits = await find(tx, text, null, hitsShown);
    return {
      title: words.search.title,
      search: text,
      body: <SearchPage text={text} hits={hits} short={short} />,
    };
  }),
);

routes.get(
  '/notices',
  view(async (tx) => ({
    title: words.notices.title,
    body: <NoticesPage notices={await notices(tx, 100)} zone={tx.actor.municipality.time_zone} />,
  })),
);
routes.post(
  '/notices/read',
  action({
    form: nothingForm,
    run: async (tx) => {
      await readAllNotices(tx);
      return done('/notices', words.notices.allRead);
    },
  }),
);
routes.post(
  '/notices/:id{[0-9]+}/open',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const url = await openNotice(tx, numberIn(c, 'id')!);
      if (url === null) throw new Refusal(404);
      return done(url);
    },
  }),
);

function typedQuery(c: Ctx): Typed {
  const query = c.req.query();
  for (const name of ['from', 'to']) {
    const [y, m, d] = ['_y', '_m', '_d'].map((part) => query[name + part] ?? '');
    if (y || m || d) query[name] = `${y}/${m}/${d}`;
  }
  return query;
}

const everything: AuditFilter = {
  who: '',
  about: '',
  number: '',
  subject_kind: '',
  subject_id: null,
  action: '',
  from: null,
  to: null,
};

routes.get(
  '/audit',
  view(async (tx, c) => {
    if (!tx.has('audit.read')) throw new Refusal(404);
    const typed = typedQuery(c);
    const checked = check(auditFilter, typed);
    const paging = pagingOf(c, 50);
    const filter = checked.ok ? checked.data : everything;
    const [lines, asked, verdict, waits] = [
      await auditLines(tx, filter, paging),
      await askedOfLog(tx, filter, paging.page),
      await chainVerdict(tx),
      await chainAsked(tx),
    ];
    // Who looks into the log is looked at by it as well.
    if (asked !== null) tx.opened({ action: 'audit.search', subject_kind: 'audit', detail: asked });
    return {
      title: words.audit.title,
      body: (
        <AuditPage
          state={{ values: typed, errors: checked.ok ? {} : checked.errors }}
          lines={lines.slice(0, paging.size)}
          events={await auditCount(tx)}
          verdict={verdict}
          waits={waits}
          searched={asked !== null}
          zone={tx.actor.municipality.time_zone}
          previous={paging.page > 1 ? hrefWith(c, { page: paging.page - 1 }) : null}
          next={lines.length > paging.size ? hrefWith(c, { page: paging.page + 1 }) : null}
          actionCodes={[[leftTheHouse, words.audit.left], ...Object.entries(actions)]}
          without={(name) =>
            hrefWith(c, { [name]: '', [`${name}_y`]: '', [`${name}_m`]: '', [`${name}_d`]: '', page: '' })
          }
        />
      ),
    };
  }),
);
routes.get(
  '/audit/export',
  view(async (tx, c) => {
    if (!tx.has('audit.read')) throw new Refusal(404);
    const checked = check(auditExport, typedQuery(c));
    if (!checked.ok) throw new Refusal(409, Object.values(checked.errors).join('\n'));
    const lines = await auditLines(tx, checked.data, { page: 1, size: 50_000, offset: 0 });
    const asked = await askedOfLog(tx, checked.data, 1);
    if (asked !== null) tx.opened({ action: 'audit.search', subject_kind: 'audit', detail: asked });
    return sendTable(c, tx, {
      title: words.audit.sheet,
      subject_kind: 'audit',
      purpose: checked.data.purpose,
      ...auditTable(lines, tx.actor.municipality.time_zone),
    });
  }),
);

routes.post(
  '/audit/check',
  action({
    form: nothingForm,
    run: async (tx) => {
      if (!tx.has('audit.read')) throw new Refusal(404);
      if ((await chainAsked(tx)) !== null) throw new Refusal(409, words.audit.check.waitsAlready);
      await askForCheck(tx);
      return done('/audit', words.audit.check.askedNow);
    },
  }),
);

routes.get(
  '/system',
  view(async (tx) => {
    if (!tx.has('system.manage')) throw new Refusal(404);
    const { house, municipality } = tx.actor;
    return {
      title: words.jobs.title,
      body: (
        <SystemPage
          letters={await house.jobs.deadLetters(municipality.code)}
          verdict={await chainVerdict(tx)}
          zone={municipality.time_zone}
        />
      ),
    };
  }),
);
routes.post(
  '/system/jobs/:id/redrive',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      if (!tx.has('system.manage')) throw new Refusal(404);
      const again = await tx.actor.house.jobs.redrive(tx.actor.municipality.code, c.req.param('id') ?? '');
      if (!again) throw new Refusal(409, words.jobs.gone);
      tx.record({ action: 'job.redrive' });
      return done('/system', words.jobs.redriven);
    },
  }),
);

routes.post(
  '/views',
  action({
    form: viewForm,
    run: async (tx, data) => {
      // Only an address of this program: never a way to lead somebody elsewhere.
      if (!/^\/[a-z][a-z0-9/_-]*$/.test(data.page)) throw new Refusal(409);
      const query = new URLSearchParams(data.query).toString();
      await saveView(tx, { ...data, query });
      return done(`${data.page}?${query}`, words.views.saved(data.name));
    },
  }),
);
routes.post(
  '/views/:id{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const page = await removeView(tx, numberIn(c, 'id')!);
      if (page === null) throw new Refusal(404);
      return done(page, words.views.removed);
    },
  }),
);

// The component kit is for those who build; a city in production does not have the page.
routes.get(
  '/kit',
  openView(async (tx, c) => {
    if (!tx.actor.house.settings.DEMO) throw new Refusal(404);
    return c.html(render(<KitPage assets={pageAssets(['platform/ui/form', 'platform/ui/autosave'])} />));
  }),
);
