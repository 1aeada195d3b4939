// Cases with their conferences, a handover under way, the load of every worker and what they say of it; all invented.
import { checkIn, comment, addSkill, setFacts, setLimit } from '../family/caseload/commands.ts';
import * as conferences from '../family/conferences/commands.ts';
import { casesOf, itemsOf as agendaOf, rolesOf, seatsOf } from '../family/conferences/queries.ts';
import { accept, decline, openHandover, propose, saveSummary } from '../family/handovers/commands.ts';
import { itemsOf } from '../family/handovers/queries.ts';
import { registerEntry } from '../family/cases/commands-council.ts';
import { giveTask } from '../family/cases/commands.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { beginFamily } from './demo-families.ts';
import type { Loaded } from './demo.ts';
import { councilOffice } from './words-cases.ja.ts';
import { later } from './words-families.ja.ts';
import {
  demoCases,
  demoCheckIns,
  demoComments,
  demoHandover,
  demoSkills,
  firstConference,
  firstEntry,
  internalConference,
  secondConference,
} from './words-confer.ja.ts';

/** Two families that nobody has reached for long: what a list warns of. */
const quiet = ['b', 'e'];
/** The days of the newest contacts, none on a weekend. */
const laterOn = (nth: number) => addDays('2026-11-09', nth % 5);

/** Conferences, handover and caseload of the demo city. */
export async function loadConfer(loaded: Loaded): Promise<void> {
  const { as, person, case_team } = loaded;
  const who = (key: string) => person.get(key)!;
  const at = (day: string, time: string) => instantOf(day, time);
  const cases = new Map<string, number>();
  // In the order of their days, as their numbers would have come.
  for (const [nth, one] of demoCases.toSorted((a, b) => (a.opened < b.opened ? -1 : 1)).entries()) {
    const worker_id = who(one.worker);
    const [given_name, given_kana, born_on] = one.child;
    const expected = given_name === '';
    const { case_id } = await beginFamily(loaded, {
      worker_id,
      team_id: case_team.get(one.district)!,
      category: one.category,
      stage: one.stage,
      headline: one.headline,
      family: one.family,
      members: [
        {
          relation: expected ? 'expectant' : 'child',
          given_name,
          given_kana,
          born_on: born_on === '' ? null : born_on,
        },
      ],
      care: '',
      nth: nth + 10,
      opened: one.opened,
      note: one.note,
      later: quiet.includes(one.key) ? null : [laterOn(nth), later[nth % later.length]!],
      next: one.next,
    });
    cases.set(one.key, case_id);
    await as(worker_id, at('2026-10-01', '09:00'), async (tx) => {
      if (one.task)
        await giveTask(tx, case_id, { title: one.task[0], person_id: worker_id, due_on: one.task[1] });
      await setFacts(tx, case_id, {
        severity: one.severity ?? 'low',
        travel: one.travel ?? 'near',
        interpreter: one.key === 'n',
        court: one.court ?? false,
        _version: 0,
      });
    });
  }
  const sitting = {
    starts_at: '14:00',
    ends_at: '15:00',
    online_url: null,
    case_ids: [],
    team_id: null,
  };
  const worker = who('consultation-1');
  const chair = who('supervisor-1');
  const [school, hospital] = [who('partner-school-1'), who('partner-hospital-1')];

  // Of a school-age child, with the school and the hospital; their access has ended since.
  const first = await as(worker, at('2026-10-07', '10:00'), async (tx) => {
    const id = await conferences.createConference(tx, {
      ...sitting,
      kind: 'case',
      case_id: cases.get('a')!,
      purpose: firstConference.purpose,
      held_on: '2026-10-15',
      place: firstConference.place,
      chair_id: chair,
    });
    await conferences.layFacts(tx, id, [`support_case:${cases.get('a')!}`]);
    await conferences.layFreeFact(tx, id, {
      title: firstConference.factTitle,
      body: demoCases[0]!.note,
    });
    for (const [person_id, reason] of [
      [school, firstConference.school],
      [hospital, firstConference.hospital],
    ] as const)
      await conferences.inviteGuest(tx, id, {
        person_id,
        reason,
        starts_on: '2026-10-07',
        ends_on: '2026-10-31',
      });
    return id;
  });
  for (const [guest, view, time] of [
    [school, firstConference.views.school, '16:30'],
    [hospital, firstConference.views.hospital, '18:10'],
  ] as const) {
    // The promise lets the guest in: from their next page on.
    await as(guest, at('2026-10-09', time), (tx) => conferences.confirmSecrecy(tx, first, true));
    await as(guest, at('2026-10-09', time), async (tx) => {
      const own = (await seatsOf(tx, first)).find((seat) => seat.person_id === guest)!;
      await conferences.saveOwnView(tx, first, { view, _version: own.version });
    });
  }
  await as(worker, at('2026-10-15', '14:00'), async (tx) => {
    await conferences.openConference(tx, first);
    for (const seat of await seatsOf(tx, first))
      await conferences.saveSeat(tx, first, seat.id, {
        attendance: seat.person_id === hospital ? 'online' : 'attended',
        view: seat.person_id === worker ? firstConference.views.worker : seat.view,
        _version: seat.version,
      });
    for (const [n, item] of (await agendaOf(tx, first)).entries())
      await conferences.saveItem(tx, first, item.id, {
        title: item.title,
        discussion: firstConference.discussion[n]!,
        _version: item.version,
      });
    for (const body of firstConference.decisions) await conferences.addDecision(tx, first, body);
    for (const [person_id, what, due_on] of [
      [school, firstConference.roles.school, '2026-10-30'],
      [hospital, firstConference.roles.hospital, '2026-12-04'],
      [worker, firstConference.roles.worker, '2026-10-23'],
    ] as const)
      await conferences.addRole(tx, first, { what, person_id, due_on, case_id: null });
    const { version } = await tx.db
      .selectFrom('conference')
      .where('id', '=', first)
      .select('version')
      .executeTakeFirstOrThrow();
    await conferences.saveMinutes(tx, first, {
      minutes: firstConference.minutes,
      next_on: '2026-11-26',
      _version: version,
    });
    await conferences.closeConference(tx, first, null);
  });
  await as(chair, at('2026-10-16', '09:20'), (tx) => conferences.approveMinutes(tx, first));
  // The ledger says when the case was sat over, and when again.
  await as(who(councilOffice), at('2026-10-19', '10:30'), (tx) =>
    registerEntry(tx, cases.get('a')!, {
      ...firstEntry,
      category: 'support',
      abuse_kinds: [],
      severity: 'feared',
      centre_part: 'none',
      registered_on: '2026-10-19',
      next_review_on: '2027-01-29',
    }),
  );
  await as(school, at('2026-10-30', '15:40'), async (tx) => {
    const role = (await rolesOf(tx, first)).find((one) => one.person_id === school)!;
    await conferences.finishTask(tx, role.task_id, firstConference.outcome);
  });

  // The next of the same case, coming up: the school is invited again.
  const second = await as(worker, at('2026-11-16', '11:00'), async (tx) => {
    const id = await conferences.createConference(tx, {
      ...sitting,
      kind: 'case',
      case_id: cases.get('a')!,
      purpose: secondConference.purpose,
      held_on: '2026-11-26',
      place: secondConference.place,
      chair_id: chair,
    });
    await conferences.layFacts(tx, id, [`support_case:${cases.get('a')!}`]);
    await conferences.inviteGuest(tx, id, {
      person_id: school,
      reason: secondConference.school,
      starts_on: '2026-11-16',
      ends_on: '2026-12-15',
    });
    return id;
  });
  await as(school, at('2026-11-18', '17:05'), (tx) => conferences.confirmSecrecy(tx, second, true));
  await as(school, at('2026-11-18', '17:05'), async (tx) => {
    const own = (await seatsOf(tx, second)).find((seat) => seat.person_id === school)!;
    await conferences.saveOwnView(tx, second, { view: secondConference.view, _version: own.version });
  });

  // The team's own, over two cases.
  await as(who('consultation-3'), at('2026-11-12', '09:30'), async (tx) => {
    const id = await conferences.createConference(tx, {
      ...sitting,
      kind: 'internal',
      case_id: null,
      case_ids: [cases.get('i')!, cases.get('j')!],
      purpose: internalConference.purpose,
      held_on: '2026-11-12',
      place: internalConference.place,
      chair_id: who('supervisor-2'),
    });
    await conferences.openConference(tx, id);
    const discussed = await casesOf(tx, id);
    for (const key of ['i', 'j']) {
      const one = discussed.find((each) => each.case_id === cases.get(key))!;
      const [question, discussion, outcome] = internalConference.cases[key]!;
      await conferences.saveCase(tx, id, one.case_id, {
        question,
        discussion,
        outcome,
        _version: one.version,
      });
    }
    await conferences.addDecision(tx, id, internalConference.decision);
    await conferences.addRole(tx, id, {
      what: internalConference.role,
      person_id: who('consultation-3'),
      due_on: '2026-11-30',
      case_id: cases.get('j')!,
    });
    await conferences.closeConference(tx, id, null);
  });

  // Who goes in April: one case taken, one declined, one still to be asked for.
  const leaver = who('consultation-3');
  const lead = who('supervisor-2');
  const handover = await as(lead, at('2026-11-16', '13:00'), (tx) =>
    openHandover(tx, {
      leaver: `${case_team.get('西部')!}:${leaver}`,
      leaves_on: '2027-03-31',
      reason: 'transfer',
      cover_id: lead,
      note: demoHandover.note,
    }),
  );
  const itemOf = async (tx: WriteTx, key: string) =>
    (await itemsOf(tx, handover)).find((item) => item.case_id === cases.get(key))!;
  await as(leaver, at('2026-11-17', '16:00'), async (tx) => {
    const item = await itemOf(tx, 'i');
    await saveSummary(tx, handover, item.id, {
      summary: item.summary + demoHandover.summary,
      joint_visit_on: '2026-12-10',
      joint_visit_done_on: null,
      _version: item.version,
    });
  });
  await as(lead, at('2026-11-18', '09:00'), async (tx) => {
    await propose(tx, handover, {
      items: [(await itemOf(tx, 'j')).id, (await itemOf(tx, 'k')).id],
      successor_id: who('nurse-2'),
      joint_visit_on: null,
    });
    await propose(tx, handover, {
      items: [(await itemOf(tx, 'i')).id],
      successor_id: who('council-office-1'),
      joint_visit_on: null,
    });
  });
  await as(who('nurse-2'), at('2026-11-19', '17:00'), async (tx) => {
    await accept(tx, handover, [(await itemOf(tx, 'k')).id]);
    await decline(tx, handover, (await itemOf(tx, 'j')).id, demoHandover.decline);
  });

  for (const [key, [load, motivation, words]] of Object.entries(demoCheckIns))
    await as(who(key), at('2026-11-06', '17:20'), (tx) => checkIn(tx, { load, motivation, words }));
  await as(chair, at('2026-11-10', '10:00'), async (tx) => {
    for (const district of ['中央', '東部'])
      await setLimit(tx, case_team.get(district)!, { person_id: 0, points: 24, note: '' });
    await comment(tx, cases.get('b')!, demoComments[0]![1]);
    for (const [key, kind, name, gained_on] of demoSkills.filter(([each]) => each !== 'consultation-3'))
      await addSkill(tx, { person_id: who(key), kind, name, gained_on, valid_until: null, note: '' });
  });
  await as(lead, at('2026-11-13', '10:00'), async (tx) => {
    await comment(tx, cases.get('i')!, demoComments[1]![1]);
    for (const [key, kind, name, gained_on] of demoSkills.filter(([each]) => each === 'consultation-3'))
      await addSkill(tx, { person_id: who(key), kind, name, gained_on, valid_until: null, note: '' });
  });
  // What was told long before the day of the demo has been read.
  for (const key of [
    'consultation-1',
    'consultation-3',
    'nurse-2',
    'supervisor-1',
    'supervisor-2',
    'partner-school-1',
    'partner-hospital-1',
  ])
    await as(who(key), at('2026-11-20', '08:40'), async (tx) => {
      await tx.db
        .updateTable('notice')
        .set({ read_at: tx.now })
        .where('person_id', '=', tx.actor.person_id!)
        .where('created_at', '<', at('2026-11-18', '08:00'))
        .execute();
    });
}
