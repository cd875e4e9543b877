import { isVirtualHostableS3Bucket, partition } from '@aws-sdk/core/client';

/** What the S3 client knows when it asks where to send a request: of its many parameters those that any function sets. */
interface EndpointParameters {
  readonly Bucket?: string;
  readonly Region?: string;
  /** Another address than AWS's: local mode's, and the tests'. */
  readonly Endpoint?: string;
  readonly ForcePathStyle?: boolean;
}

/** Features of S3 that no function uses and that the rules below leave out. */
const leftOutFeatures = [
  'UseFIPS',
  'UseDualStack',
  'Accelerate',
  'UseGlobalEndpoint',
  'UseObjectLambdaEndpoint',
] as const;

/**
 * Where S3 is and how a request to it is signed, by the SDK's rules for an ordinary bucket: 18 kB of theirs are about
 * access points, Outposts, directory buckets and the like.
 *
 * @throws Error for anything but an ordinary bucket.
 */
export function defaultEndpointResolver(parameters: EndpointParameters) {
  refuseLeftOut(parameters);
  const { Bucket, Region = '' } = parameters;
  const url = new URL(parameters.Endpoint ?? `https://s3.${Region}.${partition(Region).dnsSuffix}`);
  if (Bucket !== undefined) addBucket(url, Bucket, parameters);
  const scheme = { disableDoubleEncoding: true, name: 'sigv4', signingName: 's3', signingRegion: Region };
  return { url, properties: { authSchemes: [scheme] }, headers: {} };
}

function refuseLeftOut(parameters: EndpointParameters): void {
  const feature = leftOutFeatures.find((name) => Reflect.get(parameters, name) === true);
  const isOrdinary =
    /^[\w.-]+$/.test(parameters.Bucket ?? '-') && !/--(?:x|xa|op)-s3$|--table-s3$/.test(parameters.Bucket ?? '');
  if (parameters.Region && feature === undefined && isOrdinary) return;
  throw new Error(
    `Bundles find S3 by a region, for an ordinary bucket (infra/s3-endpoint.ts), not for ${feature ?? parameters.Bucket ?? 'no region'}.`,
  );
}

/** In the host's name where it can be a part of one, else in the path. */
function addBucket(url: URL, bucket: string, { Endpoint, ForcePathStyle }: EndpointParameters): void {
  const isPlainHost = !/^[\d.]+$/.test(url.hostname) && !url.hostname.startsWith('[');
  const allowsSubDomains = Endpoint?.startsWith('http:') ?? false;
  if (!ForcePathStyle && isPlainHost && isVirtualHostableS3Bucket(bucket, allowsSubDomains)) {
    url.host = `${bucket}.${url.host}`;
  } else {
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${bucket}`;
  }
}
