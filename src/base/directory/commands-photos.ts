import { createHash } from 'node:crypto';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { acceptUpload } from '../../platform/files/media.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { photosOf } from './queries-place.ts';
import { facilityById } from './queries.ts';
import { sizeOf } from './rules-photos.ts';
import { words } from './words-photos.ja.ts';

export const mostPhotos = 12;
const mostBytes = 3_000_000;

async function editable(tx: WriteTx, facility_id: number): Promise<void> {
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_edit) throw new Refusal(403);
}

/** Takes a picture in without its place, camera and thumbnails, at the end of the row. */
export async function addPhoto(
  tx: WriteTx,
  facility_id: number,
  photo: { file: File | undefined; alt: string; credit: string },
): Promise<number> {
  await editable(tx, facility_id);
  const { file } = photo;
  if (!file) return invalid({ photo: words.fileMissing });
  const there = await photosOf(tx, facility_id);
  if (there.length >= mostPhotos) invalid({ photo: words.tooMany(mostPhotos) });
  const taken = await accepted(file);
  const size = sizeOf(taken.bytes, taken.mediaType);
  if (!size) return invalid({ photo: words.unreadable });
  const { id } = await tx.db
    .insertInto('facility_photo')
    .values({
      facility_id,
      alt: photo.alt,
      credit: photo.credit,
      media_type: taken.mediaType,
      ...size,
      sha256: createHash('sha256').update(taken.bytes).digest('hex'),
      bytes: Buffer.from(taken.bytes),
      position: Math.max(0, ...there.map((one) => one.position)) + 1,
      consent_confirmed_by: tx.actor.person_id!,
      added_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'facility_photo.add',
    subject_kind: 'facility_photo',
    subject_id: id,
    detail: { facility_id, consent: true },
  });
  return id;
}

async function accepted(file: File) {
  try {
    return acceptUpload(
      { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name, declaredType: file.type },
      ['image/jpeg', 'image/png', 'image/webp'],
      { maxBytes: mostBytes },
    );
  } catch (error) {
    if (error instanceof FileRefusal) {
      // Files of other kinds are taken elsewhere; here it has to be a picture that pages can show.
      const said =
        error.code === 'too-large'
          ? words.tooLarge(mostBytes / 1_000_000)
          : error.code.startsWith('type-')
            ? words.wrongKind
            : refusalSentence(error);
      return invalid({ photo: said });
    }
    throw error;
  }
}

/** Words of a picture. */
export async function describePhoto(
  tx: WriteTx,
  facility_id: number,
  id: number,
  { alt, credit }: { alt: string; credit: string },
): Promise<void> {
  await editable(tx, facility_id);
  const changed = await tx.db
    .updateTable('facility_photo')
    .set({ alt, credit })
    .where('facility_id', '=', facility_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'facility_photo.describe', subject_kind: 'facility_photo', subject_id: id });
}

/** One place forward (-1) or back (1). */
export async function movePhoto(tx: WriteTx, facility_id: number, id: number, by: -1 | 1): Promise<void> {
  await editable(tx, facility_id);
  const there = await photosOf(tx, facility_id);
  const at = there.findIndex((one) => one.id === id);
  if (at < 0) throw new Refusal(404);
  const order = there.map((one) => one.id);
  const to = Math.min(order.length - 1, Math.max(0, at + by));
  order.splice(to, 0, ...order.splice(at, 1));
  for (const [position, one] of order.entries()) {
    await tx.db
      .updateTable('facility_photo')
      .set({ position: position + 1 })
      .where('id', '=', one)
      .execute();
  }
  tx.record({ action: 'facility_photo.move', subject_kind: 'facility_photo', subject_id: id });
}

/** Takes a picture down now, or puts it back at the end. */
export async function removePhoto(
  tx: WriteTx,
  facility_id: number,
  id: number,
  removed: boolean,
): Promise<void> {
  await editable(tx, facility_id);
  const there = await photosOf(tx, facility_id);
  if (!removed && there.length >= mostPhotos) throw new Refusal(409, words.tooMany(mostPhotos));
  const changed = await tx.db
    .updateTable('facility_photo')
    .set(
      removed
        ? { removed_at: tx.now }
        : { removed_at: null, position: Math.max(0, ...there.map((one) => one.position)) + 1 },
    )
    .where('facility_id', '=', facility_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: removed ? 'facility_photo.remove' : 'facility_photo.restore',
    subject_kind: 'facility_photo',
    subject_id: id,
    detail: { facility_id },
  });
}
