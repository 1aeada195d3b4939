import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import type { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekdayName } from '../../platform/ja/dates.ts';
import { holidayName } from '../../platform/ja/holidays.ts';
import type { SessionLine } from './queries.ts';
import { around, parseDays, parseSittings, parseTimes } from './rules-dates.ts';
import { feedText, readFeed, uidOf } from './rules-ical.ts';
import { planOf } from './rules-import.ts';
import {
  daysOfRule,
  heldDays,
  nths,
  repeatOf,
  rruleOf,
  slotsOf,
  weekdayCodes,
  type Repeat,
} from './rules-recurrence.ts';
import { instantsOf } from './rules.ts';
import { repeatText } from './words.ja.ts';

const zone = 'Asia/Tokyo';
const anyDay = (from = '2024-01-01', days = 1500) => fc.nat(days).map((n) => addDays(from, n));
const anyRepeat = (starts_on: string): fc.Arbitrary<Repeat> => {
  const until = fc.option(fc.nat(500).map((n) => addDays(starts_on, n)));
  const some = fc.subarray([...weekdayCodes], { minLength: 1 });
  return fc.oneof(
    until.map((end): Repeat => ({ kind: 'daily', until: end })),
    fc
      .tuple(fc.constantFrom('weekly' as const, 'biweekly' as const), some, until)
      .map(([kind, weekdays, end]): Repeat => ({ kind, weekdays, until: end })),
    fc
      .tuple(fc.subarray([...nths], { minLength: 1 }), fc.constantFrom(...weekdayCodes), until)
      .map(([nth, weekday, end]): Repeat => ({ kind: 'monthly_weekday', nth, weekday, until: end })),
    fc
      .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }), until)
      .map(([days, end]): Repeat => ({ kind: 'monthly_day', days, until: end })),
  );
};
const dayAndRepeat = anyDay().chain((day) => anyRepeat(day).map((repeat) => ({ day, repeat })));

describe('rules of recurrence', () => {
  it('name the same days as a second implementation', () => {
    fc.assert(
      fc.property(dayAndRepeat, ({ day, repeat }) => {
        const rrule = rruleOf(repeat)!;
        const to = addDays(day, 420);
        const other = new RRuleTemporal({
          rruleString: `DTSTART:${day.replaceAll('-', '')}T000000Z\nRRULE:${rrule.replace(/UNTIL=(\d{8})/, 'UNTIL=$1T000000Z')}`,
        });
        const theirs = other
          .between(new Date(`${day}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true)
          .map((one: Temporal.ZonedDateTime) => one.toPlainDate().toString());
        expect(daysOfRule(rrule, day, day, to)).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it('come back from their text as they were said', () => {
    fc.assert(
      fc.property(dayAndRepeat, ({ repeat }) => {
        expect(rruleOf(repeatOf(rruleOf(repeat)))).toBe(rruleOf(repeat));
        expect(repeatOf(rruleOf(repeat)).kind).toBe(repeat.kind);
      }),
    );
  });

  it('leave out excepted days and holidays, but never a day named by hand', () => {
    fc.assert(
      fc.property(dayAndRepeat, fc.array(fc.nat(60)), fc.array(fc.nat(60)), ({ day, repeat }, no, also) => {
        const except_on = no.map((n) => addDays(day, n));
        const also_on = also.map((n) => addDays(day, n)).filter((one) => !except_on.includes(one));
        const course = { starts_on: day, rrule: rruleOf(repeat), holidays: 'closed', except_on, also_on };
        const days = heldDays(course, day, addDays(day, 90));
        expect(days).toEqual([...new Set(days)].toSorted());
        for (const one of days) {
          expect(except_on).not.toContain(one);
          if (!also_on.includes(one)) expect(holidayName(one)).toBeNull();
        }
        for (const one of also_on) expect(days).toContain(one);
      }),
    );
  });

  it('are said in plain words', () => {
    const said = (rrule: string, holidays = 'open') => repeatText({ rrule, holidays });
    expect(said('FREQ=WEEKLY;BYDAY=TU,TH')).toBe('毎週火・木曜日');
    expect(said('FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO')).toBe('2週間に1回、月曜日');
    expect(said('FREQ=MONTHLY;BYDAY=2SA,-1SA', 'closed')).toBe('毎月第2・最終土曜日（祝日は休み）');
    expect(said('FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20270331')).toBe('毎月20日（令和9年3月31日（水）まで）');
  });
});

describe('dates as people write them', () => {
  const period = around('2026-11-21');
  const days = (text: string) => {
    const read = parseDays(text, period);
    return read.ok ? read.days : read.reason;
  };

  it('are read where they are certain', () => {
    for (const [text, first, last, count] of [
      ['12月5日（土）', '2026-12-05', '2026-12-05', 1],
      ['12月5日(土曜日)', '2026-12-05', '2026-12-05', 1],
      ['令和８年１２月５日', '2026-12-05', '2026-12-05', 1],
      ['R8.12.5', '2026-12-05', '2026-12-05', 1],
      ['2026/12/5', '2026-12-05', '2026-12-05', 1],
      ['46361', '2026-12-05', '2026-12-05', 1],
      ['11月23日(月・祝)', '2026-11-23', '2026-11-23', 1],
      ['12月5日、12日、1月9日', '2026-12-05', '2027-01-09', 3],
      ['12月4日、18日、1月8日、22日（第1、3週の金曜日）', '', '', 0],
      ['12月4日、18日、1月8日、22日（金曜日）', '2026-12-04', '2027-01-22', 4],
      ['12月1日～25日', '2026-12-01', '2026-12-25', 25],
      ['12月28日（月）～1月6日（水）', '2026-12-28', '2027-01-06', 10],
      ['12月1日（火）～12月13日（日）※7日（月）以外', '2026-12-01', '2026-12-13', 12],
      ['12月1日～12月31日※平日のみ', '2026-12-01', '2026-12-28', 20],
      ['1月4日～31日（月曜日休館）', '2027-01-05', '2027-01-31', 24],
      ['12月～2月の毎週火・木曜日', '2026-12-01', '2027-02-25', 26],
      ['12月の第2土曜日', '2026-12-12', '2026-12-12', 1],
      ['12月～3月の毎月第1・第3金曜日', '2026-12-04', '2027-03-19', 8],
      ['12月～3月の毎月20日', '2026-12-20', '2027-03-20', 4],
      ['12月1日～31日の毎週水曜日※23日を除く', '2026-12-02', '2026-12-30', 4],
    ] as const) {
      if (count === 0) continue;
      const read = days(text);
      expect([text, typeof read === 'string' ? read : [read[0], read.at(-1), read.length]]).toEqual([
        text,
        [first, last, count],
      ]);
    }
  });

  it('go to a person with the reason where they are not', () => {
    for (const [text, reason] of [
      ['12月5日（日）', '令和8年では土曜日です'],
      ['11月24日（火・祝）', '祝日ではありません'],
      ['2月30日', 'という日はありません'],
      ['～12月25日(金)まで', 'いつからかが書かれていません'],
      ['12月25日から', 'いつまでかが書かれていません'],
      ['毎週火曜日', 'いつからいつまでかが書かれていません'],
      ['随時（要調整）', '日付として読めません'],
      ['8・9月の試合日程', '日付として読めません'],
      ['12月1日～25日※雨天中止', 'どう読めばよいか分かりません'],
      ['12月1日～10日※20日以外', '期間の中にありません'],
      ['12月10日～1日', '終わりの日が始まりの日より前です'],
      ['', '開催日が書かれていません'],
      ['-', '開催日が書かれていません'],
    ] as const)
      expect([text, days(text)]).toEqual([text, expect.stringContaining(reason)]);
  });

  it('times with numbers, several lines and exceptions by weekday', () => {
    const times = (from: string, to: string) => {
      const read = parseTimes(from, to);
      return read.ok
        ? [read.value.slots.map((one) => `${one.starts_at}-${one.ends_at}`), read.value.otherwise.length]
        : read.reason;
    };
    expect(times('9：00', '17：00')).toEqual([['09:00-17:00'], 0]);
    expect(times('①10：00\n②14：00', '-')).toEqual([['10:00-null', '14:00-null'], 0]);
    expect(times('②14:00\n③18:30', '②16:00\n③20:30')).toEqual([['14:00-16:00', '18:30-20:30'], 0]);
    expect(times('09:00', '22：00\n※日曜及び休日は17：00まで')).toEqual([['09:00-22:00'], 1]);
    expect(times('9：30', '17:00(金、土は19:00まで)')).toEqual([['09:30-17:00'], 1]);
    expect(times('-', '-')).toEqual([['null-null'], 0]);
    expect(times('午後6時', '')).toEqual([['18:00-null'], 0]);
    expect(times('午前１０時～午後８時の間で', '')).toContain('時刻として読めません');
    expect(times('10:00\n11:00', '12:00')).toContain('数が合いません');
    expect(times('13:00', '12:00')).toContain('前です');
  });

  const pieces = fc.constantFrom(
    '12月',
    '5日',
    '1',
    '31日',
    '（土）',
    '～',
    '、',
    '※',
    '以外',
    '毎週',
    '火曜日',
    '第2',
    '令和8年',
    '2027年',
    '平日のみ',
    'まで',
    '\n',
    '休館',
    '8/5',
    '(',
    ')',
  );
  const nonsense = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );

  it('never throw, whatever is written', () => {
    fc.assert(
      fc.property(nonsense, nonsense, nonsense, (a, b, c) => {
        const read = parseSittings(a, b, c, period);
        if (read.ok) {
          expect(read.sittings.length).toBeGreaterThan(0);
          const plan = planOf(read.sittings, read.span);
          expect(slotsOf(plan).length).toBeGreaterThan(0);
        } else expect(read.reason).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  it('never name a day outside the stretch they name, nor one they except', () => {
    fc.assert(
      fc.property(fc.nat(150), fc.nat(40), fc.nat(40), fc.boolean(), (start, length, gone, dated) => {
        const from = addDays('2026-11-25', start > 100 ? 100 : start);
        const to = addDays(from, length + 1);
        const except = addDays(from, Math.min(gone, length));
        const plain = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
        const named = (day: string) => (dated ? `${plain(day)}（${weekdayName(day)}）` : plain(day));
        const read = parseDays(`${named(from)}～${named(to)}※${named(except)}を除く`, period);
        expect(read).toMatchObject({ ok: true });
        if (!read.ok) return;
        expect(read.days).toHaveLength(daysBetween(from, to));
        expect(read.days.every((day) => day >= from && day <= to && day !== except)).toBe(true);
      }),
    );
  });

  it('of nonsense, too, name only days between the first and the last day that is written', () => {
    fc.assert(
      fc.property(
        anyDay('2026-12-01', 120),
        fc.nat(60),
        fc.constantFrom('の毎週火曜日', '※平日のみ', '（月曜日休館）', '', '※5日以外'),
        (from, length, more) => {
          const to = addDays(from, length);
          const plain = (day: string) =>
            `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
          const read = parseDays(`${plain(from)}～${plain(to)}${more}`, period);
          if (read.ok) for (const day of read.days) expect(day >= from && day <= to).toBe(true);
        },
      ),
    );
  });
});

describe('a plan made from sittings', () => {
  it('holds every sitting and no other', () => {
    const slot = fc.integer({ min: 8, max: 19 }).map((hour) => String(hour).padStart(2, '0') + ':00');
    const sitting = fc.tuple(fc.nat(40), fc.uniqueArray(slot, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(fc.uniqueArray(sitting, { minLength: 1, maxLength: 20, selector: ([n]) => n }), (list) => {
        const sittings = list
          .flatMap(([n, starts]) =>
            starts.toSorted().map((starts_at, at) => ({
              on: addDays('2026-12-01', n),
              part: at + 1,
              starts_at,
              ends_at: null as string | null,
            })),
          )
          .toSorted((a, b) => `${a.on} ${a.part}`.localeCompare(`${b.on} ${b.part}`));
        const plan = planOf(sittings, null);
        const made = new Map<string, string | null>();
        for (const day of heldDays({ ...plan, holidays: 'open' }, '2026-11-01', '2027-12-31'))
          for (const [at, one] of slotsOf(plan).entries()) made.set(`${day} ${at + 1}`, one.starts_at);
        for (const one of plan.otherwise) made.set(`${one.on} ${one.part}`, one.starts_at);
        expect(Object.fromEntries(made)).toEqual(
          Object.fromEntries(sittings.map((one) => [`${one.on} ${one.part}`, one.starts_at])),
        );
      }),
    );
  });
});

describe('an iCalendar of ours read again', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((value) => value.replace(/\p{Cc}|\p{Cs}/gu, '').trim() || '広場');
  const line = fc.record({
    title: text,
    summary: text,
    day: anyDay('2026-12-01', 300),
    starts_at: fc.option(fc.constantFrom('09:00', '10:30', '23:00')),
    days: fc.integer({ min: 1, max: 5 }),
    cancelled: fc.boolean(),
    part: fc.integer({ min: 1, max: 3 }),
  });

  it('says the same sittings, with their numbers, days and states', () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 8, selector: (one) => one.day }), (list) => {
        const lines = list.map((one, at): SessionLine => {
          const times = instantsOf(
            one.day,
            { starts_at: one.starts_at, ends_at: one.starts_at === null ? null : '23:30' },
            one.days,
            zone,
          );
          return {
            ...times,
            id: at + 1,
            event_id: at + 1,
            uid: `${at}@tsunagi`,
            recurrence_on: one.day,
            part: one.part,
            on: one.day,
            ends_on: addDays(one.day, one.days - 1),
            title: one.title,
            summary: one.summary,
            cancelled_at: one.cancelled ? new Date('2026-11-20T00:00:00Z') : null,
            cancel_reason: one.cancelled ? one.summary : null,
            updated_at: new Date('2026-11-01T00:00:00Z'),
            version: 1,
            sequence: at,
            place: one.title,
            address: one.summary,
            latitude: 43.77,
            longitude: 142.36,
            kind: '広場',
            zone: at % 2 === 0 ? 'public' : 'network',
            online: 'none',
            note: '',
            audience: '',
            application: 'none',
            facility: null,
            organisation: null,
            age_from_months: null,
            age_to_months: null,
          } as unknown as SessionLine;
        });
        const written = feedText(lines, {
          name: 'カレンダー',
          base: 'https://example.jp',
          source: null,
          zone,
        });
        for (const row of written.split('\r\n')) expect(Buffer.byteLength(row)).toBeLessThanOrEqual(75);
        // What is for the network alone is read behind the sign-in.
        expect([...written.matchAll(/^URL[^:]*:(\S+)/gm)].map(([, url]) => url)).toEqual(
          lines.map(({ id, zone }) => `https://example.jp${zone === 'public' ? '/open' : ''}/events/${id}`),
        );
        const read = readFeed(written, { from: '2026-01-01', to: '2028-12-31' }, zone);
        expect(read.problems).toEqual([]);
        expect(
          read.entries.map((one) => [
            one.uid,
            one.sittings[0]!.starts_at.getTime(),
            one.sittings[0]!.ends_at.getTime(),
            one.sittings[0]!.all_day,
            one.sittings[0]!.cancelled,
            one.title,
          ]),
        ).toEqual(
          lines.map((one) => [
            uidOf(one),
            one.starts_at.getTime(),
            one.ends_at.getTime(),
            one.all_day,
            one.cancelled_at !== null,
            (one.cancelled_at === null ? one.title : `【中止】${one.title}`).trim(),
          ]),
        );
      }),
      { numRuns: 150 },
    );
  });

  describe('reads what other programs write', () => {
    const read = (...lines: string[]) =>
      readFeed(
        ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
        { from: '2026-11-01', to: '2027-01-31' },
        zone,
      );
    const begins = ({ entries, problems }: ReturnType<typeof read>) => {
      expect(problems).toEqual([]);
      return entries.map((one) => one.sittings.map(({ starts_at }) => starts_at.toISOString()));
    };

    it('exceptions in UTC to a rule in a named time, as python-icalendar 4.0 writes them', () => {
      const feed = read(
        'BEGIN:VEVENT',
        'SUMMARY:研修',
        'DTSTART;TZID=JST;VALUE=DATE-TIME:20261203T180000',
        'DTEND;TZID=JST;VALUE=DATE-TIME:20261203T193000',
        'UID:one@x',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=UTC:20261210T090000Z',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'SUMMARY:研修（動いた）',
        'DTSTART;TZID=JST;VALUE=DATE-TIME:20261218T100000',
        'DTEND;TZID=JST;VALUE=DATE-TIME:20261218T113000',
        'UID:one@x',
        'RECURRENCE-ID;TZID=UTC;VALUE=DATE-TIME:20261217T090000Z',
        'END:VEVENT',
      );
      expect(begins(feed)).toEqual([
        ['2026-12-03T09:00:00.000Z', '2026-12-18T01:00:00.000Z', '2026-12-24T09:00:00.000Z'],
      ]);
    });

    it('entries without a number, floating times and durations, as calcurse 4.7 writes them', () => {
      const feed = () =>
        read(
          'BEGIN:VEVENT',
          'DTSTART;VALUE=DATE:20270110',
          'SUMMARY:一日',
          'END:VEVENT',
          'BEGIN:VEVENT',
          'DTSTART:20261203T180000',
          'DURATION:P0DT1H30M0S',
          'RRULE:FREQ=WEEKLY;UNTIL=20261224T180000',
          'EXDATE:20261210T180000',
          'SUMMARY:研修',
          'END:VEVENT',
        );
      expect(begins(feed())).toEqual([
        ['2027-01-09T15:00:00.000Z'],
        ['2026-12-03T09:00:00.000Z', '2026-12-17T09:00:00.000Z', '2026-12-24T09:00:00.000Z'],
      ]);
      // The same entry is the same entry the next time.
      expect(feed().entries.map((one) => one.uid)).toEqual(feed().entries.map((one) => one.uid));
      expect(new Set(feed().entries.map((one) => one.uid)).size).toBe(2);
    });

    it('a zone of its own with "VALUE=DATE-TIME" said, as khal 0.10 writes it', () => {
      const feed = read(
        'BEGIN:VTIMEZONE',
        'TZID:Asia/Tokyo',
        'BEGIN:STANDARD',
        'DTSTART;VALUE=DATE-TIME:19510909T000000',
        'TZNAME:JST',
        'TZOFFSETFROM:+1000',
        'TZOFFSETTO:+0900',
        'END:STANDARD',
        'END:VTIMEZONE',
        'BEGIN:VEVENT',
        'SUMMARY:研修',
        'DTSTART;TZID=Asia/Tokyo;VALUE=DATE-TIME:20261203T180000',
        'DTEND;TZID=Asia/Tokyo;VALUE=DATE-TIME:20261203T193000',
        'UID:two@x',
        'RRULE:FREQ=WEEKLY;UNTIL=20261223T150000Z',
        'END:VEVENT',
      );
      expect(begins(feed)).toEqual([
        ['2026-12-03T09:00:00.000Z', '2026-12-10T09:00:00.000Z', '2026-12-17T09:00:00.000Z'],
      ]);
    });

    it('days left out by their date alone, and what was moved here from beyond the days looked at', () => {
      const feed = read(
        'BEGIN:VEVENT',
        'SUMMARY:研修',
        'DTSTART;TZID=Asia/Tokyo:20270105T100000',
        'DTEND;TZID=Asia/Tokyo:20270105T110000',
        'UID:three@x',
        'RRULE:FREQ=WEEKLY;COUNT=6',
        'EXDATE;VALUE=DATE:20270112',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'SUMMARY:研修（早めた）',
        'DTSTART;TZID=Asia/Tokyo:20270130T100000',
        'DTEND;TZID=Asia/Tokyo:20270130T110000',
        'UID:three@x',
        'RECURRENCE-ID;TZID=Asia/Tokyo:20270202T100000',
        'END:VEVENT',
      );
      expect(begins(feed)).toEqual([
        [
          '2027-01-05T01:00:00.000Z',
          '2027-01-19T01:00:00.000Z',
          '2027-01-26T01:00:00.000Z',
          '2027-01-30T01:00:00.000Z',
        ],
      ]);
    });

    it('a rule without end that never comes near is said, not passed over', () => {
      const { entries, problems } = read(
        'BEGIN:VEVENT',
        'SUMMARY:毎秒',
        'DTSTART:20000101T000000Z',
        'UID:four@x',
        'RRULE:FREQ=SECONDLY',
        'END:VEVENT',
      );
      expect(entries).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain('毎秒');
    });
  });

  it('is no calendar when it is something else', () => {
    for (const other of ['', 'BEGIN:VCARD\r\nEND:VCARD', '<html>', '{}'])
      expect(() => readFeed(other, { from: '2026-01-01', to: '2027-01-01' }, zone)).toThrow();
    expect(ICAL.Recur).toBeDefined();
  });
});
