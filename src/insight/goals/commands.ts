import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { FindingData, MeasureData } from './forms.ts';
import { renderReport } from './jobs.ts';
import { closingsOf, figureSources, judgementOf, measureById, sourceIsThere, textsOf } from './queries.ts';
import { partsToKeep, reportContent } from './exports.ts';
import { partsVersion, type Chapter, type EventKind, type GoalCode } from './rules.ts';
import { words } from './words.ja.ts';

const me = (tx: WriteTx): number => tx.actor.person_id!;
function mustManage(tx: WriteTx): void {
  if (!tx.has('evaluation.manage')) throw new Refusal(403);
}
function mustWrite(tx: WriteTx): void {
  if (!tx.has('evaluation.write') && !tx.has('evaluation.manage')) throw new Refusal(403);
}

/** Writes down what speaks for or against a goal; the record it names must be one the writer sees. Gives its number. */
export async function writeFinding(
  tx: WriteTx,
  goal_code: GoalCode,
  fiscal_year: number,
  data: FindingData,
): Promise<number> {
  mustWrite(tx);
  if (data.source_id !== null && !(await sourceIsThere(tx, data.source_kind, data.source_id)))
    invalid({ source_id: words.goal.errors.number });
  if (
    data.source_code !== null &&
    !(await figureSources(tx)).some(
      ({ kind, code }) => kind === data.source_kind && code === data.source_code,
    )
  )
    invalid({ source_code: words.goal.errors.code });
  const { id } = await tx.db
    .insertInto('goal_finding')
    .values({ goal_code, fiscal_year, ...data, written_by: me(tx), written_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'goal.write_finding',
    subject_kind: 'goal_finding',
    subject_id: id,
    detail: { goal: goal_code, fiscal_year, strength: data.strength, source: data.source_kind },
  });
  return id;
}

/** Takes a finding out of the report; one's own, or with evaluation.manage. It stays readable as withdrawn. */
export async function withdrawFinding(tx: WriteTx, goal_code: GoalCode, id: number): Promise<void> {
  const changed = await tx.db
    .updateTable('goal_finding')
    .set({ withdrawn_at: tx.now })
    .where('id', '=', id)
    .where('goal_code', '=', goal_code)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'goal.withdraw_finding',
    subject_kind: 'goal_finding',
    subject_id: id,
    detail: { goal: goal_code },
  });
}

/** Says what the figures and findings of a year come to for a goal. A stale version shows both texts. */
export async function judgeGoal(
  tx: WriteTx,
  goal_code: GoalCode,
  fiscal_year: number,
  { body, _version }: { body: string; _version: number },
): Promise<void> {
  mustManage(tx);
  const facts = { body, judged_by: me(tx), judged_at: tx.now };
  const saved = await tx.db
    .insertInto('goal_judgement')
    .values({ goal_code, fiscal_year, ...facts })
    .onConflict((before) =>
      before
        .columns(['goal_code', 'fiscal_year'])
        .doUpdateSet((eb) => ({ ...facts, version: eb('goal_judgement.version', '+', 1) }))
        .where('goal_judgement.version', '=', _version),
    )
    .returning('version')
    .executeTakeFirst();
  if (!saved) {
    const stored = found(await judgementOf(tx, goal_code, fiscal_year));
    conflict({
      fields: [{ name: 'judgement', label: words.goal.judgement, mine: body, theirs: stored.body }],
      who: stored.judge ?? words.somebody,
      when: stored.judged,
      version: stored.version,
    });
  }
  tx.record({ action: 'goal.judge', subject_kind: 'goal', detail: { goal: goal_code, fiscal_year } });
}

const timesOf = (data: MeasureData) => ({
  done_at_start: data.times.includes('done_at_start'),
  within_year: data.times.includes('within_year'),
  later_years: data.times.includes('later_years'),
  continuing: data.times.includes('continuing'),
});

async function mustBeThere(tx: WriteTx, owner: number): Promise<void> {
  const row = await tx.db.selectFrom('organisation').where('id', '=', owner).select('id').executeTakeFirst();
  if (!row) invalid({ owner_organisation_id: words.measures.errors.owner });
}

/** Puts a measure on the roadmap of a year and gives its number. */
export async function addMeasure(tx: WriteTx, data: MeasureData): Promise<number> {
  mustManage(tx);
  await mustBeThere(tx, data.owner_organisation_id);
  const { fiscal_year, section, title, note, owner_organisation_id, finding_id } = data;
  const { id } = await tx.db
    .insertInto('measure')
    .values({
      fiscal_year,
      section,
      title,
      note,
      owner_organisation_id,
      finding_id,
      ...timesOf(data),
      created_by: me(tx),
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({ action: 'measure.add', subject_kind: 'measure', subject_id: id, detail: { fiscal_year } });
  return id;
}

/** Changes a measure's words, times and owner; its year stays. A stale version shows both texts. */
export async function changeMeasure(
  tx: WriteTx,
  id: number | null,
  data: MeasureData & { _version: number },
): Promise<void> {
  mustManage(tx);
  const stored = found(await measureById(tx, id));
  await mustBeThere(tx, data.owner_organisation_id);
  const { section, title, note, owner_organisation_id } = data;
  const changed = await tx.db
    .updateTable('measure')
    .set((row) => ({
      section,
      title,
      note,
      owner_organisation_id,
      ...timesOf(data),
      version: row('version', '+', 1),
    }))
    .where('id', '=', stored.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      fields: (
        [
          ['section', words.measures.section],
          ['title', words.measures.name],
          ['note', words.measures.note],
        ] as const
      )
        .map(([name, label]) => ({ name, label, mine: data[name], theirs: stored[name] }))
        .filter((one) => one.mine !== one.theirs),
      who: words.somebody,
      when: '',
      version: stored.version,
    });
  tx.record({ action: 'measure.change', subject_kind: 'measure', subject_id: stored.id, detail: {} });
}

/** How a measure goes, on a day, with what it is seen by. */
export async function tellMeasure(
  tx: WriteTx,
  id: number | null,
  data: { kind: EventKind; happened_on: string; evidence: string },
): Promise<void> {
  mustWrite(tx);
  const measure = found(await measureById(tx, id));
  if (data.happened_on > tx.today) invalid({ happened_on: words.measures.errors.future });
  await tx.db
    .insertInto('measure_event')
    .values({ measure_id: measure.id, ...data, written_by: me(tx), written_at: tx.now })
    .execute();
  tx.record({
    action: 'measure.tell',
    subject_kind: 'measure',
    subject_id: measure.id,
    detail: { kind: data.kind, happened_on: data.happened_on },
  });
}

/** Takes a measure off the roadmap with its reason, or (null) puts it back. */
export async function dropMeasure(tx: WriteTx, id: number | null, reason: string | null): Promise<void> {
  mustManage(tx);
  const changed = await tx.db
    .updateTable('measure')
    .set((row) => ({
      dropped_at: reason === null ? null : tx.now,
      drop_reason: reason,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id ?? 0)
    .where('dropped_at', reason === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: reason === null ? 'measure.restore' : 'measure.drop',
    subject_kind: 'measure',
    subject_id: id!,
    detail: {},
  });
}

/** Saves what people say in a chapter of the report; an empty text is none. A stale version shows both texts. */
export async function writeText(
  tx: WriteTx,
  fiscal_year: number,
  chapter: Chapter,
  { body, _version }: { body: string; _version: number },
): Promise<void> {
  mustManage(tx);
  const facts = { body, written_by: me(tx), written_at: tx.now };
  const saved = await tx.db
    .insertInto('report_text')
    .values({ fiscal_year, chapter, ...facts })
    .onConflict((before) =>
      before
        .columns(['fiscal_year', 'chapter'])
        .doUpdateSet((eb) => ({ ...facts, version: eb('report_text.version', '+', 1) }))
        .where('report_text.version', '=', _version),
    )
    .returning('version')
    .executeTakeFirst();
  if (!saved) {
    const stored = found((await textsOf(tx, fiscal_year)).get(chapter));
    conflict({
      fields: [{ name: 'body', label: words.report.body, mine: body, theirs: stored.body }],
      who: words.somebody,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: stored.version,
    });
  }
  tx.record({ action: 'report.write_text', subject_kind: 'year_report', detail: { fiscal_year, chapter } });
}

/**
 * Closes a year that is over: figures with wording, denominator, target and source rows, and what each chapter tells from
 * records. Again only with a reason, as a new edition. 409 while it lasts. Gives the edition.
 */
export async function closeYear(tx: WriteTx, fiscal_year: number, reason: string): Promise<number> {
  mustManage(tx);
  const again = (await closingsOf(tx, fiscal_year)).length > 0;
  if (again && reason === '') invalid({ reason: words.report.closeAgainReason });
  const { rows } = await sql<{ edition: number | null }>`
    select close_year(${fiscal_year}, ${reason}, ${tx.now}, ${tx.today}) as edition`.execute(tx.db);
  const edition = rows[0]?.edition;
  if (edition == null) throw new Refusal(409, words.report.notOver(`${fiscal_year + 1}-03-31`));
  const parts = await partsToKeep(tx, fiscal_year, edition);
  await tx.db
    .insertInto('closed_chapter')
    .values(
      [...parts].map(([part, blocks]) => ({
        fiscal_year,
        edition,
        part,
        definition_version: partsVersion,
        as_of: `${fiscal_year + 1}-03-31`,
        blocks: JSON.stringify(blocks),
        kept_by: me(tx),
        kept_at: tx.now,
      })),
    )
    .execute();
  tx.record({ action: 'report.close_year', subject_kind: 'year_report', detail: { fiscal_year, edition } });
  return edition;
}

/** Puts a report together from what the maker may read, keeps it, and plans its files. */
export async function makeReport(tx: WriteTx, fiscal_year: number): Promise<number> {
  mustManage(tx);
  const content = await reportContent(tx, fiscal_year);
  const { id } = await tx.db
    .insertInto('year_report')
    .values({
      fiscal_year,
      edition: content.edition,
      content: JSON.stringify(content),
      made_by: me(tx),
      made_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.plan(renderReport, { report_id: id });
  tx.record({
    action: 'report.make',
    subject_kind: 'year_report',
    subject_id: id,
    detail: { fiscal_year, edition: content.edition },
  });
  return id;
}
