-- Open days are told to everybody in the network. Who came and what they took home is read by those who prepare open
-- days, those who read indicators, and the visiting facility's own people: the host reads no other facility's reflection.

create or replace function may_manage_open_day() returns boolean language sql stable as $$
  select session_has('learning.manage')
$$;
-- A head writes the own facility's reflection; how many came stays with those who keep the count (commands.ts).
create or replace function may_change_open_day_participation(facility_id bigint) returns boolean language sql stable as $$
  select session_has('learning.manage') or (session_has('facility.answer') and facility_id = any(session_facilities()))
$$;
create or replace function may_read_open_day_participation(facility_id bigint) returns boolean language sql stable as $$
  select session_has('learning.manage') or session_has('evaluation.read') or facility_id = any(session_facilities())
$$;
grant execute on function may_manage_open_day(), may_change_open_day_participation(bigint),
  may_read_open_day_participation(bigint) to tsunagi_service;

grant select, insert on open_day to tsunagi_service;
grant update (facility_id, theme_code, title, held_on, places, cancelled_at, cancel_reason, note, version, updated_at, updated_by)
  on open_day to tsunagi_service;
create policy open_day_read on open_day for select to tsunagi_service using (session_has('network'));
create policy open_day_register on open_day for insert to tsunagi_service with check (may_manage_open_day());
create policy open_day_change on open_day for update to tsunagi_service using (may_manage_open_day());
create policy open_day_names on open_day as restrictive for update to tsunagi_service
  using (names_were('open_day ' || id, updated_by)) with check (names_stay('open_day ' || id, updated_by));

grant select, insert, delete on open_day_participation to tsunagi_service;
grant update (people, reflection, version, updated_at, updated_by) on open_day_participation to tsunagi_service;
create policy open_day_participation_read on open_day_participation for select to tsunagi_service
  using (may_read_open_day_participation(facility_id));
create policy open_day_participation_record on open_day_participation for insert to tsunagi_service
  with check (may_manage_open_day());
create policy open_day_participation_change on open_day_participation for update to tsunagi_service
  using (may_change_open_day_participation(facility_id));
create policy open_day_participation_names on open_day_participation as restrictive for update to tsunagi_service
  using (names_were('open_day_participation ' || open_day_id || ' ' || facility_id, updated_by))
  with check (names_stay('open_day_participation ' || open_day_id || ' ' || facility_id, updated_by));
create policy open_day_participation_remove on open_day_participation for delete to tsunagi_service
  using (may_manage_open_day());
