-- Places, what they offer and the list of programmes are public knowledge: everybody reads them, signed in or not.
-- `using (true)` is also what lets the planner answer the list from its indexes alone.
grant select, insert, update on facility to tsunagi_service;
create policy facility_read on facility for select to tsunagi_service using (true);

-- Whoever keeps the directory writes every entry; a facility's head its own, at the source.
create or replace function may_edit_facility(id bigint) returns boolean language sql stable as $$
  select session_has('directory.manage') or (session_has('facility.answer') and id = any(session_facilities()))
$$;
grant execute on function may_edit_facility(bigint) to tsunagi_service;
-- Adding and ending facilities, and saying who runs them, is for whoever keeps the directory.
create or replace function may_manage_directory() returns boolean language sql stable as $$
  select session_has('directory.manage')
$$;
grant execute on function may_manage_directory() to tsunagi_service;

-- Jobs write what a person has checked and released in an import.
create policy facility_add on facility for insert to tsunagi_service
  with check ((may_manage_directory() or session_has('job')) and names_mine(updated_by));
create policy facility_change on facility for update to tsunagi_service
  using (may_edit_facility(id) or session_has('job'));
create policy facility_names on facility as restrictive for update to tsunagi_service
  using (names_were('facility ' || id, updated_by)) with check (names_stay('facility ' || id, updated_by));

-- The city's own lists: programmes with their rules of opening, the wishes, the settings.
grant select, insert, update on programme to tsunagi_service;
create policy programme_read on programme for select to tsunagi_service using (true);
create policy programme_add on programme for insert to tsunagi_service with check (may_manage_directory());
create policy programme_change on programme for update to tsunagi_service using (may_manage_directory());
grant select on programme_figure to tsunagi_service;
create policy programme_figure_read on programme_figure for select to tsunagi_service using (true);
grant select, insert, update on wish to tsunagi_service;
create policy wish_read on wish for select to tsunagi_service using (true);
create policy wish_add on wish for insert to tsunagi_service with check (may_manage_directory());
create policy wish_change on wish for update to tsunagi_service using (may_manage_directory());
grant select, update on directory_setting to tsunagi_service;
create policy directory_setting_read on directory_setting for select to tsunagi_service using (true);
create policy directory_setting_change on directory_setting for update to tsunagi_service using (may_manage_directory());

grant select, insert, update on service to tsunagi_service;
create policy service_read on service for select to tsunagi_service using (true);
create policy service_add on service for insert to tsunagi_service
  with check (may_edit_facility(facility_id) or session_has('job'));
create policy service_change on service for update to tsunagi_service using (may_edit_facility(facility_id));

-- What a place offers, when it is open and who works there belong to its entry: read by everybody, written at the source.
grant select, insert, delete on facility_offer to tsunagi_service;
create policy facility_offer_read on facility_offer for select to tsunagi_service using (true);
create policy facility_offer_add on facility_offer for insert to tsunagi_service with check (may_edit_facility(facility_id));
create policy facility_offer_remove on facility_offer for delete to tsunagi_service using (may_edit_facility(facility_id));
grant select, insert, update, delete on schedule to tsunagi_service;
create policy schedule_read on schedule for select to tsunagi_service using (true);
create policy schedule_add on schedule for insert to tsunagi_service with check (may_edit_facility(facility_id));
create policy schedule_change on schedule for update to tsunagi_service using (may_edit_facility(facility_id));
create policy schedule_remove on schedule for delete to tsunagi_service using (may_edit_facility(facility_id));
grant select, insert, update, delete on schedule_exception to tsunagi_service;
create policy schedule_exception_read on schedule_exception for select to tsunagi_service using (true);
create policy schedule_exception_add on schedule_exception for insert to tsunagi_service with check (may_edit_facility(facility_id));
create policy schedule_exception_change on schedule_exception for update to tsunagi_service using (may_edit_facility(facility_id));
create policy schedule_exception_remove on schedule_exception for delete to tsunagi_service using (may_edit_facility(facility_id));
grant select, insert, delete on facility_staffing to tsunagi_service;
create policy facility_staffing_read on facility_staffing for select to tsunagi_service using (true);
create policy facility_staffing_add on facility_staffing for insert to tsunagi_service with check (may_edit_facility(facility_id));
create policy facility_staffing_remove on facility_staffing for delete to tsunagi_service using (may_edit_facility(facility_id));

-- A picture taken down is seen by those only who may put it back.
create or replace function may_see_photo(facility_id bigint, removed_at timestamptz) returns boolean language sql stable as $$
  select removed_at is null or may_edit_facility(facility_id)
$$;
grant execute on function may_see_photo(bigint, timestamptz) to tsunagi_service;
grant select, insert on facility_photo to tsunagi_service;
grant update (facility_id, alt, credit, position, removed_at) on facility_photo to tsunagi_service;
create policy facility_photo_read on facility_photo for select to tsunagi_service using (may_see_photo(facility_id, removed_at));
create policy facility_photo_add on facility_photo for insert to tsunagi_service
  with check (may_edit_facility(facility_id) and consent_confirmed_by = session_person());
create policy facility_photo_change on facility_photo for update to tsunagi_service using (may_edit_facility(facility_id));

-- A proposed change is between the facility and whoever keeps the directory; nobody decides about their own.
grant select, insert on facility_change to tsunagi_service;
grant update (decided_by, decided_at, accepted, reason, withdrawn_at) on facility_change to tsunagi_service;
create policy facility_change_read on facility_change for select to tsunagi_service using (may_edit_facility(facility_id));
create policy facility_change_propose on facility_change for insert to tsunagi_service
  with check (may_edit_facility(facility_id) and proposed_by = session_person() and names_mine(decided_by));
create policy facility_change_answer on facility_change for update to tsunagi_service
  using (may_manage_directory() or proposed_by = session_person())
  with check (may_manage_directory() or decided_by is null);
create policy facility_change_names on facility_change as restrictive for update to tsunagi_service
  using (names_were('facility_change ' || id, decided_by)) with check (names_stay('facility_change ' || id, decided_by));

-- A draft is its writer's, of an entry that they may write.
create or replace function may_draft_facility(person_id bigint, facility_id bigint) returns boolean language sql stable as $$
  select person_id = session_person()
    and case when facility_id is null then may_manage_directory() else may_edit_facility(facility_id) end
$$;
grant execute on function may_draft_facility(bigint, bigint) to tsunagi_service;
grant select, insert, update, delete on facility_draft to tsunagi_service;
create policy facility_draft_own on facility_draft to tsunagi_service
  using (may_draft_facility(person_id, facility_id)) with check (may_draft_facility(person_id, facility_id));

-- Merging is for whoever keeps the directory; that two entries are one is told to the network.
grant select, insert on facility_merge to tsunagi_service;
grant update (undone_by, undone_at) on facility_merge to tsunagi_service;
create policy facility_merge_read on facility_merge for select to tsunagi_service using (session_has('network'));
create policy facility_merge_add on facility_merge for insert to tsunagi_service
  with check (may_manage_directory() and merged_by = session_person() and names_mine(undone_by));
create policy facility_merge_undo on facility_merge for update to tsunagi_service using (may_manage_directory());
create policy facility_merge_names on facility_merge as restrictive for update to tsunagi_service
  using (names_were('facility_merge ' || id, undone_by)) with check (names_stay('facility_merge ' || id, undone_by));
grant select, insert on facility_distinct to tsunagi_service;
create policy facility_distinct_read on facility_distinct for select to tsunagi_service using (may_manage_directory());
create policy facility_distinct_say on facility_distinct for insert to tsunagi_service
  with check (may_manage_directory() and said_by = session_person());

-- How a city's own table is read is remembered by those whose business that table is.
grant select, insert, update, delete on import_layout to tsunagi_service;
create policy import_layout_use on import_layout to tsunagi_service
  using (session_has(duty)) with check (session_has(duty));
create policy import_layout_save on import_layout as restrictive for insert to tsunagi_service
  with check (saved_by = session_person());
create policy import_layout_names on import_layout as restrictive for update to tsunagi_service
  using (names_were('import_layout ' || id, saved_by)) with check (names_stay('import_layout ' || id, saved_by));

-- Who runs a place is named to everybody. Runs as owner: whoever keeps the directory writes no organisation otherwise,
-- and only what already runs a place becomes listed.
create or replace function list_organisations(ids bigint[]) returns void
  language sql security definer set search_path from current as $$
  update organisation set listed = true
  where id = any(ids) and not listed and (may_manage_directory() or session_has('job'))
    and exists (select from facility where facility.organisation_id = organisation.id)
$$;
grant execute on function list_organisations(bigint[]) to tsunagi_service;
