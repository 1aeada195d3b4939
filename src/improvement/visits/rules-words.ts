import type { Purpose } from './rules.ts';
import { words as recordWords } from './words-record.ja.ts';
import { times, words } from './words.ja.ts';

// The record's own words, for whoever shows it elsewhere: said once, here.

export { recordWords };

export const purposeWord = (purpose: string): string => words.purposes[purpose as Purpose];

/** 「10:00～11:30」; says so where no time was agreed. */
export const timesOf = (from: string | null, to: string | null): string => times(from, to) || words.noTime;

export const issueStateWord = (state: string): string => words.issueStates[state] ?? state;

/** What a field of the record's form is called, rows of issues and promises with their number. */
export function fieldWord(name: string): string {
  if (name in recordWords.headings) return recordWords.headings[name as keyof typeof recordWords.headings];
  const row = /^(issue|follow)_([a-z]+)_([1-5])$/.exec(name);
  if (row) {
    const n = Number(row[3]);
    const label = {
      title: recordWords.issueTitle,
      theme: recordWords.issueTheme,
      weight: recordWords.issueWeight,
      description: recordWords.issueDescription,
      statement: recordWords.issueStatement,
      what: recordWords.followWhat,
      due: recordWords.followDue,
    }[row[2]!];
    return `${row[1] === 'issue' ? recordWords.issueRow(n) : recordWords.followRow(n)}：${label ?? ''}`;
  }
  if (name === 'visited_on') return recordWords.visited_on;
  if (name === 'restricted') return recordWords.restricted;
  if (name === 'memo') return recordWords.memo;
  return recordWords.openFollowUps;
}
