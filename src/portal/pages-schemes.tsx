import type { Child } from '../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../platform/ui/buttons.tsx';
import { StatusBadge, NotificationBanner } from '../platform/ui/feedback.tsx';
import { TextField } from '../platform/ui/fields.tsx';
import { PageHeading, Prose, Section, Stack } from '../platform/ui/layout.tsx';
import { telephone } from '../platform/ui/public-page.tsx';
import { DescriptionList } from '../platform/ui/records.tsx';
import { dayIn } from '../platform/ui/speech-dates.ts';
import { japanese, marksIn, wordsIn, type Reading } from '../platform/ui/speech.ts';
import { AgeSelect } from './pages-first.tsx';
import type { Scheme } from './queries-schemes.ts';
import type { AgeCode } from './rules.ts';
import { referencesOf, seasonOf } from './rules-schemes.ts';
import { openWords } from './words-open.ts';

// What the city wrote of a scheme is in Japanese and marked so; all around it is in the reader's language.

function SeasonBadge(props: { scheme: Scheme; today: string; reading: Reading }): Child {
  const { scheme, today, reading } = props;
  const w = wordsIn(openWords, reading).schemes;
  const season = seasonOf(scheme, today);
  if (season.of === 'always') return null;
  if (season.of === 'over') return <StatusBadge>{w.closed}</StatusBadge>;
  if (season.of === 'soon')
    return <StatusBadge kind="info">{w.soon(dayIn(reading, season.from))}</StatusBadge>;
  return (
    <StatusBadge kind="success">
      {w.open}
      {season.until === null ? '' : marksIn(reading).aside(w.until(dayIn(reading, season.until)))}
    </StatusBadge>
  );
}

export function SchemesPage(props: {
  schemes: readonly Scheme[];
  q: string;
  age: AgeCode | null;
  today: string;
  reading: Reading;
}): Child {
  const { reading } = props;
  const all = wordsIn(openWords, reading);
  const w = all.schemes;
  const mark = japanese(reading);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <form class="open-ask" action="/open/schemes" method="get">
        <TextField name="q" label={w.q} value={props.q} />
        <AgeSelect value={props.age} reading={reading} />
        <Button kind="primary" size="lg" icon="search">
          {w.apply}
        </Button>
      </form>
      {props.schemes.length === 0 ? (
        <div class="open-none">
          <p>
            <strong>{w.none}</strong>
          </p>
          <p>{w.noneText}</p>
          <p>
            <LinkButton href="/open/schemes" kind="secondary">
              {w.clear}
            </LinkButton>
          </p>
        </div>
      ) : (
        <section aria-label={w.title}>
          <p class="open-count">{w.count(`${props.schemes.length}`)}</p>
          <ul class="open-list">
            {props.schemes.map((scheme) => (
              <li class="open-line open-line-place">
                <div class="open-line-words">
                  <h2 class="open-line-title" lang={mark}>
                    <a href={`/open/schemes/${scheme.id}`}>{scheme.title}</a>
                  </h2>
                  {scheme.summary === '' ? null : <p lang={mark}>{scheme.summary}</p>}
                  {scheme.audience === '' ? null : (
                    <p class="open-line-text">
                      {`${w.fields.audience}${marksIn(reading).colon}`}
                      <span lang={mark}>{scheme.audience}</span>
                    </p>
                  )}
                  <SeasonBadge scheme={scheme} today={props.today} reading={reading} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

export function SchemePage(props: { scheme: Scheme; today: string; reading: Reading }): Child {
  const { scheme, today, reading } = props;
  const w = wordsIn(openWords, reading).schemes;
  const f = w.fields;
  const mark = japanese(reading);
  const text = (term: string, value: string) =>
    value === ''
      ? null
      : {
          term,
          description: (
            <div lang={mark}>
              <Prose>{value}</Prose>
            </div>
          ),
        };
  const references = referencesOf(scheme.references_to);
  return (
    <Stack gap="lg">
      {scheme.ended_on !== null && scheme.ended_on <= today ? (
        <NotificationBanner kind="warning" title={w.ended} />
      ) : null}
      <PageHeading
        title={<span lang={mark}>{scheme.title}</span>}
        kicker={scheme.subtitle === '' ? undefined : <span lang={mark}>{scheme.subtitle}</span>}
        lead={scheme.summary === '' ? undefined : <span lang={mark}>{scheme.summary}</span>}
        badges={<SeasonBadge scheme={scheme} today={today} reading={reading} />}
      />
      {scheme.apply_url === null && scheme.url === null ? null : (
        <p class="open-actions no-print">
          {scheme.apply_url === null ? null : (
            <LinkButton href={scheme.apply_url} kind="primary" size="lg" icon="external">
              {w.applyOnline}
            </LinkButton>
          )}
          {scheme.url === null ? null : (
            <LinkButton href={scheme.url} kind="secondary" size="lg" icon="external">
              {w.more}
            </LinkButton>
          )}
        </p>
      )}
      <DescriptionList
        layout="stack"
        items={[
          text(f.audience, scheme.audience),
          text(f.areas, scheme.areas.replaceAll(';', '・')),
          text(f.contents, scheme.contents),
          text(f.how_to_apply, scheme.how_to_apply),
          text(f.season, scheme.season),
          scheme.opens_on === null && scheme.closes_on === null
            ? null
            : {
                term: f.period,
                description: [scheme.opens_on, scheme.closes_on]
                  .map((day) => (day === null ? '' : dayIn(reading, day)))
                  .join(reading.lang === 'ja' ? '～' : ' – '),
              },
          text(f.legal_basis, scheme.legal_basis),
          references.length === 0
            ? null
            : {
                term: f.references_to,
                description: (
                  <ul lang={mark}>
                    {references.map(({ title, url }) => (
                      <li>
                        <a href={url}>{title}</a>
                      </li>
                    ))}
                  </ul>
                ),
              },
          text(f.related, scheme.related),
        ]}
      />
      <Section title={f.contact} id="contact">
        <DescriptionList
          items={[
            {
              term: f.contact,
              description: (
                <span lang={mark}>
                  {[scheme.organisation, scheme.contact_name]
                    .filter((one) => one !== null && one !== '')
                    .join('　')}
                </span>
              ),
            },
            scheme.contact_address === ''
              ? null
              : {
                  term: '〒',
                  description: (
                    <span lang={mark}>{`${scheme.contact_postal_code ?? ''} ${scheme.contact_address}`}</span>
                  ),
                },
          ]}
        />
        <p class="open-actions">
          {scheme.contact_phone === null ? null : (
            <a class="button button-primary button-md" href={telephone(scheme.contact_phone)}>
              {scheme.contact_phone}
            </a>
          )}
          {scheme.contact_form_url === null ? null : (
            <LinkButton href={scheme.contact_form_url} kind="secondary" icon="external">
              {w.form}
            </LinkButton>
          )}
        </p>
      </Section>
      {scheme.published_on === null ? null : (
        <p class="open-checked">
          {`${f.published_on}${marksIn(reading).colon}${dayIn(reading, scheme.published_on)}`}
        </p>
      )}
    </Stack>
  );
}
