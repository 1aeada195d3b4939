import {
  languageLinkOf,
  marksIn,
  plainReading,
  readingFor,
  spellPlain,
  wordsIn,
} from '../../platform/ui/speech.ts';
import type { Reading, Speech } from '../../platform/ui/speech.ts';
import { dayIn, momentIn } from '../../platform/ui/speech-dates.ts';
import { partyIn, whenIn } from '../calendar/rules-said.ts';
import type { MailKind } from './jobs.ts';
import { timedOf, whereIn } from './rules-said.ts';
import type { State } from './rules.ts';
import { openWords } from './words-open.ts';
import { otherLanguages } from './words.ja.ts';

/** What a mail to an applicant may speak of. */
export interface MailFacts {
  number: number;
  adults: number;
  children: number;
  title: string;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  online: string;
  place_name: string;
  address: string;
  facility: string | null;
  facility_address: string | null;
  organisation: string | null;
  phone: string | null;
  offer_expires_at: Date | null;
  lottery_at: Date | null;
  what_to_bring: string;
  join_url: string | null;
  sitting_cancel_reason: string | null;
  delete_after: string;
  state: State;
  municipality: string;
  zone: string;
  code: string | null;
  /** the page that asks for the code */
  look_at: string;
  /** what the host wrote */
  body: string | null;
  /** when it was to begin, of what was moved */
  was: Date | null;
  /** in which language the applicant read the form */
  speech: Speech;
}

const ended: readonly MailKind[] = ['event_cancelled', 'host_cancelled', 'cancelled', 'lapsed'];

function leadIn(reading: Reading, kind: MailKind, facts: MailFacts): string {
  const { leads } = wordsIn(openWords, reading).mail;
  const moment = (at: Date | null) => (at === null ? null : momentIn(reading, at, facts.zone));
  switch (kind) {
    case 'received':
      return facts.state in leads.received
        ? leads.received[facts.state as keyof typeof leads.received]
        : leads.received.confirmed;
    case 'offer':
      return leads.offer(moment(facts.offer_expires_at));
    case 'moved':
      return leads.moved(moment(facts.was));
    case 'event_cancelled':
      return leads.event_cancelled(facts.sitting_cancel_reason || null);
    case 'message':
      return [leads.message, facts.body ?? ''].filter((part) => part !== '').join('\n\n');
    default:
      return leads[kind];
  }
}

/** The mail as one reader has it; names and what the host wrote stay as they are. */
function mailIn(reading: Reading, kind: MailKind, facts: MailFacts): { subject: string; text: string } {
  const { mail: w, receipt } = wordsIn(openWords, reading);
  const { colon, gap } = marksIn(reading);
  const line = (term: string, value: string) => `${term}${colon}${value}`;
  const where = whereIn(reading, facts).text;
  const lines = [
    leadIn(reading, kind, facts),
    '',
    line(receipt.event, facts.title),
    line(receipt.when, whenIn(reading, timedOf(facts, facts.zone))),
    ...(where === '' ? [] : [line(receipt.where, where)]),
    line(receipt.party, partyIn(reading, facts)),
    line(receipt.number, `${facts.number}`),
  ];
  const comes = facts.state === 'confirmed' && !ended.includes(kind);
  if (comes && facts.what_to_bring !== '') lines.push(line(receipt.bring, facts.what_to_bring));
  if (comes && facts.join_url !== null) lines.push(line(receipt.join, facts.join_url));
  if (facts.code !== null && !ended.includes(kind)) {
    lines.push(
      '',
      kind === 'offer' ? w.toAnswer : w.toLook,
      `${facts.look_at}${languageLinkOf(reading)}`,
      line(receipt.code, facts.code),
      w.secret,
    );
  }
  lines.push('', receipt.deleted(dayIn(reading, facts.delete_after)), '');
  lines.push(
    [facts.facility ?? facts.organisation, facts.phone === null ? null : w.phone(facts.phone)]
      .filter(Boolean)
      .join(gap),
  );
  lines.push(facts.municipality);
  return {
    subject: spellPlain(w.subject(facts.municipality, w.subjects[kind], facts.number), false),
    text: spellPlain(lines.join('\n'), true),
  };
}

/**
 * One mail: a subject that names nobody and nothing, and what there is to know and to do, in the language in which the
 * form was read. Below it stands the same in Japanese, for whoever helps at the desk; whoever read Japanese is told how to
 * read on in another language instead.
 */
export function mailOf(kind: MailKind, facts: MailFacts): { subject: string; text: string } {
  const reading = readingFor(facts.speech);
  const mail = mailIn(reading, kind, facts);
  const { inJapanese } = wordsIn(openWords, reading).mail;
  if (facts.speech === 'ja')
    return {
      subject: mail.subject,
      text: `${mail.text}\n\n${otherLanguages}\n${facts.look_at}?lang=en\n`,
    };
  const original = mailIn(plainReading, kind, facts);
  return {
    subject: mail.subject,
    text: `${mail.text}\n\n${'-'.repeat(40)}\n${spellPlain(inJapanese, true)}\n\n${original.subject}\n\n${original.text}\n`,
  };
}
