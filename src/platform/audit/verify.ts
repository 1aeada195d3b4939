import { withClient } from '../db/migrate.ts';

/** What recomputing the chain came to: numbers of events, and how far the chain and its head go. */
export interface ChainCheck {
  events: number;
  /** changed after they had been written */
  edited: number[];
  /** do not follow from the one before */
  unlinked: number[];
  /** before these one or more are missing */
  gaps: number[];
  head: number;
  last: number;
  /** the head keeps number and hash of the last event */
  whole: boolean;
}

export interface Verdict {
  events: number;
  /** One sentence per breach of the chain, in order; empty when it is whole. */
  breaches: string[];
}

/** Events recomputed by one statement: well within what one statement may take. */
const stretch = 20_000;
/** Numbers kept of each kind of breach: enough to know where to look. */
const most = 100;

/**
 * Recomputes one municipality's audit chain: finds an edited event, a missing number, a broken link, and a cut-off end (the
 * head keeps number and hash of the last event). What is written meanwhile is left to the next time.
 * @param ask runs a statement as a job or as owner in that municipality; the session must hold the duty 'job'
 */
export async function checkChain(
  ask: <R extends object>(text: string, values: unknown[]) => Promise<R[]>,
  pause: () => void = () => undefined,
): Promise<ChainCheck> {
  const [ends] = await ask<Pick<ChainCheck, 'head' | 'last' | 'whole'>>(
    'select head::float8 as head, last::float8 as last, whole from audit_ends()',
    [],
  );
  const found: ChainCheck = { ...ends!, events: 0, edited: [], unlinked: [], gaps: [] };
  const end = Math.max(found.head, found.last);
  for (let after = 0; after < end; after += stretch) {
    pause();
    const [part] = await ask<Pick<ChainCheck, 'events' | 'edited' | 'unlinked' | 'gaps'>>(
      `select events::float8 as events, edited[:$3]::float8[] as edited, unlinked[:$3]::float8[] as unlinked,
         gaps[:$3]::float8[] as gaps from audit_check($1, $2)`,
      [after, Math.min(after + stretch, end), most],
    );
    found.events += part!.events;
    for (const kind of ['edited', 'unlinked', 'gaps'] as const)
      found[kind] = [...found[kind], ...part![kind]].slice(0, most);
  }
  return found;
}

/** The same as the owner, outside the program: `npm run audit:verify`, and after a restore. */
export async function verifyAudit(ownerUrl: string, schema: string): Promise<Verdict> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${client.escapeIdentifier(schema)}, shared, extensions`);
    await client.query(`set app.has.job = '1'`);
    const { events, edited, unlinked, gaps, head, last, whole } = await checkChain(
      async <R extends object>(text: string, values: unknown[]) => (await client.query<R>(text, values)).rows,
    );
    const told = [
      ...gaps.map((seq) => ({ seq, text: `Before event ${seq} one or more events are missing.` })),
      ...edited.map((seq) => ({ seq, text: `Event ${seq} was changed after it had been written.` })),
      ...unlinked.map((seq) => ({ seq, text: `Event ${seq} does not follow from the one before it.` })),
    ].sort((one, other) => one.seq - other.seq);
    const breaches = told.map(({ text }) => text);
    if (!whole)
      breaches.push(
        `The end was cut off or changed: the chain ends at event ${last}, the head says ${head}.`,
      );
    return { events, breaches };
  });
}
