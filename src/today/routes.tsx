import { Hono } from 'hono';
import { timeOf } from '../platform/ja/dates.ts';
import type { Env } from '../platform/web/context.ts';
import { view } from '../platform/web/handlers.tsx';
import type { NavEntry } from '../platform/web/navigation.ts';
import { TodayPage } from './pages.tsx';
import { waitingFor } from './queries.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'today', label: words.navigation, href: '/', duties: ['network'] },
];

// Strangers are led to what is theirs; whoever is signed in finds what waits.
routes.get(
  '/',
  async (c, next) => (c.var.identity ? next() : c.redirect('/open', 302)),
  view(async (tx) => {
    const zone = tx.actor.municipality.time_zone;
    return {
      title: words.title,
      body: (
        <TodayPage
          name={tx.session.name.split(' ')[0] ?? ''}
          hour={Number(timeOf(tx.now, zone).slice(0, 2))}
          today={tx.today}
          now={tx.now}
          zone={zone}
          waiting={await waitingFor(tx)}
          entersUse={tx.has('use.enter') && tx.session.facilities.length > 0}
          isFacility={tx.session.facilities.length > 0}
          goesOut={tx.has('visit.record') && tx.session.teams.length > 0}
          facilityId={tx.session.facilities[0] ?? null}
          isAuditor={tx.has('audit.read')}
        />
      ),
    };
  }),
);
