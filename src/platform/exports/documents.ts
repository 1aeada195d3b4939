import type { Doc } from './doc.ts';
import type { PdfFile } from './pdf.ts';

// Their libraries take 20 MB, and many a process never writes a document: they are loaded with the first one.

/** The document as a Word file. */
export async function toDocx(doc: Doc): Promise<Uint8Array> {
  return (await import('./docx.ts')).toDocx(doc);
}

/** The document as a PDF. */
export async function toPdf(doc: Doc): Promise<PdfFile> {
  return (await import('./pdf.ts')).toPdf(doc);
}
