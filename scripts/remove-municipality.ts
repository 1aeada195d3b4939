import { removeMunicipality } from '../src/platform/db/backup.ts';
import { withOwner } from './owner.ts';

// npm run remove-municipality -- 012041 --for-good
const [code, sure] = process.argv.slice(2);
if (!code || sure !== '--for-good') {
  console.error(
    'Usage: npm run remove-municipality -- <six-digit code> --for-good\nEverything of this municipality is deleted, its audit log and accounts included. Take a backup first: npm run backup -- <code>',
  );
  process.exit(1);
}
await withOwner(async (url) => {
  const { name } = await removeMunicipality(url, code);
  console.log(`${name} (${code}) has been removed.`);
});
