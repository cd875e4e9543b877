import { MessageRejected, SESServiceException } from '@aws-sdk/client-ses';
import { expect, test } from '@jest/globals';
import { readRefusal } from '../../functions/send-notice/read-refusal.ts';

function answered(name: string, message: string, httpStatusCode = 400): SESServiceException {
  const fault = httpStatusCode < 500 ? 'client' : 'server';
  return new SESServiceException({ name, message, $fault: fault, $metadata: { httpStatusCode } });
}

/** Codes and words: "Errors related to the sending quotas", "Email sending errors" of the SES developer guide (read 2026-11). */
test.each([
  ['Throttling', 'Maximum sending rate exceeded.', 'rate'],
  ['ThrottlingException', 'Maximum sending rate exceeded.', 'rate'],
  ['Throttling', 'Daily message quota exceeded.', 'quota'],
  ['ThrottlingException', 'Daily sending quota exceeded.', 'quota'],
  ['AccountSendingPausedException', 'Sending is disabled for the account.', 'sender'],
  ['ConfigurationSetDoesNotExist', 'Configuration set mail does not exist.', 'sender'],
  ['ConfigurationSetSendingPausedException', 'Sending is disabled.', 'sender'],
  ['MailFromDomainNotVerifiedException', 'Could not read the MX record.', 'sender'],
  ['AccessDenied', 'User is not authorized to perform ses:SendRawEmail.', 'sender'],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'sender'],
  ['InvalidParameterValue', 'Local address contains control or whitespace', 'mail'],
] as const)('%s: "%s" is a refusal of the %s', (name, message, expected) => {
  expect(readRefusal(answered(name, message))).toBe(expected);
});

test.each([
  [
    'Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-1: a@b.example',
    'sender',
  ],
  ['Sending suspended for this account.', 'sender'],
  ['Address blacklisted.', 'mail'],
] as const)('a message that SES rejects with "%s" is a refusal of the %s', (message, expected) => {
  expect(readRefusal(new MessageRejected({ message, $metadata: { httpStatusCode: 400 } }))).toBe(expected);
});

test.each([
  ['a fault of SES', answered('InternalFailure', 'x', 500)],
  ['a service that is not there', answered('ServiceUnavailable', 'x', 503)],
  ['an answer that never came', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
])('%s leaves open whether the mail was taken', (_title, error) => {
  expect(readRefusal(error)).toBeNull();
});
