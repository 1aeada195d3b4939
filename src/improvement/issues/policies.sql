-- Issues: read by those who work on them (issue.read). What one facility said is read by those who take issues up and
-- look after them, by the facility itself, and by the rest of issue.read once the issue has been shared in a forum.

grant select on theme to tsunagi_service;
create policy theme_read on theme for select to tsunagi_service using (session_has('network'));

create or replace function may_raise_issue() returns boolean language sql stable as $$
  select session_has('issue.raise')
$$;
create or replace function may_manage_issue() returns boolean language sql stable as $$
  select session_has('issue.manage')
$$;
create or replace function may_answer_issue(facility_id bigint) returns boolean language sql stable as $$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$$;
grant execute on function may_raise_issue(), may_manage_issue(), may_answer_issue(bigint) to tsunagi_service;

grant select, insert on issue to tsunagi_service;
grant update (title, description, theme_code, weight, owner_id, merged_into_id, merged_at, merged_by, next_review_on, version, updated_at)
  on issue to tsunagi_service;
create policy issue_read on issue for select to tsunagi_service using (session_has('issue.read') or session_has('job'));
create policy issue_raise on issue for insert to tsunagi_service
  with check (may_raise_issue() and raised_by = session_person() and names_mine(merged_by));
create policy issue_change on issue for update to tsunagi_service using (may_manage_issue());
create policy issue_names on issue as restrictive for update to tsunagi_service
  using (names_were('issue ' || id, merged_by)) with check (names_stay('issue ' || id, merged_by));

grant select, insert, delete on issue_area to tsunagi_service;
create policy issue_area_read on issue_area for select to tsunagi_service using (session_has('issue.read'));
create policy issue_area_add on issue_area for insert to tsunagi_service with check (may_raise_issue());
create policy issue_area_remove on issue_area for delete to tsunagi_service using (may_manage_issue());

grant select, insert, delete on issue_forum to tsunagi_service;
grant update (forum_id) on issue_forum to tsunagi_service;
create policy issue_forum_read on issue_forum for select to tsunagi_service using (session_has('issue.read'));
create policy issue_forum_plan on issue_forum for insert to tsunagi_service with check (may_manage_issue());
create policy issue_forum_change on issue_forum for update to tsunagi_service using (may_manage_issue());
create policy issue_forum_remove on issue_forum for delete to tsunagi_service using (may_manage_issue());

-- Facts are added, never changed. What was written to them (issue_event_note) is in meetings/policies.sql, for most of it
-- is a forum's.
create or replace function may_record_issue_event(kind text, person_id bigint) returns boolean language sql stable as $$
  select (person_id = session_person() and (may_manage_issue() or (kind = 'raised' and may_raise_issue())))
    or (kind = 'acted' and session_has('job'))
$$;
grant execute on function may_record_issue_event(text, bigint) to tsunagi_service;
grant select, insert on issue_event to tsunagi_service;
create policy issue_event_read on issue_event for select to tsunagi_service
  using (session_has('issue.read') or session_has('job'));
create policy issue_event_record on issue_event for insert to tsunagi_service
  with check (may_record_issue_event(kind, person_id));

create or replace function may_read_issue_facility(facility_id bigint, shared_on date) returns boolean language sql stable as $$
  select may_raise_issue() or may_manage_issue() or facility_id = any(session_facilities())
    or (session_has('issue.read') and shared_on is not null)
$$;
-- A facility adds itself only to a published wording, and with nothing but its own words.
create or replace function may_add_issue_facility(facility_id bigint, publication_id bigint, answer text) returns boolean
  language sql stable as $$
  select (may_raise_issue() and publication_id is null)
    or (may_answer_issue(facility_id) and publication_id is not null and answer is null)
$$;
create or replace function may_change_issue_facility(facility_id bigint) returns boolean language sql stable as $$
  select may_manage_issue() or may_answer_issue(facility_id)
$$;
grant execute on function may_read_issue_facility(bigint, date), may_add_issue_facility(bigint, bigint, text),
  may_change_issue_facility(bigint) to tsunagi_service;
grant select, insert, delete on issue_facility to tsunagi_service;
grant update (statement, shared_on, decided_on, closed_on, answer, answered_by, answered_at, read_at, read_by)
  on issue_facility to tsunagi_service;
create policy issue_facility_read on issue_facility for select to tsunagi_service
  using (may_read_issue_facility(facility_id, shared_on));
create policy issue_facility_add on issue_facility for insert to tsunagi_service
  with check (may_add_issue_facility(facility_id, publication_id, answer) and names_mine(answered_by, read_by));
create policy issue_facility_change on issue_facility for update to tsunagi_service
  using (may_change_issue_facility(facility_id))
  with check (may_manage_issue()
    or (read_by = session_person() and answered_by is distinct from session_person()));
create policy issue_facility_names on issue_facility as restrictive for update to tsunagi_service
  using (names_were('issue_facility ' || issue_id || ' ' || facility_id, answered_by, read_by))
  with check (names_stay('issue_facility ' || issue_id || ' ' || facility_id, answered_by, read_by));
create policy issue_facility_remove on issue_facility for delete to tsunagi_service
  using (may_manage_issue() and publication_id is null);

-- What was answered to the case zone, from where some issues come in words that name nobody (family/statements). Read by
-- those who work on issues; the case zone asks through a function of its own.
grant select, insert on issue_family_answer to tsunagi_service;
grant update (answer, answered_by, answered_at) on issue_family_answer to tsunagi_service;
create policy issue_family_answer_read on issue_family_answer for select to tsunagi_service using (session_has('issue.read'));
create policy issue_family_answer_give on issue_family_answer for insert to tsunagi_service
  with check (may_manage_issue() and answered_by = session_person());
create policy issue_family_answer_change on issue_family_answer for update to tsunagi_service using (may_manage_issue())
  with check (answered_by = session_person());

create or replace function may_read_issue_publication(withdrawn_at timestamptz) returns boolean language sql stable as $$
  select session_has('issue.read') or (session_has('network') and withdrawn_at is null)
$$;
grant execute on function may_read_issue_publication(timestamptz) to tsunagi_service;
grant select, insert on issue_publication to tsunagi_service;
grant update (title, summary, theme_code, progress, published_at, published_by, withdrawn_at, version)
  on issue_publication to tsunagi_service;
create policy issue_publication_read on issue_publication for select to tsunagi_service
  using (may_read_issue_publication(withdrawn_at));
create policy issue_publication_publish on issue_publication for insert to tsunagi_service
  with check (may_manage_issue() and published_by = session_person());
create policy issue_publication_change on issue_publication for update to tsunagi_service using (may_manage_issue());
create policy issue_publication_names on issue_publication as restrictive for update to tsunagi_service
  using (names_were('issue_publication ' || issue_id, published_by))
  with check (names_stay('issue_publication ' || issue_id, published_by));

-- Raises an issue out of the case zone: words, a theme, an area wide enough or none, and who holds it. Runs as owner, since
-- supervisors of cases neither raise nor read issues otherwise. Null for everybody else, and where nobody holds it.
create or replace function issue_raise_from_family(wording text, more text, theme text, in_area bigint, holder bigint, day date,
  moment timestamptz) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  made bigint;
begin
  if session_has('case.supervise') is not true or session_case_teams() is null or session_person() is null then return null; end if;
  if not exists (select from appointment join role_duty using (role_code) where person_id = holder and duty = 'issue.manage'
    and starts_on <= day and (ends_on is null or ends_on >= day)) then return null; end if;
  insert into issue (title, description, theme_code, weight, source, raised_on, raised_by, owner_id, created_at, updated_at)
    values (wording, more, theme, 2, 'family', day, session_person(), holder, moment, moment) returning id into made;
  if in_area is not null then insert into issue_area (issue_id, area_id) values (made, in_area); end if;
  insert into issue_event (issue_id, kind, happened_on, person_id, created_at) values (made, 'raised', day, session_person(), moment);
  return made;
end
$$;
grant execute on function issue_raise_from_family(text, text, text, bigint, bigint, date, timestamptz) to tsunagi_service;

-- The state as the facts say it; stateOf() in rules.ts says the same and a test compares them. A fact's place in time is
-- its day, then its number: one sortable figure, so that each kind's latest is a plain maximum.
create or replace view issue_state with (security_invoker = true) as
select issue.id as issue_id,
  case
    when issue.merged_into_id is not null then 'merged'
    when latest.closed > latest.reopened then 'closed'
    when latest.acted > greatest(latest.reopened, latest.reviewed) then 'acting'
    when latest.decided > greatest(latest.reopened, latest.reviewed) then 'decided'
    when latest.discussed > greatest(latest.reopened, latest.reviewed) then 'discussed'
    when latest.shared > greatest(latest.reopened, latest.reviewed) then 'shared'
    when latest.reviewed > latest.reopened then 'reviewed'
    when latest.reopened > 0 then 'reopened'
    else 'grasped'
  end as state,
  coalesce(latest.moved_on, issue.raised_on) as moved_on,
  latest.last_kind
from issue
  cross join lateral (
    select
      coalesce(max(place) filter (where kind = 'closed'), 0) as closed,
      coalesce(max(place) filter (where kind = 'reopened'), 0) as reopened,
      coalesce(max(place) filter (where kind = 'reviewed'), 0) as reviewed,
      coalesce(max(place) filter (where kind = 'acted'), 0) as acted,
      coalesce(max(place) filter (where kind = 'decided'), 0) as decided,
      coalesce(max(place) filter (where kind = 'discussed'), 0) as discussed,
      coalesce(max(place) filter (where kind = 'shared'), 0) as shared,
      max(happened_on) filter (where moves) as moved_on,
      (array_agg(kind order by place desc) filter (where moves))[1] as last_kind
    from (
      select kind, happened_on, (happened_on - date '1900-01-01')::bigint * 1000000000000 + id as place,
        kind in ('raised', 'merged_here', 'shared', 'discussed', 'decided', 'acted', 'reviewed', 'closed', 'reopened') as moves
      from issue_event
      where issue_event.issue_id = issue.id
    ) as fact
  ) as latest;
grant select on issue_state to tsunagi_service;
