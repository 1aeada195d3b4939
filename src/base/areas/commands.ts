import pg from 'pg';
import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { normaliseTown, townKey } from '../../platform/ja/address.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { detectEncoding, decodePieces } from '../../platform/files/encoding.ts';
import type { AreaForm, SystemForm } from './forms.ts';
import { areaById, towns, townsOf } from './queries.ts';
import { readBoundaries, shapesByArea } from './rules.ts';
import { words } from './words.ja.ts';

export async function addSystem(tx: WriteTx, form: SystemForm): Promise<void> {
  const added = await tx.db
    .insertInto('area_system')
    .values({ ...form, position: lastPosition })
    .onConflict((there) => there.doNothing())
    .returning('code')
    .executeTakeFirst();
  if (!added) invalid({ code: words.system.codeTaken });
  tx.record({ action: 'area_system.add', subject_kind: 'area_system', detail: { code: form.code } });
}

// New kinds come after those there are; the seeds use tens.
const lastPosition = 1000;

/** Makes an area, or changes its name and towns. Returns its number. */
export async function saveArea(
  tx: WriteTx,
  target: { id: number } | { system: string },
  form: AreaForm,
): Promise<number> {
  const id =
    'id' in target ? await renameArea(tx, target.id, form) : await insertArea(tx, target.system, form);
  const area = (await areaById(tx, id))!;
  const town_ids = await resolveTowns(tx, form);
  const before = (await townsOf(tx, id)).map((town) => town.id);
  const added = town_ids.filter((town) => !before.includes(town));
  const removed = before.filter((town) => !town_ids.includes(town));
  if (area.one_area_per_town && added.length > 0) {
    const elsewhere = await tx.db
      .selectFrom('area_town')
      .innerJoin('town', 'town.id', 'area_town.town_id')
      .select('town.name')
      .where('area_system_code', '=', area.system)
      .where('area_id', '<>', id)
      .where('town_id', 'in', added)
      .limit(20)
      .execute();
    if (elsewhere.length > 0)
      invalid({ towns: words.area.taken(elsewhere.map((town) => town.name).join('、')) });
  }
  if (removed.length > 0)
    await tx.db.deleteFrom('area_town').where('area_id', '=', id).where('town_id', 'in', removed).execute();
  if (added.length > 0) {
    await tx.db
      .insertInto('area_town')
      .values(added.map((town_id) => ({ area_id: id, area_system_code: area.system, town_id })))
      .execute();
  }
  tx.record({
    action: 'area.save',
    subject_kind: 'area',
    subject_id: id,
    detail: { added: added.length, removed: removed.length },
  });
  return id;
}

async function insertArea(tx: WriteTx, system: string, form: AreaForm): Promise<number> {
  try {
    const { id } = await tx.db
      .insertInto('area')
      .values({ area_system_code: system, name: form.name, code: form.code })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'area_name_once')
      invalid({ name: words.area.nameTaken });
    throw error;
  }
}

async function renameArea(tx: WriteTx, id: number, form: AreaForm): Promise<number> {
  const changed = await tx.db
    .updateTable('area')
    .set((eb) => ({ name: form.name, code: form.code, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', form._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 1n) return id;
  const theirs = await areaById(tx, id);
  if (!theirs) throw new Refusal(404);
  const theirTowns = (await townsOf(tx, id)).map((town) => town.name).join('\n');
  return conflict({
    who: '',
    when: '',
    version: theirs.version,
    fields: [
      { name: 'name', label: words.area.name, mine: form.name, theirs: theirs.name },
      { name: 'towns', label: words.area.towns, mine: form.towns.join('\n'), theirs: theirTowns },
    ].filter((field) => field.mine !== field.theirs),
  });
}

const largestBoundaries = 20_000_000;

/**
 * Gives areas of a system the boundaries of a GeoJSON file, by their names or codes; what no area is named by is passed over.
 * Says how many areas got theirs, which have none now, and how many shapes were nobody's. 422 with the reason otherwise.
 */
export async function drawAreas(
  tx: WriteTx,
  system: string,
  file: File | undefined,
): Promise<{ areas: number; without: string[]; nobodys: number }> {
  const w = words.shapes;
  if (file === undefined || file.size === 0) return invalid({ file: w.noFile });
  if (file.size > largestBoundaries) return invalid({ file: w.tooLarge });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding = detectEncoding(bytes);
  const read = encoding === null ? 'unreadable' : readBoundaries([...decodePieces(bytes, encoding)].join(''));
  if (typeof read === 'string') return invalid({ file: w[read] });
  const areas = await tx.db
    .selectFrom('area')
    .select(['id', 'name', 'code', (eb) => eb('shape', 'is not', null).as('drawn')])
    .where('area_system_code', '=', system)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .orderBy('name')
    .execute();
  const { shapes, nobodys } = shapesByArea(read, areas);
  if (shapes.size === 0) return invalid({ file: w.nobodys });
  for (const [id, shape] of shapes)
    await tx.db
      .updateTable('area')
      .set({ shape: JSON.stringify(shape) })
      .where('id', '=', id)
      .execute();
  tx.record({
    action: 'area.draw',
    subject_kind: 'area_system',
    detail: { code: system, areas: shapes.size, nobodys },
  });
  return {
    areas: shapes.size,
    without: areas.filter(({ id, drawn }) => drawn !== true && !shapes.has(id)).map(({ name }) => name),
    nobodys,
  };
}

/** Takes an area's boundary off the map. */
export async function eraseShape(tx: WriteTx, id: number): Promise<void> {
  await tx.db.updateTable('area').set({ shape: null }).where('id', '=', id).execute();
  tx.record({ action: 'area.erase_shape', subject_kind: 'area', subject_id: id });
}

/** Numbers of the typed towns; unknown ones are asked about, or made when `create` is ticked. */
async function resolveTowns(tx: WriteTx, form: AreaForm): Promise<number[]> {
  const known = new Map((await towns(tx)).map((town) => [townKey(town.name), town.id]));
  // One town in two spellings is one town.
  const unknown = [
    ...new Map(
      form.towns.filter((name) => !known.has(townKey(name))).map((name) => [townKey(name), name]),
    ).values(),
  ];
  if (unknown.length > 0 && !form.create) {
    invalid({ towns: words.area.unknown(unknown.slice(0, 10).join('、')), create: words.area.create });
  }
  for (const name of unknown) {
    const { id } = await tx.db
      .insertInto('town')
      .values({ name: normaliseTown(name) })
      .returning('id')
      .executeTakeFirstOrThrow();
    known.set(townKey(name), id);
  }
  return [...new Set(form.towns.map((name) => known.get(townKey(name))!))];
}

export interface AssignedTown {
  system: string;
  area: string;
  town: string;
  name_kana: string | null;
  postal_code: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** Puts one town into one area, making what is missing; where a town has one area only, it moves. Returns the area. */
export async function assignTown(tx: WriteTx, row: AssignedTown): Promise<number> {
  const system =
    (await tx.db
      .selectFrom('area_system')
      .select(['code', 'one_area_per_town'])
      .where('name', '=', row.system)
      .executeTakeFirst()) ??
    (await tx.db
      .insertInto('area_system')
      .values({ code: await freeCode(tx), name: row.system, position: lastPosition })
      .returning(['code', 'one_area_per_town'])
      .executeTakeFirstOrThrow());
  const area =
    (await tx.db
      .selectFrom('area')
      .select('id')
      .where('area_system_code', '=', system.code)
      .where('name', '=', row.area)
      .executeTakeFirst()) ??
    (await tx.db
      .insertInto('area')
      .values({ area_system_code: system.code, name: row.area })
      .returning('id')
      .executeTakeFirstOrThrow());
  const facts = {
    name_kana: row.name_kana,
    postal_code: row.postal_code,
    latitude: row.latitude,
    longitude: row.longitude,
  };
  const town = await tx.db
    .insertInto('town')
    .values({ name: normaliseTown(row.town), ...facts })
    .onConflict((there) =>
      there.column('name').doUpdateSet((eb) => ({
        name_kana: eb.fn.coalesce('excluded.name_kana', 'town.name_kana'),
        postal_code: eb.fn.coalesce('excluded.postal_code', 'town.postal_code'),
        latitude: eb.fn.coalesce('excluded.latitude', 'town.latitude'),
        longitude: eb.fn.coalesce('excluded.longitude', 'town.longitude'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  if (system.one_area_per_town) {
    await tx.db
      .deleteFrom('area_town')
      .where('area_system_code', '=', system.code)
      .where('town_id', '=', town.id)
      .where('area_id', '<>', area.id)
      .execute();
  }
  await tx.db
    .insertInto('area_town')
    .values({ area_id: area.id, area_system_code: system.code, town_id: town.id })
    .onConflict((there) => there.doNothing())
    .execute();
  return area.id;
}

async function freeCode(tx: WriteTx): Promise<string> {
  const { n } = await tx.db
    .selectFrom('area_system')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return `system_${'abcdefghijklmnopqrstuvwxyz'[n % 26]}${'a'.repeat(Math.floor(n / 26))}`;
}
