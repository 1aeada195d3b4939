import { describe, expect, it } from 'vitest';
import { isBusinessDay } from '../platform/ja/holidays.ts';
import { weekday } from '../platform/ja/dates.ts';
import { demoToday, mulberry32 } from './material.ts';
import { people } from './material-people.ts';
import { areaKey, areaSystems, facilities, operators } from './material-places.ts';
import { visitKits, visits, visitScores, writtenFollowUps, writtenVisits } from './material-visits.ts';
import {
  bodies,
  noDecisionReasons,
  shareBackReactions,
  stuckNotes,
  surveyVoices,
  themes,
} from './words.ja.ts';
import { issueTexts, regionalIssues, themeOfTopic } from './words-issues.ja.ts';
import { forums, meetingsOf2025 } from './words-meetings-first.ja.ts';
import { meetingsOf2026 } from './words-meetings-second.ja.ts';
import { fixedPeople } from './words-people.ja.ts';
import { modelDistricts, townBlocks } from './words-places.ja.ts';
import { thinVisits } from './words-visits-scenes.ja.ts';

const places = facilities(mulberry32(1));
const all = visits(mulberry32(2), places);
const recorded = all.filter((visit) => visit.state === 'recorded');
const meetings = [...meetingsOf2025, ...meetingsOf2026];

/** Every string anywhere inside a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

const everyText = [
  ...strings(writtenVisits),
  ...strings(writtenFollowUps),
  ...strings(visitKits),
  ...strings(all),
  ...strings(issueTexts),
  ...strings(regionalIssues),
  ...strings(meetings),
  ...strings(forums),
  ...strings(surveyVoices),
  ...strings(shareBackReactions),
  ...strings(stuckNotes),
  ...strings(thinVisits),
];

const repeated = (list: string[]): string[] => list.filter((one, index) => list.indexOf(one) !== index);

describe('the whole material', () => {
  it('is the same for the same seed and another for another seed', () => {
    expect(facilities(mulberry32(1))).toEqual(places);
    expect(visits(mulberry32(2), places)).toEqual(all);
    expect(people(mulberry32(3), places)).toEqual(people(mulberry32(3), places));
    expect(facilities(mulberry32(9))).not.toEqual(places);
  });

  it('never lets the coordinator instruct, blame or leave a placeholder', () => {
    expect(
      everyText.filter((text) => /指導|指摘した|注意した|べきと伝えた|TODO|lorem|○○|××|△△/i.test(text)),
    ).toEqual([]);
    expect(strings(all).filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  it('is written in letters that a Japanese reader knows', () => {
    const known =
      /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々a-zA-Z0-9、。・「」『』（）〜？！：＝\-:'./ _…]*$/u;
    const unknown = everyText
      .map((text) => text.replace(/\{[長園職]\}/g, ''))
      .filter((text) => !known.test(text));
    expect(unknown).toEqual([]);
  });
});

describe('places', () => {
  it('puts each facility into an area of all three systems, by its very 町字', () => {
    const systems = areaSystems();
    expect(systems.map((system) => system.areas.length)).toEqual([4, 17, 12]);
    for (const system of systems) {
      expect(repeated(system.areas.flatMap((area) => area.towns))).toEqual([]);
      for (const area of system.areas) {
        expect(area.lat).toBeGreaterThan(43.6);
        expect(area.lat).toBeLessThan(43.9);
        expect(area.lon).toBeGreaterThan(142.2);
        expect(area.lon).toBeLessThan(142.5);
      }
      for (const facility of places) {
        const area = system.areas.find((one) => one.key === facility.area_keys[system.key]);
        expect(area?.towns).toContain(facility.town);
      }
    }
  });

  it('draws each area around its own blocks, and every system divides the same land without gap or overlap', () => {
    const size = (ring: readonly (readonly [number, number])[]): number =>
      ring.slice(1).reduce((sum, [x, y], at) => sum + (ring[at]![0] * y - x * ring[at]![1]) / 2, 0);
    const lands = areaSystems().map(({ areas }) => areas.flatMap(({ shape }) => shape.coordinates.flat()));
    for (const rings of lands)
      for (const ring of rings) {
        expect(ring.length).toBeGreaterThan(3);
        expect(ring.at(-1)).toEqual(ring[0]);
      }
    const [first, ...others] = lands.map((rings) => rings.reduce((sum, ring) => sum + size(ring), 0));
    expect(first).toBeGreaterThan(0.02);
    for (const other of others) expect(other).toBeCloseTo(first!, 6);
    const inside = (ring: readonly (readonly [number, number])[], x: number, y: number): boolean =>
      ring.slice(1).reduce((odd, [bx, by], at) => {
        const [ax, ay] = ring[at]!;
        return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
      }, false);
    for (const system of areaSystems())
      for (const block of townBlocks) {
        const over = system.areas.filter(({ shape }) =>
          shape.coordinates.flat().reduce((odd, ring) => odd !== inside(ring, block.lon, block.lat), false),
        );
        expect(over.map(({ key }) => key)).toEqual([areaKey(system.key, block[system.key])]);
      }
  });

  it('has the junior-high districts of the published plan', () => {
    const names = areaSystems()
      .find((system) => system.key === 'school_district')
      ?.areas.map((area) => area.name);
    for (const district of modelDistricts) expect(names).toContain(`${district.name}中学校区`);
  });

  it('invents 180 facilities under some 90 operators, none named or placed twice', () => {
    expect(places).toHaveLength(180);
    expect(repeated(places.map((facility) => facility.name))).toEqual([]);
    expect(repeated(places.map((facility) => facility.address))).toEqual([]);
    expect(repeated(places.map((facility) => facility.phone))).toEqual([]);
    const owners = operators(mulberry32(1));
    expect(owners).toHaveLength(91);
    expect(repeated(owners.map((operator) => operator.name))).toEqual([]);
    for (const facility of places) {
      expect(owners.map((operator) => operator.key)).toContain(facility.operator_key);
    }
    expect(places[0]).toMatchObject({ key: 'kagura', name: '神楽保育所', kind: '認可公立保育所' });
  });

  it('gives nobody a telephone number or house number that could exist', () => {
    for (const facility of places) {
      expect(facility.phone).toMatch(/^0166-00-\d{4}$/);
      expect(facility.number).toMatch(/^9\d番\d+号$/);
      expect(facility.note).toContain('架空');
      expect(facility.kana).toMatch(/^[ァ-ヶー]+$/);
      expect(facility.postal_code).toMatch(/^07[0189]-\d{4}$/);
    }
  });
});

describe('people', () => {
  const everyone = people(mulberry32(3), places);

  it('names each person once and gives every facility a head', () => {
    expect(repeated(everyone.map((person) => `${person.family_name} ${person.given_name}`))).toEqual([]);
    expect(repeated(everyone.map((person) => person.key))).toEqual([]);
    for (const facility of places) {
      expect(everyone.filter((person) => person.key === `head-${facility.key}`)).toHaveLength(1);
    }
  });

  it('fills the posts of the published bodies', () => {
    const count = (role: string, body?: string) =>
      everyone.filter((person) => person.role === role && (!body || person.body_key === body)).length;
    expect(count('coordinator')).toBe(3);
    expect(count('office')).toBe(2);
    expect(count('council_member', 'university')).toBe(2);
    expect(count('council_member', 'kindergartens')).toBe(2);
    expect(count('council_member', 'mutual')).toBe(2);
    expect(count('council_member', 'others')).toBe(1);
    expect(count('community_coordinator')).toBe(21);
    expect(
      new Set(everyone.filter((person) => person.role === 'facility_staff').map((p) => p.facility_key)).size,
    ).toBe(12);
    expect(
      fixedPeople.filter((person) => person.role === 'coordinator').flatMap((person) => person.districts),
    ).toHaveLength(4);
  });
});

describe('visit records', () => {
  it('are written in full 45 times and followed up at least 25 times', () => {
    expect(writtenVisits.length).toBeGreaterThanOrEqual(45);
    expect(writtenFollowUps.length).toBeGreaterThanOrEqual(25);
    expect(repeated(writtenVisits.map((visit) => visit.key))).toEqual([]);
    expect(new Set(writtenVisits.map((visit) => themeOfTopic[visit.topic])).size).toBeGreaterThanOrEqual(8);
    expect(new Set(writtenVisits.flatMap((visit) => visit.groups)).size).toBe(8);
    for (const follow of writtenFollowUps) {
      expect(writtenVisits.map((visit) => visit.key)).toContain(follow.after);
    }
  });

  it('say enough to plan from, except the ten that are too thin', () => {
    for (const visit of [...writtenVisits, ...writtenFollowUps]) {
      expect(visit.hearing.length).toBeGreaterThan(110);
      expect(visit.hearing.split('。').length - 1).toBeGreaterThanOrEqual(3);
      expect(visit.support.length).toBeGreaterThan(50);
      expect(visit.needs.length).toBeGreaterThan(12);
      expect(visit.next_step.length).toBeGreaterThan(15);
      expect(visit.strengths.length).toBeGreaterThanOrEqual(1);
      expect(visit.strengths.length).toBeLessThanOrEqual(3);
    }
    expect(thinVisits).toHaveLength(10);
    for (const thin of thinVisits) expect(thin.hearing.length).toBeLessThan(50);
    for (const { text } of recorded) {
      if (!text || text.origin === 'thin') continue;
      expect(text.hearing.length).toBeGreaterThan(70);
      expect(text.support.length).toBeGreaterThan(18);
      expect(text.strengths.length).toBeGreaterThanOrEqual(1);
      expect(strings(text).filter((one) => one.trim() === '')).toEqual([]);
    }
  });

  it('do not read as copies of one another', () => {
    expect(recorded.length).toBeGreaterThan(400);
    expect(recorded.length).toBeLessThan(450);
    expect(repeated(recorded.map((visit) => visit.text?.hearing ?? ''))).toEqual([]);
    const support = new Map<string, number>();
    for (const { text } of recorded)
      support.set(text?.support ?? '', (support.get(text?.support ?? '') ?? 0) + 1);
    expect(Math.max(...support.values())).toBeLessThanOrEqual(10);
  });

  it('lie on open days within the eighteen months, two a day per coordinator at most', () => {
    const perDay = new Map<string, number>();
    for (const visit of all) {
      const facility = places.find((one) => one.key === visit.facility_key);
      expect(isBusinessDay(visit.planned_on)).toBe(true);
      expect(facility?.weekdays).toContain(weekday(visit.planned_on));
      expect(visit.planned_on > demoToday).toBe(visit.state === 'planned');
      expect((visit.text === null) === (visit.state !== 'recorded')).toBe(true);
      expect((visit.cancel_reason === null) === (visit.state !== 'cancelled')).toBe(true);
      const slot = visit.coordinator_key + visit.planned_on;
      perDay.set(slot, (perDay.get(slot) ?? 0) + 1);
    }
    expect(Math.max(...perDay.values())).toBeLessThanOrEqual(2);
    expect(repeated(all.map((visit) => visit.key))).toEqual([]);
  });

  it('refer to an earlier visit of the same facility and topic when they follow one up', () => {
    for (const visit of recorded) {
      if (!visit.text?.progress) continue;
      const before = recorded.find((one) => one.key === visit.previous_key);
      expect(before?.facility_key).toBe(visit.facility_key);
      expect(before?.text?.topic).toBe(visit.text.topic);
      expect(before && before.planned_on < visit.planned_on).toBe(true);
    }
  });

  it('keep to the days that a text speaks of', () => {
    for (const written of writtenVisits.filter((visit) => visit.between)) {
      const visit = recorded.find((one) => one.text?.key === written.key);
      expect(visit && written.between && visit.planned_on >= written.between[0]).toBe(true);
      expect(visit && written.between && visit.planned_on <= written.between[1]).toBe(true);
    }
  });

  it('are scored low where they are thin and never without a remark', () => {
    const scores = visitScores(mulberry32(4), all);
    expect(scores.length).toBeGreaterThan(80);
    for (const { visit_key, score } of scores) {
      const visit = all.find((one) => one.key === visit_key);
      const mean = Object.values(score.levels).reduce((sum, level) => sum + level, 0) / 5;
      expect(Object.keys(score.levels).toSorted()).toEqual([
        'assessment',
        'facts',
        'next_step',
        'strengths',
        'support',
      ]);
      if (visit?.text?.origin === 'thin') expect(mean).toBeLessThan(1);
      else expect(mean).toBeGreaterThan(1);
      expect(score.remark.length).toBeGreaterThan(10);
      expect(score.scored_on <= demoToday).toBe(true);
    }
  });
});

describe('kits', () => {
  it('let each next step be followed up, whatever was chosen', () => {
    for (const kit of visitKits) {
      for (const index of kit.next_step.keys()) {
        expect(kit.later.some((later) => later.after.includes(index) && !later.seasons)).toBe(true);
      }
      for (const later of kit.later) {
        for (const [support, next] of later.pairs) {
          expect(kit.later_support[support]).toBeDefined();
          expect(kit.later_next[next]).toBeDefined();
        }
      }
    }
  });
});

describe('issues', () => {
  it('cover every topic twice, each with a wording that shows no facility', () => {
    expect(issueTexts.length).toBeGreaterThanOrEqual(30);
    expect(repeated(issueTexts.flatMap((issue) => [issue.title, ...issue.other_titles]))).toEqual([]);
    expect(repeated(issueTexts.map((issue) => issue.key))).toEqual([]);
    expect(issueTexts).toHaveLength(Object.keys(themeOfTopic).length * 2);
    for (const issue of issueTexts) {
      expect(issue.description.length).toBeGreaterThan(35);
      expect(issue.public_wording.length).toBeGreaterThan(25);
      expect(/この園|当園|[0-9０-９]歳児クラスの/.test(issue.public_wording)).toBe(false);
    }
    expect(themes.length).toBeGreaterThanOrEqual(9);
    for (const theme of Object.values(themeOfTopic)) expect(themes.map((one) => one.code)).toContain(theme);
  });

  it('are merged into regional ones that answer those who raised them, or say why they are stuck', () => {
    expect(regionalIssues.length).toBeGreaterThanOrEqual(8);
    expect(regionalIssues.filter((issue) => issue.stuck_note !== null)).toHaveLength(2);
    for (const issue of regionalIssues) {
      expect((issue.answer === null) === (issue.answered_on === null)).toBe(true);
      if (issue.decided_on) expect(issue.answer?.length).toBeGreaterThan(60);
      const steps = [issue.shared_on, issue.discussed_on, issue.decided_on, issue.reviewed_on].filter(
        (day) => day !== null,
      );
      expect(steps).toEqual(steps.toSorted());
      const days = new Set(
        meetings.filter((meeting) => meeting.forum_key === issue.forum_key).map((meeting) => meeting.held_on),
      );
      for (const day of steps) expect(days.has(day)).toBe(true);
    }
  });
});

describe('meetings', () => {
  it('are held four times in 2025 and three times so far in 2026, with one planned', () => {
    const liaison = meetings.filter((meeting) => meeting.forum_key === 'liaison');
    expect(liaison.filter((meeting) => meeting.fiscal_year === 2025)).toHaveLength(4);
    expect(
      liaison.filter((meeting) => meeting.fiscal_year === 2026 && meeting.state === 'held'),
    ).toHaveLength(3);
    expect(
      liaison.filter((meeting) => meeting.state === 'planned').map((meeting) => meeting.held_on),
    ).toEqual(['2027-02-17']);
    for (const meeting of meetings) {
      expect(isBusinessDay(meeting.held_on)).toBe(true);
      expect(meeting.held_on > demoToday).toBe(meeting.state === 'planned');
    }
  });

  it('link their agenda to regional issues on the day these say they were dealt with', () => {
    const keys = regionalIssues.map((issue) => issue.key);
    for (const meeting of meetings) {
      for (const item of meeting.agenda) {
        if (item.regional_issue_key) expect(keys).toContain(item.regional_issue_key);
        if (meeting.state === 'held') {
          expect(item.explanation.length).toBeGreaterThan(40);
          expect(item.opinions.length).toBeGreaterThanOrEqual(1);
          expect(item.summary?.length).toBeGreaterThan(15);
        }
        for (const opinion of item.opinions) expect(meeting.absent_bodies).not.toContain(opinion.body_key);
      }
    }
    for (const issue of regionalIssues) {
      for (const day of [issue.shared_on, issue.discussed_on, issue.decided_on, issue.reviewed_on]) {
        if (day === null) continue;
        const meeting = meetings.find((one) => one.held_on === day && one.forum_key === issue.forum_key);
        expect(meeting?.agenda.some((item) => item.regional_issue_key === issue.key)).toBe(true);
      }
    }
  });

  it('keep action items whole: done ones with an outcome, carried ones with their successor', () => {
    const actions = meetings.flatMap((meeting) => meeting.actions);
    expect(repeated(actions.map((action) => action.key))).toEqual([]);
    for (const action of actions) {
      const done = action.state === 'done' || action.state === 'done_late';
      expect(action.done_on !== null).toBe(done);
      if (done) {
        expect(action.outcome?.length).toBeGreaterThan(10);
        expect((action.done_on ?? '') > action.due_on).toBe(action.state === 'done_late');
        expect((action.done_on ?? '') <= demoToday).toBe(true);
      }
      if (action.state === 'open') expect(action.due_on > demoToday).toBe(true);
      if (action.state === 'overdue') expect(action.due_on < demoToday).toBe(true);
      expect(action.carried_to_key !== null).toBe(action.state === 'carried');
      if (action.carried_to_key) expect(actions.map((one) => one.key)).toContain(action.carried_to_key);
    }
    expect(new Set(actions.map((action) => action.state)).size).toBe(5);
  });

  it('take every index, body and level from what exists', () => {
    const bodyKeys = bodies.map((body) => body.key);
    for (const meeting of meetings) {
      for (const entry of [...meeting.decisions, ...meeting.actions]) {
        expect(meeting.agenda[entry.agenda_index]).toBeDefined();
      }
      for (const entry of [...meeting.actions, ...meeting.share_backs])
        expect(bodyKeys).toContain(entry.body_key);
      for (const level of Object.values(meeting.score?.levels ?? {})) {
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(3);
      }
    }
    expect(Object.keys(noDecisionReasons)).toHaveLength(5);
  });
});
