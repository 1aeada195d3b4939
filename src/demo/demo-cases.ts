// Support cases of invented families, each deed by its worker on its day.
import { sql } from 'kysely';
import { assess, answerPlan, makePlan } from '../family/cases/commands-plan.ts';
import { registerEntry, reviewEntry } from '../family/cases/commands-council.ts';
import { addEvent, addNote, changeCase, decideClosing, proposeClosing } from '../family/cases/commands.ts';
import { assessmentItems } from '../family/cases/queries-plan.ts';
import { caseById, membersOf } from '../family/cases/queries.ts';
import { sampleCase, sampleHousehold } from '../family/cases/samples.ts';
import { checkSafety, closeConsultation, takeConsultation } from '../family/consultations/commands.ts';
import { intakeForm } from '../family/consultations/forms.ts';
import { disclose, signDisclosure } from '../family/disclosures/commands.ts';
import { legalBases } from '../family/disclosures/queries.ts';
import { writeOn } from '../family/papers/commands.ts';
import { formByCode } from '../family/papers/rules.ts';
import { Undo, type WriteTx } from '../platform/db/transaction.ts';
import { ageInMonths } from '../platform/ja/age.ts';
import { addDays, instantOf } from '../platform/ja/dates.ts';
import { made } from './demo-timeline.ts';
import type { Loaded } from './demo.ts';
import {
  beginReason,
  callDone,
  callNext,
  councilOffice,
  demoCases,
  phone,
  supervisorOf,
  type DemoCase,
} from './words-cases.ja.ts';

interface Deed {
  on: string;
  time: string;
  person: string;
  work: (tx: WriteTx, id: number) => Promise<unknown>;
}

const nothing = { next_contact_on: null, next_contact_way: null, no_next_contact_reason: beginReason };

/** What happened in one case after it began. */
function deedsOf(one: DemoCase): Deed[] {
  const deeds: Deed[] = [];
  const add = (on: string, time: string, person: string, work: Deed['work']) =>
    void deeds.push({ on, time, person, work });
  add(one.opened, '11:00', one.worker, async (tx, id) => {
    const found = (await caseById(tx, id))!;
    const members = await membersOf(tx, found);
    await changeCase(tx, id, {
      category: one.category,
      stage: one.stage,
      headline: one.headline,
      member_ids: members.filter((member) => member.about).map((member) => member.id),
      ...nothing,
      _version: found.version,
    });
    const child = members.find((member) => member.about);
    for (const [happened_on, kind, event_title, source] of one.events ?? []) {
      if (happened_on > one.opened) continue;
      await addEvent(tx, id, { kind, member_id: child?.id ?? null, happened_on, event_title, source });
    }
  });
  for (const [happened_on, kind, event_title, source] of one.events ?? [])
    if (happened_on > one.opened)
      add(happened_on, '16:00', one.worker, (tx, id) =>
        addEvent(tx, id, { kind, member_id: null, happened_on, event_title, source }),
      );
  for (const note of one.notes)
    add(note.on, '15:00', one.worker, (tx, id) =>
      addNote(tx, id, {
        contacted_on: note.on,
        contacted_time: '10:30',
        way: note.way,
        with_whom: note.with_whom,
        not_reached: note.missed === true,
        body: note.body,
        next_contact_on: note.next,
        next_contact_way: note.next_way ?? 'phone',
        no_next_contact_reason: note.next === null ? beginReason : '',
      }),
    );
  for (const one_assessment of one.assessments ?? [])
    add(one_assessment.on, '16:30', one.worker, async (tx, id) => {
      const members = await membersOf(tx, (await caseById(tx, id))!);
      const items = await assessmentItems(tx);
      const level = (text: string, at: number) => (/\d/.test(text[at] ?? '') ? Number(text[at]) : null);
      await assess(
        tx,
        id,
        {
          member_id:
            members.find((member) => member.about && (member.born_on ?? '9') <= one_assessment.on)?.id ??
            null,
          assessed_on: one_assessment.on,
          basis: one_assessment.basis,
          summary: one_assessment.summary,
        },
        items.map((item, at) => ({
          item_code: item.code,
          concern: level(one_assessment.concern, at),
          strength: level(one_assessment.strength, at),
          note: '',
        })),
      );
    });
  const { plan, council, close } = one;
  for (const { on, form, fields } of one.written ?? [])
    add(on, '17:30', one.worker, (tx, id) =>
      writeOn(tx, id, formByCode(form)!, { disclosure_id: null, before: 0, typed: fields }),
    );
  for (const letter of one.letters ?? []) {
    let disclosure_id = 0;
    let written: Record<string, string> = {};
    const write = (fields: Record<string, string>, before: number) => async (tx: WriteTx, id: number) => {
      written = { ...written, ...fields };
      await writeOn(tx, id, formByCode(letter.form)!, { disclosure_id, before, typed: written });
    };
    add(letter.on, '13:00', one.worker, async (tx, id) => {
      const basis = (await legalBases(tx)).find(({ code }) => code === 'public_body')!;
      const { household_id } = (await caseById(tx, id))!;
      const made = await disclose(
        tx,
        { household_id, referral_id: null, case_id: id },
        {
          basis_id: basis.id,
          answer_way: 'city_public',
          answer_about: 'abuse',
          answer_consent: 'no',
          answer_danger: 'no',
          consent_id: null,
          facility_id: null,
          organisation_id: null,
          recipient_name: letter.to,
          items: ['child_name', 'child_birth', 'guardian_name', 'circumstances'],
          wishes: '',
          circumstances: letter.circumstances,
          necessity: letter.necessity,
          harm_check: letter.harm,
          document_number: null,
          way: 'paper',
          until: letter.until,
        },
      );
      disclosure_id = made.id;
    });
    add(letter.on, '14:00', supervisorOf[one.district], async (tx) => {
      await signDisclosure(tx, disclosure_id, '');
    });
    add(letter.on, '15:30', one.worker, write(letter.fields, 0));
    if (letter.answered) add(letter.answered.on, '15:30', one.worker, write(letter.answered.fields, 1));
  }
  if (plan) {
    const { on, review, items, answer, reason, newer, ...said } = plan;
    const make = (
      made_on: string,
      words: Pick<typeof plan, 'wish' | 'goals' | 'items'>,
      supersedes: number,
    ) =>
      add(made_on, '17:00', one.worker, (tx, id) =>
        makePlan(
          tx,
          id,
          { ...said, wish: words.wish, goals: words.goals, made_on, review_on: review },
          words.items.map(([what, who, how_often]) => ({
            what,
            who,
            how_often,
            starts_on: made_on,
            ends_on: review,
            person_id: null,
          })),
          supersedes,
        ),
      );
    make(on, { ...said, items }, 0);
    if (answer)
      add(addDays(on, 7), '17:00', one.worker, (tx, id) =>
        answerPlan(tx, id, {
          explained_on: addDays(on, 5),
          given_on: addDays(on, 5),
          answer,
          answered_on: addDays(on, 7),
          answer_reason: reason ?? '',
          _version: 1,
        }),
      );
    if (newer) {
      make(newer.on, newer, 1);
      add(addDays(newer.on, 7), '17:00', one.worker, (tx, id) =>
        answerPlan(tx, id, {
          explained_on: newer.on,
          given_on: newer.on,
          answer: 'agreed',
          answered_on: addDays(newer.on, 7),
          answer_reason: '',
          _version: 1,
        }),
      );
    }
  }
  if (council) {
    const { on, next, reviews = [], ...entry } = council;
    let entry_id = 0;
    add(on, '10:00', councilOffice, async (tx, id) => {
      entry_id = await registerEntry(tx, id, {
        ...entry,
        registered_on: on,
        next_review_on: reviews[0]?.on ?? next,
      });
    });
    for (const [at, review] of reviews.entries())
      add(review.on, '14:00', councilOffice, (tx) =>
        reviewEntry(tx, entry_id, {
          reviewed_on: review.on,
          decision: 'continue',
          decision_text: review.text,
          severity: entry.severity,
          policy: '',
          next_review_on: review.next,
          end_reason: null,
          _version: at + 1,
        }),
      );
  }
  if (close) {
    add(close.on, '16:00', one.worker, (tx, id) =>
      proposeClosing(tx, id, { reason: 'goals_reached', body: close.body }),
    );
    if (close.approved)
      add(addDays(close.on, 1), '09:30', supervisorOf[one.district], (tx, id) =>
        decideClosing(tx, id, 'approved', ''),
      );
  }
  return deeds;
}

const ageParts = (months: number) => ({
  age_years: `${Math.floor(months / 12)}`,
  age_months: `${months % 12}`,
});

/** The family as its first team took it down. */
const familyOf = (loaded: Loaded, one: DemoCase) => ({
  team_id: made(loaded.case_team, one.district),
  family_name: one.family[0],
  family_kana: one.family[1],
  members: one.members,
  address: one.address,
  phone: `${phone}${String(demoCases.indexOf(one)).padStart(2, '0')}`,
  protected: one.protected === true,
});

/** What somebody does at a moment, before there is a case. */
interface CallDeed {
  at: Date;
  person: number;
  work: (tx: WriteTx) => Promise<unknown>;
}

/** The calls the cases began with, for the story of the consultations: taken down by the worker, the child seen where it had to be. */
export function callsOf(loaded: Loaded): CallDeed[] {
  const deeds = demoCases.flatMap((one) => {
    const { call } = one;
    if (call === undefined) return [];
    let id = 0;
    const child = one.members.find(
      ({ relation, born_on }) => relation === 'child' && (born_on ?? '9') <= call.on,
    );
    const person = made(loaded.person, one.worker);
    const taken: CallDeed = {
      at: instantOf(call.on, '14:00'),
      person,
      work: async (tx) => {
        const data = intakeForm.parse({
          way: call.way,
          route_code: call.route,
          kind_code: call.kind,
          words_said: call.said,
          done_text: call.done,
          household: String(await sampleHousehold(tx, familyOf(loaded, one))),
          team_id: String(made(loaded.case_team, one.district)),
          worker_id: String(person),
          ...(child?.born_on ? ageParts(ageInMonths(child.born_on, call.on)) : { unborn: 'on' }),
          abuse_kind: call.abuse?.[0],
          abuser: call.abuse?.[1],
          next_step: callNext,
          next_on: one.opened,
          urgency: call.urgency,
          urgency_reason: call.reason,
          ...Object.fromEntries(call.yes.map((question) => [`q_${question}`, 'yes'])),
          ...Object.fromEntries(call.unknown?.map((question) => [`q_${question}`, 'unknown']) ?? []),
        });
        ({ id } = await takeConsultation(tx, data));
      },
    };
    if (call.seen === undefined) return [taken];
    const [seen_on, safety_how] = call.seen;
    const seen: CallDeed = {
      at: instantOf(seen_on, '13:00'),
      person,
      work: (tx) => checkSafety(tx, id, { seen_on, seen_time: '11:00', safety_how }),
    };
    return [taken, seen];
  });
  return deeds.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The call a case began with and its family, found by what was said. */
const callOf = (tx: WriteTx, said: string) =>
  tx.db
    .selectFrom('consultation')
    .where('words_said', '=', said)
    .select(['id as consultation_id', sql<number>`household_id`.as('household_id')])
    .executeTakeFirstOrThrow();

/** Tells all cases in the order of their days, so that numbers and the log are as they would have been. */
export async function loadCases(loaded: Loaded): Promise<void> {
  const ids = new Map<DemoCase, number>();
  const all = demoCases.flatMap((one) => [
    {
      one,
      on: one.opened,
      time: '10:00',
      person: one.worker,
      work: async (tx: WriteTx) => {
        const call = one.call && (await callOf(tx, one.call.said));
        ids.set(
          one,
          await sampleCase(tx, {
            team_id: made(loaded.case_team, one.district),
            category: one.category,
            headline: one.headline,
            ...(call ?? { household: familyOf(loaded, one) }),
          }),
        );
        if (call !== undefined)
          await closeConsultation(tx, call.consultation_id, {
            response_code: 'continued',
            done_text: callDone,
          });
      },
    },
    ...deedsOf(one).map((deed) => ({ one, ...deed })),
  ]);
  const inOrder = all.toSorted((a, b) => {
    const [first, second] = [`${a.on} ${a.time}`, `${b.on} ${b.time}`];
    return first < second ? -1 : first > second ? 1 : 0;
  });
  for (const { one, on, time, person, work } of inOrder) {
    try {
      await loaded.as(made(loaded.person, person), instantOf(on, time), (tx) => work(tx, ids.get(one) ?? 0));
    } catch (error) {
      const why = error instanceof Undo ? JSON.stringify(error.value) : (error as Error).message;
      throw new Error(`${on}, ${person}, ${one.family[1]}: ${why}`, { cause: error });
    }
  }
}
