// One call of study groups from sign-up to a published hand-out, with 24 facilities; and one that is open now.
import {
  addCard,
  addHeading,
  moveCard,
  planSession,
  voteCard,
  writeSummary,
} from '../improvement/study-groups/commands-board.ts';
import { takeDivision, tellGroups } from '../improvement/study-groups/commands-groups.ts';
import { changeHandout, drawUpHandout } from '../improvement/study-groups/commands-handouts.ts';
import { entriesOf, callById, groupsOf, type Group } from '../improvement/study-groups/queries.ts';
import { cardsOf } from '../improvement/study-groups/queries-board.ts';
import { divide } from '../improvement/study-groups/rules-solve.ts';
import { instanceOf } from '../improvement/study-groups/rules.ts';
import { openSampleCall, signUpSample } from '../improvement/study-groups/samples.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { mulberry32, shuffled, type DemoFacility } from './material.ts';
import { board, handout, openCall } from './words-study-groups.ja.ts';

const coordinator = 'coordinator-1';

/** Of one operator one facility, Kagura first; so that a division under every rule can be shown. */
function signedUp({ places, operatorOf }: Loaded, many: number): DemoFacility[] {
  const order = shuffled(mulberry32(56), places);
  const kagura = order.find((place) => place.key === 'kagura');
  const operators = new Map<number | undefined, number>();
  return [...(kagura ? [kagura] : []), ...order]
    .filter((place, at, all) => {
      if (all.indexOf(place) !== at) return false;
      const operator = operatorOf.get(place.key);
      operators.set(operator, (operators.get(operator) ?? 0) + 1);
      return operators.get(operator)! <= 2;
    })
    .slice(0, many);
}

export async function loadStudyGroups(loaded: Loaded): Promise<void> {
  const as = <T>(key: string, day: string, time: string, work: (tx: WriteTx) => Promise<T>): Promise<T> =>
    loaded.as(made(loaded.person, key), instantOf(day, time), work);
  const places = signedUp(loaded, 24);
  const ids = places.map((place) => made(loaded.facility, place.key));
  const call = await as(coordinator, '2026-10-05', '11:00', (tx) =>
    openSampleCall(tx, { closes_on: '2026-10-16', times: board.times.map((time) => ({ ...time })) }),
  );
  await as('head-kagura', '2026-10-06', '16:30', (tx) => signUpSample(tx, call, ids[0]!, 0));
  // What others said by telephone and at visits.
  await as(coordinator, '2026-10-16', '15:00', async (tx) => {
    for (const [n, id] of ids.entries()) if (n > 0) await signUpSample(tx, call, id, n);
  });
  const groups = await as(coordinator, '2026-10-19', '10:00', async (tx) => {
    const terms = (await callById(tx, call))!;
    const { id } = await tx.db
      .insertInto('study_run')
      .values({ call_id: call, asked_at: tx.now, asked_by: tx.actor.person_id! })
      .returning('id')
      .executeTakeFirstOrThrow();
    const division = await divide(instanceOf(terms, await entriesOf(tx, call), []), { seed: 1, seconds: 4 });
    await takeDivision(tx, call, id, division);
    await tellGroups(tx, call);
    return groupsOf(tx, call);
  });
  const own = groups.find((group) => group.facility_ids.includes(ids[0]!))!;
  const session = await as(coordinator, '2026-10-20', '10:00', async (tx) => {
    const plan = (group: Group, held_on: string, place: string) =>
      planSession(tx, group.id, {
        held_on,
        starts_at: '14:00',
        ends_at: '15:30',
        place,
        join_url: '',
        note: board.note,
        _version: 0,
      });
    for (const [n, group] of groups.entries())
      if (group !== own && n < 3) await plan(group, addDays('2026-11-26', n), board.place);
    return plan(own, '2026-10-27', board.place);
  });
  const headings = new Map<string, number>();
  const card = async (tx: WriteTx, { kind, body, heading }: (typeof board.cards)[number]) => {
    const id = await addCard(tx, session, { kind, body, heading_id: null });
    const heading_id = heading === null ? null : (headings.get(heading) ?? null);
    if (heading_id !== null) await moveCard(tx, session, id, { heading_id, before_id: null, step: null });
  };
  await as(coordinator, '2026-10-27', '14:10', async (tx) => {
    for (const name of board.headings) headings.set(name, await addHeading(tx, session, name));
    for (const one of board.cards.filter(({ by }) => by === 'coordinator')) await card(tx, one);
  });
  await as('head-kagura', '2026-10-27', '14:40', async (tx) => {
    for (const one of board.cards.filter(({ by }) => by === 'facility')) await card(tx, one);
  });
  for (const [key, least] of [
    ['head-kagura', 0],
    [coordinator, 2],
  ] as const)
    await as(key, '2026-10-27', '15:20', async (tx) => {
      const ideas = (await cardsOf(tx, session))
        .filter(({ kind }) => kind === 'idea')
        .slice(least, least + 3);
      for (const { id } of ideas) await voteCard(tx, session, id);
    });
  await as(coordinator, '2026-10-28', '11:00', (tx) =>
    writeSummary(tx, session, { summary: board.summary, _version: 1 }),
  );
  await as(coordinator, '2026-11-04', '10:00', async (tx) => {
    const id = await drawUpHandout(tx, own.id);
    await changeHandout(tx, id, { ...handout, publish: '1', _version: 1 });
  });
  const open = await as(coordinator, '2026-11-16', '10:00', (tx) =>
    openSampleCall(tx, { ...openCall, closes_on: '2026-11-30' }),
  );
  await as(coordinator, '2026-11-19', '16:00', async (tx) => {
    for (const [n, id] of ids.slice(1, 7).entries()) await signUpSample(tx, open, id, n);
  });
}
