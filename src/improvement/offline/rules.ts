// What the device and the server agree on; the page's script brings this file to the device, so it imports no server's.

/** A visit by its number, or by the name of its own a device gave it when it was begun there. */
export type VisitName = number | string;

/** One piece of typing, named by the device once and for all: sent again it changes nothing. */
export interface Operation {
  id: string;
  visit_id: VisitName;
  /** a field of the record's form, `beginField` or `submitField` */
  field: string;
  value: string;
  /** the text that stood there before it was typed over */
  base: string;
  /** what the device's clock said; only ever told, never compared */
  said_at: string;
}

/** The field of the operation that submits the record as it then stands. */
export const submitField = '_submit';
/** The field of the operation that begins a visit nobody planned; it comes before all others of its visit. */
export const beginField = '_begin';

/** What the beginning says: where, and on which day by the device's clock. */
export const beginningOf = (facility_id: number, day: string): string => `${facility_id} ${day}`;
export function readBeginning(value: string): { facility_id: number; day: string } | null {
  const found = /^([1-9][0-9]{0,15}) ([0-9]{4}-[0-9]{2}-[0-9]{2})$/.exec(value);
  if (!found || Number.isNaN(Date.parse(`${found[2]}T00:00:00Z`))) return null;
  return { facility_id: Number(found[1]), day: new Date(`${found[2]}T00:00:00Z`).toISOString().slice(0, 10) };
}

/** The seven texts and what else of the record's form can be filled in away from the network. */
const textFields = ['met', 'hearing', 'strengths', 'challenges', 'needs', 'support', 'next_step'];
const rowField = /^(?:issue_(?:title|theme|weight|description|statement)|follow_what)_[1-5]$/;
const dateField = /^(?:visited_on|follow_due_[1-5])$/;
const tickField = /^(?:restricted|done_follow_up_[1-9][0-9]{0,15})$/;
const noteField = /^done_note_[1-9][0-9]{0,15}$/;

export const isField = (name: string): boolean =>
  name === submitField ||
  textFields.includes(name) ||
  rowField.test(name) ||
  dateField.test(name) ||
  tickField.test(name) ||
  noteField.test(name);
/** Three boxes on the form, one field here: 'year/month/day' as typed. */
export const isDate = (name: string): boolean => dateField.test(name);
export const isTick = (name: string): boolean => tickField.test(name);

/** Operations of one sending, and bytes from which a further one waits for the next. */
export const mostOperations = 40;
export const batchBytes = 150_000;
/** A text beyond this is not something a person typed. */
export const longestText = 100_000;
/** Bytes of a file's piece, and of a whole file. */
export const pieceBytes = 256 * 1024;
export const fileBytes = 20_000_000;
/** Facilities of one piece of the week. */
export const pieceFacilities = 100;

/** Days a device opens without having been in touch with the server; then it asks for the sign-in. */
export const daysAlone = 14;
/** Wrong passphrases in a row after which it asks for the sign-in. */
export const mostTries = 8;

/** Whether two texts say the same: line ends and outer blanks are the browser's, not the writer's. */
export const same = (a: string, b: string): boolean => tidied(a) === tidied(b);
const tidied = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();

export type Fields = Record<string, string | string[]>;

/** What a draft holds in a field, as a device knows it. */
export function textIn(fields: Fields, name: string): string {
  const one = (key: string): string => [fields[key] ?? ''].flat().join('\n');
  if (isDate(name)) {
    const parts = ['_y', '_m', '_d'].map((part) => one(name + part).trim());
    return parts.every((part) => part === '') ? '' : parts.join('/');
  }
  const kept = /^done_follow_up_([0-9]+)$/.exec(name);
  if (kept) return [fields['done_follow_ups'] ?? []].flat().includes(kept[1]!) ? '1' : '';
  if (name === 'restricted') return one(name) === '' ? '' : '1';
  return one(name);
}

/** The draft with that field filled in; rows of issues and promises that hold words are shown. */
export function withText(fields: Fields, name: string, value: string): Fields {
  if (isDate(name)) {
    const [y = '', m = '', d = ''] = value.split(/[/-]/);
    return {
      ...fields,
      [`${name}_y`]: y,
      [`${name}_m`]: m,
      [`${name}_d`]: d,
      [name]: value === '' ? '' : `${y}/${m}/${d}`,
      ...rows(fields, name, value),
    };
  }
  const kept = /^done_follow_up_([0-9]+)$/.exec(name);
  if (kept) {
    const others = [fields['done_follow_ups'] ?? []].flat().filter((one) => one !== kept[1]);
    return { ...fields, done_follow_ups: value === '' ? others : [...others, kept[1]!] };
  }
  return { ...fields, [name]: value, ...rows(fields, name, value) };
}

function rows(fields: Fields, name: string, value: string): Fields {
  const row = /^(issue|follow)_[a-z]+_([1-5])$/.exec(name);
  if (!row || value === '') return {};
  const count = row[1] === 'issue' ? 'issue_rows' : 'follow_up_rows';
  return { [count]: String(Math.max(Number(fields[count] ?? 1) || 1, Number(row[2]))) };
}

/** What became of an operation. `text`: what stands on the server now where that is not what was sent. */
export type Outcome = 'applied' | 'same' | 'conflict' | 'refused' | 'submitted' | 'waiting';
export interface Received {
  id: string;
  outcome: Outcome;
  problem?: string | null;
}

/**
 * A text against the one that stands there: it goes in where nobody wrote since the device read it, counts as done where it
 * says the same, and is a conflict elsewhere. A tick cannot be shown side by side: confidentiality and kept promises win.
 */
export function meet(operation: Operation, current: string): 'applied' | 'same' | 'conflict' {
  if (same(operation.value, current)) return 'same';
  if (same(operation.base, current)) return 'applied';
  if (isTick(operation.field)) return operation.value === '' ? 'same' : 'applied';
  return 'conflict';
}

// ---- what a device keeps ---------------------------------------------------------------------

export interface KeptRecord {
  visited_on: string;
  by: string;
  texts: Record<string, string>;
}
export interface KeptVisit {
  id: VisitName;
  /** the number of its page; null: it was begun here and is not on the server yet */
  number: number | null;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  when: string;
  purpose: string;
  lead: string;
  mine: boolean;
  note: string | null;
  state: 'open' | 'recorded' | 'restricted';
  /** what stands on the server in each field: the own draft, else the record */
  texts: Record<string, string>;
  draft: boolean;
  /** texts that met others and wait for the person's choice */
  conflicts: { id: string; field: string; mine: string; theirs: string }[];
}
export interface KeptFacility {
  id: number;
  name: string;
  kind: string;
  address: string;
  phone: string | null;
  wishes: string | null;
  /** whether a visit nobody planned may be begun here */
  may_begin: boolean;
  visits: KeptVisit[];
  records: KeptRecord[];
  issues: { title: string; theme: string; state: string }[];
  promises: { id: number; what: string; due: string; owner: string; may_close: boolean }[];
}
export interface Piece {
  facilities: KeptFacility[];
  /** where the next piece begins; null: this was the last */
  next: number | null;
}
