import { startEmbedded } from '../src/platform/db/embedded.ts';
import { readSettings, SettingsError } from '../src/platform/settings.ts';

/** Calls back with the owner's URL: DATABASE_OWNER_URL, or the embedded database (started for the while if it is not running). */
export async function withOwner(work: (ownerUrl: string) => Promise<void>): Promise<void> {
  try {
    const settings = readSettings(process.env);
    if (settings.DATABASE_OWNER_URL) return await work(settings.DATABASE_OWNER_URL);
    if (settings.DATABASE_URL) {
      throw new SettingsError('Set DATABASE_OWNER_URL as well: this command works as the owner role.');
    }
    const embedded = await startEmbedded({ folder: settings.DATA_DIR });
    try {
      await work(embedded.url('tsunagi_owner'));
    } finally {
      if (embedded.started) await embedded.stop();
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
