import { restore } from '../src/platform/db/backup.ts';
import { verifyAudit } from '../src/platform/audit/verify.ts';
import { told, withOwner } from './owner.ts';
import { bringUpToDate } from './up-to-date.ts';

// npm run restore -- <file> [<file> …] [--replace]
const words = process.argv.slice(2);
const files = words.filter((word) => word !== '--replace');
if (files.length === 0) {
  console.error('Say which backup: npm run restore -- <file> [<file> …] [--replace]');
  process.exit(1);
}
await withOwner(async (url) => {
  // On a new machine the database is empty.
  await bringUpToDate(url);
  for (const file of files) {
    await told(async () => {
      const { code, name } = await restore(url, file, { replace: words.includes('--replace') });
      const { events, breaches } = await verifyAudit(url, 'm' + code);
      console.log(
        `${name} is back. Audit: ${events} events, ${breaches.length === 0 ? 'the chain is whole' : breaches.join(' ')}`,
      );
      if (breaches.length > 0) process.exitCode = 1;
    });
  }
});
