import { addMonths, formatMonth } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { MonthGrid } from '../../platform/ui/calendar-grid.tsx';
import { Stack, Tabs } from '../../platform/ui/layout.tsx';
import { papers, sheetDays, type SheetEntry, type SheetProps } from './rules-sheet.ts';
import { words as open } from './words-sheet.ja.ts';

const w = open.sheet;

/** A month as a city pins it up: what is printed is the sheet alone. */
export function PrintPage(props: SheetProps & { href: (changes: Record<string, string>) => string }) {
  const { month, paper } = props;
  const say = (entry: SheetEntry) => w.entry(entry, paper === 'a3');
  const days = sheetDays(props, say);
  const items = new Map(
    [...days].map(([day, { entries }]) => [
      day,
      entries.map((entry) => (
        <span class={entry.cancelled ? 'cal-event cal-event-off' : 'cal-event'}>{say(entry)}</span>
      )),
    ]),
  );
  const left = new Map([...days].map(([day, one]) => [day, one.left]));
  const omitted = [...left.values()].reduce((sum, one) => sum + one, 0);
  return (
    <Stack>
      <div class="cal-print-controls">
        <Stack>
          <Tabs
            label={w.choose}
            items={papers.map((size) => ({
              label: w[size],
              href: props.href({ size }),
              current: size === paper,
            }))}
          />
          <ButtonRow>
            <LinkButton
              href={props.href({ size: paper }).replace('/print', '/print.pdf')}
              kind="primary"
              icon="download"
            >
              {w.pdf}
            </LinkButton>
            <LinkButton
              href={props.href({ month: addMonths(`${month}-01`, -1).slice(0, 7) })}
              kind="tertiary"
            >
              {w.monthBefore}
            </LinkButton>
            <LinkButton href={props.href({ month: addMonths(`${month}-01`, 1).slice(0, 7) })} kind="tertiary">
              {w.monthAfter}
            </LinkButton>
          </ButtonRow>
          <p>{w.browser}</p>
          {omitted === 0 ? null : <p>{w.omitted(omitted)}</p>}
        </Stack>
      </div>
      <div class={`cal-print cal-print-${paper}`}>
        <div class="cal-print-head">
          <h1>
            {props.municipality} {props.training ? open.trainingTitle : open.title} {formatMonth(month)}
          </h1>
          <p>{props.about.length === 0 ? w.all : props.about.join('　')}</p>
        </div>
        <MonthGrid month={month} items={items} more={left} paper />
        <p class="cal-sheet-foot">
          {w.foot(props.address)}
          <br />
          {w.legend}
        </p>
      </div>
    </Stack>
  );
}
