import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { jobs } from '../jobs.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { createMunicipality, withClient } from '../platform/db/migrate.ts';
import { reading, type ReadTx } from '../platform/db/transaction.ts';
import { openHouse, type House } from '../platform/house.ts';
import { readSettings } from '../platform/settings.ts';
import { demoMunicipality, loadDemo } from './demo.ts';

const schema = `m${demoMunicipality.code}`;
const name = 'demo' + crypto.randomUUID().replaceAll('-', '').slice(0, 16);
const urls = inject('database');
const ownerUrl = urls.owner.replace('%25', name).replace('%', name);

let house: House;
let doors: { label: string; who: string }[];
let seconds: number;

async function rows<T extends object>(text: string): Promise<T[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    return (await client.query(text)).rows as T[];
  });
}

beforeAll(async () => {
  await withClient(urls.admin, (client) =>
    client.query(`create database ${name} template template owner tsunagi_owner`),
  );
  await createMunicipality(ownerUrl, { ...demoMunicipality, demo: true });
  house = openHouse({
    settings: readSettings({
      DATA_DIR: `/tmp/tsunagi-test-${name}`,
      SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      DEMO: 'true',
      LOG: 'quiet',
    }),
    serviceUrl: urls.service.replace('%25', name).replace('%', name),
    catalogue: jobs,
    clock: () => new Date('2026-11-21T10:00:00+09:00'),
    poolSize: 4,
  });
  const started = performance.now();
  doors = await loadDemo(house, ownerUrl);
  seconds = (performance.now() - started) / 1000;
  if (process.env.SAY) console.log(seconds);
});

afterAll(async () => {
  await house.close();
  await withClient(urls.admin, (client) => client.query(`drop database if exists ${name} with (force)`));
});

describe('x', () => {
  it('y', async () => {
    console.log(doors, seconds);
    for (const t of [
      'visit',
      'visit_record',
      'visit_draft',
      'visit_follow_up',
      'issue',
      'issue_event',
      'issue_facility',
      'issue_publication',
      'meeting',
      'agenda_item',
      'action_item',
      'share_back',
      'notice',
      'audit_event',
      'rubric_score',
      'open_day',
      'indicator_target',
      'search_entry',
    ])
      console.log(t, (await rows<{ n: string }>(`select count(*) n from ${t}`))[0]!.n);
    console.log(await rows(`select name, state, count(*) from pgboss.job group by 1,2`));
    await verifyAudit;
    await reading;
    type X = ReadTx;
    const x: X | null = null;
    void x;
  });
});
