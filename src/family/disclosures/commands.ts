import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, instantOf } from '../../platform/ja/dates.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import type { BasisData, ConsentData, DiscloseData, QuestionData, WithdrawData } from './forms.ts';
import {
  basisById,
  consentToWithdraw,
  consentsOf,
  disclosureById,
  guideQuestions,
  householdFor,
  itemTexts,
  legalBases,
  receiversOf,
  referralTarget,
  type HouseholdFor,
} from './queries.ts';
import { carries, consentGap, guide, itemsFor, maySign, type Answers } from './rules.ts';
import {
  consentWords as cw,
  discloseWords as dw,
  guideWords as gw,
  itemNames,
  ledger as lw,
} from './words.ja.ts';

async function householdToDisclose(tx: WriteTx, id: number | null): Promise<HouseholdFor> {
  const household = found(await householdFor(tx, id));
  if (!household.may_disclose) throw new Refusal(403);
  return household;
}

const keysOf = ({ id, team_id, team_ids, protected: isProtected }: HouseholdFor) => ({
  household_id: id,
  team_id,
  team_ids,
  protected: isProtected,
});

/** Writes down what a family agreed to or refused; an earlier one it names is superseded. Gives the number. */
export async function recordConsent(
  tx: WriteTx,
  household_id: number | null,
  data: ConsentData,
): Promise<number> {
  const household = await householdToDisclose(tx, household_id);
  if (data.said_on > tx.today) invalid({ said_on: cw.future });
  if (data.ends_on > addDays(data.starts_on, 3 * 365)) invalid({ ends_on: cw.period });
  const items = data.items.filter((item) => itemsFor(household.protected).includes(item));
  if (items.length < data.items.length) invalid({ items: dw.notThese });
  const superseded =
    data.supersedes_id === null
      ? undefined
      : await tx.db
          .selectFrom('consent')
          .select(['id', 'purpose', 'in_force'])
          .where('id', '=', data.supersedes_id)
          .where('household_id', '=', household.id)
          .where('superseded_at', 'is', null)
          .where('withdrawn_at', 'is', null)
          .forUpdate()
          .executeTakeFirst();
  if (data.supersedes_id !== null && !superseded) invalid({ supersedes_id: cw.gone });
  const { facility_ids, organisation_ids, other_recipients, same_purpose, ...facts } = data;
  const { id } = await tx.db
    .insertInto('consent')
    .values({ ...keysOf(household), ...facts, items, recorded_by: tx.actor.person_id!, recorded_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const facilities = facility_ids.length
    ? await tx.db.selectFrom('facility').select(['id', 'name']).where('id', 'in', facility_ids).execute()
    : [];
  const organisations = organisation_ids.length
    ? await tx.db
        .selectFrom('organisation')
        .select(['id', 'name'])
        .where('id', 'in', organisation_ids)
        .execute()
    : [];
  const recipients = [
    ...facilities.map((one) => ({ facility_id: one.id, organisation_id: null, name: one.name })),
    ...organisations.map((one) => ({ facility_id: null, organisation_id: one.id, name: one.name })),
    ...other_recipients.map((name) => ({ facility_id: null, organisation_id: null, name })),
  ];
  if (recipients.length === 0) invalid({ facility_ids: cw.needRecipient });
  await tx.db
    .insertInto('consent_recipient')
    .values(recipients.map((one) => ({ ...keysOf(household), consent_id: id, ...one })))
    .execute();
  let carried = 0;
  if (superseded) {
    if (superseded.in_force)
      carried = await carryShares(
        tx,
        household,
        superseded,
        { ...data, items, id, recipients },
        same_purpose,
      );
    await tellReceivers(tx, superseded.id);
    // What was not carried over ends with the consent it stood on.
    await tx.db
      .updateTable('consent')
      .set({ superseded_at: tx.now })
      .where('id', '=', superseded.id)
      .execute();
  }
  tx.record({
    action: data.given ? 'consent.record' : 'consent.refuse',
    subject_kind: 'household',
    subject_id: household.id,
    detail: {
      consent_id: id,
      items,
      recipients: recipients.length,
      supersedes_id: data.supersedes_id,
      carried,
    },
  });
  return id;
}

/** Shares the new consent covers go on under it, each written down; the rest ends with the old one. Gives how many. */
async function carryShares(
  tx: WriteTx,
  household: HouseholdFor,
  old: { id: number; purpose: string },
  newer: ConsentData & {
    id: number;
    recipients: { facility_id: number | null; organisation_id: number | null; name: string }[];
  },
  samePurpose: boolean,
): Promise<number> {
  const open = await tx.db
    .selectFrom('disclosure')
    .where('consent_id', '=', old.id)
    .where('ended_at', 'is', null)
    .where('until', '>=', tx.today)
    .select(['id', 'facility_id', 'organisation_id', 'recipient_name', 'items', 'until'])
    .execute();
  const kept = open.filter((one) =>
    carries(
      { ...newer, in_force: true },
      {
        recipient: {
          facility_id: one.facility_id,
          organisation_id: one.organisation_id,
          name: one.recipient_name,
        },
        items: one.items,
        until: one.until,
        purpose: old.purpose,
      },
      tx.today,
      samePurpose,
    ),
  );
  if (kept.length === 0) return 0;
  await tx.db
    .updateTable('disclosure')
    .set({ consent_id: newer.id, consent_in_force: true })
    .where(
      'id',
      'in',
      kept.map(({ id }) => id),
    )
    .execute();
  await tx.db
    .insertInto('disclosure_carried')
    .values(
      kept.map(({ id }) => ({
        ...keysOf(household),
        disclosure_id: id,
        from_consent_id: old.id,
        to_consent_id: newer.id,
        carried_by: tx.actor.person_id!,
        carried_at: tx.now,
      })),
    )
    .execute();
  return kept.length;
}

/** Tells the places that can no longer read, by the referral's number alone. */
async function tellReceivers(tx: WriteTx, consent_id: number): Promise<void> {
  const open = await tx.db
    .selectFrom('disclosure')
    .innerJoin('referral', 'referral.disclosure_id', 'disclosure.id')
    .where('disclosure.consent_id', '=', consent_id)
    .where('referral.shares', '=', true)
    .select(['referral.id', 'referral.facility_id', 'referral.organisation_id'])
    .execute();
  for (const one of open) {
    for (const person_id of await receiversOf(tx, one.facility_id, one.organisation_id)) {
      await tx.db
        .insertInto('notice')
        .values({ person_id, title: cw.tell(one.id), url: `/referrals/${one.id}`, created_at: tx.now })
        .execute();
    }
  }
}

/** The family takes its consent back: whoever read by it reads no more from this statement on. */
export async function withdrawConsent(tx: WriteTx, id: number | null, data: WithdrawData): Promise<number> {
  const consent = found(await consentToWithdraw(tx, id));
  await householdToDisclose(tx, consent.household_id);
  if (!consent.in_force) throw new Refusal(409, cw.notInForce);
  if (data.withdrawn_on > tx.today) invalid({ withdrawn_on: cw.future });
  await tellReceivers(tx, consent.id);
  const done = await tx.db
    .updateTable('consent')
    .set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.person_id, ...data })
    .where('id', '=', consent.id)
    .where('in_force', '=', true)
    .returning('id')
    .executeTakeFirst();
  if (!done) throw new Refusal(409, cw.notInForce);
  tx.record({
    action: 'consent.withdraw',
    subject_kind: 'household',
    subject_id: consent.household_id,
    detail: { consent_id: consent.id },
  });
  return consent.household_id;
}

export interface Decided {
  id: number;
  household_id: number;
  referral_id: number | null;
  waits: boolean;
}

/**
 * Decides that chosen items go to one receiver on one basis, and keeps exactly what is shown. The basis must be one the
 * guide names for these answers today; a consent must carry receiver, items and time.
 */
export async function disclose(
  tx: WriteTx,
  at: { household_id: number | null; referral_id: number | null; case_id: number | null },
  data: DiscloseData,
): Promise<Decided> {
  const target = at.referral_id === null ? null : found(await referralTarget(tx, at.referral_id));
  if (target && target.state !== 'draft') throw new Refusal(409, dw.notDraft);
  if (target && target.household_id === null) throw new Refusal(409, dw.noHousehold);
  const household = await householdToDisclose(tx, target?.household_id ?? at.household_id);
  const case_id = target ? target.case_id : at.case_id;
  const recipient = target
    ? { facility_id: target.facility_id, organisation_id: target.organisation_id, name: target.to }
    : await recipientOf(tx, data);
  if (recipient.name === '') throw new Refusal(409, dw.noReceiver);

  const answers: Answers = {
    way: data.answer_way,
    about: data.answer_about,
    consent: data.answer_consent,
    danger: data.answer_danger,
  };
  const basis = found(await basisById(tx, data.basis_id));
  const allowed = guide(await legalBases(tx), answers, tx.today).bases;
  if (!allowed.some((one) => one.id === basis.id)) invalid({ basis_id: gw.noBasisHere });
  if (basis.document_needed && data.document_number === null) invalid({ document_number: dw.needDocument });
  if (data.until < tx.today || data.until > addDays(tx.today, 3 * 365)) invalid({ until: dw.untilPast });
  if (data.items.some((item) => !itemsFor(household.protected).includes(item)))
    invalid({ items: dw.notThese });
  if (basis.consent_needed) {
    const consent = (await consentsOf(tx, household.id)).find((one) => one.id === data.consent_id);
    if (!consent) return invalid({ consent_id: dw.needConsent });
    const gap = consentGap(consent, recipient, data.items, tx.today, data.until);
    if (gap !== null)
      invalid({ [gap === 'items' ? 'items' : gap === 'until' ? 'until' : 'consent_id']: dw.consentGap[gap] });
  }
  if (data.items.includes('wishes') && data.wishes === '') invalid({ wishes: dw.needWishes });
  if (data.items.includes('circumstances') && data.circumstances === '')
    invalid({ circumstances: dw.needCircumstances });
  const texts = await itemTexts(tx, household, { ...data, case_id });
  const missing = data.items.find((item) => texts[item].length === 0);
  if (missing) invalid({ items: dw.nothingThere(itemNames[missing]) });
  const shown = data.items.map((item) => ({ item, lines: texts[item] }));

  const by_team_id =
    target?.team_id ??
    tx.session.case_teams.find((team) => household.team_ids.includes(team)) ??
    household.team_id;
  const consent_id = basis.consent_needed ? data.consent_id : null;
  const { id, in_force } = await tx.db
    .insertInto('disclosure')
    .values({
      ...keysOf(household),
      by_team_id,
      case_id,
      referral_id: at.referral_id,
      basis_id: basis.id,
      consent_id,
      consent_in_force: consent_id === null ? null : true,
      second_person: basis.second_person,
      answers: JSON.stringify(answers),
      facility_id: recipient.facility_id,
      organisation_id: recipient.organisation_id,
      recipient_name: recipient.name,
      items: data.items,
      necessity: data.necessity,
      harm_check: data.harm_check,
      document_number: data.document_number,
      way: data.way,
      until: data.until,
      decided_by: tx.actor.person_id!,
      decided_at: tx.now,
    })
    .returning(['id', 'in_force'])
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('disclosure_content')
    .values({
      disclosure_id: id,
      team_ids: household.team_ids,
      in_force,
      referral_id: at.referral_id,
      shares: at.referral_id === null ? null : false,
      until_at: instantOf(addDays(data.until, 1), '00:00', tx.actor.municipality.time_zone),
      facility_id: recipient.facility_id,
      organisation_id: recipient.organisation_id,
      shown: JSON.stringify(shown),
    })
    .execute();
  tx.record({
    action: 'disclosure.decide',
    subject_kind: 'household',
    subject_id: household.id,
    purpose: basis.name,
    detail: {
      disclosure_id: id,
      items: data.items,
      facility_id: recipient.facility_id,
      organisation_id: recipient.organisation_id,
      referral_id: at.referral_id,
      until: data.until,
    },
  });
  return {
    id,
    household_id: household.id,
    referral_id: at.referral_id,
    waits: basis.second_person === 'before',
  };
}

async function recipientOf(tx: WriteTx, data: DiscloseData) {
  const given = [data.facility_id, data.organisation_id, data.recipient_name || null].filter(
    (one) => one !== null,
  );
  if (given.length === 0) invalid({ facility_id: dw.needRecipient });
  if (given.length > 1) invalid({ facility_id: dw.oneRecipient });
  if (data.facility_id !== null) {
    const { name } = found(
      await tx.db.selectFrom('facility').select('name').where('id', '=', data.facility_id).executeTakeFirst(),
    );
    return { facility_id: data.facility_id, organisation_id: null, name };
  }
  if (data.organisation_id !== null) {
    const { name } = found(
      await tx.db
        .selectFrom('organisation')
        .select('name')
        .where('id', '=', data.organisation_id)
        .executeTakeFirst(),
    );
    return { facility_id: null, organisation_id: data.organisation_id, name };
  }
  return { facility_id: null, organisation_id: null, name: data.recipient_name };
}

/** The second person signs: another than who decided, once. */
export async function signDisclosure(tx: WriteTx, id: number | null, second_note: string) {
  const one = found(await disclosureById(tx, id));
  if (!one.may_disclose) throw new Refusal(403);
  if (!maySign(one, tx.actor.person_id)) throw new Refusal(409, lw.notYou);
  const done = await tx.db
    .updateTable('disclosure')
    .set({ second_by: tx.actor.person_id, second_at: tx.now, second_note })
    .where('id', '=', one.id)
    .where('second_at', 'is', null)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!done) throw new Refusal(409, lw.notYou);
  tx.record({
    action: 'disclosure.sign',
    subject_kind: 'household',
    subject_id: one.household_id,
    detail: { disclosure_id: one.id, referral_id: one.referral_id },
  });
  return one;
}

/** The team ends a share before its time; the receiver reads no more, the ledger keeps it. */
export async function endDisclosure(tx: WriteTx, id: number | null, ended_reason: string) {
  const one = found(await disclosureById(tx, id));
  if (!one.may_disclose) throw new Refusal(403);
  const done = await tx.db
    .updateTable('disclosure')
    .set({ ended_at: tx.now, ended_by: tx.actor.person_id, ended_reason })
    .where('id', '=', one.id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!done) throw new Refusal(409, lw.alreadyEnded);
  tx.record({
    action: 'disclosure.end',
    subject_kind: 'household',
    subject_id: one.household_id,
    detail: { disclosure_id: one.id, referral_id: one.referral_id },
  });
  return one;
}

/** A new version of a basis from a day on; the old one ends the day before and stays with what was decided on it. */
export async function changeBasis(tx: WriteTx, id: number | null, data: BasisData): Promise<number> {
  if (!tx.has('legal.manage')) throw new Refusal(403);
  const before = found(await basisById(tx, id));
  if (before.valid_to !== null) throw new Refusal(409, gw.changed);
  if (data.valid_from <= tx.today || data.valid_from <= before.valid_from)
    invalid({ valid_from: gw.fromPast });
  const ended = await tx.db
    .updateTable('legal_basis')
    .set({ valid_to: addDays(data.valid_from, -1) })
    .where('id', '=', before.id)
    .where('valid_to', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!ended) throw new Refusal(409, gw.changed);
  const consent_needed = data.consents.length === 1 && data.consents[0] === 'yes';
  const made = await tx.db
    .insertInto('legal_basis')
    .values({
      ...data,
      code: before.code,
      position: before.position,
      consent_needed,
      second_person: consent_needed
        ? data.second_person
        : data.second_person === 'none'
          ? 'before'
          : data.second_person,
      created_by: tx.actor.person_id,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'legal_basis.change',
    subject_kind: 'legal_basis',
    subject_id: made.id,
    detail: { code: before.code, valid_from: data.valid_from, before: before.id },
  });
  return made.id;
}

/** A basis ends without another in its place: from that day the guide does not name it. What stands on it stays and is shown. */
export async function endBasis(tx: WriteTx, id: number | null, ends_from: string): Promise<void> {
  if (!tx.has('legal.manage')) throw new Refusal(403);
  const before = found(await basisById(tx, id));
  if (before.valid_to !== null) throw new Refusal(409, gw.changed);
  if (ends_from <= tx.today || ends_from <= before.valid_from) invalid({ ends_from: gw.fromPast });
  const ended = await tx.db
    .updateTable('legal_basis')
    .set({ valid_to: addDays(ends_from, -1) })
    .where('id', '=', before.id)
    .where('valid_to', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!ended) throw new Refusal(409, gw.changed);
  tx.record({
    action: 'legal_basis.end',
    subject_kind: 'legal_basis',
    subject_id: before.id,
    detail: { code: before.code, ends_from },
  });
}

/**
 * A question's next wording and answers from a day on: the old ones end the day before and stay for what was decided by them.
 * An answer no basis asks about yet is added to bases by their own page.
 */
export async function changeQuestion(tx: WriteTx, code: string, data: QuestionData): Promise<void> {
  if (!tx.has('legal.manage')) throw new Refusal(403);
  const { valid_from } = data;
  if (valid_from <= tx.today) invalid({ valid_from: gw.fromPast });
  const [before] = (await guideQuestions(tx, valid_from)).filter((one) => one.code === code);
  const wording = found(
    await tx.db
      .selectFrom('guide_question_text')
      .selectAll()
      .where('question_code', '=', code)
      .where('valid_to', 'is', null)
      .executeTakeFirst(),
  );
  if (!before || wording.valid_from > tx.today) throw new Refusal(409, gw.questionAhead);
  if (data.answers.filter((one) => !one.ended).length < 2) invalid({ label_0: gw.needAnswers });
  const stamp = { valid_from, created_by: tx.actor.person_id };
  const day_before = addDays(valid_from, -1);
  if (wording.text !== data.text || wording.help !== data.help) {
    await tx.db
      .updateTable('guide_question_text')
      .set({ valid_to: day_before })
      .where('id', '=', wording.id)
      .execute();
    await tx.db
      .insertInto('guide_question_text')
      .values({ question_code: code, text: data.text, help: data.help, created_at: tx.now, ...stamp })
      .execute();
  }
  const standing = await tx.db
    .selectFrom('guide_answer')
    .selectAll()
    .where('question_code', '=', code)
    .where('valid_to', 'is', null)
    .execute();
  if (standing.some((one) => one.valid_from > tx.today)) throw new Refusal(409, gw.questionAhead);
  let changed = 0;
  for (const [position, given] of data.answers.entries()) {
    const old = standing.find((one) => one.code === given.code);
    const same = old && !given.ended && old.label === given.label && old.help === given.help;
    if (same || (!old && given.ended)) continue;
    if (old)
      await tx.db
        .updateTable('guide_answer')
        .set({ valid_to: day_before })
        .where('id', '=', old.id)
        .execute();
    if (!given.ended)
      await tx.db
        .insertInto('guide_answer')
        .values({
          question_code: code,
          // Codes are what bases name; a new answer's tells its day and place.
          code: old?.code ?? `new_${valid_from.replaceAll('-', '')}_${position}`,
          label: given.label,
          help: given.help,
          position: old?.position ?? 100 + position,
          ...stamp,
        })
        .execute();
    changed += 1;
  }
  tx.record({
    action: 'guide.change',
    subject_kind: 'legal_basis',
    detail: { question: code, valid_from, answers: changed },
  });
}
