import { spanText } from '../source/index.ts';
import type {
  Application,
  Argument,
  Bound,
  Definition,
  Expression,
  InstanceUnit,
  LetExpression,
  OperatorDefinition,
  OperatorParameter,
  PathStep,
  Pattern,
  RecordField,
  Substitution,
} from '../syntax/index.ts';
import { infixOperators, postfixOperators, prefixOperators } from '../syntax/index.ts';
import { alone, endsInJunction, leadingJunction, needsBrackets, operatorOf, suffix } from './brackets.ts';
import type { Place } from './brackets.ts';
import { align, alignStrictly, concat, fill, group, hardLine, join, line, nest } from './document.ts';
import type { Doc } from './document.ts';
import { numberText, operatorText, stringText } from './spelling.ts';

/** Infix operators written without blanks around them. */
const tight = new Set(['..']);

/** The document of an expression that stands between words or brackets. Brackets are put where the operators' precedence asks for them. */
export function expressionDoc(expression: Expression, place: Place = alone): Doc {
  return needsBrackets(expression, place)
    ? concat('(', align(plainDoc(expression, alone)), ')')
    : plainDoc(expression, place);
}

/** `a, b`, as many on a line as fit. */
function listDoc(expressions: readonly Expression[]): Doc {
  return align(
    fill(
      ',',
      expressions.map((item) => expressionDoc(item)),
    ),
  );
}

function plainDoc(expression: Expression, place: Place): Doc {
  switch (expression.kind) {
    case 'number':
      return numberText(expression);
    case 'decimal':
      return expression.text;
    case 'string':
      return stringText(expression);
    case 'boolean':
      return expression.value ? 'TRUE' : 'FALSE';
    case 'builtinSet':
      return expression.name;
    case 'application':
      return expression.fixity === undefined
        ? applicationDoc(expression)
        : throughInstanceDoc(expression, place);
    case 'infix':
    case 'product':
      return infixDoc(expression, place);
    case 'prefix': {
      const text = operatorText(expression.operator, expression.operatorSpan);
      const own = operatorOf(expression);
      const operand = expressionDoc(expression.operand, { ...place, left: own, beforeArm: place.beforeArm });
      const apart = /[A-Za-z]$/.test(text) || (text === '-' && leading(expression.operand).kind === 'prefix');
      return concat(text, apart ? ' ' : '', align(operand));
    }
    case 'postfix': {
      const operand = expressionDoc(expression.operand, {
        ...place,
        right: operatorOf(expression),
        beforeArm: false,
      });
      return concat(operand, operatorText(expression.operator, expression.operatorSpan));
    }
    case 'junction':
      return alignStrictly(
        join(
          hardLine,
          expression.items.map((item, index) => {
            const bullet = expression.bullets[index];
            const text =
              bullet === undefined ? expression.operator : operatorText(expression.operator, bullet);
            return concat(
              text,
              ' ',
              align(expressionDoc(item, { ...alone, inStatement: place.inStatement })),
            );
          }),
        ),
      );
    case 'parenthesized':
      return concat('(', align(expressionDoc(expression.inner)), ')');
    case 'tuple':
      return group('<<', listDoc(expression.elements), '>>');
    case 'setEnumeration':
      return group('{', listDoc(expression.elements), '}');
    case 'setFilter': {
      const { pattern, set, predicate } = expression;
      return group('{', align(boundDoc([pattern], set), ' :', nest(2, line, expressionDoc(predicate))), '}');
    }
    case 'setMap': {
      const body = expressionDoc(expression.body);
      const looksLikeBound =
        expression.body.kind === 'infix' &&
        expression.body.operator === '\\in' &&
        isPattern(expression.body.left);
      return group(
        '{',
        align(
          looksLikeBound ? concat('(', body, ')') : body,
          ' :',
          nest(2, line, boundsDoc(expression.bounds)),
        ),
        '}',
      );
    }
    case 'functionApplication':
      return concat(
        expressionDoc(expression.function, { ...place, right: suffix, beforeArm: false }),
        group('[', listDoc(expression.args), ']'),
      );
    case 'fieldAccess':
      return concat(
        expressionDoc(expression.record, { ...place, right: suffix, beforeArm: false }),
        `.${expression.field.text}`,
      );
    case 'functionConstructor':
      return group(
        '[',
        align(boundsDoc(expression.bounds), ' |->', nest(2, line, expressionDoc(expression.body))),
        ']',
      );
    case 'functionSet':
      return group(
        '[',
        align(expressionDoc(expression.domain), line, '-> ', align(expressionDoc(expression.range))),
        ']',
      );
    case 'record':
      return group('[', fieldsDoc(expression.fields, '|->'), ']');
    case 'recordSet':
      return group('[', fieldsDoc(expression.fields, ':'), ']');
    case 'except':
      return group(
        '[',
        align(
          expressionDoc(expression.base),
          ' EXCEPT',
          nest(
            2,
            line,
            align(
              fill(
                ',',
                expression.updates.map(({ path, value }) =>
                  concat('!', pathDoc(path), ' = ', align(expressionDoc(value))),
                ),
              ),
            ),
          ),
        ),
        ']',
      );
    case 'atSign':
      return '@';
    case 'quantifier': {
      const { quantifier, bounds, names } = expression;
      const head = bounds.length > 0 ? boundsDoc(bounds) : names.map(({ text }) => text).join(', ');
      return group(align(`${quantifier} `, head, ' :', nest(2, line, openDoc(expression.body, place))));
    }
    case 'choose': {
      const { pattern, set } = expression;
      const head = set === undefined ? patternText(pattern) : boundDoc([pattern], set);
      return group(align('CHOOSE ', head, ' :', nest(2, line, openDoc(expression.predicate, place))));
    }
    case 'ifExpression':
      return conditionalDoc(expression, place);
    case 'case': {
      const last = expression.arms.length - 1;
      const arms = expression.arms.map(({ condition, value }, index) => {
        const more = index < last || expression.other !== undefined;
        const valueDoc = openDoc(value, { ...place, beforeArm: more || place.beforeArm });
        return concat(expressionDoc(condition, inner(place)), ' -> ', align(valueDoc));
      });
      const other =
        expression.other === undefined ? [] : [concat('OTHER -> ', align(openDoc(expression.other, place)))];
      return group(align('CASE ', join(concat(line, '  [] '), [...arms, ...other])));
    }
    case 'let':
      return letDoc(expression, place);
    case 'labelled': {
      const params = expression.params.map(({ text }) => text).join(', ');
      const head = params === '' ? expression.label.text : `${expression.label.text}(${params})`;
      return concat(head, ' :: ', align(openDoc(expression.body, place)));
    }
    case 'action':
      return concat(
        expression.box ? '[' : '<<',
        align(expressionDoc(expression.action)),
        expression.box ? ']_' : '>>_',
        subscriptDoc(expression.subscript),
      );
    case 'fairness':
      return concat(
        expression.strong ? 'SF_' : 'WF_',
        subscriptDoc(expression.subscript),
        '(',
        align(expressionDoc(expression.action)),
        ')',
      );
    case 'mappingSpecial':
      return `$${expression.name}`;
    case 'macroArgument':
      return expressionDoc(expression.inner, place);
    case 'error':
      return spanText(expression.span);
  }
}

/** What stands first in the text of an expression. */
function leading(expression: Expression): Expression {
  switch (expression.kind) {
    case 'application': {
      const [first] = expression.args;
      const stands = expression.fixity === 'infix' || expression.fixity === 'postfix';
      const operand = first?.kind === 'lambda' || first?.kind === 'operatorSymbol' ? undefined : first;
      return stands && operand !== undefined ? leading(operand) : expression;
    }
    case 'infix':
      return leading(expression.left);
    case 'product':
      return leading(expression.factors[0] as Expression);
    case 'postfix':
      return leading(expression.operand);
    case 'macroArgument':
      return leading(expression.inner);
    default:
      return expression;
  }
}

/** What an open-ended expression ends with: whatever stands around that one does not reach inside, except an arm of a CASE. */
function openDoc(expression: Expression, place: Place): Doc {
  return expressionDoc(expression, { ...alone, beforeArm: place.beforeArm, inStatement: place.inStatement });
}

function inner(place: Place): Place {
  return { ...alone, inStatement: place.inStatement };
}

// --- operators ---

interface Link {
  readonly operator: string;
  readonly operand: Expression;
  readonly place: Place;
}

/** A chain `a + b + c`, all of its operators in one column if it takes several lines. */
function infixDoc(expression: Extract<Expression, { kind: 'infix' | 'product' }>, place: Place): Doc {
  const own = operatorOf(expression);
  const links: Link[] = [];
  let first: Expression = expression;
  let right = place.right;
  for (;;) {
    if (first.kind === 'infix' && (first === expression || first.operator === own?.operator)) {
      const operandPlace = { ...place, left: own, right };
      if (first !== expression && needsBrackets(first, { ...place, right })) break;
      const operator = operatorText(first.operator, first.operatorSpan);
      links.unshift({ operator, operand: first.right, place: operandPlace });
      right = own;
      first = first.left;
    } else if (first === expression && first.kind === 'product') {
      const [, ...others] = first.factors;
      others.forEach((operand, index) => {
        const after = index === others.length - 1 ? place.right : own;
        links.push({ operator: '\\X', operand, place: { ...place, left: own, right: after } });
      });
      right = own;
      first = first.factors[0] as Expression;
      break;
    } else break;
  }
  const firstPlace = { ...place, right, beforeArm: false };
  // A product inside a product would be read as one of more factors.
  const nested = expression.kind === 'product' && first.kind === 'product';
  const head = nested ? concat('(', align(expressionDoc(first)), ')') : expressionDoc(first, firstPlace);
  // Bullets of a list stand right of an operator of their kind, so that this is none of them.
  const parts: Doc[] = [leadingJunction(first) === own?.operator ? concat('   ', align(head)) : head];
  let before = first;
  links.forEach(({ operator, operand, place: operandPlace }, index) => {
    const at = index === links.length - 1 ? operandPlace : { ...operandPlace, beforeArm: false };
    const operandDoc = align(expressionDoc(operand, at));
    if (endsInJunction(before)) parts.push(hardLine, `${operator} `, operandDoc);
    else if (tight.has(operator)) parts.push(operator, operandDoc);
    else if (hugs(operand) && links.length === 1) parts.push(` ${operator} `, operandDoc);
    else parts.push(line, `${operator} `, operandDoc);
    before = operand;
  });
  return group(align(...parts));
}

/** Expressions that lay themselves out well behind an operator. */
function hugs({ kind }: Expression): boolean {
  return (
    kind === 'junction' ||
    kind === 'ifExpression' ||
    kind === 'let' ||
    kind === 'case' ||
    kind === 'record' ||
    kind === 'except' ||
    kind === 'setEnumeration' ||
    kind === 'tuple' ||
    kind === 'setFilter' ||
    kind === 'setMap' ||
    kind === 'functionConstructor' ||
    kind === 'parenthesized'
  );
}

// --- IF, LET ---

/** `IF a THEN b ELSE IF c THEN d ELSE e` */
function conditionalDoc(expression: Extract<Expression, { kind: 'ifExpression' }>, place: Place): Doc {
  const parts: Doc[] = [];
  let current: Expression = expression;
  while (current.kind === 'ifExpression') {
    parts.push(
      'IF ',
      align(expressionDoc(current.condition, inner(place))),
      line,
      'THEN ',
      align(expressionDoc(current.then, inner(place))),
      line,
      'ELSE ',
    );
    current = current.else;
  }
  parts.push(align(openDoc(current, place)));
  return group(align(...parts));
}

function letDoc(expression: LetExpression, place: Place): Doc {
  const { definitions } = expression;
  const body = align(openDoc(expression.body, place));
  const docs = definitions.map((definition) => commentedDoc(definition));
  const [only] = docs;
  const commented = definitions.some(
    (definition) => 'comment' in definition && definition.comment !== undefined,
  );
  // A comment belongs to a definition if it stands on lines of its own.
  if (commented) return alignStrictly('LET', nest(4, hardLine, join(hardLine, docs)), hardLine, 'IN ', body);
  if (docs.length === 1 && only !== undefined)
    return group(alignStrictly('LET ', align(only), line, 'IN ', body));
  return alignStrictly('LET ', alignStrictly(join(hardLine, docs)), hardLine, 'IN ', body);
}

// --- names, bounds, paths ---

function applicationDoc({ steps, name, args }: Application): Doc {
  const prefix = steps.map((step) => concat(step.name.text, argumentsDoc(step.args), '!'));
  const selector = ['', '<<', '>>', ':', '@'].includes(name.text);
  const symbol = !selector && (!/\w/.test(name.text) || name.text.startsWith('\\'));
  return concat(...prefix, symbol ? ` ${name.text}` : name.text, argumentsDoc(args));
}

/** `a M!+ b`, `M!- a` or `a M!^+` */
function throughInstanceDoc(application: Application, place: Place): Doc {
  const { steps, name, args, fixity } = application;
  const own = operatorOf(application);
  const text = operatorText(name.text, name.span);
  const operator = concat(
    ...steps.map((step) => concat(step.name.text, argumentsDoc(step.args), '!')),
    // `!!` would be read as one operator.
    text.startsWith('!') ? ` ${text}` : text,
  );
  const [first, second] = args.filter((argument) => argument.kind !== 'lambda');
  const operand = (argument: typeof first, sides: Partial<Place>): Doc =>
    argument === undefined || argument.kind === 'operatorSymbol'
      ? ''
      : align(expressionDoc(argument, { ...place, ...sides }));
  switch (fixity) {
    case 'prefix':
      return concat(operator, ' ', operand(first, { left: own }));
    case 'postfix':
      return concat(operand(first, { right: own, beforeArm: false }), ' ', operator);
    default:
      return group(
        align(
          operand(first, { right: own, beforeArm: false }),
          line,
          operator,
          ' ',
          operand(second, { left: own }),
        ),
      );
  }
}

function argumentsDoc(args: readonly Argument[]): Doc {
  if (args.length === 0) return '';
  const last = args.length - 1;
  // `(+)` and `(*` would be read as something else.
  const open = args[0]?.kind === 'operatorSymbol' ? '( ' : '(';
  const close = args[last]?.kind === 'operatorSymbol' ? ' )' : ')';
  return group(open, align(fill(',', args.map(argumentDoc))), close);
}

export function argumentDoc(argument: Argument): Doc {
  switch (argument.kind) {
    case 'operatorSymbol':
      return argument.operator === '-.' ? '-.' : operatorText(argument.operator, argument.span);
    case 'lambda':
      return concat(
        `LAMBDA ${argument.params.map(({ text }) => text).join(', ')} : `,
        align(expressionDoc(argument.body)),
      );
    default:
      return expressionDoc(argument);
  }
}

function isPattern(expression: Expression): boolean {
  if (expression.kind === 'tuple') return expression.elements.length > 0 && expression.elements.every(isName);
  return isName(expression);
}

function isName(expression: Expression): boolean {
  return expression.kind === 'application' && expression.steps.length === 0 && expression.args.length === 0;
}

function patternText(pattern: Pattern): string {
  return pattern.kind === 'name' ? pattern.text : `<<${pattern.names.map(({ text }) => text).join(', ')}>>`;
}

const elementOf = { kind: 'infix', operator: '\\in', low: 5, high: 5, associative: false } as const;

/** `x, y \in S`. The set stands where that of the operator `\in` would, since that is how some of them are read. */
function boundDoc(patterns: readonly Pattern[], set: Expression): Doc {
  return concat(
    `${patterns.map(patternText).join(', ')} \\in `,
    align(expressionDoc(set, { ...alone, left: elementOf })),
  );
}

function boundsDoc(bounds: readonly Bound[]): Doc {
  return align(
    fill(
      ',',
      bounds.map(({ patterns, set }) => boundDoc(patterns, set)),
    ),
  );
}

function fieldsDoc(fields: readonly RecordField[], sign: string): Doc {
  return align(
    fill(
      ',',
      fields.map(({ name, value }) => concat(`${name.text} ${sign} `, align(expressionDoc(value)))),
    ),
  );
}

/** `.a[i, j]` */
export function pathDoc(path: readonly PathStep[]): Doc {
  return concat(
    ...path.map((step) =>
      step.kind === 'fieldStep' ? `.${step.name.text}` : group('[', listDoc(step.args), ']'),
    ),
  );
}

/** `v` in `[A]_v`: a name, or something in brackets. */
function subscriptDoc(expression: Expression): Doc {
  const bracketed = [
    ...[
      'parenthesized',
      'tuple',
      'setEnumeration',
      'setFilter',
      'setMap',
      'functionConstructor',
      'functionSet',
    ],
    ...['record', 'recordSet', 'except', 'action'],
  ].includes(expression.kind);
  const named =
    expression.kind === 'application' &&
    expression.args.length === 0 &&
    expression.steps.every((step) => step.args.length === 0) &&
    /^\w+$/.test(expression.name.text);
  return bracketed || named ? expressionDoc(expression) : concat('(', align(expressionDoc(expression)), ')');
}

// --- definitions ---

export function parameterText({ name, arity }: OperatorParameter): string {
  const { text } = name;
  if (/^\w+$/.test(text)) return arity === 0 ? text : `${text}(${Array(arity).fill('_').join(', ')})`;
  if (arity === 2) return `_${text}_`;
  return prefixOperators.has(text) && !infixOperators.has(text) && !postfixOperators.has(text)
    ? `${text} _`
    : `_${text}`;
}

function headText({ fixity, name, params }: OperatorDefinition): string {
  const texts = params.map(parameterText);
  switch (fixity) {
    case 'infix':
      return `${texts[0] ?? ''} ${name.text} ${texts[1] ?? ''}`;
    case 'prefix':
      return `${name.text} ${texts[0] ?? ''}`;
    case 'postfix':
      return `${texts[0] ?? ''} ${name.text}`;
    case 'name':
      return texts.length === 0 ? name.text : `${name.text}(${texts.join(', ')})`;
  }
}

/** A definition below the comment that the tree keeps for it. */
export function commentedDoc(definition: Definition): Doc {
  return concat(commentAbove(definition), definitionDoc(definition));
}

/** The comment that the tree keeps for a definition, with the line's end. */
export function commentAbove(definition: Definition): Doc {
  const comment = 'comment' in definition ? definition.comment : undefined;
  if (comment === undefined) return '';
  const lines = comment.split('\n').map((text) => `\\* ${text}`.trimEnd());
  return concat(join(hardLine, lines), hardLine);
}

/** A definition of a module, of `define` or of LET, without LOCAL and without its comment. */
export function definitionDoc(definition: Definition): Doc {
  switch (definition.kind) {
    case 'operatorDefinition':
      return bodyDoc(concat(headText(definition), ' =='), definition.body);
    case 'functionDefinition':
      return bodyDoc(
        concat(definition.name.text, '[', boundsDoc(definition.bounds), '] =='),
        definition.body,
      );
    case 'instanceDefinition': {
      const params = definition.params.map(parameterText).join(', ');
      const head = params === '' ? definition.name.text : `${definition.name.text}(${params})`;
      return concat(`${head} == `, instanceDoc(definition));
    }
    case 'recursive':
      return `RECURSIVE ${definition.operators.map(parameterText).join(', ')}`;
  }
}

function bodyDoc(head: Doc, body: Expression): Doc {
  const doc = expressionDoc(body);
  return hugs(body) && body.kind !== 'junction'
    ? group(head, ' ', align(doc))
    : group(head, nest(4, line, doc));
}

/** `INSTANCE M WITH a <- b` */
export function instanceDoc({ module, substitutions }: Pick<InstanceUnit, 'module' | 'substitutions'>): Doc {
  if (substitutions.length === 0) return `INSTANCE ${module.text}`;
  return group(
    `INSTANCE ${module.text} WITH`,
    nest(4, line, align(fill(',', substitutions.map(substitutionDoc)))),
  );
}

function substitutionDoc({ name, value }: Substitution): Doc {
  return concat(`${name.text} <- `, argumentDoc(value));
}
