import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What speaks for a goal and what follows, a year closed with a row, a chapter's text and a report with one file. */
export async function fillGoals(world: World, row: Row): Promise<void> {
  const { person, organisation, facility } = world;
  const by = person.secretariat;
  // The observer wrote it as somebody else once, and may evaluate no more.
  for (const writer of [by, person.coordinator, person.observer])
    await row('goal_finding', {
      goal_code: 'core',
      fiscal_year: 2025,
      body: '課題が集まった',
      strength: 'fair',
      tells: 'well',
      source_kind: 'indicator',
      written_by: writer,
      written_at: at,
    });
  await row('goal_judgement', {
    goal_code: 'core',
    fiscal_year: 2025,
    body: '働いた',
    judged_by: by,
    judged_at: at,
  });
  const measure_id = await row('measure', {
    fiscal_year: 2026,
    section: '体制',
    title: '巡回を増やす',
    within_year: true,
    owner_organisation_id: organisation.center,
    created_by: by,
    created_at: at,
  });
  await row('measure_event', {
    measure_id,
    kind: 'started',
    happened_on: '2026-05-01',
    evidence: '人を増やした',
    written_by: by,
    written_at: at,
  });
  const year = { fiscal_year: 2025, edition: 1 };
  await row('year_close', { ...year, closed_by: by, closed_at: at });
  await row('closed_figure', {
    ...year,
    indicator_code: 'open_day_people',
    name: '参加者数',
    unit: '人',
    kind: 'count',
    wording_version: 1,
    definition: '延べ数',
    numerator_text: '延べ数',
    denominator_text: '',
    as_of: '2026-03-31',
    numerator: 3,
    source_rows: 1,
  });
  await row('closed_row', {
    ...year,
    indicator_code: 'open_day_people',
    position: 1,
    record_id: 1,
    facility_id: facility[0],
    numerator: 3,
  });
  await row('closed_chapter', {
    ...year,
    part: 'courses',
    definition_version: 1,
    as_of: '2026-03-31',
    blocks: '[]',
    kept_by: by,
    kept_at: at,
  });
  await row('report_text', {
    fiscal_year: 2025,
    chapter: 'outline',
    body: '本文',
    written_by: by,
    written_at: at,
  });
  const report_id = await row('year_report', { ...year, content: '{}', made_by: by, made_at: at });
  await row('year_report_file', { report_id, format: 'pdf', bytes: Buffer.from('%PDF-'), finished_at: at });
}
