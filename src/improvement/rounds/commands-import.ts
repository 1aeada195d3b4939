import { defineImport, type Checked } from '../../platform/files/imports.ts';
import { formatMonthDay, parseDate, parseTime } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { agencyKinds, type AgencyKind } from './forms.ts';
import { agencies } from './queries-agencies.ts';
import { weekOf } from './rules-year.ts';
import { words } from './words.ja.ts';

export interface AgencyRow {
  organisation_id: number;
  facility_id: number;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  kind: AgencyKind;
}

const w = words.importing;
const kindOf = (said: string): AgencyKind =>
  agencyKinds.find((kind) => foldForSearch(words.agencyKinds[kind]) === foldForSearch(said)) ?? 'other';

/** Other agencies' rounds from their tables: agency, facility, day, times, kind; nothing about a child. */
export const agencyImport = defineImport<AgencyRow>({
  kind: 'agency_round',
  title: w.title,
  lead: w.lead,
  base: '/agency-rounds/import',
  home: { label: words.agencies.title, href: '/agency-rounds' },
  // An agency's own table may hold more than days: only who plans opens it, not the other agencies.
  duty: 'visit.plan',
  fields: [
    {
      name: 'organisation',
      label: w.organisation,
      aliases: w.aliases.organisation,
      required: true,
      constant: { help: w.organisationHelp },
    },
    { name: 'facility', label: w.facility, aliases: w.aliases.facility, required: true },
    { name: 'planned_on', label: w.planned_on, aliases: w.aliases.planned_on, required: true },
    { name: 'planned_from', label: w.planned_from, aliases: w.aliases.planned_from },
    { name: 'planned_to', label: w.planned_to, aliases: w.aliases.planned_to },
    { name: 'kind', label: w.kind, aliases: w.aliases.kind },
  ],
  template: [w.organisation, w.facility, w.planned_on, w.planned_from, w.planned_to, w.kind],
  async check(tx, rows) {
    const named = new Map((await agencies(tx)).map((one) => [foldForSearch(one.name), one]));
    const facilities = await tx.db
      .selectFrom('facility')
      .where('ended_on', 'is', null)
      .select(['id', 'name', 'local_id'])
      .execute();
    const byName = Map.groupBy(facilities, (one) => foldForSearch(one.name));
    const byNumber = new Map(
      facilities.flatMap((one) => (one.local_id === null ? [] : [[one.local_id, one]])),
    );
    const there = await tx.db
      .selectFrom('agency_round')
      .where('cancelled_at', 'is', null)
      .select(['organisation_id', 'facility_id', 'planned_on', 'kind'])
      .execute();
    const known = new Set(
      there.map((one) => `${one.organisation_id} ${one.facility_id} ${one.planned_on} ${one.kind}`),
    );
    const weeks = new Set(
      there
        .map((one) => `${one.facility_id} ${weekOf(one.planned_on)}`)
        .concat(
          (
            await tx.db
              .selectFrom('visit')
              .where('cancelled_at', 'is', null)
              .where('planned_on', '>=', tx.today)
              .select(['facility_id', 'planned_on'])
              .execute()
          ).map((one) => `${one.facility_id} ${weekOf(one.planned_on)}`),
        ),
    );
    const seen = new Map<string, number>();
    return {
      notes: [],
      rows: rows.map(({ row_number, fields }): Checked<AgencyRow> => {
        const said = (name: string) => (fields[name] ?? '').trim();
        const messages: string[] = [];
        const organisation = named.get(foldForSearch(said('organisation')));
        const alike = byName.get(foldForSearch(said('facility'))) ?? [];
        const facility = byNumber.get(said('facility')) ?? (alike.length === 1 ? alike[0] : undefined);
        const day = parseDate(said('planned_on'), { spreadsheetSerial: true });
        const time = (name: string) => (said(name) === '' ? null : parseTime(said(name)));
        const [from, to] = [time('planned_from'), time('planned_to')];
        if (!organisation) messages.push(w.noOrganisation(said('organisation')));
        else if (!organisation.may_enter) messages.push(w.notYours);
        if (!facility) messages.push(alike.length > 1 ? w.severalFacilities : w.noFacility(said('facility')));
        if (!day.ok) messages.push(day.reason);
        if (from && !from.ok) messages.push(from.reason);
        if (to && !to.ok) messages.push(to.reason);
        if (from?.ok && to?.ok && from.value >= to.value) messages.push(words.errors.endFirst);
        const label = `${said('facility')}　${day.ok ? formatMonthDay(day.value) : said('planned_on')}`;
        const refused = {
          row_number,
          verdict: 'refused' as const,
          label,
          target_id: null,
          data: null,
          changes: [],
        };
        if (messages.length > 0 || !organisation || !facility || !day.ok) return { ...refused, messages };
        const kind = kindOf(said('kind'));
        const key = `${organisation.id} ${facility.id} ${day.value} ${kind}`;
        const twin = seen.get(key);
        if (twin !== undefined) return { ...refused, messages: [w.twice(twin)] };
        seen.set(key, row_number);
        const data = {
          organisation_id: organisation.id,
          facility_id: facility.id,
          planned_on: day.value,
          planned_from: from?.ok ? from.value : null,
          planned_to: to?.ok ? to.value : null,
          kind,
        };
        const same = known.has(key);
        if (!same && weeks.has(`${facility.id} ${weekOf(day.value)}`)) messages.push(w.clash);
        return {
          row_number,
          verdict: same ? 'same' : 'new',
          label,
          target_id: null,
          data,
          changes: [],
          messages,
        };
      }),
    };
  },
  async apply(tx, rows, batch_id) {
    const { created_by } = await tx.db
      .selectFrom('import_batch')
      .where('id', '=', batch_id)
      .select('created_by')
      .executeTakeFirstOrThrow();
    const targets = new Map<number, number>();
    const refused = new Map<number, string>();
    for (const row of rows) {
      const made = await tx.db
        .insertInto('agency_round')
        .values({ ...row.data, entered_by: created_by, entered_at: tx.now })
        .onConflict((there) => there.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (made) targets.set(row.row_number, made.id);
      else refused.set(row.row_number, words.agencies.twice);
    }
    tx.record({ action: 'agency_round.import', detail: { rows: targets.size } });
    return { targets, refused };
  },
});
