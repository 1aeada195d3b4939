import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { dateText, factWords as say, relationName } from './words-facts.ja.ts';

export interface Fact {
  /** '<table>:<id>': what a tick stands for */
  source: string;
  kind: 'case' | 'member' | 'care' | 'note' | 'task' | 'consultation';
  title: string;
  body: string;
}

type Source = (tx: ReadTx, case_id: number) => Promise<Fact[]>;

const theCase: Source = async (tx, case_id) => {
  const row = await tx.db
    .selectFrom('support_case')
    .innerJoin('household', 'household.id', 'support_case.household_id')
    .where('support_case.id', '=', case_id)
    .select([
      'support_case.id',
      'support_case.headline',
      'support_case.opened_on',
      'support_case.last_contact_on',
      'support_case.next_contact_on',
      'household.id as household_id',
      'household.care',
      'household.languages',
    ])
    .executeTakeFirst();
  if (!row) return [];
  const facts: Fact[] = [
    {
      source: `support_case:${row.id}`,
      kind: 'case',
      title: say.headline,
      body: say.caseBody(row.headline, row.opened_on, row.last_contact_on, row.next_contact_on),
    },
  ];
  const care = [row.care, row.languages.length > 0 ? say.languages(row.languages) : ''].filter(
    (part) => part !== '',
  );
  if (care.length > 0)
    facts.push({
      source: `household:${row.household_id}`,
      kind: 'care',
      title: say.care,
      body: care.join('\n'),
    });
  return facts;
};

const members: Source = async (tx, case_id) => {
  const rows = await tx.db
    .selectFrom('household_member as member')
    .where('member.household_id', 'in', (from) =>
      from.selectFrom('support_case').where('id', '=', case_id).select('household_id'),
    )
    .where('member.left_on', 'is', null)
    .select([
      'member.id',
      'member.relation',
      'member.family_name',
      'member.given_name',
      'member.known_as',
      'member.born_on',
      'member.due_on',
      'member.lives_apart',
      sql<boolean>`exists (select from case_member where case_member.case_id = ${case_id} and case_member.member_id = member.id)`.as(
        'about',
      ),
    ])
    .orderBy('member.position')
    .orderBy('member.id')
    .execute();
  return rows.map((row) => ({
    source: `household_member:${row.id}`,
    kind: 'member',
    title: say.member(relationName[row.relation] ?? row.relation, row.about),
    body: say.memberBody(row),
  }));
};

const notes: Source = async (tx, case_id) => {
  const rows = await tx.db
    .selectFrom('contact_note')
    .where('case_id', '=', case_id)
    .where(
      sql<boolean>`not exists (select from contact_note as later where later.case_id = contact_note.case_id
        and later.supersedes_id = contact_note.id)`,
    )
    .select(['id', 'contacted_at', 'way', 'with_whom', 'reached', 'body'])
    .orderBy('contacted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(30)
    .execute();
  return rows.map((row) => ({
    source: `contact_note:${row.id}`,
    kind: 'note',
    title: say.note(row, tx.actor.municipality.time_zone),
    body: row.body,
  }));
};

const tasks: Source = async (tx, case_id) => {
  const rows = await tx.db
    .selectFrom('case_task')
    .where('case_id', '=', case_id)
    .where('done_at', 'is', null)
    .select(['id', 'title', 'due_on'])
    .orderBy('due_on')
    .orderBy('id')
    .limit(30)
    .execute();
  return rows.map((row) => ({
    source: `case_task:${row.id}`,
    kind: 'task',
    title: say.task(dateText(row.due_on)),
    body: row.title,
  }));
};

/** What the family or the notifier said; who told is never laid before anybody. */
const consultations: Source = async (tx, case_id) => {
  const rows = await tx.db
    .selectFrom('consultation')
    .innerJoin('consultation_kind', 'consultation_kind.code', 'consultation.kind_code')
    .where('consultation.case_id', '=', case_id)
    .select([
      'consultation.id',
      'consultation.received_at',
      'consultation_kind.name as kind',
      'consultation.words_said',
      'consultation.done_text',
    ])
    .orderBy('consultation.received_at', 'desc')
    .orderBy('consultation.id', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    source: `consultation:${row.id}`,
    kind: 'consultation',
    title: say.consultation(row.received_at, row.kind, tx.actor.municipality.time_zone),
    body: [row.words_said, row.done_text].filter((part) => part !== '').join('\n'),
  }));
};

/** What can be chosen: plans and assessments join this list. */
const sources: readonly Source[] = [theCase, members, consultations, notes, tasks];

/** Everything of a case that may be laid before a conference, each with the key it is chosen by. */
export async function choosableFacts(tx: ReadTx, case_id: number): Promise<Fact[]> {
  const found: Fact[] = [];
  for (const source of sources) found.push(...(await source(tx, case_id)));
  return found;
}
