import type pg from 'pg';

// The test municipality as every test finds it: filled once for the template that the worlds are copies of.

export const schema = 'm999997';

/** Everybody in the test municipality, by what they are. All invented. */
export const everybody = {
  coordinator: { role: 'coordinator', name: ['巡', '一子'], team: 'visit', at: 'center' },
  coordinator2: { role: 'coordinator', name: ['巡', '二郎'], team: 'visit', at: 'center' },
  secretariat: { role: 'secretariat', name: ['事', '務子'], at: 'city' },
  council_member: { role: 'council_member', name: ['会', '議子'], at: 'university' },
  facility_head: { role: 'facility_head', name: ['園', '長子'], at: 'operator', facility: 0 },
  facility_staff: { role: 'facility_staff', name: ['職', '員子'], at: 'operator', facility: 0 },
  other_head: { role: 'facility_head', name: ['別', '園長'], at: 'other_operator', facility: 1 },
  observer: { role: 'observer', name: ['閲', '覧子'], at: 'city' },
  administrator: { role: 'administrator', name: ['管', '理子'], at: 'city' },
  auditor: { role: 'auditor', name: ['監', '査子'], at: 'city' },
  lead_coordinator: { role: 'lead_coordinator', name: ['統', '括子'], at: 'city' },
  consultation_worker: { role: 'consultation_worker', name: ['相', '談子'], team: 'east', at: 'city' },
  supervisor: { role: 'supervisor', name: ['助', '言子'], team: 'east', at: 'city' },
  former: { role: 'coordinator', name: ['前', '任子'], at: 'center', ended: true },
  nurse: { role: 'public_health_nurse', name: ['保', '健子'], team: 'east', at: 'city' },
  west_worker: { role: 'consultation_worker', name: ['西', '相子'], team: 'west', at: 'city' },
  west_supervisor: { role: 'supervisor', name: ['西', '助子'], team: 'west', at: 'city' },
  council_office: { role: 'council_office', name: ['調', '整子'], team: 'east', at: 'city' },
  link_coordinator: { role: 'link_coordinator', name: ['繋', '役子'], at: 'center' },
  partner: { role: 'partner', name: ['校', '教子'], at: 'university' },
  legal_desk: { role: 'legal_desk', name: ['法', '務子'], at: 'city' },
} as const satisfies Record<
  string,
  {
    role: string;
    name: [string, string];
    at: string;
    team?: 'visit' | 'east' | 'west';
    facility?: number;
    ended?: boolean;
  }
>;

export type Who = keyof typeof everybody;

type Owner = <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;

/** Runs statements on this connection, in the municipality's schema. */
export function seeding(client: pg.Client): Owner {
  return async <T extends object>(text: string, values: unknown[] = []) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    return (await client.query(text, values)).rows as T[];
  };
}

/** Fills an empty municipality 999997; answers the numbers of what it made. */
export async function seed(owner: Owner) {
  const now = '2024-04-01T00:00:00+09:00';
  const organisation = {} as Record<'city' | 'center' | 'university' | 'operator' | 'other_operator', number>;
  for (const [key, name, kind] of [
    ['city', '試験市こども部', 'department'],
    ['center', '試験市保育センター', 'department'],
    ['university', '試験市立大学', 'university'],
    ['operator', '社会福祉法人こもれび会', 'operator'],
    ['other_operator', '学校法人あおぞら学園', 'operator'],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      'insert into organisation (name, kind, created_at, updated_at) values ($1, $2, $3, $3) returning id',
      [name, kind, now],
    );
    organisation[key] = Number(row!.id);
  }
  await owner(
    `insert into area_system (code, name, position) values ('district', '担当地区', 10), ('school', '中学校区', 20)`,
  );
  const town: number[] = [];
  for (const name of ['一条通一丁目', '一条通二丁目', '神楽岡一条', '神楽岡二条']) {
    const [row] = await owner<{ id: number }>('insert into town (name) values ($1) returning id', [name]);
    town.push(Number(row!.id));
  }
  const area: number[] = [];
  for (const [name, towns] of [
    ['中央地区', [0, 1]],
    ['神楽地区', [2, 3]],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      `insert into area (area_system_code, name) values ('district', $1) returning id`,
      [name],
    );
    area.push(Number(row!.id));
    for (const index of towns) {
      await owner(`insert into area_town (area_id, area_system_code, town_id) values ($1, 'district', $2)`, [
        row!.id,
        town[index],
      ]);
    }
  }
  const facility: number[] = [];
  for (const [index, [name, kana, kind]] of (
    [
      ['こもれび保育園', 'コモレビホイクエン', '認可私立保育所'],
      ['あおぞら幼稚園', 'アオゾラヨウチエン', '私立幼稚園'],
      ['しらかば保育園', 'シラカバホイクエン', '認可私立保育所'],
      ['ポプラこども園', 'ポプラコドモエン', '認定こども園（幼保連携型）'],
      ['ゆきんこ保育室', 'ユキンコホイクシツ', '小規模保育施設'],
      ['なかよしひろば', 'ナカヨシヒロバ', '子育て支援センター'],
    ] as const
  ).entries()) {
    const [row] = await owner<{ id: number }>(
      `insert into facility (organisation_id, name, name_kana, kind, town_id, address, capacity, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 90, $7, $7) returning id`,
      [
        index % 2 === 0 ? organisation.operator : organisation.other_operator,
        name,
        kana,
        kind,
        town[index % 4],
        `試験県試験市${['一条通一丁目', '一条通二丁目', '神楽岡一条', '神楽岡二条'][index % 4]}1-${index + 1}`,
        now,
      ],
    );
    facility.push(Number(row!.id));
  }
  const [teamRow] = await owner<{ id: number }>(
    `insert into team (organisation_id, name, kind) values ($1, '巡回チーム', 'visit') returning id`,
    [organisation.center],
  );
  const team = Number(teamRow!.id);
  const case_team = {} as Record<'east' | 'west', number>;
  for (const [key, name] of [
    ['east', '東部地区担当'],
    ['west', '西部地区担当'],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      `insert into team (organisation_id, name, kind) values ($1, $2, 'district') returning id`,
      [organisation.city, name],
    );
    case_team[key] = Number(row!.id);
  }
  const person = {} as Record<Who, number>;
  for (const [key, who] of Object.entries(everybody) as [Who, (typeof everybody)[Who]][]) {
    const [row] = await owner<{ id: number }>(
      `insert into person (family_name, given_name, family_kana, given_kana, invented, created_at, updated_at)
       values ($1, $2, 'テスト', 'テスト', true, $3, $3) returning id`,
      [who.name[0], who.name[1], now],
    );
    person[key] = Number(row!.id);
    await owner('insert into person_contact (person_id, email, updated_at) values ($1, $2, $3)', [
      row!.id,
      `${key}@example.invalid`,
      now,
    ]);
    await owner(
      `insert into appointment (person_id, role_code, organisation_id, facility_id, team_id, starts_on, ends_on, created_at)
       values ($1, $2, $3, $4, $5, '2024-04-01', $6, $7)`,
      [
        row!.id,
        who.role,
        organisation[who.at],
        'facility' in who ? facility[who.facility] : null,
        'team' in who ? { visit: team, ...case_team }[who.team] : null,
        'ended' in who ? '2026-03-31' : null,
        now,
      ],
    );
  }
  return { organisation, facility, team, case_team, person, area, town };
}

export type Seeded = Awaited<ReturnType<typeof seed>>;
