-- Who reads and gives scores. A score stays its judge's own; nobody deletes one.

grant select on rubric to tsunagi_service;
create policy rubric_read on rubric for select to tsunagi_service
  using (session_has('quality.read') or session_has('evaluation.read'));
grant select on rubric_criterion to tsunagi_service;
create policy rubric_criterion_read on rubric_criterion for select to tsunagi_service
  using (session_has('quality.read') or session_has('evaluation.read'));

create or replace function may_score_rubric_score(scored_by bigint) returns boolean language sql stable as $$
  select session_has('quality.score') and scored_by = session_person()
$$;
grant execute on function may_score_rubric_score(bigint) to tsunagi_service;

grant select, insert on rubric_score to tsunagi_service;
grant update (scored_on, remark, version) on rubric_score to tsunagi_service;
create policy rubric_score_read on rubric_score for select to tsunagi_service using (session_has('quality.read'));
create policy rubric_score_give on rubric_score for insert to tsunagi_service with check (may_score_rubric_score(scored_by));
create policy rubric_score_change on rubric_score for update to tsunagi_service using (may_score_rubric_score(scored_by));

grant select, insert on rubric_score_item to tsunagi_service;
grant update (level) on rubric_score_item to tsunagi_service;
create policy rubric_score_item_read on rubric_score_item for select to tsunagi_service using (session_has('quality.read'));
create policy rubric_score_item_give on rubric_score_item for insert to tsunagi_service with check (may_score_rubric_score(scored_by));
create policy rubric_score_item_change on rubric_score_item for update to tsunagi_service using (may_score_rubric_score(scored_by));

-- The figures of a year for people who read indicators and no records: how many were scored in a month, and their average
-- (per record over its judges, then over records). Runs as owner, gives nothing but sums.
create or replace function rubric_year_scores(rubric text, year integer)
  returns table (month text, records bigint, average numeric)
  language sql stable security definer set search_path from current as $$
  with per_score as (
    select s.subject_id, s.id, s.scored_on, avg(i.level) as points
    from rubric_score s join rubric_score_item i on i.score_id = s.id
    where s.rubric_code = rubric and s.fiscal_year = year
      and (session_has('evaluation.read') or session_has('quality.read'))
    group by s.id
  ), per_record as (
    select subject_id, to_char(min(scored_on), 'YYYY-MM') as month, avg(points) as points from per_score group by subject_id
  )
  select month, count(*), round(avg(points), 2) from per_record group by month order by month
$$;
grant execute on function rubric_year_scores(text, integer) to tsunagi_service;
