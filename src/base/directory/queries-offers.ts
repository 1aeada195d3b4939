import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import {
  numbered,
  offeredWhole,
  offerOf,
  type Offer,
  type Offered,
  type OfferSource,
} from '../../platform/search/offers.ts';
import { byKana, facilityPage } from './queries.ts';
import { words } from './words-offers.ja.ts';

export interface FacilityOfferOptions {
  /** none but these, however many: a head's own */
  within?: readonly number[] | undefined;
  /** closed ones that stay to be chosen */
  besides?: readonly (number | null)[];
  /** closed ones are offered too: what is told of earlier years */
  closed?: boolean;
  /** not offered */
  except?: readonly number[];
  /** what is offered first where there are many; the actor's own facilities unless said otherwise */
  near?: { title: string; ids: readonly number[] } | undefined;
  /** what a value begins with, where other things than facilities can be chosen too */
  prefix?: string;
  /** one heading for all of them there, instead of their kinds */
  group?: string;
}

/** What a form offers to choose facilities from in its field; `values` is the form as it stands. */
export const facilityOffer = (
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  options: FacilityOfferOptions = {},
): Promise<Offer> => offerOf(facilitySource(tx, options), values, field);

/** As facilityOffer, for a form that offers other things as well. */
export function facilitySource(tx: ReadTx, options: FacilityOfferOptions): OfferSource {
  const { within } = options;
  const number = numbered(options.prefix);
  const except = new Set(options.except);
  const besides = (options.besides ?? []).filter((id) => id !== null);
  const offered = (one: { id: number; name: string; kind: string; address: string }): Offered => ({
    value: number.value(one.id),
    label: one.name,
    note: words.note(one.kind, one.address),
    group: options.group ?? one.kind,
  });
  const columns = ['id', 'name', 'kind', 'address'] as const;
  return {
    help: words.help,
    near: number.near(options.near ?? { title: words.own, ids: tx.session.facilities }),
    async all() {
      if (within === undefined && (await areMany(tx))) return null;
      const rows = await tx.db
        .selectFrom('facility')
        .select(columns)
        .where((where) =>
          where.or([
            where.and([
              ...(options.closed ? [where('merged_into_id', 'is', null)] : [where('ended_on', 'is', null)]),
              ...(within === undefined ? [] : [where('id', 'in', [0, ...within])]),
            ]),
            where('id', 'in', [0, ...besides]),
          ]),
        )
        .$if(options.group === undefined, (query) => query.orderBy('kind'))
        .orderBy(byKana)
        .execute();
      return rows.filter(({ id }) => !except.has(id)).map(offered);
    },
    async named(values, open = false) {
      const ids = number.ids(values);
      if (ids.length === 0) return [];
      const rows = await tx.db
        .selectFrom('facility')
        .select(columns)
        .where(sql<boolean>`id = any(${ids}::bigint[])`)
        .$if(open, (query) => query.where('ended_on', 'is', null))
        .execute();
      const allowed = (id: number) => !except.has(id) && (within?.includes(id) ?? true);
      return ids.flatMap((id) => rows.filter((one) => one.id === id && allowed(id)).map(offered));
    },
    async find(text, atMost) {
      const size = atMost + except.size;
      const lines = await lookFor(tx, text, size);
      if (options.closed)
        lines.push(...(await facilityPage(tx, { q: text, ended: true }, { size, offset: 0 })).lines);
      return lines
        .filter(({ id }) => !except.has(id))
        .slice(0, atMost)
        .map(offered);
    },
  };
}

async function areMany(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from facility where ended_on is null limit ${sql.lit(offeredWhole + 1)}) as counted`.execute(
    tx.db,
  );
  return rows[0]!.count > offeredWhole;
}

/** Open facilities that hold every word; where none does, one of the words may be an area's name and the others lie in it. */
async function lookFor(tx: ReadTx, text: string, size: number) {
  const { lines } = await facilityPage(tx, { q: text }, { size, offset: 0 });
  if (lines.length > 0) return lines;
  const typed = text.split(/[\s\u3000]+/).filter((word) => Array.from(foldForSearch(word)).length >= 2);
  const { rows } = await sql<{ at: number; id: number }>`
    select word.at::int as at, area.id from unnest(${typed.map(foldForSearch)}::text[]) with ordinality as word (folded, at)
    join area on position(word.folded in search_fold(area.name)) > 0
    where area.ends_on is null or area.ends_on >= ${tx.today}
    order by length(area.name), area.id, word.at limit 1`.execute(tx.db);
  const [area] = rows;
  if (!area) return [];
  const q = typed.filter((_, at) => at + 1 !== area.at).join(' ');
  return (await facilityPage(tx, { q, area_id: area.id }, { size, offset: 0 })).lines;
}
