import { raw, type Child, type PropsWithChildren } from './jsx-runtime.ts';
import { Flash, type FlashMessage } from './feedback.tsx';
import { Icon, ProductMark, type IconName } from './icons.tsx';
import type { Assets, Crumb } from './page.tsx';
import { japanese, languages, languageTag, ReadingContext, wordsIn, type Reading } from './speech.ts';
import { languageName, openWords } from './words-open.ts';

/** A number to call in need, as the frame of every public page shows it. */
export interface EmergencyNumber {
  /** a number known everywhere in Japan, whose name is there in every language */
  code: string | null;
  name: string;
  phone: string;
  text: string;
}

/** What stands when nothing could be asked of the database: the numbers of the whole country. */
export const nationalNumbers: readonly EmergencyNumber[] = (
  [
    ['police', '110'],
    ['ambulance', '119'],
    ['abuse', '189'],
    ['child', '0120-0-78310'],
    ['health', '#8000'],
    ['anyone', '0120-279-338'],
    ['violence', '#8008'],
  ] as const
).map(([code, phone]) => ({ code, phone, name: '', text: '' }));

export type PublicPageProps = {
  title: string;
  description?: string;
  assets: Assets;
  municipality: string;
  reading: Reading;
  /** This page in another reading. */
  hrefIn: (changes: { lang?: string; easy?: string; ruby?: string }) => string;
  current: string;
  numbers: readonly EmergencyNumber[];
  breadcrumbs?: readonly Crumb[];
  flash?: FlashMessage | null;
  demo?: boolean;
  signedIn: boolean;
  /** the page's own text is there in the reader's language, too */
  translated: boolean;
  /** not for search engines: forms that were filled in, receipts, what was not found */
  unlisted?: boolean;
  canonical?: string;
  width?: 'wide' | 'form';
};

const places: readonly { key: keyof typeof openWords.ja.nav; href: string; icon: IconName }[] = [
  { key: 'places', href: '/open/places', icon: 'search' },
  { key: 'calendar', href: '/open/calendar', icon: 'calendar' },
  { key: 'schemes', href: '/open/schemes', icon: 'note' },
  { key: 'help', href: '/open/help', icon: 'support' },
  { key: 'voices', href: '/open/voices', icon: 'bell' },
];

/** As a telephone dials it. */
export const telephone = (phone: string): string =>
  `tel:${phone.normalize('NFKC').replace(/[^0-9+#*]/g, '')}`;

/** The whole document of a public page: for a parent on a phone, without an account, in their language. */
export function PublicPage(props: PropsWithChildren<PublicPageProps>) {
  const { title, assets, reading, municipality, current, breadcrumbs = [], width = 'wide' } = props;
  const w = wordsIn(openWords, reading);
  const lang = languageTag[reading.lang];
  const site = w.title(municipality);
  // Names of places and events stay Japanese on the way to them.
  const written =
    reading.lang === 'zh'
      ? /[\p{Script=Hiragana}\p{Script=Katakana}]/u
      : /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  const nameIn = (label: string): 'ja' | undefined => (written.test(label) ? japanese(reading) : undefined);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={lang}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light" />
          <meta name="format-detection" content="telephone=no" />
          <meta name="description" content={props.description ?? site} />
          {props.unlisted === true ? <meta name="robots" content="noindex" /> : null}
          {props.canonical === undefined ? null : <link rel="canonical" href={props.canonical} />}
          <title>{title === site ? title : `${title}｜${site}`}</title>
          <link rel="stylesheet" href={assets.style} />
          {assets.icon === undefined ? null : <link rel="icon" href={assets.icon} type="image/svg+xml" />}
          {(assets.scripts ?? []).map((src) => (
            <script type="module" src={src}></script>
          ))}
        </head>
        <body class={reading.ruby && reading.lang === 'ja' ? 'open-page with-ruby' : 'open-page'}>
          <a class="skip-link" href="#main">
            {w.skip}
          </a>
          <header class="open-header">
            {props.demo === true ? <p class="demo-ribbon">{w.demo}</p> : null}
            <div class="open-header-row">
              <a class="brand" href="/open">
                <ProductMark />
                <span class="brand-words">
                  <span class="brand-place" lang={japanese(reading)}>
                    {municipality}
                  </span>
                  <span class="brand-name">{w.home}</span>
                </span>
              </a>
              <div class="open-tools">
                <a class="open-emergency-link" href="#emergency">
                  <Icon name="warning" size="sm" />
                  {w.emergency.link}
                </a>
                <Switches reading={reading} hrefIn={props.hrefIn} />
              </div>
            </div>
            <nav class="open-nav" aria-label={w.navLabel}>
              <ul>
                {places.map(({ key, href, icon }) => (
                  <li>
                    <a
                      href={href}
                      aria-current={
                        current === href ? 'page' : current.startsWith(`${href}/`) ? 'true' : undefined
                      }
                    >
                      <Icon name={icon} size="sm" />
                      <span>{w.nav[key]}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </header>
          <div class={`page page-${width}`}>
            {breadcrumbs.length === 0 ? null : (
              <div class="page-where">
                <nav class="breadcrumb" aria-label={w.breadcrumb}>
                  <ol>
                    {breadcrumbs.map((crumb, i) => (
                      <li>
                        {i === breadcrumbs.length - 1 || crumb.href === undefined ? (
                          <span
                            lang={nameIn(crumb.label)}
                            aria-current={i === breadcrumbs.length - 1 ? 'page' : undefined}
                          >
                            {crumb.label}
                          </span>
                        ) : (
                          <a href={crumb.href} lang={nameIn(crumb.label)}>
                            {crumb.label}
                          </a>
                        )}
                      </li>
                    ))}
                  </ol>
                </nav>
              </div>
            )}
            <main id="main" tabindex={-1} lang={props.translated ? undefined : japanese(reading)}>
              {props.translated || reading.lang === 'ja' ? null : (
                <p class="only-japanese" lang={languageTag[reading.lang]}>
                  {w.reading.onlyJapanese}
                </p>
              )}
              <ReadingContext.Provider
                value={props.translated ? reading : { ...reading, lang: 'ja', easy: false }}
              >
                {props.flash == null ? null : <Flash message={props.flash} />}
                {props.children}
              </ReadingContext.Provider>
            </main>
          </div>
          <footer class="open-footer">
            {/* The page for worries begins with these numbers, sorted by what is wrong. */}
            {current === '/open/help' ? null : (
              <section class="open-numbers" id="emergency" aria-labelledby="emergency-numbers-title">
                <div class="open-footer-inside">
                  <h2 id="emergency-numbers-title">
                    <Icon name="warning" />
                    {w.emergency.title}
                  </h2>
                  <p>{w.emergency.lead}</p>
                  <NumberList numbers={props.numbers} reading={reading} />
                  <p>
                    <a href="/open/help">{w.emergency.more}</a>
                  </p>
                </div>
              </section>
            )}
            <div class="open-footer-inside">
              <nav aria-label={w.footer.label}>
                <ul class="open-footer-links">
                  {(
                    [
                      ['help', '/open/help'],
                      ['helpers', '/open/helpers'],
                      ['areas', '/open/areas'],
                      ['accessibility', '/open/accessibility'],
                      ['privacy', '/open/privacy'],
                      ['data', '/open/data'],
                    ] as const
                  ).map(([key, href]) => (
                    <li>
                      <a href={href}>{w.footer[key]}</a>
                    </li>
                  ))}
                  <li>
                    {props.signedIn ? (
                      <a href="/">{w.footer.today}</a>
                    ) : (
                      <a href="/sign-in">{w.footer.signIn}</a>
                    )}
                  </li>
                </ul>
              </nav>
              <p class="open-footer-name" lang={japanese(reading)}>
                {municipality}
              </p>
            </div>
          </footer>
          {/* Last, so that the page is painted before a byte of it has come. Phones have a Japanese font of their own, and
              half a megabyte of ours is dear to whoever pays for it. */}
          {assets.fonts === undefined ? null : (
            <link rel="stylesheet" href={assets.fonts} media="(min-width: 48rem)" />
          )}
        </body>
      </html>
    </>
  );
}

/** Language, plain words, readings: links that work without script. */
function Switches({ reading, hrefIn }: Pick<PublicPageProps, 'reading' | 'hrefIn'>): Child {
  const w = wordsIn(openWords, reading).reading;
  return (
    <details class="open-switch">
      <summary>
        <Icon name="globe" size="sm" />
        <span>{w.label}</span>
        {reading.lang === 'ja' ? (
          <span lang="en" class="open-switch-english">
            Language
          </span>
        ) : null}
      </summary>
      <div class="open-switch-panel">
        <ul>
          {languages.map((one) => (
            <li>
              <a
                href={hrefIn({ lang: one })}
                lang={languageTag[one]}
                hreflang={languageTag[one]}
                aria-current={one === reading.lang ? 'true' : undefined}
                rel="nofollow"
              >
                {languageName[one]}
              </a>
            </li>
          ))}
        </ul>
        <ul>
          <li>
            <a
              href={hrefIn({ lang: 'ja', easy: reading.easy && reading.lang === 'ja' ? '0' : '1' })}
              rel="nofollow"
            >
              {reading.easy && reading.lang === 'ja' ? w.easyOff : w.easyOn}
            </a>
          </li>
          <li>
            <a
              href={hrefIn({ lang: 'ja', ruby: reading.ruby && reading.lang === 'ja' ? '0' : '1' })}
              rel="nofollow"
            >
              {reading.ruby && reading.lang === 'ja' ? w.rubyOff : w.rubyOn}
            </a>
          </li>
        </ul>
      </div>
    </details>
  );
}

/** Numbers to call, large enough for a thumb; what the city added itself stays in Japanese. */
export function NumberList(props: { numbers: readonly EmergencyNumber[]; reading: Reading }): Child {
  const w = wordsIn(openWords, props.reading);
  const known = (code: string | null): code is keyof typeof w.numbers => code !== null && code in w.numbers;
  return (
    <ul class="number-list">
      {props.numbers.map((one) => {
        const { code } = one;
        const said = known(code) ? w.numbers[code] : null;
        return (
          <li lang={said === null ? japanese(props.reading) : undefined}>
            <a class="number-call" href={telephone(one.phone)} aria-label={w.emergency.call(one.phone)}>
              {one.phone}
            </a>
            <span class="number-words">
              <span class="number-name">{said?.name ?? one.name}</span>
              <span class="number-text">{said?.text ?? one.text}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
