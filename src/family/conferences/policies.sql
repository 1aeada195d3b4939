-- A conference is its team's; whoever was invited reads what was laid before it, for as long as they were let in, and of
-- the case behind it nothing (session_shared asks for 'conference', never for 'case').
create or replace function may_read_conference(team_id bigint, conference_id bigint) returns boolean language sql stable as $$
  select may_work_case(team_id) or session_shared('conference', conference_id)
$$;
-- Minutes are approved by the one who led the sitting.
create or replace function may_approve_conference(chair_id bigint) returns boolean language sql stable as $$
  select chair_id = session_person()
$$;
grant execute on function may_read_conference(bigint, bigint), may_approve_conference(bigint) to tsunagi_service;

grant select, insert on conference to tsunagi_service;
grant update (purpose, held_on, starts_at, ends_at, place, online_url, chair_id, minutes, next_on, opened_at, closed_at, closed_by,
  no_decision_reason, approved_at, approved_by, cancelled_at, cancel_reason, version, updated_at) on conference to tsunagi_service;
create policy conference_read on conference for select to tsunagi_service using (may_read_conference(team_id, id));
create policy conference_call on conference for insert to tsunagi_service
  with check (may_work_case(team_id) and created_by = session_person() and names_mine(closed_by, approved_by));
create policy conference_change on conference for update to tsunagi_service using (may_work_case(team_id))
  with check (approved_by is null or may_approve_conference(chair_id));
create policy conference_names on conference as restrictive for update to tsunagi_service
  using (names_were('conference ' || id, closed_by, approved_by))
  with check (names_stay('conference ' || id, closed_by, approved_by));

grant select, insert, delete on conference_case to tsunagi_service;
grant update (question, discussion, outcome, version) on conference_case to tsunagi_service;
create policy conference_case_read on conference_case for select to tsunagi_service using (may_work_case(team_id));
create policy conference_case_add on conference_case for insert to tsunagi_service with check (may_work_case(team_id));
create policy conference_case_change on conference_case for update to tsunagi_service using (may_work_case(team_id));
create policy conference_case_remove on conference_case for delete to tsunagi_service using (may_work_case(team_id));

grant select, insert, delete on conference_fact to tsunagi_service;
create policy conference_fact_read on conference_fact for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_fact_lay on conference_fact for insert to tsunagi_service
  with check (may_work_case(team_id) and chosen_by = session_person());
create policy conference_fact_remove on conference_fact for delete to tsunagi_service using (may_work_case(team_id));

-- A guest writes their own view and confirms their own duty of secrecy.
create or replace function may_speak_for(team_id bigint, conference_id bigint, person_id bigint) returns boolean language sql stable as $$
  select may_work_case(team_id) or (may_read_conference(team_id, conference_id) and person_id = session_person())
$$;
grant execute on function may_speak_for(bigint, bigint, bigint) to tsunagi_service;
grant select, insert, delete on conference_person to tsunagi_service;
grant update (part, share_id, attendance, view, view_by, view_at, version) on conference_person to tsunagi_service;
create policy conference_person_read on conference_person for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_person_add on conference_person for insert to tsunagi_service
  with check (may_work_case(team_id) and added_by = session_person() and names_mine(view_by));
create policy conference_person_change on conference_person for update to tsunagi_service
  using (may_speak_for(team_id, conference_id, person_id));
create policy conference_person_names on conference_person as restrictive for update to tsunagi_service
  using (names_were('conference_person ' || id, view_by)) with check (names_stay('conference_person ' || id, view_by));
create policy conference_person_remove on conference_person for delete to tsunagi_service using (may_work_case(team_id));

-- What a guest is told before the promise of secrecy: that they are invited, by whom and until when, and nothing of what it is
-- about. Runs as owner, since the conference itself is not theirs to read yet.
create or replace function conference_invitations(moment timestamptz) returns table (id bigint, kind text, held_on date,
    starts_at time, ends_at time, cancelled_at timestamptz, team text, reason text, giver text, until timestamptz,
    promised_at timestamptz)
  language sql stable security definer set search_path from current as $$
  select conference.id, conference.kind, conference.held_on, conference.starts_at, conference.ends_at, conference.cancelled_at,
    team.name, case_share.reason, giver.family_name || ' ' || giver.given_name, case_share.ends_at, case_share.promised_at
  from case_share join conference on conference.id = case_share.conference_id join team on team.id = conference.team_id
    join person as giver on giver.id = case_share.created_by
  where case_share.person_id = session_person() and session_has('network') and case_share.ended_at is null
    and case_share.starts_at <= moment and case_share.ends_at > moment
  order by conference.held_on, conference.id
$$;
-- The promise, given by the guest alone: their share counts from here on. False where there is none to give it for.
create or replace function conference_promise(conference bigint, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  if session_has('network') is not true then return false; end if;
  update case_share set promised_at = moment where person_id = session_person() and conference_id = conference_promise.conference
    and promised_at is null and ended_at is null and starts_at <= moment and ends_at > moment;
  if not found then return false; end if;
  update conference_person set secrecy_confirmed_at = moment
    where conference_id = conference_promise.conference and person_id = session_person();
  return true;
end
$$;
grant execute on function conference_invitations(timestamptz), conference_promise(bigint, timestamptz) to tsunagi_service;

-- What somebody is typing into the minutes: their own, while they run the conference.
grant select, insert, delete on conference_draft to tsunagi_service;
grant update (minutes, base_version, saved_at) on conference_draft to tsunagi_service;
create policy conference_draft_own on conference_draft to tsunagi_service
  using (person_id = session_person() and may_work_case(team_id));

grant select, insert, delete on conference_item to tsunagi_service;
grant update (title, discussion, version) on conference_item to tsunagi_service;
create policy conference_item_read on conference_item for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_item_add on conference_item for insert to tsunagi_service with check (may_work_case(team_id));
create policy conference_item_change on conference_item for update to tsunagi_service using (may_work_case(team_id));
create policy conference_item_remove on conference_item for delete to tsunagi_service using (may_work_case(team_id));

grant select, insert, delete on conference_decision to tsunagi_service;
create policy conference_decision_read on conference_decision for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_decision_write on conference_decision for insert to tsunagi_service
  with check (may_work_case(team_id) and written_by = session_person());
create policy conference_decision_remove on conference_decision for delete to tsunagi_service using (may_work_case(team_id));

grant select, insert, delete on conference_role to tsunagi_service;
grant update (task_id) on conference_role to tsunagi_service;
create policy conference_role_read on conference_role for select to tsunagi_service
  using (may_read_conference(team_id, conference_id));
create policy conference_role_give on conference_role for insert to tsunagi_service
  with check (may_work_case(team_id) and given_by = session_person());
create policy conference_role_change on conference_role for update to tsunagi_service using (may_work_case(team_id));
create policy conference_role_remove on conference_role for delete to tsunagi_service using (may_work_case(team_id));

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
  delete from conference_draft where conference_id = any(going);
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
