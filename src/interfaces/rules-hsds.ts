import { partsOf } from '../base/directory/rules-import.ts';
import type { ReadTx } from '../platform/db/transaction.ts';
import { instantOf } from '../platform/ja/dates.ts';
import { parsePhone } from '../platform/ja/phone.ts';
import { parseWeekdays } from '../platform/ja/weekdays.ts';
import type {
  ExceptionRow,
  OperatorRow,
  OrganisationRow,
  PlaceRow,
  ScheduleRow,
  ServiceRow,
  Vocabulary,
} from './queries-hsds.ts';
import { idOf, uuidOf, uuidOfKey } from './rules-uuid.ts';
import { words } from './words.ja.ts';

// Our rows as objects of HSDS 3.0. What we do not have is left out, as its schemas want it.

type Json = Record<string, unknown>;
export const taxonomies = ['programme', 'wish', 'accommodation', 'function'] as const;
export type Taxonomy = (typeof taxonomies)[number];

/** The municipality as its objects need it. */
export interface Here {
  code: string;
  name: string;
  prefecture: string;
  time_zone: string;
  today: string;
  words: Vocabulary;
}

export function hereOf(tx: ReadTx, vocabulary: Vocabulary): Here {
  const { code, name, prefecture, time_zone } = tx.actor.municipality;
  return { code, name, prefecture, time_zone, today: tx.today, words: vocabulary };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const present = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
const uri = (text: string | null): string | null =>
  text !== null && URL.canParse(text) ? new URL(text).href : null;
const email = (text: string | null): string | null =>
  text !== null && /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) ? text : null;
const years = (months: number | null): number | null =>
  months === null ? null : Math.round((months / 12) * 100) / 100;

/** Hours ahead of UTC: HSDS 3.0 writes a time zone as a number. */
function offsetOf(zone: string): number {
  const said = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(0))
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(said ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) + Number(minutes ?? 0) / 60);
}

// ---- taxonomies ------------------------------------------------------------------------------

export const taxonomyId = (here: Pick<Here, 'code'>, taxonomy: Taxonomy): string =>
  uuidOfKey(here.code, 'taxonomy', taxonomy);
export const termId = (here: Pick<Here, 'code'>, taxonomy: Taxonomy, code: string): string =>
  uuidOfKey(here.code, `taxonomy_term/${taxonomy}`, code);

export const taxonomyOf = (here: Here, taxonomy: Taxonomy): Json => ({
  id: taxonomyId(here, taxonomy),
  ...words.taxonomies[taxonomy],
  version: '1',
});

/** Every term of a taxonomy: code, name, description. */
function termsIn(here: Here, taxonomy: Taxonomy): { code: string; name: string; description: string }[] {
  const listed = (of: Record<string, string>) =>
    Object.entries(of).map(([code, name]) => ({ code, name, description: name }));
  if (taxonomy === 'programme') return here.words.programmes;
  if (taxonomy === 'wish') return here.words.wishes;
  return listed(taxonomy === 'accommodation' ? words.accommodations : words.functions);
}

function term(
  here: Here,
  taxonomy: Taxonomy,
  one: { code: string; name: string; description: string },
): Json {
  return {
    id: termId(here, taxonomy, one.code),
    code: one.code,
    name: one.name,
    description: one.description === '' ? one.name : one.description,
    taxonomy: words.taxonomies[taxonomy].name,
    language: 'ja',
    taxonomy_id: taxonomyId(here, taxonomy),
  };
}

/** All terms, with what they are called inside. */
export function allTerms(here: Here): { taxonomy: Taxonomy; code: string; term: Json }[] {
  return taxonomies.flatMap((taxonomy) =>
    termsIn(here, taxonomy).map((one) => ({ taxonomy, code: one.code, term: term(here, taxonomy, one) })),
  );
}

const known = new WeakMap<Vocabulary, Map<string, Json>>();
/** Terms are looked up for every row of a page: made once a question. */
function termOf(here: Here, taxonomy: Taxonomy, code: string): Json | null {
  let terms = known.get(here.words);
  if (!terms) {
    terms = new Map(allTerms(here).map((one) => [`${one.taxonomy}/${one.code}`, one.term]));
    known.set(here.words, terms);
  }
  return terms.get(`${taxonomy}/${code}`) ?? null;
}

function attributes(
  here: Here,
  entity: 'service' | 'location',
  id: number,
  terms: readonly (readonly [Taxonomy, string])[],
): Json[] {
  return terms.flatMap(([taxonomy, code]) => {
    const found = termOf(here, taxonomy, code);
    if (!found) return [];
    return [
      {
        id: uuidOfKey(here.code, `attribute/${entity}/${id}`, `${taxonomy}/${code}`),
        link_id: uuidOf(here.code, entity, id),
        link_type: taxonomy,
        link_entity: entity,
        taxonomy_term_id: found.id,
        taxonomy_term: found,
      },
    ];
  });
}

// ---- parts -----------------------------------------------------------------------------------

function phones(here: Here, owner: 'service' | 'location', id: number, place: PlaceRow): Json[] {
  if (place.phone === null) return [];
  const read = parsePhone(place.phone);
  const extension = read.ok && read.value.extension ? Number(read.value.extension) : Number.NaN;
  return [
    present({
      id: uuidOf(here.code, `${owner}_phone`, id),
      [`${owner}_id`]: uuidOf(here.code, owner, id),
      number: read.ok ? read.value.number : place.phone,
      extension: Number.isInteger(extension) ? extension : null,
      type: 'voice',
      description: words.phone,
    }),
  ];
}

const languageName = new Intl.DisplayNames('ja', { type: 'language', fallback: 'code' });

function languages(here: Here, owner: 'service' | 'location', id: number, codes: readonly string[]): Json[] {
  return codes.map((code) => {
    let name = code;
    try {
      name = languageName.of(code) ?? code;
    } catch {
      // not a tag this list knows: the code says it
    }
    return {
      id: uuidOfKey(here.code, `${owner}_language/${id}`, code),
      [`${owner}_id`]: uuidOf(here.code, owner, id),
      code,
      name,
    };
  });
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function schedule(
  here: Here,
  owner: Json,
  id: string,
  rule: {
    byday: readonly string[];
    opens_at: string | null;
    closes_at: string | null;
    valid_from?: string | null;
    valid_to?: string | null;
    notes: string;
  },
): Json {
  const monthly = rule.byday.some((day) => /\d/.test(day));
  return present({
    id,
    ...owner,
    freq: monthly ? 'MONTHLY' : 'WEEKLY',
    interval: 1,
    byday: rule.byday.join(','),
    wkst: 'MO',
    dtstart: rule.valid_from ?? null,
    valid_from: rule.valid_from ?? null,
    valid_to: rule.valid_to ?? null,
    until: rule.valid_to ?? null,
    opens_at: rule.opens_at,
    closes_at: rule.closes_at,
    timezone: offsetOf(here.time_zone),
    attending_type: 'in_person',
    notes: rule.notes,
  });
}

/** Opening times by their own rules; without any, by the list of weekdays. */
function schedules(
  here: Here,
  owner: Json,
  rows: readonly ScheduleRow[],
  otherwise: {
    key: string;
    weekdays: string | null;
    opens_at: string | null;
    closes_at: string | null;
    note: string;
  },
): Json[] {
  if (rows.length > 0) {
    return rows.flatMap((row) =>
      // One rule is either weekly or monthly.
      [row.byday.filter((day) => !/\d/.test(day)), row.byday.filter((day) => /\d/.test(day))]
        .filter((byday) => byday.length > 0)
        .map((byday, at) =>
          schedule(
            here,
            owner,
            uuidOfKey(here.code, 'schedule', `${row.id}/${at}/${Object.values(owner).join()}`),
            {
              ...row,
              byday,
              notes: [words.holidays[row.holidays], row.note ?? '']
                .filter((part) => part !== '')
                .join(words.join),
            },
          ),
        ),
    );
  }
  const weekdays = otherwise.weekdays === null ? null : parseWeekdays(otherwise.weekdays);
  if (!weekdays?.ok || weekdays.value.days.length === 0) return [];
  const holiday = weekdays.value.holidays ? words.holidays.open : words.holidays.closed;
  return [
    schedule(here, owner, uuidOfKey(here.code, 'schedule', otherwise.key), {
      byday: weekdays.value.days.map((day) => codes[day - 1]!),
      opens_at: otherwise.opens_at?.slice(0, 5) ?? null,
      closes_at: otherwise.closes_at?.slice(0, 5) ?? null,
      notes: [holiday, otherwise.note].filter((part) => part !== '').join(words.join),
    }),
  ];
}

function alertOf(exceptions: readonly ExceptionRow[]): string {
  return exceptions
    .map((one) =>
      one.opens_at === null || one.closes_at === null
        ? words.closedFrom(one.starts_on, one.ends_on, one.reason)
        : words.otherHours(one.starts_on, one.ends_on, one.opens_at, one.closes_at),
    )
    .join(words.join);
}

// ---- the objects -----------------------------------------------------------------------------

/** Without organization, service or location id of its own where it stands alone. */
export function organizationOf(here: Here, row: OrganisationRow): Json {
  return present({
    id: uuidOf(here.code, 'organization', row.id),
    name: row.name,
    alternate_name: row.name_kana,
    description: words.organisation_kinds[row.kind] ?? words.organisation_kinds.other,
    tax_id: row.corporate_number,
  });
}

const identifiers = (here: Here, row: OrganisationRow): Json[] =>
  row.corporate_number === null
    ? []
    : [
        {
          id: uuidOf(here.code, 'organization_identifier', row.id),
          organization_id: uuidOf(here.code, 'organization', row.id),
          identifier_scheme: 'JP-CN',
          identifier_type: 'corporate number',
          identifier: row.corporate_number,
        },
      ];

export function locationOf(here: Here, place: PlaceRow): Json {
  const id = uuidOf(here.code, 'location', place.id);
  const parts = partsOf(place.address, { code: here.code, prefecture: here.prefecture, city: here.name });
  const access = words.accessibility;
  const there = (
    [
      ['nursing_room', place.nursing_room],
      ['diaper_changing', place.diaper_changing],
      ['stroller_use', place.stroller_use],
      ['parking_available', place.parking_available],
      ['wheelchair', place.accommodations.includes('wheelchair')],
    ] as const
  ).filter(([, has]) => has === true);
  return present({
    id,
    location_type: 'physical',
    url: uri(place.url),
    organization_id: uuidOf(here.code, 'organization', place.organisation_id),
    name: place.name,
    alternate_name: place.name_en ?? place.name_kana,
    description: place.atmosphere ?? place.kind,
    transportation: [place.access_note ?? '', place.parking ?? '']
      .filter((part) => part !== '')
      .join(words.join),
    latitude: place.latitude,
    longitude: place.longitude,
    external_identifier: place.local_id,
    external_identifier_type: place.local_id === null ? null : words.identifier,
    languages: languages(here, 'location', place.id, place.languages),
    addresses:
      place.address === ''
        ? []
        : [
            {
              id: uuidOf(here.code, 'address', place.id),
              location_id: id,
              address_1: `${parts.town}${parts.number}` || place.address,
              ...(place.building === null ? {} : { address_2: place.building }),
              city: parts.city ?? here.name,
              state_province: parts.prefecture ?? here.prefecture,
              postal_code: place.postal_code ?? '',
              country: 'JP',
              address_type: 'physical',
            },
          ],
    accessibility: there.map(([name]) => ({
      id: uuidOfKey(here.code, `accessibility/${place.id}`, name),
      location_id: id,
      description: access[name],
      details: words.available,
    })),
    phones: phones(here, 'location', place.id, place),
    schedules: schedules(
      here,
      { location_id: id },
      place.schedules.filter((row) => row.service_id === null),
      { key: `location/${place.id}`, ...place, note: place.hours_note ?? '' },
    ),
    attributes: attributes(here, 'location', place.id, [
      ...place.offers.map((code) => ['wish', code] as const),
      ...place.accommodations.map((code) => ['accommodation', code] as const),
      ...place.functions.map((code) => ['function', code] as const),
    ]),
  });
}

const programId = (here: Here, code: string): string => uuidOfKey(here.code, 'program', code);

function programOf(
  here: Here,
  row: Pick<ServiceRow, 'programme_code' | 'programme' | 'programme_description'>,
): Json {
  return {
    id: programId(here, row.programme_code),
    name: row.programme,
    description: row.programme_description === '' ? row.programme : row.programme_description,
  };
}

type AnyService = Omit<ServiceRow, 'organisation'> & { organisation?: OrganisationRow | null };

/** As HSDS tells running from given-up services. */
export function statusOf(row: AnyService, today: string): 'active' | 'inactive' | 'defunct' {
  const end = [row.ends_on, row.place.ended_on].filter((day) => day !== null).toSorted()[0];
  if (end !== undefined && end < today) return 'defunct';
  return row.starts_on !== null && row.starts_on > today ? 'inactive' : 'active';
}

/** A service without what belongs to it, as the listings of HSDS carry it. */
export function serviceListed(here: Here, row: AnyService): Json {
  const { place } = row;
  const reservation = row.reservation ?? place.reservation;
  return present({
    id: uuidOf(here.code, 'service', row.id),
    organization_id: uuidOf(here.code, 'organization', place.organisation_id),
    program_id: programId(here, row.programme_code),
    name: row.name,
    alternate_name: row.programme,
    description: row.description ?? (row.programme_description || null),
    url: uri(row.url) ?? uri(place.url),
    email: email(place.email),
    status: statusOf(row, here.today),
    application_process: [
      reservation === null ? '' : (words.reservation[reservation] ?? ''),
      place.reservation_note ?? '',
    ]
      .filter((part) => part !== '')
      .join(''),
    fees_description: row.fee_note,
    eligibility_description: place.ages,
    minimum_age: years(row.age_from_months ?? place.age_from_months),
    maximum_age: years(row.age_to_months ?? place.age_to_months),
    assured_date: place.confirmed_on,
    alert: alertOf(place.exceptions.filter((one) => one.service_id === null || one.service_id === row.id)),
    last_modified: new Date(place.updated_at).toISOString(),
    organization: row.organisation ? organizationOf(here, row.organisation) : null,
    program: programOf(here, row),
  });
}

export function atLocation(here: Here, row: AnyService, nested: boolean): Json {
  return present({
    id: uuidOf(here.code, 'service_at_location', row.id),
    service_id: uuidOf(here.code, 'service', row.id),
    location_id: uuidOf(here.code, 'location', row.place.id),
    description: `${row.name}　${row.place.name}`,
    location: nested ? locationOf(here, row.place) : null,
  });
}

/** A service with everything that belongs to it. */
export function serviceFull(here: Here, row: AnyService, withPlace = true): Json {
  const id = uuidOf(here.code, 'service', row.id);
  const { place } = row;
  const own = place.schedules.filter((one) => one.service_id === row.id);
  const rules =
    own.length > 0 || row.weekdays !== null ? own : place.schedules.filter((one) => one.service_id === null);
  return {
    ...serviceListed(here, row),
    ...present({
      phones: phones(here, 'service', row.id, place),
      schedules: schedules(here, { service_id: id }, rules, {
        key: `service/${row.id}`,
        weekdays: row.weekdays ?? place.weekdays,
        opens_at: row.opens_at ?? place.opens_at,
        closes_at: row.closes_at ?? place.closes_at,
        note: row.weekdays === null ? (place.hours_note ?? '') : '',
      }),
      service_areas: [
        {
          id: uuidOf(here.code, 'service_area', row.id),
          service_id: id,
          name: `${here.prefecture}${here.name}`,
          description: words.area(here.name),
          extent: here.code,
          extent_type: 'text',
        },
      ],
      service_at_locations: [atLocation(here, row, withPlace)],
      languages: languages(here, 'service', row.id, place.languages),
      cost_options:
        row.fee_amount === null
          ? []
          : [
              present({
                id: uuidOf(here.code, 'cost_option', row.id),
                service_id: id,
                option: words.free,
                currency: 'JPY',
                amount: row.fee_amount,
                amount_description: row.fee_note,
              }),
            ],
      // Of HSDS 3.1, which 3.0 allows beside its own: how many places there are, and how many of them are free.
      capacities:
        row.capacity === null
          ? []
          : [
              present({
                id: uuidOf(here.code, 'service_capacity', row.id),
                service_id: id,
                unit: { id: uuidOfKey(here.code, 'unit', 'person'), name: words.person },
                maximum: row.capacity,
                available: row.places_free,
                updated:
                  row.capacity_as_of === null
                    ? null
                    : instantOf(row.capacity_as_of, '00:00', here.time_zone).toISOString(),
              }),
            ],
      attributes: attributes(here, 'service', row.id, [
        ['programme', row.programme_code],
        ...place.offers.map((code) => ['wish', code] as const),
        ...place.accommodations.map((code) => ['accommodation', code] as const),
        ...place.functions.map((code) => ['function', code] as const),
      ]),
    }),
  };
}

/** service_at_location in listings: the link with the place and the service, each without what belongs to it. */
export function atLocationListed(here: Here, row: AnyService, full: boolean): Json {
  return {
    ...atLocation(here, row, full),
    service: full ? serviceFull(here, row, false) : serviceListed(here, row),
    ...(full ? {} : { location: bare(locationOf(here, row.place)) }),
  };
}

/** One-to-one fields only. */
const bare = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => !Array.isArray(value)));

/** An organization with its places and services: in full, or with no more than the services' numbers. */
export function organizationFull(here: Here, row: OperatorRow, full_service: boolean): Json {
  return {
    ...organizationOf(here, row),
    ...present({
      organization_identifiers: identifiers(here, row),
      locations: row.places.map((place) => locationOf(here, place)),
      services: row.services.map((service) =>
        full_service
          ? serviceFull(here, service, false)
          : {
              id: uuidOf(here.code, 'service', service.id),
              name: service.name,
              status: statusOf(service, here.today),
            },
      ),
    }),
  };
}

/** The number behind a UUID of one of our kinds of objects. */
export const numberOf = (
  here: { code: string },
  kind: 'organization' | 'location' | 'service' | 'service_at_location',
  uuid: string,
): number | null => idOf(here.code, kind, uuid);
