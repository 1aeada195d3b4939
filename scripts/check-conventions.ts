import { withClient } from '../src/platform/db/migrate.ts';

// Functions that run as owner: each is named here so that a new one is a conscious decision.
const definers = [
  'account_dispose',
  'account_due',
  'answer_introduction',
  'application_answer',
  'application_by_code',
  'application_enter',
  'audit_append',
  'audit_check',
  'audit_end',
  'audit_ends',
  'audit_verdict',
  'case_audit_numbers',
  'case_audit_subjects',
  'case_by_number',
  'case_close',
  'case_dispose',
  'case_due',
  'case_move',
  'case_number',
  'case_readers',
  'caseload_dispose',
  'conference_dispose',
  'consultation_dispose',
  'consultation_due',
  'consultation_drafts_tidied',
  'consultation_figures',
  'consultation_next_number',
  'consultation_route',
  'consultation_tables_keep',
  'consultation_years',
  'close_year',
  'course_apply_open',
  'course_by_code',
  'course_certificate_check',
  'course_come',
  'course_counts',
  'course_dispose',
  'course_door_of',
  'course_due',
  'course_enter',
  'course_figures',
  'course_forget',
  'course_group_members',
  'course_links',
  'course_reflect_by_code',
  'course_standing',
  'course_takes_part',
  'course_withdraw_by_code',
  'disclosure_dispose',
  'disposal_consultations',
  'disposal_forget',
  'disposal_propose',
  'disposal_released',
  'conference_invitations',
  'conference_promise',
  'disclosure_opened',
  'event_host_is_named',
  'event_sessions_applied_for',
  'family_message_by_code',
  'family_message_dispose',
  'family_message_due',
  'family_message_hand',
  'family_message_reply',
  'family_message_send',
  'handover_dispose',
  'handover_transfer_take',
  'handovers_open_due',
  'helper_application_by_code',
  'household_candidates',
  'household_dispose',
  'household_keeper',
  'household_log',
  'household_reach',
  'household_records',
  'indicator_figures',
  'introduction_answer_rows',
  'introduction_by_code',
  'introduction_sums',
  'invited_person',
  'issue_raise_from_family',
  'list_organisations',
  'network_gatherings',
  'paper_without_notifier',
  'practice_stop',
  'practice_tried',
  'offline_device_emptied',
  'offline_device_forget',
  'offline_device_state',
  'offline_tidy',
  'referral_answer_by_code',
  'referral_by_code',
  'referral_dispose',
  'referral_opened',
  'referral_opened_by_code',
  'referral_opened_events',
  'referral_draft_worker',
  'referral_letter_over',
  'rights_applications',
  'rights_courses',
  'rights_helpers',
  'open_day_follow_guests',
  'rights_people',
  'round_days',
  'search_find',
  'search_publish',
  'search_unpublish',
  'session_of',
  'initiative_decline',
  'support_file_begin',
  'support_file_dispose',
  'support_file_drop',
  'support_file_enter',
  'support_file_give',
  'support_file_keep',
  'support_file_lend',
  'support_file_lent_to',
  'support_file_lock_of',
  'support_file_of',
  'support_file_offer_of',
  'support_file_request_of',
  'support_file_set',
  'support_file_take',
  'support_file_withdraw',
  'statement_dispose',
  'statement_outcomes',
  'survey_kept',
  'take_up_invitation',
  'use_consultations',
  'use_figures',
  'visit_dispose',
  'visit_due',
  'voice_by_code',
  'withdraw_helper_application',
];

/** Walks the catalogue of a migrated database for what Citus refuses and what the house forbids; one sentence each. */
export async function brokenConventions(ownerUrl: string, municipality: string): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    const found: string[] = [];
    const ask = async (text: string, say: (name: string) => string) => {
      const { rows } = await client.query<{ name: string }>(text, [municipality]);
      for (const { name } of rows) found.push(say(name));
    };
    const table = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = $1`;
    await ask(
      `select t.tgname || ' on ' || t.tgrelid::regclass as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and n.nspname in ('shared', $1)`,
      (name) => `trigger ${name}: there are no triggers (Citus refuses them).`,
    );
    await ask(
      `select c.relname as name ${table} and not (c.relrowsecurity and c.relforcerowsecurity)`,
      (name) => `${name}: row security is not forced.`,
    );
    await ask(
      `select policyname || ' on ' || tablename as name from pg_policies where schemaname = $1
       and (coalesce(qual, '') || ' ' || coalesce(with_check, '')) ~* '\\mselect\\M'`,
      (name) => `policy ${name}: has a sub-select (Citus refuses it).`,
    );
    // A policy may call session functions and may_…() functions; neither may read a table.
    await ask(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('shared', $1) and (p.proname like 'may\\_%' or p.proname like 'session\\_%') and p.proname <> 'session_of'
         and p.prosrc ~* '\\mfrom\\M'`,
      (name) => `function ${name}: reads a table; a policy may not.`,
    );
    await ask(
      `select g.table_name || ' for ' || lower(g.privilege_type) as name
       from (select distinct table_name, privilege_type from information_schema.column_privileges
             where table_schema = $1 and grantee = 'tsunagi_service' and privilege_type in ('SELECT', 'INSERT', 'UPDATE')
             union select table_name, privilege_type from information_schema.role_table_grants
             where table_schema = $1 and grantee = 'tsunagi_service' and privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')) g
       join pg_class c on c.relname = g.table_name and c.relkind = 'r' and c.relnamespace = $1::regnamespace
       where not exists (select from pg_policies p where p.schemaname = $1 and p.tablename = g.table_name
         and p.policyname <> 'owner' and p.cmd in ('ALL', g.privilege_type))`,
      (name) => `${name}: granted without a policy.`,
    );
    await ask(
      `select p.policyname || ' on ' || p.tablename as name from pg_policies p
       where p.schemaname = $1 and p.policyname <> 'owner' and p.cmd <> 'ALL'
         and not exists (select from information_schema.column_privileges g where g.table_schema = $1 and g.table_name = p.tablename
           and g.grantee = 'tsunagi_service' and g.privilege_type = p.cmd)
         and not exists (select from information_schema.role_table_grants g where g.table_schema = $1 and g.table_name = p.tablename
           and g.grantee = 'tsunagi_service' and g.privilege_type = p.cmd)`,
      (name) => `policy ${name}: without a grant it does nothing.`,
    );
    await ask(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = $1::text::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         and a.attname like '%\\_by' and a.atttypid = 'bigint'::regtype
         and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'update')
         and not exists (select from pg_policies p where p.schemaname = $1::text and p.tablename = c.relname
           and p.policyname <> 'owner' and p.cmd = 'UPDATE' and p.with_check ~ ('\\m' || a.attname || '\\M'))`,
      (name) =>
        `${name}: may be changed, and no policy says whose name may be put there (names_were, names_stay).`,
    );
    // In a row that is new: the session's own name, or none.
    await ask(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = $1::text::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         and (a.attname like '%\\_by' or a.attname = 'author_id') and a.atttypid = 'bigint'::regtype
         and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'insert')
         and not exists (select from pg_policies p where p.schemaname = $1::text and p.tablename = c.relname
           and p.policyname <> 'owner' and p.cmd in ('ALL', 'INSERT') and p.with_check ~ ('\\m' || a.attname || '\\M'))
       order by 1`,
      (name) =>
        `${name}: a new row may name anybody there; its policy of insert says whose name it may be (names_mine).`,
    );
    await ask(
      `select k.conname || ' on ' || k.conrelid::regclass as name from pg_constraint k join pg_namespace n on n.oid = k.connamespace
       where k.contype = 'f' and n.nspname in ('shared', $1) and not exists (
         select from pg_index i where i.indrelid = k.conrelid
           and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey
           and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] <@ k.conkey)`,
      (name) => `foreign key ${name}: no index begins with its columns.`,
    );
    await ask(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema in ('shared', $1) and data_type in ('timestamp without time zone', 'time with time zone', 'character varying', 'character', 'money', 'json')`,
      (name) => `${name}: use timestamptz, time, text, numeric or jsonb.`,
    );
    await ask(
      `select c.relname as name ${table} and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
      (name) => `${name}: has no primary key.`,
    );
    await ask(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('shared', $1) and p.prosecdef and p.proname <> all (array[${definers.map((name) => `'${name}'`).join(', ')}])`,
      (name) => `function ${name}: runs as owner without being listed in scripts/check-conventions.ts.`,
    );
    // Without a team or without settings a right is null, and "not null" lets through.
    await ask(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('shared', $1) and p.prosrc ~* '\\mnot\\s+(may|session)_'`,
      (name) =>
        `function ${name}: asks "not may_…" or "not session_…", which is null where nothing is known; write "… is not true".`,
    );
    await ask(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relkind = 'v' and not coalesce(c.reloptions::text ~ 'security_invoker=(true|on)', false)`,
      (name) => `view ${name}: must be security_invoker, or it shows what its reader may not see.`,
    );
    await ask(
      `select table_name || ': ' || lower(privilege_type) as name from information_schema.role_table_grants
       where table_schema = $1 and grantee = 'tsunagi_service'
         and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
           or (table_name in ('audit_event', 'audit_head') and privilege_type <> 'SELECT'))`,
      (name) => `${name} is granted to the service; it must not be.`,
    );
    await ask(
      `select rolname as name from pg_roles where rolname like 'tsunagi\\_%' and (rolsuper or rolbypassrls or rolcreaterole) and $1 <> ''`,
      (name) => `role ${name} can go round row security.`,
    );
    return found;
  });
}
