import type { WriteTx } from '../../platform/db/transaction.ts';
import { enter, type Entered } from './commands.ts';

export interface ApplicantSample {
  name: string;
  name_kana?: string;
  phone?: string | null;
  email?: string | null;
  adults?: number;
  children?: number;
  child_ages_months?: number[];
  note?: string;
  way?: 'public' | 'account' | 'staff';
}

/** An application as the form would send it; fails where the form would say no. `code` is the receipt's. */
export async function sampleApplication(
  tx: WriteTx,
  event_session_id: number,
  sample: ApplicantSample,
  code: string,
): Promise<Entered> {
  const { way = 'public', ...rest } = sample;
  const answer = await enter(
    tx,
    event_session_id,
    way,
    {
      name_kana: '',
      phone: null,
      email: null,
      adults: 1,
      children: 1,
      child_ages_months: [],
      note: '',
      ...rest,
    },
    code,
  );
  if ('refused' in answer) throw new Error(`refused: ${answer.refused}`);
  return answer;
}
