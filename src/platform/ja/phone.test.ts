import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPhone, parsePhone } from './phone.ts';

test.each([
  ['', '入力'],
  ['なし', '読めません'],
  ['252-4384', '市外局番'],
  ['0166-23-123', '桁数'],
  ['0166-23-12345', '桁数'],
  ['090-1234-567', '桁数'],
  ['0166-23-1234、0166-23-1235', '1つだけ'],
  ['087-833-2282（087-839-2292）', '1つだけ'],
])('%s is refused with a sentence', (text, part) => {
  const result = parsePhone(text);
  expect(result.ok).toBe(false);
  expect(result.ok ? '' : result.reason).toContain(part);
});

test.each([
  ['(048)252-4384', '048-252-4384'],
  ['（０４８）２５２－４３８４', '048-252-4384'],
  ['0482524384', '048-252-4384'],
  ['048ー252ー4384', '048-252-4384'],
  ['0166 (23) 1234', '0166-23-1234'],
  ['0166.23.1234', '0166-23-1234'],
  ['+81 166-23-1234', '0166-23-1234'],
  ['+81-(0)166-23-1234', '0166-23-1234'],
  ['TEL：0166-23-1234', '0166-23-1234'],
  ['℡０１６６２３１２３４', '0166-23-1234'],
  ['0312345678', '03-1234-5678'],
  ['0612345678', '06-1234-5678'],
  ['0451234567', '045-123-4567'],
  ['0878615701', '087-861-5701'],
  ['0833410978', '0833-41-0978'],
  ['0156421234', '01564-2-1234'],
  ['01564-2-1234', '01564-2-1234'],
  ['09012345678', '090-1234-5678'],
  ['０８０１２３４５６７８', '080-1234-5678'],
  ['06012345678', '060-1234-5678'],
  ['05012345678', '050-1234-5678'],
  ['0120123456', '0120-123-456'],
  ['0120-12-3456', '0120-12-3456'],
  ['08001234567', '0800-123-4567'],
  ['0570012345', '0570-012-345'],
  ['189', '189'],
  ['＃８０００', '#8000'],
])('%s is %s', (text, number) => {
  expect(parsePhone(text)).toEqual({ ok: true, value: { number, extension: null } });
});

test('an extension is kept apart', () => {
  for (const text of ['0166-26-1111 内線123', '0166-26-1111（内線123）', '0166261111(内)123']) {
    expect(parsePhone(text)).toEqual({ ok: true, value: { number: '0166-26-1111', extension: '123' } });
  }
  expect(formatPhone({ number: '0166-26-1111', extension: '123' })).toBe('0166-26-1111（内線123）');
  expect(formatPhone({ number: '189', extension: null })).toBe('189');
});

test('a formatted number is read back', () => {
  const subscriber = fc.integer({ min: 0, max: 9_999 }).map((number) => String(number).padStart(4, '0'));
  const head = fc.constantFrom('0166-23', '048-252', '03-1234', '090-1234', '01564-2', '050-3333');
  fc.assert(
    fc.property(head, subscriber, fc.option(fc.integer({ min: 1, max: 9999 })), (area, number, extension) => {
      const phone = { number: `${area}-${number}`, extension: extension === null ? null : String(extension) };
      expect(parsePhone(formatPhone(phone))).toEqual({ ok: true, value: phone });
    }),
  );
});
