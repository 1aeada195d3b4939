import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';
import { addDays, addMonths } from '../../platform/ja/dates.ts';
import { dayIn } from '../../platform/ui/speech-dates.ts';
import {
  languageLinkOf,
  plainReading,
  readingFor,
  spellPlain,
  wordsIn,
  type Reading,
  type Speech,
} from '../../platform/ui/speech.ts';
import { settingOf } from './queries.ts';
import { serverKey, unsealJson } from './rules-keys.ts';
import { openWords } from './words-open.ts';

/** What is sealed with a file where its family left an address. */
interface Kept {
  to: string;
  speech: Speech;
}

/** One mail to the address a family left: that its file will be deleted, and nothing of what is in it. */
export const tellOfEnd = defineJob({
  name: 'support_files.tell_of_end',
  data: z.object({ file_id: z.number().int(), ends_on: z.string() }),
  async run(tx, { file_id, ends_on }, tools) {
    const file = await tx.db
      .selectFrom('support_file')
      .where('id', '=', file_id)
      .where('noticed_on', 'is not', null)
      .select('mail_sealed')
      .executeTakeFirst();
    const { SEAL_SECRET, BASE_URL } = tx.actor.house.settings;
    // What was kept before the language was is the address alone, of whoever read Japanese.
    const kept = file?.mail_sealed
      ? (unsealJson(serverKey(SEAL_SECRET), 'mail', file.mail_sealed) as Kept | string | null)
      : null;
    if (kept === null) return;
    const { to, speech } = typeof kept === 'string' ? { to: kept, speech: 'ja' as const } : kept;
    const city = tx.actor.municipality.name;
    const link = `${BASE_URL}/open/support-file`;
    const noticeIn = (reading: Reading) => {
      const { subject, text } = wordsIn(openWords, reading).notice;
      return {
        subject: spellPlain(subject, false),
        text: spellPlain(text(city, dayIn(reading, ends_on), `${link}${languageLinkOf(reading)}`), true),
      };
    };
    const reading = readingFor(speech);
    const { subject, text } = noticeIn(reading);
    if (speech === 'ja') return tools.mail({ to, subject, text: `${text}\n` });
    const original = noticeIn(plainReading);
    const head = spellPlain(wordsIn(openWords, reading).notice.inJapanese, true);
    await tools.mail({
      to,
      subject,
      text: `${text}\n\n${'-'.repeat(40)}\n${head}\n\n${original.subject}\n\n${original.text}\n`,
    });
  },
});

/**
 * Every night: files nobody has opened for years are told of their end, and deleted when the notice is over and still
 * nobody has opened them; what was lent until a day loses its key; what browsers had open goes.
 */
export const forgetFiles = defineJob({
  name: 'support_files.forget',
  data: z.object({}),
  schedule: '50 3 * * *',
  async run(tx) {
    await tx.db.deleteFrom('support_file_visit').where('ends_at', '<=', tx.now).execute();
    await tx.db.deleteFrom('support_file_sheet').where('ends_on', '<', tx.today).execute();
    const over = await tx.db
      .updateTable('support_file_lending')
      .set((row) => ({ ended_at: row.ref('ends_at'), end_reason: 'lapsed', key_sealed: null }))
      .where('ended_at', 'is', null)
      .where('ends_at', '<=', tx.now)
      .returning('id')
      .execute();
    if (over.length > 0)
      await tx.db
        .deleteFrom('support_file_lent')
        .where(
          'lending_id',
          'in',
          over.map(({ id }) => id),
        )
        .execute();
    const { keep_months, notice_days } = await settingOf(tx);
    const gone = await tx.db
      .deleteFrom('support_file')
      .where('opened_on', '<', addMonths(tx.today, -keep_months))
      .where('noticed_on', '<=', addDays(tx.today, -notice_days))
      .returning('id')
      .execute();
    if (gone.length > 0)
      tx.record({
        action: 'support_file.forget',
        subject_kind: 'support_file',
        detail: { count: gone.length },
      });
    const old = await tx.db
      .updateTable('support_file')
      .set({ noticed_on: tx.today })
      .where('opened_on', '<', addDays(addMonths(tx.today, -keep_months), notice_days))
      .where('noticed_on', 'is', null)
      .returning('id')
      .execute();
    for (const { id } of old)
      await tx.plan(tellOfEnd, { file_id: id, ends_on: addDays(tx.today, notice_days) });
  },
});
