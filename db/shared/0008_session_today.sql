-- The municipality's day of this transaction: as a function a question needs no parameter for it, and keeps its plan.
create function session_today() returns date language sql stable parallel safe
  as $$ select current_setting('app.today')::date $$;
