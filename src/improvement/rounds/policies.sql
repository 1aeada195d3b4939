-- The worked-out round is read by those who read visits and changed by those who plan them. A facility says itself when it
-- can be called at. Agencies see each other's calls by day and kind and enter their own.

grant select, insert on round_setting to tsunagi_service;
grant update (place, latitude, longitude, winding, speed, winter_speed, winter_months, minutes, grid, apart, quiet_weekdays, version)
  on round_setting to tsunagi_service;
create policy round_setting_read on round_setting for select to tsunagi_service using (session_has('visit.read'));
create policy round_setting_add on round_setting for insert to tsunagi_service with check (may_plan_visit());
create policy round_setting_change on round_setting for update to tsunagi_service using (may_plan_visit());

grant select, insert, delete on round_quiet to tsunagi_service;
create policy round_quiet_read on round_quiet for select to tsunagi_service using (session_has('visit.read'));
create policy round_quiet_add on round_quiet for insert to tsunagi_service with check (may_plan_visit());
create policy round_quiet_remove on round_quiet for delete to tsunagi_service using (may_plan_visit());

grant select, insert on round_worker to tsunagi_service;
grant update (weekdays, starts_at, ends_at, most, skills, version) on round_worker to tsunagi_service;
create policy round_worker_read on round_worker for select to tsunagi_service using (session_has('visit.read'));
create policy round_worker_add on round_worker for insert to tsunagi_service with check (may_plan_visit());
create policy round_worker_change on round_worker for update to tsunagi_service using (may_plan_visit());

grant select, insert, delete on round_absence to tsunagi_service;
create policy round_absence_read on round_absence for select to tsunagi_service using (session_has('visit.read'));
create policy round_absence_add on round_absence for insert to tsunagi_service with check (may_plan_visit());
create policy round_absence_remove on round_absence for delete to tsunagi_service using (may_plan_visit());

create or replace function may_say_call_times(facility_id bigint) returns boolean language sql stable as $$
  select may_plan_visit() or (session_has('facility.answer') and facility_id = any(session_facilities()))
$$;
grant execute on function may_say_call_times(bigint) to tsunagi_service;
grant select, insert on facility_call_time to tsunagi_service;
grant update (weekdays, morning_from, morning_to, afternoon_from, afternoon_to, minutes, skills, version, updated_by, updated_at)
  on facility_call_time to tsunagi_service;
create policy facility_call_time_read on facility_call_time for select to tsunagi_service
  using (session_has('visit.read') or facility_id = any(session_facilities()));
create policy facility_call_time_add on facility_call_time for insert to tsunagi_service
  with check (may_say_call_times(facility_id) and updated_by = session_person());
create policy facility_call_time_change on facility_call_time for update to tsunagi_service
  using (may_say_call_times(facility_id));
create policy facility_call_time_names on facility_call_time as restrictive for update to tsunagi_service
  using (names_were('facility_call_time ' || facility_id, updated_by))
  with check (names_stay('facility_call_time ' || facility_id, updated_by));

create or replace function may_enter_agency_round(organisation_id bigint) returns boolean language sql stable as $$
  select session_has('round.share') and (may_plan_visit() or organisation_id = any(session_organisations()))
$$;
grant execute on function may_enter_agency_round(bigint) to tsunagi_service;
grant select, insert on agency_round to tsunagi_service;
grant update (cancelled_at, cancelled_by) on agency_round to tsunagi_service;
create policy agency_round_read on agency_round for select to tsunagi_service
  using (session_has('round.share') or facility_id = any(session_facilities()) or session_has('job'));
-- A table that was checked in somebody's name is written by the job.
create policy agency_round_add on agency_round for insert to tsunagi_service
  with check (((may_enter_agency_round(organisation_id) and entered_by = session_person()) or session_has('job'))
    and names_mine(cancelled_by));
create policy agency_round_cancel on agency_round for update to tsunagi_service
  using (may_enter_agency_round(organisation_id));
create policy agency_round_names on agency_round as restrictive for update to tsunagi_service
  using (names_were('agency_round ' || id, cancelled_by)) with check (names_stay('agency_round ' || id, cancelled_by));

grant select, insert on round_proposal to tsunagi_service;
grant update (solve_months, solve_person_id, solve_requested_by, solve_requested_at, solve_progress, solved_at, asked, answered, failed,
  figures, change, discarded_at, discarded_by, version) on round_proposal to tsunagi_service;
create policy round_proposal_read on round_proposal for select to tsunagi_service
  using (session_has('visit.read') or session_has('job'));
create policy round_proposal_add on round_proposal for insert to tsunagi_service
  with check (may_plan_visit() and created_by = session_person() and solve_requested_by = session_person()
    and names_mine(discarded_by));
create policy round_proposal_change on round_proposal for update to tsunagi_service
  using (may_plan_visit() or session_has('job'));
create policy round_proposal_names on round_proposal as restrictive for update to tsunagi_service
  using (names_were('round_proposal ' || id, solve_requested_by, discarded_by))
  with check (names_stay('round_proposal ' || id, solve_requested_by, discarded_by));

grant select, insert on round_acceptance to tsunagi_service;
grant update (undone_by, undone_at) on round_acceptance to tsunagi_service;
create policy round_acceptance_read on round_acceptance for select to tsunagi_service using (session_has('visit.read'));
create policy round_acceptance_add on round_acceptance for insert to tsunagi_service
  with check (may_plan_visit() and accepted_by = session_person() and names_mine(undone_by));
create policy round_acceptance_change on round_acceptance for update to tsunagi_service using (may_plan_visit());
create policy round_acceptance_names on round_acceptance as restrictive for update to tsunagi_service
  using (names_were('round_acceptance ' || id, undone_by)) with check (names_stay('round_acceptance ' || id, undone_by));

grant select, insert, delete on round_line to tsunagi_service;
grant update (person_id, planned_on, starts_at, ends_at, locked, moved_by, was_on, was_person_id, was_starts_at, why_her,
  visit_id, acceptance_id, version) on round_line to tsunagi_service;
create policy round_line_read on round_line for select to tsunagi_service using (session_has('visit.read'));
create policy round_line_add on round_line for insert to tsunagi_service with check (may_plan_visit() and names_mine(moved_by));
create policy round_line_change on round_line for update to tsunagi_service using (may_plan_visit());
create policy round_line_names on round_line as restrictive for update to tsunagi_service
  using (names_were('round_line ' || id, moved_by)) with check (names_stay('round_line ' || id, moved_by));
create policy round_line_remove on round_line for delete to tsunagi_service using (may_plan_visit());

grant select, insert, delete on round_missing to tsunagi_service;
create policy round_missing_read on round_missing for select to tsunagi_service using (session_has('visit.read'));
create policy round_missing_add on round_missing for insert to tsunagi_service with check (may_plan_visit());
create policy round_missing_remove on round_missing for delete to tsunagi_service using (may_plan_visit());

-- Our planned calls for the other agencies: the day and the door, nothing else of a visit.
create or replace function round_days(first_on date, last_on date)
  returns table (facility_id bigint, planned_on date, planned_from time, planned_to time)
  language sql stable security definer set search_path from current as $$
  select visit.facility_id, visit.planned_on, visit.planned_from, visit.planned_to from visit
  where visit.cancelled_at is null and visit.planned_on between first_on and last_on
    and (session_has('round.share') is true or visit.facility_id = any(session_facilities()) is true)
$$;
grant execute on function round_days(date, date) to tsunagi_service;
