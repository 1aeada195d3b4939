import { sql } from 'kysely';
import { answerByCode, markRestAbsent, sendMessage, tick } from '../base/applications/commands.ts';
import { drawLottery, moveLine } from '../base/applications/commands-line.ts';
import { applicationsOf, sittingById } from '../base/applications/queries.ts';
import { sampleApplication } from '../base/applications/samples.ts';
import { sampleEvent } from '../base/calendar/samples.ts';
import { addDays, today } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { mulberry32 } from './material.ts';
import { events, invented, message, notes } from './words-applications.ja.ts';
import { familyNames, givenNames } from './words-people.ja.ts';

const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const hour = 3_600_000;

interface Sitting {
  id: number;
  event_id: number;
  title: string;
  starts_at: Date;
  ends_at: Date;
  opens: Date | null;
  published_at: Date;
  closes: Date | null;
  lottery_at: Date | null;
  room: number | null;
  facility_id: number | null;
}

/** The four events of words-applications, held by the facility whose head has a door on the sign-in page. */
async function addEvents(loaded: Loaded): Promise<void> {
  const head = loaded.person.get('head-kagura');
  const key = loaded.persons.find((one) => one.key === 'head-kagura')?.facility_key;
  const facility_id = key == null ? undefined : loaded.facility.get(key);
  if (head === undefined || facility_id === undefined) return;
  const now = loaded.house.clock();
  const day = today(now);
  const common = { facility_id, age_to_months: null, offer_hours: null };
  const made = new Date(now.getTime() - 20 * 24 * hour);
  await loaded.as(head, made, async (tx) => {
    await sampleEvent(tx, {
      ...common,
      ...events.twins,
      starts_on: addDays(day, 6),
      application: 'form',
      capacity: 6,
    });
    await sampleEvent(tx, {
      ...common,
      ...events.cooking,
      starts_on: addDays(day, 12),
      event_kind_code: 'class',
      fee_amount: 300,
      application: 'lottery',
      application_closes_on: addDays(day, 4),
      application_closes_time: '17:00',
      lottery_on: addDays(day, 5),
      lottery_time: '10:00',
      capacity: 12,
      capacity_unit: 'person',
    });
    await sampleEvent(tx, {
      ...common,
      ...events.theatre,
      starts_on: addDays(day, 3),
      event_kind_code: 'play',
      application: 'lottery',
      application_closes_on: addDays(day, -3),
      application_closes_time: '17:00',
      lottery_on: addDays(day, -2),
      lottery_time: '10:00',
      capacity: 8,
    });
    await sampleEvent(tx, { ...common, ...events.massage, starts_on: day, application: 'form', capacity: 8 });
  });
}

/** Applications for the calendar's sittings of the last and the next weeks: full ones with a line, a lottery, a door. */
export async function loadApplications(loaded: Loaded): Promise<void> {
  const random = mulberry32(31);
  const now = loaded.house.clock();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const code = (): string => Array.from({ length: 10 }, () => pick([...letters])).join('');
  await addEvents(loaded);
  let people = 0;
  const somebody = () => {
    const [family, family_kana] = pick(familyNames);
    const [given, given_kana] = pick(givenNames);
    const children = 1 + Number(random() < 0.25);
    const n = String(++people).padStart(4, '0');
    return {
      name: `${family}　${given}${invented}`,
      name_kana: `${family_kana}　${given_kana}`,
      phone: random() < 0.7 ? `0166-00-${n}` : null,
      email: null as string | null,
      adults: 1 + Number(random() < 0.2),
      children,
      child_ages_months: Array.from({ length: children }, () => 3 + Math.floor(random() * 45)),
      note: random() < 0.3 ? pick(notes) : '',
    };
  };
  const head = new Map(
    loaded.persons
      .filter((one) => one.role === 'facility_head')
      .map((one) => [
        one.facility_key === null ? 0 : (loaded.facility.get(one.facility_key) ?? 0),
        loaded.person.get(one.key)!,
      ]),
  );
  const sittings = await loaded.as(null, now, async (tx) => {
    const { rows } = await sql<Sitting>`
      select event_session.id, event_id, event.title, event_session.starts_at, event_session.ends_at, published_at, application_opens_at as opens,
        application_closes_at as closes, lottery_at, coalesce(event_session.capacity, event.capacity) as room, event.facility_id
      from event_session join event on event.id = event_id
      where application in ('form', 'lottery') and event.zone = 'public' and published_at <= ${now}
        and event.cancelled_at is null and event_session.cancelled_at is null
        and event_session.starts_at between ${new Date(now.getTime() - 35 * 24 * hour)} and ${new Date(now.getTime() + 40 * 24 * hour)}
      order by event_session.starts_at limit 24`.execute(tx.db);
    return rows;
  });
  for (const [at, sitting] of sittings.entries()) {
    const last =
      Math.min(now.getTime(), sitting.starts_at.getTime(), sitting.closes?.getTime() ?? Infinity) - hour;
    const first = Math.max(
      last - 9 * 24 * hour,
      sitting.published_at.getTime(),
      sitting.opens?.getTime() ?? 0,
    );
    if (first >= last) continue;
    // Lotteries and every third are full with a line, the others have room.
    const full = at % 3 === 0 || sitting.title === events.twins.title || sitting.lottery_at !== null;
    const many = Math.min(
      20,
      full ? (sitting.room ?? 8) + 3 : Math.ceil((sitting.room ?? 10) * (0.3 + random() / 3)),
    );
    const codes: string[] = [];
    for (let n = 0; n < many; n++) {
      const moment = new Date(first + ((last - first) * (n + 1)) / (many + 1));
      const given = code();
      const one = somebody();
      const by_mail = {
        ...one,
        email: one.phone === null || random() < 0.5 ? `kakuu${people}@example.invalid` : null,
      };
      codes.push(given);
      await loaded.as(null, moment, (tx) => sampleApplication(tx, sitting.id, by_mail, given));
    }
    const end = new Date(last);
    const drawn = sitting.lottery_at !== null && sitting.lottery_at <= now;
    if (drawn) await loaded.as(null, sitting.lottery_at!, (tx) => drawLottery(tx, sitting.id));
    // One of a full sitting has cancelled: an offer stands, some by telephone.
    if (full && sitting.lottery_at === null) {
      await loaded.as(null, end, (tx) => answerByCode(tx, codes[1]!, 'cancel'));
      await loaded.as(null, end, async (tx) => void (await moveLine(tx, sitting.id)));
    }
    const host = head.get(sitting.facility_id ?? -1);
    if (host === undefined) continue;
    if (sitting.ends_at < now) {
      await loaded.as(host, sitting.starts_at, async (tx) => {
        const coming = (await applicationsOf(tx, sitting.id)).filter(
          (one) => one.confirmed_at !== null && one.cancelled_at === null,
        );
        for (const one of coming.filter(() => random() < 0.85)) {
          await tick(tx, { event_id: sitting.event_id, session_id: sitting.id, id: one.id }, 'attend');
        }
        await markRestAbsent(tx, sitting.event_id, sitting.id);
      });
    } else if (at % 4 === 1) {
      await loaded.as(host, end, async (tx) => {
        const told = await sittingById(tx, sitting.event_id, sitting.id);
        if (told?.may_host === true) await sendMessage(tx, told, message);
      });
    }
  }
}
