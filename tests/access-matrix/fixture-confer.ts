import type { World } from '../world.ts';
import { at, type Appoint, type Row } from './fixture.ts';

/** Guests of a conference: now, no more, not yet, and shut out. */
export async function conferenceVisitors(appoint: Appoint): Promise<void> {
  for (const name of ['conference_guest', 'guest_over', 'guest_ahead', 'guest_ended', 'guest_unpromised'])
    await appoint(name, 'only_network');
}

/** A conference, a package, weights and words of each team; cases: [east, east and protected, west]. */
export async function fillConferences(
  world: World,
  row: Row,
  someone: (name: string) => number,
  cases: readonly number[],
): Promise<void> {
  const { person, case_team } = world;
  for (const [n, case_id] of [
    [0, cases[0]!],
    [1, cases[2]!],
  ] as const) {
    const team_id = n === 0 ? case_team.east : case_team.west;
    const worker = n === 0 ? person.consultation_worker : person.west_worker;
    const supervisor = n === 0 ? person.supervisor : person.west_supervisor;
    const other = n === 0 ? person.nurse : person.west_supervisor;
    const id = await row('conference', {
      team_id,
      kind: 'case',
      case_id,
      purpose: '登校の支え方を決める',
      held_on: '2026-11-25',
      place: '第2会議室',
      chair_id: supervisor,
      opened_at: at,
      created_by: worker,
      created_at: at,
      updated_at: at,
    });
    const internal = await row('conference', {
      team_id,
      kind: 'internal',
      purpose: '方針を確かめる',
      held_on: '2026-11-25',
      place: '第2会議室',
      chair_id: supervisor,
      created_by: worker,
      created_at: at,
      updated_at: at,
    });
    const of = { conference_id: id, team_id };
    await row('conference_case', { conference_id: internal, case_id, team_id, position: 1 });
    await row('conference_fact', {
      ...of,
      position: 1,
      kind: 'free',
      title: '学校での様子',
      body: '遅刻が続いている',
      chosen_by: worker,
      chosen_at: at,
    });
    let share_id: number | null = null;
    if (n === 0) {
      for (const [name, dates] of [
        ['conference_guest', {}],
        ['guest_unpromised', { promised_at: null }],
        // invited, and without an appointment since
        ['former', {}],
        ['guest_over', { starts_at: '2026-10-01', ends_at: '2026-11-01' }],
        ['guest_ahead', { starts_at: '2026-12-01', ends_at: '2026-12-31' }],
        ['guest_ended', { ended_at: '2026-11-20T09:00:00+09:00' }],
      ] as const) {
        const share = await row('case_share', {
          person_id: name === 'former' ? person.former : someone(name),
          kind: 'conference',
          subject_id: id,
          conference_id: id,
          team_id,
          reason: '学校での様子を知るため',
          starts_at: '2026-11-01T09:00:00+09:00',
          ends_at: '2026-12-20T00:00:00+09:00',
          promised_at: at,
          created_by: worker,
          created_at: at,
          ...dates,
        });
        share_id ??= share;
      }
    }
    await row('conference_person', {
      ...of,
      person_id: n === 0 ? someone('conference_guest') : worker,
      part: n === 0 ? 'guest' : 'recorder',
      share_id,
      view: '保健室で話すことが増えた',
      view_by: n === 0 ? someone('conference_guest') : worker,
      view_at: at,
      added_by: worker,
      added_at: at,
    });
    if (n === 0)
      await row('conference_person', {
        ...of,
        person_id: someone('guest_over'),
        part: 'guest',
        view: '',
        added_by: worker,
        added_at: at,
      });
    await row('conference_draft', {
      ...of,
      person_id: worker,
      minutes: '書きかけ',
      base_version: 1,
      saved_at: at,
    });
    // of somebody who is of the other team now
    await row('conference_draft', {
      ...of,
      person_id: n === 0 ? person.west_worker : person.consultation_worker,
      minutes: '前のチームの人の書きかけ',
      base_version: 1,
      saved_at: at,
    });
    await row('conference_item', { ...of, position: 1, title: '状況の確認' });
    await row('conference_decision', { ...of, body: '朝の電話を週2回', decided_at: at, written_by: worker });
    await row('conference_role', {
      ...of,
      person_id: worker,
      what: '家庭訪問',
      due_on: '2026-12-01',
      given_by: worker,
      given_at: at,
    });

    const handover_id = await row('handover', {
      team_id,
      from_person_id: worker,
      leaves_on: '2027-03-31',
      reason: 'transfer',
      cover_id: supervisor,
      opened_by: supervisor,
      opened_at: at,
    });
    const item_id = await row('handover_item', {
      handover_id,
      team_id,
      case_id,
      from_person_id: worker,
      summary: '母は午後なら話せる',
      successor_id: other,
      proposed_by: supervisor,
      proposed_at: at,
    });
    await row('handover_step', {
      item_id,
      team_id,
      step: 'proposed',
      person_id: other,
      done_by: supervisor,
      done_at: at,
    });

    // Each team asks the other to take a case over: without a name for the other's supervisors, until they say yes.
    const asking = await row('handover', {
      team_id,
      from_person_id: worker,
      reason: 'balance',
      cover_id: supervisor,
      opened_by: supervisor,
      opened_at: at,
    });
    const asked = await row('handover_item', {
      handover_id: asking,
      team_id,
      case_id,
      from_person_id: worker,
    });
    await row('handover_transfer', {
      handover_id: asking,
      from_team_id: team_id,
      from_person_id: worker,
      item_id: asked,
      team_id,
      to_team_id: n === 0 ? case_team.west : case_team.east,
      reason: 'moved',
      category: 'support',
      age_band: '3-5',
      stage: 'supporting',
      points: 4.5,
      asked_by: worker,
      asked_at: at,
    });

    // Asked for by somebody who is of the other team now; answered; and of a case that has gone there by another way.
    const [here, there] = n === 0 ? [case_team.east, case_team.west] : [case_team.west, case_team.east];
    for (const [leaver, more] of [
      [n === 0 ? person.west_worker : person.consultation_worker, {}],
      [worker, { answer: 'declined', decline_reason: 'full', answered_by: supervisor, answered_at: at }],
      [worker, { team_id: there }],
    ] as const) {
      const package_id = await row('handover', {
        team_id: here,
        from_person_id: leaver,
        reason: 'balance',
        cover_id: supervisor,
        opened_by: supervisor,
        opened_at: at,
      });
      const owner = 'team_id' in more ? there : here;
      const held = await row('handover_item', {
        handover_id: package_id,
        team_id: owner,
        case_id: owner === here ? case_id : cases[n === 0 ? 2 : 0],
        from_person_id: leaver,
      });
      await row('handover_transfer', {
        handover_id: package_id,
        from_team_id: here,
        from_person_id: leaver,
        item_id: held,
        team_id: owner,
        to_team_id: there,
        reason: 'moved',
        category: 'support',
        age_band: '3-5',
        stage: 'supporting',
        points: 4.5,
        asked_by: leaver,
        asked_at: at,
        ...more,
      });
    }

    // Taken over already; and proposed to somebody who is not of the team.
    for (const [successor_id, accepted] of n === 0
      ? ([
          [other, true],
          [someone('named'), false],
        ] as const)
      : []) {
      const package_id = await row('handover', {
        team_id,
        from_person_id: worker,
        reason: 'balance',
        cover_id: supervisor,
        opened_by: supervisor,
        opened_at: at,
      });
      await row('handover_item', {
        handover_id: package_id,
        team_id,
        case_id,
        from_person_id: worker,
        successor_id,
        proposed_by: supervisor,
        proposed_at: at,
        ...(accepted ? { accepted_at: at, accepted_by: successor_id } : {}),
      });
    }

    await row('caseload_fact', { case_id, team_id, severity: 'high', set_by: worker, set_at: at });
    await row('caseload_limit', { team_id, person_id: 0, points: 40, set_by: supervisor, set_at: at });
    for (const person_id of n === 0 ? [worker, person.nurse, someone('named')] : [worker])
      await row('caseload_check_in', {
        person_id,
        team_id,
        month: '2026-11-01',
        load: 4,
        motivation: 3,
        words: '記録が追いつかない',
        written_at: at,
      });
    const proposal_id = await row('caseload_proposal', {
      team_id,
      made_by: supervisor,
      made_at: at,
      over_before: 6,
      over_after: 0,
      gap: 0,
      took_ms: 20,
      done_at: at,
    });
    await row('caseload_move', {
      proposal_id,
      case_id,
      team_id,
      from_id: worker,
      to_id: other,
      points: 6,
      why: '{over,room}',
    });
    await row('supervision_comment', {
      case_id,
      team_id,
      body: '父の話も聞いてみる',
      written_by: supervisor,
      written_at: at,
    });
    // Written of a colleague by one who does not lead; and of somebody who works on no cases.
    for (const [person_id, written_by] of n === 0
      ? [
          [worker, other],
          [someone('named'), supervisor],
        ]
      : []) {
      await row('skill_record', {
        person_id,
        team_id,
        kind: 'other',
        name: '見学',
        gained_on: '2025-08-01',
        written_by,
        written_at: at,
      });
    }
    await row('skill_record', {
      person_id: worker,
      team_id,
      kind: 'course',
      name: '調整担当者研修',
      gained_on: '2025-07-01',
      written_by: worker,
      written_at: at,
    });
  }
}
