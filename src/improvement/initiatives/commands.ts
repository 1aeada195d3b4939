import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { personAmong } from '../../base/people/queries-offers.ts';
import { me, notify } from '../issues/commands.ts';
import { recordIssueEvent } from '../issues/commands.ts';
import { standingOf } from '../issues/queries.ts';
import { mayRecord } from '../issues/rules.ts';
import { giveOutAction } from '../meetings/commands-actions.ts';
import { peopleOf } from '../meetings/queries.ts';
import type { AnswerData, BeginData, EndData, OutcomeData, PlanData } from './forms.ts';
import {
  bodyNamed,
  initiativeById,
  ownBodies,
  partnersOf,
  successorsOf,
  type Body,
  type Initiative,
} from './queries.ts';
import { neededParts, type EventKind } from './rules.ts';
import { words } from './words.ja.ts';

/** The initiative when the actor steers it: 404 when not there, 403 when somebody else's. */
export async function steered(tx: WriteTx, id: number | null): Promise<Initiative> {
  const initiative = found(await initiativeById(tx, id));
  if (!initiative.may_steer) throw new Refusal(403, words.errors.notYours);
  return initiative;
}

/** As steered(), and not ended. */
export async function open(tx: WriteTx, id: number | null): Promise<Initiative> {
  const initiative = await steered(tx, id);
  if (initiative.ended_on !== null) throw new Refusal(409, words.errors.ended);
  return initiative;
}

async function tell(
  tx: WriteTx,
  one: { id: number; owner_id: number },
  kind: EventKind,
  happened_on: string,
  note = '',
): Promise<void> {
  await tx.db
    .insertInto('initiative_event')
    .values({
      initiative_id: one.id,
      owner_id: one.owner_id,
      kind,
      happened_on,
      note,
      written_by: me(tx),
      written_at: tx.now,
    })
    .execute();
}

const now = (tx: WriteTx) => ({ updated_by: me(tx), updated_at: tx.now });

async function show(tx: WriteTx, id: number): Promise<void> {
  const one = found(await initiativeById(tx, id));
  await publish(tx, {
    kind: 'initiative',
    subject_id: id,
    title: one.title,
    summary: one.aim.slice(0, 120).toWellFormed(),
    url: `/initiatives/${id}`,
    words: `${one.lead} ${one.area ?? ''} ${one.shared_issue} ${one.aim} ${one.families} ${one.image}`,
    audience_duty: 'network',
  });
}

/** Tells the people of bodies, whoever of them is not the actor. */
export async function tellBodies(
  tx: WriteTx,
  bodies: readonly Pick<Body, 'organisation_id' | 'facility_id'>[],
  title: string,
  url: string,
): Promise<void> {
  const people = (await peopleOf(tx, bodies)).flat();
  await notify(
    tx,
    people.filter((one) => one !== tx.actor.person_id),
    title,
    url,
  );
}

/**
 * Begins an initiative for a body the actor answers for, or any for those who look after them. Who begins it holds it; the
 * leading body takes part from the first, and has said yes when its own people began it. Gives the number.
 */
export async function beginInitiative(tx: WriteTx, { lead, ...data }: BeginData): Promise<number> {
  const body = await bodyNamed(tx, lead);
  const own = (await ownBodies(tx)).some((one) => one.holder === lead);
  if (!body || !(own || tx.has('initiative.manage'))) return invalid({ lead: words.errors.lead });
  await mustBeReal(tx, data);
  const person = me(tx);
  const { id } = await tx.db
    .insertInto('initiative')
    .values({
      ...data,
      lead_organisation_id: body.organisation_id,
      lead_facility_id: body.facility_id,
      owner_id: person,
      created_by: person,
      created_at: tx.now,
      ...now(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: partner_id } = await tx.db
    .insertInto('initiative_partner')
    .values({
      initiative_id: id,
      owner_id: person,
      organisation_id: body.organisation_id,
      facility_id: body.facility_id,
      part: words.partners.leadPart,
      asked_by: person,
      asked_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (own)
    await tx.db
      .insertInto('initiative_answer')
      .values({
        partner_id,
        organisation_id: body.organisation_id,
        facility_id: body.facility_id,
        part_version: 1,
        yes: true,
        answered_by: person,
        answered_at: tx.now,
      })
      .execute();
  else await tellBodies(tx, [body], words.notices.asked(data.title), `/initiatives/${id}`);
  await tell(tx, { id, owner_id: person }, 'begun', tx.today);
  await show(tx, id);
  tx.record({
    action: 'initiative.begin',
    subject_kind: 'initiative',
    subject_id: id,
    detail: { issue_id: data.issue_id, area_id: data.area_id },
  });
  return id;
}

async function mustBeReal(
  tx: WriteTx,
  data: { area_id: number | null; issue_id?: number | null; forum_id: number | null },
): Promise<void> {
  const errors: Record<string, string> = {};
  const there = async (table: 'area' | 'issue' | 'forum', id: number | null | undefined) =>
    id == null ||
    (await tx.db.selectFrom(table).where('id', '=', id).select('id').executeTakeFirst()) !== undefined;
  if (!(await there('area', data.area_id))) errors['area_id'] = words.errors.area;
  if (!(await there('issue', data.issue_id))) errors['issue_id'] = words.errors.issue;
  if (!(await there('forum', data.forum_id))) errors['forum_id'] = words.errors.forum;
  if (Object.keys(errors).length > 0) invalid(errors);
}

const textParts = ['title', 'shared_issue', 'seen_by', 'aim', 'families', 'image', 'keeping'] as const;

/** Changes the plan; a stale version shows both texts. What was ended is first taken up again. */
export async function changePlan(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: PlanData,
): Promise<void> {
  const before = await open(tx, id);
  await mustBeReal(tx, data);
  const changed = await tx.db
    .updateTable('initiative')
    .set((row) => ({ ...data, ...now(tx), version: row('version', '+', 1) }))
    .where('id', '=', before.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: before.updater ?? words.somebody,
      when: formatDateTime(before.updated_at, tx.actor.municipality.time_zone),
      version: before.version,
      fields: textParts
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.plan[name], mine: data[name], theirs: before[name] })),
    });
  await show(tx, before.id);
  tx.record({ action: 'initiative.change', subject_kind: 'initiative', subject_id: before.id });
}

// ---- partners -----------------------------------------------------------------------------------

/** Asks a body to take part with a part; its people are told and answer themselves. */
export async function askPartner(
  tx: WriteTx,
  id: number | null,
  data: { body: string; part: string },
): Promise<void> {
  const initiative = await open(tx, id);
  const body = (await bodyNamed(tx, data.body)) ?? invalid({ body: words.errors.body });
  const before = (await partnersOf(tx, initiative.id)).find((one) => one.holder === body.holder);
  if (before && before.state !== 'left') invalid({ body: words.errors.already });
  if (before)
    await tx.db
      .updateTable('initiative_partner')
      .set((row) => ({ part: data.part, part_version: row('part_version', '+', 1), left_on: null }))
      .where('id', '=', before.id)
      .execute();
  else
    await tx.db
      .insertInto('initiative_partner')
      .values({
        initiative_id: initiative.id,
        owner_id: initiative.owner_id,
        organisation_id: body.organisation_id,
        facility_id: body.facility_id,
        part: data.part,
        asked_by: me(tx),
        asked_at: tx.now,
      })
      .execute();
  await tellBodies(tx, [body], words.notices.asked(initiative.title), `/initiatives/${initiative.id}`);
  tx.record({
    action: 'initiative.ask_partner',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { organisation_id: body.organisation_id, facility_id: body.facility_id },
  });
}

/** Words a part anew: the body that said yes is asked whether it still does. */
export async function changePart(
  tx: WriteTx,
  id: number | null,
  data: { partner_id: number; part: string },
): Promise<void> {
  const initiative = await open(tx, id);
  const partner = found((await partnersOf(tx, initiative.id)).find((one) => one.id === data.partner_id));
  if (partner.part === data.part) return;
  await tx.db
    .updateTable('initiative_partner')
    .set((row) => ({ part: data.part, part_version: row('part_version', '+', 1) }))
    .where('id', '=', partner.id)
    .execute();
  await tellBodies(
    tx,
    [partner],
    words.notices.partChanged(initiative.title),
    `/initiatives/${initiative.id}`,
  );
  tx.record({
    action: 'initiative.change_part',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { partner_id: partner.id },
  });
}

/** A body takes part no longer; what it said and did stays readable. The leading body stays. */
export async function leavePartner(tx: WriteTx, id: number | null, partner_id: number): Promise<void> {
  const initiative = await open(tx, id);
  const partner = found((await partnersOf(tx, initiative.id)).find((one) => one.id === partner_id));
  if (
    partner.organisation_id === initiative.lead_organisation_id &&
    partner.facility_id === initiative.lead_facility_id
  )
    throw new Refusal(409, words.errors.leadStays);
  await tx.db
    .updateTable('initiative_partner')
    .set({ left_on: tx.today })
    .where('id', '=', partner.id)
    .execute();
  tx.record({
    action: 'initiative.leave_partner',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { partner_id },
  });
}

/** A body's head says yes or no to its part; who holds the initiative is told. 403 for another body's. */
export async function answerPartner(tx: WriteTx, id: number | null, data: AnswerData): Promise<void> {
  const initiative = found(await initiativeById(tx, id));
  if (initiative.ended_on !== null) throw new Refusal(409, words.errors.ended);
  const partner = found((await partnersOf(tx, initiative.id)).find((one) => one.id === data.partner_id));
  if (!partner.may_answer) throw new Refusal(403, words.errors.notYourBody);
  if (partner.state === 'left') throw new Refusal(409, words.errors.left);
  if (data.yes === 'no' && data.note === '') invalid({ note: words.errors.why });
  await tx.db
    .insertInto('initiative_answer')
    .values({
      partner_id: partner.id,
      organisation_id: partner.organisation_id,
      facility_id: partner.facility_id,
      part_version: partner.part_version,
      yes: data.yes === 'yes',
      brings: data.brings,
      note: data.note,
      answered_by: me(tx),
      answered_at: tx.now,
    })
    .execute();
  if (initiative.owner_id !== tx.actor.person_id)
    await notify(
      tx,
      [initiative.owner_id],
      words.notices.answered(partner.name, data.yes === 'yes', initiative.title),
      `/initiatives/${initiative.id}#partners`,
    );
  tx.record({
    action: 'initiative.answer',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { partner_id: partner.id, yes: data.yes === 'yes' },
  });
}

// ---- from the beginning to the end --------------------------------------------------------------

/** The issue behind it counts as acted on or reviewed, where the actor looks after issues and its state allows. */
async function tellIssue(
  tx: WriteTx,
  initiative: Pick<Initiative, 'issue_id' | 'title'>,
  kind: 'acted' | 'reviewed',
  day: string,
): Promise<void> {
  if (initiative.issue_id === null || !tx.has('issue.manage')) return;
  const given = await standingOf(tx, initiative.issue_id);
  const issue = given?.merged_into_id == null ? given : await standingOf(tx, given.merged_into_id);
  if (!issue || !mayRecord(issue.state, kind)) return;
  await recordIssueEvent(tx, {
    issue_id: issue.id,
    kind,
    happened_on: day < issue.raised_on ? issue.raised_on : day,
    note: words.issueNote[kind](initiative.title),
  });
}

/** Begins to run: the shared issue, aim and image are there, and at least two bodies said yes. */
export async function startInitiative(
  tx: WriteTx,
  id: number | null,
  data: { started_on: string; next_look_back_on: string | null },
): Promise<void> {
  const initiative = await open(tx, id);
  if (initiative.started_on !== null) throw new Refusal(409, words.errors.startedAlready);
  if (data.started_on > tx.today) invalid({ started_on: words.errors.future });
  const missing = neededParts.filter((part) => initiative[part] === '');
  if (missing.length > 0)
    throw new Refusal(409, words.errors.notPlanned(missing.map((part) => words.plan[part])));
  const yes = (await partnersOf(tx, initiative.id)).filter((one) => one.state === 'yes');
  if (yes.length < 2) throw new Refusal(409, words.errors.alone);
  await tx.db
    .updateTable('initiative')
    .set((row) => ({ ...data, ...now(tx), version: row('version', '+', 1) }))
    .where('id', '=', initiative.id)
    .execute();
  await tell(tx, initiative, 'started', data.started_on);
  await tellIssue(tx, initiative, 'acted', data.started_on);
  tx.record({
    action: 'initiative.start',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { started_on: data.started_on, bodies: yes.length },
  });
}

/** Goes on: a new end, a new day to look back, and why. */
export async function continueInitiative(
  tx: WriteTx,
  id: number | null,
  data: { ends_on: string; next_look_back_on: string | null; note: string },
): Promise<void> {
  const initiative = await open(tx, id);
  if (initiative.started_on === null) throw new Refusal(409, words.errors.notStarted);
  if (data.ends_on < tx.today) invalid({ ends_on: words.errors.past });
  await tx.db
    .updateTable('initiative')
    .set((row) => ({
      ends_on: data.ends_on,
      next_look_back_on: data.next_look_back_on,
      ...now(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', initiative.id)
    .execute();
  await tell(tx, initiative, 'continued', tx.today, data.note);
  tx.record({
    action: 'initiative.continue',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { ends_on: data.ends_on },
  });
}

/** Ends it, with what became of it. What has begun to run ends as reached or handed on only with an outcome told. */
export async function endInitiative(tx: WriteTx, id: number | null, data: EndData): Promise<void> {
  const initiative = await open(tx, id);
  if (data.ended_on > tx.today) invalid({ ended_on: words.errors.future });
  if (initiative.started_on === null) {
    if (data.ending !== 'stopped') invalid({ ending: words.errors.neverStarted });
  } else if (data.ended_on < initiative.started_on) invalid({ ended_on: words.errors.beforeStart });
  if (data.ending !== 'stopped') {
    const outcome = await tx.db
      .selectFrom('initiative_outcome')
      .where('initiative_id', '=', initiative.id)
      .select('id')
      .executeTakeFirst();
    if (!outcome) invalid({ ending: words.errors.noOutcome });
  }
  await tx.db
    .updateTable('initiative')
    .set((row) => ({
      ...data,
      next_look_back_on: null,
      proposed_owner_id: null,
      proposed_at: null,
      declined_at: null,
      ...now(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', initiative.id)
    .execute();
  await tell(tx, initiative, 'ended', data.ended_on, data.ending_note);
  await tellIssue(tx, initiative, 'reviewed', data.ended_on);
  const partners = (await partnersOf(tx, initiative.id)).filter((one) => one.state === 'yes');
  await tellBodies(
    tx,
    partners,
    words.notices.ended(initiative.title),
    `/initiatives/${initiative.id}/reflections/whole`,
  );
  tx.record({
    action: 'initiative.end',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { ended_on: data.ended_on, ending: data.ending },
  });
}

/** Takes an end back. */
export async function reopenInitiative(tx: WriteTx, id: number | null): Promise<void> {
  const initiative = await steered(tx, id);
  if (initiative.ended_on === null) throw new Refusal(409, words.errors.notEnded);
  await tx.db
    .updateTable('initiative')
    .set((row) => ({
      ended_on: null,
      ending: null,
      ending_note: '',
      ...now(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', initiative.id)
    .execute();
  await tell(tx, initiative, 'reopened', tx.today);
  tx.record({ action: 'initiative.reopen', subject_kind: 'initiative', subject_id: initiative.id });
}

// ---- who holds it -------------------------------------------------------------------------------

/** Proposes somebody to hold it from now on; until they accept it stays where it is. */
export async function proposeOwner(
  tx: WriteTx,
  id: number | null,
  data: { person_id: number; note: string },
): Promise<void> {
  const initiative = await open(tx, id);
  if (!(await personAmong(tx, data.person_id, successorsOf(initiative.id))))
    invalid({ person_id: words.errors.successor });
  await tx.db
    .updateTable('initiative')
    .set({ proposed_owner_id: data.person_id, proposed_at: tx.now, declined_at: null, ...now(tx) })
    .where('id', '=', initiative.id)
    .execute();
  await tell(tx, initiative, 'handover_proposed', tx.today, data.note);
  await notify(
    tx,
    [data.person_id],
    words.notices.handover(initiative.title),
    `/initiatives/${initiative.id}#owner`,
  );
  tx.record({
    action: 'initiative.propose_owner',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    about_person_id: data.person_id,
  });
}

/** Whoever was proposed takes it, or says why not; the one who holds it is told. */
export async function answerProposal(
  tx: WriteTx,
  id: number | null,
  data: { accept: 'yes' | 'no'; note: string },
): Promise<void> {
  const initiative = found(await initiativeById(tx, id));
  if (!initiative.proposed_to_me || initiative.declined_at !== null)
    throw new Refusal(403, words.errors.notProposed);
  const before = initiative.owner_id;
  if (data.accept === 'yes') {
    await tx.db
      .updateTable('initiative')
      .set((row) => ({
        owner_id: me(tx),
        proposed_owner_id: null,
        proposed_at: null,
        ...now(tx),
        version: row('version', '+', 1),
      }))
      .where('id', '=', initiative.id)
      .execute();
    await tell(tx, { id: initiative.id, owner_id: me(tx) }, 'handover_accepted', tx.today, data.note);
  } else {
    if (data.note === '') invalid({ note: words.errors.why });
    await tx.db
      .updateTable('initiative')
      .set({ declined_at: tx.now, ...now(tx) })
      .where('id', '=', initiative.id)
      .execute();
    const { rows } = await sql<{ told: boolean }>`
      select initiative_decline(${initiative.id}, ${data.note}, ${tx.today}, ${tx.now}) as told`.execute(
      tx.db,
    );
    if (!rows[0]!.told) throw new Refusal(403, words.errors.notProposed);
  }
  await notify(
    tx,
    [before],
    words.notices.handoverAnswered(initiative.title, data.accept === 'yes'),
    `/initiatives/${initiative.id}#owner`,
  );
  tx.record({
    action: data.accept === 'yes' ? 'initiative.take_over' : 'initiative.decline_owner',
    subject_kind: 'initiative',
    subject_id: initiative.id,
  });
}

// ---- what came of it ----------------------------------------------------------------------------

/** Tells what changed, with a figure and its source where there is one. */
export async function tellOutcome(tx: WriteTx, id: number | null, data: OutcomeData): Promise<void> {
  const initiative = await steered(tx, id);
  if (data.measured_on > tx.today) invalid({ measured_on: words.errors.future });
  const { id: outcome_id } = await tx.db
    .insertInto('initiative_outcome')
    .values({
      initiative_id: initiative.id,
      owner_id: initiative.owner_id,
      ...data,
      written_by: me(tx),
      written_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'initiative.tell_outcome',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { outcome_id },
  });
}

export async function removeOutcome(tx: WriteTx, id: number | null, outcome_id: number): Promise<void> {
  const initiative = await open(tx, id);
  const gone = await tx.db
    .deleteFrom('initiative_outcome')
    .where('id', '=', outcome_id)
    .where('initiative_id', '=', initiative.id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'initiative.remove_outcome',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { outcome_id },
  });
}

/** What is to be done next, as an action item of whoever holds it. 403 for those who run no meetings. */
export async function giveOutFrom(
  tx: WriteTx,
  id: number | null,
  data: { what: string; owner: string; due_on: string },
): Promise<number> {
  const initiative = found(await initiativeById(tx, id));
  const action_item_id = await giveOutAction(tx, data);
  await tx.db
    .insertInto('initiative_action')
    .values({ action_item_id, initiative_id: initiative.id, owner_id: initiative.owner_id })
    .execute();
  tx.record({
    action: 'initiative.give_out',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { action: action_item_id },
  });
  return action_item_id;
}

/** Names the initiative for a step its area agreed on. */
export async function tieStage(tx: WriteTx, id: number | null, stage_id: number): Promise<void> {
  const initiative = await steered(tx, id);
  const stage = await tx.db
    .selectFrom('partnership_stage')
    .where('id', '=', stage_id)
    .where('area_id', '=', initiative.area_id)
    .where('taken_back_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!stage) invalid({ stage_id: words.errors.stage });
  await tx.db
    .insertInto('initiative_stage')
    .values({ initiative_id: initiative.id, owner_id: initiative.owner_id, stage_id })
    .onConflict((there) => there.doNothing())
    .execute();
  tx.record({
    action: 'initiative.tie_stage',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { stage_id },
  });
}

export async function untieStage(tx: WriteTx, id: number | null, stage_id: number): Promise<void> {
  const initiative = await steered(tx, id);
  const gone = await tx.db
    .deleteFrom('initiative_stage')
    .where('initiative_id', '=', initiative.id)
    .where('stage_id', '=', stage_id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'initiative.untie_stage',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { stage_id },
  });
}
