import type { WriteTx } from '../../platform/db/transaction.ts';
import { answerPartner, askPartner, beginInitiative, startInitiative } from './commands.ts';
import type { BeginData, GuidelineData, TargetData } from './forms.ts';
import { addChapter, adoptGuideline, beginGuideline, setTarget } from './commands-guidelines.ts';
import { partnersOf } from './queries.ts';

/** A plan with everything people would have written; `more` says what is particular. */
export const samplePlan = (more: Partial<BeginData> & { lead: string; starts_on: string }): BeginData => ({
  title: '雪の日も遊べる午前のひろば',
  area_id: null,
  issue_id: null,
  forum_id: null,
  shared_issue: '雪の多い月は、家から出られない親子が増える。',
  seen_by: '昨年の冬、ひろばに来た親子の話。',
  aim: '冬のあいだも、歩いて行ける所で体を動かせるようにする。',
  families: '0～2歳の子と、家にこもりがちな親。',
  image: '園の遊戯室を午前に開き、ひろばの職員と保育士が一緒に見守る。',
  keeping: '月に一度、来た親子の声を持ち寄る。',
  ends_on: null,
  ...more,
});

/** Begins an initiative through the command; its number. */
export const beginSample = (
  tx: WriteTx,
  more: Partial<BeginData> & { lead: string; starts_on: string },
): Promise<number> => beginInitiative(tx, samplePlan(more));

export const askSample = (tx: WriteTx, id: number, body: string, part: string): Promise<void> =>
  askPartner(tx, id, { body, part });

/** Says yes as the actor's own body. */
export async function sayYes(tx: WriteTx, id: number, brings = ''): Promise<void> {
  const own = (await partnersOf(tx, id)).find((one) => one.may_answer && one.state !== 'yes');
  if (own) await answerPartner(tx, id, { partner_id: own.id, yes: 'yes', brings, note: '' });
}

export const startSample = (
  tx: WriteTx,
  id: number,
  started_on: string,
  next_look_back_on: string | null = null,
): Promise<void> => startInitiative(tx, id, { started_on, next_look_back_on });

/** A guideline with words and targets, adopted on a day unless that is null; its number. */
export async function adoptSample(
  tx: WriteTx,
  guideline: Partial<GuidelineData> & { title: string; starts_on: string; ends_on: string },
  targets: readonly (Partial<TargetData> & { owner: string })[],
  adopted_on: string | null,
): Promise<number> {
  const id = await beginGuideline(tx, {
    area_id: null,
    vision: '子どもがのびのび育ち、親が一人でかかえこまないまち。',
    summary_id: null,
    ...guideline,
    _version: 0,
  });
  await addChapter(tx, id, {
    title: 'この指針のねらい',
    body: '同じ姿をめざして、それぞれの役割を果たします。',
  });
  for (const target of targets)
    await setTarget(tx, id, null, {
      title: '近くの居場所を知っている家庭を増やす',
      indicator: '「歩いて行ける居場所を知っている」と答えた家庭の割合',
      unit: '％',
      base_value: 52,
      base_on: guideline.starts_on,
      target_value: 70,
      follows_id: null,
      saying_id: null,
      ...target,
    });
  if (adopted_on !== null) await adoptGuideline(tx, id, adopted_on);
  return id;
}
