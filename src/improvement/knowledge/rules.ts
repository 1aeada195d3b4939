import {
  findingsIn,
  type KnownToIdentify,
  type TextFinding,
  type TextKind,
} from '../issues/rules-identifying.ts';

export const ages = ['under3', 'over3', 'school', 'adults'] as const;
export type Age = (typeof ages)[number];
export const zones = ['network', 'public'] as const;
export type Zone = (typeof zones)[number];
/** What is told of a practice, in this order: 背景・実施体制・手法・成果・課題. */
export const parts = ['background', 'structure', 'method', 'results', 'issues'] as const;
export type Part = (typeof parts)[number];
/** Everything that would be shown and so must be looked at. */
export const shownFields = ['title', 'summary', ...parts] as const;
export type ShownField = (typeof shownFields)[number];

export const consentAnswers = ['yes', 'no', 'withdrawn'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];
/** Given in the system by the facility itself, or on paper or by word and entered by who keeps the register. */
export const consentWays = ['here', 'paper', 'spoken'] as const;
export type ConsentWay = (typeof consentWays)[number];

export const hearingWays = ['visit', 'online', 'phone', 'paper'] as const;
export type HearingWay = (typeof hearingWays)[number];
export const levels = [3, 2, 1, 0] as const;
export type Level = (typeof levels)[number];
export const verdicts = ['adopt', 'adapt', 'watch', 'not'] as const;
export type Verdict = (typeof verdicts)[number];
export const measures = ['leave_rate', 'fill_rate', 'stay_rate'] as const;
export type Measure = (typeof measures)[number];
export const againAnswers = ['yes', 'changed', 'no'] as const;
export type Again = (typeof againAnswers)[number];

export type PracticeState = 'draft' | 'asking' | 'published' | 'withdrawn';
/** A practice's state from its facts. */
export function stateOf(one: {
  published_at: Date | null;
  withdrawn_at: Date | null;
  asked_ids: readonly number[];
}): PracticeState {
  if (one.published_at !== null && one.withdrawn_at === null) return 'published';
  if (one.asked_ids.length > 0) return 'asking';
  return one.withdrawn_at === null ? 'draft' : 'withdrawn';
}

/** Where the record of a source is read; null where it is only told. Further kinds of source are further lines. */
export function sourceHref(code: string, id: number | null): string | null {
  if (id === null) return null;
  return (
    {
      visit: `/visits/${id}`,
      open_day: `/open-days/${id}`,
      study_group: `/study-handouts/${id}`,
    }[code] ?? null
  );
}

// ---- before it is shown --------------------------------------------------------------------------

/** Never right in what others read, whatever somebody confirms. */
const never: readonly TextKind[] = ['person', 'phone', 'email', 'record'];

export interface Findings {
  /** must be mended before it may be shown */
  mend: TextFinding<ShownField>[];
  /** may stay when somebody has looked and says that nobody is known by it */
  look: TextFinding<ShownField>[];
}

/**
 * What in the words would lead to a person, a family or a facility that did not agree to be named. A practice from elsewhere names
 * its place and its days; there only persons, numbers of records and ways to reach somebody are in the way.
 */
export function findingsOf(
  words: Readonly<Record<ShownField, string>>,
  known: KnownToIdentify,
  inside: boolean,
): Findings {
  const all = shownFields.flatMap((field) => findingsIn(field, words[field], known));
  const must = (kind: TextKind) => never.includes(kind) || (inside && kind === 'facility');
  return {
    mend: all.filter(({ kind }) => must(kind)),
    look: inside ? all.filter(({ kind }) => !must(kind)) : [],
  };
}

export interface Consent {
  facility_id: number;
  answer: ConsentAnswer;
  show_name: boolean;
  show_pictures: boolean;
  zone: Zone;
  wording: number;
}

export type ConsentLack =
  'not_asked' | 'no_answer' | 'no' | 'withdrawn' | 'older_words' | 'network_only' | 'pictures';

/** What of the facilities' yes is missing for showing these words in a zone; empty when nothing is. */
export function consentLacks(
  practice: { wording: number; zone: Zone; pictures: boolean; asked: boolean },
  facility_ids: readonly number[],
  newest: readonly Consent[],
): { facility_id: number; lack: ConsentLack }[] {
  return facility_ids.flatMap((facility_id): { facility_id: number; lack: ConsentLack }[] => {
    const one = newest.find((consent) => consent.facility_id === facility_id);
    if (one === undefined) return [{ facility_id, lack: practice.asked ? 'no_answer' : 'not_asked' }];
    if (one.answer !== 'yes') return [{ facility_id, lack: one.answer }];
    if (one.wording !== practice.wording) return [{ facility_id, lack: 'older_words' }];
    if (practice.zone === 'public' && one.zone !== 'public') return [{ facility_id, lack: 'network_only' }];
    return practice.pictures && !one.show_pictures ? [{ facility_id, lack: 'pictures' }] : [];
  });
}

// ---- does it fit here ----------------------------------------------------------------------------

export interface Score {
  criterion_id: number;
  level: number;
}

export interface CriterionStanding {
  scores: number;
  mean: number | null;
  /** Two people two steps or more apart: to be talked about, not averaged. */
  differs: boolean;
}

/** What all who scored say of one criterion. */
export function standingOf(scores: readonly Score[]): CriterionStanding {
  if (scores.length === 0) return { scores: 0, mean: null, differs: false };
  const given = scores.map(({ level }) => level);
  return {
    scores: given.length,
    mean: given.reduce((sum, level) => sum + level, 0) / given.length,
    differs: Math.max(...given) - Math.min(...given) >= 2,
  };
}

/** The criteria where people see it most differently or where it is hard: what to talk about. */
export function toTalkAbout(standings: ReadonlyMap<number, CriterionStanding>): {
  differing: number[];
  hard: number[];
} {
  const all = [...standings];
  return {
    differing: all.filter(([, one]) => one.differs).map(([id]) => id),
    hard: all.filter(([, one]) => !one.differs && one.mean !== null && one.mean < 1).map(([id]) => id),
  };
}

// ---- hiring and staying --------------------------------------------------------------------------

export interface Workforce {
  staff: number;
  left_year: number;
  wanted: number | null;
  hired: number | null;
  came: number | null;
  stayed: number | null;
}

const share = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : (100 * part) / whole;

/** Per cent: who left of the staff at the year's start, who was hired of those wanted, who is still there of those who came. */
export const rateOf: Record<Measure, (one: Record<keyof Workforce, number | null>) => number | null> = {
  leave_rate: (one) => share(one.left_year, one.staff),
  fill_rate: (one) => share(one.hired, one.wanted),
  stay_rate: (one) => share(one.stayed, one.came),
};

const added = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Several kinds of facility together; a kind that does not tell a pair of figures stays out of that pair. */
export function together(rows: readonly Workforce[]): Workforce {
  const pair = (a: 'wanted' | 'came', b: 'hired' | 'stayed') => {
    const whole = rows.filter((row) => row[a] !== null && row[b] !== null);
    return [added(whole.map((row) => row[a])), added(whole.map((row) => row[b]))] as const;
  };
  const [wanted, hired] = pair('wanted', 'hired');
  const [came, stayed] = pair('came', 'stayed');
  return {
    staff: rows.reduce((sum, row) => sum + row.staff, 0),
    left_year: rows.reduce((sum, row) => sum + row.left_year, 0),
    wanted,
    hired,
    came,
    stayed,
  };
}

const countsOf: Record<Measure, readonly [part: keyof Workforce, whole: keyof Workforce]> = {
  leave_rate: ['left_year', 'staff'],
  fill_rate: ['hired', 'wanted'],
  stay_rate: ['stayed', 'came'],
};

/** People from whom on a figure may leave the desk that entered it: fewer could be told apart by who works there. */
export const fewestPeople = 5;

function tellsOfFew(row: Workforce, measure: Measure): boolean {
  const [part, whole] = countsOf[measure].map((name) => row[name]);
  if (part == null || whole == null) return false;
  const few = (n: number): boolean => n > 0 && n < fewestPeople;
  return few(whole) || few(part) || few(whole - part);
}

export interface ShownWorkforce<T extends Workforce> {
  rows: (Omit<T, keyof Workforce> & Record<keyof Workforce, number | null> & { hidden: Measure[] })[];
  /** the rate over all kinds is not shown either */
  hidden: Measure[];
}

/**
 * Figures of one year as they leave the desk: counts of fewer than five people are left out, and where only one kind of facility
 * would be left out, a second one with it, so that nothing can be taken off the sum.
 */
export function shownWorkforce<T extends Workforce>(rows: readonly T[]): ShownWorkforce<T> {
  const hidden = rows.map((): Measure[] => []);
  const overall: Measure[] = [];
  for (const measure of measures) {
    const [part, whole] = countsOf[measure];
    const told = rows
      .map((_, at) => at)
      .filter((at) => rows[at]![part] !== null && rows[at]![whole] !== null);
    const out = told.filter((at) => tellsOfFew(rows[at]!, measure));
    if (tellsOfFew(together(told.map((at) => rows[at]!)), measure) || (out.length === 1 && told.length === 1))
      overall.push(measure);
    if (out.length === 1 && told.length > 1)
      out.push(
        told.filter((at) => at !== out[0]).toSorted((a, b) => rows[a]![whole]! - rows[b]![whole]!)[0]!,
      );
    for (const at of out) hidden[at]!.push(measure);
  }
  return {
    rows: rows.map((row, at) => {
      const gone = new Set<keyof Workforce>(
        hidden[at]!.flatMap((measure) => countsOf[measure]).filter((name) => name !== 'staff'),
      );
      const counts = Object.fromEntries(
        Object.values(countsOf)
          .flat()
          .map((name) => [name, gone.has(name) ? null : row[name]]),
      ) as Record<keyof Workforce, number | null>;
      return { ...row, ...counts, hidden: hidden[at]! };
    }),
    hidden: overall,
  };
}

/** The columns of a table of workforce figures, as typed and as read from a file. */
export const workforceFields = [
  'facilities',
  'staff',
  'left_year',
  'wanted',
  'hired',
  'came',
  'stayed',
] as const;
export type WorkforceField = (typeof workforceFields)[number];
/** Those that may be left out. */
export const optionalWorkforce: readonly WorkforceField[] = ['wanted', 'hired', 'came', 'stayed'];
