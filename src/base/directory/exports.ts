import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import { parsePhone } from '../../platform/ja/phone.ts';
import { formatTime } from '../../platform/ja/dates.ts';
import type { FacilityLine, StandardFacility } from './queries.ts';
import { answers, partsOf, standInId, type Own } from './rules-import.ts';
import {
  addressCodeHeading,
  importFields,
  keptHeadings,
  standardHeadings,
  words as importWords,
  type StandardHeading,
} from './words-import.ja.ts';
import { unknownOperator, words } from './words.ja.ts';

/** The list as it is seen, one row a facility. */
export function listTable(lines: readonly FacilityLine[]): (string | number | null)[][] {
  return lines.map((line) => [
    line.name,
    line.name_kana,
    line.kind,
    line.organisation,
    line.address,
    line.areas,
    line.phone,
    line.capacity,
    line.ages,
    line.weekdays,
    line.opens_at === null ? null : formatTime(line.opens_at),
    line.closes_at === null ? null : formatTime(line.closes_at),
    line.confirmed_on,
  ]);
}

export function ownOf(tx: ReadTx): Own {
  const { code, prefecture, name } = tx.actor.municipality;
  return { code, prefecture, city: name };
}

/**
 * 子育て施設一覧 of the municipal open-data standard, 53 columns in its order: every value in the standard's own format,
 * empty where we have none. Facilities without a number get one that an import recognises.
 */
export function standardTable(facilities: readonly StandardFacility[], own: Own): string[][] {
  return facilities.map((facility) => {
    const cells = standardRow(facility, own);
    return standardHeadings.map((heading) => cells[heading] ?? '');
  });
}

function standardRow(facility: StandardFacility, own: Own): Partial<Record<StandardHeading, string>> {
  const extras = (facility.extras ?? {}) as Record<string, unknown>;
  const kept = (heading: string): string => {
    const value = extras[heading];
    return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
  };
  const parts = partsOf(facility.address, own);
  const given = ['address_prefecture', 'address_city', 'address_town', 'address_number'] as const;
  const written = given.map((name) => kept(importFields[name].label));
  const split = [parts.prefecture ?? '', parts.city ?? '', parts.town, parts.number];
  const [prefecture = '', city = '', town = '', number = ''] =
    facility.address === '' || written.some((part) => part !== '') ? written : split;
  const phone = facility.phone === null ? null : parsePhone(facility.phone);
  const weekdays = facility.weekdays === null ? null : parseWeekdays(facility.weekdays);
  return {
    ...Object.fromEntries(keptHeadings.map((heading) => [heading, kept(heading)])),
    [importFields.publisher_code.label]: own.code,
    [importFields.local_id.label]: facility.local_id ?? standInId(facility.id),
    [importFields.publisher_name.label]: `${own.prefecture}${own.city}`,
    [importFields.name.label]: facility.name,
    [importFields.name_kana.label]: facility.name_kana,
    [importFields.kind.label]: facility.kind,
    [addressCodeHeading]: kept(addressCodeHeading) || own.code,
    [importFields.address.label]: facility.address,
    [importFields.address_prefecture.label]: prefecture,
    [importFields.address_city.label]: city,
    [importFields.address_town.label]: town,
    [importFields.address_number.label]: number,
    [importFields.building.label]: facility.building ?? '',
    [importFields.latitude.label]: facility.latitude === null ? '' : String(facility.latitude),
    [importFields.longitude.label]: facility.longitude === null ? '' : String(facility.longitude),
    [importFields.access_note.label]: facility.access_note ?? '',
    [importFields.parking.label]: facility.parking ?? '',
    [importFields.phone.label]: phone?.ok ? phone.value.number : '',
    [importFields.extension.label]: (phone?.ok ? phone.value.extension : null) ?? '',
    [importFields.fax.label]: facility.fax ?? '',
    [importFields.email.label]: facility.email ?? '',
    [importFields.postal_code.label]: facility.postal_code ?? '',
    [importFields.corporate_number.label]:
      kept(importFields.corporate_number.label) || (facility.corporate_number ?? ''),
    [importFields.organisation.label]:
      facility.organisation === unknownOperator ? '' : (facility.organisation ?? ''),
    [importFields.established_on.label]: facility.established_on ?? '',
    [importFields.capacity.label]: facility.capacity === null ? '' : String(facility.capacity),
    [importFields.ages.label]: facility.ages ?? '',
    [importFields.weekdays.label]: weekdays?.ok ? formatWeekdays(weekdays.value) : '',
    [importFields.opens_at.label]: facility.opens_at ?? '',
    [importFields.closes_at.label]: facility.closes_at ?? '',
    [importFields.hours_note.label]: facility.hours_note ?? '',
    ...Object.fromEntries(
      answers.map((name) => {
        const value = facility[name];
        return [importFields[name].label, value === null ? '' : value ? importWords.yes : importWords.no];
      }),
    ),
    [importFields.name_en.label]: facility.name_en ?? '',
    [importFields.url.label]: facility.url ?? '',
    [importFields.note.label]: facility.note ?? '',
  };
}

export const listHeader = words.list.export.header;
