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

// Two builds: the pages' assets (one stylesheet, one small script per island) and the program itself.
export default defineConfig(({ isSsrBuild }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: '#ui', development: false } },
  plugins: isSsrBuild ? [] : [optionalFonts],
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
            // commands that need the whole program (scripts/run-built.ts)
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
