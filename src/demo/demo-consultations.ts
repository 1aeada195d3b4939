import { instantOf, type IsoDate } from '../platform/ja/dates.ts';
import {
  addContact,
  createHousehold,
  mergeHouseholds,
  protect,
  setAddress,
  setPlace,
} from '../family/households/commands.ts';
import { householdById, membersOf } from '../family/households/queries.ts';
import { checkSafety, closeConsultation, takeConsultation } from '../family/consultations/commands.ts';
import { keepTables } from '../family/consultations/commands-statistics.ts';
import { intakeForm } from '../family/consultations/forms.ts';
import { callsOf } from './demo-cases.ts';
import { made } from './demo-timeline.ts';
import type { Loaded } from './demo.ts';
import {
  consultations,
  households,
  lastYear,
  mergeReason,
  type DemoConsultation,
} from './words-consultations.ja.ts';

const moment = (text: string): Date => {
  const [day, time] = text.split(' ') as [IsoDate, string];
  return instantOf(day, time);
};

/** Families of four districts and their consultations from August to November 2026, as their workers took them down. */
export async function loadConsultations(loaded: Loaded): Promise<void> {
  const person = (key: string): number => {
    const id = loaded.person.get(key);
    if (id === undefined) throw new Error(`Nobody is called ${key}.`);
    return id;
  };
  const household = new Map<string, number>();
  for (const one of households) {
    const made = await loaded.as(person(one.by), instantOf('2026-08-03', '09:30'), async (tx) => {
      const id = await createHousehold(tx, {
        team_id: loaded.case_team.get(one.district)!,
        members: one.members,
        languages: one.languages ?? ['ja'],
        care: one.care ?? '',
        invented: true,
      });
      const there = (await householdById(tx, id))!;
      if (one.address_before)
        await setAddress(tx, there, {
          postal_code: null,
          address: one.address_before,
          starts_on: '2024-04-01',
        });
      await setAddress(tx, there, { postal_code: null, address: one.address, starts_on: '2025-10-01' });
      if (one.phone)
        await addContact(tx, there, { kind: 'phone', value: one.phone, member_id: null, note: '' });
      if (one.place) {
        const member = (await membersOf(tx, [id]))[one.place.member]!;
        await setPlace(tx, there, {
          member_id: member.id,
          fiscal_year: 2026,
          facility_id: null,
          place_name: one.place.name,
          class_name: one.place.class_name,
        });
      }
      return id;
    });
    household.set(one.key, made);
  }
  await loadLastYear(loaded, person);
  // Calls that became cases were taken down between the others: numbers go by the day.
  const calls = callsOf(loaded);
  const callsBefore = async (moment: Date): Promise<void> => {
    while (calls[0] !== undefined && calls[0].at < moment) {
      const { at, person, work } = calls.shift()!;
      await loaded.as(person, at, work);
    }
  };
  for (const one of consultations) {
    await callsBefore(moment(one.at));
    const id = await loaded.as(person(one.by), moment(one.at), async (tx) => {
      const data = intakeForm.parse(typed(one, household, loaded));
      return (await takeConsultation(tx, data)).id;
    });
    if (one.seen) {
      const [when, how] = one.seen;
      const [seen_on, seen_time] = when.split(' ') as [string, string];
      await loaded.as(person(one.worker ?? one.by), moment(when), (tx) =>
        checkSafety(tx, id, { seen_on, seen_time, safety_how: how }),
      );
    }
    if (one.close) {
      const [when, response_code, done_text] = one.close;
      await loaded.as(person(one.worker ?? one.by), moment(when), (tx) =>
        closeConsultation(tx, id, { response_code, done_text }),
      );
    }
  }
  await callsBefore(instantOf('2027-04-01', '00:00'));
  await keepLastYear(loaded);
  const hidden = households.find((one) => one.protect !== undefined)!;
  await loaded.as(person(hidden.by), instantOf('2026-09-18', '09:30'), async (tx) =>
    protect(tx, (await householdById(tx, household.get(hidden.key)!))!, true, hidden.protect!),
  );
  await loaded.as(person('consultation-3'), instantOf('2026-09-16', '16:00'), (tx) =>
    mergeHouseholds(tx, {
      kept_id: household.get('merged-a')!,
      merged_id: household.get('merged-b')!,
      reason: mergeReason,
    }),
  );
}

/** The year before, short: what its tables are made of, which leave the case zone. */
async function loadLastYear(loaded: Loaded, person: (key: string) => number): Promise<void> {
  const { said, done, kinds } = lastYear;
  const all = Object.entries(kinds).flatMap(([kind, many]) => Array.from({ length: many }, () => kind));
  const ways = ['phone', 'visit', 'office'];
  const routes = ['family', 'school', 'family', 'nursery', 'family', 'health'];
  const perMonth = Math.ceil(all.length / 12);
  for (let month = 0; month < 12; month++) {
    const [year, day] = [2025 + Math.floor((month + 3) / 12), ((month + 3) % 12) + 1];
    const moment = instantOf(`${year}-${String(day).padStart(2, '0')}-15` as IsoDate, '10:00');
    await loaded.as(person('consultation-3'), moment, async (tx) => {
      for (let at = month; at < perMonth * 12; at += 12) {
        const kind = all[at];
        if (kind === undefined) continue;
        const data = intakeForm.parse({
          way: ways[at % 3],
          route_code: routes[at % 6],
          kind_code: kind,
          words_said: said,
          done_text: done,
          household: 'none',
          team_id: String(loaded.case_team.get('西部')!),
          worker_id: String(person('consultation-3')),
          age_years: String((at * 5) % 17),
          age_months: '0',
          next_step: done,
          next_on: `${year}/${day}/20`,
        });
        const { id } = await takeConsultation(tx, data);
        await closeConsultation(tx, id, {
          response_code: at % 4 === 3 ? 'referred' : 'advice',
          done_text: done,
        });
      }
    });
  }
}

/** The year's tables are kept once every consultation of it is there. */
async function keepLastYear(loaded: Loaded): Promise<void> {
  await loaded.as(made(loaded.person, 'council-office-1'), instantOf('2026-04-20', '14:00'), (tx) =>
    keepTables(tx, 2025),
  );
}

/** The intake form as the worker would have sent it. */
function typed(
  one: DemoConsultation,
  household: Map<string, number>,
  loaded: Loaded,
): Record<string, unknown> {
  const [year, month, day] = (one.next?.[1] ?? '--').split('-');
  const [next_y, next_m, next_d] = [year, month, day];
  return {
    way: one.way,
    route_code: one.route,
    kind_code: one.kind,
    words_said: one.said,
    done_text: one.done,
    household: one.household === undefined ? 'none' : String(household.get(one.household)),
    team_id: String(loaded.case_team.get(one.district)),
    worker_id: one.worker === undefined ? undefined : String(loaded.person.get(one.worker)),
    ...(one.months === undefined
      ? monthsOf(one)
      : { age_years: `${Math.floor(one.months / 12)}`, age_months: `${one.months % 12}` }),
    anonymous: one.anonymous ? 'on' : undefined,
    notifier_name: one.notifier?.name,
    notifier_relation: one.notifier?.relation,
    abuse_kind: one.abuse?.kind,
    abuser: one.abuse?.abuser,
    urgency: one.triage?.urgency,
    urgency_reason: one.triage?.reason,
    ...Object.fromEntries(one.triage?.yes.map((question) => [`q_${question}`, 'yes']) ?? []),
    ...Object.fromEntries(one.triage?.unknown?.map((question) => [`q_${question}`, 'unknown']) ?? []),
    next_step: one.next?.[0],
    next_on: one.next === undefined ? undefined : `${next_y}/${next_m}/${next_d}`,
  };
}

/** The age of the household's first child, or before birth. */
function monthsOf(one: DemoConsultation): Record<string, string> {
  const family = households.find((each) => each.key === one.household);
  const child = family?.members.find((each) => each.relation === 'child');
  if (!child?.born_on) return { unborn: 'on' };
  const [from, to] = [child.born_on, one.at].map(
    (text) => text.split(/[- ]/).map(Number) as [number, number, number],
  );
  const months = (to![0] - from![0]) * 12 + to![1] - from![1] - (to![2] < from![2] ? 1 : 0);
  return { age_years: `${Math.floor(months / 12)}`, age_months: `${months % 12}` };
}
