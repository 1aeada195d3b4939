import { sql } from 'kysely';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { fiscalYearOf, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import type { Errors, Typed } from '../../platform/web/form.ts';
import { conflict, invalid, invalidIf } from '../../platform/web/handlers.tsx';
import {
  addContact,
  addMember,
  createHousehold,
  linkReach,
  setAddress,
  tellTeam,
  townOf,
  type NewMember,
} from '../households/commands.ts';
import { addressesOf, contactsOf, householdById, membersOf, type Household } from '../households/queries.ts';
import { foldedAddress, foldedKana } from '../households/rules.ts';
import {
  momentOf,
  type intakeSoFar,
  type CorrectData,
  type IntakeData,
  type Judgement,
  type TypedMember,
} from './forms.ts';
import {
  caseTeams,
  consultationById,
  districtOfTown,
  districts,
  kinds,
  responses,
  routesFrom,
  type Consultation,
} from './queries.ts';
import { ageMonths, problemOf, safetyDue, type Action } from './rules.ts';
import { words } from './words.ja.ts';

const me = (tx: WriteTx): number => tx.actor.person_id!;
const href = (id: number) => `/consultations/${id}`;

/** The consultation for something to be done with it: not to be seen 404, not now 409, not yours 403. */
export async function forAction(tx: WriteTx, id: number | null, action: Action): Promise<Consultation> {
  const one = found(await consultationById(tx, id));
  const problem = problemOf(one, { works: one.may_work }, action);
  if (problem === 'not_yours') throw new Refusal(403);
  if (problem !== null) throw new Refusal(409, words.problems[problem]);
  return one;
}

/** A draft beyond this is not something a person typed. */
const draftLimit = 300_000;

/** Keeps what is typed, for its author alone; answers the draft's number. */
export async function saveDraft(tx: WriteTx, typed: Typed): Promise<number> {
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name]) => !name.startsWith('_') && name !== 'draft_id'),
  );
  const text = JSON.stringify(fields);
  if (text.length > draftLimit) throw new Refusal(409);
  const id = Number(typed.draft_id) || 0;
  if (id > 0) {
    const kept = await tx.db
      .updateTable('consultation_draft')
      .set({ fields: text, saved_at: tx.now, told_at: null })
      .where('id', '=', id)
      .where('person_id', '=', me(tx))
      .returning('id')
      .executeTakeFirst();
    if (kept) return kept.id;
  }
  const made = await tx.db
    .insertInto('consultation_draft')
    .values({ person_id: me(tx), fields: text, saved_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function discardDraft(tx: WriteTx, id: number | null): Promise<void> {
  if (id === null) return;
  await tx.db.deleteFrom('consultation_draft').where('id', '=', id).where('person_id', '=', me(tx)).execute();
}

/** Codes the city's lists do not have. */
async function unknownCodes(
  tx: ReadTx,
  data: { kind_code?: string; route_code?: string; response_code?: string | null },
): Promise<Errors> {
  const lists = { kind_code: kinds, route_code: routesFrom, response_code: responses };
  const wrong: Errors = {};
  for (const name of ['kind_code', 'route_code', 'response_code'] as const) {
    const code = data[name];
    if (code && !(await lists[name](tx)).some((one) => one.code === code)) wrong[name] = words.errors.unknown;
  }
  return wrong;
}

type SoFar = ReturnType<typeof intakeSoFar>;

/** When it was received, its district, and the team it goes to: chosen, else the district's of its fiscal year, else one's own. */
async function placedBy(tx: ReadTx, data: SoFar) {
  const zone = tx.actor.municipality.time_zone;
  const received_at = momentOf(data.received_on ?? null, data.received_time ?? null, tx.now, zone);
  const day = dayIn(received_at, zone);
  const fiscal_year = fiscalYearOf(day);
  const town_id = data.address ? await townOf(tx, data.address) : null;
  const area_id = data.area_id ?? (town_id === null ? null : await districtOfTown(tx, town_id, fiscal_year));
  const areas = await districts(tx, fiscal_year);
  const own = tx.session.case_teams[0];
  if (own === undefined) throw new Refusal(403);
  const chosen = data.team_id ?? areas.find((one) => one.area_id === area_id)?.team_id ?? own;
  return {
    received_at,
    day,
    fiscal_year,
    area_id,
    areas,
    own: tx.session.case_teams.includes(chosen) ? chosen : own,
    goes_to: chosen,
  };
}

/** What of an intake its rules refuse, as far as it can be read already: all of it, each beside its field. */
export async function problemsOfIntake(tx: ReadTx, data: SoFar): Promise<Errors> {
  const { received_at, fiscal_year, areas, own, goes_to } = await placedBy(tx, data);
  const wrong = await unknownCodes(tx, data);
  if (received_at.getTime() > tx.now.getTime() + 60_000) wrong.received_on = words.errors.future;
  else if (fiscal_year < tx.fiscal_year - 1) wrong.received_on = words.errors.tooOld;
  if (data.area_id && !areas.some((one) => one.area_id === data.area_id))
    wrong.area_id = words.errors.noDistrict;
  if (!(await caseTeams(tx)).some((team) => team.id === goes_to)) wrong.team_id = words.errors.noTeam;
  if (data.response_code) {
    if (data.kind_code === 'abuse') wrong.response_code ??= words.problems.safety_first;
    if (goes_to !== own) wrong.response_code ??= words.errors.closedElsewhere;
  } else if (data.worker_id && data.next_on === null) wrong.next_on = words.errors.nextNeeded;
  // Who moves with it is checked again as it moves.
  if (data.worker_id && !('team_id' in wrong) && !(await worksIn(tx, goes_to, data.worker_id)))
    wrong.worker_id = words.errors.notInTeam;
  return wrong;
}

/**
 * Takes down a consultation with all that belongs to it in one transaction: who told, the judgement, the household (known,
 * new or none), the 48 hours of an abuse notification, and its way to the team of the district. Answers what came of it.
 */
export async function takeConsultation(
  tx: WriteTx,
  data: IntakeData,
): Promise<{ id: number; number: string; moved_to: string | null }> {
  const { household: _household, ...rest } = data;
  invalidIf(await problemsOfIntake(tx, rest));
  const { received_at, day, fiscal_year, area_id, own, goes_to } = await placedBy(tx, rest);
  const is_abuse = data.kind_code === 'abuse';
  const child = data.members.find((one) => one.relation === 'child') ?? data.members[0];
  const household_id = await householdFor(tx, data, own);
  const months = ageMonths(
    {
      years: data.age_years,
      months: data.age_months,
      unborn: data.unborn,
      born_on: child?.relation === 'child' ? child.born_on : null,
      due_on: child?.due_on ?? null,
    },
    day,
  );
  const { rows } = await sql<{ n: number }>`select consultation_next_number(${fiscal_year}) as n`.execute(
    tx.db,
  );
  const number = rows[0]!.n;
  const closing =
    data.response_code === null
      ? {}
      : { closed_at: tx.now, closed_by: me(tx), response_code: data.response_code };
  const { id } = await tx.db
    .insertInto('consultation')
    .values({
      fiscal_year,
      number,
      team_id: own,
      worker_id: goes_to === own ? data.worker_id : null,
      household_id,
      received_at,
      received_by: me(tx),
      way: data.way,
      route_code: data.route_code,
      anonymous: data.anonymous,
      kind_code: data.kind_code,
      abuse_kind: data.abuse_kind,
      abuser: data.abuser,
      child_age_months: months,
      area_id,
      words_said: data.words_said,
      done_text: data.done_text,
      next_step: data.next_step,
      next_on: data.next_on,
      safety_due_at: is_abuse ? safetyDue(received_at) : null,
      created_at: tx.now,
      updated_at: tx.now,
      ...closing,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (!data.anonymous && data.notifier_name !== '') {
    await tx.db
      .insertInto('consultation_notifier')
      .values({
        consultation_id: id,
        team_id: own,
        name: data.notifier_name,
        relation: data.notifier_relation,
        contact: data.notifier_contact,
        note: data.notifier_note,
        recorded_by: me(tx),
        recorded_at: tx.now,
      })
      .execute();
  }
  if (data.judgement) await insertTriage(tx, id, own, data.judgement);
  // Taken down from a web message: the two are tied here. The messages' slice comes later; its policy says who may.
  if (data.message_id !== null)
    await tx.db
      .updateTable('family_message')
      .set((row) => ({ consultation_id: id, version: row('version', '+', 1) }))
      .where('id', '=', data.message_id)
      .where('consultation_id', 'is', null)
      .execute();
  await discardDraft(tx, data.draft_id);
  tx.record({
    action: 'consultation.take',
    subject_kind: 'consultation',
    subject_id: id,
    detail: { kind: data.kind_code, way: data.way, household_id, team_id: goes_to },
  });
  if (household_id !== null) await linkReach(tx, household_id, own);
  const said = words.number(fiscal_year, number);
  if (is_abuse) await tellSupervisors(tx, goes_to, words.notices.abuse(said), href(id));
  if (goes_to === own) {
    if (data.worker_id !== null && data.worker_id !== me(tx))
      await tell(tx, data.worker_id, words.notices.given(said), href(id));
    return { id, number: said, moved_to: null };
  }
  const team = (await caseTeams(tx)).find((one) => one.id === goes_to)!;
  const taken = found(await consultationById(tx, id));
  await move(tx, taken, { team_id: goes_to, worker_id: data.worker_id, reason: words.routedByDistrict });
  return { id, number: said, moved_to: team.name };
}

/** Chosen household, a new one with its members, or none. What was told of a known one is added to it, never lost. */
async function householdFor(tx: WriteTx, data: IntakeData, team_id: number): Promise<number | null> {
  if (data.household === null) return null;
  const members = data.members.map(asMember);
  let household: Household;
  if (data.household === 'new') {
    const id = await createHousehold(tx, { team_id, members, languages: data.languages, care: data.care });
    household = found(await householdById(tx, id));
  } else {
    // It may be another team's: linking is what makes it readable. The link itself is written with the consultation.
    const { rows } = await sql<{ exists: boolean }>`
      select exists (select from household_keeper(${data.household})) as exists`.execute(tx.db);
    if (!rows[0]?.exists) invalid({ household: words.errors.noHousehold });
    const known = await householdById(tx, data.household);
    if (!known?.works) {
      if (data.members.length + data.address.length + data.phone.length > 0) keptAsWords(data);
      return data.household;
    }
    if (known.merged_into_id !== null) household = found(await householdById(tx, known.merged_into_id));
    else household = known;
    const there = await membersOf(tx, [household.id]);
    for (const member of members) {
      const folded = foldedKana(member.family_kana, member.given_kana);
      const same = there.some(
        (one) =>
          (folded !== '' && foldedKana(one.family_kana, one.given_kana) === folded) ||
          (one.given_name !== '' &&
            one.given_name === member.given_name &&
            (member.born_on === null || one.born_on === member.born_on)) ||
          (member.born_on !== null && one.born_on === member.born_on && member.given_name === '') ||
          (member.due_on !== null && one.due_on === member.due_on),
      );
      if (!same) await addMember(tx, household, member);
    }
    if (data.care !== '') data.done_text = [data.done_text, data.care].filter(Boolean).join('\n');
  }
  if (data.address !== '') {
    const [now] = (await addressesOf(tx, [household.id])).filter((one) => one.ends_on === null);
    if (!now && !(household.protected && !household.may_keep))
      await setAddress(tx, household, { postal_code: null, address: data.address, starts_on: tx.today });
    else if (!now || foldedAddress(now.address) !== foldedAddress(data.address))
      data.done_text = [data.done_text, words.heardAddress(data.address)].filter(Boolean).join('\n');
  }
  if (data.phone !== '') {
    const read = parsePhone(data.phone);
    const value = read.ok ? formatPhone(read.value) : data.phone;
    if (!(await contactsOf(tx, [household.id])).some((one) => one.value === value))
      await addContact(tx, household, {
        kind: read.ok ? 'phone' : 'other',
        value,
        member_id: null,
        note: '',
      });
  }
  return household.id;
}

/** Of a household not yet readable nothing can be changed: what was told stays with the consultation's words. */
function keptAsWords(data: IntakeData): void {
  const names = data.members.map((one) =>
    [words.relation(one.relation), `${one.family_name} ${one.given_name}`.trim(), one.born_on]
      .filter(Boolean)
      .join(' '),
  );
  data.done_text = [
    data.done_text,
    names.length > 0 ? words.heardNames(names) : '',
    data.address === '' ? '' : words.heardAddress(data.address),
    data.phone === '' ? '' : words.heardPhone(data.phone),
    data.care,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const asMember = (member: TypedMember): NewMember => ({
  ...member,
  known_as: '',
  languages: [],
  care: '',
});

async function tell(tx: WriteTx, person_id: number, title: string, url: string): Promise<void> {
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
}

async function tellSupervisors(tx: WriteTx, team_id: number, title: string, url: string): Promise<void> {
  await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${title}, ${url}, ${tx.now}::timestamptz
    from appointment join role_duty using (role_code)
    where team_id = ${team_id} and duty = 'case.supervise' and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and person_id <> ${me(tx)}`.execute(tx.db);
}

async function worksIn(tx: ReadTx, team_id: number, person_id: number): Promise<boolean> {
  const { rows } = await sql<{ works: boolean }>`
    select exists (select from appointment join role on role.code = role_code
      where person_id = ${person_id} and team_id = ${team_id} and case_zone and starts_on <= ${tx.today}
        and (ends_on is null or ends_on >= ${tx.today})) as works`.execute(tx.db);
  return rows[0]!.works;
}

async function insertTriage(
  tx: WriteTx,
  consultation_id: number,
  team_id: number,
  judgement: Judgement,
): Promise<void> {
  const { id } = await tx.db
    .insertInto('triage')
    .values({
      consultation_id,
      team_id,
      judged_at: tx.now,
      judged_by: me(tx),
      urgency: judgement.urgency,
      reason: judgement.reason,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (judgement.answers.length > 0) {
    await tx.db
      .insertInto('triage_answer')
      .values(judgement.answers.map((one) => ({ triage_id: id, team_id, ...one })))
      .execute();
  }
}

/** A person's judgement of urgency; the ones before it stay. */
export async function judge(tx: WriteTx, id: number | null, judgement: Judgement): Promise<void> {
  const one = await forAction(tx, id, 'judge');
  await insertTriage(tx, one.id, one.team_id, judgement);
  tx.record({
    action: 'consultation.judge',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: {
      urgency: judgement.urgency,
      yes: judgement.answers.filter(({ answer }) => answer === 'yes').length,
    },
  });
  if (judgement.urgency === 'now')
    await tellSupervisors(
      tx,
      one.team_id,
      words.notices.now(words.number(one.fiscal_year, one.number)),
      href(one.id),
    );
}

/** Puts right what was taken down; what stood there is kept, and a stale version shows both texts. */
export async function correct(tx: WriteTx, id: number | null, data: CorrectData): Promise<void> {
  const one = await forAction(tx, id, 'correct');
  invalidIf(await unknownCodes(tx, data));
  const { _version, age_years, age_months, unborn, ...fields } = data;
  const months = ageMonths(
    { years: age_years, months: age_months, unborn, born_on: null, due_on: null },
    tx.today,
  );
  if (_version !== one.version) {
    const texts = ['words_said', 'done_text'] as const;
    conflict({
      fields: texts
        .filter((field) => fields[field] !== one[field])
        .map((field) => ({
          name: field,
          label: words.fields[field],
          mine: fields[field],
          theirs: one[field],
        })),
      who: words.somebody,
      when: formatDateTime(one.updated_at, tx.actor.municipality.time_zone),
      version: one.version,
    });
  }
  const next = { ...fields, child_age_months: months };
  const before = Object.fromEntries(
    Object.entries(next)
      .filter(([name, value]) => one[name as 'words_said'] !== value)
      .map(([name]) => [name, one[name as 'words_said']]),
  );
  if (Object.keys(before).length === 0) return;
  await tx.db
    .insertInto('consultation_revision')
    .values({
      consultation_id: one.id,
      team_id: one.team_id,
      version: one.version,
      fields: JSON.stringify(before),
      changed_by: me(tx),
      changed_at: tx.now,
    })
    .execute();
  // A suspicion once taken down keeps its clock; one that is found out later starts it then.
  const clock =
    data.kind_code === 'abuse' && one.safety_due_at === null ? { safety_due_at: safetyDue(tx.now) } : {};
  await tx.db
    .updateTable('consultation')
    .set({ ...next, ...clock, version: one.version + 1, updated_at: tx.now })
    .where('id', '=', one.id)
    .execute();
  tx.record({
    action: 'consultation.correct',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { fields: Object.keys(before) },
  });
}

/** To another team or worker, with a reason; answers whether the actor still reads it. */
export async function routeConsultation(
  tx: WriteTx,
  id: number | null,
  to: { team_id: number; worker_id: number | null; reason: string },
): Promise<{ still_mine: boolean }> {
  const one = await forAction(tx, id, 'route');
  if (to.team_id === one.team_id && to.worker_id === one.worker_id)
    invalid({ worker_id: words.errors.sameHands });
  // Its case belongs to the team; both go together, by the case's own handing over.
  if (one.case_id !== null && to.team_id !== one.team_id) invalid({ team_id: words.errors.isInCase });
  // The first worker needs no reason; whoever had it, or another team, reads why.
  const first = one.worker_id === null && to.team_id === one.team_id;
  if (to.reason === '' && !first) invalid({ reason: words.errors.whyMoved });
  await move(tx, one, to.reason === '' ? { ...to, reason: words.firstWorker } : to);
  return { still_mine: tx.session.case_teams.includes(to.team_id) };
}

async function move(
  tx: WriteTx,
  one: Consultation,
  to: { team_id: number; worker_id: number | null; reason: string },
): Promise<void> {
  const { rows } = await sql<{ moved: boolean }>`
    select consultation_route(${one.id}, ${to.team_id}, ${to.worker_id}, ${to.reason}, ${tx.now}, ${tx.today}) as moved`.execute(
    tx.db,
  );
  if (!rows[0]?.moved) invalid({ worker_id: words.errors.notInTeam });
  tx.record({
    action: 'consultation.route',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { from_team_id: one.team_id, to_team_id: to.team_id, to_worker_id: to.worker_id },
  });
  const said = words.number(one.fiscal_year, one.number);
  if (to.worker_id !== null) {
    if (to.worker_id !== me(tx)) await tell(tx, to.worker_id, words.notices.given(said), href(one.id));
  } else if (to.team_id !== one.team_id) {
    await tellTeam(tx, to.team_id, words.notices.routed(said), href(one.id));
  }
  if (one.household_id !== null && to.team_id !== one.team_id)
    await linkReach(tx, one.household_id, to.team_id);
}

/** The child has been seen: when and how. */
export async function checkSafety(
  tx: WriteTx,
  id: number | null,
  data: { seen_on: string; seen_time: string | null; safety_how: string },
): Promise<void> {
  const one = await forAction(tx, id, 'safety');
  const at = momentOf(data.seen_on, data.seen_time, tx.now, tx.actor.municipality.time_zone);
  if (data.seen_on > tx.today) invalid({ seen_on: words.errors.future });
  const seen = at.getTime() > tx.now.getTime() ? tx.now : at;
  if (data.seen_on < dayIn(one.received_at, tx.actor.municipality.time_zone))
    invalid({ seen_on: words.errors.seenBefore });
  await change(tx, one, { safety_checked_at: seen, safety_checked_by: me(tx), safety_how: data.safety_how });
  tx.record({
    action: 'consultation.safety',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { in_time: seen.getTime() <= one.safety_due_at!.getTime() },
  });
}

const change = (tx: WriteTx, one: Consultation, values: Record<string, unknown>) =>
  tx.db
    .updateTable('consultation')
    .set({ ...values, version: one.version + 1, updated_at: tx.now })
    .where('id', '=', one.id)
    .execute();

const added = (before: string, more: string, day: string): string =>
  more === '' ? before : [before, `${words.onDay(day)}${more}`].filter((part) => part !== '').join('\n');

/** What was done since, and the next step with its day; who sets it and nobody else follows up takes it over. */
export async function setNext(
  tx: WriteTx,
  id: number | null,
  data: { done_text: string; next_step: string; next_on: string },
): Promise<void> {
  const one = await forAction(tx, id, 'next');
  await change(tx, one, {
    done_text: added(one.done_text, data.done_text, tx.today),
    next_step: data.next_step,
    next_on: data.next_on,
  });
  tx.record({ action: 'consultation.next', subject_kind: 'consultation', subject_id: one.id });
}

export async function closeConsultation(
  tx: WriteTx,
  id: number | null,
  data: { response_code: string; done_text: string },
): Promise<void> {
  const one = await forAction(tx, id, 'close');
  if (!(await responses(tx)).some((response) => response.code === data.response_code))
    invalid({ response_code: words.errors.unknown });
  await change(tx, one, {
    done_text: added(one.done_text, data.done_text, tx.today),
    closed_at: tx.now,
    closed_by: me(tx),
    response_code: data.response_code,
  });
  tx.record({
    action: 'consultation.close',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { response: data.response_code },
  });
}

export async function reopenConsultation(
  tx: WriteTx,
  id: number | null,
  data: { reason: string; next_on: string },
): Promise<void> {
  const one = await forAction(tx, id, 'reopen');
  await change(tx, one, {
    done_text: added(one.done_text, words.reopenedBecause(data.reason), tx.today),
    closed_at: null,
    closed_by: null,
    response_code: null,
    next_on: data.next_on,
  });
  tx.record({ action: 'consultation.reopen', subject_kind: 'consultation', subject_id: one.id });
}

/** Joins a consultation to a household, which its team then reads; '' takes the link away. */
export async function linkHousehold(
  tx: WriteTx,
  id: number | null,
  household_id: number | null,
): Promise<void> {
  const one = await forAction(tx, id, 'link');
  if (one.case_id !== null) invalid({ household: words.errors.householdOfCase });
  if (household_id !== null) {
    const { rows } = await sql<{ exists: boolean }>`
      select exists (select from household_keeper(${household_id})) as exists`.execute(tx.db);
    if (!rows[0]?.exists) invalid({ household: words.errors.noHousehold });
  }
  await change(tx, one, { household_id });
  if (household_id !== null) await linkReach(tx, household_id, one.team_id);
  if (one.household_id !== null && one.household_id !== household_id)
    await sql`select household_reach(${one.household_id})`.execute(tx.db);
  tx.record({
    action: 'consultation.link',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { household_id },
  });
}

/** Joins a consultation to a case of its own team; called by the command that opens a case from it as well. */
export async function linkCase(tx: WriteTx, id: number | null, case_id: number): Promise<void> {
  const one = await forAction(tx, id, 'make_case');
  const opened = found(
    await tx.db
      .selectFrom('support_case')
      .select(['id', 'team_id', 'household_id', 'worker_id', 'closed_on'])
      .where('id', '=', case_id)
      .executeTakeFirst(),
  );
  if (opened.team_id !== one.team_id) invalid({ case_id: words.errors.caseElsewhere });
  if (opened.closed_on !== null) invalid({ case_id: words.errors.caseClosed });
  await change(tx, one, { case_id, household_id: opened.household_id });
  // A referral nobody has taken yet gets the case's worker.
  await sql`update referral set worker_id = ${opened.worker_id} from referral_origin as origin
    where origin.id = referral.id and origin.consultation_id = ${one.id} and referral.worker_id is null
      and reviewed_at is null and recalled_at is null`.execute(tx.db);
  await linkReach(tx, opened.household_id, one.team_id);
  tx.record({
    action: 'consultation.link_case',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { case_id },
  });
}

/** Which team answers for which district in a fiscal year. */
export async function setDistricts(
  tx: WriteTx,
  fiscal_year: number,
  teams: readonly { area_id: number; team_id: number | null }[],
): Promise<void> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  for (const { area_id, team_id } of teams) {
    await tx.db
      .deleteFrom('district_team')
      .where('fiscal_year', '=', fiscal_year)
      .where('area_id', '=', area_id)
      .execute();
    if (team_id !== null)
      await tx.db.insertInto('district_team').values({ fiscal_year, area_id, team_id }).execute();
  }
  tx.record({ action: 'consultation.districts', detail: { fiscal_year, districts: teams.length } });
}

/** A new fiscal year begins with the teams of the one before. */
export async function copyDistricts(tx: WriteTx, fiscal_year: number): Promise<void> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  await sql`
    insert into district_team (fiscal_year, area_id, team_id)
    select ${fiscal_year}::integer, area_id, team_id from district_team where fiscal_year = ${fiscal_year - 1}
    on conflict do nothing`.execute(tx.db);
  tx.record({ action: 'consultation.districts', detail: { fiscal_year, copied: true } });
}

/** After how many days a draft nobody goes on with goes; its author is told a week before. */
export async function setDraftDays(tx: WriteTx, draft_days: number): Promise<void> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  await tx.db.updateTable('consultation_setting').set({ draft_days }).where('one', '=', true).execute();
  tx.record({ action: 'consultation.draft_days', detail: { draft_days } });
}

export async function setClimbHours(tx: WriteTx, climb_hours: number): Promise<void> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  await tx.db.updateTable('consultation_setting').set({ climb_hours }).where('one', '=', true).execute();
  tx.record({ action: 'consultation.climb_hours', detail: { climb_hours } });
}
