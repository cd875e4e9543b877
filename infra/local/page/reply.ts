import { createHash } from 'node:crypto';

/** An answer to a browser. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const commonHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
};

/** A page of ours: it may load nothing, run nothing, and wear its own stylesheet only. */
export function pageReply(html: string, stylesheet: string, status = 200): Reply {
  const styleHash = createHash('sha256').update(stylesheet).digest('base64');
  return {
    status,
    body: html,
    headers: {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; style-src 'sha256-${styleHash}'; frame-src 'self'; form-action 'self'; ` +
        "base-uri 'none'; frame-ancestors 'none'",
    },
  };
}

/** The HTML of an e-mail, for a frame of our own: no scripts, nothing remote, no origin. */
export function letterReply(html: string): Reply {
  return {
    status: 200,
    body: html,
    headers: {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    },
  };
}

/** A file to keep. Its name may be Vietnamese (RFC 6266). */
export function fileReply(content: Uint8Array, fileName: string, contentType: string): Reply {
  return {
    status: 200,
    body: content,
    headers: {
      ...commonHeaders,
      'content-type': contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'content-security-policy': "sandbox; default-src 'none'",
    },
  };
}

export function textReply(status: number, text: string): Reply {
  return { status, body: text, headers: { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' } };
}
