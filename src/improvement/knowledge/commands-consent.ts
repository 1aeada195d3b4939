import { sql } from 'kysely';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { unpublish } from '../../platform/search/search.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { identifying } from '../issues/rules.ts';
import { wordsThatIdentifyFacilities } from '../issues/queries-choices.ts';
import { me } from './commands.ts';
import type { ConsentData, TrialData } from './forms.ts';
import { facilityNames, originOf, practiceById } from './queries.ts';
import { words } from './words.ja.ts';

/**
 * What a facility says about being shown. Its own answer stands with today's day and to the words it reads; what it said on paper
 * or by word is entered with the day it was said. A no, or a yes taken back, takes a published practice out of sight at once.
 */
export async function giveConsent(tx: WriteTx, id: number | null, data: ConsentData): Promise<void> {
  const practice = found(await practiceById(tx, id));
  const origin = found(await originOf(tx, practice.id));
  if (!origin.facility_ids.includes(data.facility_id)) throw new Refusal(404);
  const own = tx.has('facility.answer') && tx.session.facilities.includes(data.facility_id);
  const here = data.way === 'here';
  if (here ? !own : !tx.has('knowledge.manage')) throw new Refusal(403);
  if (here && origin.asked_at === null) throw new Refusal(409, words.errors.notAsked);
  if (data.answer === 'yes' && data.wording !== practice.wording) invalid({ answer: words.errors.reworded });
  const given_on = here ? tx.today : data.given_on;
  if (given_on === null) invalid({ given_on: words.errors.givenOn });
  if (given_on! > tx.today) invalid({ given_on: words.errors.future });
  await tx.db
    .insertInto('practice_consent')
    .values({
      practice_id: practice.id,
      facility_id: data.facility_id,
      answer: data.answer,
      show_name: data.show_name,
      show_pictures: data.show_pictures,
      zone: data.zone,
      note: data.note,
      wording: practice.wording,
      given_on: given_on!,
      way: data.way,
      recorded_by: me(tx),
      recorded_at: tx.now,
    })
    .execute();
  tx.record({
    action: 'practice.consent',
    subject_kind: 'practice',
    subject_id: practice.id,
    detail: { facility_id: data.facility_id, answer: data.answer, way: data.way, given_on: given_on! },
  });
  const out = practice.published_at !== null && practice.withdrawn_at === null;
  // A narrower yes than what is shown is a no to what is shown.
  const narrower =
    data.answer === 'yes' &&
    ((practice.named_ids.includes(data.facility_id) && !data.show_name) ||
      (practice.zone === 'public' && data.zone !== 'public'));
  if (out && (data.answer !== 'yes' || narrower)) await takeOut(tx, practice.id, here);
  if (here) await tellKeepers(tx, practice, data);
}

async function takeOut(tx: WriteTx, practice_id: number, here: boolean): Promise<void> {
  if (here) await sql`select practice_stop(${practice_id}, ${tx.now})`.execute(tx.db);
  else
    await tx.db
      .updateTable('practice')
      .set((row) => ({
        withdrawn_at: tx.now,
        audience: 'work',
        named_ids: [],
        version: row('version', '+', 1),
        updated_by: me(tx),
      }))
      .where('id', '=', practice_id)
      .execute();
  await unpublish(tx, 'practice', practice_id);
}

/** Those who keep the register are told what a facility answered. */
async function tellKeepers(
  tx: WriteTx,
  practice: { id: number; title: string },
  data: Pick<ConsentData, 'facility_id' | 'answer'>,
): Promise<void> {
  const [facility] = await facilityNames(tx, [data.facility_id]);
  const keepers = (await peopleWithDuty(tx, 'knowledge.manage')).filter(
    ({ id }) => id !== tx.actor.person_id,
  );
  if (keepers.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(
      keepers.map(({ id }) => ({
        person_id: id,
        title: words.notices.answered(facility?.name ?? '', practice.title, data.answer),
        url: `/practices/${practice.id}#consent`,
        created_at: tx.now,
      })),
    )
    .execute();
}

/** A facility tells what it tried of a published practice. Told again, the new answer takes the old one's place. */
export async function tellTrial(tx: WriteTx, id: number | null, data: TrialData): Promise<void> {
  const practice = found(await practiceById(tx, id));
  if (practice.published_at === null || practice.withdrawn_at !== null) throw new Refusal(404);
  if (!tx.has('facility.answer') || !tx.session.facilities.includes(data.facility_id)) throw new Refusal(403);
  if (data.tried_on > tx.today) invalid({ tried_on: words.errors.future });
  const known = await wordsThatIdentifyFacilities(tx, [data.facility_id], []);
  const errors: Record<string, string> = {};
  // The facility's own name stands above its story anyway.
  for (const field of ['changed', 'happened'] as const) {
    const there = identifying(data[field], { ...known, facilities: [], organisations: [] });
    if (there.length > 0) errors[field] = words.errors.mend(there.map(({ text }) => text));
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  const { facility_id, ...told } = data;
  const answer = { ...told, answered_by: me(tx), answered_at: tx.now };
  await tx.db
    .insertInto('practice_trial')
    .values({ practice_id: practice.id, facility_id, ...answer })
    .onConflict((there) =>
      there.columns(['practice_id', 'facility_id']).doUpdateSet((row) => ({
        ...answer,
        version: row('practice_trial.version', '+', 1),
      })),
    )
    .execute();
  tx.record({
    action: 'practice.try',
    subject_kind: 'practice',
    subject_id: practice.id,
    detail: { facility_id, again: data.again },
  });
}
