-- Calls, told groups and published hand-outs are the network's. What a facility brings is read by itself, by those who
-- prepare (learning.manage) and, once the groups are told, by the others of its group; the board by the group alone.

create or replace function may_manage_study() returns boolean language sql stable as $$
  select session_has('learning.manage')
$$;
create or replace function may_sign_up(facility_id bigint) returns boolean language sql stable as $$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$$;
create or replace function may_read_study_entry(facility_id bigint, group_facility_ids bigint[], group_told boolean)
  returns boolean language sql stable as $$
  select may_manage_study() or facility_id = any(session_facilities())
    or coalesce(group_told and group_facility_ids && session_facilities(), false)
$$;
-- Those at the board: the people of the group's facilities, and whoever accompanies them.
create or replace function may_join_study(facility_ids bigint[]) returns boolean language sql stable as $$
  select may_manage_study() or (session_has('facility.read') and facility_ids && session_facilities())
$$;
create or replace function may_read_study_handout(published_at timestamptz, withdrawn_at timestamptz)
  returns boolean language sql stable as $$
  select may_manage_study()
    or ((session_has('network') or session_has('job')) and published_at is not null and withdrawn_at is null)
$$;
grant execute on function may_manage_study(), may_sign_up(bigint), may_read_study_entry(bigint, bigint[], boolean),
  may_join_study(bigint[]), may_read_study_handout(timestamptz, timestamptz) to tsunagi_service;

grant select, insert on study_call to tsunagi_service;
grant update (theme_code, title, purpose, opens_on, closes_on, topics, smallest, largest, aimed, most_km, weight_like,
  weight_strength, weight_mixed, weight_near, weight_fresh, weight_size, told_at, told_by, version) on study_call to tsunagi_service;
create policy study_call_read on study_call for select to tsunagi_service using (session_has('network'));
create policy study_call_open on study_call for insert to tsunagi_service
  with check (may_manage_study() and created_by = session_person() and names_mine(told_by));
create policy study_call_change on study_call for update to tsunagi_service using (may_manage_study());
create policy study_call_names on study_call as restrictive for update to tsunagi_service
  using (names_were('study_call ' || id, told_by)) with check (names_stay('study_call ' || id, told_by));

grant select, insert, delete on study_time to tsunagi_service;
create policy study_time_read on study_time for select to tsunagi_service using (session_has('network'));
create policy study_time_add on study_time for insert to tsunagi_service with check (may_manage_study());
create policy study_time_remove on study_time for delete to tsunagi_service using (may_manage_study());

grant select, insert, delete on study_group to tsunagi_service;
grant update (number, facility_ids, told, locked) on study_group to tsunagi_service;
create policy study_group_read on study_group for select to tsunagi_service
  using (may_manage_study() or (session_has('network') and told));
create policy study_group_form on study_group for insert to tsunagi_service with check (may_manage_study());
create policy study_group_change on study_group for update to tsunagi_service using (may_manage_study());
create policy study_group_dissolve on study_group for delete to tsunagi_service using (may_manage_study());

grant select, insert, delete on study_entry to tsunagi_service;
grant update (aim, question, strength, asks, offers, times, signed_at, group_id, group_facility_ids, group_told, version,
  updated_at, updated_by) on study_entry to tsunagi_service;
create policy study_entry_read on study_entry for select to tsunagi_service
  using (may_read_study_entry(facility_id, group_facility_ids, group_told));
create policy study_entry_sign_up on study_entry for insert to tsunagi_service
  with check ((may_sign_up(facility_id) or may_manage_study()) and group_id is null and names_mine(updated_by));
-- A facility changes its entry as long as it stands in no group; into a group it is put by those who prepare.
create policy study_entry_change on study_entry for update to tsunagi_service
  using (may_manage_study() or (may_sign_up(facility_id) and group_id is null));
create policy study_entry_names on study_entry as restrictive for update to tsunagi_service
  using (names_were('study_entry ' || call_id || ' ' || facility_id, updated_by))
  with check (names_stay('study_entry ' || call_id || ' ' || facility_id, updated_by));
create policy study_entry_withdraw on study_entry for delete to tsunagi_service
  using ((may_sign_up(facility_id) or may_manage_study()) and group_id is null);

grant select, insert on study_run to tsunagi_service;
grant update (progress, finished_at, failed, value, bound, left_ids, lenient) on study_run to tsunagi_service;
create policy study_run_read on study_run for select to tsunagi_service using (may_manage_study());
create policy study_run_ask on study_run for insert to tsunagi_service
  with check (may_manage_study() and asked_by = session_person());
create policy study_run_go_on on study_run for update to tsunagi_service using (may_manage_study());

grant select, insert, delete on study_session to tsunagi_service;
grant update (held_on, starts_at, ends_at, place, join_url, note, summary, closed_at, version) on study_session to tsunagi_service;
create policy study_session_read on study_session for select to tsunagi_service using (may_join_study(facility_ids));
create policy study_session_plan on study_session for insert to tsunagi_service
  with check (may_manage_study() and created_by = session_person());
create policy study_session_change on study_session for update to tsunagi_service using (may_manage_study());
create policy study_session_cancel on study_session for delete to tsunagi_service using (may_manage_study());

grant select, insert, delete on study_heading to tsunagi_service;
grant update (name, position) on study_heading to tsunagi_service;
create policy study_heading_read on study_heading for select to tsunagi_service using (may_join_study(facility_ids));
create policy study_heading_add on study_heading for insert to tsunagi_service with check (may_join_study(facility_ids));
create policy study_heading_change on study_heading for update to tsunagi_service using (may_join_study(facility_ids));
create policy study_heading_remove on study_heading for delete to tsunagi_service using (may_join_study(facility_ids));

-- At the board everybody sorts everybody's cards; the text is mended by its writer or by whoever accompanies the group
-- (commands-board.ts, the row policy cannot tell columns apart).
grant select, insert on study_card to tsunagi_service;
grant update (kind, body, heading_id, position, removed_at, version, updated_at, updated_by) on study_card to tsunagi_service;
create policy study_card_read on study_card for select to tsunagi_service using (may_join_study(facility_ids));
create policy study_card_write on study_card for insert to tsunagi_service
  with check (may_join_study(facility_ids) and written_by = session_person() and names_mine(updated_by));
create policy study_card_change on study_card for update to tsunagi_service using (may_join_study(facility_ids));
create policy study_card_names on study_card as restrictive for update to tsunagi_service
  using (names_were('study_card ' || id, updated_by)) with check (names_stay('study_card ' || id, updated_by));

grant select, insert, delete on study_vote to tsunagi_service;
create policy study_vote_read on study_vote for select to tsunagi_service using (may_join_study(facility_ids));
create policy study_vote_give on study_vote for insert to tsunagi_service
  with check (may_join_study(facility_ids) and person_id = session_person());
create policy study_vote_take on study_vote for delete to tsunagi_service
  using (may_join_study(facility_ids) and person_id = session_person());

grant select, insert on study_handout to tsunagi_service;
grant update (title, lead, cases, issues, ideas, published_at, published_by, withdrawn_at, version, updated_at, updated_by)
  on study_handout to tsunagi_service;
create policy study_handout_read on study_handout for select to tsunagi_service
  using (may_read_study_handout(published_at, withdrawn_at));
create policy study_handout_draw_up on study_handout for insert to tsunagi_service
  with check (may_manage_study() and names_mine(published_by, updated_by));
create policy study_handout_change on study_handout for update to tsunagi_service using (may_manage_study());
create policy study_handout_names on study_handout as restrictive for update to tsunagi_service
  using (names_were('study_handout ' || id, published_by, updated_by))
  with check (names_stay('study_handout ' || id, published_by, updated_by));

grant select, insert on study_trial to tsunagi_service;
grant update (tried, story, answered_at, answered_by, version) on study_trial to tsunagi_service;
create policy study_trial_read on study_trial for select to tsunagi_service
  using ((session_has('network') and tried is not null) or may_manage_study() or facility_id = any(session_facilities())
    or session_has('job'));
create policy study_trial_ask on study_trial for insert to tsunagi_service
  with check ((session_has('job') and answered_by is null)
    or (may_sign_up(facility_id) and asked_on is null and answered_by = session_person()));
create policy study_trial_answer on study_trial for update to tsunagi_service
  using (may_sign_up(facility_id)) with check (answered_by = session_person());

-- Published: who was there together (improvement/knowledge draws the map of who met whom from it). Of organisations only.
create or replace view study_gathering with (security_invoker = true) as
  select study_session.id as record_id, study_session.held_on, study_call.theme_code, one.facility_id, null::bigint as organisation_id
  from study_session join study_group on study_group.id = study_session.group_id join study_call on study_call.id = study_group.call_id
    cross join lateral unnest(study_session.facility_ids) as one (facility_id)
  where study_group.told;
grant select on study_gathering to tsunagi_service;
