import * as z from 'zod';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { type EventPattern, parseEventPattern } from './match-event-pattern.ts';
import { type References, resolveIntrinsics } from './resolve-intrinsics.ts';

/** Stand-ins for what an account gives: nothing here leaves the machine. */
export const LOCAL_REGION = 'ap-southeast-1';
export const LOCAL_ACCOUNT = '000000000000';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
type Resource = z.infer<typeof resourceSchema>;

/** As much of a CloudFormation template as the local mode reads. */
export const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Resources: z.record(z.string(), resourceSchema),
});
export type Template = z.infer<typeof templateSchema>;

const keySchemaSchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchemaSchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchemaSchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});
export type TableResource = z.infer<typeof tableSchema>;

const queueSchema = z.object({
  QueueName: z.string(),
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
});
export type QueueResource = z.infer<typeof queueSchema>;

const functionSchema = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Timeout: z.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});
export type FunctionResource = z.infer<typeof functionSchema> & { readonly logicalId: string };

const eventSourceMappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  FunctionResponseTypes: z.array(z.string()).default([]),
  Enabled: z.boolean().default(true),
});
export type EventSourceMapping = z.infer<typeof eventSourceMappingSchema>;

const ruleSchema = z.object({
  State: z.string().default('ENABLED'),
  EventPattern: z.unknown().transform(parseEventPattern),
  // Strict: a target that reshapes its input would go wrong here in silence.
  Targets: z.array(
    z.strictObject({
      Id: z.string(),
      Arn: z.string(),
      DeadLetterConfig: z.unknown().optional(),
      RetryPolicy: z.unknown().optional(),
    }),
  ),
});
export interface Rule {
  readonly pattern: EventPattern;
  readonly targetArns: readonly string[];
}

const scheduleSchema = z.object({
  State: z.string().default('ENABLED'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** What a template wires together, with every reference resolved to its name on this machine. */
export interface Wiring {
  readonly tables: readonly TableResource[];
  readonly bucketNames: readonly string[];
  readonly queues: readonly QueueResource[];
  readonly topicNames: readonly string[];
  readonly functions: readonly FunctionResource[];
  readonly eventSourceMappings: readonly EventSourceMapping[];
  readonly rules: readonly Rule[];
  readonly schedules: readonly Schedule[];
}

/** The property that holds a resource's physical name; where it is absent, the logical id serves. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SES::ConfigurationSet': 'Name',
};

/**
 * Reads what a synthesized template wires together.
 *
 * @param queueUrlOf where a queue of a given name is reached
 * @throws DomainError `TEMPLATE_UNREADABLE` that names the resource
 */
export function readWiring(template: Template, queueUrlOf: (queueName: string) => string): Wiring {
  const references = referencesOf(template, queueUrlOf);
  const read = <Schema extends z.ZodType>(types: readonly string[], schema: Schema) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, resource]) => readResource(logicalId, resource, schema, references));
  const isEnabled = ({ State }: { State: string }) => State !== 'DISABLED';
  return {
    tables: read(['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'], tableSchema),
    bucketNames: read(['AWS::S3::Bucket'], z.object({ BucketName: z.string() })).map(({ BucketName }) => BucketName),
    queues: read(['AWS::SQS::Queue'], queueSchema),
    topicNames: read(['AWS::SNS::Topic'], z.object({ TopicName: z.string() })).map(({ TopicName }) => TopicName),
    functions: read(['AWS::Lambda::Function'], functionSchema.extend({ logicalId: z.string() })),
    eventSourceMappings: read(['AWS::Lambda::EventSourceMapping'], eventSourceMappingSchema).filter(
      ({ Enabled }) => Enabled,
    ),
    rules: read(['AWS::Events::Rule'], ruleSchema)
      .filter(isEnabled)
      .map(({ EventPattern, Targets }) => ({ pattern: EventPattern, targetArns: Targets.map(({ Arn }) => Arn) })),
    schedules: read(['AWS::Scheduler::Schedule'], scheduleSchema).filter(isEnabled),
  };
}

function readResource<Schema extends z.ZodType>(
  logicalId: string,
  resource: Resource,
  schema: Schema,
  references: References,
): z.infer<Schema> {
  const nameProperty = nameProperties[resource.Type];
  const generated = nameProperty && { [nameProperty]: generatedName(logicalId, resource) };
  const named = { ...generated, logicalId, ...resource.Properties };
  try {
    return schema.parse(resolveIntrinsics(named, references));
  } catch (cause) {
    throw new DomainError(
      'TEMPLATE_UNREADABLE',
      `The local mode cannot read ${logicalId} (${resource.Type}) of the template: ${String(cause)}`,
      { cause },
    );
  }
}

/** What CloudFormation would make up. Bucket names are lower-case. */
function generatedName(logicalId: string, resource: Resource | undefined): string {
  return resource?.Type === 'AWS::S3::Bucket' ? logicalId.toLowerCase() : logicalId;
}

function referencesOf(template: Template, queueUrlOf: (queueName: string) => string): References {
  const nameOf = (logicalId: string): string => {
    const resource = template.Resources[logicalId];
    const name = resource?.Properties[nameProperties[resource.Type] ?? ''];
    return name === undefined ? generatedName(logicalId, resource) : String(resolveIntrinsics(name, references));
  };
  const references: References = {
    ref: (name) => {
      if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name];
      const parameter = template.Parameters[name];
      if (parameter !== undefined) return parameter.Default;
      const type = template.Resources[name]?.Type;
      if (type === 'AWS::SNS::Topic') return arnOf(type, nameOf(name));
      return type === 'AWS::SQS::Queue' ? queueUrlOf(nameOf(name)) : nameOf(name);
    },
    attribute: (logicalId, attribute) => {
      if (attribute === 'Arn') return arnOf(template.Resources[logicalId]?.Type ?? '', nameOf(logicalId));
      if (attribute === 'QueueName') return nameOf(logicalId);
      return `${nameOf(logicalId)}.${attribute}`;
    },
  };
  return references;
}

const pseudoParameters: Readonly<Record<string, unknown>> = {
  'AWS::Region': LOCAL_REGION,
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
  'AWS::StackId': 'local',
  'AWS::NoValue': undefined,
};

function arnOf(type: string, name: string): string {
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return service === 's3' ? `arn:aws:s3:::${name}` : `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`;
}
