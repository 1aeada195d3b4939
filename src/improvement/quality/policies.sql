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
