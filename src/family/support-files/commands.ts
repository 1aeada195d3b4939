import type { Speech } from '../../platform/ui/speech.ts';
import { sql } from 'kysely';
import { caseById } from '../cases/queries.ts';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { hashCode, readCode, sealCode } from '../../platform/web/open.ts';
import { lockOf, offerOf, unlock, type KeptEntry, type OpenFile } from './queries.ts';
import {
  keyOf,
  keyOfToken,
  newKey,
  newSalt,
  newToken,
  proofOf,
  seal,
  sealJson,
  serverKey,
  tokenHash,
  yesHash,
  yesOf,
  type Key,
} from './rules-keys.ts';
import {
  offerDays,
  openMinutes,
  requestDays,
  sheetDays,
  type Entry,
  type Given,
  type LendingKind,
  type Look,
  type OwnLending,
  type Profile,
} from './rules.ts';
import { words } from './words.ja.ts';

const minutesFrom = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * 60_000);

/** A key locked by a code and a passphrase ('' for a code that stands alone). */
async function lockFor(tx: ReadTx, code: string, passphrase: string, key: Key) {
  const salt = newSalt();
  const key_sealed = seal(await keyOf(code, passphrase, salt), 'lock', key);
  return { code_hash: hashCode(tx.actor.house, code), salt, key_sealed };
}

/** Where to tell of a file's end, and in which language. */
const sealedMail = (tx: ReadTx, mail: string | null, speech: Speech): string | null =>
  mail === null
    ? null
    : sealJson(serverKey(tx.actor.house.settings.SEAL_SECRET), 'mail', { to: mail, speech });

/** What a function of the owner answered. */
async function answerOf<T>(tx: ReadTx, question: ReturnType<typeof sql<{ answer: T }>>): Promise<T> {
  const { rows } = await question.execute(tx.db);
  return rows[0]!.answer;
}

/** Begins a file and opens it; answers the browser's token. `sheet`: the code comes from a printed sheet and is used up. */
export async function beginFile(
  tx: WriteTx,
  given: {
    code: string;
    sheet: boolean;
    passphrase: string;
    name: string;
    born_on: string | null;
    mail: string | null;
    speech: Speech;
  },
): Promise<string | null> {
  const [key, token] = [newKey(), newToken()];
  const profile: Profile = { name: given.name, born_on: given.born_on, code: given.code };
  const lock = await lockFor(tx, given.code, given.passphrase, key);
  const entry = {
    ...lock,
    sheet_hash: given.sheet ? lock.code_hash : null,
    proof_hash: proofOf(key),
    profile_sealed: sealJson(key, 'profile', profile),
    mail_sealed: sealedMail(tx, given.mail, given.speech),
    token_hash: tokenHash(token),
    visit_key_sealed: seal(keyOfToken(token), 'visit', key),
    ends_at: minutesFrom(tx.now, openMinutes),
  };
  const id = await answerOf(
    tx,
    sql<{
      answer: number | null;
    }>`select support_file_begin(${JSON.stringify(entry)}::jsonb, ${tx.today}::date) as answer`,
  );
  if (id === null) return null;
  tx.record({
    action: 'support_file.begin',
    subject_kind: 'support_file',
    subject_id: id,
    detail: { sheet: given.sheet },
  });
  return token;
}

/** Opens what a key was found for, in one browser; answers its token, or null where it ended meanwhile. */
export async function enter(tx: WriteTx, code: string, key: Key, look: Look | null): Promise<string | null> {
  const token = newToken();
  const visit = {
    token_hash: tokenHash(token),
    key_sealed: seal(keyOfToken(token), 'visit', key),
    ends_at: minutesFrom(tx.now, openMinutes),
    who_sealed: look === null ? null : sealJson(key, 'look', look),
  };
  const entered = await answerOf(
    tx,
    sql<{ answer: boolean }>`select support_file_enter(${hashCode(tx.actor.house, code)}, ${proofOf(key)},
      ${JSON.stringify(visit)}::jsonb, ${tx.now}::timestamptz, ${tx.today}::date) as answer`,
  );
  if (!entered) return null;
  tx.record({ action: look === null ? 'support_file.open' : 'support_file.look' });
  return token;
}

const dropped = (tx: WriteTx, token: string, what: string, id: number | null): Promise<boolean> =>
  answerOf(
    tx,
    sql<{ answer: boolean }>`
      select support_file_drop(${tokenHash(token)}, ${what}, ${id}::bigint, ${tx.now}::timestamptz) as answer`,
  );

/** Closes what this browser has open. */
export const closeVisit = (tx: WriteTx, token: string): Promise<boolean> => dropped(tx, token, 'visit', null);

/** Keeps a new entry, or changes one; answers its id. 409 where it was changed meanwhile. */
export async function keepEntry(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  entry: Entry,
  there?: Pick<KeptEntry, 'id' | 'version' | 'key'>,
): Promise<number> {
  const own = there?.key ?? newKey();
  const sealed = {
    id: there?.id ?? null,
    version: there?.version ?? null,
    key_sealed: seal(file.key, 'entry key', own),
    body_sealed: sealJson(own, 'entry', entry),
  };
  const id = await answerOf(
    tx,
    sql<{ answer: number | null }>`
      select support_file_keep(${tokenHash(token)}, ${JSON.stringify(sealed)}::jsonb, ${tx.now}::timestamptz) as answer`,
  );
  if (id === null) invalid({ '': 'changed' });
  tx.record({ action: 'support_file.keep', subject_kind: 'support_file', subject_id: file.id });
  return id;
}

const bare = ({ topic, stage, dated_on, title, body, replaced_by }: Entry): Entry => ({
  topic,
  stage,
  dated_on,
  title,
  body,
  replaced_by,
});

/** A new entry in the place of another, which stays to be read as what was. */
export async function replaceEntry(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  entry: Entry,
  before: { id: number; version: number },
): Promise<number> {
  const old = found(file.entries.find(({ id }) => id === before.id));
  if (old.replaced_by !== null) invalid({ '': 'changed' });
  const id = await keepEntry(tx, token, file, entry);
  await keepEntry(tx, token, file, { ...bare(old), replaced_by: id }, { ...before, key: old.key });
  return id;
}

/** Really deletes an entry: out of the file and out of everything it was lent in. */
export async function deleteEntry(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  id: number | null,
): Promise<void> {
  const old = found(file.entries.find((one) => one.id === id));
  // Who took its place is no longer a second version of anything; who was replaced by it stands again.
  for (const before of file.entries.filter((one) => one.replaced_by === old.id))
    await keepEntry(tx, token, file, { ...bare(before), replaced_by: null }, before);
  if (!(await dropped(tx, token, 'entry', old.id))) throw new Refusal(404);
  tx.record({ action: 'support_file.delete_entry', subject_kind: 'support_file', subject_id: file.id });
}

export async function takeBack(tx: WriteTx, token: string, file: OpenFile, id: number | null): Promise<void> {
  if (!(await dropped(tx, token, 'lending', id))) throw new Refusal(404);
  tx.record({ action: 'support_file.take_back', subject_kind: 'support_file', subject_id: file.id });
}

/** Lends, shows or offers chosen entries under a code; answers the lending's id. */
export async function lendEntries(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  given: {
    kind: LendingKind;
    code: string;
    entry_ids: readonly number[];
    to: string;
    said_by: string;
    facility_id?: number | null;
    organisation_id?: number | null;
    ends_at: Date;
  },
): Promise<number> {
  const chosen = file.entries.filter(({ id }) => given.entry_ids.includes(id));
  const key = newKey();
  const own: OwnLending = {
    to: given.to,
    code: given.code,
    key: key.toString('base64url'),
    entries: chosen.map(({ id, title }) => ({ id, title })),
  };
  const lending = {
    ...(await lockFor(tx, given.code, '', key)),
    kind: given.kind,
    proof_hash: proofOf(key),
    own_sealed: sealJson(file.key, 'lending', own),
    title_sealed: sealJson(key, 'title', { name: file.profile.name, said_by: given.said_by }),
    facility_id: given.facility_id ?? null,
    organisation_id: given.organisation_id ?? null,
    ends_at: given.ends_at,
    entries: chosen.map(({ id, key: own_key }) => ({
      entry_id: id,
      key_sealed: seal(key, 'lent key', own_key),
    })),
    given:
      given.kind !== 'offer'
        ? []
        : chosen.map((one): string => {
            const yes: Given = {
              title: one.title,
              to: given.to,
              on: tx.today,
              yes: yesOf(key, one.id),
              offered: given.code,
            };
            return sealJson(file.key, 'given', yes);
          }),
  };
  const id = await answerOf(
    tx,
    sql<{ answer: number | null }>`
      select support_file_lend(${tokenHash(token)}, ${JSON.stringify(lending)}::jsonb, ${tx.now}::timestamptz) as answer`,
  );
  if (id === null) throw new Refusal(404);
  tx.record({
    action: `support_file.${given.kind}`,
    subject_kind: 'support_file',
    subject_id: file.id,
    detail: { entries: chosen.length },
  });
  return id;
}

async function change(tx: WriteTx, token: string, file: OpenFile, changes: object): Promise<void> {
  const done = await answerOf(
    tx,
    sql<{ answer: boolean }>`
      select support_file_set(${tokenHash(token)}, ${JSON.stringify(changes)}::jsonb, ${tx.now}::timestamptz) as answer`,
  );
  if (!done) throw new Refusal(404);
  tx.record({ action: 'support_file.change', subject_kind: 'support_file', subject_id: file.id });
}

/** Whose file it is, and where to tell of its end: an address given replaces the one there, `forget` takes it out. */
export async function changeProfile(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  data: {
    name: string;
    born_on: string | null;
    mail: string | null;
    forget_mail: boolean;
    speech: Speech;
  },
): Promise<void> {
  const profile: Profile = { ...file.profile, name: data.name, born_on: data.born_on };
  const mail =
    data.mail !== null
      ? { mail_sealed: sealedMail(tx, data.mail, data.speech) }
      : data.forget_mail
        ? { mail_sealed: null }
        : {};
  await change(tx, token, file, { profile_sealed: sealJson(file.key, 'profile', profile), ...mail });
}

/**
 * A new passphrase, or a new code too: whoever has the old ones opens nothing any more. False where the present passphrase
 * (or, for whoever forgot it, the spare code) is wrong.
 */
export async function changeLock(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  data: { current: string; passphrase: string; code: string | null },
): Promise<boolean> {
  const spare = readCode(data.current);
  const opened =
    (await unlock(await lockOf(tx, file.profile.code), file.profile.code, data.current)) ??
    (spare === null ? null : await unlock(await lockOf(tx, spare), spare, ''));
  if (opened === null || !opened.equals(file.key)) return false;
  const code = data.code ?? file.profile.code;
  await change(tx, token, file, {
    profile_sealed: sealJson(file.key, 'profile', { ...file.profile, code }),
    lock: { kind: 'own', ...(await lockFor(tx, code, data.passphrase, file.key)) },
  });
  return true;
}

/** A spare code that opens the file without the passphrase, for whoever forgets it; the one before opens nothing any more. */
export async function makeSpare(tx: WriteTx, token: string, file: OpenFile, code: string): Promise<void> {
  await change(tx, token, file, { lock: { kind: 'spare', ...(await lockFor(tx, code, '', file.key)) } });
}

/** Takes back the yes to one copy in a case. */
export async function withdrawYes(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  id: number | null,
): Promise<void> {
  const given = found(file.given.find((one) => one.id === id && one.withdrawn_at === null));
  const done = await answerOf(
    tx,
    sql<{
      answer: boolean;
    }>`select support_file_withdraw(${tokenHash(token)}, ${given.id}, ${yesHash(given.yes)},
      ${words.notice.withdrawn}, ${tx.now}::timestamptz) as answer`,
  );
  if (!done) throw new Refusal(404);
  tx.record({ action: 'support_file.withdraw', subject_kind: 'support_file', subject_id: file.id });
}

/** Deletes the file with everything; where wished, the yeses to copies in cases are taken back first. */
export async function deleteFile(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  with_yeses: boolean,
): Promise<void> {
  if (with_yeses)
    for (const one of file.given) if (one.withdrawn_at === null) await withdrawYes(tx, token, file, one.id);
  if (!(await dropped(tx, token, 'file', null))) throw new Refusal(404);
  tx.record({ action: 'support_file.delete', subject_kind: 'support_file', subject_id: file.id });
}

/** The family's yes to a case that asks: copies of the chosen entries. False where the request is over. */
export async function giveToCase(
  tx: WriteTx,
  token: string,
  file: OpenFile,
  code: string,
  data: { entry_ids: readonly number[]; said_by: string; to: string },
): Promise<boolean> {
  const chosen = file.entries.filter(({ id }) => data.entry_ids.includes(id));
  const entries = chosen.map((one) => {
    const yes = newToken();
    const given: Given = { title: one.title, to: data.to, on: tx.today, yes, offered: null };
    const { topic, stage, dated_on, title, body } = one;
    return {
      topic,
      stage,
      dated_on,
      title,
      body,
      yes_hash: yesHash(yes),
      given_sealed: sealJson(file.key, 'given', given),
    };
  });
  const given = { said_by: data.said_by, notice: words.notice.given, entries };
  const many = await answerOf(
    tx,
    sql<{
      answer: number | null;
    }>`select support_file_give(${tokenHash(token)}, ${hashCode(tx.actor.house, code)},
      ${JSON.stringify(given)}::jsonb, ${tx.now}::timestamptz, ${tx.today}::date) as answer`,
  );
  if (many === null) return false;
  // Not the case: nothing of the log leads from a file to a family.
  tx.record({
    action: 'support_file.give',
    subject_kind: 'support_file',
    subject_id: file.id,
    detail: { entries: many },
  });
  return true;
}

// ---- the worker's side -----------------------------------------------------------------------

/** A code for a family that begins a file: kept as its hash, told to nobody who was not handed the paper. */
export async function makeSheet(tx: WriteTx, code: string): Promise<void> {
  const { id } = await tx.db
    .insertInto('support_file_sheet')
    .values({
      code_hash: hashCode(tx.actor.house, code),
      made_by: tx.actor.person_id!,
      made_at: tx.now,
      ends_on: addDays(tx.today, sheetDays),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({ action: 'support_file.sheet', subject_kind: 'support_file_sheet', subject_id: id });
}

async function caseToWork(tx: WriteTx, case_id: number | null) {
  const one = found(await caseById(tx, case_id));
  if (!one.may_work) throw new Refusal(403);
  if (one.closed_on !== null) throw new Refusal(409, words.errors.closed);
  return one;
}

/** Asks a family for entries of its file, by a code to hand over. */
export async function askFamily(
  tx: WriteTx,
  case_id: number | null,
  data: { purpose: string },
  code: string,
): Promise<void> {
  const one = await caseToWork(tx, case_id);
  await tx.db
    .insertInto('support_file_request')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      code_hash: hashCode(tx.actor.house, code),
      code_sealed: sealCode(tx.actor.house, code),
      purpose: data.purpose,
      asked_by: tx.actor.person_id!,
      asked_at: tx.now,
      ends_on: addDays(tx.today, requestDays),
    })
    .execute();
  tx.record({ action: 'case.ask_support_file', subject_kind: 'case', subject_id: one.id });
}

export async function endRequest(
  tx: WriteTx,
  case_id: number | null,
  request_id: number | null,
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('support_file_request')
    .set({ ended_at: tx.now })
    .where('id', '=', request_id ?? 0)
    .where('case_id', '=', case_id ?? 0)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'case.end_support_file_request', subject_kind: 'case', subject_id: case_id! });
}

/** Takes what a family offered by its code into the case. */
export async function takeOffer(tx: WriteTx, case_id: number | null, code: string): Promise<number> {
  const one = await caseToWork(tx, case_id);
  const offer = await offerOf(tx, code);
  if (offer === null) invalid({ code: words.errors.offer });
  const given = {
    said_by: offer.said_by,
    entries: offer.entries.map(({ topic, stage, dated_on, title, body, yes_hash }) => ({
      topic,
      stage,
      dated_on,
      title,
      body,
      yes_hash,
    })),
  };
  const many = await answerOf(
    tx,
    sql<{
      answer: number | null;
    }>`select support_file_take(${hashCode(tx.actor.house, code)}, ${offer.proof}, ${one.id},
      ${JSON.stringify(given)}::jsonb, ${tx.now}::timestamptz) as answer`,
  );
  if (many === null) invalid({ code: words.errors.offer });
  tx.record({
    action: 'case.take_support_file',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { entries: many },
  });
  return many;
}

export const offerEnds = (tx: ReadTx): Date => minutesFrom(tx.now, offerDays * 24 * 60);
export { minutesFrom };

/** How long files nobody opens are kept. */
export async function changeSetting(
  tx: WriteTx,
  data: { keep_months: number; notice_days: number },
): Promise<void> {
  if (!tx.has('system.manage')) throw new Refusal(403);
  await tx.db.updateTable('support_file_setting').set(data).where('one', '=', true).execute();
  tx.record({ action: 'support_file.setting', detail: data });
}
