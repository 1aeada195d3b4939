import type { Spoken } from '../../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Cách làm hay ở nhà trẻ và khu phố',
  lead: 'Sáng kiến của các nhà trẻ trong thành phố và điều học được từ nơi khác. Tên nhà trẻ chỉ được nêu khi nhà trẻ đồng ý.',
  empty: 'Hiện chưa có nội dung nào được công bố.',
  description: (title) => `Cách làm hay: ${title}`,
  ages: { under3: '0–2 tuổi', over3: '3–5 tuổi', school: 'Tiểu học', adults: 'Nhân viên, phụ huynh' },
  parts: {
    background: 'Vì sao bắt đầu',
    structure: 'Ai tham gia',
    method: 'Cách làm',
    results: 'Kết quả',
    issues: 'Điều còn khó',
  },
  anonymous: 'Một nhà trẻ trong thành phố (đã hứa không nêu tên)',
  studied: (day) => `tìm hiểu ngày ${day}`,
  documents: 'Tài liệu',
  tried: (all, again) => `${all} nhà trẻ đã làm thử; ${again} nơi nói sẽ làm lại hoặc làm lại có thay đổi.`,
};
