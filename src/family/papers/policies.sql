-- Texts without what would tell who notified of this household: names, numbers and their parts, the longest first. The name is for
-- two people (consultations), a letter is printed by any of the team: it must be gone whoever prints. Runs as owner, tells
-- nobody a name, and only blacks out for the household's own teams; for others there is no text.
create or replace function paper_without_notifier(of_household bigint, texts text[]) returns text[]
  language plpgsql stable security definer set search_path from current as $$
declare
  hidden text;
begin
  if session_has('case.work') is not true
    or not exists (select from household where id = of_household and team_ids && session_case_teams()) then return null; end if;
  for hidden in
    select btrim(word) from consultation_notifier as notifier,
      unnest(array[name, contact, replace(name, ' ', '')] || regexp_split_to_array(name, '[\s　]+')) as word
    where consultation_id in (select id from consultation where household_id in
        (select id from household where id = of_household or merged_into_id = of_household))
      and char_length(btrim(word)) > 1
    group by 1 order by max(char_length(btrim(word))) desc, 1
  loop
    texts := array(select replace(one, hidden, '■■■■') from unnest(texts) with ordinality as told (one, place) order by place);
  end loop;
  return texts;
end
$$;
grant execute on function paper_without_notifier(bigint, text[]) to tsunagi_service;
