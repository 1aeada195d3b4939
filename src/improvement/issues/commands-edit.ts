import { personName } from '../../base/people/queries.ts';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { forums, holders } from './queries-choices.ts';
import { editable, issueById, themes } from './queries.ts';
import { stages } from './rules.ts';
import { addAreas, addEvent, mustBeThere, mustBeTheme, notify, planForums, show } from './commands.ts';
import { words } from './words.ja.ts';

export interface IssueEdit {
  id: number;
  _version: number;
  title: string;
  description: string;
  theme_code: string;
  weight: number;
  owner_id: number | null;
  next_review_on: string | null;
  plan_share: number | null;
  plan_discuss: number | null;
  plan_decide: number | null;
  plan_review: number | null;
  area_ids: number[];
  facility_ids: number[];
  /** the lists as the form was opened: what somebody else added or took away meanwhile is left as it is */
  was_area_ids: number[];
  was_facility_ids: number[];
  /** by facility id; facilities left out keep theirs */
  statements: Record<number, string>;
}

const without = (these: readonly number[], those: readonly number[]) =>
  these.filter((id) => !those.includes(id));

/** Changes an issue; a stale version stops with both texts. A facility that was answered or joined by itself stays on it. */
export async function editIssue(tx: WriteTx, data: IssueEdit): Promise<void> {
  const before = found(await issueById(tx, data.id));
  if (!before.may_manage) throw new Refusal(403);
  if (before.merged_into_id !== null) throw new Refusal(409, words.errors.merged);
  await mustBeTheme(tx, data.theme_code);
  await mustBeThere(tx, 'facility', data.facility_ids, 'facility_ids', words.errors.facilities);
  await mustBeThere(tx, 'area', data.area_ids, 'area_ids', words.errors.area);
  for (const stage of stages) {
    await mustBeThere(tx, 'forum', [data[`plan_${stage}`]], `plan_${stage}`, words.errors.forum);
  }
  if (data.owner_id !== null && data.owner_id !== before.owner_id) {
    const may = (await holders(tx)).some((person) => person.id === data.owner_id);
    if (!may) invalid({ owner_id: words.errors.owner });
  }
  const changed = await tx.db
    .updateTable('issue')
    .set((row) => ({
      title: data.title,
      description: data.description,
      theme_code: data.theme_code,
      weight: data.weight,
      owner_id: data.owner_id,
      next_review_on: data.next_review_on,
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', data.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) await stale(tx, data);
  const gone = without(data.was_area_ids, data.area_ids);
  if (gone.length > 0) {
    await tx.db
      .deleteFrom('issue_area')
      .where('issue_id', '=', data.id)
      .where('area_id', 'in', gone)
      .execute();
  }
  await addAreas(tx, data.id, without(data.area_ids, data.was_area_ids));
  await changeFacilities(tx, data, before.raised_on);
  await planForums(tx, data.id, Object.fromEntries(stages.map((stage) => [stage, data[`plan_${stage}`]])));
  await addEvent(tx, data.id, 'edited', tx.today);
  await show(tx, data.id);
  tx.record({
    action: 'issue.edit',
    subject_kind: 'issue',
    subject_id: data.id,
    detail: { theme: data.theme_code, weight: data.weight, owner_id: data.owner_id },
  });
  if (data.owner_id !== null && data.owner_id !== before.owner_id && data.owner_id !== tx.actor.person_id) {
    await notify(tx, [data.owner_id], words.noticeOwner(data.title), `/issues/${data.id}`);
  }
}

async function stale(tx: WriteTx, data: IssueEdit): Promise<never> {
  const issue = found(await issueById(tx, data.id));
  const theirs = await editable(tx, issue);
  const { statements, ...rest } = data;
  const mine: Record<string, unknown> = { ...rest };
  for (const [id, statement] of Object.entries(statements)) mine[`statement_${id}`] = statement;
  const last = await tx.db
    .selectFrom('issue_event')
    .innerJoin('person', 'person.id', 'issue_event.person_id')
    .where('issue_event.issue_id', '=', data.id)
    .select(personName('person').as('name'))
    .orderBy('issue_event.id', 'desc')
    .executeTakeFirst();
  const read = await readable(tx, Object.keys(statements).map(Number));
  return conflict({
    fields: Object.keys(theirs)
      .filter(
        (name) => name in mine && !Array.isArray(theirs[name]) && (mine[name] ?? '') !== (theirs[name] ?? ''),
      )
      .map((name) => ({
        name,
        label: read.label(name),
        mine: read.value(name, mine[name]),
        theirs: read.value(name, theirs[name]),
      })),
    who: last?.name ?? issue.raised_by_name,
    when: formatDateTime(issue.updated_at, tx.actor.municipality.time_zone),
    version: issue.version,
  });
}

/** How the fields of the edit form are named and their values read, for the panel with both texts. */
async function readable(tx: WriteTx, facility_ids: readonly number[]) {
  const names = new Map<string, string>();
  for (const theme of await themes(tx)) names.set(`theme_code:${theme.code}`, theme.name);
  for (const person of await holders(tx)) names.set(`owner_id:${person.id}`, person.name);
  for (const forum of await forums(tx)) names.set(`plan:${forum.id}`, forum.name);
  const named = await tx.db
    .selectFrom('facility')
    .where('id', 'in', [0, ...facility_ids])
    .select(['id', 'name'])
    .execute();
  for (const facility of named) names.set(`statement:${facility.id}`, facility.name);
  const kind = (name: string) => /^(plan|statement)_/.exec(name)?.[1] ?? name;
  return {
    label(name: string): string {
      const statement = /^statement_(\d+)$/.exec(name)?.[1];
      if (statement !== undefined) return words.statementOf(names.get(`statement:${statement}`) ?? '');
      return words.fields[name as keyof typeof words.fields] ?? name;
    },
    value(name: string, value: unknown): string {
      if (typeof value === 'number') {
        return name === 'weight' ? words.weight(value) : (names.get(`${kind(name)}:${value}`) ?? `${value}`);
      }
      if (typeof value !== 'string') return '';
      return name === 'next_review_on' ? formatDate(value) : (names.get(`${kind(name)}:${value}`) ?? value);
    },
  };
}

async function changeFacilities(tx: WriteTx, data: IssueEdit, raised_on: string): Promise<void> {
  const now = await tx.db
    .selectFrom('issue_facility')
    .where('issue_id', '=', data.id)
    .select(['facility_id', 'statement', 'answer', 'publication_id'])
    .execute();
  const gone = without(data.was_facility_ids, data.facility_ids);
  for (const row of now) {
    const statement = data.statements[row.facility_id];
    if (gone.includes(row.facility_id) && row.answer === null && row.publication_id === null) {
      await tx.db
        .deleteFrom('issue_facility')
        .where('issue_id', '=', data.id)
        .where('facility_id', '=', row.facility_id)
        .execute();
    } else if (statement !== undefined && statement !== row.statement && row.publication_id === null) {
      await tx.db
        .updateTable('issue_facility')
        .set({ statement })
        .where('issue_id', '=', data.id)
        .where('facility_id', '=', row.facility_id)
        .execute();
    }
  }
  const added = without(
    data.facility_ids,
    now.map((row) => row.facility_id),
  ).filter((id) => !data.was_facility_ids.includes(id));
  if (added.length === 0) return;
  await tx.db
    .insertInto('issue_facility')
    .values(
      added.map((facility_id) => ({
        issue_id: data.id,
        facility_id,
        theme_code: data.theme_code,
        raised_on,
        statement: data.statements[facility_id] ?? '',
      })),
    )
    .execute();
}
