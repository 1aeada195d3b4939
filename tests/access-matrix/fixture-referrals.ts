import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/**
 * What two teams pass on: consents in force and withdrawn, disclosures signed and waiting, referrals from draft to accepted
 * at one place, at another, at an organisation as a whole, and on paper.
 */
export async function fillReferrals(
  world: World,
  row: Row,
  family: { east: number; west: number; household: number },
  someone: (name: string) => number,
): Promise<void> {
  const { person, facility, organisation } = world;
  const { east } = world.case_team;
  const own = { household_id: family.household, team_id: east, team_ids: `{${east}}`, protected: false };
  const later = '2027-03-31T23:59:59+09:00';

  const consent = (values: Record<string, unknown> = {}) =>
    row('consent', {
      ...own,
      given: true,
      items: '{child_name,care}',
      purpose: 'ひろばの利用',
      starts_on: '2026-06-01',
      ends_on: '2027-03-31',
      said_by: '母',
      how: 'paper',
      said_on: '2026-06-01',
      recorded_by: person.consultation_worker,
      recorded_at: at,
      ...values,
    });
  const consents = {
    given: await consent(),
    withdrawn: await consent({
      withdrawn_at: at,
      withdrawn_on: '2026-06-20',
      withdrawn_by: person.consultation_worker,
      withdrawn_how: '電話',
    }),
  };
  for (const consent_id of Object.values(consents))
    await row('consent_recipient', { ...own, consent_id, facility_id: facility[0], name: 'こもれび保育園' });

  const question = await row('capacity_question', {
    team_id: east,
    facility_ids: `{${facility[0]},${facility[1]}}`,
    need: '週1回、親子で過ごせる場所',
    age_band: '1-2',
    asked_by: person.consultation_worker,
    asked_at: at,
    expires_on: '2027-03-31',
  });
  for (const facility_id of [facility[0], facility[1]])
    await row('capacity_answer', { question_id: question, team_id: east, facility_id });

  const basis = async (code: string) =>
    (await world.owner<{ id: number }>('select id from legal_basis where code = $1', [code]))[0]!.id;
  const bases = { consent: await basis('consent'), council: await basis('council') };

  let next = 0;
  const referral = async (
    team: 'east' | 'west',
    values: Record<string, unknown>,
    shown?: { consent_id?: number; second?: boolean; until_at?: string },
  ): Promise<number> => {
    const team_id = world.case_team[team];
    const worker = team === 'east' ? person.consultation_worker : person.west_worker;
    const id = await row('referral_origin', {
      team_id,
      case_id: family[team],
      told_who: '主任だけ',
      created_by: worker,
      created_at: at,
    });
    const { facility_id = null, organisation_id = null } = values;
    let disclosure: { disclosure_id?: number; disclosure_in_force?: boolean } = {};
    if (shown) {
      const by_consent = shown.consent_id !== undefined;
      const in_force = by_consent ? shown.consent_id === consents.given : shown.second === true;
      const disclosure_id = await row('disclosure', {
        ...own,
        by_team_id: east,
        case_id: family.east,
        basis_id: by_consent ? bases.consent : bases.council,
        consent_id: shown.consent_id ?? null,
        consent_in_force: by_consent ? shown.consent_id === consents.given : null,
        second_person: by_consent ? 'none' : 'before',
        answers: '{}',
        facility_id,
        organisation_id,
        recipient_name: '受け手',
        items: '{child_name}',
        necessity: '迎えるため',
        harm_check: '困ることはない',
        way: 'system',
        until: '2027-03-31',
        decided_by: person.consultation_worker,
        decided_at: at,
        ...(shown.second === true ? { second_by: person.supervisor, second_at: at } : {}),
      });
      if (by_consent && consents.given !== undefined && Object.keys(consents).length > 1)
        await row('disclosure_carried', {
          ...own,
          disclosure_id,
          from_consent_id: Object.values(consents).find((one) => one !== consents.given),
          to_consent_id: consents.given,
          carried_by: person.consultation_worker,
          carried_at: at,
        });
      disclosure = { disclosure_id, disclosure_in_force: in_force };
    }
    await row('referral', {
      id,
      team_id,
      fiscal_year: 2026,
      worker_id: worker,
      need: `親子で過ごせる場所 ${++next}`,
      age_band: '1-2',
      channel: 'account',
      created_at: at,
      updated_at: at,
      ...disclosure,
      ...values,
    });
    if (disclosure.disclosure_id !== undefined) {
      await row('disclosure_content', {
        disclosure_id: disclosure.disclosure_id,
        team_ids: `{${east}}`,
        in_force: disclosure.disclosure_in_force,
        referral_id: id,
        shares: values.accepted_at !== undefined,
        until_at: shown?.until_at ?? later,
        facility_id,
        organisation_id,
        shown: JSON.stringify([{ item: 'child_name', lines: ['架空 一'] }]),
      });
    }
    await row('referral_event', {
      referral_id: id,
      team_id,
      action: 'draft',
      actor: 'sender',
      person_id: worker,
      at,
    });
    if (values.accepted_at !== undefined)
      await row('referral_event', {
        referral_id: id,
        team_id,
        facility_id,
        organisation_id,
        shared: true,
        action: 'accept',
        actor: 'receiver',
        person_id: person.facility_head,
        at,
      });
    return id;
  };
  const sent = { sent_at: at, due_at: '2026-06-30T09:00:00+09:00' };
  const accepted = { ...sent, delivered_at: at, accepted_at: at };
  await referral('east', { facility_id: facility[0] });
  await referral('west', { facility_id: facility[0] });
  // Not yet said yes; said yes; the family took it back; the second person has not signed; over; another place's.
  await referral('east', { ...sent, facility_id: facility[0] }, { consent_id: consents.given });
  await referral('east', { ...accepted, facility_id: facility[0] }, { consent_id: consents.given });
  await referral('east', { ...accepted, facility_id: facility[0] }, { consent_id: consents.withdrawn });
  await referral('east', { ...accepted, facility_id: facility[0] }, { second: false });
  await referral(
    'east',
    { ...accepted, facility_id: facility[0] },
    { second: true, until_at: '2026-07-01T00:00:00+09:00' },
  );
  await referral('east', { ...accepted, facility_id: facility[1] }, { second: true });
  await referral('east', { ...accepted, organisation_id: organisation.operator }, { second: true });
  // A place of one organisation named beside another: the place's own people alone.
  await referral(
    'east',
    { ...accepted, facility_id: facility[1], organisation_id: organisation.operator },
    { second: true },
  );
  const paper = await referral(
    'east',
    { ...sent, channel: 'paper', recipient_name: '架空クリニック' },
    { second: true },
  );
  await row('referral_letter', {
    referral_id: paper,
    team_id: east,
    code_hash: 'hash',
    code_sealed: 'sealed',
    printed_by: person.consultation_worker,
    printed_at: at,
    ends_at: later,
  });
  await decisiveReferrals(world, row, own, { referral, accepted, sent, question, later }, someone);
}

/** Rows in which one line of a policy alone decides. */
async function decisiveReferrals(
  world: World,
  row: Row,
  own: Record<string, unknown>,
  made: {
    referral: (
      team: 'east' | 'west',
      values: Record<string, unknown>,
      shown?: { second?: boolean },
    ) => Promise<number>;
    accepted: Record<string, unknown>;
    sent: Record<string, unknown>;
    question: number;
    later: string;
  },
  someone: (name: string) => number,
): Promise<void> {
  const { person, facility } = world;
  const { east, west } = world.case_team;
  await row('legal_basis', {
    code: 'of_the_desk',
    name: '条例',
    provision: '第1条',
    between_whom: '市と市',
    permits: '渡せる',
    record: '理由',
    ways: '{system}',
    abouts: '{child}',
    consents: '{no}',
    dangers: '{no}',
    consent_needed: false,
    second_person: 'before',
    position: 99,
    valid_from: '2026-04-01',
    created_by: person.legal_desk,
    created_at: at,
  });
  // Decided by somebody of the east in the name of the west.
  await row('disclosure', {
    ...own,
    by_team_id: west,
    basis_id: (await world.owner<{ id: number }>(`select id from legal_basis where code = 'council'`))[0]!.id,
    second_person: 'before',
    answers: '{}',
    recipient_name: '受け手',
    items: '{child_name}',
    necessity: '迎えるため',
    harm_check: '困ることはない',
    way: 'system',
    until: '2027-03-31',
    decided_by: person.consultation_worker,
    decided_at: at,
  });
  await row('capacity_answer', {
    question_id: made.question,
    team_id: east,
    facility_id: facility[2],
    answer: 'yes',
    as_of: '2026-06-01',
    answered_by: person.facility_head,
    answered_at: at,
  });
  const kept = await made.referral('east', { ...made.accepted, facility_id: facility[0] }, { second: true });
  await row('referral_event', {
    referral_id: kept,
    team_id: east,
    facility_id: facility[0],
    action: 'message',
    actor: 'sender',
    person_id: person.consultation_worker,
    at,
  });
  await row('referral_event', {
    referral_id: kept,
    team_id: east,
    action: 'lapse',
    actor: 'system',
    at,
  });
  // said by the program, to the place
  await row('referral_event', {
    referral_id: kept,
    team_id: east,
    facility_id: facility[0],
    shared: true,
    action: 'deliver',
    actor: 'system',
    at,
  });
  const printed = await made.referral(
    'east',
    { ...made.sent, channel: 'paper', recipient_name: '架空クリニック' },
    { second: true },
  );
  await row('referral_letter', {
    referral_id: printed,
    team_id: east,
    code_hash: 'hash of somebody gone',
    code_sealed: 'sealed',
    printed_by: someone('named'),
    printed_at: at,
    ends_at: made.later,
  });
}
