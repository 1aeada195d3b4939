import type { Spoken } from '../platform/ui/speech.ts';
import type { words as ja } from './words-open.ja.ts';

export const words: Spoken<typeof ja> = {
  title: 'Dữ liệu mở',
  lead: (name) =>
    `Dữ liệu về địa điểm và sự kiện cho gia đình ở ${name}. Ai cũng có thể tự do sử dụng nếu ghi nguồn. Các tệp bằng tiếng Nhật.`,
  files: 'Tệp',
  api: 'Dành cho chương trình (API)',
  apiText: 'Có thể lấy địa điểm, dịch vụ và tổ chức theo tiêu chuẩn quốc tế (HSDS 3.0).',
  apiLinks: {
    hsds: 'Cổng vào HSDS 3.0',
    openapi: 'Định nghĩa cách dùng (OpenAPI)',
    catalogue: 'Danh mục dữ liệu (JSON)',
  },
  licence: 'Điều kiện sử dụng',
  licenceText: 'Dữ liệu này được dùng theo điều kiện sau: ',
  credit: (name) => `Ví dụ cách ghi nguồn: ${name}, “Danh sách cơ sở nuôi dạy trẻ”`,
  columns: {
    name: 'Dữ liệu',
    format: 'Định dạng',
    rows: 'Số dòng',
    modified: 'Cập nhật lần cuối',
    link: 'Tệp',
  },
  download: 'Tải về',
  limits: (aMinute) => `Từ một địa chỉ IP có thể truy vấn tối đa ${aMinute} lần mỗi phút.`,
  personal: 'Không có thông tin cá nhân như tên người hay nội dung tư vấn.',
  datasets: {
    preschool: {
      title: 'Danh sách cơ sở nuôi dạy trẻ',
      description:
        '53 mục của bộ dữ liệu mở chuẩn dành cho chính quyền địa phương. Tất cả cơ sở hiện đang mở.',
    },
    event: { title: 'Danh sách sự kiện', description: 'Các sự kiện và lớp học sắp tới cho cha mẹ và con.' },
    facilities: {
      title: 'Danh sách cơ sở nuôi dạy trẻ (Excel)',
      description: 'Tệp Excel có cùng các mục với danh sách cơ sở nuôi dạy trẻ.',
    },
    population: {
      title: 'Dân số theo khu vực và tuổi',
      description:
        'Số người theo khu phố và tuổi. Mỗi dòng một tuổi, không chia nam nữ. Có thể nhập thẳng vào Tsunagi.',
    },
  },
};
