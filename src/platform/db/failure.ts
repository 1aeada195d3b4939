import pg from 'pg';

/**
 * The database would not take what it was given: text it cannot store, a number out of range, a key or check that does
 * not hold (SQLSTATE classes 22 and 23, 54000). What was sent is at fault, or two people at once; not the database.
 */
export function isUnfit(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^(22|23|54000)/.test(error.code ?? '');
}

/**
 * An error as a log or the job queue may keep it. PostgreSQL repeats values in its messages and details (a whole row
 * for a check that failed), and rows hold people's data: of its errors only code and names of things are told.
 */
export function withoutValues(error: unknown): Error {
  if (!(error instanceof pg.DatabaseError))
    return error instanceof Error ? error : new Error('Something else than an error was thrown.');
  const { code, table, column, constraint, routine, stack = '' } = error;
  const named = [table, column, constraint, routine].filter((name) => name !== undefined);
  const told = new Error(`PostgreSQL ${code ?? ''} ${named.join(' ')}`.trim());
  told.stack = [told.message, ...stack.split('\n').filter((line) => line.startsWith('    at '))].join('\n');
  return told;
}
