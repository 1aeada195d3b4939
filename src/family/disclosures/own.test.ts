import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase, sampleHousehold } from '../cases/samples.ts';
import { sampleIntake } from '../consultations/samples.ts';
import { beginsAs, blackened, blackOut, copyActions, lacksReason, mayCopy, othersIn } from './rules-own.ts';

let world: World;
let request: number;
let mother: number;
let household: number;
const notifier = '通告した隣人';

const asks = {
  kind: 'disclosure',
  received_on_y: '2026',
  received_on_m: '11',
  received_on_d: '10',
  family_name: '写野',
  given_name: '花子',
  phone: '',
  email: '',
  asked_by: 'self',
  identified_by: 'card',
  wish: '自分の記録をすべて見たい',
};
const copyOf = async (id: number) =>
  (
    await world.owner<{
      lines: { part: string; text: string; choice: string; black: string[]; reason: string | null }[];
      version: number;
      checked_by: number | null;
    }>('select * from own_copy where id = $1', [id])
  )[0]!;
const prepare = async (who: Who = 'supervisor') => {
  const answer = await world
    .as(who)
    .post(`/disclosures/copies/new?request=${request}`, { member_id: mother });
  return { answer, id: Number(answer.location?.split('/').at(-1)) };
};

beforeAll(async () => {
  world = await makeWorld();
  household = await world.writing('consultation_worker', (tx) =>
    sampleHousehold(tx, {
      family_name: '写野',
      family_kana: 'ウツノ',
      address: '試験市神楽岡二条1-1',
      phone: '0166-00-1111',
      members: [
        { relation: 'mother', given_name: '花子', given_kana: 'ハナコ', born_on: '1996-06-01' },
        { relation: 'child', given_name: '小太郎', given_kana: 'コタロウ', born_on: '2024-12-12' },
      ],
    }),
  );
  const case_id = await world.writing('consultation_worker', (tx) =>
    sampleCase(tx, { household_id: household }),
  );
  for (const [body, with_whom] of [['小太郎が夜に泣くと話された', '母']])
    await world.owner(
      `insert into contact_note (case_id, team_id, contacted_at, way, with_whom, body, written_by, written_at)
       values ($1, $2, '2026-11-01T09:00:00+09:00', 'phone', $3, $4, $5, '2026-11-01T09:30:00+09:00')`,
      [case_id, world.case_team.east, with_whom, body, world.person.consultation_worker],
    );
  await world.owner(
    `insert into case_form_text (case_id, team_id, form_code, number, fields, written_by, written_at)
     select $1, $2, 'home_assessment', n, jsonb_build_object('safety', '見立ての第' || n || '版'), $3, '2026-11-03T09:00:00+09:00'
     from generate_series(1, 2) as n`,
    [case_id, world.case_team.east, world.person.consultation_worker],
  );
  // Somebody told of the child, and is named in what was taken down and in a note.
  const taken = await world.as('consultation_worker').post('/consultations/new', {
    ...sampleIntake,
    words_said: `${notifier}さんから、泣き声が続くと聞いた`,
    notifier_name: notifier,
    notifier_contact: '0166-00-9999',
  });
  expect(taken.status).toBe(303);
  await world.owner(
    `update consultation set household_id = $1 where id = (select max(id) from consultation)`,
    [household],
  );
  await world.owner(
    `insert into contact_note (case_id, team_id, contacted_at, way, body, written_by, written_at)
     values ($1, $2, '2026-11-02T09:00:00+09:00', 'phone', $3, $4, '2026-11-02T09:30:00+09:00')`,
    [
      case_id,
      world.case_team.east,
      `${notifier}（0166-00-9999）に様子を聞いた`,
      world.person.consultation_worker,
    ],
  );
  [mother] = (
    await world.owner<{ id: number }>(
      `select id from household_member where household_id = $1 and relation = 'mother'`,
      [household],
    )
  ).map(({ id }) => Number(id)) as [number];
  const made = await world.as('legal_desk').post('/rights/new', asks);
  request = Number(made.location!.split('/').at(-1));
  await world.as('legal_desk').post(`/rights/${request}/ask`, { team_id: world.case_team.east });
});
afterAll(() => world.close());

describe('the copy for the person', () => {
  describe('who may not', () => {
    it.each<Who>([
      'legal_desk',
      'west_supervisor',
      'west_worker',
      'consultation_worker',
      'nurse',
      'administrator',
      'auditor',
      'secretariat',
      'facility_head',
    ])('the %s begins none', async (who) => {
      const { answer } = await prepare(who);
      expect([403, 404]).toContain(answer.status);
      expect((await world.as(who).get(`/disclosures/copies/new?request=${request}`)).status).toBe(404);
      expect(await world.owner('select id from own_copy')).toEqual([]);
    });

    it('nobody outside the family’s teams opens one, and nobody prints what was not looked at', async () => {
      const { id } = await prepare();
      const path = `/disclosures/copies/${id}`;
      for (const who of [
        'legal_desk',
        'west_supervisor',
        'west_worker',
        'administrator',
        'auditor',
      ] as const) {
        for (const page of [path, `${path}/copy.pdf`])
          expect((await world.as(who).get(page)).status, `${who} ${page}`).toBe(404);
        for (const step of ['', '/ask', '/check', '/return'])
          expect([403, 404], `${who} ${step}`).toContain(
            (await world.as(who).post(`${path}${step}`, { _version: 1, returned_note: 'x' })).status,
          );
      }
      for (const who of ['supervisor', 'nurse'] as const)
        expect((await world.as(who).get(`${path}/copy.pdf`)).status).toBe(409);
    });

    it('whoever prepared it is not the second pair of eyes, by page or past it', async () => {
      const { id } = await prepare();
      await world.owner('update own_copy set asked_at = now() where id = $1', [id]);
      expect((await world.as('supervisor').post(`/disclosures/copies/${id}/check`)).status).toBe(409);
      await expect(
        world.writing('supervisor', (tx) =>
          tx.db
            .updateTable('own_copy')
            .set({ checked_by: world.person.supervisor, checked_at: tx.now })
            .where('id', '=', id)
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      // nor signs in another's name
      await expect(
        world.writing('supervisor', (tx) =>
          tx.db
            .updateTable('own_copy')
            .set({ checked_by: world.person.nurse, checked_at: tx.now })
            .where('id', '=', id)
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      await world.owner('update own_copy set asked_at = null where id = $1', [id]);
    });
  });

  it('holds every line kept, never who notified, and the names of others are marked', async () => {
    const { id } = await prepare();
    const { lines } = await copyOf(id);
    expect(new Set(lines.map(({ part }) => part))).toEqual(
      new Set(['member', 'address', 'contact', 'consultation', 'case', 'note', 'form']),
    );
    const all = JSON.stringify(lines);
    for (const hidden of [notifier, '0166-00-9999']) expect(all).not.toContain(hidden);
    // of what was written on a form the newest
    expect(lines.filter(({ part }) => part === 'form').map(({ text }) => text)).toEqual(['見立ての第2版']);
    const note = lines.find(({ text }) => text.includes('夜に泣く'))!;
    expect(note).toMatchObject({ choice: 'show', black: ['小太郎'], reason: 'third' });
    // what others told of the family is held back until a person decides otherwise
    expect(lines.find(({ part }) => part === 'consultation')).toMatchObject({
      choice: 'withhold',
      reason: 'third',
    });
    // a second time leads to the same
    expect((await prepare()).id).toBe(id);
  });

  it('keeps what was chosen, says which word does not stand there, and asks for the reason', async () => {
    const { id } = await prepare();
    const path = `/disclosures/copies/${id}`;
    const { lines, version } = await copyOf(id);
    const n = lines.findIndex(({ text }) => text.includes('夜に泣く'));
    const wrong = await world.as('supervisor').post(path, {
      _version: version,
      [`choice_${n}`]: 'show',
      [`black_${n}`]: 'ここにない言葉',
      [`reason_${n}`]: 'third',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('「ここにない言葉」は、この記録の中にありません');
    const bare = await world.as('supervisor').post(path, { _version: version, [`choice_${n}`]: 'withhold' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('理由を選んでください');
    const kept = {
      _version: version,
      [`choice_${n}`]: 'show',
      [`black_${n}`]: '小太郎\n夜',
      [`reason_${n}`]: 'third',
    };
    expect((await world.as('supervisor').post(path, kept)).status).toBe(303);
    expect((await copyOf(id)).lines[n]).toMatchObject({ black: ['小太郎', '夜'] });
    // two at once: the second is told
    expect((await world.as('supervisor').post(path, kept)).status).toBe(422);
  });

  it('is returned with a note, looked at by another, then printed by the team and changed no more; all of it is in the log', async () => {
    const { id } = await prepare();
    const path = `/disclosures/copies/${id}`;
    expect((await world.as('supervisor').post(`${path}/ask`)).status).toBe(303);
    expect((await world.as('nurse').get('/')).text).toContain('黒塗りに漏れがないかを確かめる');
    expect((await world.as('nurse').post(`${path}/return`, { returned_note: '' })).status).toBe(422);
    expect((await world.as('nurse').post(`${path}/return`, { returned_note: '電話番号も' })).status).toBe(
      303,
    );
    expect((await world.as('supervisor').get(path)).text).toContain('電話番号も');
    await world.as('supervisor').post(`${path}/ask`);
    const seen = await world.as('nurse').get(path);
    expect(seen.text).toContain(`${blackened}が`);
    expect(seen.text).not.toContain('小太郎');
    expect((await world.as('nurse').post(`${path}/check`)).status).toBe(303);
    expect((await copyOf(id)).checked_by).toBe(world.person.nurse);
    for (const step of ['', '/ask', '/return', '/check'])
      expect(
        (await world.as('supervisor').post(`${path}${step}`, { _version: 9, returned_note: 'x' })).status,
      ).toBe(409);
    const paper = await world.as('supervisor').get(`${path}/copy.pdf`);
    expect(paper.status).toBe(200);
    expect(paper.response.headers.get('content-type')).toBe('application/pdf');
    const steps = await world.owner<{ action: string }>(
      `select action from audit_event where action like 'disclosure.copy_%' and subject_id = $1 order by seq`,
      [household],
    );
    for (const step of ['prepare', 'save', 'ask', 'return', 'check', 'open', 'print'])
      expect(steps.map(({ action }) => action)).toContain(`disclosure.copy_${step}`);
    // the request's page leads there for the team, and tells the desk no word of it
    expect((await world.as('supervisor').get(`/rights/${request}`)).html).toContain(path);
    expect((await world.as('legal_desk').get(`/rights/${request}`)).html).not.toContain(path);
  });

  it('is not opened without its line in the log', async () => {
    const { id } = await prepare();
    await world.owner('alter function audit_append(jsonb) rename to audit_append_gone');
    try {
      for (const path of [`/disclosures/copies/${id}`, `/disclosures/copies/${id}/copy.pdf`]) {
        const page = await world.as('nurse').get(path);
        expect(page.status, path).toBe(500);
        expect(page.html).not.toContain('写野');
      }
    } finally {
      await world.owner('alter function audit_append_gone(jsonb) rename to audit_append');
    }
  });
});

describe('the rules of a copy', () => {
  it.each(copyActions)('%s is for one actor in one state', (action) => {
    const allowed = (['preparing', 'waiting', 'checked'] as const).flatMap((state) =>
      (['preparer', 'colleague'] as const).flatMap((actor) =>
        mayCopy(action, state, actor) ? [`${state} ${actor}`] : [],
      ),
    );
    expect(allowed).toEqual(
      {
        save: ['preparing preparer'],
        ask: ['preparing preparer'],
        check: ['waiting colleague'],
        return: ['waiting colleague'],
        print: ['checked preparer', 'checked colleague'],
      }[action],
    );
  });

  it('blacks out the longest first, and tells no length', () => {
    expect(blackOut('写野小太郎と小太郎', ['小太郎', '写野小太郎'])).toBe(`${blackened}と${blackened}`);
    expect(blackOut('あ', ['', ' '])).toBe('あ');
  });

  it('marks others by name, reading and what they are called, and not the family name they share', () => {
    const of = (given_name: string, more = {}) => ({
      family_name: '写野',
      given_name,
      family_kana: 'ウツノ',
      given_kana: 'x',
      known_as: '',
      ...more,
    });
    const others = [
      of('小太郎', { known_as: 'こたちゃん' }),
      of('次郎', { family_name: '別野', family_kana: 'ベツノ' }),
    ];
    expect(othersIn('写野さんとこたちゃん、別野さん', of('花子'), others).toSorted()).toEqual([
      'こたちゃん',
      '別野',
    ]);
  });

  it('holds back what others told, what the office judged and where a protected family lives', () => {
    const plain = { about_other: false, told_by_others: false, protected: false };
    expect(beginsAs('note', plain)).toEqual({ choice: 'show', reason: null });
    expect(beginsAs('note', { ...plain, about_other: true })).toEqual({
      choice: 'withhold',
      reason: 'third',
    });
    expect(beginsAs('consultation', { ...plain, told_by_others: true }).choice).toBe('withhold');
    expect(beginsAs('triage', plain)).toEqual({ choice: 'withhold', reason: 'work' });
    expect(beginsAs('address', { ...plain, protected: true })).toEqual({
      choice: 'withhold',
      reason: 'harm',
    });
  });

  it('wants a reason for whatever is not handed over, and for nothing else', () => {
    const line = { text: '花子', black: [] as string[], reason: null };
    expect(lacksReason({ ...line, choice: 'show' })).toBe(false);
    expect(lacksReason({ ...line, choice: 'withhold' })).toBe(true);
    expect(lacksReason({ ...line, choice: 'show', black: ['花子'] })).toBe(true);
    expect(lacksReason({ ...line, choice: 'show', black: ['花子'], reason: 'third' })).toBe(false);
  });
});
