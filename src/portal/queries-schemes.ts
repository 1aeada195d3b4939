import { sql, type SqlBool } from 'kysely';
import { organisationOffer } from '../base/people/queries-offers.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import type { Offer } from '../platform/search/offers.ts';
import type { FormState } from '../platform/web/form.ts';
import { searchWords } from '../platform/search/search.ts';

export interface Reference {
  title: string;
  url: string;
}

function schemes(tx: ReadTx) {
  return tx.db
    .selectFrom('support_scheme')
    .leftJoin('organisation', 'organisation.id', 'support_scheme.contact_organisation_id')
    .selectAll('support_scheme')
    .select(['organisation.name as organisation', 'organisation.corporate_number']);
}
export type Scheme = Awaited<ReturnType<ReturnType<typeof schemes>['execute']>>[number];

export interface SchemeFilter {
  q: string;
  age_months: number | null;
  expecting?: boolean;
  /** network side: draft, published, ended; null for all */
  state?: 'draft' | 'published' | 'ended' | null;
}

/** What everybody may see: published by today and not ended, those open for applying first. */
export async function publicSchemes(tx: ReadTx, filter: SchemeFilter): Promise<Scheme[]> {
  let query = schemes(tx)
    .where('support_scheme.published_on', '<=', tx.today)
    .where((eb) =>
      eb.or([eb('support_scheme.ended_on', 'is', null), eb('support_scheme.ended_on', '>', tx.today)]),
    )
    .where('support_scheme.kind', '=', 'person');
  for (const word of searchWords(filter.q))
    query = query.where(sql<boolean>`position(${word} in support_scheme.folded) > 0`);
  if (filter.age_months !== null) {
    query = query.where(
      sql<boolean>`coalesce(age_from_months, 0) <= ${filter.age_months} and coalesce(age_to_months, 300) >= ${filter.age_months}`,
    );
  }
  return query
    .orderBy(sql`(support_scheme.closes_on is not null and support_scheme.closes_on < ${tx.today})`)
    .orderBy(sql`coalesce(age_from_months, 0)`)
    .orderBy('support_scheme.id')
    .limit(200)
    .execute();
}

/** One scheme as everybody may see it; ended ones stay readable, so that old links say so. */
export async function publicScheme(tx: ReadTx, id: number | null): Promise<Scheme | undefined> {
  return schemes(tx)
    .where('support_scheme.id', '=', id ?? 0)
    .where('support_scheme.published_on', '<=', tx.today)
    .executeTakeFirst();
}

/** Every scheme, for those who keep them. */
export async function allSchemes(tx: ReadTx, filter: SchemeFilter): Promise<Scheme[]> {
  let query = schemes(tx);
  for (const word of searchWords(filter.q))
    query = query.where(sql<boolean>`position(${word} in support_scheme.folded) > 0`);
  if (filter.state === 'draft')
    query = query
      .where('support_scheme.published_on', 'is', null)
      .where('support_scheme.ended_on', 'is', null);
  if (filter.state === 'published')
    query = query
      .where('support_scheme.published_on', 'is not', null)
      .where('support_scheme.ended_on', 'is', null);
  if (filter.state === 'ended') query = query.where('support_scheme.ended_on', 'is not', null);
  return query
    .orderBy(sql`support_scheme.ended_on is not null`)
    .orderBy('support_scheme.title')
    .orderBy('support_scheme.id')
    .limit(1000)
    .execute();
}

export async function schemeById(tx: ReadTx, id: number | null): Promise<Scheme | undefined> {
  return schemes(tx)
    .where('support_scheme.id', '=', id ?? 0)
    .executeTakeFirst();
}

/** Organisations that may be named as a scheme's own, for its form as it stands. */
export const organisationsToName = (tx: ReadTx, { values }: Pick<FormState, 'values'>): Promise<Offer> =>
  organisationOffer(tx, values, 'contact_organisation_id', {
    which: sql<SqlBool>`organisation.kind in ('city', 'department', 'association')`,
  });
