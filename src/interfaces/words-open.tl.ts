import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Open data',
  lead: (name) =>
    `Datos tungkol sa mga lugar at aktibidad para sa mga pamilya sa ${name}. Malayang magagamit ng sinuman kung isusulat ang pinagmulan. Nasa wikang Hapones ang mga file.`,
  files: 'Mga file',
  api: 'Para sa mga programa (API)',
  apiText: 'Makukuha ang mga lugar, serbisyo at samahan ayon sa pandaigdigang pamantayan (HSDS 3.0).',
  apiLinks: {
    hsds: 'Pasukan ng HSDS 3.0',
    openapi: 'Paliwanag ng paggamit (OpenAPI)',
    catalogue: 'Katalogo ng datos (JSON)',
  },
  licence: 'Tuntunin sa paggamit',
  licenceText: 'Magagamit ang datos na ito ayon sa tuntuning ito: ',
  credit: (name) => `Halimbawa ng pagsulat ng pinagmulan: ${name}, “Listahan ng mga lugar para sa pamilya”`,
  columns: {
    name: 'Datos',
    format: 'Format',
    rows: 'Bilang',
    modified: 'Huling binago',
    link: 'File',
  },
  download: 'I-download',
  limits: (aMinute) => `Mula sa isang IP address, hanggang ${aMinute} tanong bawat minuto ang masasagot.`,
  personal: 'Walang personal na impormasyon dito, gaya ng pangalan ng tao o laman ng konsultasyon.',
  datasets: {
    preschool: {
      title: 'Listahan ng mga lugar para sa pamilya',
      description:
        'Ang 53 item ng pambansang pamantayan ng open data ng mga munisipyo. Lahat ng lugar na bukas ngayon.',
    },
    event: {
      title: 'Listahan ng mga aktibidad',
      description: 'Mga darating na aktibidad at kurso para sa magulang at anak.',
    },
    facilities: {
      title: 'Listahan ng mga lugar para sa pamilya (Excel)',
      description: 'Excel file na may parehong item ng listahan ng mga lugar para sa pamilya.',
    },
    population: {
      title: 'Populasyon ayon sa lugar at edad',
      description:
        'Bilang ng tao bawat purok at edad. Isang edad bawat hanay, hindi hiwalay ang lalaki at babae. Maipapasok ito sa Tsunagi nang walang pagbabago.',
    },
  },
};
