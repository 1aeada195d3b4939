grant select, insert on support_case to tsunagi_service;
grant update (team_id, worker_id, category, stage, headline, next_contact_on, next_contact_way, no_next_contact_reason,
  last_contact_on, closed_on, close_reason, close_text, closed_by, close_approved_by, version, updated_at)
  on support_case to tsunagi_service;
create policy support_case_read on support_case for select to tsunagi_service using (may_read_case(team_id, id));
create policy support_case_open on support_case for insert to tsunagi_service
  with check (may_work_case(team_id) and opened_by = session_person() and names_mine(closed_by, close_approved_by));
create policy support_case_change on support_case for update to tsunagi_service using (may_work_case(team_id))
  with check (close_approved_by is null or session_has('case.supervise'));
create policy support_case_names on support_case as restrictive for update to tsunagi_service
  using (names_were('support_case ' || id, closed_by, close_approved_by))
  with check (names_stay('support_case ' || id, closed_by, close_approved_by));

grant select, insert, delete on case_member to tsunagi_service;
create policy case_member_read on case_member for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy case_member_add on case_member for insert to tsunagi_service with check (may_work_case(team_id));
create policy case_member_remove on case_member for delete to tsunagi_service using (may_work_case(team_id));

grant select, insert on contact_note to tsunagi_service;
create policy contact_note_read on contact_note for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy contact_note_add on contact_note for insert to tsunagi_service
  with check (may_work_case(team_id) and written_by = session_person());

-- A task is also its person's: somebody of another organisation reads what a conference gave them to do.
grant select, insert on case_task to tsunagi_service;
grant update (person_id, title, due_on, done_at, done_by, outcome, version) on case_task to tsunagi_service;
create policy case_task_read on case_task for select to tsunagi_service
  using (may_read_case(team_id, case_id) or person_id = session_person());
create policy case_task_give on case_task for insert to tsunagi_service
  with check (may_work_case(team_id) and created_by = session_person() and names_mine(done_by));
create policy case_task_change on case_task for update to tsunagi_service
  using (may_work_case(team_id) or person_id = session_person());
create policy case_task_names on case_task as restrictive for update to tsunagi_service
  using (names_were('case_task ' || id, done_by)) with check (names_stay('case_task ' || id, done_by));

grant select, insert on life_event to tsunagi_service;
grant update (withdrawn_at, withdrawn_by) on life_event to tsunagi_service;
create policy life_event_read on life_event for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy life_event_add on life_event for insert to tsunagi_service
  with check (may_work_case(team_id) and recorded_by = session_person() and names_mine(withdrawn_by));
create policy life_event_withdraw on life_event for update to tsunagi_service using (may_work_case(team_id));
create policy life_event_names on life_event as restrictive for update to tsunagi_service
  using (names_were('life_event ' || id, withdrawn_by)) with check (names_stay('life_event ' || id, withdrawn_by));

grant select on assessment_item to tsunagi_service;
create policy assessment_item_read on assessment_item for select to tsunagi_service using (session_has('case.work'));
grant select, insert on assessment, assessment_mark to tsunagi_service;
create policy assessment_read on assessment for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy assessment_add on assessment for insert to tsunagi_service
  with check (may_work_case(team_id) and assessed_by = session_person());
create policy assessment_mark_read on assessment_mark for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy assessment_mark_add on assessment_mark for insert to tsunagi_service with check (may_work_case(team_id));

-- What a plan says is never changed: a new version takes its place. What follows is that it was told, given and answered.
grant select, insert on support_plan, support_plan_item to tsunagi_service;
grant update (explained_on, given_on, answer, answered_on, answer_reason, version) on support_plan to tsunagi_service;
create policy support_plan_read on support_plan for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy support_plan_make on support_plan for insert to tsunagi_service
  with check (may_work_case(team_id) and made_by = session_person());
create policy support_plan_answer on support_plan for update to tsunagi_service using (may_work_case(team_id));
create policy support_plan_item_read on support_plan_item for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy support_plan_item_make on support_plan_item for insert to tsunagi_service with check (may_work_case(team_id));

-- The ledger is the council's: its office and the supervisor write in it, for the own teams.
create or replace function may_keep_ledger(team_id bigint) returns boolean language sql stable as $$
  select (session_has('council.manage') or session_has('case.supervise')) and team_id = any(session_case_teams())
$$;
grant execute on function may_keep_ledger(bigint) to tsunagi_service;
grant select, insert on council_entry, council_review to tsunagi_service;
grant update (category, abuse_kinds, severity, main_agency, agencies, centre_part, situation, policy, next_review_on, ended_on,
  ended_by, end_reason, end_text, version, updated_at) on council_entry to tsunagi_service;
create policy council_entry_read on council_entry for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy council_entry_register on council_entry for insert to tsunagi_service
  with check (may_keep_ledger(team_id) and registered_by = session_person() and names_mine(ended_by));
create policy council_entry_change on council_entry for update to tsunagi_service using (may_keep_ledger(team_id));
create policy council_entry_names on council_entry as restrictive for update to tsunagi_service
  using (names_were('council_entry ' || id, ended_by)) with check (names_stay('council_entry ' || id, ended_by));
create policy council_review_read on council_review for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy council_review_add on council_review for insert to tsunagi_service
  with check (may_keep_ledger(team_id) and reviewed_by = session_person());

grant select, insert on case_closing to tsunagi_service;
grant update (decided_by, decided_at, decision, decision_text, reopened_by, reopened_at, reopen_reason)
  on case_closing to tsunagi_service;
create policy case_closing_read on case_closing for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy case_closing_propose on case_closing for insert to tsunagi_service
  with check (may_work_case(team_id) and proposed_by = session_person() and names_mine(decided_by, reopened_by));
-- Whoever proposed may take it back; everything else is the supervisor's.
create policy case_closing_decide on case_closing for update to tsunagi_service using (may_work_case(team_id))
  with check (session_has('case.supervise') or (proposed_by = session_person() and decision = 'withdrawn'));
create policy case_closing_names on case_closing as restrictive for update to tsunagi_service
  using (names_were('case_closing ' || id, decided_by, reopened_by))
  with check (names_stay('case_closing ' || id, decided_by, reopened_by));

-- Closes the case whose closing was approved, in the names of who proposed and who approved it: neither is the writer's to
-- choose. Runs as owner.
create or replace function case_close(approved bigint, day date, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  update support_case set closed_on = day, close_reason = said.reason, close_text = said.body, closed_by = said.proposed_by,
      close_approved_by = said.decided_by, next_contact_on = null, next_contact_way = null, no_next_contact_reason = null,
      version = support_case.version + 1, updated_at = moment
    from case_closing as said
    where said.id = approved and said.decision = 'approved' and said.reopened_at is null and support_case.id = said.case_id
      and support_case.closed_on is null and may_lead_case(support_case.team_id);
  return found;
end
$$;
grant execute on function case_close(bigint, date, timestamptz) to tsunagi_service;

grant select, insert on case_transfer to tsunagi_service;
create policy case_transfer_read on case_transfer for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy case_transfer_write on case_transfer for insert to tsunagi_service
  with check (may_work_case(team_id) and moved_by = session_person());

-- The next number of the year over all teams, which nobody sees together. Runs as owner; one at a time.
create or replace function case_number(year integer) returns integer
  language plpgsql security definer set search_path from current as $$
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(current_schema() || '.case_number', year));
  return (select coalesce(max(number), 0) + 1 from support_case where fiscal_year = year);
end
$$;
-- Which case has a number and whose it is, for opening it in an emergency: nothing of the family. Runs as owner.
create or replace function case_by_number(year integer, wanted integer)
  returns table (id bigint, household_id bigint, team_id bigint, team_name text)
  language sql stable security definer set search_path from current as $$
  select support_case.id, support_case.household_id, support_case.team_id, team.name
  from support_case join team on team.id = support_case.team_id
  where session_has('case.work') and session_case_teams() is not null
    and fiscal_year = year and number = wanted
$$;
-- The records a number on paper stands for, as the log names them: a case or a consultation, and with it the family, what led
-- to it and what came of it. Kinds and numbers alone, for the auditor, who reads no case. A record that was disposed of keeps its
-- number in the list of what went: it was there, and the log says when it went. Runs as owner.
create or replace function case_audit_subjects(of_kind text, year integer, wanted integer)
  returns table (kind text, id bigint) language sql stable security definer set search_path from current as $$
  with call as (
    select consultation.id, household_id, case_id from consultation
      where of_kind = 'consultation' and fiscal_year = year and number = wanted
  ), cases as (
    select support_case.id, household_id from support_case
      where (of_kind = 'case' and fiscal_year = year and number = wanted) or support_case.id in (select case_id from call)
  ), calls as (
    select call.id, household_id from call
    union select consultation.id, household_id from consultation where case_id in (select cases.id from cases)
  ), families as (
    select coalesce(merged_into_id, household.id) as id from household
      where household.id in (select household_id from cases union select household_id from calls)
  )
  select found.kind, found.id from (
    select 'case' as kind, cases.id from cases
    union select 'consultation', calls.id from calls
    union select 'household', household.id from household join families on families.id in (household.id, merged_into_id)
    union select 'case_task', case_task.id from case_task where case_id in (select cases.id from cases)
    union select 'referral', origin.id from referral_origin as origin
      where origin.case_id in (select cases.id from cases) or origin.consultation_id in (select calls.id from calls)
    union select 'conference', conference_id from conference_case where case_id in (select cases.id from cases)
    union select gone.kind, subject_id from disposal_item as gone
      where gone.kind = of_kind and outcome = 'gone' and label = year || '-' || lpad(wanted::text, greatest(4, length(wanted::text)), '0')
  ) as found where session_has('audit.read') is true
$$;
grant execute on function case_audit_subjects(text, integer, integer) to tsunagi_service;
-- The numbers people have on paper, for what the log calls by its own. Runs as owner.
create or replace function case_audit_numbers(cases bigint[], consultations bigint[])
  returns table (kind text, id bigint, fiscal_year integer, number integer)
  language sql stable security definer set search_path from current as $$
  select found.kind, found.id, found.fiscal_year, found.number from (
    select 'case' as kind, support_case.id, support_case.fiscal_year, support_case.number from support_case
      where support_case.id = any(cases)
    union all select 'consultation', consultation.id, consultation.fiscal_year, consultation.number from consultation
      where consultation.id = any(consultations)
    union all select gone.kind, subject_id, split_part(label, '-', 1)::integer, split_part(label, '-', 2)::integer from disposal_item as gone
      where outcome = 'gone' and label ~ '^[0-9]{4}-[0-9]{4,9}$'
        and (gone.kind = 'case' and subject_id = any(cases) or gone.kind = 'consultation' and subject_id = any(consultations))
  ) as found where session_has('audit.read') is true
$$;
grant execute on function case_audit_numbers(bigint[], bigint[]) to tsunagi_service;
-- Gives a case to another team and worker with all that belongs to it: its consultations, the open tasks of the worker
-- before, and the household where the leaving team kept it. Asks for no right and is granted to nobody: it is called by the
-- two functions that do, case_move() and handover_transfer_take(), which run as owner.
create or replace function case_move_now(moved bigint, to_team bigint, to_worker bigint, day date) returns boolean
  language plpgsql as $$
declare
  before support_case; kept bigint;
begin
  select * into before from support_case where id = moved for update;
  if before.id is null then return false; end if;
  if not exists (select from appointment join role on role.code = role_code join role_duty using (role_code)
    where person_id = to_worker and team_id = to_team and case_zone and duty = 'case.work'
      and starts_on <= day and (ends_on is null or ends_on >= day)) then return false; end if;
  update support_case set team_id = to_team, worker_id = to_worker, version = version + 1, updated_at = session_now()
    where id = moved;
  -- The worker of an open consultation of it stays behind: its owner is the case's.
  if to_team <> before.team_id then
    update consultation set worker_id = to_worker, version = version + 1, updated_at = session_now()
      where case_id = moved and team_id = before.team_id and closed_at is null and worker_id is not null;
  end if;
  update consultation set team_id = to_team where case_id = moved and team_id = before.team_id;
  update case_task set person_id = to_worker where case_id = moved and person_id = before.worker_id and done_at is null;
  -- Its open referrals as well: what a place answers is told to somebody who is there.
  update referral set worker_id = to_worker
    from referral_origin as origin left join consultation on consultation.id = origin.consultation_id
    where origin.id = referral.id and coalesce(origin.case_id, consultation.case_id) = moved
      and reviewed_at is null and recalled_at is null
      and (to_team <> before.team_id or referral.worker_id is null or referral.worker_id = before.worker_id);
  if to_team <> before.team_id then
    -- Who was let in stays until the day agreed; it is the new team now that sees it and may end it.
    update case_share set team_id = to_team where kind = 'case' and subject_id = moved and team_id = before.team_id;
    select coalesce(merged_into_id, id) into kept from household where id = before.household_id;
    if not exists (select from support_case where household_id = before.household_id and team_id = before.team_id
      and closed_on is null) then
      update household set team_id = to_team,
          team_ids = case when to_team = any(team_ids) then team_ids else team_ids || to_team end
        where (id = kept or merged_into_id = kept) and team_id = before.team_id;
    end if;
    perform household_reach(before.household_id);
  end if;
  return true;
end
$$;
-- Runs as owner, since whoever gives a case away cannot see it afterwards. Answers whether it was moved.
create or replace function case_move(moved bigint, to_team bigint, to_worker bigint, day date) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  owning bigint := (select team_id from support_case where id = moved for update);
begin
  if owning is null or may_work_case(owning) is not true then return false; end if;
  return case_move_now(moved, to_team, to_worker, day);
end
$$;
-- Who has opened, changed or printed a case, for the team that owns it (the log itself is the auditor's). Runs as owner.
create or replace function case_readers(looked_at bigint, at_most integer)
  returns table (seq bigint, at timestamptz, person_id bigint, name text, action text, purpose text)
  language sql stable security definer set search_path from current as $$
  select audit_event.seq, audit_event.at, audit_event.person_id,
    coalesce(person.family_name || ' ' || person.given_name, audit_event.actor), audit_event.action, audit_event.purpose
  from audit_event left join person on person.id = audit_event.person_id
  where audit_event.subject_kind = 'case' and audit_event.subject_id = looked_at
    and exists (select from support_case where support_case.id = looked_at and may_work_case(support_case.team_id))
  order by audit_event.seq desc limit at_most
$$;
grant execute on function case_number(integer), case_by_number(integer, integer), case_move(bigint, bigint, bigint, date),
  case_readers(bigint, integer) to tsunagi_service;

-- Closed cases at the end of their time: the term after closing, and until the youngest of the family has the age. A child
-- whose birthday nobody knows counts as born when the case opened. For the program's own nightly list.
create or replace function case_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select one.id, one.team_id, one.household_id, one.fiscal_year || '-' || lpad(one.number::text, 4, '0'), one.closed_on,
      greatest((one.closed_on + make_interval(months => months))::date,
        ((select max(case when relation in ('child', 'sibling') then coalesce(born_on, household_member.due_on, one.opened_on)
            else coalesce(born_on, household_member.due_on) end)
          from household_member where household_member.household_id = one.household_id) + make_interval(years => until_age))::date,
        ((select max((consultation.closed_at at time zone 'Asia/Tokyo')::date) from consultation where case_id = one.id)
          + make_interval(months => months))::date) as due_on
    from support_case as one
    where session_has('job') is true and one.closed_on <= day - make_interval(months => months)
      and not exists (select from consultation where case_id = one.id and consultation.closed_at is null)) as ended
  where ended.due_on <= day
$$;
grant execute on function case_due(integer, integer, date) to tsunagi_service;

-- A case goes with everything written to it and with the consultations it came of; one that was opened again stays.
-- Runs as owner; disposal_released() says what may go.
create or replace function case_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from support_case join disposal_released(disposal, 'case') as one on subject_id = id
    where closed_on is not null);
begin
  if going is null then return 0; end if;
  perform consultation_dispose(disposal);
  delete from support_plan_item where case_id = any(going);
  delete from support_plan where case_id = any(going);
  delete from council_review where case_id = any(going);
  delete from council_entry where case_id = any(going);
  delete from assessment_mark where case_id = any(going);
  delete from assessment where case_id = any(going);
  delete from life_event where case_id = any(going);
  delete from case_closing where case_id = any(going);
  delete from case_transfer where case_id = any(going);
  delete from case_task where case_id = any(going);
  delete from contact_note where case_id = any(going);
  delete from case_form_text where case_id = any(going);
  delete from case_member where case_id = any(going);
  delete from support_case where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function case_dispose(bigint) to tsunagi_service;
