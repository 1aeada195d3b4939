// Families of long ago whose records have reached the end of their time, and what people asked about their own.
import { propose, hold } from '../base/retention/commands.ts';
import { answerAsTeam, askTeam, decideRequest, receive } from '../base/retention/commands-rights.ts';
import { listDue } from '../base/retention/jobs.ts';
import { askToCheck, prepareCopy } from '../family/disclosures/commands-own.ts';
import { withClient } from '../platform/db/migrate.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { copyAsked, oldFamilies, requests } from './words-retention.ja.ts';
import { municipality } from './words.ja.ts';

export async function loadRetention(loaded: Loaded, ownerUrl: string): Promise<void> {
  const person = (key: string) => made(loaded.person, key);
  const at = (day: string, time: string) => instantOf(day, time);
  const team = (district: string) => made(loaded.case_team, district);
  const cases = await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    const one = async (text: string, values: unknown[]) =>
      Number((await client.query<{ id: number }>(`${text} returning id`, values)).rows[0]!.id);
    const worker = person('consultation-1');
    const found: { district: string; case_id: number }[] = [];
    for (const [n, family] of oldFamilies.entries()) {
      const [team_id, opened] = [team(family.district), `${family.year}-05-10T10:00:00+09:00`];
      const household_id = await one(
        `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at)
         values ($1, array[$1::bigint], true, $2, $3, $3)`,
        [team_id, worker, opened],
      );
      await client.query(
        `insert into household_member (household_id, team_id, team_ids, protected, position, relation, family_name, given_name,
           family_kana, given_kana, born_on, created_at, updated_at)
         values ($1, $2, array[$2::bigint], false, 1, 'child', $3, $4, $5, $6, $7, $8, $8)`,
        [household_id, team_id, ...family.child, family.born_on, opened],
      );
      const case_id = await one(
        `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, headline, opened_on, opened_by,
           closed_on, close_reason, closed_by, close_approved_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, 'general', $6, $7, $5, $8, 'goals_reached', $5, $9, $10, $10)`,
        [
          family.year,
          9000 + n,
          household_id,
          team_id,
          worker,
          family.headline,
          `${family.year}-05-10`,
          `${family.year + 2}-03-20`,
          person('supervisor-1'),
          opened,
        ],
      );
      found.push({ district: family.district, case_id });
    }
    return found;
  });
  await loaded.as(null, at('2026-11-19', '04:10'), (tx) => tx.plan(listDue, {}));
  const desk = person('legal-1');
  const central = cases.filter((one) => one.district === oldFamilies[0]!.district).map((one) => one.case_id);
  await loaded.as(desk, at('2026-11-19', '11:20'), (tx) =>
    hold(tx, 'case', central.at(-1)!, { reason: oldFamilies[0]!.hold }),
  );
  await loaded.as(desk, at('2026-11-20', '15:30'), (tx) =>
    propose(tx, 'case', {
      subjects: central.slice(0, -1),
      team_id: team(oldFamilies[0]!.district),
      note: oldFamilies[0]!.note,
    }),
  );
  for (const { district, decided_on, decision_text, ...one } of requests) {
    const id = await loaded.as(desk, at(one.received_on, '10:30'), (tx) => receive(tx, one));
    if (district === null) continue;
    await loaded.as(desk, at(one.received_on, '11:00'), (tx) => askTeam(tx, id, team(district)));
    if (decided_on === null) continue;
    await loaded.as(person('supervisor-1'), at(decided_on, '10:00'), (tx) => answerAsTeam(tx, id, 'none'));
    await loaded.as(desk, at(decided_on, '16:00'), (tx) =>
      decideRequest(tx, id, {
        decision: 'none_kept',
        decision_text,
        decided_on,
      }),
    );
  }
  await loadCopy(loaded);
}

/** A mother asks for the records of her own family: her copy is prepared and waits for the second pair of eyes. */
async function loadCopy(loaded: Loaded): Promise<void> {
  const [desk, supervisor] = [made(loaded.person, 'legal-1'), made(loaded.person, 'supervisor-1')];
  const at = (time: string) => instantOf(copyAsked.received_on, time);
  const team_id = made(loaded.case_team, '中央');
  const mother = await loaded.as(supervisor, at('09:00'), (tx) =>
    tx.db
      .selectFrom('household_member as member')
      .innerJoin('support_case', 'support_case.household_id', 'member.household_id')
      .where('member.relation', '=', 'mother')
      .where('member.protected', '=', false)
      .where('support_case.team_id', '=', team_id)
      .where('support_case.closed_on', 'is', null)
      .select(['member.id', 'member.family_name', 'member.given_name'])
      .orderBy('member.id')
      .executeTakeFirst(),
  );
  if (!mother) throw new Error('The demo has no open case of a mother in this team.');
  const { family_name, given_name } = mother;
  const request = await loaded.as(desk, at('10:30'), (tx) =>
    receive(tx, { ...copyAsked, family_name, given_name }),
  );
  await loaded.as(desk, at('10:40'), (tx) => askTeam(tx, request, team_id));
  await loaded.as(supervisor, at('13:10'), (tx) => answerAsTeam(tx, request, 'records'));
  const copy = await loaded.as(supervisor, at('13:20'), (tx) => prepareCopy(tx, request, mother.id));
  await loaded.as(supervisor, at('15:40'), (tx) => askToCheck(tx, copy));
}
