import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What a case is worked on with, for each case of fixture-family.ts. */
export async function fillCase(
  world: World,
  row: Row,
  of: { case_id: number; team_id: number; child: number; worker: number; supervisor: number },
): Promise<void> {
  const of_case = { case_id: of.case_id, team_id: of.team_id };
  await row('life_event', {
    ...of_case,
    member_id: of.child,
    kind: 'checkup',
    happened_on: '2024-01-10',
    title: '健診',
    recorded_by: of.worker,
    recorded_at: at,
  });
  const assessment = await row('assessment', {
    ...of_case,
    member_id: of.child,
    assessed_on: '2026-05-20',
    stage: 'before_school',
    summary: '夜の負担が大きい',
    assessed_by: of.worker,
    recorded_at: at,
  });
  await row('assessment_mark', {
    assessment_id: assessment,
    ...of_case,
    item_code: 'home_isolation',
    concern: 2,
  });
  const plan = await row('support_plan', {
    ...of_case,
    number: 1,
    wish: '夜ゆっくり眠りたい',
    goals: 'ひろばに月に二度行く',
    review_on: '2026-09-01',
    made_on: '2026-06-01',
    made_by: of.worker,
    made_at: at,
  });
  await row('support_plan_item', { plan_id: plan, ...of_case, position: 1, what: '訪問', who: '保健師' });
  const entry = await row('council_entry', {
    ...of_case,
    registered_on: '2026-06-01',
    registered_by: of.supervisor,
    category: 'support',
    severity: 'light',
    main_agency: 'こども家庭センター',
    policy: '見守りを続ける',
    next_review_on: '2026-10-31',
    created_at: at,
    updated_at: at,
  });
  await row('council_review', {
    entry_id: entry,
    ...of_case,
    reviewed_on: '2026-06-30',
    decision: 'continue',
    decision_text: '続ける',
    severity: 'light',
    next_review_on: '2026-10-31',
    reviewed_by: of.supervisor,
    reviewed_at: at,
  });
  await row('case_closing', {
    ...of_case,
    reason: 'goals_reached',
    body: '届いた',
    proposed_by: of.worker,
    proposed_at: at,
  });
  await row('case_closing', {
    ...of_case,
    reason: 'moved',
    body: '転居の予定',
    proposed_by: of.worker,
    proposed_at: at,
    decided_by: of.worker,
    decided_at: at,
    decision: 'withdrawn',
  });
  // approved, and the case about to be closed by it
  await row('case_closing', {
    ...of_case,
    reason: 'goals_reached',
    body: '園につながった',
    proposed_by: of.worker,
    proposed_at: at,
    decided_by: of.supervisor,
    decided_at: at,
    decision: 'approved',
  });
  await row('case_transfer', {
    ...of_case,
    from_team_id: of.team_id,
    to_team_id: of.team_id,
    from_worker_id: world.person.nurse,
    to_worker_id: of.worker,
    reason: '担当替え',
    moved_by: of.worker,
    moved_at: at,
  });
  await row('case_form_text', {
    ...of_case,
    form_code: 'progress_slip',
    number: 1,
    fields: JSON.stringify({ changes: '夜眠れる日が増えた' }),
    written_by: of.worker,
    written_at: at,
  });
}
