import type { Spoken } from './speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  skip: 'Ir para o conteúdo',
  home: 'Tsunagi',
  title: (city) => `Criar filhos em ${city}`,
  navLabel: 'Páginas principais',
  nav: {
    places: 'Procurar lugares',
    calendar: 'Calendário',
    schemes: 'Auxílios e serviços',
    help: 'Preciso de ajuda',
    voices: 'Fale com a cidade',
  },
  reading: {
    label: 'Idioma e exibição',
    easyOn: 'Japonês fácil',
    easyOff: 'Japonês comum',
    rubyOn: 'Mostrar furigana',
    rubyOff: 'Ocultar furigana',
    onlyJapanese: 'O conteúdo desta página está somente em japonês.',
  },
  emergency: {
    link: 'Emergência',
    title: 'Em perigo de vida, ou quando não aguentar mais',
    lead: 'Não hesite em ligar. Não há problema se for engano.',
    city: 'Telefones desta cidade',
    more: 'Ver outros lugares para pedir ajuda',
    call: (phone) => `Ligar para ${phone}`,
  },
  numbers: {
    police: { name: 'Polícia', text: 'Violência, crimes, acidentes' },
    ambulance: { name: 'Ambulância e bombeiros', text: 'Ferimentos, doença súbita, incêndio' },
    abuse: {
      name: 'Linha contra maus-tratos infantis',
      text: 'Se achar que uma criança sofre maus-tratos, ou se tiver medo de bater no seu filho. 24 horas, grátis, não é preciso dizer o nome',
    },
    child: {
      name: 'SOS 24 horas para crianças',
      text: 'Bullying, escola, problemas em casa. Para crianças e pais. 24 horas, grátis',
    },
    health: {
      name: 'Orientação médica infantil por telefone',
      text: 'Doença súbita à noite ou em feriados. Enfermeiros e médicos respondem',
    },
    anyone: {
      name: 'Yorisoi Hotline',
      text: 'Quando a dor é tanta que pensa em morrer, ou quando precisa falar com alguém. 24 horas, grátis, também em outros idiomas',
    },
    violence: {
      name: 'Linha de violência doméstica',
      text: 'Violência do marido, da esposa ou do companheiro. A ligação vai para o centro mais próximo',
    },
  },
  footer: {
    label: 'Sobre este site',
    help: 'Onde se aconselhar',
    helpers: 'Também quero ajudar',
    areas: 'Sobre as regiões',
    accessibility: 'Acessibilidade',
    privacy: 'Dados pessoais',
    data: 'Dados e condições de uso',
    signIn: 'Entrada para funcionários',
    today: 'Voltar para “Hoje”',
  },
  demo: 'Demonstração: pessoas, lugares e telefones (exceto os nacionais) são fictícios',
  breadcrumb: 'Você está aqui',
  form: {
    required: '(obrigatório)',
    choose: 'Escolha',
    chars: (max, now) => `Até ${max} caracteres (agora ${now})`,
    errorsTitle: (count) => `Verifique o que foi digitado (${count})`,
    errorsLead: 'Toque na frase para ir ao campo. Nada do que você digitou foi perdido.',
    errorMark: 'Erro: ',
    about: (label, text) => `${label}: ${text}`,
  },
  pages: {
    label: 'Páginas',
    total: (count) => `${count} no total`,
    range: (from, to) => `${from} a ${to}`,
    previous: 'Anterior',
    next: 'Próxima',
    page: (n) => `Página ${n}`,
    current: (n, last) => `Página ${n} de ${last}`,
  },
};
