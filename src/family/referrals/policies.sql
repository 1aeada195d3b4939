-- Asking for capacity: the team that asks, the places asked, and those who watch; no word of anybody is in it.
create or replace function may_answer_capacity(facility_id bigint) returns boolean language sql stable as $$
  select session_has('referral.answer') and facility_id = any(session_facilities())
$$;
grant execute on function may_answer_capacity(bigint) to tsunagi_service;
grant select, insert on capacity_question to tsunagi_service;
create policy capacity_question_read on capacity_question for select to tsunagi_service
  using (may_work_case(team_id) or session_has('referral.watch')
    or (session_has('referral.answer') and facility_ids && session_facilities()));
create policy capacity_question_ask on capacity_question for insert to tsunagi_service
  with check (may_work_case(team_id) and asked_by = session_person());
grant select, insert on capacity_answer to tsunagi_service;
grant update (answer, as_of, note, answered_by, answered_at, version) on capacity_answer to tsunagi_service;
create policy capacity_answer_read on capacity_answer for select to tsunagi_service
  using (may_work_case(team_id) or session_has('referral.watch') or may_answer_capacity(facility_id));
create policy capacity_answer_ask on capacity_answer for insert to tsunagi_service
  with check (may_work_case(team_id) and answer is null and names_mine(answered_by));
create policy capacity_answer_give on capacity_answer for update to tsunagi_service using (may_answer_capacity(facility_id))
  with check (answered_by = session_person());

-- The receiver's side: its own place, or its organisation where no place was named.
create or replace function may_answer_referral(facility_id bigint, organisation_id bigint) returns boolean language sql stable as $$
  select session_has('referral.answer') and (facility_id = any(session_facilities())
    or (facility_id is null and organisation_id = any(session_organisations())))
$$;
-- Whoever was let into the case, or opened it in an emergency, reads where its referrals stand.
grant execute on function may_answer_referral(bigint, bigint) to tsunagi_service;

grant select, insert on referral_origin to tsunagi_service;
grant update (told_who, told_day, told_what, told_on, member_id) on referral_origin to tsunagi_service;
create policy referral_origin_read on referral_origin for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy referral_origin_add on referral_origin for insert to tsunagi_service
  with check (may_work_case(team_id) and created_by = session_person());
create policy referral_origin_change on referral_origin for update to tsunagi_service using (may_work_case(team_id));

-- Need, age band, area and dates: the team, the receiver once it was sent, whoever watches what is open between
-- organisations, and the clock.
grant select, insert on referral to tsunagi_service;
grant update (worker_id, need, age_band, area_id, days, urgency, channel, facility_id, organisation_id, recipient_name,
  disclosure_id, disclosure_in_force, sent_at, due_at, delivered_at, accepted_at, declined_at, decline_reason, decline_next,
  lapsed_at, escalated_at, started_at, held_at, hold_reason, outcome_at, outcome, recalled_at, recall_reason, reviewed_at,
  review, version, updated_at) on referral to tsunagi_service;
create policy referral_read on referral for select to tsunagi_service
  using (may_work_case(team_id) or (sent_at is not null
    and (may_answer_referral(facility_id, organisation_id) or session_has('referral.watch') or session_has('job'))));
create policy referral_add on referral for insert to tsunagi_service
  with check (may_work_case(team_id) and sent_at is null);
create policy referral_step on referral for update to tsunagi_service
  using (may_work_case(team_id) or (sent_at is not null
    and (may_answer_referral(facility_id, organisation_id) or session_has('job'))));

-- A referral of a family that was opened in an emergency, with the words said on the way, as long as the opening lasts: what
-- the family agreed to let the place read is not among it. Runs as owner: a referral's row names no case, and must not, since
-- the receiver reads it.
create or replace function referral_opened(wanted bigint) returns setof referral
  language sql stable security definer set search_path from current as $$
  select referral.* from referral join referral_origin as origin on origin.id = referral.id
    left join support_case on support_case.id = origin.case_id
    left join consultation on consultation.id = origin.consultation_id
  where referral.id = wanted and session_has('case.work') and (session_opened('case', origin.case_id)
    or session_opened('household', coalesce(support_case.household_id, consultation.household_id)))
$$;
create or replace function referral_opened_events(wanted bigint) returns setof referral_event
  language sql stable security definer set search_path from current as $$
  select referral_event.* from referral_event
  where referral_event.referral_id = wanted and exists (select from referral_opened(wanted))
$$;
grant execute on function referral_opened(bigint), referral_opened_events(bigint) to tsunagi_service;

-- Words said on the way: the team's; the receiver's own, and what was written for it while it shares.
grant select, insert on referral_event to tsunagi_service;
create policy referral_event_read on referral_event for select to tsunagi_service
  using (may_work_case(team_id) or (shared and may_answer_referral(facility_id, organisation_id)));
create policy referral_event_add on referral_event for insert to tsunagi_service
  with check ((may_work_case(team_id) and (person_id = session_person() or actor = 'system'))
    or (may_answer_referral(facility_id, organisation_id) and (person_id = session_person() or actor = 'system'))
    or (session_has('job') and actor = 'system'));

grant select, insert on referral_letter to tsunagi_service;
grant update (code_hash, code_sealed, printed_by, printed_at, ends_at) on referral_letter to tsunagi_service;
create policy referral_letter_read on referral_letter for select to tsunagi_service using (may_work_case(team_id));
create policy referral_letter_add on referral_letter for insert to tsunagi_service
  with check (may_work_case(team_id) and printed_by = session_person());
create policy referral_letter_renew on referral_letter for update to tsunagi_service using (may_work_case(team_id))
  with check (printed_by = session_person());

-- What a draft's worker, or a supervisor of the team where it has none, is told after a week; the job sees no draft, so that no job
-- reads what was never sent. Answers the
-- person while it is a draft still.
create or replace function referral_draft_worker(referral bigint) returns bigint
  language sql stable security definer set search_path from current as $$
  select coalesce(worker_id, (select min(person_id) from appointment join role_duty using (role_code)
      where duty = 'case.supervise' and appointment.team_id = draft.team_id
        and starts_on <= (session_now() at time zone 'Asia/Tokyo')::date and (ends_on is null or ends_on >= (session_now() at time zone 'Asia/Tokyo')::date)))
  from referral as draft where draft.id = referral and sent_at is null and recalled_at is null
    and session_has('job')
$$;
grant execute on function referral_draft_worker(bigint) to tsunagi_service;

-- What whoever holds a letter's code reads: before the yes need, age band and area; afterwards what was agreed, while it
-- lasts. Runs as owner: holding the code is the right to ask.
create or replace function referral_by_code(hash text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('id', mine.id, 'state', mine.state, 'need', mine.need, 'age_band', mine.age_band,
      'area', area.name, 'days', mine.days, 'urgency', mine.urgency, 'due_at', mine.due_at, 'recipient_name', mine.recipient_name,
      'sent_at', mine.sent_at, 'started_at', mine.started_at, 'team', team.name, 'organisation', organisation.name, 'phone', nullif(organisation.phone, ''),
      'until_at', content.until_at, 'first_opened_at', content.first_opened_at,
      'shown', case when content.in_force and content.shares and content.until_at > moment then content.shown end)
  from referral_letter as letter
    join referral as mine on mine.id = letter.referral_id
    join team on team.id = mine.team_id
    join organisation on organisation.id = team.organisation_id
    left join area on area.id = mine.area_id
    left join disclosure_content as content on content.disclosure_id = mine.disclosure_id
  where letter.code_hash = hash and letter.ends_at > moment and mine.sent_at is not null
$$;
grant execute on function referral_by_code(text, timestamptz) to tsunagi_service;

-- Of a letter whose time is over: since when, and whom to telephone. Nothing of what was asked or of whom.
create or replace function referral_letter_over(hash text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('ends_at', letter.ends_at, 'team', team.name, 'organisation', organisation.name,
      'phone', nullif(organisation.phone, ''))
  from referral_letter as letter
    join referral as mine on mine.id = letter.referral_id
    join team on team.id = mine.team_id
    join organisation on organisation.id = team.organisation_id
  where letter.code_hash = hash and letter.ends_at <= moment and mine.sent_at is not null
$$;
grant execute on function referral_letter_over(text, timestamptz) to tsunagi_service;

-- As disclosure_opened(), for whoever holds a letter's code.
create or replace function referral_opened_by_code(hash text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  update disclosure_content as content set first_opened_at = moment
    from referral_letter as letter join referral as mine on mine.id = letter.referral_id
    where letter.code_hash = hash and letter.ends_at > moment and content.disclosure_id = mine.disclosure_id
      and content.first_opened_at is null and content.in_force and content.shares and content.until_at > moment;
  return found;
end
$$;
grant execute on function referral_opened_by_code(text, timestamptz) to tsunagi_service;

-- The letter's verbs, guarded as rules.ts guards them: deliver, accept, decline, start, hold, resume, outcome, not_reached, and
-- withdraw in the family's words. Answers {id, team_id, worker_id}
-- or {refused}. Runs as owner for the same reason.
create or replace function referral_answer_by_code(hash text, verb text, said jsonb, moment timestamptz) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  mine referral; allowed text[];
begin
  select referral.* into mine from referral join referral_letter on referral_id = referral.id
    where code_hash = hash and ends_at > moment and channel = 'paper' for update of referral;
  if mine.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  allowed := case verb when 'deliver' then '{sent}' when 'accept' then '{delivered}' when 'decline' then '{delivered}'
    when 'start' then '{accepted}' when 'hold' then '{in_service}' when 'resume' then '{on_hold}'
    when 'withdraw' then '{sent,delivered,accepted,in_service,on_hold}' when 'outcome' then '{in_service,on_hold}' when 'not_reached' then '{accepted,in_service,on_hold}'
    else '{}' end::text[];
  if not mine.state = any(allowed) then return jsonb_build_object('refused', 'not_now', 'state', mine.state); end if;
  update referral set version = version + 1, updated_at = moment,
    delivered_at = case when verb = 'deliver' then moment else delivered_at end,
    accepted_at = case when verb = 'accept' then moment else accepted_at end,
    declined_at = case when verb = 'decline' then moment else declined_at end,
    decline_reason = case when verb = 'decline' then said ->> 'reason' else decline_reason end,
    decline_next = case when verb = 'decline' then said ->> 'next' else decline_next end,
    started_at = case when verb = 'start' then moment else started_at end,
    held_at = case when verb = 'hold' then moment when verb in ('resume', 'outcome', 'not_reached', 'withdraw') then null else held_at end,
    hold_reason = case when verb = 'hold' then said ->> 'reason'
      when verb in ('resume', 'outcome', 'not_reached', 'withdraw') then null else hold_reason end,
    outcome_at = case when verb in ('outcome', 'not_reached', 'withdraw') then moment else outcome_at end,
    outcome = case verb when 'outcome' then 'returned' when 'not_reached' then 'not_reached' when 'withdraw' then 'withdrawn'
      else outcome end
  where id = mine.id;
  insert into referral_event (referral_id, team_id, shared, action, actor, reason, body, at)
    values (mine.id, mine.team_id, true, verb, case verb when 'deliver' then 'system' when 'withdraw' then 'family' else 'receiver' end,
      case verb when 'withdraw' then said ->> 'told_by' else said ->> 'reason' end,
      coalesce(said ->> 'body', ''), moment);
  -- Its worker is told; the team's supervisors, where it has none yet.
  if verb <> 'deliver' then
    insert into notice (person_id, title, url, created_at)
      select owner, coalesce(said ->> 'notice', ''), '/referrals/' || mine.id, moment from (
        select mine.worker_id as owner where mine.worker_id is not null
        union select person_id from appointment join role_duty using (role_code)
          where mine.worker_id is null and duty = 'case.supervise' and appointment.team_id = mine.team_id
            and starts_on <= (said ->> 'day')::date and (ends_on is null or ends_on >= (said ->> 'day')::date)
      ) as told;
  end if;
  return jsonb_build_object('id', mine.id, 'team_id', mine.team_id, 'worker_id', mine.worker_id);
end $$;
grant execute on function referral_answer_by_code(text, text, jsonb, timestamptz) to tsunagi_service;

-- Referrals of a case or consultation that goes, with their letters, clocks, what was shown to the place, and the questions
-- about places nobody else asked with. Runs as owner; disposal_released() says what may go.
create or replace function referral_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from referral_origin
    where case_id in (select subject_id from disposal_released(disposal, 'case'))
      or consultation_id in (select id from disposal_consultations(disposal)));
  disclosed bigint[];
  asked bigint[];
begin
  if going is null then return 0; end if;
  disclosed := (select array_agg(id) from disclosure where referral_id = any(going));
  asked := (select array_agg(capacity_question_id) from referral where id = any(going));
  delete from disclosure_content where referral_id = any(going) or disclosure_id = any(disclosed);
  delete from disclosure_carried where disclosure_id = any(disclosed);
  update disclosure set referral_id = null where referral_id = any(going);
  update referral set previous_id = null where previous_id = any(going);
  delete from referral_event where referral_id = any(going);
  delete from referral_letter where referral_id = any(going);
  delete from notice where url ~ ('^/referrals/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/referrals/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from referral where id = any(going);
  delete from referral_origin where id = any(going);
  delete from disclosure where id = any(disclosed);
  delete from capacity_answer where question_id = any(asked) and not exists (select from referral where capacity_question_id = question_id);
  delete from capacity_question where id = any(asked) and not exists (select from referral where capacity_question_id = capacity_question.id);
  return cardinality(going);
end
$$;
grant execute on function referral_dispose(bigint) to tsunagi_service;
