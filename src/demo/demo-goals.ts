// What the first year came to: findings, conclusions, the roadmap of the second, the year closed and its report.
import {
  addMeasure,
  closeYear,
  judgeGoal,
  tellMeasure,
  writeFinding,
  writeText,
} from '../insight/goals/commands.ts';
import type { Chapter, GoalCode } from '../insight/goals/rules.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { made, type Story } from './demo-timeline.ts';
import { findings, judgements, measures, texts } from './words-goals.ja.ts';

const year = 2025;

const firstOpenDay = async (tx: ReadTx): Promise<number> => {
  const { id } = await tx.db
    .selectFrom('open_day')
    .where('fiscal_year', '=', year)
    .where('cancelled_at', 'is', null)
    .select('id')
    .orderBy('held_on')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
};

export function tellGoals({ loaded, timeline }: Story): void {
  const written = new Map<GoalCode, number>();
  for (const { goal, on, ...data } of findings)
    timeline.add(on, '16:00', 'coordinator-1', async (tx) => {
      const id = await writeFinding(tx, goal, year, {
        ...data,
        source_id: data.source_kind === 'open_day' ? await firstOpenDay(tx) : null,
        source_code: data.source_code ?? null,
        source_note: data.source_note ?? '',
      });
      written.set(goal, id);
    });
  for (const { goal, on, body } of judgements)
    timeline.add(on, '10:00', 'office-1', (tx) => judgeGoal(tx, goal, year, { body, _version: 0 }));
  timeline.add('2026-04-15', '14:00', 'office-1', async (tx) => {
    for (const [chapter, body] of Object.entries(texts))
      await writeText(tx, year, chapter as Chapter, { body, _version: 0 });
  });
  const numbers: number[] = [];
  timeline.add('2026-04-16', '11:00', 'office-1', async (tx) => {
    for (const { event: _event, from, ...measure } of measures)
      numbers.push(
        await addMeasure(tx, {
          ...measure,
          note: measure.note ?? '',
          fiscal_year: year + 1,
          owner_organisation_id: made(loaded.body, 'centre'),
          finding_id: from === undefined ? null : made(written, from),
        }),
      );
  });
  for (const [at, { event }] of measures.entries())
    if (event)
      timeline.add(event.on, '17:00', 'coordinator-1', (tx) =>
        tellMeasure(tx, numbers[at]!, { kind: event.kind, happened_on: event.on, evidence: event.evidence }),
      );
}

/** The year closed, when all that was done in it has been told: the closing keeps what every chapter says. */
export async function closeFirstYear(loaded: Loaded): Promise<void> {
  await loaded.as(made(loaded.person, 'office-1'), instantOf('2026-04-15', '15:00'), (tx) =>
    closeYear(tx, year, ''),
  );
}
