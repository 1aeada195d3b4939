grant select, insert on handover to tsunagi_service;
grant update (leaves_on, cover_id, note, cancelled_at, version) on handover to tsunagi_service;
create policy handover_read on handover for select to tsunagi_service using (may_work_case(team_id));
create policy handover_open on handover for insert to tsunagi_service
  with check (may_lead_case(team_id) and opened_by = session_person());
create policy handover_change on handover for update to tsunagi_service using (may_lead_case(team_id));

grant select, insert on handover_item to tsunagi_service;
grant update (summary, summary_by, summary_at, successor_id, proposed_by, proposed_at, joint_visit_on, joint_visit_done_on,
  accepted_at, accepted_by, dropped_at, version) on handover_item to tsunagi_service;
create policy handover_item_read on handover_item for select to tsunagi_service using (may_work_case(team_id));
create policy handover_item_add on handover_item for insert to tsunagi_service with check (may_lead_case(team_id)
    and names_mine(summary_by, proposed_by, accepted_by));
-- Who goes writes, who leads proposes, who is proposed answers; nobody takes a case in somebody else's name.
create or replace function may_touch_handover(team_id bigint, from_person_id bigint, successor_id bigint) returns boolean
  language sql stable as $$
  select may_lead_case(team_id)
    or (may_work_case(team_id) and session_person() in (from_person_id, successor_id))
$$;
grant execute on function may_touch_handover(bigint, bigint, bigint) to tsunagi_service;
create policy handover_item_change on handover_item for update to tsunagi_service
  using (may_touch_handover(team_id, from_person_id, successor_id) and accepted_at is null)
  with check (true);
create policy handover_item_names on handover_item as restrictive for update to tsunagi_service
  using (names_were('handover_item ' || id, summary_by, proposed_by, accepted_by))
  with check (names_stay('handover_item ' || id, summary_by, proposed_by, accepted_by));

grant select, insert on handover_step to tsunagi_service;
create policy handover_step_read on handover_step for select to tsunagi_service using (may_work_case(team_id));
create policy handover_step_write on handover_step for insert to tsunagi_service
  with check (may_work_case(team_id) and done_by = session_person());

-- Another team asked to take a case over. Its supervisors read what stands in the row, which has no name; the case itself, the
-- item and the package stay the old team's until they have said yes.
create or replace function may_see_transfer(team_id bigint, from_team_id bigint, to_team_id bigint) returns boolean
  language sql stable as $$
  select may_work_case(from_team_id) or may_work_case(team_id) or may_lead_case(to_team_id)
$$;
create or replace function may_ask_team(from_team_id bigint, from_person_id bigint) returns boolean language sql stable as $$
  select may_lead_case(from_team_id) or (may_work_case(from_team_id) and from_person_id = session_person())
$$;
create or replace function may_withdraw_transfer(from_team_id bigint, asked_by bigint) returns boolean language sql stable as $$
  select may_lead_case(from_team_id) or (may_work_case(from_team_id) and asked_by = session_person())
$$;
grant execute on function may_see_transfer(bigint, bigint, bigint), may_ask_team(bigint, bigint),
  may_withdraw_transfer(bigint, bigint) to tsunagi_service;
grant select, insert on handover_transfer to tsunagi_service;
grant update (answer, decline_reason, answered_by, answered_at) on handover_transfer to tsunagi_service;
create policy handover_transfer_read on handover_transfer for select to tsunagi_service
  using (may_see_transfer(team_id, from_team_id, to_team_id));
create policy handover_transfer_ask on handover_transfer for insert to tsunagi_service
  with check (may_ask_team(from_team_id, from_person_id) and asked_by = session_person() and team_id = from_team_id
    and answer is null and names_mine(answered_by));
-- The yes is handover_transfer_take()'s alone.
create policy handover_transfer_answer on handover_transfer for update to tsunagi_service
  using (answer is null and (may_lead_case(to_team_id) or may_withdraw_transfer(from_team_id, asked_by)))
  with check (answered_by = session_person()
    and ((answer = 'declined' and may_lead_case(to_team_id))
      or (answer = 'withdrawn' and may_withdraw_transfer(from_team_id, asked_by))));

-- The yes of the receiving supervisor: the case and all that hangs on it becomes theirs, in a package of the new team in which
-- the chosen worker is asked. Runs as owner, since they do not see the case before. Answers the package and the case; nothing
-- where it is not theirs to say, was answered before, or the case is no more where it was.
create or replace function handover_transfer_take(taken bigint, successor bigint, why text, day date)
  returns table (handover_id bigint, case_id bigint)
  language plpgsql security definer set search_path from current as $$
#variable_conflict use_column
declare
  asked handover_transfer; item handover_item; one support_case; package bigint; dropped bigint[]; me bigint := session_person();
begin
  select * into asked from handover_transfer where id = taken for update;
  if asked.id is null or asked.answer is not null or may_lead_case(asked.to_team_id) is not true or me is null
    or successor = me or coalesce(btrim(why), '') = '' then return; end if;
  if not exists (select from appointment join role on role.code = role_code join role_duty using (role_code)
    where person_id = successor and team_id = asked.to_team_id and case_zone and duty = 'case.work'
      and starts_on <= day and (ends_on is null or ends_on >= day)) then return; end if;
  select held.* into item from handover_item as held join handover on handover.id = held.handover_id
    where held.id = asked.item_id and held.handover_id = asked.handover_id and held.team_id = asked.from_team_id
      and held.from_person_id = asked.from_person_id and held.case_id is not null and not held.tasks_only
      and held.successor_id is null and held.accepted_at is null and held.dropped_at is null and cancelled_at is null
    for update of held;
  select * into one from support_case where id = item.case_id and team_id = asked.from_team_id
    and worker_id = asked.from_person_id and closed_on is null for update;
  if one.id is null then
    update handover_transfer set answer = 'lapsed', answered_by = me, answered_at = session_now() where id = taken;
    return;
  end if;
  if case_move_now(one.id, asked.to_team_id, me, day) is not true then return; end if;
  insert into case_transfer (case_id, team_id, from_team_id, to_team_id, from_worker_id, to_worker_id, reason, moved_by, moved_at)
    values (one.id, asked.to_team_id, asked.from_team_id, asked.to_team_id, one.worker_id, me, why, me, session_now());
  -- Other packages of the old team that held a part of it hold it no more; what was to be done in it is done by its owner.
  with gone as (
    update handover_item set dropped_at = session_now() where handover_item.case_id = one.id and id <> item.id
      and accepted_at is null and dropped_at is null returning id, from_person_id
  ), tasks as (
    update case_task set person_id = me, version = version + 1 where case_task.case_id = one.id and done_at is null
      and person_id in (select from_person_id from gone)
  )
  select array_agg(id) into dropped from gone;
  update handover_transfer set answer = 'lapsed', answered_by = me, answered_at = session_now()
    where item_id = any(dropped) and answer is null;
  select handover.id into package from handover where team_id = asked.to_team_id and from_person_id = me
    and reason = 'received' and cancelled_at is null
    and exists (select from handover_item as open where open.handover_id = handover.id
      and open.accepted_at is null and open.dropped_at is null)
    and not exists (select from handover_item as same where same.handover_id = handover.id and same.case_id = one.id)
    order by handover.id desc limit 1;
  if package is null then
    insert into handover (team_id, from_person_id, reason, cover_id, opened_by, opened_at)
      values (asked.to_team_id, me, 'received', successor, me, session_now()) returning id into package;
  end if;
  update handover_item set handover_id = package, from_person_id = me, successor_id = successor, proposed_by = me,
      proposed_at = session_now(), version = version + 1 where id = item.id;
  insert into handover_step (item_id, team_id, step, person_id, done_by, done_at) values
    (item.id, asked.to_team_id, 'transferred', asked.from_person_id, me, session_now()),
    (item.id, asked.to_team_id, 'proposed', successor, me, session_now());
  update handover_transfer set answer = 'accepted', successor_id = successor, answered_by = me, answered_at = session_now()
    where id = taken;
  handover_id := package; case_id := one.id;
  return next;
end
$$;
grant execute on function handover_transfer_take(bigint, bigint, text, date) to tsunagi_service;

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
          and consultation.team_id = appointment.team_id and closed_at is null)
        or exists (select from referral where worker_id = appointment.person_id
          and referral.team_id = appointment.team_id and reviewed_at is null and recalled_at is null))
      and not exists (select from handover where handover.from_person_id = appointment.person_id
        and handover.team_id = appointment.team_id and cancelled_at is null and reason not in ('balance', 'received')
        -- Who came back goes again: an older package is in the way only while it is open.
        and (leaves_on >= day or exists (select from handover_item as kept where kept.handover_id = handover.id
          and kept.accepted_at is null and kept.dropped_at is null)))
    order by appointment.person_id, appointment.team_id
  loop
    select appointment.person_id into cover from appointment join role on role.code = appointment.role_code
      where role.case_zone and appointment.team_id = leaving.team_id and appointment.person_id <> leaving.person_id
        and appointment.starts_on <= leaving.ends_on + 1
        and coalesce(appointment.ends_on, 'infinity') > leaving.ends_on
      order by appointment.role_code <> 'supervisor', appointment.person_id limit 1;
    continue when cover is null;
    insert into handover (team_id, from_person_id, leaves_on, reason, cover_id, opened_at)
      values (leaving.team_id, leaving.person_id, leaving.ends_on, 'appointment', cover, moment)
      on conflict do nothing returning id into made;
    -- Somebody opened it in this very moment.
    continue when made is null;
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
    -- Referrals they began in others' cases, or out of a consultation that is no case.
    insert into handover_item (handover_id, team_id, case_id, tasks_only, from_person_id)
      select distinct made, referral.team_id, coalesce(origin.case_id, consultation.case_id), true, leaving.person_id
      from referral join referral_origin as origin on origin.id = referral.id
        left join consultation on consultation.id = origin.consultation_id
      where referral.worker_id = leaving.person_id and referral.team_id = leaving.team_id
        and reviewed_at is null and recalled_at is null and coalesce(origin.case_id, consultation.case_id) is not null
      on conflict do nothing;
    insert into handover_item (handover_id, team_id, consultation_id, from_person_id)
      select distinct made, referral.team_id, origin.consultation_id, leaving.person_id
      from referral join referral_origin as origin on origin.id = referral.id
        join consultation on consultation.id = origin.consultation_id
      where referral.worker_id = leaving.person_id and referral.team_id = leaving.team_id
        and reviewed_at is null and recalled_at is null and consultation.case_id is null
      on conflict do nothing;
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
  delete from handover_transfer where item_id = any(going);
  delete from handover_step where item_id = any(going);
  delete from handover_item where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function handover_dispose(bigint) to tsunagi_service;
