import { inForce } from '../../../shared/calendar/validity.ts';
import { dayAt } from '../../../shared/calendar/zone.ts';
import { listUnreachable } from '../../../shared/notice/list-unreachable.ts';
import type { Desk } from './answer-request.ts';
import { pageReply, type Reply } from './reply.ts';

/** `/khong-nhan-duoc-thu`: whom no mail reaches, as it stands on the last day that was walked. */
export async function answerUnreachable(desk: Desk): Promise<Reply> {
  const { units, findings } = await desk.readRecords();
  const byUnit = Map.groupBy(findings, ({ unitId }) => unitId);
  const register = await desk.readAsides();
  const unreachable = listUnreachable(inForce(units, desk.asOf), register, (unitId) => byUnit.get(unitId) ?? []);
  const dayOf = (instant: string) => dayAt(Date.parse(instant), desk.frame.timeZone);
  const html = desk.views.pages.unreachable({ frame: desk.frame, units: unreachable, dayOf });
  return pageReply(html, desk.views.stylesheet);
}
