// Courses: one finished with certificates, one running, three to come with applications, and lectures on request.
import { issueAll } from '../improvement/courses/commands-certificates.ts';
import { applyForOneself, applyOpen, sendSeveral } from '../improvement/courses/commands-apply.ts';
import {
  answerLater,
  form,
  reflect,
  saveAttendance,
  writeNotes,
} from '../improvement/courses/commands-held.ts';
import { openCourse, planSession, publishCourse } from '../improvement/courses/commands.ts';
import { answerLecture, askLecture, saveTheme } from '../improvement/courses/commands-lectures.ts';
import type { CourseData } from '../improvement/courses/forms.ts';
import { applicationsOf, courseById } from '../improvement/courses/queries.ts';
import { groupsOf } from '../improvement/courses/queries-records.ts';
import { sampleCourseData, sampleSessionData } from '../improvement/courses/samples.ts';
import { readNameLine } from '../improvement/courses/words.ja.ts';
import { templates } from '../improvement/courses/words-templates.ja.ts';
import type { WriteTx } from '../platform/db/transaction.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { career, coming, finished, lectures, running, school } from './words-courses.ja.ts';

const coordinator = 'coordinator-1';
const nobody = { birth_on: null, job: '', years: null, wishes: '' };

type Story = {
  title: string;
  sessions: readonly string[];
  days: readonly string[];
  place: string;
  speakers: string;
};

export async function loadCourses(loaded: Loaded): Promise<void> {
  const as = <T>(
    key: string | null,
    day: string,
    time: string,
    work: (tx: WriteTx) => Promise<T>,
  ): Promise<T> => loaded.as(key === null ? null : made(loaded.person, key), instantOf(day, time), work);
  const kagura = made(loaded.facility, 'kagura');
  const others = loaded.places
    .filter(({ key }) => key !== 'kagura')
    .map(({ key }) => made(loaded.facility, key));
  const lines = (names: readonly string[]) => names.map((name) => readNameLine(name)!);

  /** A course as its template says, shown, with a sitting for each day and the curriculum spread over them. */
  const open = async (
    tx: WriteTx,
    category_code: string,
    story: Story,
    closes_on: string,
    host: 'centre' | 'social_education',
    more: Partial<CourseData> = {},
  ) => {
    const template = templates[category_code]!;
    const id = await openCourse(
      tx,
      sampleCourseData({
        category_code,
        title: story.title,
        purpose: template.purpose,
        audience: template.audience,
        units: template.units,
        required_minutes: template.units.reduce((sum, unit) => sum + unit.minutes, 0),
        asks_birth: template.asks_birth,
        organisation_id: made(loaded.body, host),
        opens_on: tx.today,
        closes_on,
        issuer: '旭川市長',
        ...more,
      }),
    );
    const sessions: number[] = [];
    for (const [at, held_on] of story.days.entries())
      sessions.push(
        await planSession(
          tx,
          id,
          sampleSessionData({
            title: story.sessions[at]!,
            held_on,
            starts_at: template.asks_birth ? '09:30' : '14:00',
            ends_at: template.asks_birth ? '16:30' : '17:00',
            place: story.place,
            speakers: story.speakers,
            units: template.units.flatMap((_, n) =>
              Math.floor((n * story.days.length) / template.units.length) === at ? [n + 1] : [],
            ),
          }),
        ),
      );
    await publishCourse(tx, id, (await courseById(tx, id))!.version);
    return { id, sessions };
  };

  // The finished one.
  const past = await as(coordinator, '2026-05-11', '10:00', (tx) =>
    open(tx, 'new_staff', finished, '2026-06-05', 'centre', { capacity: 12, per_facility: 3 }),
  );
  const staff = ['staff-kagura-1', 'staff-kagura-2'].flatMap((key) => loaded.person.get(key) ?? []);
  await as('head-kagura', '2026-05-13', '16:20', (tx) =>
    sendSeveral(tx, past.id, { facility_id: kagura, people: staff, others: [], wishes: finished.wishes }),
  );
  await as(coordinator, '2026-05-20', '11:00', async (tx) => {
    await sendSeveral(tx, past.id, {
      facility_id: others[0]!,
      people: [],
      others: lines(finished.names),
      wishes: '',
    });
    await sendSeveral(tx, past.id, {
      facility_id: others[3]!,
      people: [],
      others: lines(finished.more),
      wishes: '',
    });
  });
  await as(null, '2026-05-22', '19:40', (tx) =>
    applyOpen(
      tx,
      past.id,
      { ...nobody, ...finished.outside, years: 2, phone: null, agreed: true, website: '' },
      'DEM2CXURSE',
    ),
  );
  const taken = await as(coordinator, '2026-06-12', '13:00', async (tx) => {
    await form(tx, past.id, 4);
    return (await applicationsOf(tx, past.id)).filter(({ state }) => state === 'taken');
  });
  for (const [at, day] of finished.days.entries()) {
    await as(coordinator, day, '17:10', (tx) =>
      saveAttendance(
        tx,
        past.id,
        past.sessions[at]!,
        taken.map((one, n) => ({
          application_id: one.id,
          // One stayed away once: what is missing for the certificate can be seen.
          present: !(at === 1 && n === taken.length - 1),
          minutes: null,
          note: '',
        })),
      ),
    );
    if (loaded.person.has('staff-kagura-1'))
      await as('staff-kagura-1', day, '18:30', (tx) =>
        reflect(tx, past.id, past.sessions[at]!, {
          ...finished.reflections[at]!,
          shared: at === 1,
          _version: 0,
        }),
      );
  }
  await as(coordinator, '2026-06-26', '16:00', async (tx) => {
    const [group] = await groupsOf(tx, past.id);
    if (group) await writeNotes(tx, past.id, group.id, { ...finished.notes, _version: group.version });
  });
  await as(coordinator, '2026-07-14', '10:00', (tx) => issueAll(tx, past.id));
  if (loaded.person.has('staff-kagura-1'))
    await as('staff-kagura-1', '2026-09-28', '17:50', (tx) =>
      answerLater(tx, past.id, past.sessions[0]!, { later: 'tried', later_note: finished.later }),
    );

  // The running one: coordinators of the districts, who need no facility's yes.
  const now = await as('office-1', '2026-10-05', '10:00', (tx) =>
    open(tx, 'school_coordinator', running, '2026-10-30', 'social_education', { asks_reflection: false }),
  );
  const community = loaded.persons.filter(({ role }) => role === 'community_coordinator').slice(0, 5);
  for (const [n, person] of community.entries())
    await as(person.key, '2026-10-12', `1${n}:15`, (tx) =>
      applyForOneself(tx, now.id, {
        ...nobody,
        facility_id: null,
        name: `${person.family_name} ${person.given_name}`,
        name_kana: `${person.family_kana} ${person.given_kana}`,
      }),
    );
  await as('office-1', '2026-11-06', '17:20', async (tx) =>
    saveAttendance(
      tx,
      now.id,
      now.sessions[0]!,
      (await applicationsOf(tx, now.id)).map((one) => ({
        application_id: one.id,
        present: true,
        minutes: null,
        note: '',
      })),
    ),
  );

  // Those to come.
  const next = await as(coordinator, '2026-11-16', '10:30', (tx) =>
    open(tx, 'mid_career', coming, '2026-12-18', 'centre', { capacity: 16, per_facility: 2 }),
  );
  await as(coordinator, '2026-11-16', '11:00', async (tx) => {
    await open(tx, 'career_disability', career, '2026-12-25', 'centre', {
      selection: 'choice',
      capacity: 30,
    });
    await open(tx, 'school_collaboration', school, '2027-01-12', 'social_education', { capacity: 60 });
  });
  if (loaded.person.has('staff-kagura-2'))
    await as('staff-kagura-2', '2026-11-18', '18:05', async (tx) => {
      const own = loaded.persons.find(({ key }) => key === 'staff-kagura-2')!;
      await applyForOneself(tx, next.id, {
        ...nobody,
        facility_id: kagura,
        name: `${own.family_name} ${own.given_name}`,
        name_kana: `${own.family_kana} ${own.given_kana}`,
        years: 6,
        wishes: coming.wish,
      });
    });
  await as(coordinator, '2026-11-19', '15:00', (tx) =>
    sendSeveral(tx, next.id, {
      facility_id: others[0]!,
      people: [],
      others: lines(coming.names),
      wishes: '',
    }),
  );

  // 出前講座.
  await as(coordinator, '2026-04-20', '09:30', async (tx) => {
    for (const [at, theme] of lectures.themes.entries())
      await saveTheme(tx, null, { ...theme, position: (at + 1) * 10, ended: false, _version: 0 });
  });
  const theme = (tx: WriteTx, at: number) =>
    tx.db
      .selectFrom('lecture_theme')
      .where('title', '=', lectures.themes[at]!.title)
      .select('id')
      .executeTakeFirstOrThrow();
  const ask = { asker: '', contact: '' };
  const { speaker, report, ...held } = lectures.held;
  const first = await as('head-kagura', '2026-09-15', '16:00', async (tx) =>
    askLecture(tx, { ...ask, ...held, theme_id: (await theme(tx, 1)).id, facility_id: kagura }),
  );
  await as(coordinator, '2026-09-17', '10:00', (tx) =>
    answerLecture(tx, first, 'arranged', {
      held_on: '2026-10-14',
      starts_at: '17:30',
      ends_at: '19:00',
      speaker,
      reason: '',
    }),
  );
  await as(coordinator, '2026-10-15', '09:30', (tx) =>
    answerLecture(tx, first, 'held', { people: 13, report }),
  );
  await as('head-kagura', '2026-11-17', '17:10', async (tx) =>
    askLecture(tx, { ...ask, ...lectures.asked, theme_id: (await theme(tx, 0)).id, facility_id: kagura }),
  );
  await as(coordinator, '2026-11-18', '11:20', async (tx) =>
    askLecture(tx, { ...lectures.telephone, theme_id: (await theme(tx, 2)).id, facility_id: null }),
  );
}
