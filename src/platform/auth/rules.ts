import { isBreached } from './breached.ts';
import { words } from './words.ja.ts';

const minute = 60_000;

/** How long a sign-in lasts, in milliseconds. */
export const sessionRules = {
  /** From signing in, however busy: one working day. */
  longest: 12 * 60 * minute,
  /** Without a page being opened: a shared computer left alone in a staff room. */
  idle: 60 * minute,
  /** How exactly the last page is remembered; a write for every page would cost more than it tells. */
  seenEvery: minute,
} as const;

export const attemptRules = {
  /** Failures in a row that lock an account, and for how long the first time; each further time twice as long. */
  failures: 5,
  firstLock: 15 * minute,
  longestLock: 24 * 60 * minute,
  /** After this quiet time earlier failures no longer count. */
  forget: 48 * 60 * minute,
  /** Attempts from one address in one minute; successful ones are given back. */
  perMinute: 30,
} as const;

export const invitationLasts = 7 * 24 * 60 * minute;
export const resetLasts = 60 * minute;

export const shortestPassword = 12;
export const longestPassword = 128;

// What keyboards, calendars and this trade in Japan suggest, which lists of stolen passwords from elsewhere do not hold. Shorter
// ones are too short anyway.
const common = new Set(
  `1234567890ab 123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 0123456789012 012345678901
  098765432109 987654321098 112233445566 111222333444 123123123123 121212121212 1q2w3e4r5t6y 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1234qwerasdf qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopas qwertyuiopasdfgh qwertyuiop[]
  asdfghjkl123 asdfghjklzxcv zxcvbnm12345 q1w2e3r4t5y6 qazwsxedcrfv password1234 password12345 password123456
  password2024 password2025 password2026 password2027 passwordpassword passw0rd1234 p@ssw0rd1234 p@ssword1234
  password!234 passwordpass mypassword123 changeme1234 changemeplease letmein12345 letmeinplease welcome12345
  welcome123456 admin1234567 administrator administrator1 adminadminadmin root12345678 testtesttest test12345678
  testpassword iloveyou1234 iloveyouforever iloveyou12345 abcdefghijkl abcdefghijklm abcd12345678 abc123456789
  a1b2c3d4e5f6 aaaaaaaaaaaa sunshine1234 princess1234 football1234 baseball1234 superman1234 dragon123456
  monkey123456 trustno1trustno1 correcthorsebatterystaple hoikuen12345 hoikusho1234 hoiku1234567 kosodate1234
  kodomo123456 youchien1234 asahikawa123 asahikawa1234 asahikawashi yokohama1234 hokkaido1234 sakura123456
  nihon1234567 tsunagi12345 tsunagi123456 tsunagitsunagi tsunagi2026 arigatou1234 konnichiwa123`
    .split(/\s+/)
    .filter(Boolean),
);

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/**
 * What is wrong with a new password, as a sentence, or null. Length counts, not its kinds of characters
 * (NIST SP 800-63B 3.1.1.2); the commonest, those known from breaches and the person's own names are refused.
 */
export async function passwordProblem(
  password: string,
  own: { email: string; name: string },
): Promise<string | null> {
  const length = [...password].length;
  if (length < shortestPassword) return words.password.tooShort(shortestPassword);
  if (length > longestPassword) return words.password.tooLong(longestPassword);
  const folded = fold(password);
  if (common.has(folded) || /^(.{1,4}?)\1+.?$/u.test(folded)) return words.password.common;
  const email = fold(own.email);
  const parts = [email, email.split('@')[0]!, fold(own.name), ...own.name.split(/\s+/).map(fold)].filter(
    (part) => [...part].length >= 2,
  );
  const rest = parts.reduce((text, part) => text.replaceAll(part, ''), folded);
  if (rest !== folded && [...rest].length < 6) return words.password.own;
  return (await isBreached(folded)) ? words.password.breached : null;
}
