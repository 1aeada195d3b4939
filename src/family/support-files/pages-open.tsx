import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { Trap } from '../../platform/ui/receipt.tsx';
import { japanese, type Reading } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import { EntryCard } from './pages-mine.tsx';
import { endOf, inWords, Leave, Post, ReopenFields, speak } from './pages-parts.tsx';
import type { LentFile } from './queries.ts';
import { topics } from './rules.ts';

/** What it is, and the two ways in. */
export function FrontPage(props: {
  reading: Reading;
  state: FormState;
  /** a file is open in this browser */
  open: boolean;
  /** one was, and its time is over */
  ended: boolean;
}): Child {
  const { reading } = props;
  const w = speak(reading);
  const errors = inWords(props.state.errors, reading);
  const field = fields({ code: props.state.values['code'] ?? '' }, errors);
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={w.title} lead={w.lead} />
      {props.ended ? <NotificationBanner kind="info" title={w.open.ended} live /> : null}
      {props.open ? (
        <p class="open-actions">
          <LinkButton href="/open/support-file/mine" kind="primary" size="lg">
            {w.open.toMine}
          </LinkButton>
        </p>
      ) : (
        <>
          <Section title={w.open.title} id="open">
            <div data-code-here>
              <Form action="/open/support-file/open" errors={errors}>
                <TextField {...field('code')} label={w.open.code} help={w.open.codeHelp} width="m" required />
                <TextField
                  {...field('password')}
                  type="password"
                  label={w.open.password}
                  help={w.open.passwordHelp}
                  width="m"
                />
                <Button kind="primary" size="lg">
                  {w.open.button}
                </Button>
              </Form>
            </div>
          </Section>
          <p class="open-actions">
            <LinkButton href="/open/support-file/start" kind="secondary" size="lg" icon="plus">
              {w.start.title}
            </LinkButton>
            <LinkButton href="/open/support-file/borrow" kind="secondary" size="lg" icon="search">
              {w.open.another}
            </LinkButton>
          </p>
        </>
      )}
      {(
        [
          [w.points.ownTitle, w.points.own],
          [w.points.lockedTitle, w.points.locked],
          [w.points.lostTitle, w.points.lost],
        ] as const
      ).map(([title, text]) => (
        <section class="open-note">
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
    </Stack>
  );
}

export function StartPage(props: {
  reading: Reading;
  state: FormState;
  keep_months: number;
  notice_days: number;
}): Child {
  const { reading } = props;
  const all = speak(reading);
  const w = all.start;
  const errors = inWords(props.state.errors, reading);
  const field = fields(props.state.values, errors);
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={w.title} lead={w.lead} />
      <section class="open-note">
        <h2>{all.points.lostTitle}</h2>
        <p>{all.points.lost}</p>
      </section>
      <div data-code-here>
        <Form action="/open/support-file/start" errors={errors}>
          <TextField {...field('name')} label={w.name} help={w.nameHelp} width="m" required />
          <DateField {...field.date('born_on')} label={w.born} help={w.bornHelp} required={false} birthday />
          <TextField
            {...field('password')}
            value=""
            type="password"
            autocomplete="new-password"
            label={w.password}
            help={w.passwordHelp}
            width="m"
            required
          />
          <TextField
            {...field('password_again')}
            value=""
            type="password"
            autocomplete="new-password"
            label={w.again}
            width="m"
            required
          />
          <TextField {...field('sheet_code')} label={w.sheet} help={w.sheetHelp} width="m" required={false} />
          <TextField
            {...field('mail')}
            type="email"
            inputmode="email"
            label={w.mail}
            help={w.mailHelp(`${props.keep_months}`, `${props.notice_days}`)}
            required={false}
          />
          <Checkbox {...field.checked('understood')} label={w.understood} required />
          <Trap label={all.trap} />
          <Button kind="primary" size="lg">
            {w.button}
          </Button>
        </Form>
      </div>
    </Stack>
  );
}

export function BorrowPage(props: { reading: Reading; state: FormState; signedIn: string | null }): Child {
  const { reading } = props;
  const w = speak(reading).borrow;
  const errors = inWords(props.state.errors, reading);
  const field = fields(props.state.values, errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <div data-code-here>
        <Form action="/open/support-file/borrow" errors={errors}>
          <TextField
            {...field('code')}
            label={w.code}
            help={speak(reading).open.codeHelp}
            width="m"
            required
          />
          <TextField {...field('name')} label={w.name} width="m" required />
          <TextField {...field('place')} label={w.place} help={w.placeHelp} required />
          {props.signedIn === null ? null : (
            <p lang={japanese(reading)}>{speak(reading).lending.account(props.signedIn)}</p>
          )}
          <Button kind="primary" size="lg">
            {w.button}
          </Button>
        </Form>
      </div>
    </Stack>
  );
}

/** What a borrower reads: by topic, nothing to press but the end. */
export function LentPage(props: { reading: Reading; lent: LentFile; zone: string }): Child {
  const { reading, lent } = props;
  const all = speak(reading);
  const w = all.borrow;
  return (
    <Stack gap="lg">
      <PageHeading title={w.of(lent.name)} lead={w.until(endOf(reading, lent, props.zone))} />
      <p class="open-note">{w.care}</p>
      {lent.entries.length === 0 ? <EmptyState title={w.none} /> : null}
      {topics
        .map((topic) => [topic, lent.entries.filter((one) => one.topic === topic)] as const)
        .filter(([, list]) => list.length > 0)
        .map(([topic, list]) => (
          <Section title={all.topics[topic]} id={topic}>
            {list.map((entry) => (
              <EntryCard
                reading={reading}
                entry={entry}
                {...(entry.replaced_by === null ? {} : { note: w.older })}
              />
            ))}
          </Section>
        ))}
      <div class="open-actions">
        <Post action="/open/support-file/lent/close" kind="primary">
          {w.close}
        </Post>
      </div>
    </Stack>
  );
}

/** The file closed while somebody was writing: what was typed travels on behind code and passphrase. */
export function ReopenPage(props: { reading: Reading; state: FormState; action: string }): Child {
  const { reading, state } = props;
  const all = speak(reading);
  const errors = inWords(state.errors, reading);
  const kept = ['title', 'body', 'to', 'said_by'].flatMap((name) => {
    const value = state.values[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={all.open.title} lead={all.open.ended} />
      <NotificationBanner kind="warning" title={all.open.endedKept} />
      <Form action={props.action} errors={errors}>
        <ReopenFields reading={reading} state={state} />
        <Button kind="primary" size="lg">
          {all.open.button}
        </Button>
      </Form>
      {kept.map((text) => (
        <p class="pre-line">{text}</p>
      ))}
    </Stack>
  );
}
