import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Good practice in nurseries and neighbourhoods',
  lead: 'Ideas from nurseries in the city, and what was learned from other towns. A nursery is named only if it agreed.',
  empty: 'Nothing is published at the moment.',
  description: (title) => `Good practice: ${title}`,
  ages: { under3: 'Ages 0–2', over3: 'Ages 3–5', school: 'Primary school', adults: 'Staff and parents' },
  parts: {
    background: 'Why it began',
    structure: 'Who takes part',
    method: 'How it is done',
    results: 'What came of it',
    issues: 'What is still difficult',
  },
  anonymous: 'A nursery in the city (not named, as agreed)',
  studied: (day) => `studied on ${day}`,
  documents: 'Documents',
  tried: (all, again) => `Tried by ${all}; ${again} would do it again, as it was or with changes.`,
};
