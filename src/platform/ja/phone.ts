import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

export interface Phone {
  /** Hyphenated national number, '048-252-4384'; three-digit services and '#8000' as they are. */
  number: string;
  extension: string | null;
}

// 電気通信番号規則: eleven digits for mobile and IP telephony, ten elsewhere; 0800 has eleven.
const fixedShapes: readonly [RegExp, string][] = [
  [/^(0800)(\d{3})(\d{4})$/, '$1-$2-$3'],
  [/^(0[5-9]0)(\d{4})(\d{4})$/, '$1-$2-$3'],
  [/^(0120|0570|0990)(\d{3})(\d{3})$/, '$1-$2-$3'],
];

/** Hyphens for ten or eleven bare digits; null when no rule knows them. Area codes come from the library's plan. */
function hyphenated(digits: string): string | null {
  for (const [shape, form] of fixedShapes) if (shape.test(digits)) return digits.replace(shape, form);
  const national = parsePhoneNumberFromString(digits, 'JP')?.formatNational();
  return national && /^0\d{1,4}-\d{1,4}-\d{4}$/.test(national) ? national : null;
}

/**
 * Reads a Japanese telephone number: '(048)252-4384', '０４８２５２４３８４', '+81 48-252-4384', 'TEL 0166-26-1111 内線123',
 * '189', '#8000'. Bare digits are hyphenated by area code; a grouping the text already has is kept.
 */
export function parsePhone(text: string): Parsed<Phone> {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:tel|fax|電話番号|電話|☎|📞)[.:]?\s*/i, '')
    .replace(/[‐‑‒–—―−ーの.]/g, '-');
  if (plain === '') return refused('電話番号を入力してください。');
  if (/^(?:1\d{2}|#\d{4})$/.test(plain)) return parsed({ number: plain, extension: null });

  const split = /^(.*?)\s*[(,、]?\s*(?:内線|内|ext)\)?[:.-]?\s*(\d{1,6})\)?$/i.exec(plain);
  const extension = split?.[2] ?? null;
  const written = (split?.[1] ?? plain).replace(/^\+81[\s-]*(?:\(0\))?0?/, '0').trim();
  const digits = written.replace(/\D/g, '');
  if (/[^\d\s()-]/.test(written) || digits.length >= 2 * 10) {
    return refused('電話番号として読めません。番号を1つだけ、数字とハイフンで書いてください。');
  }
  if (!digits.startsWith('0'))
    return refused('電話番号は市外局番の0から書いてください（例：0166-23-1234）。');
  const isLong = /^0[5-9]0/.test(digits);
  if (digits.length !== (isLong ? 11 : 10)) {
    return refused(
      `電話番号の桁数を確かめてください（${isLong ? 11 : 10}桁のはずが${digits.length}桁です）。`,
    );
  }
  const groups = written.split(/\D+/).filter((group) => group !== '');
  if (!isLong && groups.length === 3 && /^0\d{1,4}$/.test(groups[0] ?? '') && groups[2]?.length === 4) {
    return parsed({ number: groups.join('-'), extension });
  }
  const number = hyphenated(digits);
  if (number === null) {
    return refused('市外局番が分かりません。「0166-23-1234」のようにハイフンで区切って書いてください。');
  }
  return parsed({ number, extension });
}

/** '0166-26-1111（内線123）'. */
export function formatPhone(phone: Phone): string {
  return phone.extension === null ? phone.number : `${phone.number}（内線${phone.extension}）`;
}
