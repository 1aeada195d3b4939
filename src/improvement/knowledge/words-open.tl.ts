import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Magagandang gawain sa mga nursery at pamayanan',
  lead: 'Mga ideya ng mga nursery sa lungsod at mga natutunan sa ibang bayan. Pinapangalanan lamang ang nursery kung pumayag ito.',
  empty: 'Wala pang nakalathala ngayon.',
  description: (title) => `Magandang gawain: ${title}`,
  ages: { under3: '0–2 taon', over3: '3–5 taon', school: 'Elementarya', adults: 'Mga kawani at magulang' },
  parts: {
    background: 'Bakit sinimulan',
    structure: 'Sino ang kasali',
    method: 'Paano ginagawa',
    results: 'Ano ang naging bunga',
    issues: 'Ano ang mahirap pa',
  },
  anonymous: 'Isang nursery sa lungsod (hindi pinangalanan ayon sa kasunduan)',
  studied: (day) => `pinag-aralan noong ${day}`,
  documents: 'Mga dokumento',
  tried: (all, again) =>
    `Sinubukan na ng ${all}; ${again} ang nagsabing uulitin ito, ganoon pa rin o may pagbabago.`,
};
