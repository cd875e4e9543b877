import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Size, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { FunctionName } from '../bundle.ts';
import { type Foundation, physicalName } from './foundation.ts';
import type { Handover } from './handover.ts';

export interface DomainFunctionProps<Variables extends z.ZodRawShape> {
  readonly name: FunctionName;
  /** One sentence for the Lambda console. */
  readonly description: string;
  /** The schema by which the function parses its environment: a forgotten variable does not compile. */
  readonly schema: z.ZodObject<Variables>;
  readonly environment: { readonly [Variable in keyof Variables]: Handover | string };
  readonly memoryMb: number;
  readonly timeoutMinutes: number;
  readonly temporaryStorageMb?: number;
}

/**
 * A function of `functions/`, with a role of its own that may do what its variables hand over, and write its log.
 *
 * No function reserves concurrency: a new account has ten executions in all, and every write is conditional, so that
 * two executions of the same function do no harm. Queues hold back where a service must be spared.
 */
export class DomainFunction<Variables extends z.ZodRawShape> extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly name: FunctionName;
  readonly timeoutMinutes: number;

  constructor(scope: Construct, foundation: Foundation, props: DomainFunctionProps<Variables>) {
    super(scope, props.name);
    this.name = props.name;
    this.timeoutMinutes = props.timeoutMinutes;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: physicalName(foundation.settings, props.name),
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(foundation.bundles[props.name]),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      memorySize: props.memoryMb,
      timeout: Duration.minutes(props.timeoutMinutes),
      ...(props.temporaryStorageMb && { ephemeralStorageSize: Size.mebibytes(props.temporaryStorageMb) }),
      environment: this.#takeOver(props),
    });
    foundation.alarms.onErrors(this.lambda, props.name);
  }

  /** @throws ZodError for a plain value that the function itself would refuse when it starts. */
  #takeOver({ environment, schema }: DomainFunctionProps<Variables>): Record<string, string> {
    const plainValues: Record<string, string> = {};
    const names: Record<string, string> = {};
    for (const [variable, given] of Object.entries<Handover | string>(environment)) {
      if (typeof given === 'string') plainValues[variable] = given;
      else names[variable] = this.#take(given);
    }
    schema.partial().parse(plainValues);
    return { ...names, ...plainValues };
  }

  #take({ value, statements, nagExceptions = [] }: Handover): string {
    for (const statement of statements) this.role.addToPrincipalPolicy(statement);
    Validations.of(this.role).acknowledge(...nagExceptions);
    return value;
  }
}
