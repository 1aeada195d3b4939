-- Organisations, teams, roles and names are seen by everybody in the network zone: one must know whom one works with.
grant select, insert, update on organisation to tsunagi_service;
create policy organisation_read on organisation for select to tsunagi_service
  using (listed or session_has('network') or session_has('job'));
-- Jobs add the operators named in a list of facilities that a person has checked and released.
create policy organisation_add on organisation for insert to tsunagi_service
  with check (session_has('people.manage') or session_has('job'));
create policy organisation_change on organisation for update to tsunagi_service using (session_has('people.manage'));

grant select, insert, update on team to tsunagi_service;
create policy team_read on team for select to tsunagi_service using (session_has('network'));
create policy team_add on team for insert to tsunagi_service with check (session_has('people.manage'));
create policy team_change on team for update to tsunagi_service using (session_has('people.manage'));

grant select on role to tsunagi_service;
create policy role_read on role for select to tsunagi_service using (session_has('network') or session_has('job'));
grant select on role_duty to tsunagi_service;
create policy role_duty_read on role_duty for select to tsunagi_service using (session_has('network') or session_has('job'));

grant select, insert, update on person to tsunagi_service;
create policy person_read on person for select to tsunagi_service using (session_has('network') or session_has('job'));
create policy person_add on person for insert to tsunagi_service with check (session_has('people.manage') or session_has('job'));
create policy person_change on person for update to tsunagi_service using (session_has('people.manage'));

-- Mail and telephone are kept apart: seen by those who must reach people, and by oneself.
grant select, insert, update on person_contact to tsunagi_service;
create policy person_contact_read on person_contact for select to tsunagi_service
  using (session_has('people.contact') or session_has('job') or person_id = session_person());
create policy person_contact_add on person_contact for insert to tsunagi_service
  with check (session_has('people.manage') or session_has('job'));
create policy person_contact_change on person_contact for update to tsunagi_service using (session_has('people.manage'));

-- Who may give appointments. Nobody gives themselves more reach, and nobody alone gives what reaches the case zone, accounts,
-- settings or the log: the same list as the roles' duties say, which a test compares.
create or replace function may_appoint(appointed_person_id bigint) returns boolean language sql stable as $$
  select session_has('people.manage') and appointed_person_id <> session_person()
$$;
create or replace function needs_four_eyes(role_code text) returns boolean language sql immutable as $$
  select role_code in ('administrator', 'auditor', 'secretariat', 'consultation_worker', 'public_health_nurse', 'supervisor',
    'council_office')
$$;
grant execute on function may_appoint(bigint), needs_four_eyes(text) to tsunagi_service;
grant select, insert on appointment to tsunagi_service;
grant update (ends_on, version) on appointment to tsunagi_service;
create policy appointment_read on appointment for select to tsunagi_service using (session_has('network') or session_has('job'));
create policy appointment_add on appointment for insert to tsunagi_service
  with check (session_has('job')
    or (may_appoint(person_id) and (not needs_four_eyes(role_code) or proposed_by <> session_person())));
create policy appointment_change on appointment for update to tsunagi_service using (may_appoint(person_id))
  with check (not needs_four_eyes(role_code) or ends_on is not null);

-- Of those who may appoint: not who proposed it.
create or replace function may_confirm_proposal(proposed_by bigint) returns boolean language sql stable as $$
  select proposed_by <> session_person()
$$;
grant execute on function may_confirm_proposal(bigint) to tsunagi_service;
grant select, insert on proposal to tsunagi_service;
grant update (decided_by, decided_at, accepted) on proposal to tsunagi_service;
create policy proposal_read on proposal for select to tsunagi_service using (session_has('people.manage'));
create policy proposal_add on proposal for insert to tsunagi_service
  with check (may_appoint(person_id) and proposed_by = session_person() and names_mine(decided_by));
-- Confirmed by another; taken back or turned down by whoever manages people.
create policy proposal_decide on proposal for update to tsunagi_service using (may_appoint(person_id))
  with check (decided_by = session_person() and (not accepted or may_confirm_proposal(proposed_by)));
