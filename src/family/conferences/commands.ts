import { sql } from 'kysely';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, daysBetween, instantOf } from '../../platform/ja/dates.ts';
import { conflict, invalid, invalidIf } from '../../platform/web/handlers.tsx';
import { personAmong } from '../../base/people/queries-offers.ts';
import type { AttendeeData, ConferenceChange, ConferenceData, InviteData, RoleData } from './forms.ts';
import { tellGuest } from './jobs.ts';
import {
  caseHead,
  casesOf,
  conferenceById,
  conferenceTask,
  decisionsOf,
  outsidersOf,
  rolesOf,
  invitations,
  seatsOf,
  teamPeople,
  type Conference,
} from './queries.ts';
import { choosableFacts } from './queries-facts.ts';
import {
  conferenceState,
  leadsToNothing,
  mayDo,
  mostAccessDays,
  type Attendance,
  type ConferenceAction,
  type ConferenceActor,
  type Part,
} from './rules.ts';
import { say, words } from './words.ja.ts';

const me = (tx: ReadTx): number => {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
};

/** As what the session stands before a conference it can read. */
export const actorIn = (tx: ReadTx, conference: Pick<Conference, 'may_run' | 'chair_id'>): ConferenceActor =>
  !conference.may_run ? 'guest' : conference.chair_id === tx.actor.person_id ? 'chair' : 'team';

/** The conference, if the actor may do this to it now; 404 when not there, 403 when not theirs to do, 409 when not now. */
async function conferenceFor(tx: WriteTx, id: number | null, action: ConferenceAction): Promise<Conference> {
  const conference = found(await conferenceById(tx, id));
  // Two who write at once are put in a row: state is read again after the lock.
  if (conference.may_run) {
    await sql`select 1 from conference where id = ${conference.id} for update`.execute(tx.db);
  }
  const now = found(await conferenceById(tx, id));
  const actor = actorIn(tx, now);
  const state = conferenceState(now);
  if (mayDo(actor, state, action)) return now;
  if (actor === 'guest') throw new Refusal(404);
  if (action === 'approve' && mayDo('chair', state, action))
    throw new Refusal(403, words.errors.chairApproves);
  throw new Refusal(409, words.errors.notNow(state));
}

const note = (tx: WriteTx, conference: { id: number; case_id: number | null }, action: string, detail = {}) =>
  tx.record({
    action: `conference.${action}`,
    subject_kind: 'conference',
    subject_id: conference.id,
    detail: { ...(conference.case_id === null ? {} : { case_id: conference.case_id }), ...detail },
  });

async function checkChair(tx: ReadTx, team_id: number, chair_id: number, on: string): Promise<void> {
  const people = await teamPeople(tx, [team_id], on);
  if (!people.some((one) => one.id === chair_id)) invalid({ chair_id: words.form.chairOfTheTeam });
}

async function seat(
  tx: WriteTx,
  conference: { id: number; team_id: number },
  values: { person_id: number | null; name?: string; organisation?: string; part: Part },
): Promise<number | null> {
  const row = await tx.db
    .insertInto('conference_person')
    .values({
      conference_id: conference.id,
      team_id: conference.team_id,
      name: '',
      organisation: '',
      ...values,
      added_by: me(tx),
      added_at: tx.now,
    })
    .onConflict((one) => one.columns(['conference_id', 'team_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Calls a conference: of one case, or of several of the team. Who leads and who calls have a seat at once. Returns its id. */
export async function createConference(tx: WriteTx, data: ConferenceData): Promise<number> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(403);
  const { kind, case_id, case_ids, team_id: chosen, ...sitting } = data;
  const one = kind === 'case' ? found(await caseHead(tx, case_id)) : null;
  if (one?.closed_on) invalid({ case_id: words.form.caseClosed });
  const heads = [];
  if (kind === 'internal') {
    for (const id of case_ids) heads.push(found(await caseHead(tx, id)));
  }
  const team_id = one?.team_id ?? chosen ?? heads[0]!.team_id;
  if (!tx.session.case_teams.includes(team_id)) throw new Refusal(404);
  await checkChair(tx, team_id, data.chair_id, data.held_on);
  const { id } = await tx.db
    .insertInto('conference')
    .values({
      team_id,
      kind,
      case_id: one?.id ?? null,
      ...sitting,
      created_by: me(tx),
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const conference = { id, team_id, case_id: one?.id ?? null };
  for (const [index, head] of heads.entries()) {
    await tx.db
      .insertInto('conference_case')
      .values({ conference_id: id, case_id: head.id, team_id: head.team_id, position: index + 1 })
      .execute();
  }
  await seat(tx, conference, { person_id: data.chair_id, part: 'chair' });
  await seat(tx, conference, { person_id: me(tx), part: 'recorder' });
  if (one && one.worker_id !== me(tx))
    await seat(tx, conference, { person_id: one.worker_id, part: 'member' });
  if (kind === 'case') {
    for (const title of words.form.usualAgenda) await insertItem(tx, conference, title);
  }
  note(tx, conference, 'create', { kind, cases: heads.length || 1 });
  return id;
}

/** Changes day, place, question or chair; a stale version shows both texts. */
export async function editConference(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: ConferenceChange,
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'edit');
  if (data.chair_id !== conference.chair_id)
    await checkChair(tx, conference.team_id, data.chair_id, data.held_on);
  const changed = await tx.db
    .updateTable('conference')
    .set((row) => ({ ...data, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', conference.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['purpose', 'held_on', 'place'] as const).map((name) => ({
        name,
        label: words.form[name],
        mine: data[name],
        theirs: conference[name],
      })),
      who: say.somebody,
      when: say.moment(conference.updated_at, tx.actor.municipality.time_zone),
      version: conference.version,
    });
  }
  if (data.chair_id !== conference.chair_id) {
    await tx.db
      .updateTable('conference_person')
      .set({ part: 'member' })
      .where('conference_id', '=', conference.id)
      .where('part', '=', 'chair')
      .execute();
    await seat(tx, conference, { person_id: data.chair_id, part: 'chair' });
    await tx.db
      .updateTable('conference_person')
      .set({ part: 'chair' })
      .where('conference_id', '=', conference.id)
      .where('person_id', '=', data.chair_id)
      .execute();
  }
  if (data.held_on !== conference.held_on || data.starts_at !== conference.starts_at) {
    for (const guest of await guestsOf(tx, conference.id))
      await tellGuest(tx, guest, { kind: 'moved', conference_id: conference.id, ...data });
  }
  note(tx, conference, 'edit');
}

/** People of other organisations whose access is not over. */
async function guestsOf(tx: ReadTx, conference_id: number): Promise<number[]> {
  return (await seatsOf(tx, conference_id))
    .filter((one) => one.share_ends_at && !one.share_ended_at && one.share_ends_at > tx.now)
    .map((one) => one.person_id!);
}

// ---- what is laid before it ----------------------------------------------------------------

/** Exactly the ticked facts lie before the conference; a fact once laid stays as it was on that day. */
export async function layFacts(tx: WriteTx, id: number | null, sources: readonly string[]): Promise<void> {
  const conference = await conferenceFor(tx, id, 'facts');
  if (conference.case_id === null) throw new Refusal(409, words.errors.noFactsInternal);
  const there = await tx.db
    .selectFrom('conference_fact')
    .where('conference_id', '=', conference.id)
    .where('source', 'is not', null)
    .select('source')
    .execute();
  const laid = new Set(there.map((one) => one.source!));
  const chosen = new Set(sources);
  const gone = [...laid].filter((source) => !chosen.has(source));
  if (gone.length > 0) {
    await tx.db
      .deleteFrom('conference_fact')
      .where('conference_id', '=', conference.id)
      .where('source', 'in', gone)
      .execute();
  }
  const offered = await choosableFacts(tx, conference.case_id);
  const fresh = offered.filter((fact) => chosen.has(fact.source) && !laid.has(fact.source));
  if (fresh.length > 0) {
    await tx.db
      .insertInto('conference_fact')
      .values(
        fresh.map(({ source, kind, title, body }) => ({
          conference_id: conference.id,
          team_id: conference.team_id,
          position: offered.findIndex((fact) => fact.source === source),
          kind,
          source,
          title,
          body,
          chosen_by: me(tx),
          chosen_at: tx.now,
        })),
      )
      .execute();
  }
  note(tx, conference, 'facts', { added: fresh.map((fact) => fact.source), removed: gone });
}

/** A fact written for this conference alone. */
export async function layFreeFact(
  tx: WriteTx,
  id: number | null,
  data: { title: string; body: string },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'facts');
  await tx.db
    .insertInto('conference_fact')
    .values({
      conference_id: conference.id,
      team_id: conference.team_id,
      position: 1000,
      kind: 'free',
      ...data,
      chosen_by: me(tx),
      chosen_at: tx.now,
    })
    .execute();
  note(tx, conference, 'facts', { added: ['free'] });
}

export async function removeFact(tx: WriteTx, id: number | null, fact: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'facts');
  const gone = await tx.db
    .deleteFrom('conference_fact')
    .where('conference_id', '=', conference.id)
    .where('id', '=', fact ?? 0)
    .returning('source')
    .executeTakeFirst();
  if (!gone) throw new Refusal(404);
  note(tx, conference, 'facts', { removed: [gone.source ?? 'free'] });
}

// ---- who sits there ------------------------------------------------------------------------

/**
 * Lets a person of another organisation into this conference, from–to, at most ninety days; invited again, the days begin
 * anew. They are told the conference's number and day, and nothing of the family.
 */
export async function inviteGuest(tx: WriteTx, id: number | null, data: InviteData): Promise<void> {
  const conference = await conferenceFor(tx, id, 'invite');
  invalidIf({
    ...(data.starts_on < tx.today ? { starts_on: words.invite.notBefore } : {}),
    ...(data.ends_on < data.starts_on
      ? { ends_on: words.invite.endsBeforeStart }
      : daysBetween(data.starts_on, data.ends_on) >= mostAccessDays
        ? { ends_on: words.invite.tooLong(mostAccessDays) }
        : {}),
  });
  if (!(await personAmong(tx, data.person_id, outsidersOf(tx, conference.team_id))))
    invalid({ person_id: words.invite.notAnOutsider });
  const zone = tx.actor.municipality.time_zone;
  await endSharesOf(tx, conference.id, data.person_id);
  const share = await tx.db
    .insertInto('case_share')
    .values({
      person_id: data.person_id,
      kind: 'conference',
      subject_id: conference.id,
      conference_id: conference.id,
      team_id: conference.team_id,
      reason: data.reason,
      starts_at: data.starts_on === tx.today ? tx.now : instantOf(data.starts_on, '00:00', zone),
      ends_at: instantOf(addDays(data.ends_on, 1), '00:00', zone),
      created_by: me(tx),
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await seat(tx, conference, { person_id: data.person_id, part: 'guest' });
  await tx.db
    .updateTable('conference_person')
    .set({ share_id: share.id, part: 'guest' })
    .where('conference_id', '=', conference.id)
    .where('person_id', '=', data.person_id)
    .execute();
  await tellGuest(tx, data.person_id, {
    kind: 'invited',
    conference_id: conference.id,
    held_on: conference.held_on,
    starts_at: conference.starts_at,
    from: data.starts_on,
    until: data.ends_on,
  });
  note(tx, conference, 'invite', {
    person_id: data.person_id,
    starts_on: data.starts_on,
    ends_on: data.ends_on,
  });
}

async function endSharesOf(tx: WriteTx, conference_id: number, person_id: number): Promise<bigint> {
  const ended = await tx.db
    .updateTable('case_share')
    .set({ ended_at: tx.now })
    .where('conference_id', '=', conference_id)
    .where('person_id', '=', person_id)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', tx.now)
    .executeTakeFirst();
  return ended.numUpdatedRows;
}

/** Shuts a guest out at once; ended twice is ended. */
export async function endAccess(tx: WriteTx, id: number | null, person: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'end_access');
  const guest = found((await seatsOf(tx, conference.id)).find((one) => one.id === person && one.share_id));
  if ((await endSharesOf(tx, conference.id, guest!.person_id!)) === 0n) return;
  note(tx, conference, 'end_access', { person_id: guest!.person_id });
}

/** A seat for somebody of the team, or for a person without an account by name. */
export async function addAttendee(tx: WriteTx, id: number | null, data: AttendeeData): Promise<void> {
  const conference = await conferenceFor(tx, id, 'invite');
  if (data.person_id === null && data.name === '') invalid({ name: words.people.nameNeeded });
  if (data.person_id !== null && (data.name !== '' || data.organisation !== ''))
    invalid({ person_id: words.people.oneOrOther });
  if (data.part === 'chair' || data.part === 'guest') invalid({ part: words.people.notThisPart });
  if (data.person_id !== null) {
    const people = await teamPeople(tx, [conference.team_id], conference.held_on);
    if (!people.some((one) => one.id === data.person_id)) invalid({ person_id: words.people.inviteInstead });
  }
  const added = await seat(tx, conference, data);
  if (added === null) invalid({ person_id: words.people.alreadyThere });
  note(tx, conference, 'seat', { person_id: data.person_id });
}

/** Takes a seat away that nothing is written on; the chair's stays, and access ends with it. */
export async function removeAttendee(tx: WriteTx, id: number | null, person: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'invite');
  const gone = found((await seatsOf(tx, conference.id)).find((one) => one.id === person));
  const holds = (await rolesOf(tx, conference.id)).some((role) => role.person_id === gone.person_id);
  if (gone.part === 'chair' || gone.view !== '' || holds) throw new Refusal(409, words.people.notRemoved);
  if (gone.person_id !== null) await endSharesOf(tx, conference.id, gone.person_id);
  await tx.db.deleteFrom('conference_person').where('id', '=', gone.id).execute();
  note(tx, conference, 'unseat', { person_id: gone.person_id });
}

/** Confirms the duty of secrecy; a guest sees nothing before. */
export async function confirmSecrecy(tx: WriteTx, id: number | null, agreed: boolean): Promise<void> {
  const invited = found((await invitations(tx)).find((one) => one.id === id));
  if (!agreed) invalid({ agreed: words.guest.agreeFirst });
  if (invited.promised_at !== null) return;
  const { rows } = await sql<{ promised: boolean }>`
    select conference_promise(${invited.id}, ${tx.now}) as promised`.execute(tx.db);
  if (!rows[0]!.promised) throw new Refusal(404);
  note(tx, { id: invited.id, case_id: null }, 'secrecy');
}

/** The view of whoever has the seat, in their own words; before the sitting or in it. */
export async function saveOwnView(
  tx: WriteTx,
  id: number | null,
  { view, _version }: { view: string; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'speak');
  const own = found((await seatsOf(tx, conference.id)).find((one) => one.person_id === tx.actor.person_id));
  await writeView(tx, own, { view, _version });
  note(tx, conference, 'view', { seat: own.id });
}

/** Attendance, and a view taken down for somebody. */
export async function saveSeat(
  tx: WriteTx,
  id: number | null,
  person: number | null,
  data: { attendance: Attendance; view: string; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'take_down');
  const row = found((await seatsOf(tx, conference.id)).find((one) => one.id === person));
  await writeView(tx, row, data);
  note(tx, conference, 'take_down', { seat: row.id });
}

/** Who was there, of everybody at once: the ticked were, online where that was said before, and the others were not. */
export async function saveAttendance(
  tx: WriteTx,
  id: number | null,
  there: readonly number[],
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const seats = await seatsOf(tx, conference.id);
  for (const one of there) found(seats.find((seat) => seat.id === one));
  for (const seat of seats) {
    const attendance: Attendance = !there.includes(seat.id)
      ? 'absent'
      : seat.attendance === 'online'
        ? 'online'
        : 'attended';
    if (attendance === seat.attendance) continue;
    await tx.db
      .updateTable('conference_person')
      .set((row) => ({ attendance, version: row('version', '+', 1) }))
      .where('id', '=', seat.id)
      .execute();
  }
  note(tx, conference, 'attendance', { there: there.length });
}

async function writeView(
  tx: WriteTx,
  row: Awaited<ReturnType<typeof seatsOf>>[number],
  data: { attendance?: Attendance; view: string; _version: number },
): Promise<void> {
  const same = data.view === row.view;
  const changed = await tx.db
    .updateTable('conference_person')
    .set((seat) => ({
      ...(data.attendance === undefined ? {} : { attendance: data.attendance }),
      ...(same
        ? {}
        : data.view === ''
          ? { view: '', view_by: null, view_at: null }
          : { view: data.view, view_by: me(tx), view_at: tx.now }),
      version: seat('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [{ name: 'view', label: words.people.view, mine: data.view, theirs: row.view }],
      who: row.writer ?? say.somebody,
      when: row.view_at ? say.moment(row.view_at, tx.actor.municipality.time_zone) : '',
      version: row.version,
    });
  }
}

// ---- agenda, what was said, what follows ------------------------------------------------------

async function insertItem(
  tx: WriteTx,
  conference: { id: number; team_id: number },
  title: string,
): Promise<void> {
  const { last } = await tx.db
    .selectFrom('conference_item')
    .where('conference_id', '=', conference.id)
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('conference_item')
    .values({ conference_id: conference.id, team_id: conference.team_id, position: last + 1, title })
    .execute();
}

export async function addItem(tx: WriteTx, id: number | null, title: string): Promise<void> {
  const conference = await conferenceFor(tx, id, 'agenda');
  await insertItem(tx, conference, title);
  note(tx, conference, 'agenda');
}

/** Takes an item off that nothing was written under. */
export async function removeItem(tx: WriteTx, id: number | null, item: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'agenda');
  const gone = await tx.db
    .deleteFrom('conference_item')
    .where('conference_id', '=', conference.id)
    .where('id', '=', item ?? 0)
    .where('discussion', '=', '')
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(409, words.errors.itemWritten);
  note(tx, conference, 'agenda');
}

export async function saveItem(
  tx: WriteTx,
  id: number | null,
  item: number | null,
  { _version, ...data }: { title: string; discussion: string; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const row = found(
    await tx.db
      .selectFrom('conference_item')
      .where('conference_id', '=', conference.id)
      .where('id', '=', item ?? 0)
      .selectAll()
      .executeTakeFirst(),
  );
  const changed = await tx.db
    .updateTable('conference_item')
    .set((one) => ({ ...data, version: one('version', '+', 1) }))
    .where('id', '=', row.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['title', 'discussion'] as const).map((name) => ({
        name,
        label: words.agenda[name],
        mine: data[name],
        theirs: row[name],
      })),
      who: say.somebody,
      when: '',
      version: row.version,
    });
  }
  note(tx, conference, 'minutes', { item: row.id });
}

/** What was said of one of the cases of an internal conference. */
export async function saveCase(
  tx: WriteTx,
  id: number | null,
  case_id: number | null,
  { _version, ...data }: { question: string; discussion: string; outcome: string; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'take_down');
  const row = found((await casesOf(tx, conference.id)).find((one) => one.case_id === case_id));
  const changed = await tx.db
    .updateTable('conference_case')
    .set((one) => ({ ...data, version: one('version', '+', 1) }))
    .where('conference_id', '=', conference.id)
    .where('case_id', '=', row.case_id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['question', 'discussion', 'outcome'] as const).map((name) => ({
        name,
        label: words.internal[name],
        mine: data[name],
        theirs: row[name],
      })),
      who: say.somebody,
      when: '',
      version: row.version,
    });
  }
  tx.record({
    action: 'conference.minutes',
    subject_kind: 'conference',
    subject_id: conference.id,
    detail: { case_id: row.case_id },
  });
}

export async function addDecision(tx: WriteTx, id: number | null, body: string): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  await tx.db
    .insertInto('conference_decision')
    .values({
      conference_id: conference.id,
      team_id: conference.team_id,
      body,
      decided_at: tx.now,
      written_by: me(tx),
    })
    .execute();
  note(tx, conference, 'decide');
}

export async function removeDecision(tx: WriteTx, id: number | null, decision: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  await tx.db
    .deleteFrom('conference_decision')
    .where('conference_id', '=', conference.id)
    .where('id', '=', decision ?? 0)
    .execute();
  note(tx, conference, 'undecide');
}

/** Who does what by when; one of those who sit there, since a person is asked and not an organisation. */
export async function addRole(tx: WriteTx, id: number | null, data: RoleData): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const seats = await seatsOf(tx, conference.id);
  if (!seats.some((one) => one.person_id === data.person_id))
    invalid({ person_id: words.roles.ofThoseThere });
  if (data.due_on < conference.held_on) invalid({ due_on: words.roles.afterTheDay });
  if (conference.kind === 'internal') {
    const cases = await casesOf(tx, conference.id);
    if (!cases.some((one) => one.case_id === data.case_id)) invalid({ case_id: words.roles.ofOneCase });
  }
  await tx.db
    .insertInto('conference_role')
    .values({
      conference_id: conference.id,
      team_id: conference.team_id,
      ...data,
      case_id: conference.kind === 'internal' ? data.case_id : null,
      given_by: me(tx),
      given_at: tx.now,
    })
    .execute();
  note(tx, conference, 'give_role', { person_id: data.person_id });
}

/** Takes a role back that nobody was told of yet. */
export async function removeRole(tx: WriteTx, id: number | null, role: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const gone = await tx.db
    .deleteFrom('conference_role')
    .where('conference_id', '=', conference.id)
    .where('id', '=', role ?? 0)
    .where('task_id', 'is', null)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(409, words.roles.alreadyGiven);
  note(tx, conference, 'take_role');
}

// ---- its course ----------------------------------------------------------------------------

async function set(
  tx: WriteTx,
  conference: Conference,
  values: Record<string, Date | number | string | null>,
): Promise<void> {
  await tx.db
    .updateTable('conference')
    .set((row) => ({ ...values, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', conference.id)
    .execute();
}

/** Begins the sitting, on its day or after it. */
export async function openConference(tx: WriteTx, id: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'open');
  if (conference.held_on > tx.today) throw new Refusal(409, words.errors.notBeforeItsDay);
  await set(tx, conference, { opened_at: tx.now });
  note(tx, conference, 'begin');
}

export async function saveMinutes(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: { minutes: string; next_on: string | null; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const changed = await tx.db
    .updateTable('conference')
    .set((row) => ({ ...data, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', conference.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        { name: 'minutes', label: words.minutes.overall, mine: data.minutes, theirs: conference.minutes },
      ],
      who: say.somebody,
      when: say.moment(conference.updated_at, tx.actor.municipality.time_zone),
      version: conference.version,
    });
  }
  await dropMinutesDraft(tx, conference.id);
  note(tx, conference, 'minutes');
}

/** Keeps what is being typed into the minutes, for its writer alone, until it is saved. */
export async function saveMinutesDraft(
  tx: WriteTx,
  id: number | null,
  typed: { minutes: string; _version: number },
): Promise<void> {
  const conference = await conferenceFor(tx, id, 'write');
  const kept = { minutes: typed.minutes, base_version: typed._version, saved_at: tx.now };
  await tx.db
    .insertInto('conference_draft')
    .values({ conference_id: conference.id, team_id: conference.team_id, person_id: me(tx), ...kept })
    .onConflict((there) => there.columns(['conference_id', 'person_id']).doUpdateSet(kept))
    .execute();
}

export async function dropMinutesDraft(tx: WriteTx, id: number | null): Promise<void> {
  found(await conferenceById(tx, id));
  await tx.db
    .deleteFrom('conference_draft')
    .where('conference_id', '=', id ?? 0)
    .where('person_id', '=', me(tx))
    .execute();
}

/**
 * Closes the sitting: only with a decision and somebody who does something by a day, or with the reason why there is none.
 * Every role becomes its person's task; people of other organisations are told without a name.
 */
export async function closeConference(tx: WriteTx, id: number | null, reason: string | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'close');
  const roles = await rolesOf(tx, conference.id);
  const decisions = await decisionsOf(tx, conference.id);
  if (leadsToNothing({ decisions: decisions.length, roles: roles.length, reason }))
    invalid({ no_decision_reason: words.close.nothing });
  await set(tx, conference, {
    closed_at: tx.now,
    closed_by: me(tx),
    no_decision_reason: leadsToNothing({ decisions: decisions.length, roles: roles.length, reason: null })
      ? reason
      : null,
  });
  const cases = await casesOf(tx, conference.id);
  let given = 0;
  for (const role of roles.filter((one) => one.task_id === null)) {
    const of_case =
      conference.kind === 'case'
        ? { case_id: conference.case_id!, team_id: conference.team_id }
        : cases.find((one) => one.case_id === role.case_id);
    // A case that has gone to another team since: what was to be done there is that team's to decide.
    if (!of_case || !tx.session.case_teams.includes(of_case.team_id)) continue;
    const task = await tx.db
      .insertInto('case_task')
      .values({
        case_id: of_case.case_id,
        team_id: of_case.team_id,
        person_id: role.person_id,
        title: role.what,
        due_on: role.due_on,
        source_kind: 'conference',
        source_id: conference.id,
        created_by: me(tx),
        created_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.db.updateTable('conference_role').set({ task_id: task.id }).where('id', '=', role.id).execute();
    given++;
    if (role.person_id !== me(tx))
      await tellGuest(tx, role.person_id, {
        kind: 'task',
        conference_id: conference.id,
        task_id: task.id,
        held_on: conference.held_on,
        until: role.due_on,
      });
  }
  note(tx, conference, 'close', { decisions: decisions.length, given });
}

/** Back to writing, before the minutes are approved; tasks that were given stay given. */
export async function reopenConference(tx: WriteTx, id: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'reopen');
  await set(tx, conference, { closed_at: null, closed_by: null, no_decision_reason: null });
  note(tx, conference, 'reopen');
}

export async function approveMinutes(tx: WriteTx, id: number | null): Promise<void> {
  const conference = await conferenceFor(tx, id, 'approve');
  await set(tx, conference, { approved_at: tx.now, approved_by: me(tx) });
  note(tx, conference, 'approve');
}

/** Calls it off: everybody's access ends, and they are told. */
export async function cancelConference(tx: WriteTx, id: number | null, reason: string): Promise<void> {
  const conference = await conferenceFor(tx, id, 'cancel');
  await set(tx, conference, { cancelled_at: tx.now, cancel_reason: reason });
  for (const guest of await guestsOf(tx, conference.id)) {
    await endSharesOf(tx, conference.id, guest);
    await tellGuest(tx, guest, {
      kind: 'cancelled',
      conference_id: conference.id,
      held_on: conference.held_on,
    });
  }
  note(tx, conference, 'cancel');
}

/** Whoever holds a task that a conference gave says what came of it; whoever gave it is told. */
export async function finishTask(tx: WriteTx, id: number | null, outcome: string): Promise<void> {
  const task = found(await conferenceTask(tx, id));
  if (task.person_id !== tx.actor.person_id && task.case_year === null) throw new Refusal(404);
  const done = await tx.db
    .updateTable('case_task')
    .set((row) => ({ done_at: tx.now, done_by: me(tx), outcome, version: row('version', '+', 1) }))
    .where('id', '=', task.id)
    .where('done_at', 'is', null)
    .returning(['created_by', 'case_id'])
    .executeTakeFirst();
  if (!done) throw new Refusal(409, words.task.alreadyDone);
  if (done.created_by !== tx.actor.person_id) {
    await tx.db
      .insertInto('notice')
      .values({
        person_id: done.created_by,
        title: words.task.doneNotice,
        url: `/conferences/tasks/${task.id}`,
        created_at: tx.now,
      })
      .execute();
  }
  tx.record({
    action: 'conference.task_done',
    subject_kind: 'case_task',
    subject_id: task.id,
    detail: { case_id: done.case_id },
  });
}
