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
  with check (may_manage_directory() or session_has('job'));
create policy facility_change on facility for update to tsunagi_service
  using (may_edit_facility(id) or session_has('job'));

grant select on programme to tsunagi_service;
create policy programme_read on programme for select to tsunagi_service using (true);

grant select, insert, update on service to tsunagi_service;
create policy service_read on service for select to tsunagi_service using (true);
create policy service_add on service for insert to tsunagi_service
  with check (may_edit_facility(facility_id) or session_has('job'));
create policy service_change on service for update to tsunagi_service using (may_edit_facility(facility_id));
