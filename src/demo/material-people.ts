// People of the demo municipality: the fixed ones, a head for each facility, some staff, community coordinators.
import type { DemoFacility, DemoPerson, FacilityGroup, Random } from './material.ts';
import { pick, shuffled, whole } from './material.ts';
import { areaKey } from './material-places.ts';
import { notices } from './words.ja.ts';
import { familyNames, fixedPeople, givenNames } from './words-people.ja.ts';
import { modelDistricts } from './words-places.ja.ts';

/** Title of the head by group; a municipal nursery has a 所長. */
export const headPost: Record<FacilityGroup, string> = {
  nursery: '園長',
  kodomoen: '園長',
  kindergarten: '園長',
  small: '施設長',
  unlicensed: '施設長',
  base: 'センター長',
  plaza: '代表',
  club: '主任支援員',
};

const staffPosts: Record<FacilityGroup, string[]> = {
  nursery: ['主任保育士', '保育士', '保育士', '栄養士'],
  kodomoen: ['主幹保育教諭', '保育教諭', '保育教諭', '看護師'],
  kindergarten: ['主任教諭', '教諭', '教諭'],
  small: ['保育士', '保育士'],
  unlicensed: ['保育従事者', '保育士'],
  base: ['スタッフ', 'スタッフ'],
  plaza: ['スタッフ', 'スタッフ'],
  club: ['支援員', '補助員'],
};

/** One head per facility (key `head-<facility key>`), staff for twelve facilities, and everyone with a fixed post. */
export function people(random: Random, facilities: DemoFacility[]): DemoPerson[] {
  const used = new Set(fixedPeople.map((person) => `${person.name[0]} ${person.name[1]}`));
  const families = shuffled(random, familyNames);
  let turn = 0;
  const newName = (womenInTen: number) => {
    for (;;) {
      const family = families[turn % families.length] ?? ['', ''];
      turn += 1;
      const sex = random() * 10 < womenInTen ? 'f' : 'm';
      const given = pick(
        random,
        givenNames.filter((candidate) => candidate[2] === sex),
      );
      const whole_name = `${family[0]} ${given[0]}`;
      if (used.has(whole_name)) continue;
      used.add(whole_name);
      return {
        family_name: family[0],
        given_name: given[0],
        family_kana: family[1],
        given_kana: given[1],
      };
    }
  };
  const list: DemoPerson[] = fixedPeople.map((person) => ({
    key: person.key,
    family_name: person.name[0],
    given_name: person.name[1],
    family_kana: person.name[2],
    given_kana: person.name[3],
    role: person.role,
    post: person.post,
    body_key: person.body_key,
    facility_key: null,
    operator_key: null,
    area_keys: person.districts.map((name) => areaKey('visit_district', name)),
    from: person.from,
    to: null,
    note: notices.invented,
  }));
  for (const facility of facilities) {
    list.push({
      key: `head-${facility.key}`,
      ...newName(facility.group === 'kindergarten' ? 5 : 8),
      role: 'facility_head',
      post: facility.programme === '公立保育所' ? '所長' : headPost[facility.group],
      body_key: null,
      facility_key: facility.key,
      operator_key: facility.operator_key,
      area_keys: [],
      from: `${whole(random, 2015, 2026)}-04-01`,
      to: null,
      note: notices.invented,
    });
  }
  for (const facility of staffed(random, facilities)) {
    for (const [index, post] of staffPosts[facility.group].entries()) {
      list.push({
        key: `staff-${facility.key}-${index + 1}`,
        ...newName(9),
        role: 'facility_staff',
        post,
        body_key: null,
        facility_key: facility.key,
        operator_key: facility.operator_key,
        area_keys: [],
        from: `${whole(random, 2012, 2026)}-04-01`,
        to: null,
        note: notices.invented,
      });
    }
  }
  for (const district of modelDistricts) {
    for (let index = 1; index <= district.local_coordinators; index += 1) {
      list.push({
        key: `community-${district.name}-${index}`,
        ...newName(5),
        role: 'community_coordinator',
        post: '地域コーディネーター',
        body_key: 'social_education',
        facility_key: null,
        operator_key: null,
        area_keys: [areaKey('school_district', district.name)],
        from: district.from,
        to: null,
        note: notices.invented,
      });
    }
  }
  return list;
}

/** 神楽保育所 and eleven more, so that every group has staff who can confirm a share-back. */
function staffed(random: Random, facilities: DemoFacility[]): DemoFacility[] {
  const chosen = facilities.filter((facility) => facility.key === 'kagura');
  for (const group of [
    'nursery',
    'kodomoen',
    'kindergarten',
    'small',
    'unlicensed',
    'base',
    'plaza',
    'club',
  ]) {
    const candidates = facilities.filter(
      (facility) =>
        facility.group === group && facility.programme !== '公立保育所' && !chosen.includes(facility),
    );
    chosen.push(
      ...shuffled(random, candidates).slice(0, ['nursery', 'kodomoen', 'small'].includes(group) ? 2 : 1),
    );
  }
  return chosen;
}
