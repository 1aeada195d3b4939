import { useContext, type Child } from './jsx-runtime.ts';
import { addDays, monthEnd, monthStart, weekday, type IsoDate } from '../ja/dates.ts';
import { holidayName } from '../ja/holidays.ts';
import { holidayIn, longDayIn, monthIn, weekdaysIn } from './speech-dates.ts';
import { ReadingContext } from './speech.ts';
import { sharedWords } from './words-open.ts';

/** The weeks of a month's sheet, Sunday first, with the days of the months beside it. */
export function weeksOf(month: string): IsoDate[][] {
  const first = monthStart(`${month}-01`);
  const last = monthEnd(first);
  const weeks: IsoDate[][] = [];
  for (let day = addDays(first, -(weekday(first) % 7)); day <= last; day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(day, at)));
  return weeks;
}

/** What a day is, for its colour: the word beside it says the same. */
const kindOf = (day: IsoDate): string =>
  holidayName(day) !== null
    ? ' cal-holiday'
    : weekday(day) === 7
      ? ' cal-sunday'
      : weekday(day) === 6
        ? ' cal-saturday'
        : '';

/**
 * A month as a wall calendar: a table, and on a phone a list of its days. `items` are a day's lines, `more` how many it
 * has besides, `hrefOf` where the whole day is shown. `paper`: for printing, nothing leads anywhere.
 */
export function MonthGrid(props: {
  month: string;
  today?: IsoDate;
  items: ReadonlyMap<IsoDate, readonly Child[]>;
  more?: ReadonlyMap<IsoDate, number>;
  hrefOf?: (day: IsoDate) => string;
  paper?: boolean;
}) {
  const { month, items, more, hrefOf, paper = false } = props;
  const reading = useContext(ReadingContext);
  const w = sharedWords().calendar;
  const [monday, ...others] = weekdaysIn(reading, 'short');
  const weekdays = [others.pop(), monday, ...others];
  const caption = w.caption(monthIn(reading, month));
  return (
    // A sheet of paper keeps its width on a phone and is moved sideways.
    <div
      class={paper ? 'cal cal-paper' : 'cal'}
      role={paper ? 'region' : undefined}
      aria-label={paper ? caption : undefined}
      tabindex={paper ? 0 : undefined}
    >
      <table class="cal-month" role="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {weekdays.map((name, at) => (
              <th
                scope="col"
                role="columnheader"
                class={at === 0 ? 'cal-sunday' : at === 6 ? 'cal-saturday' : undefined}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {weeksOf(month).map((week) => (
            <tr role="row">
              {week.map((day) => {
                const lines = items.get(day) ?? [];
                const out = day.slice(0, 7) !== month;
                const rest = more?.get(day) ?? 0;
                const classes = `cal-day${kindOf(day)}${out ? ' cal-out' : ''}${day === props.today ? ' cal-today' : ''}${props.today !== undefined && day < props.today && props.today.startsWith(month) ? ' cal-past' : ''}${lines.length === 0 ? ' cal-empty' : ''}`;
                const holiday = holidayIn(reading, day, w.holiday);
                return (
                  <td class={classes} role="cell">
                    {out ? null : (
                      <>
                        <p class="cal-date">
                          <time datetime={day}>
                            <span class="cal-number" aria-hidden="true">
                              {Number(day.slice(8))}
                            </span>
                            <span class="cal-spoken">{longDayIn(reading, day)}</span>
                          </time>
                          {day === props.today ? <span class="cal-mark">{w.today}</span> : null}
                          {holiday === null ? null : <span class="cal-holiday-name">{holiday}</span>}
                        </p>
                        {lines.length === 0 ? null : (
                          <ul class="cal-items">
                            {lines.map((line) => (
                              <li>{line}</li>
                            ))}
                          </ul>
                        )}
                        {rest > 0 ? (
                          <p class="cal-more">
                            {hrefOf ? (
                              <a href={hrefOf(day)}>
                                {w.more(rest)}
                                <span class="visually-hidden">{w.moreOf(longDayIn(reading, day))}</span>
                              </a>
                            ) : (
                              w.more(rest)
                            )}
                          </p>
                        ) : null}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Days one under the other, each with its lines; empty days only where `days` names them. */
export function DayList(props: {
  days: readonly IsoDate[];
  today?: IsoDate;
  items: ReadonlyMap<IsoDate, readonly Child[]>;
  nothing: Child;
  level?: 2 | 3;
  titleOf: (day: IsoDate) => string;
}) {
  const Tag = `h${props.level ?? 2}` as const;
  const reading = useContext(ReadingContext);
  const w = sharedWords().calendar;
  return (
    <div class="cal-days">
      {props.days.map((day) => {
        const lines = props.items.get(day) ?? [];
        const holiday = holidayIn(reading, day, w.holiday);
        return (
          <section
            class={`cal-list-day${kindOf(day)}${day === props.today ? ' cal-today' : ''}`}
            aria-labelledby={`day-${day}`}
          >
            <Tag class="cal-list-date" id={`day-${day}`}>
              <time datetime={day}>{props.titleOf(day)}</time>
              {day === props.today ? <span class="cal-mark">{w.today}</span> : null}
              {holiday === null ? null : <span class="cal-holiday-name">{holiday}</span>}
            </Tag>
            {lines.length === 0 ? (
              <p class="cal-nothing">{props.nothing}</p>
            ) : (
              <ul class="cal-lines">
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** Back and forth between months, weeks or days; `label` says where one is. */
export function CalendarSteps(props: {
  label: string;
  previous: { href: string; label: string } | null;
  next: { href: string; label: string } | null;
  today: { href: string; label: string } | null;
}) {
  return (
    <nav class="cal-steps" aria-label={sharedWords().calendar.steps}>
      {props.previous === null ? null : (
        <a class="button button-secondary button-md" href={props.previous.href} rel="prev">
          {props.previous.label}
        </a>
      )}
      <h2 class="cal-steps-now">{props.label}</h2>
      {props.next === null ? null : (
        <a class="button button-secondary button-md" href={props.next.href} rel="next">
          {props.next.label}
        </a>
      )}
      {props.today === null ? null : (
        <a class="cal-steps-today" href={props.today.href}>
          {props.today.label}
        </a>
      )}
    </nav>
  );
}
