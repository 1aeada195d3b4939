-- The case zone's reach: teams where the person holds a role of that zone (an appointment to the same team as clerk or
-- visitor does not count), and single records somebody was let into for a time, as 'kind:id'.
create function session_case_teams() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.case_teams', true), ''), ',')::bigint[] $$;
create function session_shared(kind text, id bigint) returns boolean language sql stable parallel safe
  as $$ select (kind || ':' || id) = any(string_to_array(current_setting('app.shared', true), ',')) $$;
-- Never used: shares go by kind.
drop function session_cases();
