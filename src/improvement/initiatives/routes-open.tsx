import { Hono } from 'hono';
import { found } from '../../platform/db/transaction.ts';
import { numberIn, type Env } from '../../platform/web/context.ts';
import { openView } from '../../platform/web/handlers.tsx';
import { OpenGuideline, OpenGuidelines, OpenResults } from './pages-open.tsx';
import { chaptersOf, guidelineById, guidelineList, targetsOf } from './queries-guidelines.ts';
import { figuresForAll, localMeetingsOf, sayingsOf, summaryById, summaryList } from './queries-surveys.ts';
import { words } from './words-guidelines.ja.ts';

export const openRoutes = new Hono<Env>();
const w = words.open;
const crumb = { label: w.guidelines, href: '/open/guidelines' };

openRoutes.get(
  '/open/guidelines',
  openView(async (tx) => ({
    title: w.guidelines,
    description: w.guidelinesLead,
    breadcrumbs: [{ label: w.guidelines }],
    body: (
      <OpenGuidelines
        guidelines={await guidelineList(tx, { adopted: true })}
        // Whoever is signed in finds here what strangers find.
        summaries={(await summaryList(tx)).filter((one) => one.published)}
      />
    ),
  })),
);
openRoutes.get(
  '/open/guidelines/:id{[0-9]+}',
  openView(async (tx, c) => {
    const guideline = await guidelineById(tx, numberIn(c, 'id'));
    const adopted = found(guideline?.adopted ? guideline : null);
    return {
      title: adopted.title,
      description: w.description(adopted.title),
      breadcrumbs: [crumb, { label: adopted.title }],
      body: (
        <OpenGuideline
          guideline={adopted}
          chapters={await chaptersOf(tx, adopted.id)}
          targets={await targetsOf(tx, adopted.id)}
        />
      ),
    };
  }),
);
openRoutes.get(
  '/open/results/:id{[0-9]+}',
  openView(async (tx, c) => {
    const summary = await summaryById(tx, numberIn(c, 'id'));
    const published = found(summary?.published ? summary : null);
    return {
      title: published.title,
      description: w.resultsDescription(published.title),
      breadcrumbs: [crumb, { label: published.title }],
      body: (
        <OpenResults
          summary={published}
          figures={await figuresForAll(tx, published.id)}
          meetings={await localMeetingsOf(tx, published.id)}
          sayings={await sayingsOf(tx, published.id)}
        />
      ),
    };
  }),
);
