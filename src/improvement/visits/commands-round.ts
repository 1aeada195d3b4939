import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { TargetData } from './forms.ts';
import { facilitiesForRound, missingTargets, roundOf, targetOf } from './queries-round.ts';
import { coordinators } from './queries.ts';
import { proposeCoordinators } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

export interface NewRound {
  fiscal_year: number;
  name: string;
  default_count: number;
  note: string | null;
}

/** Makes the round of a year over all facilities in office, with a proposal of coordinators. Answers how many facilities. */
export async function createRound(tx: WriteTx, data: NewRound): Promise<number> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  if (await roundOf(tx, data.fiscal_year)) throw new Refusal(409, planWords.round.exists);
  const { id } = await tx.db
    .insertInto('round')
    .values({ ...data, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const added = await propose(tx, { id, ...data }, null);
  tx.record({
    action: 'round.create',
    subject_kind: 'round',
    subject_id: id,
    detail: { fiscal_year: data.fiscal_year, facilities: added, default_count: data.default_count },
  });
  return added;
}

/** Changes a round's name and the thought behind it; a stale version shows both texts. */
export async function renameRound(
  tx: WriteTx,
  fiscal_year: number,
  { _version, ...data }: { name: string; note: string | null; _version: number },
): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  const changed = await tx.db
    .updateTable('round')
    .set((row) => ({ ...data, version: row('version', '+', 1) }))
    .where('id', '=', round.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['name', 'note'] as const).map((name) => ({
        name,
        label: planWords.round[name],
        mine: data[name] ?? '',
        theirs: round[name] ?? '',
      })),
      who: planWords.round.someone,
      when: planWords.round.before,
      version: round.version,
    });
  }
  tx.record({ action: 'round.rename', subject_kind: 'round', subject_id: round.id });
}

/** Adds facilities that opened after the round was made. Answers how many. */
export async function addMissingTargets(tx: WriteTx, fiscal_year: number): Promise<number> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  const missing = await missingTargets(tx, round.id);
  if (missing.length === 0) return 0;
  const added = await propose(tx, round, new Set(missing.map((facility) => facility.id)));
  tx.record({
    action: 'round.extend',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { facilities: added },
  });
  return added;
}

async function propose(
  tx: WriteTx,
  round: { id: number; fiscal_year: number; default_count: number },
  only: ReadonlySet<number> | null,
): Promise<number> {
  const system = await tx.db
    .selectFrom('area_system')
    .where('one_area_per_town', '=', true)
    .orderBy('position')
    .orderBy('code')
    .select('code')
    .executeTakeFirst();
  const all = await facilitiesForRound(tx, round.fiscal_year, system?.code ?? null);
  const facilities = all.filter((facility) => only === null || only.has(facility.facility_id));
  const proposed = proposeCoordinators(
    facilities,
    (await coordinators(tx)).map((person) => person.id),
  );
  if (facilities.length > 0) {
    await tx.db
      .insertInto('round_target')
      .values(
        facilities.map(({ facility_id }) => ({
          round_id: round.id,
          facility_id,
          coordinator_id: proposed.get(facility_id) ?? null,
          planned_count: round.default_count,
        })),
      )
      .execute();
  }
  return facilities.length;
}

/** Changes who goes to a facility and how often; another number than the usual one wants a reason. */
export async function changeTarget(
  tx: WriteTx,
  fiscal_year: number,
  facility_id: number,
  data: TargetData,
): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  const target = found(await targetOf(tx, fiscal_year, facility_id));
  if (data.planned_count !== round.default_count && data.reason === null) {
    invalid({ reason: planWords.round.reasonRequired(round.default_count) });
  }
  await mustBeCoordinator(tx, data.coordinator_id);
  const changed = await tx.db
    .updateTable('round_target')
    .set((row) => ({
      coordinator_id: data.coordinator_id,
      planned_count: data.planned_count,
      reason: data.reason,
      version: row('version', '+', 1),
    }))
    .where('round_id', '=', round.id)
    .where('facility_id', '=', facility_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        {
          name: 'reason',
          label: planWords.round.reason,
          mine: data.reason ?? '',
          theirs: target.reason ?? '',
        },
        {
          name: 'planned_count',
          label: planWords.round.planned_count,
          mine: String(data.planned_count),
          theirs: String(target.planned_count),
        },
      ],
      who: planWords.round.someone,
      when: planWords.round.before,
      version: target.version,
    });
  }
  tx.record({
    action: 'round.change',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { facility_id, coordinator_id: data.coordinator_id, planned_count: data.planned_count },
  });
}

/** Gives several facilities of a round to one coordinator. */
export async function assignTargets(
  tx: WriteTx,
  fiscal_year: number,
  data: { facility_ids: number[]; coordinator_id: number },
): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  if (data.facility_ids.length === 0) invalid({ facility_ids: planWords.round.chooseFirst });
  await mustBeCoordinator(tx, data.coordinator_id);
  await tx.db
    .updateTable('round_target')
    .set((row) => ({ coordinator_id: data.coordinator_id, version: row('version', '+', 1) }))
    .where('round_id', '=', round.id)
    .where('facility_id', 'in', data.facility_ids)
    .execute();
  tx.record({
    action: 'round.assign',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { coordinator_id: data.coordinator_id, facilities: data.facility_ids },
  });
}

async function mustBeCoordinator(tx: WriteTx, id: number | null): Promise<void> {
  if (id === null) return;
  if (!(await coordinators(tx)).some((person) => person.id === id)) {
    invalid({ coordinator_id: words.errors.notCoordinator });
  }
}
