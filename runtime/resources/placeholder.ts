import { Resource } from '../kernel/resource.ts';
import type { Attempt } from '../kernel/resource.ts';
import type { Value } from '../tla/index.ts';
import { ResourceError } from './errors.ts';

/** Stands for a parameter that a program is sure never to use; any use is an error that names it. */
export class Placeholder extends Resource {
  private readonly parameter: string;

  constructor(parameter: string) {
    super();
    this.parameter = parameter;
  }

  override index(_index: Value, _attempt: Attempt): never {
    return this.refuse('indexed');
  }

  override commit(): void {}

  override abort(): void {}

  protected override readValue(_attempt: Attempt): never {
    return this.refuse('read');
  }

  protected override writeValue(_value: Value, _attempt: Attempt): never {
    return this.refuse('written');
  }

  private refuse(use: string): never {
    throw new ResourceError(
      'RESOURCE_PLACEHOLDER',
      `the parameter ${this.parameter} is ${use}, but the program bound it to a placeholder: bind it to a resource`,
    );
  }
}

/** @param parameter The parameter's name as the spec has it, for the message. */
export function newPlaceholder(parameter: string): Placeholder {
  return new Placeholder(parameter);
}
