import type { Item } from '../disclosures/rules.ts';

/** What a field of a form may hold. */
export const factCodes = [
  'our_number',
  'municipality',
  'team',
  'worker',
  'team_phone',
  'in_charge',
  'printed_on',
  'recipient',
  'legal_basis',
  'necessity',
  'valid_until',
  'their_number',
  'child_name',
  'child_birth',
  'guardian_name',
  'phone',
  'address',
  'place',
  'languages',
  'care',
  'wishes',
  'circumstances',
  'category',
  'headline',
  'opened_on',
  'received',
  'route',
  'kind',
  'assessed',
  'assessment_summary',
  'goals',
  'plan_review_on',
  'council_category',
  'severity',
  'main_agency',
  'agencies',
  'centre_part',
  'conferences',
  'situation',
  'policy',
  'registered_on',
  'next_review_on',
  'last_review',
  'last_contact',
  'next_contact',
] as const;
export type Fact = (typeof factCodes)[number];

/** Tables a form may hold, each from what is kept of the case. */
export type PartTable = 'family' | 'marks' | 'contacts' | 'tasks';

/** A field by its label; without `from` it is a ruled space for the pen. `lines`: its height. */
export interface Field {
  label: string;
  from?: Fact;
  lines?: number;
}
/** `theirs`: the other side writes in it; what came back is copied here, and not onto another letter. */
export type FormSection =
  | { title: string; fields: readonly Field[]; theirs?: true }
  | { title: string; table: PartTable; spare: number };

/** What a decision must have answered to the guide's questions, and to whom it must be, for a form to be the right one. */
export interface Addressee {
  ways: readonly string[];
  /** not about a family of whom the guide was told that there is nothing (`general`): the form itself says more of the child */
  general: boolean;
  /** only to a public office: no nursery, school, hospital or circle of the directory */
  office: boolean;
}

/**
 * One printed form. `number`: its place in the prefectures' set of eighteen. `leaves`: it stays in the team, goes to another
 * office on a decided basis, or to the family itself.
 */
export interface PaperForm {
  code: string;
  number: number;
  leaves: 'stays' | 'office' | 'family';
  /** of a form that leaves for an office: which decisions it can be written on */
  for?: Addressee;
  sections: readonly FormSection[];
}

const people: FormSection = {
  title: 'child',
  fields: [
    { label: 'child_name', from: 'child_name' },
    { label: 'child_birth', from: 'child_birth' },
    { label: 'place', from: 'place' },
    { label: 'guardian_name', from: 'guardian_name' },
    { label: 'address', from: 'address' },
    { label: 'phone', from: 'phone' },
  ],
};
const letter: FormSection = {
  title: 'letter',
  fields: [
    { label: 'document_number' },
    { label: 'document_date' },
    { label: 'recipient', from: 'recipient' },
    { label: 'sender', from: 'municipality' },
    { label: 'in_charge', from: 'in_charge' },
    { label: 'legal_basis', from: 'legal_basis' },
    { label: 'their_number', from: 'their_number' },
  ],
};
const known: readonly Field[] = [
  { label: 'circumstances', from: 'circumstances', lines: 3 },
  { label: 'wishes', from: 'wishes' },
  { label: 'care', from: 'care' },
  { label: 'languages', from: 'languages' },
];
const head: FormSection = {
  title: 'case',
  fields: [
    { label: 'our_number', from: 'our_number' },
    { label: 'team', from: 'team' },
    { label: 'worker', from: 'worker' },
    { label: 'category', from: 'category' },
    { label: 'headline', from: 'headline' },
    { label: 'opened_on', from: 'opened_on' },
    { label: 'received', from: 'received' },
    { label: 'route', from: 'route' },
    { label: 'kind', from: 'kind' },
    { label: 'address', from: 'address' },
    { label: 'phone', from: 'phone' },
  ],
};
const decision: FormSection = {
  title: 'office',
  fields: [{ label: 'decided_by' }, { label: 'decided_on' }, { label: 'remarks', lines: 2 }],
};

/** The forms made here; the others of the eighteen are made where what they show is kept (`madeElsewhere`). */
export const paperForms: readonly PaperForm[] = [
  {
    code: 'notice',
    number: 2,
    leaves: 'office',
    for: {
      ways: ['city_public', 'council', 'to_city'],
      general: false,
      office: true,
    },
    sections: [
      letter,
      people,
      {
        title: 'notice',
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'child_now', lines: 3 },
          { label: 'asked_of', lines: 3 },
        ],
      },
    ],
  },
  {
    code: 'home_assessment',
    number: 4,
    leaves: 'stays',
    sections: [
      head,
      { title: 'family', table: 'family', spare: 0 },
      {
        title: 'assessment',
        fields: [
          { label: 'assessed', from: 'assessed' },
          { label: 'assessment_summary', from: 'assessment_summary', lines: 3 },
        ],
      },
      { title: 'marks', table: 'marks', spare: 0 },
      {
        title: 'judgement',
        fields: [
          { label: 'safety', lines: 2 },
          { label: 'home_possible', lines: 2 },
          { label: 'conditions', lines: 3 },
        ],
      },
      decision,
    ],
  },
  {
    code: 'progress_slip',
    number: 9,
    leaves: 'stays',
    sections: [
      head,
      { title: 'family', table: 'family', spare: 0 },
      {
        title: 'council',
        fields: [
          { label: 'registered_on', from: 'registered_on' },
          { label: 'council_category', from: 'council_category' },
          { label: 'severity', from: 'severity' },
          { label: 'main_agency', from: 'main_agency' },
          { label: 'agencies', from: 'agencies' },
          { label: 'centre_part', from: 'centre_part' },
          { label: 'conferences', from: 'conferences' },
          { label: 'situation', from: 'situation', lines: 2 },
          { label: 'policy', from: 'policy', lines: 2 },
          { label: 'last_review', from: 'last_review' },
          { label: 'next_review_on', from: 'next_review_on' },
        ],
      },
      {
        title: 'plan',
        fields: [
          { label: 'goals', from: 'goals' },
          { label: 'plan_review_on', from: 'plan_review_on' },
        ],
      },
      { title: 'tasks', table: 'tasks', spare: 2 },
      { title: 'contacts', table: 'contacts', spare: 2 },
      {
        title: 'review',
        fields: [
          { label: 'changes', lines: 3 },
          { label: 'decided_policy', lines: 3 },
        ],
      },
    ],
  },
  {
    code: 'visit_card',
    number: 10,
    leaves: 'family',
    sections: [
      {
        title: 'visit_card',
        fields: [
          { label: 'card_for' },
          { label: 'came_on' },
          { label: 'sender', from: 'municipality' },
          { label: 'team', from: 'team' },
          { label: 'worker', from: 'worker' },
          { label: 'team_phone', from: 'team_phone' },
          { label: 'message', lines: 5 },
          { label: 'next_visit' },
          { label: 'please_call' },
        ],
      },
    ],
  },
  {
    code: 'liaison',
    number: 12,
    leaves: 'office',
    for: {
      ways: ['city_place', 'council', 'city_public', 'asked', 'authority'],
      general: true,
      office: false,
    },
    sections: [
      letter,
      people,
      {
        title: 'liaison',
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'message', lines: 4 },
          { label: 'answer_wanted' },
        ],
      },
    ],
  },
  {
    code: 'sending',
    number: 13,
    leaves: 'office',
    for: { ways: ['city_public', 'council'], general: true, office: true },
    sections: [
      letter,
      people,
      {
        title: 'sending',
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'our_course', lines: 3 },
          { label: 'our_opinion', lines: 3 },
          { label: 'enclosures' },
        ],
      },
    ],
  },
  {
    code: 'moving',
    number: 14,
    leaves: 'office',
    for: { ways: ['city_public'], general: true, office: true },
    sections: [
      letter,
      people,
      {
        title: 'moving',
        fields: [
          { label: 'moved_on' },
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'our_course', lines: 3 },
          { label: 'asked_of', lines: 3 },
          { label: 'meeting_wanted' },
        ],
      },
      { title: 'receipt', theirs: true, fields: [{ label: 'received_by' }, { label: 'received_on' }] },
    ],
  },
  {
    code: 'aid_request',
    number: 15,
    leaves: 'office',
    for: { ways: ['city_public', 'council'], general: true, office: true },
    sections: [
      letter,
      people,
      {
        title: 'aid_request',
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'aid_kind' },
          { label: 'asked_of', lines: 3 },
          { label: 'wanted_by' },
        ],
      },
    ],
  },
  {
    code: 'centre_reply',
    number: 16,
    leaves: 'office',
    for: { ways: ['city_public', 'council', 'to_city'], general: true, office: true },
    sections: [
      letter,
      people,
      {
        title: 'centre_reply',
        theirs: true,
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          { label: 'reply_number' },
          { label: 'reply_date' },
          { label: 'reply_from' },
          { label: 'reply_what' },
          { label: 'reply_reason', lines: 4 },
          { label: 'reply_parts', lines: 4 },
        ],
      },
    ],
  },
  {
    code: 'service_notice',
    number: 17,
    leaves: 'office',
    for: { ways: ['city_place', 'council', 'city_public'], general: true, office: false },
    sections: [
      letter,
      people,
      {
        title: 'service_notice',
        fields: [
          { label: 'service_kind' },
          { label: 'service_place' },
          { label: 'service_period' },
          { label: 'reason', from: 'necessity', lines: 2 },
          ...known,
          { label: 'asked_of', lines: 3 },
        ],
      },
    ],
  },
  {
    code: 'information_request',
    number: 18,
    leaves: 'office',
    for: { ways: ['city_place', 'council', 'city_public'], general: true, office: false },
    sections: [
      letter,
      people,
      {
        title: 'information_request',
        fields: [
          { label: 'reason', from: 'necessity', lines: 2 },
          { label: 'circumstances', from: 'circumstances', lines: 3 },
          { label: 'asked_items', lines: 4 },
          { label: 'wanted_by' },
          { label: 'answer_to' },
        ],
      },
      {
        title: 'answer',
        theirs: true,
        fields: [{ label: 'answer_body', lines: 5 }, { label: 'answered_by' }, { label: 'answered_on' }],
      },
    ],
  },
];

/** Forms of the eighteen that are printed where their facts are kept; `at`: the address of it, of a case. */
export const madeElsewhere: readonly {
  code: string;
  number: number;
  at: (case_id: number) => string;
}[] = [
  { code: 'intake', number: 1, at: (id) => `/cases/${id}` },
  { code: 'urgency', number: 3, at: (id) => `/cases/${id}` },
  { code: 'record', number: 5, at: (id) => `/cases/${id}/record.pdf` },
  { code: 'progress', number: 6, at: (id) => `/cases/${id}/progress.pdf` },
  { code: 'intake_ledger', number: 7, at: () => '/case-forms/intake-ledger' },
  { code: 'council_ledger', number: 8, at: () => '/council' },
  { code: 'minutes', number: 11, at: (id) => `/cases/${id}` },
];

export const formByCode = (code: string | undefined): PaperForm | undefined =>
  paperForms.find((form) => form.code === code);

/** To whom a decision passes something on, as far as it is known: a place or organisation of the directory, or a name alone. */
export interface DecidedFor {
  answers: { way?: unknown; about?: unknown };
  facility_kind: string | null;
  organisation_kind: string | null;
}

// Organisations of the directory that are offices, or may be one (a child guidance centre, another town); the words are its own.
const officeOrganisations: readonly string[] = ['city', 'department', 'council', 'other'];

// The guide's answers are the city's data: of one it added itself nothing is known here, and it shuts no form.
const knownWays: readonly string[] = [
  'city_place',
  'council',
  'city_public',
  'asked',
  'to_city',
  'private_other',
  'authority',
  'volunteer',
];

/** Whether a form can be written on a decision: it goes the way that was decided, about such a child, to such a receiver. */
export function fits(form: PaperForm, one: DecidedFor, officeKinds: readonly string[]): boolean {
  if (form.leaves !== 'office' || form.for === undefined) return form.leaves !== 'office';
  const { ways, general, office } = form.for;
  const { way } = one.answers;
  if (typeof way === 'string' && knownWays.includes(way) && !ways.includes(way)) return false;
  if (one.answers.about === 'general' && !general) return false;
  if (!office) return true;
  if (one.facility_kind !== null) return officeKinds.includes(one.facility_kind);
  return one.organisation_kind === null || officeOrganisations.includes(one.organisation_kind);
}

// A letter says who sends it to whom, on what basis and why; of the family only what the decision names.
const ofTheLetter: readonly Fact[] = [
  'municipality',
  'in_charge',
  'recipient',
  'legal_basis',
  'necessity',
  'valid_until',
  'their_number',
];
const itemOf: Partial<Record<Fact, Item>> = {
  child_name: 'child_name',
  child_birth: 'child_birth',
  guardian_name: 'guardian_name',
  phone: 'phone',
  address: 'address',
  place: 'place',
  languages: 'languages',
  care: 'care',
  wishes: 'wishes',
  circumstances: 'circumstances',
};
const ofTheHouse: readonly Fact[] = ['municipality', 'team', 'worker', 'team_phone'];
/** What leads to where a family is; of a protected one it is on no form, whatever was decided before it was protected. */
const leadsThere: readonly Fact[] = ['address', 'phone', 'place'];

/** Facts that are sentences somebody wrote: what must not leave is taken out of these; names and dates are what they are. */
export const writtenTexts: readonly string[] = [
  'necessity',
  'care',
  'wishes',
  'circumstances',
  'headline',
  'assessment_summary',
  'goals',
  'main_agency',
  'agencies',
  'situation',
  'policy',
  'last_review',
] satisfies Fact[];

/** Whether a form may hold a fact. What is not said here to leave does not. */
export function mayHold(
  leaves: PaperForm['leaves'],
  fact: Fact,
  is: { protected: boolean; items: readonly string[] },
): boolean {
  if (is.protected && leadsThere.includes(fact)) return false;
  if (leaves === 'stays') return true;
  if (leaves === 'family') return ofTheHouse.includes(fact);
  const item = itemOf[fact];
  return item === undefined ? ofTheLetter.includes(fact) : is.items.includes(item);
}

/** What the team writes in the fields the system knows nothing for, by label. */
export type Written = Partial<Record<string, string>>;

/** The fields of a form that can be typed, by section. The card left at a door is written there, by hand. */
export const writableIn = (form: PaperForm): readonly { section: FormSection; fields: readonly Field[] }[] =>
  form.leaves === 'family'
    ? []
    : form.sections.flatMap((section) => {
        const fields = 'fields' in section ? section.fields.filter(({ from }) => from === undefined) : [];
        return fields.length === 0 ? [] : [{ section, fields }];
      });

/** What the other side writes on a form: what came back can be copied when the letter itself can be written on no more. */
export const theirsIn = (form: PaperForm): readonly { section: FormSection; fields: readonly Field[] }[] =>
  writableIn(form).filter(({ section }) => 'theirs' in section);

/** Every label that can be typed on some form. */
export const writableLabels: readonly string[] = [
  ...new Set(
    paperForms.flatMap((form) => writableIn(form).flatMap(({ fields }) => fields.map(({ label }) => label))),
  ),
];

/** What of an earlier letter may stand on another one: neither its number and date nor what was answered to it. */
export function carriedOver(form: PaperForm, written: Written): Written {
  const kept = writableIn(form)
    .filter(({ section }) => section !== letter && !('theirs' in section))
    .flatMap(({ fields }) => fields.map(({ label }) => label));
  return Object.fromEntries(Object.entries(written).filter(([label]) => kept.includes(label)));
}

/** Whether a field is kept empty on purpose: no pen is to write where a protected family is. */
export const keptBack = (field: Field, is: { protected: boolean }): boolean =>
  is.protected && field.from !== undefined && leadsThere.includes(field.from);

/** The labels of what a form has no fact for and nobody wrote in, in its order. */
export const emptyOf = (
  form: PaperForm,
  facts: Partial<Record<Fact, string>>,
  written: Written = {},
  is: { protected: boolean } = { protected: false },
): string[] =>
  form.sections.flatMap((section) =>
    'fields' in section
      ? section.fields
          .filter(
            (field) =>
              !keptBack(field, is) &&
              (field.from === undefined ? (written[field.label] ?? '') : (facts[field.from] ?? '')) === '',
          )
          .map((field) => field.label)
      : [],
  );
