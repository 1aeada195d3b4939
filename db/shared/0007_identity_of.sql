-- Who a sign-in session belongs to, unless it has ended: asked by itself, and along with the beginning of a transaction that goes
-- on with an earlier answer (docs/decisions/0024). In plpgsql, which keeps its plan for the connection.
create function identity_of(session_token text, signed_in_since timestamptz, seen_since timestamptz) returns jsonb
  language plpgsql stable parallel safe as $$
begin
  return (
    select jsonb_build_object('session', s.id, 'method', s.method, 'second_factor', s.second_factor_at is not null,
      'municipality', u.municipality_code, 'person_id', u.person_id, 'demo', m.demo,
      'signed_in_at', s.signed_in_at, 'seen_at', s.seen_at)
    from shared.auth_session s
    join shared.auth_user u on u.id = s.user_id
    join shared.municipality m on m.code = u.municipality_code
    where s.token = session_token and u.disabled_at is null and s.signed_in_at > signed_in_since and s.seen_at > seen_since);
end $$;
