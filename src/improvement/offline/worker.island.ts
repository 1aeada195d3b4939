/*
 * Keeps the app's page and its files on the device, so that it opens without a network. Nothing that belongs to anybody passes
 * through here: data is asked and kept by the page itself, locked. The server names version and files in front of this file.
 */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const scope = self as unknown as {
  tsunagiOffline: { version: string; shell: string; files: string[] };
  caches: CacheStorage;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: string, told: (event: never) => void): void;
};
const { version, shell, files } = scope.tsunagiOffline;
const prefix = 'tsunagi-offline-';
const name = `${prefix}${version}`;

scope.addEventListener('install', (event: WorkerEvent) => {
  event.waitUntil(
    (async () => {
      const cache = await scope.caches.open(name);
      await cache.addAll(files);
      // Sent to the sign-in the page is not the app: the version that is here stays.
      const page = await fetch(shell, { redirect: 'error', cache: 'no-store' });
      if (!page.ok) throw new Error(`${page.status}`);
      await cache.put(shell, page);
      await scope.skipWaiting();
    })(),
  );
});

scope.addEventListener('activate', (event: WorkerEvent) => {
  event.waitUntil(
    (async () => {
      for (const key of await scope.caches.keys())
        if (key.startsWith(prefix) && key !== name) await scope.caches.delete(key);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener('fetch', (event: FetchEvent) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  const key =
    pathname === shell && request.mode === 'navigate' ? shell : files.includes(pathname) ? pathname : null;
  if (key === null) return;
  event.respondWith(
    (async () => {
      const cache = await scope.caches.open(name);
      return (await cache.match(key)) ?? fetch(request);
    })(),
  );
});

export {};
