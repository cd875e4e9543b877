import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './template.ts';

/** A deployed function: its bundle, loaded into this process with the environment that the template gives it. */
export interface LocalFunction {
  readonly name: string;
  /** @throws what the handler throws */
  invoke(event: unknown): Promise<unknown>;
}

export interface FunctionDeployment {
  readonly name: string;
  /** The directory that holds the bundle, as it would be uploaded. */
  readonly directory: string;
  /** `<file>.<export>`, as in the template. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

let loadedBundles = 0;

/**
 * Loads a function's bundle. Bundles read their environment while they load, so that it stands in `process.env` for
 * just so long; load one function after the other.
 */
export async function loadFunction(deployment: FunctionDeployment): Promise<LocalFunction> {
  const { name, directory, handler, environment } = deployment;
  const [file, exportName] = handler.split('.');
  const url = pathToFileURL(join(directory, `${file}.mjs`));
  // A module is loaded once a process; the number makes each deployment load its own.
  url.searchParams.set('deployment', String(++loadedBundles));
  const module = await withEnvironment({ ...environment, AWS_LAMBDA_FUNCTION_NAME: name }, () => import(url.href));
  const invoke: unknown = module[exportName ?? ''];
  if (typeof invoke !== 'function') {
    throw new DomainError('NO_HANDLER', `${url.pathname} exports no function "${exportName}" (${handler}).`);
  }
  return { name, invoke: async (event) => invoke(event, contextOf(deployment)) };
}

async function withEnvironment<Result>(
  environment: Readonly<Record<string, string>>,
  act: () => Promise<Result>,
): Promise<Result> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

function contextOf({ name, timeoutSeconds }: FunctionDeployment): Context {
  const deadlineMs = Date.now() + timeoutSeconds * 1000;
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`,
    memoryLimitInMB: '1024',
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
