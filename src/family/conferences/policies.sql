-- A conference is its team's; whoever was invited reads what was laid before it, for as long as they were let in, and of
-- the case behind it nothing (session_shared asks for 'conference', never for 'case').
create or replace function may_run_conference(team_id bigint) returns boolean language sql stable as $$
  select session_has('case.work') and team_id = any(session_case_teams())
$$;
create or replace function may_read_conference(team_id bigint, conference_id bigint) returns boolean language sql stable as $$
  select may_run_conference(team_id) or session_shared('conference', conference_id)
$$;
-- Minutes are approved by the one who led the sitting.
create or replace function may_approve_conference(chair_id bigint) returns boolean language sql stable as $$
  select chair_id = session_person()
$$;
grant execute on function may_run_conference(bigint), may_read_conference(bigint, bigint), may_approve_conference(bigint)
  to tsunagi_service;

grant select, insert on conference to tsunagi_service;
grant update (purpose, held_on, starts_at, ends_at, place, online_url, chair_id, minutes, next_on, opened_at, closed_at, closed_by,
  no_decision_reason, approved_at, approved_by, cancelled_at, cancel_reason, version, updated_at) on conference to tsunagi_service;
create policy conference_read on conference for select to tsunagi_service using (may_read_conference(team_id, id));
create policy conference_call on conference for insert to tsunagi_service
  with check (may_run_conference(team_id) and created_by = session_person());
create policy conference_change on conference for update to tsunagi_service using (may_run_conference(team_id))
  with check (approved_by is null or may_approve_conference(chair_id));

grant select, insert, delete on conference_case to tsunagi_service;
grant update (question, discussion, outcome, version) on conference_case to tsunagi_service;
create policy conference_case_read on conference_case for select to tsunagi_service using (may_run_conference(team_id));
create policy conference_case_add on conference_case for insert to tsunagi_service with check (may_run_conference(team_id));
create policy conference_case_change on conference_case for update to tsunagi_service using (may_run_conference(team_id));
create policy conference_case_remove on conference_case for delete to tsunagi_service using (may_run_conference(team_id));

grant select, insert, delete on conference_fact to tsunagi_service;
create policy conference_fact_read on conference_fact for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_fact_lay on conference_fact for insert to tsunagi_service
  with check (may_run_conference(team_id) and chosen_by = session_person());
create policy conference_fact_remove on conference_fact for delete to tsunagi_service using (may_run_conference(team_id));

-- A guest writes their own view and confirms their own duty of secrecy.
create or replace function may_speak_for(team_id bigint, conference_id bigint, person_id bigint) returns boolean language sql stable as $$
  select may_run_conference(team_id) or (may_read_conference(team_id, conference_id) and person_id = session_person())
$$;
grant execute on function may_speak_for(bigint, bigint, bigint) to tsunagi_service;
grant select, insert, delete on conference_person to tsunagi_service;
grant update (part, share_id, attendance, secrecy_confirmed_at, view, view_by, view_at, version) on conference_person to tsunagi_service;
create policy conference_person_read on conference_person for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_person_add on conference_person for insert to tsunagi_service
  with check (may_run_conference(team_id) and added_by = session_person());
create policy conference_person_change on conference_person for update to tsunagi_service
  using (may_speak_for(team_id, conference_id, person_id));
create policy conference_person_remove on conference_person for delete to tsunagi_service using (may_run_conference(team_id));

grant select, insert, delete on conference_item to tsunagi_service;
grant update (title, discussion, version) on conference_item to tsunagi_service;
create policy conference_item_read on conference_item for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_item_add on conference_item for insert to tsunagi_service with check (may_run_conference(team_id));
create policy conference_item_change on conference_item for update to tsunagi_service using (may_run_conference(team_id));
create policy conference_item_remove on conference_item for delete to tsunagi_service using (may_run_conference(team_id));

grant select, insert, delete on conference_decision to tsunagi_service;
create policy conference_decision_read on conference_decision for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_decision_write on conference_decision for insert to tsunagi_service
  with check (may_run_conference(team_id) and written_by = session_person());
create policy conference_decision_remove on conference_decision for delete to tsunagi_service using (may_run_conference(team_id));

grant select, insert, delete on conference_role to tsunagi_service;
grant update (task_id) on conference_role to tsunagi_service;
create policy conference_role_read on conference_role for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_role_give on conference_role for insert to tsunagi_service
  with check (may_run_conference(team_id) and given_by = session_person());
create policy conference_role_change on conference_role for update to tsunagi_service using (may_run_conference(team_id));
create policy conference_role_remove on conference_role for delete to tsunagi_service using (may_run_conference(team_id));

-- Conferences about a case that goes; of one about several cases its own part, and the whole with the last of them.
-- Runs as owner; disposal_released() says what may go.
create or replace function conference_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  cases bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
  going bigint[];
begin
  if cases is null then return 0; end if;
  going := (select array_agg(id) from conference where case_id = any(cases)
    or (case_id is null and exists (select from conference_case where conference_id = id and conference_case.case_id = any(cases))
      and not exists (select from conference_case where conference_id = id and conference_case.case_id <> all(cases))));
  delete from conference_role where case_id = any(cases) or conference_id = any(going);
  delete from conference_case where case_id = any(cases) or conference_id = any(going);
  if going is null then return 0; end if;
  delete from conference_person where conference_id = any(going);
  delete from conference_fact where conference_id = any(going);
  delete from conference_item where conference_id = any(going);
  delete from conference_decision where conference_id = any(going);
  delete from case_share where conference_id = any(going) or (kind = 'conference' and subject_id = any(going));
  delete from notice where url ~ ('^/conferences/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/conferences/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from conference where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function conference_dispose(bigint) to tsunagi_service;
