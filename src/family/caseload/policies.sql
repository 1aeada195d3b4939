grant select on caseload_weight to tsunagi_service;
grant update (points, version, updated_by, updated_at) on caseload_weight to tsunagi_service;
create policy caseload_weight_read on caseload_weight for select to tsunagi_service using (session_has('case.work'));
create policy caseload_weight_change on caseload_weight for update to tsunagi_service using (session_has('case.supervise'))
  with check (updated_by = session_person());

-- How somebody is, and what they have learnt: for themselves and who supervises them, not for the colleagues.
create or replace function may_read_of_colleague(team_id bigint, person_id bigint) returns boolean language sql stable as $$
  select may_lead_case(team_id) or (session_has('case.work') and person_id = session_person())
$$;
grant execute on function may_read_of_colleague(bigint, bigint) to tsunagi_service;

grant select, insert on caseload_fact to tsunagi_service;
grant update (severity, travel, interpreter, court, version, set_by, set_at) on caseload_fact to tsunagi_service;
create policy caseload_fact_read on caseload_fact for select to tsunagi_service using (may_work_case(team_id));
create policy caseload_fact_add on caseload_fact for insert to tsunagi_service
  with check (may_work_case(team_id) and set_by = session_person());
create policy caseload_fact_change on caseload_fact for update to tsunagi_service using (may_work_case(team_id))
  with check (set_by = session_person());

grant select, insert, delete on caseload_limit to tsunagi_service;
create policy caseload_limit_read on caseload_limit for select to tsunagi_service using (may_work_case(team_id));
create policy caseload_limit_set on caseload_limit for insert to tsunagi_service
  with check (may_lead_case(team_id) and set_by = session_person());
create policy caseload_limit_remove on caseload_limit for delete to tsunagi_service using (may_lead_case(team_id));

grant select, insert on caseload_check_in to tsunagi_service;
grant update (load, motivation, words, written_at) on caseload_check_in to tsunagi_service;
create policy caseload_check_in_read on caseload_check_in for select to tsunagi_service
  using (may_read_of_colleague(team_id, person_id));
create policy caseload_check_in_write on caseload_check_in for insert to tsunagi_service
  with check (may_work_case(team_id) and person_id = session_person());
create policy caseload_check_in_change on caseload_check_in for update to tsunagi_service
  using (session_has('case.work') and person_id = session_person());

grant select, insert on caseload_proposal to tsunagi_service;
grant update (progress, progressed_at, done_at, over_before, over_after, gap, took_ms, basis, cancelled_at, cancelled_by)
  on caseload_proposal to tsunagi_service;
create policy caseload_proposal_read on caseload_proposal for select to tsunagi_service using (may_lead_case(team_id));
create policy caseload_proposal_make on caseload_proposal for insert to tsunagi_service
  with check (may_lead_case(team_id) and made_by = session_person() and names_mine(cancelled_by));
create policy caseload_proposal_work on caseload_proposal for update to tsunagi_service using (may_lead_case(team_id))
  with check (cancelled_by is null or cancelled_by = session_person());
grant select, insert on caseload_move to tsunagi_service;
grant update (decided_at, decided_by, taken) on caseload_move to tsunagi_service;
create policy caseload_move_read on caseload_move for select to tsunagi_service using (may_lead_case(team_id));
create policy caseload_move_make on caseload_move for insert to tsunagi_service with check (may_lead_case(team_id)
    and names_mine(decided_by));
create policy caseload_move_decide on caseload_move for update to tsunagi_service using (may_lead_case(team_id))
  with check (decided_by is null or decided_by = session_person());

grant select, insert on supervision_comment to tsunagi_service;
create policy supervision_comment_read on supervision_comment for select to tsunagi_service using (may_work_case(team_id));
create policy supervision_comment_write on supervision_comment for insert to tsunagi_service
  with check (may_lead_case(team_id) and written_by = session_person());

grant select, insert, delete on skill_record to tsunagi_service;
create policy skill_record_read on skill_record for select to tsunagi_service using (may_read_of_colleague(team_id, person_id));
create policy skill_record_write on skill_record for insert to tsunagi_service
  with check (may_work_case(team_id) and written_by = session_person() and may_read_of_colleague(team_id, person_id));
create policy skill_record_remove on skill_record for delete to tsunagi_service using (may_read_of_colleague(team_id, person_id));

-- What was weighed and advised about a case that goes. Runs as owner; disposal_released() says what may go.
create or replace function caseload_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
begin
  if going is null then return 0; end if;
  delete from caseload_fact where case_id = any(going);
  delete from caseload_move where case_id = any(going);
  delete from supervision_comment where case_id = any(going);
  return cardinality(going);
end
$$;
grant execute on function caseload_dispose(bigint) to tsunagi_service;
