import { z } from 'zod';
import { isIsoDate, instantOf } from '../../platform/ja/dates.ts';
import {
  choice,
  choices,
  code,
  date,
  daysOfLife,
  id,
  integer,
  longText,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalInteger,
  optionalText,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable, soFar, type Typed } from '../../platform/web/form.ts';
import { normaliseName } from '../../platform/ja/text.ts';
import { toKatakana } from '../../platform/ja/kana.ts';
import { relations, sexes } from '../households/rules.ts';
import { abuseKinds, abusers, answers, questions, urgencies, ways, type Question } from './rules.ts';
import { words } from './words.ja.ts';

/** Rows for members that a page ever shows. */
export const mostMembers = 8;
export const languageCodes = ['ja', 'en', 'zh', 'ko', 'vi', 'tl', 'pt', 'ne', 'sign', 'other'] as const;

const facts = {
  way: choice(ways),
  route_code: code(),
  kind_code: code(),
  abuse_kind: optionalChoice(abuseKinds),
  abuser: optionalChoice(abusers),
  area_id: optionalId(),
  words_said: text(20_000),
  done_text: longText(20_000),
};

const triageFields = {
  urgency: optionalChoice(urgencies),
  urgency_reason: longText(4000),
  ...Object.fromEntries(
    questions.flatMap((question) => [
      [`q_${question}`, optionalChoice(answers)],
      [`n_${question}`, longText(500)],
    ]),
  ),
};

export interface Judgement {
  urgency: (typeof urgencies)[number];
  reason: string;
  answers: { question: Question; answer: (typeof answers)[number]; note: string }[];
}

/** The judgement a form holds: null when nothing was answered; a sentence when only half of it is there. */
function judgementOf(
  data: Record<string, unknown>,
  context: z.RefinementCtx,
  must: boolean,
): Judgement | null {
  const given = questions.flatMap((question) => {
    const answer = data[`q_${question}`] as Judgement['answers'][number]['answer'] | null;
    const note = (data[`n_${question}`] as string | undefined) ?? '';
    if (answer === null && note !== '')
      context.addIssue({ code: 'custom', path: [`q_${question}`], message: words.errors.noteWithoutAnswer });
    return answer === null ? [] : [{ question, answer, note }];
  });
  const urgency = (data.urgency ?? null) as Judgement['urgency'] | null;
  const reason = (data.urgency_reason as string | undefined) ?? '';
  if (!must && given.length === 0 && urgency === null && reason === '') return null;
  if (urgency === null)
    context.addIssue({ code: 'custom', path: ['urgency'], message: words.errors.noUrgency });
  if (reason === '')
    context.addIssue({ code: 'custom', path: ['urgency_reason'], message: words.errors.noReason });
  return urgency === null || reason === '' ? null : { urgency, reason, answers: given };
}

const kana = longText(60).transform((value) => toKatakana(normaliseName(value)));
const memberRow = (n: number) => ({
  [`m${n}_relation`]: optionalChoice(relations),
  [`m${n}_family_name`]: longText(40).transform(normaliseName),
  [`m${n}_given_name`]: longText(40).transform(normaliseName),
  [`m${n}_family_kana`]: kana,
  [`m${n}_given_kana`]: kana,
  [`m${n}_born_on`]: optionalDate(daysOfLife),
  [`m${n}_due_on`]: optionalDate(),
  [`m${n}_sex`]: optionalChoice(sexes),
  [`m${n}_lives_apart`]: ticked(),
});

export interface TypedMember {
  row: number;
  relation: (typeof relations)[number];
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  born_on: string | null;
  due_on: string | null;
  sex: (typeof sexes)[number] | null;
  lives_apart: boolean;
}

/** A day that cannot be read is undefined here: it stands beside its field, and is neither there nor missing. */
function membersOf(data: Record<string, unknown>): TypedMember[] {
  return Array.from({ length: mostMembers }, (_, at) => at + 1).flatMap((row) => {
    const of = (name: string) => data[`m${row}_${name}`];
    const named = ['family_name', 'given_name', 'family_kana', 'given_kana'].some((name) => of(name) !== '');
    if (!named && of('born_on') === null && of('due_on') === null) return [];
    return [
      {
        row,
        relation: (of('relation') ?? 'child') as TypedMember['relation'],
        // On the telephone one hears a name and sees no characters: until they are known it stands as it sounds.
        family_name: (of('family_name') || of('family_kana')) as string,
        given_name: (of('given_name') || of('given_kana')) as string,
        family_kana: of('family_kana') as string,
        given_kana: of('given_kana') as string,
        born_on: of('born_on') as string | null,
        due_on: of('due_on') as string | null,
        sex: of('sex') as TypedMember['sex'],
        lives_apart: of('lives_apart') as boolean,
      },
    ];
  });
}

export const intakeForm = z
  .object({
    ...facts,
    received_on: optionalDate(),
    received_time: optionalTime(),
    anonymous: ticked(),
    notifier_name: longText(100),
    notifier_relation: longText(100),
    notifier_contact: longText(200),
    notifier_note: longText(1000),
    age_years: optionalInteger(0, 25),
    age_months: optionalInteger(0, 11),
    unborn: ticked(),
    ...Object.assign({}, ...Array.from({ length: mostMembers }, (_, at) => memberRow(at + 1))),
    household: longText(20),
    address: longText(300),
    phone: longText(60),
    languages: choices(languageCodes),
    care: longText(2000),
    ...triageFields,
    next_step: longText(1000),
    next_on: optionalDate(),
    worker_id: optionalId(),
    team_id: optionalId(),
    response_code: optionalText(40),
    draft_id: optionalId(),
    message_id: optionalId(),
  })
  .superRefine((raw, context) => {
    const read = readable(raw);
    const all = read as unknown as Partial<IntakeFields>;
    judgementOf(read, context, false);
    const members = membersOf(read);
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (all.anonymous && all.notifier_name !== '') add('notifier_name', words.errors.anonymousNamed);
    if (!all.anonymous && all.notifier_name === '') {
      const told = [all.notifier_relation, all.notifier_contact, all.notifier_note];
      if (told.some((one) => one !== '')) add('notifier_name', words.errors.notifierNameless);
    }
    if (all.kind_code && all.kind_code !== 'abuse' && (all.abuse_kind || all.abuser))
      add('abuse_kind', words.errors.notAbuse);
    const household = householdIn(all.household);
    const about_family = members.length > 0 || [all.address, all.phone, all.care].some((one) => one !== '');
    if (household === null && about_family)
      add('household', all.household === 'none' ? words.errors.namesLost : words.errors.chooseHousehold);
    if (household === 'new' && members.length === 0) add('m1_family_name', words.errors.newNeedsMember);
    for (const member of members) {
      if (household !== null && member.family_name === '' && member.due_on === null)
        add(`m${member.row}_family_name`, words.errors.memberNameless);
      if (member.born_on && member.due_on && member.relation === 'child')
        add(`m${member.row}_due_on`, words.errors.bornAndDue);
    }
  }, always)
  .transform((raw, context) => {
    const all = raw as unknown as IntakeFields;
    return {
      ...all,
      judgement: judgementOf(raw, context, false),
      members: membersOf(raw),
      household: householdIn(all.household),
    };
  });

function householdIn(chosen: string | undefined): 'new' | number | null {
  if (chosen === 'new') return 'new';
  return /^[1-9]\d{0,15}$/.test(chosen ?? '') ? Number(chosen) : null;
}

/** What of the intake can be read already: the fields that are right by themselves. */
export const intakeSoFar = (typed: Typed): Partial<Omit<IntakeFields, 'household'>> =>
  soFar(intakeForm.in.shape, typed) as Partial<Omit<IntakeFields, 'household'>>;

interface IntakeFields {
  way: (typeof ways)[number];
  route_code: string;
  kind_code: string;
  abuse_kind: (typeof abuseKinds)[number] | null;
  abuser: (typeof abusers)[number] | null;
  area_id: number | null;
  words_said: string;
  done_text: string;
  received_on: string | null;
  received_time: string | null;
  anonymous: boolean;
  notifier_name: string;
  notifier_relation: string;
  notifier_contact: string;
  notifier_note: string;
  age_years: number | null;
  age_months: number | null;
  unborn: boolean;
  household: string;
  address: string;
  phone: string;
  languages: (typeof languageCodes)[number][];
  care: string;
  next_step: string;
  next_on: string | null;
  worker_id: number | null;
  team_id: number | null;
  response_code: string | null;
  draft_id: number | null;
  message_id: number | null;
}
export type IntakeData = z.output<typeof intakeForm>;

/** Buttons of the long form that only keep what was typed. */
export const draftForm = z.record(z.string(), z.unknown()).transform((typed) => typed as Typed);

export const judgeForm = z
  .object(triageFields)
  .superRefine((data, context) => void judgementOf(readable(data), context, true), always)
  .transform((data, context) => judgementOf(data, context, true) ?? z.NEVER);

export const correctForm = z
  .object({
    ...facts,
    age_years: optionalInteger(0, 25),
    age_months: optionalInteger(0, 11),
    unborn: ticked(),
    _version: longText(10).transform((value) => Number(value) || 0),
  })
  .refine(
    (raw) => {
      const { kind_code, abuse_kind, abuser } = readable(raw);
      return !kind_code || kind_code === 'abuse' || !(abuse_kind || abuser);
    },
    { path: ['abuse_kind'], message: words.errors.notAbuse, ...always },
  );
export type CorrectData = z.output<typeof correctForm>;

export const routeForm = z.object({ team_id: id(), worker_id: optionalId(), reason: longText(500) });
export const safetyForm = z.object({
  seen_on: date(),
  seen_time: optionalTime(),
  safety_how: text(2000),
});
export const nextForm = z.object({ done_text: longText(10_000), next_step: longText(1000), next_on: date() });
export const closeForm = z.object({ response_code: code(), done_text: longText(10_000) });
export const reopenForm = z.object({ reason: text(500), next_on: date() });
export const linkForm = z.object({ household: longText(20), case_id: optionalId() });

export const districtsForm = z.record(z.string(), z.unknown()).transform((typed) => {
  const teams: { area_id: number; team_id: number | null }[] = [];
  for (const [name, value] of Object.entries(typed)) {
    const area = /^team_([1-9]\d{0,15})$/.exec(name);
    if (area && typeof value === 'string')
      teams.push({
        area_id: Number(area[1]),
        team_id: /^[1-9]\d{0,15}$/.test(value) ? Number(value) : null,
      });
  }
  return { teams };
});
export const climbForm = z.object({ climb_hours: integer(1, 72) });
export const draftDaysForm = z.object({ draft_days: integer(8, 365) });

/** The moment a form's day and time name; now when neither was changed. */
export function momentOf(day: string | null, time: string | null, now: Date, zone: string): Date {
  if (day === null || !isIsoDate(day)) return now;
  return instantOf(day, time ?? '12:00', zone);
}

export const views = ['open', 'mine', 'unassigned', 'overdue', 'clock', 'all'] as const;
export type View = (typeof views)[number];
export interface Asked {
  view: View;
  team_id: number | null;
  kind: string | null;
  route: string | null;
  month: string | null;
}

/** A list's conditions from its address; what is not understood is left out. */
export function askedOf(query: Record<string, string | undefined>): Asked {
  const code = (text: string | undefined) =>
    text !== undefined && /^[a-z_]{1,40}$/.test(text) ? text : null;
  return {
    view: views.find((one) => one === query.view) ?? 'open',
    team_id: /^[1-9]\d{0,15}$/.test(query.team ?? '') ? Number(query.team) : null,
    kind: code(query.kind),
    route: code(query.route),
    month: /^20\d{2}-(0[1-9]|1[0-2])$/.test(query.month ?? '') ? query.month! : null,
  };
}
