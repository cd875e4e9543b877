import type { SQSEvent } from 'aws-lambda';
import type { ObjectCreated } from '../../shared/runtime/event.ts';

/** S3's word, by EventBridge, that an object came. */
export function objectCreated(key: string, time: string): ObjectCreated {
  return { 'detail-type': 'Object Created', time, detail: { object: { key } } };
}

/** The same in the one message of a queue's event. */
export function messageOf(created: ObjectCreated): SQSEvent {
  return {
    Records: [
      {
        messageId: 'm',
        receiptHandle: 'r',
        body: JSON.stringify(created),
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '0',
          SenderId: 's',
          ApproximateFirstReceiveTimestamp: '0',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn',
        awsRegion: 'ap-southeast-1',
      },
    ],
  };
}
