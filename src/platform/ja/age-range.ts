/** 受入年齢 of open data, read as completed months of life. */
export interface AgeRange {
  /** The text as it was, always kept: what could not be read is shown to people instead. */
  text: string;
  understood: boolean;
  /** First accepted age in completed months, rounded up from days (57日 → 2); null when not understood. */
  from_months: number | null;
  /** Set where the text counts days (生後57日). */
  from_days: number | null;
  /** Last accepted age in completed months, inclusive (5歳まで → 71); null for no upper limit. */
  to_months: number | null;
}

interface Bound {
  from: number;
  to: number;
  days?: number;
  /** '3か月' alone says where acceptance begins; '小学生' alone is a whole range. */
  alone: 'open' | 'range' | 'unclear';
}

// 労働基準法65条: maternity leave ends eight weeks after birth, 57th day of life.
const afterLeaveDays = 57;

function ofDays(days: number): Bound {
  return { from: Math.ceil(days / 30.4375), to: Number.POSITIVE_INFINITY, days, alone: 'open' };
}

// Ages of a class or grade at work: the oldest, born on 2 April, turns a year older on the first days of the fiscal
// year, the youngest, born on 1 April, has just had the birthday. So 3歳児 spans 36–59 months, 小1 72–95.
function ofGrades(first: number, last: number): Bound {
  return { from: (first + 5) * 12, to: (last + 7) * 12 - 1, alone: 'range' };
}

function boundOf(words: string): Bound | null {
  const plain = words.replace(/^(?:生後|満|おおむね|概ね|約|原則|主に)+/, '').replace(/^第/, '');
  if (plain === '産休明け') return ofDays(afterLeaveDays);
  if (plain === '新生児') return { from: 0, to: 0, alone: 'unclear' };
  let read = /^(\d+)日$/.exec(plain);
  if (read) return ofDays(Number(read[1]));
  read = /^(\d+)週(?:間)?$/.exec(plain);
  if (read) return ofDays(Number(read[1]) * 7);
  read = /^(\d+)(?:か|ヶ|ヵ|カ|ケ|箇)?月児?$/.exec(plain);
  if (read) return { from: Number(read[1]), to: Number(read[1]), alone: 'open' };
  read = /^(\d+)歳(?:(\d+)(?:か|ヶ|ヵ|カ|ケ|箇)?月|(半))$/.exec(plain);
  if (read) {
    const months = Number(read[1]) * 12 + (read[3] ? 6 : Number(read[2]));
    return { from: months, to: months, alone: 'open' };
  }
  read = /^(\d+)歳(児)?(?:クラス)?$/.exec(plain);
  if (read) {
    const years = Number(read[1]);
    const isClass = read[2] !== undefined && !words.includes('満');
    return { from: years * 12, to: years * 12 + (isClass ? 23 : 11), alone: isClass ? 'range' : 'unclear' };
  }
  if (
    /^(?:小学校?)?(?:就学前|入学前|就学の始期に達する)(?:児童?|の児童|の?子ども)?$/.test(plain) ||
    plain === '未就学児'
  ) {
    return { from: 0, to: 83, alone: 'range' };
  }
  read = /^小(?:学校?)?(\d)(?:年生?)?$/.exec(plain);
  if (read && Number(read[1]) >= 1 && Number(read[1]) <= 6) return ofGrades(Number(read[1]), Number(read[1]));
  read = /^中(?:学校?)?(\d)(?:年生?)?$/.exec(plain);
  if (read && Number(read[1]) >= 1 && Number(read[1]) <= 3)
    return ofGrades(Number(read[1]) + 6, Number(read[1]) + 6);
  if (/^小学(?:生|校)$/.test(plain)) return ofGrades(1, 6);
  if (/^中学(?:生|校)$/.test(plain)) return ofGrades(7, 9);
  if (/^高校(?:生)?$/.test(plain)) return ofGrades(10, 12);
  return null;
}

function rangeOf(clause: string): { from: number; to: number; days: number | undefined } | null {
  const split = /^(.*?)(?:から|以上|~)(.*)$/.exec(clause);
  if (split) {
    const startWords = split[1] ?? '';
    let endWords = split[2] ?? '';
    const start = startWords === '' ? { from: 0, to: 0, days: undefined } : boundOf(startWords);
    // In '小学1~6年生' the school stands only on the left, in '1~5歳' the unit only on the right.
    const school = /^([小中])(?:学校?)?\d(?:年生?)?$/.exec(startWords);
    if (school && /^\d年生?/.test(endWords)) endWords = `${school[1]}学${endWords}`;
    const unit = /^\d+(歳児?|(?:か|ヶ|ヵ|カ|ケ)月)/.exec(endWords);
    const from = start ?? (unit && /^\d+$/.test(startWords) ? boundOf(startWords + unit[1]) : null);
    if (!from) return null;
    if (endWords === '') return { from: from.from, to: Number.POSITIVE_INFINITY, days: from.days };
    const end = limitOf(endWords);
    return end === null || end < from.from ? null : { from: from.from, to: end, days: from.days };
  }
  if (/(?:未満|まで|以下)$/.test(clause)) {
    const end = limitOf(clause);
    return end === null || end < 0 ? null : { from: 0, to: end, days: undefined };
  }
  const single = boundOf(clause);
  if (!single || single.alone === 'unclear') return null;
  const to = single.alone === 'open' ? Number.POSITIVE_INFINITY : single.to;
  return { from: single.from, to, days: single.days };
}

/** Last month a range reaches: '5歳まで' 71, '3歳未満' 35, '就学前' 83. */
function limitOf(words: string): number | null {
  const under = /^(.*)未満$/.exec(words);
  if (under) {
    const bound = boundOf(under[1] ?? '');
    return bound ? bound.from - 1 : null;
  }
  const bound = boundOf(words.replace(/(?:の)?(?:まで|以下)$/, ''));
  return bound && Number.isFinite(bound.to) ? bound.to : null;
}

/**
 * Reads 受入年齢: '3ヶ月から', '0歳（生後57日）〜5歳', '満3歳児～5歳児', '小学1～6年生', '1号認定 3歳児～、2・3号認定 2か月～'
 * (widest of several). What is not understood whole keeps its text and no months.
 */
export function parseAgeRange(text: string): AgeRange {
  const notUnderstood: AgeRange = {
    text,
    understood: false,
    from_months: null,
    from_days: null,
    to_months: null,
  };
  // Nobody writes an age this long, and on a long text the patterns below cost its square.
  if (text.length > 1000) return notUnderstood;
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[〜～―ー–—-]/g, '~')
    .replace(/才/g, '歳')
    // Of remarks in parentheses only a lower limit matters; priorities and dates do not change who is accepted.
    .replace(/^(?:満)?0歳児?\((?:満|生後)?(\d+(?:日|週間?|(?:か|ヶ|ヵ|カ|ケ)月))(?:~|から)?\)/, '$1')
    .replace(/\([^()]*\)/g, '')
    .replace(/[\d・]+号認定:?/g, '');
  const ranges = plain
    .split(/[、,;]/)
    .filter((clause) => clause !== '')
    .map(rangeOf);
  let widest: { from: number; to: number; days: number | undefined } | null = null;
  for (const range of ranges) {
    if (!range) return notUnderstood;
    if (!widest) {
      widest = range;
      continue;
    }
    const lower: { from: number; days: number | undefined } = range.from < widest.from ? range : widest;
    widest = { from: lower.from, days: lower.days, to: Math.max(widest.to, range.to) };
  }
  if (!widest) return notUnderstood;
  return {
    text,
    understood: true,
    from_months: widest.from,
    from_days: widest.days ?? null,
    to_months: Number.isFinite(widest.to) ? widest.to : null,
  };
}
