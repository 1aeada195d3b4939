-- Use of the places. A place's own days are read by its own people and by use.read; sums by programme by the whole network.
-- Written by the place's own people alone: a number is mended where it was counted.

create or replace function may_read_use(facility_id bigint) returns boolean language sql stable as $$
  select session_has('use.read') or facility_id = any(session_facilities())
$$;
create or replace function may_enter_use(facility_id bigint) returns boolean language sql stable as $$
  select session_has('use.enter') and facility_id = any(session_facilities())
$$;
grant execute on function may_read_use(bigint), may_enter_use(bigint) to tsunagi_service;

grant select, insert on daily_use to tsunagi_service;
grant update (opened, closed_reason, families, adults, fathers, expecting, children_0, children_1, children_2, children_3_up,
  first_visits, from_elsewhere, staff, weather, note, version, entered_by, entered_at) on daily_use to tsunagi_service;
create policy daily_use_read on daily_use for select to tsunagi_service using (may_read_use(facility_id));
create policy daily_use_enter on daily_use for insert to tsunagi_service
  with check (may_enter_use(facility_id) and entered_by = session_person());
create policy daily_use_mend on daily_use for update to tsunagi_service using (may_enter_use(facility_id));
create policy daily_use_names on daily_use as restrictive for update to tsunagi_service
  using (names_were('daily_use ' || id, entered_by)) with check (names_stay('daily_use ' || id, entered_by));

grant select, insert, delete on daily_use_consultation to tsunagi_service;
create policy daily_use_consultation_read on daily_use_consultation for select to tsunagi_service using (may_read_use(facility_id));
create policy daily_use_consultation_enter on daily_use_consultation for insert to tsunagi_service with check (may_enter_use(facility_id));
create policy daily_use_consultation_mend on daily_use_consultation for delete to tsunagi_service using (may_enter_use(facility_id));

grant select, insert, delete on daily_use_event to tsunagi_service;
create policy daily_use_event_read on daily_use_event for select to tsunagi_service using (may_read_use(facility_id));
create policy daily_use_event_enter on daily_use_event for insert to tsunagi_service with check (may_enter_use(facility_id));
create policy daily_use_event_mend on daily_use_event for delete to tsunagi_service using (may_enter_use(facility_id));

-- What somebody is typing is theirs alone.
grant select, insert, delete on daily_use_draft to tsunagi_service;
grant update (fields, base_version, saved_at) on daily_use_draft to tsunagi_service;
create policy daily_use_draft_own on daily_use_draft to tsunagi_service
  using (person_id = session_person()) with check (person_id = session_person() and may_enter_use(facility_id));

-- 常設 or 非常設: as the service says itself, else by the days a week of its schedule (or its place's), against the programme's rule.
create or replace view service_standing with (security_invoker = true) as
  select service.id as service_id, service.facility_id, service.programme_code, counted.days_per_week,
    coalesce(service.permanent, counted.days_per_week >= coalesce(programme.standing_from_days, 3), false) as standing
  from service
    join programme on programme.code = service.programme_code
    join facility on facility.id = service.facility_id
    left join lateral (
      select count(distinct day) filter (where schedule.service_id is not null) as own,
        count(distinct day) filter (where schedule.service_id is null) as of_place
      from schedule cross join unnest(schedule.byday) as day
      where schedule.facility_id = service.facility_id and (schedule.service_id = service.id or schedule.service_id is null)
        and length(day) = 2 and schedule.holidays <> 'only'
    ) as planned on true
    cross join lateral (
      select coalesce(nullif(planned.own, 0), nullif(length(regexp_replace(coalesce(service.weekdays, ''), '[^月火水木金土日]', '', 'g')), 0),
        nullif(planned.of_place, 0), nullif(length(regexp_replace(coalesce(facility.weekdays, ''), '[^月火水木金土日]', '', 'g')), 0))::integer as days_per_week
    ) as counted;
grant select on service_standing to tsunagi_service;

-- A year's use by month: of each place one may read (by_service), or summed by programme for everybody in the network. In
-- the sums a month of others' places counts only where at least three of them are in it, and the year is the sum of those
-- months: neither a sum nor the difference between two tells of a single place.
-- Runs as owner, so that a year of a large city is read from one index without asking a policy for each row; who asks is
-- asked once. Listed in scripts/check-conventions.ts.
create or replace function use_figures(year integer, by_service boolean) returns table (
    service_id bigint, facility_id bigint, programme_code text, standing boolean, month integer, places integer, open_days integer, closed_days integer,
    families integer, adults integer, fathers integer, expecting integer, children_0 integer, children_1 integer,
    children_2 integer, children_3_up integer, first_visits integer, from_elsewhere integer, people integer)
  language sql stable security definer set search_path from current as $$
  with reach as materialized (select session_has('use.read') as whole, coalesce(session_facilities(), '{}') as own, session_has('network') as network),
    monthly as materialized (
      select used.service_id, used.month, max(used.facility_id) as facility_id,
        count(*) filter (where opened) as open_days, count(*) filter (where not opened) as closed_days,
        sum(families) as families, sum(adults) as adults, sum(fathers) as fathers, sum(expecting) as expecting,
        sum(children_0) as children_0, sum(children_1) as children_1, sum(children_2) as children_2, sum(children_3_up) as children_3_up,
        sum(first_visits) as first_visits, sum(from_elsewhere) as from_elsewhere, sum(people) as people
      from daily_use as used, reach
      where fiscal_year = year and reach.network and (not by_service or reach.whole or used.facility_id = any(reach.own))
      group by used.service_id, used.month
    ),
    standing as materialized (
      select service_standing.* from (select distinct service_id from monthly) as counted
        join service_standing on service_standing.service_id = counted.service_id
    ),
    others as (
      select programme_code, standing.standing, month, count(distinct monthly.facility_id) as places
      from monthly join standing on standing.service_id = monthly.service_id, reach
      where not by_service and not reach.whole and monthly.facility_id <> all(reach.own)
      group by 1, 2, 3
    )
  select case when by_service then monthly.service_id end, case when by_service then monthly.facility_id end,
    standing.programme_code, standing.standing, month, count(distinct monthly.facility_id)::integer,
    sum(open_days)::integer, sum(closed_days)::integer, sum(families)::integer, sum(adults)::integer, sum(fathers)::integer, sum(expecting)::integer,
    sum(children_0)::integer, sum(children_1)::integer, sum(children_2)::integer, sum(children_3_up)::integer,
    sum(first_visits)::integer, sum(from_elsewhere)::integer, sum(people)::integer
  from monthly join standing on standing.service_id = monthly.service_id cross join reach
  where by_service or reach.whole or monthly.facility_id = any(reach.own)
    or exists (select from others where others.programme_code = standing.programme_code and others.standing = standing.standing
      and others.month = monthly.month and others.places >= 3)
  -- month null: the whole year
  group by grouping sets ((1, 2, 3, 4, month), (1, 2, 3, 4))
$$;
grant execute on function use_figures(integer, boolean) to tsunagi_service;

-- A year's consultations by method and topic, and its courses and outreach, in the same reach. Consultations of places one
-- may not read are counted in fives by programme, method and topic: neither a small number nor the difference between two
-- days tells who of one place's families asked about what. Their courses and outreach count where three of them held some.
create or replace function use_consultations(year integer, by_service boolean) returns table (
    facility_id bigint, programme_code text, kind text, method text, topic text, count integer, people integer)
  language sql stable security definer set search_path from current as $$
  with reach as materialized (select session_has('use.read') as whole, coalesce(session_facilities(), '{}') as own, session_has('network') as network),
    said as materialized (
      select asked.service_id, asked.facility_id, 'consultation' as kind, method, topic,
        not (reach.whole or asked.facility_id = any(reach.own)) as of_others, count(*) as count, sum(people) as people
      from daily_use_consultation as asked, reach
      where used_on >= make_date(year, 4, 1) and used_on < make_date(year + 1, 4, 1)
        and reach.network and (not by_service or reach.whole or asked.facility_id = any(reach.own))
      group by asked.service_id, asked.facility_id, method, topic, of_others
      union all
      select held.service_id, held.facility_id, held.kind, null, null,
        not (reach.whole or held.facility_id = any(reach.own)), count(*), sum(participants)
      from daily_use_event as held, reach
      where used_on >= make_date(year, 4, 1) and used_on < make_date(year + 1, 4, 1)
        -- a near miss stays with the place and those who help it
        and reach.network and (reach.whole or held.facility_id = any(reach.own) or (not by_service and held.kind <> 'near_miss'))
      group by held.service_id, held.facility_id, held.kind, reach.whole, reach.own
    ),
    summed as (
      select case when by_service then said.facility_id end as place, service.programme_code, said.kind, said.method, said.topic,
        said.of_others, said.of_others and said.kind = 'consultation' as in_fives, sum(said.count) as count,
        count(distinct said.facility_id) as places,
        case when said.of_others and said.kind = 'consultation' then floor(sum(said.people) / 5) * 5
          else coalesce(sum(said.people), 0) end as people
      from said join service on service.id = said.service_id
      group by 1, 2, 3, 4, 5, 6
    )
  select summed.place, summed.programme_code, summed.kind, summed.method, summed.topic,
    sum(case when summed.in_fives then summed.people else summed.count end)::integer, sum(summed.people)::integer
  from summed
  where not summed.of_others or (summed.in_fives and summed.people > 0) or (not summed.in_fives and summed.places >= 3)
  group by 1, 2, 3, 4, 5
$$;
grant execute on function use_consultations(integer, boolean) to tsunagi_service;
