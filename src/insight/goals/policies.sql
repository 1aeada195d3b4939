-- Read with evaluation.read. Findings and how measures go are written with evaluation.write; what the city says of itself
-- (judgements, measures, closing, report) with evaluation.manage. What is closed changes no more.

grant select on goal to tsunagi_service;
create policy goal_read on goal for select to tsunagi_service using (session_has('evaluation.read'));
grant select on goal_indicator to tsunagi_service;
create policy goal_indicator_read on goal_indicator for select to tsunagi_service using (session_has('evaluation.read'));

create or replace function may_change_goal_finding(written_by bigint) returns boolean language sql stable as $$
  select session_has('evaluation.manage') or (session_has('evaluation.write') and written_by = session_person())
$$;
create or replace function may_manage_evaluation() returns boolean language sql stable as $$
  select session_has('evaluation.manage')
$$;
grant execute on function may_change_goal_finding(bigint), may_manage_evaluation() to tsunagi_service;

grant select, insert on goal_finding to tsunagi_service;
grant update (body, strength, tells, source_kind, source_id, source_code, source_note, withdrawn_at, version) on goal_finding to tsunagi_service;
create policy goal_finding_read on goal_finding for select to tsunagi_service using (session_has('evaluation.read'));
create policy goal_finding_write on goal_finding for insert to tsunagi_service
  with check ((session_has('evaluation.write') or session_has('evaluation.manage')) and written_by = session_person());
create policy goal_finding_change on goal_finding for update to tsunagi_service using (may_change_goal_finding(written_by));

grant select, insert on goal_judgement to tsunagi_service;
grant update (body, judged_by, judged_at, version) on goal_judgement to tsunagi_service;
create policy goal_judgement_read on goal_judgement for select to tsunagi_service using (session_has('evaluation.read'));
create policy goal_judgement_give on goal_judgement for insert to tsunagi_service
  with check (may_manage_evaluation() and judged_by = session_person());
create policy goal_judgement_change on goal_judgement for update to tsunagi_service
  using (may_manage_evaluation()) with check (judged_by = session_person());

grant select, insert on measure to tsunagi_service;
grant update (section, title, note, done_at_start, within_year, later_years, continuing, owner_organisation_id, position,
  dropped_at, drop_reason, version) on measure to tsunagi_service;
create policy measure_read on measure for select to tsunagi_service using (session_has('evaluation.read'));
create policy measure_add on measure for insert to tsunagi_service
  with check (may_manage_evaluation() and created_by = session_person());
create policy measure_change on measure for update to tsunagi_service using (may_manage_evaluation());

grant select, insert on measure_event to tsunagi_service;
create policy measure_event_read on measure_event for select to tsunagi_service using (session_has('evaluation.read'));
create policy measure_event_write on measure_event for insert to tsunagi_service
  with check ((session_has('evaluation.write') or session_has('evaluation.manage')) and written_by = session_person());

grant select on year_close, closed_figure, closed_row to tsunagi_service;
create policy year_close_read on year_close for select to tsunagi_service using (session_has('evaluation.read'));
grant select, insert on closed_chapter to tsunagi_service;
create policy closed_chapter_read on closed_chapter for select to tsunagi_service using (session_has('evaluation.read'));
-- Written once, with the closing; there is no right to change it.
create policy closed_chapter_keep on closed_chapter for insert to tsunagi_service
  with check (may_manage_evaluation() and kept_by = session_person());
create policy closed_figure_read on closed_figure for select to tsunagi_service using (session_has('evaluation.read'));
-- Rows name records by number: for those who answer for the figures.
create policy closed_row_read on closed_row for select to tsunagi_service using (session_has('evaluation.manage'));

-- Closes a year that is over: every figure with its wording and target, and every row it was counted from, whoever may read
-- the rows. Runs as owner, asks for the duty itself, and answers with the edition's number; null without the duty.
create or replace function close_year(year integer, why text, moment timestamptz, today date) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  made integer;
  until date := make_date(year + 1, 3, 31);
begin
  if session_has('evaluation.manage') is not true or until >= today then
    return null;
  end if;
  select coalesce(max(edition), 0) + 1 into made from year_close where fiscal_year = year;
  insert into year_close (fiscal_year, edition, reason, closed_by, closed_at) values (year, made, why, session_person(), moment);
  insert into closed_figure
  select year, made, indicator.code, indicator.name, indicator.unit, indicator.kind, wording.version, wording.definition,
    wording.numerator, wording.denominator, until, coalesce(sum(counted.numerator), 0), sum(counted.denominator),
    (select target from indicator_target where indicator_target.indicator_code = indicator.code and fiscal_year = year),
    count(counted.indicator_code)
  from indicator cross join lateral (
      select * from indicator_version
      where indicator_version.indicator_code = indicator.code and from_fiscal_year <= year order by version desc limit 1
    ) as wording
    left join indicator_rows(year, until) as counted on counted.indicator_code = indicator.code
  group by indicator.code, indicator.name, indicator.unit, indicator.kind, wording.version, wording.definition,
    wording.numerator, wording.denominator;
  insert into closed_row
  select year, made, counted.indicator_code,
    row_number() over (partition by counted.indicator_code order by counted.counted_on nulls last, counted.record_id, counted.facility_id),
    counted.record_id, counted.facility_id, counted.theme_code, counted.counted_on, counted.numerator, counted.denominator
  from indicator_rows(year, until) as counted
  where exists (select from closed_figure where fiscal_year = year and edition = made
    and closed_figure.indicator_code = counted.indicator_code);
  return made;
end
$$;
grant execute on function close_year(integer, text, timestamptz, date) to tsunagi_service;

grant select, insert on report_text to tsunagi_service;
grant update (body, written_by, written_at, version) on report_text to tsunagi_service;
create policy report_text_read on report_text for select to tsunagi_service using (session_has('evaluation.read'));
create policy report_text_write on report_text for insert to tsunagi_service
  with check (may_manage_evaluation() and written_by = session_person());
create policy report_text_change on report_text for update to tsunagi_service
  using (may_manage_evaluation()) with check (written_by = session_person());

grant select, insert on year_report to tsunagi_service;
create policy year_report_read on year_report for select to tsunagi_service using (session_has('evaluation.read') or session_has('job'));
create policy year_report_make on year_report for insert to tsunagi_service
  with check (may_manage_evaluation() and made_by = session_person());
grant select, insert on year_report_file to tsunagi_service;
create policy year_report_file_read on year_report_file for select to tsunagi_service
  using (session_has('evaluation.read') or session_has('job'));
create policy year_report_file_finish on year_report_file for insert to tsunagi_service with check (session_has('job'));
