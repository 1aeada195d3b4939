import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templates } from './words-templates.ja.ts';
import { readNameLine, readUnitLine, unitLine, words } from './words.ja.ts';
import { applicationStateOf, completionOf, courseStateOf, formGroups, type Part } from './rules.ts';

const units = [
  { number: 1, title: '意義', minutes: 90, required: true, session_id: 1 },
  { number: 2, title: '環境', minutes: 90, required: true, session_id: 2 },
];
const sitting = (id: number, held_on: string) => ({
  id,
  title: `第${id}回`,
  held_on,
  starts_at: '13:00',
  ends_at: '16:00',
  cancelled_at: null,
});
const sittings = [sitting(1, '2026-06-01'), sitting(2, '2026-06-08')];
const terms = { required_minutes: 180, late_minutes: 15, asks_reflection: true, asks_birth: false };
const part = (minutes: [number, number][], more: Partial<Part> = {}): Part => ({
  minutes: new Map(minutes),
  made_up: new Set(),
  reflected: new Set([1, 2]),
  birth_on: null,
  ...more,
});
const missing = (of: Part, day = '2026-06-09', given = terms) =>
  completionOf(given, units, sittings, of, day).missing.map(words.missing);

describe('completion', () => {
  it('comes of hours, required units and reflections, and says what lacks', () => {
    expect(
      missing(
        part([
          [1, 90],
          [2, 90],
        ]),
      ),
    ).toEqual([]);
    // Ten minutes late still counts as all of it; forty do not.
    expect(
      missing(
        part([
          [1, 80],
          [2, 90],
        ]),
      ),
    ).toEqual([]);
    expect(
      missing(
        part([
          [1, 50],
          [2, 90],
        ]),
      ),
    ).toEqual(['受けた時間が2時間20分で、3時間に足りません', '必修の「意義」を受けていません']);
    expect(
      missing(
        part(
          [
            [1, 50],
            [2, 90],
          ],
          { made_up: new Set([1]) },
        ),
      ),
    ).toEqual([]);
    expect(
      missing(
        part(
          [
            [1, 90],
            [2, 90],
          ],
          { reflected: new Set([1]) },
        ),
      ),
    ).toEqual(['「第2回」の振返りが書かれていません']);
    expect(
      missing(
        part([
          [1, 90],
          [2, 90],
        ]),
        '2026-06-09',
        { ...terms, asks_birth: true },
      ),
    ).toEqual(['修了証に載せる生年月日が入っていません']);
  });

  it('is never there before the last sitting', () => {
    expect(
      completionOf(terms, units, sittings, part([[1, 90]], { made_up: new Set([2]) }), '2026-06-02').complete,
    ).toBe(false);
  });
});

describe('an application', () => {
  const line = {
    entered_lottery: false,
    confirmed_at: null,
    waitlisted_at: null,
    offered_at: null,
    offer_expires_at: null,
    lapsed_at: null,
    cancelled_at: null,
  };
  const now = new Date('2026-06-01T00:00:00Z');
  it('waits for the head first, then stands as the line says', () => {
    expect(applicationStateOf({ last: null, yes: false }, null, true, now)).toBe('asked');
    expect(applicationStateOf({ last: null, yes: false }, null, false, now)).toBe('to_choose');
    expect(applicationStateOf({ last: 'no', yes: false }, null, true, now)).toBe('declined');
    expect(applicationStateOf({ last: 'yes', yes: true }, { ...line, confirmed_at: now }, true, now)).toBe(
      'taken',
    );
    expect(applicationStateOf({ last: 'yes', yes: true }, { ...line, waitlisted_at: now }, true, now)).toBe(
      'waiting',
    );
    expect(
      applicationStateOf(
        { last: 'yes', yes: true },
        { ...line, waitlisted_at: now, offered_at: now, offer_expires_at: now },
        true,
        now,
      ),
    ).toBe('lapsed');
    expect(
      applicationStateOf(
        { last: 'yes', yes: true },
        { ...line, confirmed_at: now, cancelled_at: now },
        true,
        now,
      ),
    ).toBe('withdrawn');
  });
});

describe('groups of the case work', () => {
  it('hold everybody once, differ by one at most, are of three to six, and part a facility as far as can be', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            place: fc.integer({ min: 1, max: 6 }),
            years: fc.option(fc.integer({ min: 0, max: 30 })),
          }),
          {
            minLength: 3,
            maxLength: 60,
          },
        ),
        fc.integer({ min: 3, max: 6 }),
        (people, size) => {
          const members = people.map((one, at) => ({
            id: at + 1,
            place: `園${one.place}`,
            years: one.years,
          }));
          const groups = formGroups(members, size);
          expect(groups.flat().toSorted((a, b) => a - b)).toEqual(members.map(({ id }) => id));
          const sizes = groups.map((group) => group.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3);
          expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
          expect(formGroups(members, size)).toEqual(groups);
          for (const place of new Set(members.map((one) => one.place))) {
            const party = members.filter((one) => one.place === place);
            // The first party is dealt out evenly: nobody sits with more than must be.
            if (
              party.length >
              Math.max(
                0,
                ...[...new Set(members.map((one) => one.place))]
                  .filter((other) => other !== place)
                  .map((other) => members.filter((one) => one.place === other).length),
              )
            )
              expect(
                Math.max(
                  ...groups.map((group) => group.filter((id) => party.some((one) => one.id === id)).length),
                ),
              ).toBe(Math.ceil(party.length / groups.length));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what is typed', () => {
  it('reads units and names by the line, in any width, and writes them back', () => {
    expect(readUnitLine('90分 乳児保育の意義')).toEqual({
      title: '乳児保育の意義',
      minutes: 90,
      required: true,
    });
    expect(readUnitLine('選択　６０分　事例検討')).toEqual({
      title: '事例検討',
      minutes: 60,
      required: false,
    });
    expect(readUnitLine('乳児保育')).toBeNull();
    expect(readNameLine('見本 花子 5年')).toEqual({ name: '見本 花子', years: 5 });
    expect(readNameLine('見本 花子')).toEqual({ name: '見本 花子', years: null });
    for (const template of Object.values(templates))
      for (const unit of template.units) expect(readUnitLine(unitLine(unit))).toEqual(unit);
  });

  it('has the eight career-up fields with 15 hours, and the basic training with eight subjects of eight hours', () => {
    const sum = (code: string) => templates[code]!.units.reduce((all, unit) => all + unit.minutes, 0);
    const fields = Object.keys(templates).filter((code) => code.startsWith('career_'));
    expect(fields).toHaveLength(8);
    for (const code of fields) expect(sum(code)).toBeGreaterThanOrEqual(900);
    expect([templates['support_basic']!.units.length, sum('support_basic')]).toEqual([8, 480]);
    expect([templates['support_after_school']!.units.length, sum('support_after_school')]).toEqual([6, 540]);
    expect([templates['support_social_care']!.units.length, sum('support_social_care')]).toEqual([9, 660]);
  });
});

describe('a course', () => {
  const course = {
    published_at: new Date(0),
    cancelled_at: null,
    opens_on: '2026-05-01',
    closes_on: '2026-05-20',
  };
  const days = { first: '2026-06-01', last: '2026-06-08' };
  it('stands where its days say', () => {
    expect(courseStateOf({ ...course, published_at: null }, days, '2026-05-02')).toBe('draft');
    expect(
      ['2026-04-30', '2026-05-20', '2026-05-21', '2026-06-01', '2026-06-08', '2026-06-09'].map((day) =>
        courseStateOf(course, days, day),
      ),
    ).toEqual(['coming', 'open', 'closed', 'running', 'running', 'over']);
  });
});
