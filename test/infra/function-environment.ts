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
  AWS_REGION: 'ap-southeast-1',
};
