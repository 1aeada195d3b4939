import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { keepChosen } from '../visits/commands-attachments.ts';
import { recordOf } from '../visits/queries-record.ts';
import { visitById } from '../visits/queries.ts';
import { visitNumber } from './queries.ts';
import { fileBytes, pieceBytes, type VisitName } from './rules.ts';
import { words } from './words.ja.ts';

export interface Piece {
  id: string;
  device_id: number;
  visit_id: VisitName;
  name: string;
  type: string;
  size: number;
  caption: string;
  offset: number;
  bytes: Uint8Array;
}

export interface Progress {
  /** bytes from the beginning that are here */
  received: number;
  done: boolean;
  problem: string | null;
}

/**
 * Takes a piece of a file, each once; with the last one the file is attached to the visit, checked as any other. Pieces come
 * in their order: one that is out of it changes nothing, and the answer says where to go on.
 */
export async function receivePiece(tx: WriteTx, piece: Piece): Promise<Progress> {
  const person_id = tx.actor.person_id;
  if (person_id === null) throw new Refusal(403);
  if (piece.size < 1 || piece.size > fileBytes)
    return { received: 0, done: false, problem: words.files.tooLarge(fileBytes / 1_000_000) };
  const visit = await visitById(tx, await visitNumber(tx, piece.visit_id));
  if (!visit?.may_record) return { received: 0, done: false, problem: words.problems['not_yours']! };
  if (visit.cancelled_at !== null) return { received: 0, done: false, problem: words.problems['cancelled']! };
  await tx.db
    .insertInto('offline_upload')
    .values({
      id: piece.id,
      device_id: piece.device_id,
      person_id,
      visit_id: visit.id,
      facility_id: visit.facility_id,
      team_id: visit.team_id,
      name: piece.name,
      media_type: piece.type,
      caption: piece.caption,
      size: piece.size,
      begun_at: tx.now,
    })
    .onConflict((there) => there.column('id').doNothing())
    .execute();
  const upload = await tx.db
    .selectFrom('offline_upload')
    .where('id', '=', piece.id)
    .where('person_id', '=', person_id)
    .where('visit_id', '=', visit.id)
    .select(['size', 'name', 'media_type', 'caption', 'done_at', 'problem'])
    .forUpdate()
    .executeTakeFirst();
  if (!upload || upload.size !== piece.size) throw new Refusal(409);
  if (upload.done_at !== null)
    return { received: upload.size, done: upload.problem === null, problem: upload.problem };
  const { size } = upload;
  const { end } = await tx.db
    .selectFrom('offline_chunk')
    .where('upload_id', '=', piece.id)
    .select((eb) =>
      eb.fn
        .coalesce(
          eb.fn.max<number>(eb('starts_at', '+', eb.fn<number>('octet_length', ['bytes']))),
          eb.lit(0),
        )
        .as('end'),
    )
    .executeTakeFirstOrThrow();
  let received = Number(end);
  const wanted = Math.min(pieceBytes, size - received);
  if (piece.offset === received && piece.bytes.length === wanted && wanted > 0) {
    await tx.db
      .insertInto('offline_chunk')
      .values({ upload_id: piece.id, person_id, starts_at: received, bytes: Buffer.from(piece.bytes) })
      .execute();
    received += piece.bytes.length;
  }
  if (received < size) return { received, done: false, problem: null };
  const chunks = await tx.db
    .selectFrom('offline_chunk')
    .where('upload_id', '=', piece.id)
    .orderBy('starts_at')
    .select('bytes')
    .execute();
  const file = new File([new Uint8Array(Buffer.concat(chunks.map((one) => one.bytes)))], upload.name, {
    type: upload.media_type,
  });
  // As the record says it; until there is one only the team sees it.
  const record = await recordOf(tx, visit.id);
  const { errors } = await keepChosen(tx, visit, [file], {
    caption: upload.caption,
    restricted: record?.restricted ?? true,
  });
  const problem = errors['files'] ?? null;
  await tx.db.deleteFrom('offline_chunk').where('upload_id', '=', piece.id).execute();
  await tx.db
    .updateTable('offline_upload')
    .set({ done_at: tx.now, problem })
    .where('id', '=', piece.id)
    .execute();
  return { received: size, done: problem === null, problem };
}
