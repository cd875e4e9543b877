import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type ImportReport, importReportSchema } from '../../shared/registry/import-report.ts';

const MOST_FAULTS = 5;

/** What import-registry rejected, a line each: a registry that was refused explains why nothing is judged. */
export async function readRegistryFaults(bucketName: string): Promise<string[]> {
  const client = new S3Client({});
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: bucketName, Prefix: 'registry-reports/' }),
  );
  const faults: string[] = [];
  for (const { Key } of Contents) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key }));
    faults.push(...faultsOf(importReportSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''))));
  }
  client.destroy();
  return faults;
}

function faultsOf({ file, outcome, rejected }: ImportReport): string[] {
  const lines = rejected
    .slice(0, MOST_FAULTS)
    .map(({ line, column, value, reason }) => `${file} line ${line ?? '-'}, ${column ?? 'row'} "${value}": ${reason}`);
  const others = rejected.length - lines.length;
  return [...lines, ...(others > 0 ? [`${file}: ${others} more faults (${outcome})`] : [])];
}
