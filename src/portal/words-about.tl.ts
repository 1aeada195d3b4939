import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-about.ja.ts';

export const words: Spoken<typeof ja> = {
  accessibility: {
    title: 'Accessibility',
    lead: (city) =>
      `Ginagawa, sinusuri at patuloy na inaayos ng ${city} ang site na ito para makarating sa lahat ang impormasyon tungkol sa pagpapalaki ng anak, anuman ang edad, kapansanan, wika o gamit na device.`,
    parts: {
      scope: {
        title: 'Saklaw nito',
        text: 'Lahat ng pahina ng site na ito na makikita nang hindi nagsa-sign in (mga address na nagsisimula sa /open).',
      },
      standard: {
        title: 'Pamantayan at antas na layunin',
        text: 'Layunin naming sumunod sa antas AA ng pamantayan ng Japan na JIS X 8341-3:2016. Sinusuri rin namin ito ayon sa antas A at AA ng WCAG 2.2.',
      },
      time: {
        title: 'Kailan',
        text: 'Bago ilathala ang isang pahina, sinusuri ito nang awtomatiko at ng tao, at inaayos muna ang mga nakitang problema. Pagkatapos, isang beses sa isang taon ay sinusubok ang mga pangunahing pahina at ang mga pahinang pinili nang sapalaran, at inilalathala ang resulta dito.',
      },
      done: {
        title: 'Ang ginagawa namin',
        text: 'Sa bawat pagbabago, tinitiyak namin na magagamit ang lahat gamit ang keyboard lamang, na mababasa pa rin kahit doblehin ang laki ng letra, na hindi kailangang mag-scroll pahalang sa lapad na 320 pixel, na hindi kulay lamang ang nagbibigay ng kahulugan, na may talahanayan o listahang kapareho ng nilalaman ng mga tsart at mapa, at na makakabasa at makakapag-apply kahit walang script. Puwedeng pumili ng furigana, madaling Hapones at anim na wikang banyaga.',
      },
      exceptions: {
        title: 'Hindi kasama',
        text: 'Mga salita sa loob ng mga litratong inilagay ng mga lugar at nag-oorganisa, mga pahina ng ibang site na may link dito, at mga data file na para sa makina. May paglalarawan ang mga litrato.',
      },
      known: {
        title: 'Ang alam naming kulang pa',
        text: 'Hindi isinalin ang mga isinulat ng tao sa wikang Hapones, gaya ng paglalarawan ng mga lugar at aktibidad. May marka ang mga bahaging iyon na ito ay Hapones, para gumana nang tama ang pagsasalin at pagbasa ng browser.',
      },
      tell: {
        title: 'Kung may napansin ka',
        text: 'Kung may mahirap basahin o hindi magamit, sabihin sa amin sa “Sabihin sa lungsod” o sa isa sa mga lugar na nasa pahinang “Kapag may problema”. Sasagutin namin kung paano at kailan ito aayusin.',
      },
    },
    result: 'Resulta ng pagsubok',
    resultText:
      'Kapag nagawa na ang pagsubok, ilalathala dito ang petsa, paraan, mga pahina at resulta. Ginagawa ang awtomatikong pagsusuri sa bawat pagbabago ng programa.',
  },
  privacy: {
    title: 'Personal na impormasyon',
    lead: 'Kung titingin lang sa site na ito, hindi namin itinatanong ang pangalan o contact. Ganito namin hinahawakan ang isinusulat mo.',
    table: 'Ang itinatanong namin, at kung gaano katagal itinatago',
    columns: {
      what: 'Saan',
      asked: 'Ang itinatanong',
      why: 'Para saan',
      kept: 'Gaano katagal itinatago',
    },
    rows: {
      places: {
        what: '“Maghanap ng lugar” at pahina ng araw na ito',
        asked:
          'Lugar, edad at gusto (hindi kailangan). Ang kinaroroonan mo ay ginagamit lang sa loob ng sarili mong device para mapili ang lugar',
        why: 'Para maayos ang listahan',
        kept: 'Hindi itinatago',
      },
      reading: {
        what: 'Pagpili ng wika at furigana',
        asked: 'Ang piniling wika, madaling Hapones, furigana',
        why: 'Para pareho ang pagpapakita ng susunod na pahina (cookie)',
        kept: '180 araw, sa sarili mong device lamang',
      },
      voices: {
        what: 'Sabihin sa lungsod',
        asked: 'Ang mensahe mo, lugar at edad (hindi kailangan). Hindi itinatanong ang pangalan at contact',
        why: 'Para mabasa ng kawani at gawing usapin ng lugar o masagot',
        kept: (years) => `${years} taon`,
      },
      messages: {
        what: 'Sumulat para kumonsulta',
        asked:
          'Ang isinulat mo at kung saan ka nakatira (hindi kailangan). Hindi itinatanong ang pangalan at contact',
        why: 'Para mabasa at masagot ng mga tagapayo ng lungsod',
        kept: 'Sa panahong itinakda ng lungsod, mula sa pagtatapos ng konsultasyon',
      },
      file: {
        what: 'Sariling file ng pamilya “Sukuramu”',
        asked:
          'Anumang gustong isulat ng pamilya. Naka-lock ito sa iyong passphrase: maliban sa pinakitaan mo, walang makakabasa nito, kahit ang kawani ng lungsod',
        why: 'Para sa sariling gamit ng pamilya, at para ipakita sa gusto ninyo',
        kept: 'Sa panahong nakasulat sa pahina ng pagsisimula. Puwede mo itong burahin anumang oras',
      },
      helpers: {
        what: 'Pag-apply para tumulong',
        asked: 'Pangalan, numero ng telepono o e-mail address, ang kaya mong gawin',
        why: 'Para matawagan ka at makilala nang isang beses ng kawaning namamahala',
        kept: (months) => `${months} buwan. Nabubura agad kapag binawi`,
      },
      events: {
        what: 'Pag-apply sa aktibidad',
        asked: 'Ang nakasulat sa pahina ng pag-apply',
        why: 'Para mailaan ang puwesto mo at maipaalam ang mga pagbabago',
        kept: 'Sa panahong nakasulat sa pahina ng pag-apply',
      },
      code: {
        what: 'Code',
        asked: 'Wala',
        why: 'Para makita ang sagot o application nang walang pangalan',
        kept: 'Hindi itinatago ang mismong code, kundi isang halaga lamang para maihambing ito. Nawawala pagkatapos ng 30 minuto ang cookie na nagpapakita nito',
      },
    },
    notesTitle: 'Iba pa',
    notes: {
      nobodyElse:
        'Walang patalastas at walang pagsubaybay ng ibang kompanya. Ang buong pahina ay ipinapadala mula sa server ng lungsod.',
      counted:
        'Laban sa panggugulo, sandali naming binibilang ang isang halagang gawa mula sa address ng nagpadala (hindi na ito maibabalik sa address).',
      danger:
        'Kung nakasulat na may panganib sa buhay o katawan, babasahin ito agad ng kawani, at maaaring ipaalam sa mga kaugnay na ahensiya ayon sa batas.',
      rights:
        'Kung gusto mong makita, itama o burahin ang impormasyon mo, makipag-ugnayan sa isa sa mga lugar na nasa pahinang “Kapag may problema”.',
    },
  },
  data: {
    title: 'Datos at mga tuntunin',
    lead: 'Inilalathala ang impormasyon tungkol sa mga lugar, aktibidad, tulong at benepisyo bilang datos na magagamit ng sinuman.',
    parts: {
      terms: {
        title: 'Tuntunin sa paggamit',
        text: 'Kung isusulat ang pinagmulan (pangalan ng lungsod at ng site na ito), magagamit ang datos kahit sa negosyo (Creative Commons Attribution 4.0 International). Para sa mga litrato, sundin ang tuntuning nakasulat sa bawat litrato.',
      },
      right: {
        title: 'Kawastuhan',
        text: 'Sinusuri ng bawat lugar ang impormasyon nito nang kahit isang beses sa isang taon. Nakasulat sa bawat pahina ang petsa ng pagsuri. Maaaring wala pa ang mga biglaang pagbabago.',
      },
    },
    openData: 'Open data (listahan at mga file)',
    openDataText: 'CSV na sumusunod sa pambansang pamantayan',
    api: 'API (HSDS)',
    apiText: 'Para sa mga programa, ayon sa Human Services Data Specification 3.x',
    calendar: 'Kalendaryo (iCalendar)',
    calendarText: 'Ilagay ang mga aktibidad sa sarili mong kalendaryo',
  },
};
