import { splitAddress } from './src/platform/ja/address.ts';
import { parseWeekdays } from './src/platform/ja/weekdays.ts';
for (const [n,f] of Object.entries({splitAddress, parseWeekdays}))
 for (const s of ['1'.repeat(200000)+'x','一'.repeat(200000)+'x','1-'.repeat(100000)+'x','市'.repeat(200000),'郡町'.repeat(100000),'1 '.repeat(100000)+'x', 'a'+' '.repeat(200000)+'x','月~'.repeat(100000)+'x']) { const t=performance.now(); try{(f as any)(s)}catch(e){}; const d=performance.now()-t; if(d>100) console.log(n,s.slice(0,4),d.toFixed()); }
