-- How much what counts is public, as is the list of wishes (base/directory): a ranking must be open to question.
-- Whoever keeps the directory decides it.
create or replace function may_weigh_finder() returns boolean language sql stable as $$
  select session_has('directory.manage')
$$;
grant execute on function may_weigh_finder() to tsunagi_service;
grant select on finder_weight to tsunagi_service;
grant update (wishes, age, opening, distance, needs, freshness, half_distance_km, version, updated_at, updated_by) on finder_weight to tsunagi_service;
create policy finder_weight_read on finder_weight for select to tsunagi_service using (true);
create policy finder_weight_change on finder_weight for update to tsunagi_service
  using (may_weigh_finder()) with check (updated_by = session_person());

-- 紹介カード: made by anybody of the network, on behalf of a facility of their own or of none. Read by who made it, by both
-- places, and by those who keep the directory. Nothing of a family is in it.
create or replace function may_make_introduction(made_by bigint, from_facility_id bigint) returns boolean language sql stable as $$
  select session_has('network') and made_by = session_person()
    and (from_facility_id is null or from_facility_id = any(session_facilities()))
$$;
create or replace function may_read_introduction(made_by bigint, facility_id bigint, from_facility_id bigint) returns boolean language sql stable as $$
  select session_has('network') and (made_by = session_person() or session_has('directory.manage')
    or facility_id = any(session_facilities()) or from_facility_id = any(session_facilities()))
$$;
grant execute on function may_make_introduction(bigint, bigint), may_read_introduction(bigint, bigint, bigint) to tsunagi_service;
grant select, insert on introduction to tsunagi_service;
grant update (handed_over) on introduction to tsunagi_service;
create policy introduction_read on introduction for select to tsunagi_service
  using (may_read_introduction(made_by, facility_id, from_facility_id));
create policy introduction_make on introduction for insert to tsunagi_service
  with check (may_make_introduction(made_by, from_facility_id));
create policy introduction_hand_over on introduction for update to tsunagi_service
  using (session_has('network') and made_by = session_person());

-- A card by its code, for whoever holds it. Runs as owner: row security cannot know what somebody holds in their hand.
create or replace function introduction_by_code(card text) returns table (
    id bigint, facility_id bigint, event_session_id bigint, day_text text, what_happens text, whom_to_ask text,
    how_to_get_there text, expires_on date, answered boolean)
  language sql stable security definer set search_path from current as $$
  select introduction.id, introduction.facility_id, introduction.event_session_id, introduction.day_text,
    introduction.what_happens, introduction.whom_to_ask, introduction.how_to_get_there, introduction.expires_on,
    exists (select from introduction_answer where introduction_id = introduction.id)
  from introduction where code = card
$$;
-- The answer, once and while the card is good; true when it was taken. Nobody reads a single answer: figures only
-- (introduction_sums here, indicator_figures in insight/evaluation).
create or replace function answer_introduction(card text, went boolean, helped text, why_not text, at timestamptz, day date) returns boolean
  language sql volatile security definer set search_path from current as $$
  with taken as (
    insert into introduction_answer (introduction_id, answered_at, answered_on, went, helped, why_not)
    select introduction.id, at, day, answer_introduction.went, answer_introduction.helped, answer_introduction.why_not
    from introduction where code = card and expires_on >= day
    on conflict do nothing
    returning 1
  )
  select exists (select from taken)
$$;
-- Answers are counted in fives, the oldest first: neither a small number nor the difference between two days tells of fewer
-- than five. A place's answers up to its last full five stand under its number; those left over, from all places together, are
-- counted in fives once more, under no place. Who reads no figures gets none.
create or replace function introduction_answer_rows(year integer, until date)
  returns table (facility_id bigint, counted_on date, answers bigint, went bigint, helped bigint)
  language sql stable security definer set search_path from current as $$
  with answer as (
    select introduction.facility_id, introduction_answer.*,
      row_number() over (partition by introduction.facility_id order by answered_at, introduction_id) as n,
      count(*) over (partition by introduction.facility_id) as all_there
    from introduction_answer join introduction on introduction.id = introduction_id
    where introduction.fiscal_year = year and answered_on <= until
  ), grouped as (
    select case when n <= all_there / 5 * 5 then answer.facility_id end as place, answer.* from answer
  ), fives as (
    select grouped.*, row_number() over (partition by place order by answered_at, introduction_id) as m,
      count(*) over (partition by place) as together
    from grouped
  )
  select place, max(answered_on), count(*), count(*) filter (where fives.went),
    count(*) filter (where fives.helped in ('yes', 'partly'))
  from fives
  where m <= together / 5 * 5
    and (session_has('evaluation.read') or session_has('directory.manage') or place = any(session_facilities()))
  group by place
$$;
-- Cards of a fiscal year by place with their answers, as counted above.
create or replace function introduction_sums(year integer) returns table (
    facility_id bigint, cards bigint, answers bigint, went bigint, helped bigint)
  language sql stable security definer set search_path from current as $$
  select made.facility_id, made.cards, given.answers, given.went, given.helped
  from (select introduction.facility_id, count(*) as cards from introduction where fiscal_year = year group by introduction.facility_id) as made
    left join introduction_answer_rows(year, 'infinity') as given on given.facility_id = made.facility_id
  where session_has('directory.manage') or session_has('evaluation.read') or made.facility_id = any(session_facilities())
$$;
grant execute on function introduction_by_code(text), answer_introduction(text, boolean, text, text, timestamptz, date),
  introduction_answer_rows(integer, date), introduction_sums(integer) to tsunagi_service;
