// Generated from the migrated schema by scripts/generate-types.ts; `npm run check` compares it. Do not edit.
import type { ColumnType, Generated } from 'kysely';

export interface ActionItemTable {
  id: Generated<number>;
  what: string;
  forum_id: number | null;
  meeting_id: number | null;
  agenda_item_id: number | null;
  visit_id: number | null;
  issue_id: number | null;
  owner_organisation_id: number;
  owner_facility_id: number | null;
  owner_id: number | null;
  due_on: string;
  first_due_on: string;
  done_on: string | null;
  done_by: number | null;
  outcome: string | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  reminded_on: string | null;
  published: Generated<boolean>;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  created_at: Date;
  created_by: number;
}

export interface ActionNoteTable {
  id: Generated<number>;
  action_item_id: number;
  owner_organisation_id: number;
  owner_facility_id: number | null;
  body: string;
  moved_due_to: string | null;
  written_by: number;
  written_at: Date;
}

export interface AgendaItemTable {
  id: Generated<number>;
  meeting_id: number;
  forum_id: number;
  position: number;
  title: string;
  purpose: 'share' | 'discuss' | 'decide' | 'review' | 'report';
  issue_id: number | null;
  action_item_id: number | null;
  minutes_planned: number | null;
  material: Generated<string>;
  explanation: Generated<string>;
  opinions: Generated<string>;
  conclusion: Generated<string>;
  no_decision_reason: string | null;
  past: ColumnType<unknown, string | undefined, string>;
  published: Generated<boolean>;
  version: Generated<number>;
  updated_at: Date | null;
  updated_by: number | null;
}

export interface AppliedTable {
  schema_name: string;
  name: string;
  hash: string;
  applied_at: Generated<Date>;
}

export interface AppointmentTable {
  id: Generated<number>;
  person_id: number;
  role_code: string;
  organisation_id: number;
  facility_id: number | null;
  team_id: number | null;
  title: string | null;
  starts_on: string;
  ends_on: string | null;
  version: Generated<number>;
  created_at: Date;
  proposal_id: number | null;
  proposed_by: number | null;
}

export interface AreaTable {
  id: Generated<number>;
  area_system_code: string;
  code: string | null;
  name: string;
  name_kana: string | null;
  shape: ColumnType<unknown, string | null | undefined, string | null>;
  starts_on: string | null;
  ends_on: string | null;
  version: Generated<number>;
}

export interface AreaSystemTable {
  code: string;
  name: string;
  description: Generated<string>;
  one_area_per_town: Generated<boolean>;
  position: Generated<number>;
  version: Generated<number>;
}

export interface AreaTownTable {
  area_id: number;
  area_system_code: string;
  town_id: number;
}

export interface AttendanceTable {
  id: Generated<number>;
  meeting_id: number;
  forum_id: number;
  organisation_id: number;
  facility_id: number | null;
  person_id: number | null;
  status: 'unknown' | 'planned' | 'attended' | 'online' | 'proxy' | 'absent';
  proxy_name: string | null;
}

export interface AuditEventTable {
  seq: number;
  at: Date;
  person_id: number | null;
  actor: string;
  action: string;
  subject_kind: string | null;
  subject_id: number | null;
  about_person_id: number | null;
  purpose: string | null;
  source: string | null;
  detail: ColumnType<unknown, string | undefined, string>;
  previous_hash: Buffer;
  hash: Buffer;
}

export interface AuditHeadTable {
  one: Generated<boolean>;
  seq: number;
  hash: Buffer;
}

export interface AuthAccountTable {
  id: string;
  user_id: string;
  provider_id: string;
  account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface AuthAttemptTable {
  key: string;
  count: number;
  locks: Generated<number>;
  started_at: Date;
  last_at: Date;
  locked_until: Date | null;
}

export interface AuthPasskeyTable {
  id: string;
  user_id: string;
  name: string | null;
  public_key: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string | null;
  aaguid: string | null;
  created_at: Date | null;
}

export interface AuthSessionTable {
  id: string;
  user_id: string;
  token: string;
  method: 'password' | 'passkey' | 'oidc' | 'demo';
  signed_in_at: Date;
  seen_at: Date;
  second_factor_at: Date | null;
  ip_address: string | null;
  user_agent: string | null;
  expires_at: Date;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface AuthTwoFactorTable {
  id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Date | null;
}

export interface AuthUserTable {
  id: string;
  municipality_code: string;
  person_id: number;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  two_factor_enabled: Generated<boolean>;
  disabled_at: Date | null;
  demo_role: string | null;
  demo_position: number | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface AuthVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface CalendarFeedTable {
  id: Generated<number>;
  name: string;
  url: string;
  organisation_id: number;
  event_kind_code: string;
  zone: Generated<'public' | 'network'>;
  every_hours: Generated<number>;
  etag: string | null;
  fetched_at: Date | null;
  read_at: Date | null;
  failed_at: Date | null;
  failure: string | null;
  ended_at: Date | null;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
}

export interface DailyUseTable {
  id: Generated<number>;
  service_id: number;
  facility_id: number;
  used_on: string;
  opened: Generated<boolean>;
  closed_reason: string | null;
  families: Generated<number>;
  adults: Generated<number>;
  fathers: Generated<number>;
  expecting: Generated<number>;
  children_0: Generated<number>;
  children_1: Generated<number>;
  children_2: Generated<number>;
  children_3_up: Generated<number>;
  first_visits: Generated<number>;
  from_elsewhere: Generated<number>;
  staff: number | null;
  weather: 'fine' | 'cloudy' | 'rain' | 'snow' | 'storm' | null;
  note: string | null;
  people: ColumnType<number, never, never>;
  fiscal_year: ColumnType<number, never, never>;
  month: ColumnType<number, never, never>;
  version: Generated<number>;
  entered_by: number;
  entered_at: Date;
}

export interface DailyUseConsultationTable {
  id: Generated<number>;
  service_id: number;
  facility_id: number;
  used_on: string;
  method: 'in_person' | 'phone' | 'visit' | 'online';
  topic: 'life' | 'development' | 'behaviour' | 'feeding' | 'health' | 'guardian' | 'family' | 'enrolment' | 'other';
  child_age: 'expecting' | '0' | '1' | '2' | '3_up' | null;
  minutes: number | null;
  led_to: 'here' | 'information' | 'nurse' | 'centre' | 'other_place' | 'clinic' | 'watch' | null;
  people: Generated<number>;
}

export interface DailyUseDraftTable {
  service_id: number;
  facility_id: number;
  used_on: string;
  person_id: number;
  fields: ColumnType<unknown, string, string>;
  base_version: Generated<number>;
  saved_at: Date;
}

export interface DailyUseEventTable {
  id: Generated<number>;
  service_id: number;
  facility_id: number;
  used_on: string;
  kind: 'course' | 'outreach' | 'near_miss';
  title: string;
  participants: number | null;
}

export interface DecisionTable {
  id: Generated<number>;
  meeting_id: number;
  forum_id: number;
  agenda_item_id: number;
  issue_id: number | null;
  body: string;
  decided_on: string;
  published: Generated<boolean>;
  created_at: Date;
}

export interface DirectorySettingTable {
  one: Generated<boolean>;
  confirm_every_months: Generated<number>;
  version: Generated<number>;
}

export interface EmergencyAccessTable {
  id: Generated<number>;
  person_id: number;
  subject_kind: string;
  subject_id: number;
  team_id: number | null;
  reason: string;
  opened_at: Date;
  ends_at: Date;
  ended_at: Date | null;
}

export interface EventTable {
  id: Generated<number>;
  uid: string;
  organisation_id: number;
  facility_id: number | null;
  service_id: number | null;
  event_kind_code: string;
  title: string;
  summary: Generated<string>;
  description: Generated<string>;
  zone: Generated<'public' | 'network'>;
  audience: Generated<string>;
  for_children: Generated<boolean>;
  age_from_months: number | null;
  age_to_months: number | null;
  place_name: Generated<string>;
  address: Generated<string>;
  town_id: number | null;
  latitude: number | null;
  longitude: number | null;
  online: Generated<'none' | 'also' | 'only'>;
  fee_amount: number | null;
  fee_note: Generated<string>;
  what_to_bring: Generated<string>;
  languages: Generated<string[]>;
  accommodations: Generated<string[]>;
  contact_name: Generated<string>;
  contact_phone: string | null;
  contact_email: string | null;
  url: string | null;
  starts_on: string;
  starts_at: string | null;
  ends_at: string | null;
  days: Generated<number>;
  rrule: string | null;
  holidays: Generated<'open' | 'closed'>;
  except_on: Generated<string[]>;
  also_on: Generated<string[]>;
  more_times: Generated<string[]>;
  application: Generated<'none' | 'contact' | 'form' | 'lottery'>;
  application_note: Generated<string>;
  application_opens_at: Date | null;
  application_closes_at: Date | null;
  lottery_at: Date | null;
  capacity: number | null;
  capacity_unit: Generated<'family' | 'person'>;
  waiting_list: Generated<boolean>;
  offer_hours: Generated<number>;
  source: Generated<'manual' | 'import' | 'feed'>;
  source_key: string | null;
  source_text: string | null;
  extras: ColumnType<unknown, string | undefined, string>;
  published_at: Date | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  version: Generated<number>;
  created_at: Date;
  created_by: number | null;
  updated_at: Date;
  updated_by: number | null;
  folded: ColumnType<string, never, never>;
  shown_from: ColumnType<Date, never, never>;
  owner_facility_id: ColumnType<number, never, never>;
  feed_id: number | null;
}

export interface EventApplicantTable {
  event_application_id: number;
  facility_id: number | null;
  organisation_id: number;
  name: string;
  name_kana: Generated<string>;
  phone: string | null;
  email: string | null;
  note: Generated<string>;
  code_sealed: string;
  delete_after: string;
}

export interface EventApplicationTable {
  id: Generated<number>;
  event_session_id: number;
  event_id: number;
  facility_id: number | null;
  organisation_id: number;
  person_id: number | null;
  code_hash: string;
  number: number;
  adults: Generated<number>;
  children: Generated<number>;
  places: number;
  child_ages_months: Generated<number[]>;
  applied_at: Date;
  way: 'public' | 'account' | 'staff';
  taken_down_by: number | null;
  entered_lottery: Generated<boolean>;
  confirmed_at: Date | null;
  waitlisted_at: Date | null;
  line: number | null;
  offered_at: Date | null;
  offer_expires_at: Date | null;
  called_at: Date | null;
  lapsed_at: Date | null;
  lost_lottery_at: Date | null;
  cancelled_at: Date | null;
  cancelled_by: 'applicant' | 'host' | 'event' | null;
  cancel_reason: string | null;
  attended_at: Date | null;
  absent_at: Date | null;
  reminded_at: Date | null;
  personal_data_deleted_at: Date | null;
}

export interface EventDeedTable {
  id: Generated<number>;
  event_id: number;
  zone: string;
  shown_from: Date;
  owner_facility_id: number;
  organisation_id: number;
  done_at: Date;
  person_id: number | null;
  what: 'created' | 'copied' | 'imported' | 'answered' | 'changed' | 'published' | 'withdrawn' | 'cancelled' | 'restored' | 'session_moved' | 'session_cancelled' | 'session_restored' | 'session_capacity' | 'session_note';
  recurrence_on: string | null;
  detail: ColumnType<unknown, string | undefined, string>;
}

export interface EventFormTable {
  event_id: number;
  facility_id: number | null;
  organisation_id: number;
  ask_kana: Generated<boolean>;
  ask_ages: Generated<boolean>;
  note_label: Generated<string>;
  keep_days: Generated<number>;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
}

export interface EventKindTable {
  code: string;
  name: string;
  position: number;
  training: Generated<boolean>;
}

export interface EventLotteryTable {
  event_session_id: number;
  facility_id: number | null;
  organisation_id: number;
  seed: string;
  seal: string;
  sealed_at: Date;
  drawn_at: Date | null;
}

export interface EventMessageTable {
  id: Generated<number>;
  event_session_id: number;
  facility_id: number | null;
  organisation_id: number;
  body: string;
  sent_at: Date;
  sent_by: number;
  mails: number;
}

export interface EventOnlineTable {
  event_id: number;
  zone: string;
  shown_from: Date;
  owner_facility_id: number;
  organisation_id: number;
  join_url: string | null;
  join_note: Generated<string>;
  checks: ColumnType<unknown, string | undefined, string>;
}

export interface EventPlaceTable {
  event_session_id: number;
  place: number;
  event_application_id: number;
  facility_id: number | null;
  organisation_id: number;
}

export interface EventQuestionTable {
  id: Generated<number>;
  source_key: string;
  row_number: number;
  raw_dates: string;
  cells: ColumnType<unknown, string, string>;
  reason: string;
  asked_at: Date;
  answered_at: Date | null;
  answered_by: number | null;
  event_id: number | null;
  dropped_reason: string | null;
}

export interface EventQueueTable {
  event_session_id: number;
  event_id: number;
  facility_id: number | null;
  organisation_id: number;
  told_starts_at: Date;
  last_number: Generated<number>;
  last_line: Generated<number>;
  taken: Generated<number>;
  confirmed: Generated<number>;
  waiting: Generated<number>;
  offered: Generated<number>;
  in_lottery: Generated<number>;
  cancelled: Generated<number>;
  attended: Generated<number>;
  absent: Generated<number>;
  drawn_at: Date | null;
}

export interface EventSessionTable {
  id: Generated<number>;
  event_id: number;
  zone: string;
  shown_from: Date;
  owner_facility_id: number;
  organisation_id: number;
  recurrence_on: string;
  part: Generated<number>;
  starts_at: Date;
  ends_at: Date;
  all_day: Generated<boolean>;
  capacity: number | null;
  note: Generated<string>;
  moved: Generated<boolean>;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  sequence: Generated<number>;
}

export interface FacilityTable {
  id: Generated<number>;
  organisation_id: number;
  local_id: string | null;
  name: string;
  name_kana: Generated<string>;
  kind: string;
  postal_code: string | null;
  address: Generated<string>;
  building: string | null;
  town_id: number | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  fax: string | null;
  email: string | null;
  url: string | null;
  access_note: string | null;
  parking: string | null;
  capacity: number | null;
  ages: string | null;
  age_from_months: number | null;
  age_to_months: number | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  hours_note: string | null;
  temporary_care: boolean | null;
  established_on: string | null;
  strengths: Generated<string[]>;
  visit_wishes: string | null;
  note: string | null;
  extras: ColumnType<unknown, string | undefined, string>;
  confirmed_on: string | null;
  ended_on: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  updated_by: number | null;
  folded: ColumnType<string, never, never>;
  name_en: string | null;
  sick_child_care: boolean | null;
  garden_open: boolean | null;
  nursing_room: boolean | null;
  diaper_changing: boolean | null;
  eating_allowed: boolean | null;
  stroller_rental: boolean | null;
  stroller_use: boolean | null;
  parking_available: boolean | null;
  reservation: 'none' | 'recommended' | 'required' | null;
  reservation_note: string | null;
  languages: Generated<string[]>;
  accommodations: Generated<string[]>;
  accommodation_note: string | null;
  atmosphere: string | null;
  functions: Generated<string[]>;
  capacity_as_of: string | null;
  merged_into_id: number | null;
  confirm_asked_on: string | null;
}

export interface FacilityChangeTable {
  id: Generated<number>;
  facility_id: number;
  fields: ColumnType<unknown, string, string>;
  base_version: number;
  proposed_by: number;
  proposed_at: Date;
  decided_by: number | null;
  decided_at: Date | null;
  accepted: boolean | null;
  reason: string | null;
  withdrawn_at: Date | null;
}

export interface FacilityDistinctTable {
  facility_id: number;
  other_id: number;
  said_by: number;
  said_at: Date;
}

export interface FacilityDraftTable {
  id: Generated<number>;
  person_id: number;
  facility_id: number | null;
  fields: ColumnType<unknown, string, string>;
  base_version: Generated<number>;
  saved_at: Date;
}

export interface FacilityMergeTable {
  id: Generated<number>;
  from_id: number;
  into_id: number;
  moved: ColumnType<unknown, string, string>;
  merged_by: number;
  merged_at: Date;
  undone_by: number | null;
  undone_at: Date | null;
}

export interface FacilityOfferTable {
  facility_id: number;
  wish_code: string;
}

export interface FacilityPhotoTable {
  id: Generated<number>;
  facility_id: number;
  alt: string;
  credit: Generated<string>;
  media_type: string;
  width: number;
  height: number;
  sha256: string;
  bytes: Buffer;
  position: Generated<number>;
  consent_confirmed_by: number;
  added_at: Date;
  removed_at: Date | null;
}

export interface FacilityStaffingTable {
  facility_id: number;
  profession: string;
  people: number;
  note: string | null;
}

export interface FinderWeightTable {
  one: Generated<boolean>;
  wishes: Generated<number>;
  age: Generated<number>;
  opening: Generated<number>;
  distance: Generated<number>;
  needs: Generated<number>;
  freshness: Generated<number>;
  half_distance_km: Generated<number>;
  version: Generated<number>;
  updated_at: Date | null;
  updated_by: number | null;
}

export interface ForumTable {
  id: Generated<number>;
  name: string;
  kind: 'network' | 'area' | 'programme' | 'council' | 'working';
  purpose: Generated<string>;
  meetings_per_year: number;
  area_id: number | null;
  organisation_id: number;
  ended_on: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date | null;
  updated_by: number | null;
}

export interface ForumMemberTable {
  id: Generated<number>;
  forum_id: number;
  organisation_id: number;
  facility_id: number | null;
  person_id: number | null;
  position: string;
  starts_on: string;
  ends_on: string | null;
}

export interface HelperApplicationTable {
  id: Generated<number>;
  step: 'try' | 'help' | 'register';
  name: string;
  name_kana: Generated<string>;
  phone: string | null;
  email: string | null;
  area_id: number | null;
  can_do: Generated<string[]>;
  words: Generated<string>;
  days: Generated<string>;
  code_hash: string;
  applied_at: Date;
  taken_by: number | null;
  taken_at: Date | null;
  met_on: string | null;
  outcome: 'registered' | 'course' | 'later' | 'withdrawn' | null;
  outcome_at: Date | null;
  note: Generated<string>;
  delete_after: string;
  version: Generated<number>;
}

export interface HelplineTable {
  id: Generated<number>;
  code: string | null;
  name: string;
  phone: string | null;
  url: string | null;
  hours: Generated<string>;
  description: Generated<string>;
  audience: 'parent' | 'child' | 'expecting' | 'violence' | 'health' | 'anyone';
  urgent: Generated<boolean>;
  position: Generated<number>;
  ended_on: string | null;
  version: Generated<number>;
}

export interface ImportBatchTable {
  id: Generated<number>;
  kind: string;
  duty: 'directory.manage' | 'people.manage' | 'areas.manage' | 'calendar.manage' | 'portal.manage';
  file_name: string;
  mapping: ColumnType<unknown, string | undefined, string>;
  notes: ColumnType<unknown, string | undefined, string>;
  created_by: number;
  created_at: Date;
  checked_at: Date | null;
  apply_requested_at: Date | null;
  applied_at: Date | null;
  discarded_at: Date | null;
  progress: Generated<number>;
  row_count: Generated<number>;
  failure: string | null;
}

export interface ImportLayoutTable {
  id: Generated<number>;
  kind: string;
  duty: string;
  fingerprint: string;
  name: string;
  mapping: ColumnType<unknown, string, string>;
  used_at: Date;
  saved_by: number;
}

export interface ImportRowTable {
  batch_id: number;
  duty: string;
  row_number: number;
  verdict: 'unchecked' | 'new' | 'changed' | 'same' | 'refused';
  label: string;
  target_id: number | null;
  cells: ColumnType<unknown, string, string>;
  data: ColumnType<unknown, string | undefined, string>;
  changes: ColumnType<unknown, string | undefined, string>;
  messages: ColumnType<unknown, string | undefined, string>;
  applied_at: Date | null;
}

export interface IndicatorTable {
  code: string;
  name: string;
  unit: string;
  kind: 'rate' | 'count' | 'score';
  position: number;
}

export interface IndicatorTargetTable {
  indicator_code: string;
  fiscal_year: number;
  target: number;
  reason: string | null;
  set_by: number | null;
  set_at: Date | null;
  version: Generated<number>;
}

export interface IndicatorVersionTable {
  indicator_code: string;
  version: number;
  definition: string;
  numerator: string;
  denominator: Generated<string>;
  from_fiscal_year: number;
}

export interface IntroductionTable {
  id: Generated<number>;
  facility_id: number;
  service_id: number | null;
  event_session_id: number | null;
  from_facility_id: number | null;
  made_by: number;
  made_at: Date;
  made_on: string;
  wish_codes: Generated<string[]>;
  day_text: Generated<string>;
  what_happens: Generated<string>;
  whom_to_ask: Generated<string>;
  how_to_get_there: Generated<string>;
  code: string;
  expires_on: string;
  handed_over: 'printed' | 'sent' | 'shown' | null;
  fiscal_year: number;
}

export interface IntroductionAnswerTable {
  introduction_id: number;
  answered_at: Date;
  answered_on: string;
  went: boolean;
  helped: 'yes' | 'partly' | 'no' | null;
  why_not: 'day' | 'far' | 'unsure' | 'not_needed' | 'closed' | 'other' | null;
}

export interface InvitationTable {
  id: Generated<number>;
  person_id: number;
  email: string;
  token_hash: string;
  invited_by: number;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  withdrawn_at: Date | null;
}

export interface IssueTable {
  id: Generated<number>;
  title: string;
  description: Generated<string>;
  theme_code: string;
  weight: Generated<number>;
  source: 'visit' | 'meeting' | 'hand' | 'survey' | 'voice';
  visit_id: number | null;
  meeting_id: number | null;
  raised_on: string;
  raised_by: number;
  regional: Generated<boolean>;
  owner_id: number | null;
  merged_into_id: number | null;
  merged_at: Date | null;
  merged_by: number | null;
  next_review_on: string | null;
  fiscal_year: ColumnType<number, never, never>;
  folded: ColumnType<string, never, never>;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface IssueAreaTable {
  issue_id: number;
  area_id: number;
}

export interface IssueEventTable {
  id: Generated<number>;
  issue_id: number;
  kind: 'raised' | 'edited' | 'merged_here' | 'shared' | 'discussed' | 'decided' | 'acted' | 'reviewed' | 'closed' | 'reopened' | 'merged' | 'unmerged' | 'published' | 'withdrawn' | 'answered';
  happened_on: string;
  person_id: number;
  meeting_id: number | null;
  created_at: Date;
}

export interface IssueEventNoteTable {
  issue_event_id: number;
  meeting_id: number | null;
  forum_id: number | null;
  body: string;
}

export interface IssueFacilityTable {
  issue_id: number;
  facility_id: number;
  theme_code: string;
  raised_on: string;
  statement: Generated<string>;
  publication_id: number | null;
  shared_on: string | null;
  decided_on: string | null;
  closed_on: string | null;
  answer: string | null;
  answered_by: number | null;
  answered_at: Date | null;
  read_at: Date | null;
  read_by: number | null;
}

export interface IssueForumTable {
  issue_id: number;
  stage: 'share' | 'discuss' | 'decide' | 'review';
  forum_id: number;
}

export interface IssuePublicationTable {
  issue_id: number;
  title: string;
  summary: string;
  theme_code: string;
  progress: Generated<string>;
  published_at: Date;
  published_by: number;
  withdrawn_at: Date | null;
  version: Generated<number>;
}

export interface JobDoneTable {
  key: string;
  done_at: Date;
}

export interface MeetingTable {
  id: Generated<number>;
  forum_id: number;
  number: number;
  title: string;
  held_on: string;
  starts_at: string | null;
  ends_at: string | null;
  place: Generated<string>;
  online_url: string | null;
  online_entry: Generated<string>;
  online_privacy: Generated<string>;
  online_tested_on: string | null;
  invitation: Generated<string>;
  invited_at: Date | null;
  opened_at: Date | null;
  closed_at: Date | null;
  minutes_published_at: Date | null;
  minutes_published_by: number | null;
  summary: Generated<string>;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  updated_at: Date | null;
  updated_by: number | null;
  created_at: Date;
}

export interface MunicipalityTable {
  code: string;
  schema_name: string;
  name: string;
  name_kana: string;
  prefecture: string;
  time_zone: Generated<string>;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface NoticeTable {
  id: Generated<number>;
  person_id: number;
  title: string;
  url: string;
  created_at: Date;
  read_at: Date | null;
}

export interface OpenDayTable {
  id: Generated<number>;
  facility_id: number;
  theme_code: string;
  title: string;
  held_on: string;
  places: number;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  note: string | null;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date | null;
  updated_by: number | null;
}

export interface OpenDayParticipationTable {
  open_day_id: number;
  facility_id: number;
  people: number;
  reflection: string | null;
  recorded_at: Date;
  version: Generated<number>;
  updated_at: Date | null;
  updated_by: number | null;
}

export interface OrganisationTable {
  id: Generated<number>;
  name: string;
  name_kana: string | null;
  kind: 'city' | 'department' | 'operator' | 'school' | 'association' | 'university' | 'council' | 'company' | 'circle' | 'medical' | 'other';
  parent_id: number | null;
  corporate_number: string | null;
  postal_code: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  note: string | null;
  ended_on: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  listed: Generated<boolean>;
}

export interface PersonTable {
  id: Generated<number>;
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  invented: Generated<boolean>;
  note: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface PersonContactTable {
  person_id: number;
  email: string | null;
  phone: string | null;
  updated_at: Date;
}

export interface PopulationTable {
  town_id: number;
  counted_on: string;
  age_from: number;
  age_to: number;
  people: number;
}

export interface ProgrammeTable {
  code: string;
  name: string;
  position: number;
  opening_rule: Generated<string>;
  gathering: Generated<boolean>;
  description: Generated<string>;
  standing_from_days: number | null;
  min_days_per_week: number | null;
  min_hours_per_day: number | null;
  started_in: number | null;
  place_kind: Generated<string>;
  contents: Generated<string[]>;
  checks_changes: Generated<boolean>;
  owner_organisation_id: number | null;
  ended_on: string | null;
  version: Generated<number>;
}

export interface ProgrammeFigureTable {
  programme_code: string;
  standing: boolean;
  fiscal_year: number;
  source: string;
  places: number;
  people_per_day: number | null;
}

export interface ProposalTable {
  id: Generated<number>;
  kind: 'appointment' | 'invitation';
  person_id: number;
  role_code: string | null;
  organisation_id: number | null;
  facility_id: number | null;
  team_id: number | null;
  title: string | null;
  starts_on: string | null;
  ends_on: string | null;
  email: string | null;
  proposed_by: number;
  proposed_at: Date;
  decided_by: number | null;
  decided_at: Date | null;
  accepted: boolean | null;
}

export interface RoleTable {
  code: string;
  name: string;
  description: string;
  position: number;
  case_zone: Generated<boolean>;
  facility_scope: Generated<boolean>;
}

export interface RoleAssignmentTable {
  id: Generated<number>;
  meeting_id: number;
  forum_id: number;
  agenda_item_id: number;
  issue_id: number | null;
  organisation_id: number;
  part: string;
  published: Generated<boolean>;
}

export interface RoleDutyTable {
  role_code: string;
  duty: string;
}

export interface RoundTable {
  id: Generated<number>;
  fiscal_year: number;
  name: string;
  note: string | null;
  default_count: Generated<number>;
  version: Generated<number>;
  created_at: Date;
}

export interface RoundTargetTable {
  round_id: number;
  facility_id: number;
  coordinator_id: number | null;
  planned_count: number;
  reason: string | null;
  version: Generated<number>;
}

export interface RubricTable {
  code: string;
  name: string;
  question: string;
  subject_kind: 'visit' | 'minutes';
}

export interface RubricCriterionTable {
  rubric_code: string;
  code: string;
  label: string;
  position: number;
  levels: ColumnType<unknown, string, string>;
}

export interface RubricScoreTable {
  id: Generated<number>;
  rubric_code: string;
  subject_id: number;
  scored_by: number;
  scored_on: string;
  fiscal_year: ColumnType<number, never, never>;
  remark: string | null;
  version: Generated<number>;
}

export interface RubricScoreItemTable {
  score_id: number;
  rubric_code: string;
  scored_by: number;
  criterion_code: string;
  level: number;
}

export interface SavedViewTable {
  id: Generated<number>;
  person_id: number;
  page: string;
  name: string;
  query: string;
  created_at: Date;
}

export interface ScheduleTable {
  id: Generated<number>;
  facility_id: number;
  service_id: number | null;
  byday: string[];
  opens_at: string;
  closes_at: string;
  valid_from: string | null;
  valid_to: string | null;
  holidays: Generated<'closed' | 'open' | 'only'>;
  note: string | null;
}

export interface ScheduleExceptionTable {
  id: Generated<number>;
  facility_id: number;
  service_id: number | null;
  starts_on: string;
  ends_on: string;
  opens_at: string | null;
  closes_at: string | null;
  reason: Generated<string>;
}

export interface SearchEntryTable {
  kind: string;
  subject_id: number;
  title: string;
  summary: Generated<string>;
  url: string;
  folded: string;
  audience_duty: string;
  audience_facility_id: number | null;
  audience_team_id: number | null;
  updated_at: Date;
  audience_forum_id: number | null;
  audience_forum_duty: string | null;
}

export interface ServiceTable {
  id: Generated<number>;
  facility_id: number;
  programme_code: string;
  name: string;
  description: string | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  permanent: boolean | null;
  starts_on: string | null;
  ends_on: string | null;
  version: Generated<number>;
  age_from_months: number | null;
  age_to_months: number | null;
  capacity: number | null;
  places_free: number | null;
  capacity_as_of: string | null;
  fee_note: string | null;
  fee_amount: number | null;
  reservation: 'none' | 'recommended' | 'required' | null;
  url: string | null;
  folded: ColumnType<string, never, never>;
}

export interface ShareBackTable {
  id: Generated<number>;
  meeting_id: number;
  forum_id: number;
  organisation_id: number;
  facility_id: number | null;
  was_absent: Generated<boolean>;
  due_on: string;
  message: Generated<string>;
  shared_on: string | null;
  way: 'staff_meeting' | 'circulation' | 'briefing' | 'posting' | 'other' | null;
  staff_count: number | null;
  reaction: string | null;
  question: string | null;
  asked_at: Date | null;
  answer: string | null;
  answered_at: Date | null;
  answered_by: number | null;
  confirmed_at: Date | null;
  confirmed_by: number | null;
  reminded_on: string | null;
}

export interface SubmissionTable {
  token: string;
  person_id: number | null;
  location: string | null;
  flash: string | null;
  answered_at: Date;
}

export interface SupportSchemeTable {
  id: Generated<number>;
  local_id: string | null;
  kind: Generated<'person' | 'business' | 'municipality'>;
  title: string;
  subtitle: Generated<string>;
  audience: Generated<string>;
  age_from_months: number | null;
  age_to_months: number | null;
  areas: Generated<string>;
  summary: Generated<string>;
  contents: Generated<string>;
  how_to_apply: Generated<string>;
  season: Generated<string>;
  opens_on: string | null;
  closes_on: string | null;
  legal_basis: Generated<string>;
  references_to: ColumnType<unknown, string | undefined, string>;
  related: Generated<string>;
  contact_organisation_id: number | null;
  contact_name: Generated<string>;
  contact_phone: string | null;
  contact_email: string | null;
  contact_postal_code: string | null;
  contact_address: Generated<string>;
  contact_form_url: string | null;
  apply_url: string | null;
  url: string | null;
  keywords: Generated<string[]>;
  published_on: string | null;
  ended_on: string | null;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number | null;
  folded: ColumnType<string, never, never>;
}

export interface TeamTable {
  id: Generated<number>;
  organisation_id: number;
  name: string;
  kind: 'visit' | 'district' | 'development' | 'consultation' | 'secretariat' | 'other';
  ended_on: string | null;
  version: Generated<number>;
}

export interface ThemeTable {
  code: string;
  name: string;
  description: Generated<string>;
  position: number;
  ended_on: string | null;
}

export interface TownTable {
  id: Generated<number>;
  name: string;
  name_kana: string | null;
  town_code: string | null;
  postal_code: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface UserLinkTable {
  person_id: number;
  user_id: string;
  linked_at: Date;
  disabled_at: Date | null;
}

export interface VisitTable {
  id: Generated<number>;
  facility_id: number;
  team_id: number;
  lead_id: number;
  purpose: 'round' | 'request' | 'follow_up' | 'new_head' | 'other';
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  note_to_facility: string | null;
  visited_on: string | null;
  cancelled_at: Date | null;
  cancelled_by: number | null;
  cancel_reason: 'infection' | 'facility' | 'weather' | 'coordinator' | 'event' | 'other' | null;
  cancel_note: string | null;
  moved_from_id: number | null;
  reminded_on: string | null;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
}

export interface VisitAttachmentTable {
  id: Generated<number>;
  visit_id: number;
  facility_id: number;
  team_id: number;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  bytes: Buffer;
  caption: Generated<string>;
  restricted: Generated<boolean>;
  attached_by: number;
  attached_at: Date;
  removed_at: Date | null;
}

export interface VisitCoordinatorTable {
  visit_id: number;
  facility_id: number;
  person_id: number;
}

export interface VisitDraftTable {
  visit_id: number;
  facility_id: number;
  person_id: number;
  fields: ColumnType<unknown, string, string>;
  base_version: Generated<number>;
  saved_at: Date;
}

export interface VisitFollowUpTable {
  id: Generated<number>;
  visit_id: number;
  facility_id: number;
  team_id: number;
  what: string;
  due_on: string;
  owner_id: number;
  restricted: Generated<boolean>;
  done_on: string | null;
  done_note: string | null;
  reminded_on: string | null;
  version: Generated<number>;
  created_at: Date;
}

export interface VisitMemoTable {
  visit_id: number;
  facility_id: number;
  team_id: number;
  body: string;
  updated_by: number;
  updated_at: Date;
}

export interface VisitRecordTable {
  visit_id: number;
  facility_id: number;
  team_id: number;
  met: Generated<string>;
  hearing: Generated<string>;
  strengths: Generated<string>;
  challenges: Generated<string>;
  needs: Generated<string>;
  support: Generated<string>;
  next_step: Generated<string>;
  restricted: Generated<boolean>;
  submitted_at: Date;
  submitted_by: number;
  shared_at: Date | null;
  shared_by: number | null;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
  past: ColumnType<unknown, string | undefined, string>;
}

export interface VoiceTable {
  id: Generated<number>;
  kind: 'wish' | 'worry' | 'thanks';
  text: string;
  area_id: number | null;
  child_age: 'expecting' | '0' | '1' | '2' | '3' | '4' | '5' | 'school' | null;
  lang: Generated<string>;
  urgent: Generated<boolean>;
  code_hash: string;
  said_at: Date;
  read_by: number | null;
  read_at: Date | null;
  issue_id: number | null;
  answer: string | null;
  answered_by: number | null;
  answered_at: Date | null;
  closed_by: number | null;
  closed_at: Date | null;
  close_reason: string | null;
  version: Generated<number>;
}

export interface VoicePublicationTable {
  voice_id: number;
  kind: string;
  area_id: number | null;
  public_text: string;
  answer: string;
  became_issue: Generated<boolean>;
  published_at: Date;
  published_by: number;
  withdrawn_at: Date | null;
  version: Generated<number>;
}

export interface WishTable {
  code: string;
  name: string;
  question: string;
  position: number;
  weight: Generated<number>;
  ended_on: string | null;
  version: Generated<number>;
}

export interface Database {
  action_item: ActionItemTable;
  action_note: ActionNoteTable;
  agenda_item: AgendaItemTable;
  applied: AppliedTable;
  appointment: AppointmentTable;
  area: AreaTable;
  area_system: AreaSystemTable;
  area_town: AreaTownTable;
  attendance: AttendanceTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
  auth_account: AuthAccountTable;
  auth_attempt: AuthAttemptTable;
  auth_passkey: AuthPasskeyTable;
  auth_session: AuthSessionTable;
  auth_two_factor: AuthTwoFactorTable;
  auth_user: AuthUserTable;
  auth_verification: AuthVerificationTable;
  calendar_feed: CalendarFeedTable;
  daily_use: DailyUseTable;
  daily_use_consultation: DailyUseConsultationTable;
  daily_use_draft: DailyUseDraftTable;
  daily_use_event: DailyUseEventTable;
  decision: DecisionTable;
  directory_setting: DirectorySettingTable;
  emergency_access: EmergencyAccessTable;
  event: EventTable;
  event_applicant: EventApplicantTable;
  event_application: EventApplicationTable;
  event_deed: EventDeedTable;
  event_form: EventFormTable;
  event_kind: EventKindTable;
  event_lottery: EventLotteryTable;
  event_message: EventMessageTable;
  event_online: EventOnlineTable;
  event_place: EventPlaceTable;
  event_question: EventQuestionTable;
  event_queue: EventQueueTable;
  event_session: EventSessionTable;
  facility: FacilityTable;
  facility_change: FacilityChangeTable;
  facility_distinct: FacilityDistinctTable;
  facility_draft: FacilityDraftTable;
  facility_merge: FacilityMergeTable;
  facility_offer: FacilityOfferTable;
  facility_photo: FacilityPhotoTable;
  facility_staffing: FacilityStaffingTable;
  finder_weight: FinderWeightTable;
  forum: ForumTable;
  forum_member: ForumMemberTable;
  helper_application: HelperApplicationTable;
  helpline: HelplineTable;
  import_batch: ImportBatchTable;
  import_layout: ImportLayoutTable;
  import_row: ImportRowTable;
  indicator: IndicatorTable;
  indicator_target: IndicatorTargetTable;
  indicator_version: IndicatorVersionTable;
  introduction: IntroductionTable;
  introduction_answer: IntroductionAnswerTable;
  invitation: InvitationTable;
  issue: IssueTable;
  issue_area: IssueAreaTable;
  issue_event: IssueEventTable;
  issue_event_note: IssueEventNoteTable;
  issue_facility: IssueFacilityTable;
  issue_forum: IssueForumTable;
  issue_publication: IssuePublicationTable;
  job_done: JobDoneTable;
  meeting: MeetingTable;
  municipality: MunicipalityTable;
  notice: NoticeTable;
  open_day: OpenDayTable;
  open_day_participation: OpenDayParticipationTable;
  organisation: OrganisationTable;
  person: PersonTable;
  person_contact: PersonContactTable;
  population: PopulationTable;
  programme: ProgrammeTable;
  programme_figure: ProgrammeFigureTable;
  proposal: ProposalTable;
  role: RoleTable;
  role_assignment: RoleAssignmentTable;
  role_duty: RoleDutyTable;
  round: RoundTable;
  round_target: RoundTargetTable;
  rubric: RubricTable;
  rubric_criterion: RubricCriterionTable;
  rubric_score: RubricScoreTable;
  rubric_score_item: RubricScoreItemTable;
  saved_view: SavedViewTable;
  schedule: ScheduleTable;
  schedule_exception: ScheduleExceptionTable;
  search_entry: SearchEntryTable;
  service: ServiceTable;
  share_back: ShareBackTable;
  submission: SubmissionTable;
  support_scheme: SupportSchemeTable;
  team: TeamTable;
  theme: ThemeTable;
  town: TownTable;
  user_link: UserLinkTable;
  visit: VisitTable;
  visit_attachment: VisitAttachmentTable;
  visit_coordinator: VisitCoordinatorTable;
  visit_draft: VisitDraftTable;
  visit_follow_up: VisitFollowUpTable;
  visit_memo: VisitMemoTable;
  visit_record: VisitRecordTable;
  voice: VoiceTable;
  voice_publication: VoicePublicationTable;
  wish: WishTable;
}
