import type { Offer } from '../../platform/search/offers.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import { NumberField, RadioGroup, Select, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { FeedLine } from './queries-feeds.ts';
import type { EventKind } from './queries.ts';
import { words as form } from './words-form.ja.ts';
import { words as w } from './words-feeds.ja.ts';

type FeedState = 'ok' | 'waiting' | 'failing' | 'part' | 'ended';
const stateOf = (feed: FeedLine): FeedState =>
  feed.ended_at !== null
    ? 'ended'
    : feed.failed_at !== null
      ? 'failing'
      : feed.fetched_at === null
        ? 'waiting'
        : feed.failure !== null
          ? 'part'
          : 'ok';
const badge: Record<FeedState, Kind> = {
  ok: 'success',
  waiting: 'neutral',
  failing: 'error',
  part: 'warning',
  ended: 'neutral',
};

/** Calendars of others, how their reading goes. */
export function FeedList({ feeds, zone }: { feeds: readonly FeedLine[]; zone: string }) {
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton href="/events/feeds/new" kind="primary" icon="plus">
            {w.add}
          </LinkButton>
        }
      />
      <DataTable<FeedLine>
        caption={w.title}
        captionHidden
        stack
        rows={feeds}
        empty={
          <EmptyState
            title={w.empty}
            text={w.emptyText}
            icon="calendar"
            action={<LinkButton href="/events/feeds/new">{w.add}</LinkButton>}
          />
        }
        columns={[
          {
            key: 'name',
            label: w.columns.name,
            rowHeader: true,
            cell: (feed) => <a href={`/events/feeds/${feed.id}`}>{feed.name}</a>,
          },
          { key: 'organisation', label: w.columns.organisation },
          { key: 'kind', label: w.columns.kind, nowrap: true },
          {
            key: 'last',
            label: w.columns.last,
            cell: (feed) => (feed.fetched_at === null ? w.never : formatDateTime(feed.fetched_at, zone)),
          },
          {
            key: 'count',
            label: w.columns.count,
            align: 'end',
            nowrap: true,
            cell: (feed) => w.count(feed.count),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (feed) => <StatusBadge kind={badge[stateOf(feed)]}>{w.states[stateOf(feed)]}</StatusBadge>,
          },
        ]}
      />
    </Stack>
  );
}

/** Registering somebody's calendar, or putting its entry right; its problems and what can be done are said above. */
export function FeedPage(props: {
  feed: FeedLine | null;
  state: FormState;
  kinds: readonly EventKind[];
  organisations: Offer;
  zone: string;
}) {
  const { feed, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={w.title}
        title={feed === null ? w.addTitle : feed.name}
        badges={
          feed === null ? null : (
            <StatusBadge kind={badge[stateOf(feed)]}>{w.states[stateOf(feed)]}</StatusBadge>
          )
        }
      />
      {feed?.failure == null ? null : (
        <NotificationBanner kind={feed.failed_at === null ? 'warning' : 'error'} title={w.problemTitle}>
          {feed.failed_at === null ? null : <p>{w.failedAt(formatDateTime(feed.failed_at, props.zone))}</p>}
          <Prose>{feed.failure}</Prose>
          {feed.failed_at === null || feed.fetched_at === null || feed.count === 0 ? null : (
            <p>{w.kept(formatDateTime(feed.fetched_at, props.zone), w.count(feed.count))}</p>
          )}
        </NotificationBanner>
      )}
      {feed === null ? null : (
        <ButtonRow>
          {feed.ended_at === null ? (
            <>
              <Form action={`/events/feeds/${feed.id}/read`}>
                <Button kind="secondary">{w.read}</Button>
              </Form>
              <ConfirmForm
                label={w.end}
                question={w.endQuestion}
                action={`/events/feeds/${feed.id}/end`}
                confirmLabel={w.end}
                danger
              />
            </>
          ) : (
            <Form action={`/events/feeds/${feed.id}/resume`}>
              <Button kind="secondary">{w.resume}</Button>
            </Form>
          )}
        </ButtonRow>
      )}
      <Form action={feed === null ? '/events/feeds/new' : `/events/feeds/${feed.id}`} errors={state.errors}>
        {feed === null ? null : <HiddenField name="_version" value={feed.version} />}
        <TextField {...field('name')} label={w.name} help={w.nameHelp} required maxLength={100} />
        <TextField {...field('url')} label={w.url} help={w.urlHelp} type="url" required />
        <FindOne
          {...field('organisation_id')}
          label={w.organisation_id}
          help={w.organisationHelp}
          required
          width="l"
          offer={props.organisations}
        />
        <Select
          {...field('event_kind_code')}
          label={w.event_kind_code}
          required
          width="m"
          options={props.kinds.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <RadioGroup
          {...field('zone')}
          label={w.zone}
          required
          options={(['public', 'network'] as const).map((value) => ({ value, label: form.zones[value] }))}
        />
        <NumberField
          {...field('every_hours')}
          label={w.every_hours}
          required
          min={1}
          max={168}
          unit={w.hours}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
