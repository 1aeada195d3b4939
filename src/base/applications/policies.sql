-- Who applied is seen by the host's own people and by those who keep the calendar; counts by everybody. Nobody writes an
-- application directly: application_enter() does, for strangers, people signed in and staff alike, so that places are given
-- out in one way only. Strangers reach their own application through its code and nothing else.

-- Runs an event's applications: the host facility's head, those who answer for a host organisation, keepers of the calendar.
create or replace function may_host_event(facility_id bigint, organisation_id bigint) returns boolean language sql stable as $$
  select session_has('calendar.manage')
    or (session_has('facility.answer') and facility_id = any(session_facilities()))
    or (session_has('facility.answer') and facility_id is null and organisation_id = any(session_organisations()))
$$;
-- Stands at the door: the host facility's staff too, who read the list and tick who has come.
create or replace function may_meet_applicants(facility_id bigint, organisation_id bigint) returns boolean language sql stable as $$
  select may_host_event(facility_id, organisation_id) or facility_id = any(session_facilities())
$$;
-- For whose people somebody applies: a head for the own facility's, staff who run the event for any.
create or replace function may_apply_for(way text, for_facility_id bigint) returns boolean language sql stable as $$
  select for_facility_id is null or way = 'staff'
    or (way = 'account' and session_has('facility.answer') and for_facility_id = any(session_facilities()))
$$;
-- In which way one may apply.
create or replace function may_apply(way text, zone text, facility_id bigint, organisation_id bigint) returns boolean
  language sql stable as $$
  select (way = 'public' and zone = 'public')
    or (way = 'account' and session_person() is not null and (zone = 'public' or session_has('network')))
    or (way = 'staff' and may_host_event(facility_id, organisation_id))
$$;
grant execute on function may_host_event(bigint, bigint), may_meet_applicants(bigint, bigint),
  may_apply(text, text, bigint, bigint), may_apply_for(text, bigint) to tsunagi_service;

-- Whether a sitting takes applications at a moment: none, cancelled, over, not_yet, closed or open.
create or replace function application_phase(event event, sitting event_session, moment timestamptz) returns text
  language sql stable as $$
  select case
    when event.published_at is null or event.published_at > moment or event.application not in ('form', 'lottery') then 'none'
    when event.cancelled_at is not null or sitting.cancelled_at is not null then 'cancelled'
    when moment >= sitting.ends_at then 'over'
    when moment < event.application_opens_at then 'not_yet'
    when moment >= least(event.application_closes_at, sitting.starts_at) then 'closed'
    else 'open' end
$$;
grant execute on function application_phase(event, event_session, timestamptz) to tsunagi_service;

grant select on event_queue to tsunagi_service;
grant update (told_starts_at, last_line, taken, confirmed, waiting, offered, in_lottery, cancelled, attended, absent, drawn_at)
  on event_queue to tsunagi_service;
create policy event_queue_read on event_queue for select to tsunagi_service using (true);
create policy event_queue_count on event_queue for update to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or session_has('job'));

grant select on event_application to tsunagi_service;
grant update (confirmed_at, waitlisted_at, line, offered_at, offer_expires_at, called_at, lapsed_at, lost_lottery_at,
  cancelled_at, cancelled_by, cancel_reason, attended_at, absent_at, reminded_at, personal_data_deleted_at)
  on event_application to tsunagi_service;
create policy event_application_read on event_application for select to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or person_id = session_person() or session_has('job')
    or for_facility_id = any(session_facilities()));
create policy event_application_follow on event_application for update to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or session_has('job'));

grant select, insert, delete on event_place to tsunagi_service;
create policy event_place_read on event_place for select to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or session_has('job'));
create policy event_place_give on event_place for insert to tsunagi_service
  with check (may_host_event(facility_id, organisation_id) or session_has('job'));
create policy event_place_free on event_place for delete to tsunagi_service
  using (may_host_event(facility_id, organisation_id) or session_has('job'));

grant select, delete on event_applicant to tsunagi_service;
grant update (delete_after) on event_applicant to tsunagi_service;
create policy event_applicant_read on event_applicant for select to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or session_has('job'));
create policy event_applicant_delete on event_applicant for delete to tsunagi_service using (session_has('job'));
create policy event_applicant_move on event_applicant for update to tsunagi_service using (session_has('job'));

grant select, insert on event_form to tsunagi_service;
grant update (ask_kana, ask_ages, note_label, keep_days, version, updated_at, updated_by) on event_form to tsunagi_service;
create policy event_form_read on event_form for select to tsunagi_service using (true);
create policy event_form_add on event_form for insert to tsunagi_service
  with check (may_host_event(facility_id, organisation_id) and updated_by = session_person());
create policy event_form_change on event_form for update to tsunagi_service
  using (may_host_event(facility_id, organisation_id));
create policy event_form_names on event_form as restrictive for update to tsunagi_service
  using (names_were('event_form ' || event_id, updated_by)) with check (names_stay('event_form ' || event_id, updated_by));

-- The secret number: for the job that draws; the host's people once it is drawn.
grant select on event_lottery to tsunagi_service;
grant update (drawn_at) on event_lottery to tsunagi_service;
create policy event_lottery_read on event_lottery for select to tsunagi_service
  using (session_has('job') or (drawn_at is not null and may_meet_applicants(facility_id, organisation_id)));
create policy event_lottery_draw on event_lottery for update to tsunagi_service using (session_has('job'));

grant select, insert on event_message to tsunagi_service;
create policy event_message_read on event_message for select to tsunagi_service
  using (may_meet_applicants(facility_id, organisation_id) or session_has('job'));
create policy event_message_send on event_message for insert to tsunagi_service
  with check (may_host_event(facility_id, organisation_id) and sent_by = session_person());

-- Counts a line again from its rows; whoever changed one calls it last, with the line locked.
create or replace function application_recount(sitting bigint) returns void language sql as $$
  update event_queue set
    taken = (select count(*) from event_place where event_session_id = sitting),
    (confirmed, waiting, offered, in_lottery, cancelled, attended, absent) = (
      select
        count(*) filter (where cancelled_at is null and confirmed_at is not null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and waitlisted_at is not null and offered_at is null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and offered_at is not null and lapsed_at is null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and waitlisted_at is null and entered_lottery),
        count(*) filter (where cancelled_at is not null),
        count(*) filter (where cancelled_at is null and attended_at is not null),
        count(*) filter (where cancelled_at is null and absent_at is not null)
      from event_application where event_session_id = sitting)
  where event_session_id = sitting
$$;
grant execute on function application_recount(bigint) to tsunagi_service;

-- Takes an application down and gives it what it gets: places, a stand in the line, or a part in the lottery. Answers
-- {id, number, outcome, line, …} or {refused}: gone, a phase, twice, too_many, full. Runs as owner: a stranger can neither
-- see how many places others hold nor write a row. Somebody new passes nobody who waits and would fit.
create or replace function application_enter(entry jsonb, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  happening event; sitting event_session; queue event_queue; fields event_form;
  entered_way text := entry ->> 'way';
  for_facility bigint := (entry ->> 'for_facility_id')::bigint;
  adult_count integer := (entry ->> 'adults')::integer;
  child_count integer := (entry ->> 'children')::integer;
  wanted integer; room integer; held integer; phase text; outcome text; application bigint; drawing boolean;
begin
  select * into sitting from event_session where id = (entry ->> 'event_session_id')::bigint;
  select * into happening from event where id = sitting.event_id;
  if happening.id is null
    or not coalesce(may_apply(entered_way, happening.zone, happening.facility_id, happening.organisation_id), false)
    or not coalesce(may_apply_for(entered_way, for_facility), false) then
    return jsonb_build_object('refused', 'gone');
  end if;
  -- Another page of the house takes them, which asks what this form does not.
  if happening.apply_at is distinct from (entry ->> 'apply_at') then return jsonb_build_object('refused', 'gone'); end if;
  phase := application_phase(happening, sitting, moment);
  if phase <> 'open' and not (entered_way = 'staff' and phase in ('not_yet', 'closed')) then
    return jsonb_build_object('refused', case phase when 'none' then 'gone' else phase end);
  end if;
  wanted := case happening.capacity_unit when 'family' then 1 else adult_count + child_count end;
  room := coalesce(sitting.capacity, happening.capacity);
  if wanted > coalesce(room, 50) then return jsonb_build_object('refused', 'too_many'); end if;

  insert into event_queue (event_session_id, event_id, facility_id, organisation_id, told_starts_at)
    values (sitting.id, happening.id, happening.facility_id, happening.organisation_id, sitting.starts_at) on conflict do nothing;
  select * into queue from event_queue where event_session_id = sitting.id for update;
  if not coalesce((entry ->> 'even_twice')::boolean, false) and exists (
    select from event_applicant join event_application on event_application.id = event_application_id
    where event_session_id = sitting.id and cancelled_at is null and (lapsed_at is null or confirmed_at is not null)
      and (phone = entry ->> 'phone' or email = entry ->> 'email')) then
    return jsonb_build_object('refused', 'twice');
  end if;
  -- A facility stands in a line once, whichever of its heads was quicker.
  if exists (
    select from event_application
    where event_session_id = sitting.id and for_facility_id = for_facility and cancelled_at is null
      and (lapsed_at is null or confirmed_at is not null)) then
    return jsonb_build_object('refused', 'twice');
  end if;
  select count(*) into held from event_place where event_session_id = sitting.id;
  drawing := happening.application = 'lottery' and queue.drawn_at is null;
  if drawing then
    outcome := 'in_lottery';
    insert into event_lottery (event_session_id, facility_id, organisation_id, seed, seal, sealed_at)
      values (sitting.id, happening.facility_id, happening.organisation_id, entry ->> 'seed',
        encode(sha256(convert_to(entry ->> 'seed', 'UTF8')), 'hex'), moment) on conflict do nothing;
  elsif room is null or (wanted <= room - held and not exists (
    select from event_application
    where event_session_id = sitting.id and waitlisted_at is not null and offered_at is null and confirmed_at is null
      and cancelled_at is null and places <= room - held)) then
    outcome := 'confirmed';
  elsif happening.waiting_list then
    outcome := 'waiting';
  else
    return jsonb_build_object('refused', 'full');
  end if;
  update event_queue set last_number = last_number + 1, last_line = last_line + (outcome = 'waiting')::integer
    where event_session_id = sitting.id returning * into queue;
  select * into fields from event_form where event_id = happening.id;
  insert into event_application (event_session_id, event_id, facility_id, organisation_id, person_id, for_facility_id, code_hash,
      number, adults, children, places, child_ages_months, applied_at, way, taken_down_by, entered_lottery, confirmed_at, waitlisted_at, line)
    values (sitting.id, happening.id, happening.facility_id, happening.organisation_id,
      case entered_way when 'account' then session_person() end, for_facility, entry ->> 'code_hash', queue.last_number, adult_count,
      child_count, wanted, array(select value::integer from jsonb_array_elements_text(entry -> 'child_ages_months')), moment,
      entered_way, case entered_way when 'staff' then session_person() end, drawing,
      case outcome when 'confirmed' then moment end, case outcome when 'waiting' then moment end,
      case outcome when 'waiting' then queue.last_line end)
    returning id into application;
  insert into event_applicant (event_application_id, facility_id, organisation_id, name, name_kana, phone, email, note,
      code_sealed, speech, delete_after)
    values (application, happening.facility_id, happening.organisation_id, entry ->> 'name', coalesce(entry ->> 'name_kana', ''),
      entry ->> 'phone', entry ->> 'email', coalesce(entry ->> 'note', ''), entry ->> 'code_sealed',
      coalesce(entry ->> 'speech', 'ja'), (sitting.ends_at at time zone (entry ->> 'time_zone'))::date + coalesce(fields.keep_days, 30));
  if outcome = 'confirmed' then
    insert into event_place (event_session_id, place, event_application_id, facility_id, organisation_id)
      select sitting.id, free.place, application, happening.facility_id, happening.organisation_id
      from generate_series(1, least(room, held + wanted)) as free (place)
      where not exists (select from event_place as given where given.event_session_id = sitting.id and given.place = free.place)
      order by free.place limit wanted;
  end if;
  perform application_recount(sitting.id);
  return jsonb_build_object('id', application, 'number', queue.last_number, 'outcome', outcome, 'event_id', happening.id,
    'event_session_id', sitting.id, 'places', wanted);
end $$;
grant execute on function application_enter(jsonb, timestamptz) to tsunagi_service;

-- What whoever holds the code may read of that one application. Runs as owner: holding the code is the right to ask.
create or replace function application_by_code(hash text) returns jsonb
  language sql stable security definer set search_path from current as $$
  select to_jsonb(mine) - array['code_hash', 'person_id', 'taken_down_by', 'called_at']
    || jsonb_build_object(
      'name', applicant.name, 'phone', applicant.phone, 'email', applicant.email, 'note', applicant.note,
      'delete_after', applicant.delete_after,
      'ahead', (select count(*) from event_application as other
        where other.event_session_id = mine.event_session_id and other.line < mine.line
          and other.offered_at is null and other.confirmed_at is null and other.cancelled_at is null),
      'title', event.title, 'uid', event.uid, 'place_name', event.place_name, 'address', event.address,
      'facility', facility.name, 'facility_address', facility.address, 'facility_phone', facility.phone,
      'organisation', organisation.name, 'what_to_bring', event.what_to_bring, 'fee_note', event.fee_note,
      'fee_amount', event.fee_amount, 'online', event.online, 'zone', event.zone,
      'contact_name', event.contact_name, 'contact_phone', event.contact_phone, 'contact_email', event.contact_email,
      'application_note', event.application_note, 'lottery_at', event.lottery_at, 'capacity_unit', event.capacity_unit,
      'starts_at', sitting.starts_at, 'ends_at', sitting.ends_at, 'all_day', sitting.all_day, 'sequence', sitting.sequence,
      'recurrence_on', sitting.recurrence_on, 'part', sitting.part, 'event_version', event.version, 'event_changed_at', event.updated_at,
      'sitting_cancelled_at', coalesce(sitting.cancelled_at, event.cancelled_at),
      'sitting_cancel_reason', coalesce(sitting.cancel_reason, event.cancel_reason),
      'seal', lottery.seal, 'seed', case when lottery.drawn_at is not null then lottery.seed end)
    || case when mine.confirmed_at is not null and mine.cancelled_at is null
      then jsonb_build_object('join_url', event_online.join_url, 'join_note', event_online.join_note) else '{}' end
  from event_application as mine
    join event on event.id = mine.event_id
    join event_session as sitting on sitting.id = mine.event_session_id
    join organisation on organisation.id = mine.organisation_id
    left join facility on facility.id = mine.facility_id
    left join event_applicant as applicant on applicant.event_application_id = mine.id
    left join event_online on event_online.event_id = mine.event_id
    left join event_lottery as lottery on lottery.event_session_id = mine.event_session_id
  where mine.code_hash = hash
$$;
grant execute on function application_by_code(text) to tsunagi_service;

-- The applicant's own two verbs, accept and cancel. Answers {id, event_session_id, event_id, freed} or {refused}: unknown,
-- late, done. Runs as owner for the same reason.
create or replace function application_answer(hash text, answer text, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  application event_application; begins timestamptz; freed integer := 0;
begin
  select * into application from event_application where code_hash = hash;
  if application.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  perform from event_queue where event_session_id = application.event_session_id for update;
  select * into application from event_application where code_hash = hash;
  select starts_at into begins from event_session where id = application.event_session_id;
  if moment >= begins then return jsonb_build_object('refused', 'late'); end if;
  if application.cancelled_at is not null then return jsonb_build_object('refused', 'done'); end if;
  if answer = 'accept' then
    if application.confirmed_at is not null then return jsonb_build_object('refused', 'done'); end if;
    if application.offered_at is null or application.lapsed_at is not null or moment >= application.offer_expires_at then
      return jsonb_build_object('refused', 'late');
    end if;
    update event_application set confirmed_at = moment where id = application.id;
  elsif answer = 'cancel' then
    if application.lapsed_at is not null and application.confirmed_at is null then
      return jsonb_build_object('refused', 'done');
    end if;
    update event_application set cancelled_at = moment, cancelled_by = 'applicant' where id = application.id;
    delete from event_place where event_application_id = application.id;
    get diagnostics freed = row_count;
  else
    return jsonb_build_object('refused', 'unknown');
  end if;
  perform application_recount(application.event_session_id);
  return jsonb_build_object('id', application.id, 'event_session_id', application.event_session_id,
    'event_id', application.event_id, 'freed', freed);
end $$;
grant execute on function application_answer(text, text, timestamptz) to tsunagi_service;

-- What is kept of the applicant a request of their own names (個人情報保護法 76条). Runs as owner, for the desk alone.
create or replace function rights_applications(request_id bigint) returns table (part text, at date, facts jsonb, matched_by text)
  language sql stable security definer set search_path from current as $$
  select 'application', applied_at::date, jsonb_build_object('event', event.title, 'number', event_application.number,
      'name', event_applicant.name, 'name_kana', name_kana, 'phone', phone, 'email', email, 'adults', adults, 'children', children,
      'note', event_applicant.note, 'speech', speech, 'delete_after', delete_after), by_what
  from (select event_applicant.*, rights_match(rights_request, event_applicant.name, '', event_applicant.phone, event_applicant.email) as by_what
      from rights_request cross join event_applicant
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as event_applicant
    join event_application on event_application.id = event_application_id join event on event.id = event_application.event_id
  where by_what is not null
$$;
grant execute on function rights_applications(bigint) to tsunagi_service;
