-- Who reads what:
--   meeting.manage (the 事務局), and those who hold issue.manage beside meeting.read (the coordinators): every forum;
--   meeting.read alone (council members): the forums they are members of, from the first draft of the agenda on;
--   members without that duty (a facility's people): the invitation once sent, and what is published with the minutes;
--   whoever is asked to pass a meeting's outcome on (session_meetings()): that meeting and its published minutes, though
--   the seat in the forum has ended or is the operator's and not their own;
--   action items and share-backs besides by whoever holds them;
--   jobs, which remind people of these: the meeting, its action items and its share-backs, no minutes.
-- Whether minutes are published stands in each row, because a policy reads only its own row.

create or replace function may_manage_meeting() returns boolean language sql stable as
  $$ select session_has('meeting.manage') $$;
grant execute on function may_manage_meeting() to tsunagi_service;

create or replace function may_read_forum(forum_id bigint) returns boolean language sql stable as $$
  select session_has('meeting.manage') or (session_has('meeting.read') and session_has('issue.manage'))
    or forum_id = any(session_forums())
$$;
grant execute on function may_read_forum(bigint) to tsunagi_service;

create or replace function may_read_forum_work(forum_id bigint, published boolean) returns boolean language sql stable as $$
  select session_has('meeting.manage') or (session_has('meeting.read') and session_has('issue.manage'))
    or (forum_id = any(session_forums()) and (published or session_has('meeting.read')))
$$;
grant execute on function may_read_forum_work(bigint, boolean) to tsunagi_service;

create or replace function may_read_meeting(id bigint, forum_id bigint, invited_at timestamptz,
  minutes_published_at timestamptz) returns boolean language sql stable as $$
  select may_read_forum_work(forum_id, invited_at is not null or minutes_published_at is not null)
    or id = any(session_meetings())
$$;
create or replace function may_read_minutes(meeting_id bigint, forum_id bigint, published boolean)
  returns boolean language sql stable as $$
  select may_read_forum_work(forum_id, published) or (published and meeting_id = any(session_meetings()))
$$;
grant execute on function may_read_meeting(bigint, bigint, timestamptz, timestamptz),
  may_read_minutes(bigint, bigint, boolean) to tsunagi_service;

-- Holding is the facility's own people's, or, where no facility is named, that of the organisation's people who meet.
create or replace function may_hold(organisation_id bigint, facility_id bigint) returns boolean language sql stable as $$
  select facility_id = any(session_facilities())
    or (facility_id is null and organisation_id = any(session_organisations())
      and (session_has('meeting.read') or session_has('facility.answer')))
$$;
grant execute on function may_hold(bigint, bigint) to tsunagi_service;

-- Answering is not for everybody who may read: in a facility it is the head's.
create or replace function may_answer_as(organisation_id bigint, facility_id bigint) returns boolean language sql stable as $$
  select (facility_id = any(session_facilities()) and session_has('facility.answer'))
    or (facility_id is null and organisation_id = any(session_organisations())
      and (session_has('meeting.read') or session_has('facility.answer')))
$$;
grant execute on function may_answer_as(bigint, bigint) to tsunagi_service;

-- A forum's name and purpose are no secret among those who work together; its members and meetings are its own.
grant select, insert on forum to tsunagi_service;
grant update (name, kind, purpose, meetings_per_year, area_id, organisation_id, ended_on, version, updated_at, updated_by)
  on forum to tsunagi_service;
create policy forum_read on forum for select to tsunagi_service using (session_has('network') or session_has('job'));
create policy forum_add on forum for insert to tsunagi_service with check (may_manage_meeting() and names_mine(updated_by));
create policy forum_change on forum for update to tsunagi_service using (may_manage_meeting());
create policy forum_names on forum as restrictive for update to tsunagi_service
  using (names_were('forum ' || id, updated_by)) with check (names_stay('forum ' || id, updated_by));

grant select, insert, delete on forum_member to tsunagi_service;
grant update (person_id, position, starts_on, ends_on) on forum_member to tsunagi_service;
create policy forum_member_read on forum_member for select to tsunagi_service using (may_read_forum(forum_id));
create policy forum_member_add on forum_member for insert to tsunagi_service with check (may_manage_meeting());
create policy forum_member_change on forum_member for update to tsunagi_service using (may_manage_meeting());
create policy forum_member_remove on forum_member for delete to tsunagi_service using (may_manage_meeting());

grant select, insert on meeting to tsunagi_service;
grant update (title, held_on, number, starts_at, ends_at, place, online_url, online_entry, online_privacy, online_tested_on,
  invitation, invited_at, opened_at, closed_at, minutes_published_at, minutes_published_by, summary, cancelled_at,
  cancel_reason, version, updated_at, updated_by) on meeting to tsunagi_service;
create policy meeting_read on meeting for select to tsunagi_service
  using (may_read_meeting(id, forum_id, invited_at, minutes_published_at) or session_has('job'));
create policy meeting_add on meeting for insert to tsunagi_service
  with check (may_manage_meeting() and names_mine(minutes_published_by, updated_by));
create policy meeting_change on meeting for update to tsunagi_service using (may_manage_meeting());
create policy meeting_names on meeting as restrictive for update to tsunagi_service
  using (names_were('meeting ' || id, minutes_published_by, updated_by))
  with check (names_stay('meeting ' || id, minutes_published_by, updated_by));

grant select, insert, delete on agenda_item to tsunagi_service;
grant update (position, title, purpose, minutes_planned, material, explanation, opinions, conclusion, no_decision_reason,
  past, published, version, updated_at, updated_by) on agenda_item to tsunagi_service;
create policy agenda_item_read on agenda_item for select to tsunagi_service
  using (may_read_minutes(meeting_id, forum_id, published));
create policy agenda_item_add on agenda_item for insert to tsunagi_service
  with check (may_manage_meeting() and names_mine(updated_by));
create policy agenda_item_change on agenda_item for update to tsunagi_service using (may_manage_meeting());
create policy agenda_item_names on agenda_item as restrictive for update to tsunagi_service
  using (names_were('agenda_item ' || id, updated_by)) with check (names_stay('agenda_item ' || id, updated_by));
create policy agenda_item_remove on agenda_item for delete to tsunagi_service using (may_manage_meeting());

-- Before a meeting a member says for itself whether somebody comes; who really came the 事務局 writes down.
create or replace function may_reply_attendance(organisation_id bigint, facility_id bigint, person_id bigint, status text)
  returns boolean language sql stable as $$
  select status in ('unknown', 'planned', 'absent')
    and (person_id = session_person() or (person_id is null and may_answer_as(organisation_id, facility_id)))
$$;
grant execute on function may_reply_attendance(bigint, bigint, bigint, text) to tsunagi_service;
grant select, insert, delete on attendance to tsunagi_service;
grant update (status, proxy_name) on attendance to tsunagi_service;
create policy attendance_read on attendance for select to tsunagi_service using (may_read_forum(forum_id));
create policy attendance_add on attendance for insert to tsunagi_service with check (may_manage_meeting());
create policy attendance_change on attendance for update to tsunagi_service
  using (may_manage_meeting() or may_reply_attendance(organisation_id, facility_id, person_id, status));
create policy attendance_remove on attendance for delete to tsunagi_service using (may_manage_meeting());

grant select, insert, delete on decision to tsunagi_service;
grant update (published) on decision to tsunagi_service;
create policy decision_read on decision for select to tsunagi_service
  using (may_read_minutes(meeting_id, forum_id, published));
create policy decision_add on decision for insert to tsunagi_service with check (may_manage_meeting());
create policy decision_change on decision for update to tsunagi_service using (may_manage_meeting());
create policy decision_remove on decision for delete to tsunagi_service using (may_manage_meeting());

grant select, insert, delete on role_assignment to tsunagi_service;
grant update (published) on role_assignment to tsunagi_service;
create policy role_assignment_read on role_assignment for select to tsunagi_service
  using (may_read_minutes(meeting_id, forum_id, published));
create policy role_assignment_add on role_assignment for insert to tsunagi_service with check (may_manage_meeting());
create policy role_assignment_change on role_assignment for update to tsunagi_service using (may_manage_meeting());
create policy role_assignment_remove on role_assignment for delete to tsunagi_service using (may_manage_meeting());

-- Until it is told to those who hold it, an action item is still being worded by those who run the forum.
create or replace function may_answer_action_item(owner_organisation_id bigint, owner_facility_id bigint, owner_id bigint,
  published boolean) returns boolean language sql stable as $$
  select may_manage_meeting()
    or (published and (owner_id = session_person() or may_answer_as(owner_organisation_id, owner_facility_id)))
$$;
grant execute on function may_answer_action_item(bigint, bigint, bigint, boolean) to tsunagi_service;
grant select, insert, delete on action_item to tsunagi_service;
grant update (due_on, done_on, done_by, outcome, cancelled_at, cancel_reason, reminded_on, published, version)
  on action_item to tsunagi_service;
create policy action_item_read on action_item for select to tsunagi_service
  using (may_read_forum_work(forum_id, published)
    or (published and (owner_id = session_person() or may_hold(owner_organisation_id, owner_facility_id)))
    or session_has('job'));
create policy action_item_add on action_item for insert to tsunagi_service
  with check (may_manage_meeting() and created_by = session_person() and names_mine(done_by));
create policy action_item_change on action_item for update to tsunagi_service
  using (may_answer_action_item(owner_organisation_id, owner_facility_id, owner_id, published) or session_has('job'));
create policy action_item_names on action_item as restrictive for update to tsunagi_service
  using (names_were('action_item ' || id, done_by)) with check (names_stay('action_item ' || id, done_by));
create policy action_item_remove on action_item for delete to tsunagi_service using (may_manage_meeting() and not published);

-- How the work goes is between those who do it and those who run the forums; the outcome is everybody's.
grant select, insert on action_note to tsunagi_service;
create policy action_note_read on action_note for select to tsunagi_service
  using (may_read_forum_work(null, false) or written_by = session_person()
    or may_hold(owner_organisation_id, owner_facility_id));
create policy action_note_add on action_note for insert to tsunagi_service
  with check (written_by = session_person()
    and (may_manage_meeting() or owner_organisation_id = any(session_organisations())));

create or replace function may_confirm_share_back(organisation_id bigint, facility_id bigint) returns boolean
  language sql stable as $$ select may_answer_as(organisation_id, facility_id) $$;
grant execute on function may_confirm_share_back(bigint, bigint) to tsunagi_service;
grant select, insert on share_back to tsunagi_service;
grant update (message, due_on, was_absent, shared_on, way, staff_count, reaction, question, asked_at, answer, answered_at,
  answered_by, confirmed_at, confirmed_by, reminded_on) on share_back to tsunagi_service;
create policy share_back_read on share_back for select to tsunagi_service
  using (may_read_forum_work(null, false) or may_hold(organisation_id, facility_id) or session_has('job'));
create policy share_back_add on share_back for insert to tsunagi_service
  with check (may_manage_meeting() and names_mine(answered_by, confirmed_by));
create policy share_back_change on share_back for update to tsunagi_service
  using (may_manage_meeting() or may_confirm_share_back(organisation_id, facility_id) or session_has('job'));
create policy share_back_names on share_back as restrictive for update to tsunagi_service
  using (names_were('share_back ' || id, answered_by, confirmed_by))
  with check (names_stay('share_back ' || id, answered_by, confirmed_by));

-- What was written to a fact about an issue: at the issue itself, for all who read it; by a meeting, for those of them who
-- may read its minutes.
create or replace function may_read_issue_note(meeting_id bigint, forum_id bigint) returns boolean language sql stable as $$
  select session_has('issue.read') and (forum_id is null or may_read_minutes(meeting_id, forum_id, true))
$$;
grant execute on function may_read_issue_note(bigint, bigint) to tsunagi_service;
grant select, insert on issue_event_note to tsunagi_service;
create policy issue_event_note_read on issue_event_note for select to tsunagi_service
  using (may_read_issue_note(meeting_id, forum_id));
create policy issue_event_note_add on issue_event_note for insert to tsunagi_service with check (may_manage_issue());

-- What meetings did about an issue, for the issue's own page: decisions, roles, action items.
create or replace view issue_work with (security_invoker = true) as
  select decision.issue_id, 'decision' as kind, meeting.id as meeting_id, meeting.title as meeting_title, meeting.held_on,
    decision.body as text, null::text as owner, null::date as due_on, null::date as done_on, null::bigint as action_item_id
  from decision join meeting on meeting.id = decision.meeting_id
  where decision.issue_id is not null
  union all
  select role_assignment.issue_id, 'role', meeting.id, meeting.title, meeting.held_on, role_assignment.part,
    organisation.name, null, null, null
  from role_assignment join meeting on meeting.id = role_assignment.meeting_id
  join organisation on organisation.id = role_assignment.organisation_id
  where role_assignment.issue_id is not null
  union all
  select action_item.issue_id, 'action', meeting.id, meeting.title, meeting.held_on, action_item.what,
    coalesce(facility.name, organisation.name) || coalesce('　' || person.family_name || ' ' || person.given_name, ''),
    action_item.due_on, action_item.done_on, action_item.id
  from action_item left join meeting on meeting.id = action_item.meeting_id
  join organisation on organisation.id = action_item.owner_organisation_id
  left join facility on facility.id = action_item.owner_facility_id
  left join person on person.id = action_item.owner_id
  where action_item.issue_id is not null and action_item.cancelled_at is null;
grant select on issue_work to tsunagi_service;

-- Published: who was there together (improvement/knowledge draws the map of who met whom from it). Of organisations only.
create or replace view meeting_gathering with (security_invoker = true) as
  select meeting.id as record_id, meeting.held_on, null::text as theme_code, attendance.facility_id, attendance.organisation_id
  from meeting join attendance on attendance.meeting_id = meeting.id
  where meeting.cancelled_at is null and attendance.status in ('attended', 'online', 'proxy');
grant select on meeting_gathering to tsunagi_service;
