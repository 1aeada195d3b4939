import { jobs } from '../src/jobs.ts';
import { createMunicipality, migrate } from '../src/platform/db/migrate.ts';
import { installJobs } from '../src/platform/jobs/jobs.ts';

// npm run migrate                                   brings every schema up to date, as the owner role
// npm run migrate -- 012041 旭川市 アサヒカワシ 北海道   registers a municipality and makes its schema
const url = process.env.DATABASE_OWNER_URL;
if (!url) {
  console.error(
    'Set DATABASE_OWNER_URL to the database as tsunagi_owner, for example postgresql://tsunagi_owner@db.example/tsunagi.',
  );
  process.exit(1);
}
const applied = await migrate(url);
await installJobs(url, jobs);
const [code, name, name_kana, prefecture] = process.argv.slice(2);
if (code) {
  if (!/^[0-9]{6}$/.test(code) || !name || !name_kana || !prefecture) {
    console.error('Usage: npm run migrate -- <six-digit code> <name> <kana> <prefecture>');
    process.exit(1);
  }
  await createMunicipality(url, { code, name, name_kana, prefecture });
  applied.push(`m${code}: created`);
}
console.log(applied.length === 0 ? 'Everything is up to date.' : applied.join('\n'));
