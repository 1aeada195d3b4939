grant select on consultation_kind, consultation_route to tsunagi_service;
create policy consultation_kind_read on consultation_kind for select to tsunagi_service
  using (session_has('network'));
create policy consultation_route_read on consultation_route for select to tsunagi_service
  using (session_has('network'));

grant select, insert, delete on district_team to tsunagi_service;
create policy district_team_read on district_team for select to tsunagi_service using (session_has('network'));
create policy district_team_add on district_team for insert to tsunagi_service with check (session_has('case.supervise'));
create policy district_team_remove on district_team for delete to tsunagi_service using (session_has('case.supervise'));

-- Who told is for whoever took it down, and for the supervisor of the team (児童虐待防止法 7条).
create or replace function may_read_notifier(team_id bigint, recorded_by bigint) returns boolean language sql stable as $$
  select session_has('case.work') and (recorded_by = session_person() or may_lead_case(team_id))
$$;
grant execute on function may_read_notifier(bigint, bigint) to tsunagi_service;

grant select, insert on consultation to tsunagi_service;
grant update (team_id, worker_id, household_id, case_id, way, route_code, kind_code, child_age_months, area_id, words_said,
  abuse_kind, abuser, done_text, next_step, next_on, safety_due_at, safety_checked_at, safety_checked_by, safety_how, closed_at, closed_by,
  response_code, version, updated_at) on consultation to tsunagi_service;
create policy consultation_read on consultation for select to tsunagi_service using (may_read_case(team_id, case_id));
-- Taken by a worker for their own team; routing to another is a step of its own, written down.
create policy consultation_take on consultation for insert to tsunagi_service
  with check (may_work_case(team_id) and received_by = session_person() and names_mine(safety_checked_by, closed_by));
-- The new team may be another's: that is what routing means.
create policy consultation_change on consultation for update to tsunagi_service using (may_work_case(team_id))
  with check (true);
create policy consultation_names on consultation as restrictive for update to tsunagi_service
  using (names_were('consultation ' || id, safety_checked_by, closed_by))
  with check (names_stay('consultation ' || id, safety_checked_by, closed_by));

grant select, insert on consultation_notifier to tsunagi_service;
create policy consultation_notifier_read on consultation_notifier for select to tsunagi_service
  using (may_read_notifier(team_id, recorded_by));
create policy consultation_notifier_add on consultation_notifier for insert to tsunagi_service
  with check (may_work_case(team_id) and recorded_by = session_person());

grant select, insert on triage to tsunagi_service;
create policy triage_read on triage for select to tsunagi_service using (may_work_case(team_id));
create policy triage_add on triage for insert to tsunagi_service
  with check (may_work_case(team_id) and judged_by = session_person());
grant select, insert on triage_answer to tsunagi_service;
create policy triage_answer_read on triage_answer for select to tsunagi_service using (may_work_case(team_id));
create policy triage_answer_add on triage_answer for insert to tsunagi_service with check (may_work_case(team_id));

grant select, insert on consultation_routing to tsunagi_service;
create policy consultation_routing_read on consultation_routing for select to tsunagi_service using (may_work_case(team_id));
create policy consultation_routing_add on consultation_routing for insert to tsunagi_service
  with check (may_work_case(team_id) and routed_by = session_person());

grant select on consultation_response to tsunagi_service;
create policy consultation_response_read on consultation_response for select to tsunagi_service using (session_has('network'));

-- A draft is its author's alone, and only while they work on cases.
grant select, insert, delete on consultation_draft to tsunagi_service;
grant update (fields, saved_at, told_at) on consultation_draft to tsunagi_service;
create policy consultation_draft_own on consultation_draft to tsunagi_service
  using (person_id = session_person() and session_has('case.work') and session_case_teams() is not null)
  with check (person_id = session_person() and session_has('case.work') and session_case_teams() is not null);

grant select, insert on consultation_revision to tsunagi_service;
create policy consultation_revision_read on consultation_revision for select to tsunagi_service
  using (may_work_case(team_id));
create policy consultation_revision_add on consultation_revision for insert to tsunagi_service
  with check (may_work_case(team_id) and changed_by = session_person());

grant select on consultation_setting to tsunagi_service;
grant update (climb_hours, draft_days) on consultation_setting to tsunagi_service;
create policy consultation_setting_read on consultation_setting for select to tsunagi_service using (session_has('network'));
create policy consultation_setting_change on consultation_setting for update to tsunagi_service
  using (session_has('case.supervise'));

-- Drafts nobody went on with: gone once their time is over and their author was told a week before; answers whom to tell now,
-- and by which day the draft goes. Runs as owner, for the nightly job alone: no job reads what stands in a draft.
create or replace function consultation_drafts_tidied(moment timestamptz, zone text)
  returns table (draft_id bigint, person_id bigint, goes_on date)
  language plpgsql security definer set search_path from current as $$
declare
  days integer := (select draft_days from consultation_setting);
begin
  if session_has('job') is not true then return; end if;
  delete from consultation_draft as draft where saved_at <= moment - make_interval(days => days)
    and told_at <= moment - interval '7 days';
  return query update consultation_draft as draft set told_at = moment
    where told_at is null and saved_at <= moment - make_interval(days => days - 7)
    returning draft.id, draft.person_id, ((moment + interval '7 days') at time zone zone)::date;
end
$$;
grant execute on function consultation_drafts_tidied(timestamptz, text) to tsunagi_service;

-- The next number of a fiscal year. Runs as owner, since nobody sees the other teams' rows; whoever comes second waits.
create or replace function consultation_next_number(year integer) returns integer
  language plpgsql security definer set search_path from current as $$
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtext(current_schema() || '.consultation.number'), year);
  return (select coalesce(max(number), 0) + 1 from consultation where fiscal_year = year);
end
$$;
grant execute on function consultation_next_number(integer) to tsunagi_service;

-- Hands a consultation of one's own team to a team or to a worker, and writes down why. Runs as owner: the row is not the
-- sender's to read any more once it has moved. False when it is not theirs, or the worker is none of that team's.
create or replace function consultation_route(consultation bigint, to_team bigint, to_worker bigint, why text, moment timestamptz,
  day date) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  before consultation;
begin
  select * into before from consultation as c where c.id = consultation_route.consultation for update;
  -- Without a team the answer is null, which is no yes.
  if before.id is null or may_work_case(before.team_id) is not true or before.closed_at is not null then return false; end if;
  if not exists (select from appointment join role on role.code = role_code where appointment.team_id = to_team and role.case_zone
      and starts_on <= day and (ends_on is null or ends_on >= day) and (to_worker is null or person_id = to_worker)) then
    return false;
  end if;
  insert into consultation_routing (consultation_id, team_id, from_team_id, to_team_id, to_worker_id, reason, routed_by, routed_at)
    values (before.id, before.team_id, before.team_id, to_team, to_worker, why, session_person(), moment);
  -- Nobody follows up without a day: today, unless one was named.
  update consultation as c set team_id = to_team, worker_id = to_worker, version = version + 1, updated_at = moment,
    next_on = case when to_worker is null then next_on else coalesce(next_on, day) end
    where c.id = before.id;
  -- A referral begun out of it goes with it: to whoever works on it now, or to the team until somebody does.
  update referral set worker_id = to_worker from referral_origin as origin
    where origin.id = referral.id and origin.consultation_id = before.id and reviewed_at is null and recalled_at is null
      and (to_team <> before.team_id or referral.worker_id is not distinct from before.worker_id);
  return true;
end
$$;
grant execute on function consultation_route(bigint, bigint, bigint, text, timestamptz, date) to tsunagi_service;

-- ---- statistics ---------------------------------------------------------------------------------------------

create or replace function consultation_age_band(months integer) returns text language sql immutable as $$
  select case when months is null then 'unknown' when months < 0 then 'unborn' when months < 36 then 'a0' when months < 72 then 'a3'
    when months < 108 then 'a6' when months < 144 then 'a9' when months < 180 then 'a12' when months < 216 then 'a15' else 'a18' end
$$;

-- A fiscal year's consultations as the report counts them, one row per crossing. Only functions below call it.
create or replace function consultation_cells(year integer, zone text) returns table (kind text, route text, response text,
    age text, month text, abuse text, abuser text, n integer)
  language sql stable as $$
  select kind_code, route_code, coalesce(response_code, 'open'), consultation_age_band(child_age_months),
    to_char(received_at at time zone zone, 'YYYY-MM'),
    case when kind_code = 'abuse' then coalesce(abuse_kind, 'unknown') end,
    case when kind_code = 'abuse' then coalesce(consultation.abuser, 'unknown') end, count(*)::integer
  from consultation where fiscal_year = year
  group by 1, 2, 3, 4, 5, 6, 7
$$;

-- For those of the case zone who make the report: exact, over all teams, without a name or a day.
create or replace function consultation_figures(year integer, zone text) returns table (kind text, route text, response text,
    age text, month text, abuse text, abuser text, n integer)
  language sql stable security definer set search_path from current as $$
  select * from consultation_cells(year, zone)
  where session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null
$$;
grant execute on function consultation_figures(integer, text) to tsunagi_service;
-- The same of several years side by side, by kind alone.
create or replace function consultation_years(years integer[]) returns table (year integer, kind text, n integer)
  language sql stable security definer set search_path from current as $$
  select fiscal_year, kind_code, count(*)::integer from consultation where fiscal_year = any(years)
    and session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null
  group by 1, 2
$$;
grant execute on function consultation_years(integer[]) to tsunagi_service;

-- Which cells of a table with its sums must not be shown: those from 1 to threshold - 1, all of a row whose sum is not shown, and
-- as many others as it takes that no row or column gives a hidden one away by subtraction. hidden_rows and hidden_columns say
-- which sums are not shown. A table of one row is a list with its sum. Pure: reads no table.
create or replace function hidden_cells(cells integer[], hidden_rows boolean[], hidden_columns boolean[], threshold integer)
  returns boolean[] language plpgsql immutable as $$
declare
  height integer := coalesce(array_length(cells, 1), 0);
  width integer := coalesce(array_length(cells, 2), 0);
  hidden boolean[] := array_fill(false, array[greatest(height, 1), greatest(width, 1)]);
  changed boolean := true;
  line integer; at integer; r integer; c integer; across boolean;
  many integer; together integer; sum_hidden boolean; best integer; best_r integer; best_c integer;
  sides integer[] := array_fill(0, array[greatest(height, 1)]);
  downs integer[] := array_fill(0, array[greatest(width, 1)]);
  froms integer[]; tos integer[]; counts integer[]; reached boolean[]; growing boolean; tried integer; edge integer;
  start integer; goal integer; free boolean;
begin
  for r in 1..height loop for c in 1..width loop
    hidden[r][c] := (cells[r][c] > 0 and cells[r][c] < threshold) or hidden_rows[r] is true;
    sides[r] := sides[r] + cells[r][c]; downs[c] := downs[c] + cells[r][c];
  end loop; end loop;
  while changed loop
    changed := false;
    for line in 1..(height + case when height > 1 then width else 0 end) loop
      across := line <= height;
      many := 0; together := 0; best := null;
      sum_hidden := case when across then hidden_rows[line] else hidden_columns[line - height] end;
      for at in 1..(case when across then width else height end) loop
        r := case when across then line else at end;
        c := case when across then at else line - height end;
        if hidden[r][c] then
          many := many + 1; together := together + cells[r][c];
        elsif (cells[r][c] > 0 and (coalesce(best, 0) = 0 or cells[r][c] < best))
          -- a nought is the last resort, and none at all where its other line holds nothing else
          or (best is null and (case when across then downs[c] else sides[r] end) > 0) then
          best := cells[r][c]; best_r := r; best_c := c;
        end if;
      end loop;
      if best is not null and (case when sum_hidden then many = 0 else many > 0 and (many < 2 or together < threshold) end) then
        hidden[best_r][best_c] := true;
        changed := true;
      end if;
    end loop;
    continue when changed or height < 2;
    -- Every line for itself is safe now; several together may still give one away: two lines' sums less two columns' sums. What
    -- is hidden, sums too, are edges between the nodes of rows and columns, and one is worked out exactly when the others do
    -- not lead from its one end back to the other, up where it grows, down where it is above nought.
    select array_agg(f), array_agg(t), array_agg(v) into froms, tos, counts from (
      select i as f, height + 1 + j as t, cells[i][j] as v from generate_series(1, height) as i, generate_series(1, width) as j where hidden[i][j]
      union all select height + 2 + width, i, sides[i] from generate_series(1, height) as i where hidden_rows[i]
      union all select height + 1 + j, height + 1, downs[j] from generate_series(1, width) as j where hidden_columns[j]
      -- A single sum is only hidden when the whole is.
      union all select height + 1, height + 2 + width, added from (select sum(s)::integer as added from unnest(sides) as s) as whole
        where added between 1 and threshold - 1 or cardinality(array_positions(hidden_rows, true)) = 1
          or cardinality(array_positions(hidden_columns, true)) = 1) as edges;
    for edge in 1..coalesce(array_length(froms, 1), 0) loop
      continue when counts[edge] = 0 or counts[edge] >= threshold;
      free := false;
      for tried in 1..2 loop
        start := case when tried = 1 then froms[edge] else tos[edge] end;
        goal := case when tried = 1 then tos[edge] else froms[edge] end;
        reached := array_fill(false, array[height + width + 2]);
        reached[start] := true;
        growing := true;
        while growing loop
          growing := false;
          for at in 1..array_length(froms, 1) loop
            continue when at = edge;
            if reached[froms[at]] and not reached[tos[at]] then reached[tos[at]] := true; growing := true;
            elsif counts[at] > 0 and reached[tos[at]] and not reached[froms[at]] then reached[froms[at]] := true; growing := true;
            end if;
          end loop;
        end loop;
        free := reached[goal];
        exit when free;
      end loop;
      continue when free;
      -- What leads on from there: the smallest that is shown, a nought as the last resort.
      best := null;
      for r in 1..height loop for c in 1..width loop
        if not hidden[r][c] and reached[r] <> reached[height + 1 + c] and (cells[r][c] > 0 or (best is null and reached[r] and sides[r] > 0 and downs[c] > 0))
            and (coalesce(best, 0) = 0 or cells[r][c] < best) then
          best := cells[r][c]; best_r := r; best_c := c;
        end if;
      end loop; end loop;
      if best is not null then
        hidden[best_r][best_c] := true;
        changed := true;
        exit;
      end if;
    end loop;
  end loop;
  return hidden;
end
$$;

create or replace function consultation_codes(year integer) returns table (dimension text, code text, place integer)
  language sql stable as $$
  select 'kind', code, position from consultation_kind
  union all select 'route', code, position from consultation_route
  union all select 'response', code, position from consultation_response union all select 'response', 'open', 1000
  union all select 'age', code, nth::integer from unnest(array['unborn', 'a0', 'a3', 'a6', 'a9', 'a12', 'a15', 'a18', 'unknown'])
    with ordinality as t (code, nth)
  union all select 'month', to_char(make_date(year, 4, 1) + make_interval(months => nth), 'YYYY-MM'), nth from generate_series(0, 11) as nth
  union all select 'abuse', code, nth::integer from unnest(array['physical', 'sexual', 'psychological', 'neglect', 'unknown'])
    with ordinality as t (code, nth)
  union all select 'abuser', code, nth::integer from unnest(array['father', 'other_father', 'mother', 'other_mother', 'other', 'unknown'])
    with ordinality as t (code, nth)
$$;

-- What leaves the case zone of a year: five tables with their sums, in which nothing under 5 can be read or worked out; n is
-- null where it is not shown. row_code or column_code null are the sums. The kinds' sums are chosen first and are the same in
-- all tables, and a kind whose sum is not told has no line in any: so no table gives away what another hides (decision 28).
create or replace function consultation_tables(year integer, zone text) returns table (table_name text, row_code text,
    column_code text, n integer)
  language plpgsql stable as $$
declare
  threshold constant integer := 5;
  crossing text; down text; cells integer[]; down_codes text[]; codes text[]; rows integer[]; columns integer[];
  whole integer; nothing boolean; kinds_hidden boolean[]; rows_hidden boolean[]; columns_hidden boolean[]; hidden boolean[];
  abuse_hidden boolean := false;
begin
  foreach crossing in array array['route', 'response', 'age', 'month', 'abuser'] loop
    down := case crossing when 'abuser' then 'abuse' else 'kind' end;
    with counted as (
      select to_jsonb(cell) ->> down as row_of, to_jsonb(cell) ->> crossing as column_of, sum(cell.n)::integer as n
      from consultation_cells(year, zone) as cell group by 1, 2
    ), grid as (
      select r.code as row_of, r.place as row_place, array_agg(coalesce(counted.n, 0) order by c.place) as line,
        array_agg(c.code order by c.place) as column_codes
      from consultation_codes(year) as r
      cross join (select code, place from consultation_codes(year) where dimension = crossing) as c
      left join counted on counted.row_of = r.code and counted.column_of = c.code
      where r.dimension = down group by 1, 2
    )
    select array_agg(line order by row_place), array_agg(row_of order by row_place), min(column_codes) into cells, down_codes, codes from grid;
    select array_agg(total order by r) into rows from (select r, (select sum(cells[r][c]) from generate_subscripts(cells, 2) as c) as total
      from generate_subscripts(cells, 1) as r) as t;
    select array_agg(total order by c) into columns from (select c, (select sum(cells[r][c]) from generate_subscripts(cells, 1) as r) as total
      from generate_subscripts(cells, 2) as c) as t;
    whole := (select sum(one) from unnest(rows) as one);
    -- A whole that is not told has no table; of the kinds of abuse it is a kind's sum in the others.
    nothing := (whole > 0 and whole < threshold) or (crossing = 'abuser' and abuse_hidden);
    hidden := hidden_cells(array[rows], array[nothing], null, threshold);
    rows_hidden := array(select hidden[1][r] from generate_subscripts(rows, 1) as r);
    if crossing <> 'abuser' then
      if kinds_hidden is not null then rows_hidden := kinds_hidden; end if;
      kinds_hidden := rows_hidden;
      abuse_hidden := rows_hidden[array_position(down_codes, 'abuse')];
    end if;
    hidden := hidden_cells(array[columns], array[nothing], null, threshold);
    columns_hidden := array(select hidden[1][c] from generate_subscripts(columns, 1) as c);
    hidden := hidden_cells(cells, rows_hidden, columns_hidden, threshold);
    return query
      select crossing, down_codes[r], codes[c], case when not hidden[r][c] then cells[r][c] end
        from generate_subscripts(cells, 1) as r, generate_subscripts(cells, 2) as c
      union all select crossing, down_codes[r], null, case when not rows_hidden[r] then rows[r] end from generate_subscripts(rows, 1) as r
      union all select crossing, null, codes[c], case when not columns_hidden[c] then columns[c] end from generate_subscripts(columns, 1) as c
      union all select crossing, null, null, case when not nothing then whole end;
  end loop;
end
$$;

-- A year's tables are made once, when it is over, and stay as they were told: asked again after a correction they would give it
-- away. By those who make the report, or by the job where nobody did.
create or replace function consultation_tables_keep(year integer, zone text, day date, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  if (session_has('job') or (session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null)) is not true
    or day < make_date(year + 1, 4, 1) or not exists (select 1 from consultation where fiscal_year = year) then return false; end if;
  insert into consultation_release (fiscal_year, kept_by, kept_at) values (year, session_person(), moment) on conflict do nothing;
  if not found then return false; end if;
  insert into consultation_release_figure (fiscal_year, table_name, row_code, column_code, n)
    select year, made.table_name, made.row_code, made.column_code, made.n from consultation_tables(year, zone) as made;
  return true;
end
$$;
grant execute on function consultation_tables_keep(integer, text, date, timestamptz) to tsunagi_service;

grant select on consultation_release, consultation_release_figure to tsunagi_service;
create policy consultation_release_read on consultation_release for select to tsunagi_service using (session_has('family.statistics'));
create policy consultation_release_figure_read on consultation_release_figure for select to tsunagi_service
  using (session_has('family.statistics'));

-- Consultations that never became a case, at the end of their time; for the program's own nightly list.
create or replace function consultation_due(months integer, until_age integer, day date)
  returns table (subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
  language sql stable security definer set search_path from current as $$
  select * from (
    select consultation.id, consultation.team_id, household_id, fiscal_year || '-' || lpad(number::text, 4, '0'), (closed_at at time zone 'Asia/Tokyo')::date,
      greatest(((closed_at at time zone 'Asia/Tokyo')::date + make_interval(months => months))::date,
        ((received_at at time zone 'Asia/Tokyo')::date + make_interval(years => until_age, months => -child_age_months))::date,
        ((select max(coalesce(born_on, household_member.due_on)) from household_member where household_member.household_id = consultation.household_id)
          + make_interval(years => until_age))::date) as due_on
    from consultation
    where session_has('job') is true and case_id is null and closed_at is not null
      and closed_at < day - make_interval(months => months) + interval '1 day') as ended
  where ended.due_on <= day
$$;
grant execute on function consultation_due(integer, integer, date) to tsunagi_service;

-- What goes: consultations let go by themselves and those of a case that goes. Runs as owner.
create or replace function disposal_consultations(disposal bigint) returns table (id bigint)
  language sql stable security definer set search_path from current as $$
  select consultation.id from consultation join disposal_released(disposal, 'consultation') as going on going.subject_id = consultation.id
    where case_id is null and closed_at is not null
  union
  select consultation.id from consultation join disposal_released(disposal, 'case') as going on going.subject_id = case_id
$$;
grant execute on function disposal_consultations(bigint) to tsunagi_service;
create or replace function consultation_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(id) from disposal_consultations(disposal));
begin
  if going is null then return 0; end if;
  delete from triage_answer where triage_id in (select id from triage where consultation_id = any(going));
  delete from triage where consultation_id = any(going);
  delete from consultation_notifier where consultation_id = any(going);
  delete from consultation_revision where consultation_id = any(going);
  delete from consultation_routing where consultation_id = any(going);
  delete from notice where url ~ ('^/consultations/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/consultations/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from consultation where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function consultation_dispose(bigint) to tsunagi_service;
