import type { WriteTx } from '../../platform/db/transaction.ts';
import { saveStatement } from './commands.ts';
import type { StatementData } from './forms.ts';

export const sampleStatement: StatementData = {
  draft_id: null,
  title: '夜に子どもを預けられる所が足りない',
  theme_code: 'community',
  keeps_happening:
    '夜勤のある保護者が、急な勤務の日に子どもを預けられず、仕事を続けられなくなることが続いています。',
  would_help: '夜間に短い時間から使える預かりの場があるとよい。',
  area_id: null,
  age_band: null,
  kind_code: null,
  case_ids: [],
  consultations: false,
  _version: 0,
};

/** A statement of the actor, standing on these cases. */
export const writeSample = (tx: WriteTx, more: Partial<StatementData> = {}): Promise<number> =>
  saveStatement(tx, null, { ...sampleStatement, ...more });
