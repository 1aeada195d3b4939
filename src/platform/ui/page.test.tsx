import { describe, expect, it } from 'vitest';
import { HeatMap, LineChart, ProgressRing, StackBar } from './charts.tsx';
import { StatusBadge } from './feedback.tsx';
import { KitPage } from './kit.tsx';
import { PageNavigation, StepNavigation, Tabs } from './layout.tsx';
import { Page, type NavGroup } from './page.tsx';
import { attribute, count, html } from './markup.ts';
import { ResourceList, Timeline } from './records.tsx';
import { DataTable } from './tables.tsx';

const assets = { style: '/assets/style.css', scripts: ['/assets/form.js'] };
const nav: NavGroup[] = [
  { key: 'today', label: '今日', href: '/', items: [] },
  {
    key: 'improve',
    label: 'よくする',
    href: '/visits',
    items: [
      { label: '巡回', href: '/visits' },
      { label: '課題', href: '/issues' },
    ],
  },
];
const user = { name: '見本 つなぐ', place: '見本市', duties: ['事務局'] };

describe('the page', () => {
  it('is a Japanese document with one main part that can be skipped to', async () => {
    const page = await html(<Page title="課題" assets={assets} nav={nav} user={user} csrf="guard" />);
    expect(page.toLowerCase()).toMatch(/^<!doctype html><html lang="ja">/);
    expect(page).toContain('<title>課題｜つなぎ</title>');
    expect(page).toContain('href="#main"');
    expect(count(page, '<main')).toBe(1);
  });

  it('marks the place one is in, the nearest address winning', async () => {
    const page = await html(
      <Page title="課題" assets={assets} nav={nav} user={user} current="/issues/142" />,
    );
    expect(page).toContain('href="/issues" aria-current="true"');
    expect(page).toContain('href="/visits" aria-current="true"');
    expect(count(page, 'aria-current="page"')).toBe(0);
    const today = await html(<Page title="今日" assets={assets} nav={nav} user={user} current="/" />);
    expect(today).toContain('href="/" aria-current="page"');
    expect(today).not.toContain('class="within"');
  });

  it('shows a place of many pages by its parts: all of them are there, and the one one is in is marked', async () => {
    const [today, improve] = nav;
    const parts = improve!.items.map((item) => ({ label: `${item.label}の組`, items: [item] }));
    const divided = [today!, { ...improve!, parts }];
    const page = await html(
      <Page title="課題" assets={assets} nav={divided} user={user} current="/issues/142" />,
    );
    expect(page).toContain(
      '<li class="within-here"><a class="within-part" href="/issues" aria-current="true">課題の組',
    );
    expect(page).toContain('href="/issues" aria-current="true">課題</a>');
    expect(page).toContain('href="/visits">巡回</a>');
    expect(count(page, 'within-here')).toBe(1);
  });

  it('signs out by a guarded POST, and offers sign-in to nobody in particular', async () => {
    const page = await html(<Page title="今日" assets={assets} nav={nav} user={user} csrf="guard" />);
    expect(page).toMatch(/<form action="\/sign-out" method="post"/);
    expect(page).toContain('name="_csrf" value="guard"');
    const stranger = await html(<Page title="ようこそ" assets={assets} nav={[]} user={null} />);
    expect(stranger).toContain('href="/sign-in"');
    expect(stranger).not.toContain('/sign-out');
    expect(stranger).not.toContain('action="/search"');
  });

  it('says who else can see it, and keeps all but public pages from search engines', async () => {
    const inner = await html(<Page title="a" assets={assets} nav={nav} user={user} zone="case" />);
    expect(inner).toContain('支援に関わる人だけ');
    expect(inner).toContain('noindex');
    expect(await html(<Page title="a" assets={assets} nav={[]} zone="public" />)).not.toContain('noindex');
  });

  it('has no style, script or handler of its own, in any component', async () => {
    const kit = await html(<KitPage assets={assets} />);
    expect(kit).not.toMatch(/ style="| on[a-z]+="|<style|javascript:/);
    for (const script of kit.match(/<script[^>]*>[^<]*/g) ?? [])
      expect(script).toMatch(/^<script type="module" src="[^"]+">$/);
    expect(kit).not.toContain('placeholder=');
  });

  it('has no id twice, and every label and description points at something, over all components', async () => {
    const kit = await html(<KitPage assets={assets} />);
    const ids = [...kit.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const [, list = ''] of kit.matchAll(/ (?:for|aria-describedby|aria-labelledby)="([^"]+)"/g))
      for (const id of list.split(' ')) expect(ids).toContain(id);
  });
});

describe('moving about', () => {
  it('counts, and offers no way before the first or past the last page', async () => {
    const first = await html(<PageNavigation total={1820} page={1} size={50} href={(n) => `?page=${n}`} />);
    expect(first).toContain('全1,820件');
    expect(first).toContain('1〜50件目');
    expect(first).not.toContain('rel="prev"');
    const last = await html(<PageNavigation total={1820} page={37} size={50} href={(n) => `?page=${n}`} />);
    expect(last).toContain('1,801〜1,820件目');
    expect(last).not.toContain('rel="next"');
    const none = await html(<PageNavigation total={0} page={1} size={50} href={(n) => `?page=${n}`} />);
    expect(none).toContain('全0件');
    expect(none).not.toContain('<ul');
  });

  it('marks the tab and the step one is at', async () => {
    const tabs = await html(
      <Tabs
        label="一覧"
        items={[
          { label: 'すべて', href: '/a' },
          { label: '自分', href: '/b', current: true },
        ]}
      />,
    );
    expect(tabs).toContain('href="/b" aria-current="page"');
    const steps = await html(
      <StepNavigation
        steps={[
          { label: '一', state: 'done', href: '/1' },
          { label: '二', state: 'current' },
        ]}
      />,
    );
    expect(steps).toContain('aria-current="step"');
    expect(steps).toContain('手順 2 / 2');
    expect(steps).toContain('href="/1"');
  });
});

describe('a table', () => {
  const columns = [
    { key: 'name', label: '名前', rowHeader: true, sortHref: '?sort=name', sorted: 'ascending' as const },
    {
      key: 'n',
      label: '数',
      align: 'end' as const,
      cell: (row: { name: string; n: number }) => `${row.n}件`,
    },
  ];
  const rows = [{ name: '<b>園</b>', n: 3 }];

  it('has a caption, headers with scope, and says how it is sorted', async () => {
    const page = await html(<DataTable caption="施設" columns={columns} rows={rows} />);
    expect(page).toContain('<caption>施設</caption>');
    expect(page).toMatch(/<th scope="col" aria-sort="ascending">/);
    expect(page).toContain('<th scope="row"');
    expect(page).toContain('&lt;b&gt;園&lt;/b&gt;');
    expect(attribute(page, 'div', 'tabindex')).toBe('0');
  });

  it('as cards keeps its meaning by roles and its labels', async () => {
    const page = await html(<DataTable caption="施設" columns={columns} rows={rows} stack />);
    for (const role of ['table', 'row', 'columnheader', 'rowheader', 'cell'])
      expect(page).toContain(`role="${role}"`);
    expect(page).toContain('data-label="数"');
  });

  it('that is empty says so instead of showing headers alone', async () => {
    const page = await html(
      <DataTable caption="施設" columns={columns} rows={[]} empty={<p>まだありません</p>} />,
    );
    expect(page).toContain('まだありません');
    expect(page).not.toContain('<table');
  });

  it('names each box by its row', async () => {
    const selectable = {
      name: 'pick',
      value: (row: { n: number }) => `${row.n}`,
      label: (row: { name: string }) => row.name,
    };
    const page = await html(
      <DataTable caption="施設" columns={columns} rows={[{ name: '園', n: 3 }]} selectable={selectable} />,
    );
    expect(page).toContain('aria-label="園を選ぶ"');
    expect(page).toContain('name="pick" value="3"');
  });
});

describe('state', () => {
  it('is never said by colour alone', async () => {
    for (const kind of ['info', 'success', 'warning', 'error'] as const) {
      const badge = await html(<StatusBadge kind={kind}>検討中</StatusBadge>);
      expect(badge).toContain('検討中');
      expect(badge).toContain('<svg');
    }
    const late = await html(
      <ResourceList items={[{ title: '課題', due: '8日過ぎています', dueState: 'late' }]} />,
    );
    expect(late).toContain('8日過ぎています');
    expect(late).toContain('<svg');
  });

  it('has its history as an ordered list with dates for machines', async () => {
    const page = await html(
      <Timeline entries={[{ when: '11月20日', datetime: '2026-11-20', text: '決まりました。' }]} />,
    );
    expect(page).toContain('<ol');
    expect(page).toContain('<time datetime="2026-11-20">11月20日</time>');
  });
});

describe('a chart', () => {
  it('has every figure in a table too, and null is not nought', async () => {
    const page = await html(
      <HeatMap
        caption="課題"
        rows={['環境']}
        columns={['東光', '神楽']}
        values={[[3, null]]}
        unit="件"
        href={() => '/issues'}
      />,
    );
    expect(page).toContain('<table');
    expect(page).toContain('環境 × 東光：3件');
    expect(page).toContain('値なし');
    expect(count(page, '<a class="heat-link"')).toBe(1);
  });

  it('leaves a gap where a month has no value', async () => {
    const page = await html(
      <LineChart
        caption="実施率"
        labels={['4月', '5月', '6月']}
        actual={[10, null, 30]}
        target={[10, 20, 30]}
      />,
    );
    expect(count(page, '<circle class="line-dot" cx="')).toBe(3);
    expect(count(page, '<line class="line-actual" x1="')).toBe(1);
    expect(page).toContain('目標');
  });

  it('says so when there is nothing to draw', async () => {
    expect(await html(<HeatMap caption="課題" rows={[]} columns={[]} values={[]} />)).toContain(
      'まだありません',
    );
    expect(await html(<LineChart caption="率" labels={['4月']} actual={[null]} />)).toContain(
      'まだありません',
    );
  });

  it('of nothing done and of a whole of nothing stays sound', async () => {
    expect(await html(<ProgressRing label="訪問" done={0} all={0} />)).toContain('0%');
    const bar = await html(
      <StackBar id="s" caption="段階" parts={['共有', '決定']} rows={[{ label: '環境', values: [0, 0] }]} />,
    );
    expect(bar).not.toMatch(/NaN|Infinity/);
  });

  it('keeps its words free of pixels, so that text is never scaled under 14px', async () => {
    const page = await html(<LineChart caption="率" labels={['4月', '5月']} actual={[1, 2]} />);
    expect(page).not.toContain('viewBox="0 0 6');
    expect(page).toContain('width="100%"');
  });
});
