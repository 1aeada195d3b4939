import { seal, unseal, type Lock, type Sealed } from './rules-lock.ts';
import type { Kept, Queued, Store } from './rules-sync.ts';
import type { Operation } from './rules.ts';

// The device's own database. What is kept and what is queued lies sealed; only names and numbers of rows are plain.

export const databaseName = 'tsunagi-offline';

type Row = Sealed & { plain: 'json' | 'bytes' };

export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')));
  });

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    const failed = () => reject(transaction.error ?? new Error('indexedDB'));
    transaction.addEventListener('abort', failed);
    transaction.addEventListener('error', failed);
  });

export async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('lock');
    request.result.createObjectStore('kept');
    request.result.createObjectStore('queue', { autoIncrement: true });
  });
  const database = await answered(request);
  // Emptied by another window: this one must not hold it open.
  database.addEventListener('versionchange', () => database.close());
  return database;
}

const writing = (database: IDBDatabase, stores: string[]): IDBTransaction =>
  database.transaction(stores, 'readwrite', { durability: 'strict' });

export async function lockOf(database: IDBDatabase): Promise<{ lock: Lock; device: CryptoKey } | null> {
  const store = database.transaction('lock').objectStore('lock');
  const [lock, device] = await Promise.all([
    answered(store.get('lock') as IDBRequest<Lock | undefined>),
    answered(store.get('device') as IDBRequest<CryptoKey | undefined>),
  ]);
  return lock && device ? { lock, device } : null;
}

export async function keepLock(database: IDBDatabase, lock: Lock, device?: CryptoKey): Promise<void> {
  const transaction = writing(database, ['lock']);
  transaction.objectStore('lock').put(lock, 'lock');
  if (device) transaction.objectStore('lock').put(device, 'device');
  await finished(transaction);
}

const packed = async (key: CryptoKey, value: unknown): Promise<Row> =>
  value instanceof ArrayBuffer
    ? { ...(await seal(key, value)), plain: 'bytes' }
    : { ...(await seal(key, new TextEncoder().encode(JSON.stringify(value)))), plain: 'json' };
const unpacked = async <T>(key: CryptoKey, row: Row): Promise<T> => {
  const bytes = await unseal(key, row);
  return row.plain === 'bytes' ? (bytes as T) : (JSON.parse(new TextDecoder().decode(bytes)) as T);
};

/** The store behind an opened lock. Sealing comes before a transaction: none is ever held open for it. */
export function openStore(database: IDBDatabase, key: CryptoKey): Store {
  const between = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return {
    async add(operation, instead) {
      const row = await packed(key, operation);
      const replacing = instead && (await packed(key, instead.operation));
      const transaction = writing(database, ['queue']);
      const queue = transaction.objectStore('queue');
      if (instead && replacing) {
        const there = queue.get(instead.seq) as IDBRequest<{ tried: boolean } | undefined>;
        there.addEventListener('success', () => {
          // It may have been sent while this was being sealed.
          if (there.result && !there.result.tried) queue.put({ ...replacing, tried: false }, instead.seq);
          else queue.add({ ...row, tried: false });
        });
      } else queue.add({ ...row, tried: false });
      await finished(transaction);
    },
    async queue() {
      const store = database.transaction('queue').objectStore('queue');
      const [seqs, rows] = await Promise.all([
        answered(store.getAllKeys() as IDBRequest<number[]>),
        answered(store.getAll() as IDBRequest<(Row & { tried: boolean })[]>),
      ]);
      return Promise.all(
        rows.map(async (row, at): Promise<Queued> => ({
          seq: seqs[at]!,
          tried: row.tried,
          operation: await unpacked<Operation>(key, row),
        })),
      );
    },
    async tried(seqs) {
      const transaction = writing(database, ['queue']);
      const queue = transaction.objectStore('queue');
      for (const seq of seqs) {
        const there = queue.get(seq) as IDBRequest<object | undefined>;
        there.addEventListener(
          'success',
          () => there.result && queue.put({ ...there.result, tried: true }, seq),
        );
      }
      await finished(transaction);
    },
    async drop(seqs) {
      const transaction = writing(database, ['queue']);
      for (const seq of seqs) transaction.objectStore('queue').delete(seq);
      await finished(transaction);
    },
    async get<T>(name: string) {
      const row = await answered(
        database.transaction('kept').objectStore('kept').get(name) as IDBRequest<Row | undefined>,
      );
      return row && unpacked<T>(key, row);
    },
    async list<K extends keyof Kept>(prefix: K) {
      const store = database.transaction('kept').objectStore('kept');
      const [names, rows] = await Promise.all([
        answered(store.getAllKeys(between(prefix)) as IDBRequest<string[]>),
        answered(store.getAll(between(prefix)) as IDBRequest<Row[]>),
      ]);
      return Promise.all(
        rows.map(async (row, at) => ({ name: names[at]!, value: await unpacked<Kept[K]>(key, row) })),
      );
    },
    async put(values) {
      const rows = await Promise.all(
        Object.entries(values).map(
          async ([name, value]) =>
            [name, value === undefined ? undefined : await packed(key, value)] as const,
        ),
      );
      if (rows.length === 0) return;
      const transaction = writing(database, ['kept']);
      const kept = transaction.objectStore('kept');
      for (const [name, row] of rows) {
        if (row === undefined) kept.delete(name);
        else kept.put(row, name);
      }
      await finished(transaction);
    },
  };
}

/** Everything of this device: the database with its keys, and the app's files. */
export async function wipe(database: IDBDatabase | null): Promise<void> {
  if (database) {
    // Emptied first: deleting waits for other windows that still have it open.
    const transaction = writing(database, ['lock', 'kept', 'queue']);
    for (const name of ['lock', 'kept', 'queue']) transaction.objectStore(name).clear();
    await finished(transaction);
    database.close();
  }
  indexedDB.deleteDatabase(databaseName);
}
