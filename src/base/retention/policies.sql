-- What is kept how long is no secret inside the network; what has reached its end is seen by who proposes and by who
-- approves it, rows of the case zone only by number and by the supervisors of the owning team.
grant select on retention_rule to tsunagi_service;
create policy retention_rule_read on retention_rule for select to tsunagi_service
  using (session_has('network') or session_has('job'));
grant select, insert on retention_term to tsunagi_service;
create policy retention_term_read on retention_term for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy retention_term_add on retention_term for insert to tsunagi_service
  with check (session_has('retention.manage') and decided_by = session_person());

create or replace function may_read_retention(team_id bigint) returns boolean language sql stable as $$
  select session_has('retention.manage')
    or (session_has('retention.approve') and (team_id is null or team_id = any(session_case_teams())))
$$;
grant execute on function may_read_retention(bigint) to tsunagi_service;

grant select, insert, delete on retention_due to tsunagi_service;
create policy retention_due_read on retention_due for select to tsunagi_service
  using (may_read_retention(team_id) or session_has('job'));
create policy retention_due_list on retention_due for insert to tsunagi_service with check (session_has('job'));
create policy retention_due_drop on retention_due for delete to tsunagi_service using (session_has('job'));

-- Whoever sees it may stop it; another lifts it (a constraint).
grant select, insert on retention_hold to tsunagi_service;
grant update (lifted_by, lifted_at, lift_reason) on retention_hold to tsunagi_service;
create policy retention_hold_read on retention_hold for select to tsunagi_service
  using (may_read_retention(team_id) or session_has('job'));
create policy retention_hold_place on retention_hold for insert to tsunagi_service
  with check (may_read_retention(team_id) and placed_by = session_person()
    and names_mine(lifted_by));
create policy retention_hold_lift on retention_hold for update to tsunagi_service
  using (may_read_retention(team_id)) with check (lifted_by = session_person());

-- Four eyes: proposed by whoever keeps the terms, approved by another who answers for the records.
create or replace function may_approve_disposal(proposed_by bigint, team_id bigint) returns boolean language sql stable as $$
  select session_has('retention.approve') and proposed_by <> session_person()
    and (team_id is null or team_id = any(session_case_teams()))
$$;
grant execute on function may_approve_disposal(bigint, bigint) to tsunagi_service;
grant select on disposal to tsunagi_service;
grant update (decided_by, decided_at, approved, decision_note, done_at) on disposal to tsunagi_service;
create policy disposal_read on disposal for select to tsunagi_service
  using (may_read_retention(team_id) or session_has('job'));
create policy disposal_decide on disposal for update to tsunagi_service
  using (may_read_retention(team_id) and decided_at is null)
  with check (decided_by = session_person() and done_at is null
    and (may_approve_disposal(proposed_by, team_id) or (not approved and proposed_by = session_person())));
create policy disposal_finish on disposal for update to tsunagi_service
  using (session_has('job')) with check (session_has('job') and approved and done_at is not null);
grant select on disposal_item to tsunagi_service;
grant update (outcome, outcome_at) on disposal_item to tsunagi_service;
create policy disposal_item_read on disposal_item for select to tsunagi_service
  using (may_read_retention(team_id) or session_has('job'));
create policy disposal_item_mark on disposal_item for update to tsunagi_service
  using (session_has('job') or (may_read_retention(team_id) and outcome is null))
  with check (session_has('job') or outcome = 'returned');

-- A proposal holds only what the night's list holds: rows are copied here, nobody types them. Runs as owner, asks for the duty.
create or replace function disposal_propose(of_kind text, of_team bigint, subject_ids bigint[], moment timestamptz, said text)
  returns bigint language plpgsql security definer set search_path from current as $$
declare
  made bigint;
begin
  if session_has('retention.manage') is not true then return null; end if;
  insert into disposal (kind, zone, team_id, note, proposed_by, proposed_at)
  select code, zone, of_team, said, session_person(), moment from retention_rule
  where code = of_kind and way = 'four_eyes' and (zone = 'case') = (of_team is not null)
    and exists (select from retention_due where kind = of_kind and team_id is not distinct from of_team and subject_id = any(subject_ids))
  returning id into made;
  insert into disposal_item (disposal_id, kind, team_id, subject_id, parent_id, label, ended_on, due_on, term_id)
  select made, kind, team_id, subject_id, parent_id, label, ended_on, due_on, term_id from retention_due
  where made is not null and kind = of_kind and team_id is not distinct from of_team and subject_id = any(subject_ids)
    and not exists (select from retention_hold where retention_hold.kind = retention_due.kind
      and retention_hold.subject_id = retention_due.subject_id and lifted_at is null)
    and not exists (select from disposal_item as other where other.kind = retention_due.kind
      and other.subject_id = retention_due.subject_id and other.outcome is null);
  return made;
end
$$;
grant execute on function disposal_propose(text, bigint, bigint[], timestamptz, text) to tsunagi_service;

-- What may go now: approved by a second person, nothing decided of it since, and no hold. Every slice that deletes asks here,
-- and the session must be the program's own job. Runs as owner for functions that do.
create or replace function disposal_released(disposal bigint, of_kind text) returns table (subject_id bigint, parent_id bigint)
  language sql stable security definer set search_path from current as $$
  select disposal_item.subject_id, disposal_item.parent_id
  from disposal_item join disposal as one on one.id = disposal_item.disposal_id
  where one.id = disposal and disposal_item.kind = of_kind and session_has('job') is true
    and one.approved and one.decided_by <> one.proposed_by and one.done_at is null and outcome is null
    and not exists (select from retention_hold where retention_hold.kind = disposal_item.kind
      and retention_hold.subject_id = disposal_item.subject_id and lifted_at is null)
$$;
grant execute on function disposal_released(bigint, text) to tsunagi_service;

-- What points at a record from the side, without a key: notices, answers to sent forms, the search index, emergency
-- openings, shares and saved conditions. `paths` are the beginnings of its addresses. Runs as owner.
create or replace function disposal_forget(disposal bigint, of_kind text, paths text[]) returns void
  language plpgsql security definer set search_path from current as $$
declare
  pattern text;
begin
  select '^(' || string_agg(path || going.subject_id, '|') || ')([/?#]|$)' into pattern
  from disposal_released(disposal, of_kind) as going, unnest(paths) as path;
  if pattern is null then return; end if;
  delete from notice where url ~ pattern;
  delete from submission where location ~ pattern;
  delete from saved_view where page ~ pattern;
  delete from search_entry where kind = of_kind and search_entry.subject_id in (select subject_id from disposal_released(disposal, of_kind));
  delete from emergency_access where subject_kind = of_kind
    and emergency_access.subject_id in (select subject_id from disposal_released(disposal, of_kind));
  delete from case_share where kind = of_kind
    and case_share.subject_id in (select subject_id from disposal_released(disposal, of_kind));
end
$$;
grant execute on function disposal_forget(bigint, text, text[]) to tsunagi_service;

-- Requests about one's own records: the desk that answers for them, and the supervisors of the team that is asked.
create or replace function may_read_rights(team_id bigint) returns boolean language sql stable as $$
  select session_has('rights.manage') or (session_has('case.supervise') and team_id = any(session_case_teams()))
$$;
grant execute on function may_read_rights(bigint) to tsunagi_service;
grant select, insert on rights_request to tsunagi_service;
grant update (waiting_days, extended_days, extend_reason, team_id, team_answer, team_answered_by, team_answered_at, decision,
  decision_text, decided_on, decided_by, carried_out_on, version) on rights_request to tsunagi_service;
create policy rights_request_read on rights_request for select to tsunagi_service using (may_read_rights(team_id));
create policy rights_request_add on rights_request for insert to tsunagi_service
  with check (session_has('rights.manage') and created_by = session_person()
    and names_mine(team_answered_by, decided_by));
-- The desk decides; a team only says whether it keeps anything.
create policy rights_request_change on rights_request for update to tsunagi_service using (may_read_rights(team_id))
  with check (session_has('rights.manage')
    or (team_answered_by = session_person() and decided_on is null and carried_out_on is null));
create policy rights_request_names on rights_request as restrictive for update to tsunagi_service
  using (names_were('rights_request ' || id, team_answered_by, decided_by))
  with check (names_stay('rights_request ' || id, team_answered_by, decided_by));

-- Accounts of people whose last appointment is over: sign-in, second factors, contact, invitations. The name stays where
-- records name it, until those records go. For the program's own nightly list.
create or replace function account_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select person.id, null::bigint, null::bigint, person.id::text, last.ends_on, (last.ends_on + make_interval(months => months))::date as due_on
    from person join lateral (select max(coalesce(appointment.ends_on, 'infinity'::date)) as ends_on from appointment
      where appointment.person_id = person.id) as last on true
    where session_has('job') is true and last.ends_on < day
      and (exists (select from user_link where user_link.person_id = person.id)
        or exists (select from person_contact where person_contact.person_id = person.id and num_nonnulls(email, phone) > 0)
        or exists (select from invitation where invitation.person_id = person.id))) as ended
  where ended.due_on <= day and until_age is null
$$;
grant execute on function account_due(integer, integer, date) to tsunagi_service;
create or replace function account_dispose(disposal bigint, municipality text) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'account')
    where not exists (select from appointment where appointment.person_id = subject_id
      and (ends_on is null or ends_on >= (session_now() at time zone 'Asia/Tokyo')::date)));
begin
  if going is null then return 0; end if;
  delete from auth_user where municipality_code = municipality and auth_user.person_id = any(going);
  delete from user_link where user_link.person_id = any(going);
  delete from invitation where invitation.person_id = any(going);
  update proposal set email = 'deleted@example.invalid' where proposal.person_id = any(going) and email is not null;
  delete from person_contact where person_contact.person_id = any(going);
  delete from saved_view where saved_view.person_id = any(going);
  delete from notice where notice.person_id = any(going);
  update person set note = null where id = any(going) and note is not null;
  return cardinality(going);
end
$$;
grant execute on function account_dispose(bigint, text) to tsunagi_service;

-- How a row matches the person a request names: by telephone or mail, else by the whole name. A name alone may be another
-- person's: the file says by what each row was found, and the desk looks.
create or replace function rights_match(request rights_request, family text, given text, their_phone text, their_email text)
  returns text language sql immutable as $$
  select case
    when request.email is not null and lower(their_email) = lower(request.email) then 'email'
    when length(regexp_replace(request.phone, '[^0-9]', '', 'g')) >= 9 and regexp_replace(normalize(their_phone, nfkc), '[^0-9]', '', 'g') = regexp_replace(request.phone, '[^0-9]', '', 'g') then 'phone'
    when regexp_replace(family || given, '[[:space:]　]', '', 'g') = regexp_replace(request.family_name || request.given_name, '[[:space:]　]', '', 'g') then 'name'
  end
$$;
-- The person as somebody of the network: entry, contact, appointments. Runs as owner, for the desk and an open request.
create or replace function rights_people(request_id bigint) returns table (part text, at date, facts jsonb, matched_by text)
  language sql stable security definer set search_path from current as $$
  with matched as (
    select person.*, person_contact.email, person_contact.phone,
      rights_match(rights_request, person.family_name, person.given_name, person_contact.phone, person_contact.email) as by_what
    from rights_request cross join person left join person_contact on person_contact.person_id = person.id
    where rights_request.id = request_id and session_has('rights.manage') is true and rights_request.carried_out_on is null
  )
  select 'person', created_at::date, jsonb_build_object('family_name', family_name, 'given_name', given_name,
      'family_kana', family_kana, 'given_kana', given_kana, 'email', email, 'phone', phone, 'note', note), by_what
    from matched where by_what is not null
  union all
  select 'appointment', appointment.starts_on, jsonb_build_object('role', role.name, 'organisation', organisation.name,
      'title', appointment.title, 'starts_on', appointment.starts_on, 'ends_on', appointment.ends_on), by_what
    from matched join appointment on appointment.person_id = matched.id join role on role.code = role_code
      join organisation on organisation.id = organisation_id where by_what is not null
$$;
grant execute on function rights_people(bigint) to tsunagi_service;
