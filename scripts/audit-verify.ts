import { verifyAudit } from '../src/platform/audit/verify.ts';
import { withClient } from '../src/platform/db/migrate.ts';
import { withOwner } from './owner.ts';

// npm run audit:verify            every municipality
// npm run audit:verify -- 012041  one
await withOwner(async (url) => {
  const wanted = process.argv[2];
  const { rows } = await withClient(url, (client) =>
    client.query<{ code: string; schema_name: string; name: string }>(
      'select code, schema_name, name from shared.municipality order by code',
    ),
  );
  const chosen = rows.filter((row) => !wanted || row.code === wanted);
  if (chosen.length === 0) {
    console.error(wanted ? `No municipality has the code ${wanted}.` : 'No municipality is registered.');
    process.exitCode = 1;
  }
  for (const { schema_name, name } of chosen) {
    const { events, breaches } = await verifyAudit(url, schema_name);
    console.log(
      `${name} (${schema_name}): ${events} events, ${breaches.length === 0 ? 'the chain is whole' : 'BROKEN'}`,
    );
    for (const breach of breaches) console.log(`  ${breach}`);
    if (breaches.length > 0) process.exitCode = 1;
  }
});
