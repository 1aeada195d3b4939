import {
  formatDate,
  formatDateTime,
  formatMonthDay,
  formatTime,
  timeOf,
  today,
} from '../../platform/ja/dates.ts';
import type { MailKind } from './jobs.ts';
import type { State } from './rules.ts';

/** What a mail to an applicant may speak of. */
export interface MailFacts {
  number: number;
  adults: number;
  children: number;
  title: string;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  where: string;
  organisation: string | null;
  phone: string | null;
  offer_expires_at: Date | null;
  lottery_at: Date | null;
  what_to_bring: string;
  join_url: string | null;
  sitting_cancel_reason: string | null;
  delete_after: string;
  state: State;
  municipality: string;
  zone: string;
  code: string | null;
  /** the page that asks for the code */
  look_at: string;
  body: string | null;
  /** when it was to begin, of what was moved */
  was: Date | null;
}

/** '令和8年11月25日（水）10:00～11:30', the day alone where it lasts all day. */
export function whenOf(sitting: { starts_at: Date; ends_at: Date; all_day: boolean }, zone: string): string {
  const day = today(sitting.starts_at, zone);
  if (sitting.all_day) return formatDate(day);
  const ends = today(sitting.ends_at, zone);
  const until = formatTime(timeOf(sitting.ends_at, zone));
  return `${formatDate(day)}${formatTime(timeOf(sitting.starts_at, zone))}～${ends === day ? until : `${formatMonthDay(ends)}${until}`}`;
}

export const partyOf = (party: { adults: number; children: number }): string =>
  [party.adults > 0 ? `大人${party.adults}人` : null, party.children > 0 ? `子ども${party.children}人` : null]
    .filter((part) => part !== null)
    .join('・');

const received: Record<State, string> = {
  in_lottery: '抽選に参加する申込みを受け付けました。結果は、抽選のあとにお知らせします。',
  waiting: '定員に達しているため、キャンセル待ちとして受け付けました。席が空いたら、順番にお知らせします。',
  offered: '席が空きました。参加されるかどうか、お返事をお待ちしています。',
  confirmed: '参加の申込みを受け付けました。当日お待ちしています。',
  attended: '',
  absent: '',
  lapsed: '',
  cancelled: '',
};

const subjects: Record<MailKind, string> = {
  received: '申込みを受け付けました',
  offer: '席が空きました。お返事をお願いします',
  accepted: '参加が決まりました',
  lapsed: 'お返事の期限が過ぎました',
  won: '抽選の結果のお知らせ',
  lost: '抽選の結果のお知らせ',
  moved: '日時が変わりました',
  event_cancelled: '中止のお知らせ',
  host_cancelled: '申込みの取消しのお知らせ',
  cancelled: '申込みを取り消しました',
  reminder: '明日の行事のお知らせ',
  message: '主催者からのお知らせ',
};

function lead(kind: MailKind, facts: MailFacts): string {
  switch (kind) {
    case 'received':
      return received[facts.state];
    case 'offer':
      return `キャンセル待ちをされていた行事に、席が空きました。${
        facts.offer_expires_at === null ? '' : `${formatDateTime(facts.offer_expires_at, facts.zone)}までに、`
      }参加されるかどうかをお返事ください。お返事がないときは、次にお待ちの方にお声がけします。`;
    case 'accepted':
      return '参加が決まりました。当日お待ちしています。';
    case 'lapsed':
      return 'お返事の期限が過ぎたため、次にお待ちの方にお声がけしました。まだ受付中であれば、もう一度申し込めます。';
    case 'won':
      return '抽選の結果、参加が決まりました。来られなくなったときは、早めに取り消してください。待っている方が参加できます。';
    case 'lost':
      return '抽選の結果、今回は席をご用意できませんでした。抽選の順番でキャンセル待ちに入っています。席が空いたらお知らせします。';
    case 'moved':
      return `申し込まれた行事の日時が、下のとおり変わりました。${
        facts.was === null ? '' : `前は${formatDateTime(facts.was, facts.zone)}からでした。`
      }都合が合わないときは、取り消してください。`;
    case 'event_cancelled':
      return `申し込まれた行事は中止になりました。${
        facts.sitting_cancel_reason ? `理由：${facts.sitting_cancel_reason}` : ''
      }`;
    case 'host_cancelled':
      return '主催者が、この申込みを取り消しました。心当たりがないときは、下の連絡先にお問い合わせください。';
    case 'cancelled':
      return '申込みを取り消しました。お知らせくださり、ありがとうございました。';
    case 'reminder':
      return '申し込まれた行事は、明日です。来られなくなったときは、取り消してください。待っている方が参加できます。';
    default:
      return facts.body ?? '';
  }
}

const otherLanguages = 'English / 中文 / 한국어 / Tiếng Việt / Tagalog / Português:';

const ended: readonly MailKind[] = ['event_cancelled', 'host_cancelled', 'cancelled', 'lapsed'];

/** One mail: a subject that names nobody and nothing, and what there is to know and to do. */
export function mailOf(kind: MailKind, facts: MailFacts): { subject: string; text: string } {
  const lines = [
    lead(kind, facts),
    '',
    `行事：${facts.title}`,
    `日時：${whenOf(facts, facts.zone)}`,
    ...(facts.where === '' ? [] : [`場所：${facts.where}`]),
    `人数：${partyOf(facts)}`,
    `受付番号：${facts.number}`,
  ];
  const comes = facts.state === 'confirmed' && !ended.includes(kind);
  if (comes && facts.what_to_bring !== '') lines.push(`持ち物：${facts.what_to_bring}`);
  if (comes && facts.join_url !== null) lines.push(`オンラインの参加先：${facts.join_url}`);
  if (facts.code !== null && !ended.includes(kind)) {
    lines.push(
      '',
      kind === 'offer'
        ? 'お返事は、次の画面で確認コードを入力してください。'
        : '申込みの確認と取消しは、次の画面で確認コードを入力してください。',
      facts.look_at,
      `確認コード：${facts.code}`,
      'このコードを知っている人は申込みを取り消せます。ほかの人に教えないでください。',
    );
  }
  // Whoever applied in another language reads the same in it, by the code.
  lines.push('', otherLanguages, `${facts.look_at}?lang=en`);
  lines.push('', `お名前や連絡先は、${formatDate(facts.delete_after)}を過ぎると消去します。`, '');
  lines.push(
    [facts.organisation, facts.phone === null ? null : `電話 ${facts.phone}`].filter(Boolean).join('　'),
  );
  lines.push(facts.municipality);
  return {
    subject: `【${facts.municipality}】${subjects[kind]}（受付番号${facts.number}）`,
    text: `${lines.join('\n')}\n`,
  };
}
