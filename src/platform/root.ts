import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, from source and from the built file alike. */
export const root: string = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above ' + import.meta.dirname);
    folder = parent;
  }
  return folder;
})();
