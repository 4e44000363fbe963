import type { Diagnostic, PhaseResult } from '../diagnostics/index.ts';
import type { BoundNameSymbol, ConstantSymbol } from '../resolve/index.ts';
import type { Source } from '../source/index.ts';
import type {
  Core,
  CoreArgument,
  LoweredArchetype,
  LoweredOperator,
  LoweredVariable,
  Step,
} from '../lower/index.ts';
import { anyCore } from '../lower/index.ts';
import { Block } from './block.ts';
import { bodyExpressions, collectDefinitions, forEachStep, stepExpressions } from './definitions.ts';
import { ExpressionEmitter } from './expressions.ts';
import type { Doc } from './layout.ts';
import { blockOf, callOf, hardLine, join, list, render } from './layout.ts';
import type { ModelDeclaration, ModelLayout, ModelVariable } from './model-layout.ts';
import { modelSections, ownVariable, parameterVariables } from './model-layout.ts';
import type { ImpureUse } from './impurity.ts';
import { impureUses } from './impurity.ts';
import { foreignWrites, initialReadsBeside, modelObstacles } from './model-obstacles.ts';
import { reachableOperators } from './model-reachable.ts';
import { StateEmitter } from './model-state.ts';
import { ModuleContext } from './module-context.ts';
import { quote } from './names.ts';
import { OperatorEmitter } from './operators.ts';
import { emitMappingBody, emitSection } from './sections.ts';
import type { BodyContext, NotedChoice, SectionPlaces } from './section-context.ts';
import { TextSink } from './text-sink.ts';

export interface ModelProgramRequest {
  /** The spec's own file. */
  readonly main: Source;
  readonly layout: ModelLayout;
  readonly constants: readonly ConstantSymbol[];
  /** All definitions of the spec; those that nothing uses are left out. */
  readonly operators: readonly LoweredOperator[];
  /** What is to be evaluated in states and steps. */
  readonly expressions: readonly ModelExpression[];
  /** Actions whose successor states are to be found. */
  readonly actions?: readonly Core[];
  /** Whether the algorithm itself is wanted, or the expressions only. */
  readonly withBodies: boolean;
  /** Whether the sections tell `iface.noteChoice` what they choose. */
  readonly notesChoices?: boolean;
}

/** An expression with names that are given values from outside: those in `iface.bound`, in this order. */
export interface ModelExpression {
  readonly core: Core;
  readonly bound: readonly BoundNameSymbol[];
  /** Evaluated once, before or after all is explored. */
  readonly isOnce?: boolean;
}

/** What in a model prints, draws at random or has to do with registers, by where it is evaluated; a use may be in several lists. */
export interface ModelImpurities {
  readonly initialValues: readonly ImpureUse[];
  readonly steps: readonly ImpureUse[];
  /** Of expressions that are evaluated again and again. */
  readonly formulas: readonly ImpureUse[];
  /** Of all else. */
  readonly once: readonly ImpureUse[];
}

/** The JavaScript of a model. */
export interface ModelProgram {
  /**
   * The body of a JavaScript function whose parameter `runtime` is the namespace of `mpcal-ts/runtime`; it returns an object with
   * `memoSize` and, as functions of the machine that runs them (`iface`): `expressions`, `actions`; and, if wanted, `sections` (in the order of
   * `modelSections`; each answers the number of the next label, BLOCKED, DONE, or what the machine's `call` and `return` answer), `ids`, `initShared`,
   * `initProcedures`, `initOwn` (by declaration), `initCalled` (by procedure) and `mappings` (read and write body of each mapping macro).
   */
  readonly source: string;
  readonly constants: readonly ConstantSymbol[];
  readonly constantOperators: readonly ConstantSymbol[];
  /** The choices that sections tell of, by number. */
  readonly choices: readonly NotedChoice[];
  /** What has effects, or values, beyond those that TLA+ gives it. */
  readonly impurities: ModelImpurities;
}

/** Emits a model, or expressions about its states. Undefined, with diagnostics, if something in it cannot be evaluated. */
export function emitModelProgram(request: ModelProgramRequest): PhaseResult<ModelProgram | undefined> {
  const roots = [
    ...request.expressions.map(({ core }) => core),
    ...(request.actions ?? []),
    ...(request.withBodies ? bodyRoots(request.layout) : []),
  ];
  const operators = reachableOperators(roots, request.operators);
  const diagnostics: readonly Diagnostic[] = [
    ...modelObstacles(roots, operators),
    ...(request.withBodies ? foreignWrites(request.layout) : []),
    ...(request.withBodies ? initialReadsBeside(beginningRoots(request.layout), operators) : []),
  ];
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: new ProgramEmitter(request, roots, operators).emit(), diagnostics: [] };
}

function bodyRoots(layout: ModelLayout): readonly Core[] {
  return [...initialRoots(layout), ...stepRoots(layout)];
}

/** What initial states are made of. */
function initialRoots(layout: ModelLayout): readonly Core[] {
  return [
    ...layout.globals.flatMap(({ initial }) => (initial === undefined ? [] : [initial.value])),
    ...layout.declarations.flatMap(({ body }) => bodyExpressions(body.variables, [])),
    ...layout.declarations.flatMap(({ id, instance }) => [
      ...(id === undefined ? [] : [id]),
      ...(instance?.args ?? []).flatMap((argument) => (argument.kind === 'value' ? [argument.value] : [])),
    ]),
  ];
}

/** What initial states are made of, with what procedures give their variables at first. */
function beginningRoots(layout: ModelLayout): readonly Core[] {
  return [
    ...initialRoots(layout),
    ...layout.procedures.flatMap(({ variables, paramInitials }) => [
      ...bodyExpressions(variables, []),
      ...paramInitials.flatMap((initial) => (initial === undefined ? [] : [initial.value])),
    ]),
  ];
}

/** What steps are made of; a call gives the variables of its procedure their initial values. */
function stepRoots(layout: ModelLayout): readonly Core[] {
  return [
    ...layout.declarations.flatMap(({ body }) => bodyExpressions([], body.sections)),
    ...layout.procedures.flatMap((body) => bodyExpressions(body.variables, body.sections)),
    ...[...layout.declarations.map(({ body }) => body), ...layout.procedures].flatMap((body) =>
      body.paramInitials.flatMap((initial) => (initial === undefined ? [] : [initial.value])),
    ),
    ...layout.mappingMacros.flatMap(({ read, write }) =>
      [read, write].flatMap((steps) => expressionsIn(steps)),
    ),
  ];
}

function expressionsIn(steps: readonly Step[]): readonly Core[] {
  const found: Core[] = [];
  forEachStep(steps, (step) => found.push(...stepExpressions(step)));
  return found;
}

class ProgramEmitter {
  private readonly request: ModelProgramRequest;
  private readonly operators: readonly LoweredOperator[];
  private readonly module: ModuleContext;
  private readonly emitter: ExpressionEmitter;
  private readonly operatorEmitter: OperatorEmitter;
  private readonly state: StateEmitter;
  private readonly choices: NotedChoice[] = [];

  constructor(
    request: ModelProgramRequest,
    roots: readonly CoreArgument[],
    operators: readonly LoweredOperator[],
  ) {
    this.request = request;
    this.operators = operators;
    const definitions = collectDefinitions(
      operators.map(({ definition }) => definition),
      roots,
    );
    this.module = new ModuleContext(request.main, definitions, roots, request.constants, false);
    for (const { symbol } of operators) this.module.declareOperator(symbol);
    for (const constant of request.constants) this.module.declareConstant(constant);
    this.emitter = new ExpressionEmitter(this.module);
    this.operatorEmitter = new OperatorEmitter(this.emitter);
    this.state = new StateEmitter(request.layout, this.emitter);
    this.module.state = this.state;
  }

  private get layout(): ModelLayout {
    return this.request.layout;
  }

  emit(): ModelProgram {
    const { module } = this;
    const expressions = this.request.expressions.map(({ core, bound }) => this.expression(core, bound));
    const actions = (this.request.actions ?? []).map((action) => this.action(action));
    const algorithm = this.request.withBodies ? this.algorithm() : [];
    const operators = this.operators.map((operator) => this.operatorEmitter.emit(operator, false));
    // Emitting one lazy variant may ask for another.
    for (const symbol of module.lazyOperators) operators.push(this.operatorEmitter.emitLazy(symbol));
    const result: Doc = [
      'return ',
      objectOf([
        ['memoSize', String(this.operatorEmitter.memoSize)],
        ['expressions', lines(expressions)],
        ['actions', lines(actions)],
        ...algorithm,
      ]),
      ';',
    ];
    const sites = module.sites.isEmpty ? [] : module.sites.declarations(module.use('site'));
    const imports = list(
      'const { ',
      [...module.imports].map(([name, local]) => (name === local ? name : `${name}: ${local}`)),
      ' } = runtime;',
    );
    const hoisted = [...module.hoisted.values()].map(({ name, initializer }): Doc => [
      `const ${name} = `,
      initializer,
      ';',
    ]);
    const sink = new TextSink();
    const parts = [
      imports,
      ...sites,
      ...hoisted,
      ...this.labels(),
      ...this.accessors(),
      ...operators,
      result,
    ];
    render(join(parts, hardLine), sink);
    return {
      source: sink.text,
      constants: module.constants,
      constantOperators: module.constantOperators,
      choices: this.choices,
      impurities: this.impurities(),
    };
  }

  private impurities(): ModelImpurities {
    const { layout, expressions, actions = [], withBodies } = this.request;
    const of = (roots: readonly CoreArgument[]): readonly ImpureUse[] => impureUses(roots, this.operators);
    const coresOf = (isOnce: boolean): readonly Core[] =>
      expressions.filter((expression) => (expression.isOnce ?? false) === isOnce).map(({ core }) => core);
    return {
      initialValues: withBodies ? of(initialRoots(layout)) : [],
      steps: of([...(withBodies ? stepRoots(layout) : []), ...actions]),
      formulas: of(coresOf(false)),
      once: of(coresOf(true)),
    };
  }

  private accessors(): readonly Doc[] {
    const { module } = this;
    const accessor = (constant: ConstantSymbol, params: string, value: string): Doc =>
      `function ${module.constantAccessor(constant)}(iface${params}) { return ${value}; }`;
    return [
      ...module.constants.map((constant, place) => accessor(constant, '', `iface.constants[${place}]`)),
      ...module.constantOperators.map((constant, place) =>
        accessor(constant, ', ...args', `iface.constantOperators[${place}](...args)`),
      ),
    ];
  }

  /** `(iface) => value` */
  private expression(core: Core, bound: readonly BoundNameSymbol[] = []): Doc {
    const block = new Block(undefined, this.module.isTaken);
    bound.forEach((symbol, position) => block.bind(symbol, `${block.use('iface')}.bound[${position}]`));
    const returnLeaf = (leaf: Core, place: Block): void => {
      place.add(['return ', this.emitter.value(leaf, place), ';']);
    };
    this.emitter.emitTo(core, block, returnLeaf, { leaves: true });
    return [`(${block.parameterName('iface')}) => `, blockOf(block.statements)];
  }

  /** `(iface) => what finds the successors` */
  private action(core: Core): Doc {
    const block = new Block(undefined, this.module.isTaken);
    const action = this.state.successors(core, block);
    return [`(${block.parameterName('iface')}) => `, action];
  }

  // --- the algorithm ---

  private algorithm(): readonly (readonly [string, Doc])[] {
    const { layout } = this;
    for (const { body, section } of modelSections(layout))
      this.module.declareSection(body.name, section.label);
    return [
      [
        'ids',
        lines(layout.declarations.map(({ id }) => (id === undefined ? 'undefined' : this.expression(id)))),
      ],
      [
        'initShared',
        this.initialisation((block) => {
          this.initialise(layout.globals, block);
        }),
      ],
      [
        'initProcedures',
        this.initialisation((block) => {
          this.initProcedures(block);
        }),
      ],
      ['initOwn', lines(layout.declarations.map((declaration) => this.initOwn(declaration)))],
      [
        'initCalled',
        lines(
          layout.procedures.map(({ params, variables }) =>
            this.initialisation((block) => {
              for (const parameter of params) {
                const variable = layout.bySymbol.get(parameter);
                if (variable === undefined) continue;
                const own = parameter.ref ? referenceIn(variable, block) : slotOf(variable, 'next', block);
                block.bind(parameter, own);
              }
              this.initialise(variables, block);
            }),
          ),
        ),
      ],
      ['sections', lines(this.sections())],
      ['mappings', lines(this.mappings())],
    ];
  }

  private sections(): readonly Doc[] {
    this.state.inBody = true;
    const sections = modelSections(this.layout).map(({ body, section }) =>
      emitSection(
        section,
        '',
        {
          body,
          frameClass: '',
          procedure: withoutFrame,
          places: this.places(body),
          ...this.notes(),
        },
        this.emitter,
      ),
    );
    this.state.inBody = false;
    return sections;
  }

  private notes(): Pick<BodyContext, 'noteChoice'> {
    if (this.request.notesChoices !== true) return {};
    return { noteChoice: (choice) => this.choices.push(choice) - 1 };
  }

  private mappings(): readonly Doc[] {
    return this.layout.mappingMacros.map((macro): Doc => {
      const body: LoweredArchetype = {
        kind: 'archetype',
        name: macro.name,
        span: macro.span,
        params: [],
        paramInitials: [],
        variables: [],
        sections: [],
      };
      const context = {
        body,
        frameClass: '',
        procedure: withoutFrame,
        places: this.places(body),
        ...this.notes(),
      };
      return list(
        '[',
        [
          emitMappingBody(macro.read, 'read', context, this.emitter),
          emitMappingBody(macro.write, 'write', context, this.emitter),
        ],
        ']',
      );
    });
  }

  private labels(): readonly Doc[] {
    if (!this.request.withBodies) return [];
    return modelSections(this.layout).flatMap(({ body, section }, number) => {
      const constant = this.module.label(body.name, section.label);
      return [`const ${constant} = ${number};`];
    });
  }

  private places(body: LoweredArchetype): SectionPlaces {
    const { layout } = this;
    const isProcedure = layout.procedures.includes(body);
    const placeOf = (symbol: object): ModelVariable | undefined => ownVariable(layout, body, symbol);
    return {
      load: (symbol, block) => {
        if (symbol.kind === 'archetypeParameter' && symbol.ref)
          return isProcedure
            ? referenceIn(layout.bySymbol.get(symbol) as ModelVariable, block)
            : `${block.use('iface')}.references[${body.params.indexOf(symbol)}]`;
        const variable = placeOf(symbol);
        return variable === undefined ? undefined : slotOf(variable, 'state', block);
      },
      store: (symbol, block) => {
        const variable = placeOf(symbol);
        if (variable === undefined)
          throw new Error(`emitting: ${symbol.name} is no variable of ${body.name}`);
        return slotOf(variable, 'next', block);
      },
      handOn: (parameter, block) =>
        isProcedure
          ? slotOf(layout.bySymbol.get(parameter) as ModelVariable, 'state', block)
          : quote(parameter.name),
      referenceTo: (symbol, block) =>
        isProcedure
          ? `${block.use('iface')}.frameReference(${String(layout.bySymbol.get(symbol)?.index)}, ${layout.procedures.indexOf(body)})`
          : quote(symbol.name),
      procedure: (name) => layout.procedures.findIndex((procedure) => procedure.name === name),
    };
  }

  // --- initial values ---

  /** `(iface) => { ... }`, which puts initial values into `iface.next`. */
  private initialisation(emitBody: (block: Block) => void): Doc {
    const block = new Block(undefined, this.module.isTaken);
    emitBody(block);
    return [`(${block.parameterName('iface')}) => `, blockOf(block.statements)];
  }

  /** As pcal.trans has it. Before a call there is nothing that a parameter by reference stands for, so what reads one has no value yet. */
  private initProcedures(block: Block): void {
    for (const procedure of this.layout.procedures) {
      const inner = new Block(block);
      const unknown = new Set<object>();
      for (const { symbol, initial } of procedure.variables)
        // What a call chooses is not chosen before: procedures of PlusCal have no such initial values.
        if (
          initial?.relation === '\\in' ||
          (initial !== undefined && anyCore(initial.value, (node) => isUnknown(node, unknown)))
        )
          unknown.add(symbol);
      const variables = procedure.variables.filter(({ symbol }) => !unknown.has(symbol));
      const later = [...unknown].map((symbol) => ({ symbol, initial: undefined }));
      this.initialise([...parameterVariables(procedure), ...variables, ...later], inner);
      block.add(blockOf(inner.statements));
    }
  }

  private initOwn(declaration: ModelDeclaration): Doc {
    const { body, instance } = declaration;
    return this.initialisation((block) => {
      const given = body.params.flatMap((symbol, position) => {
        const argument = instance?.args[position];
        const isOwn = this.layout.bySymbol.has(symbol);
        return isOwn && argument?.kind === 'value'
          ? [{ symbol, initial: { relation: '=' as const, value: argument.value } }]
          : [];
      });
      this.initialise(given, block);
      body.params.forEach((parameter, position) => {
        if (parameter.ref) block.bind(parameter, `${block.use('iface')}.references[${position}]`);
      });
      this.initialise(body.variables, block);
    });
  }

  private initialise(
    variables: readonly { readonly symbol: object; readonly initial: LoweredVariable['initial'] }[],
    block: Block,
  ): void {
    for (const { symbol, initial } of variables) {
      const variable = this.layout.bySymbol.get(symbol);
      if (variable === undefined) continue;
      const place = slotOf(variable, 'next', block);
      block.add([`${place} = `, this.initialValue(variable, initial, block), ';']);
      block.bind(symbol, place);
    }
  }

  private initialValue(variable: ModelVariable, initial: LoweredVariable['initial'], block: Block): Doc {
    const { module } = this;
    if (initial === undefined) return module.use('defaultInitValue');
    if (initial.relation === '=') return this.emitter.value(initial.value, block);
    const set = block.declare(`${variable.name}_set`);
    block.add([`const ${set} = `, this.emitter.value(initial.value, block), ';']);
    const chosen = callOf(`${block.use('iface')}.chooseInitial`, [set, module.site(initial.value.span)]);
    return chosen;
  }
}

function isUnknown(node: CoreArgument, unknown: ReadonlySet<object>): boolean {
  return node.kind === 'nestedRead' || (node.kind === 'name' && unknown.has(node.symbol));
}

/** What a parameter by reference of the procedure that runs stands for. */
function referenceIn({ index }: ModelVariable, block: Block): string {
  return `${block.use('iface')}.reference(${index})`;
}

function withoutFrame(name: string): never {
  throw new Error(`emitting: procedure ${name} has no frame`);
}

function slotOf(variable: ModelVariable, array: 'state' | 'next', block: Block): string {
  const iface = block.use('iface');
  const { place } = variable;
  return place.kind === 'shared'
    ? `${iface}.${array}[${place.slot}]`
    : `${iface}.${array}[${iface}.base + ${place.offset}]`;
}

function objectOf(properties: readonly (readonly [name: string, value: Doc])[]): Doc {
  return blockOf(properties.map(([name, value]): Doc => [`${quote(name)}: `, value, ',']));
}

function lines(items: readonly Doc[]): Doc {
  return ['[', { kind: 'indent', doc: items.map((item): Doc => [hardLine, item, ',']) }, hardLine, ']'];
}
