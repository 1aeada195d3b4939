import { ButtonRow, LinkButton, UtilityLink } from './buttons.tsx';
import { Chip } from './feedback.tsx';
import { Select, TextField } from './fields.tsx';
import { FilterBar, SearchBox } from './forms.tsx';
import { Icon, icons } from './icons.tsx';
import { Pictures } from './kit-charts.tsx';
import { Content } from './kit-content.tsx';
import { Controls } from './kit-controls.tsx';
import { Part, here } from './kit-part.tsx';
import {
  Card,
  Columns,
  Divider,
  Heading,
  PageHeading,
  PageNavigation,
  Prose,
  StepNavigation,
  Tabs,
} from './layout.tsx';
import { Page, type Assets, type NavGroup } from './page.tsx';
import { kit } from './words-kit.ja.ts';

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
