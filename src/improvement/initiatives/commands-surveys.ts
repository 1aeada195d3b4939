import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { defineImport, type Checked } from '../../platform/files/imports.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { addEvent } from '../../base/calendar/commands.ts';
import { me, raiseIssue } from '../issues/commands.ts';
import { wordsThatIdentifyFacilities } from '../issues/queries-choices.ts';
import { identifying } from '../issues/rules.ts';
import { createMeeting } from '../meetings/commands-meetings.ts';
import { forumById } from '../meetings/queries-forums.ts';
import { plainEvent } from './commands-sessions.ts';
import type { FigureData, LocalMeetingData, SayingData, SummaryData } from './forms.ts';
import { figuresOf, localMeetingsOf, sayingsOf, summaryById, type Summary } from './queries-surveys.ts';
import { tellable } from './rules.ts';
import { words } from './words-guidelines.ja.ts';

export function mustManage(tx: WriteTx): void {
  if (!tx.has('initiative.manage')) throw new Refusal(403);
}

/** A survey's results begin as a summary with its source and day; figures follow. Gives its number. */
export async function beginSummary(tx: WriteTx, { _version, ...data }: SummaryData): Promise<number> {
  mustManage(tx);
  if (data.surveyed_on > tx.today) invalid({ surveyed_on: words.errors.future });
  const { id } = await tx.db
    .insertInto('survey_summary')
    .values({ ...data, created_by: me(tx), created_at: tx.now, updated_by: me(tx), updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({ action: 'survey_summary.begin', subject_kind: 'survey_summary', subject_id: id });
  return id;
}

export async function changeSummary(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: SummaryData,
): Promise<void> {
  mustManage(tx);
  const before = found(await summaryById(tx, id));
  if (data.surveyed_on > tx.today) invalid({ surveyed_on: words.errors.future });
  await saved(
    tx,
    before,
    data,
    _version,
    (['title', 'source', 'lead'] as const).map((name) => ({
      name,
      label: words.summary[name],
      mine: data[name],
      theirs: before[name],
    })),
  );
  tx.record({ action: 'survey_summary.change', subject_kind: 'survey_summary', subject_id: before.id });
}

async function saved(
  tx: WriteTx,
  before: Summary,
  set: Partial<SummaryData> & { published_at?: Date; withdrawn_at?: Date | null },
  version: number,
  fields: { name: string; label: string; mine: string; theirs: string }[] = [],
): Promise<void> {
  const changed = await tx.db
    .updateTable('survey_summary')
    .set((row) => ({ ...set, updated_by: me(tx), updated_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', before.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: before.updater ?? words.somebody,
      when: formatDateTime(before.updated_at, tx.actor.municipality.time_zone),
      version: before.version,
      fields: fields.filter((one) => one.mine !== one.theirs),
    });
}

/** Returns the results to everybody, once there are figures; taken back, nobody outside reads them until they go out again. */
export async function publishSummary(tx: WriteTx, id: number | null, out: boolean): Promise<void> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  if (summary.published === out) throw new Refusal(409, out ? words.errors.isOut : words.errors.isNotOut);
  if (out && summary.figures === 0) throw new Refusal(409, words.errors.noFigures);
  await markShown(tx, summary.id);
  await saved(
    tx,
    summary,
    out ? { published_at: tx.now, withdrawn_at: null } : { withdrawn_at: tx.now },
    summary.version,
  );
  tx.record({
    action: out ? 'survey_summary.publish' : 'survey_summary.withdraw',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
  });
}

async function mustBeArea(tx: WriteTx, area_id: number | null): Promise<void> {
  if (area_id === null) return;
  const area = await tx.db.selectFrom('area').where('id', '=', area_id).select('id').executeTakeFirst();
  if (!area) invalid({ area_id: words.errors.area });
}

/** Enters a figure, or the new value of the one there is. */
export async function enterFigure(tx: WriteTx, id: number | null, data: FigureData): Promise<void> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  await mustBeArea(tx, data.area_id);
  await putFigure(tx, summary, data);
  await markShown(tx, summary.id);
  tx.record({
    action: 'survey_summary.enter_figure',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
    detail: { area: data.area_id },
  });
}

async function putFigure(
  tx: WriteTx,
  summary: Pick<Summary, 'id' | 'published'>,
  { area_id, question, answer, ...data }: FigureData,
): Promise<number> {
  const changed = await tx.db
    .updateTable('survey_figure')
    .set(data)
    .where('summary_id', '=', summary.id)
    .where('area_id', area_id === null ? 'is' : '=', area_id)
    .where('question', '=', question)
    .where('answer', '=', answer)
    .returning('id')
    .executeTakeFirst();
  if (changed) return changed.id;
  const { id } = await tx.db
    .insertInto('survey_figure')
    .values({ summary_id: summary.id, published: summary.published, area_id, question, answer, ...data })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Says in each row of a summary whether strangers may read it: every figure has to do with the others of its question. */
async function markShown(tx: WriteTx, summary_id: number): Promise<void> {
  const figures = await figuresOf(tx, summary_id);
  const told = tellable(figures);
  for (const shown of [true, false]) {
    const turned = figures.filter((one, at) => told[at] === shown && one.shown !== shown).map(({ id }) => id);
    if (turned.length > 0)
      await tx.db.updateTable('survey_figure').set({ shown }).where('id', 'in', turned).execute();
  }
}

export async function removeFigure(tx: WriteTx, id: number | null, figure_id: number): Promise<void> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  const gone = await tx.db
    .deleteFrom('survey_figure')
    .where('id', '=', figure_id)
    .where('summary_id', '=', summary.id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  await markShown(tx, summary.id);
  tx.record({
    action: 'survey_summary.remove_figure',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
  });
}

interface FigureRow extends FigureData {
  summary_id: number;
}

const w = words.importing;

/** Figures from a table: the summary by its title (or one for all rows), area, question, answer, value, unit, how many answered. */
export const figureImport = defineImport<FigureRow>({
  kind: 'survey_figure',
  title: w.title,
  lead: w.lead,
  base: '/survey-summaries/import',
  home: { label: words.list.title, href: '/survey-summaries' },
  duty: 'initiative.manage',
  fields: [
    {
      name: 'summary',
      label: w.summary,
      aliases: w.aliases.summary,
      required: true,
      constant: { help: w.summaryHelp },
    },
    { name: 'area', label: w.area, aliases: w.aliases.area },
    { name: 'question', label: w.question, aliases: w.aliases.question, required: true },
    { name: 'answer', label: w.answer, aliases: w.aliases.answer, required: true },
    { name: 'value', label: w.value, aliases: w.aliases.value, required: true },
    { name: 'unit', label: w.unit, aliases: w.aliases.unit, required: true, constant: { help: w.unitHelp } },
    { name: 'answers', label: w.answers, aliases: w.aliases.answers },
  ],
  template: [w.summary, w.area, w.question, w.answer, w.value, w.unit, w.answers],
  hrefOf: (figure_id) => `/survey-figures/${figure_id}`,
  async check(tx, rows) {
    const summaries = new Map(
      (await tx.db.selectFrom('survey_summary').select(['id', 'title']).execute()).map((one) => [
        foldForSearch(one.title),
        one.id,
      ]),
    );
    const areas = Map.groupBy(
      await tx.db
        .selectFrom('area')
        .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
        .select(['id', 'name'])
        .execute(),
      (one) => foldForSearch(one.name),
    );
    const there = new Map(
      (
        await tx.db
          .selectFrom('survey_figure')
          .select(['id', 'summary_id', 'area_id', 'question', 'answer', 'value', 'unit', 'answers'])
          .execute()
      ).map((one) => [keyOf(one), one]),
    );
    const seen = new Map<string, number>();
    return {
      notes: [],
      rows: rows.map(({ row_number, fields }): Checked<FigureRow> => {
        const of = (name: string): string => (fields[name] ?? '').normalize('NFC').trim();
        const reasons: string[] = [];
        const summary_id = summaries.get(foldForSearch(of('summary')));
        if (summary_id === undefined) reasons.push(w.noSummary(of('summary')));
        const here =
          of('area') === '' || w.whole.includes(of('area')) ? [] : areas.get(foldForSearch(of('area')));
        if (here === undefined) reasons.push(w.noArea(of('area')));
        else if (here.length > 1) reasons.push(w.manyAreas(of('area')));
        const value = parseNumber(of('value'));
        if (!value.ok) reasons.push(w.noValue(of('value')));
        const answers = of('answers') === '' ? null : parseNumber(of('answers'));
        if (answers !== null && !(answers.ok && Number.isInteger(answers.value) && answers.value >= 0))
          reasons.push(w.noAnswers(of('answers')));
        if (of('question') === '' || of('answer') === '') reasons.push(w.noQuestion);
        for (const name of ['question', 'answer'] as const)
          if ([...of(name)].length > 200) reasons.push(w.tooLong);
        const unit = of('unit');
        if (unit === '' || [...unit].length > 20) reasons.push(w.noUnit);
        if (value.ok && /^[%％]$/.test(unit) && (value.value < 0 || value.value > 100))
          reasons.push(w.percent);
        const label = `${of('area')}　${of('question')}　${of('answer')}`.trim();
        const data =
          reasons.length > 0 || summary_id === undefined || !value.ok
            ? null
            : {
                summary_id,
                area_id: here?.[0]?.id ?? null,
                question: of('question'),
                answer: of('answer'),
                value: Math.round(value.value * 100) / 100,
                unit,
                answers: answers?.ok ? answers.value : null,
              };
        const twin = data && seen.get(keyOf(data));
        if (twin != null) reasons.push(w.twice(twin));
        if (data === null || twin != null)
          return {
            row_number,
            verdict: 'refused',
            label,
            target_id: null,
            data: null,
            changes: [],
            messages: reasons,
          };
        seen.set(keyOf(data), row_number);
        const before = there.get(keyOf(data));
        const said = (one: { value: number; unit: string; answers: number | null }) =>
          `${one.value}${one.unit}${one.answers === null ? '' : `（n=${one.answers}）`}`;
        const same = before !== undefined && said(before) === said(data);
        return {
          row_number,
          verdict: before === undefined ? 'new' : same ? 'same' : 'changed',
          label,
          target_id: before?.id ?? null,
          data,
          changes:
            before === undefined || same ? [] : [{ label: w.value, before: said(before), after: said(data) }],
          messages: [],
        };
      }),
    };
  },
  async apply(tx, rows) {
    const targets = new Map<number, number>();
    const refused = new Map<number, string>();
    const summaries = new Map<number, Pick<Summary, 'id' | 'published'> | undefined>();
    for (const { row_number, data } of rows) {
      const { summary_id, ...figure } = data;
      if (!summaries.has(summary_id)) summaries.set(summary_id, await summaryById(tx, summary_id));
      const summary = summaries.get(summary_id);
      if (summary) targets.set(row_number, await putFigure(tx, summary, figure));
      else refused.set(row_number, w.noSummary(''));
    }
    for (const [summary_id, summary] of summaries) if (summary) await markShown(tx, summary_id);
    return { targets, refused };
  },
});

const keyOf = (one: {
  summary_id: number;
  area_id: number | null;
  question: string;
  answer: string;
}): string => [one.summary_id, one.area_id ?? 0, one.question, one.answer].join('\n');

// ---- 子育てミーティング -------------------------------------------------------------------------------

/**
 * Holds a local meeting on the results: a sitting of a forum, with its members; and, asked so, an entry in the public calendar
 * that residents come by. 403 for those who run no meetings.
 */
export async function holdLocalMeeting(
  tx: WriteTx,
  id: number | null,
  data: LocalMeetingData,
): Promise<number> {
  mustManage(tx);
  if (!tx.has('meeting.manage')) throw new Refusal(403, words.errors.noMeetings);
  const summary = found(await summaryById(tx, id));
  if (data.held_on < tx.today) invalid({ held_on: words.errors.past });
  const forum = (await forumById(tx, data.forum_id)) ?? invalid({ forum_id: words.errors.forum });
  const area =
    data.area_id === null
      ? null
      : ((await tx.db
          .selectFrom('area')
          .where('id', '=', data.area_id)
          .select(['id', 'name'])
          .executeTakeFirst()) ?? invalid({ area_id: words.errors.area }));
  const title = words.meetings.titleOf(area?.name ?? null);
  const { id: meeting_id } = await createMeeting(tx, {
    forum_id: data.forum_id,
    title,
    held_on: data.held_on,
    starts_at: data.starts_at,
    ends_at: data.ends_at,
    place: data.place,
    online_url: null,
    online_entry: '',
    online_privacy: '',
    online_tested_on: null,
  });
  const event_id = data.public
    ? await addEvent(
        tx,
        plainEvent({
          title,
          event_kind_code: 'parents',
          summary: words.meetings.summary(summary.title),
          zone: 'public',
          facility_id: null,
          organisation_id: forum.organisation_id,
          place_name: data.place,
          starts_on: data.held_on,
          starts_at: data.starts_at,
          ends_at: data.ends_at,
          for_children: false,
        }),
      )
    : null;
  await tx.db
    .insertInto('survey_meeting')
    .values({
      summary_id: summary.id,
      published: summary.published,
      area_id: area?.id ?? null,
      meeting_id,
      event_id,
    })
    .execute();
  tx.record({
    action: 'survey_summary.hold_meeting',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
    detail: { meeting_id, event_id, area: area?.id ?? null },
  });
  return meeting_id;
}

/** Writes down what was said about the results, in words that name nobody: it is published with them. */
export async function writeSaying(tx: WriteTx, id: number | null, data: SayingData): Promise<void> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  const there = identifying(data.body, await wordsThatIdentifyFacilities(tx, [], [data.body]));
  if (there.length > 0) invalid({ body: words.errors.identifying(there.map(({ text }) => text)) });
  await mustBeArea(tx, data.area_id);
  if (data.meeting_id !== null) {
    const meetings = await localMeetingsOf(tx, summary.id);
    if (!meetings.some((one) => one.meeting_id === data.meeting_id))
      invalid({ meeting_id: words.errors.meeting });
  }
  await tx.db
    .insertInto('survey_saying')
    .values({
      summary_id: summary.id,
      published: summary.published,
      ...data,
      written_by: me(tx),
      written_at: tx.now,
    })
    .execute();
  tx.record({
    action: 'survey_summary.write_saying',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
  });
}

export async function removeSaying(tx: WriteTx, id: number | null, saying_id: number): Promise<void> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  const saying = found((await sayingsOf(tx, summary.id)).find((one) => one.id === saying_id));
  if (saying.issue_id !== null || saying.target_id !== null) throw new Refusal(409, words.errors.sayingUsed);
  await tx.db.deleteFrom('survey_saying').where('id', '=', saying.id).execute();
  tx.record({
    action: 'survey_summary.remove_saying',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
  });
}

/** A saying becomes an issue, followed until reviewed like any other. 403 without issue.raise. */
export async function raiseFromSaying(
  tx: WriteTx,
  id: number | null,
  data: { saying_id: number; title: string; theme_code: string },
): Promise<number> {
  mustManage(tx);
  const summary = found(await summaryById(tx, id));
  const saying = found((await sayingsOf(tx, summary.id)).find((one) => one.id === data.saying_id));
  if (saying.issue_id !== null) throw new Refusal(409, words.errors.sayingUsed);
  const issue_id = await raiseIssue(tx, {
    title: data.title,
    description: words.sayings.fromWhere(saying.body, summary.title),
    theme_code: data.theme_code,
    weight: 2,
    source: 'survey',
    meeting_id: saying.meeting_id,
    raised_on: tx.today,
    facility_ids: [],
    area_ids: saying.area_id === null ? [] : [saying.area_id],
  });
  await tx.db.updateTable('survey_saying').set({ issue_id }).where('id', '=', saying.id).execute();
  tx.record({
    action: 'survey_summary.raise_issue',
    subject_kind: 'survey_summary',
    subject_id: summary.id,
    detail: { saying_id: saying.id, issue_id },
  });
  return issue_id;
}
