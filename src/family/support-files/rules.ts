import { primaryEntryFiscalYear } from '../../platform/ja/age.ts';
import { fiscalYearOf } from '../../platform/ja/dates.ts';

/** What a family keeps, in the order of the page. */
export const topics = [
  'growth',
  'likes',
  'helps',
  'health',
  'contacts',
  'plans',
  'days',
  'handover',
] as const;
export type Topic = (typeof topics)[number];

export const stages = ['before_school', 'primary', 'lower_secondary', 'upper_secondary', 'adult'] as const;
export type Stage = (typeof stages)[number];

export type LendingKind = 'show' | 'lend' | 'offer';

/** One thing the family keeps; as it lies under its key. */
export interface Entry {
  topic: Topic;
  stage: Stage;
  dated_on: string | null;
  title: string;
  body: string;
  /** the entry that took its place; the old one stays to be read */
  replaced_by: number | null;
}

/** Whose file it is; the code stands here so that the family can look it up. */
export interface Profile {
  name: string;
  born_on: string | null;
  code: string;
}

/** What the family remembers of a lending. `key` opens the looks and lets an offer's yes be taken back. */
export interface OwnLending {
  to: string;
  code: string;
  key: string;
  entries: { id: number; title: string }[];
}

/** What a borrower reads above the entries. */
export interface LentTitle {
  name: string;
  said_by: string;
}

export interface Look {
  name: string;
  place: string;
  /** the account's name and place, where somebody was signed in */
  account: string | null;
}

/** What went into a case: kept by the family. `lending_id` where it was offered by a code. */
export interface Given {
  title: string;
  to: string;
  on: string;
  yes: string;
  offered: string | null;
}

/** Minutes a file stays open in a browser after the last thing that was kept; a borrower's look lasts as long. */
export const openMinutes = 30;
/** How long what is shown at the spot may be opened. */
export const showMinutes = 60;
/** Days an offer to a case, a request of a case and a printed sheet wait. */
export const offerDays = 30;
export const requestDays = 60;
export const sheetDays = 180;
/** The longest a file may be lent at a time. */
export const lendDays = 366;

export const leastPassphrase = 8;

/** The stage of life of a child born on a day; before school where no day is known. */
export function stageOf(born_on: string | null, today: string): Stage {
  if (born_on === null) return 'before_school';
  const year = fiscalYearOf(today) - primaryEntryFiscalYear(born_on);
  if (year < 0) return 'before_school';
  if (year < 6) return 'primary';
  if (year < 9) return 'lower_secondary';
  return year < 12 ? 'upper_secondary' : 'adult';
}

/** Newest first; what has no day comes last. */
export const byDay = (a: { dated_on: string | null }, b: { dated_on: string | null }): number =>
  (b.dated_on ?? '').localeCompare(a.dated_on ?? '');

/** For the sheet of one page: what stands, of these topics, most useful in a hurry first. */
export const summaryTopics: readonly Topic[] = ['health', 'helps', 'likes', 'contacts', 'plans'];
