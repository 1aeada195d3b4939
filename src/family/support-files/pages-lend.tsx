import type { Offer } from '../../platform/search/offers.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, CheckboxGroup, DateField, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { CodeBox } from '../../platform/ui/receipt.tsx';
import { dayIn } from '../../platform/ui/speech-dates.ts';
import { japanese, marksIn, type Reading } from '../../platform/ui/speech.ts';
import { today as dayAt } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import { endOf, inWords, Leave, momentOf, Picture, speak } from './pages-parts.tsx';
import type { Asked, Lending, OpenFile } from './queries.ts';
import { showMinutes, topics, type LendingKind } from './rules.ts';

const mine = '/open/support-file/mine';

/** Which entries: by topic, those that stand first. */
function Entries(props: {
  reading: Reading;
  file: OpenFile;
  state: FormState;
  errors: Record<string, string>;
}): Child {
  const w = speak(props.reading);
  const { gap } = marksIn(props.reading);
  const field = fields(props.state.values, props.errors);
  const order = topics.flatMap((topic) => props.file.entries.filter((one) => one.topic === topic));
  return (
    <CheckboxGroup
      {...field.many('entry_ids')}
      label={w.lending.which}
      options={[
        ...order.filter((one) => one.replaced_by === null),
        ...order.filter((one) => one.replaced_by !== null),
      ].map((one) => ({
        value: `${one.id}`,
        label: one.title,
        help: [
          w.topics[one.topic],
          w.stages[one.stage],
          ...(one.replaced_by === null ? [] : [w.mine.older]),
        ].join(gap),
      }))}
      required
    />
  );
}

export function LendPage(props: {
  reading: Reading;
  file: OpenFile;
  kind: LendingKind;
  state: FormState;
  /** whom alone it may be lent to; null where nobody is named */
  places: Offer | null;
}): Child {
  const { reading, file, kind, state } = props;
  const w = speak(reading).lending;
  const errors = inWords(state.errors, reading);
  const field = fields(state.values, errors);
  const said = {
    show: { title: w.showTitle, lead: w.showLead(`${showMinutes}`), button: w.show },
    lend: { title: w.lendTitle, lead: w.lendLead, button: w.lend },
    offer: { title: w.offerTitle, lead: w.offerLead, button: w.offer },
  }[kind];
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={said.title} lead={said.lead} />
      {file.entries.length === 0 ? (
        <EmptyState
          title={w.noEntries}
          action={
            <LinkButton href={`${mine}/entries/new`} kind="primary" size="lg">
              {speak(reading).mine.add}
            </LinkButton>
          }
        />
      ) : (
        <Form action={`${mine}/lend?kind=${kind}`} errors={errors}>
          <HiddenField name="kind" value={kind} />
          <Entries reading={reading} file={file} state={state} errors={errors} />
          {kind === 'show' ? null : <TextField {...field('to')} label={w.to} help={w.toHelp} required />}
          {kind !== 'lend' ? null : (
            <>
              <DateField {...field.date('until')} label={w.until} help={w.untilHelp} required />
              {props.places === null ? null : (
                <FindOne
                  {...field('place')}
                  label={w.place}
                  help={w.placeHelp}
                  empty={w.placeNone}
                  offer={props.places}
                />
              )}
            </>
          )}
          {kind !== 'offer' ? null : (
            <TextField {...field('said_by')} label={w.said_by} help={w.saidByHelp} width="m" required />
          )}
          <p>{w.copies}</p>
          <Button kind="primary" size="lg">
            {said.button}
          </Button>
        </Form>
      )}
    </Stack>
  );
}

/** One lending: its code to hand over, what may be seen, and who looked. */
export function LendingPage(props: {
  reading: Reading;
  lending: Lending;
  picture: string | null;
  zone: string;
}): Child {
  const { reading, lending, zone } = props;
  const all = speak(reading);
  const w = all.lending;
  const title = { show: w.showTitle, lend: w.lendTitle, offer: w.offerTitle }[lending.kind];
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading
        title={lending.to || title}
        kicker={title}
        lead={w.ends(endOf(reading, lending, zone))}
        badges={lending.end_reason === null ? null : <StatusBadge>{w.ended[lending.end_reason]}</StatusBadge>}
      />
      {lending.ended_at !== null ? null : (
        <>
          <CodeBox
            label={w.code}
            code={showCode(lending.code)}
            keep={lending.kind === 'offer' ? w.offerKeep : w.codeKeep}
          />
          {props.picture === null ? null : <Picture picture={props.picture} alt={w.qr} />}
          {lending.place === null ? null : <p lang={japanese(reading)}>{w.onlyPlace(lending.place)}</p>}
          <ConfirmForm
            label={w.takeBack}
            question={w.takeBackAsk}
            action={`${mine}/lendings/${lending.id}/back`}
            confirmLabel={w.takeBack}
            danger
          />
        </>
      )}
      <Section title={w.entries} id="entries">
        <ul class="support-file-list">
          {lending.entries
            .filter(({ id }) => lending.ended_at !== null || lending.entry_ids.includes(id))
            .map(({ title: said }) => (
              <li>{said}</li>
            ))}
        </ul>
      </Section>
      {lending.kind === 'offer' ? null : (
        <Section title={w.looks} id="looks">
          {lending.looks.length === 0 ? (
            <p>{w.noLooks}</p>
          ) : (
            <ul class="open-list">
              {lending.looks.map((look) => (
                <li class="open-line">
                  <p class="open-line-when">{momentOf(reading, look.looked_at, zone)}</p>
                  <div class="open-line-words">
                    <p>{w.look(look.name, look.place)}</p>
                    {look.account === null ? null : <p class="open-line-text">{w.account(look.account)}</p>}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
      <p class="open-actions">
        <LinkButton href={mine} kind="secondary" size="lg">
          {all.open.toMine}
        </LinkButton>
      </p>
    </Stack>
  );
}

/** Into the city's record: answering a request, offering, and what was said yes to. */
export function CasePage(props: {
  reading: Reading;
  file: OpenFile;
  /** who asks, where a request's code was typed */
  asked: Asked | null;
  /** the form for that code, or the one for the yes */
  state: FormState;
  zone: string;
}): Child {
  const { reading, file, asked, state } = props;
  const all = speak(reading);
  const w = all.toCase;
  const errors = inWords(state.errors, reading);
  const field = fields(state.values, errors);
  const given = file.given.filter(
    (one) =>
      one.offered === null ||
      file.lendings.some((lending) => lending.code === one.offered && lending.end_reason === 'taken'),
  );
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={w.title} lead={w.lead} />
      {asked === null ? (
        <>
          <Section title={w.askTitle} id="request">
            <Form action={`${mine}/case/request`} errors={errors}>
              <TextField {...field('code')} label={w.code} help={all.open.codeHelp} width="m" required />
              <Button kind="primary" size="lg">
                {w.look}
              </Button>
            </Form>
          </Section>
          <Section title={w.offerTitle} id="offer">
            <p class="open-actions">
              <LinkButton href={`${mine}/lend?kind=offer`} kind="secondary" size="lg">
                {w.offer}
              </LinkButton>
            </p>
          </Section>
        </>
      ) : (
        <Section title={w.askTitle} id="request">
          <section class="open-note" lang={japanese(reading)}>
            <h3 lang={reading.lang}>{w.from}</h3>
            <p>
              {asked.organisation}　{asked.team}
            </p>
            <h3 lang={reading.lang}>{w.purpose}</h3>
            <p class="pre-line">{asked.purpose}</p>
          </section>
          {file.entries.length === 0 ? (
            <EmptyState title={all.lending.noEntries} />
          ) : (
            <Form action={`${mine}/case`} errors={errors}>
              <Entries reading={reading} file={file} state={state} errors={errors} />
              <TextField
                {...field('said_by')}
                label={all.lending.said_by}
                help={all.lending.saidByHelp}
                width="m"
                required
              />
              <Checkbox {...field.checked('yes')} label={w.yes} help={w.yesHelp} required />
              <Button kind="primary" size="lg">
                {w.give}
              </Button>
            </Form>
          )}
        </Section>
      )}
      {given.length === 0 ? null : (
        <Section title={all.mine.given} id="given">
          <ul class="open-list">
            {given.map((one) => (
              <li class="open-line">
                <p class="open-line-when">{w.on(dayIn(reading, one.on), one.to)}</p>
                <div class="open-line-words">
                  <p>{one.title}</p>
                  {one.withdrawn_at === null ? (
                    <ConfirmForm
                      label={w.withdraw}
                      question={w.withdrawAsk}
                      action={`${mine}/case/${one.id}/withdraw`}
                      confirmLabel={w.withdraw}
                    />
                  ) : (
                    <p class="open-line-text">
                      {w.withdrawnOn(dayIn(reading, dayAt(one.withdrawn_at, props.zone)))}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}
