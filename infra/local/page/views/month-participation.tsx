import { describeAnswer } from '../../../../shared/participation/describe-answer.ts';
import type { Participation, ParticipationAnswer } from '../../../../shared/participation/participation.ts';
import {
  participationQuestionWords,
  participationUntoldWords,
  participationVerdictWords,
} from '../../../../shared/report/words.ts';
import { Scroll } from './layout.tsx';

/** How a unit took part in a month: each question, its answer, and the figures behind it. */
export function MonthParticipation({ shown }: { readonly shown: Participation | null }) {
  return (
    <section aria-labelledby="tham-gia">
      <h2 id="tham-gia">Tham gia hệ thống một cửa</h2>
      {shown === null ? (
        <p>Tháng này chưa được xem xét.</p>
      ) : (
        <>
          <p>
            <strong>{participationVerdictWords[shown.verdict]}.</strong> Kết quả này không trừ điểm.
          </p>
          <Answers answers={shown.answers} />
        </>
      )}
    </section>
  );
}

function Answers({ answers }: { readonly answers: readonly ParticipationAnswer[] }) {
  return (
    <Scroll label="Căn cứ xem xét">
      <table>
        <caption>
          <span>Căn cứ xem xét</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Dấu hiệu</th>
            <th scope="col">Có hay không</th>
            <th scope="col">Số liệu</th>
          </tr>
        </thead>
        <tbody>
          {answers.map((answer) => (
            <tr key={answer.reason}>
              <th scope="row">{participationQuestionWords[answer.reason]}</th>
              <td>{inShort(answer)}</td>
              <td className="long">{describeAnswer(answer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function inShort({ answer, because }: ParticipationAnswer): string {
  if (answer === 'untold') return `Chưa rõ${because === null ? '' : `: ${participationUntoldWords[because]}`}`;
  return answer === 'holds' ? 'Có' : 'Không';
}
