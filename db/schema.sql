-- Generated from the migrated database by scripts/generate-schema.ts; `npm run check` compares it. Do not edit.

-- ==== shared ====

create table applied (
  schema_name text not null,
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  constraint applied_pkey PRIMARY KEY (schema_name, name)
);

create table auth_account (
  id text not null,
  user_id text not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_account_keeps_no_token CHECK (((access_token IS NULL) AND (refresh_token IS NULL) AND (id_token IS NULL))),
  constraint auth_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_account_pkey PRIMARY KEY (id),
  constraint auth_account_once UNIQUE (provider_id, account_id)
);
CREATE INDEX auth_account_user ON auth_account USING btree (user_id);
grant delete, insert, select, update to tsunagi_service;

create table auth_attempt (
  key text not null,
  count integer not null,
  locks integer not null default 0,
  started_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint auth_attempt_pkey PRIMARY KEY (key)
);
CREATE INDEX auth_attempt_last ON auth_attempt USING btree (last_at);
grant delete, insert, select, update to tsunagi_service;

create table auth_passkey (
  id text not null,
  user_id text not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone,
  constraint auth_passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_passkey_pkey PRIMARY KEY (id),
  constraint auth_passkey_credential_once UNIQUE (credential_id)
);
CREATE INDEX auth_passkey_user ON auth_passkey USING btree (user_id);
grant delete, insert, select, update to tsunagi_service;

create table auth_session (
  id text not null,
  user_id text not null,
  token text not null,
  method text not null,
  signed_in_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  second_factor_at timestamp with time zone,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_session_method CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'oidc'::text, 'demo'::text]))),
  constraint auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_session_pkey PRIMARY KEY (id),
  constraint auth_session_token_once UNIQUE (token)
);
CREATE INDEX auth_session_seen ON auth_session USING btree (seen_at);
CREATE INDEX auth_session_user ON auth_session USING btree (user_id);
grant delete, insert, select, update to tsunagi_service;

create table auth_two_factor (
  id text not null,
  user_id text not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamp with time zone,
  constraint auth_two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE,
  constraint auth_two_factor_pkey PRIMARY KEY (id),
  constraint auth_two_factor_user_once UNIQUE (user_id)
);
grant delete, insert, select, update to tsunagi_service;

create table auth_user (
  id text not null,
  municipality_code text not null,
  person_id bigint not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  disabled_at timestamp with time zone,
  demo_role text,
  demo_position integer,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_user_email_is_lower_case CHECK ((email = lower(email))),
  constraint auth_user_municipality_code_fkey FOREIGN KEY (municipality_code) REFERENCES municipality(code),
  constraint auth_user_pkey PRIMARY KEY (id),
  constraint auth_user_email_once UNIQUE (email),
  constraint auth_user_person_once UNIQUE (municipality_code, person_id)
);
grant delete, insert, select, update to tsunagi_service;

create table auth_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verification_expires ON auth_verification USING btree (expires_at);
CREATE INDEX auth_verification_identifier ON auth_verification USING btree (identifier);
grant delete, insert, select, update to tsunagi_service;

create table municipality (
  code text not null,
  schema_name text not null,
  name text not null,
  name_kana text not null,
  prefecture text not null,
  time_zone text not null default 'Asia/Tokyo'::text,
  demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint municipality_code_is_six_digits CHECK ((code ~ '^[0-9]{6}$'::text)),
  constraint municipality_schema_is_named_by_code CHECK ((schema_name = ('m'::text || code))),
  constraint municipality_pkey PRIMARY KEY (code),
  constraint municipality_schema_name_key UNIQUE (schema_name)
);
grant select to tsunagi_service;

CREATE OR REPLACE FUNCTION fiscal_year_of(day date)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select extract(year from day)::integer - case when extract(month from day) < 4 then 1 else 0 end $function$

CREATE OR REPLACE FUNCTION identity_of(session_token text, signed_in_since timestamp with time zone, seen_since timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
AS $function$
begin
  return (
    select jsonb_build_object('session', s.id, 'method', s.method, 'second_factor', s.second_factor_at is not null,
      'municipality', u.municipality_code, 'person_id', u.person_id, 'demo', m.demo,
      'signed_in_at', s.signed_in_at, 'seen_at', s.seen_at)
    from auth_session s
    join auth_user u on u.id = s.user_id
    join municipality m on m.code = u.municipality_code
    where s.token = session_token and u.disabled_at is null and s.signed_in_at > signed_in_since and s.seen_at > seen_since);
end $function$

CREATE OR REPLACE FUNCTION search_bigrams(folded text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select array(select substr(folded, i, 2) from generate_series(1, length(folded) - 1) as i) $function$

CREATE OR REPLACE FUNCTION search_fold(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select translate(lower(normalize(words, NFKC)), E'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ髙﨑嵜齊斎齋濱濵邊邉澤廣櫻眞國藏德惠榮圓學會壽龍瀨黑𠮷冨嶋嶌峯曾彌豐檜栁桒凜靜萬與條實聰關鐵藪槇薗舘兒鹽瀧蘆鷗吳\u03c2ー-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2043~\u301c・\u00b7\u2022\u2027()\u3099\u309a\u0307\u0020\u0009\u000a\u000d\u000b\u000c\u0085\u2028\u2029\u200b\ufeff', E'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔゝゞあいうえおつやゆよわかけあいうえおつやゆよわかけ高崎崎斉斉斉浜浜辺辺沢広桜真国蔵徳恵栄円学会寿竜瀬黒吉富島島峰曽弥豊桧柳桑凛静万与条実聡関鉄薮槙園館児塩滝芦鴎呉\u03c3') $function$

CREATE OR REPLACE FUNCTION session_case_teams()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.case_teams', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_facilities()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.facilities', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_forums()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.forums', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_has(duty text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.has.' || duty, true), '') = '1' $function$

CREATE OR REPLACE FUNCTION session_meetings()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.meetings', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_opened(kind text, id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select (kind || ':' || id) = any(string_to_array(current_setting('app.opened', true), ',')) $function$

CREATE OR REPLACE FUNCTION session_organisations()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.organisations', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_person()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.person', true), '')::bigint $function$

CREATE OR REPLACE FUNCTION session_shared(kind text, id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select (kind || ':' || id) = any(string_to_array(current_setting('app.shared', true), ',')) $function$

CREATE OR REPLACE FUNCTION session_teams()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select string_to_array(nullif(current_setting('app.teams', true), ''), ',')::bigint[] $function$

CREATE OR REPLACE FUNCTION session_today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select current_setting('app.today')::date $function$

-- ==== one municipality ====

create table action_item (
  id bigint not null generated as identity,
  what text not null,
  forum_id bigint,
  meeting_id bigint,
  agenda_item_id bigint,
  visit_id bigint,
  issue_id bigint,
  owner_organisation_id bigint not null,
  owner_facility_id bigint,
  owner_id bigint,
  due_on date not null,
  first_due_on date not null,
  done_on date,
  done_by bigint,
  outcome text,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  reminded_on date,
  published boolean not null default false,
  fiscal_year integer not null generated always as (fiscal_year_of(due_on)) stored,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by bigint not null,
  constraint action_item_answer_is_whole CHECK (((done_on IS NULL) = (done_by IS NULL))),
  constraint action_item_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint action_item_not_both CHECK (((done_on IS NULL) OR (cancelled_at IS NULL))),
  constraint action_item_what_is_not_empty CHECK ((btrim(what) <> ''::text)),
  constraint action_item_agenda_item_id_fkey FOREIGN KEY (agenda_item_id) REFERENCES agenda_item(id),
  constraint action_item_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint action_item_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id),
  constraint action_item_forum_id_fkey FOREIGN KEY (forum_id) REFERENCES forum(id),
  constraint action_item_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint action_item_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint action_item_owner_facility_id_fkey FOREIGN KEY (owner_facility_id) REFERENCES facility(id),
  constraint action_item_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint action_item_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id),
  constraint action_item_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id),
  constraint action_item_pkey PRIMARY KEY (id),
  constraint action_item_key_with_owner UNIQUE (id, owner_organisation_id)
);
CREATE INDEX action_item_agenda_item ON action_item USING btree (agenda_item_id);
CREATE INDEX action_item_created_by ON action_item USING btree (created_by);
CREATE INDEX action_item_done_by ON action_item USING btree (done_by) WHERE (done_by IS NOT NULL);
CREATE INDEX action_item_facility ON action_item USING btree (owner_facility_id);
CREATE INDEX action_item_forum ON action_item USING btree (forum_id);
CREATE INDEX action_item_issue ON action_item USING btree (issue_id);
CREATE INDEX action_item_meeting ON action_item USING btree (meeting_id);
CREATE INDEX action_item_open_due ON action_item USING btree (due_on, id) WHERE ((done_on IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX action_item_open_owner ON action_item USING btree (owner_id, due_on) WHERE ((done_on IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX action_item_organisation ON action_item USING btree (owner_organisation_id);
CREATE INDEX action_item_owner ON action_item USING btree (owner_id);
CREATE INDEX action_item_visit ON action_item USING btree (visit_id);
grant delete, insert, select to tsunagi_service;
grant update (cancel_reason, cancelled_at, done_by, done_on, due_on, outcome, published, reminded_on, version) to tsunagi_service;
policy action_item_add for insert to tsunagi_service with check ((may_manage_meeting() AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[done_by])));
policy action_item_change for update to tsunagi_service using ((may_answer_action_item(owner_organisation_id, owner_facility_id, owner_id, published) OR session_has('job'::text)));
policy action_item_names for update to tsunagi_service using (names_were(('action_item '::text || id), VARIADIC ARRAY[done_by])) with check (names_stay(('action_item '::text || id), VARIADIC ARRAY[done_by]));
policy action_item_read for select to tsunagi_service using ((may_read_forum_work(forum_id, published) OR (published AND ((owner_id = session_person()) OR may_hold(owner_organisation_id, owner_facility_id))) OR session_has('job'::text)));
policy action_item_remove for delete to tsunagi_service using ((may_manage_meeting() AND (NOT published)));

create table action_note (
  id bigint not null generated as identity,
  action_item_id bigint not null,
  owner_organisation_id bigint not null,
  owner_facility_id bigint,
  body text not null,
  moved_due_to date,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint action_note_action_item FOREIGN KEY (action_item_id, owner_organisation_id) REFERENCES action_item(id, owner_organisation_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint action_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint action_note_pkey PRIMARY KEY (id)
);
CREATE INDEX action_note_action ON action_note USING btree (action_item_id, owner_organisation_id, written_at DESC);
CREATE INDEX action_note_written_by ON action_note USING btree (written_by);
grant insert, select to tsunagi_service;
policy action_note_add for insert to tsunagi_service with check (((written_by = session_person()) AND (may_manage_meeting() OR (owner_organisation_id = ANY (session_organisations())))));
policy action_note_read for select to tsunagi_service using ((may_read_forum_work(NULL::bigint, false) OR (written_by = session_person()) OR may_hold(owner_organisation_id, owner_facility_id)));

create table agency_round (
  id bigint not null generated as identity,
  organisation_id bigint not null,
  facility_id bigint not null,
  planned_on date not null,
  planned_from time without time zone,
  planned_to time without time zone,
  kind text not null,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  cancelled_by bigint,
  constraint agency_round_cancelled CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL))),
  constraint agency_round_kind CHECK ((kind = ANY (ARRAY['consultation'::text, 'development'::text, 'school'::text, 'health'::text, 'inspection'::text, 'other'::text]))),
  constraint agency_round_times CHECK ((planned_to > planned_from)),
  constraint agency_round_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES person(id),
  constraint agency_round_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id),
  constraint agency_round_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint agency_round_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint agency_round_pkey PRIMARY KEY (id)
);
CREATE INDEX agency_round_cancelled_by ON agency_round USING btree (cancelled_by) WHERE (cancelled_by IS NOT NULL);
CREATE INDEX agency_round_day ON agency_round USING btree (planned_on, facility_id);
CREATE INDEX agency_round_entered_by ON agency_round USING btree (entered_by);
CREATE INDEX agency_round_facility ON agency_round USING btree (facility_id, planned_on);
CREATE INDEX agency_round_organisation ON agency_round USING btree (organisation_id, planned_on);
CREATE UNIQUE INDEX agency_round_once ON agency_round USING btree (organisation_id, facility_id, planned_on, kind) WHERE (cancelled_at IS NULL);
grant insert, select to tsunagi_service;
grant update (cancelled_at, cancelled_by) to tsunagi_service;
policy agency_round_add for insert to tsunagi_service with check ((((may_enter_agency_round(organisation_id) AND (entered_by = session_person())) OR session_has('job'::text)) AND names_mine(VARIADIC ARRAY[cancelled_by])));
policy agency_round_cancel for update to tsunagi_service using (may_enter_agency_round(organisation_id));
policy agency_round_names for update to tsunagi_service using (names_were(('agency_round '::text || id), VARIADIC ARRAY[cancelled_by])) with check (names_stay(('agency_round '::text || id), VARIADIC ARRAY[cancelled_by]));
policy agency_round_read for select to tsunagi_service using ((session_has('round.share'::text) OR (facility_id = ANY (session_facilities())) OR session_has('job'::text)));

create table agenda_item (
  id bigint not null generated as identity,
  meeting_id bigint not null,
  forum_id bigint not null,
  position integer not null,
  title text not null,
  purpose text not null,
  issue_id bigint,
  action_item_id bigint,
  minutes_planned integer,
  material text not null default ''::text,
  explanation text not null default ''::text,
  opinions text not null default ''::text,
  conclusion text not null default ''::text,
  no_decision_reason text,
  past jsonb not null default '[]'::jsonb,
  published boolean not null default false,
  version integer not null default 1,
  updated_at timestamp with time zone,
  updated_by bigint,
  constraint agenda_item_purpose CHECK ((purpose = ANY (ARRAY['share'::text, 'discuss'::text, 'decide'::text, 'review'::text, 'report'::text]))),
  constraint agenda_item_action_fk FOREIGN KEY (action_item_id) REFERENCES action_item(id),
  constraint agenda_item_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint agenda_item_meeting FOREIGN KEY (meeting_id, forum_id) REFERENCES meeting(id, forum_id) ON DELETE CASCADE,
  constraint agenda_item_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint agenda_item_pkey PRIMARY KEY (id),
  constraint agenda_item_key_with_meeting UNIQUE (id, meeting_id, forum_id)
);
CREATE INDEX agenda_item_action ON agenda_item USING btree (action_item_id);
CREATE INDEX agenda_item_by_meeting ON agenda_item USING btree (meeting_id, forum_id, "position");
CREATE INDEX agenda_item_issue ON agenda_item USING btree (issue_id);
CREATE INDEX agenda_item_updated_by ON agenda_item USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (conclusion, explanation, material, minutes_planned, no_decision_reason, opinions, past, position, published, purpose, title, updated_at, updated_by, version) to tsunagi_service;
policy agenda_item_add for insert to tsunagi_service with check ((may_manage_meeting() AND names_mine(VARIADIC ARRAY[updated_by])));
policy agenda_item_change for update to tsunagi_service using (may_manage_meeting());
policy agenda_item_names for update to tsunagi_service using (names_were(('agenda_item '::text || id), VARIADIC ARRAY[updated_by])) with check (names_stay(('agenda_item '::text || id), VARIADIC ARRAY[updated_by]));
policy agenda_item_read for select to tsunagi_service using (may_read_minutes(meeting_id, forum_id, published));
policy agenda_item_remove for delete to tsunagi_service using (may_manage_meeting());

create table appointment (
  id bigint not null generated as identity,
  person_id bigint not null,
  role_code text not null,
  organisation_id bigint not null,
  facility_id bigint,
  team_id bigint,
  title text,
  starts_on date not null,
  ends_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  proposal_id bigint,
  proposed_by bigint,
  constraint appointment_ends_after_start CHECK ((ends_on >= starts_on)),
  constraint appointment_proposal_is_whole CHECK (((proposal_id IS NULL) = (proposed_by IS NULL))),
  constraint appointment_facility_fk FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint appointment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint appointment_proposal FOREIGN KEY (proposal_id, person_id, role_code, proposed_by) REFERENCES proposal(id, person_id, role_code, proposed_by),
  constraint appointment_role_code_fkey FOREIGN KEY (role_code) REFERENCES role(code),
  constraint appointment_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint appointment_pkey PRIMARY KEY (id),
  constraint appointment_no_overlap EXCLUDE USING gist (person_id WITH =, role_code WITH =, organisation_id WITH =, COALESCE(facility_id, (0)::bigint) WITH =, COALESCE(team_id, (0)::bigint) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&)
);
CREATE INDEX appointment_by_proposal ON appointment USING btree (proposal_id, person_id, role_code, proposed_by);
CREATE INDEX appointment_ends ON appointment USING btree (ends_on) WHERE (ends_on IS NOT NULL);
CREATE INDEX appointment_facility ON appointment USING btree (facility_id);
CREATE INDEX appointment_organisation ON appointment USING btree (organisation_id);
CREATE INDEX appointment_person ON appointment USING btree (person_id, starts_on);
CREATE INDEX appointment_role ON appointment USING btree (role_code);
CREATE INDEX appointment_team ON appointment USING btree (team_id);
grant insert, select to tsunagi_service;
grant update (ends_on, version) to tsunagi_service;
policy appointment_add for insert to tsunagi_service with check ((session_has('job'::text) OR (may_appoint(person_id) AND ((NOT needs_four_eyes(role_code)) OR (proposed_by <> session_person())))));
policy appointment_change for update to tsunagi_service using (may_appoint(person_id)) with check (((NOT needs_four_eyes(role_code)) OR (ends_on IS NOT NULL)));
policy appointment_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table area (
  id bigint not null generated as identity,
  area_system_code text not null,
  code text,
  name text not null,
  name_kana text,
  shape jsonb,
  starts_on date,
  ends_on date,
  version integer not null default 1,
  constraint area_area_system_code_fkey FOREIGN KEY (area_system_code) REFERENCES area_system(code),
  constraint area_pkey PRIMARY KEY (id),
  constraint area_key_with_system UNIQUE (id, area_system_code),
  constraint area_name_once UNIQUE (area_system_code, name)
);
grant insert, select, update to tsunagi_service;
policy area_add for insert to tsunagi_service with check ((session_has('areas.manage'::text) OR session_has('job'::text)));
policy area_change for update to tsunagi_service using (session_has('areas.manage'::text));
policy area_read for select to tsunagi_service using (true);

create table area_system (
  code text not null,
  name text not null,
  description text not null default ''::text,
  one_area_per_town boolean not null default true,
  position integer not null default 0,
  version integer not null default 1,
  constraint area_system_pkey PRIMARY KEY (code)
);
grant insert, select, update to tsunagi_service;
policy area_system_add for insert to tsunagi_service with check ((session_has('areas.manage'::text) OR session_has('job'::text)));
policy area_system_change for update to tsunagi_service using (session_has('areas.manage'::text));
policy area_system_read for select to tsunagi_service using (true);

create table area_town (
  area_id bigint not null,
  area_system_code text not null,
  town_id bigint not null,
  constraint area_town_area FOREIGN KEY (area_id, area_system_code) REFERENCES area(id, area_system_code) ON DELETE CASCADE,
  constraint area_town_town_id_fkey FOREIGN KEY (town_id) REFERENCES town(id),
  constraint area_town_pkey PRIMARY KEY (area_id, town_id)
);
CREATE INDEX area_town_area_system ON area_town USING btree (area_id, area_system_code);
CREATE INDEX area_town_town ON area_town USING btree (town_id, area_system_code);
grant delete, insert, select to tsunagi_service;
policy area_town_add for insert to tsunagi_service with check ((session_has('areas.manage'::text) OR session_has('job'::text)));
policy area_town_read for select to tsunagi_service using (true);
policy area_town_remove for delete to tsunagi_service using ((session_has('areas.manage'::text) OR session_has('job'::text)));

create table assessment (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  member_id bigint,
  assessed_on date not null,
  stage text not null,
  basis text not null default ''::text,
  summary text not null,
  assessed_by bigint not null,
  recorded_at timestamp with time zone not null,
  constraint assessment_has_summary CHECK ((btrim(summary) <> ''::text)),
  constraint assessment_stage CHECK ((stage = ANY (ARRAY['unborn'::text, 'before_school'::text, 'in_school'::text]))),
  constraint assessment_assessed_by_fkey FOREIGN KEY (assessed_by) REFERENCES person(id),
  constraint assessment_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint assessment_member_id_fkey FOREIGN KEY (member_id) REFERENCES household_member(id),
  constraint assessment_pkey PRIMARY KEY (id),
  constraint assessment_key UNIQUE (id, team_id)
);
CREATE INDEX assessment_assessed_by ON assessment USING btree (assessed_by);
CREATE INDEX assessment_case_key ON assessment USING btree (case_id, team_id, assessed_on DESC, id DESC);
CREATE INDEX assessment_member ON assessment USING btree (member_id);
grant insert, select to tsunagi_service;
policy assessment_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (assessed_by = session_person())));
policy assessment_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table assessment_item (
  code text not null,
  domain text not null,
  name text not null,
  before_school text not null,
  after_school text not null,
  position integer not null,
  constraint assessment_item_domain CHECK ((domain = ANY (ARRAY['child'::text, 'care'::text, 'home'::text]))),
  constraint assessment_item_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy assessment_item_read for select to tsunagi_service using (session_has('case.work'::text));

create table assessment_mark (
  assessment_id bigint not null,
  team_id bigint not null,
  case_id bigint not null,
  item_code text not null,
  concern smallint,
  strength smallint,
  note text not null default ''::text,
  constraint assessment_mark_levels CHECK ((((concern >= 0) AND (concern <= 3)) AND ((strength >= 0) AND (strength <= 3)))),
  constraint assessment_mark_assessment FOREIGN KEY (assessment_id, team_id) REFERENCES assessment(id, team_id) ON UPDATE CASCADE,
  constraint assessment_mark_item_code_fkey FOREIGN KEY (item_code) REFERENCES assessment_item(code),
  constraint assessment_mark_pkey PRIMARY KEY (assessment_id, item_code)
);
CREATE INDEX assessment_mark_assessment_key ON assessment_mark USING btree (assessment_id, team_id);
CREATE INDEX assessment_mark_item ON assessment_mark USING btree (item_code);
grant insert, select to tsunagi_service;
policy assessment_mark_add for insert to tsunagi_service with check (may_work_case(team_id));
policy assessment_mark_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table attendance (
  id bigint not null generated as identity,
  meeting_id bigint not null,
  forum_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  person_id bigint,
  status text not null,
  proxy_name text,
  constraint attendance_status CHECK ((status = ANY (ARRAY['unknown'::text, 'planned'::text, 'attended'::text, 'online'::text, 'proxy'::text, 'absent'::text]))),
  constraint attendance_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint attendance_meeting FOREIGN KEY (meeting_id, forum_id) REFERENCES meeting(id, forum_id) ON DELETE CASCADE,
  constraint attendance_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint attendance_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint attendance_pkey PRIMARY KEY (id)
);
CREATE INDEX attendance_by_meeting ON attendance USING btree (meeting_id, forum_id);
CREATE INDEX attendance_facility ON attendance USING btree (facility_id);
CREATE INDEX attendance_organisation ON attendance USING btree (organisation_id);
CREATE INDEX attendance_person ON attendance USING btree (person_id);
CREATE UNIQUE INDEX attendance_once ON attendance USING btree (meeting_id, organisation_id, COALESCE(facility_id, (0)::bigint), COALESCE(person_id, (0)::bigint));
grant delete, insert, select to tsunagi_service;
grant update (proxy_name, status) to tsunagi_service;
policy attendance_add for insert to tsunagi_service with check (may_manage_meeting());
policy attendance_change for update to tsunagi_service using ((may_manage_meeting() OR may_reply_attendance(organisation_id, facility_id, person_id, status)));
policy attendance_read for select to tsunagi_service using (may_read_forum(forum_id));
policy attendance_remove for delete to tsunagi_service using (may_manage_meeting());

create table audit_event (
  seq bigint not null,
  at timestamp with time zone not null,
  person_id bigint,
  actor text not null,
  action text not null,
  subject_kind text,
  subject_id bigint,
  about_person_id bigint,
  purpose text,
  source text,
  detail jsonb not null default '{}'::jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_event_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_event_about_person ON audit_event USING btree (about_person_id, seq DESC) WHERE (about_person_id IS NOT NULL);
CREATE INDEX audit_event_at ON audit_event USING btree (at);
CREATE INDEX audit_event_person ON audit_event USING btree (person_id, seq DESC);
CREATE INDEX audit_event_subject ON audit_event USING btree (subject_kind, subject_id, seq DESC);
CREATE INDEX audit_event_verify ON audit_event USING btree (seq DESC) WHERE (action = ANY (ARRAY['audit.verify'::text, 'audit.ask_verify'::text]));
grant select to tsunagi_service;
policy audit_event_read for select to tsunagi_service using ((session_has('audit.read'::text) OR (about_person_id = session_person())));

create table audit_head (
  one boolean not null default true,
  seq bigint not null,
  hash bytea not null,
  constraint audit_head_is_one_row CHECK (one),
  constraint audit_head_pkey PRIMARY KEY (one)
);

create table calendar_feed (
  id bigint not null generated as identity,
  name text not null,
  url text not null,
  organisation_id bigint not null,
  event_kind_code text not null,
  zone text not null default 'network'::text,
  every_hours integer not null default 6,
  etag text,
  fetched_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  failure text,
  ended_at timestamp with time zone,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  constraint calendar_feed_every CHECK (((every_hours >= 1) AND (every_hours <= 168))),
  constraint calendar_feed_url CHECK ((url ~ '^https?://'::text)),
  constraint calendar_feed_zone CHECK ((zone = ANY (ARRAY['public'::text, 'network'::text]))),
  constraint calendar_feed_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint calendar_feed_event_kind_code_fkey FOREIGN KEY (event_kind_code) REFERENCES event_kind(code),
  constraint calendar_feed_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint calendar_feed_pkey PRIMARY KEY (id),
  constraint calendar_feed_name_key UNIQUE (name)
);
CREATE INDEX calendar_feed_created_by ON calendar_feed USING btree (created_by);
CREATE INDEX calendar_feed_kind ON calendar_feed USING btree (event_kind_code);
CREATE INDEX calendar_feed_organisation ON calendar_feed USING btree (organisation_id);
grant insert, select, update to tsunagi_service;
policy calendar_feed_add for insert to tsunagi_service with check ((may_keep_calendar() AND (created_by = session_person())));
policy calendar_feed_change for update to tsunagi_service using ((may_keep_calendar() OR session_has('job'::text)));
policy calendar_feed_names for update to tsunagi_service using (names_were(('calendar_feed '::text || id), VARIADIC ARRAY[created_by])) with check (names_stay(('calendar_feed '::text || id), VARIADIC ARRAY[created_by]));
policy calendar_feed_read for select to tsunagi_service using ((may_keep_calendar() OR session_has('job'::text)));

create table call_tally (
  team_id bigint not null,
  on_date date not null,
  answered integer not null default 0,
  missed integer not null default 0,
  after_hours integer not null default 0,
  recorded_by bigint not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint call_tally_counts CHECK ((((answered >= 0) AND (answered <= 9999)) AND ((missed >= 0) AND (missed <= 9999)) AND ((after_hours >= 0) AND (after_hours <= 9999)))),
  constraint call_tally_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint call_tally_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint call_tally_pkey PRIMARY KEY (team_id, on_date)
);
CREATE INDEX call_tally_recorded_by ON call_tally USING btree (recorded_by);
grant insert, select to tsunagi_service;
grant update (after_hours, answered, missed, recorded_by, updated_at, version) to tsunagi_service;
policy call_tally_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (recorded_by = session_person())));
policy call_tally_change for update to tsunagi_service using (may_work_case(team_id)) with check ((recorded_by = session_person()));
policy call_tally_read for select to tsunagi_service using (may_work_case(team_id));

create table capacity_answer (
  question_id bigint not null,
  team_id bigint not null,
  facility_id bigint not null,
  answer text,
  as_of date,
  note text not null default ''::text,
  answered_by bigint,
  answered_at timestamp with time zone,
  version integer not null default 1,
  constraint capacity_answer_answer CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'waiting'::text, 'assessment'::text]))),
  constraint capacity_answer_is_whole CHECK ((((answer IS NULL) = (as_of IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL)))),
  constraint capacity_answer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint capacity_answer_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint capacity_answer_question FOREIGN KEY (question_id, team_id) REFERENCES capacity_question(id, team_id),
  constraint capacity_answer_pkey PRIMARY KEY (question_id, facility_id)
);
CREATE INDEX capacity_answer_answered_by ON capacity_answer USING btree (answered_by);
CREATE INDEX capacity_answer_facility ON capacity_answer USING btree (facility_id) WHERE (answer IS NULL);
CREATE INDEX capacity_answer_facility_key ON capacity_answer USING btree (facility_id);
CREATE INDEX capacity_answer_question_key ON capacity_answer USING btree (question_id, team_id);
grant insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by, as_of, note, version) to tsunagi_service;
policy capacity_answer_ask for insert to tsunagi_service with check ((may_work_case(team_id) AND (answer IS NULL) AND names_mine(VARIADIC ARRAY[answered_by])));
policy capacity_answer_give for update to tsunagi_service using (may_answer_capacity(facility_id)) with check ((answered_by = session_person()));
policy capacity_answer_read for select to tsunagi_service using ((may_work_case(team_id) OR session_has('referral.watch'::text) OR may_answer_capacity(facility_id)));

create table capacity_question (
  id bigint not null generated as identity,
  team_id bigint not null,
  facility_ids bigint[] not null,
  need text not null,
  age_band text not null,
  area_id bigint,
  days text not null default ''::text,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  expires_on date not null,
  constraint capacity_question_age_band CHECK ((age_band = ANY (ARRAY['expectant'::text, '0'::text, '1-2'::text, '3-5'::text, '6-11'::text, '12-14'::text, '15-17'::text, 'family'::text]))),
  constraint capacity_question_asks_somebody CHECK (((cardinality(facility_ids) >= 1) AND (cardinality(facility_ids) <= 20))),
  constraint capacity_question_has_a_need CHECK ((btrim(need) <> ''::text)),
  constraint capacity_question_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint capacity_question_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint capacity_question_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint capacity_question_pkey PRIMARY KEY (id),
  constraint capacity_question_reach UNIQUE (id, team_id)
);
CREATE INDEX capacity_question_area ON capacity_question USING btree (area_id);
CREATE INDEX capacity_question_asked_by ON capacity_question USING btree (asked_by);
CREATE INDEX capacity_question_facilities ON capacity_question USING gin (facility_ids);
CREATE INDEX capacity_question_team ON capacity_question USING btree (team_id, asked_at DESC);
grant insert, select to tsunagi_service;
policy capacity_question_ask for insert to tsunagi_service with check ((may_work_case(team_id) AND (asked_by = session_person())));
policy capacity_question_read for select to tsunagi_service using ((may_work_case(team_id) OR session_has('referral.watch'::text) OR (session_has('referral.answer'::text) AND (facility_ids && session_facilities()))));

create table case_closing (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  reason text not null,
  body text not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  decision text,
  decision_text text not null default ''::text,
  reopened_by bigint,
  reopened_at timestamp with time zone,
  reopen_reason text,
  constraint case_closing_decision CHECK ((decision = ANY (ARRAY['approved'::text, 'returned'::text, 'withdrawn'::text]))),
  constraint case_closing_decision_is_whole CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (decision IS NULL)))),
  constraint case_closing_four_eyes CHECK (((decision <> 'approved'::text) OR (decided_by <> proposed_by))),
  constraint case_closing_has_body CHECK ((btrim(body) <> ''::text)),
  constraint case_closing_reason CHECK ((reason = ANY (ARRAY['goals_reached'::text, 'moved'::text, 'other_service'::text, 'declined'::text, 'grown_up'::text, 'lost'::text, 'other'::text]))),
  constraint case_closing_reopened_only_if_closed CHECK (((reopened_at IS NULL) OR (decision = 'approved'::text))),
  constraint case_closing_reopening_is_whole CHECK ((((reopened_at IS NULL) = (reopened_by IS NULL)) AND ((reopened_at IS NULL) = (reopen_reason IS NULL)))),
  constraint case_closing_returned_says_why CHECK (((decision <> 'returned'::text) OR (btrim(decision_text) <> ''::text))),
  constraint case_closing_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_closing_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint case_closing_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint case_closing_reopened_by_fkey FOREIGN KEY (reopened_by) REFERENCES person(id),
  constraint case_closing_pkey PRIMARY KEY (id)
);
CREATE INDEX case_closing_case_key ON case_closing USING btree (case_id, team_id);
CREATE INDEX case_closing_decided_by ON case_closing USING btree (decided_by);
CREATE INDEX case_closing_proposed_by ON case_closing USING btree (proposed_by);
CREATE INDEX case_closing_reopened_by ON case_closing USING btree (reopened_by);
CREATE INDEX case_closing_waiting ON case_closing USING btree (team_id, proposed_at) WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX case_closing_one_waits ON case_closing USING btree (case_id) WHERE (decided_at IS NULL);
grant insert, select to tsunagi_service;
grant update (decided_at, decided_by, decision, decision_text, reopen_reason, reopened_at, reopened_by) to tsunagi_service;
policy case_closing_decide for update to tsunagi_service using (may_work_case(team_id)) with check ((session_has('case.supervise'::text) OR ((proposed_by = session_person()) AND (decision = 'withdrawn'::text))));
policy case_closing_names for update to tsunagi_service using (names_were(('case_closing '::text || id), VARIADIC ARRAY[decided_by, reopened_by])) with check (names_stay(('case_closing '::text || id), VARIADIC ARRAY[decided_by, reopened_by]));
policy case_closing_propose for insert to tsunagi_service with check ((may_work_case(team_id) AND (proposed_by = session_person()) AND names_mine(VARIADIC ARRAY[decided_by, reopened_by])));
policy case_closing_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table case_form_text (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  form_code text not null,
  disclosure_id bigint,
  number integer not null,
  fields jsonb not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint case_form_text_is_fields CHECK ((jsonb_typeof(fields) = 'object'::text)),
  constraint case_form_text_number CHECK ((number > 0)),
  constraint case_form_text_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_form_text_decision FOREIGN KEY (disclosure_id, case_id) REFERENCES disclosure(id, case_id),
  constraint case_form_text_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint case_form_text_pkey PRIMARY KEY (id),
  constraint case_form_text_version UNIQUE NULLS NOT DISTINCT (case_id, form_code, disclosure_id, number)
);
CREATE INDEX case_form_text_case_key ON case_form_text USING btree (case_id, team_id);
CREATE INDEX case_form_text_decision_key ON case_form_text USING btree (disclosure_id, case_id);
CREATE INDEX case_form_text_written_by ON case_form_text USING btree (written_by);
grant insert, select to tsunagi_service;
policy case_form_text_read for select to tsunagi_service using (may_work_case(team_id));
policy case_form_text_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (written_by = session_person())));

create table case_member (
  case_id bigint not null,
  team_id bigint not null,
  member_id bigint not null,
  constraint case_member_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_member_member_id_fkey FOREIGN KEY (member_id) REFERENCES household_member(id),
  constraint case_member_pkey PRIMARY KEY (case_id, member_id)
);
CREATE INDEX case_member_case_key ON case_member USING btree (case_id, team_id);
CREATE INDEX case_member_member ON case_member USING btree (member_id);
grant delete, insert, select to tsunagi_service;
policy case_member_add for insert to tsunagi_service with check (may_work_case(team_id));
policy case_member_read for select to tsunagi_service using (may_read_case(team_id, case_id));
policy case_member_remove for delete to tsunagi_service using (may_work_case(team_id));

create table case_share (
  id bigint not null generated as identity,
  person_id bigint not null,
  kind text not null,
  subject_id bigint not null,
  team_id bigint not null,
  reason text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  conference_id bigint,
  promised_at timestamp with time zone,
  constraint case_share_conference_is_short CHECK (((kind <> 'conference'::text) OR (ends_at <= (starts_at + '90 days'::interval)))),
  constraint case_share_has_reason CHECK ((btrim(reason) <> ''::text)),
  constraint case_share_is_bounded CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '1 year'::interval)))),
  constraint case_share_kind CHECK ((kind = ANY (ARRAY['conference'::text, 'case'::text, 'handover'::text]))),
  constraint case_share_names_its_conference CHECK ((((kind = 'conference'::text) = (conference_id IS NOT NULL)) AND ((conference_id IS NULL) OR (conference_id = subject_id)))),
  constraint case_share_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint case_share_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint case_share_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint case_share_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint case_share_pkey PRIMARY KEY (id)
);
CREATE INDEX case_share_conference_key ON case_share USING btree (conference_id, team_id);
CREATE INDEX case_share_created_by ON case_share USING btree (created_by);
CREATE INDEX case_share_current ON case_share USING btree (person_id, ends_at);
CREATE INDEX case_share_subject ON case_share USING btree (kind, subject_id);
CREATE INDEX case_share_team ON case_share USING btree (team_id);
grant insert, select to tsunagi_service;
grant update (ended_at, ends_at) to tsunagi_service;
policy case_share_end for update to tsunagi_service using (may_work_case(team_id));
policy case_share_give for insert to tsunagi_service with check ((may_work_case(team_id) AND (person_id <> session_person()) AND (promised_at IS NULL) AND names_mine(VARIADIC ARRAY[created_by])));
policy case_share_read for select to tsunagi_service using ((may_work_case(team_id) OR (person_id = session_person())));

create table case_taken_entry (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  request_id bigint,
  way text not null,
  topic text not null,
  stage text not null,
  dated_on date,
  title text,
  body text,
  said_by text not null,
  yes_at timestamp with time zone not null,
  taken_by bigint,
  taken_at timestamp with time zone not null,
  yes_hash text not null,
  withdrawn_at timestamp with time zone,
  constraint case_taken_entry_by_request CHECK (((way = 'request'::text) = (request_id IS NOT NULL))),
  constraint case_taken_entry_stage CHECK ((stage = ANY (ARRAY['before_school'::text, 'primary'::text, 'lower_secondary'::text, 'upper_secondary'::text, 'adult'::text]))),
  constraint case_taken_entry_topic CHECK ((topic = ANY (ARRAY['growth'::text, 'likes'::text, 'helps'::text, 'health'::text, 'contacts'::text, 'plans'::text, 'days'::text, 'handover'::text]))),
  constraint case_taken_entry_way CHECK ((way = ANY (ARRAY['request'::text, 'offer'::text]))),
  constraint case_taken_entry_withdrawn_is_empty CHECK ((((withdrawn_at IS NULL) AND (title IS NOT NULL) AND (body IS NOT NULL)) OR ((withdrawn_at IS NOT NULL) AND (title IS NULL) AND (body IS NULL) AND (dated_on IS NULL)))),
  constraint case_taken_entry_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_taken_entry_request FOREIGN KEY (request_id, case_id) REFERENCES support_file_request(id, case_id),
  constraint case_taken_entry_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES person(id),
  constraint case_taken_entry_pkey PRIMARY KEY (id),
  constraint case_taken_entry_yes_hash_key UNIQUE (yes_hash)
);
CREATE INDEX case_taken_entry_case_key ON case_taken_entry USING btree (case_id, team_id);
CREATE INDEX case_taken_entry_request_key ON case_taken_entry USING btree (request_id, case_id);
CREATE INDEX case_taken_entry_taken_by ON case_taken_entry USING btree (taken_by);
grant select to tsunagi_service;
policy case_taken_entry_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table case_task (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  person_id bigint not null,
  title text not null,
  due_on date not null,
  source_kind text not null default 'hand'::text,
  source_id bigint,
  done_at timestamp with time zone,
  done_by bigint,
  outcome text not null default ''::text,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint case_task_done_is_whole CHECK (((done_at IS NULL) = (done_by IS NULL))),
  constraint case_task_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_task_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint case_task_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id),
  constraint case_task_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint case_task_pkey PRIMARY KEY (id)
);
CREATE INDEX case_task_by_person ON case_task USING btree (person_id);
CREATE INDEX case_task_case_key ON case_task USING btree (case_id, team_id);
CREATE INDEX case_task_created_by ON case_task USING btree (created_by);
CREATE INDEX case_task_done_by ON case_task USING btree (done_by);
CREATE INDEX case_task_person ON case_task USING btree (person_id, due_on) WHERE (done_at IS NULL);
grant insert, select to tsunagi_service;
grant update (done_at, done_by, due_on, outcome, person_id, title, version) to tsunagi_service;
policy case_task_change for update to tsunagi_service using ((may_work_case(team_id) OR (person_id = session_person())));
policy case_task_give for insert to tsunagi_service with check ((may_work_case(team_id) AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[done_by])));
policy case_task_names for update to tsunagi_service using (names_were(('case_task '::text || id), VARIADIC ARRAY[done_by])) with check (names_stay(('case_task '::text || id), VARIADIC ARRAY[done_by]));
policy case_task_read for select to tsunagi_service using ((may_read_case(team_id, case_id) OR (person_id = session_person())));

create table case_transfer (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  from_team_id bigint not null,
  to_team_id bigint not null,
  from_worker_id bigint not null,
  to_worker_id bigint not null,
  reason text not null,
  moved_by bigint not null,
  moved_at timestamp with time zone not null,
  constraint case_transfer_has_reason CHECK ((btrim(reason) <> ''::text)),
  constraint case_transfer_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint case_transfer_from_team_id_fkey FOREIGN KEY (from_team_id) REFERENCES team(id),
  constraint case_transfer_from_worker_id_fkey FOREIGN KEY (from_worker_id) REFERENCES person(id),
  constraint case_transfer_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES person(id),
  constraint case_transfer_to_team_id_fkey FOREIGN KEY (to_team_id) REFERENCES team(id),
  constraint case_transfer_to_worker_id_fkey FOREIGN KEY (to_worker_id) REFERENCES person(id),
  constraint case_transfer_pkey PRIMARY KEY (id)
);
CREATE INDEX case_transfer_case_key ON case_transfer USING btree (case_id, team_id);
CREATE INDEX case_transfer_from_team ON case_transfer USING btree (from_team_id);
CREATE INDEX case_transfer_from_worker ON case_transfer USING btree (from_worker_id);
CREATE INDEX case_transfer_moved_by ON case_transfer USING btree (moved_by);
CREATE INDEX case_transfer_to_team ON case_transfer USING btree (to_team_id);
CREATE INDEX case_transfer_to_worker ON case_transfer USING btree (to_worker_id);
grant insert, select to tsunagi_service;
policy case_transfer_read for select to tsunagi_service using (may_read_case(team_id, case_id));
policy case_transfer_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (moved_by = session_person())));

create table caseload_check_in (
  id bigint not null generated as identity,
  person_id bigint not null,
  team_id bigint not null,
  month date not null,
  load integer not null,
  motivation integer not null,
  words text not null default ''::text,
  written_at timestamp with time zone not null,
  constraint caseload_check_in_load CHECK (((load >= 1) AND (load <= 5))),
  constraint caseload_check_in_month CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint caseload_check_in_motivation CHECK (((motivation >= 1) AND (motivation <= 5))),
  constraint caseload_check_in_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint caseload_check_in_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint caseload_check_in_pkey PRIMARY KEY (id),
  constraint caseload_check_in_once UNIQUE (team_id, person_id, month)
);
CREATE INDEX caseload_check_in_person ON caseload_check_in USING btree (person_id);
grant insert, select to tsunagi_service;
grant update (load, motivation, words, written_at) to tsunagi_service;
policy caseload_check_in_change for update to tsunagi_service using ((session_has('case.work'::text) AND (person_id = session_person())));
policy caseload_check_in_read for select to tsunagi_service using (may_read_of_colleague(team_id, person_id));
policy caseload_check_in_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (person_id = session_person())));

create table caseload_fact (
  case_id bigint not null,
  team_id bigint not null,
  severity text not null default 'low'::text,
  travel text not null default 'near'::text,
  interpreter boolean not null default false,
  court boolean not null default false,
  version integer not null default 1,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint caseload_fact_severity CHECK ((severity = ANY (ARRAY['low'::text, 'middle'::text, 'high'::text, 'grave'::text]))),
  constraint caseload_fact_travel CHECK ((travel = ANY (ARRAY['near'::text, 'middle_way'::text, 'far'::text]))),
  constraint caseload_fact_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint caseload_fact_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id),
  constraint caseload_fact_pkey PRIMARY KEY (case_id)
);
CREATE INDEX caseload_fact_key ON caseload_fact USING btree (case_id, team_id);
CREATE INDEX caseload_fact_set_by ON caseload_fact USING btree (set_by);
grant insert, select to tsunagi_service;
grant update (court, interpreter, set_at, set_by, severity, travel, version) to tsunagi_service;
policy caseload_fact_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (set_by = session_person())));
policy caseload_fact_change for update to tsunagi_service using (may_work_case(team_id)) with check ((set_by = session_person()));
policy caseload_fact_read for select to tsunagi_service using (may_work_case(team_id));

create table caseload_limit (
  team_id bigint not null,
  person_id bigint not null,
  points numeric(5,1) not null,
  note text not null default ''::text,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint caseload_limit_points CHECK (((points >= (0)::numeric) AND (points <= (500)::numeric))),
  constraint caseload_limit_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id),
  constraint caseload_limit_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint caseload_limit_pkey PRIMARY KEY (team_id, person_id)
);
CREATE INDEX caseload_limit_set_by ON caseload_limit USING btree (set_by);
grant delete, insert, select to tsunagi_service;
policy caseload_limit_read for select to tsunagi_service using (may_work_case(team_id));
policy caseload_limit_remove for delete to tsunagi_service using (may_lead_case(team_id));
policy caseload_limit_set for insert to tsunagi_service with check ((may_lead_case(team_id) AND (set_by = session_person())));

create table caseload_move (
  proposal_id bigint not null,
  case_id bigint not null,
  team_id bigint not null,
  from_id bigint not null,
  to_id bigint not null,
  points numeric(5,1) not null,
  why text[] not null,
  decided_at timestamp with time zone,
  decided_by bigint,
  taken boolean,
  constraint caseload_move_decided_is_whole CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (taken IS NULL)))),
  constraint caseload_move_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint caseload_move_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint caseload_move_from_id_fkey FOREIGN KEY (from_id) REFERENCES person(id),
  constraint caseload_move_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES caseload_proposal(id),
  constraint caseload_move_to_id_fkey FOREIGN KEY (to_id) REFERENCES person(id),
  constraint caseload_move_pkey PRIMARY KEY (proposal_id, case_id)
);
CREATE INDEX caseload_move_case_key ON caseload_move USING btree (case_id, team_id);
CREATE INDEX caseload_move_decided_by ON caseload_move USING btree (decided_by);
CREATE INDEX caseload_move_from ON caseload_move USING btree (from_id);
CREATE INDEX caseload_move_to ON caseload_move USING btree (to_id);
grant insert, select to tsunagi_service;
grant update (decided_at, decided_by, taken) to tsunagi_service;
policy caseload_move_decide for update to tsunagi_service using (may_lead_case(team_id)) with check (((decided_by IS NULL) OR (decided_by = session_person())));
policy caseload_move_make for insert to tsunagi_service with check ((may_lead_case(team_id) AND names_mine(VARIADIC ARRAY[decided_by])));
policy caseload_move_read for select to tsunagi_service using (may_lead_case(team_id));

create table caseload_proposal (
  id bigint not null generated as identity,
  team_id bigint not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  over_before numeric(8,1),
  over_after numeric(8,1),
  gap numeric(6,4),
  took_ms integer,
  progress integer not null default 0,
  progressed_at timestamp with time zone,
  done_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancelled_by bigint,
  basis text not null default ''::text,
  constraint caseload_proposal_cancelling_is_whole CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL))),
  constraint caseload_proposal_done_or_cancelled CHECK (((done_at IS NULL) OR (cancelled_at IS NULL))),
  constraint caseload_proposal_result_is_whole CHECK ((((done_at IS NULL) = (over_before IS NULL)) AND ((done_at IS NULL) = (over_after IS NULL)) AND ((done_at IS NULL) = (gap IS NULL)) AND ((done_at IS NULL) = (took_ms IS NULL)))),
  constraint caseload_proposal_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES person(id),
  constraint caseload_proposal_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint caseload_proposal_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint caseload_proposal_pkey PRIMARY KEY (id)
);
CREATE INDEX caseload_proposal_cancelled_by ON caseload_proposal USING btree (cancelled_by);
CREATE INDEX caseload_proposal_made_by ON caseload_proposal USING btree (made_by);
CREATE INDEX caseload_proposal_team ON caseload_proposal USING btree (team_id, made_at DESC);
CREATE UNIQUE INDEX caseload_proposal_one_running ON caseload_proposal USING btree (team_id) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));
grant insert, select to tsunagi_service;
grant update (basis, cancelled_at, cancelled_by, done_at, gap, over_after, over_before, progress, progressed_at, took_ms) to tsunagi_service;
policy caseload_proposal_make for insert to tsunagi_service with check ((may_lead_case(team_id) AND (made_by = session_person()) AND names_mine(VARIADIC ARRAY[cancelled_by])));
policy caseload_proposal_read for select to tsunagi_service using (may_lead_case(team_id));
policy caseload_proposal_work for update to tsunagi_service using (may_lead_case(team_id)) with check (((cancelled_by IS NULL) OR (cancelled_by = session_person())));

create table caseload_weight (
  code text not null,
  group_code text not null,
  points numeric(4,1) not null,
  position integer not null,
  version integer not null default 1,
  updated_by bigint,
  updated_at timestamp with time zone,
  constraint caseload_weight_points CHECK (((points >= (0)::numeric) AND (points <= (50)::numeric))),
  constraint caseload_weight_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint caseload_weight_pkey PRIMARY KEY (code)
);
CREATE INDEX caseload_weight_updated_by ON caseload_weight USING btree (updated_by);
grant select to tsunagi_service;
grant update (points, updated_at, updated_by, version) to tsunagi_service;
policy caseload_weight_change for update to tsunagi_service using (session_has('case.supervise'::text)) with check ((updated_by = session_person()));
policy caseload_weight_read for select to tsunagi_service using (session_has('case.work'::text));

create table closed_chapter (
  fiscal_year integer not null,
  edition integer not null,
  part text not null,
  definition_version smallint not null,
  as_of date not null,
  blocks jsonb not null,
  kept_by bigint not null,
  kept_at timestamp with time zone not null,
  constraint closed_chapter_blocks CHECK ((jsonb_typeof(blocks) = 'array'::text)),
  constraint closed_chapter_part CHECK ((part = ANY (ARRAY['months'::text, 'visits'::text, 'meetings'::text, 'groups'::text, 'open_days'::text, 'courses'::text, 'surveys'::text, 'practices'::text, 'outcome'::text, 'rubrics'::text]))),
  constraint closed_chapter_kept_by_fkey FOREIGN KEY (kept_by) REFERENCES person(id),
  constraint closed_chapter_of_closing FOREIGN KEY (fiscal_year, edition) REFERENCES year_close(fiscal_year, edition),
  constraint closed_chapter_pkey PRIMARY KEY (fiscal_year, edition, part)
);
CREATE INDEX closed_chapter_kept_by ON closed_chapter USING btree (kept_by);
grant insert, select to tsunagi_service;
policy closed_chapter_keep for insert to tsunagi_service with check ((may_manage_evaluation() AND (kept_by = session_person())));
policy closed_chapter_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table closed_figure (
  fiscal_year integer not null,
  edition integer not null,
  indicator_code text not null,
  name text not null,
  unit text not null,
  kind text not null,
  wording_version integer not null,
  definition text not null,
  numerator_text text not null,
  denominator_text text not null,
  as_of date not null,
  numerator numeric not null,
  denominator numeric,
  target numeric,
  source_rows integer not null,
  constraint closed_figure_close FOREIGN KEY (fiscal_year, edition) REFERENCES year_close(fiscal_year, edition),
  constraint closed_figure_indicator_code_fkey FOREIGN KEY (indicator_code) REFERENCES indicator(code),
  constraint closed_figure_pkey PRIMARY KEY (fiscal_year, edition, indicator_code)
);
CREATE INDEX closed_figure_indicator ON closed_figure USING btree (indicator_code);
grant select to tsunagi_service;
policy closed_figure_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table closed_row (
  fiscal_year integer not null,
  edition integer not null,
  indicator_code text not null,
  position integer not null,
  record_id bigint not null,
  facility_id bigint,
  theme_code text,
  counted_on date,
  numerator numeric not null,
  denominator numeric,
  constraint closed_row_figure FOREIGN KEY (fiscal_year, edition, indicator_code) REFERENCES closed_figure(fiscal_year, edition, indicator_code),
  constraint closed_row_pkey PRIMARY KEY (fiscal_year, edition, indicator_code, "position")
);
grant select to tsunagi_service;
policy closed_row_read for select to tsunagi_service using (session_has('evaluation.manage'::text));

create table conference (
  id bigint not null generated as identity,
  team_id bigint not null,
  kind text not null,
  case_id bigint,
  purpose text not null,
  held_on date not null,
  starts_at time without time zone,
  ends_at time without time zone,
  place text not null default ''::text,
  online_url text,
  chair_id bigint not null,
  minutes text not null default ''::text,
  next_on date,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by bigint,
  no_decision_reason text,
  approved_at timestamp with time zone,
  approved_by bigint,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint conference_approval_is_whole CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
  constraint conference_approved_by_its_chair CHECK (((approved_by IS NULL) OR ((approved_by = chair_id) AND (closed_at IS NOT NULL)))),
  constraint conference_cancelling_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint conference_closed_after_opening CHECK (((closed_at IS NULL) OR (opened_at IS NOT NULL))),
  constraint conference_closing_is_whole CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  constraint conference_has_purpose CHECK ((btrim(purpose) <> ''::text)),
  constraint conference_kind CHECK ((kind = ANY (ARRAY['case'::text, 'internal'::text]))),
  constraint conference_of_a_case CHECK (((kind = 'case'::text) = (case_id IS NOT NULL))),
  constraint conference_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES person(id),
  constraint conference_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint conference_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES person(id),
  constraint conference_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint conference_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint conference_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint conference_pkey PRIMARY KEY (id),
  constraint conference_owner UNIQUE (id, team_id)
);
CREATE INDEX conference_approved_by ON conference USING btree (approved_by);
CREATE INDEX conference_case_key ON conference USING btree (case_id, team_id);
CREATE INDEX conference_chair ON conference USING btree (chair_id);
CREATE INDEX conference_closed_by ON conference USING btree (closed_by);
CREATE INDEX conference_created_by ON conference USING btree (created_by);
CREATE INDEX conference_team_newest ON conference USING btree (team_id, held_on DESC, id DESC);
grant insert, select to tsunagi_service;
grant update (approved_at, approved_by, cancel_reason, cancelled_at, chair_id, closed_at, closed_by, ends_at, held_on, minutes, next_on, no_decision_reason, online_url, opened_at, place, purpose, starts_at, updated_at, version) to tsunagi_service;
policy conference_call for insert to tsunagi_service with check ((may_work_case(team_id) AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[closed_by, approved_by])));
policy conference_change for update to tsunagi_service using (may_work_case(team_id)) with check (((approved_by IS NULL) OR may_approve_conference(chair_id)));
policy conference_names for update to tsunagi_service using (names_were(('conference '::text || id), VARIADIC ARRAY[closed_by, approved_by])) with check (names_stay(('conference '::text || id), VARIADIC ARRAY[closed_by, approved_by]));
policy conference_read for select to tsunagi_service using (may_read_conference(team_id, id));

create table conference_case (
  conference_id bigint not null,
  case_id bigint not null,
  team_id bigint not null,
  position integer not null,
  question text not null default ''::text,
  discussion text not null default ''::text,
  outcome text not null default ''::text,
  version integer not null default 1,
  constraint conference_case_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint conference_case_conference_id_fkey FOREIGN KEY (conference_id) REFERENCES conference(id),
  constraint conference_case_pkey PRIMARY KEY (conference_id, case_id)
);
CREATE INDEX conference_case_case_key ON conference_case USING btree (case_id, team_id);
grant delete, insert, select to tsunagi_service;
grant update (discussion, outcome, question, version) to tsunagi_service;
policy conference_case_add for insert to tsunagi_service with check (may_work_case(team_id));
policy conference_case_change for update to tsunagi_service using (may_work_case(team_id));
policy conference_case_read for select to tsunagi_service using (may_work_case(team_id));
policy conference_case_remove for delete to tsunagi_service using (may_work_case(team_id));

create table conference_decision (
  id bigint not null generated as identity,
  conference_id bigint not null,
  team_id bigint not null,
  body text not null,
  decided_at timestamp with time zone not null,
  written_by bigint not null,
  constraint conference_decision_has_body CHECK ((btrim(body) <> ''::text)),
  constraint conference_decision_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_decision_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint conference_decision_pkey PRIMARY KEY (id)
);
CREATE INDEX conference_decision_key ON conference_decision USING btree (conference_id, team_id);
CREATE INDEX conference_decision_written_by ON conference_decision USING btree (written_by);
grant delete, insert, select to tsunagi_service;
policy conference_decision_read for select to tsunagi_service using (may_read_conference(team_id, conference_id));
policy conference_decision_remove for delete to tsunagi_service using (may_work_case(team_id));
policy conference_decision_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (written_by = session_person())));

create table conference_draft (
  conference_id bigint not null,
  team_id bigint not null,
  person_id bigint not null,
  minutes text not null,
  base_version integer not null,
  saved_at timestamp with time zone not null,
  constraint conference_draft_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint conference_draft_pkey PRIMARY KEY (conference_id, person_id)
);
CREATE INDEX conference_draft_key ON conference_draft USING btree (conference_id, team_id);
CREATE INDEX conference_draft_person ON conference_draft USING btree (person_id);
grant delete, insert, select to tsunagi_service;
grant update (base_version, minutes, saved_at) to tsunagi_service;
policy conference_draft_own for all to tsunagi_service using (((person_id = session_person()) AND may_work_case(team_id)));

create table conference_fact (
  id bigint not null generated as identity,
  conference_id bigint not null,
  team_id bigint not null,
  position integer not null,
  kind text not null,
  source text,
  title text not null,
  body text not null,
  chosen_by bigint not null,
  chosen_at timestamp with time zone not null,
  constraint conference_fact_has_body CHECK ((btrim(body) <> ''::text)),
  constraint conference_fact_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES person(id),
  constraint conference_fact_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_fact_pkey PRIMARY KEY (id)
);
CREATE INDEX conference_fact_chosen_by ON conference_fact USING btree (chosen_by);
CREATE UNIQUE INDEX conference_fact_once ON conference_fact USING btree (conference_id, team_id, source);
grant delete, insert, select to tsunagi_service;
policy conference_fact_lay for insert to tsunagi_service with check ((may_work_case(team_id) AND (chosen_by = session_person())));
policy conference_fact_read for select to tsunagi_service using (may_read_conference(team_id, conference_id));
policy conference_fact_remove for delete to tsunagi_service using (may_work_case(team_id));

create table conference_item (
  id bigint not null generated as identity,
  conference_id bigint not null,
  team_id bigint not null,
  position integer not null,
  title text not null,
  discussion text not null default ''::text,
  version integer not null default 1,
  constraint conference_item_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_item_pkey PRIMARY KEY (id)
);
CREATE INDEX conference_item_key ON conference_item USING btree (conference_id, team_id, "position");
grant delete, insert, select to tsunagi_service;
grant update (discussion, title, version) to tsunagi_service;
policy conference_item_add for insert to tsunagi_service with check (may_work_case(team_id));
policy conference_item_change for update to tsunagi_service using (may_work_case(team_id));
policy conference_item_read for select to tsunagi_service using (may_read_conference(team_id, conference_id));
policy conference_item_remove for delete to tsunagi_service using (may_work_case(team_id));

create table conference_person (
  id bigint not null generated as identity,
  conference_id bigint not null,
  team_id bigint not null,
  person_id bigint,
  name text not null default ''::text,
  organisation text not null default ''::text,
  part text not null default 'member'::text,
  share_id bigint,
  attendance text not null default 'unknown'::text,
  secrecy_confirmed_at timestamp with time zone,
  view text not null default ''::text,
  view_by bigint,
  view_at timestamp with time zone,
  version integer not null default 1,
  added_by bigint not null,
  added_at timestamp with time zone not null,
  constraint conference_person_attendance CHECK ((attendance = ANY (ARRAY['unknown'::text, 'planned'::text, 'attended'::text, 'online'::text, 'absent'::text]))),
  constraint conference_person_is_named CHECK (((person_id IS NOT NULL) OR (btrim(name) <> ''::text))),
  constraint conference_person_part CHECK ((part = ANY (ARRAY['chair'::text, 'recorder'::text, 'member'::text, 'guest'::text]))),
  constraint conference_person_view_is_signed CHECK (((view = ''::text) OR ((view_by IS NOT NULL) AND (view_at IS NOT NULL)))),
  constraint conference_person_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
  constraint conference_person_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint conference_person_share_id_fkey FOREIGN KEY (share_id) REFERENCES case_share(id),
  constraint conference_person_view_by_fkey FOREIGN KEY (view_by) REFERENCES person(id),
  constraint conference_person_pkey PRIMARY KEY (id)
);
CREATE INDEX conference_person_added_by ON conference_person USING btree (added_by);
CREATE INDEX conference_person_person ON conference_person USING btree (person_id);
CREATE INDEX conference_person_share ON conference_person USING btree (share_id);
CREATE INDEX conference_person_view_by ON conference_person USING btree (view_by);
CREATE UNIQUE INDEX conference_person_once ON conference_person USING btree (conference_id, team_id, person_id);
grant delete, insert, select to tsunagi_service;
grant update (attendance, part, share_id, version, view, view_at, view_by) to tsunagi_service;
policy conference_person_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (added_by = session_person()) AND names_mine(VARIADIC ARRAY[view_by])));
policy conference_person_change for update to tsunagi_service using (may_speak_for(team_id, conference_id, person_id));
policy conference_person_names for update to tsunagi_service using (names_were(('conference_person '::text || id), VARIADIC ARRAY[view_by])) with check (names_stay(('conference_person '::text || id), VARIADIC ARRAY[view_by]));
policy conference_person_read for select to tsunagi_service using (may_read_conference(team_id, conference_id));
policy conference_person_remove for delete to tsunagi_service using (may_work_case(team_id));

create table conference_role (
  id bigint not null generated as identity,
  conference_id bigint not null,
  team_id bigint not null,
  case_id bigint,
  person_id bigint not null,
  what text not null,
  due_on date not null,
  task_id bigint,
  given_by bigint not null,
  given_at timestamp with time zone not null,
  constraint conference_role_says_what CHECK ((btrim(what) <> ''::text)),
  constraint conference_role_case_id_fkey FOREIGN KEY (case_id) REFERENCES support_case(id),
  constraint conference_role_conference FOREIGN KEY (conference_id, team_id) REFERENCES conference(id, team_id) ON UPDATE CASCADE,
  constraint conference_role_given_by_fkey FOREIGN KEY (given_by) REFERENCES person(id),
  constraint conference_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint conference_role_pkey PRIMARY KEY (id)
);
CREATE INDEX conference_role_case ON conference_role USING btree (case_id);
CREATE INDEX conference_role_given_by ON conference_role USING btree (given_by);
CREATE INDEX conference_role_key ON conference_role USING btree (conference_id, team_id);
CREATE INDEX conference_role_person ON conference_role USING btree (person_id);
grant delete, insert, select to tsunagi_service;
grant update (task_id) to tsunagi_service;
policy conference_role_change for update to tsunagi_service using (may_work_case(team_id));
policy conference_role_give for insert to tsunagi_service with check ((may_work_case(team_id) AND (given_by = session_person())));
policy conference_role_read for select to tsunagi_service using (may_read_conference(team_id, conference_id));
policy conference_role_remove for delete to tsunagi_service using (may_work_case(team_id));

create table consent (
  id bigint not null generated as identity,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  given boolean not null,
  items text[] not null,
  purpose text not null,
  starts_on date not null,
  ends_on date not null,
  said_by text not null,
  how text not null,
  said_on date not null,
  told_withdrawal boolean not null default false,
  note text not null default ''::text,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  supersedes_id bigint,
  superseded_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_on date,
  withdrawn_by bigint,
  withdrawn_how text,
  in_force boolean not null generated always as ((given AND (withdrawn_at IS NULL) AND (superseded_at IS NULL))) stored,
  constraint consent_has_items CHECK ((cardinality(items) > 0)),
  constraint consent_has_purpose CHECK (((btrim(purpose) <> ''::text) AND (btrim(said_by) <> ''::text))),
  constraint consent_how CHECK ((how = ANY (ARRAY['paper'::text, 'spoken'::text, 'phone'::text, 'online'::text]))),
  constraint consent_not_itself CHECK ((supersedes_id <> id)),
  constraint consent_period CHECK (((ends_on >= starts_on) AND (ends_on <= (starts_on + '3 years'::interval)))),
  constraint consent_refusal_is_not_withdrawn CHECK ((given OR (withdrawn_at IS NULL))),
  constraint consent_withdrawal_is_whole CHECK ((((withdrawn_at IS NULL) = (withdrawn_on IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_how IS NULL)))),
  constraint consent_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint consent_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint consent_supersedes FOREIGN KEY (supersedes_id, household_id) REFERENCES consent(id, household_id),
  constraint consent_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES person(id),
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_force UNIQUE (id, in_force),
  constraint consent_of_household UNIQUE (id, household_id),
  constraint consent_superseded_once UNIQUE (supersedes_id)
);
CREATE INDEX consent_household_key ON consent USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX consent_recorded_by ON consent USING btree (recorded_by);
CREATE INDEX consent_supersedes_key ON consent USING btree (supersedes_id, household_id);
CREATE INDEX consent_withdrawn_by ON consent USING btree (withdrawn_by);
grant insert, select to tsunagi_service;
grant update (superseded_at, withdrawn_at, withdrawn_by, withdrawn_how, withdrawn_on) to tsunagi_service;
policy consent_add for insert to tsunagi_service with check ((may_disclose(team_ids) AND (recorded_by = session_person()) AND names_mine(VARIADIC ARRAY[withdrawn_by])));
policy consent_end for update to tsunagi_service using (may_disclose(team_ids));
policy consent_names for update to tsunagi_service using (names_were(('consent '::text || id), VARIADIC ARRAY[withdrawn_by])) with check (names_stay(('consent '::text || id), VARIADIC ARRAY[withdrawn_by]));
policy consent_read for select to tsunagi_service using (may_read_household(team_ids, household_id));

create table consent_recipient (
  id bigint not null generated as identity,
  consent_id bigint not null,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  facility_id bigint,
  organisation_id bigint,
  name text not null,
  constraint consent_recipient_is_named CHECK ((btrim(name) <> ''::text)),
  constraint consent_recipient_consent FOREIGN KEY (consent_id, household_id) REFERENCES consent(id, household_id),
  constraint consent_recipient_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint consent_recipient_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint consent_recipient_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint consent_recipient_pkey PRIMARY KEY (id)
);
CREATE INDEX consent_recipient_consent_key ON consent_recipient USING btree (consent_id, household_id);
CREATE INDEX consent_recipient_facility ON consent_recipient USING btree (facility_id);
CREATE INDEX consent_recipient_household_key ON consent_recipient USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX consent_recipient_organisation ON consent_recipient USING btree (organisation_id);
grant insert, select to tsunagi_service;
policy consent_recipient_add for insert to tsunagi_service with check (may_disclose(team_ids));
policy consent_recipient_read for select to tsunagi_service using (may_read_household(team_ids, household_id));

create table consultation (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  number integer not null,
  team_id bigint not null,
  worker_id bigint,
  household_id bigint,
  case_id bigint,
  received_at timestamp with time zone not null,
  received_by bigint not null,
  way text not null,
  route_code text not null,
  anonymous boolean not null default false,
  kind_code text not null,
  child_age_months integer,
  area_id bigint,
  words_said text not null,
  done_text text not null default ''::text,
  next_step text not null default ''::text,
  next_on date,
  safety_due_at timestamp with time zone,
  safety_checked_at timestamp with time zone,
  safety_checked_by bigint,
  safety_how text,
  closed_at timestamp with time zone,
  closed_by bigint,
  response_code text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  abuse_kind text,
  abuser text,
  constraint consultation_abuse_facts_of_abuse CHECK (((kind_code = 'abuse'::text) OR ((abuse_kind IS NULL) AND (abuser IS NULL)))),
  constraint consultation_abuse_has_a_clock CHECK (((kind_code <> 'abuse'::text) OR (safety_due_at IS NOT NULL))),
  constraint consultation_abuse_kind CHECK ((abuse_kind = ANY (ARRAY['physical'::text, 'sexual'::text, 'psychological'::text, 'neglect'::text]))),
  constraint consultation_abuser CHECK ((abuser = ANY (ARRAY['father'::text, 'other_father'::text, 'mother'::text, 'other_mother'::text, 'other'::text]))),
  constraint consultation_age CHECK (((child_age_months >= '-10'::integer) AND (child_age_months <= 300))),
  constraint consultation_closing_is_whole CHECK ((((closed_at IS NULL) = (closed_by IS NULL)) AND ((closed_at IS NULL) = (response_code IS NULL)))),
  constraint consultation_has_words CHECK ((btrim(words_said) <> ''::text)),
  constraint consultation_open_has_a_next_step CHECK (((closed_at IS NOT NULL) OR (next_on IS NOT NULL) OR (worker_id IS NULL))),
  constraint consultation_safety_is_whole CHECK ((((safety_checked_at IS NULL) = (safety_checked_by IS NULL)) AND ((safety_checked_at IS NULL) = (safety_how IS NULL)))),
  constraint consultation_way CHECK ((way = ANY (ARRAY['phone'::text, 'visit'::text, 'office'::text, 'web'::text, 'letter'::text, 'mail'::text, 'outreach'::text, 'meeting'::text]))),
  constraint consultation_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint consultation_case_key FOREIGN KEY (case_id) REFERENCES support_case(id),
  constraint consultation_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint consultation_household_id_fkey FOREIGN KEY (household_id) REFERENCES household(id),
  constraint consultation_kind_code_fkey FOREIGN KEY (kind_code) REFERENCES consultation_kind(code),
  constraint consultation_received_by_fkey FOREIGN KEY (received_by) REFERENCES person(id),
  constraint consultation_response_known FOREIGN KEY (response_code) REFERENCES consultation_response(code),
  constraint consultation_route_code_fkey FOREIGN KEY (route_code) REFERENCES consultation_route(code),
  constraint consultation_safety_checked_by_fkey FOREIGN KEY (safety_checked_by) REFERENCES person(id),
  constraint consultation_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint consultation_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES person(id),
  constraint consultation_pkey PRIMARY KEY (id),
  constraint consultation_number_once UNIQUE (fiscal_year, number),
  constraint consultation_owner UNIQUE (id, team_id)
);
CREATE INDEX consultation_area ON consultation USING btree (area_id);
CREATE INDEX consultation_by_kind ON consultation USING btree (kind_code);
CREATE INDEX consultation_by_route ON consultation USING btree (route_code);
CREATE INDEX consultation_by_worker ON consultation USING btree (worker_id);
CREATE INDEX consultation_case ON consultation USING btree (case_id);
CREATE INDEX consultation_closed_by ON consultation USING btree (closed_by);
CREATE INDEX consultation_household ON consultation USING btree (household_id);
CREATE INDEX consultation_received ON consultation USING btree (received_at);
CREATE INDEX consultation_received_by ON consultation USING btree (received_by);
CREATE INDEX consultation_response_code ON consultation USING btree (response_code);
CREATE INDEX consultation_safety_checked_by ON consultation USING btree (safety_checked_by);
CREATE INDEX consultation_safety_open ON consultation USING btree (safety_due_at) WHERE ((safety_due_at IS NOT NULL) AND (safety_checked_at IS NULL));
CREATE INDEX consultation_team ON consultation USING btree (team_id, received_at DESC);
CREATE INDEX consultation_team_open ON consultation USING btree (team_id, received_at DESC, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX consultation_unassigned ON consultation USING btree (team_id, received_at) WHERE ((worker_id IS NULL) AND (closed_at IS NULL));
CREATE INDEX consultation_worker ON consultation USING btree (worker_id, next_on) WHERE (closed_at IS NULL);
grant insert, select to tsunagi_service;
grant update (abuse_kind, abuser, area_id, case_id, child_age_months, closed_at, closed_by, done_text, household_id, kind_code, next_on, next_step, response_code, route_code, safety_checked_at, safety_checked_by, safety_due_at, safety_how, team_id, updated_at, version, way, words_said, worker_id) to tsunagi_service;
policy consultation_change for update to tsunagi_service using (may_work_case(team_id)) with check (true);
policy consultation_names for update to tsunagi_service using (names_were(('consultation '::text || id), VARIADIC ARRAY[safety_checked_by, closed_by])) with check (names_stay(('consultation '::text || id), VARIADIC ARRAY[safety_checked_by, closed_by]));
policy consultation_read for select to tsunagi_service using (may_read_case(team_id, case_id));
policy consultation_take for insert to tsunagi_service with check ((may_work_case(team_id) AND (received_by = session_person()) AND names_mine(VARIADIC ARRAY[safety_checked_by, closed_by])));

create table consultation_draft (
  id bigint not null generated as identity,
  person_id bigint not null,
  fields jsonb not null,
  saved_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint consultation_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint consultation_draft_pkey PRIMARY KEY (id)
);
CREATE INDEX consultation_draft_person ON consultation_draft USING btree (person_id, saved_at DESC);
grant delete, insert, select to tsunagi_service;
grant update (fields, saved_at, told_at) to tsunagi_service;
policy consultation_draft_own for all to tsunagi_service using (((person_id = session_person()) AND session_has('case.work'::text) AND (session_case_teams() IS NOT NULL))) with check (((person_id = session_person()) AND session_has('case.work'::text) AND (session_case_teams() IS NOT NULL)));

create table consultation_kind (
  code text not null,
  group_name text not null,
  name text not null,
  position integer not null,
  constraint consultation_kind_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy consultation_kind_read for select to tsunagi_service using (session_has('network'::text));

create table consultation_notifier (
  consultation_id bigint not null,
  team_id bigint not null,
  name text not null,
  relation text not null default ''::text,
  contact text not null default ''::text,
  note text not null default ''::text,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  constraint consultation_notifier_has_a_name CHECK ((btrim(name) <> ''::text)),
  constraint consultation_notifier_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint consultation_notifier_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint consultation_notifier_pkey PRIMARY KEY (consultation_id)
);
CREATE INDEX consultation_notifier_key ON consultation_notifier USING btree (consultation_id, team_id);
CREATE INDEX consultation_notifier_recorded_by ON consultation_notifier USING btree (recorded_by);
grant insert, select to tsunagi_service;
policy consultation_notifier_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (recorded_by = session_person())));
policy consultation_notifier_read for select to tsunagi_service using (may_read_notifier(team_id, recorded_by));

create table consultation_release (
  fiscal_year integer not null,
  kept_by bigint,
  kept_at timestamp with time zone not null,
  constraint consultation_release_kept_by_fkey FOREIGN KEY (kept_by) REFERENCES person(id),
  constraint consultation_release_pkey PRIMARY KEY (fiscal_year)
);
CREATE INDEX consultation_release_kept_by ON consultation_release USING btree (kept_by);
grant select to tsunagi_service;
policy consultation_release_read for select to tsunagi_service using (session_has('family.statistics'::text));

create table consultation_release_figure (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  table_name text not null,
  row_code text,
  column_code text,
  n integer,
  constraint consultation_release_figure_is_safe CHECK (((n = 0) OR (n >= 5))),
  constraint consultation_release_figure_release FOREIGN KEY (fiscal_year) REFERENCES consultation_release(fiscal_year),
  constraint consultation_release_figure_pkey PRIMARY KEY (id),
  constraint consultation_release_figure_once UNIQUE NULLS NOT DISTINCT (fiscal_year, table_name, row_code, column_code)
);
grant select to tsunagi_service;
policy consultation_release_figure_read for select to tsunagi_service using (session_has('family.statistics'::text));

create table consultation_response (
  code text not null,
  name text not null,
  position integer not null,
  constraint consultation_response_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy consultation_response_read for select to tsunagi_service using (session_has('network'::text));

create table consultation_revision (
  consultation_id bigint not null,
  team_id bigint not null,
  version integer not null,
  fields jsonb not null,
  changed_by bigint not null,
  changed_at timestamp with time zone not null,
  constraint consultation_revision_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES person(id),
  constraint consultation_revision_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint consultation_revision_pkey PRIMARY KEY (consultation_id, version)
);
CREATE INDEX consultation_revision_by ON consultation_revision USING btree (changed_by);
CREATE INDEX consultation_revision_key ON consultation_revision USING btree (consultation_id, team_id);
grant insert, select to tsunagi_service;
policy consultation_revision_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (changed_by = session_person())));
policy consultation_revision_read for select to tsunagi_service using (may_work_case(team_id));

create table consultation_route (
  code text not null,
  name text not null,
  position integer not null,
  constraint consultation_route_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy consultation_route_read for select to tsunagi_service using (session_has('network'::text));

create table consultation_routing (
  id bigint not null generated as identity,
  consultation_id bigint not null,
  team_id bigint not null,
  from_team_id bigint,
  to_team_id bigint not null,
  to_worker_id bigint,
  reason text not null default ''::text,
  routed_by bigint not null,
  routed_at timestamp with time zone not null,
  constraint consultation_routing_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint consultation_routing_from_team_id_fkey FOREIGN KEY (from_team_id) REFERENCES team(id),
  constraint consultation_routing_routed_by_fkey FOREIGN KEY (routed_by) REFERENCES person(id),
  constraint consultation_routing_to_team_id_fkey FOREIGN KEY (to_team_id) REFERENCES team(id),
  constraint consultation_routing_to_worker_id_fkey FOREIGN KEY (to_worker_id) REFERENCES person(id),
  constraint consultation_routing_pkey PRIMARY KEY (id)
);
CREATE INDEX consultation_routing_by ON consultation_routing USING btree (routed_by);
CREATE INDEX consultation_routing_from ON consultation_routing USING btree (from_team_id);
CREATE INDEX consultation_routing_key ON consultation_routing USING btree (consultation_id, team_id);
CREATE INDEX consultation_routing_to ON consultation_routing USING btree (to_team_id);
CREATE INDEX consultation_routing_worker ON consultation_routing USING btree (to_worker_id);
grant insert, select to tsunagi_service;
policy consultation_routing_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (routed_by = session_person())));
policy consultation_routing_read for select to tsunagi_service using (may_work_case(team_id));

create table consultation_setting (
  one boolean not null default true,
  climb_hours integer not null default 4,
  draft_days integer not null default 30,
  constraint consultation_setting_climb CHECK (((climb_hours >= 1) AND (climb_hours <= 72))),
  constraint consultation_setting_draft_days CHECK (((draft_days >= 8) AND (draft_days <= 365))),
  constraint consultation_setting_is_one_row CHECK (one),
  constraint consultation_setting_pkey PRIMARY KEY (one)
);
grant select to tsunagi_service;
grant update (climb_hours, draft_days) to tsunagi_service;
policy consultation_setting_change for update to tsunagi_service using (session_has('case.supervise'::text));
policy consultation_setting_read for select to tsunagi_service using (session_has('network'::text));

create table contact_note (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  contacted_at timestamp with time zone not null,
  way text not null,
  with_whom text not null default ''::text,
  reached boolean not null default true,
  body text not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  supersedes_id bigint,
  constraint contact_note_has_body CHECK ((btrim(body) <> ''::text)),
  constraint contact_note_way CHECK ((way = ANY (ARRAY['phone'::text, 'visit'::text, 'office'::text, 'meeting'::text, 'letter'::text, 'mail'::text, 'joint_visit'::text, 'other'::text]))),
  constraint contact_note_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint contact_note_supersedes FOREIGN KEY (supersedes_id, case_id) REFERENCES contact_note(id, case_id),
  constraint contact_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint contact_note_pkey PRIMARY KEY (id),
  constraint contact_note_key UNIQUE (id, case_id)
);
CREATE INDEX contact_note_case_key ON contact_note USING btree (case_id, team_id, contacted_at DESC);
CREATE INDEX contact_note_newest ON contact_note USING btree (case_id, contacted_at DESC, id DESC);
CREATE INDEX contact_note_supersedes_key ON contact_note USING btree (supersedes_id, case_id);
CREATE INDEX contact_note_written_by ON contact_note USING btree (written_by);
grant insert, select to tsunagi_service;
policy contact_note_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (written_by = session_person())));
policy contact_note_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table council_entry (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  registered_on date not null,
  registered_by bigint not null,
  category text not null,
  abuse_kinds text[] not null default '{}'::text[],
  severity text not null,
  main_agency text not null,
  agencies text not null default ''::text,
  centre_part text not null default 'none'::text,
  situation text not null default ''::text,
  policy text not null,
  next_review_on date not null,
  ended_on date,
  ended_by bigint,
  end_reason text,
  end_text text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint council_entry_abuse_kinds CHECK ((abuse_kinds <@ ARRAY['physical'::text, 'sexual'::text, 'psychological'::text, 'neglect'::text])),
  constraint council_entry_category CHECK ((category = ANY (ARRAY['protection'::text, 'support'::text, 'expectant'::text]))),
  constraint council_entry_centre_part CHECK ((centre_part = ANY (ARRAY['none'::text, 'advice'::text, 'joint'::text, 'lead'::text, 'placed'::text]))),
  constraint council_entry_end_is_whole CHECK ((((ended_on IS NULL) = (end_reason IS NULL)) AND ((ended_on IS NULL) = (ended_by IS NULL)))),
  constraint council_entry_end_reason CHECK ((end_reason = ANY (ARRAY['improved'::text, 'moved'::text, 'placed'::text, 'grown_up'::text, 'other'::text]))),
  constraint council_entry_has_policy CHECK (((btrim(policy) <> ''::text) AND (btrim(main_agency) <> ''::text))),
  constraint council_entry_severity CHECK ((severity = ANY (ARRAY['most'::text, 'heavy'::text, 'middle'::text, 'light'::text, 'feared'::text, 'none'::text]))),
  constraint council_entry_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint council_entry_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint council_entry_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES person(id),
  constraint council_entry_pkey PRIMARY KEY (id),
  constraint council_entry_key UNIQUE (id, team_id)
);
CREATE INDEX council_entry_case_key ON council_entry USING btree (case_id, team_id);
CREATE INDEX council_entry_ended_by ON council_entry USING btree (ended_by);
CREATE INDEX council_entry_registered_by ON council_entry USING btree (registered_by);
CREATE INDEX council_entry_review ON council_entry USING btree (team_id, next_review_on, id) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX council_entry_one_now ON council_entry USING btree (case_id) WHERE (ended_on IS NULL);
grant insert, select to tsunagi_service;
grant update (abuse_kinds, agencies, category, centre_part, end_reason, end_text, ended_by, ended_on, main_agency, next_review_on, policy, severity, situation, updated_at, version) to tsunagi_service;
policy council_entry_change for update to tsunagi_service using (may_keep_ledger(team_id));
policy council_entry_names for update to tsunagi_service using (names_were(('council_entry '::text || id), VARIADIC ARRAY[ended_by])) with check (names_stay(('council_entry '::text || id), VARIADIC ARRAY[ended_by]));
policy council_entry_read for select to tsunagi_service using (may_read_case(team_id, case_id));
policy council_entry_register for insert to tsunagi_service with check ((may_keep_ledger(team_id) AND (registered_by = session_person()) AND names_mine(VARIADIC ARRAY[ended_by])));

create table council_review (
  id bigint not null generated as identity,
  entry_id bigint not null,
  case_id bigint not null,
  team_id bigint not null,
  reviewed_on date not null,
  decision text not null,
  decision_text text not null,
  severity text not null,
  next_review_on date,
  reviewed_by bigint not null,
  reviewed_at timestamp with time zone not null,
  constraint council_review_decision CHECK ((decision = ANY (ARRAY['continue'::text, 'change'::text, 'conference'::text, 'end'::text]))),
  constraint council_review_next_lies_ahead CHECK ((next_review_on > reviewed_on)),
  constraint council_review_next_or_end CHECK (((decision = 'end'::text) = (next_review_on IS NULL))),
  constraint council_review_says_what CHECK ((btrim(decision_text) <> ''::text)),
  constraint council_review_entry FOREIGN KEY (entry_id, team_id) REFERENCES council_entry(id, team_id) ON UPDATE CASCADE,
  constraint council_review_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES person(id),
  constraint council_review_pkey PRIMARY KEY (id)
);
CREATE INDEX council_review_entry_key ON council_review USING btree (entry_id, team_id, reviewed_on DESC);
CREATE INDEX council_review_reviewed_by ON council_review USING btree (reviewed_by);
grant insert, select to tsunagi_service;
policy council_review_add for insert to tsunagi_service with check ((may_keep_ledger(team_id) AND (reviewed_by = session_person())));
policy council_review_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table course (
  id bigint not null generated as identity,
  category_code text not null,
  title text not null,
  purpose text not null default ''::text,
  audience text not null default ''::text,
  organisation_id bigint not null,
  zone text not null default 'public'::text,
  selection text not null default 'order'::text,
  capacity integer not null,
  per_facility integer,
  opens_on date not null,
  closes_on date not null,
  lottery_on date,
  required_minutes integer not null,
  late_minutes integer not null default 15,
  asks_reflection boolean not null default true,
  asks_birth boolean not null default false,
  valid_months integer,
  issuer text not null,
  fee_amount integer not null default 0,
  what_to_bring text not null default ''::text,
  contact_name text not null default ''::text,
  contact_phone text,
  published_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by bigint not null,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  shown_from timestamp with time zone not null generated always as (COALESCE(published_at, 'infinity'::timestamp with time zone)) stored,
  fiscal_year integer not null generated always as (fiscal_year_of(closes_on)) stored,
  constraint course_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint course_capacity CHECK (((capacity >= 1) AND (capacity <= 1000))),
  constraint course_fee CHECK (((fee_amount >= 0) AND (fee_amount <= 1000000))),
  constraint course_issuer CHECK ((btrim(issuer) <> ''::text)),
  constraint course_lottery_has_a_day CHECK ((((selection = 'lottery'::text) = (lottery_on IS NOT NULL)) AND (lottery_on > closes_on))),
  constraint course_minutes CHECK ((((required_minutes >= 0) AND (required_minutes <= 100000)) AND ((late_minutes >= 0) AND (late_minutes <= 120)))),
  constraint course_per_facility CHECK (((per_facility >= 1) AND (per_facility <= 100))),
  constraint course_selection CHECK ((selection = ANY (ARRAY['order'::text, 'lottery'::text, 'choice'::text]))),
  constraint course_title CHECK ((btrim(title) <> ''::text)),
  constraint course_valid_months CHECK (((valid_months >= 1) AND (valid_months <= 600))),
  constraint course_window CHECK ((closes_on >= opens_on)),
  constraint course_zone CHECK ((zone = ANY (ARRAY['public'::text, 'network'::text]))),
  constraint course_category_code_fkey FOREIGN KEY (category_code) REFERENCES course_category(code),
  constraint course_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint course_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint course_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint course_pkey PRIMARY KEY (id),
  constraint course_reach UNIQUE (id, zone, shown_from)
);
CREATE INDEX course_category_newest ON course USING btree (category_code, closes_on DESC);
CREATE INDEX course_created_by ON course USING btree (created_by);
CREATE INDEX course_newest ON course USING btree (closes_on DESC, id DESC);
CREATE INDEX course_organisation ON course USING btree (organisation_id);
CREATE INDEX course_updated_by ON course USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (asks_birth, asks_reflection, audience, cancel_reason, cancelled_at, capacity, category_code, closes_on, contact_name, contact_phone, fee_amount, issuer, late_minutes, lottery_on, opens_on, organisation_id, per_facility, published_at, purpose, required_minutes, selection, title, updated_at, updated_by, valid_months, version, what_to_bring, zone) to tsunagi_service;
policy course_change for update to tsunagi_service using (may_manage_courses()) with check ((updated_by = session_person()));
policy course_open for insert to tsunagi_service with check ((may_manage_courses() AND (created_by = session_person()) AND (updated_by = session_person())));
policy course_read for select to tsunagi_service using (may_read_course(zone, shown_from));

create table course_answer (
  id bigint not null generated as identity,
  application_id bigint not null,
  course_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  what text not null,
  reason text not null default ''::text,
  said_at timestamp with time zone not null,
  said_by bigint,
  constraint course_answer_what CHECK ((what = ANY (ARRAY['yes'::text, 'no'::text, 'chosen'::text, 'not_chosen'::text, 'withdrawn'::text, 'again'::text]))),
  constraint course_answer_owner FOREIGN KEY (application_id, course_id, owner_person_id, owner_facility_id) REFERENCES course_application(id, course_id, owner_person_id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_answer_said_by_fkey FOREIGN KEY (said_by) REFERENCES person(id),
  constraint course_answer_pkey PRIMARY KEY (id)
);
CREATE INDEX course_answer_said_by ON course_answer USING btree (said_by) WHERE (said_by IS NOT NULL);
grant insert, select to tsunagi_service;
policy course_answer_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));
policy course_answer_say for insert to tsunagi_service with check ((may_answer_application(what, owner_person_id, owner_facility_id) AND (said_by = session_person())));

create table course_application (
  id bigint not null generated as identity,
  course_id bigint not null,
  person_id bigint,
  facility_id bigint,
  outside_town text,
  outside_facility text,
  outside_head text,
  name text not null,
  name_kana text not null default ''::text,
  birth_on date,
  job text not null default ''::text,
  years integer,
  wishes text not null default ''::text,
  email text,
  phone text,
  code_hash text not null,
  code_sealed text not null,
  applied_at timestamp with time zone not null,
  applied_by bigint,
  way text not null,
  event_application_id bigint,
  group_id bigint,
  owner_person_id bigint not null generated always as (COALESCE(person_id, (0)::bigint)) stored,
  owner_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  version integer not null default 1,
  constraint course_application_by CHECK (((way = 'public'::text) = (applied_by IS NULL))),
  constraint course_application_name CHECK ((btrim(name) <> ''::text)),
  constraint course_application_outside_is_whole CHECK ((((outside_town IS NULL) = (outside_facility IS NULL)) AND ((facility_id IS NULL) OR (outside_town IS NULL)))),
  constraint course_application_public_is_outside CHECK (((way <> 'public'::text) OR ((outside_town IS NOT NULL) AND (email IS NOT NULL) AND (person_id IS NULL)))),
  constraint course_application_way CHECK ((way = ANY (ARRAY['account'::text, 'head'::text, 'staff'::text, 'public'::text]))),
  constraint course_application_years CHECK (((years >= 0) AND (years <= 60))),
  constraint course_application_applied_by_fkey FOREIGN KEY (applied_by) REFERENCES person(id),
  constraint course_application_course_id_fkey FOREIGN KEY (course_id) REFERENCES course(id),
  constraint course_application_event_application_id_fkey FOREIGN KEY (event_application_id) REFERENCES event_application(id),
  constraint course_application_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint course_application_group FOREIGN KEY (group_id, course_id) REFERENCES course_group(id, course_id),
  constraint course_application_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint course_application_pkey PRIMARY KEY (id),
  constraint course_application_code_hash_key UNIQUE (code_hash),
  constraint course_application_entered_once UNIQUE (event_application_id),
  constraint course_application_owner UNIQUE (id, course_id, owner_person_id, owner_facility_id)
);
CREATE INDEX course_application_applied_by ON course_application USING btree (applied_by) WHERE (applied_by IS NOT NULL);
CREATE INDEX course_application_course ON course_application USING btree (course_id, applied_at);
CREATE INDEX course_application_facility ON course_application USING btree (facility_id, course_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX course_application_person ON course_application USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX course_application_person_once ON course_application USING btree (course_id, person_id) WHERE (person_id IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (birth_on, code_hash, code_sealed, email, group_id, job, name, name_kana, phone, version, wishes, years) to tsunagi_service;
policy course_application_apply for insert to tsunagi_service with check ((may_apply_to_course(owner_person_id, owner_facility_id) AND (applied_by = session_person())));
policy course_application_mend for update to tsunagi_service using (may_apply_to_course(owner_person_id, owner_facility_id));
policy course_application_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));

create table course_attendance (
  application_id bigint not null,
  session_id bigint not null,
  course_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  minutes integer not null,
  note text not null default ''::text,
  way text not null,
  recorded_at timestamp with time zone not null,
  recorded_by bigint,
  version integer not null default 1,
  constraint course_attendance_by CHECK (((way = 'door'::text) OR (recorded_by IS NOT NULL))),
  constraint course_attendance_minutes CHECK (((minutes >= 0) AND (minutes <= 1000))),
  constraint course_attendance_way CHECK ((way = ANY (ARRAY['list'::text, 'door'::text]))),
  constraint course_attendance_owner FOREIGN KEY (application_id, course_id, owner_person_id, owner_facility_id) REFERENCES course_application(id, course_id, owner_person_id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_attendance_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint course_attendance_session FOREIGN KEY (session_id, course_id) REFERENCES course_session(id, course_id),
  constraint course_attendance_pkey PRIMARY KEY (application_id, session_id)
);
CREATE INDEX course_attendance_recorded_by ON course_attendance USING btree (recorded_by) WHERE (recorded_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (minutes, note, recorded_at, recorded_by, version, way) to tsunagi_service;
policy course_attendance_mend for update to tsunagi_service using (may_manage_courses()) with check ((recorded_by = session_person()));
policy course_attendance_note for insert to tsunagi_service with check ((may_manage_courses() AND (recorded_by = session_person())));
policy course_attendance_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));

create table course_category (
  code text not null,
  name text not null,
  scheme text not null,
  mark text not null,
  position integer not null,
  constraint course_category_scheme CHECK ((scheme = ANY (ARRAY['layer'::text, 'career_up'::text, 'support_staff'::text, 'school'::text, 'theme'::text]))),
  constraint course_category_pkey PRIMARY KEY (code),
  constraint course_category_mark_key UNIQUE (mark),
  constraint course_category_name_key UNIQUE (name)
);
grant select to tsunagi_service;
policy course_category_read for select to tsunagi_service using (true);

create table course_certificate (
  id bigint not null generated as identity,
  application_id bigint not null,
  course_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  category_code text not null,
  fiscal_year integer not null,
  serial integer not null,
  number text not null,
  name text not null,
  birth_on date,
  minutes integer not null,
  issued_on date not null,
  issued_at timestamp with time zone not null,
  issued_by bigint not null,
  valid_until date,
  code_hash text not null,
  code_sealed text not null,
  told_of_end_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_by bigint,
  withdrawn_reason text,
  constraint course_certificate_serial CHECK ((serial >= 1)),
  constraint course_certificate_withdrawn_is_whole CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)))),
  constraint course_certificate_counter FOREIGN KEY (category_code, fiscal_year) REFERENCES course_counter(category_code, fiscal_year),
  constraint course_certificate_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(id),
  constraint course_certificate_owner FOREIGN KEY (application_id, course_id, owner_person_id, owner_facility_id) REFERENCES course_application(id, course_id, owner_person_id, owner_facility_id) ON UPDATE CASCADE,
  constraint course_certificate_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES person(id),
  constraint course_certificate_pkey PRIMARY KEY (id),
  constraint course_certificate_code_hash_key UNIQUE (code_hash),
  constraint course_certificate_key UNIQUE (id, owner_person_id, owner_facility_id),
  constraint course_certificate_number_key UNIQUE (number),
  constraint course_certificate_serial_once UNIQUE (category_code, fiscal_year, serial)
);
CREATE INDEX course_certificate_ends ON course_certificate USING btree (valid_until) WHERE ((valid_until IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE INDEX course_certificate_facility ON course_certificate USING btree (owner_facility_id, valid_until) WHERE (owner_facility_id > 0);
CREATE INDEX course_certificate_issued_by ON course_certificate USING btree (issued_by);
CREATE INDEX course_certificate_person ON course_certificate USING btree (owner_person_id) WHERE (owner_person_id > 0);
CREATE INDEX course_certificate_withdrawn_by ON course_certificate USING btree (withdrawn_by) WHERE (withdrawn_by IS NOT NULL);
CREATE UNIQUE INDEX course_certificate_one_valid ON course_certificate USING btree (application_id) WHERE (withdrawn_at IS NULL);
grant insert, select to tsunagi_service;
grant update (told_of_end_at, withdrawn_at, withdrawn_by, withdrawn_reason) to tsunagi_service;
policy course_certificate_issue for insert to tsunagi_service with check ((may_manage_courses() AND (issued_by = session_person()) AND (withdrawn_at IS NULL) AND names_mine(VARIADIC ARRAY[withdrawn_by])));
policy course_certificate_names for update to tsunagi_service using (names_were(('course_certificate '::text || id), VARIADIC ARRAY[withdrawn_by])) with check (names_stay(('course_certificate '::text || id), VARIADIC ARRAY[withdrawn_by]));
policy course_certificate_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));
policy course_certificate_withdraw for update to tsunagi_service using (((may_manage_courses() AND (withdrawn_at IS NULL)) OR session_has('job'::text))) with check ((session_has('job'::text) OR (withdrawn_by = session_person())));

create table course_counter (
  category_code text not null,
  fiscal_year integer not null,
  last integer not null default 0,
  constraint course_counter_last CHECK ((last >= 0)),
  constraint course_counter_category_code_fkey FOREIGN KEY (category_code) REFERENCES course_category(code),
  constraint course_counter_pkey PRIMARY KEY (category_code, fiscal_year)
);
grant insert, select to tsunagi_service;
grant update (last) to tsunagi_service;
policy course_counter_begin for insert to tsunagi_service with check (may_manage_courses());
policy course_counter_go_on for update to tsunagi_service using (may_manage_courses());
policy course_counter_read for select to tsunagi_service using (may_manage_courses());

create table course_door (
  session_id bigint not null,
  code text not null,
  constraint course_door_session_id_fkey FOREIGN KEY (session_id) REFERENCES course_session(id) ON DELETE CASCADE,
  constraint course_door_pkey PRIMARY KEY (session_id),
  constraint course_door_code_key UNIQUE (code)
);
grant insert, select to tsunagi_service;
policy course_door_make for insert to tsunagi_service with check (may_manage_courses());
policy course_door_read for select to tsunagi_service using (may_manage_courses());

create table course_group (
  id bigint not null generated as identity,
  course_id bigint not null,
  number integer not null,
  person_ids bigint[] not null default '{}'::bigint[],
  cases text not null default ''::text,
  insights text not null default ''::text,
  tomorrow text not null default ''::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint course_group_course_id_fkey FOREIGN KEY (course_id) REFERENCES course(id) ON DELETE CASCADE,
  constraint course_group_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint course_group_pkey PRIMARY KEY (id),
  constraint course_group_key UNIQUE (id, course_id),
  constraint course_group_number_once UNIQUE (course_id, number)
);
CREATE INDEX course_group_updated_by ON course_group USING btree (updated_by);
grant delete, insert, select to tsunagi_service;
grant update (cases, insights, person_ids, tomorrow, updated_at, updated_by, version) to tsunagi_service;
policy course_group_dissolve for delete to tsunagi_service using (may_manage_courses());
policy course_group_form for insert to tsunagi_service with check ((may_manage_courses() AND (updated_by = session_person())));
policy course_group_read for select to tsunagi_service using (may_join_course_group(person_ids));
policy course_group_write for update to tsunagi_service using (may_join_course_group(person_ids)) with check ((may_join_course_group(person_ids) AND (updated_by = session_person())));

create table course_make_up (
  application_id bigint not null,
  session_id bigint not null,
  course_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  way text not null,
  made_on date not null,
  note text not null default ''::text,
  recorded_at timestamp with time zone not null,
  recorded_by bigint not null,
  constraint course_make_up_way CHECK ((way = ANY (ARRAY['session'::text, 'report'::text]))),
  constraint course_make_up_owner FOREIGN KEY (application_id, course_id, owner_person_id, owner_facility_id) REFERENCES course_application(id, course_id, owner_person_id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_make_up_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint course_make_up_session FOREIGN KEY (session_id, course_id) REFERENCES course_session(id, course_id),
  constraint course_make_up_pkey PRIMARY KEY (application_id, session_id)
);
CREATE INDEX course_make_up_recorded_by ON course_make_up USING btree (recorded_by);
grant delete, insert, select to tsunagi_service;
policy course_make_up_note for insert to tsunagi_service with check ((may_manage_courses() AND (recorded_by = session_person())));
policy course_make_up_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));
policy course_make_up_undo for delete to tsunagi_service using (may_manage_courses());

create table course_reflection (
  application_id bigint not null,
  session_id bigint not null,
  course_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  takes text not null,
  tries text not null default ''::text,
  written_at timestamp with time zone not null,
  shared_at timestamp with time zone,
  later_asked_on date,
  later text,
  later_note text not null default ''::text,
  later_at timestamp with time zone,
  version integer not null default 1,
  constraint course_reflection_later CHECK ((later = ANY (ARRAY['tried'::text, 'partly'::text, 'not_yet'::text]))),
  constraint course_reflection_later_is_whole CHECK (((later IS NULL) = (later_at IS NULL))),
  constraint course_reflection_takes CHECK ((btrim(takes) <> ''::text)),
  constraint course_reflection_owner FOREIGN KEY (application_id, course_id, owner_person_id, owner_facility_id) REFERENCES course_application(id, course_id, owner_person_id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_reflection_session FOREIGN KEY (session_id, course_id) REFERENCES course_session(id, course_id),
  constraint course_reflection_pkey PRIMARY KEY (application_id, session_id)
);
CREATE INDEX course_reflection_to_ask ON course_reflection USING btree (written_at) WHERE (later_asked_on IS NULL);
grant insert, select to tsunagi_service;
grant update (later, later_asked_on, later_at, later_note, shared_at, takes, tries, version, written_at) to tsunagi_service;
policy course_reflection_mend for update to tsunagi_service using ((may_reflect(owner_person_id) OR session_has('job'::text)));
policy course_reflection_read for select to tsunagi_service using (may_read_reflection(owner_person_id, owner_facility_id, shared_at));
policy course_reflection_write for insert to tsunagi_service with check ((may_reflect(owner_person_id) AND (later_asked_on IS NULL)));

create table course_reprint (
  id bigint not null generated as identity,
  certificate_id bigint not null,
  owner_person_id bigint not null,
  owner_facility_id bigint not null,
  name text not null,
  reason text not null,
  printed_on date not null,
  printed_at timestamp with time zone not null,
  printed_by bigint not null,
  constraint course_reprint_name CHECK ((btrim(name) <> ''::text)),
  constraint course_reprint_reason CHECK ((btrim(reason) <> ''::text)),
  constraint course_reprint_owner FOREIGN KEY (certificate_id, owner_person_id, owner_facility_id) REFERENCES course_certificate(id, owner_person_id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_reprint_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES person(id),
  constraint course_reprint_pkey PRIMARY KEY (id)
);
CREATE INDEX course_reprint_printed_by ON course_reprint USING btree (printed_by);
grant insert, select to tsunagi_service;
policy course_reprint_print for insert to tsunagi_service with check ((may_manage_courses() AND (printed_by = session_person())));
policy course_reprint_read for select to tsunagi_service using (may_read_part(owner_person_id, owner_facility_id));

create table course_session (
  id bigint not null generated as identity,
  course_id bigint not null,
  zone text not null,
  shown_from timestamp with time zone not null,
  title text not null,
  held_on date not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  place text not null default ''::text,
  online text not null default 'none'::text,
  speakers text not null default ''::text,
  event_id bigint,
  is_entry boolean not null default false,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  version integer not null default 1,
  constraint course_session_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint course_session_entry_stays CHECK (((NOT is_entry) OR (cancelled_at IS NULL))),
  constraint course_session_online CHECK ((online = ANY (ARRAY['none'::text, 'also'::text, 'only'::text]))),
  constraint course_session_order CHECK ((ends_at > starts_at)),
  constraint course_session_somewhere CHECK (((btrim(place) <> ''::text) OR (online = 'only'::text))),
  constraint course_session_title CHECK ((btrim(title) <> ''::text)),
  constraint course_session_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint course_session_reach FOREIGN KEY (course_id, zone, shown_from) REFERENCES course(id, zone, shown_from) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_session_pkey PRIMARY KEY (id),
  constraint course_session_key UNIQUE (id, course_id)
);
CREATE INDEX course_session_held ON course_session USING btree (held_on);
CREATE INDEX course_session_of ON course_session USING btree (course_id, zone, shown_from);
CREATE UNIQUE INDEX course_session_event ON course_session USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE UNIQUE INDEX course_session_one_entry ON course_session USING btree (course_id) WHERE is_entry;
grant delete, insert, select, update to tsunagi_service;
policy course_session_change for update to tsunagi_service using (may_manage_courses());
policy course_session_drop for delete to tsunagi_service using ((may_manage_courses() AND (event_id IS NULL)));
policy course_session_plan for insert to tsunagi_service with check (may_manage_courses());
policy course_session_read for select to tsunagi_service using (may_read_course(zone, shown_from));

create table course_unit (
  course_id bigint not null,
  number integer not null,
  zone text not null,
  shown_from timestamp with time zone not null,
  title text not null,
  minutes integer not null,
  required boolean not null default true,
  session_id bigint,
  constraint course_unit_minutes CHECK (((minutes >= 5) AND (minutes <= 1000))),
  constraint course_unit_title CHECK ((btrim(title) <> ''::text)),
  constraint course_unit_reach FOREIGN KEY (course_id, zone, shown_from) REFERENCES course(id, zone, shown_from) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint course_unit_session FOREIGN KEY (session_id, course_id) REFERENCES course_session(id, course_id),
  constraint course_unit_pkey PRIMARY KEY (course_id, number)
);
grant delete, insert, select, update to tsunagi_service;
policy course_unit_add for insert to tsunagi_service with check (may_manage_courses());
policy course_unit_change for update to tsunagi_service using (may_manage_courses());
policy course_unit_read for select to tsunagi_service using (may_read_course(zone, shown_from));
policy course_unit_remove for delete to tsunagi_service using (may_manage_courses());

create table daily_use (
  id bigint not null generated as identity,
  service_id bigint not null,
  facility_id bigint not null,
  used_on date not null,
  opened boolean not null default true,
  closed_reason text,
  families integer not null default 0,
  adults integer not null default 0,
  fathers integer not null default 0,
  expecting integer not null default 0,
  children_0 integer not null default 0,
  children_1 integer not null default 0,
  children_2 integer not null default 0,
  children_3_up integer not null default 0,
  first_visits integer not null default 0,
  from_elsewhere integer not null default 0,
  staff integer,
  weather text,
  note text,
  people integer not null generated always as (((((adults + children_0) + children_1) + children_2) + children_3_up)) stored,
  fiscal_year integer not null generated always as (fiscal_year_of(used_on)) stored,
  month integer not null generated always as (EXTRACT(month FROM used_on)) stored,
  version integer not null default 1,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  constraint daily_use_closed_is_empty CHECK ((opened OR (((((((families + adults) + children_0) + children_1) + children_2) + children_3_up) = 0) AND (btrim(closed_reason) <> ''::text)))),
  constraint daily_use_counts CHECK (((LEAST(families, adults, fathers, expecting, children_0, children_1, children_2, children_3_up, first_visits, from_elsewhere) >= 0) AND (GREATEST(families, adults, children_0, children_1, children_2, children_3_up) <= 5000))),
  constraint daily_use_fathers_are_adults CHECK (((fathers <= adults) AND (expecting <= adults))),
  constraint daily_use_first_visits_are_families CHECK (((first_visits <= families) AND (from_elsewhere <= families))),
  constraint daily_use_staff CHECK (((staff >= 0) AND (staff <= 500))),
  constraint daily_use_weather CHECK ((weather = ANY (ARRAY['fine'::text, 'cloudy'::text, 'rain'::text, 'snow'::text, 'storm'::text]))),
  constraint daily_use_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id),
  constraint daily_use_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE,
  constraint daily_use_pkey PRIMARY KEY (id),
  constraint daily_use_key_with_facility UNIQUE (service_id, facility_id, used_on),
  constraint daily_use_once UNIQUE (service_id, used_on)
);
CREATE INDEX daily_use_entered_by ON daily_use USING btree (entered_by);
CREATE INDEX daily_use_facility ON daily_use USING btree (facility_id, used_on DESC);
CREATE INDEX daily_use_year ON daily_use USING btree (fiscal_year, service_id, month) INCLUDE (facility_id, opened, families, adults, fathers, expecting, children_0, children_1, children_2, children_3_up, first_visits, from_elsewhere, people);
grant insert, select to tsunagi_service;
grant update (adults, children_0, children_1, children_2, children_3_up, closed_reason, entered_at, entered_by, expecting, families, fathers, first_visits, from_elsewhere, note, opened, staff, version, weather) to tsunagi_service;
policy daily_use_enter for insert to tsunagi_service with check ((may_enter_use(facility_id) AND (entered_by = session_person())));
policy daily_use_mend for update to tsunagi_service using (may_enter_use(facility_id));
policy daily_use_names for update to tsunagi_service using (names_were(('daily_use '::text || id), VARIADIC ARRAY[entered_by])) with check (names_stay(('daily_use '::text || id), VARIADIC ARRAY[entered_by]));
policy daily_use_read for select to tsunagi_service using (may_read_use(facility_id));

create table daily_use_consultation (
  id bigint not null generated as identity,
  service_id bigint not null,
  facility_id bigint not null,
  used_on date not null,
  method text not null,
  topic text not null,
  child_age text,
  minutes integer,
  led_to text,
  people integer not null default 1,
  constraint daily_use_consultation_child_age CHECK ((child_age = ANY (ARRAY['expecting'::text, '0'::text, '1'::text, '2'::text, '3_up'::text]))),
  constraint daily_use_consultation_led_to CHECK ((led_to = ANY (ARRAY['here'::text, 'information'::text, 'nurse'::text, 'centre'::text, 'other_place'::text, 'clinic'::text, 'watch'::text]))),
  constraint daily_use_consultation_method CHECK ((method = ANY (ARRAY['in_person'::text, 'phone'::text, 'visit'::text, 'online'::text]))),
  constraint daily_use_consultation_numbers CHECK ((((people >= 1) AND (people <= 500)) AND ((minutes >= 1) AND (minutes <= 600)))),
  constraint daily_use_consultation_topic CHECK ((topic = ANY (ARRAY['life'::text, 'development'::text, 'behaviour'::text, 'feeding'::text, 'health'::text, 'guardian'::text, 'family'::text, 'enrolment'::text, 'other'::text]))),
  constraint daily_use_consultation_of_day FOREIGN KEY (service_id, facility_id, used_on) REFERENCES daily_use(service_id, facility_id, used_on) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint daily_use_consultation_pkey PRIMARY KEY (id)
);
CREATE INDEX daily_use_consultation_day ON daily_use_consultation USING btree (service_id, facility_id, used_on);
CREATE INDEX daily_use_consultation_when ON daily_use_consultation USING btree (used_on) INCLUDE (service_id, facility_id, method, topic, people);
grant delete, insert, select to tsunagi_service;
policy daily_use_consultation_enter for insert to tsunagi_service with check (may_enter_use(facility_id));
policy daily_use_consultation_mend for delete to tsunagi_service using (may_enter_use(facility_id));
policy daily_use_consultation_read for select to tsunagi_service using (may_read_use(facility_id));

create table daily_use_draft (
  service_id bigint not null,
  facility_id bigint not null,
  used_on date not null,
  person_id bigint not null,
  fields jsonb not null,
  base_version integer not null default 0,
  saved_at timestamp with time zone not null,
  constraint daily_use_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint daily_use_draft_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint daily_use_draft_pkey PRIMARY KEY (service_id, used_on, person_id)
);
CREATE INDEX daily_use_draft_of_service ON daily_use_draft USING btree (service_id, facility_id);
CREATE INDEX daily_use_draft_person ON daily_use_draft USING btree (person_id, saved_at DESC);
grant delete, insert, select to tsunagi_service;
grant update (base_version, fields, saved_at) to tsunagi_service;
policy daily_use_draft_own for all to tsunagi_service using ((person_id = session_person())) with check (((person_id = session_person()) AND may_enter_use(facility_id)));

create table daily_use_event (
  id bigint not null generated as identity,
  service_id bigint not null,
  facility_id bigint not null,
  used_on date not null,
  kind text not null,
  title text not null,
  participants integer,
  constraint daily_use_event_kind CHECK ((kind = ANY (ARRAY['course'::text, 'outreach'::text, 'near_miss'::text]))),
  constraint daily_use_event_participants CHECK (((participants >= 0) AND (participants <= 5000))),
  constraint daily_use_event_title CHECK ((btrim(title) <> ''::text)),
  constraint daily_use_event_of_day FOREIGN KEY (service_id, facility_id, used_on) REFERENCES daily_use(service_id, facility_id, used_on) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint daily_use_event_pkey PRIMARY KEY (id)
);
CREATE INDEX daily_use_event_day ON daily_use_event USING btree (service_id, facility_id, used_on);
CREATE INDEX daily_use_event_when ON daily_use_event USING btree (used_on) INCLUDE (service_id, facility_id, kind, participants);
grant delete, insert, select to tsunagi_service;
policy daily_use_event_enter for insert to tsunagi_service with check (may_enter_use(facility_id));
policy daily_use_event_mend for delete to tsunagi_service using (may_enter_use(facility_id));
policy daily_use_event_read for select to tsunagi_service using (may_read_use(facility_id));

create table decision (
  id bigint not null generated as identity,
  meeting_id bigint not null,
  forum_id bigint not null,
  agenda_item_id bigint not null,
  issue_id bigint,
  body text not null,
  decided_on date not null,
  published boolean not null default false,
  created_at timestamp with time zone not null,
  constraint decision_body_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint decision_agenda_item FOREIGN KEY (agenda_item_id, meeting_id, forum_id) REFERENCES agenda_item(id, meeting_id, forum_id) ON DELETE CASCADE,
  constraint decision_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint decision_pkey PRIMARY KEY (id)
);
CREATE INDEX decision_by_agenda_item ON decision USING btree (agenda_item_id, meeting_id, forum_id);
CREATE INDEX decision_issue ON decision USING btree (issue_id);
CREATE INDEX decision_meeting ON decision USING btree (meeting_id);
grant delete, insert, select to tsunagi_service;
grant update (published) to tsunagi_service;
policy decision_add for insert to tsunagi_service with check (may_manage_meeting());
policy decision_change for update to tsunagi_service using (may_manage_meeting());
policy decision_read for select to tsunagi_service using (may_read_minutes(meeting_id, forum_id, published));
policy decision_remove for delete to tsunagi_service using (may_manage_meeting());

create table desk_hours (
  id bigint not null generated as identity,
  weekday integer not null,
  opens time without time zone not null,
  closes time without time zone not null,
  starts_on date not null,
  ends_on date,
  constraint desk_hours_end_after_start CHECK ((ends_on >= starts_on)),
  constraint desk_hours_opens_before_closing CHECK ((opens < closes)),
  constraint desk_hours_weekday CHECK (((weekday >= 1) AND (weekday <= 7))),
  constraint desk_hours_pkey PRIMARY KEY (id),
  constraint desk_hours_once UNIQUE (weekday, opens, starts_on)
);
grant insert, select to tsunagi_service;
grant update (ends_on) to tsunagi_service;
policy desk_hours_add for insert to tsunagi_service with check (session_has('case.supervise'::text));
policy desk_hours_end for update to tsunagi_service using (session_has('case.supervise'::text));
policy desk_hours_read for select to tsunagi_service using (true);

create table directory_setting (
  one boolean not null default true,
  confirm_every_months integer not null default 12,
  version integer not null default 1,
  constraint directory_setting_confirm CHECK (((confirm_every_months >= 1) AND (confirm_every_months <= 36))),
  constraint directory_setting_is_one_row CHECK (one),
  constraint directory_setting_pkey PRIMARY KEY (one)
);
grant select, update to tsunagi_service;
policy directory_setting_change for update to tsunagi_service using (may_manage_directory());
policy directory_setting_read for select to tsunagi_service using (true);

create table disclosure (
  id bigint not null generated as identity,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  by_team_id bigint not null,
  case_id bigint,
  referral_id bigint,
  basis_id bigint not null,
  consent_id bigint,
  consent_in_force boolean,
  second_person text not null,
  answers jsonb not null,
  facility_id bigint,
  organisation_id bigint,
  recipient_name text not null,
  items text[] not null,
  necessity text not null,
  harm_check text not null,
  document_number text,
  way text not null,
  until date not null,
  decided_by bigint not null,
  decided_at timestamp with time zone not null,
  second_by bigint,
  second_at timestamp with time zone,
  second_note text not null default ''::text,
  ended_at timestamp with time zone,
  ended_by bigint,
  ended_reason text,
  in_force boolean not null generated always as (((ended_at IS NULL) AND ((consent_id IS NULL) OR COALESCE(consent_in_force, false)) AND ((second_person <> 'before'::text) OR (second_at IS NOT NULL)))) stored,
  constraint disclosure_consent_flag CHECK (((consent_id IS NULL) = (consent_in_force IS NULL))),
  constraint disclosure_ending_is_whole CHECK ((((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_reason IS NULL)))),
  constraint disclosure_has_items CHECK ((cardinality(items) > 0)),
  constraint disclosure_has_reasons CHECK (((btrim(necessity) <> ''::text) AND (btrim(harm_check) <> ''::text) AND (btrim(recipient_name) <> ''::text))),
  constraint disclosure_second_is_another CHECK ((second_by <> decided_by)),
  constraint disclosure_second_is_whole CHECK (((second_by IS NULL) = (second_at IS NULL))),
  constraint disclosure_second_person CHECK ((second_person = ANY (ARRAY['none'::text, 'before'::text, 'after'::text]))),
  constraint disclosure_until CHECK ((until <= (((decided_at AT TIME ZONE 'UTC'::text))::date + 1100))),
  constraint disclosure_way CHECK ((way = ANY (ARRAY['system'::text, 'paper'::text, 'spoken'::text, 'meeting'::text]))),
  constraint disclosure_without_consent_has_a_second_person CHECK (((consent_id IS NOT NULL) OR (second_person <> 'none'::text))),
  constraint disclosure_basis_id_fkey FOREIGN KEY (basis_id) REFERENCES legal_basis(id),
  constraint disclosure_by_team_id_fkey FOREIGN KEY (by_team_id) REFERENCES team(id),
  constraint disclosure_case FOREIGN KEY (case_id) REFERENCES support_case(id),
  constraint disclosure_consent FOREIGN KEY (consent_id, consent_in_force) REFERENCES consent(id, in_force) ON UPDATE CASCADE,
  constraint disclosure_consent_of_household FOREIGN KEY (consent_id, household_id) REFERENCES consent(id, household_id),
  constraint disclosure_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint disclosure_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint disclosure_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint disclosure_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint disclosure_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint disclosure_referral FOREIGN KEY (referral_id) REFERENCES referral(id),
  constraint disclosure_second_by_fkey FOREIGN KEY (second_by) REFERENCES person(id),
  constraint disclosure_pkey PRIMARY KEY (id),
  constraint disclosure_force UNIQUE (id, in_force),
  constraint disclosure_of_case UNIQUE (id, case_id),
  constraint disclosure_reach UNIQUE (id, team_ids, in_force)
);
CREATE INDEX disclosure_basis ON disclosure USING btree (basis_id);
CREATE INDEX disclosure_by_team ON disclosure USING btree (by_team_id, decided_at DESC);
CREATE INDEX disclosure_case_key ON disclosure USING btree (case_id);
CREATE INDEX disclosure_consent_household ON disclosure USING btree (consent_id, household_id);
CREATE INDEX disclosure_consent_key ON disclosure USING btree (consent_id, consent_in_force);
CREATE INDEX disclosure_decided_by ON disclosure USING btree (decided_by);
CREATE INDEX disclosure_ended_by ON disclosure USING btree (ended_by);
CREATE INDEX disclosure_facility ON disclosure USING btree (facility_id);
CREATE INDEX disclosure_household_key ON disclosure USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX disclosure_newest ON disclosure USING btree (household_id, decided_at DESC);
CREATE INDEX disclosure_organisation ON disclosure USING btree (organisation_id);
CREATE INDEX disclosure_referral_key ON disclosure USING btree (referral_id);
CREATE INDEX disclosure_second_by ON disclosure USING btree (second_by);
CREATE INDEX disclosure_second_waiting ON disclosure USING btree (by_team_id, decided_at) WHERE ((second_person <> 'none'::text) AND (second_at IS NULL) AND (ended_at IS NULL));
grant insert, select to tsunagi_service;
grant update (consent_id, consent_in_force, ended_at, ended_by, ended_reason, second_at, second_by, second_note) to tsunagi_service;
policy disclosure_add for insert to tsunagi_service with check ((may_disclose(team_ids) AND (by_team_id = ANY (session_case_teams())) AND (decided_by = session_person()) AND (second_by IS NULL) AND names_mine(VARIADIC ARRAY[ended_by])));
policy disclosure_read for select to tsunagi_service using (may_read_household(team_ids, household_id));
policy disclosure_sign for update to tsunagi_service using (may_disclose(team_ids)) with check ((((second_by IS NULL) OR (second_by = session_person()) OR (ended_by = session_person())) AND ((ended_by IS NULL) OR (ended_by = session_person()))));

create table disclosure_carried (
  id bigint not null generated as identity,
  disclosure_id bigint not null,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  from_consent_id bigint not null,
  to_consent_id bigint not null,
  carried_by bigint not null,
  carried_at timestamp with time zone not null,
  constraint disclosure_carried_is_a_step CHECK ((from_consent_id <> to_consent_id)),
  constraint disclosure_carried_carried_by_fkey FOREIGN KEY (carried_by) REFERENCES person(id),
  constraint disclosure_carried_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure(id),
  constraint disclosure_carried_from FOREIGN KEY (from_consent_id, household_id) REFERENCES consent(id, household_id),
  constraint disclosure_carried_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint disclosure_carried_to FOREIGN KEY (to_consent_id, household_id) REFERENCES consent(id, household_id),
  constraint disclosure_carried_pkey PRIMARY KEY (id)
);
CREATE INDEX disclosure_carried_by ON disclosure_carried USING btree (carried_by);
CREATE INDEX disclosure_carried_from_key ON disclosure_carried USING btree (from_consent_id, household_id);
CREATE INDEX disclosure_carried_household_key ON disclosure_carried USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX disclosure_carried_of ON disclosure_carried USING btree (disclosure_id);
CREATE INDEX disclosure_carried_to_key ON disclosure_carried USING btree (to_consent_id, household_id);
grant insert, select to tsunagi_service;
policy disclosure_carried_add for insert to tsunagi_service with check ((may_disclose(team_ids) AND (carried_by = session_person())));
policy disclosure_carried_read for select to tsunagi_service using (may_read_household(team_ids, household_id));

create table disclosure_content (
  disclosure_id bigint not null,
  team_ids bigint[] not null,
  in_force boolean not null,
  referral_id bigint,
  shares boolean,
  until_at timestamp with time zone not null,
  facility_id bigint,
  organisation_id bigint,
  shown jsonb not null,
  first_opened_at timestamp with time zone,
  constraint disclosure_content_referral_flag CHECK (((referral_id IS NULL) = (shares IS NULL))),
  constraint disclosure_content_disclosure FOREIGN KEY (disclosure_id, team_ids, in_force) REFERENCES disclosure(id, team_ids, in_force) ON UPDATE CASCADE,
  constraint disclosure_content_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint disclosure_content_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint disclosure_content_referral FOREIGN KEY (referral_id, shares) REFERENCES referral(id, shares) ON UPDATE CASCADE,
  constraint disclosure_content_pkey PRIMARY KEY (disclosure_id)
);
CREATE INDEX disclosure_content_facility ON disclosure_content USING btree (facility_id);
CREATE INDEX disclosure_content_key ON disclosure_content USING btree (disclosure_id, team_ids, in_force);
CREATE INDEX disclosure_content_organisation ON disclosure_content USING btree (organisation_id);
CREATE INDEX disclosure_content_referral_key ON disclosure_content USING btree (referral_id, shares);
grant insert, select to tsunagi_service;
policy disclosure_content_add for insert to tsunagi_service with check (may_disclose(team_ids));
policy disclosure_content_read for select to tsunagi_service using ((may_disclose(team_ids) OR may_receive_content(in_force, shares, until_at, facility_id, organisation_id)));

create table disposal (
  id bigint not null generated as identity,
  kind text not null,
  zone text not null,
  team_id bigint,
  note text not null default ''::text,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  approved boolean,
  decision_note text not null default ''::text,
  done_at timestamp with time zone,
  constraint disposal_decision_is_whole CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (approved IS NULL)))),
  constraint disposal_done_was_approved CHECK (((done_at IS NULL) OR approved)),
  constraint disposal_four_eyes CHECK (((NOT approved) OR (decided_by <> proposed_by))),
  constraint disposal_returned_says_why CHECK ((approved OR (decided_at IS NULL) OR (btrim(decision_note) <> ''::text))),
  constraint disposal_team CHECK (((zone = 'case'::text) = (team_id IS NOT NULL))),
  constraint disposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint disposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint disposal_rule FOREIGN KEY (kind, zone) REFERENCES retention_rule(code, zone),
  constraint disposal_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint disposal_pkey PRIMARY KEY (id),
  constraint disposal_key UNIQUE (id, kind)
);
CREATE INDEX disposal_by_rule ON disposal USING btree (kind, zone);
CREATE INDEX disposal_decided_by ON disposal USING btree (decided_by);
CREATE INDEX disposal_open ON disposal USING btree (proposed_at) WHERE (done_at IS NULL);
CREATE INDEX disposal_proposed_by ON disposal USING btree (proposed_by);
grant select to tsunagi_service;
grant update (approved, decided_at, decided_by, decision_note, done_at) to tsunagi_service;
policy disposal_decide for update to tsunagi_service using ((may_read_retention(team_id) AND (decided_at IS NULL))) with check (((decided_by = session_person()) AND (done_at IS NULL) AND (may_approve_disposal(proposed_by, team_id) OR ((NOT approved) AND (proposed_by = session_person())))));
policy disposal_finish for update to tsunagi_service using (session_has('job'::text)) with check ((session_has('job'::text) AND approved AND (done_at IS NOT NULL)));
policy disposal_read for select to tsunagi_service using ((may_read_retention(team_id) OR session_has('job'::text)));

create table disposal_item (
  disposal_id bigint not null,
  kind text not null,
  team_id bigint,
  subject_id bigint not null,
  parent_id bigint,
  label text not null,
  ended_on date not null,
  due_on date not null,
  term_id bigint not null,
  outcome text,
  outcome_at timestamp with time zone,
  constraint disposal_item_outcome CHECK ((outcome = ANY (ARRAY['gone'::text, 'held'::text, 'not_due'::text, 'returned'::text]))),
  constraint disposal_item_outcome_is_whole CHECK (((outcome IS NULL) = (outcome_at IS NULL))),
  constraint disposal_item_disposal FOREIGN KEY (disposal_id, kind) REFERENCES disposal(id, kind),
  constraint disposal_item_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint disposal_item_term FOREIGN KEY (term_id, kind) REFERENCES retention_term(id, rule_code),
  constraint disposal_item_pkey PRIMARY KEY (disposal_id, subject_id)
);
CREATE INDEX disposal_item_by_disposal ON disposal_item USING btree (disposal_id, kind);
CREATE INDEX disposal_item_by_term ON disposal_item USING btree (term_id, kind);
CREATE INDEX disposal_item_team ON disposal_item USING btree (team_id);
CREATE UNIQUE INDEX disposal_item_gone_once ON disposal_item USING btree (kind, subject_id) WHERE (outcome = 'gone'::text);
CREATE UNIQUE INDEX disposal_item_once ON disposal_item USING btree (kind, subject_id) WHERE (outcome IS NULL);
grant select to tsunagi_service;
grant update (outcome, outcome_at) to tsunagi_service;
policy disposal_item_mark for update to tsunagi_service using ((session_has('job'::text) OR (may_read_retention(team_id) AND (outcome IS NULL)))) with check ((session_has('job'::text) OR (outcome = 'returned'::text)));
policy disposal_item_read for select to tsunagi_service using ((may_read_retention(team_id) OR session_has('job'::text)));

create table district_team (
  fiscal_year integer not null,
  area_id bigint not null,
  team_id bigint not null,
  constraint district_team_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint district_team_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint district_team_pkey PRIMARY KEY (fiscal_year, area_id)
);
CREATE INDEX district_team_area ON district_team USING btree (area_id);
CREATE INDEX district_team_team ON district_team USING btree (team_id);
grant delete, insert, select to tsunagi_service;
policy district_team_add for insert to tsunagi_service with check (session_has('case.supervise'::text));
policy district_team_read for select to tsunagi_service using (session_has('network'::text));
policy district_team_remove for delete to tsunagi_service using (session_has('case.supervise'::text));

create table duty_shift (
  id bigint not null generated as identity,
  team_id bigint not null,
  person_id bigint not null,
  on_date date not null,
  opens time without time zone not null,
  closes time without time zone not null,
  constraint duty_shift_opens_before_closing CHECK ((opens < closes)),
  constraint duty_shift_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint duty_shift_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint duty_shift_pkey PRIMARY KEY (id),
  constraint duty_shift_no_overlap EXCLUDE USING gist (person_id WITH =, tsrange((on_date + opens), (on_date + closes)) WITH &&)
);
CREATE INDEX duty_shift_day ON duty_shift USING btree (on_date, opens);
CREATE INDEX duty_shift_team ON duty_shift USING btree (team_id);
grant delete, insert, select to tsunagi_service;
policy duty_shift_add for insert to tsunagi_service with check (may_lead_case(team_id));
policy duty_shift_read for select to tsunagi_service using (session_has('case.work'::text));
policy duty_shift_remove for delete to tsunagi_service using (may_lead_case(team_id));

create table emergency_access (
  id bigint not null generated as identity,
  person_id bigint not null,
  subject_kind text not null,
  subject_id bigint not null,
  team_id bigint,
  reason text not null,
  opened_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint emergency_access_has_reason CHECK ((length(btrim(reason)) >= 10)),
  constraint emergency_access_is_short CHECK (((ends_at > opened_at) AND (ends_at <= (opened_at + '12:00:00'::interval)))),
  constraint emergency_access_pkey PRIMARY KEY (id)
);
CREATE INDEX emergency_access_current ON emergency_access USING btree (person_id, ends_at);
grant insert, select to tsunagi_service;
grant update (ended_at) to tsunagi_service;
policy emergency_access_end for update to tsunagi_service using (((person_id = session_person()) OR (team_id = ANY (session_teams()))));
policy emergency_access_open for insert to tsunagi_service with check (((person_id = session_person()) AND (((subject_kind = 'visit'::text) AND session_has('visit.read'::text)) OR ((subject_kind = ANY (ARRAY['case'::text, 'household'::text])) AND session_has('case.work'::text)))));
policy emergency_access_read for select to tsunagi_service using (((person_id = session_person()) OR (team_id = ANY (session_teams())) OR session_has('audit.read'::text)));

create table event (
  id bigint not null generated as identity,
  uid text not null,
  organisation_id bigint not null,
  facility_id bigint,
  service_id bigint,
  event_kind_code text not null,
  title text not null,
  summary text not null default ''::text,
  description text not null default ''::text,
  zone text not null default 'public'::text,
  audience text not null default ''::text,
  for_children boolean not null default true,
  age_from_months integer,
  age_to_months integer,
  place_name text not null default ''::text,
  address text not null default ''::text,
  town_id bigint,
  latitude double precision,
  longitude double precision,
  online text not null default 'none'::text,
  fee_amount integer,
  fee_note text not null default ''::text,
  what_to_bring text not null default ''::text,
  languages text[] not null default '{ja}'::text[],
  accommodations text[] not null default '{}'::text[],
  contact_name text not null default ''::text,
  contact_phone text,
  contact_email text,
  url text,
  starts_on date not null,
  starts_at time without time zone,
  ends_at time without time zone,
  days integer not null default 1,
  rrule text,
  holidays text not null default 'open'::text,
  except_on date[] not null default '{}'::date[],
  also_on date[] not null default '{}'::date[],
  more_times text[] not null default '{}'::text[],
  application text not null default 'none'::text,
  application_note text not null default ''::text,
  application_opens_at timestamp with time zone,
  application_closes_at timestamp with time zone,
  lottery_at timestamp with time zone,
  capacity integer,
  capacity_unit text not null default 'family'::text,
  waiting_list boolean not null default true,
  offer_hours integer not null default 24,
  source text not null default 'manual'::text,
  source_key text,
  source_text text,
  extras jsonb not null default '{}'::jsonb,
  published_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by bigint,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  folded text not null generated always as (search_fold(((((((title || ' '::text) || summary) || ' '::text) || place_name) || ' '::text) || audience))) stored,
  shown_from timestamp with time zone not null generated always as (COALESCE(published_at, 'infinity'::timestamp with time zone)) stored,
  owner_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  feed_id bigint,
  apply_at text,
  constraint event_ages CHECK (((age_from_months >= 0) AND (age_to_months >= age_from_months))),
  constraint event_application CHECK ((application = ANY (ARRAY['none'::text, 'contact'::text, 'form'::text, 'lottery'::text]))),
  constraint event_application_opens_first CHECK ((application_closes_at > application_opens_at)),
  constraint event_apply_at CHECK ((apply_at ~ '^/[a-z]+/[0-9]+/apply$'::text)),
  constraint event_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint event_capacity CHECK (((capacity >= 1) AND (capacity <= 100000))),
  constraint event_capacity_unit CHECK ((capacity_unit = ANY (ARRAY['family'::text, 'person'::text]))),
  constraint event_days CHECK (((days >= 1) AND (days <= 200))),
  constraint event_fee CHECK (((fee_amount >= 0) AND (fee_amount <= 10000000))),
  constraint event_holidays CHECK ((holidays = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint event_is_in_japan CHECK ((((latitude >= (20)::double precision) AND (latitude <= (46)::double precision)) AND ((longitude >= (122)::double precision) AND (longitude <= (154.5)::double precision)))),
  constraint event_lottery_has_a_day CHECK (((application <> 'lottery'::text) OR ((lottery_at IS NOT NULL) AND (application_closes_at IS NOT NULL) AND (lottery_at >= application_closes_at) AND (capacity IS NOT NULL)))),
  constraint event_more_times CHECK ((array_to_string(more_times, ','::text) ~ '^([0-2][0-9]:[0-5][0-9]-([0-2][0-9]:[0-5][0-9])?,?)*$'::text)),
  constraint event_offer_hours CHECK (((offer_hours >= 1) AND (offer_hours <= 168))),
  constraint event_online CHECK ((online = ANY (ARRAY['none'::text, 'also'::text, 'only'::text]))),
  constraint event_source CHECK ((source = ANY (ARRAY['manual'::text, 'import'::text, 'feed'::text]))),
  constraint event_times CHECK ((((ends_at IS NULL) OR (starts_at IS NOT NULL)) AND ((days > 1) OR (ends_at > starts_at)))),
  constraint event_title CHECK ((btrim(title) <> ''::text)),
  constraint event_zone CHECK ((zone = ANY (ARRAY['public'::text, 'network'::text]))),
  constraint event_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint event_event_kind_code_fkey FOREIGN KEY (event_kind_code) REFERENCES event_kind(code),
  constraint event_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES calendar_feed(id) ON DELETE CASCADE,
  constraint event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE,
  constraint event_town_id_fkey FOREIGN KEY (town_id) REFERENCES town(id),
  constraint event_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint event_pkey PRIMARY KEY (id),
  constraint event_owned UNIQUE (id, owner_facility_id),
  constraint event_reach UNIQUE (id, zone, shown_from, owner_facility_id, organisation_id),
  constraint event_uid_key UNIQUE (uid)
);
CREATE INDEX event_bigrams ON event USING gin (search_bigrams(folded)) WITH (gin_pending_list_limit='64');
CREATE INDEX event_created_by ON event USING btree (created_by);
CREATE INDEX event_facility ON event USING btree (facility_id, starts_on DESC);
CREATE INDEX event_feed ON event USING btree (feed_id) WHERE (feed_id IS NOT NULL);
CREATE INDEX event_kind_newest ON event USING btree (event_kind_code, starts_on DESC);
CREATE INDEX event_organisation ON event USING btree (organisation_id);
CREATE INDEX event_town ON event USING btree (town_id);
CREATE INDEX event_updated_by ON event USING btree (updated_by);
CREATE UNIQUE INDEX event_source_key_once ON event USING btree (source, source_key) WHERE (source_key IS NOT NULL);
grant delete, insert, select, update to tsunagi_service;
policy event_add for insert to tsunagi_service with check (((may_edit_event(owner_facility_id) OR session_has('job'::text)) AND names_mine(VARIADIC ARRAY[created_by, updated_by])));
policy event_change for update to tsunagi_service using ((may_edit_event(owner_facility_id) OR session_has('job'::text)));
policy event_names for update to tsunagi_service using (names_were(('event '::text || id), VARIADIC ARRAY[created_by, updated_by])) with check (names_stay(('event '::text || id), VARIADIC ARRAY[created_by, updated_by]));
policy event_read for select to tsunagi_service using (may_read_event(zone, shown_from, owner_facility_id, organisation_id));
policy event_remove for delete to tsunagi_service using (((may_edit_event(owner_facility_id) AND (published_at IS NULL)) OR (session_has('job'::text) AND (source = 'feed'::text))));

create table event_applicant (
  event_application_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  name text not null,
  name_kana text not null default ''::text,
  phone text,
  email text,
  note text not null default ''::text,
  code_sealed text not null,
  delete_after date not null,
  speech text not null default 'ja'::text,
  constraint event_applicant_can_be_reached CHECK (((phone IS NOT NULL) OR (email IS NOT NULL))),
  constraint event_applicant_name CHECK ((btrim(name) <> ''::text)),
  constraint event_applicant_speech CHECK ((speech = ANY (ARRAY['ja'::text, 'easy'::text, 'en'::text, 'zh'::text, 'ko'::text, 'vi'::text, 'tl'::text, 'pt'::text]))),
  constraint event_applicant_event_application_id_fkey FOREIGN KEY (event_application_id) REFERENCES event_application(id) ON DELETE CASCADE,
  constraint event_applicant_host FOREIGN KEY (event_application_id, organisation_id) REFERENCES event_application(id, organisation_id) ON DELETE CASCADE,
  constraint event_applicant_host_facility FOREIGN KEY (event_application_id, facility_id) REFERENCES event_application(id, facility_id) ON DELETE CASCADE,
  constraint event_applicant_pkey PRIMARY KEY (event_application_id)
);
CREATE INDEX event_applicant_delete_after ON event_applicant USING btree (delete_after);
grant delete, select to tsunagi_service;
grant update (delete_after) to tsunagi_service;
policy event_applicant_delete for delete to tsunagi_service using (session_has('job'::text));
policy event_applicant_move for update to tsunagi_service using (session_has('job'::text));
policy event_applicant_read for select to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR session_has('job'::text)));

create table event_application (
  id bigint not null generated as identity,
  event_session_id bigint not null,
  event_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  person_id bigint,
  code_hash text not null,
  number integer not null,
  adults integer not null default 1,
  children integer not null default 0,
  places integer not null,
  child_ages_months integer[] not null default '{}'::integer[],
  applied_at timestamp with time zone not null,
  way text not null,
  taken_down_by bigint,
  entered_lottery boolean not null default false,
  confirmed_at timestamp with time zone,
  waitlisted_at timestamp with time zone,
  line integer,
  offered_at timestamp with time zone,
  offer_expires_at timestamp with time zone,
  called_at timestamp with time zone,
  lapsed_at timestamp with time zone,
  lost_lottery_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  attended_at timestamp with time zone,
  absent_at timestamp with time zone,
  reminded_at timestamp with time zone,
  personal_data_deleted_at timestamp with time zone,
  for_facility_id bigint,
  constraint event_application_attended_or_absent CHECK (((attended_at IS NULL) OR (absent_at IS NULL))),
  constraint event_application_came_confirmed CHECK ((((attended_at IS NULL) AND (absent_at IS NULL)) OR (confirmed_at IS NOT NULL))),
  constraint event_application_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL))),
  constraint event_application_cancelled_by CHECK ((cancelled_by = ANY (ARRAY['applicant'::text, 'host'::text, 'event'::text]))),
  constraint event_application_line CHECK (((waitlisted_at IS NULL) = (line IS NULL))),
  constraint event_application_offer_after_waiting CHECK (((offered_at IS NULL) OR (waitlisted_at IS NOT NULL))),
  constraint event_application_offer_is_whole CHECK (((offered_at IS NULL) = (offer_expires_at IS NULL))),
  constraint event_application_party CHECK ((((adults >= 0) AND (adults <= 20)) AND ((children >= 0) AND (children <= 30)) AND ((adults + children) >= 1) AND ((places >= 1) AND (places <= 50)))),
  constraint event_application_staff CHECK (((way = 'staff'::text) = (taken_down_by IS NOT NULL))),
  constraint event_application_way CHECK ((way = ANY (ARRAY['public'::text, 'account'::text, 'staff'::text]))),
  constraint event_application_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint event_application_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id),
  constraint event_application_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_application_for_facility_id_fkey FOREIGN KEY (for_facility_id) REFERENCES facility(id),
  constraint event_application_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_application_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint event_application_taken_down_by_fkey FOREIGN KEY (taken_down_by) REFERENCES person(id),
  constraint event_application_pkey PRIMARY KEY (id),
  constraint event_application_code_hash_key UNIQUE (code_hash),
  constraint event_application_host UNIQUE (id, organisation_id),
  constraint event_application_host_facility UNIQUE (id, facility_id),
  constraint event_application_number_once UNIQUE (event_session_id, number)
);
CREATE INDEX event_application_event ON event_application USING btree (event_id);
CREATE INDEX event_application_facility ON event_application USING btree (facility_id, applied_at DESC) WHERE (facility_id IS NOT NULL);
CREATE INDEX event_application_for_facility ON event_application USING btree (for_facility_id, event_session_id) WHERE (for_facility_id IS NOT NULL);
CREATE INDEX event_application_offers ON event_application USING btree (offer_expires_at) WHERE ((offered_at IS NOT NULL) AND (confirmed_at IS NULL) AND (lapsed_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX event_application_organisation ON event_application USING btree (organisation_id, applied_at DESC);
CREATE INDEX event_application_person ON event_application USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX event_application_taken_down_by ON event_application USING btree (taken_down_by) WHERE (taken_down_by IS NOT NULL);
CREATE UNIQUE INDEX event_application_line_once ON event_application USING btree (event_session_id, line) WHERE (line IS NOT NULL);
grant select to tsunagi_service;
grant update (absent_at, attended_at, called_at, cancel_reason, cancelled_at, cancelled_by, confirmed_at, lapsed_at, line, lost_lottery_at, offer_expires_at, offered_at, personal_data_deleted_at, reminded_at, waitlisted_at) to tsunagi_service;
policy event_application_follow for update to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR session_has('job'::text)));
policy event_application_read for select to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR (person_id = session_person()) OR session_has('job'::text) OR (for_facility_id = ANY (session_facilities()))));

create table event_deed (
  id bigint not null generated as identity,
  event_id bigint not null,
  zone text not null,
  shown_from timestamp with time zone not null,
  owner_facility_id bigint not null,
  organisation_id bigint not null,
  done_at timestamp with time zone not null,
  person_id bigint,
  what text not null,
  recurrence_on date,
  detail jsonb not null default '{}'::jsonb,
  constraint event_deed_what CHECK ((what = ANY (ARRAY['created'::text, 'copied'::text, 'imported'::text, 'answered'::text, 'changed'::text, 'published'::text, 'withdrawn'::text, 'cancelled'::text, 'restored'::text, 'session_moved'::text, 'session_cancelled'::text, 'session_restored'::text, 'session_capacity'::text, 'session_note'::text]))),
  constraint event_deed_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint event_deed_reach FOREIGN KEY (event_id, zone, shown_from, owner_facility_id, organisation_id) REFERENCES event(id, zone, shown_from, owner_facility_id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint event_deed_pkey PRIMARY KEY (id)
);
CREATE INDEX event_deed_event ON event_deed USING btree (event_id, zone, shown_from, owner_facility_id, organisation_id);
CREATE INDEX event_deed_person ON event_deed USING btree (person_id) WHERE (person_id IS NOT NULL);
grant insert, select to tsunagi_service;
policy event_deed_add for insert to tsunagi_service with check ((may_edit_event(owner_facility_id) OR session_has('job'::text)));
policy event_deed_read for select to tsunagi_service using (may_prepare_event(owner_facility_id, organisation_id));

create table event_draft (
  id bigint not null generated as identity,
  person_id bigint not null,
  event_id bigint,
  owner_facility_id bigint,
  copied_from bigint,
  fields jsonb not null,
  base_version integer not null default 0,
  saved_at timestamp with time zone not null,
  constraint event_draft_of_one CHECK (((event_id IS NULL) OR (copied_from IS NULL))),
  constraint event_draft_owned CHECK (((event_id IS NULL) = (owner_facility_id IS NULL))),
  constraint event_draft_copied_from_fkey FOREIGN KEY (copied_from) REFERENCES event(id) ON DELETE CASCADE,
  constraint event_draft_event FOREIGN KEY (event_id, owner_facility_id) REFERENCES event(id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint event_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint event_draft_pkey PRIMARY KEY (id),
  constraint event_draft_once UNIQUE NULLS NOT DISTINCT (person_id, event_id, copied_from)
);
CREATE INDEX event_draft_copied ON event_draft USING btree (copied_from) WHERE (copied_from IS NOT NULL);
CREATE INDEX event_draft_of_event ON event_draft USING btree (event_id, owner_facility_id) WHERE (event_id IS NOT NULL);
grant delete, insert, select, update to tsunagi_service;
policy event_draft_own for all to tsunagi_service using (may_draft_event(person_id, owner_facility_id)) with check (may_draft_event(person_id, owner_facility_id));

create table event_form (
  event_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  ask_kana boolean not null default true,
  ask_ages boolean not null default true,
  note_label text not null default ''::text,
  keep_days integer not null default 30,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint event_form_keep_days CHECK (((keep_days >= 0) AND (keep_days <= 365))),
  constraint event_form_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) ON DELETE CASCADE,
  constraint event_form_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_form_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_form_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint event_form_pkey PRIMARY KEY (event_id)
);
CREATE INDEX event_form_facility ON event_form USING btree (facility_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX event_form_organisation ON event_form USING btree (organisation_id);
CREATE INDEX event_form_updated_by ON event_form USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (ask_ages, ask_kana, keep_days, note_label, updated_at, updated_by, version) to tsunagi_service;
policy event_form_add for insert to tsunagi_service with check ((may_host_event(facility_id, organisation_id) AND (updated_by = session_person())));
policy event_form_change for update to tsunagi_service using (may_host_event(facility_id, organisation_id));
policy event_form_names for update to tsunagi_service using (names_were(('event_form '::text || event_id), VARIADIC ARRAY[updated_by])) with check (names_stay(('event_form '::text || event_id), VARIADIC ARRAY[updated_by]));
policy event_form_read for select to tsunagi_service using (true);

create table event_kind (
  code text not null,
  name text not null,
  position integer not null,
  training boolean not null default false,
  constraint event_kind_pkey PRIMARY KEY (code),
  constraint event_kind_name_key UNIQUE (name)
);
grant select to tsunagi_service;
policy event_kind_read for select to tsunagi_service using (true);

create table event_lottery (
  event_session_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  seed text not null,
  seal text not null,
  sealed_at timestamp with time zone not null,
  drawn_at timestamp with time zone,
  constraint event_lottery_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id) ON DELETE CASCADE,
  constraint event_lottery_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_lottery_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_lottery_pkey PRIMARY KEY (event_session_id)
);
CREATE INDEX event_lottery_facility ON event_lottery USING btree (facility_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX event_lottery_organisation ON event_lottery USING btree (organisation_id);
grant select to tsunagi_service;
grant update (drawn_at) to tsunagi_service;
policy event_lottery_draw for update to tsunagi_service using (session_has('job'::text));
policy event_lottery_read for select to tsunagi_service using ((session_has('job'::text) OR ((drawn_at IS NOT NULL) AND may_meet_applicants(facility_id, organisation_id))));

create table event_message (
  id bigint not null generated as identity,
  event_session_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  body text not null,
  sent_at timestamp with time zone not null,
  sent_by bigint not null,
  mails integer not null,
  constraint event_message_body CHECK ((btrim(body) <> ''::text)),
  constraint event_message_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id) ON DELETE CASCADE,
  constraint event_message_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_message_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES person(id),
  constraint event_message_pkey PRIMARY KEY (id)
);
CREATE INDEX event_message_facility ON event_message USING btree (facility_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX event_message_organisation ON event_message USING btree (organisation_id);
CREATE INDEX event_message_sent_by ON event_message USING btree (sent_by);
CREATE INDEX event_message_session ON event_message USING btree (event_session_id, sent_at DESC);
grant insert, select to tsunagi_service;
policy event_message_read for select to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR session_has('job'::text)));
policy event_message_send for insert to tsunagi_service with check ((may_host_event(facility_id, organisation_id) AND (sent_by = session_person())));

create table event_online (
  event_id bigint not null,
  zone text not null,
  shown_from timestamp with time zone not null,
  owner_facility_id bigint not null,
  organisation_id bigint not null,
  join_url text,
  join_note text not null default ''::text,
  checks jsonb not null default '{}'::jsonb,
  constraint event_online_url CHECK ((join_url ~ '^https?://'::text)),
  constraint event_online_reach FOREIGN KEY (event_id, zone, shown_from, owner_facility_id, organisation_id) REFERENCES event(id, zone, shown_from, owner_facility_id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint event_online_pkey PRIMARY KEY (event_id)
);
CREATE INDEX event_online_event ON event_online USING btree (event_id, zone, shown_from, owner_facility_id, organisation_id);
grant insert, select, update to tsunagi_service;
policy event_online_add for insert to tsunagi_service with check (may_edit_event(owner_facility_id));
policy event_online_change for update to tsunagi_service using (may_edit_event(owner_facility_id));
policy event_online_read for select to tsunagi_service using (may_prepare_event(owner_facility_id, organisation_id));

create table event_place (
  event_session_id bigint not null,
  place integer not null,
  event_application_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  constraint event_place_number CHECK ((place >= 1)),
  constraint event_place_event_application_id_fkey FOREIGN KEY (event_application_id) REFERENCES event_application(id) ON DELETE CASCADE,
  constraint event_place_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id),
  constraint event_place_host FOREIGN KEY (event_application_id, organisation_id) REFERENCES event_application(id, organisation_id) ON DELETE CASCADE,
  constraint event_place_host_facility FOREIGN KEY (event_application_id, facility_id) REFERENCES event_application(id, facility_id) ON DELETE CASCADE,
  constraint event_place_pkey PRIMARY KEY (event_session_id, place)
);
CREATE INDEX event_place_application ON event_place USING btree (event_application_id, organisation_id);
CREATE INDEX event_place_facility ON event_place USING btree (event_application_id, facility_id);
grant delete, insert, select to tsunagi_service;
policy event_place_free for delete to tsunagi_service using ((may_host_event(facility_id, organisation_id) OR session_has('job'::text)));
policy event_place_give for insert to tsunagi_service with check ((may_host_event(facility_id, organisation_id) OR session_has('job'::text)));
policy event_place_read for select to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR session_has('job'::text)));

create table event_question (
  id bigint not null generated as identity,
  source_key text not null,
  row_number integer not null,
  raw_dates text not null,
  cells jsonb not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by bigint,
  event_id bigint,
  dropped_reason text,
  constraint event_question_answer_is_whole CHECK (((answered_at IS NULL) = (answered_by IS NULL))),
  constraint event_question_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint event_question_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) ON DELETE SET NULL,
  constraint event_question_pkey PRIMARY KEY (id),
  constraint event_question_once UNIQUE (source_key)
);
CREATE INDEX event_question_answered_by ON event_question USING btree (answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX event_question_event ON event_question USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX event_question_open ON event_question USING btree (asked_at) WHERE (answered_at IS NULL);
grant insert, select, update to tsunagi_service;
policy event_question_answer for update to tsunagi_service using ((may_keep_calendar() OR session_has('job'::text)));
policy event_question_ask for insert to tsunagi_service with check ((session_has('job'::text) AND names_mine(VARIADIC ARRAY[answered_by])));
policy event_question_names for update to tsunagi_service using (names_were(('event_question '::text || id), VARIADIC ARRAY[answered_by])) with check (names_stay(('event_question '::text || id), VARIADIC ARRAY[answered_by]));
policy event_question_read for select to tsunagi_service using ((may_keep_calendar() OR session_has('job'::text)));

create table event_queue (
  event_session_id bigint not null,
  event_id bigint not null,
  facility_id bigint,
  organisation_id bigint not null,
  told_starts_at timestamp with time zone not null,
  last_number integer not null default 0,
  last_line integer not null default 0,
  taken integer not null default 0,
  confirmed integer not null default 0,
  waiting integer not null default 0,
  offered integer not null default 0,
  in_lottery integer not null default 0,
  cancelled integer not null default 0,
  attended integer not null default 0,
  absent integer not null default 0,
  drawn_at timestamp with time zone,
  constraint event_queue_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) ON DELETE CASCADE,
  constraint event_queue_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id) ON DELETE CASCADE,
  constraint event_queue_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint event_queue_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint event_queue_pkey PRIMARY KEY (event_session_id)
);
CREATE INDEX event_queue_event ON event_queue USING btree (event_id);
CREATE INDEX event_queue_facility ON event_queue USING btree (facility_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX event_queue_organisation ON event_queue USING btree (organisation_id);
grant select to tsunagi_service;
grant update (absent, attended, cancelled, confirmed, drawn_at, in_lottery, last_line, offered, taken, told_starts_at, waiting) to tsunagi_service;
policy event_queue_count for update to tsunagi_service using ((may_meet_applicants(facility_id, organisation_id) OR session_has('job'::text)));
policy event_queue_read for select to tsunagi_service using (true);

create table event_session (
  id bigint not null generated as identity,
  event_id bigint not null,
  zone text not null,
  shown_from timestamp with time zone not null,
  owner_facility_id bigint not null,
  organisation_id bigint not null,
  recurrence_on date not null,
  part integer not null default 1,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  all_day boolean not null default false,
  capacity integer,
  note text not null default ''::text,
  moved boolean not null default false,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  sequence integer not null default 0,
  constraint event_session_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint event_session_capacity CHECK (((capacity >= 1) AND (capacity <= 100000))),
  constraint event_session_ends CHECK ((ends_at >= starts_at)),
  constraint event_session_part CHECK (((part >= 1) AND (part <= 20))),
  constraint event_session_reach FOREIGN KEY (event_id, zone, shown_from, owner_facility_id, organisation_id) REFERENCES event(id, zone, shown_from, owner_facility_id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint event_session_pkey PRIMARY KEY (id),
  constraint event_session_once UNIQUE (event_id, recurrence_on, part)
);
CREATE INDEX event_session_event ON event_session USING btree (event_id, zone, shown_from, owner_facility_id, organisation_id);
CREATE INDEX event_session_facility ON event_session USING btree (owner_facility_id, starts_at) WHERE (owner_facility_id > 0);
CREATE INDEX event_session_long ON event_session USING btree (ends_at) WHERE ((ends_at - starts_at) > '1 day'::interval);
CREATE INDEX event_session_of ON event_session USING btree (event_id, starts_at);
CREATE INDEX event_session_organisation ON event_session USING btree (organisation_id, starts_at) WHERE (owner_facility_id = 0);
CREATE INDEX event_session_when ON event_session USING btree (starts_at, event_id);
grant delete, insert, select, update to tsunagi_service;
policy event_session_add for insert to tsunagi_service with check ((may_edit_event(owner_facility_id) OR session_has('job'::text)));
policy event_session_change for update to tsunagi_service using ((may_edit_event(owner_facility_id) OR session_has('job'::text)));
policy event_session_read for select to tsunagi_service using (may_read_event(zone, shown_from, owner_facility_id, organisation_id));
policy event_session_remove for delete to tsunagi_service using ((may_edit_event(owner_facility_id) OR session_has('job'::text)));

create table facility (
  id bigint not null generated as identity,
  organisation_id bigint not null,
  local_id text,
  name text not null,
  name_kana text not null default ''::text,
  kind text not null,
  postal_code text,
  address text not null default ''::text,
  building text,
  town_id bigint,
  latitude double precision,
  longitude double precision,
  phone text,
  fax text,
  email text,
  url text,
  access_note text,
  parking text,
  capacity integer,
  ages text,
  age_from_months integer,
  age_to_months integer,
  weekdays text,
  opens_at time without time zone,
  closes_at time without time zone,
  hours_note text,
  temporary_care boolean,
  established_on date,
  strengths text[] not null default '{}'::text[],
  visit_wishes text,
  note text,
  extras jsonb not null default '{}'::jsonb,
  confirmed_on date,
  ended_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  folded text not null generated always as (search_fold(((((((((((name || ' '::text) || name_kana) || ' '::text) || address) || ' '::text) || kind) || ' '::text) || COALESCE(local_id, ''::text)) || ' '::text) || COALESCE(phone, ''::text)))) stored,
  name_en text,
  sick_child_care boolean,
  garden_open boolean,
  nursing_room boolean,
  diaper_changing boolean,
  eating_allowed boolean,
  stroller_rental boolean,
  stroller_use boolean,
  parking_available boolean,
  reservation text,
  reservation_note text,
  languages text[] not null default '{ja}'::text[],
  accommodations text[] not null default '{}'::text[],
  accommodation_note text,
  atmosphere text,
  functions text[] not null default '{}'::text[],
  capacity_as_of date,
  merged_into_id bigint,
  confirm_asked_on date,
  constraint facility_accommodations CHECK ((accommodations <@ ARRAY['medical_care'::text, 'disability'::text, 'allergy'::text, 'foreign_language'::text, 'wheelchair'::text, 'multiple_birth'::text])),
  constraint facility_capacity CHECK (((capacity >= 0) AND (capacity <= 5000))),
  constraint facility_functions CHECK ((functions <@ ARRAY['gathering'::text, 'consultation'::text, 'information'::text, 'courses'::text, 'temporary_care'::text, 'navigation'::text, 'training'::text, 'network'::text, 'circle_support'::text, 'family_support_office'::text, 'outreach'::text])),
  constraint facility_is_in_japan CHECK ((((latitude >= (20)::double precision) AND (latitude <= (46)::double precision)) AND ((longitude >= (122)::double precision) AND (longitude <= (154.5)::double precision)))),
  constraint facility_merged_into_another CHECK ((merged_into_id <> id)),
  constraint facility_merged_is_ended CHECK (((merged_into_id IS NULL) OR (ended_on IS NOT NULL))),
  constraint facility_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint facility_reservation CHECK ((reservation = ANY (ARRAY['none'::text, 'recommended'::text, 'required'::text]))),
  constraint facility_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES facility(id),
  constraint facility_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint facility_town_id_fkey FOREIGN KEY (town_id) REFERENCES town(id),
  constraint facility_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint facility_pkey PRIMARY KEY (id)
);
CREATE INDEX facility_bigrams ON facility USING gin (search_bigrams(folded)) WITH (gin_pending_list_limit='64');
CREATE INDEX facility_confirmed_order ON facility USING btree (confirmed_on NULLS FIRST, id) WHERE (ended_on IS NULL);
CREATE INDEX facility_kind_order ON facility USING btree (kind, ((name_kana = ''::text)), name_kana COLLATE "ja-x-icu", id) WHERE (ended_on IS NULL);
CREATE INDEX facility_merged_into ON facility USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX facility_order ON facility USING btree (((name_kana = ''::text)), name_kana COLLATE "ja-x-icu", id) WHERE (ended_on IS NULL);
CREATE INDEX facility_organisation ON facility USING btree (organisation_id);
CREATE INDEX facility_town_kind ON facility USING btree (town_id, kind);
CREATE INDEX facility_updated ON facility USING btree (updated_at);
CREATE INDEX facility_updated_by ON facility USING btree (updated_by) WHERE (updated_by IS NOT NULL);
CREATE UNIQUE INDEX facility_local_id_once ON facility USING btree (local_id) WHERE (local_id IS NOT NULL);
grant insert, select, update to tsunagi_service;
policy facility_add for insert to tsunagi_service with check (((may_manage_directory() OR session_has('job'::text)) AND names_mine(VARIADIC ARRAY[updated_by])));
policy facility_change for update to tsunagi_service using ((may_edit_facility(id) OR session_has('job'::text)));
policy facility_names for update to tsunagi_service using (names_were(('facility '::text || id), VARIADIC ARRAY[updated_by])) with check (names_stay(('facility '::text || id), VARIADIC ARRAY[updated_by]));
policy facility_read for select to tsunagi_service using (true);

create table facility_call_time (
  facility_id bigint not null,
  weekdays integer[] not null,
  morning_from time without time zone,
  morning_to time without time zone,
  afternoon_from time without time zone,
  afternoon_to time without time zone,
  minutes integer,
  skills text[] not null default '{}'::text[],
  version integer not null default 1,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  constraint facility_call_time_afternoon CHECK ((((afternoon_from IS NULL) = (afternoon_to IS NULL)) AND (afternoon_to > afternoon_from))),
  constraint facility_call_time_minutes CHECK (((minutes >= 15) AND (minutes <= 480))),
  constraint facility_call_time_morning CHECK ((((morning_from IS NULL) = (morning_to IS NULL)) AND (morning_to > morning_from))),
  constraint facility_call_time_weekdays CHECK ((weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7])),
  constraint facility_call_time_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint facility_call_time_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint facility_call_time_pkey PRIMARY KEY (facility_id)
);
CREATE INDEX facility_call_time_updated_by ON facility_call_time USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (afternoon_from, afternoon_to, minutes, morning_from, morning_to, skills, updated_at, updated_by, version, weekdays) to tsunagi_service;
policy facility_call_time_add for insert to tsunagi_service with check ((may_say_call_times(facility_id) AND (updated_by = session_person())));
policy facility_call_time_change for update to tsunagi_service using (may_say_call_times(facility_id));
policy facility_call_time_names for update to tsunagi_service using (names_were(('facility_call_time '::text || facility_id), VARIADIC ARRAY[updated_by])) with check (names_stay(('facility_call_time '::text || facility_id), VARIADIC ARRAY[updated_by]));
policy facility_call_time_read for select to tsunagi_service using ((session_has('visit.read'::text) OR (facility_id = ANY (session_facilities()))));

create table facility_change (
  id bigint not null generated as identity,
  facility_id bigint not null,
  fields jsonb not null,
  base_version integer not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  accepted boolean,
  reason text,
  withdrawn_at timestamp with time zone,
  constraint facility_change_decision_is_whole CHECK ((((decided_at IS NULL) = (decided_by IS NULL)) AND ((decided_at IS NULL) = (accepted IS NULL)))),
  constraint facility_change_return_has_reason CHECK (((accepted IS NOT FALSE) OR (btrim(reason) <> ''::text))),
  constraint facility_change_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint facility_change_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_change_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint facility_change_pkey PRIMARY KEY (id)
);
CREATE INDEX facility_change_decided_by ON facility_change USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX facility_change_facility ON facility_change USING btree (facility_id, proposed_at DESC);
CREATE INDEX facility_change_open ON facility_change USING btree (facility_id) WHERE ((decided_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX facility_change_proposed_by ON facility_change USING btree (proposed_by);
grant insert, select to tsunagi_service;
grant update (accepted, decided_at, decided_by, reason, withdrawn_at) to tsunagi_service;
policy facility_change_answer for update to tsunagi_service using ((may_manage_directory() OR (proposed_by = session_person()))) with check ((may_manage_directory() OR (decided_by IS NULL)));
policy facility_change_names for update to tsunagi_service using (names_were(('facility_change '::text || id), VARIADIC ARRAY[decided_by])) with check (names_stay(('facility_change '::text || id), VARIADIC ARRAY[decided_by]));
policy facility_change_propose for insert to tsunagi_service with check ((may_edit_facility(facility_id) AND (proposed_by = session_person()) AND names_mine(VARIADIC ARRAY[decided_by])));
policy facility_change_read for select to tsunagi_service using (may_edit_facility(facility_id));

create table facility_distinct (
  facility_id bigint not null,
  other_id bigint not null,
  said_by bigint not null,
  said_at timestamp with time zone not null,
  constraint facility_distinct_order CHECK ((facility_id < other_id)),
  constraint facility_distinct_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_distinct_other_id_fkey FOREIGN KEY (other_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_distinct_said_by_fkey FOREIGN KEY (said_by) REFERENCES person(id),
  constraint facility_distinct_pkey PRIMARY KEY (facility_id, other_id)
);
CREATE INDEX facility_distinct_other ON facility_distinct USING btree (other_id);
CREATE INDEX facility_distinct_said_by ON facility_distinct USING btree (said_by);
grant insert, select to tsunagi_service;
policy facility_distinct_read for select to tsunagi_service using (may_manage_directory());
policy facility_distinct_say for insert to tsunagi_service with check ((may_manage_directory() AND (said_by = session_person())));

create table facility_draft (
  id bigint not null generated as identity,
  person_id bigint not null,
  facility_id bigint,
  fields jsonb not null,
  base_version integer not null default 0,
  saved_at timestamp with time zone not null,
  constraint facility_draft_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint facility_draft_pkey PRIMARY KEY (id),
  constraint facility_draft_once UNIQUE NULLS NOT DISTINCT (person_id, facility_id)
);
CREATE INDEX facility_draft_facility ON facility_draft USING btree (facility_id) WHERE (facility_id IS NOT NULL);
grant delete, insert, select, update to tsunagi_service;
policy facility_draft_own for all to tsunagi_service using (may_draft_facility(person_id, facility_id)) with check (may_draft_facility(person_id, facility_id));

create table facility_merge (
  id bigint not null generated as identity,
  from_id bigint not null,
  into_id bigint not null,
  moved jsonb not null,
  merged_by bigint not null,
  merged_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint facility_merge_of_two CHECK ((from_id <> into_id)),
  constraint facility_merge_undo_is_whole CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint facility_merge_from_id_fkey FOREIGN KEY (from_id) REFERENCES facility(id),
  constraint facility_merge_into_id_fkey FOREIGN KEY (into_id) REFERENCES facility(id),
  constraint facility_merge_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES person(id),
  constraint facility_merge_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES person(id),
  constraint facility_merge_pkey PRIMARY KEY (id)
);
CREATE INDEX facility_merge_from ON facility_merge USING btree (from_id);
CREATE INDEX facility_merge_into ON facility_merge USING btree (into_id);
CREATE INDEX facility_merge_merged_by ON facility_merge USING btree (merged_by);
CREATE INDEX facility_merge_undone_by ON facility_merge USING btree (undone_by) WHERE (undone_by IS NOT NULL);
CREATE UNIQUE INDEX facility_merge_once ON facility_merge USING btree (from_id) WHERE (undone_at IS NULL);
grant insert, select to tsunagi_service;
grant update (undone_at, undone_by) to tsunagi_service;
policy facility_merge_add for insert to tsunagi_service with check ((may_manage_directory() AND (merged_by = session_person()) AND names_mine(VARIADIC ARRAY[undone_by])));
policy facility_merge_names for update to tsunagi_service using (names_were(('facility_merge '::text || id), VARIADIC ARRAY[undone_by])) with check (names_stay(('facility_merge '::text || id), VARIADIC ARRAY[undone_by]));
policy facility_merge_read for select to tsunagi_service using (session_has('network'::text));
policy facility_merge_undo for update to tsunagi_service using (may_manage_directory());

create table facility_offer (
  facility_id bigint not null,
  wish_code text not null,
  constraint facility_offer_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_offer_wish_code_fkey FOREIGN KEY (wish_code) REFERENCES wish(code),
  constraint facility_offer_pkey PRIMARY KEY (facility_id, wish_code)
);
CREATE INDEX facility_offer_wish ON facility_offer USING btree (wish_code, facility_id);
grant delete, insert, select to tsunagi_service;
policy facility_offer_add for insert to tsunagi_service with check (may_edit_facility(facility_id));
policy facility_offer_read for select to tsunagi_service using (true);
policy facility_offer_remove for delete to tsunagi_service using (may_edit_facility(facility_id));

create table facility_photo (
  id bigint not null generated as identity,
  facility_id bigint not null,
  alt text not null,
  credit text not null default ''::text,
  media_type text not null,
  width integer not null,
  height integer not null,
  sha256 text not null,
  bytes bytea not null,
  position integer not null default 0,
  consent_confirmed_by bigint not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint facility_photo_alt CHECK ((btrim(alt) <> ''::text)),
  constraint facility_photo_size CHECK ((octet_length(bytes) <= 3145728)),
  constraint facility_photo_consent_confirmed_by_fkey FOREIGN KEY (consent_confirmed_by) REFERENCES person(id),
  constraint facility_photo_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_photo_pkey PRIMARY KEY (id)
);
CREATE INDEX facility_photo_consent_confirmed_by ON facility_photo USING btree (consent_confirmed_by);
CREATE INDEX facility_photo_facility ON facility_photo USING btree (facility_id, "position") WHERE (removed_at IS NULL);
grant insert, select to tsunagi_service;
grant update (alt, credit, facility_id, position, removed_at) to tsunagi_service;
policy facility_photo_add for insert to tsunagi_service with check ((may_edit_facility(facility_id) AND (consent_confirmed_by = session_person())));
policy facility_photo_change for update to tsunagi_service using (may_edit_facility(facility_id));
policy facility_photo_read for select to tsunagi_service using (may_see_photo(facility_id, removed_at));

create table facility_staffing (
  facility_id bigint not null,
  profession text not null,
  people integer not null,
  note text,
  constraint facility_staffing_people CHECK (((people >= 0) AND (people <= 500))),
  constraint facility_staffing_profession CHECK ((btrim(profession) <> ''::text)),
  constraint facility_staffing_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint facility_staffing_pkey PRIMARY KEY (facility_id, profession)
);
grant delete, insert, select to tsunagi_service;
policy facility_staffing_add for insert to tsunagi_service with check (may_edit_facility(facility_id));
policy facility_staffing_read for select to tsunagi_service using (true);
policy facility_staffing_remove for delete to tsunagi_service using (may_edit_facility(facility_id));

create table family_message (
  id bigint not null generated as identity,
  team_id bigint not null,
  kind text not null,
  area_id bigint,
  lang text not null,
  urgent boolean not null default false,
  code_hash text not null,
  sent_at timestamp with time zone not null,
  worker_id bigint,
  consultation_id bigint,
  closed_at timestamp with time zone,
  closed_by bigint,
  version integer not null default 1,
  constraint family_message_closing_is_whole CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  constraint family_message_kind CHECK ((kind = ANY (ARRAY['adult'::text, 'child'::text]))),
  constraint family_message_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint family_message_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint family_message_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id),
  constraint family_message_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint family_message_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES person(id),
  constraint family_message_pkey PRIMARY KEY (id),
  constraint family_message_code_hash_key UNIQUE (code_hash),
  constraint family_message_owner UNIQUE (id, team_id)
);
CREATE INDEX family_message_area ON family_message USING btree (area_id);
CREATE INDEX family_message_closed ON family_message USING btree (team_id, closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL);
CREATE INDEX family_message_closed_by ON family_message USING btree (closed_by);
CREATE INDEX family_message_consultation ON family_message USING btree (consultation_id);
CREATE INDEX family_message_open ON family_message USING btree (team_id, urgent DESC, sent_at) WHERE (closed_at IS NULL);
CREATE INDEX family_message_team ON family_message USING btree (team_id, sent_at DESC);
CREATE INDEX family_message_worker ON family_message USING btree (worker_id);
grant select to tsunagi_service;
grant update (closed_at, closed_by, consultation_id, urgent, version, worker_id) to tsunagi_service;
policy family_message_follow for update to tsunagi_service using (may_work_case(team_id));
policy family_message_names for update to tsunagi_service using (names_were(('family_message '::text || id), VARIADIC ARRAY[closed_by])) with check (names_stay(('family_message '::text || id), VARIADIC ARRAY[closed_by]));
policy family_message_read for select to tsunagi_service using (may_work_case(team_id));

create table family_message_post (
  id bigint not null generated as identity,
  message_id bigint not null,
  team_id bigint not null,
  by_sender boolean not null,
  body text not null,
  written_by bigint,
  written_at timestamp with time zone not null,
  constraint family_message_post_has_body CHECK (((btrim(body) <> ''::text) AND (length(body) <= 5000))),
  constraint family_message_post_is_somebodys CHECK ((by_sender = (written_by IS NULL))),
  constraint family_message_post_message FOREIGN KEY (message_id, team_id) REFERENCES family_message(id, team_id) ON UPDATE CASCADE,
  constraint family_message_post_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint family_message_post_pkey PRIMARY KEY (id)
);
CREATE INDEX family_message_post_message_key ON family_message_post USING btree (message_id, team_id, id DESC);
CREATE INDEX family_message_post_written_by ON family_message_post USING btree (written_by);
grant insert, select to tsunagi_service;
policy family_message_post_read for select to tsunagi_service using (may_work_case(team_id));
policy family_message_post_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (written_by = session_person())));

create table finder_weight (
  one boolean not null default true,
  wishes numeric(4,2) not null default 5,
  age numeric(4,2) not null default 3,
  opening numeric(4,2) not null default 3,
  distance numeric(4,2) not null default 2,
  needs numeric(4,2) not null default 4,
  freshness numeric(4,2) not null default 0.5,
  half_distance_km numeric(4,1) not null default 2,
  version integer not null default 1,
  updated_at timestamp with time zone,
  updated_by bigint,
  constraint finder_weight_is_one_row CHECK (one),
  constraint finder_weight_range CHECK (((LEAST(wishes, age, opening, distance, needs, freshness) >= (0)::numeric) AND (GREATEST(wishes, age, opening, distance, needs, freshness) <= (10)::numeric) AND ((half_distance_km >= 0.1) AND (half_distance_km <= (50)::numeric)))),
  constraint finder_weight_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint finder_weight_pkey PRIMARY KEY (one)
);
CREATE INDEX finder_weight_updated_by ON finder_weight USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant select to tsunagi_service;
grant update (age, distance, freshness, half_distance_km, needs, opening, updated_at, updated_by, version, wishes) to tsunagi_service;
policy finder_weight_change for update to tsunagi_service using (may_weigh_finder()) with check ((updated_by = session_person()));
policy finder_weight_read for select to tsunagi_service using (true);

create table forum (
  id bigint not null generated as identity,
  name text not null,
  kind text not null,
  purpose text not null default ''::text,
  meetings_per_year integer not null,
  area_id bigint,
  organisation_id bigint not null,
  ended_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone,
  updated_by bigint,
  constraint forum_kind CHECK ((kind = ANY (ARRAY['network'::text, 'area'::text, 'programme'::text, 'council'::text, 'working'::text]))),
  constraint forum_meetings_per_year CHECK (((meetings_per_year >= 1) AND (meetings_per_year <= 52))),
  constraint forum_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint forum_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint forum_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint forum_pkey PRIMARY KEY (id),
  constraint forum_name_key UNIQUE (name)
);
CREATE INDEX forum_area ON forum USING btree (area_id);
CREATE INDEX forum_organisation ON forum USING btree (organisation_id);
CREATE INDEX forum_updated_by ON forum USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (area_id, ended_on, kind, meetings_per_year, name, organisation_id, purpose, updated_at, updated_by, version) to tsunagi_service;
policy forum_add for insert to tsunagi_service with check ((may_manage_meeting() AND names_mine(VARIADIC ARRAY[updated_by])));
policy forum_change for update to tsunagi_service using (may_manage_meeting());
policy forum_names for update to tsunagi_service using (names_were(('forum '::text || id), VARIADIC ARRAY[updated_by])) with check (names_stay(('forum '::text || id), VARIADIC ARRAY[updated_by]));
policy forum_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table forum_member (
  id bigint not null generated as identity,
  forum_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  person_id bigint,
  position text not null,
  starts_on date not null,
  ends_on date,
  constraint forum_member_ends_after_start CHECK ((ends_on >= starts_on)),
  constraint forum_member_position CHECK (("position" = ANY (ARRAY['chair'::text, 'vice_chair'::text, 'member'::text, 'secretariat'::text, 'observer'::text]))),
  constraint forum_member_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint forum_member_forum_id_fkey FOREIGN KEY (forum_id) REFERENCES forum(id),
  constraint forum_member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint forum_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint forum_member_pkey PRIMARY KEY (id)
);
CREATE INDEX forum_member_facility ON forum_member USING btree (facility_id);
CREATE INDEX forum_member_forum ON forum_member USING btree (forum_id);
CREATE INDEX forum_member_organisation ON forum_member USING btree (organisation_id);
CREATE INDEX forum_member_person ON forum_member USING btree (person_id);
grant delete, insert, select to tsunagi_service;
grant update (ends_on, person_id, position, starts_on) to tsunagi_service;
policy forum_member_add for insert to tsunagi_service with check (may_manage_meeting());
policy forum_member_change for update to tsunagi_service using (may_manage_meeting());
policy forum_member_read for select to tsunagi_service using (may_read_forum(forum_id));
policy forum_member_remove for delete to tsunagi_service using (may_manage_meeting());

create table goal (
  code text not null,
  name text not null,
  question text not null,
  position smallint not null,
  constraint goal_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy goal_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table goal_finding (
  id bigint not null generated as identity,
  goal_code text not null,
  fiscal_year integer not null,
  body text not null,
  strength text not null,
  tells text not null,
  source_kind text not null,
  source_id bigint,
  source_note text not null default ''::text,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  version integer not null default 1,
  source_code text,
  constraint goal_finding_code_of_figures CHECK (((source_code IS NULL) OR (source_kind = ANY (ARRAY['indicator'::text, 'rubric'::text])))),
  constraint goal_finding_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint goal_finding_other_is_told CHECK (((source_kind <> 'other'::text) OR (btrim(source_note) <> ''::text))),
  constraint goal_finding_source CHECK ((source_kind = ANY (ARRAY['indicator'::text, 'rubric'::text, 'visit'::text, 'issue'::text, 'meeting'::text, 'open_day'::text, 'study_handout'::text, 'practice'::text, 'initiative'::text, 'partnership'::text, 'workforce'::text, 'survey'::text, 'other'::text]))),
  constraint goal_finding_source_is_whole CHECK (
CASE
    WHEN (source_kind = ANY (ARRAY['visit'::text, 'issue'::text, 'meeting'::text, 'open_day'::text, 'study_handout'::text, 'practice'::text, 'initiative'::text, 'survey'::text])) THEN (source_id IS NOT NULL)
    WHEN (source_kind = 'partnership'::text) THEN true
    ELSE (source_id IS NULL)
END),
  constraint goal_finding_strength CHECK ((strength = ANY (ARRAY['strong'::text, 'fair'::text, 'weak'::text]))),
  constraint goal_finding_tells CHECK ((tells = ANY (ARRAY['well'::text, 'mixed'::text, 'badly'::text]))),
  constraint goal_finding_goal_code_fkey FOREIGN KEY (goal_code) REFERENCES goal(code),
  constraint goal_finding_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint goal_finding_pkey PRIMARY KEY (id)
);
CREATE INDEX goal_finding_goal ON goal_finding USING btree (goal_code);
CREATE INDEX goal_finding_of_year ON goal_finding USING btree (fiscal_year, goal_code, written_at);
CREATE INDEX goal_finding_written_by ON goal_finding USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (body, source_code, source_id, source_kind, source_note, strength, tells, version, withdrawn_at) to tsunagi_service;
policy goal_finding_change for update to tsunagi_service using (may_change_goal_finding(written_by));
policy goal_finding_read for select to tsunagi_service using (session_has('evaluation.read'::text));
policy goal_finding_write for insert to tsunagi_service with check (((session_has('evaluation.write'::text) OR session_has('evaluation.manage'::text)) AND (written_by = session_person())));

create table goal_indicator (
  goal_code text not null,
  indicator_code text not null,
  position smallint not null,
  constraint goal_indicator_goal_code_fkey FOREIGN KEY (goal_code) REFERENCES goal(code),
  constraint goal_indicator_indicator_code_fkey FOREIGN KEY (indicator_code) REFERENCES indicator(code),
  constraint goal_indicator_pkey PRIMARY KEY (goal_code, indicator_code)
);
CREATE INDEX goal_indicator_indicator ON goal_indicator USING btree (indicator_code);
grant select to tsunagi_service;
policy goal_indicator_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table goal_judgement (
  goal_code text not null,
  fiscal_year integer not null,
  body text not null,
  judged_by bigint not null,
  judged_at timestamp with time zone not null,
  version integer not null default 1,
  constraint goal_judgement_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint goal_judgement_goal_code_fkey FOREIGN KEY (goal_code) REFERENCES goal(code),
  constraint goal_judgement_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES person(id),
  constraint goal_judgement_pkey PRIMARY KEY (goal_code, fiscal_year)
);
CREATE INDEX goal_judgement_judged_by ON goal_judgement USING btree (judged_by);
grant insert, select to tsunagi_service;
grant update (body, judged_at, judged_by, version) to tsunagi_service;
policy goal_judgement_change for update to tsunagi_service using (may_manage_evaluation()) with check ((judged_by = session_person()));
policy goal_judgement_give for insert to tsunagi_service with check ((may_manage_evaluation() AND (judged_by = session_person())));
policy goal_judgement_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table guide_answer (
  question_code text not null,
  code text not null,
  label text not null,
  help text not null default ''::text,
  position integer not null,
  valid_from date not null,
  valid_to date,
  id bigint not null generated as identity,
  created_by bigint,
  constraint guide_answer_ends_after_start CHECK ((valid_to >= valid_from)),
  constraint guide_answer_has_a_label CHECK ((btrim(label) <> ''::text)),
  constraint guide_answer_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint guide_answer_question_code_fkey FOREIGN KEY (question_code) REFERENCES guide_question(code),
  constraint guide_answer_pkey PRIMARY KEY (id),
  constraint guide_answer_one_a_day EXCLUDE USING gist (question_code WITH =, code WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&)
);
CREATE INDEX guide_answer_created_by ON guide_answer USING btree (created_by);
CREATE INDEX guide_answer_question ON guide_answer USING btree (question_code, code);
grant insert, select to tsunagi_service;
grant update (valid_to) to tsunagi_service;
policy guide_answer_add for insert to tsunagi_service with check ((session_has('legal.manage'::text) AND (created_by = session_person())));
policy guide_answer_end for update to tsunagi_service using (session_has('legal.manage'::text));
policy guide_answer_read for select to tsunagi_service using (session_has('network'::text));

create table guide_question (
  code text not null,
  position integer not null,
  constraint guide_question_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy guide_question_read for select to tsunagi_service using (session_has('network'::text));

create table guide_question_text (
  id bigint not null generated as identity,
  question_code text not null,
  text text not null,
  help text not null default ''::text,
  valid_from date not null,
  valid_to date,
  created_by bigint,
  created_at timestamp with time zone not null,
  constraint guide_question_text_ends_after_start CHECK ((valid_to >= valid_from)),
  constraint guide_question_text_is_there CHECK ((btrim(text) <> ''::text)),
  constraint guide_question_text_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint guide_question_text_question_code_fkey FOREIGN KEY (question_code) REFERENCES guide_question(code),
  constraint guide_question_text_pkey PRIMARY KEY (id),
  constraint guide_question_text_one_a_day EXCLUDE USING gist (question_code WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&)
);
CREATE INDEX guide_question_text_created_by ON guide_question_text USING btree (created_by);
CREATE INDEX guide_question_text_question ON guide_question_text USING btree (question_code, valid_from);
grant insert, select to tsunagi_service;
grant update (valid_to) to tsunagi_service;
policy guide_question_text_add for insert to tsunagi_service with check ((session_has('legal.manage'::text) AND (created_by = session_person())));
policy guide_question_text_end for update to tsunagi_service using (session_has('legal.manage'::text));
policy guide_question_text_read for select to tsunagi_service using (session_has('network'::text));

create table guideline (
  id bigint not null generated as identity,
  title text not null,
  area_id bigint,
  edition integer not null default 1,
  vision text not null default ''::text,
  starts_on date not null,
  ends_on date not null,
  adopted_on date,
  adopted boolean not null generated always as ((adopted_on IS NOT NULL)) stored,
  summary_id bigint,
  previous_id bigint,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  constraint guideline_edition CHECK (((edition >= 1) AND (edition <= 99))),
  constraint guideline_not_before_itself CHECK ((previous_id <> id)),
  constraint guideline_period CHECK ((ends_on > starts_on)),
  constraint guideline_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint guideline_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint guideline_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint guideline_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES guideline(id),
  constraint guideline_summary_id_fkey FOREIGN KEY (summary_id) REFERENCES survey_summary(id),
  constraint guideline_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint guideline_pkey PRIMARY KEY (id),
  constraint guideline_key_adopted UNIQUE (id, adopted)
);
CREATE INDEX guideline_area ON guideline USING btree (area_id);
CREATE INDEX guideline_created_by ON guideline USING btree (created_by);
CREATE INDEX guideline_newest ON guideline USING btree (starts_on DESC, edition DESC, id DESC);
CREATE INDEX guideline_previous ON guideline USING btree (previous_id);
CREATE INDEX guideline_summary ON guideline USING btree (summary_id);
CREATE INDEX guideline_updated_by ON guideline USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (adopted_on, edition, ends_on, starts_on, summary_id, title, updated_at, updated_by, version, vision) to tsunagi_service;
policy guideline_begin for insert to tsunagi_service with check ((may_manage_initiative() AND (NOT adopted) AND (created_by = session_person()) AND (updated_by = session_person())));
policy guideline_change for update to tsunagi_service using (may_manage_initiative()) with check ((updated_by = session_person()));
policy guideline_read for select to tsunagi_service using ((may_read_summary(adopted) OR session_has('job'::text)));

create table guideline_chapter (
  id bigint not null generated as identity,
  guideline_id bigint not null,
  adopted boolean not null default false,
  position integer not null,
  title text not null,
  body text not null default ''::text,
  constraint guideline_chapter_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint guideline_chapter_guideline FOREIGN KEY (guideline_id, adopted) REFERENCES guideline(id, adopted) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint guideline_chapter_pkey PRIMARY KEY (id),
  constraint guideline_chapter_key UNIQUE (id, guideline_id)
);
CREATE INDEX guideline_chapter_by_guideline ON guideline_chapter USING btree (guideline_id, adopted);
grant delete, insert, select to tsunagi_service;
grant update (body, position, title) to tsunagi_service;
policy guideline_chapter_add for insert to tsunagi_service with check (may_write_guideline(adopted));
policy guideline_chapter_change for update to tsunagi_service using (may_write_guideline(adopted));
policy guideline_chapter_read for select to tsunagi_service using (may_read_summary(adopted));
policy guideline_chapter_remove for delete to tsunagi_service using (may_write_guideline(adopted));

create table guideline_fact (
  id bigint not null generated as identity,
  target_id bigint not null,
  guideline_id bigint not null,
  adopted boolean not null default true,
  owner_organisation_id bigint not null,
  owner_facility_key bigint not null,
  happened_on date not null,
  value numeric(14,2),
  body text not null,
  initiative_id bigint,
  issue_id bigint,
  meeting_id bigint,
  partnership_stage_id bigint,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  constraint guideline_fact_body_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint guideline_fact_of_an_adopted_one CHECK (adopted),
  constraint guideline_fact_initiative_id_fkey FOREIGN KEY (initiative_id) REFERENCES initiative(id),
  constraint guideline_fact_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint guideline_fact_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint guideline_fact_partnership_stage_id_fkey FOREIGN KEY (partnership_stage_id) REFERENCES partnership_stage(id),
  constraint guideline_fact_target FOREIGN KEY (target_id, guideline_id, adopted, owner_organisation_id, owner_facility_key) REFERENCES guideline_target(id, guideline_id, adopted, owner_organisation_id, owner_facility_key) ON UPDATE CASCADE,
  constraint guideline_fact_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint guideline_fact_pkey PRIMARY KEY (id)
);
CREATE INDEX guideline_fact_by_target ON guideline_fact USING btree (target_id, guideline_id, adopted, owner_organisation_id, owner_facility_key);
CREATE INDEX guideline_fact_initiative ON guideline_fact USING btree (initiative_id);
CREATE INDEX guideline_fact_issue ON guideline_fact USING btree (issue_id);
CREATE INDEX guideline_fact_meeting ON guideline_fact USING btree (meeting_id);
CREATE INDEX guideline_fact_partnership_stage ON guideline_fact USING btree (partnership_stage_id);
CREATE INDEX guideline_fact_written_by ON guideline_fact USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (taken_back_at) to tsunagi_service;
policy guideline_fact_read for select to tsunagi_service using (true);
policy guideline_fact_take_back for update to tsunagi_service using (may_tell_of_target(owner_organisation_id, owner_facility_key));
policy guideline_fact_tell for insert to tsunagi_service with check ((may_tell_of_target(owner_organisation_id, owner_facility_key) AND (written_by = session_person())));

create table guideline_target (
  id bigint not null generated as identity,
  guideline_id bigint not null,
  adopted boolean not null default false,
  position integer not null,
  title text not null,
  indicator text not null,
  unit text not null,
  base_value numeric(14,2) not null,
  base_on date not null,
  target_value numeric(14,2) not null,
  owner_organisation_id bigint not null,
  owner_facility_id bigint,
  owner_facility_key bigint not null generated always as (COALESCE(owner_facility_id, (0)::bigint)) stored,
  follows_id bigint,
  saying_id bigint,
  constraint guideline_target_goes_somewhere CHECK ((target_value <> base_value)),
  constraint guideline_target_not_after_itself CHECK ((follows_id <> id)),
  constraint guideline_target_words CHECK (((btrim(title) <> ''::text) AND (btrim(indicator) <> ''::text) AND (btrim(unit) <> ''::text))),
  constraint guideline_target_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES guideline_target(id),
  constraint guideline_target_guideline FOREIGN KEY (guideline_id, adopted) REFERENCES guideline(id, adopted) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint guideline_target_owner_facility_id_fkey FOREIGN KEY (owner_facility_id) REFERENCES facility(id),
  constraint guideline_target_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id),
  constraint guideline_target_saying_id_fkey FOREIGN KEY (saying_id) REFERENCES survey_saying(id),
  constraint guideline_target_pkey PRIMARY KEY (id),
  constraint guideline_target_key UNIQUE (id, guideline_id, adopted, owner_organisation_id, owner_facility_key)
);
CREATE INDEX guideline_target_by_guideline ON guideline_target USING btree (guideline_id, adopted);
CREATE INDEX guideline_target_facility ON guideline_target USING btree (owner_facility_id);
CREATE INDEX guideline_target_follows ON guideline_target USING btree (follows_id);
CREATE INDEX guideline_target_organisation ON guideline_target USING btree (owner_organisation_id);
CREATE INDEX guideline_target_saying ON guideline_target USING btree (saying_id);
grant delete, insert, select to tsunagi_service;
grant update (base_on, base_value, follows_id, indicator, owner_facility_id, owner_organisation_id, position, saying_id, target_value, title, unit) to tsunagi_service;
policy guideline_target_add for insert to tsunagi_service with check (may_write_guideline(adopted));
policy guideline_target_change for update to tsunagi_service using (may_write_guideline(adopted));
policy guideline_target_read for select to tsunagi_service using ((may_read_summary(adopted) OR session_has('job'::text)));
policy guideline_target_remove for delete to tsunagi_service using (may_write_guideline(adopted));

create table handover (
  id bigint not null generated as identity,
  team_id bigint not null,
  from_person_id bigint not null,
  leaves_on date,
  reason text not null,
  cover_id bigint not null,
  note text not null default ''::text,
  opened_by bigint,
  opened_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  version integer not null default 1,
  constraint handover_cover_is_another CHECK ((cover_id <> from_person_id)),
  constraint handover_leaving_has_a_day CHECK (((reason = ANY (ARRAY['balance'::text, 'received'::text])) OR (leaves_on IS NOT NULL))),
  constraint handover_reason CHECK ((reason = ANY (ARRAY['appointment'::text, 'transfer'::text, 'leave'::text, 'balance'::text, 'received'::text]))),
  constraint handover_cover_id_fkey FOREIGN KEY (cover_id) REFERENCES person(id),
  constraint handover_from_person_id_fkey FOREIGN KEY (from_person_id) REFERENCES person(id),
  constraint handover_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id),
  constraint handover_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint handover_pkey PRIMARY KEY (id),
  constraint handover_key UNIQUE (id, team_id, from_person_id),
  constraint handover_one_leaving EXCLUDE USING gist (team_id WITH =, from_person_id WITH =, daterange(LEAST(((opened_at AT TIME ZONE 'Asia/Tokyo'::text))::date, leaves_on), leaves_on, '[]'::text) WITH &&) WHERE (((cancelled_at IS NULL) AND (reason <> ALL (ARRAY['balance'::text, 'received'::text]))))
);
CREATE INDEX handover_cover ON handover USING btree (cover_id);
CREATE INDEX handover_from ON handover USING btree (from_person_id);
CREATE INDEX handover_opened_by ON handover USING btree (opened_by);
CREATE INDEX handover_team ON handover USING btree (team_id, opened_at DESC, id DESC);
grant insert, select to tsunagi_service;
grant update (cancelled_at, cover_id, leaves_on, note, version) to tsunagi_service;
policy handover_change for update to tsunagi_service using (may_lead_case(team_id));
policy handover_open for insert to tsunagi_service with check ((may_lead_case(team_id) AND (opened_by = session_person())));
policy handover_read for select to tsunagi_service using (may_work_case(team_id));

create table handover_item (
  id bigint not null generated as identity,
  handover_id bigint not null,
  team_id bigint not null,
  case_id bigint,
  consultation_id bigint,
  tasks_only boolean not null default false,
  from_person_id bigint not null,
  summary text not null default ''::text,
  summary_by bigint,
  summary_at timestamp with time zone,
  successor_id bigint,
  proposed_by bigint,
  proposed_at timestamp with time zone,
  joint_visit_on date,
  joint_visit_done_on date,
  accepted_at timestamp with time zone,
  accepted_by bigint,
  dropped_at timestamp with time zone,
  version integer not null default 1,
  constraint handover_item_acceptance_is_whole CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
  constraint handover_item_accepted_by_the_successor CHECK (((accepted_at IS NULL) OR (accepted_by = successor_id))),
  constraint handover_item_of_one CHECK (((case_id IS NULL) <> (consultation_id IS NULL))),
  constraint handover_item_proposal_is_whole CHECK (((successor_id IS NULL) = (proposed_at IS NULL))),
  constraint handover_item_to_another CHECK ((successor_id <> from_person_id)),
  constraint handover_item_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES person(id),
  constraint handover_item_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint handover_item_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint handover_item_from_person_id_fkey FOREIGN KEY (from_person_id) REFERENCES person(id),
  constraint handover_item_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES handover(id),
  constraint handover_item_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint handover_item_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES person(id),
  constraint handover_item_summary_by_fkey FOREIGN KEY (summary_by) REFERENCES person(id),
  constraint handover_item_pkey PRIMARY KEY (id),
  constraint handover_item_case_once UNIQUE (handover_id, case_id),
  constraint handover_item_consultation_once UNIQUE (handover_id, consultation_id),
  constraint handover_item_key UNIQUE (id, team_id)
);
CREATE INDEX handover_item_accepted_by ON handover_item USING btree (accepted_by);
CREATE INDEX handover_item_by_successor ON handover_item USING btree (successor_id);
CREATE INDEX handover_item_case_key ON handover_item USING btree (case_id, team_id);
CREATE INDEX handover_item_consultation_key ON handover_item USING btree (consultation_id, team_id);
CREATE INDEX handover_item_from ON handover_item USING btree (from_person_id);
CREATE INDEX handover_item_proposed_by ON handover_item USING btree (proposed_by);
CREATE INDEX handover_item_successor ON handover_item USING btree (successor_id) WHERE ((accepted_at IS NULL) AND (dropped_at IS NULL));
CREATE INDEX handover_item_summary_by ON handover_item USING btree (summary_by);
grant insert, select to tsunagi_service;
grant update (accepted_at, accepted_by, dropped_at, joint_visit_done_on, joint_visit_on, proposed_at, proposed_by, successor_id, summary, summary_at, summary_by, version) to tsunagi_service;
policy handover_item_add for insert to tsunagi_service with check ((may_lead_case(team_id) AND names_mine(VARIADIC ARRAY[summary_by, proposed_by, accepted_by])));
policy handover_item_change for update to tsunagi_service using ((may_touch_handover(team_id, from_person_id, successor_id) AND (accepted_at IS NULL))) with check (true);
policy handover_item_names for update to tsunagi_service using (names_were(('handover_item '::text || id), VARIADIC ARRAY[summary_by, proposed_by, accepted_by])) with check (names_stay(('handover_item '::text || id), VARIADIC ARRAY[summary_by, proposed_by, accepted_by]));
policy handover_item_read for select to tsunagi_service using (may_work_case(team_id));

create table handover_step (
  id bigint not null generated as identity,
  item_id bigint not null,
  team_id bigint not null,
  step text not null,
  person_id bigint,
  reason text not null default ''::text,
  done_by bigint not null,
  done_at timestamp with time zone not null,
  constraint handover_step_declined_says_why CHECK (((step <> 'declined'::text) OR (btrim(reason) <> ''::text))),
  constraint handover_step_step CHECK ((step = ANY (ARRAY['proposed'::text, 'declined'::text, 'accepted'::text, 'transferred'::text]))),
  constraint handover_step_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id),
  constraint handover_step_item FOREIGN KEY (item_id, team_id) REFERENCES handover_item(id, team_id) ON UPDATE CASCADE,
  constraint handover_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint handover_step_pkey PRIMARY KEY (id)
);
CREATE INDEX handover_step_done_by ON handover_step USING btree (done_by);
CREATE INDEX handover_step_key ON handover_step USING btree (item_id, team_id, id);
CREATE INDEX handover_step_person ON handover_step USING btree (person_id);
grant insert, select to tsunagi_service;
policy handover_step_read for select to tsunagi_service using (may_work_case(team_id));
policy handover_step_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (done_by = session_person())));

create table handover_transfer (
  id bigint not null generated as identity,
  handover_id bigint not null,
  from_team_id bigint not null,
  from_person_id bigint not null,
  item_id bigint not null,
  team_id bigint not null,
  to_team_id bigint not null,
  reason text not null,
  category text not null,
  age_band text not null,
  area_id bigint,
  stage text not null,
  points numeric(6,1) not null,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  answer text,
  decline_reason text,
  successor_id bigint,
  answered_by bigint,
  answered_at timestamp with time zone,
  constraint handover_transfer_accepted_for_somebody CHECK (((COALESCE(answer, ''::text) = 'accepted'::text) = (successor_id IS NOT NULL))),
  constraint handover_transfer_age_band CHECK ((age_band = ANY (ARRAY['expectant'::text, '0'::text, '1-2'::text, '3-5'::text, '6-11'::text, '12-14'::text, '15-17'::text, 'family'::text]))),
  constraint handover_transfer_answer CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text, 'withdrawn'::text, 'lapsed'::text]))),
  constraint handover_transfer_answer_is_whole CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
  constraint handover_transfer_decline_reason CHECK ((decline_reason = ANY (ARRAY['full'::text, 'not_area'::text, 'skill'::text, 'talk_first'::text, 'other'::text]))),
  constraint handover_transfer_declined_says_why CHECK (((COALESCE(answer, ''::text) = 'declined'::text) = (decline_reason IS NOT NULL))),
  constraint handover_transfer_reason CHECK ((reason = ANY (ARRAY['moved'::text, 'area'::text, 'skill'::text, 'load'::text, 'other'::text]))),
  constraint handover_transfer_to_another CHECK ((to_team_id <> from_team_id)),
  constraint handover_transfer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint handover_transfer_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint handover_transfer_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint handover_transfer_handover FOREIGN KEY (handover_id, from_team_id, from_person_id) REFERENCES handover(id, team_id, from_person_id),
  constraint handover_transfer_item FOREIGN KEY (item_id, team_id) REFERENCES handover_item(id, team_id) ON UPDATE CASCADE,
  constraint handover_transfer_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES person(id),
  constraint handover_transfer_to_team_id_fkey FOREIGN KEY (to_team_id) REFERENCES team(id),
  constraint handover_transfer_pkey PRIMARY KEY (id)
);
CREATE INDEX handover_transfer_answered_by ON handover_transfer USING btree (answered_by);
CREATE INDEX handover_transfer_area ON handover_transfer USING btree (area_id);
CREATE INDEX handover_transfer_asked_by ON handover_transfer USING btree (asked_by);
CREATE INDEX handover_transfer_by_to_team ON handover_transfer USING btree (to_team_id);
CREATE INDEX handover_transfer_handover_key ON handover_transfer USING btree (handover_id, from_team_id, from_person_id);
CREATE INDEX handover_transfer_item_key ON handover_transfer USING btree (item_id, team_id);
CREATE INDEX handover_transfer_successor ON handover_transfer USING btree (successor_id);
CREATE INDEX handover_transfer_to_team ON handover_transfer USING btree (to_team_id, asked_at) WHERE (answer IS NULL);
CREATE UNIQUE INDEX handover_transfer_one_open ON handover_transfer USING btree (item_id) WHERE (answer IS NULL);
grant insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by, decline_reason) to tsunagi_service;
policy handover_transfer_answer for update to tsunagi_service using (((answer IS NULL) AND (may_lead_case(to_team_id) OR may_withdraw_transfer(from_team_id, asked_by)))) with check (((answered_by = session_person()) AND (((answer = 'declined'::text) AND may_lead_case(to_team_id)) OR ((answer = 'withdrawn'::text) AND may_withdraw_transfer(from_team_id, asked_by)))));
policy handover_transfer_ask for insert to tsunagi_service with check ((may_ask_team(from_team_id, from_person_id) AND (asked_by = session_person()) AND (team_id = from_team_id) AND (answer IS NULL) AND names_mine(VARIADIC ARRAY[answered_by])));
policy handover_transfer_read for select to tsunagi_service using (may_see_transfer(team_id, from_team_id, to_team_id));

create table helper_application (
  id bigint not null generated as identity,
  step text not null,
  name text not null,
  name_kana text not null default ''::text,
  phone text,
  email text,
  area_id bigint,
  can_do text[] not null default '{}'::text[],
  words text not null default ''::text,
  days text not null default ''::text,
  code_hash text not null,
  applied_at timestamp with time zone not null,
  taken_by bigint,
  taken_at timestamp with time zone,
  met_on date,
  outcome text,
  outcome_at timestamp with time zone,
  note text not null default ''::text,
  delete_after date not null,
  version integer not null default 1,
  constraint helper_application_can_be_reached CHECK (((phone IS NOT NULL) OR (email IS NOT NULL))),
  constraint helper_application_name CHECK ((btrim(name) <> ''::text)),
  constraint helper_application_outcome CHECK ((outcome = ANY (ARRAY['registered'::text, 'course'::text, 'later'::text, 'withdrawn'::text]))),
  constraint helper_application_outcome_is_whole CHECK (((outcome IS NULL) = (outcome_at IS NULL))),
  constraint helper_application_step CHECK ((step = ANY (ARRAY['try'::text, 'help'::text, 'register'::text]))),
  constraint helper_application_taking_is_whole CHECK (((taken_by IS NULL) = (taken_at IS NULL))),
  constraint helper_application_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint helper_application_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES person(id),
  constraint helper_application_pkey PRIMARY KEY (id),
  constraint helper_application_code_hash_key UNIQUE (code_hash)
);
CREATE INDEX helper_application_area ON helper_application USING btree (area_id) WHERE (area_id IS NOT NULL);
CREATE INDEX helper_application_delete_after ON helper_application USING btree (delete_after);
CREATE INDEX helper_application_open ON helper_application USING btree (applied_at) WHERE (outcome IS NULL);
CREATE INDEX helper_application_taken_by ON helper_application USING btree (taken_by) WHERE (taken_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (delete_after, met_on, note, outcome, outcome_at, taken_at, taken_by, version) to tsunagi_service;
policy helper_application_change for update to tsunagi_service using (may_manage_helper());
policy helper_application_forget for delete to tsunagi_service using ((may_manage_helper() OR session_has('job'::text)));
policy helper_application_names for update to tsunagi_service using (names_were(('helper_application '::text || id), VARIADIC ARRAY[taken_by])) with check (names_stay(('helper_application '::text || id), VARIADIC ARRAY[taken_by]));
policy helper_application_read for select to tsunagi_service using ((may_manage_helper() OR session_has('job'::text)));
policy helper_application_send for insert to tsunagi_service with check (((taken_by IS NULL) AND (met_on IS NULL) AND (outcome IS NULL)));

create table helpline (
  id bigint not null generated as identity,
  code text,
  name text not null,
  phone text,
  url text,
  hours text not null default ''::text,
  description text not null default ''::text,
  audience text not null,
  urgent boolean not null default false,
  position integer not null default 0,
  ended_on date,
  version integer not null default 1,
  constraint helpline_audience CHECK ((audience = ANY (ARRAY['parent'::text, 'child'::text, 'expecting'::text, 'violence'::text, 'health'::text, 'anyone'::text]))),
  constraint helpline_can_be_reached CHECK (((phone IS NOT NULL) OR (url IS NOT NULL))),
  constraint helpline_name CHECK ((btrim(name) <> ''::text)),
  constraint helpline_url CHECK ((url ~ '^https?://'::text)),
  constraint helpline_pkey PRIMARY KEY (id),
  constraint helpline_code_key UNIQUE (code)
);
grant insert, select, update to tsunagi_service;
policy helpline_add for insert to tsunagi_service with check (may_manage_portal());
policy helpline_change for update to tsunagi_service using (may_manage_portal());
policy helpline_read for select to tsunagi_service using (may_read_helpline(ended_on));

create table household (
  id bigint not null generated as identity,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null default false,
  protected_since date,
  protection_note text not null default ''::text,
  languages text[] not null default '{}'::text[],
  care text not null default ''::text,
  invented boolean not null default false,
  merged_into_id bigint,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint household_kept_by_one_of_its_teams CHECK ((team_id = ANY (team_ids))),
  constraint household_not_merged_into_itself CHECK ((merged_into_id <> id)),
  constraint household_protection_is_dated CHECK ((protected = (protected_since IS NOT NULL))),
  constraint household_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint household_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES household(id),
  constraint household_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint household_pkey PRIMARY KEY (id),
  constraint household_reach UNIQUE (id, team_id, team_ids, protected)
);
CREATE INDEX household_created_by ON household USING btree (created_by);
CREATE INDEX household_merged_into ON household USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX household_shared ON household USING gin (team_ids) WHERE (cardinality(team_ids) > 1);
CREATE INDEX household_team_newest ON household USING btree (team_id, updated_at DESC, id DESC);
grant insert, select to tsunagi_service;
grant update (care, languages, merged_into_id, protected, protected_since, protection_note, team_id, team_ids, updated_at, version) to tsunagi_service;
policy household_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (created_by = session_person())));
policy household_change for update to tsunagi_service using (may_work_case(team_id)) with check (true);
policy household_read for select to tsunagi_service using (may_read_household(team_ids, id));

create table household_address (
  id bigint not null generated as identity,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  postal_code text,
  address text not null,
  address_folded text not null,
  town_id bigint,
  starts_on date not null,
  ends_on date,
  created_at timestamp with time zone not null,
  constraint household_address_ends_after_start CHECK ((ends_on >= starts_on)),
  constraint household_address_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint household_address_town_id_fkey FOREIGN KEY (town_id) REFERENCES town(id),
  constraint household_address_pkey PRIMARY KEY (id)
);
CREATE INDEX household_address_folded ON household_address USING btree (address_folded text_pattern_ops);
CREATE INDEX household_address_household_key ON household_address USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX household_address_town ON household_address USING btree (town_id);
CREATE UNIQUE INDEX household_address_one_now ON household_address USING btree (household_id) WHERE (ends_on IS NULL);
grant insert, select to tsunagi_service;
grant update (ends_on) to tsunagi_service;
policy household_address_add for insert to tsunagi_service with check ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_address_end for update to tsunagi_service using ((may_find_household(team_id, team_ids, protected, household_id) AND (team_ids && session_case_teams())));
policy household_address_read for select to tsunagi_service using (may_find_household(team_id, team_ids, protected, household_id));

create table household_contact (
  id bigint not null generated as identity,
  household_id bigint not null,
  member_id bigint,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  kind text not null,
  value text not null,
  note text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint household_contact_kind CHECK ((kind = ANY (ARRAY['phone'::text, 'mobile'::text, 'email'::text, 'other'::text]))),
  constraint household_contact_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint household_contact_member FOREIGN KEY (member_id, household_id) REFERENCES household_member(id, household_id),
  constraint household_contact_pkey PRIMARY KEY (id)
);
CREATE INDEX household_contact_household_key ON household_contact USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX household_contact_member_key ON household_contact USING btree (member_id, household_id);
grant delete, insert, select to tsunagi_service;
policy household_contact_add for insert to tsunagi_service with check ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_contact_read for select to tsunagi_service using (may_find_household(team_id, team_ids, protected, household_id));
policy household_contact_remove for delete to tsunagi_service using ((may_find_household(team_id, team_ids, protected, household_id) AND (team_ids && session_case_teams())));

create table household_member (
  id bigint not null generated as identity,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  position integer not null,
  relation text not null,
  family_name text not null,
  given_name text not null default ''::text,
  family_kana text not null default ''::text,
  given_kana text not null default ''::text,
  known_as text not null default ''::text,
  kana_folded text not null default ''::text,
  born_on date,
  due_on date,
  sex text,
  lives_apart boolean not null default false,
  languages text[] not null default '{}'::text[],
  care text not null default ''::text,
  left_on date,
  left_reason text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint household_member_born_or_due CHECK (((born_on IS NULL) OR (due_on IS NULL) OR (relation <> 'child'::text))),
  constraint household_member_has_a_name CHECK (((btrim(family_name) <> ''::text) OR (due_on IS NOT NULL))),
  constraint household_member_leaving_is_whole CHECK (((left_on IS NULL) = (left_reason IS NULL))),
  constraint household_member_relation CHECK ((relation = ANY (ARRAY['child'::text, 'mother'::text, 'father'::text, 'expectant'::text, 'grandparent'::text, 'sibling'::text, 'partner'::text, 'foster_parent'::text, 'relative'::text, 'other'::text]))),
  constraint household_member_sex CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text]))),
  constraint household_member_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint household_member_pkey PRIMARY KEY (id),
  constraint household_member_key UNIQUE (id, household_id)
);
CREATE INDEX household_member_born ON household_member USING btree (born_on);
CREATE INDEX household_member_household_key ON household_member USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX household_member_kana ON household_member USING btree (kana_folded text_pattern_ops, born_on);
CREATE INDEX household_member_shared ON household_member USING gin (team_ids) WHERE (cardinality(team_ids) > 1);
CREATE INDEX household_member_team_kana ON household_member USING btree (team_id, kana_folded text_pattern_ops) WHERE (left_on IS NULL);
grant insert, select to tsunagi_service;
grant update (born_on, care, due_on, family_kana, family_name, given_kana, given_name, kana_folded, known_as, languages, left_on, left_reason, lives_apart, position, relation, sex, updated_at, version) to tsunagi_service;
policy household_member_add for insert to tsunagi_service with check ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_member_change for update to tsunagi_service using ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_member_read for select to tsunagi_service using (may_read_household(team_ids, household_id));

create table household_member_place (
  id bigint not null generated as identity,
  member_id bigint not null,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  fiscal_year integer not null,
  facility_id bigint,
  place_name text not null default ''::text,
  class_name text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint household_member_place_is_named CHECK (((facility_id IS NOT NULL) OR (btrim(place_name) <> ''::text))),
  constraint household_member_place_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint household_member_place_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint household_member_place_member FOREIGN KEY (member_id, household_id) REFERENCES household_member(id, household_id),
  constraint household_member_place_pkey PRIMARY KEY (id),
  constraint household_member_place_once UNIQUE (member_id, fiscal_year)
);
CREATE INDEX household_member_place_facility ON household_member_place USING btree (facility_id);
CREATE INDEX household_member_place_household_key ON household_member_place USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX household_member_place_member_key ON household_member_place USING btree (member_id, household_id);
grant delete, insert, select to tsunagi_service;
grant update (class_name, facility_id, place_name) to tsunagi_service;
policy household_member_place_add for insert to tsunagi_service with check ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_member_place_change for update to tsunagi_service using ((may_find_household(team_id, team_ids, protected, household_id) AND (team_ids && session_case_teams())));
policy household_member_place_read for select to tsunagi_service using (may_find_household(team_id, team_ids, protected, household_id));
policy household_member_place_remove for delete to tsunagi_service using ((may_find_household(team_id, team_ids, protected, household_id) AND (team_ids && session_case_teams())));

create table household_merge (
  id bigint not null generated as identity,
  kept_id bigint not null,
  merged_id bigint not null,
  team_ids bigint[] not null,
  reason text not null,
  merged_by bigint not null,
  merged_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint household_merge_two CHECK ((kept_id <> merged_id)),
  constraint household_merge_undone_is_whole CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
  constraint household_merge_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES household(id),
  constraint household_merge_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES person(id),
  constraint household_merge_merged_id_fkey FOREIGN KEY (merged_id) REFERENCES household(id),
  constraint household_merge_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES person(id),
  constraint household_merge_pkey PRIMARY KEY (id)
);
CREATE INDEX household_merge_kept ON household_merge USING btree (kept_id);
CREATE INDEX household_merge_merged ON household_merge USING btree (merged_id);
CREATE INDEX household_merge_merged_by ON household_merge USING btree (merged_by);
CREATE INDEX household_merge_undone_by ON household_merge USING btree (undone_by);
CREATE UNIQUE INDEX household_merge_once ON household_merge USING btree (merged_id) WHERE (undone_at IS NULL);
grant insert, select to tsunagi_service;
grant update (undone_at, undone_by) to tsunagi_service;
policy household_merge_add for insert to tsunagi_service with check ((session_has('case.work'::text) AND (team_ids && session_case_teams()) AND (merged_by = session_person()) AND names_mine(VARIADIC ARRAY[undone_by])));
policy household_merge_names for update to tsunagi_service using (names_were(('household_merge '::text || id), VARIADIC ARRAY[undone_by])) with check (names_stay(('household_merge '::text || id), VARIADIC ARRAY[undone_by]));
policy household_merge_read for select to tsunagi_service using ((session_has('case.work'::text) AND (team_ids && session_case_teams())));
policy household_merge_undo for update to tsunagi_service using ((session_has('case.work'::text) AND (team_ids && session_case_teams())));

create table import_batch (
  id bigint not null generated as identity,
  kind text not null,
  duty text not null,
  file_name text not null,
  mapping jsonb not null default '{}'::jsonb,
  notes jsonb not null default '[]'::jsonb,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  checked_at timestamp with time zone,
  apply_requested_at timestamp with time zone,
  applied_at timestamp with time zone,
  discarded_at timestamp with time zone,
  progress integer not null default 0,
  row_count integer not null default 0,
  failure text,
  check_requested_at timestamp with time zone,
  check_requested_by bigint,
  progressed_at timestamp with time zone,
  constraint import_batch_duty CHECK ((duty = ANY (ARRAY['directory.manage'::text, 'people.manage'::text, 'areas.manage'::text, 'calendar.manage'::text, 'portal.manage'::text, 'visit.plan'::text, 'initiative.manage'::text]))),
  constraint import_batch_pkey PRIMARY KEY (id),
  constraint import_batch_key_with_duty UNIQUE (id, duty)
);
CREATE INDEX import_batch_created ON import_batch USING btree (kind, created_at DESC);
CREATE UNIQUE INDEX import_batch_one_at_a_time ON import_batch USING btree (kind) WHERE ((apply_requested_at IS NOT NULL) AND (applied_at IS NULL) AND (discarded_at IS NULL) AND (failure IS NULL));
grant insert, select, update to tsunagi_service;
policy import_batch_begin for insert to tsunagi_service with check (((created_by = session_person()) AND names_mine(VARIADIC ARRAY[check_requested_by])));
policy import_batch_names for update to tsunagi_service using (names_were(('import_batch '::text || id), VARIADIC ARRAY[created_by, check_requested_by])) with check (names_stay(('import_batch '::text || id), VARIADIC ARRAY[created_by, check_requested_by]));
policy import_batch_use for all to tsunagi_service using ((session_has('job'::text) OR session_has(duty))) with check ((session_has('job'::text) OR session_has(duty)));

create table import_layout (
  id bigint not null generated as identity,
  kind text not null,
  duty text not null,
  fingerprint text not null,
  name text not null,
  mapping jsonb not null,
  used_at timestamp with time zone not null,
  saved_by bigint not null,
  constraint import_layout_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES person(id),
  constraint import_layout_pkey PRIMARY KEY (id),
  constraint import_layout_once UNIQUE (kind, fingerprint)
);
CREATE INDEX import_layout_saved_by ON import_layout USING btree (saved_by);
grant delete, insert, select, update to tsunagi_service;
policy import_layout_names for update to tsunagi_service using (names_were(('import_layout '::text || id), VARIADIC ARRAY[saved_by])) with check (names_stay(('import_layout '::text || id), VARIADIC ARRAY[saved_by]));
policy import_layout_save for insert to tsunagi_service with check ((saved_by = session_person()));
policy import_layout_use for all to tsunagi_service using (session_has(duty)) with check (session_has(duty));

create table import_part (
  batch_id bigint not null,
  duty text not null,
  part integer not null,
  rows text not null,
  constraint import_part_batch FOREIGN KEY (batch_id, duty) REFERENCES import_batch(id, duty) ON DELETE CASCADE,
  constraint import_part_pkey PRIMARY KEY (batch_id, duty, part)
);
grant delete, insert, select to tsunagi_service;
policy import_part_use for all to tsunagi_service using ((session_has('job'::text) OR session_has(duty))) with check ((session_has('job'::text) OR session_has(duty)));

create table import_row (
  batch_id bigint not null,
  duty text not null,
  row_number integer not null,
  verdict text not null,
  label text not null,
  target_id bigint,
  data jsonb not null default '{}'::jsonb,
  changes jsonb not null default '[]'::jsonb,
  messages jsonb not null default '[]'::jsonb,
  applied_at timestamp with time zone,
  constraint import_row_verdict CHECK ((verdict = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text, 'refused'::text]))),
  constraint import_row_batch FOREIGN KEY (batch_id, duty) REFERENCES import_batch(id, duty) ON DELETE CASCADE,
  constraint import_row_pkey PRIMARY KEY (batch_id, row_number)
);
CREATE INDEX import_row_order ON import_row USING btree (batch_id, duty, verdict, row_number);
grant delete, insert, select, update to tsunagi_service;
policy import_row_use for all to tsunagi_service using ((session_has('job'::text) OR session_has(duty))) with check ((session_has('job'::text) OR session_has(duty)));

create table indicator (
  code text not null,
  name text not null,
  unit text not null,
  kind text not null,
  position integer not null,
  constraint indicator_kind CHECK ((kind = ANY (ARRAY['rate'::text, 'count'::text, 'score'::text]))),
  constraint indicator_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy indicator_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table indicator_target (
  indicator_code text not null,
  fiscal_year integer not null,
  target numeric not null,
  reason text,
  set_by bigint,
  set_at timestamp with time zone,
  version integer not null default 1,
  constraint indicator_target_indicator_code_fkey FOREIGN KEY (indicator_code) REFERENCES indicator(code),
  constraint indicator_target_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id),
  constraint indicator_target_pkey PRIMARY KEY (indicator_code, fiscal_year)
);
CREATE INDEX indicator_target_set_by ON indicator_target USING btree (set_by);
grant insert, select to tsunagi_service;
grant update (reason, set_at, set_by, target, version) to tsunagi_service;
policy indicator_target_change for update to tsunagi_service using (session_has('evaluation.manage'::text)) with check (may_set_indicator_target(set_by));
policy indicator_target_read for select to tsunagi_service using (session_has('evaluation.read'::text));
policy indicator_target_set for insert to tsunagi_service with check (may_set_indicator_target(set_by));

create table indicator_version (
  indicator_code text not null,
  version integer not null,
  definition text not null,
  numerator text not null,
  denominator text not null default ''::text,
  from_fiscal_year integer not null,
  constraint indicator_version_indicator_code_fkey FOREIGN KEY (indicator_code) REFERENCES indicator(code),
  constraint indicator_version_pkey PRIMARY KEY (indicator_code, version)
);
grant select to tsunagi_service;
policy indicator_version_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table initiative (
  id bigint not null generated as identity,
  title text not null,
  area_id bigint,
  issue_id bigint,
  forum_id bigint,
  shared_issue text not null default ''::text,
  seen_by text not null default ''::text,
  aim text not null default ''::text,
  families text not null default ''::text,
  image text not null default ''::text,
  keeping text not null default ''::text,
  lead_organisation_id bigint not null,
  lead_facility_id bigint,
  owner_id bigint not null,
  proposed_owner_id bigint,
  proposed_at timestamp with time zone,
  declined_at timestamp with time zone,
  starts_on date not null,
  ends_on date,
  next_look_back_on date,
  started_on date,
  ended_on date,
  ending text,
  ending_note text not null default ''::text,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  folded text not null generated always as (search_fold(((((((title || ' '::text) || shared_issue) || ' '::text) || aim) || ' '::text) || image))) stored,
  constraint initiative_declined_was_proposed CHECK (((declined_at IS NULL) OR (proposed_owner_id IS NOT NULL))),
  constraint initiative_ended_was_started CHECK (((ended_on IS NULL) OR (started_on IS NOT NULL) OR (ending = 'stopped'::text))),
  constraint initiative_ending CHECK ((ending = ANY (ARRAY['reached'::text, 'passed_on'::text, 'stopped'::text]))),
  constraint initiative_ending_is_whole CHECK (((ended_on IS NULL) = (ending IS NULL))),
  constraint initiative_ends_after_beginning CHECK (((ends_on >= starts_on) AND (ended_on >= started_on))),
  constraint initiative_proposal_is_another CHECK ((proposed_owner_id <> owner_id)),
  constraint initiative_proposal_is_whole CHECK (((proposed_owner_id IS NULL) = (proposed_at IS NULL))),
  constraint initiative_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint initiative_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint initiative_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint initiative_forum_id_fkey FOREIGN KEY (forum_id) REFERENCES forum(id),
  constraint initiative_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint initiative_lead_facility_id_fkey FOREIGN KEY (lead_facility_id) REFERENCES facility(id),
  constraint initiative_lead_organisation_id_fkey FOREIGN KEY (lead_organisation_id) REFERENCES organisation(id),
  constraint initiative_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint initiative_proposed_owner_id_fkey FOREIGN KEY (proposed_owner_id) REFERENCES person(id),
  constraint initiative_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint initiative_pkey PRIMARY KEY (id),
  constraint initiative_key_with_owner UNIQUE (id, owner_id)
);
CREATE INDEX initiative_area ON initiative USING btree (area_id);
CREATE INDEX initiative_created_by ON initiative USING btree (created_by);
CREATE INDEX initiative_forum ON initiative USING btree (forum_id);
CREATE INDEX initiative_issue ON initiative USING btree (issue_id);
CREATE INDEX initiative_lead_facility ON initiative USING btree (lead_facility_id);
CREATE INDEX initiative_lead_organisation ON initiative USING btree (lead_organisation_id);
CREATE INDEX initiative_newest ON initiative USING btree (starts_on DESC, id DESC);
CREATE INDEX initiative_owner ON initiative USING btree (owner_id);
CREATE INDEX initiative_proposed_owner ON initiative USING btree (proposed_owner_id) WHERE (proposed_owner_id IS NOT NULL);
CREATE INDEX initiative_updated_by ON initiative USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (aim, area_id, declined_at, ended_on, ending, ending_note, ends_on, families, forum_id, image, issue_id, keeping, next_look_back_on, owner_id, proposed_at, proposed_owner_id, seen_by, shared_issue, started_on, starts_on, title, updated_at, updated_by, version) to tsunagi_service;
policy initiative_begin for insert to tsunagi_service with check ((may_begin_initiative(lead_organisation_id, lead_facility_id, owner_id) AND (created_by = session_person()) AND (updated_by = session_person())));
policy initiative_change for update to tsunagi_service using ((may_steer_initiative(owner_id) OR may_answer_proposal(proposed_owner_id))) with check (((may_steer_initiative(owner_id) OR may_answer_proposal(proposed_owner_id)) AND (updated_by = session_person())));
policy initiative_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table initiative_action (
  action_item_id bigint not null,
  initiative_id bigint not null,
  owner_id bigint not null,
  constraint initiative_action_action_item_id_fkey FOREIGN KEY (action_item_id) REFERENCES action_item(id) ON DELETE CASCADE,
  constraint initiative_action_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_action_pkey PRIMARY KEY (action_item_id)
);
CREATE INDEX initiative_action_by_initiative ON initiative_action USING btree (initiative_id, owner_id);
grant insert, select to tsunagi_service;
policy initiative_action_read for select to tsunagi_service using (session_has('network'::text));
policy initiative_action_tie for insert to tsunagi_service with check (may_manage_meeting());

create table initiative_answer (
  id bigint not null generated as identity,
  partner_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  holder_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  part_version integer not null,
  yes boolean not null,
  brings text not null default ''::text,
  note text not null default ''::text,
  answered_by bigint not null,
  answered_at timestamp with time zone not null,
  constraint initiative_answer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint initiative_answer_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint initiative_answer_partner FOREIGN KEY (partner_id, organisation_id, holder_facility_id) REFERENCES initiative_partner(id, organisation_id, holder_facility_id) ON DELETE CASCADE,
  constraint initiative_answer_pkey PRIMARY KEY (id)
);
CREATE INDEX initiative_answer_answered_by ON initiative_answer USING btree (answered_by);
CREATE INDEX initiative_answer_by_partner ON initiative_answer USING btree (partner_id, organisation_id, holder_facility_id);
CREATE INDEX initiative_answer_facility ON initiative_answer USING btree (facility_id);
grant insert, select to tsunagi_service;
policy initiative_answer_give for insert to tsunagi_service with check ((may_answer_as(organisation_id, facility_id) AND (answered_by = session_person())));
policy initiative_answer_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table initiative_event (
  id bigint not null generated as identity,
  initiative_id bigint not null,
  owner_id bigint not null,
  kind text not null,
  happened_on date not null,
  note text not null default ''::text,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint initiative_event_kind CHECK ((kind = ANY (ARRAY['begun'::text, 'started'::text, 'continued'::text, 'ended'::text, 'reopened'::text, 'handover_proposed'::text, 'handover_accepted'::text, 'handover_declined'::text]))),
  constraint initiative_event_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_event_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint initiative_event_pkey PRIMARY KEY (id)
);
CREATE INDEX initiative_event_by_initiative ON initiative_event USING btree (initiative_id, owner_id);
CREATE INDEX initiative_event_written_by ON initiative_event USING btree (written_by);
grant insert, select to tsunagi_service;
policy initiative_event_read for select to tsunagi_service using (session_has('network'::text));
policy initiative_event_tell for insert to tsunagi_service with check ((may_steer_initiative(owner_id) AND (written_by = session_person())));

create table initiative_outcome (
  id bigint not null generated as identity,
  initiative_id bigint not null,
  owner_id bigint not null,
  body text not null,
  before_value numeric(14,2),
  value numeric(14,2),
  unit text not null default ''::text,
  source text not null default ''::text,
  measured_on date not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint initiative_outcome_body_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint initiative_outcome_figure_has_its_source CHECK (((value IS NULL) OR (btrim(source) <> ''::text))),
  constraint initiative_outcome_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_outcome_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint initiative_outcome_pkey PRIMARY KEY (id)
);
CREATE INDEX initiative_outcome_by_initiative ON initiative_outcome USING btree (initiative_id, owner_id);
CREATE INDEX initiative_outcome_written_by ON initiative_outcome USING btree (written_by);
grant delete, insert, select to tsunagi_service;
policy initiative_outcome_read for select to tsunagi_service using (session_has('network'::text));
policy initiative_outcome_remove for delete to tsunagi_service using (may_steer_initiative(owner_id));
policy initiative_outcome_write for insert to tsunagi_service with check ((may_steer_initiative(owner_id) AND (written_by = session_person())));

create table initiative_partner (
  id bigint not null generated as identity,
  initiative_id bigint not null,
  owner_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  holder_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  part text not null,
  part_version integer not null default 1,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  left_on date,
  constraint initiative_partner_part_is_not_empty CHECK ((btrim(part) <> ''::text)),
  constraint initiative_partner_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint initiative_partner_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint initiative_partner_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_partner_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint initiative_partner_pkey PRIMARY KEY (id),
  constraint initiative_partner_key_with_body UNIQUE (id, organisation_id, holder_facility_id),
  constraint initiative_partner_once UNIQUE (initiative_id, organisation_id, holder_facility_id)
);
CREATE INDEX initiative_partner_asked_by ON initiative_partner USING btree (asked_by);
CREATE INDEX initiative_partner_by_initiative ON initiative_partner USING btree (initiative_id, owner_id);
CREATE INDEX initiative_partner_facility ON initiative_partner USING btree (facility_id);
CREATE INDEX initiative_partner_organisation ON initiative_partner USING btree (organisation_id);
grant insert, select to tsunagi_service;
grant update (left_on, part, part_version) to tsunagi_service;
policy initiative_partner_ask for insert to tsunagi_service with check ((may_steer_initiative(owner_id) AND (asked_by = session_person())));
policy initiative_partner_change for update to tsunagi_service using (may_steer_initiative(owner_id));
policy initiative_partner_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table initiative_reflection (
  id bigint not null generated as identity,
  initiative_id bigint not null,
  session_id bigint,
  organisation_id bigint not null,
  facility_id bigint,
  holder_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  for_families text not null,
  why text not null default ''::text,
  good text not null default ''::text,
  change text not null default ''::text,
  voices text not null default ''::text,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  version integer not null default 1,
  constraint initiative_reflection_for_families CHECK ((for_families = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text, 'unknown'::text]))),
  constraint initiative_reflection_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint initiative_reflection_partner FOREIGN KEY (initiative_id, organisation_id, holder_facility_id) REFERENCES initiative_partner(initiative_id, organisation_id, holder_facility_id) ON DELETE CASCADE,
  constraint initiative_reflection_session FOREIGN KEY (session_id, initiative_id) REFERENCES initiative_session(id, initiative_id) ON DELETE CASCADE,
  constraint initiative_reflection_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint initiative_reflection_pkey PRIMARY KEY (id)
);
CREATE INDEX initiative_reflection_by_partner ON initiative_reflection USING btree (initiative_id, organisation_id, holder_facility_id);
CREATE INDEX initiative_reflection_by_session ON initiative_reflection USING btree (session_id, initiative_id);
CREATE INDEX initiative_reflection_facility ON initiative_reflection USING btree (facility_id);
CREATE INDEX initiative_reflection_written_by ON initiative_reflection USING btree (written_by);
CREATE UNIQUE INDEX initiative_reflection_once ON initiative_reflection USING btree (initiative_id, COALESCE(session_id, (0)::bigint), organisation_id, holder_facility_id);
grant insert, select to tsunagi_service;
grant update (change, for_families, good, version, voices, why, written_at, written_by) to tsunagi_service;
policy initiative_reflection_change for update to tsunagi_service using (may_hold(organisation_id, facility_id)) with check ((written_by = session_person()));
policy initiative_reflection_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));
policy initiative_reflection_write for insert to tsunagi_service with check ((may_hold(organisation_id, facility_id) AND (written_by = session_person())));

create table initiative_reminder (
  kind text not null,
  subject_id bigint not null,
  due_on date not null,
  constraint initiative_reminder_kind CHECK ((kind = ANY (ARRAY['answer'::text, 'session'::text, 'reflection'::text, 'look_back'::text, 'loan'::text, 'owner'::text, 'target'::text]))),
  constraint initiative_reminder_pkey PRIMARY KEY (kind, subject_id, due_on)
);
grant insert, select to tsunagi_service;
policy initiative_reminder_own for all to tsunagi_service using (session_has('job'::text)) with check (session_has('job'::text));

create table initiative_session (
  id bigint not null generated as identity,
  initiative_id bigint not null,
  owner_id bigint not null,
  kind text not null,
  title text not null,
  held_on date not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  place text not null,
  for_families boolean not null default false,
  event_id bigint,
  held_at timestamp with time zone,
  families integer,
  helpers integer,
  record text not null default ''::text,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint initiative_session_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint initiative_session_counts CHECK ((((families >= 0) AND (families <= 100000)) AND ((helpers >= 0) AND (helpers <= 100000)))),
  constraint initiative_session_kind CHECK ((kind = ANY (ARRAY['talk'::text, 'activity'::text, 'look_back'::text]))),
  constraint initiative_session_not_both CHECK (((held_at IS NULL) OR (cancelled_at IS NULL))),
  constraint initiative_session_place_is_not_empty CHECK ((btrim(place) <> ''::text)),
  constraint initiative_session_times CHECK ((ends_at > starts_at)),
  constraint initiative_session_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint initiative_session_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint initiative_session_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint initiative_session_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_session_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint initiative_session_pkey PRIMARY KEY (id),
  constraint initiative_session_key UNIQUE (id, initiative_id)
);
CREATE INDEX initiative_session_by_initiative ON initiative_session USING btree (initiative_id, owner_id);
CREATE INDEX initiative_session_created_by ON initiative_session USING btree (created_by);
CREATE INDEX initiative_session_event ON initiative_session USING btree (event_id);
CREATE INDEX initiative_session_held ON initiative_session USING btree (held_on);
CREATE INDEX initiative_session_updated_by ON initiative_session USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (cancel_reason, cancelled_at, ends_at, event_id, families, for_families, held_at, held_on, helpers, kind, place, record, starts_at, title, updated_by, version) to tsunagi_service;
policy initiative_session_change for update to tsunagi_service using (may_steer_initiative(owner_id)) with check ((updated_by = session_person()));
policy initiative_session_plan for insert to tsunagi_service with check ((may_steer_initiative(owner_id) AND (created_by = session_person()) AND (updated_by = session_person())));
policy initiative_session_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table initiative_stage (
  initiative_id bigint not null,
  owner_id bigint not null,
  stage_id bigint not null,
  constraint initiative_stage_initiative FOREIGN KEY (initiative_id, owner_id) REFERENCES initiative(id, owner_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint initiative_stage_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES partnership_stage(id),
  constraint initiative_stage_pkey PRIMARY KEY (initiative_id, stage_id)
);
CREATE INDEX initiative_stage_by_initiative ON initiative_stage USING btree (initiative_id, owner_id);
CREATE INDEX initiative_stage_stage ON initiative_stage USING btree (stage_id);
grant delete, insert, select to tsunagi_service;
policy initiative_stage_read for select to tsunagi_service using (session_has('network'::text));
policy initiative_stage_tie for insert to tsunagi_service with check (may_steer_initiative(owner_id));
policy initiative_stage_untie for delete to tsunagi_service using (may_steer_initiative(owner_id));

create table introduction (
  id bigint not null generated as identity,
  facility_id bigint not null,
  service_id bigint,
  event_session_id bigint,
  from_facility_id bigint,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  made_on date not null,
  wish_codes text[] not null default '{}'::text[],
  day_text text not null default ''::text,
  what_happens text not null default ''::text,
  whom_to_ask text not null default ''::text,
  how_to_get_there text not null default ''::text,
  code text not null,
  expires_on date not null,
  handed_over text,
  fiscal_year integer not null,
  constraint introduction_code CHECK ((code ~ '^[2-9A-HJ-NP-Z]{10}$'::text)),
  constraint introduction_handed_over CHECK ((handed_over = ANY (ARRAY['printed'::text, 'sent'::text, 'shown'::text]))),
  constraint introduction_event_session_id_fkey FOREIGN KEY (event_session_id) REFERENCES event_session(id),
  constraint introduction_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint introduction_from_facility_id_fkey FOREIGN KEY (from_facility_id) REFERENCES facility(id),
  constraint introduction_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint introduction_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE,
  constraint introduction_pkey PRIMARY KEY (id),
  constraint introduction_code_key UNIQUE (code)
);
CREATE INDEX introduction_facility ON introduction USING btree (facility_id, made_at DESC);
CREATE INDEX introduction_from ON introduction USING btree (from_facility_id) WHERE (from_facility_id IS NOT NULL);
CREATE INDEX introduction_made_by ON introduction USING btree (made_by, made_at DESC);
CREATE INDEX introduction_session ON introduction USING btree (event_session_id) WHERE (event_session_id IS NOT NULL);
CREATE INDEX introduction_year ON introduction USING btree (fiscal_year);
grant insert, select to tsunagi_service;
grant update (handed_over) to tsunagi_service;
policy introduction_hand_over for update to tsunagi_service using ((session_has('network'::text) AND (made_by = session_person())));
policy introduction_make for insert to tsunagi_service with check (may_make_introduction(made_by, from_facility_id));
policy introduction_read for select to tsunagi_service using (may_read_introduction(made_by, facility_id, from_facility_id));

create table introduction_answer (
  introduction_id bigint not null,
  answered_at timestamp with time zone not null,
  answered_on date not null,
  went boolean not null,
  helped text,
  why_not text,
  constraint introduction_answer_fits CHECK ((((helped IS NULL) OR went) AND ((why_not IS NULL) OR (NOT went)))),
  constraint introduction_answer_helped CHECK ((helped = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text]))),
  constraint introduction_answer_why_not CHECK ((why_not = ANY (ARRAY['day'::text, 'far'::text, 'unsure'::text, 'not_needed'::text, 'closed'::text, 'other'::text]))),
  constraint introduction_answer_introduction_id_fkey FOREIGN KEY (introduction_id) REFERENCES introduction(id) ON DELETE CASCADE,
  constraint introduction_answer_pkey PRIMARY KEY (introduction_id)
);

create table invitation (
  id bigint not null generated as identity,
  person_id bigint not null,
  email text not null,
  token_hash text not null,
  invited_by bigint not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES person(id),
  constraint invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX invitation_invited_by ON invitation USING btree (invited_by);
CREATE INDEX invitation_person ON invitation USING btree (person_id);
grant insert, select to tsunagi_service;
grant update (accepted_at, token_hash, withdrawn_at) to tsunagi_service;
policy invitation_read for select to tsunagi_service using (((person_id = session_person()) OR may_manage_accounts()));
policy invitation_send for insert to tsunagi_service with check ((may_manage_accounts() AND (invited_by = COALESCE(session_person(), person_id))));
policy invitation_withdraw for update to tsunagi_service using (may_manage_accounts());

create table issue (
  id bigint not null generated as identity,
  title text not null,
  description text not null default ''::text,
  theme_code text not null,
  weight integer not null default 2,
  source text not null,
  visit_id bigint,
  meeting_id bigint,
  raised_on date not null,
  raised_by bigint not null,
  regional boolean not null default false,
  owner_id bigint,
  merged_into_id bigint,
  merged_at timestamp with time zone,
  merged_by bigint,
  next_review_on date,
  fiscal_year integer not null generated always as (fiscal_year_of(raised_on)) stored,
  folded text not null generated always as (search_fold(((title || ' '::text) || description))) stored,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint issue_merge_is_whole CHECK ((((merged_into_id IS NULL) = (merged_at IS NULL)) AND ((merged_into_id IS NULL) = (merged_by IS NULL)))),
  constraint issue_not_into_itself CHECK ((merged_into_id <> id)),
  constraint issue_regional_is_not_merged CHECK ((NOT (regional AND (merged_into_id IS NOT NULL)))),
  constraint issue_source CHECK ((source = ANY (ARRAY['visit'::text, 'meeting'::text, 'hand'::text, 'survey'::text, 'voice'::text, 'family'::text]))),
  constraint issue_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint issue_weight CHECK (((weight >= 1) AND (weight <= 3))),
  constraint issue_meeting_fk FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint issue_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES person(id),
  constraint issue_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES issue(id),
  constraint issue_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint issue_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES person(id),
  constraint issue_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint issue_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id),
  constraint issue_pkey PRIMARY KEY (id),
  constraint issue_key_with_theme UNIQUE (id, theme_code)
);
CREATE INDEX issue_meeting ON issue USING btree (meeting_id);
CREATE INDEX issue_merged_by ON issue USING btree (merged_by) WHERE (merged_by IS NOT NULL);
CREATE INDEX issue_merged_into ON issue USING btree (merged_into_id);
CREATE INDEX issue_newest ON issue USING btree (raised_on DESC, id DESC) WHERE (merged_into_id IS NULL);
CREATE INDEX issue_owner ON issue USING btree (owner_id);
CREATE INDEX issue_raised_by ON issue USING btree (raised_by);
CREATE INDEX issue_theme_year ON issue USING btree (theme_code, fiscal_year);
CREATE INDEX issue_visit ON issue USING btree (visit_id);
CREATE INDEX issue_year ON issue USING btree (fiscal_year, raised_on DESC);
grant insert, select to tsunagi_service;
grant update (description, merged_at, merged_by, merged_into_id, next_review_on, owner_id, theme_code, title, updated_at, version, weight) to tsunagi_service;
policy issue_change for update to tsunagi_service using (may_manage_issue());
policy issue_names for update to tsunagi_service using (names_were(('issue '::text || id), VARIADIC ARRAY[merged_by])) with check (names_stay(('issue '::text || id), VARIADIC ARRAY[merged_by]));
policy issue_raise for insert to tsunagi_service with check ((may_raise_issue() AND (raised_by = session_person()) AND names_mine(VARIADIC ARRAY[merged_by])));
policy issue_read for select to tsunagi_service using ((session_has('issue.read'::text) OR session_has('job'::text)));

create table issue_area (
  issue_id bigint not null,
  area_id bigint not null,
  constraint issue_area_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint issue_area_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id) ON DELETE CASCADE,
  constraint issue_area_pkey PRIMARY KEY (issue_id, area_id)
);
CREATE INDEX issue_area_area ON issue_area USING btree (area_id);
grant delete, insert, select to tsunagi_service;
policy issue_area_add for insert to tsunagi_service with check (may_raise_issue());
policy issue_area_read for select to tsunagi_service using (session_has('issue.read'::text));
policy issue_area_remove for delete to tsunagi_service using (may_manage_issue());

create table issue_event (
  id bigint not null generated as identity,
  issue_id bigint not null,
  kind text not null,
  happened_on date not null,
  person_id bigint not null,
  meeting_id bigint,
  created_at timestamp with time zone not null,
  constraint issue_event_kind CHECK ((kind = ANY (ARRAY['raised'::text, 'edited'::text, 'merged_here'::text, 'shared'::text, 'discussed'::text, 'decided'::text, 'acted'::text, 'reviewed'::text, 'closed'::text, 'reopened'::text, 'merged'::text, 'unmerged'::text, 'published'::text, 'withdrawn'::text, 'answered'::text]))),
  constraint issue_event_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id) ON DELETE CASCADE,
  constraint issue_event_meeting_fk FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint issue_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint issue_event_pkey PRIMARY KEY (id)
);
CREATE INDEX issue_event_issue ON issue_event USING btree (issue_id, happened_on DESC, id DESC);
CREATE INDEX issue_event_meeting ON issue_event USING btree (meeting_id);
CREATE INDEX issue_event_person ON issue_event USING btree (person_id);
grant insert, select to tsunagi_service;
policy issue_event_read for select to tsunagi_service using ((session_has('issue.read'::text) OR session_has('job'::text)));
policy issue_event_record for insert to tsunagi_service with check (may_record_issue_event(kind, person_id));

create table issue_event_note (
  issue_event_id bigint not null,
  meeting_id bigint,
  forum_id bigint,
  body text not null,
  constraint issue_event_note_is_whole CHECK (((meeting_id IS NULL) = (forum_id IS NULL))),
  constraint issue_event_note_issue_event_id_fkey FOREIGN KEY (issue_event_id) REFERENCES issue_event(id) ON DELETE CASCADE,
  constraint issue_event_note_meeting FOREIGN KEY (meeting_id, forum_id) REFERENCES meeting(id, forum_id),
  constraint issue_event_note_pkey PRIMARY KEY (issue_event_id)
);
CREATE INDEX issue_event_note_by_meeting ON issue_event_note USING btree (meeting_id, forum_id);
grant insert, select to tsunagi_service;
policy issue_event_note_add for insert to tsunagi_service with check (may_manage_issue());
policy issue_event_note_read for select to tsunagi_service using (may_read_issue_note(meeting_id, forum_id));

create table issue_facility (
  issue_id bigint not null,
  facility_id bigint not null,
  theme_code text not null,
  raised_on date not null,
  statement text not null default ''::text,
  publication_id bigint,
  shared_on date,
  decided_on date,
  closed_on date,
  answer text,
  answered_by bigint,
  answered_at timestamp with time zone,
  read_at timestamp with time zone,
  read_by bigint,
  constraint issue_facility_answer_is_whole CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
  constraint issue_facility_publication_is_its_own CHECK ((publication_id = issue_id)),
  constraint issue_facility_reading_is_whole CHECK ((((read_at IS NULL) = (read_by IS NULL)) AND ((read_at IS NULL) OR (answer IS NOT NULL)))),
  constraint issue_facility_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint issue_facility_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint issue_facility_issue FOREIGN KEY (issue_id, theme_code) REFERENCES issue(id, theme_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint issue_facility_publication FOREIGN KEY (publication_id) REFERENCES issue_publication(issue_id),
  constraint issue_facility_read_by_fkey FOREIGN KEY (read_by) REFERENCES person(id),
  constraint issue_facility_pkey PRIMARY KEY (issue_id, facility_id)
);
CREATE INDEX issue_facility_answered_by ON issue_facility USING btree (answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX issue_facility_by_issue ON issue_facility USING btree (issue_id, theme_code);
CREATE INDEX issue_facility_facility ON issue_facility USING btree (facility_id);
CREATE INDEX issue_facility_read_by ON issue_facility USING btree (read_by) WHERE (read_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by, closed_on, decided_on, read_at, read_by, shared_on, statement) to tsunagi_service;
policy issue_facility_add for insert to tsunagi_service with check ((may_add_issue_facility(facility_id, publication_id, answer) AND names_mine(VARIADIC ARRAY[answered_by, read_by])));
policy issue_facility_change for update to tsunagi_service using (may_change_issue_facility(facility_id)) with check ((may_manage_issue() OR ((read_by = session_person()) AND (answered_by IS DISTINCT FROM session_person()))));
policy issue_facility_names for update to tsunagi_service using (names_were(((('issue_facility '::text || issue_id) || ' '::text) || facility_id), VARIADIC ARRAY[answered_by, read_by])) with check (names_stay(((('issue_facility '::text || issue_id) || ' '::text) || facility_id), VARIADIC ARRAY[answered_by, read_by]));
policy issue_facility_read for select to tsunagi_service using (may_read_issue_facility(facility_id, shared_on));
policy issue_facility_remove for delete to tsunagi_service using ((may_manage_issue() AND (publication_id IS NULL)));

create table issue_family_answer (
  issue_id bigint not null,
  answer text not null,
  answered_by bigint not null,
  answered_at timestamp with time zone not null,
  constraint issue_family_answer_has_words CHECK ((btrim(answer) <> ''::text)),
  constraint issue_family_answer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint issue_family_answer_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint issue_family_answer_pkey PRIMARY KEY (issue_id)
);
CREATE INDEX issue_family_answer_by ON issue_family_answer USING btree (answered_by);
grant insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by) to tsunagi_service;
policy issue_family_answer_change for update to tsunagi_service using (may_manage_issue()) with check ((answered_by = session_person()));
policy issue_family_answer_give for insert to tsunagi_service with check ((may_manage_issue() AND (answered_by = session_person())));
policy issue_family_answer_read for select to tsunagi_service using (session_has('issue.read'::text));

create table issue_forum (
  issue_id bigint not null,
  stage text not null,
  forum_id bigint not null,
  constraint issue_forum_stage CHECK ((stage = ANY (ARRAY['share'::text, 'discuss'::text, 'decide'::text, 'review'::text]))),
  constraint issue_forum_forum_id_fkey FOREIGN KEY (forum_id) REFERENCES forum(id),
  constraint issue_forum_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id) ON DELETE CASCADE,
  constraint issue_forum_pkey PRIMARY KEY (issue_id, stage)
);
CREATE INDEX issue_forum_forum ON issue_forum USING btree (forum_id);
grant delete, insert, select to tsunagi_service;
grant update (forum_id) to tsunagi_service;
policy issue_forum_change for update to tsunagi_service using (may_manage_issue());
policy issue_forum_plan for insert to tsunagi_service with check (may_manage_issue());
policy issue_forum_read for select to tsunagi_service using (session_has('issue.read'::text));
policy issue_forum_remove for delete to tsunagi_service using (may_manage_issue());

create table issue_publication (
  issue_id bigint not null,
  title text not null,
  summary text not null,
  theme_code text not null,
  progress text not null default ''::text,
  published_at timestamp with time zone not null,
  published_by bigint not null,
  withdrawn_at timestamp with time zone,
  version integer not null default 1,
  constraint issue_publication_issue FOREIGN KEY (issue_id, theme_code) REFERENCES issue(id, theme_code) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint issue_publication_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id),
  constraint issue_publication_pkey PRIMARY KEY (issue_id)
);
CREATE INDEX issue_publication_by_issue ON issue_publication USING btree (issue_id, theme_code);
CREATE INDEX issue_publication_newest ON issue_publication USING btree (published_at DESC) WHERE (withdrawn_at IS NULL);
CREATE INDEX issue_publication_published_by ON issue_publication USING btree (published_by);
CREATE INDEX issue_publication_theme ON issue_publication USING btree (theme_code);
grant insert, select to tsunagi_service;
grant update (progress, published_at, published_by, summary, theme_code, title, version, withdrawn_at) to tsunagi_service;
policy issue_publication_change for update to tsunagi_service using (may_manage_issue());
policy issue_publication_names for update to tsunagi_service using (names_were(('issue_publication '::text || issue_id), VARIADIC ARRAY[published_by])) with check (names_stay(('issue_publication '::text || issue_id), VARIADIC ARRAY[published_by]));
policy issue_publication_publish for insert to tsunagi_service with check ((may_manage_issue() AND (published_by = session_person())));
policy issue_publication_read for select to tsunagi_service using (may_read_issue_publication(withdrawn_at));

create table job_done (
  key text not null,
  done_at timestamp with time zone not null,
  constraint job_done_pkey PRIMARY KEY (key)
);
CREATE INDEX job_done_at ON job_done USING btree (done_at);
grant delete, insert, select to tsunagi_service;
policy job_done_own for all to tsunagi_service using (session_has('job'::text)) with check (session_has('job'::text));

create table lecture_answer (
  id bigint not null generated as identity,
  request_id bigint not null,
  owner_facility_id bigint not null,
  what text not null,
  reason text not null default ''::text,
  held_on date,
  starts_at time without time zone,
  ends_at time without time zone,
  speaker text not null default ''::text,
  people integer,
  report text not null default ''::text,
  said_at timestamp with time zone not null,
  said_by bigint not null,
  constraint lecture_answer_arranged_has_a_day CHECK (((what <> 'arranged'::text) OR ((held_on IS NOT NULL) AND (starts_at IS NOT NULL) AND (ends_at > starts_at)))),
  constraint lecture_answer_held_has_a_report CHECK (((what <> 'held'::text) OR ((people IS NOT NULL) AND (btrim(report) <> ''::text)))),
  constraint lecture_answer_people CHECK (((people >= 0) AND (people <= 1000))),
  constraint lecture_answer_what CHECK ((what = ANY (ARRAY['arranged'::text, 'declined'::text, 'withdrawn'::text, 'held'::text, 'reopened'::text]))),
  constraint lecture_answer_owner FOREIGN KEY (request_id, owner_facility_id) REFERENCES lecture_request(id, owner_facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint lecture_answer_said_by_fkey FOREIGN KEY (said_by) REFERENCES person(id),
  constraint lecture_answer_pkey PRIMARY KEY (id)
);
CREATE INDEX lecture_answer_said_by ON lecture_answer USING btree (said_by);
grant insert, select to tsunagi_service;
policy lecture_answer_read for select to tsunagi_service using (may_read_lecture(owner_facility_id));
policy lecture_answer_say for insert to tsunagi_service with check ((may_answer_lecture(what, owner_facility_id) AND (said_by = session_person())));

create table lecture_request (
  id bigint not null generated as identity,
  theme_id bigint not null,
  facility_id bigint,
  asker text not null default ''::text,
  contact text not null default ''::text,
  purpose text not null,
  people integer not null,
  wishes text not null,
  place text not null default ''::text,
  asked_at timestamp with time zone not null,
  asked_by bigint not null,
  owner_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  constraint lecture_request_people CHECK (((people >= 1) AND (people <= 1000))),
  constraint lecture_request_purpose CHECK ((btrim(purpose) <> ''::text)),
  constraint lecture_request_somebody CHECK (((facility_id IS NOT NULL) OR (btrim(asker) <> ''::text))),
  constraint lecture_request_wishes CHECK ((btrim(wishes) <> ''::text)),
  constraint lecture_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint lecture_request_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint lecture_request_theme_id_fkey FOREIGN KEY (theme_id) REFERENCES lecture_theme(id),
  constraint lecture_request_pkey PRIMARY KEY (id),
  constraint lecture_request_owner UNIQUE (id, owner_facility_id)
);
CREATE INDEX lecture_request_asked_by ON lecture_request USING btree (asked_by);
CREATE INDEX lecture_request_facility ON lecture_request USING btree (facility_id) WHERE (facility_id IS NOT NULL);
CREATE INDEX lecture_request_newest ON lecture_request USING btree (asked_at DESC);
CREATE INDEX lecture_request_theme ON lecture_request USING btree (theme_id);
grant insert, select to tsunagi_service;
policy lecture_request_ask for insert to tsunagi_service with check (((may_manage_courses() OR may_send_to_course(owner_facility_id)) AND (asked_by = session_person())));
policy lecture_request_read for select to tsunagi_service using (may_read_lecture(owner_facility_id));

create table lecture_theme (
  id bigint not null generated as identity,
  title text not null,
  summary text not null default ''::text,
  audience text not null default ''::text,
  minutes integer not null,
  position integer not null default 100,
  ended_on date,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint lecture_theme_minutes CHECK (((minutes >= 10) AND (minutes <= 600))),
  constraint lecture_theme_title CHECK ((btrim(title) <> ''::text)),
  constraint lecture_theme_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint lecture_theme_pkey PRIMARY KEY (id)
);
CREATE INDEX lecture_theme_updated_by ON lecture_theme USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (audience, ended_on, minutes, position, summary, title, updated_at, updated_by, version) to tsunagi_service;
policy lecture_theme_change for update to tsunagi_service using (may_manage_courses()) with check ((updated_by = session_person()));
policy lecture_theme_offer for insert to tsunagi_service with check ((may_manage_courses() AND (updated_by = session_person())));
policy lecture_theme_read for select to tsunagi_service using (session_has('network'::text));

create table legal_basis (
  id bigint not null generated as identity,
  code text not null,
  name text not null,
  provision text not null,
  between_whom text not null,
  permits text not null,
  record text not null,
  caution text not null default ''::text,
  ways text[] not null,
  abouts text[] not null,
  consents text[] not null,
  dangers text[] not null,
  consent_needed boolean not null,
  second_person text not null,
  document_needed boolean not null default false,
  position integer not null,
  valid_from date not null,
  valid_to date,
  created_by bigint,
  created_at timestamp with time zone not null,
  constraint legal_basis_consent_asks_for_consent CHECK (((NOT consent_needed) OR (consents = '{yes}'::text[]))),
  constraint legal_basis_ends_after_start CHECK ((valid_to >= valid_from)),
  constraint legal_basis_second_person CHECK ((second_person = ANY (ARRAY['none'::text, 'before'::text, 'after'::text]))),
  constraint legal_basis_without_consent_has_a_second_person CHECK ((consent_needed OR (second_person <> 'none'::text))),
  constraint legal_basis_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint legal_basis_pkey PRIMARY KEY (id),
  constraint legal_basis_one_version_a_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&)
);
CREATE INDEX legal_basis_created_by ON legal_basis USING btree (created_by);
grant insert, select to tsunagi_service;
grant update (valid_to) to tsunagi_service;
policy legal_basis_add for insert to tsunagi_service with check ((session_has('legal.manage'::text) AND (created_by = session_person())));
policy legal_basis_end for update to tsunagi_service using (session_has('legal.manage'::text));
policy legal_basis_read for select to tsunagi_service using (session_has('network'::text));

create table lendable (
  id bigint not null generated as identity,
  organisation_id bigint not null,
  facility_id bigint,
  holder_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  kind text not null,
  name text not null,
  detail text not null default ''::text,
  terms text not null default ''::text,
  offered_on date not null,
  withdrawn_on date,
  version integer not null default 1,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint lendable_kind CHECK ((kind = ANY (ARRAY['person'::text, 'room'::text, 'thing'::text, 'contact'::text]))),
  constraint lendable_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint lendable_withdrawn_after CHECK ((withdrawn_on >= offered_on)),
  constraint lendable_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint lendable_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint lendable_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint lendable_pkey PRIMARY KEY (id),
  constraint lendable_key_with_body UNIQUE (id, kind, organisation_id, holder_facility_id)
);
CREATE INDEX lendable_facility ON lendable USING btree (facility_id);
CREATE INDEX lendable_newest ON lendable USING btree (offered_on DESC, id DESC);
CREATE INDEX lendable_organisation ON lendable USING btree (organisation_id);
CREATE INDEX lendable_written_by ON lendable USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (detail, name, terms, version, withdrawn_on, written_at, written_by) to tsunagi_service;
policy lendable_change for update to tsunagi_service using (may_lend(organisation_id, facility_id)) with check ((written_by = session_person()));
policy lendable_offer for insert to tsunagi_service with check ((may_lend(organisation_id, facility_id) AND (written_by = session_person())));
policy lendable_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table life_event (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  member_id bigint,
  kind text not null,
  happened_on date not null,
  title text not null,
  source text not null default ''::text,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by bigint,
  constraint life_event_has_title CHECK ((btrim(title) <> ''::text)),
  constraint life_event_kind CHECK ((kind = ANY (ARRAY['pregnancy'::text, 'birth'::text, 'newborn_visit'::text, 'checkup'::text, 'nursery'::text, 'school'::text, 'service'::text, 'medical'::text, 'family'::text, 'moved'::text, 'other'::text]))),
  constraint life_event_withdrawal_is_whole CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  constraint life_event_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint life_event_member_id_fkey FOREIGN KEY (member_id) REFERENCES household_member(id),
  constraint life_event_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint life_event_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES person(id),
  constraint life_event_pkey PRIMARY KEY (id)
);
CREATE INDEX life_event_case_key ON life_event USING btree (case_id, team_id);
CREATE INDEX life_event_member ON life_event USING btree (member_id);
CREATE INDEX life_event_recorded_by ON life_event USING btree (recorded_by);
CREATE INDEX life_event_withdrawn_by ON life_event USING btree (withdrawn_by);
grant insert, select to tsunagi_service;
grant update (withdrawn_at, withdrawn_by) to tsunagi_service;
policy life_event_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (recorded_by = session_person()) AND names_mine(VARIADIC ARRAY[withdrawn_by])));
policy life_event_names for update to tsunagi_service using (names_were(('life_event '::text || id), VARIADIC ARRAY[withdrawn_by])) with check (names_stay(('life_event '::text || id), VARIADIC ARRAY[withdrawn_by]));
policy life_event_read for select to tsunagi_service using (may_read_case(team_id, case_id));
policy life_event_withdraw for update to tsunagi_service using (may_work_case(team_id));

create table loan (
  id bigint not null generated as identity,
  lendable_id bigint not null,
  kind text not null,
  organisation_id bigint not null,
  facility_id bigint,
  holder_facility_id bigint not null generated always as (COALESCE(facility_id, (0)::bigint)) stored,
  to_organisation_id bigint not null,
  to_facility_id bigint,
  to_holder_facility_id bigint not null generated always as (COALESCE(to_facility_id, (0)::bigint)) stored,
  initiative_id bigint,
  purpose text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  hours numeric(6,1),
  asked_at timestamp with time zone not null,
  lent_at timestamp with time zone,
  declined_at timestamp with time zone,
  returned_on date,
  cancelled_at timestamp with time zone,
  version integer not null default 1,
  constraint loan_answered_once CHECK (((lent_at IS NULL) OR (declined_at IS NULL))),
  constraint loan_hours CHECK (((hours >= 0.5) AND (hours <= (9999)::numeric))),
  constraint loan_returned_was_lent CHECK (((returned_on IS NULL) OR (lent_at IS NOT NULL))),
  constraint loan_times CHECK ((ends_at > starts_at)),
  constraint loan_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint loan_initiative_id_fkey FOREIGN KEY (initiative_id) REFERENCES initiative(id),
  constraint loan_lendable FOREIGN KEY (lendable_id, kind, organisation_id, holder_facility_id) REFERENCES lendable(id, kind, organisation_id, holder_facility_id),
  constraint loan_to_facility_id_fkey FOREIGN KEY (to_facility_id) REFERENCES facility(id),
  constraint loan_to_organisation_id_fkey FOREIGN KEY (to_organisation_id) REFERENCES organisation(id),
  constraint loan_pkey PRIMARY KEY (id),
  constraint loan_key_with_bodies UNIQUE (id, organisation_id, holder_facility_id, to_organisation_id, to_holder_facility_id),
  constraint loan_no_double_lending EXCLUDE USING gist (lendable_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((kind = ANY (ARRAY['room'::text, 'thing'::text])) AND (lent_at IS NOT NULL) AND (returned_on IS NULL) AND (cancelled_at IS NULL)))
);
CREATE INDEX loan_by_lendable ON loan USING btree (lendable_id, kind, organisation_id, holder_facility_id);
CREATE INDEX loan_facility ON loan USING btree (facility_id);
CREATE INDEX loan_initiative ON loan USING btree (initiative_id);
CREATE INDEX loan_newest ON loan USING btree (asked_at DESC, id DESC);
CREATE INDEX loan_to_facility ON loan USING btree (to_facility_id);
CREATE INDEX loan_to_organisation ON loan USING btree (to_organisation_id);
grant insert, select to tsunagi_service;
grant update (cancelled_at, declined_at, lent_at, returned_on, version) to tsunagi_service;
policy loan_ask for insert to tsunagi_service with check ((may_lend(to_organisation_id, to_facility_id) AND (lent_at IS NULL) AND (declined_at IS NULL)));
policy loan_change for update to tsunagi_service using (may_change_loan(organisation_id, facility_id, to_organisation_id, to_facility_id));
policy loan_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table loan_event (
  id bigint not null generated as identity,
  loan_id bigint not null,
  organisation_id bigint not null,
  holder_facility_id bigint not null,
  to_organisation_id bigint not null,
  to_holder_facility_id bigint not null,
  kind text not null,
  note text not null default ''::text,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint loan_event_kind CHECK ((kind = ANY (ARRAY['asked'::text, 'lent'::text, 'declined'::text, 'returned'::text, 'cancelled'::text]))),
  constraint loan_event_loan FOREIGN KEY (loan_id, organisation_id, holder_facility_id, to_organisation_id, to_holder_facility_id) REFERENCES loan(id, organisation_id, holder_facility_id, to_organisation_id, to_holder_facility_id) ON DELETE CASCADE,
  constraint loan_event_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint loan_event_pkey PRIMARY KEY (id)
);
CREATE INDEX loan_event_by_loan ON loan_event USING btree (loan_id, organisation_id, holder_facility_id, to_organisation_id, to_holder_facility_id);
CREATE INDEX loan_event_written_by ON loan_event USING btree (written_by);
grant insert, select to tsunagi_service;
policy loan_event_read for select to tsunagi_service using (session_has('network'::text));
policy loan_event_tell for insert to tsunagi_service with check ((may_change_loan(organisation_id, NULLIF(holder_facility_id, 0), to_organisation_id, NULLIF(to_holder_facility_id, 0)) AND (written_by = session_person())));

create table measure (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  section text not null,
  title text not null,
  note text not null default ''::text,
  done_at_start boolean not null default false,
  within_year boolean not null default false,
  later_years boolean not null default false,
  continuing boolean not null default false,
  owner_organisation_id bigint not null,
  finding_id bigint,
  position integer not null default 0,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  dropped_at timestamp with time zone,
  drop_reason text,
  version integer not null default 1,
  constraint measure_drop_is_whole CHECK (((dropped_at IS NULL) = (drop_reason IS NULL))),
  constraint measure_has_a_time CHECK ((done_at_start OR within_year OR later_years OR continuing)),
  constraint measure_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint measure_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint measure_finding_id_fkey FOREIGN KEY (finding_id) REFERENCES goal_finding(id),
  constraint measure_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id),
  constraint measure_pkey PRIMARY KEY (id)
);
CREATE INDEX measure_created_by ON measure USING btree (created_by);
CREATE INDEX measure_finding ON measure USING btree (finding_id);
CREATE INDEX measure_of_year ON measure USING btree (fiscal_year, section, "position", id);
CREATE INDEX measure_owner ON measure USING btree (owner_organisation_id);
grant insert, select to tsunagi_service;
grant update (continuing, done_at_start, drop_reason, dropped_at, later_years, note, owner_organisation_id, position, section, title, version, within_year) to tsunagi_service;
policy measure_add for insert to tsunagi_service with check ((may_manage_evaluation() AND (created_by = session_person())));
policy measure_change for update to tsunagi_service using (may_manage_evaluation());
policy measure_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table measure_event (
  id bigint not null generated as identity,
  measure_id bigint not null,
  kind text not null,
  happened_on date not null,
  evidence text not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint measure_event_evidence_is_not_empty CHECK ((btrim(evidence) <> ''::text)),
  constraint measure_event_kind CHECK ((kind = ANY (ARRAY['started'::text, 'progress'::text, 'done'::text, 'stopped'::text]))),
  constraint measure_event_measure_id_fkey FOREIGN KEY (measure_id) REFERENCES measure(id),
  constraint measure_event_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint measure_event_pkey PRIMARY KEY (id)
);
CREATE INDEX measure_event_newest ON measure_event USING btree (measure_id, happened_on DESC, id DESC);
CREATE INDEX measure_event_written_by ON measure_event USING btree (written_by);
grant insert, select to tsunagi_service;
policy measure_event_read for select to tsunagi_service using (session_has('evaluation.read'::text));
policy measure_event_write for insert to tsunagi_service with check (((session_has('evaluation.write'::text) OR session_has('evaluation.manage'::text)) AND (written_by = session_person())));

create table meeting (
  id bigint not null generated as identity,
  forum_id bigint not null,
  number integer not null,
  title text not null,
  held_on date not null,
  starts_at time without time zone,
  ends_at time without time zone,
  place text not null default ''::text,
  online_url text,
  online_entry text not null default ''::text,
  online_privacy text not null default ''::text,
  online_tested_on date,
  invitation text not null default ''::text,
  invited_at timestamp with time zone,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  minutes_published_at timestamp with time zone,
  minutes_published_by bigint,
  summary text not null default ''::text,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  fiscal_year integer not null generated always as (fiscal_year_of(held_on)) stored,
  version integer not null default 1,
  updated_at timestamp with time zone,
  updated_by bigint,
  created_at timestamp with time zone not null,
  constraint meeting_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint meeting_times CHECK ((ends_at > starts_at)),
  constraint meeting_forum_id_fkey FOREIGN KEY (forum_id) REFERENCES forum(id),
  constraint meeting_minutes_published_by_fkey FOREIGN KEY (minutes_published_by) REFERENCES person(id),
  constraint meeting_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint meeting_pkey PRIMARY KEY (id),
  constraint meeting_key_with_forum UNIQUE (id, forum_id)
);
CREATE INDEX meeting_forum ON meeting USING btree (forum_id, held_on DESC);
CREATE INDEX meeting_minutes_published_by ON meeting USING btree (minutes_published_by) WHERE (minutes_published_by IS NOT NULL);
CREATE INDEX meeting_newest ON meeting USING btree (held_on DESC, id DESC);
CREATE INDEX meeting_updated_by ON meeting USING btree (updated_by) WHERE (updated_by IS NOT NULL);
CREATE UNIQUE INDEX meeting_number_once ON meeting USING btree (forum_id, fiscal_year, number) WHERE (cancelled_at IS NULL);
grant insert, select to tsunagi_service;
grant update (cancel_reason, cancelled_at, closed_at, ends_at, held_on, invitation, invited_at, minutes_published_at, minutes_published_by, number, online_entry, online_privacy, online_tested_on, online_url, opened_at, place, starts_at, summary, title, updated_at, updated_by, version) to tsunagi_service;
policy meeting_add for insert to tsunagi_service with check ((may_manage_meeting() AND names_mine(VARIADIC ARRAY[minutes_published_by, updated_by])));
policy meeting_change for update to tsunagi_service using (may_manage_meeting());
policy meeting_names for update to tsunagi_service using (names_were(('meeting '::text || id), VARIADIC ARRAY[minutes_published_by, updated_by])) with check (names_stay(('meeting '::text || id), VARIADIC ARRAY[minutes_published_by, updated_by]));
policy meeting_read for select to tsunagi_service using ((may_read_meeting(id, forum_id, invited_at, minutes_published_at) OR session_has('job'::text)));

create table notice (
  id bigint not null generated as identity,
  person_id bigint not null,
  title text not null,
  url text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (id)
);
CREATE INDEX notice_unread ON notice USING btree (person_id, created_at DESC);
grant delete, insert, select to tsunagi_service;
grant update (read_at) to tsunagi_service;
policy notice_mark for update to tsunagi_service using ((person_id = session_person()));
policy notice_read for select to tsunagi_service using (((person_id = session_person()) OR (session_has('job'::text) AND (read_at IS NOT NULL))));
policy notice_send for insert to tsunagi_service with check ((session_has('job'::text) OR session_has('network'::text)));
policy notice_tidy for delete to tsunagi_service using ((session_has('job'::text) AND (read_at IS NOT NULL)));

create table offline_chunk (
  upload_id uuid not null,
  person_id bigint not null,
  starts_at integer not null,
  bytes bytea not null,
  constraint offline_chunk_size CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 1048576))),
  constraint offline_chunk_upload FOREIGN KEY (upload_id, person_id) REFERENCES offline_upload(id, person_id) ON DELETE CASCADE,
  constraint offline_chunk_pkey PRIMARY KEY (upload_id, starts_at)
);
CREATE INDEX offline_chunk_by_upload ON offline_chunk USING btree (upload_id, person_id);
grant delete, insert, select to tsunagi_service;
policy offline_chunk_read for select to tsunagi_service using ((person_id = session_person()));
policy offline_chunk_remove for delete to tsunagi_service using ((person_id = session_person()));
policy offline_chunk_send for insert to tsunagi_service with check ((may_take_visits_along() AND (person_id = session_person())));

create table offline_device (
  id bigint not null generated as identity,
  person_id bigint not null,
  name text not null,
  token_hash text not null,
  enrolled_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  clock_error integer not null default 0,
  ended_at timestamp with time zone,
  ended_by bigint,
  ended_why text,
  wiped_at timestamp with time zone,
  constraint offline_device_end_is_whole CHECK ((((ended_at IS NULL) = (ended_why IS NULL)) AND ((ended_at IS NULL) = (ended_by IS NULL)))),
  constraint offline_device_ended_why CHECK ((ended_why = ANY (ARRAY['lost'::text, 'signed_out'::text, 'given_up'::text]))),
  constraint offline_device_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint offline_device_wiped_when_ended CHECK (((wiped_at IS NULL) OR (ended_at IS NOT NULL))),
  constraint offline_device_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint offline_device_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint offline_device_pkey PRIMARY KEY (id),
  constraint offline_device_key_with_person UNIQUE (id, person_id),
  constraint offline_device_token UNIQUE (token_hash)
);
CREATE INDEX offline_device_ended_by ON offline_device USING btree (ended_by) WHERE (ended_by IS NOT NULL);
CREATE INDEX offline_device_person ON offline_device USING btree (person_id, enrolled_at DESC);
grant insert, select to tsunagi_service;
grant update (clock_error, ended_at, ended_by, ended_why, seen_at) to tsunagi_service;
policy offline_device_end for update to tsunagi_service using ((may_end_offline_device(person_id) AND (ended_at IS NULL))) with check (((ended_by IS NULL) OR (ended_by = session_person())));
policy offline_device_enrol for insert to tsunagi_service with check ((may_take_visits_along() AND (person_id = session_person()) AND names_mine(VARIADIC ARRAY[ended_by])));
policy offline_device_read for select to tsunagi_service using (may_end_offline_device(person_id));

create table offline_device_key (
  device_id bigint not null,
  person_id bigint not null,
  part bytea not null,
  constraint offline_device_key_length CHECK ((octet_length(part) = 32)),
  constraint offline_device_key_device FOREIGN KEY (device_id, person_id) REFERENCES offline_device(id, person_id) ON DELETE CASCADE,
  constraint offline_device_key_pkey PRIMARY KEY (device_id)
);
CREATE INDEX offline_device_key_by_device ON offline_device_key USING btree (device_id, person_id);
grant delete, insert, select to tsunagi_service;
policy offline_device_key_end for delete to tsunagi_service using ((person_id = session_person()));
policy offline_device_key_make for insert to tsunagi_service with check ((may_take_visits_along() AND (person_id = session_person())));
policy offline_device_key_read for select to tsunagi_service using ((person_id = session_person()));

create table offline_operation (
  id uuid not null,
  device_id bigint not null,
  person_id bigint not null,
  visit_id bigint,
  facility_id bigint,
  team_id bigint,
  field text not null,
  place bigint not null generated as identity,
  outcome text not null,
  mine text,
  theirs text,
  theirs_person_id bigint,
  theirs_at timestamp with time zone,
  problem text,
  said_at timestamp with time zone,
  received_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decision text,
  constraint offline_operation_conflict_keeps_the_text CHECK (((outcome <> ALL (ARRAY['conflict'::text, 'refused'::text])) OR (mine IS NOT NULL))),
  constraint offline_operation_decision CHECK ((decision = ANY (ARRAY['mine'::text, 'theirs'::text, 'both'::text, 'followed'::text, 'seen'::text]))),
  constraint offline_operation_decision_is_whole CHECK (((decided_at IS NULL) = (decision IS NULL))),
  constraint offline_operation_outcome CHECK ((outcome = ANY (ARRAY['applied'::text, 'same'::text, 'conflict'::text, 'refused'::text, 'submitted'::text, 'waiting'::text]))),
  constraint offline_operation_visit_is_whole CHECK ((((visit_id IS NULL) = (facility_id IS NULL)) AND ((visit_id IS NULL) = (team_id IS NULL)))),
  constraint offline_operation_device FOREIGN KEY (device_id, person_id) REFERENCES offline_device(id, person_id),
  constraint offline_operation_theirs_person_id_fkey FOREIGN KEY (theirs_person_id) REFERENCES person(id),
  constraint offline_operation_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint offline_operation_pkey PRIMARY KEY (id)
);
CREATE INDEX offline_operation_by_device ON offline_operation USING btree (device_id, person_id);
CREATE INDEX offline_operation_by_visit ON offline_operation USING btree (visit_id, facility_id, team_id);
CREATE INDEX offline_operation_open ON offline_operation USING btree (person_id, visit_id) WHERE ((decided_at IS NULL) AND (outcome = ANY (ARRAY['conflict'::text, 'refused'::text, 'waiting'::text])));
CREATE INDEX offline_operation_theirs ON offline_operation USING btree (theirs_person_id) WHERE (theirs_person_id IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (decided_at, decision) to tsunagi_service;
policy offline_operation_decide for update to tsunagi_service using ((person_id = session_person()));
policy offline_operation_read for select to tsunagi_service using ((person_id = session_person()));
policy offline_operation_send for insert to tsunagi_service with check ((may_take_visits_along() AND (person_id = session_person())));

create table offline_upload (
  id uuid not null,
  device_id bigint not null,
  person_id bigint not null,
  visit_id bigint not null,
  facility_id bigint not null,
  team_id bigint not null,
  name text not null,
  media_type text not null,
  caption text not null default ''::text,
  size integer not null,
  begun_at timestamp with time zone not null,
  done_at timestamp with time zone,
  problem text,
  constraint offline_upload_size CHECK (((size >= 1) AND (size <= 20000000))),
  constraint offline_upload_device FOREIGN KEY (device_id, person_id) REFERENCES offline_device(id, person_id),
  constraint offline_upload_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint offline_upload_pkey PRIMARY KEY (id),
  constraint offline_upload_key_with_person UNIQUE (id, person_id)
);
CREATE INDEX offline_upload_by_device ON offline_upload USING btree (device_id, person_id);
CREATE INDEX offline_upload_by_visit ON offline_upload USING btree (visit_id, facility_id, team_id);
grant insert, select to tsunagi_service;
grant update (done_at, problem) to tsunagi_service;
policy offline_upload_change for update to tsunagi_service using ((person_id = session_person()));
policy offline_upload_read for select to tsunagi_service using ((person_id = session_person()));
policy offline_upload_send for insert to tsunagi_service with check ((may_record_visit(team_id) AND (person_id = session_person())));

create table open_day (
  id bigint not null generated as identity,
  facility_id bigint not null,
  theme_code text not null,
  title text not null,
  held_on date not null,
  places integer not null,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  note text,
  fiscal_year integer not null generated always as (fiscal_year_of(held_on)) stored,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone,
  updated_by bigint,
  template text not null default 'simple'::text,
  starts_at time without time zone,
  ends_at time without time zone,
  seen text not null default ''::text,
  pictures text not null default 'none'::text,
  pictures_note text not null default ''::text,
  guardians_told_on date,
  guardians_how text not null default ''::text,
  offered_at timestamp with time zone,
  returned_at timestamp with time zone,
  return_note text,
  published_at timestamp with time zone,
  shown boolean not null generated always as ((published_at IS NOT NULL)) stored,
  guest_facility_ids bigint[] not null default '{}'::bigint[],
  event_id bigint,
  constraint open_day_cancel_is_whole CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  constraint open_day_pictures CHECK ((pictures = ANY (ARRAY['none'::text, 'rooms'::text, 'faceless'::text]))),
  constraint open_day_places CHECK (((places >= 1) AND (places <= 1000))),
  constraint open_day_return_is_whole CHECK (((returned_at IS NULL) = (return_note IS NULL))),
  constraint open_day_template CHECK ((template = ANY (ARRAY['simple'::text, 'eceq'::text]))),
  constraint open_day_times CHECK (((ends_at IS NULL) OR (ends_at > starts_at))),
  constraint open_day_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint open_day_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint open_day_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint open_day_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint open_day_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint open_day_pkey PRIMARY KEY (id),
  constraint open_day_guests UNIQUE (id, facility_id, guest_facility_ids),
  constraint open_day_host UNIQUE (id, facility_id),
  constraint open_day_reach UNIQUE (id, facility_id, shown)
);
CREATE INDEX open_day_event ON open_day USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX open_day_facility ON open_day USING btree (facility_id);
CREATE INDEX open_day_held ON open_day USING btree (held_on) WHERE (cancelled_at IS NULL);
CREATE INDEX open_day_theme ON open_day USING btree (theme_code);
CREATE INDEX open_day_updated_by ON open_day USING btree (updated_by) WHERE (updated_by IS NOT NULL);
CREATE INDEX open_day_waiting ON open_day USING btree (offered_at) WHERE (published_at IS NULL);
CREATE INDEX open_day_year ON open_day USING btree (fiscal_year, held_on DESC);
grant insert, select to tsunagi_service;
grant update (cancel_reason, cancelled_at, ends_at, event_id, facility_id, guardians_how, guardians_told_on, held_on, note, offered_at, pictures, pictures_note, places, published_at, return_note, returned_at, seen, starts_at, template, theme_code, title, updated_at, updated_by, version) to tsunagi_service;
policy open_day_change for update to tsunagi_service using ((may_manage_open_day() OR (may_host_open_day(facility_id) AND (published_at IS NULL)))) with check (((updated_by = session_person()) AND (may_manage_open_day() OR (may_host_open_day(facility_id) AND (published_at IS NULL)))));
policy open_day_read for select to tsunagi_service using ((may_read_open_day(facility_id, shown) OR session_has('job'::text)));
policy open_day_register for insert to tsunagi_service with check (((may_manage_open_day() OR (may_host_open_day(facility_id) AND (published_at IS NULL))) AND names_mine(VARIADIC ARRAY[updated_by])));

create table open_day_deed (
  id bigint not null generated as identity,
  open_day_id bigint not null,
  host_facility_id bigint not null,
  shown boolean not null,
  what text not null,
  note text not null default ''::text,
  done_at timestamp with time zone not null,
  done_by bigint not null,
  constraint open_day_deed_what CHECK ((what = ANY (ARRAY['offered'::text, 'taken_back'::text, 'returned'::text, 'published'::text, 'cancelled'::text, 'restored'::text]))),
  constraint open_day_deed_day FOREIGN KEY (open_day_id, host_facility_id, shown) REFERENCES open_day(id, facility_id, shown) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_deed_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id),
  constraint open_day_deed_pkey PRIMARY KEY (id)
);
CREATE INDEX open_day_deed_done_by ON open_day_deed USING btree (done_by);
grant insert, select to tsunagi_service;
policy open_day_deed_read for select to tsunagi_service using ((may_read_open_day(host_facility_id, shown) AND ((what = ANY (ARRAY['published'::text, 'cancelled'::text, 'restored'::text])) OR may_manage_open_day() OR (host_facility_id = ANY (session_facilities())))));
policy open_day_deed_write for insert to tsunagi_service with check ((may_host_open_day(host_facility_id) AND (done_by = session_person()) AND (may_manage_open_day() OR (what = ANY (ARRAY['offered'::text, 'taken_back'::text])))));

create table open_day_draft (
  person_id bigint not null,
  fields jsonb not null,
  base_version integer not null,
  saved_at timestamp with time zone not null,
  constraint open_day_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint open_day_draft_pkey PRIMARY KEY (person_id)
);
grant delete, insert, select, update to tsunagi_service;
policy open_day_draft_begin for insert to tsunagi_service with check (may_draft_open_day(person_id));
policy open_day_draft_drop for delete to tsunagi_service using ((may_draft_open_day(person_id) OR session_has('job'::text)));
policy open_day_draft_read for select to tsunagi_service using ((may_draft_open_day(person_id) OR session_has('job'::text)));
policy open_day_draft_write for update to tsunagi_service using (may_draft_open_day(person_id));

create table open_day_follow_up (
  open_day_id bigint not null,
  facility_id bigint not null,
  shared boolean not null,
  asked_on date,
  tried text,
  happened text not null default ''::text,
  keeps text,
  version integer not null default 1,
  answered_at timestamp with time zone,
  answered_by bigint,
  constraint open_day_follow_up_has_reason CHECK (((asked_on IS NOT NULL) OR (tried IS NOT NULL))),
  constraint open_day_follow_up_is_whole CHECK ((((tried IS NULL) = (answered_at IS NULL)) AND ((tried IS NULL) = (answered_by IS NULL)) AND ((keeps IS NULL) OR (tried = ANY (ARRAY['tried'::text, 'partly'::text]))))),
  constraint open_day_follow_up_keeps CHECK ((keeps = ANY (ARRAY['keep'::text, 'change'::text, 'stop'::text]))),
  constraint open_day_follow_up_tried CHECK ((tried = ANY (ARRAY['tried'::text, 'partly'::text, 'not_yet'::text]))),
  constraint open_day_follow_up_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint open_day_follow_up_practice FOREIGN KEY (open_day_id, facility_id, shared) REFERENCES open_day_practice(open_day_id, facility_id, shared) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_follow_up_pkey PRIMARY KEY (open_day_id, facility_id)
);
CREATE INDEX open_day_follow_up_answered_by ON open_day_follow_up USING btree (answered_by) WHERE (answered_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (answered_at, answered_by, happened, keeps, tried, version) to tsunagi_service;
policy open_day_follow_up_answer for update to tsunagi_service using (may_visit_open_day(facility_id)) with check ((answered_by = session_person()));
policy open_day_follow_up_ask for insert to tsunagi_service with check (((session_has('job'::text) AND (answered_by IS NULL)) OR (may_visit_open_day(facility_id) AND (asked_on IS NULL) AND (answered_by = session_person()))));
policy open_day_follow_up_read for select to tsunagi_service using (may_read_practice(facility_id, shared));

create table open_day_note (
  id bigint not null generated as identity,
  open_day_id bigint not null,
  position integer not null,
  host_facility_id bigint not null,
  guest_facility_ids bigint[] not null,
  kind text not null,
  body text not null,
  facility_id bigint,
  written_by bigint not null,
  removed_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint open_day_note_body CHECK ((btrim(body) <> ''::text)),
  constraint open_day_note_kind CHECK ((kind = ANY (ARRAY['good'::text, 'doubt'::text, 'proposal'::text]))),
  constraint open_day_note_day FOREIGN KEY (open_day_id, host_facility_id, guest_facility_ids) REFERENCES open_day(id, facility_id, guest_facility_ids) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_note_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint open_day_note_question FOREIGN KEY (open_day_id, "position") REFERENCES open_day_question(open_day_id, "position"),
  constraint open_day_note_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint open_day_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint open_day_note_pkey PRIMARY KEY (id)
);
CREATE INDEX open_day_note_facility ON open_day_note USING btree (facility_id);
CREATE INDEX open_day_note_updated_by ON open_day_note USING btree (updated_by);
CREATE INDEX open_day_note_written_by ON open_day_note USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (body, kind, position, removed_at, updated_at, updated_by, version) to tsunagi_service;
policy open_day_note_change for update to tsunagi_service using (may_join_open_day(host_facility_id, guest_facility_ids)) with check ((updated_by = session_person()));
policy open_day_note_read for select to tsunagi_service using (may_join_open_day(host_facility_id, guest_facility_ids));
policy open_day_note_write for insert to tsunagi_service with check ((may_join_open_day(host_facility_id, guest_facility_ids) AND (written_by = session_person()) AND (updated_by = session_person())));

create table open_day_participation (
  open_day_id bigint not null,
  facility_id bigint not null,
  people integer not null,
  reflection text,
  recorded_at timestamp with time zone not null,
  version integer not null default 1,
  updated_at timestamp with time zone,
  updated_by bigint,
  host_facility_id bigint not null,
  shared_at timestamp with time zone,
  constraint open_day_participation_people CHECK (((people >= 1) AND (people <= 500))),
  constraint open_day_participation_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint open_day_participation_host FOREIGN KEY (open_day_id, host_facility_id) REFERENCES open_day(id, facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_participation_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint open_day_participation_pkey PRIMARY KEY (open_day_id, facility_id)
);
CREATE INDEX open_day_participation_facility ON open_day_participation USING btree (facility_id);
CREATE INDEX open_day_participation_updated_by ON open_day_participation USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (people, reflection, shared_at, updated_at, updated_by, version) to tsunagi_service;
policy open_day_participation_change for update to tsunagi_service using (may_change_open_day_participation(facility_id)) with check ((updated_by = session_person()));
policy open_day_participation_read for select to tsunagi_service using (may_read_open_day_participation(facility_id, host_facility_id, shared_at));
policy open_day_participation_record for insert to tsunagi_service with check ((may_manage_open_day() AND names_mine(VARIADIC ARRAY[updated_by])));
policy open_day_participation_remove for delete to tsunagi_service using (may_manage_open_day());

create table open_day_practice (
  open_day_id bigint not null,
  facility_id bigint not null,
  what text not null,
  why text not null default ''::text,
  try_from date not null,
  shared boolean not null default false,
  version integer not null default 1,
  written_at timestamp with time zone not null,
  written_by bigint not null,
  constraint open_day_practice_what CHECK ((btrim(what) <> ''::text)),
  constraint open_day_practice_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint open_day_practice_open_day_id_fkey FOREIGN KEY (open_day_id) REFERENCES open_day(id) ON DELETE CASCADE,
  constraint open_day_practice_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint open_day_practice_pkey PRIMARY KEY (open_day_id, facility_id),
  constraint open_day_practice_reach UNIQUE (open_day_id, facility_id, shared)
);
CREATE INDEX open_day_practice_facility ON open_day_practice USING btree (facility_id);
CREATE INDEX open_day_practice_written_by ON open_day_practice USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (shared, try_from, version, what, why, written_at, written_by) to tsunagi_service;
policy open_day_practice_change for update to tsunagi_service using (may_visit_open_day(facility_id)) with check ((written_by = session_person()));
policy open_day_practice_choose for insert to tsunagi_service with check ((may_visit_open_day(facility_id) AND (written_by = session_person())));
policy open_day_practice_read for select to tsunagi_service using (may_read_practice(facility_id, shared));

create table open_day_question (
  open_day_id bigint not null,
  position integer not null,
  host_facility_id bigint not null,
  shown boolean not null,
  body text not null,
  constraint open_day_question_body CHECK ((btrim(body) <> ''::text)),
  constraint open_day_question_position CHECK ((("position" >= 1) AND ("position" <= 3))),
  constraint open_day_question_day FOREIGN KEY (open_day_id, host_facility_id, shown) REFERENCES open_day(id, facility_id, shown) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_question_pkey PRIMARY KEY (open_day_id, "position")
);
grant delete, insert, select to tsunagi_service;
grant update (body) to tsunagi_service;
policy open_day_question_add for insert to tsunagi_service with check (may_host_open_day(host_facility_id));
policy open_day_question_change for update to tsunagi_service using (may_host_open_day(host_facility_id));
policy open_day_question_read for select to tsunagi_service using (may_read_open_day(host_facility_id, shown));
policy open_day_question_remove for delete to tsunagi_service using (may_host_open_day(host_facility_id));

create table open_day_reminder (
  open_day_id bigint not null,
  kind text not null,
  sent_at timestamp with time zone not null,
  constraint open_day_reminder_kind CHECK ((kind = ANY (ARRAY['come'::text, 'eve'::text, 'write'::text]))),
  constraint open_day_reminder_open_day_id_fkey FOREIGN KEY (open_day_id) REFERENCES open_day(id) ON DELETE CASCADE,
  constraint open_day_reminder_pkey PRIMARY KEY (open_day_id, kind)
);
grant insert, select to tsunagi_service;
policy open_day_reminder_note for insert to tsunagi_service with check (session_has('job'::text));
policy open_day_reminder_read for select to tsunagi_service using (session_has('job'::text));

create table open_day_sheet (
  open_day_id bigint not null,
  position integer not null,
  person_id bigint not null,
  host_facility_id bigint not null,
  guest_facility_ids bigint[] not null,
  scene text not null default ''::text,
  good text not null default ''::text,
  doubt text not null default ''::text,
  proposal text not null default ''::text,
  updated_at timestamp with time zone not null,
  posted_at timestamp with time zone,
  constraint open_day_sheet_day FOREIGN KEY (open_day_id, host_facility_id, guest_facility_ids) REFERENCES open_day(id, facility_id, guest_facility_ids) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_sheet_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint open_day_sheet_question FOREIGN KEY (open_day_id, "position") REFERENCES open_day_question(open_day_id, "position"),
  constraint open_day_sheet_pkey PRIMARY KEY (open_day_id, "position", person_id)
);
CREATE INDEX open_day_sheet_person ON open_day_sheet USING btree (person_id);
grant delete, insert, select to tsunagi_service;
grant update (doubt, good, posted_at, proposal, scene, updated_at) to tsunagi_service;
policy open_day_sheet_begin for insert to tsunagi_service with check (((person_id = session_person()) AND may_join_open_day(host_facility_id, guest_facility_ids)));
policy open_day_sheet_forget for delete to tsunagi_service using (session_has('job'::text));
policy open_day_sheet_read for select to tsunagi_service using (((person_id = session_person()) OR session_has('job'::text)));
policy open_day_sheet_write for update to tsunagi_service using ((person_id = session_person()));

create table open_day_signup (
  id bigint not null generated as identity,
  open_day_id bigint not null,
  host_facility_id bigint not null,
  facility_id bigint not null,
  event_application_id bigint not null,
  people integer not null,
  who text not null default ''::text,
  wish text not null default ''::text,
  signed_at timestamp with time zone not null,
  signed_by bigint not null,
  told text not null default 'signed'::text,
  constraint open_day_signup_people CHECK (((people >= 1) AND (people <= 20))),
  constraint open_day_signup_day FOREIGN KEY (open_day_id, host_facility_id) REFERENCES open_day(id, facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_signup_event_application_id_fkey FOREIGN KEY (event_application_id) REFERENCES event_application(id),
  constraint open_day_signup_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint open_day_signup_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES person(id),
  constraint open_day_signup_pkey PRIMARY KEY (id),
  constraint open_day_signup_event_application_id_key UNIQUE (event_application_id)
);
CREATE INDEX open_day_signup_facility ON open_day_signup USING btree (facility_id);
CREATE INDEX open_day_signup_signed_by ON open_day_signup USING btree (signed_by);
grant insert, select to tsunagi_service;
grant update (told, who) to tsunagi_service;
policy open_day_signup_add for insert to tsunagi_service with check (((may_manage_open_day() OR may_visit_open_day(facility_id)) AND (signed_by = session_person())));
policy open_day_signup_read for select to tsunagi_service using (may_read_open_day_signup(facility_id, host_facility_id));
policy open_day_signup_tell for update to tsunagi_service using (session_has('job'::text));

create table open_day_step (
  open_day_id bigint not null,
  step text not null,
  host_facility_id bigint not null,
  shown boolean not null,
  planned_on date,
  led_by text not null default ''::text,
  note text not null default ''::text,
  done_on date,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint open_day_step_day FOREIGN KEY (open_day_id, host_facility_id, shown) REFERENCES open_day(id, facility_id, shown) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_step_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint open_day_step_pkey PRIMARY KEY (open_day_id, step)
);
CREATE INDEX open_day_step_updated_by ON open_day_step USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (done_on, led_by, note, planned_on, updated_at, updated_by, version) to tsunagi_service;
policy open_day_step_change for update to tsunagi_service using (may_host_open_day(host_facility_id)) with check ((updated_by = session_person()));
policy open_day_step_plan for insert to tsunagi_service with check ((may_host_open_day(host_facility_id) AND (updated_by = session_person())));
policy open_day_step_read for select to tsunagi_service using (may_read_open_day(host_facility_id, shown));

create table open_day_text (
  open_day_id bigint not null,
  part text not null,
  host_facility_id bigint not null,
  shown boolean not null,
  body text not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  constraint open_day_text_part CHECK ((part = ANY (ARRAY['plan'::text, 'discussion'::text, 'reflection'::text]))),
  constraint open_day_text_day FOREIGN KEY (open_day_id, host_facility_id, shown) REFERENCES open_day(id, facility_id, shown) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint open_day_text_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint open_day_text_pkey PRIMARY KEY (open_day_id, part)
);
CREATE INDEX open_day_text_updated_by ON open_day_text USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (body, updated_at, updated_by, version) to tsunagi_service;
policy open_day_text_change for update to tsunagi_service using (may_host_open_day(host_facility_id)) with check ((updated_by = session_person()));
policy open_day_text_read for select to tsunagi_service using (may_read_open_day(host_facility_id, shown));
policy open_day_text_write for insert to tsunagi_service with check ((may_host_open_day(host_facility_id) AND (updated_by = session_person())));

create table organisation (
  id bigint not null generated as identity,
  name text not null,
  name_kana text,
  kind text not null,
  parent_id bigint,
  corporate_number text,
  postal_code text,
  address text,
  phone text,
  email text,
  note text,
  ended_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  listed boolean not null default false,
  constraint organisation_corporate_number CHECK ((corporate_number ~ '^[0-9]{13}$'::text)),
  constraint organisation_kind CHECK ((kind = ANY (ARRAY['city'::text, 'department'::text, 'operator'::text, 'school'::text, 'association'::text, 'university'::text, 'council'::text, 'company'::text, 'circle'::text, 'medical'::text, 'other'::text]))),
  constraint organisation_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(id),
  constraint organisation_pkey PRIMARY KEY (id)
);
CREATE INDEX organisation_parent ON organisation USING btree (parent_id);
CREATE UNIQUE INDEX organisation_name_once ON organisation USING btree (name) WHERE (ended_on IS NULL);
grant insert, select, update to tsunagi_service;
policy organisation_add for insert to tsunagi_service with check ((session_has('people.manage'::text) OR session_has('job'::text)));
policy organisation_change for update to tsunagi_service using (session_has('people.manage'::text));
policy organisation_read for select to tsunagi_service using ((listed OR session_has('network'::text) OR session_has('job'::text)));

create table own_copy (
  id bigint not null generated as identity,
  request_id bigint not null,
  by_team_id bigint not null,
  household_id bigint not null,
  team_id bigint not null,
  team_ids bigint[] not null,
  protected boolean not null,
  member_id bigint not null,
  lines jsonb not null,
  prepared_by bigint not null,
  prepared_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  returned_note text not null default ''::text,
  checked_by bigint,
  checked_at timestamp with time zone,
  version integer not null default 1,
  constraint own_copy_check_is_whole CHECK (((checked_at IS NULL) = (checked_by IS NULL))),
  constraint own_copy_check_was_asked CHECK (((checked_at IS NULL) OR (asked_at IS NOT NULL))),
  constraint own_copy_four_eyes CHECK ((checked_by <> prepared_by)),
  constraint own_copy_lines_are_a_list CHECK ((jsonb_typeof(lines) = 'array'::text)),
  constraint own_copy_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES person(id),
  constraint own_copy_household FOREIGN KEY (household_id, team_id, team_ids, protected) REFERENCES household(id, team_id, team_ids, protected) ON UPDATE CASCADE,
  constraint own_copy_member FOREIGN KEY (member_id, household_id) REFERENCES household_member(id, household_id),
  constraint own_copy_prepared_by_fkey FOREIGN KEY (prepared_by) REFERENCES person(id),
  constraint own_copy_request FOREIGN KEY (request_id, by_team_id) REFERENCES rights_request(id, team_id) ON UPDATE CASCADE,
  constraint own_copy_pkey PRIMARY KEY (id),
  constraint own_copy_one_each UNIQUE (request_id, member_id)
);
CREATE INDEX own_copy_asked ON own_copy USING btree (by_team_id, asked_at) WHERE ((asked_at IS NOT NULL) AND (checked_at IS NULL));
CREATE INDEX own_copy_checked_by ON own_copy USING btree (checked_by);
CREATE INDEX own_copy_household_key ON own_copy USING btree (household_id, team_id, team_ids, protected);
CREATE INDEX own_copy_member_key ON own_copy USING btree (member_id, household_id);
CREATE INDEX own_copy_prepared_by ON own_copy USING btree (prepared_by);
CREATE INDEX own_copy_request_key ON own_copy USING btree (request_id, by_team_id);
grant insert, select to tsunagi_service;
grant update (asked_at, checked_at, checked_by, lines, returned_note, version) to tsunagi_service;
policy own_copy_check for update to tsunagi_service using ((may_hold_copy(by_team_id, team_id, team_ids, protected) AND (checked_at IS NULL))) with check (((checked_by IS NULL) OR ((checked_by = session_person()) AND (prepared_by <> session_person()))));
policy own_copy_prepare for insert to tsunagi_service with check ((may_hold_copy(by_team_id, team_id, team_ids, protected) AND may_lead_case(by_team_id) AND (prepared_by = session_person()) AND (checked_by IS NULL)));
policy own_copy_read for select to tsunagi_service using (may_hold_copy(by_team_id, team_id, team_ids, protected));

create table partnership_answer (
  check_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  published boolean not null default false,
  item_code text not null,
  level smallint,
  evidence text not null default ''::text,
  evidence_on date,
  constraint partnership_answer_level CHECK (((level >= 0) AND (level <= 3))),
  constraint partnership_answer_check FOREIGN KEY (check_id, organisation_id, published) REFERENCES partnership_check(id, organisation_id, published) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint partnership_answer_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint partnership_answer_item_code_fkey FOREIGN KEY (item_code) REFERENCES partnership_item(code),
  constraint partnership_answer_pkey PRIMARY KEY (check_id, item_code)
);
CREATE INDEX partnership_answer_by_check ON partnership_answer USING btree (check_id, organisation_id, published);
CREATE INDEX partnership_answer_facility ON partnership_answer USING btree (facility_id);
CREATE INDEX partnership_answer_item ON partnership_answer USING btree (item_code);
grant insert, select to tsunagi_service;
grant update (evidence, evidence_on, level) to tsunagi_service;
policy partnership_answer_change for update to tsunagi_service using (may_answer_partnership_check(organisation_id, facility_id));
policy partnership_answer_give for insert to tsunagi_service with check (may_answer_partnership_check(organisation_id, facility_id));
policy partnership_answer_read for select to tsunagi_service using (((published AND session_has('network'::text)) OR may_answer_partnership_check(organisation_id, facility_id)));

create table partnership_check (
  id bigint not null generated as identity,
  round_id bigint not null,
  area_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  remark text not null default ''::text,
  published boolean not null default false,
  answered_on date,
  answered_by bigint,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint partnership_check_answer_is_whole CHECK (((answered_on IS NULL) = (answered_by IS NULL))),
  constraint partnership_check_published_is_answered CHECK (((NOT published) OR (answered_on IS NOT NULL))),
  constraint partnership_check_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint partnership_check_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint partnership_check_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint partnership_check_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint partnership_check_round_id_fkey FOREIGN KEY (round_id) REFERENCES partnership_round(id),
  constraint partnership_check_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint partnership_check_pkey PRIMARY KEY (id),
  constraint partnership_check_key_with_owner UNIQUE (id, organisation_id, published)
);
CREATE INDEX partnership_check_answered_by ON partnership_check USING btree (answered_by);
CREATE INDEX partnership_check_by_area ON partnership_check USING btree (area_id, round_id);
CREATE INDEX partnership_check_facility ON partnership_check USING btree (facility_id);
CREATE INDEX partnership_check_organisation ON partnership_check USING btree (organisation_id);
CREATE INDEX partnership_check_updated_by ON partnership_check USING btree (updated_by);
CREATE UNIQUE INDEX partnership_check_once ON partnership_check USING btree (round_id, area_id, organisation_id, COALESCE(facility_id, (0)::bigint));
grant insert, select to tsunagi_service;
grant update (answered_by, answered_on, published, remark, updated_at, updated_by, version) to tsunagi_service;
policy partnership_check_begin for insert to tsunagi_service with check ((may_answer_partnership_check(organisation_id, facility_id) AND (updated_by = session_person()) AND names_mine(VARIADIC ARRAY[answered_by])));
policy partnership_check_change for update to tsunagi_service using (may_answer_partnership_check(organisation_id, facility_id)) with check ((updated_by = session_person()));
policy partnership_check_names for update to tsunagi_service using (names_were(('partnership_check '::text || id), VARIADIC ARRAY[answered_by])) with check (names_stay(('partnership_check '::text || id), VARIADIC ARRAY[answered_by]));
policy partnership_check_read for select to tsunagi_service using (((published AND session_has('network'::text)) OR may_answer_partnership_check(organisation_id, facility_id)));

create table partnership_item (
  code text not null,
  step smallint not null,
  position smallint not null,
  body text not null,
  hint text not null default ''::text,
  starts_on date,
  ends_on date,
  constraint partnership_item_step CHECK (((step >= 1) AND (step <= 4))),
  constraint partnership_item_pkey PRIMARY KEY (code),
  constraint partnership_item_order UNIQUE (step, "position", starts_on)
);
grant select to tsunagi_service;
policy partnership_item_read for select to tsunagi_service using (session_has('network'::text));

create table partnership_note (
  id bigint not null generated as identity,
  round_id bigint not null,
  area_id bigint not null,
  kind text not null,
  body text not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint partnership_note_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint partnership_note_kind CHECK ((kind = ANY (ARRAY['plan'::text, 'do'::text, 'check'::text, 'act'::text]))),
  constraint partnership_note_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint partnership_note_round_id_fkey FOREIGN KEY (round_id) REFERENCES partnership_round(id),
  constraint partnership_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint partnership_note_pkey PRIMARY KEY (id)
);
CREATE INDEX partnership_note_by_area ON partnership_note USING btree (area_id, round_id, written_at);
CREATE INDEX partnership_note_round ON partnership_note USING btree (round_id);
CREATE INDEX partnership_note_written_by ON partnership_note USING btree (written_by);
grant delete, insert, select to tsunagi_service;
policy partnership_note_read for select to tsunagi_service using (session_has('network'::text));
policy partnership_note_remove for delete to tsunagi_service using ((written_by = session_person()));
policy partnership_note_write for insert to tsunagi_service with check ((may_note_partnership() AND (written_by = session_person())));

create table partnership_round (
  id bigint not null generated as identity,
  name text not null,
  area_system_code text not null,
  opens_on date not null,
  closes_on date not null,
  note text not null default ''::text,
  fiscal_year integer not null generated always as (fiscal_year_of(opens_on)) stored,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint partnership_round_closes_after_opening CHECK ((closes_on >= opens_on)),
  constraint partnership_round_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint partnership_round_area_system_code_fkey FOREIGN KEY (area_system_code) REFERENCES area_system(code),
  constraint partnership_round_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint partnership_round_pkey PRIMARY KEY (id)
);
CREATE INDEX partnership_round_area_system ON partnership_round USING btree (area_system_code);
CREATE INDEX partnership_round_created_by ON partnership_round USING btree (created_by);
CREATE INDEX partnership_round_newest ON partnership_round USING btree (opens_on DESC, id DESC);
grant insert, select to tsunagi_service;
grant update (closes_on, name, note, opens_on, version) to tsunagi_service;
policy partnership_round_begin for insert to tsunagi_service with check ((may_manage_partnership() AND (created_by = session_person())));
policy partnership_round_change for update to tsunagi_service using (may_manage_partnership());
policy partnership_round_read for select to tsunagi_service using (session_has('network'::text));

create table partnership_stage (
  id bigint not null generated as identity,
  area_id bigint not null,
  round_id bigint,
  step smallint not null,
  agreed_on date not null,
  reason text not null,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  constraint partnership_stage_reason_is_not_empty CHECK ((btrim(reason) <> ''::text)),
  constraint partnership_stage_step CHECK (((step >= 0) AND (step <= 4))),
  constraint partnership_stage_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint partnership_stage_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint partnership_stage_round_id_fkey FOREIGN KEY (round_id) REFERENCES partnership_round(id),
  constraint partnership_stage_pkey PRIMARY KEY (id)
);
CREATE INDEX partnership_stage_newest ON partnership_stage USING btree (area_id, agreed_on DESC, id DESC);
CREATE INDEX partnership_stage_recorded_by ON partnership_stage USING btree (recorded_by);
CREATE INDEX partnership_stage_round ON partnership_stage USING btree (round_id);
grant insert, select to tsunagi_service;
grant update (taken_back_at) to tsunagi_service;
policy partnership_stage_agree for insert to tsunagi_service with check ((may_manage_partnership() AND (recorded_by = session_person())));
policy partnership_stage_read for select to tsunagi_service using (session_has('network'::text));
policy partnership_stage_take_back for update to tsunagi_service using (may_manage_partnership());

create table person (
  id bigint not null generated as identity,
  family_name text not null,
  given_name text not null,
  family_kana text not null,
  given_kana text not null,
  invented boolean not null default false,
  note text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint person_has_a_name CHECK ((btrim(family_name) <> ''::text)),
  constraint person_pkey PRIMARY KEY (id)
);
CREATE INDEX person_kana ON person USING btree (family_kana COLLATE "ja-x-icu", given_kana COLLATE "ja-x-icu", id);
grant insert, select, update to tsunagi_service;
policy person_add for insert to tsunagi_service with check ((session_has('people.manage'::text) OR session_has('job'::text)));
policy person_change for update to tsunagi_service using (session_has('people.manage'::text));
policy person_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table person_contact (
  person_id bigint not null,
  email text,
  phone text,
  updated_at timestamp with time zone not null,
  constraint person_contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_contact_pkey PRIMARY KEY (person_id)
);
CREATE UNIQUE INDEX person_contact_email_once ON person_contact USING btree (lower(email));
grant insert, select, update to tsunagi_service;
policy person_contact_add for insert to tsunagi_service with check ((session_has('people.manage'::text) OR session_has('job'::text)));
policy person_contact_change for update to tsunagi_service using (session_has('people.manage'::text));
policy person_contact_read for select to tsunagi_service using ((session_has('people.contact'::text) OR session_has('job'::text) OR (person_id = session_person())));

create table population (
  town_id bigint not null,
  counted_on date not null,
  age_from integer not null,
  age_to integer not null,
  people integer not null,
  updated_at timestamp with time zone not null default now(),
  constraint population_ages CHECK ((((age_from >= 0) AND (age_from <= 150)) AND (age_to >= age_from))),
  constraint population_people CHECK ((people >= 0)),
  constraint population_town_id_fkey FOREIGN KEY (town_id) REFERENCES town(id),
  constraint population_pkey PRIMARY KEY (town_id, counted_on, age_from)
);
grant insert, select, update to tsunagi_service;
policy population_add for insert to tsunagi_service with check ((may_manage_portal() OR session_has('job'::text)));
policy population_change for update to tsunagi_service using ((may_manage_portal() OR session_has('job'::text)));
policy population_read for select to tsunagi_service using (true);

create table practice (
  id bigint not null generated as identity,
  source_code text not null,
  inside boolean not null,
  theme_code text not null,
  area_id bigint,
  title text not null,
  summary text not null default ''::text,
  place text not null default ''::text,
  studied_on date,
  background text not null default ''::text,
  structure text not null default ''::text,
  method text not null default ''::text,
  results text not null default ''::text,
  issues text not null default ''::text,
  facility_kinds text[] not null default '{}'::text[],
  ages text[] not null default '{}'::text[],
  asked_ids bigint[] not null default '{}'::bigint[],
  named_ids bigint[] not null default '{}'::bigint[],
  wording integer not null default 1,
  zone text not null default 'network'::text,
  published_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  audience text not null default 'work'::text,
  folded text not null generated always as (search_fold(((((((((((((((title || ' '::text) || summary) || ' '::text) || place) || ' '::text) || background) || ' '::text) || structure) || ' '::text) || method) || ' '::text) || results) || ' '::text) || issues))) stored,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  constraint practice_ages CHECK ((ages <@ '{under3,over3,school,adults}'::text[])),
  constraint practice_asked_while_worked_on CHECK (((audience = 'work'::text) OR (asked_ids = '{}'::bigint[]))),
  constraint practice_audience CHECK ((audience =
CASE
    WHEN ((published_at IS NULL) OR (withdrawn_at IS NOT NULL)) THEN 'work'::text
    ELSE zone
END)),
  constraint practice_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint practice_withdrawn_after CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL))),
  constraint practice_zone CHECK ((zone = ANY (ARRAY['network'::text, 'public'::text]))),
  constraint practice_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint practice_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint practice_source FOREIGN KEY (source_code, inside) REFERENCES practice_source(code, inside),
  constraint practice_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint practice_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint practice_pkey PRIMARY KEY (id),
  constraint practice_key_with_readers UNIQUE (id, asked_ids, audience)
);
CREATE INDEX practice_area ON practice USING btree (area_id);
CREATE INDEX practice_asked ON practice USING gin (asked_ids);
CREATE INDEX practice_bigrams ON practice USING gin (search_bigrams(folded)) WITH (gin_pending_list_limit='64');
CREATE INDEX practice_changed ON practice USING btree (updated_at DESC, id DESC);
CREATE INDEX practice_created_by ON practice USING btree (created_by);
CREATE INDEX practice_newest ON practice USING btree (audience, published_at DESC, id DESC);
CREATE INDEX practice_source_code ON practice USING btree (source_code, inside);
CREATE INDEX practice_theme ON practice USING btree (theme_code);
CREATE INDEX practice_updated_by ON practice USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (ages, area_id, asked_ids, audience, background, facility_kinds, issues, method, named_ids, place, published_at, results, source_code, structure, studied_on, summary, theme_code, title, updated_at, updated_by, version, withdrawn_at, wording, zone) to tsunagi_service;
policy practice_change for update to tsunagi_service using (may_manage_knowledge()) with check ((updated_by = session_person()));
policy practice_draw_up for insert to tsunagi_service with check ((may_manage_knowledge() AND (created_by = session_person()) AND (updated_by = session_person()) AND (audience = 'work'::text)));
policy practice_read for select to tsunagi_service using (may_read_practice(inside, asked_ids, audience));

create table practice_conclusion (
  id bigint not null generated as identity,
  practice_id bigint not null,
  verdict text not null,
  body text not null,
  concluded_on date not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint practice_conclusion_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint practice_conclusion_verdict CHECK ((verdict = ANY (ARRAY['adopt'::text, 'adapt'::text, 'watch'::text, 'not'::text]))),
  constraint practice_conclusion_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_conclusion_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint practice_conclusion_pkey PRIMARY KEY (id)
);
CREATE INDEX practice_conclusion_newest ON practice_conclusion USING btree (practice_id, concluded_on DESC, id DESC);
CREATE INDEX practice_conclusion_written_by ON practice_conclusion USING btree (written_by);
grant insert, select to tsunagi_service;
policy practice_conclusion_read for select to tsunagi_service using (may_read_practice_work());
policy practice_conclusion_write for insert to tsunagi_service with check ((may_manage_knowledge() AND (written_by = session_person())));

create table practice_consent (
  id bigint not null generated as identity,
  practice_id bigint not null,
  facility_id bigint not null,
  answer text not null,
  show_name boolean not null default false,
  show_pictures boolean not null default false,
  zone text not null default 'network'::text,
  note text not null default ''::text,
  wording integer not null,
  given_on date not null,
  way text not null,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  constraint practice_consent_answer CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'withdrawn'::text]))),
  constraint practice_consent_shows_only_with_a_yes CHECK (((answer = 'yes'::text) OR (NOT (show_name OR show_pictures)))),
  constraint practice_consent_way CHECK ((way = ANY (ARRAY['here'::text, 'paper'::text, 'spoken'::text]))),
  constraint practice_consent_zone CHECK ((zone = ANY (ARRAY['network'::text, 'public'::text]))),
  constraint practice_consent_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint practice_consent_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_consent_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES person(id),
  constraint practice_consent_pkey PRIMARY KEY (id)
);
CREATE INDEX practice_consent_facility ON practice_consent USING btree (facility_id);
CREATE INDEX practice_consent_newest ON practice_consent USING btree (practice_id, facility_id, id DESC);
CREATE INDEX practice_consent_recorded_by ON practice_consent USING btree (recorded_by);
grant insert, select to tsunagi_service;
policy practice_consent_give for insert to tsunagi_service with check ((may_give_practice_consent(facility_id, way) AND (recorded_by = session_person())));
policy practice_consent_read for select to tsunagi_service using ((may_manage_knowledge() OR (session_has('facility.read'::text) AND (facility_id = ANY (session_facilities())))));

create table practice_criterion (
  id bigint not null generated as identity,
  name text not null,
  question text not null,
  here text not null default ''::text,
  position integer not null default 0,
  ended_on date,
  version integer not null default 1,
  constraint practice_criterion_name_is_not_empty CHECK ((btrim(name) <> ''::text)),
  constraint practice_criterion_pkey PRIMARY KEY (id)
);
grant insert, select to tsunagi_service;
grant update (ended_on, here, name, position, question, version) to tsunagi_service;
policy practice_criterion_add for insert to tsunagi_service with check (may_manage_knowledge());
policy practice_criterion_change for update to tsunagi_service using (may_manage_knowledge());
policy practice_criterion_read for select to tsunagi_service using (may_read_practice_work());

create table practice_document (
  id bigint not null generated as identity,
  practice_id bigint not null,
  asked_ids bigint[] not null,
  audience text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  bytes bytea not null,
  caption text not null default ''::text,
  shown boolean not null default false,
  attached_by bigint not null,
  attached_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint practice_document_size CHECK (((size >= 1) AND (size <= 20000000))),
  constraint practice_document_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES person(id),
  constraint practice_document_practice FOREIGN KEY (practice_id, asked_ids, audience) REFERENCES practice(id, asked_ids, audience) ON UPDATE CASCADE,
  constraint practice_document_pkey PRIMARY KEY (id)
);
CREATE INDEX practice_document_attached_by ON practice_document USING btree (attached_by);
CREATE INDEX practice_document_of ON practice_document USING btree (practice_id, asked_ids, audience);
CREATE UNIQUE INDEX practice_document_once ON practice_document USING btree (practice_id, sha256) WHERE (removed_at IS NULL);
grant insert, select to tsunagi_service;
grant update (bytes, caption, removed_at, shown) to tsunagi_service;
policy practice_document_attach for insert to tsunagi_service with check ((may_manage_knowledge() AND (attached_by = session_person())));
policy practice_document_change for update to tsunagi_service using (may_manage_knowledge());
policy practice_document_read for select to tsunagi_service using (may_read_practice_document(asked_ids, audience, shown));

create table practice_figure (
  practice_id bigint not null,
  measure text not null,
  fiscal_year integer not null,
  value numeric not null,
  told_by text not null,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  constraint practice_figure_measure CHECK ((measure = ANY (ARRAY['leave_rate'::text, 'fill_rate'::text, 'stay_rate'::text]))),
  constraint practice_figure_told_by_is_not_empty CHECK ((btrim(told_by) <> ''::text)),
  constraint practice_figure_value CHECK (((value >= (0)::numeric) AND (value <= (1000)::numeric))),
  constraint practice_figure_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id),
  constraint practice_figure_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_figure_pkey PRIMARY KEY (practice_id, measure, fiscal_year)
);
CREATE INDEX practice_figure_entered_by ON practice_figure USING btree (entered_by);
grant delete, insert, select to tsunagi_service;
policy practice_figure_enter for insert to tsunagi_service with check ((may_manage_knowledge() AND (entered_by = session_person())));
policy practice_figure_read for select to tsunagi_service using (may_read_practice_work());
policy practice_figure_remove for delete to tsunagi_service using (may_manage_knowledge());

create table practice_hearing (
  id bigint not null generated as identity,
  practice_id bigint not null,
  held_on date not null,
  way text not null,
  met text not null default ''::text,
  body text not null,
  heard_by bigint not null,
  written_at timestamp with time zone not null,
  constraint practice_hearing_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint practice_hearing_way CHECK ((way = ANY (ARRAY['visit'::text, 'online'::text, 'phone'::text, 'paper'::text]))),
  constraint practice_hearing_heard_by_fkey FOREIGN KEY (heard_by) REFERENCES person(id),
  constraint practice_hearing_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_hearing_pkey PRIMARY KEY (id)
);
CREATE INDEX practice_hearing_heard_by ON practice_hearing USING btree (heard_by);
CREATE INDEX practice_hearing_of ON practice_hearing USING btree (practice_id, held_on DESC, id DESC);
grant delete, insert, select to tsunagi_service;
policy practice_hearing_read for select to tsunagi_service using (may_read_practice_work());
policy practice_hearing_remove for delete to tsunagi_service using ((may_manage_knowledge() AND (heard_by = session_person())));
policy practice_hearing_write for insert to tsunagi_service with check ((may_manage_knowledge() AND (heard_by = session_person())));

create table practice_origin (
  practice_id bigint not null,
  source_id bigint,
  facility_ids bigint[] not null,
  asked_at timestamp with time zone,
  constraint practice_origin_has_facilities CHECK (((cardinality(facility_ids) >= 1) AND (cardinality(facility_ids) <= 20))),
  constraint practice_origin_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_origin_pkey PRIMARY KEY (practice_id)
);
CREATE INDEX practice_origin_facilities ON practice_origin USING gin (facility_ids);
CREATE INDEX practice_origin_record ON practice_origin USING btree (source_id);
grant insert, select to tsunagi_service;
grant update (asked_at, facility_ids) to tsunagi_service;
policy practice_origin_change for update to tsunagi_service using (may_manage_knowledge());
policy practice_origin_note for insert to tsunagi_service with check (may_manage_knowledge());
policy practice_origin_read for select to tsunagi_service using ((may_manage_knowledge() OR (session_has('facility.read'::text) AND (facility_ids && session_facilities()))));

create table practice_score (
  practice_id bigint not null,
  criterion_id bigint not null,
  scored_by bigint not null,
  level smallint not null,
  note text not null default ''::text,
  scored_on date not null,
  constraint practice_score_level CHECK (((level >= 0) AND (level <= 3))),
  constraint practice_score_criterion_id_fkey FOREIGN KEY (criterion_id) REFERENCES practice_criterion(id),
  constraint practice_score_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_score_scored_by_fkey FOREIGN KEY (scored_by) REFERENCES person(id),
  constraint practice_score_pkey PRIMARY KEY (practice_id, criterion_id, scored_by)
);
CREATE INDEX practice_score_criterion ON practice_score USING btree (criterion_id);
CREATE INDEX practice_score_scored_by ON practice_score USING btree (scored_by);
grant insert, select to tsunagi_service;
grant update (level, note, scored_on) to tsunagi_service;
policy practice_score_change for update to tsunagi_service using ((may_score_practice() AND (scored_by = session_person())));
policy practice_score_give for insert to tsunagi_service with check ((may_score_practice() AND (scored_by = session_person())));
policy practice_score_read for select to tsunagi_service using (may_read_practice_work());

create table practice_source (
  code text not null,
  name text not null,
  inside boolean not null,
  position smallint not null,
  constraint practice_source_pkey PRIMARY KEY (code),
  constraint practice_source_key_with_inside UNIQUE (code, inside)
);
grant select to tsunagi_service;
policy practice_source_read for select to tsunagi_service using (true);

create table practice_trial (
  practice_id bigint not null,
  facility_id bigint not null,
  tried_on date not null,
  changed text not null,
  happened text not null,
  again text not null,
  answered_by bigint not null,
  answered_at timestamp with time zone not null,
  version integer not null default 1,
  constraint practice_trial_again CHECK ((again = ANY (ARRAY['yes'::text, 'changed'::text, 'no'::text]))),
  constraint practice_trial_is_told CHECK (((btrim(changed) <> ''::text) AND (btrim(happened) <> ''::text))),
  constraint practice_trial_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint practice_trial_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint practice_trial_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practice(id),
  constraint practice_trial_pkey PRIMARY KEY (practice_id, facility_id)
);
CREATE INDEX practice_trial_answered_by ON practice_trial USING btree (answered_by);
CREATE INDEX practice_trial_facility ON practice_trial USING btree (facility_id);
grant insert, select to tsunagi_service;
grant update (again, answered_at, answered_by, changed, happened, tried_on, version) to tsunagi_service;
policy practice_trial_change for update to tsunagi_service using (may_tell_practice_trial(facility_id)) with check ((answered_by = session_person()));
policy practice_trial_read for select to tsunagi_service using (session_has('network'::text));
policy practice_trial_tell for insert to tsunagi_service with check ((may_tell_practice_trial(facility_id) AND (answered_by = session_person())));

create table programme (
  code text not null,
  name text not null,
  position integer not null,
  opening_rule text not null default ''::text,
  gathering boolean not null default false,
  description text not null default ''::text,
  standing_from_days integer,
  min_days_per_week integer,
  min_hours_per_day integer,
  started_in integer,
  place_kind text not null default ''::text,
  contents text[] not null default '{}'::text[],
  checks_changes boolean not null default false,
  owner_organisation_id bigint,
  ended_on date,
  version integer not null default 1,
  constraint programme_days CHECK ((((standing_from_days >= 1) AND (standing_from_days <= 7)) AND ((min_days_per_week >= 1) AND (min_days_per_week <= 7)))),
  constraint programme_hours CHECK (((min_hours_per_day >= 1) AND (min_hours_per_day <= 24))),
  constraint programme_owner_organisation_id_fkey FOREIGN KEY (owner_organisation_id) REFERENCES organisation(id),
  constraint programme_pkey PRIMARY KEY (code)
);
CREATE INDEX programme_owner ON programme USING btree (owner_organisation_id) WHERE (owner_organisation_id IS NOT NULL);
grant insert, select, update to tsunagi_service;
policy programme_add for insert to tsunagi_service with check (may_manage_directory());
policy programme_change for update to tsunagi_service using (may_manage_directory());
policy programme_read for select to tsunagi_service using (true);

create table programme_figure (
  programme_code text not null,
  standing boolean not null,
  fiscal_year integer not null,
  source text not null,
  places integer not null,
  people_per_day numeric(6,1),
  started_in integer,
  constraint programme_figure_programme_code_fkey FOREIGN KEY (programme_code) REFERENCES programme(code),
  constraint programme_figure_pkey PRIMARY KEY (programme_code, standing, fiscal_year, source)
);
grant select to tsunagi_service;
policy programme_figure_read for select to tsunagi_service using (true);

create table proposal (
  id bigint not null generated as identity,
  kind text not null,
  person_id bigint not null,
  role_code text,
  organisation_id bigint,
  facility_id bigint,
  team_id bigint,
  title text,
  starts_on date,
  ends_on date,
  email text,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  accepted boolean,
  constraint proposal_decision_is_whole CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (accepted IS NULL)))),
  constraint proposal_four_eyes CHECK (((NOT accepted) OR ((decided_by <> proposed_by) AND (decided_by <> person_id)))),
  constraint proposal_is_whole CHECK (
CASE kind
    WHEN 'appointment'::text THEN ((role_code IS NOT NULL) AND (organisation_id IS NOT NULL) AND (starts_on IS NOT NULL) AND (email IS NULL))
    ELSE ((email IS NOT NULL) AND (role_code IS NULL))
END),
  constraint proposal_kind CHECK ((kind = ANY (ARRAY['appointment'::text, 'invitation'::text]))),
  constraint proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint proposal_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint proposal_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint proposal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint proposal_role_code_fkey FOREIGN KEY (role_code) REFERENCES role(code),
  constraint proposal_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint proposal_pkey PRIMARY KEY (id),
  constraint proposal_key_with_role UNIQUE (id, person_id, role_code, proposed_by)
);
CREATE INDEX proposal_decided_by ON proposal USING btree (decided_by);
CREATE INDEX proposal_facility ON proposal USING btree (facility_id);
CREATE INDEX proposal_open ON proposal USING btree (proposed_at) WHERE (decided_at IS NULL);
CREATE INDEX proposal_organisation ON proposal USING btree (organisation_id);
CREATE INDEX proposal_person ON proposal USING btree (person_id);
CREATE INDEX proposal_proposed_by ON proposal USING btree (proposed_by);
CREATE INDEX proposal_role ON proposal USING btree (role_code);
CREATE INDEX proposal_team ON proposal USING btree (team_id);
CREATE UNIQUE INDEX proposal_once ON proposal USING btree (person_id, kind, COALESCE(role_code, ''::text)) WHERE (decided_at IS NULL);
grant insert, select to tsunagi_service;
grant update (accepted, decided_at, decided_by) to tsunagi_service;
policy proposal_add for insert to tsunagi_service with check ((may_appoint(person_id) AND (proposed_by = session_person()) AND names_mine(VARIADIC ARRAY[decided_by])));
policy proposal_decide for update to tsunagi_service using (may_appoint(person_id)) with check (((decided_by = session_person()) AND ((NOT accepted) OR may_confirm_proposal(proposed_by))));
policy proposal_read for select to tsunagi_service using (session_has('people.manage'::text));

create table referral (
  id bigint not null,
  team_id bigint not null,
  fiscal_year integer not null,
  worker_id bigint,
  previous_id bigint,
  capacity_question_id bigint,
  need text not null,
  age_band text not null,
  area_id bigint,
  days text not null default ''::text,
  urgency text not null default 'normal'::text,
  channel text not null,
  facility_id bigint,
  organisation_id bigint,
  recipient_name text not null default ''::text,
  disclosure_id bigint,
  disclosure_in_force boolean,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  due_at timestamp with time zone,
  delivered_at timestamp with time zone,
  accepted_at timestamp with time zone,
  declined_at timestamp with time zone,
  decline_reason text,
  decline_next text,
  lapsed_at timestamp with time zone,
  escalated_at timestamp with time zone,
  started_at timestamp with time zone,
  held_at timestamp with time zone,
  hold_reason text,
  outcome_at timestamp with time zone,
  outcome text,
  recalled_at timestamp with time zone,
  recall_reason text,
  reviewed_at timestamp with time zone,
  review text,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  state text not null generated always as (
CASE
    WHEN (reviewed_at IS NOT NULL) THEN review
    WHEN (recalled_at IS NOT NULL) THEN 'recalled'::text
    WHEN (outcome_at IS NOT NULL) THEN outcome
    WHEN (declined_at IS NOT NULL) THEN 'declined'::text
    WHEN (lapsed_at IS NOT NULL) THEN 'lapsed'::text
    WHEN (held_at IS NOT NULL) THEN 'on_hold'::text
    WHEN (started_at IS NOT NULL) THEN 'in_service'::text
    WHEN (accepted_at IS NOT NULL) THEN 'accepted'::text
    WHEN (delivered_at IS NOT NULL) THEN 'delivered'::text
    WHEN (sent_at IS NOT NULL) THEN 'sent'::text
    ELSE 'draft'::text
END) stored,
  shares boolean not null generated always as (((accepted_at IS NOT NULL) AND (recalled_at IS NULL) AND (reviewed_at IS NULL) AND COALESCE((outcome <> 'withdrawn'::text), true))) stored,
  constraint referral_age_band CHECK ((age_band = ANY (ARRAY['expectant'::text, '0'::text, '1-2'::text, '3-5'::text, '6-11'::text, '12-14'::text, '15-17'::text, 'family'::text]))),
  constraint referral_answered_after_delivered CHECK ((((accepted_at IS NULL) AND (declined_at IS NULL)) OR (delivered_at IS NOT NULL))),
  constraint referral_channel CHECK ((channel = ANY (ARRAY['account'::text, 'paper'::text]))),
  constraint referral_decline_is_whole CHECK ((((declined_at IS NULL) = (decline_reason IS NULL)) AND ((declined_at IS NULL) = (decline_next IS NULL)))),
  constraint referral_decline_next CHECK ((decline_next = ANY (ARRAY['other_place'::text, 'later'::text, 'waiting_list'::text, 'talk'::text, 'joint_visit'::text]))),
  constraint referral_decline_reason CHECK ((decline_reason = ANY (ARRAY['full'::text, 'not_fitting'::text, 'age'::text, 'area'::text, 'hours'::text, 'staff'::text, 'family_declined'::text, 'other'::text]))),
  constraint referral_delivered_after_sent CHECK (((delivered_at IS NULL) OR (sent_at IS NOT NULL))),
  constraint referral_disclosure_flag CHECK (((disclosure_id IS NULL) = (disclosure_in_force IS NULL))),
  constraint referral_has_a_need CHECK ((btrim(need) <> ''::text)),
  constraint referral_held_in_service CHECK (((held_at IS NULL) OR (started_at IS NOT NULL))),
  constraint referral_hold_is_whole CHECK (((held_at IS NULL) = (hold_reason IS NULL))),
  constraint referral_hold_reason CHECK ((hold_reason = ANY (ARRAY['family_wish'::text, 'illness'::text, 'place_closed'::text, 'no_contact'::text, 'other'::text]))),
  constraint referral_lapsed_after_sent CHECK (((lapsed_at IS NULL) OR (sent_at IS NOT NULL))),
  constraint referral_not_before_itself CHECK ((previous_id <> id)),
  constraint referral_one_answer CHECK ((num_nonnulls(accepted_at, declined_at, lapsed_at) <= 1)),
  constraint referral_outcome CHECK ((outcome = ANY (ARRAY['returned'::text, 'not_reached'::text, 'withdrawn'::text]))),
  constraint referral_outcome_after_accepted CHECK (((outcome_at IS NULL) OR (outcome = 'withdrawn'::text) OR (accepted_at IS NOT NULL))),
  constraint referral_outcome_excludes_no CHECK (((outcome_at IS NULL) OR ((declined_at IS NULL) AND (lapsed_at IS NULL) AND (held_at IS NULL)))),
  constraint referral_outcome_is_whole CHECK (((outcome_at IS NULL) = (outcome IS NULL))),
  constraint referral_recall_is_whole CHECK (((recalled_at IS NULL) = (recall_reason IS NULL))),
  constraint referral_recall_reason CHECK ((recall_reason = ANY (ARRAY['need_changed'::text, 'family_changed_mind'::text, 'found_elsewhere'::text, 'wrong_receiver'::text, 'consent_withdrawn'::text, 'other'::text]))),
  constraint referral_recalled_until_service CHECK (((recalled_at IS NULL) OR ((declined_at IS NULL) AND (lapsed_at IS NULL) AND (started_at IS NULL) AND (outcome_at IS NULL)))),
  constraint referral_review CHECK ((review = ANY (ARRAY['closed'::text, 'reopened'::text, 'elsewhere'::text]))),
  constraint referral_review_is_whole CHECK (((reviewed_at IS NULL) = (review IS NULL))),
  constraint referral_reviewed_after_an_end CHECK (((reviewed_at IS NULL) OR (num_nonnulls(outcome_at, declined_at, lapsed_at) = 1))),
  constraint referral_sent_has_a_clock CHECK (((sent_at IS NULL) = (due_at IS NULL))),
  constraint referral_sent_has_a_receiver CHECK (((sent_at IS NULL) OR (facility_id IS NOT NULL) OR (organisation_id IS NOT NULL) OR ((channel = 'paper'::text) AND (btrim(recipient_name) <> ''::text)))),
  constraint referral_sent_on_a_basis CHECK (((sent_at IS NULL) OR (disclosure_id IS NOT NULL))),
  constraint referral_started_after_accepted CHECK (((started_at IS NULL) OR (accepted_at IS NOT NULL))),
  constraint referral_urgency CHECK ((urgency = ANY (ARRAY['normal'::text, 'soon'::text, 'now'::text]))),
  constraint referral_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint referral_capacity_question_id_fkey FOREIGN KEY (capacity_question_id) REFERENCES capacity_question(id),
  constraint referral_disclosure FOREIGN KEY (disclosure_id, disclosure_in_force) REFERENCES disclosure(id, in_force) ON UPDATE CASCADE,
  constraint referral_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint referral_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint referral_origin_key FOREIGN KEY (id, team_id) REFERENCES referral_origin(id, team_id) ON UPDATE CASCADE,
  constraint referral_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES referral(id),
  constraint referral_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES person(id),
  constraint referral_pkey PRIMARY KEY (id),
  constraint referral_at_facility UNIQUE (id, facility_id),
  constraint referral_at_organisation UNIQUE (id, organisation_id),
  constraint referral_reach UNIQUE (id, team_id),
  constraint referral_sharing UNIQUE (id, shares)
);
CREATE INDEX referral_area ON referral USING btree (area_id);
CREATE INDEX referral_capacity ON referral USING btree (capacity_question_id);
CREATE INDEX referral_disclosure_key ON referral USING btree (disclosure_id, disclosure_in_force);
CREATE INDEX referral_facility ON referral USING btree (facility_id, sent_at DESC) WHERE (sent_at IS NOT NULL);
CREATE INDEX referral_facility_key ON referral USING btree (facility_id);
CREATE INDEX referral_open ON referral USING btree (sent_at) WHERE ((sent_at IS NOT NULL) AND (reviewed_at IS NULL) AND (recalled_at IS NULL));
CREATE INDEX referral_organisation ON referral USING btree (organisation_id);
CREATE INDEX referral_origin_index ON referral USING btree (id, team_id);
CREATE INDEX referral_previous ON referral USING btree (previous_id);
CREATE INDEX referral_team ON referral USING btree (team_id, created_at DESC, id DESC);
CREATE INDEX referral_team_open ON referral USING btree (team_id, updated_at) WHERE ((reviewed_at IS NULL) AND (recalled_at IS NULL));
CREATE INDEX referral_waiting ON referral USING btree (due_at) WHERE ((sent_at IS NOT NULL) AND (accepted_at IS NULL) AND (declined_at IS NULL) AND (lapsed_at IS NULL) AND (recalled_at IS NULL) AND (outcome_at IS NULL));
CREATE INDEX referral_without_worker ON referral USING btree (team_id) WHERE (worker_id IS NULL);
CREATE INDEX referral_worker ON referral USING btree (worker_id);
grant insert, select to tsunagi_service;
grant update (accepted_at, age_band, area_id, channel, days, decline_next, decline_reason, declined_at, delivered_at, disclosure_id, disclosure_in_force, due_at, escalated_at, facility_id, held_at, hold_reason, lapsed_at, need, organisation_id, outcome, outcome_at, recall_reason, recalled_at, recipient_name, review, reviewed_at, sent_at, started_at, updated_at, urgency, version, worker_id) to tsunagi_service;
policy referral_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (sent_at IS NULL)));
policy referral_read for select to tsunagi_service using ((may_work_case(team_id) OR ((sent_at IS NOT NULL) AND (may_answer_referral(facility_id, organisation_id) OR session_has('referral.watch'::text) OR session_has('job'::text)))));
policy referral_step for update to tsunagi_service using ((may_work_case(team_id) OR ((sent_at IS NOT NULL) AND (may_answer_referral(facility_id, organisation_id) OR session_has('job'::text)))));

create table referral_event (
  id bigint not null generated as identity,
  referral_id bigint not null,
  team_id bigint not null,
  facility_id bigint,
  organisation_id bigint,
  shared boolean not null default false,
  action text not null,
  actor text not null,
  person_id bigint,
  reason text,
  body text not null default ''::text,
  at timestamp with time zone not null,
  constraint referral_event_action CHECK ((action = ANY (ARRAY['draft'::text, 'change'::text, 'basis'::text, 'send'::text, 'deliver'::text, 'accept'::text, 'decline'::text, 'lapse'::text, 'start'::text, 'hold'::text, 'resume'::text, 'outcome'::text, 'not_reached'::text, 'withdraw'::text, 'recall'::text, 'review'::text, 'message'::text, 'letter'::text]))),
  constraint referral_event_actor CHECK ((actor = ANY (ARRAY['sender'::text, 'receiver'::text, 'system'::text, 'family'::text]))),
  constraint referral_event_at_facility FOREIGN KEY (referral_id, facility_id) REFERENCES referral(id, facility_id) ON UPDATE CASCADE,
  constraint referral_event_at_organisation FOREIGN KEY (referral_id, organisation_id) REFERENCES referral(id, organisation_id) ON UPDATE CASCADE,
  constraint referral_event_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint referral_event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint referral_event_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint referral_event_referral FOREIGN KEY (referral_id, team_id) REFERENCES referral(id, team_id) ON UPDATE CASCADE,
  constraint referral_event_pkey PRIMARY KEY (id)
);
CREATE INDEX referral_event_facility ON referral_event USING btree (facility_id);
CREATE INDEX referral_event_facility_key ON referral_event USING btree (referral_id, facility_id);
CREATE INDEX referral_event_organisation ON referral_event USING btree (organisation_id);
CREATE INDEX referral_event_organisation_key ON referral_event USING btree (referral_id, organisation_id);
CREATE INDEX referral_event_person ON referral_event USING btree (person_id);
CREATE INDEX referral_event_referral_key ON referral_event USING btree (referral_id, team_id, at);
CREATE UNIQUE INDEX referral_event_once ON referral_event USING btree (referral_id, action) WHERE (action = ANY (ARRAY['draft'::text, 'send'::text, 'deliver'::text, 'accept'::text, 'decline'::text, 'lapse'::text, 'start'::text, 'recall'::text, 'review'::text]));
CREATE UNIQUE INDEX referral_event_one_outcome ON referral_event USING btree (referral_id) WHERE (action = ANY (ARRAY['outcome'::text, 'not_reached'::text, 'withdraw'::text]));
grant insert, select to tsunagi_service;
policy referral_event_add for insert to tsunagi_service with check (((may_work_case(team_id) AND ((person_id = session_person()) OR (actor = 'system'::text))) OR (may_answer_referral(facility_id, organisation_id) AND ((person_id = session_person()) OR (actor = 'system'::text))) OR (session_has('job'::text) AND (actor = 'system'::text))));
policy referral_event_read for select to tsunagi_service using ((may_work_case(team_id) OR (shared AND may_answer_referral(facility_id, organisation_id))));

create table referral_letter (
  referral_id bigint not null,
  team_id bigint not null,
  code_hash text not null,
  code_sealed text not null,
  printed_by bigint not null,
  printed_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint referral_letter_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES person(id),
  constraint referral_letter_referral FOREIGN KEY (referral_id, team_id) REFERENCES referral(id, team_id) ON UPDATE CASCADE,
  constraint referral_letter_pkey PRIMARY KEY (referral_id),
  constraint referral_letter_code_once UNIQUE (code_hash)
);
CREATE INDEX referral_letter_key ON referral_letter USING btree (referral_id, team_id);
CREATE INDEX referral_letter_printed_by ON referral_letter USING btree (printed_by);
grant insert, select to tsunagi_service;
grant update (code_hash, code_sealed, ends_at, printed_at, printed_by) to tsunagi_service;
policy referral_letter_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (printed_by = session_person())));
policy referral_letter_read for select to tsunagi_service using (may_work_case(team_id));
policy referral_letter_renew for update to tsunagi_service using (may_work_case(team_id)) with check ((printed_by = session_person()));

create table referral_origin (
  id bigint not null generated as identity,
  team_id bigint not null,
  case_id bigint,
  consultation_id bigint,
  member_id bigint,
  told_who text not null default ''::text,
  told_day text not null default ''::text,
  told_what text not null default ''::text,
  told_on date,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  constraint referral_origin_is_one CHECK ((num_nonnulls(case_id, consultation_id) = 1)),
  constraint referral_origin_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint referral_origin_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint referral_origin_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint referral_origin_member_id_fkey FOREIGN KEY (member_id) REFERENCES household_member(id),
  constraint referral_origin_pkey PRIMARY KEY (id),
  constraint referral_origin_reach UNIQUE (id, team_id)
);
CREATE INDEX referral_origin_case_key ON referral_origin USING btree (case_id, team_id);
CREATE INDEX referral_origin_consultation_key ON referral_origin USING btree (consultation_id, team_id);
CREATE INDEX referral_origin_created_by ON referral_origin USING btree (created_by);
CREATE INDEX referral_origin_member ON referral_origin USING btree (member_id);
grant insert, select to tsunagi_service;
grant update (member_id, told_day, told_on, told_what, told_who) to tsunagi_service;
policy referral_origin_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (created_by = session_person())));
policy referral_origin_change for update to tsunagi_service using (may_work_case(team_id));
policy referral_origin_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table report_text (
  fiscal_year integer not null,
  chapter text not null,
  body text not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  version integer not null default 1,
  constraint report_text_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint report_text_pkey PRIMARY KEY (fiscal_year, chapter)
);
CREATE INDEX report_text_written_by ON report_text USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (body, version, written_at, written_by) to tsunagi_service;
policy report_text_change for update to tsunagi_service using (may_manage_evaluation()) with check ((written_by = session_person()));
policy report_text_read for select to tsunagi_service using (session_has('evaluation.read'::text));
policy report_text_write for insert to tsunagi_service with check ((may_manage_evaluation() AND (written_by = session_person())));

create table retention_due (
  kind text not null,
  zone text not null,
  subject_id bigint not null,
  team_id bigint,
  parent_id bigint,
  label text not null,
  ended_on date not null,
  due_on date not null,
  term_id bigint not null,
  listed_at timestamp with time zone not null,
  constraint retention_due_team CHECK (((zone = 'case'::text) = (team_id IS NOT NULL))),
  constraint retention_due_rule FOREIGN KEY (kind, zone) REFERENCES retention_rule(code, zone),
  constraint retention_due_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint retention_due_term FOREIGN KEY (term_id, kind) REFERENCES retention_term(id, rule_code),
  constraint retention_due_pkey PRIMARY KEY (kind, subject_id)
);
CREATE INDEX retention_due_by_rule ON retention_due USING btree (kind, zone);
CREATE INDEX retention_due_by_term ON retention_due USING btree (term_id, kind);
grant delete, insert, select to tsunagi_service;
policy retention_due_drop for delete to tsunagi_service using (session_has('job'::text));
policy retention_due_list for insert to tsunagi_service with check (session_has('job'::text));
policy retention_due_read for select to tsunagi_service using ((may_read_retention(team_id) OR session_has('job'::text)));

create table retention_hold (
  id bigint not null generated as identity,
  kind text not null,
  zone text not null,
  subject_id bigint not null,
  team_id bigint,
  label text not null,
  reason text not null,
  placed_by bigint not null,
  placed_at timestamp with time zone not null,
  lifted_by bigint,
  lifted_at timestamp with time zone,
  lift_reason text,
  constraint retention_hold_has_a_reason CHECK ((btrim(reason) <> ''::text)),
  constraint retention_hold_lifted_by_another CHECK ((lifted_by <> placed_by)),
  constraint retention_hold_lifting_is_whole CHECK ((((lifted_at IS NULL) = (lifted_by IS NULL)) AND ((lifted_at IS NULL) = (lift_reason IS NULL)))),
  constraint retention_hold_team CHECK (((zone = 'case'::text) = (team_id IS NOT NULL))),
  constraint retention_hold_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES person(id),
  constraint retention_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES person(id),
  constraint retention_hold_rule FOREIGN KEY (kind, zone) REFERENCES retention_rule(code, zone),
  constraint retention_hold_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint retention_hold_pkey PRIMARY KEY (id)
);
CREATE INDEX retention_hold_by_rule ON retention_hold USING btree (kind, zone);
CREATE INDEX retention_hold_lifted_by ON retention_hold USING btree (lifted_by);
CREATE INDEX retention_hold_placed_by ON retention_hold USING btree (placed_by);
CREATE UNIQUE INDEX retention_hold_one_now ON retention_hold USING btree (kind, subject_id) WHERE (lifted_at IS NULL);
grant insert, select to tsunagi_service;
grant update (lift_reason, lifted_at, lifted_by) to tsunagi_service;
policy retention_hold_lift for update to tsunagi_service using (may_read_retention(team_id)) with check ((lifted_by = session_person()));
policy retention_hold_place for insert to tsunagi_service with check ((may_read_retention(team_id) AND (placed_by = session_person()) AND names_mine(VARIADIC ARRAY[lifted_by])));
policy retention_hold_read for select to tsunagi_service using ((may_read_retention(team_id) OR session_has('job'::text)));

create table retention_rule (
  code text not null,
  zone text not null,
  way text not null,
  name text not null,
  detail text not null default ''::text,
  counted_from text not null,
  least_months integer not null,
  most_months integer not null,
  by_age boolean not null default false,
  position integer not null,
  constraint retention_rule_bounds CHECK (((least_months >= 0) AND (least_months <= most_months))),
  constraint retention_rule_way CHECK ((way = ANY (ARRAY['four_eyes'::text, 'automatic'::text, 'kept'::text]))),
  constraint retention_rule_zone CHECK ((zone = ANY (ARRAY['case'::text, 'network'::text, 'public'::text, 'system'::text]))),
  constraint retention_rule_pkey PRIMARY KEY (code),
  constraint retention_rule_key UNIQUE (code, least_months, most_months, by_age),
  constraint retention_rule_key_with_zone UNIQUE (code, zone)
);
grant select to tsunagi_service;
policy retention_rule_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table retention_term (
  id bigint not null generated as identity,
  rule_code text not null,
  least_months integer not null,
  most_months integer not null,
  by_age boolean not null,
  months integer not null,
  until_age integer,
  basis text not null,
  valid_from date not null,
  decided_by bigint,
  decided_at timestamp with time zone not null,
  constraint retention_term_age CHECK ((((until_age IS NOT NULL) = by_age) AND ((until_age >= 18) AND (until_age <= 40)))),
  constraint retention_term_has_a_basis CHECK ((btrim(basis) <> ''::text)),
  constraint retention_term_within_bounds CHECK (((months >= least_months) AND (months <= most_months))),
  constraint retention_term_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint retention_term_rule FOREIGN KEY (rule_code, least_months, most_months, by_age) REFERENCES retention_rule(code, least_months, most_months, by_age),
  constraint retention_term_pkey PRIMARY KEY (id),
  constraint retention_term_key UNIQUE (id, rule_code),
  constraint retention_term_once UNIQUE (rule_code, valid_from)
);
CREATE INDEX retention_term_by_rule ON retention_term USING btree (rule_code, least_months, most_months, by_age);
CREATE INDEX retention_term_decided_by ON retention_term USING btree (decided_by);
grant insert, select to tsunagi_service;
policy retention_term_add for insert to tsunagi_service with check ((session_has('retention.manage'::text) AND (decided_by = session_person())));
policy retention_term_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table rights_request (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  number integer not null,
  kind text not null,
  received_on date not null,
  waiting_days integer not null default 0,
  days_allowed integer not null default 30,
  extended_days integer not null default 0,
  extend_reason text,
  due_on date not null generated always as ((((received_on + waiting_days) + days_allowed) + extended_days)) stored,
  family_name text not null,
  given_name text not null,
  phone text,
  email text,
  asked_by text not null,
  identified_by text not null,
  wish text not null,
  team_id bigint,
  team_answer text,
  team_answered_by bigint,
  team_answered_at timestamp with time zone,
  decision text,
  decision_text text not null default ''::text,
  decided_on date,
  decided_by bigint,
  carried_out_on date,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint rights_request_asked_by CHECK ((asked_by = ANY (ARRAY['self'::text, 'legal'::text, 'agent'::text]))),
  constraint rights_request_carried_out_after_decision CHECK (((carried_out_on IS NULL) OR (decided_on IS NOT NULL))),
  constraint rights_request_clock CHECK ((((days_allowed >= 1) AND (days_allowed <= 30)) AND ((waiting_days >= 0) AND (waiting_days <= 365)) AND ((extended_days >= 0) AND (extended_days <= 30)))),
  constraint rights_request_decision CHECK ((decision = ANY (ARRAY['full'::text, 'partial'::text, 'refused'::text, 'none_kept'::text, 'withdrawn'::text]))),
  constraint rights_request_decision_is_whole CHECK ((((decision IS NULL) = (decided_on IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
  constraint rights_request_extension_has_a_reason CHECK (((extended_days = 0) OR (btrim(extend_reason) <> ''::text))),
  constraint rights_request_identified_by CHECK ((identified_by = ANY (ARRAY['card'::text, 'other_document'::text, 'sent_document'::text]))),
  constraint rights_request_is_said CHECK (((btrim(family_name) <> ''::text) AND (btrim(given_name) <> ''::text) AND (btrim(wish) <> ''::text))),
  constraint rights_request_kind CHECK ((kind = ANY (ARRAY['disclosure'::text, 'correction'::text, 'suspension'::text]))),
  constraint rights_request_no_says_why CHECK (((decision IS NULL) OR (decision = ANY (ARRAY['full'::text, 'withdrawn'::text])) OR (btrim(decision_text) <> ''::text))),
  constraint rights_request_team_answer CHECK ((team_answer = ANY (ARRAY['records'::text, 'none'::text]))),
  constraint rights_request_team_answer_is_whole CHECK ((((team_answer IS NULL) = (team_answered_by IS NULL)) AND ((team_answer IS NULL) = (team_answered_at IS NULL)))),
  constraint rights_request_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint rights_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint rights_request_team_answered_by_fkey FOREIGN KEY (team_answered_by) REFERENCES person(id),
  constraint rights_request_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint rights_request_pkey PRIMARY KEY (id),
  constraint rights_request_asked UNIQUE (id, team_id),
  constraint rights_request_number_once UNIQUE (fiscal_year, number)
);
CREATE INDEX rights_request_created_by ON rights_request USING btree (created_by);
CREATE INDEX rights_request_decided_by ON rights_request USING btree (decided_by);
CREATE INDEX rights_request_open ON rights_request USING btree (due_on) WHERE (decided_on IS NULL);
CREATE INDEX rights_request_team ON rights_request USING btree (team_id);
CREATE INDEX rights_request_team_answered_by ON rights_request USING btree (team_answered_by);
grant insert, select to tsunagi_service;
grant update (carried_out_on, decided_by, decided_on, decision, decision_text, extend_reason, extended_days, team_answer, team_answered_at, team_answered_by, team_id, version, waiting_days) to tsunagi_service;
policy rights_request_add for insert to tsunagi_service with check ((session_has('rights.manage'::text) AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[team_answered_by, decided_by])));
policy rights_request_change for update to tsunagi_service using (may_read_rights(team_id)) with check ((session_has('rights.manage'::text) OR ((team_answered_by = session_person()) AND (decided_on IS NULL) AND (carried_out_on IS NULL))));
policy rights_request_names for update to tsunagi_service using (names_were(('rights_request '::text || id), VARIADIC ARRAY[team_answered_by, decided_by])) with check (names_stay(('rights_request '::text || id), VARIADIC ARRAY[team_answered_by, decided_by]));
policy rights_request_read for select to tsunagi_service using (may_read_rights(team_id));

create table role (
  code text not null,
  name text not null,
  description text not null,
  position integer not null,
  case_zone boolean not null default false,
  facility_scope boolean not null default false,
  constraint role_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy role_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table role_assignment (
  id bigint not null generated as identity,
  meeting_id bigint not null,
  forum_id bigint not null,
  agenda_item_id bigint not null,
  issue_id bigint,
  organisation_id bigint not null,
  part text not null,
  published boolean not null default false,
  constraint role_assignment_part_is_not_empty CHECK ((btrim(part) <> ''::text)),
  constraint role_assignment_agenda_item FOREIGN KEY (agenda_item_id, meeting_id, forum_id) REFERENCES agenda_item(id, meeting_id, forum_id) ON DELETE CASCADE,
  constraint role_assignment_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint role_assignment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint role_assignment_pkey PRIMARY KEY (id)
);
CREATE INDEX role_assignment_by_agenda_item ON role_assignment USING btree (agenda_item_id, meeting_id, forum_id);
CREATE INDEX role_assignment_issue ON role_assignment USING btree (issue_id);
CREATE INDEX role_assignment_organisation ON role_assignment USING btree (organisation_id);
grant delete, insert, select to tsunagi_service;
grant update (published) to tsunagi_service;
policy role_assignment_add for insert to tsunagi_service with check (may_manage_meeting());
policy role_assignment_change for update to tsunagi_service using (may_manage_meeting());
policy role_assignment_read for select to tsunagi_service using (may_read_minutes(meeting_id, forum_id, published));
policy role_assignment_remove for delete to tsunagi_service using (may_manage_meeting());

create table role_duty (
  role_code text not null,
  duty text not null,
  constraint role_duty_role_code_fkey FOREIGN KEY (role_code) REFERENCES role(code) ON DELETE CASCADE,
  constraint role_duty_pkey PRIMARY KEY (role_code, duty)
);
grant select to tsunagi_service;
policy role_duty_read for select to tsunagi_service using ((session_has('network'::text) OR session_has('job'::text)));

create table round (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  name text not null,
  note text,
  default_count integer not null default 2,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint round_default_count CHECK (((default_count >= 0) AND (default_count <= 24))),
  constraint round_pkey PRIMARY KEY (id),
  constraint round_fiscal_year_key UNIQUE (fiscal_year)
);
grant insert, select to tsunagi_service;
grant update (name, note, version) to tsunagi_service;
policy round_add for insert to tsunagi_service with check (may_plan_visit());
policy round_change for update to tsunagi_service using (may_plan_visit());
policy round_read for select to tsunagi_service using (session_has('visit.read'::text));

create table round_absence (
  id bigint not null generated as identity,
  person_id bigint not null,
  from_on date not null,
  to_on date not null,
  half text,
  kind text not null,
  constraint round_absence_days CHECK (((to_on >= from_on) AND ((to_on - from_on) <= 366))),
  constraint round_absence_half CHECK ((half = ANY (ARRAY['morning'::text, 'afternoon'::text]))),
  constraint round_absence_kind CHECK ((kind = ANY (ARRAY['leave'::text, 'training'::text, 'meeting'::text, 'other'::text]))),
  constraint round_absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint round_absence_pkey PRIMARY KEY (id)
);
CREATE INDEX round_absence_person ON round_absence USING btree (person_id, from_on);
grant delete, insert, select to tsunagi_service;
policy round_absence_add for insert to tsunagi_service with check (may_plan_visit());
policy round_absence_read for select to tsunagi_service using (session_has('visit.read'::text));
policy round_absence_remove for delete to tsunagi_service using (may_plan_visit());

create table round_acceptance (
  id bigint not null generated as identity,
  proposal_id bigint not null,
  months text[] not null,
  accepted_by bigint not null,
  accepted_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint round_acceptance_undone CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint round_acceptance_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES person(id),
  constraint round_acceptance_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES round_proposal(id) ON DELETE CASCADE,
  constraint round_acceptance_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES person(id),
  constraint round_acceptance_pkey PRIMARY KEY (id)
);
CREATE INDEX round_acceptance_accepted_by ON round_acceptance USING btree (accepted_by);
CREATE INDEX round_acceptance_proposal ON round_acceptance USING btree (proposal_id);
CREATE INDEX round_acceptance_undone_by ON round_acceptance USING btree (undone_by) WHERE (undone_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (undone_at, undone_by) to tsunagi_service;
policy round_acceptance_add for insert to tsunagi_service with check ((may_plan_visit() AND (accepted_by = session_person()) AND names_mine(VARIADIC ARRAY[undone_by])));
policy round_acceptance_change for update to tsunagi_service using (may_plan_visit());
policy round_acceptance_names for update to tsunagi_service using (names_were(('round_acceptance '::text || id), VARIADIC ARRAY[undone_by])) with check (names_stay(('round_acceptance '::text || id), VARIADIC ARRAY[undone_by]));
policy round_acceptance_read for select to tsunagi_service using (session_has('visit.read'::text));

create table round_line (
  id bigint not null generated as identity,
  proposal_id bigint not null,
  facility_id bigint not null,
  person_id bigint not null,
  planned_on date not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  locked boolean not null default false,
  moved_by bigint,
  was_on date,
  was_person_id bigint,
  was_starts_at time without time zone,
  why_now jsonb not null,
  why_her jsonb not null,
  replaces_id bigint,
  visit_id bigint,
  acceptance_id bigint,
  version integer not null default 1,
  constraint round_line_accepted CHECK (((visit_id IS NULL) OR (acceptance_id IS NOT NULL))),
  constraint round_line_times CHECK ((ends_at > starts_at)),
  constraint round_line_was CHECK ((((was_on IS NULL) = (was_person_id IS NULL)) AND ((was_on IS NULL) = (was_starts_at IS NULL)))),
  constraint round_line_acceptance_id_fkey FOREIGN KEY (acceptance_id) REFERENCES round_acceptance(id),
  constraint round_line_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint round_line_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES person(id),
  constraint round_line_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint round_line_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES round_proposal(id) ON DELETE CASCADE,
  constraint round_line_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES visit(id),
  constraint round_line_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id),
  constraint round_line_was_person_id_fkey FOREIGN KEY (was_person_id) REFERENCES person(id),
  constraint round_line_pkey PRIMARY KEY (id)
);
CREATE INDEX round_line_acceptance ON round_line USING btree (acceptance_id) WHERE (acceptance_id IS NOT NULL);
CREATE INDEX round_line_facility ON round_line USING btree (facility_id);
CREATE INDEX round_line_moved_by ON round_line USING btree (moved_by) WHERE (moved_by IS NOT NULL);
CREATE INDEX round_line_person ON round_line USING btree (person_id, planned_on);
CREATE INDEX round_line_proposal ON round_line USING btree (proposal_id, planned_on);
CREATE INDEX round_line_replaces ON round_line USING btree (replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX round_line_visit ON round_line USING btree (visit_id) WHERE (visit_id IS NOT NULL);
CREATE INDEX round_line_was_person ON round_line USING btree (was_person_id) WHERE (was_person_id IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (acceptance_id, ends_at, locked, moved_by, person_id, planned_on, starts_at, version, visit_id, was_on, was_person_id, was_starts_at, why_her) to tsunagi_service;
policy round_line_add for insert to tsunagi_service with check ((may_plan_visit() AND names_mine(VARIADIC ARRAY[moved_by])));
policy round_line_change for update to tsunagi_service using (may_plan_visit());
policy round_line_names for update to tsunagi_service using (names_were(('round_line '::text || id), VARIADIC ARRAY[moved_by])) with check (names_stay(('round_line '::text || id), VARIADIC ARRAY[moved_by]));
policy round_line_read for select to tsunagi_service using (session_has('visit.read'::text));
policy round_line_remove for delete to tsunagi_service using (may_plan_visit());

create table round_missing (
  id bigint not null generated as identity,
  proposal_id bigint not null,
  facility_id bigint not null,
  reason text not null,
  why_now jsonb not null,
  constraint round_missing_reason CHECK ((reason = ANY (ARRAY['no_skill'::text, 'closed'::text, 'agencies'::text, 'nobody'::text, 'full'::text, 'no_place'::text]))),
  constraint round_missing_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint round_missing_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES round_proposal(id) ON DELETE CASCADE,
  constraint round_missing_pkey PRIMARY KEY (id)
);
CREATE INDEX round_missing_facility ON round_missing USING btree (facility_id);
CREATE INDEX round_missing_proposal ON round_missing USING btree (proposal_id);
grant delete, insert, select to tsunagi_service;
policy round_missing_add for insert to tsunagi_service with check (may_plan_visit());
policy round_missing_read for select to tsunagi_service using (session_has('visit.read'::text));
policy round_missing_remove for delete to tsunagi_service using (may_plan_visit());

create table round_proposal (
  id bigint not null generated as identity,
  round_id bigint not null,
  from_on date not null,
  to_on date not null,
  by_need boolean not null,
  seed integer not null,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  solve_months text[],
  solve_person_id bigint,
  solve_requested_by bigint not null,
  solve_requested_at timestamp with time zone not null,
  solve_progress integer not null default 0,
  solved_at timestamp with time zone,
  asked integer not null default 1,
  answered integer not null default 0,
  failed integer not null default 0,
  figures jsonb,
  change jsonb,
  discarded_at timestamp with time zone,
  discarded_by bigint,
  version integer not null default 1,
  constraint round_proposal_days CHECK (((to_on >= from_on) AND ((to_on - from_on) <= 400))),
  constraint round_proposal_discarded CHECK (((discarded_at IS NULL) = (discarded_by IS NULL))),
  constraint round_proposal_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint round_proposal_discarded_by_fkey FOREIGN KEY (discarded_by) REFERENCES person(id),
  constraint round_proposal_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id) ON DELETE CASCADE,
  constraint round_proposal_solve_person_id_fkey FOREIGN KEY (solve_person_id) REFERENCES person(id),
  constraint round_proposal_solve_requested_by_fkey FOREIGN KEY (solve_requested_by) REFERENCES person(id),
  constraint round_proposal_pkey PRIMARY KEY (id)
);
CREATE INDEX round_proposal_created_by ON round_proposal USING btree (created_by);
CREATE INDEX round_proposal_discarded_by ON round_proposal USING btree (discarded_by) WHERE (discarded_by IS NOT NULL);
CREATE INDEX round_proposal_round ON round_proposal USING btree (round_id);
CREATE INDEX round_proposal_solve_person ON round_proposal USING btree (solve_person_id) WHERE (solve_person_id IS NOT NULL);
CREATE INDEX round_proposal_solve_requested_by ON round_proposal USING btree (solve_requested_by);
CREATE UNIQUE INDEX round_proposal_current ON round_proposal USING btree (round_id) WHERE (discarded_at IS NULL);
grant insert, select to tsunagi_service;
grant update (answered, asked, change, discarded_at, discarded_by, failed, figures, solve_months, solve_person_id, solve_progress, solve_requested_at, solve_requested_by, solved_at, version) to tsunagi_service;
policy round_proposal_add for insert to tsunagi_service with check ((may_plan_visit() AND (created_by = session_person()) AND (solve_requested_by = session_person()) AND names_mine(VARIADIC ARRAY[discarded_by])));
policy round_proposal_change for update to tsunagi_service using ((may_plan_visit() OR session_has('job'::text)));
policy round_proposal_names for update to tsunagi_service using (names_were(('round_proposal '::text || id), VARIADIC ARRAY[solve_requested_by, discarded_by])) with check (names_stay(('round_proposal '::text || id), VARIADIC ARRAY[solve_requested_by, discarded_by]));
policy round_proposal_read for select to tsunagi_service using ((session_has('visit.read'::text) OR session_has('job'::text)));

create table round_quiet (
  id bigint not null generated as identity,
  from_on date not null,
  to_on date not null,
  kind text not null,
  hard boolean not null,
  constraint round_quiet_days CHECK (((to_on >= from_on) AND ((to_on - from_on) < 200))),
  constraint round_quiet_kind CHECK ((kind = ANY (ARRAY['year_start'::text, 'year_end'::text, 'long_holiday'::text, 'event'::text, 'other'::text]))),
  constraint round_quiet_pkey PRIMARY KEY (id)
);
grant delete, insert, select to tsunagi_service;
policy round_quiet_add for insert to tsunagi_service with check (may_plan_visit());
policy round_quiet_read for select to tsunagi_service using (session_has('visit.read'::text));
policy round_quiet_remove for delete to tsunagi_service using (may_plan_visit());

create table round_setting (
  one boolean not null default true,
  place text not null,
  latitude double precision not null,
  longitude double precision not null,
  winding numeric(3,2) not null,
  speed integer not null,
  winter_speed integer not null,
  winter_months integer[] not null,
  minutes integer not null,
  grid integer not null,
  apart integer not null,
  quiet_weekdays integer[] not null,
  version integer not null default 1,
  constraint round_setting_is_in_japan CHECK ((((latitude >= (20)::double precision) AND (latitude <= (46)::double precision)) AND ((longitude >= (122)::double precision) AND (longitude <= (154.5)::double precision)))),
  constraint round_setting_is_one CHECK (one),
  constraint round_setting_minutes CHECK ((((minutes >= 15) AND (minutes <= 480)) AND (grid = ANY (ARRAY[5, 10, 15, 30])) AND ((apart >= 1) AND (apart <= 120)))),
  constraint round_setting_speed CHECK ((((speed >= 5) AND (speed <= 80)) AND ((winter_speed >= 5) AND (winter_speed <= 80)))),
  constraint round_setting_winding CHECK (((winding >= (1)::numeric) AND (winding <= (3)::numeric))),
  constraint round_setting_pkey PRIMARY KEY (one)
);
grant insert, select to tsunagi_service;
grant update (apart, grid, latitude, longitude, minutes, place, quiet_weekdays, speed, version, winding, winter_months, winter_speed) to tsunagi_service;
policy round_setting_add for insert to tsunagi_service with check (may_plan_visit());
policy round_setting_change for update to tsunagi_service using (may_plan_visit());
policy round_setting_read for select to tsunagi_service using (session_has('visit.read'::text));

create table round_target (
  round_id bigint not null,
  facility_id bigint not null,
  coordinator_id bigint,
  planned_count integer not null,
  reason text,
  version integer not null default 1,
  constraint round_target_planned_count CHECK (((planned_count >= 0) AND (planned_count <= 24))),
  constraint round_target_coordinator_id_fkey FOREIGN KEY (coordinator_id) REFERENCES person(id),
  constraint round_target_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint round_target_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id) ON DELETE CASCADE,
  constraint round_target_pkey PRIMARY KEY (round_id, facility_id)
);
CREATE INDEX round_target_coordinator ON round_target USING btree (coordinator_id);
CREATE INDEX round_target_facility ON round_target USING btree (facility_id);
grant insert, select to tsunagi_service;
grant update (coordinator_id, planned_count, reason, version) to tsunagi_service;
policy round_target_add for insert to tsunagi_service with check (may_plan_visit());
policy round_target_change for update to tsunagi_service using (may_plan_visit());
policy round_target_read for select to tsunagi_service using (session_has('visit.read'::text));

create table round_worker (
  person_id bigint not null,
  weekdays integer[] not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  most integer not null,
  skills text[] not null default '{}'::text[],
  version integer not null default 1,
  constraint round_worker_most CHECK (((most >= 1) AND (most <= 8))),
  constraint round_worker_times CHECK ((ends_at > starts_at)),
  constraint round_worker_weekdays CHECK ((weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7])),
  constraint round_worker_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint round_worker_pkey PRIMARY KEY (person_id)
);
grant insert, select to tsunagi_service;
grant update (ends_at, most, skills, starts_at, version, weekdays) to tsunagi_service;
policy round_worker_add for insert to tsunagi_service with check (may_plan_visit());
policy round_worker_change for update to tsunagi_service using (may_plan_visit());
policy round_worker_read for select to tsunagi_service using (session_has('visit.read'::text));

create table rubric (
  code text not null,
  name text not null,
  question text not null,
  subject_kind text not null,
  constraint rubric_subject_kind CHECK ((subject_kind = ANY (ARRAY['visit'::text, 'minutes'::text]))),
  constraint rubric_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy rubric_read for select to tsunagi_service using ((session_has('quality.read'::text) OR session_has('evaluation.read'::text)));

create table rubric_criterion (
  rubric_code text not null,
  code text not null,
  label text not null,
  position integer not null,
  levels jsonb not null,
  constraint rubric_criterion_rubric_code_fkey FOREIGN KEY (rubric_code) REFERENCES rubric(code),
  constraint rubric_criterion_pkey PRIMARY KEY (rubric_code, code)
);
grant select to tsunagi_service;
policy rubric_criterion_read for select to tsunagi_service using ((session_has('quality.read'::text) OR session_has('evaluation.read'::text)));

create table rubric_score (
  id bigint not null generated as identity,
  rubric_code text not null,
  subject_id bigint not null,
  scored_by bigint not null,
  scored_on date not null,
  fiscal_year integer not null generated always as (fiscal_year_of(scored_on)) stored,
  remark text,
  version integer not null default 1,
  constraint rubric_score_rubric_code_fkey FOREIGN KEY (rubric_code) REFERENCES rubric(code),
  constraint rubric_score_scored_by_fkey FOREIGN KEY (scored_by) REFERENCES person(id),
  constraint rubric_score_pkey PRIMARY KEY (id),
  constraint rubric_score_key_with_judge UNIQUE (id, rubric_code, scored_by),
  constraint rubric_score_once_per_judge UNIQUE (rubric_code, subject_id, scored_by)
);
CREATE INDEX rubric_score_scored_by ON rubric_score USING btree (scored_by);
grant insert, select to tsunagi_service;
grant update (remark, scored_on, version) to tsunagi_service;
policy rubric_score_change for update to tsunagi_service using (may_score_rubric_score(scored_by));
policy rubric_score_give for insert to tsunagi_service with check (may_score_rubric_score(scored_by));
policy rubric_score_read for select to tsunagi_service using (session_has('quality.read'::text));

create table rubric_score_item (
  score_id bigint not null,
  rubric_code text not null,
  scored_by bigint not null,
  criterion_code text not null,
  level integer not null,
  constraint rubric_score_item_level CHECK (((level >= 0) AND (level <= 3))),
  constraint rubric_score_item_criterion FOREIGN KEY (rubric_code, criterion_code) REFERENCES rubric_criterion(rubric_code, code),
  constraint rubric_score_item_score FOREIGN KEY (score_id, rubric_code, scored_by) REFERENCES rubric_score(id, rubric_code, scored_by) ON DELETE CASCADE,
  constraint rubric_score_item_pkey PRIMARY KEY (score_id, criterion_code)
);
CREATE INDEX rubric_score_item_by_criterion ON rubric_score_item USING btree (rubric_code, criterion_code);
CREATE INDEX rubric_score_item_by_score ON rubric_score_item USING btree (score_id, rubric_code, scored_by);
grant insert, select to tsunagi_service;
grant update (level) to tsunagi_service;
policy rubric_score_item_change for update to tsunagi_service using (may_score_rubric_score(scored_by));
policy rubric_score_item_give for insert to tsunagi_service with check (may_score_rubric_score(scored_by));
policy rubric_score_item_read for select to tsunagi_service using (session_has('quality.read'::text));

create table saved_view (
  id bigint not null generated as identity,
  person_id bigint not null,
  page text not null,
  name text not null,
  query text not null,
  created_at timestamp with time zone not null,
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_name_once UNIQUE (person_id, page, name)
);
grant delete, insert, select to tsunagi_service;
policy saved_view_own for all to tsunagi_service using ((person_id = session_person())) with check ((person_id = session_person()));

create table schedule (
  id bigint not null generated as identity,
  facility_id bigint not null,
  service_id bigint,
  byday text[] not null,
  opens_at time without time zone not null,
  closes_at time without time zone not null,
  valid_from date,
  valid_to date,
  holidays text not null default 'closed'::text,
  note text,
  constraint schedule_byday CHECK ((((cardinality(byday) >= 1) AND (cardinality(byday) <= 14)) AND (array_to_string(byday, ','::text) ~ '^((-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))(,(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$'::text))),
  constraint schedule_holidays CHECK ((holidays = ANY (ARRAY['closed'::text, 'open'::text, 'only'::text]))),
  constraint schedule_hours CHECK ((closes_at > opens_at)),
  constraint schedule_valid CHECK ((valid_to >= valid_from)),
  constraint schedule_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint schedule_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint schedule_pkey PRIMARY KEY (id)
);
CREATE INDEX schedule_facility ON schedule USING btree (facility_id);
grant delete, insert, select, update to tsunagi_service;
policy schedule_add for insert to tsunagi_service with check (may_edit_facility(facility_id));
policy schedule_change for update to tsunagi_service using (may_edit_facility(facility_id));
policy schedule_read for select to tsunagi_service using (true);
policy schedule_remove for delete to tsunagi_service using (may_edit_facility(facility_id));

create table schedule_exception (
  id bigint not null generated as identity,
  facility_id bigint not null,
  service_id bigint,
  starts_on date not null,
  ends_on date not null,
  opens_at time without time zone,
  closes_at time without time zone,
  reason text not null default ''::text,
  constraint schedule_exception_days CHECK (((ends_on >= starts_on) AND ((ends_on - starts_on) <= 400))),
  constraint schedule_exception_hours CHECK ((((opens_at IS NULL) = (closes_at IS NULL)) AND (closes_at > opens_at))),
  constraint schedule_exception_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint schedule_exception_service FOREIGN KEY (service_id, facility_id) REFERENCES service(id, facility_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint schedule_exception_pkey PRIMARY KEY (id)
);
CREATE INDEX schedule_exception_facility ON schedule_exception USING btree (facility_id, ends_on);
grant delete, insert, select, update to tsunagi_service;
policy schedule_exception_add for insert to tsunagi_service with check (may_edit_facility(facility_id));
policy schedule_exception_change for update to tsunagi_service using (may_edit_facility(facility_id));
policy schedule_exception_read for select to tsunagi_service using (true);
policy schedule_exception_remove for delete to tsunagi_service using (may_edit_facility(facility_id));

create table search_entry (
  kind text not null,
  subject_id bigint not null,
  title text not null,
  summary text not null default ''::text,
  url text not null,
  folded text not null,
  audience_duty text not null,
  audience_facility_id bigint,
  audience_team_id bigint,
  updated_at timestamp with time zone not null,
  audience_forum_id bigint,
  audience_forum_duty text,
  constraint search_entry_pkey PRIMARY KEY (kind, subject_id)
);
CREATE INDEX search_entry_bigrams ON search_entry USING gin (search_bigrams(folded)) WITH (gin_pending_list_limit='64');
grant select to tsunagi_service;
policy search_entry_find for select to tsunagi_service using (may_find(audience_duty, audience_facility_id, audience_team_id, audience_forum_id, audience_forum_duty));

create table service (
  id bigint not null generated as identity,
  facility_id bigint not null,
  programme_code text not null,
  name text not null,
  description text,
  weekdays text,
  opens_at time without time zone,
  closes_at time without time zone,
  permanent boolean,
  starts_on date,
  ends_on date,
  version integer not null default 1,
  age_from_months integer,
  age_to_months integer,
  capacity integer,
  places_free integer,
  capacity_as_of date,
  fee_note text,
  fee_amount integer,
  reservation text,
  url text,
  folded text not null generated always as (search_fold(((name || ' '::text) || COALESCE(description, ''::text)))) stored,
  constraint service_ages CHECK (((age_from_months >= 0) AND (age_to_months >= age_from_months))),
  constraint service_capacity CHECK (((capacity >= 0) AND ((places_free >= 0) AND (places_free <= capacity)))),
  constraint service_fee CHECK (((fee_amount >= 0) AND (fee_amount <= 10000000))),
  constraint service_places_have_a_date CHECK (((places_free IS NULL) OR (capacity_as_of IS NOT NULL))),
  constraint service_reservation CHECK ((reservation = ANY (ARRAY['none'::text, 'recommended'::text, 'required'::text]))),
  constraint service_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id) ON DELETE CASCADE,
  constraint service_programme_code_fkey FOREIGN KEY (programme_code) REFERENCES programme(code),
  constraint service_pkey PRIMARY KEY (id),
  constraint service_key_with_facility UNIQUE (id, facility_id),
  constraint service_once UNIQUE (facility_id, programme_code, name)
);
CREATE INDEX service_bigrams ON service USING gin (search_bigrams(folded)) WITH (gin_pending_list_limit='64');
CREATE INDEX service_programme ON service USING btree (programme_code, facility_id);
grant insert, select, update to tsunagi_service;
policy service_add for insert to tsunagi_service with check ((may_edit_facility(facility_id) OR session_has('job'::text)));
policy service_change for update to tsunagi_service using (may_edit_facility(facility_id));
policy service_read for select to tsunagi_service using (true);

create table share_back (
  id bigint not null generated as identity,
  meeting_id bigint not null,
  forum_id bigint not null,
  organisation_id bigint not null,
  facility_id bigint,
  was_absent boolean not null default false,
  due_on date not null,
  message text not null default ''::text,
  shared_on date,
  way text,
  staff_count integer,
  reaction text,
  question text,
  asked_at timestamp with time zone,
  answer text,
  answered_at timestamp with time zone,
  answered_by bigint,
  confirmed_at timestamp with time zone,
  confirmed_by bigint,
  reminded_on date,
  constraint share_back_answer_is_whole CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
  constraint share_back_answer_needs_question CHECK (((answer IS NULL) OR (question IS NOT NULL))),
  constraint share_back_is_whole CHECK ((((confirmed_at IS NULL) = (confirmed_by IS NULL)) AND ((confirmed_at IS NULL) = (shared_on IS NULL)))),
  constraint share_back_question_is_whole CHECK (((question IS NULL) = (asked_at IS NULL))),
  constraint share_back_staff_count CHECK (((staff_count >= 0) AND (staff_count <= 1000))),
  constraint share_back_way CHECK ((way = ANY (ARRAY['staff_meeting'::text, 'circulation'::text, 'briefing'::text, 'posting'::text, 'other'::text]))),
  constraint share_back_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint share_back_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES person(id),
  constraint share_back_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint share_back_meeting FOREIGN KEY (meeting_id, forum_id) REFERENCES meeting(id, forum_id) ON DELETE CASCADE,
  constraint share_back_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint share_back_pkey PRIMARY KEY (id)
);
CREATE INDEX share_back_answered_by ON share_back USING btree (answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX share_back_by_meeting ON share_back USING btree (meeting_id, forum_id);
CREATE INDEX share_back_confirmed_by ON share_back USING btree (confirmed_by) WHERE (confirmed_by IS NOT NULL);
CREATE INDEX share_back_facility ON share_back USING btree (facility_id);
CREATE INDEX share_back_open ON share_back USING btree (due_on) WHERE (confirmed_at IS NULL);
CREATE INDEX share_back_organisation ON share_back USING btree (organisation_id);
CREATE UNIQUE INDEX share_back_once ON share_back USING btree (meeting_id, organisation_id, COALESCE(facility_id, (0)::bigint));
grant insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by, asked_at, confirmed_at, confirmed_by, due_on, message, question, reaction, reminded_on, shared_on, staff_count, was_absent, way) to tsunagi_service;
policy share_back_add for insert to tsunagi_service with check ((may_manage_meeting() AND names_mine(VARIADIC ARRAY[answered_by, confirmed_by])));
policy share_back_change for update to tsunagi_service using ((may_manage_meeting() OR may_confirm_share_back(organisation_id, facility_id) OR session_has('job'::text)));
policy share_back_names for update to tsunagi_service using (names_were(('share_back '::text || id), VARIADIC ARRAY[answered_by, confirmed_by])) with check (names_stay(('share_back '::text || id), VARIADIC ARRAY[answered_by, confirmed_by]));
policy share_back_read for select to tsunagi_service using ((may_read_forum_work(NULL::bigint, false) OR may_hold(organisation_id, facility_id) OR session_has('job'::text)));

create table skill_record (
  id bigint not null generated as identity,
  person_id bigint not null,
  team_id bigint not null,
  kind text not null,
  name text not null,
  gained_on date not null,
  valid_until date,
  note text not null default ''::text,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint skill_record_ends_after_start CHECK ((valid_until >= gained_on)),
  constraint skill_record_has_name CHECK ((btrim(name) <> ''::text)),
  constraint skill_record_kind CHECK ((kind = ANY (ARRAY['course'::text, 'licence'::text, 'language'::text, 'other'::text]))),
  constraint skill_record_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint skill_record_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint skill_record_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint skill_record_pkey PRIMARY KEY (id)
);
CREATE INDEX skill_record_person ON skill_record USING btree (person_id, gained_on DESC);
CREATE INDEX skill_record_team ON skill_record USING btree (team_id);
CREATE INDEX skill_record_written_by ON skill_record USING btree (written_by);
grant delete, insert, select to tsunagi_service;
policy skill_record_read for select to tsunagi_service using (may_read_of_colleague(team_id, person_id));
policy skill_record_remove for delete to tsunagi_service using (may_read_of_colleague(team_id, person_id));
policy skill_record_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (written_by = session_person()) AND may_read_of_colleague(team_id, person_id)));

create table statement (
  id bigint not null generated as identity,
  team_id bigint not null,
  author_id bigint not null,
  theme_code text not null,
  area_id bigint,
  age_band text,
  kind_code text,
  title text not null,
  keeps_happening text not null,
  would_help text not null default ''::text,
  families integer not null,
  sent_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  approved_at timestamp with time zone,
  approved_by bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint statement_age_band CHECK ((age_band = ANY (ARRAY['unborn'::text, 'infant'::text, 'preschool'::text, 'school'::text, 'teen'::text]))),
  constraint statement_approval_is_whole CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
  constraint statement_approved_was_sent CHECK (((approved_at IS NULL) OR ((sent_at IS NOT NULL) AND (withdrawn_at IS NULL)))),
  constraint statement_families CHECK ((families >= 0)),
  constraint statement_four_eyes CHECK ((approved_by <> author_id)),
  constraint statement_has_words CHECK (((btrim(title) <> ''::text) AND (btrim(keeps_happening) <> ''::text))),
  constraint statement_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES person(id),
  constraint statement_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint statement_author_id_fkey FOREIGN KEY (author_id) REFERENCES person(id),
  constraint statement_kind_code_fkey FOREIGN KEY (kind_code) REFERENCES consultation_kind(code),
  constraint statement_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint statement_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint statement_pkey PRIMARY KEY (id),
  constraint statement_team UNIQUE (id, team_id)
);
CREATE INDEX statement_approved_by ON statement USING btree (approved_by);
CREATE INDEX statement_area ON statement USING btree (area_id);
CREATE INDEX statement_author ON statement USING btree (author_id);
CREATE INDEX statement_by_team ON statement USING btree (team_id, updated_at DESC);
CREATE INDEX statement_kind ON statement USING btree (kind_code);
CREATE INDEX statement_theme ON statement USING btree (theme_code);
grant insert, select to tsunagi_service;
grant update (age_band, approved_at, approved_by, area_id, families, keeps_happening, kind_code, sent_at, theme_code, title, updated_at, version, withdrawn_at, would_help) to tsunagi_service;
policy statement_change for update to tsunagi_service using ((may_change_statement(team_id, author_id) AND (approved_at IS NULL))) with check (((approved_by IS NULL) OR ((approved_by = session_person()) AND may_approve_statement(team_id, author_id))));
policy statement_read for select to tsunagi_service using (may_work_case(team_id));
policy statement_write for insert to tsunagi_service with check ((may_work_case(team_id) AND (author_id = session_person()) AND (approved_by IS NULL)));

create table statement_draft (
  id bigint not null generated as identity,
  person_id bigint not null,
  fields jsonb not null,
  saved_at timestamp with time zone not null,
  constraint statement_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint statement_draft_pkey PRIMARY KEY (id)
);
CREATE INDEX statement_draft_person ON statement_draft USING btree (person_id, saved_at DESC);
grant delete, insert, select to tsunagi_service;
grant update (fields, saved_at) to tsunagi_service;
policy statement_draft_own for all to tsunagi_service using (((person_id = session_person()) AND session_has('case.work'::text) AND (session_case_teams() IS NOT NULL)));

create table statement_issue (
  statement_id bigint not null,
  team_id bigint not null,
  issue_id bigint not null,
  answer_read_at timestamp with time zone,
  answer_read_by bigint,
  constraint statement_issue_read_is_whole CHECK (((answer_read_at IS NULL) = (answer_read_by IS NULL))),
  constraint statement_issue_answer_read_by_fkey FOREIGN KEY (answer_read_by) REFERENCES person(id),
  constraint statement_issue_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint statement_issue_statement FOREIGN KEY (statement_id, team_id) REFERENCES statement(id, team_id),
  constraint statement_issue_pkey PRIMARY KEY (statement_id),
  constraint statement_issue_issue_id_key UNIQUE (issue_id)
);
CREATE INDEX statement_issue_of ON statement_issue USING btree (statement_id, team_id);
CREATE INDEX statement_issue_read_by ON statement_issue USING btree (answer_read_by);
grant insert, select to tsunagi_service;
grant update (answer_read_at, answer_read_by) to tsunagi_service;
policy statement_issue_link for insert to tsunagi_service with check ((may_lead_case(team_id) AND (answer_read_by IS NULL)));
policy statement_issue_mark for update to tsunagi_service using (may_work_case(team_id)) with check ((answer_read_by = session_person()));
policy statement_issue_read for select to tsunagi_service using (may_work_case(team_id));

create table statement_reason (
  id bigint not null generated as identity,
  statement_id bigint not null,
  team_id bigint not null,
  field text not null,
  kind text not null,
  body text not null,
  reason text not null,
  given_by bigint not null,
  given_at timestamp with time zone not null,
  constraint statement_reason_has_reason CHECK ((btrim(reason) <> ''::text)),
  constraint statement_reason_given_by_fkey FOREIGN KEY (given_by) REFERENCES person(id),
  constraint statement_reason_statement FOREIGN KEY (statement_id, team_id) REFERENCES statement(id, team_id),
  constraint statement_reason_pkey PRIMARY KEY (id)
);
CREATE INDEX statement_reason_by ON statement_reason USING btree (given_by);
CREATE INDEX statement_reason_of ON statement_reason USING btree (statement_id, team_id);
grant insert, select to tsunagi_service;
policy statement_reason_give for insert to tsunagi_service with check ((may_lead_case(team_id) AND (given_by = session_person())));
policy statement_reason_read for select to tsunagi_service using (may_work_case(team_id));

create table statement_return (
  id bigint not null generated as identity,
  statement_id bigint not null,
  team_id bigint not null,
  reason text not null,
  returned_by bigint not null,
  returned_at timestamp with time zone not null,
  constraint statement_return_has_reason CHECK ((btrim(reason) <> ''::text)),
  constraint statement_return_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES person(id),
  constraint statement_return_statement FOREIGN KEY (statement_id, team_id) REFERENCES statement(id, team_id),
  constraint statement_return_pkey PRIMARY KEY (id)
);
CREATE INDEX statement_return_by ON statement_return USING btree (returned_by);
CREATE INDEX statement_return_of ON statement_return USING btree (statement_id, team_id);
grant insert, select to tsunagi_service;
policy statement_return_read for select to tsunagi_service using (may_work_case(team_id));
policy statement_return_write for insert to tsunagi_service with check ((may_lead_case(team_id) AND (returned_by = session_person())));

create table statement_source (
  id bigint not null generated as identity,
  statement_id bigint not null,
  statement_team_id bigint not null,
  team_id bigint not null,
  case_id bigint,
  consultation_id bigint,
  constraint statement_source_is_one CHECK ((num_nonnulls(case_id, consultation_id) = 1)),
  constraint statement_source_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint statement_source_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint statement_source_statement FOREIGN KEY (statement_id, statement_team_id) REFERENCES statement(id, team_id),
  constraint statement_source_pkey PRIMARY KEY (id),
  constraint statement_source_case_once UNIQUE (statement_id, case_id),
  constraint statement_source_consultation_once UNIQUE (statement_id, consultation_id)
);
CREATE INDEX statement_source_by_case ON statement_source USING btree (case_id, team_id);
CREATE INDEX statement_source_by_consultation ON statement_source USING btree (consultation_id, team_id);
CREATE INDEX statement_source_of ON statement_source USING btree (statement_id, statement_team_id);
grant delete, insert, select to tsunagi_service;
policy statement_source_add for insert to tsunagi_service with check ((may_work_case(statement_team_id) AND may_work_case(team_id)));
policy statement_source_read for select to tsunagi_service using (may_work_case(team_id));
policy statement_source_remove for delete to tsunagi_service using ((may_work_case(statement_team_id) AND may_work_case(team_id)));

create table study_call (
  id bigint not null generated as identity,
  theme_code text not null,
  title text not null,
  purpose text not null default ''::text,
  opens_on date not null,
  closes_on date not null,
  topics text[] not null,
  smallest integer not null default 3,
  largest integer not null default 5,
  aimed integer not null default 4,
  most_km integer,
  weight_like integer not null default 35,
  weight_strength integer not null default 25,
  weight_mixed integer not null default 10,
  weight_near integer not null default 10,
  weight_fresh integer not null default 10,
  weight_size integer not null default 10,
  told_at timestamp with time zone,
  told_by bigint,
  fiscal_year integer not null generated always as (fiscal_year_of(opens_on)) stored,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by bigint not null,
  constraint study_call_distance CHECK (((most_km >= 1) AND (most_km <= 500))),
  constraint study_call_sizes CHECK ((((smallest >= 2) AND (smallest <= aimed)) AND (aimed <= largest) AND (largest <= 8))),
  constraint study_call_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint study_call_told_is_whole CHECK (((told_at IS NULL) = (told_by IS NULL))),
  constraint study_call_topics CHECK (((cardinality(topics) >= 1) AND (cardinality(topics) <= 20))),
  constraint study_call_weights CHECK (((LEAST(weight_like, weight_strength, weight_mixed, weight_near, weight_fresh, weight_size) >= 0) AND ((GREATEST(weight_like, weight_strength, weight_mixed, weight_near, weight_fresh, weight_size) >= 1) AND (GREATEST(weight_like, weight_strength, weight_mixed, weight_near, weight_fresh, weight_size) <= 100)))),
  constraint study_call_window CHECK ((closes_on >= opens_on)),
  constraint study_call_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint study_call_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint study_call_told_by_fkey FOREIGN KEY (told_by) REFERENCES person(id),
  constraint study_call_pkey PRIMARY KEY (id)
);
CREATE INDEX study_call_created_by ON study_call USING btree (created_by);
CREATE INDEX study_call_newest ON study_call USING btree (opens_on DESC, id DESC);
CREATE INDEX study_call_theme ON study_call USING btree (theme_code);
CREATE INDEX study_call_told_by ON study_call USING btree (told_by) WHERE (told_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (aimed, closes_on, largest, most_km, opens_on, purpose, smallest, theme_code, title, told_at, told_by, topics, version, weight_fresh, weight_like, weight_mixed, weight_near, weight_size, weight_strength) to tsunagi_service;
policy study_call_change for update to tsunagi_service using (may_manage_study());
policy study_call_names for update to tsunagi_service using (names_were(('study_call '::text || id), VARIADIC ARRAY[told_by])) with check (names_stay(('study_call '::text || id), VARIADIC ARRAY[told_by]));
policy study_call_open for insert to tsunagi_service with check ((may_manage_study() AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[told_by])));
policy study_call_read for select to tsunagi_service using (session_has('network'::text));

create table study_card (
  id bigint not null generated as identity,
  session_id bigint not null,
  facility_ids bigint[] not null,
  kind text not null,
  body text not null,
  heading_id bigint,
  position double precision not null,
  facility_id bigint,
  written_by bigint not null,
  removed_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  constraint study_card_body CHECK ((btrim(body) <> ''::text)),
  constraint study_card_kind CHECK ((kind = ANY (ARRAY['case'::text, 'issue'::text, 'idea'::text]))),
  constraint study_card_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint study_card_heading FOREIGN KEY (heading_id, session_id) REFERENCES study_heading(id, session_id),
  constraint study_card_session FOREIGN KEY (session_id, facility_ids) REFERENCES study_session(id, facility_ids) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint study_card_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint study_card_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint study_card_pkey PRIMARY KEY (id),
  constraint study_card_key UNIQUE (id, facility_ids)
);
CREATE INDEX study_card_facility ON study_card USING btree (facility_id);
CREATE INDEX study_card_updated_by ON study_card USING btree (updated_by) WHERE (updated_by IS NOT NULL);
CREATE INDEX study_card_written_by ON study_card USING btree (written_by);
grant insert, select to tsunagi_service;
grant update (body, heading_id, kind, position, removed_at, updated_at, updated_by, version) to tsunagi_service;
policy study_card_change for update to tsunagi_service using (may_join_study(facility_ids));
policy study_card_names for update to tsunagi_service using (names_were(('study_card '::text || id), VARIADIC ARRAY[updated_by])) with check (names_stay(('study_card '::text || id), VARIADIC ARRAY[updated_by]));
policy study_card_read for select to tsunagi_service using (may_join_study(facility_ids));
policy study_card_write for insert to tsunagi_service with check ((may_join_study(facility_ids) AND (written_by = session_person()) AND names_mine(VARIADIC ARRAY[updated_by])));

create table study_entry (
  call_id bigint not null,
  facility_id bigint not null,
  aim text not null default ''::text,
  question text not null default ''::text,
  strength text not null default ''::text,
  asks integer[] not null default '{}'::integer[],
  offers integer[] not null default '{}'::integer[],
  times integer[] not null default '{}'::integer[],
  signed_at timestamp with time zone,
  group_id bigint,
  group_facility_ids bigint[],
  group_told boolean,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  constraint study_entry_group_is_whole CHECK ((((group_id IS NULL) = (group_facility_ids IS NULL)) AND ((group_id IS NULL) = (group_told IS NULL)))),
  constraint study_entry_in_its_group CHECK (((group_facility_ids IS NULL) OR (facility_id = ANY (group_facility_ids)))),
  constraint study_entry_signed_to_be_grouped CHECK (((group_id IS NULL) OR (signed_at IS NOT NULL))),
  constraint study_entry_call_id_fkey FOREIGN KEY (call_id) REFERENCES study_call(id) ON DELETE CASCADE,
  constraint study_entry_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint study_entry_group FOREIGN KEY (group_id, call_id, group_facility_ids, group_told) REFERENCES study_group(id, call_id, facility_ids, told) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  constraint study_entry_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint study_entry_pkey PRIMARY KEY (call_id, facility_id)
);
CREATE INDEX study_entry_facility ON study_entry USING btree (facility_id);
CREATE INDEX study_entry_group_key ON study_entry USING btree (group_id, call_id, group_facility_ids, group_told);
CREATE INDEX study_entry_updated_by ON study_entry USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (aim, asks, group_facility_ids, group_id, group_told, offers, question, signed_at, strength, times, updated_at, updated_by, version) to tsunagi_service;
policy study_entry_change for update to tsunagi_service using ((may_manage_study() OR (may_sign_up(facility_id) AND (group_id IS NULL))));
policy study_entry_names for update to tsunagi_service using (names_were(((('study_entry '::text || call_id) || ' '::text) || facility_id), VARIADIC ARRAY[updated_by])) with check (names_stay(((('study_entry '::text || call_id) || ' '::text) || facility_id), VARIADIC ARRAY[updated_by]));
policy study_entry_read for select to tsunagi_service using (may_read_study_entry(facility_id, group_facility_ids, group_told));
policy study_entry_sign_up for insert to tsunagi_service with check (((may_sign_up(facility_id) OR may_manage_study()) AND (group_id IS NULL) AND names_mine(VARIADIC ARRAY[updated_by])));
policy study_entry_withdraw for delete to tsunagi_service using (((may_sign_up(facility_id) OR may_manage_study()) AND (group_id IS NULL)));

create table study_group (
  id bigint not null generated as identity,
  call_id bigint not null,
  number integer not null,
  facility_ids bigint[] not null,
  told boolean not null default false,
  locked boolean not null default false,
  created_at timestamp with time zone not null,
  constraint study_group_call_id_fkey FOREIGN KEY (call_id) REFERENCES study_call(id) ON DELETE CASCADE,
  constraint study_group_pkey PRIMARY KEY (id),
  constraint study_group_key UNIQUE (id, facility_ids),
  constraint study_group_key_told UNIQUE (id, call_id, facility_ids, told),
  constraint study_group_number_once UNIQUE (call_id, number) DEFERRABLE INITIALLY DEFERRED
);
grant delete, insert, select to tsunagi_service;
grant update (facility_ids, locked, number, told) to tsunagi_service;
policy study_group_change for update to tsunagi_service using (may_manage_study());
policy study_group_dissolve for delete to tsunagi_service using (may_manage_study());
policy study_group_form for insert to tsunagi_service with check (may_manage_study());
policy study_group_read for select to tsunagi_service using ((may_manage_study() OR (session_has('network'::text) AND told)));

create table study_handout (
  id bigint not null generated as identity,
  group_id bigint not null,
  facility_ids bigint[] not null,
  theme_code text not null,
  title text not null,
  lead text not null default ''::text,
  cases text not null default ''::text,
  issues text not null default ''::text,
  ideas text not null default ''::text,
  published_at timestamp with time zone,
  published_by bigint,
  withdrawn_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  constraint study_handout_published_is_whole CHECK (((published_at IS NULL) = (published_by IS NULL))),
  constraint study_handout_title CHECK ((btrim(title) <> ''::text)),
  constraint study_handout_withdrawn_after CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL))),
  constraint study_handout_group FOREIGN KEY (group_id, facility_ids) REFERENCES study_group(id, facility_ids) ON UPDATE CASCADE,
  constraint study_handout_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id),
  constraint study_handout_theme_code_fkey FOREIGN KEY (theme_code) REFERENCES theme(code),
  constraint study_handout_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint study_handout_pkey PRIMARY KEY (id),
  constraint study_handout_once UNIQUE (group_id)
);
CREATE INDEX study_handout_newest ON study_handout USING btree (published_at DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX study_handout_published_by ON study_handout USING btree (published_by) WHERE (published_by IS NOT NULL);
CREATE INDEX study_handout_theme ON study_handout USING btree (theme_code);
CREATE INDEX study_handout_updated_by ON study_handout USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant insert, select to tsunagi_service;
grant update (cases, ideas, issues, lead, published_at, published_by, title, updated_at, updated_by, version, withdrawn_at) to tsunagi_service;
policy study_handout_change for update to tsunagi_service using (may_manage_study());
policy study_handout_draw_up for insert to tsunagi_service with check ((may_manage_study() AND names_mine(VARIADIC ARRAY[published_by, updated_by])));
policy study_handout_names for update to tsunagi_service using (names_were(('study_handout '::text || id), VARIADIC ARRAY[published_by, updated_by])) with check (names_stay(('study_handout '::text || id), VARIADIC ARRAY[published_by, updated_by]));
policy study_handout_read for select to tsunagi_service using (may_read_study_handout(published_at, withdrawn_at));

create table study_heading (
  id bigint not null generated as identity,
  session_id bigint not null,
  facility_ids bigint[] not null,
  name text not null,
  position integer not null,
  created_at timestamp with time zone not null,
  constraint study_heading_name CHECK ((btrim(name) <> ''::text)),
  constraint study_heading_session FOREIGN KEY (session_id, facility_ids) REFERENCES study_session(id, facility_ids) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint study_heading_pkey PRIMARY KEY (id),
  constraint study_heading_key UNIQUE (id, session_id)
);
grant delete, insert, select to tsunagi_service;
grant update (name, position) to tsunagi_service;
policy study_heading_add for insert to tsunagi_service with check (may_join_study(facility_ids));
policy study_heading_change for update to tsunagi_service using (may_join_study(facility_ids));
policy study_heading_read for select to tsunagi_service using (may_join_study(facility_ids));
policy study_heading_remove for delete to tsunagi_service using (may_join_study(facility_ids));

create table study_run (
  id bigint not null generated as identity,
  call_id bigint not null,
  asked_at timestamp with time zone not null,
  asked_by bigint not null,
  progress integer not null default 0,
  finished_at timestamp with time zone,
  failed boolean not null default false,
  value double precision,
  bound double precision,
  left_ids bigint[] not null default '{}'::bigint[],
  lenient jsonb not null default '[]'::jsonb,
  constraint study_run_progress CHECK (((progress >= 0) AND (progress <= 100))),
  constraint study_run_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint study_run_call_id_fkey FOREIGN KEY (call_id) REFERENCES study_call(id) ON DELETE CASCADE,
  constraint study_run_pkey PRIMARY KEY (id)
);
CREATE INDEX study_run_asked_by ON study_run USING btree (asked_by);
CREATE INDEX study_run_call ON study_run USING btree (call_id, id DESC);
grant insert, select to tsunagi_service;
grant update (bound, failed, finished_at, left_ids, lenient, progress, value) to tsunagi_service;
policy study_run_ask for insert to tsunagi_service with check ((may_manage_study() AND (asked_by = session_person())));
policy study_run_go_on for update to tsunagi_service using (may_manage_study());
policy study_run_read for select to tsunagi_service using (may_manage_study());

create table study_session (
  id bigint not null generated as identity,
  group_id bigint not null,
  facility_ids bigint[] not null,
  held_on date not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  place text not null default ''::text,
  join_url text,
  note text not null default ''::text,
  summary text not null default ''::text,
  closed_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  created_by bigint not null,
  constraint study_session_link CHECK ((join_url ~ '^https?://'::text)),
  constraint study_session_order CHECK ((ends_at > starts_at)),
  constraint study_session_somewhere CHECK (((btrim(place) <> ''::text) OR (join_url IS NOT NULL))),
  constraint study_session_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint study_session_group FOREIGN KEY (group_id, facility_ids) REFERENCES study_group(id, facility_ids) ON UPDATE CASCADE,
  constraint study_session_pkey PRIMARY KEY (id),
  constraint study_session_key UNIQUE (id, facility_ids)
);
CREATE INDEX study_session_created_by ON study_session USING btree (created_by);
CREATE INDEX study_session_held ON study_session USING btree (held_on);
grant delete, insert, select to tsunagi_service;
grant update (closed_at, ends_at, held_on, join_url, note, place, starts_at, summary, version) to tsunagi_service;
policy study_session_cancel for delete to tsunagi_service using (may_manage_study());
policy study_session_change for update to tsunagi_service using (may_manage_study());
policy study_session_plan for insert to tsunagi_service with check ((may_manage_study() AND (created_by = session_person())));
policy study_session_read for select to tsunagi_service using (may_join_study(facility_ids));

create table study_time (
  call_id bigint not null,
  number integer not null,
  held_on date not null,
  starts_at time without time zone not null,
  ends_at time without time zone not null,
  constraint study_time_number CHECK (((number >= 0) AND (number <= 29))),
  constraint study_time_order CHECK ((ends_at > starts_at)),
  constraint study_time_call_id_fkey FOREIGN KEY (call_id) REFERENCES study_call(id) ON DELETE CASCADE,
  constraint study_time_pkey PRIMARY KEY (call_id, number)
);
grant delete, insert, select to tsunagi_service;
policy study_time_add for insert to tsunagi_service with check (may_manage_study());
policy study_time_read for select to tsunagi_service using (session_has('network'::text));
policy study_time_remove for delete to tsunagi_service using (may_manage_study());

create table study_trial (
  handout_id bigint not null,
  facility_id bigint not null,
  asked_on date,
  tried text,
  story text not null default ''::text,
  answered_at timestamp with time zone,
  answered_by bigint,
  version integer not null default 1,
  constraint study_trial_answer_is_whole CHECK ((((tried IS NULL) = (answered_at IS NULL)) AND ((tried IS NULL) = (answered_by IS NULL)))),
  constraint study_trial_has_reason CHECK (((asked_on IS NOT NULL) OR (tried IS NOT NULL))),
  constraint study_trial_tried CHECK ((tried = ANY (ARRAY['tried'::text, 'partly'::text, 'not_yet'::text]))),
  constraint study_trial_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint study_trial_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint study_trial_handout_id_fkey FOREIGN KEY (handout_id) REFERENCES study_handout(id) ON DELETE CASCADE,
  constraint study_trial_pkey PRIMARY KEY (handout_id, facility_id)
);
CREATE INDEX study_trial_answered_by ON study_trial USING btree (answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX study_trial_facility ON study_trial USING btree (facility_id);
grant insert, select to tsunagi_service;
grant update (answered_at, answered_by, story, tried, version) to tsunagi_service;
policy study_trial_answer for update to tsunagi_service using (may_sign_up(facility_id)) with check ((answered_by = session_person()));
policy study_trial_ask for insert to tsunagi_service with check (((session_has('job'::text) AND (answered_by IS NULL)) OR (may_sign_up(facility_id) AND (asked_on IS NULL) AND (answered_by = session_person()))));
policy study_trial_read for select to tsunagi_service using (((session_has('network'::text) AND (tried IS NOT NULL)) OR may_manage_study() OR (facility_id = ANY (session_facilities())) OR session_has('job'::text)));

create table study_vote (
  card_id bigint not null,
  facility_ids bigint[] not null,
  person_id bigint not null,
  created_at timestamp with time zone not null,
  constraint study_vote_card FOREIGN KEY (card_id, facility_ids) REFERENCES study_card(id, facility_ids) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint study_vote_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint study_vote_pkey PRIMARY KEY (card_id, person_id)
);
CREATE INDEX study_vote_person ON study_vote USING btree (person_id);
grant delete, insert, select to tsunagi_service;
policy study_vote_give for insert to tsunagi_service with check ((may_join_study(facility_ids) AND (person_id = session_person())));
policy study_vote_read for select to tsunagi_service using (may_join_study(facility_ids));
policy study_vote_take for delete to tsunagi_service using ((may_join_study(facility_ids) AND (person_id = session_person())));

create table submission (
  token uuid not null,
  person_id bigint,
  location text,
  flash text,
  answered_at timestamp with time zone not null,
  constraint submission_pkey PRIMARY KEY (token)
);
CREATE INDEX submission_answered_at ON submission USING btree (answered_at);
grant delete, insert, select to tsunagi_service;
grant update (flash, location) to tsunagi_service;
policy submission_answer for update to tsunagi_service using ((NOT (person_id IS DISTINCT FROM session_person())));
policy submission_read for select to tsunagi_service using (((NOT (person_id IS DISTINCT FROM session_person())) OR session_has('job'::text)));
policy submission_send for insert to tsunagi_service with check ((NOT (person_id IS DISTINCT FROM session_person())));
policy submission_tidy for delete to tsunagi_service using (session_has('job'::text));

create table supervision_comment (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  body text not null,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint supervision_comment_has_body CHECK ((btrim(body) <> ''::text)),
  constraint supervision_comment_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint supervision_comment_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint supervision_comment_pkey PRIMARY KEY (id)
);
CREATE INDEX supervision_comment_key ON supervision_comment USING btree (case_id, team_id, written_at DESC);
CREATE INDEX supervision_comment_written_by ON supervision_comment USING btree (written_by);
grant insert, select to tsunagi_service;
policy supervision_comment_read for select to tsunagi_service using (may_work_case(team_id));
policy supervision_comment_write for insert to tsunagi_service with check ((may_lead_case(team_id) AND (written_by = session_person())));

create table support_case (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  number integer not null,
  household_id bigint not null,
  team_id bigint not null,
  worker_id bigint not null,
  category text not null,
  stage text not null default 'assessing'::text,
  headline text not null,
  opened_on date not null,
  opened_by bigint not null,
  next_contact_on date,
  next_contact_way text,
  no_next_contact_reason text,
  last_contact_on date,
  closed_on date,
  close_reason text,
  close_text text not null default ''::text,
  closed_by bigint,
  close_approved_by bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint support_case_category CHECK ((category = ANY (ARRAY['protection'::text, 'support'::text, 'expectant'::text, 'general'::text, 'development'::text]))),
  constraint support_case_close_four_eyes CHECK ((close_approved_by <> closed_by)),
  constraint support_case_close_reason CHECK ((close_reason = ANY (ARRAY['goals_reached'::text, 'moved'::text, 'other_service'::text, 'declined'::text, 'grown_up'::text, 'lost'::text, 'other'::text]))),
  constraint support_case_closing_is_whole CHECK ((((closed_on IS NULL) = (close_reason IS NULL)) AND ((closed_on IS NULL) = (closed_by IS NULL)) AND ((closed_on IS NULL) = (close_approved_by IS NULL)))),
  constraint support_case_next_contact_or_reason CHECK (((closed_on IS NOT NULL) OR ((next_contact_on IS NULL) = (no_next_contact_reason IS NOT NULL)))),
  constraint support_case_next_contact_way CHECK ((next_contact_way = ANY (ARRAY['phone'::text, 'visit'::text, 'office'::text, 'meeting'::text, 'letter'::text, 'other'::text]))),
  constraint support_case_stage CHECK ((stage = ANY (ARRAY['assessing'::text, 'planning'::text, 'supporting'::text, 'watching'::text, 'closing'::text]))),
  constraint support_case_close_approved_by_fkey FOREIGN KEY (close_approved_by) REFERENCES person(id),
  constraint support_case_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint support_case_household_id_fkey FOREIGN KEY (household_id) REFERENCES household(id),
  constraint support_case_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id),
  constraint support_case_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint support_case_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES person(id),
  constraint support_case_pkey PRIMARY KEY (id),
  constraint support_case_number_once UNIQUE (fiscal_year, number),
  constraint support_case_owner UNIQUE (id, team_id)
);
CREATE INDEX support_case_by_worker ON support_case USING btree (worker_id);
CREATE INDEX support_case_close_approved_by ON support_case USING btree (close_approved_by);
CREATE INDEX support_case_closed_by ON support_case USING btree (closed_by);
CREATE INDEX support_case_household ON support_case USING btree (household_id);
CREATE INDEX support_case_opened_by ON support_case USING btree (opened_by);
CREATE INDEX support_case_team_closed ON support_case USING btree (team_id, closed_on DESC, id DESC) WHERE (closed_on IS NOT NULL);
CREATE INDEX support_case_team_late ON support_case USING btree (team_id, next_contact_on, id) WHERE (closed_on IS NULL);
CREATE INDEX support_case_team_newest ON support_case USING btree (team_id, opened_on DESC, id DESC);
CREATE INDEX support_case_team_open ON support_case USING btree (team_id, opened_on DESC, id DESC) WHERE (closed_on IS NULL);
CREATE INDEX support_case_team_quiet ON support_case USING btree (team_id, COALESCE(last_contact_on, opened_on), id) WHERE (closed_on IS NULL);
CREATE INDEX support_case_worker ON support_case USING btree (worker_id, next_contact_on) WHERE (closed_on IS NULL);
grant insert, select to tsunagi_service;
grant update (category, close_approved_by, close_reason, close_text, closed_by, closed_on, headline, last_contact_on, next_contact_on, next_contact_way, no_next_contact_reason, stage, team_id, updated_at, version, worker_id) to tsunagi_service;
policy support_case_change for update to tsunagi_service using (may_work_case(team_id)) with check (((close_approved_by IS NULL) OR session_has('case.supervise'::text)));
policy support_case_names for update to tsunagi_service using (names_were(('support_case '::text || id), VARIADIC ARRAY[closed_by, close_approved_by])) with check (names_stay(('support_case '::text || id), VARIADIC ARRAY[closed_by, close_approved_by]));
policy support_case_open for insert to tsunagi_service with check ((may_work_case(team_id) AND (opened_by = session_person()) AND names_mine(VARIADIC ARRAY[closed_by, close_approved_by])));
policy support_case_read for select to tsunagi_service using (may_read_case(team_id, id));

create table support_file (
  id bigint not null generated as identity,
  profile_sealed text not null,
  proof_hash text not null,
  mail_sealed text,
  made_on date not null,
  opened_on date not null,
  noticed_on date,
  version integer not null default 1,
  constraint support_file_pkey PRIMARY KEY (id)
);
CREATE INDEX support_file_opened ON support_file USING btree (opened_on);
grant delete, select to tsunagi_service;
grant update (noticed_on) to tsunagi_service;
policy support_file_age for select to tsunagi_service using (session_has('job'::text));
policy support_file_forget for delete to tsunagi_service using (session_has('job'::text));
policy support_file_notice for update to tsunagi_service using (session_has('job'::text));

create table support_file_entry (
  id bigint not null generated as identity,
  file_id bigint not null,
  key_sealed text not null,
  body_sealed text not null,
  version integer not null default 1,
  constraint support_file_entry_size CHECK ((length(body_sealed) <= 40000)),
  constraint support_file_entry_file_id_fkey FOREIGN KEY (file_id) REFERENCES support_file(id) ON DELETE CASCADE,
  constraint support_file_entry_pkey PRIMARY KEY (id),
  constraint support_file_entry_key UNIQUE (id, file_id)
);
CREATE INDEX support_file_entry_file ON support_file_entry USING btree (file_id);

create table support_file_given (
  id bigint not null generated as identity,
  file_id bigint not null,
  given_sealed text not null,
  withdrawn_at timestamp with time zone,
  constraint support_file_given_file_id_fkey FOREIGN KEY (file_id) REFERENCES support_file(id) ON DELETE CASCADE,
  constraint support_file_given_pkey PRIMARY KEY (id)
);
CREATE INDEX support_file_given_file ON support_file_given USING btree (file_id);

create table support_file_lending (
  id bigint not null generated as identity,
  file_id bigint not null,
  kind text not null,
  code_hash text not null,
  salt text not null,
  key_sealed text,
  proof_hash text not null,
  own_sealed text not null,
  title_sealed text not null,
  facility_id bigint,
  organisation_id bigint,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  constraint support_file_lending_end_is_whole CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint support_file_lending_ended_opens_nothing CHECK (((ended_at IS NULL) = (key_sealed IS NOT NULL))),
  constraint support_file_lending_ends CHECK (((ends_at > made_at) AND (ends_at <= (made_at + '400 days'::interval)))),
  constraint support_file_lending_kind CHECK ((kind = ANY (ARRAY['show'::text, 'lend'::text, 'offer'::text]))),
  constraint support_file_lending_one_place CHECK (((facility_id IS NULL) OR (organisation_id IS NULL))),
  constraint support_file_lending_reason CHECK ((end_reason = ANY (ARRAY['taken_back'::text, 'lapsed'::text, 'taken'::text]))),
  constraint support_file_lending_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint support_file_lending_file_id_fkey FOREIGN KEY (file_id) REFERENCES support_file(id) ON DELETE CASCADE,
  constraint support_file_lending_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint support_file_lending_pkey PRIMARY KEY (id),
  constraint support_file_lending_code_hash_key UNIQUE (code_hash),
  constraint support_file_lending_key UNIQUE (id, file_id)
);
CREATE INDEX support_file_lending_facility ON support_file_lending USING btree (facility_id);
CREATE INDEX support_file_lending_file ON support_file_lending USING btree (file_id);
CREATE INDEX support_file_lending_open ON support_file_lending USING btree (ends_at) WHERE (ended_at IS NULL);
CREATE INDEX support_file_lending_organisation ON support_file_lending USING btree (organisation_id);
grant select to tsunagi_service;
grant update (end_reason, ended_at, key_sealed) to tsunagi_service;
policy support_file_lending_due for select to tsunagi_service using (session_has('job'::text));
policy support_file_lending_lapse for update to tsunagi_service using (session_has('job'::text));

create table support_file_lent (
  lending_id bigint not null,
  entry_id bigint not null,
  file_id bigint not null,
  key_sealed text not null,
  constraint support_file_lent_entry FOREIGN KEY (entry_id, file_id) REFERENCES support_file_entry(id, file_id) ON DELETE CASCADE,
  constraint support_file_lent_lending FOREIGN KEY (lending_id, file_id) REFERENCES support_file_lending(id, file_id) ON DELETE CASCADE,
  constraint support_file_lent_pkey PRIMARY KEY (lending_id, entry_id)
);
CREATE INDEX support_file_lent_entry_key ON support_file_lent USING btree (entry_id, file_id);
CREATE INDEX support_file_lent_lending_key ON support_file_lent USING btree (lending_id, file_id);
grant delete, select to tsunagi_service;
policy support_file_lent_due for select to tsunagi_service using (session_has('job'::text));
policy support_file_lent_lapse for delete to tsunagi_service using (session_has('job'::text));

create table support_file_lock (
  id bigint not null generated as identity,
  file_id bigint not null,
  kind text not null,
  code_hash text not null,
  salt text not null,
  key_sealed text not null,
  constraint support_file_lock_kind CHECK ((kind = ANY (ARRAY['own'::text, 'spare'::text]))),
  constraint support_file_lock_file_id_fkey FOREIGN KEY (file_id) REFERENCES support_file(id) ON DELETE CASCADE,
  constraint support_file_lock_pkey PRIMARY KEY (id),
  constraint support_file_lock_code_hash_key UNIQUE (code_hash),
  constraint support_file_lock_once UNIQUE (file_id, kind)
);

create table support_file_look (
  id bigint not null generated as identity,
  lending_id bigint not null,
  looked_at timestamp with time zone not null,
  who_sealed text not null,
  constraint support_file_look_lending_id_fkey FOREIGN KEY (lending_id) REFERENCES support_file_lending(id) ON DELETE CASCADE,
  constraint support_file_look_pkey PRIMARY KEY (id)
);
CREATE INDEX support_file_look_lending ON support_file_look USING btree (lending_id);

create table support_file_request (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  code_hash text not null,
  code_sealed text not null,
  purpose text not null,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  ends_on date not null,
  ended_at timestamp with time zone,
  constraint support_file_request_has_purpose CHECK (((btrim(purpose) <> ''::text) AND (length(purpose) <= 500))),
  constraint support_file_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint support_file_request_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint support_file_request_pkey PRIMARY KEY (id),
  constraint support_file_request_code_hash_key UNIQUE (code_hash),
  constraint support_file_request_key UNIQUE (id, case_id)
);
CREATE INDEX support_file_request_asked_by ON support_file_request USING btree (asked_by);
CREATE INDEX support_file_request_case_key ON support_file_request USING btree (case_id, team_id);
grant insert, select to tsunagi_service;
grant update (ended_at) to tsunagi_service;
policy support_file_request_ask for insert to tsunagi_service with check ((may_work_case(team_id) AND (asked_by = session_person())));
policy support_file_request_end for update to tsunagi_service using (may_work_case(team_id));
policy support_file_request_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table support_file_setting (
  one boolean not null default true,
  keep_months integer not null default 36,
  notice_days integer not null default 60,
  constraint support_file_setting_is_one_row CHECK (one),
  constraint support_file_setting_keep CHECK (((keep_months >= 12) AND (keep_months <= 240))),
  constraint support_file_setting_notice CHECK (((notice_days >= 14) AND (notice_days <= 365))),
  constraint support_file_setting_pkey PRIMARY KEY (one)
);
grant select to tsunagi_service;
grant update (keep_months, notice_days) to tsunagi_service;
policy support_file_setting_change for update to tsunagi_service using (session_has('system.manage'::text));
policy support_file_setting_read for select to tsunagi_service using (true);

create table support_file_sheet (
  id bigint not null generated as identity,
  code_hash text not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  ends_on date not null,
  constraint support_file_sheet_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint support_file_sheet_pkey PRIMARY KEY (id),
  constraint support_file_sheet_code_hash_key UNIQUE (code_hash)
);
CREATE INDEX support_file_sheet_ends ON support_file_sheet USING btree (ends_on);
CREATE INDEX support_file_sheet_made_by ON support_file_sheet USING btree (made_by);
grant delete, insert, select to tsunagi_service;
policy support_file_sheet_make for insert to tsunagi_service with check ((session_has('network'::text) AND (made_by = session_person())));
policy support_file_sheet_over for delete to tsunagi_service using (session_has('job'::text));
policy support_file_sheet_read for select to tsunagi_service using (((made_by = session_person()) OR session_has('job'::text)));

create table support_file_visit (
  token_hash text not null,
  file_id bigint,
  lending_id bigint,
  key_sealed text not null,
  ends_at timestamp with time zone not null,
  constraint support_file_visit_one CHECK ((num_nonnulls(file_id, lending_id) = 1)),
  constraint support_file_visit_file_id_fkey FOREIGN KEY (file_id) REFERENCES support_file(id) ON DELETE CASCADE,
  constraint support_file_visit_lending_id_fkey FOREIGN KEY (lending_id) REFERENCES support_file_lending(id) ON DELETE CASCADE,
  constraint support_file_visit_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX support_file_visit_ends ON support_file_visit USING btree (ends_at);
CREATE INDEX support_file_visit_file ON support_file_visit USING btree (file_id);
CREATE INDEX support_file_visit_lending ON support_file_visit USING btree (lending_id);
grant delete, select to tsunagi_service;
policy support_file_visit_over for select to tsunagi_service using (session_has('job'::text));
policy support_file_visit_tidy for delete to tsunagi_service using (session_has('job'::text));

create table support_plan (
  id bigint not null generated as identity,
  case_id bigint not null,
  team_id bigint not null,
  number integer not null,
  wish text not null,
  worries text not null default ''::text,
  strengths text not null default ''::text,
  goals text not null,
  family_part text not null default ''::text,
  review_on date not null,
  made_on date not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  explained_on date,
  given_on date,
  answer text,
  answered_on date,
  answer_reason text not null default ''::text,
  version integer not null default 1,
  constraint support_plan_answer CHECK ((answer = ANY (ARRAY['agreed'::text, 'partly'::text, 'declined'::text]))),
  constraint support_plan_answer_is_whole CHECK (((answer IS NULL) = (answered_on IS NULL))),
  constraint support_plan_answered_after_told CHECK (((answered_on IS NULL) OR (explained_on IS NOT NULL))),
  constraint support_plan_has_goals CHECK ((btrim(goals) <> ''::text)),
  constraint support_plan_has_the_familys_words CHECK ((btrim(wish) <> ''::text)),
  constraint support_plan_no_needs_a_reason CHECK (((answer IS NULL) OR (answer = 'agreed'::text) OR (btrim(answer_reason) <> ''::text))),
  constraint support_plan_review_after_made CHECK ((review_on > made_on)),
  constraint support_plan_case FOREIGN KEY (case_id, team_id) REFERENCES support_case(id, team_id) ON UPDATE CASCADE,
  constraint support_plan_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint support_plan_pkey PRIMARY KEY (id),
  constraint support_plan_key UNIQUE (id, team_id),
  constraint support_plan_number_once UNIQUE (case_id, number)
);
CREATE INDEX support_plan_case_key ON support_plan USING btree (case_id, team_id);
CREATE INDEX support_plan_made_by ON support_plan USING btree (made_by);
CREATE INDEX support_plan_review ON support_plan USING btree (team_id, review_on);
grant insert, select to tsunagi_service;
grant update (answer, answer_reason, answered_on, explained_on, given_on, version) to tsunagi_service;
policy support_plan_answer for update to tsunagi_service using (may_work_case(team_id));
policy support_plan_make for insert to tsunagi_service with check ((may_work_case(team_id) AND (made_by = session_person())));
policy support_plan_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table support_plan_item (
  id bigint not null generated as identity,
  plan_id bigint not null,
  case_id bigint not null,
  team_id bigint not null,
  position integer not null,
  what text not null,
  who text not null,
  how_often text not null default ''::text,
  starts_on date,
  ends_on date,
  person_id bigint,
  constraint support_plan_item_ends_after_start CHECK ((ends_on >= starts_on)),
  constraint support_plan_item_is_said CHECK (((btrim(what) <> ''::text) AND (btrim(who) <> ''::text))),
  constraint support_plan_item_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint support_plan_item_plan FOREIGN KEY (plan_id, team_id) REFERENCES support_plan(id, team_id) ON UPDATE CASCADE,
  constraint support_plan_item_pkey PRIMARY KEY (id)
);
CREATE INDEX support_plan_item_person ON support_plan_item USING btree (person_id);
CREATE INDEX support_plan_item_plan_key ON support_plan_item USING btree (plan_id, team_id);
grant insert, select to tsunagi_service;
policy support_plan_item_make for insert to tsunagi_service with check (may_work_case(team_id));
policy support_plan_item_read for select to tsunagi_service using (may_read_case(team_id, case_id));

create table support_scheme (
  id bigint not null generated as identity,
  local_id text,
  kind text not null default 'person'::text,
  title text not null,
  subtitle text not null default ''::text,
  audience text not null default ''::text,
  age_from_months integer,
  age_to_months integer,
  areas text not null default ''::text,
  summary text not null default ''::text,
  contents text not null default ''::text,
  how_to_apply text not null default ''::text,
  season text not null default ''::text,
  opens_on date,
  closes_on date,
  legal_basis text not null default ''::text,
  references_to jsonb not null default '[]'::jsonb,
  related text not null default ''::text,
  contact_organisation_id bigint,
  contact_name text not null default ''::text,
  contact_phone text,
  contact_email text,
  contact_postal_code text,
  contact_address text not null default ''::text,
  contact_form_url text,
  apply_url text,
  url text,
  keywords text[] not null default '{}'::text[],
  published_on date,
  ended_on date,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint,
  folded text not null generated always as (search_fold(((((((title || ' '::text) || subtitle) || ' '::text) || summary) || ' '::text) || audience))) stored,
  constraint support_scheme_kind CHECK ((kind = ANY (ARRAY['person'::text, 'business'::text, 'municipality'::text]))),
  constraint support_scheme_season CHECK ((closes_on >= opens_on)),
  constraint support_scheme_title CHECK ((btrim(title) <> ''::text)),
  constraint support_scheme_contact_organisation_id_fkey FOREIGN KEY (contact_organisation_id) REFERENCES organisation(id),
  constraint support_scheme_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint support_scheme_pkey PRIMARY KEY (id),
  constraint support_scheme_local_id_key UNIQUE (local_id)
);
CREATE INDEX support_scheme_contact ON support_scheme USING btree (contact_organisation_id) WHERE (contact_organisation_id IS NOT NULL);
CREATE INDEX support_scheme_updated_by ON support_scheme USING btree (updated_by) WHERE (updated_by IS NOT NULL);
grant insert, select, update to tsunagi_service;
policy support_scheme_add for insert to tsunagi_service with check (((may_manage_portal() OR session_has('job'::text)) AND names_mine(VARIADIC ARRAY[updated_by])));
policy support_scheme_change for update to tsunagi_service using ((may_manage_portal() OR session_has('job'::text)));
policy support_scheme_names for update to tsunagi_service using (names_were(('support_scheme '::text || id), VARIADIC ARRAY[updated_by])) with check (names_stay(('support_scheme '::text || id), VARIADIC ARRAY[updated_by]));
policy support_scheme_read for select to tsunagi_service using (may_read_support_scheme(published_on));

create table survey_figure (
  id bigint not null generated as identity,
  summary_id bigint not null,
  published boolean not null default false,
  area_id bigint,
  question text not null,
  answer text not null,
  value numeric(14,2) not null,
  unit text not null,
  answers integer,
  shown boolean not null default true,
  constraint survey_figure_answers CHECK (((answers >= 0) AND (answers <= 10000000))),
  constraint survey_figure_words CHECK (((btrim(question) <> ''::text) AND (btrim(answer) <> ''::text) AND (btrim(unit) <> ''::text))),
  constraint survey_figure_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint survey_figure_summary FOREIGN KEY (summary_id, published) REFERENCES survey_summary(id, published) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint survey_figure_pkey PRIMARY KEY (id)
);
CREATE INDEX survey_figure_area ON survey_figure USING btree (area_id);
CREATE INDEX survey_figure_by_summary ON survey_figure USING btree (summary_id, published);
CREATE UNIQUE INDEX survey_figure_once ON survey_figure USING btree (summary_id, COALESCE(area_id, (0)::bigint), question, answer);
grant delete, insert, select to tsunagi_service;
grant update (answers, shown, unit, value) to tsunagi_service;
policy survey_figure_change for update to tsunagi_service using ((may_manage_initiative() OR session_has('job'::text)));
policy survey_figure_enter for insert to tsunagi_service with check ((may_manage_initiative() OR session_has('job'::text)));
policy survey_figure_read for select to tsunagi_service using ((may_read_summary((published AND shown)) OR session_has('job'::text)));
policy survey_figure_remove for delete to tsunagi_service using (may_manage_initiative());

create table survey_meeting (
  id bigint not null generated as identity,
  summary_id bigint not null,
  published boolean not null default false,
  area_id bigint,
  meeting_id bigint not null,
  event_id bigint,
  constraint survey_meeting_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint survey_meeting_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint survey_meeting_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint survey_meeting_summary FOREIGN KEY (summary_id, published) REFERENCES survey_summary(id, published) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint survey_meeting_pkey PRIMARY KEY (id),
  constraint survey_meeting_once UNIQUE (summary_id, meeting_id)
);
CREATE INDEX survey_meeting_area ON survey_meeting USING btree (area_id);
CREATE INDEX survey_meeting_by_summary ON survey_meeting USING btree (summary_id, published);
CREATE INDEX survey_meeting_event ON survey_meeting USING btree (event_id);
CREATE INDEX survey_meeting_meeting ON survey_meeting USING btree (meeting_id);
grant delete, insert, select to tsunagi_service;
policy survey_meeting_read for select to tsunagi_service using (may_read_summary(published));
policy survey_meeting_tie for insert to tsunagi_service with check (may_manage_initiative());
policy survey_meeting_untie for delete to tsunagi_service using (may_manage_initiative());

create table survey_saying (
  id bigint not null generated as identity,
  summary_id bigint not null,
  published boolean not null default false,
  area_id bigint,
  meeting_id bigint,
  said_by text not null,
  body text not null,
  issue_id bigint,
  written_by bigint not null,
  written_at timestamp with time zone not null,
  constraint survey_saying_is_not_empty CHECK ((btrim(body) <> ''::text)),
  constraint survey_saying_said_by CHECK ((said_by = ANY (ARRAY['guardian'::text, 'child'::text, 'neighbour'::text, 'supporter'::text, 'city'::text]))),
  constraint survey_saying_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint survey_saying_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint survey_saying_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(id),
  constraint survey_saying_summary FOREIGN KEY (summary_id, published) REFERENCES survey_summary(id, published) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint survey_saying_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id),
  constraint survey_saying_pkey PRIMARY KEY (id)
);
CREATE INDEX survey_saying_area ON survey_saying USING btree (area_id);
CREATE INDEX survey_saying_by_summary ON survey_saying USING btree (summary_id, published);
CREATE INDEX survey_saying_issue ON survey_saying USING btree (issue_id);
CREATE INDEX survey_saying_meeting ON survey_saying USING btree (meeting_id);
CREATE INDEX survey_saying_written_by ON survey_saying USING btree (written_by);
grant delete, insert, select to tsunagi_service;
grant update (issue_id) to tsunagi_service;
policy survey_saying_change for update to tsunagi_service using (may_manage_initiative());
policy survey_saying_read for select to tsunagi_service using (may_read_summary(published));
policy survey_saying_remove for delete to tsunagi_service using ((may_manage_initiative() AND (issue_id IS NULL)));
policy survey_saying_write for insert to tsunagi_service with check ((may_manage_initiative() AND (written_by = session_person())));

create table survey_summary (
  id bigint not null generated as identity,
  title text not null,
  source text not null,
  surveyed_on date not null,
  answers integer,
  lead text not null default ''::text,
  published_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  published boolean not null generated always as (((published_at IS NOT NULL) AND (withdrawn_at IS NULL))) stored,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  constraint survey_summary_answers CHECK (((answers >= 1) AND (answers <= 10000000))),
  constraint survey_summary_source_is_not_empty CHECK ((btrim(source) <> ''::text)),
  constraint survey_summary_title_is_not_empty CHECK ((btrim(title) <> ''::text)),
  constraint survey_summary_withdrawn_was_published CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL))),
  constraint survey_summary_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint survey_summary_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint survey_summary_pkey PRIMARY KEY (id),
  constraint survey_summary_key_published UNIQUE (id, published)
);
CREATE INDEX survey_summary_created_by ON survey_summary USING btree (created_by);
CREATE INDEX survey_summary_newest ON survey_summary USING btree (surveyed_on DESC, id DESC);
CREATE INDEX survey_summary_updated_by ON survey_summary USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (answers, lead, published_at, source, surveyed_on, title, updated_at, updated_by, version, withdrawn_at) to tsunagi_service;
policy survey_summary_begin for insert to tsunagi_service with check ((may_manage_initiative() AND (created_by = session_person()) AND (updated_by = session_person())));
policy survey_summary_change for update to tsunagi_service using (may_manage_initiative()) with check ((updated_by = session_person()));
policy survey_summary_read for select to tsunagi_service using ((may_read_summary(published) OR session_has('job'::text)));

create table team (
  id bigint not null generated as identity,
  organisation_id bigint not null,
  name text not null,
  kind text not null,
  ended_on date,
  version integer not null default 1,
  constraint team_kind CHECK ((kind = ANY (ARRAY['visit'::text, 'district'::text, 'development'::text, 'consultation'::text, 'secretariat'::text, 'other'::text]))),
  constraint team_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint team_pkey PRIMARY KEY (id),
  constraint team_name_once UNIQUE (organisation_id, name)
);
grant insert, select, update to tsunagi_service;
policy team_add for insert to tsunagi_service with check (session_has('people.manage'::text));
policy team_change for update to tsunagi_service using (session_has('people.manage'::text));
policy team_read for select to tsunagi_service using (session_has('network'::text));

create table theme (
  code text not null,
  name text not null,
  description text not null default ''::text,
  position integer not null,
  ended_on date,
  constraint theme_pkey PRIMARY KEY (code)
);
grant select to tsunagi_service;
policy theme_read for select to tsunagi_service using (session_has('network'::text));

create table town (
  id bigint not null generated as identity,
  name text not null,
  name_kana text,
  town_code text,
  postal_code text,
  latitude double precision,
  longitude double precision,
  constraint town_is_in_japan CHECK ((((latitude >= (20)::double precision) AND (latitude <= (46)::double precision)) AND ((longitude >= (122)::double precision) AND (longitude <= (154.5)::double precision)))),
  constraint town_pkey PRIMARY KEY (id),
  constraint town_name_key UNIQUE (name)
);
grant insert, select, update to tsunagi_service;
policy town_add for insert to tsunagi_service with check ((session_has('areas.manage'::text) OR session_has('job'::text)));
policy town_change for update to tsunagi_service using ((session_has('areas.manage'::text) OR session_has('job'::text)));
policy town_read for select to tsunagi_service using (true);

create table triage (
  id bigint not null generated as identity,
  consultation_id bigint not null,
  team_id bigint not null,
  judged_at timestamp with time zone not null,
  judged_by bigint not null,
  urgency text not null,
  reason text not null,
  constraint triage_has_reason CHECK ((btrim(reason) <> ''::text)),
  constraint triage_urgency CHECK ((urgency = ANY (ARRAY['now'::text, 'day'::text, 'week'::text, 'plan'::text]))),
  constraint triage_consultation FOREIGN KEY (consultation_id, team_id) REFERENCES consultation(id, team_id) ON UPDATE CASCADE,
  constraint triage_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES person(id),
  constraint triage_pkey PRIMARY KEY (id),
  constraint triage_key UNIQUE (id, team_id)
);
CREATE INDEX triage_consultation_key ON triage USING btree (consultation_id, team_id, judged_at DESC);
CREATE INDEX triage_judged_by ON triage USING btree (judged_by);
grant insert, select to tsunagi_service;
policy triage_add for insert to tsunagi_service with check ((may_work_case(team_id) AND (judged_by = session_person())));
policy triage_read for select to tsunagi_service using (may_work_case(team_id));

create table triage_answer (
  triage_id bigint not null,
  team_id bigint not null,
  question text not null,
  answer text not null,
  note text not null default ''::text,
  constraint triage_answer_answer CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
  constraint triage_answer_question CHECK ((question = ANY (ARRAY['asks_protection'::text, 'imminent'::text, 'grave_already'::text, 'grave_next'::text, 'repeated'::text, 'child_signs'::text, 'guardian_risk'::text, 'home'::text]))),
  constraint triage_answer_triage FOREIGN KEY (triage_id, team_id) REFERENCES triage(id, team_id) ON UPDATE CASCADE,
  constraint triage_answer_pkey PRIMARY KEY (triage_id, question)
);
CREATE INDEX triage_answer_triage_key ON triage_answer USING btree (triage_id, team_id);
grant insert, select to tsunagi_service;
policy triage_answer_add for insert to tsunagi_service with check (may_work_case(team_id));
policy triage_answer_read for select to tsunagi_service using (may_work_case(team_id));

create table user_link (
  person_id bigint not null,
  user_id text not null,
  linked_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint user_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint user_link_pkey PRIMARY KEY (person_id),
  constraint user_link_user_id_key UNIQUE (user_id)
);
grant insert, select to tsunagi_service;
grant update (disabled_at, user_id) to tsunagi_service;
policy user_link_add for insert to tsunagi_service with check (may_manage_accounts());
policy user_link_change for update to tsunagi_service using (may_manage_accounts());
policy user_link_read for select to tsunagi_service using (((person_id = session_person()) OR may_manage_accounts()));

create table visit (
  id bigint not null generated as identity,
  facility_id bigint not null,
  team_id bigint not null,
  lead_id bigint not null,
  purpose text not null,
  planned_on date not null,
  planned_from time without time zone,
  planned_to time without time zone,
  note_to_facility text,
  visited_on date,
  cancelled_at timestamp with time zone,
  cancelled_by bigint,
  cancel_reason text,
  cancel_note text,
  moved_from_id bigint,
  reminded_on date,
  fiscal_year integer not null generated always as (fiscal_year_of(COALESCE(visited_on, planned_on))) stored,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  begun_as uuid,
  constraint visit_cancel_is_whole CHECK ((((cancelled_at IS NULL) = (cancel_reason IS NULL)) AND ((cancelled_at IS NULL) = (cancelled_by IS NULL)))),
  constraint visit_cancel_reason CHECK ((cancel_reason = ANY (ARRAY['infection'::text, 'facility'::text, 'weather'::text, 'coordinator'::text, 'event'::text, 'replanned'::text, 'other'::text]))),
  constraint visit_is_not_both CHECK (((visited_on IS NULL) OR (cancelled_at IS NULL))),
  constraint visit_purpose CHECK ((purpose = ANY (ARRAY['round'::text, 'request'::text, 'follow_up'::text, 'new_head'::text, 'other'::text]))),
  constraint visit_times CHECK ((planned_to > planned_from)),
  constraint visit_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES person(id),
  constraint visit_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint visit_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES facility(id),
  constraint visit_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES person(id),
  constraint visit_moved_from_id_fkey FOREIGN KEY (moved_from_id) REFERENCES visit(id),
  constraint visit_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint visit_pkey PRIMARY KEY (id),
  constraint visit_begun_once UNIQUE (begun_as),
  constraint visit_key_with_facility UNIQUE (id, facility_id),
  constraint visit_key_with_team UNIQUE (id, facility_id, team_id)
);
CREATE INDEX visit_cancelled_by ON visit USING btree (cancelled_by) WHERE (cancelled_by IS NOT NULL);
CREATE INDEX visit_created_by ON visit USING btree (created_by);
CREATE INDEX visit_facility_date ON visit USING btree (facility_id, planned_on DESC);
CREATE INDEX visit_lead_date ON visit USING btree (lead_id, planned_on DESC);
CREATE INDEX visit_moved_from ON visit USING btree (moved_from_id) WHERE (moved_from_id IS NOT NULL);
CREATE INDEX visit_newest ON visit USING btree (planned_on DESC, id DESC);
CREATE INDEX visit_team ON visit USING btree (team_id);
CREATE INDEX visit_unrecorded ON visit USING btree (planned_on) WHERE ((visited_on IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX visit_year_date ON visit USING btree (fiscal_year, planned_on DESC, id DESC);
grant insert, select to tsunagi_service;
grant update (cancel_note, cancel_reason, cancelled_at, cancelled_by, lead_id, note_to_facility, planned_from, planned_to, purpose, reminded_on, version, visited_on) to tsunagi_service;
policy visit_change for update to tsunagi_service using ((may_plan_visit() OR may_record_visit(team_id) OR session_has('job'::text)));
policy visit_names for update to tsunagi_service using (names_were(('visit '::text || id), VARIADIC ARRAY[cancelled_by])) with check (names_stay(('visit '::text || id), VARIADIC ARRAY[cancelled_by]));
policy visit_plan for insert to tsunagi_service with check ((may_plan_visit() AND (created_by = session_person()) AND names_mine(VARIADIC ARRAY[cancelled_by])));
policy visit_read for select to tsunagi_service using ((session_has('visit.read'::text) OR (facility_id = ANY (session_facilities())) OR session_has('job'::text)));

create table visit_attachment (
  id bigint not null generated as identity,
  visit_id bigint not null,
  facility_id bigint not null,
  team_id bigint not null,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  bytes bytea not null,
  caption text not null default ''::text,
  restricted boolean not null default true,
  attached_by bigint not null,
  attached_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint visit_attachment_is_not_too_large CHECK ((size <= 20971520)),
  constraint visit_attachment_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES person(id),
  constraint visit_attachment_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint visit_attachment_pkey PRIMARY KEY (id)
);
CREATE INDEX visit_attachment_attached_by ON visit_attachment USING btree (attached_by);
CREATE INDEX visit_attachment_by_visit ON visit_attachment USING btree (visit_id, facility_id, team_id);
grant insert, select to tsunagi_service;
grant update (bytes, caption, removed_at, restricted) to tsunagi_service;
policy visit_attachment_add for insert to tsunagi_service with check ((may_record_visit(team_id) AND (attached_by = session_person())));
policy visit_attachment_change for update to tsunagi_service using (may_record_visit(team_id));
policy visit_attachment_read for select to tsunagi_service using (may_read_visit_attachment(visit_id, team_id, restricted));

create table visit_coordinator (
  visit_id bigint not null,
  facility_id bigint not null,
  person_id bigint not null,
  constraint visit_coordinator_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint visit_coordinator_visit FOREIGN KEY (visit_id, facility_id) REFERENCES visit(id, facility_id) ON DELETE CASCADE,
  constraint visit_coordinator_pkey PRIMARY KEY (visit_id, person_id)
);
CREATE INDEX visit_coordinator_by_visit ON visit_coordinator USING btree (visit_id, facility_id);
CREATE INDEX visit_coordinator_person ON visit_coordinator USING btree (person_id);
grant delete, insert, select to tsunagi_service;
policy visit_coordinator_add for insert to tsunagi_service with check (may_plan_visit());
policy visit_coordinator_read for select to tsunagi_service using ((session_has('visit.read'::text) OR (facility_id = ANY (session_facilities()))));
policy visit_coordinator_remove for delete to tsunagi_service using (may_plan_visit());

create table visit_draft (
  visit_id bigint not null,
  facility_id bigint not null,
  person_id bigint not null,
  fields jsonb not null,
  base_version integer not null default 0,
  saved_at timestamp with time zone not null,
  from_device jsonb not null default '{}'::jsonb,
  past jsonb not null default '[]'::jsonb,
  constraint visit_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint visit_draft_visit FOREIGN KEY (visit_id, facility_id) REFERENCES visit(id, facility_id) ON DELETE CASCADE,
  constraint visit_draft_pkey PRIMARY KEY (visit_id, person_id)
);
CREATE INDEX visit_draft_by_visit ON visit_draft USING btree (visit_id, facility_id);
CREATE INDEX visit_draft_person ON visit_draft USING btree (person_id, saved_at DESC);
grant delete, insert, select to tsunagi_service;
grant update (base_version, fields, from_device, past, saved_at) to tsunagi_service;
policy visit_draft_own for all to tsunagi_service using (((person_id = session_person()) AND session_has('visit.record'::text))) with check (((person_id = session_person()) AND session_has('visit.record'::text)));

create table visit_follow_up (
  id bigint not null generated as identity,
  visit_id bigint not null,
  facility_id bigint not null,
  team_id bigint not null,
  what text not null,
  due_on date not null,
  owner_id bigint not null,
  restricted boolean not null default false,
  done_on date,
  done_note text,
  reminded_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint visit_follow_up_what_is_not_empty CHECK ((btrim(what) <> ''::text)),
  constraint visit_follow_up_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint visit_follow_up_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint visit_follow_up_pkey PRIMARY KEY (id)
);
CREATE INDEX visit_follow_up_by_visit ON visit_follow_up USING btree (visit_id, facility_id, team_id);
CREATE INDEX visit_follow_up_due ON visit_follow_up USING btree (due_on) WHERE (done_on IS NULL);
CREATE INDEX visit_follow_up_of_facility ON visit_follow_up USING btree (facility_id, due_on) WHERE (done_on IS NULL);
CREATE INDEX visit_follow_up_open ON visit_follow_up USING btree (owner_id, due_on) WHERE (done_on IS NULL);
CREATE INDEX visit_follow_up_owner ON visit_follow_up USING btree (owner_id);
grant insert, select to tsunagi_service;
grant update (done_note, done_on, reminded_on, restricted, version) to tsunagi_service;
policy visit_follow_up_add for insert to tsunagi_service with check (may_record_visit(team_id));
policy visit_follow_up_change for update to tsunagi_service using ((may_close_visit_follow_up(team_id, owner_id) OR session_has('job'::text)));
policy visit_follow_up_read for select to tsunagi_service using (may_read_visit_follow_up(visit_id, team_id, restricted, owner_id));

create table visit_memo (
  visit_id bigint not null,
  facility_id bigint not null,
  team_id bigint not null,
  body text not null,
  updated_by bigint not null,
  updated_at timestamp with time zone not null,
  constraint visit_memo_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint visit_memo_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint visit_memo_pkey PRIMARY KEY (visit_id)
);
CREATE INDEX visit_memo_by_visit ON visit_memo USING btree (visit_id, facility_id, team_id);
CREATE INDEX visit_memo_updated_by ON visit_memo USING btree (updated_by);
grant delete, insert, select to tsunagi_service;
grant update (body, updated_at, updated_by) to tsunagi_service;
policy visit_memo_change for update to tsunagi_service using (may_record_visit(team_id));
policy visit_memo_names for update to tsunagi_service using (names_were(('visit_memo '::text || visit_id), VARIADIC ARRAY[updated_by])) with check (names_stay(('visit_memo '::text || visit_id), VARIADIC ARRAY[updated_by]));
policy visit_memo_read for select to tsunagi_service using ((session_has('visit.read'::text) AND (team_id = ANY (session_teams()))));
policy visit_memo_remove for delete to tsunagi_service using (may_record_visit(team_id));
policy visit_memo_write for insert to tsunagi_service with check ((may_record_visit(team_id) AND (updated_by = session_person())));

create table visit_record (
  visit_id bigint not null,
  facility_id bigint not null,
  team_id bigint not null,
  met text not null default ''::text,
  hearing text not null default ''::text,
  strengths text not null default ''::text,
  challenges text not null default ''::text,
  needs text not null default ''::text,
  support text not null default ''::text,
  next_step text not null default ''::text,
  restricted boolean not null default false,
  submitted_at timestamp with time zone not null,
  submitted_by bigint not null,
  shared_at timestamp with time zone,
  shared_by bigint,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  updated_by bigint not null,
  past jsonb not null default '[]'::jsonb,
  constraint visit_record_restricted_is_not_shared CHECK ((NOT (restricted AND (shared_at IS NOT NULL)))),
  constraint visit_record_shared_by_fkey FOREIGN KEY (shared_by) REFERENCES person(id),
  constraint visit_record_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES person(id),
  constraint visit_record_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES person(id),
  constraint visit_record_visit FOREIGN KEY (visit_id, facility_id, team_id) REFERENCES visit(id, facility_id, team_id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint visit_record_pkey PRIMARY KEY (visit_id)
);
CREATE INDEX visit_record_by_visit ON visit_record USING btree (visit_id, facility_id, team_id);
CREATE INDEX visit_record_facility ON visit_record USING btree (facility_id);
CREATE INDEX visit_record_shared_by ON visit_record USING btree (shared_by) WHERE (shared_by IS NOT NULL);
CREATE INDEX visit_record_submitted_by ON visit_record USING btree (submitted_by);
CREATE INDEX visit_record_updated_by ON visit_record USING btree (updated_by);
grant insert, select to tsunagi_service;
grant update (challenges, hearing, met, needs, next_step, past, restricted, shared_at, shared_by, strengths, support, updated_at, updated_by, version) to tsunagi_service;
policy visit_record_change for update to tsunagi_service using (may_record_visit(team_id));
policy visit_record_names for update to tsunagi_service using (names_were(('visit_record '::text || visit_id), VARIADIC ARRAY[shared_by, updated_by])) with check (names_stay(('visit_record '::text || visit_id), VARIADIC ARRAY[shared_by, updated_by]));
policy visit_record_read for select to tsunagi_service using (may_read_visit_record(visit_id, facility_id, team_id, restricted, shared_at));
policy visit_record_submit for insert to tsunagi_service with check ((may_record_visit(team_id) AND (submitted_by = session_person()) AND (updated_by = session_person()) AND names_mine(VARIADIC ARRAY[shared_by])));

create table voice (
  id bigint not null generated as identity,
  kind text not null,
  text text not null,
  area_id bigint,
  child_age text,
  lang text not null default 'ja'::text,
  urgent boolean not null default false,
  code_hash text not null,
  said_at timestamp with time zone not null,
  read_by bigint,
  read_at timestamp with time zone,
  issue_id bigint,
  answer text,
  answered_by bigint,
  answered_at timestamp with time zone,
  closed_by bigint,
  closed_at timestamp with time zone,
  close_reason text,
  version integer not null default 1,
  constraint voice_answer_is_whole CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answered_at IS NULL) = (answered_by IS NULL)))),
  constraint voice_child_age CHECK ((child_age = ANY (ARRAY['expecting'::text, '0'::text, '1'::text, '2'::text, '3'::text, '4'::text, '5'::text, 'school'::text]))),
  constraint voice_close_is_whole CHECK ((((closed_at IS NULL) = (close_reason IS NULL)) AND ((closed_at IS NULL) = (closed_by IS NULL)))),
  constraint voice_kind CHECK ((kind = ANY (ARRAY['wish'::text, 'worry'::text, 'thanks'::text]))),
  constraint voice_reading_is_whole CHECK (((read_by IS NULL) = (read_at IS NULL))),
  constraint voice_text CHECK (((length(btrim(text)) >= 1) AND (length(btrim(text)) <= 2000))),
  constraint voice_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint voice_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint voice_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint voice_issue_id_fkey FOREIGN KEY (issue_id) REFERENCES issue(id),
  constraint voice_read_by_fkey FOREIGN KEY (read_by) REFERENCES person(id),
  constraint voice_pkey PRIMARY KEY (id),
  constraint voice_code_hash_key UNIQUE (code_hash)
);
CREATE INDEX voice_answered_by ON voice USING btree (answered_by) WHERE (answered_by IS NOT NULL);
CREATE INDEX voice_area ON voice USING btree (area_id) WHERE (area_id IS NOT NULL);
CREATE INDEX voice_closed_by ON voice USING btree (closed_by) WHERE (closed_by IS NOT NULL);
CREATE INDEX voice_issue ON voice USING btree (issue_id) WHERE (issue_id IS NOT NULL);
CREATE INDEX voice_newest ON voice USING btree (said_at DESC);
CREATE INDEX voice_open ON voice USING btree (urgent DESC, said_at) WHERE ((answered_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX voice_read_by ON voice USING btree (read_by) WHERE (read_by IS NOT NULL);
grant delete, insert, select to tsunagi_service;
grant update (answer, answered_at, answered_by, close_reason, closed_at, closed_by, issue_id, read_at, read_by, urgent, version) to tsunagi_service;
policy voice_answer for update to tsunagi_service using (may_answer_voice());
policy voice_forget for delete to tsunagi_service using (session_has('job'::text));
policy voice_names for update to tsunagi_service using (names_were(('voice '::text || id), VARIADIC ARRAY[read_by, answered_by, closed_by])) with check (names_stay(('voice '::text || id), VARIADIC ARRAY[read_by, answered_by, closed_by]));
policy voice_read for select to tsunagi_service using ((may_answer_voice() OR session_has('job'::text)));
policy voice_say for insert to tsunagi_service with check (((read_by IS NULL) AND (answered_by IS NULL) AND (closed_by IS NULL) AND (issue_id IS NULL)));

create table voice_publication (
  voice_id bigint not null,
  kind text not null,
  area_id bigint,
  public_text text not null,
  answer text not null,
  became_issue boolean not null default false,
  published_at timestamp with time zone not null,
  published_by bigint not null,
  withdrawn_at timestamp with time zone,
  version integer not null default 1,
  constraint voice_publication_text CHECK (((btrim(public_text) <> ''::text) AND (btrim(answer) <> ''::text))),
  constraint voice_publication_area_id_fkey FOREIGN KEY (area_id) REFERENCES area(id),
  constraint voice_publication_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id),
  constraint voice_publication_voice_id_fkey FOREIGN KEY (voice_id) REFERENCES voice(id) ON DELETE CASCADE,
  constraint voice_publication_pkey PRIMARY KEY (voice_id)
);
CREATE INDEX voice_publication_area ON voice_publication USING btree (area_id) WHERE (area_id IS NOT NULL);
CREATE INDEX voice_publication_newest ON voice_publication USING btree (published_at DESC) WHERE (withdrawn_at IS NULL);
CREATE INDEX voice_publication_published_by ON voice_publication USING btree (published_by);
grant insert, select to tsunagi_service;
grant update (answer, became_issue, public_text, published_at, published_by, version, withdrawn_at) to tsunagi_service;
policy voice_publication_change for update to tsunagi_service using (may_answer_voice());
policy voice_publication_names for update to tsunagi_service using (names_were(('voice_publication '::text || voice_id), VARIADIC ARRAY[published_by])) with check (names_stay(('voice_publication '::text || voice_id), VARIADIC ARRAY[published_by]));
policy voice_publication_publish for insert to tsunagi_service with check ((may_answer_voice() AND (published_by = session_person())));
policy voice_publication_read for select to tsunagi_service using (may_read_voice_publication(withdrawn_at));

create table wish (
  code text not null,
  name text not null,
  question text not null,
  position integer not null,
  weight numeric(4,2) not null default 1,
  ended_on date,
  version integer not null default 1,
  constraint wish_name_is_not_empty CHECK (((btrim(name) <> ''::text) AND (btrim(question) <> ''::text))),
  constraint wish_weight CHECK (((weight >= (0)::numeric) AND (weight <= (10)::numeric))),
  constraint wish_pkey PRIMARY KEY (code),
  constraint wish_name_key UNIQUE (name)
);
grant insert, select, update to tsunagi_service;
policy wish_add for insert to tsunagi_service with check (may_manage_directory());
policy wish_change for update to tsunagi_service using (may_manage_directory());
policy wish_read for select to tsunagi_service using (true);

create table workforce_figure (
  fiscal_year integer not null,
  facility_kind text not null,
  facilities integer not null,
  staff integer not null,
  left_year integer not null,
  wanted integer,
  hired integer,
  came integer,
  stayed integer,
  told_by text not null,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  version integer not null default 1,
  constraint workforce_figure_counts CHECK ((LEAST(facilities, staff, left_year, COALESCE(wanted, 0), COALESCE(hired, 0), COALESCE(came, 0), COALESCE(stayed, 0)) >= 0)),
  constraint workforce_figure_stayed_of_came CHECK ((stayed <= came)),
  constraint workforce_figure_told_by_is_not_empty CHECK ((btrim(told_by) <> ''::text)),
  constraint workforce_figure_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES person(id),
  constraint workforce_figure_pkey PRIMARY KEY (fiscal_year, facility_kind)
);
CREATE INDEX workforce_figure_entered_by ON workforce_figure USING btree (entered_by);
grant delete, insert, select to tsunagi_service;
grant update (came, entered_at, entered_by, facilities, hired, left_year, staff, stayed, told_by, version, wanted) to tsunagi_service;
policy workforce_figure_change for update to tsunagi_service using (may_manage_knowledge()) with check ((entered_by = session_person()));
policy workforce_figure_enter for insert to tsunagi_service with check ((may_manage_knowledge() AND (entered_by = session_person())));
policy workforce_figure_read for select to tsunagi_service using (may_read_workforce());
policy workforce_figure_remove for delete to tsunagi_service using (may_manage_knowledge());

create table year_close (
  fiscal_year integer not null,
  edition integer not null,
  reason text not null default ''::text,
  closed_by bigint not null,
  closed_at timestamp with time zone not null,
  constraint year_close_edition CHECK ((edition >= 1)),
  constraint year_close_reason CHECK (((edition = 1) OR (btrim(reason) <> ''::text))),
  constraint year_close_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint year_close_pkey PRIMARY KEY (fiscal_year, edition)
);
CREATE INDEX year_close_closed_by ON year_close USING btree (closed_by);
grant select to tsunagi_service;
policy year_close_read for select to tsunagi_service using (session_has('evaluation.read'::text));

create table year_report (
  id bigint not null generated as identity,
  fiscal_year integer not null,
  edition integer,
  content jsonb not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint year_report_close FOREIGN KEY (fiscal_year, edition) REFERENCES year_close(fiscal_year, edition),
  constraint year_report_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
  constraint year_report_pkey PRIMARY KEY (id)
);
CREATE INDEX year_report_edition ON year_report USING btree (fiscal_year, edition);
CREATE INDEX year_report_made_by ON year_report USING btree (made_by);
CREATE INDEX year_report_newest ON year_report USING btree (fiscal_year, made_at DESC, id DESC);
grant insert, select to tsunagi_service;
policy year_report_make for insert to tsunagi_service with check ((may_manage_evaluation() AND (made_by = session_person())));
policy year_report_read for select to tsunagi_service using ((session_has('evaluation.read'::text) OR session_has('job'::text)));

create table year_report_file (
  report_id bigint not null,
  format text not null,
  bytes bytea not null,
  finished_at timestamp with time zone not null,
  constraint year_report_file_format CHECK ((format = ANY (ARRAY['docx'::text, 'pdf'::text, 'xlsx'::text, 'summary'::text]))),
  constraint year_report_file_report_id_fkey FOREIGN KEY (report_id) REFERENCES year_report(id),
  constraint year_report_file_pkey PRIMARY KEY (report_id, format)
);
grant insert, select to tsunagi_service;
policy year_report_file_finish for insert to tsunagi_service with check (session_has('job'::text));
policy year_report_file_read for select to tsunagi_service using ((session_has('evaluation.read'::text) OR session_has('job'::text)));

CREATE OR REPLACE FUNCTION account_dispose(disposal bigint, municipality text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'account')
    where not exists (select from appointment where appointment.person_id = subject_id
      and (ends_on is null or ends_on >= (session_now() at time zone 'Asia/Tokyo')::date)));
begin
  if going is null then return 0; end if;
  delete from auth_user where municipality_code = municipality and auth_user.person_id = any(going);
  delete from user_link where user_link.person_id = any(going);
  delete from invitation where invitation.person_id = any(going);
  update proposal set email = 'deleted@example.invalid' where proposal.person_id = any(going) and email is not null;
  delete from person_contact where person_contact.person_id = any(going);
  delete from saved_view where saved_view.person_id = any(going);
  delete from notice where notice.person_id = any(going);
  update person set note = null where id = any(going) and note is not null;
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION account_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select person.id, null::bigint, null::bigint, person.id::text, last.ends_on, (last.ends_on + make_interval(months => months))::date as due_on
    from person join lateral (select max(coalesce(appointment.ends_on, 'infinity'::date)) as ends_on from appointment
      where appointment.person_id = person.id) as last on true
    where session_has('job') is true and last.ends_on < day
      and (exists (select from user_link where user_link.person_id = person.id)
        or exists (select from person_contact where person_contact.person_id = person.id and num_nonnulls(email, phone) > 0)
        or exists (select from invitation where invitation.person_id = person.id))) as ended
  where ended.due_on <= day and until_age is null
$function$

CREATE OR REPLACE FUNCTION answer_introduction(card text, went boolean, helped text, why_not text, at timestamp with time zone, day date)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with taken as (
    insert into introduction_answer (introduction_id, answered_at, answered_on, went, helped, why_not)
    select introduction.id, at, day, answer_introduction.went, answer_introduction.helped, answer_introduction.why_not
    from introduction where code = card and expires_on >= day
    on conflict do nothing
    returning 1
  )
  select exists (select from taken)
$function$

CREATE OR REPLACE FUNCTION application_answer(hash text, answer text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  application event_application; begins timestamptz; freed integer := 0;
begin
  select * into application from event_application where code_hash = hash;
  if application.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  perform from event_queue where event_session_id = application.event_session_id for update;
  select * into application from event_application where code_hash = hash;
  select starts_at into begins from event_session where id = application.event_session_id;
  if moment >= begins then return jsonb_build_object('refused', 'late'); end if;
  if application.cancelled_at is not null then return jsonb_build_object('refused', 'done'); end if;
  if answer = 'accept' then
    if application.confirmed_at is not null then return jsonb_build_object('refused', 'done'); end if;
    if application.offered_at is null or application.lapsed_at is not null or moment >= application.offer_expires_at then
      return jsonb_build_object('refused', 'late');
    end if;
    update event_application set confirmed_at = moment where id = application.id;
  elsif answer = 'cancel' then
    if application.lapsed_at is not null and application.confirmed_at is null then
      return jsonb_build_object('refused', 'done');
    end if;
    update event_application set cancelled_at = moment, cancelled_by = 'applicant' where id = application.id;
    delete from event_place where event_application_id = application.id;
    get diagnostics freed = row_count;
  else
    return jsonb_build_object('refused', 'unknown');
  end if;
  perform application_recount(application.event_session_id);
  return jsonb_build_object('id', application.id, 'event_session_id', application.event_session_id,
    'event_id', application.event_id, 'freed', freed);
end $function$

CREATE OR REPLACE FUNCTION application_by_code(hash text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select to_jsonb(mine) - array['code_hash', 'person_id', 'taken_down_by', 'called_at']
    || jsonb_build_object(
      'name', applicant.name, 'phone', applicant.phone, 'email', applicant.email, 'note', applicant.note,
      'delete_after', applicant.delete_after,
      'ahead', (select count(*) from event_application as other
        where other.event_session_id = mine.event_session_id and other.line < mine.line
          and other.offered_at is null and other.confirmed_at is null and other.cancelled_at is null),
      'title', event.title, 'uid', event.uid, 'place_name', event.place_name, 'address', event.address,
      'facility', facility.name, 'facility_address', facility.address, 'facility_phone', facility.phone,
      'organisation', organisation.name, 'what_to_bring', event.what_to_bring, 'fee_note', event.fee_note,
      'fee_amount', event.fee_amount, 'online', event.online, 'zone', event.zone,
      'contact_name', event.contact_name, 'contact_phone', event.contact_phone, 'contact_email', event.contact_email,
      'application_note', event.application_note, 'lottery_at', event.lottery_at, 'capacity_unit', event.capacity_unit,
      'starts_at', sitting.starts_at, 'ends_at', sitting.ends_at, 'all_day', sitting.all_day, 'sequence', sitting.sequence,
      'recurrence_on', sitting.recurrence_on, 'part', sitting.part, 'event_version', event.version, 'event_changed_at', event.updated_at,
      'sitting_cancelled_at', coalesce(sitting.cancelled_at, event.cancelled_at),
      'sitting_cancel_reason', coalesce(sitting.cancel_reason, event.cancel_reason),
      'seal', lottery.seal, 'seed', case when lottery.drawn_at is not null then lottery.seed end)
    || case when mine.confirmed_at is not null and mine.cancelled_at is null
      then jsonb_build_object('join_url', event_online.join_url, 'join_note', event_online.join_note) else '{}' end
  from event_application as mine
    join event on event.id = mine.event_id
    join event_session as sitting on sitting.id = mine.event_session_id
    join organisation on organisation.id = mine.organisation_id
    left join facility on facility.id = mine.facility_id
    left join event_applicant as applicant on applicant.event_application_id = mine.id
    left join event_online on event_online.event_id = mine.event_id
    left join event_lottery as lottery on lottery.event_session_id = mine.event_session_id
  where mine.code_hash = hash
$function$

CREATE OR REPLACE FUNCTION application_enter(entry jsonb, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  happening event; sitting event_session; queue event_queue; fields event_form;
  entered_way text := entry ->> 'way';
  for_facility bigint := (entry ->> 'for_facility_id')::bigint;
  adult_count integer := (entry ->> 'adults')::integer;
  child_count integer := (entry ->> 'children')::integer;
  wanted integer; room integer; held integer; phase text; outcome text; application bigint; drawing boolean;
begin
  select * into sitting from event_session where id = (entry ->> 'event_session_id')::bigint;
  select * into happening from event where id = sitting.event_id;
  if happening.id is null
    or not coalesce(may_apply(entered_way, happening.zone, happening.facility_id, happening.organisation_id), false)
    or not coalesce(may_apply_for(entered_way, for_facility), false) then
    return jsonb_build_object('refused', 'gone');
  end if;
  -- Another page of the house takes them, which asks what this form does not.
  if happening.apply_at is distinct from (entry ->> 'apply_at') then return jsonb_build_object('refused', 'gone'); end if;
  phase := application_phase(happening, sitting, moment);
  if phase <> 'open' and not (entered_way = 'staff' and phase in ('not_yet', 'closed')) then
    return jsonb_build_object('refused', case phase when 'none' then 'gone' else phase end);
  end if;
  wanted := case happening.capacity_unit when 'family' then 1 else adult_count + child_count end;
  room := coalesce(sitting.capacity, happening.capacity);
  if wanted > coalesce(room, 50) then return jsonb_build_object('refused', 'too_many'); end if;

  insert into event_queue (event_session_id, event_id, facility_id, organisation_id, told_starts_at)
    values (sitting.id, happening.id, happening.facility_id, happening.organisation_id, sitting.starts_at) on conflict do nothing;
  select * into queue from event_queue where event_session_id = sitting.id for update;
  if not coalesce((entry ->> 'even_twice')::boolean, false) and exists (
    select from event_applicant join event_application on event_application.id = event_application_id
    where event_session_id = sitting.id and cancelled_at is null and (lapsed_at is null or confirmed_at is not null)
      and (phone = entry ->> 'phone' or email = entry ->> 'email')) then
    return jsonb_build_object('refused', 'twice');
  end if;
  -- A facility stands in a line once, whichever of its heads was quicker.
  if exists (
    select from event_application
    where event_session_id = sitting.id and for_facility_id = for_facility and cancelled_at is null
      and (lapsed_at is null or confirmed_at is not null)) then
    return jsonb_build_object('refused', 'twice');
  end if;
  select count(*) into held from event_place where event_session_id = sitting.id;
  drawing := happening.application = 'lottery' and queue.drawn_at is null;
  if drawing then
    outcome := 'in_lottery';
    insert into event_lottery (event_session_id, facility_id, organisation_id, seed, seal, sealed_at)
      values (sitting.id, happening.facility_id, happening.organisation_id, entry ->> 'seed',
        encode(sha256(convert_to(entry ->> 'seed', 'UTF8')), 'hex'), moment) on conflict do nothing;
  elsif room is null or (wanted <= room - held and not exists (
    select from event_application
    where event_session_id = sitting.id and waitlisted_at is not null and offered_at is null and confirmed_at is null
      and cancelled_at is null and places <= room - held)) then
    outcome := 'confirmed';
  elsif happening.waiting_list then
    outcome := 'waiting';
  else
    return jsonb_build_object('refused', 'full');
  end if;
  update event_queue set last_number = last_number + 1, last_line = last_line + (outcome = 'waiting')::integer
    where event_session_id = sitting.id returning * into queue;
  select * into fields from event_form where event_id = happening.id;
  insert into event_application (event_session_id, event_id, facility_id, organisation_id, person_id, for_facility_id, code_hash,
      number, adults, children, places, child_ages_months, applied_at, way, taken_down_by, entered_lottery, confirmed_at, waitlisted_at, line)
    values (sitting.id, happening.id, happening.facility_id, happening.organisation_id,
      case entered_way when 'account' then session_person() end, for_facility, entry ->> 'code_hash', queue.last_number, adult_count,
      child_count, wanted, array(select value::integer from jsonb_array_elements_text(entry -> 'child_ages_months')), moment,
      entered_way, case entered_way when 'staff' then session_person() end, drawing,
      case outcome when 'confirmed' then moment end, case outcome when 'waiting' then moment end,
      case outcome when 'waiting' then queue.last_line end)
    returning id into application;
  insert into event_applicant (event_application_id, facility_id, organisation_id, name, name_kana, phone, email, note,
      code_sealed, speech, delete_after)
    values (application, happening.facility_id, happening.organisation_id, entry ->> 'name', coalesce(entry ->> 'name_kana', ''),
      entry ->> 'phone', entry ->> 'email', coalesce(entry ->> 'note', ''), entry ->> 'code_sealed',
      coalesce(entry ->> 'speech', 'ja'), (sitting.ends_at at time zone (entry ->> 'time_zone'))::date + coalesce(fields.keep_days, 30));
  if outcome = 'confirmed' then
    insert into event_place (event_session_id, place, event_application_id, facility_id, organisation_id)
      select sitting.id, free.place, application, happening.facility_id, happening.organisation_id
      from generate_series(1, least(room, held + wanted)) as free (place)
      where not exists (select from event_place as given where given.event_session_id = sitting.id and given.place = free.place)
      order by free.place limit wanted;
  end if;
  perform application_recount(sitting.id);
  return jsonb_build_object('id', application, 'number', queue.last_number, 'outcome', outcome, 'event_id', happening.id,
    'event_session_id', sitting.id, 'places', wanted);
end $function$

CREATE OR REPLACE FUNCTION application_phase(event event, sitting event_session, moment timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when event.published_at is null or event.published_at > moment or event.application not in ('form', 'lottery') then 'none'
    when event.cancelled_at is not null or sitting.cancelled_at is not null then 'cancelled'
    when moment >= sitting.ends_at then 'over'
    when moment < event.application_opens_at then 'not_yet'
    when moment >= least(event.application_closes_at, sitting.starts_at) then 'closed'
    else 'open' end
$function$

CREATE OR REPLACE FUNCTION application_recount(sitting bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  update event_queue set
    taken = (select count(*) from event_place where event_session_id = sitting),
    (confirmed, waiting, offered, in_lottery, cancelled, attended, absent) = (
      select
        count(*) filter (where cancelled_at is null and confirmed_at is not null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and waitlisted_at is not null and offered_at is null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and offered_at is not null and lapsed_at is null),
        count(*) filter (where cancelled_at is null and confirmed_at is null and waitlisted_at is null and entered_lottery),
        count(*) filter (where cancelled_at is not null),
        count(*) filter (where cancelled_at is null and attended_at is not null),
        count(*) filter (where cancelled_at is null and absent_at is not null)
      from event_application where event_session_id = sitting)
  where event_session_id = sitting
$function$

CREATE OR REPLACE FUNCTION areas_of_indicator_row(counted_as text, record_id bigint, facility_id bigint, system text, on_day date)
 RETURNS TABLE(area_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select issue_area.area_id
  from issue_area join area on area.id = issue_area.area_id
  where counted_as = 'issue_count' and issue_area.issue_id = record_id and area.area_system_code = system
  union
  select area.id
  from facility
    join area_town on area_town.town_id = facility.town_id and area_town.area_system_code = system
    join area on area.id = area_town.area_id
  where counted_as <> 'issue_count' and facility.id = areas_of_indicator_row.facility_id
    and (area.starts_on is null or area.starts_on <= on_day) and (area.ends_on is null or area.ends_on >= on_day)
$function$

CREATE OR REPLACE FUNCTION audit_append(events jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION audit_check(after bigint, up_to bigint)
 RETURNS TABLE(events bigint, edited bigint[], unlinked bigint[], gaps bigint[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION audit_end()
 RETURNS TABLE(seq bigint, hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select audit_head.seq, encode(audit_head.hash, 'hex') from audit_head where one and session_has('job') is true
$function$

CREATE OR REPLACE FUNCTION audit_ends()
 RETURNS TABLE(head bigint, last bigint, whole boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select audit_head.seq, coalesce(last.seq, 0),
    audit_head.seq = coalesce(last.seq, 0) and audit_head.hash = coalesce(last.hash, '\x00')
  from audit_head left join lateral (select seq, hash from audit_event order by seq desc limit 1) as last on true
  where one and session_has('job') is true
$function$

CREATE OR REPLACE FUNCTION audit_hash(previous bytea, seq bigint, at timestamp with time zone, person_id bigint, actor text, action text, subject_kind text, subject_id bigint, about_person_id bigint, purpose text, source text, detail jsonb)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256(previous || convert_to(jsonb_build_array(seq, (extract(epoch from at) * 1000000)::bigint, person_id, actor,
    action, subject_kind, subject_id, about_person_id, purpose, source, detail)::text, 'UTF8'))
$function$

CREATE OR REPLACE FUNCTION audit_verdict()
 RETURNS TABLE(at timestamp with time zone, detail jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select audit_event.at, audit_event.detail from audit_event
  where (session_has('audit.read') or session_has('system.manage')) is true
    and action = 'audit.verify' and person_id is null
  order by seq desc limit 1
$function$

CREATE OR REPLACE FUNCTION case_audit_numbers(cases bigint[], consultations bigint[])
 RETURNS TABLE(kind text, id bigint, fiscal_year integer, number integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select found.kind, found.id, found.fiscal_year, found.number from (
    select 'case' as kind, support_case.id, support_case.fiscal_year, support_case.number from support_case
      where support_case.id = any(cases)
    union all select 'consultation', consultation.id, consultation.fiscal_year, consultation.number from consultation
      where consultation.id = any(consultations)
    union all select gone.kind, subject_id, split_part(label, '-', 1)::integer, split_part(label, '-', 2)::integer from disposal_item as gone
      where outcome = 'gone' and label ~ '^[0-9]{4}-[0-9]{4,9}$'
        and (gone.kind = 'case' and subject_id = any(cases) or gone.kind = 'consultation' and subject_id = any(consultations))
  ) as found where session_has('audit.read') is true
$function$

CREATE OR REPLACE FUNCTION case_audit_subjects(of_kind text, year integer, wanted integer)
 RETURNS TABLE(kind text, id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with call as (
    select consultation.id, household_id, case_id from consultation
      where of_kind = 'consultation' and fiscal_year = year and number = wanted
  ), cases as (
    select support_case.id, household_id from support_case
      where (of_kind = 'case' and fiscal_year = year and number = wanted) or support_case.id in (select case_id from call)
  ), calls as (
    select call.id, household_id from call
    union select consultation.id, household_id from consultation where case_id in (select cases.id from cases)
  ), families as (
    select coalesce(merged_into_id, household.id) as id from household
      where household.id in (select household_id from cases union select household_id from calls)
  )
  select found.kind, found.id from (
    select 'case' as kind, cases.id from cases
    union select 'consultation', calls.id from calls
    union select 'household', household.id from household join families on families.id in (household.id, merged_into_id)
    union select 'case_task', case_task.id from case_task where case_id in (select cases.id from cases)
    union select 'referral', origin.id from referral_origin as origin
      where origin.case_id in (select cases.id from cases) or origin.consultation_id in (select calls.id from calls)
    union select 'conference', conference_id from conference_case where case_id in (select cases.id from cases)
    union select gone.kind, subject_id from disposal_item as gone
      where gone.kind = of_kind and outcome = 'gone' and label = year || '-' || lpad(wanted::text, greatest(4, length(wanted::text)), '0')
  ) as found where session_has('audit.read') is true
$function$

CREATE OR REPLACE FUNCTION case_by_number(year integer, wanted integer)
 RETURNS TABLE(id bigint, household_id bigint, team_id bigint, team_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select support_case.id, support_case.household_id, support_case.team_id, team.name
  from support_case join team on team.id = support_case.team_id
  where session_has('case.work') and session_case_teams() is not null
    and fiscal_year = year and number = wanted
$function$

CREATE OR REPLACE FUNCTION case_close(approved bigint, day date, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  update support_case set closed_on = day, close_reason = said.reason, close_text = said.body, closed_by = said.proposed_by,
      close_approved_by = said.decided_by, next_contact_on = null, next_contact_way = null, no_next_contact_reason = null,
      version = support_case.version + 1, updated_at = moment
    from case_closing as said
    where said.id = approved and said.decision = 'approved' and said.reopened_at is null and support_case.id = said.case_id
      and support_case.closed_on is null and may_lead_case(support_case.team_id);
  return found;
end
$function$

CREATE OR REPLACE FUNCTION case_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from support_case join disposal_released(disposal, 'case') as one on subject_id = id
    where closed_on is not null);
begin
  if going is null then return 0; end if;
  perform consultation_dispose(disposal);
  delete from support_plan_item where case_id = any(going);
  delete from support_plan where case_id = any(going);
  delete from council_review where case_id = any(going);
  delete from council_entry where case_id = any(going);
  delete from assessment_mark where case_id = any(going);
  delete from assessment where case_id = any(going);
  delete from life_event where case_id = any(going);
  delete from case_closing where case_id = any(going);
  delete from case_transfer where case_id = any(going);
  delete from case_task where case_id = any(going);
  delete from contact_note where case_id = any(going);
  delete from case_form_text where case_id = any(going);
  delete from case_member where case_id = any(going);
  delete from support_case where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION case_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select one.id, one.team_id, one.household_id, one.fiscal_year || '-' || lpad(one.number::text, 4, '0'), one.closed_on,
      greatest((one.closed_on + make_interval(months => months))::date,
        ((select max(case when relation in ('child', 'sibling') then coalesce(born_on, household_member.due_on, one.opened_on)
            else coalesce(born_on, household_member.due_on) end)
          from household_member where household_member.household_id = one.household_id) + make_interval(years => until_age))::date,
        ((select max((consultation.closed_at at time zone 'Asia/Tokyo')::date) from consultation where case_id = one.id)
          + make_interval(months => months))::date) as due_on
    from support_case as one
    where session_has('job') is true and one.closed_on <= day - make_interval(months => months)
      and not exists (select from consultation where case_id = one.id and consultation.closed_at is null)) as ended
  where ended.due_on <= day
$function$

CREATE OR REPLACE FUNCTION case_move(moved bigint, to_team bigint, to_worker bigint, day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  owning bigint := (select team_id from support_case where id = moved for update);
begin
  if owning is null or may_work_case(owning) is not true then return false; end if;
  return case_move_now(moved, to_team, to_worker, day);
end
$function$

CREATE OR REPLACE FUNCTION case_move_now(moved bigint, to_team bigint, to_worker bigint, day date)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  before support_case; kept bigint;
begin
  select * into before from support_case where id = moved for update;
  if before.id is null then return false; end if;
  if not exists (select from appointment join role on role.code = role_code join role_duty using (role_code)
    where person_id = to_worker and team_id = to_team and case_zone and duty = 'case.work'
      and starts_on <= day and (ends_on is null or ends_on >= day)) then return false; end if;
  update support_case set team_id = to_team, worker_id = to_worker, version = version + 1, updated_at = session_now()
    where id = moved;
  -- The worker of an open consultation of it stays behind: its owner is the case's.
  if to_team <> before.team_id then
    update consultation set worker_id = to_worker, version = version + 1, updated_at = session_now()
      where case_id = moved and team_id = before.team_id and closed_at is null and worker_id is not null;
  end if;
  update consultation set team_id = to_team where case_id = moved and team_id = before.team_id;
  update case_task set person_id = to_worker where case_id = moved and person_id = before.worker_id and done_at is null;
  -- Its open referrals as well: what a place answers is told to somebody who is there.
  update referral set worker_id = to_worker
    from referral_origin as origin left join consultation on consultation.id = origin.consultation_id
    where origin.id = referral.id and coalesce(origin.case_id, consultation.case_id) = moved
      and reviewed_at is null and recalled_at is null
      and (to_team <> before.team_id or referral.worker_id is null or referral.worker_id = before.worker_id);
  if to_team <> before.team_id then
    -- Who was let in stays until the day agreed; it is the new team now that sees it and may end it.
    update case_share set team_id = to_team where kind = 'case' and subject_id = moved and team_id = before.team_id;
    select coalesce(merged_into_id, id) into kept from household where id = before.household_id;
    if not exists (select from support_case where household_id = before.household_id and team_id = before.team_id
      and closed_on is null) then
      update household set team_id = to_team,
          team_ids = case when to_team = any(team_ids) then team_ids else team_ids || to_team end
        where (id = kept or merged_into_id = kept) and team_id = before.team_id;
    end if;
    perform household_reach(before.household_id);
  end if;
  return true;
end
$function$

CREATE OR REPLACE FUNCTION case_number(year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(current_schema() || '.case_number', year));
  return (select coalesce(max(number), 0) + 1 from support_case where fiscal_year = year);
end
$function$

CREATE OR REPLACE FUNCTION case_readers(looked_at bigint, at_most integer)
 RETURNS TABLE(seq bigint, at timestamp with time zone, person_id bigint, name text, action text, purpose text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select audit_event.seq, audit_event.at, audit_event.person_id,
    coalesce(person.family_name || ' ' || person.given_name, audit_event.actor), audit_event.action, audit_event.purpose
  from audit_event left join person on person.id = audit_event.person_id
  where audit_event.subject_kind = 'case' and audit_event.subject_id = looked_at
    and exists (select from support_case where support_case.id = looked_at and may_work_case(support_case.team_id))
  order by audit_event.seq desc limit at_most
$function$

CREATE OR REPLACE FUNCTION caseload_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
begin
  if going is null then return 0; end if;
  delete from caseload_fact where case_id = any(going);
  delete from caseload_move where case_id = any(going);
  delete from supervision_comment where case_id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION close_year(year integer, why text, moment timestamp with time zone, today date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  made integer;
  until date := make_date(year + 1, 3, 31);
begin
  if session_has('evaluation.manage') is not true or until >= today then
    return null;
  end if;
  select coalesce(max(edition), 0) + 1 into made from year_close where fiscal_year = year;
  insert into year_close (fiscal_year, edition, reason, closed_by, closed_at) values (year, made, why, session_person(), moment);
  insert into closed_figure
  select year, made, indicator.code, indicator.name, indicator.unit, indicator.kind, wording.version, wording.definition,
    wording.numerator, wording.denominator, until, coalesce(sum(counted.numerator), 0), sum(counted.denominator),
    (select target from indicator_target where indicator_target.indicator_code = indicator.code and fiscal_year = year),
    count(counted.indicator_code)
  from indicator cross join lateral (
      select * from indicator_version
      where indicator_version.indicator_code = indicator.code and from_fiscal_year <= year order by version desc limit 1
    ) as wording
    left join indicator_rows(year, until) as counted on counted.indicator_code = indicator.code
  group by indicator.code, indicator.name, indicator.unit, indicator.kind, wording.version, wording.definition,
    wording.numerator, wording.denominator;
  insert into closed_row
  select year, made, counted.indicator_code,
    row_number() over (partition by counted.indicator_code order by counted.counted_on nulls last, counted.record_id, counted.facility_id),
    counted.record_id, counted.facility_id, counted.theme_code, counted.counted_on, counted.numerator, counted.denominator
  from indicator_rows(year, until) as counted
  where exists (select from closed_figure where fiscal_year = year and edition = made
    and closed_figure.indicator_code = counted.indicator_code);
  return made;
end
$function$

CREATE OR REPLACE FUNCTION conference_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  cases bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
  going bigint[];
begin
  if cases is null then return 0; end if;
  going := (select array_agg(id) from conference where case_id = any(cases)
    or (case_id is null and exists (select from conference_case where conference_id = id and conference_case.case_id = any(cases))
      and not exists (select from conference_case where conference_id = id and conference_case.case_id <> all(cases))));
  delete from conference_role where case_id = any(cases) or conference_id = any(going);
  delete from conference_case where case_id = any(cases) or conference_id = any(going);
  if going is null then return 0; end if;
  delete from conference_draft where conference_id = any(going);
  delete from conference_person where conference_id = any(going);
  delete from conference_fact where conference_id = any(going);
  delete from conference_item where conference_id = any(going);
  delete from conference_decision where conference_id = any(going);
  delete from case_share where conference_id = any(going) or (kind = 'conference' and subject_id = any(going));
  delete from notice where url ~ ('^/conferences/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/conferences/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from conference where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION conference_invitations(moment timestamp with time zone)
 RETURNS TABLE(id bigint, kind text, held_on date, starts_at time without time zone, ends_at time without time zone, cancelled_at timestamp with time zone, team text, reason text, giver text, until timestamp with time zone, promised_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select conference.id, conference.kind, conference.held_on, conference.starts_at, conference.ends_at, conference.cancelled_at,
    team.name, case_share.reason, giver.family_name || ' ' || giver.given_name, case_share.ends_at, case_share.promised_at
  from case_share join conference on conference.id = case_share.conference_id join team on team.id = conference.team_id
    join person as giver on giver.id = case_share.created_by
  where case_share.person_id = session_person() and session_has('network') and case_share.ended_at is null
    and case_share.starts_at <= moment and case_share.ends_at > moment
  order by conference.held_on, conference.id
$function$

CREATE OR REPLACE FUNCTION conference_promise(conference bigint, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  if session_has('network') is not true then return false; end if;
  update case_share set promised_at = moment where person_id = session_person() and conference_id = conference_promise.conference
    and promised_at is null and ended_at is null and starts_at <= moment and ends_at > moment;
  if not found then return false; end if;
  update conference_person set secrecy_confirmed_at = moment
    where conference_id = conference_promise.conference and person_id = session_person();
  return true;
end
$function$

CREATE OR REPLACE FUNCTION consultation_age_band(months integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when months is null then 'unknown' when months < 0 then 'unborn' when months < 36 then 'a0' when months < 72 then 'a3'
    when months < 108 then 'a6' when months < 144 then 'a9' when months < 180 then 'a12' when months < 216 then 'a15' else 'a18' end
$function$

CREATE OR REPLACE FUNCTION consultation_cells(year integer, zone text)
 RETURNS TABLE(kind text, route text, response text, age text, month text, abuse text, abuser text, n integer)
 LANGUAGE sql
 STABLE
AS $function$
  select kind_code, route_code, coalesce(response_code, 'open'), consultation_age_band(child_age_months),
    to_char(received_at at time zone zone, 'YYYY-MM'),
    case when kind_code = 'abuse' then coalesce(abuse_kind, 'unknown') end,
    case when kind_code = 'abuse' then coalesce(consultation.abuser, 'unknown') end, count(*)::integer
  from consultation where fiscal_year = year
  group by 1, 2, 3, 4, 5, 6, 7
$function$

CREATE OR REPLACE FUNCTION consultation_codes(year integer)
 RETURNS TABLE(dimension text, code text, place integer)
 LANGUAGE sql
 STABLE
AS $function$
  select 'kind', code, position from consultation_kind
  union all select 'route', code, position from consultation_route
  union all select 'response', code, position from consultation_response union all select 'response', 'open', 1000
  union all select 'age', code, nth::integer from unnest(array['unborn', 'a0', 'a3', 'a6', 'a9', 'a12', 'a15', 'a18', 'unknown'])
    with ordinality as t (code, nth)
  union all select 'month', to_char(make_date(year, 4, 1) + make_interval(months => nth), 'YYYY-MM'), nth from generate_series(0, 11) as nth
  union all select 'abuse', code, nth::integer from unnest(array['physical', 'sexual', 'psychological', 'neglect', 'unknown'])
    with ordinality as t (code, nth)
  union all select 'abuser', code, nth::integer from unnest(array['father', 'other_father', 'mother', 'other_mother', 'other', 'unknown'])
    with ordinality as t (code, nth)
$function$

CREATE OR REPLACE FUNCTION consultation_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from disposal_consultations(disposal));
begin
  if going is null then return 0; end if;
  delete from triage_answer where triage_id in (select id from triage where consultation_id = any(going));
  delete from triage where consultation_id = any(going);
  delete from consultation_notifier where consultation_id = any(going);
  delete from consultation_revision where consultation_id = any(going);
  delete from consultation_routing where consultation_id = any(going);
  delete from notice where url ~ ('^/consultations/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/consultations/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from consultation where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION consultation_drafts_tidied(moment timestamp with time zone, zone text)
 RETURNS TABLE(draft_id bigint, person_id bigint, goes_on date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  days integer := (select draft_days from consultation_setting);
begin
  if session_has('job') is not true then return; end if;
  delete from consultation_draft as draft where saved_at <= moment - make_interval(days => days)
    and told_at <= moment - interval '7 days';
  return query update consultation_draft as draft set told_at = moment
    where told_at is null and saved_at <= moment - make_interval(days => days - 7)
    returning draft.id, draft.person_id, ((moment + interval '7 days') at time zone zone)::date;
end
$function$

CREATE OR REPLACE FUNCTION consultation_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select consultation.id, consultation.team_id, household_id, fiscal_year || '-' || lpad(number::text, 4, '0'), (closed_at at time zone 'Asia/Tokyo')::date,
      greatest(((closed_at at time zone 'Asia/Tokyo')::date + make_interval(months => months))::date,
        ((received_at at time zone 'Asia/Tokyo')::date + make_interval(years => until_age, months => -child_age_months))::date,
        ((select max(coalesce(born_on, household_member.due_on)) from household_member where household_member.household_id = consultation.household_id)
          + make_interval(years => until_age))::date) as due_on
    from consultation
    where session_has('job') is true and case_id is null and closed_at is not null
      and closed_at < day - make_interval(months => months) + interval '1 day') as ended
  where ended.due_on <= day
$function$

CREATE OR REPLACE FUNCTION consultation_figures(year integer, zone text)
 RETURNS TABLE(kind text, route text, response text, age text, month text, abuse text, abuser text, n integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from consultation_cells(year, zone)
  where session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null
$function$

CREATE OR REPLACE FUNCTION consultation_next_number(year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  perform pg_advisory_xact_lock(hashtext(current_schema() || '.consultation.number'), year);
  return (select coalesce(max(number), 0) + 1 from consultation where fiscal_year = year);
end
$function$

CREATE OR REPLACE FUNCTION consultation_route(consultation bigint, to_team bigint, to_worker bigint, why text, moment timestamp with time zone, day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  before consultation;
begin
  select * into before from consultation as c where c.id = consultation_route.consultation for update;
  -- Without a team the answer is null, which is no yes.
  if before.id is null or may_work_case(before.team_id) is not true or before.closed_at is not null then return false; end if;
  if not exists (select from appointment join role on role.code = role_code where appointment.team_id = to_team and role.case_zone
      and starts_on <= day and (ends_on is null or ends_on >= day) and (to_worker is null or person_id = to_worker)) then
    return false;
  end if;
  insert into consultation_routing (consultation_id, team_id, from_team_id, to_team_id, to_worker_id, reason, routed_by, routed_at)
    values (before.id, before.team_id, before.team_id, to_team, to_worker, why, session_person(), moment);
  -- Nobody follows up without a day: today, unless one was named.
  update consultation as c set team_id = to_team, worker_id = to_worker, version = version + 1, updated_at = moment,
    next_on = case when to_worker is null then next_on else coalesce(next_on, day) end
    where c.id = before.id;
  -- A referral begun out of it goes with it: to whoever works on it now, or to the team until somebody does.
  update referral set worker_id = to_worker from referral_origin as origin
    where origin.id = referral.id and origin.consultation_id = before.id and reviewed_at is null and recalled_at is null
      and (to_team <> before.team_id or referral.worker_id is not distinct from before.worker_id);
  return true;
end
$function$

CREATE OR REPLACE FUNCTION consultation_tables(year integer, zone text)
 RETURNS TABLE(table_name text, row_code text, column_code text, n integer)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  threshold constant integer := 5;
  crossing text; down text; cells integer[]; down_codes text[]; codes text[]; rows integer[]; columns integer[];
  whole integer; nothing boolean; kinds_hidden boolean[]; rows_hidden boolean[]; columns_hidden boolean[]; hidden boolean[];
  abuse_hidden boolean := false;
begin
  foreach crossing in array array['route', 'response', 'age', 'month', 'abuser'] loop
    down := case crossing when 'abuser' then 'abuse' else 'kind' end;
    with counted as (
      select to_jsonb(cell) ->> down as row_of, to_jsonb(cell) ->> crossing as column_of, sum(cell.n)::integer as n
      from consultation_cells(year, zone) as cell group by 1, 2
    ), grid as (
      select r.code as row_of, r.place as row_place, array_agg(coalesce(counted.n, 0) order by c.place) as line,
        array_agg(c.code order by c.place) as column_codes
      from consultation_codes(year) as r
      cross join (select code, place from consultation_codes(year) where dimension = crossing) as c
      left join counted on counted.row_of = r.code and counted.column_of = c.code
      where r.dimension = down group by 1, 2
    )
    select array_agg(line order by row_place), array_agg(row_of order by row_place), min(column_codes) into cells, down_codes, codes from grid;
    select array_agg(total order by r) into rows from (select r, (select sum(cells[r][c]) from generate_subscripts(cells, 2) as c) as total
      from generate_subscripts(cells, 1) as r) as t;
    select array_agg(total order by c) into columns from (select c, (select sum(cells[r][c]) from generate_subscripts(cells, 1) as r) as total
      from generate_subscripts(cells, 2) as c) as t;
    whole := (select sum(one) from unnest(rows) as one);
    -- A whole that is not told has no table; of the kinds of abuse it is a kind's sum in the others.
    nothing := (whole > 0 and whole < threshold) or (crossing = 'abuser' and abuse_hidden);
    hidden := hidden_cells(array[rows], array[nothing], null, threshold);
    rows_hidden := array(select hidden[1][r] from generate_subscripts(rows, 1) as r);
    if crossing <> 'abuser' then
      if kinds_hidden is not null then rows_hidden := kinds_hidden; end if;
      kinds_hidden := rows_hidden;
      abuse_hidden := rows_hidden[array_position(down_codes, 'abuse')];
    end if;
    hidden := hidden_cells(array[columns], array[nothing], null, threshold);
    columns_hidden := array(select hidden[1][c] from generate_subscripts(columns, 1) as c);
    hidden := hidden_cells(cells, rows_hidden, columns_hidden, threshold);
    return query
      select crossing, down_codes[r], codes[c], case when not hidden[r][c] then cells[r][c] end
        from generate_subscripts(cells, 1) as r, generate_subscripts(cells, 2) as c
      union all select crossing, down_codes[r], null, case when not rows_hidden[r] then rows[r] end from generate_subscripts(rows, 1) as r
      union all select crossing, null, codes[c], case when not columns_hidden[c] then columns[c] end from generate_subscripts(columns, 1) as c
      union all select crossing, null, null, case when not nothing then whole end;
  end loop;
end
$function$

CREATE OR REPLACE FUNCTION consultation_tables_keep(year integer, zone text, day date, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  if (session_has('job') or (session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null)) is not true
    or day < make_date(year + 1, 4, 1) or not exists (select 1 from consultation where fiscal_year = year) then return false; end if;
  insert into consultation_release (fiscal_year, kept_by, kept_at) values (year, session_person(), moment) on conflict do nothing;
  if not found then return false; end if;
  insert into consultation_release_figure (fiscal_year, table_name, row_code, column_code, n)
    select year, made.table_name, made.row_code, made.column_code, made.n from consultation_tables(year, zone) as made;
  return true;
end
$function$

CREATE OR REPLACE FUNCTION consultation_years(years integer[])
 RETURNS TABLE(year integer, kind text, n integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select fiscal_year, kind_code, count(*)::integer from consultation where fiscal_year = any(years)
    and session_has('family.statistics') and session_has('case.work') and session_case_teams() is not null
  group by 1, 2
$function$

CREATE OR REPLACE FUNCTION course_apply_open(entry jsonb, moment timestamp with time zone, day date)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  wanted course; application bigint;
begin
  -- Held, so that the same sent twice at one moment is seen.
  select * into wanted from course where id = (entry ->> 'course_id')::bigint and zone = 'public' and shown_from <= moment for update;
  if wanted.id is null then return jsonb_build_object('refused', 'gone'); end if;
  if wanted.cancelled_at is not null or day > wanted.closes_on then return jsonb_build_object('refused', 'closed'); end if;
  if day < wanted.opens_on then return jsonb_build_object('refused', 'not_yet'); end if;
  if exists (select from course_application as other left join event_application as line on line.id = other.event_application_id
      where other.course_id = wanted.id and other.email = entry ->> 'email' and other.name = entry ->> 'name'
        and line.cancelled_at is null
        and coalesce((select what from course_answer where application_id = other.id order by id desc limit 1), '') not in ('withdrawn', 'no')) then
    return jsonb_build_object('refused', 'twice');
  end if;
  insert into course_application (course_id, outside_town, outside_facility, outside_head, name, name_kana, birth_on, job, years,
      wishes, email, phone, code_hash, code_sealed, applied_at, way)
    values (wanted.id, entry ->> 'outside_town', entry ->> 'outside_facility', entry ->> 'outside_head', entry ->> 'name',
      entry ->> 'name_kana', (entry ->> 'birth_on')::date, entry ->> 'job', (entry ->> 'years')::integer, entry ->> 'wishes',
      entry ->> 'email', entry ->> 'phone', entry ->> 'code_hash', entry ->> 'code_sealed', moment, 'public')
    returning id into application;
  return jsonb_build_object('id', application);
end $function$

CREATE OR REPLACE FUNCTION course_by_code(hash text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('id', mine.id, 'course_id', course.id, 'title', course.title, 'zone', course.zone, 'name', mine.name,
    'outside_town', mine.outside_town, 'outside_facility', mine.outside_facility, 'selection', course.selection,
    'required_minutes', course.required_minutes, 'late_minutes', course.late_minutes, 'asks_reflection', course.asks_reflection,
    'asks_birth', course.asks_birth, 'birth_on', mine.birth_on, 'what_to_bring', course.what_to_bring,
    'course_cancelled_at', course.cancelled_at, 'course_cancel_reason', course.cancel_reason,
    'contact_name', course.contact_name, 'contact_phone', course.contact_phone,
    'answer', (select what from course_answer where application_id = mine.id order by id desc limit 1),
    'entered', mine.event_application_id is not null,
    'entered_lottery', line.entered_lottery, 'confirmed_at', line.confirmed_at, 'waitlisted_at', line.waitlisted_at,
    'offered_at', line.offered_at, 'offer_expires_at', line.offer_expires_at, 'lapsed_at', line.lapsed_at,
    'cancelled_at', line.cancelled_at, 'cancelled_by', line.cancelled_by, 'number', line.number,
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('id', one.id, 'title', one.title, 'held_on', one.held_on,
        'starts_at', to_char(one.starts_at, 'HH24:MI'), 'ends_at', to_char(one.ends_at, 'HH24:MI'), 'place', one.place,
        'online', one.online, 'speakers', one.speakers,
        'cancelled_at', one.cancelled_at, 'cancel_reason', one.cancel_reason,
        'join_url', case when line.confirmed_at is not null and line.cancelled_at is null then event_online.join_url end,
        'join_note', case when line.confirmed_at is not null and line.cancelled_at is null then event_online.join_note end,
        'minutes', here.minutes, 'made_up', made.way, 'takes', reflection.takes, 'tries', reflection.tries)
        order by one.held_on, one.starts_at, one.id)
      from course_session as one left join event_online on event_online.event_id = one.event_id
        left join course_attendance as here on here.session_id = one.id and here.application_id = mine.id
        left join course_make_up as made on made.session_id = one.id and made.application_id = mine.id
        left join course_reflection as reflection on reflection.session_id = one.id and reflection.application_id = mine.id
      where one.course_id = course.id), '[]'),
    'units', coalesce((select jsonb_agg(to_jsonb(unit) - array['zone', 'shown_from'] order by unit.number)
      from course_unit as unit where unit.course_id = course.id), '[]'),
    'certificate', (select jsonb_build_object('id', certificate.id, 'number', certificate.number, 'name', certificate.name, 'birth_on', certificate.birth_on,
        'minutes', certificate.minutes, 'issued_on', certificate.issued_on, 'valid_until', certificate.valid_until, 'issuer', course.issuer,
        'course', course.title, 'category', (select name from course_category where code = course.category_code),
        'code_sealed', certificate.code_sealed,
        'reprinted_on', (select printed_on from course_reprint where certificate_id = certificate.id order by id desc limit 1),
        'reprinted_name', (select course_reprint.name from course_reprint where certificate_id = certificate.id order by id desc limit 1))
      from course_certificate as certificate where certificate.application_id = mine.id and withdrawn_at is null))
  from course_application as mine join course on course.id = mine.course_id
    left join event_application as line on line.id = mine.event_application_id
  where mine.code_hash = hash
$function$

CREATE OR REPLACE FUNCTION course_certificate_check(wanted text, hash text)
 RETURNS TABLE(number text, name text, course text, category text, issuer text, minutes integer, issued_on date, valid_until date, withdrawn boolean, reprinted_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select certificate.number, coalesce(sheet.name, certificate.name), course.title, course_category.name, course.issuer,
    certificate.minutes, certificate.issued_on, certificate.valid_until, certificate.withdrawn_at is not null, sheet.printed_on
  from course_certificate as certificate join course on course.id = certificate.course_id
    join course_category on course_category.code = course.category_code
    left join lateral (select course_reprint.name, printed_on from course_reprint where certificate_id = certificate.id
      order by id desc limit 1) as sheet on true
  where certificate.number = wanted and certificate.code_hash = hash
$function$

CREATE OR REPLACE FUNCTION course_come(door text, hash text, day date, clock time without time zone, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  here course_session; mine course_application; whole integer; late integer; present integer; tolerated integer;
begin
  select session.* into here from course_door join course_session as session on session.id = session_id
    where code = door and cancelled_at is null;
  if here.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  if hash is null then
    select * into mine from course_application where course_id = here.course_id and person_id = session_person();
  else
    select * into mine from course_application where course_id = here.course_id and code_hash = hash;
  end if;
  if mine.id is null or not course_takes_part(mine.id) then return jsonb_build_object('refused', 'nobody'); end if;
  if day < here.held_on or (day = here.held_on and clock < here.starts_at - interval '1 hour') then
    return jsonb_build_object('refused', 'early');
  end if;
  if day > here.held_on or clock > here.ends_at then return jsonb_build_object('refused', 'over'); end if;
  select coalesce(sum(minutes), 0) into whole from course_unit where session_id = here.id;
  if whole = 0 then whole := extract(epoch from here.ends_at - here.starts_at)::integer / 60; end if;
  select late_minutes into tolerated from course where id = here.course_id;
  late := greatest(0, extract(epoch from clock - here.starts_at)::integer / 60);
  present := case when late <= tolerated then whole else greatest(0, whole - late) end;
  insert into course_attendance (application_id, session_id, course_id, owner_person_id, owner_facility_id, minutes, way, recorded_at,
      recorded_by)
    values (mine.id, here.id, here.course_id, mine.owner_person_id, mine.owner_facility_id, present, 'door', moment, session_person())
    on conflict (application_id, session_id) do nothing;
  return jsonb_build_object('session', here.id, 'minutes', (select minutes from course_attendance
    where application_id = mine.id and session_id = here.id));
end $function$

CREATE OR REPLACE FUNCTION course_counts(course_ids bigint[])
 RETURNS TABLE(course_id bigint, applied integer, taken integer, waiting integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select mine.course_id, count(*)::integer,
    count(*) filter (where line.confirmed_at is not null and line.cancelled_at is null)::integer,
    count(*) filter (where line.id is not null and line.confirmed_at is null and line.cancelled_at is null and line.lapsed_at is null)::integer
  from course_application as mine left join event_application as line on line.id = mine.event_application_id
  where mine.course_id = any(course_ids) group by mine.course_id
$function$

CREATE OR REPLACE FUNCTION course_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from course join disposal_released(disposal, 'course') as one on subject_id = id);
begin
  if going is null then return 0; end if;
  delete from course_certificate where course_id = any(going);
  delete from course_application where course_id = any(going);
  update course_unit set session_id = null where course_id = any(going);
  delete from course where id = any(going);
  return cardinality(going);
end $function$

CREATE OR REPLACE FUNCTION course_door_of(door text)
 RETURNS TABLE(course_id bigint, session_id bigint, course text, title text, held_on date, starts_at time without time zone, ends_at time without time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select course.id, session.id, course.title, session.title, session.held_on, session.starts_at, session.ends_at
  from course_door join course_session as session on session.id = course_door.session_id join course on course.id = session.course_id
  where code = door
$function$

CREATE OR REPLACE FUNCTION course_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select course.id, null::bigint, null::bigint, course.id::text, last.held_on, (last.held_on + make_interval(months => months))::date as due_on
    from course join lateral (select max(held_on) as held_on from course_session where course_id = course.id) as last on last.held_on is not null
    where session_has('job') is true) as ended
  where ended.due_on <= day and until_age is null
$function$

CREATE OR REPLACE FUNCTION course_enter(application bigint, entered_id bigint, moment timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  mine course_application; allowed integer; entered event_application;
begin
  select * into mine from course_application where id = application for update;
  select * into entered from event_application where id = entered_id and applied_at = moment and code_hash = mine.code_hash;
  if mine.id is null or entered.id is null or not exists (select from course_session
    where course_id = mine.course_id and is_entry and event_id = entered.event_id) then
    return 'gone';
  end if;
  select per_facility into allowed from course where id = mine.course_id;
  if allowed is not null and may_manage_courses() is not true and allowed <= (
    select count(*) from course_application as other join event_application as held on held.id = other.event_application_id
    where other.course_id = mine.course_id and other.id <> mine.id and held.cancelled_at is null
      and (held.lapsed_at is null or held.confirmed_at is not null)
      and case when mine.facility_id is not null then other.facility_id = mine.facility_id
        else other.outside_town = mine.outside_town and other.outside_facility = mine.outside_facility end) then
    return 'per_facility';
  end if;
  update event_application set person_id = mine.person_id where id = entered_id;
  update course_application set event_application_id = entered_id where id = application;
  return 'entered';
end $function$

CREATE OR REPLACE FUNCTION course_figures(year integer, day date)
 RETURNS TABLE(category_code text, category text, courses integer, sessions integer, people integer, outside integer, facilities integer, completed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select course_category.code, course_category.name, count(distinct course.id)::integer, count(distinct session.id)::integer,
    count(distinct member.id)::integer, count(distinct member.id) filter (where member.outside_town is not null)::integer,
    count(distinct member.facility_id)::integer, count(distinct certificate.id)::integer
  from course join course_category on course_category.code = course.category_code
    join course_session as session on session.course_id = course.id and session.cancelled_at is null and session.held_on <= day
      and fiscal_year_of(session.held_on) = year
    left join (course_application as member join event_application as line on line.id = member.event_application_id
      and line.confirmed_at is not null and line.cancelled_at is null) on member.course_id = course.id
    left join course_certificate as certificate on certificate.application_id = member.id and certificate.withdrawn_at is null
  where session_has('network') is true and course.published_at is not null and course.cancelled_at is null
  group by course_category.code, course_category.name, course_category.position order by course_category.position
$function$

CREATE OR REPLACE FUNCTION course_forget(day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  gone integer;
begin
  if session_has('job') is not true then return 0; end if;
  with term as (select months from retention_term where rule_code = 'course_application' and valid_from <= day order by valid_from desc limit 1),
  ended as (select course.id from course cross join term
    where (select max(held_on) from course_session where course_id = course.id) + make_interval(months => term.months) <= day)
  delete from course_application using ended
  where course_application.course_id = ended.id and not course_takes_part(course_application.id)
    and not exists (select from course_certificate where application_id = course_application.id);
  get diagnostics gone = row_count;
  return gone;
end $function$

CREATE OR REPLACE FUNCTION course_group_members(group_ids bigint[])
 RETURNS TABLE(group_id bigint, application_id bigint, name text, place text, years integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select member.group_id, member.id, member.name, coalesce(facility.name, member.outside_town || ' ' || member.outside_facility, ''), member.years
  from course_group join course_application as member on member.group_id = course_group.id
    left join facility on facility.id = member.facility_id
  where course_group.id = any(group_ids) and may_join_course_group(course_group.person_ids) is true
  order by member.group_id, member.id
$function$

CREATE OR REPLACE FUNCTION course_links(course bigint)
 RETURNS TABLE(session_id bigint, join_url text, join_note text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select session.id, event_online.join_url, event_online.join_note
  from course_session as session join event_online on event_online.event_id = session.event_id
  where session.course_id = course and session.cancelled_at is null and (may_manage_courses() is true or exists (
    select from course_application as mine where mine.course_id = course and mine.person_id = session_person() and course_takes_part(mine.id)))
$function$

CREATE OR REPLACE FUNCTION course_reflect_by_code(hash text, session bigint, taken text, tried text, moment timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  mine course_application;
begin
  select * into mine from course_application where code_hash = hash;
  if mine.id is null or not course_takes_part(mine.id)
    or not exists (select from course_session where id = session and course_id = mine.course_id and cancelled_at is null) then
    return 'unknown';
  end if;
  insert into course_reflection (application_id, session_id, course_id, owner_person_id, owner_facility_id, takes, tries, written_at)
    values (mine.id, session, mine.course_id, mine.owner_person_id, mine.owner_facility_id, taken, tried, moment)
    on conflict (application_id, session_id) do update set takes = excluded.takes, tries = excluded.tries,
      written_at = excluded.written_at, version = course_reflection.version + 1;
  return 'done';
end $function$

CREATE OR REPLACE FUNCTION course_standing(application_ids bigint[])
 RETURNS TABLE(application_id bigint, entered_lottery boolean, confirmed_at timestamp with time zone, waitlisted_at timestamp with time zone, offered_at timestamp with time zone, offer_expires_at timestamp with time zone, lapsed_at timestamp with time zone, cancelled_at timestamp with time zone, cancelled_by text, number integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select mine.id, line.entered_lottery, line.confirmed_at, line.waitlisted_at, line.offered_at, line.offer_expires_at,
    line.lapsed_at, line.cancelled_at, line.cancelled_by, line.number
  -- whoever applies again has a new code, and the old place in the line counts no more
  from course_application as mine join event_application as line on line.id = mine.event_application_id and line.code_hash = mine.code_hash
  where mine.id = any(application_ids) and may_read_part(mine.owner_person_id, mine.owner_facility_id) is true
$function$

CREATE OR REPLACE FUNCTION course_takes_part(application bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select exists (select from course_application as mine join event_application as line on line.id = mine.event_application_id
    where mine.id = application and line.confirmed_at is not null and line.cancelled_at is null)
$function$

CREATE OR REPLACE FUNCTION course_withdraw_by_code(hash text, moment timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  mine course_application;
begin
  select * into mine from course_application where code_hash = hash for update;
  if mine.id is null then return 'unknown'; end if;
  if mine.event_application_id is not null then return 'entered'; end if;
  if (select what from course_answer where application_id = mine.id order by id desc limit 1) = 'withdrawn' then return 'done'; end if;
  insert into course_answer (application_id, course_id, owner_person_id, owner_facility_id, what, said_at)
    values (mine.id, mine.course_id, mine.owner_person_id, mine.owner_facility_id, 'withdrawn', moment);
  return 'done';
end $function$

CREATE OR REPLACE FUNCTION disclosure_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(disclosure.id) from disclosure join disposal_released(disposal, 'case') as one on subject_id = case_id);
begin
  if going is null then return 0; end if;
  delete from disclosure_content where disclosure_id = any(going);
  delete from disclosure_carried where disclosure_id = any(going);
  delete from case_form_text where disclosure_id = any(going);
  delete from disclosure where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION disclosure_opened(disclosure bigint, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  update disclosure_content as content set first_opened_at = moment
    where content.disclosure_id = disclosure_opened.disclosure and first_opened_at is null
      and may_receive_content(in_force, shares, until_at, facility_id, organisation_id);
  return found;
end
$function$

CREATE OR REPLACE FUNCTION disposal_consultations(disposal bigint)
 RETURNS TABLE(id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select consultation.id from consultation join disposal_released(disposal, 'consultation') as going on going.subject_id = consultation.id
    where case_id is null and closed_at is not null
  union
  select consultation.id from consultation join disposal_released(disposal, 'case') as going on going.subject_id = case_id
$function$

CREATE OR REPLACE FUNCTION disposal_forget(disposal bigint, of_kind text, paths text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  pattern text;
begin
  select '^(' || string_agg(path || going.subject_id, '|') || ')([/?#]|$)' into pattern
  from disposal_released(disposal, of_kind) as going, unnest(paths) as path;
  if pattern is null then return; end if;
  delete from notice where url ~ pattern;
  delete from submission where location ~ pattern;
  delete from saved_view where page ~ pattern;
  delete from search_entry where kind = of_kind and search_entry.subject_id in (select subject_id from disposal_released(disposal, of_kind));
  delete from emergency_access where subject_kind = of_kind
    and emergency_access.subject_id in (select subject_id from disposal_released(disposal, of_kind));
  delete from case_share where kind = of_kind
    and case_share.subject_id in (select subject_id from disposal_released(disposal, of_kind));
end
$function$

CREATE OR REPLACE FUNCTION disposal_propose(of_kind text, of_team bigint, subject_ids bigint[], moment timestamp with time zone, said text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  made bigint;
begin
  if session_has('retention.manage') is not true then return null; end if;
  insert into disposal (kind, zone, team_id, note, proposed_by, proposed_at)
  select code, zone, of_team, said, session_person(), moment from retention_rule
  where code = of_kind and way = 'four_eyes' and (zone = 'case') = (of_team is not null)
    and exists (select from retention_due where kind = of_kind and team_id is not distinct from of_team and subject_id = any(subject_ids))
  returning id into made;
  insert into disposal_item (disposal_id, kind, team_id, subject_id, parent_id, label, ended_on, due_on, term_id)
  select made, kind, team_id, subject_id, parent_id, label, ended_on, due_on, term_id from retention_due
  where made is not null and kind = of_kind and team_id is not distinct from of_team and subject_id = any(subject_ids)
    and not exists (select from retention_hold where retention_hold.kind = retention_due.kind
      and retention_hold.subject_id = retention_due.subject_id and lifted_at is null)
    and not exists (select from disposal_item as other where other.kind = retention_due.kind
      and other.subject_id = retention_due.subject_id and other.outcome is null);
  return made;
end
$function$

CREATE OR REPLACE FUNCTION disposal_released(disposal bigint, of_kind text)
 RETURNS TABLE(subject_id bigint, parent_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select disposal_item.subject_id, disposal_item.parent_id
  from disposal_item join disposal as one on one.id = disposal_item.disposal_id
  where one.id = disposal and disposal_item.kind = of_kind and session_has('job') is true
    and one.approved and one.decided_by <> one.proposed_by and one.done_at is null and outcome is null
    and not exists (select from retention_hold where retention_hold.kind = disposal_item.kind
      and retention_hold.subject_id = disposal_item.subject_id and lifted_at is null)
$function$

CREATE OR REPLACE FUNCTION event_host_is_named(event_id bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  update organisation set listed = true
  from event where event.id = event_id and event.zone = 'public' and event.published_at is not null
    and organisation.id = event.organisation_id and not listed
    and (may_edit_event(event.owner_facility_id) or session_has('job'))
$function$

CREATE OR REPLACE FUNCTION event_sessions_applied_for(session_ids bigint[])
 RETURNS TABLE(event_session_id bigint, taken integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select application.event_session_id,
    (select count(*)::integer from event_place where event_place.event_session_id = application.event_session_id)
  from event_application application where application.event_session_id = any(session_ids)
  group by application.event_session_id
$function$

CREATE OR REPLACE FUNCTION family_message_by_code(hash text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('kind', kind, 'sent_at', sent_at, 'closed_at', closed_at, 'taken', worker_id is not null,
    'posts', (select jsonb_agg(jsonb_build_object('by_sender', by_sender, 'body', body, 'written_at', written_at) order by post.id)
      from family_message_post as post where post.message_id = family_message.id))
  from family_message where code_hash = hash
$function$

CREATE OR REPLACE FUNCTION family_message_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from family_message
    where (closed_at is not null and id in (select subject_id from disposal_released(disposal, 'family_message')))
      or consultation_id in (select id from disposal_consultations(disposal)));
begin
  if going is null then return 0; end if;
  delete from family_message_post where message_id = any(going);
  delete from notice where url ~ ('^/messages/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/messages/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from family_message where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION family_message_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select id, family_message.team_id, null::bigint, id::text, (closed_at at time zone 'Asia/Tokyo')::date,
      ((closed_at at time zone 'Asia/Tokyo')::date + make_interval(months => months))::date as due_on
    from family_message where session_has('job') is true and closed_at is not null and consultation_id is null) as ended
  where ended.due_on <= day and until_age is null
$function$

CREATE OR REPLACE FUNCTION family_message_hand(message bigint, at_version integer, to_team bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  update family_message set team_id = to_team, worker_id = null, version = version + 1
    where id = message and version = at_version and may_work_case(team_id)
      and exists (select from team where team.id = to_team and ended_on is null
        and team.kind in ('consultation', 'district', 'development'));
  return found;
end $function$

CREATE OR REPLACE FUNCTION family_message_reply(hash text, words text, danger boolean, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  found family_message;
begin
  update family_message set closed_at = null, closed_by = null, urgent = urgent or danger, version = version + 1
    where code_hash = hash returning * into found;
  if found.id is null then return null; end if;
  insert into family_message_post (message_id, team_id, by_sender, body, written_at)
    values (found.id, found.team_id, true, words, moment);
  return jsonb_build_object('id', found.id, 'team_id', found.team_id);
end $function$

CREATE OR REPLACE FUNCTION family_message_send(entry jsonb, year integer, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  chosen bigint; message bigint; place bigint;
begin
  select area.id into place from area where area.id = (entry ->> 'area_id')::bigint;
  select team_id into chosen from district_team join team on team.id = team_id and team.ended_on is null
    where fiscal_year = year and area_id = place;
  -- A school's or a smaller area is of the district that most of its towns are in.
  if chosen is null then
    select district_team.team_id into chosen from area_town as here
      join area_town as there on there.town_id = here.town_id and there.area_id <> here.area_id
      join district_team on district_team.area_id = there.area_id and fiscal_year = year
      join team on team.id = district_team.team_id and team.ended_on is null
      where here.area_id = place
      group by district_team.team_id order by count(*) desc, district_team.team_id limit 1;
  end if;
  if chosen is null then
    select id into chosen from team where ended_on is null and kind in ('consultation', 'district') order by kind, id limit 1;
  end if;
  if chosen is null then return null; end if;
  insert into family_message (team_id, kind, area_id, lang, urgent, code_hash, sent_at)
    values (chosen, entry ->> 'kind', place, entry ->> 'lang', (entry ->> 'urgent')::boolean, entry ->> 'code_hash', moment)
    returning id into message;
  insert into family_message_post (message_id, team_id, by_sender, body, written_at)
    values (message, chosen, true, entry ->> 'body', moment);
  return jsonb_build_object('id', message, 'team_id', chosen);
end $function$

CREATE OR REPLACE FUNCTION handover_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from handover_item
    where case_id in (select subject_id from disposal_released(disposal, 'case'))
      or consultation_id in (select id from disposal_consultations(disposal)));
begin
  if going is null then return 0; end if;
  delete from handover_transfer where item_id = any(going);
  delete from handover_step where item_id = any(going);
  delete from handover_item where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION handover_transfer_take(taken bigint, successor bigint, why text, day date)
 RETURNS TABLE(handover_id bigint, case_id bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  asked handover_transfer; item handover_item; one support_case; package bigint; dropped bigint[]; me bigint := session_person();
begin
  select * into asked from handover_transfer where id = taken for update;
  if asked.id is null or asked.answer is not null or may_lead_case(asked.to_team_id) is not true or me is null
    or successor = me or coalesce(btrim(why), '') = '' then return; end if;
  if not exists (select from appointment join role on role.code = role_code join role_duty using (role_code)
    where person_id = successor and team_id = asked.to_team_id and case_zone and duty = 'case.work'
      and starts_on <= day and (ends_on is null or ends_on >= day)) then return; end if;
  select held.* into item from handover_item as held join handover on handover.id = held.handover_id
    where held.id = asked.item_id and held.handover_id = asked.handover_id and held.team_id = asked.from_team_id
      and held.from_person_id = asked.from_person_id and held.case_id is not null and not held.tasks_only
      and held.successor_id is null and held.accepted_at is null and held.dropped_at is null and cancelled_at is null
    for update of held;
  select * into one from support_case where id = item.case_id and team_id = asked.from_team_id
    and worker_id = asked.from_person_id and closed_on is null for update;
  if one.id is null then
    update handover_transfer set answer = 'lapsed', answered_by = me, answered_at = session_now() where id = taken;
    return;
  end if;
  if case_move_now(one.id, asked.to_team_id, me, day) is not true then return; end if;
  insert into case_transfer (case_id, team_id, from_team_id, to_team_id, from_worker_id, to_worker_id, reason, moved_by, moved_at)
    values (one.id, asked.to_team_id, asked.from_team_id, asked.to_team_id, one.worker_id, me, why, me, session_now());
  -- Other packages of the old team that held a part of it hold it no more; what was to be done in it is done by its owner.
  with gone as (
    update handover_item set dropped_at = session_now() where handover_item.case_id = one.id and id <> item.id
      and accepted_at is null and dropped_at is null returning id, from_person_id
  ), tasks as (
    update case_task set person_id = me, version = version + 1 where case_task.case_id = one.id and done_at is null
      and person_id in (select from_person_id from gone)
  )
  select array_agg(id) into dropped from gone;
  update handover_transfer set answer = 'lapsed', answered_by = me, answered_at = session_now()
    where item_id = any(dropped) and answer is null;
  select handover.id into package from handover where team_id = asked.to_team_id and from_person_id = me
    and reason = 'received' and cancelled_at is null
    and exists (select from handover_item as open where open.handover_id = handover.id
      and open.accepted_at is null and open.dropped_at is null)
    and not exists (select from handover_item as same where same.handover_id = handover.id and same.case_id = one.id)
    order by handover.id desc limit 1;
  if package is null then
    insert into handover (team_id, from_person_id, reason, cover_id, opened_by, opened_at)
      values (asked.to_team_id, me, 'received', successor, me, session_now()) returning id into package;
  end if;
  update handover_item set handover_id = package, from_person_id = me, successor_id = successor, proposed_by = me,
      proposed_at = session_now(), version = version + 1 where id = item.id;
  insert into handover_step (item_id, team_id, step, person_id, done_by, done_at) values
    (item.id, asked.to_team_id, 'transferred', asked.from_person_id, me, session_now()),
    (item.id, asked.to_team_id, 'proposed', successor, me, session_now());
  update handover_transfer set answer = 'accepted', successor_id = successor, answered_by = me, answered_at = session_now()
    where id = taken;
  handover_id := package; case_id := one.id;
  return next;
end
$function$

CREATE OR REPLACE FUNCTION handovers_open_due(day date, until date, moment timestamp with time zone)
 RETURNS TABLE(handover_id bigint, from_person_id bigint, cover_id bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  leaving record; cover bigint; made bigint;
begin
  if session_has('job') is not true then return; end if;
  for leaving in
    select appointment.person_id, appointment.team_id, max(coalesce(appointment.ends_on, 'infinity')) as ends_on
    from appointment join role on role.code = appointment.role_code
    where role.case_zone and appointment.team_id is not null and appointment.starts_on <= until
      and coalesce(appointment.ends_on, 'infinity') >= day
    group by appointment.person_id, appointment.team_id
    having max(coalesce(appointment.ends_on, 'infinity')) <= until
      and (exists (select from support_case where worker_id = appointment.person_id
          and support_case.team_id = appointment.team_id and closed_on is null)
        or exists (select from consultation where worker_id = appointment.person_id
          and consultation.team_id = appointment.team_id and closed_at is null)
        or exists (select from referral where worker_id = appointment.person_id
          and referral.team_id = appointment.team_id and reviewed_at is null and recalled_at is null))
      and not exists (select from handover where handover.from_person_id = appointment.person_id
        and handover.team_id = appointment.team_id and cancelled_at is null and reason not in ('balance', 'received')
        -- Who came back goes again: an older package is in the way only while it is open.
        and (leaves_on >= day or exists (select from handover_item as kept where kept.handover_id = handover.id
          and kept.accepted_at is null and kept.dropped_at is null)))
    order by appointment.person_id, appointment.team_id
  loop
    select appointment.person_id into cover from appointment join role on role.code = appointment.role_code
      where role.case_zone and appointment.team_id = leaving.team_id and appointment.person_id <> leaving.person_id
        and appointment.starts_on <= leaving.ends_on + 1
        and coalesce(appointment.ends_on, 'infinity') > leaving.ends_on
      order by appointment.role_code <> 'supervisor', appointment.person_id limit 1;
    continue when cover is null;
    insert into handover (team_id, from_person_id, leaves_on, reason, cover_id, opened_at)
      values (leaving.team_id, leaving.person_id, leaving.ends_on, 'appointment', cover, moment)
      on conflict do nothing returning id into made;
    -- Somebody opened it in this very moment.
    continue when made is null;
    insert into handover_item (handover_id, team_id, case_id, from_person_id)
      select made, support_case.team_id, support_case.id, leaving.person_id from support_case
      where worker_id = leaving.person_id and support_case.team_id = leaving.team_id and closed_on is null;
    insert into handover_item (handover_id, team_id, case_id, tasks_only, from_person_id)
      select distinct made, case_task.team_id, case_task.case_id, true, leaving.person_id from case_task
      where case_task.person_id = leaving.person_id and case_task.team_id = leaving.team_id and done_at is null
      on conflict do nothing;
    insert into handover_item (handover_id, team_id, consultation_id, from_person_id)
      select made, consultation.team_id, consultation.id, leaving.person_id from consultation
      where worker_id = leaving.person_id and consultation.team_id = leaving.team_id and closed_at is null
        and not exists (select from support_case where support_case.id = consultation.case_id
          and support_case.worker_id = leaving.person_id);
    -- Referrals they began in others' cases, or out of a consultation that is no case.
    insert into handover_item (handover_id, team_id, case_id, tasks_only, from_person_id)
      select distinct made, referral.team_id, coalesce(origin.case_id, consultation.case_id), true, leaving.person_id
      from referral join referral_origin as origin on origin.id = referral.id
        left join consultation on consultation.id = origin.consultation_id
      where referral.worker_id = leaving.person_id and referral.team_id = leaving.team_id
        and reviewed_at is null and recalled_at is null and coalesce(origin.case_id, consultation.case_id) is not null
      on conflict do nothing;
    insert into handover_item (handover_id, team_id, consultation_id, from_person_id)
      select distinct made, referral.team_id, origin.consultation_id, leaving.person_id
      from referral join referral_origin as origin on origin.id = referral.id
        join consultation on consultation.id = origin.consultation_id
      where referral.worker_id = leaving.person_id and referral.team_id = leaving.team_id
        and reviewed_at is null and recalled_at is null and consultation.case_id is null
      on conflict do nothing;
    handover_id := made; from_person_id := leaving.person_id; cover_id := cover;
    return next;
  end loop;
end
$function$

CREATE OR REPLACE FUNCTION helper_application_by_code(hash text)
 RETURNS TABLE(step text, applied_at timestamp with time zone, taken_at timestamp with time zone, met_on date, outcome text, delete_after date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select helper_application.step, helper_application.applied_at, helper_application.taken_at, helper_application.met_on,
    helper_application.outcome, helper_application.delete_after
  from helper_application where helper_application.code_hash = hash
$function$

CREATE OR REPLACE FUNCTION hidden_cells(cells integer[], hidden_rows boolean[], hidden_columns boolean[], threshold integer)
 RETURNS boolean[]
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
declare
  height integer := coalesce(array_length(cells, 1), 0);
  width integer := coalesce(array_length(cells, 2), 0);
  hidden boolean[] := array_fill(false, array[greatest(height, 1), greatest(width, 1)]);
  changed boolean := true;
  line integer; at integer; r integer; c integer; across boolean;
  many integer; together integer; sum_hidden boolean; best integer; best_r integer; best_c integer;
  sides integer[] := array_fill(0, array[greatest(height, 1)]);
  downs integer[] := array_fill(0, array[greatest(width, 1)]);
  froms integer[]; tos integer[]; counts integer[]; reached boolean[]; growing boolean; tried integer; edge integer;
  start integer; goal integer; free boolean;
begin
  for r in 1..height loop for c in 1..width loop
    hidden[r][c] := (cells[r][c] > 0 and cells[r][c] < threshold) or hidden_rows[r] is true;
    sides[r] := sides[r] + cells[r][c]; downs[c] := downs[c] + cells[r][c];
  end loop; end loop;
  while changed loop
    changed := false;
    for line in 1..(height + case when height > 1 then width else 0 end) loop
      across := line <= height;
      many := 0; together := 0; best := null;
      sum_hidden := case when across then hidden_rows[line] else hidden_columns[line - height] end;
      for at in 1..(case when across then width else height end) loop
        r := case when across then line else at end;
        c := case when across then at else line - height end;
        if hidden[r][c] then
          many := many + 1; together := together + cells[r][c];
        elsif (cells[r][c] > 0 and (coalesce(best, 0) = 0 or cells[r][c] < best))
          -- a nought is the last resort, and none at all where its other line holds nothing else
          or (best is null and (case when across then downs[c] else sides[r] end) > 0) then
          best := cells[r][c]; best_r := r; best_c := c;
        end if;
      end loop;
      if best is not null and (case when sum_hidden then many = 0 else many > 0 and (many < 2 or together < threshold) end) then
        hidden[best_r][best_c] := true;
        changed := true;
      end if;
    end loop;
    continue when changed or height < 2;
    -- Every line for itself is safe now; several together may still give one away: two lines' sums less two columns' sums. What
    -- is hidden, sums too, are edges between the nodes of rows and columns, and one is worked out exactly when the others do
    -- not lead from its one end back to the other, up where it grows, down where it is above nought.
    select array_agg(f), array_agg(t), array_agg(v) into froms, tos, counts from (
      select i as f, height + 1 + j as t, cells[i][j] as v from generate_series(1, height) as i, generate_series(1, width) as j where hidden[i][j]
      union all select height + 2 + width, i, sides[i] from generate_series(1, height) as i where hidden_rows[i]
      union all select height + 1 + j, height + 1, downs[j] from generate_series(1, width) as j where hidden_columns[j]
      -- A single sum is only hidden when the whole is.
      union all select height + 1, height + 2 + width, added from (select sum(s)::integer as added from unnest(sides) as s) as whole
        where added between 1 and threshold - 1 or cardinality(array_positions(hidden_rows, true)) = 1
          or cardinality(array_positions(hidden_columns, true)) = 1) as edges;
    for edge in 1..coalesce(array_length(froms, 1), 0) loop
      continue when counts[edge] = 0 or counts[edge] >= threshold;
      free := false;
      for tried in 1..2 loop
        start := case when tried = 1 then froms[edge] else tos[edge] end;
        goal := case when tried = 1 then tos[edge] else froms[edge] end;
        reached := array_fill(false, array[height + width + 2]);
        reached[start] := true;
        growing := true;
        while growing loop
          growing := false;
          for at in 1..array_length(froms, 1) loop
            continue when at = edge;
            if reached[froms[at]] and not reached[tos[at]] then reached[tos[at]] := true; growing := true;
            elsif counts[at] > 0 and reached[tos[at]] and not reached[froms[at]] then reached[froms[at]] := true; growing := true;
            end if;
          end loop;
        end loop;
        free := reached[goal];
        exit when free;
      end loop;
      continue when free;
      -- What leads on from there: the smallest that is shown, a nought as the last resort.
      best := null;
      for r in 1..height loop for c in 1..width loop
        if not hidden[r][c] and reached[r] <> reached[height + 1 + c] and (cells[r][c] > 0 or (best is null and reached[r] and sides[r] > 0 and downs[c] > 0))
            and (coalesce(best, 0) = 0 or cells[r][c] < best) then
          best := cells[r][c]; best_r := r; best_c := c;
        end if;
      end loop; end loop;
      if best is not null then
        hidden[best_r][best_c] := true;
        changed := true;
        exit;
      end if;
    end loop;
  end loop;
  return hidden;
end
$function$

CREATE OR REPLACE FUNCTION household_candidates(kana text, born date, folded_address text, at_most integer)
 RETURNS TABLE(household_id bigint, member_id bigint, name text, kana_name text, born_on date, due_on date, relation text, team_name text, reachable boolean, same_address boolean, score integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select coalesce(household.merged_into_id, household.id), member.id, btrim(member.family_name || ' ' || member.given_name),
      btrim(member.family_kana || ' ' || member.given_kana), member.born_on, member.due_on, member.relation, team.name,
      household.team_ids && session_case_teams(), near.found,
      (case when kana <> '' and member.kana_folded = kana then 3 when kana <> '' and member.kana_folded like kana || '%' then 2 else 0 end)
      + (case when born is not null and member.born_on = born then 3 else 0 end)
      + (case when near.found then 2 else 0 end) as score
    from household_member as member
    join household on household.id = member.household_id
    join team on team.id = household.team_id
    cross join lateral (select folded_address <> '' and not household.protected and exists (
      select from household_address where household_address.household_id = household.id and ends_on is null
        and address_folded = folded_address) as found) as near
    where session_has('case.work') and session_case_teams() is not null and member.left_on is null
      and ((length(kana) >= 2 and member.kana_folded like replace(replace(kana, '\', ''), '%', '') || '%')
        or member.born_on = born
        or (folded_address <> '' and not household.protected and household.id in (select household_address.household_id
          from household_address where ends_on is null and address_folded = folded_address)))
  ) as candidate (household_id, member_id, name, kana_name, born_on, due_on, relation, team_name, reachable, same_address, score)
  where candidate.score >= 2
  order by candidate.score desc, candidate.kana_name collate "ja-x-icu", candidate.member_id
  limit at_most
$function$

CREATE OR REPLACE FUNCTION household_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[];
begin
  with asked as (
    select parent_id as id from disposal_released(disposal, 'case')
    union select parent_id from disposal_released(disposal, 'consultation')
  ), families as (
    select distinct coalesce(household.merged_into_id, household.id) as id from household join asked using (id)
  ), entries as (
    select household.id, families.id as family from household join families
      on household.id = families.id or household.merged_into_id = families.id
  )
  select array_agg(id) into going from entries
  where not exists (select from entries as other where other.family = entries.family
      and (exists (select from support_case where household_id = other.id)
        or exists (select from consultation where household_id = other.id)
        or exists (select from case_member join household_member on household_member.id = member_id
          where household_member.household_id = other.id)));
  if going is null then return 0; end if;
  delete from disclosure_content where disclosure_id in (select id from disclosure where household_id = any(going));
  delete from disclosure_carried where household_id = any(going);
  delete from disclosure where household_id = any(going);
  delete from own_copy where household_id = any(going);
  delete from consent_recipient where household_id = any(going);
  delete from consent where household_id = any(going);
  delete from household_contact where household_id = any(going);
  delete from household_member_place where household_id = any(going);
  delete from household_address where household_id = any(going);
  delete from household_member where household_id = any(going);
  delete from household_merge where kept_id = any(going) or merged_id = any(going);
  delete from emergency_access where subject_kind = 'household' and subject_id = any(going);
  delete from notice where url ~ ('^/households/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/households/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from household where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION household_keeper(household bigint)
 RETURNS TABLE(team_id bigint, team_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select team.id, team.name from household as asked
    join household as kept on kept.id = coalesce(asked.merged_into_id, asked.id)
    join team on team.id = kept.team_id
  where asked.id = household_keeper.household and session_has('case.work') and session_case_teams() is not null
$function$

CREATE OR REPLACE FUNCTION household_log(household bigint, at_most integer)
 RETURNS TABLE(seq bigint, at timestamp with time zone, person_id bigint, person text, place text, action text, subject_kind text, subject_id bigint, purpose text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with family as materialized (
    select id from household as one
    where (one.id = household_log.household or one.merged_into_id = household_log.household)
      and exists (select from household as asked where asked.id = household_log.household
        and session_has('case.work') and asked.team_ids && session_case_teams())
  ), records as materialized (
    select 'household' as kind, id from family
    union select 'consultation', consultation.id from consultation where household_id in (select id from family)
    union select 'case', support_case.id from support_case where household_id in (select id from family)
  )
  select event.seq, event.at, event.person_id, btrim(who.family_name || ' ' || who.given_name),
    (select string_agg(distinct coalesce(team.name, organisation.name), '・') from appointment
       left join team on team.id = appointment.team_id join organisation on organisation.id = appointment.organisation_id
       where appointment.person_id = event.person_id and appointment.starts_on <= event.at::date
         and (appointment.ends_on is null or appointment.ends_on >= event.at::date)),
    event.action, event.subject_kind, event.subject_id, event.purpose
  from records cross join lateral (
    select * from audit_event where audit_event.subject_kind = records.kind and audit_event.subject_id = records.id
    order by audit_event.seq desc limit at_most) as event
  left join person as who on who.id = event.person_id
  order by event.seq desc limit at_most
$function$

CREATE OR REPLACE FUNCTION household_reach(household bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  kept bigint; teams bigint[];
begin
  if session_has('case.work') is not true or session_case_teams() is null then return null; end if;
  select coalesce(merged_into_id, id) into kept from household where id = household_reach.household;
  perform from household where id = kept or merged_into_id = kept order by id for update;
  select array_agg(distinct team order by team) into teams from (
    select household.team_id as team from household where id = kept or merged_into_id = kept
    union select support_case.team_id from support_case join household on household.id = household_id
      where household.id = kept or merged_into_id = kept
    union select consultation.team_id from consultation join household on household.id = household_id
      where household.id = kept or merged_into_id = kept
  ) as working;
  update household set team_ids = teams where (id = kept or merged_into_id = kept) and team_ids <> teams;
  return (select household.team_id from household where id = kept);
end
$function$

CREATE OR REPLACE FUNCTION household_records(household bigint)
 RETURNS TABLE(kind text, id bigint, fiscal_year integer, number integer, team_name text, is_open boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with family as materialized (
    select one.id from household as asked
    join household as one on coalesce(asked.merged_into_id, asked.id) in (one.id, one.merged_into_id)
    where asked.id = household_records.household and session_has('case.work') and session_case_teams() is not null
  ), known as materialized (
    select family.id from family where exists (select from family as entry where session_opened('household', entry.id))
  )
  select 'household', family.id, null::integer, null::integer, null::text, true from family
  union all
  select 'consultation', consultation.id, consultation.fiscal_year, consultation.number, team.name, closed_at is null
  from consultation join team on team.id = consultation.team_id where household_id in (select known.id from known)
  union all
  select 'case', support_case.id, support_case.fiscal_year, support_case.number, team.name, closed_on is null
  from support_case join team on team.id = support_case.team_id where household_id in (select known.id from known)
$function$

CREATE OR REPLACE FUNCTION indicator_figures(year integer, days date[], part text, system text)
 RETURNS TABLE(indicator_code text, day date, key text, numerator numeric, denominator numeric)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select counted.indicator_code, cut.day, keyed.key, sum(counted.numerator), sum(counted.denominator)
  from unnest(days) as cut (day)
    cross join lateral indicator_rows(year, cut.day) as counted
    cross join lateral (
      select '' as key where part = 'all'
      union all
      select coalesce(counted.theme_code, '') where part = 'theme'
      union all
      select coalesce((select facility.kind from facility where facility.id = counted.facility_id), '') where part = 'kind'
      union all
      select coalesce(inside.area_id::text, '')
      from (select) as one
        left join areas_of_indicator_row(counted.indicator_code, counted.record_id, counted.facility_id, system, cut.day) as inside on true
      where part = 'area'
    ) as keyed
  where session_has('evaluation.read') and part in ('all', 'theme', 'kind', 'area')
  group by counted.indicator_code, cut.day, keyed.key
  union all
  -- Per record first, as the figure itself, so that the criteria's means give the figure's mean.
  select per_record.rubric_code || '_quality', cut.day, per_record.criterion_code, sum(per_record.points), count(*)
  from unnest(days) as cut (day)
    cross join lateral (
      select item.rubric_code, item.criterion_code, avg(item.level) as points
      from rubric_score as score join rubric_score_item as item on item.score_id = score.id
      where score.fiscal_year = year and score.scored_on <= cut.day
      group by item.rubric_code, item.criterion_code, score.subject_id
    ) as per_record
  where session_has('evaluation.read') and part = 'criterion'
  group by per_record.rubric_code, cut.day, per_record.criterion_code
  union all
  select item.rubric_code || '_quality', cut.day, item.criterion_code || ':' || item.level, count(*), null
  from unnest(days) as cut (day)
    join rubric_score as score on score.fiscal_year = year and score.scored_on <= cut.day
    join rubric_score_item as item on item.score_id = score.id
  where session_has('evaluation.read') and part = 'level'
  group by item.rubric_code, cut.day, item.criterion_code, item.level
$function$

CREATE OR REPLACE FUNCTION indicator_rows(year integer, until date)
 RETURNS TABLE(indicator_code text, record_id bigint, facility_id bigint, theme_code text, counted_on date, numerator numeric, denominator numeric)
 LANGUAGE sql
 STABLE
AS $function$
  -- One row for each facility with one planned visit or more; it counts from its first visit. A cancelled visit has no visited_on.
  select 'visit_rate', target.facility_id, target.facility_id, null::text, first.visited_on,
    case when first.visited_on is null then 0 else 1 end::numeric, 1::numeric
  from round
    join round_target as target on target.round_id = round.id
    left join (
      select visit.facility_id, min(visit.visited_on) as visited_on
      from visit
      where visit.fiscal_year = year and visit.visited_on <= until and visit.cancelled_at is null
      group by visit.facility_id
    ) as first on first.facility_id = target.facility_id
  where round.fiscal_year = year and target.planned_count >= 1
  union all
  -- Only merging makes a regional issue (improvement/issues, mergeIssues): its originals count, it does not.
  select 'issue_count', issue.id, null, issue.theme_code, issue.raised_on, 1, null
  from issue
  where issue.fiscal_year = year and issue.raised_on <= until and not issue.regional
  union all
  select 'open_day_people', open_day.id, came.facility_id, open_day.theme_code, open_day.held_on, came.people, null
  from open_day join open_day_participation as came on came.open_day_id = open_day.id
  where open_day.fiscal_year = year and open_day.held_on <= until and open_day.cancelled_at is null
  union all
  -- Each judge's mean over the criteria, then the record's mean over its judges.
  select judged.rubric_code || '_quality', judged.subject_id, null, null, min(judged.scored_on), avg(judged.points), 1
  from (
    select score.rubric_code, score.subject_id, score.scored_on, avg(item.level) as points
    from rubric_score as score join rubric_score_item as item on item.score_id = score.id
    where score.fiscal_year = year and score.scored_on <= until
    group by score.id
  ) as judged
  group by judged.rubric_code, judged.subject_id
  union all
  select 'card_count', introduction.id, introduction.facility_id, null, introduction.made_on, 1, null
  from introduction
  where introduction.fiscal_year = year and introduction.made_on <= until
  union all
  -- In fives (base/finder): one row for each place, and one for what is left of all of them, under no place.
  select 'card_went', coalesce(given.facility_id, 0), given.facility_id, null, given.counted_on, given.went, given.answers
  from introduction_answer_rows(year, until) as given
$function$

CREATE OR REPLACE FUNCTION initiative_decline(wanted bigint, reason text, day date, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  insert into initiative_event (initiative_id, owner_id, kind, happened_on, note, written_by, written_at)
  select id, owner_id, 'handover_declined', day, reason, session_person(), moment from initiative
  where id = wanted and proposed_owner_id = session_person() and session_has('network');
  return found;
end
$function$

CREATE OR REPLACE FUNCTION introduction_answer_rows(year integer, until date)
 RETURNS TABLE(facility_id bigint, counted_on date, answers bigint, went bigint, helped bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with answer as (
    select introduction.facility_id, introduction_answer.*,
      row_number() over (partition by introduction.facility_id order by answered_at, introduction_id) as n,
      count(*) over (partition by introduction.facility_id) as all_there
    from introduction_answer join introduction on introduction.id = introduction_id
    where introduction.fiscal_year = year and answered_on <= until
  ), grouped as (
    select case when n <= all_there / 5 * 5 then answer.facility_id end as place, answer.* from answer
  ), fives as (
    select grouped.*, row_number() over (partition by place order by answered_at, introduction_id) as m,
      count(*) over (partition by place) as together
    from grouped
  )
  select place, max(answered_on), count(*), count(*) filter (where fives.went),
    count(*) filter (where fives.helped in ('yes', 'partly'))
  from fives
  where m <= together / 5 * 5
    and (session_has('evaluation.read') or session_has('directory.manage') or place = any(session_facilities()))
  group by place
$function$

CREATE OR REPLACE FUNCTION introduction_by_code(card text)
 RETURNS TABLE(id bigint, facility_id bigint, event_session_id bigint, day_text text, what_happens text, whom_to_ask text, how_to_get_there text, expires_on date, answered boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select introduction.id, introduction.facility_id, introduction.event_session_id, introduction.day_text,
    introduction.what_happens, introduction.whom_to_ask, introduction.how_to_get_there, introduction.expires_on,
    exists (select from introduction_answer where introduction_id = introduction.id)
  from introduction where code = card
$function$

CREATE OR REPLACE FUNCTION introduction_sums(year integer)
 RETURNS TABLE(facility_id bigint, cards bigint, answers bigint, went bigint, helped bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select made.facility_id, made.cards, given.answers, given.went, given.helped
  from (select introduction.facility_id, count(*) as cards from introduction where fiscal_year = year group by introduction.facility_id) as made
    left join introduction_answer_rows(year, 'infinity') as given on given.facility_id = made.facility_id
  where session_has('directory.manage') or session_has('evaluation.read') or made.facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION invited_person(hash text, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select person_id from invitation
  where token_hash = hash and accepted_at is null and withdrawn_at is null and expires_at > moment
$function$

CREATE OR REPLACE FUNCTION issue_raise_from_family(wording text, more text, theme text, in_area bigint, holder bigint, day date, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  made bigint;
begin
  if session_has('case.supervise') is not true or session_case_teams() is null or session_person() is null then return null; end if;
  if not exists (select from appointment join role_duty using (role_code) where person_id = holder and duty = 'issue.manage'
    and starts_on <= day and (ends_on is null or ends_on >= day)) then return null; end if;
  insert into issue (title, description, theme_code, weight, source, raised_on, raised_by, owner_id, created_at, updated_at)
    values (wording, more, theme, 2, 'family', day, session_person(), holder, moment, moment) returning id into made;
  if in_area is not null then insert into issue_area (issue_id, area_id) values (made, in_area); end if;
  insert into issue_event (issue_id, kind, happened_on, person_id, created_at) values (made, 'raised', day, session_person(), moment);
  return made;
end
$function$

CREATE OR REPLACE FUNCTION list_organisations(ids bigint[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  update organisation set listed = true
  where id = any(ids) and not listed and (may_manage_directory() or session_has('job'))
    and exists (select from facility where facility.organisation_id = organisation.id)
$function$

CREATE OR REPLACE FUNCTION may_add_issue_facility(facility_id bigint, publication_id bigint, answer text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (may_raise_issue() and publication_id is null)
    or (may_answer_issue(facility_id) and publication_id is not null and answer is null)
$function$

CREATE OR REPLACE FUNCTION may_answer_action_item(owner_organisation_id bigint, owner_facility_id bigint, owner_id bigint, published boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_meeting()
    or (published and (owner_id = session_person() or may_answer_as(owner_organisation_id, owner_facility_id)))
$function$

CREATE OR REPLACE FUNCTION may_answer_application(what text, owner_person_id bigint, owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses()
    or (what in ('yes', 'no') and may_send_to_course(owner_facility_id))
    or (what in ('withdrawn', 'again') and (owner_person_id = session_person() or may_send_to_course(owner_facility_id)))
$function$

CREATE OR REPLACE FUNCTION may_answer_as(organisation_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (facility_id = any(session_facilities()) and session_has('facility.answer'))
    or (facility_id is null and organisation_id = any(session_organisations())
      and (session_has('meeting.read') or session_has('facility.answer')))
$function$

CREATE OR REPLACE FUNCTION may_answer_capacity(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('referral.answer') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_answer_issue(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_answer_lecture(what text, owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or (what = 'withdrawn' and may_send_to_course(owner_facility_id))
$function$

CREATE OR REPLACE FUNCTION may_answer_partnership_check(organisation_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select case when facility_id is null
    then session_has('meeting.read') and organisation_id = any(session_organisations())
    else session_has('facility.answer') and facility_id = any(session_facilities()) end
$function$

CREATE OR REPLACE FUNCTION may_answer_proposal(proposed_owner_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select proposed_owner_id = session_person()
$function$

CREATE OR REPLACE FUNCTION may_answer_referral(facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('referral.answer') and (facility_id = any(session_facilities())
    or (facility_id is null and organisation_id = any(session_organisations())))
$function$

CREATE OR REPLACE FUNCTION may_answer_voice()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('voice.answer')
$function$

CREATE OR REPLACE FUNCTION may_apply(way text, zone text, facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (way = 'public' and zone = 'public')
    or (way = 'account' and session_person() is not null and (zone = 'public' or session_has('network')))
    or (way = 'staff' and may_host_event(facility_id, organisation_id))
$function$

CREATE OR REPLACE FUNCTION may_apply_for(way text, for_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select for_facility_id is null or way = 'staff'
    or (way = 'account' and session_has('facility.answer') and for_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_apply_to_course(owner_person_id bigint, owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or may_send_to_course(owner_facility_id)
    or (session_has('network') and owner_person_id = session_person()
      and (owner_facility_id = 0 or owner_facility_id = any(session_facilities())))
$function$

CREATE OR REPLACE FUNCTION may_appoint(appointed_person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('people.manage') and appointed_person_id <> session_person()
$function$

CREATE OR REPLACE FUNCTION may_approve_conference(chair_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select chair_id = session_person()
$function$

CREATE OR REPLACE FUNCTION may_approve_disposal(proposed_by bigint, team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('retention.approve') and proposed_by <> session_person()
    and (team_id is null or team_id = any(session_case_teams()))
$function$

CREATE OR REPLACE FUNCTION may_approve_statement(team_id bigint, author_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lead_case(team_id) and author_id <> session_person()
$function$

CREATE OR REPLACE FUNCTION may_ask_team(from_team_id bigint, from_person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lead_case(from_team_id) or (may_work_case(from_team_id) and from_person_id = session_person())
$function$

CREATE OR REPLACE FUNCTION may_begin_initiative(lead_organisation_id bigint, lead_facility_id bigint, owner_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('initiative.manage')
    or (owner_id = session_person() and may_answer_as(lead_organisation_id, lead_facility_id))
$function$

CREATE OR REPLACE FUNCTION may_change_goal_finding(written_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('evaluation.manage') or (session_has('evaluation.write') and written_by = session_person())
$function$

CREATE OR REPLACE FUNCTION may_change_issue_facility(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_issue() or may_answer_issue(facility_id)
$function$

CREATE OR REPLACE FUNCTION may_change_loan(organisation_id bigint, facility_id bigint, to_organisation_id bigint, to_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lend(organisation_id, facility_id) or may_answer_as(to_organisation_id, to_facility_id)
$function$

CREATE OR REPLACE FUNCTION may_change_open_day_participation(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or may_visit_open_day(facility_id)
$function$

CREATE OR REPLACE FUNCTION may_change_statement(team_id bigint, author_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(team_id) and (author_id = session_person() or may_approve_statement(team_id, author_id))
$function$

CREATE OR REPLACE FUNCTION may_close_visit_follow_up(team_id bigint, owner_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_record_visit(team_id) or (session_has('visit.read') and owner_id = session_person())
$function$

CREATE OR REPLACE FUNCTION may_confirm_proposal(proposed_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select proposed_by <> session_person()
$function$

CREATE OR REPLACE FUNCTION may_confirm_share_back(organisation_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select may_answer_as(organisation_id, facility_id) $function$

CREATE OR REPLACE FUNCTION may_disclose(team_ids bigint[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.work') and team_ids && session_case_teams()
$function$

CREATE OR REPLACE FUNCTION may_draft_event(person_id bigint, owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select person_id = session_person() and case when owner_facility_id is null
    then session_has('calendar.manage') or (session_has('facility.answer') and cardinality(session_facilities()) > 0)
    else may_edit_event(owner_facility_id) end
$function$

CREATE OR REPLACE FUNCTION may_draft_facility(person_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select person_id = session_person()
    and case when facility_id is null then may_manage_directory() else may_edit_facility(facility_id) end
$function$

CREATE OR REPLACE FUNCTION may_draft_open_day(person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select person_id = session_person() and (may_manage_open_day() or session_has('facility.answer'))
$function$

CREATE OR REPLACE FUNCTION may_edit_event(owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('calendar.manage') or (session_has('facility.answer') and owner_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_edit_facility(id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('directory.manage') or (session_has('facility.answer') and id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_end_offline_device(person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select person_id = session_person() or session_has('system.manage')
$function$

CREATE OR REPLACE FUNCTION may_enter_agency_round(organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('round.share') and (may_plan_visit() or organisation_id = any(session_organisations()))
$function$

CREATE OR REPLACE FUNCTION may_enter_use(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('use.enter') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_find(audience_duty text, audience_facility_id bigint, audience_team_id bigint, audience_forum_id bigint, audience_forum_duty text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has(audience_duty) or audience_facility_id = any(session_facilities())
    or audience_team_id = any(session_teams())
    or (audience_forum_id = any(session_forums()) and (audience_forum_duty is null or session_has(audience_forum_duty)))
$function$

CREATE OR REPLACE FUNCTION may_find_household(team_id bigint, team_ids bigint[], protected boolean, household_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(team_id) or (not protected and may_read_household(team_ids, household_id))
$function$

CREATE OR REPLACE FUNCTION may_give_practice_consent(facility_id bigint, way text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (way = 'here' and session_has('facility.answer') and facility_id = any(session_facilities()))
    or (way <> 'here' and session_has('knowledge.manage'))
$function$

CREATE OR REPLACE FUNCTION may_hold(organisation_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select facility_id = any(session_facilities())
    or (facility_id is null and organisation_id = any(session_organisations())
      and (session_has('meeting.read') or session_has('facility.answer')))
$function$

CREATE OR REPLACE FUNCTION may_hold_copy(by_team_id bigint, team_id bigint, team_ids bigint[], protected boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(by_team_id) and team_ids && session_case_teams() and (not protected or may_work_case(team_id))
$function$

CREATE OR REPLACE FUNCTION may_host_event(facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('calendar.manage')
    or (session_has('facility.answer') and facility_id = any(session_facilities()))
    or (session_has('facility.answer') and facility_id is null and organisation_id = any(session_organisations()))
$function$

CREATE OR REPLACE FUNCTION may_host_open_day(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or (session_has('facility.answer') and facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_join_course_group(person_ids bigint[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or session_person() = any(person_ids)
$function$

CREATE OR REPLACE FUNCTION may_join_open_day(host_facility_id bigint, guest_facility_ids bigint[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or (session_has('facility.read')
    and (host_facility_id = any(session_facilities()) or guest_facility_ids && session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_join_study(facility_ids bigint[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_study() or (session_has('facility.read') and facility_ids && session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_keep_calendar()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('calendar.manage')
$function$

CREATE OR REPLACE FUNCTION may_keep_ledger(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (session_has('council.manage') or session_has('case.supervise')) and team_id = any(session_case_teams())
$function$

CREATE OR REPLACE FUNCTION may_lead_case(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.supervise') and team_id = any(session_case_teams())
$function$

CREATE OR REPLACE FUNCTION may_lend(organisation_id bigint, facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('initiative.manage') or may_answer_as(organisation_id, facility_id)
$function$

CREATE OR REPLACE FUNCTION may_make_introduction(made_by bigint, from_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('network') and made_by = session_person()
    and (from_facility_id is null or from_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_manage_accounts()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('people.manage') or session_has('system.manage') or session_has('job')
$function$

CREATE OR REPLACE FUNCTION may_manage_courses()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('learning.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_directory()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('directory.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_evaluation()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('evaluation.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_helper()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('helper.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_initiative()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('initiative.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_issue()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('issue.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_knowledge()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_meeting()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select session_has('meeting.manage') $function$

CREATE OR REPLACE FUNCTION may_manage_open_day()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('learning.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_partnership()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('partnership.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_portal()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('portal.manage')
$function$

CREATE OR REPLACE FUNCTION may_manage_study()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('learning.manage')
$function$

CREATE OR REPLACE FUNCTION may_meet_applicants(facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_host_event(facility_id, organisation_id) or facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_note_partnership()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('partnership.manage') or session_has('meeting.read') or session_has('facility.answer')
$function$

CREATE OR REPLACE FUNCTION may_open_lending(facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (facility_id is null or facility_id = any(session_facilities()))
    and (organisation_id is null or organisation_id = any(session_organisations()))
$function$

CREATE OR REPLACE FUNCTION may_plan_visit()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select session_has('visit.plan') $function$

CREATE OR REPLACE FUNCTION may_prepare_event(owner_facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('calendar.manage') or session_has('job') or owner_facility_id = any(session_facilities())
    or (owner_facility_id = 0 and organisation_id = any(session_organisations()))
$function$

CREATE OR REPLACE FUNCTION may_raise_issue()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('issue.raise')
$function$

CREATE OR REPLACE FUNCTION may_read_case(team_id bigint, case_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.work')
    and (team_id = any(session_case_teams()) or session_shared('case', case_id) or session_opened('case', case_id))
$function$

CREATE OR REPLACE FUNCTION may_read_conference(team_id bigint, conference_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(team_id) or session_shared('conference', conference_id)
$function$

CREATE OR REPLACE FUNCTION may_read_course(zone text, shown_from timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or session_has('job')
    or ((zone = 'public' or session_has('network')) and shown_from <= session_now())
$function$

CREATE OR REPLACE FUNCTION may_read_event(zone text, shown_from timestamp with time zone, owner_facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select ((zone = 'public' or session_has('network')) and shown_from <= session_now())
    or may_prepare_event(owner_facility_id, organisation_id)
$function$

CREATE OR REPLACE FUNCTION may_read_forum(forum_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('meeting.manage') or (session_has('meeting.read') and session_has('issue.manage'))
    or forum_id = any(session_forums())
$function$

CREATE OR REPLACE FUNCTION may_read_forum_work(forum_id bigint, published boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('meeting.manage') or (session_has('meeting.read') and session_has('issue.manage'))
    or (forum_id = any(session_forums()) and (published or session_has('meeting.read')))
$function$

CREATE OR REPLACE FUNCTION may_read_helpline(ended_on date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select ended_on is null or may_manage_portal()
$function$

CREATE OR REPLACE FUNCTION may_read_household(team_ids bigint[], household_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.work') and (team_ids && session_case_teams() or session_opened('household', household_id))
$function$

CREATE OR REPLACE FUNCTION may_read_introduction(made_by bigint, facility_id bigint, from_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('network') and (made_by = session_person() or session_has('directory.manage')
    or facility_id = any(session_facilities()) or from_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_read_issue_facility(facility_id bigint, shared_on date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_raise_issue() or may_manage_issue() or facility_id = any(session_facilities())
    or (session_has('issue.read') and shared_on is not null)
$function$

CREATE OR REPLACE FUNCTION may_read_issue_note(meeting_id bigint, forum_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('issue.read') and (forum_id is null or may_read_minutes(meeting_id, forum_id, true))
$function$

CREATE OR REPLACE FUNCTION may_read_issue_publication(withdrawn_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('issue.read') or (session_has('network') and withdrawn_at is null)
$function$

CREATE OR REPLACE FUNCTION may_read_lecture(owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or session_has('job') or (session_has('facility.read') and owner_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_read_meeting(id bigint, forum_id bigint, invited_at timestamp with time zone, minutes_published_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_read_forum_work(forum_id, invited_at is not null or minutes_published_at is not null)
    or id = any(session_meetings())
$function$

CREATE OR REPLACE FUNCTION may_read_minutes(meeting_id bigint, forum_id bigint, published boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_read_forum_work(forum_id, published) or (published and meeting_id = any(session_meetings()))
$function$

CREATE OR REPLACE FUNCTION may_read_network_map()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage') or session_has('evaluation.read')
$function$

CREATE OR REPLACE FUNCTION may_read_notifier(team_id bigint, recorded_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.work') and (recorded_by = session_person() or may_lead_case(team_id))
$function$

CREATE OR REPLACE FUNCTION may_read_of_colleague(team_id bigint, person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lead_case(team_id) or (session_has('case.work') and person_id = session_person())
$function$

CREATE OR REPLACE FUNCTION may_read_open_day(facility_id bigint, shown boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day()
    or (session_has('network') and (shown or facility_id = any(session_facilities())))
$function$

CREATE OR REPLACE FUNCTION may_read_open_day_participation(facility_id bigint, host_facility_id bigint, shared_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or session_has('evaluation.read') or facility_id = any(session_facilities())
    or (shared_at is not null and host_facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_read_open_day_signup(facility_id bigint, host_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or session_has('job') or facility_id = any(session_facilities())
    or host_facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_read_part(owner_person_id bigint, owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or session_has('job') or owner_person_id = session_person()
    or may_send_to_course(owner_facility_id)
$function$

CREATE OR REPLACE FUNCTION may_read_practice(facility_id bigint, shared boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_open_day() or session_has('evaluation.read') or session_has('job') or facility_id = any(session_facilities())
    or (shared and session_has('network'))
$function$

CREATE OR REPLACE FUNCTION may_read_practice(inside boolean, asked_ids bigint[], audience text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage')
    or (audience <> 'work' and session_has('network'))
    or audience = 'public'
    or (not inside and (session_has('knowledge.score') or session_has('evaluation.read')))
    or (session_has('facility.read') and asked_ids && session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_read_practice_document(asked_ids bigint[], audience text, shown boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage')
    or (shown and (audience = 'public' or (audience = 'network' and session_has('network'))
      or (session_has('facility.read') and asked_ids && session_facilities())))
$function$

CREATE OR REPLACE FUNCTION may_read_practice_work()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage') or session_has('knowledge.score') or session_has('evaluation.read')
$function$

CREATE OR REPLACE FUNCTION may_read_reflection(owner_person_id bigint, owner_facility_id bigint, shared_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_courses() or session_has('job') or owner_person_id = session_person()
    or (shared_at is not null and may_send_to_course(owner_facility_id))
$function$

CREATE OR REPLACE FUNCTION may_read_retention(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('retention.manage')
    or (session_has('retention.approve') and (team_id is null or team_id = any(session_case_teams())))
$function$

CREATE OR REPLACE FUNCTION may_read_rights(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('rights.manage') or (session_has('case.supervise') and team_id = any(session_case_teams()))
$function$

CREATE OR REPLACE FUNCTION may_read_study_entry(facility_id bigint, group_facility_ids bigint[], group_told boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_study() or facility_id = any(session_facilities())
    or coalesce(group_told and group_facility_ids && session_facilities(), false)
$function$

CREATE OR REPLACE FUNCTION may_read_study_handout(published_at timestamp with time zone, withdrawn_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_study()
    or ((session_has('network') or session_has('job')) and published_at is not null and withdrawn_at is null)
$function$

CREATE OR REPLACE FUNCTION may_read_summary(published boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select published or session_has('network')
$function$

CREATE OR REPLACE FUNCTION may_read_support_scheme(published_on date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select published_on is not null or may_manage_portal() or session_has('job')
$function$

CREATE OR REPLACE FUNCTION may_read_use(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('use.read') or facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_read_visit_attachment(visit_id bigint, team_id bigint, restricted boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('visit.read') and (not restricted or team_id = any(session_teams()) or session_opened('visit', visit_id))
$function$

CREATE OR REPLACE FUNCTION may_read_visit_follow_up(visit_id bigint, team_id bigint, restricted boolean, owner_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('job') or (session_has('visit.read') and (not restricted or team_id = any(session_teams())
    or owner_id = session_person() or session_opened('visit', visit_id)))
$function$

CREATE OR REPLACE FUNCTION may_read_visit_record(visit_id bigint, facility_id bigint, team_id bigint, restricted boolean, shared_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (session_has('visit.read') and (not restricted or team_id = any(session_teams()) or session_opened('visit', visit_id)))
    or (shared_at is not null and facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_read_voice_publication(withdrawn_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select withdrawn_at is null or may_answer_voice()
$function$

CREATE OR REPLACE FUNCTION may_read_workforce()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.manage') or session_has('evaluation.read')
$function$

CREATE OR REPLACE FUNCTION may_receive_content(in_force boolean, shares boolean, until_at timestamp with time zone, facility_id bigint, organisation_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('referral.answer') and in_force and shares and until_at > session_now()
    and (facility_id = any(session_facilities()) or (facility_id is null and organisation_id = any(session_organisations())))
$function$

CREATE OR REPLACE FUNCTION may_record_issue_event(kind text, person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select (person_id = session_person() and (may_manage_issue() or (kind = 'raised' and may_raise_issue())))
    or (kind = 'acted' and session_has('job'))
$function$

CREATE OR REPLACE FUNCTION may_record_visit(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('visit.record') and team_id = any(session_teams())
$function$

CREATE OR REPLACE FUNCTION may_reflect(owner_person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select owner_person_id = session_person()
$function$

CREATE OR REPLACE FUNCTION may_reply_attendance(organisation_id bigint, facility_id bigint, person_id bigint, status text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select status in ('unknown', 'planned', 'absent')
    and (person_id = session_person() or (person_id is null and may_answer_as(organisation_id, facility_id)))
$function$

CREATE OR REPLACE FUNCTION may_say_call_times(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_plan_visit() or (session_has('facility.answer') and facility_id = any(session_facilities()))
$function$

CREATE OR REPLACE FUNCTION may_score_practice()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('knowledge.score')
$function$

CREATE OR REPLACE FUNCTION may_score_rubric_score(scored_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('quality.score') and scored_by = session_person()
$function$

CREATE OR REPLACE FUNCTION may_see_photo(facility_id bigint, removed_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select removed_at is null or may_edit_facility(facility_id)
$function$

CREATE OR REPLACE FUNCTION may_see_transfer(team_id bigint, from_team_id bigint, to_team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(from_team_id) or may_work_case(team_id) or may_lead_case(to_team_id)
$function$

CREATE OR REPLACE FUNCTION may_send_to_course(owner_facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('facility.answer') and owner_facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_set_indicator_target(set_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('evaluation.manage') and set_by = session_person()
$function$

CREATE OR REPLACE FUNCTION may_sign_up(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_speak_for(team_id bigint, conference_id bigint, person_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_work_case(team_id) or (may_read_conference(team_id, conference_id) and person_id = session_person())
$function$

CREATE OR REPLACE FUNCTION may_steer_initiative(owner_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('initiative.manage') or owner_id = session_person()
$function$

CREATE OR REPLACE FUNCTION may_take_visits_along()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select session_has('visit.record') $function$

CREATE OR REPLACE FUNCTION may_tell_of_target(owner_organisation_id bigint, owner_facility_key bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_initiative() or may_answer_as(owner_organisation_id, nullif(owner_facility_key, 0))
$function$

CREATE OR REPLACE FUNCTION may_tell_practice_trial(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_touch_handover(team_id bigint, from_person_id bigint, successor_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lead_case(team_id)
    or (may_work_case(team_id) and session_person() in (from_person_id, successor_id))
$function$

CREATE OR REPLACE FUNCTION may_visit_open_day(facility_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('facility.answer') and facility_id = any(session_facilities())
$function$

CREATE OR REPLACE FUNCTION may_weigh_finder()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('directory.manage')
$function$

CREATE OR REPLACE FUNCTION may_withdraw_transfer(from_team_id bigint, asked_by bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_lead_case(from_team_id) or (may_work_case(from_team_id) and asked_by = session_person())
$function$

CREATE OR REPLACE FUNCTION may_work_case(team_id bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select session_has('case.work') and team_id = any(session_case_teams())
$function$

CREATE OR REPLACE FUNCTION may_write_guideline(adopted boolean)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select may_manage_initiative() and not adopted
$function$

CREATE OR REPLACE FUNCTION names_mine(VARIADIC names bigint[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select cardinality(array_remove(array_remove(names, null), session_person())) = 0
$function$

CREATE OR REPLACE FUNCTION names_stay(changed text, VARIADIC names bigint[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  said text := ';' || coalesce(current_setting('app.names_' || (hashtext(changed) & 63), true), '');
  start integer := strpos(said, ';' || changed || '{');
  were bigint[];
begin
  if start = 0 then return false; end if;
  were := split_part(substr(said, start + 1 + length(changed)), ';', 1)::bigint[];
  for n in 1 .. cardinality(names) loop
    if names[n] is distinct from were[n] and names[n] is distinct from session_person() and names[n] is not null then
      return false;
    end if;
  end loop;
  return true;
end
$function$

CREATE OR REPLACE FUNCTION names_were(changed text, VARIADIC names bigint[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  place text := 'app.names_' || (hashtext(changed) & 63);
begin
  perform set_config(place, changed || names::text || ';' || coalesce(current_setting(place, true), ''), true);
  return true;
end
$function$

CREATE OR REPLACE FUNCTION needs_four_eyes(role_code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select role_code in ('administrator', 'auditor', 'secretariat', 'consultation_worker', 'public_health_nurse', 'supervisor',
    'council_office')
$function$

CREATE OR REPLACE FUNCTION network_gatherings(years integer[], today date)
 RETURNS TABLE(source text, record_id bigint, fiscal_year integer, theme_code text, facility_id bigint, organisation_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with gathered as (
    select 'visit' as source, visit_gathering.* from visit_gathering
    union all select 'meeting', meeting_gathering.* from meeting_gathering
    union all select 'study_group', study_gathering.* from study_gathering
    union all select 'open_day', open_day_gathering.* from open_day_gathering
    union all select 'partnership', partnership_gathering.* from partnership_gathering
    union all select 'course', course_gathering.* from course_gathering
    union all select 'initiative', initiative_gathering.* from initiative_gathering
  )
  select distinct gathered.source, gathered.record_id, fiscal_year_of(gathered.held_on), gathered.theme_code, gathered.facility_id,
    case when gathered.facility_id is null then gathered.organisation_id end
  from gathered
  where gathered.held_on <= today and fiscal_year_of(gathered.held_on) = any(years)
    and (may_read_network_map() or exists (
      select from gathered as own
      where own.source = gathered.source and own.record_id = gathered.record_id and session_has('facility.read')
        and own.facility_id = any(session_facilities())))
$function$

CREATE OR REPLACE FUNCTION offline_device_emptied(secret_hash text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  update offline_device set wiped_at = session_now() where token_hash = secret_hash and ended_at is not null and wiped_at is null
$function$

CREATE OR REPLACE FUNCTION offline_device_forget(device bigint)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with gone as (
    delete from offline_device_key using offline_device
    where device_id = device and offline_device.id = device and ended_at is not null
      and may_end_offline_device(offline_device.person_id)
    returning device_id
  )
  select count(*)::integer from gone
$function$

CREATE OR REPLACE FUNCTION offline_device_state(secret_hash text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select case when ended_at is not null
      or exists (select from user_link where user_link.person_id = offline_device.person_id and disabled_at is not null)
    then 'gone' else 'kept' end
  from offline_device where token_hash = secret_hash
$function$

CREATE OR REPLACE FUNCTION offline_tidy(moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  gone integer;
  sum integer := 0;
begin
  if session_has('job') is not true then return 0; end if;
  delete from offline_operation where received_at < moment - interval '400 days' and (decided_at is not null or outcome in ('applied', 'same', 'submitted'));
  get diagnostics gone = row_count;
  sum := sum + gone;
  delete from offline_upload where begun_at < moment - interval '90 days';
  get diagnostics gone = row_count;
  sum := sum + gone;
  delete from offline_device where ended_at < moment - interval '1 year'
    and not exists (select from offline_operation where device_id = offline_device.id)
    and not exists (select from offline_upload where device_id = offline_device.id);
  get diagnostics gone = row_count;
  return sum + gone;
end
$function$

CREATE OR REPLACE FUNCTION open_day_follow_guests(day bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  update open_day set guest_facility_ids = guests.ids
  from (select coalesce(array_agg(distinct facility_id order by facility_id), '{}') as ids from (
      select facility_id from open_day_participation where open_day_id = day
      union select open_day_signup.facility_id from open_day_signup
        join event_application on event_application.id = event_application_id
        where open_day_id = day and cancelled_at is null and confirmed_at is not null) as came) as guests
  where open_day.id = day and open_day.guest_facility_ids <> guests.ids
$function$

CREATE OR REPLACE FUNCTION paper_without_notifier(of_household bigint, texts text[])
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  hidden text;
begin
  if session_has('case.work') is not true
    or not exists (select from household where id = of_household and team_ids && session_case_teams()) then return null; end if;
  for hidden in
    with households as (
      select id from household where id = of_household or merged_into_id = of_household
    ), told as (
      select btrim(name) as name, btrim(contact) as contact from consultation_notifier where consultation_id in
        (select id from consultation where household_id in (select id from households))
    ), sought as (
      select 0 as turn, name as said from told
      union all select 0, contact from told
      union all select 1, part from told, unnest(regexp_split_to_array(name, '[\s　]+')) as part
    )
    -- However it is spaced: as it stands there, with a wide space, with none.
    select regexp_replace(regexp_replace(said, '([\\.*+?^${}()|\[\]/-])', '\\\1', 'g'), '[\s　]+', '[\\s　]*', 'g')
      || case when char_length(said) = 1 then '(?=さん|さま|様|氏|くん|君|ちゃん|先生|宅|家)' else '' end
    from sought
    where said <> '' and said not in (select family_name from household_member where household_id in (select id from households))
    group by said order by min(turn), char_length(said) desc, said
  loop
    texts := array(select regexp_replace(one, hidden, '■■■■', 'g') from unnest(texts) with ordinality as told (one, place) order by place);
  end loop;
  return texts;
end
$function$

CREATE OR REPLACE FUNCTION practice_stop(practice bigint, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with stopped as (
    update practice set withdrawn_at = moment, audience = 'work', asked_ids = origin.facility_ids, named_ids = '{}',
      version = practice.version + 1
    from practice_origin as origin
    where practice.id = practice_stop.practice and origin.practice_id = practice.id and practice.audience <> 'work'
      and session_has('facility.answer') and exists (
        select from unnest(origin.facility_ids) as mine (id)
        where mine.id = any(session_facilities()) and (
          select answer from practice_consent
          where practice_consent.practice_id = practice.id and practice_consent.facility_id = mine.id
          order by practice_consent.id desc limit 1) <> 'yes')
    returning practice.id
  )
  select exists (select from stopped)
$function$

CREATE OR REPLACE FUNCTION practice_tried(practices bigint[])
 RETURNS TABLE(practice_id bigint, tried integer, again integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select practice_trial.practice_id, count(*)::integer, count(*) filter (where practice_trial.again <> 'no')::integer
  from practice_trial
  where practice_trial.practice_id = any(practices)
  group by practice_trial.practice_id
$function$

CREATE OR REPLACE FUNCTION referral_answer_by_code(hash text, verb text, said jsonb, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  mine referral; allowed text[];
begin
  select referral.* into mine from referral join referral_letter on referral_id = referral.id
    where code_hash = hash and ends_at > moment and channel = 'paper' for update of referral;
  if mine.id is null then return jsonb_build_object('refused', 'unknown'); end if;
  allowed := case verb when 'deliver' then '{sent}' when 'accept' then '{delivered}' when 'decline' then '{delivered}'
    when 'start' then '{accepted}' when 'hold' then '{in_service}' when 'resume' then '{on_hold}'
    when 'withdraw' then '{sent,delivered,accepted,in_service,on_hold}' when 'outcome' then '{in_service,on_hold}' when 'not_reached' then '{accepted,in_service,on_hold}'
    else '{}' end::text[];
  if not mine.state = any(allowed) then return jsonb_build_object('refused', 'not_now', 'state', mine.state); end if;
  update referral set version = version + 1, updated_at = moment,
    delivered_at = case when verb = 'deliver' then moment else delivered_at end,
    accepted_at = case when verb = 'accept' then moment else accepted_at end,
    declined_at = case when verb = 'decline' then moment else declined_at end,
    decline_reason = case when verb = 'decline' then said ->> 'reason' else decline_reason end,
    decline_next = case when verb = 'decline' then said ->> 'next' else decline_next end,
    started_at = case when verb = 'start' then moment else started_at end,
    held_at = case when verb = 'hold' then moment when verb in ('resume', 'outcome', 'not_reached', 'withdraw') then null else held_at end,
    hold_reason = case when verb = 'hold' then said ->> 'reason'
      when verb in ('resume', 'outcome', 'not_reached', 'withdraw') then null else hold_reason end,
    outcome_at = case when verb in ('outcome', 'not_reached', 'withdraw') then moment else outcome_at end,
    outcome = case verb when 'outcome' then 'returned' when 'not_reached' then 'not_reached' when 'withdraw' then 'withdrawn'
      else outcome end
  where id = mine.id;
  insert into referral_event (referral_id, team_id, shared, action, actor, reason, body, at)
    values (mine.id, mine.team_id, true, verb, case verb when 'deliver' then 'system' when 'withdraw' then 'family' else 'receiver' end,
      case verb when 'withdraw' then said ->> 'told_by' else said ->> 'reason' end,
      coalesce(said ->> 'body', ''), moment);
  -- Its worker is told; the team's supervisors, where it has none yet.
  if verb <> 'deliver' then
    insert into notice (person_id, title, url, created_at)
      select owner, coalesce(said ->> 'notice', ''), '/referrals/' || mine.id, moment from (
        select mine.worker_id as owner where mine.worker_id is not null
        union select person_id from appointment join role_duty using (role_code)
          where mine.worker_id is null and duty = 'case.supervise' and appointment.team_id = mine.team_id
            and starts_on <= (said ->> 'day')::date and (ends_on is null or ends_on >= (said ->> 'day')::date)
      ) as told;
  end if;
  return jsonb_build_object('id', mine.id, 'team_id', mine.team_id, 'worker_id', mine.worker_id);
end $function$

CREATE OR REPLACE FUNCTION referral_by_code(hash text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('id', mine.id, 'state', mine.state, 'need', mine.need, 'age_band', mine.age_band,
      'area', area.name, 'days', mine.days, 'urgency', mine.urgency, 'due_at', mine.due_at, 'recipient_name', mine.recipient_name,
      'sent_at', mine.sent_at, 'started_at', mine.started_at, 'team', team.name, 'organisation', organisation.name, 'phone', nullif(organisation.phone, ''),
      'until_at', content.until_at, 'first_opened_at', content.first_opened_at,
      'shown', case when content.in_force and content.shares and content.until_at > moment then content.shown end)
  from referral_letter as letter
    join referral as mine on mine.id = letter.referral_id
    join team on team.id = mine.team_id
    join organisation on organisation.id = team.organisation_id
    left join area on area.id = mine.area_id
    left join disclosure_content as content on content.disclosure_id = mine.disclosure_id
  where letter.code_hash = hash and letter.ends_at > moment and mine.sent_at is not null
$function$

CREATE OR REPLACE FUNCTION referral_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from referral_origin
    where case_id in (select subject_id from disposal_released(disposal, 'case'))
      or consultation_id in (select id from disposal_consultations(disposal)));
  disclosed bigint[];
  asked bigint[];
begin
  if going is null then return 0; end if;
  disclosed := (select array_agg(id) from disclosure where referral_id = any(going));
  asked := (select array_agg(capacity_question_id) from referral where id = any(going));
  delete from disclosure_content where referral_id = any(going) or disclosure_id = any(disclosed);
  delete from disclosure_carried where disclosure_id = any(disclosed);
  update disclosure set referral_id = null where referral_id = any(going);
  update referral set previous_id = null where previous_id = any(going);
  delete from referral_event where referral_id = any(going);
  delete from referral_letter where referral_id = any(going);
  delete from notice where url ~ ('^/referrals/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from submission where location ~ ('^/referrals/(' || array_to_string(going, '|') || ')([/?#]|$)');
  delete from referral where id = any(going);
  delete from referral_origin where id = any(going);
  delete from disclosure where id = any(disclosed);
  delete from capacity_answer where question_id = any(asked) and not exists (select from referral where capacity_question_id = question_id);
  delete from capacity_question where id = any(asked) and not exists (select from referral where capacity_question_id = capacity_question.id);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION referral_draft_worker(referral bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select coalesce(worker_id, (select min(person_id) from appointment join role_duty using (role_code)
      where duty = 'case.supervise' and appointment.team_id = draft.team_id
        and starts_on <= (session_now() at time zone 'Asia/Tokyo')::date and (ends_on is null or ends_on >= (session_now() at time zone 'Asia/Tokyo')::date)))
  from referral as draft where draft.id = referral and sent_at is null and recalled_at is null
    and session_has('job')
$function$

CREATE OR REPLACE FUNCTION referral_letter_over(hash text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('ends_at', letter.ends_at, 'team', team.name, 'organisation', organisation.name,
      'phone', nullif(organisation.phone, ''))
  from referral_letter as letter
    join referral as mine on mine.id = letter.referral_id
    join team on team.id = mine.team_id
    join organisation on organisation.id = team.organisation_id
  where letter.code_hash = hash and letter.ends_at <= moment and mine.sent_at is not null
$function$

CREATE OR REPLACE FUNCTION referral_opened(wanted bigint)
 RETURNS SETOF referral
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select referral.* from referral join referral_origin as origin on origin.id = referral.id
    left join support_case on support_case.id = origin.case_id
    left join consultation on consultation.id = origin.consultation_id
  where referral.id = wanted and session_has('case.work') and (session_opened('case', origin.case_id)
    or session_opened('household', coalesce(support_case.household_id, consultation.household_id)))
$function$

CREATE OR REPLACE FUNCTION referral_opened_by_code(hash text, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  update disclosure_content as content set first_opened_at = moment
    from referral_letter as letter join referral as mine on mine.id = letter.referral_id
    where letter.code_hash = hash and letter.ends_at > moment and content.disclosure_id = mine.disclosure_id
      and content.first_opened_at is null and content.in_force and content.shares and content.until_at > moment;
  return found;
end
$function$

CREATE OR REPLACE FUNCTION referral_opened_events(wanted bigint)
 RETURNS SETOF referral_event
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select referral_event.* from referral_event
  where referral_event.referral_id = wanted and exists (select from referral_opened(wanted))
$function$

CREATE OR REPLACE FUNCTION rights_applications(request_id bigint)
 RETURNS TABLE(part text, at date, facts jsonb, matched_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select 'application', applied_at::date, jsonb_build_object('event', event.title, 'number', event_application.number,
      'name', event_applicant.name, 'name_kana', name_kana, 'phone', phone, 'email', email, 'adults', adults, 'children', children,
      'note', event_applicant.note, 'speech', speech, 'delete_after', delete_after), by_what
  from (select event_applicant.*, rights_match(rights_request, event_applicant.name, '', event_applicant.phone, event_applicant.email) as by_what
      from rights_request cross join event_applicant
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as event_applicant
    join event_application on event_application.id = event_application_id join event on event.id = event_application.event_id
  where by_what is not null
$function$

CREATE OR REPLACE FUNCTION rights_courses(request_id bigint)
 RETURNS TABLE(part text, at date, facts jsonb, matched_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select 'course', applied_at::date, jsonb_build_object('course', course.title, 'name', mine.name, 'name_kana', name_kana, 'birth_on', birth_on,
      'job', job, 'years', years, 'phone', phone, 'email', email, 'outside_town', outside_town, 'outside_facility', outside_facility,
      'wishes', wishes, 'minutes', (select sum(minutes) from course_attendance where application_id = mine.id),
      'reflections', (select jsonb_agg(takes || E'\n' || tries) from course_reflection where application_id = mine.id),
      'certificate', (select string_agg(number, ' ') from course_certificate where application_id = mine.id)), by_what
  from (select course_application.*, rights_match(rights_request, course_application.name, '', course_application.phone, course_application.email) as by_what
      from rights_request cross join course_application
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as mine
    join course on course.id = mine.course_id
  where by_what is not null
$function$

CREATE OR REPLACE FUNCTION rights_helpers(request_id bigint)
 RETURNS TABLE(part text, at date, facts jsonb, matched_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select 'helper', applied_at::date, jsonb_build_object('name', name, 'name_kana', name_kana, 'phone', phone, 'email', email,
      'words', words, 'days', days, 'note', note, 'delete_after', delete_after), by_what
  from (select helper_application.*, rights_match(rights_request, helper_application.name, '', helper_application.phone, helper_application.email) as by_what
      from rights_request cross join helper_application
      where rights_request.id = request_id and session_has('rights.manage') is true and carried_out_on is null) as helper
  where by_what is not null
$function$

CREATE OR REPLACE FUNCTION rights_match(request rights_request, family text, given text, their_phone text, their_email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when request.email is not null and lower(their_email) = lower(request.email) then 'email'
    when length(regexp_replace(request.phone, '[^0-9]', '', 'g')) >= 9 and regexp_replace(normalize(their_phone, nfkc), '[^0-9]', '', 'g') = regexp_replace(request.phone, '[^0-9]', '', 'g') then 'phone'
    when regexp_replace(family || given, '[[:space:]　]', '', 'g') = regexp_replace(request.family_name || request.given_name, '[[:space:]　]', '', 'g') then 'name'
  end
$function$

CREATE OR REPLACE FUNCTION rights_people(request_id bigint)
 RETURNS TABLE(part text, at date, facts jsonb, matched_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with matched as (
    select person.*, person_contact.email, person_contact.phone,
      rights_match(rights_request, person.family_name, person.given_name, person_contact.phone, person_contact.email) as by_what
    from rights_request cross join person left join person_contact on person_contact.person_id = person.id
    where rights_request.id = request_id and session_has('rights.manage') is true and rights_request.carried_out_on is null
  )
  select 'person', created_at::date, jsonb_build_object('family_name', family_name, 'given_name', given_name,
      'family_kana', family_kana, 'given_kana', given_kana, 'email', email, 'phone', phone, 'note', note), by_what
    from matched where by_what is not null
  union all
  select 'appointment', appointment.starts_on, jsonb_build_object('role', role.name, 'organisation', organisation.name,
      'title', appointment.title, 'starts_on', appointment.starts_on, 'ends_on', appointment.ends_on), by_what
    from matched join appointment on appointment.person_id = matched.id join role on role.code = role_code
      join organisation on organisation.id = organisation_id where by_what is not null
$function$

CREATE OR REPLACE FUNCTION round_days(first_on date, last_on date)
 RETURNS TABLE(facility_id bigint, planned_on date, planned_from time without time zone, planned_to time without time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select visit.facility_id, visit.planned_on, visit.planned_from, visit.planned_to from visit
  where visit.cancelled_at is null and visit.planned_on between first_on and last_on
    and (session_has('round.share') is true or visit.facility_id = any(session_facilities()) is true)
$function$

CREATE OR REPLACE FUNCTION search_find(words text[], grams text[], kinds text[], at_most integer)
 RETURNS TABLE(kind text, subject_id bigint, title text, summary text, url text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select kind, subject_id, title, summary, url
  from search_entry
  where search_bigrams(folded) @> grams
    and not exists (select from unnest(words) as word where position(word in folded) = 0)
    and may_find(audience_duty, audience_facility_id, audience_team_id, audience_forum_id, audience_forum_duty)
    and (kinds is null or kind = any(kinds))
  order by position(words[1] in search_fold(title)) = 0, updated_at desc
  limit at_most
$function$

CREATE OR REPLACE FUNCTION search_publish(entry jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  insert into search_entry select (jsonb_populate_record(null::search_entry, entry)).*
  where session_has('network') or session_has('job')
  on conflict (kind, subject_id) do update set title = excluded.title, summary = excluded.summary, url = excluded.url,
    folded = excluded.folded, audience_duty = excluded.audience_duty, audience_facility_id = excluded.audience_facility_id,
    audience_team_id = excluded.audience_team_id, audience_forum_id = excluded.audience_forum_id,
    audience_forum_duty = excluded.audience_forum_duty, updated_at = excluded.updated_at
$function$

CREATE OR REPLACE FUNCTION search_unpublish(entry_kind text, entry_subject_id bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  delete from search_entry where kind = entry_kind and subject_id = entry_subject_id
    and (session_has('network') or session_has('job'))
$function$

CREATE OR REPLACE FUNCTION session_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$function$

CREATE OR REPLACE FUNCTION session_of(person bigint, day date, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
begin
  return (with mine as (
    select appointment.*, role.case_zone, role.facility_scope, role.name as role_name, role.position
    from appointment join role on role.code = role_code
    where person_id = person and starts_on <= day and (ends_on is null or ends_on >= day)
      and not exists (select from user_link where user_link.person_id = person and disabled_at is not null)
  ),
  facilities as (
    select facility_id as id from mine where facility_id is not null and facility_scope
    union
    select facility.id from mine join facility on facility.organisation_id = mine.organisation_id
    where mine.facility_scope and mine.facility_id is null
    union
    -- Two entries became one: the old number's people go on with the new.
    select facility.merged_into_id from mine join facility on facility.id = mine.facility_id
    where mine.facility_scope and facility.merged_into_id is not null
  )
  select jsonb_build_object(
    'duties', coalesce((select jsonb_agg(distinct duty) from mine join role_duty using (role_code)), '[]'),
    'roles', coalesce((select jsonb_agg(jsonb_build_object('code', role_code, 'name', role_name,
        'organisation', (select name from organisation where organisation.id = mine.organisation_id),
        'facility', (select name from facility where facility.id = mine.facility_id)) order by position) from mine), '[]'),
    'organisations', coalesce((select jsonb_agg(distinct organisation_id) from mine), '[]'),
    'facilities', coalesce((select jsonb_agg(distinct id) from facilities), '[]'),
    'teams', coalesce((select jsonb_agg(distinct team_id) from mine where team_id is not null), '[]'),
    'forums', coalesce((select jsonb_agg(distinct forum_id) from forum_member
        where starts_on <= day and (ends_on is null or ends_on >= day)
          and (forum_member.person_id = person
            or (forum_member.person_id is null and forum_member.facility_id is null
              -- not everybody of a city's department is at its meetings: the auditor and the administrator are not
              and forum_member.organisation_id in (select organisation_id from mine join role_duty using (role_code)
                where facility_id is null and duty in ('meeting.read', 'facility.answer')))
            -- what a forum says is for the whole staff of a member facility, whoever sits there for it
            or forum_member.facility_id in (select id from facilities))), '[]'),
    -- Whoever is asked to pass on what a meeting decided may read it: the seat may have ended since, or be the operator's.
    'meetings', coalesce((select jsonb_agg(distinct meeting_id) from share_back
        where share_back.facility_id in (select id from facilities)
          or (share_back.facility_id is null
            and share_back.organisation_id in (select organisation_id from mine join role_duty using (role_code)
              where duty in ('meeting.read', 'facility.answer')))), '[]'),
    -- A role of the case zone counts in the team it was given for, and nowhere else.
    'case_teams', coalesce((select jsonb_agg(distinct team_id) from mine where case_zone and team_id is not null), '[]'),
    'shared', coalesce((select jsonb_agg(distinct kind || ':' || subject_id) from case_share
        where case_share.person_id = person and starts_at <= moment and ends_at > moment and ended_at is null
          -- a conference's guest reads from the promise of secrecy on
          and (kind <> 'conference' or promised_at is not null)
          and exists (select from mine)), '[]'),
    'opened', coalesce((select jsonb_agg(distinct subject_kind || ':' || subject_id) from emergency_access
        where emergency_access.person_id = person and ends_at > moment and ended_at is null), '[]'),
    'case_zone', exists (select from mine where case_zone) or exists (select from case_share
        where case_share.person_id = person and starts_at <= moment and ends_at > moment and ended_at is null),
    -- With nothing written meanwhile it stays so until then, or until the day is over.
    'until', least(
      (select min(case when starts_at > moment then starts_at else ends_at end) from case_share
        where case_share.person_id = person and ends_at > moment and ended_at is null),
      (select min(ends_at) from emergency_access
        where emergency_access.person_id = person and ends_at > moment and ended_at is null)),
    'name', (select family_name || ' ' || given_name from person where id = session_of.person)
  ));
end
$function$

CREATE OR REPLACE FUNCTION statement_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  gone integer;
begin
  delete from statement_source where case_id in (select subject_id from disposal_released(disposal, 'case'))
    or consultation_id in (select id from disposal_consultations(disposal));
  get diagnostics gone = row_count;
  return gone;
end
$function$

CREATE OR REPLACE FUNCTION statement_outcomes()
 RETURNS TABLE(statement_id bigint, issue_id bigint, state text, moved_on date, steps jsonb, answer text, answered_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select link.statement_id, link.issue_id, goes_on.state, goes_on.moved_on,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', fact.kind, 'on', fact.happened_on) order by fact.happened_on, fact.id), '[]')
      from issue_event as fact where fact.issue_id in (link.issue_id, coalesce(issue.merged_into_id, link.issue_id))
        and fact.kind in ('raised', 'merged', 'shared', 'discussed', 'decided', 'acted', 'reviewed', 'closed', 'reopened')
        and (fact.kind <> 'raised' or fact.issue_id = link.issue_id)),
    said.answer, said.answered_at
  from statement_issue as link
    join issue on issue.id = link.issue_id
    join issue_state as goes_on on goes_on.issue_id = coalesce(issue.merged_into_id, issue.id)
    left join issue_family_answer as said on said.issue_id = link.issue_id
  where may_work_case(link.team_id)
$function$

CREATE OR REPLACE FUNCTION support_file_at(token text, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select file_id from support_file_visit where token_hash = token and ends_at > moment
$function$

CREATE OR REPLACE FUNCTION support_file_begin(entry jsonb, day date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint;
begin
  if entry ->> 'sheet_hash' is not null then
    delete from support_file_sheet where code_hash = entry ->> 'sheet_hash' and ends_on >= day;
    if not found then return null; end if;
  end if;
  insert into support_file (profile_sealed, proof_hash, mail_sealed, made_on, opened_on)
    values (entry ->> 'profile_sealed', entry ->> 'proof_hash', entry ->> 'mail_sealed', day, day) returning id into file;
  insert into support_file_lock (file_id, kind, code_hash, salt, key_sealed)
    values (file, 'own', entry ->> 'code_hash', entry ->> 'salt', entry ->> 'key_sealed');
  insert into support_file_visit (token_hash, file_id, key_sealed, ends_at)
    values (entry ->> 'token_hash', file, entry ->> 'visit_key_sealed', (entry ->> 'ends_at')::timestamptz);
  return file;
end $function$

CREATE OR REPLACE FUNCTION support_file_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(subject_id) from disposal_released(disposal, 'case'));
begin
  if going is null then return 0; end if;
  delete from case_taken_entry where case_id = any(going);
  delete from support_file_request where case_id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION support_file_drop(token text, what text, number bigint, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_at(token, moment); gone boolean := false;
begin
  if what = 'visit' then
    delete from support_file_visit where token_hash = token;
    return found;
  end if;
  if file is null then return false; end if;
  if what = 'entry' then
    delete from support_file_entry where id = number and file_id = file;
    gone := found;
  elsif what = 'lending' then
    update support_file_lending set ended_at = moment, end_reason = 'taken_back', key_sealed = null
      where id = number and file_id = file and ended_at is null;
    gone := found;
    if gone then
      delete from support_file_lent where lending_id = number;
      delete from support_file_visit where lending_id = number;
    end if;
  elsif what = 'file' then
    delete from support_file where id = file;
    gone := found;
  end if;
  return gone;
end $function$

CREATE OR REPLACE FUNCTION support_file_enter(hash text, proof text, visit jsonb, moment timestamp with time zone, day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint; lent support_file_lending;
begin
  select support_file.id into file from support_file_lock join support_file on support_file.id = file_id
    where code_hash = hash and proof_hash = proof;
  if file is not null then
    insert into support_file_visit (token_hash, file_id, key_sealed, ends_at)
      values (visit ->> 'token_hash', file, visit ->> 'key_sealed', (visit ->> 'ends_at')::timestamptz);
    update support_file set opened_on = greatest(opened_on, day), noticed_on = null where id = file;
    return true;
  end if;
  select * into lent from support_file_lending where code_hash = hash and proof_hash = proof and kind in ('show', 'lend')
    and ended_at is null and ends_at > moment and may_open_lending(facility_id, organisation_id) is true;
  if lent.id is null then return false; end if;
  insert into support_file_visit (token_hash, lending_id, key_sealed, ends_at)
    values (visit ->> 'token_hash', lent.id, visit ->> 'key_sealed', least((visit ->> 'ends_at')::timestamptz, lent.ends_at));
  insert into support_file_look (lending_id, looked_at, who_sealed) values (lent.id, moment, visit ->> 'who_sealed');
  return true;
end $function$

CREATE OR REPLACE FUNCTION support_file_give(token text, hash text, given jsonb, moment timestamp with time zone, day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_stay(token, moment); asked support_file_request; many integer;
begin
  if file is null then return null; end if;
  select * into asked from support_file_request where code_hash = hash and ended_at is null and ends_on >= day for update;
  if asked.id is null then return null; end if;
  insert into case_taken_entry (case_id, team_id, request_id, way, topic, stage, dated_on, title, body, said_by, yes_at, taken_at, yes_hash)
    select asked.case_id, asked.team_id, asked.id, 'request', one ->> 'topic', one ->> 'stage', (one ->> 'dated_on')::date,
      one ->> 'title', one ->> 'body', given ->> 'said_by', moment, moment, one ->> 'yes_hash'
    from jsonb_array_elements(given -> 'entries') as one;
  get diagnostics many = row_count;
  insert into support_file_given (file_id, given_sealed)
    select file, one ->> 'given_sealed' from jsonb_array_elements(given -> 'entries') as one;
  insert into notice (person_id, title, url, created_at)
    values (asked.asked_by, given ->> 'notice', '/cases/' || asked.case_id || '/support-file', moment);
  return many;
end $function$

CREATE OR REPLACE FUNCTION support_file_keep(token text, entry jsonb, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_stay(token, moment); kept bigint;
begin
  if entry ->> 'id' is null then
    insert into support_file_entry (file_id, key_sealed, body_sealed)
      select file, entry ->> 'key_sealed', entry ->> 'body_sealed'
      where file is not null and (select count(*) from support_file_entry where file_id = file) < 1000 returning id into kept;
  else
    update support_file_entry set body_sealed = entry ->> 'body_sealed', version = version + 1
      where id = (entry ->> 'id')::bigint and file_id = file and version = (entry ->> 'version')::integer returning id into kept;
  end if;
  return kept;
end $function$

CREATE OR REPLACE FUNCTION support_file_lend(token text, lending jsonb, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_stay(token, moment); made bigint;
begin
  if file is null or (select count(*) from support_file_lending where file_id = file) >= 500 then return null; end if;
  insert into support_file_lending (file_id, kind, code_hash, salt, key_sealed, proof_hash, own_sealed, title_sealed, facility_id,
      organisation_id, made_at, ends_at)
    values (file, lending ->> 'kind', lending ->> 'code_hash', lending ->> 'salt', lending ->> 'key_sealed', lending ->> 'proof_hash',
      lending ->> 'own_sealed', lending ->> 'title_sealed', (lending ->> 'facility_id')::bigint, (lending ->> 'organisation_id')::bigint,
      moment, (lending ->> 'ends_at')::timestamptz) returning id into made;
  insert into support_file_lent (lending_id, entry_id, file_id, key_sealed)
    select made, (one ->> 'entry_id')::bigint, file, one ->> 'key_sealed' from jsonb_array_elements(lending -> 'entries') as one;
  insert into support_file_given (file_id, given_sealed)
    select file, one from jsonb_array_elements_text(coalesce(lending -> 'given', '[]')) as one;
  return made;
end $function$

CREATE OR REPLACE FUNCTION support_file_lent_to(token text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('kind', lending.kind, 'title_sealed', lending.title_sealed, 'key_sealed', visit.key_sealed,
    'ends_at', lending.ends_at,
    'entries', (select coalesce(jsonb_agg(jsonb_build_object('id', entry.id, 'key_sealed', lent.key_sealed, 'body_sealed', entry.body_sealed)
      order by entry.id), '[]')
      from support_file_lent as lent join support_file_entry as entry on entry.id = lent.entry_id where lent.lending_id = lending.id))
  from support_file_visit as visit join support_file_lending as lending on lending.id = visit.lending_id
  where visit.token_hash = token and visit.ends_at > moment and lending.ended_at is null and lending.ends_at > moment
    and may_open_lending(lending.facility_id, lending.organisation_id) is true
$function$

CREATE OR REPLACE FUNCTION support_file_lock_of(hash text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('what', kind, 'salt', salt, 'key_sealed', key_sealed) from support_file_lock where code_hash = hash
  union all
  select jsonb_build_object('what', kind, 'salt', salt, 'key_sealed', key_sealed) from support_file_lending
    where code_hash = hash and ended_at is null and ends_at > moment and may_open_lending(facility_id, organisation_id) is true
$function$

CREATE OR REPLACE FUNCTION support_file_of(token text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('id', file.id, 'profile_sealed', file.profile_sealed, 'mail', file.mail_sealed is not null,
    'made_on', file.made_on, 'version', file.version, 'key_sealed', visit.key_sealed, 'ends_at', visit.ends_at,
    'spare', exists (select from support_file_lock as spare where spare.file_id = file.id and spare.kind = 'spare'),
    'entries', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'key_sealed', one.key_sealed, 'body_sealed', one.body_sealed,
      'version', one.version) order by one.id), '[]') from support_file_entry as one where one.file_id = file.id),
    'lendings', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'kind', one.kind, 'own_sealed', one.own_sealed,
      'facility', facility.name, 'organisation', organisation.name, 'made_at', one.made_at, 'ends_at', one.ends_at,
      'ended_at', one.ended_at, 'end_reason', one.end_reason,
      'entry_ids', (select coalesce(jsonb_agg(entry_id order by entry_id), '[]') from support_file_lent where lending_id = one.id),
      'looks', (select coalesce(jsonb_agg(jsonb_build_object('looked_at', looked_at, 'who_sealed', who_sealed) order by look.id desc), '[]')
        from support_file_look as look where look.lending_id = one.id)) order by one.id desc), '[]')
      from support_file_lending as one left join facility on facility.id = one.facility_id
      left join organisation on organisation.id = one.organisation_id where one.file_id = file.id),
    'given', (select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'given_sealed', one.given_sealed,
      'withdrawn_at', one.withdrawn_at) order by one.id desc), '[]') from support_file_given as one where one.file_id = file.id))
  from support_file_visit as visit join support_file as file on file.id = visit.file_id
  where visit.token_hash = token and visit.ends_at > moment
$function$

CREATE OR REPLACE FUNCTION support_file_offer_of(hash text, moment timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('title_sealed', title_sealed, 'entries', (select jsonb_agg(jsonb_build_object('id', entry.id,
      'key_sealed', lent.key_sealed, 'body_sealed', entry.body_sealed) order by entry.id)
      from support_file_lent as lent join support_file_entry as entry on entry.id = lent.entry_id where lent.lending_id = lending.id))
  from support_file_lending as lending
  where code_hash = hash and kind = 'offer' and ended_at is null and ends_at > moment
    and session_has('case.work') and session_case_teams() is not null
$function$

CREATE OR REPLACE FUNCTION support_file_request_of(hash text, day date)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select jsonb_build_object('purpose', purpose, 'team', team.name, 'organisation', organisation.name, 'asked_at', asked_at)
  from support_file_request join team on team.id = team_id join organisation on organisation.id = team.organisation_id
  where code_hash = hash and ended_at is null and ends_on >= day
$function$

CREATE OR REPLACE FUNCTION support_file_set(token text, changes jsonb, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_stay(token, moment);
begin
  if file is null then return false; end if;
  update support_file set profile_sealed = coalesce(changes ->> 'profile_sealed', profile_sealed), version = version + 1,
    mail_sealed = case when changes ? 'mail_sealed' then changes ->> 'mail_sealed' else mail_sealed end where id = file;
  if changes ? 'lock' then
    insert into support_file_lock (file_id, kind, code_hash, salt, key_sealed)
      values (file, changes -> 'lock' ->> 'kind', changes -> 'lock' ->> 'code_hash', changes -> 'lock' ->> 'salt',
        changes -> 'lock' ->> 'key_sealed')
      on conflict (file_id, kind) do update set code_hash = excluded.code_hash, salt = excluded.salt, key_sealed = excluded.key_sealed;
    delete from support_file_visit where file_id = file and token_hash <> token;
  end if;
  return true;
end $function$

CREATE OR REPLACE FUNCTION support_file_stay(token text, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  file bigint := support_file_at(token, moment);
begin
  if file is not null then
    update support_file_visit set ends_at = greatest(ends_at, moment + interval '30 minutes') where token_hash = token;
  end if;
  return file;
end $function$

CREATE OR REPLACE FUNCTION support_file_take(hash text, proof text, into_case bigint, given jsonb, moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  offer support_file_lending; team bigint; many integer;
begin
  select team_id into team from support_case where id = into_case;
  if team is null or may_work_case(team) is not true then return null; end if;
  select * into offer from support_file_lending where code_hash = hash and proof_hash = proof and kind = 'offer'
    and ended_at is null and ends_at > moment for update;
  if offer.id is null or jsonb_array_length(given -> 'entries')
    > (select count(*) from support_file_lent where lending_id = offer.id) then return null; end if;
  insert into case_taken_entry (case_id, team_id, way, topic, stage, dated_on, title, body, said_by, yes_at, taken_by, taken_at, yes_hash)
    select into_case, team, 'offer', one ->> 'topic', one ->> 'stage', (one ->> 'dated_on')::date, one ->> 'title', one ->> 'body',
      given ->> 'said_by', offer.made_at, session_person(), moment, one ->> 'yes_hash'
    from jsonb_array_elements(given -> 'entries') as one;
  get diagnostics many = row_count;
  update support_file_lending set ended_at = moment, end_reason = 'taken', key_sealed = null where id = offer.id;
  delete from support_file_lent where lending_id = offer.id;
  return many;
end $function$

CREATE OR REPLACE FUNCTION support_file_withdraw(token text, number bigint, hash text, title text, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  file bigint := support_file_stay(token, moment); there case_taken_entry;
begin
  update support_file_given set withdrawn_at = moment where id = number and file_id = file and withdrawn_at is null;
  if not found then return false; end if;
  update case_taken_entry set withdrawn_at = moment, title = null, body = null, dated_on = null
    where yes_hash = hash and withdrawn_at is null returning * into there;
  if there.id is not null then
    insert into notice (person_id, title, url, created_at)
      select worker_id, support_file_withdraw.title, '/cases/' || there.case_id || '/support-file', moment
      from support_case where support_case.id = there.case_id and worker_id is not null;
  end if;
  return true;
end $function$

CREATE OR REPLACE FUNCTION survey_kept(summary bigint)
 RETURNS TABLE(id bigint, area_id bigint, question text, answer text, unit text, answers integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select f.id, f.area_id, f.question, f.answer, f.unit, case when f.answers >= 5 then f.answers end
  from survey_figure f where f.summary_id = summary and f.published and not f.shown
$function$

CREATE OR REPLACE FUNCTION take_up_invitation(hash text, moment timestamp with time zone, account text)
 RETURNS TABLE(person_id bigint, email text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with taken as (
    update invitation set accepted_at = moment
    where token_hash = hash and invitation.person_id = session_person()
      and accepted_at is null and withdrawn_at is null and expires_at > moment
    returning invitation.person_id, invitation.email
  ), linked as (
    insert into user_link (person_id, user_id, linked_at) select taken.person_id, account, moment from taken
    on conflict on constraint user_link_pkey do update set user_id = excluded.user_id, disabled_at = null
  )
  select taken.person_id, taken.email from taken
$function$

CREATE OR REPLACE FUNCTION use_consultations(year integer, by_service boolean)
 RETURNS TABLE(facility_id bigint, programme_code text, kind text, method text, topic text, count integer, people integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with reach as materialized (select session_has('use.read') as whole, coalesce(session_facilities(), '{}') as own, session_has('network') as network),
    said as materialized (
      select asked.service_id, asked.facility_id, 'consultation' as kind, method, topic,
        not (reach.whole or asked.facility_id = any(reach.own)) as of_others, count(*) as count, sum(people) as people
      from daily_use_consultation as asked, reach
      where used_on >= make_date(year, 4, 1) and used_on < make_date(year + 1, 4, 1)
        and reach.network and (not by_service or reach.whole or asked.facility_id = any(reach.own))
      group by asked.service_id, asked.facility_id, method, topic, of_others
      union all
      select held.service_id, held.facility_id, held.kind, null, null,
        not (reach.whole or held.facility_id = any(reach.own)), count(*), sum(participants)
      from daily_use_event as held, reach
      where used_on >= make_date(year, 4, 1) and used_on < make_date(year + 1, 4, 1)
        -- a near miss stays with the place and those who help it
        and reach.network and (reach.whole or held.facility_id = any(reach.own) or (not by_service and held.kind <> 'near_miss'))
      group by held.service_id, held.facility_id, held.kind, reach.whole, reach.own
    ),
    summed as (
      select case when by_service then said.facility_id end as place, service.programme_code, said.kind, said.method, said.topic,
        said.of_others, said.of_others and said.kind = 'consultation' as in_fives, sum(said.count) as count,
        count(distinct said.facility_id) as places,
        case when said.of_others and said.kind = 'consultation' then floor(sum(said.people) / 5) * 5
          else coalesce(sum(said.people), 0) end as people
      from said join service on service.id = said.service_id
      group by 1, 2, 3, 4, 5, 6
    )
  select summed.place, summed.programme_code, summed.kind, summed.method, summed.topic,
    sum(case when summed.in_fives then summed.people else summed.count end)::integer, sum(summed.people)::integer
  from summed
  where not summed.of_others or (summed.in_fives and summed.people > 0) or (not summed.in_fives and summed.places >= 3)
  group by 1, 2, 3, 4, 5
$function$

CREATE OR REPLACE FUNCTION use_figures(year integer, by_service boolean)
 RETURNS TABLE(service_id bigint, facility_id bigint, programme_code text, standing boolean, month integer, places integer, open_days integer, closed_days integer, families integer, adults integer, fathers integer, expecting integer, children_0 integer, children_1 integer, children_2 integer, children_3_up integer, first_visits integer, from_elsewhere integer, people integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  with reach as materialized (select session_has('use.read') as whole, coalesce(session_facilities(), '{}') as own, session_has('network') as network),
    monthly as materialized (
      select used.service_id, used.month, max(used.facility_id) as facility_id,
        count(*) filter (where opened) as open_days, count(*) filter (where not opened) as closed_days,
        sum(families) as families, sum(adults) as adults, sum(fathers) as fathers, sum(expecting) as expecting,
        sum(children_0) as children_0, sum(children_1) as children_1, sum(children_2) as children_2, sum(children_3_up) as children_3_up,
        sum(first_visits) as first_visits, sum(from_elsewhere) as from_elsewhere, sum(people) as people
      from daily_use as used, reach
      where fiscal_year = year and reach.network and (not by_service or reach.whole or used.facility_id = any(reach.own))
      group by used.service_id, used.month
    ),
    standing as materialized (
      select service_standing.* from (select distinct service_id from monthly) as counted
        join service_standing on service_standing.service_id = counted.service_id
    ),
    others as (
      select programme_code, standing.standing, month, count(distinct monthly.facility_id) as places
      from monthly join standing on standing.service_id = monthly.service_id, reach
      where not by_service and not reach.whole and monthly.facility_id <> all(reach.own)
      group by 1, 2, 3
    )
  select case when by_service then monthly.service_id end, case when by_service then monthly.facility_id end,
    standing.programme_code, standing.standing, month, count(distinct monthly.facility_id)::integer,
    sum(open_days)::integer, sum(closed_days)::integer, sum(families)::integer, sum(adults)::integer, sum(fathers)::integer, sum(expecting)::integer,
    sum(children_0)::integer, sum(children_1)::integer, sum(children_2)::integer, sum(children_3_up)::integer,
    sum(first_visits)::integer, sum(from_elsewhere)::integer, sum(people)::integer
  from monthly join standing on standing.service_id = monthly.service_id cross join reach
  where by_service or reach.whole or monthly.facility_id = any(reach.own)
    or exists (select from others where others.programme_code = standing.programme_code and others.standing = standing.standing
      and others.month = monthly.month and others.places >= 3)
  -- month null: the whole year
  group by grouping sets ((1, 2, 3, 4, month), (1, 2, 3, 4))
$function$

CREATE OR REPLACE FUNCTION visit_dispose(disposal bigint)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
declare
  going bigint[] := (select array_agg(id) from visit join disposal_released(disposal, 'visit') as one on subject_id = id
    where visited_on is not null or cancelled_at is not null);
begin
  if going is null then return 0; end if;
  update issue set visit_id = null where visit_id = any(going);
  update action_item set visit_id = null where visit_id = any(going);
  update visit set moved_from_id = null where moved_from_id = any(going);
  delete from visit where id = any(going);
  return cardinality(going);
end
$function$

CREATE OR REPLACE FUNCTION visit_due(months integer, until_age integer, day date)
 RETURNS TABLE(subject_id bigint, team_id bigint, parent_id bigint, label text, ended_on date, due_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select * from (
    select id, null::bigint, null::bigint, id::text, coalesce(visited_on, planned_on),
      (coalesce(visited_on, planned_on) + make_interval(months => months))::date as due_on
    from visit where session_has('job') is true and (visited_on is not null or cancelled_at is not null)
      and not exists (select from visit_follow_up where visit_id = visit.id and done_on is null)) as ended
  where ended.due_on <= day and until_age is null
$function$

CREATE OR REPLACE FUNCTION voice_by_code(hash text)
 RETURNS TABLE(kind text, text text, said_at timestamp with time zone, read_at timestamp with time zone, became_issue boolean, answer text, answered_at timestamp with time zone, close_reason text, closed_at timestamp with time zone, published boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  select voice.kind, voice.text, voice.said_at, voice.read_at, voice.issue_id is not null, voice.answer, voice.answered_at,
    voice.close_reason, voice.closed_at,
    exists (select from voice_publication where voice_id = voice.id and withdrawn_at is null)
  from voice where voice.code_hash = hash
$function$

CREATE OR REPLACE FUNCTION withdraw_helper_application(hash text)
 RETURNS TABLE(id bigint)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'm999997', 'shared', 'extensions', 'pg_temp'
AS $function$
  delete from helper_application where helper_application.code_hash = hash returning helper_application.id
$function$

create view course_gathering as
 SELECT session.id AS record_id,
    session.held_on,
    NULL::text AS theme_code,
    here.owner_facility_id AS facility_id,
    NULL::bigint AS organisation_id
   FROM (course_session session
     JOIN course_attendance here ON ((here.session_id = session.id)))
  WHERE ((here.minutes > 0) AND (here.owner_facility_id > 0) AND (session.cancelled_at IS NULL));

create view initiative_gathering as
 SELECT session.id AS record_id,
    session.held_on,
    NULL::text AS theme_code,
    partner.facility_id,
    partner.organisation_id
   FROM (initiative_session session
     JOIN initiative_partner partner ON ((partner.initiative_id = session.initiative_id)))
  WHERE ((session.held_at IS NOT NULL) AND (session.cancelled_at IS NULL) AND ((partner.left_on IS NULL) OR (partner.left_on >= session.held_on)) AND COALESCE(( SELECT initiative_answer.yes
           FROM initiative_answer
          WHERE (initiative_answer.partner_id = partner.id)
          ORDER BY initiative_answer.answered_at DESC, initiative_answer.id DESC
         LIMIT 1), false));

create view issue_state as
 SELECT issue.id AS issue_id,
        CASE
            WHEN (issue.merged_into_id IS NOT NULL) THEN 'merged'::text
            WHEN (latest.closed > latest.reopened) THEN 'closed'::text
            WHEN (latest.acted > GREATEST(latest.reopened, latest.reviewed)) THEN 'acting'::text
            WHEN (latest.decided > GREATEST(latest.reopened, latest.reviewed)) THEN 'decided'::text
            WHEN (latest.discussed > GREATEST(latest.reopened, latest.reviewed)) THEN 'discussed'::text
            WHEN (latest.shared > GREATEST(latest.reopened, latest.reviewed)) THEN 'shared'::text
            WHEN (latest.reviewed > latest.reopened) THEN 'reviewed'::text
            WHEN (latest.reopened > 0) THEN 'reopened'::text
            ELSE 'grasped'::text
        END AS state,
    COALESCE(latest.moved_on, issue.raised_on) AS moved_on,
    latest.last_kind
   FROM (issue
     CROSS JOIN LATERAL ( SELECT COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'closed'::text)), (0)::bigint) AS closed,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'reopened'::text)), (0)::bigint) AS reopened,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'reviewed'::text)), (0)::bigint) AS reviewed,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'acted'::text)), (0)::bigint) AS acted,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'decided'::text)), (0)::bigint) AS decided,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'discussed'::text)), (0)::bigint) AS discussed,
            COALESCE(max(fact.place) FILTER (WHERE (fact.kind = 'shared'::text)), (0)::bigint) AS shared,
            max(fact.happened_on) FILTER (WHERE fact.moves) AS moved_on,
            (array_agg(fact.kind ORDER BY fact.place DESC) FILTER (WHERE fact.moves))[1] AS last_kind
           FROM ( SELECT issue_event.kind,
                    issue_event.happened_on,
                    ((((issue_event.happened_on - '1900-01-01'::date))::bigint * '1000000000000'::bigint) + issue_event.id) AS place,
                    (issue_event.kind = ANY (ARRAY['raised'::text, 'merged_here'::text, 'shared'::text, 'discussed'::text, 'decided'::text, 'acted'::text, 'reviewed'::text, 'closed'::text, 'reopened'::text])) AS moves
                   FROM issue_event
                  WHERE (issue_event.issue_id = issue.id)) fact) latest);

create view issue_work as
 SELECT decision.issue_id,
    'decision'::text AS kind,
    meeting.id AS meeting_id,
    meeting.title AS meeting_title,
    meeting.held_on,
    decision.body AS text,
    NULL::text AS owner,
    NULL::date AS due_on,
    NULL::date AS done_on,
    NULL::bigint AS action_item_id
   FROM (decision
     JOIN meeting ON ((meeting.id = decision.meeting_id)))
  WHERE (decision.issue_id IS NOT NULL)
UNION ALL
 SELECT role_assignment.issue_id,
    'role'::text AS kind,
    meeting.id AS meeting_id,
    meeting.title AS meeting_title,
    meeting.held_on,
    role_assignment.part AS text,
    organisation.name AS owner,
    NULL::date AS due_on,
    NULL::date AS done_on,
    NULL::bigint AS action_item_id
   FROM ((role_assignment
     JOIN meeting ON ((meeting.id = role_assignment.meeting_id)))
     JOIN organisation ON ((organisation.id = role_assignment.organisation_id)))
  WHERE (role_assignment.issue_id IS NOT NULL)
UNION ALL
 SELECT action_item.issue_id,
    'action'::text AS kind,
    meeting.id AS meeting_id,
    meeting.title AS meeting_title,
    meeting.held_on,
    action_item.what AS text,
    (COALESCE(facility.name, organisation.name) || COALESCE(((('　'::text || person.family_name) || ' '::text) || person.given_name), ''::text)) AS owner,
    action_item.due_on,
    action_item.done_on,
    action_item.id AS action_item_id
   FROM ((((action_item
     LEFT JOIN meeting ON ((meeting.id = action_item.meeting_id)))
     JOIN organisation ON ((organisation.id = action_item.owner_organisation_id)))
     LEFT JOIN facility ON ((facility.id = action_item.owner_facility_id)))
     LEFT JOIN person ON ((person.id = action_item.owner_id)))
  WHERE ((action_item.issue_id IS NOT NULL) AND (action_item.cancelled_at IS NULL));

create view meeting_gathering as
 SELECT meeting.id AS record_id,
    meeting.held_on,
    NULL::text AS theme_code,
    attendance.facility_id,
    attendance.organisation_id
   FROM (meeting
     JOIN attendance ON ((attendance.meeting_id = meeting.id)))
  WHERE ((meeting.cancelled_at IS NULL) AND (attendance.status = ANY (ARRAY['attended'::text, 'online'::text, 'proxy'::text])));

create view open_day_gathering as
 SELECT open_day.id AS record_id,
    open_day.held_on,
    open_day.theme_code,
    open_day.facility_id,
    NULL::bigint AS organisation_id
   FROM open_day
  WHERE (open_day.cancelled_at IS NULL)
UNION ALL
 SELECT open_day.id AS record_id,
    open_day.held_on,
    open_day.theme_code,
    came.facility_id,
    NULL::bigint AS organisation_id
   FROM (open_day
     JOIN open_day_participation came ON ((came.open_day_id = open_day.id)))
  WHERE (open_day.cancelled_at IS NULL);

create view partnership_gathering as
 SELECT ((partnership_check.round_id * 100000) + partnership_check.area_id) AS record_id,
    partnership_round.closes_on AS held_on,
    NULL::text AS theme_code,
    partnership_check.facility_id,
    partnership_check.organisation_id
   FROM (partnership_check
     JOIN partnership_round ON ((partnership_round.id = partnership_check.round_id)))
  WHERE partnership_check.published;

create view practice_published as
 SELECT open_day_practice.open_day_id,
    open_day_practice.facility_id,
    open_day.facility_id AS host_facility_id,
    open_day.theme_code,
    open_day.title,
    open_day.held_on,
    open_day.fiscal_year,
    open_day_practice.what,
    open_day_practice.why,
    open_day_practice.try_from,
    later.tried,
    later.happened,
    later.keeps,
    later.answered_at
   FROM ((open_day_practice
     JOIN open_day ON ((open_day.id = open_day_practice.open_day_id)))
     LEFT JOIN open_day_follow_up later ON (((later.open_day_id = open_day_practice.open_day_id) AND (later.facility_id = open_day_practice.facility_id))))
  WHERE (open_day_practice.shared AND (open_day.cancelled_at IS NULL));

create view service_standing as
 SELECT service.id AS service_id,
    service.facility_id,
    service.programme_code,
    counted.days_per_week,
    COALESCE(service.permanent, (counted.days_per_week >= COALESCE(programme.standing_from_days, 3)), false) AS standing
   FROM ((((service
     JOIN programme ON ((programme.code = service.programme_code)))
     JOIN facility ON ((facility.id = service.facility_id)))
     LEFT JOIN LATERAL ( SELECT count(DISTINCT day.day) FILTER (WHERE (schedule.service_id IS NOT NULL)) AS own,
            count(DISTINCT day.day) FILTER (WHERE (schedule.service_id IS NULL)) AS of_place
           FROM (schedule
             CROSS JOIN LATERAL unnest(schedule.byday) day(day))
          WHERE ((schedule.facility_id = service.facility_id) AND ((schedule.service_id = service.id) OR (schedule.service_id IS NULL)) AND (length(day.day) = 2) AND (schedule.holidays <> 'only'::text))) planned ON (true))
     CROSS JOIN LATERAL ( SELECT (COALESCE(NULLIF(planned.own, 0), (NULLIF(length(regexp_replace(COALESCE(service.weekdays, ''::text), '[^月火水木金土日]'::text, ''::text, 'g'::text)), 0))::bigint, NULLIF(planned.of_place, 0), (NULLIF(length(regexp_replace(COALESCE(facility.weekdays, ''::text), '[^月火水木金土日]'::text, ''::text, 'g'::text)), 0))::bigint))::integer AS days_per_week) counted);

create view study_gathering as
 SELECT study_session.id AS record_id,
    study_session.held_on,
    study_call.theme_code,
    one.facility_id,
    NULL::bigint AS organisation_id
   FROM (((study_session
     JOIN study_group ON ((study_group.id = study_session.group_id)))
     JOIN study_call ON ((study_call.id = study_group.call_id)))
     CROSS JOIN LATERAL unnest(study_session.facility_ids) one(facility_id))
  WHERE study_group.told;

create view visit_gathering as
 SELECT visit.id AS record_id,
    visit.visited_on AS held_on,
    NULL::text AS theme_code,
    visit.facility_id,
    NULL::bigint AS organisation_id
   FROM visit
  WHERE ((visit.visited_on IS NOT NULL) AND (visit.cancelled_at IS NULL))
UNION ALL
 SELECT visit.id AS record_id,
    visit.visited_on AS held_on,
    NULL::text AS theme_code,
    NULL::bigint AS facility_id,
    team.organisation_id
   FROM (visit
     JOIN team ON ((team.id = visit.team_id)))
  WHERE ((visit.visited_on IS NOT NULL) AND (visit.cancelled_at IS NULL));
