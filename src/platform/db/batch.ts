import pg from 'pg';

/** What pg calls on a question while its answer comes in (its Query; not all of it is in its types). */
interface Asked {
  name?: string | undefined;
  text: string;
  submit(connection: Connection): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}
interface Connection {
  sync(): void;
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
}

/** What the database says to whatever is asked after a failure, until the transaction is over. */
const aborted = (): Error =>
  Object.assign(
    new pg.DatabaseError(
      'current transaction is aborted, commands ignored until end of transaction block',
      0,
      'error',
    ),
    { code: '25P02' },
  );

/**
 * Questions of one moment within a transaction, sent with one Sync behind the last of them: the database answers them in
 * one message and not in one for each, which would wake the program as often (docs/decisions/0027). Each is answered by
 * itself; after one that failed the rest fails as it does in a transaction anyway.
 */
export class Batch extends pg.Query {
  readonly #asked: Asked[] = [];
  #at = 0;

  constructor() {
    super({ text: '' });
  }

  /** Adds a question; resolves with its result. To be called before the batch is sent. */
  ask(text: string, values: unknown[], name: string | undefined): Promise<pg.QueryResult> {
    return new Promise<pg.QueryResult>((resolve, reject) => {
      const question = new pg.Query(
        // Extended also without values: a simple query is ended by itself.
        { text, values, queryMode: 'extended', ...(name === undefined ? {} : { name }) } as pg.QueryConfig,
        (error, result) => {
          if (error) reject(error);
          else resolve(result as unknown as pg.QueryResult);
        },
      );
      this.#asked.push(question as unknown as Asked);
    }).catch((error: Error) => {
      // The way here leads from the socket: the one of whoever asked says more.
      Error.captureStackTrace(error);
      throw error;
    });
  }

  // pg remembers by these which prepared statement the connection has just been told.
  get name(): string | undefined {
    return this.#now?.name;
  }
  set name(_: string | undefined) {
    // pg.Query sets what it was made with.
  }
  get text(): string {
    return this.#now?.text ?? '';
  }
  set text(_: string) {
    // as above
  }

  get #now(): Asked | undefined {
    return this.#asked[this.#at];
  }

  override submit = (connection: pg.Connection): null => {
    const given = connection as unknown as Connection;
    const quiet = Object.assign(Object.create(given) as Connection, { sync: () => undefined });
    for (let at = 0; at < this.#asked.length;) {
      const question = this.#asked[at]!;
      let refused: Error | null = null;
      const { handleError } = question;
      // What is refused while it is being sent gets no answer.
      question.handleError = (error) => (refused = error);
      const wrong = question.submit(quiet);
      question.handleError = handleError;
      refused = wrong ?? refused;
      if (refused === null) at += 1;
      else {
        this.#asked.splice(at, 1);
        // A value that cannot be sent: pg has closed its statement, whether it was told just now or long ago.
        if (wrong === null && question.name !== undefined) {
          delete given.parsedStatements[question.name];
          delete given.submittedNamedStatements[question.name];
        }
        question.handleError(refused, given);
      }
    }
    given.sync();
    return null;
  };

  handleRowDescription(message: unknown): void {
    this.#now?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#now?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    const question = this.#now;
    this.#at += 1;
    question?.handleCommandComplete(message, connection);
    question?.handleReadyForQuery(connection);
  }

  handleError(error: Error, connection: Connection): void {
    const [failed, ...rest] = this.#asked.slice(this.#at);
    this.#at = this.#asked.length;
    failed?.handleError(error, connection);
    for (const question of rest) {
      // It was not looked at: the connection does not know its statement.
      if (question.name !== undefined) delete connection.submittedNamedStatements[question.name];
      question.handleError(error instanceof pg.DatabaseError ? aborted() : error, connection);
    }
  }

  handleReadyForQuery(connection: Connection): void {
    if (this.#now)
      this.handleError(new Error('The database has not answered all that it was asked.'), connection);
  }
}
