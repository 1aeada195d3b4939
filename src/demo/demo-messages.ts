// The desk: hours (月・木 until 20:00), who is on duty, calls nobody could take, and what families wrote.
import {
  addHours,
  addShift,
  answerMessage,
  closeMessage,
  replyMessage,
  sendMessage,
  tallyCalls,
} from '../family/messages/commands.ts';
import { addDays, instantOf, weekday } from '../platform/ja/dates.ts';
import { closureName } from '../platform/ja/holidays.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { areaKey } from './material-places.ts';
import { mulberry32, whole } from './material.ts';
import { messages } from './words-messages.ja.ts';

/** Evenings until eight, as the consultation centre's plan has it. */
const evenings = [1, 4];

export async function loadMessages(loaded: Loaded): Promise<void> {
  const random = mulberry32(49);
  const person = (key: string) => made(loaded.person, key);
  const at = (day: string, time: string) => instantOf(day, time);
  await loaded.as(person('supervisor-1'), at('2026-04-01', '09:00'), async (tx) => {
    for (const day of [1, 2, 3, 4, 5]) {
      const closes = evenings.includes(day) ? '20:00' : '17:15';
      await addHours(tx, { weekday: day, opens: '08:45', closes, starts_on: '2026-04-01', ends_on: null });
    }
  });
  await loaded.as(person('supervisor-1'), at('2026-11-16', '09:00'), async (tx) => {
    let turn = 0;
    for (let day = '2026-11-16'; day <= '2026-12-11'; day = addDays(day, 1)) {
      if (!evenings.includes(weekday(day)) || closureName(day) !== null) continue;
      const key = turn++ % 2 === 0 ? 'consultation-1' : 'consultation-2';
      await addShift(tx, { person_id: person(key), on_date: day, opens: '08:45', closes: '20:00' });
    }
  });
  await loaded.as(person('consultation-1'), at('2026-11-20', '17:20'), async (tx) => {
    const team_id = made(loaded.case_team, '中央');
    for (let day = '2026-10-01'; day <= '2026-11-20'; day = addDays(day, 1)) {
      if (weekday(day) > 5 || closureName(day) !== null) continue;
      const calls = {
        answered: whole(random, 3, 11),
        missed: whole(random, 0, 3),
        after_hours: whole(random, 0, 2),
      };
      await tallyCalls(tx, { team_id, on_date: day, ...calls });
    }
  });
  for (const [nth, one] of messages.entries()) {
    // Ten letters, as a receipt has; the demo's own, told to nobody.
    const code = `DEMQCQDE${nth + 2}${nth + 2}`;
    const area_id = made(loaded.area, areaKey('visit_district', one.district));
    await loaded.as(null, at(one.sent[0], one.sent[1]), (tx) =>
      sendMessage(tx, { kind: one.kind, text: one.text, area_id, website: '' }, code, 'ja'),
    );
    const read = async (day: string, time: string, key: string, body: string) =>
      loaded.as(person(key), at(day, time), async (tx) => {
        const { id, version } = await tx.db
          .selectFrom('family_message')
          .select(['id', 'version'])
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirstOrThrow();
        await answerMessage(tx, id, { body, _version: version });
        return id;
      });
    let id: number | null = null;
    for (const [key, day, time, body] of one.answers) id = await read(day, time, key, body);
    for (const [day, time, text] of one.replies)
      await loaded.as(null, at(day, time), (tx) => replyMessage(tx, code, { text, website: '' }));
    if (one.last !== null) id = await read(one.last[1], one.last[2], one.last[0], one.last[3]);
    if (one.closed !== null && id !== null)
      await loaded.as(person('consultation-2'), at(one.closed, '16:00'), async (tx) => {
        const { version } = await tx.db
          .selectFrom('family_message')
          .select('version')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        await closeMessage(tx, id, version);
      });
  }
}
