import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/**
 * Two initiatives, one that a head holds and one of the coordinator proposed to another, with bodies, a sitting, what was said
 * and what came of it; what facilities lend; results of a survey and guidelines, published and not.
 */
export async function fillInitiatives(
  world: World,
  row: Row,
  { forum_id, issue_id }: { forum_id: number; issue_id: number },
  someone: (name: string) => number,
): Promise<void> {
  const { person, organisation, facility, area } = world;
  const [f0, f1] = facility as [number, number];
  const own = { organisation_id: organisation.operator, facility_id: f0 };
  const other = { organisation_id: organisation.other_operator, facility_id: f1 };
  const body = { organisation_id: organisation.university, facility_id: null };
  const stage_id = await row('partnership_stage', {
    area_id: area[0],
    step: 3,
    agreed_on: '2026-06-21',
    reason: '取組が続いている',
    recorded_by: person.secretariat,
    recorded_at: at,
  });
  const meeting_id = await row('meeting', {
    forum_id,
    number: 9,
    title: '子育てミーティング',
    held_on: '2026-06-20',
    created_at: at,
  });
  for (const [owner_id, lead, proposed] of [
    [person.facility_head, own, null],
    [person.coordinator, body, person.other_head],
  ] as const) {
    const initiative_id = await row('initiative', {
      title: '雪の日のひろば',
      area_id: area[0],
      lead_organisation_id: lead.organisation_id,
      lead_facility_id: lead.facility_id,
      owner_id,
      proposed_owner_id: proposed,
      proposed_at: proposed === null ? null : at,
      starts_on: '2026-06-01',
      started_on: '2026-06-01',
      created_by: owner_id,
      created_at: at,
      updated_by: owner_id,
      updated_at: at,
    });
    const of = { initiative_id, owner_id };
    for (const [one, who] of [
      [own, person.facility_head],
      [other, person.other_head],
      [body, person.council_member],
    ] as const) {
      const partner_id = await row('initiative_partner', {
        ...of,
        ...one,
        part: '見守る',
        asked_by: owner_id,
        asked_at: at,
      });
      await row('initiative_answer', {
        partner_id,
        ...one,
        part_version: 1,
        yes: true,
        answered_by: who,
        answered_at: at,
      });
    }
    const session_id = await row('initiative_session', {
      ...of,
      kind: 'activity',
      title: '第1回',
      held_on: '2026-06-10',
      starts_at: '10:00',
      ends_at: '11:30',
      place: '遊戯室',
      held_at: at,
      created_by: owner_id,
      created_at: at,
      updated_by: owner_id,
    });
    for (const [one, who] of [
      [own, person.facility_head],
      [body, person.council_member],
    ] as const)
      await row('initiative_reflection', {
        initiative_id,
        session_id,
        ...one,
        for_families: 'yes',
        written_by: who,
        written_at: at,
      });
    await row('initiative_outcome', {
      ...of,
      body: '来る親子が増えた',
      measured_on: '2026-06-20',
      written_by: owner_id,
      written_at: at,
    });
    await row('initiative_event', {
      ...of,
      kind: 'started',
      happened_on: '2026-06-01',
      written_by: owner_id,
      written_at: at,
    });
    const action_item_id = await row('action_item', {
      what: 'そりを集める',
      owner_organisation_id: organisation.other_operator,
      owner_facility_id: f1,
      due_on: '2026-12-10',
      first_due_on: '2026-12-10',
      published: true,
      created_at: at,
      created_by: person.secretariat,
    });
    await row('initiative_action', { action_item_id, ...of });
    await row('initiative_stage', { ...of, stage_id });
  }
  for (const [lender, to, who] of [
    [own, other, person.facility_head],
    [body, own, person.council_member],
  ] as const) {
    const lendable_id = await row('lendable', {
      ...lender,
      kind: 'room',
      name: '遊戯室',
      offered_on: '2026-06-01',
      written_by: who,
      written_at: at,
    });
    const loan_id = await row('loan', {
      lendable_id,
      kind: 'room',
      ...lender,
      to_organisation_id: to.organisation_id,
      to_facility_id: to.facility_id,
      purpose: 'ひろば',
      starts_at: '2026-12-05T10:00:00+09:00',
      ends_at: '2026-12-05T12:00:00+09:00',
      asked_at: at,
    });
    for (const answered of [{ lent_at: at }, { declined_at: at }])
      await row('loan', {
        lendable_id,
        kind: 'room',
        ...lender,
        to_organisation_id: to.organisation_id,
        to_facility_id: to.facility_id,
        purpose: '答えのあったもの',
        starts_at: '2026-12-06T10:00:00+09:00',
        ends_at: '2026-12-06T12:00:00+09:00',
        asked_at: at,
        ...answered,
      });
    await row('loan_event', {
      loan_id,
      organisation_id: lender.organisation_id,
      holder_facility_id: lender.facility_id ?? 0,
      to_organisation_id: to.organisation_id,
      to_holder_facility_id: to.facility_id ?? 0,
      kind: 'asked',
      written_by: who,
      written_at: at,
    });
  }
  const manager = someone('only_initiative_manage');
  // Led by a body its holder does not answer for; begun by one and written by another.
  const loose = { starts_on: '2026-06-01', created_at: at, updated_at: at };
  await row('initiative', {
    ...loose,
    title: '別の園の取組',
    // Asked while they still belonged to the network.
    proposed_owner_id: person.former,
    proposed_at: at,
    lead_organisation_id: other.organisation_id,
    lead_facility_id: f1,
    owner_id: person.facility_head,
    created_by: person.facility_head,
    updated_by: person.facility_head,
  });
  const mended = await row('initiative', {
    ...loose,
    title: '書き直した取組',
    lead_organisation_id: body.organisation_id,
    owner_id: person.coordinator,
    // Asked and said no: the event below is the one that only they may tell.
    proposed_owner_id: person.other_head,
    proposed_at: at,
    declined_at: at,
    created_by: person.coordinator,
    updated_by: manager,
  });
  await row('initiative_session', {
    initiative_id: mended,
    owner_id: person.coordinator,
    kind: 'activity',
    title: '第2回',
    held_on: '2026-07-10',
    starts_at: '10:00',
    ends_at: '11:30',
    place: '遊戯室',
    created_by: person.coordinator,
    created_at: at,
    updated_by: manager,
  });
  await row('initiative_event', {
    initiative_id: mended,
    owner_id: person.coordinator,
    kind: 'handover_declined',
    happened_on: '2026-06-01',
    written_by: person.other_head,
    written_at: at,
  });
  await row('initiative_reminder', { kind: 'look_back', subject_id: 1, due_on: '2026-06-01' });
  const by = {
    created_by: person.secretariat,
    created_at: at,
    updated_by: person.secretariat,
    updated_at: at,
  };
  // begun by one, written by another
  const handed = { ...by, updated_by: manager };
  await row('survey_summary', {
    title: '引き継いだ調査',
    source: '市こども部',
    surveyed_on: '2026-05-01',
    ...handed,
  });
  await row('guideline', {
    title: '引き継いだ案',
    starts_on: '2026-04-01',
    ends_on: '2031-03-31',
    ...handed,
  });
  for (const out of [true, false]) {
    const summary_id = await row('survey_summary', {
      title: out ? '公開した調査' : '準備中の調査',
      source: '市こども部',
      surveyed_on: '2026-05-01',
      published_at: out ? at : null,
      ...by,
    });
    const of = { summary_id, published: out };
    await row('survey_figure', { ...of, question: '知っていますか', answer: 'はい', value: 61, unit: '人' });
    await row('survey_figure', {
      ...of,
      question: '知っていますか',
      answer: 'いいえ',
      value: 3,
      unit: '人',
      shown: false,
    });
    await row('survey_meeting', { ...of, meeting_id });
    await row('survey_saying', {
      ...of,
      said_by: 'guardian',
      body: '行く所がない',
      written_by: person.secretariat,
      written_at: at,
    });
    await row('survey_saying', {
      ...of,
      said_by: 'guardian',
      body: '課題になった声',
      issue_id,
      written_by: person.secretariat,
      written_at: at,
    });
    const guideline_id = await row('guideline', {
      title: out ? '決まった指針' : '案の指針',
      starts_on: '2026-04-01',
      ends_on: '2031-03-31',
      adopted_on: out ? '2026-03-25' : null,
      ...by,
    });
    await row('guideline_chapter', { guideline_id, adopted: out, position: 1, title: 'ねらい' });
    for (const [owner, key] of [
      [own, f0],
      [body, 0],
    ] as const) {
      const target_id = await row('guideline_target', {
        guideline_id,
        adopted: out,
        position: 1,
        title: '知っている家庭を増やす',
        indicator: '割合',
        unit: '％',
        base_value: 52,
        base_on: '2026-04-01',
        target_value: 70,
        owner_organisation_id: owner.organisation_id,
        owner_facility_id: owner.facility_id,
      });
      if (out)
        await row('guideline_fact', {
          target_id,
          guideline_id,
          owner_organisation_id: owner.organisation_id,
          owner_facility_key: key,
          happened_on: '2026-06-20',
          value: 55,
          body: '増えた',
          written_by: person.secretariat,
          written_at: at,
        });
    }
  }
}
