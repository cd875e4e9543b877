import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { editSource } from './edit-source.ts';

const ORDINARY_ENDPOINT = join(dirname(fileURLToPath(import.meta.url)), 's3-endpoint.ts');
const NOT_OURS = 'throw new Error("Web streams are left out of bundles: see infra/s3-source.ts.");';

/**
 * Leaves out of the S3 client what it brings along for features that no function uses: directory buckets (S3 Express),
 * access points of many regions (signed with SigV4a), requests sent on to another region, event streams (SELECT), streams
 * of browsers, and hashes in JavaScript for a Node without its own.
 */
export const leanS3: Plugin = {
  name: 'lean-s3',
  setup(build) {
    build.onResolve({ filter: /[\\/]endpoint[\\/]endpointResolver$/ }, ({ importer }) =>
      /[\\/]client-s3[\\/]/.test(importer) ? { path: ORDINARY_ENDPOINT } : undefined,
    );
    editSource(build, /[\\/]client-s3[\\/]dist-es[\\/]S3Client\.js$/, [
      ['import { resolveEventStreamSerdeConfig, } from "@smithy/core/event-streams";', ''],
      ['resolveEventStreamSerdeConfig(_config_7)', '_config_7'],
      ['{ session: [() => this, CreateSessionCommand] }', '{ session: [] }'],
      ['this.middlewareStack.use(getRegionRedirectMiddlewarePlugin(this.config));', ''],
      ['this.middlewareStack.use(getS3ExpressPlugin(this.config));', ''],
      ['this.middlewareStack.use(getS3ExpressHttpSigningPlugin(this.config));', ''],
    ]);
    editSource(build, /[\\/]middleware-s3-configuration[\\/]s3Configuration\.js$/, [
      [/s3ExpressIdentityProvider: s3ExpressIdentityProvider \?\?[\s\S]*?\}\)\)\),/, 's3ExpressIdentityProvider,'],
    ]);
    editSource(build, /[\\/]client-s3[\\/]dist-es[\\/]runtimeConfig\.js$/, [
      ['import { eventStreamSerdeProvider } from "@smithy/core/event-streams";', ''],
      ['eventStreamSerdeProvider: config?.eventStreamSerdeProvider ?? eventStreamSerdeProvider,', ''],
    ]);
    // Without a signer named here the SDK takes its usual one.
    editSource(build, /[\\/]client-s3[\\/]dist-es[\\/]runtimeConfig\.shared\.js$/, [
      ['import { SignatureV4MultiRegion } from "@aws-sdk/signature-v4-multi-region";', ''],
      ['config?.signerConstructor ?? SignatureV4MultiRegion', 'config?.signerConstructor'],
    ]);
    editSource(build, /[\\/]client-s3[\\/]dist-es[\\/]auth[\\/]httpAuthSchemeProvider\.js$/, [
      ['import { SignatureV4MultiRegion } from "@aws-sdk/signature-v4-multi-region";', ''],
      ['SignatureV4MultiRegion.sigv4aDependency() === "none"', 'true'],
    ]);
    editSource(build, /[\\/]util-stream[\\/]sdk-stream-mixin\.js$/, [
      [/import \{ sdkStreamMixin as .*;/, ''],
      ['return sdkStreamMixinReadableStream(stream);', NOT_OURS],
    ]);
    editSource(build, /[\\/]util-stream[\\/]checksum[\\/]createChecksumStream\.js$/, [
      [/import \{ createChecksumStream as .*;/, ''],
      ['return createChecksumStreamWeb(init);', NOT_OURS],
    ]);
    editSource(build, /[\\/]util-stream[\\/]getAwsChunkedEncodingStream\.js$/, [
      [/import \{ getAwsChunkedEncodingStream as .*;/, ''],
      ['return getAwsChunkedEncodingStreamBrowser(readableStream, options);', NOT_OURS],
    ]);
    // Uploads are not gathered into larger pieces: no client asks for `requestStreamBufferSize`.
    editSource(build, /[\\/]flexible-checksums[\\/]flexibleChecksumsMiddleware\.js$/, [
      ['import { createBufferedReadable } from "@smithy/core/serde";', ''],
      [/typeof config\.requestStreamBufferSize === "number"[\s\S]*?: requestBody,/, 'requestBody,'],
    ]);
    editSource(build, /[\\/](?:Sha1|Sha256|Md5)Node\.js$/, [
      [/const hasNativeCrypto = [\s\S]*?\}\)\(\);/, ''],
      [/hasNativeCrypto \? buildNativeClass\(\) : \w+;/, 'buildNativeClass();'],
    ]);
    editSource(build, /[\\/]Crc32Node\.js$/, [
      ['zlibCrc32 ? buildNativeClass(zlibCrc32) : Crc32Js', 'buildNativeClass(zlib.crc32)'],
    ]);
  },
};
