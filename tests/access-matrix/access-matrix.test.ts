import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../world.ts';
import { fillEveryTable } from './fixture.ts';
import { accessMatrix } from './matrix.ts';

describe('who reaches which rows of which table', () => {
  let world: World;
  let matrix: string;
  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
    matrix = await accessMatrix(world);
  });
  afterAll(() => world.close());

  const part = (table: string) => matrix.split('\n\n').find((one) => one.startsWith(`${table} (`)) ?? '';

  it('leaves no table without a row to try', async () => {
    expect(matrix).not.toMatch(/\(0 rows\)/);
  });

  it('never lets the former coordinator, whose appointment has ended, reach what belongs to the network', () => {
    for (const block of matrix.split('\n\n')) {
      // Public tables and public search entries are anybody's; one's own mail address stays one's own.
      if (
        /^(facility|service|programme|area|area_system|area_town|town|search_entry|person_contact) /.test(
          block,
        )
      )
        continue;
      expect(block).not.toMatch(/\bformer\b/);
    }
  });

  it('keeps visits and their words from everybody without the duty', () => {
    for (const table of ['visit_record', 'visit_memo', 'visit_attachment', 'visit_draft']) {
      expect(part(table)).not.toMatch(
        /observer|administrator|auditor|council_member|consultation_worker|public/,
      );
    }
    expect(part('visit_memo')).not.toMatch(/facility_head|facility_staff|other_head|secretariat/);
  });

  it('lets nobody delete or change what is kept for ever', () => {
    for (const table of ['audit_event', 'audit_head']) {
      expect(part(table)).not.toMatch(/(insert|update|delete) [1-9]/);
    }
  });

  it('is the matrix written down', async () => {
    await expect(matrix).toMatchFileSnapshot('expected.txt');
  });
});
