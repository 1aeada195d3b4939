// What was studied elsewhere and found at home, whether it fits, who tried it; hiring and staying over three years.
import { askForConsent, publishPractice } from '../improvement/knowledge/commands.ts';
import { giveConsent, tellTrial } from '../improvement/knowledge/commands-consent.ts';
import {
  concludePractice,
  enterFigure,
  saveCriterion,
  scorePractice,
  writeHearing,
} from '../improvement/knowledge/commands-study.ts';
import { enterWorkforce } from '../improvement/knowledge/commands-workforce.ts';
import { practiceById } from '../improvement/knowledge/queries.ts';
import { criteria } from '../improvement/knowledge/queries-study.ts';
import { samplePractice } from '../improvement/knowledge/samples.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { headOn, lastDay, made } from './demo-timeline.ts';
import { mulberry32, shuffled } from './material.ts';
import { consentNote, found, here, studied, workforce, workforceSource } from './words-knowledge.ja.ts';

const coordinator = 'coordinator-1';
const scorers = [coordinator, 'office-1', 'council-university-1'] as const;

export async function loadKnowledge(loaded: Loaded): Promise<void> {
  const as = <T>(key: string, day: string, time: string, work: (tx: WriteTx) => Promise<T>): Promise<T> =>
    loaded.as(made(loaded.person, key), instantOf(day, time), work);
  await as('office-1', '2026-06-10', '10:00', async (tx) => {
    for (const [name, text] of Object.entries(here)) {
      const one = (await criteria(tx)).find((criterion) => criterion.name === name);
      if (one)
        await saveCriterion(tx, {
          criterion_id: one.id,
          name,
          question: one.question,
          here: text,
          position: one.position,
          _version: one.version,
        });
    }
    for (const [year, kinds] of Object.entries(workforce))
      await enterWorkforce(
        tx,
        Object.entries(kinds).map(([facility_kind, row]) => ({
          fiscal_year: Number(year),
          facility_kind,
          facilities: row[0],
          staff: row[1],
          left_year: row[2],
          wanted: row[3],
          hired: row[4],
          came: row[5],
          stayed: row[6],
          told_by: workforceSource,
        })),
      );
  });
  await elsewhere(as);
  await atHome(loaded, as);
}

type As = <T>(key: string, day: string, time: string, work: (tx: WriteTx) => Promise<T>) => Promise<T>;
const out = async (tx: WriteTx, id: number): Promise<void> =>
  publishPractice(tx, id, { looked: true, _version: (await practiceById(tx, id))!.version });

async function elsewhere(as: As): Promise<void> {
  for (const { on, hearings, scores, conclusion, figures, published_on, ...words } of studied) {
    const id = await as(coordinator, on, '16:00', (tx) =>
      samplePractice(tx, { ...words, studied_on: on, facility_kinds: [] }),
    );
    for (const hearing of hearings)
      await as(coordinator, hearing.on, '17:00', (tx) =>
        writeHearing(tx, id, { held_on: hearing.on, way: hearing.way, met: hearing.met, body: hearing.body }),
      );
    const weekLater = addDays(hearings.at(-1)?.on ?? on, 7);
    for (const [at, scorer] of scorers.entries())
      await as(scorer, addDays(weekLater, at), '11:00', async (tx) => {
        const known = await criteria(tx);
        await scorePractice(
          tx,
          id,
          scores.flatMap(({ name, levels, notes }) => {
            const one = known.find((criterion) => criterion.name === name);
            return one ? [{ criterion_id: one.id, level: levels[at]!, note: notes[at]! }] : [];
          }),
        );
      });
    if (figures.length > 0)
      await as(coordinator, addDays(weekLater, 3), '15:00', async (tx) => {
        for (const figure of figures) await enterFigure(tx, id, figure);
      });
    if (published_on !== null) await as(coordinator, published_on, '15:30', (tx) => out(tx, id));
    if (conclusion)
      await as('office-1', conclusion.on, '17:00', (tx) =>
        concludePractice(tx, id, {
          verdict: conclusion.verdict,
          body: conclusion.body,
          concluded_on: conclusion.on,
        }),
      );
  }
}

async function atHome(loaded: Loaded, as: As): Promise<void> {
  // Heads who were there the whole time; Kagura's own is the one somebody tries the demo as.
  const places = shuffled(mulberry32(65), loaded.places).filter(
    (place) => place.key !== 'kagura' && headOn(loaded, place.key, '2026-09-01') !== undefined,
  );
  let next = 0;
  for (const { on, state, show_name, trials, ...words } of found) {
    const key = state === 'asking' ? 'kagura' : places[next++]!.key;
    const facility_id = made(loaded.facility, key);
    const head = headOn(loaded, key, on)!;
    const id = await as(coordinator, on, '16:30', (tx) =>
      samplePractice(tx, { ...words, facility_ids: [facility_id], facility_kinds: [] }),
    );
    if (state === 'draft') continue;
    await as(coordinator, addDays(on, 1), '10:00', (tx) => askForConsent(tx, id));
    if (state === 'asking') continue;
    await as(head, addDays(on, 4), '17:30', (tx) =>
      giveConsent(tx, id, {
        facility_id,
        answer: 'yes',
        show_name,
        show_pictures: false,
        zone: words.zone,
        note: show_name ? consentNote : '',
        way: 'here',
        given_on: null,
        wording: 1,
      }),
    );
    await as(coordinator, addDays(on, 6), '11:30', (tx) => out(tx, id));
    for (const trial of trials) {
      const place = places[next++]!;
      const told = addDays(trial.on, 21) > lastDay ? lastDay : addDays(trial.on, 21);
      await as(headOn(loaded, place.key, trial.on)!, told, '16:00', (tx) =>
        tellTrial(tx, id, {
          facility_id: made(loaded.facility, place.key),
          tried_on: trial.on,
          changed: trial.changed,
          happened: trial.happened,
          again: trial.again,
        }),
      );
    }
  }
}
