import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type AlarmedMetric, alarmedMetrics, METRICS_NAMESPACE } from '../../shared/runtime/telemetry.ts';
import type { Settings } from '../settings.ts';
import { physicalName } from './foundation.ts';
import type { Handover } from './handover.ts';

/** What each alarm on a metric of the domain means, and what the admin does about it. */
const advice: Readonly<Record<AlarmedMetric, string>> = {
  SnapshotQuarantined:
    'A snapshot was put aside whole. Read its receipt in the Snapshots table; let the source correct it, or release it with release-snapshot.',
  SnapshotMissing:
    'A source sent no snapshot of yesterday. Ask the source; without a governing file its units stay undecided.',
  SnapshotUnchanged:
    'A file that may govern a month holds the very bytes of an earlier day. Ask the source whether its export stands still; let it send a correction before the month is judged.',
  RecountDiffers:
    'The canonical copy gives other counts than the tally: no verdict was written. Read the findings of kind recount-differs.',
  GoverningFileChanged:
    'A file came for a month that is judged already. Nothing was changed; read the findings of kind governing-file-changed. If it is right, reevaluate-month shows what it would change.',
  DraftNotApproved:
    'Evaluations wait for approval longer than the policy allows. Read them in the Evaluations table; approve-month approves them.',
  RegistryRejected:
    'A registry file was refused. Its report lies under registry-reports/ with line, column, value and reason.',
  UnitUnreachable:
    'A mail to a unit bounced, or it has no address. Correct units.csv; the deputies, if any, were mailed instead. An address that bounced is not mailed again before.',
  MailWaiting:
    "SES's quota of mails in 24 hours is used up: so many digests as this alarm's datapoint says were put off within 5 minutes. Each is tried again every quarter of an hour until the end of its day; what could not be sent is told the next morning. Ask AWS for a higher quota.",
  MailSenderRefused:
    'SES refuses the province as a sender (sandbox, address or domain not verified, sending paused, configuration set missing). No digest is lost: each is tried again. The log of send-notice has SES\'s words; what to do is in the README under "When SES refuses the sender".',
  DigestGivenUp:
    'A digest could not be sent on its day. What it was to tell is told by the next one; one that SES may have is in the list of unanswered mails that comes in the morning.',
  LedgerFaulty:
    'The ledger, its copies or what it rests on are not what was written. Read the newest report under ledger-reports/: it says where, what and what to do.',
  DeductionNotNotified:
    'A proposed deduction was told to nobody for 3 working days, so it is not confirmed. Correct the addresses in units.csv; where its mail bounced, withdraw and reinstate it with decide-deduction, and it is told anew.',
  ExplanationUndecided:
    'A unit has explained a deduction and its window is over. Read the finding of kind explanation-undecided, and confirm or withdraw it with decide-deduction.',
  CalendarMissing:
    'The calendar has no row of this year, or of the next one, which begins within 60 days; or days come within 60 days that the file itself marks as only expected. Read the finding of kind calendar-missing, and drop a calendar.csv (date,kind,name) with the days officially announced under registry/.',
};

/** The admins' topic, and the alarms that speak through it. Silence is not an alarm: no data is treated as no breach. */
export class AdminAlarms extends Construct {
  readonly topic: Topic;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.#settings = settings;
    this.topic = new Topic(this, 'Topic', { displayName: 'Dung Hen', enforceSSL: true });
    for (const address of settings.adminEmails) this.topic.addSubscription(new EmailSubscription(address));
    this.#letAlarmsPublish();
    for (const metric of alarmedMetrics) this.#onMetric(metric);
  }

  /** Hands over the topic, and the right to write to the admins. */
  writing(): Handover {
    const { topicArn } = this.topic;
    return {
      value: topicArn,
      statements: [new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] })],
    };
  }

  onDeadLetters(queue: IQueue, name: string): void {
    const metric = queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
    });
    this.#alarm(
      `${name}-dead-letters`,
      metric,
      `Messages for ${name} failed for good. Read the function's log, mend the cause, then redrive the dead-letter queue.`,
    );
  }

  onErrors(lambda: IFunction, name: string): void {
    const metric = lambda.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM });
    this.#alarm(
      `${name}-errors`,
      metric,
      `${name} failed. Its log says why; work that came by a queue is tried again.`,
    );
  }

  #onMetric(metricName: AlarmedMetric): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: 'dung-hen' },
      period: Duration.minutes(5),
      statistic: Stats.SUM,
    });
    this.#alarm(metricName, metric, advice[metricName]);
  }

  #alarm(name: string, metric: Metric, alarmDescription: string): void {
    const alarm = new Alarm(this, name, {
      alarmName: physicalName(this.#settings, name),
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** A topic with a policy of its own (TLS only) needs the alarms' right said as well. */
  #letAlarmsPublish(): void {
    const { account } = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccountPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}
