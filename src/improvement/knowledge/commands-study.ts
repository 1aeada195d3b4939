import { createHash } from 'node:crypto';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { acceptUpload, DOCX, XLSX, type Accepted, type MediaType } from '../../platform/files/media.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { me, mustManage } from './commands.ts';
import type { ConclusionData, CriterionData, FigureData, HearingData } from './forms.ts';
import { practiceById } from './queries.ts';
import { criteria } from './queries-study.ts';
import type { Measure } from './rules.ts';
import { words } from './words.ja.ts';

async function managed(tx: WriteTx, id: number | null) {
  mustManage(tx);
  return found(await practiceById(tx, id));
}
const note = (tx: WriteTx, practice_id: number, verb: string, detail: Record<string, string | number> = {}) =>
  tx.record({ action: `practice.${verb}`, subject_kind: 'practice', subject_id: practice_id, detail });

export async function writeHearing(tx: WriteTx, id: number | null, data: HearingData): Promise<void> {
  const practice = await managed(tx, id);
  if (data.held_on > tx.today) invalid({ held_on: words.errors.future });
  await tx.db
    .insertInto('practice_hearing')
    .values({ practice_id: practice.id, ...data, heard_by: me(tx), written_at: tx.now })
    .execute();
  note(tx, practice.id, 'hear');
}

/** Removes a hearing record that one wrote oneself. */
export async function removeHearing(tx: WriteTx, id: number | null, hearing_id: number): Promise<void> {
  const practice = await managed(tx, id);
  const gone = await tx.db
    .deleteFrom('practice_hearing')
    .where('practice_id', '=', practice.id)
    .where('id', '=', hearing_id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  note(tx, practice.id, 'unhear');
}

/** What may be attached. */
const attachable: readonly MediaType[] = [
  'application/pdf',
  DOCX,
  XLSX,
  'image/jpeg',
  'image/png',
  'image/webp',
];
const mostDocuments = 20;

/** Adds papers and pictures, checked by content, pictures without place and camera data; the same file twice is kept once. */
export async function attachDocuments(
  tx: WriteTx,
  id: number | null,
  files: readonly File[],
  { caption, shown }: { caption: string; shown: boolean },
): Promise<number> {
  const practice = await managed(tx, id);
  if (files.length === 0) invalid({ files: words.errors.noFile });
  const accepted: Accepted[] = [];
  for (const file of files)
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      accepted.push(acceptUpload({ bytes, fileName: file.name, declaredType: file.type }, attachable));
    } catch (error) {
      if (error instanceof FileRefusal) invalid({ files: refusalSentence(error) });
      throw error;
    }
  const there = await tx.db
    .selectFrom('practice_document')
    .where('practice_id', '=', practice.id)
    .where('removed_at', 'is', null)
    .select('sha256')
    .execute();
  const known = new Set(there.map((one) => one.sha256));
  let added = 0;
  for (const { bytes, mediaType, fileName } of accepted) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (known.has(sha256)) continue;
    if (known.size >= mostDocuments) invalid({ files: words.errors.tooManyFiles });
    known.add(sha256);
    await mustMayShow(tx, practice, mediaType, shown);
    await tx.db
      .insertInto('practice_document')
      .values({
        practice_id: practice.id,
        asked_ids: practice.asked_ids,
        audience: audienceOf(practice),
        name: fileName,
        media_type: mediaType,
        size: bytes.length,
        sha256,
        bytes: Buffer.from(bytes),
        caption,
        shown,
        attached_by: me(tx),
        attached_at: tx.now,
      })
      .execute();
    added++;
    note(tx, practice.id, 'attach', { media_type: mediaType, size: bytes.length });
  }
  return added;
}

const audienceOf = (practice: { published_at: Date | null; withdrawn_at: Date | null; zone: string }) =>
  practice.published_at !== null && practice.withdrawn_at === null ? practice.zone : 'work';

/** A picture joins what is published only through publishing: there the facilities' yes to pictures is asked for. */
async function mustMayShow(
  _tx: WriteTx,
  practice: { inside: boolean; published_at: Date | null; withdrawn_at: Date | null; zone: string },
  media_type: string,
  shown: boolean,
): Promise<void> {
  if (shown && practice.inside && media_type.startsWith('image/') && audienceOf(practice) !== 'work')
    invalid({ shown: words.errors.pictureWhileOut });
}

export async function describeDocument(
  tx: WriteTx,
  id: number | null,
  { document_id, caption, shown }: { document_id: number; caption: string; shown: boolean },
): Promise<void> {
  const practice = await managed(tx, id);
  const document = found(
    await tx.db
      .selectFrom('practice_document')
      .where('practice_id', '=', practice.id)
      .where('id', '=', document_id)
      .where('removed_at', 'is', null)
      .select(['media_type', 'shown'])
      .executeTakeFirst(),
  );
  if (!document.shown) await mustMayShow(tx, practice, document.media_type, shown);
  await tx.db
    .updateTable('practice_document')
    .set({ caption, shown })
    .where('id', '=', document_id)
    .execute();
  note(tx, practice.id, 'describe');
}

/** Removes a paper for good: the row stays as a fact, its content is gone. */
export async function detachDocument(tx: WriteTx, id: number | null, document_id: number): Promise<void> {
  const practice = await managed(tx, id);
  const gone = await tx.db
    .updateTable('practice_document')
    .set({ removed_at: tx.now, bytes: Buffer.alloc(0), caption: '', shown: false })
    .where('practice_id', '=', practice.id)
    .where('id', '=', document_id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (gone.numUpdatedRows === 0n) throw new Refusal(404);
  note(tx, practice.id, 'detach');
}

/** One person's view of how a practice fits here, criterion by criterion. Others' stay as they are. */
export async function scorePractice(
  tx: WriteTx,
  id: number | null,
  scores: readonly { criterion_id: number; level: number; note: string }[],
): Promise<void> {
  if (!tx.has('knowledge.score')) throw new Refusal(403);
  const practice = found(await practiceById(tx, id));
  const known = new Set((await criteria(tx)).map((one) => one.id));
  const given = scores.filter((one) => known.has(one.criterion_id));
  if (given.length === 0) invalid({ scores: words.errors.noScore });
  await tx.db
    .insertInto('practice_score')
    .values(
      given.map((one) => ({ ...one, practice_id: practice.id, scored_by: me(tx), scored_on: tx.today })),
    )
    .onConflict((there) =>
      there.columns(['practice_id', 'criterion_id', 'scored_by']).doUpdateSet((row) => ({
        level: row.ref('excluded.level'),
        note: row.ref('excluded.note'),
        scored_on: row.ref('excluded.scored_on'),
      })),
    )
    .execute();
  note(tx, practice.id, 'score', { criteria: given.length });
}

/** What it comes to, in words and with its day. Earlier conclusions stay. */
export async function concludePractice(tx: WriteTx, id: number | null, data: ConclusionData): Promise<void> {
  const practice = await managed(tx, id);
  if (data.concluded_on > tx.today) invalid({ concluded_on: words.errors.future });
  await tx.db
    .insertInto('practice_conclusion')
    .values({ practice_id: practice.id, ...data, written_by: me(tx), written_at: tx.now })
    .execute();
  note(tx, practice.id, 'conclude', { verdict: data.verdict, concluded_on: data.concluded_on });
}

/** A figure of the place studied, to stand beside our own; the same year's again replaces it. */
export async function enterFigure(tx: WriteTx, id: number | null, data: FigureData): Promise<void> {
  const practice = await managed(tx, id);
  await takeFigure(tx, practice.id, data.measure, data.fiscal_year);
  await tx.db
    .insertInto('practice_figure')
    .values({ practice_id: practice.id, ...data, entered_by: me(tx), entered_at: tx.now })
    .execute();
  note(tx, practice.id, 'figure', { measure: data.measure, fiscal_year: data.fiscal_year });
}
const takeFigure = (tx: WriteTx, practice_id: number, measure: Measure, fiscal_year: number) =>
  tx.db
    .deleteFrom('practice_figure')
    .where('practice_id', '=', practice_id)
    .where('measure', '=', measure)
    .where('fiscal_year', '=', fiscal_year)
    .executeTakeFirst();

export async function removeFigure(
  tx: WriteTx,
  id: number | null,
  { measure, fiscal_year }: { measure: Measure; fiscal_year: number },
): Promise<void> {
  const practice = await managed(tx, id);
  const gone = await takeFigure(tx, practice.id, measure, fiscal_year);
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  note(tx, practice.id, 'unfigure', { measure, fiscal_year });
}

// ---- the city's criteria -------------------------------------------------------------------------

/** Adds a criterion or changes its words; a stale version shows both texts. */
export async function saveCriterion(tx: WriteTx, data: CriterionData): Promise<void> {
  mustManage(tx);
  const { criterion_id, _version, ...values } = data;
  if (criterion_id === null) await tx.db.insertInto('practice_criterion').values(values).execute();
  else {
    const stored = found((await criteria(tx)).find(({ id }) => id === criterion_id));
    const changed = await tx.db
      .updateTable('practice_criterion')
      .set((row) => ({ ...values, version: row('version', '+', 1) }))
      .where('id', '=', criterion_id)
      .where('version', '=', _version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      conflict({
        who: words.somebody,
        when: '',
        version: stored.version,
        fields: (['name', 'question', 'here'] as const)
          .filter((name) => stored[name] !== data[name])
          .map((name) => ({ name, label: words.criteria[name], mine: data[name], theirs: stored[name] })),
      });
  }
  tx.record({ action: 'practice_criterion.save', subject_kind: 'practice', detail: { name: values.name } });
}

/** A criterion that is no longer asked; scores given by it stay. */
export async function endCriterion(tx: WriteTx, criterion_id: number): Promise<void> {
  mustManage(tx);
  const changed = await tx.db
    .updateTable('practice_criterion')
    .set((row) => ({ ended_on: tx.today, version: row('version', '+', 1) }))
    .where('id', '=', criterion_id)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'practice_criterion.end', subject_kind: 'practice', detail: { criterion_id } });
}

export async function restoreCriterion(tx: WriteTx, criterion_id: number): Promise<void> {
  mustManage(tx);
  const changed = await tx.db
    .updateTable('practice_criterion')
    .set((row) => ({ ended_on: null, version: row('version', '+', 1) }))
    .where('id', '=', criterion_id)
    .where('ended_on', 'is not', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'practice_criterion.restore', subject_kind: 'practice', detail: { criterion_id } });
}
