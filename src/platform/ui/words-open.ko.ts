import type { Spoken } from './speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  skip: '본문으로 이동',
  home: 'Tsunagi 육아 이음',
  title: (city) => `${city} 육아 정보`,
  navLabel: '주요 페이지',
  nav: {
    places: '장소 찾기',
    calendar: '달력',
    schemes: '제도·수당',
    help: '어려울 때',
    voices: '의견 보내기',
  },
  reading: {
    label: '언어와 표시',
    easyOn: '쉬운 일본어',
    easyOff: '보통 일본어',
    rubyOn: '후리가나 표시',
    rubyOff: '후리가나 숨기기',
    onlyJapanese: '이 페이지의 내용은 일본어로만 되어 있습니다.',
  },
  emergency: {
    link: '긴급할 때',
    title: '생명이 위험할 때·너무 힘들 때',
    lead: '망설이지 말고 전화해 주세요. 착각이었더라도 괜찮습니다.',
    city: '이 도시의 창구',
    more: '다른 상담처 보기',
    call: (phone) => `${phone} 전화 걸기`,
  },
  numbers: {
    police: { name: '경찰', text: '폭력·사건·사고' },
    ambulance: { name: '구급·소방', text: '부상·갑작스러운 병·화재' },
    abuse: {
      name: '아동상담소 학대 대응 전화',
      text: '학대일지도 모른다고 생각될 때, 내가 아이를 때릴 것 같을 때. 24시간·무료·익명 가능',
    },
    child: { name: '24시간 어린이 SOS 전화', text: '따돌림, 학교, 집안 문제. 아이도 부모도. 24시간·무료' },
    health: { name: '어린이 의료 전화 상담', text: '휴일·야간에 갑자기 아플 때. 간호사·의사가 답합니다' },
    anyone: {
      name: '요리소이 핫라인',
      text: '죽고 싶을 만큼 힘들 때, 누군가와 이야기하고 싶을 때. 24시간·무료·외국어 가능',
    },
    violence: { name: '가정폭력 상담 전화', text: '남편·아내·연인의 폭력. 가까운 창구로 연결됩니다' },
  },
  footer: {
    label: '이 사이트에 대하여',
    help: '상담 창구',
    helpers: '나도 도우미로',
    areas: '지역의 모습',
    accessibility: '접근성 방침',
    privacy: '개인정보 취급',
    data: '데이터와 이용 규칙',
    signIn: '관계자 로그인',
    today: '“오늘”로 돌아가기',
  },
  demo: '데모: 등장하는 사람·장소·전화번호(전국 공통 번호 제외)는 모두 가상입니다',
  breadcrumb: '현재 위치',
  form: {
    optional: '(선택)',
    missing: '입력되지 않음',
    required: '※필수',
    choose: '선택해 주세요',
    charsMax: (max) => `${max}자까지`,
    chars: (max, now) => `${max}자까지(현재 ${now}자)`,
    errorsTitle: (count) => `입력 내용을 확인해 주세요(${count}곳)`,
    errorsLead: '아래 문장을 누르면 해당 칸으로 이동합니다. 입력한 내용은 남아 있습니다.',
    errorsSecret:
      '아래 문장을 누르면 해당 칸으로 이동합니다. 비밀 문구나 비밀번호는 남겨 두지 않으므로 다시 입력해 주세요.',
    errorMark: '오류: ',
    about: (label, text) => `${label}: ${text}`,
  },
  date: { year: '년', month: '월', day: '일', support: '연도는 2026 또는 R8(레이와)로 입력할 수 있습니다.' },
  find: {
    none: '고르지 않음',
    chosen: '고른 것',
    label: '낱말로 찾기',
    help: '이름의 일부를 두 글자 이상 쓰고 “찾기”를 눌러 주세요.',
    button: '찾기',
    short: '두 글자 이상으로 찾아 주세요.',
    nothing: (asked) => `“${asked}”에 맞는 것이 더 없습니다. 다른 낱말로 찾아 주세요.`,
    found: (count) => `${count}개를 찾았습니다. 아래에서 골라 주세요.`,
    more: (count) => `많이 찾아서 처음 ${count}개만 보입니다. 낱말을 더하면 좁힐 수 있습니다.`,
    foundTitle: '찾은 것',
    first: '“찾기”를 누르고 고르거나, 찾는 칸을 비워 주세요.',
  },
  confirm: { cancel: '그만두기' },
  filter: {
    open: (n) => (n > 0 ? `조건 선택 (${n}개 선택됨)` : '조건 선택'),
    apply: '이 조건으로 보기',
    clear: '조건 모두 지우기',
    active: '현재 조건',
    remove: (label) => `‘${label}’ 빼기`,
  },
  calendar: {
    caption: (month) => `${month} 달력`,
    today: '오늘',
    more: (count) => `그 외 ${count}건`,
    moreOf: (day) => ` (${day} 모두 보기)`,
    steps: '달력 앞뒤로 이동',
    holiday: '공휴일',
  },
  kind: { neutral: '', info: '알림', success: '완료', warning: '주의', error: '오류' },
  map: {
    desc: (points, numbered) =>
      `${points}곳의 위치를 나타내는 지도입니다. ${numbered ? '번호는 목록의 번호와 같습니다. ' : ''}지도에 있는 곳은 모두 목록에서도 볼 수 있습니다.`,
    none: '지도에 표시할 곳이 없습니다.',
    nowhere: (count) => `${count}곳은 위치가 등록되지 않아 지도에 없습니다. 목록에서 볼 수 있습니다.`,
    outside: (count) => `지도 밖에 ${count}곳이 있습니다.`,
    cluster: (numbers, count) =>
      numbers.length === 0
        ? `${count}곳`
        : numbers.length <= 2
          ? numbers.join('・')
          : `${numbers[0]} 외 ${count - 1}`,
    clusterTitle: (labels) =>
      `가까이에 ${labels.length}곳: ${labels.slice(0, 12).join('、')}${labels.length > 12 ? ' …' : ''}`,
    together: (points, marks) =>
      `${points}곳을 ${marks}개의 표시로 보여 줍니다. 가까운 곳은 함께 표시됩니다.`,
    apart: '네모난 표시를 고르면 크게 나뉘어 보입니다.',
    clusterZoom: '. 누르면 커집니다',
    controls: '지도 움직이기',
    north: '북쪽으로',
    south: '남쪽으로',
    west: '서쪽으로',
    east: '동쪽으로',
    closer: '크게 보기',
    wider: '넓게 보기',
    whole: '전체 보기',
    list: '지도의 장소를 목록으로 읽기',
    credit: (credit) => `지도: ${credit}`,
  },
  problems: {
    notFound: {
      title: '페이지를 찾을 수 없습니다',
      text: '주소가 바뀌었거나 더 이상 공개되지 않는 페이지입니다. 장소 찾기나 달력에서 찾아 주세요.',
    },
    conflict: {
      title: '더 이상 할 수 없습니다',
      text: '상태가 바뀌었습니다. 지금 상태를 확인한 뒤 다시 해 주세요.',
    },
    csrf: {
      title: '다시 보내 주세요',
      text: '페이지를 연 지 오래되어 안전을 위해 받지 않았습니다. 적은 내용은 아래에 남아 있습니다.',
    },
    tooOften: {
      title: '잠시 뒤에 다시 보내 주세요',
      text: '같은 곳에서 계속 보내 지금은 받지 않습니다. 적은 내용은 이 페이지에 남아 있습니다. 1시간쯤 뒤에 ‘다시 보내기’를 눌러 주세요. 급하면 전화로 알려 주세요.',
    },
    away: {
      title: '지금은 저장하지 못했습니다',
      text: '적은 내용은 이 페이지에 남아 있습니다. 잠시 뒤 ‘다시 보내기’를 눌러 주세요. 두 번 등록되지 않습니다.',
    },
    resend: '다시 보내기',
    kept: '적은 내용',
  },
  pages: {
    label: '페이지 이동',
    total: (count) => `전체 ${count}건`,
    range: (from, to) => `${from}~${to}번째`,
    previous: '이전',
    next: '다음',
    page: (n) => `${n}페이지`,
    current: (n, last) => `${n} / ${last}페이지`,
  },
};
