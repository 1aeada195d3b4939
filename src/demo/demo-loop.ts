import { withClient } from '../platform/db/migrate.ts';
import { tellGoals } from './demo-goals.ts';
import { tellIssues } from './demo-issues.ts';
import { tellLearning, tellTargets } from './demo-learning.ts';
import { tellMeetings } from './demo-meetings.ts';
import { tellPartnership } from './demo-partnership.ts';
import { Timeline, type Story } from './demo-timeline.ts';
import { loadPortal } from './demo-portal.ts';
import { tellVisits } from './demo-visits.ts';
import type { Loaded } from './demo.ts';
import { mulberry32 } from './material.ts';
import { municipality } from './words.ja.ts';

/** A year and a half of the improvement loop, each deed through its slice's own command, by its person, on its day. */
export async function loadLoop(loaded: Loaded): Promise<void> {
  const story: Story = {
    loaded,
    timeline: new Timeline(),
    random: mulberry32(2026),
    visit: new Map(),
    issues: [],
    regional: new Map(),
    forum: new Map(),
    meeting: new Map(),
    action: new Map(),
  };
  tellMeetings(story);
  tellVisits(story);
  tellIssues(story);
  tellLearning(story);
  tellTargets(story);
  tellPartnership(story);
  tellGoals(story);
  await story.timeline.run(loaded);
  await loadPortal(loaded);
}

/** Last of all: nobody leaves a year and a half of notices unread: of each person's, the two newest of November wait. */
export async function readOldNotices(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    await client.query(
      `update notice set read_at = notice.created_at + interval '1 day'
       from (select id, row_number() over (partition by person_id order by created_at desc, id desc) as nth from notice) as own
       where own.id = notice.id and (own.nth > 2 or notice.created_at < '2026-11-01')`,
    );
  });
}
