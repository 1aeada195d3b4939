// Pure decisions of courses: what an application is, how groups are formed, what completion still lacks.

export const selections = ['order', 'lottery', 'choice'] as const;
export type Selection = (typeof selections)[number];
export const onlines = ['none', 'also', 'only'] as const;
export const makeUpWays = ['session', 'report'] as const;
export const laterAnswers = ['tried', 'partly', 'not_yet'] as const;
export type LaterAnswer = (typeof laterAnswers)[number];

/** Months after a reflection when its writer is asked what became of it. */
export const askAfterMonths = 3;
/** Months before its end when a certificate's holder and facility are told. */
export const tellOfEndMonths = 6;
/** Days without the head's word after which the head is reminded, once. */
export const remindHeadAfterDays = 3;

export const courseStates = ['draft', 'coming', 'open', 'closed', 'running', 'over', 'cancelled'] as const;
export type CourseState = (typeof courseStates)[number];

/** Where a course stands on a day; `first` and `last` are the days of its sittings, null while it has none. */
export function courseStateOf(
  course: {
    published_at: Date | null;
    cancelled_at: Date | null;
    opens_on: string;
    closes_on: string;
  },
  days: { first: string | null; last: string | null },
  today: string,
): CourseState {
  if (course.cancelled_at !== null) return 'cancelled';
  if (course.published_at === null) return 'draft';
  if (days.last !== null && today > days.last) return 'over';
  if (days.first !== null && today >= days.first) return 'running';
  if (today < course.opens_on) return 'coming';
  return today <= course.closes_on ? 'open' : 'closed';
}

export const answers = ['yes', 'no', 'chosen', 'not_chosen', 'withdrawn', 'again'] as const;
export type Answer = (typeof answers)[number];

/** How an application stands in the line; all null while it is in none. */
export interface Standing {
  entered_lottery: boolean | null;
  confirmed_at: Date | null;
  waitlisted_at: Date | null;
  offered_at: Date | null;
  offer_expires_at: Date | null;
  lapsed_at: Date | null;
  cancelled_at: Date | null;
}
export interface Said {
  /** the last word, and whether the head has ever said yes since it was last applied for */
  last: Answer | null;
  yes: boolean;
}

export const applicationStates = [
  'asked',
  'declined',
  'to_choose',
  'not_chosen',
  'in_lottery',
  'waiting',
  'offered',
  'taken',
  'lapsed',
  'withdrawn',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What an application is: the head's word first, then the choice where there is one, then the line's own facts. */
export function applicationStateOf(
  said: Said,
  standing: Standing | null,
  needs_yes: boolean,
  now: Date,
): ApplicationState {
  if (said.last === 'withdrawn' || standing?.cancelled_at != null) return 'withdrawn';
  if (standing !== null) {
    if (standing.confirmed_at !== null) return 'taken';
    if (standing.lapsed_at !== null) return 'lapsed';
    if (standing.offered_at !== null)
      return standing.offer_expires_at !== null && standing.offer_expires_at <= now ? 'lapsed' : 'offered';
    return standing.waitlisted_at === null && standing.entered_lottery === true ? 'in_lottery' : 'waiting';
  }
  if (said.last === 'no') return 'declined';
  if (said.last === 'not_chosen') return 'not_chosen';
  return needs_yes && !said.yes ? 'asked' : 'to_choose';
}

/** States from which the person or the head may still withdraw. */
export const mayWithdraw = (state: ApplicationState): boolean =>
  ['asked', 'to_choose', 'in_lottery', 'waiting', 'offered', 'taken'].includes(state);

export interface Unit {
  number: number;
  title: string;
  minutes: number;
  required: boolean;
  session_id: number | null;
}
export interface Sitting {
  id: number;
  title: string;
  held_on: string;
  starts_at: string;
  ends_at: string;
  cancelled_at: Date | string | null;
}

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
};

/** Minutes a sitting counts: what is taught in it, without the breaks; the clock's where no unit is placed in it. */
export function sittingMinutes(sitting: Sitting, units: readonly Unit[]): number {
  const taught = units
    .filter((unit) => unit.session_id === sitting.id)
    .reduce((sum, unit) => sum + unit.minutes, 0);
  return taught > 0 ? taught : minutesOf(sitting.ends_at) - minutesOf(sitting.starts_at);
}

export interface Terms {
  required_minutes: number;
  late_minutes: number;
  asks_reflection: boolean;
  asks_birth: boolean;
}
export interface Part {
  /** minutes present, by sitting */
  minutes: ReadonlyMap<number, number>;
  made_up: ReadonlySet<number>;
  reflected: ReadonlySet<number>;
  birth_on: string | null;
}

export type Missing =
  | { kind: 'minutes'; has: number; needs: number }
  | { kind: 'unit'; title: string }
  | { kind: 'unplaced'; title: string }
  | { kind: 'reflection'; title: string }
  | { kind: 'ahead'; title: string; held_on: string }
  | { kind: 'birth' };

export interface Completion {
  minutes: number;
  missing: Missing[];
  complete: boolean;
}

/** Whether a sitting counts as wholly attended: made good, or away for no longer than is allowed. */
export function attendedWhole(
  whole: number,
  present: number | undefined,
  madeUp: boolean,
  late: number,
): boolean {
  return madeUp || (present !== undefined && present > 0 && whole - present <= late);
}

/**
 * Completion from facts: hours (minutes), required units, a reflection for each sitting that was attended. Nobody is complete
 * before the last sitting is over; what lacks is told with its reason.
 */
export function completionOf(
  terms: Terms,
  units: readonly Unit[],
  sittings: readonly Sitting[],
  part: Part,
  today: string,
): Completion {
  const held = sittings.filter((sitting) => sitting.cancelled_at === null);
  const missing: Missing[] = [];
  let minutes = 0;
  const wholly = new Set<number>();
  for (const sitting of held) {
    const whole = sittingMinutes(sitting, units);
    const present = part.minutes.get(sitting.id);
    if (attendedWhole(whole, present, part.made_up.has(sitting.id), terms.late_minutes)) {
      wholly.add(sitting.id);
      minutes += whole;
    } else minutes += Math.min(whole, present ?? 0);
  }
  for (const sitting of held)
    if (sitting.held_on > today)
      missing.push({ kind: 'ahead', title: sitting.title, held_on: sitting.held_on });
  if (minutes < terms.required_minutes)
    missing.push({ kind: 'minutes', has: minutes, needs: terms.required_minutes });
  for (const unit of units.filter((one) => one.required)) {
    if (unit.session_id === null || !held.some(({ id }) => id === unit.session_id))
      missing.push({ kind: 'unplaced', title: unit.title });
    else if (!wholly.has(unit.session_id)) missing.push({ kind: 'unit', title: unit.title });
  }
  if (terms.asks_reflection)
    for (const sitting of held)
      if (sitting.held_on <= today && wholly.has(sitting.id) && !part.reflected.has(sitting.id))
        missing.push({ kind: 'reflection', title: sitting.title });
  if (terms.asks_birth && part.birth_on === null) missing.push({ kind: 'birth' });
  return { minutes, missing, complete: held.length > 0 && missing.length === 0 };
}

export interface Member {
  id: number;
  /** the facility, of this city or another */
  place: string;
  years: number | null;
}

/**
 * Groups of three to six for the case work. As many groups as keep them near `size`; people of one facility are parted first,
 * the largest party before the others, then years are mixed. The same people give the same groups.
 */
export function formGroups(members: readonly Member[], size: number): number[][] {
  if (members.length === 0) return [];
  const fewest = Math.ceil(members.length / 6);
  const most = Math.max(1, Math.floor(members.length / 3));
  const count = Math.min(Math.max(Math.round(members.length / size), fewest, 1), Math.max(most, fewest));
  const parties = new Map<string, Member[]>();
  for (const member of members) parties.set(member.place, [...(parties.get(member.place) ?? []), member]);
  const order = [...parties.values()]
    .map((party) => party.toSorted((a, b) => (b.years ?? 0) - (a.years ?? 0) || a.id - b.id))
    .toSorted((a, b) => b.length - a.length || (b[0]!.years ?? 0) - (a[0]!.years ?? 0) || a[0]!.id - b[0]!.id)
    .flat();
  const groups = Array.from({ length: count }, () => [] as Member[]);
  const least = Math.floor(members.length / count);
  const larger = members.length % count;
  const band = (member: Member) => (member.years === null ? -1 : Math.floor(member.years / 4));
  for (const member of order) {
    const full = groups.filter((group) => group.length > least).length;
    const room = groups.filter((group) => group.length < least || (group.length === least && full < larger));
    const worth = (group: readonly Member[]) =>
      group.filter((one) => one.place === member.place).length * 1000 +
      group.filter((one) => band(one) === band(member)).length * 30 +
      group.length * 10;
    const best = room.toSorted((a, b) => worth(a) - worth(b) || groups.indexOf(a) - groups.indexOf(b))[0]!;
    best.push(member);
  }
  return groups.map((group) => group.map(({ id }) => id));
}

export const lectureAnswers = ['arranged', 'declined', 'withdrawn', 'held', 'reopened'] as const;
export type LectureAnswer = (typeof lectureAnswers)[number];
export const lectureStates = ['asked', 'arranged', 'held', 'declined', 'withdrawn'] as const;
export type LectureState = (typeof lectureStates)[number];
/** What a request is, from the last word said to it. */
export const lectureStateOf = (last: string | null): LectureState =>
  last === null || last === 'reopened' ? 'asked' : (last as LectureState);

/** Which word may be said to a request in which state, and by whom. */
export const mayAnswerLecture: Record<LectureAnswer, { from: readonly LectureState[]; asker: boolean }> = {
  arranged: { from: ['asked', 'arranged'], asker: false },
  declined: { from: ['asked'], asker: false },
  withdrawn: { from: ['asked', 'arranged'], asker: true },
  held: { from: ['arranged'], asker: false },
  reopened: { from: ['declined', 'withdrawn', 'arranged', 'held'], asker: false },
};

/**
 * '2026-C1-0007': the fiscal year of issue, the category's mark, and the number in both. Numbers run from 1 without a gap and are
 * never given twice; a certificate issued in place of a withdrawn one has the next number.
 */
export const certificateNumber = (fiscal_year: number, mark: string, serial: number): string =>
  `${fiscal_year}-${mark}-${String(serial).padStart(4, '0')}`;
