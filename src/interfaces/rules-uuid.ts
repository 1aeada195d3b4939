import { createHash } from 'node:crypto';

/*
 * HSDS wants UUIDs; we have numbers. A record's UUID is derived from municipality, table and number and can be read back:
 * ten bytes of a hash of the first two, then the number. The same record has the same UUID for ever, in every copy.
 */

/** RFC 9562's version 8: made by the program's own rule. */
function shaped(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const known = new Map<string, string>();
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

function space(municipality: string, table: string): string {
  const key = `${municipality}/${table}`;
  let prefix = known.get(key);
  if (prefix === undefined) {
    prefix = shaped(hashOf(`tsunagi:${key}`)).slice(0, 24);
    known.set(key, prefix);
  }
  return prefix;
}

/** The UUID of a numbered record. */
export const uuidOf = (municipality: string, table: string, id: number): string =>
  space(municipality, table) + id.toString(16).padStart(12, '0');

/** The number behind a UUID of that table; null for any other UUID. */
export function idOf(municipality: string, table: string, uuid: string): number | null {
  const plain = uuid.toLowerCase();
  const prefix = space(municipality, table);
  if (!plain.startsWith(prefix) || !/^[0-9a-f]{12}$/.test(plain.slice(prefix.length))) return null;
  const id = Number.parseInt(plain.slice(prefix.length), 16);
  return id > 0 ? id : null;
}

/** The UUID of something that has a name rather than a number. */
export const uuidOfKey = (municipality: string, table: string, key: string): string =>
  shaped(hashOf(`tsunagi:${municipality}/${table}/${key}`));
