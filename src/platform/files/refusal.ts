/** Why a file is not taken. Each code has its sentence, with how to mend it, in words.ja.ts. */
export type FileRefusalCode =
  | 'empty'
  | 'no-rows'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'password'
  | 'old-excel'
  | 'pdf'
  | 'picture'
  | 'word'
  | 'web-page'
  | 'archive'
  | 'bomb'
  | 'damaged'
  | 'encoding'
  | 'broken-quotes'
  | 'not-a-table'
  | 'no-such-sheet'
  | 'type-unknown'
  | 'type-not-allowed'
  | 'type-mismatch'
  | 'active-content';

/** What the sentence needs besides the code: bytes or rows allowed, the row in the file, names found. */
export type FileRefusalDetail = { limit?: number; row?: number; names?: string[] };

/** The only thing reading a file may throw; anything else is a bug. */
export class FileRefusal extends Error {
  readonly code: FileRefusalCode;
  readonly detail: FileRefusalDetail;
  constructor(code: FileRefusalCode, detail: FileRefusalDetail = {}, cause?: unknown) {
    super(`file refused: ${code}`, cause === undefined ? undefined : { cause });
    this.name = 'FileRefusal';
    this.code = code;
    this.detail = detail;
  }
}
