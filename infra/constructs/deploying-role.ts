import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * The role with which CloudFormation makes and changes this stack, as `cdk bootstrap` names it: alone excepted where
 * nobody may change a policy, so that a later deployment can.
 *
 * @throws Error where the stack is synthesized for a deployment without `cdk bootstrap`
 */
export function deployingRoleArn(scope: Construct): string {
  const stack = Stack.of(scope);
  const { bootstrapQualifier } = stack.synthesizer;
  if (bootstrapQualifier === undefined) throw new Error(`${stack.node.path}: no role of cdk bootstrap deploys it.`);
  return stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: `cdk-${bootstrapQualifier}-cfn-exec-role-${stack.account}-${stack.region}`,
  });
}
