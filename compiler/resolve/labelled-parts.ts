import type { LabelledExpression, LetExpression, Name } from '../syntax/index.ts';
import { binderOf } from './binders.ts';
import type { TreeNode } from './copy.ts';

/** What stands around a label, from the outside to the inside. */
export type Frame =
  | { readonly kind: 'names'; readonly names: readonly Name[] }
  | { readonly kind: 'let'; readonly node: LetExpression };

interface FrameChain {
  readonly frame: Frame;
  readonly outer: FrameChain | undefined;
}

export interface LabelSearch {
  readonly found: { readonly labelled: LabelledExpression; readonly frames: readonly Frame[] } | undefined;
  /** All labels there are. */
  readonly labels: readonly string[];
  readonly isTwice: boolean;
}

/**
 * Looks for a labelled expression in a tree. What stands within another label is named through that one, and what stands in a definition of a
 * LET through that, so neither is looked into.
 */
export function findLabel(tree: TreeNode, text: string): LabelSearch {
  const pending: { readonly value: unknown; readonly around: FrameChain | undefined }[] = [
    { value: tree, around: undefined },
  ];
  const labels: string[] = [];
  let found: LabelSearch['found'];
  let isTwice = false;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, around } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) pending.push({ value: item, around });
      continue;
    }
    if (!('kind' in value)) continue;
    const node = value as TreeNode;
    if (node.kind === 'labelled') {
      const labelled = node as LabelledExpression;
      labels.push(labelled.label.text);
      if (labelled.label.text !== text) continue;
      isTwice = found !== undefined;
      found = { labelled, frames: framesOf(around) };
      continue;
    }
    if (node.kind === 'let') {
      const { body } = node as LetExpression;
      pending.push({
        value: body,
        around: { frame: { kind: 'let', node: node as LetExpression }, outer: around },
      });
      continue;
    }
    const binder = binderOf(node);
    const inside: FrameChain | undefined =
      binder === undefined ? around : { frame: { kind: 'names', names: binder.names }, outer: around };
    for (const [key, child] of Object.entries(node)) {
      if (key === 'span' || key.endsWith('Span')) continue;
      pending.push({ value: child, around: binder?.outside.includes(key) === true ? around : inside });
    }
  }
  return { found, labels: [...new Set(labels)].reverse(), isTwice };
}

function framesOf(chain: FrameChain | undefined): readonly Frame[] {
  const frames: Frame[] = [];
  for (let link = chain; link !== undefined; link = link.outer) frames.push(link.frame);
  return frames.reverse();
}
