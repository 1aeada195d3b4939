-- The round and the visits. Those with visit.read see plans and records, save records marked as restricted, which only the
-- visiting team reads (or who opened one in an emergency). A facility sees its own visits' dates and what was shared with it.

create or replace function may_plan_visit() returns boolean language sql stable as $$ select session_has('visit.plan') $$;
grant execute on function may_plan_visit() to tsunagi_service;

grant select, insert on round to tsunagi_service;
grant update (name, note, version) on round to tsunagi_service;
create policy round_read on round for select to tsunagi_service using (session_has('visit.read'));
create policy round_add on round for insert to tsunagi_service with check (may_plan_visit());
create policy round_change on round for update to tsunagi_service using (may_plan_visit());

grant select, insert on round_target to tsunagi_service;
grant update (coordinator_id, planned_count, reason, version) on round_target to tsunagi_service;
create policy round_target_read on round_target for select to tsunagi_service using (session_has('visit.read'));
create policy round_target_add on round_target for insert to tsunagi_service with check (may_plan_visit());
create policy round_target_change on round_target for update to tsunagi_service using (may_plan_visit());

-- visit: the appointment and the facts.
create or replace function may_record_visit(team_id bigint) returns boolean language sql stable as $$
  select session_has('visit.record') and team_id = any(session_teams())
$$;
grant execute on function may_record_visit(bigint) to tsunagi_service;
grant select, insert on visit to tsunagi_service;
grant update (lead_id, purpose, planned_from, planned_to, note_to_facility, visited_on, cancelled_at, cancelled_by,
  cancel_reason, cancel_note, reminded_on, version) on visit to tsunagi_service;
create policy visit_read on visit for select to tsunagi_service
  using (session_has('visit.read') or facility_id = any(session_facilities()) or session_has('job'));
create policy visit_plan on visit for insert to tsunagi_service
  with check (may_plan_visit() and created_by = session_person() and names_mine(cancelled_by));
create policy visit_change on visit for update to tsunagi_service
  using (may_plan_visit() or may_record_visit(team_id) or session_has('job'));
create policy visit_names on visit as restrictive for update to tsunagi_service
  using (names_were('visit ' || id, cancelled_by)) with check (names_stay('visit ' || id, cancelled_by));

grant select, insert, delete on visit_coordinator to tsunagi_service;
create policy visit_coordinator_read on visit_coordinator for select to tsunagi_service
  using (session_has('visit.read') or facility_id = any(session_facilities()));
create policy visit_coordinator_add on visit_coordinator for insert to tsunagi_service with check (may_plan_visit());
create policy visit_coordinator_remove on visit_coordinator for delete to tsunagi_service using (may_plan_visit());

-- visit_record: the words.
create or replace function may_read_visit_record(visit_id bigint, facility_id bigint, team_id bigint, restricted boolean, shared_at timestamptz)
  returns boolean language sql stable as $$
  select (session_has('visit.read') and (not restricted or team_id = any(session_teams()) or session_opened('visit', visit_id)))
    or (shared_at is not null and facility_id = any(session_facilities()))
$$;
grant execute on function may_read_visit_record(bigint, bigint, bigint, boolean, timestamptz) to tsunagi_service;
grant select, insert on visit_record to tsunagi_service;
grant update (met, hearing, strengths, challenges, needs, support, next_step, restricted, shared_at, shared_by, version,
  updated_at, updated_by, past) on visit_record to tsunagi_service;
create policy visit_record_read on visit_record for select to tsunagi_service
  using (may_read_visit_record(visit_id, facility_id, team_id, restricted, shared_at));
create policy visit_record_submit on visit_record for insert to tsunagi_service
  with check (may_record_visit(team_id) and submitted_by = session_person() and updated_by = session_person()
    and names_mine(shared_by));
create policy visit_record_change on visit_record for update to tsunagi_service using (may_record_visit(team_id));
create policy visit_record_names on visit_record as restrictive for update to tsunagi_service
  using (names_were('visit_record ' || visit_id, shared_by, updated_by))
  with check (names_stay('visit_record ' || visit_id, shared_by, updated_by));

-- A draft is its author's alone.
grant select, insert, delete on visit_draft to tsunagi_service;
grant update (fields, base_version, saved_at, from_device, past) on visit_draft to tsunagi_service;
create policy visit_draft_own on visit_draft to tsunagi_service
  using (person_id = session_person() and session_has('visit.record'))
  with check (person_id = session_person() and session_has('visit.record'));

-- The memo never leaves the team.
grant select, insert, delete on visit_memo to tsunagi_service;
grant update (body, updated_by, updated_at) on visit_memo to tsunagi_service;
create policy visit_memo_read on visit_memo for select to tsunagi_service
  using (session_has('visit.read') and team_id = any(session_teams()));
create policy visit_memo_write on visit_memo for insert to tsunagi_service
  with check (may_record_visit(team_id) and updated_by = session_person());
create policy visit_memo_change on visit_memo for update to tsunagi_service using (may_record_visit(team_id));
create policy visit_memo_names on visit_memo as restrictive for update to tsunagi_service
  using (names_were('visit_memo ' || visit_id, updated_by)) with check (names_stay('visit_memo ' || visit_id, updated_by));
create policy visit_memo_remove on visit_memo for delete to tsunagi_service using (may_record_visit(team_id));

create or replace function may_read_visit_attachment(visit_id bigint, team_id bigint, restricted boolean)
  returns boolean language sql stable as $$
  select session_has('visit.read') and (not restricted or team_id = any(session_teams()) or session_opened('visit', visit_id))
$$;
grant execute on function may_read_visit_attachment(bigint, bigint, boolean) to tsunagi_service;
grant select, insert on visit_attachment to tsunagi_service;
-- bytes: only to empty them when an attachment is removed for good
grant update (caption, restricted, removed_at, bytes) on visit_attachment to tsunagi_service;
create policy visit_attachment_read on visit_attachment for select to tsunagi_service
  using (may_read_visit_attachment(visit_id, team_id, restricted));
create policy visit_attachment_add on visit_attachment for insert to tsunagi_service
  with check (may_record_visit(team_id) and attached_by = session_person());
create policy visit_attachment_change on visit_attachment for update to tsunagi_service using (may_record_visit(team_id));

create or replace function may_read_visit_follow_up(visit_id bigint, team_id bigint, restricted boolean, owner_id bigint)
  returns boolean language sql stable as $$
  select session_has('job') or (session_has('visit.read') and (not restricted or team_id = any(session_teams())
    or owner_id = session_person() or session_opened('visit', visit_id)))
$$;
create or replace function may_close_visit_follow_up(team_id bigint, owner_id bigint) returns boolean language sql stable as $$
  select may_record_visit(team_id) or (session_has('visit.read') and owner_id = session_person())
$$;
grant execute on function may_read_visit_follow_up(bigint, bigint, boolean, bigint), may_close_visit_follow_up(bigint, bigint)
  to tsunagi_service;
grant select, insert on visit_follow_up to tsunagi_service;
grant update (restricted, done_on, done_note, reminded_on, version) on visit_follow_up to tsunagi_service;
create policy visit_follow_up_read on visit_follow_up for select to tsunagi_service
  using (may_read_visit_follow_up(visit_id, team_id, restricted, owner_id));
create policy visit_follow_up_add on visit_follow_up for insert to tsunagi_service with check (may_record_visit(team_id));
create policy visit_follow_up_change on visit_follow_up for update to tsunagi_service
  using (may_close_visit_follow_up(team_id, owner_id) or session_has('job'));

-- Visits at the end of their time, those called off included; one with a promise still open stays.
create or replace function visit_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select id, null::bigint, null::bigint, id::text, coalesce(visited_on, planned_on),
      (coalesce(visited_on, planned_on) + make_interval(months => months))::date as due_on
    from visit where session_has('job') is true and (visited_on is not null or cancelled_at is not null)
      and not exists (select from visit_follow_up where visit_id = visit.id and done_on is null)) as ended
  where ended.due_on <= day and until_age is null
$$;
grant execute on function visit_due(integer, integer, date) to tsunagi_service;
-- Record, memo, promises, files and drafts go with the visit (on delete cascade); issues raised from it stay without it.
create or replace function visit_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from visit join disposal_released(disposal, 'visit') as one on subject_id = id
    where visited_on is not null or cancelled_at is not null);
begin
  if going is null then return 0; end if;
  update issue set visit_id = null where visit_id = any(going);
  update action_item set visit_id = null where visit_id = any(going);
  update visit set moved_from_id = null where moved_from_id = any(going);
  delete from visit where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function visit_dispose(bigint) to tsunagi_service;

-- Published: who was there together (improvement/knowledge draws the map of who met whom from it). Of organisations only.
create or replace view visit_gathering with (security_invoker = true) as
  select visit.id as record_id, visit.visited_on as held_on, null::text as theme_code, visit.facility_id, null::bigint as organisation_id
  from visit where visit.visited_on is not null and visit.cancelled_at is null
  union all
  select visit.id, visit.visited_on, null, null, team.organisation_id
  from visit join team on team.id = visit.team_id where visit.visited_on is not null and visit.cancelled_at is null;
grant select on visit_gathering to tsunagi_service;
