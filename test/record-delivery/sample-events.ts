/**
 * Events in the shape of the SES user guide ("Examples of event data", read 2026-11), as EventBridge hands them on:
 * fields that we do not read are there too.
 */
function mailEvent(detailType: string, time: string, noticeId: string | null, detail: Record<string, unknown>) {
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    time,
    region: 'ap-southeast-1',
    resources: ['arn:aws:ses:ap-southeast-1:123456789012:configuration-set/dung-hen'],
    detail: {
      ...detail,
      mail: {
        timestamp: '2020-07-09T00:30:01.000Z',
        source: 'Đúng Hẹn <dung-hen@angiang.example>',
        messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
        destination: ['giam-doc@so-xay-dung.example'],
        headersTruncated: false,
        tags: {
          'ses:configuration-set': ['dung-hen'],
          ...(noticeId !== null && { noticeId: [noticeId] }),
        },
      },
    },
  };
}

export const MESSAGE_ID = 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000';
const HEAD = 'giam-doc@so-xay-dung.example';

export function sent(noticeId: string | null) {
  return mailEvent('Email Sent', '2020-07-09T00:30:02Z', noticeId, { eventType: 'Send', send: {} });
}

export function delivered(noticeId: string, recipient = HEAD) {
  return mailEvent('Email Delivered', '2020-07-09T00:30:04Z', noticeId, {
    eventType: 'Delivery',
    delivery: {
      timestamp: '2020-07-09T00:30:04.000Z',
      processingTimeMillis: 3000,
      recipients: [recipient],
      smtpResponse: '250 2.0.0 OK',
      reportingMTA: 'mta.example.com',
    },
  });
}

export function delayed(noticeId: string) {
  return mailEvent('Email Delivery Delayed', '2020-07-09T00:40:00Z', noticeId, {
    eventType: 'DeliveryDelay',
    deliveryDelay: {
      timestamp: '2020-07-09T00:40:00.000Z',
      delayType: 'TransientCommunicationFailure',
      expirationTime: '2020-07-09T14:40:00.000Z',
      delayedRecipients: [{ emailAddress: HEAD, status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 Unable to connect' }],
    },
  });
}

export function bounced(noticeId: string, bounceType = 'Permanent', bounceSubType = 'General', recipient = HEAD) {
  const time = bounceType === 'Permanent' ? '2020-07-09T00:31:00Z' : '2020-07-09T00:32:00Z';
  return mailEvent('Email Bounced', time, noticeId, {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [
        { emailAddress: recipient, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
      ],
      timestamp: '2020-07-09T00:31:00.000Z',
      feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
      reportingMTA: 'dsn; mta.example.com',
    },
  });
}

export function complained(noticeId: string, recipient = HEAD) {
  return mailEvent('Email Complaint Received', '2020-07-09T02:00:00Z', noticeId, {
    eventType: 'Complaint',
    complaint: {
      complainedRecipients: [{ emailAddress: recipient }],
      timestamp: '2020-07-09T02:00:00.000Z',
      feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
      complaintFeedbackType: 'abuse',
      arrivalDate: '2020-07-09T02:00:00.000Z',
    },
  });
}

export function rejected(noticeId: string) {
  return mailEvent('Email Rejected', '2020-07-09T00:30:03Z', noticeId, {
    eventType: 'Reject',
    reject: { reason: 'Bad content' },
  });
}
