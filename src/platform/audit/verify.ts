import { withClient } from '../db/migrate.ts';

export interface Verdict {
  events: number;
  /** One sentence per breach of the chain, in order; empty when it is whole. */
  breaches: string[];
}

/**
 * Recomputes one municipality's audit chain as the owner: finds an edited event, a missing number, a broken link, and
 * a cut-off end (the head keeps number and hash of the last event).
 */
export async function verifyAudit(ownerUrl: string, schema: string): Promise<Verdict> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${client.escapeIdentifier(schema)}, shared, extensions`);
    const { rows: found } = await client.query<{
      seq: number;
      edited: boolean;
      unlinked: boolean;
      gap: boolean;
    }>(
      `select seq, edited, unlinked, gap from (
         select seq::float8 as seq,
           hash <> audit_hash(previous_hash, seq, at, person_id, actor, action, subject_kind, subject_id, about_person_id,
             purpose, source, detail) as edited,
           previous_hash <> coalesce(lag(hash) over w, '\\x00') as unlinked,
           seq <> coalesce(lag(seq) over w, 0) + 1 as gap
         from audit_event window w as (order by seq)) as checked
       where edited or unlinked or gap order by seq limit 100`,
    );
    const { rows: ends } = await client.query<{ events: number; whole: boolean; head: number; last: number }>(
      `select (select count(*) from audit_event)::float8 as events, head.seq::float8 as head, coalesce(last.seq, 0)::float8 as last,
         head.seq = coalesce(last.seq, 0) and head.hash = coalesce(last.hash, '\\x00') as whole
       from audit_head head left join lateral (select seq, hash from audit_event order by seq desc limit 1) last on true`,
    );
    const end = ends[0]!;
    const breaches = found.flatMap(({ seq, edited, unlinked, gap }) => [
      ...(gap ? [`Before event ${seq} one or more events are missing.`] : []),
      ...(edited ? [`Event ${seq} was changed after it had been written.`] : []),
      ...(unlinked && !gap ? [`Event ${seq} does not follow from the one before it.`] : []),
    ]);
    if (!end.whole)
      breaches.push(
        `The end was cut off or changed: the chain ends at event ${end.last}, the head says ${end.head}.`,
      );
    return { events: end.events, breaches };
  });
}
