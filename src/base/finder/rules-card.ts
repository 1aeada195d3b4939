import { birthdaysIn, childTitles, emailsIn, peopleIn, phonesIn } from '../../platform/ja/contact-text.ts';
import { formatMonthDay, formatTime, timeOf, today } from '../../platform/ja/dates.ts';
import { words } from './words-card.ja.ts';

/** How long a card's page and question stay. */
export const cardGoodForDays = 90;

export interface CardTexts {
  day_text: string;
  what_happens: string;
  whom_to_ask: string;
  how_to_get_there: string;
}

export interface CardSession {
  id: number;
  title: string;
  summary: string;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  contact_name: string;
  application: string;
}

/** What a card says before somebody makes it their own: from the sitting chosen, else from the opening times. */
export function cardDraft(
  place: {
    name: string;
    opening_text: string;
    atmosphere: string | null;
    access_note: string | null;
    address: string;
    parking: string | null;
  },
  session: CardSession | null,
  time_zone: string,
): CardTexts {
  const way = [
    place.address,
    place.access_note,
    place.parking === null ? null : words.parking(place.parking),
  ];
  return {
    day_text: session === null ? place.opening_text.slice(0, 100) : dayOfSession(session, time_zone),
    what_happens:
      session === null
        ? (place.atmosphere ?? words.free)
        : words.happens(session.title, session.summary, session.application !== 'none'),
    whom_to_ask: words.ask(session?.contact_name ?? ''),
    how_to_get_there: way
      .filter((text) => text !== null && text !== '')
      .join('\n')
      .slice(0, 300),
  };
}

export function dayOfSession(
  { starts_at, all_day }: Pick<CardSession, 'starts_at' | 'all_day'>,
  time_zone: string,
): string {
  const day = formatMonthDay(today(starts_at, time_zone));
  return all_day ? day : words.dayTime(day, formatTime(timeOf(starts_at, time_zone)));
}

/**
 * What in a card's texts looks like a family's own: names, telephone numbers, addresses of mail, days of birth. Whom to ask
 * may be called by name there, and the place's own number may be given.
 */
export function familyIn(
  texts: CardTexts,
  own: { phone: string | null },
): Partial<Record<keyof CardTexts, string[]>> {
  const digits = (text: string): string => text.normalize('NFKC').replace(/[^0-9]/g, '');
  const found: Partial<Record<keyof CardTexts, string[]>> = {};
  for (const field of ['day_text', 'what_happens', 'whom_to_ask', 'how_to_get_there'] as const) {
    const text = texts[field];
    const hits = [
      ...peopleIn(text, field === 'whom_to_ask' ? childTitles : undefined),
      ...phonesIn(text).filter((phone) => own.phone === null || digits(phone) !== digits(own.phone)),
      ...emailsIn(text),
      ...birthdaysIn(text),
    ];
    if (hits.length > 0) found[field] = [...new Set(hits)];
  }
  return found;
}

/** The card as plain text, for one's own mail program or message. */
export function cardText(card: CardTexts & { facility: string; phone: string | null; url: string }): string {
  return words.message(card);
}
