import { personName } from '../../base/people/queries.ts';
import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate, formatMonthDay } from '../../platform/ja/dates.ts';
import { publishAll, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { CancelData, EditData } from './forms.ts';
import { mailHead } from './jobs.ts';
import { companions, coordinators, visitById } from './queries.ts';
import { recordFields, type CancelReason, type Purpose } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

/** Who does it: a person; jobs and the public have no visits. */
export function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

export interface NewVisits {
  lead_id: number;
  companion_ids: number[];
  rows: {
    facility_id: number;
    planned_on: string;
    planned_from: string | null;
    planned_to: string | null;
    purpose: Purpose;
    note_to_facility: string | null;
    /** the cancelled visit this one stands in for */
    moved_from_id?: number | null;
    /** the name a device gave a visit that was begun there */
    begun_as?: string | null;
  }[];
  /** who plans tells the facilities itself, once for many visits */
  quiet?: boolean;
}

/** Plans visits of one coordinator, several at once; days of the past are taken (a call recorded later). Answers their numbers. */
export async function planVisits(tx: WriteTx, data: NewVisits): Promise<number[]> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const days = data.rows.map((row) => row.planned_on).toSorted();
  // Who goes must hold the post on the day: of a visit entered later, the day of the past; of one to come, today.
  const posts = await coordinators(tx, days[0]! < tx.today ? days[0] : tx.today);
  const lead = posts.find((person) => person.id === data.lead_id);
  if (!lead) invalid({ lead_id: words.errors.notCoordinator });
  const along = companionsOf(posts, lead, data.companion_ids);
  const facilities = await tx.db
    .selectFrom('facility')
    .where(
      'id',
      'in',
      data.rows.map((row) => row.facility_id),
    )
    .where('ended_on', 'is', null)
    .select('id')
    .execute();
  if (facilities.length < new Set(data.rows.map((row) => row.facility_id)).size) {
    invalid({ facility_ids: words.errors.noFacility });
  }
  const ids: number[] = [];
  for (const row of data.rows) {
    const id = await insertVisit(tx, { ...row, team_id: lead.team_id, lead_id: lead.id }, along);
    ids.push(id);
    tx.record({
      action: 'visit.plan',
      subject_kind: 'visit',
      subject_id: id,
      detail: {
        facility_id: row.facility_id,
        lead_id: lead.id,
        planned_on: row.planned_on,
        purpose: row.purpose,
      },
    });
    if (row.planned_on >= tx.today && data.quiet !== true) {
      await tellFacility(
        tx,
        row.facility_id,
        'heads',
        words.notices.planned(formatDate(row.planned_on)),
        '/my-facility/visits',
      );
    }
  }
  await show(tx, ...ids);
  return ids;
}

function companionsOf(
  posts: readonly { id: number; team_id: number }[],
  lead: { id: number; team_id: number },
  wanted: readonly number[],
): number[] {
  const others = wanted.filter((id) => id !== lead.id);
  for (const id of others) {
    if (posts.find((person) => person.id === id)?.team_id !== lead.team_id) {
      invalid({ companion_ids: words.errors.otherTeam });
    }
  }
  return others;
}

async function insertVisit(
  tx: WriteTx,
  visit: NewVisits['rows'][number] & { team_id: number; lead_id: number },
  along: readonly number[],
): Promise<number> {
  const { id } = await tx.db
    .insertInto('visit')
    .values({ ...visit, created_by: me(tx), created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addCompanions(tx, { id, facility_id: visit.facility_id }, along);
  return id;
}

async function addCompanions(
  tx: WriteTx,
  visit: { id: number; facility_id: number },
  person_ids: readonly number[],
): Promise<void> {
  if (person_ids.length === 0) return;
  await tx.db
    .insertInto('visit_coordinator')
    .values(
      person_ids.map((person_id) => ({ visit_id: visit.id, facility_id: visit.facility_id, person_id })),
    )
    .execute();
}

/** Changes times, people and the note of a plan; the day is moved by cancelVisit(), which asks why. */
export async function editVisit(tx: WriteTx, id: number, data: EditData): Promise<void> {
  const visit = found(await visitById(tx, id));
  if (!visit.may_plan) throw new Refusal(403);
  if (visit.cancelled_at !== null || visit.visited_on !== null)
    throw new Refusal(409, words.errors.alreadyDone);
  const posts = await coordinators(tx);
  const lead =
    posts.find((person) => person.id === data.lead_id) ??
    (data.lead_id === visit.lead_id
      ? { id: visit.lead_id, team_id: visit.team_id }
      : invalid({ lead_id: words.errors.notCoordinator }));
  if (lead.team_id !== visit.team_id) invalid({ lead_id: words.errors.otherTeam });
  const along = companionsOf(posts, lead, data.companion_ids);
  const { _version, companion_ids: _companions, ...changes } = data;
  const changed = await tx.db
    .updateTable('visit')
    .set((row) => ({ ...changes, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        {
          name: 'note_to_facility',
          label: words.visit.note,
          mine: data.note_to_facility ?? '',
          theirs: visit.note_to_facility ?? '',
        },
        {
          name: 'planned_from',
          label: planWords.form.planned_from,
          mine: data.planned_from ?? '',
          theirs: visit.planned_from ?? '',
        },
        {
          name: 'planned_to',
          label: planWords.form.planned_to,
          mine: data.planned_to ?? '',
          theirs: visit.planned_to ?? '',
        },
      ],
      who: planWords.round.someone,
      when: planWords.round.before,
      version: visit.version,
    });
  }
  await tx.db.deleteFrom('visit_coordinator').where('visit_id', '=', id).execute();
  await addCompanions(tx, visit, along);
  await show(tx, id);
  tx.record({
    action: 'visit.edit',
    subject_kind: 'visit',
    subject_id: id,
    detail: { lead_id: data.lead_id },
  });
}

/**
 * Cancels a planned visit with its reason; with `planned_on` the visit is moved: a new one is planned that keeps a link
 * to this one. Answers the new visit's number or null. 409 when it was recorded or cancelled meanwhile.
 */
export async function cancelVisit(
  tx: WriteTx,
  id: number,
  data: Omit<CancelData, 'confirmed'> & { cancel_reason: CancelReason; quiet?: boolean },
): Promise<number | null> {
  const visit = found(await visitById(tx, id));
  if (!visit.may_plan) throw new Refusal(403);
  const cancelled = await tx.db
    .updateTable('visit')
    .set((row) => ({
      cancelled_at: tx.now,
      cancelled_by: me(tx),
      cancel_reason: data.cancel_reason,
      cancel_note: data.cancel_note,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .where('visited_on', 'is', null)
    .executeTakeFirst();
  if (cancelled.numUpdatedRows === 0n) throw new Refusal(409, words.errors.alreadyDone);
  await tx.db.deleteFrom('visit_draft').where('visit_id', '=', id).where('person_id', '=', me(tx)).execute();
  await unpublish(tx, 'visit', id);
  tx.record({
    action: 'visit.cancel',
    subject_kind: 'visit',
    subject_id: id,
    detail: { reason: data.cancel_reason, moved_to: data.planned_on },
  });
  const ahead = visit.planned_on >= tx.today;
  if (data.planned_on === null) {
    if (ahead && data.quiet !== true) {
      await tellFacility(
        tx,
        visit.facility_id,
        'heads',
        words.notices.cancelled(formatDate(visit.planned_on)),
        '/my-facility/visits',
      );
    }
    return null;
  }
  const along = await companions(tx, id);
  const moved = await insertVisit(
    tx,
    {
      facility_id: visit.facility_id,
      team_id: visit.team_id,
      lead_id: visit.lead_id,
      purpose: visit.purpose,
      note_to_facility: visit.note_to_facility,
      planned_on: data.planned_on,
      planned_from: data.planned_from,
      planned_to: data.planned_to,
      moved_from_id: id,
    },
    along.map((person) => person.id),
  );
  await show(tx, moved);
  tx.record({
    action: 'visit.plan',
    subject_kind: 'visit',
    subject_id: moved,
    detail: { moved_from: id, planned_on: data.planned_on },
  });
  if (ahead || data.planned_on >= tx.today) {
    const sentence = words.notices.moved(formatMonthDay(visit.planned_on), formatMonthDay(data.planned_on));
    await tellFacility(tx, visit.facility_id, 'heads', sentence, '/my-facility/visits');
  }
  return moved;
}

/**
 * A notice to a facility's head or its whole staff, those of its operator included. The heads, who do not open つなぎ every
 * day, get it by mail as well.
 */
export async function tellFacility(
  tx: WriteTx,
  facility_id: number,
  whom: 'heads' | 'staff',
  title: string,
  url: string,
): Promise<void> {
  const { rows } = await sql<{ person_id: number }>`
    select distinct a.person_id
    from appointment a join role on role.code = a.role_code join facility f on f.id = ${facility_id}
    where role.facility_scope and (${whom} = 'staff' or a.role_code = 'facility_head')
      and (a.facility_id = f.id or (a.facility_id is null and a.organisation_id = f.organisation_id))
      and a.starts_on <= ${tx.today} and (a.ends_on is null or a.ends_on >= ${tx.today})
    order by 1`.execute(tx.db);
  if (rows.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(rows.map(({ person_id }) => ({ person_id, title, url, created_at: tx.now })))
    .execute();
  if (whom === 'staff') return;
  for (const { person_id } of rows) await tx.plan(mailHead, { person_id, facility_id, sentence: title });
}

/** Puts visits as they now are into the search box: restricted words for the team only, the facility once shared. */
export async function show(tx: WriteTx, ...ids: number[]): Promise<void> {
  const rows = await tx.db
    .selectFrom('visit as v')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .innerJoin('person as p', 'p.id', 'v.lead_id')
    .leftJoin('visit_record as r', 'r.visit_id', 'v.id')
    .where('v.id', '=', sql<number>`any(${ids}::bigint[])`)
    .select(['v.id', 'v.facility_id', 'f.name as facility', 'v.team_id', personName('p').as('lead')])
    .select(['v.purpose', 'v.planned_on', 'v.visited_on', 'r.restricted', 'r.shared_at'])
    .select(recordFields.map((name) => `r.${name}` as const))
    .orderBy('v.id')
    .execute();
  await publishAll(
    tx,
    rows.map((visit) => ({
      kind: 'visit',
      subject_id: visit.id,
      title: words.visit.title(visit.facility, formatDate(visit.visited_on ?? visit.planned_on)),
      summary: `${words.purposes[visit.purpose as Purpose]}　${visit.lead}`,
      url: `/visits/${visit.id}`,
      words: [visit.lead, ...(visit.restricted === null ? [] : recordFields.map((name) => visit[name]))].join(
        ' ',
      ),
      audience_duty: visit.restricted ? 'never' : 'visit.read',
      audience_facility_id: visit.shared_at ? visit.facility_id : null,
      audience_team_id: visit.restricted ? visit.team_id : null,
    })),
  );
}
