import { spanText } from '../source/index.ts';
import type { Algorithm, Expression, Module, Unit } from '../syntax/index.ts';
import { algorithmText } from './algorithm-printer.ts';
import { align, concat, hardLine, layout } from './document.ts';
import type { Doc } from './document.ts';
import { commentedDoc, expressionDoc, instanceDoc, parameterText } from './expression-printer.ts';
import { pageWidth } from './writer.ts';

/**
 * The text of a tree, which reads back as the same tree. Operators and numerals that have a place in a text are spelled as they are there;
 * brackets are added where a tree without them would not be read as it is. Of comments there are those that the tree keeps.
 */
export function print(tree: Module | Algorithm | Expression): string {
  switch (tree.kind) {
    case 'module':
      return moduleText(tree);
    case 'algorithm':
      return `${algorithmText(tree, { column: 0 })}\n`;
    default:
      return docText(expressionDoc(tree));
  }
}

function docText(doc: Doc): string {
  return layout(doc, { width: pageWidth, column: 0 });
}

function moduleText({ name, extends: extended, units }: Module): string {
  const head = `---- MODULE ${name.text} ----`;
  const names = extended.map(({ text }) => text).join(', ');
  const parts = units.map((unit) => `${unitText(unit)}\n\n`);
  return `${head}\n${names === '' ? '' : `EXTENDS ${names}\n`}\n${parts.join('')}====\n`;
}

function unitText(unit: Unit): string {
  switch (unit.kind) {
    case 'operatorDefinition':
    case 'functionDefinition': {
      const local = unit.local ? 'LOCAL ' : '';
      const { comment } = unit;
      const bare = { ...unit, comment: undefined };
      if (comment === undefined) return docText(concat(local, commentedDoc(bare)));
      const lines = comment.split('\n').map((text) => concat(`\\* ${text}`.trimEnd(), hardLine));
      return docText(concat(...lines, local, commentedDoc(bare)));
    }
    case 'instanceDefinition':
      return docText(concat(unit.local ? 'LOCAL ' : '', commentedDoc(unit)));
    case 'recursive':
      return docText(commentedDoc(unit));
    case 'constants':
      return `CONSTANTS ${unit.constants.map(parameterText).join(', ')}`;
    case 'variables':
      return `VARIABLES ${unit.names.map(({ text }) => text).join(', ')}`;
    case 'instance':
      return docText(concat(unit.local ? 'LOCAL ' : '', instanceDoc(unit)));
    case 'assume': {
      const head = unit.name === undefined ? 'ASSUME ' : `ASSUME ${unit.name.text} == `;
      return docText(concat(head, align(expressionDoc(unit.body))));
    }
    case 'skipped':
      return spanText(unit.span);
    case 'nestedModule':
      return moduleText(unit.module);
    case 'algorithmUnit': {
      const { algorithm } = unit;
      const options = algorithm.options.map((word) => `-${word}`).join(' ');
      const above = options === '' ? '' : `PlusCal options (${options})\n`;
      return `(*\n${above}${algorithmText(algorithm, { column: 0 })}\n*)`;
    }
  }
}
