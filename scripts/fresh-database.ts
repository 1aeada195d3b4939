import { startTemporary } from '../src/platform/db/embedded.ts';
import { createMunicipality, migrate, prepareCluster } from '../src/platform/db/migrate.ts';

/** A throw-away server migrated from zero with one empty municipality; calls back with the owner's URL and its schema. */
export async function withFreshDatabase(
  work: (ownerUrl: string, schema: string) => Promise<void>,
): Promise<void> {
  const embedded = await startTemporary();
  try {
    await prepareCluster((database) => embedded.url('postgres', database), 'tsunagi');
    const owner = embedded.url('tsunagi_owner');
    await migrate(owner);
    await createMunicipality(owner, {
      code: '999997',
      name: '試験市',
      name_kana: 'シケンシ',
      prefecture: '試験県',
    });
    await work(owner, 'm999997');
  } finally {
    await embedded.stop();
  }
}
