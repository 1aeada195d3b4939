import { it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
it('is fast', async () => {
  const world = await makeWorld();
  const p = world.person.coordinator;
  await world.owner(`insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at) select ${world.organisation.operator}, '園' || i, 'エン', (array['認可私立保育所','私立幼稚園'])[1 + i % 2], ${world.town[0]} + i % 4, '', now(), now() from generate_series(1,400) i`);
  for (const y of [2025, 2026]) {
    await world.owner(`insert into round (fiscal_year, name, created_at) values (${y}, 'x', now())`);
    await world.owner(`insert into round_target (round_id, facility_id, planned_count) select round.id, facility.id, 1 from round, facility where round.fiscal_year = ${y}`);
    await world.owner(`insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at) select f.id, ${world.team}, ${p}, 'round', d, d, ${p}, now() from facility f, generate_series(1,12) n, lateral (select date '${y}-04-01' + (f.id * 7 + n * 29)::int % 360 as d) x`);
    await world.owner(`insert into issue (title, theme_code, source, raised_on, raised_by, created_at, updated_at) select 'i', (array['practice','staffing','growth'])[1 + i % 3], 'hand', date '${y}-04-01' + i % 360, ${p}, now(), now() from generate_series(1,3000) i`);
  }
  await world.owner(`insert into issue_area select id, ${world.area[0]} from issue`);
  await world.owner(`insert into open_day (facility_id, theme_code, title, held_on, places, created_at) select ${world.facility[0]}, 'practice', 't', date '2026-04-01' + i, 20, now() from generate_series(1,200) i`);
  await world.owner(`insert into open_day_participation (open_day_id, facility_id, people, recorded_at) select o.id, f.id, 2, now() from open_day o, (select id from facility order by id offset 5 limit 10) f`);
  await world.owner(`insert into rubric_score (rubric_code, subject_id, scored_by, scored_on) select 'visit_record', i, ${p}, date '2026-04-01' + i % 230 from generate_series(1,1500) i`);
  await world.owner(`insert into rubric_score_item (score_id, rubric_code, scored_by, criterion_code, level) select s.id, 'visit_record', ${p}, c.code, (s.id + c.position) % 4 from rubric_score s, rubric_criterion c where c.rubric_code = 'visit_record'`);
  await world.owner('analyze');
  for (const path of ['/indicators', '/indicators', '/indicators/visit_rate', '/indicators/issue_count', '/indicators/open_day_people', '/rubrics', '/indicators/visit_rate/export']) {
    const t = Date.now(); const r = await world.as('secretariat').get(path); console.log(path, r.status, Date.now() - t, 'ms');
  }
  await world.close();
});
