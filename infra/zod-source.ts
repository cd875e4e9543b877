import type { Plugin } from 'esbuild';
import { editSource, type SourceEdit } from './edit-source.ts';

/**
 * Zod gives the prototype of each class of schema its own copy of up to sixty accessors, when the first schema of the
 * class is made: 60 kB and 0.2 ms for each of twenty classes. Classes that are given the same members, in the same order,
 * inherit them from one object here. What a schema answers is the same: the nearest prototype has the last word, as the
 * last definition has.
 */
const SHARED_MEMBERS = `
const heirs = new WeakMap();
export function members(proto, table) {
  const parent = Object.getPrototypeOf(proto);
  const byTable = heirs.get(parent) ?? new Map();
  heirs.set(parent, byTable);
  const shared = byTable.get(table) ?? Object.create(parent);
  if (!byTable.has(table)) {
    ownMembers(shared, table);
    byTable.set(table, shared);
  }
  Object.setPrototypeOf(proto, shared);
}
function ownMembers(proto, table) {`;

/** No function asks a schema for its JSON Schema. */
const WITHOUT_JSON_SCHEMA = `
function leftOut(name) { throw new Error(name + ' of a zod schema is left out of bundles: see infra/zod-source.ts.'); }
const createStandardJSONSchemaMethod = () => () => leftOut('JSON Schema');
const createToJSONSchemaMethod = createStandardJSONSchemaMethod;`;

/** `z.string().email()` and twenty-odd more, each with a class of its own that would be made while a function loads. */
const STRING_FORMATS = /(\w+)\(params\) \{\s*return this\.check\(core\._\w+\(Zod\w+, params\)\);\s*\}/g;

/** `encode`, `decode` and their kind: no function has a codec. */
const CODEC_METHODS =
  /(\w+)(?:: (?:async )?function _\w+)?\(data, params\) \{\s*return (?:await )?parse\.\w+[cC]ode\w*\(.*\);\s*\}/g;

/** Methods for schemas that no function has, each with classes of its own. */
const RARE_METHODS = /(and|prefault|nonoptional|exactOptional|catch|readonly)\(\w*\) \{\s*return \w+\(.*\);\s*\}/g;

/**
 * What makes a schema of a class, given to `$constructor`. Whatever is bundled of these runs while a function loads: in
 * parentheses V8 compiles it at once, instead of looking it over first and reading it again when it is called.
 */
const INITIALIZERS = /(?<=\$constructor\("\$?\w+", )\(inst, def\) => \{[\s\S]*?\n\}/g;
const AT_ONCE: SourceEdit = [INITIALIZERS, '($&)'];

/** `extract` and `exclude`, which zod makes anew for each enum. */
const ENUM_PARTS = /const keys = new Set\(Object\.keys\(def\.entries\)\);[\s\S]*?(?=\n\}\);)/;

/** Lets zod load faster: what it does for us is the same. */
export const leanZod: Plugin = {
  name: 'lean-zod',
  setup(build) {
    editSource(build, /[\\/]zod[\\/]v4[\\/]core[\\/]util\.js$/, [
      ['export function members(proto, table) {', SHARED_MEMBERS],
      [/cached\(\(\) => \{\s*\/\/ Skip the probe[\s\S]*?\n\}\)/, 'cached(() => !globalConfig.jitless)'], // Lambda lets code be made
      [/const numericValues = [\s\S]*?return values;/, 'return Object.values(entries);'], // TypeScript's enums are not used
    ]);
    editSource(build, /[\\/]zod[\\/]v4[\\/]core[\\/](?:checks|schemas)\.js$/, [AT_ONCE]);
    editSource(build, /[\\/]zod[\\/]v4[\\/]core[\\/]core\.js$/, [
      [/for \(const k in proto\) \{[\s\S]*?\n {8}\}/, ''], // for methods that a program adds to zod's classes
    ]);
    editSource(build, /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/, [
      [/import \{ createStandardJSONSchemaMethod, .*? from "\.\.\/core\/to-json-schema\.js";/, WITHOUT_JSON_SCHEMA],
      ['import { util } from "../core/index.js";', 'import * as util from "../core/util.js";'], // of which esbuild sees what is used
      ['core.config({ memoizer: core.memoizer() });', 'return;'], // follows data that holds itself, which JSON cannot
      [STRING_FORMATS, '$1() { leftOut("$1"); }'],
      [CODEC_METHODS, '$1() { leftOut("$1"); }'],
      [RARE_METHODS, '$1() { leftOut("$1"); }'],
      [ENUM_PARTS, 'inst.extract = inst.exclude = leftOut;'],
      [/^ *inst\._zod\.processJSONSchema = .*;$/gm, ''],
      AT_ONCE,
    ]);
  },
};
