import type { WriteTx } from '../../platform/db/transaction.ts';
import { cancelOpenDay, recordParticipation, registerOpenDay } from './commands.ts';

export interface OpenDaySample {
  facility_id: number;
  theme_code: string;
  title: string;
  /** YYYY-MM-DD */
  held_on: string;
  places: number;
  note?: string;
  /** who came; only for days that have been */
  participations?: readonly { facility_id: number; people: number; reflection?: string }[];
  cancel_reason?: string;
}

/** An open day as somebody with learning.manage would enter it; gives its number. */
export async function sampleOpenDay(tx: WriteTx, sample: OpenDaySample): Promise<number> {
  const { participations = [], cancel_reason, ...openDay } = sample;
  const id = await registerOpenDay(tx, { ...openDay, note: openDay.note ?? '' });
  for (const one of participations) {
    await recordParticipation(tx, id, { ...one, reflection: one.reflection ?? '' });
  }
  if (cancel_reason !== undefined) await cancelOpenDay(tx, id, { cancel_reason, _version: 1 });
  return id;
}

/**
 * Open days of a year and a half as the seed describes them: tried out at one public nursery, later at others too.
 * `visitors` are facilities other than the two hosts.
 */
export function sampleOpenDays(facility: { host: number; other_host: number; visitors: readonly number[] }): OpenDaySample[] {
  const from = (start: number, people: readonly number[], reflections: readonly string[] = []) =>
    people.slice(0, facility.visitors.length).flatMap((count, i) => {
      const facility_id = facility.visitors[(start + i) % facility.visitors.length];
      if (facility_id === undefined) return [];
      const reflection = reflections[i];
      return [{ facility_id, people: count, ...(reflection === undefined ? {} : { reflection }) }];
    });
  return [
    {
      facility_id: facility.host,
      theme_code: 'practice',
      title: '雪の日の室内遊び',
      held_on: '2026-01-22',
      places: 15,
      note: '9時15分に玄関にお集まりください。2歳児と3歳児の部屋を中心に見ていただき、10時40分から語り合います。',
      participations: from(0, [3, 2, 4, 2], [
        '廊下も遊び場にしていた。本園でも、空いている時間のホールの使い方を見直したい。',
        '子どもが道具を自分で戻せる高さの棚がよかった。',
      ]),
    },
    {
      facility_id: facility.host,
      theme_code: 'development',
      title: '朝の支度で困っている子どもへのかかわり',
      held_on: '2026-06-18',
      places: 20,
      note: '登園の時間帯を見ていただきます。見学のあと、絵カードの使い方について意見を交わします。',
      participations: from(2, [4, 3, 2, 3, 4], [
        '声をかける前に待つ時間が長い。待つと子どもが自分で動くことに驚いた。',
        '支度の順番が床のしるしで分かるようになっていた。来週から一つの部屋で試す。',
        '担任だけでなく、給食の職員も同じ言葉で声をかけていた。',
      ]),
    },
    {
      facility_id: facility.host,
      theme_code: 'practice',
      title: '子どもが自分で選ぶ場面',
      held_on: '2026-09-10',
      places: 30,
      note: '普段の朝をそのまま見ていただきます。見学のあと、見たことと自園で試したいことを語り合います。',
      participations: from(5, [5, 4, 6, 3, 4, 4], [
        '先生が座っている時間が長い。自分たちも、座る場所を決めてみることにした。',
        '選ばない子どもにも居場所があった。',
        '部屋の音が静かだった。片付けの声かけを減らしてみる。',
        '作品の代わりに、遊びの経過の写真が貼ってあった。保護者に伝わりやすいと思う。',
      ]),
    },
    {
      facility_id: facility.other_host,
      theme_code: 'guardian',
      title: 'お迎えの時間の伝え方',
      held_on: '2026-10-15',
      places: 10,
      cancel_reason: '胃腸炎の流行により、見学の受入れを見合わせました。',
    },
    {
      facility_id: facility.other_host,
      theme_code: 'growth',
      title: '新任の先生と組む二人担任の朝',
      held_on: '2026-12-03',
      places: 12,
      note: '9時に職員室前にお集まりください。新任と先輩の役割の分け方を見ていただきます。',
    },
  ];
}
