import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import { sampleOpenDay, sampleOpenDays } from '../../improvement/learning/samples.ts';
import { sampleTarget, sampleTargets } from './samples.ts';
it('writes', async () => {
  const world = await makeWorld();
  const [host, other_host, ...visitors] = world.facility;
  await world.writing('coordinator', async (tx) => { for (const s of sampleOpenDays({ host: host!, other_host: other_host!, visitors })) await sampleOpenDay(tx, s); });
  await world.writing('secretariat', async (tx) => { for (const s of sampleTargets(2026, 180)) await sampleTarget(tx, s); });
  await world.owner(`insert into round (fiscal_year, name, created_at) values (2026, 'x', now())`);
  await world.owner(`insert into round_target (round_id, facility_id, planned_count) select round.id, facility.id, 1 from round, facility`);
  for (let i = 0; i < 5; i++) await world.owner(`insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at) values ($1,$2,$3,'round',$4,$4,$3,now())`, [world.facility[i], world.team, world.person.coordinator, ['2026-04-20','2026-05-11','2026-07-02','2026-09-15','2026-11-02'][i]]);
  for (let i = 0; i < 60; i++) await world.owner(`insert into issue (title, theme_code, source, raised_on, raised_by, owner_id, created_at, updated_at) values ('課題${i}', (array['practice','staffing','growth','guardian'])[1+${i}%4], 'hand', date '2026-04-01' + ${i} * 4, $1, $1, now(), now())`, [world.person.coordinator]);
  for (let v = 1; v <= 4; v++) { const [s] = await world.owner<{id:number}>(`insert into rubric_score (rubric_code, subject_id, scored_by, scored_on) values ('visit_record', $1::bigint, $2, date '2026-05-10' + $1::bigint::int * 40) returning id`, [v, world.person.coordinator]);
    await world.owner(`insert into rubric_score_item (score_id, rubric_code, scored_by, criterion_code, level) select $1, 'visit_record', $2, code, (position / 10 + $3) % 4 from rubric_criterion where rubric_code='visit_record'`, [s!.id, world.person.coordinator, v]); }
  const get = async (p: string, f: string, who: 'coordinator' | 'secretariat' | 'observer' | 'facility_head' = 'secretariat') => { const r = await world.as(who).get(p); writeFileSync('/tmp/look/' + f, Buffer.from(await r.response.arrayBuffer())); };
  await get('/indicators/summary?format=pdf', 's.pdf'); await get('/indicators/summary?format=docx', 's.docx');
  await get('/indicators', 'indicators.html'); await get('/indicators/visit_rate', 'visit_rate.html'); await get('/indicators/issue_count', 'issue_count.html'); await get('/indicators/open_day_people', 'people.html');
  await get('/rubrics', 'rubrics.html'); await get('/indicators/visit_rate/targets', 'targets.html'); await get('/open-days?year=all', 'open-days.html'); await get('/open-days/3', 'open-day.html'); await get('/open-days/new', 'new.html');
  await world.close();
});
