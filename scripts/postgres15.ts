import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

const folder = '/usr/lib/postgresql/15/bin';

/** Folder of PostgreSQL 15's server programs as Debian installs them, or null. */
export function postgres15(): string | null {
  return existsSync(`${folder}/postgres`) ? folder : null;
}

/** The same, brought by apt where we may; null (said aloud) where it cannot be had. */
export function bringPostgres15(): string | null {
  if (!postgres15() && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log('Bringing PostgreSQL 15 for the tests of production …');
    // The package would start a server of its own otherwise.
    const settings = '/etc/postgresql-common/createcluster.conf';
    if (!existsSync(settings)) {
      mkdirSync('/etc/postgresql-common', { recursive: true });
      writeFileSync(settings, 'create_main_cluster = false\n');
    }
    const keep = ['-o', 'Dpkg::Options::=--force-confold'];
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: 120_000 });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...keep, 'postgresql-15'], {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!postgres15())
    console.log(
      'No PostgreSQL 15 here and none could be installed: the tests of production are skipped. Install the package "postgresql-15" to run them.',
    );
  return postgres15();
}
