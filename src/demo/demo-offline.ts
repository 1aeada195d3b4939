// Tablets that coordinators take along: two in use, one that was left on a bus.
import { endDevice } from '../improvement/offline/commands.ts';
import { sampleDevice } from '../improvement/offline/samples.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { devices } from './words-offline.ja.ts';

export async function loadDevices(loaded: Loaded): Promise<void> {
  const person = (key: string) => made(loaded.person, key);
  const enrol = async (key: string, day: string, name: string) =>
    loaded.as(person(key), instantOf(day, '08:50'), (tx) => sampleDevice(tx, { name }));
  await enrol('coordinator-1', '2026-11-16', devices.tablet);
  const left = await enrol('coordinator-2', '2026-11-16', devices.left);
  await loaded.as(person('coordinator-2'), instantOf('2026-11-18', '17:35'), (tx) =>
    endDevice(tx, left.device_id, 'lost'),
  );
  await enrol('coordinator-2', '2026-11-19', devices.telephone);
}
