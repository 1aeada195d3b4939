import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holidayName } from '../../platform/ja/holidays.ts';
import {
  isOpenDuring,
  openDay,
  openingsOn,
  openingText,
  parseWhen,
  whenText,
  type Opening,
  type Schedule,
  type ScheduleException,
} from './rules-opening.ts';

const nothing: Opening = { schedules: [], exceptions: [], weekdays: null, opens_at: null, closes_at: null };
const plain = (
  weekdays: string,
  opens_at: string | null = '09:00',
  closes_at: string | null = '16:00',
): Opening => ({
  ...nothing,
  weekdays,
  opens_at,
  closes_at,
});
const rule = (byday: string[], more: Partial<Schedule> = {}): Schedule => ({
  service_id: null,
  byday,
  opens_at: '10:00',
  closes_at: '12:00',
  valid_from: null,
  valid_to: null,
  holidays: 'closed',
  ...more,
});
const except = (
  starts_on: string,
  ends_on = starts_on,
  hours: [string, string] | null = null,
): ScheduleException => ({
  service_id: null,
  starts_on,
  ends_on,
  opens_at: hours?.[0] ?? null,
  closes_at: hours?.[1] ?? null,
});
const nine = [{ opens_at: '09:00', closes_at: '16:00' }];
const ten = [{ opens_at: '10:00', closes_at: '12:00' }];

describe('one day', () => {
  test('a place without rules opens as its own line says, and 祝 opens it on public holidays', () => {
    // 2026-11-23 is 勤労感謝の日, a Monday.
    expect(openingsOn(plain('月火水木金'), '2026-11-24')).toEqual(nine);
    expect(openingsOn(plain('月火水木金'), '2026-11-23')).toEqual([]);
    expect(openingsOn(plain('月火水木金祝'), '2026-11-23')).toEqual(nine);
    expect(openingsOn(plain('土日祝'), '2026-11-23')).toEqual(nine);
    expect(openingsOn(plain('土日祝'), '2026-11-24')).toEqual([]);
  });

  test('nobody has written it down is not the same as closed', () => {
    expect(openDay(nothing, '2026-11-24')).toEqual({ open: null, hours: [] });
    expect(openDay(plain('要問合せ'), '2026-11-24').open).toBeNull();
    expect(openDay(plain('月', null, null), '2026-11-24').open).toBe(false);
    expect(openDay(plain('火', null, null), '2026-11-24')).toEqual({ open: true, hours: [] });
  });

  test('the days round the new year are closed unless a rule or an exception says otherwise', () => {
    const weekly = rule(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { holidays: 'open' });
    for (const day of ['2026-12-29', '2027-01-01', '2027-01-03']) {
      expect(openingsOn(plain('月火水木金土日祝'), day)).toEqual([]);
      expect(openingsOn({ ...nothing, schedules: [{ ...weekly, holidays: 'closed' }] }, day)).toEqual([]);
      expect(openingsOn({ ...nothing, schedules: [{ ...weekly, holidays: 'only' }] }, day)).toEqual([]);
      expect(openingsOn({ ...nothing, schedules: [weekly] }, day)).toEqual(ten);
    }
    const opened = {
      ...plain('月火水木金'),
      exceptions: [except('2026-12-30', '2026-12-30', ['10:00', '12:00'])],
    };
    expect(openingsOn(opened, '2026-12-30')).toEqual(ten);
    expect(openingsOn(plain('月火水木金'), '2027-01-04')).toEqual(nine);
  });

  test('n-th weekdays, the last one, and 29 February', () => {
    const third = { ...nothing, schedules: [rule(['3SA'])] };
    expect(openingsOn(third, '2026-11-21')).toEqual(ten);
    expect(openingsOn(third, '2026-11-14')).toEqual([]);
    const last = { ...nothing, schedules: [rule(['-1TU'])] };
    expect(openingsOn(last, '2028-02-29')).toEqual(ten);
    expect(openingsOn(last, '2028-02-22')).toEqual([]);
    expect(openingsOn(last, '2027-02-23')).toEqual([]); // 天皇誕生日
    const fifth = { ...nothing, schedules: [rule(['5TU'])] };
    expect(openingsOn(fifth, '2028-02-29')).toEqual(ten);
  });

  test('a rule on holidays only opens on a holiday whatever its weekday, and on no other day', () => {
    const only = { ...nothing, schedules: [rule(['MO'], { holidays: 'only' })] };
    expect(openingsOn(only, '2026-11-03')).toEqual(ten); // 文化の日, Tuesday
    expect(openingsOn(only, '2026-11-09')).toEqual([]); // an ordinary Monday
  });

  test('the shortest exception counts, and a closed one before hours', () => {
    const place = {
      ...plain('月火水木金'),
      exceptions: [
        except('2026-08-01', '2026-08-31'),
        except('2026-08-05', '2026-08-05', ['10:00', '12:00']),
      ],
    };
    expect(openingsOn(place, '2026-08-04')).toEqual([]);
    expect(openingsOn(place, '2026-08-05')).toEqual(ten);
    expect(openingsOn(place, '2026-09-01')).toEqual(nine);
    expect(
      openingsOn({ ...place, exceptions: [...place.exceptions, except('2026-08-05')] }, '2026-08-05'),
    ).toEqual([]);
  });

  test('an exception of one service leaves the others as they are; one of the place closes all', () => {
    const place: Opening = {
      ...nothing,
      schedules: [
        rule(['TU'], { service_id: 1 }),
        rule(['TU'], { service_id: 2, opens_at: '13:00', closes_at: '15:00' }),
      ],
      exceptions: [{ ...except('2026-11-24'), service_id: 1 }],
    };
    expect(openingsOn(place, '2026-11-24')).toEqual([{ opens_at: '13:00', closes_at: '15:00' }]);
    expect(openingsOn({ ...place, exceptions: [except('2026-11-24')] }, '2026-11-24')).toEqual([]);
  });

  test('overlapping hours are one; through midnight ends with the day', () => {
    const place = {
      ...nothing,
      schedules: [rule(['TU']), rule(['TU'], { opens_at: '11:00', closes_at: '13:00' })],
    };
    expect(openingsOn(place, '2026-11-24')).toEqual([{ opens_at: '10:00', closes_at: '13:00' }]);
    expect(openingsOn(plain('火', '18:00', '08:00'), '2026-11-24')).toEqual([
      { opens_at: '18:00', closes_at: '24:00' },
    ]);
  });
});

// ---- a slow oracle: a table of minutes for each day, filled by hand-counted calendars ------

const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

function oracleMinutes(place: Opening, day: string): Set<number> | null {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const at = (d: number): number => new Date(Date.UTC(year, month - 1, d)).getUTCDay();
  const inMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const newYear = (month === 12 && date >= 29) || (month === 1 && date <= 3);
  const holiday = holidayName(day) !== null;
  const minutes = new Set<number>();
  const fill = (from: string, to: string): void => {
    const [a, b] = [from, to].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    for (let minute = a!; minute < b!; minute += 1) minutes.add(minute);
  };
  const special = (service: number | null): ScheduleException[] | null => {
    let best: ScheduleException[] = [];
    let bestDays = Infinity;
    for (const one of place.exceptions) {
      if (one.service_id !== service) continue;
      let days = 0;
      let hit = false;
      for (
        let time = Date.parse(one.starts_on);
        time <= Date.parse(one.ends_on);
        time += 86_400_000, days += 1
      ) {
        if (new Date(time).toISOString().slice(0, 10) === day) hit = true;
      }
      if (!hit) continue;
      if (days < bestDays) [best, bestDays] = [[one], days];
      else if (days === bestDays) best.push(one);
    }
    return best.length === 0 ? null : best;
  };
  const whole = special(null);
  if (whole) {
    if (whole.every((one) => one.opens_at !== null))
      for (const one of whole) fill(one.opens_at!, one.closes_at!);
    return minutes;
  }
  const handled = new Set<number>();
  for (const id of [1, 2, 3]) {
    const own = special(id);
    if (!own) continue;
    handled.add(id);
    if (own.every((one) => one.opens_at !== null)) for (const one of own) fill(one.opens_at!, one.closes_at!);
  }
  for (const one of place.schedules) {
    if (one.service_id !== null && handled.has(one.service_id)) continue;
    if (one.valid_from && day < one.valid_from) continue;
    if (one.valid_to && day > one.valid_to) continue;
    if (one.holidays === 'only') {
      if (holiday && !newYear) fill(one.opens_at, one.closes_at);
      continue;
    }
    if (one.holidays === 'closed' && (holiday || newYear)) continue;
    for (const code of one.byday) {
      const name = code.slice(-2);
      const same = Array.from({ length: inMonth }, (_, index) => index + 1).filter(
        (d) => codes[at(d)] === name,
      );
      const nth = code.slice(0, -2);
      const meant = nth === '' ? same : nth === '-1' ? [same.at(-1)] : [same[Number(nth) - 1]];
      if (meant.includes(date)) fill(one.opens_at, one.closes_at);
    }
  }
  if (place.schedules.length === 0) {
    if (place.weekdays === null) return minutes.size > 0 ? minutes : null;
    const letters = '日月火水木金土';
    const opens = newYear
      ? false
      : holiday
        ? place.weekdays.includes('祝')
        : place.weekdays.includes(letters[at(date)]!);
    if (opens) fill(place.opens_at!, place.closes_at!);
  }
  return minutes;
}

const time = fc
  .integer({ min: 7 * 4, max: 18 * 4 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const hours = fc
  .tuple(time, time)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { opens_at: a, closes_at: b } : { opens_at: b, closes_at: a }));
const day = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / 86_400_000, max: Date.parse(to) / 86_400_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const service = fc.constantFrom(null, null, 1, 2, 3);
const code = fc
  .tuple(fc.constantFrom('', '', '', '1', '2', '3', '4', '5', '-1'), fc.constantFrom(...codes))
  .map(([nth, name]) => nth + name);
const schedule = fc
  .record({
    service_id: service,
    byday: fc.array(code, { minLength: 1, maxLength: 4 }),
    hours,
    valid: fc.tuple(fc.option(day('2027-12-01', '2028-02-01')), fc.option(day('2028-02-02', '2029-01-20'))),
    holidays: fc.constantFrom('closed', 'open', 'only') as fc.Arbitrary<Schedule['holidays']>,
  })
  .map(({ hours: own, valid, ...rest }) => ({ ...rest, ...own, valid_from: valid[0], valid_to: valid[1] }));
const exception = fc
  .record({
    service_id: service,
    starts_on: day('2027-12-20', '2029-01-10'),
    length: fc.integer({ min: 0, max: 40 }),
    hours: fc.option(hours),
  })
  .map(({ length, hours: own, ...rest }) => ({
    ...rest,
    ends_on: new Date(Date.parse(rest.starts_on) + length * 86_400_000).toISOString().slice(0, 10),
    opens_at: own?.opens_at ?? null,
    closes_at: own?.closes_at ?? null,
  }));
const line = fc
  .tuple(fc.subarray([...'月火水木金土日祝'], { minLength: 1 }), hours)
  .map(([days, own]) => ({ weekdays: days.join(''), ...own }));
const place: fc.Arbitrary<Opening> = fc
  .record({
    schedules: fc.array(schedule, { maxLength: 4 }),
    exceptions: fc.array(exception, { maxLength: 4 }),
    own: fc.option(line),
  })
  .map(({ schedules, exceptions, own }) => ({
    schedules,
    exceptions,
    weekdays: own?.weekdays ?? null,
    opens_at: own?.opens_at ?? null,
    closes_at: own?.closes_at ?? null,
  }));

test('every day of a leap year with both its ends agrees with a slow calendar, minute by minute', () => {
  fc.assert(
    fc.property(
      place,
      fc.array(day('2027-12-20', '2029-01-10'), { minLength: 20, maxLength: 40 }),
      (one, days) => {
        for (const each of ['2028-02-29', '2027-12-31', '2028-01-01', '2028-12-28', '2028-05-03', ...days]) {
          const expected = oracleMinutes(one, each);
          const found = openDay(one, each);
          expect(found.open).toBe(expected === null ? null : expected.size > 0);
          const minutes = new Set<number>();
          for (const span of found.hours) {
            const [a, b] = [span.opens_at, span.closes_at].map(
              (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)),
            );
            for (let minute = a!; minute < b!; minute += 1) {
              expect(minutes.has(minute)).toBe(false);
              minutes.add(minute);
            }
          }
          expect([...minutes].sort((a, b) => a - b)).toEqual([...(expected ?? [])].sort((a, b) => a - b));
        }
      },
    ),
    { numRuns: 120 },
  );
});

test('a text asked for is open exactly when some minute of some day meant is', () => {
  fc.assert(
    fc.property(
      place,
      day('2028-01-01', '2028-12-01'),
      fc.constantFrom(
        '今日',
        '土曜の午前',
        '来週の火曜',
        '平日の夕方',
        '第2土曜',
        '祝日',
        '今度の日曜の午後',
        '10時から12時',
      ),
      (one, today, text) => {
        const when = parseWhen(text, today)!;
        const [from, to] = [when.starts_at ?? '00:00', when.ends_at ?? '24:00'].map(
          (at) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3)),
        );
        const open = when.days.some((each) =>
          [...(oracleMinutes(one, each) ?? [])].some((at) => at >= from! && at < to!),
        );
        expect(isOpenDuring(one, when)).toBe(open);
      },
    ),
    { numRuns: 300 },
  );
});

// ---- what people write ---------------------------------------------------------------------

// 2026-11-26 is a Thursday.
const today = '2026-11-26';
const read = (text: string) => {
  const when = parseWhen(text, today);
  return when && [when.days, when.starts_at, when.ends_at];
};

test.each<[string, string[] | number, string | null, string | null]>([
  ['今日', ['2026-11-26'], null, null],
  ['きょうの午後', ['2026-11-26'], '12:00', '24:00'],
  ['明日', ['2026-11-27'], null, null],
  ['明日の10時から', ['2026-11-27'], '10:00', null],
  ['あさって', ['2026-11-28'], null, null],
  ['３日後', ['2026-11-29'], null, null],
  ['今週', ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'], null, null],
  ['今週の金曜', ['2026-11-27'], null, null],
  ['来週の火曜', ['2026-12-01'], null, null],
  ['来週の火曜日の朝', ['2026-12-01'], '06:00', '10:00'],
  ['再来週の月・水', ['2026-12-07', '2026-12-09'], null, null],
  ['週末', ['2026-11-28', '2026-11-29'], null, null],
  ['今週末', ['2026-11-28', '2026-11-29'], null, null],
  ['来週末', ['2026-12-05', '2026-12-06'], null, null],
  ['今度の土曜', ['2026-11-28'], null, null],
  ['次の木曜日', ['2026-12-03'], null, null],
  ['土曜の午前', ['2026-11-28', '2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26'], '00:00', '12:00'],
  ['土', ['2026-11-28', '2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26'], null, null],
  ['第2土曜', ['2026-12-12'], null, null],
  ['第２・４土曜日', ['2026-11-28', '2026-12-12', '2026-12-26'], null, null],
  ['第二土曜', ['2026-12-12'], null, null],
  ['最終金曜', ['2026-11-27', '2026-12-25'], null, null],
  ['来月の第1火曜', ['2026-12-01'], null, null],
  ['平日の夕方', 23, '16:00', '19:00'],
  ['月～金', 25, null, null],
  ['土日', 10, null, null],
  ['毎週水曜日', 5, null, null],
  ['毎日', 35, null, null],
  ['祝日', 6, null, null],
  ['12月5日', ['2026-12-05'], null, null],
  ['12/5（土）', ['2026-12-05'], null, null],
  ['令和8年12月5日', ['2026-12-05'], null, null],
  ['2026-12-05', ['2026-12-05'], null, null],
  ['5日', ['2026-12-05'], null, null],
  ['11月25日', ['2027-11-25'], null, null],
  ['2月29日', ['2028-02-29'], null, null],
  ['12月5日から12月7日', ['2026-12-05', '2026-12-06', '2026-12-07'], null, null],
  [
    '年末年始',
    ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'],
    null,
    null,
  ],
  ['明日の10時', ['2026-11-27'], '10:00', '11:00'],
  ['明日 １０：３０～１２：００', ['2026-11-27'], '10:30', '12:00'],
  ['明日の午後3時半ごろ', ['2026-11-27'], '15:30', '16:30'],
  ['明日の15時まで', ['2026-11-27'], null, '15:00'],
  ['十時', 35, '10:00', '11:00'],
  ['午前', 35, '00:00', '12:00'],
  ['放課後', 35, '15:00', '18:00'],
  ['土曜か日曜の午前', 10, '00:00', '12:00'],
])('「%s」 is understood', (text, days, from, to) => {
  const found = read(text);
  if (typeof days === 'number') expect(found?.[0]).toHaveLength(days);
  else expect(found?.[0]).toEqual(days);
  expect(found?.slice(1)).toEqual([from, to]);
});

test.each([
  '',
  'そのうち',
  'クリスマス',
  '25時',
  '2026-02-30',
  '12時から10時',
  '昨日',
  '2020年1月1日',
  '9999年12月31日',
  '9999-12-31',
  'あ'.repeat(500),
])('「%s」 is not guessed at', (text) => expect(parseWhen(text, today)).toBeNull());

test('no text breaks it, and whatever is understood lies ahead and can be said back', () => {
  const letters = [...'今日明後来週月火水木金土祝平第最終0123456789一二年時分半から~まで午前の・:/令和'];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...letters), { maxLength: 12 }),
      day('2026-01-01', '2028-12-31'),
      (text, on) => {
        const when = parseWhen(text.join(''), on);
        if (when === null) return;
        expect(when.days.every((each) => each >= on)).toBe(true);
        expect(when.days.length).toBeGreaterThan(0);
        expect(whenText(when)).not.toBe('');
      },
    ),
    { numRuns: 2000 },
  );
});

test('opening times are said in words', () => {
  expect(openingText(plain('月火水木金'))).toBe('月～金曜日 9:00～16:00（祝日は休み）');
  expect(
    openingText({ ...nothing, schedules: [rule(['TU', 'TH']), rule(['2SA'], { holidays: 'open' })] }),
  ).toBe('火・木曜日 10:00～12:00（祝日は休み） ／ 第2土曜日 10:00～12:00（祝日も開いています）');
  expect(openingText({ ...nothing, schedules: [rule(['-1SU'])] }, 'en')).toBe(
    'last Sun of the month 10:00–12:00 (closed on public holidays)',
  );
  expect(openingText(plain('要予約'))).toBe('要予約');
  expect(openingText(nothing)).toBe('開いている日と時間は、直接おたずねください');
  expect(whenText(parseWhen('土曜の午前', today)!)).toBe('土曜日の午前');
  expect(whenText(parseWhen('明日の10時から12時', today)!)).toBe('11月27日（金）の10:00から12:00');
});
