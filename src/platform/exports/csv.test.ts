import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('CSV for Excel and other systems', () => {
  test('no value can run as a formula; negative numbers stay numbers', () => {
    const row = [
      '=1+1',
      '+81',
      '-2+3',
      '-5',
      '-0.5',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '＝1',
      '＋1',
      '－1',
      '＠a',
      "'=x",
      "it's",
    ];
    const { bytes } = toCsv(['a'], [row]);
    const cells = text(bytes).split('\r\n')[1]?.slice(1, -1).split('","');
    expect(cells).toEqual([
      "'=1+1",
      "'+81",
      "'-2+3",
      '-5',
      '-0.5',
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      "'＝1",
      "'＋1",
      "'－1",
      "'＠a",
      "''=x",
      "it's",
    ]);
  });

  test('has a byte order mark, CRLF, every value quoted, and leading zeros as they are', () => {
    const { bytes, lost } = toCsv(
      ['コード', '備考'],
      [
        ['012041', 'a"b\nc'],
        ['', ''],
        [3, null],
        [true, -0.5],
      ],
    );
    expect(text(bytes)).toBe(
      '\uFEFF"コード","備考"\r\n"012041","a""b\nc"\r\n"",""\r\n"3",""\r\n"TRUE","-0.5"\r\n',
    );
    expect(lost).toEqual([]);
  });

  test('in CP932 the twins of Unicode keep their shape, and what it lacks is told and marked', () => {
    const { bytes, lost } = toCsv(
      ['〜−‖—'],
      [
        ['髙﨑①㈱～', '𠮷野家が𠮷'],
        ['が', '¥100 😀 é'],
      ],
      { encoding: 'cp932' },
    );
    expect(lost).toEqual(['𠮷', '😀', 'é']);
    expect(iconv.decode(Buffer.from(bytes), 'cp932')).toBe(
      '"～－∥―"\r\n"髙﨑①㈱～","〓野家が〓"\r\n"が","￥100 〓 〓"\r\n',
    );
  });

  test('in CP932 nothing is lost without being told', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { bytes, lost } = toCsv([value], [], { encoding: 'cp932' });
        const back = iconv.decode(Buffer.from(bytes), 'cp932');
        expect(back.includes('\uFFFD')).toBe(false);
        expect(back.includes('〓')).toBe(lost.length > 0 || value.includes('〓'));
      }),
    );
  });
});
