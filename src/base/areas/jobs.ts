import { defineImport, importJob, type Checked } from '../../platform/files/imports.ts';
import { townKey } from '../../platform/ja/address.ts';
import { parsePostal } from '../../platform/ja/postal.ts';
import { assignTown, type AssignedTown } from './commands.ts';
import { towns } from './queries.ts';
import { words } from './words.ja.ts';

const w = words.importing;

/** 区域の種類・区域・町字 from a city's table: what is new, moved or the same is shown before anything is written. */
export const areaImport = defineImport<AssignedTown>({
  kind: 'areas',
  title: w.title,
  lead: w.lead,
  base: '/areas/import',
  home: { label: words.title, href: '/areas' },
  duty: 'areas.manage',
  fields: [
    {
      name: 'system',
      label: w.system,
      aliases: w.aliases.system,
      required: true,
      constant: { help: w.system },
    },
    { name: 'area', label: w.area, aliases: w.aliases.area, required: true },
    { name: 'town', label: w.town, aliases: w.aliases.town, required: true },
    { name: 'name_kana', label: w.kana, aliases: w.aliases.kana },
    { name: 'postal_code', label: w.postal, aliases: [w.postal] },
    { name: 'latitude', label: w.latitude, aliases: [w.latitude] },
    { name: 'longitude', label: w.longitude, aliases: [w.longitude] },
  ],
  template: [w.system, w.area, w.town, w.kana, w.postal],
  hrefOf: (area_id) => `/areas/${area_id}`,
  async check(tx, rows) {
    const known = new Set((await towns(tx)).map((town) => townKey(town.name)));
    const assigned = await tx.db
      .selectFrom('area_town')
      .innerJoin('area', 'area.id', 'area_town.area_id')
      .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
      .innerJoin('town', 'town.id', 'area_town.town_id')
      .select([
        'area_system.name as system',
        'area.name as area',
        'area.id',
        'town.name as town',
        'area_system.one_area_per_town',
      ])
      .execute();
    const now = new Map<string, (typeof assigned)[number][]>();
    for (const one of assigned) {
      const key = `${one.system}\n${townKey(one.town)}`;
      now.set(key, [...(now.get(key) ?? []), one]);
    }
    // One that is not there yet is made with the row: a misspelt name must be seen before, not found afterwards.
    const systems = new Set(
      (await tx.db.selectFrom('area_system').select('name').execute()).map((one) => one.name),
    );
    const areas = new Set(
      (
        await tx.db
          .selectFrom('area')
          .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
          .select(['area.name', 'area_system.name as system'])
          .execute()
      ).map((one) => `${one.system}\n${one.name}`),
    );
    const made = { systems: new Set<string>(), areas: new Set<string>() };
    const seen = new Map<string, number>();
    const checked = rows.map(({ row_number, fields }): Checked<AssignedTown> => {
      const [system = '', area = '', town = ''] = ['system', 'area', 'town'].map((name) =>
        (fields[name] ?? '').trim(),
      );
      const messages: string[] = [];
      const missing: string[] = [
        system === '' && w.needSystem,
        area === '' && w.needArea,
        town === '' && w.needTown,
      ].filter((one) => one !== false);
      const key = `${system}\n${townKey(town)}`;
      const twin = seen.get(`${key}\n${area}`);
      if (twin !== undefined) missing.push(w.twice(twin));
      if (missing.length > 0) {
        return {
          row_number,
          verdict: 'refused',
          label: town || area || system,
          target_id: null,
          data: null,
          changes: [],
          messages: missing,
        };
      }
      seen.set(`${key}\n${area}`, row_number);
      const postal = parsePostal(fields.postal_code ?? '');
      const latitude = coordinate(fields.latitude, 20, 46);
      const longitude = coordinate(fields.longitude, 122, 154.5);
      if ((fields.latitude ?? '') !== '' && (latitude === null || longitude === null))
        messages.push(w.coordinatesWrong);
      if (!systems.has(system)) {
        messages.push(w.newSystem);
        made.systems.add(system);
      }
      if (!areas.has(`${system}\n${area}`)) {
        messages.push(w.newArea);
        made.areas.add(w.areaOf(system, area));
      }
      if (!known.has(townKey(town))) messages.push(w.newTown);
      const here = now.get(key) ?? [];
      const same = here.find((one) => one.area === area);
      const moved = !same && here.length > 0 && here[0]!.one_area_per_town ? here[0]! : null;
      if (moved) messages.push(w.moved(moved.area));
      return {
        row_number,
        verdict: same ? 'same' : moved ? 'changed' : 'new',
        label: w.row(town, system, area),
        target_id: same?.id ?? null,
        data: {
          system,
          area,
          town,
          name_kana: fields.name_kana?.trim() || null,
          postal_code: postal.ok ? postal.value : null,
          latitude: latitude !== null && longitude !== null ? latitude : null,
          longitude: latitude !== null && longitude !== null ? longitude : null,
        },
        changes: moved ? [{ label: w.current, before: moved.area, after: area }] : [],
        messages,
      };
    });
    return {
      notes: [
        ...(made.systems.size > 0 ? [w.madeSystems([...made.systems])] : []),
        ...(made.areas.size > 0 ? [w.madeAreas([...made.areas])] : []),
      ],
      rows: checked,
    };
  },
  async apply(tx, rows) {
    const targets = new Map<number, number>();
    for (const row of rows) targets.set(row.row_number, await assignTown(tx, row.data));
    return { targets, refused: new Map() };
  },
});

function coordinate(text: string | undefined, from: number, to: number): number | null {
  const value = Number((text ?? '').normalize('NFKC'));
  return Number.isFinite(value) && value >= from && value <= to ? value : null;
}

export const areaImportJob = importJob(areaImport);
