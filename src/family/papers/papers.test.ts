import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleIntake } from '../consultations/samples.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../cases/samples.ts';
import { caseById } from '../cases/queries.ts';
import type { Doc } from '../../platform/exports/doc.ts';
import { formDoc } from './exports.ts';
import { decidedFor, keptOf, onPaper, takenIn, versionsOf, writtenOn } from './queries.ts';
import { formByCode, madeElsewhere, paperForms, writableIn } from './rules.ts';
import { choiceWords, formWords, labelWords, sectionWords } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const address = '試験市神楽岡九条9-9';
const phone = '0166-00-7777';
const place = '試験ひかり保育園';
const notifier = '通告した隣人';
const begin = (hidden = false) =>
  world.writing('consultation_worker', (tx) =>
    sampleCase(tx, {
      household: {
        address,
        phone,
        protected: hidden,
        members: [
          { relation: 'mother', given_name: '花子', given_kana: 'ハナコ', born_on: '1996-06-01' },
          { relation: 'child', given_name: '一', given_kana: 'ハジメ', born_on: '2024-12-12', place },
        ],
      },
    }),
  );
const leaving = paperForms.filter((form) => form.leaves === 'office').map(({ code }) => code);
const staying = paperForms.filter((form) => form.leaves === 'stays').map(({ code }) => code);
const at = (id: number, rest = '') => `/cases/${id}/forms${rest}`;

/** A notification by telephone that belongs to a case. */
async function notifiedBy(id: number, name: string, contact = ''): Promise<void> {
  const taken = await world.as('consultation_worker').post('/consultations/new', {
    ...sampleIntake,
    words_said: '泣き声が続く',
    notifier_name: name,
    notifier_contact: contact,
  } as never);
  expect(taken.status, taken.text).toBe(303);
  await world.owner(
    `update consultation set case_id = $1, household_id = (select household_id from support_case where id = $1)
     where id = (select max(id) from consultation)`,
    [id],
  );
}

/** Texts as the team's nurse finds them on the papers of a case. */
async function papered(id: number, texts: string[], who: Who = 'nurse'): Promise<string[] | null> {
  const [one] = await world.owner<{ household: number }>(
    'select household_id::int as household from support_case where id = $1',
    [id],
  );
  return world.reading(who, async (tx) => {
    const { rows } = await sql<{ told: string[] | null }>`
      select paper_without_notifier(${one!.household}, ${texts}::text[]) as told`.execute(tx.db);
    return rows[0]!.told;
  });
}

/** A decision in the ledger as its own form writes it, of everything named here. */
async function decide(id: number, more: Record<string, unknown> = {}): Promise<number> {
  const [one] = await world.owner<{ household_id: number }>(
    'select household_id::int from support_case where id = $1',
    [id],
  );
  const [basis] = await world.owner<{ id: number }>(
    `select id::int from legal_basis where code = 'public_body' and valid_to is null`,
  );
  const items = ['child_name', 'child_birth', 'guardian_name', 'circumstances', 'address', 'phone', 'place'];
  const hidden = await world.owner('select from household where id = $1 and protected', [one!.household_id]);
  const made = await world
    .as('consultation_worker')
    .post(`/disclosures/new?household=${one!.household_id}&case=${id}`, {
      answer_way: 'city_public',
      answer_about: 'abuse',
      answer_consent: 'no',
      answer_danger: 'no',
      basis_id: basis!.id,
      recipient_name: '架空児童相談所',
      items: hidden.length > 0 ? items.slice(0, 4) : items,
      circumstances: '夜ひとりになることがある',
      wishes: '',
      necessity: '専門の判定が要る',
      harm_check: '必要なものに限った',
      document_number: '架児相第12号',
      way: 'paper',
      until_y: '2027',
      until_m: '2',
      until_d: '1',
      ...more,
    } as never);
  expect(made.status, made.text).toBe(303);
  const [line] = await world.owner<{ id: number; second_person: string }>(
    'select id::int, second_person from disclosure where case_id = $1 order by id desc limit 1',
    [id],
  );
  if (line!.second_person === 'before') {
    const signed = await world.as('nurse').post(`/disclosures/${line!.id}/sign`, { second_note: '確かめた' });
    expect(signed.status, signed.text).toBe(303);
  }
  return line!.id;
}

const textOf = (doc: Doc): string => JSON.stringify(doc);
const docOf = (id: number, code: string, disclosure: number | null, who: Who = 'consultation_worker') =>
  world.reading(who, async (tx) => {
    const one = (await caseById(tx, id))!;
    const { usable } = await decidedFor(tx, one);
    const form = formByCode(code)!;
    const [last] = versionsOf(await writtenOn(tx, id), form, disclosure);
    return textOf(
      formDoc(
        tx,
        form,
        await keptOf(tx, one),
        usable.find((line) => line.id === disclosure) ?? null,
        await onPaper(tx, one.household_id, last),
      ),
    );
  });
const writeAt = (id: number, code: string, disclosure: number | null) =>
  at(id, `/${code}/write${disclosure === null ? '' : `?disclosure=${disclosure}`}`);
const write = (
  id: number,
  code: string,
  fields: Record<string, string>,
  more: { disclosure?: number; version?: number; who?: Who } = {},
) =>
  world
    .as(more.who ?? 'consultation_worker')
    .post(writeAt(id, code, more.disclosure ?? null), { ...fields, _version: more.version ?? 0 } as never);
const versions = (id: number) =>
  world.owner<{
    form_code: string;
    number: number;
    disclosure_id: number | null;
    fields: object;
    who: number;
  }>(
    `select form_code, number, disclosure_id::int, fields, written_by::int as who from case_form_text where case_id = $1 order by id`,
    [id],
  );
const printed = (id: number) =>
  world.owner<{ person_id: number; detail: { form: string; disclosure_id?: number } }>(
    `select person_id::int, detail from audit_event where action = 'case.form_print' and subject_kind = 'case' and subject_id = $1 order by seq`,
    [id],
  );

describe('who may not', () => {
  it.each([
    'west_worker',
    'west_supervisor',
    'auditor',
    'administrator',
    'coordinator',
    'facility_head',
  ] as const)('the %s finds no form of a case that is not theirs', async (who) => {
    const id = await begin();
    const decided = await decide(id);
    const paths = [
      '',
      ...leaving.flatMap((code) => [`/${code}`, `/${code}/paper.pdf?disclosure=${decided}`]),
      ...[...staying, 'visit_card'].map((code) => `/${code}/paper.pdf`),
    ];
    for (const path of paths) expect((await world.as(who).get(at(id, path))).status, path).toBe(404);
    expect(await printed(id)).toEqual([]);
  });

  it.each(['auditor', 'administrator', 'coordinator'] as const)(
    'the %s does not open the ledger of intake',
    async (who) => {
      for (const path of ['', '/export', '/ledger.pdf'])
        expect((await world.as(who).get(`/case-forms/intake-ledger${path}`)).status, path).toBe(403);
    },
  );

  it('print a form that leaves without a decision, with one of another case, one that ended, or one that waits for a second person', async () => {
    const [id, other] = [await begin(), await begin()];
    const worker = world.as('consultation_worker');
    const elsewhere = await decide(other);
    for (const code of leaving) {
      for (const query of ['', '?disclosure=', `?disclosure=${elsewhere}`, '?disclosure=999999'])
        expect((await worker.get(at(id, `/${code}/paper.pdf${query}`))).status, code + query).toBe(409);
    }
    const decided = await decide(id);
    const paper = at(id, `/sending/paper.pdf?disclosure=${decided}`);
    expect((await worker.get(paper)).status).toBe(200);
    await worker.post(`/disclosures/${decided}/end`, { ended_reason: '取りやめた' });
    expect((await worker.get(paper)).status).toBe(409);
    const waits = await decide(id);
    await world.owner(
      `update disclosure set second_person = 'before', second_by = null, second_at = null where id = $1`,
      [waits],
    );
    expect((await worker.get(at(id, `/sending/paper.pdf?disclosure=${waits}`))).status).toBe(409);
    expect((await worker.get(at(id, '/sending'))).text).toContain('二人目の確認を待っている');
  });

  it('print a form on a decision for another kind of receiver, or about another kind of family', async () => {
    const id = await begin();
    const worker = world.as('consultation_worker');
    const basis = async (code: string) =>
      (
        await world.owner<{ id: number }>(
          `select id::int from legal_basis where code = $1 and valid_to is null`,
          [code],
        )
      )[0]!.id;
    const danger = { answer_consent: 'hard', answer_danger: 'yes', basis_id: await basis('urgent') };
    /** The forms whose page offers this decision; the first of the others is asked for by its address all the same. */
    const forms = async (decided: number) => {
      const pages = await Promise.all(leaving.map((code) => worker.get(at(id, `/${code}`))));
      const able = leaving.filter((_, n) => pages[n]!.html.includes(`disclosure=${decided}`));
      for (const [n, code] of leaving.entries())
        if (!able.includes(code)) expect(pages[n]!.text, code).toContain('合わないため選べない記録');
      const other = leaving.find((code) => !able.includes(code))!;
      expect((await worker.get(at(id, `/${other}/paper.pdf?disclosure=${decided}`))).status, other).toBe(409);
      return able;
    };
    const toPlace = await decide(id, { ...danger, answer_way: 'city_place', recipient_name: '架空の団体' });
    expect(await forms(toPlace)).toEqual(['liaison', 'service_notice', 'information_request']);
    const toVolunteer = await decide(id, {
      ...danger,
      answer_way: 'volunteer',
      recipient_name: '架空 協力者',
    });
    expect(await forms(toVolunteer)).toEqual([]);
    // a place of the directory is no office, however the question was answered
    const toNursery = await decide(id, {
      answer_way: 'council',
      basis_id: await basis('council'),
      recipient_name: '',
      facility_id: world.facility[0],
    });
    expect(await forms(toNursery)).toEqual(['liaison', 'service_notice', 'information_request']);
    const general = await decide(id, { answer_about: 'general' });
    expect(await forms(general)).toEqual(leaving.filter((code) => code !== 'notice'));
    expect((await printed(id)).some(({ detail }) => detail.disclosure_id === toVolunteer)).toBe(false);
  });

  it.each(['west_worker', 'west_supervisor', 'auditor', 'administrator', 'coordinator'] as const)(
    'the %s finds no field to type in and writes nothing',
    async (who) => {
      const id = await begin();
      const decided = await decide(id);
      for (const [code, disclosure] of [
        ['progress_slip', null],
        ['sending', decided],
      ] as const) {
        expect((await world.as(who).get(writeAt(id, code, disclosure))).status, code).toBe(404);
        const sent = await world
          .as(who)
          .post(writeAt(id, code, disclosure), { changes: 'よそから', _version: 0 } as never);
        expect(sent.status, code).toBe(404);
      }
      expect(await versions(id)).toEqual([]);
    },
  );

  it('type on a form that leaves without a decision, with one of another case or for another receiver; on the card left at a door; of a closed case', async () => {
    const [id, other] = [await begin(), await begin()];
    const elsewhere = await decide(other);
    for (const disclosure of [undefined, elsewhere, 999_999])
      expect(
        (await write(id, 'sending', { our_opinion: '意見' }, disclosure ? { disclosure } : {})).status,
      ).toBe(409);
    const general = await decide(id, { answer_about: 'general' });
    expect((await write(id, 'notice', { asked_of: '頼む' }, { disclosure: general })).status).toBe(409);
    expect((await write(id, 'progress_slip', { changes: '変化' }, { disclosure: general })).status).toBe(404);
    expect((await write(id, 'visit_card', { message: '用件' })).status).toBe(404);
    expect((await world.as('consultation_worker').get(at(id, '/visit_card/write'))).status).toBe(404);
    await world.owner(
      `update support_case set closed_on = '2026-11-20', close_reason = 'goals_reached', close_text = '届いた',
         closed_by = $2, close_approved_by = $3, next_contact_on = null, next_contact_way = null, no_next_contact_reason = null
       where id = $1`,
      [id, world.person.consultation_worker, world.person.supervisor],
    );
    expect((await write(id, 'progress_slip', { changes: '変化' })).status).toBe(409);
    expect(await versions(id)).toEqual([]);
  });

  it('see a form when its opening cannot be written down', async () => {
    const id = await begin();
    await world.owner('alter function audit_append(jsonb) rename to audit_append_gone');
    try {
      expect((await world.as('consultation_worker').get(at(id))).status).toBe(500);
      expect((await world.as('consultation_worker').get(at(id, '/progress_slip/paper.pdf'))).status).toBe(
        500,
      );
    } finally {
      await world.owner('alter function audit_append_gone(jsonb) rename to audit_append');
    }
  });
});

describe('the eighteen', () => {
  it('are all named once, each with words for everything on it', () => {
    const numbers = [...paperForms, ...madeElsewhere].map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
    for (const { code } of [...paperForms, ...madeElsewhere]) expect(formWords[code], code).toBeDefined();
    const fields = paperForms.flatMap((form) =>
      form.sections.flatMap((section) => ('fields' in section ? section.fields : [])),
    );
    for (const { label } of fields) expect(labelWords[label], label).toBeDefined();
    for (const { title } of paperForms.flatMap((form) => form.sections))
      expect(sectionWords[title], title).toBeDefined();
    for (const code of Object.keys(choiceWords))
      expect(
        fields.some(({ label }) => label === code),
        code,
      ).toBe(true);
  });

  it('stand on the case’s page of forms, reached from the case, and say what is left to the pen', async () => {
    const id = await begin();
    const worker = world.as('consultation_worker');
    expect((await worker.get(`/cases/${id}`)).html).toContain(`href="/cases/${id}/forms"`);
    const page = await worker.get(at(id));
    for (const { title } of Object.values(formWords)) expect(page.text).toContain(title);
    expect(page.text).toContain('文書番号');
    expect(/<title>([^<]*)/.exec(page.html)![1]).not.toContain('仮野');
    expect((await worker.get(at(id, '/nothing_like_it/paper.pdf'))).status).toBe(404);
  });
});

describe('what a form holds', () => {
  it('within the team: what is known of the case, names with their readings; each printing is in the log', async () => {
    const id = await begin();
    const worker = world.as('consultation_worker');
    for (const code of staying) {
      const text = await docOf(id, code, null);
      for (const known of [
        '仮野 一',
        'カリノ ハジメ',
        '仮野 花子',
        'カリノ ハナコ',
        '令和6年12月12日',
        place,
        '育児の負担が大きい',
      ])
        expect(text, code).toContain(known);
      const paper = await worker.get(at(id, `/${code}/paper.pdf`));
      expect(paper.status, code).toBe(200);
      expect(paper.response.headers.get('content-type')).toBe('application/pdf');
    }
    expect((await printed(id)).map(({ detail }) => detail.form)).toEqual(staying);
  });

  it('within the team: where the family is, the child’s sex, the council’s centre and sittings; of a protected one no space to write it in', async () => {
    const [id, hidden] = [await begin(), await begin(true)];
    await world.owner(
      `update household_member set sex = 'female' where relation = 'child'
         and household_id = (select household_id from support_case where id = $1)`,
      [id],
    );
    const team = world.case_team.east;
    await world.owner(
      `insert into council_entry (case_id, team_id, registered_on, registered_by, category, severity, main_agency, policy,
         centre_part, next_review_on, created_at, updated_at)
       values ($1, $2, '2026-11-01', $3, 'support', 'light', '市', '見守る', 'advice', '2027-01-31', now(), now())`,
      [id, team, world.person.consultation_worker],
    );
    await world.owner(
      `insert into conference (team_id, kind, case_id, purpose, held_on, place, chair_id, created_by, created_at, updated_at, opened_at)
       values ($1, 'case', $2, '役割を決める', '2026-11-10', '会議室', $3, $3, now(), now(), now())`,
      [team, id, world.person.consultation_worker],
    );
    for (const code of staying) {
      const text = await docOf(id, code, null);
      for (const known of [address, phone, '子　女']) expect(text, `${code} ${known}`).toContain(known);
      const kept = await docOf(hidden, code, null);
      expect(kept, code).toContain('["住所","（保護のため記載しない）"]');
      expect(kept, code).toContain('["電話","（保護のため記載しない）"]');
    }
    const slip = await docOf(id, 'progress_slip', null);
    expect(slip).toContain('["児童相談所の関与","助言"]');
    expect(slip).toContain('["個別ケース検討会議","前回 令和8年11月10日');
    const decided = await decide(hidden);
    const letter = await docOf(hidden, 'sending', decided);
    expect(letter).toContain('["住所","（記載しない）"]');
    expect(letter).not.toContain('保護のため');
  });

  it('out of the house: what was decided, to whom, on what basis and why; the log names the decision', async () => {
    const id = await begin();
    const worker = world.as('consultation_worker');
    const decided = await decide(id);
    for (const code of leaving) {
      const text = await docOf(id, code, decided);
      for (const known of [
        '仮野 一（カリノ ハジメ）',
        '仮野 花子（カリノ ハナコ）',
        '令和6年12月12日',
        address,
        phone,
        place,
        '架空児童相談所',
        '架児相第12号',
        '専門の判定が要る',
        ...(code === 'centre_reply' ? [] : ['夜ひとりになることがある']),
      ])
        expect(text, code).toContain(known);
      // of the team's own work nothing
      expect(text, code).not.toContain('育児の負担が大きい');
      expect((await worker.get(at(id, `/${code}`))).html).toContain(`disclosure=${decided}`);
      expect((await worker.get(at(id, `/${code}/paper.pdf?disclosure=${decided}`))).status, code).toBe(200);
    }
    expect(await printed(id)).toEqual(
      leaving.map((form) => ({
        person_id: world.person.consultation_worker,
        detail: expect.objectContaining({ form, disclosure_id: decided }) as never,
      })),
    );
  });

  it('only the items of the decision: what was not decided is a space for the pen', async () => {
    const id = await begin();
    const decided = await decide(id, { items: ['child_name'] });
    for (const code of leaving) {
      const text = await docOf(id, code, decided);
      expect(text, code).toContain('仮野 一');
      for (const kept of [address, phone, place, '花子', 'ハナコ', '令和6年12月12日', '夜ひとりに'])
        expect(text, `${code} ${kept}`).not.toContain(kept);
    }
  });

  it('the card left at the door names nobody of the family', async () => {
    const id = await begin();
    await world.owner(
      `update organisation set phone = '0166-00-2468' where id = (select organisation_id from team where id = $1)`,
      [world.case_team.east],
    );
    const text = await docOf(id, 'visit_card', null);
    // Whom to ring back stands on it, and on every letter.
    for (const paper of [text, await docOf(id, 'sending', await decide(id))])
      expect(paper).toContain('0166-00-2468');
    for (const kept of ['仮野', 'カリノ', address, phone, place, '育児']) expect(text).not.toContain(kept);
    expect((await world.as('consultation_worker').get(at(id, '/visit_card/paper.pdf'))).status).toBe(200);
  });

  it('the page of a form that leaves leads to the decision first, and says why', async () => {
    const id = await begin();
    const page = await world.as('consultation_worker').get(at(id, '/sending'));
    expect(page.text).toContain('先に、渡すことを決めてください');
    const way = /href="(\/disclosures\/new\?[^"]*)"/.exec(page.html)![1]!.replaceAll('&amp;', '&');
    expect((await world.as('consultation_worker').get(way)).status).toBe(200);
    expect(page.html).not.toContain('paper.pdf');
  });
});

describe('what was written by hand', () => {
  it('is typed once and stands on the form’s next print, with whose words it is; the log has no word of it', async () => {
    const id = await begin();
    const worker = world.as('consultation_worker');
    expect(await docOf(id, 'progress_slip', null)).not.toContain('夜泣きが減った');
    const page = await worker.get(writeAt(id, 'progress_slip', null));
    for (const { fields } of writableIn(formByCode('progress_slip')!))
      for (const { label } of fields) expect(page.html, label).toContain(`name="${label}"`);
    const saved = await write(id, 'progress_slip', {
      changes: '夜泣きが減った',
      decided_policy: '月に一度会う',
    });
    expect(saved.status, saved.text).toBe(303);
    const text = await docOf(id, 'progress_slip', null, 'nurse');
    for (const known of ['夜泣きが減った', '月に一度会う', '「手で書く欄」は']) expect(text).toContain(known);
    // another form of the case, and another case, know nothing of it
    expect(await docOf(id, 'home_assessment', null)).not.toContain('夜泣きが減った');
    expect(await docOf(await begin(), 'progress_slip', null)).not.toContain('夜泣きが減った');
    expect((await worker.get(at(id))).text).toContain('手で書く欄の入力を見る・直す（2欄）');
    expect((await worker.get(at(id, '/progress_slip/paper.pdf'))).status).toBe(200);
    const told = await world.owner<{ action: string; detail: object }>(
      `select action, detail from audit_event where subject_kind = 'case' and subject_id = $1
         and action in ('case.form_write', 'case.form_print') order by seq`,
      [id],
    );
    expect(told).toEqual([
      {
        action: 'case.form_write',
        detail: expect.objectContaining({ form: 'progress_slip', number: 1 }) as never,
      },
      {
        action: 'case.form_print',
        detail: expect.objectContaining({ form: 'progress_slip', written: 1 }) as never,
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('夜泣き');
  });

  it('is never written over: a later version takes its place, the one before stays readable, and two at a time see both texts', async () => {
    const id = await begin();
    await write(id, 'home_assessment', { safety: '初めの見立て' });
    const second = await write(
      id,
      'home_assessment',
      { safety: '二度目の見立て' },
      { version: 1, who: 'nurse' },
    );
    expect(second.status).toBe(303);
    const late = await write(id, 'home_assessment', { safety: '遅れて届いた見立て' }, { version: 1 });
    expect(late.status).toBe(422);
    for (const both of ['遅れて届いた見立て', '二度目の見立て']) expect(late.text).toContain(both);
    expect((await versions(id)).map(({ number, fields, who }) => [number, fields, who])).toEqual([
      [1, { safety: '初めの見立て' }, world.person.consultation_worker],
      [2, { safety: '二度目の見立て' }, world.person.nurse],
    ]);
    // the same again is no version, emptied fields are one
    await write(id, 'home_assessment', { safety: '二度目の見立て' }, { version: 2 });
    expect(await versions(id)).toHaveLength(2);
    await write(id, 'home_assessment', {}, { version: 2 });
    const page = await world.as('consultation_worker').get(writeAt(id, 'home_assessment', null));
    for (const kept of ['前の版（2）', '初めの見立て', '二度目の見立て']) expect(page.text).toContain(kept);
    expect(await docOf(id, 'home_assessment', null)).not.toContain('二度目の見立て');
  });

  it('by two in the same moment is one version and the other’s two texts to choose from', async () => {
    const id = await begin();
    const sent = await Promise.all([
      write(id, 'home_assessment', { safety: '片方の見立て' }),
      write(id, 'home_assessment', { safety: 'もう片方の見立て' }, { who: 'nurse' }),
    ]);
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422]);
    const asked = sent.find(({ status }) => status === 422)!;
    for (const both of ['片方の見立て', 'もう片方の見立て']) expect(asked.text).toContain(both);
    expect(await versions(id)).toHaveLength(1);
  });

  it('of more than a field holds, comes back with every letter', async () => {
    const id = await begin();
    const long = 'あ'.repeat(2001);
    const sent = await write(id, 'home_assessment', { safety: long, remarks: '備える' });
    expect(sent.status).toBe(422);
    for (const typed of [long, '備える']) expect(sent.html).toContain(typed);
  });

  it('leaves only on the decision it was written on; another letter is offered it, without number, date and answer', async () => {
    const id = await begin();
    const [first, second] = [await decide(id), await decide(id)];
    const typed = { our_opinion: '一緒に訪ねたい', document_number: '架第7号' };
    expect((await write(id, 'sending', typed, { disclosure: first })).status).toBe(303);
    for (const text of Object.values(typed)) {
      expect(await docOf(id, 'sending', first)).toContain(text);
      expect(await docOf(id, 'sending', second)).not.toContain(text);
    }
    const offered = await world.as('consultation_worker').get(writeAt(id, 'sending', second));
    expect(offered.text).toContain('前の紙に書いた文を写してあります');
    expect(offered.html).toContain('一緒に訪ねたい');
    expect(offered.html).not.toContain('架第7号');
    expect((await versions(id)).map(({ disclosure_id }) => disclosure_id)).toEqual([first]);
    // the ledger tells what went out with which decision
    const ledger = async (path: string) => (await world.as('consultation_worker').get(path)).text;
    expect(await ledger(`/disclosures/${first}`)).toContain('一緒に訪ねたい');
    expect(await ledger(`/disclosures/${second}`)).not.toContain('様式に書いた文');
    const [{ household }] = (await world.owner<{ household: number }>(
      'select household_id::int as household from support_case where id = $1',
      [id],
    )) as [{ household: number }];
    expect((await ledger(`/disclosures/household/${household}`)).match(/様式に書いた文/g)).toHaveLength(1);
    // what came back is copied onto the letter it answers, and no further
    await write(id, 'centre_reply', { reply_reason: '先方の見立て' }, { disclosure: first });
    expect(
      (await world.as('consultation_worker').get(writeAt(id, 'centre_reply', second))).html,
    ).not.toContain('先方の見立て');
    await world.as('consultation_worker').get(at(id, `/sending/paper.pdf?disclosure=${first}`));
    expect((await printed(id)).at(-1)!.detail).toMatchObject({ disclosure_id: first, written: 1 });
  });

  it('the answer is copied after the decision is over and of a closed case: that alone, by the team, and never onto what was in force at no time', async () => {
    const id = await begin();
    const [sent, unsigned] = [await decide(id), await decide(id)];
    const typed = { our_course: 'こちらの経過', moved_on: '12月1日' };
    expect((await write(id, 'moving', typed, { disclosure: sent })).status).toBe(303);
    const answer = { received_by: '架空市こども課', received_on: '12月3日' };
    const put = (disclosure: number, more: { version?: number; who?: Who } = {}, code = 'moving') =>
      write(id, code, { ...answer, our_course: '書きかえた経過' }, { disclosure, ...more });
    await world.owner(
      `update disclosure set second_person = 'before', second_by = null, second_at = null where id = $1`,
      [unsigned],
    );
    await world.owner(
      `update disclosure set ended_at = now(), ended_by = $2, ended_reason = '誤り' where id = any($1)`,
      [[sent, unsigned], world.person.consultation_worker],
    );
    for (const who of ['west_worker', 'west_supervisor', 'auditor', 'secretariat'] as const)
      expect([403, 404], who).toContain((await put(sent, { version: 1, who })).status);
    expect((await put(unsigned)).status).toBe(409);
    // the letter itself can neither be printed nor written on any more, and a form without an answer not at all
    const worker = world.as('consultation_worker');
    expect((await worker.get(at(id, `/moving/paper.pdf?disclosure=${sent}`))).status).toBe(409);
    expect((await write(id, 'sending', { our_opinion: '意見' }, { disclosure: sent })).status).toBe(409);
    const awaited = await worker.get(at(id, '/moving'));
    expect(awaited.html).toContain(`/moving/write?disclosure=${sent}`);
    // What was sent is no answer.
    expect(awaited.text).toContain('返ってきた答えを写す');
    const page = await worker.get(writeAt(id, 'moving', sent));
    expect(page.html).toContain('name="received_by"');
    expect(page.html).not.toContain('name="our_course"');
    expect((await put(sent, { version: 1 })).status).toBe(303);
    expect((await worker.get(at(id, '/moving'))).text).toContain('写した答えを見る・直す（2欄）');
    expect((await versions(id)).at(-1)!.fields).toEqual({ ...typed, ...answer });
    await world.owner(
      `update support_case set closed_on = '2026-11-20', close_reason = 'goals_reached', close_text = '届いた',
         closed_by = $2, close_approved_by = $3, next_contact_on = null, next_contact_way = null, no_next_contact_reason = null
       where id = $1`,
      [id, world.person.consultation_worker, world.person.supervisor],
    );
    const later = { ...answer, received_on: '12月4日' };
    expect((await write(id, 'moving', later, { disclosure: sent, version: 2 })).status).toBe(303);
    expect((await versions(id)).at(-1)!.fields).toEqual({ ...typed, ...later });
  });

  it('says on paper neither who notified nor where a protected family is', async () => {
    const id = await begin(true);
    await notifiedBy(id, notifier, '0166-00-9999');
    const typed = { changes: `${notifier}が${place}で見た。元気だった`, remarks: '' };
    expect((await write(id, 'progress_slip', typed)).status).toBe(303);
    const decided = await decide(id);
    await write(id, 'sending', { our_course: `${address}を訪ねた` }, { disclosure: decided });
    const texts = [await docOf(id, 'progress_slip', null, 'nurse'), await docOf(id, 'sending', decided)];
    for (const text of texts)
      for (const hidden of [notifier, place, address]) expect(text).not.toContain(hidden);
    const told = (await world.as('nurse').get(`/disclosures/${decided}`)).text;
    expect(told).toContain('を訪ねた');
    expect(told).not.toContain(address);
    expect(texts[0]).toContain('元気だった');
    expect(texts[1]).toContain('を訪ねた');
  });
});

describe('where a protected family is, and who notified', () => {
  it('are on no form, not even where somebody wrote them into a text, or where it was decided before the family was protected', async () => {
    const id = await begin();
    const texts = {
      necessity: `${notifier}（0166-00-9999）から聞いた`,
      circumstances: `${address}で暮らし、${place}に通う。電話は${phone}。${notifier}が知らせた`,
    };
    await notifiedBy(id, notifier, '0166-00-9999');
    const decided = await decide(id, texts);
    const told = await world.as('consultation_worker').post(`/cases/${id}/notes`, {
      way: 'visit',
      contacted_on_y: '2026',
      contacted_on_m: '11',
      contacted_on_d: '20',
      with_whom: notifier,
      body: `${notifier}と${address}の前で会った`,
      no_next_contact_reason: '連絡を待つ',
    } as never);
    expect(told.status, told.text).toBe(303);
    const before = await docOf(id, 'sending', decided, 'nurse');
    expect(before).toContain(address);
    for (const hidden of [notifier, '0166-00-9999']) expect(before).not.toContain(hidden);
    await world.owner(
      `update household set protected = true, protected_since = '2026-11-20'
        where id = (select household_id from support_case where id = $1)`,
      [id],
    );
    // The nurse of the team neither took the call nor leads: she does not know who notified, and her paper does not say it.
    for (const who of ['consultation_worker', 'nurse'] as const)
      for (const { code } of paperForms) {
        const text = await docOf(id, code, decided, who);
        for (const hidden of [address, phone, place, notifier, '0166-00-9999'])
          expect(text, `${who} ${code} ${hidden}`).not.toContain(hidden);
      }
    expect(await docOf(id, 'sending', decided)).toContain('で暮らし');
    expect(await docOf(id, 'progress_slip', null)).toContain('の前で会った');
  });
});

describe('texts without who notified', () => {
  it('are given to the family’s own teams; to others there is no text', async () => {
    const id = await begin();
    expect(await papered(id, ['あ', 'い'])).toEqual(['あ', 'い']);
    for (const who of ['west_worker', 'administrator', 'auditor', 'coordinator'] as const)
      expect(await papered(id, ['あ', 'い'], who), who).toBeNull();
  });

  it('have no name however it is spaced, and keep the family’s own name where a relative notified', async () => {
    const id = await begin();
    const [{ family }] = (await world.owner<{ family: string }>(
      `select family_name as family from household_member
       where household_id = (select household_id from support_case where id = $1) limit 1`,
      [id],
    )) as [{ family: string }];
    await notifiedBy(id, `${family} 梅乃`);
    expect(
      await papered(id, [
        `${family}梅乃から`,
        `${family}　梅乃から`,
        `${family} 梅乃から`,
        '梅乃さんから',
        `${family}さんの家で会った`,
      ]),
    ).toEqual(['■■■■から', '■■■■から', '■■■■から', '■■■■さんから', `${family}さんの家で会った`]);
  });

  it('lose a name of one character where it addresses somebody, and keep the word', async () => {
    const alone = await begin();
    await notifiedBy(alone, '林', '-');
    expect(await papered(alone, ['林さんから。林の中で遊ぶ', '0166-11'])).toEqual([
      '■■■■さんから。林の中で遊ぶ',
      '0166-11',
    ]);
    const id = await begin();
    await notifiedBy(id, '森 一二三(仮)');
    expect(await papered(id, ['森さんが来た。森の中で遊ぶ', '森一二三(仮)', '一二三(仮)へ'])).toEqual([
      '■■■■さんが来た。森の中で遊ぶ',
      '■■■■',
      '■■■■へ',
    ]);
  });
});

describe('the ledger of intake', () => {
  it('has the own team’s consultations of a fiscal year, as a workbook and on paper, and says so in the log', async () => {
    const worker = world.as('consultation_worker');
    const page = await worker.get('/case-forms/intake-ledger?year=2026');
    const own = await world.reading('consultation_worker', (tx) => takenIn(tx, 2026));
    expect(own.length).toBeGreaterThan(0);
    expect(page.text).toContain(`受理は${own.length}件`);
    expect((await worker.get('/case-forms/intake-ledger?year=2001')).text).toContain('受理は0件');
    expect(await world.reading('west_worker', (tx) => takenIn(tx, 2026))).toEqual([]);
    for (const out of ['export', 'ledger.pdf'])
      expect((await worker.get(`/case-forms/intake-ledger/${out}?year=2026`)).status, out).toBe(200);
    const told = await world.owner<{ detail: { rows: number } }>(
      `select detail from audit_event where action = 'consultation.export' order by seq desc limit 2`,
    );
    expect(told.map(({ detail }) => detail.rows)).toEqual([own.length, own.length]);
  });
});
