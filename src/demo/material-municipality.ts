import type { NewMunicipality } from '../platform/db/migrate.ts';
import { municipality } from './words.ja.ts';

// Apart from what fills it: most starts find the demo municipality in place and need no more than its code.
export const demoMunicipality: NewMunicipality = {
  code: municipality.code,
  name: municipality.name,
  name_kana: municipality.kana,
  prefecture: municipality.prefecture,
};
