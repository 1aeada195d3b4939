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
    police: { name: 'Cảnh sát', text: 'Bạo lực, tội phạm, tai nạn' },
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
  demo: 'Bản dùng thử: người, địa điểm và số điện thoại (trừ số dùng chung toàn quốc) đều là hư cấu',
  breadcrumb: 'Bạn đang ở đây',
  form: {
    optional: '(không bắt buộc)',
    missing: 'Chưa có thông tin',
    required: '(bắt buộc)',
    choose: 'Hãy chọn',
    charsMax: (max) => `Tối đa ${max} ký tự`,
    chars: (max, now) => `Tối đa ${max} ký tự (hiện ${now})`,
    errorsTitle: (count) => `Hãy kiểm tra nội dung đã nhập (${count} chỗ)`,
    errorsLead: 'Nhấn vào câu bên dưới để đến ô đó. Nội dung bạn đã nhập vẫn còn.',
    errorsSecret: 'Nhấn vào câu bên dưới để đến ô đó. Mật khẩu không được giữ lại, xin nhập lại.',
    errorMark: 'Lỗi: ',
    about: (label, text) => `${label}: ${text}`,
  },
  date: { year: 'năm', month: 'tháng', day: 'ngày', support: 'Năm có thể nhập 2026 hoặc R8 (Reiwa).' },
  find: {
    none: 'Không chọn',
    chosen: 'Đã chọn',
    label: 'Tìm bằng từ',
    help: 'Viết từ hai chữ trở lên trong tên rồi bấm “Tìm”.',
    button: 'Tìm',
    short: 'Hãy tìm bằng từ hai chữ trở lên.',
    nothing: (asked) => `Không còn gì khác khớp với “${asked}”. Hãy thử từ khác.`,
    found: (count) => `Tìm thấy ${count}. Hãy chọn bên dưới.`,
    more: (count) => `Có nhiều kết quả, đây là ${count} kết quả đầu. Thêm từ để thu hẹp.`,
    foundTitle: 'Kết quả',
    first: 'Hãy bấm “Tìm” rồi chọn, hoặc xóa trống ô tìm.',
  },
  confirm: { cancel: 'Thôi' },
  filter: {
    open: (n) => (n > 0 ? `Lọc theo điều kiện (đã chọn ${n})` : 'Lọc theo điều kiện'),
    apply: 'Xem theo điều kiện này',
    clear: 'Bỏ tất cả điều kiện',
    active: 'Điều kiện đang chọn',
    remove: (label) => `Bỏ “${label}”`,
  },
  calendar: {
    caption: (month) => `Lịch ${month}`,
    today: 'Hôm nay',
    more: (count) => `còn ${count} mục`,
    moreOf: (day) => ` (xem tất cả ngày ${day})`,
    steps: 'Chuyển lịch trước sau',
    holiday: 'Ngày lễ',
  },
  kind: { neutral: '', info: 'Thông báo', success: 'Xong', warning: 'Lưu ý', error: 'Lỗi' },
  map: {
    desc: (points, numbered) =>
      `Bản đồ ${points} địa điểm. ${numbered ? 'Số trên bản đồ giống số trong danh sách. ' : ''}Mọi nơi trên bản đồ đều có trong danh sách.`,
    none: 'Không có nơi nào để hiển thị trên bản đồ.',
    nowhere: (count) => `${count} nơi chưa có vị trí, hãy xem trong danh sách.`,
    outside: (count) => `Có ${count} nơi ở ngoài bản đồ.`,
    cluster: (numbers, count) =>
      numbers.length === 0
        ? `${count}`
        : numbers.length <= 2
          ? numbers.join('・')
          : `${numbers[0]} +${count - 1}`,
    clusterTitle: (labels) =>
      `${labels.length} nơi gần nhau: ${labels.slice(0, 12).join('、')}${labels.length > 12 ? ' …' : ''}`,
    together: (points, marks) => `${points} nơi trong ${marks} dấu: các nơi gần nhau dùng chung một dấu.`,
    apart: 'Chọn dấu vuông để phóng to và tách ra.',
    clusterZoom: '. Chọn để phóng to',
    controls: 'Di chuyển bản đồ',
    north: 'Lên bắc',
    south: 'Xuống nam',
    west: 'Sang tây',
    east: 'Sang đông',
    closer: 'Phóng to',
    wider: 'Xem rộng hơn',
    whole: 'Xem toàn bộ',
    list: 'Đọc các nơi trên bản đồ theo danh sách',
    credit: (credit) => `Bản đồ: ${credit}`,
  },
  problems: {
    notFound: {
      title: 'Không tìm thấy trang',
      text: 'Địa chỉ đã đổi hoặc trang không còn công khai. Hãy tìm trong “Tìm địa điểm” hoặc trong lịch.',
    },
    conflict: {
      title: 'Không thể làm việc này nữa',
      text: 'Tình trạng đã thay đổi. Hãy xem tình trạng mới rồi thử lại.',
    },
    csrf: {
      title: 'Hãy gửi lại',
      text: 'Trang đã mở quá lâu nên vì an toàn chúng tôi không nhận. Nội dung bạn ghi vẫn còn bên dưới.',
    },
    tooOften: {
      title: 'Hãy đợi một lát rồi gửi lại',
      text: 'Có quá nhiều lần gửi từ cùng một nơi. Nội dung bạn ghi vẫn còn ở trang này. Khoảng một giờ sau hãy nhấn “Gửi lại”. Nếu gấp, hãy gọi điện.',
    },
    away: {
      title: 'Hiện chưa lưu được',
      text: 'Nội dung bạn ghi vẫn còn ở trang này. Hãy đợi một lát rồi nhấn “Gửi lại”. Sẽ không bị đăng ký hai lần.',
    },
    resend: 'Gửi lại',
    kept: 'Nội dung đã ghi',
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
