// Areas, operators and facilities of the demo municipality, generated from the words.
import type {
  BodyKey,
  DemoArea,
  DemoAreaSystem,
  DemoFacility,
  DemoOperator,
  FacilityGroup,
  Random,
} from './material.ts';
import { pick, shuffled, whole } from './material.ts';
import { shapesOf } from './material-shapes.ts';
import { notices } from './words.ja.ts';
import {
  areaSystemWords,
  facilityStrengths,
  facilityTypes,
  nameBeginnings,
  nameEnds,
  operatorCounts,
  operatorEnds,
  publicNurseries,
  townBlocks,
  visitWishes,
  type FacilityType,
  type TownBlock,
} from './words-places.ja.ts';

type SystemKey = DemoAreaSystem['key'];

const numbers = (range: [number, number] | null): (number | null)[] =>
  range === null ? [null] : Array.from({ length: range[1] - range[0] + 1 }, (_, index) => range[0] + index);

function townName(block: TownBlock, jo: number | null, chome: number | null): string {
  const joPart = jo === null ? '' : `${jo}${block.jo_word}`;
  return `${block.name}${joPart}${chome === null ? '' : `${chome}丁目`}`;
}

/** Every 町字 of a block, spelt as in an address: 永山3条12丁目, 旭岡2丁目, 江丹別町中央. */
function townsOf(block: TownBlock): string[] {
  return numbers(block.jo).flatMap((jo) => numbers(block.chome).map((chome) => townName(block, jo, chome)));
}

/** Stable key of an area, e.g. `school_district-春光台`. */
export const areaKey = (system: SystemKey, name: string): string => `${system}-${name}`;

/** The three overlapping area systems, each area as the set of its 町字 with a rough centroid in degrees. */
export function areaSystems(): DemoAreaSystem[] {
  return (['visit_district', 'school_district', 'neighbourhood'] as const).map((system) => {
    const areas = new Map<string, { area: DemoArea; weight: number }>();
    const shapes = shapesOf(townBlocks, (block) => block[system]);
    for (const block of townBlocks) {
      const name = block[system];
      const found = areas.get(name) ?? {
        area: {
          key: areaKey(system, name),
          name: `${name}${areaSystemWords[system].suffix}`,
          towns: [],
          lat: 0,
          lon: 0,
          note: notices.area,
          shape: shapes.get(name)!,
        },
        weight: 0,
      };
      found.area.towns.push(...townsOf(block));
      found.area.lat += block.lat * block.weight;
      found.area.lon += block.lon * block.weight;
      found.weight += block.weight;
      areas.set(name, found);
    }
    return {
      key: system,
      name: areaSystemWords[system].name,
      note: areaSystemWords[system].note,
      areas: [...areas.values()].map(({ area, weight }) => ({
        ...area,
        lat: round(area.lat / weight, 5),
        lon: round(area.lon / weight, 5),
      })),
    };
  });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const toKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

const bodyOfForm: Record<DemoOperator['form'], BodyKey> = {
  市: 'city',
  社会福祉法人: 'mutual',
  学校法人: 'kindergartens',
  株式会社: 'others',
  特定非営利活動法人: 'others',
  一般社団法人: 'others',
};

const formKana: Record<string, string> = {
  社会福祉法人: 'シャカイフクシホウジン',
  学校法人: 'ガッコウホウジン',
  株式会社: 'カブシキガイシャ',
  特定非営利活動法人: 'トクテイヒエイリカツドウホウジン',
  一般社団法人: 'イッパンシャダンホウジン',
};

/** The city and 90 invented operators. */
export function operators(random: Random): DemoOperator[] {
  const list: DemoOperator[] = [
    { key: 'operator-city', name: '旭川市', kana: 'アサヒカワシ', form: '市', body_key: 'city' },
  ];
  for (const [form, count] of Object.entries(operatorCounts)) {
    const ends = operatorEnds[form] ?? [];
    const beginnings = shuffled(random, nameBeginnings);
    for (let index = 0; index < count; index += 1) {
      const beginning = beginnings[index % beginnings.length] ?? '';
      const [end, endKana] = ends[index % ends.length] ?? ['', ''];
      list.push({
        key: `operator-${String(list.length).padStart(2, '0')}`,
        name: `${form}${beginning}${end}`,
        kana: `${formKana[form] ?? ''}${toKatakana(beginning)}${endKana}`,
        form: form as DemoOperator['form'],
        body_key: bodyOfForm[form as DemoOperator['form']],
      });
    }
  }
  return list;
}

/** About 180 facilities in the order of `facilityTypes`; the first is 神楽保育所 with the key `kagura`. */
export function facilities(random: Random): DemoFacility[] {
  const allOperators = operators(random);
  const operatorQueue = new Map<string, DemoOperator[]>();
  const names = nameSource(random);
  const list: DemoFacility[] = [];
  const addresses = new Set<string>();
  for (const type of facilityTypes) {
    for (let index = 0; index < type.count; index += 1) {
      const key = list.length === 0 ? 'kagura' : `facility-${String(list.length).padStart(3, '0')}`;
      const form = type.forms[index % type.forms.length] ?? '市';
      const named = type.programme === '公立保育所' ? publicNurseries[index] : undefined;
      const [middle, middleKana] = named ?? names();
      const place = findPlace(random, key, addresses);
      list.push({
        key,
        name: named ? middle : `${type.prefix}${type.prefix === '' ? '' : ' '}${middle}${type.suffix}`,
        kana: named ? middleKana : `${type.prefix_kana}${middleKana}${type.suffix_kana}`,
        kind: type.kind,
        programme: type.programme,
        programme_codes: type.programme_codes,
        group: type.group,
        operator_key: nextOperator(random, operatorQueue, allOperators, form).key,
        ...place,
        phone: `0166-00-${String(1001 + list.length * 7).padStart(4, '0')}`,
        capacity: capacityOf(random, type),
        ages: type.ages,
        weekdays: type.weekdays,
        opens: type.opens,
        closes: type.closes,
        founded_on: `${whole(random, foundedFrom(type), foundedFrom(type) + 34)}-04-01`,
        strengths: shuffled(
          random,
          facilityStrengths.filter((strength) => strength.groups.includes(type.group)),
        )
          .slice(0, whole(random, 2, 3))
          .map((strength) => strength.text),
        visit_wishes: wishesOf(random, type.group),
        note: `${key === 'kagura' ? notices.kagura : notices.invented}${notices.phone}`,
      });
    }
  }
  return list;
}

/** Pairs of beginning and end, none twice. */
function nameSource(random: Random): () => [string, string] {
  const order = shuffled(random, nameBeginnings);
  let count = 0;
  return () => {
    const beginning = order[count % order.length] ?? '';
    const end = nameEnds[(count * 3 + Math.floor(count / order.length)) % nameEnds.length] ?? ['', ''];
    count += 1;
    return [`${beginning}${end[0]}`, `${toKatakana(beginning)}${end[1]}`];
  };
}

function nextOperator(
  random: Random,
  queues: Map<string, DemoOperator[]>,
  all: DemoOperator[],
  form: DemoOperator['form'],
): DemoOperator {
  const queue = queues.get(form) ?? [];
  if (queue.length === 0) {
    queue.push(
      ...shuffled(
        random,
        all.filter((operator) => operator.form === form),
      ),
    );
  }
  queues.set(form, queue);
  const next = queue.pop();
  if (next === undefined) throw new Error(`no operator of the form ${form}`);
  return next;
}

const totalWeight = townBlocks.reduce((sum, block) => sum + block.weight, 0);

function findPlace(random: Random, key: string, taken: Set<string>) {
  const block =
    key === 'kagura'
      ? (townBlocks.find((candidate) => candidate.name === '神楽') as TownBlock)
      : weightedBlock(random);
  for (;;) {
    const jo = block.jo === null ? null : whole(random, ...block.jo);
    const chome = block.chome === null ? null : whole(random, ...block.chome);
    const town = townName(block, jo, chome);
    // Block numbers from 90 up do not occur in these towns: nobody lives at the address.
    const number = `${whole(random, 90, 99)}番${whole(random, 1, 30)}号`;
    const address = `北海道旭川市${town}${number}`;
    if (taken.has(address)) continue;
    taken.add(address);
    const postal = block.postal[1] + (jo ?? 0);
    return {
      postal_code: `${block.postal[0]}-${String(postal).padStart(4, '0')}`,
      town,
      number,
      address,
      area_keys: {
        visit_district: areaKey('visit_district', block.visit_district),
        school_district: areaKey('school_district', block.school_district),
        neighbourhood: areaKey('neighbourhood', block.neighbourhood),
      },
      lat: round(block.lat + (random() - 0.5) * 0.012, 6),
      lon: round(block.lon + (random() - 0.5) * 0.016, 6),
    };
  }
}

function weightedBlock(random: Random): TownBlock {
  let left = random() * totalWeight;
  for (const block of townBlocks) {
    left -= block.weight;
    if (left < 0) return block;
  }
  return townBlocks[0] as TownBlock;
}

function capacityOf(random: Random, type: FacilityType): number | null {
  if (type.capacity === null) return null;
  const value = whole(random, ...type.capacity);
  return value > 30 ? Math.round(value / 10) * 10 : value;
}

function foundedFrom(type: FacilityType): number {
  if (type.group === 'small') return 1990;
  if (type.group === 'base' || type.group === 'plaza') return 1990;
  return type.group === 'unlicensed' || type.group === 'club' ? 1985 : 1955;
}

function wishesOf(random: Random, group: FacilityGroup): string[] {
  const wishes = visitWishes.filter((wish) => wish.groups.includes(group));
  const byTime = wishes.filter((wish) => wish.weekday === undefined);
  const byDay = wishes.filter((wish) => wish.weekday !== undefined);
  const chosen: string[] = [];
  if (byTime.length > 0 && (group === 'kindergarten' || random() < 0.7))
    chosen.push(pick(random, byTime).text);
  if (byDay.length > 0 && random() < 0.4) chosen.push(pick(random, byDay).text);
  return chosen;
}
