import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { wordsThatIdentifyFacilities } from '../issues/queries-choices.ts';
import { identifying } from '../issues/rules.ts';
import { mustManage, tellHeads } from './commands.ts';
import type { HandoutData, TrialData } from './forms.ts';
import { groupById } from './queries.ts';
import { boardOf, handoutById, handoutOfGroup, type Handout } from './queries-handouts.ts';
import type { CardKind } from './rules.ts';
import { words } from './words-handouts.ja.ts';

/** Begins a group's hand-out with what stands on its boards; the one there is, where there is one. Gives its number. */
export async function drawUpHandout(tx: WriteTx, group_id: number): Promise<number> {
  mustManage(tx);
  const group = found(await groupById(tx, group_id));
  if (!group.told) throw new Refusal(409, words.errors.notTold);
  const before = await handoutOfGroup(tx, group_id);
  if (before) return before.id;
  const { cards, summaries } = await boardOf(tx, group_id);
  const list = (kind: CardKind) =>
    cards
      .filter((card) => card.kind === kind)
      .map((card) => words.bullet(card.body))
      .join('\n');
  const { id } = await tx.db
    .insertInto('study_handout')
    .values({
      group_id,
      facility_ids: group.facility_ids,
      theme_code: group.theme_code,
      title: words.firstTitle(group.call),
      lead: summaries.join('\n\n').slice(0, 1000).toWellFormed(),
      cases: list('case').slice(0, 5000).toWellFormed(),
      issues: list('issue').slice(0, 5000).toWellFormed(),
      ideas: list('idea').slice(0, 5000).toWellFormed(),
      created_at: tx.now,
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'study_handout.draw_up',
    subject_kind: 'study_handout',
    subject_id: id,
    detail: { group_id },
  });
  return id;
}

const parts = ['title', 'lead', 'cases', 'issues', 'ideas'] as const;

/** Stops with a sentence naming what would give somebody away, beside the field where it stands. */
async function refuseIdentifying(tx: WriteTx, handout: Handout, data: HandoutData): Promise<void> {
  const known = await wordsThatIdentifyFacilities(
    tx,
    handout.facility_ids,
    parts.map((part) => data[part]),
  );
  const errors: Record<string, string> = {};
  for (const field of parts) {
    const there = identifying(data[field], known);
    if (there.length > 0) errors[field] = words.errors.identifying(there.map(({ text }) => text));
  }
  if (Object.keys(errors).length > 0) invalid(errors);
}

/** Saves the words; with `publish` every facility reads them, once nobody can be recognised in them. */
export async function changeHandout(tx: WriteTx, id: number, data: HandoutData): Promise<boolean> {
  mustManage(tx);
  const handout = found(await handoutById(tx, id));
  const out = data.publish !== null || (handout.published_at !== null && handout.withdrawn_at === null);
  if (out) {
    await refuseIdentifying(tx, handout, data);
    if (data.cases + data.issues + data.ideas === '') invalid({ ideas: words.errors.empty });
  }
  const { _version, publish: _publish, ...text } = data;
  const first = out && (handout.published_at === null || handout.withdrawn_at !== null);
  const changed = await tx.db
    .updateTable('study_handout')
    .set((row) => ({
      ...text,
      ...(first ? { published_at: tx.now, published_by: tx.actor.person_id, withdrawn_at: null } : {}),
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: handout.updated_by_name ?? words.somebody,
      when: formatDateTime(handout.updated_at, tx.actor.municipality.time_zone),
      version: handout.version,
      fields: parts
        .filter((name) => handout[name] !== data[name])
        .map((name) => ({ name, label: words.form[name], mine: data[name], theirs: handout[name] })),
    });
  if (out)
    await publish(tx, {
      kind: 'study_handout',
      subject_id: id,
      title: data.title,
      summary: data.lead.slice(0, 120).toWellFormed(),
      url: `/study-handouts/${id}`,
      words: `${handout.theme} ${data.lead} ${data.cases} ${data.issues} ${data.ideas}`,
      audience_duty: 'network',
    });
  if (first) await tellEverybody(tx, data.title, id);
  tx.record({
    action: first ? 'study_handout.publish' : 'study_handout.change',
    subject_kind: 'study_handout',
    subject_id: id,
  });
  return first;
}

async function tellEverybody(tx: WriteTx, title: string, id: number): Promise<void> {
  const facilities = await tx.db
    .selectFrom('facility')
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]))
    .select('id')
    .execute();
  await tellHeads(
    tx,
    facilities.map((facility) => facility.id),
    { title: words.notices.published(title), url: `/study-handouts/${id}` },
  );
}

/** Takes a hand-out back: nobody but those who prepare it reads it until it is published again. */
export async function withdrawHandout(tx: WriteTx, id: number): Promise<void> {
  mustManage(tx);
  const handout = found(await handoutById(tx, id));
  if (handout.published_at === null || handout.withdrawn_at !== null)
    throw new Refusal(409, words.errors.notPublished);
  await tx.db
    .updateTable('study_handout')
    .set((row) => ({ withdrawn_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await unpublish(tx, 'study_handout', id);
  tx.record({ action: 'study_handout.withdraw', subject_kind: 'study_handout', subject_id: id });
}

/** A facility tells what it tried: asked, or of its own accord. Told again, the new answer takes the old one's place. */
export async function answerTrial(tx: WriteTx, handout_id: number, data: TrialData): Promise<void> {
  const handout = found(await handoutById(tx, handout_id));
  if (handout.published_at === null || handout.withdrawn_at !== null) throw new Refusal(404);
  if (!tx.has('facility.answer') || !tx.session.facilities.includes(data.facility_id)) throw new Refusal(403);
  const known = await wordsThatIdentifyFacilities(tx, [data.facility_id], []);
  const there = identifying(data.story, { ...known, facilities: [], organisations: [] });
  if (there.length > 0) invalid({ story: words.errors.identifying(there.map(({ text }) => text)) });
  const answer = {
    tried: data.tried,
    story: data.story,
    answered_at: tx.now,
    answered_by: tx.actor.person_id,
  };
  await tx.db
    .insertInto('study_trial')
    .values({ handout_id, facility_id: data.facility_id, ...answer })
    .onConflict((there_) =>
      there_.columns(['handout_id', 'facility_id']).doUpdateSet((row) => ({
        ...answer,
        version: row('study_trial.version', '+', 1),
      })),
    )
    .execute();
  tx.record({
    action: 'study_trial.answer',
    subject_kind: 'study_handout',
    subject_id: handout_id,
    detail: { facility_id: data.facility_id, tried: data.tried },
  });
}
