import { useContext } from '../../platform/ui/jsx-runtime.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import { ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { MonthGrid } from '../../platform/ui/calendar-grid.tsx';
import { Stack, Tabs } from '../../platform/ui/layout.tsx';
import { monthIn } from '../../platform/ui/speech-dates.ts';
import { japanese, marksIn, ReadingContext } from '../../platform/ui/speech.ts';
import { entryText, papers, partsOf, sheetDays, type SheetEntry, type SheetProps } from './rules-sheet.ts';
import { calendarWords } from './words-open.ts';

/** A month as a city pins it up: what is printed is the sheet alone. */
export function PrintPage(props: SheetProps & { href: (changes: Record<string, string>) => string }) {
  const { month, paper } = props;
  const reading = useContext(ReadingContext);
  const ja = japanese(reading);
  const { gap } = marksIn(reading);
  const open = calendarWords();
  const w = open.sheet;
  const manner = { paper, places: w.places };
  const said = (entry: SheetEntry) => {
    if (ja === undefined) return entryText(entry, manner);
    const { before, title, after, place } = partsOf(entry, manner);
    return (
      <>
        {before}
        <span lang={ja}>{title}</span>
        {after}
        <span lang={ja}>{place}</span>
      </>
    );
  };
  const days = sheetDays(props, (entry) => entryText(entry, manner));
  const items = new Map(
    [...days].map(([day, { entries }]) => [
      day,
      entries.map((entry) => (
        <span class={entry.cancelled ? 'cal-event cal-event-off' : 'cal-event'}>{said(entry)}</span>
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
              {open.previousMonth}
            </LinkButton>
            <LinkButton href={props.href({ month: addMonths(`${month}-01`, 1).slice(0, 7) })} kind="tertiary">
              {open.nextMonth}
            </LinkButton>
          </ButtonRow>
          <p>{w.browser}</p>
          {omitted === 0 ? null : <p>{w.omitted(omitted)}</p>}
        </Stack>
      </div>
      <div class={`cal-print cal-print-${paper}`}>
        <div class="cal-print-head">
          <h1>
            <span lang={ja}>{props.municipality}</span> {props.training ? open.trainingTitle : open.title}{' '}
            {monthIn(reading, month)}
          </h1>
          <p>
            {props.about.length === 0
              ? w.all
              : props.about.map(({ text, typed }, at) => (
                  <>
                    {at === 0 ? null : gap}
                    <span lang={typed ? ja : undefined}>{text}</span>
                  </>
                ))}
          </p>
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
