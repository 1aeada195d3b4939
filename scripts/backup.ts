import { join } from 'node:path';
import { backup } from '../src/platform/db/backup.ts';
import { withClient } from '../src/platform/db/migrate.ts';
import { PlainError, readSettings } from '../src/platform/settings.ts';
import { withOwner } from './owner.ts';

// npm run backup                         every municipality, into DATA_DIR/backup
// npm run backup -- 012041               one
// npm run backup -- 012041 /folder       one, elsewhere
// npm run backup -- all /folder          every municipality, elsewhere
const [wanted = 'all', elsewhere] = process.argv.slice(2);
await withOwner(async (url) => {
  const folder = elsewhere ?? join(readSettings(process.env).DATA_DIR, 'backup');
  const { rows } = await withClient(url, (client) =>
    client.query<{ code: string; name: string }>('select code, name from shared.municipality order by code'),
  );
  const chosen = rows.filter((row) => wanted === 'all' || row.code === wanted);
  if (chosen.length === 0)
    throw new PlainError(
      wanted === 'all' ? 'No municipality is registered.' : `No municipality has the code ${wanted}.`,
    );
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  for (const municipality of chosen) {
    const path = join(folder, `${municipality.code}-${stamp}.tsunagi.gz`);
    const { tables } = await backup(url, municipality.code, path);
    console.log(`${municipality.name}: ${tables} tables in ${path}`);
  }
});
