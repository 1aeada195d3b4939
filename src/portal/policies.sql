-- What anybody may see: schemes once published, the numbers to call, how many people live where, published voices. What
-- strangers send is read by the duties it is for, and by its sender through the code on the receipt.

create or replace function may_manage_portal() returns boolean language sql stable as $$
  select session_has('portal.manage')
$$;
create or replace function may_answer_voice() returns boolean language sql stable as $$
  select session_has('voice.answer')
$$;
create or replace function may_manage_helper() returns boolean language sql stable as $$
  select session_has('helper.manage')
$$;
grant execute on function may_manage_portal(), may_answer_voice(), may_manage_helper() to tsunagi_service;

create or replace function may_read_support_scheme(published_on date) returns boolean language sql stable as $$
  select published_on is not null or may_manage_portal() or session_has('job')
$$;
grant execute on function may_read_support_scheme(date) to tsunagi_service;
-- Jobs write what a person has checked and released in an import.
grant select, insert, update on support_scheme to tsunagi_service;
create policy support_scheme_read on support_scheme for select to tsunagi_service
  using (may_read_support_scheme(published_on));
create policy support_scheme_add on support_scheme for insert to tsunagi_service
  with check ((may_manage_portal() or session_has('job')) and names_mine(updated_by));
create policy support_scheme_change on support_scheme for update to tsunagi_service
  using (may_manage_portal() or session_has('job'));
create policy support_scheme_names on support_scheme as restrictive for update to tsunagi_service
  using (names_were('support_scheme ' || id, updated_by)) with check (names_stay('support_scheme ' || id, updated_by));

create or replace function may_read_helpline(ended_on date) returns boolean language sql stable as $$
  select ended_on is null or may_manage_portal()
$$;
grant execute on function may_read_helpline(date) to tsunagi_service;
grant select, insert, update on helpline to tsunagi_service;
create policy helpline_read on helpline for select to tsunagi_service using (may_read_helpline(ended_on));
create policy helpline_add on helpline for insert to tsunagi_service with check (may_manage_portal());
create policy helpline_change on helpline for update to tsunagi_service using (may_manage_portal());

-- Figures the city has published itself.
grant select, insert, update on population to tsunagi_service;
create policy population_read on population for select to tsunagi_service using (true);
create policy population_add on population for insert to tsunagi_service
  with check (may_manage_portal() or session_has('job'));
create policy population_change on population for update to tsunagi_service
  using (may_manage_portal() or session_has('job'));

-- Anybody says something; nobody says it read, answered or published along with it.
grant select, insert, delete on voice to tsunagi_service;
grant update (urgent, read_by, read_at, issue_id, answer, answered_by, answered_at, closed_by, closed_at, close_reason, version)
  on voice to tsunagi_service;
create policy voice_read on voice for select to tsunagi_service using (may_answer_voice() or session_has('job'));
create policy voice_say on voice for insert to tsunagi_service
  with check (read_by is null and answered_by is null and closed_by is null and issue_id is null);
create policy voice_answer on voice for update to tsunagi_service using (may_answer_voice());
create policy voice_names on voice as restrictive for update to tsunagi_service
  using (names_were('voice ' || id, read_by, answered_by, closed_by))
  with check (names_stay('voice ' || id, read_by, answered_by, closed_by));
create policy voice_forget on voice for delete to tsunagi_service using (session_has('job'));

create or replace function may_read_voice_publication(withdrawn_at timestamptz) returns boolean language sql stable as $$
  select withdrawn_at is null or may_answer_voice()
$$;
grant execute on function may_read_voice_publication(timestamptz) to tsunagi_service;
grant select, insert on voice_publication to tsunagi_service;
grant update (public_text, answer, became_issue, published_at, published_by, withdrawn_at, version)
  on voice_publication to tsunagi_service;
create policy voice_publication_read on voice_publication for select to tsunagi_service
  using (may_read_voice_publication(withdrawn_at));
create policy voice_publication_publish on voice_publication for insert to tsunagi_service
  with check (may_answer_voice() and published_by = session_person());
create policy voice_publication_change on voice_publication for update to tsunagi_service using (may_answer_voice());
create policy voice_publication_names on voice_publication as restrictive for update to tsunagi_service
  using (names_were('voice_publication ' || voice_id, published_by))
  with check (names_stay('voice_publication ' || voice_id, published_by));

-- Names and numbers of people who offered to help: for those who call them, and gone after a period.
grant select, insert, delete on helper_application to tsunagi_service;
grant update (taken_by, taken_at, met_on, outcome, outcome_at, note, delete_after, version) on helper_application to tsunagi_service;
create policy helper_application_read on helper_application for select to tsunagi_service
  using (may_manage_helper() or session_has('job'));
create policy helper_application_send on helper_application for insert to tsunagi_service
  with check (taken_by is null and met_on is null and outcome is null);
create policy helper_application_change on helper_application for update to tsunagi_service using (may_manage_helper());
create policy helper_application_names on helper_application as restrictive for update to tsunagi_service
  using (names_were('helper_application ' || id, taken_by)) with check (names_stay('helper_application ' || id, taken_by));
create policy helper_application_forget on helper_application for delete to tsunagi_service
  using (may_manage_helper() or session_has('job'));

-- Holding the code of a receipt is the right to read its answer. Nobody is signed in, so these run as owner; they give
-- back what the sender wrote and what was answered, and nothing of whoever answered.
create or replace function voice_by_code(hash text)
  returns table (kind text, text text, said_at timestamptz, read_at timestamptz, became_issue boolean, answer text,
    answered_at timestamptz, close_reason text, closed_at timestamptz, published boolean)
  language sql stable security definer set search_path from current as $$
  select voice.kind, voice.text, voice.said_at, voice.read_at, voice.issue_id is not null, voice.answer, voice.answered_at,
    voice.close_reason, voice.closed_at,
    exists (select from voice_publication where voice_id = voice.id and withdrawn_at is null)
  from voice where voice.code_hash = hash
$$;
create or replace function helper_application_by_code(hash text)
  returns table (step text, applied_at timestamptz, taken_at timestamptz, met_on date, outcome text, delete_after date)
  language sql stable security definer set search_path from current as $$
  select helper_application.step, helper_application.applied_at, helper_application.taken_at, helper_application.met_on,
    helper_application.outcome, helper_application.delete_after
  from helper_application where helper_application.code_hash = hash
$$;
-- Taken back by whoever sent it: the row goes at once. Gives its number for the audit log; no row where there is none.
create or replace function withdraw_helper_application(hash text) returns table (id bigint)
  language sql security definer set search_path from current as $$
  delete from helper_application where helper_application.code_hash = hash returning helper_application.id
$$;
grant execute on function voice_by_code(text), helper_application_by_code(text), withdraw_helper_application(text)
  to tsunagi_service;

-- What is kept of the helper a request of their own names (個人情報保護法 76条). Runs as owner, for the desk alone.
create or replace function rights_helpers(request_id bigint) returns table (part text, at date, facts jsonb, matched_by text)
  language sql stable security definer set search_path from current as $$
  select 'helper', applied_at::date, jsonb_build_object('name', name, 'name_kana', name_kana, 'phone', phone, 'email', email,
      'words', words, 'days', days, 'note', note, 'delete_after', delete_after), by_what
  from (select helper_application.*, rights_match(rights_request, helper_application.name, '', helper_application.phone, helper_application.email) as by_what
      from rights_request cross join helper_application
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as helper
  where by_what is not null
$$;
grant execute on function rights_helpers(bigint) to tsunagi_service;
