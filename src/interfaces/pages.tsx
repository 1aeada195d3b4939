import { LinkButton } from '../platform/ui/buttons.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { MenuList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import { momentIn } from '../platform/ui/speech-dates.ts';
import { languageTag, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { openWords } from './words-open.ts';

export interface Published {
  key: keyof typeof openWords.ja.datasets;
  href: string;
  format: string;
  rows: number;
  modified: Date;
}

/** What is published, where, and on which terms: for people. */
export function OpenDataPage(props: {
  reading: Reading;
  municipality: string;
  zone: string;
  files: readonly Published[];
  licence: string;
  licence_url: string;
  a_minute: number;
}) {
  const { reading } = props;
  const w = wordsIn(openWords, reading);
  const number = new Intl.NumberFormat(languageTag[reading.lang]);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={<p>{w.lead(props.municipality)}</p>} />
      <Section title={w.files}>
        <DataTable
          caption={w.files}
          captionHidden
          stack
          columns={[
            {
              key: 'title',
              label: w.columns.name,
              rowHeader: true,
              cell: (file) => (
                <>
                  <strong>{w.datasets[file.key].title}</strong>
                  <br />
                  {w.datasets[file.key].description}
                </>
              ),
            },
            { key: 'format', label: w.columns.format },
            { key: 'rows', label: w.columns.rows, align: 'end', cell: (file) => number.format(file.rows) },
            {
              key: 'modified',
              label: w.columns.modified,
              cell: (file) => momentIn(reading, file.modified, props.zone),
            },
            {
              key: 'href',
              label: w.columns.link,
              cell: (file) => (
                <LinkButton href={file.href} size="sm" icon="download">
                  {/* Within the link and not as its label: with readings set above it, what is seen is not what is written. */}
                  <span class="visually-hidden">{`${w.datasets[file.key].title} (${file.format}) `}</span>
                  {w.download}
                </LinkButton>
              ),
            },
          ]}
          rows={props.files}
        />
      </Section>
      <Section title={w.licence}>
        <p>
          {w.licenceText}
          <a href={props.licence_url} rel="license">
            {props.licence}
          </a>
        </p>
        <p>{w.credit(props.municipality)}</p>
        <p>{w.personal}</p>
      </Section>
      <Section title={w.api} lead={w.apiText}>
        <MenuList
          items={[
            { label: w.apiLinks.hsds, href: '/api/hsds' },
            { label: w.apiLinks.openapi, href: '/api/openapi.json' },
            { label: w.apiLinks.catalogue, href: '/open-data/index.json' },
          ]}
        />
        {props.a_minute === 0 ? null : <p>{w.limits(`${props.a_minute}`)}</p>}
      </Section>
    </Stack>
  );
}
