import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { root } from '../../platform/root.ts';
import { toCsv } from '../../platform/exports/csv.ts';
import { readTable } from '../../platform/files/tables.ts';
import type { JobTools } from '../../platform/jobs/job.ts';
import { writing } from '../../platform/db/transaction.ts';
import { importFacilities } from './jobs.ts';
import { standardTable } from './exports.ts';
import type { StandardFacility } from './queries.ts';
import { isCorporateNumber, rowCleaner } from './rules-import.ts';
import { corporateNumber, manyRows, roughRow, standardRow } from './samples.ts';
import { importFields, keptHeadings, standardHeadings, type StandardHeading } from './words-import.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const csv = (rows: readonly (readonly string[])[], header: readonly string[] = standardHeadings) =>
  toCsv(header, rows).bytes;
const file = (bytes: Uint8Array, name = 'preschool.csv') => new File([new Uint8Array(bytes)], name);

async function upload(bytes: Uint8Array, name?: string, who: Who = 'coordinator'): Promise<string> {
  const sent = await world.as(who).post('/facilities/import', { file: file(bytes, name) });
  expect(sent.status, sent.text).toBe(303);
  return sent.location!;
}
const page = (path: string, who: Who = 'coordinator') => world.as(who).get(path);
const button = (path: string, which: string, who: Who = 'coordinator') =>
  world.as(who).post(`${path}/${which}`);
const rowsOf = (path: string) =>
  world.owner<{
    row_number: number;
    verdict: string;
    label: string;
    changes: { label: string; before: string; after: string }[];
    messages: string[];
  }>(
    'select row_number, verdict, label, changes, messages from import_row where batch_id = $1 order by row_number',
    [path.split('/').at(-1)],
  );
const facilityOf = async (name: string) =>
  (
    await world.owner<Record<string, unknown>>(
      `select facility.*, organisation.name as organisation, organisation.corporate_number from facility
     join organisation on organisation.id = organisation_id where facility.name = $1`,
      [name],
    )
  )[0];

describe('who may not', () => {
  it('keeps everybody but the directory keepers out of every step', async () => {
    const path = await upload(csv([standardRow({ ...roughRow, ID: 'WHO1' })]));
    for (const who of [
      'facility_head',
      'facility_staff',
      'observer',
      'administrator',
      'auditor',
      'council_member',
    ] as Who[]) {
      expect((await page('/facilities/import', who)).status).toBe(404);
      expect((await page(path, who)).status).toBe(404);
      expect((await page(`${path}/columns`, who)).status).toBe(404);
      expect((await page(`${path}/refused`, who)).status).toBe(404);
      expect((await world.as(who).post('/facilities/import', { file: file(csv([])) })).status).toBe(403);
      for (const which of ['apply', 'resume', 'discard'])
        expect((await button(path, which, who)).status).toBe(403);
    }
    expect((await world.as(null).get(path)).location).toContain('/sign-in');
  });
});

describe('reading a row', () => {
  const clean = rowCleaner({ code: '999997', prefecture: '試験県', city: '試験市' });
  const read = (fields: Record<string, string>) =>
    clean({ name: 'あおぞら園', kind: '児童館', ...fields }, {});

  it('mends what real tables carry and says each mend in a sentence', () => {
    const row = read({
      opens_at: '7:00',
      closes_at: '１９時',
      established_on: '1952/1/25',
      phone: '(048)252-4384',
      capacity: '４０人',
      weekdays: '月～土曜日',
      postal_code: '〒0788208',
      kind: '認定こども園(幼保連携型)',
      temporary_care: '○',
      fax: '048-252-4385',
    });
    expect(row.values).toMatchObject({
      opens_at: '07:00',
      closes_at: '19:00',
      established_on: '1952-01-25',
      phone: '048-252-4384',
      capacity: 40,
      weekdays: '月火水木金土',
      postal_code: '078-8208',
      kind: '認定こども園（幼保連携型）',
      temporary_care: true,
    });
    expect(row.messages).toContain('開始時間「7:00」を「07:00」に直しました。');
    expect(row.messages).toContain('認可等年月日「1952/1/25」を「1952-01-25」に直しました。');
    expect(row.messages.some((said) => said.startsWith('FAX番号'))).toBe(false);
  });

  it('swaps latitude and longitude, restores a lost decimal point, and notes where they come from', () => {
    expect(read({ latitude: '142.365', longitude: '43.77' })).toMatchObject({
      values: { latitude: 43.77, longitude: 142.365 },
      extras: { geo_source: 'source_swapped' },
    });
    expect(read({ latitude: '43770600', longitude: '142365000' })).toMatchObject({
      values: { latitude: 43.7706, longitude: 142.365 },
      extras: { geo_source: 'source_point_restored' },
    });
    const abroad = read({ latitude: '51.5', longitude: '-0.1' });
    expect(abroad.values.latitude).toBeUndefined();
    expect(abroad.extras).toMatchObject({ 緯度: '51.5' });
    expect(abroad.messages[0]).toContain('日本の範囲');
  });

  it('keeps aside what nobody can read, with the reason, and takes the rest', () => {
    const row = read({
      phone: '44-1705',
      opens_at: '放課後',
      weekdays: '月～土曜日\n土曜は月1回',
      ages: '1歳～',
      url: 'www.example.jp',
    });
    expect(row.refusals).toEqual([]);
    expect(row.extras).toMatchObject({ 電話番号: '44-1705', 開始時間: '放課後' });
    expect(row.messages.find((said) => said.includes('44-1705'))).toContain('市外局番');
    expect(row.values).toMatchObject({
      weekdays: '月火水木金土',
      hours_note: '土曜は月1回',
      age_from_months: 12,
      url: 'https://www.example.jp',
    });
  });

  it('adds up places told by class, and does not believe a number that a spreadsheet has rounded', () => {
    expect(read({ capacity: '1号認定 30、2・3号認定 144' }).values.capacity).toBe(174);
    const row = read({ local_id: '1.3E+11' });
    expect(row.values.local_id).toBeUndefined();
    expect(row.messages[0]).toContain('表計算ソフト');
  });

  it('takes the reading from a name that is all kana, and refuses a row without name or kind', () => {
    expect(read({ name: 'なかよし ひろば' }).values.name_kana).toBe('ナカヨシ ヒロバ');
    expect(read({ name: '' }).refusals[0]).toContain('注記の行');
    expect(read({ kind: '' }).refusals[0]).toContain('種別がありません');
    expect(read({ name: 'あ'.repeat(201) }).refusals[0]).toContain('200文字以内');
  });

  it('names the kind of a school from its code and founder', () => {
    expect(read({ kind: '', school_type: 'A1(幼稚園)', school_owner: '3' }).values.kind).toBe('私立幼稚園');
    expect(
      read({ kind: '', school_type: 'A2：幼保連携型 認定こども園', school_owner: '3' }).values.kind,
    ).toBe('認定こども園（幼保連携型）');
    expect(read({ kind: '', school_type: 'Ｂ１', school_owner: '2' }).values.kind).toBe('小学校');
  });

  it('checks the digit of a corporate number', () => {
    expect(isCorporateNumber('7000012050002')).toBe(true);
    expect(isCorporateNumber('8000012050002')).toBe(false);
    expect(read({ corporate_number: '7000012050002' }).corporate_number).toBe('7000012050002');
    expect(read({ corporate_number: '8000012050002' }).extras).toMatchObject({ 法人番号: '8000012050002' });
  });

  it('never breaks, whatever a cell holds', () => {
    const names = Object.keys(importFields);
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('7:00', '-', '1.3E+11', '🎈', '=1+1', '142.3', '\u202e', '号認定', '９９'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (fields) => {
        const row = clean(fields, {});
        for (const said of [...row.messages, ...row.refusals]) expect(said.endsWith('。')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('yes and no', () => {
  const clean = rowCleaner({ code: '999997', prefecture: '試験県', city: '試験市' });
  it('are read in the words cities use, and what a cell says besides is kept beside the record', () => {
    const row = clean(
      {
        name: 'あおぞら園',
        kind: '児童館',
        sick_child_care: '無',
        nursing_room: '有（２階）',
        diaper_changing: '○',
        eating_allowed: '不可',
        stroller_rental: '応相談',
        stroller_use: '可',
      },
      {},
    );
    expect(row.values).toMatchObject({
      sick_child_care: false,
      nursing_room: true,
      diaper_changing: true,
      eating_allowed: false,
      stroller_use: true,
    });
    expect(row.values.stroller_rental).toBeUndefined();
    expect(row.extras).toEqual({ 授乳室: '有（２階）', ベビーカー貸出: '応相談' });
    expect(row.messages).toContain('授乳室「有（２階）」の説明は、追加情報として残します。');
    expect(row.settled).toContain('ベビーカー利用');
  });
});

describe('a city’s own table', () => {
  it('is read next year as somebody chose this year, and says so; choosing anew is remembered instead', async () => {
    const table = (name: string) =>
      new TextEncoder().encode(`ばしょ,でんわ,どこ\n${name},0166-26-7777,試験市一条通二丁目8-1\n`);
    const first = await upload(table('はじめの広場'), '広場一覧.csv');
    expect(first.endsWith('/columns')).toBe(true);
    const chosen = {
      column_0: 'name',
      column_1: 'phone',
      column_2: 'address',
      constant_kind: 'つどいの広場',
    };
    const sent = await world.as('coordinator').post(first, chosen);
    expect(sent.status, sent.text).toBe(303);
    expect((await rowsOf(sent.location!))[0]).toMatchObject({ verdict: 'new', label: 'はじめの広場' });
    const next = await upload(table('つぎの広場'), '来年の広場一覧.csv', 'secretariat');
    expect(next.endsWith('/columns')).toBe(false);
    expect((await rowsOf(next))[0]).toMatchObject({ verdict: 'new', label: 'つぎの広場' });
    expect((await page(next)).text).toContain('列の対応で読みました');
    await world.as('secretariat').post(`${next}/columns`, { ...chosen, column_1: '' });
    const layouts = await world.owner<{ mapping: { columns: object } }>('select mapping from import_layout');
    expect(layouts.map(({ mapping }) => mapping.columns)).toEqual([{ name: 0, address: 2 }]);
  });
});

describe('a standard list', () => {
  const second = {
    ...roughRow,
    ID: '9999970002',
    名称: 'ひだまり保育室',
    名称_カナ: 'ﾋﾀﾞﾏﾘﾎｲｸｼﾂ',
    種別: '小規模保育施設',
    所在地_連結表記: '試験県試験市一条通一丁目9',
    団体名: '',
  };

  it('shows what is new with every mend, writes it when released, and makes it findable', async () => {
    const path = await upload(
      csv([standardRow(roughRow), standardRow(second), standardRow({ 備考: '2026-04-01 更新' })]),
    );
    const shown = await page(path);
    expect(shown.text).toContain('3行を読み取りました');
    expect(shown.text).toContain('緯度と経度が入れ替わっていたので、入れ替えました。');
    expect(shown.text).toContain('表の注記の行');
    expect(shown.text).toContain('社会福祉法人そよかぜ会');
    expect(await facilityOf('そよかぜ保育園 分園')).toBeUndefined();
    expect((await page(`${path}?tab=refused`)).text).toContain('名称も所在地もありません');

    expect((await button(path, 'apply')).status).toBe(303);
    const running = await page(path);
    expect(running.response.headers.get('refresh')).toBe('3');
    expect(running.text).toContain('2件のうち0件');
    expect(await world.house.jobs.drain()).toBeGreaterThan(0);
    expect((await page(path)).text).toContain('取り込みが終わりました');

    const stored = await facilityOf('そよかぜ保育園 分園');
    expect(stored).toMatchObject({
      kind: '認定こども園（幼保連携型）',
      organisation: '社会福祉法人そよかぜ会',
      latitude: 43.77,
      capacity: 90,
      age_from_months: 2,
      age_to_months: 71,
      opens_at: '07:00',
      established_on: '1952-01-25',
      temporary_care: true,
    });
    expect(stored!['extras']).toEqual({ geo_source: 'source_swapped' });
    expect(stored!['sick_child_care']).toBe(true);
    expect((await facilityOf('ひだまり保育室'))!['organisation']).toBe('（運営者未登録）');
    const services = await world.owner<{ programme_code: string }>(
      'select programme_code from service where facility_id = $1 order by 1',
      [stored!['id']],
    );
    expect(services.map((row) => row.programme_code)).toEqual([
      'kindergarten',
      'nursery',
      'sick_child_care',
      'temporary_care',
    ]);
    expect(
      (await world.as('facility_staff').get(`/search?q=${encodeURIComponent('そよかぜ')}`)).text,
    ).toContain('そよかぜ保育園 分園');
    const notices = await world.owner<{ title: string }>('select title from notice where person_id = $1', [
      world.person.coordinator,
    ]);
    expect(notices.map((row) => row.title).join()).toContain('新規2件');
  });

  it('finds the same list the same, and a changed cell with before and after', async () => {
    const again = await upload(csv([standardRow(roughRow), standardRow(second)]));
    expect((await rowsOf(again)).map((row) => row.verdict)).toEqual(['same', 'same']);
    expect((await page(again)).text).toContain('取り込むものがありません');
    const changed = await upload(
      csv([standardRow({ ...roughRow, 収容定員: '100', 電話番号: '' }), standardRow(second)]),
    );
    const [row] = await rowsOf(changed);
    expect(row!.verdict).toBe('changed');
    expect(row!.changes).toEqual([{ label: '収容定員', before: '90', after: '100' }]);
    expect((await page(changed)).text).toContain('収容定員：「90」を「100」に変えます。');
  });

  it('leaves alone what somebody changed between checking and releasing', async () => {
    const path = await upload(csv([standardRow({ ...roughRow, 収容定員: '110' })]));
    await world.owner(
      `update facility set note = '園が書いた', version = version + 1 where local_id = '9999970001'`,
    );
    await button(path, 'apply');
    await world.house.jobs.drain();
    expect(await facilityOf('そよかぜ保育園 分園')).toMatchObject({ note: '園が書いた', capacity: 90 });
    const [row] = await rowsOf(path);
    expect(row!.verdict).toBe('refused');
    expect(row!.messages.at(-1)).toContain('ほかの人が内容を直した');
  });

  it('recognises a place without a number by name and address, whatever their widths', async () => {
    const path = await upload(
      csv([
        standardRow({
          名称: 'しらかば　保育園',
          種別: '認可私立保育所',
          所在地_連結表記: '試験市神楽岡１条１－３',
        }),
      ]),
    );
    const [row] = await rowsOf(path);
    expect(row!.verdict).toBe('changed');
    const [target] = await world.owner<{ target_id: string }>(
      'select target_id from import_row where batch_id = $1',
      [path.split('/').at(-1)],
    );
    expect(Number(target!.target_id)).toBe(world.facility[2]);
  });

  it('refuses doubles inside the file and a number that belongs to another place, with the row to look at', async () => {
    const path = await upload(
      csv([
        standardRow({ ...roughRow, ID: 'D1', 名称: 'ふたご園' }),
        standardRow({ ...roughRow, ID: 'D1', 名称: 'ふたご園２' }),
        standardRow({ ...roughRow, ID: '', 名称: 'なかま園' }),
        standardRow({ ...roughRow, ID: '', 名称: 'なかま園' }),
        standardRow({ ...roughRow, 名称: '別の名前の園', 所在地_連結表記: '試験県試験市一条通二丁目77' }),
      ]),
    );
    const rows = await rowsOf(path);
    expect(rows.map((row) => row.verdict)).toEqual(['new', 'refused', 'new', 'refused', 'refused']);
    expect(rows[1]!.messages[0]).toContain('2行目と同じID');
    expect(rows[3]!.messages[0]).toContain('4行目と名称も所在地も同じ');
    expect(rows[4]!.messages[0]).toContain('「そよかぜ保育園 分園」のもの');
    const refused = await page(`${path}/refused?format=csv`);
    const table = await readTable(new Uint8Array(await refused.response.arrayBuffer()), 'refused.csv');
    expect(table.header.slice(0, 53)).toEqual(standardHeadings);
    expect(table.header.slice(53)).toEqual(['取り込めない理由', 'ファイルの行']);
    expect(table.rows).toHaveLength(3);
    // What was refused comes back mended, its reason column beside it.
    expect(table.rows[0]![3]).toBe('ふたご園２');
  });
});

describe('two imports', () => {
  it('are written one after the other: the second is asked to wait', async () => {
    const first = await upload(csv([standardRow({ ...roughRow, ID: 'A1', 名称: 'いちばん園' })]), '1.csv');
    const next = await upload(csv([standardRow({ ...roughRow, ID: 'A2', 名称: 'にばん園' })]), '2.csv');
    expect((await button(first, 'apply')).status).toBe(303);
    const refused = await button(next, 'apply');
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('いま別のファイル「1.csv」を取り込んでいます');
    expect((await button(first, 'apply')).status).toBe(409);
    await world.house.jobs.drain();
    expect((await button(next, 'apply')).status).toBe(303);
    await world.house.jobs.drain();
    expect(await facilityOf('にばん園')).toBeDefined();
  });

  it('are checked by a job when they are long, on a page that renews itself and may be left', async () => {
    const path = await upload(csv(manyRows(700)), '長い.csv');
    const waiting = await page(path);
    expect(waiting.response.headers.get('refresh')).toBe('1');
    expect(waiting.text).toContain('内容を確かめています');
    expect(waiting.text).toContain('700件のうち0件');
    expect((await button(path, 'apply')).status).toBe(409);
    expect((await page(path, 'facility_head')).status).toBe(404);
    expect((await button(path, 'discard', 'facility_head')).status).toBe(403);
    await world.house.jobs.drain();
    const checked = await page(path);
    expect(checked.response.headers.get('refresh')).toBeNull();
    expect(checked.text).toContain('700行を読み取りました');
    expect((await button(path, 'discard')).status).toBe(303);

    const second = await upload(csv(manyRows(700)), '長い.csv');
    expect((await button(second, 'discard')).status).toBe(303);
    await world.house.jobs.drain();
    expect((await page(second)).text).toContain('取り込みをやめました');
  });

  it('go on from where they stood when the server was killed, and double nothing', async () => {
    const path = await upload(csv(manyRows(1300)));
    await world.house.jobs.drain();
    await button(path, 'apply');
    const batch_id = Number(path.split('/').at(-1));
    const actor = { ...world.actor(null), kind: 'job' as const, label: 'job:import.facility' };
    let transactions = 0;
    const dying: JobTools = {
      writing: (work) => {
        transactions++;
        return writing(actor, work);
      },
      stopping: () => transactions > 2,
      mail: async () => undefined,
    };
    await expect(writing(actor, (tx) => importFacilities.run(tx, { batch_id }, dying))).rejects.toThrow(
      'stopping',
    );
    const count = async () =>
      Number(
        (
          await world.owner<{ n: string }>(
            `select count(*) as n from facility where local_id like '99999000%'`,
          )
        )[0]!.n,
      );
    expect(await count()).toBe(1000);
    world.at('2026-11-21T10:05:00+09:00');
    expect((await page(path)).text).toContain('続きから取り込む');
    expect((await button(path, 'resume')).status).toBe(303);
    await world.house.jobs.drain();
    expect(await count()).toBe(1300);
    expect((await page(path)).text).toContain('新規1,300件を登録');
    expect(
      Number(
        (
          await world.owner<{ n: string }>(
            `select count(*) as n from organisation where name like '社会福祉法人第%'`,
          )
        )[0]!.n,
      ),
    ).toBe(200);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('can be given up before anything is written', async () => {
    const path = await upload(csv([standardRow({ ...roughRow, ID: 'Q1', 名称: 'やめる園' })]));
    expect((await button(path, 'discard')).status).toBe(303);
    expect((await page(path)).text).toContain('取り込みをやめました');
    expect((await button(path, 'apply')).status).toBe(409);
  });
});

describe('other layouts', () => {
  it('reads the old 28 columns in CP932 and the 51-column drift by heading', async () => {
    const old = [
      '都道府県コード又は市区町村コード',
      'NO',
      '都道府県名',
      '市区町村名',
      '名称',
      '名称_カナ',
      '種別',
      '住所',
      '方書',
      '緯度',
      '経度',
      '電話番号',
      '収容定員',
      '受入年齢',
      '利用可能曜日',
      '開始時間',
      '終了時間',
      '一時預かりの有無',
      'URL',
      '備考',
    ];
    const text = `${old.join(',')}\r\n999997,0000000007,試験県,試験市,旧様式保育園,キュウヨウシキホイクエン,認可公立保育所,試験県試験市一条通一丁目3,,43.7,142.3,0166-26-0009,60,1歳～,月火水木金,7:30,18:00,無,,\r\n`;
    const path = await upload(new Uint8Array(iconv.encode(text, 'cp932')), '旧.csv');
    const [row] = await rowsOf(path);
    expect(row).toMatchObject({ verdict: 'new', label: '旧様式保育園' });
    const drift = standardHeadings
      .filter((heading) => heading !== '名称_英字' && heading !== '画像')
      .map((heading) => heading.replace('連結表記', '連結標記').replace('認可等', '許可等'));
    const cells = standardHeadings
      .filter((heading) => heading !== '名称_英字' && heading !== '画像')
      .map((heading) => (roughRow as Partial<Record<StandardHeading, string>>)[heading] ?? '');
    const drifted = await upload(csv([cells], drift));
    expect((await rowsOf(drifted))[0]!.verdict).toBe('changed');
  });

  it('asks for the kind when the table has none, and keeps unknown columns beside the record', async () => {
    const path = await upload(
      new TextEncoder().encode(
        'name,address,telephoneNumber,送迎\nはこぶね幼稚園,試験市一条通二丁目1,0166-26-0002,あり\n',
      ),
      'kindergarten.csv',
    );
    expect(path.endsWith('/columns')).toBe(true);
    const asked = await page(path);
    expect(asked.text).toContain('次の欄にあたる列が決まっていません：種別');
    const base = path.replace('/columns', '');
    const none = await world.as('coordinator').post(path, { column_0: 'name', column_1: 'address' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('「種別」にあたる列を選ぶか');
    const sent = await world
      .as('coordinator')
      .post(path, { column_0: 'name', column_1: 'address', column_2: 'phone', constant_kind: '私立幼稚園' });
    expect(sent.location).toBe(base);
    expect((await page(base)).text).toContain('追加情報としてそのまま残します：送迎');
    await button(base, 'apply');
    await world.house.jobs.drain();
    expect(await facilityOf('はこぶね幼稚園')).toMatchObject({
      kind: '私立幼稚園',
      phone: '0166-26-0002',
      extras: { 送迎: 'あり' },
    });
  });

  it('says what is wrong with a file that is no table, and keeps the page', async () => {
    const sent = await world
      .as('coordinator')
      .post('/facilities/import', { file: file(new TextEncoder().encode('%PDF-1.7 ...'), 'a.pdf') });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('PDFからは表を読み取れません');
    const none = await world.as('coordinator').post('/facilities/import', {});
    expect(none.text).toContain('ファイルを選んでください');
    const empty = await world
      .as('coordinator')
      .post('/facilities/import', { file: file(new Uint8Array(), 'empty.csv') });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('ファイルに中身がありません');
    const bare = await world.as('coordinator').post('/facilities/import', { file: file(csv([])) });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('見出しの行だけで、データの行がありません');
  });

  it('says of each row which cell holds a broken or a private character or the error of a formula', async () => {
    const path = await upload(
      csv([
        standardRow({ ...roughRow, ID: 'ODD1', 名称: 'よめない\uFFFD園' }),
        standardRow({ ...roughRow, ID: 'ODD2', 名称: '外字\uE000園' }),
        standardRow({ ...roughRow, ID: 'ODD3', 名称: '式の園', 備考: '#N/A' }),
        standardRow({ ...roughRow, ID: 'ODD4', 名称: '園'.repeat(201) }),
        standardRow({ ...roughRow, ID: 'ODD5', 名称: '時刻の園', 開始時間: '0.3125' }),
      ]),
    );
    const rows = await rowsOf(path);
    expect(rows[0]!.messages[0]).toContain('「名称」に読み取れない文字があります（「よめない\uFFFD園」）');
    expect(rows[1]!.messages[0]).toContain('「名称」に外字があります');
    expect(rows[2]!.messages[0]).toContain('「備考」は数式のエラー（#N/A）なので、空らんとして読みました');
    expect(rows[3]).toMatchObject({
      verdict: 'refused',
      label: '園'.repeat(40),
      messages: ['名称が長すぎます（201文字）。200文字以内にしてください。'],
    });
    expect(rows[4]!.messages).toContain('開始時間「0.3125」を「07:30」に直しました。');
    // Of thousands of rows those are found of which something was said.
    const noted = (await page(`${path}?tab=noted`)).text;
    for (const name of ['よめない', '外字', '式の園', '時刻の園']) expect(noted).toContain(name);
    expect(noted).not.toContain('文字以内にしてください');
    expect(noted).toContain('全4件');
    await button(path, 'discard');
  });
});

// ---- the standard, out and in --------------------------------------------------------------

const japaneseText = fc
  .string({
    unit: fc.constantFrom(...Array.from('あいうカナ園保育児童館高﨑①（）、。・ABab19 -')),
    minLength: 1,
    maxLength: 20,
  })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');
const plainText = japaneseText.filter((text) => !/^[-‐‑–—―−ー・、。（）]+$/.test(text));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const clock = fc.tuple(fc.integer({ min: 5, max: 11 }), fc.integer({ min: 13, max: 21 }));
const pad = (n: number) => String(n).padStart(2, '0');

const facilityArbitrary = fc.record({
  name: plainText,
  name_kana: fc.constantFrom('コモレビホイクエン', 'アオゾラ ヨウチエン', 'ヒマワリ'),
  kind: fc.constantFrom('認可公立保育所', '認定こども園（幼保連携型）', 'その他'),
  address: fc
    .tuple(fc.constantFrom('北海道旭川市東光1条2丁目', '神楽岡'), fc.integer({ min: 1, max: 99 }))
    .map(([town, n]) => `${town}${n}-1`),
  building: maybe(plainText),
  latitude: fc.double({ min: 43, max: 44, noNaN: true }),
  longitude: fc.double({ min: 142, max: 143, noNaN: true }),
  access_note: maybe(plainText),
  parking: maybe(plainText),
  phone: maybe(fc.constantFrom('0166-26-1111', '0166-26-1111（内線123）', '090-1234-5678', '0120-123-456')),
  fax: maybe(fc.constantFrom('0166-26-2222')),
  email: maybe(fc.constantFrom('en@example.jp')),
  url: maybe(fc.constantFrom('https://example.jp/a?b=c,d')),
  postal_code: maybe(fc.constantFrom('078-8208', '070-0001')),
  established_on: maybe(fc.constantFrom('1952-01-25', '2020-02-29')),
  capacity: maybe(fc.integer({ min: 0, max: 5000 })),
  ages: maybe(fc.constantFrom('生後57日～5歳', '小学1～6年生', '相談してください')),
  weekdays: maybe(fc.constantFrom('月火水木金', '土日祝', '月火水木金土日祝')),
  hours_note: maybe(plainText),
  hours: maybe(clock),
  temporary_care: maybe(fc.boolean()),
  sick_child_care: maybe(fc.boolean()),
  nursing_room: maybe(fc.boolean()),
  diaper_changing: maybe(fc.boolean()),
  eating_allowed: maybe(fc.boolean()),
  stroller_rental: maybe(fc.boolean()),
  stroller_use: maybe(fc.boolean()),
  name_en: maybe(fc.constantFrom('Komorebi Nursery School', 'Aozora Kindergarten')),
  note: maybe(plainText),
  organisation: plainText,
  corporate_number: maybe(fc.integer({ min: 1, max: 999_999_999 }).map(corporateNumber)),
  kept: fc.dictionary(
    fc.constantFrom(...keptHeadings.filter((heading) => !heading.startsWith('所在地_'))),
    plainText,
  ),
});

describe('the standard', () => {
  it('keeps every field from export to import, in UTF-8 and in CP932', async () => {
    const own = { code: '012041', prefecture: '北海道', city: '旭川市' };
    const clean = rowCleaner(own);
    await fc.assert(
      fc.asyncProperty(facilityArbitrary, fc.boolean(), async ({ hours, kept, ...given }, windows) => {
        const facility = {
          ...given,
          id: 7,
          local_id: '0120410000007',
          opens_at: hours === null ? null : `${pad(hours[0])}:00`,
          closes_at: hours === null ? null : `${pad(hours[1])}:30`,
          extras: kept,
        };
        const rows = standardTable([facility as unknown as StandardFacility], own);
        const { bytes } = toCsv(standardHeadings, rows, { encoding: windows ? 'cp932' : 'utf-8-bom' });
        const table = await readTable(bytes, '012041_preschool.csv');
        expect(table.header).toEqual([...standardHeadings]);
        const cells = Object.fromEntries(
          table.header.map((heading, at) => [heading, table.rows[0]![at] ?? '']),
        );
        const fields = {
          ...cells,
          ...Object.fromEntries(
            Object.entries(importFields).map(([name, { label }]) => [name, cells[label] ?? '']),
          ),
        };
        const back = clean(fields, {});
        expect(back.refusals).toEqual([]);
        const { organisation, corporate_number, extras, id, ...columns } = facility;
        for (const [name, value] of Object.entries(columns)) {
          expect(back.values[name as keyof typeof back.values] ?? null, name).toEqual(value);
        }
        expect(back).toMatchObject({ organisation, corporate_number, extras });
        expect(Object.keys(back.extras).toSorted()).toEqual(Object.keys(extras).toSorted());
        expect(id).toBe(7);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves by its own name with 53 headings, and comes back as the same', async () => {
    const out = await world.as('coordinator').get('/facilities/export?format=standard');
    expect(out.response.headers.get('content-disposition')).toContain('999997_preschool.csv');
    const bytes = new Uint8Array(await out.response.arrayBuffer());
    const table = await readTable(bytes, 'out.csv');
    expect(table.header).toEqual([...standardHeadings]);
    const path = await upload(bytes);
    const differing = (await rowsOf(path)).filter((row) => row.verdict !== 'same');
    expect(differing).toEqual([]);
    const windows = await world.as('coordinator').get('/facilities/export?format=standard-cp932');
    expect(iconv.decode(Buffer.from(await windows.response.arrayBuffer()), 'cp932')).toContain(
      'そよかぜ保育園 分園',
    );
  });
});

// ---- what cities publish -------------------------------------------------------------------

const published = join(root, '..', 'shared', 'data');
const there = existsSync(published);
if (!there) console.warn(`Skipped: real tables of cities are read from ${published}, which is not here.`);

describe.skipIf(!there)('tables that cities publish', () => {
  const bytesOf = (name: string) => new Uint8Array(readFileSync(join(published, name)));

  it('takes the excerpt of a standard list and a list of schools without a refused row', async () => {
    const nurseries = await upload(bytesOf('kudamatsu_352071_preschool_excerpt.csv'), '352071_preschool.csv');
    expect((await rowsOf(nurseries)).map((row) => row.verdict)).toEqual(Array(6).fill('new'));
    expect((await page(nurseries)).text).toContain('別の自治体（352071）の一覧です');
    const schools = await upload(
      bytesOf('kudamatsu_352071_educational_institution.csv'),
      '352071_educational_institution.csv',
    );
    const rows = await rowsOf(schools);
    expect(rows.every((row) => row.verdict === 'new')).toBe(true);
    await button(schools, 'apply');
    await world.house.jobs.drain();
    expect(await facilityOf('下松幼稚園')).toMatchObject({
      kind: '私立幼稚園',
      local_id: 'A135310000697',
      postal_code: '744-0015',
    });
  });

  const kindsOf: Record<string, string> = {
    takamatsu_children_club: '放課後児童クラブ',
    takamatsu_childrens_hall: '児童館',
    takamatsu_infant_childcare_facility: '病児保育施設',
    takamatsu_kindergarten: '公立幼稚園',
    takamatsu_middle_school: '中学校',
    takamatsu_nursery_school: '認可私立保育所',
    takamatsu_other_child_care_support_facility: 'その他',
    takamatsu_primary_school: '小学校',
    takamatsu_regional_child_rearing_support_base: '子育て支援センター',
  };
  const files = there ? readdirSync(published).filter((name) => name.replace('.csv', '') in kindsOf) : [];

  it.each(files)('takes %s with the city’s own headings, the kind said once for all rows', async (name) => {
    const kind = kindsOf[name.replace('.csv', '')]!;
    let path = await upload(bytesOf(name), name);
    if (path.endsWith('/columns')) {
      const asked = await page(path);
      const chosen = Object.fromEntries(
        [...asked.html.matchAll(/name="(column_\d+)"[\s\S]*?<\/select>/g)].map(([select, column]) => [
          column!,
          /value="([^"]*)" selected/.exec(select)?.[1] ?? '',
        ]),
      );
      const sent = await world.as('coordinator').post(path, { ...chosen, constant_kind: kind });
      expect(sent.status, sent.text).toBe(303);
      path = sent.location!;
    }
    const rows = await rowsOf(path);
    const refused = rows.filter((row) => row.verdict === 'refused');
    // Real tables hold a few doubles and a place without its kind; nothing else is refused.
    for (const row of refused) expect(row.messages.join()).toMatch(/同じ|種別がありません/);
    expect(refused.length).toBeLessThanOrEqual(Math.ceil(rows.length * 0.03));
    await button(path, 'apply');
    await world.house.jobs.drain();
    const after = await page(path);
    expect(after.text).toContain('取り込みが終わりました');
  });
});
