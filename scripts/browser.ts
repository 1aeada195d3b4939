import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// The first is Chromium without its windows and menus, which nobody sees here: a fifth quicker.
const known = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Path of a Chromium: the one named, the system's, or one brought by apt where we may; null (said aloud) where none can be had. */
export function bringBrowser(): string | null {
  const named = process.env.TSUNAGI_BROWSER;
  if (named && existsSync(named)) return named;
  const there = () => known.find((path) => existsSync(path)) ?? null;
  if (there()) return there();
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('Bringing Chromium and a Japanese font for the browser journeys …');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: 120_000 });
    for (const browser of ['chromium-headless-shell', 'chromium']) {
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', browser, 'fonts-noto-cjk'], {
        stdio: 'ignore',
        timeout: 300_000,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
      if (there()) return there();
    }
  }
  console.log(
    'No Chromium here and none could be installed: the browser journeys are skipped. Install the package "chromium" to run them.',
  );
  return null;
}
