import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { openCall, signUp } from './commands.ts';
import type { CallData } from './forms.ts';
import { usualTerms } from './rules.ts';

// One way of making calls and sign-ups, for tests and the demo alike. Words stand here, as what facilities write.

export const sampleTopics = [
  '気持ちの切り替えが難しい子へのかかわり',
  '集団の中での環境の工夫',
  '保護者への伝え方',
  '職員どうしで見方をそろえる',
  '専門機関とのつなぎ方',
  '記録の残し方',
] as const;

/** Opens a sample call; anything may be overridden. Gives its number. */
export async function openSampleCall(tx: WriteTx, given: Partial<CallData> = {}): Promise<number> {
  const closes_on = given.closes_on ?? addDays(tx.today, 14);
  const { most_km, ...terms } = usualTerms;
  return openCall(tx, {
    theme_code: 'development',
    title: '気になる子の「次の一歩」を持ち寄る',
    purpose: '似た悩みを持つ施設どうしで事例と工夫を持ち寄り、明日から試せることを持ち帰ります。',
    opens_on: tx.today,
    closes_on,
    topics: [...sampleTopics],
    times: [3, 5, 8, 10].map((days, at) => ({
      held_on: addDays(closes_on, days),
      starts_at: at % 2 === 0 ? '14:00' : '10:00',
      ends_at: at % 2 === 0 ? '15:30' : '11:30',
    })),
    ...terms,
    most_km,
    _version: 0,
    ...given,
  });
}

const questions = [
  '切り替えの合図を、どう決めていますか',
  '話し合いの時間を、どう作っていますか',
  '保護者に伝える前に、職員で何をそろえていますか',
  'よその施設で続いている記録の形を知りたいです',
] as const;
const strengths = [
  '絵カードを子どもと一緒に選んで、続いています',
  '夕方に10分だけの話し合いを、週2回続けています',
  '部屋のすみに落ち着ける場所を作りました',
] as const;

/** Signs a facility up as the n-th of many would: other topics and times for each n. */
export async function signUpSample(
  tx: WriteTx,
  call_id: number,
  facility_id: number,
  n: number,
  given: { draft?: boolean } = {},
): Promise<void> {
  // Spread by two different steps, so that no two in a row are alike.
  const many = sampleTopics.length;
  const asks = [
    n % many,
    (n * 3 + Math.floor(n / many) + 1) % many,
    ...(n % 4 === 0 ? [(n + 4) % many] : []),
  ];
  const offers = [(n * 5 + 3) % many, ...(n % 3 === 0 ? [(n + 1) % many] : [])];
  const times = [0, 1, 2, 3].filter((time) => (n + time) % 4 !== 3);
  await signUp(tx, call_id, {
    facility_id,
    aim: '',
    question: n % 2 === 0 ? questions[(n / 2) % questions.length]! : '',
    strength: n % 3 === 0 ? strengths[(n / 3) % strengths.length]! : '',
    asks: [...new Set(asks)],
    offers: [...new Set(offers)],
    times,
    draft: given.draft ? '1' : null,
    _version: 0,
  });
}
