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
    lead: 'Do not hesitate to call. It is all right if you turn out to be mistaken.',
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
      text: 'When you feel so bad that you want to die, or need someone to talk to. 24 hours, free, also in other languages',
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
    optional: '(optional)',
    missing: 'Not given',
    required: '(required)',
    choose: 'Please choose',
    charsMax: (max) => `Up to ${max} characters`,
    chars: (max, now) => `Up to ${max} characters (now ${now})`,
    errorsTitle: (count) => `Please check what you entered (${count})`,
    errorsLead: 'Select a sentence to go to its field. Nothing you typed is lost.',
    errorsSecret:
      'Select a sentence to go to its field. A passphrase or password is not kept: please type it again.',
    errorMark: 'Error: ',
    about: (label, text) => `${label}: ${text}`,
  },
  date: { year: 'year', month: 'month', day: 'day', support: 'The year may be 2026 or, as in Japan, R8.' },
  find: {
    none: 'None',
    chosen: 'Chosen',
    label: 'Search by a word',
    help: 'Write two or more characters of the name and press “Search”.',
    button: 'Search',
    short: 'Please search with two or more characters.',
    nothing: (asked) => `Nothing else matches “${asked}”. Please try another word.`,
    found: (count) => `${count} found. Please choose below.`,
    more: (count) => `Many were found; here are the first ${count}. Add a word to narrow them down.`,
    foundTitle: 'Found',
    first: 'Press “Search” and choose one, or empty the search box.',
  },
  confirm: { cancel: 'Stop' },
  filter: {
    open: (n) => (n > 0 ? `Narrow down (${n} chosen)` : 'Narrow down'),
    apply: 'Show',
    clear: 'Clear all conditions',
    active: 'Chosen now',
    remove: (label) => `Remove “${label}”`,
  },
  calendar: {
    caption: (month) => `Calendar of ${month}`,
    today: 'Today',
    more: (count) => `${count} more`,
    moreOf: (day) => ` (everything on ${day})`,
    steps: 'Back and forth in the calendar',
    holiday: 'Public holiday',
  },
  kind: { neutral: '', info: 'Information', success: 'Done', warning: 'Please note', error: 'Error' },
  map: {
    desc: (points, numbered) =>
      `Map of ${points} places. ${numbered ? 'The numbers are those of the list. ' : ''}Everything on the map is in the list too.`,
    none: 'There is no place to show on the map.',
    nowhere: (count) => `${count} places have no position and are in the list only.`,
    outside: (count) => `${count} places lie outside the map.`,
    cluster: (numbers, count) =>
      numbers.length === 0
        ? `${count}`
        : numbers.length <= 2
          ? numbers.join('・')
          : `${numbers[0]} +${count - 1}`,
    clusterTitle: (labels) =>
      `${labels.length} places close together: ${labels.slice(0, 12).join('、')}${labels.length > 12 ? ' …' : ''}`,
    together: (points, marks) => `${points} places in ${marks} marks: those close together share one.`,
    apart: 'Choose a square mark to see it larger and apart.',
    clusterZoom: '. Choose to enlarge',
    controls: 'Move the map',
    north: 'North',
    south: 'South',
    west: 'West',
    east: 'East',
    closer: 'Enlarge',
    wider: 'See a wider area',
    whole: 'See everything',
    list: 'Read the places of the map as a list',
    credit: (credit) => `Map: ${credit}`,
  },
  problems: {
    notFound: {
      title: 'Page not found',
      text: 'The address has changed or the page is no longer public. Please look under “Find a place” or in the calendar.',
    },
    conflict: {
      title: 'This cannot be done any more',
      text: 'Things have changed. Please see how they stand now and try again.',
    },
    csrf: {
      title: 'Please send it again',
      text: 'The page was open for a long time, so for safety it was not taken. What you typed is kept below.',
    },
    tooOften: {
      title: 'Please wait a little and send it again',
      text: 'Too much was sent from the same place. What you typed is kept on this page. Please press “Send again” in about an hour. If it is urgent, please telephone.',
    },
    away: {
      title: 'It could not be saved just now',
      text: 'What you typed is kept on this page. Please wait a moment and press “Send again”. It will not be entered twice.',
    },
    resend: 'Send again',
    kept: 'What you typed',
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
