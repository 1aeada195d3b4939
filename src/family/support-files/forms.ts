import { z } from 'zod';
import {
  choice,
  daysOfLife,
  ids,
  integer,
  longText,
  optionalDate,
  optionalEmail,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { leastPassphrase, stages, topics } from './rules.ts';

// Fields of strangers carry codes as errors where the page must say it in the reader's language (pages-parts.tsx).

/** The family's passphrase: named as passwords are, so that a page that shows a form again leaves it out. */
const passphrase = () =>
  z
    .preprocess((value) => (typeof value === 'string' ? value : ''), z.string())
    .refine((value) => [...value.normalize('NFKC').trim()].length >= leastPassphrase, 'short')
    .refine((value) => value.length <= 200, 'short');
const twice = { path: ['password_again'], message: 'twice' };

export const startForm = z
  .object({
    name: text(40),
    born_on: optionalDate(daysOfLife),
    sheet_code: longText(40),
    password: passphrase(),
    password_again: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string()),
    mail: optionalEmail(),
    understood: ticked().refine(Boolean, 'understood'),
    website: longText(200),
  })
  .refine(({ password, password_again }) => password === password_again, twice);

/** Who looks at what a family lent. */
export const borrowForm = z.object({ code: text(40), name: text(40), place: text(80) });

export const entryForm = z.object({
  topic: choice(topics),
  stage: choice(stages),
  dated_on: optionalDate(daysOfLife),
  title: text(80),
  body: text(4000),
  /** the entry being changed, and whether a new one takes its place */
  replaces: ticked(),
  _version: integer(0, 1e9),
});

export const lendForm = z
  .object({
    kind: choice(['show', 'lend', 'offer']),
    entry_ids: ids().refine((list) => list.length > 0, 'entries'),
    to: longText(80),
    place: longText(40),
    until: optionalDate(),
    said_by: longText(40),
  })
  .refine(({ kind, to }) => kind === 'show' || to !== '', { path: ['to'], message: 'to' })
  .refine(({ kind, until }) => kind !== 'lend' || until !== null, { path: ['until'], message: 'until' })
  .refine(({ kind, said_by }) => kind !== 'offer' || said_by !== '', {
    path: ['said_by'],
    message: 'said_by',
  });

export const giveForm = z.object({
  entry_ids: ids().refine((list) => list.length > 0, 'entries'),
  said_by: text(40),
  yes: ticked().refine(Boolean, 'yes'),
});

export const profileForm = z.object({
  name: text(40),
  born_on: optionalDate(daysOfLife),
  mail: optionalEmail(),
  forget_mail: ticked(),
});

export const lockForm = z
  .object({
    current: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string()),
    password: passphrase(),
    password_again: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string()),
    new_code: ticked(),
  })
  .refine(({ password, password_again }) => password === password_again, twice);

export const removeForm = z.object({ sure: ticked().refine(Boolean, 'sure'), with_yeses: ticked() });

// ---- the worker's side -----------------------------------------------------------------------

export const askForm = z.object({ purpose: text(500) });
export const offerForm = z.object({ code: longText(40) });
export const settingForm = z.object({ keep_months: integer(12, 240), notice_days: integer(14, 365) });
