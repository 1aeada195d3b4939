import { sql } from 'kysely';
import { requestById, type RequestLine } from '../../base/retention/queries-rights.ts';
import { withoutReadings } from '../../platform/ja/readings.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { copyParts, type CopyLine, type CopyPart, type Relative } from './rules-own.ts';

/** A request for disclosure that the reader's team was asked about; undefined where it is not theirs to answer. */
export async function requestToAnswer(tx: ReadTx, id: number | null): Promise<RequestLine | undefined> {
  const request = await requestById(tx, id);
  return request?.kind === 'disclosure' && request.may_answer ? request : undefined;
}

export interface Candidate {
  id: number;
  household_id: number;
  name: string;
  born_on: string | null;
  relation: string;
}

/** People of the families the reader's teams work with, by name or reading. */
export async function copyCandidates(tx: ReadTx, name: string): Promise<Candidate[]> {
  const sought = foldForSearch(name).replace(/\s/g, '');
  if (sought === '') return [];
  const { rows } = await sql<Candidate>`
    select id, household_id, family_name || ' ' || given_name as name, born_on, relation from household_member
    where may_disclose(team_ids) and (replace(family_name || given_name, ' ', '') like ${`%${sought}%`}
      or kana_folded like ${`%${sought}%`}) order by kana_folded, id limit 30`.execute(tx.db);
  return rows;
}

export interface CopyLineFound {
  part: CopyPart;
  id: number;
  on: string | null;
  text: string;
  about_other: boolean;
  told_by_others: boolean;
}

/**
 * Everything the reader's teams keep on one member of a household and on the household as a whole, line by line; of entries that
 * were made one, of each. Who notified is read for one purpose: to take the name and what leads to it out of every line.
 * Tables of later slices (conference, referral) are read here, since the paper is one.
 */
export async function copyLines(
  tx: ReadTx,
  household_id: number,
  member_id: number,
): Promise<{ lines: CopyLineFound[]; notifiers: string[] }> {
  const zone = tx.actor.municipality.time_zone;
  const { rows } = await sql<CopyLineFound>`
    with house as (select id from household where id = ${household_id} or merged_into_id = ${household_id}),
    files as (select * from support_case where household_id in (select id from house)),
    calls as (select * from consultation where household_id in (select id from house)),
    told as (
      select 'member' as part, id, null::date as "on", concat_ws(E'\n', family_name || ' ' || given_name,
          nullif(btrim(family_kana || ' ' || given_kana), ''), nullif(known_as, ''), to_char(born_on, 'YYYY-MM-DD'), nullif(care, '')) as text,
        false as about_other, false as told_by_others
      from household_member where id = ${member_id}
      union all select 'address', id, starts_on, address, false, false from household_address where household_id in (select id from house)
      union all select 'contact', id, null, concat_ws('　', value, nullif(note, '')), member_id is not null and member_id <> ${member_id}, false
        from household_contact where household_id in (select id from house)
      union all select 'place', place.id, null, concat_ws('　', place.fiscal_year::text, coalesce(facility.name, place.place_name), nullif(place.class_name, '')),
          place.member_id <> ${member_id}, false
        from household_member_place as place left join facility on facility.id = place.facility_id
        where place.household_id in (select id from house)
      union all select 'consultation', id, (received_at at time zone ${zone})::date,
          concat_ws(E'\n', words_said, nullif(done_text, ''), nullif(next_step, '')), false,
          abuse_kind is not null or route_code not in ('family', 'child') or exists (select from consultation_notifier where consultation_id = calls.id)
        from calls
      union all select 'triage', triage.id, (judged_at at time zone ${zone})::date, reason, false, false
        from triage join calls on calls.id = triage.consultation_id
      union all select 'case', id, opened_on, concat_ws(E'\n', headline, nullif(close_text, '')), false, false from files
      union all select 'note', note.id, (contacted_at at time zone ${zone})::date, concat_ws(E'\n', nullif(with_whom, ''), body), false, false
        from contact_note as note join files on files.id = note.case_id
        where not exists (select from contact_note as later where later.supersedes_id = note.id)
      union all select 'event', event.id, happened_on, concat_ws('　', title, nullif(source, '')),
          event.member_id is not null and event.member_id <> ${member_id}, false
        from life_event as event join files on files.id = event.case_id where withdrawn_at is null
      union all select 'assessment', one.id, assessed_on, concat_ws(E'\n', nullif(basis, ''), summary),
          one.member_id is not null and one.member_id <> ${member_id}, false
        from assessment as one join files on files.id = one.case_id
      union all select 'plan', plan.id, made_on, concat_ws(E'\n', wish, nullif(worries, ''), nullif(strengths, ''), goals, nullif(family_part, ''),
          (select string_agg(concat_ws('　', what, who, nullif(how_often, '')), E'\n' order by item.position)
            from support_plan_item as item where item.plan_id = plan.id)), false, false
        from support_plan as plan join files on files.id = plan.case_id
      union all select 'form', newest.id, (newest.written_at at time zone ${zone})::date, told, false, false from (
          select distinct on (written.case_id, form_code, disclosure_id) written.id, written_at,
            (select string_agg(value, E'\n') from jsonb_each_text(written.fields)) as told
          from case_form_text as written join files on files.id = written.case_id
          order by written.case_id, form_code, disclosure_id, written.number desc) as newest where told is not null
      union all select 'council', entry.id, registered_on, concat_ws(E'\n', nullif(situation, ''), policy, nullif(end_text, '')), false, false
        from council_entry as entry join files on files.id = entry.case_id
      union all select 'conference', conference.id, held_on, concat_ws(E'\n', purpose, nullif(minutes, ''),
          (select string_agg(body, E'\n' order by decision.id) from conference_decision as decision where decision.conference_id = conference.id)), false, false
        from conference join files on files.id = conference.case_id where conference.cancelled_at is null
      union all select 'referral', referral.id, (referral.created_at at time zone ${zone})::date,
          concat_ws(E'\n', coalesce(facility.name, organisation.name, referral.recipient_name), referral.need, nullif(told_what, '')),
          origin.member_id is not null and origin.member_id <> ${member_id}, false
        from referral_origin as origin join referral on referral.id = origin.id
        left join facility on facility.id = referral.facility_id left join organisation on organisation.id = referral.organisation_id
        where origin.case_id in (select id from files) or origin.consultation_id in (select id from calls)
      union all select 'disclosure', disclosure.id, (decided_at at time zone ${zone})::date,
          concat_ws(E'\n', recipient_name, legal_basis.name || '（' || legal_basis.provision || '）', necessity,
            (select string_agg(line, E'\n') from disclosure_content as content, jsonb_array_elements(content.shown) as shown,
              jsonb_array_elements_text(shown -> 'lines') as line where content.disclosure_id = disclosure.id)), false, false
        from disclosure join legal_basis on legal_basis.id = disclosure.basis_id where household_id in (select id from house)
      union all select 'consent', consent.id, said_on, concat_ws(E'\n', said_by, purpose,
          (select string_agg(name, '、' order by recipient.id) from consent_recipient as recipient where recipient.consent_id = consent.id)), false, false
        from consent where household_id in (select id from house)
    )
    select * from told where btrim(text) <> ''
    order by array_position(${[...copyParts]}::text[], part), "on" nulls first, id`.execute(tx.db);
  const notifiers = await sql<{ word: string }>`
    select distinct btrim(word) as word from consultation_notifier as notifier, unnest(array[name, contact, replace(name, ' ', '')]
        || regexp_split_to_array(name, '[\\s　]+')) as word
    where notifier.consultation_id in (select id from consultation where household_id in
        (select id from household where id = ${household_id} or merged_into_id = ${household_id}))
      and char_length(btrim(word)) > 1`.execute(tx.db);
  // The readings written to a plan's words are for its paper.
  const lines = rows.map((row) => (row.part === 'plan' ? { ...row, text: withoutReadings(row.text) } : row));
  return { lines, notifiers: notifiers.rows.map(({ word }) => word) };
}

/** The person and the others of the household, of entries made one too. */
export async function relativesOf(tx: ReadTx, household_id: number): Promise<(Relative & { id: number })[]> {
  const { rows } = await sql<Relative & { id: number }>`
    select member.id, family_name, given_name, family_kana, given_kana, known_as from household_member as member
    join household on household.id = member.household_id
    where household.id = ${household_id} or household.merged_into_id = ${household_id}`.execute(tx.db);
  return rows;
}

const copies = (tx: ReadTx) =>
  tx.db
    .selectFrom('own_copy')
    .innerJoin('household_member as member', 'member.id', 'own_copy.member_id')
    .innerJoin('person as preparer', 'preparer.id', 'own_copy.prepared_by')
    .leftJoin('person as checker', 'checker.id', 'own_copy.checked_by')
    .select([
      'own_copy.id',
      'own_copy.request_id',
      'own_copy.by_team_id',
      'own_copy.household_id',
      'own_copy.member_id',
      'own_copy.prepared_by',
      'own_copy.prepared_at',
      'own_copy.asked_at',
      'own_copy.returned_note',
      'own_copy.checked_by',
      'own_copy.checked_at',
      'own_copy.version',
      sql<CopyLine[]>`own_copy.lines`.as('lines'),
      sql<string>`member.family_name || ' ' || member.given_name`.as('name'),
      sql<string>`preparer.family_name || ' ' || preparer.given_name`.as('preparer'),
      sql<string | null>`checker.family_name || ' ' || checker.given_name`.as('checker'),
    ]);
export type OwnCopy = NonNullable<Awaited<ReturnType<typeof copyById>>>;

export async function copyById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return copies(tx).where('own_copy.id', '=', id).executeTakeFirst();
}

/** Copies made for one request, for its page; without their lines. */
export const copiesOfRequest = async (tx: ReadTx, request_id: number) =>
  copies(tx).where('own_copy.request_id', '=', request_id).orderBy('own_copy.id').execute();

/** Copies of the own teams that wait for somebody other than who prepared them. */
export async function copiesToCheck(tx: ReadTx, atMost = 5) {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) return [];
  return tx.db
    .selectFrom('own_copy')
    .select(['id', 'asked_at'])
    .where('by_team_id', 'in', tx.session.case_teams)
    .where('asked_at', 'is not', null)
    .where('checked_at', 'is', null)
    .where('prepared_by', '<>', tx.actor.person_id)
    .orderBy('asked_at')
    .limit(atMost)
    .execute();
}
