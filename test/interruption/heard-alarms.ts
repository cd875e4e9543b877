import { jest } from '@jest/globals';
import * as z from 'zod';

/** A metric as a line of CloudWatch's embedded metric format. */
const metricLine = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
});

/** The alarms that were raised: lines on the standard output, which nothing takes back once they are written. */
export class HeardAlarms {
  readonly #names = new Set<string>();

  /** Listens from now on, until jest restores its mocks. */
  constructor() {
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => this.#hear(String(line)));
  }

  get names(): string[] {
    return [...this.#names].toSorted();
  }

  forget(): void {
    this.#names.clear();
  }

  #hear(line: string): boolean {
    const { CloudWatchMetrics } = metricLine.parse(JSON.parse(line))._aws;
    for (const { Name } of CloudWatchMetrics.flatMap(({ Metrics }) => Metrics)) this.#names.add(Name);
    return true;
  }
}
