// What the case zone told the community: one that became an issue and was answered, one that waits, one sent back.
import { answerFacilities } from '../improvement/issues/commands-answers.ts';
import { recordIssueEvent } from '../improvement/issues/commands.ts';
import { approveStatement, check, returnStatement, sendStatement } from '../family/statements/commands.ts';
import { statementById } from '../family/statements/queries.ts';
import { keyOf } from '../family/statements/rules.ts';
import { writeSample } from '../family/statements/samples.ts';
import { instantOf } from '../platform/ja/dates.ts';
import { made } from './demo-timeline.ts';
import type { Loaded } from './demo.ts';
import { statements } from './words-statements.ja.ts';

export async function loadStatements({ as, person, case_team }: Loaded): Promise<void> {
  const who = (key: string) => made(person, key);
  for (const one of statements) {
    const team_id = made(case_team, one.district);
    const { title, theme_code, keeps_happening, would_help } = one;
    const id = await as(who(one.author), instantOf(one.on, '15:00'), async (tx) => {
      const cases = await tx.db
        .selectFrom('support_case')
        .where('team_id', '=', team_id)
        .where('opened_on', '<=', one.on)
        .select('id')
        .orderBy('id')
        .limit(7)
        .execute();
      return writeSample(tx, {
        title,
        theme_code,
        keeps_happening,
        would_help,
        case_ids: cases.map((row) => row.id),
      });
    });
    await as(who(one.author), instantOf(one.on, '15:20'), (tx) => sendStatement(tx, id));
    if ('returned' in one)
      await as(who(one.returned.by), instantOf(one.returned.on, '11:00'), (tx) =>
        returnStatement(tx, id, one.returned.text),
      );
    if (!('approved' in one)) continue;
    const issue_id = await as(who(one.approved.by), instantOf(one.approved.on, '10:00'), async (tx) => {
      const statement = (await statementById(tx, id))!;
      const reasons = Object.fromEntries(
        (await check(tx, statement)).map((finding) => [keyOf(finding), statement.title]),
      );
      return approveStatement(tx, id, { owner_id: who('office-1'), _version: statement.version, reasons });
    });
    await as(who(one.answer.by), instantOf(one.answer.on, '16:00'), async (tx) => {
      await recordIssueEvent(tx, { issue_id, kind: 'shared', happened_on: one.answer.on });
      await answerFacilities(tx, issue_id, [], [{ issue_id, answer: one.answer.text }]);
    });
  }
}
