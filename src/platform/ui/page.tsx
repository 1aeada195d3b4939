import { raw, type PropsWithChildren } from './jsx-runtime.ts';
import { Flash, type FlashMessage } from './feedback.tsx';
import { Icon, ProductMark, type IconName } from './icons.tsx';
import { words } from './words.ja.ts';

export type NavItem = { label: string; href: string; root?: string };
export type PlaceKey = 'today' | 'connect' | 'improve' | 'support' | 'see';
/** One of the five places; `items` are the pages inside it that this person may open. */
export type NavGroup = {
  key: PlaceKey;
  label: string;
  href: string;
  items: readonly NavItem[];
  /** Where they are too many for one row: the same items under headings. */
  parts?: readonly { label: string; items: readonly NavItem[] }[];
};
/** The signed-in person as the header shows them; `duties` in words, one per appointment. */
export type PageUser = { id?: number; name: string; place: string; duties: readonly string[] };
/** The last crumb is the page itself and needs no href. */
export type Crumb = { label: string; href?: string };
/** Addresses of the built files; `scripts` only those islands the page uses. */
export type Assets = {
  style: string;
  fonts?: string;
  scripts?: readonly string[];
  icon?: string;
  /** of a page that can be installed */
  manifest?: string;
  touchIcon?: string;
};
export type Zone = 'public' | 'network' | 'case';

export type PageProps = {
  title: string;
  assets: Assets;
  nav: readonly NavGroup[];
  /** Path of this page, to mark the place in the navigation. */
  current?: string;
  user?: PageUser | null;
  municipality?: string;
  breadcrumbs?: readonly Crumb[];
  flash?: FlashMessage | null;
  zone?: Zone;
  demo?: boolean;
  /** What was typed in the search box last; the box is shown to signed-in people. */
  search?: string;
  csrf?: string;
  signInHref?: string;
  signOutHref?: string;
  accountHref?: string;
  footer?: readonly NavItem[];
  /** 'form' narrows the page to one reading column. */
  width?: 'wide' | 'form';
  /** Without a word about who is signed in: a page that is kept on a device holds nobody's name. */
  bare?: boolean;
};

const placeIcon: Record<PlaceKey, IconName> = {
  today: 'home',
  connect: 'link',
  improve: 'improve',
  support: 'support',
  see: 'see',
};
const zoneIcon: Record<Zone, IconName> = { public: 'globe', network: 'people', case: 'lock' };

/** How well a link answers for the present path: longer is nearer, 0 is not at all. */
function nearness(href: string, current: string): number {
  if (href === '') return 0;
  return current === href || current.startsWith(href === '/' ? '//' : `${href}/`) ? href.length : 0;
}

function place(nav: readonly NavGroup[], current: string | undefined): { group?: NavGroup; item?: NavItem } {
  let best: { group?: NavGroup; item?: NavItem } = {};
  let score = 0;
  for (const group of nav) {
    for (const item of [...group.items, undefined]) {
      const near =
        current === undefined
          ? 0
          : Math.max(nearness((item ?? group).href, current), nearness(item?.root ?? '', current));
      if (near > score) {
        score = near;
        best = item === undefined ? { group } : { group, item };
      }
    }
  }
  return best;
}

/** The whole document around a page's content; usable without script, which only ever comes from files. */
export function Page(props: PropsWithChildren<PageProps>) {
  const { title, assets, nav, current, user, breadcrumbs = [], flash, zone, demo, width = 'wide' } = props;
  const municipality = props.municipality ?? user?.place;
  const here = place(nav, current);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="ja">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light" />
          <meta name="format-detection" content="telephone=no" />
          {zone === 'public' ? null : <meta name="robots" content="noindex" />}
          <title>{title === words.titleSuffix ? title : `${title}｜${words.titleSuffix}`}</title>
          <link rel="stylesheet" href={assets.style} />
          {assets.fonts === undefined ? null : <link rel="stylesheet" href={assets.fonts} />}
          {assets.icon === undefined ? null : <link rel="icon" href={assets.icon} type="image/svg+xml" />}
          {assets.manifest === undefined ? null : <link rel="manifest" href={assets.manifest} />}
          {assets.touchIcon === undefined ? null : <link rel="apple-touch-icon" href={assets.touchIcon} />}
          {(assets.scripts ?? []).map((src) => (
            <script type="module" src={src}></script>
          ))}
        </head>
        <body class={zone === undefined ? undefined : `zone-${zone}`}>
          <a class="skip-link" href="#main">
            {words.skip}
          </a>
          <header class="site-header">
            {demo === true ? <p class="demo-ribbon">{words.demo}</p> : null}
            <div class="site-header-row">
              <a class="brand" href="/">
                <ProductMark />
                <span class="brand-words">
                  <span class="brand-name">{words.product}</span>
                  {municipality === undefined ? null : <span class="brand-place">{municipality}</span>}
                </span>
              </a>
              {nav.length === 0 ? null : (
                <Places nav={nav} here={here.group} exact={here.item === undefined} />
              )}
              {user == null && props.search === undefined ? null : (
                <HeaderSearch value={props.search ?? ''} />
              )}
              {props.bare === true ? null : user == null ? (
                <a class="header-sign-in" href={props.signInHref ?? '/sign-in'}>
                  <Icon name="user" />
                  {words.header.signIn}
                </a>
              ) : (
                <UserMenu
                  user={user}
                  csrf={props.csrf}
                  action={props.signOutHref ?? '/sign-out'}
                  account={props.accountHref}
                />
              )}
            </div>
            {here.group === undefined || here.group.items.length === 0 ? null : (
              <nav class="within" aria-label={words.header.within(here.group.label)}>
                <details>
                  <summary>
                    <span>
                      {words.header.withinOpen(here.group.label)}
                      <strong>{here.item?.label ?? words.header.withinChoose}</strong>
                    </span>
                    <Icon name="down" size="sm" />
                  </summary>
                </details>
                {here.group.parts === undefined ? (
                  <ul>
                    <Pages items={here.group.items} here={here.item} current={current} />
                  </ul>
                ) : (
                  <ul class="within-parts">
                    {here.group.parts.map((part) => (
                      <li class={part.items.includes(here.item!) ? 'within-here' : undefined}>
                        <a
                          class="within-part"
                          href={part.items[0]!.href}
                          aria-current={part.items.includes(here.item!) ? 'true' : undefined}
                        >
                          {part.label}
                        </a>
                        <ul aria-label={part.label}>
                          <Pages items={part.items} here={here.item} current={current} />
                        </ul>
                      </li>
                    ))}
                  </ul>
                )}
              </nav>
            )}
          </header>
          <div class={`page page-${width}`}>
            {breadcrumbs.length === 0 && zone === undefined ? null : (
              <div class="page-where">
                {breadcrumbs.length === 0 ? null : <Breadcrumb crumbs={breadcrumbs} />}
                {zone === undefined ? null : <ZoneMark zone={zone} />}
              </div>
            )}
            <main id="main" tabindex={-1}>
              {flash == null ? null : <Flash message={flash} />}
              {props.children}
            </main>
          </div>
          <footer class="site-footer">
            <div class="site-footer-row">
              <p class="site-footer-name">
                <span class="site-footer-product">{words.product}</span>
                <span>{words.tagline}</span>
                {municipality === undefined ? null : <span>{municipality}</span>}
              </p>
              {props.footer === undefined ? null : (
                <nav aria-label={words.header.footer}>
                  <ul>
                    {props.footer.map((item) => (
                      <li>
                        <a href={item.href}>{item.label}</a>
                      </li>
                    ))}
                  </ul>
                </nav>
              )}
            </div>
          </footer>
        </body>
      </html>
    </>
  );
}

/** Pages inside a place, or inside one part of it. */
function Pages(props: { items: readonly NavItem[]; here?: NavItem; current?: string }) {
  return (
    <>
      {props.items.map((item) => (
        <li>
          <a
            href={item.href}
            aria-current={item !== props.here ? undefined : item.href === props.current ? 'page' : 'true'}
          >
            {item.label}
          </a>
        </li>
      ))}
    </>
  );
}

/** The five places: a row in the header, and on a phone a bar under the thumb; plain links both times. */
function Places({ nav, here, exact }: { nav: readonly NavGroup[]; here?: NavGroup; exact: boolean }) {
  return (
    <nav class="places" aria-label={words.header.places}>
      <ul>
        {nav.map((group) => (
          <li>
            <a href={group.href} aria-current={group !== here ? undefined : exact ? 'page' : 'true'}>
              <Icon name={placeIcon[group.key]} />
              <span>{group.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function HeaderSearch({ value }: { value: string }) {
  return (
    <search class="header-search">
      <form action="/search" method="get">
        <label class="visually-hidden" for="header-q">
          {words.search.label}
        </label>
        <input id="header-q" type="search" name="q" value={value} autocomplete="off" enterkeyhint="search" />
        <button type="submit">
          <Icon name="search" label={words.search.button} />
        </button>
      </form>
    </search>
  );
}

function UserMenu(props: { user: PageUser; csrf?: string; action: string; account?: string }) {
  const { user } = props;
  return (
    <details class="user-menu">
      <summary>
        <Icon name="user" />
        <span class="user-menu-name">{user.name}</span>
        <span class="visually-hidden">{words.header.userMenu(user.name)}</span>
        <Icon name="down" size="sm" />
      </summary>
      <div class="user-menu-panel">
        <p class="user-menu-who">
          <strong>{user.name}</strong>
          <span>{user.place}</span>
        </p>
        {user.duties.length === 0 ? null : (
          <ul class="user-menu-duties">
            {user.duties.map((duty) => (
              <li>{duty}</li>
            ))}
          </ul>
        )}
        {props.account === undefined ? null : <a href={props.account}>{words.header.account}</a>}
        <form action={props.action} method="post" data-sign-out={`${user.id ?? ''}`}>
          <input type="hidden" name="_csrf" value={props.csrf ?? ''} />
          <button class="button button-secondary button-md" type="submit">
            <Icon name="signout" />
            {words.header.signOut}
          </button>
        </form>
      </div>
    </details>
  );
}

/** Says who else can see this page, in words and with its icon. */
export function ZoneMark({ zone }: { zone: Zone }) {
  return (
    <aside class={`zone-mark zone-mark-${zone}`} aria-label={words.zone.label}>
      <Icon name={zoneIcon[zone]} size="sm" />
      <strong>{words.zone[zone].name}</strong>
      <span class="zone-mark-text">{words.zone[zone].text}</span>
    </aside>
  );
}

/** Where this page lies; the last crumb is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav class="breadcrumb" aria-label={words.breadcrumb}>
      <ol>
        {crumbs.map((crumb, i) => (
          <li>
            {i === crumbs.length - 1 || crumb.href === undefined ? (
              <span aria-current={i === crumbs.length - 1 ? 'page' : undefined}>{crumb.label}</span>
            ) : (
              <a href={crumb.href}>{crumb.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
