import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from '../../base/retention/rules.ts';

/** Courses with their applications, attendance, reflections and certificates. */
export const disposer: Disposer = {
  kinds: ['course'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select course_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'course',
  paths: ['/courses/'],
  due: async (tx, months, until_age) => {
    const { rows } =
      await sql<DueRow>`select * from course_due(${months}, ${until_age}, ${tx.today})`.execute(tx.db);
    return rows;
  },
};
