import type { Child } from '../platform/ui/jsx-runtime.ts';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { MenuList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import { wordsIn, type Reading } from '../platform/ui/speech.ts';
import { helperMonths, voiceYears } from './rules.ts';
import { aboutWords } from './words-about.ts';

export function AccessibilityPage({ city, reading }: { city: string; reading: Reading }): Child {
  const w = wordsIn(aboutWords, reading).accessibility;
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead(city)} />
      {Object.entries(w.parts).map(([key, { title, text }]) => (
        <Section title={title} id={key}>
          <p>{text}</p>
        </Section>
      ))}
      <Section title={w.result} id="result">
        <p>{w.resultText}</p>
      </Section>
    </Stack>
  );
}

export function PrivacyPage({ reading }: { reading: Reading }): Child {
  const w = wordsIn(aboutWords, reading).privacy;
  const { voices, helpers } = w.rows;
  const rows = Object.values({
    ...w.rows,
    voices: { ...voices, kept: voices.kept(`${voiceYears}`) },
    helpers: { ...helpers, kept: helpers.kept(`${helperMonths}`) },
  });
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <DataTable
        caption={w.table}
        stack
        rows={rows}
        columns={[
          { key: 'what', label: w.columns.what, rowHeader: true },
          { key: 'asked', label: w.columns.asked },
          { key: 'why', label: w.columns.why },
          { key: 'kept', label: w.columns.kept },
        ]}
      />
      <Section title={w.notesTitle} id="notes">
        <ul class="open-stories">
          {Object.values(w.notes).map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      </Section>
    </Stack>
  );
}

export function DataPage({ reading }: { reading: Reading }): Child {
  const w = wordsIn(aboutWords, reading).data;
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
      {Object.entries(w.parts).map(([key, { title, text }]) => (
        <Section title={title} id={key}>
          <p>{text}</p>
        </Section>
      ))}
    </Stack>
  );
}
