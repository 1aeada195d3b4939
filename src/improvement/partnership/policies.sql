-- Answers are handed in to be compared: from then on everybody in the network reads them. Until then only the body's own.

create or replace function may_manage_partnership() returns boolean language sql stable as $$
  select session_has('partnership.manage')
$$;
-- A facility is answered for by those who answer for it, a body without one by its people who meet.
create or replace function may_answer_partnership_check(organisation_id bigint, facility_id bigint) returns boolean language sql stable as $$
  select case when facility_id is null
    then session_has('meeting.read') and organisation_id = any(session_organisations())
    else session_has('facility.answer') and facility_id = any(session_facilities()) end
$$;
create or replace function may_note_partnership() returns boolean language sql stable as $$
  select session_has('partnership.manage') or session_has('meeting.read') or session_has('facility.answer')
$$;
grant execute on function may_manage_partnership(), may_answer_partnership_check(bigint, bigint), may_note_partnership()
  to tsunagi_service;

grant select on partnership_item to tsunagi_service;
create policy partnership_item_read on partnership_item for select to tsunagi_service using (session_has('network'));

grant select, insert on partnership_round to tsunagi_service;
grant update (name, opens_on, closes_on, note, version) on partnership_round to tsunagi_service;
create policy partnership_round_read on partnership_round for select to tsunagi_service using (session_has('network'));
create policy partnership_round_begin on partnership_round for insert to tsunagi_service
  with check (may_manage_partnership() and created_by = session_person());
create policy partnership_round_change on partnership_round for update to tsunagi_service using (may_manage_partnership());

grant select, insert on partnership_check to tsunagi_service;
grant update (remark, published, answered_on, answered_by, updated_by, updated_at, version) on partnership_check to tsunagi_service;
create policy partnership_check_read on partnership_check for select to tsunagi_service
  using ((published and session_has('network')) or may_answer_partnership_check(organisation_id, facility_id));
create policy partnership_check_begin on partnership_check for insert to tsunagi_service
  with check (may_answer_partnership_check(organisation_id, facility_id) and updated_by = session_person()
    and names_mine(answered_by));
create policy partnership_check_change on partnership_check for update to tsunagi_service
  using (may_answer_partnership_check(organisation_id, facility_id)) with check (updated_by = session_person());
create policy partnership_check_names on partnership_check as restrictive for update to tsunagi_service
  using (names_were('partnership_check ' || id, answered_by))
  with check (names_stay('partnership_check ' || id, answered_by));

grant select, insert on partnership_answer to tsunagi_service;
grant update (level, evidence, evidence_on) on partnership_answer to tsunagi_service;
create policy partnership_answer_read on partnership_answer for select to tsunagi_service
  using ((published and session_has('network')) or may_answer_partnership_check(organisation_id, facility_id));
create policy partnership_answer_give on partnership_answer for insert to tsunagi_service
  with check (may_answer_partnership_check(organisation_id, facility_id));
create policy partnership_answer_change on partnership_answer for update to tsunagi_service
  using (may_answer_partnership_check(organisation_id, facility_id));

grant select, insert, delete on partnership_note to tsunagi_service;
create policy partnership_note_read on partnership_note for select to tsunagi_service using (session_has('network'));
create policy partnership_note_write on partnership_note for insert to tsunagi_service
  with check (may_note_partnership() and written_by = session_person());
create policy partnership_note_remove on partnership_note for delete to tsunagi_service using (written_by = session_person());

grant select, insert on partnership_stage to tsunagi_service;
grant update (taken_back_at) on partnership_stage to tsunagi_service;
create policy partnership_stage_read on partnership_stage for select to tsunagi_service using (session_has('network'));
create policy partnership_stage_agree on partnership_stage for insert to tsunagi_service
  with check (may_manage_partnership() and recorded_by = session_person());
create policy partnership_stage_take_back on partnership_stage for update to tsunagi_service using (may_manage_partnership());

-- Published: who was there together (improvement/knowledge draws the map of who met whom from it). Of organisations only.
create or replace view partnership_gathering with (security_invoker = true) as
  select partnership_check.round_id * 100000 + partnership_check.area_id as record_id, partnership_round.closes_on as held_on,
    null::text as theme_code, partnership_check.facility_id, partnership_check.organisation_id
  from partnership_check join partnership_round on partnership_round.id = partnership_check.round_id
  where partnership_check.published;
grant select on partnership_gathering to tsunagi_service;
