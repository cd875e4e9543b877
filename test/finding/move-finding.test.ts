import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Finding, findingStateSchema } from '../../shared/finding/finding.ts';
import {
  type MoveOrder,
  moveFinding,
  reopenBySystem,
  resolveBySystem,
  SYSTEM_ACTOR,
  withMove,
} from '../../shared/finding/move-finding.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { movedDueDate } from './facts.ts';

const explained: MoveOrder = {
  state: 'explained',
  actor: 'nguyen-van-a',
  reason: 'Gia hạn theo đề nghị của công dân',
  reference: '15/SXD-VP',
};
const dismissed: MoveOrder = { ...explained, state: 'dismissed', actor: 'le-thi-b', reason: 'Gia hạn đúng luật' };
const reopened: MoveOrder = { ...explained, state: 'open', actor: 'le-thi-b', reason: 'Giải trình chưa đủ' };
const at = '2020-06-20T02:00:00.000Z';

/** The finding after these orders, each given once. */
function after(...orders: readonly MoveOrder[]): Finding {
  return orders.reduce((finding, order) => {
    const move = moveFinding(finding, order, at);
    return move === null ? finding : withMove(finding, move);
  }, movedDueDate);
}

test('a unit explains, an admin finds it sufficient: both stand in the history, the earliest first', () => {
  // Act
  const finding = after(explained, dismissed);

  // Assess
  expect(finding.state).toBe('dismissed');
  expect(finding.history).toEqual([
    { ...explained, at },
    { ...dismissed, at },
  ]);
});

test('the same order twice is one, also where the system has said since that the finding is over', () => {
  // Prepare
  const once = after(explained);
  const over = resolveBySystem(once, 'Không còn.', at);

  // Act, Assess
  expect(moveFinding(once, explained, '2020-06-21T02:00:00.000Z')).toBeNull();
  expect(over).toMatchObject({ state: 'resolved', actor: SYSTEM_ACTOR });
  expect(over && moveFinding(withMove(once, over), explained, at)).toBeNull();
});

test('after a finding was opened again, the same words are a new explanation', () => {
  expect(moveFinding(after(explained, reopened), explained, at)).toEqual({ ...explained, at });
});

test.each(['explained', 'resolved', 'dismissed'] as const)(
  'what is dismissed is not %s by somebody else: it is opened first',
  (state) => {
    const contradiction = () => moveFinding(after(dismissed), { ...explained, state, reason: 'Khác' }, at);
    expect(contradiction).toThrow(/is dismissed already by le-thi-b at 2020-06-20.*Gia hạn đúng luật.*state: open/);
  },
);

test('what is open is not opened again, unless a standing rule dismisses it: then it stays open by name', () => {
  expect(() => moveFinding(movedDueDate, reopened, at)).toThrow(/is open: there is nothing to open/);
  expect(moveFinding(movedDueDate, reopened, at, true)).toEqual({ ...reopened, at });
});

test('the system closes only what people have left open, and brings back only what it has closed itself', () => {
  const closedBySystem = withMove(movedDueDate, { ...explained, state: 'resolved', actor: SYSTEM_ACTOR, at });

  expect(resolveBySystem(after(dismissed), 'Không còn.', at)).toBeNull();
  expect(resolveBySystem(closedBySystem, 'Không còn.', at)).toBeNull();
  expect(reopenBySystem(closedBySystem, at)).toMatchObject({ state: 'open', actor: SYSTEM_ACTOR });
  expect(reopenBySystem(after({ ...explained, state: 'resolved' }), at)).toBeNull();
  expect(reopenBySystem(movedDueDate, at)).toBeNull();
});

type Step =
  | { readonly by: 'over' }
  | { readonly by: 'noticed again' }
  | { readonly by: 'person'; readonly order: MoveOrder };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      by: fc.constant('person' as const),
      order: fc.record({
        state: fc.constantFrom(...findingStateSchema.options),
        actor: fc.constantFrom('nguyen-van-a', 'le-thi-b'),
        reason: fc.constantFrom('Lý do một', 'Lý do hai'),
        reference: fc.constantFrom(null, '15/SXD-VP'),
      }),
    }),
    fc.record({ by: fc.constant('over' as const) }),
    fc.record({ by: fc.constant('noticed again' as const) }),
  ),
  { maxLength: 30 },
);

test('whatever comes in whatever order: history only grows, nothing in it changes, and the state is that of its last move', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let finding = movedDueDate;
      for (const step of all) {
        const before = finding.history ?? [];
        finding = stepOf(finding, step);
        const history = finding.history ?? [];
        expect(history.slice(0, before.length)).toEqual(before);
        expect(history.length - before.length).toBeLessThanOrEqual(1);
        expect(finding.state).toBe(history.at(-1)?.state ?? 'open');
      }
    }),
  );
});

function stepOf(finding: Finding, step: Step): Finding {
  const move = moveOf(finding, step);
  return move === null ? finding : withMove(finding, move);
}

function moveOf(finding: Finding, step: Step) {
  if (step.by === 'over') return resolveBySystem(finding, 'Không còn.', at);
  if (step.by === 'noticed again') return reopenBySystem(finding, at);
  try {
    return moveFinding(finding, step.order, at);
  } catch (error) {
    if (error instanceof DomainError) return null; // refused: nothing changes
    throw error;
  }
}
