import { sql } from 'kysely';
import { z } from 'zod';
import { importJob } from '../../platform/files/imports.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { facilityImport } from './commands-import.ts';
import { setting } from './queries-place.ts';
import { words } from './words-changes.ja.ts';

export const importFacilities = importJob(facilityImport);

/** Months between two reminders about one entry. */
const againAfter = 1;

/**
 * Every morning: whose entry was last confirmed as long ago as the city asks again gets a notice; once, then monthly.
 * Whom it tells: the heads appointed there, and those of the operator who are appointed to no single place.
 */
export const askToConfirm = defineJob({
  name: 'directory.confirm',
  data: z.object({}),
  schedule: '30 6 * * *',
  run: async (tx) => {
    const { confirm_every_months } = await setting(tx);
    const { rows } = await sql<{ facility_id: number; name: string; person_id: number }>`
      with due as (
        select id, name, organisation_id from facility
        where ended_on is null
          and (confirmed_on is null or confirmed_on <= ${addMonths(tx.today, -confirm_every_months)})
          and (confirm_asked_on is null or confirm_asked_on <= ${addMonths(tx.today, -againAfter)})
      )
      select distinct due.id as facility_id, due.name, appointment.person_id
      from due
      join appointment on appointment.facility_id = due.id
        or (appointment.facility_id is null and appointment.organisation_id = due.organisation_id)
      join role on role.code = appointment.role_code and role.facility_scope
      join role_duty on role_duty.role_code = role.code and role_duty.duty = 'facility.answer'
      where appointment.starts_on <= ${tx.today} and (appointment.ends_on is null or appointment.ends_on >= ${tx.today})
      order by due.id`.execute(tx.db);
    if (rows.length > 0) {
      await tx.db
        .insertInto('notice')
        .values(
          rows.map((row) => ({
            person_id: row.person_id,
            title: words.notices.confirm(row.name),
            url: `/facilities/${row.facility_id}`,
            created_at: tx.now,
          })),
        )
        .execute();
      await tx.db
        .updateTable('facility')
        .set({ confirm_asked_on: tx.today })
        .where('id', 'in', [...new Set(rows.map((row) => row.facility_id))])
        .execute();
    }
    tx.record({ action: 'directory.confirm', detail: { notices: rows.length } });
  },
});
