// A family and its case as a worker begins them, and what was heard of it since.
import { addNote, changeCase } from '../family/cases/commands.ts';
import { caseById, membersOf } from '../family/cases/queries.ts';
import { sampleCase, type SampleMember } from '../family/cases/samples.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { address, noDayYet } from './words-families.ja.ts';

export interface Family {
  household_id: number;
  case_id: number;
}

export async function beginFamily(
  { as }: Pick<Loaded, 'as'>,
  one: {
    worker_id: number;
    team_id: number;
    category: 'protection' | 'support' | 'expectant' | 'general' | 'development';
    stage: 'assessing' | 'planning' | 'supporting' | 'watching' | 'closing';
    headline: string;
    family: readonly [string, string];
    members: readonly SampleMember[];
    care: string;
    /** tells their addresses apart */
    nth: number;
    opened: string;
    note: string;
    /** day and words of the newest contact; null where nobody was reached since the first */
    later: readonly [string, string] | null;
    next: string;
  },
): Promise<Family> {
  const contact = (on: string, body: string, next: string | null) => ({
    contacted_on: on,
    contacted_time: '10:30',
    way: 'visit' as const,
    with_whom: '',
    not_reached: false,
    body,
    next_contact_on: next,
    next_contact_way: next === null ? null : ('visit' as const),
    no_next_contact_reason: next === null ? noDayYet : '',
  });
  const made = await as(one.worker_id, instantOf(one.opened, '14:00'), async (tx) => {
    const case_id = await sampleCase(tx, {
      team_id: one.team_id,
      category: one.category,
      headline: one.headline,
      household: {
        team_id: one.team_id,
        family_name: one.family[0],
        family_kana: one.family[1],
        members: one.members,
        address: address(one.nth),
        care: one.care,
        languages: ['ja'],
      },
    });
    const found = (await caseById(tx, case_id))!;
    const members = await membersOf(tx, found);
    await changeCase(tx, case_id, {
      category: one.category,
      stage: one.stage,
      headline: one.headline,
      member_ids: members.filter((member) => member.about).map((member) => member.id),
      next_contact_on: null,
      next_contact_way: null,
      no_next_contact_reason: noDayYet,
      _version: found.version,
    });
    await addNote(tx, case_id, contact(one.opened, one.note, one.later === null ? one.next : null));
    return { household_id: found.household_id, case_id };
  });
  if (one.later !== null) {
    const [on, body] = one.later;
    await as(one.worker_id, instantOf(on, '15:00'), (tx) =>
      addNote(tx, made.case_id, contact(on, body, one.next)),
    );
  }
  return made;
}
