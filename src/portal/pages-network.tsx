import type { Offer } from '../platform/search/offers.ts';
import type { Child } from '../platform/ui/jsx-runtime.ts';
import { formatDate } from '../platform/ja/dates.ts';
import { formatCount } from '../platform/ja/numbers.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../platform/ui/feedback.tsx';
import { Checkbox, DateField, NumberField, Select, TextArea, TextField } from '../platform/ui/fields.tsx';
import { FindOne } from '../platform/ui/finding.tsx';
import { fields, Fieldset, FilterBar, Form, HiddenField } from '../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../platform/ui/layout.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import type { FormState } from '../platform/web/form.ts';
import type { Scheme } from './queries-schemes.ts';
import type { Helpline } from './queries.ts';
import { audiences } from './rules.ts';
import { schemeState } from './rules-schemes.ts';
import { words } from './words-network.ja.ts';

// ---- helplines ------------------------------------------------------------------------------

export function HelplineList({ lines }: { lines: readonly Helpline[] }): Child {
  const w = words.helplines;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            <LinkButton href="/helplines/new" kind="primary" icon="plus">
              {w.add}
            </LinkButton>
            <LinkButton href="/open/help" kind="secondary" icon="globe">
              {words.schemes.publicPage}
            </LinkButton>
          </ButtonRow>
        }
      />
      <DataTable<Helpline>
        caption={w.caption}
        captionHidden
        stack
        rows={lines}
        columns={[
          {
            key: 'name',
            label: w.columns.name,
            rowHeader: true,
            cell: (line) => <a href={`/helplines/${line.id}`}>{line.name}</a>,
          },
          { key: 'phone', label: w.columns.phone, nowrap: true, cell: (line) => line.phone ?? '' },
          {
            key: 'audience',
            label: w.columns.audience,
            nowrap: true,
            cell: (line) => w.audiences[line.audience as 'anyone'],
          },
          { key: 'hours', label: w.columns.hours },
          {
            key: 'urgent',
            label: w.columns.urgent,
            nowrap: true,
            cell: (line) => (line.urgent ? <StatusBadge kind="warning">{w.columns.urgent}</StatusBadge> : ''),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (line) => (line.ended_on === null ? w.inUse : w.ended),
          },
        ]}
      />
    </Stack>
  );
}

export function HelplineForm(props: { line: Helpline | null; state: FormState }): Child {
  const w = words.helplines;
  const { line, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={line === null ? w.form.new : w.form.edit} />
      {line !== null && line.code !== null ? (
        <NotificationBanner kind="info" title={w.form.national} />
      ) : null}
      <Form action={line === null ? '/helplines/new' : `/helplines/${line.id}`} errors={state.errors}>
        <HiddenField name="_version" value={line?.version ?? 0} />
        <TextField {...field('name')} label={w.form.name} required />
        <TextField {...field('phone')} label={w.form.phone} inputmode="tel" width="m" />
        <TextField {...field('url')} label={w.form.url} type="url" />
        <TextField {...field('hours')} label={w.form.hours} />
        <TextArea {...field('description')} label={w.form.description} rows={3} />
        <Select
          {...field('audience')}
          label={w.form.audience}
          required
          options={audiences.map((code) => ({ value: code, label: w.audiences[code] }))}
        />
        <Checkbox {...field.checked('urgent')} label={w.form.urgent} />
        <NumberField {...field('position')} label={w.form.position} min={0} max={9999} />
        <Button kind="primary">{words.save}</Button>
      </Form>
      {line === null ? null : line.ended_on === null ? (
        <ConfirmForm action={`/helplines/${line.id}/end`} label={w.end} question={w.endAsk} />
      ) : (
        <Form action={`/helplines/${line.id}/restore`}>
          <Button kind="secondary">{w.restore}</Button>
        </Form>
      )}
    </Stack>
  );
}

// ---- support schemes ------------------------------------------------------------------------

function SchemeState({ scheme, today }: { scheme: Scheme; today: string }): Child {
  const w = words.schemes.states;
  const state = schemeState(scheme, today);
  if (state === 'published') return <StatusBadge kind="success">{w.published}</StatusBadge>;
  if (state === 'waiting')
    return <StatusBadge kind="info">{w.waiting(formatDate(scheme.published_on!))}</StatusBadge>;
  return <StatusBadge>{w[state]}</StatusBadge>;
}

export function SchemeList(props: {
  schemes: readonly Scheme[];
  q: string;
  state: string;
  today: string;
  exportHref: (format: 'xlsx' | 'csv') => string;
}): Child {
  const w = words.schemes;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            <LinkButton href="/schemes/new" kind="primary" icon="plus">
              {w.add}
            </LinkButton>
            <LinkButton href="/schemes/import" kind="secondary" icon="upload">
              {w.import}
            </LinkButton>
          </ButtonRow>
        }
      />
      <FilterBar
        action="/schemes"
        active={[]}
        clearHref="/schemes"
        actions={
          <>
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </>
        }
      >
        <TextField name="q" label={w.q} value={props.q} />
        <Select
          name="state"
          label={w.state}
          value={props.state}
          empty={w.any}
          options={(['draft', 'published', 'ended'] as const).map((code) => ({
            value: code,
            label: w.states[code],
          }))}
        />
      </FilterBar>
      <DataTable<Scheme>
        caption={w.caption}
        captionHidden
        stack
        rows={props.schemes}
        empty={<EmptyState title={w.none} icon="note" />}
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (scheme) => <a href={`/schemes/${scheme.id}`}>{scheme.title}</a>,
          },
          {
            key: 'kind',
            label: w.columns.kind,
            nowrap: true,
            cell: (scheme) => w.kinds[scheme.kind as 'person'],
          },
          { key: 'audience', label: w.columns.audience },
          {
            key: 'period',
            label: w.columns.period,
            cell: (scheme) =>
              scheme.opens_on === null && scheme.closes_on === null
                ? scheme.season
                : `${scheme.opens_on === null ? '' : formatDate(scheme.opens_on)}〜${scheme.closes_on === null ? '' : formatDate(scheme.closes_on)}`,
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (scheme) => <SchemeState scheme={scheme} today={props.today} />,
          },
        ]}
      />
    </Stack>
  );
}

export function SchemeForm(props: {
  scheme: Scheme | null;
  state: FormState;
  organisations: Offer;
  today: string;
}): Child {
  const w = words.schemes;
  const f = w.form;
  const { scheme, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading
        title={scheme === null ? f.new : scheme.title}
        badges={scheme === null ? undefined : <SchemeState scheme={scheme} today={props.today} />}
        actions={
          scheme === null || schemeState(scheme, props.today) !== 'published' ? undefined : (
            <LinkButton href={`/open/schemes/${scheme.id}`} kind="secondary" icon="globe">
              {w.publicPage}
            </LinkButton>
          )
        }
      />
      {scheme === null ? null : <Standing scheme={scheme} today={props.today} />}
      <Form action={scheme === null ? '/schemes/new' : `/schemes/${scheme.id}`} errors={state.errors}>
        <HiddenField name="_version" value={scheme?.version ?? 0} />
        <Fieldset legend={f.basics}>
          <TextField {...field('title')} label={f.title} required />
          <TextField {...field('subtitle')} label={f.subtitle} />
          <Select
            {...field('kind')}
            label={f.kind}
            empty={false}
            options={(['person', 'business', 'municipality'] as const).map((code) => ({
              value: code,
              label: w.kinds[code],
            }))}
          />
          <TextField {...field('local_id')} label={f.local_id} width="m" />
          <TextArea {...field('summary')} label={f.summary} rows={3} maxChars={1000} />
          <TextArea {...field('audience')} label={f.audience} rows={2} maxChars={1000} />
          <NumberField
            {...field('age_from_months')}
            label={f.age_from_months}
            unit={f.months}
            help={f.agesHelp}
          />
          <NumberField {...field('age_to_months')} label={f.age_to_months} unit={f.months} />
          <TextField {...field('areas')} label={f.areas} help={f.areasHelp} />
          <TextArea {...field('contents')} label={f.contents} rows={8} maxChars={5000} />
        </Fieldset>
        <Fieldset legend={f.applying}>
          <TextArea {...field('how_to_apply')} label={f.how_to_apply} rows={5} maxChars={3000} />
          <TextField {...field('season')} label={f.season} />
          <DateField {...field.date('opens_on')} label={f.opens_on} />
          <DateField {...field.date('closes_on')} label={f.closes_on} />
          <TextField {...field('apply_url')} label={f.apply_url} type="url" />
        </Fieldset>
        <Fieldset legend={f.contact}>
          <FindOne
            {...field('contact_organisation_id')}
            label={f.contact_organisation_id}
            offer={props.organisations}
          />
          <TextField {...field('contact_name')} label={f.contact_name} />
          <TextField {...field('contact_phone')} label={f.contact_phone} inputmode="tel" width="m" />
          <TextField {...field('contact_email')} label={f.contact_email} type="email" />
          <TextField {...field('contact_form_url')} label={f.contact_form_url} type="url" />
          <TextField {...field('contact_postal_code')} label={f.contact_postal_code} width="s" />
          <TextField {...field('contact_address')} label={f.contact_address} />
        </Fieldset>
        <Fieldset legend={f.more}>
          <TextField {...field('legal_basis')} label={f.legal_basis} />
          <TextArea {...field('references')} label={f.references} help={f.referencesHelp} rows={3} />
          <TextField {...field('related')} label={f.related} />
          <TextField {...field('keywords')} label={f.keywords} help={f.keywordsHelp} />
          <TextField {...field('url')} label={f.url} type="url" />
        </Fieldset>
        <Button kind="primary">{words.save}</Button>
      </Form>
    </Stack>
  );
}

function Standing({ scheme, today }: { scheme: Scheme; today: string }): Child {
  const w = words.schemes;
  const state = schemeState(scheme, today);
  const field = fields({ published_on: scheme.published_on ?? today }, {});
  return (
    <Card title={w.columns.state} id="standing">
      {state === 'ended' ? (
        <Form action={`/schemes/${scheme.id}/restore`}>
          <Button kind="secondary">{w.restore}</Button>
        </Form>
      ) : (
        <Stack>
          <Form action={`/schemes/${scheme.id}/publish`}>
            <HiddenField name="_version" value={scheme.version} />
            <DateField {...field.date('published_on')} label={w.published_on} id="publish-on" />
            <Button kind={state === 'draft' ? 'primary' : 'secondary'}>{w.publish}</Button>
          </Form>
          {state === 'draft' ? null : (
            <Form action={`/schemes/${scheme.id}/unpublish`}>
              <Button kind="secondary">{w.unpublish}</Button>
            </Form>
          )}
          <ConfirmForm action={`/schemes/${scheme.id}/end`} label={w.end} question={w.endAsk} />
        </Stack>
      )}
    </Card>
  );
}

// ---- population -----------------------------------------------------------------------------

export function PopulationPage(props: {
  tables: readonly { counted_on: string; towns: number; people: number; children: number }[];
}): Child {
  const w = words.population;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            <LinkButton href="/population/import" kind="primary" icon="upload">
              {w.import}
            </LinkButton>
            <LinkButton href="/open/areas" kind="secondary" icon="globe">
              {words.schemes.publicPage}
            </LinkButton>
          </ButtonRow>
        }
      />
      <DataTable<{ counted_on: string; towns: number; people: number; children: number }>
        caption={w.caption}
        captionHidden
        rows={props.tables}
        empty={<EmptyState title={w.none} icon="people" />}
        columns={[
          {
            key: 'counted_on',
            label: w.columns.counted_on,
            rowHeader: true,
            cell: (row) => formatDate(row.counted_on),
          },
          { key: 'towns', label: w.columns.towns, align: 'end', cell: (row) => formatCount(row.towns) },
          { key: 'people', label: w.columns.people, align: 'end', cell: (row) => formatCount(row.people) },
          {
            key: 'children',
            label: w.columns.children,
            align: 'end',
            cell: (row) => formatCount(row.children),
          },
        ]}
      />
    </Stack>
  );
}
