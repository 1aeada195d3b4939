import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateOfSerial,
  daysBetween,
  eraYearOf,
  fiscalYearEnd,
  fiscalYearMonths,
  fiscalYearOf,
  fiscalYearStart,
  formatDate,
  formatDateRange,
  formatDateShort,
  formatDateTime,
  formatBirthDate,
  formatDateWithWestern,
  formatFiscalYear,
  formatMonth,
  formatMonthDay,
  formatMonthDayShort,
  formatTime,
  formatTimeRange,
  instantOf,
  isIsoDate,
  monthEnd,
  monthStart,
  parseDate,
  parseFiscalYear,
  parseTime,
  timeOf,
  today,
  weekday,
} from './dates.ts';

const anyDay = fc
  .integer({ min: 0, max: daysBetween('1873-01-01', '2100-12-31') })
  .map((days) => addDays('1873-01-01', days));

function read(text: string): string {
  const result = parseDate(text);
  return result.ok ? result.value : `? ${result.reason}`;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

describe('what is not a date', () => {
  test.each([
    ['2026-02-30', 'という日はありません'],
    ['令和8年13月1日', 'という日はありません'],
    ['2025/2/29', 'という日はありません'],
    ['令和元年4月30日', '令和は2019年5月1日（水）からです'],
    ['昭和65年1月1日', '昭和65年はありません'],
    ['大正16年1月1日', '大正16年はありません'],
    ['明治5年12月3日', '西暦で書いてください'],
    ['令和0年5月1日', '元年'],
    ['令和8年11月21日（日）', '土曜日です'],
    ['2026年（令和7年）11月21日', '合っていません'],
    ['11月21日', '年も書いてください'],
    ['11/21', '年も書いてください'],
    ['2026/11/', '日も書いてください'],
    ['//21', '年と月も書いてください'],
    ['26/11/21', '西暦4桁'],
    ['8年11月21日', '元号'],
    ['', '入力してください'],
    ['随時（要調整）', '日付として読めません'],
    ['46256', '日付として読めません'],
    ['2026-11-21 15:30', '日付として読めません'],
    ['0001-01-01', '年を確かめてください'],
  ])('%s is refused with a sentence that says how to mend it', (text, part) => {
    const result = parseDate(text);
    expect(result.ok).toBe(false);
    expect(read(text)).toContain(part);
  });

  test('formats refuse text that is not a calendar day', () => {
    expect(() => formatDate('2026-02-30')).toThrow(RangeError);
    expect(() => addDays('2026/11/21', 1)).toThrow(RangeError);
    expect(isIsoDate('2026-2-3')).toBe(false);
    expect(isIsoDate('2100-02-29')).toBe(false);
    expect(isIsoDate('2024-02-29')).toBe(true);
  });
});

describe('dates people type and files carry', () => {
  test.each([
    ['令和8年11月21日（土）', '2026-11-21'],
    ['令和8年11月21日', '2026-11-21'],
    ['令和８年１１月２１日（土曜日）', '2026-11-21'],
    ['令和 8年 11月 21日 土曜日', '2026-11-21'],
    ['㋿8年11月21日', '2026-11-21'],
    ['R8.11.21', '2026-11-21'],
    ['Ｒ８．１１．２１', '2026-11-21'],
    ['r8/11/21', '2026-11-21'],
    ['R08-11-21', '2026-11-21'],
    ['R.8.11.21', '2026-11-21'],
    ['R081121', '2026-11-21'],
    ['令8.11.21', '2026-11-21'],
    ['2026年（令和8年）11月21日（土）', '2026-11-21'],
    ['2026(令和8)年11月21日', '2026-11-21'],
    ['令和8年（2026年）11月21日', '2026-11-21'],
    ['西暦2026年11月21日', '2026-11-21'],
    ['2026/1/5', '2026-01-05'],
    ['2026-01-05', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['２０２６／１／５', '2026-01-05'],
    ['2026ー1ー5', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026/1/5 0:00', '2026-01-05'],
    ['2026-01-05 00:00:00', '2026-01-05'],
    ['2026-01-05T00:00:00.000Z', '2026-01-05'],
    ['2026/11/3（火・祝）', '2026-11-03'],
    ['　2026年1月5日　', '2026-01-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['R元.5.1', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['平成32年3月31日', '2020-03-31'],
    ['平成元年1月8日', '1989-01-08'],
    ['昭和64年1月7日', '1989-01-07'],
    ['昭和27年1月25日', '1952-01-25'],
    ['S27.1.25', '1952-01-25'],
    ['1952/1/25', '1952-01-25'],
    ['大正元年7月30日', '1912-07-30'],
    ['明治6年1月1日', '1873-01-01'],
    ['令和八年十一月二十一日', '2026-11-21'],
    ['二〇二六年一月五日', '2026-01-05'],
  ])('%s is %s', (text, iso) => {
    expect(read(text)).toBe(iso);
  });

  test('serial days of spreadsheets are read only where asked for', () => {
    expect(parseDate('46256', { spreadsheetSerial: true })).toEqual({ ok: true, value: '2026-08-22' });
    expect(parseDate('123', { spreadsheetSerial: true }).ok).toBe(false);
    expect(dateOfSerial(46347.5)).toBe('2026-11-21');
  });
});

describe('formats', () => {
  test('a day is shown as municipal offices write it', () => {
    expect(formatDate('2026-11-21')).toBe('令和8年11月21日（土）');
    expect(formatDateWithWestern('2026-11-21')).toBe('2026年（令和8年）11月21日（土）');
    expect(formatDateShort('2026-11-21')).toBe('R8.11.21');
    expect(formatMonthDay('2026-11-21')).toBe('11月21日（土）');
    expect(formatMonthDayShort('2026-11-21')).toBe('11/21');
    expect(formatBirthDate('2019-05-01')).toBe('令和元年5月1日');
    expect(formatMonth('2026-11-21')).toBe('令和8年11月');
    expect(formatMonth('2019-05')).toBe('令和元年5月');
    expect(formatDateRange('2026-11-21', '2026-11-23')).toBe('令和8年11月21日（土）～11月23日（月）');
    expect(formatDateRange('2026-12-28', '2027-01-04')).toBe('令和8年12月28日（月）～令和9年1月4日（月）');
    expect(formatDateRange('2026-11-21', '2026-11-21')).toBe('令和8年11月21日（土）');
  });

  test('the first year of an era is 元年 and eras change on their day', () => {
    expect(formatDate('2019-04-30')).toBe('平成31年4月30日（火）');
    expect(formatDate('2019-05-01')).toBe('令和元年5月1日（水）');
    expect(formatDateShort('2019-05-01')).toBe('R1.5.1');
    expect(eraYearOf('1989-01-07')).toEqual({ era: '昭和', letter: 'S', year: 64 });
    expect(eraYearOf('1989-01-08')).toEqual({ era: '平成', letter: 'H', year: 1 });
    expect(eraYearOf('1926-12-24')).toEqual({ era: '大正', letter: 'T', year: 15 });
    expect(eraYearOf('1926-12-25')).toEqual({ era: '昭和', letter: 'S', year: 1 });
    expect(eraYearOf('1912-07-29')).toEqual({ era: '明治', letter: 'M', year: 45 });
  });

  test('days before the Gregorian calendar came to Japan carry no era', () => {
    expect(eraYearOf('1872-12-31')).toBeNull();
    expect(formatDate('1870-01-01')).toBe('1870年1月1日（土）');
  });

  test('the era agrees with the calendar of the runtime', () => {
    const calendar = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'UTC', dateStyle: 'long' });
    fc.assert(
      fc.property(anyDay, (iso) => {
        expect(formatDate(iso).replace(/（.）$/, '')).toBe(calendar.format(new Date(`${iso}T00:00:00Z`)));
      }),
    );
  });
});

describe('round trips from 1873 to 2100', () => {
  test('every format that names the year is read back as the same day', () => {
    fc.assert(
      fc.property(anyDay, (iso) => {
        for (const format of [formatDate, formatDateWithWestern, formatDateShort, (day: string) => day]) {
          expect(read(format(iso))).toBe(iso);
          expect(read(fullWidth(format(iso)))).toBe(iso);
        }
        expect(read(iso.replaceAll('-', ''))).toBe(iso);
        expect(read(iso.replaceAll('-', '/'))).toBe(iso);
      }),
    );
  });

  test('any text gives a day that exists or a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const result = parseDate(text);
        expect(result.ok ? isIsoDate(result.value) : result.reason.length > 0).toBe(true);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('adding days and counting them agree', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (iso, days) => {
        const later = addDays(iso, days);
        expect(daysBetween(iso, later)).toBe(days);
        expect(weekday(later)).toBe(((((weekday(iso) - 1 + days) % 7) + 7) % 7) + 1);
      }),
    );
  });

  test('months keep the day or take the last one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-11-21', 4)).toBe('2027-03-21');
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28');
    expect(monthStart('2026-11-21')).toBe('2026-11-01');
    expect(monthEnd('2024-02-10')).toBe('2024-02-29');
    expect(weekday('2026-11-21')).toBe(6);
    expect(weekday('2026-11-22')).toBe(7);
  });
});

describe('times of day', () => {
  test.each([
    '25:00',
    '24:30',
    '9:60',
    '午後13時',
    '午後12時',
    '午前12時',
    'あさ',
    '',
    '-',
    '9',
    '9:00-10:00',
  ])('%s is not a time', (text) => {
    expect(parseTime(text).ok).toBe(false);
  });

  test.each([
    ['7:00', '07:00'],
    ['07:30', '07:30'],
    ['7：00', '07:00'],
    ['１５時３０分', '15:30'],
    ['15時', '15:00'],
    ['午後3時半', '15:30'],
    ['午前９時１５分', '09:15'],
    ['午後0時30分', '12:30'],
    ['9:00 AM', '09:00'],
    ['9:05 p.m.', '21:05'],
    ['正午', '12:00'],
    ['0730', '07:30'],
    ['9:00:00', '09:00'],
    ['24:00', '24:00'],
    [' 8:45 ', '08:45'],
  ])('%s is %s', (text, time) => {
    expect(parseTime(text)).toEqual({ ok: true, value: time });
  });

  test('a time whose cell lost its format is read where spreadsheets come from, and nowhere else', () => {
    expect(parseTime('0.3125', { spreadsheetFraction: true })).toEqual({ ok: true, value: '07:30' });
    expect(parseTime('0.75', { spreadsheetFraction: true })).toEqual({ ok: true, value: '18:00' });
    expect(parseTime('0.75').ok).toBe(false);
  });

  test('times are shown without a leading zero', () => {
    expect(formatTime('07:30')).toBe('7:30');
    expect(formatTime('07:30:00')).toBe('7:30');
    expect(formatTimeRange('07:30', '19:00')).toBe('7:30～19:00');
  });

  test('every minute of the day is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(parseTime(formatTime(time))).toEqual({ ok: true, value: time });
      }),
    );
  });
});

describe('instants', () => {
  test('the day in Japan begins nine hours before the one in Greenwich', () => {
    expect(today(new Date('2026-11-20T14:59:59Z'))).toBe('2026-11-20');
    expect(today(new Date('2026-11-20T15:00:00Z'))).toBe('2026-11-21');
    expect(today(new Date('2026-11-20T15:00:00Z'), 'UTC')).toBe('2026-11-20');
    expect(timeOf(new Date('2026-11-20T15:00:00Z'))).toBe('00:00');
    expect(formatDateTime(new Date('2026-11-21T06:30:00Z'))).toBe('令和8年11月21日（土）15:30');
  });

  test('a day and a time on the wall give the instant that shows them', () => {
    expect(instantOf('2026-11-21', '15:30').toISOString()).toBe('2026-11-21T06:30:00.000Z');
    expect(instantOf('2026-11-21', '24:00').toISOString()).toBe('2026-11-21T15:00:00.000Z');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), (iso, hour) => {
        fc.pre(iso > '1952-01-01');
        const time = `${String(hour).padStart(2, '0')}:15`;
        const instant = instantOf(iso, time);
        expect(today(instant)).toBe(iso);
        expect(timeOf(instant)).toBe(time);
      }),
    );
  });
});

describe('fiscal years', () => {
  test('a fiscal year runs from 1 April to 31 March', () => {
    expect(fiscalYearOf('2026-03-31')).toBe(2025);
    expect(fiscalYearOf('2026-04-01')).toBe(2026);
    expect(fiscalYearOf('2027-03-31')).toBe(2026);
    expect(fiscalYearStart(2026)).toBe('2026-04-01');
    expect(fiscalYearEnd(2026)).toBe('2027-03-31');
    expect(fiscalYearMonths(2026)).toEqual([
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-02',
      '2027-03',
    ]);
  });

  test('every day lies inside its own fiscal year', () => {
    fc.assert(
      fc.property(anyDay, (iso) => {
        const year = fiscalYearOf(iso);
        expect(fiscalYearStart(year) <= iso && iso <= fiscalYearEnd(year)).toBe(true);
        expect(fiscalYearMonths(year)).toContain(iso.slice(0, 7));
      }),
    );
  });

  test('a fiscal year is named by the era of its first day; cities name 2019 either way', () => {
    expect(formatFiscalYear(2026)).toBe('令和8年度');
    expect(formatFiscalYear(2018)).toBe('平成30年度');
    expect(formatFiscalYear(2019)).toBe('令和元年度');
    expect(formatFiscalYear(2019, '平成31年度')).toBe('平成31年度');
    expect(formatFiscalYear(1989)).toBe('平成元年度');
  });

  test('fiscal years are read in either notation', () => {
    for (const text of ['令和8年度', 'R8', 'R8年度', '2026年度', '２０２６', '2026']) {
      expect(parseFiscalYear(text)).toEqual({ ok: true, value: 2026 });
    }
    expect(parseFiscalYear('令和元年度')).toEqual({ ok: true, value: 2019 });
    expect(parseFiscalYear('平成31年度')).toEqual({ ok: true, value: 2019 });
    expect(parseFiscalYear('8').ok).toBe(false);
    expect(parseFiscalYear('').ok).toBe(false);
  });
});
