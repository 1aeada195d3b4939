-- A statement is its team's until it is approved, and stays the team's afterwards: what leaves is the issue raised from it.
create or replace function may_approve_statement(team_id bigint, author_id bigint) returns boolean language sql stable as $$
  select may_lead_case(team_id) and author_id <> session_person()
$$;
create or replace function may_change_statement(team_id bigint, author_id bigint) returns boolean language sql stable as $$
  select may_work_case(team_id) and (author_id = session_person() or may_approve_statement(team_id, author_id))
$$;
grant execute on function may_approve_statement(bigint, bigint), may_change_statement(bigint, bigint) to tsunagi_service;

grant select, insert on statement to tsunagi_service;
grant update (theme_code, area_id, age_band, kind_code, title, keeps_happening, would_help, families, sent_at, withdrawn_at,
  approved_at, approved_by, version, updated_at) on statement to tsunagi_service;
create policy statement_read on statement for select to tsunagi_service using (may_work_case(team_id));
create policy statement_write on statement for insert to tsunagi_service
  with check (may_work_case(team_id) and author_id = session_person() and approved_by is null);
-- Once approved nothing of it changes any more.
create policy statement_change on statement for update to tsunagi_service
  using (may_change_statement(team_id, author_id) and approved_at is null)
  with check (approved_by is null or (approved_by = session_person() and may_approve_statement(team_id, author_id)));

-- The way back to a case: for the team that has the case now, and nobody who was only let in.
grant select, insert, delete on statement_source to tsunagi_service;
create policy statement_source_read on statement_source for select to tsunagi_service using (may_work_case(team_id));
create policy statement_source_add on statement_source for insert to tsunagi_service
  with check (may_work_case(statement_team_id) and may_work_case(team_id));
create policy statement_source_remove on statement_source for delete to tsunagi_service
  using (may_work_case(statement_team_id) and may_work_case(team_id));

grant select, insert on statement_return to tsunagi_service;
create policy statement_return_read on statement_return for select to tsunagi_service using (may_work_case(team_id));
create policy statement_return_write on statement_return for insert to tsunagi_service
  with check (may_lead_case(team_id) and returned_by = session_person());

grant select, insert on statement_reason to tsunagi_service;
create policy statement_reason_read on statement_reason for select to tsunagi_service using (may_work_case(team_id));
create policy statement_reason_give on statement_reason for insert to tsunagi_service
  with check (may_lead_case(team_id) and given_by = session_person());

grant select, insert on statement_issue to tsunagi_service;
grant update (answer_read_at, answer_read_by) on statement_issue to tsunagi_service;
create policy statement_issue_read on statement_issue for select to tsunagi_service using (may_work_case(team_id));
create policy statement_issue_link on statement_issue for insert to tsunagi_service
  with check (may_lead_case(team_id) and answer_read_by is null);
create policy statement_issue_mark on statement_issue for update to tsunagi_service using (may_work_case(team_id))
  with check (answer_read_by = session_person());

-- As a consultation's draft: its author's alone, and only while they work on cases.
grant select, insert, delete on statement_draft to tsunagi_service;
grant update (fields, saved_at) on statement_draft to tsunagi_service;
create policy statement_draft_own on statement_draft to tsunagi_service
  using (person_id = session_person() and session_has('case.work') and session_case_teams() is not null);

-- Pure: in which band of the statistics an age lies.
grant execute on function consultation_age_band(integer) to tsunagi_service;

-- How the issue of one's own team's statement goes on, as far as the case zone is told: its steps by day and the answer
-- written for it. Runs as owner, since nobody of the case zone reads issues. A merged issue goes on as the regional one.
create or replace function statement_outcomes() returns table (statement_id bigint, issue_id bigint, state text, moved_on date,
    steps jsonb, answer text, answered_at timestamptz)
  language sql stable security definer set search_path from current as $$
  select link.statement_id, link.issue_id, goes_on.state, goes_on.moved_on,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', fact.kind, 'on', fact.happened_on) order by fact.happened_on, fact.id), '[]')
      from issue_event as fact where fact.issue_id in (link.issue_id, coalesce(issue.merged_into_id, link.issue_id))
        and fact.kind in ('raised', 'merged', 'shared', 'discussed', 'decided', 'acted', 'reviewed', 'closed', 'reopened')
        and (fact.kind <> 'raised' or fact.issue_id = link.issue_id)),
    said.answer, said.answered_at
  from statement_issue as link
    join issue on issue.id = link.issue_id
    join issue_state as goes_on on goes_on.issue_id = coalesce(issue.merged_into_id, issue.id)
    left join issue_family_answer as said on said.issue_id = link.issue_id
  where may_work_case(link.team_id)
$$;
grant execute on function statement_outcomes() to tsunagi_service;

-- What a statement stood on goes with the case; the statement names nobody and stays, as the issue does. Runs as owner;
-- disposal_released() says what may go.
create or replace function statement_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  gone integer;
begin
  delete from statement_source where case_id in (select subject_id from disposal_released(disposal, 'case'))
    or consultation_id in (select id from disposal_consultations(disposal));
  get diagnostics gone = row_count;
  return gone;
end
$$;
grant execute on function statement_dispose(bigint) to tsunagi_service;
