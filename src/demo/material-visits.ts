// Eighteen months of visits: the records written in full find their facility and day, the others are composed, so
// that each facility's records follow from one another and no two read alike.
import { addDays, daysBetween, fiscalYearOf, weekday } from '../platform/ja/dates.ts';
import { isBusinessDay } from '../platform/ja/holidays.ts';
import type {
  CancelReasonCode,
  DemoFacility,
  DemoFollowUp,
  DemoRubricScore,
  DemoVisit,
  DemoVisitIssue,
  DemoVisitText,
  FacilityGroup,
  Random,
  Season,
  Topic,
  VisitKit,
  VisitPurposeCode,
  WrittenFollowUp,
  WrittenIssue,
  WrittenVisit,
} from './material.ts';
import { demoToday, pick, shuffled, whole } from './material.ts';
import { headPost } from './material-people.ts';
import { cancelNotes, visitScoreRemarks } from './words.ja.ts';
import { issueTexts, themeOfTopic } from './words-issues.ja.ts';
import { kitsAboutChildren } from './words-kits-children.ja.ts';
import { kitsAboutFamilies } from './words-kits-families.ja.ts';
import { kitsAboutStaff } from './words-kits-staff.ja.ts';
import { fixedPeople } from './words-people.ja.ts';
import { visitWishes } from './words-places.ja.ts';
import { followUpsAboutChildren, writtenAboutChildren } from './words-visits-children.ja.ts';
import { followUpsAboutFamilies, writtenAboutFamilies } from './words-visits-families.ja.ts';
import {
  asides,
  followUpOpenings,
  followUpPromises,
  laterNeeds,
  metByGroup,
  openings,
  strengthPool,
  thinVisits,
  type Scene,
} from './words-visits-scenes.ja.ts';
import { followUpsAboutStaff, writtenAboutStaff } from './words-visits-staff.ja.ts';

export const writtenVisits: WrittenVisit[] = [
  ...writtenAboutChildren,
  ...writtenAboutStaff,
  ...writtenAboutFamilies,
];
export const writtenFollowUps: WrittenFollowUp[] = [
  ...followUpsAboutChildren,
  ...followUpsAboutStaff,
  ...followUpsAboutFamilies,
];
export const visitKits: VisitKit[] = [...kitsAboutChildren, ...kitsAboutStaff, ...kitsAboutFamilies];

const firstDay = '2025-05-19';
const lastDay = '2026-11-20';

/** Topics that come up more often than others; 1 where not named. */
const frequency: Partial<Record<Topic, number>> = {
  hiring: 1.7,
  'record-time': 1.6,
  breaks: 1.4,
  'individual-plan': 1.5,
  'support-assignment': 1.4,
  'consult-link': 1.2,
  requests: 1.3,
  'young-leave': 1.2,
  'near-miss': 1.1,
  ict: 0.9,
  foreign: 0.8,
  allergy: 0.8,
  events: 0.8,
};

interface Appointment {
  facility: DemoFacility;
  on: string;
  content:
    | { kind: 'written'; visit: WrittenVisit }
    | { kind: 'written_follow_up'; visit: WrittenVisit; follow_up: WrittenFollowUp }
    | { kind: 'thin'; thin: (typeof thinVisits)[number] }
    | { kind: 'composed' }
    | { kind: 'composed_follow_up' };
}

/** 'winter' from December to March: the snow of 旭川 decides, not the calendar. */
export function seasonOf(iso: string): Season {
  const month = Number(iso.slice(5, 7));
  if (month === 12 || month <= 3) return 'winter';
  if (month <= 5) return 'spring';
  return month <= 8 ? 'summer' : 'autumn';
}

/**
 * The whole plan in the order of days: recorded visits (some 420), visits cancelled with a reason, and those still
 * planned after `demoToday`. Keys are `visit-001` …; a follow-up names the visit it continues.
 */
export function visits(random: Random, facilities: DemoFacility[]): DemoVisit[] {
  const diary = new Diary(random);
  const appointments = [
    ...writtenAppointments(random, facilities, diary),
    ...thinAppointments(random, facilities, diary),
  ];
  appointments.push(...roundAppointments(random, facilities, diary, appointments));
  const composer = new Composer(random);
  const done: DemoVisit[] = [];
  const lastAt = new Map<string, { visit: DemoVisit; next_index: number | null }>();
  const keyOfWritten = new Map<string, string>();
  for (const appointment of appointments.toSorted(byDay)) {
    const { facility } = appointment;
    const earlier = lastAt.get(facility.key);
    const slot = diary.appoint(facility, appointment.on);
    const { text, next_index, previous } = composer.write(
      { ...appointment, at: slot.starts_at },
      earlier,
      keyOfWritten,
    );
    const visit: DemoVisit = {
      key: '',
      facility_key: facility.key,
      ...slot,
      visited_on: appointment.on,
      state: 'recorded',
      purpose: purposeOf(random, appointment),
      met: metAt(random, facility),
      cancel_reason: null,
      cancel_note: null,
      text,
      previous_key: previous,
    };
    // Keys are needed at once, because a follow-up points back.
    visit.key = `visit-${String(done.length + 1).padStart(3, '0')}`;
    if (appointment.content.kind === 'written') keyOfWritten.set(appointment.content.visit.key, visit.key);
    done.push(visit);
    lastAt.set(facility.key, { visit, next_index });
  }
  const others = [
    ...cancelledVisits(random, facilities, diary, done),
    ...plannedVisits(random, facilities, diary, done),
  ];
  for (const [index, visit] of others.entries()) {
    visit.key = `visit-${String(done.length + index + 1).padStart(3, '0')}`;
  }
  return [...done, ...others].toSorted((one, other) => (one.planned_on < other.planned_on ? -1 : 1));
}

const byDay = (one: Appointment, other: Appointment): number =>
  one.on < other.on ? -1 : one.on > other.on ? 1 : one.facility.key < other.facility.key ? -1 : 1;

/** Keeps two visits a day per coordinator, business days, and the facilities' wishes. */
class Diary {
  private readonly count = new Map<string, string[]>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  /** A day near the wished one on which the coordinator and the facility can meet, within the limits. */
  free(facility: DemoFacility, wished: string, from = firstDay, to = lastDay): string {
    for (let distance = 0; distance < 200; distance += 1) {
      for (const day of distance === 0 ? [wished] : [addDays(wished, distance), addDays(wished, -distance)]) {
        if (day < from || day > to || !this.fits(facility, day)) continue;
        this.take(facility, day);
        return day;
      }
    }
    throw new Error(`no day left for ${facility.key} near ${wished}`);
  }

  private fits(facility: DemoFacility, day: string): boolean {
    if (!isBusinessDay(day) || !facility.weekdays.includes(weekday(day)) || weekday(day) > 5) return false;
    const monthDay = day.slice(5);
    // Nobody visits in the holidays of August, over the new year, or when groups are being changed in spring.
    if (monthDay >= '08-12' && monthDay <= '08-16') return false;
    if (monthDay >= '12-27' || monthDay <= '01-06') return false;
    if (monthDay >= '03-21' && monthDay <= '04-13') return false;
    if (this.startsFor(facility, day).length === 0) return false;
    return (this.count.get(coordinatorOf(facility) + day) ?? []).length < 2;
  }

  private take(facility: DemoFacility, day: string): void {
    const slot = coordinatorOf(facility) + day;
    this.count.set(slot, [...(this.count.get(slot) ?? []), facility.key]);
  }

  private startsFor(facility: DemoFacility, day: string): string[] {
    const all =
      facility.group === 'club'
        ? ['13:00', '13:30', '14:00', '14:30']
        : ['09:30', '10:00', '10:30', '13:00', '13:30', '14:00', '14:30', '15:00'];
    let left = all;
    for (const text of facility.visit_wishes) {
      const wish = visitWishes.find((candidate) => candidate.text === text);
      if (!wish || (wish.weekday !== undefined && wish.weekday !== weekday(day))) continue;
      left = wish.not.length === 0 ? [] : left.filter((start) => !wish.not.includes(start));
    }
    return left;
  }

  /** Time of day and coordinator for a day that `free` gave: the first of two in the morning where possible. */
  appoint(
    facility: DemoFacility,
    day: string,
  ): Pick<DemoVisit, 'coordinator_key' | 'fiscal_year' | 'planned_on' | 'starts_at' | 'minutes'> {
    const coordinator = coordinatorOf(facility);
    const place = (this.count.get(coordinator + day) ?? []).indexOf(facility.key);
    const starts = this.startsFor(facility, day);
    const half = starts.filter((start) => (place === 1 ? start >= '13:00' : start < '12:00'));
    return {
      coordinator_key: coordinator,
      fiscal_year: fiscalYearOf(day),
      planned_on: day,
      starts_at: pick(this.random, half.length > 0 ? half : starts),
      minutes: pick(this.random, [60, 75, 90, 90, 120]),
    };
  }
}

/** Key of the coordinator whose 担当地区 the facility lies in. */
export function coordinatorOf(facility: DemoFacility): string {
  const district = facility.area_keys.visit_district.replace('visit_district-', '');
  const found = fixedPeople.find(
    (person) => person.role === 'coordinator' && person.districts.includes(district),
  );
  if (!found) throw new Error(`no coordinator for ${district}`);
  return found.key;
}

const isPublic = (facility: DemoFacility): boolean => facility.programme === '公立保育所';

function dayBetween(random: Random, from: string, to: string): string {
  return addDays(from, whole(random, 0, daysBetween(from, to)));
}

function writtenAppointments(random: Random, facilities: DemoFacility[], diary: Diary): Appointment[] {
  const list: Appointment[] = [];
  const taken = new Set<string>();
  for (const visit of writtenVisits) {
    const follow_up = writtenFollowUps.find((candidate) => candidate.after === visit.key);
    const facility = visit.at
      ? facilities.find((candidate) => candidate.key === visit.at)
      : pick(
          random,
          facilities.filter(
            (candidate) =>
              visit.groups.includes(candidate.group) && !isPublic(candidate) && !taken.has(candidate.key),
          ),
        );
    if (!facility) throw new Error(`no facility for ${visit.key}`);
    taken.add(facility.key);
    const weeks = follow_up?.weeks ?? [5, 9];
    const latest = follow_up ? addDays(lastDay, -7 * (weeks[1] + 2)) : lastDay;
    const [from, to] = visit.between ?? [firstDay, latest];
    let wished = dayBetween(random, from, to);
    while (visit.seasons && !visit.seasons.includes(seasonOf(wished))) wished = dayBetween(random, from, to);
    const on = diary.free(facility, wished, from, to);
    list.push({ facility, on, content: { kind: 'written', visit } });
    if (!follow_up) continue;
    const after = [addDays(on, weeks[0] * 7), addDays(on, weeks[1] * 7 + 7)] as const;
    const next = diary.free(
      facility,
      dayBetween(random, after[0], addDays(on, weeks[1] * 7)),
      after[0],
      after[1] > lastDay ? lastDay : after[1],
    );
    list.push({ facility, on: next, content: { kind: 'written_follow_up', visit, follow_up } });
    taken.add(facility.key);
  }
  return list;
}

function thinAppointments(random: Random, facilities: DemoFacility[], diary: Diary): Appointment[] {
  return thinVisits.map((thin) => {
    const facility = pick(
      random,
      facilities.filter((candidate) => thin.groups.includes(candidate.group) && !isPublic(candidate)),
    );
    const wished =
      thin.topic === 'winter-outdoor'
        ? dayBetween(random, '2026-01-13', '2026-02-20')
        : dayBetween(random, firstDay, '2025-12-19');
    return { facility, on: diary.free(facility, wished), content: { kind: 'thin', thin } };
  });
}

/** What each facility's year still lacks: nearly all are called on in 2025, some three quarters so far in 2026. */
function roundAppointments(
  random: Random,
  facilities: DemoFacility[],
  diary: Diary,
  earlier: Appointment[],
): Appointment[] {
  const list: Appointment[] = [];
  const days = new Map<string, string[]>();
  for (const { facility, on } of earlier) days.set(facility.key, [...(days.get(facility.key) ?? []), on]);
  const add = (facility: DemoFacility, from: string, to: string, kind: 'composed' | 'composed_follow_up') => {
    const known = days.get(facility.key) ?? [];
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const wished = dayBetween(random, from, to);
      if (known.some((day) => Math.abs(daysBetween(day, wished)) < 28)) continue;
      const on = diary.free(facility, wished, from, to);
      if (known.some((day) => Math.abs(daysBetween(day, on)) < 21)) continue;
      days.set(facility.key, [...known, on]);
      list.push({ facility, on, content: { kind } });
      return;
    }
  };
  for (const facility of shuffled(random, facilities)) {
    const known = days.get(facility.key) ?? [];
    const written = known.length > 0;
    const meets = ['base', 'plaza', 'club'].includes(facility.group) ? 0.6 : 1;
    if (!known.some((day) => fiscalYearOf(day) === 2025) && random() < 0.95) {
      add(facility, firstDay, '2026-03-19', 'composed');
    }
    if (!written && random() < 0.26 * meets) add(facility, '2025-09-01', '2026-03-19', 'composed_follow_up');
    if (!known.some((day) => fiscalYearOf(day) === 2026) && random() < 0.78) {
      add(facility, '2026-04-20', lastDay, random() < 0.6 ? 'composed_follow_up' : 'composed');
    }
    if (random() < 0.24 * meets) add(facility, '2026-07-01', lastDay, 'composed_follow_up');
  }
  return list;
}

function purposeOf(random: Random, appointment: Appointment): VisitPurposeCode {
  const { content, on, facility } = appointment;
  if (content.kind === 'written') return content.visit.purpose ?? 'round';
  if (content.kind === 'written_follow_up' || content.kind === 'composed_follow_up') return 'follow_up';
  if (on.startsWith('2026-0') && facility.key.endsWith('7') && random() < 0.5) return 'new_head';
  return random() < 0.08 ? 'request' : 'round';
}

function metAt(random: Random, facility: DemoFacility): string {
  const met = pick(random, metByGroup[facility.group]);
  return isPublic(facility) ? met.replace('副園長', '副所長').replace('園長', '所長') : met;
}

const cancelSeason: Record<CancelReasonCode, number[]> = {
  infection: [1, 2, 6, 7, 11, 12],
  weather: [1, 2, 12],
  facility: [5, 6, 7, 8, 9, 10, 11],
  event: [2, 3],
  other: [9, 10],
  coordinator: [1, 6, 10],
};

function cancelledVisits(
  random: Random,
  facilities: DemoFacility[],
  diary: Diary,
  done: DemoVisit[],
): DemoVisit[] {
  const reasons: CancelReasonCode[] = [
    ...Array.from({ length: 7 }, () => 'infection' as const),
    ...Array.from({ length: 5 }, () => 'weather' as const),
    ...Array.from({ length: 6 }, () => 'facility' as const),
    'event',
    'event',
    'other',
    'coordinator',
    'coordinator',
  ];
  const noteTurn = new Map<CancelReasonCode, number>();
  return reasons.map((reason) => {
    const months = cancelSeason[reason];
    const facility = pick(
      random,
      facilities.filter(
        (candidate) => !['base', 'plaza', 'club'].includes(candidate.group) && !isPublic(candidate),
      ),
    );
    let wished = dayBetween(random, '2025-06-23', lastDay);
    while (
      !months.includes(Number(wished.slice(5, 7))) ||
      done.some((visit) => visit.facility_key === facility.key && visit.planned_on === wished)
    ) {
      wished = dayBetween(random, '2025-06-23', lastDay);
    }
    const on = diary.free(facility, wished);
    const turn = noteTurn.get(reason) ?? 0;
    noteTurn.set(reason, turn + 1);
    const notes = cancelNotes[reason];
    return {
      key: '',
      facility_key: facility.key,
      ...diary.appoint(facility, on),
      visited_on: null,
      state: 'cancelled',
      purpose: 'round',
      met: '',
      cancel_reason: reason,
      cancel_note: notes[turn % notes.length] ?? null,
      text: null,
      previous_key: null,
    };
  });
}

/** First the facilities not yet called on this year, then promised follow-ups. */
function plannedVisits(
  random: Random,
  facilities: DemoFacility[],
  diary: Diary,
  done: DemoVisit[],
): DemoVisit[] {
  const thisYear = new Set(
    done.filter((visit) => visit.fiscal_year === 2026).map((visit) => visit.facility_key),
  );
  const missing = facilities.filter((facility) => !thisYear.has(facility.key));
  const promised = done.filter(
    (visit) =>
      visit.fiscal_year === 2026 &&
      visit.text?.follow_up &&
      addDays(visit.planned_on, visit.text.follow_up.after_weeks * 7) > demoToday &&
      !done.some((later) => later.facility_key === visit.facility_key && later.planned_on > visit.planned_on),
  );
  const plan = (facility: DemoFacility, wished: string, previous: DemoVisit | null): DemoVisit => {
    const on = diary.free(facility, wished, '2026-11-24', '2027-03-12');
    return {
      key: '',
      facility_key: facility.key,
      ...diary.appoint(facility, on),
      visited_on: null,
      state: 'planned',
      purpose: previous ? 'follow_up' : 'round',
      met: '',
      cancel_reason: null,
      cancel_note: null,
      text: null,
      previous_key: previous?.key ?? null,
    };
  };
  // A few of both kinds stay unplanned, so that the due list has something to say.
  return [
    ...missing
      .slice(0, Math.floor(missing.length * 0.7))
      .map((facility) => plan(facility, dayBetween(random, '2026-11-24', '2027-02-26'), null)),
    ...promised.slice(0, Math.floor(promised.length * 0.6)).flatMap((visit) => {
      const facility = facilities.find((candidate) => candidate.key === visit.facility_key);
      const due = addDays(visit.planned_on, (visit.text?.follow_up?.after_weeks ?? 6) * 7);
      return facility ? [plan(facility, due, visit)] : [];
    }),
  ];
}

/** Writes the texts, using each variant as rarely as it can. */
class Composer {
  private readonly random: Random;
  private readonly uses = new Map<string, number>();
  private readonly topicUses = new Map<string, number>();
  /** Starting time of the visit being written. */
  private at = '';

  constructor(random: Random) {
    this.random = random;
  }

  write(
    appointment: Appointment & { at: string },
    earlier: { visit: DemoVisit; next_index: number | null } | undefined,
    keyOfWritten: Map<string, string>,
  ): { text: DemoVisitText; next_index: number | null; previous: string | null } {
    const { content, facility, on } = appointment;
    this.at = appointment.at;
    const before = earlier?.visit.key ?? null;
    switch (content.kind) {
      case 'written':
        return { text: this.fromWritten(content.visit), next_index: null, previous: before };
      case 'written_follow_up':
        return {
          text: this.fromFollowUp(content.visit, content.follow_up),
          next_index: null,
          previous: keyOfWritten.get(content.visit.key) ?? before,
        };
      case 'thin':
        return { text: this.fromThin(content.thin), next_index: null, previous: before };
      case 'composed_follow_up': {
        const text = earlier?.visit.text;
        // Only a composed record leaves steps that a composed follow-up can take up.
        if (earlier && text?.origin === 'composed' && earlier.next_index !== null) {
          const written = this.later(facility, on, earlier.visit, text, earlier.next_index);
          if (written) return { text: written, next_index: null, previous: before };
        }
        break;
      }
      case 'composed':
        break;
    }
    return { ...this.first(facility, on, earlier?.visit ?? null), previous: before };
  }

  /** The element used least so far; `name` keeps lists apart. */
  private rarest<T>(name: string, list: readonly T[]): { chosen: T; index: number } {
    const counts = list.map((_, index) => this.uses.get(`${name}/${index}`) ?? 0);
    const least = Math.min(...counts);
    const index = pick(
      this.random,
      counts.flatMap((count, at) => (count === least ? [at] : [])),
    );
    this.uses.set(`${name}/${index}`, least + 1);
    return { chosen: list[index] as T, index };
  }

  private scene(
    name: string,
    list: readonly Scene[],
    facility: DemoFacility,
    on: string,
    count = 1,
  ): string[] {
    const month = Number(on.slice(5, 7));
    const fitting = list.flatMap((scene, index) =>
      scene.groups.includes(facility.group) &&
      (scene.seasons ?? [seasonOf(on)]).includes(seasonOf(on)) &&
      (scene.months ?? [month]).includes(month) &&
      (!scene.hours || (scene.hours[0] <= this.at && this.at <= scene.hours[1]))
        ? [index]
        : [],
    );
    const used = (index: number) => this.uses.get(`${name}/${index}`) ?? 0;
    return shuffled(this.random, fitting)
      .toSorted((one, other) => used(one) - used(other))
      .slice(0, count)
      .map((index) => {
        this.uses.set(`${name}/${index}`, used(index) + 1);
        return list[index]?.text ?? '';
      });
  }

  private topicFor(facility: DemoFacility, on: string, not: Topic[]): VisitKit {
    const fitting = visitKits.filter(
      (kit) =>
        kit.groups.includes(facility.group) &&
        (kit.seasons ?? [seasonOf(on)]).includes(seasonOf(on)) &&
        !not.includes(kit.topic),
    );
    // Counted per topic over all groups, and a little per group, so that each group hears of everything.
    const load = (kit: VisitKit) =>
      ((this.topicUses.get(kit.topic) ?? 0) +
        2 * (this.topicUses.get(`${kit.topic}/${facility.group}`) ?? 0)) /
      (frequency[kit.topic] ?? 1);
    const kit = shuffled(this.random, fitting).toSorted((one, other) => load(one) - load(other))[0];
    if (!kit) throw new Error(`no topic for ${facility.key} on ${on}`);
    this.topicUses.set(kit.topic, (this.topicUses.get(kit.topic) ?? 0) + 1);
    const own = `${kit.topic}/${facility.group}`;
    this.topicUses.set(own, (this.topicUses.get(own) ?? 0) + 1);
    return kit;
  }

  /** One of the topic's two issues, under the title used least so far. */
  private issueOf(topic: Topic, which: number = whole(this.random, 0, 1)): DemoVisitIssue {
    const issue = issueTexts.filter((candidate) => candidate.topic === topic)[which];
    if (!issue) throw new Error(`no issue ${which} for ${topic}`);
    const { key, other_titles, ...words } = issue;
    return { ...words, title: this.rarest(key, [issue.title, ...other_titles]).chosen };
  }

  private first(
    facility: DemoFacility,
    on: string,
    earlier: DemoVisit | null,
  ): { text: DemoVisitText; next_index: number } {
    const kit = this.topicFor(facility, on, earlier?.text ? [earlier.text.topic] : []);
    const name = kit.topic;
    const heard = kit.hearing.map((slot, index) => this.rarest(`${name}/hearing${index}`, slot));
    const parts = [
      ...this.scene('opening', openings, facility, on),
      ...heard.map((variant) => variant.chosen),
    ];
    const issues = [
      this.issueOf(
        kit.topic,
        issueHeard(
          kit.topic,
          heard.map((variant) => variant.index),
        ),
      ),
    ];
    const second = this.random() < 0.17 ? this.secondTopic(facility, on, kit.topic) : null;
    if (second) {
      const issue = this.issueOf(second);
      issues.push(issue);
      parts.push(`あわせて、「${issue.title}」という悩みも話題に上った。`);
    } else if (this.random() < 0.55) {
      parts.push(...this.scene('aside', asides, facility, on));
    }
    const { chosen: next_step, index: next_index } = this.rarest(`${name}/next`, kit.next_step);
    const say = speaker(facility);
    return {
      next_index,
      text: {
        key: `composed-${on}-${facility.key}`,
        topic: kit.topic,
        theme: themeOfTopic[kit.topic],
        origin: 'composed',
        hearing: say(parts.join('')),
        strengths: this.scene('strength', strengthPool, facility, on, whole(this.random, 1, 3)).map(say),
        issues,
        needs: say(this.rarest(`${name}/needs`, kit.needs).chosen),
        support: say(this.rarest(`${name}/support`, kit.support).chosen),
        next_step: say(next_step),
        follow_up: this.random() < 0.7 ? this.promise(facility, kit) : null,
        progress: null,
      },
    };
  }

  private secondTopic(facility: DemoFacility, on: string, not: Topic): Topic | null {
    const fitting = visitKits.filter(
      (kit) =>
        kit.groups.includes(facility.group) &&
        kit.topic !== not &&
        (kit.seasons ?? [seasonOf(on)]).includes(seasonOf(on)),
    );
    return fitting.length === 0 ? null : pick(this.random, fitting).topic;
  }

  private promise(facility: DemoFacility, kit: VisitKit): DemoFollowUp {
    const what = this.rarest('promise', followUpPromises).chosen.replaceAll('{話題}', kit.called);
    return { after_weeks: whole(this.random, 4, 10), what: speaker(facility)(what) };
  }

  private later(
    facility: DemoFacility,
    on: string,
    earlier: DemoVisit,
    before: DemoVisitText,
    next_index: number,
  ): DemoVisitText | null {
    const kit = visitKits.find((candidate) => candidate.topic === before.topic);
    if (!kit) return null;
    const fitting = kit.later.filter(
      (entry) => entry.after.includes(next_index) && (entry.seasons ?? [seasonOf(on)]).includes(seasonOf(on)),
    );
    const used = (entry: VisitKit['later'][number]) => this.uses.get(`later/${entry.hearing}`) ?? 0;
    const entry = shuffled(this.random, fitting).toSorted((one, other) => used(one) - used(other))[0];
    if (!entry) return null;
    this.uses.set(`later/${entry.hearing}`, used(entry) + 1);
    const [support, next] = this.rarest(`pairs/${entry.hearing}`, entry.pairs).chosen;
    const say = speaker(facility);
    const opening = this.rarest('follow-up-opening', followUpOpenings)
      .chosen.replaceAll('{月}月', monthInWords(earlier.planned_on, on))
      .replaceAll('{話題}', kit.called);
    const parts = [opening, entry.hearing];
    const issues: DemoVisitIssue[] = [];
    const second = this.random() < 0.16 ? this.secondTopic(facility, on, kit.topic) : null;
    if (second) {
      const issue = this.issueOf(second);
      issues.push(issue);
      parts.push(`一方で、新たに「${issue.title}」という悩みを伺った。`);
    } else {
      parts.push(...this.scene('aside', asides, facility, on));
    }
    return {
      key: `composed-${on}-${facility.key}`,
      topic: kit.topic,
      theme: themeOfTopic[kit.topic],
      origin: 'composed_follow_up',
      hearing: say(parts.join('')),
      strengths: this.scene('strength', strengthPool, facility, on, whole(this.random, 1, 2)).map(say),
      issues,
      needs: say(this.rarest(`later-needs/${entry.progress}`, laterNeeds[entry.progress]).chosen),
      support: say(kit.later_support[support] ?? ''),
      next_step: say(kit.later_next[next] ?? ''),
      follow_up: entry.progress !== 'resolved' && this.random() < 0.5 ? this.promise(facility, kit) : null,
      progress: entry.progress,
    };
  }

  private ownIssues(topic: Topic, issues: WrittenIssue[]): DemoVisitIssue[] {
    return issues.map((issue) => {
      const own = issue.topic ?? topic;
      const texts = issueTexts.filter((candidate) => candidate.topic === own);
      return {
        topic: own,
        theme: themeOfTopic[own],
        title: issue.title,
        description: issue.description,
        public_wording: texts[issue.wording ?? 0]?.public_wording ?? '',
      };
    });
  }

  private fromWritten(visit: WrittenVisit): DemoVisitText {
    return {
      key: visit.key,
      topic: visit.topic,
      theme: themeOfTopic[visit.topic],
      origin: 'written',
      hearing: visit.hearing,
      strengths: visit.strengths,
      issues: this.ownIssues(visit.topic, visit.issues),
      needs: visit.needs,
      support: visit.support,
      next_step: visit.next_step,
      follow_up: visit.follow_up ?? null,
      progress: null,
    };
  }

  private fromFollowUp(visit: WrittenVisit, follow_up: WrittenFollowUp): DemoVisitText {
    return {
      key: `${visit.key}-later`,
      topic: visit.topic,
      theme: themeOfTopic[visit.topic],
      origin: 'written_follow_up',
      hearing: follow_up.hearing,
      strengths: follow_up.strengths,
      issues: this.ownIssues(visit.topic, follow_up.issues ?? []),
      needs: follow_up.needs,
      support: follow_up.support,
      next_step: follow_up.next_step,
      follow_up: follow_up.follow_up ?? null,
      progress: follow_up.progress,
    };
  }

  private fromThin(thin: (typeof thinVisits)[number]): DemoVisitText {
    return {
      key: thin.key,
      topic: thin.topic,
      theme: themeOfTopic[thin.topic],
      origin: 'thin',
      hearing: thin.hearing,
      strengths: [thin.strength],
      issues: [],
      needs: thin.needs,
      support: thin.support,
      next_step: thin.next_step,
      follow_up: null,
      progress: null,
    };
  }
}

/** Sentences of a kit (slot, variant) that speak of the topic's second issue rather than of its first. */
const tellsOfSecond: Record<Topic, [number, number][]> = {
  'support-assignment': [[2, 2]],
  'individual-plan': [
    [0, 1],
    [2, 2],
  ],
  'consult-link': [
    [0, 1],
    [0, 2],
  ],
  'mixed-age': [[0, 1]],
  'baby-play': [[2, 0]],
  'child-led': [[2, 2]],
  'nap-check': [[0, 2]],
  allergy: [[0, 1]],
  'near-miss': [
    [0, 1],
    [0, 2],
  ],
  school: [[2, 0]],
  hiring: [[0, 1]],
  'young-leave': [[0, 2]],
  'mid-leader': [
    [0, 1],
    [0, 2],
  ],
  trainees: [[0, 1]],
  'record-time': [
    [0, 2],
    [1, 1],
  ],
  breaks: [[0, 1]],
  ict: [[0, 2]],
  events: [[2, 2]],
  enrolment: [[1, 1]],
  requests: [[2, 1]],
  notebook: [
    [0, 2],
    [2, 1],
  ],
  foreign: [[1, 2]],
  'yard-open': [[1, 1]],
  'drop-in': [
    [0, 0],
    [2, 2],
  ],
  'winter-outdoor': [[1, 2]],
  'small-yard': [[0, 0]],
  'school-age': [[0, 2]],
};

/** 「6月」, with 昨年度 where the reader would think of this year. */
function monthInWords(earlier: string, on: string): string {
  const month = `${Number(earlier.slice(5, 7))}月`;
  return fiscalYearOf(earlier) === fiscalYearOf(on) ? month : `昨年度の${month}`;
}

function issueHeard(topic: Topic, variants: number[]): 0 | 1 {
  return tellsOfSecond[topic].some(([slot, variant]) => variants[slot] === variant) ? 1 : 0;
}

const placeWord: Record<FacilityGroup, string> = {
  nursery: '園',
  kodomoen: '園',
  kindergarten: '園',
  small: '園',
  unlicensed: '施設',
  base: 'センター',
  plaza: 'ひろば',
  club: 'クラブ',
};

const staffWord: Record<FacilityGroup, string> = {
  nursery: '保育士',
  kodomoen: '保育教諭',
  kindergarten: '教諭',
  small: '保育士',
  unlicensed: '職員',
  base: 'スタッフ',
  plaza: 'スタッフ',
  club: '支援員',
};

/** Puts the facility's own words for head, place and staff into a sentence. */
function speaker(facility: DemoFacility): (text: string) => string {
  const head = isPublic(facility) ? '所長' : headPost[facility.group];
  return (text) =>
    text
      .replaceAll('{長}', head)
      .replaceAll('{園}', placeWord[facility.group])
      .replaceAll('{職}', staffWord[facility.group]);
}

const thinLevels: Record<string, number>[] = [
  { facts: 0, strengths: 1, assessment: 0, support: 0, next_step: 1 },
  { facts: 1, strengths: 1, assessment: 0, support: 1, next_step: 0 },
  { facts: 0, strengths: 0, assessment: 1, support: 0, next_step: 1 },
];

/** Scores of the rubric `visit_record`: all thin records, all written ones and about a fifth of the others. */
export function visitScores(
  random: Random,
  list: DemoVisit[],
): { visit_key: string; score: DemoRubricScore }[] {
  return list.flatMap((visit) => {
    const { text } = visit;
    if (!text || visit.visited_on === null) return [];
    const thin = thinVisits.findIndex((candidate) => candidate.key === text.key);
    const written = text.origin === 'written' || text.origin === 'written_follow_up';
    if (thin < 0 && !written && random() > 0.2) return [];
    const level = (low: number) => (random() < 0.5 ? low : Math.min(3, low + 1));
    const low = written ? 2 : 1;
    const levels =
      thin >= 0
        ? (thinLevels[thin % thinLevels.length] as Record<string, number>)
        : {
            facts: level(low),
            strengths: level(2),
            assessment: level(low),
            support: level(2),
            next_step: level(low),
          };
    const scored = addDays(visit.visited_on, whole(random, 4, 14));
    if (scored > demoToday) return [];
    const remark =
      thin >= 0
        ? (thinVisits[thin]?.remark ?? '')
        : pick(random, written ? visitScoreRemarks.good : visitScoreRemarks.fair);
    return [
      { visit_key: visit.key, score: { scorer_role: 'office' as const, scored_on: scored, levels, remark } },
    ];
  });
}
