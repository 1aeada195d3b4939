import { createMunicipality } from '../src/platform/db/migrate.ts';
import { withOwner } from './owner.ts';
import { bringUpToDate } from './up-to-date.ts';

// npm run migrate                                   brings every schema up to date, as the owner role
// npm run migrate -- 012041 旭川市 アサヒカワシ 北海道   registers a municipality and makes its schema
const [code, name, name_kana, prefecture] = process.argv.slice(2);
if (code !== undefined && !(/^[0-9]{6}$/.test(code) && name && name_kana && prefecture)) {
  console.error('Usage: npm run migrate -- <six-digit code> <name> <kana> <prefecture>');
  process.exit(1);
}
await withOwner(async (url) => {
  const applied = await bringUpToDate(url);
  if (code) {
    await createMunicipality(url, { code, name: name!, name_kana: name_kana!, prefecture: prefecture! });
    applied.push(`${name} (${code}) is registered.`);
  }
  console.log(applied.length === 0 ? 'Everything is up to date.' : applied.join('\n'));
});
