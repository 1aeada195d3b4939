import { defineImport, importJob, type Checked } from '../../platform/files/imports.ts';
import { parseDate } from '../../platform/ja/dates.ts';
import { toFullKatakana, toKatakana } from '../../platform/ja/kana.ts';
import { normaliseName } from '../../platform/ja/text.ts';
import { appoint, registerPerson } from './commands.ts';
import { organisationOptions, roles, workplaceOptions } from './queries.ts';
import { fourEyesRoles } from './queries-proposals.ts';
import { words } from './words.ja.ts';

const w = words.importing;

interface Row {
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  email: string | null;
  role_code: string;
  organisation_id: number;
  facility_id: number | null;
  starts_on: string;
  ends_on: string | null;
}

/** A list of people with role, place and term, as personnel offices keep it in April. */
export const peopleImport = defineImport<Row>({
  kind: 'people',
  title: w.title,
  lead: w.lead,
  base: '/people/import',
  home: { label: words.people.title, href: '/people' },
  duty: 'people.manage',
  fields: [
    { name: 'name', label: w.name, aliases: w.aliases.name, required: true },
    { name: 'kana', label: w.kana, aliases: w.aliases.kana },
    { name: 'email', label: w.email, aliases: w.aliases.email },
    { name: 'role', label: w.role, aliases: w.aliases.role, required: true, constant: { help: w.roleHelp } },
    {
      name: 'place',
      label: w.place,
      aliases: w.aliases.place,
      required: true,
      constant: { help: w.placeHelp },
    },
    { name: 'starts_on', label: w.starts_on, aliases: w.aliases.starts_on, constant: { help: w.startsHelp } },
    { name: 'ends_on', label: w.ends_on, aliases: w.aliases.ends_on },
  ],
  template: [w.name, w.kana, w.email, w.role, w.place, w.starts_on, w.ends_on],
  hrefOf: (person_id) => `/people/${person_id}`,
  async check(tx, rows) {
    const fourEyes = await fourEyesRoles(tx);
    const roleCodes = new Map((await roles(tx)).map((role) => [role.name, role.code]));
    const organisations = new Map((await organisationOptions(tx)).map((one) => [one.name, one.id]));
    const facilities = new Map((await workplaceOptions(tx)).map((one) => [one.name, one]));
    const known = await tx.db
      .selectFrom('person')
      .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
      .select(['person.id', 'family_name', 'given_name', 'person_contact.email'])
      .execute();
    const byName = new Map(known.map((person) => [`${person.family_name} ${person.given_name}`, person.id]));
    const held = await tx.db
      .selectFrom('appointment')
      .select(['person_id', 'role_code', 'organisation_id', 'facility_id', 'ends_on'])
      .execute();
    const seen = new Map<string, number>();
    return {
      notes: [],
      rows: rows.map(({ row_number, fields }): Checked<Row> => {
        const messages: string[] = [];
        const refuse = (...reasons: string[]): Checked<Row> => ({
          row_number,
          verdict: 'refused',
          label: fields.name ?? '',
          target_id: null,
          data: null,
          changes: [],
          messages: reasons,
        });
        const name = normaliseName(fields.name ?? '');
        const [family_name = '', ...given] = name.split(/[\s\u3000]+/);
        if (family_name === '') return refuse(w.needName);
        if (given.length === 0) return refuse(w.needSpace);
        const [family_kana = '', ...kana] = toFullKatakana(toKatakana(fields.kana ?? ''))
          .trim()
          .split(/[\s\u3000]+/);
        const role_code = roleCodes.get((fields.role ?? '').trim());
        if (role_code === undefined)
          return refuse(w.unknownRole(fields.role ?? '', [...roleCodes.keys()].join('、')));
        if (fourEyes.has(role_code)) return refuse(words.proposal.importRefused(fields.role ?? ''));
        const place = (fields.place ?? '').trim();
        const facility = facilities.get(place);
        const organisation_id = facility?.organisation_id ?? organisations.get(place);
        if (organisation_id === undefined) return refuse(w.unknownPlace(place));
        const starts = parseDate(fields.starts_on ?? '', { spreadsheetSerial: true });
        if ((fields.starts_on ?? '') !== '' && !starts.ok) return refuse(starts.reason);
        const ends = parseDate(fields.ends_on ?? '', { spreadsheetSerial: true });
        if ((fields.ends_on ?? '') !== '' && !ends.ok) return refuse(ends.reason);
        const starts_on = starts.ok ? starts.value : tx.today;
        const ends_on = ends.ok ? ends.value : null;
        if (!starts.ok) messages.push(w.startsToday);
        if (ends_on !== null && ends_on < starts_on) return refuse(words.appointment.order);
        const key = `${family_name} ${given.join(' ')}\n${role_code}\n${place}`;
        const twin = seen.get(key);
        if (twin !== undefined) return refuse(w.twice(twin));
        seen.set(key, row_number);
        const email = (fields.email ?? '').normalize('NFKC').trim().toLowerCase() || null;
        const target_id = byName.get(`${family_name} ${given.join(' ')}`) ?? null;
        const holder =
          email === null ? undefined : known.find((person) => person.email?.toLowerCase() === email);
        if (holder && holder.id !== target_id) return refuse(words.person.emailTaken);
        if (target_id === tx.actor.person_id) return refuse(words.appointment.self);
        const same = held.some(
          (one) =>
            one.person_id === target_id &&
            one.role_code === role_code &&
            one.organisation_id === organisation_id &&
            one.facility_id === (facility?.id ?? null) &&
            (one.ends_on === null || one.ends_on >= starts_on),
        );
        if (target_id !== null && !same) messages.push(w.newAppointment);
        return {
          row_number,
          verdict: same ? 'same' : target_id === null ? 'new' : 'changed',
          label: `${family_name} ${given.join(' ')}`,
          target_id,
          data: {
            family_name,
            given_name: given.join(' '),
            family_kana,
            given_kana: kana.join(' '),
            email,
            role_code,
            organisation_id,
            facility_id: facility?.id ?? null,
            starts_on,
            ends_on,
          },
          changes:
            target_id !== null && !same
              ? [{ label: words.person.appointments, before: '', after: `${place} ${fields.role ?? ''}` }]
              : [],
          messages,
        };
      }),
    };
  },
  async apply(tx, rows) {
    const targets = new Map<number, number>();
    // The same person may stand in several rows, once for each place.
    const made = new Map<string, number>();
    for (const { row_number, target_id, data } of rows) {
      const { role_code, organisation_id, facility_id, starts_on, ends_on, ...person } = data;
      const key = `${person.family_name} ${person.given_name}`;
      const id =
        target_id ??
        made.get(key) ??
        (await registerPerson(tx, { ...person, phone: null, note: null, certain: true, _version: 0 }));
      made.set(key, id);
      await appoint(tx, id, {
        role_code,
        organisation_id,
        facility_id,
        team_id: null,
        title: null,
        starts_on,
        ends_on: ends_on ?? null,
      });
      targets.set(row_number, id);
    }
    return { targets, refused: new Map() };
  },
});

export const peopleImportJob = importJob(peopleImport);
