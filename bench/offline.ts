import type pg from 'pg';
import { newDeviceKey, newLock, seal, type Sealed } from '../src/improvement/offline/rules-lock.ts';
import { sync, type Ask, type Kept, type Store } from '../src/improvement/offline/rules-sync.ts';

/** Facilities the limit speaks of. */
const facilities = 500;

/** A week with a visit at each of 500 facilities, three records, open issues and a promise behind each. */
async function fillWeek(owner: pg.Client, person: number): Promise<void> {
  await owner.query(
    `with place as (select id from facility where ended_on is null order by id desc limit $2),
       mine as (select team_id from appointment where person_id = $1 and team_id is not null limit 1),
       past as (
         insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at)
         select place.id, mine.team_id, $1, 'round', current_date - 60 * n, current_date - 60 * n, $1, now()
         from place, mine, generate_series(1, 3) n returning id, facility_id, team_id),
       written as (
         insert into visit_record (visit_id, facility_id, team_id, met, hearing, strengths, challenges, needs, support, next_step,
           submitted_at, submitted_by, updated_at, updated_by)
         select id, facility_id, team_id, '園長、4歳児の担任', repeat('夕方、担任が一人になる時間がある。', 12), repeat('廊下に落ち着ける場所がある。', 8),
           repeat('午睡明けに応援が入れない。', 8), '同じ規模の園の工夫を知りたい。', repeat('一日の流れを書き出した。', 6), '2週間試す。',
           now(), $1, now(), $1 from past returning visit_id),
       promised as (
         insert into visit_follow_up (visit_id, facility_id, team_id, what, due_on, owner_id, created_at)
         select distinct on (facility_id) id, facility_id, team_id, '休憩の工夫の資料を送る', current_date + 20, $1, now() from past
         returning id)
     insert into visit (facility_id, team_id, lead_id, purpose, planned_on, created_by, created_at)
     select place.id, mine.team_id, $1, 'round', current_date + 1 + (row_number() over ())::int % 7, $1, now() from place, mine`,
    [person, facilities],
  );
  await owner.query('analyze visit, visit_record, visit_follow_up');
}

/** Kept in memory, but sealed as on the device: what a device does but its disk. */
function sealing(key: CryptoKey): { store: Store; count: () => number } {
  const kept = new Map<string, unknown>();
  const sealed = new Map<string, Sealed>();
  return {
    count: () => [...kept.keys()].filter((name) => name.startsWith('facility:')).length,
    store: {
      add: async () => undefined,
      queue: async () => [],
      tried: async () => undefined,
      drop: async () => undefined,
      get: async <T>(name: string) => kept.get(name) as T | undefined,
      list: async <K extends keyof Kept>(prefix: K) =>
        [...kept]
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, value]) => ({ name, value: value as Kept[K] })),
      put: async (values) => {
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined) kept.delete(name);
          else {
            kept.set(name, value);
            sealed.set(name, await seal(key, new TextEncoder().encode(JSON.stringify(value))));
          }
        }
      },
    },
  };
}

type Say = (line: {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}) => void;

/** The first exchange of a device, by the engine that runs on it: fetched in pieces over the loopback, sealed piece by piece. */
export async function offline(given: {
  base: string;
  owner: pg.Client;
  cookie: string;
  person: number;
  say: Say;
}): Promise<void> {
  const { base, owner, cookie, say } = given;
  await fillWeek(owner, given.person);
  let bytes = 0;
  const ask: Ask = async (path, init = {}) => {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: 'manual',
    });
    bytes += (await answer.clone().arrayBuffer()).byteLength;
    return answer;
  };
  const hello = (await (await ask('/visits/offline/hello')).json()) as { csrf: string };
  const body = new FormData();
  body.set('_csrf', hello.csrf);
  body.set('name', 'bench');
  const enrolled = (await (await ask('/visits/offline/enrol', { method: 'POST', body })).json()) as {
    device_id: number;
    person_id: number;
    token: string;
    part: string;
  };
  const { key } = await newLock(
    'only for measuring',
    await newDeviceKey(),
    { ...enrolled, part: Uint8Array.from(Buffer.from(enrolled.part, 'base64')) },
    Date.now(),
  );
  const device = { id: enrolled.device_id, token: enrolled.token, clock: () => Date.now() };
  const { store, count } = sealing(key);
  const measured = async () => {
    bytes = 0;
    const begun = performance.now();
    const ending = await sync(store, ask, device);
    return {
      took: performance.now() - begun,
      whole: ending.state === 'done',
      kilobytes: Math.round(bytes / 1024),
    };
  };
  const first = await measured();
  const fetched = (await store.list('facility:')).map((one) => one.value);
  const whole =
    first.whole &&
    count() >= facilities &&
    fetched.filter((one) => one.records.length === 3).length >= facilities;
  say({
    what: `first offline sync, ${count()} facilities with three records each, sealed (${first.kilobytes} KB before packing)`,
    figure: `${(first.took / 1000).toFixed(2)} s${whole ? '' : ' (NOT everything)'}`,
    limit: '5 s',
    ratio: `${Math.round(first.took / 50)} %`,
    wanted: 'under 5 s',
    ok: whole && first.took < 5000,
  });
  const again = await measured();
  say({
    what: `offline sync again, nothing changed (${again.kilobytes} KB)`,
    figure: `${(again.took / 1000).toFixed(2)} s`,
    limit: '',
    ratio: '',
    wanted: 'under 2 s, no facility sent again',
    ok: again.whole && again.took < 2000 && again.kilobytes < 10,
  });
}
