import type { IsoDate } from '../../platform/ja/dates.ts';

/** What may be passed on of a family, chosen one by one. Who told of a child is not among them, and never will be. */
export const itemCodes = [
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
  'worker',
] as const;
export type Item = (typeof itemCodes)[number];

/** What leads to where a family is: of a protected one it leaves the team for nobody. */
export const findingItems: readonly Item[] = ['address', 'phone', 'place'];
export const itemsFor = (isProtected: boolean): Item[] =>
  itemCodes.filter((code) => !isProtected || !findingItems.includes(code));

export const questionCodes = ['way', 'about', 'consent', 'danger'] as const;
export type QuestionCode = (typeof questionCodes)[number];
export type Answers = Record<QuestionCode, string>;

/** A legal basis as the guide reads it: which answers it applies to, and when. */
export interface BasisRule {
  id: number;
  code: string;
  ways: readonly string[];
  abouts: readonly string[];
  consents: readonly string[];
  dangers: readonly string[];
  position: number;
  valid_from: IsoDate;
  valid_to: IsoDate | null;
}

export interface Guidance<B extends BasisRule> {
  /** the one to name, and others that apply as well; empty: it may not be shared */
  bases: B[];
  /** bases one answer away: which answer would have to be another, and what it would have to be */
  nearly: { basis: B; question: QuestionCode; wanted: readonly string[] }[];
}

const asked = (basis: BasisRule): Record<QuestionCode, readonly string[]> => ({
  way: basis.ways,
  about: basis.abouts,
  consent: basis.consents,
  danger: basis.dangers,
});

export const inForce = (one: { valid_from: IsoDate; valid_to: IsoDate | null }, day: IsoDate): boolean =>
  one.valid_from <= day && (one.valid_to === null || one.valid_to >= day);

/** What the guide says to four answers on a day; the same for everybody who asks. */
export function guide<B extends BasisRule>(bases: readonly B[], answers: Answers, day: IsoDate): Guidance<B> {
  const valid = bases
    .filter((basis) => inForce(basis, day))
    .toSorted((a, b) => a.position - b.position || a.id - b.id);
  const misses = (basis: B): QuestionCode[] =>
    questionCodes.filter((code) => !asked(basis)[code].includes(answers[code]));
  return {
    bases: valid.filter((basis) => misses(basis).length === 0),
    nearly: valid.flatMap((basis) => {
      const [question, second] = misses(basis);
      // Who gives to whom is a fact, not a choice; but a receiver can be asked into the council.
      const beside = question === 'way' && !asked(basis).way.includes('council');
      return question === undefined || second !== undefined || beside
        ? []
        : [{ basis, question, wanted: asked(basis)[question] }];
    }),
  };
}

/** Whether the four answers are among those a basis applies to, whatever the day. */
export const applies = (basis: BasisRule, answers: Answers): boolean =>
  questionCodes.every((code) => asked(basis)[code].includes(answers[code]));

/** Every way the four questions can be answered. */
export function allAnswers(
  questions: readonly { code: string; answers: readonly { code: string }[] }[],
): Answers[] {
  const of = (code: QuestionCode) => questions.find((one) => one.code === code)?.answers ?? [];
  return of('way').flatMap((way) =>
    of('about').flatMap((about) =>
      of('consent').flatMap((consent) =>
        of('danger').map((danger) => ({
          way: way.code,
          about: about.code,
          consent: consent.code,
          danger: danger.code,
        })),
      ),
    ),
  );
}

export interface ConsentFacts {
  in_force: boolean;
  starts_on: IsoDate;
  ends_on: IsoDate;
  items: readonly string[];
  recipients: readonly { facility_id: number | null; organisation_id: number | null; name: string }[];
}

export interface Recipient {
  facility_id: number | null;
  organisation_id: number | null;
  name: string;
}

/** Whether a newer consent carries a share that stood on an older one: receiver, items, time and purpose. */
export const carries = (
  newer: ConsentFacts & { given: boolean; purpose: string },
  share: { recipient: Recipient; items: readonly string[]; until: IsoDate; purpose: string },
  today: IsoDate,
  samePurpose: boolean,
): boolean =>
  newer.given &&
  (samePurpose || newer.purpose.trim() === share.purpose.trim()) &&
  consentGap({ ...newer, in_force: true }, share.recipient, share.items, today, share.until) === null;

/** Why a consent does not carry this passing-on; null when it does. */
export function consentGap(
  consent: ConsentFacts,
  recipient: Recipient,
  items: readonly string[],
  today: IsoDate,
  until: IsoDate,
): 'over' | 'recipient' | 'items' | 'until' | null {
  if (!consent.in_force || today < consent.starts_on || today > consent.ends_on) return 'over';
  const named = consent.recipients.some((one) =>
    recipient.facility_id !== null
      ? one.facility_id === recipient.facility_id
      : recipient.organisation_id !== null
        ? one.facility_id === null && one.organisation_id === recipient.organisation_id
        : one.facility_id === null && one.organisation_id === null && one.name === recipient.name,
  );
  if (!named) return 'recipient';
  if (items.some((item) => !consent.items.includes(item))) return 'items';
  return until > consent.ends_on ? 'until' : null;
}

export interface DisclosureFacts {
  second_person: string;
  second_at: Date | null;
  ended_at: Date | null;
  consent_id: number | null;
  consent_in_force: boolean | null;
  until: IsoDate;
  /** came with a referral: whether the receiver said yes, and whether it still shares */
  referral_id: number | null;
  shown_at: Date | null;
  shares: boolean | null;
  /** when the receiver first had it open; null while it is only allowed */
  first_opened_at: Date | null;
}
export type DisclosureState =
  | 'waiting'
  | 'unshown'
  | 'unopened'
  | 'open'
  | 'open_unconfirmed'
  | 'withdrawn'
  | 'ended'
  | 'over'
  | 'closed';

/** How a disclosure stands on a day; read from its dates. */
export function disclosureState(one: DisclosureFacts, today: IsoDate): DisclosureState {
  if (one.ended_at !== null) return 'ended';
  if (one.consent_id !== null && one.consent_in_force !== true) return 'withdrawn';
  if (one.until < today) return 'over';
  if (one.second_person === 'before' && one.second_at === null) return 'waiting';
  if (one.referral_id !== null && one.shares !== true) return one.shown_at === null ? 'unshown' : 'closed';
  if (one.second_person === 'after' && one.second_at === null) return 'open_unconfirmed';
  return one.referral_id !== null && one.first_opened_at === null ? 'unopened' : 'open';
}

/** Whether this person may sign as the second: another than who decided, of the team, while it waits. */
export const maySign = (
  one: { decided_by: number; second_person: string; second_at: Date | null; ended_at: Date | null },
  person_id: number | null,
): boolean =>
  one.second_person !== 'none' &&
  one.second_at === null &&
  one.ended_at === null &&
  one.decided_by !== person_id;
