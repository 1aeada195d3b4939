-- What is published is the network's, or anybody's where it was published so; what is still worked on is read by those who keep
-- the register, what was studied elsewhere by those who judge it too, what was found at home, once asked, by its facilities. Who met whom is told of organisations only.

create or replace function may_manage_knowledge() returns boolean language sql stable as $$
  select session_has('knowledge.manage')
$$;
create or replace function may_read_practice(inside boolean, asked_ids bigint[], audience text)
  returns boolean language sql stable as $$
  select session_has('knowledge.manage')
    or (audience <> 'work' and session_has('network'))
    or audience = 'public'
    or (not inside and (session_has('knowledge.score') or session_has('evaluation.read')))
    or (session_has('facility.read') and asked_ids && session_facilities())
$$;
-- The work around a practice: hearings, figures, scores, conclusions.
create or replace function may_read_practice_work() returns boolean language sql stable as $$
  select session_has('knowledge.manage') or session_has('knowledge.score') or session_has('evaluation.read')
$$;
-- A facility answers for itself; what it said on paper or by telephone is entered by those who keep the register.
create or replace function may_give_practice_consent(facility_id bigint, way text) returns boolean language sql stable as $$
  select (way = 'here' and session_has('facility.answer') and facility_id = any(session_facilities()))
    or (way <> 'here' and session_has('knowledge.manage'))
$$;
create or replace function may_score_practice() returns boolean language sql stable as $$
  select session_has('knowledge.score')
$$;
create or replace function may_tell_practice_trial(facility_id bigint) returns boolean language sql stable as $$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$$;
create or replace function may_read_practice_document(asked_ids bigint[], audience text, shown boolean)
  returns boolean language sql stable as $$
  select session_has('knowledge.manage')
    or (shown and (audience = 'public' or (audience = 'network' and session_has('network'))
      or (session_has('facility.read') and asked_ids && session_facilities())))
$$;
create or replace function may_read_workforce() returns boolean language sql stable as $$
  select session_has('knowledge.manage') or session_has('evaluation.read')
$$;
create or replace function may_read_network_map() returns boolean language sql stable as $$
  select session_has('knowledge.manage') or session_has('evaluation.read')
$$;
grant execute on function may_manage_knowledge(), may_read_practice(boolean, bigint[], text), may_read_practice_work(),
  may_give_practice_consent(bigint, text), may_score_practice(), may_tell_practice_trial(bigint),
  may_read_practice_document(bigint[], text, boolean), may_read_workforce(), may_read_network_map() to tsunagi_service;

grant select on practice_source to tsunagi_service;
create policy practice_source_read on practice_source for select to tsunagi_service using (true);

grant select, insert on practice to tsunagi_service;
grant update (source_code, theme_code, area_id, title, summary, place, studied_on, background, structure, method, results, issues,
  facility_kinds, ages, asked_ids, named_ids, wording, zone, published_at, withdrawn_at, audience, version,
  updated_by, updated_at) on practice to tsunagi_service;
create policy practice_read on practice for select to tsunagi_service
  using (may_read_practice(inside, asked_ids, audience));
create policy practice_draw_up on practice for insert to tsunagi_service
  with check (may_manage_knowledge() and created_by = session_person() and updated_by = session_person() and audience = 'work');
create policy practice_change on practice for update to tsunagi_service
  using (may_manage_knowledge()) with check (updated_by = session_person());

grant select, insert on practice_origin to tsunagi_service;
grant update (facility_ids, asked_at) on practice_origin to tsunagi_service;
create policy practice_origin_read on practice_origin for select to tsunagi_service
  using (may_manage_knowledge() or (session_has('facility.read') and facility_ids && session_facilities()));
create policy practice_origin_note on practice_origin for insert to tsunagi_service with check (may_manage_knowledge());
create policy practice_origin_change on practice_origin for update to tsunagi_service using (may_manage_knowledge());

grant select, insert on practice_consent to tsunagi_service;
create policy practice_consent_read on practice_consent for select to tsunagi_service
  using (may_manage_knowledge() or (session_has('facility.read') and facility_id = any(session_facilities())));
create policy practice_consent_give on practice_consent for insert to tsunagi_service
  with check (may_give_practice_consent(facility_id, way) and recorded_by = session_person());

grant select, insert, delete on practice_hearing to tsunagi_service;
create policy practice_hearing_read on practice_hearing for select to tsunagi_service using (may_read_practice_work());
create policy practice_hearing_write on practice_hearing for insert to tsunagi_service
  with check (may_manage_knowledge() and heard_by = session_person());
create policy practice_hearing_remove on practice_hearing for delete to tsunagi_service
  using (may_manage_knowledge() and heard_by = session_person());

grant select, insert on practice_document to tsunagi_service;
grant update (caption, shown, removed_at, bytes) on practice_document to tsunagi_service;
create policy practice_document_read on practice_document for select to tsunagi_service
  using (may_read_practice_document(asked_ids, audience, shown));
create policy practice_document_attach on practice_document for insert to tsunagi_service
  with check (may_manage_knowledge() and attached_by = session_person());
create policy practice_document_change on practice_document for update to tsunagi_service using (may_manage_knowledge());

grant select, insert on practice_criterion to tsunagi_service;
grant update (name, question, here, position, ended_on, version) on practice_criterion to tsunagi_service;
create policy practice_criterion_read on practice_criterion for select to tsunagi_service using (may_read_practice_work());
create policy practice_criterion_add on practice_criterion for insert to tsunagi_service with check (may_manage_knowledge());
create policy practice_criterion_change on practice_criterion for update to tsunagi_service using (may_manage_knowledge());

grant select, insert on practice_score to tsunagi_service;
grant update (level, note, scored_on) on practice_score to tsunagi_service;
create policy practice_score_read on practice_score for select to tsunagi_service using (may_read_practice_work());
create policy practice_score_give on practice_score for insert to tsunagi_service
  with check (may_score_practice() and scored_by = session_person());
create policy practice_score_change on practice_score for update to tsunagi_service
  using (may_score_practice() and scored_by = session_person());

grant select, insert on practice_conclusion to tsunagi_service;
create policy practice_conclusion_read on practice_conclusion for select to tsunagi_service using (may_read_practice_work());
create policy practice_conclusion_write on practice_conclusion for insert to tsunagi_service
  with check (may_manage_knowledge() and written_by = session_person());

grant select, insert, delete on practice_figure to tsunagi_service;
create policy practice_figure_read on practice_figure for select to tsunagi_service using (may_read_practice_work());
create policy practice_figure_enter on practice_figure for insert to tsunagi_service
  with check (may_manage_knowledge() and entered_by = session_person());
create policy practice_figure_remove on practice_figure for delete to tsunagi_service using (may_manage_knowledge());

grant select, insert on practice_trial to tsunagi_service;
grant update (tried_on, changed, happened, again, answered_by, answered_at, version) on practice_trial to tsunagi_service;
create policy practice_trial_read on practice_trial for select to tsunagi_service using (session_has('network'));
create policy practice_trial_tell on practice_trial for insert to tsunagi_service
  with check (may_tell_practice_trial(facility_id) and answered_by = session_person());
create policy practice_trial_change on practice_trial for update to tsunagi_service
  using (may_tell_practice_trial(facility_id)) with check (answered_by = session_person());

grant select, insert, delete on workforce_figure to tsunagi_service;
grant update (facilities, staff, left_year, wanted, hired, came, stayed, told_by, entered_by, entered_at, version)
  on workforce_figure to tsunagi_service;
create policy workforce_figure_read on workforce_figure for select to tsunagi_service using (may_read_workforce());
create policy workforce_figure_enter on workforce_figure for insert to tsunagi_service
  with check (may_manage_knowledge() and entered_by = session_person());
create policy workforce_figure_change on workforce_figure for update to tsunagi_service
  using (may_manage_knowledge()) with check (entered_by = session_person());
create policy workforce_figure_remove on workforce_figure for delete to tsunagi_service using (may_manage_knowledge());

-- What a facility's no, or its yes taken back, does to a published practice: it is out of sight at once. The facility may not
-- change the row, so this runs as owner; it asks that the newest word of the caller's own facility is not a yes.
create or replace function practice_stop(practice bigint, moment timestamptz) returns boolean
  language sql security definer set search_path from current as $$
  with stopped as (
    update practice set withdrawn_at = moment, audience = 'work', asked_ids = origin.facility_ids, named_ids = '{}',
      version = practice.version + 1
    from practice_origin as origin
    where practice.id = practice_stop.practice and origin.practice_id = practice.id and practice.audience <> 'work'
      and session_has('facility.answer') and exists (
        select from unnest(origin.facility_ids) as mine (id)
        where mine.id = any(session_facilities()) and (
          select answer from practice_consent
          where practice_consent.practice_id = practice.id and practice_consent.facility_id = mine.id
          order by practice_consent.id desc limit 1) <> 'yes')
    returning practice.id
  )
  select exists (select from stopped)
$$;
grant execute on function practice_stop(bigint, timestamptz) to tsunagi_service;

-- How many tried a published practice: counted, for readers outside the network too. Runs as owner, gives nothing but numbers.
create or replace function practice_tried(practices bigint[]) returns table (practice_id bigint, tried integer, again integer)
  language sql stable security definer set search_path from current as $$
  select practice_trial.practice_id, count(*)::integer, count(*) filter (where practice_trial.again <> 'no')::integer
  from practice_trial
  where practice_trial.practice_id = any(practices)
  group by practice_trial.practice_id
$$;
grant execute on function practice_tried(bigint[]) to tsunagi_service;

-- Who was at one occasion together: every source's published view, one line each. A further source is a further line here and its
-- name in words-network.ja.ts. A node is a facility, or a body that came without one; nobody's person.
create or replace function network_gatherings(years integer[], today date)
  returns table (source text, record_id bigint, fiscal_year integer, theme_code text, facility_id bigint, organisation_id bigint)
  language sql stable security definer set search_path from current as $$
  with gathered as (
    select 'visit' as source, visit_gathering.* from visit_gathering
    union all select 'meeting', meeting_gathering.* from meeting_gathering
    union all select 'study_group', study_gathering.* from study_gathering
    union all select 'open_day', open_day_gathering.* from open_day_gathering
    union all select 'partnership', partnership_gathering.* from partnership_gathering
    union all select 'course', course_gathering.* from course_gathering
    union all select 'initiative', initiative_gathering.* from initiative_gathering
  )
  select distinct gathered.source, gathered.record_id, fiscal_year_of(gathered.held_on), gathered.theme_code, gathered.facility_id,
    case when gathered.facility_id is null then gathered.organisation_id end
  from gathered
  where gathered.held_on <= today and fiscal_year_of(gathered.held_on) = any(years)
    and (may_read_network_map() or exists (
      select from gathered as own
      where own.source = gathered.source and own.record_id = gathered.record_id and session_has('facility.read')
        and own.facility_id = any(session_facilities())))
$$;
grant execute on function network_gatherings(integer[], date) to tsunagi_service;
