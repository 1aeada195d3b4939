import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatAge } from '../../platform/ja/age.ts';
import { formatBirthDate, formatDate, today as dayIn } from '../../platform/ja/dates.ts';
import { withoutReadings } from '../../platform/ja/readings.ts';
import {
  abuseWords,
  centreWords,
  councilCategoryWords,
  ledger,
  severityWords,
} from '../cases/queries-council.ts';
import {
  assessmentItems,
  assessmentsOf,
  concernWords,
  plansOf,
  strengthWords,
} from '../cases/queries-plan.ts';
import {
  caseNumber,
  categoryWords,
  householdOf,
  membersOf,
  notesOf,
  noteWayWords,
  relationWords,
  sexWords,
  tasksOf,
  type CaseRecord,
  type Member,
} from '../cases/queries.ts';
import { consultationsOfCase } from '../consultations/queries.ts';
import { phoneOfTeam } from '../households/queries.ts';
import { disclosuresOfCase, sayable, stateOfLine, type Shown } from '../disclosures/queries.ts';
import {
  mayHold,
  writtenTexts,
  type DecidedFor,
  type Fact,
  type PaperForm,
  type PartTable,
  type Written,
} from './rules.ts';
import { words } from './words.ja.ts';

/** What is kept of a case, read once for all of its forms. */
export interface Kept {
  protected: boolean;
  facts: Partial<Record<Fact, string>>;
  tables: Record<PartTable, readonly (readonly string[])[]>;
  members: readonly Member[];
}

/** One version of what was written on a form. */
export interface WrittenOn {
  form_code: string;
  /** of a form that leaves: the decision it leaves on */
  disclosure_id: number | null;
  number: number;
  fields: Written;
  written_by: string;
  written_at: Date;
}

/** What was written on the forms of a case, every version, the newest first. */
export async function writtenOn(tx: ReadTx, case_id: number): Promise<WrittenOn[]> {
  const { rows } = await sql<WrittenOn>`
    select form_code, disclosure_id, number, fields, written_at,
      person.family_name || ' ' || person.given_name as written_by
    from case_form_text join person on person.id = written_by
    where case_id = ${case_id} order by written_at desc, case_form_text.id desc`.execute(tx.db);
  return rows;
}

/** The versions that belong to a form, and where it leaves, to one decision. */
export const versionsOf = (
  all: readonly WrittenOn[],
  form: PaperForm,
  disclosure_id: number | null,
): WrittenOn[] => all.filter((one) => one.form_code === form.code && one.disclosure_id === disclosure_id);

/** A version as it may stand on paper: without who notified, and without where a protected family is. */
export async function onPaper(
  tx: ReadTx,
  household_id: number,
  version: WrittenOn | undefined,
): Promise<WrittenOn | null> {
  if (version === undefined) return null;
  const said = Object.entries(version.fields).flatMap(([label, text]) =>
    text === undefined ? [] : [[label, text] as const],
  );
  const clean = await sayable(
    tx,
    household_id,
    said.map(([, text]) => text),
  );
  return { ...version, fields: Object.fromEntries(said.map(([label, text]) => [label, clean(text)])) };
}

/** Everything the forms of a case are filled from. Who notified is not among it. */
export async function keptOf(tx: ReadTx, one: CaseRecord): Promise<Kept> {
  const zone = tx.actor.municipality.time_zone;
  const household = await householdOf(tx, one.household_id);
  const hidden = household === null || household.protected;
  const members = (await membersOf(tx, one)).filter((member) => member.left_on === null);
  const [call] = (await consultationsOfCase(tx, one.id)).toReversed();
  const [assessment] = await assessmentsOf(tx, one.id, 1);
  const items = await assessmentItems(tx);
  const [plan] = await plansOf(tx, one.id);
  const [entry] = await ledger(tx, { ended: false, month: null, case_id: one.id });
  const notes = (await notesOf(tx, one.id, 20)).filter((note) => !note.superseded);
  const tasks = (await tasksOf(tx, one.id)).filter((task) => task.done_at === null);
  const day = (iso: string | null | undefined) => (iso === null || iso === undefined ? '' : formatDate(iso));
  const named = (wanted: (member: Member) => boolean) =>
    members
      .filter((member) => member.name !== '' && wanted(member))
      .map((member) => words.kana(member.name, member.kana))
      .join('\n');
  const born = (member: Member) =>
    member.born_on === null
      ? member.due_on === null
        ? ''
        : words.due(member.due_on)
      : `${formatBirthDate(member.born_on)}（${formatAge(member.born_on, tx.today)}）`;
  const open = (entry?.ended_on ?? null) === null ? entry : undefined;
  const phone = (await phoneOfTeam(tx, one.team_id)) ?? '';
  const facts: Kept['facts'] = {
    our_number: caseNumber(one.fiscal_year, one.number),
    municipality: tx.actor.municipality.name,
    team: one.team,
    worker: one.worker,
    team_phone: phone,
    in_charge: words.joined([one.team, one.worker, phone]),
    printed_on: formatDate(tx.today),
    child_name: named((member) => member.about),
    child_birth: members
      .filter((member) => member.about)
      .map(born)
      .join('\n'),
    guardian_name: named(
      (member) => !member.about && member.relation !== 'child' && member.relation !== 'sibling',
    ),
    phone: household?.phones.join('\n') ?? '',
    address: household?.address ?? '',
    place: members
      .flatMap((member) => (member.about && member.place !== null ? [member.place] : []))
      .join('\n'),
    care: household?.care ?? '',
    category: categoryWords[one.category as keyof typeof categoryWords],
    headline: one.headline,
    opened_on: day(one.opened_on),
    received: call === undefined ? '' : day(dayIn(call.received_at, zone)),
    route: call?.route ?? '',
    kind: call?.kind ?? '',
    assessed: assessment ? words.joined([day(assessment.assessed_on), assessment.assessed_by]) : '',
    assessment_summary: assessment?.summary ?? '',
    goals: withoutReadings(plan?.goals ?? ''),
    plan_review_on: day(plan?.review_on),
    registered_on: day(open?.registered_on),
    council_category: open
      ? words.joined([
          councilCategoryWords[open.category as keyof typeof councilCategoryWords],
          ...open.abuse_kinds.map((kind) => abuseWords[kind as keyof typeof abuseWords]),
        ])
      : '',
    severity: open ? severityWords[open.severity as keyof typeof severityWords] : '',
    main_agency: open?.main_agency ?? '',
    agencies: open?.agencies ?? '',
    centre_part: open ? centreWords[open.centre_part as keyof typeof centreWords] : '',
    conferences: open ? words.conferences(day(open.last_conference_on), day(open.next_conference_on)) : '',
    situation: open?.situation ?? '',
    policy: open?.policy ?? '',
    next_review_on: day(open?.next_review_on),
    last_review: open ? words.joined([day(open.last_review_on), open.last_decision_text ?? '']) : '',
  };
  const clean = await sayable(tx, one.household_id, [
    ...writtenTexts.map((name) => facts[name as Fact] ?? ''),
    ...(assessment?.marks ?? []).map((mark) => mark.note),
    ...notes.flatMap((note) => [note.with_whom, note.body]),
    ...tasks.map((task) => task.title),
  ]);
  return {
    protected: hidden,
    members,
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, text]) => [name, writtenTexts.includes(name) ? clean(text) : text]),
    ),
    tables: {
      family: members.map((member) => [
        words.joined([relationWords[member.relation] ?? '', sexWords[member.sex ?? ''] ?? '']),
        member.name,
        member.kana,
        born(member),
        hidden ? '' : (member.place ?? ''),
      ]),
      marks: items.map((item) => {
        const mark = assessment?.marks.find((found) => found.item_code === item.code);
        return [
          item.name,
          mark?.concern == null ? '' : (concernWords[mark.concern] ?? ''),
          mark?.strength == null ? '' : (strengthWords[mark.strength] ?? ''),
          clean(mark?.note ?? ''),
        ];
      }),
      contacts: notes
        .slice(0, 6)
        .map((note) => [
          formatDate(dayIn(note.contacted_at, zone)),
          words.joined([noteWayWords[note.way as keyof typeof noteWayWords], clean(note.with_whom)]),
          clean(note.body),
        ]),
      tasks: tasks.slice(0, 8).map((task) => [clean(task.title), task.person, formatDate(task.due_on)]),
    },
  };
}

/** A decision as a form may tell it. */
export interface Decided {
  id: number;
  recipient_name: string;
  basis: string;
  provision: string;
  until: string;
  document_number: string | null;
  necessity: string;
  items: readonly string[];
  /** whom it is for, as the forms ask */
  to: DecidedFor;
  lines: Partial<Record<Fact, readonly string[]>>;
}

/**
 * What was decided to be passed on out of this case and may be printed now; `past`: what was in force once, a letter may have
 * left on it and be answered; `waiting`: those a second person has to sign.
 */
export async function decidedFor(
  tx: ReadTx,
  one: { id: number; household_id: number },
): Promise<{ usable: Decided[]; past: Decided[]; waiting: number }> {
  const all = await disclosuresOfCase(tx, one.id, 50);
  // A referral has its own letter and its own way; a form goes by what was decided for paper.
  const onPaper = (states: readonly string[]) =>
    all.filter(
      (line) => line.referral_id === null && line.shown !== null && states.includes(stateOfLine(tx, line)),
    );
  const usable = onPaper(['open', 'open_unconfirmed']);
  // What ended before a second person signed never was in force: no letter left on it.
  const past = onPaper(['ended', 'withdrawn', 'over']).filter(
    (line) => line.second_person !== 'before' || line.second_at !== null,
  );
  const either = [...usable, ...past];
  const shownOf = (line: { shown: unknown }) => (line.shown ?? []) as readonly Shown[];
  const clean = await sayable(tx, one.household_id, [
    ...either.map((line) => line.necessity),
    ...either.flatMap((line) => shownOf(line).flatMap(({ lines }) => lines)),
  ]);
  const told = either.map(
    ({ id, recipient_name, basis, provision, until, document_number, necessity, ...line }) => ({
      id,
      recipient_name,
      basis,
      provision,
      until,
      document_number,
      necessity: clean(necessity),
      items: line.items,
      to: {
        answers: line.answers as DecidedFor['answers'],
        facility_kind: line.facility_kind,
        organisation_kind: line.organisation_kind,
      },
      lines: Object.fromEntries(
        shownOf(line).map(({ item, lines }) => [
          item,
          writtenTexts.includes(item) ? lines.map(clean) : lines,
        ]),
      ),
    }),
  );
  return {
    usable: told.slice(0, usable.length),
    past: told.slice(usable.length),
    waiting: all.filter((line) => stateOfLine(tx, line) === 'waiting').length,
  };
}

/** The facts a form holds: of the family, on a form that leaves, exactly the lines that were decided, with readings. */
export function factsOn(form: PaperForm, kept: Kept, decided: Decided | null): Kept['facts'] {
  const read = (line: string) => {
    const member = kept.members.find((one) => one.name !== '' && line.includes(one.name));
    return member === undefined ? line : words.kana(line, member.kana);
  };
  const { municipality = '', team = '', worker = '', team_phone = '', in_charge = '' } = kept.facts;
  const letter: Kept['facts'] =
    decided === null
      ? {}
      : {
          ...Object.fromEntries(
            Object.entries(decided.lines).map(([item, lines]) => [
              item,
              (item === 'child_name' || item === 'guardian_name' ? lines.map(read) : lines).join('\n'),
            ]),
          ),
          recipient: decided.recipient_name,
          legal_basis: words.joined([decided.basis, decided.provision]),
          necessity: decided.necessity,
          valid_until: formatDate(decided.until),
          their_number: decided.document_number ?? '',
        };
  const all =
    form.leaves === 'stays' ? kept.facts : { ...letter, municipality, team, worker, team_phone, in_charge };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) =>
      mayHold(form.leaves, name as Fact, { protected: kept.protected, items: decided?.items ?? [] }),
    ),
  );
}

export interface LedgerLine {
  fiscal_year: number;
  number: number;
  received_at: Date;
  children: string | null;
  guardians: string | null;
  child_age_months: number | null;
  kind: string;
  route: string;
  way: string;
  worker: string | null;
  team: string;
  next_on: string | null;
  closed_at: Date | null;
  response: string | null;
}

/** How many consultations the own teams took in a fiscal year. */
export async function countTaken(tx: ReadTx, fiscal_year: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from consultation
    where team_id = any(session_case_teams()) and fiscal_year = ${fiscal_year}`.execute(tx.db);
  return Number(rows[0]!.n);
}

/** 受理台帳: the consultations the own teams took in a fiscal year, in the order of their numbers. */
export async function takenIn(tx: ReadTx, fiscal_year: number): Promise<LedgerLine[]> {
  const { rows } = await sql<LedgerLine>`
    select c.fiscal_year, c.number, received_at, child_age_months, kind.name as kind, route.name as route, way, team.name as team,
      worker.family_name || ' ' || worker.given_name as worker, next_on, closed_at, response.name as response,
      (select string_agg(btrim(family_name || ' ' || given_name)
            || case btrim(family_kana || ' ' || given_kana) when '' then '' else '（' || btrim(family_kana || ' ' || given_kana) || '）' end,
          '、' order by position, m.id) from household_member as m
        where m.household_id = c.household_id and left_on is null and btrim(family_name || given_name) <> '' and relation in ('child', 'expectant')) as children,
      (select string_agg(btrim(family_name || ' ' || given_name), '、' order by position, m.id) from household_member as m
        where m.household_id = c.household_id and left_on is null and btrim(family_name || given_name) <> ''
          and relation in ('mother', 'father', 'partner', 'grandparent', 'foster_parent')) as guardians
    from consultation as c join team on team.id = c.team_id
    join consultation_kind as kind on kind.code = kind_code join consultation_route as route on route.code = route_code
    left join consultation_response as response on response.code = response_code
    left join person as worker on worker.id = worker_id
    where c.team_id = any(session_case_teams()) and c.fiscal_year = ${fiscal_year} order by c.number, c.id`.execute(
    tx.db,
  );
  return rows;
}

/** The fiscal years that have consultations of the own teams, the newest first; this year always. */
export async function yearsTaken(tx: ReadTx): Promise<number[]> {
  const { rows } = await sql<{ fiscal_year: number }>`select distinct fiscal_year from consultation
    where team_id = any(session_case_teams())`.execute(tx.db);
  return [...new Set([tx.fiscal_year, ...rows.map((row) => row.fiscal_year)])].toSorted((a, b) => b - a);
}
