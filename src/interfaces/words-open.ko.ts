import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: '오픈 데이터',
  lead: (name) =>
    `${name}의 육아 지원 장소와 행사 데이터입니다. 출처를 적으면 누구나 자유롭게 쓸 수 있습니다. 파일은 일본어로 되어 있습니다.`,
  files: '파일',
  api: '프로그램에서 쓰기(API)',
  apiText: '국제 표준(HSDS 3.0) 형식으로 장소, 서비스, 단체 데이터를 가져올 수 있습니다.',
  apiLinks: {
    hsds: 'HSDS 3.0 입구',
    openapi: '사용 방법 정의(OpenAPI)',
    catalogue: '데이터 목록(JSON)',
  },
  licence: '이용 조건',
  licenceText: '이 데이터는 다음 조건으로 쓸 수 있습니다. ',
  credit: (name) => `출처를 적는 예: ${name} ‘육아 시설 목록’`,
  columns: { name: '데이터', format: '형식', rows: '건수', modified: '마지막 갱신', link: '파일' },
  download: '내려받기',
  limits: (aMinute) => `한 IP 주소에서 1분에 ${aMinute}번까지 조회할 수 있습니다.`,
  personal: '사람 이름이나 상담 내용 같은 개인 정보는 들어 있지 않습니다.',
  datasets: {
    preschool: {
      title: '육아 시설 목록',
      description: '지방자치단체 표준 오픈 데이터 세트의 53개 항목. 지금 열려 있는 모든 시설.',
    },
    event: { title: '행사 목록', description: '앞으로 열리는 부모와 아이를 위한 행사와 강좌.' },
    facilities: {
      title: '육아 시설 목록(Excel)',
      description: '육아 시설 목록과 같은 항목의 Excel 파일.',
    },
    population: {
      title: '지역별·나이별 인구',
      description:
        '동네와 나이별 인원수. 한 줄에 한 나이이며 남녀를 나누지 않습니다. Tsunagi에 그대로 가져올 수 있습니다.',
    },
  },
};
