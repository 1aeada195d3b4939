import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-about.ja.ts';

export const words: Spoken<typeof ja> = {
  accessibility: {
    title: 'Khả năng tiếp cận',
    lead: (city) =>
      `${city} xây dựng, kiểm tra và liên tục cải thiện trang này để thông tin nuôi dạy con đến được với mọi người, bất kể tuổi tác, khuyết tật, ngôn ngữ hay thiết bị sử dụng.`,
    parts: {
      scope: {
        title: 'Phạm vi áp dụng',
        text: 'Tất cả các trang có thể xem mà không cần đăng nhập (địa chỉ bắt đầu bằng /open).',
      },
      standard: {
        title: 'Tiêu chuẩn và mức độ hướng tới',
        text: 'Chúng tôi hướng tới tuân thủ mức AA của tiêu chuẩn Nhật Bản JIS X 8341-3:2016. Ngoài ra, chúng tôi kiểm tra theo các mục mức A và AA của WCAG 2.2.',
      },
      time: {
        title: 'Thời điểm đạt mục tiêu',
        text: 'Trước khi công khai, trang được kiểm tra tự động và được người kiểm tra, các lỗi tìm thấy được sửa xong mới công khai. Sau đó, mỗi năm một lần chúng tôi kiểm tra các trang tiêu biểu và các trang chọn ngẫu nhiên, rồi đăng kết quả lên trang này.',
      },
      done: {
        title: 'Những việc đang làm',
        text: 'Mỗi lần thay đổi, chúng tôi kiểm tra rằng: mọi thao tác đều làm được chỉ bằng bàn phím; vẫn đọc được khi phóng chữ to gấp đôi; ở chiều rộng 320 pixel không phải kéo ngang; không truyền đạt ý nghĩa chỉ bằng màu sắc; biểu đồ và bản đồ có kèm bảng hoặc danh sách cùng nội dung; vẫn đọc và đăng ký được khi không dùng script. Bạn có thể chuyển sang furigana, tiếng Nhật dễ hiểu và sáu ngoại ngữ.',
      },
      exceptions: {
        title: 'Ngoại lệ',
        text: 'Chữ trong ảnh do các cơ sở hoặc ban tổ chức đăng, các trang bên ngoài được liên kết tới, và tệp dữ liệu dành cho máy đọc không thuộc phạm vi này. Ảnh có kèm lời mô tả.',
      },
      known: {
        title: 'Những điểm còn thiếu',
        text: 'Những gì con người viết bằng tiếng Nhật, như giới thiệu cơ sở hay thông báo sự kiện, chưa được dịch. Những phần đó được đánh dấu là tiếng Nhật để chức năng dịch và đọc thành tiếng của trình duyệt hoạt động đúng.',
      },
      tell: {
        title: 'Khi bạn thấy có vấn đề',
        text: 'Nếu có chỗ khó đọc hoặc không dùng được, xin hãy báo cho chúng tôi qua “Gửi ý kiến” hoặc một nơi ghi trong trang “Khi gặp khó khăn”. Chúng tôi sẽ trả lời cách sửa và thời gian sửa.',
      },
    },
    result: 'Kết quả kiểm tra',
    resultText:
      'Sau khi kiểm tra, ngày, phương pháp, các trang được kiểm tra và kết quả sẽ được đăng ở đây. Việc kiểm tra tự động được thực hiện mỗi khi thay đổi chương trình.',
  },
  privacy: {
    title: 'Thông tin cá nhân',
    lead: 'Nếu chỉ xem trang này, chúng tôi không hỏi tên hay thông tin liên lạc. Những gì bạn viết được xử lý như sau.',
    table: 'Những điều chúng tôi hỏi và thời gian lưu giữ',
    columns: { what: 'Ở đâu', asked: 'Điều được hỏi', why: 'Dùng để làm gì', kept: 'Thời gian lưu giữ' },
    rows: {
      places: {
        what: '“Tìm địa điểm” và trang hôm nay',
        asked:
          'Khu vực, tuổi, mong muốn (không bắt buộc). Vị trí chỉ được dùng ngay trong thiết bị của bạn để chọn khu vực',
        why: 'Để sắp xếp danh sách',
        kept: 'Không lưu',
      },
      reading: {
        what: 'Chọn ngôn ngữ và furigana',
        asked: 'Ngôn ngữ đã chọn, tiếng Nhật dễ hiểu, furigana',
        why: 'Để trang tiếp theo hiển thị giống như vậy (cookie)',
        kept: '180 ngày, chỉ trong thiết bị của bạn',
      },
      voices: {
        what: 'Gửi ý kiến',
        asked: 'Nội dung ý kiến, khu vực và tuổi (không bắt buộc). Không hỏi tên và thông tin liên lạc',
        why: 'Để nhân viên đọc, đưa thành vấn đề của khu vực hoặc viết trả lời',
        kept: (years) => `${years} năm`,
      },
      messages: {
        what: 'Viết để được tư vấn',
        asked: 'Nội dung bạn viết, khu vực bạn sống (không bắt buộc). Không hỏi tên và thông tin liên lạc',
        why: 'Để nhân viên tư vấn của thành phố đọc và viết trả lời',
        kept: 'Trong thời hạn theo quy định của thành phố, tính từ khi việc tư vấn kết thúc',
      },
      file: {
        what: 'Hồ sơ của gia đình “Sukuramu”',
        asked:
          'Những gì gia đình bạn muốn viết. Nội dung được khóa bằng mật khẩu của bạn: ngoài người bạn cho xem, không ai đọc được, kể cả nhân viên thành phố',
        why: 'Để gia đình tự dùng và cho người mình muốn xem',
        kept: 'Trong thời hạn ghi ở trang bắt đầu. Bạn có thể tự xóa bất cứ lúc nào',
      },
      helpers: {
        what: 'Đăng ký giúp đỡ',
        asked: 'Tên, số điện thoại hoặc địa chỉ e-mail, những việc bạn có thể làm',
        why: 'Để nhân viên phụ trách liên lạc và gặp bạn một lần',
        kept: (months) => `${months} tháng. Nếu hủy thì được xóa ngay`,
      },
      events: {
        what: 'Đăng ký sự kiện',
        asked: 'Các mục ghi ở trang đăng ký',
        why: 'Để giữ chỗ và báo cho bạn khi có thay đổi',
        kept: 'Trong thời hạn ghi ở trang đăng ký',
      },
      code: {
        what: 'Mã tiếp nhận',
        asked: 'Không hỏi gì',
        why: 'Để xem trả lời và đăng ký mà không cần tên',
        kept: 'Không lưu chính mã đó, chỉ lưu một giá trị để đối chiếu. Cookie dùng để hiển thị mã sẽ mất sau 30 phút',
      },
    },
    notesTitle: 'Ngoài ra',
    notes: {
      nobodyElse:
        'Trang này không có quảng cáo và không dùng công cụ thống kê của công ty khác. Toàn bộ trang được gửi từ máy chủ của thành phố.',
      counted:
        'Để chống việc gửi phá rối liên tục, chúng tôi đếm trong thời gian ngắn một giá trị được tạo từ địa chỉ gửi (không thể chuyển ngược lại thành địa chỉ).',
      danger:
        'Nếu nội dung cho thấy nguy hiểm đến tính mạng hoặc thân thể, nhân viên sẽ đọc gấp và có thể báo cho các cơ quan liên quan theo pháp luật.',
      rights:
        'Nếu muốn xem, sửa hoặc xóa thông tin của mình, xin hãy liên hệ một nơi ghi trong trang “Khi gặp khó khăn”.',
    },
  },
  data: {
    title: 'Dữ liệu và điều kiện sử dụng',
    lead: 'Thông tin về địa điểm, sự kiện, trợ cấp và chế độ được công khai dưới dạng dữ liệu ai cũng có thể dùng.',
    parts: {
      terms: {
        title: 'Điều kiện sử dụng',
        text: 'Nếu ghi nguồn (tên thành phố và tên trang này), bạn có thể dùng dữ liệu, kể cả cho mục đích thương mại (Creative Commons Ghi công 4.0 Quốc tế). Với ảnh, xin theo điều kiện ghi kèm từng ảnh.',
      },
      right: {
        title: 'Độ chính xác',
        text: 'Mỗi địa điểm được yêu cầu kiểm tra thông tin ít nhất mỗi năm một lần. Ngày kiểm tra được ghi ở từng trang. Những thay đổi đột xuất có thể chưa được đăng.',
      },
    },
    openData: 'Dữ liệu mở (danh sách và tệp)',
    openDataText: 'CSV theo các mục chuẩn của quốc gia',
    api: 'API (HSDS)',
    apiText: 'Dành cho chương trình, theo Human Services Data Specification 3.x',
    calendar: 'Lịch (iCalendar)',
    calendarText: 'Đưa lịch sự kiện vào lịch của bạn',
  },
};
