import type { PropsWithChildren } from 'hono/jsx';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink, type ButtonKind } from './buttons.tsx';
import { BarChart, CoverageBar, HeatMap, LineChart, ProgressRing, StackBar } from './charts.tsx';
import { ConflictPanel } from './conflict.tsx';
import {
  Accordion,
  Chip,
  Disclosure,
  EmergencyBanner,
  EmptyState,
  Flash,
  NotificationBanner,
  ProgressBar,
  StatusBadge,
  type Kind,
} from './feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  ComboSelect,
  DateField,
  FileField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  TimeField,
} from './fields.tsx';
import { Fieldset, FilterBar, Form, SearchBox } from './forms.tsx';
import { Icon, icons } from './icons.tsx';
import {
  Card,
  Columns,
  Divider,
  Heading,
  PageHeading,
  PageNavigation,
  Prose,
  Section,
  Stack,
  StepNavigation,
  Tabs,
} from './layout.tsx';
import { Page, type Assets, type NavGroup } from './page.tsx';
import { DescriptionList, KeyFigure, MenuList, NextStep, ResourceList, Timeline } from './records.tsx';
import { DataTable, type Column } from './tables.tsx';
import { kit } from './words-kit.ja.ts';

const here = '#main';
const kinds = ['info', 'success', 'warning', 'error'] as const;

const nav: NavGroup[] = [
  { key: 'today', label: kit.nav.today, href: '/', items: [] },
  { key: 'connect', label: kit.nav.connect, href: '/connect', items: [] },
  {
    key: 'improve',
    label: kit.nav.improve,
    href: '/kit',
    items: kit.nav.items.map((label, i) => ({ label, href: i === 0 ? '/kit' : `/kit-${i}` })),
  },
  { key: 'support', label: kit.nav.support, href: '/support', items: [] },
  { key: 'see', label: kit.nav.see, href: '/see', items: [] },
];

function Part({ id, children }: PropsWithChildren<{ id: keyof typeof kit.parts }>) {
  return (
    <Section title={kit.parts[id]} id={`part-${id}`}>
      {children}
    </Section>
  );
}

/** Every component in every state, for those who build and those who check; development only. */
export function KitPage({ assets }: { assets: Assets }) {
  return (
    <Page
      title={kit.title}
      assets={assets}
      nav={nav}
      current="/kit"
      user={{ name: kit.user.name, place: kit.place, duties: kit.user.duties }}
      csrf="kit"
      breadcrumbs={[
        { label: kit.crumbs[0], href: '/' },
        { label: kit.crumbs[1], href: here },
        { label: kit.title },
      ]}
      zone="network"
      demo
      search=""
      flash={{ kind: 'success', text: kit.flash }}
    >
      <PageHeading title={kit.title} lead={kit.lead} />
      <ButtonRow>
        {Object.entries(kit.parts).map(([id, label]) => (
          <Chip href={`#part-${id}`}>{label}</Chip>
        ))}
      </ButtonRow>
      <Frames />
      <Controls />
      <Moves />
      <Content />
      <Pictures />
      <Part id="icons">
        <Card>
          <ul class="kit-icons">
            {icons.map((name) => (
              <li>
                <Icon name={name} />
                <span>{name}</span>
              </li>
            ))}
          </ul>
        </Card>
      </Part>
    </Page>
  );
}

function Frames() {
  return (
    <Part id="headings">
      <Card>
        {([2, 3, 4, 5] as const).map((level) => (
          <Heading
            level={level}
            lead={level === 2 ? kit.headingLead : undefined}
            actions={level === 2 ? <LinkButton href={here}>{kit.buttons.go}</LinkButton> : undefined}
          >
            {kit.heading(level)}
          </Heading>
        ))}
        <Divider />
        <Prose>{kit.fields.longText}</Prose>
      </Card>
      <Columns kind="thirds">
        <Card title={kit.card.title} level={3} footer={kit.card.footer} icon="note">
          {kit.card.text}
        </Card>
        {(['key', 'success', 'warning', 'error', 'quiet'] as const).map((tone, i) => (
          <Card title={kit.tones[i]} level={3} tone={tone}>
            {kit.card.text}
          </Card>
        ))}
      </Columns>
    </Part>
  );
}

function Controls() {
  const button: Record<ButtonKind, string> = {
    primary: kit.buttons.primary,
    secondary: kit.buttons.secondary,
    tertiary: kit.buttons.tertiary,
    danger: kit.buttons.danger,
  };
  const topics = kit.choices.topics.map((label, i) => ({ value: `t${i}`, label }));
  const three = [kit.choices.yes, kit.choices.no, kit.choices.unknown].map((label, i) => ({
    value: `${i}`,
    label,
  }));
  return (
    <>
      <Part id="buttons">
        <Card>
          {(['lg', 'md', 'sm'] as const).map((size) => (
            <ButtonRow>
              {(['primary', 'secondary', 'tertiary', 'danger'] as const).map((kind) => (
                <Button kind={kind} size={size} type="button">
                  {button[kind]}
                </Button>
              ))}
            </ButtonRow>
          ))}
          <ButtonRow>
            <Button icon="plus" type="button">
              {kit.buttons.add}
            </Button>
            <LinkButton href={here} icon="previous">
              {kit.buttons.go}
            </LinkButton>
            <Button disabledReason={kit.buttons.reason}>{button.primary}</Button>
          </ButtonRow>
          <ButtonRow>
            <ConfirmForm
              label={kit.buttons.delete}
              question={kit.buttons.question}
              confirmLabel={kit.buttons.yes}
              action={here}
              danger
            />
          </ButtonRow>
          <ConfirmForm
            label={kit.buttons.delete}
            question={kit.buttons.question}
            confirmLabel={kit.buttons.yes}
            action={here}
            danger
            open
          >
            <TextField name="why" label={kit.buttons.why} required />
          </ConfirmForm>
          <ButtonRow>
            <UtilityLink href={here} icon="print">
              {kit.buttons.print}
            </UtilityLink>
            <UtilityLink href={here} icon="download" download>
              {kit.buttons.download}
            </UtilityLink>
            <UtilityLink href={here} external>
              {kit.buttons.outside}
            </UtilityLink>
          </ButtonRow>
        </Card>
      </Part>
      <Part id="fields">
        <Card>
          <Form action={here} autosave="/kit/draft" label={kit.parts.fields}>
            <TextField
              name="plain"
              label={kit.fields.normal}
              value={kit.fields.value}
              help={kit.fields.help}
              required
            />
            <TextField name="optional" label={kit.fields.optional} required={false} />
            <TextField name="broken" label={kit.fields.normal} error={kit.fields.error} required />
            <TextField name="fixed" label={kit.fields.readOnly} value="R8-0142" readOnly width="m" />
            <TextField
              name="off"
              label={kit.fields.disabled}
              value={kit.fields.areas[0]}
              disabledReason={kit.fields.disabledReason}
              width="m"
            />
            <TextArea
              name="long"
              label={kit.fields.long}
              value={kit.fields.longText}
              help={kit.fields.help}
              maxChars={1000}
            />
            <Columns kind="halves">
              <NumberField
                name="people"
                label={kit.fields.number}
                unit={kit.fields.unit}
                value={12}
                min={0}
                max={300}
              />
              <Select
                name="area"
                label={kit.fields.select}
                options={kit.fields.areas.map((label, i) => ({
                  value: `${i}`,
                  label,
                  group: kit.fields.group,
                }))}
                value="1"
              />
              <TextField
                name="postal"
                label={kit.fields.postal}
                inputmode="numeric"
                autocomplete="postal-code"
                width="s"
                postal={{ address: 'address' }}
              />
              <TextField name="address" label={kit.fields.address} autocomplete="street-address" />
              <TextField name="tel" type="tel" label={kit.fields.phone} inputmode="tel" size="sm" />
              <ComboSelect name="room" label={kit.fields.combo} options={kit.fields.rooms} size="lg" />
              <TextField
                name="secret"
                type="password"
                label={kit.fields.password}
                autocomplete="new-password"
              />
            </Columns>
            <Fieldset legend={kit.fields.block} help={kit.fields.blockHelp}>
              <TextArea name="block" label={kit.fields.long} rows={3} />
            </Fieldset>
          </Form>
        </Card>
      </Part>
      <Part id="choices">
        <Card>
          <RadioGroup
            name="kind"
            label={kit.choices.radio}
            required
            value="k0"
            options={kit.choices.kinds.map((label, i) => ({
              value: `k${i}`,
              label,
              help: i === 0 ? kit.choices.kindHelp : undefined,
              disabledReason: i === 2 ? kit.choices.unavailable : undefined,
            }))}
          />
          <RadioGroup name="answer" label={kit.choices.single} options={three} inline />
          <CheckboxGroup
            name="topics"
            label={kit.choices.check}
            options={topics}
            value={['t1', 't3']}
            columns
          />
          <CheckboxGroup
            name="topics_wrong"
            label={kit.choices.check}
            options={topics}
            error={kit.choices.error}
            required
            inline
          />
          <Checkbox name="agreed" label={kit.choices.single} required checked help={kit.fields.help} />
          <Checkbox name="agreed_wrong" label={kit.choices.single} error={kit.choices.error} required />
        </Card>
      </Part>
      <Columns kind="halves">
        <Part id="dates">
          <Card>
            <DateField name="held_on" label={kit.dates.date} value="2026-11-20" required />
            <DateField
              name="wrong_on"
              label={kit.dates.date}
              value={{ y: 'R8', m: '2', d: '30' }}
              error={kit.dates.error}
            />
            <DateField name="born_on" label={kit.dates.birthday} birthday required={false} />
            <TimeField name="from" label={kit.dates.time} value="10:00" />
          </Card>
        </Part>
        <Part id="files">
          <Card>
            <FileField
              name="photo"
              label={kit.files.label}
              help={kit.files.help}
              types={kit.files.types}
              accept="image/jpeg,image/png,application/pdf"
              maxMegabytes={10}
              multiple
              required={false}
            />
          </Card>
        </Part>
      </Columns>
      <Part id="formErrors">
        <Card>
          <Form
            action={here}
            errors={{ '': kit.errors.form, title: kit.errors.title, on: [kit.errors.date] }}
            label={kit.parts.formErrors}
          >
            <TextField name="title" label={kit.fields.normal} error={kit.errors.title} required />
            <DateField name="on" label={kit.dates.date} error={[kit.errors.date]} required />
            <ButtonRow>
              <Button size="lg">{kit.buttons.primary}</Button>
              <Button kind="secondary" size="lg" name="draft" value="1">
                {kit.buttons.secondary}
              </Button>
            </ButtonRow>
          </Form>
        </Card>
      </Part>
      <Part id="conflict">
        <Form action={here} label={kit.parts.conflict}>
          <ConflictPanel
            who={kit.conflict.who}
            when={kit.conflict.when}
            version={{ name: 'version', value: 4 }}
            fields={[
              {
                name: 'support',
                label: kit.conflict.label,
                mine: kit.conflict.mine,
                theirs: kit.conflict.theirs,
              },
              { name: 'next', label: kit.conflict.other, mine: kit.fields.longText, theirs: '' },
            ]}
          />
        </Form>
      </Part>
    </>
  );
}

function Moves() {
  return (
    <>
      <Part id="search">
        <SearchBox
          action={here}
          name="kit_q"
          label={kit.search.label}
          help={kit.search.help}
          value={kit.search.q}
        />
        <FilterBar
          action={here}
          clearHref={here}
          active={[{ label: kit.fields.areas[0], removeHref: here }]}
          actions={
            <UtilityLink href={here} icon="download">
              {kit.buttons.download}
            </UtilityLink>
          }
        >
          <TextField name="filter_q" label={kit.search.label} size="sm" />
          <Select
            name="filter_area"
            label={kit.fields.select}
            size="sm"
            options={kit.fields.areas.map((label, i) => ({ value: `${i}`, label }))}
          />
          <Select
            name="filter_state"
            label={kit.search.state}
            size="sm"
            options={kit.badges.map((label, i) => ({ value: `${i}`, label }))}
          />
        </FilterBar>
      </Part>
      <Part id="navigation">
        <Tabs
          label={kit.tabsLabel}
          items={kit.tabs.map((label, i) => ({
            label,
            href: here,
            current: i === 1,
            count: [182, 24, 3][i],
          }))}
        />
        <Card>
          <StepNavigation
            steps={kit.steps.map((label, i) => ({
              label,
              href: i < 2 ? here : undefined,
              state: i < 2 ? ('done' as const) : i === 2 ? ('current' as const) : ('todo' as const),
            }))}
          />
        </Card>
        <PageNavigation total={1820} page={6} size={50} href={(n) => `?page=${n}`} />
        <PageNavigation total={12} page={1} size={50} href={(n) => `?page=${n}`} label={kit.tabs[1]} />
      </Part>
    </>
  );
}

type Visit = { n: number; state: number };

function Content() {
  const states: Kind[] = ['neutral', 'success', 'error'];
  const visits = (count: number): Visit[] =>
    Array.from({ length: count }, (_, i) => ({ n: i + 1, state: i % 3 }));
  const columns: Column<Visit>[] = [
    {
      key: 'name',
      label: kit.table.name,
      rowHeader: true,
      sortHref: here,
      sorted: 'ascending',
      cell: ({ n }) => <a href={here}>{n === 2 ? kit.records.longTitle : kit.table.facility(n)}</a>,
    },
    { key: 'kind', label: kit.table.kind, cell: ({ n }) => kit.table.kinds[n % 3] },
    { key: 'on', label: kit.table.date, nowrap: true, sortHref: here, cell: ({ n }) => kit.table.day(n) },
    { key: 'n', label: kit.table.count, align: 'end' },
    {
      key: 'state',
      label: kit.table.state,
      nowrap: true,
      cell: ({ state }) => <StatusBadge kind={states[state]}>{kit.table.states[state]}</StatusBadge>,
    },
  ];
  const empty = (
    <EmptyState
      title={kit.table.empty}
      text={kit.table.emptyText}
      icon="calendar"
      action={<LinkButton href={here}>{kit.table.emptyAction}</LinkButton>}
    />
  );
  return (
    <>
      <Part id="tables">
        <Card flush>
          <DataTable caption={kit.table.caption} columns={columns} rows={visits(4)} stack />
        </Card>
        <DataTable
          caption={kit.table.caption}
          columns={columns}
          rows={visits(24)}
          dense
          stripe
          selectable={{
            name: 'pick',
            value: ({ n }) => `${n}`,
            label: ({ n }) => kit.table.facility(n),
          }}
          footer={[kit.table.total, '', '', '300', '']}
        />
        <Card flush>
          <DataTable caption={kit.table.caption} columns={columns} rows={[]} empty={empty} />
        </Card>
      </Part>
      <Part id="messages">
        <EmergencyBanner title={kit.messages.emergency}>{kit.messages.emergencyText}</EmergencyBanner>
        {kinds.map((kind) => (
          <NotificationBanner
            kind={kind}
            title={kit.messages[kind]}
            level={3}
            actions={kind === 'error' ? <LinkButton href={here}>{kit.buttons.go}</LinkButton> : undefined}
          >
            {kit.messages.text}
          </NotificationBanner>
        ))}
        {kinds.map((kind) => (
          <Flash message={{ kind, text: kit.messages[kind] }} />
        ))}
      </Part>
      <Part id="states">
        <Card>
          <ButtonRow>
            {(['neutral', 'info', 'success', 'warning', 'error'] as const).map((kind, i) => (
              <StatusBadge kind={kind}>{kit.badges[i]}</StatusBadge>
            ))}
            <Chip>{kit.chips[0]}</Chip>
            <Chip href={here} icon="map">
              {kit.chips[1]}
            </Chip>
          </ButtonRow>
          <ProgressBar id="p-1" label={kit.messages.progress} value={12400} max={20000} />
          <ProgressBar id="p-2" label={kit.messages.progressUnknown} />
        </Card>
      </Part>
      <Part id="open">
        <Columns kind="halves">
          <Card>
            <Disclosure summary={kit.open.summary}>{kit.open.text}</Disclosure>
            <Disclosure summary={kit.open.summary} open>
              {kit.open.text}
            </Disclosure>
          </Card>
          <Card>
            <Accordion
              group="kit"
              items={kit.open.questions.map((title, i) => ({ title, body: kit.open.answer, open: i === 0 }))}
            />
          </Card>
        </Columns>
      </Part>
      <Part id="records">
        <NextStep
          title={kit.records.next}
          text={kit.records.nextText}
          holder={kit.records.holder}
          due={kit.records.due}
          dueState="soon"
          level={3}
          action={<Button size="lg">{kit.records.action}</Button>}
        />
        <Columns kind="main-aside">
          <Stack>
            <Card flush>
              <ResourceList
                items={[
                  {
                    title: kit.fields.value,
                    href: here,
                    meta: kit.records.meta.map((text) => <span>{text}</span>),
                    badge: <StatusBadge kind="info">{kit.badges[1]}</StatusBadge>,
                    due: kit.records.dueText,
                    dueState: 'soon',
                    icon: 'flag',
                  },
                  {
                    title: kit.records.longTitle,
                    href: here,
                    text: kit.records.itemText,
                    meta: kit.records.meta.map((text) => <span>{text}</span>),
                    badge: <StatusBadge kind="error">{kit.badges[4]}</StatusBadge>,
                    due: kit.records.lateText,
                    dueState: 'late',
                    icon: 'building',
                  },
                  { title: kit.records.next, href: here, due: kit.records.dueText, icon: 'people' },
                ]}
              />
            </Card>
            <Card title={kit.records.figure} level={3}>
              <Timeline
                entries={kit.records.timeline.map((text, i) => ({
                  text,
                  when: kit.table.day(21 - i),
                  datetime: `2026-11-${21 - i}`,
                  actor: kit.user.name,
                  detail: i === 0 ? kit.records.detail : undefined,
                  kind: i === 2 ? ('warning' as const) : i === 3 ? ('plan' as const) : undefined,
                }))}
              />
            </Card>
          </Stack>
          <Stack>
            <Card>
              <DescriptionList
                items={kit.records.terms.map((term, i) => ({
                  term,
                  description: kit.records.descriptions[i],
                }))}
              />
            </Card>
            <Card>
              <DescriptionList
                layout="stack"
                items={kit.records.terms.map((term, i) => ({
                  term,
                  description: kit.records.descriptions[i],
                }))}
              />
            </Card>
            <Card>
              <MenuList
                items={kit.records.menu.map((label, i) => ({
                  label,
                  href: here,
                  text: i === 0 ? kit.records.menuText : undefined,
                  icon: (['calendar', 'flag', 'people'] as const)[i],
                  count: 24 - i * 7,
                }))}
              />
            </Card>
          </Stack>
        </Columns>
        <Columns kind="thirds">
          {(['up', 'down', 'flat'] as const).map((direction) => (
            <Card>
              <KeyFigure
                label={kit.records.figure}
                value={78}
                unit="%"
                target={kit.records.target}
                trend={{ direction, text: kit.records.trend }}
                note={kit.records.note}
                href={here}
              />
            </Card>
          ))}
        </Columns>
      </Part>
    </>
  );
}

function Pictures() {
  const c = kit.charts;
  return (
    <Part id="charts">
      <Card>
        <HeatMap
          caption={c.heat}
          rowTitle={c.theme}
          rows={c.themes}
          columns={c.areas}
          values={c.themes.map((_, r) =>
            c.areas.map((__, i) => (r === 2 && i === 4 ? null : (r * 7 + i * 5) % 11)),
          )}
          href={() => here}
          unit={c.cases}
        />
      </Card>
      <Columns kind="halves">
        <Card>
          <BarChart
            caption={c.bar}
            unit={c.unit}
            items={c.areas.map((label, i) => ({
              label,
              value: i === 5 ? 0 : 34 - i * 5,
              target: 30,
              href: here,
            }))}
          />
        </Card>
        <Card>
          <LineChart
            caption={c.line}
            labels={c.months}
            actual={c.months.map((_, i) => (i < 8 ? Math.round(6 + i * 9.5) : null))}
            target={c.months.map((_, i) => Math.round(((i + 1) / 12) * 90))}
            unit="%"
          />
        </Card>
        <Card>
          <StackBar
            id="kit-stack"
            caption={c.stack}
            unit={c.cases}
            parts={c.stages}
            rows={c.themes.map((label, i) => ({ label, values: [5 + i, 8 - i, 3 + ((i * 3) % 5), 2 + i] }))}
          />
        </Card>
        <Card>
          <ProgressRing label={c.ring} done={141} all={180} unit={c.unit} size="lg" />
          <ProgressRing label={c.ring} done={0} all={180} unit={c.unit} />
          <CoverageBar label={c.areas[0]} done={30} all={34} target={90} />
          <CoverageBar label={c.areas[4]} done={9} all={28} target={90} />
          <BarChart caption={c.bar} items={[]} />
        </Card>
      </Columns>
    </Part>
  );
}
