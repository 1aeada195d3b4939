-- Visits away from the network. A device and what it sent are its person's alone; the administrator sees that devices exist and
-- gives lost ones up, never what is on them.

create or replace function may_take_visits_along() returns boolean language sql stable as $$ select session_has('visit.record') $$;
create or replace function may_end_offline_device(person_id bigint) returns boolean language sql stable as $$
  select person_id = session_person() or session_has('system.manage')
$$;
grant execute on function may_take_visits_along(), may_end_offline_device(bigint) to tsunagi_service;

grant select, insert on offline_device to tsunagi_service;
grant update (seen_at, clock_error, ended_at, ended_by, ended_why) on offline_device to tsunagi_service;
create policy offline_device_read on offline_device for select to tsunagi_service using (may_end_offline_device(person_id));
create policy offline_device_enrol on offline_device for insert to tsunagi_service
  with check (may_take_visits_along() and person_id = session_person() and names_mine(ended_by));
create policy offline_device_end on offline_device for update to tsunagi_service
  using (may_end_offline_device(person_id) and ended_at is null)
  with check (ended_by is null or ended_by = session_person());

-- Readable by nobody but the person; deleted with the device's end, by whoever ends it.
grant select, insert, delete on offline_device_key to tsunagi_service;
create policy offline_device_key_read on offline_device_key for select to tsunagi_service using (person_id = session_person());
create policy offline_device_key_make on offline_device_key for insert to tsunagi_service
  with check (may_take_visits_along() and person_id = session_person());
create policy offline_device_key_end on offline_device_key for delete to tsunagi_service using (person_id = session_person());

grant select, insert on offline_operation to tsunagi_service;
grant update (decided_at, decision) on offline_operation to tsunagi_service;
create policy offline_operation_read on offline_operation for select to tsunagi_service using (person_id = session_person());
create policy offline_operation_send on offline_operation for insert to tsunagi_service
  with check (may_take_visits_along() and person_id = session_person());
create policy offline_operation_decide on offline_operation for update to tsunagi_service using (person_id = session_person());

grant select, insert on offline_upload to tsunagi_service;
grant update (done_at, problem) on offline_upload to tsunagi_service;
create policy offline_upload_read on offline_upload for select to tsunagi_service using (person_id = session_person());
create policy offline_upload_send on offline_upload for insert to tsunagi_service
  with check (may_record_visit(team_id) and person_id = session_person());
create policy offline_upload_change on offline_upload for update to tsunagi_service using (person_id = session_person());

grant select, insert, delete on offline_chunk to tsunagi_service;
create policy offline_chunk_read on offline_chunk for select to tsunagi_service using (person_id = session_person());
create policy offline_chunk_send on offline_chunk for insert to tsunagi_service
  with check (may_take_visits_along() and person_id = session_person());
create policy offline_chunk_remove on offline_chunk for delete to tsunagi_service using (person_id = session_person());

-- Whether a device may keep what it has: asked with the device's own secret by whoever holds it, signed in or not. It answers
-- one word. A closed account ends its devices as their loss does.
create or replace function offline_device_state(secret_hash text) returns text
  language sql stable security definer set search_path from current as $$
  select case when ended_at is not null
      or exists (select from user_link where user_link.person_id = offline_device.person_id and disabled_at is not null)
    then 'gone' else 'kept' end
  from offline_device where token_hash = secret_hash
$$;
grant execute on function offline_device_state(text) to tsunagi_service;

-- The end of a device given up by the administrator, who may not read the key: it is deleted here.
create or replace function offline_device_forget(device bigint) returns integer
  language sql security definer set search_path from current as $$
  with gone as (
    delete from offline_device_key using offline_device
    where device_id = device and offline_device.id = device and ended_at is not null
      and may_end_offline_device(offline_device.person_id)
    returning device_id
  )
  select count(*)::integer from gone
$$;
grant execute on function offline_device_forget(bigint) to tsunagi_service;
-- A device says that it has emptied itself; once.
create or replace function offline_device_emptied(secret_hash text) returns void
  language sql security definer set search_path from current as $$
  update offline_device set wiped_at = session_now() where token_hash = secret_hash and ended_at is not null and wiped_at is null
$$;
grant execute on function offline_device_emptied(text) to tsunagi_service;

-- By night: pieces of files that never became whole, and devices that ended a year ago, with what they sent long since.
create or replace function offline_tidy(moment timestamptz) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  gone integer;
  sum integer := 0;
begin
  if session_has('job') is not true then return 0; end if;
  delete from offline_operation where received_at < moment - interval '400 days' and (decided_at is not null or outcome in ('applied', 'same', 'submitted'));
  get diagnostics gone = row_count;
  sum := sum + gone;
  delete from offline_upload where begun_at < moment - interval '90 days';
  get diagnostics gone = row_count;
  sum := sum + gone;
  delete from offline_device where ended_at < moment - interval '1 year'
    and not exists (select from offline_operation where device_id = offline_device.id)
    and not exists (select from offline_upload where device_id = offline_device.id);
  get diagnostics gone = row_count;
  return sum + gone;
end
$$;
grant execute on function offline_tidy(timestamptz) to tsunagi_service;
