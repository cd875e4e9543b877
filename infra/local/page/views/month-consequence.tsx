import { explainDeadline } from '../../../../shared/report/explain-deadline.ts';
import { formatPoints } from '../../../../shared/report/format-vietnamese.ts';
import { deductionStateWords } from '../../../../shared/report/words.ts';
import { EventsTable } from './events-table.tsx';
import { paths } from './paths.ts';
import type { UnitMonthPageProps } from './unit-month.tsx';

type ConsequenceProps = Pick<UnitMonthPageProps, 'frame' | 'contact' | 'summary' | 'shown' | 'deduction' | 'mails'>;

/** What follows from the month: the state of its deduction, each event, and how the unit can answer. */
export function MonthConsequence({ frame, contact, summary, shown, deduction, mails }: ConsequenceProps) {
  const year = shown.evaluation.month.slice(0, 4);
  const balance = summary.accounts.find((account) => account.year === year)?.balanceHundredths ?? 0;
  return (
    <section aria-labelledby="diem-tru">
      <h2 id="diem-tru">Điểm trừ và giải trình</h2>
      {deduction === null ? (
        <p>Sổ điểm trừ không có bút toán nào về tháng này.</p>
      ) : (
        <>
          <p>
            Tình trạng: <strong>{deductionStateWords[deduction.state]}.</strong>
          </p>
          <EventsTable deduction={deduction} mails={mails} timeZone={frame.timeZone} />
        </>
      )}
      <p>
        Cộng điểm trừ năm {year} của đơn vị đến nay: <strong>{formatPoints(balance)}</strong>.{' '}
        <a href={`${paths.unit(summary.unit.unitId)}#so-diem-tru`}>Xem sổ điểm trừ của đơn vị</a>
      </p>
      <h3>Nếu đơn vị không đồng ý</h3>
      <p>
        <strong>{explainDeadline(deduction)}</strong>
      </p>
      <HowToObject contact={contact} />
    </section>
  );
}

function HowToObject({ contact }: { readonly contact: string }) {
  return (
    <>
      <p>
        Nơi nhận ý kiến: <strong>{contact}</strong>.
      </p>
      <p>
        Đơn vị gửi ý kiến bằng văn bản, nêu rõ tháng, mã hồ sơ và kèm tài liệu chứng minh (biên nhận, phiếu hẹn trả kết
        quả, nhật ký xử lý). Kết luận và bút toán đã ghi được giữ nguyên để đối chiếu; mọi điều chỉnh, nếu có, được ghi
        thêm với lý do.
      </p>
    </>
  );
}
