/**
 * Community modules whose operators are rare, as TLA+ of our own: they are read like modules beside the spec, and a file of that name
 * takes their place. What is common or has to be fast is implemented by the runtime (`standard-modules.ts`).
 */
export const libraryModules: Readonly<Record<string, string>> = {
  RealTime: `---- MODULE RealTime ----
EXTENDS Reals
VARIABLE now
LOCAL Enabled(A, v) == ENABLED <<A>>_v
RTnow(v) ==
  LET Advance == /\\ now' \\in {r \\in Real : r > now}
                 /\\ UNCHANGED v
  IN  /\\ now \\in Real
      /\\ [][Advance]_now
      /\\ \\A r \\in Real : WF_now(Advance /\\ (now' > r))
RTBound(A, v, D, E) ==
  LET Elapse(t) == t' = IF <<A>>_v \\/ ~(Enabled(A, v))' THEN 0 ELSE t + (now' - now)
      Timer(t)  == (t = 0) /\\ [][Elapse(t)]_<<t, v, now>>
      AtMost(t) == [](t <= E)
      AtLeast(t) == [][A => t >= D]_v
  IN  \\EE t : Timer(t) /\\ AtMost(t) /\\ AtLeast(t)
====
`,
  Combinatorics: `---- MODULE Combinatorics ----
LOCAL INSTANCE Naturals
LOCAL Product[n \\in Nat] == IF n = 0 THEN 1 ELSE n * Product[n - 1]
factorial(n) == Product[n]
choose(n, k) == IF k > n THEN 0 ELSE factorial(n) \\div (factorial(k) * factorial(n - k))
====
`,
  Bitwise: `---- MODULE Bitwise ----
LOCAL INSTANCE Integers
RECURSIVE Combine(_, _, _)
LOCAL Combine(Bit(_, _), x, y) ==
  IF x = 0 /\\ y = 0 THEN 0
  ELSE Bit(x % 2, y % 2) + 2 * Combine(Bit, x \\div 2, y \\div 2)
x & y == Combine(LAMBDA a, b : IF a = 1 /\\ b = 1 THEN 1 ELSE 0, x, y)
x | y == Combine(LAMBDA a, b : IF a = 1 \\/ b = 1 THEN 1 ELSE 0, x, y)
x ^^ y == Combine(LAMBDA a, b : IF a = b THEN 0 ELSE 1, x, y)
Not(x) == -x - 1
shiftR(x, places) == x \\div (2 ^ places)
shiftL(x, places) == x * (2 ^ places)
leftShift(x, places) == x * (2 ^ places)
====
`,
  Relation: `---- MODULE Relation ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
IsReflexive(R, S) == \\A x \\in S : R[x, x]
IsReflexiveUnder(Op(_, _), S) == \\A x \\in S : Op(x, x)
IsIrreflexive(R, S) == \\A x \\in S : ~R[x, x]
IsIrreflexiveUnder(Op(_, _), S) == \\A x \\in S : ~Op(x, x)
IsSymmetric(R, S) == \\A x, y \\in S : R[x, y] <=> R[y, x]
IsSymmetricUnder(Op(_, _), S) == \\A x, y \\in S : Op(x, y) <=> Op(y, x)
IsAntiSymmetric(R, S) == \\A x, y \\in S : R[x, y] /\\ R[y, x] => x = y
IsAntiSymmetricUnder(Op(_, _), S) == \\A x, y \\in S : Op(x, y) /\\ Op(y, x) => x = y
IsAsymmetric(R, S) == \\A x, y \\in S : ~(R[x, y] /\\ R[y, x])
IsAsymmetricUnder(Op(_, _), S) == \\A x, y \\in S : ~(Op(x, y) /\\ Op(y, x))
IsTransitive(R, S) == \\A x, y, z \\in S : R[x, y] /\\ R[y, z] => R[x, z]
IsTransitiveUnder(Op(_, _), S) == \\A x, y, z \\in S : Op(x, y) /\\ Op(y, z) => Op(x, z)
IsStrictlyPartiallyOrdered(R, S) == IsIrreflexive(R, S) /\\ IsTransitive(R, S)
IsStrictlyPartiallyOrderedUnder(Op(_, _), S) == IsIrreflexiveUnder(Op, S) /\\ IsTransitiveUnder(Op, S)
IsPartiallyOrdered(R, S) == IsReflexive(R, S) /\\ IsAntiSymmetric(R, S) /\\ IsTransitive(R, S)
IsPartiallyOrderedUnder(Op(_, _), S) ==
  IsReflexiveUnder(Op, S) /\\ IsAntiSymmetricUnder(Op, S) /\\ IsTransitiveUnder(Op, S)
IsPartialOrder(R, S) == IsPartiallyOrdered(R, S)
IsPartialOrderUnder(Op(_, _), S) == IsPartiallyOrderedUnder(Op, S)
IsStrictlyTotallyOrdered(R, S) ==
  IsStrictlyPartiallyOrdered(R, S) /\\ \\A x, y \\in S : x # y => R[x, y] \\/ R[y, x]
IsStrictlyTotallyOrderedUnder(Op(_, _), S) ==
  IsStrictlyPartiallyOrderedUnder(Op, S) /\\ \\A x, y \\in S : x # y => Op(x, y) \\/ Op(y, x)
IsTotallyOrdered(R, S) == IsPartiallyOrdered(R, S) /\\ \\A x, y \\in S : R[x, y] \\/ R[y, x]
IsTotallyOrderedUnder(Op(_, _), S) == IsPartiallyOrderedUnder(Op, S) /\\ \\A x, y \\in S : Op(x, y) \\/ Op(y, x)
IsTotalOrder(R, S) == IsTotallyOrdered(R, S)
IsTotalOrderUnder(Op(_, _), S) == IsTotallyOrderedUnder(Op, S)
RECURSIVE Closure(_, _, _)
LOCAL Closure(R, S, steps) ==
  IF steps = 0 THEN R
  ELSE Closure([x, y \\in S |-> R[x, y] \\/ \\E z \\in S : R[x, z] /\\ R[z, y]], S, steps - 1)
TransitiveClosure(R, S) == Closure([x, y \\in S |-> R[x, y]], S, Cardinality(S))
ReflexiveTransitiveClosure(R, S) ==
  LET closed == TransitiveClosure(R, S) IN [x, y \\in S |-> x = y \\/ closed[x, y]]
IsConnected(R, S) ==
  LET closed == ReflexiveTransitiveClosure(R, S) IN \\A x, y \\in S : closed[x, y]
====
`,
  Graphs: graphs('Graphs', [
    'IsDirectedGraph(G) == G.node # {} /\\ G.edge \\subseteq (G.node \\X G.node)',
    'DirectedSubgraph(G) ==',
    '  {H \\in [node : SUBSET G.node, edge : SUBSET (G.node \\X G.node)] :',
    '     IsDirectedGraph(H) /\\ H.edge \\subseteq G.edge}',
    'IsUndirectedGraph(G) == IsDirectedGraph(G) /\\ \\A e \\in G.edge : <<e[2], e[1]>> \\in G.edge',
    'UndirectedSubgraph(G) == {H \\in DirectedSubgraph(G) : IsUndirectedGraph(H)}',
    'LOCAL Joined(G, m, n) == <<m, n>> \\in G.edge',
    'Transpose(G) == [node |-> G.node, edge |-> {<<e[2], e[1]>> : e \\in G.edge}]',
    'EmptyGraph == [node |-> {}, edge |-> {}]',
    'GraphUnion(G, H) == [node |-> G.node \\cup H.node, edge |-> G.edge \\cup H.edge]',
    'Successors(G, n) == {m \\in G.node : <<n, m>> \\in G.edge}',
    'Predecessors(G, n) == {m \\in G.node : <<m, n>> \\in G.edge}',
    'InDegree(G, n) == Cardinality(Predecessors(G, n))',
    'OutDegree(G, n) == Cardinality(Successors(G, n))',
    'Roots(G) == {n \\in G.node : Predecessors(G, n) = {}}',
    'Leaves(G) == {n \\in G.node : Successors(G, n) = {}}',
    'Descendants(G, n) == {m \\in G.node : \\E s \\in Successors(G, n) : ConnectionsIn(G)[s, m]}',
    'Ancestors(G, n) == {m \\in G.node : \\E p \\in Predecessors(G, n) : ConnectionsIn(G)[m, p]}',
    'HasCycle(G) == \\E n \\in G.node : n \\in Descendants(G, n)',
    'IsDag(G) == ~HasCycle(G)',
    'IsTreeWithRoot(G, r) ==',
    '  /\\ \\A e \\in G.edge : e[1] # r /\\ \\A f \\in G.edge : e[1] = f[1] => e = f',
    '  /\\ \\A n \\in G.node : AreConnectedIn(n, r, G)',
    'IsBipartiteWithPartitions(G, U, V) ==',
    '  /\\ U \\cup V = G.node',
    '  /\\ U \\cap V = {}',
    '  /\\ \\A e \\in G.edge : (e[1] \\in U /\\ e[2] \\in V) \\/ (e[1] \\in V /\\ e[2] \\in U)',
  ]),
  UndirectedGraphs: graphs('UndirectedGraphs', [
    'IsUndirectedGraph(G) == \\A e \\in G.edge : e \\subseteq G.node /\\ Cardinality(e) \\in {1, 2}',
    'IsLoopFreeUndirectedGraph(G) == \\A e \\in G.edge : e \\subseteq G.node /\\ Cardinality(e) = 2',
    'UndirectedSubgraph(G) ==',
    '  {H \\in [node : SUBSET G.node, edge : SUBSET G.edge] : IsUndirectedGraph(H)}',
    'LOCAL Joined(G, m, n) == {m, n} \\in G.edge',
    'ConnectedComponents(G) == {{n \\in G.node : ConnectionsIn(G)[m, n]} : m \\in G.node}',
  ]),
};

/** What directed and undirected graphs share, around an operator \`Joined(G, m, n)\`. */
function graphs(name: string, own: readonly string[]): string {
  const joined = own.findIndex((line) => line.startsWith('LOCAL Joined')) + 1;
  const shared = [
    'Path(G) ==',
    '  {p \\in Seq(G.node) : p # <<>> /\\ \\A i \\in 1..(Len(p) - 1) : Joined(G, p[i], p[i + 1])}',
    'SimplePath(G) ==',
    '  {p \\in UNION {[1..n -> G.node] : n \\in 1..Cardinality(G.node)} :',
    '     /\\ \\A i, j \\in DOMAIN p : p[i] = p[j] => i = j',
    '     /\\ \\A i \\in 1..(Len(p) - 1) : Joined(G, p[i], p[i + 1])}',
    'RECURSIVE Reach(_, _)',
    'LOCAL Reach(G, nodes) ==',
    '  LET more == nodes \\cup {n \\in G.node : \\E m \\in nodes : Joined(G, m, n)}',
    '  IN  IF more = nodes THEN nodes ELSE Reach(G, more)',
    'ConnectionsIn(G) == [m, n \\in G.node |-> n \\in Reach(G, {m})]',
    'AreConnectedIn(m, n, G) == n \\in Reach(G, {m})',
    'IsStronglyConnected(G) == \\A m, n \\in G.node : AreConnectedIn(m, n, G)',
  ];
  return [
    `---- MODULE ${name} ----`,
    'LOCAL INSTANCE Naturals',
    'LOCAL INSTANCE Sequences',
    'LOCAL INSTANCE FiniteSets',
    ...own.slice(0, joined),
    ...shared,
    ...own.slice(joined),
    '====',
    '',
  ].join('\n');
}
