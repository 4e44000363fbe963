---- MODULE Statements ----
(* One archetype per statement or group of statements. *)
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Nodes, Limit, Cost(_, _)

(* --mpcal Statements {
  macro send(to, what) {
    await net[to] = <<>>;
    net[to] := what;
  }

  archetype Assignments(ref x, ref table[_], ref board[_][_])
    variables f = [n \in Nodes |-> 0], r = [count |-> 0, log |-> <<>>], i = 1;
  {
    whole:   x := x + 1;
             i := i + x;
    element: f[self] := f[self] + 1;
             r.log[i] := r.count || r.count := i;
             table[table[self]] := f;
             board[i][self] := [won |-> TRUE];
    swap:    x := i || i := x;
  }

  archetype Branches(ref out)
    variables n = 0;
  {
    choose: if (n = 0) {
              n := 1;
            } else if (n = 1) {
              n := 2;
            } else {
              n := 0;
            };
            out := n;
    jump:   if (n > 1) {
              goto choose;
            } else {
              inner: n := n - 1;
            };
    decide: either { await n > 0; n := n - 1; }
            or     { goto Done; }
            or     { skip; };
    rest:   n := n + 1;
  }

  archetype Loops(ref net[_], ref timer)
    variables n = 0; m;
  {
    loop: while (n < Limit) {
            n := n + 1;
      get:  m := net[self];
    };
    after: while (TRUE) {
      await timer;
      with (j \in Nodes \ {self}, k = Cost(self, j), q = net[j]) {
        await q # <<>>;
        net[j] := Append(q, k);
      };
      with (unused \in Nodes) {
        send(self, <<m>>);
      };
    }
  }

  archetype Checks(ref state)
    variables old = 0;
  {
    check:+ assert state >= old /\ old >= 0;
            print <<"state", state, old>>;
            old := state;
    wait:-  await state > old;
            goto check;
  }

  archetype Guards(ref out)
    variables queue = <<>>;
  {
    \* The definition is evaluated only after the guard: it would fail on an empty queue.
    guarded: with (first = Head(queue)) {
               await queue # <<>>;
               queue := Tail(queue);
               out := first;
             };
  }
} *)
====
