import type { Child } from 'hono/jsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { MenuList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import { helperMonths, voiceYears } from './rules.ts';
import { about } from './words-about.ja.ts';

export function AccessibilityPage({ city }: { city: string }): Child {
  const w = about.accessibility;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead(city)} />
      {w.parts.map(({ title, text }, i) => (
        <Section title={title} id={`part-${i}`}>
          <p>{text}</p>
        </Section>
      ))}
      <Section title={w.result} id="result">
        <p>{w.resultText}</p>
      </Section>
    </Stack>
  );
}

export function PrivacyPage(): Child {
  const w = about.privacy;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <DataTable
        caption={w.table}
        stack
        rows={w.rows(helperMonths, voiceYears)}
        columns={[
          { key: 'what', label: w.columns.what, rowHeader: true },
          { key: 'asked', label: w.columns.asked },
          { key: 'why', label: w.columns.why },
          { key: 'kept', label: w.columns.kept },
        ]}
      />
      <Section title={w.notesTitle} id="notes">
        <ul class="open-stories">
          {w.notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </Section>
    </Stack>
  );
}

export function DataPage(): Child {
  const w = about.data;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <MenuList
        label={w.title}
        items={[
          { label: w.openData, text: w.openDataText, href: '/open-data', icon: 'download' },
          { label: w.api, text: w.apiText, href: '/api/hsds', icon: 'link' },
          { label: w.calendar, text: w.calendarText, href: '/open/calendar', icon: 'calendar' },
        ]}
      />
      {w.parts.map(({ title, text }, i) => (
        <Section title={title} id={`part-${i}`}>
          <p>{text}</p>
        </Section>
      ))}
    </Stack>
  );
}
