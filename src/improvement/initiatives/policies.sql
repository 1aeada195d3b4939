-- Who works with whom, on what and with what outcome is read by everybody in the network; who steers an initiative is whoever
-- holds it, and initiative.manage. A body speaks only for itself: its yes, its look back, what it lends. What has been adopted
-- or published is everybody's. Names in a row are always the writer's own.

create or replace function may_manage_initiative() returns boolean language sql stable as $$
  select session_has('initiative.manage')
$$;
create or replace function may_steer_initiative(owner_id bigint) returns boolean language sql stable as $$
  select session_has('initiative.manage') or owner_id = session_person()
$$;
-- Anybody may begin one for a body they answer for, and holds it then.
create or replace function may_begin_initiative(lead_organisation_id bigint, lead_facility_id bigint, owner_id bigint)
  returns boolean language sql stable as $$
  select session_has('initiative.manage')
    or (owner_id = session_person() and may_answer_as(lead_organisation_id, lead_facility_id))
$$;
-- Whoever was asked to take it over answers that, and nothing else of the row is theirs before.
create or replace function may_answer_proposal(proposed_owner_id bigint) returns boolean language sql stable as $$
  select proposed_owner_id = session_person()
$$;
grant execute on function may_manage_initiative(), may_steer_initiative(bigint),
  may_begin_initiative(bigint, bigint, bigint), may_answer_proposal(bigint) to tsunagi_service;

grant select, insert on initiative to tsunagi_service;
grant update (title, area_id, issue_id, forum_id, shared_issue, seen_by, aim, families, image, keeping, owner_id,
  proposed_owner_id, proposed_at, declined_at, starts_on, ends_on, next_look_back_on, started_on, ended_on, ending, ending_note,
  version, updated_by, updated_at) on initiative to tsunagi_service;
create policy initiative_read on initiative for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy initiative_begin on initiative for insert to tsunagi_service
  with check (may_begin_initiative(lead_organisation_id, lead_facility_id, owner_id)
    and created_by = session_person() and updated_by = session_person());
create policy initiative_change on initiative for update to tsunagi_service
  using (may_steer_initiative(owner_id) or may_answer_proposal(proposed_owner_id))
  with check ((may_steer_initiative(owner_id) or may_answer_proposal(proposed_owner_id)) and updated_by = session_person());

grant select, insert on initiative_partner to tsunagi_service;
grant update (part, part_version, left_on) on initiative_partner to tsunagi_service;
create policy initiative_partner_read on initiative_partner for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy initiative_partner_ask on initiative_partner for insert to tsunagi_service
  with check (may_steer_initiative(owner_id) and asked_by = session_person());
create policy initiative_partner_change on initiative_partner for update to tsunagi_service
  using (may_steer_initiative(owner_id));

grant select, insert on initiative_answer to tsunagi_service;
create policy initiative_answer_read on initiative_answer for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy initiative_answer_give on initiative_answer for insert to tsunagi_service
  with check (may_answer_as(organisation_id, facility_id) and answered_by = session_person());

grant select, insert on initiative_session to tsunagi_service;
grant update (kind, title, held_on, starts_at, ends_at, place, for_families, event_id, held_at, families, helpers, record,
  cancelled_at, cancel_reason, version, updated_by) on initiative_session to tsunagi_service;
create policy initiative_session_read on initiative_session for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy initiative_session_plan on initiative_session for insert to tsunagi_service
  with check (may_steer_initiative(owner_id) and created_by = session_person() and updated_by = session_person());
create policy initiative_session_change on initiative_session for update to tsunagi_service
  using (may_steer_initiative(owner_id)) with check (updated_by = session_person());

-- Whoever of a body was there may say it; the others of that body mend it.
grant select, insert on initiative_reflection to tsunagi_service;
grant update (for_families, why, good, change, voices, written_by, written_at, version) on initiative_reflection to tsunagi_service;
create policy initiative_reflection_read on initiative_reflection for select to tsunagi_service
  using (session_has('network') or session_has('job'));
create policy initiative_reflection_write on initiative_reflection for insert to tsunagi_service
  with check (may_hold(organisation_id, facility_id) and written_by = session_person());
create policy initiative_reflection_change on initiative_reflection for update to tsunagi_service
  using (may_hold(organisation_id, facility_id)) with check (written_by = session_person());

grant select, insert, delete on initiative_outcome to tsunagi_service;
create policy initiative_outcome_read on initiative_outcome for select to tsunagi_service using (session_has('network'));
create policy initiative_outcome_write on initiative_outcome for insert to tsunagi_service
  with check (may_steer_initiative(owner_id) and written_by = session_person());
create policy initiative_outcome_remove on initiative_outcome for delete to tsunagi_service
  using (may_steer_initiative(owner_id));

grant select, insert on initiative_event to tsunagi_service;
create policy initiative_event_read on initiative_event for select to tsunagi_service using (session_has('network'));
create policy initiative_event_tell on initiative_event for insert to tsunagi_service
  with check (may_steer_initiative(owner_id) and written_by = session_person());
-- Who was asked to take it over may tell that they do not, and nothing else: false to everybody else. Runs as owner, since who
-- was asked stands in the initiative.
create or replace function initiative_decline(wanted bigint, reason text, day date, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  insert into initiative_event (initiative_id, owner_id, kind, happened_on, note, written_by, written_at)
  select id, owner_id, 'handover_declined', day, reason, session_person(), moment from initiative
  where id = wanted and proposed_owner_id = session_person() and session_has('network');
  return found;
end
$$;
grant execute on function initiative_decline(bigint, text, date, timestamptz) to tsunagi_service;

-- What an action item says is read at the item, by whoever may.
grant select, insert on initiative_action to tsunagi_service;
create policy initiative_action_read on initiative_action for select to tsunagi_service using (session_has('network'));
create policy initiative_action_tie on initiative_action for insert to tsunagi_service
  with check (may_manage_meeting());

grant select, insert, delete on initiative_stage to tsunagi_service;
create policy initiative_stage_read on initiative_stage for select to tsunagi_service using (session_has('network'));
create policy initiative_stage_tie on initiative_stage for insert to tsunagi_service
  with check (may_steer_initiative(owner_id));
create policy initiative_stage_untie on initiative_stage for delete to tsunagi_service
  using (may_steer_initiative(owner_id));

create or replace function may_lend(organisation_id bigint, facility_id bigint) returns boolean language sql stable as $$
  select session_has('initiative.manage') or may_answer_as(organisation_id, facility_id)
$$;
create or replace function may_change_loan(organisation_id bigint, facility_id bigint, to_organisation_id bigint,
  to_facility_id bigint) returns boolean language sql stable as $$
  select may_lend(organisation_id, facility_id) or may_answer_as(to_organisation_id, to_facility_id)
$$;
grant execute on function may_lend(bigint, bigint), may_change_loan(bigint, bigint, bigint, bigint) to tsunagi_service;

grant select, insert on lendable to tsunagi_service;
grant update (name, detail, terms, withdrawn_on, version, written_by, written_at) on lendable to tsunagi_service;
create policy lendable_read on lendable for select to tsunagi_service using (session_has('network') or session_has('job'));
create policy lendable_offer on lendable for insert to tsunagi_service
  with check (may_lend(organisation_id, facility_id) and written_by = session_person());
create policy lendable_change on lendable for update to tsunagi_service
  using (may_lend(organisation_id, facility_id)) with check (written_by = session_person());

grant select, insert on loan to tsunagi_service;
grant update (lent_at, declined_at, returned_on, cancelled_at, version) on loan to tsunagi_service;
create policy loan_read on loan for select to tsunagi_service using (session_has('network') or session_has('job'));
create policy loan_ask on loan for insert to tsunagi_service
  with check (may_lend(to_organisation_id, to_facility_id) and lent_at is null and declined_at is null);
create policy loan_change on loan for update to tsunagi_service
  using (may_change_loan(organisation_id, facility_id, to_organisation_id, to_facility_id));

grant select, insert on loan_event to tsunagi_service;
create policy loan_event_read on loan_event for select to tsunagi_service using (session_has('network'));
create policy loan_event_tell on loan_event for insert to tsunagi_service
  with check (may_change_loan(organisation_id, nullif(holder_facility_id, 0), to_organisation_id, nullif(to_holder_facility_id, 0))
    and written_by = session_person());

grant select, insert on initiative_reminder to tsunagi_service;
create policy initiative_reminder_own on initiative_reminder to tsunagi_service
  using (session_has('job')) with check (session_has('job'));

-- Results of surveys: prepared by those who look after initiatives, published for everybody. What few people
-- said (shown: rules.ts, tellable) is kept from strangers with its row.
create or replace function may_read_summary(published boolean) returns boolean language sql stable as $$
  select published or session_has('network')
$$;
grant execute on function may_read_summary(boolean) to tsunagi_service;
grant select, insert on survey_summary to tsunagi_service;
grant update (title, source, surveyed_on, answers, lead, published_at, withdrawn_at, version, updated_by, updated_at)
  on survey_summary to tsunagi_service;
create policy survey_summary_read on survey_summary for select to tsunagi_service
  using (may_read_summary(published) or session_has('job'));
create policy survey_summary_begin on survey_summary for insert to tsunagi_service
  with check (may_manage_initiative() and created_by = session_person() and updated_by = session_person());
create policy survey_summary_change on survey_summary for update to tsunagi_service
  using (may_manage_initiative()) with check (updated_by = session_person());

grant select, insert, delete on survey_figure to tsunagi_service;
grant update (value, unit, answers, shown) on survey_figure to tsunagi_service;
-- A table that was checked in somebody's name is written by the job.
create policy survey_figure_read on survey_figure for select to tsunagi_service
  using (may_read_summary(published and shown) or session_has('job'));
-- That there is such an answer is told to everybody who reads the results, its figure is not.
create or replace function survey_kept(summary bigint)
returns table (id bigint, area_id bigint, question text, answer text, unit text, answers integer)
language sql stable security definer set search_path from current as $$
  select f.id, f.area_id, f.question, f.answer, f.unit, case when f.answers >= 5 then f.answers end
  from survey_figure f where f.summary_id = summary and f.published and not f.shown
$$;
revoke execute on function survey_kept(bigint) from public;
grant execute on function survey_kept(bigint) to tsunagi_service;
create policy survey_figure_enter on survey_figure for insert to tsunagi_service
  with check (may_manage_initiative() or session_has('job'));
create policy survey_figure_change on survey_figure for update to tsunagi_service
  using (may_manage_initiative() or session_has('job'));
create policy survey_figure_remove on survey_figure for delete to tsunagi_service using (may_manage_initiative());

grant select, insert, delete on survey_meeting to tsunagi_service;
create policy survey_meeting_read on survey_meeting for select to tsunagi_service using (may_read_summary(published));
create policy survey_meeting_tie on survey_meeting for insert to tsunagi_service with check (may_manage_initiative());
create policy survey_meeting_untie on survey_meeting for delete to tsunagi_service using (may_manage_initiative());

grant select, insert, delete on survey_saying to tsunagi_service;
grant update (issue_id) on survey_saying to tsunagi_service;
create policy survey_saying_read on survey_saying for select to tsunagi_service using (may_read_summary(published));
create policy survey_saying_write on survey_saying for insert to tsunagi_service
  with check (may_manage_initiative() and written_by = session_person());
create policy survey_saying_change on survey_saying for update to tsunagi_service using (may_manage_initiative());
create policy survey_saying_remove on survey_saying for delete to tsunagi_service
  using (may_manage_initiative() and issue_id is null);

grant select, insert on guideline to tsunagi_service;
grant update (title, edition, vision, starts_on, ends_on, adopted_on, summary_id, version, updated_by, updated_at)
  on guideline to tsunagi_service;
create policy guideline_read on guideline for select to tsunagi_service
  using (may_read_summary(adopted) or session_has('job'));
create policy guideline_begin on guideline for insert to tsunagi_service
  with check (may_manage_initiative() and not adopted and created_by = session_person() and updated_by = session_person());
create policy guideline_change on guideline for update to tsunagi_service
  using (may_manage_initiative()) with check (updated_by = session_person());

-- Words and targets of what was adopted stay as they were adopted.
create or replace function may_write_guideline(adopted boolean) returns boolean language sql stable as $$
  select may_manage_initiative() and not adopted
$$;
grant execute on function may_write_guideline(boolean) to tsunagi_service;
grant select, insert, delete on guideline_chapter to tsunagi_service;
grant update (position, title, body) on guideline_chapter to tsunagi_service;
create policy guideline_chapter_read on guideline_chapter for select to tsunagi_service using (may_read_summary(adopted));
create policy guideline_chapter_add on guideline_chapter for insert to tsunagi_service
  with check (may_write_guideline(adopted));
create policy guideline_chapter_change on guideline_chapter for update to tsunagi_service
  using (may_write_guideline(adopted));
create policy guideline_chapter_remove on guideline_chapter for delete to tsunagi_service
  using (may_write_guideline(adopted));

grant select, insert, delete on guideline_target to tsunagi_service;
grant update (position, title, indicator, unit, base_value, base_on, target_value, owner_organisation_id, owner_facility_id,
  follows_id, saying_id) on guideline_target to tsunagi_service;
create policy guideline_target_read on guideline_target for select to tsunagi_service
  using (may_read_summary(adopted) or session_has('job'));
create policy guideline_target_add on guideline_target for insert to tsunagi_service
  with check (may_write_guideline(adopted));
create policy guideline_target_change on guideline_target for update to tsunagi_service
  using (may_write_guideline(adopted));
create policy guideline_target_remove on guideline_target for delete to tsunagi_service
  using (may_write_guideline(adopted));

create or replace function may_tell_of_target(owner_organisation_id bigint, owner_facility_key bigint) returns boolean
  language sql stable as $$
  select may_manage_initiative() or may_answer_as(owner_organisation_id, nullif(owner_facility_key, 0))
$$;
grant execute on function may_tell_of_target(bigint, bigint) to tsunagi_service;
grant select, insert on guideline_fact to tsunagi_service;
grant update (taken_back_at) on guideline_fact to tsunagi_service;
-- Only targets of what was adopted have any (a constraint).
create policy guideline_fact_read on guideline_fact for select to tsunagi_service using (true);
create policy guideline_fact_tell on guideline_fact for insert to tsunagi_service
  with check (may_tell_of_target(owner_organisation_id, owner_facility_key) and written_by = session_person());
create policy guideline_fact_take_back on guideline_fact for update to tsunagi_service
  using (may_tell_of_target(owner_organisation_id, owner_facility_key));

-- Published: which bodies carried a sitting together (improvement/knowledge draws the map of who met whom from it).
create or replace view initiative_gathering with (security_invoker = true) as
  select session.id as record_id, session.held_on, null::text as theme_code, partner.facility_id, partner.organisation_id
  from initiative_session as session join initiative_partner as partner on partner.initiative_id = session.initiative_id
  where session.held_at is not null and session.cancelled_at is null
    and (partner.left_on is null or partner.left_on >= session.held_on)
    and coalesce((select yes from initiative_answer where initiative_answer.partner_id = partner.id
      order by answered_at desc, initiative_answer.id desc limit 1), false);
grant select on initiative_gathering to tsunagi_service;
