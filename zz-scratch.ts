import { z } from 'zod';
const s = 'a@' + '.'.repeat(100000) + '@';
let t = performance.now(); /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s); console.log('regex', performance.now()-t);
t = performance.now(); const r = z.string().min(1).max(254).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/).safeParse(s); console.log('zod', performance.now()-t, r.error?.issues.length);
const o = Object.create(null); o.a='x'; o.__proto__='y';
console.log(z.object({a:z.string()}).safeParse(o).success, z.record(z.string(), z.string()).safeParse(o), z.looseObject({a:z.string()}).safeParse(o).success, z.object({a:z.string()}).catchall(z.any()).safeParse(o));
