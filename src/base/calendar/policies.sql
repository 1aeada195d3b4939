-- What is public and due is everybody's; what is the network's, everybody's in it. Drafts are their host's and the
-- calendar's keepers'. A facility's head writes the own facility's events, the keepers everybody's.

-- The moment of this transaction; injected like everything else that is time.
create or replace function session_now() returns timestamptz language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
grant execute on function session_now() to tsunagi_service;

create or replace function may_edit_event(owner_facility_id bigint) returns boolean language sql stable as $$
  select session_has('calendar.manage') or (session_has('facility.answer') and owner_facility_id = any(session_facilities()))
$$;
-- The host's own people: of the facility, or of the organisation where there is no facility.
create or replace function may_prepare_event(owner_facility_id bigint, organisation_id bigint) returns boolean language sql stable as $$
  select session_has('calendar.manage') or session_has('job') or owner_facility_id = any(session_facilities())
    or (owner_facility_id = 0 and organisation_id = any(session_organisations()))
$$;
create or replace function may_read_event(zone text, shown_from timestamptz, owner_facility_id bigint, organisation_id bigint)
  returns boolean language sql stable as $$
  select ((zone = 'public' or session_has('network')) and shown_from <= session_now())
    or may_prepare_event(owner_facility_id, organisation_id)
$$;
grant execute on function may_edit_event(bigint), may_prepare_event(bigint, bigint),
  may_read_event(text, timestamptz, bigint, bigint) to tsunagi_service;

grant select on event_kind to tsunagi_service;
create policy event_kind_read on event_kind for select to tsunagi_service using (true);

grant select, insert, update, delete on event to tsunagi_service;
create policy event_read on event for select to tsunagi_service
  using (may_read_event(zone, shown_from, owner_facility_id, organisation_id));
-- Jobs write what a person has released in an import or what a feed says.
-- What a job takes from a table or another calendar is entered by nobody.
create policy event_add on event for insert to tsunagi_service
  with check ((may_edit_event(owner_facility_id) or session_has('job')) and names_mine(created_by, updated_by));
create policy event_change on event for update to tsunagi_service
  using (may_edit_event(owner_facility_id) or session_has('job'));
create policy event_names on event as restrictive for update to tsunagi_service
  using (names_were('event ' || id, created_by, updated_by)) with check (names_stay('event ' || id, created_by, updated_by));
-- What was shown once stays; a draft nobody has seen may go, and what a feed no longer has.
create policy event_remove on event for delete to tsunagi_service
  using ((may_edit_event(owner_facility_id) and published_at is null) or (session_has('job') and source = 'feed'));

grant select, insert, update, delete on event_session to tsunagi_service;
create policy event_session_read on event_session for select to tsunagi_service
  using (may_read_event(zone, shown_from, owner_facility_id, organisation_id));
create policy event_session_add on event_session for insert to tsunagi_service
  with check (may_edit_event(owner_facility_id) or session_has('job'));
create policy event_session_change on event_session for update to tsunagi_service
  using (may_edit_event(owner_facility_id) or session_has('job'));
create policy event_session_remove on event_session for delete to tsunagi_service
  using (may_edit_event(owner_facility_id) or session_has('job'));

-- The link is the host's; those who are to join get it from the program.
grant select, insert, update on event_online to tsunagi_service;
create policy event_online_read on event_online for select to tsunagi_service
  using (may_prepare_event(owner_facility_id, organisation_id));
create policy event_online_add on event_online for insert to tsunagi_service
  with check (may_edit_event(owner_facility_id));
create policy event_online_change on event_online for update to tsunagi_service
  using (may_edit_event(owner_facility_id));

grant select, insert on event_deed to tsunagi_service;
create policy event_deed_read on event_deed for select to tsunagi_service
  using (may_prepare_event(owner_facility_id, organisation_id));
create policy event_deed_add on event_deed for insert to tsunagi_service
  with check (may_edit_event(owner_facility_id) or session_has('job'));

-- A draft of the form is its writer's: of an event they may write, or of a new one where they may write any.
create or replace function may_draft_event(person_id bigint, owner_facility_id bigint) returns boolean language sql stable as $$
  select person_id = session_person() and case when owner_facility_id is null
    then session_has('calendar.manage') or (session_has('facility.answer') and cardinality(session_facilities()) > 0)
    else may_edit_event(owner_facility_id) end
$$;
grant execute on function may_draft_event(bigint, bigint) to tsunagi_service;
grant select, insert, update, delete on event_draft to tsunagi_service;
create policy event_draft_own on event_draft to tsunagi_service
  using (may_draft_event(person_id, owner_facility_id)) with check (may_draft_event(person_id, owner_facility_id));

create or replace function may_keep_calendar() returns boolean language sql stable as $$
  select session_has('calendar.manage')
$$;
grant execute on function may_keep_calendar() to tsunagi_service;
grant select, insert, update on event_question to tsunagi_service;
create policy event_question_read on event_question for select to tsunagi_service
  using (may_keep_calendar() or session_has('job'));
create policy event_question_ask on event_question for insert to tsunagi_service
  with check (session_has('job') and names_mine(answered_by));
create policy event_question_answer on event_question for update to tsunagi_service
  using (may_keep_calendar() or session_has('job'));
create policy event_question_names on event_question as restrictive for update to tsunagi_service
  using (names_were('event_question ' || id, answered_by)) with check (names_stay('event_question ' || id, answered_by));

grant select, insert, update on calendar_feed to tsunagi_service;
create policy calendar_feed_read on calendar_feed for select to tsunagi_service
  using (may_keep_calendar() or session_has('job'));
create policy calendar_feed_add on calendar_feed for insert to tsunagi_service
  with check (may_keep_calendar() and created_by = session_person());
create policy calendar_feed_change on calendar_feed for update to tsunagi_service
  using (may_keep_calendar() or session_has('job'));
create policy calendar_feed_names on calendar_feed as restrictive for update to tsunagi_service
  using (names_were('calendar_feed ' || id, created_by)) with check (names_stay('calendar_feed ' || id, created_by));

-- Which of these sittings somebody has applied for, with the number of places taken, and no more than that: they are kept
-- when the rule changes. Runs as owner because who writes an event need not be among those who read its applications.
create or replace function event_sessions_applied_for(session_ids bigint[]) returns table (event_session_id bigint, taken integer)
  language sql stable security definer set search_path from current as $$
  select application.event_session_id,
    (select count(*)::integer from event_place where event_place.event_session_id = application.event_session_id)
  from event_application application where application.event_session_id = any(session_ids)
  group by application.event_session_id
$$;
grant execute on function event_sessions_applied_for(bigint[]) to tsunagi_service;

-- Who holds a public event is named to everybody. Runs as owner: whoever publishes it need not keep the organisations.
create or replace function event_host_is_named(event_id bigint) returns void
  language sql security definer set search_path from current as $$
  update organisation set listed = true
  from event where event.id = event_id and event.zone = 'public' and event.published_at is not null
    and organisation.id = event.organisation_id and not listed
    and (may_edit_event(event.owner_facility_id) or session_has('job'))
$$;
grant execute on function event_host_is_named(bigint) to tsunagi_service;
