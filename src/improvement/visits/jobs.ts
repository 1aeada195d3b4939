import { z } from 'zod';
import { dayFromToday } from '../../platform/db/transaction.ts';
import { formatMonthDay } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { words } from './words.ja.ts';

/** Days after the planned day from which a missing record is asked for, and days between two reminders of one thing. */
const patience = 3;
const again = 7;

/**
 * Every morning: who has a visit without a record since three days, and whose promise to a facility falls due, gets a
 * notice; once, then weekly. What was reminded is marked in the same transaction, so a second run says nothing twice.
 */
export const remind = defineJob({
  name: 'visits.remind',
  data: z.object({}),
  schedule: '0 6 * * *',
  run: async (tx) => {
    const before = dayFromToday(tx, -again);
    const visits = await tx.db
      .updateTable('visit as v')
      .from('facility as f')
      .whereRef('f.id', '=', 'v.facility_id')
      .set({ reminded_on: tx.today })
      .where('v.visited_on', 'is', null)
      .where('v.cancelled_at', 'is', null)
      .where('v.planned_on', '<=', dayFromToday(tx, -patience))
      .where((eb) => eb.or([eb('v.reminded_on', 'is', null), eb('v.reminded_on', '<=', before)]))
      .returning(['v.id', 'v.lead_id', 'v.planned_on', 'f.name'])
      .execute();
    const promises = await tx.db
      .updateTable('visit_follow_up as u')
      .from('facility as f')
      .whereRef('f.id', '=', 'u.facility_id')
      .set({ reminded_on: tx.today })
      .where('u.done_on', 'is', null)
      .where('u.due_on', '<=', tx.today)
      .where((eb) => eb.or([eb('u.reminded_on', 'is', null), eb('u.reminded_on', '<=', before)]))
      .returning(['u.visit_id', 'u.owner_id', 'u.due_on', 'f.name'])
      .execute();
    const notices = [
      ...visits.map((visit) => ({
        person_id: visit.lead_id,
        title: words.notices.unrecorded(visit.name, formatMonthDay(visit.planned_on)),
        url: `/visits/${visit.id}/record`,
        created_at: tx.now,
      })),
      ...promises.map((promise) => ({
        person_id: promise.owner_id,
        title: words.notices.followUp(promise.name, formatMonthDay(promise.due_on)),
        url: `/visits/${promise.visit_id}`,
        created_at: tx.now,
      })),
    ];
    if (notices.length > 0) await tx.db.insertInto('notice').values(notices).execute();
    tx.record({ action: 'visits.remind', detail: { visits: visits.length, promises: promises.length } });
  },
});

/** To one head of a facility: that a visit is planned, moved or called off, which somebody at a desk elsewhere decided. */
export const mailHead = defineJob({
  name: 'visits.mail',
  data: z.object({ person_id: z.number().int(), facility_id: z.number().int(), sentence: z.string() }),
  run: async (tx, { person_id, facility_id, sentence }, tools) => {
    const to = await tx.db
      .selectFrom('person_contact')
      .where('person_id', '=', person_id)
      .select('email')
      .executeTakeFirst();
    const facility = await tx.db
      .selectFrom('facility')
      .where('id', '=', facility_id)
      .select('name')
      .executeTakeFirst();
    if (!to?.email || !facility) return;
    const { settings } = tx.actor.house;
    await tools.mail({
      to: to.email,
      subject: words.mail.subject(sentence),
      text: words.mail.text({
        facility: facility.name,
        sentence,
        url: `${settings.BASE_URL}/my-facility/visits`,
        municipality: tx.actor.municipality.name,
      }),
    });
  },
});
