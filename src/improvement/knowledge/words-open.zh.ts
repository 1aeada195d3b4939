import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: '保育园与地区的好做法',
  lead: '介绍市内保育园的办法，以及向其他城镇学到的做法。只有得到同意时才写出园名。',
  empty: '目前没有公开的内容。',
  description: (title) => `好做法介绍：${title}`,
  ages: { under3: '0～2岁', over3: '3～5岁', school: '小学生', adults: '职员和家长' },
  parts: {
    background: '起因',
    structure: '参与者',
    method: '做法',
    results: '成果',
    issues: '仍有的困难',
  },
  anonymous: '市内的保育园（约定不写园名）',
  studied: (day) => `${day}调查`,
  documents: '资料',
  tried: (all, again) => `已有${all}家园试过，其中${again}家表示“还会再做”或“改进后再做”。`,
};
