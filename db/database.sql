-- Run once per database by the cluster's administrator, after roles.sql; safe to run again. Extensions may be installed
-- by an administrator only, and live in a schema of their own.
create schema if not exists extensions authorization tsunagi_owner;
create extension if not exists btree_gist schema extensions;
grant usage on schema extensions to tsunagi_service;
revoke create on schema public from public;
-- A temporary table would stand before ours in the functions that run as owner: nobody but the owner makes any.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  execute format('grant temporary on database %I to tsunagi_owner', current_database());
end
$$;
