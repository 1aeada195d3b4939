// A worker of the east goes on leave at the end of the year: what was taken, what waits, what was declined and what nobody was asked.
import { accept, decline, openHandover, propose, saveSummary } from '../family/handovers/commands.ts';
import { itemsOf } from '../family/handovers/queries.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { made } from './demo-timeline.ts';
import type { Loaded } from './demo.ts';
import { supervisorOf } from './words-cases.ja.ts';
import { leaving } from './words-handovers.ja.ts';

export async function loadHandovers(loaded: Loaded): Promise<void> {
  const team_id = made(loaded.case_team, '東部');
  const leaver = made(loaded.person, 'consultation-2');
  const successor = made(loaded.person, 'nurse-1');
  const supervisor = made(loaded.person, supervisorOf.東部);
  const by = <T>(person: number, day: string, time: string, work: (tx: WriteTx) => Promise<T>) =>
    loaded.as(person, instantOf(day, time), work);
  const id = await by(supervisor, '2026-11-12', '10:00', (tx) =>
    openHandover(tx, {
      leaver: `${team_id}:${leaver}`,
      leaves_on: '2026-12-31',
      reason: 'leave',
      cover_id: supervisor,
      note: leaving.note,
    }),
  );
  await by(leaver, '2026-11-13', '16:00', async (tx) => {
    const items = (await itemsOf(tx, id)).filter((item) => item.case_id !== null && !item.tasks_only);
    for (const [nth, text] of leaving.summaries.entries()) {
      const item = items[nth];
      if (item === undefined) continue;
      await saveSummary(tx, id, item.id, {
        summary: `${item.summary}\n\n${text}`,
        joint_visit_on: nth === 0 ? '2026-11-17' : nth === 1 ? '2026-11-26' : null,
        joint_visit_done_on: null,
        _version: item.version,
      });
    }
  });
  const cases = await by(supervisor, '2026-11-13', '17:00', async (tx) => {
    const items = (await itemsOf(tx, id)).filter((item) => item.case_id !== null && !item.tasks_only);
    const asked = items.slice(0, 3).map((item) => item.id);
    await propose(tx, id, { items: asked, successor_id: successor, joint_visit_on: null });
    return asked;
  });
  const [taken, , back] = cases;
  await by(successor, '2026-11-18', '9:30', async (tx) => {
    if (taken !== undefined) await accept(tx, id, [taken]);
    if (back !== undefined) await decline(tx, id, back, leaving.declined);
  });
}
