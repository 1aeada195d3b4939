import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatDate, formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import type { Card, Heading, Session } from './queries-board.ts';
import type { Handout } from './queries-handouts.ts';
import { words as boardWords } from './words-board.ja.ts';
import { words as handoutWords } from './words-handouts.ja.ts';

const stampOf = (tx: ReadTx, why: string) => ({
  who: tx.session.name,
  when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
  why,
});

async function sendPdf(c: Ctx, tx: ReadTx, doc: Doc, subject_kind: string, id: number): Promise<Response> {
  tx.opened({ action: `${subject_kind}.export`, subject_kind, subject_id: id });
  const { bytes } = await toPdf(doc);
  return download(c, bytes, `${doc.title}_${tx.today}.pdf`, 'application/pdf');
}

/** The board on paper: headings with their cards, then the summary. */
export async function exportBoard(
  c: Ctx,
  tx: ReadTx,
  board: {
    session: Session;
    headings: readonly Heading[];
    cards: readonly Card[];
    names: ReadonlyMap<number, string>;
  },
): Promise<Response> {
  const { session, headings, cards, names } = board;
  const w = boardWords;
  const columns: { id: number | null; name: string }[] = [...headings, { id: null, name: w.print.unsorted }];
  const blocks = columns.flatMap(({ id, name }): Block[] => {
    const own = cards.filter((card) => card.heading_id === id);
    if (own.length === 0) return [];
    return [
      { kind: 'heading', level: 2, text: name },
      {
        kind: 'list',
        items: own.map((card) => w.print.line(w.board.kinds[card.kind], card.body, card.votes)),
      },
    ];
  });
  return sendPdf(
    c,
    tx,
    {
      title: w.print.file,
      subtitle: w.title(session.call, session.number),
      meta: [
        [w.page.when, w.when(session.held_on, session.starts_at, session.ends_at)],
        [w.page.members, session.facility_ids.map((id) => names.get(id) ?? '').join('、')],
      ],
      blocks: [
        ...blocks,
        { kind: 'heading', level: 2, text: w.summary.title },
        { kind: 'paragraph', text: session.summary === '' ? w.summary.none : session.summary },
      ],
      stamp: stampOf(tx, w.print.why),
    },
    'study_session',
    session.id,
  );
}

/** A hand-out on paper. */
export async function exportHandout(c: Ctx, tx: ReadTx, handout: Handout): Promise<Response> {
  const w = handoutWords;
  const zone = tx.actor.municipality.time_zone;
  const blocks = (['cases', 'issues', 'ideas'] as const).flatMap((part): Block[] =>
    handout[part] === ''
      ? []
      : [
          { kind: 'heading', level: 2, text: w.form[part] },
          { kind: 'paragraph', text: handout[part] },
        ],
  );
  return sendPdf(
    c,
    tx,
    {
      title: w.print.file,
      subtitle: handout.title,
      meta: [
        [w.print.theme, handout.theme],
        ...(handout.published_at === null
          ? []
          : [[w.print.published, formatDate(dayIn(handout.published_at, zone))] as const]),
      ],
      blocks: [
        ...(handout.lead === '' ? [] : [{ kind: 'paragraph', text: handout.lead } as const]),
        ...blocks,
      ],
      stamp: stampOf(tx, w.print.why),
    },
    'study_handout',
    handout.id,
  );
}
