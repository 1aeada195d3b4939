-- Indicators are read by those with evaluation.read; targets are set by those with evaluation.manage. The records behind a
-- figure stay under the row security of their own slices.

create or replace function may_set_indicator_target(set_by bigint) returns boolean language sql stable as $$
  select session_has('evaluation.manage') and set_by = session_person()
$$;
grant execute on function may_set_indicator_target(bigint) to tsunagi_service;

grant select on indicator to tsunagi_service;
create policy indicator_read on indicator for select to tsunagi_service using (session_has('evaluation.read'));
grant select on indicator_version to tsunagi_service;
create policy indicator_version_read on indicator_version for select to tsunagi_service using (session_has('evaluation.read'));
grant select, insert on indicator_target to tsunagi_service;
grant update (target, reason, set_by, set_at, version) on indicator_target to tsunagi_service;
create policy indicator_target_read on indicator_target for select to tsunagi_service using (session_has('evaluation.read'));
create policy indicator_target_set on indicator_target for insert to tsunagi_service with check (may_set_indicator_target(set_by));
create policy indicator_target_change on indicator_target for update to tsunagi_service
  using (session_has('evaluation.manage')) with check (may_set_indicator_target(set_by));

-- The formulas, version 1, each as the rows it counts in a fiscal year up to a day: what is listed below a figure is what the
-- figure is the sum of. A rate or a score is the sum of numerators over the sum of denominators, a count the sum of numerators.
-- Runs as whoever asks: rows one may not read are not there.
create or replace function indicator_rows(year integer, until date)
  returns table (indicator_code text, record_id bigint, facility_id bigint, theme_code text, counted_on date,
    numerator numeric, denominator numeric)
  language sql stable as $$
  -- One row for each facility with one planned visit or more; it counts from its first visit. A cancelled visit has no visited_on.
  select 'visit_rate', target.facility_id, target.facility_id, null::text, first.visited_on,
    case when first.visited_on is null then 0 else 1 end::numeric, 1::numeric
  from round
    join round_target as target on target.round_id = round.id
    left join (
      select visit.facility_id, min(visit.visited_on) as visited_on
      from visit
      where visit.fiscal_year = year and visit.visited_on <= until and visit.cancelled_at is null
      group by visit.facility_id
    ) as first on first.facility_id = target.facility_id
  where round.fiscal_year = year and target.planned_count >= 1
  union all
  -- Only merging makes a regional issue (improvement/issues, mergeIssues): its originals count, it does not.
  select 'issue_count', issue.id, null, issue.theme_code, issue.raised_on, 1, null
  from issue
  where issue.fiscal_year = year and issue.raised_on <= until and not issue.regional
  union all
  select 'open_day_people', open_day.id, came.facility_id, open_day.theme_code, open_day.held_on, came.people, null
  from open_day join open_day_participation as came on came.open_day_id = open_day.id
  where open_day.fiscal_year = year and open_day.held_on <= until and open_day.cancelled_at is null
  union all
  -- Each judge's mean over the criteria, then the record's mean over its judges.
  select judged.rubric_code || '_quality', judged.subject_id, null, null, min(judged.scored_on), avg(judged.points), 1
  from (
    select score.rubric_code, score.subject_id, score.scored_on, avg(item.level) as points
    from rubric_score as score join rubric_score_item as item on item.score_id = score.id
    where score.fiscal_year = year and score.scored_on <= until
    group by score.id
  ) as judged
  group by judged.rubric_code, judged.subject_id
  union all
  select 'card_count', introduction.id, introduction.facility_id, null, introduction.made_on, 1, null
  from introduction
  where introduction.fiscal_year = year and introduction.made_on <= until
  union all
  -- In fives (base/finder): one row for each place, and one for what is left of all of them, under no place.
  select 'card_went', coalesce(given.facility_id, 0), given.facility_id, null, given.counted_on, given.went, given.answers
  from introduction_answer_rows(year, until) as given
$$;
-- The areas of one system a row belongs to: an issue's own, otherwise those the facility's town lies in on that day.
create or replace function areas_of_indicator_row(counted_as text, record_id bigint, facility_id bigint, system text, on_day date)
  returns table (area_id bigint) language sql stable as $$
  select issue_area.area_id
  from issue_area join area on area.id = issue_area.area_id
  where counted_as = 'issue_count' and issue_area.issue_id = record_id and area.area_system_code = system
  union
  select area.id
  from facility
    join area_town on area_town.town_id = facility.town_id and area_town.area_system_code = system
    join area on area.id = area_town.area_id
  where counted_as <> 'issue_count' and facility.id = areas_of_indicator_row.facility_id
    and (area.starts_on is null or area.starts_on <= on_day) and (area.ends_on is null or area.ends_on >= on_day)
$$;
grant execute on function indicator_rows(integer, date), areas_of_indicator_row(text, bigint, bigint, text, date) to tsunagi_service;

-- The figures for everybody who reads indicators, whether or not they read the records: sums, and nothing but sums, as of each
-- of the days, whole (part 'all', key '') or by 'area' of one system, facility 'kind', 'theme', or a rubric's 'criterion' or
-- 'level' (key criterion:level, how many judges chose it). Runs as owner: listed in scripts/check-conventions.ts.
create or replace function indicator_figures(year integer, days date[], part text, system text)
  returns table (indicator_code text, day date, key text, numerator numeric, denominator numeric)
  language sql stable security definer set search_path from current as $$
  select counted.indicator_code, cut.day, keyed.key, sum(counted.numerator), sum(counted.denominator)
  from unnest(days) as cut (day)
    cross join lateral indicator_rows(year, cut.day) as counted
    cross join lateral (
      select '' as key where part = 'all'
      union all
      select coalesce(counted.theme_code, '') where part = 'theme'
      union all
      select coalesce((select facility.kind from facility where facility.id = counted.facility_id), '') where part = 'kind'
      union all
      select coalesce(inside.area_id::text, '')
      from (select) as one
        left join areas_of_indicator_row(counted.indicator_code, counted.record_id, counted.facility_id, system, cut.day) as inside on true
      where part = 'area'
    ) as keyed
  where session_has('evaluation.read') and part in ('all', 'theme', 'kind', 'area')
  group by counted.indicator_code, cut.day, keyed.key
  union all
  -- Per record first, as the figure itself, so that the criteria's means give the figure's mean.
  select per_record.rubric_code || '_quality', cut.day, per_record.criterion_code, sum(per_record.points), count(*)
  from unnest(days) as cut (day)
    cross join lateral (
      select item.rubric_code, item.criterion_code, avg(item.level) as points
      from rubric_score as score join rubric_score_item as item on item.score_id = score.id
      where score.fiscal_year = year and score.scored_on <= cut.day
      group by item.rubric_code, item.criterion_code, score.subject_id
    ) as per_record
  where session_has('evaluation.read') and part = 'criterion'
  group by per_record.rubric_code, cut.day, per_record.criterion_code
  union all
  select item.rubric_code || '_quality', cut.day, item.criterion_code || ':' || item.level, count(*), null
  from unnest(days) as cut (day)
    join rubric_score as score on score.fiscal_year = year and score.scored_on <= cut.day
    join rubric_score_item as item on item.score_id = score.id
  where session_has('evaluation.read') and part = 'level'
  group by item.rubric_code, cut.day, item.criterion_code, item.level
$$;
grant execute on function indicator_figures(integer, date[], text, text) to tsunagi_service;
