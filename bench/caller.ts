import { connect, type Socket } from 'node:net';

// One connection that asks, waits for the end of the answer, and asks again. It reads of an answer no more than its first line
// and where it ends: the processors are the program's, and the bare side has nobody to ask for it either.

export interface Caller {
  /** Asks and resolves with the status when the answer has ended. `form` is sent by POST. */
  ask(path: string, form?: string): Promise<number>;
  end(): void;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

export async function openCaller(base: string, cookie: string): Promise<Caller> {
  const { hostname, port } = new URL(base);
  const socket: Socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  let answer: Buffer = Buffer.alloc(0);
  /** Of the answer being read: its status and how many bytes it has in all; Infinity where a last chunk ends it. */
  let known: { status: number; whole: number } | null = null;
  socket.on('data', (part) => {
    answer = answer.length === 0 ? part : Buffer.concat([answer, part]);
    if (known === null) {
      const head = answer.indexOf(headEnd);
      if (head < 0) return;
      const text = answer.toString('latin1', 0, head);
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      const chunked = /\r\ntransfer-encoding: *chunked/i.test(text);
      known = {
        status: Number(text.slice(9, 12)),
        whole: chunked ? Infinity : head + 4 + Number(length ?? 0),
      };
    }
    const { status, whole } = known;
    const ended = whole === Infinity ? answer.subarray(-5).equals(lastChunk) : answer.length >= whole;
    if (!ended) return;
    answer = Buffer.alloc(0);
    known = null;
    waiting?.resolve(status);
  });
  const broken = () => waiting?.reject(new Error('The program closed the connection.'));
  socket.on('close', broken);
  socket.on('error', broken);
  // As a browser asks.
  const head = `HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n`;
  return {
    ask: (path, form) =>
      new Promise<number>((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(
          form === undefined
            ? `GET ${path} ${head}\r\n`
            : `POST ${path} ${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(form)}\r\n\r\n${form}`,
        );
      }),
    end: () => {
      waiting = null;
      socket.destroy();
    },
  };
}
