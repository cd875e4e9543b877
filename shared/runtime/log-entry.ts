/**
 * One log entry as JSON: the head, then the fields of `extra`, or `extra` itself as `error` where it is one. No field
 * takes the place of the head's.
 */
export function formatLogEntry(head: Readonly<Record<string, unknown>>, extra: object): string {
  const fields = extra instanceof Error ? { error: extra } : extra;
  return JSON.stringify({ ...head, ...fields, ...head }, (_key, value: unknown) =>
    value instanceof Error ? describeError(value) : value,
  );
}

/** What else an error of the SDK carries may refer to itself, and would keep the entry from being written. */
function describeError(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return { name, message, ...('code' in error && { code: error.code }), stack, cause };
}
