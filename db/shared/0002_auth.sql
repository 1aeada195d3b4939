-- Accounts and sign-in, one register for all municipalities: whose account it is, is (municipality_code, person_id).
-- The tables but auth_attempt are those better-auth keeps; times it writes by the machine's clock, except
-- auth_session.signed_in_at, seen_at and second_factor_at, which are ours.

create table auth_user (
  id text primary key,
  municipality_code text not null references municipality (code),
  person_id bigint not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  disabled_at timestamptz,
  -- Set only for the invented people of a demo: what the sign-in page calls the role, and in which order.
  demo_role text,
  demo_position integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auth_user_email_once unique (email),
  constraint auth_user_email_is_lower_case check (email = lower(email)),
  constraint auth_user_person_once unique (municipality_code, person_id)
);

-- How a user proves to be it: 'credential' with a password hash, or 'oidc'. Tokens of the provider are not kept.
create table auth_account (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auth_account_once unique (provider_id, account_id),
  constraint auth_account_keeps_no_token check (access_token is null and refresh_token is null and id_token is null)
);
create index auth_account_user on auth_account (user_id);

create table auth_session (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  -- Worth nothing without its signature, which is made with a secret outside the database.
  token text not null,
  method text not null,
  signed_in_at timestamptz not null,
  seen_at timestamptz not null,
  second_factor_at timestamptz,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auth_session_token_once unique (token),
  constraint auth_session_method check (method in ('password', 'passkey', 'oidc', 'demo'))
);
create index auth_session_user on auth_session (user_id);
create index auth_session_seen on auth_session (seen_at);

create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);
create index auth_verification_expires on auth_verification (expires_at);

create table auth_two_factor (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz,
  constraint auth_two_factor_user_once unique (user_id)
);

create table auth_passkey (
  id text primary key,
  user_id text not null references auth_user (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz,
  constraint auth_passkey_credential_once unique (credential_id)
);
create index auth_passkey_user on auth_passkey (user_id);

-- Failures counted per account, second factor and source address. The key is a keyed hash: what somebody typed by
-- mistake into the address box (a password, say) is not kept readable.
create table auth_attempt (
  key text primary key,
  count integer not null,
  locks integer not null default 0,
  started_at timestamptz not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index auth_attempt_last on auth_attempt (last_at);

grant select, insert, update, delete on
  auth_user, auth_account, auth_session, auth_verification, auth_two_factor, auth_passkey, auth_attempt
  to tsunagi_service;
