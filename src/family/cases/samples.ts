import { sql } from 'kysely';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { beginCase } from './commands.ts';
import type { NewCase } from './forms.ts';

export interface SampleMember {
  relation: 'child' | 'mother' | 'father' | 'expectant' | 'grandparent' | 'sibling';
  given_name: string;
  given_kana: string;
  born_on?: string | null;
  due_on?: string | null;
  /** where it goes this year */
  place?: string;
  /** the fiscal year of it; the running one unless said */
  place_year?: number;
}

/** An invented household of the actor's first team, written as the households' form would write it; answers its id. */
export async function sampleHousehold(
  tx: WriteTx,
  more: {
    team_id?: number;
    family_name?: string;
    family_kana?: string;
    members?: readonly SampleMember[];
    address?: string;
    phone?: string;
    care?: string;
    languages?: string[];
    protected?: boolean;
  } = {},
): Promise<number> {
  const team_id = more.team_id ?? tx.session.case_teams[0]!;
  const family_name = more.family_name ?? '仮野';
  const family_kana = more.family_kana ?? 'カリノ';
  const hidden = more.protected === true;
  const { id } = await tx.db
    .insertInto('household')
    .values({
      team_id,
      team_ids: [team_id],
      protected: hidden,
      protected_since: hidden ? tx.today : null,
      languages: more.languages ?? [],
      care: more.care ?? '',
      invented: true,
      created_by: tx.actor.person_id!,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const below = { household_id: id, team_id, team_ids: [team_id], protected: hidden };
  const members: readonly SampleMember[] = more.members ?? [
    { relation: 'mother', given_name: '花子', given_kana: 'ハナコ', born_on: '1996-06-01' },
    { relation: 'child', given_name: '一', given_kana: 'ハジメ', born_on: '2024-12-12' },
  ];
  const made = await tx.db
    .insertInto('household_member')
    .values(
      members.map((member, at) => ({
        ...below,
        position: at + 1,
        relation: member.relation,
        family_name,
        given_name: member.given_name,
        family_kana,
        given_kana: member.given_kana,
        kana_folded: foldForSearch(family_kana + member.given_kana),
        born_on: member.born_on ?? null,
        due_on: member.due_on ?? null,
        created_at: tx.now,
        updated_at: tx.now,
      })),
    )
    .returning('id')
    .execute();
  const placed = members.flatMap((member, at) =>
    member.place === undefined
      ? []
      : [
          {
            ...below,
            member_id: made[at]!.id,
            fiscal_year: member.place_year ?? tx.fiscal_year,
            place_name: member.place,
            created_at: tx.now,
          },
        ],
  );
  if (placed.length > 0) await tx.db.insertInto('household_member_place').values(placed).execute();
  const address = more.address ?? '試験市神楽岡一条1-1';
  await tx.db
    .insertInto('household_address')
    .values({
      ...below,
      address,
      address_folded: foldForSearch(address),
      starts_on: '2024-04-01',
      created_at: tx.now,
    })
    .execute();
  if (more.phone !== undefined)
    await tx.db
      .insertInto('household_contact')
      .values({ ...below, kind: 'mobile', value: more.phone, created_at: tx.now })
      .execute();
  return id;
}

/** A case of a new invented household, worked on by the actor unless said otherwise; answers its id. */
export async function sampleCase(
  tx: WriteTx,
  more: Partial<NewCase> & { household?: Parameters<typeof sampleHousehold>[1] } = {},
): Promise<number> {
  const { household, ...data } = more;
  const team_id = data.team_id ?? tx.session.case_teams[0]!;
  const household_id = data.household_id ?? (await sampleHousehold(tx, { team_id, ...household }));
  const { rows } = await sql<{ id: number }>`
    select id from household_member where household_id = ${household_id} and relation in ('child', 'expectant')
    order by position`.execute(tx.db);
  return beginCase(tx, {
    consultation_id: null,
    household_id,
    team_id,
    worker_id: tx.actor.person_id!,
    category: 'support',
    headline: '育児の負担が大きい',
    member_ids: rows.map((row) => row.id),
    next_contact_on: null,
    next_contact_way: null,
    no_next_contact_reason: '本人からの連絡を待つ',
    ...data,
  });
}
