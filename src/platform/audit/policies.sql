-- Inserts happen only through audit_append, as owner and chained; nobody else writes, and nobody changes or deletes.
create or replace function audit_hash(previous bytea, seq bigint, at timestamptz, person_id bigint, actor text, action text,
  subject_kind text, subject_id bigint, about_person_id bigint, purpose text, source text, detail jsonb)
  returns bytea language sql immutable as $$
  select sha256(previous || convert_to(jsonb_build_array(seq, (extract(epoch from at) * 1000000)::bigint, person_id, actor,
    action, subject_kind, subject_id, about_person_id, purpose, source, detail)::text, 'UTF8'))
$$;

create or replace function audit_append(events jsonb) returns bigint
  language plpgsql security definer set search_path from current as $$
declare
  head audit_head;
  event jsonb;
  person bigint := session_person();
  who text := coalesce(nullif(current_setting('app.actor', true), ''), 'unknown');
  origin text := nullif(current_setting('app.source', true), '');
  next_hash bytea;
begin
  select * into head from audit_head where one for update;
  for event in select * from jsonb_array_elements(events) loop
    next_hash := audit_hash(head.hash, head.seq + 1, (event ->> 'at')::timestamptz, person, who, event ->> 'action',
      event ->> 'subject_kind', (event ->> 'subject_id')::bigint, (event ->> 'about_person_id')::bigint,
      event ->> 'purpose', origin, coalesce(event -> 'detail', '{}'));
    insert into audit_event (seq, at, person_id, actor, action, subject_kind, subject_id, about_person_id, purpose, source,
      detail, previous_hash, hash)
    values (head.seq + 1, (event ->> 'at')::timestamptz, person, who, event ->> 'action', event ->> 'subject_kind',
      (event ->> 'subject_id')::bigint, (event ->> 'about_person_id')::bigint, event ->> 'purpose', origin,
      coalesce(event -> 'detail', '{}'), head.hash, next_hash);
    head.seq := head.seq + 1;
    head.hash := next_hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash where one;
  return head.seq;
end
$$;
grant execute on function audit_append(jsonb) to tsunagi_service;

-- The chain's end, for the nightly line in the process's log: a number and a hash, told to the program alone. Runs as owner.
create or replace function audit_end() returns table (seq bigint, hash text)
  language sql stable security definer set search_path from current as $$
  select audit_head.seq, encode(audit_head.hash, 'hex') from audit_head where one and session_has('job') is true
$$;
grant execute on function audit_end() to tsunagi_service;

-- A stretch of the chain recomputed, for the nightly check and npm run audit:verify: how many events, and the numbers of those
-- that were changed, do not follow, or before which one is missing. Nothing of what an event says. Runs as owner.
create or replace function audit_check(after bigint, up_to bigint)
  returns table (events bigint, edited bigint[], unlinked bigint[], gaps bigint[])
  language sql stable security definer set search_path from current as $$
  select count(*), coalesce(array_agg(seq order by seq) filter (where edited), '{}'),
    coalesce(array_agg(seq order by seq) filter (where unlinked and not gap), '{}'),
    coalesce(array_agg(seq order by seq) filter (where gap), '{}')
  from (
    select seq,
      hash <> audit_hash(previous_hash, seq, at, person_id, actor, action, subject_kind, subject_id, about_person_id,
        purpose, source, detail) as edited,
      previous_hash <> coalesce(lag(hash) over w, '\x00') as unlinked,
      seq <> coalesce(lag(seq) over w, 0) + 1 as gap
    from audit_event where seq between after and up_to window w as (order by seq)) as checked
  where seq > after having session_has('job') is true
$$;
grant execute on function audit_check(bigint, bigint) to tsunagi_service;

-- Where the chain ends, where its head says that it ends, and whether the two are the same event. Runs as owner.
create or replace function audit_ends() returns table (head bigint, last bigint, whole boolean)
  language sql stable security definer set search_path from current as $$
  select audit_head.seq, coalesce(last.seq, 0),
    audit_head.seq = coalesce(last.seq, 0) and audit_head.hash = coalesce(last.hash, '\x00')
  from audit_head left join lateral (select seq, hash from audit_event order by seq desc limit 1) as last on true
  where one and session_has('job') is true
$$;
grant execute on function audit_ends() to tsunagi_service;

-- What the last check of the chain came to, for the auditor and for whoever looks after the system. Runs as owner: the
-- administrator reads nothing else of the log. Only the program's own word counts.
create or replace function audit_verdict() returns table (at timestamptz, detail jsonb)
  language sql stable security definer set search_path from current as $$
  select audit_event.at, audit_event.detail from audit_event
  where (session_has('audit.read') or session_has('system.manage')) is true
    and action = 'audit.verify' and person_id is null
  order by seq desc limit 1
$$;
grant execute on function audit_verdict() to tsunagi_service;

-- The auditor reads all; everybody may read who has looked at what is held about themselves.
grant select on audit_event to tsunagi_service;
create policy audit_event_read on audit_event for select to tsunagi_service
  using (session_has('audit.read') or about_person_id = session_person());
