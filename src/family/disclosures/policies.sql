-- The guide answers everybody in the network alike; the legal desk alone changes it, by versions.
grant select on legal_basis, guide_question, guide_question_text, guide_answer to tsunagi_service;
grant insert on legal_basis to tsunagi_service;
grant update (valid_to) on legal_basis to tsunagi_service;
create policy legal_basis_read on legal_basis for select to tsunagi_service using (session_has('network'));
create policy legal_basis_add on legal_basis for insert to tsunagi_service
  with check (session_has('legal.manage') and created_by = session_person());
create policy legal_basis_end on legal_basis for update to tsunagi_service using (session_has('legal.manage'));
create policy guide_question_read on guide_question for select to tsunagi_service using (session_has('network'));
create policy guide_answer_read on guide_answer for select to tsunagi_service using (session_has('network'));
create policy guide_question_text_read on guide_question_text for select to tsunagi_service using (session_has('network'));
-- A wording ends and another begins on a day; none is overwritten.
grant insert on guide_question_text, guide_answer to tsunagi_service;
grant update (valid_to) on guide_question_text, guide_answer to tsunagi_service;
create policy guide_question_text_add on guide_question_text for insert to tsunagi_service
  with check (session_has('legal.manage') and created_by = session_person());
create policy guide_question_text_end on guide_question_text for update to tsunagi_service using (session_has('legal.manage'));
create policy guide_answer_add on guide_answer for insert to tsunagi_service
  with check (session_has('legal.manage') and created_by = session_person());
create policy guide_answer_end on guide_answer for update to tsunagi_service using (session_has('legal.manage'));

-- Of a family's record: whoever works with the household. An emergency opening reads the ledger and decides nothing.
create or replace function may_disclose(team_ids bigint[]) returns boolean language sql stable as $$
  select session_has('case.work') and team_ids && session_case_teams()
$$;
grant execute on function may_disclose(bigint[]) to tsunagi_service;

grant select, insert on consent to tsunagi_service;
-- Superseded or withdrawn; what was agreed is never edited.
grant update (superseded_at, withdrawn_at, withdrawn_on, withdrawn_by, withdrawn_how) on consent to tsunagi_service;
create policy consent_read on consent for select to tsunagi_service using (may_read_household(team_ids, household_id));
create policy consent_add on consent for insert to tsunagi_service
  with check (may_disclose(team_ids) and recorded_by = session_person() and names_mine(withdrawn_by));
create policy consent_end on consent for update to tsunagi_service using (may_disclose(team_ids));
create policy consent_names on consent as restrictive for update to tsunagi_service
  using (names_were('consent ' || id, withdrawn_by)) with check (names_stay('consent ' || id, withdrawn_by));

grant select, insert on consent_recipient to tsunagi_service;
create policy consent_recipient_read on consent_recipient for select to tsunagi_service
  using (may_read_household(team_ids, household_id));
create policy consent_recipient_add on consent_recipient for insert to tsunagi_service with check (may_disclose(team_ids));

-- Decided in one's own name for one's own team; the second person signs for themselves, and is another (a constraint).
grant select, insert on disclosure to tsunagi_service;
grant update (second_by, second_at, second_note, ended_at, ended_by, ended_reason, consent_id, consent_in_force) on disclosure to tsunagi_service;
create policy disclosure_read on disclosure for select to tsunagi_service using (may_read_household(team_ids, household_id));
create policy disclosure_add on disclosure for insert to tsunagi_service
  with check (may_disclose(team_ids) and by_team_id = any(session_case_teams()) and decided_by = session_person()
    and second_by is null and names_mine(ended_by));
create policy disclosure_sign on disclosure for update to tsunagi_service using (may_disclose(team_ids))
  with check ((second_by is null or second_by = session_person() or ended_by = session_person()) and
    (ended_by is null or ended_by = session_person()));

-- The receiver reads what was agreed, while it lasts: both flags come by key, the time from the row.
create or replace function may_receive_content(in_force boolean, shares boolean, until_at timestamptz, facility_id bigint,
  organisation_id bigint) returns boolean language sql stable as $$
  select session_has('referral.answer') and in_force and shares and until_at > session_now()
    and (facility_id = any(session_facilities()) or (facility_id is null and organisation_id = any(session_organisations())))
$$;
grant execute on function may_receive_content(boolean, boolean, timestamptz, bigint, bigint) to tsunagi_service;
grant select, insert on disclosure_content to tsunagi_service;
create policy disclosure_content_read on disclosure_content for select to tsunagi_service
  using (may_disclose(team_ids) or may_receive_content(in_force, shares, until_at, facility_id, organisation_id));
create policy disclosure_content_add on disclosure_content for insert to tsunagi_service with check (may_disclose(team_ids));

-- What was disclosed of a case goes with the case. Runs as owner; disposal_released() says what may go.
create or replace function disclosure_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(disclosure.id) from disclosure join disposal_released(disposal, 'case') as one on subject_id = case_id);
begin
  if going is null then return 0; end if;
  delete from disclosure_content where disclosure_id = any(going);
  delete from disclosure_carried where disclosure_id = any(going);
  delete from case_form_text where disclosure_id = any(going);
  delete from disclosure where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function disclosure_dispose(bigint) to tsunagi_service;

-- That a share went on under a newer consent: written by those who may pass on, read with the ledger.
grant select, insert on disclosure_carried to tsunagi_service;
create policy disclosure_carried_read on disclosure_carried for select to tsunagi_service
  using (may_read_household(team_ids, household_id));
create policy disclosure_carried_add on disclosure_carried for insert to tsunagi_service
  with check (may_disclose(team_ids) and carried_by = session_person());

-- The receiver has what was agreed open for the first time; nothing else of the row is theirs to change. Runs as owner.
create or replace function disclosure_opened(disclosure bigint, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
begin
  update disclosure_content as content set first_opened_at = moment
    where content.disclosure_id = disclosure_opened.disclosure and first_opened_at is null
      and may_receive_content(in_force, shares, until_at, facility_id, organisation_id);
  return found;
end
$$;
grant execute on function disclosure_opened(bigint, timestamptz) to tsunagi_service;

-- The copy for the person asked about: prepared by a supervisor of the team that was asked, looked at by somebody else of that team.
-- It may hold an address: of a protected family it is the keeping team's alone. Once looked at it stays as it is.
create or replace function may_hold_copy(by_team_id bigint, team_id bigint, team_ids bigint[], protected boolean) returns boolean
  language sql stable as $$
  select may_work_case(by_team_id) and team_ids && session_case_teams() and (not protected or may_work_case(team_id))
$$;
grant execute on function may_hold_copy(bigint, bigint, bigint[], boolean) to tsunagi_service;
grant select, insert on own_copy to tsunagi_service;
grant update (lines, asked_at, returned_note, checked_by, checked_at, version) on own_copy to tsunagi_service;
create policy own_copy_read on own_copy for select to tsunagi_service
  using (may_hold_copy(by_team_id, team_id, team_ids, protected));
create policy own_copy_prepare on own_copy for insert to tsunagi_service
  with check (may_hold_copy(by_team_id, team_id, team_ids, protected) and may_lead_case(by_team_id)
    and prepared_by = session_person() and checked_by is null);
create policy own_copy_check on own_copy for update to tsunagi_service
  using (may_hold_copy(by_team_id, team_id, team_ids, protected) and checked_at is null)
  with check (checked_by is null or (checked_by = session_person() and prepared_by <> session_person()));
