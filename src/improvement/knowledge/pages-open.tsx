import { EmptyState } from '../../platform/ui/feedback.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { PracticeWords, whose } from './pages.tsx';
import type { Practice, PracticeLine } from './queries.ts';
import type { Document } from './queries-study.ts';
import { words } from './words.ja.ts';

/** What was published for anybody. */
export function OpenPracticesPage({ lines }: { lines: readonly PracticeLine[] }) {
  const w = words.open;
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
            title: line.title,
            href: `/open/practices/${line.id}`,
            text: line.summary,
            meta: [line.theme, ...line.ages.map((age) => words.ages[age])].join('　'),
          }))}
        />
      )}
    </Stack>
  );
}

export function OpenPracticePage({
  practice,
  documents,
}: {
  practice: Practice;
  documents: readonly Document[];
}) {
  return (
    <Stack gap="lg">
      <PageHeading kicker={practice.theme} title={practice.title} lead={whose(practice)} />
      <PracticeWords practice={practice} />
      {documents.length === 0 ? null : (
        <ResourceList
          label={words.page.documents}
          items={documents.map((one) => ({
            title: one.caption === '' ? one.name : one.caption,
            href: `/open/practices/${practice.id}/documents/${one.id}`,
            icon: 'download' as const,
          }))}
        />
      )}
      {practice.tried === 0 ? null : <p>{words.trials.sum(practice.tried, practice.again)}</p>}
    </Stack>
  );
}
