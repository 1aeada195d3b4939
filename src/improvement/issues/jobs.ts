import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';
import { words } from './words.ja.ts';

/** Tells who holds a published issue that a facility said 「うちも同じです」; the facility itself cannot know who that is. */
export const tellOwner = defineJob({
  name: 'issues.same_here',
  data: z.object({ issue_id: z.number() }),
  async run(tx, { issue_id }) {
    const issue = await tx.db
      .selectFrom('issue')
      .where('id', '=', issue_id)
      .select(['id', 'title', 'owner_id', 'raised_by'])
      .executeTakeFirst();
    if (!issue) return;
    await tx.db
      .insertInto('notice')
      .values({
        person_id: issue.owner_id ?? issue.raised_by,
        title: words.noticeSame(issue.title),
        url: `/issues/${issue.id}#voices`,
        created_at: tx.now,
      })
      .execute();
  },
});
