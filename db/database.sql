-- Run once per database by the cluster's administrator, after roles.sql; safe to run again. Extensions may be installed
-- by an administrator only, and live in a schema of their own.
create schema if not exists extensions authorization tsunagi_owner;
create extension if not exists btree_gist schema extensions;
grant usage on schema extensions to tsunagi_service;
revoke create on schema public from public;
