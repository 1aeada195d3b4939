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
      name: 'Linha Yorisoi (Yorisoi Hotline)',
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
    optional: '(opcional)',
    missing: 'Não informado',
    required: '(obrigatório)',
    choose: 'Escolha',
    charsMax: (max) => `Até ${max} caracteres`,
    chars: (max, now) => `Até ${max} caracteres (agora ${now})`,
    errorsTitle: (count) => `Verifique o que foi digitado (${count})`,
    errorsLead: 'Toque na frase para ir ao campo. Nada do que você digitou foi perdido.',
    errorsSecret:
      'Toque na frase para ir ao campo. A frase secreta ou a senha não fica guardada: digite de novo.',
    errorMark: 'Erro: ',
    about: (label, text) => `${label}: ${text}`,
  },
  date: { year: 'ano', month: 'mês', day: 'dia', support: 'O ano pode ser 2026 ou R8 (Reiwa).' },
  find: {
    none: 'Nenhum',
    chosen: 'Escolhido',
    label: 'Procurar por palavra',
    help: 'Escreva duas ou mais letras do nome e aperte “Procurar”.',
    button: 'Procurar',
    short: 'Procure com duas ou mais letras.',
    nothing: (asked) => `Nada mais corresponde a “${asked}”. Tente outra palavra.`,
    found: (count) => `Encontrados: ${count}. Escolha abaixo.`,
    more: (count) => `Há muitos; aqui estão os primeiros ${count}. Acrescente uma palavra para reduzir.`,
    foundTitle: 'Encontrados',
    first: 'Aperte “Procurar” e escolha, ou deixe a caixa vazia.',
  },
  confirm: { cancel: 'Desistir' },
  filter: {
    open: (n) => (n > 0 ? `Filtrar (${n} escolhido(s))` : 'Filtrar'),
    apply: 'Mostrar',
    clear: 'Limpar todas as condições',
    active: 'Condições atuais',
    remove: (label) => `Retirar “${label}”`,
  },
  calendar: {
    caption: (month) => `Calendário de ${month}`,
    today: 'Hoje',
    more: (count) => `mais ${count}`,
    moreOf: (day) => ` (ver tudo em ${day})`,
    steps: 'Avançar e voltar no calendário',
    holiday: 'Feriado',
  },
  kind: { neutral: '', info: 'Aviso', success: 'Pronto', warning: 'Atenção', error: 'Erro' },
  map: {
    desc: (points, numbered) =>
      `Mapa com ${points} lugares. ${numbered ? 'Os números são os da lista. ' : ''}Tudo o que está no mapa está também na lista.`,
    none: 'Não há lugares para mostrar no mapa.',
    nowhere: (count) => `${count} lugares não têm posição e estão só na lista.`,
    outside: (count) => `${count} lugares ficam fora do mapa.`,
    cluster: (numbers, count) =>
      numbers.length === 0
        ? `${count}`
        : numbers.length <= 2
          ? numbers.join('・')
          : `${numbers[0]} +${count - 1}`,
    clusterTitle: (labels) =>
      `${labels.length} lugares próximos: ${labels.slice(0, 12).join('、')}${labels.length > 12 ? ' …' : ''}`,
    together: (points, marks) => `${points} lugares em ${marks} marcas: os próximos ficam juntos.`,
    apart: 'Escolha uma marca quadrada para ampliar e separar.',
    clusterZoom: '. Escolha para ampliar',
    controls: 'Mover o mapa',
    north: 'Norte',
    south: 'Sul',
    west: 'Oeste',
    east: 'Leste',
    closer: 'Ampliar',
    wider: 'Ver uma área maior',
    whole: 'Ver tudo',
    list: 'Ler os lugares do mapa em lista',
    credit: (credit) => `Mapa: ${credit}`,
  },
  problems: {
    notFound: {
      title: 'Página não encontrada',
      text: 'O endereço mudou ou a página não é mais pública. Procure em “Procurar lugares” ou no calendário.',
    },
    conflict: {
      title: 'Isto não pode mais ser feito',
      text: 'A situação mudou. Veja como está agora e tente de novo.',
    },
    csrf: {
      title: 'Envie de novo, por favor',
      text: 'A página ficou aberta muito tempo e, por segurança, não foi aceita. O que você escreveu está abaixo.',
    },
    tooOften: {
      title: 'Espere um pouco e envie de novo',
      text: 'Houve envios demais do mesmo lugar. O que você escreveu continua nesta página. Daqui a cerca de uma hora, toque em “Enviar de novo”. Se for urgente, ligue.',
    },
    away: {
      title: 'Não foi possível salvar agora',
      text: 'O que você escreveu continua nesta página. Espere um momento e toque em “Enviar de novo”. Não será registrado duas vezes.',
    },
    resend: 'Enviar de novo',
    kept: 'O que você escreveu',
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
