import { Hono } from 'hono';
import { found } from '../../platform/db/transaction.ts';
import { wordsIn } from '../../platform/ui/speech.ts';
import { numberIn, type Env } from '../../platform/web/context.ts';
import { openView } from '../../platform/web/handlers.tsx';
import { readingOf } from '../../platform/web/language.ts';
import { OpenPracticePage, OpenPracticesPage } from './pages-open.tsx';
import { noFilter, practiceById, practices } from './queries.ts';
import { documentsOf } from './queries-study.ts';
import { sendDocument } from './routes-page.tsx';
import { openWords } from './words-open.ts';

export const routes = new Hono<Env>();

/** Published for anybody: on public pages everybody sees the same, whatever they may read elsewhere. */
const isOpen = (one: { zone: string; published_at: Date | null; withdrawn_at: Date | null }): boolean =>
  one.zone === 'public' && one.published_at !== null && one.withdrawn_at === null;

routes.get(
  '/open/practices',
  openView(async (tx, c) => ({
    title: wordsIn(openWords, readingOf(c)).title,
    description: wordsIn(openWords, readingOf(c)).lead,
    translated: true,
    breadcrumbs: [{ label: wordsIn(openWords, readingOf(c)).title }],
    body: (
      <OpenPracticesPage
        lines={(await practices(tx, { ...noFilter, state: 'published' }, { size: 200, offset: 0 })).filter(
          isOpen,
        )}
      />
    ),
  })),
);
routes.get(
  '/open/practices/:id{[0-9]+}',
  openView(async (tx, c) => {
    const practice = await practiceById(tx, numberIn(c, 'id'));
    const open = found(practice !== undefined && isOpen(practice) ? practice : null);
    const w = wordsIn(openWords, readingOf(c));
    return {
      title: open.title,
      description: w.description(open.title),
      translated: true,
      breadcrumbs: [{ label: w.title, href: '/open/practices' }, { label: open.title }],
      body: (
        <OpenPracticePage
          practice={open}
          documents={(await documentsOf(tx, open.id)).filter(({ shown }) => shown)}
        />
      ),
    };
  }),
);
routes.get(
  '/open/practices/:id{[0-9]+}/documents/:document{[0-9]+}',
  openView((tx, c) => sendDocument(tx, c)),
);
