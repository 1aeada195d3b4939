import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { publish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { me } from '../issues/commands.ts';
import { tellBodies } from './commands.ts';
import { mustManage } from './commands-surveys.ts';
import type { ChapterData, FactData, GuidelineData, TargetData } from './forms.ts';
import { bodyNamed } from './queries.ts';
import {
  chaptersOf,
  evidenceOptions,
  factsOf,
  guidelineById,
  guidelineList,
  sayingOptions,
  targetsOf,
  type Guideline,
} from './queries-guidelines.ts';
import { guidelineName, words } from './words-guidelines.ja.ts';

/** The guideline while it may still be written: 404, 403, or 409 once adopted. */
export async function writable(tx: WriteTx, id: number | null): Promise<Guideline> {
  mustManage(tx);
  const guideline = found(await guidelineById(tx, id));
  if (guideline.adopted) throw new Refusal(409, words.errors.adopted);
  return guideline;
}

async function mustBeReal(tx: WriteTx, data: Pick<GuidelineData, 'area_id' | 'summary_id'>): Promise<void> {
  for (const [table, name] of [
    ['area', 'area_id'],
    ['survey_summary', 'summary_id'],
  ] as const) {
    const id = data[name];
    if (id === null) continue;
    const there = await tx.db.selectFrom(table).where('id', '=', id).select('id').executeTakeFirst();
    if (!there) invalid({ [name]: name === 'area_id' ? words.errors.area : words.errors.summary });
  }
}

/** Begins a guideline with the chapters people usually write; compared later with the one before it for the same place. */
export async function beginGuideline(tx: WriteTx, { _version, ...data }: GuidelineData): Promise<number> {
  mustManage(tx);
  await mustBeReal(tx, data);
  const previous = (await guidelineList(tx, { adopted: true })).find(
    (one) => one.area_id === data.area_id && one.starts_on < data.starts_on,
  );
  const { id } = await tx.db
    .insertInto('guideline')
    .values({
      ...data,
      previous_id: previous?.id ?? null,
      created_by: me(tx),
      created_at: tx.now,
      updated_by: me(tx),
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('guideline_chapter')
    .values(words.firstChapters.map((title, at) => ({ guideline_id: id, position: at + 1, title })))
    .execute();
  tx.record({ action: 'guideline.begin', subject_kind: 'guideline', subject_id: id });
  return id;
}

export async function changeGuideline(
  tx: WriteTx,
  id: number | null,
  { _version, area_id: _kept, ...data }: GuidelineData,
): Promise<void> {
  const before = await writable(tx, id);
  await mustBeReal(tx, { ...data, area_id: null });
  const changed = await tx.db
    .updateTable('guideline')
    .set((row) => ({ ...data, updated_by: me(tx), updated_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', before.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: before.updater ?? words.somebody,
      when: formatDateTime(before.updated_at, tx.actor.municipality.time_zone),
      version: before.version,
      fields: (['title', 'vision'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.guideline[name], mine: data[name], theirs: before[name] })),
    });
  tx.record({ action: 'guideline.change', subject_kind: 'guideline', subject_id: before.id });
}

/** The words of a guideline belong to its version: who writes a chapter is told when the other chapters changed meanwhile. */
async function touched(tx: WriteTx, guideline: Guideline): Promise<void> {
  await tx.db
    .updateTable('guideline')
    .set((row) => ({ updated_by: me(tx), updated_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', guideline.id)
    .execute();
  tx.record({ action: 'guideline.change', subject_kind: 'guideline', subject_id: guideline.id });
}

export async function addChapter(tx: WriteTx, id: number | null, data: ChapterData): Promise<void> {
  const guideline = await writable(tx, id);
  const chapters = await chaptersOf(tx, guideline.id);
  await tx.db
    .insertInto('guideline_chapter')
    .values({ guideline_id: guideline.id, position: (chapters.at(-1)?.position ?? 0) + 1, ...data })
    .execute();
  await touched(tx, guideline);
}

/** Writes a chapter anew; where somebody else wrote meanwhile (the text shown first is no longer there) both texts are shown. */
export async function changeChapter(
  tx: WriteTx,
  id: number | null,
  chapter_id: number | null,
  { _version, ...data }: ChapterData & { _version: number },
): Promise<void> {
  const guideline = await writable(tx, id);
  const before = found((await chaptersOf(tx, guideline.id)).find((one) => one.id === chapter_id));
  if (guideline.version !== _version && (before.title !== data.title || before.body !== data.body))
    conflict({
      who: guideline.updater ?? words.somebody,
      when: formatDateTime(guideline.updated_at, tx.actor.municipality.time_zone),
      version: guideline.version,
      fields: (['title', 'body'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.chapter[name], mine: data[name], theirs: before[name] })),
    });
  await tx.db.updateTable('guideline_chapter').set(data).where('id', '=', before.id).execute();
  await touched(tx, guideline);
}

export async function moveChapter(
  tx: WriteTx,
  id: number | null,
  chapter_id: number | null,
  direction: 'up' | 'down',
): Promise<void> {
  const guideline = await writable(tx, id);
  const chapters = await chaptersOf(tx, guideline.id);
  const at = chapters.findIndex((one) => one.id === chapter_id);
  if (at < 0) throw new Refusal(404);
  const other = chapters[at + (direction === 'up' ? -1 : 1)];
  if (!other) return;
  const own = chapters[at]!;
  for (const [one, position] of [
    [own.id, other.position],
    [other.id, own.position],
  ] as const)
    await tx.db.updateTable('guideline_chapter').set({ position }).where('id', '=', one).execute();
  await touched(tx, guideline);
}

export async function removeChapter(
  tx: WriteTx,
  id: number | null,
  chapter_id: number | null,
): Promise<void> {
  const guideline = await writable(tx, id);
  const gone = await tx.db
    .deleteFrom('guideline_chapter')
    .where('id', '=', chapter_id)
    .where('guideline_id', '=', guideline.id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  await touched(tx, guideline);
}

/** Sets a target, or (with a number) words it anew. Its owner is a body; what it goes on from is one of the guideline before. */
export async function setTarget(
  tx: WriteTx,
  id: number | null,
  target_id: number | null,
  { owner, ...data }: TargetData,
): Promise<number> {
  const guideline = await writable(tx, id);
  const body = (await bodyNamed(tx, owner)) ?? invalid({ owner: words.errors.owner });
  const errors: Record<string, string> = {};
  if (data.follows_id !== null) {
    const before = guideline.previous_id === null ? [] : await targetsOf(tx, guideline.previous_id);
    if (!before.some((one) => one.id === data.follows_id)) errors['follows_id'] = words.errors.follows;
  }
  if (
    data.saying_id !== null &&
    !(await sayingOptions(tx, guideline.summary_id)).some((one) => one.id === data.saying_id)
  )
    errors['saying_id'] = words.errors.saying;
  if (Object.keys(errors).length > 0) invalid(errors);
  const row = {
    ...data,
    owner_organisation_id: body.organisation_id,
    owner_facility_id: body.facility_id,
  };
  const targets = await targetsOf(tx, guideline.id);
  let stored = target_id;
  if (target_id === null) {
    ({ id: stored } = await tx.db
      .insertInto('guideline_target')
      .values({ guideline_id: guideline.id, position: (targets.at(-1)?.position ?? 0) + 1, ...row })
      .returning('id')
      .executeTakeFirstOrThrow());
  } else {
    found(targets.find((one) => one.id === target_id));
    await tx.db.updateTable('guideline_target').set(row).where('id', '=', target_id).execute();
  }
  await touched(tx, guideline);
  return stored!;
}

export async function removeTarget(tx: WriteTx, id: number | null, target_id: number | null): Promise<void> {
  const guideline = await writable(tx, id);
  const gone = await tx.db
    .deleteFrom('guideline_target')
    .where('id', '=', target_id)
    .where('guideline_id', '=', guideline.id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  await touched(tx, guideline);
}

/** Adopts it: from then on everybody reads it and its words stay. The bodies that own its targets are told. */
export async function adoptGuideline(tx: WriteTx, id: number | null, adopted_on: string): Promise<void> {
  const guideline = await writable(tx, id);
  if (adopted_on > tx.today) invalid({ adopted_on: words.errors.future });
  const [chapters, targets] = await Promise.all([chaptersOf(tx, guideline.id), targetsOf(tx, guideline.id)]);
  if (guideline.vision === '' || targets.length === 0 || !chapters.some((one) => one.body !== ''))
    throw new Refusal(409, words.errors.notWhole);
  await tx.db
    .updateTable('guideline')
    .set((row) => ({
      adopted_on,
      updated_by: me(tx),
      updated_at: tx.now,
      version: row('version', '+', 1),
    }))
    .where('id', '=', guideline.id)
    .execute();
  await tellBodies(
    tx,
    targets.map((one) => ({
      organisation_id: one.owner_organisation_id,
      facility_id: one.owner_facility_id,
    })),
    words.notices.adopted(guidelineName(guideline)),
    `/guidelines/${guideline.id}`,
  );
  await publish(tx, {
    kind: 'guideline',
    subject_id: guideline.id,
    title: guidelineName(guideline),
    summary: guideline.vision.slice(0, 120).toWellFormed(),
    url: `/guidelines/${guideline.id}`,
    words: `${chapters.map((one) => `${one.title} ${one.body}`).join(' ')} ${targets.map((one) => one.title).join(' ')}`,
    audience_duty: 'network',
  });
  tx.record({
    action: 'guideline.adopt',
    subject_kind: 'guideline',
    subject_id: guideline.id,
    detail: { adopted_on, edition: guideline.edition },
  });
}

/** Takes an adoption back that was pressed too soon: only as long as nobody has told of a target. */
export async function unadoptGuideline(tx: WriteTx, id: number | null): Promise<void> {
  mustManage(tx);
  const guideline = found(await guidelineById(tx, id));
  if (!guideline.adopted) throw new Refusal(409, words.errors.notAdopted);
  if ((await factsOf(tx, guideline.id)).length > 0) throw new Refusal(409, words.errors.hasFacts);
  await tx.db
    .updateTable('guideline')
    .set((row) => ({
      adopted_on: null,
      updated_by: me(tx),
      updated_at: tx.now,
      version: row('version', '+', 1),
    }))
    .where('id', '=', guideline.id)
    .execute();
  tx.record({ action: 'guideline.unadopt', subject_kind: 'guideline', subject_id: guideline.id });
}

/** A draft of the next edition, or (with the next period) of the guideline that follows: its chapters and targets to begin with. */
export async function nextGuideline(
  tx: WriteTx,
  id: number | null,
  how: 'edition' | 'period',
): Promise<number> {
  mustManage(tx);
  const before = found(await guidelineById(tx, id));
  if (!before.adopted) throw new Refusal(409, words.errors.notAdopted);
  const years =
    how === 'period' ? Number(before.ends_on.slice(0, 4)) - Number(before.starts_on.slice(0, 4)) : 0;
  const later = (day: string) =>
    `${Number(day.slice(0, 4)) + years}${day.slice(4)}`.replace('-02-29', '-02-28');
  const { id: next } = await tx.db
    .insertInto('guideline')
    .values({
      title: before.title,
      area_id: before.area_id,
      edition: how === 'edition' ? before.edition + 1 : 1,
      vision: before.vision,
      starts_on: later(before.starts_on),
      ends_on: later(before.ends_on),
      summary_id: how === 'edition' ? before.summary_id : null,
      previous_id: before.id,
      created_by: me(tx),
      created_at: tx.now,
      updated_by: me(tx),
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [chapters, targets] = await Promise.all([chaptersOf(tx, before.id), targetsOf(tx, before.id)]);
  if (chapters.length > 0)
    await tx.db
      .insertInto('guideline_chapter')
      .values(chapters.map(({ position, title, body }) => ({ guideline_id: next, position, title, body })))
      .execute();
  // The next target begins where the last one came to.
  for (const one of targets) {
    const base = how === 'period' && one.newest !== null ? one.newest : null;
    await tx.db
      .insertInto('guideline_target')
      .values({
        guideline_id: next,
        position: one.position,
        title: one.title,
        indicator: one.indicator,
        unit: one.unit,
        base_value: base !== null && base.value !== one.target_value ? base.value! : one.base_value,
        base_on: base !== null && base.value !== one.target_value ? base.happened_on : one.base_on,
        target_value: one.target_value,
        owner_organisation_id: one.owner_organisation_id,
        owner_facility_id: one.owner_facility_id,
        follows_id: one.id,
      })
      .execute();
  }
  tx.record({
    action: 'guideline.begin',
    subject_kind: 'guideline',
    subject_id: next,
    detail: { previous_id: before.id, how },
  });
  return next;
}

/** Tells what moved a target on a day, with what it is seen by. For its owner's people and those who look after guidelines. */
export async function tellFact(tx: WriteTx, id: number | null, data: FactData): Promise<void> {
  const guideline = found(await guidelineById(tx, id));
  if (!guideline.adopted) throw new Refusal(409, words.errors.notAdopted);
  const target = found((await targetsOf(tx, guideline.id)).find((one) => one.id === data.target_id));
  if (!target.may_tell) throw new Refusal(403, words.errors.notYourTarget);
  if (data.happened_on > tx.today) invalid({ happened_on: words.errors.future });
  const [kind, number] = data.evidence.split(':');
  const seen = {
    initiative_id: null,
    issue_id: null,
    meeting_id: null,
    partnership_stage_id: null,
  } as Record<'initiative_id' | 'issue_id' | 'meeting_id' | 'partnership_stage_id', number | null>;
  if (data.evidence !== '') {
    const choices = await evidenceOptions(tx);
    const list = {
      initiative: choices.initiatives,
      issue: choices.issues,
      meeting: choices.meetings,
      stage: choices.stages,
    }[kind as 'initiative' | 'issue' | 'meeting' | 'stage'];
    if (!list.some((one) => one.id === Number(number))) invalid({ evidence: words.errors.evidence });
    seen[kind === 'stage' ? 'partnership_stage_id' : (`${kind}_id` as keyof typeof seen)] = Number(number);
  }
  await tx.db
    .insertInto('guideline_fact')
    .values({
      target_id: target.id,
      guideline_id: guideline.id,
      owner_organisation_id: target.owner_organisation_id,
      owner_facility_key: target.owner_facility_id ?? 0,
      happened_on: data.happened_on,
      value: data.value,
      body: data.body,
      ...seen,
      written_by: me(tx),
      written_at: tx.now,
    })
    .execute();
  tx.record({
    action: 'guideline.tell_fact',
    subject_kind: 'guideline',
    subject_id: guideline.id,
    detail: { target_id: target.id, evidence: data.evidence },
  });
}

/** Takes back what was told by mistake; it stays readable as taken back, and counts no more. */
export async function takeBackFact(tx: WriteTx, id: number | null, fact_id: number): Promise<void> {
  const guideline = found(await guidelineById(tx, id));
  const changed = await tx.db
    .updateTable('guideline_fact')
    .set({ taken_back_at: tx.now })
    .where('id', '=', fact_id)
    .where('guideline_id', '=', guideline.id)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'guideline.take_back_fact',
    subject_kind: 'guideline',
    subject_id: guideline.id,
    detail: { fact_id },
  });
}
