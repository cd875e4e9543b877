import { SingleBar } from 'cli-progress';
import { type Day, dayNumber } from '../../shared/calendar/day.ts';

/** Shows how far the simulated calendar has come. */
export interface Progress {
  reach(day: Day): void;
  stop(): void;
}

/** A bar where somebody watches, a line now and then where the output is kept in a file. */
export function showProgress(firstDay: Day, until: Day, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(firstDay, until, stream) : lines(firstDay, until, stream);
}

function bar(firstDay: Day, until: Day, stream: NodeJS.WriteStream): Progress {
  const format = '  {bar} {percentage}% · {day} · {value} of {total} days · {duration_formatted}';
  const shown = new SingleBar({ format, stream, barCompleteChar: '█', barIncompleteChar: '░', hideCursor: true });
  shown.start(daysFrom(firstDay, until), 0, { day: firstDay });
  return {
    reach: (day) => shown.update(daysFrom(firstDay, day), { day }),
    stop: () => shown.stop(),
  };
}

/** How often a line is worth its place in a log. */
const LINE_MS = 10_000;

function lines(firstDay: Day, until: Day, stream: NodeJS.WriteStream): Progress {
  const total = daysFrom(firstDay, until);
  let saidAtMs = performance.now();
  return {
    reach: (day) => {
      if (performance.now() - saidAtMs < LINE_MS && day !== until) return;
      saidAtMs = performance.now();
      stream.write(`  ${day}: ${daysFrom(firstDay, day)} of ${total} days\n`);
    },
    stop: () => undefined,
  };
}

function daysFrom(firstDay: Day, day: Day): number {
  return dayNumber(day) - dayNumber(firstDay) + 1;
}
