/** The part of JSON Schema that our schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly type?: 'string' | 'number' | 'integer' | 'null' | 'array' | 'object';
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
}

/** What is wrong with a value, by JSON pointers; empty if it is as the schema says. */
export function violations(
  schema: Schema,
  value: unknown,
  root: Schema = schema,
  at = '',
): readonly string[] {
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target === undefined ? [`${at}: no ${schema.$ref}`] : violations(target, value, root, at);
  }
  if (schema.anyOf !== undefined) {
    const all = schema.anyOf.map((option) => violations(option, value, root, at));
    if (all.some((found) => found.length === 0)) return [];
    return [`${at}: none of the alternatives`, ...all.flat()];
  }
  if (schema.enum !== undefined)
    return schema.enum.includes(value) ? [] : [`${at}: ${JSON.stringify(value)} is none of the values`];
  if (!hasType(schema.type, value)) return [`${at}: ${JSON.stringify(value)} is no ${String(schema.type)}`];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? [] : value.flatMap((item, i) => violations(items, item, root, `${at}/${i}`));
  }
  return typeof value === 'object' && value !== null ? ofObject(schema, value, root, at) : [];
}

function ofObject(schema: Schema, value: object, root: Schema, at: string): readonly string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}: ${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    const own = properties[name] ?? additionalProperties;
    if (own === false) return [`${at}: ${name} is too much`];
    return own === undefined ? [] : violations(own, field, root, `${at}/${name}`);
  });
  return [...missing, ...wrong];
}

function hasType(type: Schema['type'], value: unknown): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
