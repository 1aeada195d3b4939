// Issues raised by hand, regional issues made of many, what is told back to the facilities, and the published wording.
import { raiseIssue, recordIssueEvent } from '../improvement/issues/commands.ts';
import { answerFacilities, confirmRead } from '../improvement/issues/commands-answers.ts';
import { mergeIssues } from '../improvement/issues/commands-merge.ts';
import { publishIssue, sayTheSame } from '../improvement/issues/commands-publish.ts';
import { issueById, voicesOf } from '../improvement/issues/queries.ts';
import { found, type WriteTx } from '../platform/db/transaction.ts';
import { addDays } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter } from '../platform/ja/holidays.ts';
import { headOn, inDistrict, lastDay, made, type Story } from './demo-timeline.ts';
import { firstMerge, mergeOf, revise } from './demo-visits.ts';
import { pick, shuffled, whole, type DemoRegionalIssue } from './material.ts';
import { regionalIssues, themeOfTopic } from './words-issues.ja.ts';
import {
  answers,
  echoes,
  echoStatements,
  handIssues,
  laterProgress,
  progressWords,
  stuckHeading,
  withoutAddress,
} from './words-loop.ja.ts';

/** Tells how single issues became common ones and how the answers came back. */
export function tellIssues(story: Story): void {
  raiseByHand(story);
  for (const regional of regionalIssues) {
    merge(story, regional);
    publishWording(story, regional);
    if (regional.answer !== null) answer(story, regional);
  }
  tellStuck(story);
  tellKagura(story);
  for (const echo of echoes) joinWording(story, echo);
}

function raiseByHand(story: Story): void {
  const { loaded, timeline, random } = story;
  for (const { key: _key, district, acted, statements, raised_by, ...issue } of handIssues) {
    const places = shuffled(
      random,
      loaded.places.filter(
        (place) =>
          place.key !== 'kagura' &&
          (district === undefined || inDistrict(place, district)) &&
          (issue.topic === 'school-age'
            ? place.group === 'club'
            : ['nursery', 'kodomoen', 'kindergarten'].includes(place.group)),
      ),
    ).slice(0, statements.length);
    const known = {
      ...issue,
      theme: themeOfTopic[issue.topic],
      id: null as number | null,
      holder: raised_by,
      facility_keys: places.map((place) => place.key),
      ...mergeOf(issue.topic, issue.raised_on, district === '東部'),
    };
    story.issues.push(known);
    timeline.add(issue.raised_on, '15:00', raised_by, async (tx) => {
      const facility_ids = places.map((place) => made(loaded.facility, place.key));
      known.id = await raiseIssue(tx, {
        title: issue.title,
        description: issue.description,
        theme_code: known.theme,
        weight: 2,
        source: issue.source,
        raised_on: issue.raised_on,
        facility_ids,
        statements: Object.fromEntries(facility_ids.map((id, index) => [id, statements[index]!])),
      });
    });
    if (acted) {
      timeline.add(acted.on, '15:00', 'office-1', async (tx) => {
        await recordIssueEvent(tx, {
          issue_id: known.id!,
          kind: 'acted',
          happened_on: acted.on,
          note: acted.note,
        });
        await revise(tx, known.id!, { plan_review: made(story.forum, 'liaison') });
      });
    }
  }
}

/** The first merging makes the regional issue and plans its forums; later ones add what has come in since. */
function merge(story: Story, regional: DemoRegionalIssue): void {
  const { timeline } = story;
  const first = firstMerge(regional.key);
  // By hand first: what they raised must be among what is merged.
  const days = new Set([
    first,
    ...story.issues.flatMap((one) => (one.regional_key === regional.key ? [one.merged_on!] : [])),
  ]);
  for (const day of [...days].toSorted()) {
    timeline.add(day, '11:00', 'office-1', async (tx) => {
      const joining = story.issues.filter(
        (one) => one.regional_key === regional.key && one.merged_on === day,
      );
      const standing = story.regional.get(regional.key);
      const id = await mergeIssues(tx, {
        issue_ids: [...(standing === undefined ? [] : [standing]), ...joining.map((issue) => issue.id!)],
        title: regional.title,
        description: regional.description,
        theme_code: regional.theme,
        weight: regional.key === 'regional-consult' ? 3 : 2,
        answers:
          regional.answer !== null && regional.answered_on! <= day
            ? joining.flatMap((issue) =>
                issue.facility_keys.map((key) => ({
                  issue_id: issue.id!,
                  facility_id: made(story.loaded.facility, key),
                  answer: regional.answer!,
                })),
              )
            : [],
      });
      if (standing !== undefined) return;
      story.regional.set(regional.key, id);
      const forum = made(story.forum, regional.forum_key);
      await revise(tx, id, {
        plan_share: forum,
        plan_discuss: forum,
        plan_decide: forum,
        plan_review: forum,
      });
    });
  }
}

/** The wording for all facilities follows the sitting in which the issue was first shared; some facilities join it. */
function publishWording(story: Story, regional: DemoRegionalIssue): void {
  const { timeline, loaded, random } = story;
  const day = businessDayOnOrAfter(addDays(regional.shared_on!, 9));
  timeline.add(day, '11:30', 'office-1', (tx) =>
    publishIssue(tx, {
      id: made(story.regional, regional.key),
      _version: 0,
      title: regional.title,
      summary: regional.public_wording,
      progress: regional.forum_key === 'liaison' ? progressWords.shared : progressWords.sharedEast,
    }),
  );
  for (const { on, text } of laterProgress.filter((one) => one.regional_key === regional.key)) {
    timeline.add(on, '17:00', 'office-1', (tx) => changeProgress(story, tx, regional, text));
  }
  const joined = shuffled(random, loaded.places)
    .filter((place) => regional.forum_key === 'liaison' || inDistrict(place, '東部'))
    .slice(0, 2);
  for (const place of joined) {
    const on = businessDayOnOrAfter(addDays(day, whole(random, 6, 40)));
    const head = headOn(loaded, place.key, on);
    if (on > lastDay || on >= (regional.answered_on ?? '9999') || head === undefined) continue;
    joinWording(story, {
      facility_key: place.key,
      regional_key: regional.key,
      on,
      statement: pick(random, echoStatements),
    });
  }
}

async function changeProgress(
  story: Story,
  tx: WriteTx,
  regional: DemoRegionalIssue,
  progress: string,
): Promise<void> {
  await publishIssue(tx, {
    id: made(story.regional, regional.key),
    _version: 1,
    title: regional.title,
    summary: regional.public_wording,
    progress,
  });
}

function joinWording(
  story: Story,
  echo: { facility_key: string; regional_key: string; on: string; statement: string },
): void {
  story.timeline.add(echo.on, '12:20', `head-${echo.facility_key}`, async (tx) => {
    await sayTheSame(tx, {
      issue_id: made(story.regional, echo.regional_key),
      facility_id: made(story.loaded.facility, echo.facility_key),
      statement: echo.statement,
    });
  });
}

/** The answer goes to every facility that raised it or joined in, then to everybody as the progress of the wording. */
function answer(story: Story, regional: DemoRegionalIssue): void {
  const { timeline, random } = story;
  const on = regional.answered_on!;
  timeline.add(on, '16:00', 'office-1', async (tx) => {
    const id = made(story.regional, regional.key);
    const voices = await voicesOf(tx, [id]);
    await answerFacilities(
      tx,
      id,
      voices.map(({ issue_id, facility_id }) => ({ issue_id, facility_id, answer: regional.answer! })),
    );
    await changeProgress(story, tx, regional, withoutAddress(regional.answer!));
    const keyOf = new Map([...story.loaded.facility].map(([key, facility_id]) => [facility_id, key]));
    for (const [facility_id, own] of Map.groupBy(voices, (voice) => voice.facility_id)) {
      const key = keyOf.get(facility_id)!;
      const day = businessDayOnOrAfter(addDays(on, whole(random, 2, 21)));
      // 神楽保育所 has one answer waiting, so that whoever opens the demo as its head finds it.
      const reads = key === 'kagura' ? regional.key === 'regional-records' : random() < 0.5;
      const head = headOn(story.loaded, key, day);
      if (!reads || day > lastDay || head === undefined) continue;
      timeline.add(day, '12:40', head, async (own_tx) => {
        for (const { issue_id } of own) await confirmRead(own_tx, issue_id, facility_id);
      });
    }
  });
}

/** Two of the common issues do not move, and somebody has written down why; one has been given to a coordinator. */
function tellStuck({ timeline, regional, loaded }: Story): void {
  for (const one of regionalIssues.filter((issue) => issue.stuck_note !== null)) {
    const school = one.key === 'regional-school';
    timeline.add(school ? '2026-11-16' : '2026-10-02', '16:30', 'office-1', async (tx) => {
      await addToDescription(tx, made(regional, one.key), stuckHeading(one.stuck_note!));
      if (school) await revise(tx, made(regional, one.key), { next_review_on: '2026-11-18' });
    });
  }
  timeline.add('2026-11-18', '16:30', 'office-1', (tx) =>
    revise(tx, made(regional, 'regional-families'), { owner_id: made(loaded.person, 'coordinator-1') }),
  );
}

async function addToDescription(tx: WriteTx, id: number, more: string): Promise<void> {
  const { description } = found(await issueById(tx, id));
  await revise(tx, id, { description: `${description}\n\n${more}` });
}

/** The question that 神楽保育所 had before its open day is answered after it. */
function tellKagura({ issues, timeline, loaded }: Story): void {
  const issue = issues.find((one) => one.facility_keys.includes('kagura') && one.topic === 'child-led')!;
  timeline.add('2026-09-11', '17:00', 'coordinator-2', (tx) =>
    recordIssueEvent(tx, { issue_id: issue.id!, kind: 'acted', happened_on: '2026-09-10' }),
  );
  timeline.add('2026-10-05', '16:30', 'coordinator-2', async (tx) => {
    await answerFacilities(tx, issue.id!, [
      { issue_id: issue.id!, facility_id: made(loaded.facility, 'kagura'), answer: answers.childLed },
    ]);
    await recordIssueEvent(tx, { issue_id: issue.id!, kind: 'reviewed', happened_on: '2026-10-05' });
  });
}
