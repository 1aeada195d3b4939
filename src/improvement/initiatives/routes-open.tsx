import { Hono } from 'hono';
import { found } from '../../platform/db/transaction.ts';
import { wordsIn } from '../../platform/ui/speech.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { openView } from '../../platform/web/handlers.tsx';
import { readingOf } from '../../platform/web/language.ts';
import { OpenGuideline, OpenGuidelines, OpenResults } from './pages-open.tsx';
import { chaptersOf, guidelineById, guidelineList, targetsOf } from './queries-guidelines.ts';
import { guidelineName } from './words-guidelines.ja.ts';
import { figuresForAll, localMeetingsOf, sayingsOf, summaryById, summaryList } from './queries-surveys.ts';
import { openWords } from './words-open.ts';

export const openRoutes = new Hono<Env>();
const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));
const crumb = (c: Ctx) => ({ label: speak(c).guidelines, href: '/open/guidelines' });

openRoutes.get(
  '/open/guidelines',
  openView(async (tx, c) => ({
    title: speak(c).guidelines,
    description: speak(c).lead,
    translated: true,
    breadcrumbs: [{ label: speak(c).guidelines }],
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
      title: guidelineName(adopted),
      translated: true,
      description: speak(c).description(guidelineName(adopted)),
      breadcrumbs: [crumb(c), { label: guidelineName(adopted) }],
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
      translated: true,
      description: speak(c).resultsDescription(published.title),
      breadcrumbs: [crumb(c), { label: published.title }],
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
