import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Dados abertos',
  lead: (name) =>
    `Dados sobre lugares e eventos para famílias em ${name}. Qualquer pessoa pode usar livremente, citando a fonte. Os arquivos estão em japonês.`,
  files: 'Arquivos',
  api: 'Para programas (API)',
  apiText: 'Lugares, serviços e organizações na forma de um padrão internacional (HSDS 3.0).',
  apiLinks: {
    hsds: 'Entrada do HSDS 3.0',
    openapi: 'Definição do uso (OpenAPI)',
    catalogue: 'Catálogo dos dados (JSON)',
  },
  licence: 'Condições de uso',
  licenceText: 'Estes dados podem ser usados nas seguintes condições: ',
  credit: (name) => `Exemplo de citação da fonte: ${name}, “Lista de lugares para famílias”`,
  columns: {
    name: 'Dados',
    format: 'Formato',
    rows: 'Linhas',
    modified: 'Última atualização',
    link: 'Arquivo',
  },
  download: 'Baixar',
  limits: (aMinute) => `De um mesmo endereço IP são atendidas até ${aMinute} consultas por minuto.`,
  personal: 'Não há nada pessoal, como nomes de pessoas ou o conteúdo de consultas.',
  datasets: {
    preschool: {
      title: 'Lista de lugares para famílias',
      description:
        'Os 53 itens do padrão nacional de dados abertos dos municípios. Todos os lugares abertos atualmente.',
    },
    event: { title: 'Lista de eventos', description: 'Próximos eventos e cursos para pais e filhos.' },
    facilities: {
      title: 'Lista de lugares para famílias (Excel)',
      description: 'Arquivo Excel com os mesmos itens da lista de lugares para famílias.',
    },
    population: {
      title: 'População por região e idade',
      description:
        'Número de pessoas por bairro e idade. Uma idade por linha, homens e mulheres juntos. Pode ser importado no Tsunagi como está.',
    },
  },
};
