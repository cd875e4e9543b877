import * as z from 'zod';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** What a template's references stand for on this machine. */
export interface References {
  /** `{ "Ref": name }`: a resource, a parameter or a pseudo parameter. */
  ref(name: string): unknown;
  /** `{ "Fn::GetAtt": [resource, attribute] }`. */
  attribute(resource: string, attribute: string): unknown;
}

const getAttributeSchema = z.tuple([z.string(), z.string()]);
const joinSchema = z.tuple([z.string(), z.array(z.unknown())]);
const selectSchema = z.tuple([z.coerce.number(), z.unknown()]);
const splitSchema = z.tuple([z.string(), z.unknown()]);
const substituteSchema = z.union([
  z.string().transform((text): [string, Record<string, unknown>] => [text, {}]),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
]);

/**
 * A value of a CloudFormation template with its intrinsic functions replaced by what they stand for.
 *
 * @throws DomainError `TEMPLATE_UNREADABLE` for a function that is not known here (Fn::If, Fn::ImportValue ...)
 */
export function resolveIntrinsics(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((member) => resolveIntrinsics(member, references));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  const isIntrinsic = entries.length === 1 && first !== undefined && /^(Ref$|Fn::)/.test(first[0]);
  if (isIntrinsic) return resolveFunction(first[0], first[1], references);
  const resolved = entries.map(([name, member]) => [name, resolveIntrinsics(member, references)] as const);
  return Object.fromEntries(resolved.filter(([, member]) => member !== undefined));
}

function resolveFunction(name: string, argument: unknown, references: References): unknown {
  switch (name) {
    case 'Ref':
      return references.ref(z.string().parse(argument));
    case 'Fn::GetAtt':
      return references.attribute(...getAttributeSchema.parse(argument));
    case 'Fn::Join':
      return join(argument, references);
    case 'Fn::Select':
      return select(argument, references);
    case 'Fn::Split':
      return split(argument, references);
    case 'Fn::Sub':
      return substitute(argument, references);
    default:
      throw new DomainError('TEMPLATE_UNREADABLE', `The local mode does not know ${name} in a template.`);
  }
}

function join(argument: unknown, references: References): string {
  const [separator, members] = joinSchema.parse(argument);
  return members.map((member) => String(resolveIntrinsics(member, references))).join(separator);
}

function select(argument: unknown, references: References): unknown {
  const [position, list] = selectSchema.parse(argument);
  return z.array(z.unknown()).parse(resolveIntrinsics(list, references))[position];
}

function split(argument: unknown, references: References): string[] {
  const [separator, text] = splitSchema.parse(argument);
  return z.string().parse(resolveIntrinsics(text, references)).split(separator);
}

/** `${Name}` is a variable or a reference, `${Name.Attribute}` an attribute, `${!Name}` stands for itself. */
function substitute(argument: unknown, references: References): string {
  const [text, variables] = substituteSchema.parse(argument);
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return String(resolveIntrinsics(variables[name], references));
    const [resource = '', ...attribute] = name.split('.');
    return String(
      attribute.length > 0 ? references.attribute(resource, attribute.join('.')) : references.ref(resource),
    );
  });
}
