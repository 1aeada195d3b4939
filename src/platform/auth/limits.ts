import { createHmac } from 'node:crypto';
import type { House } from '../house.ts';
import { attemptRules } from './rules.ts';

/** What is counted: tries at a password, at a second factor, at resetting a password. */
type Kind = 'account' | 'factor' | 'reset';

/** Failures are counted before the check and forgiven after it, so that many tries at once gain nothing. */
export interface Limits {
  /** Counts one try at this account; null when it may be made, else until when it may not. */
  begin(kind: Kind, subject: string): Promise<Date | null>;
  /** Whether the account may not be tried now: after a wrong try, whether that was the one too many. */
  isLocked(kind: Kind, subject: string): Promise<boolean>;
  /** The try was right: nothing is held against the account. */
  forgive(kind: Kind, subject: string): Promise<void>;
  /** Counts one try from this address; false when there were too many within a minute. */
  fromSource(source: string | null): Promise<boolean>;
  /** Gives a right try back: a whole office behind one address signs in at half past eight. */
  giveBack(source: string | null): Promise<void>;
}

export function openLimits(house: House): Limits {
  const { pool } = house;
  const keyOf = (kind: string, subject: string) =>
    `${kind}:${createHmac('sha256', house.settings.SECRET).update(`attempt:${subject}`).digest('base64url')}`;
  const sourceKey = (source: string | null) => keyOf('source', source ?? 'unknown');
  return {
    async begin(kind, subject) {
      const key = keyOf(kind, subject);
      const now = house.clock();
      // The last allowed failure already locks; when the try proves right, forgive() removes the row.
      const { rowCount } = await pool.query(
        `insert into shared.auth_attempt as a (key, count, started_at, last_at) values ($1, 1, $2, $2)
         on conflict (key) do update set
           count = case when a.locked_until is not null or a.last_at < $3 then 1 else a.count + 1 end,
           locks = case when a.last_at < $3 then 0 else a.locks end
             + case when a.locked_until is null and a.last_at >= $3 and a.count + 1 >= $4 then 1 else 0 end,
           locked_until = case when a.locked_until is null and a.last_at >= $3 and a.count + 1 >= $4
             then $2 + least($5 * power(2, least(a.locks, 20)), $6) * interval '1 millisecond' end,
           started_at = case when a.locked_until is not null or a.last_at < $3 then $2 else a.started_at end,
           last_at = $2
         where a.locked_until is null or a.locked_until <= $2`,
        [
          key,
          now,
          new Date(now.getTime() - attemptRules.forget),
          attemptRules.failures,
          attemptRules.firstLock,
          attemptRules.longestLock,
        ],
      );
      if (rowCount === 1) return null;
      const { rows } = await pool.query<{ locked_until: Date | null }>(
        'select locked_until from shared.auth_attempt where key = $1',
        [key],
      );
      return rows[0]?.locked_until ?? now;
    },
    async isLocked(kind, subject) {
      const { rowCount } = await pool.query(
        'select from shared.auth_attempt where key = $1 and locked_until > $2',
        [keyOf(kind, subject), house.clock()],
      );
      return rowCount === 1;
    },
    async forgive(kind, subject) {
      await pool.query('delete from shared.auth_attempt where key = $1', [keyOf(kind, subject)]);
    },
    async fromSource(source) {
      const now = house.clock();
      const { rows } = await pool.query<{ count: number }>(
        `insert into shared.auth_attempt as a (key, count, started_at, last_at) values ($1, 1, $2, $2)
         on conflict (key) do update set
           count = case when a.started_at <= $3 then 1 else a.count + 1 end,
           started_at = case when a.started_at <= $3 then $2 else a.started_at end,
           last_at = $2
         returning count`,
        [sourceKey(source), now, new Date(now.getTime() - 60_000)],
      );
      return rows[0]!.count <= attemptRules.perMinute;
    },
    async giveBack(source) {
      await pool.query('update shared.auth_attempt set count = greatest(count - 1, 0) where key = $1', [
        sourceKey(source),
      ]);
    },
  };
}
