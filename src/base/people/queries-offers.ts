import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import {
  numbered,
  offeredWhole,
  offerOf,
  type Offer,
  type Offered,
  type OfferSource,
} from '../../platform/search/offers.ts';
import { find } from '../../platform/search/search.ts';
import { personName } from './queries.ts';
import { words } from './words-offers.ja.ts';
import { words as peopleWords } from './words.ja.ts';

const kindNames = peopleWords.kinds;

interface OrganisationOfferOptions {
  /** ended ones that stay to be chosen */
  besides?: readonly (number | null)[];
  /** only those of which this is true, of `organisation` */
  which?: RawBuilder<SqlBool>;
  /** not offered */
  except?: readonly (number | null)[];
  /** what is offered first where there are many; the actor's own organisations unless said otherwise */
  near?: { title: string; ids: readonly number[] } | undefined;
  /** what a value begins with, where other things than organisations can be chosen too */
  prefix?: string;
  /** the heading they stand under there */
  group?: string;
}

/** What a form offers to choose organisations from in its field; `values` is the form as it stands. */
export const organisationOffer = (
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  options: OrganisationOfferOptions = {},
): Promise<Offer> => offerOf(organisationSource(tx, options), values, field);

/**
 * The places of work a form offers in its field, under the names of who runs them. This slice comes before the directory: a word
 * is looked for in the entries of the search box, which every place has.
 */
export function workplaceOffer(
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  field: string,
): Promise<Offer> {
  const rows = () =>
    tx.db
      .selectFrom('facility')
      .innerJoin('organisation', 'organisation.id', 'facility.organisation_id')
      .select(['facility.id', 'facility.name', 'facility.kind', 'organisation.name as operator']);
  const offered = (one: { id: number; name: string; kind: string; operator: string }): Offered => ({
    value: `${one.id}`,
    label: one.name,
    note: words.place(one.kind, one.operator),
    group: one.operator,
  });
  const there = async (ids: readonly number[], open: boolean) => {
    if (ids.length === 0) return [];
    const found = await rows()
      .where(sql<boolean>`facility.id = any(${[...ids]}::bigint[])`)
      .$if(open, (query) => query.where('facility.ended_on', 'is', null))
      .execute();
    return ids.flatMap((id) => found.filter((one) => one.id === id).map(offered));
  };
  const source: OfferSource = {
    help: words.placeHelp,
    async all() {
      const open = await rows()
        .where('facility.ended_on', 'is', null)
        .orderBy(sql`(facility.name_kana = '')`)
        .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
        .orderBy('facility.id')
        .limit(offeredWhole + 1)
        .execute();
      return open.length > offeredWhole ? null : open.map(offered);
    },
    named: (keys, open = false) => there(numbered().ids(keys), open),
    find: async (text, atMost) =>
      there(
        (await find(tx, text, ['facility'], atMost)).map((hit) => hit.subject_id),
        true,
      ),
  };
  return offerOf(source, values, field);
}

/** As organisationOffer, for a form that offers other things as well. */
export function organisationSource(tx: ReadTx, options: OrganisationOfferOptions = {}): OfferSource {
  const { group } = options;
  const number = numbered(options.prefix);
  const besides = (options.besides ?? []).filter((id) => id !== null);
  const allowed = ({ id }: { id: number }) => !(options.except ?? []).includes(id);
  const offered = (one: { id: number; name: string; kind: keyof typeof kindNames }): Offered => ({
    value: number.value(one.id),
    label: one.name,
    note: kindNames[one.kind],
    ...(group === undefined ? {} : { group }),
  });
  const rows = () =>
    tx.db
      .selectFrom('organisation')
      .select(['id', 'name', 'kind'])
      .where(options.which ?? sql<SqlBool>`true`);
  return {
    help: words.help,
    near: number.near(options.near ?? { title: words.own, ids: tx.session.organisations }),
    async all() {
      const open = await rows()
        .where((where) => where.or([where('ended_on', 'is', null), where('id', 'in', [0, ...besides])]))
        .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
        .orderBy('id')
        .limit(offeredWhole + 1)
        .execute();
      return open.length > offeredWhole ? null : open.filter(allowed).map(offered);
    },
    async named(values, open = false) {
      const ids = number.ids(values);
      if (ids.length === 0) return [];
      const there = await rows()
        .where(sql<boolean>`id = any(${ids}::bigint[])`)
        .$if(open, (query) => query.where('ended_on', 'is', null))
        .execute();
      return ids.flatMap((id) => there.filter((one) => one.id === id && allowed(one)).map(offered));
    },
    async find(text, atMost) {
      const ids = (await find(tx, text, ['organisation'], atMost)).map((hit) => hit.subject_id);
      if (ids.length === 0) return [];
      const there = await rows()
        .where(sql<boolean>`id = any(${ids}::bigint[])`)
        .where('ended_on', 'is', null)
        .execute();
      return ids.flatMap((id) => there.filter((one) => one.id === id && allowed(one)).map(offered));
    },
  };
}

/** So many of those a word finds are looked through for those that may be chosen. */
const lookedThrough = 200;

interface PersonOfferOptions {
  /** only those with an appointment in force of which this is true, of `person` and `appointment` */
  which?: RawBuilder<SqlBool>;
  /** who is offered first where there are many; a few */
  near?: { title: string; ids: readonly number[] } | undefined;
  /** all stand under the place they work at, instead of each beside its own */
  byPlace?: boolean;
}

/** What a form offers to choose a person from in its field: who has an appointment in force, each with where that is. */
export function personOffer(
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  { which = sql<SqlBool>`true`, near, byPlace = false }: PersonOfferOptions = {},
): Promise<Offer> {
  const number = numbered();
  const offered = ({ id, name, place }: PersonAt): Offered => ({
    value: number.value(id),
    label: name,
    ...(place === '' ? {} : { note: place }),
  });
  const inOrder = (ids: readonly number[], there: readonly PersonAt[]) =>
    ids.flatMap((id) => there.filter((one) => one.id === id).map(offered));
  const among = (ids: readonly number[]) => sql<SqlBool>`person.id = any(${[...ids]}::bigint[])`;
  const source: OfferSource = {
    help: words.personHelp,
    near: near && number.near(near),
    async all() {
      const there = await personsAt(tx, which, offeredWhole + 1, byPlace);
      if (there.length > offeredWhole) return null;
      return there.map(({ id, name, place }) => ({
        value: number.value(id),
        ...(byPlace ? { label: name, group: place } : { label: words.person(name, place) }),
      }));
    },
    async named(keys, open = false) {
      const ids = number.ids(keys);
      if (ids.length === 0) return [];
      if (open) return inOrder(ids, await personsAt(tx, sql`${among(ids)} and ${which}`));
      const there = await personsAt(tx, among(ids));
      // Whose last appointment has ended stays where they stand.
      const gone = await tx.db
        .selectFrom('person')
        .where(among(ids.filter((id) => !there.some((one) => one.id === id))))
        .select(['id', personName('person').as('name'), sql<string>`''`.as('place')])
        .execute();
      return inOrder(ids, [...there, ...gone]);
    },
    async find(text, atMost) {
      const called = (await find(tx, text, ['person'], lookedThrough)).map((hit) => hit.subject_id);
      const found = await personsAt(tx, sql`${among(called)} and ${which}`);
      if (found.length > 0) return inOrder(called, found).slice(0, atMost);
      // Nobody is called so: it may be where somebody works.
      const places = await find(tx, text, ['facility', 'organisation'], lookedThrough);
      const ids = (kind: string) => places.flatMap((hit) => (hit.kind === kind ? [hit.subject_id] : []));
      const there = sql`(appointment.facility_id = any(${ids('facility')}::bigint[])
        or appointment.organisation_id = any(${ids('organisation')}::bigint[]))`;
      return (await personsAt(tx, sql`${there} and ${which}`, atMost)).map(offered);
    },
  };
  return offerOf(source, values, field);
}

interface PersonAt {
  id: number;
  name: string;
  place: string;
}

/** The person if they have an appointment in force of which `which` is true: what a command asks of a choice. */
export async function personAmong(
  tx: ReadTx,
  id: number,
  which: RawBuilder<SqlBool>,
): Promise<PersonAt | undefined> {
  const [person] = await personsAt(tx, sql`person.id = ${id} and ${which}`);
  return person;
}

async function personsAt(
  tx: ReadTx,
  which: RawBuilder<SqlBool>,
  atMost = lookedThrough,
  byPlace = false,
): Promise<PersonAt[]> {
  const place = sql<string>`min(coalesce(facility.name, organisation.name))`;
  return tx.db
    .selectFrom('person')
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .innerJoin('organisation', 'organisation.id', 'appointment.organisation_id')
    .leftJoin('facility', 'facility.id', 'appointment.facility_id')
    .where('appointment.starts_on', '<=', tx.today)
    .where((where) =>
      where.or([where('appointment.ends_on', 'is', null), where('appointment.ends_on', '>=', tx.today)]),
    )
    .where(which)
    .groupBy('person.id')
    .select(['person.id', personName('person').as('name'), place.as('place')])
    .$if(byPlace, (query) => query.orderBy(place))
    .orderBy(sql`person.family_kana collate "ja-x-icu"`)
    .orderBy(sql`person.given_kana collate "ja-x-icu"`)
    .orderBy('person.id')
    .limit(atMost)
    .execute();
}
