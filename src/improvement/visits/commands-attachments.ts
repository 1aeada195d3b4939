import { createHash } from 'node:crypto';
import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { acceptUpload, type Accepted, type MediaType } from '../../platform/files/media.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { recordable } from './commands-record.ts';
import { me } from './commands.ts';
import { attachmentsOf, recordOf } from './queries-record.ts';
import type { Visit } from './queries.ts';
import { words } from './words.ja.ts';

/** What may be attached. */
export const attachable: readonly MediaType[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
];
const mostAttachments = 20;
const attachmentBytes = 20_000_000;

/** A file as it may be attached; throws FileRefusal with what is wrong with it. */
async function accept(file: File): Promise<Accepted> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return acceptUpload({ bytes, fileName: file.name, declaredType: file.type }, attachable, {
    maxBytes: attachmentBytes,
  });
}

/**
 * Adds pictures, spoken notes and PDF to a visit: checked by content, pictures without place and camera data. The same file twice is
 * kept once. Errors on the field `files`. Answers how many were added.
 */
export async function attach(
  tx: WriteTx,
  visit: Visit,
  files: readonly File[],
  caption: string,
): Promise<number> {
  const accepted: Accepted[] = [];
  for (const file of files) {
    try {
      accepted.push(await accept(file));
    } catch (error) {
      if (error instanceof FileRefusal) invalid({ files: refusalSentence(error) });
      throw error;
    }
  }
  const { added, tooMany } = await add(tx, visit, accepted, caption, false);
  if (tooMany) invalid({ files: words.errors.tooManyFiles });
  return added;
}

/**
 * Attaches what was chosen in a form that comes back, as far as it may be attached, so that nobody chooses it again.
 * `restricted`: as ticked there, until the record is saved and says so itself. Answers how many stand there now, and what
 * is wrong with the rest.
 */
export async function keepChosen(
  tx: WriteTx,
  visit: Visit,
  files: readonly File[],
  given: { caption: string; restricted: boolean },
): Promise<{ kept: number; errors: Record<string, string> }> {
  const accepted: Accepted[] = [];
  const errors: Record<string, string> = {};
  for (const file of files) {
    try {
      accepted.push(await accept(file));
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      errors.files ??= refusalSentence(error);
    }
  }
  const { tooMany, skipped } = await add(tx, visit, accepted, given.caption, given.restricted);
  if (tooMany) errors.files ??= words.errors.tooManyFiles;
  return { kept: accepted.length - skipped, errors };
}

async function add(
  tx: WriteTx,
  visit: Visit,
  accepted: readonly Accepted[],
  caption: string,
  restricted: boolean,
): Promise<{ added: number; skipped: number; tooMany: boolean }> {
  if (accepted.length === 0) return { added: 0, skipped: 0, tooMany: false };
  const there = await tx.db
    .selectFrom('visit_attachment')
    .where('visit_id', '=', visit.id)
    .where('removed_at', 'is', null)
    .select('sha256')
    .execute();
  const known = new Set(there.map((one) => one.sha256));
  const record = await recordOf(tx, visit.id);
  let added = 0;
  let skipped = 0;
  for (const { bytes, mediaType, fileName } of accepted) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (known.has(sha256)) continue;
    if (known.size >= mostAttachments) {
      skipped++;
      continue;
    }
    known.add(sha256);
    const { id } = await tx.db
      .insertInto('visit_attachment')
      .values({
        visit_id: visit.id,
        facility_id: visit.facility_id,
        team_id: visit.team_id,
        name: fileName,
        media_type: mediaType,
        size: bytes.length,
        sha256,
        bytes: Buffer.from(bytes),
        caption,
        // Until there is a record to say otherwise, only the team sees it.
        restricted: restricted || (record?.restricted ?? true),
        attached_by: me(tx),
        attached_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    added++;
    tx.record({
      action: 'visit.attach',
      subject_kind: 'visit_attachment',
      subject_id: id,
      detail: { visit_id: visit.id, media_type: mediaType, size: bytes.length },
    });
  }
  return { added, skipped, tooMany: skipped > 0 };
}

export async function describeAttachment(
  tx: WriteTx,
  visit_id: number,
  id: number,
  caption: string,
): Promise<void> {
  await recordable(tx, visit_id);
  const changed = await tx.db
    .updateTable('visit_attachment')
    .set({ caption })
    .where('visit_id', '=', visit_id)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'visit.attachment.describe', subject_kind: 'visit_attachment', subject_id: id });
}

/** Removes an attachment for good: the row stays as a fact, the picture itself and its words are gone. */
export async function detach(tx: WriteTx, visit_id: number, id: number): Promise<void> {
  await recordable(tx, visit_id);
  if (!(await attachmentsOf(tx, visit_id)).some((one) => one.id === id)) throw new Refusal(404);
  await tx.db
    .updateTable('visit_attachment')
    .set({ removed_at: tx.now, bytes: Buffer.alloc(0), caption: '' })
    .where('visit_id', '=', visit_id)
    .where('id', '=', id)
    .execute();
  tx.record({
    action: 'visit.detach',
    subject_kind: 'visit_attachment',
    subject_id: id,
    detail: { visit_id },
  });
}
