import { formatDateTime } from '../platform/ja/dates.ts';
import { formatCount } from '../platform/ja/numbers.ts';
import { LinkButton } from '../platform/ui/buttons.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { MenuList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import { words } from './words.ja.ts';

const w = words.index;

export interface Published {
  title: string;
  description: string;
  href: string;
  format: string;
  rows: number;
  modified: Date;
}

/** What is published, where, and on which terms: for people. */
export function OpenDataPage(props: {
  municipality: string;
  zone: string;
  files: readonly Published[];
  licence: string;
  licence_url: string;
  a_minute: number;
}) {
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
                  <strong>{file.title}</strong>
                  <br />
                  {file.description}
                </>
              ),
            },
            { key: 'format', label: w.columns.format },
            { key: 'rows', label: w.columns.rows, align: 'end', cell: (file) => formatCount(file.rows) },
            {
              key: 'modified',
              label: w.columns.modified,
              cell: (file) => formatDateTime(file.modified, props.zone),
            },
            {
              key: 'href',
              label: w.columns.link,
              cell: (file) => (
                <LinkButton
                  href={file.href}
                  size="sm"
                  icon="download"
                  label={`${file.title}（${file.format}）${w.download}`}
                >
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
        <p>{w.limits(props.a_minute)}</p>
      </Section>
    </Stack>
  );
}
