import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { TimeZone } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type Foundation, physicalName } from './foundation.ts';
import type { WorkQueue } from './work-queue.ts';

export interface DailyScheduleProps {
  readonly name: string;
  readonly description: string;
  /** The only day of the week; absent: every day. */
  readonly on?: 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';
  /** Time of day in the province's time zone, HH:mm. */
  readonly at: string;
  readonly queue: WorkQueue;
}

/** Once a day, or a week, to the minute, a message with the time for which it was set: the only clock that decisions know. */
export class DailySchedule extends Construct {
  constructor(scope: Construct, id: string, { settings }: Foundation, props: DailyScheduleProps) {
    super(scope, id);
    const [hour = '', minute = ''] = props.at.split(':').map((part) => String(Number(part)));
    new Schedule(this, 'Schedule', {
      scheduleName: physicalName(settings, props.name),
      description: props.description,
      schedule: ScheduleExpression.cron({
        minute,
        hour,
        ...(props.on && { weekDay: props.on }),
        timeZone: TimeZone.of(settings.timeZone),
      }),
      timeWindow: TimeWindow.off(),
      target: new SqsSendMessage(props.queue.queue, {
        input: ScheduleTargetInput.fromObject({ scheduledAt: ContextAttribute.scheduledTime }),
        deadLetterQueue: props.queue.deadLetters,
      }),
    });
  }
}
