import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fillEveryTable } from '../access-matrix/fixture.ts';
import { everybody, makeWorld, type Answer, type Who, type World } from '../world.ts';
import {
  addressed,
  cameAlive,
  dice,
  evil,
  formsIn,
  markup,
  queryNames,
  routesOf,
  type FoundForm,
} from './attacker.ts';

const visitors: readonly (Who | null)[] = [...(Object.keys(everybody) as Who[]), null];
/** One for each set of duties, and those who hold none. */
const kinds: readonly (Who | null)[] = [
  'coordinator',
  'secretariat',
  'council_member',
  'facility_head',
  'consultation_worker',
  'observer',
  'administrator',
  'auditor',
  'former',
  null,
];
/** Those who may write most: their forms are filled in and sent. */
const writers: readonly Who[] = ['secretariat', 'coordinator', 'facility_head', 'administrator'];
/** What would sign the attacker out, or take away what the rest of the attack stands on. */
const spared = /sign-(in|out)|\/account|\/disable|\/end$|\/end-all|\/invite$|\/redrive/;
const numbers = ['1', '2', '3', '4'];

// Thousands of requests: on a busy machine they take longer than one test usually may.
vi.setConfig({ testTimeout: 300_000 });

/** Everything the program answers, asked by everybody with what breaks programs. New routes are attacked by themselves. */
describe('whatever is sent, by whomever', () => {
  let world: World;
  const broken: string[] = [];
  const failures: string[] = [];
  beforeAll(async () => {
    world = await makeWorld(null, 1);
    await fillEveryTable(world);
    // As the program itself would have staged it.
    const mapping = {
      header: ['<x-evil>'],
      columns: {},
      constants: {},
      key: '',
      chosen: false,
      read_notes: [],
    };
    await world.owner('update import_batch set mapping = $1', [JSON.stringify(mapping)]);
    vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => {
      failures.push(
        said.map((one) => (one instanceof Error ? (one.stack ?? one.message) : String(one))).join(' '),
      );
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await world.close();
  });

  /** Notes what must not happen: a failure of ours, or markup that came out as markup. */
  const judge = (what: string, answer: Answer): void => {
    const cause = answer.status >= 500 ? (failures.at(-1) ?? '').split('\n').slice(0, 1).join(' ') : '';
    const at =
      answer.status >= 500 ? /\/src\/(?!platform\/db)\S+/.exec(failures.at(-1) ?? '')?.[0] : undefined;
    if (answer.status >= 500) broken.push(`${answer.status} ${what} ${cause} ${at ?? ''}`);
    const alive = /html/.test(answer.response.headers.get('content-type') ?? '')
      ? cameAlive(answer.html)
      : null;
    if (alive !== null) broken.push(`markup ${JSON.stringify(alive)} in ${what}`);
    const location = answer.location ?? '/';
    if (!/^\/(?![/\\])/.test(location)) broken.push(`leads to ${location}: ${what}`);
  };
  const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

  it('answers no address with a failure, nor lets markup of it through', async () => {
    const roll = dice(20_261_121);
    const names = queryNames();
    for (const who of visitors) {
      const visitor = world.as(who);
      for (const route of routesOf(world, 'GET')) {
        // Every address a dozen times, by others each time.
        if (roll([true, false])) continue;
        const path = addressed(
          route,
          () => roll([...numbers, '0', '9999999999999999']),
          () => encoded(roll(evil.filter((text) => text !== ''))),
        );
        const query = Array.from({ length: 4 }, () => `${roll(names)}=${encoded(roll(evil))}`);
        if (roll([true, false, false, false]))
          query.push('__proto__=x', 'constructor=y', 'a[b]=c', '%FF=%FF', '=');
        judge(`GET ${path}?${query.join('&')} as ${who}`, await visitor.get(`${path}?${query.join('&')}`));
      }
    }
    expect(broken).toEqual([]);
  });

  it('answers no form with a failure, nor lets markup of it through', async () => {
    const roll = dice(20_260_401);
    const known = new Set([
      '_version',
      'id',
      'title',
      'name',
      'reason',
      'facility_ids',
      'held_on_y',
      'choose_title',
    ]);
    for (const who of writers) {
      for (const route of routesOf(world, 'GET')) {
        if (route.includes('export') || route.includes('docx')) continue;
        const { html } = await world.as(who).get(
          addressed(
            route,
            () => '1',
            () => 'x',
          ),
        );
        for (const form of formsIn(html, '')) for (const { name } of form.fields) known.add(name);
      }
    }
    const names = [...known].toSorted();
    for (const who of kinds) {
      const visitor = world.as(who);
      for (const route of routesOf(world, 'POST')) {
        if (spared.test(route) && who !== null) continue;
        const path = addressed(
          route,
          () => roll([...numbers, '9999999999999999']),
          () => encoded(roll(['x', '__proto__', '<x-evil>', '999997.x'])),
        );
        const fields: Record<string, string | string[] | File> = {};
        for (const name of names) {
          if (roll([true, false, false, false]))
            fields[name] = roll([true, false]) ? roll(evil) : [roll(evil), roll(evil)];
        }
        if (roll([true, false, false]))
          fields.file = new File([roll(evil)], roll(evil), { type: roll(['text/csv', 'image/png', '']) });
        if (roll([true, false, false]))
          fields.files = new File(['%PDF-1.4 <script>'], '../<x-evil>.pdf', { type: 'application/pdf' });
        judge(
          `POST ${path} as ${who} with ${JSON.stringify(fields).slice(0, 300)}`,
          await visitor.post(path, fields),
        );
      }
    }
    expect(broken).toEqual([]);
  });

  it('shows what was written in every box as what it is, to everybody who may read it', async () => {
    const roll = dice(8);
    const payload = markup.join(' ');
    const filledIn = ({ fields }: FoundForm): Record<string, string | string[]> => {
      const sent: Record<string, string | string[]> = {};
      for (const { name, kind, value, options } of fields) {
        if (name === '' || name.startsWith('choose_')) continue;
        if (kind === 'submit' || kind === 'button') continue;
        if (kind === 'hidden') sent[name] = value;
        else if (kind === 'select')
          sent[name] = value === '' ? (options.find((option) => option !== '') ?? '') : value;
        else if (kind === 'checkbox' || kind === 'radio') sent[name] ??= value;
        else if (name.endsWith('_y')) sent[name] = '2026';
        else if (name.endsWith('_m')) sent[name] = '11';
        else if (name.endsWith('_d')) sent[name] = '20';
        else if (/_count|places|people|minutes|per_year|_weight/.test(name))
          sent[name] = value === '' ? '1' : value;
        else if (
          /_at$|_from$|_to$|itude$|capacity|email|phone|fax|postal|url|kana|code|number|^towns$/.test(name)
        )
          sent[name] = value;
        else if (kind !== 'file')
          sent[name] = `${roll(markup)} ${payload}`.slice(0, kind === 'textarea' ? 400 : 38);
      }
      return sent;
    };
    let written = 0;
    for (const who of writers) {
      for (const route of routesOf(world, 'GET')) {
        if (/export|docx|^\/kit$/.test(route) || spared.test(route)) continue;
        const path = addressed(
          route,
          () => roll(numbers.slice(0, 3)),
          () => 'x',
        );
        const page = await world.as(who).get(path);
        judge(`GET ${path} as ${who}`, page);
        for (const form of formsIn(page.html, path).slice(0, 12)) {
          if (spared.test(form.action)) continue;
          const answer = await world.as(who).post(form.action, filledIn(form));
          if (answer.status === 303) written++;
          judge(`POST ${form.action} as ${who}`, answer);
        }
      }
    }
    // Otherwise nothing was stored and nothing has been proved.
    expect(written).toBeGreaterThan(40);
    for (const who of [
      'coordinator',
      'secretariat',
      'council_member',
      'facility_head',
      'observer',
      'auditor',
    ] as const) {
      for (const route of routesOf(world, 'GET')) {
        for (const number of numbers.slice(0, 2)) {
          if (!route.includes(':') && number !== '1') continue;
          const path = addressed(
            route,
            () => number,
            () => 'x',
          );
          judge(`GET ${path} as ${who}`, await world.as(who).get(path));
        }
      }
    }
    expect(broken).toEqual([]);
  });
});
