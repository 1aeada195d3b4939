import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/**
 * Practices for each reader: a draft of facility 0 asked about, one of facility 1 not asked, one studied elsewhere, published in
 * the network and for anybody; with everything that hangs on them.
 */
export async function fillKnowledge(world: World, row: Row): Promise<void> {
  const { person, facility } = world;
  const [f0, f1] = [facility[0]!, facility[1]!];
  const practice = (values: Record<string, unknown>) =>
    row('practice', {
      source_code: 'told',
      inside: true,
      theme_code: 'practice',
      title: '合図をそろえる',
      created_by: person.coordinator,
      created_at: at,
      updated_by: person.coordinator,
      updated_at: at,
      ...values,
    });
  const out = { published_at: at };
  for (const [place, asked_ids, values] of [
    [f0, [f0], { title: 'たずねている実践', updated_by: person.secretariat }],
    [f1, [], { title: 'まだたずねていない実践' }],
    [f1, [f1], { title: '隣の園にたずねている実践' }],
    [null, [], { source_code: 'municipality', inside: false, place: 'よその市', title: '調べた取組' }],
    [f1, [], { ...out, audience: 'network', title: '市内に公開した実践', named_ids: [f1] }],
    [f0, [], { ...out, audience: 'public', zone: 'public', title: 'だれでも読める実践' }],
  ] as readonly [number | null, number[], Record<string, unknown>][]) {
    const practice_id = await practice({ ...values, asked_ids });
    const audience = values.audience ?? 'work';
    for (const shown of [true, false])
      await row('practice_document', {
        practice_id,
        asked_ids,
        audience,
        name: '資料.pdf',
        media_type: 'application/pdf',
        size: 4,
        sha256: `${practice_id} ${shown}`,
        bytes: Buffer.from('%PDF'),
        shown,
        attached_by: person.coordinator,
        attached_at: at,
      });
    if (place !== null) {
      await row('practice_origin', {
        practice_id,
        facility_ids: [place],
        ...(asked_ids.length > 0 ? { asked_at: at } : {}),
      });
      await row('practice_consent', {
        practice_id,
        facility_id: place,
        answer: 'yes',
        wording: 1,
        given_on: '2026-06-01',
        way: 'here',
        recorded_by: place === f0 ? person.facility_head : person.other_head,
        recorded_at: at,
      });
      await row('practice_consent', {
        practice_id,
        facility_id: place,
        answer: 'yes',
        wording: 1,
        given_on: '2026-06-01',
        way: 'paper',
        recorded_by: person.coordinator,
        recorded_at: at,
      });
      // Its newest word against what is shown: so who answers for it, and nobody else there, could stop it.
      if (audience !== 'work')
        await row('practice_consent', {
          practice_id,
          facility_id: place,
          answer: 'withdrawn',
          wording: 1,
          given_on: '2026-06-02',
          way: 'here',
          recorded_by: place === f0 ? person.facility_head : person.other_head,
          recorded_at: at,
        });
      continue;
    }
    // the last of each has lost the duty since
    for (const heard_by of [person.coordinator, person.secretariat, person.observer])
      await row('practice_hearing', {
        practice_id,
        held_on: '2026-05-20',
        way: 'visit',
        body: '聞いたこと',
        heard_by,
        written_at: at,
      });
    for (const scored_by of [person.coordinator, person.council_member, person.observer])
      await row('practice_score', {
        practice_id,
        criterion_id: 1,
        scored_by,
        level: 2,
        scored_on: '2026-06-01',
      });
    await row('practice_conclusion', {
      practice_id,
      verdict: 'adapt',
      body: '小さく試す',
      concluded_on: '2026-06-01',
      written_by: person.secretariat,
      written_at: at,
    });
    await row('practice_figure', {
      practice_id,
      measure: 'leave_rate',
      fiscal_year: 2025,
      value: 8.5,
      told_by: '聞き取り',
      entered_by: person.coordinator,
      entered_at: at,
    });
  }
  const tried = await practice({ ...out, audience: 'network', title: 'やってみた実践' });
  for (const [facility_id, answered_by] of [
    [f0, person.facility_head],
    [f1, person.other_head],
  ])
    await row('practice_trial', {
      practice_id: tried,
      facility_id,
      tried_on: '2026-06-01',
      changed: '合図を3つにした',
      happened: '待つ時間が短くなった',
      again: 'yes',
      answered_by,
      answered_at: at,
    });
  await row('workforce_figure', {
    fiscal_year: 2025,
    facility_kind: '認可保育所',
    facilities: 10,
    staff: 200,
    left_year: 20,
    told_by: '市の調査',
    entered_by: person.coordinator,
    entered_at: at,
  });
}
