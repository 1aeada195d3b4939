-- Whoever works on the case writes on its forms, in their own name; a version stands as it was written.
grant select, insert on case_form_text to tsunagi_service;
create policy case_form_text_read on case_form_text for select to tsunagi_service using (may_work_case(team_id));
create policy case_form_text_write on case_form_text for insert to tsunagi_service
  with check (may_work_case(team_id) and written_by = session_person());

-- Texts without what would tell who notified of this household: names and numbers, then the parts of names, the longest first.
-- A family name that the household has itself stays, or its own forms could not be read; one of a single character (林) goes
-- where it addresses somebody. The name is for two people (consultations), a letter is printed by any of the team: it must be
-- gone whoever prints. Runs as owner, tells nobody a name, and only blacks out for the household's own teams; for others
-- there is no text.
create or replace function paper_without_notifier(of_household bigint, texts text[]) returns text[]
  language plpgsql stable security definer set search_path from current as $$
declare
  hidden text;
begin
  if session_has('case.work') is not true
    or not exists (select from household where id = of_household and team_ids && session_case_teams()) then return null; end if;
  for hidden in
    with households as (
      select id from household where id = of_household or merged_into_id = of_household
    ), told as (
      select btrim(name) as name, btrim(contact) as contact from consultation_notifier where consultation_id in
        (select id from consultation where household_id in (select id from households))
    ), sought as (
      select 0 as turn, name as said from told
      union all select 0, contact from told
      union all select 1, part from told, unnest(regexp_split_to_array(name, '[\s　]+')) as part
    )
    -- However it is spaced: as it stands there, with a wide space, with none.
    select regexp_replace(regexp_replace(said, '([\\.*+?^${}()|\[\]/-])', '\\\1', 'g'), '[\s　]+', '[\\s　]*', 'g')
      || case when char_length(said) = 1 then '(?=さん|さま|様|氏|くん|君|ちゃん|先生|宅|家)' else '' end
    from sought
    where said <> '' and said not in (select family_name from household_member where household_id in (select id from households))
    group by said order by min(turn), char_length(said) desc, said
  loop
    texts := array(select regexp_replace(one, hidden, '■■■■', 'g') from unnest(texts) with ordinality as told (one, place) order by place);
  end loop;
  return texts;
end
$$;
grant execute on function paper_without_notifier(bigint, text[]) to tsunagi_service;
