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

export interface AgencyRoundTable {
  id: Generated<number>;
  organisation_id: number;
  facility_id: number;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  kind: 'consultation' | 'development' | 'school' | 'health' | 'inspection' | 'other';
  entered_by: number;
  entered_at: Date;
  cancelled_at: Date | null;
  cancelled_by: number | null;
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

export interface AssessmentTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  member_id: number | null;
  assessed_on: string;
  stage: 'unborn' | 'before_school' | 'in_school';
  basis: Generated<string>;
  summary: string;
  assessed_by: number;
  recorded_at: Date;
}

export interface AssessmentItemTable {
  code: string;
  domain: 'child' | 'care' | 'home';
  name: string;
  before_school: string;
  after_school: string;
  position: number;
}

export interface AssessmentMarkTable {
  assessment_id: number;
  team_id: number;
  case_id: number;
  item_code: string;
  concern: number | null;
  strength: number | null;
  note: Generated<string>;
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

export interface CallTallyTable {
  team_id: number;
  on_date: string;
  answered: Generated<number>;
  missed: Generated<number>;
  after_hours: Generated<number>;
  recorded_by: number;
  updated_at: Date;
  version: Generated<number>;
}

export interface CapacityAnswerTable {
  question_id: number;
  team_id: number;
  facility_id: number;
  answer: 'yes' | 'no' | 'waiting' | 'assessment' | null;
  as_of: string | null;
  note: Generated<string>;
  answered_by: number | null;
  answered_at: Date | null;
  version: Generated<number>;
}

export interface CapacityQuestionTable {
  id: Generated<number>;
  team_id: number;
  facility_ids: number[];
  need: string;
  age_band: 'expectant' | '0' | '1-2' | '3-5' | '6-11' | '12-14' | '15-17' | 'family';
  area_id: number | null;
  days: Generated<string>;
  asked_by: number;
  asked_at: Date;
  expires_on: string;
}

export interface CaseClosingTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  reason: 'goals_reached' | 'moved' | 'other_service' | 'declined' | 'grown_up' | 'lost' | 'other';
  body: string;
  proposed_by: number;
  proposed_at: Date;
  decided_by: number | null;
  decided_at: Date | null;
  decision: 'approved' | 'returned' | 'withdrawn' | null;
  decision_text: Generated<string>;
  reopened_by: number | null;
  reopened_at: Date | null;
  reopen_reason: string | null;
}

export interface CaseFormTextTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  form_code: string;
  disclosure_id: number | null;
  number: number;
  fields: ColumnType<unknown, string, string>;
  written_by: number;
  written_at: Date;
}

export interface CaseMemberTable {
  case_id: number;
  team_id: number;
  member_id: number;
}

export interface CaseShareTable {
  id: Generated<number>;
  person_id: number;
  kind: 'conference' | 'case' | 'handover';
  subject_id: number;
  team_id: number;
  reason: string;
  starts_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  created_by: number;
  created_at: Date;
  conference_id: number | null;
  promised_at: Date | null;
}

export interface CaseTakenEntryTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  request_id: number | null;
  way: 'request' | 'offer';
  topic: 'growth' | 'likes' | 'helps' | 'health' | 'contacts' | 'plans' | 'days' | 'handover';
  stage: 'before_school' | 'primary' | 'lower_secondary' | 'upper_secondary' | 'adult';
  dated_on: string | null;
  title: string | null;
  body: string | null;
  said_by: string;
  yes_at: Date;
  taken_by: number | null;
  taken_at: Date;
  yes_hash: string;
  withdrawn_at: Date | null;
}

export interface CaseTaskTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  person_id: number;
  title: string;
  due_on: string;
  source_kind: Generated<string>;
  source_id: number | null;
  done_at: Date | null;
  done_by: number | null;
  outcome: Generated<string>;
  created_by: number;
  created_at: Date;
  version: Generated<number>;
}

export interface CaseTransferTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  from_team_id: number;
  to_team_id: number;
  from_worker_id: number;
  to_worker_id: number;
  reason: string;
  moved_by: number;
  moved_at: Date;
}

export interface CaseloadCheckInTable {
  id: Generated<number>;
  person_id: number;
  team_id: number;
  month: string;
  load: number;
  motivation: number;
  words: Generated<string>;
  written_at: Date;
}

export interface CaseloadFactTable {
  case_id: number;
  team_id: number;
  severity: Generated<'low' | 'middle' | 'high' | 'grave'>;
  travel: Generated<'near' | 'middle_way' | 'far'>;
  interpreter: Generated<boolean>;
  court: Generated<boolean>;
  version: Generated<number>;
  set_by: number;
  set_at: Date;
}

export interface CaseloadLimitTable {
  team_id: number;
  person_id: number;
  points: number;
  note: Generated<string>;
  set_by: number;
  set_at: Date;
}

export interface CaseloadMoveTable {
  proposal_id: number;
  case_id: number;
  team_id: number;
  from_id: number;
  to_id: number;
  points: number;
  why: string[];
  decided_at: Date | null;
  decided_by: number | null;
  taken: boolean | null;
}

export interface CaseloadProposalTable {
  id: Generated<number>;
  team_id: number;
  made_by: number;
  made_at: Date;
  over_before: number | null;
  over_after: number | null;
  gap: number | null;
  took_ms: number | null;
  progress: Generated<number>;
  progressed_at: Date | null;
  done_at: Date | null;
  cancelled_at: Date | null;
  cancelled_by: number | null;
  basis: Generated<string>;
}

export interface CaseloadWeightTable {
  code: string;
  group_code: string;
  points: number;
  position: number;
  version: Generated<number>;
  updated_by: number | null;
  updated_at: Date | null;
}

export interface ClosedChapterTable {
  fiscal_year: number;
  edition: number;
  part: 'months' | 'visits' | 'meetings' | 'groups' | 'open_days' | 'courses' | 'surveys' | 'practices' | 'outcome' | 'rubrics';
  definition_version: number;
  as_of: string;
  blocks: ColumnType<unknown, string, string>;
  kept_by: number;
  kept_at: Date;
}

export interface ClosedFigureTable {
  fiscal_year: number;
  edition: number;
  indicator_code: string;
  name: string;
  unit: string;
  kind: string;
  wording_version: number;
  definition: string;
  numerator_text: string;
  denominator_text: string;
  as_of: string;
  numerator: number;
  denominator: number | null;
  target: number | null;
  source_rows: number;
}

export interface ClosedRowTable {
  fiscal_year: number;
  edition: number;
  indicator_code: string;
  position: number;
  record_id: number;
  facility_id: number | null;
  theme_code: string | null;
  counted_on: string | null;
  numerator: number;
  denominator: number | null;
}

export interface ConferenceTable {
  id: Generated<number>;
  team_id: number;
  kind: 'case' | 'internal';
  case_id: number | null;
  purpose: string;
  held_on: string;
  starts_at: string | null;
  ends_at: string | null;
  place: Generated<string>;
  online_url: string | null;
  chair_id: number;
  minutes: Generated<string>;
  next_on: string | null;
  opened_at: Date | null;
  closed_at: Date | null;
  closed_by: number | null;
  no_decision_reason: string | null;
  approved_at: Date | null;
  approved_by: number | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_at: Date;
}

export interface ConferenceCaseTable {
  conference_id: number;
  case_id: number;
  team_id: number;
  position: number;
  question: Generated<string>;
  discussion: Generated<string>;
  outcome: Generated<string>;
  version: Generated<number>;
}

export interface ConferenceDecisionTable {
  id: Generated<number>;
  conference_id: number;
  team_id: number;
  body: string;
  decided_at: Date;
  written_by: number;
}

export interface ConferenceDraftTable {
  conference_id: number;
  team_id: number;
  person_id: number;
  minutes: string;
  base_version: number;
  saved_at: Date;
}

export interface ConferenceFactTable {
  id: Generated<number>;
  conference_id: number;
  team_id: number;
  position: number;
  kind: string;
  source: string | null;
  title: string;
  body: string;
  chosen_by: number;
  chosen_at: Date;
}

export interface ConferenceItemTable {
  id: Generated<number>;
  conference_id: number;
  team_id: number;
  position: number;
  title: string;
  discussion: Generated<string>;
  version: Generated<number>;
}

export interface ConferencePersonTable {
  id: Generated<number>;
  conference_id: number;
  team_id: number;
  person_id: number | null;
  name: Generated<string>;
  organisation: Generated<string>;
  part: Generated<'chair' | 'recorder' | 'member' | 'guest'>;
  share_id: number | null;
  attendance: Generated<'unknown' | 'planned' | 'attended' | 'online' | 'absent'>;
  secrecy_confirmed_at: Date | null;
  view: Generated<string>;
  view_by: number | null;
  view_at: Date | null;
  version: Generated<number>;
  added_by: number;
  added_at: Date;
}

export interface ConferenceRoleTable {
  id: Generated<number>;
  conference_id: number;
  team_id: number;
  case_id: number | null;
  person_id: number;
  what: string;
  due_on: string;
  task_id: number | null;
  given_by: number;
  given_at: Date;
}

export interface ConsentTable {
  id: Generated<number>;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  given: boolean;
  items: string[];
  purpose: string;
  starts_on: string;
  ends_on: string;
  said_by: string;
  how: 'paper' | 'spoken' | 'phone' | 'online';
  said_on: string;
  told_withdrawal: Generated<boolean>;
  note: Generated<string>;
  recorded_by: number;
  recorded_at: Date;
  supersedes_id: number | null;
  superseded_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_on: string | null;
  withdrawn_by: number | null;
  withdrawn_how: string | null;
  in_force: ColumnType<boolean, never, never>;
}

export interface ConsentRecipientTable {
  id: Generated<number>;
  consent_id: number;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  facility_id: number | null;
  organisation_id: number | null;
  name: string;
}

export interface ConsultationTable {
  id: Generated<number>;
  fiscal_year: number;
  number: number;
  team_id: number;
  worker_id: number | null;
  household_id: number | null;
  case_id: number | null;
  received_at: Date;
  received_by: number;
  way: 'phone' | 'visit' | 'office' | 'web' | 'letter' | 'mail' | 'outreach' | 'meeting';
  route_code: string;
  anonymous: Generated<boolean>;
  kind_code: string;
  child_age_months: number | null;
  area_id: number | null;
  words_said: string;
  done_text: Generated<string>;
  next_step: Generated<string>;
  next_on: string | null;
  safety_due_at: Date | null;
  safety_checked_at: Date | null;
  safety_checked_by: number | null;
  safety_how: string | null;
  closed_at: Date | null;
  closed_by: number | null;
  response_code: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  abuse_kind: 'physical' | 'sexual' | 'psychological' | 'neglect' | null;
  abuser: 'father' | 'other_father' | 'mother' | 'other_mother' | 'other' | null;
}

export interface ConsultationDraftTable {
  id: Generated<number>;
  person_id: number;
  fields: ColumnType<unknown, string, string>;
  saved_at: Date;
  told_at: Date | null;
}

export interface ConsultationKindTable {
  code: string;
  group_name: string;
  name: string;
  position: number;
}

export interface ConsultationNotifierTable {
  consultation_id: number;
  team_id: number;
  name: string;
  relation: Generated<string>;
  contact: Generated<string>;
  note: Generated<string>;
  recorded_by: number;
  recorded_at: Date;
}

export interface ConsultationReleaseTable {
  fiscal_year: number;
  kept_by: number | null;
  kept_at: Date;
}

export interface ConsultationReleaseFigureTable {
  id: Generated<number>;
  fiscal_year: number;
  table_name: string;
  row_code: string | null;
  column_code: string | null;
  n: number | null;
}

export interface ConsultationResponseTable {
  code: string;
  name: string;
  position: number;
}

export interface ConsultationRevisionTable {
  consultation_id: number;
  team_id: number;
  version: number;
  fields: ColumnType<unknown, string, string>;
  changed_by: number;
  changed_at: Date;
}

export interface ConsultationRouteTable {
  code: string;
  name: string;
  position: number;
}

export interface ConsultationRoutingTable {
  id: Generated<number>;
  consultation_id: number;
  team_id: number;
  from_team_id: number | null;
  to_team_id: number;
  to_worker_id: number | null;
  reason: Generated<string>;
  routed_by: number;
  routed_at: Date;
}

export interface ConsultationSettingTable {
  one: Generated<boolean>;
  climb_hours: Generated<number>;
  draft_days: Generated<number>;
}

export interface ContactNoteTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  contacted_at: Date;
  way: 'phone' | 'visit' | 'office' | 'meeting' | 'letter' | 'mail' | 'joint_visit' | 'other';
  with_whom: Generated<string>;
  reached: Generated<boolean>;
  body: string;
  written_by: number;
  written_at: Date;
  supersedes_id: number | null;
}

export interface CouncilEntryTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  registered_on: string;
  registered_by: number;
  category: 'protection' | 'support' | 'expectant';
  abuse_kinds: Generated<string[]>;
  severity: 'most' | 'heavy' | 'middle' | 'light' | 'feared' | 'none';
  main_agency: string;
  agencies: Generated<string>;
  centre_part: Generated<'none' | 'advice' | 'joint' | 'lead' | 'placed'>;
  situation: Generated<string>;
  policy: string;
  next_review_on: string;
  ended_on: string | null;
  ended_by: number | null;
  end_reason: 'improved' | 'moved' | 'placed' | 'grown_up' | 'other' | null;
  end_text: Generated<string>;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface CouncilReviewTable {
  id: Generated<number>;
  entry_id: number;
  case_id: number;
  team_id: number;
  reviewed_on: string;
  decision: 'continue' | 'change' | 'conference' | 'end';
  decision_text: string;
  severity: string;
  next_review_on: string | null;
  reviewed_by: number;
  reviewed_at: Date;
}

export interface CourseTable {
  id: Generated<number>;
  category_code: string;
  title: string;
  purpose: Generated<string>;
  audience: Generated<string>;
  organisation_id: number;
  zone: Generated<'public' | 'network'>;
  selection: Generated<'order' | 'lottery' | 'choice'>;
  capacity: number;
  per_facility: number | null;
  opens_on: string;
  closes_on: string;
  lottery_on: string | null;
  required_minutes: number;
  late_minutes: Generated<number>;
  asks_reflection: Generated<boolean>;
  asks_birth: Generated<boolean>;
  valid_months: number | null;
  issuer: string;
  fee_amount: Generated<number>;
  what_to_bring: Generated<string>;
  contact_name: Generated<string>;
  contact_phone: string | null;
  published_at: Date | null;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  version: Generated<number>;
  created_at: Date;
  created_by: number;
  updated_at: Date;
  updated_by: number;
  shown_from: ColumnType<Date, never, never>;
  fiscal_year: ColumnType<number, never, never>;
}

export interface CourseAnswerTable {
  id: Generated<number>;
  application_id: number;
  course_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  what: 'yes' | 'no' | 'chosen' | 'not_chosen' | 'withdrawn' | 'again';
  reason: Generated<string>;
  said_at: Date;
  said_by: number | null;
}

export interface CourseApplicationTable {
  id: Generated<number>;
  course_id: number;
  person_id: number | null;
  facility_id: number | null;
  outside_town: string | null;
  outside_facility: string | null;
  outside_head: string | null;
  name: string;
  name_kana: Generated<string>;
  birth_on: string | null;
  job: Generated<string>;
  years: number | null;
  wishes: Generated<string>;
  email: string | null;
  phone: string | null;
  code_hash: string;
  code_sealed: string;
  applied_at: Date;
  applied_by: number | null;
  way: 'account' | 'head' | 'staff' | 'public';
  event_application_id: number | null;
  group_id: number | null;
  owner_person_id: ColumnType<number, never, never>;
  owner_facility_id: ColumnType<number, never, never>;
  version: Generated<number>;
}

export interface CourseAttendanceTable {
  application_id: number;
  session_id: number;
  course_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  minutes: number;
  note: Generated<string>;
  way: 'list' | 'door';
  recorded_at: Date;
  recorded_by: number | null;
  version: Generated<number>;
}

export interface CourseCategoryTable {
  code: string;
  name: string;
  scheme: 'layer' | 'career_up' | 'support_staff' | 'school' | 'theme';
  mark: string;
  position: number;
}

export interface CourseCertificateTable {
  id: Generated<number>;
  application_id: number;
  course_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  category_code: string;
  fiscal_year: number;
  serial: number;
  number: string;
  name: string;
  birth_on: string | null;
  minutes: number;
  issued_on: string;
  issued_at: Date;
  issued_by: number;
  valid_until: string | null;
  code_hash: string;
  code_sealed: string;
  told_of_end_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_by: number | null;
  withdrawn_reason: string | null;
}

export interface CourseCounterTable {
  category_code: string;
  fiscal_year: number;
  last: Generated<number>;
}

export interface CourseDoorTable {
  session_id: number;
  code: string;
}

export interface CourseGroupTable {
  id: Generated<number>;
  course_id: number;
  number: number;
  person_ids: Generated<number[]>;
  cases: Generated<string>;
  insights: Generated<string>;
  tomorrow: Generated<string>;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
}

export interface CourseMakeUpTable {
  application_id: number;
  session_id: number;
  course_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  way: 'session' | 'report';
  made_on: string;
  note: Generated<string>;
  recorded_at: Date;
  recorded_by: number;
}

export interface CourseReflectionTable {
  application_id: number;
  session_id: number;
  course_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  takes: string;
  tries: Generated<string>;
  written_at: Date;
  shared_at: Date | null;
  later_asked_on: string | null;
  later: 'tried' | 'partly' | 'not_yet' | null;
  later_note: Generated<string>;
  later_at: Date | null;
  version: Generated<number>;
}

export interface CourseReprintTable {
  id: Generated<number>;
  certificate_id: number;
  owner_person_id: number;
  owner_facility_id: number;
  name: string;
  reason: string;
  printed_on: string;
  printed_at: Date;
  printed_by: number;
}

export interface CourseSessionTable {
  id: Generated<number>;
  course_id: number;
  zone: string;
  shown_from: Date;
  title: string;
  held_on: string;
  starts_at: string;
  ends_at: string;
  place: Generated<string>;
  online: Generated<'none' | 'also' | 'only'>;
  speakers: Generated<string>;
  event_id: number | null;
  is_entry: Generated<boolean>;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  version: Generated<number>;
}

export interface CourseUnitTable {
  course_id: number;
  number: number;
  zone: string;
  shown_from: Date;
  title: string;
  minutes: number;
  required: Generated<boolean>;
  session_id: number | null;
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

export interface DeskHoursTable {
  id: Generated<number>;
  weekday: number;
  opens: string;
  closes: string;
  starts_on: string;
  ends_on: string | null;
}

export interface DirectorySettingTable {
  one: Generated<boolean>;
  confirm_every_months: Generated<number>;
  version: Generated<number>;
}

export interface DisclosureTable {
  id: Generated<number>;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  by_team_id: number;
  case_id: number | null;
  referral_id: number | null;
  basis_id: number;
  consent_id: number | null;
  consent_in_force: boolean | null;
  second_person: 'none' | 'before' | 'after';
  answers: ColumnType<unknown, string, string>;
  facility_id: number | null;
  organisation_id: number | null;
  recipient_name: string;
  items: string[];
  necessity: string;
  harm_check: string;
  document_number: string | null;
  way: 'system' | 'paper' | 'spoken' | 'meeting';
  until: string;
  decided_by: number;
  decided_at: Date;
  second_by: number | null;
  second_at: Date | null;
  second_note: Generated<string>;
  ended_at: Date | null;
  ended_by: number | null;
  ended_reason: string | null;
  in_force: ColumnType<boolean, never, never>;
}

export interface DisclosureCarriedTable {
  id: Generated<number>;
  disclosure_id: number;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  from_consent_id: number;
  to_consent_id: number;
  carried_by: number;
  carried_at: Date;
}

export interface DisclosureContentTable {
  disclosure_id: number;
  team_ids: number[];
  in_force: boolean;
  referral_id: number | null;
  shares: boolean | null;
  until_at: Date;
  facility_id: number | null;
  organisation_id: number | null;
  shown: ColumnType<unknown, string, string>;
  first_opened_at: Date | null;
}

export interface DisposalTable {
  id: Generated<number>;
  kind: string;
  zone: string;
  team_id: number | null;
  note: Generated<string>;
  proposed_by: number;
  proposed_at: Date;
  decided_by: number | null;
  decided_at: Date | null;
  approved: boolean | null;
  decision_note: Generated<string>;
  done_at: Date | null;
}

export interface DisposalItemTable {
  disposal_id: number;
  kind: string;
  team_id: number | null;
  subject_id: number;
  parent_id: number | null;
  label: string;
  ended_on: string;
  due_on: string;
  term_id: number;
  outcome: 'gone' | 'held' | 'not_due' | 'returned' | null;
  outcome_at: Date | null;
}

export interface DistrictTeamTable {
  fiscal_year: number;
  area_id: number;
  team_id: number;
}

export interface DutyShiftTable {
  id: Generated<number>;
  team_id: number;
  person_id: number;
  on_date: string;
  opens: string;
  closes: string;
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
  apply_at: string | null;
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
  speech: Generated<'ja' | 'easy' | 'en' | 'zh' | 'ko' | 'vi' | 'tl' | 'pt'>;
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
  for_facility_id: number | null;
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

export interface EventDraftTable {
  id: Generated<number>;
  person_id: number;
  event_id: number | null;
  owner_facility_id: number | null;
  copied_from: number | null;
  fields: ColumnType<unknown, string, string>;
  base_version: Generated<number>;
  saved_at: Date;
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

export interface FacilityCallTimeTable {
  facility_id: number;
  weekdays: number[];
  morning_from: string | null;
  morning_to: string | null;
  afternoon_from: string | null;
  afternoon_to: string | null;
  minutes: number | null;
  skills: Generated<string[]>;
  version: Generated<number>;
  updated_by: number;
  updated_at: Date;
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

export interface FamilyMessageTable {
  id: Generated<number>;
  team_id: number;
  kind: 'adult' | 'child';
  area_id: number | null;
  lang: string;
  urgent: Generated<boolean>;
  code_hash: string;
  sent_at: Date;
  worker_id: number | null;
  consultation_id: number | null;
  closed_at: Date | null;
  closed_by: number | null;
  version: Generated<number>;
}

export interface FamilyMessagePostTable {
  id: Generated<number>;
  message_id: number;
  team_id: number;
  by_sender: boolean;
  body: string;
  written_by: number | null;
  written_at: Date;
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

export interface GoalTable {
  code: string;
  name: string;
  question: string;
  position: number;
}

export interface GoalFindingTable {
  id: Generated<number>;
  goal_code: string;
  fiscal_year: number;
  body: string;
  strength: 'strong' | 'fair' | 'weak';
  tells: 'well' | 'mixed' | 'badly';
  source_kind: 'indicator' | 'rubric' | 'visit' | 'issue' | 'meeting' | 'open_day' | 'study_handout' | 'practice' | 'initiative' | 'partnership' | 'workforce' | 'survey' | 'other';
  source_id: number | null;
  source_note: Generated<string>;
  written_by: number;
  written_at: Date;
  withdrawn_at: Date | null;
  version: Generated<number>;
  source_code: string | null;
}

export interface GoalIndicatorTable {
  goal_code: string;
  indicator_code: string;
  position: number;
}

export interface GoalJudgementTable {
  goal_code: string;
  fiscal_year: number;
  body: string;
  judged_by: number;
  judged_at: Date;
  version: Generated<number>;
}

export interface GuideAnswerTable {
  question_code: string;
  code: string;
  label: string;
  help: Generated<string>;
  position: number;
  valid_from: string;
  valid_to: string | null;
  id: Generated<number>;
  created_by: number | null;
}

export interface GuideQuestionTable {
  code: string;
  position: number;
}

export interface GuideQuestionTextTable {
  id: Generated<number>;
  question_code: string;
  text: string;
  help: Generated<string>;
  valid_from: string;
  valid_to: string | null;
  created_by: number | null;
  created_at: Date;
}

export interface GuidelineTable {
  id: Generated<number>;
  title: string;
  area_id: number | null;
  edition: Generated<number>;
  vision: Generated<string>;
  starts_on: string;
  ends_on: string;
  adopted_on: string | null;
  adopted: ColumnType<boolean, never, never>;
  summary_id: number | null;
  previous_id: number | null;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_by: number;
  updated_at: Date;
}

export interface GuidelineChapterTable {
  id: Generated<number>;
  guideline_id: number;
  adopted: Generated<boolean>;
  position: number;
  title: string;
  body: Generated<string>;
}

export interface GuidelineFactTable {
  id: Generated<number>;
  target_id: number;
  guideline_id: number;
  adopted: Generated<boolean>;
  owner_organisation_id: number;
  owner_facility_key: number;
  happened_on: string;
  value: number | null;
  body: string;
  initiative_id: number | null;
  issue_id: number | null;
  meeting_id: number | null;
  partnership_stage_id: number | null;
  written_by: number;
  written_at: Date;
  taken_back_at: Date | null;
}

export interface GuidelineTargetTable {
  id: Generated<number>;
  guideline_id: number;
  adopted: Generated<boolean>;
  position: number;
  title: string;
  indicator: string;
  unit: string;
  base_value: number;
  base_on: string;
  target_value: number;
  owner_organisation_id: number;
  owner_facility_id: number | null;
  owner_facility_key: ColumnType<number, never, never>;
  follows_id: number | null;
  saying_id: number | null;
}

export interface HandoverTable {
  id: Generated<number>;
  team_id: number;
  from_person_id: number;
  leaves_on: string | null;
  reason: 'appointment' | 'transfer' | 'leave' | 'balance' | 'received';
  cover_id: number;
  note: Generated<string>;
  opened_by: number | null;
  opened_at: Date;
  cancelled_at: Date | null;
  version: Generated<number>;
}

export interface HandoverItemTable {
  id: Generated<number>;
  handover_id: number;
  team_id: number;
  case_id: number | null;
  consultation_id: number | null;
  tasks_only: Generated<boolean>;
  from_person_id: number;
  summary: Generated<string>;
  summary_by: number | null;
  summary_at: Date | null;
  successor_id: number | null;
  proposed_by: number | null;
  proposed_at: Date | null;
  joint_visit_on: string | null;
  joint_visit_done_on: string | null;
  accepted_at: Date | null;
  accepted_by: number | null;
  dropped_at: Date | null;
  version: Generated<number>;
}

export interface HandoverStepTable {
  id: Generated<number>;
  item_id: number;
  team_id: number;
  step: 'proposed' | 'declined' | 'accepted' | 'transferred';
  person_id: number | null;
  reason: Generated<string>;
  done_by: number;
  done_at: Date;
}

export interface HandoverTransferTable {
  id: Generated<number>;
  handover_id: number;
  from_team_id: number;
  from_person_id: number;
  item_id: number;
  team_id: number;
  to_team_id: number;
  reason: 'moved' | 'area' | 'skill' | 'load' | 'other';
  category: string;
  age_band: 'expectant' | '0' | '1-2' | '3-5' | '6-11' | '12-14' | '15-17' | 'family';
  area_id: number | null;
  stage: string;
  points: number;
  asked_by: number;
  asked_at: Date;
  answer: 'accepted' | 'declined' | 'withdrawn' | 'lapsed' | null;
  decline_reason: 'full' | 'not_area' | 'skill' | 'talk_first' | 'other' | null;
  successor_id: number | null;
  answered_by: number | null;
  answered_at: Date | null;
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

export interface HouseholdTable {
  id: Generated<number>;
  team_id: number;
  team_ids: number[];
  protected: Generated<boolean>;
  protected_since: string | null;
  protection_note: Generated<string>;
  languages: Generated<string[]>;
  care: Generated<string>;
  invented: Generated<boolean>;
  merged_into_id: number | null;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_at: Date;
}

export interface HouseholdAddressTable {
  id: Generated<number>;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  postal_code: string | null;
  address: string;
  address_folded: string;
  town_id: number | null;
  starts_on: string;
  ends_on: string | null;
  created_at: Date;
}

export interface HouseholdContactTable {
  id: Generated<number>;
  household_id: number;
  member_id: number | null;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  kind: 'phone' | 'mobile' | 'email' | 'other';
  value: string;
  note: Generated<string>;
  created_at: Date;
}

export interface HouseholdMemberTable {
  id: Generated<number>;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  position: number;
  relation: 'child' | 'mother' | 'father' | 'expectant' | 'grandparent' | 'sibling' | 'partner' | 'foster_parent' | 'relative' | 'other';
  family_name: string;
  given_name: Generated<string>;
  family_kana: Generated<string>;
  given_kana: Generated<string>;
  known_as: Generated<string>;
  kana_folded: Generated<string>;
  born_on: string | null;
  due_on: string | null;
  sex: 'female' | 'male' | 'other' | null;
  lives_apart: Generated<boolean>;
  languages: Generated<string[]>;
  care: Generated<string>;
  left_on: string | null;
  left_reason: string | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface HouseholdMemberPlaceTable {
  id: Generated<number>;
  member_id: number;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  fiscal_year: number;
  facility_id: number | null;
  place_name: Generated<string>;
  class_name: Generated<string>;
  created_at: Date;
}

export interface HouseholdMergeTable {
  id: Generated<number>;
  kept_id: number;
  merged_id: number;
  team_ids: number[];
  reason: string;
  merged_by: number;
  merged_at: Date;
  undone_by: number | null;
  undone_at: Date | null;
}

export interface ImportBatchTable {
  id: Generated<number>;
  kind: string;
  duty: 'directory.manage' | 'people.manage' | 'areas.manage' | 'calendar.manage' | 'portal.manage' | 'visit.plan' | 'initiative.manage';
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
  check_requested_at: Date | null;
  check_requested_by: number | null;
  progressed_at: Date | null;
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

export interface ImportPartTable {
  batch_id: number;
  duty: string;
  part: number;
  rows: string;
}

export interface ImportRowTable {
  batch_id: number;
  duty: string;
  row_number: number;
  verdict: 'new' | 'changed' | 'same' | 'refused';
  label: string;
  target_id: number | null;
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

export interface InitiativeTable {
  id: Generated<number>;
  title: string;
  area_id: number | null;
  issue_id: number | null;
  forum_id: number | null;
  shared_issue: Generated<string>;
  seen_by: Generated<string>;
  aim: Generated<string>;
  families: Generated<string>;
  image: Generated<string>;
  keeping: Generated<string>;
  lead_organisation_id: number;
  lead_facility_id: number | null;
  owner_id: number;
  proposed_owner_id: number | null;
  proposed_at: Date | null;
  declined_at: Date | null;
  starts_on: string;
  ends_on: string | null;
  next_look_back_on: string | null;
  started_on: string | null;
  ended_on: string | null;
  ending: 'reached' | 'passed_on' | 'stopped' | null;
  ending_note: Generated<string>;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_by: number;
  updated_at: Date;
  folded: ColumnType<string, never, never>;
}

export interface InitiativeActionTable {
  action_item_id: number;
  initiative_id: number;
  owner_id: number;
}

export interface InitiativeAnswerTable {
  id: Generated<number>;
  partner_id: number;
  organisation_id: number;
  facility_id: number | null;
  holder_facility_id: ColumnType<number, never, never>;
  part_version: number;
  yes: boolean;
  brings: Generated<string>;
  note: Generated<string>;
  answered_by: number;
  answered_at: Date;
}

export interface InitiativeEventTable {
  id: Generated<number>;
  initiative_id: number;
  owner_id: number;
  kind: 'begun' | 'started' | 'continued' | 'ended' | 'reopened' | 'handover_proposed' | 'handover_accepted' | 'handover_declined';
  happened_on: string;
  note: Generated<string>;
  written_by: number;
  written_at: Date;
}

export interface InitiativeOutcomeTable {
  id: Generated<number>;
  initiative_id: number;
  owner_id: number;
  body: string;
  before_value: number | null;
  value: number | null;
  unit: Generated<string>;
  source: Generated<string>;
  measured_on: string;
  written_by: number;
  written_at: Date;
}

export interface InitiativePartnerTable {
  id: Generated<number>;
  initiative_id: number;
  owner_id: number;
  organisation_id: number;
  facility_id: number | null;
  holder_facility_id: ColumnType<number, never, never>;
  part: string;
  part_version: Generated<number>;
  asked_by: number;
  asked_at: Date;
  left_on: string | null;
}

export interface InitiativeReflectionTable {
  id: Generated<number>;
  initiative_id: number;
  session_id: number | null;
  organisation_id: number;
  facility_id: number | null;
  holder_facility_id: ColumnType<number, never, never>;
  for_families: 'yes' | 'partly' | 'no' | 'unknown';
  why: Generated<string>;
  good: Generated<string>;
  change: Generated<string>;
  voices: Generated<string>;
  written_by: number;
  written_at: Date;
  version: Generated<number>;
}

export interface InitiativeReminderTable {
  kind: 'answer' | 'session' | 'reflection' | 'look_back' | 'loan' | 'owner' | 'target';
  subject_id: number;
  due_on: string;
}

export interface InitiativeSessionTable {
  id: Generated<number>;
  initiative_id: number;
  owner_id: number;
  kind: 'talk' | 'activity' | 'look_back';
  title: string;
  held_on: string;
  starts_at: string;
  ends_at: string;
  place: string;
  for_families: Generated<boolean>;
  event_id: number | null;
  held_at: Date | null;
  families: number | null;
  helpers: number | null;
  record: Generated<string>;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_by: number;
}

export interface InitiativeStageTable {
  initiative_id: number;
  owner_id: number;
  stage_id: number;
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
  source: 'visit' | 'meeting' | 'hand' | 'survey' | 'voice' | 'family';
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

export interface IssueFamilyAnswerTable {
  issue_id: number;
  answer: string;
  answered_by: number;
  answered_at: Date;
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

export interface LectureAnswerTable {
  id: Generated<number>;
  request_id: number;
  owner_facility_id: number;
  what: 'arranged' | 'declined' | 'withdrawn' | 'held' | 'reopened';
  reason: Generated<string>;
  held_on: string | null;
  starts_at: string | null;
  ends_at: string | null;
  speaker: Generated<string>;
  people: number | null;
  report: Generated<string>;
  said_at: Date;
  said_by: number;
}

export interface LectureRequestTable {
  id: Generated<number>;
  theme_id: number;
  facility_id: number | null;
  asker: Generated<string>;
  contact: Generated<string>;
  purpose: string;
  people: number;
  wishes: string;
  place: Generated<string>;
  asked_at: Date;
  asked_by: number;
  owner_facility_id: ColumnType<number, never, never>;
}

export interface LectureThemeTable {
  id: Generated<number>;
  title: string;
  summary: Generated<string>;
  audience: Generated<string>;
  minutes: number;
  position: Generated<number>;
  ended_on: string | null;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
}

export interface LegalBasisTable {
  id: Generated<number>;
  code: string;
  name: string;
  provision: string;
  between_whom: string;
  permits: string;
  record: string;
  caution: Generated<string>;
  ways: string[];
  abouts: string[];
  consents: string[];
  dangers: string[];
  consent_needed: boolean;
  second_person: 'none' | 'before' | 'after';
  document_needed: Generated<boolean>;
  position: number;
  valid_from: string;
  valid_to: string | null;
  created_by: number | null;
  created_at: Date;
}

export interface LendableTable {
  id: Generated<number>;
  organisation_id: number;
  facility_id: number | null;
  holder_facility_id: ColumnType<number, never, never>;
  kind: 'person' | 'room' | 'thing' | 'contact';
  name: string;
  detail: Generated<string>;
  terms: Generated<string>;
  offered_on: string;
  withdrawn_on: string | null;
  version: Generated<number>;
  written_by: number;
  written_at: Date;
}

export interface LifeEventTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  member_id: number | null;
  kind: 'pregnancy' | 'birth' | 'newborn_visit' | 'checkup' | 'nursery' | 'school' | 'service' | 'medical' | 'family' | 'moved' | 'other';
  happened_on: string;
  title: string;
  source: Generated<string>;
  recorded_by: number;
  recorded_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: number | null;
}

export interface LoanTable {
  id: Generated<number>;
  lendable_id: number;
  kind: string;
  organisation_id: number;
  facility_id: number | null;
  holder_facility_id: ColumnType<number, never, never>;
  to_organisation_id: number;
  to_facility_id: number | null;
  to_holder_facility_id: ColumnType<number, never, never>;
  initiative_id: number | null;
  purpose: string;
  starts_at: Date;
  ends_at: Date;
  hours: number | null;
  asked_at: Date;
  lent_at: Date | null;
  declined_at: Date | null;
  returned_on: string | null;
  cancelled_at: Date | null;
  version: Generated<number>;
}

export interface LoanEventTable {
  id: Generated<number>;
  loan_id: number;
  organisation_id: number;
  holder_facility_id: number;
  to_organisation_id: number;
  to_holder_facility_id: number;
  kind: 'asked' | 'lent' | 'declined' | 'returned' | 'cancelled';
  note: Generated<string>;
  written_by: number;
  written_at: Date;
}

export interface MeasureTable {
  id: Generated<number>;
  fiscal_year: number;
  section: string;
  title: string;
  note: Generated<string>;
  done_at_start: Generated<boolean>;
  within_year: Generated<boolean>;
  later_years: Generated<boolean>;
  continuing: Generated<boolean>;
  owner_organisation_id: number;
  finding_id: number | null;
  position: Generated<number>;
  created_by: number;
  created_at: Date;
  dropped_at: Date | null;
  drop_reason: string | null;
  version: Generated<number>;
}

export interface MeasureEventTable {
  id: Generated<number>;
  measure_id: number;
  kind: 'started' | 'progress' | 'done' | 'stopped';
  happened_on: string;
  evidence: string;
  written_by: number;
  written_at: Date;
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

export interface OfflineChunkTable {
  upload_id: string;
  person_id: number;
  starts_at: number;
  bytes: Buffer;
}

export interface OfflineDeviceTable {
  id: Generated<number>;
  person_id: number;
  name: string;
  token_hash: string;
  enrolled_at: Date;
  seen_at: Date;
  clock_error: Generated<number>;
  ended_at: Date | null;
  ended_by: number | null;
  ended_why: 'lost' | 'signed_out' | 'given_up' | null;
  wiped_at: Date | null;
}

export interface OfflineDeviceKeyTable {
  device_id: number;
  person_id: number;
  part: Buffer;
}

export interface OfflineOperationTable {
  id: string;
  device_id: number;
  person_id: number;
  visit_id: number | null;
  facility_id: number | null;
  team_id: number | null;
  field: string;
  place: Generated<number>;
  outcome: 'applied' | 'same' | 'conflict' | 'refused' | 'submitted' | 'waiting';
  mine: string | null;
  theirs: string | null;
  theirs_person_id: number | null;
  theirs_at: Date | null;
  problem: string | null;
  said_at: Date | null;
  received_at: Date;
  decided_at: Date | null;
  decision: 'mine' | 'theirs' | 'both' | 'followed' | 'seen' | null;
}

export interface OfflineUploadTable {
  id: string;
  device_id: number;
  person_id: number;
  visit_id: number;
  facility_id: number;
  team_id: number;
  name: string;
  media_type: string;
  caption: Generated<string>;
  size: number;
  begun_at: Date;
  done_at: Date | null;
  problem: string | null;
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
  template: Generated<'simple' | 'eceq'>;
  starts_at: string | null;
  ends_at: string | null;
  seen: Generated<string>;
  pictures: Generated<'none' | 'rooms' | 'faceless'>;
  pictures_note: Generated<string>;
  guardians_told_on: string | null;
  guardians_how: Generated<string>;
  offered_at: Date | null;
  returned_at: Date | null;
  return_note: string | null;
  published_at: Date | null;
  shown: ColumnType<boolean, never, never>;
  guest_facility_ids: Generated<number[]>;
  event_id: number | null;
}

export interface OpenDayDeedTable {
  id: Generated<number>;
  open_day_id: number;
  host_facility_id: number;
  shown: boolean;
  what: 'offered' | 'taken_back' | 'returned' | 'published' | 'cancelled' | 'restored';
  note: Generated<string>;
  done_at: Date;
  done_by: number;
}

export interface OpenDayDraftTable {
  person_id: number;
  fields: ColumnType<unknown, string, string>;
  base_version: number;
  saved_at: Date;
}

export interface OpenDayFollowUpTable {
  open_day_id: number;
  facility_id: number;
  shared: boolean;
  asked_on: string | null;
  tried: 'tried' | 'partly' | 'not_yet' | null;
  happened: Generated<string>;
  keeps: 'keep' | 'change' | 'stop' | null;
  version: Generated<number>;
  answered_at: Date | null;
  answered_by: number | null;
}

export interface OpenDayNoteTable {
  id: Generated<number>;
  open_day_id: number;
  position: number;
  host_facility_id: number;
  guest_facility_ids: number[];
  kind: 'good' | 'doubt' | 'proposal';
  body: string;
  facility_id: number | null;
  written_by: number;
  removed_at: Date | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  updated_by: number;
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
  host_facility_id: number;
  shared_at: Date | null;
}

export interface OpenDayPracticeTable {
  open_day_id: number;
  facility_id: number;
  what: string;
  why: Generated<string>;
  try_from: string;
  shared: Generated<boolean>;
  version: Generated<number>;
  written_at: Date;
  written_by: number;
}

export interface OpenDayQuestionTable {
  open_day_id: number;
  position: number;
  host_facility_id: number;
  shown: boolean;
  body: string;
}

export interface OpenDayReminderTable {
  open_day_id: number;
  kind: 'come' | 'eve' | 'write';
  sent_at: Date;
}

export interface OpenDaySheetTable {
  open_day_id: number;
  position: number;
  person_id: number;
  host_facility_id: number;
  guest_facility_ids: number[];
  scene: Generated<string>;
  good: Generated<string>;
  doubt: Generated<string>;
  proposal: Generated<string>;
  updated_at: Date;
  posted_at: Date | null;
}

export interface OpenDaySignupTable {
  id: Generated<number>;
  open_day_id: number;
  host_facility_id: number;
  facility_id: number;
  event_application_id: number;
  people: number;
  who: Generated<string>;
  wish: Generated<string>;
  signed_at: Date;
  signed_by: number;
  told: Generated<string>;
}

export interface OpenDayStepTable {
  open_day_id: number;
  step: string;
  host_facility_id: number;
  shown: boolean;
  planned_on: string | null;
  led_by: Generated<string>;
  note: Generated<string>;
  done_on: string | null;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
}

export interface OpenDayTextTable {
  open_day_id: number;
  part: 'plan' | 'discussion' | 'reflection';
  host_facility_id: number;
  shown: boolean;
  body: string;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number;
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

export interface OwnCopyTable {
  id: Generated<number>;
  request_id: number;
  by_team_id: number;
  household_id: number;
  team_id: number;
  team_ids: number[];
  protected: boolean;
  member_id: number;
  lines: ColumnType<unknown, string, string>;
  prepared_by: number;
  prepared_at: Date;
  asked_at: Date | null;
  returned_note: Generated<string>;
  checked_by: number | null;
  checked_at: Date | null;
  version: Generated<number>;
}

export interface PartnershipAnswerTable {
  check_id: number;
  organisation_id: number;
  facility_id: number | null;
  published: Generated<boolean>;
  item_code: string;
  level: number | null;
  evidence: Generated<string>;
  evidence_on: string | null;
}

export interface PartnershipCheckTable {
  id: Generated<number>;
  round_id: number;
  area_id: number;
  organisation_id: number;
  facility_id: number | null;
  remark: Generated<string>;
  published: Generated<boolean>;
  answered_on: string | null;
  answered_by: number | null;
  updated_by: number;
  updated_at: Date;
  version: Generated<number>;
}

export interface PartnershipItemTable {
  code: string;
  step: number;
  position: number;
  body: string;
  hint: Generated<string>;
  starts_on: string | null;
  ends_on: string | null;
}

export interface PartnershipNoteTable {
  id: Generated<number>;
  round_id: number;
  area_id: number;
  kind: 'plan' | 'do' | 'check' | 'act';
  body: string;
  written_by: number;
  written_at: Date;
}

export interface PartnershipRoundTable {
  id: Generated<number>;
  name: string;
  area_system_code: string;
  opens_on: string;
  closes_on: string;
  note: Generated<string>;
  fiscal_year: ColumnType<number, never, never>;
  created_by: number;
  created_at: Date;
  version: Generated<number>;
}

export interface PartnershipStageTable {
  id: Generated<number>;
  area_id: number;
  round_id: number | null;
  step: number;
  agreed_on: string;
  reason: string;
  recorded_by: number;
  recorded_at: Date;
  taken_back_at: Date | null;
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
  updated_at: Generated<Date>;
}

export interface PracticeTable {
  id: Generated<number>;
  source_code: string;
  inside: boolean;
  theme_code: string;
  area_id: number | null;
  title: string;
  summary: Generated<string>;
  place: Generated<string>;
  studied_on: string | null;
  background: Generated<string>;
  structure: Generated<string>;
  method: Generated<string>;
  results: Generated<string>;
  issues: Generated<string>;
  facility_kinds: Generated<string[]>;
  ages: Generated<string[]>;
  asked_ids: Generated<number[]>;
  named_ids: Generated<number[]>;
  wording: Generated<number>;
  zone: Generated<'network' | 'public'>;
  published_at: Date | null;
  withdrawn_at: Date | null;
  audience: Generated<string>;
  folded: ColumnType<string, never, never>;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_by: number;
  updated_at: Date;
}

export interface PracticeConclusionTable {
  id: Generated<number>;
  practice_id: number;
  verdict: 'adopt' | 'adapt' | 'watch' | 'not';
  body: string;
  concluded_on: string;
  written_by: number;
  written_at: Date;
}

export interface PracticeConsentTable {
  id: Generated<number>;
  practice_id: number;
  facility_id: number;
  answer: 'yes' | 'no' | 'withdrawn';
  show_name: Generated<boolean>;
  show_pictures: Generated<boolean>;
  zone: Generated<'network' | 'public'>;
  note: Generated<string>;
  wording: number;
  given_on: string;
  way: 'here' | 'paper' | 'spoken';
  recorded_by: number;
  recorded_at: Date;
}

export interface PracticeCriterionTable {
  id: Generated<number>;
  name: string;
  question: string;
  here: Generated<string>;
  position: Generated<number>;
  ended_on: string | null;
  version: Generated<number>;
}

export interface PracticeDocumentTable {
  id: Generated<number>;
  practice_id: number;
  asked_ids: number[];
  audience: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  bytes: Buffer;
  caption: Generated<string>;
  shown: Generated<boolean>;
  attached_by: number;
  attached_at: Date;
  removed_at: Date | null;
}

export interface PracticeFigureTable {
  practice_id: number;
  measure: 'leave_rate' | 'fill_rate' | 'stay_rate';
  fiscal_year: number;
  value: number;
  told_by: string;
  entered_by: number;
  entered_at: Date;
}

export interface PracticeHearingTable {
  id: Generated<number>;
  practice_id: number;
  held_on: string;
  way: 'visit' | 'online' | 'phone' | 'paper';
  met: Generated<string>;
  body: string;
  heard_by: number;
  written_at: Date;
}

export interface PracticeOriginTable {
  practice_id: number;
  source_id: number | null;
  facility_ids: number[];
  asked_at: Date | null;
}

export interface PracticeScoreTable {
  practice_id: number;
  criterion_id: number;
  scored_by: number;
  level: number;
  note: Generated<string>;
  scored_on: string;
}

export interface PracticeSourceTable {
  code: string;
  name: string;
  inside: boolean;
  position: number;
}

export interface PracticeTrialTable {
  practice_id: number;
  facility_id: number;
  tried_on: string;
  changed: string;
  happened: string;
  again: 'yes' | 'changed' | 'no';
  answered_by: number;
  answered_at: Date;
  version: Generated<number>;
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
  started_in: number | null;
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

export interface ReferralTable {
  id: number;
  team_id: number;
  fiscal_year: number;
  worker_id: number | null;
  previous_id: number | null;
  capacity_question_id: number | null;
  need: string;
  age_band: 'expectant' | '0' | '1-2' | '3-5' | '6-11' | '12-14' | '15-17' | 'family';
  area_id: number | null;
  days: Generated<string>;
  urgency: Generated<'normal' | 'soon' | 'now'>;
  channel: 'account' | 'paper';
  facility_id: number | null;
  organisation_id: number | null;
  recipient_name: Generated<string>;
  disclosure_id: number | null;
  disclosure_in_force: boolean | null;
  created_at: Date;
  sent_at: Date | null;
  due_at: Date | null;
  delivered_at: Date | null;
  accepted_at: Date | null;
  declined_at: Date | null;
  decline_reason: 'full' | 'not_fitting' | 'age' | 'area' | 'hours' | 'staff' | 'family_declined' | 'other' | null;
  decline_next: 'other_place' | 'later' | 'waiting_list' | 'talk' | 'joint_visit' | null;
  lapsed_at: Date | null;
  escalated_at: Date | null;
  started_at: Date | null;
  held_at: Date | null;
  hold_reason: 'family_wish' | 'illness' | 'place_closed' | 'no_contact' | 'other' | null;
  outcome_at: Date | null;
  outcome: 'returned' | 'not_reached' | 'withdrawn' | null;
  recalled_at: Date | null;
  recall_reason: 'need_changed' | 'family_changed_mind' | 'found_elsewhere' | 'wrong_receiver' | 'consent_withdrawn' | 'other' | null;
  reviewed_at: Date | null;
  review: 'closed' | 'reopened' | 'elsewhere' | null;
  version: Generated<number>;
  updated_at: Date;
  state: ColumnType<string, never, never>;
  shares: ColumnType<boolean, never, never>;
}

export interface ReferralEventTable {
  id: Generated<number>;
  referral_id: number;
  team_id: number;
  facility_id: number | null;
  organisation_id: number | null;
  shared: Generated<boolean>;
  action: 'draft' | 'change' | 'basis' | 'send' | 'deliver' | 'accept' | 'decline' | 'lapse' | 'start' | 'hold' | 'resume' | 'outcome' | 'not_reached' | 'withdraw' | 'recall' | 'review' | 'message' | 'letter';
  actor: 'sender' | 'receiver' | 'system' | 'family';
  person_id: number | null;
  reason: string | null;
  body: Generated<string>;
  at: Date;
}

export interface ReferralLetterTable {
  referral_id: number;
  team_id: number;
  code_hash: string;
  code_sealed: string;
  printed_by: number;
  printed_at: Date;
  ends_at: Date;
}

export interface ReferralOriginTable {
  id: Generated<number>;
  team_id: number;
  case_id: number | null;
  consultation_id: number | null;
  member_id: number | null;
  told_who: Generated<string>;
  told_day: Generated<string>;
  told_what: Generated<string>;
  told_on: string | null;
  created_by: number;
  created_at: Date;
}

export interface ReportTextTable {
  fiscal_year: number;
  chapter: string;
  body: string;
  written_by: number;
  written_at: Date;
  version: Generated<number>;
}

export interface RetentionDueTable {
  kind: string;
  zone: string;
  subject_id: number;
  team_id: number | null;
  parent_id: number | null;
  label: string;
  ended_on: string;
  due_on: string;
  term_id: number;
  listed_at: Date;
}

export interface RetentionHoldTable {
  id: Generated<number>;
  kind: string;
  zone: string;
  subject_id: number;
  team_id: number | null;
  label: string;
  reason: string;
  placed_by: number;
  placed_at: Date;
  lifted_by: number | null;
  lifted_at: Date | null;
  lift_reason: string | null;
}

export interface RetentionRuleTable {
  code: string;
  zone: 'case' | 'network' | 'public' | 'system';
  way: 'four_eyes' | 'automatic' | 'kept';
  name: string;
  detail: Generated<string>;
  counted_from: string;
  least_months: number;
  most_months: number;
  by_age: Generated<boolean>;
  position: number;
}

export interface RetentionTermTable {
  id: Generated<number>;
  rule_code: string;
  least_months: number;
  most_months: number;
  by_age: boolean;
  months: number;
  until_age: number | null;
  basis: string;
  valid_from: string;
  decided_by: number | null;
  decided_at: Date;
}

export interface RightsRequestTable {
  id: Generated<number>;
  fiscal_year: number;
  number: number;
  kind: 'disclosure' | 'correction' | 'suspension';
  received_on: string;
  waiting_days: Generated<number>;
  days_allowed: Generated<number>;
  extended_days: Generated<number>;
  extend_reason: string | null;
  due_on: ColumnType<string, never, never>;
  family_name: string;
  given_name: string;
  phone: string | null;
  email: string | null;
  asked_by: 'self' | 'legal' | 'agent';
  identified_by: 'card' | 'other_document' | 'sent_document';
  wish: string;
  team_id: number | null;
  team_answer: 'records' | 'none' | null;
  team_answered_by: number | null;
  team_answered_at: Date | null;
  decision: 'full' | 'partial' | 'refused' | 'none_kept' | 'withdrawn' | null;
  decision_text: Generated<string>;
  decided_on: string | null;
  decided_by: number | null;
  carried_out_on: string | null;
  created_by: number;
  created_at: Date;
  version: Generated<number>;
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

export interface RoundAbsenceTable {
  id: Generated<number>;
  person_id: number;
  from_on: string;
  to_on: string;
  half: 'morning' | 'afternoon' | null;
  kind: 'leave' | 'training' | 'meeting' | 'other';
}

export interface RoundAcceptanceTable {
  id: Generated<number>;
  proposal_id: number;
  months: string[];
  accepted_by: number;
  accepted_at: Date;
  undone_by: number | null;
  undone_at: Date | null;
}

export interface RoundLineTable {
  id: Generated<number>;
  proposal_id: number;
  facility_id: number;
  person_id: number;
  planned_on: string;
  starts_at: string;
  ends_at: string;
  locked: Generated<boolean>;
  moved_by: number | null;
  was_on: string | null;
  was_person_id: number | null;
  was_starts_at: string | null;
  why_now: ColumnType<unknown, string, string>;
  why_her: ColumnType<unknown, string, string>;
  replaces_id: number | null;
  visit_id: number | null;
  acceptance_id: number | null;
  version: Generated<number>;
}

export interface RoundMissingTable {
  id: Generated<number>;
  proposal_id: number;
  facility_id: number;
  reason: 'no_skill' | 'closed' | 'agencies' | 'nobody' | 'full' | 'no_place';
  why_now: ColumnType<unknown, string, string>;
}

export interface RoundProposalTable {
  id: Generated<number>;
  round_id: number;
  from_on: string;
  to_on: string;
  by_need: boolean;
  seed: number;
  created_by: number;
  created_at: Date;
  solve_months: string[] | null;
  solve_person_id: number | null;
  solve_requested_by: number;
  solve_requested_at: Date;
  solve_progress: Generated<number>;
  solved_at: Date | null;
  asked: Generated<number>;
  answered: Generated<number>;
  failed: Generated<number>;
  figures: ColumnType<unknown, string | null | undefined, string | null>;
  change: ColumnType<unknown, string | null | undefined, string | null>;
  discarded_at: Date | null;
  discarded_by: number | null;
  version: Generated<number>;
}

export interface RoundQuietTable {
  id: Generated<number>;
  from_on: string;
  to_on: string;
  kind: 'year_start' | 'year_end' | 'long_holiday' | 'event' | 'other';
  hard: boolean;
}

export interface RoundSettingTable {
  one: Generated<boolean>;
  place: string;
  latitude: number;
  longitude: number;
  winding: number;
  speed: number;
  winter_speed: number;
  winter_months: number[];
  minutes: number;
  grid: number;
  apart: number;
  quiet_weekdays: number[];
  version: Generated<number>;
}

export interface RoundTargetTable {
  round_id: number;
  facility_id: number;
  coordinator_id: number | null;
  planned_count: number;
  reason: string | null;
  version: Generated<number>;
}

export interface RoundWorkerTable {
  person_id: number;
  weekdays: number[];
  starts_at: string;
  ends_at: string;
  most: number;
  skills: Generated<string[]>;
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

export interface SkillRecordTable {
  id: Generated<number>;
  person_id: number;
  team_id: number;
  kind: 'course' | 'licence' | 'language' | 'other';
  name: string;
  gained_on: string;
  valid_until: string | null;
  note: Generated<string>;
  written_by: number;
  written_at: Date;
}

export interface StatementTable {
  id: Generated<number>;
  team_id: number;
  author_id: number;
  theme_code: string;
  area_id: number | null;
  age_band: 'unborn' | 'infant' | 'preschool' | 'school' | 'teen' | null;
  kind_code: string | null;
  title: string;
  keeps_happening: string;
  would_help: Generated<string>;
  families: number;
  sent_at: Date | null;
  withdrawn_at: Date | null;
  approved_at: Date | null;
  approved_by: number | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface StatementDraftTable {
  id: Generated<number>;
  person_id: number;
  fields: ColumnType<unknown, string, string>;
  saved_at: Date;
}

export interface StatementIssueTable {
  statement_id: number;
  team_id: number;
  issue_id: number;
  answer_read_at: Date | null;
  answer_read_by: number | null;
}

export interface StatementReasonTable {
  id: Generated<number>;
  statement_id: number;
  team_id: number;
  field: string;
  kind: string;
  body: string;
  reason: string;
  given_by: number;
  given_at: Date;
}

export interface StatementReturnTable {
  id: Generated<number>;
  statement_id: number;
  team_id: number;
  reason: string;
  returned_by: number;
  returned_at: Date;
}

export interface StatementSourceTable {
  id: Generated<number>;
  statement_id: number;
  statement_team_id: number;
  team_id: number;
  case_id: number | null;
  consultation_id: number | null;
}

export interface StudyCallTable {
  id: Generated<number>;
  theme_code: string;
  title: string;
  purpose: Generated<string>;
  opens_on: string;
  closes_on: string;
  topics: string[];
  smallest: Generated<number>;
  largest: Generated<number>;
  aimed: Generated<number>;
  most_km: number | null;
  weight_like: Generated<number>;
  weight_strength: Generated<number>;
  weight_mixed: Generated<number>;
  weight_near: Generated<number>;
  weight_fresh: Generated<number>;
  weight_size: Generated<number>;
  told_at: Date | null;
  told_by: number | null;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  created_at: Date;
  created_by: number;
}

export interface StudyCardTable {
  id: Generated<number>;
  session_id: number;
  facility_ids: number[];
  kind: 'case' | 'issue' | 'idea';
  body: string;
  heading_id: number | null;
  position: number;
  facility_id: number | null;
  written_by: number;
  removed_at: Date | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  updated_by: number | null;
}

export interface StudyEntryTable {
  call_id: number;
  facility_id: number;
  aim: Generated<string>;
  question: Generated<string>;
  strength: Generated<string>;
  asks: Generated<number[]>;
  offers: Generated<number[]>;
  times: Generated<number[]>;
  signed_at: Date | null;
  group_id: number | null;
  group_facility_ids: number[] | null;
  group_told: boolean | null;
  version: Generated<number>;
  updated_at: Date;
  updated_by: number | null;
}

export interface StudyGroupTable {
  id: Generated<number>;
  call_id: number;
  number: number;
  facility_ids: number[];
  told: Generated<boolean>;
  locked: Generated<boolean>;
  created_at: Date;
}

export interface StudyHandoutTable {
  id: Generated<number>;
  group_id: number;
  facility_ids: number[];
  theme_code: string;
  title: string;
  lead: Generated<string>;
  cases: Generated<string>;
  issues: Generated<string>;
  ideas: Generated<string>;
  published_at: Date | null;
  published_by: number | null;
  withdrawn_at: Date | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
  updated_by: number | null;
}

export interface StudyHeadingTable {
  id: Generated<number>;
  session_id: number;
  facility_ids: number[];
  name: string;
  position: number;
  created_at: Date;
}

export interface StudyRunTable {
  id: Generated<number>;
  call_id: number;
  asked_at: Date;
  asked_by: number;
  progress: Generated<number>;
  finished_at: Date | null;
  failed: Generated<boolean>;
  value: number | null;
  bound: number | null;
  left_ids: Generated<number[]>;
  lenient: ColumnType<unknown, string | undefined, string>;
}

export interface StudySessionTable {
  id: Generated<number>;
  group_id: number;
  facility_ids: number[];
  held_on: string;
  starts_at: string;
  ends_at: string;
  place: Generated<string>;
  join_url: string | null;
  note: Generated<string>;
  summary: Generated<string>;
  closed_at: Date | null;
  version: Generated<number>;
  created_at: Date;
  created_by: number;
}

export interface StudyTimeTable {
  call_id: number;
  number: number;
  held_on: string;
  starts_at: string;
  ends_at: string;
}

export interface StudyTrialTable {
  handout_id: number;
  facility_id: number;
  asked_on: string | null;
  tried: 'tried' | 'partly' | 'not_yet' | null;
  story: Generated<string>;
  answered_at: Date | null;
  answered_by: number | null;
  version: Generated<number>;
}

export interface StudyVoteTable {
  card_id: number;
  facility_ids: number[];
  person_id: number;
  created_at: Date;
}

export interface SubmissionTable {
  token: string;
  person_id: number | null;
  location: string | null;
  flash: string | null;
  answered_at: Date;
}

export interface SupervisionCommentTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  body: string;
  written_by: number;
  written_at: Date;
}

export interface SupportCaseTable {
  id: Generated<number>;
  fiscal_year: number;
  number: number;
  household_id: number;
  team_id: number;
  worker_id: number;
  category: 'protection' | 'support' | 'expectant' | 'general' | 'development';
  stage: Generated<'assessing' | 'planning' | 'supporting' | 'watching' | 'closing'>;
  headline: string;
  opened_on: string;
  opened_by: number;
  next_contact_on: string | null;
  next_contact_way: 'phone' | 'visit' | 'office' | 'meeting' | 'letter' | 'other' | null;
  no_next_contact_reason: string | null;
  last_contact_on: string | null;
  closed_on: string | null;
  close_reason: 'goals_reached' | 'moved' | 'other_service' | 'declined' | 'grown_up' | 'lost' | 'other' | null;
  close_text: Generated<string>;
  closed_by: number | null;
  close_approved_by: number | null;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}

export interface SupportFileTable {
  id: Generated<number>;
  profile_sealed: string;
  proof_hash: string;
  mail_sealed: string | null;
  made_on: string;
  opened_on: string;
  noticed_on: string | null;
  version: Generated<number>;
}

export interface SupportFileEntryTable {
  id: Generated<number>;
  file_id: number;
  key_sealed: string;
  body_sealed: string;
  version: Generated<number>;
}

export interface SupportFileGivenTable {
  id: Generated<number>;
  file_id: number;
  given_sealed: string;
  withdrawn_at: Date | null;
}

export interface SupportFileLendingTable {
  id: Generated<number>;
  file_id: number;
  kind: 'show' | 'lend' | 'offer';
  code_hash: string;
  salt: string;
  key_sealed: string | null;
  proof_hash: string;
  own_sealed: string;
  title_sealed: string;
  facility_id: number | null;
  organisation_id: number | null;
  made_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  end_reason: 'taken_back' | 'lapsed' | 'taken' | null;
}

export interface SupportFileLentTable {
  lending_id: number;
  entry_id: number;
  file_id: number;
  key_sealed: string;
}

export interface SupportFileLockTable {
  id: Generated<number>;
  file_id: number;
  kind: 'own' | 'spare';
  code_hash: string;
  salt: string;
  key_sealed: string;
}

export interface SupportFileLookTable {
  id: Generated<number>;
  lending_id: number;
  looked_at: Date;
  who_sealed: string;
}

export interface SupportFileRequestTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  code_hash: string;
  code_sealed: string;
  purpose: string;
  asked_by: number;
  asked_at: Date;
  ends_on: string;
  ended_at: Date | null;
}

export interface SupportFileSettingTable {
  one: Generated<boolean>;
  keep_months: Generated<number>;
  notice_days: Generated<number>;
}

export interface SupportFileSheetTable {
  id: Generated<number>;
  code_hash: string;
  made_by: number;
  made_at: Date;
  ends_on: string;
}

export interface SupportFileVisitTable {
  token_hash: string;
  file_id: number | null;
  lending_id: number | null;
  key_sealed: string;
  ends_at: Date;
}

export interface SupportPlanTable {
  id: Generated<number>;
  case_id: number;
  team_id: number;
  number: number;
  wish: string;
  worries: Generated<string>;
  strengths: Generated<string>;
  goals: string;
  family_part: Generated<string>;
  review_on: string;
  made_on: string;
  made_by: number;
  made_at: Date;
  explained_on: string | null;
  given_on: string | null;
  answer: 'agreed' | 'partly' | 'declined' | null;
  answered_on: string | null;
  answer_reason: Generated<string>;
  version: Generated<number>;
}

export interface SupportPlanItemTable {
  id: Generated<number>;
  plan_id: number;
  case_id: number;
  team_id: number;
  position: number;
  what: string;
  who: string;
  how_often: Generated<string>;
  starts_on: string | null;
  ends_on: string | null;
  person_id: number | null;
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

export interface SurveyFigureTable {
  id: Generated<number>;
  summary_id: number;
  published: Generated<boolean>;
  area_id: number | null;
  question: string;
  answer: string;
  value: number;
  unit: string;
  answers: number | null;
  shown: Generated<boolean>;
}

export interface SurveyMeetingTable {
  id: Generated<number>;
  summary_id: number;
  published: Generated<boolean>;
  area_id: number | null;
  meeting_id: number;
  event_id: number | null;
}

export interface SurveySayingTable {
  id: Generated<number>;
  summary_id: number;
  published: Generated<boolean>;
  area_id: number | null;
  meeting_id: number | null;
  said_by: 'guardian' | 'child' | 'neighbour' | 'supporter' | 'city';
  body: string;
  issue_id: number | null;
  written_by: number;
  written_at: Date;
}

export interface SurveySummaryTable {
  id: Generated<number>;
  title: string;
  source: string;
  surveyed_on: string;
  answers: number | null;
  lead: Generated<string>;
  published_at: Date | null;
  withdrawn_at: Date | null;
  published: ColumnType<boolean, never, never>;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  updated_by: number;
  updated_at: Date;
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

export interface TriageTable {
  id: Generated<number>;
  consultation_id: number;
  team_id: number;
  judged_at: Date;
  judged_by: number;
  urgency: 'now' | 'day' | 'week' | 'plan';
  reason: string;
}

export interface TriageAnswerTable {
  triage_id: number;
  team_id: number;
  question: 'asks_protection' | 'imminent' | 'grave_already' | 'grave_next' | 'repeated' | 'child_signs' | 'guardian_risk' | 'home';
  answer: 'yes' | 'no' | 'unknown';
  note: Generated<string>;
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
  cancel_reason: 'infection' | 'facility' | 'weather' | 'coordinator' | 'event' | 'replanned' | 'other' | null;
  cancel_note: string | null;
  moved_from_id: number | null;
  reminded_on: string | null;
  fiscal_year: ColumnType<number, never, never>;
  version: Generated<number>;
  created_by: number;
  created_at: Date;
  begun_as: string | null;
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
  from_device: ColumnType<unknown, string | undefined, string>;
  past: ColumnType<unknown, string | undefined, string>;
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

export interface WorkforceFigureTable {
  fiscal_year: number;
  facility_kind: string;
  facilities: number;
  staff: number;
  left_year: number;
  wanted: number | null;
  hired: number | null;
  came: number | null;
  stayed: number | null;
  told_by: string;
  entered_by: number;
  entered_at: Date;
  version: Generated<number>;
}

export interface YearCloseTable {
  fiscal_year: number;
  edition: number;
  reason: Generated<string>;
  closed_by: number;
  closed_at: Date;
}

export interface YearReportTable {
  id: Generated<number>;
  fiscal_year: number;
  edition: number | null;
  content: ColumnType<unknown, string, string>;
  made_by: number;
  made_at: Date;
}

export interface YearReportFileTable {
  report_id: number;
  format: 'docx' | 'pdf' | 'xlsx' | 'summary';
  bytes: Buffer;
  finished_at: Date;
}

export interface Database {
  action_item: ActionItemTable;
  action_note: ActionNoteTable;
  agency_round: AgencyRoundTable;
  agenda_item: AgendaItemTable;
  applied: AppliedTable;
  appointment: AppointmentTable;
  area: AreaTable;
  area_system: AreaSystemTable;
  area_town: AreaTownTable;
  assessment: AssessmentTable;
  assessment_item: AssessmentItemTable;
  assessment_mark: AssessmentMarkTable;
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
  call_tally: CallTallyTable;
  capacity_answer: CapacityAnswerTable;
  capacity_question: CapacityQuestionTable;
  case_closing: CaseClosingTable;
  case_form_text: CaseFormTextTable;
  case_member: CaseMemberTable;
  case_share: CaseShareTable;
  case_taken_entry: CaseTakenEntryTable;
  case_task: CaseTaskTable;
  case_transfer: CaseTransferTable;
  caseload_check_in: CaseloadCheckInTable;
  caseload_fact: CaseloadFactTable;
  caseload_limit: CaseloadLimitTable;
  caseload_move: CaseloadMoveTable;
  caseload_proposal: CaseloadProposalTable;
  caseload_weight: CaseloadWeightTable;
  closed_chapter: ClosedChapterTable;
  closed_figure: ClosedFigureTable;
  closed_row: ClosedRowTable;
  conference: ConferenceTable;
  conference_case: ConferenceCaseTable;
  conference_decision: ConferenceDecisionTable;
  conference_draft: ConferenceDraftTable;
  conference_fact: ConferenceFactTable;
  conference_item: ConferenceItemTable;
  conference_person: ConferencePersonTable;
  conference_role: ConferenceRoleTable;
  consent: ConsentTable;
  consent_recipient: ConsentRecipientTable;
  consultation: ConsultationTable;
  consultation_draft: ConsultationDraftTable;
  consultation_kind: ConsultationKindTable;
  consultation_notifier: ConsultationNotifierTable;
  consultation_release: ConsultationReleaseTable;
  consultation_release_figure: ConsultationReleaseFigureTable;
  consultation_response: ConsultationResponseTable;
  consultation_revision: ConsultationRevisionTable;
  consultation_route: ConsultationRouteTable;
  consultation_routing: ConsultationRoutingTable;
  consultation_setting: ConsultationSettingTable;
  contact_note: ContactNoteTable;
  council_entry: CouncilEntryTable;
  council_review: CouncilReviewTable;
  course: CourseTable;
  course_answer: CourseAnswerTable;
  course_application: CourseApplicationTable;
  course_attendance: CourseAttendanceTable;
  course_category: CourseCategoryTable;
  course_certificate: CourseCertificateTable;
  course_counter: CourseCounterTable;
  course_door: CourseDoorTable;
  course_group: CourseGroupTable;
  course_make_up: CourseMakeUpTable;
  course_reflection: CourseReflectionTable;
  course_reprint: CourseReprintTable;
  course_session: CourseSessionTable;
  course_unit: CourseUnitTable;
  daily_use: DailyUseTable;
  daily_use_consultation: DailyUseConsultationTable;
  daily_use_draft: DailyUseDraftTable;
  daily_use_event: DailyUseEventTable;
  decision: DecisionTable;
  desk_hours: DeskHoursTable;
  directory_setting: DirectorySettingTable;
  disclosure: DisclosureTable;
  disclosure_carried: DisclosureCarriedTable;
  disclosure_content: DisclosureContentTable;
  disposal: DisposalTable;
  disposal_item: DisposalItemTable;
  district_team: DistrictTeamTable;
  duty_shift: DutyShiftTable;
  emergency_access: EmergencyAccessTable;
  event: EventTable;
  event_applicant: EventApplicantTable;
  event_application: EventApplicationTable;
  event_deed: EventDeedTable;
  event_draft: EventDraftTable;
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
  facility_call_time: FacilityCallTimeTable;
  facility_change: FacilityChangeTable;
  facility_distinct: FacilityDistinctTable;
  facility_draft: FacilityDraftTable;
  facility_merge: FacilityMergeTable;
  facility_offer: FacilityOfferTable;
  facility_photo: FacilityPhotoTable;
  facility_staffing: FacilityStaffingTable;
  family_message: FamilyMessageTable;
  family_message_post: FamilyMessagePostTable;
  finder_weight: FinderWeightTable;
  forum: ForumTable;
  forum_member: ForumMemberTable;
  goal: GoalTable;
  goal_finding: GoalFindingTable;
  goal_indicator: GoalIndicatorTable;
  goal_judgement: GoalJudgementTable;
  guide_answer: GuideAnswerTable;
  guide_question: GuideQuestionTable;
  guide_question_text: GuideQuestionTextTable;
  guideline: GuidelineTable;
  guideline_chapter: GuidelineChapterTable;
  guideline_fact: GuidelineFactTable;
  guideline_target: GuidelineTargetTable;
  handover: HandoverTable;
  handover_item: HandoverItemTable;
  handover_step: HandoverStepTable;
  handover_transfer: HandoverTransferTable;
  helper_application: HelperApplicationTable;
  helpline: HelplineTable;
  household: HouseholdTable;
  household_address: HouseholdAddressTable;
  household_contact: HouseholdContactTable;
  household_member: HouseholdMemberTable;
  household_member_place: HouseholdMemberPlaceTable;
  household_merge: HouseholdMergeTable;
  import_batch: ImportBatchTable;
  import_layout: ImportLayoutTable;
  import_part: ImportPartTable;
  import_row: ImportRowTable;
  indicator: IndicatorTable;
  indicator_target: IndicatorTargetTable;
  indicator_version: IndicatorVersionTable;
  initiative: InitiativeTable;
  initiative_action: InitiativeActionTable;
  initiative_answer: InitiativeAnswerTable;
  initiative_event: InitiativeEventTable;
  initiative_outcome: InitiativeOutcomeTable;
  initiative_partner: InitiativePartnerTable;
  initiative_reflection: InitiativeReflectionTable;
  initiative_reminder: InitiativeReminderTable;
  initiative_session: InitiativeSessionTable;
  initiative_stage: InitiativeStageTable;
  introduction: IntroductionTable;
  introduction_answer: IntroductionAnswerTable;
  invitation: InvitationTable;
  issue: IssueTable;
  issue_area: IssueAreaTable;
  issue_event: IssueEventTable;
  issue_event_note: IssueEventNoteTable;
  issue_facility: IssueFacilityTable;
  issue_family_answer: IssueFamilyAnswerTable;
  issue_forum: IssueForumTable;
  issue_publication: IssuePublicationTable;
  job_done: JobDoneTable;
  lecture_answer: LectureAnswerTable;
  lecture_request: LectureRequestTable;
  lecture_theme: LectureThemeTable;
  legal_basis: LegalBasisTable;
  lendable: LendableTable;
  life_event: LifeEventTable;
  loan: LoanTable;
  loan_event: LoanEventTable;
  measure: MeasureTable;
  measure_event: MeasureEventTable;
  meeting: MeetingTable;
  municipality: MunicipalityTable;
  notice: NoticeTable;
  offline_chunk: OfflineChunkTable;
  offline_device: OfflineDeviceTable;
  offline_device_key: OfflineDeviceKeyTable;
  offline_operation: OfflineOperationTable;
  offline_upload: OfflineUploadTable;
  open_day: OpenDayTable;
  open_day_deed: OpenDayDeedTable;
  open_day_draft: OpenDayDraftTable;
  open_day_follow_up: OpenDayFollowUpTable;
  open_day_note: OpenDayNoteTable;
  open_day_participation: OpenDayParticipationTable;
  open_day_practice: OpenDayPracticeTable;
  open_day_question: OpenDayQuestionTable;
  open_day_reminder: OpenDayReminderTable;
  open_day_sheet: OpenDaySheetTable;
  open_day_signup: OpenDaySignupTable;
  open_day_step: OpenDayStepTable;
  open_day_text: OpenDayTextTable;
  organisation: OrganisationTable;
  own_copy: OwnCopyTable;
  partnership_answer: PartnershipAnswerTable;
  partnership_check: PartnershipCheckTable;
  partnership_item: PartnershipItemTable;
  partnership_note: PartnershipNoteTable;
  partnership_round: PartnershipRoundTable;
  partnership_stage: PartnershipStageTable;
  person: PersonTable;
  person_contact: PersonContactTable;
  population: PopulationTable;
  practice: PracticeTable;
  practice_conclusion: PracticeConclusionTable;
  practice_consent: PracticeConsentTable;
  practice_criterion: PracticeCriterionTable;
  practice_document: PracticeDocumentTable;
  practice_figure: PracticeFigureTable;
  practice_hearing: PracticeHearingTable;
  practice_origin: PracticeOriginTable;
  practice_score: PracticeScoreTable;
  practice_source: PracticeSourceTable;
  practice_trial: PracticeTrialTable;
  programme: ProgrammeTable;
  programme_figure: ProgrammeFigureTable;
  proposal: ProposalTable;
  referral: ReferralTable;
  referral_event: ReferralEventTable;
  referral_letter: ReferralLetterTable;
  referral_origin: ReferralOriginTable;
  report_text: ReportTextTable;
  retention_due: RetentionDueTable;
  retention_hold: RetentionHoldTable;
  retention_rule: RetentionRuleTable;
  retention_term: RetentionTermTable;
  rights_request: RightsRequestTable;
  role: RoleTable;
  role_assignment: RoleAssignmentTable;
  role_duty: RoleDutyTable;
  round: RoundTable;
  round_absence: RoundAbsenceTable;
  round_acceptance: RoundAcceptanceTable;
  round_line: RoundLineTable;
  round_missing: RoundMissingTable;
  round_proposal: RoundProposalTable;
  round_quiet: RoundQuietTable;
  round_setting: RoundSettingTable;
  round_target: RoundTargetTable;
  round_worker: RoundWorkerTable;
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
  skill_record: SkillRecordTable;
  statement: StatementTable;
  statement_draft: StatementDraftTable;
  statement_issue: StatementIssueTable;
  statement_reason: StatementReasonTable;
  statement_return: StatementReturnTable;
  statement_source: StatementSourceTable;
  study_call: StudyCallTable;
  study_card: StudyCardTable;
  study_entry: StudyEntryTable;
  study_group: StudyGroupTable;
  study_handout: StudyHandoutTable;
  study_heading: StudyHeadingTable;
  study_run: StudyRunTable;
  study_session: StudySessionTable;
  study_time: StudyTimeTable;
  study_trial: StudyTrialTable;
  study_vote: StudyVoteTable;
  submission: SubmissionTable;
  supervision_comment: SupervisionCommentTable;
  support_case: SupportCaseTable;
  support_file: SupportFileTable;
  support_file_entry: SupportFileEntryTable;
  support_file_given: SupportFileGivenTable;
  support_file_lending: SupportFileLendingTable;
  support_file_lent: SupportFileLentTable;
  support_file_lock: SupportFileLockTable;
  support_file_look: SupportFileLookTable;
  support_file_request: SupportFileRequestTable;
  support_file_setting: SupportFileSettingTable;
  support_file_sheet: SupportFileSheetTable;
  support_file_visit: SupportFileVisitTable;
  support_plan: SupportPlanTable;
  support_plan_item: SupportPlanItemTable;
  support_scheme: SupportSchemeTable;
  survey_figure: SurveyFigureTable;
  survey_meeting: SurveyMeetingTable;
  survey_saying: SurveySayingTable;
  survey_summary: SurveySummaryTable;
  team: TeamTable;
  theme: ThemeTable;
  town: TownTable;
  triage: TriageTable;
  triage_answer: TriageAnswerTable;
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
  workforce_figure: WorkforceFigureTable;
  year_close: YearCloseTable;
  year_report: YearReportTable;
  year_report_file: YearReportFileTable;
}
