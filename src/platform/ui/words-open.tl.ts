import type { Spoken } from './speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  skip: 'Pumunta sa nilalaman',
  home: 'Tsunagi',
  title: (city) => `Pagpapalaki ng anak sa ${city}`,
  navLabel: 'Mga pangunahing pahina',
  nav: {
    places: 'Maghanap ng lugar',
    calendar: 'Kalendaryo',
    schemes: 'Tulong at benepisyo',
    help: 'Kapag may problema',
    voices: 'Sabihin sa lungsod',
  },
  reading: {
    label: 'Wika at pagpapakita',
    easyOn: 'Madaling Hapones',
    easyOff: 'Karaniwang Hapones',
    rubyOn: 'Ipakita ang furigana',
    rubyOff: 'Itago ang furigana',
    onlyJapanese: 'Nasa wikang Hapones lamang ang nilalaman ng pahinang ito.',
  },
  emergency: {
    link: 'Emergency',
    title: 'Kapag nasa panganib ang buhay, kapag hindi na makayanan',
    lead: 'Huwag mag-atubiling tumawag. Ayos lang kung nagkamali ka.',
    city: 'Mga linya ng lungsod na ito',
    more: 'Iba pang matatawagan',
    call: (phone) => `Tumawag sa ${phone}`,
  },
  numbers: {
    police: { name: 'Pulis', text: 'Karahasan, krimen, aksidente' },
    ambulance: { name: 'Ambulansya at bumbero', text: 'Pinsala, biglaang sakit, sunog' },
    abuse: {
      name: 'Hotline laban sa pang-aabuso ng bata',
      text: 'Kung sa tingin mo ay inaabuso ang isang bata, o kung natatakot kang masaktan mo ang anak mo. 24 oras, libre, hindi kailangan ang pangalan',
    },
    child: {
      name: '24-oras na SOS para sa mga bata',
      text: 'Pambu-bully, eskuwela, problema sa bahay. Para sa bata at magulang. 24 oras, libre',
    },
    health: {
      name: 'Payong medikal para sa bata',
      text: 'Biglaang sakit sa gabi o araw na walang pasok. Nars at doktor ang sasagot',
    },
    anyone: {
      name: 'Yorisoi Hotline',
      text: 'Kapag parang gusto mo nang mamatay, o kailangan mo ng makakausap. 24 oras, libre, may ibang wika',
    },
    violence: {
      name: 'Linya para sa karahasan sa tahanan',
      text: 'Karahasan ng asawa o kasintahan. Ikokonekta ka sa pinakamalapit na tanggapan',
    },
  },
  footer: {
    label: 'Tungkol sa site na ito',
    help: 'Saan makakahingi ng payo',
    helpers: 'Gusto ko ring tumulong',
    areas: 'Tungkol sa mga lugar',
    accessibility: 'Accessibility',
    privacy: 'Personal na impormasyon',
    data: 'Datos at mga tuntunin',
    signIn: 'Mag-sign in (kawani)',
    today: 'Bumalik sa “Ngayon”',
  },
  demo: 'Demo: kathang-isip ang mga tao, lugar at numero ng telepono (maliban sa mga pambansa)',
  breadcrumb: 'Narito ka',
  form: {
    optional: '(hindi kailangan)',
    missing: 'Walang nakasulat',
    required: '(kailangan)',
    choose: 'Pumili',
    charsMax: (max) => `Hanggang ${max} karakter`,
    chars: (max, now) => `Hanggang ${max} karakter (ngayon ${now})`,
    errorsTitle: (count) => `Pakisuri ang inilagay (${count})`,
    errorsLead: 'Pindutin ang pangungusap para pumunta sa bahaging iyon. Hindi nawala ang isinulat mo.',
    errorsSecret:
      'Pindutin ang pangungusap para pumunta sa bahaging iyon. Hindi itinatago ang password; isulat muli.',
    errorMark: 'Mali: ',
    about: (label, text) => `${label}: ${text}`,
  },
  date: { year: 'taon', month: 'buwan', day: 'araw', support: 'Puwedeng 2026 o R8 (Reiwa) ang taon.' },
  find: {
    none: 'Wala',
    chosen: 'Napili',
    label: 'Maghanap gamit ang salita',
    help: 'Isulat ang dalawa o higit pang titik ng pangalan at pindutin ang “Hanapin”.',
    button: 'Hanapin',
    short: 'Maghanap gamit ang dalawa o higit pang titik.',
    nothing: (asked) => `Wala nang ibang tugma sa “${asked}”. Subukan ang ibang salita.`,
    found: (count) => `May ${count} na nakita. Pumili sa ibaba.`,
    more: (count) => `Marami ang nakita; narito ang unang ${count}. Magdagdag ng salita para kumonti.`,
    foundTitle: 'Mga nakita',
    first: 'Pindutin ang “Hanapin” at pumili, o alisin ang laman ng kahon.',
  },
  confirm: { cancel: 'Huwag muna' },
  filter: {
    open: (n) => (n > 0 ? `Pumili ng kondisyon (${n} ang napili)` : 'Pumili ng kondisyon'),
    apply: 'Ipakita',
    clear: 'Alisin ang lahat ng kondisyon',
    active: 'Napiling kondisyon',
    remove: (label) => `Alisin ang “${label}”`,
  },
  calendar: {
    caption: (month) => `Kalendaryo ng ${month}`,
    today: 'Ngayon',
    more: (count) => `${count} pa`,
    moreOf: (day) => ` (tingnan lahat sa ${day})`,
    steps: 'Paglipat sa kalendaryo',
    holiday: 'Pista opisyal',
  },
  kind: { neutral: '', info: 'Paalala', success: 'Tapos na', warning: 'Pansinin', error: 'May mali' },
  map: {
    desc: (points, numbered) =>
      `Mapa ng ${points} lugar. ${numbered ? 'Ang mga numero ay kapareho ng nasa listahan. ' : ''}Lahat ng nasa mapa ay nasa listahan din.`,
    none: 'Walang lugar na maipapakita sa mapa.',
    nowhere: (count) => `${count} lugar ang walang posisyon at nasa listahan lamang.`,
    outside: (count) => `May ${count} lugar sa labas ng mapa.`,
    cluster: (numbers, count) =>
      numbers.length === 0
        ? `${count}`
        : numbers.length <= 2
          ? numbers.join('・')
          : `${numbers[0]} +${count - 1}`,
    clusterTitle: (labels) =>
      `${labels.length} lugar na magkakalapit: ${labels.slice(0, 12).join('、')}${labels.length > 12 ? ' …' : ''}`,
    together: (points, marks) => `${points} lugar sa ${marks} marka: pinagsama ang magkakalapit.`,
    apart: 'Piliin ang parisukat na marka para lumaki at maghiwalay.',
    clusterZoom: '. Piliin para palakihin',
    controls: 'Igalaw ang mapa',
    north: 'Pahilaga',
    south: 'Patimog',
    west: 'Pakanluran',
    east: 'Pasilangan',
    closer: 'Palakihin',
    wider: 'Mas malawak',
    whole: 'Tingnan lahat',
    list: 'Basahin ang mga lugar sa mapa bilang listahan',
    credit: (credit) => `Mapa: ${credit}`,
  },
  problems: {
    notFound: {
      title: 'Hindi makita ang pahina',
      text: 'Nagbago ang address o hindi na ito bukas sa publiko. Hanapin sa “Maghanap ng lugar” o sa kalendaryo.',
    },
    conflict: {
      title: 'Hindi na ito magagawa',
      text: 'Nagbago ang kalagayan. Tingnan ang kalagayan ngayon at subukan muli.',
    },
    csrf: {
      title: 'Ipadala muli',
      text: 'Matagal nang bukas ang pahina kaya hindi ito tinanggap para sa kaligtasan. Nasa ibaba pa ang isinulat mo.',
    },
    tooOften: {
      title: 'Maghintay sandali at ipadala muli',
      text: 'Sobrang dami ng ipinadala mula sa iisang lugar. Nasa pahinang ito pa ang isinulat mo. Pindutin ang “Ipadala muli” pagkaraan ng isang oras. Kung apurado, tumawag po.',
    },
    away: {
      title: 'Hindi ito mai-save sa ngayon',
      text: 'Nasa pahinang ito pa ang isinulat mo. Maghintay sandali at pindutin ang “Ipadala muli”. Hindi ito maitatala nang dalawang beses.',
    },
    resend: 'Ipadala muli',
    kept: 'Isinulat mo',
  },
  pages: {
    label: 'Mga pahina',
    total: (count) => `${count} lahat`,
    range: (from, to) => `${from}–${to}`,
    previous: 'Nakaraan',
    next: 'Susunod',
    page: (n) => `Pahina ${n}`,
    current: (n, last) => `Pahina ${n} / ${last}`,
  },
};
