import { found, type ReadTx } from '../../platform/db/transaction.ts';
import { contentDisposition } from '../../platform/files/media.ts';
import { numberIn, type Ctx } from '../../platform/web/context.ts';
import type { Screen } from '../../platform/web/handlers.tsx';
import { ownFacilities } from '../study-groups/queries.ts';
import type { StudyProps } from './pages-study.tsx';
import { PracticePage, type State } from './pages.tsx';
import { facilityNames, originOf, practiceById, trialsOf, type Practice } from './queries.ts';
import {
  conclusionsOf,
  consentsOf,
  criteria,
  documentFile,
  documentsOf,
  figuresOf,
  hearingsOf,
  scoresOf,
} from './queries-study.ts';
import { byYear, shownByYear, workforce } from './queries-workforce.ts';
import { words } from './words.ja.ts';

export const crumb = { label: words.navigation, href: '/practices' };

/** Whether the actor reads hearings, scores and conclusions, as the policies say. */
export const readsWork = (tx: ReadTx): boolean =>
  tx.has('knowledge.manage') || tx.has('knowledge.score') || tx.has('evaluation.read');

export const practiceIn = async (tx: ReadTx, c: Ctx): Promise<Practice> =>
  found(await practiceById(tx, numberIn(c, 'id')));

export interface PageStates extends Partial<StudyProps['states']> {
  publish?: State;
  consent?: State;
  document?: State;
}

/** The page of a practice, with the forms that came back. */
export async function showPractice(tx: ReadTx, c: Ctx, forms: PageStates = {}): Promise<Screen> {
  const practice = await practiceIn(tx, c);
  const origin = await originOf(tx, practice.id);
  const published = practice.published_at !== null && practice.withdrawn_at === null;
  const mayManage = tx.has('knowledge.manage');
  const study: StudyProps | null = readsWork(tx)
    ? {
        practice_id: practice.id,
        inside: practice.inside,
        hearings: practice.inside ? [] : await hearingsOf(tx, practice.id),
        criteria: await criteria(tx),
        scores: await scoresOf(tx, practice.id),
        conclusions: await conclusionsOf(tx, practice.id),
        figures: await figuresOf(tx, practice.id),
        ours: (mayManage ? byYear : shownByYear)(await workforce(tx)),
        me: tx.actor.person_id,
        mayManage,
        mayScore: tx.has('knowledge.score'),
        states: forms,
      }
    : null;
  return {
    title: practice.title,
    breadcrumbs: [crumb, { label: practice.title }],
    body: (
      <PracticePage
        practice={practice}
        origin={origin}
        places={origin ? await facilityNames(tx, origin.facility_ids) : []}
        consents={origin ? await consentsOf(tx, practice.id) : []}
        documents={await documentsOf(tx, practice.id)}
        trials={published ? await trialsOf(tx, practice.id) : []}
        study={study}
        own={await ownFacilities(tx)}
        mayManage={mayManage}
        mayAnswer={tx.has('facility.answer')}
        zone={tx.actor.municipality.time_zone}
        states={forms}
      />
    ),
  };
}

/** A paper or picture, as far as the reader may see it. */
export async function sendDocument(tx: ReadTx, c: Ctx): Promise<Response> {
  const file = found(await documentFile(tx, numberIn(c, 'id'), numberIn(c, 'document')));
  tx.opened({
    action: 'practice.open_document',
    subject_kind: 'practice',
    subject_id: numberIn(c, 'id')!,
    detail: { document: file.id },
  });
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'Content-Type': file.media_type,
      'Content-Disposition': contentDisposition(
        file.name,
        file.media_type.startsWith('image/') ? 'inline' : 'attachment',
      ),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
