-- The platform's own tables: who may touch the guard against double sending, notices, files, imports, search, saved views.

-- One person's reach on one day, from appointments in force; the web layer turns it into session settings.
-- Runs as owner because the session has no reach yet when it asks. In plpgsql, which keeps its plan: every request asks,
-- and before version 18 PostgreSQL plans the body of an SQL function at each call (measured: 2.5 ms, kept 0.3 ms).
create or replace function session_of(person bigint, day date, moment timestamptz) returns jsonb
  language plpgsql stable security definer set search_path from current as $$
begin
  return (with mine as (
    select appointment.*, role.case_zone, role.facility_scope, role.name as role_name, role.position
    from appointment join role on role.code = role_code
    where person_id = person and starts_on <= day and (ends_on is null or ends_on >= day)
      and not exists (select from user_link where user_link.person_id = person and disabled_at is not null)
  ),
  facilities as (
    select facility_id as id from mine where facility_id is not null and facility_scope
    union
    select facility.id from mine join facility on facility.organisation_id = mine.organisation_id
    where mine.facility_scope and mine.facility_id is null
    union
    -- Two entries became one: the old number's people go on with the new.
    select facility.merged_into_id from mine join facility on facility.id = mine.facility_id
    where mine.facility_scope and facility.merged_into_id is not null
  )
  select jsonb_build_object(
    'duties', coalesce((select jsonb_agg(distinct duty) from mine join role_duty using (role_code)), '[]'),
    'roles', coalesce((select jsonb_agg(jsonb_build_object('code', role_code, 'name', role_name,
        'organisation', (select name from organisation where organisation.id = mine.organisation_id),
        'facility', (select name from facility where facility.id = mine.facility_id)) order by position) from mine), '[]'),
    'organisations', coalesce((select jsonb_agg(distinct organisation_id) from mine), '[]'),
    'facilities', coalesce((select jsonb_agg(distinct id) from facilities), '[]'),
    'teams', coalesce((select jsonb_agg(distinct team_id) from mine where team_id is not null), '[]'),
    'forums', coalesce((select jsonb_agg(distinct forum_id) from forum_member
        where starts_on <= day and (ends_on is null or ends_on >= day)
          and (forum_member.person_id = person
            or (forum_member.person_id is null and forum_member.facility_id is null
              -- not everybody of a city's department is at its meetings: the auditor and the administrator are not
              and forum_member.organisation_id in (select organisation_id from mine join role_duty using (role_code)
                where facility_id is null and duty in ('meeting.read', 'facility.answer')))
            -- what a forum says is for the whole staff of a member facility, whoever sits there for it
            or forum_member.facility_id in (select id from facilities))), '[]'),
    -- Whoever is asked to pass on what a meeting decided may read it: the seat may have ended since, or be the operator's.
    'meetings', coalesce((select jsonb_agg(distinct meeting_id) from share_back
        where share_back.facility_id in (select id from facilities)
          or (share_back.facility_id is null
            and share_back.organisation_id in (select organisation_id from mine join role_duty using (role_code)
              where duty in ('meeting.read', 'facility.answer')))), '[]'),
    -- A role of the case zone counts in the team it was given for, and nowhere else.
    'case_teams', coalesce((select jsonb_agg(distinct team_id) from mine where case_zone and team_id is not null), '[]'),
    'shared', coalesce((select jsonb_agg(distinct kind || ':' || subject_id) from case_share
        where case_share.person_id = person and starts_at <= moment and ends_at > moment and ended_at is null
          -- a conference's guest reads from the promise of secrecy on
          and (kind <> 'conference' or promised_at is not null)
          and exists (select from mine)), '[]'),
    'opened', coalesce((select jsonb_agg(distinct subject_kind || ':' || subject_id) from emergency_access
        where emergency_access.person_id = person and ends_at > moment and ended_at is null), '[]'),
    'case_zone', exists (select from mine where case_zone) or exists (select from case_share
        where case_share.person_id = person and starts_at <= moment and ends_at > moment and ended_at is null),
    -- With nothing written meanwhile it stays so until then, or until the day is over.
    'until', least(
      (select min(case when starts_at > moment then starts_at else ends_at end) from case_share
        where case_share.person_id = person and ends_at > moment and ended_at is null),
      (select min(ends_at) from emergency_access
        where emergency_access.person_id = person and ends_at > moment and ended_at is null)),
    'name', (select family_name || ' ' || given_name from person where id = session_of.person)
  ));
end
$$;
grant execute on function session_of(bigint, date, timestamptz) to tsunagi_service;

-- Who did something is never said by somebody else: on a change each name of the row is emptied, becomes the session's own, or
-- stays. A policy sees the row as it was (using) and as it will be (with check), never both, so the first writes down for this
-- transaction which names stood there and the second looks them up (docs/decisions/0017). Both stand in a restrictive policy of
-- update, beside the one that says who may change the row, with the same row and names. What is not written down is
-- refused. In sixty-four places, since a statement may change thousands of rows.
create or replace function names_were(changed text, variadic names bigint[]) returns boolean language plpgsql stable as $$
declare
  place text := 'app.names_' || (hashtext(changed) & 63);
begin
  perform set_config(place, changed || names::text || ';' || coalesce(current_setting(place, true), ''), true);
  return true;
end
$$;
create or replace function names_stay(changed text, variadic names bigint[]) returns boolean language plpgsql stable as $$
declare
  said text := ';' || coalesce(current_setting('app.names_' || (hashtext(changed) & 63), true), '');
  start integer := strpos(said, ';' || changed || '{');
  were bigint[];
begin
  if start = 0 then return false; end if;
  were := split_part(substr(said, start + 1 + length(changed)), ';', 1)::bigint[];
  for n in 1 .. cardinality(names) loop
    if names[n] is distinct from were[n] and names[n] is distinct from session_person() and names[n] is not null then
      return false;
    end if;
  end loop;
  return true;
end
$$;
-- Of a new row, for names that nobody need have left yet: empty, or the session's own. Who finished or approved something is not
-- said by whoever begins it.
create or replace function names_mine(variadic names bigint[]) returns boolean language sql stable as $$
  select cardinality(array_remove(array_remove(names, null), session_person())) = 0
$$;
grant execute on function names_were(text, bigint[]), names_stay(text, bigint[]), names_mine(bigint[]) to tsunagi_service;

grant select, insert, delete on submission to tsunagi_service;
grant update (location, flash) on submission to tsunagi_service;
create policy submission_read on submission for select to tsunagi_service
  using (person_id is not distinct from session_person() or session_has('job'));
create policy submission_send on submission for insert to tsunagi_service
  with check (person_id is not distinct from session_person());
create policy submission_answer on submission for update to tsunagi_service
  using (person_id is not distinct from session_person());
-- Only the nightly tidying forgets what was sent.
create policy submission_tidy on submission for delete to tsunagi_service using (session_has('job'));

grant select, insert, delete on notice to tsunagi_service;
grant update (read_at) on notice to tsunagi_service;
create policy notice_read on notice for select to tsunagi_service
  using (person_id = session_person() or (session_has('job') and read_at is not null));
create policy notice_mark on notice for update to tsunagi_service using (person_id = session_person());
-- Not only those in charge: whoever answers an action item tells those who run the forum.
create policy notice_send on notice for insert to tsunagi_service
  with check (session_has('job') or session_has('network'));
create policy notice_tidy on notice for delete to tsunagi_service using (session_has('job') and read_at is not null);

grant select, insert, delete on saved_view to tsunagi_service;
create policy saved_view_own on saved_view to tsunagi_service
  using (person_id = session_person()) with check (person_id = session_person());

grant select, insert, update on import_batch to tsunagi_service;
create policy import_batch_use on import_batch to tsunagi_service
  using (session_has('job') or session_has(duty)) with check (session_has('job') or session_has(duty));
-- Only a person brings a file; jobs read what is there.
create policy import_batch_begin on import_batch as restrictive for insert to tsunagi_service
  with check (created_by = session_person() and names_mine(check_requested_by));
create policy import_batch_names on import_batch as restrictive for update to tsunagi_service
  using (names_were('import_batch ' || id, created_by, check_requested_by))
  with check (names_stay('import_batch ' || id, created_by, check_requested_by));
grant select, insert, delete on import_part to tsunagi_service;
create policy import_part_use on import_part to tsunagi_service
  using (session_has('job') or session_has(duty)) with check (session_has('job') or session_has(duty));
grant select, insert, update, delete on import_row to tsunagi_service;
create policy import_row_use on import_row to tsunagi_service
  using (session_has('job') or session_has(duty)) with check (session_has('job') or session_has(duty));

grant select, insert, delete on job_done to tsunagi_service;
create policy job_done_own on job_done to tsunagi_service using (session_has('job')) with check (session_has('job'));

-- The same sentence for the policy and for the search function, which runs as owner so that the bigram index serves.
create or replace function may_find(audience_duty text, audience_facility_id bigint, audience_team_id bigint,
  audience_forum_id bigint, audience_forum_duty text) returns boolean language sql stable as $$
  select session_has(audience_duty) or audience_facility_id = any(session_facilities())
    or audience_team_id = any(session_teams())
    or (audience_forum_id = any(session_forums()) and (audience_forum_duty is null or session_has(audience_forum_duty)))
$$;
grant execute on function may_find(text, bigint, bigint, bigint, text) to tsunagi_service;
grant select on search_entry to tsunagi_service;
create policy search_entry_find on search_entry for select to tsunagi_service
  using (may_find(audience_duty, audience_facility_id, audience_team_id, audience_forum_id, audience_forum_duty));

-- Writes as owner: who publishes a record need not be among those who may find it (a facility's notice, say).
create or replace function search_publish(entry jsonb) returns void
  language sql security definer set search_path from current as $$
  insert into search_entry select (jsonb_populate_record(null::search_entry, entry)).*
  where session_has('network') or session_has('job')
  on conflict (kind, subject_id) do update set title = excluded.title, summary = excluded.summary, url = excluded.url,
    folded = excluded.folded, audience_duty = excluded.audience_duty, audience_facility_id = excluded.audience_facility_id,
    audience_team_id = excluded.audience_team_id, audience_forum_id = excluded.audience_forum_id,
    audience_forum_duty = excluded.audience_forum_duty, updated_at = excluded.updated_at
$$;
grant execute on function search_publish(jsonb) to tsunagi_service;
create or replace function search_unpublish(entry_kind text, entry_subject_id bigint) returns void
  language sql security definer set search_path from current as $$
  delete from search_entry where kind = entry_kind and subject_id = entry_subject_id
    and (session_has('network') or session_has('job'))
$$;
grant execute on function search_unpublish(text, bigint) to tsunagi_service;

-- words: folded, each of two characters or more; all must be contained. grams: their bigrams, for the index.
create or replace function search_find(words text[], grams text[], kinds text[], at_most integer)
  returns table (kind text, subject_id bigint, title text, summary text, url text)
  language sql stable security definer set search_path from current as $$
  select kind, subject_id, title, summary, url
  from search_entry
  where search_bigrams(folded) @> grams
    and not exists (select from unnest(words) as word where position(word in folded) = 0)
    and may_find(audience_duty, audience_facility_id, audience_team_id, audience_forum_id, audience_forum_duty)
    and (kinds is null or kind = any(kinds))
  order by position(words[1] in search_fold(title)) = 0, updated_at desc
  limit at_most
$$;
grant execute on function search_find(text[], text[], text[], integer) to tsunagi_service;

grant select, insert on emergency_access to tsunagi_service;
-- An opening ends; nobody makes it longer.
grant update (ended_at) on emergency_access to tsunagi_service;
create policy emergency_access_read on emergency_access for select to tsunagi_service
  using (person_id = session_person() or team_id = any(session_teams()) or session_has('audit.read'));
create policy emergency_access_open on emergency_access for insert to tsunagi_service
  with check (person_id = session_person() and ((subject_kind = 'visit' and session_has('visit.read'))
    or (subject_kind in ('case', 'household') and session_has('case.work'))));
create policy emergency_access_end on emergency_access for update to tsunagi_service
  using (person_id = session_person() or team_id = any(session_teams()));

-- Accounts: who invites, closes and reopens them. The program itself ('job') sends invitations' mails, makes demo
-- accounts and invites the first administrator.
create or replace function may_manage_accounts() returns boolean language sql stable as $$
  select session_has('people.manage') or session_has('system.manage') or session_has('job')
$$;
grant execute on function may_manage_accounts() to tsunagi_service;

grant select, insert on user_link to tsunagi_service;
grant update (user_id, disabled_at) on user_link to tsunagi_service;
create policy user_link_read on user_link for select to tsunagi_service
  using (person_id = session_person() or may_manage_accounts());
create policy user_link_add on user_link for insert to tsunagi_service with check (may_manage_accounts());
create policy user_link_change on user_link for update to tsunagi_service using (may_manage_accounts());

grant select, insert on invitation to tsunagi_service;
grant update (token_hash, accepted_at, withdrawn_at) on invitation to tsunagi_service;
create policy invitation_read on invitation for select to tsunagi_service
  using (person_id = session_person() or may_manage_accounts());
-- Whom the program invites, as a new municipality's first administrator, is invited by nobody else.
create policy invitation_send on invitation for insert to tsunagi_service
  with check (may_manage_accounts() and invited_by = coalesce(session_person(), person_id));
create policy invitation_withdraw on invitation for update to tsunagi_service using (may_manage_accounts());

-- Whose invitation a link is. Holding the token is the right to ask; nobody is signed in yet, so it runs as owner.
create or replace function invited_person(hash text, moment timestamptz) returns bigint
  language sql stable security definer set search_path from current as $$
  select person_id from invitation
  where token_hash = hash and accepted_at is null and withdrawn_at is null and expires_at > moment
$$;
grant execute on function invited_person(text, timestamptz) to tsunagi_service;

-- Takes an invitation up, once: closes it and links the account that the same transaction makes. Only so do people link
-- themselves; otherwise they could open again what was closed to them. Runs as owner.
create or replace function take_up_invitation(hash text, moment timestamptz, account text)
  returns table (person_id bigint, email text)
  language sql security definer set search_path from current as $$
  with taken as (
    update invitation set accepted_at = moment
    where token_hash = hash and invitation.person_id = session_person()
      and accepted_at is null and withdrawn_at is null and expires_at > moment
    returning invitation.person_id, invitation.email
  ), linked as (
    insert into user_link (person_id, user_id, linked_at) select taken.person_id, account, moment from taken
    on conflict on constraint user_link_pkey do update set user_id = excluded.user_id, disabled_at = null
  )
  select taken.person_id, taken.email from taken
$$;
grant execute on function take_up_invitation(text, timestamptz, text) to tsunagi_service;
