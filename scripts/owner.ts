import { startEmbedded } from '../src/platform/db/embedded.ts';
import { prepareCluster } from '../src/platform/db/migrate.ts';
import { asPlain, readSettings, SettingsError } from '../src/platform/settings.ts';

/** Calls back with the owner's URL: DATABASE_OWNER_URL, or the embedded database (started for the while if it is not running). */
export async function withOwner(work: (ownerUrl: string) => Promise<void>): Promise<void> {
  await told(async () => {
    const settings = readSettings(process.env);
    if (settings.DATABASE_OWNER_URL) return await work(settings.DATABASE_OWNER_URL);
    if (settings.DATABASE_URL) {
      throw new SettingsError('Set DATABASE_OWNER_URL as well: this command works as the owner role.');
    }
    const embedded = await startEmbedded({ folder: settings.DATA_DIR });
    try {
      await prepareCluster((name) => embedded.url('postgres', name), 'tsunagi');
      await work(embedded.url('tsunagi_owner'));
    } finally {
      if (embedded.started) await embedded.stop();
    }
  });
}

/** Runs a command; what its caller can mend is said in a sentence, and the exit code tells. */
export async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const plain = asPlain(error);
    if (!plain) throw error;
    console.error(plain.message);
    process.exitCode = 1;
  }
}
