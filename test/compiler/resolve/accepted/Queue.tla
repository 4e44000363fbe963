------------------------------- MODULE Queue -------------------------------
EXTENDS Integers, Sequences, TLC
CONSTANTS Clients, NULL
ASSUME Sizes == Clients # {}
(***************************************************************************
--fair algorithm Queue {
  variables queue = <<>>, done = [c \in Clients |-> FALSE] ;
            best \in {0, 1}; last;
  define { Waiting == Len(queue)
           Ready(c) == \E i \in 1..Len(queue) : queue[i] = c }
  macro put(what) { queue := Append(queue, what); print << "put", what >> }
  macro take(into) { await queue # <<>>; into := Head(queue) || queue := Tail(queue) }
  procedure work(n = 0, m)
    variables k = n, r; \* a comment
  { w1: while (k > 0) { k := k - 1; };
    w2: if (k = 0) { r := 1 } else if (k = 1) r := 2; else { skip; };
    w3: call rest(k);
    w4: return;
  }
  procedure rest(x) { r1: return }
  fair+ process (client \in Clients)
    variable mine = NULL;
  { c0:- put(self);
    c1:+ either { await Ready(self); } or { skip; goto c2; } or skip ;
    c2: with (x \in 1..2, y = x + 1) { mine := y; assert mine > 0; };
        done[self] := TRUE || best := 1 - best;
    c3: call work(1, 2);
  }
  process (server = 0) { s: while (TRUE) { take(last); } }
}
***************************************************************************)
\* BEGIN TRANSLATION (chksum(pcal) = "1a2b3c4d" /\ chksum(tla) = "5e6f7a8b")
VARIABLES whatever
\* END TRANSLATION
Inv == Waiting >= 0 /\ pc[0] \in {"s"} /\ \A c \in ProcSet : stack[c] \in Seq(Nat)
Fair == WF_vars(client(1)) /\ Termination
=============================================================================
