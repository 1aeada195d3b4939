import { sql } from 'kysely';
import { openInEmergency } from '../../platform/access/emergency.ts';
import { openFamilyInEmergency } from '../households/commands.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate, instantOf } from '../../platform/ja/dates.ts';
import { conflict, invalid, invalidIf } from '../../platform/web/handlers.tsx';
import {
  daysWrong,
  type CaseEdit,
  type ClosingData,
  type Correction,
  type EventData,
  type NewCase,
  type NoteData,
  type ReopenData,
  type TaskData,
} from './forms.ts';
import {
  actorOf,
  basisOf,
  caseByNumber,
  caseById,
  membersOf,
  sharesOf,
  workerOptions,
  type CaseRecord,
} from './queries.ts';
import { may, stateOf, type CaseAction, type nextWays } from './rules.ts';
import { caseNumber, parseCaseNumber, words } from './words.ja.ts';

/** The case, if this person may do this to it now: 404 where it is not there for them, 403 where a no is due. */
export async function caseFor(tx: WriteTx, id: number | null, action: CaseAction): Promise<CaseRecord> {
  const one = found(await caseById(tx, id));
  if (!may(actorOf(tx, one), stateOf(one), action, one.entry_id !== null))
    throw new Refusal(one.may_work ? 409 : 403, one.may_work ? words.errors.notNow : '');
  return one;
}

/** A notice to everybody of a team but the actor; it carries a number and never a name. */
async function tellTeam(tx: WriteTx, team_id: number, title: string, url: string): Promise<void> {
  await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${title}, ${url}, ${tx.now}::timestamptz from appointment
    join role on role.code = role_code
    where team_id = ${team_id} and case_zone and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and person_id <> ${tx.actor.person_id}`.execute(tx.db);
}

async function tellPerson(tx: WriteTx, person_id: number, title: string, url: string): Promise<void> {
  if (person_id === tx.actor.person_id) return;
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
}

const nextOf = (data: {
  next_contact_on: string | null;
  next_contact_way: (typeof nextWays)[number] | null;
  no_next_contact_reason: string;
}) =>
  data.next_contact_on === null
    ? { next_contact_on: null, next_contact_way: null, no_next_contact_reason: data.no_next_contact_reason }
    : {
        next_contact_on: data.next_contact_on,
        next_contact_way: data.next_contact_way ?? ('other' as const),
        no_next_contact_reason: null,
      };

/** Begins a case for a household of one of the own teams and answers its id; the consultation it came from is linked. */
export async function beginCase(tx: WriteTx, data: NewCase): Promise<number> {
  const basis = found(
    await basisOf(
      tx,
      data.consultation_id === null
        ? { consultation: null, household: data.household_id }
        : { consultation: data.consultation_id, household: null },
    ),
  );
  if (basis.household_id !== data.household_id) throw new Refusal(404);
  const wrong = daysWrong(tx.today, {}, { next_contact_on: data.next_contact_on });
  const workers = await workerOptions(tx, true);
  if (!workers.some((one) => one.team_id === data.team_id)) wrong.team_id = words.errors.team;
  else if (!workers.some((one) => one.team_id === data.team_id && one.person_id === data.worker_id))
    wrong.worker_id = words.errors.worker;
  const people = await membersOf(tx, { id: 0, household_id: data.household_id });
  if (data.member_ids.length === 0 || !data.member_ids.every((id) => people.some((one) => one.id === id)))
    wrong.member_ids = words.errors.members;
  invalidIf(wrong);
  const { rows } = await sql<{ n: number }>`select case_number(${tx.fiscal_year}) as n`.execute(tx.db);
  const { id } = await tx.db
    .insertInto('support_case')
    .values({
      fiscal_year: tx.fiscal_year,
      number: rows[0]!.n,
      household_id: data.household_id,
      team_id: data.team_id,
      worker_id: data.worker_id,
      category: data.category,
      headline: data.headline,
      opened_on: tx.today,
      opened_by: tx.actor.person_id!,
      ...nextOf(data),
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('case_member')
    .values(data.member_ids.map((member_id) => ({ case_id: id, team_id: data.team_id, member_id })))
    .execute();
  if (data.consultation_id !== null)
    await tx.db
      .updateTable('consultation')
      .set({ case_id: id, updated_at: tx.now })
      .where('id', '=', data.consultation_id)
      .execute();
  const keeper = await sql<{ team_id: number | null }>`
    select household_reach(${data.household_id}) as team_id`.execute(tx.db);
  const keeping = keeper.rows[0]!.team_id;
  const number = caseNumber(tx.fiscal_year, rows[0]!.n);
  if (keeping !== null && keeping !== data.team_id)
    await tellTeam(tx, keeping, words.notices.begunElsewhere(number), `/households/${data.household_id}`);
  await tellPerson(tx, data.worker_id, words.notices.given(number), `/cases/${id}`);
  tx.record({
    action: 'case.begin',
    subject_kind: 'case',
    subject_id: id,
    detail: { household_id: data.household_id, team_id: data.team_id, worker_id: data.worker_id },
  });
  return id;
}

/** The newest day somebody was reached, from the notes that stand; kept on the case for lists. */
async function countContacts(tx: WriteTx, one: { id: number }, more: object): Promise<void> {
  const zone = tx.actor.municipality.time_zone;
  await tx.db
    .updateTable('support_case')
    .set((row) => ({
      ...more,
      last_contact_on: sql<
        string | null
      >`(select max((contacted_at at time zone ${zone})::date) from contact_note as note
        where note.case_id = support_case.id and reached
          and not exists (select from contact_note as newer where newer.supersedes_id = note.id and newer.case_id = note.case_id))`,
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', one.id)
    .execute();
}

function contactedAt(tx: WriteTx, data: { contacted_on: string; contacted_time: string | null }): Date {
  return instantOf(data.contacted_on, data.contacted_time ?? '12:00', tx.actor.municipality.time_zone);
}

/** Writes down a contact; it sets the next one or says why there is none. */
export async function addNote(tx: WriteTx, case_id: number | null, data: NoteData): Promise<number> {
  const one = await caseFor(tx, case_id, 'note');
  invalidIf(
    daysWrong(tx.today, { contacted_on: data.contacted_on }, { next_contact_on: data.next_contact_on }),
  );
  const { id } = await tx.db
    .insertInto('contact_note')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      contacted_at: contactedAt(tx, data),
      way: data.way,
      with_whom: data.with_whom,
      reached: !data.not_reached,
      body: data.body,
      written_by: tx.actor.person_id!,
      written_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await countContacts(tx, one, nextOf(data));
  tx.record({
    action: 'case.note',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { note_id: id, way: data.way, reached: !data.not_reached },
  });
  return id;
}

/** Puts a corrected note in the place of another, which stays readable; a note that was corrected already is refused. */
export async function correctNote(
  tx: WriteTx,
  case_id: number | null,
  note_id: number | null,
  data: Correction,
): Promise<void> {
  const one = await caseFor(tx, case_id, 'note');
  invalidIf(daysWrong(tx.today, { contacted_on: data.contacted_on }));
  // Two corrections at once: the second waits here, and then finds the first.
  await sql`select from support_case where id = ${one.id} for update`.execute(tx.db);
  const before = found(
    await tx.db
      .selectFrom('contact_note')
      .select(['id', 'body'])
      .where('case_id', '=', one.id)
      .where('id', '=', note_id ?? 0)
      .executeTakeFirst(),
  );
  const newer = await tx.db
    .selectFrom('contact_note')
    .select('id')
    .where('case_id', '=', one.id)
    .where('supersedes_id', '=', before.id)
    .executeTakeFirst();
  if (newer) invalid({ body: words.errors.corrected });
  const { id } = await tx.db
    .insertInto('contact_note')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      contacted_at: contactedAt(tx, data),
      way: data.way,
      with_whom: data.with_whom,
      reached: !data.not_reached,
      body: data.body,
      written_by: tx.actor.person_id!,
      written_at: tx.now,
      supersedes_id: before.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await countContacts(tx, one, {});
  tx.record({
    action: 'case.note_correct',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { note_id: id, supersedes_id: before.id },
  });
}

/** Changes what the case is about, its stage and its next contact; a stale version shows both texts. */
export async function changeCase(tx: WriteTx, case_id: number | null, data: CaseEdit): Promise<void> {
  const one = await caseFor(tx, case_id, 'change');
  const wrong =
    data.next_contact_on === one.next_contact_on
      ? {}
      : daysWrong(tx.today, {}, { next_contact_on: data.next_contact_on });
  const people = await membersOf(tx, one);
  if (data.member_ids.length === 0 || !data.member_ids.every((id) => people.some((p) => p.id === id)))
    Object.assign(wrong, { member_ids: words.errors.members });
  invalidIf(wrong);
  const changed = await tx.db
    .updateTable('support_case')
    .set((row) => ({
      category: data.category,
      stage: data.stage,
      headline: data.headline,
      ...nextOf(data),
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', one.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      fields: [
        { name: 'headline', label: words.form.headline, mine: data.headline, theirs: one.headline },
        {
          name: 'next_contact_on',
          label: words.form.nextOn,
          mine: data.next_contact_on === null ? '' : formatDate(data.next_contact_on),
          theirs: one.next_contact_on === null ? '' : formatDate(one.next_contact_on),
        },
      ].filter((field) => field.mine !== field.theirs),
      who: words.somebody,
      when: '',
      version: one.version,
    });
  const before = people.filter((p) => p.about).map((p) => p.id);
  const gone = before.filter((id) => !data.member_ids.includes(id));
  const come = data.member_ids.filter((id) => !before.includes(id));
  if (gone.length > 0)
    await tx.db
      .deleteFrom('case_member')
      .where('case_id', '=', one.id)
      .where('member_id', 'in', gone)
      .execute();
  if (come.length > 0)
    await tx.db
      .insertInto('case_member')
      .values(come.map((member_id) => ({ case_id: one.id, team_id: one.team_id, member_id })))
      .execute();
  tx.record({
    action: 'case.change',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { category: data.category, stage: data.stage, next_contact_on: data.next_contact_on },
  });
}

/** Gives somebody of the team a task with a day; they get a notice without any name in it. */
export async function giveTask(
  tx: WriteTx,
  case_id: number | null,
  data: TaskData & { source_kind?: string; source_id?: number },
): Promise<number> {
  const one = await caseFor(tx, case_id, 'task');
  const workers = await workerOptions(tx, true);
  if (!workers.some((w) => w.person_id === data.person_id && w.team_id === one.team_id))
    invalid({ person_id: words.errors.worker });
  const { id } = await tx.db
    .insertInto('case_task')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      person_id: data.person_id,
      title: data.title,
      due_on: data.due_on,
      source_kind: data.source_kind ?? 'hand',
      source_id: data.source_id ?? null,
      created_by: tx.actor.person_id!,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tellPerson(
    tx,
    data.person_id,
    words.notices.task(caseNumber(one.fiscal_year, one.number)),
    `/cases/${one.id}#tasks`,
  );
  tx.record({
    action: 'case.task',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { task_id: id, person_id: data.person_id, due_on: data.due_on },
  });
  return id;
}

/** Says that a task is done, and what came of it. */
export async function finishTask(
  tx: WriteTx,
  case_id: number | null,
  task_id: number | null,
  data: { outcome: string; _version: number },
): Promise<void> {
  const one = await caseFor(tx, case_id, 'task');
  const changed = await tx.db
    .updateTable('case_task')
    .set((row) => ({
      done_at: tx.now,
      done_by: tx.actor.person_id,
      outcome: data.outcome,
      version: row('version', '+', 1),
    }))
    .where('case_id', '=', one.id)
    .where('id', '=', task_id ?? 0)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'case.task_done',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { task_id: task_id! },
  });
}

/** Adds something that happened in the family's life. */
export async function addEvent(tx: WriteTx, case_id: number | null, data: EventData): Promise<void> {
  const one = await caseFor(tx, case_id, 'event');
  if (data.happened_on > tx.today) invalid({ happened_on: words.errors.future });
  if (data.member_id !== null) {
    const people = await membersOf(tx, one);
    if (!people.some((p) => p.id === data.member_id)) invalid({ member_id: words.errors.member });
  }
  const { id } = await tx.db
    .insertInto('life_event')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      member_id: data.member_id,
      kind: data.kind,
      happened_on: data.happened_on,
      title: data.event_title,
      source: data.source,
      recorded_by: tx.actor.person_id!,
      recorded_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'case.event',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { event_id: id, kind: data.kind },
  });
}

/** Takes an event back that was entered by mistake; it is kept and no longer shown. */
export async function withdrawEvent(
  tx: WriteTx,
  case_id: number | null,
  event_id: number | null,
): Promise<void> {
  const one = await caseFor(tx, case_id, 'event');
  const changed = await tx.db
    .updateTable('life_event')
    .set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.person_id })
    .where('case_id', '=', one.id)
    .where('id', '=', event_id ?? 0)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'case.event_withdraw',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { event_id: event_id! },
  });
}

/** Proposes to close the case; the team's supervisors are told. */
export async function proposeClosing(tx: WriteTx, case_id: number | null, data: ClosingData): Promise<void> {
  const one = await caseFor(tx, case_id, 'propose_closing');
  await tx.db
    .insertInto('case_closing')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      reason: data.reason,
      body: data.body,
      proposed_by: tx.actor.person_id!,
      proposed_at: tx.now,
    })
    .execute();
  await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${words.notices.closing(caseNumber(one.fiscal_year, one.number))}, ${`/cases/${one.id}`},
      ${tx.now}::timestamptz from appointment join role_duty using (role_code)
    where team_id = ${one.team_id} and duty = 'case.supervise' and starts_on <= ${tx.today}
      and (ends_on is null or ends_on >= ${tx.today}) and person_id <> ${tx.actor.person_id}`.execute(tx.db);
  tx.record({
    action: 'case.closing_propose',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { reason: data.reason },
  });
}

/** The supervisor's answer to a proposal, or its proposer's taking back. Approving closes the case. */
export async function decideClosing(
  tx: WriteTx,
  case_id: number | null,
  decision: 'approved' | 'returned' | 'withdrawn',
  decision_text: string,
): Promise<void> {
  const action = (
    { approved: 'approve_closing', returned: 'return_closing', withdrawn: 'withdraw_closing' } as const
  )[decision];
  const one = await caseFor(tx, case_id, action);
  if (decision === 'returned' && decision_text === '') invalid({ decision_text: words.errors.returnReason });
  const decided = await tx.db
    .updateTable('case_closing')
    .set({ decided_by: tx.actor.person_id, decided_at: tx.now, decision, decision_text })
    .where('id', '=', one.closing_id!)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (decided.numUpdatedRows === 0n) throw new Refusal(409, words.errors.notNow);
  if (decision === 'approved') {
    const { rows } = await sql<{ closed: boolean }>`
      select case_close(${one.closing_id}::bigint, ${tx.today}, ${tx.now}) as closed`.execute(tx.db);
    if (!rows[0]!.closed) throw new Refusal(409, words.errors.notNow);
  }
  if (decision !== 'withdrawn')
    await tellPerson(
      tx,
      one.closing_proposed_by!,
      words.notices.decided(caseNumber(one.fiscal_year, one.number), decision === 'approved'),
      `/cases/${one.id}`,
    );
  tx.record({ action: `case.closing_${decision}`, subject_kind: 'case', subject_id: one.id });
}

/** Opens a closed case again, with the next contact. */
export async function reopenCase(tx: WriteTx, case_id: number | null, data: ReopenData): Promise<void> {
  const one = await caseFor(tx, case_id, 'reopen');
  invalidIf(daysWrong(tx.today, {}, { next_contact_on: data.next_contact_on }));
  await sql`
    update case_closing set reopened_by = ${tx.actor.person_id}, reopened_at = ${tx.now}, reopen_reason = ${data.reopen_reason}
    where case_id = ${one.id} and decision = 'approved' and reopened_at is null`.execute(tx.db);
  await tx.db
    .updateTable('support_case')
    .set((row) => ({
      closed_on: null,
      close_reason: null,
      close_text: '',
      closed_by: null,
      close_approved_by: null,
      ...nextOf(data),
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', one.id)
    .execute();
  tx.record({ action: 'case.reopen', subject_kind: 'case', subject_id: one.id });
}

/** Gives the case to another worker, of another team if need be; what belongs to it goes along in one step. */
export async function moveCase(
  tx: WriteTx,
  case_id: number | null,
  data: { to: string; reason: string },
): Promise<{ still_mine: boolean }> {
  const one = await caseFor(tx, case_id, 'move');
  const [team_id = 0, person_id = 0] = data.to.split(':').map(Number);
  const target = (await workerOptions(tx, false)).find(
    (w) => w.team_id === team_id && w.person_id === person_id,
  );
  if (!target) invalid({ to: words.errors.worker });
  if (team_id === one.team_id && person_id === one.worker_id) invalid({ to: words.errors.sameWorker });
  await tx.db
    .insertInto('case_transfer')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      from_team_id: one.team_id,
      to_team_id: team_id,
      from_worker_id: one.worker_id,
      to_worker_id: person_id,
      reason: data.reason,
      moved_by: tx.actor.person_id!,
      moved_at: tx.now,
    })
    .execute();
  const shares = (await sharesOf(tx, one.id)).length;
  const { rows } = await sql<{ moved: boolean }>`
    select case_move(${one.id}, ${team_id}, ${person_id}, ${tx.today}) as moved`.execute(tx.db);
  if (!rows[0]!.moved) throw new Refusal(409, words.errors.notNow);
  const number = caseNumber(one.fiscal_year, one.number);
  if (team_id !== one.team_id)
    await tellTeam(
      tx,
      team_id,
      shares === 0 ? words.notices.moved(number) : words.notices.movedWithShares(number, shares),
      `/cases/${one.id}`,
    );
  else await tellPerson(tx, person_id, words.notices.given(number), `/cases/${one.id}`);
  tx.record({
    action: 'case.move',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { from_team_id: one.team_id, to_team_id: team_id, to_worker_id: person_id },
  });
  return { still_mine: tx.session.case_teams.includes(team_id) };
}

/** Ends what somebody of another team was let into before its day. */
export async function endCaseShare(
  tx: WriteTx,
  case_id: number | null,
  share_id: number | null,
): Promise<void> {
  const one = found(await caseById(tx, case_id));
  if (!one.may_work) throw new Refusal(403);
  const ended = await tx.db
    .updateTable('case_share')
    .set({ ended_at: tx.now })
    .where('id', '=', share_id ?? 0)
    .where('kind', '=', 'case')
    .where('subject_id', '=', one.id)
    .where('ended_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst();
  if (!ended) throw new Refusal(404);
  tx.record({
    action: 'case.share_end',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { person_id: ended.person_id },
  });
}

/** Opens a case of another team, and its household, by its number and with a reason; the owning team is told at once. */
export async function openCaseInEmergency(
  tx: WriteTx,
  data: { number: string; reason: string },
): Promise<number> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(403);
  const number = parseCaseNumber(data.number, tx.fiscal_year);
  if (number === null) invalid({ number: words.errors.number });
  const one = await caseByNumber(tx, number.year, number.number);
  if (!one) invalid({ number: words.errors.noSuchCase });
  if (tx.session.case_teams.includes(one.team_id)) return one.id;
  const common = { team_id: one.team_id, reason: data.reason, url: `/cases/${one.id}` };
  await openInEmergency(tx, { kind: 'case', id: one.id, ...common });
  await openFamilyInEmergency(tx, { household_id: one.household_id, ...common, with: true });
  return one.id;
}
