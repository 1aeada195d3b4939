import { useContext } from '../../platform/ui/jsx-runtime.ts';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { dayIn } from '../../platform/ui/speech-dates.ts';
import { japanese, marksIn, ReadingContext } from '../../platform/ui/speech.ts';
import { PracticeWords } from './pages.tsx';
import type { Practice, PracticeLine } from './queries.ts';
import type { Document } from './queries-study.ts';
import { practiceWords } from './words-open.ts';

/** What was published for anybody. */
export function OpenPracticesPage({ lines }: { lines: readonly PracticeLine[] }) {
  const reading = useContext(ReadingContext);
  const { gap } = marksIn(reading);
  const ja = japanese(reading);
  const w = practiceWords();
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      {lines.length === 0 ? (
        <EmptyState title={w.empty} icon="note" />
      ) : (
        <ResourceList
          level={2}
          label={w.title}
          items={lines.map((line) => ({
            title: <span lang={ja}>{line.title}</span>,
            href: `/open/practices/${line.id}`,
            text: <span lang={ja}>{line.summary}</span>,
            meta: (
              <span>
                <span lang={ja}>{line.theme}</span>
                {line.ages.map((age) => `${gap}${w.ages[age]}`)}
              </span>
            ),
          }))}
        />
      )}
    </Stack>
  );
}

/** Whose practice it is, as far as it may be said. */
function Whose({ practice }: { practice: Practice }) {
  const reading = useContext(ReadingContext);
  const { gap, comma } = marksIn(reading);
  const ja = japanese(reading);
  const w = practiceWords();
  if (practice.inside)
    return practice.named.length > 0 ? (
      <span lang={ja}>{practice.named.join(comma)}</span>
    ) : (
      <>{w.anonymous}</>
    );
  return (
    <>
      <span lang={ja}>{practice.place}</span>
      {practice.studied_on === null ? null : `${gap}${w.studied(dayIn(reading, practice.studied_on))}`}
    </>
  );
}

export function OpenPracticePage({
  practice,
  documents,
}: {
  practice: Practice;
  documents: readonly Document[];
}) {
  const ja = japanese(useContext(ReadingContext));
  const w = practiceWords();
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={<span lang={ja}>{practice.theme}</span>}
        title={<span lang={ja}>{practice.title}</span>}
        lead={<Whose practice={practice} />}
      />
      <PracticeWords practice={practice} />
      {documents.length === 0 ? null : (
        <ResourceList
          label={w.documents}
          items={documents.map((one) => ({
            title: <span lang={ja}>{one.caption === '' ? one.name : one.caption}</span>,
            href: `/open/practices/${practice.id}/documents/${one.id}`,
            icon: 'download' as const,
          }))}
        />
      )}
      {practice.tried === 0 ? null : <p>{w.tried(practice.tried, practice.again)}</p>}
    </Stack>
  );
}
