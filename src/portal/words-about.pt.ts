import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-about.ja.ts';

export const words: Spoken<typeof ja> = {
  accessibility: {
    title: 'Acessibilidade',
    lead: (city) =>
      `${city} faz, verifica e melhora sempre este site para que as informações sobre a criação dos filhos cheguem a todos, seja qual for a idade, a deficiência, o idioma ou o aparelho.`,
    parts: {
      scope: {
        title: 'O que está incluído',
        text: 'Todas as páginas deste site que podem ser vistas sem login (endereços que começam com /open).',
      },
      standard: {
        title: 'Norma e nível que buscamos',
        text: 'Buscamos cumprir o nível AA da norma japonesa JIS X 8341-3:2016. Verificamos também os itens dos níveis A e AA das WCAG 2.2.',
      },
      time: {
        title: 'Quando',
        text: 'Antes de publicar uma página, ela passa por verificação automática e por pessoas, e os problemas encontrados são corrigidos primeiro. Depois, uma vez por ano, testamos páginas representativas e páginas escolhidas ao acaso e publicamos os resultados aqui.',
      },
      done: {
        title: 'O que fazemos',
        text: 'A cada mudança verificamos que tudo funciona só com o teclado, que o texto pode ser lido no dobro do tamanho, que nada precisa ser rolado para o lado na largura de 320 pixels, que nenhum significado depende só da cor, que gráficos e mapas trazem uma tabela ou lista com o mesmo conteúdo e que é possível ler e se inscrever sem scripts. Você pode mudar para furigana, japonês fácil e seis outros idiomas.',
      },
      exceptions: {
        title: 'O que não está incluído',
        text: 'Textos dentro de fotos colocadas pelos lugares e organizadores, páginas de outros sites e arquivos de dados feitos para máquinas. As fotos têm uma descrição.',
      },
      known: {
        title: 'O que sabemos que falta',
        text: 'O que as pessoas escreveram em japonês, como a descrição dos lugares e eventos, não é traduzido. Essas partes são marcadas como japonês, para que a tradução do navegador e os leitores de tela funcionem bem.',
      },
      tell: {
        title: 'Se você notar algo',
        text: 'Se algo for difícil de ler ou não funcionar, avise em “Fale com a cidade” ou em um dos lugares da página “Preciso de ajuda”. Responderemos como e quando será corrigido.',
      },
    },
    result: 'Resultados dos testes',
    resultText:
      'Quando um teste for feito, a data, o método, as páginas e os resultados serão publicados aqui. A verificação automática é feita a cada mudança do programa.',
  },
  privacy: {
    title: 'Dados pessoais',
    lead: 'Para ver este site não pedimos nome nem contato. O que você escreve é tratado da seguinte forma.',
    table: 'O que perguntamos e por quanto tempo fica guardado',
    columns: {
      what: 'Onde',
      asked: 'O que perguntamos',
      why: 'Para quê',
      kept: 'Por quanto tempo',
    },
    rows: {
      places: {
        what: '“Procurar lugares” e a página de hoje',
        asked:
          'Região, idade e desejos (opcional). A sua localização é usada só dentro do seu aparelho, para escolher a região',
        why: 'Para ordenar a lista',
        kept: 'Não fica guardado',
      },
      reading: {
        what: 'Escolha do idioma e do furigana',
        asked: 'O idioma escolhido, japonês fácil, furigana',
        why: 'Para mostrar a próxima página do mesmo modo (cookie)',
        kept: '180 dias, só no seu aparelho',
      },
      voices: {
        what: 'Fale com a cidade',
        asked: 'A sua mensagem, região e idade (opcional). Não pedimos nome nem contato',
        why: 'Para que os funcionários leiam e tratem como questão da região ou respondam',
        kept: (years) => `${years} anos`,
      },
      messages: {
        what: 'Escrever para se aconselhar',
        asked: 'A sua mensagem e mais ou menos onde mora (opcional). Não pedimos nome nem contato',
        why: 'Para que os conselheiros da cidade leiam e respondam',
        kept: 'Pelo prazo definido nas regras da cidade, a partir do fim da conversa',
      },
      file: {
        what: 'O arquivo da família “Sukuramu”',
        asked:
          'O que a família quiser escrever. Fica trancado com a sua frase secreta: fora as pessoas a quem você mostrar, ninguém pode ler, nem os funcionários da cidade',
        why: 'Para uso da própria família e para mostrar a quem ela quiser',
        kept: 'Pelo prazo indicado na página de início. Você pode apagar quando quiser',
      },
      helpers: {
        what: 'Inscrição para ajudar',
        asked: 'Nome, telefone ou e-mail, o que você poderia fazer',
        why: 'Para que o funcionário responsável entre em contato e encontre você uma vez',
        kept: (months) => `${months} meses. Se cancelar, é apagado na hora`,
      },
      events: {
        what: 'Inscrição em eventos',
        asked: 'O que está indicado na página de inscrição',
        why: 'Para guardar o seu lugar e avisar de mudanças',
        kept: 'Pelo prazo indicado na página de inscrição',
      },
      code: {
        what: 'Código',
        asked: 'Nada',
        why: 'Para ver a resposta ou a inscrição sem dar o nome',
        kept: 'O código em si não é guardado, só um valor para conferi-lo. O cookie que o mostra na tela some depois de 30 minutos',
      },
    },
    notesTitle: 'Também',
    notes: {
      nobodyElse:
        'Não há propaganda nem medição por outras empresas. Tudo nas páginas é enviado pelo servidor desta cidade.',
      counted:
        'Contra abusos, contamos por pouco tempo um valor feito a partir do endereço de quem envia (não é possível voltar dele ao endereço).',
      danger:
        'Se o que foi escrito indicar perigo à vida ou ao corpo, os funcionários leem com urgência e podem, conforme a lei, avisar os órgãos responsáveis.',
      rights:
        'Se quiser ver, corrigir ou apagar os seus dados, procure um dos lugares da página “Preciso de ajuda”.',
    },
  },
  data: {
    title: 'Dados e condições de uso',
    lead: 'As informações sobre lugares, eventos, auxílios e serviços são publicadas como dados que qualquer pessoa pode usar.',
    parts: {
      terms: {
        title: 'Condições de uso',
        text: 'Citando a fonte (o nome da cidade e deste site), os dados podem ser usados também para fins comerciais (Creative Commons Atribuição 4.0 Internacional). Para as fotos, siga as condições indicadas em cada uma.',
      },
      right: {
        title: 'Exatidão',
        text: 'Cada lugar deve conferir as suas informações pelo menos uma vez por ano. A data está em cada página. Mudanças repentinas podem não aparecer.',
      },
    },
    openData: 'Dados abertos (lista e arquivos)',
    openDataText: 'CSV conforme os itens do padrão nacional',
    api: 'API (HSDS)',
    apiText: 'Para programas, conforme a Human Services Data Specification 3.x',
    calendar: 'Calendário (iCalendar)',
    calendarText: 'Coloque os eventos no seu próprio calendário',
  },
};
