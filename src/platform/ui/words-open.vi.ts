import type { Spoken } from './speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  skip: 'Đến nội dung chính',
  home: 'Tsunagi',
  title: (city) => `Nuôi dạy con ở ${city}`,
  navLabel: 'Các trang chính',
  nav: {
    places: 'Tìm địa điểm',
    calendar: 'Lịch',
    schemes: 'Trợ cấp và chế độ',
    help: 'Khi gặp khó khăn',
    voices: 'Gửi ý kiến',
  },
  reading: {
    label: 'Ngôn ngữ và hiển thị',
    easyOn: 'Tiếng Nhật dễ hiểu',
    easyOff: 'Tiếng Nhật thông thường',
    rubyOn: 'Hiện furigana',
    rubyOff: 'Ẩn furigana',
    onlyJapanese: 'Nội dung trang này chỉ có tiếng Nhật.',
  },
  emergency: {
    link: 'Khẩn cấp',
    title: 'Khi nguy hiểm đến tính mạng, khi không chịu nổi nữa',
    lead: 'Xin đừng ngần ngại gọi điện. Nếu nhầm cũng không sao.',
    city: 'Đường dây của thành phố này',
    more: 'Xem các nơi tư vấn khác',
    call: (phone) => `Gọi ${phone}`,
  },
  numbers: {
    police: { name: 'Cảnh sát', text: 'Bạo lực, vụ án, tai nạn' },
    ambulance: { name: 'Cấp cứu, cứu hỏa', text: 'Bị thương, bệnh đột ngột, hỏa hoạn' },
    abuse: {
      name: 'Đường dây về ngược đãi trẻ em',
      text: 'Khi nghĩ rằng có trẻ bị ngược đãi, hoặc khi bạn sợ mình sẽ đánh con. 24 giờ, miễn phí, không cần nói tên',
    },
    child: {
      name: 'Đường dây SOS 24 giờ cho trẻ em',
      text: 'Bắt nạt, chuyện ở trường, ở nhà. Cả trẻ em và cha mẹ đều gọi được. 24 giờ, miễn phí',
    },
    health: {
      name: 'Tư vấn y tế trẻ em qua điện thoại',
      text: 'Trẻ ốm đột ngột vào ngày nghỉ, ban đêm. Y tá hoặc bác sĩ trả lời',
    },
    anyone: {
      name: 'Đường dây nóng Yorisoi',
      text: 'Khi khổ đến mức muốn chết, khi muốn nói chuyện với ai đó. 24 giờ, miễn phí, có cả tiếng nước ngoài',
    },
    violence: {
      name: 'Đường dây về bạo lực gia đình',
      text: 'Bị chồng, vợ hoặc người yêu bạo hành. Sẽ nối đến nơi tư vấn gần bạn',
    },
  },
  footer: {
    label: 'Về trang này',
    help: 'Nơi tư vấn',
    helpers: 'Tôi cũng muốn giúp',
    areas: 'Tình hình các khu vực',
    accessibility: 'Khả năng tiếp cận',
    privacy: 'Thông tin cá nhân',
    data: 'Dữ liệu và điều kiện sử dụng',
    signIn: 'Đăng nhập (người phụ trách)',
    today: 'Về trang “Hôm nay”',
  },
  demo: 'Bản mẫu: người, địa điểm và số điện thoại (trừ số dùng chung toàn quốc) đều là hư cấu',
  breadcrumb: 'Bạn đang ở đây',
  form: {
    required: '(bắt buộc)',
    choose: 'Hãy chọn',
    chars: (max, now) => `Tối đa ${max} ký tự (hiện ${now})`,
    errorsTitle: (count) => `Hãy kiểm tra nội dung đã nhập (${count} chỗ)`,
    errorsLead: 'Nhấn vào câu bên dưới để đến ô đó. Nội dung bạn đã nhập vẫn còn.',
    errorMark: 'Lỗi: ',
    about: (label, text) => `${label}: ${text}`,
  },
  pages: {
    label: 'Chuyển trang',
    total: (count) => `Tổng cộng ${count}`,
    range: (from, to) => `${from}–${to}`,
    previous: 'Trước',
    next: 'Sau',
    page: (n) => `Trang ${n}`,
    current: (n, last) => `Trang ${n} / ${last}`,
  },
};
