import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-about.ja.ts';

export const words: Spoken<typeof ja> = {
  accessibility: {
    title: 'Accessibility',
    lead: (city) =>
      `${city} builds, checks and keeps improving this site so that information for families reaches everybody, whatever their age, disability, language or device.`,
    parts: {
      scope: {
        title: 'What this covers',
        text: 'All pages of this site that can be seen without signing in (addresses that begin with /open).',
      },
      standard: {
        title: 'Standard and level we aim for',
        text: 'We aim to comply with level AA of the Japanese standard JIS X 8341-3:2016. We also check against levels A and AA of WCAG 2.2.',
      },
      time: {
        title: 'By when',
        text: 'Before a page is published, it is checked automatically and by people, and the problems found are mended first. After that we test representative pages and pages chosen at random once a year, and publish the results on this page.',
      },
      done: {
        title: 'What we do',
        text: 'With every change we check that everything works with the keyboard alone, that text can be read at twice its size, that nothing has to be scrolled sideways at a width of 320 pixels, that no meaning is carried by colour alone, that charts and maps come with a table or list of the same content, and that you can read and apply with scripting switched off. You can switch to furigana, plain Japanese and six other languages.',
      },
      exceptions: {
        title: 'What is not covered',
        text: 'Text inside photos put up by places and organisers, pages of other sites we link to, and data files made for machines. Photos have a description.',
      },
      known: {
        title: 'What we know is missing',
        text: 'What people have written in Japanese, such as descriptions of places and events, is not translated. Those parts are marked as Japanese, so that your browser’s translation and screen readers work properly.',
      },
      tell: {
        title: 'If you notice something',
        text: 'If something is hard to read or does not work, please let us know under “Tell the city” or at one of the places listed under “I need help”. We will answer how and when it will be mended.',
      },
    },
    result: 'Test results',
    resultText:
      'Once a test has been made, its date, method, pages and results are published here. Automatic checks run with every change to the program.',
  },
  privacy: {
    title: 'Privacy',
    lead: 'You can look at this site without giving a name or contact. What you write is treated as follows.',
    table: 'What we ask, and how long it is kept',
    columns: { what: 'Where', asked: 'What we ask', why: 'What it is for', kept: 'How long it is kept' },
    rows: {
      places: {
        what: '“Find a place” and today’s page',
        asked:
          'Area, age and wishes (optional). Your position is used inside your own device only, to choose the area',
        why: 'To put the list in order',
        kept: 'Not kept',
      },
      reading: {
        what: 'Choice of language and furigana',
        asked: 'The language you chose, plain Japanese, furigana',
        why: 'To show the next page in the same way (a cookie)',
        kept: '180 days, in your own device only',
      },
      voices: {
        what: 'Tell the city',
        asked: 'Your message, area and age (optional). We ask for no name and no contact',
        why: 'For staff to read it and take it up as an issue or write an answer',
        kept: (years) => `${years} years`,
      },
      messages: {
        what: 'Writing to the consultation desk',
        asked: 'Your message and roughly where you live (optional). We ask for no name and no contact',
        why: 'For the city’s consultation workers to read it and answer',
        kept: 'For the period set by the city’s rules, counted from the end of the conversation',
      },
      file: {
        what: 'The family’s own file “Sukuramu”',
        asked:
          'Whatever your family wishes to write. It is locked with your passphrase: nobody but those you show it to can read it, not even city staff',
        why: 'For your family’s own use, and to show it to whom you wish',
        kept: 'For the period told on the page where you begin. You can delete it yourself at any time',
      },
      helpers: {
        what: 'Offering to help',
        asked: 'Name, telephone number or e-mail address, what you could do',
        why: 'For the staff in charge to contact you and meet you once',
        kept: (months) => `${months} months. Deleted at once if you withdraw`,
      },
      events: {
        what: 'Applying for an event',
        asked: 'What is listed on the page of the application',
        why: 'To keep a seat for you and to tell you of changes',
        kept: 'For the period told on the page of the application',
      },
      code: {
        what: 'Receipt code',
        asked: 'Nothing',
        why: 'To see an answer or an application without a name',
        kept: 'The code itself is not stored, only a value to check it against. The cookie that shows it disappears after 30 minutes',
      },
    },
    notesTitle: 'Also',
    notes: {
      nobodyElse:
        'We use no advertising and no tracking by other companies. Every part of the pages is sent from this city’s own server.',
      counted:
        'Against abuse, we count for a short time a value made from the sender’s address (it cannot be turned back into the address).',
      danger:
        'If what was written tells of danger to life or limb, staff read it at once and may, as the law provides, inform the authorities concerned.',
      rights:
        'If you wish to see, correct or delete your data, please turn to one of the places listed under “I need help”.',
    },
  },
  data: {
    title: 'Data and terms of use',
    lead: 'Information on places, events, allowances and services is published as data that anybody may use.',
    parts: {
      terms: {
        title: 'Terms of use',
        text: 'If you name the source (the city and this site), you may use the data, also commercially (Creative Commons Attribution 4.0 International). For photos, please follow the terms given with each photo.',
      },
      right: {
        title: 'Accuracy',
        text: 'Each place is asked to check its information at least once a year. The date of the check is on its page. Sudden changes may be missing.',
      },
    },
    openData: 'Open data (list and files)',
    openDataText: 'CSV following the national standard items',
    api: 'API (HSDS)',
    apiText: 'For programs, following the Human Services Data Specification 3.x',
    calendar: 'Calendar (iCalendar)',
    calendarText: 'Put the events into your own calendar',
  },
};
