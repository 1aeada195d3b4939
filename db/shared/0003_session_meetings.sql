-- Meetings whose outcome somebody was asked to pass on, with or without a seat in the forum.
create function session_meetings() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.meetings', true), ''), ',')::bigint[] $$;
