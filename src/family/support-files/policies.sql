-- A file is its family's: no role reads or writes a row of it. The program reaches one through the functions below alone,
-- with what an open browser holds, and gets what only the family's keys can open. Only the nightly job touches files itself:
-- it deletes what nobody has opened for years.
grant select, delete on support_file to tsunagi_service;
grant update (noticed_on) on support_file to tsunagi_service;
create policy support_file_age on support_file for select to tsunagi_service using (session_has('job'));
create policy support_file_notice on support_file for update to tsunagi_service using (session_has('job'));
create policy support_file_forget on support_file for delete to tsunagi_service using (session_has('job'));

-- What has ended by date loses its key, and browsers' visits go: the job's.
grant select on support_file_lending to tsunagi_service;
grant update (key_sealed, ended_at, end_reason) on support_file_lending to tsunagi_service;
create policy support_file_lending_due on support_file_lending for select to tsunagi_service using (session_has('job'));
create policy support_file_lending_lapse on support_file_lending for update to tsunagi_service using (session_has('job'));
grant select, delete on support_file_lent, support_file_visit to tsunagi_service;
create policy support_file_lent_due on support_file_lent for select to tsunagi_service using (session_has('job'));
create policy support_file_lent_lapse on support_file_lent for delete to tsunagi_service using (session_has('job'));
create policy support_file_visit_over on support_file_visit for select to tsunagi_service using (session_has('job'));
create policy support_file_visit_tidy on support_file_visit for delete to tsunagi_service using (session_has('job'));

-- A sheet with a fresh code, made by anybody of the network for a family; whoever made it sees that it waits, nothing more.
grant select, insert, delete on support_file_sheet to tsunagi_service;
create policy support_file_sheet_read on support_file_sheet for select to tsunagi_service
  using (made_by = session_person() or session_has('job'));
create policy support_file_sheet_make on support_file_sheet for insert to tsunagi_service
  with check (session_has('network') and made_by = session_person());
create policy support_file_sheet_over on support_file_sheet for delete to tsunagi_service using (session_has('job'));

grant select, insert on support_file_request to tsunagi_service;
grant update (ended_at) on support_file_request to tsunagi_service;
create policy support_file_request_read on support_file_request for select to tsunagi_service using (may_read_case(team_id, case_id));
create policy support_file_request_ask on support_file_request for insert to tsunagi_service
  with check (may_work_case(team_id) and asked_by = session_person());
create policy support_file_request_end on support_file_request for update to tsunagi_service using (may_work_case(team_id));

-- Written by the family's yes alone (support_file_give, support_file_take): nobody has a right to add or change one.
grant select on case_taken_entry to tsunagi_service;
create policy case_taken_entry_read on case_taken_entry for select to tsunagi_service using (may_read_case(team_id, case_id));

grant select on support_file_setting to tsunagi_service;
grant update (keep_months, notice_days) on support_file_setting to tsunagi_service;
create policy support_file_setting_read on support_file_setting for select to tsunagi_service using (true);
create policy support_file_setting_change on support_file_setting for update to tsunagi_service using (session_has('system.manage'));

-- A lending to a place of the register is opened by somebody of that place, signed in.
create or replace function may_open_lending(facility_id bigint, organisation_id bigint) returns boolean language sql stable as $$
  select (facility_id is null or facility_id = any(session_facilities()))
    and (organisation_id is null or organisation_id = any(session_organisations()))
$$;

-- The file open under a cookie's hash; null where none is, or its time is over. For the functions below alone.
create or replace function support_file_at(token text, moment timestamptz) returns bigint language sql stable as $$
  select file_id from support_file_visit where token_hash = token and ends_at > moment
$$;
-- The same for whoever writes: the visit lasts on for half an hour.
create or replace function support_file_stay(token text, moment timestamptz) returns bigint language plpgsql as $$
declare
  file bigint := support_file_at(token, moment);
begin
  if file is not null then
    update support_file_visit set ends_at = greatest(ends_at, moment + interval '30 minutes') where token_hash = token;
  end if;
  return file;
end $$;

-- Begins a file: its lock, its first visit. With the hash of a sheet's code the sheet is used up. Null where that is none.
create or replace function support_file_begin(entry jsonb, day date) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  file bigint;
begin
  if entry ->> 'sheet_hash' is not null then
    delete from support_file_sheet where code_hash = entry ->> 'sheet_hash' and ends_on >= day;
    if not found then return null; end if;
  end if;
  insert into support_file (profile_sealed, proof_hash, mail_sealed, made_on, opened_on)
    values (entry ->> 'profile_sealed', entry ->> 'proof_hash', entry ->> 'mail_sealed', day, day) returning id into file;
  insert into support_file_lock (file_id, kind, code_hash, salt, key_sealed)
    values (file, 'own', entry ->> 'code_hash', entry ->> 'salt', entry ->> 'key_sealed');
  insert into support_file_visit (token_hash, file_id, key_sealed, ends_at)
    values (entry ->> 'token_hash', file, entry ->> 'visit_key_sealed', (entry ->> 'ends_at')::timestamptz);
  return file;
end $$;

-- What a code opens, still locked: a file by its own or spare code, or a lending that is in force and may be opened by
-- whoever asks. The same nothing for every other code.
create or replace function support_file_lock_of(hash text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('what', kind, 'salt', salt, 'key_sealed', key_sealed) from support_file_lock where code_hash = hash
  union all
  select jsonb_build_object('what', kind, 'salt', salt, 'key_sealed', key_sealed) from support_file_lending
    where code_hash = hash and ended_at is null and ends_at > moment and may_open_lending(facility_id, organisation_id) is true
$$;

-- Opens it in a browser, for whoever shows that the lock was opened. A borrower's look is written down with it.
create or replace function support_file_enter(hash text, proof text, visit jsonb, moment timestamptz, day date) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  file bigint; lent support_file_lending;
begin
  select support_file.id into file from support_file_lock join support_file on support_file.id = file_id
    where code_hash = hash and proof_hash = proof;
  if file is not null then
    insert into support_file_visit (token_hash, file_id, key_sealed, ends_at)
      values (visit ->> 'token_hash', file, visit ->> 'key_sealed', (visit ->> 'ends_at')::timestamptz);
    update support_file set opened_on = greatest(opened_on, day), noticed_on = null where id = file;
    return true;
  end if;
  select * into lent from support_file_lending where code_hash = hash and proof_hash = proof and kind in ('show', 'lend')
    and ended_at is null and ends_at > moment and may_open_lending(facility_id, organisation_id) is true;
  if lent.id is null then return false; end if;
  insert into support_file_visit (token_hash, lending_id, key_sealed, ends_at)
    values (visit ->> 'token_hash', lent.id, visit ->> 'key_sealed', least((visit ->> 'ends_at')::timestamptz, lent.ends_at));
  insert into support_file_look (lending_id, looked_at, who_sealed) values (lent.id, moment, visit ->> 'who_sealed');
  return true;
end $$;

-- Everything of the file a browser has open, sealed.
create or replace function support_file_of(token text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('id', file.id, 'profile_sealed', file.profile_sealed, 'mail', file.mail_sealed is not null,
    'made_on', file.made_on, 'version', file.version, 'key_sealed', visit.key_sealed, 'ends_at', visit.ends_at,
    'spare', exists (select from support_file_lock as spare where spare.file_id = file.id and spare.kind = 'spare'),
    'entries', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'key_sealed', one.key_sealed, 'body_sealed', one.body_sealed,
      'version', one.version) order by one.id), '[]') from support_file_entry as one where one.file_id = file.id),
    'lendings', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'kind', one.kind, 'own_sealed', one.own_sealed,
      'facility', facility.name, 'organisation', organisation.name, 'made_at', one.made_at, 'ends_at', one.ends_at,
      'ended_at', one.ended_at, 'end_reason', one.end_reason,
      'entry_ids', (select coalesce(jsonb_agg(entry_id order by entry_id), '[]') from support_file_lent where lending_id = one.id),
      'looks', (select coalesce(jsonb_agg(jsonb_build_object('looked_at', looked_at, 'who_sealed', who_sealed) order by look.id desc), '[]')
        from support_file_look as look where look.lending_id = one.id)) order by one.id desc), '[]')
      from support_file_lending as one left join facility on facility.id = one.facility_id
      left join organisation on organisation.id = one.organisation_id where one.file_id = file.id),
    'given', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'given_sealed', one.given_sealed,
      'withdrawn_at', one.withdrawn_at) order by one.id desc), '[]') from support_file_given as one where one.file_id = file.id))
  from support_file_visit as visit join support_file as file on file.id = visit.file_id
  where visit.token_hash = token and visit.ends_at > moment
$$;

-- What a borrower has open: the entries chosen and no others. Nothing once it has ended.
create or replace function support_file_lent_to(token text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('kind', lending.kind, 'title_sealed', lending.title_sealed, 'key_sealed', visit.key_sealed,
    'ends_at', lending.ends_at,
    'entries', (select coalesce(jsonb_agg(jsonb_build_object('id', entry.id, 'key_sealed', lent.key_sealed, 'body_sealed', entry.body_sealed)
      order by entry.id), '[]')
      from support_file_lent as lent join support_file_entry as entry on entry.id = lent.entry_id where lent.lending_id = lending.id))
  from support_file_visit as visit join support_file_lending as lending on lending.id = visit.lending_id
  where visit.token_hash = token and visit.ends_at > moment and lending.ended_at is null and lending.ends_at > moment
    and may_open_lending(lending.facility_id, lending.organisation_id) is true
$$;

-- Keeps an entry, new or changed; null where the file is not open, the entry changed meanwhile, or there are a thousand.
create or replace function support_file_keep(token text, entry jsonb, moment timestamptz) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_stay(token, moment); kept bigint;
begin
  if entry ->> 'id' is null then
    insert into support_file_entry (file_id, key_sealed, body_sealed)
      select file, entry ->> 'key_sealed', entry ->> 'body_sealed'
      where file is not null and (select count(*) from support_file_entry where file_id = file) < 1000 returning id into kept;
  else
    update support_file_entry set body_sealed = entry ->> 'body_sealed', version = version + 1
      where id = (entry ->> 'id')::bigint and file_id = file and version = (entry ->> 'version')::integer returning id into kept;
  end if;
  return kept;
end $$;

-- Deletes an entry, takes a lending back, deletes the whole file, or closes what a browser has open ('entry', 'lending',
-- 'file', 'visit'). What is deleted is gone with all that hung on it.
create or replace function support_file_drop(token text, what text, number bigint, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_at(token, moment); gone boolean := false;
begin
  if what = 'visit' then
    delete from support_file_visit where token_hash = token;
    return found;
  end if;
  if file is null then return false; end if;
  if what = 'entry' then
    delete from support_file_entry where id = number and file_id = file;
    gone := found;
  elsif what = 'lending' then
    update support_file_lending set ended_at = moment, end_reason = 'taken_back', key_sealed = null
      where id = number and file_id = file and ended_at is null;
    gone := found;
    if gone then
      delete from support_file_lent where lending_id = number;
      delete from support_file_visit where lending_id = number;
    end if;
  elsif what = 'file' then
    delete from support_file where id = file;
    gone := found;
  end if;
  return gone;
end $$;

-- Changes what the family says of its file, where it is told of the end, or a lock. A new lock of a kind takes the place of
-- the old one, and closes the file in every other browser.
create or replace function support_file_set(token text, changes jsonb, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_stay(token, moment);
begin
  if file is null then return false; end if;
  update support_file set profile_sealed = coalesce(changes ->> 'profile_sealed', profile_sealed), version = version + 1,
    mail_sealed = case when changes ? 'mail_sealed' then changes ->> 'mail_sealed' else mail_sealed end where id = file;
  if changes ? 'lock' then
    insert into support_file_lock (file_id, kind, code_hash, salt, key_sealed)
      values (file, changes -> 'lock' ->> 'kind', changes -> 'lock' ->> 'code_hash', changes -> 'lock' ->> 'salt',
        changes -> 'lock' ->> 'key_sealed')
      on conflict (file_id, kind) do update set code_hash = excluded.code_hash, salt = excluded.salt, key_sealed = excluded.key_sealed;
    delete from support_file_visit where file_id = file and token_hash <> token;
  end if;
  return true;
end $$;

-- Lends entries of the open file; all of them must be its own. Null where the file is not open.
create or replace function support_file_lend(token text, lending jsonb, moment timestamptz) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_stay(token, moment); made bigint;
begin
  if file is null or (select count(*) from support_file_lending where file_id = file) >= 500 then return null; end if;
  insert into support_file_lending (file_id, kind, code_hash, salt, key_sealed, proof_hash, own_sealed, title_sealed, facility_id,
      organisation_id, made_at, ends_at)
    values (file, lending ->> 'kind', lending ->> 'code_hash', lending ->> 'salt', lending ->> 'key_sealed', lending ->> 'proof_hash',
      lending ->> 'own_sealed', lending ->> 'title_sealed', (lending ->> 'facility_id')::bigint, (lending ->> 'organisation_id')::bigint,
      moment, (lending ->> 'ends_at')::timestamptz) returning id into made;
  insert into support_file_lent (lending_id, entry_id, file_id, key_sealed)
    select made, (one ->> 'entry_id')::bigint, file, one ->> 'key_sealed' from jsonb_array_elements(lending -> 'entries') as one;
  insert into support_file_given (file_id, given_sealed)
    select file, one from jsonb_array_elements_text(coalesce(lending -> 'given', '[]')) as one;
  return made;
end $$;

-- Who asks the family for entries, and what for: by the code that was handed to it. Nothing of the case.
create or replace function support_file_request_of(hash text, day date) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('purpose', purpose, 'team', team.name, 'organisation', organisation.name, 'asked_at', asked_at)
  from support_file_request join team on team.id = team_id join organisation on organisation.id = team.organisation_id
  where code_hash = hash and ended_at is null and ends_on >= day
$$;

-- The family's yes to a request: copies of what it chose go into the case, each with its yes; the worker who asked is told.
create or replace function support_file_give(token text, hash text, given jsonb, moment timestamptz, day date) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_stay(token, moment); asked support_file_request; many integer;
begin
  if file is null then return null; end if;
  select * into asked from support_file_request where code_hash = hash and ended_at is null and ends_on >= day for update;
  if asked.id is null then return null; end if;
  insert into case_taken_entry (case_id, team_id, request_id, way, topic, stage, dated_on, title, body, said_by, yes_at, taken_at, yes_hash)
    select asked.case_id, asked.team_id, asked.id, 'request', one ->> 'topic', one ->> 'stage', (one ->> 'dated_on')::date,
      one ->> 'title', one ->> 'body', given ->> 'said_by', moment, moment, one ->> 'yes_hash'
    from jsonb_array_elements(given -> 'entries') as one;
  get diagnostics many = row_count;
  insert into support_file_given (file_id, given_sealed)
    select file, one ->> 'given_sealed' from jsonb_array_elements(given -> 'entries') as one;
  insert into notice (person_id, title, url, created_at)
    values (asked.asked_by, given ->> 'notice', '/cases/' || asked.case_id || '/support-file', moment);
  return many;
end $$;

-- The yes taken back: the copy's words leave the case, that it was there stays. The case's worker is told once.
create or replace function support_file_withdraw(token text, number bigint, hash text, title text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path from current as $$
declare
  file bigint := support_file_stay(token, moment); there case_taken_entry;
begin
  update support_file_given set withdrawn_at = moment where id = number and file_id = file and withdrawn_at is null;
  if not found then return false; end if;
  update case_taken_entry set withdrawn_at = moment, title = null, body = null, dated_on = null
    where yes_hash = hash and withdrawn_at is null returning * into there;
  if there.id is not null then
    insert into notice (person_id, title, url, created_at)
      select worker_id, support_file_withdraw.title, '/cases/' || there.case_id || '/support-file', moment
      from support_case where support_case.id = there.case_id and worker_id is not null;
  end if;
  return true;
end $$;

-- Takes what a family offered by a code into a case of the session's: once, and no more entries than were offered.
create or replace function support_file_take(hash text, proof text, into_case bigint, given jsonb, moment timestamptz) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  offer support_file_lending; team bigint; many integer;
begin
  select team_id into team from support_case where id = into_case;
  if team is null or may_work_case(team) is not true then return null; end if;
  select * into offer from support_file_lending where code_hash = hash and proof_hash = proof and kind = 'offer'
    and ended_at is null and ends_at > moment for update;
  if offer.id is null or jsonb_array_length(given -> 'entries')
    > (select count(*) from support_file_lent where lending_id = offer.id) then return null; end if;
  insert into case_taken_entry (case_id, team_id, way, topic, stage, dated_on, title, body, said_by, yes_at, taken_by, taken_at, yes_hash)
    select into_case, team, 'offer', one ->> 'topic', one ->> 'stage', (one ->> 'dated_on')::date, one ->> 'title', one ->> 'body',
      given ->> 'said_by', offer.made_at, session_person(), moment, one ->> 'yes_hash'
    from jsonb_array_elements(given -> 'entries') as one;
  get diagnostics many = row_count;
  update support_file_lending set ended_at = moment, end_reason = 'taken', key_sealed = null where id = offer.id;
  delete from support_file_lent where lending_id = offer.id;
  return many;
end $$;
-- The locked entries of an offer, for whoever works on a case and has its code: opened by the program with the code's key.
create or replace function support_file_offer_of(hash text, moment timestamptz) returns jsonb
  language sql stable security definer set search_path from current as $$
  select jsonb_build_object('title_sealed', title_sealed, 'entries', (select jsonb_agg(jsonb_build_object('id', entry.id,
      'key_sealed', lent.key_sealed, 'body_sealed', entry.body_sealed) order by entry.id)
      from support_file_lent as lent join support_file_entry as entry on entry.id = lent.entry_id where lent.lending_id = lending.id))
  from support_file_lending as lending
  where code_hash = hash and kind = 'offer' and ended_at is null and ends_at > moment
    and session_has('case.work') and session_case_teams() is not null
$$;
grant execute on function support_file_begin(jsonb, date), support_file_lock_of(text, timestamptz),
  support_file_enter(text, text, jsonb, timestamptz, date), support_file_of(text, timestamptz),
  support_file_lent_to(text, timestamptz), support_file_keep(text, jsonb, timestamptz),
  support_file_drop(text, text, bigint, timestamptz), support_file_set(text, jsonb, timestamptz),
  support_file_lend(text, jsonb, timestamptz), support_file_request_of(text, date),
  support_file_give(text, text, jsonb, timestamptz, date), support_file_withdraw(text, bigint, text, text, timestamptz),
  support_file_take(text, text, bigint, jsonb, timestamptz), support_file_offer_of(text, timestamptz) to tsunagi_service;

-- What a family gave into a case, and what it was asked for, go with the case; its own file is the family's and stays. Runs as
-- owner; disposal_released() says what may go.
create or replace function support_file_dispose(disposal bigint) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
begin
  if going is null then return 0; end if;
  delete from case_taken_entry where case_id = any(going);
  delete from support_file_request where case_id = any(going);
  return cardinality(going);
end
$$;
grant execute on function support_file_dispose(bigint) to tsunagi_service;
