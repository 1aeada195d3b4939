import { restore } from '../src/platform/db/backup.ts';
import { verifyAudit } from '../src/platform/audit/verify.ts';
import { withOwner } from './owner.ts';

// npm run restore -- <file> [<file> …] [--replace]
const words = process.argv.slice(2);
const files = words.filter((word) => word !== '--replace');
if (files.length === 0) {
  console.error('Say which backup: npm run restore -- <file> [--replace]');
  process.exit(1);
}
await withOwner(async (url) => {
  for (const file of files) {
    try {
      const { code, name } = await restore(url, file, { replace: words.includes('--replace') });
      const { events, breaches } = await verifyAudit(url, 'm' + code);
      console.log(
        `${name} is back. Audit: ${events} events, ${breaches.length === 0 ? 'the chain is whole' : breaches.join(' ')}`,
      );
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  }
});
