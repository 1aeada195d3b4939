import type { Child } from '../platform/ui/jsx-runtime.ts';
import type { DeadLetter } from '../platform/jobs/jobs.ts';
import { formatDateTime } from '../platform/ja/dates.ts';
import type { Hit } from '../platform/search/search.ts';
import { Button, ButtonRow } from '../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../platform/ui/feedback.tsx';
import { DateField, NumberField, Select, TextField } from '../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField, SearchBox } from '../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { ResourceList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import type { FormState } from '../platform/web/form.ts';
import type { AuditLine, ChainVerdict, NoticeLine } from './queries.ts';
import {
  actionWord,
  breachesIn,
  breachWords,
  reasonWord,
  recordWord,
  subjectChoices,
  whoWord,
} from './rules.ts';
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
  verdict: ChainVerdict | null;
  /** since when a check has been under way */
  waits: Date | null;
  /** something was asked for: its answer stands next to the question */
  searched: boolean;
  zone: string;
  previous: string | null;
  next: string | null;
  actionCodes: readonly [string, string][];
  /** the address of the search without one of its conditions */
  without: (name: string) => string;
}): Child {
  const w = words.audit;
  const { values } = props.state;
  const field = fields(values, props.state.errors);
  // What was asked for stands above its answer; the questions fold up, so that a phone shows the answer first.
  const asked = (
    [
      ['who', w.who],
      ['about', w.about],
      ['number', w.number],
      ['subject_kind', w.subject, subjectChoices.find((one) => one.value === values.subject_kind)?.label],
      ['subject_id', w.subjectId],
      ['action', w.action, props.actionCodes.find(([code]) => code === values.action)?.[1]],
      ['from', w.from],
      ['to', w.to],
    ] as const
  ).flatMap(([name, label, said]) => {
    const value = values[name];
    return typeof value === 'string' && value !== ''
      ? [{ label: w.asked(label, said ?? value), removeHref: props.without(name) }]
      : [];
  });
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      {props.verdict !== null && breachesIn(props.verdict.detail) > 0 ? (
        <Broken verdict={props.verdict} zone={props.zone} places />
      ) : null}
      <FilterBar
        action="/audit"
        open={Object.keys(props.state.errors).length > 0}
        active={asked}
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
      {props.searched ? null : <ChainCheck {...props} />}
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
          { key: 'purpose', label: w.purpose, cell: reasonWord },
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

/** When the chain was last recomputed and what came of it, and the way to have it done now. */
function ChainCheck(props: {
  events: number;
  verdict: ChainVerdict | null;
  waits: Date | null;
  zone: string;
}): Child {
  const w = words.audit.check;
  const { verdict, waits, zone } = props;
  return (
    <Card title={w.title} lead={w.lead(props.events)} id="check">
      {verdict === null ? (
        <p>{w.never}</p>
      ) : (
        <p>
          {w.last(formatDateTime(verdict.at, zone))}
          <br />
          {breachesIn(verdict.detail) === 0 ? (
            w.whole(Number(verdict.detail.events))
          ) : (
            <strong>{w.broken(breachesIn(verdict.detail))}</strong>
          )}
        </p>
      )}
      {waits === null ? (
        <Form action="/audit/check" label={w.ask}>
          <ButtonRow>
            <Button kind="secondary">{w.ask}</Button>
          </ButtonRow>
        </Form>
      ) : (
        <p>{w.waits(formatDateTime(waits, zone))}</p>
      )}
    </Card>
  );
}

/** So many broken places are named; the rest is a number. */
const placesShown = 20;

/** The chain is broken: said before anything else, and what is to be done now. */
function Broken({
  verdict,
  zone,
  places = false,
}: {
  verdict: ChainVerdict;
  zone: string;
  places?: boolean;
}): Child {
  const w = words.audit.check;
  const count = breachesIn(verdict.detail);
  const found = breachWords(verdict.detail).slice(0, placesShown);
  return (
    <NotificationBanner kind="error" title={w.broken(count)}>
      <p>{w.brokenText}</p>
      <p>{w.last(formatDateTime(verdict.at, zone))}</p>
      {places ? (
        <ul aria-label={w.places}>
          {found.map((text) => (
            <li>{text}</li>
          ))}
          {count > found.length ? <li>{w.more(count - found.length)}</li> : null}
        </ul>
      ) : (
        <p>{w.brokenFor}</p>
      )}
    </NotificationBanner>
  );
}

export function SystemPage(props: {
  letters: readonly DeadLetter[];
  verdict: ChainVerdict | null;
  zone: string;
}): Child {
  const w = words.jobs;
  const { letters, verdict, zone } = props;
  return (
    <Stack>
      <PageHeading title={w.title} />
      {verdict !== null && breachesIn(verdict.detail) > 0 ? <Broken verdict={verdict} zone={zone} /> : null}
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
