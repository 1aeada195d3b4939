import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, Select } from '../../platform/ui/fields.tsx';
import { FilterBar } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Counts, CourseFilter, CourseLine } from './queries.ts';
import { courseStateOf } from './rules.ts';
import { badgeOf, words } from './words.ja.ts';

export function CourseState({
  course,
  today,
}: {
  course: Pick<
    CourseLine,
    'published_at' | 'cancelled_at' | 'opens_on' | 'closes_on' | 'first_on' | 'last_on'
  >;
  today: string;
}) {
  const state = courseStateOf(course, { first: course.first_on, last: course.last_on }, today);
  return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
}

/** All courses by kind and year, and the ways on from here. */
export function CourseList(props: {
  lines: readonly CourseLine[];
  counts: ReadonlyMap<number, Counts>;
  total: number;
  paging: { page: number; size: number };
  filter: CourseFilter;
  active: readonly { label: string; removeHref: string }[];
  years: readonly number[];
  mayManage: boolean;
  mayRecords: boolean;
  today: string;
  href: (page: number) => string;
}) {
  const w = words.list;
  const { filter, mayManage } = props;
  return (
    <Stack gap="lg">
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {mayManage ? (
              <LinkButton href="/courses/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            <LinkButton href="/my-courses">{w.mine}</LinkButton>
            <LinkButton href="/lectures">{w.lectures}</LinkButton>
            {props.mayRecords ? <LinkButton href="/courses/records">{w.records}</LinkButton> : null}
          </ButtonRow>
        }
      />
      <p>
        <a href="/open/calendar?kind=course">{w.feed}</a>
      </p>
      <FilterBar action="/courses" active={props.active} clearHref="/courses">
        <Select
          name="scheme"
          label={w.scheme}
          value={filter.scheme ?? ''}
          options={[
            { value: '', label: w.all },
            ...Object.entries(words.schemes).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Select
          name="year"
          label={w.year}
          value={filter.fiscal_year == null ? '' : `${filter.fiscal_year}`}
          options={[
            { value: '', label: w.all },
            ...props.years.map((year) => ({ value: `${year}`, label: w.yearName(year) })),
          ]}
        />
        <Checkbox name="ahead" label={w.ahead} value="1" checked={filter.ahead === true} />
      </FilterBar>
      <DataTable<CourseLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState title={w.empty.title} text={mayManage ? w.empty.first : w.empty.text} icon="people" />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (line) => <a href={`/courses/${line.id}`}>{line.title}</a>,
          },
          { key: 'category', label: w.columns.category },
          { key: 'days', label: w.columns.days, cell: (line) => w.days(line.first_on, line.last_on) },
          {
            key: 'applied',
            label: w.columns.applied,
            align: 'end',
            nowrap: true,
            cell: (line) => {
              const counts = props.counts.get(line.id);
              return `${w.taken(counts?.taken ?? 0, line.capacity)}${w.waiting(counts?.waiting ?? 0)}`;
            },
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (line) => <CourseState course={line} today={props.today} />,
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
