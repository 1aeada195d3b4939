import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writing, type Actor } from '../../platform/db/transaction.ts';
import { csrfFor } from '../../platform/web/handlers.tsx';
import { everybody, makeWorld, secret, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../cases/samples.ts';
import { forgetFiles, tellOfEnd } from './jobs.ts';
import { stageOf } from './rules.ts';
import { seal, sealJson, newKey, unseal, unsealJson } from './rules-keys.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.at('2026-11-20T21:30:00+09:00');
  await world.owner('delete from case_taken_entry');
  await world.owner('delete from support_file_request');
  await world.owner('delete from support_file');
  await world.owner('delete from support_file_sheet');
  await world.owner('delete from shared.auth_attempt');
  await world.owner('update support_file_setting set keep_months = 36, notice_days = 60');
});

const front = '/open/support-file';
const mine = `${front}/mine`;
const passphrase = 'ゆきだるまと赤い手袋';

/** A browser: keeps its cookies, sends forms as our pages do. Signed in where `who` is told. */
function browser(who: Who | null = null) {
  const jar = new Map<string, string>();
  let csrf = csrfFor(secret, 'nobody');
  const keep = (response: Response): Response => {
    for (const one of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      if (/max-age=0/i.test(one)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return response;
  };
  const ready = async () => {
    if (who === null || jar.has('signed-in')) return;
    const session = (await world.session(who))!;
    jar.set('signed-in', 'yes');
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(session.cookie)!;
    jar.set(name!, value!);
    csrf = csrfFor(secret, session.id);
  };
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const told = async (response: Response) => {
    const html = await response.clone().text();
    return { status: response.status, location: response.headers.get('location'), html, response };
  };
  return {
    jar,
    async get(path: string) {
      await ready();
      return told(keep(await world.app.request(path, { headers: { cookie: cookie() } })));
    },
    async post(path: string, fields: Record<string, string | number | (string | number)[]> = {}) {
      await ready();
      const body = new FormData();
      body.set('_csrf', csrf);
      body.set('_once', crypto.randomUUID());
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name);
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one));
      }
      return told(
        keep(await world.app.request(path, { method: 'POST', headers: { cookie: cookie() }, body })),
      );
    },
  };
}
type Browser = ReturnType<typeof browser>;

const begun = { name: 'はるちゃん', password: passphrase, password_again: passphrase, understood: 1 };
/** A family with a file of three entries; answers its browser, the code and the entries' numbers. */
async function family(more: Record<string, string> = {}) {
  const home = browser();
  const started = await home.post(`${front}/start`, { ...begun, website: '', ...more });
  expect([started.status, started.location]).toEqual([303, mine]);
  const code = codeOn((await home.get(mine)).html);
  const ids: number[] = [];
  for (const [topic, title, body] of [
    ['health', 'たまごのアレルギー', 'たまごを食べると息が苦しくなる。エピペンはかばんの中。'],
    ['helps', '大きな音', 'イヤーマフを持っている。静かな部屋で休めば戻れる。'],
    ['contacts', '主治医', '架空クリニック 0166-00-0000'],
  ] as const)
    ids.push(await write(home, { topic, title, body }));
  return { home, code, ids };
}
const codeOn = (html: string): string => /<strong translate="no">([A-Z0-9-]{11})/.exec(html)?.[1] ?? '';
async function write(home: Browser, entry: Record<string, string>): Promise<number> {
  const saved = await home.post(`${mine}/entries/new`, {
    topic: 'helps',
    stage: 'before_school',
    _version: 0,
    ...entry,
  });
  expect(saved.status).toBe(303);
  const [row] = await world.owner<{ id: number }>('select max(id) as id from support_file_entry');
  return Number(row!.id);
}
const until = { until_y: 2026, until_m: 12, until_d: 10 };
/** Lends entries and answers the number and the code of the lending. */
async function lend(home: Browser, ids: number[], more: Record<string, string | number> = {}) {
  const kind = more.kind ?? 'lend';
  const lent = await home.post(`${mine}/lend?kind=${kind}`, {
    kind,
    entry_ids: ids,
    to: 'しらかば小の先生',
    ...(kind === 'lend' ? until : {}),
    ...more,
  });
  expect(lent.status).toBe(303);
  return { at: lent.location!, code: codeOn((await home.get(lent.location!)).html) };
}
const me = { name: '読田 先生', place: 'しらかば小学校' };
const borrow = async (code: string, who: Who | null = null) => {
  const there = browser(who);
  const answer = await there.post(`${front}/borrow`, { code, ...me });
  return { there, answer };
};

describe('a family’s file', () => {
  it('opens with the code and the passphrase together, and says the same of every wrong pair', async () => {
    const { code } = await family();
    const said = new Set<string>();
    for (const wrong of [
      { code, password: 'ちがうあいことば' },
      { code, password: '' },
      { code: 'ABCDE-FGHJK', password: passphrase },
      { code: 'x', password: passphrase },
    ]) {
      const answer = await browser().post(`${front}/open`, wrong);
      expect(answer.status).toBe(422);
      said.add(/<p class="error-text"[\s\S]*?<\/p>/.exec(answer.html)![0]);
      expect(answer.html).not.toContain(passphrase);
    }
    expect(said.size).toBe(1);
    const there = browser();
    const opened = await there.post(`${front}/open`, { code, password: passphrase });
    expect([opened.status, opened.location]).toEqual([303, mine]);
    expect((await there.get(mine)).html).toContain('たまごのアレルギー');
  });

  it('is guessed at a few times only: by address, and by code wherever the guesses come from', async () => {
    const { code } = await family();
    for (let n = 0; n < 15; n++)
      expect((await browser().post(`${front}/open`, { code, password: `guess ${n}` })).status).toBe(422);
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(429);
    // The code is counted for itself: forgetting the address does not help whoever guesses from many.
    await world.owner(`delete from shared.auth_attempt where key like 'open:support_file:%'`);
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(429);
    world.at('2026-11-20T22:45:00+09:00');
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(303);
    await world.owner('delete from shared.auth_attempt');
    for (let n = 0; n < 30; n++)
      expect(
        (await browser().post(`${front}/borrow`, { code: `ABCDEFGHJ${'23456789'[n % 8]}`, ...me })).status,
      ).toBe(422);
    expect((await browser().post(`${front}/borrow`, { code: 'ABCDEFGHJK', ...me })).status).toBe(429);
  });

  it('leaves nothing in the database that can be read, nor in the log, the jobs or the search', async () => {
    const { home, ids } = await family({ mail: 'kazoku@example.invalid' });
    const { code } = await lend(home, ids, { said_by: '母' });
    await borrow(code);
    const tables = await world.owner<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`,
    );
    let dump = '';
    for (const { name } of tables) dump += JSON.stringify(await world.owner(`select * from ${name}`));
    dump += JSON.stringify(await world.owner('select * from shared.auth_attempt'));
    dump += JSON.stringify(await world.owner('select data from pgboss.job'));
    expect(dump).toContain('support_file.begin');
    for (const secretText of [
      'はるちゃん',
      'たまご',
      'エピペン',
      'イヤーマフ',
      '0166-00-0000',
      'しらかば小の先生',
      '読田',
      'kazoku@example.invalid',
      passphrase,
      code.replace('-', ''),
      code,
    ])
      expect(dump, secretText).not.toContain(secretText);
  });

  it('is nobody’s of the staff: no role reads a row or finds a page, an emergency or the auditor’s included', async () => {
    const { ids } = await family();
    for (const who of Object.keys(everybody) as Who[]) {
      for (const table of [
        'support_file',
        'support_file_entry',
        'support_file_lending',
        'support_file_lock',
        'support_file_visit',
      ] as const)
        expect(
          await world.reading(who, (tx) => tx.db.selectFrom(table).selectAll().execute()).catch(() => []),
          `${who} ${table}`,
        ).toEqual([]);
      // The pages are there for a family that is signed in for another reason, and open nothing.
      const page = await browser(who).get(`${mine}/entries/${ids[0]}`);
      expect([page.status, page.location], who).toEqual([303, front]);
    }
    const found = await world.as('administrator').get('/search?q=たまご');
    expect(found.html).not.toContain('エピペン');
  });

  it('of one family shows nothing of another’s, whatever numbers are sent', async () => {
    const first = await family();
    const second = await family();
    expect((await second.home.get(`${mine}/entries/${first.ids[0]}`)).status).toBe(404);
    const written = await second.home.post(`${mine}/entries/${first.ids[0]}`, {
      topic: 'helps',
      stage: 'primary',
      title: 'x',
      body: 'x',
      _version: 1,
    });
    expect(written.status).toBe(404);
    expect((await second.home.post(`${mine}/entries/${first.ids[0]}/delete`)).status).toBe(404);
    const lent = await second.home.post(`${mine}/lend?kind=lend`, {
      kind: 'lend',
      entry_ids: [first.ids[0]!],
      to: 'x',
      ...until,
    });
    expect(lent.status).toBe(422);
    const { at } = await lend(first.home, first.ids);
    expect((await second.home.get(at)).status).toBe(404);
    expect((await second.home.post(`${at}/back`)).status).toBe(404);
    expect((await first.home.get(mine)).html).toContain('たまごのアレルギー');
  });

  it('closes by itself after half an hour, and nothing that was being written is lost', async () => {
    const { home, code } = await family();
    world.at('2026-11-20T22:05:00+09:00');
    expect((await home.get(mine)).location).toBe(front);
    expect((await home.get(front)).html).toContain('ファイルはとじています');
    const typed = {
      topic: 'likes',
      stage: 'before_school',
      title: '電車',
      body: '時刻表をおぼえている',
      _version: 0,
    };
    const late = await home.post(`${mine}/entries/new`, typed);
    expect(late.status).toBe(422);
    expect(late.html).toContain('時刻表をおぼえている');
    const wrong = await home.post(`${mine}/entries/new`, { ...typed, code, password: 'ちがうあいことば' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('時刻表をおぼえている');
    const saved = await home.post(`${mine}/entries/new`, { ...typed, code, password: passphrase });
    expect(saved.status).toBe(303);
    expect((await home.get(mine)).html).toContain('時刻表をおぼえている');
  });

  it('is closed for “back” and for the next person at the same browser', async () => {
    const { home } = await family();
    const before = new Map(home.jar);
    expect((await home.get(mine)).response.headers.get('cache-control')).toBe('no-store');
    expect((await home.post(`${front}/close`)).status).toBe(303);
    for (const [name, value] of before) home.jar.set(name, value);
    expect((await home.get(mine)).location).toBe(front);
  });

  it('keeps what was before where the family wants it, and really deletes what it deletes', async () => {
    const { home, ids } = await family();
    const changed = {
      topic: 'health',
      stage: 'primary',
      title: 'たまごのアレルギー',
      body: '焼き菓子は食べられるようになった。',
    };
    const replaced = await home.post(`${mine}/entries/${ids[0]}`, { ...changed, replaces: 1, _version: 1 });
    expect(replaced.status).toBe(303);
    const page = (await home.get(mine)).html;
    expect(page).toContain('焼き菓子');
    expect(page).toContain('エピペン');
    // Changed on another screen meanwhile: told, both texts are there, and sending again keeps one's own.
    const stale = await home.post(`${mine}/entries/${ids[1]}`, { ...changed, body: '自分の文', _version: 7 });
    expect(stale.status).toBe(422);
    expect(stale.html).toContain('自分の文');
    expect(stale.html).toContain('イヤーマフ');
    expect((await home.post(`${mine}/entries/${ids[0]}/delete`)).status).toBe(303);
    expect(await world.owner('select from support_file_entry where id = $1', [ids[0]])).toEqual([]);
    expect((await home.get(mine)).html).not.toContain('エピペン');
  });

  it('has a spare code that opens it without the passphrase, and a new passphrase that ends the old one', async () => {
    const { home, code } = await family();
    const other = browser();
    await other.post(`${front}/open`, { code, password: passphrase });
    await home.post(`${mine}/settings/spare`);
    const spare = /予備のコード（今だけ見られます）[\s\S]*?<strong translate="no">([A-Z0-9-]{11})/.exec(
      (await home.get(`${mine}/settings`)).html,
    )![1]!;
    // Making one closes the file wherever else it is open.
    expect((await other.get(mine)).location).toBe(front);
    const forgetful = browser();
    expect((await forgetful.post(`${front}/open`, { code: spare, password: '' })).status).toBe(303);
    const next = { password: 'あたらしいことば三つ', password_again: 'あたらしいことば三つ' };
    const refused = await forgetful.post(`${mine}/settings/lock`, { current: 'しらない', ...next });
    expect(refused.status).toBe(422);
    expect((await forgetful.post(`${mine}/settings/lock`, { current: spare, ...next })).status).toBe(303);
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(422);
    const opened = browser();
    expect((await opened.post(`${front}/open`, { code, password: next.password })).status).toBe(303);
    expect((await opened.get(mine)).html).toContain('イヤーマフ');
    // A new code, too: the one somebody got to know opens nothing any more.
    const renewed = await opened.post(`${mine}/settings/lock`, {
      current: next.password,
      ...next,
      new_code: 1,
    });
    expect(renewed.status).toBe(303);
    expect((await browser().post(`${front}/open`, { code, password: next.password })).status).toBe(422);
  });

  it('goes whole: entries, lendings, locks, visits', async () => {
    const { home, ids } = await family();
    const { code } = await lend(home, ids);
    const { there } = await borrow(code);
    expect((await home.post(`${mine}/settings/remove`)).status).toBe(422);
    expect((await home.post(`${mine}/settings/remove`, { sure: 1 })).location).toBe(front);
    for (const table of [
      'support_file',
      'support_file_entry',
      'support_file_lock',
      'support_file_lending',
      'support_file_lent',
      'support_file_look',
      'support_file_visit',
      'support_file_given',
    ])
      expect(await world.owner(`select 1 from ${table}`), table).toEqual([]);
    expect((await there.get(`${front}/lent`)).html).not.toContain('たまご');
  });

  it('leaves as PDF, as Excel and as one page to print', async () => {
    const { home } = await family();
    const pdf = await home.get(`${mine}/file.pdf`);
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    expect((await home.get(`${mine}/file.xlsx`)).response.headers.get('content-type')).toContain(
      'spreadsheetml',
    );
    expect((await home.get(`${mine}/summary?size=a6`)).html).toContain('support-file-sheet-a6');
    for (const path of ['file.pdf', 'file.xlsx', 'summary'])
      expect((await browser().get(`${mine}/${path}`)).location).toBe(front);
  });

  it('is not begun by a program, without the passphrase twice, or without knowing what is lost', async () => {
    const start = (fields: Record<string, string | number>) =>
      browser().post(`${front}/start`, { ...begun, website: '', ...fields });
    expect((await start({ website: 'http://x' })).location).toBe(front);
    const mistakes: Record<string, string>[] = [
      { password: 'short', password_again: 'short' },
      { password_again: 'なにかべつのもの' },
      { understood: '' },
      { name: '' },
      { sheet_code: 'ABCDEFGHJK' },
    ];
    for (const wrong of mistakes) {
      const answer = await start(wrong);
      expect(answer.status).toBe(422);
      expect(answer.html).not.toContain(passphrase);
    }
    expect(await world.owner('select 1 from support_file')).toEqual([]);
  });
});

describe('what a family lends', () => {
  it('shows the chosen entries alone, and every look is written down for the family', async () => {
    const { home, ids } = await family();
    const { at, code } = await lend(home, [ids[0]!]);
    expect((await home.get(at)).html).toContain('まだだれも見ていません');
    const { there, answer } = await borrow(code);
    expect([answer.status, answer.location]).toEqual([303, `${front}/lent`]);
    const page = (await there.get(`${front}/lent`)).html;
    expect(page).toContain('エピペン');
    for (const hidden of ['イヤーマフ', '大きな音', '0166-00-0000']) expect(page).not.toContain(hidden);
    // What was lent leads nowhere else.
    expect((await there.get(mine)).location).toBe(front);
    const seen = (await home.get(at)).html;
    expect(seen).toContain('読田 先生');
    expect(seen).toContain('しらかば小学校');
    await borrow(code, 'facility_head');
    expect((await home.get(at)).html).toContain(everybody.facility_head.name.join(' '));
  });

  it('cannot be opened without a name and a place, nor with the file’s own code, nor as the file', async () => {
    const { home, code: own, ids } = await family();
    const { code } = await lend(home, ids);
    expect((await browser().post(`${front}/borrow`, { code, name: '', place: '' })).status).toBe(422);
    expect((await browser().post(`${front}/borrow`, { code: own, ...me })).status).toBe(422);
    expect((await browser().post(`${front}/open`, { code, password: '' })).status).toBe(422);
  });

  it('shows what the family corrects meanwhile, and loses what it deletes', async () => {
    const { home, ids } = await family();
    const { code } = await lend(home, [ids[0]!, ids[1]!]);
    const { there } = await borrow(code);
    await home.post(`${mine}/entries/${ids[0]}`, {
      topic: 'health',
      stage: 'before_school',
      title: 'たまごのアレルギー',
      body: '少しなら食べられる。',
      _version: 1,
    });
    await home.post(`${mine}/entries/${ids[1]}/delete`);
    const page = (await there.get(`${front}/lent`)).html;
    expect(page).toContain('少しなら食べられる');
    expect(page).not.toContain('イヤーマフ');
  });

  it('is gone at once when it is taken back, also for whoever has it open', async () => {
    const { home, ids } = await family();
    const { at, code } = await lend(home, ids);
    const { there } = await borrow(code);
    expect((await home.post(`${at}/back`)).status).toBe(303);
    const after = await there.get(`${front}/lent`);
    expect([after.status, after.location]).toEqual([303, `${front}/borrow`]);
    expect((await borrow(code)).answer.status).toBe(422);
    // The look stays for the family to read.
    expect((await home.get(at)).html).toContain('読田 先生');
    const [left] = await world.owner<{ key_sealed: string | null }>(
      'select key_sealed from support_file_lending',
    );
    expect(left!.key_sealed).toBeNull();
    expect(await world.owner('select 1 from support_file_lent')).toEqual([]);
    expect((await home.post(`${at}/back`)).status).toBe(404);
  });

  it('lapses by its date, with nothing done by anybody', async () => {
    const { home, ids } = await family();
    const { code } = await lend(home, ids);
    world.at('2026-12-10T23:50:00+09:00');
    const { there, answer } = await borrow(code);
    expect(answer.status).toBe(303);
    expect((await there.get(`${front}/lent`)).html).toContain('エピペン');
    world.at('2026-12-11T00:01:00+09:00');
    expect((await there.get(`${front}/lent`)).location).toBe(`${front}/borrow`);
    expect((await borrow(code)).answer.status).toBe(422);
    await night();
    const [left] = await world.owner<{ key_sealed: string | null; end_reason: string }>(
      'select key_sealed, end_reason from support_file_lending',
    );
    expect(left).toEqual({ key_sealed: null, end_reason: 'lapsed' });
  });

  it('ends by its date at each door by itself: what is open closes, the code opens no lock, the lock no visit', async () => {
    const { home, ids } = await family();
    const { at, code } = await lend(home, ids);
    const { there } = await borrow(code);
    const number = Number(/(\d+)$/.exec(at)![1]);
    const [lending] = await world.owner<{ hash: string; proof: string; until: Date }>(
      'select code_hash as hash, proof_hash as proof, ends_at as until from support_file_lending where id = $1',
      [number],
    );
    const { hash, proof, until } = lending!;
    const moment = (minutes: number) => new Date(until.getTime() + minutes * 60_000);
    const lock = (when: Date) =>
      world.owner<{ told: object | null }>('select support_file_lock_of($1, $2) as told', [hash, when]);
    const enter = async (when: Date) => {
      const visit = {
        token_hash: crypto.randomUUID(),
        visit_key_sealed: 'x',
        key_sealed: 'x',
        who_sealed: 'x',
        ends_at: moment(60),
      };
      const [row] = await world.owner<{ entered: boolean }>(
        `select support_file_enter($1, $2, $3::jsonb, $4, '2026-12-10') as entered`,
        [hash, proof, JSON.stringify(visit), when],
      );
      return row!.entered;
    };
    expect([(await lock(moment(-1)))[0]?.told, await enter(moment(-1))]).toEqual([expect.any(Object), true]);
    expect([(await lock(moment(1)))[0]?.told ?? null, await enter(moment(1))]).toEqual([null, false]);
    // A visit is over with its lending, not half an hour later; and a lending made shorter closes the visit that is open.
    const visits = await world.owner<{ ends_at: Date }>(
      'select ends_at from support_file_visit where lending_id = $1',
      [number],
    );
    expect(visits.length).toBe(2);
    for (const visit of visits) expect(visit.ends_at.getTime()).toBeLessThanOrEqual(until.getTime());
    expect((await there.get(`${front}/lent`)).html).toContain('エピペン');
    world.at('2026-11-20T21:40:00+09:00');
    await world.owner('update support_file_lending set ends_at = $2 where id = $1', [
      number,
      new Date('2026-11-20T21:35:00+09:00'),
    ]);
    expect((await there.get(`${front}/lent`)).location).toBe(`${front}/borrow`);
  });

  it('is never lent into the past, for longer than a year, or without anything in it', async () => {
    const { home, ids } = await family();
    const mistakes: Record<string, string | number>[] = [
      { until_y: 2026, until_m: 11, until_d: 1 },
      { until_y: 2028, until_m: 1, until_d: 1 },
      { until_y: '', until_m: '', until_d: '' },
      { to: '' },
      { place: 'facility-999999' },
    ];
    for (const wrong of mistakes) {
      const answer = await home.post(`${mine}/lend?kind=lend`, {
        kind: 'lend',
        entry_ids: ids,
        to: '先生',
        ...until,
        ...wrong,
      });
      expect(answer.status, JSON.stringify(wrong)).toBe(422);
    }
    expect((await home.post(`${mine}/lend?kind=lend`, { kind: 'lend', to: '先生', ...until })).status).toBe(
      422,
    );
    expect(await world.owner('select 1 from support_file_lending')).toEqual([]);
  });

  it('finds the place by a word where there are thousands, and names none unasked', async () => {
    await world.owner(
      `insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at)
       select organisation_id, '貸出第' || n || '保育園', 'カシダシ', kind, town_id, '試験市' || n, now(), now()
       from facility, generate_series(1, 500) as n where id = $1`,
      [world.facility[0]],
    );
    const { home, ids } = await family();
    const page = await home.get(`${mine}/lend?kind=lend`);
    expect([page.status, page.html.includes('貸出第')]).toEqual([200, false]);
    const typed = { kind: 'lend', entry_ids: ids, to: '先生', ...until, _find_place: '貸出第321' };
    const found = await home.post(`${mine}/lend?kind=lend`, { ...typed, _look: 'place' });
    const [, place] = /name="place" value="(facility-\d+)"/.exec(found.html) ?? [];
    expect([found.status, place === undefined, found.html.includes('value="先生"')]).toEqual([
      200,
      false,
      true,
    ]);
    const missed = await home.post(`${mine}/lend?kind=lend`, typed);
    expect([missed.status, missed.html.includes('さがす」')]).toEqual([422, true]);
    const lent = await home.post(`${mine}/lend?kind=lend`, {
      ...typed,
      place: place!,
      _found_place: '貸出第321',
    });
    expect(lent.status).toBe(303);
  });

  it('opens for people of the chosen place alone, where the family chose one', async () => {
    const { home, ids } = await family();
    const { code } = await lend(home, ids, { place: `facility-${world.facility[0]}` });
    for (const who of [null, 'other_head', 'administrator', 'consultation_worker'] as const)
      expect((await borrow(code, who)).answer.status, String(who)).toBe(422);
    const { there, answer } = await borrow(code, 'facility_head');
    expect(answer.status).toBe(303);
    expect((await there.get(`${front}/lent`)).html).toContain('エピペン');
    // The same browser's cookie without that account opens nothing.
    const stolen = browser();
    stolen.jar.set('tsunagi_lent', there.jar.get('tsunagi_lent')!);
    expect((await stolen.get(`${front}/lent`)).html).not.toContain('エピペン');
  });

  it('at the spot is over after an hour, and its code stands behind the # that no server sees', async () => {
    const { home, ids } = await family();
    const { at, code } = await lend(home, ids, { kind: 'show' });
    const page = (await home.get(at)).html;
    const svg = Buffer.from(/data:image\/svg\+xml;base64,([^"]+)/.exec(page)![1]!, 'base64').toString();
    expect(svg).toContain('<svg');
    expect((await borrow(code)).answer.status).toBe(303);
    world.at('2026-11-20T22:31:00+09:00');
    expect((await borrow(code)).answer.status).toBe(422);
  });
});

describe('into a case', () => {
  const begin = () => world.writing('consultation_worker', (tx) => sampleCase(tx));
  const at = (id: number) => `/cases/${id}/support-file`;
  const purpose = '就学の相談のために、助けになることを教えてください。';
  async function asked(id: number): Promise<string> {
    const worker = world.as('consultation_worker');
    expect((await worker.post(at(id), { purpose })).status).toBe(303);
    return codeOn((await worker.get(at(id))).html);
  }
  const taken = () =>
    world.owner<{
      title: string | null;
      body: string | null;
      said_by: string;
      way: string;
      withdrawn_at: Date | null;
    }>('select title, body, said_by, way, withdrawn_at from case_taken_entry order by id');

  it('nothing goes by a worker alone: without the yes there is no entry and no way to write one', async () => {
    const { ids, code: own, home } = await family();
    const id = await begin();
    await asked(id);
    expect(await taken()).toEqual([]);
    const { code: lent } = await lend(home, ids);
    // Neither the family's code nor what was lent for reading is a yes.
    for (const code of [own, lent, 'ABCDEFGHJK'])
      expect((await world.as('consultation_worker').post(`${at(id)}/offer`, { code })).status).toBe(422);
    await expect(
      world.writing('consultation_worker', (tx) =>
        tx.db
          .insertInto('case_taken_entry')
          .values({
            case_id: id,
            team_id: world.case_team.east,
            way: 'offer',
            topic: 'helps',
            stage: 'primary',
            title: 'x',
            body: 'x',
            said_by: '母',
            yes_at: tx.now,
            taken_at: tx.now,
            yes_hash: 'x',
          })
          .execute(),
      ),
    ).rejects.toThrow();
    expect(await taken()).toEqual([]);
  });

  it('asking and taking is for the case’s own team', async () => {
    const id = await begin();
    for (const who of ['west_worker', 'administrator', 'auditor', 'facility_head', 'secretariat'] as const) {
      expect([403, 404], who).toContain((await world.as(who).get(at(id))).status);
      expect([403, 404], who).toContain((await world.as(who).post(at(id), { purpose })).status);
      expect([403, 404], who).toContain(
        (await world.as(who).post(`${at(id)}/offer`, { code: 'ABCDEFGHJK' })).status,
      );
    }
  });

  it('a request goes into the family’s file by its code: it chooses, says yes, and copies of these alone are there', async () => {
    const { home, ids } = await family();
    const id = await begin();
    const code = await asked(id);
    expect((await home.post(`${mine}/case/request`, { code: 'ABCDEFGHJK' })).status).toBe(422);
    expect((await home.post(`${mine}/case/request`, { code })).location).toBe(`${mine}/case`);
    const page = (await home.get(`${mine}/case`)).html;
    expect(page).toContain(purpose);
    expect(page).toContain('東部地区担当');
    // No yes, no copy.
    const no = await home.post(`${mine}/case`, { entry_ids: [ids[1]!], said_by: '母' });
    expect(no.status).toBe(422);
    expect(await taken()).toEqual([]);
    expect((await home.post(`${mine}/case`, { entry_ids: [ids[1]!], said_by: '母', yes: 1 })).status).toBe(
      303,
    );
    const [one, ...more] = await taken();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ title: '大きな音', said_by: '母', way: 'request', withdrawn_at: null });
    const seen = await world.as('consultation_worker').get(at(id));
    expect(seen.text).toContain('イヤーマフ');
    expect(seen.text).not.toContain('エピペン');
    expect(seen.text).toContain('母が令和8年11月20日');
    expect((await world.as('consultation_worker').get(`/cases/${id}`)).text).toContain('写しが1件');
    const notices = await world.owner<{ title: string }>(
      `select title from notice where person_id = $1 and url = $2`,
      [world.person.consultation_worker, at(id)],
    );
    expect(notices).toHaveLength(1);
    // Nothing leads from the case back to the file.
    const columns = await world.owner<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'case_taken_entry' and table_schema = current_schema()`,
    );
    expect(columns.map(({ name }) => name)).not.toContain('file_id');
  });

  it('the yes taken back empties the copy, and the case sees that it was', async () => {
    const { home, ids } = await family();
    const id = await begin();
    const code = await asked(id);
    await home.post(`${mine}/case/request`, { code });
    await home.post(`${mine}/case`, { entry_ids: [ids[0]!, ids[1]!], said_by: '母', yes: 1 });
    const [given] = await world.owner<{ id: number }>('select id from support_file_given order by id');
    const stranger = await family();
    expect((await stranger.home.post(`${mine}/case/${given!.id}/withdraw`)).status).toBe(404);
    expect((await home.post(`${mine}/case/${given!.id}/withdraw`)).status).toBe(303);
    expect((await home.post(`${mine}/case/${given!.id}/withdraw`)).status).toBe(404);
    const rows = await taken();
    expect(rows.filter((one) => one.body === null)).toHaveLength(1);
    expect(rows.find((one) => one.body === null)!.withdrawn_at).not.toBeNull();
    const page = (await world.as('consultation_worker').get(at(id))).text;
    expect(page).toContain('家族が取りやめました');
    expect(JSON.stringify(await world.owner('select * from case_taken_entry'))).not.toContain('エピペン');
  });

  it('what the family offers by a code goes in once, and its yes can be taken back by the family alone', async () => {
    const { home, ids } = await family();
    const id = await begin();
    const { code } = await lend(home, [ids[2]!], { kind: 'offer', said_by: '父', to: '相談員さん' });
    // An offer is no lending: nobody reads it with the code alone.
    expect((await borrow(code)).answer.status).toBe(422);
    expect((await borrow(code, 'consultation_worker')).answer.status).toBe(422);
    const worker = world.as('consultation_worker');
    expect((await worker.post(`${at(id)}/offer`, { code })).status).toBe(303);
    expect(await taken()).toMatchObject([{ title: '主治医', said_by: '父', way: 'offer' }]);
    expect((await worker.post(`${at(id)}/offer`, { code })).status).toBe(422);
    const [given] = await world.owner<{ id: number }>('select id from support_file_given');
    expect((await home.get(`${mine}/case`)).html).toContain('主治医');
    expect((await home.post(`${mine}/case/${given!.id}/withdraw`)).status).toBe(303);
    expect(await taken()).toMatchObject([{ title: null, body: null }]);
  });

  it('an offer taken back or over goes nowhere; a request ended is not found', async () => {
    const { home, ids } = await family();
    const id = await begin();
    const worker = world.as('consultation_worker');
    const offer = await lend(home, ids, { kind: 'offer', said_by: '母', to: '相談員さん' });
    await home.post(`${offer.at}/back`);
    expect((await worker.post(`${at(id)}/offer`, { code: offer.code })).status).toBe(422);
    const late = await lend(home, ids, { kind: 'offer', said_by: '母', to: '相談員さん' });
    const request = await asked(id);
    const [row] = await world.owner<{ id: number }>('select id from support_file_request');
    expect((await world.as('west_worker').post(`${at(id)}/requests/${row!.id}/end`)).status).not.toBe(303);
    expect((await worker.post(`${at(id)}/requests/${row!.id}/end`)).status).toBe(303);
    expect((await home.post(`${mine}/case/request`, { code: request })).status).toBe(422);
    world.at('2026-12-21T10:00:00+09:00');
    expect((await world.as('consultation_worker').post(`${at(id)}/offer`, { code: late.code })).status).toBe(
      422,
    );
    expect(await taken()).toEqual([]);
  });

  it('a file deleted with its yeses empties the copies; without, they stay', async () => {
    for (const with_yeses of [true, false]) {
      const { home, ids } = await family();
      const id = await begin();
      const code = await asked(id);
      await home.post(`${mine}/case/request`, { code });
      await home.post(`${mine}/case`, { entry_ids: [ids[1]!], said_by: '母', yes: 1 });
      await home.post(`${mine}/settings/remove`, { sure: 1, ...(with_yeses ? { with_yeses: 1 } : {}) });
      const [{ body }] = (await taken()).slice(-1) as unknown as [{ body: string | null }];
      expect(body === null).toBe(with_yeses);
    }
  });
});

describe('helping a family to begin', () => {
  it('a sheet has a code that begins one file, and tells its maker nothing of it', async () => {
    const helper = browser('facility_head');
    expect((await helper.get('/support-files/sheet.pdf')).status).toBe(404);
    expect((await helper.post('/support-files/sheet')).status).toBe(303);
    const sheet = helper.jar.get('tsunagi_receipt')!;
    const pdf = await helper.get('/support-files/sheet.pdf');
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    const home = browser();
    const started = await home.post(`${front}/start`, { ...begun, website: '', sheet_code: sheet });
    expect(started.status).toBe(303);
    await write(home, { title: 'ひみつ', body: 'だれにも言わない' });
    // Used up: neither begun again nor shown to its maker; the code alone opens nothing.
    expect(
      (await browser().post(`${front}/start`, { ...begun, website: '', sheet_code: sheet })).status,
    ).toBe(422);
    expect((await helper.get('/support-files/sheet.pdf')).status).toBe(404);
    expect((await helper.post(`${front}/open`, { code: sheet, password: 'なんでもよいことば' })).status).toBe(
      422,
    );
    expect((await helper.post(`${front}/borrow`, { code: sheet, ...me })).status).toBe(422);
    expect(
      await world.reading('facility_head', (tx) =>
        tx.db.selectFrom('support_file_sheet').selectAll().execute(),
      ),
    ).toEqual([]);
    expect((await browser().post(`${front}/open`, { code: sheet, password: passphrase })).status).toBe(303);
  });

  it('is for the network; strangers make no sheets', async () => {
    expect((await world.as(null).post('/support-files/sheet')).location).toContain('/sign-in');
    expect((await world.as('former').post('/support-files/sheet')).status).toBe(403);
    // Whoever may make one finds the page by the navigation, which marks where they are.
    for (const who of ['facility_staff', 'secretariat', 'nurse', 'administrator'] as const)
      expect((await world.as(who).get('/support-files')).html, who).toMatch(
        /<a href="\/support-files"[^>]*aria-current="page"/,
      );
  });
});

const night = async () => {
  const job: Actor = { ...world.actor(null), kind: 'job', label: 'job:test' };
  const sent: { to: string; subject: string; text: string }[] = [];
  const planned: { file_id: number; ends_on: string }[] = [];
  await writing(job, (tx) =>
    forgetFiles.run(
      Object.assign(tx, { plan: async (_job: unknown, data: never) => void planned.push(data) }),
      {},
      {} as never,
    ),
  );
  for (const data of planned)
    await writing(job, (tx) =>
      tellOfEnd.run(tx, data, { mail: async (mail: never) => void sent.push(mail) } as never),
    );
  return sent;
};

describe('a file nobody opens', () => {
  it('is told of its end where an address was left, and deleted only after the notice is over', async () => {
    const { code } = await family({ mail: 'kazoku@example.invalid' });
    world.at('2029-09-20T04:00:00+09:00');
    expect(await night()).toEqual([]);
    world.at('2029-09-22T04:00:00+09:00');
    const sent = await night();
    expect(sent.map(({ to }) => to)).toEqual(['kazoku@example.invalid']);
    expect(sent[0]!.text).not.toContain('はるちゃん');
    expect(await night()).toEqual([]);
    world.at('2029-11-20T04:00:00+09:00');
    await night();
    expect(await world.owner('select 1 from support_file')).toHaveLength(1);
    world.at('2029-11-22T04:00:00+09:00');
    await night();
    expect(await world.owner('select 1 from support_file')).toEqual([]);
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(422);
  });

  it('is told of it in the language in which the address was left, the Japanese below', async () => {
    const { home } = await family({ mail: 'eigo@example.invalid' });
    await home.get(`${mine}/settings?lang=en`);
    const saved = await home.post(`${mine}/settings/profile`, {
      name: 'はるちゃん',
      born_on: '',
      mail: 'eigo@example.invalid',
    });
    expect(saved.status).toBe(303);
    const vietnamese = browser();
    await vietnamese.get(`${front}/start?lang=vi`);
    await vietnamese.post(`${front}/start`, { ...begun, website: '', mail: 'viet@example.invalid' });
    world.at('2029-10-01T04:00:00+09:00');
    const sent = await night();
    const to = (address: string) => sent.find((one) => one.to === address)!;
    expect(to('eigo@example.invalid').subject).toBe('Your family’s file will soon be deleted');
    expect(to('eigo@example.invalid').text).toContain('/open/support-file?lang=en');
    expect(to('viet@example.invalid').subject).toBe('Hồ sơ của gia đình bạn sắp bị xóa');
    for (const one of sent) {
      const [, below] = one.text.split('-'.repeat(40));
      expect(below).toContain('ファイルが消える前のお知らせ');
      expect(below).toMatch(/令和11年\d+月\d+日/);
      expect(one.text).not.toContain('はるちゃん');
    }
  });

  it('stays when it is opened once after the notice', async () => {
    const { code } = await family({ mail: 'kazoku@example.invalid' });
    world.at('2029-10-01T04:00:00+09:00');
    expect(await night()).toHaveLength(1);
    world.at('2029-11-01T10:00:00+09:00');
    expect((await browser().post(`${front}/open`, { code, password: passphrase })).status).toBe(303);
    world.at('2030-03-01T04:00:00+09:00');
    expect(await night()).toEqual([]);
    expect(await world.owner('select 1 from support_file')).toHaveLength(1);
  });

  it('is kept as long as the administrator has set, and nobody else sets it', async () => {
    const set = { keep_months: 24, notice_days: 30 };
    for (const who of ['secretariat', 'consultation_worker', 'facility_head'] as const)
      expect((await world.as(who).post('/support-files/setting', set)).status, who).toBe(403);
    expect((await world.as('administrator').post('/support-files/setting', set)).status).toBe(303);
    expect((await world.as(null).get(`${front}/start`)).text).toContain('24か');
    expect(
      (await world.as('administrator').post('/support-files/setting', { ...set, keep_months: 1 })).status,
    ).toBe(422);
  });
});

describe('the pages', () => {
  it.each(['en', 'zh', 'ko', 'vi', 'tl', 'pt'])('speak %s', async (lang) => {
    const { home, ids } = await family();
    const { at } = await lend(home, ids);
    for (const path of [
      front,
      `${front}/start`,
      `${front}/borrow`,
      `${mine}/settings`,
      `${mine}/case`,
      `${mine}/entries/new`,
      at,
    ]) {
      const { html } = await home.get(`${path}?lang=${lang}`);
      const main = /<main[\s\S]*<\/main>/.exec(html)![0];
      const own = main
        .replace(/<(select|textarea)[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, '')
        .replaceAll(/たまごのアレルギー|大きな音|主治医|しらかば小の先生/g, '');
      expect(own, path).not.toMatch(/[\p{sc=Hiragana}]/u);
    }
  });

  it('have readings over the characters where the family wants them, and the way out on each', async () => {
    const { home } = await family();
    for (const path of [
      front,
      mine,
      `${mine}/settings`,
      `${mine}/case`,
      `${mine}/summary`,
      `${mine}/lend?kind=lend`,
      `${mine}/entries/new`,
    ]) {
      const { html } = await home.get(`${path}${path.includes('?') ? '&' : '?'}ruby=1`);
      expect(html, path).toContain('<rt>');
      expect(html, path).toContain('data-leave');
    }
  });
});

describe('keys and stages', () => {
  it('what is sealed opens with its key for its use alone, and not after a change', () => {
    const key = newKey();
    const sealed = seal(key, 'entry', Buffer.from('text'));
    expect(unseal(key, 'entry', sealed)?.toString()).toBe('text');
    expect(unseal(key, 'lock', sealed)).toBeNull();
    expect(unseal(newKey(), 'entry', sealed)).toBeNull();
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(unseal(key, 'entry', bytes.toString('base64url'))).toBeNull();
    expect(unseal(key, 'entry', '')).toBeNull();
    // Sizes are filled up: a short word and a long one look alike.
    expect(sealJson(key, 'x', 'あ').length).toBe(sealJson(key, 'x', 'あ'.repeat(60)).length);
    expect(unsealJson(key, 'x', sealJson(key, 'x', { a: 1 }))).toEqual({ a: 1 });
  });

  it('a child’s stage follows the school year', () => {
    expect(stageOf(null, '2026-11-21')).toBe('before_school');
    expect(stageOf('2020-04-01', '2026-04-01')).toBe('primary');
    expect(stageOf('2020-04-02', '2026-04-01')).toBe('before_school');
    expect(stageOf('2014-03-01', '2026-04-01')).toBe('lower_secondary');
    expect(stageOf('2011-03-01', '2026-04-01')).toBe('upper_secondary');
    expect(stageOf('2008-03-01', '2026-04-01')).toBe('adult');
  });
});
