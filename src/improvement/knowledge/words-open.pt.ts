import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Boas práticas das creches e dos bairros',
  lead: 'Ideias das creches da cidade e o que se aprendeu com outros municípios. O nome da creche só aparece se ela concordou.',
  empty: 'No momento não há nada publicado.',
  description: (title) => `Boa prática: ${title}`,
  ages: {
    under3: '0 a 2 anos',
    over3: '3 a 5 anos',
    school: 'Ensino fundamental (6 a 12 anos)',
    adults: 'Funcionários e pais',
  },
  parts: {
    background: 'Por que começou',
    structure: 'Quem participa',
    method: 'Como é feito',
    results: 'O que resultou',
    issues: 'O que ainda é difícil',
  },
  anonymous: 'Uma creche da cidade (sem nome, como combinado)',
  studied: (day) => `estudada em ${day}`,
  documents: 'Documentos',
  tried: (all, again) => `${all} já experimentaram; ${again} fariam de novo, igual ou com mudanças.`,
};
