// The rounds of the four steps: begun by the office, answered by the heads, agreed on by the area.
import { agreeStage, beginRound, writeNote } from '../improvement/partnership/commands.ts';
import { itemsOn } from '../improvement/partnership/queries.ts';
import { sampleCheck } from '../improvement/partnership/samples.ts';
import { addDays } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter } from '../platform/ja/holidays.ts';
import { headOn, inDistrict, lastDay, made, type Story } from './demo-timeline.ts';
import { areaKey } from './material-places.ts';
import { evidence, remarks, rounds } from './words-partnership.ja.ts';

/** Heads answer as they see it: near what is usual in their district, some a level higher or lower. */
export function tellPartnership({ loaded, timeline, random }: Story): void {
  for (const { begun_on, districts, ...round } of rounds) {
    let id = 0;
    timeline.add(begun_on, '13:00', 'office-1', async (tx) => {
      id = await beginRound(tx, { ...round, area_system_code: 'visit_district' });
    });
    for (const district of districts) {
      const area_id = () => made(loaded.area, areaKey('visit_district', district.name));
      const asked = loaded.places.filter(
        (place) =>
          inDistrict(place, district.name) &&
          // The head whose door is on the sign-in page still has this year's to answer.
          (place.key !== 'kagura' || round.closes_on < lastDay) &&
          headOn(loaded, place.key, round.opens_on) !== undefined,
      );
      for (const [at, place] of asked.slice(0, district.answers).entries()) {
        const day = businessDayOnOrAfter(addDays(round.opens_on, 1 + Math.floor(random() * 12)));
        timeline.add(day, '16:30', headOn(loaded, place.key, day)!, async (tx) => {
          const items = await itemsOn(tx, round.opens_on);
          const levels: Record<string, number | null> = {};
          const seen: Record<string, string> = {};
          for (const { code, step } of items) {
            const usual = district.levels[step - 1]!;
            const turn = random();
            const level =
              turn < 0.06 ? null : Math.min(3, Math.max(0, usual + (turn < 0.2 ? -1 : turn > 0.88 ? 1 : 0)));
            levels[code] = level;
            const words = evidence[code] ?? [];
            if ((level ?? 0) >= 2 && random() < 0.5)
              seen[code] = words[Math.floor(random() * words.length)] ?? '';
          }
          await sampleCheck(tx, {
            round_id: id,
            area_id: area_id(),
            holder: `f${made(loaded.facility, place.key)}`,
            level: 0,
            levels,
            evidence: seen,
            remark: at % 2 === 0 ? remarks[Math.floor(random() * remarks.length)]! : '',
          });
        });
      }
      const { agreed, notes = [] } = district;
      if (agreed && agreed.on <= lastDay)
        timeline.add(agreed.on, '15:00', 'office-1', async (tx) => {
          await agreeStage(tx, id, area_id(), {
            step: agreed.step,
            agreed_on: agreed.on,
            reason: agreed.reason,
          });
          for (const note of notes) await writeNote(tx, id, area_id(), note);
        });
    }
  }
}
