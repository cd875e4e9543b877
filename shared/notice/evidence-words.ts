import type { Evidence } from './evidence.ts';

/** Where a reader finds a list of dossiers. */
export function whereEvidenceIs(evidence: Evidence | null): string {
  if (evidence === null) return 'Chưa có tệp kèm theo; đề nghị hỏi nơi liên hệ dưới đây';
  const { filename, content, workbookFilename = null } = evidence;
  if (content === null) return `Tệp ${filename} quá lớn để đính kèm; đề nghị nhận tại nơi liên hệ dưới đây`;
  if (workbookFilename === null) return `Đính kèm thư này: ${filename}`;
  return `Đính kèm thư này: ${workbookFilename} (cùng nội dung: ${filename})`;
}
