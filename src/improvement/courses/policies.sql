-- A published course is everybody's (or the network's). What one person does in it is read by that person, by the head of the
-- facility that sent them and by who manages courses, and by nobody else; a reflection by the head only once it was shared.

create or replace function may_manage_courses() returns boolean language sql stable as $$
  select session_has('learning.manage')
$$;
create or replace function may_read_course(zone text, shown_from timestamptz) returns boolean language sql stable as $$
  select may_manage_courses() or session_has('job')
    or ((zone = 'public' or session_has('network')) and shown_from <= session_now())
$$;
-- Answers for the facility in courses: its head.
create or replace function may_send_to_course(owner_facility_id bigint) returns boolean language sql stable as $$
  select session_has('facility.answer') and owner_facility_id = any(session_facilities())
$$;
create or replace function may_read_part(owner_person_id bigint, owner_facility_id bigint) returns boolean language sql stable as $$
  select may_manage_courses() or session_has('job') or owner_person_id = session_person()
    or may_send_to_course(owner_facility_id)
$$;
create or replace function may_apply_to_course(owner_person_id bigint, owner_facility_id bigint) returns boolean
  language sql stable as $$
  select may_manage_courses() or may_send_to_course(owner_facility_id)
    or (session_has('network') and owner_person_id = session_person()
      and (owner_facility_id = 0 or owner_facility_id = any(session_facilities())))
$$;
-- The head says yes or no; the person or the head withdraws; who manages the course chooses.
create or replace function may_answer_application(what text, owner_person_id bigint, owner_facility_id bigint) returns boolean
  language sql stable as $$
  select may_manage_courses()
    or (what in ('yes', 'no') and may_send_to_course(owner_facility_id))
    or (what in ('withdrawn', 'again') and (owner_person_id = session_person() or may_send_to_course(owner_facility_id)))
$$;
create or replace function may_read_reflection(owner_person_id bigint, owner_facility_id bigint, shared_at timestamptz)
  returns boolean language sql stable as $$
  select may_manage_courses() or session_has('job') or owner_person_id = session_person()
    or (shared_at is not null and may_send_to_course(owner_facility_id))
$$;
create or replace function may_reflect(owner_person_id bigint) returns boolean language sql stable as $$
  select owner_person_id = session_person()
$$;
create or replace function may_join_course_group(person_ids bigint[]) returns boolean language sql stable as $$
  select may_manage_courses() or session_person() = any(person_ids)
$$;
create or replace function may_read_lecture(owner_facility_id bigint) returns boolean language sql stable as $$
  select may_manage_courses() or session_has('job') or (session_has('facility.read') and owner_facility_id = any(session_facilities()))
$$;
create or replace function may_answer_lecture(what text, owner_facility_id bigint) returns boolean language sql stable as $$
  select may_manage_courses() or (what = 'withdrawn' and may_send_to_course(owner_facility_id))
$$;
grant execute on function may_manage_courses(), may_read_course(text, timestamptz), may_send_to_course(bigint),
  may_read_part(bigint, bigint), may_apply_to_course(bigint, bigint), may_answer_application(text, bigint, bigint),
  may_read_reflection(bigint, bigint, timestamptz), may_reflect(bigint), may_join_course_group(bigint[]),
  may_read_lecture(bigint), may_answer_lecture(text, bigint) to tsunagi_service;

grant select on course_category to tsunagi_service;
create policy course_category_read on course_category for select to tsunagi_service using (true);

grant select, insert on course to tsunagi_service;
grant update (category_code, title, purpose, audience, organisation_id, zone, selection, capacity, per_facility, opens_on, closes_on,
  lottery_on, required_minutes, late_minutes, asks_reflection, asks_birth, valid_months, issuer, fee_amount, what_to_bring,
  contact_name, contact_phone, published_at, cancelled_at, cancel_reason, version, updated_at, updated_by) on course to tsunagi_service;
create policy course_read on course for select to tsunagi_service using (may_read_course(zone, shown_from));
create policy course_open on course for insert to tsunagi_service
  with check (may_manage_courses() and created_by = session_person() and updated_by = session_person());
create policy course_change on course for update to tsunagi_service using (may_manage_courses())
  with check (updated_by = session_person());

grant select, insert, update, delete on course_session to tsunagi_service;
create policy course_session_read on course_session for select to tsunagi_service using (may_read_course(zone, shown_from));
create policy course_session_plan on course_session for insert to tsunagi_service with check (may_manage_courses());
create policy course_session_change on course_session for update to tsunagi_service using (may_manage_courses());
-- What the calendar has shown is called off, never deleted.
create policy course_session_drop on course_session for delete to tsunagi_service
  using (may_manage_courses() and event_id is null);

grant select, insert, update, delete on course_unit to tsunagi_service;
create policy course_unit_read on course_unit for select to tsunagi_service using (may_read_course(zone, shown_from));
create policy course_unit_add on course_unit for insert to tsunagi_service with check (may_manage_courses());
create policy course_unit_change on course_unit for update to tsunagi_service using (may_manage_courses());
create policy course_unit_remove on course_unit for delete to tsunagi_service using (may_manage_courses());

grant select, insert on course_door to tsunagi_service;
create policy course_door_read on course_door for select to tsunagi_service using (may_manage_courses());
create policy course_door_make on course_door for insert to tsunagi_service with check (may_manage_courses());

grant select, insert, delete on course_group to tsunagi_service;
grant update (person_ids, cases, insights, tomorrow, version, updated_at, updated_by) on course_group to tsunagi_service;
create policy course_group_read on course_group for select to tsunagi_service using (may_join_course_group(person_ids));
create policy course_group_form on course_group for insert to tsunagi_service
  with check (may_manage_courses() and updated_by = session_person());
create policy course_group_write on course_group for update to tsunagi_service using (may_join_course_group(person_ids))
  with check (may_join_course_group(person_ids) and updated_by = session_person());
create policy course_group_dissolve on course_group for delete to tsunagi_service using (may_manage_courses());

grant select, insert on course_application to tsunagi_service;
grant update (name, name_kana, birth_on, job, years, wishes, email, phone, code_hash, code_sealed, group_id, version)
  on course_application to tsunagi_service;
create policy course_application_read on course_application for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_application_apply on course_application for insert to tsunagi_service
  with check (may_apply_to_course(owner_person_id, owner_facility_id) and applied_by = session_person());
create policy course_application_mend on course_application for update to tsunagi_service
  using (may_apply_to_course(owner_person_id, owner_facility_id));

grant select, insert on course_answer to tsunagi_service;
create policy course_answer_read on course_answer for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_answer_say on course_answer for insert to tsunagi_service
  with check (may_answer_application(what, owner_person_id, owner_facility_id) and said_by = session_person());

grant select, insert on course_attendance to tsunagi_service;
grant update (minutes, note, way, recorded_at, recorded_by, version) on course_attendance to tsunagi_service;
create policy course_attendance_read on course_attendance for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_attendance_note on course_attendance for insert to tsunagi_service
  with check (may_manage_courses() and recorded_by = session_person());
create policy course_attendance_mend on course_attendance for update to tsunagi_service using (may_manage_courses())
  with check (recorded_by = session_person());

grant select, insert, delete on course_make_up to tsunagi_service;
create policy course_make_up_read on course_make_up for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_make_up_note on course_make_up for insert to tsunagi_service
  with check (may_manage_courses() and recorded_by = session_person());
create policy course_make_up_undo on course_make_up for delete to tsunagi_service using (may_manage_courses());

grant select, insert on course_reflection to tsunagi_service;
grant update (takes, tries, written_at, shared_at, later_asked_on, later, later_note, later_at, version) on course_reflection to tsunagi_service;
create policy course_reflection_read on course_reflection for select to tsunagi_service
  using (may_read_reflection(owner_person_id, owner_facility_id, shared_at));
create policy course_reflection_write on course_reflection for insert to tsunagi_service
  with check (may_reflect(owner_person_id) and later_asked_on is null);
create policy course_reflection_mend on course_reflection for update to tsunagi_service
  using (may_reflect(owner_person_id) or session_has('job'));

grant select, insert on course_counter to tsunagi_service;
grant update (last) on course_counter to tsunagi_service;
create policy course_counter_read on course_counter for select to tsunagi_service using (may_manage_courses());
create policy course_counter_begin on course_counter for insert to tsunagi_service with check (may_manage_courses());
create policy course_counter_go_on on course_counter for update to tsunagi_service using (may_manage_courses());

grant select, insert on course_certificate to tsunagi_service;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason, told_of_end_at) on course_certificate to tsunagi_service;
create policy course_certificate_read on course_certificate for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_certificate_issue on course_certificate for insert to tsunagi_service
  with check (may_manage_courses() and issued_by = session_person() and withdrawn_at is null and names_mine(withdrawn_by));
create policy course_certificate_withdraw on course_certificate for update to tsunagi_service
  using ((may_manage_courses() and withdrawn_at is null) or session_has('job'))
  with check (session_has('job') or withdrawn_by = session_person());
create policy course_certificate_names on course_certificate as restrictive for update to tsunagi_service
  using (names_were('course_certificate ' || id, withdrawn_by)) with check (names_stay('course_certificate ' || id, withdrawn_by));

grant select, insert on course_reprint to tsunagi_service;
create policy course_reprint_read on course_reprint for select to tsunagi_service
  using (may_read_part(owner_person_id, owner_facility_id));
create policy course_reprint_print on course_reprint for insert to tsunagi_service
  with check (may_manage_courses() and printed_by = session_person());

grant select, insert on lecture_theme to tsunagi_service;
grant update (title, summary, audience, minutes, position, ended_on, version, updated_at, updated_by) on lecture_theme to tsunagi_service;
create policy lecture_theme_read on lecture_theme for select to tsunagi_service using (session_has('network'));
create policy lecture_theme_offer on lecture_theme for insert to tsunagi_service
  with check (may_manage_courses() and updated_by = session_person());
create policy lecture_theme_change on lecture_theme for update to tsunagi_service using (may_manage_courses())
  with check (updated_by = session_person());

grant select, insert on lecture_request to tsunagi_service;
create policy lecture_request_read on lecture_request for select to tsunagi_service using (may_read_lecture(owner_facility_id));
create policy lecture_request_ask on lecture_request for insert to tsunagi_service
  with check ((may_manage_courses() or may_send_to_course(owner_facility_id)) and asked_by = session_person());
grant select, insert on lecture_answer to tsunagi_service;
create policy lecture_answer_read on lecture_answer for select to tsunagi_service using (may_read_lecture(owner_facility_id));
create policy lecture_answer_say on lecture_answer for insert to tsunagi_service
  with check (may_answer_lecture(what, owner_facility_id) and said_by = session_person());

-- How applications one may read stand in the line. Runs as owner: the line's own rows are read by its host and the applicant
-- alone, and a head is neither.
create or replace function course_standing(application_ids bigint[]) returns table (application_id bigint, entered_lottery boolean,
  confirmed_at timestamptz, waitlisted_at timestamptz, offered_at timestamptz, offer_expires_at timestamptz, lapsed_at timestamptz,
  cancelled_at timestamptz, cancelled_by text, number integer)
  language sql stable security definer set search_path from current as $$
  select mine.id, line.entered_lottery, line.confirmed_at, line.waitlisted_at, line.offered_at, line.offer_expires_at,
    line.lapsed_at, line.cancelled_at, line.cancelled_by, line.number
  -- whoever applies again has a new code, and the old place in the line counts no more
  from course_application as mine join event_application as line on line.id = mine.event_application_id and line.code_hash = mine.code_hash
  where mine.id = any(application_ids) and may_read_part(mine.owner_person_id, mine.owner_facility_id) is true
$$;
grant execute on function course_standing(bigint[]) to tsunagi_service;

-- Ties an application to the place in the line it has just got, whoever's hand it was. 'per_facility' when the facility has as many
-- as it may; the caller then undoes all of it. Runs as owner for that count, behind the line's lock, and because neither a head
-- nor a stranger writes into the line.
create or replace function course_enter(application bigint, entered_id bigint, moment timestamptz) returns text
  language plpgsql security definer set search_path from current as $$
declare
  mine course_application; allowed integer; entered event_application;
begin
  select * into mine from course_application where id = application for update;
  select * into entered from event_application where id = entered_id and applied_at = moment and code_hash = mine.code_hash;
  if mine.id is null or entered.id is null or not exists (select from course_session
    where course_id = mine.course_id and is_entry and event_id = entered.event_id) then
    return 'gone';
  end if;
  select per_facility into allowed from course where id = mine.course_id;
  if allowed is not null and may_manage_courses() is not true and allowed <= (
    select count(*) from course_application as other join event_application as held on held.id = other.event_application_id
    where other.course_id = mine.course_id and other.id <> mine.id and held.cancelled_at is null
      and (held.lapsed_at is null or held.confirmed_at is not null)
      and case when mine.facility_id is not null then other.facility_id = mine.facility_id
        else other.outside_town = mine.outside_town and other.outside_facility = mine.outside_facility end) then
    return 'per_facility';
  end if;
  update event_application set person_id = mine.person_id where id = entered_id;
  update course_application set event_application_id = entered_id where id = application;
  return 'entered';
end $$;
grant execute on function course_enter(bigint, bigint, timestamptz) to tsunagi_service;

-- Takes down what staff of another town send without an account: {id} or {refused}. Runs as owner: a stranger writes no row.
create or replace function course_apply_open(entry jsonb, moment timestamptz, day date) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  wanted course; application bigint;
begin
  -- Held, so that the same sent twice at one moment is seen.
  select * into wanted from course where id = (entry ->> 'course_id')::bigint and zone = 'public' and shown_from <= moment for update;
  if wanted.id is null then return jsonb_build_object('refused', 'gone'); end if;
  if wanted.cancelled_at is not null or day > wanted.closes_on then return jsonb_build_object('refused', 'closed'); end if;
  if day < wanted.opens_on then return jsonb_build_object('refused', 'not_yet'); end if;
  if exists (select from course_application as other left join event_application as line on line.id = other.event_application_id
      where other.course_id = wanted.id and other.email = entry ->> 'email' and other.name = entry ->> 'name'
        and line.cancelled_at is null
        and coalesce((select what from course_answer where application_id = other.id order by id desc limit 1), '') not in ('withdrawn', 'no')) then
    return jsonb_build_object('refused', 'twice');
  end if;
  insert into course_application (course_id, outside_town, outside_facility, outside_head, name, name_kana, birth_on, job, years,
      wishes, email, phone, code_hash, code_sealed, applied_at, way)
    values (wanted.id, entry ->> 'outside_town', entry ->> 'outside_facility', entry ->> 'outside_head', entry ->> 'name',
      entry ->> 'name_kana', (entry ->> 'birth_on')::date, entry ->> 'job', (entry ->> 'years')::integer, entry ->> 'wishes',
      entry ->> 'email', entry ->> 'phone', entry ->> 'code_hash', entry ->> 'code_sealed', moment, 'public')
    returning id into application;
  return jsonb_build_object('id', application);
end $$;
grant execute on function course_apply_open(jsonb, timestamptz, date) to tsunagi_service;

-- Whether an application of an own code has a place: confirmed in the line and not given back.
create or replace function course_takes_part(application bigint) returns boolean
  language sql stable security definer set search_path from current as $$
  select exists (select from course_application as mine join event_application as line on line.id = mine.event_application_id
    where mine.id = application and line.confirmed_at is not null and line.cancelled_at is null)
$$;

-- What whoever holds a receipt's code reads of that one application, its sittings, attendance, reflections and certificate.
-- Runs as owner: holding the code is the right to ask.
create or replace function course_by_code(hash text) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('id', mine.id, 'course_id', course.id, 'title', course.title, 'zone', course.zone, 'name', mine.name,
    'outside_town', mine.outside_town, 'outside_facility', mine.outside_facility, 'selection', course.selection,
    'required_minutes', course.required_minutes, 'late_minutes', course.late_minutes, 'asks_reflection', course.asks_reflection,
    'asks_birth', course.asks_birth, 'birth_on', mine.birth_on, 'what_to_bring', course.what_to_bring,
    'course_cancelled_at', course.cancelled_at, 'course_cancel_reason', course.cancel_reason,
    'contact_name', course.contact_name, 'contact_phone', course.contact_phone,
    'answer', (select what from course_answer where application_id = mine.id order by id desc limit 1),
    'entered', mine.event_application_id is not null,
    'entered_lottery', line.entered_lottery, 'confirmed_at', line.confirmed_at, 'waitlisted_at', line.waitlisted_at,
    'offered_at', line.offered_at, 'offer_expires_at', line.offer_expires_at, 'lapsed_at', line.lapsed_at,
    'cancelled_at', line.cancelled_at, 'cancelled_by', line.cancelled_by, 'number', line.number,
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('id', one.id, 'title', one.title, 'held_on', one.held_on,
        'starts_at', to_char(one.starts_at, 'HH24:MI'), 'ends_at', to_char(one.ends_at, 'HH24:MI'), 'place', one.place,
        'online', one.online, 'speakers', one.speakers,
        'cancelled_at', one.cancelled_at, 'cancel_reason', one.cancel_reason,
        'join_url', case when line.confirmed_at is not null and line.cancelled_at is null then event_online.join_url end,
        'join_note', case when line.confirmed_at is not null and line.cancelled_at is null then event_online.join_note end,
        'minutes', here.minutes, 'made_up', made.way, 'takes', reflection.takes, 'tries', reflection.tries)
        order by one.held_on, one.starts_at, one.id)
      from course_session as one left join event_online on event_online.event_id = one.event_id
        left join course_attendance as here on here.session_id = one.id and here.application_id = mine.id
        left join course_make_up as made on made.session_id = one.id and made.application_id = mine.id
        left join course_reflection as reflection on reflection.session_id = one.id and reflection.application_id = mine.id
      where one.course_id = course.id), '[]'),
    'units', coalesce((select jsonb_agg(to_jsonb(unit) - array['zone', 'shown_from'] order by unit.number)
      from course_unit as unit where unit.course_id = course.id), '[]'),
    'certificate', (select jsonb_build_object('id', certificate.id, 'number', certificate.number, 'name', certificate.name, 'birth_on', certificate.birth_on,
        'minutes', certificate.minutes, 'issued_on', certificate.issued_on, 'valid_until', certificate.valid_until, 'issuer', course.issuer,
        'course', course.title, 'category', (select name from course_category where code = course.category_code),
        'code_sealed', certificate.code_sealed,
        'reprinted_on', (select printed_on from course_reprint where certificate_id = certificate.id order by id desc limit 1),
        'reprinted_name', (select course_reprint.name from course_reprint where certificate_id = certificate.id order by id desc limit 1))
      from course_certificate as certificate where certificate.application_id = mine.id and withdrawn_at is null))
  from course_application as mine join course on course.id = mine.course_id
    left join event_application as line on line.id = mine.event_application_id
  where mine.code_hash = hash
$$;
grant execute on function course_by_code(text) to tsunagi_service;

-- The code's holder withdraws before a place was given, or writes a reflection. Runs as owner for the same reason.
create or replace function course_withdraw_by_code(hash text, moment timestamptz) returns text
  language plpgsql security definer set search_path from current as $$
declare
  mine course_application;
begin
  select * into mine from course_application where code_hash = hash for update;
  if mine.id is null then return 'unknown'; end if;
  if mine.event_application_id is not null then return 'entered'; end if;
  if (select what from course_answer where application_id = mine.id order by id desc limit 1) = 'withdrawn' then return 'done'; end if;
  insert into course_answer (application_id, course_id, owner_person_id, owner_facility_id, what, said_at)
    values (mine.id, mine.course_id, mine.owner_person_id, mine.owner_facility_id, 'withdrawn', moment);
  return 'done';
end $$;
create or replace function course_reflect_by_code(hash text, session bigint, taken text, tried text, moment timestamptz) returns text
  language plpgsql security definer set search_path from current as $$
declare
  mine course_application;
begin
  select * into mine from course_application where code_hash = hash;
  if mine.id is null or not course_takes_part(mine.id)
    or not exists (select from course_session where id = session and course_id = mine.course_id and cancelled_at is null) then
    return 'unknown';
  end if;
  insert into course_reflection (application_id, session_id, course_id, owner_person_id, owner_facility_id, takes, tries, written_at)
    values (mine.id, session, mine.course_id, mine.owner_person_id, mine.owner_facility_id, taken, tried, moment)
    on conflict (application_id, session_id) do update set takes = excluded.takes, tries = excluded.tries,
      written_at = excluded.written_at, version = course_reflection.version + 1;
  return 'done';
end $$;
grant execute on function course_withdraw_by_code(text, timestamptz), course_reflect_by_code(text, bigint, text, text, timestamptz)
  to tsunagi_service;

-- Somebody at the door has scanned the poster: the person signed in, or who holds a receipt's code. Answers {session, minutes} or
-- {refused}: unknown (no such poster), nobody (has no place), early, over. Who is late loses the minutes beyond what is allowed.
-- Runs as owner: nobody but who manages the course writes attendance otherwise. `day` and `clock` are the city's.
create or replace function course_come(door text, hash text, day date, clock time, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  here course_session; mine course_application; whole integer; late integer; present integer; tolerated integer;
begin
  select session.* into here from course_door join course_session as session on session.id = session_id
    where code = door and cancelled_at is null;
  if here.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  if hash is null then
    select * into mine from course_application where course_id = here.course_id and person_id = session_person();
  else
    select * into mine from course_application where course_id = here.course_id and code_hash = hash;
  end if;
  if mine.id is null or not course_takes_part(mine.id) then return jsonb_build_object('refused', 'nobody'); end if;
  if day < here.held_on or (day = here.held_on and clock < here.starts_at - interval '1 hour') then
    return jsonb_build_object('refused', 'early');
  end if;
  if day > here.held_on or clock > here.ends_at then return jsonb_build_object('refused', 'over'); end if;
  select coalesce(sum(minutes), 0) into whole from course_unit where session_id = here.id;
  if whole = 0 then whole := extract(epoch from here.ends_at - here.starts_at)::integer / 60; end if;
  select late_minutes into tolerated from course where id = here.course_id;
  late := greatest(0, extract(epoch from clock - here.starts_at)::integer / 60);
  present := case when late <= tolerated then whole else greatest(0, whole - late) end;
  insert into course_attendance (application_id, session_id, course_id, owner_person_id, owner_facility_id, minutes, way, recorded_at,
      recorded_by)
    values (mine.id, here.id, here.course_id, mine.owner_person_id, mine.owner_facility_id, present, 'door', moment, session_person())
    on conflict (application_id, session_id) do nothing;
  return jsonb_build_object('session', here.id, 'minutes', (select minutes from course_attendance
    where application_id = mine.id and session_id = here.id));
end $$;
grant execute on function course_come(text, text, date, time, timestamptz) to tsunagi_service;

-- What a poster is for, to whoever stands before it.
create or replace function course_door_of(door text) returns table (course_id bigint, session_id bigint, course text, title text, held_on date,
  starts_at time, ends_at time)
  language sql stable security definer set search_path from current as $$
  select course.id, session.id, course.title, session.title, session.held_on, session.starts_at, session.ends_at
  from course_door join course_session as session on session.id = course_door.session_id join course on course.id = session.course_id
  where code = door
$$;
grant execute on function course_door_of(text) to tsunagi_service;

-- Links of on-line sittings, to whoever has a place and to who manages. Runs as owner: the calendar shows them to its hosts alone.
create or replace function course_links(course bigint) returns table (session_id bigint, join_url text, join_note text)
  language sql stable security definer set search_path from current as $$
  select session.id, event_online.join_url, event_online.join_note
  from course_session as session join event_online on event_online.event_id = session.event_id
  where session.course_id = course and session.cancelled_at is null and (may_manage_courses() is true or exists (
    select from course_application as mine where mine.course_id = course and mine.person_id = session_person() and course_takes_part(mine.id)))
$$;
grant execute on function course_links(bigint) to tsunagi_service;

-- Who sits in a group, to those who sit there too and to who manages. Runs as owner: members read nobody else's application.
create or replace function course_group_members(group_ids bigint[]) returns table (group_id bigint, application_id bigint, name text, place text,
  years integer)
  language sql stable security definer set search_path from current as $$
  select member.group_id, member.id, member.name, coalesce(facility.name, member.outside_town || ' ' || member.outside_facility, ''), member.years
  from course_group join course_application as member on member.group_id = course_group.id
    left join facility on facility.id = member.facility_id
  where course_group.id = any(group_ids) and may_join_course_group(course_group.person_ids) is true
  order by member.group_id, member.id
$$;
grant execute on function course_group_members(bigint[]) to tsunagi_service;

-- Whether a certificate in somebody's hands is good: by its number and the code printed on it. Runs as owner, for any town.
create or replace function course_certificate_check(wanted text, hash text) returns table (number text, name text, course text,
  category text, issuer text, minutes integer, issued_on date, valid_until date, withdrawn boolean, reprinted_on date)
  language sql stable security definer set search_path from current as $$
  select certificate.number, coalesce(sheet.name, certificate.name), course.title, course_category.name, course.issuer,
    certificate.minutes, certificate.issued_on, certificate.valid_until, certificate.withdrawn_at is not null, sheet.printed_on
  from course_certificate as certificate join course on course.id = certificate.course_id
    join course_category on course_category.code = course.category_code
    left join lateral (select course_reprint.name, printed_on from course_reprint where certificate_id = certificate.id
      order by id desc limit 1) as sheet on true
  where certificate.number = wanted and certificate.code_hash = hash
$$;
grant execute on function course_certificate_check(text, text) to tsunagi_service;

-- Published: which facilities learned together, sitting by sitting, no person (improvement/knowledge draws the map from it).
create or replace view course_gathering with (security_invoker = true) as
  select session.id as record_id, session.held_on, null::text as theme_code, here.owner_facility_id as facility_id,
    null::bigint as organisation_id
  from course_session as session join course_attendance as here on here.session_id = session.id
  where here.minutes > 0 and here.owner_facility_id > 0 and session.cancelled_at is null;
grant select on course_gathering to tsunagi_service;

-- For the year's report: by category, courses held, people taken, those of other towns, certificates; numbers only.
create or replace function course_figures(year integer, day date) returns table (category_code text, category text, courses integer,
  sessions integer, people integer, outside integer, facilities integer, completed integer)
  language sql stable security definer set search_path from current as $$
  select course_category.code, course_category.name, count(distinct course.id)::integer, count(distinct session.id)::integer,
    count(distinct member.id)::integer, count(distinct member.id) filter (where member.outside_town is not null)::integer,
    count(distinct member.facility_id)::integer, count(distinct certificate.id)::integer
  from course join course_category on course_category.code = course.category_code
    join course_session as session on session.course_id = course.id and session.cancelled_at is null and session.held_on <= day
      and fiscal_year_of(session.held_on) = year
    left join (course_application as member join event_application as line on line.id = member.event_application_id
      and line.confirmed_at is not null and line.cancelled_at is null) on member.course_id = course.id
    left join course_certificate as certificate on certificate.application_id = member.id and certificate.withdrawn_at is null
  where session_has('network') is true and course.published_at is not null and course.cancelled_at is null
  group by course_category.code, course_category.name, course_category.position order by course_category.position
$$;
grant execute on function course_figures(integer, date) to tsunagi_service;

-- How full a course is, for everybody: taken and waiting, as the line counts them, and how many wait for their head or for the choice.
create or replace function course_counts(course_ids bigint[]) returns table (course_id bigint, applied integer, taken integer, waiting integer)
  language sql stable security definer set search_path from current as $$
  select mine.course_id, count(*)::integer,
    count(*) filter (where line.confirmed_at is not null and line.cancelled_at is null)::integer,
    count(*) filter (where line.id is not null and line.confirmed_at is null and line.cancelled_at is null and line.lapsed_at is null)::integer
  from course_application as mine left join event_application as line on line.id = mine.event_application_id
  where mine.course_id = any(course_ids) group by mine.course_id
$$;
grant execute on function course_counts(bigint[]) to tsunagi_service;

-- Retention: courses whose records have reached their end; and, by the night's job, applications of those who got no place.
create or replace function course_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select course.id, null::bigint, null::bigint, course.id::text, last.held_on, (last.held_on + make_interval(months => months))::date as due_on
    from course join lateral (select max(held_on) as held_on from course_session where course_id = course.id) as last on last.held_on is not null
    where session_has('job') is true) as ended
  where ended.due_on <= day and until_age is null
$$;
grant execute on function course_due(integer, integer, date) to tsunagi_service;
create or replace function course_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from course join disposal_released(disposal, 'course') as one on subject_id = id);
begin
  if going is null then return 0; end if;
  delete from course_certificate where course_id = any(going);
  delete from course_application where course_id = any(going);
  update course_unit set session_id = null where course_id = any(going);
  delete from course where id = any(going);
  return cardinality(going);
end $$;
grant execute on function course_dispose(bigint) to tsunagi_service;
create or replace function course_forget(day date) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  gone integer;
begin
  if session_has('job') is not true then return 0; end if;
  with term as (select months from retention_term where rule_code = 'course_application' and valid_from <= day order by valid_from desc limit 1),
  ended as (select course.id from course cross join term
    where (select max(held_on) from course_session where course_id = course.id) + make_interval(months => term.months) <= day)
  delete from course_application using ended
  where course_application.course_id = ended.id and not course_takes_part(course_application.id)
    and not exists (select from course_certificate where application_id = course_application.id);
  get diagnostics gone = row_count;
  return gone;
end $$;
grant execute on function course_forget(date) to tsunagi_service;

-- What is kept of the person a request of their own names (個人情報保護法 76条). Runs as owner, for the desk alone.
create or replace function rights_courses(request_id bigint) returns table (part text, at date, facts jsonb, matched_by text)
  language sql stable security definer set search_path from current as $$
  select 'course', applied_at::date, jsonb_build_object('course', course.title, 'name', mine.name, 'name_kana', name_kana, 'birth_on', birth_on,
      'job', job, 'years', years, 'phone', phone, 'email', email, 'outside_town', outside_town, 'outside_facility', outside_facility,
      'wishes', wishes, 'minutes', (select sum(minutes) from course_attendance where application_id = mine.id),
      'reflections', (select jsonb_agg(takes || E'\n' || tries) from course_reflection where application_id = mine.id),
      'certificate', (select string_agg(number, ' ') from course_certificate where application_id = mine.id)), by_what
  from (select course_application.*, rights_match(rights_request, course_application.name, '', course_application.phone, course_application.email) as by_what
      from rights_request cross join course_application
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as mine
    join course on course.id = mine.course_id
  where by_what is not null
$$;
grant execute on function rights_courses(bigint) to tsunagi_service;
