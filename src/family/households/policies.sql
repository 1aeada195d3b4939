-- The case zone. Reached by teams where the person holds a role of that zone and the duty case.work, and by an emergency
-- opening. Nothing here is read by the network zone, the administrator, the auditor or a job.

-- The three rules of the zone, said here once for all its slices. What a team owns is worked on by whoever holds a role of the zone
-- in it, and led by its supervisor.
create or replace function may_work_case(team_id bigint) returns boolean language sql stable as $$
  select session_has('case.work') and team_id = any(session_case_teams())
$$;
create or replace function may_lead_case(team_id bigint) returns boolean language sql stable as $$
  select session_has('case.supervise') and team_id = any(session_case_teams())
$$;
-- Read besides by who was let in for a time (joint work, handover), and by an emergency opening.
create or replace function may_read_case(team_id bigint, case_id bigint) returns boolean language sql stable as $$
  select session_has('case.work')
    and (team_id = any(session_case_teams()) or session_shared('case', case_id) or session_opened('case', case_id))
$$;
grant execute on function may_work_case(bigint), may_lead_case(bigint), may_read_case(bigint, bigint) to tsunagi_service;

-- Who was let into a single record: the owning team gives and ends it, the person sees their own.
grant select, insert on case_share to tsunagi_service;
grant update (ends_at, ended_at) on case_share to tsunagi_service;
create policy case_share_read on case_share for select to tsunagi_service
  using (may_work_case(team_id) or person_id = session_person());
create policy case_share_give on case_share for insert to tsunagi_service
  with check (may_work_case(team_id) and person_id <> session_person() and promised_at is null and names_mine(created_by));
create policy case_share_end on case_share for update to tsunagi_service using (may_work_case(team_id));

create or replace function may_read_household(team_ids bigint[], household_id bigint) returns boolean language sql stable as $$
  select session_has('case.work') and (team_ids && session_case_teams() or session_opened('household', household_id))
$$;
-- An address or a telephone number: of a protected household for the keeping team alone, whatever else was opened.
create or replace function may_find_household(team_id bigint, team_ids bigint[], protected boolean, household_id bigint) returns boolean
  language sql stable as $$
  select may_work_case(team_id) or (not protected and may_read_household(team_ids, household_id))
$$;
grant execute on function may_read_household(bigint[], bigint), may_find_household(bigint, bigint[], boolean, bigint)
  to tsunagi_service;

grant select, insert on household to tsunagi_service;
grant update (team_id, team_ids, protected, protected_since, protection_note, languages, care, merged_into_id, version, updated_at)
  on household to tsunagi_service;
create policy household_read on household for select to tsunagi_service using (may_read_household(team_ids, id));
create policy household_add on household for insert to tsunagi_service
  with check (may_work_case(team_id) and created_by = session_person());
-- The keeping team alone: it says what is protected, and may hand the household to another team.
create policy household_change on household for update to tsunagi_service using (may_work_case(team_id))
  with check (true);

grant select, insert on household_member to tsunagi_service;
grant update (position, relation, family_name, given_name, family_kana, given_kana, known_as, kana_folded, born_on, due_on, sex,
  lives_apart, languages, care, left_on, left_reason, version, updated_at) on household_member to tsunagi_service;
create policy household_member_read on household_member for select to tsunagi_service
  using (may_read_household(team_ids, household_id));
create policy household_member_add on household_member for insert to tsunagi_service
  with check (session_has('case.work') and team_ids && session_case_teams());
create policy household_member_change on household_member for update to tsunagi_service
  using (session_has('case.work') and team_ids && session_case_teams());

grant select, insert, delete on household_contact to tsunagi_service;
create policy household_contact_read on household_contact for select to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id));
create policy household_contact_add on household_contact for insert to tsunagi_service
  with check (session_has('case.work') and team_ids && session_case_teams());
create policy household_contact_remove on household_contact for delete to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id) and team_ids && session_case_teams());

grant select, insert on household_address to tsunagi_service;
grant update (ends_on) on household_address to tsunagi_service;
create policy household_address_read on household_address for select to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id));
create policy household_address_add on household_address for insert to tsunagi_service
  with check (session_has('case.work') and team_ids && session_case_teams());
create policy household_address_end on household_address for update to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id) and team_ids && session_case_teams());

grant select, insert, delete on household_member_place to tsunagi_service;
grant update (facility_id, place_name, class_name) on household_member_place to tsunagi_service;
create policy household_member_place_read on household_member_place for select to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id));
create policy household_member_place_add on household_member_place for insert to tsunagi_service
  with check (session_has('case.work') and team_ids && session_case_teams());
create policy household_member_place_change on household_member_place for update to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id) and team_ids && session_case_teams());
create policy household_member_place_remove on household_member_place for delete to tsunagi_service
  using (may_find_household(team_id, team_ids, protected, household_id) and team_ids && session_case_teams());

grant select, insert on household_merge to tsunagi_service;
grant update (undone_by, undone_at) on household_merge to tsunagi_service;
create policy household_merge_read on household_merge for select to tsunagi_service
  using (session_has('case.work') and team_ids && session_case_teams());
create policy household_merge_add on household_merge for insert to tsunagi_service
  with check (session_has('case.work') and team_ids && session_case_teams() and merged_by = session_person()
    and names_mine(undone_by));
create policy household_merge_undo on household_merge for update to tsunagi_service
  using (session_has('case.work') and team_ids && session_case_teams());
create policy household_merge_names on household_merge as restrictive for update to tsunagi_service
  using (names_were('household_merge ' || id, undone_by)) with check (names_stay('household_merge ' || id, undone_by));

-- Whether a family is known already, while its name is being typed: across all teams, since asking twice is what hurts.
-- Answers who, when born and with which team, never where they live. Runs as owner; every call is written to the log by
-- the command that makes it.
create or replace function household_candidates(kana text, born date, folded_address text, at_most integer)
  returns table (household_id bigint, member_id bigint, name text, kana_name text, born_on date, due_on date, relation text,
    team_name text, reachable boolean, same_address boolean, score integer)
  language sql stable security definer set search_path from current as $$
  select * from (
    select coalesce(household.merged_into_id, household.id), member.id, btrim(member.family_name || ' ' || member.given_name),
      btrim(member.family_kana || ' ' || member.given_kana), member.born_on, member.due_on, member.relation, team.name,
      household.team_ids && session_case_teams(), near.found,
      (case when kana <> '' and member.kana_folded = kana then 3 when kana <> '' and member.kana_folded like kana || '%' then 2 else 0 end)
      + (case when born is not null and member.born_on = born then 3 else 0 end)
      + (case when near.found then 2 else 0 end) as score
    from household_member as member
    join household on household.id = member.household_id
    join team on team.id = household.team_id
    cross join lateral (select folded_address <> '' and not household.protected and exists (
      select from household_address where household_address.household_id = household.id and ends_on is null
        and address_folded = folded_address) as found) as near
    where session_has('case.work') and session_case_teams() is not null and member.left_on is null
      and ((length(kana) >= 2 and member.kana_folded like replace(replace(kana, '\', ''), '%', '') || '%')
        or member.born_on = born
        or (folded_address <> '' and not household.protected and household.id in (select household_address.household_id
          from household_address where ends_on is null and address_folded = folded_address)))
  ) as candidate (household_id, member_id, name, kana_name, born_on, due_on, relation, team_name, reachable, same_address, score)
  where candidate.score >= 2
  order by candidate.score desc, candidate.kana_name collate "ja-x-icu", candidate.member_id
  limit at_most
$$;
grant execute on function household_candidates(text, date, text, integer) to tsunagi_service;

-- Which teams read a household: its keeper, and all with a consultation or a case of it or of one that was merged with it.
-- Counted again from the rows whenever one of them begins, moves or is linked. Runs as owner, since whoever begins cannot
-- see the household's row yet. Answers the keeping team, which the command tells; null where the household is not there.
create or replace function household_reach(household bigint) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  kept bigint; teams bigint[];
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  select coalesce(merged_into_id, id) into kept from household where id = household_reach.household;
  perform from household where id = kept or merged_into_id = kept order by id for update;
  select array_agg(distinct team order by team) into teams from (
    select household.team_id as team from household where id = kept or merged_into_id = kept
    union select support_case.team_id from support_case join household on household.id = household_id
      where household.id = kept or merged_into_id = kept
    union select consultation.team_id from consultation join household on household.id = household_id
      where household.id = kept or merged_into_id = kept
  ) as working;
  update household set team_ids = teams where (id = kept or merged_into_id = kept) and team_ids <> teams;
  return (select household.team_id from household where id = kept);
end
$$;
grant execute on function household_reach(bigint) to tsunagi_service;

-- Which team keeps a household, for whoever must ask there or open it in an emergency; no word of the family. Runs as
-- owner, since those who ask do not see the household.
create or replace function household_keeper(household bigint) returns table (team_id bigint, team_name text)
  language sql stable security definer set search_path from current as $$
  select team.id, team.name from household as asked
    join household as kept on kept.id = coalesce(asked.merged_into_id, asked.id)
    join team on team.id = kept.team_id
  where asked.id = household_keeper.household and session_has('case.work') and session_case_teams() is not null
$$;
grant execute on function household_keeper(bigint) to tsunagi_service;

-- What there is of a family, for whoever has opened it in an emergency, so that nobody reads "nothing" then where another team
-- keeps a record: kind, number and team. A team at its daily work learns nothing of the others' records. The entries that are one
-- family are told to all who may ask for its keeper: they are opened together. Runs as owner.
create or replace function household_records(household bigint)
  returns table (kind text, id bigint, fiscal_year integer, number integer, team_name text, is_open boolean)
  language sql stable security definer set search_path from current as $$
  with family as materialized (
    select one.id from household as asked
    join household as one on coalesce(asked.merged_into_id, asked.id) in (one.id, one.merged_into_id)
    where asked.id = household_records.household and session_has('case.work') and session_case_teams() is not null
  ), known as materialized (
    select family.id from family where exists (select from family as entry where session_opened('household', entry.id))
  )
  select 'household', family.id, null::integer, null::integer, null::text, true from family
  union all
  select 'consultation', consultation.id, consultation.fiscal_year, consultation.number, team.name, closed_at is null
  from consultation join team on team.id = consultation.team_id where household_id in (select known.id from known)
  union all
  select 'case', support_case.id, support_case.fiscal_year, support_case.number, team.name, closed_on is null
  from support_case join team on team.id = support_case.team_id where household_id in (select known.id from known)
$$;
grant execute on function household_records(bigint) to tsunagi_service;

-- Who has looked at a family, and what was done to its record: for the teams that work with it. What is logged of its
-- consultations and cases counts too. Runs as owner: the log itself is the auditor's.
create or replace function household_log(household bigint, at_most integer) returns table (seq bigint, at timestamptz,
    person_id bigint, person text, place text, action text, subject_kind text, subject_id bigint, purpose text)
  language sql stable security definer set search_path from current as $$
  with family as materialized (
    select id from household as one
    where (one.id = household_log.household or one.merged_into_id = household_log.household)
      and exists (select from household as asked where asked.id = household_log.household
        and session_has('case.work') and asked.team_ids && session_case_teams())
  ), records as materialized (
    select 'household' as kind, id from family
    union select 'consultation', consultation.id from consultation where household_id in (select id from family)
    union select 'case', support_case.id from support_case where household_id in (select id from family)
  )
  select event.seq, event.at, event.person_id, btrim(who.family_name || ' ' || who.given_name),
    (select string_agg(distinct coalesce(team.name, organisation.name), '・') from appointment
       left join team on team.id = appointment.team_id join organisation on organisation.id = appointment.organisation_id
       where appointment.person_id = event.person_id and appointment.starts_on <= event.at::date
         and (appointment.ends_on is null or appointment.ends_on >= event.at::date)),
    event.action, event.subject_kind, event.subject_id, event.purpose
  from records cross join lateral (
    select * from audit_event where audit_event.subject_kind = records.kind and audit_event.subject_id = records.id
    order by audit_event.seq desc limit at_most) as event
  left join person as who on who.id = event.person_id
  order by event.seq desc limit at_most
$$;
grant execute on function household_log(bigint, integer) to tsunagi_service;

-- A family's entry goes with the last consultation or case of it, with what was agreed and disclosed; entries that became
-- one are looked at together. Runs as owner; disposal_released() says what may go.
create or replace function household_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[];
begin
  with asked as (
    select parent_id as id from disposal_released(disposal, 'case')
    union select parent_id from disposal_released(disposal, 'consultation')
  ), families as (
    select distinct coalesce(household.merged_into_id, household.id) as id from household join asked using (id)
  ), entries as (
    select household.id, families.id as family from household join families
      on household.id = families.id or household.merged_into_id = families.id
  )
  select array_agg(id) into going from entries
  where not exists (select from entries as other where other.family = entries.family
      and (exists (select from support_case where household_id = other.id)
        or exists (select from consultation where household_id = other.id)
        or exists (select from case_member join household_member on household_member.id = member_id
          where household_member.household_id = other.id)));
  if going is null then return 0; end if;
  delete from disclosure_content where disclosure_id in (select id from disclosure where household_id = any(going));
  delete from disclosure_carried where household_id = any(going);
  delete from disclosure where household_id = any(going);
  delete from own_copy where household_id = any(going);
  delete from consent_recipient where household_id = any(going);
  delete from consent where household_id = any(going);
  delete from household_contact where household_id = any(going);
  delete from household_member_place where household_id = any(going);
  delete from household_address where household_id = any(going);
  delete from household_member where household_id = any(going);
  delete from household_merge where kept_id = any(going) or merged_id = any(going);
  delete from emergency_access where subject_kind = 'household' and subject_id = any(going);
  delete from notice where url ~ ('^/households/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/households/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from household where id = any(going);
  return cardinality(going);
end
$$;
grant execute on function household_dispose(bigint) to tsunagi_service;
