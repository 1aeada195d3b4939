import type { Spoken } from './speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  skip: 'Skip to the main text',
  home: 'Tsunagi',
  title: (city) => `Raising children in ${city}`,
  navLabel: 'Main pages',
  nav: {
    places: 'Find a place',
    calendar: 'Calendar',
    schemes: 'Money and services',
    help: 'I need help',
    voices: 'Tell the city',
  },
  reading: {
    label: 'Language and display',
    easyOn: 'Easy Japanese',
    easyOff: 'Standard Japanese',
    rubyOn: 'Show furigana',
    rubyOff: 'Hide furigana',
    onlyJapanese: 'The text of this page is in Japanese only.',
  },
  emergency: {
    link: 'Emergency',
    title: 'In danger, or at the end of your strength',
    lead: 'Do not hesitate to call. It does no harm if you turn out to be wrong.',
    city: 'Help lines of this city',
    more: 'More places to turn to',
    call: (phone) => `Call ${phone}`,
  },
  numbers: {
    police: { name: 'Police', text: 'Violence, crime, accidents' },
    ambulance: { name: 'Ambulance and fire', text: 'Injury, sudden illness, fire' },
    abuse: {
      name: 'Child abuse hotline',
      text: 'If you think a child is being hurt, or fear you might hurt your own. 24 hours, free; you need not give your name',
    },
    child: {
      name: '24-hour SOS line for children',
      text: 'Bullying, school, trouble at home. For children and parents. 24 hours, free',
    },
    health: {
      name: 'Children’s medical advice',
      text: 'Sudden illness at night or on a holiday. Nurses and doctors answer',
    },
    anyone: {
      name: 'Yorisoi Hotline',
      text: 'When life feels unbearable, or you need someone to talk to. 24 hours, free, also in other languages',
    },
    violence: {
      name: 'Domestic violence line',
      text: 'Violence by a husband, wife or partner. Connects you to the nearest centre',
    },
  },
  footer: {
    label: 'About this site',
    help: 'Where to get advice',
    helpers: 'Become a helper',
    areas: 'About the areas',
    accessibility: 'Accessibility',
    privacy: 'Privacy',
    data: 'Data and terms of use',
    signIn: 'Sign-in for staff',
    today: 'Back to Today',
  },
  demo: 'Demonstration: people, places and telephone numbers are invented (except the national ones)',
  breadcrumb: 'You are here',
  form: {
    required: '(required)',
    choose: 'Please choose',
    chars: (max, now) => `Up to ${max} characters (now ${now})`,
    errorsTitle: (count) => `Please check what you entered (${count})`,
    errorsLead: 'Select a sentence to go to its field. Nothing you typed is lost.',
    errorMark: 'Error: ',
    about: (label, text) => `${label}: ${text}`,
  },
  pages: {
    label: 'Pages',
    total: (count) => `${count} in all`,
    range: (from, to) => `${from} to ${to}`,
    previous: 'Previous',
    next: 'Next',
    page: (n) => `Page ${n}`,
    current: (n, last) => `Page ${n} of ${last}`,
  },
};
