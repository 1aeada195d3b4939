import { sql, type SqlBool } from 'kysely';
import { facilitySource } from '../../base/directory/queries-offers.ts';
import { organisationSource } from '../../base/people/queries-offers.ts';
import { offerOf as offerFrom, together, type Offer } from '../../platform/search/offers.ts';
import { searchWords } from '../../platform/search/search.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { hashCode } from '../../platform/web/open.ts';
import {
  keyOf,
  keyOfToken,
  proofOf,
  tokenHash,
  unseal,
  unsealJson,
  yesHash,
  yesOf,
  type Key,
} from './rules-keys.ts';
import {
  byDay,
  type Entry,
  type Given,
  type LendingKind,
  type LentTitle,
  type Look,
  type OwnLending,
  type Profile,
} from './rules.ts';

export interface KeptEntry extends Entry {
  id: number;
  version: number;
  /** its own, to seal it anew and to lend it */
  key: Key;
}
export interface Lending extends OwnLending {
  id: number;
  kind: LendingKind;
  /** the place of the register that alone may open it */
  place: string | null;
  made_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  end_reason: 'taken_back' | 'lapsed' | 'taken' | null;
  entry_ids: number[];
  looks: (Look & { looked_at: Date })[];
}
export interface GivenYes extends Given {
  id: number;
  withdrawn_at: Date | null;
}

/** A file as its family has it open. */
export interface OpenFile {
  id: number;
  version: number;
  key: Key;
  profile: Profile;
  made_on: string;
  ends_at: Date;
  /** an address for the notice before the end is there; which one is not shown */
  mail: boolean;
  spare: boolean;
  entries: KeptEntry[];
  lendings: Lending[];
  given: GivenYes[];
}

interface Stored {
  id: number;
  version: number;
  key_sealed: string;
  profile_sealed: string;
  made_on: string;
  ends_at: string;
  mail: boolean;
  spare: boolean;
  entries: { id: number; version: number; key_sealed: string; body_sealed: string }[];
  lendings: {
    id: number;
    kind: LendingKind;
    own_sealed: string;
    facility: string | null;
    organisation: string | null;
    made_at: string;
    ends_at: string;
    ended_at: string | null;
    end_reason: Lending['end_reason'];
    entry_ids: number[];
    looks: { looked_at: string; who_sealed: string }[];
  }[];
  given: { id: number; given_sealed: string; withdrawn_at: string | null }[];
}

const unread: Look = { name: '', place: '', account: null };

/** The file that is open under a browser's token, with everything unsealed; null where none is, or its time is over. */
export async function openFile(tx: ReadTx, token: string | null): Promise<OpenFile | null> {
  if (token === null) return null;
  const { rows } = await sql<{ file: Stored | null }>`
    select support_file_of(${tokenHash(token)}, ${tx.now}::timestamptz) as file`.execute(tx.db);
  const stored = rows[0]?.file;
  const key = stored ? unseal(keyOfToken(token), 'visit', stored.key_sealed) : null;
  if (!stored || key === null) return null;
  const profile = unsealJson(key, 'profile', stored.profile_sealed) as Profile | null;
  if (profile === null) return null;
  return {
    id: stored.id,
    version: stored.version,
    key,
    profile,
    made_on: stored.made_on,
    ends_at: new Date(stored.ends_at),
    mail: stored.mail,
    spare: stored.spare,
    entries: stored.entries
      .flatMap((one) => {
        const own = unseal(key, 'entry key', one.key_sealed);
        const entry = own && (unsealJson(own, 'entry', one.body_sealed) as Entry | null);
        return own && entry ? [{ ...entry, id: one.id, version: one.version, key: own }] : [];
      })
      .toSorted(byDay),
    lendings: stored.lendings.flatMap((one) => {
      const own = unsealJson(key, 'lending', one.own_sealed) as OwnLending | null;
      if (own === null) return [];
      return [
        {
          ...own,
          id: one.id,
          kind: one.kind,
          place: one.facility ?? one.organisation,
          made_at: new Date(one.made_at),
          ends_at: new Date(one.ends_at),
          ended_at: one.ended_at === null ? null : new Date(one.ended_at),
          end_reason: one.end_reason,
          entry_ids: one.entry_ids,
          looks: one.looks.map(({ looked_at, who_sealed }) => ({
            ...((unsealJson(Buffer.from(own.key, 'base64url'), 'look', who_sealed) as Look | null) ?? unread),
            looked_at: new Date(looked_at),
          })),
        },
      ];
    }),
    given: stored.given.flatMap((one) => {
      const given = unsealJson(key, 'given', one.given_sealed) as Given | null;
      return given
        ? [{ ...given, id: one.id, withdrawn_at: one.withdrawn_at ? new Date(one.withdrawn_at) : null }]
        : [];
    }),
  };
}

export interface Lock {
  what: 'own' | 'spare' | LendingKind;
  salt: string;
  key_sealed: string;
}

/** What a code opens, still locked; null for none, whatever the reason. */
export async function lockOf(tx: ReadTx, code: string): Promise<Lock | null> {
  const { rows } = await sql<{ lock: Lock | null }>`
    select support_file_lock_of(${hashCode(tx.actor.house, code)}, ${tx.now}::timestamptz) as lock`.execute(
    tx.db,
  );
  return rows[0]?.lock ?? null;
}

// A code that opens nothing costs as much time as one that does.
const nothing: Lock = { what: 'own', salt: 'AAAAAAAAAAAAAAAAAAAAAA', key_sealed: '' };

/** Tries a lock with what was typed; null where it does not open. Slow on purpose: outside of a transaction, where it can be. */
export async function unlock(lock: Lock | null, code: string, passphrase: string): Promise<Key | null> {
  const { what, salt, key_sealed } = lock ?? nothing;
  const key = await keyOf(code, what === 'own' ? passphrase : '', salt);
  return lock === null ? null : unseal(key, 'lock', key_sealed);
}

/** What a borrower has open: the entries that were chosen, and nothing where it has ended. */
export interface LentFile extends LentTitle {
  kind: LendingKind;
  ends_at: Date;
  entries: (Entry & { id: number })[];
}
interface StoredLent {
  kind: LendingKind;
  title_sealed: string;
  key_sealed: string;
  ends_at: string;
  entries: { id: number; key_sealed: string; body_sealed: string }[];
}

const entriesUnder = (key: Key, stored: StoredLent['entries']): (Entry & { id: number })[] =>
  stored
    .flatMap((one) => {
      const own = unseal(key, 'lent key', one.key_sealed);
      const entry = own && (unsealJson(own, 'entry', one.body_sealed) as Entry | null);
      return entry ? [{ ...entry, id: one.id }] : [];
    })
    .toSorted(byDay);

export async function lentFile(tx: ReadTx, token: string | null): Promise<LentFile | null> {
  if (token === null) return null;
  const { rows } = await sql<{ lent: StoredLent | null }>`
    select support_file_lent_to(${tokenHash(token)}, ${tx.now}::timestamptz) as lent`.execute(tx.db);
  const stored = rows[0]?.lent;
  const key = stored ? unseal(keyOfToken(token), 'visit', stored.key_sealed) : null;
  if (!stored || key === null) return null;
  const title = unsealJson(key, 'title', stored.title_sealed) as LentTitle | null;
  if (title === null) return null;
  return {
    ...title,
    kind: stored.kind,
    ends_at: new Date(stored.ends_at),
    entries: entriesUnder(key, stored.entries),
  };
}

/** What a family offered to a case by a code, opened with it: for somebody who works on cases. */
export async function offerOf(tx: ReadTx, code: string) {
  const lock = await lockOf(tx, code);
  if (lock?.what !== 'offer') return null;
  const key = await unlock(lock, code, '');
  if (key === null) return null;
  const { rows } = await sql<{ offer: Pick<StoredLent, 'title_sealed' | 'entries'> | null }>`
    select support_file_offer_of(${hashCode(tx.actor.house, code)}, ${tx.now}::timestamptz) as offer`.execute(
    tx.db,
  );
  const offer = rows[0]?.offer;
  const title = offer ? (unsealJson(key, 'title', offer.title_sealed) as LentTitle | null) : null;
  if (!offer || title === null) return null;
  return {
    proof: proofOf(key),
    said_by: title.said_by,
    entries: entriesUnder(key, offer.entries).map((entry) => ({
      ...entry,
      yes_hash: yesHash(yesOf(key, entry.id)),
    })),
  };
}

/** Who asks for entries, and what for. */
export interface Asked {
  purpose: string;
  team: string;
  organisation: string;
}
export async function requestOf(tx: ReadTx, code: string | null): Promise<Asked | null> {
  if (code === null) return null;
  const { rows } = await sql<{ asked: Asked | null }>`
    select support_file_request_of(${hashCode(tx.actor.house, code)}, ${tx.today}::date) as asked`.execute(
    tx.db,
  );
  return rows[0]?.asked ?? null;
}

/** Whom a family may lend to by name: everybody's directory. Its values begin with what they are, `facility-` or `organisation-`. */
export async function placeOffer(
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  groups: { facilities: string; organisations: string },
): Promise<Offer> {
  const listed = sql<SqlBool>`organisation.listed`;
  const organisations = organisationSource(tx, {
    prefix: 'organisation-',
    group: groups.organisations,
    which: listed,
  });
  const source = together(
    [
      facilitySource(tx, { prefix: 'facility-', group: groups.facilities }),
      {
        ...organisations,
        // The search box finds organisations for those who sign in alone; the listed ones are everybody's.
        async find(text, atMost) {
          const found = searchWords(text);
          const rows = await tx.db
            .selectFrom('organisation')
            .select('id')
            .where(listed)
            .where('ended_on', 'is', null)
            .where((where) =>
              where.and(
                found.map(
                  (word) =>
                    sql<SqlBool>`position(${word} in search_fold(name || ' ' || coalesce(name_kana, ''))) > 0`,
                ),
              ),
            )
            .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
            .orderBy('id')
            .limit(atMost)
            .execute();
          return organisations.named(rows.map(({ id }) => `organisation-${id}`));
        },
      },
    ],
    '',
  );
  return offerFrom(source, values, 'place');
}

/** Whether a place or body is there to be lent to. */
export async function mayLendTo(tx: ReadTx, what: 'facility' | 'organisation', id: number): Promise<boolean> {
  const { rows } = await (
    what === 'facility'
      ? sql`select from facility where id = ${id} and ended_on is null`
      : sql`select from organisation where id = ${id} and listed`
  ).execute(tx.db);
  return rows.length > 0;
}

/** A case's requests that wait, and what families let it have, newest first. */
export async function requestsOf(tx: ReadTx, case_id: number) {
  return tx.db
    .selectFrom('support_file_request')
    .innerJoin('person', 'person.id', 'asked_by')
    .where('case_id', '=', case_id)
    .select([
      'support_file_request.id',
      'purpose',
      'asked_at',
      'ends_on',
      'ended_at',
      'code_sealed',
      sql<string>`person.family_name || ' ' || person.given_name`.as('asked_by'),
      sql<boolean>`may_work_case(team_id)`.as('may_work'),
    ])
    .orderBy('support_file_request.id', 'desc')
    .execute();
}
export type CaseRequest = Awaited<ReturnType<typeof requestsOf>>[number];

export async function takenOf(tx: ReadTx, case_id: number) {
  return tx.db
    .selectFrom('case_taken_entry')
    .where('case_id', '=', case_id)
    .select([
      'id',
      'request_id',
      'way',
      'topic',
      'stage',
      'dated_on',
      'title',
      'body',
      'said_by',
      'yes_at',
      'withdrawn_at',
    ])
    .orderBy('id', 'desc')
    .execute();
}
export type TakenEntry = Awaited<ReturnType<typeof takenOf>>[number];

export async function settingOf(tx: ReadTx): Promise<{ keep_months: number; notice_days: number }> {
  return tx.db
    .selectFrom('support_file_setting')
    .select(['keep_months', 'notice_days'])
    .executeTakeFirstOrThrow();
}

/** Whether a code is of a sheet that this person made and nobody has used yet. */
export async function isSheet(tx: ReadTx, code: string): Promise<boolean> {
  const there = await tx.db
    .selectFrom('support_file_sheet')
    .where('code_hash', '=', hashCode(tx.actor.house, code))
    .select('id')
    .executeTakeFirst();
  return there !== undefined;
}
