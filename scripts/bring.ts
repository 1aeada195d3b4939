import { bringBrowser } from './browser.ts';
import { bringPostgres15 } from './postgres15.ts';

// What the tests need of the system; fetched and unpacked while something else takes the processors (check --bring).
bringBrowser();
bringPostgres15();
