import type { RejectionReason } from '../snapshot/read-row.ts';

/** Why a row was rejected, in the words of whoever must mend it at the source. */
const words: Readonly<Record<RejectionReason, string>> = {
  'wrong-number-of-columns': 'số cột khác với dòng tiêu đề',
  'quote-never-closed': 'thiếu dấu ngoặc kép đóng',
  'text-after-quote': 'có chữ sau dấu ngoặc kép đóng',
  'rows-in-quotes': 'nhiều dòng nằm trong cùng một cặp dấu ngoặc kép',
  'rows-in-one-line': 'nhiều hồ sơ nằm trên cùng một dòng',
  'row-too-long': 'dòng dài quá mức cho phép',
  'not-json': 'dòng không phải là JSON',
  'not-an-object': 'dòng JSON không phải là một đối tượng',
  'not-a-text': 'giá trị là danh sách hoặc đối tượng, không phải chữ hay số',
  'formula-without-value': 'ô chứa công thức chưa được tính',
  'error-value': 'ô báo lỗi (như #REF! hoặc #N/A)',
  'unreadable-characters': 'mã hồ sơ có ký tự không đọc được (sai bảng mã)',
  'digits-lost': 'mã hồ sơ bị chuyển thành số và mất chữ số',
  'no-dossier-code': 'không có mã hồ sơ hợp lệ',
  'unknown-unit': 'mã đơn vị không có trong danh mục',
  'unknown-status': 'trạng thái không có trong danh mục',
  'no-received-date': 'không có ngày tiếp nhận',
  'unreadable-date': 'ngày tháng không đọc được',
  'date-in-future': 'ngày tháng ghi sau ngày xuất dữ liệu',
  duplicate: 'trùng hoàn toàn với một dòng trước',
  'conflicting-duplicate': 'trùng mã hồ sơ với một dòng trước nhưng khác nội dung',
};
const wordsByReason = new Map<string, string>(Object.entries(words));

/** The Vietnamese words for a rejection's code; a code of an older copy that is no longer known stands for itself. */
export function explainRejection(reason: string): string {
  return wordsByReason.get(reason) ?? reason;
}
