import { type ComparedCell, compareFigures } from '../../../../shared/report/compare-figures.ts';
import type { Revision } from '../../../../shared/report/revisions-of-month.ts';
import { Scroll } from './layout.tsx';
import { paths } from './paths.ts';

interface RevisionsTableProps {
  readonly revisions: readonly Revision[];
  /** The one that the page shows. */
  readonly shown: Revision;
  readonly timeZone: string;
}

/** A month's revisions side by side, a column each. What differs from the one before carries a word, not a colour alone. */
export function RevisionsTable({ revisions, shown, timeZone }: RevisionsTableProps) {
  return (
    <Scroll label="So sánh các lần đánh giá">
      <table className="revisions">
        <caption>
          <span>
            Mỗi cột là một lần đánh giá. Nhãn <em className="changed">đã đổi</em> chỉ chỗ khác với lần liền trước. Lần
            đánh giá cũ được giữ nguyên, không bị sửa hay xóa.
          </span>
        </caption>
        <thead>
          <tr>
            <td />
            {revisions.map((revision) => (
              <th key={revision.evaluation.revision} scope="col">
                <RevisionHeading revision={revision} isShown={revision === shown} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compareFigures(revisions, timeZone).map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={revisions[index]?.evaluation.revision} className={cell.hasChanged ? 'changed' : undefined}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Danh sách hồ sơ</th>
            {revisions.map((revision, index) => (
              <td key={revision.evaluation.revision}>
                <EvidenceLink revision={revision} />
                {index > 0 && digestOf(revision) !== digestOf(revisions[index - 1]) && <Changed />}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

function RevisionHeading({ revision: { evaluation }, isShown }: { revision: Revision; isShown: boolean }) {
  const name = `Lần ${evaluation.revision}`;
  if (isShown) return <span aria-current="true">{name} (đang xem)</span>;
  return <a href={paths.unitMonth(evaluation.unitId, evaluation.month, evaluation)}>{name}</a>;
}

function Cell({ cell: { text, hasChanged } }: { readonly cell: ComparedCell }) {
  return (
    <>
      {text}
      {hasChanged && <Changed />}
    </>
  );
}

function Changed() {
  return (
    <>
      {' '}
      <em className="changed">đã đổi</em>
    </>
  );
}

function EvidenceLink({ revision: { evaluation } }: { readonly revision: Revision }) {
  if (evaluation.evidence === null) return 'Không có hồ sơ nào';
  return <a href={paths.evidence(evaluation)}>Tải danh sách lần {evaluation.revision} (CSV)</a>;
}

function digestOf(revision: Revision | undefined): string | null {
  return revision?.evaluation.evidence?.digest ?? null;
}
