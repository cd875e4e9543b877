import { describeAnswer } from '../../../../shared/participation/describe-answer.ts';
import type { Participation, ParticipationAnswer } from '../../../../shared/participation/participation.ts';
import {
  participationQuestionWords,
  participationUntoldWords,
  participationVerdictWords,
} from '../../../../shared/report/words.ts';

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

/** A list, not a table: on a phone no column of three would have room for a sentence. */
function Answers({ answers }: { readonly answers: readonly ParticipationAnswer[] }) {
  return (
    <ul>
      {answers.map((answer) => (
        <li key={answer.reason}>
          {participationQuestionWords[answer.reason]}: <strong>{inShort(answer)}</strong>
          {figuresOf(answer)}
        </li>
      ))}
    </ul>
  );
}

function figuresOf(answer: ParticipationAnswer): string {
  const figures = describeAnswer(answer);
  return figures === '' ? '.' : ` (${figures}).`;
}

function inShort({ answer, because }: ParticipationAnswer): string {
  if (answer === 'untold') return `chưa rõ${because === null ? '' : `, ${participationUntoldWords[because]}`}`;
  return answer === 'holds' ? 'có' : 'không';
}
