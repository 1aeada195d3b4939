import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatBirthDate, formatDate } from '../../platform/ja/dates.ts';
import { disclosureState, inForce, type DisclosureState, type Item } from './rules.ts';
import { blackOut } from './rules-own.ts';
import { discloseWords, relations } from './words.ja.ts';

export { itemNames } from './words.ja.ts';

/** The facilities something was passed on to last, by the actor's teams, the latest first. */
export async function recentReceivers(tx: ReadTx, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ facility_id: number }>`
    select facility_id from (select id, facility_id from disclosure where facility_id is not null order by id desc limit 50) as latest
    group by facility_id order by max(id) desc limit ${atMost}`.execute(tx.db);
  return rows.map(({ facility_id }) => facility_id);
}

/** Every version of every basis that is or will be in force, in the city's order. */
export async function legalBases(tx: ReadTx) {
  return tx.db
    .selectFrom('legal_basis')
    .selectAll()
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', tx.today)]))
    .orderBy('position')
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
}
export type LegalBasis = Awaited<ReturnType<typeof legalBases>>[number];

/** The last version of each basis that had ended before a day and has none after it. */
export async function endedBases(tx: ReadTx, day: string): Promise<LegalBasis[]> {
  return tx.db
    .selectFrom('legal_basis')
    .selectAll()
    .where('valid_to', '<', day)
    .where(
      sql<boolean>`not exists (select from legal_basis as later where later.code = legal_basis.code
        and later.valid_from > legal_basis.valid_from and later.valid_from <= ${day})`,
    )
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Bases as they are in force on a day, whichever that is. */
export async function basesOn(tx: ReadTx, day: string): Promise<LegalBasis[]> {
  return tx.db
    .selectFrom('legal_basis')
    .selectAll()
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function basisById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db.selectFrom('legal_basis').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface Question {
  code: string;
  text: string;
  help: string;
  answers: { code: string; label: string; help: string }[];
}

/** The guide's questions and answers as they are in force on a day; today, unless one is named. */
export async function guideQuestions(tx: ReadTx, day = tx.today): Promise<Question[]> {
  const questions = await tx.db
    .selectFrom('guide_question')
    .innerJoin('guide_question_text as wording', 'wording.question_code', 'guide_question.code')
    .where('wording.valid_from', '<=', day)
    .where((where) => where.or([where('wording.valid_to', 'is', null), where('wording.valid_to', '>=', day)]))
    .select(['guide_question.code', 'wording.text', 'wording.help'])
    .orderBy('guide_question.position')
    .orderBy('guide_question.code')
    .execute();
  const answers = await tx.db
    .selectFrom('guide_answer')
    .selectAll()
    .orderBy('position')
    .orderBy('code')
    .execute();
  return questions.map(({ code, text, help }) => ({
    code,
    text,
    help,
    answers: answers.filter((one) => one.question_code === code && inForce(one, day)),
  }));
}

/** Questions that change on a later day already, with that day. */
export async function questionsAhead(tx: ReadTx): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; day: string }>`
    select question_code as code, min(valid_from) as day from (
      select question_code, valid_from from guide_question_text union all select question_code, valid_from from guide_answer) as version
    where valid_from > ${tx.today} group by 1`.execute(tx.db);
  return new Map(rows.map(({ code, day }) => [code, day]));
}

/** A household as far as deciding on a disclosure needs it; nothing where it is out of reach. */
export async function householdFor(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('household')
    .innerJoin('team', 'team.id', 'household.team_id')
    .select([
      'household.id',
      'household.team_id',
      'household.team_ids',
      'household.protected',
      'household.languages',
      'household.care',
      'household.merged_into_id',
      'team.name as team',
      sql<boolean>`may_disclose(household.team_ids)`.as('may_disclose'),
    ])
    .where('household.id', '=', id)
    .executeTakeFirst();
}
export type HouseholdFor = NonNullable<Awaited<ReturnType<typeof householdFor>>>;

const nameOf = (one: { family_name: string; given_name: string; known_as: string }): string =>
  `${one.family_name} ${one.given_name}`.trim() + (one.known_as === '' ? '' : `（${one.known_as}）`);

/** What each item would show now, line by line; an empty list where nothing is on record. */
export async function itemTexts(
  tx: ReadTx,
  household: Pick<HouseholdFor, 'id' | 'languages' | 'care'>,
  texts: { wishes: string; circumstances: string; case_id: number | null },
): Promise<Record<Item, string[]>> {
  const members = await tx.db
    .selectFrom('household_member')
    .selectAll()
    .where('household_id', '=', household.id)
    .where('left_on', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const contacts = await tx.db
    .selectFrom('household_contact')
    .select(['kind', 'value', 'note'])
    .where('household_id', '=', household.id)
    .where('kind', 'in', ['phone', 'mobile'])
    .orderBy('id')
    .execute();
  const addresses = await tx.db
    .selectFrom('household_address')
    .select('address')
    .where('household_id', '=', household.id)
    .where('ends_on', 'is', null)
    .orderBy('id')
    .execute();
  const places = await tx.db
    .selectFrom('household_member_place')
    .leftJoin('facility', 'facility.id', 'household_member_place.facility_id')
    .select([
      'household_member_place.fiscal_year',
      sql<string>`coalesce(facility.name, household_member_place.place_name)`.as('name'),
    ])
    .where('household_member_place.household_id', '=', household.id)
    .where('household_member_place.fiscal_year', '>=', tx.fiscal_year)
    .orderBy('household_member_place.fiscal_year')
    .orderBy('household_member_place.id')
    .execute();
  const worker =
    texts.case_id === null
      ? undefined
      : await tx.db
          .selectFrom('support_case')
          .innerJoin('person', 'person.id', 'support_case.worker_id')
          .innerJoin('team', 'team.id', 'support_case.team_id')
          .select(['person.family_name', 'person.given_name', 'team.name as team'])
          .where('support_case.id', '=', texts.case_id)
          .executeTakeFirst();
  const children = members.filter((one) => one.relation === 'child');
  const guardians = members.filter((one) =>
    ['mother', 'father', 'expectant', 'foster_parent', 'grandparent'].includes(one.relation),
  );
  const spoken = [...new Set([...household.languages, ...members.flatMap((one) => one.languages)])];
  const care = [household.care, ...members.map((one) => one.care)].filter((text) => text.trim() !== '');
  return {
    child_name: children.map(nameOf).filter((name) => name !== ''),
    child_birth: members.flatMap((one) =>
      one.due_on !== null
        ? [discloseWords.due(formatDate(one.due_on))]
        : one.relation === 'child' && one.born_on !== null
          ? [formatBirthDate(one.born_on)]
          : [],
    ),
    guardian_name: guardians.map((one) => discloseWords.people(relations[one.relation]!, nameOf(one))),
    phone: contacts.map((one) => (one.note === '' ? one.value : `${one.value}（${one.note}）`)),
    address: addresses.map((one) => one.address),
    place: places.map((one) => discloseWords.year(one.fiscal_year, one.name)),
    languages: spoken.map((code) => discloseWords.languages[code] ?? code),
    care,
    wishes: texts.wishes === '' ? [] : [texts.wishes],
    circumstances: texts.circumstances === '' ? [] : [texts.circumstances],
    worker: worker ? [`${worker.team}　${worker.family_name} ${worker.given_name}`] : [tx.session.name],
  };
}

export interface ConsentLine {
  id: number;
  given: boolean;
  items: string[];
  purpose: string;
  starts_on: string;
  ends_on: string;
  said_by: string;
  how: string;
  said_on: string;
  recorded_at: Date;
  recorded_by: string;
  withdrawn_on: string | null;
  superseded_at: Date | null;
  in_force: boolean;
  note: string;
  recipients: { facility_id: number | null; organisation_id: number | null; name: string }[];
}

/** Consents and refusals of a household, newest first. */
/** A consent by its number, where it is there for this person. */
export async function consentToWithdraw(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('consent')
    .selectAll()
    .where('id', '=', id ?? 0)
    .executeTakeFirst();
}

export async function consentsOf(tx: ReadTx, household_id: number): Promise<ConsentLine[]> {
  return tx.db
    .selectFrom('consent')
    .innerJoin('person', 'person.id', 'consent.recorded_by')
    .select([
      'consent.id',
      'given',
      'items',
      'purpose',
      'starts_on',
      'ends_on',
      'said_by',
      'how',
      'said_on',
      'recorded_at',
      'withdrawn_on',
      'superseded_at',
      'in_force',
      'consent.note',
      sql<string>`person.family_name || ' ' || person.given_name`.as('recorded_by'),
      sql<ConsentLine['recipients']>`(select coalesce(jsonb_agg(jsonb_build_object('facility_id', facility_id,
        'organisation_id', organisation_id, 'name', name) order by consent_recipient.id), '[]')
        from consent_recipient where consent_id = consent.id)`.as('recipients'),
    ])
    .where('consent.household_id', '=', household_id)
    .orderBy('recorded_at', 'desc')
    .orderBy('consent.id', 'desc')
    .execute();
}

export interface Shown {
  item: Item;
  lines: string[];
}

const disclosureLines = (tx: ReadTx) =>
  tx.db
    .selectFrom('disclosure')
    .innerJoin('legal_basis', 'legal_basis.id', 'disclosure.basis_id')
    .innerJoin('person as decider', 'decider.id', 'disclosure.decided_by')
    .leftJoin('person as second', 'second.id', 'disclosure.second_by')
    .leftJoin('disclosure_content', 'disclosure_content.disclosure_id', 'disclosure.id')
    .leftJoin('referral', 'referral.id', 'disclosure.referral_id')
    .leftJoin('facility', 'facility.id', 'disclosure.facility_id')
    .leftJoin('organisation', 'organisation.id', 'disclosure.organisation_id')
    .select([
      'disclosure.id',
      'disclosure.household_id',
      'disclosure.answers',
      'facility.kind as facility_kind',
      'organisation.kind as organisation_kind',
      'disclosure.case_id',
      'disclosure.referral_id',
      'disclosure.recipient_name',
      'disclosure.items',
      'disclosure.necessity',
      'disclosure.harm_check',
      'disclosure.document_number',
      'disclosure.way',
      'disclosure.until',
      'disclosure.decided_by',
      'disclosure.decided_at',
      'disclosure.second_person',
      'disclosure.second_at',
      'disclosure.second_note',
      'disclosure.ended_at',
      'disclosure.ended_reason',
      'disclosure.consent_id',
      'disclosure.consent_in_force',
      'disclosure.in_force',
      'legal_basis.name as basis',
      'legal_basis.provision',
      'disclosure_content.shown',
      // on how many forms something was written besides, which goes out with what was decided
      sql<number>`(select count(distinct form_code)::int from case_form_text where case_form_text.disclosure_id = disclosure.id)`.as(
        'forms_written',
      ),
      'disclosure_content.shares',
      'disclosure_content.first_opened_at',
      'legal_basis.code as basis_code',
      'legal_basis.valid_to as basis_valid_to',
      sql<string | null>`(select max(carried_at) from disclosure_carried where disclosure_id = disclosure.id)`
        .$castTo<Date | null>()
        .as('carried_at'),
      'referral.accepted_at as shown_at',
      sql<boolean>`may_disclose(disclosure.team_ids)`.as('may_disclose'),
      sql<string>`decider.family_name || ' ' || decider.given_name`.as('decided_by_name'),
      sql<string | null>`second.family_name || ' ' || second.given_name`.as('second_by_name'),
    ]);
export type DisclosureLine = Awaited<ReturnType<ReturnType<typeof disclosureLines>['execute']>>[number];

export const stateOfLine = (tx: ReadTx, one: DisclosureLine): DisclosureState =>
  disclosureState(one, tx.today);

/** The ledger of one household, newest first. */
export async function ledgerOf(tx: ReadTx, household_id: number): Promise<DisclosureLine[]> {
  return disclosureLines(tx)
    .where('disclosure.household_id', '=', household_id)
    .orderBy('disclosure.decided_at', 'desc')
    .orderBy('disclosure.id', 'desc')
    .execute();
}

export async function disclosureById(tx: ReadTx, id: number | null): Promise<DisclosureLine | undefined> {
  if (id === null) return undefined;
  return disclosureLines(tx).where('disclosure.id', '=', id).executeTakeFirst();
}

/** Where a protected family is, to be taken out of texts somebody wrote; of another family nothing. */
async function placesToHide(tx: ReadTx, household_id: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    with house as (select id from household where (id = ${household_id} or merged_into_id = ${household_id}) and protected)
    select distinct btrim(word) as word from (
      select address as word from household_address where household_id in (select id from house)
      union all select value from household_contact where household_id in (select id from house)
      union all select coalesce(facility.name, place_name) from household_member_place as place
        left join facility on facility.id = place.facility_id where place.household_id in (select id from house)
    ) as told where char_length(btrim(word)) > 1`.execute(tx.db);
  return rows.map(({ word }) => word);
}

/** How texts about a family are said on paper: without who notified, and without where a protected family is. */
export async function sayable(
  tx: ReadTx,
  household_id: number,
  texts: readonly string[],
): Promise<(text: string) => string> {
  const told = [...new Set(texts)];
  const { rows } = await sql<{ told: string[] | null }>`
    select paper_without_notifier(${household_id}, ${told}::text[]) as told`.execute(tx.db);
  const places = await placesToHide(tx, household_id);
  const said = new Map(told.map((text, at) => [text, blackOut(rows[0]?.told?.[at] ?? '', places)]));
  return (text) => said.get(text) ?? '';
}

/** What was written on the forms of a decision, the newest of each, as it stands on the paper. */
export async function writtenWith(tx: ReadTx, line: { id: number; household_id: number }): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select string_agg(value, E'\n') as text from (
      select distinct on (form_code) form_code, fields from case_form_text
      where disclosure_id = ${line.id} order by form_code, number desc) as newest, jsonb_each_text(fields)
    group by form_code order by form_code`.execute(tx.db);
  if (rows.length === 0) return [];
  const clean = await sayable(
    tx,
    line.household_id,
    rows.map(({ text }) => text),
  );
  return rows.map(({ text }) => clean(text));
}

/** What was decided for a referral, the newest first; for the page of that referral. */
export async function disclosuresOfReferral(tx: ReadTx, referral_id: number): Promise<DisclosureLine[]> {
  return disclosureLines(tx)
    .where('disclosure.referral_id', '=', referral_id)
    .orderBy('disclosure.decided_at', 'desc')
    .orderBy('disclosure.id', 'desc')
    .execute();
}

/** What was passed on out of a case, newest first; for the case's page. */
export async function disclosuresOfCase(tx: ReadTx, case_id: number, atMost = 5): Promise<DisclosureLine[]> {
  return disclosureLines(tx)
    .where('disclosure.case_id', '=', case_id)
    .orderBy('disclosure.decided_at', 'desc')
    .orderBy('disclosure.id', 'desc')
    .limit(atMost)
    .execute();
}

/** Shares of the own teams that still stand on a basis which has ended without another in its place; for the supervisor. */
export async function sharesWithoutBasis(tx: ReadTx, atMost = 20) {
  if (!tx.has('case.supervise') || tx.session.case_teams.length === 0) return [];
  return tx.db
    .selectFrom('disclosure')
    .innerJoin('legal_basis', 'legal_basis.id', 'disclosure.basis_id')
    .select([
      'disclosure.id',
      'disclosure.household_id',
      'disclosure.referral_id',
      'disclosure.recipient_name',
      'legal_basis.name as basis',
      sql<string>`legal_basis.valid_to`.as('ended_on'),
    ])
    .where('disclosure.by_team_id', 'in', tx.session.case_teams)
    .where('disclosure.ended_at', 'is', null)
    .where('disclosure.in_force', '=', true)
    .where('disclosure.until', '>=', tx.today)
    .where(
      sql<boolean>`not exists (select from legal_basis as now where now.code = legal_basis.code
        and now.valid_from <= ${tx.today} and (now.valid_to is null or now.valid_to >= ${tx.today}))`,
    )
    .orderBy('disclosure.until')
    .orderBy('disclosure.id')
    .limit(atMost)
    .execute();
}

/** Disclosures of the own teams that wait for a second person, other than those this person decided. */
export async function disclosuresToSign(tx: ReadTx, atMost = 5) {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) return [];
  return tx.db
    .selectFrom('disclosure')
    .select(['id', 'household_id', 'decided_at', 'second_person', 'referral_id'])
    .where('by_team_id', 'in', tx.session.case_teams)
    .where('second_person', '<>', 'none')
    .where('second_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('decided_by', '<>', tx.actor.person_id)
    .orderBy('decided_at')
    .orderBy('id')
    .limit(atMost)
    .execute();
}

/**
 * A draft referral's receiver and family, for deciding on what basis it goes. The referral's own slice comes after this
 * one; its table is read here so that a disclosure can name the receiver that was chosen there.
 */
export async function referralTarget(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('referral')
    .innerJoin('referral_origin', 'referral_origin.id', 'referral.id')
    .leftJoin('support_case', 'support_case.id', 'referral_origin.case_id')
    .leftJoin('consultation', 'consultation.id', 'referral_origin.consultation_id')
    .leftJoin('facility', 'facility.id', 'referral.facility_id')
    .leftJoin('organisation', 'organisation.id', 'referral.organisation_id')
    .select([
      'referral.id',
      'referral.state',
      'referral.team_id',
      'referral.facility_id',
      'referral.organisation_id',
      'referral_origin.case_id',
      sql<string>`coalesce(facility.name, organisation.name, referral.recipient_name)`.as('to'),
      sql<number | null>`coalesce(support_case.household_id, consultation.household_id)`.as('household_id'),
      'referral.channel',
    ])
    .where('referral.id', '=', id)
    .executeTakeFirst();
}
export type ReferralTarget = NonNullable<Awaited<ReturnType<typeof referralTarget>>>;

/** Who answers for a place or an organisation, today. */
export async function receiversOf(
  tx: ReadTx,
  facility_id: number | null,
  organisation_id: number | null,
): Promise<number[]> {
  const { rows } = await sql<{ person_id: number }>`
    select distinct person_id from appointment join role_duty using (role_code)
    where duty = 'referral.answer' and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and (appointment.facility_id = ${facility_id}
        or (appointment.facility_id is null and appointment.organisation_id =
          coalesce(${organisation_id}, (select organisation_id from facility where facility.id = ${facility_id}))))
    order by person_id`.execute(tx.db);
  return rows.map(({ person_id }) => person_id);
}
