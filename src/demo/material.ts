// What the demo municipality is made of, as plain data without a database. Everything generated here is
// invented; only the names of public bodies, districts and themes come from published documents.

import type { Shape } from './material-shapes.ts';

export type Random = () => number;

/** Deterministic generator of numbers in [0, 1) (mulberry32, public domain, Tommy Ettinger). */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One element; the list must not be empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('pick from an empty list');
  return found;
}

/** Whole number from low to high, both included. */
export function whole(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** New list in random order (Fisher–Yates). */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = copy[last] as T;
    copy[last] = copy[other] as T;
    copy[other] = held;
  }
  return copy;
}

/** The day on which the demo municipality stands still, Asia/Tokyo. */
export const demoToday = '2026-11-21';

/** Codes of the table `theme`. */
export type ThemeCode =
  | 'development'
  | 'staffing'
  | 'growth'
  | 'guardian'
  | 'practice'
  | 'safety'
  | 'records'
  | 'transition'
  | 'community'
  | 'other';

export interface DemoTheme {
  code: ThemeCode;
  name: string;
  description: string;
}

/** Finer than a theme: what one visit was about, and what links it to issues and regional issues. */
export type Topic =
  | 'support-assignment'
  | 'individual-plan'
  | 'consult-link'
  | 'mixed-age'
  | 'baby-play'
  | 'child-led'
  | 'nap-check'
  | 'allergy'
  | 'near-miss'
  | 'school'
  | 'hiring'
  | 'young-leave'
  | 'mid-leader'
  | 'trainees'
  | 'record-time'
  | 'breaks'
  | 'ict'
  | 'events'
  | 'enrolment'
  | 'requests'
  | 'notebook'
  | 'foreign'
  | 'yard-open'
  | 'drop-in'
  | 'winter-outdoor'
  | 'small-yard'
  | 'school-age';

/** How a facility speaks of itself: nursery, kodomoen (認定こども園), kindergarten, small (小規模・事業所内), … */
export type FacilityGroup =
  'nursery' | 'kodomoen' | 'kindergarten' | 'small' | 'unlicensed' | 'base' | 'plaza' | 'club';

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

export interface DemoArea {
  key: string;
  name: string;
  towns: string[];
  lat: number;
  lon: number;
  /** Why the area is drawn like this; says when it is invented. */
  note: string;
  /** invented, too: the land nearest to its blocks */
  shape: Shape;
}

export interface DemoAreaSystem {
  key: 'visit_district' | 'school_district' | 'neighbourhood';
  name: string;
  note: string;
  areas: DemoArea[];
}

export interface DemoOperator {
  key: string;
  name: string;
  kana: string;
  form: '市' | '社会福祉法人' | '学校法人' | '株式会社' | '特定非営利活動法人' | '一般社団法人';
  /** The body through which the operator is represented at the liaison meeting. */
  body_key: BodyKey;
}

export interface DemoFacility {
  key: string;
  name: string;
  kana: string;
  /** 種別 of the municipal open-data standard (子育て施設一覧). */
  kind: string;
  /** What the facility is called in the city's own programmes. */
  programme: string;
  /** Codes of the table `programme`. */
  programme_codes: string[];
  group: FacilityGroup;
  operator_key: string;
  postal_code: string;
  town: string;
  number: string;
  address: string;
  area_keys: { visit_district: string; school_district: string; neighbourhood: string };
  lat: number;
  lon: number;
  phone: string;
  capacity: number | null;
  ages: string;
  /** 1 = Monday … 7 = Sunday. */
  weekdays: number[];
  opens: string;
  closes: string;
  founded_on: string;
  strengths: string[];
  visit_wishes: string[];
  note: string;
}

export type BodyKey =
  | 'city'
  | 'office'
  | 'centre'
  | 'university'
  | 'kindergartens'
  | 'mutual'
  | 'others'
  | 'consultation'
  | 'social_education';

export interface DemoBody {
  key: BodyKey;
  name: string;
  kana: string;
  kind: string;
  phone?: string;
  note: string;
}

export type DemoRole =
  | 'coordinator'
  | 'office'
  | 'administrator'
  | 'auditor'
  | 'council_member'
  | 'facility_head'
  | 'facility_staff'
  | 'consultation_worker'
  | 'public_health_nurse'
  | 'supervisor'
  | 'council_office'
  | 'link_coordinator'
  | 'legal_desk'
  | 'partner'
  | 'observer'
  | 'lead_community_coordinator'
  | 'community_coordinator';

export interface DemoPerson {
  key: string;
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  role: DemoRole;
  /** Japanese name of the post, e.g. 園長, 主任保育士. */
  post: string;
  body_key: BodyKey | null;
  facility_key: string | null;
  operator_key: string | null;
  /** 担当地区 of a coordinator, 中学校区 of a community coordinator. */
  area_keys: string[];
  from: string;
  to: string | null;
  note: string;
}

/** Codes of the column `visit.purpose`. */
export type VisitPurposeCode = 'round' | 'request' | 'follow_up' | 'new_head' | 'other';

/** Codes of the column `visit.cancel_reason`. */
export type CancelReasonCode = 'infection' | 'facility' | 'weather' | 'coordinator' | 'event' | 'other';

export interface DemoVisitIssue {
  topic: Topic;
  theme: ThemeCode;
  title: string;
  description: string;
  /** De-identified: no facility, person or child can be told from it. */
  public_wording: string;
}

export interface DemoFollowUp {
  after_weeks: number;
  what: string;
}

/** How the issue of the earlier visit stands, as heard at a follow-up. */
export type DemoProgress = 'continuing' | 'improving' | 'resolved';

export interface DemoVisitText {
  key: string;
  topic: Topic;
  theme: ThemeCode;
  origin: 'written' | 'written_follow_up' | 'composed' | 'composed_follow_up' | 'thin';
  hearing: string;
  strengths: string[];
  issues: DemoVisitIssue[];
  needs: string;
  support: string;
  next_step: string;
  follow_up: DemoFollowUp | null;
  progress: DemoProgress | null;
}

export interface DemoVisit {
  key: string;
  facility_key: string;
  coordinator_key: string;
  /** Starting year: 2025 = 令和7年度. */
  fiscal_year: number;
  planned_on: string;
  visited_on: string | null;
  starts_at: string;
  minutes: number;
  state: 'recorded' | 'cancelled' | 'planned';
  purpose: VisitPurposeCode;
  met: string;
  cancel_reason: CancelReasonCode | null;
  cancel_note: string | null;
  text: DemoVisitText | null;
  previous_key: string | null;
}

export interface WrittenIssue {
  title: string;
  description: string;
  /** Where it is not the record's own topic. */
  topic?: Topic;
  /** Which of the topic's two public wordings fits; the first where not said. */
  wording?: 0 | 1;
}

/** A record written in full, as found in the words files. */
export interface WrittenVisit {
  key: string;
  topic: Topic;
  groups: FacilityGroup[];
  seasons?: Season[];
  /** ISO dates between which the visit must lie, where the text speaks of a time of the year. */
  between?: [string, string];
  /** Facility key, where the text can only be about that one. */
  at?: string;
  purpose?: VisitPurposeCode;
  hearing: string;
  strengths: string[];
  issues: WrittenIssue[];
  needs: string;
  support: string;
  next_step: string;
  follow_up?: DemoFollowUp;
}

/** A follow-up written in full; it belongs to the same facility as the record it comes after. */
export interface WrittenFollowUp {
  after: string;
  /** Fewest and most weeks between the two visits; 5 to 9 where not said. */
  weeks?: [number, number];
  progress: DemoProgress;
  hearing: string;
  strengths: string[];
  issues?: WrittenIssue[];
  needs: string;
  support: string;
  next_step: string;
  follow_up?: DemoFollowUp;
}

/** Variants that fit together in any choice. {長} {園} {職} stand for the facility's own words. */
export interface VisitKit {
  topic: Topic;
  groups: FacilityGroup[];
  seasons?: Season[];
  hearing: [string[], string[], string[]];
  needs: string[];
  support: string[];
  next_step: string[];
  /** What the topic is called in 「前回話題になった○○」. */
  called: string;
  /** `after`: which next steps it continues; `pairs`: which later_support and later_next go with it. */
  later: {
    progress: DemoProgress;
    seasons?: Season[];
    after: number[];
    pairs: [number, number][];
    hearing: string;
  }[];
  later_support: string[];
  later_next: string[];
}

export interface DemoIssueText extends DemoVisitIssue {
  key: string;
  /** Other ways facilities put it. */
  other_titles: string[];
}

export interface DemoRegionalIssue {
  key: string;
  theme: ThemeCode;
  topics: Topic[];
  title: string;
  description: string;
  public_wording: string;
  /** What the facilities that raised it were told; null while there is nothing to tell yet. */
  answer: string | null;
  answered_on: string | null;
  forum_key: ForumKey;
  shared_on: string | null;
  discussed_on: string | null;
  decided_on: string | null;
  reviewed_on: string | null;
  /** 役割の整理: which body takes which part. */
  roles: { body_key: BodyKey; part: string }[];
  /** Set when nothing has moved for long, with the reason a person wrote down. */
  stuck_note: string | null;
}

export type ForumKey = 'liaison' | 'east_district' | 'plazas';

export interface DemoForum {
  key: ForumKey;
  name: string;
  purpose: string;
  meetings_per_year: string;
  member_bodies: BodyKey[];
}

export type AgendaPurpose = 'share' | 'discuss' | 'decide' | 'review' | 'report';

export interface DemoAgendaItem {
  title: string;
  purpose: AgendaPurpose;
  regional_issue_key: string | null;
  minutes: number;
  /** 説明 */
  explanation: string;
  /** 意見, each with the body that spoke; persons are not named in the minutes. */
  opinions: { body_key: BodyKey; text: string }[];
  /** まとめ; null for a meeting still to come. */
  summary: string | null;
}

export interface DemoDecision {
  key: string;
  agenda_index: number;
  text: string;
}

export type ActionState = 'done' | 'done_late' | 'overdue' | 'open' | 'carried';

export interface DemoAction {
  key: string;
  agenda_index: number;
  decision_key: string | null;
  body_key: BodyKey;
  what: string;
  due_on: string;
  state: ActionState;
  done_on: string | null;
  outcome: string | null;
  /** Action item of a later meeting that took this one over. */
  carried_to_key: string | null;
}

export interface DemoShareBack {
  body_key: BodyKey;
  note: string;
  shared_on: string;
}

export interface DemoRubricScore {
  scorer_role: DemoRole;
  scored_on: string;
  /** Criterion of the table `rubric_criterion` → level 0…3. */
  levels: Record<string, number>;
  remark: string;
}

export interface DemoMeeting {
  key: string;
  forum_key: ForumKey;
  title: string;
  fiscal_year: number;
  number: number;
  held_on: string;
  starts_at: string;
  ends_at: string;
  place: string;
  state: 'held' | 'planned';
  absent_bodies: BodyKey[];
  agenda: DemoAgendaItem[];
  decisions: DemoDecision[];
  actions: DemoAction[];
  share_backs: DemoShareBack[];
  score: DemoRubricScore | null;
}
