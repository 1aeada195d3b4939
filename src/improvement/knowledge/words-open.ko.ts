import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: '어린이집과 지역의 좋은 사례',
  lead: '시내 어린이집의 아이디어와 다른 지역에서 배운 사례입니다. 어린이집 이름은 동의한 경우에만 밝힙니다.',
  empty: '지금 공개된 사례가 없습니다.',
  description: (title) => `좋은 사례: ${title}`,
  ages: { under3: '0~2세', over3: '3~5세', school: '초등학생', adults: '교직원·보호자' },
  parts: {
    background: '시작한 이유',
    structure: '함께하는 사람들',
    method: '방법',
    results: '성과',
    issues: '남은 어려움',
  },
  anonymous: '시내 어린이집(이름은 밝히지 않기로 약속함)',
  studied: (day) => `${day} 조사`,
  documents: '자료',
  tried: (all, again) =>
    `${all}곳이 해 보았고, ${again}곳이 "다시 하겠다" 또는 "바꾸어 하겠다"고 답했습니다.`,
};
