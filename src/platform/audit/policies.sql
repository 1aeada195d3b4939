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

-- The auditor reads all; everybody may read who has looked at what is held about themselves.
grant select on audit_event to tsunagi_service;
create policy audit_event_read on audit_event for select to tsunagi_service
  using (session_has('audit.read') or about_person_id = session_person());
