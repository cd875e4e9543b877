/** Every variable that any function reads, with values that lead nowhere. */
export const functionEnvironment: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['REGISTRY', 'DOSSIERS', 'SNAPSHOTS', 'TALLIES', 'EVALUATIONS', 'LEDGER', 'FINDINGS', 'NOTICES'].map((name) => [
      `${name}_TABLE`,
      name,
    ]),
  ),
  BUCKET: 'dung-hen',
  INGEST_QUEUE_URL: 'http://127.0.0.1:9/ingest',
  NOTICE_QUEUE_URL: 'http://127.0.0.1:9/notices',
  TIME_ZONE: 'Asia/Ho_Chi_Minh',
  ANNOUNCE_TO_UNIT_IDS: '*',
  TIME_BUDGET_SECONDS: '720',
  PROVINCE_NAME: 'An Giang',
  SENDER_ADDRESS: 'dung-hen@angiang.example',
  CONTACT: 'Văn phòng Ủy ban nhân dân tỉnh',
  CONFIGURATION_SET: 'mail',
  MAIL_ALLOW_LIST: '*',
  MAIL_SINK_ADDRESS: 'sink@simulator.example',
  MAIL_FROM: '07:00',
  MAIL_UNTIL: '18:00',
  MAIL_INTERVAL_MS: '0',
  ADMIN_TOPIC_ARN: 'arn:aws:sns:ap-southeast-1:000000000000:admins',
  AWS_REGION: 'ap-southeast-1',
};
