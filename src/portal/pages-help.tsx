import type { Child } from '../platform/ui/jsx-runtime.ts';
import { LinkButton } from '../platform/ui/buttons.tsx';
import { Icon } from '../platform/ui/icons.tsx';
import { PageHeading, Section, Stack } from '../platform/ui/layout.tsx';
import { NumberList, telephone } from '../platform/ui/public-page.tsx';
import { japanese, marksIn, wordsIn, type Reading } from '../platform/ui/speech.ts';
import type { Helpline } from './queries.ts';
import { audiences } from './rules.ts';
import { openWords } from './words-open.ts';

/** For danger to life or limb, and for those at the end of their strength: what to call, before anything else. */
export function DangerBlock(props: {
  reading: Reading;
  helplines: readonly Helpline[];
  title?: Child;
  id?: string;
}): Child {
  const { reading } = props;
  const w = wordsIn(openWords, reading).help;
  const of = (...codes: string[]) =>
    props.helplines.flatMap(({ code, name, phone, description }) =>
      code !== null && phone !== null && codes.includes(code)
        ? [{ code, name, phone, text: description }]
        : [],
    );
  return (
    <section class="open-danger" id={props.id} aria-labelledby="danger-title">
      <h2 id="danger-title">
        <Icon name="warning" />
        {props.title ?? w.emergencyTitle}
      </h2>
      <dl>
        {(
          [
            ['life', of('police', 'ambulance', 'health')],
            ['self', of('anyone', 'child')],
            ['harm', of('abuse')],
            ['violence', of('violence')],
          ] as const
        ).map(([key, numbers]) => (
          <div>
            <dt>{w.dangers[key]}</dt>
            <dd>
              <NumberList numbers={numbers} reading={reading} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** "I have a worry": numbers first, then the city's own windows by whom they are for. */
export function HelpPage(props: {
  reading: Reading;
  helplines: readonly Helpline[];
  nearHref: string;
}): Child {
  const { reading } = props;
  const w = wordsIn(openWords, reading).help;
  const city = props.helplines.filter(({ code }) => code === null);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <DangerBlock reading={reading} helplines={props.helplines} id="emergency" />
      <Section title={w.write.title} id="write">
        <p>{w.write.text}</p>
        <p class="open-actions">
          <LinkButton href="/open/consult" kind="secondary" icon="edit">
            {w.write.adult}
          </LinkButton>
          <LinkButton href="/open/consult/child" kind="secondary" icon="edit">
            {w.write.child}
          </LinkButton>
          <LinkButton href="/open/support-file" kind="secondary" icon="note">
            {w.write.file}
          </LinkButton>
        </p>
      </Section>
      {city.length === 0 ? (
        <p>{w.noCity}</p>
      ) : (
        audiences.map((audience) => {
          const lines = city.filter((one) => one.audience === audience);
          if (lines.length === 0) return null;
          return (
            <Section title={w.audiences[audience]} id={`for-${audience}`}>
              <ul class="open-windows">
                {lines.map((line) => (
                  <HelplineCard line={line} reading={reading} />
                ))}
              </ul>
            </Section>
          );
        })
      )}
      <Section title={w.nearTitle} id="near">
        <p>{w.nearText}</p>
        <p>
          <LinkButton href={props.nearHref} kind="secondary" icon="search">
            {w.nearLink}
          </LinkButton>
        </p>
      </Section>
      <p>
        {w.voiceText} <a href="/open/voices">{wordsIn(openWords, reading).voices.title}</a>
      </p>
    </Stack>
  );
}

function HelplineCard({ line, reading }: { line: Helpline; reading: Reading }): Child {
  const w = wordsIn(openWords, reading);
  const mark = japanese(reading);
  return (
    <li>
      <h3 lang={mark}>{line.name}</h3>
      {line.description === '' ? null : <p lang={mark}>{line.description}</p>}
      {line.hours === '' ? null : (
        <p>
          {`${w.help.hours}${marksIn(reading).colon}`}
          <span lang={mark}>{line.hours}</span>
        </p>
      )}
      <p class="open-actions">
        {line.phone === null ? null : (
          <a class="button button-primary button-md" href={telephone(line.phone)}>
            {w.place.call(line.phone)}
          </a>
        )}
        {line.url === null ? null : (
          <a class="button button-secondary button-md" href={line.url}>
            {w.help.web}
          </a>
        )}
      </p>
    </li>
  );
}
