import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { giveOutAction } from '../meetings/commands-actions.ts';
import type { CheckData, RoundData } from './forms.ts';
import { areasOf, checkOf, itemsOn, roundById, type Item, type Mine, type Round } from './queries.ts';
import type { NoteKind } from './rules.ts';
import { words } from './words.ja.ts';

function mustManage(tx: WriteTx): void {
  if (!tx.has('partnership.manage')) throw new Refusal(403);
}

/** Begins a round of checks for one kind of areas and gives its number. 403 without partnership.manage. */
export async function beginRound(tx: WriteTx, data: RoundData): Promise<number> {
  mustManage(tx);
  if ((await areasOf(tx, data.area_system_code)).length === 0)
    invalid({ area_system_code: words.errors.noAreas });
  const { id } = await tx.db
    .insertInto('partnership_round')
    .values({ ...data, created_by: tx.actor.person_id!, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'partnership.begin_round',
    subject_kind: 'partnership_round',
    subject_id: id,
    detail: { area_system: data.area_system_code, opens_on: data.opens_on, closes_on: data.closes_on },
  });
  return id;
}

/** Changes a round's name, days and note; which kind of areas it is about stays. */
export async function changeRound(
  tx: WriteTx,
  id: number | null,
  { _version, area_system_code: _kept, ...data }: RoundData & { _version: number },
): Promise<void> {
  mustManage(tx);
  const round = found(await roundById(tx, id));
  const changed = await tx.db
    .updateTable('partnership_round')
    .set((row) => ({ ...data, version: row('version', '+', 1) }))
    .where('id', '=', round.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      fields: (['name', 'note'] as const).map((name) => ({
        name,
        label: words.round[name],
        mine: data[name],
        theirs: round[name],
      })),
      who: words.somebody,
      when: words.justNow,
      version: round.version,
    });
  tx.record({
    action: 'partnership.change_round',
    subject_kind: 'partnership_round',
    subject_id: round.id,
    detail: { opens_on: data.opens_on, closes_on: data.closes_on },
  });
}

/** Open for answers today; 409 otherwise. */
function mustBeOpen(tx: WriteTx, round: Round): void {
  if (tx.today < round.opens_on || tx.today > round.closes_on) throw new Refusal(409, words.errors.notOpen);
}

/**
 * Keeps a body's answers for an area; `hand_in` shows them to everybody in the network. Answers left out stay as they were.
 * A stale `_version` is a conflict, or a 409 where a script saved by itself. Gives the version now stored.
 */
export async function saveCheck(
  tx: WriteTx,
  round: Round,
  area_id: number,
  holder: Mine,
  data: CheckData,
  how: { hand_in: boolean; auto?: boolean },
): Promise<number> {
  mustBeOpen(tx, round);
  const items = await itemsOn(tx, round.opens_on);
  const known = new Set(items.map((item) => item.code));
  const answers = data.answers.filter((one) => known.has(one.item_code));
  const stored = await checkOf(tx, round.id, area_id, holder);
  if (stored && stored.version !== data._version) {
    if (how.auto) throw new Refusal(409);
    conflict({
      fields: [{ name: 'remark', label: words.check.remark, mine: data.remark, theirs: stored.remark }],
      who: stored.editor,
      when: formatDateTime(stored.updated_at, tx.actor.municipality.time_zone),
      version: stored.version,
    });
  }
  // What others read already is changed only as a whole.
  const published = how.hand_in || (stored?.published ?? false);
  if (published) mustBeWhole(tx, items, data);
  const row = {
    remark: data.remark,
    published,
    updated_by: tx.actor.person_id!,
    updated_at: tx.now,
    ...(published ? { answered_on: tx.today, answered_by: tx.actor.person_id! } : {}),
  };
  const { organisation_id, facility_id } = holder;
  const check = stored
    ? await tx.db
        .updateTable('partnership_check')
        .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
        .where('id', '=', stored.id)
        .returning(['id', 'version'])
        .executeTakeFirstOrThrow()
    : await tx.db
        .insertInto('partnership_check')
        .values({ round_id: round.id, area_id, organisation_id, facility_id, ...row })
        .returning(['id', 'version'])
        .executeTakeFirstOrThrow();
  if (answers.length > 0)
    await tx.db
      .insertInto('partnership_answer')
      .values(answers.map((one) => ({ check_id: check.id, organisation_id, facility_id, published, ...one })))
      .onConflict((before) =>
        before.columns(['check_id', 'item_code']).doUpdateSet((eb) => ({
          level: eb.ref('excluded.level'),
          evidence: eb.ref('excluded.evidence'),
          evidence_on: eb.ref('excluded.evidence_on'),
        })),
      )
      .execute();
  // Every two seconds of typing is no event of its own.
  if (published)
    tx.record({
      action: 'partnership.hand_in',
      subject_kind: 'partnership_round',
      subject_id: round.id,
      detail: { area: area_id, organisation: organisation_id, facility: facility_id },
    });
  return check.version;
}

function mustBeWhole(tx: WriteTx, items: readonly Item[], data: CheckData): void {
  const errors: Record<string, string> = {};
  for (const { code } of items) {
    const answer = data.answers.find((one) => one.item_code === code);
    if (!answer) errors[`level_${code}`] = words.errors.choose;
    else if (answer.evidence_on !== null && answer.evidence_on > tx.today)
      errors[`evidence_on_${code}`] = words.errors.future;
  }
  if (Object.keys(errors).length > 0) invalid(errors);
}

/** Writes down what an area plans, did, found or will do next. */
export async function writeNote(
  tx: WriteTx,
  round_id: number,
  area_id: number,
  data: { kind: NoteKind; body: string },
): Promise<void> {
  const { id } = await tx.db
    .insertInto('partnership_note')
    .values({ round_id, area_id, ...data, written_by: tx.actor.person_id!, written_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'partnership.write_note',
    subject_kind: 'partnership_round',
    subject_id: round_id,
    detail: { area: area_id, note: id, kind: data.kind },
  });
}

/** Takes back one's own note. 404 for another's. */
export async function removeNote(tx: WriteTx, round_id: number, area_id: number, id: number): Promise<void> {
  const gone = await tx.db
    .deleteFrom('partnership_note')
    .where('id', '=', id)
    .where('round_id', '=', round_id)
    .where('area_id', '=', area_id)
    .where('written_by', '=', tx.actor.person_id!)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'partnership.remove_note',
    subject_kind: 'partnership_round',
    subject_id: round_id,
    detail: { area: area_id, note: id },
  });
}

/** Writes down which step an area agreed to stand on, and why. */
export async function agreeStage(
  tx: WriteTx,
  round_id: number,
  area_id: number,
  data: { step: number; agreed_on: string; reason: string },
): Promise<void> {
  mustManage(tx);
  if (data.agreed_on > tx.today) invalid({ agreed_on: words.errors.future });
  await tx.db
    .insertInto('partnership_stage')
    .values({ ...data, area_id, round_id, recorded_by: tx.actor.person_id!, recorded_at: tx.now })
    .execute();
  tx.record({
    action: 'partnership.agree_stage',
    subject_kind: 'area',
    subject_id: area_id,
    detail: { step: data.step, agreed_on: data.agreed_on, round: round_id },
  });
}

/** Takes back a step written down by mistake; it stays readable as taken back. */
export async function takeBackStage(tx: WriteTx, area_id: number, id: number): Promise<void> {
  mustManage(tx);
  const changed = await tx.db
    .updateTable('partnership_stage')
    .set({ taken_back_at: tx.now })
    .where('id', '=', id)
    .where('area_id', '=', area_id)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'partnership.take_back_stage',
    subject_kind: 'area',
    subject_id: area_id,
    detail: { stage: id },
  });
}

/** What is to be done next, as an action item of whoever holds it. 403 without meeting.manage. */
export async function giveOutNext(
  tx: WriteTx,
  round_id: number,
  area_id: number,
  data: { what: string; owner: string; due_on: string },
): Promise<number> {
  const id = await giveOutAction(tx, data);
  tx.record({
    action: 'partnership.give_out',
    subject_kind: 'partnership_round',
    subject_id: round_id,
    detail: { area: area_id, action: id },
  });
  return id;
}
