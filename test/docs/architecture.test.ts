import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { settingsOf } from '../../infra/settings.ts';
import type { Template } from '../../infra/synthesize.ts';
import { topicSchema } from '../../shared/notice/notice.ts';
import { type Properties, resourcesOf, synthesized } from '../infra/synthesized.ts';

const architecture = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
const named = new Set([...architecture.matchAll(/`([^`]+)`/g)].map(([, name]) => name?.replaceAll('\\|', '|')));

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized());
});

test('every action of an admin is named, with its JSON', () => {
  // Act
  const actions = resourcesOf(template, 'AWS::Lambda::Function')
    .map(([, { FunctionName, Description }]) => [FunctionName.replace('DungHen-production-', ''), Description])
    .filter(([, description]) => description.includes('For admins'))
    .map(([name, description]) => [name, /(?:Event|For admins): (\{.*?\})[.,](?: |$)/.exec(description)?.[1]]);

  // Assess
  expect(actions.length).toBeGreaterThanOrEqual(15);
  expect(actions.filter(([name, event]) => !named.has(name) || !named.has(event))).toEqual([]);
});

test('every prefix that a function reads or writes is named', () => {
  // Act
  const prefixes = resourcesOf(template, 'AWS::IAM::Policy')
    .flatMap(([, { PolicyDocument }]) => PolicyDocument.Statement as Properties[])
    .flatMap(({ Resource }) => [Resource].flat())
    .flatMap((resource) => /^\/(.*\/)\*$/.exec(resource['Fn::Join']?.[1].at(-1) ?? '')?.[1] ?? []);

  // Assess
  expect(new Set(prefixes).size).toBeGreaterThan(10);
  expect([...new Set(prefixes)].filter((prefix) => !named.has(prefix))).toEqual([]);
});

test('every setting is named', () => {
  const settings = [...Object.keys(settingsOf('production')), 'mailAllowList', 'announceToUnitIds', 'account'];

  expect(settings.filter((name) => !named.has(name))).toEqual([]);
});

test('every kind of topic that a digest tells is named', () => {
  const kinds = topicSchema.options.map(({ shape }) => shape.kind.value);

  expect(kinds.filter((kind) => !named.has(kind))).toEqual([]);
});
