// Four invented families and what was passed on for them: referrals in every state, and capacity asked without a name.
import { recordConsent, disclose, signDisclosure, withdrawConsent } from '../family/disclosures/commands.ts';
import { legalBases } from '../family/disclosures/queries.ts';
import {
  acceptReferral,
  answerCapacity,
  answerLetter,
  askCapacity,
  declineReferral,
  deliver,
  draftReferral,
  holdService,
  recallReferral,
  returnOutcome,
  reviewReferral,
  sendReferral,
  startService,
} from '../family/referrals/commands.ts';
import { lapseOverdue } from '../family/referrals/commands-clock.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { beginFamily, type Family } from './demo-families.ts';
import type { Loaded } from './demo.ts';
import { first, later } from './words-families.ja.ts';
import {
  capacityNotes,
  care,
  circumstances,
  consent,
  days,
  decision,
  families,
  needs,
  said,
  told,
  wishes,
} from './words-referrals.ja.ts';

const items = [
  'child_name',
  'child_birth',
  'guardian_name',
  'care',
  'wishes',
  'circumstances',
  'worker',
] as const;

export async function loadReferrals(loaded: Loaded): Promise<void> {
  const team_id = loaded.case_team.get('中央');
  const workers = loaded.persons.filter(
    (one) => one.role === 'consultation_worker' && one.area_keys.some((key) => key.endsWith('中央')),
  );
  const seconds = loaded.persons.filter(
    (one) => one.role === 'public_health_nurse' && one.area_keys.some((key) => key.endsWith('中央')),
  );
  const heads = loaded.persons.filter((one) => one.role === 'facility_head' && one.facility_key !== null);
  const kagura = heads.find((one) => one.key === 'head-kagura');
  const [worker, second] = [workers[0], seconds[0] ?? workers[1]];
  if (team_id === undefined || !worker || !second || !kagura || heads.length < 4) return;
  const others = heads.filter((one) => one !== kagura).slice(0, 4);
  const me = loaded.person.get(worker.key)!;
  const colleague = loaded.person.get(second.key)!;
  const on = (day: string, time: string) => instantOf(day, time);
  const by = <T>(day: string, time: string, work: (tx: WriteTx) => Promise<T>) =>
    loaded.as(me, on(day, time), work);
  const places = [kagura, ...others].map((head) => ({
    head: loaded.person.get(head.key)!,
    facility_id: loaded.facility.get(head.facility_key!)!,
  }));

  const made: Family[] = [];
  for (const [nth, family] of families.entries())
    made.push(
      await beginFamily(loaded, {
        worker_id: me,
        team_id,
        category: 'support',
        stage: 'supporting',
        headline: family.headline,
        family: [family.family, family.kana[0]],
        members: [
          {
            relation: 'child',
            given_name: family.child[0],
            given_kana: family.kana[1],
            born_on: family.child[1],
          },
          { relation: 'mother', given_name: family.mother, given_kana: family.kana[2] },
        ],
        care,
        nth,
        opened: addDays('2026-09-01', nth),
        note: first,
        later: ['2026-11-19', later[nth % later.length]!],
        next: '2026-12-03',
      }),
    );

  const consented = new Map<Family, number>();
  const consentOf = async (family: Family): Promise<number> => {
    const before = consented.get(family);
    if (before !== undefined) return before;
    const id = await by('2026-09-10', '14:00', (tx) =>
      recordConsent(tx, family.household_id, {
        given: true,
        facility_ids: places.map((one) => one.facility_id),
        organisation_ids: [],
        other_recipients: [consent.clinic],
        items: [...items],
        purpose: consent.purpose,
        starts_on: '2026-09-10',
        ends_on: '2027-03-31',
        said_by: consent.said_by,
        how: 'paper',
        said_on: '2026-09-09',
        told_withdrawal: true,
        note: '',
        supersedes_id: null,
        same_purpose: false,
      }),
    );
    consented.set(family, id);
    return id;
  };

  const draft = (
    family: Family,
    day: string,
    nth: number,
    to: Partial<{ facility_id: number; recipient_name: string }>,
  ) =>
    by(day, '11:00', (tx) =>
      draftReferral(
        tx,
        { case_id: family.case_id, consultation_id: null },
        {
          need: needs[nth % needs.length]!,
          age_band: nth % 4 === 3 ? '3-5' : '1-2',
          area_id: null,
          days: days[nth % days.length]!,
          nobody: true,
          urgency: nth % 5 === 4 ? 'soon' : 'normal',
          channel: to.recipient_name === undefined ? 'account' : 'paper',
          facility_id: to.facility_id ?? null,
          organisation_id: null,
          recipient_name: to.recipient_name ?? '',
          told_who: told.who,
          told_day: told.day,
          told_what: told.what,
          told_on: day,
          capacity_question_id: null,
          _version: 1,
        },
      ),
    );
  const decide = async (family: Family, id: number, day: string, code: 'consent' | 'council') => {
    const consent_id = code === 'consent' ? await consentOf(family) : null;
    return by(day, '13:00', async (tx) => {
      const basis = (await legalBases(tx)).find((one) => one.code === code)!;
      return disclose(
        tx,
        { household_id: null, referral_id: id, case_id: null },
        {
          basis_id: basis.id,
          answer_way: code === 'council' ? 'council' : 'city_place',
          answer_about: code === 'council' ? 'council_child' : 'general',
          answer_consent: code === 'council' ? 'no' : 'yes',
          answer_danger: 'no',
          consent_id,
          facility_id: null,
          organisation_id: null,
          recipient_name: '',
          items: code === 'council' ? ['child_name', 'care', 'circumstances'] : [...items],
          wishes,
          circumstances,
          necessity: decision.necessity,
          harm_check: decision.harm,
          document_number: null,
          way: 'system',
          until: '2027-02-28',
        },
      );
    });
  };
  let letters = 0;
  const code = () => `DEMQ${'23456789'[letters++ % 8]}RSTUV`;
  /** Drafted, decided and sent to a place; gives its number. */
  const sent = async (family: number, day: string, nth: number, place: number): Promise<number> => {
    const id = await draft(made[family]!, day, nth, { facility_id: places[place]!.facility_id });
    await decide(made[family]!, id, day, 'consent');
    await by(day, '15:00', (tx) => sendReferral(tx, id, code()));
    return id;
  };
  const receiver = <T>(place: number, day: string, work: (tx: WriteTx) => Promise<T>) =>
    loaded.as(places[place]!.head, on(day, '16:00'), work);
  const opened = async (family: number, day: string, nth: number, place: number): Promise<number> => {
    const id = await sent(family, day, nth, place);
    await receiver(place, addDays(day, 1), (tx) => deliver(tx, id));
    return id;
  };
  const accepted = async (family: number, day: string, nth: number, place: number): Promise<number> => {
    const id = await opened(family, day, nth, place);
    await receiver(place, addDays(day, 2), (tx) => acceptReferral(tx, id, { body: said.accept }));
    return id;
  };
  const started = async (family: number, day: string, nth: number, place: number): Promise<number> => {
    const id = await accepted(family, day, nth, place);
    await receiver(place, addDays(day, 9), (tx) => startService(tx, id, { body: said.start }));
    return id;
  };

  // Over, with its outcome reviewed; returned and waiting to be reviewed; on hold; in use; about to begin.
  const over = await started(0, '2026-09-14', 0, 0);
  await receiver(0, '2026-10-20', (tx) => returnOutcome(tx, over, 'outcome', { body: said.outcome }));
  await by('2026-10-22', '10:00', (tx) => reviewReferral(tx, over, { review: 'closed', body: said.review }));
  const returned = await started(1, '2026-09-25', 2, 1);
  await receiver(1, '2026-11-10', (tx) => returnOutcome(tx, returned, 'outcome', { body: said.outcome }));
  const held = await started(1, '2026-10-05', 5, 0);
  await receiver(0, '2026-11-09', (tx) => holdService(tx, held, { reason: 'illness', body: said.hold }));
  await started(2, '2026-10-19', 0, 2);
  await accepted(0, '2026-11-12', 2, 0);
  // Declined, and its alternative.
  const declined = await opened(2, '2026-11-02', 1, 3);
  await receiver(3, '2026-11-04', (tx) =>
    declineReferral(tx, declined, { reason: 'full', next: 'other_place', body: said.decline }),
  );
  await by('2026-11-05', '10:00', (tx) =>
    reviewReferral(tx, declined, { review: 'elsewhere', body: said.elsewhere }),
  );
  // Nobody answered in time.
  await sent(3, '2026-11-05', 3, 4);
  await loaded.as(null, on('2026-11-13', '01:05'), (tx) => lapseOverdue(tx));
  // On its way: opened, not yet opened.
  await opened(1, '2026-11-17', 4, 0);
  await sent(0, '2026-11-19', 1, 1);
  // Taken back by the team; taken back by the family, in the middle of it.
  const recalled = await sent(2, '2026-11-16', 5, 1);
  await by('2026-11-18', '10:00', (tx) =>
    recallReferral(tx, recalled, { reason: 'family_changed_mind', body: said.recall }),
  );
  await accepted(3, '2026-11-10', 3, 0);
  await by('2026-11-18', '11:00', async (tx) =>
    withdrawConsent(tx, await consentOf(made[3]!), {
      withdrawn_on: '2026-11-18',
      withdrawn_how: consent.withdrawn_how,
    }),
  );
  // By letter.
  const paper = await draft(made[0]!, '2026-11-13', 4, { recipient_name: consent.clinic });
  await decide(made[0]!, paper, '2026-11-13', 'consent');
  const letter = code();
  await by('2026-11-13', '15:00', (tx) => sendReferral(tx, paper, letter));
  await loaded.as(null, on('2026-11-16', '12:40'), async (tx) => {
    await answerLetter(tx, letter, 'deliver', {});
    await answerLetter(tx, letter, 'accept', { body: said.accept }, paper);
  });
  // Drafts: one without a basis yet, one that waits for its second person, one that has it.
  await draft(made[2]!, '2026-11-20', 4, { facility_id: places[2]!.facility_id });
  const waiting = await draft(made[3]!, '2026-11-20', 3, { facility_id: places[1]!.facility_id });
  await decide(made[3]!, waiting, '2026-11-20', 'council');
  const signed = await draft(made[1]!, '2026-11-20', 1, { facility_id: places[3]!.facility_id });
  const { id } = await decide(made[1]!, signed, '2026-11-20', 'council');
  await loaded.as(colleague, on('2026-11-20', '16:30'), (tx) => signDisclosure(tx, id, decision.second));

  await askAround(loaded, by, places);
}

/** Six questions without a name: answered in every way, some not yet, one whose time is over. */
async function askAround(
  loaded: Loaded,
  by: <T>(day: string, time: string, work: (tx: WriteTx) => Promise<T>) => Promise<T>,
  places: readonly { head: number; facility_id: number }[],
): Promise<void> {
  const answers = ['yes', 'waiting', 'assessment', 'no'] as const;
  for (const [nth, need] of needs.entries()) {
    const day = addDays('2026-11-06', nth * 2);
    const asked = [places[0]!, places[1 + (nth % 4)]!];
    const question = await by(day, '10:00', (tx) =>
      askCapacity(tx, {
        need,
        age_band: nth % 2 === 0 ? '1-2' : '3-5',
        area_id: null,
        days: days[nth % days.length]!,
        nobody: true,
        facility_ids: asked.map((one) => one.facility_id),
        expires_on: nth === 0 ? '2026-11-15' : addDays(day, 14),
      }),
    );
    for (const [at, place] of asked.entries()) {
      if ((nth + at) % 3 === 2) continue;
      await loaded.as(place.head, instantOf(addDays(day, 1), '15:00'), (tx) =>
        answerCapacity(tx, question, place.facility_id, {
          answer: answers[(nth + at) % 4]!,
          as_of: addDays(day, 1),
          note: capacityNotes[(nth + at) % 4]!,
        }),
      );
    }
  }
}
