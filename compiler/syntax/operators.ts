/**
 * The operator symbols of TLA+ with their precedence ranges (Specifying Systems, table 6; SUBSET and UNION as SANY has them).
 * A canonical spelling stands for all ways to write an operator.
 */
export interface PrecedenceRange {
  readonly low: number;
  readonly high: number;
}
export interface InfixOperator extends PrecedenceRange {
  /** The canonical spelling. */
  readonly operator: string;
  /** `a + b + c` means `(a + b) + c`; operators that do not associate conflict with themselves. */
  readonly associative: boolean;
}
export interface UnaryOperator extends PrecedenceRange {
  readonly operator: string;
}

const infixRanges: readonly (readonly [
  low: number,
  high: number,
  associative: boolean,
  operators: string,
])[] = [
  [1, 1, false, '=>'],
  [2, 2, false, '-+-> <=> ~>'],
  [3, 3, true, '/\\ \\/'],
  [5, 5, false, '/= -| ::= := < = =| > \\approx \\asymp \\cong \\doteq >= \\gg \\in \\notin <= \\ll'],
  [5, 5, false, '\\prec \\preceq \\propto \\sim \\simeq \\sqsubset \\sqsubseteq \\sqsupset \\sqsupseteq'],
  [5, 5, false, '\\subset \\subseteq \\succ \\succeq \\supset \\supseteq |- |='],
  [5, 14, true, '\\cdot'],
  [6, 6, true, '@@'],
  [7, 7, false, ':> <:'],
  [8, 8, false, '\\'],
  [8, 8, true, '\\cap \\cup'],
  [9, 9, false, '.. ...'],
  [9, 13, false, '!!'],
  [9, 13, true, '## $ $$ ?? \\sqcap \\sqcup \\uplus'],
  [9, 14, false, '\\wr'],
  [10, 10, true, '+ ++ (+)'],
  [10, 11, false, '%'],
  [10, 11, true, '%% | ||'],
  [10, 13, true, '\\X'],
  [11, 11, true, '- -- (-)'],
  [13, 13, false, '(/) / // \\div'],
  [13, 13, true, '& && (.) (\\X) * ** \\bigcirc \\bullet \\o \\star'],
  [14, 14, false, '^ ^^'],
];

const prefixRanges: readonly (readonly [low: number, high: number, operators: string])[] = [
  [4, 4, '~'],
  [4, 15, 'ENABLED UNCHANGED [] <>'],
  [9, 9, 'DOMAIN'],
  [10, 13, 'SUBSET UNION'],
  [12, 12, '-.'],
];

/** Spellings other than the canonical one. */
const otherSpellings: Readonly<Record<string, string>> = {
  '\\land': '/\\',
  '∧': '/\\',
  '\\lor': '\\/',
  '∨': '\\/',
  '\\lnot': '~',
  '\\neg': '~',
  '¬': '~',
  '⇒': '=>',
  '\\equiv': '<=>',
  '≡': '<=>',
  '⇔': '<=>',
  '⇸': '-+->',
  '⇝': '~>',
  '↝': '~>',
  '#': '/=',
  '≠': '/=',
  '⊣': '-|',
  '⊢': '|-',
  '⊨': '|=',
  '⫤': '=|',
  '⩴': '::=',
  '≔': ':=',
  '≈': '\\approx',
  '≍': '\\asymp',
  '≅': '\\cong',
  '≐': '\\doteq',
  '\\geq': '>=',
  '≥': '>=',
  '\\leq': '<=',
  '=<': '<=',
  '≤': '<=',
  '≫': '\\gg',
  '≪': '\\ll',
  '∈': '\\in',
  '∉': '\\notin',
  '≺': '\\prec',
  '⪯': '\\preceq',
  '≻': '\\succ',
  '⪰': '\\succeq',
  '∝': '\\propto',
  '∼': '\\sim',
  '≃': '\\simeq',
  '⊏': '\\sqsubset',
  '⊑': '\\sqsubseteq',
  '⊐': '\\sqsupset',
  '⊒': '\\sqsupseteq',
  '⊂': '\\subset',
  '⊆': '\\subseteq',
  '⊃': '\\supset',
  '⊇': '\\supseteq',
  '⋅': '\\cdot',
  '\\setminus': '\\',
  '∖': '\\',
  '\\intersect': '\\cap',
  '∩': '\\cap',
  '\\union': '\\cup',
  '∪': '\\cup',
  '‥': '..',
  '…': '...',
  '‼': '!!',
  '⁇': '??',
  '⊓': '\\sqcap',
  '⊔': '\\sqcup',
  '⊎': '\\uplus',
  '≀': '\\wr',
  '\\oplus': '(+)',
  '⊕': '(+)',
  '‖': '||',
  '\\times': '\\X',
  '×': '\\X',
  '\\ominus': '(-)',
  '⊖': '(-)',
  '\\oslash': '(/)',
  '⊘': '(/)',
  '÷': '\\div',
  '\\odot': '(.)',
  '⊙': '(.)',
  '\\otimes': '(\\X)',
  '⊗': '(\\X)',
  '◯': '\\bigcirc',
  '●': '\\bullet',
  '•': '\\bullet',
  '\\circ': '\\o',
  '∘': '\\o',
  '⋆': '\\star',
  '★': '\\star',
  '□': '[]',
  '◇': '<>',
  '⁺': '^+',
  '′': "'",
  '≜': '==',
  '∀': '\\A',
  '\\forall': '\\A',
  '∃': '\\E',
  '\\exists': '\\E',
  '⟨': '<<',
  '⟩': '>>',
  '⟩_': '>>_',
  '→': '->',
  '←': '<-',
  '↦': '|->',
  '∷': '::',
};

/** The canonical spelling of an operator or other symbol; what has no other spelling is its own. */
export function canonicalSpelling(image: string): string {
  return otherSpellings[image] ?? image;
}

function spellingsOf(canonical: string): readonly string[] {
  const others = Object.keys(otherSpellings).filter((spelling) => otherSpellings[spelling] === canonical);
  return [canonical, ...others];
}

/** Everything that is written as a symbol, in all spellings; the lexer takes the longest that fits. */
export const symbolSpellings: readonly string[] = [
  ...infixRanges.flatMap(([, , , operators]) => operators.split(' ')),
  ...['~', '[]', '<>', '-.', "'", '^+', '^*', '^#', '\\A', '\\E', '\\AA', '\\EE'],
  ...['==', '(', ')', '{', '}', '[', ']', ']_', '<<', '>>', '>>_', ',', ';', ':', '::'],
  ...['->', '<-', '|->', '!', '@', '.'],
].flatMap(spellingsOf);

/** Operators that may stand between two operands, by canonical spelling. */
export const infixOperators: ReadonlyMap<string, InfixOperator> = new Map(
  infixRanges.flatMap(([low, high, associative, operators]) =>
    operators.split(' ').map((operator) => [operator, { operator, low, high, associative }] as const),
  ),
);

/** Operators that may stand before an operand, by the canonical spelling they have there (minus: `-.`). */
export const prefixOperators: ReadonlyMap<string, UnaryOperator> = new Map(
  prefixRanges.flatMap(([low, high, operators]) =>
    operators.split(' ').map((operator) => [operator, { operator, low, high }] as const),
  ),
);

/** Operators that may stand after an operand, by canonical spelling. */
export const postfixOperators: ReadonlyMap<string, UnaryOperator> = new Map(
  ["'", '^+', '^*', '^#'].map((operator) => [operator, { operator, low: 15, high: 15 }]),
);
