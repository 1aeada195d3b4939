import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { guideQuestions, legalBases, type LegalBasis } from './queries.ts';
import { consentGap, disclosureState, guide, itemsFor, maySign, type Answers } from './rules.ts';

const day = '2026-11-21';

describe('the guide', () => {
  let world: World;
  let bases: LegalBasis[];
  beforeAll(async () => {
    world = await makeWorld();
    bases = await world.reading('nurse', (tx) => legalBases(tx));
  });
  afterAll(() => world.close());

  const ask = (way: string, about: string, consent: string, danger = 'no') =>
    guide(bases, { way, about, consent, danger }, day).bases.map(({ code }) => code);

  it.each([
    // who gives to whom, about whom, consent, danger → nothing applies
    ['city_place', 'general', 'no', 'no'],
    ['city_place', 'council_child', 'no', 'no'],
    ['city_place', 'abuse', 'refused', 'no'],
    ['city_place', 'council_child', 'hard', 'no'],
    ['council', 'general', 'no', 'no'],
    ['council', 'maybe_support', 'hard', 'no'],
    ['volunteer', 'council_child', 'no', 'no'],
    ['volunteer', 'abuse', 'hard', 'no'],
    ['asked', 'general', 'no', 'no'],
    ['asked', 'maybe_support', 'refused', 'no'],
    ['private_other', 'council_child', 'no', 'no'],
    ['to_city', 'general', 'no', 'no'],
  ])('says no for %s, %s, consent %s, danger %s', (way, about, consent, danger) => {
    expect(ask(way, about, consent, danger)).toEqual([]);
  });

  it.each([
    ['city_place', 'general', 'yes', 'no', 'consent'],
    ['volunteer', 'general', 'yes', 'no', 'consent'],
    ['city_place', 'council_child', 'hard', 'yes', 'urgent'],
    ['city_place', 'general', 'refused', 'yes', 'urgent'],
    ['council', 'council_child', 'no', 'no', 'council'],
    ['council', 'abuse', 'refused', 'no', 'council'],
    ['council', 'council_child', 'yes', 'no', 'consent'],
    ['to_city', 'abuse', 'no', 'no', 'notify'],
    ['to_city', 'abuse', 'refused', 'yes', 'notify'],
    ['to_city', 'maybe_support', 'no', 'no', 'support_info'],
    ['asked', 'abuse', 'no', 'no', 'abuse_law'],
    ['asked', 'council_child', 'no', 'no', 'council_request'],
    ['city_public', 'general', 'no', 'no', 'public_body'],
    ['private_other', 'maybe_support', 'hard', 'no', 'sound_growth'],
    ['authority', 'general', 'refused', 'no', 'by_law'],
  ])('for %s, %s, consent %s, danger %s names %s', (way, about, consent, danger, code) => {
    expect(ask(way, about, consent, danger)[0]).toBe(code);
  });

  it('says which one answer would have to be another', () => {
    const { bases: none, nearly } = guide(
      bases,
      { way: 'city_place', about: 'council_child', consent: 'no', danger: 'no' },
      day,
    );
    expect(none).toEqual([]);
    expect(nearly.map(({ basis, question }) => [basis.code, question])).toEqual([
      ['consent', 'consent'],
      ['council', 'way'],
      ['urgent', 'danger'],
    ]);
  });

  it('asks a second person of everything but a consent', () => {
    for (const basis of bases) expect(basis.second_person === 'none', basis.code).toBe(basis.consent_needed);
  });

  it('knows no answer that no basis asks about, and no basis that asks about what is no answer', async () => {
    const questions = await world.reading('nurse', (tx) => guideQuestions(tx));
    const known = (code: string) =>
      new Set(questions.find((one) => one.code === code)!.answers.map((one) => one.code));
    for (const [code, used] of [
      ['way', bases.flatMap((one) => one.ways)],
      ['about', bases.flatMap((one) => one.abouts)],
      ['consent', bases.flatMap((one) => one.consents)],
      ['danger', bases.flatMap((one) => one.dangers)],
    ] as const)
      expect(new Set(used)).toEqual(known(code));
  });

  it.each(['consultation_worker', 'facility_head', 'partner', 'west_worker', 'administrator'] as Who[])(
    'tells the %s the same',
    async (who) => {
      const path = '/disclosures/guide?way=council&about=abuse&consent=refused&danger=no';
      const answer = await world.as(who).get(path);
      expect(answer.text).toContain('児童福祉法25条の2・25条の5');
      const no = await world
        .as(who)
        .get('/disclosures/guide?way=city_place&about=general&consent=refused&danger=no');
      expect(no.text).toContain('共有できません — まず同意を');
    },
  );

  it('is changed by the legal desk alone, from a later day on, and says then what is in force then', async () => {
    const council = bases.find((one) => one.code === 'council')!;
    const changed = {
      name: council.name,
      provision: '児童福祉法25条の2（改正後）',
      between_whom: council.between_whom,
      permits: council.permits,
      record: council.record,
      caution: council.caution,
      ways: council.ways,
      abouts: ['abuse'],
      consents: council.consents,
      dangers: council.dangers,
      second_person: 'before',
      valid_from_y: 2027,
      valid_from_m: 4,
      valid_from_d: 1,
    };
    const path = `/disclosures/bases/${council.id}`;
    for (const who of ['supervisor', 'administrator', 'facility_head'] as Who[])
      expect((await world.as(who).post(path, changed)).status, who).toBe(403);
    const past = await world.as('legal_desk').post(path, { ...changed, valid_from_y: 2026 });
    expect(past.status).toBe(422);
    expect(past.text).toContain('今日より後の日');
    expect((await world.as('legal_desk').post(path, changed)).status).toBe(303);
    const versions = await world.reading('nurse', (tx) => legalBases(tx));
    const answers: Answers = { way: 'council', about: 'council_child', consent: 'no', danger: 'no' };
    expect(guide(versions, answers, '2027-03-31').bases.map(({ code }) => code)).toEqual(['council']);
    expect(guide(versions, answers, '2027-04-01').bases).toEqual([]);
    expect((await world.as('legal_desk').post(path, changed)).status).toBe(409);
  });
});

describe('a consent', () => {
  const consent = {
    in_force: true,
    starts_on: '2026-11-01',
    ends_on: '2027-03-31',
    items: ['child_name', 'care'],
    recipients: [
      { facility_id: 1, organisation_id: null, name: 'ひろば' },
      { facility_id: null, organisation_id: null, name: '架空クリニック' },
    ],
  };
  const hiroba = { facility_id: 1, organisation_id: null, name: 'ひろば' };
  it.each([
    ['of another place', 'recipient', { to: { facility_id: 2, organisation_id: null, name: '別' } }],
    [
      'of an unlisted receiver of another name',
      'recipient',
      { to: { facility_id: null, organisation_id: null, name: '別' } },
    ],
    ['with an item it does not name', 'items', { items: ['child_name', 'phone'] }],
    ['for longer than it lasts', 'until', { until: '2027-04-01' }],
    ['before it begins', 'over', { today: '2026-10-31' }],
    ['after it has ended', 'over', { today: '2027-04-01' }],
  ])('does not carry a passing-on %s', (_what, gap, more) => {
    const asked = { to: hiroba, items: ['child_name'], today: day, until: '2027-03-31', ...more };
    expect(consentGap(consent, asked.to, asked.items, asked.today, asked.until)).toBe(gap);
  });
  it('does not carry anything once it is withdrawn', () => {
    expect(consentGap({ ...consent, in_force: false }, hiroba, ['care'], day, day)).toBe('over');
  });
  it('carries what it names, to whom it names, while it lasts', () => {
    expect(consentGap(consent, hiroba, ['child_name', 'care'], day, '2027-03-31')).toBeNull();
    const clinic = { facility_id: null, organisation_id: null, name: '架空クリニック' };
    expect(consentGap(consent, clinic, ['care'], day, day)).toBeNull();
  });
});

describe('a disclosure', () => {
  it('leads nobody to a protected family', () => {
    expect(itemsFor(true)).not.toEqual(expect.arrayContaining(['address']));
    expect(itemsFor(false).filter((one) => !itemsFor(true).includes(one))).toEqual([
      'phone',
      'address',
      'place',
    ]);
  });
  it('is signed by another than who decided, once, while it waits', () => {
    const one = { decided_by: 1, second_person: 'before', second_at: null, ended_at: null };
    expect(maySign(one, 1)).toBe(false);
    expect(maySign({ ...one, second_at: new Date() }, 2)).toBe(false);
    expect(maySign({ ...one, ended_at: new Date() }, 2)).toBe(false);
    expect(maySign({ ...one, second_person: 'none' }, 2)).toBe(false);
    expect(maySign(one, 2)).toBe(true);
  });
  it.each([
    ['waiting', { second_person: 'before' }],
    ['open_unconfirmed', { second_person: 'after' }],
    ['open', { second_person: 'before', second_at: new Date() }],
    ['withdrawn', { consent_id: 1, consent_in_force: false }],
    ['ended', { ended_at: new Date() }],
    ['over', { until: '2026-11-20' }],
    ['unshown', { referral_id: 1, shares: false }],
    ['closed', { referral_id: 1, shares: false, shown_at: new Date() }],
    ['unopened', { referral_id: 1, shares: true, shown_at: new Date() }],
    ['open', { referral_id: 1, shares: true, shown_at: new Date(), first_opened_at: new Date() }],
  ])('is %s by its dates', (state, more) => {
    const one = {
      second_person: 'none',
      second_at: null,
      ended_at: null,
      consent_id: null,
      consent_in_force: null,
      until: '2027-03-31',
      referral_id: null,
      shown_at: null,
      shares: null,
      first_opened_at: null,
      ...more,
    };
    expect(disclosureState(one, day)).toBe(state);
  });
});
