import { lookup as resolve, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

// Fetching what somebody typed the address of: only from the internet, never from the house's own network.

/** Ranges nobody outside has: loopback, private, link-local, shared, documentation, multicast and the like (RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
// Of IPv6 only the global unicast range is outside, without what carries an IPv4 address or is for documents.
const outside6 = new BlockList();
outside6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an IP address belongs to the internet at large. */
export function isOutside(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, 'ipv4');
  if (family !== 6) return false;
  return outside6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

const isLoopback = (address: string): boolean => address === '127.0.0.1' || address === '::1';

export type OutsideProblem =
  | 'address'
  | 'scheme'
  | 'inside'
  | 'unknown-host'
  | 'unreachable'
  | 'slow'
  | 'large'
  | 'redirects'
  | 'status';

export class OutsideError extends Error {
  readonly problem: OutsideProblem;
  readonly status: number | null;
  constructor(problem: OutsideProblem, status: number | null = null) {
    super(problem);
    this.problem = problem;
    this.status = status;
  }
}

export interface Fetched {
  status: 200 | 304;
  body: Buffer;
  etag: string | null;
  last_modified: string | null;
}

interface Options {
  etag?: string | null;
  accept?: string;
  maxBytes?: number;
  timeoutMs?: number;
  /** For tests, which serve what is fetched themselves. */
  allowLoopback?: boolean;
}

/**
 * GETs an http(s) address of the internet. The address a name resolves to is checked and is the very one connected to,
 * for every redirect anew. Throws OutsideError; size (after decompression) and time are limited.
 */
export async function fetchOutside(address: string, options: Options = {}): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 20_000);
  let url = address;
  for (let hops = 0; hops < 4; hops += 1) {
    const answer = await once(url, options, signal);
    if (typeof answer !== 'string') return answer;
    if (!URL.canParse(answer, url)) throw new OutsideError('address');
    url = new URL(answer, url).href;
  }
  throw new OutsideError('redirects');
}

function once(address: string, options: Options, signal: AbortSignal): Promise<Fetched | string> {
  if (!URL.canParse(address)) throw new OutsideError('address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutsideError('scheme');
  if (url.username !== '' || url.password !== '') throw new OutsideError('address');
  const may = (ip: string): boolean => isOutside(ip) || (options.allowLoopback === true && isLoopback(ip));
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !may(literal)) throw new OutsideError('inside');
  const lookup: LookupFunction = (hostname, asked, answer) => {
    resolve(
      hostname,
      { all: true, family: asked.family === 6 ? 6 : asked.family === 4 ? 4 : 0 },
      (error, found) => {
        const list: LookupAddress[] = found ?? [];
        const problem = error
          ? new OutsideError('unknown-host')
          : list.length === 0 || list.some((one) => !may(one.address))
            ? new OutsideError('inside')
            : null;
        if (problem) answer(problem as NodeJS.ErrnoException, []);
        else if (asked.all) answer(null, list);
        else answer(null, list[0]!.address, list[0]!.family);
      },
    );
  };
  const headers: http.OutgoingHttpHeaders = {
    accept: options.accept ?? '*/*',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'tsunagi-calendar',
  };
  if (options.etag) headers['if-none-match'] = options.etag;
  const most = options.maxBytes ?? 5_000_000;
  return new Promise((done, fail) => {
    const failed = (error: unknown): void =>
      fail(
        error instanceof OutsideError
          ? error
          : new OutsideError(signal.aborted ? 'slow' : 'unreachable', null),
      );
    const request = (url.protocol === 'https:' ? https : http).get(
      url,
      { headers, lookup, signal, agent: false },
      (response) => {
        response.on('error', failed);
        const status = response.statusCode ?? 0;
        const header = (name: string): string | null => {
          const value = response.headers[name];
          return typeof value === 'string' ? value.slice(0, 500) : null;
        };
        if ([301, 302, 303, 307, 308].includes(status)) {
          const to = header('location');
          response.destroy();
          if (to === null) failed(new OutsideError('status', status));
          else done(to);
          return;
        }
        const result = { etag: header('etag'), last_modified: header('last-modified') };
        if (status === 304) {
          response.destroy();
          done({ status: 304, body: Buffer.alloc(0), ...result });
          return;
        }
        if (status !== 200) {
          response.destroy();
          failed(new OutsideError('status', status));
          return;
        }
        const packed = response.headers['content-encoding'];
        const unpack =
          packed === 'gzip'
            ? createGunzip()
            : packed === 'br'
              ? createBrotliDecompress()
              : packed === 'deflate'
                ? createInflate()
                : null;
        const body = unpack ? response.pipe(unpack) : response;
        body.on('error', failed);
        const parts: Buffer[] = [];
        let size = 0;
        body.on('data', (part: Buffer) => {
          size += part.length;
          if (size > most) {
            request.destroy();
            failed(new OutsideError('large'));
          } else parts.push(part);
        });
        body.on('end', () => done({ status: 200, body: Buffer.concat(parts), ...result }));
      },
    );
    request.on('error', failed);
  });
}
