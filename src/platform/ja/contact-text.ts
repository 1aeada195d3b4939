/** Telephone numbers written in a text: ten or eleven digits from 0, with or without dashes. */
export function phonesIn(text: string): string[] {
  const found = text
    .normalize('NFKC')
    .matchAll(/(?<![0-9])0[0-9]{1,4}[-(ー‐−–\s]?[0-9]{1,4}[-)ー‐−–\s]?[0-9]{3,4}(?![0-9])/g);
  return [...found].flatMap(([phone]) =>
    [10, 11].includes(phone.replace(/[^0-9]/g, '').length) ? [phone] : [],
  );
}

/** E-mail addresses written in a text. */
export function emailsIn(text: string): string[] {
  return [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .matchAll(/[^\s@<>、。（）()]+@[a-z0-9.-]+\.[a-z]{2,}/g),
  ].map(([email]) => email);
}

/** Words for places and roles that stand before さん and are nobody's name. */
const nobody =
  /(?:お子|お母|お父|お兄|お姉|奥|皆|みな|たく|かあ|とう|にい|ねえ|赤|あか|子ども|職員|係|先生|保育士|保健師|スタッフ|事務局|民生委員)$/;

/** What follows a child's name rather than a colleague's. */
export const childTitles = 'ちゃん|くん|君';

/** What looks like a person called by name: 「旭川さん」「はなちゃん」「太郎くん」. `titles` as a pattern of what follows a name. */
export function peopleIn(text: string, titles = 'さん|ちゃん|くん|君|様|さま|氏'): string[] {
  const plain = text.normalize('NFKC');
  const called = new RegExp(`([\\p{sc=Han}]{1,4}|[ァ-ヴー]{2,8}|[ぁ-ん]{2,5})(?:${titles})`, 'gu');
  return [...plain.matchAll(called)].flatMap(({ 0: whole, 1: name = '', index }) =>
    nobody.test(plain.slice(Math.max(0, index - 2), index) + name) ? [] : [whole],
  );
}

/** A day of birth written in a text. */
export const birthdaysIn = (text: string): string[] =>
  [
    ...text
      .normalize('NFKC')
      .matchAll(/[\p{sc=Han}0-9/.-]{4,14}(?:生まれ|うまれ|生(?![ぁ-んァ-ヶ\p{sc=Han}]))/gu),
  ].map(([found]) => found);
