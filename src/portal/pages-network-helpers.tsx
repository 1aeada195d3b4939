import type { Child } from '../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../platform/ja/dates.ts';
import { Button, ConfirmForm } from '../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../platform/ui/feedback.tsx';
import { DateField, Select, TextArea } from '../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Stack, Tabs } from '../platform/ui/layout.tsx';
import { telephone } from '../platform/ui/public-page.tsx';
import { DescriptionList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import type { FormState } from '../platform/web/form.ts';
import type { Helper, HelperTab } from './queries-helpers.ts';
import { outcomes } from './rules.ts';
import { words } from './words-network.ja.ts';

const w = words.helpers;

function HelperState({ helper }: { helper: Helper }): Child {
  if (helper.outcome !== null)
    return <StatusBadge kind="success">{w.outcomes[helper.outcome as 'later']}</StatusBadge>;
  if (helper.met_on !== null) return <StatusBadge kind="info">{w.states.met}</StatusBadge>;
  if (helper.taken_at !== null) return <StatusBadge kind="info">{w.states.taken}</StatusBadge>;
  return <StatusBadge kind="warning">{w.states.waiting}</StatusBadge>;
}

export function HelperList(props: {
  rows: readonly Helper[];
  total: number;
  tab: HelperTab;
  paging: { page: number; size: number };
  href: (page: number) => string;
  zone: string;
}): Child {
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <Tabs
        label={w.title}
        items={(['open', 'done'] as const).map((tab) => ({
          label: w.tabs[tab],
          href: `/helpers?tab=${tab}`,
          current: tab === props.tab,
        }))}
      />
      <DataTable<Helper>
        caption={w.caption}
        captionHidden
        stack
        rows={props.rows}
        empty={<EmptyState title={w.none[props.tab]} icon="people" />}
        columns={[
          {
            key: 'name',
            label: w.columns.name,
            rowHeader: true,
            cell: (one) => <a href={`/helpers/${one.id}`}>{one.name}</a>,
          },
          { key: 'step', label: w.columns.step, nowrap: true, cell: (one) => w.steps[one.step as 'try'] },
          { key: 'area', label: w.columns.area, cell: (one) => one.area ?? '' },
          {
            key: 'applied_at',
            label: w.columns.applied_at,
            nowrap: true,
            cell: (one) => formatDateTime(one.applied_at, props.zone),
          },
          { key: 'state', label: w.columns.state, nowrap: true, cell: (one) => <HelperState helper={one} /> },
          {
            key: 'delete_after',
            label: w.columns.delete_after,
            nowrap: true,
            cell: (one) => formatDate(one.delete_after),
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
    </Stack>
  );
}

export function HelperPage(props: { helper: Helper; state: FormState; zone: string }): Child {
  const { helper, state } = props;
  const p = w.page;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading
        title={helper.name}
        kicker={w.steps[helper.step as 'try']}
        badges={<HelperState helper={helper} />}
      />
      <NotificationBanner kind="info" title={p.why} />
      <Card title={p.contact} tone="key">
        <DescriptionList
          items={[
            { term: p.name, description: helper.name },
            { term: p.kana, description: helper.name_kana },
            {
              term: p.phone,
              description: helper.phone === null ? '' : <a href={telephone(helper.phone)}>{helper.phone}</a>,
            },
            {
              term: p.email,
              description: helper.email === null ? '' : <a href={`mailto:${helper.email}`}>{helper.email}</a>,
            },
            { term: p.area, description: helper.area },
            {
              term: p.can,
              description: helper.can_do.map((code) => w.can[code as 'talk'] ?? code).join('・'),
            },
            { term: p.days, description: helper.days },
            { term: p.words, description: helper.words === '' ? '' : <Prose>{helper.words}</Prose> },
            { term: p.applied_at, description: formatDateTime(helper.applied_at, props.zone) },
            helper.taken_at !== null && { term: p.taken_by, description: helper.taken_by_name },
            { term: p.delete_after, description: formatDate(helper.delete_after) },
          ]}
        />
      </Card>
      {helper.taken_at === null ? (
        <Form action={`/helpers/${helper.id}/take`}>
          <HiddenField name="_version" value={helper.version} />
          <Button kind="primary" size="lg">
            {p.take}
          </Button>
        </Form>
      ) : null}
      <Card title={p.outcome} id="outcome">
        <Form action={`/helpers/${helper.id}`} errors={state.errors}>
          <HiddenField name="_version" value={helper.version} />
          <DateField {...field.date('met_on')} label={p.met_on} />
          <Select
            {...field('outcome')}
            label={p.outcome}
            empty={p.undecided}
            options={outcomes.map((code) => ({ value: code, label: w.outcomes[code] }))}
          />
          <TextArea {...field('note')} label={p.note} rows={4} maxChars={1000} />
          <Button kind={helper.taken_at === null ? 'secondary' : 'primary'}>{words.save}</Button>
        </Form>
      </Card>
      <ConfirmForm
        action={`/helpers/${helper.id}/remove`}
        label={p.remove}
        question={p.removeAsk}
        danger
        icon="trash"
        fields={{ _version: `${helper.version}` }}
      />
    </Stack>
  );
}
