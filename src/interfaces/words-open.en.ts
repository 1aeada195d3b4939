import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Open data',
  lead: (name) =>
    `Data on places and events for families in ${name}. Anybody may use it freely by naming the source. The files are in Japanese.`,
  files: 'Files',
  api: 'For programs (API)',
  apiText: 'Places, services and organisations in the form of an international standard (HSDS 3.0).',
  apiLinks: {
    hsds: 'HSDS 3.0 entry point',
    openapi: 'Definition of its use (OpenAPI)',
    catalogue: 'Catalogue of the data (JSON)',
  },
  licence: 'Terms of use',
  licenceText: 'You may use this data under these terms: ',
  credit: (name) => `Example of naming the source: ${name}, “List of places for families”`,
  columns: { name: 'Data', format: 'Format', rows: 'Rows', modified: 'Last updated', link: 'File' },
  download: 'Download',
  limits: (aMinute) => `From one IP address, up to ${aMinute} requests a minute are answered.`,
  personal: 'Nothing personal is in it, such as people’s names or what they asked advice about.',
  datasets: {
    preschool: {
      title: 'List of places for families',
      description:
        'The 53 items of the national standard for municipalities’ open data. All places open now.',
    },
    event: { title: 'List of events', description: 'Coming events and courses for parents and children.' },
    facilities: {
      title: 'List of places for families (Excel)',
      description: 'An Excel file with the same items as the list of places for families.',
    },
    population: {
      title: 'Population by area and age',
      description:
        'Number of people by town and age. One age a row, men and women together. It can be imported into Tsunagi as it is.',
    },
  },
};
