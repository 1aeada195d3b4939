-- Read and answered by the team it came to. A stranger sends, reads and writes again through the functions below alone.

grant select on family_message to tsunagi_service;
grant update (worker_id, consultation_id, urgent, closed_at, closed_by, version) on family_message to tsunagi_service;
create policy family_message_read on family_message for select to tsunagi_service using (may_work_case(team_id));
create policy family_message_follow on family_message for update to tsunagi_service using (may_work_case(team_id));
create policy family_message_names on family_message as restrictive for update to tsunagi_service
  using (names_were('family_message ' || id, closed_by)) with check (names_stay('family_message ' || id, closed_by));

grant select, insert on family_message_post to tsunagi_service;
create policy family_message_post_read on family_message_post for select to tsunagi_service using (may_work_case(team_id));
create policy family_message_post_write on family_message_post for insert to tsunagi_service
  with check (may_work_case(team_id) and written_by = session_person());

grant select, insert on desk_hours to tsunagi_service;
grant update (ends_on) on desk_hours to tsunagi_service;
create policy desk_hours_read on desk_hours for select to tsunagi_service using (true);
create policy desk_hours_add on desk_hours for insert to tsunagi_service with check (session_has('case.supervise'));
create policy desk_hours_end on desk_hours for update to tsunagi_service using (session_has('case.supervise'));

grant select, insert, delete on duty_shift to tsunagi_service;
create policy duty_shift_read on duty_shift for select to tsunagi_service using (session_has('case.work'));
create policy duty_shift_add on duty_shift for insert to tsunagi_service with check (may_lead_case(team_id));
create policy duty_shift_remove on duty_shift for delete to tsunagi_service using (may_lead_case(team_id));

grant select, insert on call_tally to tsunagi_service;
grant update (answered, missed, after_hours, recorded_by, updated_at, version) on call_tally to tsunagi_service;
create policy call_tally_read on call_tally for select to tsunagi_service using (may_work_case(team_id));
create policy call_tally_add on call_tally for insert to tsunagi_service
  with check (may_work_case(team_id) and recorded_by = session_person());
create policy call_tally_change on call_tally for update to tsunagi_service using (may_work_case(team_id))
  with check (recorded_by = session_person());

-- Takes a message in, from anybody: for the team of the chosen area's district this year, else for the first team that works
-- on cases. Runs as owner, because a stranger sees neither the teams nor what others wrote. Answers its number and team.
create or replace function family_message_send(entry jsonb, year integer, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  chosen bigint; message bigint; place bigint;
begin
  select area.id into place from area where area.id = (entry ->> 'area_id')::bigint;
  select team_id into chosen from district_team join team on team.id = team_id and team.ended_on is null
    where fiscal_year = year and area_id = place;
  -- A school's or a smaller area is of the district that most of its towns are in.
  if chosen is null then
    select district_team.team_id into chosen from area_town as here
      join area_town as there on there.town_id = here.town_id and there.area_id <> here.area_id
      join district_team on district_team.area_id = there.area_id and fiscal_year = year
      join team on team.id = district_team.team_id and team.ended_on is null
      where here.area_id = place
      group by district_team.team_id order by count(*) desc, district_team.team_id limit 1;
  end if;
  if chosen is null then
    select id into chosen from team where ended_on is null and kind in ('consultation', 'district') order by kind, id limit 1;
  end if;
  if chosen is null then return null; end if;
  insert into family_message (team_id, kind, area_id, lang, urgent, code_hash, sent_at)
    values (chosen, entry ->> 'kind', place, entry ->> 'lang', (entry ->> 'urgent')::boolean, entry ->> 'code_hash', moment)
    returning id into message;
  insert into family_message_post (message_id, team_id, by_sender, body, written_at)
    values (message, chosen, true, entry ->> 'body', moment);
  return jsonb_build_object('id', message, 'team_id', chosen);
end $$;
grant execute on function family_message_send(jsonb, integer, timestamptz) to tsunagi_service;

-- What was said both ways, for whoever holds the code; never who of the desk wrote it.
create or replace function family_message_by_code(hash text) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('kind', kind, 'sent_at', sent_at, 'closed_at', closed_at, 'taken', worker_id is not null,
    'posts', (select jsonb_agg(jsonb_build_object('by_sender', by_sender, 'body', body, 'written_at', written_at) order by post.id)
      from family_message_post as post where post.message_id = family_message.id))
  from family_message where code_hash = hash
$$;
grant execute on function family_message_by_code(text) to tsunagi_service;

-- The sender writes again: what was closed is open again. Null where no such code is.
create or replace function family_message_reply(hash text, words text, danger boolean, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  found family_message;
begin
  update family_message set closed_at = null, closed_by = null, urgent = urgent or danger, version = version + 1
    where code_hash = hash returning * into found;
  if found.id is null then return null; end if;
  insert into family_message_post (message_id, team_id, by_sender, body, written_at)
    values (found.id, found.team_id, true, words, moment);
  return jsonb_build_object('id', found.id, 'team_id', found.team_id);
end $$;
grant execute on function family_message_reply(text, text, boolean, timestamptz) to tsunagi_service;

-- To another team that works on cases. Runs as owner: a row may not be changed into one its changer no longer sees.
-- False where the message is not the session's, has changed since, or there is no such team.
create or replace function family_message_hand(message bigint, at_version integer, to_team bigint) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  update family_message set team_id = to_team, worker_id = null, version = version + 1
    where id = message and version = at_version and may_work_case(team_id)
      and exists (select from team where team.id = to_team and ended_on is null
        and team.kind in ('consultation', 'district', 'development'));
  return found;
end $$;
grant execute on function family_message_hand(bigint, integer, bigint) to tsunagi_service;

-- Conversations by code at the end of their time; those that became a consultation go with it.
create or replace function family_message_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select id, family_message.team_id, null::bigint, id::text, (closed_at at time zone 'Asia/Tokyo')::date,
      ((closed_at at time zone 'Asia/Tokyo')::date + make_interval(months => months))::date as due_on
    from family_message where session_has('job') is true and closed_at is not null and consultation_id is null) as ended
  where ended.due_on <= day and until_age is null
$$;
grant execute on function family_message_due(integer, integer, date) to tsunagi_service;
create or replace function family_message_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from family_message
    where (closed_at is not null and id in (select subject_id from disposal_released(disposal, 'family_message')))
      or consultation_id in (select id from disposal_consultations(disposal)));
begin
  if going is null then return 0; end if;
  delete from family_message_post where message_id = any(going);
  delete from notice where url ~ ('^/messages/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/messages/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from family_message where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function family_message_dispose(bigint) to tsunagi_service;
