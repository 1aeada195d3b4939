import type { Child } from '../platform/ui/jsx-runtime.ts';
import type { DeadLetter } from '../platform/jobs/jobs.ts';
import { formatDateTime } from '../platform/ja/dates.ts';
import type { Hit } from '../platform/search/search.ts';
import { Button, ButtonRow } from '../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../platform/ui/feedback.tsx';
import { DateField, NumberField, Select, TextField } from '../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField, SearchBox } from '../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { ResourceList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import type { FormState } from '../platform/web/form.ts';
import type { AuditLine, NoticeLine } from './queries.ts';
import { actionWord, recordWord, subjectChoices, whoWord } from './rules.ts';
import { words } from './words.ja.ts';

export const hitsShown = 50;

export function SearchPage({
  text,
  hits,
  short,
}: {
  text: string;
  hits: readonly Hit[];
  short: boolean;
}): Child {
  const w = words.search;
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  return (
    <Stack>
      <PageHeading title={w.title} />
      <SearchBox action="/search" label={w.label} help={w.help} value={text} />
      {short ? <p>{w.tooShort}</p> : null}
      {text !== '' && !short && hits.length === 0 ? (
        <EmptyState title={w.none(text)} text={w.noneHint} />
      ) : null}
      {hits.length === 0 ? null : <p>{w.count(hits.length, hitsShown)}</p>}
      {kinds.map((kind) => (
        <Section title={w.kinds[kind]} id={`found-${kind}`}>
          <ResourceList
            items={hits
              .filter((hit) => hit.kind === kind)
              .map((hit) => ({
                title: hit.title,
                href: hit.url,
                meta: hit.summary === '' ? undefined : hit.summary,
              }))}
          />
        </Section>
      ))}
    </Stack>
  );
}

export function NoticesPage({ notices, zone }: { notices: readonly NoticeLine[]; zone: string }): Child {
  const w = words.notices;
  const unread = notices.some((notice) => notice.read_at === null);
  return (
    <Stack>
      <PageHeading
        title={w.title}
        actions={
          unread ? (
            <Form action="/notices/read">
              <Button kind="secondary">{w.readAll}</Button>
            </Form>
          ) : undefined
        }
      />
      {notices.length === 0 ? (
        <EmptyState title={w.none} text={w.noneHint} />
      ) : (
        <ResourceList
          items={notices.map((notice) => ({
            title: notice.title,
            href: notice.url,
            meta: formatDateTime(notice.created_at, zone),
            badge: notice.read_at === null ? <StatusBadge kind="info">{w.unread}</StatusBadge> : undefined,
          }))}
        />
      )}
    </Stack>
  );
}

export function AuditPage(props: {
  state: FormState;
  lines: readonly AuditLine[];
  events: number;
  zone: string;
  previous: string | null;
  next: string | null;
  actionCodes: readonly [string, string][];
}): Child {
  const w = words.audit;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <FilterBar
        action="/audit"
        open={Object.values(props.state.values).some((value) => value !== '')}
        clearHref="/audit"
      >
        <TextField {...field('who')} label={w.who} help={w.whoHelp} />
        <TextField {...field('about')} label={w.about} help={w.aboutHelp} />
        <TextField {...field('number')} label={w.number} help={w.numberHelp} />
        <Select
          {...field('subject_kind')}
          label={w.subject}
          options={[{ value: '', label: w.any }, ...subjectChoices]}
        />
        <NumberField {...field('subject_id')} label={w.subjectId} />
        <Select
          {...field('action')}
          label={w.action}
          options={[
            { value: '', label: w.any },
            ...props.actionCodes.map(([value, label]) => ({ value, label })),
          ]}
        />
        <DateField {...field.date('from')} label={w.from} />
        <DateField {...field.date('to')} label={w.to} />
      </FilterBar>
      <p>{w.intact(props.events)}</p>
      <DataTable
        caption={w.title}
        captionHidden
        stack
        dense
        rows={props.lines}
        empty={<EmptyState title={w.none} text={w.noneHint} />}
        columns={[
          { key: 'seq', label: 'No', align: 'end', nowrap: true },
          { key: 'at', label: w.at, nowrap: true, cell: (line) => formatDateTime(line.at, props.zone) },
          { key: 'who', label: w.who, cell: whoWord, rowHeader: true },
          { key: 'action', label: w.what, cell: (line) => actionWord(line.action) },
          {
            key: 'subject',
            label: w.record,
            nowrap: true,
            cell: recordWord,
          },
          { key: 'about', label: w.about, nowrap: true, cell: (line) => line.about ?? '' },
          { key: 'purpose', label: w.purpose, cell: (line) => line.purpose ?? '' },
          { key: 'source', label: w.source, nowrap: true, cell: (line) => line.source ?? '' },
        ]}
      />
      <ButtonRow>
        {props.previous === null ? null : (
          <a href={props.previous} rel="prev">
            {words.newer}
          </a>
        )}
        {props.next === null ? null : (
          <a href={props.next} rel="next">
            {words.older}
          </a>
        )}
      </ButtonRow>
      <Disclosure summary={w.export}>
        <form class="form" action="/audit/export" method="get">
          <p>{w.exportPurposeHelp}</p>
          {Object.entries(props.state.values).map(([name, value]) => (
            <HiddenField name={name} value={String(value)} />
          ))}
          <TextField name="purpose" label={w.exportPurpose} required />
          <ButtonRow>
            <Button kind="secondary" icon="download">
              {w.export}
            </Button>
          </ButtonRow>
        </form>
      </Disclosure>
    </Stack>
  );
}

export function SystemPage({ letters, zone }: { letters: readonly DeadLetter[]; zone: string }): Child {
  const w = words.jobs;
  return (
    <Stack>
      <PageHeading title={w.title} />
      <Card title={w.dead} lead={w.deadLead}>
        <DataTable
          caption={w.dead}
          captionHidden
          stack
          rows={letters}
          empty={<EmptyState title={w.none} />}
          columns={[
            { key: 'name', label: w.name, rowHeader: true },
            { key: 'failed_at', label: w.failed, cell: (letter) => formatDateTime(letter.failed_at, zone) },
            { key: 'tries', label: w.tries, align: 'end' },
            { key: 'message', label: w.reason },
            {
              key: 'again',
              label: w.again,
              labelHidden: true,
              cell: (letter) => (
                <Form action={`/system/jobs/${letter.id}/redrive`} label={w.again}>
                  <Button kind="secondary" size="sm">
                    {w.again}
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      </Card>
    </Stack>
  );
}
