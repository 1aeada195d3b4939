import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { publish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { ForumData, MemberChange, MemberData } from './forms.ts';
import { forumById, memberById } from './queries-forums.ts';
import { forumKindWords, say } from './words.ja.ts';
import { words } from './words-forums.ja.ts';

const manageForum = (tx: WriteTx) => {
  if (!tx.has('meeting.manage')) throw new Refusal(403);
};

/** The person acting; this slice's commands are never the public's. */
export function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

async function nameIsFree(tx: WriteTx, name: string, besides: number): Promise<void> {
  const same = await tx.db
    .selectFrom('forum')
    .where('name', '=', name)
    .where('id', '!=', besides)
    .select('id')
    .executeTakeFirst();
  if (same) invalid({ name: words.sameName });
}

/** 422 for an area that is not there, and for an organisation that is not there or has ended, unless it was so before. */
async function mustBeThere(
  tx: WriteTx,
  { organisation_id, area_id }: { organisation_id: number | null; area_id?: number | null },
  before: { organisation_id: number } | null,
): Promise<void> {
  if (area_id != null) {
    const area = await tx.db.selectFrom('area').where('id', '=', area_id).select('id').executeTakeFirst();
    if (!area) invalid({ area_id: words.form.noArea });
  }
  if (organisation_id === null || organisation_id === before?.organisation_id) return;
  const organisation = await tx.db
    .selectFrom('organisation')
    .where('id', '=', organisation_id)
    .where('ended_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!organisation) invalid({ organisation_id: words.form.noOrganisation });
}

async function mustBePerson(tx: WriteTx, person_id: number | null): Promise<void> {
  if (person_id === null) return;
  const person = await tx.db.selectFrom('person').where('id', '=', person_id).select('id').executeTakeFirst();
  if (!person) invalid({ person_id: words.member.noPerson });
}

async function showForum(
  tx: WriteTx,
  id: number,
  data: Pick<ForumData, 'name' | 'kind' | 'purpose'>,
): Promise<void> {
  await publish(tx, {
    kind: 'forum',
    subject_id: id,
    title: data.name,
    summary: forumKindWords[data.kind],
    url: `/forums/${id}`,
    words: data.purpose,
    audience_duty: 'issue.manage',
    audience_forum_id: id,
  });
}

/** Founds a standing body and returns its number. 403 without meeting.manage. */
export async function createForum(tx: WriteTx, given: Omit<ForumData, '_version'>): Promise<number> {
  manageForum(tx);
  await nameIsFree(tx, given.name, 0);
  await mustBeThere(tx, given, null);
  const { id } = await tx.db
    .insertInto('forum')
    .values({ ...given, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await showForum(tx, id, given);
  tx.record({ action: 'forum.create', subject_kind: 'forum', subject_id: id, detail: { kind: given.kind } });
  return id;
}

/** Changes a forum; a stale version shows both texts. */
export async function editForum(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: ForumData,
): Promise<void> {
  const forum = found(await forumById(tx, id));
  manageForum(tx);
  await nameIsFree(tx, data.name, forum.id);
  await mustBeThere(tx, data, forum);
  const changed = await tx.db
    .updateTable('forum')
    .set((row) => ({ ...data, version: row('version', '+', 1), updated_at: tx.now, updated_by: me(tx) }))
    .where('id', '=', forum.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        { name: 'name', label: words.form.name, mine: data.name, theirs: forum.name },
        { name: 'purpose', label: words.form.purpose, mine: data.purpose, theirs: forum.purpose },
        {
          name: 'meetings_per_year',
          label: words.form.meetings_per_year,
          mine: String(data.meetings_per_year),
          theirs: String(forum.meetings_per_year),
        },
      ],
      who: forum.editor ?? say.somebody,
      when: forum.updated_at ? say.moment(forum.updated_at) : '',
      version: forum.version,
    });
  }
  await showForum(tx, forum.id, data);
  tx.record({ action: 'forum.edit', subject_kind: 'forum', subject_id: forum.id, detail: {} });
}

/** Gives a seat to an organisation, as a facility or a person where named, and returns its number. */
export async function addMember(tx: WriteTx, forum_id: number | null, data: MemberData): Promise<number> {
  const forum = found(await forumById(tx, forum_id));
  manageForum(tx);
  if (data.facility_id === null && data.organisation_id === null)
    invalid({ organisation_id: words.member.needOne });
  await mustBePerson(tx, data.person_id);
  if (data.facility_id === null) await mustBeThere(tx, { organisation_id: data.organisation_id }, null);
  // A facility brings its organisation: the two can never disagree.
  const organisation_id =
    data.facility_id === null
      ? data.organisation_id!
      : found(
          await tx.db
            .selectFrom('facility')
            .where('id', '=', data.facility_id)
            .select('organisation_id')
            .executeTakeFirst(),
        ).organisation_id;
  if (data.ends_on !== null && data.ends_on < data.starts_on)
    invalid({ ends_on: words.member.endsBeforeStart });
  if (await sitsTwice(tx, { ...data, forum_id: forum.id, organisation_id }))
    invalid({ organisation_id: words.member.twice });
  const { id } = await tx.db
    .insertInto('forum_member')
    .values({ ...data, organisation_id, forum_id: forum.id })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'forum.member_add',
    subject_kind: 'forum',
    subject_id: forum.id,
    detail: { member: id, position: data.position },
    ...(data.person_id === null ? {} : { about_person_id: data.person_id }),
  });
  return id;
}

/** Whether the same seat, another than `id`, is taken for some of the same time. */
async function sitsTwice(
  tx: WriteTx,
  seat: MemberChange & { forum_id: number; organisation_id: number; facility_id: number | null; id?: number },
): Promise<boolean> {
  const there = await tx.db
    .selectFrom('forum_member')
    .where('forum_id', '=', seat.forum_id)
    .where('id', '!=', seat.id ?? 0)
    .where('organisation_id', '=', seat.organisation_id)
    .where('facility_id', seat.facility_id === null ? 'is' : '=', seat.facility_id)
    .where('person_id', seat.person_id === null ? 'is' : '=', seat.person_id)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', seat.starts_on)]))
    .$if(seat.ends_on !== null, (query) => query.where('starts_on', '<=', seat.ends_on!))
    .select('id')
    .executeTakeFirst();
  return there !== undefined;
}

/** Changes who sits on a seat, as what, and for how long. */
export async function changeMember(
  tx: WriteTx,
  forum_id: number | null,
  id: number | null,
  data: MemberChange,
): Promise<void> {
  const forum = found(await forumById(tx, forum_id));
  const member = found(await memberById(tx, forum.id, id));
  manageForum(tx);
  if (data.ends_on !== null && data.ends_on < data.starts_on)
    invalid({ ends_on: words.member.endsBeforeStart });
  await mustBePerson(tx, data.person_id);
  const { id: seat_id, forum_id: of, organisation_id, facility_id } = member;
  if (await sitsTwice(tx, { ...data, id: seat_id, forum_id: of, organisation_id, facility_id }))
    invalid({ person_id: words.member.twice });
  await tx.db.updateTable('forum_member').set(data).where('id', '=', member.id).execute();
  tx.record({
    action: 'forum.member_change',
    subject_kind: 'forum',
    subject_id: forum.id,
    detail: { member: member.id, position: data.position },
    ...(data.person_id === null ? {} : { about_person_id: data.person_id }),
  });
}
