import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askOf, nothingAsked, needCodes, paramsOf, roundedPoint, type Need } from './rules-ask.ts';
import { rank, scoreOf, type Asked, type Candidate, type Weights } from './rules.ts';

const codes = ['homely', 'outdoor', 'many_families', 'near_home', 'fathers', 'private_room'];
const middle = { latitude: 43.77, longitude: 142.365 };

/** As the city can set them: to the hundredth, from nothing to ten. */
const weight = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);
const weights: fc.Arbitrary<Weights> = fc.record({
  wishes: weight,
  age: weight,
  opening: weight,
  distance: weight,
  needs: weight,
  freshness: weight,
  half_distance_km: fc.double({ min: 0.1, max: 50, noNaN: true }),
  wish: fc.dictionary(fc.constantFrom(...codes), weight),
});

const months = fc.option(fc.integer({ min: 0, max: 200 }));
const place: fc.Arbitrary<Candidate> = fc.record({
  id: fc.integer({ min: 1, max: 100_000 }),
  name: fc.constantFrom('ひろば', '広場', '保育園'),
  kind: fc.constantFrom('子育て支援センター', '児童館'),
  by_name: fc.integer({ min: 0, max: 1000 }),
  latitude: fc.option(fc.double({ min: 43.5, max: 44, noNaN: true })),
  longitude: fc.option(fc.double({ min: 142, max: 142.7, noNaN: true })),
  ages: fc.array(fc.tuple(months, months), { maxLength: 3 }),
  takes: fc.option(fc.boolean()),
  offers: fc.uniqueArray(fc.constantFrom(...codes)),
  has: fc.dictionary(fc.constantFrom(...needCodes), fc.constantFrom(true, false, null)) as fc.Arbitrary<
    Candidate['has']
  >,
  opens: fc.option(
    fc.tuple(fc.integer({ min: 1, max: 35 }), fc.integer({ min: 0, max: 35 })).map(([days, open]) => ({
      days,
      open: Math.min(days, open),
      first: open === 0 ? null : { day: '2026-12-05', hours: null },
    })),
  ),
  confirmed_days: fc.option(fc.integer({ min: 0, max: 3000 })),
});
const places = fc
  .array(place, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, at) => ({ ...one, id: at + 1, by_name: at })));

const asked: fc.Arbitrary<Asked> = fc.record({
  wishes: fc.uniqueArray(fc.constantFrom(...codes)),
  age_months: fc.option(fc.integer({ min: 0, max: 200 })),
  needs: fc.uniqueArray(fc.constantFrom<Need>(...needCodes), { maxLength: 4 }),
  when: fc.option(fc.constant('土曜日の午前')),
  from: fc.option(fc.constant(middle)),
  from_name: fc.constant('一条通一丁目'),
  names: fc.constant(Object.fromEntries(codes.map((code) => [code, `${code}の望み`]))),
});

describe('the score', () => {
  test('lies between 0 and 1, whatever was asked', () => {
    fc.assert(
      fc.property(place, asked, weights, (one, ask, by) => {
        const score = scoreOf(one, ask, by);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is never lowered by offering what was wished', () => {
    fc.assert(
      fc.property(place, asked, weights, fc.constantFrom(...codes), (one, ask, by, code) => {
        const richer = { ...one, offers: [...new Set([...one.offers, code])] };
        expect(scoreOf(richer, ask, by)).toBeGreaterThanOrEqual(scoreOf(one, ask, by) - 1e-12);
      }),
    );
  });

  test('a further wish never raises a place that does not meet it against one that does', () => {
    fc.assert(
      fc.property(
        place,
        place,
        asked,
        weights,
        fc.constantFrom('outdoor', 'fathers'),
        (a, b, ask, by, code) => {
          const without = { ...a, offers: a.offers.filter((one) => one !== code) };
          const having = { ...b, offers: [...new Set([...b.offers, code])] };
          const less = { ...ask, wishes: ask.wishes.filter((one) => one !== code) };
          const more = { ...ask, wishes: [...less.wishes, code] };
          const lead = (which: Asked): number => scoreOf(without, which, by) - scoreOf(having, which, by);
          // What a wish with no weight at all does is nothing.
          expect(lead(more)).toBeLessThanOrEqual(lead(less) + 1e-9);
        },
      ),
    );
  });

  test('a further need that is met there and missing here never helps the place where it is missing', () => {
    fc.assert(
      fc.property(place, asked, weights, fc.constantFrom<Need>(...needCodes), (one, ask, by, code) => {
        const needs = [...new Set([...ask.needs, code])];
        const yes = scoreOf({ ...one, has: { ...one.has, [code]: true } }, { ...ask, needs }, by);
        const unknown = scoreOf({ ...one, has: { ...one.has, [code]: null } }, { ...ask, needs }, by);
        const no = scoreOf({ ...one, has: { ...one.has, [code]: false } }, { ...ask, needs }, by);
        expect(yes).toBeGreaterThanOrEqual(unknown - 1e-12);
        expect(unknown).toBeGreaterThanOrEqual(no - 1e-12);
      }),
    );
  });

  test('being nearer never lowers it', () => {
    fc.assert(
      fc.property(place, asked, weights, fc.double({ min: 0, max: 1, noNaN: true }), (one, ask, by, part) => {
        fc.pre(one.latitude !== null && one.longitude !== null);
        const nearer = {
          ...one,
          latitude: middle.latitude + (one.latitude! - middle.latitude) * part,
          longitude: middle.longitude + (one.longitude! - middle.longitude) * part,
        };
        const here = { ...ask, from: middle };
        expect(scoreOf(nearer, here, by)).toBeGreaterThanOrEqual(scoreOf(one, here, by) - 1e-9);
      }),
    );
  });

  test('knows proportions only: all weights times anything is the same', () => {
    fc.assert(
      fc.property(
        places,
        asked,
        weights,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (list, ask, by, times) => {
          const { half_distance_km, wish, ...rest } = by;
          const scaled = {
            ...(Object.fromEntries(
              Object.entries(rest).map(([key, value]) => [key, value * times]),
            ) as typeof rest),
            half_distance_km,
            wish: Object.fromEntries(codes.map((code) => [code, (wish[code] ?? 1) * times])),
          };
          const [first, second] = [rank(list, ask, by), rank(list, ask, scaled)];
          for (const one of first) {
            const other = second.find(({ place: { id } }) => id === one.place.id)!;
            expect(other.score).toBeCloseTo(one.score, 9);
          }
        },
      ),
    );
  });
});

describe('the ranking', () => {
  test('does not depend on the order the places came in', () => {
    fc.assert(
      fc.property(
        places.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        asked,
        weights,
        fc.constantFrom('fit', 'distance', 'name') as fc.Arbitrary<'fit' | 'distance' | 'name'>,
        ([list, shuffled], ask, by, sort) => {
          expect(rank(shuffled, ask, by, sort).map(({ place: { id } }) => id)).toEqual(
            rank(list, ask, by, sort).map(({ place: { id } }) => id),
          );
        },
      ),
    );
  });

  test('says of every wish whether it is met, and gives one sentence why', () => {
    fc.assert(
      fc.property(places, asked, weights, (list, ask, by) => {
        for (const one of rank(list, ask, by)) {
          for (const code of ask.wishes) {
            const said = [...one.fits, ...one.misfits].filter((text) => text.includes(`${code}の望み`));
            expect(said).toHaveLength(1);
          }
          expect(one.reason).toMatch(/^[^。]+。(?:[^。]+。)?$/);
        }
      }),
    );
  });

  test('reads like a person', () => {
    const one: Candidate = {
      id: 1,
      name: 'ひろば',
      kind: '子育て支援センター',
      by_name: 0,
      latitude: 43.777,
      longitude: 142.365,
      ages: [[0, 47]],
      takes: false,
      offers: ['homely', 'fathers'],
      has: { parking_available: false, nursing_room: null },
      opens: { days: 5, open: 1, first: { day: '2026-12-05', hours: null } },
      confirmed_days: 20,
    };
    const by: Weights = {
      wishes: 5,
      age: 3,
      opening: 3,
      distance: 2,
      needs: 4,
      freshness: 0.5,
      half_distance_km: 2,
      wish: {},
    };
    const [found] = rank(
      [one],
      {
        wishes: ['homely', 'outdoor'],
        age_months: 50,
        needs: ['parking_available', 'nursing_room'],
        when: '土曜日の午前',
        from: middle,
        from_name: '一条通一丁目',
        names: { homely: '少人数でアットホームな雰囲気', outdoor: '屋外で子どもが身体を動かせる' },
      },
      by,
    );
    expect(found!.reason).toBe(
      '「少人数でアットホームな雰囲気」の希望に合い、土曜日の午前は5日のうち1日（次は12月5日（土））開いていて、一条通一丁目から約800mです。',
    );
    expect(found!.fits).toEqual([
      '「少人数でアットホームな雰囲気」に合います。',
      '土曜日の午前は、これからの5日のうち1日開いています（次は12月5日（土））。',
      '一条通一丁目から約800mです。',
    ]);
    expect(found!.misfits).toEqual([
      '「屋外で子どもが身体を動かせる」は、この場所の紹介には書かれていません。',
      '対象の年齢が違います（対象は3歳まで、お子さんは4歳2か月）。',
      '駐車場：ありません。',
      '授乳室：あるかどうか書かれていません。行く前に電話で確かめてください。',
    ]);
  });
});

describe('what was asked', () => {
  test('goes into an address and comes back', () => {
    const ask = askOf(
      new URLSearchParams(
        'q=ひろば&wish=homely&wish=outdoor&years=1&months=6&need=parking_available&when=土曜の午前&also=on&sort=distance&area_id=3&town_id=4&within_km=2&kind=児童館&programme=gathering',
      ),
    );
    expect(ask).toMatchObject({
      wishes: ['homely', 'outdoor'],
      age_months: 18,
      when: '土曜の午前',
      also: true,
    });
    expect(askOf(paramsOf(ask))).toEqual(ask);
  });

  test('a position is rounded to about 100 metres and never stands in an address', () => {
    const point = roundedPoint('43.770654', '142.364987');
    expect(point).toEqual({ latitude: 43.771, longitude: 142.365 });
    expect(paramsOf({ ...nothingAsked, point }).toString()).toBe('');
    expect(roundedPoint('0', '0')).toBeNull();
    expect(roundedPoint('NaN', undefined)).toBeNull();
  });

  test('nothing odd gets through', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('q', 'wish', 'years', 'months', 'when', 'need', 'town_id', 'sort', 'within_km'),
            fc.string(),
          ),
          { maxLength: 10 },
        ),
        (pairs) => {
          const ask = askOf(new URLSearchParams(pairs));
          expect(askOf(paramsOf(ask))).toEqual(ask);
        },
      ),
    );
  });
});
