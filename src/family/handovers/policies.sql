create or replace function may_read_handover(team_id bigint) returns boolean language sql stable as $$
  select session_has('case.work') and team_id = any(session_case_teams())
$$;
create or replace function may_lead_handover(team_id bigint) returns boolean language sql stable as $$
  select session_has('case.supervise') and team_id = any(session_case_teams())
$$;
grant execute on function may_read_handover(bigint), may_lead_handover(bigint) to tsunagi_service;

grant select, insert on handover to tsunagi_service;
grant update (leaves_on, cover_id, note, cancelled_at, version) on handover to tsunagi_service;
create policy handover_read on handover for select to tsunagi_service using (may_read_handover(team_id));
create policy handover_open on handover for insert to tsunagi_service
  with check (may_lead_handover(team_id) and opened_by = session_person());
create policy handover_change on handover for update to tsunagi_service using (may_lead_handover(team_id));

grant select, insert on handover_item to tsunagi_service;
grant update (summary, summary_by, summary_at, successor_id, proposed_by, proposed_at, joint_visit_on, joint_visit_done_on,
  accepted_at, accepted_by, dropped_at, version) on handover_item to tsunagi_service;
create policy handover_item_read on handover_item for select to tsunagi_service using (may_read_handover(team_id));
create policy handover_item_add on handover_item for insert to tsunagi_service with check (may_lead_handover(team_id));
-- Who goes writes, who leads proposes, who is proposed answers; nobody takes a case in somebody else's name.
create or replace function may_touch_handover(team_id bigint, from_person_id bigint, successor_id bigint) returns boolean
  language sql stable as $$
  select may_lead_handover(team_id)
    or (may_read_handover(team_id) and session_person() in (from_person_id, successor_id))
$$;
grant execute on function may_touch_handover(bigint, bigint, bigint) to tsunagi_service;
create policy handover_item_change on handover_item for update to tsunagi_service
  using (may_touch_handover(team_id, from_person_id, successor_id) and accepted_at is null)
  with check (accepted_by is null or accepted_by = session_person());

grant select, insert on handover_step to tsunagi_service;
create policy handover_step_read on handover_step for select to tsunagi_service using (may_read_handover(team_id));
create policy handover_step_write on handover_step for insert to tsunagi_service
  with check (may_read_handover(team_id) and done_by = session_person());

-- Appointments of the case zone that end by a day open a package each: what is held, without a word of it, and who answers
-- for it until somebody has taken it. Runs as owner, for the nightly job alone, since no job reads a case.
create or replace function handovers_open_due(day date, until date, moment timestamptz)
  returns table (handover_id bigint, from_person_id bigint, cover_id bigint)
  language plpgsql security definer set search_path from current as $$
declare
  leaving record; cover bigint; made bigint;
begin
  if session_has('job') is not true then return; end if;
  for leaving in
    select appointment.person_id, appointment.team_id, max(coalesce(appointment.ends_on, 'infinity')) as ends_on
    from appointment join role on role.code = appointment.role_code
    where role.case_zone and appointment.team_id is not null and appointment.starts_on <= until
      and coalesce(appointment.ends_on, 'infinity') >= day
    group by appointment.person_id, appointment.team_id
    having max(coalesce(appointment.ends_on, 'infinity')) <= until
      and (exists (select from support_case where worker_id = appointment.person_id
          and support_case.team_id = appointment.team_id and closed_on is null)
        or exists (select from consultation where worker_id = appointment.person_id
          and consultation.team_id = appointment.team_id and closed_at is null))
      and not exists (select from handover where handover.from_person_id = appointment.person_id
        and handover.team_id = appointment.team_id and cancelled_at is null and reason <> 'balance')
    order by appointment.person_id, appointment.team_id
  loop
    select appointment.person_id into cover from appointment join role on role.code = appointment.role_code
      where role.case_zone and appointment.team_id = leaving.team_id and appointment.person_id <> leaving.person_id
        and appointment.starts_on <= leaving.ends_on + 1
        and coalesce(appointment.ends_on, 'infinity') > leaving.ends_on
      order by appointment.role_code <> 'supervisor', appointment.person_id limit 1;
    continue when cover is null;
    insert into handover (team_id, from_person_id, leaves_on, reason, cover_id, opened_at)
      values (leaving.team_id, leaving.person_id, leaving.ends_on, 'appointment', cover, moment) returning id into made;
    insert into handover_item (handover_id, team_id, case_id, from_person_id)
      select made, support_case.team_id, support_case.id, leaving.person_id from support_case
      where worker_id = leaving.person_id and support_case.team_id = leaving.team_id and closed_on is null;
    insert into handover_item (handover_id, team_id, case_id, tasks_only, from_person_id)
      select distinct made, case_task.team_id, case_task.case_id, true, leaving.person_id from case_task
      where case_task.person_id = leaving.person_id and case_task.team_id = leaving.team_id and done_at is null
      on conflict do nothing;
    insert into handover_item (handover_id, team_id, consultation_id, from_person_id)
      select made, consultation.team_id, consultation.id, leaving.person_id from consultation
      where worker_id = leaving.person_id and consultation.team_id = leaving.team_id and closed_at is null
        and not exists (select from support_case where support_case.id = consultation.case_id
          and support_case.worker_id = leaving.person_id);
    handover_id := made; from_person_id := leaving.person_id; cover_id := cover;
    return next;
  end loop;
end
$$;
grant execute on function handovers_open_due(date, date, timestamptz) to tsunagi_service;

-- What was written for a successor of a case or consultation that goes. Runs as owner; disposal_released() says what may go.
create or replace function handover_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from handover_item
    where case_id in (select subject_id from disposal_released(disposal, 'case'))
      or consultation_id in (select id from disposal_consultations(disposal)));
begin
  if going is null then return 0; end if;
  delete from handover_step where item_id = any(going);
  delete from handover_item where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function handover_dispose(bigint) to tsunagi_service;
