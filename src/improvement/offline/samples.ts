import type { WriteTx } from '../../platform/db/transaction.ts';
import { endDevice, enrolDevice, receive } from './commands.ts';

/** A device of the actor, as it would be enrolled; ended again when told why. Answers its number and secret. */
export async function sampleDevice(
  tx: WriteTx,
  sample: { name: string; ended?: 'lost' | 'given_up' },
): Promise<{ device_id: number; token: string }> {
  const { device_id, token } = await enrolDevice(tx, sample.name);
  if (sample.ended) await endDevice(tx, device_id, sample.ended);
  return { device_id, token };
}

/** A text typed on a device over another one. */
export async function sampleTyped(
  tx: WriteTx,
  device_id: number,
  sample: { visit_id: number; field: string; value: string; base?: string },
): Promise<void> {
  await receive(tx, device_id, [
    {
      id: tx.actor.house.random(),
      said_at: tx.now.toISOString(),
      base: '',
      ...sample,
    },
  ]);
}
