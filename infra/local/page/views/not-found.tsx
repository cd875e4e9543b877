import { type Frame, Layout } from './layout.tsx';
import { paths } from './paths.ts';

/** There is no such page, unit, month or mail. */
export function NotFound({ frame }: { readonly frame: Frame }) {
  return (
    <Layout frame={frame} title="Không tìm thấy trang" section={null}>
      <h1>Không tìm thấy trang</h1>
      <p>
        Không có đơn vị, tháng hoặc thư nào ứng với địa chỉ này. Hãy quay lại{' '}
        <a href={paths.overview()}>trang tổng quan</a> để chọn từ danh sách.
      </p>
    </Layout>
  );
}
