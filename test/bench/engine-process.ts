import { startEngines } from '../engines/engines.ts';

/** A process of its own for DynamoDB and S3: what is timed shares neither its core nor its garbage with them. */
const { tableNames, bucketName, createQueue } = await startEngines();
process.send?.({
  tableNames,
  bucketName,
  queueUrl: createQueue('ingest'),
  dynamodbUrl: process.env.AWS_ENDPOINT_URL_DYNAMODB,
  s3Url: process.env.AWS_ENDPOINT_URL_S3,
});
