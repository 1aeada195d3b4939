-- Run once per cluster by its administrator; safe to run again. Passwords are set outside the repository.
-- tsunagi_owner owns schemas and runs migrations; tsunagi_service is what web and worker sign in as:
-- it owns nothing, cannot bypass row security and is given rights table by table in each slice's policies.sql.
do $$
begin
  if not exists (select from pg_roles where rolname = 'tsunagi_owner') then
    create role tsunagi_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'tsunagi_service') then
    create role tsunagi_service login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end
$$;
