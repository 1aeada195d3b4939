import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../src/platform/files/tables.ts';
import { unzipEntry, zipEntries } from '../../src/platform/files/zip.ts';
import { fillEveryTable } from '../access-matrix/fixture.ts';
import { makeWorld, type World } from '../world.ts';

/** A zip with one entry, whose directory may say of it what it likes. */
function zipOf(name: string, packed: Uint8Array, size: number): Uint8Array {
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + packed.length, 16);
  return Buffer.concat([local, title, packed, central, title, end]);
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const formulas = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '＝1+1',
  `"=1+1`,
  '=HYPERLINK("http://evil.example","x")',
];

describe('a file', () => {
  let world: World;
  let visit: number;
  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
    const [row] = await world.owner<{ id: number }>(
      'select id from visit where visited_on is null order by id limit 1',
    );
    visit = Number(row!.id);
  });
  afterAll(() => world.close());

  const attach = (bytes: Uint8Array | string, name: string, type = '') =>
    world
      .as('coordinator')
      .post(`/visits/${visit}/record/attach`, { files: new File([bytes as BlobPart], name, { type }) });
  const attached = () =>
    world.owner<{ id: number; name: string; media_type: string }>(
      'select id, name, media_type from visit_attachment where visit_id = $1 and removed_at is null order by id',
      [visit],
    );

  describe('attached to a record', () => {
    it('is refused when a browser could run it, whatever it calls itself', async () => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
      for (const [bytes, name, type] of [
        [svg, 'a.svg', 'image/svg+xml'],
        [svg, 'a.png', 'image/png'],
        ['<!doctype html><script>alert(1)</script>', 'a.html', 'text/html'],
        ['<html><script>alert(1)</script>', 'a.jpg', 'image/jpeg'],
        [Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), 'a.html', 'text/html'],
        [
          '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF',
          'a.pdf',
          'application/pdf',
        ],
        ['MZ\x90\x00', 'a.exe', 'application/octet-stream'],
        ['#!/bin/sh', 'a', ''],
        ['GIF89a=1;alert(1)//', 'a.gif', 'image/gif'],
        ['', 'a.png', 'image/png'],
      ] as const) {
        expect([name, type, (await attach(bytes, name, type)).status]).toEqual([name, type, 422]);
      }
      expect(await attached()).toEqual([]);
    });

    it('loses path, direction marks and what follows the picture, and comes back under a plain name and type', async () => {
      const evil = Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]);
      expect((await attach(evil, '../../\u202egnp.<script>"\r\nX: y.png', 'image/png')).status).toBe(303);
      const [file] = await attached();
      expect(file!.name).not.toMatch(/[/\\<>"\r\n\u202e]|\.\./);
      const { response } = await world.as('coordinator').get(`/visits/${visit}/attachments/${file!.id}`);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cache-control')).toContain('no-store');
      expect(response.headers.get('x')).toBeNull();
      expect(Buffer.from(await response.arrayBuffer()).includes('script')).toBe(false);
      const page = await world.as('coordinator').get(`/visits/${visit}/record`);
      expect(page.html).not.toMatch(/<script>alert|"\r\n/);
    });

    it('that is a document is saved, never shown in our own pages’ name', async () => {
      expect((await attach('%PDF-1.4\n%%EOF', 'お便り.pdf', 'application/pdf')).status).toBe(303);
      const file = (await attached()).at(-1)!;
      const { response } = await world.as('coordinator').get(`/visits/${visit}/attachments/${file.id}`);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    });
  });

  describe('read in as a table', () => {
    const take = (bytes: Uint8Array | string, name: string) =>
      world.as('secretariat').post('/people/import', { file: new File([bytes as BlobPart], name) });

    it('that would burst is refused before it is unpacked', async () => {
      const packed = deflateRawSync(Buffer.alloc(20_000_000));
      for (const bomb of [
        zipOf('xl/workbook.xml', packed, 20_000_000),
        zipOf('xl/workbook.xml', packed, 100),
        zipOf('xl/workbook.xml', Buffer.alloc(10), 4_000_000_000),
      ]) {
        const answer = await take(bomb, 'a.xlsx');
        expect(answer.status).toBe(422);
      }
    });

    it('that is none is refused with a sentence', async () => {
      for (const [bytes, name] of [
        [Buffer.alloc(2000), 'a.csv'],
        ['<html><table><tr><td>x</td></tr></table>', 'a.xls'],
        [`"${'x'.repeat(3_000_000)}`, 'a.csv'],
        [Buffer.from('PK\x03\x04 not really'), 'a.xlsx'],
        ['a,'.repeat(5000), 'a.csv'],
        [png, 'a.csv'],
      ] as const) {
        const answer = await take(bytes, name);
        expect([name, answer.status]).toEqual([name, 422]);
        expect(answer.text).not.toMatch(/Error|undefined|\[object/);
      }
    });

    it('with headings every object has, and cells that are formulas, is only text', async () => {
      const staged = await take(
        `__proto__,constructor,氏名,役割,所属\nx,y,"=cmd|' /C calc'!A0 ",z,w\n`,
        '<img src=x onerror=alert(1)>.csv',
      );
      expect(staged.status).toBe(303);
      const page = await world.as('secretariat').get(staged.location!);
      const shown = page.location ? await world.as('secretariat').get(page.location) : page;
      expect(shown.status).toBe(200);
      expect(shown.html).not.toContain('<img src=x');
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  });

  describe('taken out', () => {
    it('runs nothing in a spreadsheet, whatever people have written', async () => {
      for (const [at, title] of formulas.entries()) {
        const raised = await world.as('coordinator').post('/issues/new', {
          title,
          description: formulas[(at + 1) % formulas.length]!,
          theme_code: 'staffing',
          weight: 2,
          source: 'hand',
          raised_on: '2026-11-01',
        });
        expect(raised.status).toBe(303);
      }
      const csv = await world.as('coordinator').get('/issues/export?format=csv');
      const cells = csv.html.split(/\r\n|,/).map((cell) => cell.replace(/^\ufeff?"/, ''));
      expect(cells.filter((cell) => /^[=+@\t＝＋－＠]|^-(?!\d+(\.\d+)?"?$)/.test(cell))).toEqual([]);
      const { response } = await world.as('coordinator').get('/issues/export');
      const bytes = new Uint8Array(await response.arrayBuffer());
      for (const entry of zipEntries(bytes).values())
        expect(new TextDecoder().decode(await unzipEntry(bytes, entry))).not.toMatch(
          /<f[ >]|externalLink|<hyperlink/,
        );
      // As it was written, when it is read in again.
      const table = await readTable(bytes, 'issues.xlsx', {});
      const titles = table.rows.map((row) => row[1]);
      for (const title of formulas) expect(titles).toContain(title.trim());
    });

    it('says in the log how it was taken in words of ours', async () => {
      await world.as('coordinator').get(`/issues/export?format=${encodeURIComponent('x\n'.repeat(500))}`);
      const [event] = await world.owner<{ detail: { format: string } }>(
        `select detail from audit_event where action = 'issue.export' order by seq desc limit 1`,
      );
      expect(event!.detail.format).toBe('xlsx');
    });
  });
});
