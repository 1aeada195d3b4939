-- A published open day is told to everybody in the network; until then the host's people and those who prepare open days
-- read it. Who came and what they took home is read by those who prepare, those who read indicators, and the visiting
-- facility's own people: the host reads another facility's reflection only when that facility shared it.

create or replace function may_manage_open_day() returns boolean language sql stable as $$
  select session_has('learning.manage')
$$;
-- Speaks for the host: its head, or whoever prepares open days.
create or replace function may_host_open_day(facility_id bigint) returns boolean language sql stable as $$
  select may_manage_open_day() or (session_has('facility.answer') and facility_id = any(session_facilities()))
$$;
create or replace function may_read_open_day(facility_id bigint, shown boolean) returns boolean language sql stable as $$
  select may_manage_open_day()
    or (session_has('network') and (shown or facility_id = any(session_facilities())))
$$;
-- At the board: the host's people, those of facilities that signed up or came, and whoever accompanies them.
create or replace function may_join_open_day(host_facility_id bigint, guest_facility_ids bigint[]) returns boolean
  language sql stable as $$
  select may_manage_open_day() or (session_has('facility.read')
    and (host_facility_id = any(session_facilities()) or guest_facility_ids && session_facilities()))
$$;
-- A head speaks for the own facility.
create or replace function may_visit_open_day(facility_id bigint) returns boolean language sql stable as $$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$$;
-- A head writes the own facility's reflection; how many came stays with those who keep the count (commands.ts).
create or replace function may_change_open_day_participation(facility_id bigint) returns boolean language sql stable as $$
  select may_manage_open_day() or may_visit_open_day(facility_id)
$$;
create or replace function may_read_open_day_participation(facility_id bigint, host_facility_id bigint, shared_at timestamptz)
  returns boolean language sql stable as $$
  select may_manage_open_day() or session_has('evaluation.read') or facility_id = any(session_facilities())
    or (shared_at is not null and host_facility_id = any(session_facilities()))
$$;
create or replace function may_read_open_day_signup(facility_id bigint, host_facility_id bigint) returns boolean
  language sql stable as $$
  select may_manage_open_day() or session_has('job') or facility_id = any(session_facilities())
    or host_facility_id = any(session_facilities())
$$;
create or replace function may_read_practice(facility_id bigint, shared boolean) returns boolean language sql stable as $$
  select may_manage_open_day() or session_has('evaluation.read') or session_has('job') or facility_id = any(session_facilities())
    or (shared and session_has('network'))
$$;
drop function if exists may_read_open_day_participation(bigint);
grant execute on function may_manage_open_day(), may_host_open_day(bigint), may_read_open_day(bigint, boolean),
  may_join_open_day(bigint, bigint[]), may_visit_open_day(bigint), may_change_open_day_participation(bigint),
  may_read_open_day_participation(bigint, bigint, timestamptz), may_read_open_day_signup(bigint, bigint),
  may_read_practice(bigint, boolean) to tsunagi_service;

-- Published: who was there together (improvement/knowledge draws the map of who met whom from it). Of organisations only.
create or replace view open_day_gathering with (security_invoker = true) as
  select open_day.id as record_id, open_day.held_on, open_day.theme_code, open_day.facility_id, null::bigint as organisation_id
  from open_day where open_day.cancelled_at is null
  union all
  select open_day.id, open_day.held_on, open_day.theme_code, came.facility_id, null
  from open_day join open_day_participation as came on came.open_day_id = open_day.id where open_day.cancelled_at is null;
grant select on open_day_gathering to tsunagi_service;

grant select, insert on open_day to tsunagi_service;
grant update (facility_id, theme_code, title, held_on, places, cancelled_at, cancel_reason, note, version, updated_at, updated_by,
  template, starts_at, ends_at, seen, pictures, pictures_note, guardians_told_on, guardians_how, offered_at, returned_at,
  return_note, published_at, event_id) on open_day to tsunagi_service;
create policy open_day_read on open_day for select to tsunagi_service
  using (may_read_open_day(facility_id, shown) or session_has('job'));
create policy open_day_register on open_day for insert to tsunagi_service
  with check ((may_manage_open_day() or (may_host_open_day(facility_id) and published_at is null)) and names_mine(updated_by));
-- What was published others rely on: it is changed by those who prepare.
create policy open_day_change on open_day for update to tsunagi_service
  using (may_manage_open_day() or (may_host_open_day(facility_id) and published_at is null))
  with check (updated_by = session_person()
    and (may_manage_open_day() or (may_host_open_day(facility_id) and published_at is null)));

grant select, insert on open_day_deed to tsunagi_service;
-- What was said while the offer was prepared stays between the host and those who prepare.
create policy open_day_deed_read on open_day_deed for select to tsunagi_service
  using (may_read_open_day(host_facility_id, shown)
    and (what in ('published', 'cancelled', 'restored') or may_manage_open_day() or host_facility_id = any(session_facilities())));
create policy open_day_deed_write on open_day_deed for insert to tsunagi_service
  with check (may_host_open_day(host_facility_id) and done_by = session_person()
    and (may_manage_open_day() or what in ('offered', 'taken_back')));

grant select, insert, delete on open_day_question to tsunagi_service;
grant update (body) on open_day_question to tsunagi_service;
create policy open_day_question_read on open_day_question for select to tsunagi_service
  using (may_read_open_day(host_facility_id, shown));
create policy open_day_question_add on open_day_question for insert to tsunagi_service
  with check (may_host_open_day(host_facility_id));
create policy open_day_question_change on open_day_question for update to tsunagi_service
  using (may_host_open_day(host_facility_id));
create policy open_day_question_remove on open_day_question for delete to tsunagi_service
  using (may_host_open_day(host_facility_id));

grant select, insert on open_day_text to tsunagi_service;
grant update (body, version, updated_at, updated_by) on open_day_text to tsunagi_service;
create policy open_day_text_read on open_day_text for select to tsunagi_service
  using (may_read_open_day(host_facility_id, shown));
create policy open_day_text_write on open_day_text for insert to tsunagi_service
  with check (may_host_open_day(host_facility_id) and updated_by = session_person());
create policy open_day_text_change on open_day_text for update to tsunagi_service
  using (may_host_open_day(host_facility_id)) with check (updated_by = session_person());

grant select, insert on open_day_step to tsunagi_service;
grant update (planned_on, led_by, note, done_on, version, updated_at, updated_by) on open_day_step to tsunagi_service;
create policy open_day_step_read on open_day_step for select to tsunagi_service
  using (may_read_open_day(host_facility_id, shown));
create policy open_day_step_plan on open_day_step for insert to tsunagi_service
  with check (may_host_open_day(host_facility_id) and updated_by = session_person());
create policy open_day_step_change on open_day_step for update to tsunagi_service
  using (may_host_open_day(host_facility_id)) with check (updated_by = session_person());

grant select, insert on open_day_signup to tsunagi_service;
grant update (who, told) on open_day_signup to tsunagi_service;
create policy open_day_signup_read on open_day_signup for select to tsunagi_service
  using (may_read_open_day_signup(facility_id, host_facility_id));
create policy open_day_signup_add on open_day_signup for insert to tsunagi_service
  with check ((may_manage_open_day() or may_visit_open_day(facility_id)) and signed_by = session_person());
create policy open_day_signup_tell on open_day_signup for update to tsunagi_service using (session_has('job'));

grant select, insert, delete on open_day_participation to tsunagi_service;
grant update (people, reflection, shared_at, version, updated_at, updated_by) on open_day_participation to tsunagi_service;
create policy open_day_participation_read on open_day_participation for select to tsunagi_service
  using (may_read_open_day_participation(facility_id, host_facility_id, shared_at));
create policy open_day_participation_record on open_day_participation for insert to tsunagi_service
  with check (may_manage_open_day() and names_mine(updated_by));
create policy open_day_participation_change on open_day_participation for update to tsunagi_service
  using (may_change_open_day_participation(facility_id)) with check (updated_by = session_person());
create policy open_day_participation_remove on open_day_participation for delete to tsunagi_service
  using (may_manage_open_day());

-- An observer's sheet is the observer's alone; the night's job lets it go when its time is over.
grant select, insert, delete on open_day_sheet to tsunagi_service;
grant update (scene, good, doubt, proposal, updated_at, posted_at) on open_day_sheet to tsunagi_service;
create policy open_day_sheet_read on open_day_sheet for select to tsunagi_service
  using (person_id = session_person() or session_has('job'));
create policy open_day_sheet_begin on open_day_sheet for insert to tsunagi_service
  with check (person_id = session_person() and may_join_open_day(host_facility_id, guest_facility_ids));
create policy open_day_sheet_write on open_day_sheet for update to tsunagi_service using (person_id = session_person());
create policy open_day_sheet_forget on open_day_sheet for delete to tsunagi_service using (session_has('job'));

-- At the board everybody sorts everybody's notes; the words are mended by their writer, the host or whoever accompanies
-- (commands-board.ts, the row policy cannot tell columns apart).
grant select, insert on open_day_note to tsunagi_service;
grant update (position, kind, body, removed_at, version, updated_at, updated_by) on open_day_note to tsunagi_service;
create policy open_day_note_read on open_day_note for select to tsunagi_service
  using (may_join_open_day(host_facility_id, guest_facility_ids));
create policy open_day_note_write on open_day_note for insert to tsunagi_service
  with check (may_join_open_day(host_facility_id, guest_facility_ids) and written_by = session_person()
    and updated_by = session_person());
create policy open_day_note_change on open_day_note for update to tsunagi_service
  using (may_join_open_day(host_facility_id, guest_facility_ids)) with check (updated_by = session_person());

grant select, insert on open_day_practice to tsunagi_service;
grant update (what, why, try_from, shared, version, written_at, written_by) on open_day_practice to tsunagi_service;
create policy open_day_practice_read on open_day_practice for select to tsunagi_service
  using (may_read_practice(facility_id, shared));
create policy open_day_practice_choose on open_day_practice for insert to tsunagi_service
  with check (may_visit_open_day(facility_id) and written_by = session_person());
create policy open_day_practice_change on open_day_practice for update to tsunagi_service
  using (may_visit_open_day(facility_id)) with check (written_by = session_person());

grant select, insert on open_day_follow_up to tsunagi_service;
grant update (tried, happened, keeps, answered_at, answered_by, version) on open_day_follow_up to tsunagi_service;
create policy open_day_follow_up_read on open_day_follow_up for select to tsunagi_service
  using (may_read_practice(facility_id, shared));
create policy open_day_follow_up_ask on open_day_follow_up for insert to tsunagi_service
  with check ((session_has('job') and answered_by is null)
    or (may_visit_open_day(facility_id) and asked_on is null and answered_by = session_person()));
create policy open_day_follow_up_answer on open_day_follow_up for update to tsunagi_service
  using (may_visit_open_day(facility_id)) with check (answered_by = session_person());

grant select, insert on open_day_reminder to tsunagi_service;
create policy open_day_reminder_read on open_day_reminder for select to tsunagi_service using (session_has('job'));
create policy open_day_reminder_note on open_day_reminder for insert to tsunagi_service with check (session_has('job'));

grant select, insert, update, delete on open_day_draft to tsunagi_service;
create or replace function may_draft_open_day(person_id bigint) returns boolean language sql stable as $$
  select person_id = session_person() and (may_manage_open_day() or session_has('facility.answer'))
$$;
grant execute on function may_draft_open_day(bigint) to tsunagi_service;
create policy open_day_draft_read on open_day_draft for select to tsunagi_service
  using (may_draft_open_day(person_id) or session_has('job'));
create policy open_day_draft_begin on open_day_draft for insert to tsunagi_service with check (may_draft_open_day(person_id));
create policy open_day_draft_write on open_day_draft for update to tsunagi_service using (may_draft_open_day(person_id));
create policy open_day_draft_drop on open_day_draft for delete to tsunagi_service
  using (may_draft_open_day(person_id) or session_has('job'));

-- Keeps a day's list of visiting facilities, by which its board is read, as its sign-ups and participations say. Runs as
-- owner: a head who signs up changes nothing else of the day. It only ever writes what those rows say.
create or replace function open_day_follow_guests(day bigint) returns void
  language sql security definer set search_path from current as $$
  update open_day set guest_facility_ids = guests.ids
  from (select coalesce(array_agg(distinct facility_id order by facility_id), '{}') as ids from (
      select facility_id from open_day_participation where open_day_id = day
      union select open_day_signup.facility_id from open_day_signup
        join event_application on event_application.id = event_application_id
        where open_day_id = day and cancelled_at is null and confirmed_at is not null) as came) as guests
  where open_day.id = day and open_day.guest_facility_ids <> guests.ids
$$;
grant execute on function open_day_follow_guests(bigint) to tsunagi_service;

-- Practices another open day gave, as facilities let everybody read them: for the knowledge base and the year's report.

create or replace view practice_published with (security_invoker = true) as
  select open_day_practice.open_day_id, open_day_practice.facility_id, open_day.facility_id as host_facility_id,
    open_day.theme_code, open_day.title, open_day.held_on, open_day.fiscal_year, what, why, try_from, tried, happened, keeps,
    answered_at
  from open_day_practice
    join open_day on open_day.id = open_day_practice.open_day_id
    left join open_day_follow_up as later on later.open_day_id = open_day_practice.open_day_id
      and later.facility_id = open_day_practice.facility_id
  where open_day_practice.shared and open_day.cancelled_at is null;
grant select on practice_published to tsunagi_service;
