import { registerPerson, appoint, registerOrganisation } from '../src/base/people/commands.ts';
import { organisationForm, personForm } from '../src/base/people/forms.ts';
import { jobs } from '../src/jobs.ts';
import { inviteByMail } from '../src/platform/auth/invitations.ts';
import { Undo, writing, type WriteTx } from '../src/platform/db/transaction.ts';
import { openHouse } from '../src/platform/house.ts';
import { PlainError, readSettings } from '../src/platform/settings.ts';
import { withOwner } from './owner.ts';

// npm run first-administrator -- 012041 こども育成課 "山田 花子" "ヤマダ ハナコ" hanako@city.example.jp
// Registers what is missing of organisation, person and appointment, and invites; again for a new link.
const [code, organisation, name, kana, email] = process.argv.slice(2);
const names = (name ?? '').trim().split(/\s+/);
const kanas = (kana ?? '').trim().split(/\s+/);
if (!code || !organisation || names.length !== 2 || kanas.length !== 2 || !email) {
  console.error(
    'Usage: npm run first-administrator -- <six-digit code> <organisation> "<family name> <given name>" "<family name> <given name, both in kana>" <e-mail address>',
  );
  process.exit(1);
}

/** The values of a form, or its sentences. */
function read<T>(
  answer: { success: true; data: T } | { success: false; error: { issues: { message: string }[] } },
): T {
  if (answer.success) return answer.data;
  throw new PlainError(answer.error.issues.map((issue) => issue.message).join('\n'));
}

async function organisationNamed(tx: WriteTx, name: string): Promise<number> {
  const there = await tx.db
    .selectFrom('organisation')
    .select('id')
    .where('name', '=', name)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  return (
    there?.id ?? registerOrganisation(tx, read(organisationForm.safeParse({ name, kind: 'department' })))
  );
}

async function administrator(tx: WriteTx): Promise<{ url: string; email: string }> {
  const form = read(
    personForm.safeParse({
      family_name: names[0],
      given_name: names[1],
      family_kana: kanas[0],
      given_kana: kanas[1],
      email,
      certain: 'on',
    }),
  );
  if (form.email === null) throw new PlainError('An e-mail address is needed.');
  const organisation_id = await organisationNamed(tx, organisation!);
  const known = await tx.db
    .selectFrom('person_contact')
    .select('person_id')
    .where('email', '=', form.email)
    .executeTakeFirst();
  const person_id = known?.person_id ?? (await registerPerson(tx, form));
  const appointed = await tx.db
    .selectFrom('appointment')
    .select('id')
    .where('person_id', '=', person_id)
    .where('role_code', '=', 'administrator')
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .executeTakeFirst();
  if (!appointed) {
    await appoint(tx, person_id, {
      role_code: 'administrator',
      organisation_id,
      facility_id: null,
      team_id: null,
      title: null,
      starts_on: tx.today,
      ends_on: null,
    });
  }
  const { url } = await inviteByMail(tx, { person_id, email: form.email });
  return { url, email: form.email };
}

await withOwner(async (ownerUrl) => {
  const settings = readSettings(process.env);
  const house = openHouse({ settings, serviceUrl: ownerUrl, catalogue: jobs, poolSize: 2 });
  try {
    const municipality = (await house.municipalities()).find((one) => one.code === code);
    if (!municipality)
      throw new PlainError(
        `No municipality has the code ${code}. Register it first: npm run migrate -- ${code} <name> <kana> <prefecture>`,
      );
    const actor = {
      house,
      municipality,
      person_id: null,
      kind: 'job',
      label: 'job:first-administrator',
      source: null,
    } as const;
    const invited = await writing(actor, administrator).catch((error: unknown) => {
      const errors =
        error instanceof Undo ? (error.value as { errors?: Record<string, string> }).errors : undefined;
      throw errors ? new PlainError(Object.values(errors).join('\n')) : error;
    });
    console.log(
      `The first administrator is invited. This link opens the account within a week; it also goes by mail to ${invited.email}:\n${invited.url}`,
    );
  } finally {
    await house.close();
  }
});
