import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { bundleSettings } from '../../infra/bundle.ts';
import { defaultEndpointResolver } from '../../infra/s3-endpoint.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const SCRIPT = 'test/infra/print-s3-requests.ts';
/** What Lambda gives a function to sign with. The keys are AWS's own example. */
const lambdaEnvironment = {
  AWS_REGION: 'ap-southeast-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'token',
  AWS_EC2_METADATA_DISABLED: 'true',
};

function run(script: string): string {
  return execFileSync(process.execPath, [script], {
    cwd: bundleSettings.absWorkingDir,
    env: lambdaEnvironment,
    encoding: 'utf8',
  });
}

test('a bundled S3 client asks as the SDK does, signs as it does, asks again as it does, and reads answers as it does', async () => {
  // Prepare
  const outdir = temporaryDirectory();
  await build({ ...bundleSettings, entryPoints: { index: SCRIPT }, outdir });

  // Act
  const asBundled = run(join(outdir, 'index.mjs'));

  // Assess: ten requests, for the first is answered 503 and sent again
  expect(asBundled).toBe(run(SCRIPT));
  expect(asBundled).toContain('"hostname": "dung-hen.s3.ap-southeast-1.amazonaws.com"');
  expect(asBundled).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20260701/ap-southeast-1/s3/aws4_request');
  expect(asBundled).toContain('"x-amz-security-token": "token"');
  expect(JSON.parse(asBundled).outcomes).toEqual([
    null,
    ['NoSuchKey', true, 'client'],
    ['AccessDenied', false, 'client'],
    ['Error', false, 'Checksum mismatch'],
    null,
    ['PreconditionFailed', false, 'client'],
    null,
    null,
    [[{ Key: 'ledger/a b', Size: 3 }]],
  ]);
  expect(JSON.parse(asBundled).requests).toHaveLength(10);
});

const { endpointProvider } = new S3Client({}).config;
const regions = [
  'ap-southeast-1',
  'ap-southeast-5',
  'us-east-1',
  'eu-west-3',
  'cn-north-1',
  'us-gov-west-1',
  'not-a-region',
];
const buckets = ['dung-hen', 'dung.hen', 'Dung_Hen', 'a'.repeat(63), '1-2', undefined];
const addresses = [
  undefined,
  'http://127.0.0.1:9000',
  'http://localhost:9000',
  'http://localhost:9000/s3',
  'https://s3.example.vn',
];

test.each(regions)('in %s an ordinary bucket is where the SDK finds it', (Region) => {
  for (const Bucket of buckets) {
    // The SDK makes http://dung.hen.127.0.0.1 of a name with a dot at such an address, and fails
    for (const Endpoint of Bucket === 'dung.hen' ? addresses.filter((url) => !url?.includes('127')) : addresses) {
      for (const ForcePathStyle of [false, true]) {
        const parameters = { Region, ForcePathStyle, ...(Bucket && { Bucket }), ...(Endpoint && { Endpoint }) };
        const others = {
          UseFIPS: false,
          UseDualStack: false,
          Accelerate: false,
          DisableMultiRegionAccessPoints: false,
        };
        const theirs = endpointProvider({ ...parameters, ...others, UseGlobalEndpoint: false }, {});
        const ours = defaultEndpointResolver(parameters);
        expect({ ...ours, url: ours.url.href }).toEqual({ ...theirs, url: theirs.url.href });
      }
    }
  }
});

test.each([
  { Bucket: 'arn:aws:s3:ap-southeast-1:123456789012:accesspoint/dossiers', Region: 'ap-southeast-1' },
  { Bucket: 'dossiers--apse1-az1--x-s3', Region: 'ap-southeast-1' },
  { Bucket: 'dung-hen', Region: 'ap-southeast-1', UseFIPS: true },
  { Bucket: 'dung-hen', Region: 'ap-southeast-1', UseDualStack: true },
  { Bucket: 'dung-hen' },
])('a feature of S3 that bundles leave out is refused, not got wrong: %j', (parameters) => {
  expect(() => defaultEndpointResolver(parameters)).toThrow('infra/s3-endpoint.ts');
});
