import type pg from 'pg';

// The year's report: put together, and its files written by the job; called from bench.ts with its facilities and visits in place.

interface Line {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}
interface Bench {
  owner: pg.Client;
  /** sends the button that makes the report of a year */
  make: (year: number) => Promise<number>;
  year: number;
  say(line: Line): void;
}

const limit = 20_000;

/** From pressing the button to the last of the four files; what the job and the page cost together. */
export async function report({ owner, make, year, say }: Bench): Promise<void> {
  const { rows: before } = await owner.query<{ id: string | null }>('select max(id) as id from year_report');
  const begun = performance.now();
  const status = await make(year);
  const asked = performance.now() - begun;
  let files = 0;
  while (files < 4 && performance.now() - begun < 3 * limit) {
    await new Promise((later) => setTimeout(later, 200));
    const { rows } = await owner.query<{ n: number }>(
      'select count(*)::integer as n from year_report_file where report_id > $1',
      [before[0]?.id ?? 0],
    );
    files = rows[0]!.n;
  }
  const took = performance.now() - begun;
  say({
    what: `annual report: put together (${Math.round(asked)} ms) and written as Word, PDF, Excel and one page, ${files} of 4 files`,
    figure: `${(took / 1000).toFixed(1)} s`,
    limit: '',
    ratio: '',
    wanted: 'under 20 s',
    ok: status === 303 && files === 4 && took < limit,
  });
}
