// すくらむ: two invented families' files, one lent to a school, one with copies in a case by the family's yes.
import {
  askFamily,
  beginFile,
  enter,
  giveToCase,
  keepEntry,
  lendEntries,
} from '../family/support-files/commands.ts';
import { lockOf, openFile, requestsOf, unlock } from '../family/support-files/queries.ts';
import { instantOf } from '../platform/ja/dates.ts';
import { openSeal } from '../platform/web/open.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { lentTo, requested, supportFiles } from './words-support-files.ja.ts';

export async function loadSupportFiles(loaded: Loaded): Promise<void> {
  const at = (day: string, time: string) => instantOf(day, time);
  for (const one of supportFiles) {
    await loaded.as(null, at(one.begun, '20:40'), async (tx) => {
      const token = (await beginFile(tx, { ...one, sheet: false, mail: null, speech: 'ja' }))!;
      const file = (await openFile(tx, token))!;
      for (const [topic, stage, dated_on, title, body] of one.lines)
        await keepEntry(tx, token, file, { topic, stage, dated_on, title, body, replaced_by: null });
    });
  }
  const [first, second] = supportFiles as [(typeof supportFiles)[0], (typeof supportFiles)[0]];
  /** Opens a file with its code and passphrase, as its family would. */
  const opened = async (
    one: typeof first,
    tx: Parameters<typeof openFile>[0] & Parameters<typeof enter>[0],
  ) => {
    const key = (await unlock(await lockOf(tx, one.code), one.code, one.passphrase))!;
    const token = (await enter(tx, one.code, key, null))!;
    return { token, file: (await openFile(tx, token))! };
  };
  await loaded.as(null, at('2026-11-12', '21:05'), async (tx) => {
    const { token, file } = await opened(first, tx);
    await lendEntries(tx, token, file, {
      kind: 'lend',
      code: lentTo.code,
      entry_ids: file.entries.filter(({ topic }) => topic !== 'growth').map(({ id }) => id),
      to: lentTo.to,
      said_by: '',
      ends_at: at('2027-04-01', '00:00'),
    });
  });
  await loaded.as(null, at('2026-11-17', '16:10'), async (tx) => {
    const key = (await unlock(await lockOf(tx, lentTo.code), lentTo.code, ''))!;
    await enter(tx, lentTo.code, key, { ...lentTo.looked, account: null });
  });

  const worker = made(loaded.person, 'consultation-1');
  const asked = await loaded.as(worker, at('2026-11-16', '10:30'), async (tx) => {
    const { id } = await tx.db
      .selectFrom('support_case')
      .where('worker_id', '=', worker)
      .where('closed_on', 'is', null)
      .orderBy('id')
      .select('id')
      .executeTakeFirstOrThrow();
    await askFamily(tx, id, requested, 'SKRAMASK55');
    const [request] = await requestsOf(tx, id);
    return openSeal(tx.actor.house, request!.code_sealed)!;
  });
  await loaded.as(null, at('2026-11-18', '20:15'), async (tx) => {
    const { token, file } = await opened(second, tx);
    const entry_ids = file.entries.filter(({ topic }) => topic !== 'likes').map(({ id }) => id);
    await giveToCase(tx, token, file, asked, { entry_ids, said_by: requested.said_by, to: requested.to });
  });
}
