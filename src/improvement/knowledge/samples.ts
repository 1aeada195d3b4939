import type { WriteTx } from '../../platform/db/transaction.ts';
import { drawUpPractice } from './commands.ts';
import type { PracticeData } from './forms.ts';

/** A practice told by facilities of this city, with words nobody can be known by. Gives its number. */
export async function samplePractice(
  tx: WriteTx,
  given: Partial<PracticeData> & { facility_ids?: number[] },
): Promise<number> {
  const plain: PracticeData = {
    source_code: 'told',
    source_id: null,
    facility_ids: [],
    theme_code: 'practice',
    area_id: null,
    title: '切り替えの合図をそろえる',
    summary: '片付けの合図を短い歌にそろえたら、待つ時間が減りました。',
    place: '',
    studied_on: null,
    background: '片付けのたびに声を張り上げていた。',
    structure: '担任と補助の職員で決めた。',
    method: '合図を歌にし、絵の札を見せてから始める。',
    results: '次の活動に移るまでの時間が短くなった。',
    issues: '歌を知らない職員が入る日は伝わりにくい。',
    facility_kinds: [],
    ages: ['over3'],
    zone: 'network',
    _version: 0,
  };
  return drawUpPractice(tx, { ...plain, ...given });
}

/** The same as a form sends it. */
export const practiceFields = (given: Record<string, unknown> = {}): Record<string, never> =>
  ({
    source_code: 'told',
    source_id: '',
    facility_ids: [],
    theme_code: 'practice',
    area_id: '',
    title: '切り替えの合図をそろえる',
    summary: '片付けの合図を短い歌にそろえたら、待つ時間が減りました。',
    place: '',
    background: '',
    structure: '',
    method: '合図を歌にし、絵の札を見せてから始める。',
    results: '',
    issues: '',
    zone: 'network',
    _version: 0,
    ...given,
  }) as never;
