import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict } from '../../platform/web/handlers.tsx';
import { caseById } from '../cases/queries.ts';
import { decidedFor, versionsOf, writtenOn, type WrittenOn } from './queries.ts';
import { fits, theirsIn, writableIn, type PaperForm, type Written } from './rules.ts';
import { labelWords, officeKinds, words } from './words.ja.ts';

/**
 * Writes on a form of a case; on one that leaves, on the decision it leaves on. Once the decision is over or the case closed,
 * only what came back can be copied, and the rest stands as it was sent. `before` is the version that was read (0 for
 * none): somebody else's newer one is not written over. Nothing new is no new version.
 */
export async function writeOn(
  tx: WriteTx,
  case_id: number | null,
  form: PaperForm,
  asked: { disclosure_id: number | null; before: number; typed: Written },
): Promise<void> {
  const one = found(await caseById(tx, case_id));
  if (!one.may_work) throw new Refusal(404);
  const closed = one.closed_on !== null;
  if (closed && theirsIn(form).length === 0) throw new Refusal(409, words.write.closed);
  if (writableIn(form).length === 0) throw new Refusal(404);
  let answerOnly = closed;
  if (form.leaves === 'office') {
    const { usable, past } = await decidedFor(tx, one);
    const over = theirsIn(form).length === 0 ? undefined : past.find(({ id }) => id === asked.disclosure_id);
    const decided = over ?? usable.find(({ id }) => id === asked.disclosure_id);
    answerOnly = closed || over !== undefined;
    if (decided === undefined) throw new Refusal(409, words.notDecided);
    if (!fits(form, decided.to, officeKinds)) throw new Refusal(409, words.notFitting);
  } else if (asked.disclosure_id !== null) throw new Refusal(404);
  const newest = async () => versionsOf(await writtenOn(tx, one.id), form, asked.disclosure_id)[0];
  const last = await newest();
  const labels = writableIn(form).flatMap(({ fields }) => fields.map(({ label }) => label));
  const open = answerOnly ? theirsIn(form).flatMap(({ fields }) => fields.map(({ label }) => label)) : labels;
  const fields = Object.fromEntries(
    labels.flatMap((label) => {
      const text = (open.includes(label) ? asked.typed[label] : last?.fields[label]) ?? '';
      return text === '' ? [] : [[label, text]];
    }),
  );
  const differing = (last: WrittenOn | undefined) =>
    labels.filter((label) => (fields[label] ?? '') !== (last?.fields[label] ?? ''));
  const bothTexts = (last: WrittenOn): never =>
    conflict({
      fields: differing(last).map((name) => ({
        name,
        label: labelWords[name] ?? name,
        mine: fields[name] ?? '',
        theirs: last.fields[name] ?? '',
      })),
      who: last.written_by,
      when: formatDateTime(last.written_at, tx.actor.municipality.time_zone),
      version: last.number,
    });
  if (differing(last).length === 0) return;
  if (last !== undefined && last.number !== asked.before) bothTexts(last);
  const made = await tx.db
    .insertInto('case_form_text')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      form_code: form.code,
      disclosure_id: asked.disclosure_id,
      number: (last?.number ?? 0) + 1,
      fields: JSON.stringify(fields),
      written_by: tx.actor.person_id!,
      written_at: tx.now,
    })
    .onConflict((same) => same.constraint('case_form_text_version').doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody saved in the same moment.
  if (!made) return bothTexts(found(await newest()));
  tx.record({
    action: 'case.form_write',
    subject_kind: 'case',
    subject_id: one.id,
    detail: {
      form: form.code,
      number: (last?.number ?? 0) + 1,
      ...(asked.disclosure_id === null ? {} : { disclosure_id: asked.disclosure_id }),
    },
  });
}
